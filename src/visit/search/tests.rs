use proptest::prelude::*;

use super::*;

/// Two places to go to and one to call; closed days as bits, the same for every kind but the last.
#[derive(Clone, Debug)]
struct Week {
    closed: [u16; 3],
    /// Days on which kind 1 cannot be done although the place is open.
    not_for: u16,
}

impl OpenDays for Week {
    fn is_open(&self, place: usize, kind: usize, day: DayNumber) -> bool {
        let bit = |mask: u16| mask >> (day % 16) & 1 == 1;
        !(bit(self.closed[place]) || kind == 1 && bit(self.not_for))
    }

    fn is_trip(&self, place: usize) -> bool {
        place < 2
    }
}

fn job(lo: DayNumber, hi: Option<DayNumber>, place: usize, after: &[usize]) -> Job {
    Job {
        lo,
        hi,
        places: vec![place],
        after: after.to_vec(),
        kind: 0,
    }
}

const OPEN: Week = Week {
    closed: [0; 3],
    not_for: 0,
};

#[test]
fn jobs_go_together_when_their_windows_meet() {
    let found = solve(
        &[job(0, Some(9), 0, &[]), job(5, None, 0, &[]), job(0, Some(30), 0, &[])],
        &OPEN,
    );
    assert_eq!(
        found.slots,
        [Slot {
            place: 0,
            day: 5,
            jobs: vec![0, 2, 1]
        }]
    );
    assert!(found.exact && found.missed.is_empty());
    let found = solve(
        &[job(0, Some(4), 0, &[]), job(5, None, 0, &[]), job(0, Some(30), 0, &[])],
        &OPEN,
    );
    let days: Vec<_> = found.slots.iter().map(|s| (s.day, s.jobs.clone())).collect();
    assert_eq!(
        days,
        [(0, vec![0, 2]), (5, vec![1])],
        "two trips, and what need not wait does not wait"
    );
}

#[test]
fn order_is_kept_across_places_and_on_one_day() {
    // A call, then the police, then the counter; all today.
    let found = solve(
        &[
            job(0, Some(0), 0, &[1]),
            job(0, Some(0), 1, &[2]),
            job(0, Some(0), 2, &[]),
        ],
        &OPEN,
    );
    assert_eq!(found.slots.iter().map(|s| s.place).collect::<Vec<_>>(), [2, 1, 0]);
    assert!(found.slots.iter().all(|s| s.day == 0));
}

#[test]
fn a_desk_that_does_not_do_it_is_not_chosen() {
    let week = Week {
        closed: [0, 0, 0],
        not_for: 0b11,
    };
    let at_desk = Job {
        kind: 1,
        ..job(0, Some(9), 0, &[])
    };
    let found = solve(&[job(0, Some(9), 0, &[]), at_desk], &week);
    assert_eq!(
        found.slots.iter().map(|s| s.day).collect::<Vec<_>>(),
        [2],
        "one trip on the first day good for both"
    );
}

#[test]
fn a_window_without_an_open_day_is_named_and_gets_the_next_day() {
    let week = Week {
        closed: [0b111, 0, 0],
        not_for: 0,
    };
    let found = solve(&[job(0, Some(2), 0, &[]), job(0, Some(9), 1, &[])], &week);
    assert_eq!(found.missed, [0]);
    assert_eq!(
        found.slots.iter().map(|s| (s.place, s.day)).collect::<Vec<_>>(),
        [(1, 0), (0, 3)]
    );
}

#[test]
fn many_alike_are_one_and_too_many_different_still_get_a_plan() {
    let alike = vec![job(0, Some(9), 0, &[]); 40];
    let found = solve(&alike, &OPEN);
    assert!(found.exact && found.slots.len() == 1 && found.slots[0].jobs.len() == 40);
    let different: Vec<Job> = (0..30).map(|n| job(n, Some(n + 2), 0, &[])).collect();
    let found = solve(&different, &OPEN);
    assert!(!found.exact);
    let mut served: Vec<usize> = found.slots.iter().flat_map(|s| s.jobs.clone()).collect();
    served.sort_unstable();
    assert_eq!(served, (0..30).collect::<Vec<_>>());
    for slot in &found.slots {
        assert!(
            slot.jobs
                .iter()
                .all(|j| (different[*j].lo..=different[*j].hi.unwrap()).contains(&slot.day))
        );
    }
}

// ---------------------------------------------------------------- against brute force

const DAYS: DayNumber = 6;

/// Every way to label jobs with trips and trips with a place and a day; nothing clever.
fn brute_force(jobs: &[Job], open: &Week) -> Option<Cost> {
    let mut best = None;
    let n = jobs.len();
    let labelled = n.pow(u32::try_from(n).unwrap());
    for code in 0..labelled {
        let label = |j: usize| code / n.pow(u32::try_from(j).unwrap()) % n;
        // The same trips under other names are the same plan.
        if (0..n).any(|j| label(j) > (0..j).map(|k| label(k) + 1).max().unwrap_or(0)) {
            continue;
        }
        let used: Vec<usize> = (0..n).filter(|l| (0..n).any(|j| label(j) == *l)).collect();
        let places_and_days = 3 * usize::try_from(DAYS).unwrap();
        for mut rest in 0..places_and_days.pow(u32::try_from(used.len()).unwrap()) {
            let mut trips = BTreeMap::new();
            for l in &used {
                let (place, day) = (rest % 3, DayNumber::try_from(rest / 3 % 6).unwrap());
                trips.insert(*l, (place, day));
                rest /= places_and_days;
            }
            if let Some(cost) = cost_of(jobs, open, &label, &trips) {
                best = Some(best.map_or(cost, |b: Cost| b.min(cost)));
            }
        }
    }
    best
}

fn cost_of(
    jobs: &[Job],
    open: &Week,
    label: &impl Fn(usize) -> usize,
    trips: &BTreeMap<usize, (usize, DayNumber)>,
) -> Option<Cost> {
    let mut days = 0;
    for (j, job) in jobs.iter().enumerate() {
        let (place, day) = trips[&label(j)];
        let fits = job.places.contains(&place) && day >= job.lo && job.hi.is_none_or(|hi| day <= hi);
        if !fits || !open.is_open(place, job.kind, day) {
            return None;
        }
        days += i64::from(day);
        for before in &job.after {
            if trips[&label(*before)].1 > day {
                return None;
            }
        }
    }
    // Trips of one day need an order.
    let mut left: Vec<usize> = trips.keys().copied().collect();
    while !left.is_empty() {
        let waits = |l: usize| {
            let own = (0..jobs.len()).filter(move |j| label(*j) == l);
            own.flat_map(|j| jobs[j].after.iter().map(|b| label(*b)))
                .filter(move |b| *b != l)
        };
        let ready = left.iter().position(|l| waits(*l).all(|b| !left.contains(&b)))?;
        left.remove(ready);
    }
    Some((trips.values().filter(|(place, _)| open.is_trip(*place)).count(), days))
}

fn any_job() -> impl Strategy<Value = Job> {
    let hi = prop_oneof![1 => Just(None), 4 => (0..DAYS).prop_map(Some)];
    (
        0..DAYS,
        hi,
        0..3_usize,
        proptest::option::weighted(0.3, 0..3_usize),
        any::<[bool; 3]>(),
        0..2_usize,
    )
        .prop_map(|(lo, hi, place, other, after, kind)| {
            let mut places = vec![place];
            places.extend(other.filter(|o| *o != place));
            let after = (0..3).filter(|n| after[*n]).collect();
            Job {
                lo,
                hi: hi.map(|hi| hi.max(lo)),
                places,
                after,
                kind,
            }
        })
}

fn any_case() -> impl Strategy<Value = (Vec<Job>, Week)> {
    let week = (any::<[u16; 3]>(), any::<[u16; 3]>(), any::<u16>(), any::<u16>()).prop_map(|(a, b, c, d)| Week {
        closed: [a[0] & b[0], a[1] & b[1], 0],
        not_for: c & d,
    });
    (proptest::collection::vec(any_job(), 1..=3), week).prop_map(|(mut jobs, week)| {
        for (n, job) in jobs.iter_mut().enumerate() {
            job.after.retain(|a| *a < n);
        }
        (jobs, week)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn no_plan_is_better((jobs, week) in any_case()) {
        let found = solve(&jobs, &week);
        prop_assert!(found.exact);
        let brute = brute_force(&jobs, &week);
        if found.missed.is_empty() && found.slots.iter().all(|s| s.day < DAYS) {
            let trips = found.slots.iter().filter(|s| week.is_trip(s.place)).count();
            let days: i64 = found.slots.iter().map(|s| i64::from(s.day) * i64::try_from(s.jobs.len()).unwrap()).sum();
            prop_assert_eq!(Some((trips, days)), brute);
        } else {
            // Either nothing fits, or only later than brute force looked.
            prop_assert!(brute.is_none() || found.missed.is_empty());
        }
    }

    #[test]
    fn every_job_is_served_once_in_its_window_and_order((jobs, week) in any_case()) {
        let found = solve(&jobs, &week);
        let at = |j: usize| found.slots.iter().position(|s| s.jobs.contains(&j)).unwrap();
        let served: usize = found.slots.iter().map(|s| s.jobs.len()).sum();
        prop_assert_eq!(served, jobs.len());
        for (j, job) in jobs.iter().enumerate() {
            let slot = &found.slots[at(j)];
            prop_assert!(job.places.contains(&slot.place) && slot.day >= job.lo);
            prop_assert!(week.is_open(slot.place, job.kind, slot.day));
            prop_assert!(job.hi.is_none_or(|hi| slot.day <= hi) || found.missed.contains(&j));
            for before in &job.after {
                prop_assert!(at(*before) <= at(j));
                let within = slot.jobs.iter().position(|x| x == before);
                prop_assert!(within.is_none_or(|w| w < slot.jobs.iter().position(|x| *x == j).unwrap()));
            }
        }
        prop_assert_eq!(solve(&jobs, &week), found, "the same question has the same answer");
    }
}
