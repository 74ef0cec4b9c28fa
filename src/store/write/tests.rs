//! What people wrote into a file stays through a save.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::content::{Answer, Id};
use crate::household::edit;
use crate::household::testing::{change, household, key};
use crate::store::format::parse;

/// A file that a person put in order.
const OWN: &str = r#"# Our family
format = 1 # as ever
revision = 12

# Notes first: they are read most.
[[note]]
procedure = 'move-in'
item = "residence-card"
person = "a"
text = "in the drawer"   # top left

# Grandmother's friend
[[person]]
label = "A"
id = "a"
colour = "red"
facts.birth = 1990-03-10  # see the passport
facts.children = 2

[[person]]
id = "b"
label = "B"

# The big one
[[event]]
id = "e1"
event = "moved_in"
people = [
    "a", # first
    "b",
]
on = 2026-11-29

[[tick]]
procedure = "move-in"
item = "z-last"
person = "a"
on = 2026-11-25

# first ticked
[[tick]]
procedure = "move-in"
item = "a-first"
person = "a"
on = 2026-11-24

[shown]
days = 1
# the end
"#;

/// What the file says after some changes; it must then tell of the same household.
fn after(text: &str, changes: &dyn Fn(&Household) -> Vec<crate::household::Change>) -> String {
    let mut parsed = parse(text, "home").unwrap();
    let changes = changes(&parsed.household);
    parsed.household.apply_all(&changes).unwrap();
    parsed.household.revision += 1;
    let written = write(&parsed.household, &parsed.extra).unwrap();
    let again = parse(&written, "home").unwrap_or_else(|e| panic!("{e}: {written}"));
    assert_eq!(again.household, parsed.household, "{written}");
    assert_eq!(write(&again.household, &again.extra).unwrap(), written, "written again");
    written
}

fn day(d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, d).unwrap()
}

#[test]
fn only_the_lines_that_change_are_others() {
    let parsed = parse(OWN, "home").unwrap();
    assert_eq!(write(&parsed.household, &parsed.extra).unwrap(), OWN);
    let next = OWN.replace("revision = 12", "revision = 13");
    let told = |fact: &'static str, answer: Option<Answer>| {
        move |h: &Household| edit::set_fact(h, Some("a"), fact, answer.clone())
    };
    assert_eq!(
        after(OWN, &told("children", Some(Answer::Count(3)))),
        next.replace("children = 2", "children = 3")
    );
    assert_eq!(
        after(OWN, &told("children", None)),
        next.replace("facts.children = 2\n", "")
    );
    assert_eq!(
        after(OWN, &told("birth", Some(Answer::Date(day(9))))),
        next.replace("1990-03-10", "2026-11-09"),
        "the comment beside the value stays"
    );
    assert_eq!(
        after(OWN, &|h| edit::note(h, key("a"), "lost")),
        next.replace("in the drawer", "lost")
    );
    assert_eq!(
        after(OWN, &|h| edit::rename_person(h, "a", "Ann")),
        next.replace("label = \"A\"", "label = \"Ann\"")
    );
}

#[test]
fn what_is_new_stands_with_its_kind_and_before_what_the_program_remembers() {
    let written = after(OWN, &|h| {
        let mut changes = edit::add_person(h, "C");
        changes.extend(edit::set_fact(h, None, "same_city", Some(Answer::YesNo(true))));
        changes.extend(edit::set_fact(h, Some("b"), "children", Some(Answer::Count(1))));
        changes.extend(edit::add_event(h, "lost", day(3), &[Id::new("b")], [].into(), &[]));
        changes.extend(edit::tick(h, key("b"), day(3)));
        changes.extend(edit::note(h, key("b"), "one\ntwo"));
        changes
    });
    let order = [
        "# Notes first",
        "in the drawer",
        "one\ntwo",
        "# Grandmother",
        "colour = \"red\"",
        "children = 2",
        "id = \"b\"",
        "[person.facts]\nchildren = 1",
        "id = \"c\"",
        "# The big one",
        "id = \"e13\"",
        "z-last",
        "# first ticked",
        "[shown]",
        "# the end",
    ];
    let places: Vec<_> = order
        .iter()
        .map(|part| written.find(part).unwrap_or_else(|| panic!("{part}: {written}")))
        .collect();
    assert!(places.is_sorted(), "{places:?}\n{written}");
    assert!(written.find("same_city") < written.find("[shown]"), "{written}");
}

#[test]
fn a_file_in_other_forms_stays_one_that_can_be_read() {
    for text in [
        "format = 1\nperson = [{ id = \"a\", label = \"A\" }]\n",
        "format = 1\nfacts = { x = true }\nevent = []\ntick = []\nperson = [{ id = \"a\", label = \"A\", facts = { y = 1 } }]\n",
        "format = 1\nfacts.x = true\n[[event]]\nid = \"e9\"\nevent = \"x\"\non = 2026-11-01\npeople = []\n[[person]]\nid = \"a\"\nlabel = \"A\"\n",
        "format = 1\r\n\r\n[[person]] # me\r\nid = 'a'\r\nlabel = '''A'''\r\n",
        "\u{feff}format = 1\n[shown.days]\nx = 1\n[[person]]\nid = \"a\"\nlabel = \"A\"\n[[shown.moved]]\ny = 1\n",
    ] {
        let text = text.replace("people = []", "people = [\"a\"]");
        // The people must stand before whom they belong to.
        let text = if let Some((head, people)) = text.split_once("[[person]]").filter(|_| text.contains("e9")) {
            format!(
                "format = 1\n[[person]]{people}{}",
                head.replace("format = 1\nfacts.x = true\n", "")
            )
        } else {
            text
        };
        after(&text, &|h| {
            let mut changes = edit::set_fact(h, None, "z", Some(Answer::YesNo(false)));
            changes.extend(edit::set_fact(h, Some("a"), "z", Some(Answer::YesNo(false))));
            changes.extend(edit::add_person(h, "B"));
            changes.extend(edit::add_event(h, "lost", day(3), &[Id::new("a")], [].into(), &[]));
            changes.extend(edit::tick(h, key("a"), day(3)));
            changes.extend(edit::note(h, key("a"), "x"));
            changes
        });
    }
}

#[test]
fn a_comment_that_holds_a_secret_is_not_written_again() {
    let text = OWN
        .replace("# as ever", "# 1234 5678 9012")
        .replace("# The big one", "# PIN 8642\n# The big one")
        .replace("# the end", "# AB12345678CD");
    let written = after(&text, &|h| edit::note(h, key("a"), "# 1, not a comment"));
    for secret in ["5678", "8642", "12345678"] {
        assert!(!written.contains(secret), "{written}");
    }
    for kept in ["# The big one", "format = 1", "# 1, not a comment", "# first ticked"] {
        assert!(written.contains(kept), "{kept}: {written}");
    }
}

#[test]
fn the_sentence_that_comments_are_lost_is_no_longer_told() {
    let text = format!("{FORMER_HEADER}format = 1\n[[person]]\nid = \"a\"\nlabel = \"A\"\n");
    let written = after(&text, &|h| edit::rename_person(h, "a", "B"));
    assert!(written.starts_with(HEADER), "{written}");
}

#[test]
fn what_is_remembered_stands_at_the_end_and_once() {
    let mut extra = parse(OWN, "home").unwrap().extra;
    let days = |n: i64| Value::Table([("days".to_owned(), Value::Integer(n))].into_iter().collect());
    extra.remember("shown", days(2)).unwrap();
    assert_eq!(extra.text, OWN.replace("days = 1", "days = 2"));
    extra.remember("calendar", days(3)).unwrap();
    assert!(
        extra.text.find("[calendar]") > extra.text.find("[shown]"),
        "{}",
        extra.text
    );
    assert!(
        parse(&extra.text, "home")
            .unwrap()
            .extra
            .memory
            .contains_key("calendar")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// One change after the other into the same text is the same household as one written at once.
    #[test]
    fn a_file_that_is_changed_again_and_again(first in household(), seeds in prop::collection::vec(any::<[u8; 4]>(), 1..20)) {
        let mut household = first;
        let mut text = write(&household, &Extra::default()).unwrap();
        for seed in seeds {
            let changes = change(&household, seed);
            if household.apply_all(&changes).is_err() {
                continue;
            }
            household.revision += 1;
            let extra = parse(&text, "home").unwrap().extra;
            text = write(&household, &extra).unwrap();
            prop_assert_eq!(&parse(&text, "home").unwrap().household, &household, "{}", text);
        }
    }
}
