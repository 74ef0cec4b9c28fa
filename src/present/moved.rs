//! What a change did to the timeline, or would do, in words.

use chrono::NaiveDate;

use super::doc::{Doc, Item, Kind, Role, Span, plain};
use super::words::standing_word;
use super::{Scene, TimelineRow, timeline, whose};
use crate::guide::{Cause, Days, Deadline, DeadlineKey, Difference, Moved, Status, Turn, compare};
use crate::household::PersonId;
use crate::i18n::{Strings, day};

/// A line for each deadline that is new, moved or gone, in the order of the new timeline; nothing changed: none.
pub fn moved_lines(before: Scene<'_>, after: Scene<'_>) -> Vec<String> {
    let found = compare(before.assessment, after.assessment);
    found.iter().map(|difference| line(after, difference)).collect()
}

fn line(scene: Scene<'_>, difference: &Difference<'_>) -> String {
    let (strings, new) = (scene.strings, difference.after);
    let title = format!("{}{}", scene.title(new), whose(scene, Some(&new.person)));
    let with = |id: &str, x: &str| strings.say_with(id, &[("title", title.as_str().into()), ("x", x.into())]);
    match difference.turn {
        Turn::New => with("cmd-moved-new", &span(scene, new)),
        Turn::Moved => with("cmd-moved-moved", &span(scene, new)),
        Turn::Waits => {
            let name = |id| scene.pack.facts.get(id).map(|f| f.name.get(scene.lang()));
            let asks = scene.list(new.asks.iter().filter_map(name));
            with("cmd-moved-unknown", &asks)
        }
        Turn::Now(status) => with("cmd-moved-now", &standing(scene, &new.key, status)),
    }
}

/// The status of a deadline in one word.
fn standing(scene: Scene<'_>, key: &DeadlineKey, status: Status) -> String {
    standing_word(scene.strings, scene.rule(key), status)
}

/// The title with the person, if there are several.
fn named(scene: Scene<'_>, person: &PersonId, key: &DeadlineKey) -> String {
    format!("{}{}", scene.deadline_title(key), whose(scene, Some(person)))
}

/// The status and the days that matter.
fn span(scene: Scene<'_>, d: &Deadline) -> String {
    let opens = d.opens.filter(|_| d.status == Status::Upcoming);
    let mut parts = vec![standing(scene, &d.key, d.status)];
    for (label, on) in [
        ("row-opens", opens),
        ("row-plan-by", d.plan_by),
        ("row-closes", d.closes),
    ] {
        parts.extend(on.map(|on| format!("{} {}", scene.say(label), day(scene.strings, on))));
    }
    scene.list(parts)
}

/// What a supposed event does to one row of the timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IfSo {
    /// How it differs.
    pub turn: Turn,
    /// It asks for something today, and would not any more.
    pub gone: bool,
    /// As it stands today, without the supposed event.
    pub today: Days,
    /// The same in a few words, with the day it takes the place of.
    pub words: String,
}

/// How many deadlines a supposed event adds, moves and takes away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// New ones.
    pub new: usize,
    /// On other days.
    pub moved: usize,
    /// Those that ask for nothing any more.
    pub gone: usize,
    /// Those whose day is not known any more.
    pub waits: usize,
}

impl Count {
    /// Counts the rows of one timeline.
    pub fn of(rows: &[TimelineRow]) -> Self {
        let mut count = Self::default();
        for if_so in rows.iter().filter_map(|r| r.if_so.as_ref()) {
            match if_so.turn {
                Turn::New => count.new += 1,
                Turn::Moved => count.moved += 1,
                Turn::Waits => count.waits += 1,
                Turn::Now(_) => count.gone += usize::from(if_so.gone),
            }
        }
        count
    }
}

/// The timeline as it would be, each row that differs from today's marked with how. What asked for something and would
/// not any more stays in sight with its days of today, after all that would ask for something.
pub fn supposed_timeline(today: Scene<'_>, supposed: Scene<'_>, person: Option<&str>) -> Vec<TimelineRow> {
    let found = compare(today.assessment, supposed.assessment);
    let difference = |row: &TimelineRow| {
        let same = |d: &&Difference<'_>| d.after.person == row.person && d.after.key == row.key;
        found.iter().find(same)
    };
    let rows = |scene: Scene<'_>, gone: bool| -> Vec<TimelineRow> {
        let mut rows = timeline(scene, person, true);
        rows.retain(|row| difference(row).is_some_and(is_gone) == gone);
        for row in &mut rows {
            row.if_so = difference(row).map(|d| if_so(supposed, d));
        }
        rows
    };
    let (mut rows, gone) = (rows(supposed, false), rows(today, true));
    let at = rows
        .iter()
        .position(|r| !r.status.asks_for_something() && r.if_so.is_none())
        .unwrap_or(rows.len());
    rows.splice(at..at, gone);
    for row in &mut rows {
        if let Some(if_so) = &row.if_so {
            row.word = word(supposed, &row.key, if_so);
            row.when.clone_from(&if_so.words);
        }
    }
    rows
}

/// It asked for something, and would not any more.
fn is_gone(difference: &Difference<'_>) -> bool {
    matches!(difference.turn, Turn::Now(_)) && difference.before.is_some_and(|d| d.status.asks_for_something())
}

fn word(scene: Scene<'_>, key: &DeadlineKey, if_so: &IfSo) -> String {
    match if_so.turn {
        Turn::New => scene.say("if-so-new"),
        Turn::Moved => scene.say("if-so-moved"),
        Turn::Waits => scene.say("if-so-waits"),
        Turn::Now(_) if if_so.gone => scene.say("if-so-gone"),
        Turn::Now(status) => scene.say_x("if-so-now", &standing(scene, key, status)),
    }
}

fn if_so(scene: Scene<'_>, difference: &Difference<'_>) -> IfSo {
    let strings = scene.strings;
    let today = difference.before.map(Deadline::days).unwrap_or_default();
    let was = today.foremost().map(|on| day(strings, on)).unwrap_or_default();
    let words = match difference.turn {
        Turn::New => String::new(),
        Turn::Moved => strings.say_x("if-so-instead", &moved_from(strings, today, difference.after.days())),
        Turn::Waits if was.is_empty() => String::new(),
        Turn::Waits => strings.say_x("if-so-instead", &was),
        Turn::Now(status) if is_gone(difference) => standing(scene, &difference.after.key, status),
        Turn::Now(_) => String::new(),
    };
    IfSo {
        turn: difference.turn,
        gone: is_gone(difference),
        today,
        words,
    }
}

/// The day of today that differs most visibly: the day to act by, else the last day, else the first.
fn moved_from(strings: &Strings, old: Days, new: Days) -> String {
    let part = |label: &str, on| format!("{} {}", strings.say(label), known_day(strings, on));
    if old.foremost() != new.foremost() {
        known_day(strings, old.foremost())
    } else if old.closes != new.closes {
        part("row-closes", old.closes)
    } else {
        part("row-opens", old.opens)
    }
}

/// A day, or that it is not known.
fn known_day(strings: &Strings, on: Option<NaiveDate>) -> String {
    on.map_or_else(|| strings.say("cmd-not-known"), |on| day(strings, on))
}

/// The dates that moved since they were shown: from what to what, and why.
pub fn moved_doc(scene: Scene<'_>, moved: &[Moved]) -> Doc {
    let strings = scene.strings;
    let mut doc = Doc::default();
    if moved.is_empty() {
        doc.push(Kind::Text, plain(strings.say("moved-none")));
        return doc;
    }
    doc.push(Kind::Text, plain(strings.say("moved-intro")));
    for one in moved {
        doc.gap();
        let title = named(scene, &one.person, &one.key());
        let item = Item::Deadline(one.person.clone(), one.key());
        doc.push_item(Kind::Text, vec![Span::new(title, Role::Strong)], item);
        for (label, was, now) in [
            ("row-opens", one.was.opens, one.now.opens),
            ("row-plan-by", one.was.plan_by, one.now.plan_by),
            ("row-closes", one.was.closes, one.now.closes),
        ] {
            let is_known = was.is_some() || now.is_some();
            if is_known && (one.gone || was != now) {
                let mut spans = plain(format!("{}: {}", strings.say(label), known_day(strings, was)));
                if !one.gone {
                    spans.extend(plain(" → "));
                    spans.push(Span::new(known_day(strings, now), Role::Strong));
                }
                doc.push(Kind::Tree(1), spans);
            }
        }
        if one.gone {
            doc.line(Kind::Tree(1), Role::Caution, strings.say("moved-gone"));
        }
        let causes = scene.list(one.because.iter().map(|c| cause_words(strings, *c)));
        doc.push(Kind::Tree(1), plain(strings.say_x("moved-why", &causes)));
    }
    doc
}

fn cause_words(strings: &Strings, cause: Cause) -> String {
    strings.say(match cause {
        Cause::Answers => "moved-by-answers",
        Cause::ClosedDays => "moved-by-closed-days",
        Cause::Content => "moved-by-content",
    })
}

/// One date that moved in a few words: the day to act by as it was.
pub fn moved_words(strings: &Strings, moved: &Moved) -> String {
    let was = moved_from(strings, moved.was, moved.now);
    strings.say_x("moved-was", &was)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{Id, embedded_pack};
    use crate::guide::assess;
    use crate::household::Household;

    #[test]
    fn a_move_says_from_what_to_what_and_why() {
        let (pack, household) = (embedded_pack(), Household::new("home"));
        let today = "2026-12-01".parse().unwrap();
        let assessment = assess(&pack, &household, today);
        let moved = |was: &str, now: &str, gone, cause| Moved {
            person: Id::new("a"),
            procedure: Id::new("move-in"),
            deadline: Id::new("notify"),
            was: was.parse().unwrap(),
            now: now.parse().unwrap(),
            gone,
            because: vec![cause],
        };
        let table = [
            (
                moved(
                    "2026-11-29 2026-12-11 2026-12-14",
                    "2026-11-29 2026-12-11 2026-12-15",
                    false,
                    Cause::Content,
                ),
                ["Last day: Mon 2026-12-14 → Tue 2026-12-15", "newer rules"],
            ),
            (
                moved("2026-11-29 2026-12-11 2026-12-14", "- - -", false, Cause::Answers),
                ["Plan by: Fri 2026-12-11 → not known", "was told"],
            ),
            (
                moved("- - 2026-12-14", "- - -", true, Cause::Content),
                ["Last day: Mon 2026-12-14\n", "asks for nothing any more"],
            ),
            (
                moved("- 2026-12-11 -", "- 2026-12-10 -", false, Cause::ClosedDays),
                ["Plan by: Fri 2026-12-11 → Thu 2026-12-10", "closed days"],
            ),
        ];
        for (moved, expected) in table {
            for lang in ["en", "ja"] {
                let strings = Strings::new(lang);
                let scene = Scene {
                    pack: &pack,
                    household: &household,
                    assessment: &assessment,
                    strings: &strings,
                };
                let text = moved_doc(scene, std::slice::from_ref(&moved)).to_text(100);
                assert!(!text.contains("moved-"), "{text}");
                if lang == "en" {
                    assert!(expected.iter().all(|e| text.contains(e)), "{expected:?} in {text}");
                }
            }
        }
    }
}
