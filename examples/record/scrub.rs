//! What differs from run to run becomes a mark.

use std::path::Path;

/// Shapes to replace: `9` is a digit, `x` a hexadecimal digit, `w` a letter, anything else itself. Longer shapes come first.
const SHAPES: [(&str, &str); 7] = [
    ("xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", "<uuid>"),
    ("DTSTAMP:99999999T999999Z", "DTSTAMP:<time>"),
    ("LAST-MODIFIED:99999999T999999Z", "LAST-MODIFIED:<time>"),
    ("9999-99-99T99:99:99.999999999", "<time>"),
    ("9999-99-99T99:99:99Z", "<time>"),
    ("www 9999-99-99 99:99", "<time>"),
    ("9999-99-99 99:99", "<time>"),
];

/// The text without paths, ids and times, and without the version.
pub fn scrub(text: &str, folder: &Path) -> String {
    let mut text = text.replace(&folder.display().to_string(), "<home>");
    text = text.replace(env!("CARGO_MANIFEST_DIR"), "<source>");
    text = text.replace(concat!("mynaguide ", env!("CARGO_PKG_VERSION")), "mynaguide <version>");
    for (shape, mark) in SHAPES {
        text = replace(&text, shape, mark);
    }
    for weekday in "月火水木金土日".chars() {
        text = japanese_times(&text, &format!("日({weekday}) "));
    }
    text
}

/// Replaces `2026年12月1日(火) 07:52`, the time of a change; days without a time stay.
fn japanese_times(text: &str, before_time: &str) -> String {
    let mut parts = text.split(before_time);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let date = |c: char| c.is_ascii_digit() || matches!(c, '年' | '月');
        if fits(part, "99:99") {
            out.truncate(out.trim_end_matches(date).len());
            out += "<time>";
            out += &part["99:99".len()..]; // all of it is ASCII, as it fits
        } else {
            out += before_time;
            out += part;
        }
    }
    out
}

fn replace(text: &str, shape: &str, mark: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        if fits(rest, shape) {
            out += mark;
            rest = &rest[shape.len()..]; // all of it is ASCII, as it fits
        } else {
            let next = rest.chars().next().map_or(rest.len(), char::len_utf8);
            out += &rest[..next];
            rest = &rest[next..];
        }
    }
    out
}

fn fits(text: &str, shape: &str) -> bool {
    text.len() >= shape.len()
        && text.bytes().zip(shape.bytes()).all(|(byte, kind)| match kind {
            b'9' => byte.is_ascii_digit(),
            b'x' => byte.is_ascii_hexdigit(),
            b'w' => byte.is_ascii_alphabetic(),
            other => byte == other,
        })
}
