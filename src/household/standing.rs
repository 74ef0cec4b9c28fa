//! Which events still count: a plan that was given up, and a notice that was withdrawn, do not.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::{Event, Household, later};
use crate::content::{Id, Pack};

impl Household {
    /// The latest event of each kind that still counts for one person.
    ///
    /// An event takes back what was told before it: the days that were still ahead of it, else the latest one. What is
    /// held by another event that still counts, and that was there when it was taken back, counts all the same.
    pub fn standing(&self, pack: &Pack, person: &str) -> BTreeMap<&str, &Event> {
        let latest = self.latest_of_each(person);
        let takes_back = |kind: &str| pack.facts.get(kind).is_some_and(|f| !f.takes_back.is_empty());
        if !latest.keys().any(|kind| takes_back(kind)) {
            return latest;
        }
        let mut standing: BTreeMap<&str, &Event> = BTreeMap::new();
        for event in self.still_counting(pack, person) {
            let best = standing.entry(event.event.as_str()).or_insert(event);
            *best = later(best, event);
        }
        standing
    }

    /// Whether an event of a person on a day was told and still counts.
    pub fn is_told(&self, pack: &Pack, person: &str, event: &str, on: NaiveDate) -> bool {
        let is_it = |e: &Event| e.event == *event && e.on == on;
        self.events_of(person, event).any(is_it) && self.still_counting(pack, person).into_iter().any(is_it)
    }

    /// The events of a person that still count, in the order in which they were told.
    fn still_counting<'h>(&'h self, pack: &Pack, person: &str) -> Vec<&'h Event> {
        let mut counting: Vec<&Event> = Vec::new();
        let mut taken: Vec<(&Event, &Event)> = Vec::new();
        for event in self.events.iter().filter(|e| e.people.iter().any(|p| p == person)) {
            let kinds = pack.facts.get(&event.event).map_or(&[][..], |f| &f.takes_back);
            for kind in kinds {
                let back = taken_back(&counting, kind, event);
                counting.retain(|e| !back.contains(e));
                taken.extend(back.into_iter().map(|e| (e, event)));
            }
            counting.push(event);
        }
        let is_held = |(event, by): &(&Event, &Event)| {
            let held_by = pack.facts.get(&event.event).and_then(|f| f.held_by.as_ref());
            held_by.is_some_and(|held| {
                let from = event.on.checked_sub_days(Days::new(u64::from(held.lead_days)));
                let holds = |e: &&Event| e.event == held.event && from.is_none_or(|from| e.on >= from) && e.on <= by.on;
                counting.iter().any(holds)
            })
        };
        let held: Vec<&Event> = taken.iter().filter(|taken| is_held(taken)).map(|(e, _)| *e).collect();
        counting.extend(held);
        counting
    }
}

/// What an event takes back of a kind: the days still ahead of it, else the latest.
fn taken_back<'h>(counting: &[&'h Event], kind: &Id, by: &Event) -> Vec<&'h Event> {
    let told = || counting.iter().copied().filter(|e| e.event == *kind);
    let ahead: Vec<&Event> = told().filter(|e| e.on >= by.on).collect();
    if ahead.is_empty() {
        told().reduce(later).into_iter().collect()
    } else {
        ahead
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::HeldBy;
    use crate::household::testing::plans;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    /// The latest days of the plan and of the notice after events told one after the other.
    fn after(told: &[(&str, NaiveDate)]) -> [Option<NaiveDate>; 2] {
        let mut household = Household::new("home");
        for (n, (event, on)) in told.iter().enumerate() {
            household.events.push(Event {
                id: Id::new(&format!("e{n}")),
                event: Id::new(event),
                on: *on,
                people: vec![Id::new("a")],
                facts: BTreeMap::new(),
            });
        }
        let pack = plans();
        let standing = household.standing(&pack, "a");
        ["plan", "filed"].map(|kind| standing.get(kind).map(|e| e.on))
    }

    #[test]
    fn a_plan_goes_and_a_filed_notice_stays_until_it_is_withdrawn() {
        let (plan, filed) = (("plan", day(12, 20)), ("filed", day(12, 8)));
        let (given_up, withdrawn) = (("given_up", day(12, 16)), ("withdrawn", day(12, 18)));
        let [p, f] = [Some(day(12, 20)), Some(day(12, 8))];
        for (told, expected) in [
            (&[plan][..], [p, None]),
            (&[plan, given_up], [None, None]),
            (&[filed, plan, given_up], [p, f]),
            // A notice that is told afterwards, but was filed before, holds it too.
            (&[plan, given_up, filed], [p, f]),
            (&[filed, plan, given_up, withdrawn], [None, None]),
            // Only the notice was withdrawn: the plan stays and the notice is due again.
            (&[filed, plan, withdrawn], [p, None]),
            // A notice of an earlier move holds nothing.
            (&[("filed", day(3, 1)), plan, given_up], [None, Some(day(3, 1))]),
            // Filed again after the withdrawal, on the same day.
            (
                &[filed, plan, withdrawn, ("filed", day(12, 18))],
                [p, Some(day(12, 18))],
            ),
        ] {
            assert_eq!(after(told), expected, "{told:?}");
        }
    }

    #[test]
    fn a_new_plan_counts_whatever_its_day() {
        let given_up = ("given_up", day(6, 1));
        let old = ("plan", day(7, 1));
        for new in [day(6, 15), day(7, 1), day(8, 1)] {
            assert_eq!(after(&[old, given_up, ("plan", new)]), [Some(new), None]);
        }
        // A plan that was put off by telling it again is given up as a whole.
        assert_eq!(after(&[old, ("plan", day(8, 1)), given_up]), [None, None]);
        // The day has passed: only the latest is meant, what was before it happened.
        assert_eq!(
            after(&[("plan", day(1, 5)), ("plan", day(5, 20)), given_up]),
            [Some(day(1, 5)), None]
        );
        // A notice for the new plan does not bring the old one back.
        let later = [old, given_up, ("plan", day(6, 15)), ("filed", day(6, 10))];
        assert_eq!(after(&later), [Some(day(6, 15)), Some(day(6, 10))]);
    }

    #[test]
    fn what_nothing_takes_back_is_the_latest() {
        let mut pack = plans();
        pack.facts["plan"].held_by = Some(HeldBy {
            event: Id::new("nothing"),
            lead_days: 0,
        });
        let household = Household::new("home");
        assert!(household.standing(&pack, "a").is_empty());
    }
}
