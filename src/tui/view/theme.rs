//! Styles by role. Text that has to be read has the terminal's own colours; emphasis is bold, reverse or underline,
//! plus at most one of the terminal's sixteen colours. Never dim, never black or white: what those look like is not
//! for us to know. A status is always a word and a mark too.

use ratatui::style::{Color, Modifier, Style};

use super::glyphs::Mark;

macro_rules! roles {
    ($($(#[$doc:meta])+ $role:ident,)+) => {
        /// The style of every role.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct Theme {
            $($role: Style,)+
            late: Style,
            soon: Style,
            open: Style,
            upcoming: Style,
            unknown: Style,
            done: Style,
            settled: Style,
        }

        impl Theme {
            $($(#[$doc])+ pub const fn $role(&self) -> Style {
                self.$role
            })+

            /// Every role but the statuses.
            #[cfg(test)]
            fn roles(&self) -> Vec<Style> {
                vec![$(self.$role,)+]
            }
        }
    };
}

roles! {
    /// Body text.
    text,
    /// A title.
    heading,
    /// The name of a part or of a row.
    label,
    /// Emphasis within text.
    strong,
    /// The Japanese beside the English.
    japanese,
    /// A term, or the name of a procedure, that can be opened.
    link,
    /// What is selected, in the pane with focus.
    selection,
    /// What is selected in a pane without focus.
    selection_idle,
    /// The name of a key.
    key,
    /// "Varies", "disputed", "not confirmed".
    caution,
    /// What went wrong.
    trouble,
    /// A telephone number or an address.
    contact,
    /// In the background, but to be read: sources, review state.
    muted,
    /// The lines between panes.
    line,
    /// The title of the pane with focus.
    focus,
    /// A field to type in.
    field,
    /// Today on the time axis.
    today,
}

impl Theme {
    /// The terminal's own sixteen colours.
    pub const fn terminal() -> Self {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        Self {
            caution: bold.fg(Color::Magenta),
            trouble: bold.fg(Color::Red),
            today: bold.fg(Color::Blue),
            late: bold.fg(Color::Red),
            soon: bold.fg(Color::Magenta),
            done: plain.fg(Color::Green),
            ..Self::mono()
        }
    }

    /// No colours at all, for `NO_COLOR`: bold, reverse and underline stay.
    pub const fn mono() -> Self {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        let underlined = plain.add_modifier(Modifier::UNDERLINED);
        let reversed = plain.add_modifier(Modifier::REVERSED);
        Self {
            text: plain,
            heading: bold,
            label: bold,
            strong: bold,
            japanese: plain,
            link: underlined,
            selection: reversed,
            selection_idle: underlined,
            key: bold,
            caution: bold,
            trouble: bold.add_modifier(Modifier::REVERSED),
            contact: bold,
            muted: plain,
            line: plain,
            focus: bold.add_modifier(Modifier::REVERSED),
            field: underlined,
            today: bold,
            late: bold.add_modifier(Modifier::UNDERLINED),
            soon: bold,
            open: bold,
            upcoming: plain,
            unknown: plain,
            done: plain,
            settled: plain,
        }
    }

    /// The theme for a terminal with or without colours.
    pub const fn for_colours(colours: bool) -> Self {
        if colours { Self::terminal() } else { Self::mono() }
    }

    /// The style of a status, for its word and its mark.
    pub fn status(&self, mark: impl Into<Mark>) -> Style {
        match mark.into() {
            Mark::Late => self.late,
            Mark::Soon => self.soon,
            Mark::Open => self.open,
            Mark::Upcoming => self.upcoming,
            Mark::Unknown => self.unknown,
            Mark::Done => self.done,
            Mark::Settled | Mark::NotApplicable => self.settled,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn styles(theme: &Theme) -> Vec<Style> {
        let mut styles = theme.roles();
        styles.extend(Mark::ALL.map(|m| theme.status(m)));
        styles
    }

    #[test]
    fn no_style_bets_on_a_background() {
        let bets = [Color::Black, Color::White, Color::Gray, Color::DarkGray];
        for theme in [Theme::terminal(), Theme::mono()] {
            for style in styles(&theme) {
                assert!(
                    !style
                        .add_modifier
                        .intersects(Modifier::DIM | Modifier::SLOW_BLINK | Modifier::HIDDEN)
                );
                assert_eq!(style.bg, None, "reverse, not a background of ours");
                let colour = style.fg.unwrap_or_default();
                assert!(!bets.contains(&colour), "{colour}");
                assert!(!matches!(colour, Color::Rgb(..) | Color::Indexed(_)), "{colour}");
            }
            for read in [
                theme.text(),
                theme.japanese(),
                theme.muted(),
                theme.status(Mark::Upcoming),
            ] {
                assert_eq!(read, Style::new(), "to be read: the terminal's own colours");
            }
        }
    }

    #[test]
    fn without_colours_emphasis_stays() {
        let mono = Theme::for_colours(false);
        for style in styles(&mono) {
            assert_eq!((style.fg, style.bg, style.underline_color), (None, None, None));
        }
        assert!(mono.selection().add_modifier.contains(Modifier::REVERSED));
        assert!(mono.heading().add_modifier.contains(Modifier::BOLD));
        assert!(mono.link().add_modifier.contains(Modifier::UNDERLINED));
        for urgent in [Mark::Late, Mark::Soon, Mark::Open] {
            assert_ne!(mono.status(urgent), mono.text(), "{urgent:?}");
        }
        assert_ne!(mono.selection(), mono.selection_idle());
        assert_ne!(Theme::for_colours(true), mono);
    }

    #[test]
    fn late_looks_like_nothing_else() {
        for theme in [Theme::terminal(), Theme::mono()] {
            let late = theme.status(Mark::Late);
            assert!(
                Mark::ALL
                    .iter()
                    .filter(|&&m| m != Mark::Late)
                    .all(|&m| theme.status(m) != late)
            );
        }
    }
}
