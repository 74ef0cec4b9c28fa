//! Which days are odd: days that have not come, that lie before there was such a thing, or in an order that cannot be.
//!
//! The content says which days are plausible (`not_before`, `not_after`, `after`, `before`). What is odd is asked about
//! once, at every door, and saved all the same if the person says so: they know better.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Change, Event, Household, Person, PersonId};
use crate::content::{Answer, Bound, Fact, FactKind, Id, Pack, Per};

/// A day that was told and is not plausible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Odd {
    /// Whose; none: the household's, or that of everybody whom an event concerns.
    pub person: Option<PersonId>,
    /// The fact or event.
    pub fact: Id,
    /// The day that was told.
    pub on: NaiveDate,
    /// Why it is odd.
    pub why: OddWhy,
}

/// Why a day is odd.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OddWhy {
    /// It happened, but the day has not come.
    NotYet,
    /// It lies before the earliest plausible day.
    TooEarly(NaiveDate),
    /// It lies after the last plausible day.
    TooLate(NaiveDate),
    /// It lies before this day of something that is earlier.
    Before(Id, NaiveDate),
    /// It lies after this day of something that is later.
    After(Id, NaiveDate),
    /// It is the day of something that is earlier or later.
    SameDay(Id),
}

/// What is odd about the days that changes tell. Nothing, if the changes do not fit the household: that is said elsewhere.
pub fn odd(pack: &Pack, household: &Household, changes: &[Change], today: NaiveDate) -> Vec<Odd> {
    let mut after = household.clone();
    if after.apply_all(changes).is_err() {
        return Vec::new();
    }
    let told = Told::new(pack, &after, today);
    let mut found = Vec::new();
    for change in changes {
        match change {
            Change::Fact {
                person, fact, after, ..
            } => found.extend(told.answer(person.as_ref(), fact, after.as_ref(), None)),
            Change::Event {
                before,
                after: Some(event),
            } => told.event(before.as_ref(), event, &mut found),
            Change::Person {
                before: None,
                after: Some(person),
            } => found.extend(told.answers(person)),
            Change::Event { .. } | Change::Person { .. } | Change::Tick { .. } | Change::Note { .. } => {}
        }
    }
    found
}

/// What is odd about all the days of a household, as if each were told now.
pub fn all_odd(pack: &Pack, household: &Household, today: NaiveDate) -> Vec<Odd> {
    let told = Told::new(pack, household, today);
    let mut found = Vec::new();
    for person in &household.people {
        found.extend(told.answers(person));
    }
    for event in &household.events {
        told.event(None, event, &mut found);
    }
    found
}

/// Whether two days of things that come one after the other are in an order that cannot be. Answers are on two days;
/// what happened may have happened on one.
pub(crate) fn out_of_order(earlier: NaiveDate, later: NaiveDate, event: bool) -> bool {
    earlier > later || (earlier == later && !event)
}

/// What is told of a household after changes, and what the content says about it.
struct Told<'a> {
    pack: &'a Pack,
    household: &'a Household,
    today: NaiveDate,
    /// The other side of each order, and whether it is the earlier one.
    orders: BTreeMap<&'a Id, Vec<(&'a Id, bool)>>,
    /// The days of each event of each person.
    days: BTreeMap<(&'a Id, &'a Id), Vec<NaiveDate>>,
}

impl<'a> Told<'a> {
    fn new(pack: &'a Pack, household: &'a Household, today: NaiveDate) -> Self {
        let mut orders: BTreeMap<&Id, Vec<(&Id, bool)>> = BTreeMap::new();
        for (id, fact) in &pack.facts {
            let pairs = fact.after.iter().map(|earlier| (earlier, id));
            for (earlier, later) in pairs.chain(fact.before.iter().map(|later| (id, later))) {
                orders.entry(earlier).or_default().push((later, false));
                orders.entry(later).or_default().push((earlier, true));
            }
        }
        let mut days: BTreeMap<(&Id, &Id), Vec<NaiveDate>> = BTreeMap::new();
        for event in &household.events {
            for person in &event.people {
                days.entry((person, &event.event)).or_default().push(event.on);
            }
        }
        Self {
            pack,
            household,
            today,
            orders,
            days,
        }
    }

    /// The answers of a person.
    fn answers(&self, person: &Person) -> impl Iterator<Item = Odd> {
        let answers = person.facts.iter();
        answers.filter_map(|(fact, answer)| self.answer(Some(&person.id), fact, Some(answer), None))
    }

    /// An answer of somebody, or one that belongs to an event.
    fn answer(&self, person: Option<&Id>, fact: &Id, answer: Option<&Answer>, event: Option<&Event>) -> Option<Odd> {
        let Some(Answer::Date(on)) = answer else { return None };
        let entry = self.pack.facts.get(fact)?;
        let why = self
            .range(entry, *on)
            .or_else(|| self.order(person, fact, *on, event))?;
        Some(Odd {
            person: person.cloned(),
            fact: fact.clone(),
            on: *on,
            why,
        })
    }

    /// An event with its answers: what is new about it.
    fn event(&self, before: Option<&Event>, event: &Event, found: &mut Vec<Odd>) {
        let same_day = before.is_some_and(|b| b.on == event.on);
        let entry = self.pack.facts.get(&event.event);
        let odd = |person: Option<&Id>, why| Odd {
            person: person.cloned(),
            fact: event.event.clone(),
            on: event.on,
            why,
        };
        if let Some(why) = entry.filter(|_| !same_day).and_then(|fact| self.range(fact, event.on)) {
            found.push(odd(None, why));
        } else {
            let is_new = |person: &&Id| !same_day || before.is_none_or(|b| !b.people.contains(person));
            for person in event.people.iter().filter(is_new) {
                let why = self.order(Some(person), &event.event, event.on, Some(event));
                found.extend(why.map(|why| odd(Some(person), why)));
            }
        }
        let known = |fact: &Id, answer: &Answer| before.is_some_and(|b| b.facts.get(fact) == Some(answer));
        let answers = event.facts.iter().filter(|(fact, answer)| !known(fact, answer));
        let person = event.people.first();
        found.extend(answers.filter_map(|(fact, answer)| self.answer(person, fact, Some(answer), Some(event))));
    }

    fn range(&self, fact: &Fact, on: NaiveDate) -> Option<OddWhy> {
        if let Some(until) = fact.not_after
            && on > until.day(self.today)
        {
            let is_today = until == Bound::TODAY;
            return Some(if is_today {
                OddWhy::NotYet
            } else {
                OddWhy::TooLate(until.day(self.today))
            });
        }
        let from = fact.not_before?.day(self.today);
        (on < from).then_some(OddWhy::TooEarly(from))
    }

    fn order(&self, person: Option<&Id>, fact: &Id, on: NaiveDate, event: Option<&Event>) -> Option<OddWhy> {
        let is_event = self.is_event(fact);
        for (other, is_earlier) in self.orders.get(fact)? {
            let lenient = is_event || self.is_event(other);
            let days = self.days_of(person, other, event);
            let wrong = |day: &&NaiveDate| match is_earlier {
                true => out_of_order(**day, on, lenient),
                false => out_of_order(on, **day, lenient),
            };
            // What may happen again is out of order only if no time of it fits; what comes later may not have come yet.
            let odd = match (*is_earlier, is_event && self.is_event(other)) {
                (true, _) => days.iter().filter(|_| days.iter().all(|day| wrong(&day))).min(),
                (false, true) => None,
                (false, false) => days.iter().filter(wrong).min(),
            };
            if let Some(day) = odd {
                return Some(match on.cmp(day) {
                    std::cmp::Ordering::Less => OddWhy::Before((*other).clone(), *day),
                    std::cmp::Ordering::Equal => OddWhy::SameDay((*other).clone()),
                    std::cmp::Ordering::Greater => OddWhy::After((*other).clone(), *day),
                });
            }
        }
        None
    }

    fn is_event(&self, fact: &Id) -> bool {
        self.pack.facts.get(fact).is_some_and(|f| f.kind == FactKind::Event)
    }

    /// The days that are known of a fact or an event of somebody; beside an event, those that belong to it.
    fn days_of(&self, person: Option<&Id>, fact: &Id, event: Option<&Event>) -> Vec<NaiveDate> {
        if let Some(event) = event.filter(|e| e.event == *fact) {
            return vec![event.on];
        }
        if self.is_event(fact) {
            let days = person.and_then(|person| self.days.get(&(person, fact)));
            return days.cloned().unwrap_or_default();
        }
        let of_event = match self.pack.facts.get(fact).map(|f| &f.per) {
            Some(Per::Event(_)) => event.map(|event| &event.facts),
            _ => person
                .and_then(|id| self.household.person(id.as_str()))
                .map(|p: &Person| &p.facts),
        };
        let answer = of_event
            .and_then(|facts| facts.get(fact))
            .or(self.household.facts.get(fact));
        match answer {
            Some(Answer::Date(day)) => vec![*day],
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::household::edit;
    use crate::household::testing::plans;

    fn day(word: &str) -> NaiveDate {
        word.parse().unwrap()
    }

    fn id(word: &str) -> Id {
        Id::new(word)
    }

    /// A household with answers and events of one person.
    fn home(told: &[(&str, &str)]) -> Household {
        let mut household = Household::new("home");
        for (fact, on) in told {
            let changes = telling(&household, fact, on);
            household.apply_all(&changes).unwrap();
        }
        household
    }

    fn telling(household: &Household, fact: &str, on: &str) -> Vec<Change> {
        if plans().facts[fact].kind == FactKind::Event {
            edit::add_event(household, fact, day(on), &[id("a")], BTreeMap::new(), &[])
        } else {
            edit::set_fact(household, Some("a"), fact, Some(Answer::Date(day(on))))
        }
    }

    /// Why a day is odd that is told after others, on 2026-12-01.
    fn why(told: &[(&str, &str)], fact: &str, on: &str) -> Option<OddWhy> {
        let household = home(told);
        let found = odd(&plans(), &household, &telling(&household, fact, on), day("2026-12-01"));
        assert!(found.len() <= 1, "{found:?}");
        found.into_iter().next().map(|odd| {
            assert_eq!((odd.fact.as_str(), odd.on), (fact, day(on)));
            odd.why
        })
    }

    #[test]
    fn days_outside_their_range_are_odd() {
        for (fact, on, expected) in [
            ("filed", "2026-12-01", None),
            ("filed", "2026-12-02", Some(OddWhy::NotYet)),
            ("filed", "2031-05-01", Some(OddWhy::NotYet)),
            ("filed", "2012-07-09", None),
            ("filed", "2012-07-08", Some(OddWhy::TooEarly(day("2012-07-09")))),
            ("filed", "1899-05-01", Some(OddWhy::TooEarly(day("2012-07-09")))),
            ("plan", "2027-12-01", None),
            ("plan", "2027-12-02", Some(OddWhy::TooLate(day("2027-12-01")))),
            ("birth", "2090-05-01", Some(OddWhy::NotYet)),
            ("birth", "1899-12-31", Some(OddWhy::TooEarly(day("1900-01-01")))),
            ("birth", "1900-01-01", None),
            ("stay_until", "2025-12-01", None),
            ("stay_until", "2016-12-01", Some(OddWhy::TooEarly(day("2025-12-01")))),
            ("stay_until", "2060-03-31", Some(OddWhy::TooLate(day("2032-12-01")))),
        ] {
            assert_eq!(why(&[], fact, on), expected, "{fact} {on}");
        }
    }

    #[test]
    fn days_in_an_order_that_cannot_be_are_odd() {
        let birth = ("birth", "2020-05-01");
        let before = |other: &str, on| Some(OddWhy::Before(id(other), day(on)));
        for (told, fact, on, expected) in [
            // Of two answers one is later.
            (
                &[("birth", "2026-05-01")][..],
                "stay_until",
                "2026-04-30",
                before("birth", "2026-05-01"),
            ),
            (
                &[("birth", "2026-05-01")],
                "stay_until",
                "2026-05-01",
                Some(OddWhy::SameDay(id("birth"))),
            ),
            (&[("birth", "2026-05-01")], "stay_until", "2026-05-02", None),
            (
                &[("stay_until", "2026-05-01")],
                "birth",
                "2026-06-01",
                Some(OddWhy::After(id("stay_until"), day("2026-05-01"))),
            ),
            // What happened, happened on the day of birth or later, whatever is told first.
            (&[birth], "filed", "2020-04-30", before("birth", "2020-05-01")),
            (&[birth], "filed", "2020-05-01", None),
            (
                &[("filed", "2019-05-01")],
                "birth",
                "2020-05-01",
                Some(OddWhy::After(id("filed"), day("2019-05-01"))),
            ),
            (&[("filed", "2020-05-01")], "birth", "2020-05-01", None),
            // A notice is withdrawn once it was filed; an earlier filing is enough.
            (
                &[("filed", "2026-11-20")],
                "withdrawn",
                "2026-11-19",
                before("filed", "2026-11-20"),
            ),
            (&[("filed", "2026-11-20")], "withdrawn", "2026-11-20", None),
            (
                &[("filed", "2026-11-20"), ("filed", "2025-01-10")],
                "withdrawn",
                "2026-11-19",
                None,
            ),
            (&[], "withdrawn", "2026-11-19", None),
            // Filed again after the withdrawal.
            (
                &[("filed", "2026-11-01"), ("withdrawn", "2026-11-10")],
                "filed",
                "2026-11-20",
                None,
            ),
        ] {
            assert_eq!(why(told, fact, on), expected, "{told:?} {fact} {on}");
        }
    }

    #[test]
    fn only_what_is_new_is_asked_about() {
        let (pack, today) = (plans(), day("2026-12-01"));
        let household = home(&[("filed", "2031-05-01"), ("birth", "2090-01-01")]);
        let told = household.events[0].clone();
        let mut after = told.clone();
        after.facts.insert(id("until"), Answer::Date(day("2031-04-30")));
        let changes = [Change::Event {
            before: Some(told.clone()),
            after: Some(after),
        }];
        let found = odd(&pack, &household, &changes, today);
        let expected = OddWhy::Before(id("filed"), day("2031-05-01"));
        assert!(
            matches!(&found[..], [o] if o.fact == "until" && o.why == expected),
            "{found:?}"
        );
        // Taking back, ticking and renaming tell no day.
        assert!(odd(&pack, &household, &edit::remove_event(&household, "e1"), today).is_empty());
        assert!(
            odd(
                &pack,
                &household,
                &edit::set_fact(&household, Some("a"), "birth", None),
                today
            )
            .is_empty()
        );
        // Somebody who is added with a birth, and a household event of somebody born later.
        let mut person = Person {
            id: id("b"),
            label: "B".to_owned(),
            ..Person::default()
        };
        person.facts.insert(id("birth"), Answer::Date(day("2091-01-01")));
        let mut changes = vec![Change::Person {
            before: None,
            after: Some(person),
        }];
        assert!(matches!(&odd(&pack, &household, &changes, today)[..], [o] if o.why == OddWhy::NotYet));
        let mut both = household.clone();
        both.apply_all(&changes).unwrap();
        changes = edit::add_event(
            &both,
            "plan",
            day("2027-03-01"),
            &[id("a"), id("b")],
            BTreeMap::new(),
            &[],
        );
        let found = odd(&pack, &both, &changes, today);
        let people: Vec<_> = found.iter().map(|o| o.person.clone()).collect();
        assert_eq!(people, [Some(id("a")), Some(id("b"))]);
        // Changes that do not fit are refused elsewhere.
        assert!(odd(&pack, &Household::new("other"), &changes[..], today).is_empty());
    }
}
