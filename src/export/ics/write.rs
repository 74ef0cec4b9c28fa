//! The bytes of a calendar file, by the letter of RFC 5545: lines of at most 75 octets with CRLF, cut between
//! characters; text escaped; alarms last.
//!
//! Written here and not by a library: the one there is fills in ids and times of its own, which would make every export
//! another file.

use std::fmt::Write as _;

use chrono::{DateTime, Days, TimeDelta, Utc};

use super::number::Event;
use super::options::When;

/// Most octets of a line, without its end.
const MOST_OCTETS: usize = 75;

/// Japan has one time for the whole country and no summer time.
const ZONE: [&str; 9] = [
    "BEGIN:VTIMEZONE",
    "TZID:Asia/Tokyo",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0900",
    "TZOFFSETTO:+0900",
    "TZNAME:JST",
    "END:STANDARD",
    "END:VTIMEZONE",
];

/// A whole file; the language as a standard tag.
pub(super) fn file(name: &str, lang: &str, events: &[Event]) -> String {
    let mut lines = Lines::default();
    lines.raw("BEGIN:VCALENDAR");
    lines.raw("VERSION:2.0");
    let lang = lang.to_uppercase();
    lines.raw(&format!(
        "PRODID:-//mynaguide//mynaguide {}//{lang}",
        env!("CARGO_PKG_VERSION")
    ));
    lines.raw("CALSCALE:GREGORIAN");
    // Not REQUEST: that asks the reader to accept an invitation.
    lines.raw("METHOD:PUBLISH");
    lines.text("NAME", name);
    if events.iter().any(|e| matches!(e.when, When::At { .. })) {
        for line in ZONE {
            lines.raw(line);
        }
    }
    for event in events {
        lines.event(event);
    }
    lines.raw("END:VCALENDAR");
    lines.0
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    fn raw(&mut self, line: &str) {
        fold(line, &mut self.0);
    }

    fn text(&mut self, name: &str, value: &str) {
        self.raw(&format!("{name}:{}", escape(value)));
    }

    fn event(&mut self, event: &Event) {
        self.raw("BEGIN:VEVENT");
        self.raw(&format!("UID:{}", event.uid));
        self.raw(&format!("DTSTAMP:{}", moment(event.at)));
        self.raw(&format!("LAST-MODIFIED:{}", moment(event.at)));
        self.raw(&format!("SEQUENCE:{}", event.sequence));
        self.when(&event.when);
        self.raw("CLASS:PRIVATE");
        if event.gone {
            self.raw("STATUS:CANCELLED");
        }
        self.text("SUMMARY", &event.summary);
        if !event.description.is_empty() {
            self.text("DESCRIPTION", &event.description);
        }
        for alarm in &event.alarms {
            self.raw("BEGIN:VALARM");
            self.raw("ACTION:DISPLAY");
            self.raw(&format!("TRIGGER:{}", alarm.trigger()));
            self.text("DESCRIPTION", &alarm.words);
            self.raw("END:VALARM");
        }
        self.raw("END:VEVENT");
    }

    fn when(&mut self, when: &When) {
        match when {
            When::Day(day) => {
                // The end is the day after, as ends are not part of an event; the calendar ends in the year 262142.
                let end = day.checked_add_days(Days::new(1)).unwrap_or(*day);
                self.raw(&format!("DTSTART;VALUE=DATE:{}", day.format("%Y%m%d")));
                self.raw(&format!("DTEND;VALUE=DATE:{}", end.format("%Y%m%d")));
                self.raw("TRANSP:TRANSPARENT");
                self.raw("X-MICROSOFT-CDO-BUSYSTATUS:FREE");
            }
            When::At { start, minutes } => {
                let end = *start + TimeDelta::minutes(i64::from(*minutes));
                self.raw(&format!("DTSTART;TZID=Asia/Tokyo:{}", start.format("%Y%m%dT%H%M%S")));
                self.raw(&format!("DTEND;TZID=Asia/Tokyo:{}", end.format("%Y%m%dT%H%M%S")));
                self.raw("TRANSP:OPAQUE");
            }
        }
    }
}

/// A reminder of an event.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Alarm {
    /// Minutes from the start of the event, or for a whole day from its midnight; negative before it.
    pub(super) minutes: i64,
    /// What is shown.
    pub(super) words: String,
}

impl Alarm {
    /// The strict form of a duration: one malformed trigger and some readers take in nothing of the file.
    fn trigger(&self) -> String {
        let sign = if self.minutes < 0 { "-" } else { "" };
        let all = self.minutes.unsigned_abs();
        let (days, hours, minutes) = (all / 1440, all / 60 % 24, all % 60);
        let mut duration = format!("{sign}P");
        let mut part = |n: u64, letter: char| {
            if n > 0 {
                // Writing to a string cannot fail.
                let _ = write!(duration, "{n}{letter}");
            }
        };
        part(days, 'D');
        if hours == 0 && minutes == 0 {
            return if days == 0 { "PT0S".to_owned() } else { duration };
        }
        duration.push('T');
        let mut part = |n: u64, letter: char| {
            if n > 0 {
                let _ = write!(duration, "{n}{letter}");
            }
        };
        part(hours, 'H');
        part(minutes, 'M');
        duration
    }
}

fn moment(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// Text as it stands in a property: backslash, semicolon and comma escaped, line breaks as `\n`, no control characters.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push(' '),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// Adds a line, folded: no piece is longer than 75 octets, and each further one begins with a space, which counts. A
/// character is never cut in two, although the standard would allow it: many readers would damage it.
pub fn fold(line: &str, into: &mut String) {
    let mut used = 0;
    for c in line.chars() {
        if used + c.len_utf8() > MOST_OCTETS {
            into.push_str("\r\n ");
            used = 1;
        }
        into.push(c);
        used += c.len_utf8();
    }
    into.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn triggers_are_strict_durations() {
        for (minutes, trigger) in [
            (-15 * 60, "-PT15H"),
            (9 * 60, "PT9H"),
            (-159 * 60, "-P6DT15H"),
            (-7 * 1440, "-P7D"),
            (0, "PT0S"),
            (-90, "-PT1H30M"),
            (-30, "-PT30M"),
            (1440 + 5, "P1DT5M"),
        ] {
            assert_eq!(
                Alarm {
                    minutes,
                    words: String::new()
                }
                .trigger(),
                trigger
            );
        }
    }

    #[test]
    fn text_is_escaped() {
        for (text, escaped) in [
            ("a, b; c\\d", "a\\, b\\; c\\\\d"),
            ("one\ntwo\r\n", "one\\ntwo\\n"),
            ("a\tb\u{1b}[31m\0", "a b[31m"),
            ("\\n", "\\\\n"),
            ("在留カード、更新", "在留カード、更新"),
        ] {
            assert_eq!(escape(text), escaped, "{text:?}");
        }
    }

    #[test]
    fn lines_are_folded_at_75_octets_between_characters() {
        for (line, pieces) in [
            ("x".repeat(74), vec![74]),
            ("x".repeat(75), vec![75]),
            ("x".repeat(76), vec![75, 2]),
            ("x".repeat(75 + 74), vec![75, 75]),
            ("x".repeat(75 + 74 + 1), vec![75, 75, 2]),
            // A kanji is three octets: 25 of them fill a line, then 24 after the space.
            ("留".repeat(25), vec![75]),
            ("留".repeat(26), vec![75, 4]),
            ("留".repeat(25 + 24), vec![75, 73]),
            (format!("x{}", "留".repeat(25)), vec![73, 4]),
            ("👩‍👩‍👧".repeat(6), vec![72, 37]),
            (String::new(), vec![0]),
        ] {
            let mut folded = String::new();
            fold(&line, &mut folded);
            assert!(folded.ends_with("\r\n"));
            let found: Vec<usize> = folded.split_terminator("\r\n").map(str::len).collect();
            assert_eq!(found, pieces, "{line}");
            assert_eq!(folded.trim_end_matches("\r\n").replace("\r\n ", ""), line);
        }
    }
}
