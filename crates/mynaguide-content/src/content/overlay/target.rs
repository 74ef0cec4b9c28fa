//! What a patch is about: a word like `procedure:move-in/visit:counter`, and where that stands in the files.

use super::super::check::REGISTRIES;
use super::super::raw::{Node, Root, Value};
use crate::text::closest;

/// Named rules, in `registry/rules.toml` and in procedures.
pub(super) const NAMED: [&str; 3] = ["condition", "param", "date"];

/// Lists of tables that have an id of their own, by their key.
const LISTED: [&str; 11] = [
    "who", "way", "step", "visit", "need", "fee", "mistake", "note", "deadline", "settled", "option",
];

/// Where a target stands: a file, then an index for each table or list on the way down.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    root: usize,
    steps: Vec<usize>,
}

/// Why a target leads nowhere.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Lost {
    /// It is not written as targets are.
    Form,
    /// Nothing is called so; perhaps this was meant.
    Dead(Option<String>),
}

/// Finds what a target means.
pub(super) fn find(roots: &[Root], target: &str) -> Result<Spot, Lost> {
    let mut parts = target.split('/').map(|part| part.split_once(':').ok_or(Lost::Form));
    let (kind, id) = parts.next().ok_or(Lost::Form)??;
    let mut spot = top(roots, kind, id)?;
    for part in parts {
        let (kind, id) = part?;
        let (steps, _) = below(node(roots, &spot), kind, id)?;
        spot.steps.extend(steps);
    }
    Ok(spot)
}

/// The node at a spot.
pub(super) fn node<'r>(roots: &'r [Root], spot: &Spot) -> &'r Node {
    spot.steps
        .iter()
        .fold(&roots[spot.root].node, |node, &step| match &node.value {
            Value::Table(entries) => &entries[step].1,
            Value::List(items) => &items[step],
            // A spot is made from the tree it is used on, and patches replace leaves only after they were looked up.
            _ => node,
        })
}

/// The node at a spot, to be changed.
pub(super) fn node_mut<'r>(roots: &'r mut [Root], spot: &Spot) -> &'r mut Node {
    let mut node = &mut roots[spot.root].node;
    for &step in &spot.steps {
        let Node { value, at } = node;
        node = match value {
            Value::Table(entries) => &mut entries[step].1,
            Value::List(items) => &mut items[step],
            // A spot is made by walking this very tree, and patches replace leaves only after they were looked up.
            other => unreachable!("a spot leads through tables and lists, not {} at {at:?}", other.kind()),
        };
    }
    node
}

/// Takes out what stands at a spot. Whole files and registry entries stay: others refer to them.
pub(super) fn remove(roots: &mut [Root], spot: &Spot) -> bool {
    let Some((&last, above)) = spot.steps.split_last() else {
        return false;
    };
    let parent = Spot {
        root: spot.root,
        steps: above.to_vec(),
    };
    if !roots[spot.root].path.starts_with("procedures/") {
        return false;
    }
    match &mut node_mut(roots, &parent).value {
        Value::Table(entries) => drop(entries.remove(last)),
        Value::List(items) => drop(items.remove(last)),
        _ => return false,
    }
    true
}

/// The first part: a registry entry, a shared rule, a calendar or a procedure.
fn top(roots: &[Root], kind: &str, id: &str) -> Result<Spot, Lost> {
    let mut known: Vec<&str> = Vec::new();
    for (index, root) in roots.iter().enumerate() {
        let id_of_file = root.node.get("id").and_then(Node::text);
        let found = match kind {
            "procedure" | "calendar" => {
                let folder = if kind == "procedure" {
                    "procedures/"
                } else {
                    "calendar/"
                };
                let id_of_file = id_of_file.filter(|_| root.path.starts_with(folder));
                known.extend(id_of_file);
                (id_of_file == Some(id)).then(Vec::new)
            }
            _ if NAMED.contains(&kind) && root.path == "registry/rules.toml" => {
                let (steps, names) = named(&root.node, kind, id);
                known.extend(names);
                steps
            }
            _ if registry(kind).is_some_and(|file| root.path == format!("registry/{file}.toml")) => {
                let (at, names) = position(&root.node, id);
                known.extend(names);
                at.map(|at| vec![at])
            }
            _ => None,
        };
        if let Some(steps) = found {
            return Ok(Spot { root: index, steps });
        }
    }
    let is_kind = matches!(kind, "procedure" | "calendar") || NAMED.contains(&kind) || registry(kind).is_some();
    if is_kind {
        Err(Lost::Dead(closest(id, known).map(|near| format!("{kind}:{near}"))))
    } else {
        Err(Lost::Form)
    }
}

/// A further part: something in the table found so far.
fn below<'n>(node: &'n Node, kind: &str, id: &str) -> Result<(Vec<usize>, &'n Node), Lost> {
    let lost = |known: Vec<&str>| Lost::Dead(closest(id, known).map(|near| format!("{kind}:{near}")));
    if node.entries().is_none() {
        return Err(Lost::Form);
    }
    if NAMED.contains(&kind) {
        let (steps, known) = named(node, kind, id);
        return steps.map(|steps| (steps, node)).ok_or_else(|| lost(known));
    }
    if !LISTED.contains(&kind) {
        return Err(Lost::Form);
    }
    let items = node.get(kind).map(|node| &node.value);
    let (Some(at), Some(Value::List(items))) = (position(node, kind).0, items) else {
        return Err(lost(Vec::new()));
    };
    match items.iter().position(|item| item_id(item) == Some(id)) {
        Some(item) => Ok((vec![at, item], &items[item])),
        None => Err(lost(items.iter().filter_map(item_id).collect())),
    }
}

/// A rule by name in `[kind.name]`, and the names there are.
fn named<'n>(node: &'n Node, kind: &str, id: &str) -> (Option<Vec<usize>>, Vec<&'n str>) {
    let Some(at) = position(node, kind).0 else {
        return (None, Vec::new());
    };
    let (name, known) = node
        .get(kind)
        .map_or_else(Default::default, |names| position(names, id));
    (name.map(|name| vec![at, name]), known)
}

/// Where a key stands in a table, and the keys that are there.
fn position<'n>(node: &'n Node, id: &str) -> (Option<usize>, Vec<&'n str>) {
    let entries = node.entries().unwrap_or_default();
    let known: Vec<&str> = entries.iter().map(|(key, _)| key.as_str()).collect();
    (known.iter().position(|key| *key == id), known)
}

/// By what an entry of a list is called: its `id`, the person who comes, the document, the fee, or the first of several sets.
pub(super) fn item_id(item: &Node) -> Option<&str> {
    let first_set = || match &item.get("any_of")?.value {
        Value::List(sets) => sets.first()?.get("set")?.text(),
        _ => None,
    };
    let mut keys = ["id", "who", "doc", "fee"].into_iter();
    keys.find_map(|key| item.get(key)?.text()).or_else(first_set)
}

fn registry(kind: &str) -> Option<&'static str> {
    let known = REGISTRIES.iter().find(|(_, word, _)| *word == kind);
    known.map(|(_, _, file)| *file)
}
