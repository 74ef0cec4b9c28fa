//! The registries: facts, documents, places, terms, phrases, fees, sources, calendars.

use chrono::{NaiveDate, NaiveTime, Weekday};

use super::super::id::Id;
use super::super::pack::{FactKind, Pack, PackInfo, Table};
use super::super::raw::{
    At, Entries, RawCalendar, RawClosed, RawFee, RawFeeRow, RawForms, RawInfo, RawPack, RawPhrase, RawPlace,
};
use super::super::registry::{ClosedRule, FeeOption, FeeRow, Phrase, PlaceKind, Week};
use super::super::rules;
use super::Checked;

use super::day_words::{month_day, week_word, weekday_word};
use super::known::{Check, Kind};
use super::names::Names;
use super::words::Words;
use crate::calendar::{DayName, HolidayCalendar};

/// The version of the content format that this program reads.
const SCHEMA: u32 = 1;

impl Check<'_, '_> {
    /// A pack with everything but rules and procedures.
    pub(super) fn registries(&mut self, raw: &RawPack, names: &Names<'_>) -> Pack {
        self.not_kept(raw);
        self.orders(&raw.facts);
        Pack {
            info: raw.info.as_ref().map(|info| self.info(info, names)).unwrap_or_default(),
            topics: self.table(&raw.topics, names),
            facts: raw
                .facts
                .iter()
                .map(|(id, f)| (Id::new(&id.value), self.fact_entry(id, f, names)))
                .collect(),
            documents: self.table(&raw.documents, names).into(),
            sets: self.table(&raw.sets, names).into(),
            helpers: self.table(&raw.helpers, names).into(),
            places: self.table(&raw.places, names),
            terms: self.table(&raw.terms, names).into(),
            phrases: raw
                .phrases
                .iter()
                .map(|(id, p)| (Id::new(&id.value), self.phrase_entry(p, names)))
                .collect::<Table<_>>()
                .into(),
            fees: self.table(&raw.fees, names).into(),
            sources: self.table(&raw.sources, names).into(),
            validities: self.table(&raw.validities, names),
            calendars: raw
                .calendars
                .iter()
                .map(|c| (Id::new(&c.id.value), self.calendar(c)))
                .collect(),
            ..Pack::default()
        }
    }

    fn table<T: Checked>(&mut self, entries: &Entries<T>, names: &Names<'_>) -> Table<T::End> {
        let checked = entries
            .iter()
            .map(|(id, entry)| (Id::new(&id.value), entry.checked(self, names)));
        checked.collect()
    }

    /// What no entry keeps.
    fn not_kept(&mut self, raw: &RawPack) {
        for (_, helper) in &raw.helpers {
            self.references(Kind::Source, &helper.source);
        }
        for (id, document) in &raw.documents {
            for cover in document.covers.iter().filter(|cover| cover.document.value == id.value) {
                let message = "a document does not stand for itself";
                self.wrong(cover.document.at, message);
            }
        }
    }

    /// What a newcomer is asked first: questions that stand for themselves.
    pub fn first_questions(&mut self, questions: &[At<String>]) -> Vec<Id> {
        let mut facts = Vec::new();
        for fact in questions {
            let id = Id::new(&fact.value);
            if facts.contains(&id) {
                let message = format!("`{}` is already asked", fact.value);
                self.wrong(fact.at, message);
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
        facts
    }

    fn info(&mut self, raw: &RawInfo, names: &Names<'_>) -> PackInfo {
        self.schema(&raw.schema);
        if let Some(first) = raw.languages.first().filter(|l| l.value != "en") {
            self.wrong(first.at, "the first language must be `en`");
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
            first: raw.first.checked(self, names).unwrap_or_default(),
            demonstration: raw.demonstration,
            licence: raw.licence.clone(),
        }
    }

    /// The content must have the format that is read here.
    pub(super) fn schema(&mut self, schema: &At<u32>) {
        if schema.value != SCHEMA {
            let message = format!("this program reads schema {SCHEMA}, not {}", schema.value);
            self.wrong(schema.at, message);
        }
    }

    /// The pack may need a newer program.
    fn program(&mut self, wanted: &At<String>) {
        let own = env!("CARGO_PKG_VERSION");
        match (version(&wanted.value), version(own)) {
            (None, _) => {
                self.wrong(wanted.at, "a program version is written \"1.2\"");
            }
            (Some(wanted_numbers), own_numbers) if Some(wanted_numbers) > own_numbers => {
                let message = format!("this pack needs version {} of the program; this is {own}", wanted.value);
                self.wrong(wanted.at, message);
            }
            _ => {}
        }
    }

    /// The sort of a place; some sorts need more keys.
    pub fn place_kind(&mut self, raw: &RawPlace) -> PlaceKind {
        if raw.kind.value == PlaceKind::Phone && raw.phone.is_none() {
            self.out
                .add(rules::KEY_MISSING, raw.at, "a telephone line needs `phone`, its number");
        }
        raw.kind.value
    }

    /// When it opens, which is before it closes.
    pub fn opening(&mut self, open: &At<NaiveTime>, close: &At<NaiveTime>) -> NaiveTime {
        if open.value >= close.value {
            self.wrong(close.at, "it closes before it opens").also(open.at, "opens");
        }
        open.value
    }

    /// Days of a month that could be read.
    pub fn days_of_month(&mut self, days: &[At<String>]) -> Vec<(Week, Weekday)> {
        days.iter().filter_map(|day| self.day_of_month(day)).collect()
    }

    /// `every wed`, `2nd sun`, `last sat`.
    fn day_of_month(&mut self, day: &At<String>) -> Option<(Week, Weekday)> {
        let read = day
            .value
            .split_once(' ')
            .and_then(|(week, weekday)| Some((week_word(week)?, weekday_word(weekday)?)));
        if read.is_none() && !day.value.is_empty() {
            let message = format!("`{}` is no day of a month", day.value);
            self.wrong(day.at, message)
                .help("write \"every wed\", \"1st sun\" to \"5th sun\", or \"last sat\"");
        }
        read
    }

    /// Why a place is closed.
    pub fn closed(&mut self, raw: &RawClosed) -> Option<ClosedRule> {
        match (&raw.weekly, &raw.calendar, &raw.yearly) {
            (Some(days), None, None) if days.len() < 7 => Some(ClosedRule::Weekly(days.clone())),
            (None, Some(calendar), None) => Some(ClosedRule::Calendar(self.reference(Kind::Calendar, calendar))),
            (None, None, Some(range)) => self.yearly(raw, range),
            _ => {
                let message = "exactly one of `weekly` (not all seven days), `calendar` and `yearly` is needed";
                self.wrong(raw.at, message);
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
            let message = "days of every year are written \"12-29..01-03\"";
            self.wrong(range.at, message);
            return None;
        };
        Some(ClosedRule::Yearly {
            from,
            until,
            name: name?,
        })
    }

    fn phrase_entry(&mut self, raw: &RawPhrase, names: &Names<'_>) -> Phrase {
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
            applies: self.applies(raw.applies.as_ref(), names),
            answers: raw.answer.checked(self, names),
        }
    }

    /// The variants of a fee, instead of which it may have rows of its own.
    pub fn fee_options(&mut self, raw: &RawFee, names: &Names<'_>) -> Vec<FeeOption> {
        if raw.rows.is_some() != raw.options.is_empty() {
            let message = "a fee has either `row` (`[]`: not known) or `option`";
            self.wrong(raw.at, message);
        }
        self.out.unique("option", raw.options.iter().map(|o| &o.id));
        self.references(Kind::Source, &raw.source);
        raw.options.checked(self, names)
    }

    /// The amounts of a fee.
    pub fn fee_rows(&mut self, rows: &[RawFeeRow], names: &Names<'_>) -> Vec<FeeRow> {
        self.row_days(rows.iter().map(|r| (&r.from, r.until.as_ref())));
        rows.checked(self, names)
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

    /// The address of a source, if it has one.
    pub fn address(&mut self, url: Option<&At<String>>) -> String {
        if let Some(url) = url
            && !url.value.starts_with("https://")
            && !url.value.starts_with("http://")
        {
            self.wrong(url.at, "an address begins with https://");
        }
        // `says` is a remark for authors; nothing shows it.
        url.map(|url| url.value.clone()).unwrap_or_default()
    }

    fn calendar(&mut self, raw: &RawCalendar) -> HolidayCalendar {
        let (from, until) = (raw.covers.from.value, raw.covers.until.value);
        if until < from {
            let message = "the calendar ends before it begins";
            self.out.add(rules::ROW_ORDER, raw.covers.until.at, message);
        }
        let source = self.reference(Kind::Source, &raw.source).to_string();
        let mut days = std::collections::BTreeMap::new();
        for day in &raw.day {
            if !(from..=until).contains(&day.on.value) {
                let message = format!("{} is not between {from} and {until}", day.on.value);
                self.wrong(day.on.at, message);
            }
            let name = DayName {
                en: day.en.clone(),
                ja: day.ja.clone(),
            };
            if days.insert(day.on.value, name).is_some() {
                let message = format!("the day {} stands here twice", day.on.value);
                self.out.add(rules::ID_REUSED, day.on.at, message);
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
