//! `find`: procedures, documents, words and sentences by whatever was typed.

use super::args::{Find, PlainFormat};
use super::json;
use super::out::Out;
use super::setup::Setup;
use super::trouble::Trouble;
use crate::content::Id;
use crate::intake::accept;
use crate::present::{Doc, FoundRow, Kind, Role, Span, found_row, plain, readings};
use crate::search::{Index, Target};

/// Prints what was found, the best first.
pub(super) fn run(setup: &Setup, args: &Find, out: &mut Out) -> Result<(), Trouble> {
    let typed = accept(&args.words.join(" "))?;
    let pack = setup.pack()?;
    let hits = Index::new(&pack).find(&typed, args.most);
    let rows: Vec<FoundRow> = hits
        .iter()
        .filter_map(|hit| found_row(&pack, &setup.strings, setup.today, hit))
        .collect();
    match args.format {
        PlainFormat::Json => out.raw(&json::find(&typed, &rows)),
        PlainFormat::Text => text(setup, &typed, &rows, out),
    }
    Ok(())
}

fn text(setup: &Setup, typed: &str, rows: &[FoundRow], out: &mut Out) {
    let strings = &setup.strings;
    let mut doc = Doc::default();
    if rows.is_empty() {
        doc.push(Kind::Title, plain(strings.say_x("cmd-find-nothing", typed)));
    }
    for row in rows {
        doc.gap();
        let mut head = format!("{}: {}", row.sort, row.title);
        if !strings.language().reads_japanese {
            head = format!("{head} {}", row.ja);
        }
        doc.push(Kind::Title, vec![Span::new(head, Role::Strong)]);
        doc.push(Kind::Text, plain(readings(row)));
        if let Some(by) = &row.by {
            doc.push(Kind::Text, plain(strings.say_x("cmd-found-by", by)));
        }
        if !row.detail.is_empty() {
            doc.push(Kind::Text, plain(&row.detail));
        }
        if !row.not.is_empty() {
            let others = row.not.join(&strings.say("list-comma"));
            doc.push(Kind::Row(strings.say("term-not")), plain(others));
        }
        if !row.needed_for.is_empty() {
            let titles = row.needed_for.join(&strings.say("list-comma"));
            doc.push(Kind::Row(strings.say("cmd-found-needed-for")), plain(titles));
        }
        if let Some(command) = command(&row.target) {
            doc.push(Kind::Text, plain(command));
        }
    }
    out.doc(&doc);
}

/// The command that tells more.
pub(super) fn command(target: &Target) -> Option<String> {
    let show = |id: &Id| format!("mynaguide show {id}");
    match target {
        Target::Procedure(id) => Some(show(id)),
        Target::Term(_) | Target::Document(_) | Target::Phrase(_) => None,
    }
}
