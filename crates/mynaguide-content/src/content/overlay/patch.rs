//! Applies the patches of one pack to the files below it.

use super::super::check::REGISTRIES;
use super::super::found::Findings;
use super::super::id::Id;
use super::super::raw::{At, Loose, Node, Place, RawOverlay, RawPatch, Root, Value};
use super::super::rules;
use super::target::{self, Lost, NAMED, Spot};
use super::{Conflict, How, Level};

/// Keys that say what a thing is. Something else under the same id would deceive whoever refers to it.
const FIXED: [&str; 5] = ["id", "kind", "type", "who", "review"];

/// What one pack did.
#[derive(Debug, Default)]
pub(super) struct Applied {
    /// (patch, target, how); no patch: the pack brought it along in a file.
    pub touched: Vec<(Option<usize>, String, How)>,
    /// What it could not do.
    pub conflicts: Vec<Conflict>,
}

/// Applies every patch in order.
pub(super) fn apply(roots: &mut [Root], overlay: &RawOverlay, out: &mut Findings<'_>) -> Applied {
    let mut patcher = Patcher {
        roots,
        overlay,
        out,
        applied: Applied::default(),
    };
    for (index, patch) in overlay.patch.iter().enumerate() {
        patcher.patch(index, patch);
    }
    patcher.applied
}

/// The targets that a pack brings along in files of its own.
pub(super) fn brought(roots: &[Root]) -> Vec<(Option<usize>, String, How)> {
    let mut all = Vec::new();
    for root in roots {
        let names = |kind: &str, node: &Node| -> Vec<String> {
            let entries = node.entries().unwrap_or_default();
            entries.iter().map(|(key, _)| format!("{kind}:{}", key.value)).collect()
        };
        if let Some((_, kind, _)) = REGISTRIES
            .iter()
            .find(|(_, _, file)| root.path == format!("registry/{file}.toml"))
        {
            all.extend(names(kind, &root.node));
        } else if root.path == "registry/rules.toml" {
            let entries = root.node.entries().unwrap_or_default();
            for (kind, rules) in entries.iter().filter(|(kind, _)| NAMED.contains(&kind.as_str())) {
                all.extend(names(&kind.value, rules));
            }
        } else if let Some((kind, id)) = [("procedures/", "procedure"), ("calendar/", "calendar")]
            .into_iter()
            .find(|(folder, _)| root.path.starts_with(folder))
            .and_then(|(_, kind)| Some((kind, target::item_id(&root.node)?)))
        {
            all.push(format!("{kind}:{id}"));
        }
    }
    all.into_iter().map(|target| (None, target, How::Added)).collect()
}

struct Patcher<'a, 'o, 'f> {
    roots: &'a mut [Root],
    overlay: &'a RawOverlay,
    out: &'o mut Findings<'f>,
    applied: Applied,
}

impl Patcher<'_, '_, '_> {
    fn patch(&mut self, index: usize, patch: &RawPatch) {
        if patch.target.value.is_empty() || !self.well_formed(patch) {
            return;
        }
        let spot = match target::find(self.roots, &patch.target.value) {
            Ok(spot) => spot,
            Err(lost) => return self.lost(patch, lost),
        };
        if self.in_conflict(patch, &spot) {
            return;
        }
        let target = &patch.target.value;
        if patch.remove {
            if target::remove(self.roots, &spot) {
                self.applied.touched.push((Some(index), target.clone(), How::Removed));
            } else {
                self.form(
                    patch.target.at,
                    "only parts of a procedure can be left out; others refer to this",
                );
            }
            return;
        }
        let mut keys = Vec::new();
        for (key, value) in patch.set.iter().flat_map(|set| &set.0) {
            let Value::Table(entries) = &mut target::node_mut(self.roots, &spot).value else {
                return;
            };
            put(entries, key, value.clone());
            keys.push(key.value.clone());
        }
        for (key, value) in patch.add.iter().flat_map(|add| &add.0) {
            self.add(index, patch, &spot, key, value, &mut keys);
        }
        if !keys.is_empty() {
            self.applied
                .touched
                .push((Some(index), target.clone(), How::Changed(keys)));
        }
    }

    fn form(&mut self, at: Place, message: &str) {
        self.out.add(rules::OVERLAY_FORM, at, message);
    }

    fn well_formed(&mut self, patch: &RawPatch) -> bool {
        let before = self.out.list.len();
        let at = patch.target.at;
        if patch.remove == (patch.set.is_some() || patch.add.is_some()) {
            self.form(
                at,
                "a patch either changes something, with `set` or `add`, or leaves it out, with `remove = true`",
            );
        }
        if patch.remove && patch.why.is_none() {
            self.form(at, "say in `why` for what reason this is left out");
        }
        if patch.source.is_empty() && self.overlay.level != Level::Personal {
            self.form(at, "a patch names its sources");
        }
        for (key, _) in patch
            .set
            .iter()
            .flat_map(|set| &set.0)
            .filter(|(key, _)| FIXED.contains(&key.as_str()))
        {
            self.form(
                key.at,
                &format!("`{}` says what the thing is; a pack cannot change it", key.value),
            );
        }
        self.out.list.len() == before
    }

    fn lost(&mut self, patch: &RawPatch, lost: Lost) {
        let target = &patch.target;
        match lost {
            Lost::Form => {
                let message = format!("`{}` is no target", target.value);
                self.out.add(rules::OVERLAY_FORM, target.at, message).help(
                    "write `kind:id`, and parts after slashes: procedure:move-in/visit:counter/need:residence-card",
                );
            }
            Lost::Dead(near) => {
                let message = format!("the base has nothing called `{}`", target.value);
                let help = near.map(|near| format!("did you mean `{near}`?"));
                self.out
                    .add(rules::OVERLAY_DEAD_TARGET, target.at, message)
                    .maybe_help(help);
            }
        }
    }

    /// Whether the base says something else than the pack expects; then the base stays.
    fn in_conflict(&mut self, patch: &RawPatch, spot: &Spot) -> bool {
        let there = target::node(self.roots, spot);
        if there.entries().is_none() {
            return true;
        }
        let none = Loose(Vec::new());
        let expect = &patch.expect.as_ref().unwrap_or(&none).0;
        let mut found: Vec<(Place, String, String, String)> = Vec::new();
        for (key, expected) in expect {
            let now = there.get(&key.value);
            if !now.is_some_and(|now| same(now, expected)) {
                found.push((key.at, key.value.clone(), shown(Some(expected)), shown(now)));
            }
        }
        for (key, _) in patch.set.iter().flat_map(|set| &set.0) {
            let blind = !expect.iter().any(|(known, _)| known.value == key.value);
            if let Some(now) = there.get(&key.value).filter(|_| blind) {
                found.push((key.at, key.value.clone(), shown(None), shown(Some(now))));
            }
        }
        let any = !found.is_empty();
        for (at, key, expected, now) in found {
            let message = format!("the base says {now} for `{key}`, but the pack expects {expected}; the base stays");
            self.out
                .add(rules::OVERLAY_CONFLICT, at, message)
                .help("compare with the source, then write into `expect` what the base says now");
            self.applied.conflicts.push(Conflict {
                pack: Id::new(&self.overlay.id.value),
                target: patch.target.value.clone(),
                key,
                expected,
                found: now,
            });
        }
        any
    }

    fn add(
        &mut self,
        index: usize,
        patch: &RawPatch,
        spot: &Spot,
        key: &At<String>,
        value: &Node,
        keys: &mut Vec<String>,
    ) {
        let Value::Table(entries) = &mut target::node_mut(self.roots, spot).value else {
            return;
        };
        let there = entries
            .iter_mut()
            .find(|(k, _)| k.value == key.value)
            .map(|(_, node)| &mut node.value);
        match (there, &value.value) {
            (None, Value::List(_) | Value::Table(_)) => put(entries, key, value.clone()),
            (Some(Value::List(list)), Value::List(new)) => list.extend(new.iter().cloned()),
            (Some(Value::Table(names)), Value::Table(new)) if NAMED.contains(&key.as_str()) => {
                names.extend(new.iter().cloned());
            }
            _ => return self.form(key.at, &format!("nothing can be added to `{}`", key.value)),
        }
        let below: Vec<String> = match &value.value {
            Value::List(items) => items.iter().filter_map(target::item_id).map(str::to_owned).collect(),
            Value::Table(names) => names.iter().map(|(name, _)| name.value.clone()).collect(),
            _ => Vec::new(),
        };
        if below.is_empty() {
            keys.push(key.value.clone());
        }
        let targets = below
            .into_iter()
            .map(|id| format!("{}/{}:{id}", patch.target.value, key.value));
        self.applied
            .touched
            .extend(targets.map(|target| (Some(index), target, How::Added)));
    }
}

fn put(entries: &mut Vec<(At<String>, Node)>, key: &At<String>, value: Node) {
    match entries.iter_mut().find(|(k, _)| k.value == key.value) {
        Some(entry) => *entry = (key.clone(), value),
        None => entries.push((key.clone(), value)),
    }
}

/// Whether two values say the same, wherever they stand and in whatever order their keys are.
fn same(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (Value::Text(a), Value::Text(b)) => a == b,
        (Value::Whole(a), Value::Whole(b)) => a == b,
        (Value::YesNo(a), Value::YesNo(b)) => a == b,
        (Value::Date(a), Value::Date(b)) => a == b,
        (Value::Time(a), Value::Time(b)) => a == b,
        (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Table(a), Value::Table(there)) => {
            a.len() == there.len() && a.iter().all(|(key, a)| b.get(&key.value).is_some_and(|b| same(a, b)))
        }
        _ => false,
    }
}

/// A value as it would stand in a file.
fn shown(node: Option<&Node>) -> String {
    let Some(node) = node else { return "nothing".to_owned() };
    match &node.value {
        Value::Text(text) => format!("{text:?}"),
        Value::Whole(n) => n.to_string(),
        Value::YesNo(b) => b.to_string(),
        Value::Date(day) => day.to_string(),
        Value::Time(time) => time.to_string(),
        Value::Other(kind) => (*kind).to_owned(),
        Value::List(list) => format!(
            "[{}]",
            list.iter().map(|n| shown(Some(n))).collect::<Vec<_>>().join(", ")
        ),
        Value::Table(table) => {
            let pairs = table
                .iter()
                .map(|(key, node)| format!("{} = {}", key.value, shown(Some(node))));
            format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", "))
        }
    }
}
