//! Local packs on top of the clean pack: what they may do, what they may not, and what is remembered.

use std::borrow::Cow;

use super::super::{How, Loaded, Pack, PackFiles, RULES, Week, is_overlay, load, load_with};
use super::{clean, edited, place, today};

const HEAD: &str = r#"
id         = "town"
version    = "1.0.0"
schema     = 1
extends    = "tiny"
requires   = { base = ">=1, <2" }
level      = "municipality"
title      = { en = "A town", ja = "町" }
covers     = { municipality = ["12345"] }
status     = "draft"
checked    = 2026-11-01
every_days = 180
licence    = "CC0-1.0"
"#;

fn files(name: &str, files: &[(&str, &str)]) -> PackFiles {
    let files = files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), Cow::Owned((*text).to_owned())))
        .collect();
    PackFiles {
        name: name.to_owned(),
        files,
        problems: Vec::new(),
    }
}

fn town(patches: &str) -> PackFiles {
    files("town", &[("pack.toml", &format!("{HEAD}{patches}"))])
}

fn with(packs: &[PackFiles]) -> Loaded {
    load_with(&clean(), packs, Some(today())).1
}

/// The pack with these patches and nothing to complain about.
fn good(patches: &str) -> Pack {
    let loaded = with(&[town(patches)]);
    let found: Vec<_> = loaded.diagnostics.iter().map(super::Diagnostic::short).collect();
    assert!(found.is_empty(), "{found:#?}");
    loaded.pack.unwrap()
}

/// `line rule` of everything that is found with these patches; lines count from the first patch line.
fn found(patches: &str) -> Vec<String> {
    let head = HEAD.lines().count();
    let loaded = with(&[town(patches)]);
    let local = loaded.diagnostics.iter().filter(|d| d.file == "town/pack.toml");
    let line = |d: &super::Diagnostic| d.position.map_or(0, |(line, _)| line.saturating_sub(head));
    local.map(|d| format!("{} {}", line(d), d.rule)).collect()
}

#[test]
fn a_folder_says_itself_that_it_is_a_local_pack() {
    assert!(is_overlay(&town("")) && !is_overlay(&clean()));
}

#[test]
fn set_add_and_remove_and_all_of_it_is_remembered() {
    let pack = good(
        r#"
[[patch]]
target = "place:counter"
expect = { hours = [{ days = ["mon"], open = 08:30:00, close = 17:00:00 }] }
set    = { hours = [{ days = ["tue"], open = 09:00:00, close = 16:00:00 }], phone = "000-000-0000" }
source = ["act"]
[[patch]]
target = "place:counter"
add    = { extra = [{ on = ["every wed", "last sat"], except = ["3rd wed"], open = 17:00:00, close = 19:00:00, not_for = ["go"], why = { en = "no card work", ja = "カードは不可" }, source = ["act"] }] }
source = ["act"]
[[patch]]
target = "procedure:go"
add    = { note = [{ id = "town", text = { en = "Take a number.", ja = "番号札を取ります。" } }], alias = ["town hall"] }
source = ["act"]
[[patch]]
target = "procedure:go/visit:counter/need:id-a"
remove = true
why    = { en = "not asked for here", ja = "ここでは不要です" }
source = ["act"]
"#,
    );
    let counter = &pack.places["counter"];
    assert_eq!((counter.hours.len(), counter.hours[0].days.len()), (1, 1));
    assert_eq!(counter.phone.as_deref(), Some("000-000-0000"));
    let extra = &counter.extra[0];
    assert_eq!(
        extra.on,
        [(Week::Every, chrono::Weekday::Wed), (Week::Last, chrono::Weekday::Sat)]
    );
    assert_eq!(extra.except, [(Week::Nth(3), chrono::Weekday::Wed)]);
    let go = &pack.procedures["go"];
    assert_eq!(go.body.notes[0].text.get("ja"), "番号札を取ります。");
    assert_eq!(go.body.visits[0].needs.len(), 1);
    let touched: Vec<String> = pack
        .touched
        .iter()
        .map(|t| format!("{:?} {}", t.how, t.target))
        .collect();
    assert_eq!(
        touched,
        [
            "Changed([\"hours\", \"phone\"]) place:counter",
            "Changed([\"extra\"]) place:counter",
            "Added procedure:go/note:town",
            "Changed([\"alias\"]) procedure:go",
            "Removed procedure:go/visit:counter/need:id-a",
        ]
    );
    let left_out = pack.touches("procedure:go/visit:counter/need:id-a").next().unwrap();
    assert_eq!(left_out.why.as_ref().unwrap().get("ja"), "ここでは不要です");
    assert_eq!(left_out.source, ["act"]);
    assert_eq!(pack.touches_within("procedure:go").count(), 3);
    assert_eq!(pack.overlay("town").unwrap().municipalities, ["12345"]);
}

#[test]
fn files_of_a_local_pack_bring_new_ids_along() {
    let more = files(
        "town",
        &[
            ("pack.toml", HEAD),
            (
                "registry/places.toml",
                "[desk]\nkind = \"counter\"\nname = { en = \"Desk\", ja = \"机\", kana = \"つくえ\", romaji = \"tsukue\" }\nclosed = []\n",
            ),
            (
                "registry/rules.toml",
                "[condition.no_card]\nfact = \"card_held\"\nis = false\n",
            ),
        ],
    );
    let loaded = with(&[more]);
    let pack = loaded.pack.unwrap();
    assert!(pack.places.contains_key("desk") && pack.places.contains_key("counter"));
    assert!(
        pack.touches("place:desk")
            .all(|t| t.how == How::Added && t.pack == *"town")
    );
    assert_eq!(pack.touched.len(), 2);
    let again = files(
        "town",
        &[
            ("pack.toml", HEAD),
            ("registry/sets.toml", "[id-a]\nname = { en = \"x\", ja = \"x\" }\n"),
        ],
    );
    assert_eq!(
        with(&[again]).diagnostics.iter().map(place).collect::<Vec<_>>(),
        ["town/registry/sets.toml:1:2 id-reused"]
    );
}

#[test]
fn where_the_base_says_something_else_the_base_stays() {
    let patch = r#"
[[patch]]
target = "procedure:go/visit:counter"
expect = { minutes = 30 }
set    = { minutes = 60 }
source = ["act"]
"#;
    assert_eq!(found(patch), ["4 overlay-conflict"]);
    let pack = with(&[town(patch)]).pack.unwrap();
    assert_eq!(pack.procedures["go"].body.visits[0].minutes, None);
    let conflict = &pack.conflicts[0];
    assert_eq!(
        (
            conflict.key.as_str(),
            conflict.expected.as_str(),
            conflict.found.as_str()
        ),
        ("minutes", "30", "nothing")
    );
    assert!(pack.touched.is_empty());
    // The base got a word of its own after the pack was written without one.
    let blind = "[[patch]]\ntarget = \"place:counter\"\nset = { source = [] }\nsource = [\"act\"]\n";
    assert_eq!(found(blind), ["3 overlay-conflict"]);
    let gone = "[[patch]]\ntarget = \"procedure:go/mistake:lat\"\nremove = true\nwhy = { en = \"a\", ja = \"あ\" }\nsource = [\"act\"]\n";
    assert_eq!(found(gone), ["2 overlay-dead-target"]);
    let loaded = with(&[town(gone)]);
    assert_eq!(
        loaded.diagnostics[0].help.as_deref(),
        Some("did you mean `mistake:late`?")
    );
    assert!(loaded.pack.is_some());
}

#[test]
fn packs_are_applied_by_level_and_the_earlier_one_stays() {
    let patch = |minutes: u32| {
        format!(
            "[[patch]]\ntarget = \"procedure:go/visit:counter\"\nset = {{ minutes = {minutes} }}\nsource = [\"act\"]\n"
        )
    };
    let own = HEAD
        .replace("\"municipality\"\ntitle", "\"personal\"\ntitle")
        .replace("id         = \"town\"", "id = \"mine\"");
    let own = own.replace("level      = \"municipality\"", "level = \"personal\"");
    let mine = files("mine", &[("pack.toml", &format!("{own}{}", patch(20)))]);
    let pack = with(&[mine, town(&patch(10))]).pack.unwrap();
    let order: Vec<_> = pack.overlays.iter().map(|o| o.id.as_str()).collect();
    assert_eq!(order, ["town", "mine"]);
    assert_eq!(pack.procedures["go"].body.visits[0].minutes, Some(10));
    assert_eq!(pack.conflicts[0].pack, *"mine");
}

#[test]
fn a_patch_that_says_too_little_is_refused() {
    let source = "source = [\"act\"]\n";
    for (patch, line) in [
        ("target = \"go\"\nremove = true\nwhy = { en = \"a\", ja = \"あ\" }\n", 2),
        ("target = \"procedure:go/step:file\"\nremove = true\n", 2),
        ("target = \"procedure:go\"\n", 2),
        (
            "target = \"procedure:go\"\nset = { time = { en = \"x\" } }\nremove = true\nwhy = { en = \"a\", ja = \"あ\" }\n",
            2,
        ),
        ("target = \"procedure:go\"\nset = { id = \"went\" }\n", 3),
        (
            "target = \"procedure:go/deadline:keep\"\nexpect = { kind = \"validity-end\" }\nset = { kind = \"advice\" }\n",
            4,
        ),
        (
            "target = \"document:pin\"\nremove = true\nwhy = { en = \"a\", ja = \"あ\" }\n",
            2,
        ),
        ("target = \"procedure:go\"\nadd = { summary = \"x\" }\n", 3),
    ] {
        assert_eq!(
            found(&format!("[[patch]]\n{patch}{source}")),
            [format!("{line} overlay-form")],
            "{patch}"
        );
    }
    assert_eq!(
        found("[[patch]]\ntarget = \"procedure:go\"\nset = { time = { en = \"x\" } }\n"),
        ["2 overlay-form"]
    );
}

#[test]
fn no_pack_weakens_a_legal_duty() {
    let changes = [
        "target = \"procedure:go/deadline:notify\"\nremove = true\nwhy = { en = \"a\", ja = \"あ\" }\n",
        "target = \"procedure:go/deadline:notify\"\nexpect = { closes = \"last_day\" }\nset = { closes = \"tenth_birthday\" }\n",
        "target = \"procedure:go/deadline:notify\"\nexpect = { applies = { any = [\"holds_card\", \"grown_up\"] } }\nset = { applies = { all = [\"holds_card\", \"grown_up\"] } }\n",
        "target = \"procedure:go/deadline:notify\"\nset = { quiet_until_open = true }\n",
        "target = \"procedure:go/deadline:notify\"\nset = { if_missed = { en = \"Nothing.\", ja = \"なし\" } }\n",
        "target = \"procedure:go/deadline:notify\"\nadd = { done_by = [\"moved_in\"] }\n",
        "target = \"procedure:go/date:last_day\"\nexpect = { of = \"counted\" }\nset = { of = \"tenth_birthday\" }\n",
        "target = \"procedure:go/condition:grown_up\"\nexpect = { is = true }\nset = { is = false }\n",
        "target = \"date:counted\"\nexpect = { days = 14 }\nset = { days = 20 }\n",
        "target = \"condition:holds_card\"\nexpect = { is = true }\nset = { is = false }\n",
        "target = \"place:counter\"\nadd = { closed = [{ weekly = [\"mon\"] }] }\n",
        "target = \"calendar:holidays\"\nadd = { day = [{ on = 2026-12-14, ja = \"休\", en = \"off\" }] }\n",
        "target = \"fact:card_form\"\nadd = { implies = [{ is = [\"combined\"], fact = \"card_held\", value = false }] }\n",
        "target = \"procedure:go\"\nexpect = { place = \"counter\" }\nset = { place = \"line\" }\n",
        "target = \"procedure:go\"\nadd = { settled = [{ id = \"x\", deadline = [\"notify\"], applies = { all = [\"holds_card\"] }, reason = { en = \"a\", ja = \"あ\" } }] }\n",
    ];
    for change in changes {
        let found = found(&format!("[[patch]]\n{change}source = [\"act\"]\n"));
        assert!(found.iter().any(|f| f == "2 overlay-duty"), "{change}: {found:?}");
        assert!(
            with(&[town(&format!("[[patch]]\n{change}source = [\"act\"]\n"))])
                .pack
                .is_none(),
            "{change}"
        );
    }
}

#[test]
fn no_pack_changes_the_law() {
    let changes = [
        "target = \"source:act\"\nexpect = { confidence = \"high\" }\nset = { confidence = \"low\" }\n",
        "target = \"procedure:go/deadline:notify\"\nexpect = { source = [\"act\"] }\nset = { source = [] }\n",
        "target = \"procedure:go\"\nexpect = { source = [\"act\"] }\nset = { source = [\"rumour\"] }\n",
    ];
    for change in changes {
        let found = found(&format!("[[patch]]\n{change}source = [\"act\"]\n"));
        assert!(found.iter().any(|f| f.ends_with(" overlay-law")), "{change}: {found:?}");
    }
}

#[test]
fn no_new_question_settles_an_old_one() {
    let facts = r#"
[helper]
type = "yes-no"
per = "person"
name = { en = "Helper", ja = "手伝い" }
ask = { en = "A helper?", ja = "手伝う人はいますか。" }
where = { en = "Ask.", ja = "聞いてください。" }
used_for = { en = "Help", ja = "手伝い" }
implies = [{ is = [true], fact = "card_held", value = false }]
"#;
    let loaded = with(&[files("town", &[("pack.toml", HEAD), ("registry/facts.toml", facts)])]);
    assert_eq!(
        loaded.diagnostics.iter().map(place).collect::<Vec<_>>(),
        ["town/registry/facts.toml:2:2 overlay-duty"]
    );
}

#[test]
fn what_a_pack_may_say_about_a_duty() {
    let pack = good(
        r#"
[[patch]]
target = "procedure:go/deadline:notify"
expect = { remind = [7, 1] }
set    = { remind = [10, 1], late = { en = "Come to the desk.", ja = "窓口へ。" } }
source = ["act"]
[[patch]]
target = "fact:card_form"
add    = { choice = [{ id = "paper", name = { en = "Paper", ja = "紙" } }] }
source = ["act"]
"#,
    );
    assert_eq!(pack.procedures["go"].deadlines[0].remind, [10, 1]);
}

#[test]
fn a_pack_for_another_base_is_refused() {
    for (from, to, rule) in [
        ("extends    = \"tiny\"", "extends = \"big\"", "overlay-base"),
        (">=1, <2", ">=2", "overlay-base"),
        (">=1, <2", "1", "value-wrong"),
        ("\"12345\"", "\"1234\"", "value-wrong"),
        ("schema     = 1", "schema = 9", "value-wrong"),
        ("status     = \"draft\"", "status = \"verified\"", "review-single"),
    ] {
        let head = HEAD.replacen(from, to, 1);
        let loaded = with(&[files("town", &[("pack.toml", &head)])]);
        let rules: Vec<_> = loaded.diagnostics.iter().map(|d| d.rule).collect();
        assert_eq!(rules, [rule], "{to}");
        assert!(loaded.pack.is_none());
    }
    let none = with(&[files("town", &[])]);
    assert_eq!(none.diagnostics[0].rule, "file-missing");
}

#[test]
fn a_base_with_errors_is_reported_before_any_pack() {
    let base = edited(&[("registry/topics.toml", "title =", "titel =")]);
    let (_, loaded) = load_with(&base, &[town("")], None);
    assert!(loaded.pack.is_none() && loaded.diagnostics.iter().all(|d| d.file == "registry/topics.toml"));
}

#[test]
fn translations_of_the_base_stay_good_and_speak_only_of_what_they_translate() {
    let pack = good(
        r#"
[[patch]]
target = "procedure:go/step:file"
expect = { text = { en = "Hand in the form. Bring the {doc:pin}." } }
set    = { text = { en = "Hand in the form at desk 3.", ja = "用紙を3番に出します。" } }
source = ["act"]
[[patch]]
target = "procedure:go/way:counter"
expect = { text = { en = "At the {place:counter}." } }
set    = { text = { en = "At the desk." } }
source = ["act"]
"#,
    );
    let go = &pack.procedures["go"];
    assert!(!go.body.translations["ja"].stale);
    assert_eq!(go.body.steps[0].text.get("ja"), "用紙を3番に出します。");
    // The old Japanese is about another text; English is shown, and marked.
    assert!(!go.body.ways[0].text.has("ja"));
    assert_eq!(go.body.mistakes[0].text.get("ja"), "遅れると50000円まで。");
}

#[test]
fn a_scenario_can_be_left_out_with_a_reason() {
    let head = format!(
        "{HEAD}skip = [{{ scenario = \"go-two\", why = {{ en = \"one person only\", ja = \"一人だけ\" }} }}]\n"
    );
    let pack = with(&[files("town", &[("pack.toml", &head)])]).pack.unwrap();
    assert_eq!(pack.scenarios.len(), 1);
    assert_eq!(pack.overlay("town").unwrap().skip[0].1.en(), "one person only");
    let wrong = head.replace("go-two", "go-too");
    let loaded = with(&[files("town", &[("pack.toml", &wrong)])]);
    assert_eq!(loaded.diagnostics[0].help.as_deref(), Some("did you mean `go-two`?"));
}

#[test]
fn every_rule_about_local_packs_is_shown_here() {
    let shown = [
        "overlay-form",
        "overlay-base",
        "overlay-conflict",
        "overlay-dead-target",
        "overlay-duty",
        "overlay-law",
    ];
    for rule in RULES.iter().filter(|rule| rule.name.starts_with("overlay-")) {
        assert!(shown.contains(&rule.name), "{}", rule.name);
    }
}

#[test]
fn without_local_packs_nothing_differs() {
    let (_, with_none) = load_with(&clean(), &[], Some(today()));
    let alone = load(&clean(), Some(today()));
    assert_eq!(format!("{:?}", with_none.pack), format!("{:?}", alone.pack));
    let mut with_empty = with(&[town("")]).pack.unwrap();
    with_empty.overlays.clear();
    let mut alone = alone.pack.unwrap();
    // Only the paths of scenario files differ: they name their pack.
    for pack in [&mut with_empty, &mut alone] {
        pack.scenarios.iter_mut().for_each(|s| s.file.clear());
    }
    assert_eq!(format!("{with_empty:?}"), format!("{alone:?}"));
}
