//! What a change did to the timeline, in a line for each deadline that is new, moved or gone.

use chrono::NaiveDate;
use fluent_bundle::FluentValue;

use crate::guide::{Deadline, Status};
use crate::i18n::day;
use crate::present::{Scene, status_word};

/// The lines, in the order of the new timeline; nothing changed: none.
pub fn lines(before: Scene<'_>, after: Scene<'_>) -> Vec<String> {
    let same = |a: &Deadline, b: &Deadline| a.person == b.person && a.key == b.key;
    let mut lines = Vec::new();
    for new in &after.assessment.deadlines {
        let old = before.assessment.deadlines.iter().find(|old| same(old, new));
        lines.extend(line(after, old, new));
    }
    lines
}

fn line(scene: Scene<'_>, old: Option<&Deadline>, new: &Deadline) -> Option<String> {
    let strings = scene.strings;
    let was = old.map_or(Status::NotApplicable, |d| d.status);
    let days = |d: &Deadline| (d.opens, d.plan_by, d.closes);
    let title = title(scene, new);
    let with = |id: &str, x: &str| {
        let args: [(&str, FluentValue<'_>); 2] = [("title", title.as_str().into()), ("x", x.into())];
        strings.say_with(id, &args)
    };
    match (was.asks_for_something(), new.status.asks_for_something()) {
        (false, true) => Some(with("cmd-moved-new", &span(scene, new))),
        (true, true) if old.is_some_and(|old| days(old) != days(new)) => {
            Some(with("cmd-moved-moved", &span(scene, new)))
        }
        (true, true) => None,
        _ if was == new.status => None,
        (true | false, false) => match new.status {
            Status::Unknown => {
                let name = |id| scene.pack.facts.get(id).map(|f| f.name.get(scene.lang()).to_owned());
                let asks: Vec<String> = new.asks.iter().filter_map(name).collect();
                Some(with("cmd-moved-unknown", &asks.join(&strings.say("list-comma"))))
            }
            // What never concerned the person and still does not is no news.
            Status::NotApplicable if was == Status::Unknown => None,
            status => Some(with("cmd-moved-now", &status_word(strings, status))),
        },
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
