//! What a search found, in words.

use chrono::NaiveDate;

use super::Prose;
use super::doc::text_of;
use super::meaning::asks_for;
use crate::content::{Name, Pack, Sentence, Text};
use crate::i18n::Strings;
use crate::search::{Hit, Target};

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundRow {
    /// What it is.
    pub target: Target,
    /// What sort of thing, in a word.
    pub sort: String,
    /// Its name in the reader's language.
    pub title: String,
    /// Its Japanese name.
    pub ja: String,
    /// The same in kana.
    pub kana: String,
    /// The same in romaji.
    pub romaji: String,
    /// The other name by which it was found, if it was one.
    pub by: Option<String>,
    /// What it is about; empty if there is nothing to add.
    pub detail: String,
    /// What it is easily confused with; of a term only.
    pub not: Vec<String>,
    /// Titles of procedures that ask for it; of a document only.
    pub needed_for: Vec<String>,
}

/// What was found, in words. Amounts in texts are those of today.
pub fn found_row(pack: &Pack, strings: &Strings, today: NaiveDate, hit: &Hit) -> Option<FoundRow> {
    let prose = |text: &Text| text_of(&Prose::new(pack, strings, today).spans(text));
    let row = |sort: &str, name: &Name, detail: String| FoundRow {
        target: hit.target.clone(),
        sort: strings.say(sort),
        title: name.get(strings.lang()).to_owned(),
        ja: name.ja.to_string(),
        kana: name.kana.to_string(),
        romaji: name.romaji.to_string(),
        by: hit.by.clone(),
        detail,
        not: Vec::new(),
        needed_for: Vec::new(),
    };
    Some(match &hit.target {
        Target::Procedure(id) => {
            let procedure = pack.procedures.get(id)?;
            row("cmd-found-procedure", &procedure.title, prose(&procedure.body.summary))
        }
        Target::Term(id) => {
            let term = pack.terms.get(id)?;
            let others = term.not.iter().filter_map(|other| pack.terms.get(other));
            let not = others.map(|other| format!("{} {}", other.name.en, other.name.ja));
            FoundRow {
                not: not.collect(),
                ..row("cmd-found-term", &term.name, prose(&term.means))
            }
        }
        Target::Document(id) => {
            let document = pack.documents.get(id)?;
            let detail = document.note.as_ref().map(prose).unwrap_or_default();
            let needed = pack.procedures.values().filter(|p| asks_for(p, id, document));
            FoundRow {
                needed_for: needed.map(|p| p.title.get(strings.lang()).to_owned()).collect(),
                ..row("cmd-found-document", &document.name, detail)
            }
        }
        Target::Phrase(id) => {
            let Sentence { ja, kana, romaji, en } = pack.phrases.get(id)?.say.clone();
            let name = Name { en, ja, kana, romaji };
            row("cmd-found-phrase", &name, String::new())
        }
    })
}
