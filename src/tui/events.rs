//! From the events of the terminal library to our own, for systems whose console gives keys and not bytes.

use crossterm::event::{Event, KeyCode as Code, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};

use super::input::{Input, Mouse, MouseKind};
use super::key::{Key, KeyCode};

impl Input {
    /// Our form of an event; `None` for what means nothing here: key releases (Windows sends one for every key),
    /// media and modifier keys, mouse moves.
    pub fn from_event(event: Event) -> Option<Self> {
        match event {
            Event::Key(event) if event.kind != KeyEventKind::Release => key(event).map(Self::Key),
            Event::Key(_) => None,
            Event::Paste(text) => Some(Self::Paste(text)),
            Event::Resize(columns, rows) => Some(Self::Resize(columns, rows)),
            Event::Mouse(event) => {
                let kind = match event.kind {
                    MouseEventKind::Down(MouseButton::Left) => MouseKind::Click,
                    MouseEventKind::Drag(MouseButton::Left) => MouseKind::Drag,
                    MouseEventKind::Up(MouseButton::Left) => MouseKind::Release,
                    MouseEventKind::ScrollUp => MouseKind::WheelUp,
                    MouseEventKind::ScrollDown => MouseKind::WheelDown,
                    _ => return None,
                };
                Some(Self::Mouse(Mouse {
                    kind,
                    column: event.column,
                    row: event.row,
                }))
            }
            Event::FocusGained => Some(Self::FocusGained),
            Event::FocusLost => Some(Self::FocusLost),
        }
    }
}

fn key(event: KeyEvent) -> Option<Key> {
    let has = |modifier| event.modifiers.contains(modifier);
    // Chords with the system's own keys are the system's: Super-q must not become q.
    if has(KeyModifiers::SUPER) || has(KeyModifiers::HYPER) {
        return None;
    }
    let mut ctrl = has(KeyModifiers::CONTROL);
    let mut alt = has(KeyModifiers::ALT) || has(KeyModifiers::META);
    let code = match event.code {
        Code::Char(c) => {
            // Windows reports AltGr as Ctrl and Alt; the character it gives is typed, not a chord.
            if ctrl && alt && !c.is_ascii_alphanumeric() {
                (ctrl, alt) = (false, false);
            }
            KeyCode::Char(if ctrl { c.to_ascii_lowercase() } else { c })
        }
        Code::Tab if has(KeyModifiers::SHIFT) => KeyCode::BackTab,
        Code::Enter => KeyCode::Enter,
        Code::Esc => KeyCode::Esc,
        Code::Tab => KeyCode::Tab,
        Code::BackTab => KeyCode::BackTab,
        Code::Backspace => KeyCode::Backspace,
        Code::Delete => KeyCode::Delete,
        Code::Left => KeyCode::Left,
        Code::Right => KeyCode::Right,
        Code::Up => KeyCode::Up,
        Code::Down => KeyCode::Down,
        Code::Home => KeyCode::Home,
        Code::End => KeyCode::End,
        Code::PageUp => KeyCode::PageUp,
        Code::PageDown => KeyCode::PageDown,
        Code::F(n) => KeyCode::F(n),
        _ => return None,
    };
    Some(Key { code, ctrl, alt })
}

#[cfg(test)]
mod tests {
    use crossterm::event::{KeyEventState, MediaKeyCode, MouseEvent};

    use super::*;

    fn pressed(code: Code, modifiers: KeyModifiers, kind: KeyEventKind) -> Event {
        Event::Key(KeyEvent {
            code,
            modifiers,
            kind,
            state: KeyEventState::NONE,
        })
    }

    #[test]
    fn keys_arrive_by_name() {
        let none = KeyModifiers::NONE;
        let alt_gr = KeyModifiers::CONTROL | KeyModifiers::ALT;
        let table = [
            (Code::Char('a'), none, "a"),
            (Code::Char('P'), KeyModifiers::SHIFT, "P"),
            (Code::Char('?'), KeyModifiers::SHIFT, "?"),
            (Code::Char(' '), none, "space"),
            (Code::Char('ｍ'), none, "ｍ"),
            (Code::Char('c'), KeyModifiers::CONTROL, "ctrl-c"),
            (Code::Char('C'), KeyModifiers::CONTROL | KeyModifiers::SHIFT, "ctrl-c"),
            (Code::Char('@'), alt_gr, "@"),
            (Code::Char('ą'), alt_gr, "ą"),
            (Code::Char('x'), alt_gr, "ctrl-alt-x"),
            (Code::Char('x'), KeyModifiers::META, "alt-x"),
            (Code::Enter, none, "enter"),
            (Code::Esc, none, "esc"),
            (Code::Tab, none, "tab"),
            (Code::BackTab, KeyModifiers::SHIFT, "shift-tab"),
            (Code::Tab, KeyModifiers::SHIFT, "shift-tab"),
            (Code::Up, KeyModifiers::SHIFT, "up"),
            (Code::Left, KeyModifiers::CONTROL, "ctrl-left"),
            (Code::PageDown, none, "page-down"),
            (Code::Backspace, none, "backspace"),
            (Code::F(1), none, "f1"),
        ];
        for (code, modifiers, name) in table {
            let expected = Input::Key(name.parse().unwrap());
            for kind in [KeyEventKind::Press, KeyEventKind::Repeat] {
                assert_eq!(
                    Input::from_event(pressed(code, modifiers, kind)),
                    Some(expected.clone()),
                    "{name}"
                );
            }
            let release = pressed(code, modifiers, KeyEventKind::Release);
            assert_eq!(
                Input::from_event(release),
                None,
                "{name}: a release would double the key"
            );
        }
    }

    #[test]
    fn what_is_not_ours_is_dropped() {
        let table = [
            (Code::Char('q'), KeyModifiers::SUPER),
            (Code::Char('q'), KeyModifiers::HYPER),
            (Code::Media(MediaKeyCode::Play), KeyModifiers::NONE),
            (Code::CapsLock, KeyModifiers::NONE),
            (Code::Null, KeyModifiers::NONE),
        ];
        for (code, modifiers) in table {
            assert_eq!(
                Input::from_event(pressed(code, modifiers, KeyEventKind::Press)),
                None,
                "{code:?}"
            );
        }
    }

    #[test]
    fn everything_else_arrives() {
        let mouse = |kind| {
            Event::Mouse(MouseEvent {
                kind,
                column: 3,
                row: 4,
                modifiers: KeyModifiers::NONE,
            })
        };
        let ours = |kind| {
            Some(Input::Mouse(Mouse {
                kind,
                column: 3,
                row: 4,
            }))
        };
        let table = [
            (Event::Paste("a\nb".to_owned()), Some(Input::Paste("a\nb".to_owned()))),
            (Event::Resize(80, 24), Some(Input::Resize(80, 24))),
            (Event::FocusGained, Some(Input::FocusGained)),
            (Event::FocusLost, Some(Input::FocusLost)),
            (mouse(MouseEventKind::Down(MouseButton::Left)), ours(MouseKind::Click)),
            (mouse(MouseEventKind::ScrollUp), ours(MouseKind::WheelUp)),
            (mouse(MouseEventKind::ScrollDown), ours(MouseKind::WheelDown)),
            (mouse(MouseEventKind::Up(MouseButton::Left)), ours(MouseKind::Release)),
            (mouse(MouseEventKind::Drag(MouseButton::Left)), ours(MouseKind::Drag)),
            (mouse(MouseEventKind::Drag(MouseButton::Right)), None),
            (mouse(MouseEventKind::Down(MouseButton::Right)), None),
            (mouse(MouseEventKind::Moved), None),
        ];
        for (event, expected) in table {
            assert_eq!(Input::from_event(event.clone()), expected, "{event:?}");
        }
    }
}
