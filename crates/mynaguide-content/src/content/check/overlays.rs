//! Local packs: what their `pack.toml` says, and what the checks of the whole must know about them.

use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::NaiveDate;

use super::super::found::{Findings, did_you_mean};
use super::super::id::Id;
use super::super::overlay::Overlay;
use super::super::pack::Pack;
use super::super::prose::{hash, prose_mut};
use super::super::raw::{At, RawOverlay, RawPack};
use super::super::rules;
use super::super::text::Text;
use super::known::{Check, Kind};
use super::whole;
use super::words::Words;

/// Why a patch was made, and by which sources.
pub(in crate::content) type PatchWords = (Option<Text>, Vec<Id>);

/// What the base alone says; its translations were made from that and not from what a local pack changed.
pub(in crate::content) struct BaseProse {
    files: usize,
    procedures: BTreeMap<Id, (String, BTreeMap<String, String>)>,
}

impl BaseProse {
    fn of(base: &Pack, files: usize) -> Self {
        let prose = |id: &Id| {
            let mut procedure = base.procedures[id].clone();
            let prose = prose_mut(&mut procedure);
            (
                hash(&prose),
                prose
                    .iter()
                    .map(|(key, text)| (key.clone(), text.en().to_owned()))
                    .collect(),
            )
        };
        Self {
            files,
            procedures: base.procedures.keys().map(|id| (id.clone(), prose(id))).collect(),
        }
    }

    /// Whether a file is one of the base.
    pub fn owns(&self, file: usize) -> bool {
        file < self.files
    }

    /// The hash of a procedure's prose in the base, and its English texts by key.
    pub fn procedure(&self, id: &str) -> Option<(&str, &BTreeMap<String, String>)> {
        self.procedures.get(id).map(|(hash, texts)| (hash.as_str(), texts))
    }
}

/// Checks a base together with its local packs. For each pack and patch also why it was made.
pub(in crate::content) fn check_layers(
    raw: &RawPack,
    base: &Pack,
    base_files: usize,
    layers: &[RawOverlay],
    today: Option<NaiveDate>,
    out: &mut Findings<'_>,
) -> (Pack, Vec<Vec<PatchWords>>) {
    let mut check = Check::new(raw, out);
    check.base = Some(Rc::new(BaseProse::of(base, base_files)));
    let mut patches = Vec::new();
    let mut overlays = Vec::new();
    for layer in layers {
        overlays.push(check.overlay(layer, base));
        if let Some(today) = today {
            let what = format!("the pack `{}`", layer.id.value);
            check.stale_day(&what, &layer.checked, layer.every_days, today);
        }
        let words = layer.patch.iter().map(|patch| {
            let why = check.maybe_text(patch.why.as_ref(), Words::Registry);
            (why, check.references(Kind::Source, &patch.source))
        });
        patches.push(words.collect());
    }
    let mut pack = whole(&mut check, raw, today);
    pack.overlays = overlays;
    (pack, patches)
}

impl Check<'_, '_> {
    fn overlay(&mut self, head: &RawOverlay, base: &Pack) -> Overlay {
        self.schema(&head.schema);
        let extends = &head.extends;
        if base.info.id != *extends.as_str() && !extends.value.is_empty() {
            let message = format!(
                "this pack extends `{}`, but the base is `{}`",
                extends.value, base.info.id
            );
            self.out.add(rules::OVERLAY_BASE, extends.at, message);
        }
        self.requires(&head.requires.base, base);
        self.two_readings(&head.status, head.by.as_deref(), head.second.as_deref());
        let municipalities: Vec<&At<String>> = head.covers.iter().flat_map(|c| &c.municipality).collect();
        for code in &municipalities {
            if code.value.len() != 5 || !code.value.bytes().all(|b| b.is_ascii_digit()) {
                let message = format!(
                    "`{}` is no code of a municipality: five digits, without the check digit",
                    code.value
                );
                self.wrong(code.at, message);
            }
        }
        for skip in &head.skip {
            let (id, at) = (skip.scenario.as_str(), skip.scenario.at);
            let mut known = base.scenarios.iter().map(|s| s.id.as_str());
            if !known.clone().any(|known| known == id) && !id.is_empty() {
                let help = did_you_mean(id, &mut known);
                let message = format!("the base has no scenario `{id}`");
                self.out.add(rules::REF_MISSING, at, message).maybe_help(help);
            }
        }
        Overlay {
            id: self.kebab_id(&head.id),
            version: head.version.clone(),
            title: self.text(&head.title, Words::Registry),
            level: head.level,
            municipalities: municipalities.into_iter().map(|code| code.value.clone()).collect(),
            status: head.status.value,
            checked: head.checked.value,
            every_days: head.every_days,
            licence: head.licence.clone(),
            skip: head
                .skip
                .iter()
                .map(|skip| (Id::new(&skip.scenario.value), self.text(&skip.why, Words::Registry)))
                .collect(),
        }
    }

    fn requires(&mut self, wanted: &At<String>, base: &Pack) {
        let version = &base.info.version;
        match fits(&wanted.value, version) {
            found if found == Some(true) || wanted.value.is_empty() => {}
            Some(_) => {
                let message = format!(
                    "the base is version {version}, but this pack was made for {}",
                    wanted.value
                );
                self.out
                    .add(rules::OVERLAY_BASE, wanted.at, message)
                    .help("look whether every patch still holds, then widen `requires`");
            }
            None => {
                self.wrong(wanted.at, "versions are written \">=1, <2\"");
            }
        }
    }
}

/// Whether a version fulfils every comparison; none if they cannot be read.
fn fits(wanted: &str, version: &str) -> Option<bool> {
    let numbers = |text: &str| -> Option<[u32; 3]> {
        let mut all = [0; 3];
        for (n, part) in text.trim().split('.').enumerate() {
            *all.get_mut(n)? = part.parse().ok()?;
        }
        Some(all)
    };
    let own = numbers(version)?;
    let mut all = true;
    for part in wanted.split(',') {
        let part = part.trim();
        let (how, rest) = [">=", "<=", ">", "<", "="]
            .into_iter()
            .find_map(|h| Some((h, part.strip_prefix(h)?)))?;
        let other = numbers(rest)?;
        all &= match how {
            ">=" => own >= other,
            "<=" => own <= other,
            ">" => own > other,
            "<" => own < other,
            _ => own == other,
        };
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn versions_are_compared_number_by_number() {
        for (wanted, version, expected) in [
            (">=1, <2", "1.0.0", Some(true)),
            (">=1, <2", "2.0.0", Some(false)),
            (">=1.10", "1.9.3", Some(false)),
            ("=1.2", "1.2.0", Some(true)),
            ("> 1, <= 1.5", "1.5.0", Some(true)),
            ("1", "1.0.0", None),
            (">=one", "1.0.0", None),
        ] {
            assert_eq!(fits(wanted, version), expected, "{wanted} {version}");
        }
    }
}
