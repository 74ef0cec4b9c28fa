//! A trip on paper: one page that needs nothing else, in both languages, to tick by hand and to show at a counter.
//!
//! No scripts, nothing from a network, nothing that was not asked for: notes only if wanted.

use std::fmt::Write as _;

use super::super::Scene;
use super::super::factsheet::html as escape;
use super::super::words::who_word;
use super::{bag, by_procedure, noted, people, sources, varying, why};
use crate::content::{DocumentKind, Id, Name, Text};
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
    let strings = &other;
    let mut page = Page {
        html: String::new(),
        both: Both([scene, Scene { strings, ..scene }]),
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
struct Both<'a>([Scene<'a>; 2]);

impl<'a> Both<'a> {
    fn first(&self) -> Scene<'a> {
        self.0[0]
    }

    /// Words in both languages.
    fn words(&self, words: impl Fn(Scene<'a>) -> String) -> String {
        self.0.map(words).join(" / ")
    }

    fn say(&self, id: &str) -> String {
        self.words(|scene| scene.say(id))
    }

    fn say_x(&self, id: &str, x: &str) -> String {
        self.words(|scene| scene.say_x(id, x))
    }

    fn day(&self, on: chrono::NaiveDate) -> String {
        let era = era_day(on).map_or(String::new(), |era| format!(" ({era})"));
        format!("{}{era}", self.words(|scene| day(scene.strings, on)))
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

    /// A paragraph in small letters.
    fn small(&mut self, words: &str) {
        self.tag("p class=\"s\"", words);
    }

    fn begin(&mut self) {
        let strings = self.both.first().strings;
        let lang = strings.language().standard_tag();
        let title = escape(&self.both.say("sheet-visit"));
        let _ = writeln!(
            self.html,
            "<!doctype html>\n<html lang=\"{lang}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title><style>{STYLE}</style></head><body>"
        );
    }

    fn trip(&mut self, plan: &Plan, trip: &Trip, with_notes: bool) {
        let scene = self.both.first();
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
        let scene = self.both.first();
        let place = scene.pack.places.get(&trip.place);
        let name = place.map_or_else(|| trip.place.to_string(), |p| in_both(&p.name));
        self.tag("h1", &name);
        let both = self.both;
        let when = trip.day.map_or_else(|| both.say("visit-no-date"), |on| both.day(on));
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
        let scene = self.both.first();
        self.put("<ul>");
        for (procedure, errands) in by_procedure(scene, trip) {
            let mut words = in_both(&procedure.title);
            if scene.several_people() {
                words = format!("{words} — {}", people(scene, &errands).join(", "));
            }
            self.tag("li", &words);
        }
        self.put("</ul>\n");
        for scene in self.both.0 {
            if let Some(words) = why::urgent(scene, plan, trip) {
                self.tag("p", &format!("{}: {words}", scene.say("visit-row-urgent")));
            }
        }
        for scene in self.both.0 {
            for words in why::overdue(scene, trip) {
                self.tag("p", &format!("{}: {words}", scene.say("row-late")));
            }
            let lost = why::lost(scene, plan, trip);
            if !lost.is_empty() {
                self.small(&format!("{}: {}", scene.say("visit-row-lost"), lost.join("; ")));
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
            let names = |ids: &[&Id]| ids.iter().map(|id| self.name(id)).collect::<Vec<_>>();
            let words = match &choice.answer {
                ChoiceAnswer::InBag(ids) => self.both.say_x("visit-id-in-bag", &names(ids).join(" + ")),
                ChoiceAnswer::Bring(there, new) => {
                    let all = names(&[&there[..], new].concat());
                    self.both.say_x("visit-id-bring", &all.join(" + "))
                }
                ChoiceAnswer::Open => {
                    let members: Vec<&Id> = bag::members(self.both.first(), &choice.any_of).collect();
                    let words = |scene| bag::any_of_words(scene, choice.any_of.iter().copied());
                    format!("{}: {}", self.both.words(words), names(&members).join(", "))
                }
            };
            let who = bag::owner_words(self.both.first(), &choice.owner);
            let box_ = tick_box(choice.ticked.is_some());
            self.tag("p", &format!("{box_} {who} {words}"));
        }
        for gone in &bag.gone {
            let who = bag::owner_words(self.both.first(), &gone.owner);
            let name = format!("{who} {}", self.name(gone.document));
            let words = self.both.say_x("visit-gone", name.trim_start());
            self.small(&format!("{words} {}", self.told(gone.why)));
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

    /// The English and the Japanese name.
    fn name(&self, id: &Id) -> String {
        let document = self.both.first().pack.documents.get(id);
        document.map_or_else(|| id.to_string(), |d| in_both(&d.name))
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
                let words = bag::owner_words(self.both.first(), owner);
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
            let _ = write!(self.html, "<td><b>{}</b> ", escape(&in_both(name)));
            let remarks = self.remarks(&own);
            let _ = writeln!(self.html, "<span class=\"s\">{}</span></td></tr>", escape(&remarks));
        }
        self.put("</table>\n");
    }

    /// What to know about one document, for whomever it concerns; each remark once.
    fn remarks(&self, lines: &[&&BagLine<'_>]) -> String {
        let scene = self.both.first();
        let mut all: Vec<String> = Vec::new();
        let mut once = |words: String| {
            if !all.contains(&words) {
                all.push(words);
            }
        };
        for line in lines {
            let [first, second] = self.both.0.map(|scene| bag::remarks(scene.strings, line));
            first.zip(second).for_each(|(a, b)| once(format!("{a} / {b}")));
            for other in &line.stands_for {
                let who = bag::owner_words(scene, &line.owner);
                once(format!("{who} = {}", self.name(other)).trim().to_owned());
            }
            line.notes.iter().for_each(|note| once(self.told(note)));
            if line.varies {
                once(self.both.say("mark-varies"));
            }
        }
        all.join(" · ")
    }

    fn told(&self, text: &Text) -> String {
        self.both.first().told(text)
    }

    fn money(&mut self, plan: &Plan, trip: &Trip) {
        let scene = self.both.first();
        let money = visit::money(scene.pack, scene.household, trip, trip.day.unwrap_or(plan.today));
        if money.costs.is_empty() {
            return;
        }
        self.heading("heading-fees");
        let words = money.costs.iter().map(|c| bag::cost_words(scene, c));
        let costs = words.collect::<Vec<_>>().join("; ");
        let sum = self.both.words(|scene| bag::total_words(scene.strings, &money));
        let words = format!("{costs}. {}: {sum}", self.both.say("visit-row-total"));
        self.tag("p", &words);
        if !money.is_free() {
            let words = self.both.say("visit-ways-to-pay");
            self.small(&words);
        }
    }

    fn keep(&mut self, bag: &Bag<'_>) {
        if bag.keep.is_empty() {
            return;
        }
        self.heading("visit-heading-keep");
        for kept in &bag.keep {
            let scene = self.both.first();
            let label = scene.label_among(&kept.key.person);
            let who = label.map_or(String::new(), |label| format!("{label}: "));
            let words = format!("{} {who}{}", tick_box(kept.ticked.is_some()), self.name(kept.document));
            self.tag("p", &words);
        }
    }

    fn who(&mut self, plan: &Plan, trip: &Trip) {
        let scene = self.both.first();
        let attendance = visit::who_comes(scene.pack, scene.household, trip, plan.who);
        self.heading("visit-heading-who");
        let coming = attendance.coming.people.iter();
        let labels: Vec<&str> = coming.map(|p| scene.label(p.as_str())).collect();
        let mut words = self.both.words(|scene| who_word(scene.strings, plan.who));
        if scene.several_people() && !labels.is_empty() {
            words = format!("{words}: {}", labels.join(", "));
        }
        self.tag("p", &words);
        if attendance.times > 1 {
            let words = self.both.words(|scene| scene.say_n("visit-again", attendance.times));
            self.tag("p", &words);
        }
        for (procedure, text, varies) in &attendance.words {
            let mut words = format!("{}: {}", scene.procedure_title(procedure), self.told(text));
            if *varies {
                words = format!("{words} [{}]", scene.say("mark-varies"));
            }
            self.small(&words);
        }
    }

    // ------------------------------------------------------------ phrases and the end

    fn phrases(&mut self, trip: &Trip) {
        let scene = self.both.first();
        let said = visit::say(scene.pack, scene.household, trip);
        if said.is_empty() {
            return;
        }
        self.heading("heading-say");
        self.put("<table>");
        for Said { phrase, .. } in said {
            self.put("<tr><td>");
            let say = &phrase.say;
            self.tag("span class=\"j\" lang=\"ja\"", &say.ja);
            let words = format!("{} · {} · {}", say.kana, say.romaji, say.en);
            self.tag("div class=\"s\"", &words);
            for exchange in &phrase.answers {
                let reply = exchange.reply.as_ref();
                let reply = reply.map_or(String::new(), |r| format!(" → {} {}", r.ja, r.en));
                let words = format!("◁ {} {}{reply}", exchange.asks.ja, exchange.asks.en);
                self.tag("div class=\"s\"", &words);
            }
            self.put("</td></tr>\n");
        }
        self.put("</table>\n");
    }

    fn varies(&mut self, trip: &Trip) {
        let lines = varying(self.both.first(), trip);
        if !lines.is_empty() {
            self.heading("visit-heading-varies");
        }
        for text in lines {
            let words = self.told(text);
            self.small(&words);
        }
    }

    /// Notes on the things and steps of the trip, if somebody wants them on paper.
    fn notes(&mut self, trip: &Trip) {
        let mut notes = noted(self.both.first(), trip).peekable();
        if notes.peek().is_some() {
            self.heading("visit-heading-notes");
        }
        notes.for_each(|note| self.tag("p", note));
    }

    fn foot(&mut self, plan: &Plan, trips: &[Trip]) {
        let scene = self.both.first();
        self.heading("help-lines");
        self.put("<ul class=\"c s\">");
        for place in scene.pack.places.values() {
            if let Some(phone) = &place.phone {
                self.tag("li", &format!("{phone}  {}", in_both(&place.name)));
            }
        }
        self.put("</ul>\n");
        self.heading("heading-sources");
        let mut lines: Vec<String> = Vec::new();
        for line in trips.iter().flat_map(|t| sources(scene, t)) {
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        self.small(&lines.join(" · "));
        let made = format!("mynaguide · {} · {}", scene.pack.info.version, plan.today);
        self.small(&made);
        let advice = self.both.0.map(|scene| scene.say("not-advice")).join(" ");
        let _ = writeln!(self.html, "<p><b>{}</b></p></body></html>", escape(&advice));
    }
}

/// The English and the Japanese name.
fn in_both(name: &Name) -> String {
    format!("{} {}", name.en, name.ja)
}

fn tick_box(ticked: bool) -> &'static str {
    if ticked { "☑" } else { "☐" }
}
