//! Dates that somebody was shown, and which of them moved since. Pure: where it is kept is for others to say.
//!
//! A date that a person has seen stands in their head and perhaps in their calendar. If content, closed days or answers
//! change it, that is said, with the old and the new day and the reason, until the person has seen it.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Assessment, Days, Deadline, DeadlineKey, Status};
use crate::content::{Answer, Id, Pack};
use crate::household::{Household, PersonId};

/// What was shown, as it is remembered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Shown {
    /// Of which content the days are; empty: nothing was shown yet.
    content: String,
    /// Through which day the closed days were published, by calendar.
    closed_days: BTreeMap<Id, NaiveDate>,
    /// Of which answers and events they are.
    told: String,
    /// The days by `PERSON/PROCEDURE/DEADLINE`.
    days: BTreeMap<String, Days>,
    /// What moved and was not acknowledged.
    moved: Vec<Moved>,
}

/// A date that moved after it was shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// Whose.
    pub person: PersonId,
    /// The procedure.
    pub procedure: Id,
    /// The deadline in it.
    pub deadline: Id,
    /// The days that were shown.
    pub was: Days,
    /// The days now; all absent if they are not known any more.
    pub now: Days,
    /// It asks for nothing any more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub gone: bool,
    /// Why, the first reason first.
    pub because: Vec<Cause>,
}

impl Moved {
    /// Which deadline.
    pub fn key(&self) -> DeadlineKey {
        DeadlineKey {
            procedure: self.procedure.clone(),
            deadline: self.deadline.clone(),
        }
    }
}

/// Why a date moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// Answers or events were told, changed or taken back.
    Answers,
    /// Closed days were published after the date was worked out.
    ClosedDays,
    /// The content is another one: a newer version, or a local pack.
    Content,
}

impl Shown {
    /// What moved and was not acknowledged.
    pub fn moved(&self) -> &[Moved] {
        &self.moved
    }

    /// The person has seen everything that moved.
    pub fn acknowledge(&mut self) {
        self.moved.clear();
    }

    /// The person has seen that this one moved.
    pub fn acknowledge_one(&mut self, person: &PersonId, key: &DeadlineKey) {
        self.moved.retain(|m| m.person != *person || m.key() != *key);
    }

    /// Compares what was shown with what holds now, which is what is shown from here on.
    pub fn update(&mut self, pack: &Pack, household: &Household, assessment: &Assessment) {
        let now = Self {
            content: format!("{} {} {}", pack.info.id, pack.info.version, env!("CARGO_PKG_VERSION")),
            closed_days: pack.calendars.iter().map(|(id, c)| (id.clone(), c.until)).collect(),
            told: fingerprint(household),
            ..Self::default()
        };
        let is_first = self.content.is_empty();
        let mut days = std::mem::take(&mut self.days);
        let mut name = String::new();
        for deadline in &assessment.deadlines {
            write_name(&mut name, deadline);
            let old = days.remove(&name);
            let asks = deadline.status.asks_for_something();
            if let Some(old) = old.filter(|_| !is_first) {
                self.compare(&now, old, deadline);
            }
            // Something may be missing and its days known all the same; and what was known may be asked for again.
            let is_open = deadline.status == Status::Unknown;
            if asks || is_open && (old.is_some() || seen(deadline) != Days::default()) {
                self.days.insert(name.clone(), seen(deadline));
            }
        }
        // What is left belongs to somebody who is not shown now, or to a deadline that this content does not have.
        let is_shown = |name: &str| household.active().any(|p| belongs(name, &p.id));
        for (name, old) in days {
            if is_shown(&name) {
                self.left_out(&name, old);
            } else {
                self.days.insert(name, old);
            }
        }
        (self.content, self.closed_days, self.told) = (now.content, now.closed_days, now.told);
    }

    fn compare(&mut self, now: &Self, old: Days, deadline: &Deadline) {
        let days = seen(deadline);
        let at = self
            .moved
            .iter()
            .position(|m| m.person == deadline.person && m.key() == deadline.key);
        let is_over = !deadline.status.asks_for_something() && deadline.status != Status::Unknown;
        if is_over && (now.told != self.told || deadline.status == Status::Done) {
            // What was told settled it: whoever told it knows.
            at.map(|at| self.moved.remove(at));
            return;
        }
        // A window that is over by the calendar alone has not moved.
        if (old == days && !is_over) || (is_over && now.content == self.content) {
            return;
        }
        let cause = self.cause(now, old);
        if let Some(at) = at {
            let moved = &mut self.moved[at];
            (moved.now, moved.gone) = (days, is_over);
            if !moved.because.contains(&cause) {
                moved.because.push(cause);
            }
            if moved.was == moved.now && !moved.gone {
                self.moved.remove(at);
            }
        } else if old != Days::default() {
            self.moved.push(Moved {
                person: deadline.person.clone(),
                procedure: deadline.key.procedure.clone(),
                deadline: deadline.key.deadline.clone(),
                was: old,
                now: days,
                gone: is_over,
                because: vec![cause],
            });
        }
    }

    fn left_out(&mut self, name: &str, was: Days) {
        let mut parts = name.splitn(3, '/').map(Id::new);
        if let (Some(person), Some(procedure), Some(deadline)) = (parts.next(), parts.next(), parts.next())
            && was != Days::default()
        {
            self.moved.push(Moved {
                person,
                procedure,
                deadline,
                was,
                now: Days::default(),
                gone: true,
                because: vec![Cause::Content],
            });
        }
    }

    /// Days that lay beyond what was published moved because it is published now; else what was told is the reason if
    /// it is another one, and the content if not: nothing else goes into a day.
    fn cause(&self, now: &Self, old: Days) -> Cause {
        let is_after = |until: &NaiveDate| [old.plan_by, old.closes].into_iter().flatten().any(|day| day > *until);
        let published = |id: &Id, until: &NaiveDate| now.closed_days.get(id).is_some_and(|new| new > until);
        if now.told == self.told && self.closed_days.iter().any(|(id, u)| published(id, u) && is_after(u)) {
            Cause::ClosedDays
        } else if now.told != self.told && now.content == self.content {
            Cause::Answers
        } else if now.told == self.told {
            Cause::Content
        } else {
            // Both are new; what was told is the likelier reason, and the person can look it up in the history.
            Cause::Answers
        }
    }
}

/// The days of a deadline as they are shown; none if it asks for nothing.
fn seen(deadline: &Deadline) -> Days {
    if deadline.status.asks_for_something() || deadline.status == Status::Unknown {
        deadline.days()
    } else {
        Days::default()
    }
}

/// Writes `PERSON/PROCEDURE/DEADLINE` in the place of what stood there.
fn write_name(name: &mut String, deadline: &Deadline) {
    let DeadlineKey {
        procedure,
        deadline: key,
    } = &deadline.key;
    name.clear();
    for (n, word) in [&deadline.person, procedure, key].into_iter().enumerate() {
        name.push_str(if n > 0 { "/" } else { "" });
        name.push_str(word.as_str());
    }
}

fn belongs(name: &str, person: &PersonId) -> bool {
    name.strip_prefix(person.as_str())
        .is_some_and(|rest| rest.starts_with('/'))
}

/// A word that is another one whenever answers or events are. Letters only: no number can be in it. Files remember it, so
/// that it stays what it was: of what the debugging form of people, answers and events says, written by hand as every
/// start does it.
fn fingerprint(household: &Household) -> String {
    let mut told = Digest::new();
    told.list(&household.people, |told, person| {
        told.text("(");
        told.word(&person.id);
        told.text(", ");
        told.facts(&person.facts);
        told.text(")");
    });
    told.text(" ");
    told.facts(&household.facts);
    told.text(" ");
    told.list(&household.events, |told, event| {
        told.text("Event { id: ");
        told.word(&event.id);
        told.text(", event: ");
        told.word(&event.event);
        told.text(", on: ");
        told.day(event.on);
        told.text(", people: ");
        told.list(&event.people, Digest::word);
        told.text(", facts: ");
        told.facts(&event.facts);
        told.text(" }");
    });
    told.letters()
}

/// What was told, as one number (FNV-1a).
struct Digest(u64);

impl Digest {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn text(&mut self, text: &str) {
        self.0 = text.bytes().fold(self.0, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    }

    fn list<T>(&mut self, list: &[T], one: impl Fn(&mut Self, &T)) {
        self.text("[");
        for (n, item) in list.iter().enumerate() {
            self.text(if n > 0 { ", " } else { "" });
            one(self, item);
        }
        self.text("]");
    }

    fn facts(&mut self, facts: &BTreeMap<Id, Answer>) {
        self.text("{");
        for (n, (fact, answer)) in facts.iter().enumerate() {
            self.text(if n > 0 { ", " } else { "" });
            self.word(fact);
            self.text(": ");
            match answer {
                Answer::Choice(choice) => {
                    self.text("Choice(");
                    self.word(choice);
                    self.text(")");
                }
                Answer::Date(date) => {
                    self.text("Date(");
                    self.day(*date);
                    self.text(")");
                }
                Answer::YesNo(true) => self.text("YesNo(true)"),
                Answer::YesNo(false) => self.text("YesNo(false)"),
                Answer::DoesNotApply => self.text("DoesNotApply"),
                Answer::Count(_) => self.text(&format!("{answer:?}")),
            }
        }
        self.text("}");
    }

    fn word(&mut self, id: &Id) {
        let word = id.as_str();
        if word
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        {
            self.text("\"");
            self.text(word);
            self.text("\"");
        } else {
            self.text(&format!("{word:?}"));
        }
    }

    fn day(&mut self, day: NaiveDate) {
        let mut written = *b"0000-00-00";
        let parts = [
            (0, 4, day.year().unsigned_abs()),
            (5, 2, day.month()),
            (8, 2, day.day()),
        ];
        for (at, length, mut number) in parts {
            for place in written[at..at + length].iter_mut().rev() {
                *place = b"0123456789"[(number % 10) as usize];
                number /= 10;
            }
        }
        match std::str::from_utf8(&written) {
            Ok(written) if (0..=9999).contains(&day.year()) => self.text(written),
            _ => self.text(&format!("{day:?}")),
        }
    }

    fn letters(&self) -> String {
        (0..16)
            .map(|n| char::from(b'a' + u8::try_from(self.0 >> (4 * n) & 15).unwrap_or(0)))
            .collect()
    }
}

/// `2026-11-29 2026-12-11 2026-12-14`: the first day, the day to plan by, the last day; `-` for one that is absent.
impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, day) in [self.opens, self.plan_by, self.closes].into_iter().enumerate() {
            let space = if n > 0 { " " } else { "" };
            match day {
                Some(day) => write!(f, "{space}{day}")?,
                None => write!(f, "{space}-")?,
            }
        }
        Ok(())
    }
}

impl FromStr for Days {
    type Err = chrono::ParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let read = |word: &str| plain_day(word).map_or_else(|| word.parse(), Ok);
        let day = |word: Option<&str>| word.filter(|w| *w != "-").map(read).transpose();
        let mut words = text.split(' ');
        Ok(Self {
            opens: day(words.next())?,
            plan_by: day(words.next())?,
            closes: day(words.next())?,
        })
    }
}

/// A day as this program writes it.
fn plain_day(word: &str) -> Option<NaiveDate> {
    let number = |digits: &[u8]| {
        digits
            .iter()
            .try_fold(0_u32, |n, d| d.is_ascii_digit().then(|| n * 10 + u32::from(*d - b'0')))
    };
    let [year @ .., b'-', m1, m2, b'-', d1, d2] = word.as_bytes() else {
        return None;
    };
    let year = number(year.as_array::<4>()?)?;
    NaiveDate::from_ymd_opt(year.try_into().ok()?, number(&[*m1, *m2])?, number(&[*d1, *d2])?)
}

impl TryFrom<String> for Days {
    type Error = chrono::ParseError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Days> for String {
    fn from(days: Days) -> Self {
        days.to_string()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::content::embedded_pack;
    use crate::guide::assess;
    use crate::household::edit;

    fn on(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn household(moved_in: &str) -> Household {
        let mut household = Household::new("home");
        let facts = &mut household.people[0].facts;
        facts.insert(Id::new("status_group"), Answer::Choice(Id::new("mid-long")));
        facts.insert(Id::new("card_held"), Answer::YesNo(true));
        let told = edit::add_event(
            &household,
            "moved_in",
            on(moved_in),
            &[Id::new("a")],
            BTreeMap::new(),
            &[],
        );
        household.apply_all(&told).unwrap();
        household
    }

    fn update(shown: &mut Shown, pack: &Pack, household: &Household, today: &str) {
        shown.update(pack, household, &assess(pack, household, on(today)));
    }

    fn of<'s>(shown: &'s Shown, deadline: &str) -> Option<&'s Moved> {
        shown.moved().iter().find(|m| m.key().to_string() == deadline)
    }

    #[test]
    fn an_answer_moves_a_date_until_it_is_acknowledged_or_as_it_was() {
        let pack = embedded_pack();
        let (first, second) = (household("2026-11-29"), household("2026-12-05"));
        let mut shown = Shown::default();
        update(&mut shown, &pack, &first, "2026-12-01");
        assert!(shown.moved().is_empty(), "nothing was shown before");
        update(&mut shown, &pack, &first, "2026-12-14");
        assert!(
            shown.moved().is_empty(),
            "time alone moves nothing: {:?}",
            shown.moved()
        );
        update(&mut shown, &pack, &second, "2026-12-06");
        let moved = of(&shown, "move-in/notify").unwrap().clone();
        assert_eq!(
            (moved.was.closes, moved.now.closes),
            (Some(on("2026-12-14")), Some(on("2026-12-21")))
        );
        assert_eq!((moved.because, moved.gone), (vec![Cause::Answers], false));
        // Seen once more: still there. Back to what it was: nothing has moved.
        update(&mut shown, &pack, &second, "2026-12-07");
        assert!(of(&shown, "move-in/notify").is_some());
        let mut back = shown.clone();
        update(&mut back, &pack, &first, "2026-12-07");
        assert!(back.moved().is_empty(), "{:?}", back.moved());
        shown.acknowledge();
        update(&mut shown, &pack, &second, "2026-12-07");
        assert!(shown.moved().is_empty());
    }

    #[test]
    fn two_moves_are_one_from_the_first_day_to_the_last() {
        let pack = embedded_pack();
        let mut shown = Shown::default();
        for day in ["2026-11-29", "2026-12-05", "2026-12-08"] {
            update(&mut shown, &pack, &household(day), "2026-12-09");
        }
        let moved = of(&shown, "move-in/notify").unwrap();
        assert_eq!(
            (moved.was.closes, moved.now.closes),
            (Some(on("2026-12-14")), Some(on("2026-12-22")))
        );
        assert_eq!(moved.because, [Cause::Answers]);
    }

    #[test]
    fn content_and_closed_days_are_named_as_the_reason() {
        let pack = embedded_pack();
        let household = household("2026-11-29");
        let mut shown = Shown::default();
        update(&mut shown, &pack, &household, "2026-12-01");
        let old = |closed: &str| {
            // As if an older content had shown other days.
            let mut old = shown.clone();
            let days = old.days.get_mut("a/move-in/notify").unwrap();
            days.closes = Some(on("2026-12-13"));
            old.content = "mynumber 0".to_owned();
            old.closed_days.values_mut().for_each(|until| *until = on(closed));
            old
        };
        for (until, cause) in [("2027-12-31", Cause::Content), ("2026-06-30", Cause::ClosedDays)] {
            let mut old = old(until);
            update(&mut old, &pack, &household, "2026-12-01");
            let moved = of(&old, "move-in/notify").unwrap();
            assert_eq!(moved.because, [cause], "{until}");
            assert_eq!(moved.was.closes, Some(on("2026-12-13")));
        }
        // A deadline that the content does not have any more.
        let mut old = old("2027-12-31");
        old.days
            .insert("a/move-in/long-gone".to_owned(), "- - 2026-12-20".parse().unwrap());
        // Somebody who is not shown keeps what was shown.
        old.days
            .insert("z/move-in/notify".to_owned(), "- - 2026-12-20".parse().unwrap());
        update(&mut old, &pack, &household, "2026-12-01");
        let gone = of(&old, "move-in/long-gone").unwrap();
        assert!(gone.gone && gone.because == [Cause::Content]);
        assert!(old.days.contains_key("z/move-in/notify") && !old.days.contains_key("a/move-in/long-gone"));
    }

    #[test]
    fn what_is_told_to_be_done_is_no_move_and_what_is_forgotten_is_one() {
        let pack = embedded_pack();
        let moved_in = household("2026-11-29");
        let mut shown = Shown::default();
        update(&mut shown, &pack, &moved_in, "2026-12-01");
        let mut without = moved_in.clone();
        without.events.clear();
        let mut taken_back = shown.clone();
        update(&mut taken_back, &pack, &without, "2026-12-01");
        assert!(
            of(&taken_back, "move-in/notify").is_none(),
            "whoever takes an event back knows"
        );
        let mut stay = moved_in.clone();
        let fact = Id::new("stay_until");
        stay.people[0]
            .facts
            .insert(fact.clone(), Answer::Date(on("2027-08-01")));
        update(&mut shown, &pack, &stay, "2026-12-01");
        stay.people[0].facts.remove(&fact);
        update(&mut shown, &pack, &stay, "2026-12-01");
        let open: Vec<_> = shown.moved().iter().filter(|m| m.now == Days::default()).collect();
        assert!(!open.is_empty() && open.iter().all(|m| !m.gone), "{:?}", shown.moved());
    }

    #[test]
    fn it_is_written_and_read_again_as_it_was() {
        let pack = embedded_pack();
        let mut shown = Shown::default();
        update(&mut shown, &pack, &household("2026-11-29"), "2026-12-01");
        update(&mut shown, &pack, &household("2026-12-05"), "2026-12-06");
        assert!(!shown.moved().is_empty());
        let text = serde_json::to_string(&shown).unwrap();
        assert_eq!(serde_json::from_str::<Shown>(&text).unwrap(), shown);
        for days in ["- - -", "2026-11-29 - 2026-12-14", "2026-11-29 2026-12-11 2026-12-14"] {
            assert_eq!(days.parse::<Days>().unwrap().to_string(), days);
        }
        assert!("tomorrow".parse::<Days>().is_err());
    }

    proptest::proptest! {
        /// Of another one every file would say that all of its answers were told anew.
        #[test]
        fn the_word_for_what_was_told_stays_what_it_was(household in crate::household::testing::household()) {
            let people: Vec<_> = household.people.iter().map(|p| (&p.id, &p.facts)).collect();
            let mut digest = Digest::new();
            digest.text(&format!("{people:?} {:?} {:?}", household.facts, household.events));
            proptest::prop_assert_eq!(fingerprint(&household), digest.letters());
        }
    }

    #[test]
    fn days_are_read_as_they_are_written() {
        for text in [
            "2026-11-29 2026-12-11 2026-12-14",
            "- - -",
            "2026-11-29 -",
            "",
            "2026-02-30 - -",
            "2026-1-1 - -",
            "12345-01-02 - -",
            "+2026-01-02 - -",
            "2026-13-01",
            "2026-0a-01",
            "never",
        ] {
            let by_chrono = |word: &str| word.parse::<NaiveDate>();
            let words: Vec<&str> = text.split(' ').collect();
            let day = |n: usize| words.get(n).filter(|w| **w != "-").map(|w| by_chrono(w)).transpose();
            let expected = (|| Ok::<_, chrono::ParseError>((day(0)?, day(1)?, day(2)?)))();
            let read = text.parse::<Days>().map(|days| (days.opens, days.plan_by, days.closes));
            assert_eq!(read, expected, "{text}");
        }
    }

    #[test]
    fn the_word_of_a_household_of_an_older_version() {
        let mut household = household("2026-11-25");
        let facts = &mut household.people[0].facts;
        facts.insert(Id::new("x"), Answer::Count(3));
        facts.insert(Id::new("two \"words\""), Answer::DoesNotApply);
        facts.insert(
            Id::new("far"),
            Answer::Date(NaiveDate::from_ymd_opt(12_345, 1, 2).unwrap()),
        );
        let people: Vec<_> = household.people.iter().map(|p| (&p.id, &p.facts)).collect();
        let mut digest = Digest::new();
        digest.text(&format!("{people:?} {:?} {:?}", household.facts, household.events));
        assert_eq!(fingerprint(&household), digest.letters());
    }
}
