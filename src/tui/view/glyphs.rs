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

/// A status as it is marked: that of the guide, and "soon", which depends on how near the reader calls near.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// The last day has passed.
    Late,
    /// Open, and not for long.
    Soon,
    /// The window is open.
    Open,
    /// Not open yet.
    Upcoming,
    /// A fact is missing.
    Unknown,
    /// Done.
    Done,
    /// Nothing need be done.
    Settled,
    /// Does not concern this person.
    NotApplicable,
}

impl Mark {
    /// Every mark, the most urgent first.
    pub const ALL: [Self; 8] = [
        Self::Late,
        Self::Soon,
        Self::Open,
        Self::Upcoming,
        Self::Unknown,
        Self::Done,
        Self::Settled,
        Self::NotApplicable,
    ];
}

impl From<Status> for Mark {
    fn from(status: Status) -> Self {
        match status {
            Status::Late => Self::Late,
            Status::Open => Self::Open,
            Status::Upcoming => Self::Upcoming,
            Status::Unknown => Self::Unknown,
            Status::Done => Self::Done,
            Status::Settled => Self::Settled,
            Status::NotApplicable => Self::NotApplicable,
        }
    }
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
    pub fn status(self, mark: impl Into<Mark>) -> &'static str {
        match mark.into() {
            Mark::Late => "!",
            Mark::Soon => self.pick("»", "*"),
            Mark::Open => self.pick("▸", ">"),
            Mark::Upcoming => self.pick("░", "."),
            Mark::Unknown => "?",
            Mark::Done => self.pick("✓", "x"),
            Mark::Settled => "-",
            Mark::NotApplicable => " ",
        }
    }

    /// A ticked box: 1 cell in Unicode, 3 in ASCII.
    pub const fn ticked(self) -> &'static str {
        self.pick("☑", "[x]")
    }

    /// A box to tick: 1 cell in Unicode, 3 in ASCII.
    pub const fn unticked(self) -> &'static str {
        self.pick("☐", "[ ]")
    }

    /// The handle of a branch, one cell.
    pub const fn branch(self, open: bool) -> &'static str {
        if open {
            self.pick("▾", "v")
        } else {
            self.pick("▸", ">")
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

    /// At the end of text that was cut off; three cells, as the one-cell ellipsis is two cells wide in some terminals.
    pub const fn ellipsis(self) -> &'static str {
        "..."
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

    /// Every mark of a set but its lines.
    fn marks(glyphs: Glyphs) -> Vec<&'static str> {
        let mut marks = Mark::ALL.map(|m| glyphs.status(m)).to_vec();
        marks.extend([
            glyphs.pointer(),
            glyphs.closed_day(),
            glyphs.plan_by(),
            glyphs.ellipsis(),
            glyphs.period(),
        ]);
        marks.extend(glyphs.beyond());
        for on in [false, true] {
            marks.extend([glyphs.branch(on), glyphs.bar(on)]);
        }
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
            let seen: BTreeSet<&str> = Mark::ALL.map(|m| glyphs.status(m)).into();
            assert_eq!(seen.len(), Mark::ALL.len());
            assert!(seen.iter().all(|m| m.width() == 1));
            assert_ne!(glyphs.ticked(), glyphs.unticked());
            assert_ne!(glyphs.branch(true), glyphs.branch(false));
            assert_ne!(glyphs.bar(true), glyphs.bar(false));
        }
    }

    #[test]
    fn a_status_of_the_guide_is_marked_as_itself() {
        let table = [
            (Status::Late, Mark::Late),
            (Status::Open, Mark::Open),
            (Status::Upcoming, Mark::Upcoming),
            (Status::Unknown, Mark::Unknown),
            (Status::Done, Mark::Done),
            (Status::Settled, Mark::Settled),
            (Status::NotApplicable, Mark::NotApplicable),
        ];
        for (status, mark) in table {
            assert_eq!(Mark::from(status), mark);
            assert_eq!(Glyphs::Ascii.status(status), Glyphs::Ascii.status(mark));
        }
    }
}
