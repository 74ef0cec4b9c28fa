//! What local packs did, marked where it is shown.

use super::Scene;
use super::doc::{Doc, Kind, Role, Span, plain};
use super::words::{caution, place_line, source_blocks};
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

/// A place in one line with what marks it.
pub(super) fn marked_place(scene: Scene<'_>, id: &Id, place: &Place, varies: bool) -> Vec<Span> {
    let mut spans = plain(place_line(scene.pack, scene.strings, place));
    caution(scene, varies, &mut spans);
    mark(scene, &format!("place:{id}"), &mut spans);
    spans
}

fn from_pack(scene: Scene<'_>, id: &Id) -> String {
    let Some(pack) = scene.pack.overlay(id.as_str()) else {
        return id.to_string();
    };
    let title = pack.title.get(scene.lang());
    let args = [("x", title.into()), ("day", day_short(pack.checked).into())];
    scene.strings.say_with("pack-mark", &args)
}

/// Everything that local packs did to a procedure and to the places it leads to, with reasons and sources.
pub(super) fn local_changes(scene: Scene<'_>, procedure: &Procedure, doc: &mut Doc) {
    let own = format!("procedure:{}", procedure.id);
    let mut places: Vec<String> = Vec::new();
    let visited = procedure.body.visits.iter().map(|v| &v.place);
    let ways = procedure.body.ways.iter().filter_map(|w| w.place.as_ref());
    for place in std::iter::once(&procedure.place).chain(visited).chain(ways) {
        let target = format!("place:{place}");
        if !places.contains(&target) {
            places.push(target);
        }
    }
    let mut touches: Vec<&Touch> = scene.pack.touches_within(&own).collect();
    touches.extend(places.iter().flat_map(|place| scene.pack.touches(place)));
    let within =
        |target: &str| target == own || target.starts_with(&format!("{own}/")) || places.iter().any(|p| p == target);
    let conflicts: Vec<_> = scene.pack.conflicts.iter().filter(|c| within(&c.target)).collect();
    if touches.is_empty() && conflicts.is_empty() {
        return;
    }
    doc.heading(scene.strings.say("pack-heading"));
    let mut told: Vec<(&str, &Id, &How)> = Vec::new();
    let mut sources: Vec<&Id> = Vec::new();
    for touch in touches {
        for id in &touch.source {
            if !sources.contains(&id) {
                sources.push(id);
            }
        }
        let again = told.iter().any(|(target, pack, how)| {
            *target == touch.target
                && **pack == touch.pack
                && std::mem::discriminant(*how) == std::mem::discriminant(&touch.how)
        });
        if !again {
            told.push((&touch.target, &touch.pack, &touch.how));
            self::touch(scene, touch, doc);
        }
    }
    for conflict in conflicts {
        let pack = scene.pack.overlay(conflict.pack.as_str());
        let title = pack.map_or(conflict.pack.as_str(), |p| p.title.get(scene.lang()));
        let what = format!("{}: {}", target_words(scene, &conflict.target), conflict.key);
        let args = [
            ("x", title.into()),
            ("what", what.into()),
            ("expected", conflict.expected.as_str().into()),
            ("found", conflict.found.as_str().into()),
        ];
        let words = scene.strings.say_with("pack-conflict", &args);
        doc.line(Kind::Bullet, Role::Caution, words);
    }
    for source in sources.into_iter().filter_map(|id| scene.pack.sources.get(id)) {
        source_blocks(scene, source, doc);
    }
}

fn touch(scene: Scene<'_>, touch: &Touch, doc: &mut Doc) {
    let strings = scene.strings;
    let what = target_words(scene, &touch.target);
    let id = match &touch.how {
        How::Added => "pack-added",
        How::Changed(_) => "pack-changed",
        How::Removed => "pack-removed",
    };
    let mut spans = plain(strings.say_with(id, &[("what", what.into())]));
    let from = format!(" [{}]", from_pack(scene, &touch.pack));
    spans.push(Span::new(from, Role::Caution));
    doc.push(Kind::Bullet, spans);
    if let Some(why) = &touch.why {
        doc.push(Kind::Tree(2), plain(why.get(strings.lang())));
    }
}

/// A target by the names a reader knows: the last part that has one, else the beginning of its text.
fn target_words(scene: Scene<'_>, target: &str) -> String {
    let (pack, lang) = (scene.pack, scene.lang());
    let last = target.rsplit('/').next().unwrap_or(target);
    let Some((kind, id)) = last.split_once(':') else {
        return target.to_owned();
    };
    let procedure = target
        .strip_prefix("procedure:")
        .and_then(|rest| pack.procedures.get(rest.split('/').next().unwrap_or(rest)));
    let name = match kind {
        "procedure" => pack.procedures.get(id).map(|p| p.title.get(lang)),
        "place" => pack.places.get(id).map(|p| p.name.get(lang)),
        "document" | "need" => pack.documents.get(id).map(|d| d.name.get(lang)),
        "term" => pack.terms.get(id).map(|t| t.name.get(lang)),
        "fee" => pack.fees.get(id).map(|f| f.name.get(lang)),
        "set" => pack.sets.get(id).map(|s| s.name.get(lang)),
        "fact" => pack.facts.get(id).map(|f| f.name.get(lang)),
        _ => None,
    };
    let text = procedure.and_then(|p| match kind {
        "note" => p.body.notes.iter().find(|r| r.id == *id).map(|r| &r.text),
        "mistake" => p.body.mistakes.iter().find(|r| r.id == *id).map(|r| &r.text),
        "step" => p.body.steps.iter().find(|s| s.id == *id).map(|s| &s.text),
        "way" => p.body.ways.iter().find(|w| w.id == *id).map(|w| &w.text),
        "visit" => p
            .body
            .visits
            .iter()
            .find(|v| v.id == *id)
            .and_then(|v| v.title.as_ref()),
        "deadline" => p.deadlines.iter().find(|d| d.id == *id).map(|d| &d.title),
        _ => None,
    });
    // What was left out has no words any more; its id is all there is.
    let beginning = || text.map_or_else(|| id.replace('-', " "), |text| beginning(text.get(lang)));
    name.map_or_else(beginning, str::to_owned)
}

/// The beginning of a text, up to the end of a word or so.
fn beginning(text: &str) -> String {
    const MOST: usize = 60;
    let Some((cut, _)) = text.char_indices().nth(MOST) else {
        return text.to_owned();
    };
    let head = &text[..cut];
    format!("{} …", head.rfind(' ').map_or(head, |space| &head[..space]))
}

/// The openings of a place beside its usual hours, a line each.
pub(super) fn extra_lines(scene: Scene<'_>, place: &Place) -> Vec<String> {
    place.extra.iter().map(|extra| extra_line(scene, extra)).collect()
}

/// `Also open: every Wed 17:00–19:30; not for: ... (why)`.
fn extra_line(scene: Scene<'_>, extra: &ExtraOpening) -> String {
    let strings = scene.strings;
    let word = |(week, day): &(Week, _)| strings.say_x(&week_id(*week), &weekday(strings, *day));
    let days = |days: &[(Week, _)]| scene.list(days.iter().map(word));
    let hours = format!("{}–{}", extra.open.format("%-H:%M"), extra.close.format("%-H:%M"));
    let mut line = format!("{}: {} {hours}", strings.say("place-extra"), days(&extra.on));
    if !extra.except.is_empty() {
        line = scene.list([line, strings.say_x("place-extra-except", &days(&extra.except))]);
    }
    if !extra.not_for.is_empty() {
        let procedures = &scene.pack.procedures;
        let names = extra.not_for.iter();
        let names = names.map(|id| procedures.get(id).map_or(id.as_str(), |p| p.title.get(scene.lang())));
        let names = scene.list(names);
        line = format!("{line}; {}", strings.say_x("place-not-for", &names));
    }
    if let Some(why) = &extra.why {
        line = format!("{line} ({})", why.get(strings.lang()));
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
