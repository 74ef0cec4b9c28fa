//! The loop: wait for input, update the model, carry out effects, draw once. The only input and output of the
//! full-screen program beside the terminal guard.

use std::io;
use std::time::Duration;

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use ratatui::layout::Rect;

use super::effect::Effect;
use super::input::Input;
use super::model::{Model, Sheet};
use super::msg::{Msg, OtherHousehold, Saved};
use super::terminal::{Terminal, TerminalGone, install_panic_hook};
use super::update::update;
use super::view::{Size, draw};
use crate::calendar::{day_in_japan, in_japan};
use crate::household::{Entry, Household};
use crate::store::{SaveError, Store};

/// Where "now" and "today" come from.
#[derive(Clone, Copy, Debug)]
pub enum Clock {
    /// The machine's clock, read as the time in Japan.
    Machine,
    /// A fixed day, for trying things out.
    Fixed(NaiveDate),
}

impl Clock {
    /// Now, in the zone of Japan.
    pub fn now(self) -> DateTime<FixedOffset> {
        in_japan(Utc::now())
    }

    /// Today in Japan.
    pub fn today(self) -> NaiveDate {
        match self {
            Self::Machine => day_in_japan(Utc::now()),
            Self::Fixed(day) => day,
        }
    }
}

/// Asked once a second: a message if the files of the content changed.
pub type News = Box<dyn FnMut() -> Option<Msg>>;

/// Runs the full-screen program until it is left or the terminal is gone. Every change is saved when it is made, so
/// leaving loses nothing, however it happens.
///
/// # Errors
///
/// The terminal cannot be taken.
pub fn run(mut model: Model, mut store: Store, clock: Clock, mut news: Option<News>) -> io::Result<()> {
    install_panic_hook(model.strings.say("panic-line"));
    let mut terminal = Terminal::enter()?;
    resize(&mut model, terminal.area());
    if model.mouse {
        terminal
            .capture_mouse(true)
            .map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))?;
    }
    // The terminal being gone is an ordinary way to leave: everything is saved.
    let _gone: Result<(), TerminalGone> = turn(&mut model, &mut store, clock, &mut terminal, news.as_mut());
    drop(terminal);
    // The process is about to end; the system takes its memory back faster than we could piece by piece.
    std::mem::forget((model, store));
    Ok(())
}

fn turn(
    model: &mut Model,
    store: &mut Store,
    clock: Clock,
    terminal: &mut Terminal,
    mut news: Option<&mut News>,
) -> Result<(), TerminalGone> {
    // Somebody who writes content wants to see it; everybody else wants a machine that rests.
    let wait = Duration::from_secs(if news.is_some() { 1 } else { 60 * 60 });
    let mut is_new = true;
    loop {
        if is_new {
            paint(model, terminal)?;
        }
        let inputs = terminal.read(Some(wait))?;
        // A wake that brought nothing writes nothing.
        is_new = !inputs.is_empty();
        if let Some(message) = news.as_mut().and_then(|news| news()) {
            update(model, message);
            is_new = true;
        }
        let today = clock.today();
        if today != model.today {
            update(model, Msg::Today(today));
            is_new = true;
        }
        for input in inputs {
            if let Input::Resize(width, height) = input {
                terminal.resize(Rect::new(0, 0, width, height));
            }
            let effects = update(model, Msg::Input(input));
            if carry_out(effects, model, store, clock, terminal)? {
                return Ok(());
            }
        }
    }
}

/// Carries effects out; true means: leave.
fn carry_out(
    effects: Vec<Effect>,
    model: &mut Model,
    store: &mut Store,
    clock: Clock,
    terminal: &mut Terminal,
) -> Result<bool, TerminalGone> {
    for effect in effects {
        match effect {
            Effect::Quit => return Ok(true),
            Effect::Suspend => {
                terminal.suspend()?;
                // The window may have another size now.
                resize(model, terminal.area());
            }
            Effect::Repaint => terminal.resize(Rect::new(0, 0, model.size.width, model.size.height)),
            Effect::Copy(text) => terminal.copy(&text)?,
            Effect::Mouse(on) => terminal.capture_mouse(on)?,
            Effect::Commit(changes) => {
                let mut household = model.household.clone();
                let done = store.commit(&mut household, changes, clock.now());
                tell(model, household, done, Saved::Change);
            }
            Effect::ListHouseholds => {
                // A folder that cannot be read has no households to offer; the present one is open anyway.
                update(model, Msg::Households(store.siblings().unwrap_or_default()));
            }
            Effect::ReadHistory => {
                update(model, Msg::History(store.entries().to_vec()));
            }
            Effect::OpenHousehold(name) => open(model, store, &name),
            Effect::Undo => {
                let mut household = model.household.clone();
                let done = store.undo(&mut household, clock.now());
                tell(model, household, done, Saved::Undone);
                show_history(model, store);
            }
            Effect::Redo => {
                let mut household = model.household.clone();
                let done = store.redo(&mut household, clock.now());
                tell(model, household, done, Saved::Redone);
                show_history(model, store);
            }
        }
    }
    Ok(false)
}

/// Opens another household beside this one. Nothing has to be saved: every change was.
fn open(model: &mut Model, store: &mut Store, name: &str) {
    match store.sibling(name) {
        Ok(opened) => {
            let notices: Vec<String> = opened.notices.iter().map(ToString::to_string).collect();
            let other = OtherHousehold {
                household: opened.household,
                read_only: opened.store.is_read_only().then(|| notices.join(" ")),
                notices,
            };
            *store = opened.store;
            update(model, Msg::Opened(Box::new(other)));
        }
        Err(problem) => {
            let words = model.strings.say_x("notice-not-opened", &problem.to_string());
            update(model, Msg::NotOpened(words));
        }
    }
}

/// Whoever looks at the history sees what a save added to it.
fn show_history(model: &mut Model, store: &Store) {
    if model.sheets.iter().any(|sheet| matches!(sheet, Sheet::History(_))) {
        update(model, Msg::History(store.entries().to_vec()));
    }
}

/// Tells the model what came of a save. What was changed elsewhere meanwhile is shown too.
fn tell(model: &mut Model, household: Household, done: Result<Entry, SaveError>, word: Saved) {
    let problem = match done {
        Ok(_) => {
            update(model, Msg::Saved(Box::new(household), word));
            return;
        }
        Err(SaveError::NothingChanged | SaveError::NothingToUndo | SaveError::NothingToRedo) => {
            update(model, Msg::Saved(Box::new(household), Saved::Nothing));
            return;
        }
        Err(problem) => problem,
    };
    let words = model.strings.say_x("notice-not-saved", &problem.to_string());
    if problem.saved().is_some() {
        update(model, Msg::Saved(Box::new(household), word));
    } else if let SaveError::ChangedOutside { newer, .. } = problem {
        update(model, Msg::Saved(newer, Saved::Change));
    }
    update(model, Msg::NotSaved(words));
}

fn paint(model: &Model, terminal: &mut Terminal) -> Result<(), TerminalGone> {
    terminal.draw(|cells| draw(model, cells))
}

fn resize(model: &mut Model, area: Rect) {
    update(model, Msg::Input(Input::Resize(area.width, area.height)));
    model.size = Size {
        width: area.width,
        height: area.height,
    };
}
