//! Dates and telephone numbers: digits that may be written down.

use std::ops::RangeInclusive;

use super::plain::is_joint;

/// Lengths of the groups of telephone numbers: ten digits, or eleven of a mobile or toll-free line.
const PHONES: [[usize; 3]; 8] = [
    [2, 4, 4],
    [3, 3, 4],
    [4, 2, 4],
    [5, 1, 4],
    [4, 3, 3],
    [4, 4, 2],
    [3, 4, 4],
    [4, 3, 4],
];

/// The same of the part after +81, where the leading 0 is left out.
const ABROAD: [[usize; 3]; 6] = [[1, 4, 4], [2, 3, 4], [3, 2, 4], [4, 1, 4], [3, 3, 3], [2, 4, 4]];

/// The text with a space in place of each date and telephone number that stands alone. What is left on both sides still
/// counts as one number.
pub(super) fn without_dates_and_phones(chars: &[char]) -> Vec<char> {
    let mut rest = Vec::with_capacity(chars.len());
    let mut at = 0;
    // Between two of them there may be a single hyphen or slash; then the second was checked with the first.
    let mut joined = false;
    while let Some(&c) = chars.get(at) {
        match item_at(chars, at) {
            Some(end) if joined || (is_free_before(chars, at) && is_free_after(chars, end)) => {
                rest.push(' ');
                at = end;
                joined = true;
            }
            _ => {
                joined = joined && is_joint(c);
                rest.push(c);
                at += 1;
            }
        }
    }
    rest
}

/// No digit before it, unless a space lies between.
fn is_free_before(chars: &[char], start: usize) -> bool {
    let before = chars[..start].iter().rev().find(|&&c| !is_joint(c));
    !before.is_some_and(char::is_ascii_digit)
}

/// No digit after it, unless a space lies between or it belongs to another date or telephone number.
fn is_free_after(chars: &[char], mut end: usize) -> bool {
    loop {
        let Some(next) = (end..chars.len()).find(|&at| !is_joint(chars[at])) else {
            return true;
        };
        if !chars[next].is_ascii_digit() && chars[next] != '+' {
            return true;
        }
        match item_at(chars, next) {
            Some(further) => end = further,
            None => return false,
        }
    }
}

/// Where the date or telephone number that begins here ends.
fn item_at(chars: &[char], start: usize) -> Option<usize> {
    let end = date_at(chars, start).or_else(|| phone_at(chars, start))?;
    (!chars.get(end).is_some_and(char::is_ascii_digit)).then_some(end)
}

/// `2027-03-31`, `2027/3/31`, `2027.3.31`, `2027年3月31日`.
fn date_at(chars: &[char], start: usize) -> Option<usize> {
    let (year, at) = digits(chars, start, 4..=4)?;
    let (first, second, last) = match chars.get(at)? {
        c @ ('-' | '/' | '.') => (*c, *c, None),
        '年' => ('年', '月', Some('日')),
        _ => return None,
    };
    let spaces = |at: usize| if last.is_some() { skip_spaces(chars, at) } else { at };
    let (month, at) = digits(chars, spaces(expect(chars, at, first)?), 1..=2)?;
    let (day, at) = digits(chars, spaces(expect(chars, spaces(at), second)?), 1..=2)?;
    let end = match last {
        Some(last) => expect(chars, spaces(at), last)?,
        None => at,
    };
    is_day(year, month, day).then_some(end)
}

fn is_day(year: u32, month: u32, day: u32) -> bool {
    (1868..=2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)
}

/// `03-1234-5678`, `0120-95-0178`, `090-1234-5678`, `+81-90-1234-5678`.
fn phone_at(chars: &[char], start: usize) -> Option<usize> {
    match chars.get(start)? {
        '0' => PHONES
            .iter()
            .find_map(|groups| groups_at(chars, start, *groups, |c| c == '-')),
        '+' => {
            let (81, at) = digits(chars, start + 1, 2..=2)? else {
                return None;
            };
            let between = |c| matches!(c, '-' | ' ');
            chars.get(at).filter(|&&c| between(c))?;
            ABROAD
                .iter()
                .find_map(|groups| groups_at(chars, at + 1, *groups, between))
        }
        _ => None,
    }
}

/// Three groups of exactly so many digits with one separator between each.
fn groups_at(chars: &[char], start: usize, groups: [usize; 3], between: impl Fn(char) -> bool) -> Option<usize> {
    let mut at = start;
    for (index, length) in groups.into_iter().enumerate() {
        if index > 0 {
            chars.get(at).filter(|&&c| between(c))?;
            at += 1;
        }
        at = digits(chars, at, length..=length)?.1;
    }
    Some(at)
}

/// A number with so many digits, no more, and where it ends.
fn digits(chars: &[char], start: usize, lengths: RangeInclusive<usize>) -> Option<(u32, usize)> {
    let found = chars
        .get(start..)?
        .iter()
        .take_while(|c| c.is_ascii_digit())
        .take(lengths.end() + 1);
    let values: Vec<u32> = found.filter_map(|c| c.to_digit(10)).collect();
    let value = values.iter().fold(0, |sum, digit| sum * 10 + digit);
    lengths.contains(&values.len()).then_some((value, start + values.len()))
}

fn expect(chars: &[char], at: usize, expected: char) -> Option<usize> {
    (chars.get(at) == Some(&expected)).then_some(at + 1)
}

fn skip_spaces(chars: &[char], at: usize) -> usize {
    (at..chars.len())
        .find(|&at| !chars[at].is_whitespace())
        .unwrap_or(chars.len())
}
