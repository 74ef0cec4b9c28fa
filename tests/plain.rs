//! Everything without full screen: pages for programs, files that leave the program, reminders, many households.

#[path = "plain/files.rs"]
mod files;
#[path = "plain/many.rs"]
mod many;
#[path = "plain/pages.rs"]
mod pages;
#[path = "plain/reach.rs"]
mod reach;
#[path = "plain/shells.rs"]
mod shells;
#[path = "support/cli.rs"]
mod support;
