//! The marks on the screen, in two sets. The Unicode set uses only marks that are one cell wide in every terminal, but
//! for the lines between panes; the ASCII set is for terminals where even those lines are two cells wide.

use ratatui::symbols::border;

use crate::guide::Status;

/// Which marks are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Glyphs {
    /// Check marks, triangles and light lines.
    #[default]
    Unicode,
    /// Only ASCII.
    Ascii,
}

/// The border of a block in ASCII.
const ASCII_BORDER: border::Set<'_> = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

impl Glyphs {
    const fn pick(self, unicode: &'static str, ascii: &'static str) -> &'static str {
        match self {
            Self::Unicode => unicode,
            Self::Ascii => ascii,
        }
    }

    /// The mark of a status, one cell. Always beside its word.
    pub const fn status(self, status: Status) -> &'static str {
        match status {
            Status::Late => "!",
            Status::Open => self.pick("▸", ">"),
            Status::Upcoming => self.pick("░", "."),
            Status::Unknown => "?",
            Status::Done => self.pick("✓", "x"),
            Status::Waits => self.pick("…", "~"),
            Status::Settled | Status::NoLongerPossible => "-",
            Status::NotApplicable => " ",
        }
    }

    /// A box, ticked or to be ticked: 1 cell in Unicode, 3 in ASCII.
    pub const fn check(self, ticked: bool) -> &'static str {
        if ticked {
            self.pick("☑", "[x]")
        } else {
            self.pick("☐", "[ ]")
        }
    }

    /// What is selected, or leads on; one cell.
    pub const fn pointer(self) -> &'static str {
        self.pick("»", ">")
    }

    /// A closed day on the time axis, one cell.
    pub const fn closed_day(self) -> &'static str {
        self.pick("░", ":")
    }

    /// The day to plan for on the time axis, one cell.
    pub const fn plan_by(self) -> &'static str {
        self.pick("▾", "v")
    }

    /// One cell of a bar on the time axis; dashed for what is only supposed.
    pub const fn bar(self, supposed: bool) -> &'static str {
        if supposed { "-" } else { "=" }
    }

    /// One cell of a stretch of time with a name.
    pub const fn period(self) -> &'static str {
        "~"
    }

    /// What lies before and after what is shown, one cell each.
    pub const fn beyond(self) -> [&'static str; 2] {
        ["<", ">"]
    }

    /// The upright line between panes and through the time axis.
    pub const fn vertical(self) -> &'static str {
        self.border().vertical_left
    }

    /// The lines between panes.
    pub const fn border(self) -> border::Set<'static> {
        match self {
            Self::Unicode => border::PLAIN,
            Self::Ascii => ASCII_BORDER,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use unicode_width::UnicodeWidthStr;

    use super::*;

    const STATUSES: [Status; 7] = [
        Status::Late,
        Status::Open,
        Status::Upcoming,
        Status::Unknown,
        Status::Done,
        Status::Settled,
        Status::NotApplicable,
    ];

    /// Every mark of a set but its lines.
    fn marks(glyphs: Glyphs) -> Vec<&'static str> {
        let mut marks = STATUSES.map(|s| glyphs.status(s)).to_vec();
        marks.extend([glyphs.pointer(), glyphs.closed_day(), glyphs.plan_by(), glyphs.period()]);
        marks.extend(glyphs.beyond());
        marks.extend([false, true].map(|supposed| glyphs.bar(supposed)));
        marks
    }

    fn lines(glyphs: Glyphs) -> [&'static str; 8] {
        let border = glyphs.border();
        [
            border.vertical_left,
            border.vertical_right,
            border.horizontal_top,
            border.horizontal_bottom,
            border.top_left,
            border.top_right,
            border.bottom_left,
            border.bottom_right,
        ]
    }

    #[test]
    fn marks_are_as_wide_in_a_japanese_terminal_as_anywhere() {
        for glyphs in [Glyphs::Unicode, Glyphs::Ascii] {
            for mark in marks(glyphs) {
                assert_eq!(mark.width(), mark.width_cjk(), "{mark}");
                assert!(mark.is_ascii() || mark.width() == 1, "{mark}");
            }
        }
        let safe = "✓☐☑▸▾»░";
        assert!(
            marks(Glyphs::Unicode)
                .concat()
                .chars()
                .all(|c| c.is_ascii() || safe.contains(c))
        );
    }

    #[test]
    fn the_ascii_set_is_ascii_lines_included() {
        assert!(
            marks(Glyphs::Ascii)
                .iter()
                .chain(&lines(Glyphs::Ascii))
                .all(|m| m.is_ascii())
        );
        for line in lines(Glyphs::Unicode).iter().chain(&lines(Glyphs::Ascii)) {
            assert_eq!(line.chars().count(), 1);
            assert_eq!(line.width(), 1);
        }
    }

    #[test]
    fn every_status_has_a_mark_of_its_own() {
        for glyphs in [Glyphs::Unicode, Glyphs::Ascii] {
            let seen: BTreeSet<&str> = STATUSES.map(|s| glyphs.status(s)).into();
            assert_eq!(seen.len(), STATUSES.len());
            assert!(seen.iter().all(|m| m.width() == 1));
            assert_ne!(glyphs.check(true), glyphs.check(false));
            assert_ne!(glyphs.bar(true), glyphs.bar(false));
        }
    }
}
