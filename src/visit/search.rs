//! The search for the fewest trips. It knows jobs, places and numbered days, nothing else.
//!
//! A *plan* puts every job into a trip: one place, one day. Of all plans that keep every window and every order, the
//! best has the fewest trips, and of those the smallest sum of days over the jobs. Two facts make the search small:
//!
//! * Once it is settled which jobs go together, the earliest days are found by going through the trips in their order,
//!   each on the first day that is open for all its jobs, not before its windows and not before the trips it waits
//!   for. No plan with the same trips has an earlier day for any of them, so only the ways to put jobs together have
//!   to be searched.
//! * Jobs that nobody could tell apart (same windows, places, order, openness) lose nothing by going together.

use std::collections::BTreeMap;

/// A day, counted from the first day of the plan.
pub type DayNumber = i32;

/// Up to so many different jobs the answer is the best one; see [`solve`].
pub const EXACT_JOBS: usize = 12;

/// The search gives up being exact after so many steps, so that nobody ever waits for it.
const MAX_STEPS: usize = 200_000;

/// No window is looked through for longer than this, in days.
const HORIZON: DayNumber = 800;

/// Something to be done once, at one of some places, within a window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// First day.
    pub lo: DayNumber,
    /// Last day; none: any day will do.
    pub hi: Option<DayNumber>,
    /// Places where it can be done, by index; the first is the usual one.
    pub places: Vec<usize>,
    /// Jobs that come before it, by index: in the same trip or in an earlier one, on the same day or before.
    pub after: Vec<usize>,
    /// Jobs of one kind have the same open days.
    pub kind: usize,
}

/// When a place can do a kind of job.
pub trait OpenDays {
    /// Whether a kind of job can be done at a place on a day.
    fn is_open(&self, place: usize, kind: usize, day: DayNumber) -> bool;
    /// Whether one has to go there; a call or a web page is no trip.
    fn is_trip(&self, place: usize) -> bool;
}

/// One trip of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Where.
    pub place: usize,
    /// When.
    pub day: DayNumber,
    /// The jobs done there, by index, in an order that respects theirs.
    pub jobs: Vec<usize>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The trips in their order.
    pub slots: Vec<Slot>,
    /// Whether no better plan exists.
    pub exact: bool,
    /// Jobs whose window had to be left: there is no day in it on which they could be done.
    pub missed: Vec<usize>,
}

/// Fewer trips first, then earlier days.
pub type Cost = (usize, i64);

/// The best plan for up to [`EXACT_JOBS`] different jobs, else a good one. Every job gets a day as long as its place
/// opens at all within 800 days; a job with no day in its window gets its earliest one and is named as missed.
///
/// A job that waits for itself through others is treated as if it waited for nobody; the content has no such orders.
pub fn solve(jobs: &[Job], open: &impl OpenDays) -> Found {
    let mut classes = Classes::of(jobs);
    let mut missed = classes.widen(open);
    let mut search = Search {
        jobs: &classes.jobs,
        weights: &classes.weights,
        order: &classes.order,
        open,
        best: None,
        steps: 0,
    };
    search.start();
    let exact = classes.jobs.len() <= EXACT_JOBS && search.try_all();
    let slots = search.best.map_or_else(Vec::new, |(_, slots)| slots);
    missed = missed
        .into_iter()
        .flat_map(|class| classes.members[class].clone())
        .collect();
    missed.sort_unstable();
    Found {
        slots: slots.into_iter().map(|slot| classes.spread(slot)).collect(),
        exact,
        missed,
    }
}

/// Jobs that cannot be told apart, as one.
struct Classes {
    jobs: Vec<Job>,
    weights: Vec<i64>,
    members: Vec<Vec<usize>>,
    /// The classes so that each comes after those it waits for; among those that could come next, the most urgent.
    order: Vec<usize>,
}

impl Classes {
    fn of(jobs: &[Job]) -> Self {
        let mut classes = Self {
            jobs: Vec::new(),
            weights: Vec::new(),
            members: Vec::new(),
            order: Vec::new(),
        };
        let mut known: BTreeMap<(DayNumber, Option<DayNumber>, Vec<usize>, Vec<usize>, usize), usize> = BTreeMap::new();
        let mut class_of: Vec<Option<usize>> = vec![None; jobs.len()];
        for index in in_order(jobs) {
            let job = &jobs[index];
            let mut after: Vec<usize> = job
                .after
                .iter()
                .filter_map(|a| class_of.get(*a).copied().flatten())
                .collect();
            after.sort_unstable();
            after.dedup();
            let key = (job.lo, job.hi, job.places.clone(), after.clone(), job.kind);
            let class = *known.entry(key).or_insert_with(|| {
                classes.jobs.push(Job { after, ..job.clone() });
                classes.weights.push(0);
                classes.members.push(Vec::new());
                classes.jobs.len() - 1
            });
            classes.weights[class] += 1;
            classes.members[class].push(index);
            class_of[index] = Some(class);
        }
        classes.order = in_order(&classes.jobs);
        classes
    }

    /// Makes the windows such that there is a plan: each job can go alone on its earliest day.
    fn widen(&mut self, open: &impl OpenDays) -> Vec<usize> {
        let mut missed = Vec::new();
        let mut earliest: Vec<DayNumber> = vec![0; self.jobs.len()];
        for &class in &self.order {
            let job = &self.jobs[class];
            let from = job.after.iter().map(|a| earliest[*a]).fold(job.lo, DayNumber::max);
            let day = job
                .places
                .iter()
                .filter_map(|place| first_open(open, *place, &[job.kind], from))
                .min();
            // A place that never opens again: the day is only a stand-in, and the job is named.
            let day = day.unwrap_or(from + HORIZON);
            earliest[class] = day;
            if job.hi.is_some_and(|hi| day > hi) {
                missed.push(class);
                self.jobs[class].hi = Some(day);
            }
        }
        missed
    }

    fn spread(&self, slot: Slot) -> Slot {
        let jobs = slot
            .jobs
            .iter()
            .flat_map(|class| self.members[*class].clone())
            .collect();
        Slot { jobs, ..slot }
    }
}

/// Job indices so that each comes after those it waits for; the most urgent first.
fn in_order(jobs: &[Job]) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::new();
    let mut left: Vec<usize> = (0..jobs.len()).collect();
    left.sort_by_key(|j| (jobs[*j].hi.unwrap_or(DayNumber::MAX), jobs[*j].lo, *j));
    while !left.is_empty() {
        let ready = left
            .iter()
            .position(|j| jobs[*j].after.iter().all(|a| *a == *j || !left.contains(a)));
        order.push(left.remove(ready.unwrap_or(0)));
    }
    order
}

/// The first day on which all kinds can be done at a place.
fn first_open(open: &impl OpenDays, place: usize, kinds: &[usize], from: DayNumber) -> Option<DayNumber> {
    (from..from + HORIZON).find(|day| kinds.iter().all(|kind| open.is_open(place, *kind, *day)))
}

struct Search<'s, O> {
    jobs: &'s [Job],
    weights: &'s [i64],
    order: &'s [usize],
    open: &'s O,
    best: Option<(Cost, Vec<Slot>)>,
    steps: usize,
}

/// Which jobs go together so far: place and jobs of each trip.
type Groups = Vec<(usize, Vec<usize>)>;

impl<O: OpenDays> Search<'_, O> {
    /// A first plan: each job joins the trip that costs least, else goes alone. If that leads into a corner, all go
    /// alone, which the windows allow.
    fn start(&mut self) {
        let mut groups: Groups = Vec::new();
        for &job in self.order {
            let choices = self.choices(&groups, job);
            let best = choices
                .into_iter()
                .filter_map(|g| self.days(&g).map(|s| (self.cost(&s), g)))
                .min_by_key(|(c, _)| *c);
            let Some((_, next)) = best else {
                groups = self.alone();
                break;
            };
            groups = next;
        }
        if let Some(slots) = self.days(&groups) {
            self.best = Some((self.cost(&slots), slots));
        }
    }

    fn alone(&self) -> Groups {
        let earliest = |job: usize| {
            let job = &self.jobs[job];
            let day = |place: &usize| first_open(self.open, *place, &[job.kind], job.lo).unwrap_or(DayNumber::MAX);
            job.places.iter().copied().min_by_key(day).unwrap_or(0)
        };
        self.order.iter().map(|job| (earliest(*job), vec![*job])).collect()
    }

    /// Looks at every way to put jobs together that could be better; false if it took too long.
    fn try_all(&mut self) -> bool {
        self.add(0, &Vec::new());
        self.steps < MAX_STEPS
    }

    fn add(&mut self, next: usize, groups: &Groups) {
        self.steps += 1;
        if self.steps >= MAX_STEPS {
            return;
        }
        // Whatever is added only makes trips more and days later.
        let Some(slots) = self.days(groups) else { return };
        let (trips, days) = self.cost(&slots);
        let rest: i64 = self.order[next..]
            .iter()
            .map(|j| i64::from(self.jobs[*j].lo) * self.weights[*j])
            .sum();
        if self
            .best
            .as_ref()
            .is_some_and(|(best, _)| (trips, days + rest) >= *best)
        {
            return;
        }
        let Some(&job) = self.order.get(next) else {
            self.best = Some(((trips, days), slots));
            return;
        };
        for choice in self.choices(groups, job) {
            self.add(next + 1, &choice);
        }
    }

    /// The groups with one more job: in each trip to one of its places, or in a new one.
    fn choices(&self, groups: &Groups, job: usize) -> Vec<Groups> {
        let mut choices = Vec::new();
        for place in &self.jobs[job].places {
            for (n, (at, _)) in groups.iter().enumerate() {
                if at == place {
                    let mut joined = groups.clone();
                    joined[n].1.push(job);
                    choices.push(joined);
                }
            }
            let mut alone = groups.clone();
            alone.push((*place, vec![job]));
            choices.push(alone);
        }
        choices
    }

    /// The earliest days of these trips; none if a window or an order cannot be kept.
    fn days(&self, groups: &Groups) -> Option<Vec<Slot>> {
        let trip_of = |job: usize| groups.iter().position(|(_, jobs)| jobs.contains(&job));
        let mut slots: Vec<(usize, Slot)> = Vec::new();
        let mut left: Vec<usize> = (0..groups.len()).collect();
        while !left.is_empty() {
            let waits = |trip: usize| {
                let before = groups[trip]
                    .1
                    .iter()
                    .flat_map(|j| &self.jobs[*j].after)
                    .filter_map(|a| trip_of(*a));
                before.filter(move |other| *other != trip)
            };
            let ready = left
                .iter()
                .position(|trip| waits(*trip).all(|other| !left.contains(&other)))?;
            let trip = left.remove(ready);
            let (place, jobs) = &groups[trip];
            let earlier = waits(trip)
                .filter_map(|other| slots.iter().find(|(t, _)| *t == other))
                .map(|(_, s)| s.day);
            let from = jobs.iter().map(|j| self.jobs[*j].lo).chain(earlier).max()?;
            let kinds: Vec<usize> = jobs.iter().map(|j| self.jobs[*j].kind).collect();
            let day = first_open(self.open, *place, &kinds, from)?;
            if jobs.iter().any(|j| self.jobs[*j].hi.is_some_and(|hi| day > hi)) {
                return None;
            }
            slots.push((
                trip,
                Slot {
                    place: *place,
                    day,
                    jobs: jobs.clone(),
                },
            ));
        }
        // Trips of one day stay in the order in which one waits for the other.
        slots.sort_by_key(|(_, slot)| slot.day);
        Some(slots.into_iter().map(|(_, slot)| slot).collect())
    }

    fn cost(&self, slots: &[Slot]) -> Cost {
        let trips = slots.iter().filter(|s| self.open.is_trip(s.place)).count();
        let days = slots
            .iter()
            .flat_map(|s| s.jobs.iter().map(|j| i64::from(s.day) * self.weights[*j]))
            .sum();
        (trips, days)
    }
}

#[cfg(test)]
mod tests;
