//! `due`: what is due, the most urgent first, as calm linear text or as JSON.

use chrono::Days;

use super::args::{Due, DueFormat};
use super::out::Out;
use super::session::Session;
use super::setup::Setup;
use super::trouble::Trouble;
use super::{Verdict, ask, complain, due_json};
use crate::content::{DeadlineRule, Id};
use crate::export::markdown::markdown;
use crate::guide::{Assessment, Caveat, Deadline, Status};
use crate::i18n::{both_calendars, day};
use crate::present::why::Teller;
use crate::present::{
    Doc, Kind, Prose, Role, Scene, Span, Unreadable, chain_rows, days_left_words, days_phrase, ended_with, kind_word,
    period_words, plain, waits_words, warning_words,
};
use crate::store::OpenError;

/// How many questions somebody is invited to who has told nothing yet.
const FIRST_QUESTIONS: usize = 3;

/// Prints what is due.
pub(super) fn run(session: &Session<'_>, args: &Due, out: &mut Out) -> Result<Verdict, Trouble> {
    let people = session.people(args.person.as_deref())?;
    let scene = session.scene();
    let assessment = scene.assessment;
    let wanted: Vec<&Deadline> = assessment
        .deadlines
        .iter()
        .filter(|d| people.contains(&d.person))
        .filter(|d| args.everything || d.status != Status::NotApplicable)
        .filter(|d| is_within(d, assessment, args.within))
        .collect();
    #[cfg(feature = "notify")]
    if args.notify {
        super::notify::show(scene, &wanted)?;
    }
    match args.format {
        DueFormat::Json => out.raw(&due_json::render(scene, &people, &wanted)),
        DueFormat::Markdown => out.raw(&markdown(&page(session, scene, args, &people, &wanted))),
        // The calendar file is made by `export`, which remembers it.
        DueFormat::Text | DueFormat::Ics => out.doc(&page(session, scene, args, &people, &wanted)),
    }
    let late = wanted.iter().any(|d| d.status == Status::Late);
    Ok(Verdict::holds(!late || !args.fail_late))
}

/// The same for a household that cannot be read: an answer without deadlines would look as if nothing were due.
pub(super) fn cannot_tell(setup: &Setup, args: &Due, error: OpenError, out: &mut Out) -> Result<Verdict, Trouble> {
    // A calendar file of such a household would take every entry away.
    if matches!(error, OpenError::Name(_)) || args.format == DueFormat::Ics {
        return Err(error.into());
    }
    let strings = &setup.strings;
    let told = Unreadable::new(strings, &error);
    let mut doc = Doc::default();
    doc.push(Kind::Title, plain(strings.say("cannot-tell")));
    doc.gap();
    let words = strings.say_x("cannot-be-read", &told.line());
    doc.push(Kind::Text, caution(format!("{}: {words}", setup.household)));
    match args.format {
        DueFormat::Json => out.raw(&due_json::without_deadlines(setup.today, &setup.household, &told)),
        DueFormat::Markdown => out.raw(&markdown(&doc)),
        DueFormat::Text | DueFormat::Ics => out.doc(&doc),
    }
    complain(&error.into(), strings);
    Ok(Verdict::CannotTell)
}

fn caution(words: String) -> Vec<Span> {
    vec![Span::new(words, Role::Caution)]
}

/// Whether a deadline has to be thought of within so many days. What is late, or cannot be dated yet, always is.
pub(super) fn is_within(d: &Deadline, assessment: &Assessment, within: Option<u32>) -> bool {
    let Some(days) = within else { return true };
    let Some(limit) = assessment.today.checked_add_days(Days::new(u64::from(days))) else {
        return true;
    };
    match d.status {
        // Nothing is known of its day.
        Status::Unknown if d.ends.is_some() => false,
        Status::Open => d.act_by().is_none_or(|by| by <= limit),
        Status::Waits => d.act_by().is_none_or(|by| by <= limit),
        Status::Upcoming => d.opens.into_iter().chain(d.act_by()).any(|on| on <= limit),
        Status::Late
        | Status::Unknown
        | Status::NoLongerPossible
        | Status::Done
        | Status::Settled
        | Status::NotApplicable => true,
    }
}

fn page(session: &Session<'_>, scene: Scene<'_>, args: &Due, people: &[Id], wanted: &[&Deadline]) -> Doc {
    let strings = scene.strings;
    let mut doc = Doc::default();
    let today = both_calendars(strings, scene.assessment.today);
    doc.push(Kind::Title, plain(strings.say_x("cmd-today", &today)));
    for warning in scene.assessment.warnings.iter().filter(|w| people.contains(&w.person)) {
        doc.gap();
        doc.push(Kind::Text, caution(warning_words(scene, warning)));
    }
    let is_wanted = |d: &Deadline| d.is_asked() || d.status == Status::Waits || (d.ends.is_some() && d.is_row());
    let shown = |d: &&&Deadline| (args.everything || is_wanted(d)) && !d.is_part_of_a_row();
    let mut prose = Prose::new(scene.pack, strings, scene.assessment.today);
    for deadline in wanted.iter().filter(shown) {
        doc.gap();
        paragraph(scene, deadline, &mut prose, &mut doc);
    }
    doc.gap();
    if nothing_told(session) {
        invite(session, scene, &mut doc);
    } else {
        if !wanted.iter().any(|d| shown(&d)) {
            let words = match args.within {
                Some(days) => strings.say_n("cmd-nothing-within", days),
                None => strings.say("cmd-nothing-due"),
            };
            doc.push(Kind::Title, plain(words));
            doc.gap();
        }
        let questions = scene.assessment.questions.iter().filter(|q| !q.instead);
        let own = questions
            .filter(|q| q.person.as_ref().is_none_or(|p| people.contains(p)))
            .count();
        if own > 0 {
            doc.push(Kind::Title, plain(strings.say_n("cmd-questions-help", own)));
        }
    }
    doc
}

/// One deadline: its status and title, its days with the weekday and how near they are, what to know, and its name.
fn paragraph<'a>(scene: Scene<'a>, d: &Deadline, prose: &mut Prose<'a>, doc: &mut Doc) {
    let strings = scene.strings;
    let rule = scene.pack.deadline(d.key.procedure.as_str(), d.key.deadline.as_str());
    let mut head = format!("{}: {}", scene.standing(d), scene.row_title(d));
    if scene.several_people() {
        head.push_str(" — ");
        head.push_str(scene.label(d.person.as_str()));
    }
    doc.push(
        Kind::Title,
        vec![
            Span::new(head, Role::Status(d.status)),
            Span::new(format!(" ({})", kind_word(strings, d.kind)), Role::Aside),
        ],
    );
    let today = scene.assessment.today;
    if d.lacks_opening || (d.ends.is_some() && d.status == Status::Unknown) {
        doc.push(Kind::Text, plain(days_left_words(scene, d)));
    }
    if let Some(words) = waits_words(scene, d) {
        doc.push(Kind::Row(strings.say("row-waits-for")), plain(words));
    }
    let rows = [
        ("row-opens", d.opens.filter(|_| d.status == Status::Upcoming)),
        ("row-plan-by", d.plan_by_from(today)),
        ("row-closes", d.closes),
        ("row-done-on", d.done_on),
    ];
    for (label, on) in rows {
        if let Some(on) = on {
            let near = days_phrase(strings, (on - today).num_days());
            let words = format!("{}{}{near}", day(strings, on), strings.say("list-comma"));
            doc.push(Kind::Row(strings.say(label)), plain(words));
        }
    }
    chain_rows(scene, d, doc);
    if let Some(period) = &d.period {
        let words = period_words(scene, period);
        doc.push(Kind::Row(strings.say("row-period")), plain(words));
    }
    cautions(scene, d, rule, prose, doc);
    let words = strings.say_x("cmd-why-command", &d.key.to_string());
    doc.push(Kind::Text, plain(words));
}

/// Whatever makes a date less sure, or the thing easier or harder than it looks.
fn cautions<'a>(scene: Scene<'a>, d: &Deadline, rule: Option<&'a DeadlineRule>, prose: &mut Prose<'a>, doc: &mut Doc) {
    let strings = scene.strings;
    let settled = || {
        let procedure = scene.pack.procedures.get(&d.key.procedure)?;
        let case = d.settled_by.as_ref()?;
        Some(&procedure.settled.iter().find(|c| c.id == *case)?.reason)
    };
    let late = rule.and_then(|r| r.late.as_ref()).filter(|_| d.status == Status::Late);
    let disputed = rule.and_then(|r| r.disputed.as_ref()).filter(|_| d.disputed);
    let varies = rule.and_then(|r| r.varies.as_ref()).filter(|_| d.varies);
    let rows = [
        ("row-late", late),
        ("row-late", rule.and_then(|r| r.after_plan(d.after_plan.as_ref()))),
        ("row-disputed", disputed.map(|caution| &caution.text)),
        ("row-varies", varies.map(|caution| &caution.text)),
        ("row-settled", settled()),
    ];
    let ended = ended_with(scene, d).filter_map(|other| other.late.as_ref());
    for (label, text) in rows.into_iter().chain(ended.map(|text| ("row-late", Some(text)))) {
        if let Some(text) = text {
            doc.push(Kind::Row(strings.say(label)), prose.spans(text));
        }
    }
    let absorbed_by = d.absorbed_by.as_ref();
    if let Some(other) = absorbed_by.and_then(|k| scene.pack.deadline(k.procedure.as_str(), k.deadline.as_str())) {
        let words = strings.say_x("absorbed-by", other.title.get(scene.lang()));
        doc.push(Kind::Text, plain(words));
    }
    if d.status.asks_for_something() {
        for words in day_caveats(scene, d) {
            doc.push(Kind::Text, caution(words));
        }
    }
}

/// Remarks on the two days a person plans with, each once.
fn day_caveats(scene: Scene<'_>, d: &Deadline) -> Vec<String> {
    let teller = Teller { scene };
    let mut found: Vec<String> = Vec::new();
    let explained = scene.why(d);
    for why in [&explained.plan_by, &explained.closes].into_iter().flatten() {
        for caveat in &why.caveats {
            // These two are about other days, and are said where they belong.
            if matches!(caveat, Caveat::NeverOpened | Caveat::Differs { .. }) {
                continue;
            }
            let words = teller.caveat(caveat);
            if !found.contains(&words) {
                found.push(words);
            }
        }
    }
    found
}

fn nothing_told(session: &Session<'_>) -> bool {
    let household = &session.household;
    household.events.is_empty() && household.facts.is_empty() && household.active().all(|p| p.facts.is_empty())
}

/// The first questions, for somebody who has told nothing yet.
fn invite(session: &Session<'_>, scene: Scene<'_>, doc: &mut Doc) {
    let strings = scene.strings;
    doc.push(Kind::Title, plain(strings.say("cmd-nothing-told")));
    doc.gap();
    let Some(person) = session.household.active().next() else {
        return;
    };
    let questions = scene.assessment.questions.iter();
    let own = questions.filter(|q| q.person.as_ref().is_none_or(|p| *p == person.id));
    for question in own.take(FIRST_QUESTIONS) {
        ask::question(scene, question.person.as_ref(), &question.fact, doc);
        doc.gap();
    }
    doc.push(Kind::Title, plain(strings.say("cmd-then-events")));
}
