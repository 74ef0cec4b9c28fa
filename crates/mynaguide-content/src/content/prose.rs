//! The prose of a procedure by key: what is translated, and the hash by which a translation knows what it was made from.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::pack::Pack;
use super::procedure::{Need, Procedure, Thing};
use super::text::{Lang, Text};

/// Every English text of a procedure with its key, in the order in which they are read.
pub(super) fn prose_mut(procedure: &mut Procedure) -> Vec<(String, &mut Text)> {
    let body = &mut *procedure.body;
    let mut all = vec![
        ("summary".to_owned(), &mut body.summary),
        ("for_whom".to_owned(), &mut body.for_whom),
    ];
    all.extend(body.time.as_mut().map(|t| ("time".to_owned(), t)));
    all.extend(body.missed.as_mut().map(|t| ("missed".to_owned(), t)));
    for w in &mut body.who {
        all.push((format!("who.{}.text", w.who.word()), &mut w.text));
    }
    for w in &mut body.ways {
        all.push((format!("way.{}.text", w.id), &mut w.text));
    }
    for s in &mut body.steps {
        all.push((format!("step.{}.text", s.id), &mut s.text));
    }
    for (kind, remarks) in [("mistake", &mut body.mistakes), ("note", &mut body.notes)] {
        all.extend(
            remarks
                .iter_mut()
                .map(|r| (format!("{kind}.{}.text", r.id), &mut r.text)),
        );
    }
    for (name, date) in &mut procedure.rules.dates {
        let label = date.label.as_mut().map(Arc::make_mut);
        all.extend(label.map(|label| (format!("date.{name}.label"), label)));
    }
    for deadline in &mut procedure.deadlines {
        let id = deadline.id.clone();
        all.push((format!("deadline.{id}.title"), &mut deadline.title));
        let others = [
            ("if_missed", deadline.if_missed.as_mut()),
            ("late", deadline.late.as_mut()),
            ("varies", deadline.varies.as_mut().map(|c| &mut c.text)),
            ("disputed", deadline.disputed.as_mut().map(|c| &mut c.text)),
        ];
        for (key, text) in others {
            all.extend(text.map(|text| (format!("deadline.{id}.{key}"), text)));
        }
        for a in &mut deadline.after_plan {
            all.push((format!("deadline.{id}.after_plan.{}", a.id), &mut a.text));
        }
    }
    for s in &mut procedure.settled {
        all.push((format!("settled.{}.reason", s.id), &mut s.reason));
    }
    for visit in &mut body.visits {
        let title = visit.title.as_mut();
        all.extend(title.map(|title| (format!("visit.{}.title", visit.id), title)));
        let mut seen = BTreeMap::new();
        for need in &mut visit.needs {
            let key = need_key(need, &mut seen);
            let note = need.note.as_mut();
            all.extend(note.map(|note| (format!("visit.{}.need.{key}", visit.id), note)));
        }
        let mut seen = BTreeMap::new();
        for fee in &mut visit.fee {
            let Some(text) = fee.text.as_mut() else { continue };
            let times = seen.entry(fee.fee.clone()).or_insert(0);
            *times += 1;
            let key = if *times == 1 {
                fee.fee.to_string()
            } else {
                format!("{}-{times}", fee.fee)
            };
            all.push((format!("visit.{}.fee.{key}", visit.id), text));
        }
    }
    all
}

/// The document or the first set; of several with a note the second is called `passport-2`.
fn need_key(need: &Need, seen: &mut BTreeMap<String, usize>) -> String {
    let thing = match &need.thing {
        Thing::Document(id) => id.to_string(),
        Thing::AnyOf(sets) => sets.first().map_or_else(String::new, |(id, _)| id.to_string()),
    };
    if need.note.is_none() {
        return thing;
    }
    let times = seen.entry(thing.clone()).or_insert(0);
    *times += 1;
    if *times == 1 { thing } else { format!("{thing}-{times}") }
}

/// The hash of a procedure's English prose, as a translation notes it in `based`.
pub fn prose_hash(procedure: &Procedure) -> String {
    // The one list of prose lends it for writing; a copy is cheap, because only commands and the loader come here.
    hash(&prose_mut(&mut procedure.clone()))
}

/// The prose of a procedure by key, in the order in which it is read.
pub fn prose_texts(procedure: &Procedure) -> Vec<(String, Text)> {
    let mut copy = procedure.clone();
    prose_mut(&mut copy)
        .into_iter()
        .map(|(key, text)| (key, text.clone()))
        .collect()
}

/// How much of the prose of the procedures is there in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProseCoverage {
    /// The language.
    pub language: Lang,
    /// Texts of all procedures.
    pub texts: usize,
    /// Texts that are there in this language.
    pub translated: usize,
    /// Number of procedures.
    pub procedures: usize,
    /// Procedures whose English text is newer than this translation.
    pub outdated: usize,
}

/// The prose of the procedures, counted for each language of the pack.
pub fn prose_coverage(pack: &Pack) -> Vec<ProseCoverage> {
    let mut procedures: Vec<Procedure> = pack.procedures.values().cloned().collect();
    let outdated = |language: &Lang| {
        let stale = |p: &&Procedure| p.body.translations.get(language).is_some_and(|t| t.stale);
        pack.procedures.values().filter(stale).count()
    };
    let prose: Vec<_> = procedures.iter_mut().flat_map(prose_mut).collect();
    let all = pack.info.languages.iter().chain(&pack.info.partial);
    let languages = all.map(|language| ProseCoverage {
        language: language.clone(),
        texts: prose.len(),
        translated: prose
            .iter()
            .filter(|(_, text)| *language == "en" || text.has(language.as_str()))
            .count(),
        procedures: pack.procedures.len(),
        outdated: outdated(language),
    });
    languages.collect()
}

/// The hash over keys and English texts in order.
pub(super) fn hash(prose: &[(String, &mut Text)]) -> String {
    let mut sha = Sha256::new();
    for (key, text) in prose {
        sha.update(key.as_bytes());
        sha.update([0]);
        sha.update(text.en().as_bytes());
        sha.update([0]);
    }
    let mut written = "sha256:".to_owned();
    for byte in &sha.finalize()[..8] {
        // Writing to a string cannot fail.
        let _ = write!(written, "{byte:02x}");
    }
    written
}
