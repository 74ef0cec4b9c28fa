//! The first minute: language, whom it is for, a few questions, what is happening now. It can be left at any point and
//! taken up again; nothing is written before the first answer, and nothing is asked twice.

use super::{forms, home, may_change, note, sheets};
use crate::content::{Id, Per};
use crate::household::{Change, PersonId, edit};
use crate::intake;
use crate::present::refusal_words;
use crate::tui::action::Action;
use crate::tui::edit::Field;
use crate::tui::effect::Effect;
use crate::tui::model::{Cursor, Model, Pane, Sheet, StartForm, StartStep};

/// Without an order in the content, so many questions make the beginning.
const FEW: usize = 4;

/// Names are separated by these.
const COMMAS: [char; 4] = [',', '、', '，', ';'];

/// What the step "what is happening now" offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NowRow {
    /// This happened.
    Event(Id),
    /// Something else happened: the whole list.
    Other,
    /// Nothing special.
    Nothing,
}

/// What can be chosen for "what is happening now".
pub fn now_rows(model: &Model) -> Vec<NowRow> {
    let named = model.pack.info.first.events.iter().cloned().map(NowRow::Event);
    named.chain([NowRow::Other, NowRow::Nothing]).collect()
}

/// The languages that can be chosen.
pub fn languages(model: &Model) -> Vec<Id> {
    let info = &model.pack.info;
    info.languages.iter().chain(&info.partial).cloned().collect()
}

/// The first questions of the person in their order: the fact, whose it is, and whether an answer is known or follows
/// from another one.
fn first_questions(model: &Model) -> Vec<(Option<PersonId>, Id, bool)> {
    let id = model.person();
    let Some(person) = model.household.person(id.as_str()) else {
        return Vec::new();
    };
    let known = model.implied(person);
    let order = &model.pack.info.first.facts;
    if order.is_empty() {
        let open = model.assessment.questions.iter().filter(|q| !q.instead).take(FEW);
        return open.map(|q| (q.person.clone(), q.fact.clone(), false)).collect();
    }
    let question = |fact: &Id| {
        let per = model.pack.facts.get(fact).map(|f| &f.per);
        let whose = (per != Some(&Per::Household)).then(|| id.clone());
        (whose, fact.clone(), known.contains_key(fact))
    };
    order.iter().map(question).collect()
}

/// The first question that is still open. Whoever left in the middle goes on after the last answer: what they passed
/// over stays among the questions.
pub fn next_question(model: &Model) -> Option<(Option<PersonId>, Id)> {
    let questions = first_questions(model);
    let household = &model.household;
    let told = |(person, fact, _): &(Option<PersonId>, Id, bool)| match person {
        Some(id) => household
            .person(id.as_str())
            .is_some_and(|p| p.facts.contains_key(fact)),
        None => household.facts.contains_key(fact),
    };
    let from = questions.iter().rposition(told).map_or(0, |last| last + 1);
    let open = questions.into_iter().skip(from).filter(|(_, _, known)| !known);
    let mut open = open.map(|(person, fact, _)| (person, fact));
    open.find(|question| !model.asked.contains(question))
}

/// Whether the beginning can be gone through, or gone on with.
pub fn is_unfinished(model: &Model) -> bool {
    model.read_only.is_none() && (model.is_new() || next_question(model).is_some())
}

/// How far the beginning is: this step, and how many there are as far as is known now.
pub fn progress(model: &Model) -> (usize, usize) {
    let Some(form) = model.sheets.iter().find_map(|s| match s {
        Sheet::Start(form) => Some(form),
        _ => None,
    }) else {
        return (0, 0);
    };
    let asked = |(person, fact, known): (Option<PersonId>, Id, bool)| {
        let asked = model.asked.contains(&(person, fact));
        (!known || asked).then_some(asked)
    };
    let all: Vec<bool> = first_questions(model).into_iter().filter_map(asked).collect();
    let before = usize::from(form.with_language) + 1;
    let done = all.iter().filter(|asked| **asked).count();
    let at = match form.step {
        StartStep::Language => 1,
        StartStep::Who | StartStep::Names { .. } => before,
        StartStep::Questions => before + (done + 1).min(all.len().max(1)),
        StartStep::Now => before + all.len() + 1,
    };
    (at, before + all.len() + 1)
}

/// Opens the beginning where it was left.
pub fn begin(model: &mut Model, with_language: bool) {
    if !may_change(model) {
        return;
    }
    let step = match (model.is_new(), with_language) {
        (true, true) => StartStep::Language,
        (true, false) => StartStep::Who,
        (false, _) => StartStep::Questions,
    };
    let choice = languages(model)
        .iter()
        .position(|l| l.as_str() == model.strings.lang())
        .filter(|_| step == StartStep::Language)
        .unwrap_or(0);
    model.sheets.clear();
    model.sheets.push(Sheet::Start(StartForm {
        step,
        choice,
        field: Field::default(),
        with_language: with_language && step == StartStep::Language,
        problem: None,
    }));
    if step == StartStep::Questions {
        go_on(model);
    }
}

/// The next question, or what is happening now.
pub(super) fn go_on(model: &mut Model) {
    let next = next_question(model);
    let Some(Sheet::Start(form)) = model.sheets.last_mut() else {
        return;
    };
    form.choice = 0;
    form.step = if next.is_some() {
        StartStep::Questions
    } else {
        StartStep::Now
    };
    if let Some((person, fact)) = next {
        forms::open_answer(model, person, fact);
    }
}

/// Leaves the beginning; it can be taken up again.
pub(super) fn leave(model: &mut Model) {
    model.sheets.clear();
    let key = model.keymap.shown(Action::Begin);
    if let Some(key) = key.filter(|_| is_unfinished(model)) {
        model.tell(model.strings.say_x("start-later", &key));
    }
}

/// Whether names are being typed.
pub(super) fn is_typing(form: &StartForm) -> bool {
    matches!(form.step, StartStep::Names { .. })
}

pub(super) fn act(model: &mut Model, action: Action) {
    let Some(Sheet::Start(form)) = model.sheets.last() else {
        return;
    };
    let count = match form.step {
        StartStep::Language => languages(model).len(),
        StartStep::Who => WHO.len(),
        StartStep::Now => now_rows(model).len(),
        StartStep::Names { .. } | StartStep::Questions => 0,
    };
    let (step, choice) = (form.step, form.choice);
    match action {
        Action::Select | Action::Toggle | Action::Right => choose(model, step, choice),
        // What was told stays; only where nothing was asked yet there is a way back.
        Action::Left if step == StartStep::Who => set_step(model, StartStep::Language),
        Action::Left if matches!(step, StartStep::Names { .. }) => set_step(model, StartStep::Who),
        _ => {
            if let Some(choice) = model.sheets.last_mut().and_then(Sheet::selected_mut) {
                home::move_cursor(choice, count, 6, action);
            }
        }
    }
}

/// The answers to "who is this for": their words, and whether names follow, of one or of several.
pub const WHO: [(&str, Option<bool>); 3] = [
    ("start-who-me", None),
    ("start-who-other", Some(false)),
    ("start-who-family", Some(true)),
];

fn set_step(model: &mut Model, step: StartStep) {
    if let Some(Sheet::Start(form)) = model.sheets.last_mut() {
        form.step = step;
        form.choice = 0;
        form.problem = None;
    }
}

fn choose(model: &mut Model, step: StartStep, choice: usize) {
    match step {
        StartStep::Language => {
            if let Some(lang) = languages(model).get(choice) {
                model.set_language(lang.as_str());
            }
            set_step(model, StartStep::Who);
        }
        StartStep::Who => match WHO.get(choice) {
            Some((_, Some(several))) => set_step(model, StartStep::Names { several: *several }),
            _ => go_on(model),
        },
        StartStep::Names { .. } => sheets::accept(model),
        StartStep::Questions => go_on(model),
        StartStep::Now => match now_rows(model).get(choice) {
            Some(NowRow::Event(event)) => forms::open_event(model, event.clone(), None),
            Some(NowRow::Other) => {
                model.sheets.clear();
                model.sheets.push(Sheet::Events(Cursor::default()));
            }
            _ => {
                model.sheets.clear();
                home::set_focus(model, Pane::Timeline);
                note(model, "start-done");
            }
        },
    }
}

/// The first name is that of the person who is there; the others are added. Nothing typed: nothing is changed.
pub(super) fn accept_names(model: &mut Model, form: &StartForm) -> Result<(), String> {
    if may_change(model) {
        let several = form.step == StartStep::Names { several: true };
        let changes = named(model, &form.field.accepted(), several)?;
        if changes.is_empty() {
            go_on(model);
        } else {
            model.going_on = true;
            model.effects.push(Effect::Commit(changes));
        }
    }
    Ok(())
}

fn named(model: &Model, typed: &str, several: bool) -> Result<Vec<Change>, String> {
    let accepted = |label: &str| intake::accept(label).map_err(|refusal| refusal_words(&model.strings, refusal));
    let names: Vec<&str> = if several {
        typed.split(COMMAS).map(str::trim).collect()
    } else {
        vec![typed]
    };
    let names = names.into_iter().filter(|name| !name.is_empty());
    let labels: Vec<String> = names.map(accepted).collect::<Result<_, _>>()?;
    let mut household = model.household.clone();
    let mut changes = Vec::new();
    let first = model.person();
    for (n, label) in labels.iter().enumerate() {
        let next = if n == 0 {
            edit::rename_person(&household, first.as_str(), label)
        } else {
            edit::add_person(&household, label)
        };
        household.apply_all(&next).map_err(|problem| problem.to_string())?;
        changes.extend(next);
    }
    Ok(changes)
}
