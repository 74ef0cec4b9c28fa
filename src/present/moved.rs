//! What a change did to the timeline, or would do, in words.

use chrono::NaiveDate;

use super::doc::{Doc, Item, Kind, Role, Span, plain};
use super::words::standing_word;
use super::{Scene, TimelineRow, timeline};
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
    let title = title(scene, new);
    let with = |id: &str, x: &str| strings.say_with(id, &[("title", title.as_str().into()), ("x", x.into())]);
    match difference.turn {
        Turn::New => with("cmd-moved-new", &span(scene, new)),
        Turn::Moved => with("cmd-moved-moved", &span(scene, new)),
        Turn::Waits => {
            let name = |id| scene.pack.facts.get(id).map(|f| f.name.get(scene.lang()).to_owned());
            let asks: Vec<String> = new.asks.iter().filter_map(name).collect();
            with("cmd-moved-unknown", &asks.join(&strings.say("list-comma")))
        }
        Turn::Now(status) => with("cmd-moved-now", &standing(scene, &new.key, status)),
    }
}

/// The status of a deadline in one word.
fn standing(scene: Scene<'_>, key: &DeadlineKey, status: Status) -> String {
    let rule = scene.pack.deadline(key.procedure.as_str(), key.deadline.as_str());
    standing_word(scene.strings, rule, status)
}

/// The title with the person, if there are several.
fn title(scene: Scene<'_>, d: &Deadline) -> String {
    named(scene, &d.person, &d.key)
}

fn named(scene: Scene<'_>, person: &PersonId, key: &DeadlineKey) -> String {
    let rule = scene.pack.deadline(key.procedure.as_str(), key.deadline.as_str());
    let title = rule.map_or_else(|| key.to_string(), |r| r.title.get(scene.lang()).to_owned());
    if scene.several_people() {
        format!("{title} — {}", scene.label(person.as_str()))
    } else {
        title
    }
}

/// The status and the days that matter.
fn span(scene: Scene<'_>, d: &Deadline) -> String {
    let strings = scene.strings;
    let part = |id: &str, on: NaiveDate| format!("{} {}", strings.say(id), day(strings, on));
    let opens = d
        .opens
        .filter(|_| d.status == Status::Upcoming)
        .map(|on| part("row-opens", on));
    let plan = d.plan_by.map(|on| part("row-plan-by", on));
    let closes = d.closes.map(|on| part("row-closes", on));
    let rule = scene.pack.deadline(d.key.procedure.as_str(), d.key.deadline.as_str());
    let parts: Vec<String> = [Some(standing_word(strings, rule, d.status)), opens, plan, closes]
        .into_iter()
        .flatten()
        .collect();
    parts.join(&strings.say("list-comma"))
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
    let now = timeline(today, person, true);
    let mut rows = timeline(supposed, person, true);
    rows.retain(|row| !difference(row).is_some_and(is_gone));
    for row in &mut rows {
        row.if_so = difference(row).map(|d| if_so(supposed, d));
    }
    let mut gone: Vec<TimelineRow> = now.into_iter().filter(|r| difference(r).is_some_and(is_gone)).collect();
    for row in &mut gone {
        row.if_so = difference(row).map(|d| if_so(supposed, d));
    }
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
    let strings = scene.strings;
    match if_so.turn {
        Turn::New => strings.say("if-so-new"),
        Turn::Moved => strings.say("if-so-moved"),
        Turn::Waits => strings.say("if-so-waits"),
        Turn::Now(_) if if_so.gone => strings.say("if-so-gone"),
        Turn::Now(status) => strings.say_x("if-so-now", &standing(scene, key, status)),
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
    let part = |label: &str, on: Option<NaiveDate>| {
        let on = on.map_or_else(|| strings.say("cmd-not-known"), |on| day(strings, on));
        format!("{} {on}", strings.say(label))
    };
    if old.foremost() != new.foremost() {
        old.foremost()
            .map_or_else(|| strings.say("cmd-not-known"), |on| day(strings, on))
    } else if old.closes != new.closes {
        part("row-closes", old.closes)
    } else {
        part("row-opens", old.opens)
    }
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
            if one.gone || was != now {
                changed_day(strings, label, was, now, one.gone, &mut doc);
            }
        }
        if one.gone {
            doc.push(Kind::Tree(1), vec![Span::new(strings.say("moved-gone"), Role::Caution)]);
        }
        let causes: Vec<String> = one.because.iter().map(|c| cause_words(strings, *c)).collect();
        let why = strings.say_x("moved-why", &causes.join(&strings.say("list-comma")));
        doc.push(Kind::Tree(1), plain(why));
    }
    doc
}

fn changed_day(
    strings: &Strings,
    label: &str,
    was: Option<NaiveDate>,
    now: Option<NaiveDate>,
    gone: bool,
    doc: &mut Doc,
) {
    if was.is_none() && now.is_none() {
        return;
    }
    let words = |on: Option<NaiveDate>| on.map_or_else(|| strings.say("cmd-not-known"), |on| day(strings, on));
    let mut spans = plain(format!("{}: {}", strings.say(label), words(was)));
    if !gone {
        spans.extend(plain(" → "));
        spans.push(Span::new(words(now), Role::Strong));
    }
    doc.push(Kind::Tree(1), spans);
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
