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
use super::trouble::save_words;
use super::update::update;
use super::view::render;
use crate::calendar::{day_in_japan, in_japan};
use crate::household::{Entry, Household};
use crate::present::Unreadable;
use crate::store::{SHOWN, SaveError, Store};

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
            terminal.draw(|frame| render(model, frame))?;
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
                terminal.resize(Rect::new(0, 0, width, height))?;
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
            Effect::Quit => {
                // What was shown is remembered for the next time; leaving never fails for it.
                let _ = remember(model, store);
                return Ok(true);
            }
            Effect::Suspend => {
                terminal.suspend()?;
                // The window may have another size now.
                resize(model, terminal.area());
            }
            Effect::Repaint => terminal.resize(Rect::new(0, 0, model.size.width, model.size.height))?,
            Effect::Copy(text) => terminal.copy(&text)?,
            Effect::Mouse(on) => terminal.capture_mouse(on)?,
            Effect::Commit(changes) => save(model, store, Saved::Change, |store, household| {
                store.commit(household, changes, clock.now())
            }),
            Effect::ListHouseholds => {
                // A folder that cannot be read has no households to offer; the present one is open anyway.
                update(model, Msg::Households(store.siblings().unwrap_or_default()));
            }
            Effect::RememberShown => {
                if let Err(problem) = remember(model, store) {
                    let words = save_words(&model.strings, &problem);
                    update(model, Msg::NotSaved(words));
                }
            }
            Effect::ReadHistory => {
                update(model, Msg::History(store.entries().to_vec()));
            }
            Effect::OpenHousehold(name) => open(model, store, &name),
            Effect::Undo => save(model, store, Saved::Undone, |store, household| {
                store.undo(household, clock.now())
            }),
            Effect::Redo => save(model, store, Saved::Redone, |store, household| {
                store.redo(household, clock.now())
            }),
        }
    }
    Ok(false)
}

/// Remembers which dates were shown. Only beside something that was told: looking writes no first file. What another
/// program saved meanwhile is shown too.
fn remember(model: &mut Model, store: &mut Store) -> Result<(), SaveError> {
    if !model.is_shown_new || model.read_only.is_some() || !store.has_file() {
        return Ok(());
    }
    let mut household = model.household.clone();
    let done = store.remember(&mut household, SHOWN, &model.shown);
    if done.is_ok() {
        model.is_shown_new = false;
    }
    if household != model.household {
        update(model, Msg::Saved(Box::new(household), Saved::Change));
    }
    done
}

/// Opens another household beside this one. Nothing has to be saved: every change was.
fn open(model: &mut Model, store: &mut Store, name: &str) {
    let _ = remember(model, store);
    match store.sibling(name) {
        Ok(opened) => {
            let notices: Vec<String> = opened.notices.iter().map(ToString::to_string).collect();
            let other = OtherHousehold {
                household: opened.household,
                read_only: opened.store.is_read_only().then(|| notices.join(" ")),
                shown: opened.store.memory(SHOWN),
                notices,
            };
            *store = opened.store;
            update(model, Msg::Opened(Box::new(other)));
        }
        Err(problem) => {
            let words = Unreadable::new(&model.strings, &problem).line();
            let words = model.strings.say_x("notice-not-opened", &words);
            update(model, Msg::NotOpened(words));
        }
    }
}

/// Saves something and tells the model what came of it. Whoever looks at the history sees what a save added to it; the
/// dates that are shown now are remembered.
fn save(
    model: &mut Model,
    store: &mut Store,
    word: Saved,
    work: impl FnOnce(&mut Store, &mut Household) -> Result<Entry, SaveError>,
) {
    let mut household = model.household.clone();
    let done = work(store, &mut household);
    tell(model, household, done, word);
    // Tried again at the next change if it fails: the change itself is saved, and what came of it is told.
    let _ = remember(model, store);
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
    let words = save_words(&model.strings, &problem);
    if problem.saved().is_some() {
        update(model, Msg::Saved(Box::new(household), word));
    } else if let SaveError::ChangedOutside { newer, .. } = problem {
        update(model, Msg::Saved(newer, Saved::Change));
    }
    update(model, Msg::NotSaved(words));
}

fn resize(model: &mut Model, area: Rect) {
    update(model, Msg::Input(Input::Resize(area.width, area.height)));
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;
    use std::rc::Rc;

    use super::*;
    use crate::content::{Answer, Id, embedded_pack};
    use crate::household::{Change, edit};
    use crate::i18n::Strings;
    use crate::store::testing::FullDisk;
    use crate::store::{Opened, Paths};
    use crate::tui::keymap::Keymap;
    use crate::tui::view::{Glyphs, Look, Theme};

    fn open_in(folder: &Path) -> (Model, Store) {
        model_of(Store::open(&Paths::new(folder, None), "home").unwrap())
    }

    fn model_of(opened: Opened) -> (Model, Store) {
        let Opened { store, household, .. } = opened;
        let look = Look {
            theme: Theme::mono(),
            glyphs: Glyphs::Ascii,
        };
        let today = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
        let model = Model::new(
            Rc::new(embedded_pack()),
            (household, store.memory(SHOWN)),
            today,
            Strings::new("en"),
            Keymap::embedded(),
            look,
        );
        (model, store)
    }

    fn commit(model: &mut Model, store: &mut Store, changes: Vec<Change>) {
        let at = DateTime::parse_from_rfc3339("2026-12-01T10:00:00+09:00").unwrap();
        save(model, store, Saved::Change, |store, household| {
            store.commit(household, changes, at)
        });
    }

    fn stay_until(model: &Model, day: &str) -> Vec<Change> {
        let mut changes = edit::set_fact(
            &model.household,
            Some("a"),
            "status_group",
            Some(Answer::Choice(Id::new("mid-long"))),
        );
        let day = Answer::Date(day.parse().unwrap());
        changes.extend(edit::set_fact(&model.household, Some("a"), "stay_until", Some(day)));
        changes
    }

    #[test]
    fn what_cannot_be_saved_is_told_with_what_to_do_until_it_can() {
        let folder = tempfile::tempdir().unwrap();
        let (mut model, mut store) = open_in(&folder.path().join("later"));
        // As good as a folder in which nothing may be written, whoever runs the test.
        fs::write(folder.path().join("later"), "in the way").unwrap();
        let before = model.household.clone();
        let changes = stay_until(&model, "2027-08-01");
        commit(&mut model, &mut store, changes.clone());
        let words = model.unsaved.clone().unwrap();
        assert!(words.starts_with("Not saved: "), "{words}");
        assert!(
            words.contains("as it was before") && words.len() > 80,
            "and what to do: {words}"
        );
        assert_eq!(model.household, before, "nothing is shown that is not saved");
        // Again: still so. Solved: saved, and the words are gone.
        commit(&mut model, &mut store, changes.clone());
        assert!(model.unsaved.is_some());
        fs::remove_file(folder.path().join("later")).unwrap();
        commit(&mut model, &mut store, changes);
        assert_eq!(model.unsaved, None);
        assert_ne!(model.household, before);
    }

    /// Wherever the disk is full on the way: what is shown is what is saved, and the words stay until there is room.
    #[test]
    fn a_full_disk_is_told_with_what_to_do_until_there_is_room() {
        let folder = tempfile::tempdir().unwrap();
        for n in 0..12 {
            let (disk, opened) = FullDisk::open(&folder.path().join(n.to_string()));
            let (mut model, mut store) = model_of(opened);
            let changes = stay_until(&model, "2027-08-01");
            commit(&mut model, &mut store, changes);
            disk.fill(n);
            let changes = stay_until(&model, "2027-09-01");
            commit(&mut model, &mut store, changes);
            let saved = store.sibling("home").unwrap().household;
            assert_eq!(saved, model.household, "{n}");
            if let Some(words) = &model.unsaved {
                assert!(
                    words.starts_with("Not saved: ") || words.starts_with("Saved, but"),
                    "{n}: {words}"
                );
                assert!(words.contains("free some space"), "{n}: {words}");
            } else {
                assert!(n > 0, "a full disk refuses at once");
            }
            disk.empty();
            let changes = stay_until(&model, "2027-10-01");
            commit(&mut model, &mut store, changes);
            assert_eq!(model.unsaved, None, "{n}");
            assert_eq!(store.sibling("home").unwrap().household, model.household, "{n}");
        }
    }

    #[test]
    fn a_date_that_moved_is_told_until_it_is_acknowledged_also_after_a_new_start() {
        let folder = tempfile::tempdir().unwrap();
        let (mut model, mut store) = open_in(folder.path());
        remember(&mut model, &mut store).unwrap();
        assert!(
            fs::read_dir(folder.path()).unwrap().next().is_none(),
            "a first look writes nothing"
        );
        let changes = stay_until(&model, "2027-08-01");
        commit(&mut model, &mut store, changes);
        assert!(model.shown.moved().is_empty(), "{:?}", model.shown.moved());
        let changes = stay_until(&model, "2027-09-01");
        commit(&mut model, &mut store, changes);
        let moved = model.shown.moved().len();
        assert!(moved > 0);
        // Nobody has looked: the next start tells it again, and writes nothing by itself.
        let file = store.paths().file.clone();
        let before = fs::read(&file).unwrap();
        let (mut model, mut store) = open_in(folder.path());
        assert_eq!(model.shown.moved().len(), moved);
        remember(&mut model, &mut store).unwrap();
        assert_eq!(fs::read(&file).unwrap(), before);
        for one in model.shown.moved().to_vec() {
            model.acknowledge(&one.person, &one.key());
        }
        remember(&mut model, &mut store).unwrap();
        let (model, _) = open_in(folder.path());
        assert!(model.shown.moved().is_empty());
    }

    #[test]
    fn households_are_switched_without_leaving_and_without_writing() {
        let folder = tempfile::tempdir().unwrap();
        let (mut model, mut store) = open_in(folder.path());
        let changes = stay_until(&model, "2027-08-01");
        commit(&mut model, &mut store, changes);
        open(&mut model, &mut store, "client-12");
        assert_eq!(
            (model.household.name.as_str(), model.household.revision),
            ("client-12", 0)
        );
        assert_eq!(
            store.siblings().unwrap(),
            ["home"],
            "a new one has no file before the first change"
        );
        let changes = edit::add_person(&model.household, "B");
        commit(&mut model, &mut store, changes);
        assert_eq!(store.siblings().unwrap(), ["client-12", "home"]);
        open(&mut model, &mut store, "home");
        assert_eq!(
            (model.household.name.as_str(), model.household.people.len()),
            ("home", 1)
        );
        // One that cannot be read stays as it is, and so does the present one.
        fs::write(folder.path().join("households/broken.toml"), "format = 1\nbroken").unwrap();
        open(&mut model, &mut store, "broken");
        assert_eq!(model.household.name, "home");
        let words = model.notice.clone().unwrap().words;
        assert!(words.contains("broken.toml"), "{words}");
        // One of a newer version is shown and not changed.
        let newer = "format = 99\n[[person]]\nid = \"a\"\nlabel = \"A\"\n";
        fs::write(folder.path().join("households/newer.toml"), newer).unwrap();
        open(&mut model, &mut store, "newer");
        assert!(model.read_only.is_some());
        open(&mut model, &mut store, "home");
        assert_eq!(model.read_only, None);
    }
}
