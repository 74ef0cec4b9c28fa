//! The bytes of a terminal become inputs, however they are split over reads. Pure: knows no terminal and no clock.
//!
//! Keys, pastes, mouse and focus reports become [`Input`]s. What a terminal answers to questions, perhaps late and to a
//! program that ran before, is swallowed whole: strings (DCS, OSC, APC, PM, SOS) and control sequences that are no key.
//! Taken for keys, the letters of such an answer would be commands.
//!
//! A sequence begins with ESC, which is also a key. So the reader waits for [`Decoder::patience`] after the last byte,
//! and if nothing follows, [`Decoder::give_up`] says what the bytes were.

use std::time::Duration;

use super::input::{Input, Mouse, MouseKind};
use super::key::{Key, KeyCode};

/// How long ESC, or ESC and one character, may wait for the rest: parts of one sequence come closer together even over
/// a slow line, and two keys of a person rarely do.
const KEY_PAUSE: Duration = Duration::from_millis(100);
/// How long a sequence that cannot be a key any more may wait for its rest.
const REST_PAUSE: Duration = Duration::from_millis(300);
/// How long a paste may wait for its rest before it is handed over without its end.
const PASTE_PAUSE: Duration = Duration::from_secs(5);
/// No control sequence that is known is longer than this, in bytes.
const MAX_CONTROL: usize = 4096;
/// No answer is longer than this, in bytes: the longest is a clipboard. After that the end is lost.
const MAX_STRING: usize = 128 << 10;

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;
const CTRL_C: u8 = 0x03;
const CTRL_Z: u8 = 0x1a;
/// Kinds of what a key did: the one that means nothing here.
const RELEASED: u32 = 3;
/// The bit of a mouse report that says that the mouse moved.
const MOVES: u16 = 32;
const PASTE_BEGINS: &[u8] = b"200~";
const PASTE_ENDS: &[u8] = b"\x1b[201~";

/// Takes bytes and gives inputs.
#[derive(Debug, Default)]
pub struct Decoder {
    state: State,
}

/// What the bytes so far may become.
#[derive(Debug, Default)]
enum State {
    /// Nothing is open.
    #[default]
    Ground,
    /// A character of UTF-8 whose last bytes are missing, typed with Alt or without.
    Character { bytes: Vec<u8>, alt: bool },
    /// ESC. `is_split`: what follows comes with another read.
    Escape { is_split: bool },
    /// A control sequence (`ESC [`) or a key of a keypad (`ESC O`), without its final byte.
    Control { start: Start, body: Vec<u8> },
    /// A string without its terminator; its text is of no use. `ends`: the last byte was ESC.
    Text { start: Start, length: usize, ends: bool },
    /// Pasted text without its end.
    Paste(Vec<u8>),
}

/// ESC and the character that begins a sequence; alone, it is a key with Alt.
#[derive(Clone, Copy, Debug)]
struct Start {
    byte: u8,
    /// The two came with different reads, so that they may be two keys.
    is_split: bool,
}

impl Start {
    /// What was pressed, if nothing follows.
    fn release(self, inputs: &mut Vec<Input>) {
        if self.is_split {
            inputs.push(plain(KeyCode::Esc));
        }
        let key = Key::char(char::from(self.byte));
        inputs.push(Input::Key(Key {
            alt: !self.is_split,
            ..key
        }));
    }
}

impl Decoder {
    /// Takes the bytes of one read.
    pub fn feed(&mut self, bytes: &[u8], inputs: &mut Vec<Input>) {
        // A paste whose end is lost would keep everything that is typed: Ctrl-C on its own always acts.
        if matches!(self.state, State::Paste(_)) && bytes == [CTRL_C] {
            self.give_up(inputs);
        }
        for &byte in bytes {
            self.state = match std::mem::take(&mut self.state) {
                State::Ground => ground(byte, inputs),
                State::Character { bytes, alt } => character(bytes, alt, byte, inputs),
                State::Escape { is_split } => escape(is_split, byte, inputs),
                State::Control { start, body } => control(start, body, byte, inputs),
                State::Text { start, length, ends } => text(start, length, ends, byte, inputs),
                State::Paste(text) => paste(text, byte, inputs),
            };
        }
        if let State::Escape { is_split } = &mut self.state {
            *is_split = true;
        }
    }

    /// How long to wait for the next byte before giving up; `None` if nothing is open.
    pub fn patience(&self) -> Option<Duration> {
        match &self.state {
            State::Ground => None,
            State::Escape { .. } => Some(KEY_PAUSE),
            State::Control { body, .. } if body.is_empty() => Some(KEY_PAUSE),
            State::Text { length: 0, .. } => Some(KEY_PAUSE),
            State::Paste(_) => Some(PASTE_PAUSE),
            State::Character { .. } | State::Control { .. } | State::Text { .. } => Some(REST_PAUSE),
        }
    }

    /// Nothing follows: what may have been a key is one, pasted text is handed over, part of an answer is dropped.
    pub fn give_up(&mut self, inputs: &mut Vec<Input>) {
        match std::mem::take(&mut self.state) {
            State::Escape { .. } => inputs.push(plain(KeyCode::Esc)),
            State::Control { start, body } if body.is_empty() => start.release(inputs),
            State::Text { start, length: 0, ends } => {
                start.release(inputs);
                inputs.extend(ends.then(|| plain(KeyCode::Esc)));
            }
            State::Paste(text) => inputs.push(pasted(&text)),
            State::Ground | State::Character { .. } | State::Control { .. } | State::Text { .. } => {}
        }
    }
}

fn plain(code: KeyCode) -> Input {
    Input::Key(Key::plain(code))
}

fn pasted(text: &[u8]) -> Input {
    Input::Paste(String::from_utf8_lossy(text).into_owned())
}

fn ground(byte: u8, inputs: &mut Vec<Input>) -> State {
    match byte {
        ESC => State::Escape { is_split: false },
        0x80.. => character(Vec::new(), false, byte, inputs),
        _ => {
            inputs.push(Input::Key(ascii(byte)));
            State::Ground
        }
    }
}

/// The key of one byte of ASCII other than ESC.
fn ascii(byte: u8) -> Key {
    match byte {
        b'\r' => Key::plain(KeyCode::Enter),
        b'\t' => Key::plain(KeyCode::Tab),
        0x7f => Key::plain(KeyCode::Backspace),
        0 => Key::ctrl(' '),
        0x01..=0x1a => Key::ctrl(char::from(byte - 1 + b'a')),
        // Terminals send these for Ctrl-4 to Ctrl-7.
        0x1c..=0x1f => Key::ctrl(char::from(byte - 0x1c + b'4')),
        _ => Key::char(char::from(byte)),
    }
}

fn character(mut bytes: Vec<u8>, alt: bool, byte: u8, inputs: &mut Vec<Input>) -> State {
    if !bytes.is_empty() && !matches!(byte, 0x80..=0xbf) {
        return ground(byte, inputs);
    }
    bytes.push(byte);
    let length = match bytes[0] {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return State::Ground,
    };
    if bytes.len() < length {
        return State::Character { bytes, alt };
    }
    let typed = std::str::from_utf8(&bytes).ok().and_then(|text| text.chars().next());
    let key = typed.filter(|c| !c.is_control()).map(Key::char);
    inputs.extend(key.map(|key| Input::Key(Key { alt, ..key })));
    State::Ground
}

fn escape(is_split: bool, byte: u8, inputs: &mut Vec<Input>) -> State {
    let start = Start { byte, is_split };
    match byte {
        b'[' | b'O' => State::Control {
            start,
            body: Vec::new(),
        },
        b'P' | b']' | b'_' | b'^' | b'X' => State::Text {
            start,
            length: 0,
            ends: false,
        },
        ESC => {
            inputs.push(plain(KeyCode::Esc));
            State::Escape { is_split: false }
        }
        _ if is_split || byte == CTRL_C => {
            inputs.push(plain(KeyCode::Esc));
            ground(byte, inputs)
        }
        0x80.. => character(Vec::new(), true, byte, inputs),
        _ => {
            let key = ascii(byte);
            inputs.push(Input::Key(Key { alt: true, ..key }));
            State::Ground
        }
    }
}

fn control(start: Start, mut body: Vec<u8>, byte: u8, inputs: &mut Vec<Input>) -> State {
    // The old report of the mouse has a place in each of its last three bytes, whatever they are.
    let is_place = start.byte == b'[' && body.first() == Some(&b'M');
    if !is_place && !matches!(byte, 0x20..=0x7e) {
        if body.is_empty() {
            start.release(inputs);
        }
        return ground(byte, inputs);
    }
    body.push(byte);
    let is_whole = match body[0] {
        _ if start.byte == b'O' => true,
        b'M' => body.len() == 4,
        b'[' => body.len() == 2,
        _ => matches!(byte, 0x40..=0x7e),
    };
    if body == PASTE_BEGINS && start.byte == b'[' {
        return State::Paste(Vec::new());
    }
    if is_whole {
        let input = match start.byte {
            b'O' => named(byte).map(plain),
            _ => control_sequence(&body),
        };
        inputs.extend(input);
    } else if body.len() < MAX_CONTROL {
        return State::Control { start, body };
    }
    State::Ground
}

fn text(start: Start, length: usize, ends: bool, byte: u8, inputs: &mut Vec<Input>) -> State {
    let is_key = length == 0;
    match byte {
        b'\\' if ends => State::Ground,
        // Any other sequence cuts the string off.
        _ if ends => {
            if is_key {
                start.release(inputs);
            }
            escape(false, byte, inputs)
        }
        ESC => State::Text {
            start,
            length,
            ends: true,
        },
        BEL => State::Ground,
        CTRL_C | CTRL_Z => {
            if is_key {
                start.release(inputs);
            }
            ground(byte, inputs)
        }
        _ if length >= MAX_STRING => State::Ground,
        _ => State::Text {
            start,
            length: length + 1,
            ends: false,
        },
    }
}

fn paste(mut text: Vec<u8>, byte: u8, inputs: &mut Vec<Input>) -> State {
    text.push(byte);
    let Some(whole) = text.strip_suffix(PASTE_ENDS) else {
        return State::Paste(text);
    };
    inputs.push(pasted(whole));
    State::Ground
}

/// What a whole control sequence means, without its `ESC [`; `None` for what is no key.
fn control_sequence(body: &[u8]) -> Option<Input> {
    let (&last, parameters) = body.split_last()?;
    match body {
        // The console of Linux.
        [b'[', n @ b'A'..=b'E'] => return Some(plain(KeyCode::F(n - b'A' + 1))),
        [b'M', button, column, row] => {
            let place = |n: u8| u16::from(n).checked_sub(32);
            return mouse(place(*button)?, place(*column)?, place(*row)?, false);
        }
        [b'I'] => return Some(Input::FocusGained),
        [b'O'] => return Some(Input::FocusLost),
        [b'<', rest @ .., b'M' | b'm'] => {
            let numbers = std::str::from_utf8(rest).ok()?.split(';').map(|n| n.parse().ok());
            let [button, column, row] = numbers.collect::<Option<Vec<u16>>>()?.try_into().ok()?;
            return mouse(button, column, row, last == b'm');
        }
        _ => {}
    }
    // Marks of private sequences, and bytes between the parameters and the end, belong to answers only.
    if !parameters.iter().all(|b| matches!(b, b'0'..=b'9' | b';' | b':')) {
        return None;
    }
    let parameters = std::str::from_utf8(parameters).ok()?;
    let mut parameters = parameters
        .split(';')
        .map(|p| p.split(':').map(|n| n.parse::<u32>().ok()));
    let number = parameters.next().and_then(|mut sub| sub.next()?);
    let mut modifiers = parameters.next().into_iter().flatten();
    let mask = modifiers.next().flatten().unwrap_or(1);
    if modifiers.next().flatten() == Some(RELEASED) {
        return None;
    }
    let code = match last {
        b'~' => numbered(number?)?,
        b'u' => by_character(number?)?,
        b'Z' => KeyCode::BackTab,
        // With these letters terminals answer where the cursor is, too.
        b'R' => return None,
        _ => named(last)?,
    };
    modified(code, mask.saturating_sub(1)).map(Input::Key)
}

/// The key of the final letter of a sequence.
fn named(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P'..=b'S' => KeyCode::F(letter - b'P' + 1),
        _ => return None,
    })
}

/// The key of `CSI n ~`.
fn numbered(number: u32) -> Option<KeyCode> {
    let f = |n: u32| u8::try_from(n).ok().map(KeyCode::F);
    match number {
        1 | 7 => Some(KeyCode::Home),
        3 => Some(KeyCode::Delete),
        4 | 8 => Some(KeyCode::End),
        5 => Some(KeyCode::PageUp),
        6 => Some(KeyCode::PageDown),
        // Each group left a number out.
        11..=15 => f(number - 10),
        17..=21 => f(number - 11),
        23..=26 => f(number - 12),
        28 | 29 => f(number - 13),
        31..=34 => f(number - 14),
        _ => None,
    }
}

/// The key of `CSI n u`, where `n` is its character.
fn by_character(number: u32) -> Option<KeyCode> {
    match char::from_u32(number)? {
        '\r' => Some(KeyCode::Enter),
        '\t' => Some(KeyCode::Tab),
        '\u{1b}' => Some(KeyCode::Esc),
        '\u{7f}' => Some(KeyCode::Backspace),
        // What is private to the protocol are keys that mean nothing here.
        '\u{e000}'..='\u{f8ff}' => None,
        c if c.is_control() => None,
        c => Some(KeyCode::Char(c)),
    }
}

/// A key with modifiers, as terminals count them: Shift 1, Alt 2, Ctrl 4, Super 8, Hyper 16, Meta 32.
fn modified(code: KeyCode, mask: u32) -> Option<Key> {
    // Chords with the system's own keys are the system's: Super-q must not become q.
    if mask & (8 | 16) != 0 {
        return None;
    }
    let (shift, ctrl) = (mask & 1 != 0, mask & 4 != 0);
    let code = match code {
        KeyCode::Char(c) if ctrl => KeyCode::Char(c.to_ascii_lowercase()),
        KeyCode::Char(c) if shift => KeyCode::Char(c.to_ascii_uppercase()),
        KeyCode::Tab if shift => KeyCode::BackTab,
        code => code,
    };
    let alt = mask & (2 | 32) != 0;
    Some(Key { code, ctrl, alt })
}

/// A report of the mouse; columns and rows are counted from 1.
fn mouse(button: u16, column: u16, row: u16, is_release: bool) -> Option<Input> {
    // The number of the button is in two places; what lies between are modifiers.
    let number = button & 3 | (button & 0xc0) >> 4;
    let kind = match (number, button & MOVES != 0) {
        (0, false) if is_release => MouseKind::Release,
        (0, false) => MouseKind::Click,
        (0, true) => MouseKind::Drag,
        (3, false) => MouseKind::Release,
        (4, false) => MouseKind::WheelUp,
        (5, false) => MouseKind::WheelDown,
        _ => return None,
    };
    Some(Input::Mouse(Mouse {
        kind,
        column: column.checked_sub(1)?,
        row: row.checked_sub(1)?,
    }))
}

#[cfg(test)]
mod tests;
