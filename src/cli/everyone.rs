//! `due --all`: what is due in every household of the data folder, with labels only. Households are read and worked out
//! side by side, a part of them at a time, so that neither ten nor ten thousand need much memory.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};

use chrono::{Days, NaiveDate};
use rayon::prelude::*;
use serde::Serialize;

use super::Verdict;
use super::args::{By, Due, DueFormat};
use super::due::is_within;
use super::due_json::{UnreadableEntry, kind_key};
use super::setup::Setup;
use super::trouble::{Trouble, one_line};
use crate::content::{Id, Pack};
use crate::guide::{Deadline, Status, assess};
use crate::i18n::{Strings, day};
use crate::present::{Unreadable, days_phrase, standing_word};
use crate::store::{OpenError, Paths, look};
use crate::text::{clean, wrap};

/// How many households are worked out before their lines are printed.
const AT_ONCE: usize = 512;

/// One deadline of one person, small enough to keep very many.
#[derive(Clone, Debug, Serialize)]
struct Row {
    household: String,
    person: String,
    procedure: Id,
    deadline: Id,
    title: String,
    kind: &'static str,
    status: &'static str,
    opens: Option<NaiveDate>,
    counted: Option<NaiveDate>,
    plan_by: Option<NaiveDate>,
    closes: Option<NaiveDate>,
    days_left: Option<i64>,
    disputed: bool,
    varies: bool,
    /// What was told, and so what could be asked, why and by which source, is nobody else's business.
    asks: [(); 0],
    why: [(); 0],
    after_plan: Option<()>,
    sources: [(); 0],
    place: Id,
    #[serde(skip)]
    standing: Status,
    #[serde(skip)]
    act_by: Option<NaiveDate>,
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
    let folder = setup.paths().data().join("households");
    let names = setup
        .paths()
        .names()
        .map_err(|problem| Trouble::File { path: folder, problem })?;
    let mut seen = Seen::default();
    // Many lines at once: a call of the system for each is what a long run would mostly do.
    let mut to = BufWriter::with_capacity(64 << 10, to);
    let mut printer = Printer::new(setup, &pack, args, &mut to);
    let finished = printer.all(&names, &mut seen);
    match finished {
        // Whoever reads has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        Err(problem) => {
            return Err(Trouble::File {
                path: "standard output".into(),
                problem,
            });
        }
        Ok(()) => {}
    }
    match seen.broken.len() {
        0 if seen.late && args.fail_late => Ok(Verdict::DoesNotHold),
        0 => Ok(Verdict::Fine),
        n => Err(Trouble::Usage(format!(
            "{n} of {} households could not be read; see above.",
            names.len()
        ))),
    }
}

#[derive(Default)]
struct Seen {
    late: bool,
    /// The households that cannot be read, as JSON.
    broken: Vec<String>,
}

/// What is needed to work a household out; nothing in it belongs to one thread.
#[derive(Clone, Copy)]
struct Worker<'a> {
    pack: &'a Pack,
    paths: &'a Paths,
    today: NaiveDate,
    within: Option<u32>,
    lang: &'a str,
}

struct Printer<'a> {
    setup: &'a Setup,
    pack: &'a Pack,
    args: &'a Due,
    to: &'a mut dyn Write,
    any: bool,
}

impl Worker<'_> {
    fn title(&self, d: &Deadline) -> String {
        let rule = self.pack.deadline(d.key.procedure.as_str(), d.key.deadline.as_str());
        rule.map_or_else(String::new, |rule| rule.title.get(self.lang).to_owned())
    }

    /// What is due in one household.
    fn rows(&self, name: &str) -> Result<Vec<Row>, (String, OpenError)> {
        let household = look(self.paths, name).map_err(|error| (name.to_owned(), error))?;
        let assessment = assess(self.pack, &household, self.today);
        let wanted = |d: &&Deadline| d.status.asks_for_something() && is_within(d, &assessment, self.within);
        let row = |d: &Deadline| Row {
            household: household.name.clone(),
            person: household
                .person(d.person.as_str())
                .map_or_else(String::new, |p| p.label.clone()),
            procedure: d.key.procedure.clone(),
            deadline: d.key.deadline.clone(),
            title: self.title(d),
            kind: kind_key(d.kind),
            status: d.status.word(),
            opens: d.opens,
            counted: d.counted,
            plan_by: d.plan_by,
            closes: d.closes,
            days_left: d.days_left(self.today),
            disputed: d.disputed,
            varies: d.varies,
            asks: [],
            why: [],
            after_plan: None,
            sources: [],
            place: d.place.clone(),
            standing: d.status,
            act_by: d.next_day(self.today),
        };
        Ok(assessment.deadlines.iter().filter(wanted).map(row).collect())
    }
}

impl<'a> Printer<'a> {
    fn new(setup: &'a Setup, pack: &'a Pack, args: &'a Due, to: &'a mut dyn Write) -> Self {
        Self {
            setup,
            pack,
            args,
            to,
            any: false,
        }
    }

    fn all(&mut self, names: &[String], seen: &mut Seen) -> io::Result<()> {
        let mut groups: BTreeMap<(String, String), Vec<Row>> = BTreeMap::new();
        if self.args.format == DueFormat::Json {
            write!(
                self.to,
                "{{\n  \"schema\": 1,\n  \"today\": \"{}\",\n  \"deadlines\": [",
                self.setup.today
            )?;
        }
        let (pack, setup) = (self.pack, self.setup);
        let worker = Worker {
            pack,
            paths: setup.paths(),
            today: setup.today,
            within: self.args.within,
            lang: setup.strings.lang(),
        };
        for part in names.chunks(AT_ONCE) {
            let done: Vec<Result<Vec<Row>, (String, OpenError)>> =
                part.par_iter().map(|name| worker.rows(name)).collect();
            for result in done {
                match result {
                    Ok(rows) => {
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
            write!(self.to, ",\n  \"unreadable\": [")?;
            for (n, entry) in seen.broken.iter().enumerate() {
                write!(self.to, "{}\n    {entry}", if n == 0 { "" } else { "," })?;
            }
            self.to.write_all(if seen.broken.is_empty() {
                b"]\n}\n"
            } else {
                b"\n  ]\n}\n"
            })?;
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
                (_, Some(on)) => {
                    let left = days_phrase(strings, (on - self.setup.today).num_days());
                    (
                        on.to_string(),
                        format!("{}{}{left}", day(strings, on), strings.say("list-comma")),
                    )
                }
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

    fn household(&mut self, rows: &[Row]) -> io::Result<()> {
        if let Some(first) = rows.first() {
            self.heading(&first.household)?;
        }
        rows.iter().try_for_each(|row| self.line(row, None))
    }

    /// Says that a household cannot be read, on both ways out, and gives its entry in JSON. Without a row of its own it
    /// would look as if nothing were due in it.
    fn unreadable(&mut self, name: &str, told: &Unreadable) -> io::Result<String> {
        let strings = &self.setup.strings;
        let words = one_line(&clean(&format!("{name}: {}", told.line())));
        // A remark beside the answer; nobody is left to tell if standard error is gone.
        let _ = writeln!(io::stderr().lock(), "mynaguide: {words}");
        if self.args.format != DueFormat::Json {
            let words = strings.say_x("cannot-be-read", &told.what);
            self.heading(name)?;
            self.wrapped(&words)?;
        }
        // Plain words always have a form in JSON.
        Ok(serde_json::to_string(&UnreadableEntry::new(name, told)).unwrap_or_default())
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
        let strings: &Strings = &self.setup.strings;
        let when = row.act_by.map(|on| {
            let left = days_phrase(strings, (on - self.setup.today).num_days());
            format!("{}{}{left}", day(strings, on), strings.say("list-comma"))
        });
        let who = match by {
            Some(By::Person) => String::new(),
            None => format!("{}: ", row.person),
            Some(_) => format!("{} — {}: ", row.household, row.person),
        };
        let rule = self.pack.deadline(row.procedure.as_str(), row.deadline.as_str());
        let mut words = format!("{who}{}: {}", standing_word(strings, rule, row.standing), row.title);
        if let Some(when) = when.filter(|_| by != Some(By::Day) || row.standing == Status::Late) {
            words = format!("{words}{}{when}", strings.say("list-comma"));
        }
        self.wrapped(&words)
    }

    fn wrapped(&mut self, words: &str) -> io::Result<()> {
        for (n, line) in wrap(&clean(words), self.setup.style.width.saturating_sub(4))
            .iter()
            .enumerate()
        {
            writeln!(self.to, "{}{line}", if n == 0 { "  " } else { "    " })?;
        }
        Ok(())
    }

    fn json(&mut self, rows: &[Row]) -> io::Result<()> {
        for row in rows {
            let comma = if self.any { "," } else { "" };
            self.any = true;
            // Plain words, numbers and dates always have a form in JSON.
            let row = serde_json::to_string(row).unwrap_or_default();
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
