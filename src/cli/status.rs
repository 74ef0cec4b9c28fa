//! `status`: one line for a prompt or a status bar. Reads the household file only and writes nothing.

use super::out::Out;
use super::setup::Setup;
use super::trouble::Trouble;
use super::{Verdict, complain};
use crate::guide::{Deadline, Status, assess};
use crate::present::{Scene, days_left_words, days_phrase};
use crate::store::{OpenError, look};

/// Prints the line: what is late, what comes next, and how many questions are open.
pub(super) fn run(setup: &Setup, out: &mut Out) -> Result<Verdict, Trouble> {
    let pack = setup.pack()?;
    let household = match look(setup.paths(), &setup.household) {
        Ok(household) => household,
        Err(error @ OpenError::Name(_)) => return Err(error.into()),
        Err(error) => {
            // A prompt shows standard output; silence there would look as if nothing were due.
            out.line(setup.strings.say_x("status-line-unreadable", &setup.household));
            complain(&error.into(), &setup.strings);
            return Ok(Verdict::CannotTell);
        }
    };
    let assessment = assess(&pack, &household, setup.today);
    let strings = &setup.strings;
    let scene = Scene {
        pack: &pack,
        household: &household,
        assessment: &assessment,
        strings,
    };
    let title = |d: &Deadline| {
        let title = scene.title(d);
        if scene.several_people() {
            format!("{title} — {}", scene.label(d.person.as_str()))
        } else {
            title
        }
    };
    let mut parts = Vec::new();
    let deadlines = &assessment.deadlines;
    let deadlines = deadlines.iter().filter(|d| !d.is_part_of_a_row());
    let late: Vec<&Deadline> = deadlines.clone().filter(|d| d.status == Status::Late).collect();
    if let Some(first) = late.first() {
        let ago = first
            .closes
            .map_or_else(String::new, |on| days_phrase(strings, (on - setup.today).num_days()));
        parts.push(strings.say_with("status-line-late", &[("x", title(first).into()), ("left", ago.into())]));
    }
    if late.len() > 1 {
        parts.push(strings.say_n("status-line-more-late", late.len()));
    }
    let is_next = |d: &&Deadline| matches!(d.status, Status::Open | Status::Upcoming);
    if let Some(next) = deadlines.clone().find(is_next) {
        let left = days_left_words(scene, next);
        parts.push(strings.say_with("status-line-next", &[("x", title(next).into()), ("left", left.into())]));
    } else if late.is_empty() {
        parts.push(strings.say("status-line-nothing"));
    }
    let questions = assessment.questions.iter().filter(|q| !q.instead).count();
    if questions > 0 {
        parts.push(strings.say_n("status-line-questions", questions));
    }
    out.line(parts.join("; "));
    Ok(Verdict::Fine)
}
