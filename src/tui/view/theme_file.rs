//! Themes as files: `assets/themes`, and a person's own beside the configuration.
//!
//! A theme says what differs from the one it inherits: colours by name in `[palette]`, styles by role in `[style]`. The
//! palette of the child counts for the styles of the parent too, so that another set of colours is a file of its own
//! with nothing but colours. Everything wrong is found with its line before the screen is taken.

use std::collections::BTreeMap;
use std::ops::Range;

use ratatui::style::{Color, Modifier, Style};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::theme::Theme;
use crate::tui::keymap::place;

/// Themes that come with the program.
const BUILT_IN: [(&str, &str); 5] = [
    ("terminal", include_str!("../../../assets/themes/terminal.toml")),
    ("light", include_str!("../../../assets/themes/light.toml")),
    ("dark", include_str!("../../../assets/themes/dark.toml")),
    (
        "high-contrast",
        include_str!("../../../assets/themes/high-contrast.toml"),
    ),
    ("mono", include_str!("../../../assets/themes/mono.toml")),
];

/// A person's own themes: the name, the file as it is named in messages, its text.
pub type OwnThemes = BTreeMap<String, (String, String)>;

/// How many colours the terminal has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Depth {
    /// None are wanted, or there are none.
    None,
    /// The sixteen with names.
    #[default]
    Sixteen,
    /// Two hundred and fifty-six.
    Many,
    /// All of them.
    True,
}

/// Longest chain of themes; also ends a circle.
const MOST_PARENTS: usize = 8;

/// Largest theme, in bytes.
const MAX_BYTES: usize = 64 << 10;

/// One of the built-in themes, in its own colours.
///
/// # Panics
///
/// Never for the names of built-in themes: the test `the_built_in_themes_are_sound` reads all of them.
pub fn built_in(name: &str) -> Theme {
    load_theme(name, "", &OwnThemes::new(), Depth::True).expect("a built-in theme")
}

/// The theme of a name, in the colours that the terminal has. `asked_at` is where the name stands, for the message.
///
/// # Errors
///
/// Every problem, with file, line and column: `mine.toml:3:8: ...`.
pub fn load_theme(name: &str, asked_at: &str, own: &OwnThemes, depth: Depth) -> Result<Theme, Vec<String>> {
    // Whatever is wrong with the file, it is told also without colours.
    let file = gather(name, asked_at, own)?;
    let theme = file.theme()?;
    match depth {
        Depth::None => gather("mono", "", &OwnThemes::new())?.theme(),
        Depth::Sixteen if theme.has_own_colours() => {
            let fallback = file.fallback.as_deref().unwrap_or("terminal");
            gather(fallback, asked_at, own)?.theme()
        }
        Depth::Many => Ok(theme.map_colours(|colour| match colour {
            Color::Rgb(r, g, b) => Color::Indexed(nearest([r, g, b])),
            other => other,
        })),
        Depth::Sixteen | Depth::True => Ok(theme),
    }
}

/// The names of all themes.
pub fn theme_names(own: &OwnThemes) -> Vec<&str> {
    let built_in = BUILT_IN.iter().map(|(name, _)| *name);
    built_in.chain(own.keys().map(String::as_str)).collect()
}

/// A theme with those it inherits, put together but not yet painted.
#[derive(Default)]
struct Gathered {
    fallback: Option<String>,
    palette: BTreeMap<String, Color>,
    /// By role: where it stands, and the raw style.
    styles: BTreeMap<String, (String, Raw)>,
}

/// A style as it is written.
#[derive(Default)]
struct Raw {
    fg: Option<(String, String)>,
    bg: Option<(String, String)>,
    modifiers: Modifier,
}

fn gather(name: &str, asked_at: &str, own: &OwnThemes) -> Result<Gathered, Vec<String>> {
    let mut chain = Vec::new();
    let (mut name, mut asked_at) = (name.to_owned(), asked_at.to_owned());
    loop {
        let found = own.get(&name).map(|(file, text)| (file.clone(), text.as_str()));
        let built_in = || {
            let (name, text) = BUILT_IN.iter().find(|(n, _)| *n == name)?;
            Some((format!("{name}.toml"), *text))
        };
        let Some((file, text)) = found.or_else(built_in) else {
            let known = theme_names(own).join(", ");
            return Err(vec![format!(
                "{asked_at}: there is no theme \"{name}\"; there are {known}"
            )]);
        };
        let read = ReadTheme::new(file, text)?;
        let parent = read.inherits.clone();
        chain.push(read);
        let Some((parent, at)) = parent else { break };
        if chain.len() > MOST_PARENTS {
            return Err(vec![format!("{at}: the themes inherit from each other in a circle")]);
        }
        (name, asked_at) = (parent, at);
    }
    let mut gathered = Gathered::default();
    for theme in chain.into_iter().rev() {
        gathered.fallback = theme.fallback.or(gathered.fallback);
        gathered.palette.extend(theme.palette);
        gathered.styles.extend(theme.styles);
    }
    Ok(gathered)
}

impl Gathered {
    fn theme(&self) -> Result<Theme, Vec<String>> {
        let mut theme = Theme::default();
        let mut problems = Vec::new();
        for (role, (at, raw)) in &self.styles {
            let mut colour = |named: &Option<(String, String)>| {
                let (at, name) = named.as_ref()?;
                let colour = self.palette.get(name).copied().or_else(|| own_colour(name));
                if colour.is_none() {
                    problems.push(format!(
                        "{at}: there is no colour \"{name}\": write a name of [palette], one of the sixteen (red, light-blue), or \"#rrggbb\""
                    ));
                }
                colour
            };
            let style = Style {
                fg: colour(&raw.fg),
                bg: colour(&raw.bg),
                add_modifier: raw.modifiers,
                ..Style::new()
            };
            if !theme.set(role, style) {
                let known = Theme::ROLES.join(", ");
                problems.push(format!("{at}: there is no style \"{role}\"; there are {known}"));
            }
        }
        if problems.is_empty() { Ok(theme) } else { Err(problems) }
    }
}

/// One file, as read.
#[derive(Default)]
struct ReadTheme<'a> {
    file: String,
    text: &'a str,
    inherits: Option<(String, String)>,
    fallback: Option<String>,
    palette: BTreeMap<String, Color>,
    styles: BTreeMap<String, (String, Raw)>,
    problems: Vec<String>,
}

impl<'a> ReadTheme<'a> {
    fn new(file: String, text: &'a str) -> Result<Self, Vec<String>> {
        if text.len() > MAX_BYTES {
            return Err(vec![format!("{file}: a theme has at most {} KiB", MAX_BYTES >> 10)]);
        }
        let mut read = Self {
            file,
            text,
            ..Self::default()
        };
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in &errors {
            let at = error.span().unwrap_or(0..0);
            read.problem(&at, error.message());
        }
        if errors.is_empty() {
            for (key, value) in table.get_ref() {
                read.entry(key.get_ref(), &key.span(), value);
            }
        }
        if read.problems.is_empty() {
            Ok(read)
        } else {
            Err(read.problems)
        }
    }

    fn at(&self, span: &Range<usize>) -> String {
        let at = place(self.text, span.start);
        format!("{}:{}:{}", self.file, at.line, at.column)
    }

    fn problem(&mut self, span: &Range<usize>, words: &str) {
        let at = self.at(span);
        self.problems.push(format!("{at}: {words}"));
    }

    fn entry(&mut self, key: &str, span: &Range<usize>, value: &Spanned<DeValue<'_>>) {
        let (text, table) = (value.get_ref().as_str(), value.get_ref().as_table());
        match (key, text, table) {
            ("inherits", Some(parent), _) => self.inherits = Some((parent.to_owned(), self.at(&value.span()))),
            ("fallback", Some(name), _) => self.fallback = Some(name.to_owned()),
            ("palette", _, Some(colours)) => {
                for (name, colour) in colours {
                    match colour.get_ref().as_str().and_then(own_colour) {
                        Some(found) => {
                            self.palette.insert(name.get_ref().to_string(), found);
                        }
                        None => self.problem(&colour.span(), "a colour is \"#rrggbb\" or one of the sixteen names"),
                    }
                }
            }
            ("style", _, Some(styles)) => {
                for (role, style) in styles {
                    self.style(role.get_ref(), &role.span(), style);
                }
            }
            ("inherits" | "fallback", None, _) => self.problem(&value.span(), "this is the name of a theme, in quotes"),
            ("palette" | "style", _, None) => self.problem(&value.span(), "this is a table"),
            _ => {
                let words = format!("there is no key \"{key}\": a theme has inherits, fallback, [palette] and [style]");
                self.problem(span, &words);
            }
        }
    }

    fn style(&mut self, role: &str, span: &Range<usize>, value: &Spanned<DeValue<'_>>) {
        let Some(table) = value.get_ref().as_table() else {
            let words = format!("a style is written like {role} = {{ fg = \"red\", bold = true }}");
            return self.problem(&value.span(), &words);
        };
        let mut raw = Raw::default();
        for (key, value) in table {
            let key_name = key.get_ref().as_ref();
            if let "fg" | "bg" = key_name {
                let Some(colour) = value.get_ref().as_str() else {
                    self.problem(&value.span(), "a colour stands in quotes");
                    continue;
                };
                let place = if key_name == "fg" { &mut raw.fg } else { &mut raw.bg };
                *place = Some((self.at(&value.span()), colour.to_owned()));
                continue;
            }
            match (modifier(key_name), value.get_ref().as_bool()) {
                (Some(modifier), Some(true)) => raw.modifiers |= modifier,
                (Some(_), Some(false)) => {}
                (Some(_), None) => self.problem(&value.span(), "this is true or false"),
                (None, _) => {
                    let words =
                        format!("there is no \"{key_name}\": a style has fg, bg, bold, italic, underline, reverse");
                    self.problem(&key.span(), &words);
                }
            }
        }
        let at = self.at(span);
        self.styles.insert(role.to_owned(), (at, raw));
    }
}

fn modifier(name: &str) -> Option<Modifier> {
    Some(match name {
        "bold" => Modifier::BOLD,
        "underline" => Modifier::UNDERLINED,
        "reverse" => Modifier::REVERSED,
        "italic" => Modifier::ITALIC,
        _ => return None,
    })
}

/// A colour by itself: `#rrggbb`, one of the sixteen, or the terminal's own.
fn own_colour(name: &str) -> Option<Color> {
    if let Some(hex) = name.strip_prefix('#') {
        if hex.len() != 6 || !hex.is_ascii() {
            return None;
        }
        let part = |n: usize| u8::from_str_radix(&hex[n..n + 2], 16).ok();
        return Some(Color::Rgb(part(0)?, part(2)?, part(4)?));
    }
    if name == "default" {
        return Some(Color::Reset);
    }
    let light = name.strip_prefix("light-");
    let (_, dark_one, light_one) = *COLOURS.iter().find(|(known, ..)| *known == light.unwrap_or(name))?;
    Some(if light.is_some() { light_one } else { dark_one })
}

/// The sixteen colours with names: each as it is, and its light form.
const COLOURS: [(&str, Color, Color); 8] = [
    ("black", Color::Black, Color::DarkGray),
    ("red", Color::Red, Color::LightRed),
    ("green", Color::Green, Color::LightGreen),
    ("yellow", Color::Yellow, Color::LightYellow),
    ("blue", Color::Blue, Color::LightBlue),
    ("magenta", Color::Magenta, Color::LightMagenta),
    ("cyan", Color::Cyan, Color::LightCyan),
    ("white", Color::Gray, Color::White),
];

/// The steps of a colour in the cube of 256 colours.
const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// The colour of a number from 16 on, among the 256.
fn of_index(n: u8) -> [u8; 3] {
    if n >= 232 {
        return [8 + (n - 232) * 10; 3];
    }
    let n = usize::from(n - 16);
    [STEPS[n / 36], STEPS[n / 6 % 6], STEPS[n % 6]]
}

/// The nearest of the 256 colours, leaving out the sixteen that differ from terminal to terminal.
fn nearest(colour: [u8; 3]) -> u8 {
    let distance = |n: &u8| {
        let parts = of_index(*n).into_iter().zip(colour);
        parts.map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum::<u32>()
    };
    (16..=255).min_by_key(distance).unwrap_or(16)
}

#[cfg(test)]
mod tests;
