//! Files that leave the program and come back.

use std::fs;

use crate::support::Shell;

#[test]
fn a_household_comes_back_byte_for_byte() {
    let first = Shell::moved();
    for line in [
        "undo",
        "person add B",
        "set --person B birth 1992-02-03",
        "set --person A card_held unknown",
        "event card_lost 2026-11-30 --person B",
    ] {
        let said = first.say(line);
        assert_eq!(said.code, 0, "{line}: {}", said.err);
    }
    first.ok("export json -o home.json");
    assert_eq!(
        first.ok("export json"),
        first.text("home.json"),
        "exporting changes nothing"
    );
    let second = Shell::new();
    fs::copy(
        first.folder.path().join("home.json"),
        second.folder.path().join("in.json"),
    )
    .unwrap();
    // A household in which nothing was told has nothing to lose.
    let said = second.ok("import in.json");
    assert!(said.starts_with("Changed"), "{said}");
    assert_eq!(second.ok("export json"), first.text("home.json"));
    assert_eq!(second.ok("due --everything"), first.ok("due --everything"));
    let again = second.ok("import in.json");
    assert!(again.contains("Nothing to change"), "{again}");
    // One entry of the journal: one undo takes all of it back.
    second.ok("undo");
    assert!(second.ok("due").contains("Nothing"), "{}", second.ok("due"));
}

#[test]
fn of_two_copies_the_newer_of_each_item_stays() {
    let here = Shell::moved();
    here.ok("export json -o a.json");
    let there = Shell::new();
    fs::copy(here.folder.path().join("a.json"), there.folder.path().join("a.json")).unwrap();
    there.ok("import a.json");
    // Changed there, changed here, changed on both sides with there the newer one, and removed there.
    there.ok("set stay_until 2028-08-01");
    here.ok("set birth 1990-03-11");
    here.ok("set card_form combined");
    there.ok("set card_form separate");
    there.ok("set card_form unknown");
    there.ok("tick move-in/residence-card");
    there.ok("event card_lost 2026-11-30");
    there.ok("export json -o b.json");
    fs::copy(there.folder.path().join("b.json"), here.folder.path().join("b.json")).unwrap();

    let before = here.ok("export json");
    let shown = here.ok("import b.json");
    assert!(
        shown.starts_with("This would change") && shown.contains("import b.json --apply"),
        "{shown}"
    );
    assert!(
        shown.contains("Stays as it is here") && shown.contains("1990"),
        "{shown}"
    );
    assert_eq!(here.ok("export json"), before, "only shown");

    here.ok("import b.json --apply");
    let file = here.text("data/households/home.toml");
    for (words, there) in [
        ("stay_until = 2028-08-01", true),
        ("birth = 1990-03-11", true),
        ("card_form =", false),
        ("event = \"card_lost\"", true),
        ("item = \"residence-card\"", false),
    ] {
        assert_eq!(file.contains(words), there, "{words}: {file}");
    }
    here.ok("undo");
    let undone = here.text("data/households/home.toml");
    assert!(
        undone.contains("stay_until = 2027-08-01") && undone.contains("item = \"residence-card\""),
        "{undone}"
    );
}

#[test]
fn another_household_is_put_beside_by_its_labels() {
    let here = Shell::moved();
    here.ok("person rename A me");
    let other = Shell::new();
    for line in [
        "person rename A Ben",
        "set birth 1985-05-05",
        "event moved_in 2026-11-20",
    ] {
        other.ok(line);
    }
    other.ok("export json -o ben.json");
    fs::copy(
        other.folder.path().join("ben.json"),
        here.folder.path().join("ben.json"),
    )
    .unwrap();
    here.ok("import ben.json --apply");
    let file = here.text("data/households/home.toml");
    for words in [
        "label = \"me\"",
        "label = \"Ben\"",
        "birth = 1990-03-10",
        "birth = 1985-05-05",
        "on = 2026-11-29",
        "on = 2026-11-20",
    ] {
        assert!(file.contains(words), "{words}: {file}");
    }
}

#[test]
fn what_is_no_household_is_refused_in_one_line() {
    let shell = Shell::moved();
    let good = shell.ok("export json");
    let cases = [
        ("empty.json", String::new(), "ends too early"),
        ("text.json", "hello".to_owned(), "not JSON"),
        ("other.json", "{\"schema\": 1}".to_owned(), "does not belong"),
        (
            "newer.json",
            good.replace("\"schema\": 1", "\"schema\": 2"),
            "newer version",
        ),
        ("half.json", good[..good.len() / 2].to_owned(), "ends too early"),
        (
            "secret.json",
            good.replace("\"label\": \"A\"", "\"label\": \"123456789012\""),
            "cannot be taken in",
        ),
        (
            "word.json",
            good.replace("stay_until", "stay until"),
            "cannot be taken in",
        ),
    ];
    let before = shell.text("data/households/home.toml");
    for (name, text, words) in cases {
        fs::write(shell.folder.path().join(name), text).unwrap();
        let said = shell.say(&format!("import {name} --apply"));
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{name}");
        assert!(
            said.err.contains(words) && said.err.lines().count() == 1,
            "{name}: {}",
            said.err
        );
        assert!(!said.err.contains("9012"), "{}", said.err);
    }
    let said = shell.say("import nowhere.json");
    assert!(said.code == 2 && said.err.contains("nowhere.json"), "{}", said.err);
    assert_eq!(shell.text("data/households/home.toml"), before);
}

#[test]
fn the_calendar_file_is_written_remembered_and_the_same_again() {
    let shell = Shell::moved();
    let said = shell.ok("export ics -o one.ics");
    assert!(
        said.contains("one.ics") && said.contains("--reminders-as-events"),
        "{said}"
    );
    shell.ok("export ics -o two.ics --household home");
    assert_eq!(shell.text("one.ics"), shell.text("two.ics"));
    assert_eq!(
        shell.ok("export ics"),
        shell.text("one.ics"),
        "without a file it is printed"
    );
    assert_eq!(shell.ok("due --format ics"), shell.text("one.ics"));
    assert!(!shell.ok("export ics --changed-only").contains("BEGIN:VEVENT"));
    // What was exported is remembered through changes and undo, and is no change itself.
    shell.ok("event moved_in_filed 2026-12-01");
    assert!(shell.ok("export ics --changed-only").contains("STATUS:CANCELLED"));
    shell.ok("undo");
    let back = shell.ok("export ics");
    let last = back
        .split("BEGIN:VEVENT")
        .find(|e| e.contains("20261214") && e.contains("転入届"))
        .unwrap();
    assert!(last.contains("SEQUENCE:2") && !last.contains("CANCELLED"), "{last}");
    let history: serde_json::Value = serde_json::from_str(&shell.ok("history --format json")).unwrap();
    assert!(
        history["entries"][0]["undoes"].is_u64(),
        "an export is no entry of the journal"
    );
    for (line, words) in [
        ("export html --neutral", "belongs to `export ics`"),
        ("export json --changed-only", "belongs to `export ics`"),
        ("export ics --with-notes", "belongs to `export html`"),
        ("export ics --booking move-in=tomorrow", "PROCEDURE=2026-12-10T10:30"),
        (
            "export ics --booking nowhere=2026-12-10T10:30",
            "no procedure `nowhere`",
        ),
        ("export pdf", "accepted: ics, html, json"),
        ("export ics --as-of 2027-06-01", "no calendar file"),
        ("due --format ics --as-of 2027-06-01", "no calendar file"),
        ("export ics -o no/such/folder/x.ics", "no/such/folder"),
    ] {
        let said = shell.say(line);
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{line}");
        assert!(
            said.err.contains(words) && said.err.lines().count() == 1,
            "{line}: {}",
            said.err
        );
    }
}

#[test]
fn the_page_stands_alone_and_gives_each_reason() {
    let shell = Shell::moved();
    shell.ok("export html -o page.html");
    let page = shell.text("page.html");
    for part in ["<script", " src=", "<link", "@import", "url(", "<iframe"] {
        assert!(!page.contains(part), "{part}");
    }
    for words in [
        "14 days after",
        "Sun 2026-12-13",
        "not legal advice",
        "<h2>",
        "令和8年",
        "checked",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(!page.contains("Press w"), "a key is of no use on paper");
    assert!(
        page.find("<table>") < page.find("<section"),
        "all days at a glance come first"
    );
    for part in page.split(" href=\"#").skip(1) {
        let target = part.split('"').next().unwrap();
        assert!(page.contains(&format!(" id=\"{target}\"")), "{target}");
    }
    assert_eq!(
        page.matches("Basic Resident Registration Act").count(),
        1,
        "each source once"
    );
    for tag in ["ul", "li", "section", "p", "b", "span", "h2", "h3", "a"] {
        let opened = page.matches(&format!("<{tag}>")).count() + page.matches(&format!("<{tag} ")).count();
        assert_eq!(opened, page.matches(&format!("</{tag}>")).count(), "{tag}");
    }
    assert!(shell.ok("export html --lang ja").contains("<html lang=\"ja\">"));
}

#[test]
fn names_with_spaces_and_japanese_letters_work() {
    let shell = Shell::moved();
    let folder = shell.folder.path().join("わたしの 書類");
    fs::create_dir(&folder).unwrap();
    for (what, name) in [
        ("ics", "予定 表.ics"),
        ("html", "期限 一覧.html"),
        ("json", "家 族.json"),
    ] {
        let path = folder.join(name);
        let said = shell.run(
            [
                &["export".into(), what.into(), "-o".into()][..],
                &[path.clone().into_os_string()],
            ]
            .concat(),
        );
        assert_eq!(said.code, 0, "{}", said.err);
        assert!(fs::metadata(&path).unwrap().len() > 100, "{name}");
    }
    let said = shell.run(["import".as_ref(), folder.join("家 族.json").as_os_str()]);
    assert!(said.out.contains("Nothing to change"), "{said:?}");
    let data = folder.join("データ");
    let said = shell.run([
        "--data".as_ref(),
        data.as_os_str(),
        "set".as_ref(),
        "birth".as_ref(),
        "1990-03-10".as_ref(),
    ]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(data.join("households/home.toml").exists());
}

#[cfg(unix)]
#[test]
fn a_file_that_was_written_is_nobody_elses() {
    use std::os::unix::fs::PermissionsExt as _;
    let shell = Shell::moved();
    shell.ok("export json -o home.json");
    let mode = fs::metadata(shell.folder.path().join("home.json"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o077, 0, "{mode:o}");
}
