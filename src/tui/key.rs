//! Keys by name: what a key file writes and what the key line shows. Pure; knows no terminal.

use std::fmt;
use std::str::FromStr;

/// Which key, without modifiers. Shift is part of the character (`P`) or of [`KeyCode::BackTab`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyCode {
    /// A character, space included.
    Char(char),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Shift and Tab.
    BackTab,
    /// Deletes to the left.
    Backspace,
    /// Deletes to the right.
    Delete,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key, 1 to 24.
    F(u8),
}

/// A key, its name in files, other spellings of it, and its form on the key line.
type Named = (KeyCode, &'static str, &'static [&'static str], &'static str);

/// Keys that have a name.
const NAMED: &[Named] = &[
    (KeyCode::Char(' '), "space", &["spc"], "Space"),
    (KeyCode::Enter, "enter", &["return"], "Enter"),
    (KeyCode::Esc, "esc", &["escape"], "Esc"),
    (KeyCode::Tab, "tab", &[], "Tab"),
    (KeyCode::BackTab, "shift-tab", &["backtab"], "Shift-Tab"),
    (KeyCode::Backspace, "backspace", &[], "Backspace"),
    (KeyCode::Delete, "delete", &["del"], "Del"),
    (KeyCode::Left, "left", &[], "Left"),
    (KeyCode::Right, "right", &[], "Right"),
    (KeyCode::Up, "up", &[], "Up"),
    (KeyCode::Down, "down", &[], "Down"),
    (KeyCode::Home, "home", &[], "Home"),
    (KeyCode::End, "end", &[], "End"),
    (KeyCode::PageUp, "page-up", &["pageup", "pgup"], "PgUp"),
    (KeyCode::PageDown, "page-down", &["pagedown", "pgdn"], "PgDn"),
];

/// A key with its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// Which key.
    pub code: KeyCode,
    /// With Ctrl.
    pub ctrl: bool,
    /// With Alt.
    pub alt: bool,
}

/// Why a name is not a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// No such name.
    #[error(
        "write a character (\"w\", \"?\") or a name (\"enter\", \"page-up\", \"f1\"), with ctrl- or alt- if need be"
    )]
    Unknown,
    /// Nothing between the quotes.
    #[error("a key has at least one character")]
    Empty,
    /// `shift-a`.
    #[error("write the character that Shift gives, for example \"P\" instead of \"shift-p\"")]
    Shift,
    /// A chord that terminals send as another key.
    #[error("terminals send the same for this as for \"{0}\"; bind that one")]
    SameAs(&'static str),
}

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: KeyCode) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
        }
    }

    /// A character without modifiers.
    pub const fn char(c: char) -> Self {
        Self::plain(KeyCode::Char(c))
    }

    /// A character with Ctrl. Terminals do not tell Ctrl-C from Ctrl-Shift-C, so the letter is lower-case.
    pub const fn ctrl(c: char) -> Self {
        Self {
            code: KeyCode::Char(c.to_ascii_lowercase()),
            ctrl: true,
            alt: false,
        }
    }

    /// The character, if the key types one.
    pub const fn typed(self) -> Option<char> {
        match self {
            Self {
                code: KeyCode::Char(c),
                ctrl: false,
                alt: false,
            } => Some(c),
            _ => None,
        }
    }

    /// The form for people: `Space`, `^C`, `Alt-x`, `?`.
    pub fn shown(self) -> String {
        let alt = if self.alt { "Alt-" } else { "" };
        let ctrl = match self.code {
            KeyCode::Char(c) if self.ctrl && c != ' ' => return format!("{alt}^{}", c.to_uppercase()),
            _ if self.ctrl => "Ctrl-",
            _ => "",
        };
        let form = match (named(self.code), self.code) {
            (Some((_, _, _, form)), _) => (*form).to_owned(),
            (None, KeyCode::F(n)) => format!("F{n}"),
            (None, KeyCode::Char(c)) => c.to_string(),
            // Every other key is in the table of names.
            (None, _) => format!("{:?}", self.code),
        };
        format!("{alt}{ctrl}{form}")
    }
}

fn named(code: KeyCode) -> Option<&'static Named> {
    NAMED.iter().find(|(c, ..)| *c == code)
}

/// The name in key files; reads back as the same key.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("ctrl-")?;
        }
        if self.alt {
            f.write_str("alt-")?;
        }
        match (named(self.code), self.code) {
            (Some((_, name, ..)), _) => f.write_str(name),
            (None, KeyCode::F(n)) => write!(f, "f{n}"),
            (None, KeyCode::Char(c)) => write!(f, "{c}"),
            (None, _) => Ok(()),
        }
    }
}

impl FromStr for Key {
    type Err = KeyError;

    fn from_str(name: &str) -> Result<Self, KeyError> {
        let (mut rest, mut ctrl, mut alt) = (name, false, false);
        while let Some((modifier, tail)) = rest.split_once('-').filter(|(_, tail)| !tail.is_empty()) {
            match modifier.to_ascii_lowercase().as_str() {
                "ctrl" if !ctrl => ctrl = true,
                "alt" if !alt => alt = true,
                _ => break,
            }
            rest = tail;
        }
        let mut code = code_of(rest)?;
        if ctrl && let KeyCode::Char(c) = &mut code {
            *c = c.to_ascii_lowercase();
            if let Some(same) = same_byte(*c) {
                return Err(KeyError::SameAs(same));
            }
        }
        Ok(Self { code, ctrl, alt })
    }
}

fn code_of(name: &str) -> Result<KeyCode, KeyError> {
    let mut chars = name.chars();
    match (chars.next(), chars.next()) {
        (None, _) => return Err(KeyError::Empty),
        (Some(c), None) if !c.is_control() => return Ok(KeyCode::Char(c)),
        _ => {}
    }
    let lower = name.to_ascii_lowercase();
    let is_it = |(_, n, others, _): &&Named| *n == lower || others.contains(&lower.as_str());
    if let Some((code, ..)) = NAMED.iter().find(is_it) {
        return Ok(*code);
    }
    let number = lower.strip_prefix('f').and_then(|digits| digits.parse::<u8>().ok());
    match number.filter(|n| (1..=24).contains(n)) {
        Some(n) => Ok(KeyCode::F(n)),
        None if lower.starts_with("shift-") => Err(KeyError::Shift),
        None => Err(KeyError::Unknown),
    }
}

/// Ctrl chords that reach us as another key, because a terminal sends one and the same byte.
const fn same_byte(c: char) -> Option<&'static str> {
    match c {
        'i' => Some("tab"),
        'm' => Some("enter"),
        '[' => Some("esc"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_printed_and_shown() {
        let table = [
            ("a", Key::char('a'), "a", "a"),
            ("P", Key::char('P'), "P", "P"),
            ("?", Key::char('?'), "?", "?"),
            ("-", Key::char('-'), "-", "-"),
            ("+", Key::char('+'), "+", "+"),
            (" ", Key::char(' '), "space", "Space"),
            ("space", Key::char(' '), "space", "Space"),
            ("ctrl-c", Key::ctrl('c'), "ctrl-c", "^C"),
            ("Ctrl-C", Key::ctrl('c'), "ctrl-c", "^C"),
            ("ctrl--", Key::ctrl('-'), "ctrl--", "^-"),
            ("ctrl-space", Key::ctrl(' '), "ctrl-space", "Ctrl-Space"),
            ("enter", Key::plain(KeyCode::Enter), "enter", "Enter"),
            ("ESC", Key::plain(KeyCode::Esc), "esc", "Esc"),
            ("tab", Key::plain(KeyCode::Tab), "tab", "Tab"),
            ("shift-tab", Key::plain(KeyCode::BackTab), "shift-tab", "Shift-Tab"),
            ("pgdn", Key::plain(KeyCode::PageDown), "page-down", "PgDn"),
            ("f1", Key::plain(KeyCode::F(1)), "f1", "F1"),
            ("F24", Key::plain(KeyCode::F(24)), "f24", "F24"),
            ("f", Key::char('f'), "f", "f"),
            (
                "alt-x",
                Key {
                    code: KeyCode::Char('x'),
                    ctrl: false,
                    alt: true,
                },
                "alt-x",
                "Alt-x",
            ),
            (
                "alt-ctrl-x",
                Key {
                    code: KeyCode::Char('x'),
                    ctrl: true,
                    alt: true,
                },
                "ctrl-alt-x",
                "Alt-^X",
            ),
            (
                "ctrl-left",
                Key {
                    code: KeyCode::Left,
                    ctrl: true,
                    alt: false,
                },
                "ctrl-left",
                "Ctrl-Left",
            ),
            ("あ", Key::char('あ'), "あ", "あ"),
        ];
        for (name, key, printed, shown) in table {
            assert_eq!(name.parse(), Ok(key), "{name}");
            assert_eq!(key.to_string(), printed, "{name}");
            assert_eq!(key.shown(), shown, "{name}");
            assert_eq!(printed.parse(), Ok(key), "{name} read back");
        }
    }

    #[test]
    fn every_named_key_reads_back_from_each_spelling() {
        for (code, name, others, shown) in NAMED {
            for spelling in std::iter::once(name).chain(others.iter()) {
                assert_eq!(spelling.parse(), Ok(Key::plain(*code)), "{spelling}");
            }
            assert_eq!(Key::plain(*code).to_string(), *name);
            assert_eq!(Key::plain(*code).shown(), *shown);
        }
    }

    #[test]
    fn what_is_not_a_key_is_refused_with_the_reason() {
        let table = [
            ("", KeyError::Empty),
            ("ctrl-", KeyError::Unknown),
            ("ctrl-ctrl-c", KeyError::Unknown),
            ("contrl-c", KeyError::Unknown),
            ("f0", KeyError::Unknown),
            ("f25", KeyError::Unknown),
            ("f300", KeyError::Unknown),
            ("gg", KeyError::Unknown),
            ("\n", KeyError::Unknown),
            ("shift-p", KeyError::Shift),
            ("ctrl-shift-p", KeyError::Shift),
            ("ctrl-i", KeyError::SameAs("tab")),
            ("ctrl-M", KeyError::SameAs("enter")),
            ("ctrl-[", KeyError::SameAs("esc")),
        ];
        for (name, error) in table {
            assert_eq!(name.parse::<Key>(), Err(error), "{name:?}");
        }
    }

    #[test]
    fn only_a_key_without_modifiers_types_a_character() {
        assert_eq!(Key::char('m').typed(), Some('m'));
        assert_eq!(Key::char('漢').typed(), Some('漢'));
        assert_eq!(Key::ctrl('m').typed(), None);
        assert_eq!(
            Key {
                alt: true,
                ..Key::char('m')
            }
            .typed(),
            None
        );
        assert_eq!(Key::plain(KeyCode::Enter).typed(), None);
    }
}
