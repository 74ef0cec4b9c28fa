//! What stands in the calendar file: the last day of each deadline, the day to plan with, the day a window opens, and
//! bookings. Nothing in it depends on the day of the export, so that the same household gives the same file tomorrow.

use chrono::{Days, NaiveDate};

use super::number::Exported;
use super::options::{Options, USUAL_MINUTES, When};
use super::write::Alarm;
use crate::content::{DeadlineRule, DocumentKind, Id, Procedure, Ref, Thing, Visit, Who};
use crate::guide::{Absences, Comes, Deadline, DeadlineWhy, Status, applies_to, visit_list};
use crate::i18n::{both_calendars, day, day_short};
use crate::present::why::Teller;
use crate::present::{Doc, Scene, place_line};

/// Wide enough that no line of an explanation is wrapped; the calendar wraps as it likes.
const UNWRAPPED: usize = 100_000;
/// Alarms ring at nine in the morning.
const MORNING: i64 = 9 * 60;
const DAY: i64 = 24 * 60;

/// An event before it has its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Draft {
    /// What it is about: `a/move-in/notify/e3/last`, `booking/move-in`.
    pub(super) key: String,
    pub(super) when: When,
    pub(super) summary: String,
    pub(super) description: String,
    pub(super) alarms: Vec<Alarm>,
}

/// Everything that stands in the file, in the order of days.
pub(super) fn drafts(scene: Scene<'_>, options: &Options, before: &Exported) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for deadline in scene.assessment.deadlines.iter().filter(|d| is_followed(d)) {
        if !options.people.is_empty() && !options.people.contains(&deadline.person) {
            continue;
        }
        let Some(procedure) = scene.pack.procedures.get(&deadline.key.procedure) else {
            continue;
        };
        let Some(rule) = procedure.deadlines.iter().find(|d| d.id == deadline.key.deadline) else {
            continue;
        };
        Telling {
            scene,
            options,
            before,
            procedure,
            rule,
            deadline,
            why: scene.why(deadline),
        }
        .events(&mut drafts);
    }
    if options.people.is_empty() {
        bookings(scene, options, before, &mut drafts);
    }
    drafts.sort_by(|a, b| a.when.day().cmp(&b.when.day()).then_with(|| a.key.cmp(&b.key)));
    drafts
}

/// Whether a deadline stands in the calendar: what is asked for, and the end of each thing that has one, however far.
fn is_followed(d: &Deadline) -> bool {
    let ends = d.ends.is_some() && d.closes.is_some() && d.status != Status::Done;
    (d.is_asked() || ends) && !d.is_part_of_a_row()
}

/// One deadline, about to be told.
struct Telling<'a> {
    scene: Scene<'a>,
    options: &'a Options,
    before: &'a Exported,
    procedure: &'a Procedure,
    rule: &'a DeadlineRule,
    deadline: &'a Deadline,
    why: DeadlineWhy,
}

impl Telling<'_> {
    fn events(&self, drafts: &mut Vec<Draft>) {
        let d = self.deadline;
        let plan = d.plan_by.filter(|on| Some(*on) != d.closes);
        let description = self.description();
        let mut add = |part: &str, on: NaiveDate, alarms: Vec<Alarm>| {
            drafts.push(Draft {
                key: self.key(part),
                when: When::Day(on),
                summary: self.summary(part),
                description: description.clone(),
                alarms,
            });
        };
        if let Some(on) = d.closes {
            let days = if plan.is_some() { &[1][..] } else { &self.rule.remind };
            add("last", on, self.alarms("ics-alarm-last", days));
        }
        // What is past is not put into a calendar, but what was put there stays.
        let shown = |part: &str, on: &NaiveDate| *on >= self.scene.assessment.today || self.is_there(part);
        if let Some(on) = plan.filter(|on| shown("plan", on)) {
            add("plan", on, self.alarms("ics-alarm-plan", &self.rule.remind));
        }
        if let Some(on) = d
            .opens
            .filter(|on| d.ends.is_none() && Some(*on) != self.began() && Some(*on) != d.closes && shown("opens", on))
        {
            add("opens", on, vec![alarm(0, self.summary("opens"))]);
        }
        if self.options.reminders_as_events
            && let Some(act_by) = d.act_by()
        {
            for days in &self.rule.remind {
                let part = format!("remind-{days}");
                let on = act_by
                    .checked_sub_days(Days::new(u64::from(*days)))
                    .filter(|on| shown(&part, on));
                // A reminder on the day itself would stand beside the event of that day.
                if let Some(on) = on.filter(|_| *days > 0) {
                    add(&part, on, vec![alarm(0, self.summary(&part))]);
                }
            }
        }
    }

    /// What an event is about. The day is not part of it: an event that moves stays the same event.
    fn key(&self, part: &str) -> String {
        let d = self.deadline;
        let instance = match &self.rule.since {
            Some(Ref::Event(event)) => self.scene.household.latest(d.person.as_str(), event.as_str()),
            _ => None,
        };
        let instance = instance.map_or("-", |e| e.id.as_str());
        format!("{}/{}/{}/{instance}/{part}", d.person, d.key.procedure, d.key.deadline)
    }

    fn is_there(&self, part: &str) -> bool {
        self.before
            .events
            .get(&self.key(part))
            .is_some_and(|record| !record.gone)
    }

    /// The day of the event that began it, which is no news to anybody.
    fn began(&self) -> Option<NaiveDate> {
        // Where one of several events begins it, the first day tells which.
        let began = [&self.rule.since, &self.rule.opens];
        let event = began.into_iter().find_map(|day| match day {
            Some(Ref::Event(event)) => Some(event),
            _ => None,
        })?;
        Some(
            self.scene
                .household
                .latest(self.deadline.person.as_str(), event.as_str())?
                .on,
        )
    }

    fn summary(&self, part: &str) -> String {
        let strings = self.scene.strings;
        if self.options.neutral {
            return strings.say("ics-neutral");
        }
        let title = self.title();
        let japanese = &self.procedure.title.ja;
        let title = if strings.language().reads_japanese {
            title
        } else {
            format!("{title} ({japanese})")
        };
        strings.say_x(
            match part {
                "last" => "ics-last",
                "plan" => "ics-plan",
                "opens" => "ics-opens",
                _ => "ics-remind",
            },
            &title,
        )
    }

    /// Alarms in the morning, so many days before; the nearest first, as some calendars take only one.
    fn alarms(&self, words: &str, days: &[u32]) -> Vec<Alarm> {
        let strings = self.scene.strings;
        let mut days = days.to_vec();
        days.sort_unstable();
        days.dedup();
        let title = if self.options.neutral {
            strings.say("ics-neutral")
        } else {
            self.title()
        };
        let alarm = |days: &u32| {
            let left = crate::present::days_phrase(strings, i64::from(*days));
            let words = strings.say_with(words, &[("x", title.clone().into()), ("left", left.into())]);
            alarm(*days, words)
        };
        // The alarm of the day itself comes last: then it may be too late to prepare.
        let (today, earlier): (Vec<u32>, Vec<u32>) = days.into_iter().partition(|d| *d == 0);
        earlier.iter().chain(&today).map(alarm).collect()
    }

    fn title(&self) -> String {
        self.scene.row_title(self.deadline)
    }

    fn description(&self) -> String {
        let strings = self.scene.strings;
        if self.options.neutral {
            return strings.say("ics-neutral-more");
        }
        let mut lines: Vec<String> = Vec::new();
        let colon = |label: &str, words: &str| format!("{}: {words}", strings.say(label));
        if self.scene.several_people() {
            lines.push(colon("row-for-whom", self.scene.label(self.deadline.person.as_str())));
        }
        let d = self.deadline;
        for (label, on) in [
            ("row-opens", d.opens),
            ("row-plan-by", d.plan_by),
            ("row-closes", d.closes),
        ] {
            lines.extend(on.map(|on| colon(label, &both_calendars(strings, on))));
        }
        if let Some(place) = self.scene.pack.places.get(&d.place) {
            lines.push(colon("row-place", &place_line(self.scene.pack, strings, place)));
        }
        lines.extend(self.visit_lines());
        lines.extend(
            self.rule
                .if_missed
                .as_ref()
                .map(|text| colon("row-if-missed", &self.prose(text))),
        );
        for (label, caution, holds) in [
            ("row-disputed", &self.rule.disputed, d.disputed),
            ("row-varies", &self.rule.varies, d.varies),
        ] {
            lines.extend(
                caution
                    .as_ref()
                    .filter(|_| holds)
                    .map(|c| colon(label, &self.prose(&c.text))),
            );
        }
        lines.extend(self.why_lines());
        for source in self
            .why
            .sources()
            .into_iter()
            .filter_map(|id| self.scene.pack.sources.get(id))
        {
            let checked = strings.say_x("source-checked", &day_short(source.checked));
            let title = source.title.get(self.scene.lang());
            lines.push(colon(
                "ics-source",
                &format!("{title} — {}; {checked}; {}", source.publisher, source.url),
            ));
        }
        lines.push(strings.say_x("cmd-why-command", &d.key.to_string()));
        lines.push(strings.say("not-advice"));
        lines.join("\n")
    }

    fn prose(&self, text: &crate::content::Text) -> String {
        let scene = self.scene;
        // The basis of fees in a text is the last day, not today: what is told must not change from day to day.
        let on = self
            .deadline
            .closes
            .or(self.deadline.opens)
            .unwrap_or(scene.assessment.today);
        let spans = crate::present::Prose::new(scene.pack, scene.strings, on).spans(text);
        spans.iter().map(|s| s.text.as_str()).collect()
    }

    /// What to bring to the visits that settle this, and the first sentence to say there.
    fn visit_lines(&self) -> Vec<String> {
        let scene = self.scene;
        let Some(person) = scene.household.person(self.deadline.person.as_str()) else {
            return Vec::new();
        };
        let absences = Absences::of(scene.pack, scene.household, person);
        let (mut bring, mut say) = (Vec::new(), Vec::new());
        // For whoever goes in person; what a helper brings is in the bag of that visit.
        let holds = |visit: &&Visit| {
            visit.settles.contains(&self.rule.id)
                && visit.who == Who::Myself
                && applies_to(scene.pack, scene.household, person, self.procedure, &visit.applies) != Some(false)
        };
        for visit in self.procedure.body.visits.iter().filter(holds) {
            // Ages count on the day of the deadline: what is told must not change from day to day.
            let comes = Comes {
                who: Who::Myself,
                on: self.deadline.act_by().unwrap_or(scene.assessment.today),
            };
            for item in visit_list(scene.pack, scene.household, person, self.procedure, visit, comes).items {
                let mut words = self.thing(&item.need.thing);
                if item.depends {
                    words = format!("{words} ({})", scene.strings.say("ics-perhaps"));
                }
                if !bring.contains(&words) {
                    bring.push(words);
                }
            }
            let phrases = visit.say.iter().filter_map(|id| scene.pack.phrases.get(id));
            let phrase = phrases.into_iter().find(|phrase| absences.allow(&phrase.with));
            say.extend(phrase.map(|p| format!("「{}」 {}", p.say.ja, p.say.romaji)));
        }
        let comma = scene.strings.say("list-comma");
        let line = |label: &str, words: &[String], joint: &str| {
            (!words.is_empty()).then(|| format!("{}: {}", scene.strings.say(label), words.join(joint)))
        };
        say.truncate(1);
        [line("heading-bring", &bring, &comma), line("heading-say", &say, "")]
            .into_iter()
            .flatten()
            .collect()
    }

    fn thing(&self, thing: &Thing) -> String {
        let scene = self.scene;
        match thing {
            Thing::Document(id) => match scene.pack.documents.get(id) {
                // A PIN is only named; there is nothing to bring and nothing to write down.
                Some(d) if d.kind == DocumentKind::Knowledge => {
                    format!("{} ({})", d.name.get(scene.lang()), scene.strings.say("knowledge"))
                }
                Some(d) if scene.strings.language().reads_japanese => d.name.ja.to_string(),
                Some(d) => format!("{} ({})", d.name.en, d.name.ja),
                None => id.to_string(),
            },
            Thing::AnyOf(sets) => {
                let words = sets.iter().map(|(set, count)| {
                    let name = scene
                        .pack
                        .sets
                        .get(set)
                        .map_or(set.as_str(), |s| s.name.get(scene.lang()));
                    format!("{count} × {name}")
                });
                words
                    .collect::<Vec<_>>()
                    .join(&format!(" {} ", scene.strings.say("or")))
            }
        }
    }

    fn why_lines(&self) -> Vec<String> {
        let scene = self.scene;
        let teller = Teller { scene };
        let why = &self.why;
        let mut lines = Vec::new();
        for (heading, why) in [
            ("why-closes", &why.closes),
            ("why-plan-by", &why.plan_by),
            ("why-opens", &why.opens),
        ] {
            let Some((why, on)) = why.as_ref().and_then(|w| Some((w, w.day?))) else {
                continue;
            };
            let mut doc = Doc::default();
            teller.tell(why, 0, &mut doc);
            lines.push(format!("{}:", scene.strings.say_x(heading, &day(scene.strings, on))));
            lines.extend(doc.to_text(UNWRAPPED).lines().map(str::to_owned));
        }
        lines
    }
}

/// In the morning, so many days before.
fn alarm(days: u32, words: String) -> Alarm {
    Alarm {
        minutes: MORNING - DAY * i64::from(days),
        words,
    }
}

/// Bookings that were told now or before; one that is taken back is left out, and so cancelled.
fn bookings(scene: Scene<'_>, options: &Options, before: &Exported, drafts: &mut Vec<Draft>) {
    let mut all: Vec<(Id, When)> = Vec::new();
    for (key, record) in &before.events {
        let Some(procedure) = key.strip_prefix("booking/") else {
            continue;
        };
        let told_now = options.bookings.iter().any(|b| b.procedure == *procedure);
        if !record.gone && !told_now {
            all.push((Id::new(procedure), record.when.clone()));
        }
    }
    for booking in &options.bookings {
        if let Some(start) = booking.start {
            all.retain(|(procedure, _)| *procedure != booking.procedure);
            let visits = scene
                .pack
                .procedures
                .get(&booking.procedure)
                .map_or(&[][..], |p| &p.body.visits);
            let minutes = visits.iter().find_map(|v| v.minutes).unwrap_or(USUAL_MINUTES);
            all.push((booking.procedure.clone(), When::At { start, minutes }));
        }
    }
    for (procedure, when) in all {
        let Some(known) = scene.pack.procedures.get(&procedure) else {
            continue;
        };
        let strings = scene.strings;
        let place = scene.pack.places.get(&known.place);
        let (summary, description) = if options.neutral {
            (strings.say("ics-neutral"), strings.say("ics-neutral-more"))
        } else {
            let place = place.map(|p| format!("{}: {}", strings.say("row-place"), place_line(scene.pack, strings, p)));
            let title = known.title.get(scene.lang());
            (strings.say_x("ics-booking", title), place.unwrap_or_default())
        };
        let alarms = [-DAY, -2 * 60]
            .map(|minutes| Alarm {
                minutes,
                words: summary.clone(),
            })
            .to_vec();
        drafts.push(Draft {
            key: format!("booking/{procedure}"),
            when,
            summary,
            description,
            alarms,
        });
    }
}
