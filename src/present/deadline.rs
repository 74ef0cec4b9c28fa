//! One deadline in words: where it stands, its days, what to do, what if it is missed.

use chrono::NaiveDate;

use super::doc::{Doc, Item, Kind, Role, Span, plain};
use super::local::{extra_lines, mark};
use super::prose::Prose;
use super::timeline::days_left_words;
use super::words::{kind_word, place_line, standing_word};
use super::{Scene, procedure};
use crate::content::{DeadlineRule, Procedure, Text};
use crate::guide::{Deadline, Period, Status};
use crate::i18n::{both_calendars, day};

/// The title of a deadline with its status, and the label of the person where it matters.
pub(super) fn deadline_head(scene: Scene<'_>, deadline: &Deadline, doc: &mut Doc) {
    let rule = scene
        .pack
        .deadline(deadline.key.procedure.as_str(), deadline.key.deadline.as_str());
    let title = rule.map_or_else(|| deadline.key.to_string(), |r| r.title.get(scene.lang()).to_owned());
    let mut spans = vec![Span::new(title, Role::Strong)];
    if scene.several_people() {
        spans.push(Span::new(
            format!(" — {}", scene.label(deadline.person.as_str())),
            Role::Plain,
        ));
    }
    mark(
        scene,
        &format!(
            "procedure:{}/deadline:{}",
            deadline.key.procedure, deadline.key.deadline
        ),
        &mut spans,
    );
    doc.push(Kind::Title, spans);
    let mut spans = vec![Span::new(
        standing_word(scene.strings, rule, deadline.status),
        Role::Status(deadline.status),
    )];
    let when = days_left_words(scene, deadline);
    if !when.is_empty() {
        spans.extend(plain(format!(", {when}")));
    }
    spans.push(Span::new(
        format!(" ({})", kind_word(scene.strings, deadline.kind)),
        Role::Aside,
    ));
    doc.push(Kind::Text, spans);
}

/// A deadline as it is shown when it is chosen in the timeline: its days first, then the checklist of its visit.
pub fn deadline_doc(scene: Scene<'_>, deadline: &Deadline) -> Doc {
    let mut doc = Doc::default();
    deadline_head(scene, deadline, &mut doc);
    if let Some((procedure, _)) = found(scene, deadline) {
        procedure::whole_note(scene, procedure, deadline.person.as_str(), &mut doc);
    }
    doc.gap();
    days(scene, deadline, &mut doc);
    doc.push(Kind::Text, vec![Span::new(scene.strings.say("hint-why"), Role::Aside)]);
    let Some((procedure, rule)) = found(scene, deadline) else {
        return doc;
    };
    let mut prose = Prose::new(scene.pack, scene.strings, scene.assessment.today);
    remarks(scene, deadline, procedure, rule, &mut prose, &mut doc);
    questions(scene, deadline, &mut doc);
    let settles = |visit: &&crate::content::Visit| visit.settles.contains(&rule.id);
    procedure::checklist(
        scene,
        procedure,
        deadline.person.as_str(),
        settles,
        &mut prose,
        &mut doc,
    );
    doc.heading(scene.strings.say("heading-more"));
    let title = procedure.title.get(scene.lang()).to_owned();
    let link = vec![Span::new(title, Role::Procedure(procedure.id.clone()))];
    doc.push_item(Kind::Bullet, link, Item::Procedure(procedure.id.clone()));
    doc
}

/// The days of a deadline and what to know about them, without title and checklist.
pub fn deadline_days_doc(scene: Scene<'_>, deadline: &Deadline) -> Doc {
    let mut doc = Doc::default();
    days(scene, deadline, &mut doc);
    if let Some((procedure, rule)) = found(scene, deadline) {
        let mut prose = Prose::new(scene.pack, scene.strings, scene.assessment.today);
        remarks(scene, deadline, procedure, rule, &mut prose, &mut doc);
    }
    doc
}

fn found<'a>(scene: Scene<'a>, deadline: &Deadline) -> Option<(&'a Procedure, &'a DeadlineRule)> {
    let procedure = scene.pack.procedures.get(&deadline.key.procedure)?;
    let rule = procedure.deadlines.iter().find(|d| d.id == deadline.key.deadline)?;
    Some((procedure, rule))
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
    let (_, rule) = found(scene, deadline)?;
    let text = rule.after_plan(deadline.after_plan.as_ref())?;
    Some(Prose::new(scene.pack, scene.strings, scene.assessment.today).spans(text))
}

/// The same as plain words.
pub fn after_plan_words(scene: Scene<'_>, deadline: &Deadline) -> Option<String> {
    let spans = after_plan(scene, deadline)?;
    Some(spans.into_iter().map(|span| span.text).collect())
}

/// While a window is open only a last practical day that has not passed says anything.
fn plan_by_to_show(scene: Scene<'_>, deadline: &Deadline) -> Option<NaiveDate> {
    match deadline.status {
        Status::Open => deadline.plan_by_from(scene.assessment.today),
        _ => deadline.plan_by,
    }
}

fn days(scene: Scene<'_>, deadline: &Deadline, doc: &mut Doc) {
    let strings = scene.strings;
    if let Some(now) = after_plan(scene, deadline) {
        doc.push(Kind::Row(strings.say("row-late")), now);
    }
    let rows = [
        ("row-opens", deadline.opens),
        ("row-plan-by", plan_by_to_show(scene, deadline)),
        (
            "row-counted",
            deadline.counted.filter(|_| deadline.counted != deadline.closes),
        ),
        ("row-closes", deadline.closes),
        ("row-done-on", deadline.done_on),
    ];
    for (label, value) in rows {
        if let Some(value) = value {
            let role = if label == "row-plan-by" {
                Role::Strong
            } else {
                Role::Plain
            };
            doc.push(
                Kind::Row(strings.say(label)),
                vec![Span::new(both_calendars(strings, value), role)],
            );
        }
    }
    if let Some(period) = &deadline.period {
        let words = period_words(scene, period);
        let term = Role::Term(period.term.clone());
        doc.push_item(
            Kind::Row(strings.say("row-period")),
            vec![Span::new(words, term)],
            Item::Term(period.term.clone()),
        );
    }
    if let Some(place) = scene.pack.places.get(&deadline.place) {
        let mut spans = plain(place_line(scene.pack, strings, place));
        mark(scene, &format!("place:{}", deadline.place), &mut spans);
        doc.push(Kind::Row(strings.say("row-place")), spans);
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
        Some(term) if scene.strings.language().reads_japanese => term.name.ja.to_string(),
        Some(term) => format!("{} {}", term.name.ja, term.name.en),
        None => period.term.to_string(),
    }
}

fn remarks<'a>(
    scene: Scene<'a>,
    deadline: &Deadline,
    procedure: &'a Procedure,
    rule: &'a DeadlineRule,
    prose: &mut Prose<'a>,
    doc: &mut Doc,
) {
    let strings = scene.strings;
    let mut say = |label: &str, text: &Text, doc: &mut Doc| {
        let spans = prose.spans(text);
        doc.gap();
        doc.push(Kind::Row(strings.say(label)), spans);
    };
    if deadline.status == Status::Settled
        && let Some(case) = procedure
            .settled
            .iter()
            .find(|c| Some(&c.id) == deadline.settled_by.as_ref())
    {
        say("row-settled", &case.reason, doc);
    }
    if deadline.status == Status::Late
        && let Some(late) = &rule.late
    {
        say("row-late", late, doc);
    }
    if let Some(missed) = &rule.if_missed {
        say("row-if-missed", missed, doc);
    }
    if let Some(caution) = rule.disputed.as_ref().filter(|_| deadline.disputed) {
        say("row-disputed", &caution.text, doc);
    }
    if let Some(caution) = rule.varies.as_ref().filter(|_| deadline.varies) {
        say("row-varies", &caution.text, doc);
    }
    if let Some(other) = &deadline.absorbed_by
        && let Some(other) = scene.pack.deadline(other.procedure.as_str(), other.deadline.as_str())
    {
        doc.gap();
        doc.push(
            Kind::Text,
            plain(strings.say_x("absorbed-by", other.title.get(scene.lang()))),
        );
    }
    let explained = scene.why(deadline);
    if explained
        .plan_by
        .as_ref()
        .is_some_and(|w| !w.caveats.is_empty() && w.day.is_none())
    {
        doc.gap();
        doc.push(
            Kind::Text,
            vec![Span::new(strings.say("caveat-no-open-day"), Role::Caution)],
        );
    }
    for why in [&explained.plan_by, &explained.closes].into_iter().flatten() {
        for caveat in &why.caveats {
            if let crate::guide::Caveat::ClosedDaysNotPublished { until } = caveat {
                let words = strings.say_x("caveat-not-published", &day(strings, *until));
                if !doc.blocks.iter().any(|b| b.spans.iter().any(|s| s.text == words)) {
                    doc.gap();
                    doc.push(Kind::Text, vec![Span::new(words, Role::Caution)]);
                }
            }
        }
    }
}

fn questions(scene: Scene<'_>, deadline: &Deadline, doc: &mut Doc) {
    if deadline.asks.is_empty() {
        return;
    }
    doc.heading(scene.strings.say("heading-would-help"));
    for id in deadline.asks.iter().chain(&deadline.or_asks) {
        let Some(fact) = scene.pack.facts.get(id) else { continue };
        let person = (fact.per != crate::content::Per::Household).then(|| deadline.person.clone());
        doc.push_item(
            Kind::Bullet,
            plain(fact.ask.get(scene.lang())),
            Item::Question(person, id.clone()),
        );
    }
}
