//! Notes: on the selected step or document, else on the procedure as a whole.

use super::may_change;
use crate::household::TickKey;
use crate::present::Item;
use crate::tui::edit::Field;
use crate::tui::model::{Model, Pane, Purpose, Sheet, Subject, WordsForm};

/// Opens the note of what is selected.
pub(super) fn open(model: &mut Model) {
    if !may_change(model) {
        return;
    }
    let Some((key, about)) = subject(model) else { return };
    let known = model.household.notes.get(&key).cloned().unwrap_or_default();
    model.sheets.push(Sheet::Words(WordsForm {
        purpose: Purpose::Note { key, about },
        field: Field::with_lines(&known),
        problem: None,
    }));
}

/// What a note would be about, and the same in words.
fn subject(model: &Model) -> Option<(TickKey, String)> {
    if model.home.focus == Pane::Detail
        && let Some(Item::Tick(key)) = model.detail_item()
    {
        let doc = model.detail_doc();
        let block = doc.blocks.get(model.home.detail.block?)?;
        let about = block.spans.iter().map(|s| s.text.as_str()).collect();
        return Some((key, about));
    }
    let (procedure, person) = match &model.home.detail.subject {
        Subject::Procedure(id) => (id.clone(), model.person()),
        Subject::Deadline(person, key) => (key.procedure.clone(), person.clone()),
    };
    let title = &model.pack.procedures.get(&procedure)?.title;
    let about = title.get(model.strings.lang()).to_owned();
    Some((TickKey::whole(&procedure, &person), about))
}
