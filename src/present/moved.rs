//! What a change did to the timeline, or would do, in words.

use chrono::NaiveDate;

use super::words::status_word;
use super::{Scene, TimelineRow, timeline};
use crate::guide::{Days, Deadline, Difference, Status, Turn, compare};
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
        Turn::Now(status) => with("cmd-moved-now", &status_word(strings, status)),
    }
}

/// The title with the person, if there are several.
fn title(scene: Scene<'_>, d: &Deadline) -> String {
    let rule = scene.pack.deadline(d.key.procedure.as_str(), d.key.deadline.as_str());
    let title = rule.map_or_else(|| d.key.to_string(), |r| r.title.get(scene.lang()).to_owned());
    if scene.several_people() {
        format!("{title} — {}", scene.label(d.person.as_str()))
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
    let parts: Vec<String> = [Some(status_word(strings, d.status)), opens, plan, closes]
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
        row.if_so = difference(row).map(|d| if_so(supposed.strings, d));
    }
    let mut gone: Vec<TimelineRow> = now.into_iter().filter(|r| difference(r).is_some_and(is_gone)).collect();
    for row in &mut gone {
        row.if_so = difference(row).map(|d| if_so(supposed.strings, d));
    }
    let at = rows
        .iter()
        .position(|r| !r.status.asks_for_something() && r.if_so.is_none())
        .unwrap_or(rows.len());
    rows.splice(at..at, gone);
    for row in &mut rows {
        if let Some(if_so) = &row.if_so {
            row.word = word(supposed.strings, if_so);
            row.when.clone_from(&if_so.words);
        }
    }
    rows
}

/// It asked for something, and would not any more.
fn is_gone(difference: &Difference<'_>) -> bool {
    matches!(difference.turn, Turn::Now(_)) && difference.before.is_some_and(|d| d.status.asks_for_something())
}

fn word(strings: &Strings, if_so: &IfSo) -> String {
    match if_so.turn {
        Turn::New => strings.say("if-so-new"),
        Turn::Moved => strings.say("if-so-moved"),
        Turn::Waits => strings.say("if-so-waits"),
        Turn::Now(_) if if_so.gone => strings.say("if-so-gone"),
        Turn::Now(status) => strings.say_x("if-so-now", &status_word(strings, status)),
    }
}

fn if_so(strings: &Strings, difference: &Difference<'_>) -> IfSo {
    let today = difference.before.map(Deadline::days).unwrap_or_default();
    let was = today.foremost().map(|on| day(strings, on)).unwrap_or_default();
    let words = match difference.turn {
        Turn::New => String::new(),
        Turn::Moved => strings.say_x("if-so-instead", &moved_from(strings, today, difference.after.days())),
        Turn::Waits if was.is_empty() => String::new(),
        Turn::Waits => strings.say_x("if-so-instead", &was),
        Turn::Now(status) if is_gone(difference) => status_word(strings, status),
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
