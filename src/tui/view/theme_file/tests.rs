use super::*;

fn own(files: &[(&str, &str)]) -> OwnThemes {
    let entry = |(name, text): &(&str, &str)| (name.to_string(), (format!("themes/{name}.toml"), text.to_string()));
    files.iter().map(entry).collect()
}

fn rgb(colour: Color) -> [u8; 3] {
    match colour {
        Color::Rgb(r, g, b) => [r, g, b],
        Color::Indexed(n) => of_index(n),
        other => panic!("{other} depends on the terminal"),
    }
}

/// Relative luminance as WCAG 2 defines it.
fn luminance(colour: [u8; 3]) -> f64 {
    let [r, g, b] = colour.map(|part| {
        let c = f64::from(part) / 255.0;
        if c <= 0.040_45 {
            c / 12.92
        } else {
            ((c + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn the_measure_is_the_usual_one() {
    assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 0.01);
    assert!((contrast([0x77; 3], [255; 3]) - 4.48).abs() < 0.01);
}

#[test]
fn the_built_in_themes_are_sound() {
    let nothing = OwnThemes::new();
    for (name, _) in BUILT_IN {
        for depth in [Depth::None, Depth::Sixteen, Depth::Many, Depth::True] {
            let theme = load_theme(name, "", &nothing, depth).unwrap();
            if depth == Depth::None {
                assert_eq!(theme, Theme::mono(), "{name}: no colours are wanted");
            }
            if depth == Depth::Sixteen {
                assert!(!theme.has_own_colours(), "{name}: sixteen colours");
            }
        }
    }
    assert_ne!(built_in("dark"), built_in("light"));
}

#[test]
fn the_contrast_is_what_accessibility_asks_for() {
    for (name, least) in [("light", 4.5), ("dark", 4.5), ("high-contrast", 7.0)] {
        for depth in [Depth::True, Depth::Many] {
            let theme = load_theme(name, "", &OwnThemes::new(), depth).unwrap();
            let paper = theme.text();
            for role in Theme::ROLES {
                let style = theme.get(role).unwrap();
                let ink = rgb(style.fg.or(paper.fg).unwrap());
                let ground = rgb(style.bg.or(paper.bg).unwrap());
                let ratio = contrast(ink, ground);
                assert!(ratio >= least, "{name}, {role}: {ratio:.2}");
            }
        }
    }
}

#[test]
fn late_and_the_selection_do_not_need_colours() {
    for (name, _) in BUILT_IN {
        let theme = built_in(name);
        let plain = Modifier::empty();
        assert_ne!(theme.selection().add_modifier, plain, "{name}");
        assert_ne!(theme.get("late").unwrap().add_modifier, plain, "{name}");
    }
}

#[test]
fn a_theme_says_only_what_differs() {
    let own = own(&[
        (
            "mine",
            "inherits = \"dark\"\n[palette]\nred = \"#ffd7d7\"\n[style]\nkey = { fg = \"red\" }\n",
        ),
        (
            "deeper",
            "inherits = \"mine\"\n[style]\nlink = { fg = \"light-blue\", italic = true }",
        ),
    ]);
    let theme = load_theme("deeper", "", &own, Depth::True).unwrap();
    let red = Some(Color::Rgb(0xff, 0xd7, 0xd7));
    assert_eq!(theme.key().fg, red);
    assert_eq!(
        theme.get("late").unwrap().fg,
        red,
        "the palette counts for what is inherited too"
    );
    assert_eq!(theme.link().fg, Some(Color::LightBlue));
    assert_eq!(theme.text(), built_in("dark").text());
    let few = load_theme("deeper", "", &own, Depth::Sixteen).unwrap();
    assert_eq!(few, Theme::terminal(), "the fallback of the parent");
}

#[test]
fn everything_wrong_has_a_line() {
    let cases = [
        (
            "inherits = \"dusk\"",
            "themes/mine.toml:1:12: there is no theme \"dusk\"; there are terminal, light",
        ),
        (
            "inherits = \"mine\"",
            "themes/mine.toml:1:12: the themes inherit from each other in a circle",
        ),
        ("\ncolour = 1", "themes/mine.toml:2:1: there is no key \"colour\""),
        (
            "[style]\nlate = \"red\"",
            "themes/mine.toml:2:8: a style is written like late = {",
        ),
        (
            "[style]\nlaet = {}",
            "themes/mine.toml:2:1: there is no style \"laet\"; there are text, ",
        ),
        (
            "[style]\nlate = { fg = \"rde\" }",
            "themes/mine.toml:2:15: there is no colour \"rde\"",
        ),
        (
            "[style]\nlate = { blink = true }",
            "themes/mine.toml:2:10: there is no \"blink\"",
        ),
        (
            "[style]\nlate = { bold = 1 }",
            "themes/mine.toml:2:17: this is true or false",
        ),
        ("[palette]\nx = \"#12345\"", "themes/mine.toml:2:5: a colour is"),
        ("[palette]\nx = \"#12345é\"", "themes/mine.toml:2:5: a colour is"),
        ("inherits = 3", "themes/mine.toml:1:12: this is the name of a theme"),
        ("style = 3", "themes/mine.toml:1:9: this is a table"),
        ("[style", "themes/mine.toml:1:"),
    ];
    for (text, expected) in cases {
        for depth in [Depth::None, Depth::Sixteen, Depth::True] {
            let problems = load_theme("mine", "", &own(&[("mine", text)]), depth).unwrap_err();
            assert!(problems[0].starts_with(expected), "{text:?}: {problems:?}");
        }
    }
    let unknown = load_theme("dusk", "config.toml:3", &OwnThemes::new(), Depth::True).unwrap_err();
    assert!(
        unknown[0].starts_with("config.toml:3: there is no theme \"dusk\""),
        "{unknown:?}"
    );
}

#[test]
fn the_256_colours_are_near() {
    for n in 16..=255 {
        let found = nearest(of_index(n));
        assert_eq!(of_index(found), of_index(n));
    }
    assert_eq!(of_index(nearest([250, 4, 4])), [255, 0, 0]);
}
