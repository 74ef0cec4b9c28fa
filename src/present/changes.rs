//! What changes when: every dated row of the content, in the order of days.

use chrono::NaiveDate;

use super::doc::{Doc, Kind, Role};
use super::words::yen;
use crate::content::{DateOp, Fee, FeeRow, Id, Pack, Param, ParamValue, Rules};
use crate::i18n::{Strings, day};

/// One thing that changes on a day.
struct Row {
    on: NaiveDate,
    words: String,
    source: Option<Id>,
}

/// Every dated fee and value, day by day; without `all` only what lies ahead.
///
/// A fee or value that has held from the beginning is no change; a row is one if another row stands before it.
pub fn changes_doc(pack: &Pack, strings: &Strings, today: NaiveDate, all: bool) -> Doc {
    let mut rows = Vec::new();
    for fee in pack.fees.values() {
        fee_rows(strings, fee, &mut rows);
    }
    rules_rows(strings, &pack.shared, "", &mut rows);
    for procedure in pack.procedures.values() {
        let title = procedure.title.get(strings.lang());
        rules_rows(strings, &procedure.rules, title, &mut rows);
    }
    for calendar in pack.calendars.values() {
        let words = strings.say_x("changes-calendar-ends", &calendar.id);
        rows.push(Row {
            on: calendar.until,
            words,
            source: Some(Id::new(&calendar.source)),
        });
    }
    rows.retain(|row| all || row.on >= today);
    rows.sort_by(|a, b| (a.on, &a.words).cmp(&(b.on, &b.words)));
    let mut doc = Doc::default();
    doc.line(Kind::Title, Role::Strong, strings.say("changes-title"));
    if rows.is_empty() {
        doc.gap();
        doc.line(Kind::Text, Role::Plain, strings.say("changes-none"));
    }
    let mut last = None;
    for row in rows {
        if last.replace(row.on) != Some(row.on) {
            doc.heading(day(strings, row.on));
        }
        doc.line(Kind::Bullet, Role::Plain, row.words);
        if let Some(source) = row.source.and_then(|id| pack.sources.get(&id)) {
            doc.line(Kind::Tree(1), Role::Aside, source.title.get(strings.lang()));
        }
    }
    doc
}

fn fee_rows(strings: &Strings, fee: &Fee, into: &mut Vec<Row>) {
    let lang = strings.lang();
    row_changes(strings, fee.name.get(lang), &fee.rows, into);
    for option in &fee.options {
        let name = format!("{}: {}", fee.name.get(lang), option.name.get(lang));
        row_changes(strings, &name, &option.rows, into);
    }
}

fn row_changes(strings: &Strings, name: &str, rows: &[FeeRow], into: &mut Vec<Row>) {
    let each = rows.iter().map(|row| (yen(strings, Some(row)), row.from, &row.source));
    steps(strings, name, &each.collect::<Vec<_>>(), into);
    for row in rows {
        if let Some(until) = row.until.filter(|until| !rows.iter().any(|r| r.from > *until)) {
            into.push(Row {
                on: until,
                words: strings.say_x("changes-ends", name),
                source: Some(row.source.clone()),
            });
        }
    }
}

fn rules_rows(strings: &Strings, rules: &Rules, procedure: &str, into: &mut Vec<Row>) {
    let named = |name: &str| {
        if procedure.is_empty() {
            name.to_owned()
        } else {
            format!("{procedure}: {name}")
        }
    };
    for (name, param) in &rules.params {
        param_rows(strings, &named(&name.as_str().replace('_', " ")), param, into);
    }
    for (name, date) in &rules.dates {
        if let DateOp::Fixed(on) = date.op {
            let own = date.label.as_ref().map(|l| l.get(strings.lang()).to_owned());
            let label = own.unwrap_or_else(|| name.as_str().replace('_', " "));
            into.push(Row {
                on,
                words: named(&label),
                source: date.source.first().cloned(),
            });
        }
    }
}

fn param_rows(strings: &Strings, name: &str, param: &Param, into: &mut Vec<Row>) {
    let value = |value: ParamValue| match value {
        ParamValue::Number(n) => format!("{n} {}", param.unit),
        ParamValue::Date(on) => day(strings, on),
    };
    let each = param.rows.iter().map(|row| (value(row.value), row.from, &row.source));
    steps(strings, name, &each.collect::<Vec<_>>(), into);
}

/// From each value to the next: the value in words, from when on, and where that stands.
fn steps(strings: &Strings, name: &str, values: &[(String, NaiveDate, &Id)], into: &mut Vec<Row>) {
    for pair in values.windows(2) {
        let [(before, ..), (now, on, source)] = pair else {
            continue;
        };
        let args = [
            ("x", name.into()),
            ("before", before.as_str().into()),
            ("now", now.as_str().into()),
        ];
        into.push(Row {
            on: *on,
            words: strings.say_with("changes-fee", &args),
            source: Some((*source).clone()),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{embedded_files, load};

    fn text(today: &str, all: bool) -> String {
        let pack = load(&embedded_files(), None).pack.unwrap();
        changes_doc(&pack, &Strings::new("en"), today.parse().unwrap(), all).to_text(100)
    }

    #[test]
    fn a_fee_that_rises_is_told_with_both_amounts_and_its_day() {
        let before = text("2026-09-01", false);
        assert!(
            before.contains("1 October 2026") || before.contains("2026-10-01"),
            "{before}"
        );
        assert!(
            before.contains("10,000 yen") && before.contains("200,000 yen"),
            "{before}"
        );
        let after = text("2026-11-22", false);
        assert!(!after.contains("200,000 yen") && after.contains("2027"), "{after}");
        assert!(text("2026-11-22", true).contains("200,000 yen"));
        assert!(text("2099-01-01", false).contains("Nothing"));
    }
}
