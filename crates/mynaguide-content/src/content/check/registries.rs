//! The registries: facts, documents, places, terms, phrases, fees, sources, calendars.

use chrono::{NaiveDate, Weekday};

use super::super::id::Id;
use super::super::pack::{FactKind, First, Pack, PackInfo, Table, Topic};
use super::super::raw::{
    At, Entries, RawCalendar, RawClosed, RawExtra, RawFee, RawFeeRow, RawFirst, RawForms, RawHours, RawInfo, RawPack,
    RawPhrase, RawPlace, RawSource,
};
use super::super::registry::{
    ClosedRule, Document, DocumentSet, Exchange, ExtraOpening, Fee, FeeOption, FeeRow, Hours, Phrase, Place, PlaceKind,
    Source, Term, Week,
};
use super::super::rules;

use super::day_words::{month_day, week_word, weekday_word};
use super::known::{Check, Kind};
use super::words::Words;
use crate::calendar::{DayName, HolidayCalendar};

/// The version of the content format that this program reads.
pub(super) const SCHEMA: u32 = 1;

impl Check<'_, '_> {
    /// A pack with everything but rules and procedures.
    pub(super) fn registries(&mut self, raw: &RawPack) -> Pack {
        Pack {
            info: raw.info.as_ref().map(|info| self.info(info)).unwrap_or_default(),
            topics: table(&raw.topics, |t| Topic {
                title: self.text(&t.title, Words::Registry),
            }),
            facts: raw
                .facts
                .iter()
                .map(|(id, f)| (Id::new(&id.value), self.fact_entry(id, f)))
                .collect(),
            documents: table(&raw.documents, |d| Document {
                kind: d.kind,
                name: self.name(&d.name),
                alias: d.alias.clone(),
                sets: self.memberships(&d.sets),
                note: self.maybe_text(d.note.as_ref(), Words::Registry),
                covers: Vec::new(),
                absent: Vec::new(),
                goes_with: d.goes_with.as_ref().map(|id| self.reference(Kind::Document, id)),
                source: self.references(Kind::Source, &d.source),
            }),
            sets: table(&raw.sets, |s| DocumentSet {
                name: self.text(&s.name, Words::Registry),
            }),
            places: table(&raw.places, |p| self.place_entry(p)),
            terms: table(&raw.terms, |t| Term {
                name: self.name(&t.name),
                means: self.text(&t.means, Words::Registry),
                alias: t.alias.clone(),
                not: self.references(Kind::Term, &t.not),
                source: self.references(Kind::Source, &t.source),
            }),
            phrases: table(&raw.phrases, |p| self.phrase_entry(p)),
            fees: table(&raw.fees, |f| self.fee_entry(f)),
            sources: table(&raw.sources, |s| self.source_entry(s)),
            calendars: raw
                .calendars
                .iter()
                .map(|c| (Id::new(&c.id.value), self.calendar(c)))
                .collect(),
            ..Pack::default()
        }
    }

    /// What a newcomer is asked: questions that stand for themselves, and events.
    fn first(&mut self, raw: &RawFirst) -> First {
        let mut facts = Vec::new();
        for fact in &raw.facts {
            let id = Id::new(&fact.value);
            if facts.contains(&id) {
                let message = format!("`{}` is already asked", fact.value);
                self.out.add(rules::VALUE_WRONG, fact.at, message);
                continue;
            }
            if self.fact(&fact.value) == Some(&FactKind::Event) {
                let message = format!("`{}` is an event, not a question", fact.value);
                let help = "events stand in `events`";
                self.out.add(rules::REF_MISSING, fact.at, message).help(help);
            } else {
                self.named(Kind::Fact, &fact.value, fact.at);
            }
            facts.push(id);
        }
        let events = raw
            .events
            .iter()
            .map(|event| self.event(&event.value, event.at))
            .collect();
        First { facts, events }
    }

    fn info(&mut self, raw: &RawInfo) -> PackInfo {
        if raw.schema.value != SCHEMA {
            let message = format!("this program reads schema {SCHEMA}, not {}", raw.schema.value);
            self.out.add(rules::VALUE_WRONG, raw.schema.at, message);
        }
        if let Some(first) = raw.languages.first().filter(|l| l.value != "en") {
            self.out
                .add(rules::VALUE_WRONG, first.at, "the first language must be `en`");
        }
        if let Some(program) = &raw.program {
            self.program(program);
        }
        PackInfo {
            id: self.kebab_id(&raw.id),
            version: raw.version.clone(),
            title: self.text(&raw.title, Words::Registry),
            languages: raw.languages.iter().map(|l| Id::new(&l.value)).collect(),
            partial: raw.partial.iter().map(|l| Id::new(&l.value)).collect(),
            first: raw.first.as_ref().map(|first| self.first(first)).unwrap_or_default(),
            demonstration: raw.demonstration,
            licence: raw.licence.clone(),
        }
    }

    /// The pack may need a newer program.
    fn program(&mut self, wanted: &At<String>) {
        let own = env!("CARGO_PKG_VERSION");
        match (version(&wanted.value), version(own)) {
            (None, _) => {
                self.out
                    .add(rules::VALUE_WRONG, wanted.at, "a program version is written \"1.2\"");
            }
            (Some(wanted_numbers), own_numbers) if Some(wanted_numbers) > own_numbers => {
                let message = format!("this pack needs version {} of the program; this is {own}", wanted.value);
                self.out.add(rules::VALUE_WRONG, wanted.at, message);
            }
            _ => {}
        }
    }

    fn place_entry(&mut self, raw: &RawPlace) -> Place {
        if raw.kind.value == PlaceKind::Phone && raw.phone.is_none() {
            self.out
                .add(rules::KEY_MISSING, raw.at, "a telephone line needs `phone`, its number");
        }
        Place {
            kind: raw.kind.value,
            name: self.name(&raw.name),
            closed: raw.closed.iter().filter_map(|c| self.closed(c)).collect(),
            hours: raw.hours.iter().map(|h| self.hours(h)).collect(),
            extra: raw.extra.iter().map(|e| self.extra(e)).collect(),
            phone: raw.phone.clone(),
            languages: raw.languages.iter().map(|l| Id::new(l)).collect(),
            url: raw.url.clone(),
            note: self.maybe_text(raw.note.as_ref(), Words::Registry),
            varies: raw.varies,
            source: self.references(Kind::Source, &raw.source),
        }
    }

    fn hours(&mut self, raw: &RawHours) -> Hours {
        if raw.open.value >= raw.close.value {
            self.out
                .add(rules::VALUE_WRONG, raw.close.at, "it closes before it opens")
                .also(raw.open.at, "opens");
        }
        Hours {
            days: raw.days.clone(),
            open: raw.open.value,
            close: raw.close.value,
        }
    }

    fn extra(&mut self, raw: &RawExtra) -> ExtraOpening {
        if raw.open.value >= raw.close.value {
            self.out
                .add(rules::VALUE_WRONG, raw.close.at, "it closes before it opens")
                .also(raw.open.at, "opens");
        }
        let mut days = |words: &[At<String>]| words.iter().filter_map(|day| self.day_of_month(day)).collect();
        let (on, except) = (days(&raw.on), days(&raw.except));
        ExtraOpening {
            on,
            except,
            open: raw.open.value,
            close: raw.close.value,
            not_for: self.references(Kind::Procedure, &raw.not_for),
            why: self.maybe_text(raw.why.as_ref(), Words::Registry),
            source: self.references(Kind::Source, &raw.source),
        }
    }

    /// `every wed`, `2nd sun`, `last sat`.
    fn day_of_month(&mut self, day: &At<String>) -> Option<(Week, Weekday)> {
        let read = day
            .value
            .split_once(' ')
            .and_then(|(week, weekday)| Some((week_word(week)?, weekday_word(weekday)?)));
        if read.is_none() && !day.value.is_empty() {
            self.out
                .add(
                    rules::VALUE_WRONG,
                    day.at,
                    format!("`{}` is no day of a month", day.value),
                )
                .help("write \"every wed\", \"1st sun\" to \"5th sun\", or \"last sat\"");
        }
        read
    }

    fn closed(&mut self, raw: &RawClosed) -> Option<ClosedRule> {
        match (&raw.weekly, &raw.calendar, &raw.yearly) {
            (Some(days), None, None) if days.len() < 7 => Some(ClosedRule::Weekly(days.clone())),
            (None, Some(calendar), None) => Some(ClosedRule::Calendar(self.reference(Kind::Calendar, calendar))),
            (None, None, Some(range)) => self.yearly(raw, range),
            _ => {
                let message = "exactly one of `weekly` (not all seven days), `calendar` and `yearly` is needed";
                self.out.add(rules::VALUE_WRONG, raw.at, message);
                None
            }
        }
    }

    fn yearly(&mut self, raw: &RawClosed, range: &At<String>) -> Option<ClosedRule> {
        let name = self.maybe_text(raw.name.as_ref(), Words::Registry);
        if name.is_none() {
            let message = "days that are closed every year need a `name`, which is shown when they are stepped over";
            self.out.add(rules::KEY_MISSING, raw.at, message);
        }
        let Some((from, until)) = range
            .value
            .split_once("..")
            .and_then(|(a, b)| Some((month_day(a)?, month_day(b)?)))
        else {
            self.out.add(
                rules::VALUE_WRONG,
                range.at,
                "days of every year are written \"12-29..01-03\"",
            );
            return None;
        };
        Some(ClosedRule::Yearly {
            from,
            until,
            name: name?,
        })
    }

    fn phrase_entry(&mut self, raw: &RawPhrase) -> Phrase {
        let (en, ja, kana, romaji) = (raw.en.clone(), raw.ja.clone(), raw.kana.clone(), raw.romaji.clone());
        Phrase {
            say: self.sentence(&RawForms {
                at: raw.at,
                en,
                ja,
                kana,
                romaji,
            }),
            say_at: self.references(Kind::Place, &raw.say_at),
            with: self.references(Kind::Document, &raw.with),
            answers: raw
                .answer
                .iter()
                .map(|a| Exchange {
                    asks: self.sentence(&a.asks),
                    reply: a.reply.as_ref().map(|r| self.sentence(r)),
                    then: a.then.as_ref().map(|p| self.reference(Kind::Phrase, p)),
                })
                .collect(),
        }
    }

    fn fee_entry(&mut self, raw: &RawFee) -> Fee {
        if raw.row.is_some() != raw.option.is_empty() {
            let message = "a fee has either `row` (`[]`: not known) or `option`";
            self.out.add(rules::VALUE_WRONG, raw.at, message);
        }
        self.unique("option", raw.option.iter().map(|o| &o.id));
        self.references(Kind::Source, &raw.source);
        Fee {
            name: self.text(&raw.name, Words::Registry),
            by: self.maybe_text(raw.by.as_ref(), Words::Registry),
            rows: self.fee_rows(raw.row.as_deref().unwrap_or_default()),
            options: raw
                .option
                .iter()
                .map(|o| FeeOption {
                    id: self.kebab_id(&o.id),
                    name: self.text(&o.name, Words::Registry),
                    rows: self.fee_rows(&o.row),
                })
                .collect(),
            note: self.maybe_text(raw.note.as_ref(), Words::Registry),
            varies: raw.varies,
        }
    }

    fn fee_rows(&mut self, rows: &[RawFeeRow]) -> Vec<FeeRow> {
        self.row_days(rows.iter().map(|r| (&r.from, r.until.as_ref())));
        rows.iter()
            .map(|r| FeeRow {
                from: r.from.value,
                until: r.until.as_ref().map(|u| u.value),
                yen: r.yen,
                source: self.reference(Kind::Source, &r.source),
            })
            .collect()
    }

    /// Rows stand in order, without overlap and without a gap.
    pub(super) fn row_days<'r>(&mut self, rows: impl Iterator<Item = (&'r At<NaiveDate>, Option<&'r At<NaiveDate>>)>) {
        let mut before: Option<(&At<NaiveDate>, Option<&At<NaiveDate>>)> = None;
        for (from, until) in rows {
            if let Some(until) = until.filter(|u| u.value < from.value) {
                self.out
                    .add(rules::ROW_ORDER, until.at, "this row ends before it begins");
            }
            if let Some((earlier, end)) = before {
                let last = end.map(|e| e.value);
                if from.value <= earlier.value || last.is_some_and(|l| from.value <= l) {
                    let message = "this row begins before the row above it has ended";
                    self.out
                        .add(rules::ROW_ORDER, from.at, message)
                        .also(end.unwrap_or(earlier).at, "the row above");
                } else if let Some(end) = end.filter(|e| e.value.succ_opt() != Some(from.value)) {
                    let message = format!("no row holds between {} and {}", end.value, from.value);
                    self.out
                        .add(rules::ROW_GAP, from.at, message)
                        .also(end.at, "the row above ends here");
                }
            }
            before = Some((from, until));
        }
    }

    fn source_entry(&mut self, raw: &RawSource) -> Source {
        if let Some(url) = &raw.url
            && !url.value.starts_with("https://")
            && !url.value.starts_with("http://")
        {
            self.out
                .add(rules::VALUE_WRONG, url.at, "an address begins with https://");
        }
        // `says` is a remark for authors; nothing shows it.
        let _ = raw.says;
        Source {
            title: self.text(&raw.title, Words::Title),
            publisher: raw.publisher.clone(),
            url: raw.url.as_ref().map(|u| u.value.clone()).unwrap_or_default(),
            kind: raw.kind,
            confidence: raw.confidence,
            page_date: raw.page_date.clone(),
            checked: raw.checked.value,
            every_days: raw.every_days,
        }
    }

    fn calendar(&mut self, raw: &RawCalendar) -> HolidayCalendar {
        let (from, until) = (raw.covers.from.value, raw.covers.until.value);
        if until < from {
            self.out.add(
                rules::ROW_ORDER,
                raw.covers.until.at,
                "the calendar ends before it begins",
            );
        }
        let source = self.reference(Kind::Source, &raw.source).to_string();
        let mut days = std::collections::BTreeMap::new();
        for day in &raw.day {
            if !(from..=until).contains(&day.on.value) {
                let message = format!("{} is not between {from} and {until}", day.on.value);
                self.out.add(rules::VALUE_WRONG, day.on.at, message);
            }
            let name = DayName {
                en: day.en.clone(),
                ja: day.ja.clone(),
            };
            if days.insert(day.on.value, name).is_some() {
                self.out.add(
                    rules::ID_REUSED,
                    day.on.at,
                    format!("the day {} stands here twice", day.on.value),
                );
            }
        }
        HolidayCalendar {
            id: raw.id.value.clone(),
            from,
            until,
            days,
            source,
            checked: raw.checked,
        }
    }
}

fn table<T, U>(entries: &Entries<T>, mut convert: impl FnMut(&T) -> U) -> Table<U> {
    entries
        .iter()
        .map(|(id, entry)| (Id::new(&id.value), convert(entry)))
        .collect()
}

/// The first two numbers of a version.
fn version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions() {
        assert_eq!(version("0.1.7"), Some((0, 1)));
        assert!(version("0.10") > version("0.9") && version("x.1").is_none() && version("1").is_none());
    }
}
