//! Small pieces of wording that several views share.

use chrono::NaiveDate;
use fluent_bundle::FluentValue;

use super::Scene;
use super::doc::{Doc, Kind, Role, Span};
use crate::calendar::Closure;
use crate::content::{
    ClosedRule, Confidence, DeadlineKind, DeadlineRule, Fee, FeeRow, Mark, Pack, Place, PlaceKind, ReviewStatus,
    Source, Who,
};
use crate::guide::{Status, Warning, WarningKind};
use crate::i18n::{Strings, day, day_short, weekday};

/// A status in one word; never only a colour.
pub fn status_word(strings: &Strings, status: Status) -> String {
    strings.say(match status {
        Status::Late => "status-late",
        Status::Open => "status-open",
        Status::Upcoming => "status-upcoming",
        Status::Unknown => "status-unknown",
        Status::Done => "status-done",
        Status::Settled => "status-settled",
        Status::NotApplicable => "status-not-applicable",
    })
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
    strings.say(match who {
        Who::Myself => "who-self",
        Who::Household => "who-household",
        Who::LegalRep => "who-legal-rep",
        Who::Agent => "who-agent",
    })
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
        let (first, last) = (hours.days.first(), hours.days.last());
        let days = match (first, last) {
            (Some(a), Some(b)) if a == b => weekday(strings, *a),
            (Some(a), Some(b)) => format!("{}–{}", weekday(strings, *a), weekday(strings, *b)),
            _ => String::new(),
        };
        parts.push(
            format!("{days} {}–{}", hours.open.format("%H:%M"), hours.close.format("%H:%M"))
                .trim()
                .to_owned(),
        );
    }
    if place.closed.is_empty() {
        if place.hours.is_empty() && matches!(place.kind, PlaceKind::Phone) {
            parts.push(strings.say("place-always"));
        }
    } else {
        parts.push(strings.say_x("place-closed", &closed_words(pack, strings, place)));
    }
    if !place.languages.is_empty() {
        let languages: Vec<String> = place
            .languages
            .iter()
            .map(|l| language_words(strings, l.as_str()))
            .collect();
        parts.push(languages.join(strings.say("list-comma").as_str()));
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
    let words: Vec<String> = place
        .closed
        .iter()
        .map(|rule| match rule {
            ClosedRule::Weekly(days) => days
                .iter()
                .map(|d| weekday(strings, *d))
                .collect::<Vec<_>>()
                .join(&strings.say("list-comma")),
            ClosedRule::Calendar(id) if pack.calendars.contains_key(id) => strings.say("closed-holidays"),
            ClosedRule::Calendar(id) => id.to_string(),
            ClosedRule::Yearly { name, .. } => name.get(strings.lang()).to_owned(),
        })
        .collect();
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
    let mut line = format!("{} — {}", source.title.get(strings.lang()), source.publisher);
    let checked = day_short(source.checked);
    line.push_str("; ");
    line.push_str(&strings.say_x("source-checked", &checked));
    line.push_str("; ");
    line.push_str(&strings.say(match source.confidence {
        Confidence::High => "confidence-high",
        Confidence::Medium => "confidence-medium",
        Confidence::Low => "confidence-low",
    }));
    if is_stale(source.checked, source.every_days, today) {
        line.push_str("; ");
        line.push_str(&strings.say("source-stale"));
    }
    line
}

/// A source as blocks: what it is, and its address on a line of its own so that it is not torn apart.
pub(super) fn source_blocks(scene: Scene<'_>, source: &Source, doc: &mut Doc) {
    let line = source_line(scene.strings, source, scene.assessment.today);
    doc.push(Kind::Bullet, vec![Span::new(line, Role::Aside)]);
    if !source.url.is_empty() {
        doc.push(Kind::Tree(1), vec![Span::new(&source.url, Role::Contact)]);
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

/// Whether something should be compared with its sources again.
pub(super) fn is_stale(checked: NaiveDate, every_days: u32, today: NaiveDate) -> bool {
    (today - checked).num_days() > i64::from(every_days)
}

pub(super) fn review_word(strings: &Strings, status: ReviewStatus) -> String {
    strings.say(match status {
        ReviewStatus::Draft => "review-draft",
        ReviewStatus::Reviewed => "review-reviewed",
        ReviewStatus::Verified => "review-verified",
        ReviewStatus::Official => "review-official",
    })
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
    match (amounts.iter().min(), amounts.iter().max()) {
        (Some(low), Some(high)) if low == high => yen_words(strings, *low),
        (Some(low), Some(high)) => strings.say_with(
            "fee-range",
            &[("low", thousands(*low).into()), ("high", thousands(*high).into())],
        ),
        _ => strings.say("fee-unknown"),
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
        lines.push(format!(
            "  {}: {}",
            option.name.get(lang),
            yen(strings, FeeRow::in_force(&option.rows, today))
        ));
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

pub(super) fn thousands(n: u32) -> String {
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

/// A warning in a sentence.
pub fn warning_words(scene: Scene<'_>, warning: &Warning) -> String {
    let (pack, strings) = (scene.pack, scene.strings);
    let fact = |id: &str| {
        pack.facts
            .get(id)
            .map_or(id.to_owned(), |f| f.name.get(strings.lang()).to_owned())
    };
    let who = if scene.several_people() {
        format!("{}: ", scene.label(warning.person.as_str()))
    } else {
        String::new()
    };
    let words = match &warning.kind {
        WarningKind::Differs { date, used, computed } => {
            let procedure = pack.procedures.get(&warning.procedure);
            let label = pack.date(procedure, date.as_str()).and_then(|d| d.label.as_ref());
            let name = label.map_or(date.as_str(), |l| l.get(strings.lang()));
            let args: [(&str, FluentValue<'_>); 3] = [
                ("x", name.into()),
                ("used", day(strings, *used).into()),
                ("computed", day(strings, *computed).into()),
            ];
            strings.say_with("warning-differs", &args)
        }
        WarningKind::Order { earlier, later } => strings.say_with(
            "warning-order",
            &[
                ("earlier", fact(earlier.as_str()).into()),
                ("later", fact(later.as_str()).into()),
            ],
        ),
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
