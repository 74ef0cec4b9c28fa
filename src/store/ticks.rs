//! The ticks of a household's file, read by eye where they stand exactly as this program writes them.
//!
//! They are most of a file, and the reader of TOML takes ten times as long for them. Anything in a tick that is not as
//! it is written here goes the long way, with all the others.

use chrono::NaiveDate;

use super::format::{FORMAT, Parsed};
use crate::content::Id;
use crate::household::{Household, Tick, TickKey, check};

const HEAD: &str = "[[tick]]\n";

/// The text with empty lines where the ticks were, so that every line keeps its number, and the ticks. None: some tick
/// is written in another way, or the text has strings over several lines, in which anything can stand.
pub(super) fn lift(text: &str) -> Option<(String, Vec<(TickKey, NaiveDate)>)> {
    if text.contains("\"\"\"") || text.contains("'''") {
        return None;
    }
    let (mut rest, mut kept, mut ticks) = (text, String::new(), Vec::new());
    while let Some(at) = rest.find(HEAD) {
        let (before, tick) = rest.split_at(at);
        // After a tick, the line above the empty one is gone already.
        if !before.ends_with("\n\n") && (before != "\n" || ticks.is_empty()) {
            return None;
        }
        let (key, on, after) = tick_at(&tick[HEAD.len()..])?;
        // Nothing more of this tick follows.
        if !(after.is_empty() || after.starts_with("\n[")) {
            return None;
        }
        kept.push_str(before);
        let lines = tick[..tick.len() - after.len()].bytes().filter(|b| *b == b'\n').count();
        kept.extend(std::iter::repeat_n('\n', lines));
        // The empty line before the next one is still to come.
        rest = after;
        ticks.push((key, on));
    }
    kept.push_str(rest);
    // What is left may speak of ticks in another way.
    (!ticks.is_empty() && !kept.contains("tick")).then_some((kept, ticks))
}

/// Gives the ticks to the household that was read without them. None: one of them breaks a rule, and the long way says
/// which.
pub(super) fn give(mut parsed: Parsed, ticks: Vec<(TickKey, NaiveDate)>) -> Option<Parsed> {
    if parsed.format != FORMAT {
        return None;
    }
    let Household { people, ticks: own, .. } = &mut parsed.household;
    for (key, on) in ticks {
        let is_right = check::key(&key).is_ok() && check::day(on).is_ok() && people.iter().any(|p| p.id == key.person);
        if !is_right || own.insert(key, Tick { on }).is_some() {
            return None;
        }
    }
    Some(parsed)
}

/// What stands below the heading of a tick, and what follows it.
fn tick_at(text: &str) -> Option<(TickKey, NaiveDate, &str)> {
    let (procedure, text) = word(text.strip_prefix("procedure = \"")?)?;
    let (item, text) = word(text.strip_prefix("item = \"")?)?;
    let (person, text) = word(text.strip_prefix("person = \"")?)?;
    let text = text.strip_prefix("on = ")?;
    let (day, after) = (text.get(..10)?, text.get(10..)?.strip_prefix('\n')?);
    let key = TickKey {
        procedure,
        item,
        person,
    };
    Some((key, date(day.as_bytes())?, after))
}

fn word(text: &str) -> Option<(Id, &str)> {
    let is_plain = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    let end = text.bytes().take_while(is_plain).count();
    Some((Id::new(&text[..end]), text[end..].strip_prefix("\"\n")?))
}

fn date(day: &[u8]) -> Option<NaiveDate> {
    let number = |digits: &[u8]| {
        digits
            .iter()
            .try_fold(0_u32, |n, d| d.is_ascii_digit().then(|| n * 10 + u32::from(*d - b'0')))
    };
    let [year @ .., b'-', m1, m2, b'-', d1, d2] = day else {
        return None;
    };
    let year = i32::try_from(number(year)?).ok()?;
    NaiveDate::from_ymd_opt(year, number(&[*m1, *m2])?, number(&[*d1, *d2])?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::format::{Extra, parse, write};
    use super::super::migrate::FORMATS;
    use super::super::read::parse_slowly;
    use super::*;
    use crate::household::testing::household;

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
    fn ticks_as_the_program_writes_them_are_lifted() {
        // What the program itself remembers stands behind them.
        assert!(lift(&TEXT.replace("[[note]]", "[shown]\na = 1\n\n[[note]]")).is_some());
        let (rest, ticks) = lift(TEXT).unwrap();
        assert_eq!(ticks.len(), 2);
        assert!(!rest.contains("tick") && rest.contains("[[note]]"));
        assert_eq!(rest.lines().count(), TEXT.lines().count());
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
            both_ways(&write(&household, &Extra::default()).unwrap());
        }
    }
}
