//! The program: the command line in, an exit code out.

use std::process::ExitCode;
use std::rc::Rc;

use mynaguide::cli::{self, Colours, Follower, Ready, ScreenSettings, Start};
use mynaguide::tui::keymap::{Keymap, KeymapProblem};
use mynaguide::tui::model::{Model, Notice};
use mynaguide::tui::msg::Msg;
use mynaguide::tui::presets::{self, own_keys, preset};
use mynaguide::tui::update::begin;
use mynaguide::tui::view::{Depth, Glyphs, Look, Theme, load_theme};
use mynaguide::tui::{self, Clock, News};

/// Said before the language is known; the full screen says it in the reader's language.
const STOPPED: &str = "Something went wrong inside the program. Your answers are saved up to the last change.";

fn main() -> ExitCode {
    // What a panic says may quote what somebody typed: only the place in the program is told.
    tui::terminal::install_panic_hook(STOPPED.to_owned());
    let ready = match cli::start(std::env::args_os(), problems) {
        Start::Finished(code) => return ExitCode::from(code),
        Start::FullScreen(ready) => ready,
    };
    let code = match full_screen(*ready) {
        Ok(()) => 0,
        Err(lines) => lines.iter().map(|words| cli::refuse(words)).max().unwrap_or(0),
    };
    ExitCode::from(code)
}

/// Shows the full screen until it is left.
fn full_screen(ready: Ready) -> Result<(), Vec<String>> {
    let Ready {
        setup,
        pack,
        opened,
        screen,
    } = ready;
    let (keymap, theme) = settings(&screen)?;
    let glyphs = if setup.style.ascii {
        Glyphs::Ascii
    } else {
        Glyphs::Unicode
    };
    let look = Look { theme, glyphs };
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
    let shown = opened.store.memory(mynaguide::store::SHOWN);
    let mut model = Model::new(
        Rc::new(pack),
        (opened.household, shown),
        setup.today,
        setup.strings,
        keymap,
        look,
    );
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
    // Whoever writes content looks at the content.
    if model.is_new() && model.read_only.is_none() && model.notice.is_none() && news.is_none() {
        begin(&mut model, !lang_is_given);
    }
    let left = tui::run(model, opened.store, clock, news);
    left.map_err(|error| vec![format!("The terminal cannot be used: {error}")])
}

/// The keys and the colours, or everything wrong with them, a line each.
fn settings(screen: &ScreenSettings) -> Result<(Keymap, Theme), Vec<String>> {
    let keymap = match (&screen.keys, &screen.preset) {
        (Some((file, text)), _) => {
            let lines = |problems: Vec<KeymapProblem>| problems.iter().map(ToString::to_string).collect::<Vec<_>>();
            own_keys(text, file).map_err(lines)
        }
        (None, Some((name, at))) => preset(name).ok_or_else(|| {
            let known = presets::names();
            vec![format!(
                "{at}: there is no preset \"{name}\" of keys; there are {known}, or write the name of a file"
            )]
        }),
        (None, None) => Ok(Keymap::embedded()),
    };
    let depth = match screen.colours {
        Colours::None => Depth::None,
        Colours::Sixteen => Depth::Sixteen,
        Colours::Many => Depth::Many,
        Colours::True => Depth::True,
    };
    let (name, at) = screen.theme.as_ref().map_or(("terminal", ""), |(name, at)| (name, at));
    match (keymap, load_theme(name, at, &screen.themes, depth)) {
        (Ok(keymap), Ok(theme)) => Ok((keymap, theme)),
        (keymap, theme) => {
            let lines = keymap.err().into_iter().chain(theme.err());
            Err(lines.flatten().collect())
        }
    }
}

/// What is wrong with the settings of the full screen.
fn problems(screen: &ScreenSettings) -> Vec<String> {
    settings(screen).err().unwrap_or_default()
}
