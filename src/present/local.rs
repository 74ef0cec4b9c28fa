//! What local packs did, marked where it is shown.

use super::Scene;
use super::doc::{Doc, Kind, Role, Span, plain};
use super::words::source_blocks;
use crate::content::{ExtraOpening, How, Id, Place, Procedure, Touch, Week};
use crate::i18n::{day_short, weekday};

/// Adds `[from pack X, checked ...]` to something that a local pack added or changed.
pub(super) fn mark(scene: Scene<'_>, target: &str, spans: &mut Vec<Span>) {
    let mut packs: Vec<&Id> = scene.pack.touches(target).map(|touch| &touch.pack).collect();
    packs.dedup();
    for pack in packs {
        spans.push(Span::new(format!(" [{}]", from_pack(scene, pack)), Role::Caution));
    }
}

fn from_pack(scene: Scene<'_>, id: &Id) -> String {
    let strings = scene.strings;
    let Some(pack) = scene.pack.overlay(id.as_str()) else { return id.to_string() };
    let args = [("x", pack.title.get(strings.lang()).into()), ("day", day_short(pack.checked).into())];
    strings.say_with("pack-mark", &args)
}

/// Everything that local packs did to a procedure and to the places it leads to, with reasons and sources.
pub(super) fn local_changes(scene: Scene<'_>, procedure: &Procedure, doc: &mut Doc) {
    let own = format!("procedure:{}", procedure.id);
    let mut places: Vec<String> = Vec::new();
    let visited = procedure.visits.iter().map(|v| &v.place).chain(procedure.ways.iter().filter_map(|w| w.place.as_ref()));
    for place in std::iter::once(&procedure.place).chain(visited) {
        let target = format!("place:{place}");
        if !places.contains(&target) {
            places.push(target);
        }
    }
    let mut touches: Vec<&Touch> = scene.pack.touches_within(&own).collect();
    touches.extend(places.iter().flat_map(|place| scene.pack.touches(place)));
    let within = |target: &str| target == own || target.starts_with(&format!("{own}/")) || places.iter().any(|p| p == target);
    let conflicts: Vec<_> = scene.pack.conflicts.iter().filter(|c| within(&c.target)).collect();
    if touches.is_empty() && conflicts.is_empty() {
        return;
    }
    doc.heading(scene.strings.say("pack-heading"));
    for touch in touches {
        self::touch(scene, touch, doc);
    }
    for conflict in conflicts {
        let title = scene.pack.overlay(conflict.pack.as_str()).map(|p| p.title.get(scene.lang()).to_owned());
        let what = format!("{}: {}", target_words(scene, &conflict.target), conflict.key);
        let args = [
            ("x", title.unwrap_or_else(|| conflict.pack.to_string()).into()),
            ("what", what.into()),
            ("expected", conflict.expected.as_str().into()),
            ("found", conflict.found.as_str().into()),
        ];
        doc.push(Kind::Bullet, vec![Span::new(scene.strings.say_with("pack-conflict", &args), Role::Caution)]);
    }
}

fn touch(scene: Scene<'_>, touch: &Touch, doc: &mut Doc) {
    let strings = scene.strings;
    let what = target_words(scene, &touch.target);
    let (id, what) = match &touch.how {
        How::Added => ("pack-added", what),
        How::Changed(keys) => ("pack-changed", format!("{what} ({})", keys.join(&strings.say("list-comma")))),
        How::Removed => ("pack-removed", what),
    };
    let words = strings.say_with(id, &[("what", what.into())]);
    let mut spans = plain(words);
    spans.push(Span::new(format!(" [{}]", from_pack(scene, &touch.pack)), Role::Caution));
    doc.push(Kind::Bullet, spans);
    if let Some(why) = &touch.why {
        doc.push(Kind::Tree(2), plain(why.get(strings.lang())));
    }
    for source in touch.source.iter().filter_map(|id| scene.pack.sources.get(id)) {
        source_blocks(scene, source, doc);
    }
}

/// A target by the names a reader knows: the last part that has one.
fn target_words(scene: Scene<'_>, target: &str) -> String {
    let (pack, lang) = (scene.pack, scene.lang());
    let last = target.rsplit('/').next().unwrap_or(target);
    let Some((kind, id)) = last.split_once(':') else { return target.to_owned() };
    let name = match kind {
        "procedure" => pack.procedures.get(id).map(|p| p.title.get(lang)),
        "place" => pack.places.get(id).map(|p| p.name.get(lang)),
        "document" | "need" => pack.documents.get(id).map(|d| d.name.get(lang)),
        "term" => pack.terms.get(id).map(|t| t.name.get(lang)),
        "fee" => pack.fees.get(id).map(|f| f.name.get(lang)),
        "set" => pack.sets.get(id).map(|s| s.name.get(lang)),
        _ => None,
    };
    name.map_or_else(|| last.to_owned(), str::to_owned)
}

/// The openings of a place beside its usual hours, a line each.
pub(super) fn extra_lines(scene: Scene<'_>, place: &Place) -> Vec<String> {
    place.extra.iter().map(|extra| extra_line(scene, extra)).collect()
}

/// `Also open: every Wed 17:00–19:30; not for: ... (why)`.
fn extra_line(scene: Scene<'_>, extra: &ExtraOpening) -> String {
    let strings = scene.strings;
    let comma = strings.say("list-comma");
    let days = |days: &[(Week, chrono::Weekday)]| {
        let words = days.iter().map(|(week, day)| strings.say_x(&week_id(*week), &weekday(strings, *day)));
        words.collect::<Vec<_>>().join(&comma)
    };
    let hours = format!("{}–{}", extra.open.format("%-H:%M"), extra.close.format("%-H:%M"));
    let mut line = format!("{}: {} {hours}", strings.say("place-extra"), days(&extra.on));
    if !extra.except.is_empty() {
        line.push_str(&comma);
        line.push_str(&strings.say_x("place-extra-except", &days(&extra.except)));
    }
    if !extra.not_for.is_empty() {
        let name = |id: &Id| scene.pack.procedures.get(id).map_or(id.to_string(), |p| p.title.get(scene.lang()).to_owned());
        let names: Vec<String> = extra.not_for.iter().map(name).collect();
        line.push_str("; ");
        line.push_str(&strings.say_x("place-not-for", &names.join(&comma)));
    }
    if let Some(why) = &extra.why {
        line.push_str(&format!(" ({})", why.get(strings.lang())));
    }
    line
}

fn week_id(week: Week) -> String {
    match week {
        Week::Every => "week-every".to_owned(),
        Week::Last => "week-last".to_owned(),
        Week::Nth(n) => format!("week-{n}"),
    }
}
