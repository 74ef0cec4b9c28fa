//! Keys that come faster than frames can be drawn: the screen ends as if each had been drawn, cell by cell.

mod support;

#[cfg(unix)]
#[path = "support/pty.rs"]
mod pty;

use mynaguide::tui::view::draw;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use support::{example, model, on, pack, press, resize};

/// Two thousand keys that wander through lists, panes and texts.
fn flood() -> Vec<&'static str> {
    let keys = ["j", "j", "j", "k", "j", "j", "tab", "j", "k", "j", "j", "k", "j"];
    (0..2_000).map(|n| keys[n * n % 101 % keys.len()]).collect()
}

#[test]
fn two_thousand_keys_drawn_once_or_each_end_on_the_same_cells() {
    let pack = pack();
    for (lang, columns, rows) in [("en", 120, 40), ("ja", 60, 20)] {
        let [mut at_once, mut one_by_one] = [(); 2].map(|()| model(&pack, example(), lang, on(2026, 12, 1)));
        let area = Rect::new(0, 0, columns, rows);
        let (mut last, mut other) = (Buffer::empty(area), Buffer::empty(area));
        for model in [&mut at_once, &mut one_by_one] {
            resize(model, columns, rows);
        }
        let mut seen = Vec::new();
        for key in flood() {
            press(&mut at_once, key);
            press(&mut one_by_one, key);
            last.reset();
            draw(&one_by_one, &mut last);
            seen.push(one_by_one.home.detail.subject.clone());
        }
        seen.dedup();
        assert!(seen.len() > 100, "the keys lead somewhere");
        draw(&at_once, &mut other);
        for (n, (left, right)) in other.content.iter().zip(&last.content).enumerate() {
            assert_eq!(left, right, "cell {n}");
        }
    }
}

#[cfg(unix)]
const HOUSEHOLD: &str = "format = 1\nrevision = 1\n\n[[person]]\nid = \"a\"\nlabel = \"A\"\n\n[person.facts]\n\
                         status_group = \"mid-long\"\nstay_until = 2027-08-01\n";

/// The same with the program itself: what one write brings is drained and drawn at once, single keys as they come.
#[cfg(unix)]
#[test]
fn the_program_ends_on_the_same_cells_however_the_keys_come() {
    let keys: Vec<&str> = flood()
        .into_iter()
        .map(|key| if key == "tab" { "\t" } else { key })
        .collect();
    let screens = [vec![keys.concat()], keys.iter().map(|key| (*key).to_owned()).collect()].map(|writes| {
        let data = tempfile::tempdir().unwrap();
        // Somebody who told something is shown the home screen, with its lists.
        let households = data.path().join("households");
        std::fs::create_dir(&households).unwrap();
        std::fs::write(households.join("home.toml"), HOUSEHOLD).unwrap();
        let mut session = pty::Session::start(data.path(), &[]);
        session.wait_for("q quit");
        for keys in &writes {
            session.send(keys);
        }
        // The help comes after all of them, and closing it shows where they led.
        session.send("?");
        session.wait_for("Help");
        session.send("\x1b");
        // A frame is whole with its last bytes.
        let is_back =
            |s: &pty::Session| s.raw.ends_with(b"\x1b[?2026l") && !s.screen.screen().contents().contains("Help");
        session.wait(is_back, "the end of the help");
        session
    });
    let [at_once, singly] = screens.each_ref().map(|session| session.screen.screen());
    // A cell that was never written and one with a space look the same.
    let look = |screen: &vt100::Screen, row, column| {
        let cell = screen.cell(row, column).unwrap();
        let symbol = if cell.has_contents() { cell.contents() } else { " " };
        let style = (cell.bold(), cell.underline(), cell.inverse());
        (symbol.to_owned(), style, cell.fgcolor(), cell.bgcolor())
    };
    for (row, column) in (0..30).flat_map(|row| (0..100).map(move |column| (row, column))) {
        assert_eq!(look(at_once, row, column), look(singly, row, column), "{row},{column}");
    }
    assert!(at_once.contents().lines().count() > 20);
    for mut session in screens {
        session.send("\x03");
        assert_eq!(session.ended(), 0);
    }
}
