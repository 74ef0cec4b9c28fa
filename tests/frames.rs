//! Frames after other frames: what the terminal shows is what would be drawn from nothing, and keys that came at once end
//! where single keys end.

mod support;

use mynaguide::tui::action::Action;
use mynaguide::tui::backend::FrameWriter;
use mynaguide::tui::input::Input;
use mynaguide::tui::model::Model;
use mynaguide::tui::msg::Msg;
use mynaguide::tui::view::{Depth, Glyphs, OwnThemes, Theme, load_theme, render};
use proptest::prelude::*;
use ratatui::layout::Rect;
use support::{family, frame, model, on, pack, resize, send};

fn started() -> Model {
    // Loaded once for each test.
    thread_local! { static PACK: std::rc::Rc<mynaguide::content::Pack> = pack(); }
    PACK.with(|pack| model(pack, family(), "en", on(2026, 12, 1)))
}

fn act(model: &mut Model, action: Action) {
    if let Some(key) = model.keymap.keys(action).first().copied() {
        send(model, Msg::Input(Input::Key(key)));
    }
}

fn parser(area: Rect) -> vt100::Parser {
    vt100::Parser::new(area.height.try_into().unwrap(), area.width.try_into().unwrap(), 0)
}

/// What a cell looks like: one that was never written and one with a space look the same.
fn look(parser: &vt100::Parser, x: u16, y: u16) -> impl PartialEq + std::fmt::Debug {
    let cell = parser.screen().cell(y, x).unwrap();
    let symbol = if cell.has_contents() { cell.contents() } else { " " };
    let style = (cell.bold(), cell.italic(), cell.underline(), cell.inverse());
    (symbol.to_owned(), cell.is_wide(), style, cell.fgcolor(), cell.bgcolor())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever was drawn before, in whichever size, language, theme and glyphs: the terminal shows what it would show if
    /// the frame had been the first.
    #[test]
    fn a_frame_after_others_looks_like_a_first_frame(
        steps in prop::collection::vec((0..Action::ALL.len(), 0..12_u16, 0..12_u8), 1..24),
    ) {
        let mut model = started();
        let mut area = Rect::new(0, 0, model.size.width, model.size.height);
        let (mut writer, mut screen) = (FrameWriter::new(area).unwrap(), parser(area));
        for (action, size, appearance) in steps {
            if size < 2 {
                resize(&mut model, 70 + 25 * size, 30);
                area = Rect::new(0, 0, model.size.width, model.size.height);
                writer.resize(area).unwrap();
                screen.screen_mut().set_size(area.height.try_into().unwrap(), area.width.try_into().unwrap());
            }
            match appearance {
                0 => model.look.theme = Theme::mono(),
                1 => model.look.theme = load_theme("light", "", &OwnThemes::new(), Depth::True).unwrap(),
                2 => model.look.glyphs = Glyphs::Ascii,
                _ => {}
            }
            act(&mut model, Action::ALL[action]);
            screen.process(&writer.draw(|frame| render(&model, frame)).unwrap());
            let mut anew = parser(area);
            anew.process(&FrameWriter::new(area).unwrap().draw(|frame| render(&model, frame)).unwrap());
            for (x, y) in (0..area.width).flat_map(|x| (0..area.height).map(move |y| (x, y))) {
                prop_assert_eq!(look(&screen, x, y), look(&anew, x, y), "{},{}", x, y);
            }
            let cursor = |parser: &vt100::Parser| (!parser.screen().hide_cursor()).then(|| parser.screen().cursor_position());
            prop_assert_eq!(cursor(&screen), cursor(&anew));
        }
    }

    /// Keys that came at once and are drawn once end where the same keys end that are drawn one by one.
    #[test]
    fn a_flood_ends_on_the_same_screen(steps in prop::collection::vec(0..Action::ALL.len(), 1..40)) {
        let (mut at_once, mut one_by_one) = (started(), started());
        for action in steps {
            act(&mut at_once, Action::ALL[action]);
            act(&mut one_by_one, Action::ALL[action]);
            frame(&one_by_one);
        }
        prop_assert_eq!(frame(&at_once), frame(&one_by_one));
    }
}
