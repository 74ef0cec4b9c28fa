//! Both ways of reading agree.

use proptest::prelude::*;

use super::*;
use crate::household::testing::household;
use crate::store::format::{Extra, parse, write};
use crate::store::migrate::FORMATS;
use crate::store::read::parse_slowly;

const TEXT: &str = "format = 1\nrevision = 3\n\n[[person]]\nid = \"a\"\nlabel = \"A\"\n\n[[tick]]\nprocedure = \
                    \"move-in\"\nitem = \"card\"\nperson = \"a\"\non = 2026-11-29\n\n[[tick]]\nprocedure = \
                    \"move-in\"\nitem = \"seal\"\nperson = \"a\"\non = 2026-11-30\n\n[[note]]\nprocedure = \
                    \"move-in\"\nitem = \"card\"\nperson = \"a\"\ntext = \"x\"\n";

fn both_ways(text: &str) {
    let (quick, slow) = (parse(text, "home"), parse_slowly(text, "home", &FORMATS));
    assert_eq!(
        quick.map(|p| (p.format, p.household, p.extra)),
        slow.map(|p| (p.format, p.household, p.extra)),
        "{text}"
    );
}

#[test]
fn what_the_program_writes_is_plain() {
    for (from, to) in [
        ("", ""),
        ("format", "# A household\nformat"),
        (
            "[[note]]",
            "[shown]\na = 1\n\n[shown.days]\n\"a/b c\" = \"2026-12-01 - -\"\n\n[[note]]",
        ),
        ("text = \"x\"", "text = 'the \"x\"'"),
        ("text = \"x\"", "text = \"\"\"\none\ntwo\"\"\""),
    ] {
        let text = TEXT.replacen(from, to, 1);
        let is_behind = to.contains("shown");
        assert_eq!(read(&text, "home").is_some(), !is_behind, "{text}");
        both_ways(&text);
    }
    let shown = "\n[shown]\na = 1\nb = [\"x\", \"y\"]\nc = true\n\n[shown.days]\n\"a/b c\" = \"2026-12-01 - -\"\n\n\
                 [[shown.moved]]\nwas = \"- - -\"\n\n[[shown.moved]]\nwas = \"2026-12-01 - -\"\n";
    assert!(read(&format!("{TEXT}{shown}"), "home").is_some());
    for (from, to) in [
        ("", ""),
        ("a = 1", "a = 123456789012"),
        ("a = 1", "a = 1\na = 2"),
        ("a = 1", "a = 1\ndays = 2"),
        ("a = 1", "a = 1\nmoved = []"),
        ("a = 1", "a = { b = \"x\" }"),
        ("a = 1", "123456789012 = 1"),
        ("a = 1", "on = 2026-12-01"),
        ("[shown.days]", "[shown]"),
        ("[shown.days]", "[shown.moved]"),
        ("[shown.days]", "[days]"),
        ("[shown.days]", "[tick]"),
        ("[shown.days]", "[person.days]"),
        ("[shown.days]", "[x.123456789012]"),
        ("[shown.days]", "[123456789012.x]"),
        ("[shown]", "[shown.more]"),
        ("[[shown.moved]]", "[[shown.days]]"),
        ("[[shown.moved]]", "[[moved]]"),
        ("\"y\"", "\"1234 5678 9012\""),
        ("- - -", "AB12345678CD"),
    ] {
        assert!(shown.contains(from), "{from}");
        both_ways(&format!("{TEXT}{}", shown.replace(from, to)));
    }
}

#[test]
fn more_than_anybody_writes_goes_the_long_way() {
    let lists: String = (0..=MOST_LISTS).map(|n| format!("\n[[x.y{n}]]\na = 1\n")).collect();
    let people = "\"a\", ".repeat(600);
    for text in [
        format!("{TEXT}{lists}{lists}"),
        format!("{TEXT}\n[x{}]\na = 1\n", ".y".repeat(MOST_DOTS + 1)),
        TEXT.replacen(
            "[[tick]]",
            &format!("[[event]]\nid = \"e\"\nevent = \"e\"\non = 2026-11-29\npeople = [{people}\"a\"]\n\n[[tick]]"),
            1,
        ),
    ] {
        assert!(read(&text, "home").is_none());
        both_ways(&text);
    }
}

#[test]
fn people_and_events_are_read_or_refused_the_same() {
    let told = format!(
        "{}\n[facts]\nx = true\n\n[[person]]\nid = \"b\"\nlabel = \"B\"\narchived = true\n\n[person.facts]\n\
         birth = 1990-03-10\nchildren = 2\nstay = \"does-not-apply\"\n\n[[event]]\nid = \"e1\"\nevent = \"moved_in\"\n\
         on = 2026-11-29\npeople = [\"a\", \"b\"]\n\n[event.facts]\ntold_on = 2026-12-01\n",
        "format = 1\nrevision = 3"
    );
    let told = told.replace(
        "[[person]]\nid = \"b\"",
        "[[person]]\nid = \"a\"\nlabel = \"A\"\n\n[[person]]\nid = \"b\"",
    );
    assert!(read(&told, "home").is_some());
    let second = "[[event]]\nid = \"e1\"\nevent = \"x\"\non = 2026-11-29\npeople = [\"a\"]\n";
    for (from, to) in [
        ("", ""),
        ("revision = 3", ""),
        ("revision = 3", "revision = 0x3"),
        ("revision = 3", "revision = 03"),
        ("revision = 3", "revision = 3\nmore = 3"),
        ("revision = 3", "revision = 123456789012345678901"),
        ("id = \"b\"", "id = \"a\""),
        ("id = \"b\"", "id = \"b\"\nage = 3"),
        ("label = \"B\"", "label = \"AB12345678CD\""),
        ("label = \"B\"", "label = \"B\\tB\""),
        ("label = \"B\"\n", ""),
        ("archived = true", "archived = 1"),
        ("[[person]]\nid = \"a\"\nlabel = \"A\"\n", ""),
        ("[person.facts]", "[person.facts]\n\n[person.facts]"),
        ("[person.facts]", "[facts]"),
        ("[person.facts]", "[person.facts.more]"),
        ("[facts]", "[event.facts]"),
        ("[facts]", "[person.facts]"),
        ("[facts]\nx = true\n", ""),
        ("children = 2", "children = 4294967296"),
        ("children = 2", "children = 2\nchildren = 2"),
        ("children = 2", "children = [\"a\"]"),
        ("children = 2", "children = \"two words\""),
        ("children = 2", "1234567 = 2"),
        ("1990-03-10", "1867-03-10"),
        ("[\"a\", \"b\"]", "[]"),
        ("[\"a\", \"b\"]", "[\"a\", \"a\"]"),
        ("[\"a\", \"b\"]", "[\"a\", \"c\"]"),
        ("[\"a\", \"b\"]", "[\"a\",\"b\",]"),
        ("[\"a\", \"b\"]", "\"a\""),
        ("[[event]]", &format!("{second}\n[[event]]")),
        ("[[event]]", "[[tick]]"),
        ("[[event]]", "[[ event ]]"),
        ("[[event]]", "[event]"),
        ("told_on = 2026-12-01", "told_on = 2026-02-30"),
        ("told_on", "\"told_on\""),
        ("told_on", "told.on"),
        ("told_on", "  told_on"),
    ] {
        assert!(told.contains(from), "{from}");
        both_ways(&told.replacen(from, to, 1));
    }
    let people = |n| {
        (0..n)
            .map(|n| format!("[[person]]\nid = \"p{n}\"\nlabel = \"A\"\n"))
            .collect::<String>()
    };
    for n in [0, check::MAX_PEOPLE, check::MAX_PEOPLE + 1] {
        both_ways(&format!("format = 1\n{}", people(n)));
    }
    for end in (0..told.len()).filter(|end| told.is_char_boundary(*end)) {
        both_ways(&told[..end]);
    }
}

#[test]
fn whatever_is_written_in_another_way_is_read_or_refused_the_same() {
    both_ways(TEXT);
    for (from, to) in [
        ("2026-11-30", "2026-13-30"),
        ("2026-11-30", "1800-11-30"),
        ("2026-11-30", "\"2026-11-30\""),
        ("2026-11-30", "2026-11-30T10:00:00"),
        ("2026-11-30", "2026-11-30 # done"),
        ("2026-11-30", "2026-11-30\nmore = 1"),
        ("2026-11-30", "2026-11-30\n\n[tick.more]\nx = 1"),
        ("seal", "card"),
        ("seal", ""),
        ("seal", "1234567890123"),
        ("seal", "\\u0041"),
        ("item = \"seal\"", "item = 'seal'"),
        ("item = \"seal\"", "item = \"seal\"\nitem = \"seal\""),
        ("item = \"seal\"\n", ""),
        ("person = \"a\"\non = 2026-11-30", "person = \"b\"\non = 2026-11-30"),
        ("\n[[note]]", "[[note]]"),
        ("\n[[note]]", "\n[[tick]]\n\n[[note]]"),
        ("\n[[note]]", "\n[note]"),
        ("[[note]]", "[shown]\na = 1\n\n[[note]]"),
        ("revision = 3", "revision = 3\ntick = 1"),
        ("revision = 3", "revision = 3\ntick = []"),
        ("text = \"x\"", "text = \"\"\"\n\n[[tick]]\nx\"\"\""),
        ("text = \"x\"", "text = \"a\\n[[tick]]\\n\""),
        ("text = \"x\"", "text = "),
        ("text = \"x\"\n", "text = \"x\""),
        ("format = 1", "format = 2"),
        ("format = 1", "format = 0"),
        ("\n\n", "\r\n\r\n"),
        ("\n", "\r\n"),
    ] {
        assert!(TEXT.contains(from), "{from}");
        both_ways(&TEXT.replace(from, to));
    }
    for end in 0..TEXT.len() {
        both_ways(&TEXT[..end]);
    }
}

proptest! {
    #[test]
    fn a_household_is_read_the_same_both_ways(household in household()) {
        let text = write(&household, &Extra::default()).unwrap();
        prop_assert!(read(&text, "home").is_some(), "not plain: {}", text);
        both_ways(&text);
    }

    /// Lines left out, doubled, exchanged or spoilt, as a hand or a bad disk does it.
    #[test]
    fn a_file_that_somebody_edited_is_read_or_refused_the_same(
        household in household(),
        edits in prop::collection::vec((0..6_u8, any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..4),
    ) {
        let text = write(&household, &Extra::default()).unwrap();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for (what, one, other) in edits {
            let (one, other) = (one.index(lines.len()), other.index(lines.len()));
            match what {
                0 => drop(lines.remove(one)),
                1 => lines.insert(other, lines[one].clone()),
                2 => lines.swap(one, other),
                3 => lines[one].push_str(" # mine"),
                4 => lines[one] = lines[one].chars().take(other).collect(),
                _ => lines[one].insert(0, ' '),
            }
        }
        both_ways(&lines.join("\n"));
    }
}
