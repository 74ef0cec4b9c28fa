//! Reads nodes into plain structs. Each problem is reported where it stands, and reading goes on after it.

use chrono::{NaiveDate, NaiveTime};

use super::super::found::{Findings, did_you_mean};
use super::super::rules;
use super::dom::{Node, Value};
use super::shape::{KeyShape, Shape, TableShape};
use super::{At, Place};

/// A value that can be read from a node.
pub(in crate::content) trait Read: Sized {
    /// What it looks like.
    fn shape() -> Shape;
    /// Stands in for a value that is missing; the problem has been reported, so the pack is refused anyway.
    fn placeholder() -> Self;
    /// Reads it; `None` after a problem was reported.
    fn read(node: &Node, out: &mut Findings<'_>) -> Option<Self>;
}

/// An answer or another plain value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::content) enum Scalar {
    Text(String),
    YesNo(bool),
    Whole(i64),
    Date(NaiveDate),
}

/// Reports a value of the wrong type; there is no other.
pub(in crate::content) fn wrong_type<T>(node: &Node, wanted: &str, out: &mut Findings<'_>) -> Option<T> {
    let help = match &node.value {
        Value::Text(_) if wanted == "a date" => Some("write a date without quotes: 2026-11-22".to_owned()),
        Value::Text(_) if wanted == "an array" => Some("put it into brackets: [\"...\"]".to_owned()),
        Value::Text(_) if wanted.starts_with("a table") => Some("prose is written { en = \"...\" }".to_owned()),
        _ => None,
    };
    let message = format!("this is {}, but {wanted} is needed", node.value.kind());
    out.add(rules::TYPE_WRONG, node.at, message).maybe_help(help);
    None
}

impl Read for String {
    fn shape() -> Shape {
        Shape::Text
    }
    fn placeholder() -> Self {
        Self::new()
    }
    fn read(node: &Node, out: &mut Findings<'_>) -> Option<Self> {
        match &node.value {
            Value::Text(text) if text.trim().is_empty() => {
                out.add(rules::VALUE_WRONG, node.at, "this text is empty");
                None
            }
            Value::Text(text) => Some(text.clone()),
            _ => wrong_type(node, "a text", out),
        }
    }
}

/// The simple types: one value each.
macro_rules! simple {
    ($($type:ty, $variant:ident, $shape:expr, $words:literal, $placeholder:expr;)+) => {$(
        impl Read for $type {
            fn shape() -> Shape {
                $shape
            }
            fn placeholder() -> Self {
                $placeholder
            }
            fn read(node: &Node, out: &mut Findings<'_>) -> Option<Self> {
                if let Value::$variant(value) = &node.value {
                    return Some(*value);
                }
                wrong_type(node, $words, out)
            }
        }
    )+};
}
simple! {
    NaiveDate, Date, Shape::Date, "a date", NaiveDate::default();
    NaiveTime, Time, Shape::Time, "a time", NaiveTime::default();
    bool, YesNo, Shape::YesNo, "true or false", false;
}

/// Whole numbers within a range in which every later calculation stays safe.
macro_rules! whole {
    ($($type:ty, $min:literal, $max:literal;)+) => {$(
        impl Read for $type {
            fn shape() -> Shape {
                Shape::Whole { min: $min, max: $max }
            }
            fn placeholder() -> Self {
                0
            }
            fn read(node: &Node, out: &mut Findings<'_>) -> Option<Self> {
                match node.value {
                    Value::Whole(n) if ($min..=$max).contains(&n) => <$type>::try_from(n).ok(),
                    Value::Whole(_) => {
                        let message = format!("this number must be from {} to {}", $min, $max);
                        out.add(rules::VALUE_WRONG, node.at, message);
                        None
                    }
                    _ => wrong_type(node, "a whole number", out),
                }
            }
        }
    )+};
}
whole! {
    u32, 0, 10_000_000;
    i32, -100_000, 100_000;
    i64, -100_000, 100_000;
}

impl Read for Scalar {
    fn shape() -> Shape {
        Shape::Scalar
    }
    fn placeholder() -> Self {
        Self::Text(String::new())
    }
    fn read(node: &Node, out: &mut Findings<'_>) -> Option<Self> {
        match &node.value {
            Value::Text(_) => String::read(node, out).map(Self::Text),
            Value::YesNo(b) => Some(Self::YesNo(*b)),
            Value::Whole(n) => Some(Self::Whole(*n)),
            Value::Date(day) => Some(Self::Date(*day)),
            _ => wrong_type(node, "a word, a date, a whole number, true or false", out),
        }
    }
}

impl<T: Read> Read for At<T> {
    fn shape() -> Shape {
        T::shape()
    }
    fn placeholder() -> Self {
        Self {
            value: T::placeholder(),
            at: Place::default(),
        }
    }
    fn read(node: &Node, out: &mut Findings<'_>) -> Option<Self> {
        T::read(node, out).map(|value| Self { value, at: node.at })
    }
}

impl<T: Read> Read for Vec<T> {
    fn shape() -> Shape {
        Shape::List(Box::new(T::shape()))
    }
    fn placeholder() -> Self {
        Self::new()
    }
    fn read(node: &Node, out: &mut Findings<'_>) -> Option<Self> {
        if let Value::List(list) = &node.value {
            return Some(list.iter().filter_map(|item| T::read(item, out)).collect());
        }
        wrong_type(node, "an array", out)
    }
}

/// The keys of a table while it is being read.
pub(in crate::content) struct Keys<'n> {
    entries: Vec<Option<&'n (At<String>, Node)>>,
    at: Place,
}

impl<'n> Keys<'n> {
    /// Opens a table.
    pub fn open(node: &'n Node, out: &mut Findings<'_>) -> Option<Self> {
        if let Value::Table(entries) = &node.value {
            return Some(Self {
                entries: entries.iter().map(Some).collect(),
                at: node.at,
            });
        }
        wrong_type(node, "a table { ... }", out)
    }

    /// Takes the value of a key.
    pub fn take(&mut self, key: &str) -> Option<&'n Node> {
        let found = self
            .entries
            .iter_mut()
            .find(|e| e.is_some_and(|(k, _)| k.value == key))?;
        found.take().map(|(_, node)| node)
    }

    /// Takes and reads a key that must be there.
    pub fn must<T: Read>(&mut self, key: &str, out: &mut Findings<'_>) -> T {
        let node = self.take(key);
        if node.is_none() {
            out.add(rules::KEY_MISSING, self.at, format!("the key `{key}` is missing"));
        }
        node.and_then(|node| T::read(node, out)).unwrap_or_else(T::placeholder)
    }

    /// Takes and reads a key that may be there.
    pub fn may<T: Read>(&mut self, key: &str, out: &mut Findings<'_>) -> Option<T> {
        T::read(self.take(key)?, out)
    }

    /// Reports every key that was not taken.
    pub fn finish(self, known: &[&'static str], out: &mut Findings<'_>) {
        for (key, _) in self.entries.into_iter().flatten() {
            let help = did_you_mean(&key.value, known.iter().copied())
                .unwrap_or_else(|| format!("keys here are: {}", known.join(", ")));
            let message = format!("the key `{}` is not known here", key.value);
            out.add(rules::KEY_UNKNOWN, key.at, message).help(help);
        }
    }
}

/// Reads a table with keys of one's own choice.
pub(in crate::content) fn read_entries<T: Read>(node: &Node, out: &mut Findings<'_>) -> Vec<(At<String>, T)> {
    let Value::Table(entries) = &node.value else {
        return wrong_type(node, "a table", out).unwrap_or_default();
    };
    entries
        .iter()
        .filter_map(|(key, value)| Some((key.clone(), T::read(value, out)?)))
        .collect()
}

/// Reads one of some words: the place of it. Not written out for each list of words.
pub(in crate::content) fn read_word(node: &Node, words: &[&str], out: &mut Findings<'_>) -> Option<usize> {
    let word = String::read(node, out)?;
    let found = words.iter().position(|w| *w == word);
    if found.is_none() {
        let message = format!("`{word}` is none of the words known here");
        out.add(rules::VALUE_WRONG, node.at, message)
            .help(format!("write one of: {}", words.join(", ")));
    }
    found
}

/// The description of a table, of texts as they stand in its definition: on each line of `keys` a mode, the name of a
/// key and what it means. Texts taken apart here are a far smaller program than texts put into place one by one there.
pub(in crate::content) fn table_shape(doc: &str, keys: &'static str, shapes: Vec<Shape>) -> Shape {
    let mut described = Vec::new();
    for (line, shape) in keys.lines().zip(shapes) {
        let (mode, line) = line.split_once(' ').unwrap_or((line, ""));
        let (key, doc) = line.split_once(' ').unwrap_or((line, ""));
        described.push(KeyShape {
            key,
            doc: doc.trim().to_owned(),
            required: mode == "must",
            shape,
        });
    }
    Shape::Table(TableShape {
        doc: doc.trim().to_owned(),
        keys: described,
    })
}

/// Defines a table with fixed keys: the struct, its reader and its description.
///
/// Each key has a mode: `must` (an error if it is missing), `may` (an `Option`), `list` (an array, empty if missing),
/// `flag` (false if missing), `map` (a table with keys of one's own choice, empty if missing). A key that is no Rust
/// name is written in quotes after the field.
///
/// With `RawThing => Thing |raw, check, names|` the table also becomes a `Thing` after every check: a struct of the same
/// keys, each with its own type after `=>` and, where that is no plain copy, how it is checked and converted. Keys under
/// `only` are read and checked, but not kept.
macro_rules! table {
    ($(#[doc = $doc:literal])+ $name:ident => $(#[$attr:meta])* $end:ident |$raw:ident, $check:ident, $names:ident| {
        $( $(#[doc = $key_doc:literal])+ $mode:ident $field:ident $($key:literal)? : $type:ty => $to:ty $(= $value:expr)?, )+
    } $(only {
        $( $(#[doc = $only_doc:literal])+ $only_mode:ident $only:ident : $only_type:ty, )+
    })?) => {
        $crate::content::raw::read::table! {
            $(#[doc = $doc])+
            $name {
                $( $(#[doc = $key_doc])+ $mode $field $($key)? : $type, )+
                $( $( $(#[doc = $only_doc])+ $only_mode $only : $only_type, )+ )?
            }
        }

        $(#[doc = $doc])+
        #[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
        $(#[$attr])*
        pub struct $end {
            $( $(#[doc = $key_doc])+ pub $field: $to, )+
        }

        impl $crate::content::check::Checked for $name {
            type End = $end;
            #[allow(unused_variables, reason = "not every table refers to something else")]
            fn checked(
                &self,
                $check: &mut $crate::content::check::Check<'_, '_>,
                $names: &$crate::content::check::Names<'_>,
            ) -> $end {
                use $crate::content::raw::read::field_value;
                let $raw = self;
                $( $( let _ = &$raw.$only; )+ )?
                $end { $( $field: field_value!($raw.$field $(, $value)?), )+ }
            }
        }
    };
    ($(#[doc = $doc:literal])+ $name:ident {
        $( $(#[doc = $key_doc:literal])+ $mode:ident $field:ident $($key:literal)? : $type:ty, )+
    }) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug)]
        pub(in crate::content) struct $name {
            /// Where the table stands.
            #[allow(dead_code, reason = "not every table is pointed at as a whole")]
            pub at: $crate::content::raw::Place,
            $( $(#[doc = $key_doc])+ pub $field: $crate::content::raw::read::field!($mode $type), )+
        }

        impl $crate::content::raw::read::Read for $name {
            fn shape() -> $crate::content::raw::Shape {
                use $crate::content::raw::read::{field_shape, key_name, table_shape};
                let keys = concat!($( stringify!($mode), " ", key_name!($field $($key)?), $($key_doc),+, "\n" ),+);
                table_shape(concat!($($doc),+), keys, vec![$( field_shape!($mode $type) ),+])
            }
            fn placeholder() -> Self {
                use $crate::content::raw::read::field_placeholder;
                Self { at: Default::default(), $( $field: field_placeholder!($mode $type) ),+ }
            }
            fn read(
                node: &$crate::content::raw::Node,
                out: &mut $crate::content::found::Findings<'_>,
            ) -> Option<Self> {
                use $crate::content::raw::read::{Keys, field_read, key_name};
                let mut keys = Keys::open(node, out)?;
                let table = Self {
                    at: node.at,
                    $( $field: field_read!($mode $type, keys, key_name!($field $($key)?), out), )+
                };
                keys.finish(&[$( key_name!($field $($key)?) ),+], out);
                Some(table)
            }
        }
    };
}

macro_rules! key_name {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $key:literal) => {
        $key
    };
}

macro_rules! field {
    (must $type:ty) => { $type };
    (may $type:ty) => { Option<$type> };
    (list $type:ty) => { Vec<$type> };
    (flag $type:ty) => { $type };
    (map $type:ty) => { Vec<($crate::content::raw::At<String>, $type)> };
}

macro_rules! field_shape {
    (list $type:ty) => {
        <Vec<$type> as $crate::content::raw::read::Read>::shape()
    };
    (map $type:ty) => {
        $crate::content::raw::Shape::Map(Box::new(<$type as $crate::content::raw::read::Read>::shape()))
    };
    ($mode:ident $type:ty) => {
        <$type as $crate::content::raw::read::Read>::shape()
    };
}

macro_rules! field_value {
    ($plain:expr) => {
        $plain.clone()
    };
    ($plain:expr, $value:expr) => {
        $value
    };
}

macro_rules! field_placeholder {
    (must $type:ty) => {
        <$type as $crate::content::raw::read::Read>::placeholder()
    };
    (flag $type:ty) => {
        <$type as $crate::content::raw::read::Read>::placeholder()
    };
    ($mode:ident $type:ty) => {
        Default::default()
    };
}

macro_rules! field_read {
    (must $type:ty, $keys:ident, $key:expr, $out:ident) => {
        $keys.must::<$type>($key, $out)
    };
    (may $type:ty, $keys:ident, $key:expr, $out:ident) => {
        $keys.may::<$type>($key, $out)
    };
    (list $type:ty, $keys:ident, $key:expr, $out:ident) => {
        $keys.may::<Vec<$type>>($key, $out).unwrap_or_default()
    };
    (flag $type:ty, $keys:ident, $key:expr, $out:ident) => {
        $keys.may::<$type>($key, $out).unwrap_or_default()
    };
    (map $type:ty, $keys:ident, $key:expr, $out:ident) => {
        $keys.take($key).map_or_else(Vec::new, |node| {
            $crate::content::raw::read::read_entries::<$type>(node, $out)
        })
    };
}

/// Makes an enum readable by its words; one that is written here with them is defined, too.
macro_rules! words {
    ($($(#[$attr:meta])* $vis:vis enum $name:ident {
        $( $(#[$note:meta])* $variant:ident = $word:literal, )+
    })+) => {$(
        $(#[$attr])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        $vis enum $name { $( $(#[$note])* $variant, )+ }

        impl $name {
            /// The word in content.
            #[allow(dead_code, reason = "not every word is shown")]
            pub fn word(self) -> &'static str {
                match self { $( Self::$variant => $word, )+ }
            }

            /// What a word stands for.
            #[allow(dead_code, reason = "most words are read by `Read`")]
            pub fn of_word(word: &str) -> Option<Self> {
                [$( Self::$variant, )+].into_iter().find(|value| value.word() == word)
            }
        }

        $crate::content::raw::read::words! { $name { $( $word => $name::$variant ),+ } }
    )+};
    ($($type:ty { $($word:literal => $value:expr),+ $(,)? })+) => {$(
        impl $crate::content::raw::read::Read for $type {
            fn shape() -> $crate::content::raw::Shape {
                $crate::content::raw::Shape::OneOf(vec![$($word),+])
            }
            fn placeholder() -> Self {
                [$($value),+][0]
            }
            fn read(
                node: &$crate::content::raw::Node,
                out: &mut $crate::content::found::Findings<'_>,
            ) -> Option<Self> {
                let place = $crate::content::raw::read::read_word(node, &[$($word),+], out)?;
                [$($value),+].into_iter().nth(place)
            }
        }
    )+};
}

pub(in crate::content) use {field, field_placeholder, field_read, field_shape, field_value, key_name, table, words};
