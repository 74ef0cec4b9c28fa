//! How things look: marks, styles and screens. The only place that names widgets.

pub mod glyphs;
pub mod theme;

mod home;
mod layout;
mod lines;
mod screen;
mod sheet;

use std::fmt;

pub use glyphs::Glyphs;
pub use layout::{Layout, MINIMUM, Size};
pub use lines::{DocLine, lay_out_doc};
pub use screen::{draw, offered};
pub use theme::Theme;

use super::model::Model;

/// Colours and marks.
#[derive(Clone)]
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

/// The lines of a sheet that scrolls, at the present size.
pub fn sheet_lines(model: &Model) -> Vec<DocLine> {
    sheet::lines(model)
}
