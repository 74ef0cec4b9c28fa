//! Every input that the fuzz targets start from or once failed on, and a fixed number of mutations of them: the same on
//! every run. `MYNAGUIDE_FUZZ_ROUNDS=100000 cargo test --release --test fuzz_corpus` runs more.

#[path = "../fuzz/src/inputs.rs"]
mod inputs;

use std::fs;
use std::path::Path;

/// Pieces that break into odd corners of the formats.
const PIECES: &[&str] = &[
    "[[",
    "]]",
    "[",
    "]",
    "{",
    "}",
    "\"\"\"",
    "'''",
    "\"",
    "\\u001b[31m",
    "\u{1b}]0;x\u{7}",
    "\u{202e}",
    "\u{200b}",
    "= ",
    "\n",
    "\r\n",
    "\t",
    ".",
    "format = 1\n",
    "format = 9999999999\n",
    "[[person]]\n",
    "[[event]]\n",
    "9223372036854775808",
    "-1",
    "0x",
    "1e400",
    "nan",
    "2028-02-29",
    "2200-12-31",
    "0000-01-01",
    "262143-12-31",
    "令和",
    "元年",
    "R9.",
    "１２",
    "〇",
    "123456789012",
    "AB12345678CD",
    "pin 1234",
    "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    "null",
    "true",
    "{\"change\":\"note\"",
    "ctrl-",
    "alt-",
    "does-not-apply",
    "event:",
    "fact:",
    "{date:x}",
    "{term}",
    "../",
];

/// Random enough, and the same on every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides.max(1)
    }

    fn span(&mut self, len: usize) -> std::ops::Range<usize> {
        let start = self.roll(len + 1);
        let end = (start + self.roll(1 + (len - start).min(64))).min(len);
        start..end
    }
}

/// Changes an input a little, one to four times.
fn mutated(seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = seeds[dice.roll(seeds.len())].clone();
    for _ in 0..=dice.roll(4) {
        let at = dice.roll(bytes.len() + 1);
        match dice.roll(7) {
            0 if !bytes.is_empty() => {
                let at = dice.roll(bytes.len());
                bytes[at] ^= 1 << dice.roll(8);
            }
            1 => drop(bytes.drain(dice.span(bytes.len()))),
            2 => {
                let piece = bytes[dice.span(bytes.len())].to_vec();
                bytes.splice(at..at, piece);
            }
            3 => {
                let other = &seeds[dice.roll(seeds.len())];
                let piece = other[dice.span(other.len())].to_vec();
                bytes.splice(at..at, piece);
            }
            4 => bytes.truncate(at),
            _ => {
                let piece = PIECES[dice.roll(PIECES.len())].bytes();
                bytes.splice(at..at, piece);
            }
        }
    }
    bytes
}

/// Shows the input if looking at it panics, ready to be kept in the corpus.
struct Shown<'a>(&'a str, &'a [u8]);

impl Drop for Shown<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("{}: b\"{}\"", self.0, self.1.escape_ascii());
        }
    }
}

fn run(target: &str, look: fn(&[u8]), rounds: usize) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    let seeds: Vec<Vec<u8>> = paths.iter().map(|p| fs::read(p).unwrap()).collect();
    assert!(seeds.len() >= 5, "{target} has a corpus");
    for (path, seed) in paths.iter().zip(&seeds) {
        let _shown = Shown(path.to_str().unwrap(), seed);
        look(seed);
    }
    let rounds = std::env::var("MYNAGUIDE_FUZZ_ROUNDS").map_or(rounds, |n| n.parse().unwrap());
    let mut dice = Dice(20_261_122);
    for _ in 0..rounds {
        let bytes = mutated(&seeds, &mut dice);
        let _shown = Shown(target, &bytes);
        look(&bytes);
    }
}

#[test]
fn pack_files() {
    run("pack", inputs::pack, 300);
}

#[test]
fn household_files() {
    run("household", inputs::household, 600);
}

#[test]
fn imports() {
    run("import", inputs::import, 600);
}

#[test]
fn journals() {
    run("journal", inputs::journal, 1_500);
}

#[test]
fn typed_dates() {
    run("date", inputs::date, 4_000);
}

#[test]
fn key_files() {
    run("keys", inputs::keys, 400);
}

#[test]
fn typed_words() {
    run("typed", inputs::typed, 400);
}
