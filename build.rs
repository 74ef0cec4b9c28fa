//! Checks the content folder and embeds it twice: as a checked pack that a start only decodes, and as texts for the
//! commands that read files. The check is the program's own, compiled here once more.

#![allow(dead_code, unused_imports, missing_docs, unreachable_pub)] // the build uses a part of these modules

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use content::{PackFiles, Severity, Stored, load, store, store_files};

#[path = "src/calendar/mod.rs"]
mod calendar;
#[path = "src/content/mod.rs"]
mod content;
#[path = "src/text/mod.rs"]
mod text;

/// The content, from the root of the project.
const CONTENT: &str = "content/mynumber";

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed={CONTENT}");
    println!("cargo::rustc-cfg=embedded_pack");
    let var = |name: &str| PathBuf::from(std::env::var_os(name).expect("cargo sets it"));
    let (root, out) = (var("CARGO_MANIFEST_DIR").join(CONTENT), var("OUT_DIR"));
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
    let texts = store_files(&files).expect("memory takes everything");
    let parts = store(pack).expect("memory takes everything");
    let Stored {
        core,
        bodies,
        documents,
        terms,
        phrases,
        fees,
        sources,
        scenarios,
    } = parts;
    let parts = [
        ("core", core),
        ("bodies", bodies),
        ("documents", documents),
        ("terms", terms),
        ("phrases", phrases),
        ("fees", fees),
        ("sources", sources),
        ("scenarios", scenarios),
        ("files", texts),
    ];
    for (name, bytes) in parts {
        fs::write(out.join(format!("{name}.pack")), bytes).expect("the build folder can be written");
    }
    ExitCode::SUCCESS
}

/// Content with errors is no program.
fn refuse(words: &str) -> ExitCode {
    eprintln!("the content has errors:\n{words}");
    ExitCode::FAILURE
}
