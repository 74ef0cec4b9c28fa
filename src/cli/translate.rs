//! `translate`: what is missing, new files, and stamps.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::Verdict;
use super::args::TranslateCommand;
use super::out::Out;
use super::setup::{Setup, folder};
use super::trouble::Trouble;
use crate::authors::translation_file;
use crate::content::{Pack, PackFiles, load, prose_coverage, prose_texts, stamp_translations};
use crate::intake::find_procedure;

/// Carries out one of the commands.
pub(super) fn run(setup: &Setup, command: &TranslateCommand, out: &mut Out) -> Result<Verdict, Trouble> {
    match command {
        TranslateCommand::Stamp { dir } => stamp(dir, out)?,
        TranslateCommand::Status { dir } => return status(setup, dir.as_deref(), out),
        TranslateCommand::New { lang, dir, only } => new(lang, dir, only, out)?,
    }
    Ok(Verdict::Fine)
}

/// For each language how much is there, then what is missing and what is old, file by file.
fn status(setup: &Setup, dir: Option<&Path>, out: &mut Out) -> Result<Verdict, Trouble> {
    let files = dir.map_or_else(|| setup.files(), folder)?;
    let pack = checked(setup, &files)?;
    let mut complete = true;
    for coverage in prose_coverage(&pack).iter().filter(|c| c.language != *"en") {
        let lang = &coverage.language;
        let share = coverage.translated * 100 / coverage.texts.max(1);
        out.gap();
        out.line(format!(
            "{lang}: {} of {} texts ({share} %), {} of {} procedures outdated",
            coverage.translated, coverage.texts, coverage.outdated, coverage.procedures
        ));
        let partial = pack.info.partial.contains(lang);
        let mut untouched = 0;
        for (id, procedure) in &pack.procedures {
            let Some(translation) = procedure.body.translations.get(lang) else {
                untouched += 1;
                complete &= partial;
                continue;
            };
            let missing: Vec<String> = prose_texts(procedure)
                .into_iter()
                .filter(|(_, t)| !t.has(lang.as_str()))
                .map(|(key, _)| key)
                .collect();
            if translation.stale {
                out.line(format!("  {id}: the English text is newer"));
            }
            if !missing.is_empty() {
                out.line(format!("  {id}: missing {}", missing.join(", ")));
            }
            complete &= missing.is_empty() && !translation.stale;
        }
        if untouched > 0 {
            out.line(format!("  {untouched} procedures not begun"));
        }
    }
    Ok(Verdict::holds(complete))
}

/// Writes a file for each procedure that has none yet, with every text to be filled in. Nothing is overwritten.
fn new(lang: &str, dir: &Path, only: &[String], out: &mut Out) -> Result<(), Trouble> {
    let files = folder(dir)?;
    let loaded = load(&files, None);
    let Some(pack) = loaded.pack else {
        return Err(Trouble::Usage(
            "The content has errors; correct them first: `mynaguide lint`.".to_owned(),
        ));
    };
    if lang == "en" {
        return Err(Trouble::Usage("English is the text that is translated.".to_owned()));
    }
    let mut wanted = Vec::new();
    for typed in only {
        wanted.push(find_procedure(&pack, typed)?.id.clone());
    }
    let mut written = 0;
    for (id, procedure) in &pack.procedures {
        let path = dir.join(format!("i18n/{lang}/procedures/{id}.toml"));
        if path.exists() || !(wanted.is_empty() || wanted.contains(id)) {
            continue;
        }
        write(&path, &translation_file(procedure))?;
        out.line(path.display().to_string());
        written += 1;
    }
    out.line(format!("{written} files prepared"));
    let speaks = pack.info.languages.iter().chain(&pack.info.partial).any(|l| l == lang);
    if !speaks {
        out.line(format!(
            "Then add \"{lang}\" to `partial` in pack.toml, and to `languages` once everything is there."
        ));
    }
    out.line("Take the # from a line when its text is there; `mynaguide translate status` shows what is missing.");
    Ok(())
}

/// Writes into each translation from which English text it was made.
fn stamp(dir: &Path, out: &mut Out) -> Result<(), Trouble> {
    let files = folder(dir)?;
    let stamped = stamp_translations(&files);
    for (path, text) in &stamped {
        let path = dir.join(path);
        write(&path, text)?;
        out.line(path.display().to_string());
    }
    out.line(format!("{} stamped", stamped.len()));
    Ok(())
}

fn checked(setup: &Setup, files: &PackFiles) -> Result<Pack, Trouble> {
    let loaded = load(files, None);
    let errors = || Trouble::content(&loaded.diagnostics, files, setup.style.color);
    loaded.pack.ok_or_else(errors)
}

/// Writes a file and the folders above it.
pub(super) fn write(path: &Path, text: &str) -> Result<(), Trouble> {
    let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
    folder.and_then(|()| fs::write(path, text)).map_err(Trouble::file(path))
}

/// Writes prepared files below a folder.
pub(super) fn write_all(dir: &Path, files: &BTreeMap<String, String>) -> Result<(), Trouble> {
    files.iter().try_for_each(|(path, text)| write(&dir.join(path), text))
}
