//! Files that are broken, newer, or cannot be written, and output that nobody reads.

use std::fs;
use std::io;

use super::{Home, Run, holds, moved, replace};

#[test]
fn a_broken_household_is_untouched_and_can_be_restored() {
    let home = moved();
    let broken = fs::read_to_string(home.household())
        .unwrap()
        .replace("2026-11-29", "2026-11-31");
    fs::write(home.household(), &broken).unwrap();
    let line = broken.lines().position(|l| l.contains("2026-11-31")).unwrap() + 1;
    let backups = home.path("data/households/backups");
    let said = home.refused(&["set", "card_held", "no"]);
    let (file, backups) = (home.household().display().to_string(), backups.display().to_string());
    holds(
        &said,
        &[
            &format!("{file}:{line}: "),
            "untouched",
            &backups,
            "mynaguide doctor --restore-backup",
        ],
    );
    // What asks for deadlines says it on both ways out: an empty answer would look like good news.
    let due = home.run(&["due"]);
    assert_eq!((due.code, &due.err), (2, &said));
    holds(&due.out, &["cannot be read", &format!("home.toml:{line}")]);
    assert_eq!(fs::read_to_string(home.household()).unwrap(), broken);

    let doctor = home.run(&["doctor"]);
    assert_eq!(doctor.code, 1);
    holds(&doctor.out, &["NOT READABLE", &format!("home.toml:{line}")]);

    holds(&home.fine(&["doctor", "--restore-backup"]), &["Restored revision 4"]);
    holds(&home.fine(&["due"]), &["Last day: Mon 2026-12-14"]);
    assert_eq!(
        fs::read_to_string(home.path("data/households/home.broken-1.toml")).unwrap(),
        broken
    );
    holds(&home.refused(&["doctor", "--restore-backup"]), &["can be read"]);
}

#[test]
fn without_a_backup_the_way_out_is_another() {
    let home = Home::new();
    home.fine(&["set", "card_held", "yes"]);
    fs::write(home.household(), "format = 1\nrevision = x\n").unwrap();
    for command in [&["set", "card_held", "no"][..], &["visits"]] {
        holds(&home.refused(command), &["home.toml:2: ", "untouched", "no backup"]);
    }
    holds(&home.refused(&["doctor", "--restore-backup"]), &["no backup"]);
}

#[test]
fn a_household_of_a_newer_version_is_shown_but_not_changed() {
    let home = moved();
    replace(&home.household(), "format = 1", "format = 2");
    let due = home.run(&["due"]);
    assert_eq!(due.code, 0);
    holds(&due.out, &["move-in/notify"]);
    holds(&due.err, &["newer version", "cannot be changed"]);
    let set = home.run(&["set", "card_held", "no"]);
    assert_eq!(set.code, 2);
    holds(&set.err, &["newer version"]);
}

#[test]
fn a_data_folder_that_cannot_be_written_is_one_clear_line() {
    let home = Home::new();
    fs::write(home.path("file"), "not a folder").unwrap();
    let below = home.path("file/below");
    let line = home.refused(&["set", "card_held", "yes", "--data", below.to_str().unwrap()]);
    holds(&line, &[below.to_str().unwrap()]);
    assert_eq!(fs::read_to_string(home.path("file")).unwrap(), "not a folder");
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let home = moved();
    for args in [
        &["show", "move-in"][..],
        &["due", "--format", "json"],
        &["--help"],
        &["lint"],
    ] {
        let (reader, writer) = io::pipe().unwrap();
        drop(reader);
        let run = Run::of(home.command(args).stdout(writer));
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{args:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_an_error() {
    let home = moved();
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let run = Run::of(home.command(&["show", "move-in"]).stdout(full));
    assert_eq!(run.code, 2);
    holds(&run.err, &["cannot be written"]);
}
