//! How things look: marks, styles and screens. The only place that names widgets.

pub mod glyphs;
pub mod theme;
pub mod theme_file;

mod axis;
mod bigfont;
mod cells;
mod clerk;
mod find;
mod form;
mod home;
mod keyline;
mod layout;
mod lines;
mod people;
mod screen;
mod sheet;
mod start;
mod status;
mod timeline;
mod visits;

use std::fmt;

pub use axis::axis_entry;
pub use find::{FinderParts, finder_parts};
pub use glyphs::Glyphs;
pub use keyline::{key_at, offered};
pub use layout::{Border, LEAST_SHARE, Layout, MINIMUM, MOST_SHARE, Size, Spot};
pub use lines::{DocLine, DocLines};
pub use screen::{draw, render};
pub use sheet::{form_entry, list_entry};
pub use theme::Theme;
pub use theme_file::{Depth, OwnThemes, load_theme};
pub use timeline::TimelineLines;

use super::model::{Model, Sheet};
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

/// The document of a sheet with a text; an empty one for other sheets.
pub fn sheet_doc(model: &Model, sheet: &Sheet) -> Doc {
    sheet::document(model, sheet)
}
