//! The words of a text: what stands between two chances to break a line.
//!
//! Between most characters their classes decide alone; the segmenter is asked about the rest.

use icu_segmenter::LineSegmenterBorrowed;

use super::width::{plain, width};
use super::wrap::trim_end;

/// What stands between two chances to break a line.
#[derive(Clone, Copy, Default)]
pub(super) struct Word {
    pub(super) start: usize,
    /// Where its spaces begin.
    pub(super) solid: usize,
    pub(super) end: usize,
    /// The cells before the spaces, and of the spaces.
    pub(super) wide: usize,
    pub(super) spaces: usize,
}

/// The words of a text in which each character is a grapheme of its own; false, after some of them, if one is not.
///
/// Between most characters their classes decide alone, and what is on either side of a sure break has nothing to do with
/// the other; so the segmenter is asked only about the parts between sure breaks in which something is not sure.
pub(super) fn each_word(text: &str, segmenter: LineSegmenterBorrowed<'static>, mut tell: impl FnMut(Word)) -> bool {
    let mut word = Word::default();
    let mut take = |part: Word| {
        if part.wide > 0 {
            word.wide += word.spaces + part.wide;
            (word.solid, word.spaces) = (part.solid, 0);
        }
        word.spaces += part.spaces;
        word.end = part.end;
        if !cuts_address(text, word.end) {
            tell(word);
            word = Word {
                start: word.end,
                solid: word.end,
                ..Word::default()
            };
        }
    };
    let mut start = 0;
    while start < text.len() {
        let Some((part, is_sure)) = sure_part(text.as_bytes(), start) else {
            return false;
        };
        if is_sure {
            take(part);
        } else {
            let inside = &text[start..part.end];
            let mut from = 0;
            for to in segmenter.segment_str(inside).filter(|end| *end > 0) {
                let piece = &inside[from..to];
                let solid = trim_end(piece);
                take(Word {
                    start: start + from,
                    solid: start + from + solid.len(),
                    end: start + to,
                    wide: width(solid),
                    spaces: width(&piece[solid.len()..]),
                });
                from = to;
            }
        }
        start = part.end;
    }
    true
}

/// From here to the next sure break, and whether it is sure that there is no chance between. None if a character comes
/// that is not plain.
fn sure_part(text: &[u8], start: usize) -> Option<(Word, bool)> {
    let mut part = Word {
        start,
        solid: start,
        end: start,
        ..Word::default()
    };
    let (mut before, mut is_sure) = (Class::Space, true);
    while let Some(byte) = text.get(part.end) {
        let (class, bytes, cells) = match CLASSES.get(usize::from(*byte)) {
            Some(class) => (*class, 1, 1),
            None => wide_class(&text[part.end..])?,
        };
        match class {
            Class::Space => {
                part.spaces += 1;
                part.end += 1;
                continue;
            }
            Class::Control => return None,
            // It may be a wide space, which belongs to no line at its end.
            Class::Other => is_sure = false,
            _ => {}
        }
        if part.end > start {
            let rules = if part.spaces > 0 { &AFTER_SPACES } else { &SIDE_BY_SIDE };
            match rules[before as usize][class as usize] {
                Sure::Break => return Some((part, is_sure)),
                Sure::Join => {}
                Sure::Not => is_sure = false,
            }
        }
        part.wide += part.spaces + cells;
        part.spaces = 0;
        part.end += bytes;
        // Letters go on and on.
        while let Some(b'a'..=b'z') = text.get(part.end)
            && matches!(class, Class::Letter)
        {
            part.wide += 1;
            part.end += 1;
        }
        part.solid = part.end;
        before = class;
    }
    Some((part, is_sure && part.wide > 0))
}

/// What a character is to the rules of line breaking.
#[derive(Clone, Copy)]
enum Class {
    /// A Latin letter, or a mark that is taken for one.
    Letter,
    Digit,
    Space,
    /// A full stop, comma, colon, semicolon.
    Stop,
    /// `!` and `?`.
    Shout,
    /// `(` and `[`
    Open,
    /// `)` and `]`
    Close,
    /// A straight quotation mark.
    Quote,
    Hyphen,
    Slash,
    /// Kanji, or kana that may begin a line.
    Wide,
    /// Kana and marks that may not.
    Small,
    /// Brackets of Japanese.
    WideOpen,
    /// Brackets, stops and commas of Japanese.
    WideClose,
    /// The long one, with spaces around it.
    Dash,
    /// Anything else: only the segmenter knows.
    Other,
    /// No character to be seen.
    Control,
}

/// What is known of a place between two characters.
#[derive(Clone, Copy)]
enum Sure {
    Break,
    Join,
    Not,
}

/// All classes in their order.
const ALL: [Class; 17] = [
    Class::Letter,
    Class::Digit,
    Class::Space,
    Class::Stop,
    Class::Shout,
    Class::Open,
    Class::Close,
    Class::Quote,
    Class::Hyphen,
    Class::Slash,
    Class::Wide,
    Class::Small,
    Class::WideOpen,
    Class::WideClose,
    Class::Dash,
    Class::Other,
    Class::Control,
];

/// The classes of ASCII.
static CLASSES: [Class; 128] = {
    let mut classes = [Class::Control; 128];
    let mut byte = 0_u8;
    while byte < 128 {
        classes[byte as usize] = match byte {
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'&' | b'=' | b'#' | b'*' | b'@' | b'_' | b'~' | b'^' | b'`' | b'<' | b'>' => Class::Letter,
            b' ' => Class::Space,
            b'0'..=b'9' => Class::Digit,
            b'.' | b',' | b':' | b';' => Class::Stop,
            b'!' | b'?' => Class::Shout,
            b'(' | b'[' => Class::Open,
            b')' | b']' => Class::Close,
            b'"' | b'\'' => Class::Quote,
            b'-' => Class::Hyphen,
            b'/' => Class::Slash,
            0..b' ' | 0x7F.. => Class::Control,
            _ => Class::Other,
        };
        byte += 1;
    }
    classes
};

/// [`side_by_side`] and [`after_spaces`] of any two classes.
static SIDE_BY_SIDE: [[Sure; ALL.len()]; ALL.len()] = rules(false);
static AFTER_SPACES: [[Sure; ALL.len()]; ALL.len()] = rules(true);

const fn rules(with_spaces: bool) -> [[Sure; ALL.len()]; ALL.len()] {
    let mut rules = [[Sure::Not; ALL.len()]; ALL.len()];
    let mut n = 0;
    while n < ALL.len() * ALL.len() {
        let (before, next) = (ALL[n / ALL.len()], ALL[n % ALL.len()]);
        rules[before as usize][next as usize] = if with_spaces {
            after_spaces(before, next)
        } else {
            side_by_side(before, next)
        };
        n += 1;
    }
    rules
}

/// The class of a plain character that is not of ASCII, its bytes and its cells.
fn wide_class(text: &[u8]) -> Option<(Class, usize, usize)> {
    let (bytes, cells) = plain(text)?;
    let c = str::from_utf8(text.get(..bytes)?).ok()?.chars().next()?;
    let class = match c {
        '一'..='鿿' => Class::Wide,
        'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ' | 'ゎ' | 'ゕ' | 'ゖ' => Class::Small,
        'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ' | 'ヮ' | 'ヵ' | 'ヶ' => Class::Small,
        'ー' | '・' | '々' => Class::Small,
        'ぁ'..='ゖ' | 'ァ'..='ヺ' => Class::Wide,
        '、' | '。' | '」' | '』' | '】' | '〉' | '》' | '〕' => Class::WideClose,
        '「' | '『' | '【' | '〈' | '《' | '〔' => Class::WideOpen,
        '—' => Class::Dash,
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ɏ' => Class::Letter,
        _ => Class::Other,
    };
    Some((class, bytes, cells))
}

/// What the rules say of two characters that stand side by side, neither of them a space.
const fn side_by_side(before: Class, next: Class) -> Sure {
    use Class::{
        Close, Control, Dash, Digit, Hyphen, Letter, Open, Other, Quote, Shout, Slash, Small, Space, Stop, Wide,
        WideClose, WideOpen,
    };
    match (before, next) {
        (Dash | Other | Space | Control, _) | (_, Dash | Other | Space | Control) => Sure::Not,
        // Nothing is torn from what opens it, or from what closes it.
        (Open | WideOpen, _) | (_, Close | WideClose | Stop | Shout) => Sure::Join,
        // Quotation marks are for the segmenter where Japanese is beside them.
        (Quote, Wide | Small | WideOpen) | (Wide | Small | WideClose, Quote) => Sure::Not,
        (Quote, _) | (_, Quote) => Sure::Join,
        (_, Slash | Small) => Sure::Join,
        (Letter | Digit, Letter | Digit | Open | Hyphen) => Sure::Join,
        (Close | Stop, Letter | Digit) => Sure::Join,
        (Slash, Letter) => Sure::Break,
        (Hyphen | Slash, _) | (_, Hyphen) => Sure::Not,
        (Wide | Small | WideClose, Letter | Digit | Wide | WideOpen | Open) => Sure::Break,
        (Letter | Digit | Close | Stop | Shout, Wide | WideOpen) => Sure::Break,
        (Close | Stop | Shout, Open) | (Shout, Letter | Digit) => Sure::Not,
    }
}

/// The same with spaces between them.
const fn after_spaces(before: Class, next: Class) -> Sure {
    use Class::{Close, Dash, Digit, Letter, Open, Quote, Shout, Small, Stop, Wide, WideClose, WideOpen};
    match (before, next) {
        (
            Letter | Digit | Stop | Shout | Close | Wide | Small | WideClose,
            Letter | Digit | Open | Quote | Wide | WideOpen | Dash,
        ) => Sure::Break,
        (Dash, Letter | Digit | Open | Quote | Wide | WideOpen) => Sure::Break,
        _ => Sure::Not,
    }
}

/// Whether a break here would leave the beginning of an address, `https://`, at the end of a line.
pub(super) fn cuts_address(text: &str, at: usize) -> bool {
    at < text.len() && text.as_bytes()[..at].ends_with(b"://")
}
