//! The theme of every terminal, read line by line at each start.

use ratatui::style::{Color, Modifier, Style};

use super::{BUILT_IN, modifier, own_colour};
use crate::text::plain_toml::{self, Line, Value};
use crate::tui::view::theme::Theme;

/// A built-in theme with nothing but styles in the sixteen colours, read line by line.
pub(super) fn read(name: &str) -> Option<Theme> {
    let (_, text) = BUILT_IN.iter().find(|(known, _)| *known == name)?;
    let (mut theme, mut styles) = (Theme::default(), None);
    for line in plain_toml::lines(text) {
        match (line.ok()?.1, &mut styles) {
            (Line::Pair("inherits", Value::Text(parent)), None) => theme = read(&parent)?,
            (Line::Table("style"), None) => styles = Some(Vec::new()),
            (Line::Pair(role, Value::Table(style)), Some(known)) => {
                let is_new = !known.contains(&role) && theme.set(role, plain_style(style)?);
                is_new.then(|| known.push(role))?;
            }
            _ => return None,
        }
    }
    Some(theme)
}

fn plain_style(table: Vec<(&str, Value<'_>)>) -> Option<Style> {
    let mut style = Style::new();
    for (key, value) in table {
        match (key, value) {
            ("fg" | "bg", Value::Text(name)) => {
                let colour = own_colour(&name).filter(|colour| !matches!(colour, Color::Rgb(..)))?;
                let place = if key == "fg" { &mut style.fg } else { &mut style.bg };
                *place = Some(colour);
            }
            (_, Value::YesNo(wanted)) => {
                let modifier = modifier(key)?;
                style.add_modifier |= if wanted { modifier } else { Modifier::empty() };
            }
            _ => return None,
        }
    }
    Some(style)
}

#[cfg(test)]
mod tests {
    use super::super::{OwnThemes, gather};
    use super::*;

    #[test]
    fn a_plain_theme_is_what_its_files_say() {
        for name in ["terminal", "mono"] {
            let whole = gather(name, "", &OwnThemes::new()).unwrap().theme();
            assert_eq!(read(name).map(Ok), Some(whole), "{name}");
        }
        assert_eq!(read("dark"), None, "one with its own colours");
    }
}
