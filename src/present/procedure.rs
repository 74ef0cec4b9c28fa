//! A whole procedure in words, with the checklist of one person in it.

use super::Scene;
use super::doc::{Doc, Item, Kind, Role, Span, plain};
use super::local::{extra_lines, local_changes, mark};
use super::prose::{Prose, beside, spoken};
use super::timeline::timeline_of;
use super::visit::{absent_line, any_of_words as short_choice};
use super::words::{fee_words, is_stale, mark_word, place_line, review_word, source_blocks, who_word};
use crate::content::{Applies, Each, Id, Need, Procedure, Remark, Step, Thing, Visit, Who, WhoMayCome};
use crate::guide::{Absences, Comes, VisitList, applies_to, visit_list};
use crate::household::{Person, TickKey};
use crate::i18n::{day, day_short};
use crate::visit::{is_trip, phrases_of};

/// The whole procedure for one person: what to do first, then everything else there is to know.
pub fn procedure_doc(scene: Scene<'_>, procedure: &Procedure, person: &str) -> Doc {
    let mut doc = Doc::default();
    let mut prose = Prose::new(scene.pack, scene.strings, scene.assessment.today);
    head(scene, procedure, person, &mut prose, &mut doc);
    own_deadlines(scene, procedure, person, &mut doc);
    checklist(scene, procedure, person, |_| true, &mut prose, &mut doc);
    ways_and_people(scene, procedure, &mut prose, &mut doc);
    time_and_money(scene, procedure, &mut prose, &mut doc);
    if let Some(missed) = &procedure.missed {
        doc.heading(scene.strings.say("heading-missed"));
        doc.push(Kind::Text, prose.spans(missed));
    }
    remarks(scene, procedure, "mistake", &procedure.mistakes, &mut prose, &mut doc);
    phrases(scene, procedure, person, &mut doc);
    remarks(scene, procedure, "note", &procedure.notes, &mut prose, &mut doc);
    links(scene, procedure, &mut doc);
    local_changes(scene, procedure, &mut doc);
    sources(scene, procedure, &mut doc);
    doc
}

fn head<'a>(scene: Scene<'a>, procedure: &'a Procedure, person: &str, prose: &mut Prose<'a>, doc: &mut Doc) {
    let title = &procedure.title;
    let mut spans = vec![Span::new(spoken(scene.strings, title), Role::Strong)];
    let other = if scene.strings.language().reads_japanese {
        format!(" {}", title.en)
    } else {
        format!(" {}", beside(title))
    };
    spans.push(Span::new(other, Role::Japanese));
    doc.push(Kind::Title, spans);
    whole_note(scene, procedure, person, doc);
    if scene.pack.info.demonstration {
        doc.push(
            Kind::Text,
            vec![Span::new(scene.strings.say("pack-demonstration"), Role::Caution)],
        );
    }
    let named = scene
        .pack
        .info
        .languages
        .iter()
        .chain(&scene.pack.info.partial)
        .any(|l| *l == *scene.lang());
    if named && scene.lang() != "en" && !procedure.translations.contains_key(scene.lang()) {
        doc.push(
            Kind::Text,
            vec![Span::new(scene.strings.say("translation-missing"), Role::Caution)],
        );
    }
    let stale = procedure.translations.get(scene.lang()).is_some_and(|t| t.stale);
    if stale {
        doc.push(
            Kind::Text,
            vec![Span::new(scene.strings.say("translation-stale"), Role::Caution)],
        );
    }
    doc.gap();
    doc.push(Kind::Text, prose.spans(&procedure.summary));
    doc.gap();
    doc.push(
        Kind::Row(scene.strings.say("row-for-whom")),
        prose.spans(&procedure.for_whom),
    );
}

/// The note on the procedure as a whole.
pub(super) fn whole_note(scene: Scene<'_>, procedure: &Procedure, person: &str, doc: &mut Doc) {
    let key = TickKey::whole(&procedure.id, &Id::new(person));
    if let Some(note) = scene.household.notes.get(&key) {
        doc.gap();
        doc.push(
            Kind::Row(scene.strings.say("row-note")),
            vec![Span::new(note, Role::Strong)],
        );
    }
}

fn own_deadlines(scene: Scene<'_>, procedure: &Procedure, person: &str, doc: &mut Doc) {
    let rows = timeline_of(scene, person, &procedure.id);
    if rows.is_empty() {
        return;
    }
    doc.heading(scene.strings.say("heading-your-days"));
    for row in rows {
        let mut spans = vec![
            Span::new(row.word, Role::Status(row.status)),
            Span::new(" ", Role::Plain),
        ];
        spans.push(Span::new(row.title, Role::Plain));
        if let Some(act) = row.next {
            spans.push(Span::new(format!(" — {}", day(scene.strings, act)), Role::Strong));
        }
        if !row.when.is_empty() {
            spans.push(Span::new(format!(", {}", row.when), Role::Plain));
        }
        doc.push_item(Kind::Bullet, spans, Item::Deadline(row.person, row.key));
    }
}

/// What to bring and what to do, to be ticked: for the visits that are wanted, and the steps.
pub(super) fn checklist<'a>(
    scene: Scene<'a>,
    procedure: &'a Procedure,
    person: &str,
    wanted: impl Fn(&&'a Visit) -> bool,
    prose: &mut Prose<'a>,
    doc: &mut Doc,
) {
    let Some(owner) = scene.household.person(person) else {
        return;
    };
    let holds = |group: &Applies| {
        group.is_empty() || applies_to(scene.pack, scene.household, owner, procedure, group) != Some(false)
    };
    let absences = Absences::of(scene.pack, scene.household, owner);
    let visits: Vec<&Visit> = procedure
        .visits
        .iter()
        .filter(|v| holds(&v.applies) && absences.allow(&v.with))
        .filter(|v| wanted(v))
        .collect();
    let several = visits.len() > 1;
    // What you bring yourself comes first; what somebody else would need comes after the steps.
    let (own, others): (Vec<&Visit>, Vec<&Visit>) = visits
        .into_iter()
        .partition(|v| matches!(v.who, Who::Myself | Who::Household));
    for visit in own {
        bring(scene, procedure, owner, visit, several, prose, doc);
    }
    let steps: Vec<&Step> = procedure
        .steps
        .iter()
        .filter(|s| holds(&s.applies) && absences.allow(&s.with))
        .collect();
    if !steps.is_empty() {
        doc.heading(scene.strings.say("heading-steps"));
    }
    for step in steps {
        let mut spans = prose.spans(&step.text);
        varies(scene, step.varies, &mut spans);
        mark(
            scene,
            &format!("procedure:{}/step:{}", procedure.id, step.id),
            &mut spans,
        );
        tickable(scene, procedure, person, &step.id, spans, doc);
    }
    for visit in others {
        bring(scene, procedure, owner, visit, several, prose, doc);
    }
}

/// The whole list of one visit: who makes it reads no other.
fn bring<'a>(
    scene: Scene<'a>,
    procedure: &'a Procedure,
    owner: &Person,
    visit: &'a Visit,
    several: bool,
    prose: &mut Prose<'a>,
    doc: &mut Doc,
) {
    let comes = Comes {
        who: visit.who,
        on: scene.assessment.today,
    };
    let VisitList { items, absent } = visit_list(scene.pack, scene.household, owner, procedure, visit, comes);
    if items.is_empty() && absent.is_empty() {
        return;
    }
    doc.heading(visit_heading(scene, visit, several));
    let depends = items.iter().any(|i| i.depends);
    for item in items {
        let id = item_id(item.need);
        let mut spans = need_words(scene, item.need, item.depends, prose);
        mark(
            scene,
            &format!("procedure:{}/visit:{}/need:{id}", procedure.id, visit.id),
            &mut spans,
        );
        tickable(scene, procedure, owner.id.as_str(), &id, spans, doc);
    }
    for absence in absent {
        absent_line(scene, "", absence.document, absence.why, prose, doc);
    }
    if depends {
        doc.push(
            Kind::Text,
            vec![Span::new(scene.strings.say("need-depends-why"), Role::Aside)],
        );
    }
}

fn visit_heading(scene: Scene<'_>, visit: &Visit, several: bool) -> String {
    let strings = scene.strings;
    let mut heading = strings.say("heading-bring");
    if several {
        let place = scene
            .pack
            .places
            .get(&visit.place)
            .map(|p| p.name.get(scene.lang()).to_owned());
        let title = visit
            .title
            .as_ref()
            .map(|t| t.get(scene.lang()).to_owned())
            .or(place)
            .unwrap_or_default();
        heading = format!("{heading}: {title}");
    }
    if visit.trips > 1 {
        heading = format!("{heading} ({})", strings.say_n("trips", i64::from(visit.trips)));
    }
    heading
}

/// The id by which a need is ticked: its document, or the first of its sets.
pub(super) fn item_id(need: &Need) -> Id {
    match &need.thing {
        Thing::Document(id) => id.clone(),
        Thing::AnyOf(sets) => sets.first().map_or_else(Id::default, |(set, _)| set.clone()),
    }
}

fn tickable(scene: Scene<'_>, procedure: &Procedure, person: &str, item: &Id, mut spans: Vec<Span>, doc: &mut Doc) {
    let key = TickKey {
        procedure: procedure.id.clone(),
        item: item.clone(),
        person: Id::new(person),
    };
    let tick = scene.household.ticks.get(&key);
    if let Some(tick) = tick {
        let words = scene.strings.say_x("ticked-on", &day_short(tick.on));
        spans.push(Span::new(format!(" ({words})"), Role::Aside));
    }
    let note = scene.household.notes.get(&key).cloned();
    doc.push_item(Kind::Check(tick.is_some()), spans, Item::Tick(key));
    if let Some(note) = note {
        doc.push(
            Kind::Tree(2),
            plain(format!("{}: {note}", scene.strings.say("row-note"))),
        );
    }
}

fn need_words<'a>(scene: Scene<'a>, need: &'a Need, depends: bool, prose: &mut Prose<'a>) -> Vec<Span> {
    let strings = scene.strings;
    let mut spans = Vec::new();
    match &need.thing {
        Thing::Document(id) => match scene.pack.documents.get(id) {
            Some(document) => {
                spans.push(Span::new(spoken(strings, &document.name), Role::Plain));
                let other = if strings.language().reads_japanese {
                    String::new()
                } else {
                    format!(" {}", beside(&document.name))
                };
                spans.push(Span::new(other, Role::Japanese));
                if document.kind == crate::content::DocumentKind::Knowledge {
                    spans.push(Span::new(format!(" — {}", strings.say("knowledge")), Role::Plain));
                }
            }
            None => spans.extend(plain(id.as_str())),
        },
        Thing::AnyOf(sets) => spans.extend(plain(any_of_words(scene, sets))),
    }
    let each = match need.each {
        Each::Mover => "each-mover",
        Each::Household => "each-household",
        Each::Visitor => "each-visitor",
        Each::Holder => "each-holder",
    };
    let mut remarks = Vec::new();
    if need.each != Each::Holder {
        remarks.push(strings.say(each));
    }
    for (set, id) in [
        (need.copy, "need-copy"),
        (need.original, "need-original"),
        (need.sealed, "need-sealed"),
        (need.translation, "need-translation"),
        (depends, "need-depends"),
    ] {
        if set {
            remarks.push(strings.say(id));
        }
    }
    if !remarks.is_empty() {
        spans.push(Span::new(
            format!(" ({})", remarks.join(&strings.say("list-comma"))),
            Role::Plain,
        ));
    }
    if let Some(note) = &need.note {
        spans.push(Span::new(" — ", Role::Plain));
        spans.extend(prose.spans(note));
    }
    varies(scene, need.varies, &mut spans);
    spans
}

fn any_of_words(scene: Scene<'_>, sets: &[(Id, u32)]) -> String {
    let strings = scene.strings;
    let words: Vec<String> = sets
        .iter()
        .map(|(set, count)| {
            let name = scene
                .pack
                .sets
                .get(set)
                .map_or_else(|| set.to_string(), |s| s.name.get(scene.lang()).to_owned());
            let members: Vec<&str> = scene
                .pack
                .documents
                .values()
                .filter(|d| d.sets.contains(set))
                .take(4)
                .map(|d| d.name.get(scene.lang()))
                .collect();
            let members = members.join(&strings.say("list-comma"));
            format!("{count} × {name}: {members} …")
        })
        .collect();
    words.join(&format!(" {} ", strings.say("or")))
}

fn varies(scene: Scene<'_>, varies: bool, spans: &mut Vec<Span>) {
    if varies {
        spans.push(Span::new(
            format!(" [{}]", scene.strings.say("mark-varies")),
            Role::Caution,
        ));
    }
}

fn ways_and_people<'a>(scene: Scene<'a>, procedure: &'a Procedure, prose: &mut Prose<'a>, doc: &mut Doc) {
    if !procedure.who.is_empty() {
        doc.heading(scene.strings.say("heading-who"));
    }
    for who in &procedure.who {
        let mut label = who_word(scene.strings, who.who);
        if who.trips > 1 {
            label = format!("{label} ({})", scene.strings.say_n("trips", i64::from(who.trips)));
        }
        let mut spans = prose.spans(&who.text);
        varies(scene, who.varies, &mut spans);
        doc.push(Kind::Row(label), spans);
        helper_brings(scene, procedure, who, prose, doc);
    }
    if !procedure.ways.is_empty() {
        doc.heading(scene.strings.say("heading-ways"));
    }
    for way in &procedure.ways {
        let mut spans = prose.spans(&way.text);
        varies(scene, way.varies, &mut spans);
        mark(scene, &format!("procedure:{}/way:{}", procedure.id, way.id), &mut spans);
        doc.push(Kind::Bullet, spans);
        if let Some(place) = way.place.as_ref().and_then(|id| scene.pack.places.get(id)) {
            doc.push(
                Kind::Tree(2),
                vec![Span::new(place_line(scene.pack, scene.strings, place), Role::Contact)],
            );
        }
    }
}

/// What a helper brings beside the things of the person, where no visit of the helper's own is described.
fn helper_brings<'a>(scene: Scene<'a>, procedure: &Procedure, who: &WhoMayCome, prose: &mut Prose<'a>, doc: &mut Doc) {
    let goes = |v: &Visit| v.who == Who::Myself && is_trip(scene.pack, v.place.as_str());
    let described = procedure.visits.iter().any(|v| v.who == who.who);
    let helper = who.brings.as_ref().and_then(|id| scene.pack.helpers.get(id));
    let Some(helper) = helper.filter(|_| !who.impossible && !described && procedure.visits.iter().any(goes)) else {
        return;
    };
    let mut words: Vec<String> = Vec::new();
    for need in &helper.needs {
        words.push(match &need.thing {
            Thing::AnyOf(sets) => short_choice(scene, &sets.iter().map(|(set, n)| (set, *n)).collect::<Vec<_>>()),
            Thing::Document(_) => {
                let spans = need_words(scene, need, false, prose);
                spans.into_iter().map(|span| span.text).collect()
            }
        });
    }
    let words = scene.strings.say_x("who-brings", &words.join("; "));
    doc.push(Kind::Tree(2), plain(words));
    if let Some(text) = &helper.no_proof {
        doc.push(Kind::Tree(2), prose.spans(text));
    }
}

fn time_and_money<'a>(scene: Scene<'a>, procedure: &'a Procedure, prose: &mut Prose<'a>, doc: &mut Doc) {
    let strings = scene.strings;
    if let Some(time) = &procedure.time {
        doc.heading(strings.say("heading-time"));
        doc.push(Kind::Text, prose.spans(time));
    }
    let fees: Vec<_> = procedure.fees.iter().filter_map(|id| scene.pack.fees.get(id)).collect();
    if !fees.is_empty() {
        doc.heading(strings.say("heading-fees"));
    }
    for fee in fees {
        for (n, line) in fee_words(strings, fee, scene.assessment.today).into_iter().enumerate() {
            let mut spans = plain(line.trim_start());
            if n == 0 {
                varies(scene, fee.varies, &mut spans);
                doc.push(Kind::Bullet, spans);
            } else {
                doc.push(Kind::Tree(2), spans);
            }
        }
    }
    if let Some(place) = scene.pack.places.get(&procedure.place) {
        doc.heading(strings.say("heading-place"));
        let mut spans = plain(place_line(scene.pack, strings, place));
        varies(scene, place.varies, &mut spans);
        mark(scene, &format!("place:{}", procedure.place), &mut spans);
        doc.push(Kind::Text, spans);
        for line in extra_lines(scene, place) {
            doc.push(Kind::Bullet, plain(line));
        }
        if let Some(note) = &place.note {
            doc.push(Kind::Text, prose.spans(note));
        }
    }
}

fn remarks<'a>(
    scene: Scene<'a>,
    procedure: &Procedure,
    kind: &str,
    remarks: &'a [Remark],
    prose: &mut Prose<'a>,
    doc: &mut Doc,
) {
    if remarks.is_empty() {
        return;
    }
    doc.heading(scene.strings.say(if kind == "mistake" {
        "heading-mistakes"
    } else {
        "heading-notes"
    }));
    for remark in remarks {
        let mut spans = prose.spans(&remark.text);
        if let Some(mark) = remark.mark {
            spans.push(Span::new(
                format!(" [{}]", mark_word(scene.strings, mark)),
                Role::Caution,
            ));
        }
        varies(scene, remark.varies, &mut spans);
        mark(
            scene,
            &format!("procedure:{}/{kind}:{}", procedure.id, remark.id),
            &mut spans,
        );
        doc.push(Kind::Bullet, spans);
    }
}

fn phrases(scene: Scene<'_>, procedure: &Procedure, person: &str, doc: &mut Doc) {
    let person = scene.household.person(person);
    let said = phrases_of(scene.pack, scene.household, person, procedure);
    if said.is_empty() {
        return;
    }
    doc.heading(scene.strings.say("heading-say"));
    for (_, phrase) in said {
        doc.push(Kind::Bullet, vec![Span::new(phrase.say.ja.as_str(), Role::Strong)]);
        doc.push(Kind::Tree(2), plain(phrase.say.kana.as_str()));
        if !scene.strings.language().reads_japanese {
            doc.push(Kind::Tree(2), plain(phrase.say.romaji.as_str()));
        }
        doc.push(Kind::Tree(2), plain(phrase.say.en.as_str()));
    }
}

fn links(scene: Scene<'_>, procedure: &Procedure, doc: &mut Doc) {
    let next: Vec<_> = procedure
        .next
        .iter()
        .filter_map(|id| scene.pack.procedures.get(id))
        .collect();
    if !next.is_empty() {
        doc.heading(scene.strings.say("heading-next"));
    }
    for p in next {
        let spans = vec![Span::new(p.title.get(scene.lang()), Role::Procedure(p.id.clone()))];
        doc.push_item(Kind::Bullet, spans, Item::Procedure(p.id.clone()));
    }
    let terms: Vec<_> = procedure
        .terms
        .iter()
        .filter_map(|id| scene.pack.terms.get(id).map(|t| (id, t)))
        .collect();
    if !terms.is_empty() {
        doc.heading(scene.strings.say("heading-terms"));
    }
    for (id, term) in terms {
        let mut spans = vec![Span::new(term.name.ja.as_str(), Role::Strong)];
        let reading = if term.name.kana == term.name.ja {
            String::new()
        } else {
            format!(" {}", term.name.kana)
        };
        spans.push(Span::new(format!("{reading} {}", term.name.romaji), Role::Japanese));
        spans.push(Span::new(
            format!(" — {}: {}", term.name.en, term.means.get(scene.lang())),
            Role::Plain,
        ));
        doc.push_item(Kind::Bullet, spans, Item::Term(id.clone()));
    }
}

fn sources(scene: Scene<'_>, procedure: &Procedure, doc: &mut Doc) {
    let (strings, today) = (scene.strings, scene.assessment.today);
    doc.heading(strings.say("heading-sources"));
    for source in procedure.source.iter().filter_map(|id| scene.pack.sources.get(id)) {
        source_blocks(scene, source, doc);
    }
    let review = &procedure.review;
    let mut words = review_word(strings, review.status);
    words.push_str("; ");
    words.push_str(&strings.say_x("source-checked", &day_short(review.checked)));
    if is_stale(review.checked, review.every_days, today) {
        words.push_str("; ");
        words.push_str(&strings.say("source-stale"));
    }
    doc.push(
        Kind::Row(strings.say("row-review")),
        vec![Span::new(words, Role::Aside)],
    );
    doc.push(Kind::Text, vec![Span::new(strings.say("not-advice"), Role::Aside)]);
}
