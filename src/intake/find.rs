//! What a typed word names: a question, an event, a person, a procedure, a deadline, an item to tick.

use std::fmt;

use super::{accept, folded};
use crate::content::{FactKind, Id, Need, Pack, Procedure, Text, Thing};
use crate::guide::DeadlineKey;
use crate::household::{Household, Person};
use crate::text::closest;
use crate::text::secret::Refusal;

/// How many known words an error lists; more would not be one clear line.
const MOST_LISTED: usize = 40;

/// What was looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A question.
    Fact,
    /// An event.
    Event,
    /// A person of the household.
    Person,
    /// A procedure.
    Procedure,
    /// A deadline of a procedure.
    Deadline,
    /// A step or document of a procedure.
    Item,
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Fact => "question",
            Self::Event => "event",
            Self::Person => "person",
            Self::Procedure => "procedure",
            Self::Deadline => "deadline",
            Self::Item => "step or document",
        })
    }
}

/// Why a word names nothing. Shown as one line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FindProblem {
    /// It holds a number that must not be written down.
    #[error("{0}")]
    Secret(Refusal),
    /// Nothing has this name.
    #[error("There is no {what} `{typed}`{}", hint(*what, near.as_deref(), known))]
    Unknown {
        /// What was looked for.
        what: What,
        /// What was typed.
        typed: String,
        /// What is probably meant.
        near: Option<String>,
        /// What there is; empty if that would be too long a list.
        known: Vec<String>,
    },
    /// It names an event where a question is asked for.
    #[error("`{0}` is an event: tell the day on which it happened (`mynaguide event {0} DATE`).")]
    IsEvent(Id),
    /// It names a question where an event is asked for.
    #[error("`{0}` is a question, not an event: answer it (`mynaguide set {0} VALUE`).")]
    IsFact(Id),
    /// The person is kept but no longer shown.
    #[error("`{0}` is archived and takes no more changes.")]
    Archived(String),
    /// Only the procedure was named, and it has several.
    #[error("Say which {what} of `{procedure}`: {}.", known.join(", "))]
    Which {
        /// What was looked for.
        what: What,
        /// The procedure.
        procedure: Id,
        /// What it has, as it is typed.
        known: Vec<String>,
    },
    /// The procedure has nothing of the kind.
    #[error("`{procedure}` has no {what}.")]
    Nothing {
        /// What was looked for.
        what: What,
        /// The procedure.
        procedure: Id,
    },
}

impl From<Refusal> for FindProblem {
    fn from(refusal: Refusal) -> Self {
        Self::Secret(refusal)
    }
}

fn hint(what: What, near: Option<&str>, known: &[String]) -> String {
    match (near, what) {
        (Some(near), _) => format!("; did you mean `{near}`?"),
        (None, What::Fact | What::Event) if known.is_empty() => {
            "; `mynaguide ask --all` lists what there is.".to_owned()
        }
        (None, _) if known.is_empty() => ".".to_owned(),
        (None, _) => format!("; known: {}.", known.join(", ")),
    }
}

fn unknown<'w>(what: What, typed: String, ids: impl Iterator<Item = &'w str>) -> FindProblem {
    let ids: Vec<&str> = ids.collect();
    let word = folded(&typed);
    let known: Vec<String> = ids.iter().map(|id| folded(id)).collect();
    let near = closest(&word, known.iter().map(String::as_str));
    let near = near
        .and_then(|n| known.iter().position(|k| k == n))
        .map(|n| ids[n].to_owned());
    let listed = if ids.len() <= MOST_LISTED {
        ids.into_iter().map(str::to_owned).collect()
    } else {
        Vec::new()
    };
    FindProblem::Unknown {
        what,
        typed,
        near,
        known: listed,
    }
}

fn is_named(typed: &str, id: &Id, name: &Text) -> bool {
    let typed = folded(typed);
    folded(id.as_str()) == typed || folded(name.en()) == typed || name.translations().any(|(_, n)| folded(n) == typed)
}

/// A question, by id or by name in any language. Events are not questions.
///
/// # Errors
/// Nothing has this name, or it is an event.
pub fn find_fact<'p>(pack: &'p Pack, typed: &str) -> Result<&'p Id, FindProblem> {
    find_entry(pack, typed, false)
}

/// An event, by id or by name in any language.
///
/// # Errors
/// Nothing has this name, or it is a question.
pub fn find_event<'p>(pack: &'p Pack, typed: &str) -> Result<&'p Id, FindProblem> {
    find_entry(pack, typed, true)
}

fn find_entry<'p>(pack: &'p Pack, typed: &str, event: bool) -> Result<&'p Id, FindProblem> {
    let typed = accept(typed)?;
    let is_wanted = |kind: &FactKind| (*kind == FactKind::Event) == event;
    let mut named = pack.facts.iter().filter(|(id, f)| is_named(&typed, id, &f.name));
    match named.clone().find(|(_, f)| is_wanted(&f.kind)).or_else(|| named.next()) {
        Some((id, fact)) if is_wanted(&fact.kind) => Ok(id),
        Some((id, _)) if event => Err(FindProblem::IsFact(id.clone())),
        Some((id, _)) => Err(FindProblem::IsEvent(id.clone())),
        None => {
            let what = if event { What::Event } else { What::Fact };
            let ids = pack
                .facts
                .iter()
                .filter(|(_, f)| is_wanted(&f.kind))
                .map(|(id, _)| id.as_str());
            Err(unknown(what, typed, ids))
        }
    }
}

/// A person who is shown, by label or key.
///
/// # Errors
/// Nobody has this label, or the person is archived.
pub fn find_person<'h>(household: &'h Household, typed: &str) -> Result<&'h Person, FindProblem> {
    let typed = accept(typed)?;
    match household.find_person(&typed) {
        Some(person) if person.archived => Err(FindProblem::Archived(person.label.clone())),
        Some(person) => Ok(person),
        None => Err(unknown(
            What::Person,
            typed,
            household.active().map(|p| p.label.as_str()),
        )),
    }
}

/// A procedure, by id, title in either language, or one of its other words.
///
/// # Errors
/// Nothing has this name.
pub fn find_procedure<'p>(pack: &'p Pack, typed: &str) -> Result<&'p Procedure, FindProblem> {
    let typed = accept(typed)?;
    let word = folded(&typed);
    let names = |p: &Procedure| {
        let title = &p.title;
        [&title.en, &title.ja, &title.kana, &title.romaji]
            .into_iter()
            .any(|n| folded(n) == word)
            || p.body.alias.iter().any(|a| folded(a) == word)
    };
    let by_id = pack.procedures.values().find(|p| p.id == *word);
    let found = by_id.or_else(|| {
        let mut several = pack.procedures.values().filter(|p| names(p));
        // A word that two procedures share names neither.
        several.next().filter(|_| several.next().is_none())
    });
    found.ok_or_else(|| unknown(What::Procedure, typed, pack.procedures.keys().map(Id::as_str)))
}

/// A deadline as `PROCEDURE/DEADLINE`; the procedure alone, if it has only one.
///
/// # Errors
/// The procedure or the deadline has no such name, or the procedure has several.
pub fn find_deadline(pack: &Pack, typed: &str) -> Result<DeadlineKey, FindProblem> {
    let (procedure, rest) = split(pack, typed)?;
    let ids: Vec<&Id> = procedure.deadlines.iter().map(|d| &d.id).collect();
    let deadline = choose(What::Deadline, procedure, rest, &ids)?;
    Ok(DeadlineKey {
        procedure: procedure.id.clone(),
        deadline,
    })
}

/// A step or document to tick as `PROCEDURE/ITEM`. Of a need that takes one of several sets, any of the sets is known.
///
/// # Errors
/// The procedure or the item has no such name, or only the procedure was named.
pub fn find_item<'p>(pack: &'p Pack, typed: &str) -> Result<(&'p Procedure, Id), FindProblem> {
    let (procedure, rest) = split(pack, typed)?;
    let ids = item_ids(procedure);
    if let Some(word) = rest.as_deref().map(folded) {
        let sets = procedure
            .body
            .visits
            .iter()
            .flat_map(|v| &v.needs)
            .filter_map(|need| match &need.thing {
                Thing::AnyOf(sets) => Some(sets),
                Thing::Document(_) => None,
            });
        if let Some((first, _)) = sets
            .filter(|s| s.iter().any(|(set, _)| *set == *word))
            .find_map(|s| s.first())
        {
            return Ok((procedure, first.clone()));
        }
    }
    let item = choose(What::Item, procedure, rest, &ids.iter().collect::<Vec<_>>())?;
    Ok((procedure, item))
}

/// Everything of a procedure that can be ticked, documents first, each once.
pub fn item_ids(procedure: &Procedure) -> Vec<Id> {
    let mut ids: Vec<Id> = Vec::new();
    let needs = procedure.body.visits.iter().flat_map(|v| &v.needs).map(Need::item);
    for id in needs.chain(procedure.body.steps.iter().map(|s| s.id.clone())) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

fn split<'p>(pack: &'p Pack, typed: &str) -> Result<(&'p Procedure, Option<String>), FindProblem> {
    let typed = accept(typed)?;
    match typed.split_once('/') {
        Some((procedure, rest)) => Ok((find_procedure(pack, procedure)?, Some(rest.trim().to_owned()))),
        None => Ok((find_procedure(pack, &typed)?, None)),
    }
}

fn choose(what: What, procedure: &Procedure, rest: Option<String>, ids: &[&Id]) -> Result<Id, FindProblem> {
    let whole = |id: &Id| format!("{}/{id}", procedure.id);
    match (rest, ids) {
        (_, []) => Err(FindProblem::Nothing {
            what,
            procedure: procedure.id.clone(),
        }),
        (None, [only]) => Ok((*only).clone()),
        (None, _) => {
            let known = ids.iter().map(|id| whole(id)).collect();
            Err(FindProblem::Which {
                what,
                procedure: procedure.id.clone(),
                known,
            })
        }
        (Some(rest), _) => {
            let word = folded(&rest);
            let found = ids.iter().find(|id| folded(id.as_str()) == word);
            found.map(|id| (*id).clone()).ok_or_else(|| {
                let problem = unknown(what, rest, ids.iter().map(|id| id.as_str()));
                // As it has to be typed.
                match problem {
                    FindProblem::Unknown {
                        what,
                        typed,
                        near,
                        known,
                    } => FindProblem::Unknown {
                        what,
                        typed: format!("{}/{typed}", procedure.id),
                        near: near.map(|near| format!("{}/{near}", procedure.id)),
                        known,
                    },
                    other => other,
                }
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::pack;
    use super::*;
    use crate::household::edit;

    #[test]
    fn questions_and_events_by_id_and_name() {
        let pack = pack();
        for typed in ["stay_until", "STAY-UNTIL", "Stay until", "在留期間の満了日"] {
            assert_eq!(find_fact(&pack, typed).unwrap(), &"stay_until", "{typed}");
        }
        for typed in ["moved_in", "Moved in", "引っ越した"] {
            assert_eq!(find_event(&pack, typed).unwrap(), &"moved_in", "{typed}");
        }
        for (problem, words) in [
            (
                find_fact(&pack, "stay_untill"),
                "There is no question `stay_untill`; did you mean `stay_until`?",
            ),
            (find_fact(&pack, "moved_in"), "is an event"),
            (find_fact(&pack, "xyzzy"), "known: "),
            (
                find_event(&pack, "moved_inn"),
                "There is no event `moved_inn`; did you mean `moved_in`?",
            ),
            (find_event(&pack, "card_held"), "is a question"),
            (find_event(&pack, "1234 5678 9012"), "Twelve digits"),
        ] {
            let problem = problem.unwrap_err().to_string();
            assert!(
                problem.contains(words) && !problem.contains('\n') && !problem.contains("1234"),
                "{problem}"
            );
        }
    }

    #[test]
    fn people_by_label_and_key() {
        let mut household = Household::new("home");
        household.apply_all(&edit::add_person(&household, "Mai")).unwrap();
        household.apply_all(&edit::add_person(&household, "Old")).unwrap();
        household
            .apply_all(&edit::archive_person(&household, "c", true))
            .unwrap();
        for typed in ["Mai", "mai", "b", " Ｍａｉ "] {
            assert_eq!(find_person(&household, typed).unwrap().id, "b", "{typed}");
        }
        let words = |typed| find_person(&household, typed).unwrap_err().to_string();
        assert_eq!(words("Mia"), "There is no person `Mia`; did you mean `Mai`?");
        assert_eq!(words("Zoe"), "There is no person `Zoe`; known: A, Mai.");
        assert!(words("Old").contains("archived"));
    }

    #[test]
    fn deadlines_and_items_of_a_procedure() {
        let pack = pack();
        let deadline = |typed| {
            find_deadline(&pack, typed)
                .map(|k| k.to_string())
                .map_err(|p| p.to_string())
        };
        assert_eq!(deadline("move-in/notify"), Ok("move-in/notify".into()));
        assert_eq!(deadline("転入届/notify"), Ok("move-in/notify".into()));
        assert_eq!(deadline("new city / Notify"), Ok("move-in/notify".into()));
        assert_eq!(deadline("card-lost"), Ok("card-lost/suspend".into()));
        assert_eq!(
            deadline("move-in"),
            Err("Say which deadline of `move-in`: move-in/notify, move-in/keep-card.".into())
        );
        assert_eq!(
            deadline("move-in/notfy"),
            Err("There is no deadline `move-in/notfy`; did you mean `move-in/notify`?".into())
        );
        assert_eq!(
            deadline("mov-in/notify"),
            Err("There is no procedure `mov-in`; did you mean `move-in`?".into())
        );

        let item = |typed| {
            find_item(&pack, typed)
                .map(|(p, id)| format!("{}/{id}", p.id))
                .map_err(|p| p.to_string())
        };
        for (typed, expected) in [
            ("move-in/residence-card", "move-in/residence-card"),
            ("move-in/file", "move-in/file"),
            ("move-in/id-a", "move-in/id-a"),
            ("move-in/id-b", "move-in/id-a"),
        ] {
            assert_eq!(item(typed), Ok(expected.to_owned()), "{typed}");
        }
        assert!(
            item("move-in")
                .unwrap_err()
                .starts_with("Say which step or document of `move-in`: move-in/residence")
        );
        assert!(
            item("move-in/residence-crad")
                .unwrap_err()
                .ends_with("did you mean `move-in/residence-card`?")
        );
        assert_eq!(item("card-lost/x"), Err("`card-lost` has no step or document.".into()));
    }
}
