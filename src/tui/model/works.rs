//! What an action does on the screen that is shown: something, or nothing.

use super::{Model, Pane, Sheet};
use crate::content::Id;
use crate::present::Item;
use crate::tui::action::Action as A;
use crate::visit::phrases_of;

impl Model {
    /// Whether an action does anything here; under the list of everything that can be done, "here" is the screen below.
    pub fn works(&self, action: A) -> bool {
        match action {
            A::Quit | A::Suspend | A::Redraw | A::Language | A::Mouse => true,
            A::Search => !matches!(self.below_palette(), Some(Sheet::Search(_))),
            A::Palette => !matches!(self.sheets.last(), Some(Sheet::Palette(_))),
            A::Help => !matches!(self.below_palette(), Some(Sheet::Help { .. })),
            A::Begin => self.read_only.is_none(),
            A::Undo | A::Redo => self.read_only.is_none() && self.supposed.is_none(),
            A::Meaning => !self.words_here().is_empty(),
            _ => match self.below_palette() {
                None => self.works_at_home(action),
                Some(_) if action == A::Back => true,
                Some(sheet) => works_on(sheet, action),
            },
        }
    }

    fn works_at_home(&self, action: A) -> bool {
        let home = &self.home;
        let in_detail = home.focus == Pane::Detail;
        match action {
            A::Back => in_detail || home.zoom || self.notice.is_some() || self.supposed.is_some(),
            A::Left => home.focus != Pane::Topics,
            A::Right => home.focus == Pane::Topics,
            A::Select => !in_detail || self.detail_item().is_some(),
            A::Toggle => in_detail && self.detail_item().is_some(),
            A::GrowPane | A::ShrinkPane => !self.layout().single,
            A::Why => self.selected_deadline().is_some(),
            A::Clerk => !self.phrases_of_subject().is_empty(),
            A::NextPerson | A::PrevPerson => self.scene().several_people(),
            A::Moved => !self.shown.moved().is_empty(),
            _ => true,
        }
    }

    /// What there is to say about the procedure that is shown, each phrase once.
    pub fn phrases_of_subject(&self) -> Vec<Id> {
        let Some(procedure) = self.pack.procedures.get(self.home.detail.subject.procedure()) else {
            return Vec::new();
        };
        let person = self.person();
        let person = self.household.person(person.as_str());
        let said = phrases_of(&self.pack, &self.household, person, procedure);
        said.into_iter().map(|(id, _)| id.clone()).collect()
    }

    /// What is selected in the text of the sheet on top.
    pub fn sheet_item(&self) -> Option<Item> {
        let block = self.sheets.last()?.place()?.block?;
        self.sheet_lines().item(block).cloned()
    }
}

/// Whether an action that is not for every screen does anything on this one.
fn works_on(sheet: &Sheet, action: A) -> bool {
    let moves = matches!(action, A::Up | A::Down | A::PageUp | A::PageDown | A::Home | A::End);
    let tabs = matches!(action, A::NextPane | A::PrevPane);
    let opens = matches!(action, A::Select | A::Toggle | A::Right);
    match sheet {
        Sheet::Help { .. } | Sheet::Diagnostics { .. } | Sheet::Why { .. } => moves || action == A::Copy,
        Sheet::Term { .. } | Sheet::Document { .. } => moves || tabs || opens || action == A::Copy,
        Sheet::Meanings { .. } | Sheet::Palette(_) => moves || tabs || action == A::Select,
        Sheet::Search(_) => moves || tabs || matches!(action, A::Select | A::Copy),
        Sheet::Questions(_) => moves || opens || action == A::Copy,
        Sheet::Events(_) => moves || opens || action == A::WhatIf,
        Sheet::WhatIf(_) | Sheet::People(_) | Sheet::Person { .. } => moves || opens,
        Sheet::History(_) => moves || matches!(action, A::Select | A::Toggle | A::Copy),
        Sheet::Moved(_) => moves || matches!(action, A::Select | A::Toggle | A::Why | A::Copy),
        Sheet::Words(_) => action == A::Select,
        Sheet::Answer(_) => tabs || matches!(action, A::Up | A::Down | A::Home | A::End | A::Select | A::Toggle),
        Sheet::Start(_) => moves || opens || action == A::Left,
        Sheet::Event(_) => tabs || matches!(action, A::Up | A::Down | A::Select | A::Toggle | A::WhatIf),
        Sheet::Axis(_) => {
            let zooms = matches!(action, A::GrowPane | A::ShrinkPane);
            moves || opens || zooms || matches!(action, A::Left | A::NextPane | A::Timeline | A::Why | A::Copy)
        }
        Sheet::Visits(_) => moves || opens || matches!(action, A::Clerk | A::Why | A::Copy),
        Sheet::Visit { .. } => moves || tabs || opens || matches!(action, A::Left | A::Clerk | A::AddEvent | A::Copy),
        Sheet::Clerk(_) => moves || tabs || opens || matches!(action, A::Left | A::Clerk | A::Copy),
        Sheet::Done(_) => moves || tabs || matches!(action, A::Select | A::Toggle),
    }
}
