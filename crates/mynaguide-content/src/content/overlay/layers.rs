//! Loads a pack together with its local packs.

use std::borrow::Cow;
use std::ops::Range;

use chrono::NaiveDate;

use super::super::check::check_layers;
use super::super::diagnostic::Diagnostic;
use super::super::files::PackFiles;
use super::super::found::Findings;
use super::super::id::Id;
use super::super::load::{Loaded, load};
use super::super::pack::Pack;
use super::super::raw::{RawOverlay, RawPack, Read, Root};
use super::super::rules;
use super::guard::{Breach, compare};
use super::patch::{Applied, apply, brought};
use super::{Touch, is_within};

/// Whether these are the files of a local pack: its `pack.toml` says what it extends.
pub fn is_overlay(files: &PackFiles) -> bool {
    let extends = |line: &str| {
        let rest = line.trim_start().strip_prefix("extends");
        rest.is_some_and(|rest| rest.trim_start().starts_with('='))
    };
    files.text("pack.toml").is_some_and(|text| text.lines().any(extends))
}

/// Loads a pack and applies local packs to it, whatever order they are given in: municipality, organisation, personal.
///
/// Returns the files of all of them, for showing diagnostics, and what loading gave. With errors in a local pack there
/// is no pack; where a patch does not fit the base any more, the base stays and a warning says so.
pub fn load_with(base: &PackFiles, overlays: &[PackFiles], today: Option<NaiveDate>) -> (PackFiles, Loaded) {
    let alone = load(base, today);
    let Some(pack) = &alone.pack else {
        return (base.clone(), alone);
    };
    if overlays.is_empty() {
        return (base.clone(), alone);
    }
    let (files, ranges) = join(base, overlays);
    let mut out = Findings::new(&files.files);
    out.list.extend(files.problems.iter().cloned());
    let whole = Whole::read(&files, &ranges, &mut out);
    let loaded = whole.check(pack, today, out);
    (files, loaded)
}

/// The files of all packs under the paths by which a person can open them, and which belong to which pack.
fn join(base: &PackFiles, overlays: &[PackFiles]) -> (PackFiles, Vec<(Range<usize>, usize)>) {
    let mut all = PackFiles::default();
    let mut ranges = Vec::new();
    for pack in std::iter::once(base).chain(overlays) {
        let start = all.files.len();
        let shown = |path: &str| pack.shown_path(path);
        all.files
            .extend(pack.files.iter().map(|(path, text)| (shown(path), Cow::clone(text))));
        all.problems.extend(pack.problems.iter().map(|d| Diagnostic {
            file: shown(&d.file),
            ..d.clone()
        }));
        let prefix = shown("").len();
        ranges.push((start..all.files.len(), prefix));
    }
    (all, ranges)
}

/// Every file of every pack as plain values, patched.
struct Whole {
    roots: Vec<Root>,
    layers: Vec<RawOverlay>,
    applied: Vec<Applied>,
    base_files: usize,
}

impl Whole {
    fn read(files: &PackFiles, ranges: &[(Range<usize>, usize)], out: &mut Findings<'_>) -> Self {
        let mut packs = ranges.iter();
        let parsed =
            |(range, prefix): &(Range<usize>, usize), out: &mut Findings<'_>| Root::read(range.clone(), *prefix, out);
        let mut roots = packs.next().map_or_else(Vec::new, |base| parsed(base, out));
        let base_files = roots.len();
        let mut overlays: Vec<(RawOverlay, Vec<Root>)> = Vec::new();
        for pack in packs {
            let (mut heads, own): (Vec<Root>, Vec<Root>) =
                parsed(pack, out).into_iter().partition(|root| root.path == "pack.toml");
            if let Some(head) = heads.pop() {
                overlays.extend(RawOverlay::read(&head.node, out).map(|head| (head, own)));
                continue;
            }
            let place = own
                .first()
                .map_or("pack.toml", |root| files.files[root.file].0.as_str());
            let message = "this folder is no local pack: it has no `pack.toml`".to_owned();
            out.list
                .push(Diagnostic::new(rules::FILE_MISSING, place, "", None, message));
        }
        overlays.sort_by_key(|(head, _)| head.level);
        let (mut layers, mut applied) = (Vec::new(), Vec::new());
        for (head, own) in overlays {
            let mut done = apply(&mut roots, &head, out);
            done.touched.extend(brought(&own));
            roots.extend(own);
            applied.push(done);
            layers.push(head);
        }
        Self {
            roots,
            layers,
            applied,
            base_files,
        }
    }

    fn check(self, base: &Pack, today: Option<NaiveDate>, mut out: Findings<'_>) -> Loaded {
        let mut raw = RawPack::of(&self.roots, &mut out);
        let skipped = |id: &str| self.layers.iter().flat_map(|l| &l.skip).any(|s| s.scenario.value == id);
        raw.scenarios.retain(|s| !skipped(&s.id.value));
        let (mut pack, patches) = check_layers(&raw, base, self.base_files, &self.layers, today, &mut out);
        for (layer, (applied, patches)) in self.layers.iter().zip(self.applied.iter().zip(patches)) {
            let id = Id::new(&layer.id.value);
            for (index, target, how) in &applied.touched {
                let (why, source) = index.map_or_else(Default::default, |i| patches[i].clone());
                pack.touched.push(Touch {
                    pack: id.clone(),
                    target: target.clone(),
                    how: how.clone(),
                    why,
                    source,
                });
            }
            pack.conflicts.extend(applied.conflicts.iter().cloned());
        }
        for breach in compare(base, &pack) {
            self.report(&breach, &mut out);
        }
        Loaded::of(pack, &raw, out)
    }

    /// Reports what may not differ at the patch that made it differ, else at the entry that did, else at the pack.
    fn report(&self, breach: &Breach, out: &mut Findings<'_>) {
        let meets = |target: &str| is_within(target, &breach.target) || is_within(&breach.target, target);
        let patches = self.layers.iter().rev().flat_map(|layer| layer.patch.iter().rev());
        let at = patches
            .map(|patch| &patch.target)
            .find(|target| meets(&target.value))
            .map(|target| target.at)
            .or_else(|| self.entry(&breach.target))
            .or_else(|| self.layers.last().map(|layer| layer.id.at));
        if let Some(at) = at {
            out.add(breach.rule, at, breach.words.as_str())
                .help("say it as a note of the procedure, with its source, and ask the office");
        }
    }

    /// Where a file of a local pack defines something.
    fn entry(&self, target: &str) -> Option<super::super::raw::Place> {
        let (_, id) = target.split_once(':')?;
        self.roots
            .iter()
            .filter(|root| root.file >= self.base_files)
            .flat_map(|root| root.node.entries().unwrap_or_default())
            .find(|(key, _)| key.value == id)
            .map(|(key, _)| key.at)
    }
}
