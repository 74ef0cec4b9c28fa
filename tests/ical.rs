//! The calendar file: by its bytes, through changes of a household, and as independent programs read it.

#[path = "support/ics.rs"]
mod bytes;
mod support;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::rc::Rc;

use bytes::{Event, check};
use chrono::{DateTime, Utc};
use mynaguide::calendar::NaiveDate;
use mynaguide::content::{Id, Pack, Text};
use mynaguide::export::ics::{Calendar, Exported, Options, calendar, fold};
use mynaguide::guide::assess;
use mynaguide::household::{Event as Told, Household, edit};
use mynaguide::i18n::Strings;
use mynaguide::present::Scene;
use proptest::prelude::*;
use support::{example, on, pack};
use uuid::Uuid;

const SPACE: Uuid = Uuid::from_u128(0x1234_5678_9abc_4def_8123_4567_89ab_cdef);

struct Desk {
    pack: Rc<Pack>,
    household: Household,
    today: NaiveDate,
    lang: &'static str,
    now: DateTime<Utc>,
    before: Exported,
}

impl Desk {
    fn new() -> Self {
        Self::with(&pack())
    }

    fn with(pack: &Rc<Pack>) -> Self {
        let now = DateTime::parse_from_rfc3339("2026-12-01T01:02:03.456Z").unwrap().into();
        Self {
            pack: pack.clone(),
            household: example(),
            today: on(2026, 12, 1),
            lang: "en",
            now,
            before: Exported::default(),
        }
    }

    /// An export that is not remembered.
    fn look(&self, options: &Options) -> Calendar {
        let assessment = assess(&self.pack, &self.household, self.today);
        let strings = Strings::new(self.lang);
        let scene = Scene {
            pack: &self.pack,
            household: &self.household,
            assessment: &assessment,
            strings: &strings,
        };
        calendar(scene, options, &self.before, self.now, SPACE)
    }

    /// An export that is remembered through its written form, as in the file of a household.
    fn export(&mut self, options: &Options) -> (String, Vec<Event>) {
        let made = self.look(options);
        let written = toml::to_string(&made.exported).unwrap();
        self.before = toml::from_str(&written).unwrap();
        assert_eq!(
            self.before, made.exported,
            "what is remembered comes back from the file"
        );
        let events = check(made.text.as_bytes()).unwrap_or_else(|e| panic!("{e}\n{}", made.text));
        assert_eq!(events.len(), made.events);
        (made.text, events)
    }

    fn later(&mut self, days: i64) {
        self.now += chrono::TimeDelta::days(days);
        self.today += chrono::TimeDelta::days(days);
    }

    fn tell(&mut self, event: &str, day: NaiveDate) {
        let id = Id::new(&format!("e{}", self.household.events.len() + 1));
        let people = vec![Id::new("a")];
        self.household.events.push(Told {
            id,
            event: Id::new(event),
            on: day,
            people,
            facts: BTreeMap::new(),
        });
    }
}

fn all() -> Options {
    Options {
        reminders_as_events: true,
        ..Options::default()
    }
}

fn find<'e>(events: &'e [Event], start: &str, words: &str) -> &'e Event {
    let found = events.iter().find(|e| e.start == start && e.summary.contains(words));
    found.unwrap_or_else(|| panic!("{start} {words}: {events:#?}"))
}

#[test]
fn the_last_day_of_a_move_is_in_the_calendar_with_its_reasons() {
    let mut desk = Desk::new();
    let (text, events) = desk.export(&Options::default());
    // Moved on 29 November: fourteen days end on Sunday 13 December, the last day is Monday 14 December, and the last
    // open day before is Friday 11 December.
    let last = find(&events, "20261214", "last day");
    assert_eq!(
        (last.end.as_str(), last.sequence, last.cancelled),
        ("20261215", 0, false)
    );
    assert_eq!(last.stamp, "20261201T010203Z");
    assert!(last.summary.contains("転入届"), "{}", last.summary);
    for words in [
        "14 days",
        "first day is not counted",
        "Sun 2026-12-13",
        "checked",
        "mynaguide why move-in/",
        "not legal advice",
    ] {
        assert!(last.description.contains(words), "{words}: {}", last.description);
    }
    let plan = find(&events, "20261211", "plan by");
    assert_eq!(
        plan.alarms[0].0, "-P1DT15H",
        "the nearest alarm comes first: two days before at nine"
    );
    assert!(
        plan.alarms
            .iter()
            .all(|(trigger, _)| trigger.ends_with("T15H") || trigger == "PT9H"),
        "{:?}",
        plan.alarms
    );
    assert_eq!(last.alarms.iter().map(|a| a.0.as_str()).collect::<Vec<_>>(), ["-PT15H"]);
    for line in [
        "METHOD:PUBLISH",
        "VERSION:2.0",
        "TRANSP:TRANSPARENT",
        "CLASS:PRIVATE",
        "NAME:My Number Card",
    ] {
        assert!(text.contains(&format!("\r\n{line}\r\n")), "{line}");
    }
    assert!(!text.contains("VTIMEZONE"), "whole days have no zone");
}

#[test]
fn an_unchanged_export_is_the_same_file_also_tomorrow() {
    for (lang, options) in [
        ("en", Options::default()),
        ("ja", all()),
        ("en", Options { neutral: true, ..all() }),
    ] {
        let mut desk = Desk { lang, ..Desk::new() };
        let (first, events) = desk.export(&options);
        assert!(events.len() > 3);
        desk.later(1);
        assert_eq!(desk.export(&options).0, first, "{lang}");
        desk.later(2);
        assert_eq!(desk.export(&options).0, first, "{lang}");
        let changed = desk
            .export(&Options {
                changed_only: true,
                ..options
            })
            .1;
        assert_eq!(changed, [], "nothing is new");
    }
}

#[test]
fn a_deadline_that_moves_keeps_its_id_and_rises_in_sequence() {
    let mut desk = Desk::new();
    let (_, before) = desk.export(&Options::default());
    desk.later(1);
    desk.household.events[0].on = on(2026, 11, 30);
    let (_, after) = desk.export(&Options {
        changed_only: true,
        ..Options::default()
    });
    let old = find(&before, "20261214", "last day");
    // 14 days after 30 November is Monday 14 December: now the day to plan for as well, told otherwise.
    let moved = after.iter().find(|e| e.uid == old.uid).expect("told otherwise");
    assert_eq!((moved.sequence, moved.start.as_str()), (1, "20261214"));
    assert_eq!(moved.stamp, "20261202T010203Z");
    let gone = after
        .iter()
        .find(|e| e.uid == find(&before, "20261211", "plan by").uid)
        .expect("the plan day went away");
    assert!(
        gone.cancelled && gone.sequence == 1 && gone.alarms.is_empty(),
        "{gone:?}"
    );
    assert!(gone.summary.starts_with("Moved to Mon 2026-12-14"), "{gone:?}");
    assert_eq!(gone.description, "The day to plan with is now the last day itself.");
    assert!(after.len() < before.len(), "what did not change is left out");
    let stay = before
        .iter()
        .find(|e| after.iter().all(|a| a.uid != e.uid))
        .expect("something stays");
    let (_, whole) = desk.export(&Options::default());
    assert!(whole.contains(stay), "the rest is as it was, with its old moment");
}

#[test]
fn what_is_done_is_cancelled_once_and_comes_back_as_the_same_event() {
    let mut desk = Desk::new();
    let (_, before) = desk.export(&Options::default());
    let uid = &find(&before, "20261214", "last day").uid;
    desk.later(3);
    desk.tell("moved_in_filed", desk.today);
    let (text, done) = desk.export(&Options::default());
    let cancelled = done.iter().find(|e| e.uid == *uid).unwrap();
    assert!(cancelled.cancelled && cancelled.sequence == 1 && cancelled.summary.starts_with("No longer needed"));
    assert_eq!(cancelled.start, "20261214");
    desk.later(1);
    assert_eq!(
        desk.export(&Options::default()).0,
        text,
        "cancelled once, not each time"
    );
    desk.household.events.pop();
    let (_, back) = desk.export(&Options::default());
    let again = back.iter().find(|e| e.uid == *uid).unwrap();
    assert!(!again.cancelled && again.sequence == 2, "{again:?}");
    desk.later(500);
    assert!(
        !desk
            .export(&Options::default())
            .1
            .iter()
            .any(|e| e.uid == *uid && e.cancelled),
        "old events are forgotten"
    );
}

#[test]
fn ids_are_private_and_never_meet() {
    let desk = Desk::new();
    let one = check(desk.look(&all()).text.as_bytes()).unwrap();
    let uids: std::collections::BTreeSet<&str> = one.iter().map(|e| e.uid.as_str()).collect();
    assert_eq!(uids.len(), one.len());
    assert!(
        uids.iter()
            .all(|uid| Uuid::parse_str(uid).is_ok_and(|u| u.get_version_num() == 5))
    );
    let other = Desk {
        before: Exported {
            namespace: Some(Uuid::from_u128(7)),
            ..Exported::default()
        },
        ..Desk::new()
    };
    let two = check(other.look(&all()).text.as_bytes()).unwrap();
    assert!(
        two.iter().all(|e| !uids.contains(e.uid.as_str())),
        "two households never have the same id"
    );
    // A second person has events of their own.
    let mut desk = desk;
    desk.household
        .apply_all(&edit::add_person(&desk.household, "B"))
        .unwrap();
    let facts = desk.household.people[0].facts.clone();
    desk.household.people[1].facts = facts;
    let both = check(desk.look(&all()).text.as_bytes()).unwrap();
    let uids: std::collections::BTreeSet<&str> = both.iter().map(|e| e.uid.as_str()).collect();
    assert_eq!(uids.len(), both.len());
    assert!(both.len() > one.len() && both.iter().any(|e| e.description.contains("For: B")));
    assert!(both.iter().all(|e| !e.summary.contains(" B")), "no label in a title");
}

#[test]
fn one_person_alone_can_be_exported_without_taking_the_others_back() {
    let mut desk = Desk::new();
    desk.household
        .apply_all(&edit::add_person(&desk.household, "B"))
        .unwrap();
    desk.household.people[1].facts = desk.household.people[0].facts.clone();
    let (_, both) = desk.export(&Options::default());
    let (_, one) = desk.export(&Options {
        people: vec![Id::new("b")],
        ..Options::default()
    });
    assert!(one.len() < both.len() && one.iter().all(|e| !e.cancelled), "{one:#?}");
    assert!(one.iter().all(|e| both.contains(e)));
}

#[test]
fn neutral_titles_tell_nothing() {
    for (lang, title) in [("en", "Office visit"), ("ja", "役所の用事")] {
        let desk = Desk { lang, ..Desk::new() };
        let made = desk.look(&Options { neutral: true, ..all() });
        let events = check(made.text.as_bytes()).unwrap();
        assert!(events.len() > 3);
        for event in &events {
            assert_eq!(event.summary, title);
            assert!(
                event.alarms.iter().all(|(_, words)| words.contains(title)),
                "{:?}",
                event.alarms
            );
        }
        for word in ["転入", "在留", "Residence", "move-in", "My Number", "マイナンバー"] {
            assert!(!made.text.replace("\r\n ", "").contains(word), "{lang}: {word}");
        }
    }
}

#[test]
fn reminders_are_events_only_when_asked_for() {
    let mut desk = Desk::new();
    let (_, without) = desk.export(&Options::default());
    let (_, with) = desk.export(&all());
    assert!(with.len() > without.len());
    // One day before Friday 11 December.
    assert!(
        find(&with, "20261210", "Reminder")
            .alarms
            .iter()
            .all(|(trigger, _)| trigger == "PT9H")
    );
    let (_, again) = desk.export(&Options::default());
    let gone: Vec<&Event> = again.iter().filter(|e| e.cancelled).collect();
    assert_eq!(gone.len(), with.len() - without.len());
    for event in gone {
        assert!(event.summary.starts_with("Reminder removed: "), "{event:?}");
        assert!(
            event.description.contains("It is still to be done. Last day: "),
            "{event:?}"
        );
    }
}

/// The words with which a deadline is called over, by language.
const OVER: [(&str, &str); 2] = [("en", "No longer needed"), ("ja", "不要になりました")];

#[test]
fn what_was_withdrawn_says_what_is_true() {
    type Step = fn(&mut Desk);
    let table: [(&str, Step, &str, &str); 7] = [
        (
            "the notice was filed",
            |d| d.tell("moved_in_filed", d.today),
            "last day",
            "No longer needed: ",
        ),
        (
            "the move was taken back",
            |d| drop(d.household.events.remove(0)),
            "last day",
            "No longer needed: ",
        ),
        (
            "plan by and last day fall together",
            |d| d.household.events[0].on = on(2026, 11, 30),
            "plan by",
            "Moved to ",
        ),
        (
            "reminders are no longer events",
            |_| {},
            "Reminder: ",
            "Reminder removed: ",
        ),
        (
            "the move was told again",
            |d| d.household.events[0].id = Id::new("e9"),
            "last day",
            "Moved to ",
        ),
        (
            "the person was put away",
            |d| {
                d.household.apply_all(&edit::add_person(&d.household, "B")).unwrap();
                d.household.people[0].archived = true;
            },
            "last day",
            "Reminder removed: ",
        ),
        (
            "the card is asked about again",
            |d| drop(d.household.people[0].facts.remove("status_group")),
            "moving-in",
            "",
        ),
    ];
    for (name, step, words, expected) in table {
        for lang in ["en", "ja"] {
            let mut desk = Desk::new();
            desk.export(&all());
            let before: Vec<Event> = desk.export(&all()).1;
            desk.lang = lang;
            step(&mut desk);
            let (_, after) = desk.export(&Options::default());
            let uids: Vec<&String> = before
                .iter()
                .filter(|e| e.summary.contains("moving-in notice") && e.summary.contains(words))
                .map(|e| &e.uid)
                .collect();
            let gone: Vec<&Event> = after.iter().filter(|e| e.cancelled && uids.contains(&&e.uid)).collect();
            if expected.is_empty() {
                assert!(
                    gone.iter().all(|e| !e.summary.starts_with(OVER[0].1)),
                    "{name}: {gone:#?}"
                );
                continue;
            }
            assert!(!gone.is_empty(), "{name}");
            if lang == "en" {
                assert!(
                    gone.iter().all(|e| e.summary.starts_with(expected)),
                    "{name}: {gone:#?}"
                );
            } else {
                let over = expected.starts_with(OVER[0].1);
                assert!(
                    gone.iter().all(|e| e.summary.starts_with(OVER[1].1) == over),
                    "{name}: {gone:#?}"
                );
            }
        }
    }
}

#[test]
fn a_booking_that_is_taken_back_does_not_call_the_duty_over() {
    let mut desk = Desk::new();
    let booked = |typed: &str| Options {
        bookings: vec![typed.parse().unwrap()],
        ..Options::default()
    };
    desk.export(&booked("move-in=2026-12-10T10:30"));
    let (_, events) = desk.export(&booked("move-in=none"));
    let gone: Vec<&Event> = events.iter().filter(|e| e.cancelled).collect();
    assert_eq!(gone.len(), 1);
    assert!(gone[0].summary.starts_with("Booking taken back: "), "{gone:?}");
}

/// What is changed between two exports.
#[derive(Clone, Debug)]
enum Turn {
    Reminders(bool),
    Neutral(bool),
    OnePerson(bool),
    Language(usize),
    Later(i64),
    Moved(i64),
    MovedAgain,
    StayUntil(i64),
    Filed,
    Unfiled,
}

fn turns() -> impl Strategy<Value = Vec<Turn>> {
    let turn = prop_oneof![
        any::<bool>().prop_map(Turn::Reminders),
        any::<bool>().prop_map(Turn::Neutral),
        any::<bool>().prop_map(Turn::OnePerson),
        (0_usize..2).prop_map(Turn::Language),
        (0_i64..40).prop_map(Turn::Later),
        (-20_i64..20).prop_map(Turn::Moved),
        Just(Turn::MovedAgain),
        (0_i64..400).prop_map(Turn::StayUntil),
        Just(Turn::Filed),
        Just(Turn::Unfiled),
    ];
    proptest::collection::vec(turn, 1..12)
}

impl Turn {
    fn make(&self, desk: &mut Desk, options: &mut Options) {
        let day = |n: i64| on(2026, 12, 1) + chrono::TimeDelta::days(n);
        match *self {
            Self::Reminders(yes) => options.reminders_as_events = yes,
            Self::Neutral(yes) => options.neutral = yes,
            Self::OnePerson(yes) => options.people = if yes { vec![Id::new("a")] } else { Vec::new() },
            Self::Language(n) => desk.lang = OVER[n].0,
            Self::Later(days) => desk.later(days),
            Self::Moved(days) => desk.household.events[0].on = day(days),
            Self::MovedAgain => {
                let id = format!("{}x", desk.household.events[0].id);
                desk.household.events[0].id = Id::new(&id);
            }
            Self::StayUntil(days) => {
                let until = mynaguide::content::Answer::Date(day(days));
                for fact in ["stay_until", "card_printed_until", "cert_printed_until"] {
                    desk.household.people[0].facts.insert(Id::new(fact), until.clone());
                }
            }
            Self::Filed => desk.tell("moved_in_filed", desk.today),
            Self::Unfiled => desk.household.events.truncate(1),
        }
    }
}

/// The deadline behind each key that was exported, by the id of its event.
fn keys(desk: &Desk) -> BTreeMap<String, String> {
    let space = desk.before.namespace.unwrap_or(SPACE);
    desk.before
        .events
        .keys()
        .map(|key| (Uuid::new_v5(&space, key.as_bytes()).to_string(), key.clone()))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_duty_that_stands_is_never_called_over(turns in turns()) {
        let mut desk = Desk::new();
        let mut options = all();
        desk.export(&options);
        for turn in turns {
            turn.make(&mut desk, &mut options);
            let (_, events) = desk.export(&options);
            let assessment = assess(&desk.pack, &desk.household, desk.today);
            let keys = keys(&desk);
            for event in events.iter().filter(|e| e.cancelled) {
                let Some(key) = keys.get(&event.uid) else { continue };
                let stands = assessment.deadlines.iter().any(|d| {
                    d.status.asks_for_something() && key.starts_with(&format!("{}/{}/", d.person, d.key))
                });
                let over = OVER.iter().any(|(_, words)| event.summary.starts_with(words));
                prop_assert!(!(stands && over), "{turn:?}: {key}: {}", event.summary);
            }
        }
    }
}

#[test]
fn a_booking_has_a_time_in_japan_and_can_move() {
    let mut desk = Desk::new();
    let booked = |typed: &str| Options {
        bookings: vec![typed.parse().unwrap()],
        ..Options::default()
    };
    let (text, events) = desk.export(&booked("move-in=2026-12-10T10:30"));
    let first = find(&events, "20261210T103000", "Booked").clone();
    assert!(first.end > first.start);
    for line in [
        "BEGIN:VTIMEZONE",
        "TZOFFSETTO:+0900",
        "DTSTART;TZID=Asia/Tokyo:20261210T103000",
    ] {
        assert!(text.contains(&format!("\r\n{line}\r\n")), "{line}");
    }
    let (again, _) = desk.export(&Options::default());
    assert_eq!(again, text, "a booking need not be told again");
    let (_, events) = desk.export(&booked("move-in=2026-12-11 09:00"));
    let moved = find(&events, "20261211T090000", "Booked");
    assert_eq!((&moved.uid, moved.sequence), (&first.uid, 1));
    let (_, events) = desk.export(&booked("move-in=none"));
    let gone = events.iter().find(|e| e.uid == first.uid).unwrap();
    assert!(gone.cancelled && gone.sequence == 2);
    for wrong in [
        "move-in",
        "move-in=",
        "move-in=10:30",
        "move-in=2026-12-10",
        "move-in=2026-02-30T10:00",
    ] {
        assert!(wrong.parse::<mynaguide::export::ics::Booking>().is_err(), "{wrong}");
    }
}

/// Texts that have broken calendars.
fn corpus() -> Vec<String> {
    let mut corpus: Vec<String> = [
        "a, b; c\\d",
        "\\n is not a line break",
        "end with a backslash\\",
        "one\ntwo\n\nfour",
        ":;,\"'",
    ]
    .map(String::from)
    .to_vec();
    for unit in [
        "留",
        "が",
        "か\u{3099}",
        "👩‍👩‍👧‍👦",
        "é",
        "x",
        "，",
        "令和九年三月三十一日",
        "ｶﾞ",
        "\\,",
    ] {
        for octets in [60, 66, 67, 73, 74, 75, 76, 77, 149, 150, 151, 700] {
            corpus.push(unit.repeat(octets / unit.len() + 1));
            corpus.push(format!("x{}", unit.repeat(octets / unit.len())));
        }
    }
    corpus
}

/// The example with each text of the corpus as the title of its deadline and in the text.
fn hostile(pack: &Rc<Pack>, text: &str) -> Calendar {
    let mut desk = Desk::with(pack);
    let mut pack = (*desk.pack).clone();
    let procedure = pack.procedures.get_mut("move-in").unwrap();
    procedure.title.ja = text.into();
    for deadline in &mut procedure.deadlines {
        deadline.title = Text::english(text);
        deadline.if_missed = Some(Text::english(text));
    }
    desk.pack = Rc::new(pack);
    desk.look(&Options {
        people: vec![Id::new("a")],
        ..Options::default()
    })
}

#[test]
fn any_text_comes_out_as_it_went_in() {
    let pack = pack();
    for text in corpus() {
        let made = hostile(&pack, &text);
        let events = check(made.text.as_bytes()).unwrap_or_else(|e| panic!("{text:?}: {e}"));
        let last = events.iter().find(|e| e.start == "20261214").unwrap();
        let expected = format!("{text} ({text}): last day");
        assert_eq!(last.summary, expected);
    }
}

#[test]
fn the_checker_finds_each_fault() {
    let good = Desk::new().look(&Options::default()).text;
    let faults: [(&str, &str, &str); 17] = [
        ("\r\n", "\n", "CRLF"),
        ("VERSION:2.0\r\n", "", "VERSION"),
        ("METHOD:PUBLISH\r\n", "", "METHOD"),
        ("END:VEVENT\r\n", "", "not open"),
        ("CLASS:PRIVATE\r\n", "CLASS:PRIVATE\r\nSUMMARY:again\r\n", "twice"),
        (
            "CLASS:PRIVATE\r\n",
            "CLASS:PRIVATE\r\nORGANIZER:mailto:a@example.org\r\n",
            "ORGANIZER",
        ),
        ("CLASS:PRIVATE\r\n", "CLASS:PRIVATE\r\nraw text\r\n", "property"),
        ("TRIGGER:-PT15H", "TRIGGER:-15H", "duration"),
        ("TRIGGER:-PT15H", "TRIGGER:-P1H", "duration"),
        ("TRIGGER:-PT15H", "TRIGGER:-P", "duration"),
        ("ACTION:DISPLAY\r\n", "", "alarm"),
        ("DTEND;VALUE=DATE:20261215", "DTEND;VALUE=DATE:20261214", "not after"),
        (
            "DTSTART;VALUE=DATE:20261214",
            "DTSTART;VALUE=DATE:20261214T000000",
            "DTSTART",
        ),
        ("DTSTAMP:20261201T010203Z", "DTSTAMP:20261201T010203", "UTC"),
        ("UID:", "X-UID:", "UID"),
        ("SUMMARY:", "SUMMARY:a\\x\r\nCOMMENT:", "escape"),
        ("SUMMARY:", "SUMMARY:a;b\r\nCOMMENT:", "bare"),
    ];
    for (from, to, found) in faults {
        assert!(good.contains(from), "{from}");
        let bad = good.replacen(from, to, if from == "\r\n" { usize::MAX } else { 1 });
        let error = check(bad.as_bytes()).expect_err(to);
        assert!(error.contains(found), "{to:?}: {error}");
    }
    let mut long = good.clone();
    long.insert_str(long.find("CLASS:").unwrap(), &format!("X-A:{}\r\n", "x".repeat(72)));
    assert!(check(long.as_bytes()).unwrap_err().contains("76 octets"));
    assert!(
        check(&[b"\xEF\xBB\xBF".as_slice(), good.as_bytes()].concat())
            .unwrap_err()
            .contains("mark")
    );
    let cut = good.replacen("CLASS:", "X-A:\u{7559}\r\nCLASS:", 1).into_bytes();
    let at = cut.windows(3).position(|w| w == "留".as_bytes()).unwrap();
    let cut = [&cut[..=at], b"\r\n ", &cut[at + 1..]].concat();
    assert!(check(&cut).unwrap_err().contains("cut in two"));
}

const READER: &str = r#"
import sys, json
kind = sys.argv[1]
data = sys.stdin.buffer.read()
out = []
if kind == "icalendar":
    import icalendar
    for e in icalendar.Calendar.from_ical(data).walk("VEVENT"):
        a = [str(x["TRIGGER"].dt.total_seconds()) for x in e.walk("VALARM")]
        out.append([str(e["UID"]), e["DTSTART"].dt.isoformat(), e["DTEND"].dt.isoformat(), str(e["SUMMARY"]), str(e.get("DESCRIPTION", "")), len(a)])
elif kind == "vobject":
    import vobject
    c = vobject.readOne(data.decode("utf-8"))
    c.validate(raiseException=True)
    for e in c.contents.get("vevent", []):
        d = e.contents["description"][0].value if "description" in e.contents else ""
        out.append([e.uid.value, e.dtstart.value.isoformat(), e.dtend.value.isoformat(), e.summary.value, d, len(e.contents.get("valarm", []))])
elif kind == "ics":
    import ics
    for e in ics.Calendar(data.decode("utf-8")).events:
        out.append([e.uid, None, None, e.name, e.description or "", len(e.alarms)])
json.dump(out, sys.stdout)
"#;

/// Id, start, end, summary, description, number of alarms.
type Read = (String, Option<String>, Option<String>, String, String, usize);

/// What a Python package reads, or none if it is not installed.
fn read_by(package: &str, text: &str) -> Option<Vec<Read>> {
    let python = std::env::var("MYNAGUIDE_TEST_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let there = Command::new(&python)
        .args(["-c", &format!("import {package}")])
        .stderr(Stdio::null())
        .status();
    if !there.is_ok_and(|status| status.success()) {
        println!("skipped: the Python package {package} is not installed");
        return None;
    }
    let mut child = Command::new(&python)
        .args(["-c", READER, package])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{package} refuses the file");
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

#[test]
fn other_programs_read_the_same() {
    let mut desk = Desk::new();
    let booking = "move-in=2026-12-10T10:30".parse().unwrap();
    let (mut text, _) = desk.export(&Options {
        bookings: vec![booking],
        ..all()
    });
    desk.household.events.clear();
    desk.later(1);
    let (cancelled, _) = desk.export(&all());
    let hostile: Vec<String> = corpus()
        .iter()
        .step_by(17)
        .map(|t| hostile(&desk.pack, t).text)
        .collect();
    for text in [std::mem::take(&mut text), cancelled].iter().chain(&hostile) {
        let own = check(text.as_bytes()).unwrap();
        for package in ["icalendar", "vobject", "ics"] {
            let Some(read) = read_by(package, text) else { continue };
            assert_eq!(read.len(), own.len(), "{package}");
            for (uid, start, end, summary, description, alarms) in read {
                let event = own
                    .iter()
                    .find(|e| e.uid == uid)
                    .unwrap_or_else(|| panic!("{package}: {uid}"));
                // The package takes line breaks at the very end away.
                assert_eq!(summary.trim_end(), event.summary.trim_end(), "{package}");
                assert_eq!(description.trim_end(), event.description.trim_end(), "{package}");
                assert_eq!(alarms, event.alarms.len(), "{package}");
                for (read, own) in [(start, &event.start), (end, &event.end)] {
                    let Some(read) = read else { continue };
                    let plain: String = read.chars().filter(|c| *c != '-' && *c != ':').collect();
                    assert_eq!(plain.trim_end_matches("+0900"), own, "{package}");
                }
            }
        }
    }
}

#[test]
fn nothing_told_is_an_empty_calendar_and_remembers_nothing() {
    let desk = Desk {
        household: Household::new("home"),
        ..Desk::new()
    };
    let made = desk.look(&Options::default());
    assert_eq!(check(made.text.as_bytes()), Ok(Vec::new()));
    assert_eq!(made.exported, Exported::default());
    let unknown = Desk {
        before: Exported {
            namespace: Some(SPACE),
            events: BTreeMap::from([("x".to_owned(), "2026-12-14 3 2026-11-22T01:00:00Z ab".parse().unwrap())]),
        },
        household: Household::new("home"),
        ..Desk::new()
    };
    let events = check(unknown.look(&Options::default()).text.as_bytes()).unwrap();
    assert!(events[0].cancelled && events[0].sequence == 4, "{events:?}");
    let mut line = String::new();
    fold("X", &mut line);
    assert_eq!(line, "X\r\n");
}
