//! A screen as an SVG picture, drawn from the same buffer that the snapshots test.

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};

/// Colours of the picture: paper, ink, and the few of the sixteen that the themes use.
pub struct Palette {
    pub paper: &'static str,
    pub ink: &'static str,
    pub red: &'static str,
    pub green: &'static str,
    pub blue: &'static str,
    pub magenta: &'static str,
}

pub const DARK: Palette = Palette {
    paper: "#1d1f21",
    ink: "#e6e6e6",
    red: "#ff8a80",
    green: "#9ccc65",
    blue: "#82b1ff",
    magenta: "#ea80fc",
};

pub const LIGHT: Palette = Palette {
    paper: "#fdfdfb",
    ink: "#222222",
    red: "#b00020",
    green: "#2e6b1f",
    blue: "#1a4fa3",
    magenta: "#8e24aa",
};

const CELL_WIDTH: f32 = 8.4;
const CELL_HEIGHT: f32 = 18.0;

/// The picture.
pub fn render(buffer: &Buffer, palette: &Palette) -> String {
    let area = buffer.area;
    let (width, height) = (
        f32::from(area.width) * CELL_WIDTH + 24.0,
        f32::from(area.height) * CELL_HEIGHT + 24.0,
    );
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" viewBox=\"0 0 {width:.0} {height:.0}\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{}\"/>\n\
         <g font-family=\"ui-monospace, 'DejaVu Sans Mono', 'Noto Sans Mono CJK JP', 'Noto Sans CJK JP', monospace\" font-size=\"14\" xml:space=\"preserve\">\n",
        palette.paper
    );
    for y in 0..area.height {
        row(buffer, y, palette, &mut svg);
    }
    svg.push_str("</g>\n</svg>\n");
    svg
}

fn row(buffer: &Buffer, y: u16, palette: &Palette, svg: &mut String) {
    let mut x = 0;
    while x < buffer.area.width {
        let cell = &buffer[(x, y)];
        let cells = u16::try_from(mynaguide::text::width(cell.symbol()).max(1)).unwrap();
        let reversed = cell.modifier.contains(Modifier::REVERSED);
        let ink = colour(cell.fg, palette);
        let (ink, paper) = if reversed {
            (palette.paper, ink)
        } else {
            (ink, palette.paper)
        };
        let left = 12.0 + f32::from(x) * CELL_WIDTH;
        let top = 12.0 + f32::from(y) * CELL_HEIGHT;
        let width = f32::from(cells) * CELL_WIDTH;
        if reversed {
            svg.push_str(&format!(
                "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"{CELL_HEIGHT}\" fill=\"{paper}\"/>\n",
                width + 0.3
            ));
        }
        if cell.modifier.contains(Modifier::UNDERLINED) {
            let line = top + CELL_HEIGHT - 2.5;
            svg.push_str(&format!(
                "<rect x=\"{left:.1}\" y=\"{line:.1}\" width=\"{width:.1}\" height=\"1\" fill=\"{ink}\"/>\n"
            ));
        }
        if cell.symbol() != " " {
            let bold = if cell.modifier.contains(Modifier::BOLD) {
                " font-weight=\"bold\""
            } else {
                ""
            };
            let base = top + CELL_HEIGHT * 0.75;
            let text = cell
                .symbol()
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;");
            svg.push_str(&format!("<text x=\"{left:.1}\" y=\"{base:.1}\" fill=\"{ink}\"{bold} textLength=\"{width:.1}\" lengthAdjust=\"spacingAndGlyphs\">{text}</text>\n"));
        }
        x += cells;
    }
}

fn colour(colour: Color, palette: &Palette) -> &'static str {
    match colour {
        Color::Red => palette.red,
        Color::Green => palette.green,
        Color::Blue => palette.blue,
        Color::Magenta => palette.magenta,
        _ => palette.ink,
    }
}

/// Every picture of the repository by its file name. The gallery shows all of them: `docs/gallery.md`.
pub fn pictures() -> Vec<(&'static str, String)> {
    let pack = super::pack();
    let today = super::on(2026, 12, 1);
    let draw = |household, lang: &str, keys: &str, palette: &Palette| {
        let mut model = super::model(&pack, household, lang, today);
        super::resize(&mut model, 120, 36);
        if model.is_new() {
            mynaguide::tui::update::begin(&mut model, true);
        }
        super::press(&mut model, keys);
        render(&super::frame(&model).0, palette)
    };
    let screen = |lang: &str, keys: &str, palette: &Palette| draw(super::example(), lang, keys, palette);
    let family = |lang: &str, keys: &str, palette: &Palette| draw(super::family(), lang, keys, palette);
    let new = |lang: &str, keys: &str, palette: &Palette| {
        draw(mynaguide::household::Household::new("home"), lang, keys, palette)
    };
    vec![
        ("home-en-dark.svg", screen("en", "t", &DARK)),
        ("home-ja-light.svg", screen("ja", "t", &LIGHT)),
        ("why-en-light.svg", screen("en", "t w", &LIGHT)),
        ("start-en-light.svg", new("en", "", &LIGHT)),
        ("start-ja-dark.svg", new("ja", "enter enter", &DARK)),
        ("axis-en-dark.svg", family("en", "t t", &DARK)),
        ("axis-ja-light.svg", family("ja", "t t + + +", &LIGHT)),
        ("visit-en-light.svg", family("en", "v enter", &LIGHT)),
        ("visit-ja-dark.svg", family("ja", "v enter", &DARK)),
        ("clerk-en-dark.svg", family("en", "v enter c", &DARK)),
        ("clerk-ja-light.svg", family("ja", "v enter c", &LIGHT)),
    ]
}
