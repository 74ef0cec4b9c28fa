//! One deadline in words: where it stands, its days, what to do, what if it is missed.

use std::sync::Arc;

use chrono::NaiveDate;

use super::doc::{Doc, Item, Kind, Role, Span, plain, text_of};
use super::ends::{chain_rows, ended_with};
use super::history::fact_name;
use super::local::{extra_lines, mark, marked_place};
use super::prose::Prose;
use super::timeline::days_left_words;
use super::words::{kind_word, procedure_entry};
use super::{Scene, procedure};
use crate::content::{DeadlineRule, Id, Per, Visit};
use crate::guide::{Caveat, Deadline, Period, Status, Why};
use crate::i18n::{both_calendars, day};

/// The title of a deadline with its status, and the label of the person where it matters.
pub(super) fn deadline_head(scene: Scene<'_>, deadline: &Deadline, doc: &mut Doc) {
    let key = &deadline.key;
    let mut spans = vec![Span::new(scene.title(deadline), Role::Strong)];
    if let Some(label) = scene.label_among(&deadline.person) {
        spans.extend(plain(format!(" — {label}")));
    }
    let target = format!("procedure:{}/deadline:{}", key.procedure, key.deadline);
    mark(scene, &target, &mut spans);
    doc.push(Kind::Title, spans);
    let standing = scene.standing(deadline);
    let mut spans = vec![Span::new(standing, Role::Status(deadline.status))];
    let when = days_left_words(scene, deadline);
    if !when.is_empty() {
        spans.extend(plain(format!(", {when}")));
    }
    let kind = format!(" ({})", kind_word(scene.strings, deadline.kind));
    spans.push(Span::new(kind, Role::Aside));
    doc.push(Kind::Text, spans);
}

/// A deadline as it is shown when it is chosen in the timeline: its days first, then the checklist of its visit.
pub fn deadline_doc(scene: Scene<'_>, deadline: &Deadline) -> Doc {
    let mut doc = Doc::default();
    deadline_head(scene, deadline, &mut doc);
    let found = scene
        .rule(&deadline.key)
        .zip(scene.pack.procedures.get(&deadline.key.procedure));
    let person = deadline.person.as_str();
    if let Some((_, procedure)) = found {
        procedure::whole_note(scene, procedure, person, &mut doc);
    }
    doc.gap();
    days(scene, deadline, &mut doc);
    doc.line(Kind::Text, Role::Aside, scene.say("hint-why"));
    let Some((rule, procedure)) = found else {
        return doc;
    };
    let mut prose = scene.prose();
    remarks(scene, deadline, rule, &mut prose, &mut doc);
    questions(scene, deadline, &mut doc);
    let settles = |visit: &&Visit| visit.settles.contains(&rule.id);
    procedure::checklist(scene, procedure, person, settles, &mut prose, &mut doc);
    doc.heading(scene.say("heading-more"));
    procedure_entry(scene, procedure, &mut doc);
    doc
}

/// The days of a deadline and what to know about them, without title and checklist.
pub fn deadline_days_doc(scene: Scene<'_>, deadline: &Deadline) -> Doc {
    let mut doc = Doc::default();
    days(scene, deadline, &mut doc);
    if let Some(rule) = scene.rule(&deadline.key) {
        remarks(scene, deadline, rule, &mut scene.prose(), &mut doc);
    }
    doc
}

/// A deadline in a few lines of plain text, to be sent to somebody: what, where it stands, its days, where to go.
pub fn deadline_words(scene: Scene<'_>, deadline: &Deadline) -> String {
    let mut doc = Doc::default();
    deadline_head(scene, deadline, &mut doc);
    days(scene, deadline, &mut doc);
    doc.to_text(100)
}

/// What to do now that the last practical day has passed, if the content says anything.
pub(super) fn after_plan(scene: Scene<'_>, deadline: &Deadline) -> Option<Vec<Span>> {
    let text = scene.rule(&deadline.key)?.after_plan(deadline.after_plan.as_ref())?;
    Some(scene.prose().spans(text))
}

/// The same as plain words.
pub fn after_plan_words(scene: Scene<'_>, deadline: &Deadline) -> Option<String> {
    after_plan(scene, deadline).map(|spans| text_of(&spans))
}

/// While a window is open only a last practical day that has not passed says anything.
fn plan_by_to_show(scene: Scene<'_>, deadline: &Deadline) -> Option<NaiveDate> {
    match deadline.status {
        Status::Open => deadline.plan_by_from(scene.assessment.today),
        _ => deadline.plan_by,
    }
}

/// What a deadline waits for, in words: the events one of which starts it. None if it does not wait.
pub fn waits_words(scene: Scene<'_>, deadline: &Deadline) -> Option<String> {
    (!deadline.waits_for.is_empty()).then(|| events(scene, &deadline.waits_for))
}

/// Events, one of which must happen, in words.
pub(super) fn events(scene: Scene<'_>, events: &[Id]) -> String {
    let names: Vec<String> = events.iter().map(|event| fact_name(scene, event)).collect();
    names.join(&format!(" {} ", scene.say("or")))
}

fn days(scene: Scene<'_>, deadline: &Deadline, doc: &mut Doc) {
    chain_rows(scene, deadline, doc);
    if let Some(words) = waits_words(scene, deadline) {
        doc.row(scene.say("row-waits-for"), plain(words));
    }
    if let Some(now) = after_plan(scene, deadline) {
        doc.row(scene.say("row-late"), now);
    }
    let counted = deadline.counted.filter(|_| deadline.counted != deadline.closes);
    for (label, role, value) in [
        ("row-opens", Role::Plain, deadline.opens),
        ("row-plan-by", Role::Strong, plan_by_to_show(scene, deadline)),
        ("row-counted", Role::Plain, counted),
        ("row-closes", Role::Plain, deadline.closes),
        ("row-done-on", Role::Plain, deadline.done_on),
    ] {
        if let Some(value) = value {
            let words = both_calendars(scene.strings, value);
            doc.row(scene.say(label), vec![Span::new(words, role)]);
        }
    }
    if let Some(period) = &deadline.period {
        let words = Span::new(period_words(scene, period), Role::Term(period.term.clone()));
        let item = Item::Term(period.term.clone());
        doc.push_item(Kind::Row(scene.say("row-period")), vec![words], item);
    }
    if let Some(place) = scene.pack.places.get(&deadline.place) {
        let line = marked_place(scene, &deadline.place, place, false);
        doc.row(scene.say("row-place"), line);
        for line in extra_lines(scene, place) {
            doc.push(Kind::Tree(1), plain(line));
        }
    }
}

/// A period with its name and its two days.
pub fn period_words(scene: Scene<'_>, period: &Period) -> String {
    format!(
        "{}: {} - {}",
        period_name(scene, period),
        both_calendars(scene.strings, period.first),
        both_calendars(scene.strings, period.last)
    )
}

/// The name of a period, with the Japanese one first: that is the one on the papers.
pub(super) fn period_name(scene: Scene<'_>, period: &Period) -> String {
    match scene.pack.terms.get(&period.term) {
        Some(term) if scene.reads_japanese() => term.name.ja.to_string(),
        Some(term) => format!("{} {}", term.name.ja, term.name.en),
        None => period.term.to_string(),
    }
}

fn remarks<'a>(scene: Scene<'a>, deadline: &Deadline, rule: &'a DeadlineRule, prose: &mut Prose<'a>, doc: &mut Doc) {
    let is_late = deadline.status == Status::Late;
    for (label, text) in [
        ("row-settled", scene.settled_reason(deadline)),
        ("row-late", rule.late.as_ref().filter(|_| is_late)),
        ("row-if-missed", rule.if_missed.as_ref()),
        (
            "row-disputed",
            rule.disputed.as_ref().filter(|_| deadline.disputed).map(|c| &c.text),
        ),
        (
            "row-varies",
            rule.varies.as_ref().filter(|_| deadline.varies).map(|c| &c.text),
        ),
    ] {
        if let Some(text) = text {
            doc.gap();
            doc.row(scene.say(label), prose.spans(text));
        }
    }
    for other in ended_with(scene, deadline).filter_map(|other| other.late.as_ref()) {
        doc.gap();
        doc.row(scene.say("row-late"), prose.spans(other));
    }
    if let Some(other) = deadline.absorbed_by.as_ref().and_then(|key| scene.rule(key)) {
        doc.gap();
        doc.push(
            Kind::Text,
            plain(scene.say_x("absorbed-by", other.title.get(scene.lang()))),
        );
    }
    let explained = scene.why(deadline);
    let never_open = |why: &Arc<Why>| !why.caveats.is_empty() && why.day.is_none();
    let mut cautions = Vec::new();
    if explained.plan_by.as_ref().is_some_and(never_open) {
        cautions.push(scene.say("caveat-no-open-day"));
    }
    for why in [&explained.plan_by, &explained.closes].into_iter().flatten() {
        for caveat in &why.caveats {
            if let Caveat::ClosedDaysNotPublished { until } = caveat {
                let words = scene.say_x("caveat-not-published", &day(scene.strings, *until));
                if !cautions.contains(&words) {
                    cautions.push(words);
                }
            }
        }
    }
    for words in cautions {
        doc.gap();
        doc.line(Kind::Text, Role::Caution, words);
    }
}

fn questions(scene: Scene<'_>, deadline: &Deadline, doc: &mut Doc) {
    if deadline.asks.is_empty() {
        return;
    }
    doc.heading(scene.say("heading-would-help"));
    for id in deadline.asks.iter().chain(&deadline.or_asks) {
        let Some(fact) = scene.pack.facts.get(id) else { continue };
        let person = (fact.per != Per::Household).then(|| deadline.person.clone());
        let item = Item::Question(person, id.clone());
        doc.push_item(Kind::Bullet, plain(fact.ask.get(scene.lang())), item);
    }
}
