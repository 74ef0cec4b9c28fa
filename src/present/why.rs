//! "Why this date?": the explanation tree in words.

use chrono::NaiveDate;
use fluent_bundle::FluentValue;

use super::Scene;
use super::deadline::{after_plan, deadline_head};
use super::doc::{Doc, Kind, Role, Span, plain};
use super::ends::{chain_rows, parts};
use super::question::answer_words;
use super::words::{closure_words, source_blocks};
use crate::calendar::{AgeRule, Count, Direction, Unit};
use crate::content::{ClosedAt, DateOp, Id};
use crate::guide::{Caveat, Deadline, DeadlineWhy, Reason, SteppedOver, Why};
use crate::i18n::{both_calendars, day};

/// The whole explanation of a deadline: each day, the rule, the closed days by name, sources with their checked dates.
pub fn why_doc(scene: Scene<'_>, deadline: &Deadline) -> Doc {
    let mut doc = Doc::default();
    deadline_head(scene, deadline, &mut doc);
    if let Some(now) = after_plan(scene, deadline) {
        doc.push(Kind::Row(scene.strings.say("row-late")), now);
    }
    chain_rows(scene, deadline, &mut doc);
    let why = scene.why(deadline);
    doc.blocks.extend(why_tree_doc(scene, &why).blocks);
    for part in parts(scene, deadline) {
        doc.gap();
        doc.push(Kind::Title, plain(scene.title(part)));
        let last_day = DeadlineWhy {
            closes: scene.why(part).closes,
            ..DeadlineWhy::default()
        };
        doc.blocks.extend(why_tree_doc(scene, &last_day).blocks);
    }
    sources(scene, &why, &mut doc);
    doc
}

/// The reasons alone, without the title and the sources.
pub fn why_tree_doc(scene: Scene<'_>, explained: &DeadlineWhy) -> Doc {
    let mut doc = Doc::default();
    let teller = Teller { scene };
    for (id, why) in [
        ("why-closes", &explained.closes),
        ("why-plan-by", &explained.plan_by),
        ("why-opens", &explained.opens),
    ] {
        if let Some(why) = why {
            let shown = why
                .day
                .map_or_else(|| scene.strings.say("day-unknown"), |d| day(scene.strings, d));
            doc.heading(scene.strings.say_x(id, &shown));
            teller.tell(why, 0, &mut doc);
        }
    }
    if !explained.applies.is_empty() {
        doc.heading(scene.strings.say("why-applies"));
        for why in &explained.applies {
            teller.tell(why, 0, &mut doc);
        }
    }
    doc
}

fn sources(scene: Scene<'_>, explained: &DeadlineWhy, doc: &mut Doc) {
    let sources = explained.sources();
    if sources.is_empty() {
        return;
    }
    doc.heading(scene.strings.say("heading-sources"));
    for source in sources.into_iter().filter_map(|id| scene.pack.sources.get(id)) {
        source_blocks(scene, source, doc);
    }
}

pub(crate) struct Teller<'a> {
    pub(crate) scene: Scene<'a>,
}

impl Teller<'_> {
    pub(crate) fn tell(&self, why: &Why, depth: u16, doc: &mut Doc) {
        if matches!(why.reason, Reason::Condition(_)) {
            // A condition has a name for authors only; readers see the answers it rests on.
            why.because.iter().for_each(|below| self.tell(below, depth, doc));
            return;
        }
        if matches!(why.reason, Reason::Date(DateOp::Case { .. })) && why.label.is_none() && !why.because.is_empty() {
            // A choice without words of its own: what it chose says why.
            why.because.iter().for_each(|below| self.tell(below, depth, doc));
            return;
        }
        let strings = self.scene.strings;
        let mut spans = Vec::new();
        if let Some(day) = why.day {
            spans.push(Span::new(both_calendars(strings, day), Role::Strong));
            spans.push(Span::new(": ", Role::Plain));
        }
        spans.extend(plain(self.words(why)));
        doc.push(Kind::Tree(depth), spans);
        for caveat in &why.caveats {
            doc.push(
                Kind::Tree(depth + 1),
                vec![Span::new(self.caveat(caveat), Role::Caution)],
            );
        }
        for stepped in &why.stepped {
            doc.push(Kind::Tree(depth + 1), plain(self.stepped(stepped)));
        }
        for below in &why.because {
            self.tell(below, depth + 1, doc);
        }
    }

    pub(crate) fn words(&self, why: &Why) -> String {
        let rule = self.rule(why);
        match &why.label {
            Some(label) => {
                let label = label.get(self.scene.lang());
                if rule.is_empty() {
                    label.to_owned()
                } else {
                    format!("{label} ({rule})")
                }
            }
            None => rule,
        }
    }

    fn rule(&self, why: &Why) -> String {
        let strings = self.scene.strings;
        match &why.reason {
            Reason::Fact(id) => strings.say_x("reason-fact", &self.fact(id)),
            Reason::Event(id) => strings.say_x("reason-event", &self.fact(id)),
            Reason::Missing(id) => strings.say_x("reason-missing", &self.fact(id)),
            Reason::EndsSoon => strings.say("reason-ends-soon"),
            Reason::End(id) => strings.say_x("reason-end", &self.scene.validity_title(id)),
            Reason::NoSuchDay => strings.say("reason-no-such-day"),
            Reason::Date(op) => self.construct(op, !why.stepped.is_empty()),
            Reason::Condition(_) => String::new(),
            Reason::Answer { fact, answer } => {
                let words = answer_words(self.scene, fact.as_str(), answer);
                format!("{}: {words}", self.fact(fact))
            }
            Reason::Age(years) => strings.say_n("reason-age", i64::from(*years)),
        }
    }

    /// The words of a date construct: the message `reason-` and its word, with its number if it has one.
    fn construct(&self, op: &DateOp, has_moved: bool) -> String {
        let strings = self.scene.strings;
        match op {
            DateOp::Offset { n, unit, count, .. } => self.offset(*n, *unit, *count),
            DateOp::OpenDay { direction, at, .. } => self.open_day(*direction, at, has_moved),
            DateOp::AgeDay {
                n,
                rule: AgeRule::Birthday,
                ..
            } => strings.say_n("reason-birthday", i64::from(*n)),
            op => strings.say_n(&format!("reason-{}", op.word()), op.number().unwrap_or_default()),
        }
    }

    fn fact(&self, id: &Id) -> String {
        let fact = self.scene.pack.facts.get(id);
        fact.map_or_else(|| id.to_string(), |f| f.name.get(self.scene.lang()).to_owned())
    }

    fn offset(&self, n: i32, unit: Unit, count: Count) -> String {
        let unit = match unit {
            Unit::Days => "offset-days",
            Unit::Weeks => "offset-weeks",
            Unit::Months => "offset-months",
            Unit::Years => "offset-years",
        };
        let count = match count {
            Count::ExcludeFirst => "count-exclude-first",
            Count::IncludeFirst => "count-include-first",
            Count::Civil => "count-civil",
            Count::Calendar => "count-calendar",
        };
        let strings = self.scene.strings;
        let amount = strings.say_n(unit, i64::from(n.unsigned_abs()));
        let direction = if n < 0 { "offset-before" } else { "offset-after" };
        let args: [(&str, FluentValue<'_>); 2] = [("x", amount.into()), ("how", strings.say(count).into())];
        strings.say_with(direction, &args)
    }

    fn open_day(&self, direction: Direction, at: &ClosedAt, has_moved: bool) -> String {
        let (strings, lang) = (self.scene.strings, self.scene.lang());
        let place = match at {
            ClosedAt::Place(id) => self.scene.pack.places.get(id),
            ClosedAt::Own => None,
        };
        let id = match (has_moved, direction) {
            (false, _) => "reason-open-that-day",
            (true, Direction::Next) => "reason-open-next",
            (true, Direction::Previous) => "reason-open-previous",
        };
        strings.say_x(id, place.map_or("", |place| place.name.get(lang)))
    }

    pub(crate) fn stepped(&self, stepped: &SteppedOver) -> String {
        let strings = self.scene.strings;
        let names: Vec<String> = stepped.closures.iter().map(|c| closure_words(strings, c)).collect();
        let args: [(&str, FluentValue<'_>); 2] = [
            ("x", day(strings, stepped.day).into()),
            ("why", names.join(&strings.say("list-comma")).into()),
        ];
        strings.say_with("stepped-over", &args)
    }

    pub(crate) fn caveat(&self, caveat: &Caveat) -> String {
        let strings = self.scene.strings;
        let shown = |d: NaiveDate| day(strings, d);
        match caveat {
            Caveat::ClosedDaysNotPublished { until } => strings.say_x("caveat-not-published", &shown(*until)),
            Caveat::ClosedDaysNotKnown => strings.say("caveat-not-known"),
            Caveat::NeverOpened => strings.say("caveat-never-opened"),
            Caveat::EndsWith(id) => strings.say_x("caveat-ends-with", &self.scene.validity_title(id)),
            Caveat::EndNotKnown(id) => strings.say_x("caveat-end-not-known", &self.scene.validity_title(id)),
            Caveat::NoOpenDay => strings.say("caveat-no-open-day"),
            Caveat::Differs { used, other } => strings.say_with(
                "caveat-differs",
                &[("used", shown(*used).into()), ("computed", shown(*other).into())],
            ),
            Caveat::OutOfRange => strings.say("caveat-out-of-range"),
        }
    }
}
