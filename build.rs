//! Checks the content folder and embeds it twice: as a checked pack that a start only decodes, and as texts for the
//! commands that read files. Lists the files of messages, too.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use mynaguide_content::content::{Pack, PackFiles, Severity, encode, load};

/// The words of the interface, a file for each language.
const STRINGS: &str = "assets/strings";

/// The content, from the root of the project.
const CONTENT: &str = "content/mynumber";

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed={CONTENT}");
    println!("cargo::rerun-if-changed={STRINGS}");
    let var = |name: &str| PathBuf::from(std::env::var_os(name).expect("cargo sets it"));
    let (root, out) = (var("CARGO_MANIFEST_DIR").join(CONTENT), var("OUT_DIR"));
    let messages = list_messages(&var("CARGO_MANIFEST_DIR").join(STRINGS));
    fs::write(out.join("messages.rs"), messages).expect("the build folder can be written");
    let files = match PackFiles::from_folder(&root) {
        Ok(files) => files,
        Err(problem) => return refuse(&problem.to_string()),
    };
    let loaded = load(&files, None);
    let Some(pack) = loaded.pack else {
        let errors = loaded.diagnostics.iter().filter(|d| d.severity == Severity::Error);
        let shown: Vec<String> = errors.map(|d| d.render(&files, false)).collect();
        return refuse(&shown.join("\n\n"));
    };
    let write = |name: &str, bytes: &[u8]| fs::write(out.join(name), bytes).expect("the build folder can be written");
    write("glyphs.bin", &glyphs(&pack));
    write("content.pack", &encode(pack).expect("memory takes everything"));
    write("content_files.rs", list_content(&files).as_bytes());
    ExitCode::SUCCESS
}

/// The files of messages as Rust source, which embeds them: the tag of each with its text.
fn list_messages(folder: &Path) -> String {
    let entries = fs::read_dir(folder).expect("the messages of the interface");
    let names = entries.map(|entry| entry.expect("a file of messages").file_name());
    let mut names: Vec<String> = names.filter_map(|name| name.into_string().ok()).collect();
    names.sort();
    let tags = names.iter().filter_map(|name| name.strip_suffix(".ftl"));
    let rows = tags.map(|tag| include_row(tag, &format!("{STRINGS}/{tag}.ftl")));
    format!("const MESSAGES: &[(&str, &str)] = &[\n{}];\n", rows.collect::<String>())
}

/// The files of the content as Rust source, which embeds them: the path of each within the pack with its text.
fn list_content(files: &PackFiles) -> String {
    let paths = files.files.iter().map(|(path, _)| path);
    let rows = paths.map(|path| include_row(path, &format!("{CONTENT}/{path}")));
    format!("[\n{}]", rows.collect::<String>())
}

/// `file` is relative to the package. Its folder is named by the compiler and not here: a checkout that was moved, or shares
/// its build folder with another, embeds its own files.
fn include_row(name: &str, file: &str) -> String {
    let file = format!("/{file}");
    format!("    ({name:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {file:?}))),\n")
}

/// The letters of the phrases as a bitmap font, in the order of the characters: the character and its width in dots
/// (one number of four bytes, the width in the highest), then 16 rows of 16 dots, the leftmost dot in the highest bit.
fn glyphs(pack: &Pack) -> Vec<u8> {
    let mut letters = std::collections::BTreeSet::new();
    for phrase in pack.phrases.values() {
        let replies = phrase
            .answers
            .iter()
            .flat_map(|a| [Some(&a.asks), a.reply.as_ref()])
            .flatten();
        for sentence in std::iter::once(&phrase.say).chain(replies) {
            letters.extend(sentence.ja.chars());
        }
    }
    let mut table = Vec::new();
    for letter in letters {
        let Some(glyph) = unifont::get_glyph(letter) else {
            continue;
        };
        let width = glyph.get_width();
        let head = u32::from(letter) | u32::try_from(width).expect("8 or 16") << 24;
        table.extend(head.to_le_bytes());
        for y in 0..16 {
            let row = (0..width)
                .filter(|x| glyph.get_pixel(*x, y))
                .fold(0_u16, |row, x| row | 0x8000 >> x);
            table.extend(row.to_le_bytes());
        }
    }
    table
}

/// Content with errors is no program.
fn refuse(words: &str) -> ExitCode {
    eprintln!("the content has errors:\n{words}");
    ExitCode::FAILURE
}
