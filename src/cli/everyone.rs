//! `due --all`: what is due in every household of the data folder, with labels only. Households are read and worked out
//! side by side, a part of them at a time, so that neither ten nor ten thousand need much memory.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};

use chrono::{Days, NaiveDate};
use rayon::prelude::*;
use serde_json::{Value, json};

use super::args::{By, Due, DueFormat};
use super::due::is_within;
use super::due_json::{kind_key, unreadable};
use super::json::SCHEMA;
use super::setup::Setup;
use super::trouble::Trouble;
use super::{Verdict, remark};
use crate::content::{Id, Pack};
use crate::guide::{Deadline, DeadlineKey, Status, Validity, ValidityStatus, assess};
use crate::household::Household;
use crate::i18n::day;
use crate::present::{Unreadable, days_phrase, row_title, standing_word};
use crate::store::{OpenError, Paths, look};
use crate::text::{clean, wrap};

/// How many households are worked out before their lines are printed.
const AT_ONCE: usize = 512;

/// One deadline of one person, small enough to keep very many.
struct Row {
    household: String,
    person: String,
    key: DeadlineKey,
    title: String,
    place: Id,
    standing: Status,
    act_by: Option<NaiveDate>,
    /// The row for other programs, if it is for them.
    json: Option<String>,
}

/// Prints what is due in every household.
///
/// # Errors
/// The households cannot be listed, or the output cannot be written.
pub(super) fn run(setup: &Setup, args: &Due, to: &mut dyn Write) -> Result<Verdict, Trouble> {
    if matches!(args.format, DueFormat::Ics | DueFormat::Markdown) {
        return Err(Trouble::Usage("`--all` is printed as text or json.".to_owned()));
    }
    if args.person.is_some() || args.everything {
        return Err(Trouble::Usage(
            "`--all` goes with `--within`, `--by`, `--format` and `--fail-late` only.".to_owned(),
        ));
    }
    let pack = setup.pack()?;
    let names = setup.households()?;
    let mut seen = Seen::default();
    // Many lines at once: a call of the system for each is what a long run would mostly do.
    let mut to = BufWriter::with_capacity(64 << 10, to);
    let mut printer = Printer {
        setup,
        pack: &pack,
        args,
        to: &mut to,
        any: false,
    };
    match printer.all(&names, &mut seen) {
        // Whoever reads has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        finished => finished.map_err(Trouble::file("standard output"))?,
    }
    match seen.broken.len() {
        0 => Ok(Verdict::holds(!seen.late || !args.fail_late)),
        n => Err(Trouble::Usage(format!(
            "{n} of {} households could not be read; see above.",
            names.len()
        ))),
    }
}

#[derive(Default)]
struct Seen {
    late: bool,
    /// What ends soon, has ended, is stopped or not known, as JSON.
    ends: Vec<Value>,
    /// The households that cannot be read, as JSON.
    broken: Vec<Value>,
}

/// What is needed to work a household out; nothing in it belongs to one thread.
#[derive(Clone, Copy)]
struct Worker<'a> {
    pack: &'a Pack,
    paths: &'a Paths,
    today: NaiveDate,
    within: Option<u32>,
    format: DueFormat,
    lang: &'a str,
    /// What stands between the parts of a list.
    comma: &'a str,
}

struct Printer<'a> {
    setup: &'a Setup,
    pack: &'a Pack,
    args: &'a Due,
    to: &'a mut dyn Write,
    any: bool,
}

impl Worker<'_> {
    /// What is due in one household, and for other programs what ends in it.
    fn rows(&self, name: &str) -> Result<(Vec<Row>, Vec<Value>), (String, OpenError)> {
        let household = look(self.paths, name).map_err(|error| (name.to_owned(), error))?;
        let assessment = assess(self.pack, &household, self.today);
        let asked = |d: &Deadline| d.is_asked() || d.status == Status::Waits || (d.ends.is_some() && d.is_row());
        let is_page = self.format == DueFormat::Json;
        let wanted =
            |d: &&Deadline| asked(d) && (is_page || !d.is_part_of_a_row()) && is_within(d, &assessment, self.within);
        let row = |d: &Deadline| {
            let person = household.person(d.person.as_str()).map_or("", |p| p.label.as_str());
            Row {
                household: household.name.clone(),
                person: person.to_owned(),
                key: d.key.clone(),
                title: row_title(self.pack, self.lang, self.comma, d),
                place: d.place.clone(),
                standing: d.status,
                act_by: d.next_day(self.today),
                json: (self.format == DueFormat::Json).then(|| self.json(&household.name, person, d).to_string()),
            }
        };
        let rows = assessment.deadlines.iter().filter(wanted).map(row).collect();
        let near = |v: &&Validity| is_page && v.status != ValidityStatus::Valid;
        let ends = assessment.validities.iter().filter(near);
        Ok((rows, ends.map(|v| self.validity(&household, v)).collect()))
    }

    /// What ends, for other programs, as private as a row.
    fn validity(&self, household: &Household, v: &Validity) -> Value {
        let rule = self.pack.validities.get(&v.id);
        json!({
            "household": household.name,
            "person": household.person(v.person.as_str()).map_or("", |p| p.label.as_str()),
            "id": v.id,
            "title": rule.map_or("", |rule| rule.title.get(self.lang)),
            "status": v.status.word(),
            "until": v.until,
            "next": v.next().map(|step| step.key.to_string()),
            "waits_for": [],
            "asks": [],
            "chain": [],
            "why": [],
            "sources": [],
        })
    }

    /// A row for other programs.
    fn json(&self, household: &str, person: &str, d: &Deadline) -> Value {
        let rule = self.pack.deadline(d.key.procedure.as_str(), d.key.deadline.as_str());
        let title = rule.map_or("", |rule| rule.title.get(self.lang));
        json!({
            "household": household,
            "person": person,
            "procedure": d.key.procedure,
            "deadline": d.key.deadline,
            "title": title,
            "kind": kind_key(d.kind),
            "status": d.status.word(),
            "opens": d.opens,
            "counted": d.counted,
            "plan_by": d.plan_by,
            "closes": d.closes,
            "days_left": d.days_left(self.today),
            "disputed": d.disputed,
            "varies": d.varies,
            // What was told, and so what could be asked, why and by which source, is nobody else's business.
            "asks": [],
            "why": [],
            "after_plan": null,
            "waits_for": [],
            "sources": [],
            "place": d.place,
        })
    }
}

impl Printer<'_> {
    fn all(&mut self, names: &[String], seen: &mut Seen) -> io::Result<()> {
        let mut groups: BTreeMap<(String, String), Vec<Row>> = BTreeMap::new();
        if self.args.format == DueFormat::Json {
            write!(
                self.to,
                "{{\n  \"schema\": {SCHEMA},\n  \"today\": \"{}\",\n  \"deadlines\": [",
                self.setup.today
            )?;
        }
        let (pack, setup) = (self.pack, self.setup);
        let comma = setup.strings.say("list-comma");
        let worker = Worker {
            pack,
            paths: setup.paths(),
            today: setup.today,
            within: self.args.within,
            format: self.args.format,
            lang: setup.strings.lang(),
            comma: &comma,
        };
        for part in names.chunks(AT_ONCE) {
            let done: Vec<Result<(Vec<Row>, Vec<Value>), (String, OpenError)>> =
                part.par_iter().map(|name| worker.rows(name)).collect();
            for result in done {
                match result {
                    Ok((rows, ends)) => {
                        seen.ends.extend(ends);
                        seen.late |= rows.iter().any(|row| row.standing == Status::Late);
                        match (self.args.format, self.args.by) {
                            (DueFormat::Json, _) => self.json(&rows)?,
                            (_, None) => self.household(&rows)?,
                            (_, Some(by)) => {
                                for row in rows {
                                    groups.entry(self.group(by, &row)).or_default().push(row);
                                }
                            }
                        }
                    }
                    Err((name, error)) => {
                        let told = Unreadable::new(&setup.strings, &error);
                        seen.broken.push(self.unreadable(&name, &told)?);
                    }
                }
            }
            // What is done is handed over before the next part is worked out.
            self.to.flush()?;
        }
        if self.args.format == DueFormat::Json {
            self.to.write_all(if self.any { b"\n  ]" } else { b"]" })?;
            self.list("validities", &seen.ends)?;
            self.list("unreadable", &seen.broken)?;
            writeln!(self.to, "\n}}")?;
            return self.to.flush();
        }
        for ((_, heading), mut rows) in groups {
            rows.sort_by(|a, b| key(a).cmp(&key(b)));
            self.heading(&heading)?;
            for row in &rows {
                self.line(row, self.args.by)?;
            }
        }
        if !self.any {
            writeln!(self.to, "{}", self.setup.strings.say("all-nothing"))?;
        }
        self.to.flush()
    }

    /// The group of a row: what it is sorted by, and its heading.
    fn group(&self, by: By, row: &Row) -> (String, String) {
        let strings = &self.setup.strings;
        match by {
            By::Day => match (row.standing, row.act_by) {
                (Status::Late, _) => (String::new(), strings.say("all-day-late")),
                (_, Some(on)) => (on.to_string(), self.when(on)),
                (_, None) => ("~".to_owned(), strings.say("all-no-day")),
            },
            By::Place => {
                let place = self.pack.places.get(&row.place);
                let name = place.map_or_else(|| row.place.to_string(), |p| p.name.get(strings.lang()).to_owned());
                (name.clone(), name)
            }
            By::Person => {
                let name = format!("{} — {}", row.household, row.person);
                (name.clone(), name)
            }
        }
    }

    /// A day, and how near it is.
    fn when(&self, on: NaiveDate) -> String {
        let strings = &self.setup.strings;
        let left = days_phrase(strings, (on - self.setup.today).num_days());
        format!("{}{}{left}", day(strings, on), strings.say("list-comma"))
    }

    fn household(&mut self, rows: &[Row]) -> io::Result<()> {
        if let Some(first) = rows.first() {
            self.heading(&first.household)?;
        }
        rows.iter().try_for_each(|row| self.line(row, None))
    }

    /// Says that a household cannot be read, on both ways out, and gives its entry in JSON. Without a row of its own it
    /// would look as if nothing were due in it.
    fn unreadable(&mut self, name: &str, told: &Unreadable) -> io::Result<Value> {
        let strings = &self.setup.strings;
        remark(&format!("{name}: {}", told.line()));
        if self.args.format != DueFormat::Json {
            let words = strings.say_x("cannot-be-read", &told.what);
            self.heading(name)?;
            self.wrapped(&words)?;
        }
        Ok(unreadable(name, told))
    }

    /// A list of the page for other programs.
    fn list(&mut self, key: &str, entries: &[Value]) -> io::Result<()> {
        write!(self.to, ",\n  \"{key}\": [")?;
        for (n, entry) in entries.iter().enumerate() {
            write!(self.to, "{}\n    {entry}", if n == 0 { "" } else { "," })?;
        }
        self.to.write_all(if entries.is_empty() { b"]" } else { b"\n  ]" })
    }

    fn heading(&mut self, words: &str) -> io::Result<()> {
        let gap = if self.any { "\n" } else { "" };
        self.any = true;
        let words = clean(words);
        if self.setup.style.color {
            writeln!(self.to, "{gap}\u{1b}[1m{words}\u{1b}[0m")
        } else {
            writeln!(self.to, "{gap}{words}")
        }
    }

    fn line(&mut self, row: &Row, by: Option<By>) -> io::Result<()> {
        let strings = &self.setup.strings;
        let when = row.act_by.map(|on| self.when(on));
        let who = match by {
            Some(By::Person) => String::new(),
            None => format!("{}: ", row.person),
            Some(_) => format!("{} — {}: ", row.household, row.person),
        };
        let rule = self
            .pack
            .deadline(row.key.procedure.as_str(), row.key.deadline.as_str());
        let mut words = format!("{who}{}: {}", standing_word(strings, rule, row.standing), row.title);
        if let Some(when) = when.filter(|_| by != Some(By::Day) || row.standing == Status::Late) {
            words = format!("{words}{}{when}", strings.say("list-comma"));
        }
        self.wrapped(&words)
    }

    fn wrapped(&mut self, words: &str) -> io::Result<()> {
        let lines = wrap(&clean(words), self.setup.style.width.saturating_sub(4));
        writeln!(self.to, "  {}", lines.join("\n    "))
    }

    fn json(&mut self, rows: &[Row]) -> io::Result<()> {
        for row in rows.iter().filter_map(|row| row.json.as_ref()) {
            let comma = if self.any { "," } else { "" };
            self.any = true;
            write!(self.to, "{comma}\n    {row}")?;
        }
        Ok(())
    }
}

/// Rows of a group by day, then by name.
fn key(row: &Row) -> (bool, NaiveDate, &str, &str) {
    let far = NaiveDate::MAX.checked_sub_days(Days::new(1)).unwrap_or(NaiveDate::MAX);
    (
        row.standing != Status::Late,
        row.act_by.unwrap_or(far),
        &row.household,
        &row.person,
    )
}
