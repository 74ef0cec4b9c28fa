//! The page to print: the whole timeline with its reasons, as one file of HTML without scripts and without anything from
//! elsewhere. A table of all days comes first; then each deadline explains itself, once for all people whose days and
//! reasons are the same; each source is named once, at the end.

use std::fmt::Write as _;

use chrono::NaiveDate;

use super::html::{blocks, escape};
use crate::content::Id;
use crate::guide::{Deadline, Status};
use crate::i18n::{both_calendars, day};
use crate::present::{
    Doc, Kind, Scene, days_left_words, deadline_days_doc, plain, question_card, source_doc, warning_words, why_tree_doc,
};

const STYLE: &str = "\
:root{color-scheme:light dark}\
body{font:16px/1.45 system-ui,'Noto Sans','Noto Sans JP','Hiragino Sans','Yu Gothic',sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}\
h1{font-size:1.6rem}h2{font-size:1.15rem;margin:0 0 .2rem}h3{font-size:1rem;margin:.7rem 0 .1rem}\
section{border-top:2px solid;padding-top:.6rem;margin-top:1.2rem}p{margin:.25rem 0}ul{margin:.15rem 0;padding-left:1.4rem}\
table{border-collapse:collapse;width:100%;margin:1rem 0}th,td{text-align:left;vertical-align:top;padding:.15rem .6rem .15rem 0;border-bottom:1px solid}\
.check{list-style:none;margin-left:-1.2rem}.status{font-weight:bold;border:1px solid;padding:0 .4em}.caution{font-style:italic}\
.day{white-space:nowrap}.aside{font-size:.85em}a{color:inherit;overflow-wrap:anywhere}\
@media print{body{font-size:9.5pt;margin:0;max-width:none}h2,h3{break-after:avoid}tr,li,p{break-inside:avoid}a{text-decoration:none}}";

/// The page. Notes are private and left out unless they are asked for.
pub fn page(scene: Scene<'_>, with_notes: bool) -> String {
    Page::new(scene).html(with_notes)
}

/// One deadline of everybody for whom it is the same.
struct Group<'a> {
    deadline: &'a Deadline,
    who: Vec<&'a str>,
    days: Doc,
    why: Doc,
    sources: Vec<Id>,
}

struct Page<'a> {
    scene: Scene<'a>,
    groups: Vec<Group<'a>>,
    /// In the order in which they are first named.
    sources: Vec<Id>,
}

impl<'a> Page<'a> {
    fn new(scene: Scene<'a>) -> Self {
        let mut groups: Vec<Group<'a>> = Vec::new();
        let mut sources: Vec<Id> = Vec::new();
        let shown = |d: &&Deadline| d.status != Status::NotApplicable;
        for deadline in scene.assessment.deadlines.iter().filter(shown) {
            let explained = scene.why(deadline);
            let (days, why) = (deadline_days_doc(scene, deadline), why_tree_doc(scene, &explained));
            let own: Vec<Id> = explained.sources().into_iter().cloned().collect();
            for id in &own {
                if !sources.contains(id) {
                    sources.push(id.clone());
                }
            }
            let who = scene.label(deadline.person.as_str());
            let same = |g: &&mut Group<'_>| {
                g.deadline.key == deadline.key && g.deadline.status == deadline.status && g.days == days && g.why == why
            };
            match groups.iter_mut().find(same) {
                Some(group) => group.who.push(who),
                None => groups.push(Group {
                    deadline,
                    who: vec![who],
                    days,
                    why,
                    sources: own,
                }),
            }
        }
        Self { scene, groups, sources }
    }

    fn say(&self, id: &str) -> String {
        escape(&self.scene.strings.say(id))
    }

    fn html(&self, with_notes: bool) -> String {
        let strings = self.scene.strings;
        let lang = strings.language().standard_tag();
        let title = self.say("html-title");
        let today = escape(&strings.say_x("cmd-today", &both_calendars(strings, self.scene.assessment.today)));
        let mut page = format!(
            "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>{STYLE}</style>\n\
             </head>\n<body>\n<h1>{title}</h1>\n<p>{today}</p>\n<p>{}</p>\n",
            self.say("not-advice")
        );
        for warning in &self.scene.assessment.warnings {
            // Writing to a string cannot fail.
            let _ = writeln!(page, "<p>{}</p>", escape(&warning_words(self.scene, warning)));
        }
        if self.groups.is_empty() {
            let _ = writeln!(page, "<p>{}</p>", self.say("cmd-nothing-due"));
        } else {
            self.table(&mut page);
        }
        for (n, group) in self.groups.iter().enumerate() {
            self.section(n, group, &mut page);
        }
        self.questions(&mut page);
        if with_notes {
            self.notes(&mut page);
        }
        self.named_sources(&mut page);
        page.push_str("</body>\n</html>\n");
        page
    }

    fn who(&self, group: &Group<'_>) -> String {
        escape(&group.who.join(&self.scene.strings.say("list-comma")))
    }

    fn title(&self, group: &Group<'_>) -> String {
        let key = &group.deadline.key;
        let rule = self.scene.pack.deadline(key.procedure.as_str(), key.deadline.as_str());
        escape(&rule.map_or_else(|| key.to_string(), |r| r.title.get(self.scene.lang()).to_owned()))
    }

    /// All days at a glance; each line leads to its reasons.
    fn table(&self, page: &mut String) {
        let several = self.scene.several_people();
        let mut head: Vec<String> = vec![self.say("html-status"), self.say("html-what")];
        head.extend(several.then(|| self.say("html-who")));
        head.extend(["row-opens", "row-plan-by", "row-closes"].map(|id| self.say(id)));
        let cells: String = head.iter().map(|words| format!("<th>{words}</th>")).collect();
        let _ = write!(page, "<table>\n<tr>{cells}</tr>\n");
        for (n, group) in self.groups.iter().enumerate() {
            let d = group.deadline;
            let status = escape(&self.standing(d));
            let _ = write!(
                page,
                "<tr><td><span class=\"status\">{status}</span></td><td><a href=\"#d{n}\">{}</a></td>",
                self.title(group)
            );
            if several {
                let _ = write!(page, "<td>{}</td>", self.who(group));
            }
            let done = d.done_on.filter(|_| d.status == Status::Done);
            let to_come = |day: Option<NaiveDate>| day.filter(|_| done.is_none());
            let plan = d.plan_by_from(self.scene.assessment.today);
            for day in [to_come(d.opens), to_come(plan), done.or(d.closes)] {
                let _ = write!(page, "<td class=\"day\">{}</td>", self.day(day));
            }
            page.push_str("</tr>\n");
        }
        page.push_str("</table>\n");
    }

    fn standing(&self, d: &Deadline) -> String {
        self.scene.standing(d)
    }

    fn day(&self, shown: Option<NaiveDate>) -> String {
        shown.map_or_else(String::new, |d| escape(&day(self.scene.strings, d)))
    }

    fn section(&self, n: usize, group: &Group<'_>, page: &mut String) {
        let mut head = self.title(group);
        if self.scene.several_people() {
            let _ = write!(head, " — {}", self.who(group));
        }
        let status = escape(&self.standing(group.deadline));
        let mut when = escape(&days_left_words(self.scene, group.deadline));
        if !when.is_empty() {
            when.insert_str(0, ", ");
        }
        let _ = write!(
            page,
            "<section id=\"d{n}\">\n<h2>{head}</h2>\n<p><span class=\"status\">{status}</span>{when}</p>\n{}{}",
            blocks(&group.days),
            blocks(&group.why)
        );
        let numbers: Vec<String> = (1..)
            .zip(&self.sources)
            .filter(|(_, id)| group.sources.contains(id))
            .map(|(n, _)| format!("<a href=\"#s{n}\">[{n}]</a>"))
            .collect();
        if !numbers.is_empty() {
            let _ = writeln!(
                page,
                "<p><b>{}:</b> {}</p>",
                self.say("heading-sources"),
                numbers.join(" ")
            );
        }
        page.push_str("</section>\n");
    }

    fn questions(&self, page: &mut String) {
        let questions = &self.scene.assessment.questions;
        if questions.is_empty() {
            return;
        }
        let _ = write!(page, "<section>\n<h2>{}</h2>\n<ul>\n", self.say("sheet-questions"));
        for question in questions {
            let person = question.person.as_ref().map(Id::as_str);
            let Some(card) = question_card(self.scene, person, question.fact.as_str()) else {
                continue;
            };
            let who = person
                .filter(|_| self.scene.several_people())
                .map(|p| format!(" — {}", self.scene.label(p)));
            let _ = write!(page, "<li>{}{}", escape(&card.ask), escape(&who.unwrap_or_default()));
            if !card.place.is_empty() {
                let _ = write!(page, "<br><span class=\"aside\">{}</span>", escape(&card.place));
            }
            page.push_str("</li>\n");
        }
        page.push_str("</ul>\n</section>\n");
    }

    fn notes(&self, page: &mut String) {
        let notes = &self.scene.household.notes;
        if notes.is_empty() {
            return;
        }
        let mut doc = Doc::default();
        doc.push(Kind::Title, plain(self.scene.strings.say("html-notes")));
        for (key, note) in notes {
            let procedure = self.scene.pack.procedures.get(&key.procedure);
            let title = procedure.map_or(key.procedure.as_str(), |p| p.title.get(self.scene.lang()));
            let mut words = format!("{title}: {note}");
            if self.scene.several_people() {
                words = format!("{words} — {}", self.scene.label(key.person.as_str()));
            }
            doc.push(Kind::Bullet, plain(words));
        }
        let _ = write!(page, "<section>\n{}</section>\n", blocks(&doc));
    }

    fn named_sources(&self, page: &mut String) {
        if self.sources.is_empty() {
            return;
        }
        let _ = write!(page, "<section>\n<h2>{}</h2>\n", self.say("heading-sources"));
        for (n, id) in (1..).zip(&self.sources) {
            let source = blocks(&source_doc(self.scene, id.as_str()));
            let _ = writeln!(page, "<div id=\"s{n}\"><b>[{n}]</b> {source}</div>");
        }
        page.push_str("</section>\n");
    }
}
