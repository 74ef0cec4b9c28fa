//! The program: the command line in, an exit code out.

use std::process::ExitCode;
use std::rc::Rc;

use mynaguide::cli::{self, Follower, Ready, Start};
use mynaguide::tui::keymap::{Keymap, merge, parse_keymap};
use mynaguide::tui::model::{Model, Notice};
use mynaguide::tui::msg::Msg;
use mynaguide::tui::update::begin;
use mynaguide::tui::view::{Glyphs, Look, Theme};
use mynaguide::tui::{self, Clock, News};

/// Said before the language is known; the full screen says it in the reader's language.
const STOPPED: &str = "Something went wrong inside the program. Your answers are saved up to the last change.";

fn main() -> ExitCode {
    // What a panic says may quote what somebody typed: only the place in the program is told.
    tui::terminal::install_panic_hook(STOPPED.to_owned());
    ExitCode::from(match cli::start(std::env::args_os()) {
        Start::Finished(code) => code,
        Start::FullScreen(ready) => full_screen(*ready).unwrap_or_else(|words| cli::refuse(&words)),
    })
}

/// Shows the full screen until it is left.
fn full_screen(ready: Ready) -> Result<u8, String> {
    let Ready {
        setup,
        pack,
        opened,
        keys,
    } = ready;
    let keymap = keymap(keys.as_ref())?;
    let glyphs = if setup.style.ascii {
        Glyphs::Ascii
    } else {
        Glyphs::Unicode
    };
    let look = Look {
        theme: Theme::for_colours(setup.style.color),
        glyphs,
    };
    let news = Follower::new(&setup)
        .map(|mut follower| -> News { Box::new(move || follower.news().map(|news| Msg::Content(news.map(Box::new)))) });
    let as_of = setup
        .as_of
        .map(|day| setup.strings.say_x("as-of", &mynaguide::i18n::day(&setup.strings, day)));
    let clock = if setup.today_is_given {
        Clock::Fixed(setup.today)
    } else {
        Clock::Machine
    };
    let lang_is_given = setup.lang_is_given;
    let mouse = setup.mouse;
    let mut model = Model::new(
        Rc::new(pack),
        opened.household,
        setup.today,
        setup.strings,
        keymap,
        look,
    );
    model.recall(opened.store.memory(mynaguide::store::SHOWN));
    model.mouse = mouse;
    let notices: Vec<String> = opened.notices.iter().map(ToString::to_string).collect();
    if !notices.is_empty() {
        model.notice = Some(Notice {
            words: notices.join(" "),
            trouble: true,
        });
    }
    model.looking_ahead.clone_from(&as_of);
    model.read_only = opened.store.is_read_only().then(|| notices.join(" ")).or(as_of);
    model.is_named = setup.household != "home";
    if model.is_new() && model.read_only.is_none() && model.notice.is_none() {
        begin(&mut model, !lang_is_given);
    }
    tui::run(model, opened.store, clock, news).map_err(|error| format!("The terminal cannot be used: {error}"))?;
    Ok(0)
}

/// The built-in keys with the differences of a person's own file.
fn keymap(own: Option<&(String, String)>) -> Result<Keymap, String> {
    let Some((name, text)) = own else {
        return Ok(Keymap::embedded());
    };
    let merged = parse_keymap(text, name).and_then(|own| merge(Keymap::embedded(), &own));
    merged.map_err(|problems| problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
}
