//! The commands of the authors of content, which need no household.

use std::fs;

use super::args::NewPack;
use super::out::Out;
use super::schemas as pages;
use super::setup::Setup;
use super::translate::write_all;
use super::trouble::Trouble;
use super::usage::unknown;
use crate::authors::{new_local_pack, new_pack as whole_pack, schema_of, schemas};
use crate::content::{Id, Pack, Procedure};
use crate::guide::assess;
use crate::household::{Household, Person};
use crate::i18n::Strings;
use crate::intake::{accept, find_procedure};
use crate::present::{Scene, procedure_doc};

/// Prints a procedure as somebody sees it of whom nothing is known yet, in each language of the content.
pub(super) fn preview(setup: &Setup, typed: &str, out: &mut Out) -> Result<(), Trouble> {
    let pack = setup.whole_pack()?;
    let procedure = find_procedure(&pack, typed)?;
    if setup.lang_is_given {
        one(setup, &pack, procedure, &setup.strings, out);
        return Ok(());
    }
    let begun = |lang: &&Id| **lang == *"en" || procedure.body.translations.contains_key(*lang);
    for lang in pack.info.languages.iter().chain(&pack.info.partial).filter(begun) {
        out.gap();
        out.line(format!("## {lang}"));
        out.gap();
        one(setup, &pack, procedure, &Strings::new(lang.as_str()), out);
    }
    Ok(())
}

fn one(setup: &Setup, pack: &Pack, procedure: &Procedure, strings: &Strings, out: &mut Out) {
    let person = Person {
        id: Id::new("reader"),
        ..Person::default()
    };
    let household = Household {
        people: vec![person],
        ..Household::default()
    };
    let assessment = assess(pack, &household, setup.today);
    let scene = Scene {
        pack,
        household: &household,
        assessment: &assessment,
        strings,
    };
    out.doc(&procedure_doc(scene, procedure, "reader"));
}

/// Makes the folder of a new pack.
pub(super) fn new_pack(setup: &Setup, args: &NewPack, out: &mut Out) -> Result<(), Trouble> {
    let dir = &args.dir;
    let taken = fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some()) || dir.is_file();
    if taken {
        return Err(Trouble::Usage(format!(
            "{} is there already and not empty; nothing was written.",
            dir.display()
        )));
    }
    let files = if args.local {
        new_local_pack(setup.today)
    } else {
        whole_pack(setup.today)
    };
    write_all(dir, &files)?;
    let shown = dir.display();
    for path in files.keys().filter(|path| !path.starts_with("schema/")) {
        out.line(dir.join(path).display().to_string());
    }
    out.gap();
    if args.local {
        out.line(format!(
            "Now: mynaguide lint {shown}; mynaguide --pack {shown} test; mynaguide --pack {shown} show move-in"
        ));
    } else {
        let more = "preview example";
        out.line(format!(
            "Now: mynaguide lint {shown}; mynaguide --content {shown} test; mynaguide --content {shown} {more}"
        ));
    }
    Ok(())
}

/// Prints a schema, or the names of all.
pub(super) fn schema(typed: Option<&str>, out: &mut Out) -> Result<(), Trouble> {
    let known: Vec<&str> = schemas().iter().map(|(name, _)| *name).chain(pages::names()).collect();
    let Some(typed) = typed else {
        known.iter().for_each(|name| out.line(name));
        return Ok(());
    };
    let typed = accept(typed)?;
    let schema = pages::schema(&typed).map(str::to_owned).or_else(|| schema_of(&typed));
    out.raw(&schema.ok_or_else(|| unknown("schema", &typed, &known))?);
    Ok(())
}
