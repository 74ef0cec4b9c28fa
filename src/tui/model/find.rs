//! Search, the list of everything that can be done, and the words of a text: their state and what follows from it.

use std::rc::Rc;

use super::{Cursor, Model, Pick, Sheet};
use crate::content::Id;
use crate::i18n::Strings;
use crate::present::terms_of;
use crate::search::{Hit, Index};
use crate::tui::action::Action;
use crate::tui::edit::Field;

/// Nobody looks further down than this.
const MOST_FOUND: usize = 60;

/// A field, and a list that follows from what is typed into it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Finder {
    /// What is typed.
    pub field: Field,
    /// What is selected of that.
    pub list: Cursor,
}

/// A line of the list of everything that can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaletteRow {
    /// What it does.
    pub action: Action,
    /// The same in words.
    pub words: String,
    /// Its keys.
    pub keys: String,
    /// Whether it does anything on the screen below.
    pub works: bool,
}

impl Model {
    /// What fits the typed words, the best first.
    pub fn found(&self, finder: &Finder) -> Vec<Hit> {
        let index = || Rc::new(Index::new(&self.pack));
        let index = self.derived.search.get(self.derived.assessed, index);
        index.find(&finder.field.accepted(), MOST_FOUND)
    }

    /// Everything that can be done; with something typed what fits it, the best first. What does something here comes
    /// before what does not, and what everybody knows how to do, like moving, last.
    pub fn palette_rows(&self, finder: &Finder) -> Vec<PaletteRow> {
        let typed = finder.field.accepted();
        let actions: Vec<Action> = if typed.is_empty() {
            Action::ALL.to_vec()
        } else {
            let hits = self.index_of_actions().find(&typed, MOST_FOUND);
            hits.into_iter().map(|h| h.target).collect()
        };
        let mut rows: Vec<PaletteRow> = actions.into_iter().map(|a| self.palette_row(a)).collect();
        // Stable: the order of help, or of what fits best, stays.
        let is_move =
            |action: Action| action <= Action::End || action == Action::PrevPane || Action::ESSENTIAL.contains(&action);
        rows.sort_by_key(|row| (!row.works, typed.is_empty() && is_move(row.action)));
        rows
    }

    fn palette_row(&self, action: Action) -> PaletteRow {
        PaletteRow {
            action,
            words: self.strings.say(action.message()),
            keys: self.keymap.all_shown(action),
            works: self.works(action),
        }
    }

    /// Actions are found by their words in the reader's language and in English, and by the name that key files use.
    fn index_of_actions(&self) -> Index<Action> {
        let english = Strings::new("en");
        let named = |&action: &Action| {
            let names = [&self.strings, &english].map(|s| [s.say(action.message()), action.label(s)]);
            (action, names.concat(), action.name().replace('-', " "))
        };
        let all: Vec<_> = Action::ALL.iter().map(named).collect();
        Index::of_names(all.iter().map(|(action, names, name)| {
            let names = names.iter().chain([name]);
            (*action, names.map(String::as_str).collect())
        }))
    }

    /// The terms that are marked where the reader looks: those of the selected block; if it has none, those in sight.
    pub fn words_here(&self) -> Vec<Id> {
        let layout = self.layout();
        let (lines, pick, area) = match self.below_palette() {
            None => {
                let pick = Pick {
                    block: self.detail_block(),
                    scroll: self.home.detail.scroll,
                };
                (self.detail_lines(), pick, layout.detail)
            }
            Some(sheet) => match sheet.place() {
                Some(pick) => (self.lines_of(sheet), pick, layout.sheet),
                None => return Vec::new(),
            },
        };
        let blocks = &lines.doc().blocks;
        let mut words = terms_of(pick.block.and_then(|b| blocks.get(b)));
        if words.is_empty() {
            let in_sight = lines.iter().skip(pick.scroll).take(area.height.into());
            words = terms_of(in_sight.filter_map(|line| blocks.get(line.block())));
        }
        if let Some(Sheet::Term { id, .. }) = self.below_palette() {
            words.retain(|word| word != id);
        }
        words
    }

    /// The sheet on top, but for the list of everything that can be done: what is done is done below that.
    pub fn below_palette(&self) -> Option<&Sheet> {
        match self.sheets.as_slice() {
            [below @ .., Sheet::Palette(_)] => below.last(),
            all => all.last(),
        }
    }
}

impl Sheet {
    /// The field and the list, if that is what it is.
    pub fn finder_mut(&mut self) -> Option<&mut Finder> {
        match self {
            Self::Search(finder) | Self::Palette(finder) => Some(finder),
            _ => None,
        }
    }
}
