//! A checker of calendar files at the level of bytes, as no package sees what is wrong there, and a small reader.
#![allow(dead_code)] // each test binary uses its own part
#![allow(missing_docs)]

/// One event as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Event {
    pub uid: String,
    pub stamp: String,
    pub sequence: u32,
    pub start: String,
    pub end: String,
    pub cancelled: bool,
    pub summary: String,
    pub description: String,
    /// Trigger and words.
    pub alarms: Vec<(String, String)>,
}

const ONCE: [&str; 9] = [
    "UID",
    "DTSTAMP",
    "LAST-MODIFIED",
    "SEQUENCE",
    "DTSTART",
    "DTEND",
    "SUMMARY",
    "DESCRIPTION",
    "STATUS",
];
/// Group scheduling, and a name that makes a new calendar in some programs.
const NEVER: [&str; 4] = ["ORGANIZER", "ATTENDEE", "X-WR-CALNAME", "ACKNOWLEDGED"];

/// Checks everything and reads the events.
pub fn check(bytes: &[u8]) -> Result<Vec<Event>, String> {
    let lines = unfold(bytes)?;
    let properties: Vec<(String, String, String)> = lines.iter().map(|l| property(l)).collect::<Result<_, _>>()?;
    let mut open: Vec<&str> = Vec::new();
    let mut calendar: Vec<&str> = Vec::new();
    let mut events: Vec<Event> = Vec::new();
    let mut own: Vec<&str> = Vec::new();
    let mut alarm: Vec<(String, String)> = Vec::new();
    for (name, params, value) in &properties {
        match (name.as_str(), open.last().copied()) {
            ("BEGIN", _) => {
                if value == "VEVENT" {
                    events.push(Event::default());
                    own.clear();
                }
                alarm.clear();
                open.push(value);
            }
            ("END", Some(inner)) if inner == value => {
                open.pop();
                match value.as_str() {
                    "VALARM" => {
                        let of = |n: &str| {
                            alarm
                                .iter()
                                .filter(|(a, _)| a == n)
                                .map(|(_, v)| v.clone())
                                .collect::<Vec<_>>()
                        };
                        let [trigger, words, action] = ["TRIGGER", "DESCRIPTION", "ACTION"].map(of);
                        if trigger.len() != 1 || words.len() != 1 || action != ["DISPLAY"] {
                            return Err("an alarm needs one ACTION, TRIGGER and DESCRIPTION".into());
                        }
                        strict_duration(&trigger[0])?;
                        let event = events.last_mut().ok_or("an alarm outside an event")?;
                        event.alarms.push((trigger[0].clone(), unescape(&words[0])?));
                    }
                    "VEVENT" => {
                        for needed in ["UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "SUMMARY"] {
                            if !own.contains(&needed) {
                                return Err(format!("{needed} is missing"));
                            }
                        }
                        let event = events.last().ok_or("no event")?;
                        if event.end <= event.start || event.end.len() != event.start.len() {
                            return Err(format!("the end {} is not after the start {}", event.end, event.start));
                        }
                    }
                    _ => {}
                }
            }
            ("END", _) => return Err(format!("{value} ends but was not open")),
            (name, Some("VALARM")) => alarm.push((name.to_owned(), value.clone())),
            (name, Some("VEVENT")) => {
                if NEVER.contains(&name) {
                    return Err(format!("{name} may not be there"));
                }
                if ONCE.contains(&name) && own.contains(&name) {
                    return Err(format!("{name} stands there twice"));
                }
                let event = events.last_mut().ok_or("no event")?;
                if !event.alarms.is_empty() {
                    return Err(format!("{name} after an alarm"));
                }
                take(event, name, params, value)?;
                own.push(name);
            }
            (name, Some("VCALENDAR")) => {
                if NEVER.contains(&name) {
                    return Err(format!("{name} may not be there"));
                }
                calendar.push(name);
            }
            (_, Some(_)) => {}
            (name, None) => return Err(format!("{name} outside everything")),
        }
    }
    if !open.is_empty() {
        return Err(format!("{open:?} do not end"));
    }
    for needed in ["VERSION", "PRODID", "METHOD"] {
        if !calendar.contains(&needed) {
            return Err(format!("{needed} is missing"));
        }
    }
    Ok(events)
}

fn take(event: &mut Event, name: &str, params: &str, value: &str) -> Result<(), String> {
    let digits = |text: &str, n: usize| text.len() == n && text.bytes().all(|b| b.is_ascii_digit());
    let time = |text: &str| {
        text.split_once('T')
            .is_some_and(|(d, t)| digits(d, 8) && digits(t.trim_end_matches('Z'), 6))
    };
    match name {
        "UID" => value.clone_into(&mut event.uid),
        "SEQUENCE" => event.sequence = value.parse().map_err(|_| "SEQUENCE is no number")?,
        "DTSTAMP" | "LAST-MODIFIED" => {
            if !(time(value) && value.ends_with('Z')) {
                return Err(format!("{name} is not a moment in UTC: {value}"));
            }
            value.clone_into(&mut event.stamp);
        }
        "DTSTART" | "DTEND" => {
            let fits = match params {
                "VALUE=DATE" => digits(value, 8),
                "TZID=Asia/Tokyo" => time(value) && !value.ends_with('Z'),
                _ => false,
            };
            if !fits {
                return Err(format!("{name};{params}:{value}"));
            }
            if name == "DTSTART" {
                value.clone_into(&mut event.start);
            } else {
                value.clone_into(&mut event.end);
            }
        }
        "STATUS" => event.cancelled = value == "CANCELLED",
        "SUMMARY" => event.summary = unescape(value)?,
        "DESCRIPTION" => event.description = unescape(value)?,
        _ => {}
    }
    Ok(())
}

/// The lines of the file: CRLF and nothing else, at most 75 octets, each a text of its own, no mark at the start.
fn unfold(bytes: &[u8]) -> Result<Vec<String>, String> {
    if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) {
        return Err("a byte order mark".into());
    }
    let body = bytes
        .strip_suffix(b"\r\n")
        .ok_or("the last line does not end with CRLF")?;
    let mut lines: Vec<String> = Vec::new();
    let mut start = 0;
    let mut pieces = Vec::new();
    for (i, pair) in body.windows(2).enumerate() {
        if pair == b"\r\n" {
            pieces.push(&body[start..i]);
            start = i + 2;
        }
    }
    pieces.push(&body[start..]);
    for piece in pieces {
        if piece.len() > 75 {
            return Err(format!("a line of {} octets", piece.len()));
        }
        if piece.iter().any(u8::is_ascii_control) {
            return Err("a control character, or a line end that is not CRLF".into());
        }
        let text = std::str::from_utf8(piece).map_err(|_| "a character is cut in two")?;
        match text.strip_prefix(' ') {
            Some(rest) => lines
                .last_mut()
                .ok_or("the first line is a continuation")?
                .push_str(rest),
            None => lines.push(text.to_owned()),
        }
    }
    Ok(lines)
}

/// Name, parameters, value.
fn property(line: &str) -> Result<(String, String, String), String> {
    let (head, value) = line.split_once(':').ok_or_else(|| format!("no property: {line}"))?;
    let (name, params) = head.split_once(';').unwrap_or((head, ""));
    let fits = !name.is_empty() && name.bytes().all(|b| b.is_ascii_uppercase() || b == b'-');
    if fits {
        Ok((name.into(), params.into(), value.into()))
    } else {
        Err(format!("no property: {line}"))
    }
}

pub fn unescape(value: &str) -> Result<String, String> {
    let mut text = String::new();
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n' | 'N') => text.push('\n'),
                Some(c @ ('\\' | ';' | ',')) => text.push(c),
                other => return Err(format!("\\{other:?} is no escape")),
            },
            ';' | ',' => return Err(format!("a bare {c} in a text")),
            c => text.push(c),
        }
    }
    Ok(text)
}

/// `-PT15H`, `-P6DT15H`, `PT0S`; nothing that some reader would refuse.
fn strict_duration(text: &str) -> Result<(), String> {
    let wrong = || format!("{text} is no strict duration");
    let body = text
        .strip_prefix('-')
        .unwrap_or(text)
        .strip_prefix('P')
        .ok_or_else(wrong)?;
    let (days, time) = body.split_once('T').map_or((body, None), |(d, t)| (d, Some(t)));
    let parts = |text: &str, letters: &str| {
        let mut rest = letters;
        let mut number = String::new();
        let mut any = false;
        for c in text.chars() {
            if c.is_ascii_digit() {
                number.push(c);
            } else if let Some(at) = rest.find(c).filter(|_| !number.is_empty()) {
                rest = &rest[at + 1..];
                number.clear();
                any = true;
            } else {
                return None;
            }
        }
        number.is_empty().then_some(any)
    };
    let days = parts(days, "D").ok_or_else(wrong)?;
    let time = time
        .map_or(Some(days), |t| parts(t, "HMS").filter(|any| *any))
        .ok_or_else(wrong)?;
    if days || time { Ok(()) } else { Err(wrong()) }
}
