//! Styles by role. Text that has to be read has the terminal's own colours; emphasis is bold, reverse or underline,
//! plus at most one of the terminal's sixteen colours. Never dim, never black or white: what those look like is not
//! for us to know. A status is always a word and a mark too.

use ratatui::style::{Color, Style};

use super::theme_file::built_in;
use crate::guide::Status;

macro_rules! roles {
    ($($(#[$doc:meta])+ $role:ident = $name:literal,)+) => {
        /// The style of every role.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct Theme {
            $($role: Style,)+
        }

        impl Theme {
            $($(#[$doc])+ pub const fn $role(&self) -> Style {
                self.$role
            })+

            /// The names of all styles in theme files.
            pub const ROLES: &'static [&'static str] = &[$($name,)+];

            /// Every style with its name in theme files.
            fn named(&mut self, name: &str) -> Option<&mut Style> {
                Some(match name {
                    $($name => &mut self.$role,)+
                    _ => return None,
                })
            }
        }
    };
}

roles! {
    /// Body text.
    text = "text",
    /// A title.
    heading = "heading",
    /// The name of a part or of a row.
    label = "label",
    /// Emphasis within text.
    strong = "strong",
    /// The Japanese beside the English.
    japanese = "japanese",
    /// A term, or the name of a procedure, that can be opened.
    link = "link",
    /// What is selected, in the pane with focus.
    selection = "selection",
    /// What is selected in a pane without focus.
    selection_idle = "selection-idle",
    /// The name of a key.
    key = "key",
    /// "Varies", "disputed", "not confirmed".
    caution = "caution",
    /// What went wrong.
    trouble = "trouble",
    /// A telephone number or an address.
    contact = "contact",
    /// In the background, but to be read: sources, review state.
    muted = "muted",
    /// The lines between panes.
    line = "line",
    /// The title of the pane with focus.
    focus = "focus",
    /// A field to type in.
    field = "field",
    /// Today on the time axis.
    today = "today",
    /// The last day has passed.
    late = "late",
    /// Open, and not for long; for whoever writes a theme, as the guide has no such status.
    soon = "soon",
    /// The window is open.
    open = "open",
    /// Not open yet.
    upcoming = "upcoming",
    /// A fact is missing.
    unknown = "unknown",
    /// Done.
    done = "done",
    /// Nothing need be done, or it does not concern this person.
    settled = "settled",
}

impl Theme {
    /// The terminal's own sixteen colours.
    pub fn terminal() -> Self {
        built_in("terminal")
    }

    /// No colours at all, for `NO_COLOR`: bold, reverse and underline stay.
    pub fn mono() -> Self {
        built_in("mono")
    }

    /// The style of a name in theme files.
    pub fn get(&self, name: &str) -> Option<Style> {
        let mut copy = *self;
        copy.named(name).copied()
    }

    /// Gives a style by its name in theme files; false if there is no such name.
    pub(super) fn set(&mut self, name: &str, style: Style) -> bool {
        self.named(name).map(|place| *place = style).is_some()
    }

    /// Whether a colour is used that is not one of the terminal's own sixteen.
    pub fn has_own_colours(&self) -> bool {
        let own = |colour: Option<Color>| matches!(colour, Some(Color::Rgb(..) | Color::Indexed(_)));
        let styles = Self::ROLES.iter().filter_map(|name| self.get(name));
        styles.into_iter().any(|style| own(style.fg) || own(style.bg))
    }

    /// The same with other colours.
    pub(super) fn map_colours(mut self, to: impl Fn(Color) -> Color) -> Self {
        for name in Self::ROLES {
            if let Some(style) = self.named(name) {
                style.fg = style.fg.map(&to);
                style.bg = style.bg.map(&to);
            }
        }
        self
    }

    /// The theme for a terminal with or without colours.
    pub fn for_colours(colours: bool) -> Self {
        if colours { Self::terminal() } else { Self::mono() }
    }

    /// The style of a status, for its word and its mark.
    pub const fn status(&self, status: Status) -> Style {
        match status {
            Status::Late => self.late,
            Status::Open => self.open,
            Status::Upcoming => self.upcoming,
            Status::Unknown => self.unknown,
            Status::Done => self.done,
            Status::Waits => self.upcoming,
            Status::Settled | Status::NotApplicable | Status::NoLongerPossible => self.settled,
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::Modifier;

    use super::*;

    fn styles(theme: &Theme) -> Vec<Style> {
        Theme::ROLES.iter().map(|name| theme.get(name).unwrap()).collect()
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
            for read in [theme.text(), theme.japanese(), theme.muted(), theme.upcoming()] {
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
        for urgent in [mono.late(), mono.soon(), mono.open()] {
            assert_ne!(urgent, mono.text());
        }
        assert_ne!(mono.selection(), mono.selection_idle());
        assert_ne!(Theme::for_colours(true), mono);
    }

    #[test]
    fn late_looks_like_nothing_else() {
        for theme in [Theme::terminal(), Theme::mono()] {
            let others = [
                theme.soon(),
                theme.open(),
                theme.upcoming(),
                theme.unknown(),
                theme.done(),
                theme.settled(),
            ];
            assert!(others.iter().all(|other| *other != theme.late()));
        }
    }
}
