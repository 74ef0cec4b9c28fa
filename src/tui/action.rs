//! What a key can ask for. A closed list: the key file, the key line, help and the palette all read it.

use std::fmt;

use crate::i18n::Strings;

macro_rules! actions {
    ($($(#[$doc:meta])+ $variant:ident = $name:literal,)+) => {
        /// One thing a person can ask the program to do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action {
            $($(#[$doc])+ $variant,)+
        }

        impl Action {
            /// Every action, in the order of help.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable name, as key files and the palette write it.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// The id of its label among the interface strings.
            pub const fn message(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!("action-", $name),)+
                }
            }

            /// The action with this name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }
    };
}

actions! {
    /// One line or entry up.
    Up = "up",
    /// One line or entry down.
    Down = "down",
    /// To the left; closes a branch.
    Left = "left",
    /// To the right; opens a branch.
    Right = "right",
    /// One page up.
    PageUp = "page-up",
    /// One page down.
    PageDown = "page-down",
    /// To the first entry.
    Home = "home",
    /// To the last entry.
    End = "end",
    /// Opens or accepts what is selected.
    Select = "select",
    /// Closes what is open, one level.
    Back = "back",
    /// Ticks or unticks what is selected.
    Toggle = "toggle",
    /// To the next pane or field.
    NextPane = "next-pane",
    /// To the previous pane or field.
    PrevPane = "prev-pane",
    /// Opens the reasons of the selected date.
    Why = "why",
    /// Goes through the first questions, or on with them.
    Begin = "begin",
    /// Opens the questions.
    Questions = "questions",
    /// Tells an event.
    AddEvent = "add-event",
    /// Supposes an event, without saving it.
    WhatIf = "what-if",
    /// Opens the time axis.
    Timeline = "timeline",
    /// Opens the counter visits.
    Visits = "visits",
    /// Shows the phrases in large letters.
    Clerk = "clerk",
    /// Opens the people of the household, and the households.
    People = "people",
    /// Writes a note.
    Note = "note",
    /// Opens what was changed, and when.
    History = "history",
    /// Opens the dates that moved since they were shown.
    Moved = "moved",
    /// Searches.
    Search = "search",
    /// Opens the meaning of a word in the text.
    Meaning = "meaning",
    /// Shows the next person.
    NextPerson = "next-person",
    /// Shows the previous person.
    PrevPerson = "prev-person",
    /// Takes the last change back.
    Undo = "undo",
    /// Makes it again.
    Redo = "redo",
    /// Copies what is selected to the clipboard.
    Copy = "copy",
    /// Shows the focused pane alone, or all again.
    Zoom = "zoom",
    /// Makes the focused pane larger.
    GrowPane = "grow-pane",
    /// Makes the focused pane smaller.
    ShrinkPane = "shrink-pane",
    /// Captures the mouse, or leaves it to the terminal.
    Mouse = "mouse",
    /// Changes the language.
    Language = "language",
    /// Opens the list of all actions.
    Palette = "palette",
    /// Opens help.
    Help = "help",
    /// Draws everything anew.
    Redraw = "redraw",
    /// Gives the terminal back to the shell for a while.
    Suspend = "suspend",
    /// Leaves the program.
    Quit = "quit",
}

impl Action {
    /// The actions without which a screen cannot be worked; each keeps at least one key, whatever a key file says.
    pub const ESSENTIAL: &'static [Self] = &[
        Self::Up,
        Self::Down,
        Self::Left,
        Self::Right,
        Self::Select,
        Self::Back,
        Self::Toggle,
        Self::NextPane,
        Self::Help,
        Self::Quit,
    ];

    /// What its key does, in a word; for the language that it leads to, the name of that language.
    pub fn label(self, strings: &Strings) -> String {
        match self {
            Self::Language => strings.next_language().name.clone(),
            _ => strings.say(&format!("key-{}", self.name())),
        }
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Action;

    #[test]
    fn names_are_kebab_case_unique_and_read_back() {
        let mut seen = BTreeSet::new();
        for &action in Action::ALL {
            let name = action.name();
            assert!(seen.insert(name), "{name} twice");
            assert!(name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{name}");
            assert!(!name.starts_with('-') && !name.ends_with('-'), "{name}");
            assert_eq!(Action::from_name(name), Some(action));
            assert_eq!(action.message(), format!("action-{name}"));
        }
        for wrong in ["", "Quit", "next_pane", "quit "] {
            assert_eq!(Action::from_name(wrong), None, "{wrong:?}");
        }
    }
}
