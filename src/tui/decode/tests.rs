//! Bytes in, inputs out, with every way to split them.

use super::*;

/// The inputs of reads; what is still open at the end is given up.
fn inputs(reads: &[&[u8]]) -> Vec<Input> {
    let mut decoder = Decoder::default();
    let mut inputs = Vec::new();
    for read in reads {
        decoder.feed(read, &mut inputs);
    }
    while decoder.patience().is_some() {
        decoder.give_up(&mut inputs);
    }
    inputs
}

fn keys(names: &str) -> Vec<Input> {
    names.split(' ').map(|name| Input::Key(name.parse().unwrap())).collect()
}

/// What terminals answer, and to which question.
const ANSWERS: &[(&str, &str)] = &[
    ("name and version, tmux", "\x1bP>|tmux 3.4\x1b\\"),
    (
        "name and version, with the end of another kind",
        "\x1bP>|XTerm(390)\x07",
    ),
    ("a setting", "\x1bP1$r0 q\x1b\\"),
    ("a capability", "\x1bP1+r5463=\x1b\\"),
    ("nothing", "\x1bP\x1b\\"),
    ("unit id", "\x1bP!|00000000\x1b\\"),
    ("background", "\x1b]11;rgb:ffff/ffff/ffff\x1b\\"),
    ("background, ended by BEL", "\x1b]11;rgb:ffff/ffff/ffff\x07"),
    ("clipboard", "\x1b]52;c;cXF1\x07"),
    ("title in Japanese", "\x1b]l在留カード qu\x1b\\"),
    ("pictures", "\x1b_Gi=31;OK\x1b\\"),
    ("privacy message", "\x1b^uuu\x1b\\"),
    ("string", "\x1bXuuu\x07"),
    ("device, secondary", "\x1b[>1;3400;0c"),
    ("device, primary", "\x1b[?62;22;52c"),
    ("device, tertiary form", "\x1b[=0;1c"),
    ("mode", "\x1b[?2026;2$y"),
    ("mode of ANSI", "\x1b[4;2$y"),
    ("light or dark", "\x1b[?997;1n"),
    ("status", "\x1b[0n"),
    ("place of the cursor", "\x1b[12;40R"),
    ("place with its page", "\x1b[?12;40;1R"),
    ("keyboard", "\x1b[?1u"),
    ("size in cells", "\x1b[8;24;80t"),
];

#[test]
fn an_answer_is_swallowed_whole_however_it_is_split() {
    for (name, answer) in ANSWERS {
        let bytes = answer.as_bytes();
        for first in 0..=bytes.len() {
            for second in first..=bytes.len() {
                let reads = [&bytes[..first], &bytes[first..second], &bytes[second..], b"j"];
                assert_eq!(inputs(&reads), keys("j"), "{name}: {first}, {second}");
            }
        }
        let single: Vec<&[u8]> = bytes.chunks(1).chain([&b"q"[..]]).collect();
        assert_eq!(inputs(&single), keys("q"), "{name}, byte by byte");
        // With keys around it in the same read, and twice.
        let between = format!("k{answer}{answer}uj");
        assert_eq!(inputs(&[between.as_bytes()]), keys("k u j"), "{name}");
    }
}

#[test]
fn an_answer_without_its_end_is_dropped_and_what_follows_acts() {
    for (name, answer) in ANSWERS {
        let bytes = answer.as_bytes();
        // Shorter parts may be keys of a person.
        for length in 3..bytes.len() {
            let mut decoder = Decoder::default();
            let mut got = Vec::new();
            decoder.feed(&bytes[..length], &mut got);
            if bytes[2] == 0x1b || (bytes[length - 1] == 0x1b && length == 3) {
                continue;
            }
            assert!(decoder.patience().is_some_and(|p| p <= REST_PAUSE), "{name}, {length}");
            decoder.give_up(&mut got);
            assert_eq!(
                (got.as_slice(), decoder.patience()),
                (&[][..], None),
                "{name}, {length}"
            );
            decoder.feed(b"j", &mut got);
            assert_eq!(got, keys("j"), "{name}, {length}");
        }
    }
}

#[test]
fn ctrl_c_always_acts() {
    let beginnings = [
        "\x1b",
        "\x1bP",
        "\x1bP>|tmux",
        "\x1b]11;",
        "\x1b[",
        "\x1b[?20",
        "\x1bO",
        "\x1b[200~lost end",
        "\x1b]11;x\x1b",
        "\u{1b}[20",
    ];
    for beginning in beginnings {
        let got = inputs(&[beginning.as_bytes(), b"\x03"]);
        assert_eq!(got.last(), keys("ctrl-c").last(), "{beginning:?}");
        assert!(got.len() <= 3, "{beginning:?}: {got:?}");
    }
    assert_eq!(inputs(&[b"\x1bP>|tmux\x03"]), keys("ctrl-c"), "in one read, too");
    // Ctrl-C in a paste is part of the text; alone in a read it is somebody who wants out.
    assert_eq!(
        inputs(&[b"\x1b[200~a\x03b\x1b[201~"]),
        [Input::Paste("a\u{3}b".to_owned())]
    );
    let left = inputs(&[b"\x1b[200~lost end", b"\x03"]);
    assert_eq!(left[0], Input::Paste("lost end".to_owned()));
}

#[test]
fn a_string_without_an_end_does_not_swallow_for_ever() {
    let mut long = b"\x1bP".to_vec();
    long.extend(vec![b'u'; MAX_STRING + 1]);
    long.extend(b"jk");
    assert_eq!(inputs(&[&long]), keys("j k"));
    let mut long = b"\x1b[".to_vec();
    long.extend(vec![b'1'; MAX_CONTROL]);
    long.extend(b"jk");
    assert_eq!(inputs(&[&long]), keys("j k"));
}

/// A person who presses Alt with such a letter, or Esc and the letter, loses neither these nor the keys after a pause.
#[test]
fn what_was_a_key_is_one_after_a_pause() {
    for letter in ["P", "]", "_", "^", "X", "[", "O"] {
        let alone = format!("\x1b{letter}");
        assert_eq!(inputs(&[alone.as_bytes()]), keys(&format!("alt-{letter}")));
        assert_eq!(inputs(&[b"\x1b", letter.as_bytes()]), keys(&format!("esc {letter}")));
        let mut decoder = Decoder::default();
        let mut got = Vec::new();
        decoder.feed(alone.as_bytes(), &mut got);
        assert_eq!((got.len(), decoder.patience()), (0, Some(KEY_PAUSE)));
        decoder.give_up(&mut got);
        decoder.feed(b"j", &mut got);
        assert_eq!(got, keys(&format!("alt-{letter} j")));
    }
    // Held down, each is a key.
    assert_eq!(inputs(&[b"\x1bP", b"\x1bP", b"\x1bP"]), keys("alt-P alt-P alt-P"));
    assert_eq!(inputs(&[b"\x1b", b"\x1b"]), keys("esc esc"));
    assert_eq!(inputs(&[b"\x1b", b"j"]), keys("esc j"), "two reads are two keys");
    assert_eq!(inputs(&[b"\x1bj"]), keys("alt-j"));
}

#[test]
fn keys_by_their_bytes_however_they_are_split() {
    let table: &[(&str, &str)] = &[
        ("\x1b[A", "up"),
        ("\x1b[D", "left"),
        ("\x1bOC", "right"),
        ("\x1bOP", "f1"),
        ("\x1b[H", "home"),
        ("\x1b[F", "end"),
        ("\x1b[1~", "home"),
        ("\x1b[3~", "delete"),
        ("\x1b[5~", "page-up"),
        ("\x1b[6~", "page-down"),
        ("\x1b[15~", "f5"),
        ("\x1b[24~", "f12"),
        ("\x1b[[A", "f1"),
        ("\x1b[Z", "shift-tab"),
        ("\x1b[1;5D", "ctrl-left"),
        ("\x1b[1;2A", "up"),
        ("\x1b[1;3B", "alt-down"),
        ("\x1b[3;5~", "ctrl-delete"),
        ("\x1b[97u", "a"),
        ("\x1b[97;5u", "ctrl-a"),
        ("\x1b[97;2u", "A"),
        ("\x1b[27u", "esc"),
        ("\x1b[9;2u", "shift-tab"),
        ("在", "在"),
        ("é", "é"),
        ("😀", "😀"),
    ];
    for (bytes, name) in table {
        let bytes = bytes.as_bytes();
        assert_eq!(inputs(&[bytes, b"j"]), keys(&format!("{name} j")));
        for at in 1..bytes.len() {
            assert_eq!(inputs(&[&bytes[..at], &bytes[at..]]), keys(name), "{name} at {at}");
        }
        let single: Vec<&[u8]> = bytes.chunks(1).collect();
        assert_eq!(inputs(&single), keys(name));
    }
    let one_byte: &[(u8, &str)] = &[
        (b'a', "a"),
        (b'P', "P"),
        (b' ', "space"),
        (b'\r', "enter"),
        (b'\t', "tab"),
        (0x7f, "backspace"),
        (3, "ctrl-c"),
        (8, "ctrl-h"),
        (b'\n', "ctrl-j"),
        (26, "ctrl-z"),
        (0x1f, "ctrl-7"),
    ];
    for (byte, name) in one_byte {
        assert_eq!(ascii(*byte).to_string(), *name);
        if *byte != 3 {
            let alt = inputs(&[&[ESC, *byte]]);
            assert!(
                matches!(alt[..], [Input::Key(key)] if key == Key { alt: true, ..ascii(*byte) }),
                "{name}"
            );
        }
    }
    assert_eq!(inputs(&["\x1b在".as_bytes()]), keys("alt-在"));
}

#[test]
fn what_means_nothing_is_dropped() {
    for bytes in [
        &b"\x1b[2~"[..],
        b"\x1b[97;1:3u",
        b"\x1b[113;9u",
        b"\x1b[57358u",
        b"\x1bOM",
        b"\xff",
        b"\xe5\x9c",
        b"\xc2\x9b",
        b"\x1b[<35;3;4M",
        b"\x1b[<2;3;4M",
        b"\x1b[<0;0;0M",
    ] {
        assert_eq!(inputs(&[bytes]), [], "{bytes:?}");
    }
    assert_eq!(inputs(&[b"\xe5j"]), keys("j"), "the key after half a character acts");
}

#[test]
fn pastes_mouse_and_focus() {
    let mouse = |kind| {
        Input::Mouse(Mouse {
            kind,
            column: 3,
            row: 4,
        })
    };
    let table: &[(&[u8], Input)] = &[
        (
            b"\x1b[200~a\r\nb\x1b[A\x1b[201~",
            Input::Paste("a\r\nb\x1b[A".to_owned()),
        ),
        ("\x1b[200~在留\x1b[201~".as_bytes(), Input::Paste("在留".to_owned())),
        (b"\x1b[I", Input::FocusGained),
        (b"\x1b[O", Input::FocusLost),
        (b"\x1b[<0;4;5M", mouse(MouseKind::Click)),
        (b"\x1b[<0;4;5m", mouse(MouseKind::Release)),
        (b"\x1b[<4;4;5M", mouse(MouseKind::Click)),
        (b"\x1b[<32;4;5M", mouse(MouseKind::Drag)),
        (b"\x1b[<64;4;5M", mouse(MouseKind::WheelUp)),
        (b"\x1b[<65;4;5M", mouse(MouseKind::WheelDown)),
        (b"\x1b[M $%", mouse(MouseKind::Click)),
        (b"\x1b[M#$%", mouse(MouseKind::Release)),
    ];
    for (bytes, input) in table {
        for at in 0..bytes.len() {
            assert_eq!(
                inputs(&[&bytes[..at], &bytes[at..]]),
                std::slice::from_ref(input),
                "{bytes:?} at {at}"
            );
        }
    }
    assert_eq!(
        inputs(&[b"\x1b[200~no end"]),
        [Input::Paste("no end".to_owned())],
        "given up after a while"
    );
}

/// Nothing that comes makes it panic, and nothing stays open for ever.
#[test]
fn any_bytes_at_all() {
    let mut dice = 7_u64;
    let mut roll = || {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        dice.to_be_bytes()[0]
    };
    for _ in 0..2_000 {
        let bytes: Vec<u8> = (0..roll() % 40)
            .map(|_| match roll() % 4 {
                0 => ESC,
                1 => b"[]OPX_^M<?>;~u$"[usize::from(roll()) % 15],
                _ => roll(),
            })
            .collect();
        let _ = inputs(&[&bytes]);
        let single: Vec<&[u8]> = bytes.chunks(1).collect();
        let _ = inputs(&single);
    }
}
