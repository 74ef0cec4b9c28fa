//! `due --notify`: a message on the desktop, for whoever has a timer but no terminal open. Only in builds with the
//! feature `notify`; the message goes to the notification service of this machine and nowhere else.

use notify_rust::Notification;

use super::trouble::Trouble;
use crate::guide::{Deadline, Status};
use crate::present::{Scene, days_left_words, standing_word};

/// Most lines of a message; desktops cut longer ones.
const MOST_LINES: usize = 5;

/// Shows what is due as one message; nothing due, no message.
///
/// # Errors
/// There is no notification service.
pub(super) fn show(scene: Scene<'_>, deadlines: &[&Deadline]) -> Result<(), Trouble> {
    let due = deadlines
        .iter()
        .filter(|d| matches!(d.status, Status::Late | Status::Open));
    let line = |d: &&Deadline| {
        let rule = scene.pack.deadline(d.key.procedure.as_str(), d.key.deadline.as_str());
        let title = rule.map_or_else(|| d.key.to_string(), |r| r.title.get(scene.lang()).to_owned());
        format!(
            "{}: {title}, {}",
            standing_word(scene.strings, rule, d.status),
            days_left_words(scene, d)
        )
    };
    let lines: Vec<String> = due.take(MOST_LINES).map(line).collect();
    if lines.is_empty() {
        return Ok(());
    }
    let body = crate::text::clean(&lines.join("\n"));
    let sent = Notification::new()
        .appname("mynaguide")
        .summary(&scene.strings.say("html-title"))
        .body(&body)
        .show();
    sent.map(|_| ())
        .map_err(|error| Trouble::Usage(format!("No message could be shown on this desktop: {error}")))
}
