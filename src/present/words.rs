//! Small pieces of wording that several views share.

use chrono::NaiveDate;

use super::doc::{Doc, Item, Kind, Role, Span};
use super::prose::beside;
use super::{Scene, fact_name};
use crate::calendar::Closure;
use crate::content::{
    ClosedRule, Confidence, DeadlineKind, DeadlineRule, Fee, FeeRow, Id, Mark, Name, Pack, Place, PlaceKind, Procedure,
    Review, ReviewStatus, Source, Who,
};
use crate::guide::{Status, Warning, WarningKind};
use crate::i18n::{Strings, day, day_short, weekday};

/// A status in one word; never only a colour.
pub fn status_word(strings: &Strings, status: Status) -> String {
    strings.say(&format!("status-{}", status.word()))
}

/// The status of a deadline in one word: what ends by itself is neither open nor late.
pub fn standing_word(strings: &Strings, rule: Option<&DeadlineRule>, status: Status) -> String {
    match status {
        Status::Open if rule.is_some_and(DeadlineRule::is_end) => strings.say("status-ends-soon"),
        Status::Late if rule.is_some_and(DeadlineRule::is_end) => strings.say("status-ended"),
        status => status_word(strings, status),
    }
}

/// The nature of a deadline in words.
pub fn kind_word(strings: &Strings, kind: DeadlineKind) -> String {
    strings.say(match kind {
        DeadlineKind::LegalDuty => "kind-legal-duty",
        DeadlineKind::ValidityEnd => "kind-validity-end",
        DeadlineKind::Window => "kind-window",
        DeadlineKind::Advice => "kind-advice",
    })
}

/// Who comes, in words.
pub fn who_word(strings: &Strings, who: Who) -> String {
    strings.say(&format!("who-{}", who.word()))
}

/// `in 3 days`, `today`, `2 days ago`.
pub fn days_phrase(strings: &Strings, days: i64) -> String {
    match days {
        0 => strings.say("days-today"),
        1 => strings.say("days-tomorrow"),
        -1 => strings.say("days-yesterday"),
        n if n > 0 => strings.say_n("days-in", n),
        n => strings.say_n("days-ago", -n),
    }
}

/// A place with its telephone number, if it is one.
pub(super) fn place_words(strings: &Strings, place: &Place) -> String {
    let name = place.name.get(strings.lang());
    match (&place.phone, place.kind) {
        (Some(phone), PlaceKind::Phone) => format!("{phone} ({name})"),
        _ => name.to_owned(),
    }
}

/// A place in one line: name, telephone, hours, closed days.
pub fn place_line(pack: &Pack, strings: &Strings, place: &Place) -> String {
    let mut parts = vec![place.name.get(strings.lang()).to_owned()];
    if !strings.language().reads_japanese {
        parts[0] = format!("{} ({})", place.name.en, place.name.ja);
    }
    parts.extend(place.phone.clone());
    for hours in &place.hours {
        let days = match (hours.days.first(), hours.days.last()) {
            (Some(a), Some(b)) if a == b => weekday(strings, *a),
            (Some(a), Some(b)) => format!("{}–{}", weekday(strings, *a), weekday(strings, *b)),
            _ => String::new(),
        };
        let line = format!("{days} {}–{}", hours.open.format("%H:%M"), hours.close.format("%H:%M"));
        parts.push(line.trim().to_owned());
    }
    if place.closed.is_empty() {
        if place.hours.is_empty() && matches!(place.kind, PlaceKind::Phone) {
            parts.push(strings.say("place-always"));
        }
    } else {
        parts.push(strings.say_x("place-closed", &closed_words(pack, strings, place)));
    }
    if !place.languages.is_empty() {
        let languages = place.languages.iter().map(|l| language_words(strings, l.as_str()));
        parts.push(languages.collect::<Vec<_>>().join(&strings.say("list-comma")));
    }
    parts.join("; ")
}

/// A language in the words of the reader; its tag if there are none.
pub fn language_words(strings: &Strings, lang: &str) -> String {
    let id = format!("language-{lang}");
    let name = strings.say(&id);
    if name == id { lang.to_owned() } else { name }
}

fn closed_words(pack: &Pack, strings: &Strings, place: &Place) -> String {
    let mut words: Vec<String> = Vec::new();
    for rule in &place.closed {
        match rule {
            ClosedRule::Weekly(days) => words.extend(days.iter().map(|d| weekday(strings, *d))),
            ClosedRule::Calendar(id) if pack.calendars.contains_key(id) => words.push(strings.say("closed-holidays")),
            ClosedRule::Calendar(id) => words.push(id.to_string()),
            ClosedRule::Yearly { name, .. } => words.push(name.get(strings.lang()).to_owned()),
        }
    }
    words.join(&strings.say("list-comma"))
}

/// Why a day is closed, by name.
pub(super) fn closure_words(strings: &Strings, closure: &Closure) -> String {
    match closure {
        Closure::Weekday(day) => weekday(strings, *day),
        Closure::Holiday(name) | Closure::Yearly(name) => {
            if strings.language().reads_japanese {
                name.ja.clone()
            } else {
                name.en.clone()
            }
        }
    }
}

/// A source with the day it was checked and how sure it is.
pub fn source_line(strings: &Strings, source: &Source, today: NaiveDate) -> String {
    let confidence = match source.confidence {
        Confidence::High => "confidence-high",
        Confidence::Medium => "confidence-medium",
        Confidence::Low => "confidence-low",
    };
    let title = format!("{} — {}", source.title.get(strings.lang()), source.publisher);
    let head = [
        title,
        strings.say_x("source-checked", &day_short(source.checked)),
        strings.say(confidence),
    ];
    with_age(strings, &head, (source.checked, source.every_days), today)
}

/// What is known of a source or a text, and whether it should be compared with its sources again: it was, on a day, and
/// should be after so many days.
fn with_age(strings: &Strings, head: &[String], (checked, every_days): (NaiveDate, u32), today: NaiveDate) -> String {
    let is_stale = (today - checked).num_days() > i64::from(every_days);
    let stale = is_stale.then(|| strings.say("source-stale"));
    head.iter().cloned().chain(stale).collect::<Vec<_>>().join("; ")
}

/// How far a text has been read by others, and when it was last compared with its sources.
pub(super) fn review_line(strings: &Strings, review: &Review, today: NaiveDate) -> String {
    let status = match review.status {
        ReviewStatus::Draft => "review-draft",
        ReviewStatus::Reviewed => "review-reviewed",
        ReviewStatus::Verified => "review-verified",
        ReviewStatus::Official => "review-official",
    };
    let checked = strings.say_x("source-checked", &day_short(review.checked));
    let head = [strings.say(status), checked];
    with_age(strings, &head, (review.checked, review.every_days), today)
}

/// A source as blocks: what it is, and its address on a line of its own so that it is not torn apart.
pub(super) fn source_blocks(scene: Scene<'_>, source: &Source, doc: &mut Doc) {
    let line = source_line(scene.strings, source, scene.assessment.today);
    doc.line(Kind::Bullet, Role::Aside, line);
    if !source.url.is_empty() {
        doc.line(Kind::Tree(1), Role::Contact, &source.url);
    }
}

/// One source with its address.
pub fn source_doc(scene: Scene<'_>, id: &str) -> Doc {
    let mut doc = Doc::default();
    if let Some(source) = scene.pack.sources.get(id) {
        source_blocks(scene, source, &mut doc);
    }
    doc
}

pub(super) fn mark_word(strings: &Strings, mark: Mark) -> String {
    strings.say(match mark {
        Mark::NotConfirmed => "mark-not-confirmed",
        Mark::Varies => "mark-varies",
        Mark::Change => "mark-change",
    })
}

/// The amount of a fee in force on a day: `1,000 yen`, `free`, `not known`.
pub(super) fn fee_words_at(strings: &Strings, fee: &Fee, today: NaiveDate) -> String {
    if fee.options.is_empty() {
        return yen(strings, FeeRow::in_force(&fee.rows, today));
    }
    let amounts: Vec<u32> = fee
        .options
        .iter()
        .filter_map(|o| FeeRow::in_force(&o.rows, today))
        .map(|r| r.yen)
        .collect();
    range_words(
        strings,
        amounts.iter().min().copied().zip(amounts.iter().max().copied()),
    )
}

/// The lowest and the highest amount; none: it is not known.
pub(super) fn range_words(strings: &Strings, amounts: Option<(u32, u32)>) -> String {
    match amounts {
        None => strings.say("fee-unknown"),
        Some((low, high)) if low == high => yen_words(strings, low),
        Some((low, high)) => {
            let args = [("low", thousands(low).into()), ("high", thousands(high).into())];
            strings.say_with("fee-range", &args)
        }
    }
}

/// Every line of a fee: its name, and each option with its amount.
pub(super) fn fee_words(strings: &Strings, fee: &Fee, today: NaiveDate) -> Vec<String> {
    let lang = strings.lang();
    let mut lines = Vec::new();
    let basis = fee.by.as_ref().map(|by| strings.say_x("fee-by", by.get(lang)));
    let head = if fee.options.is_empty() {
        format!(": {}", yen(strings, FeeRow::in_force(&fee.rows, today)))
    } else {
        String::new()
    };
    let mut first = format!("{}{head}", fee.name.get(lang));
    if fee.rows.len() > 1 || !fee.options.is_empty() {
        first.extend(basis.map(|b| format!(" ({b})")));
    }
    lines.push(first);
    for option in &fee.options {
        let amount = yen(strings, FeeRow::in_force(&option.rows, today));
        lines.push(format!("  {}: {amount}", option.name.get(lang)));
    }
    lines.extend(fee.note.as_ref().map(|n| format!("  {}", n.get(lang))));
    lines
}

pub(super) fn yen(strings: &Strings, row: Option<&FeeRow>) -> String {
    row.map_or_else(|| strings.say("fee-unknown"), |row| yen_words(strings, row.yen))
}

fn yen_words(strings: &Strings, amount: u32) -> String {
    if amount == 0 {
        strings.say("fee-free")
    } else {
        strings.say_x("fee-yen", &thousands(amount))
    }
}

fn thousands(n: u32) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// "Ask your office" behind what differs from office to office.
pub(super) fn caution(scene: Scene<'_>, varies: bool, spans: &mut Vec<Span>) {
    if varies {
        let words = format!(" [{}]", scene.say("mark-varies"));
        spans.push(Span::new(words, Role::Caution));
    }
}

/// The Japanese beside an English name; readers of Japanese have it already.
pub(super) fn in_japanese(scene: Scene<'_>, name: &Name) -> Option<Span> {
    (!scene.reads_japanese()).then(|| Span::new(format!(" {}", beside(name)), Role::Japanese))
}

/// The remarks of a need that are set: copy, original, sealed, translation, and whether it depends on something.
pub(super) fn need_remarks(strings: &Strings, set: [bool; 5]) -> impl Iterator<Item = String> {
    let ids = [
        "need-copy",
        "need-original",
        "need-sealed",
        "need-translation",
        "need-depends",
    ];
    set.into_iter()
        .zip(ids)
        .filter(|(set, _)| *set)
        .map(|(_, id)| strings.say(id))
}

/// The name of a set of documents of which some are asked for.
pub(super) fn set_name(scene: Scene<'_>, id: &Id) -> String {
    let set = scene.pack.sets.get(id);
    set.map_or_else(|| id.to_string(), |s| s.name.get(scene.lang()).to_owned())
}

/// A procedure in a list, to be opened.
pub(super) fn procedure_entry(scene: Scene<'_>, procedure: &Procedure, doc: &mut Doc) {
    let title = procedure.title.get(scene.lang());
    let link = vec![Span::new(title, Role::Procedure(procedure.id.clone()))];
    doc.push_item(Kind::Bullet, link, Item::Procedure(procedure.id.clone()));
}

/// A warning in a sentence.
pub fn warning_words(scene: Scene<'_>, warning: &Warning) -> String {
    let (pack, strings) = (scene.pack, scene.strings);
    let label = scene.label_among(&warning.person);
    let who = label.map_or_else(String::new, |label| format!("{label}: "));
    let words = match &warning.kind {
        WarningKind::Differs { date, used, computed } => {
            let procedure = pack.procedures.get(&warning.procedure);
            let label = pack.date(procedure, date.as_str()).and_then(|d| d.label.as_ref());
            let name = label.map_or(date.as_str(), |l| l.get(strings.lang()));
            let args = [
                ("x", name.into()),
                ("used", day(strings, *used).into()),
                ("computed", day(strings, *computed).into()),
            ];
            strings.say_with("warning-differs", &args)
        }
        WarningKind::Order { earlier, later } => {
            let args = [("earlier", earlier), ("later", later)].map(|(key, fact)| (key, fact_name(scene, fact).into()));
            strings.say_with("warning-order", &args)
        }
    };
    format!("{who}{words}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_and_day_counts_in_words() {
        assert_eq!(
            [0, 300, 1000, 200_000].map(thousands),
            ["0", "300", "1,000", "200,000"].map(String::from)
        );
        let en = Strings::new("en");
        assert_eq!(days_phrase(&en, 0), "today");
        assert_eq!(days_phrase(&en, 1), "tomorrow");
        assert_eq!(days_phrase(&en, 12), "in 12 days");
        assert_eq!(days_phrase(&en, -3), "3 days ago");
    }
}
