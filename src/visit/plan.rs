//! The plan of trips: what is due now is planned exactly; what a trip makes due is planned again after it, the way a
//! person would, and joins the same trip where it can.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

use super::done::events_of;
use super::errands::{Look, Wanted, Wish};
use super::open::{closures_on, is_open_for};
use super::search::{DayNumber, Job, OpenDays, Slot, solve};
use super::{Because, Errand, LeftOut, LeftOutReason, NotBefore, Origin, Plan, Trip, is_trip};
use crate::content::{Answer, DeadlineKind, FactKind, Id, Pack, Per, PlaceKind, Who};
use crate::guide::{Assessment, Deadline, SteppedOver, assess};
use crate::household::{Household, edit};

/// The most trips of a plan; more say nothing that the timeline does not say better.
const MOST_TRIPS: usize = 16;

/// Proposes trips for everything that is open, late, or opens within 31 days, for all people who are shown.
///
/// The trips for what is open today are the fewest there can be, on the earliest days, for up to
/// [`super::EXACT_JOBS`] different errands ([`Plan::exact`] says so). Pure: `today` is the only day it knows.
pub fn plan(pack: &Pack, household: &Household, assessment: &Assessment, who: Who) -> Plan {
    let mut planner = Planner::new(pack, household, assessment, who);
    planner.dated();
    planner.undated();
    let mut left_out = std::mem::take(&mut planner.left_out);
    left_out.dedup();
    Plan {
        today: assessment.today,
        who,
        trips: planner.trips,
        left_out,
        exact: planner.exact,
    }
}

struct Planner<'a> {
    pack: &'a Pack,
    who: Who,
    today: NaiveDate,
    /// Deadlines that asked for something before any trip.
    first: BTreeSet<Wanted>,
    /// The household as it would be after the trips so far, with every old answer.
    kept: Household,
    /// The same, with the answers forgotten that are out of date after an event.
    forgot: Household,
    assessment: Assessment,
    forgetful: Assessment,
    /// No trip before this day.
    now: NaiveDate,
    trips: Vec<Trip>,
    left_out: Vec<LeftOut>,
    exact: bool,
    made: BTreeSet<(Id, Id, Id)>,
}

/// Wishes with the search's view of them.
struct Board<'b> {
    pack: &'b Pack,
    places: Vec<Id>,
    kinds: Vec<Id>,
    from: NaiveDate,
}

impl OpenDays for Board<'_> {
    fn is_open(&self, place: usize, kind: usize, day: DayNumber) -> bool {
        let Some(day) = self.day(day) else { return false };
        is_open_for(self.pack, self.places[place].as_str(), self.kinds[kind].as_str(), day)
    }

    fn is_trip(&self, place: usize) -> bool {
        is_trip(self.pack, self.places[place].as_str())
    }
}

impl Board<'_> {
    fn day(&self, number: DayNumber) -> Option<NaiveDate> {
        self.from.checked_add_days(Days::new(u64::try_from(number).ok()?))
    }

    fn number(&self, day: NaiveDate) -> DayNumber {
        DayNumber::try_from((day - self.from).num_days())
            .unwrap_or(DayNumber::MAX / 2)
            .min(DayNumber::MAX / 2)
    }

    fn jobs(&mut self, wishes: &[Wish]) -> Vec<Job> {
        let mut jobs = Vec::new();
        for wish in wishes {
            let places = wish
                .options
                .iter()
                .map(|(_, place)| index(&mut self.places, place))
                .collect();
            let kind = index(&mut self.kinds, &wish.procedure);
            let after = (0..wishes.len())
                .filter(|other| waits_for(wish, &wishes[*other]))
                .collect();
            let (lo, hi) = (self.number(wish.lo), wish.hi.map(|hi| self.number(hi)));
            jobs.push(Job {
                lo,
                hi,
                places,
                after,
                kind,
            });
        }
        jobs
    }
}

fn index(known: &mut Vec<Id>, id: &Id) -> usize {
    known.iter().position(|k| k == id).unwrap_or_else(|| {
        known.push(id.clone());
        known.len() - 1
    })
}

fn waits_for(wish: &Wish, other: &Wish) -> bool {
    let is = |(procedure, visit): &(Id, Id)| {
        other.procedure == *procedure && other.options.iter().any(|(option, _)| option == visit)
    };
    wish.person == other.person && wish.after.iter().any(is)
}

/// The deadlines that ask for something.
fn asking(assessment: &Assessment) -> BTreeSet<Wanted> {
    let asking = assessment.deadlines.iter().filter(|d| d.status.asks_for_something());
    asking.map(|d| (d.person.clone(), d.key.clone())).collect()
}

impl<'a> Planner<'a> {
    fn new(pack: &'a Pack, household: &Household, assessment: &Assessment, who: Who) -> Self {
        Self {
            pack,
            who,
            today: assessment.today,
            first: asking(assessment),
            kept: household.clone(),
            forgot: household.clone(),
            assessment: assessment.clone(),
            forgetful: assessment.clone(),
            now: assessment.today,
            trips: Vec::new(),
            left_out: Vec::new(),
            exact: true,
            made: BTreeSet::new(),
        }
    }

    /// What is still to be done. Something that only a trip made due counts if it is due whatever the answers are that
    /// the trip puts out of date.
    fn wishes(&mut self) -> Vec<Wish> {
        let certain = asking(&self.forgetful);
        let wanted = |d: &Deadline| {
            let key = (d.person.clone(), d.key.clone());
            match (self.first.contains(&key), certain.contains(&key)) {
                (true, _) => Some(Origin::Due),
                (false, true) => Some(Origin::Follows),
                (false, false) => None,
            }
        };
        let look = Look {
            pack: self.pack,
            household: &self.kept,
            assessment: &self.assessment,
            who: self.who,
            from: self.now,
        };
        let (mut wishes, left_out) = look.wishes(wanted);
        for one in left_out {
            if !self.left_out.contains(&one) {
                self.left_out.push(one);
            }
        }
        let made = |w: &Wish| {
            w.options
                .iter()
                .any(|(v, _)| self.made.contains(&(w.person.clone(), w.procedure.clone(), v.clone())))
        };
        wishes.retain(|w| !made(w));
        wishes.iter_mut().for_each(|wish| self.on_another_day(wish));
        wishes
    }

    /// Two offices are two days, unless a day later is too late.
    fn on_another_day(&self, wish: &mut Wish) {
        let next = wish
            .options
            .iter()
            .map(|(_, place)| self.next_day_elsewhere(place))
            .min();
        if let Some(next) = next.flatten().filter(|next| wish.hi.is_none_or(|hi| hi >= *next)) {
            wish.lo = wish.lo.max(next);
        }
    }

    /// The day after the last trip, if that went to another counter than this one.
    fn next_day_elsewhere(&self, place: &Id) -> Option<NaiveDate> {
        let last = self.trips.last()?;
        let is_counter = |place: &Id| {
            self.pack
                .places
                .get(place)
                .is_some_and(|p| p.kind == PlaceKind::Counter)
        };
        let elsewhere = last.place != *place && is_counter(&last.place) && is_counter(place);
        last.day?.succ_opt().filter(|_| elsewhere)
    }

    /// Trips whose day we can propose, one after the other.
    fn dated(&mut self) {
        while self.trips.len() < MOST_TRIPS {
            let mut wishes = self.wishes();
            let waiting = undated(&wishes);
            let mut n = 0;
            wishes.retain(|_| {
                n += 1;
                !waiting.contains(&(n - 1))
            });
            if wishes.is_empty() {
                return;
            }
            let mut board = Board {
                pack: self.pack,
                places: Vec::new(),
                kinds: Vec::new(),
                from: self.now,
            };
            let jobs = board.jobs(&wishes);
            let found = solve(&jobs, &board);
            self.exact &= found.exact || !self.trips.is_empty();
            for job in found.missed {
                self.missed(&wishes[job]);
            }
            let Some(slot) = found.slots.first() else { return };
            let Some(day) = board.day(slot.day) else { return };
            self.make(slot, day, &wishes, &board);
        }
    }

    fn missed(&mut self, wish: &Wish) {
        if wish.late {
            return;
        }
        for due in &wish.deadlines {
            let one = LeftOut {
                person: wish.person.clone(),
                key: due.key.clone(),
                reason: LeftOutReason::NoDay,
            };
            if !self.left_out.contains(&one) {
                self.left_out.push(one);
            }
        }
    }

    /// Adds a trip, makes it in the imagined household, and adds what can be done there the same day because of it.
    fn make(&mut self, slot: &Slot, day: NaiveDate, wishes: &[Wish], board: &Board<'_>) {
        let place = board.places[slot.place].clone();
        let mut chosen: Vec<&Wish> = slot.jobs.iter().map(|j| &wishes[*j]).collect();
        self.sort(&mut chosen);
        let because = self.because(&place, day, &chosen);
        let follows = chosen.iter().all(|w| w.origin == Origin::Follows);
        let in_time = chosen.iter().filter(|w| !w.late);
        let plan_by = in_time.clone().filter_map(|w| w.hi).min().map(|hi| hi.max(day));
        let latest = in_time.filter_map(|w| w.closes()).min();
        let errands: Vec<Errand> = chosen.iter().map(|w| errand(w, &place)).collect();
        let mut trip = Trip {
            place,
            day: Some(day),
            errands,
            because,
            plan_by,
            latest,
            follows,
        };
        self.imagine(&trip.errands.clone(), day);
        self.now = day;
        // What the trip itself made due, at the same counter: no second way for it.
        for _ in 0..MOST_TRIPS {
            let more: Vec<Wish> = self
                .wishes()
                .into_iter()
                .filter(|w| self.joins(w, &trip.place, day))
                .collect();
            if more.is_empty() {
                break;
            }
            let errands: Vec<Errand> = more.iter().map(|w| errand(w, &trip.place)).collect();
            self.imagine(&errands, day);
            trip.errands.extend(errands);
        }
        self.trips.push(trip);
    }

    /// The order at the counter: duties first, one procedure for everybody after the other, then what waits.
    fn sort(&self, wishes: &mut Vec<&Wish>) {
        let duty = |w: &Wish| w.deadlines.iter().any(|d| d.kind == DeadlineKind::LegalDuty);
        let of = |w: &Wish| self.pack.procedures.get_index_of(&w.procedure);
        let rank = |procedure: &Id| {
            let same = wishes.iter().filter(|w| w.procedure == *procedure);
            same.map(|w| (!duty(w), w.hi.unwrap_or(NaiveDate::MAX))).min()
        };
        let people: Vec<&Id> = self.kept.people.iter().map(|p| &p.id).collect();
        let person = |w: &Wish| people.iter().position(|p| **p == w.person);
        let mut keyed: Vec<_> = wishes
            .iter()
            .map(|w| (rank(&w.procedure), of(w), person(w), *w))
            .collect();
        keyed.sort_by_key(|(rank, procedure, person, _)| (*rank, *procedure, *person));
        *wishes = keyed.into_iter().map(|(.., w)| w).collect();
        in_their_order(wishes);
    }

    fn joins(&self, wish: &Wish, place: &Id, day: NaiveDate) -> bool {
        let here = wish.options.iter().any(|(_, p)| p == place);
        let waits = self.wishes_before(wish);
        here && wish.origin == Origin::Follows
            && wish.lo <= day
            && !wish.on_notice
            && !waits
            && is_open_for(self.pack, place.as_str(), wish.procedure.as_str(), day)
    }

    /// Whether something that a wish waits for is still due.
    fn wishes_before(&self, wish: &Wish) -> bool {
        self.assessment.deadlines.iter().any(|d| {
            let open = d.person == wish.person && d.status.asks_for_something() && d.absorbed_by.is_none();
            open && wish.after.iter().any(|(procedure, visit)| {
                *procedure == d.key.procedure
                    && self.pack.procedures.get(procedure).is_some_and(|p| {
                        p.body
                            .visits
                            .iter()
                            .any(|v| v.id == *visit && v.settles.contains(&d.key.deadline))
                    })
            })
        })
    }

    /// Tells both imagined households what the errands settle.
    fn imagine(&mut self, errands: &[Errand], day: NaiveDate) {
        for errand in errands {
            self.made
                .insert((errand.person.clone(), errand.procedure.clone(), errand.visit.clone()));
            for event in events_of(self.pack, &self.kept, &self.assessment, errand) {
                let entry = self.pack.facts.get(&event).filter(|f| f.kind == FactKind::Event);
                let resets = entry.map_or(&[][..], |f| &f.resets);
                let people = std::slice::from_ref(&errand.person);
                for (household, resets) in [(&mut self.kept, &[][..]), (&mut self.forgot, resets)] {
                    let answers = usual_answers(self.pack, &event);
                    let changes = edit::add_event(household, event.as_str(), day, people, answers, resets);
                    // A household that is full takes no more events; then nothing follows, which is safe.
                    let _ = household.apply_all(&changes);
                }
            }
        }
        self.assessment = assess(self.pack, &self.kept, self.today);
        self.forgetful = assess(self.pack, &self.forgot, self.today);
    }

    fn because(&self, place: &Id, day: NaiveDate, wishes: &[&Wish]) -> Because {
        let mut because = Because {
            not_before: NotBefore::Today,
            ..Because::default()
        };
        let mut from = self.today;
        for wish in wishes {
            for due in &wish.deadlines {
                if let Some(opens) = due.opens.filter(|opens| *opens > from) {
                    from = opens;
                    because.not_before = NotBefore::Opens(wish.person.clone(), due.key.clone(), opens);
                }
            }
        }
        for (n, trip) in self.trips.iter().enumerate() {
            let before = |w: &&&Wish| {
                trip.errands
                    .iter()
                    .any(|e| w.person == e.person && w.after.iter().any(|(p, v)| *p == e.procedure && *v == e.visit))
            };
            if wishes.iter().any(|w| before(&w)) && trip.day.is_some_and(|day| day >= from) {
                from = trip.day.unwrap_or(from);
                because.not_before = NotBefore::Trip(n);
            }
        }
        if let Some(next) = self
            .next_day_elsewhere(place)
            .filter(|next| *next > from && *next <= day)
        {
            from = next;
            because.not_before = NotBefore::Trip(self.trips.len() - 1);
        }
        if let Some((wish, due)) = wishes
            .iter()
            .find_map(|w| Some((w, w.deadlines.first().filter(|_| w.is_spared)?)))
        {
            because.not_before = NotBefore::Spared(wish.person.clone(), due.key.clone());
            return self.ends(because, wishes);
        }
        let closed = from.iter_days().take_while(|d| *d < day);
        because.stepped = closed
            .map(|d| SteppedOver {
                day: d,
                closures: closures_on(self.pack, place.as_str(), d),
            })
            .filter(|s| !s.closures.is_empty())
            .collect();
        self.ends(because, wishes)
    }

    /// What is most urgent, and what ends first.
    fn ends(&self, mut because: Because, wishes: &[&Wish]) -> Because {
        // A last practical day that has passed is not the last day.
        let today = self.assessment.today;
        let ends = |last: &dyn Fn(&super::Due) -> Option<NaiveDate>| {
            let mut all: Vec<_> = wishes
                .iter()
                .flat_map(|w| {
                    w.deadlines
                        .iter()
                        .filter_map(move |d| Some((w.person.clone(), d.key.clone(), last(d)?)))
                })
                .collect();
            all.sort_by_key(|(_, _, day)| *day);
            all
        };
        because.urgent = ends(&|d| d.plan_by.filter(|by| *by >= today).or(d.closes))
            .into_iter()
            .next();
        because.lost = ends(&|d| d.closes);
        because
    }

    /// Trips whose day an office decides, and those that wait for them.
    fn undated(&mut self) {
        let wishes = self.wishes();
        let waiting = undated(&wishes);
        let mut groups: Vec<(Id, bool, Vec<&Wish>)> = Vec::new();
        for index in waiting {
            let wish = &wishes[index];
            let place = wish.options[0].1.clone();
            match groups
                .iter_mut()
                .find(|(p, notice, _)| *p == place && *notice == wish.on_notice)
            {
                Some((_, _, members)) => members.push(wish),
                None => groups.push((place, wish.on_notice, vec![wish])),
            }
        }
        groups.sort_by_key(|(_, notice, members)| (!*notice, members.iter().filter_map(|w| w.hi).min()));
        for (place, notice, mut members) in groups {
            self.sort(&mut members);
            let mut because = self.because(&place, self.today, &members);
            let before = self.trips.iter().rposition(|t| t.day.is_none());
            because.not_before = if notice {
                NotBefore::Notice
            } else {
                before.map_or(NotBefore::Notice, NotBefore::Trip)
            };
            let errands = members.iter().map(|w| errand(w, &place)).collect();
            let plan_by = members.iter().filter_map(|w| w.hi).min();
            let latest = members.iter().filter_map(|w| w.closes()).min();
            self.trips.push(Trip {
                place,
                day: None,
                errands,
                because,
                plan_by,
                latest,
                follows: !notice,
            });
        }
    }
}

/// The wishes without a day, by index: those that an office calls for, and whatever waits for one of them.
fn undated(wishes: &[Wish]) -> Vec<usize> {
    let mut found: Vec<usize> = (0..wishes.len()).filter(|n| wishes[*n].on_notice).collect();
    loop {
        let more =
            (0..wishes.len()).find(|n| !found.contains(n) && found.iter().any(|f| waits_for(&wishes[*n], &wishes[*f])));
        match more {
            Some(n) => found.push(n),
            None => return found,
        }
    }
}

/// Puts what waits for something else behind it, and leaves the rest in its order.
fn in_their_order(wishes: &mut Vec<&Wish>) {
    let mut left = std::mem::take(wishes);
    while !left.is_empty() {
        let ready = left
            .iter()
            .position(|w| !left.iter().any(|o| !std::ptr::eq(*o, *w) && waits_for(w, o)));
        wishes.push(left.remove(ready.unwrap_or(0)));
    }
}

/// What an event that is only supposed is told with: of each choice the first answer, which is the usual one.
fn usual_answers(pack: &Pack, event: &Id) -> BTreeMap<Id, Answer> {
    let own = pack
        .facts
        .iter()
        .filter(|(_, fact)| fact.per == Per::Event(event.clone()));
    let first = own.filter_map(|(id, fact)| match &fact.kind {
        FactKind::Choice(choices) => Some((id.clone(), Answer::Choice(choices.first()?.id.clone()))),
        _ => None,
    });
    first.collect()
}

fn errand(wish: &Wish, place: &Id) -> Errand {
    let visit = wish.options.iter().find(|(_, p)| p == place).or(wish.options.first());
    Errand {
        person: wish.person.clone(),
        procedure: wish.procedure.clone(),
        visit: visit.map(|(v, _)| v.clone()).unwrap_or_default(),
        deadlines: wish.deadlines.clone(),
        along: wish.along.clone(),
        origin: wish.origin,
    }
}
