//! A whole procedure in words, with the checklist of one person in it.

use chrono::NaiveDate;

use super::Scene;
use super::doc::{Doc, Item, Kind, Role, Span, plain, text_of};
use super::local::{extra_lines, local_changes, mark, marked_place};
use super::prose::{Prose, beside, spoken};
use super::timeline::timeline_of;
use super::visit::{absent_line, any_of_words as short_choice, due_words};
use super::words::{
    caution, fee_words, in_japanese, mark_word, need_remarks, place_line, procedure_entry, review_line, set_name,
    source_blocks, who_word,
};
use crate::content::{Applies, DocumentKind, Each, Id, Need, Procedure, Remark, Step, Thing, Visit, Who, WhoMayCome};
use crate::guide::{Absences, Comes, VisitList, applies_to, visit_list};
use crate::household::{Person, TickKey};
use crate::i18n::{day, day_short};
use crate::visit::{fee_conditions, is_trip, phrases_of};

/// The whole procedure for one person: what to do first, then everything else there is to know.
pub fn procedure_doc(scene: Scene<'_>, procedure: &Procedure, person: &str) -> Doc {
    let mut doc = Doc::default();
    let mut prose = scene.prose();
    head(scene, procedure, person, &mut prose, &mut doc);
    own_deadlines(scene, procedure, person, &mut doc);
    checklist(scene, procedure, person, |_| true, &mut prose, &mut doc);
    ways_and_people(scene, procedure, &mut prose, &mut doc);
    time_and_money(scene, procedure, person, &mut prose, &mut doc);
    if let Some(missed) = &procedure.body.missed {
        doc.heading(scene.say("heading-missed"));
        doc.push(Kind::Text, prose.spans(missed));
    }
    remarks(
        scene,
        procedure,
        "mistake",
        &procedure.body.mistakes,
        &mut prose,
        &mut doc,
    );
    phrases(scene, procedure, person, &mut doc);
    remarks(scene, procedure, "note", &procedure.body.notes, &mut prose, &mut doc);
    links(scene, procedure, &mut doc);
    local_changes(scene, procedure, &mut doc);
    sources(scene, procedure, &mut doc);
    doc
}

fn head<'a>(scene: Scene<'a>, procedure: &'a Procedure, person: &str, prose: &mut Prose<'a>, doc: &mut Doc) {
    let (title, info, lang) = (&procedure.title, &scene.pack.info, scene.lang());
    let other = if scene.reads_japanese() {
        title.en.to_string()
    } else {
        beside(title)
    };
    let spans = vec![
        Span::new(spoken(scene.strings, title), Role::Strong),
        Span::new(format!(" {other}"), Role::Japanese),
    ];
    doc.push(Kind::Title, spans);
    whole_note(scene, procedure, person, doc);
    let named = info.languages.iter().chain(&info.partial).any(|l| *l == *lang);
    let translation = procedure.body.translations.get(lang);
    for (id, holds) in [
        ("pack-demonstration", info.demonstration),
        ("translation-missing", named && lang != "en" && translation.is_none()),
        ("translation-stale", translation.is_some_and(|t| t.stale)),
    ] {
        if holds {
            doc.line(Kind::Text, Role::Caution, scene.say(id));
        }
    }
    doc.gap();
    doc.push(Kind::Text, prose.spans(&procedure.body.summary));
    doc.gap();
    doc.row(scene.say("row-for-whom"), prose.spans(&procedure.body.for_whom));
}

/// The note on the procedure as a whole.
pub(super) fn whole_note(scene: Scene<'_>, procedure: &Procedure, person: &str, doc: &mut Doc) {
    let key = TickKey::whole(&procedure.id, &Id::new(person));
    if let Some(note) = scene.household.notes.get(&key) {
        doc.gap();
        doc.row(scene.say("row-note"), vec![Span::new(note, Role::Strong)]);
    }
}

fn own_deadlines(scene: Scene<'_>, procedure: &Procedure, person: &str, doc: &mut Doc) {
    let rows = timeline_of(scene, person, &procedure.id);
    if rows.is_empty() {
        return;
    }
    doc.heading(scene.say("heading-your-days"));
    for row in rows {
        let mut spans = vec![Span::new(row.word, Role::Status(row.status))];
        spans.extend(plain(format!(" {}", row.title)));
        if let Some(act) = row.next {
            spans.push(Span::new(format!(" — {}", day(scene.strings, act)), Role::Strong));
        }
        if !row.when.is_empty() {
            spans.extend(plain(format!(", {}", row.when)));
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
        .body
        .visits
        .iter()
        .filter(|v| holds(&v.applies) && absences.allow(&v.with) && wanted(v))
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
        .body
        .steps
        .iter()
        .filter(|s| holds(&s.applies) && absences.allow(&s.with))
        .collect();
    if !steps.is_empty() {
        doc.heading(scene.say("heading-steps"));
    }
    for step in steps {
        let mut spans = prose.spans(&step.text);
        marks(scene, procedure, step.varies, &format!("step:{}", step.id), &mut spans);
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
        let id = item.need.item();
        let mut spans = need_words(scene, item.need, item.depends, prose);
        let target = format!("visit:{}/need:{id}", visit.id);
        marks(scene, procedure, false, &target, &mut spans);
        tickable(scene, procedure, owner.id.as_str(), &id, spans, doc);
    }
    for absence in absent {
        absent_line(scene, "", absence.document, absence.why, prose, doc);
    }
    if depends {
        doc.line(Kind::Text, Role::Aside, scene.say("need-depends-why"));
    }
}

fn visit_heading(scene: Scene<'_>, visit: &Visit, several: bool) -> String {
    let mut heading = scene.say("heading-bring");
    if several {
        let place = || Some(scene.pack.places.get(&visit.place)?.name.get(scene.lang()));
        let own = visit.title.as_ref().map(|t| t.get(scene.lang()));
        heading = format!("{heading}: {}", own.or_else(place).unwrap_or_default());
    }
    with_trips(scene, heading, visit.trips)
}

/// How often one has to go, if it is more than once.
fn with_trips(scene: Scene<'_>, words: String, trips: u32) -> String {
    if trips > 1 {
        format!("{words} ({})", scene.say_n("trips", trips))
    } else {
        words
    }
}

fn tickable(scene: Scene<'_>, procedure: &Procedure, person: &str, item: &Id, mut spans: Vec<Span>, doc: &mut Doc) {
    let key = TickKey {
        procedure: procedure.id.clone(),
        item: item.clone(),
        person: Id::new(person),
    };
    let tick = scene.household.ticks.get(&key);
    ticked(scene, tick.map(|t| t.on), &mut spans);
    let note = scene.household.notes.get(&key).cloned();
    doc.push_item(Kind::Check(tick.is_some()), spans, Item::Tick(key));
    if let Some(note) = note {
        doc.push(Kind::Tree(2), plain(format!("{}: {note}", scene.say("row-note"))));
    }
}

/// The day on which something was ticked.
pub(super) fn ticked(scene: Scene<'_>, on: Option<NaiveDate>, spans: &mut Vec<Span>) {
    if let Some(on) = on {
        let words = scene.say_x("ticked-on", &day_short(on));
        spans.push(Span::new(format!(" ({words})"), Role::Aside));
    }
}

fn need_words<'a>(scene: Scene<'a>, need: &'a Need, depends: bool, prose: &mut Prose<'a>) -> Vec<Span> {
    let strings = scene.strings;
    let mut spans = match &need.thing {
        Thing::Document(id) => match scene.pack.documents.get(id) {
            Some(document) => {
                let mut spans = plain(spoken(strings, &document.name));
                spans.extend(in_japanese(scene, &document.name));
                if document.kind == DocumentKind::Knowledge {
                    spans.extend(plain(format!(" — {}", scene.say("knowledge"))));
                }
                spans
            }
            None => plain(id.as_str()),
        },
        Thing::AnyOf(sets) => plain(any_of_words(scene, sets)),
    };
    let each = match need.each {
        Each::Mover => Some("each-mover"),
        Each::Household => Some("each-household"),
        Each::Visitor => Some("each-visitor"),
        Each::Holder => None,
    };
    let set = [need.copy, need.original, need.sealed, need.translation, depends];
    let each = each.map(|id| strings.say(id)).into_iter();
    let remarks = scene.list(each.chain(need_remarks(strings, set)));
    if !remarks.is_empty() {
        spans.extend(plain(format!(" ({remarks})")));
    }
    if let Some(note) = &need.note {
        spans.push(Span::plain(" — "));
        spans.extend(prose.spans(note));
    }
    caution(scene, need.varies, &mut spans);
    spans
}

fn any_of_words(scene: Scene<'_>, sets: &[(Id, u32)]) -> String {
    let words = sets.iter().map(|(set, count)| {
        let members = scene.pack.documents.values().filter(|d| d.sets.contains(set)).take(4);
        let members = scene.list(members.map(|d| d.name.get(scene.lang())));
        format!("{count} × {}: {members} …", set_name(scene, set))
    });
    words.collect::<Vec<_>>().join(&format!(" {} ", scene.say("or")))
}

/// What marks a part of a procedure: that it differs from office to office, and the local packs that changed it.
fn marks(scene: Scene<'_>, procedure: &Procedure, varies: bool, part: &str, spans: &mut Vec<Span>) {
    caution(scene, varies, spans);
    mark(scene, &format!("procedure:{}/{part}", procedure.id), spans);
}

fn ways_and_people<'a>(scene: Scene<'a>, procedure: &'a Procedure, prose: &mut Prose<'a>, doc: &mut Doc) {
    if !procedure.body.who.is_empty() {
        doc.heading(scene.say("heading-who"));
    }
    for who in &procedure.body.who {
        let mut spans = prose.spans(&who.text);
        caution(scene, who.varies, &mut spans);
        doc.row(with_trips(scene, who_word(scene.strings, who.who), who.trips), spans);
        helper_brings(scene, procedure, who, prose, doc);
    }
    if !procedure.body.ways.is_empty() {
        doc.heading(scene.say("heading-ways"));
    }
    for way in &procedure.body.ways {
        let mut spans = prose.spans(&way.text);
        marks(scene, procedure, way.varies, &format!("way:{}", way.id), &mut spans);
        doc.push(Kind::Bullet, spans);
        if let Some(place) = way.place.as_ref().and_then(|id| scene.pack.places.get(id)) {
            doc.line(
                Kind::Tree(2),
                Role::Contact,
                place_line(scene.pack, scene.strings, place),
            );
        }
    }
}

/// What a helper brings beside the things of the person, where no visit of the helper's own is described.
fn helper_brings<'a>(scene: Scene<'a>, procedure: &Procedure, who: &WhoMayCome, prose: &mut Prose<'a>, doc: &mut Doc) {
    let goes = |v: &Visit| v.who == Who::Myself && is_trip(scene.pack, v.place.as_str());
    let described = procedure.body.visits.iter().any(|v| v.who == who.who);
    let helper = who.brings.as_ref().and_then(|id| scene.pack.helpers.get(id));
    let Some(helper) = helper.filter(|_| !who.impossible && !described && procedure.body.visits.iter().any(goes))
    else {
        return;
    };
    let words = helper.needs.iter().map(|need| match &need.thing {
        Thing::AnyOf(sets) => short_choice(scene, sets.iter().map(|(set, n)| (set, *n))),
        Thing::Document(_) => text_of(&need_words(scene, need, false, prose)),
    });
    let words = words.collect::<Vec<_>>().join("; ");
    doc.push(Kind::Tree(2), plain(scene.say_x("who-brings", &words)));
    if let Some(text) = &helper.no_proof {
        doc.push(Kind::Tree(2), prose.spans(text));
    }
}

fn time_and_money<'a>(scene: Scene<'a>, procedure: &'a Procedure, person: &str, prose: &mut Prose<'a>, doc: &mut Doc) {
    if let Some(time) = &procedure.body.time {
        doc.heading(scene.say("heading-time"));
        doc.push(Kind::Text, prose.spans(time));
    }
    let fees: Vec<_> = procedure
        .body
        .fees
        .iter()
        .filter_map(|id| scene.pack.fees.get_key_value(id))
        .collect();
    if !fees.is_empty() {
        doc.heading(scene.say("heading-fees"));
    }
    let whose = scene.household.person(person);
    for (id, fee) in fees {
        let lines = fee_words(scene.strings, fee, scene.assessment.today);
        for (n, line) in lines.into_iter().enumerate() {
            let mut spans = plain(line.trim_start());
            caution(scene, fee.varies && n == 0, &mut spans);
            doc.push(if n == 0 { Kind::Bullet } else { Kind::Tree(2) }, spans);
        }
        for (due, text) in fee_conditions(scene.pack, scene.household, whose, procedure, id) {
            let words = due_words(scene, due, &[text]).unwrap_or_default();
            doc.push(Kind::Tree(2), plain(words));
        }
    }
    if let Some(place) = scene.pack.places.get(&procedure.place) {
        doc.heading(scene.say("heading-place"));
        doc.push(Kind::Text, marked_place(scene, &procedure.place, place, place.varies));
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
    doc.heading(scene.say(&format!("heading-{kind}s")));
    for remark in remarks {
        let mut spans = prose.spans(&remark.text);
        if let Some(mark) = remark.mark {
            let words = format!(" [{}]", mark_word(scene.strings, mark));
            spans.push(Span::new(words, Role::Caution));
        }
        let target = format!("{kind}:{}", remark.id);
        marks(scene, procedure, remark.varies, &target, &mut spans);
        doc.push(Kind::Bullet, spans);
    }
}

fn phrases(scene: Scene<'_>, procedure: &Procedure, person: &str, doc: &mut Doc) {
    let person = scene.household.person(person);
    let said = phrases_of(scene.pack, scene.household, person, procedure);
    if said.is_empty() {
        return;
    }
    doc.heading(scene.say("heading-say"));
    for (_, phrase) in said {
        let say = &phrase.say;
        doc.line(Kind::Bullet, Role::Strong, say.ja.as_str());
        let romaji = (!scene.reads_japanese()).then_some(&say.romaji);
        for form in [Some(&say.kana), romaji, Some(&say.en)].into_iter().flatten() {
            doc.push(Kind::Tree(2), plain(form.as_str()));
        }
    }
}

fn links(scene: Scene<'_>, procedure: &Procedure, doc: &mut Doc) {
    let next = procedure
        .body
        .next
        .iter()
        .filter_map(|id| scene.pack.procedures.get(id));
    let next: Vec<_> = next.collect();
    if !next.is_empty() {
        doc.heading(scene.say("heading-next"));
    }
    for p in next {
        procedure_entry(scene, p, doc);
    }
    let terms = procedure
        .body
        .terms
        .iter()
        .filter_map(|id| scene.pack.terms.get_key_value(id));
    let terms: Vec<_> = terms.collect();
    if !terms.is_empty() {
        doc.heading(scene.say("heading-terms"));
    }
    for (id, term) in terms {
        let name = &term.name;
        let reading = if name.kana == name.ja { "" } else { &name.kana };
        let reading = format!("{reading} {}", name.romaji);
        let spans = vec![
            Span::new(name.ja.as_str(), Role::Strong),
            Span::new(format!(" {}", reading.trim_start()), Role::Japanese),
            Span::plain(format!(" — {}: {}", name.en, term.means.get(scene.lang()))),
        ];
        doc.push_item(Kind::Bullet, spans, Item::Term(id.clone()));
    }
}

fn sources(scene: Scene<'_>, procedure: &Procedure, doc: &mut Doc) {
    doc.heading(scene.say("heading-sources"));
    for source in procedure.body.source.iter().filter_map(|id| scene.pack.sources.get(id)) {
        source_blocks(scene, source, doc);
    }
    let review = review_line(scene.strings, &procedure.body.review, scene.assessment.today);
    doc.row(scene.say("row-review"), vec![Span::new(review, Role::Aside)]);
    doc.line(Kind::Text, Role::Aside, scene.say("not-advice"));
}
