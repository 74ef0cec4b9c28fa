//! What a word of the field means, what a document is needed for, and which words a text uses.

use std::collections::{BTreeSet, HashMap};

use super::doc::{Block, Doc, Item, Kind, Role, Span, plain};
use super::prose::bare;
use super::words::procedure_entry;
use super::{FoundRow, Scene};
use crate::content::{Document, Id, Name, Need, Pack, Piece, Procedure, Text, Thing, parse_markup, prose_texts};
use crate::i18n::Strings;

/// A term: its reading, what it means, what it is easily confused with, where it occurs.
pub fn term_doc(scene: Scene<'_>, id: &Id) -> Doc {
    let mut doc = Doc::default();
    let Some(term) = scene.pack.terms.get(id) else {
        return doc;
    };
    names_of(scene, &term.name, &mut doc);
    doc.gap();
    let mut prose = scene.prose();
    doc.push(Kind::Text, prose.spans(&term.means));
    let others = term.not.iter().filter_map(|id| scene.pack.terms.get_key_value(id));
    let others: Vec<_> = others.collect();
    if !others.is_empty() {
        doc.heading(scene.say("term-not"));
    }
    for (id, other) in others {
        let mut spans = vec![Span::new(scene.both_names(&other.name), Role::Term(id.clone()))];
        spans.push(Span::plain(": "));
        spans.extend(prose.spans(&other.means));
        doc.push_item(Kind::Bullet, spans, Item::Term(id.clone()));
    }
    procedures(scene, "term-occurs", |p| mentions(p, id), &mut doc);
    doc
}

/// The title of a thing: its names, and how they are read.
fn names_of(scene: Scene<'_>, name: &Name, doc: &mut Doc) {
    doc.line(Kind::Title, Role::Strong, format!("{}  {}", name.ja, name.en));
    let reading = plain(format!("{}  {}", name.kana, name.romaji));
    doc.row(scene.say("row-reading"), reading);
}

/// A document: its names, what there is to say about it, which procedures ask for it.
pub fn document_doc(scene: Scene<'_>, id: &Id) -> Doc {
    let mut doc = Doc::default();
    let Some(document) = scene.pack.documents.get(id) else {
        return doc;
    };
    names_of(scene, &document.name, &mut doc);
    if let Some(note) = &document.note {
        doc.gap();
        doc.push(Kind::Text, scene.prose().spans(note));
    }
    let before = doc.blocks.len();
    procedures(scene, "cmd-found-needed-for", |p| asks_for(p, id, document), &mut doc);
    if doc.blocks.len() == before {
        doc.gap();
        doc.push(Kind::Text, plain(scene.say("document-nowhere")));
    }
    doc
}

/// The procedures of which something holds, to be opened.
fn procedures(scene: Scene<'_>, heading: &str, holds: impl Fn(&Procedure) -> bool, doc: &mut Doc) {
    let mut found = scene.pack.procedures.values().filter(|p| holds(p)).peekable();
    if found.peek().is_some() {
        doc.heading(scene.say(heading));
    }
    for p in found {
        procedure_entry(scene, p, doc);
    }
}

/// Whether a visit of the procedure asks for a document, by itself or as one of a set.
pub(super) fn asks_for(procedure: &Procedure, id: &Id, document: &Document) -> bool {
    let asks = |need: &Need| match &need.thing {
        Thing::Document(needed) => needed == id,
        Thing::AnyOf(sets) => sets.iter().any(|(set, _)| document.sets.contains(set)),
    };
    procedure.body.visits.iter().any(|v| v.needs.iter().any(asks))
}

/// Whether a procedure names a term, in its list of words or in its text.
fn mentions(procedure: &Procedure, term: &Id) -> bool {
    let names = |text: &Text| {
        parse_markup(text.en())
            .iter()
            .any(|piece| matches!(piece, Piece::Term { id, .. } if *id == term.as_str()))
    };
    procedure.body.terms.contains(term) || prose_texts(procedure).iter().any(|(_, text)| names(text))
}

/// The terms that some blocks name, in their order, each once.
pub fn terms_of<'a>(blocks: impl IntoIterator<Item = &'a Block>) -> Vec<Id> {
    let mut terms: Vec<Id> = Vec::new();
    for block in blocks {
        let own = match block.item() {
            Some(Item::Term(id)) => Some(id),
            _ => None,
        };
        let marked = block.spans.iter().filter_map(|span| match &span.role {
            Role::Term(id) => Some(id),
            _ => None,
        });
        for id in own.into_iter().chain(marked) {
            if !terms.contains(id) {
                terms.push(id.clone());
            }
        }
    }
    terms
}

/// Marks the terms in a text that was not written with marks: each where it stands first, so that it stays calm.
/// Titles are left alone.
pub fn mark_terms(pack: &Pack, strings: &Strings, doc: &mut Doc) {
    let mut met = terms_of(&doc.blocks).into_iter().collect::<BTreeSet<_>>();
    let names = names(pack, strings);
    for block in &mut doc.blocks {
        if matches!(block.kind, Kind::Title | Kind::Heading | Kind::Gap) {
            continue;
        }
        for span in std::mem::take(&mut block.spans) {
            if span.role == Role::Plain {
                divide(&span.text, &names, &mut met, &mut block.spans);
            } else {
                block.spans.push(span);
            }
        }
    }
}

/// The names by which terms are recognised, the longest first, by their first letter in lower case.
type Names<'p> = HashMap<char, Vec<(&'p str, &'p Id)>>;

/// The names of the terms in the reader's language.
fn names<'p>(pack: &'p Pack, strings: &Strings) -> Names<'p> {
    let mut names = Names::new();
    for (id, term) in pack.terms.iter() {
        let name = bare(term.name.get(strings.lang()));
        // One letter alone stands everywhere.
        if let Some(first) = name.chars().next().filter(|c| c.len_utf8() < name.len()) {
            names.entry(first.to_ascii_lowercase()).or_default().push((name, id));
        }
    }
    for alike in names.values_mut() {
        alike.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    }
    names
}

/// Cuts a text at the terms that were not met before.
fn divide(text: &str, names: &Names<'_>, met: &mut BTreeSet<Id>, spans: &mut Vec<Span>) {
    let mut start = 0;
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        let alike = names.get(&letter.to_ascii_lowercase());
        let found = alike.and_then(|names| names.iter().find(|(name, _)| stands_at(text, at, name)));
        if let Some((name, id)) = found {
            let end = at + name.len();
            if met.insert((*id).clone()) {
                if start < at {
                    spans.push(Span::plain(&text[start..at]));
                }
                spans.push(Span::new(&text[at..end], Role::Term((*id).clone())));
                start = end;
            }
            at = end;
        } else {
            at += letter.len_utf8();
        }
    }
    if start < text.len() {
        spans.push(Span::plain(&text[start..]));
    }
}

/// Whether a name stands here, as whole words where words have spaces between them.
fn stands_at(text: &str, at: usize, name: &str) -> bool {
    let end = at + name.len();
    let is_name = text.get(at..end).is_some_and(|words| words.eq_ignore_ascii_case(name));
    let is_letter = |c: char| c.is_ascii_alphanumeric();
    let joined = |inside: Option<char>, outside: Option<char>| {
        inside.is_some_and(is_letter) && outside.is_some_and(|c| is_letter(c) || c == '-')
    };
    is_name
        && !joined(name.chars().next(), text[..at].chars().next_back())
        && !joined(name.chars().next_back(), text[end..].chars().next())
}

/// One thing that was found, as plain words: what is copied of it.
pub fn found_words(strings: &Strings, row: &FoundRow) -> String {
    let mut lines = vec![format!("{}: {}", row.sort, row.title)];
    if row.ja != row.title {
        lines.push(row.ja.clone());
    }
    lines.push(readings(row));
    if !row.detail.is_empty() {
        lines.push(row.detail.clone());
    }
    if !row.needed_for.is_empty() {
        let titles = row.needed_for.join(&strings.say("list-comma"));
        lines.push(format!("{}: {titles}", strings.say("cmd-found-needed-for")));
    }
    lines.join("\n")
}

/// Kana and romaji of something that was found; what is in kana already is not written twice.
pub fn readings(row: &FoundRow) -> String {
    if row.kana == row.ja {
        row.romaji.clone()
    } else {
        format!("{}, {}", row.kana, row.romaji)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::embedded_pack;

    fn marked(lang: &str, text: &str) -> Vec<String> {
        let mut doc = Doc::default();
        doc.push(Kind::Title, plain(text));
        doc.push(Kind::Text, plain(text));
        mark_terms(&embedded_pack(), &Strings::new(lang), &mut doc);
        let whole: String = doc.blocks[1].spans.iter().map(|s| s.text.as_str()).collect();
        assert_eq!(whole, text, "nothing is lost");
        assert_eq!(doc.blocks[0].spans.len(), 1, "titles are left alone");
        let terms = doc.blocks[1].spans.iter().filter_map(|s| match &s.role {
            Role::Term(id) => Some(format!("{}={id}", s.text)),
            _ => None,
        });
        terms.collect()
    }

    #[test]
    fn words_are_marked_where_they_stand_first() {
        for (lang, text, expected) in [
            (
                "en",
                "The residence card, and once more the Residence card.",
                &["residence card=residence-card"][..],
            ),
            ("en", "A period of stay ends.", &["period of stay=period-of-stay"]),
            ("en", "residence cards and my-residence card-like", &[]),
            ("en", "nothing here", &[]),
            (
                "ja",
                "在留カードと在留期間",
                &["在留カード=residence-card", "在留期間=period-of-stay"],
            ),
            ("ja", "特定在留カード", &["特定在留カード=combined-card"]),
            ("en", "", &[]),
        ] {
            assert_eq!(marked(lang, text), expected, "{text}");
        }
    }

    #[test]
    fn a_document_is_asked_for_by_itself_or_as_one_of_a_set() {
        let pack = embedded_pack();
        let asking = |id: &str| {
            let document = &pack.documents[id];
            let asks = |p: &&Procedure| asks_for(p, &Id::new(id), document);
            pack.procedures.values().filter(asks).count()
        };
        assert!(asking("my-number-card") > 3, "by itself");
        assert!(asking("passport") > 3, "as one of a set");
    }
}
