//! How things look: marks, styles and screens. The only place that names widgets.

pub mod glyphs;
pub mod theme;

mod axis;
mod bigfont;
mod clerk;
mod home;
mod layout;
mod lines;
#[cfg(test)]
mod remembered;
mod screen;
mod sheet;
mod start;
mod visits;

use std::fmt;

pub use glyphs::Glyphs;
pub use layout::{Layout, MINIMUM, Size};
pub use lines::{DocLine, DocLines};
pub use screen::{draw, offered};
pub use theme::Theme;

use super::model::Model;
use crate::present::Doc;

/// Colours and marks.
#[derive(Clone, PartialEq)]
pub struct Look {
    /// Styles by role.
    pub theme: Theme,
    /// Marks.
    pub glyphs: Glyphs,
}

impl fmt::Debug for Look {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Look").finish_non_exhaustive()
    }
}

/// The document of a sheet that only scrolls; an empty one for other sheets.
pub fn sheet_doc(model: &Model) -> Doc {
    sheet::document(model)
}
