//! A trip on paper: one page that needs nothing else, in both languages, to tick by hand and to show at a counter.
//!
//! No scripts, nothing from a network, nothing that was not asked for: notes only if wanted.

use std::fmt::Write as _;

use super::super::Scene;
use super::super::prose::Prose;
use super::super::words::who_word;
use super::{bag, by_procedure, deadline_title, noted, sources, varying};
use crate::content::{DocumentKind, Id, Name, Sentence, Text};
use crate::i18n::{day, era_day};
use crate::visit::{self, Bag, BagLine, ChoiceAnswer, Owner, Plan, Said, Trip};

/// Sized so that a family of four with a move, an extension and certificates fits on two sides of A4.
const STYLE: &str = "\
@page{size:A4;margin:10mm 11mm}\
body{font:8.6pt/1.28 'Noto Sans','Noto Sans CJK JP','Noto Sans JP','Hiragino Sans','Yu Gothic',Meiryo,sans-serif;margin:0 auto;max-width:188mm;color:#000;background:#fff}\
h1{font-size:13pt;margin:0 0 1mm}\
h2{font-size:9.6pt;margin:2.4mm 0 .8mm;border-bottom:.3mm solid #000;break-after:avoid}\
p,ul{margin:.6mm 0}ul{padding-left:4mm}\
table{border-collapse:collapse;width:100%}\
td,th{border:.2mm solid #888;padding:.35mm 1mm;text-align:left;vertical-align:top}\
tr{break-inside:avoid}\
th{font-weight:bold}.t{text-align:center;width:7mm;font-size:10.5pt;line-height:1}\
.j{font-size:12.5pt;line-height:1.2;font-weight:bold}.s{font-size:7.2pt;line-height:1.22}\
.c{columns:2;column-gap:6mm}";

/// A page of these trips for printing, as one HTML file.
pub fn visit_page(scene: Scene<'_>, plan: &Plan, trips: &[Trip], with_notes: bool) -> String {
    let other = scene.strings.companion();
    let both = Both {
        first: scene,
        second: Scene {
            strings: &other,
            ..scene
        },
    };
    let mut page = Page {
        html: String::new(),
        both,
    };
    page.begin();
    for trip in trips {
        page.trip(plan, trip, with_notes);
    }
    page.foot(plan, trips);
    page.html
}

/// The same scene in two languages; the reader's comes first.
#[derive(Clone, Copy)]
struct Both<'a> {
    first: Scene<'a>,
    second: Scene<'a>,
}

impl Both<'_> {
    fn say(&self, id: &str) -> String {
        format!("{} / {}", self.first.strings.say(id), self.second.strings.say(id))
    }

    fn day(&self, on: chrono::NaiveDate) -> String {
        let era = era_day(on).map_or(String::new(), |era| format!(" ({era})"));
        format!(
            "{} / {}{era}",
            day(self.first.strings, on),
            day(self.second.strings, on)
        )
    }
}

struct Page<'a> {
    html: String,
    both: Both<'a>,
}

impl Page<'_> {
    fn put(&mut self, text: &str) {
        self.html.push_str(text);
    }

    /// Writing into a text cannot fail.
    fn tag(&mut self, element: &str, words: &str) {
        let name = element.split(' ').next().unwrap_or(element);
        let _ = writeln!(self.html, "<{element}>{}</{name}>", escape(words));
    }

    fn heading(&mut self, id: &str) {
        let words = self.both.say(id);
        self.tag("h2", &words);
    }

    fn begin(&mut self) {
        let strings = self.both.first.strings;
        let lang = strings.language().standard_tag();
        let title = escape(&self.both.say("sheet-visit"));
        let _ = writeln!(
            self.html,
            "<!doctype html>\n<html lang=\"{lang}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title><style>{STYLE}</style></head><body>"
        );
    }

    fn trip(&mut self, plan: &Plan, trip: &Trip, with_notes: bool) {
        let scene = self.both.first;
        let bag = visit::bag(scene.pack, scene.household, trip, plan.who, plan.today);
        self.head(trip);
        self.what(plan, trip);
        self.things(&bag);
        self.money(plan, trip);
        self.keep(&bag);
        self.who(plan, trip);
        self.phrases(trip);
        self.varies(trip);
        if with_notes {
            self.notes(trip);
        }
    }

    fn head(&mut self, trip: &Trip) {
        let scene = self.both.first;
        let place = scene.pack.places.get(&trip.place);
        let name = place.map_or_else(|| trip.place.to_string(), |p| format!("{} {}", p.name.en, p.name.ja));
        self.tag("h1", &name);
        let when = trip
            .day
            .map_or_else(|| self.both.say("visit-no-date"), |on| self.both.day(on));
        let _ = write!(self.html, "<p><b>{}</b>", escape(&when));
        if let Some(place) = place {
            for hours in &place.hours {
                let hours = format!(" · {}–{}", hours.open.format("%H:%M"), hours.close.format("%H:%M"));
                self.put(&hours);
            }
            if let Some(phone) = &place.phone {
                let _ = write!(self.html, " · {}", escape(phone));
            }
        }
        self.put("</p>\n");
    }

    fn what(&mut self, plan: &Plan, trip: &Trip) {
        let scene = self.both.first;
        self.put("<ul>");
        for (procedure, errands) in by_procedure(scene, trip) {
            let mut people: Vec<&str> = errands.iter().map(|e| scene.label(e.person.as_str())).collect();
            people.dedup();
            let who = if scene.several_people() {
                format!(" — {}", people.join(", "))
            } else {
                String::new()
            };
            let words = format!("{} {}{who}", procedure.title.en, procedure.title.ja);
            self.tag("li", &words);
        }
        self.put("</ul>\n");
        if let Some((person, key, by)) = &trip.because.urgent {
            for scene in [self.both.first, self.both.second] {
                let id = if *by < plan.today {
                    "visit-urgent-late"
                } else {
                    "visit-urgent"
                };
                let args = [
                    ("x", deadline_title(scene, person, key).into()),
                    ("day", day(scene.strings, *by).into()),
                ];
                let words = format!(
                    "{}: {}",
                    scene.strings.say("visit-row-urgent"),
                    scene.strings.say_with(id, &args)
                );
                self.tag("p", &words);
            }
        }
        for scene in [self.both.first, self.both.second] {
            for words in super::why::overdue(scene, trip) {
                self.tag("p", &format!("{}: {words}", scene.strings.say("row-late")));
            }
            let lost = super::why::lost(scene, plan, trip);
            if !lost.is_empty() {
                let words = format!("{}: {}", scene.strings.say("visit-row-lost"), lost.join("; "));
                self.tag("p class=\"s\"", &words);
            }
        }
    }

    // ------------------------------------------------------------ the bag

    fn things(&mut self, bag: &Bag<'_>) {
        let known = |l: &&BagLine<'_>| l.entry.kind == DocumentKind::Knowledge;
        let things: Vec<&BagLine<'_>> = bag.lines.iter().filter(|l| !known(l)).collect();
        let head: Vec<&BagLine<'_>> = bag.lines.iter().filter(known).collect();
        if !things.is_empty() || !bag.choices.is_empty() {
            self.heading("heading-bring");
            self.matrix(&things);
        }
        for choice in &bag.choices {
            let name = |id: &&Id| self.name(id);
            let words = match &choice.answer {
                ChoiceAnswer::InBag(ids) => {
                    let ids: Vec<String> = ids.iter().map(name).collect();
                    self.say_x("visit-id-in-bag", &ids.join(" + "))
                }
                ChoiceAnswer::Bring(there, new) => {
                    let ids: Vec<String> = there.iter().chain(new).map(name).collect();
                    self.say_x("visit-id-bring", &ids.join(" + "))
                }
                ChoiceAnswer::Open => self.open_choice(&choice.any_of),
            };
            let who = bag::owner_words(self.both.first, &choice.owner);
            let box_ = tick_box(choice.ticked.is_some());
            self.tag("p", &format!("{box_} {who} {words}"));
        }
        for gone in &bag.gone {
            let who = bag::owner_words(self.both.first, &gone.owner);
            let name = format!("{who} {}", self.name(gone.document));
            let words = format!(
                "{} {}",
                self.say_x("visit-gone", name.trim_start()),
                self.prose(gone.why)
            );
            self.tag("p class=\"s\"", &words);
        }
        if !head.is_empty() {
            self.heading("visit-heading-head");
            self.matrix(&head);
        }
        if !bag.forms.is_empty() {
            let names: Vec<String> = bag.forms.iter().map(|id| self.name(id)).collect();
            let words = format!("{}: {}", self.both.say("visit-heading-forms"), names.join("; "));
            self.tag("p", &words);
        }
    }

    fn say_x(&self, id: &str, x: &str) -> String {
        format!(
            "{} / {}",
            self.both.first.strings.say_x(id, x),
            self.both.second.strings.say_x(id, x)
        )
    }

    fn open_choice(&self, any_of: &[(&Id, u32)]) -> String {
        let words = |scene| bag::any_of_words(scene, any_of);
        let members: Vec<String> = bag::members(self.both.first, any_of)
            .into_iter()
            .map(|(id, _)| self.name(id))
            .collect();
        let (first, second) = (words(self.both.first), words(self.both.second));
        format!("{first} / {second}: {}", members.join(", "))
    }

    /// The English and the Japanese name.
    fn name(&self, id: &Id) -> String {
        let documents = &self.both.first.pack.documents;
        documents
            .get(id)
            .map_or_else(|| id.to_string(), |d| format!("{} {}", d.name.en, d.name.ja))
    }

    /// One row for each document, one column for each owner: a family needs little more room than one person.
    fn matrix(&mut self, lines: &[&BagLine<'_>]) {
        if lines.is_empty() {
            return;
        }
        let mut owners: Vec<&Owner> = Vec::new();
        let mut documents: Vec<(&Id, &Name)> = Vec::new();
        for line in lines {
            if !owners.contains(&&line.owner) {
                owners.push(&line.owner);
            }
            if !documents.iter().any(|(id, _)| *id == line.document) {
                documents.push((line.document, &line.entry.name));
            }
        }
        self.put("<table>");
        if owners.len() > 1 || owners.iter().any(|o| !matches!(o, Owner::Person(_))) {
            self.put("<tr>");
            for owner in &owners {
                let words = bag::owner_words(self.both.first, owner);
                self.tag("th class=\"t s\"", words.trim_end_matches(':'));
            }
            self.put("<th></th></tr>");
        }
        for (document, name) in documents {
            let own: Vec<&&BagLine<'_>> = lines.iter().filter(|l| l.document == document).collect();
            self.put("<tr>");
            for owner in &owners {
                let line = own.iter().find(|l| l.owner == **owner);
                let mark = line.map_or("", |l| tick_box(l.ticked.is_some()));
                self.tag("td class=\"t\"", mark);
            }
            let _ = write!(self.html, "<td><b>{} {}</b> ", escape(&name.en), escape(&name.ja));
            let remarks = self.remarks(&own);
            let _ = writeln!(self.html, "<span class=\"s\">{}</span></td></tr>", escape(&remarks));
        }
        self.put("</table>\n");
    }

    /// What to know about one document, for whomever it concerns; each remark once.
    fn remarks(&self, lines: &[&&BagLine<'_>]) -> String {
        let scene = self.both.first;
        let mut all: Vec<String> = Vec::new();
        let mut once = |words: String| {
            if !all.contains(&words) {
                all.push(words);
            }
        };
        for line in lines {
            let first: Vec<String> = bag::remarks(scene.strings, line).collect();
            let second: Vec<String> = bag::remarks(self.both.second.strings, line).collect();
            first
                .into_iter()
                .zip(second)
                .for_each(|(a, b)| once(format!("{a} / {b}")));
            for other in &line.stands_for {
                let who = bag::owner_words(scene, &line.owner);
                once(format!("{who} = {}", self.name(other)).trim().to_owned());
            }
            line.notes.iter().for_each(|note| once(self.prose(note)));
            if line.varies {
                once(self.both.say("mark-varies"));
            }
        }
        all.join(" · ")
    }

    fn prose(&self, text: &Text) -> String {
        prose(self.both.first, text)
    }

    fn money(&mut self, plan: &Plan, trip: &Trip) {
        let scene = self.both.first;
        let money = visit::money(scene.pack, trip, trip.day.unwrap_or(plan.today));
        if money.due.is_empty() && money.possible.is_empty() {
            return;
        }
        self.heading("heading-fees");
        let due: Vec<String> = money.due.iter().map(|c| bag::cost_words(scene.strings, c)).collect();
        let sum = [self.both.first, self.both.second]
            .map(|s| bag::total_words(s.strings, &money))
            .join(" / ");
        let words = format!("{}. {}: {sum}", due.join("; "), self.both.say("visit-row-total"));
        self.tag("p", words.trim_start_matches(['.', ' ']));
        if !money.possible.is_empty() {
            let possible: Vec<String> = money
                .possible
                .iter()
                .map(|c| bag::cost_words(scene.strings, c))
                .collect();
            let words = scene.strings.say_x("visit-fee-possible", &possible.join("; "));
            self.tag("p class=\"s\"", &words);
        }
        let words = self.both.say("visit-ways-to-pay");
        self.tag("p class=\"s\"", &words);
    }

    fn keep(&mut self, bag: &Bag<'_>) {
        if bag.keep.is_empty() {
            return;
        }
        self.heading("visit-heading-keep");
        for kept in &bag.keep {
            let scene = self.both.first;
            let who = if scene.several_people() {
                format!("{}: ", scene.label(kept.key.person.as_str()))
            } else {
                String::new()
            };
            let words = format!("{} {who}{}", tick_box(kept.ticked.is_some()), self.name(kept.document));
            self.tag("p", &words);
        }
    }

    fn who(&mut self, plan: &Plan, trip: &Trip) {
        let scene = self.both.first;
        let attendance = visit::who_comes(scene.pack, scene.household, trip, plan.who);
        self.heading("visit-heading-who");
        let labels: Vec<&str> = attendance
            .coming
            .people
            .iter()
            .map(|p| scene.label(p.as_str()))
            .collect();
        let mut words = [self.both.first, self.both.second]
            .map(|s| who_word(s.strings, plan.who))
            .join(" / ");
        if scene.several_people() && !labels.is_empty() {
            words = format!("{words}: {}", labels.join(", "));
        }
        self.tag("p", &words);
        if attendance.times > 1 {
            let words = [self.both.first, self.both.second]
                .map(|s| s.strings.say_n("visit-again", i64::from(attendance.times)))
                .join(" / ");
            self.tag("p", &words);
        }
        for (procedure, text, varies) in &attendance.words {
            let title = scene
                .pack
                .procedures
                .get(*procedure)
                .map_or("", |p| p.title.get(scene.lang()));
            let mut words = format!("{title}: {}", self.prose(text));
            if *varies {
                words = format!("{words} [{}]", scene.strings.say("mark-varies"));
            }
            self.tag("p class=\"s\"", &words);
        }
    }

    // ------------------------------------------------------------ phrases and the end

    fn phrases(&mut self, trip: &Trip) {
        let said = visit::say(self.both.first.pack, self.both.first.household, trip);
        if said.is_empty() {
            return;
        }
        self.heading("heading-say");
        self.put("<table>");
        for Said { phrase, .. } in said {
            self.put("<tr><td>");
            self.sentence(&phrase.say, true);
            for exchange in &phrase.answers {
                let reply = exchange
                    .reply
                    .as_ref()
                    .map_or(String::new(), |r| format!(" → {} {}", r.ja, r.en));
                let words = format!("◁ {} {}{reply}", exchange.asks.ja, exchange.asks.en);
                self.tag("div class=\"s\"", &words);
            }
            self.put("</td></tr>\n");
        }
        self.put("</table>\n");
    }

    fn sentence(&mut self, sentence: &Sentence, large: bool) {
        self.tag(
            if large {
                "span class=\"j\" lang=\"ja\""
            } else {
                "span lang=\"ja\""
            },
            &sentence.ja,
        );
        let words = format!("{} · {} · {}", sentence.kana, sentence.romaji, sentence.en);
        self.tag("div class=\"s\"", &words);
    }

    fn varies(&mut self, trip: &Trip) {
        let lines = varying(self.both.first, trip);
        if lines.is_empty() {
            return;
        }
        self.heading("visit-heading-varies");
        for text in lines {
            let words = self.prose(text);
            self.tag("p class=\"s\"", &words);
        }
    }

    /// Notes on the things and steps of the trip, if somebody wants them on paper.
    fn notes(&mut self, trip: &Trip) {
        let notes = noted(self.both.first, trip);
        if notes.is_empty() {
            return;
        }
        self.heading("visit-heading-notes");
        for note in notes {
            self.tag("p", &note);
        }
    }

    fn foot(&mut self, plan: &Plan, trips: &[Trip]) {
        let scene = self.both.first;
        self.heading("help-lines");
        self.put("<ul class=\"c s\">");
        let lines: Vec<String> = scene
            .pack
            .places
            .values()
            .filter_map(|p| {
                p.phone
                    .as_ref()
                    .map(|phone| format!("{phone}  {} {}", p.name.en, p.name.ja))
            })
            .collect();
        for line in lines {
            self.tag("li", &line);
        }
        self.put("</ul>\n");
        self.heading("heading-sources");
        let mut lines: Vec<String> = Vec::new();
        for line in trips.iter().flat_map(|t| sources(scene, t)) {
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        self.tag("p class=\"s\"", &lines.join(" · "));
        let made = format!("mynaguide · {} · {}", scene.pack.info.version, plan.today);
        self.tag("p class=\"s\"", &made);
        let advice = format!(
            "{} {}",
            self.both.first.strings.say("not-advice"),
            self.both.second.strings.say("not-advice")
        );
        let _ = writeln!(self.html, "<p><b>{}</b></p></body></html>", escape(&advice));
    }
}

/// Prose as plain words.
fn prose(scene: Scene<'_>, text: &Text) -> String {
    let spans = Prose::new(scene.pack, scene.strings, scene.assessment.today).spans(text);
    spans.into_iter().map(|s| s.text).collect()
}

fn tick_box(ticked: bool) -> &'static str {
    if ticked { "☑" } else { "☐" }
}

/// Words as text of a page: no sign of them becomes markup.
fn escape(words: &str) -> String {
    words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
