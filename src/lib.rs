//! mynaguide: a terminal guide to the My Number Card for foreign residents of Japan and the people who help them.
//! What applies to me, by which day, what do I bring, what do I say?
//!
//! # The house on one page
//!
//! ```text
//! content files -> content::load -> Pack ─────────┐
//! household file -> store::Store -> Household ────┼─> guide::assess -> Assessment -> present -> tui, cli
//! today in Japan ─────────────────────────────────┘
//! typed words -> intake -> Vec<Change> -> store::Store::commit -> a new Household
//! ```
//!
//! * [`calendar`] — dates as Japanese procedures count them: counting rules, birthdays, open days, eras, loose typing.
//! * [`text`] — width, wrapping by the Japanese rules, folding, what was probably meant, and the refusal of secrets.
//! * [`content`] — a pack: files, their checks with named rules, and the checked [`content::Pack`].
//! * [`authors`] — what the writers of content start from: new packs, schemas, the reference.
//! * [`household`] — what people told us and did, and each change as data that can be taken back.
//! * [`guide`] — the heart: facts, events, a pack and today give deadlines with their reasons. Pure.
//! * [`store`] — files: paths, format, atomic save, journal, recovery.
//! * [`i18n`] — the words of the interface, and days in words.
//! * [`intake`] — typed words become changes.
//! * [`search`] — finds procedures, documents, terms and phrases by whatever was typed. Pure.
//! * [`visit`] — the counter visit: which trips, what to bring, who comes, what to say, what it settled. Pure.
//! * [`present`] — view models: what a screen or a command shows, as data and words.
//! * [`export`] — the calendar file, the page to print, the household as JSON and back. Pure.
//! * [`tui`] — the full-screen program: a model, messages, a pure update step, effects as data, drawing.
//! * [`cli`] — the commands: the same view models as plain text and JSON.
//!
//! An arrow never runs back: `calendar` and `text` know nobody, `guide` reads no file and no clock, `tui` and `cli` do
//! not know each other. A test reads the `use` lines and holds us to it.
//!
//! One date, from the file to the screen: `procedures/move-in.toml` names `notify_last_day`, an `open-day` step on
//! `notify_counted`, 14 days after `event:moved_in`. [`content`] checks that both exist and that a duty may roll.
//! [`guide::assess`] works the two days out for one person and keeps how: a [`guide::Why`] for each step, with the
//! closed days it stepped over by name. [`present`] puts that into words, and [`tui`] and [`cli`] show them.

pub mod authors;
pub mod cli;
pub mod content;
pub mod export;
pub mod guide;
pub mod household;
pub mod i18n;
pub mod intake;
pub mod present;
pub mod search;
pub mod store;
pub mod tui;
pub mod visit;

pub use mynaguide_content::{calendar, text};
