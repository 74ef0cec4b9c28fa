//! `lint --explain RULE`: why a rule is there, and what to do about it.

use std::fmt::Write as _;

use crate::content::LintRule;

/// The page of a rule: its name, what it asks for, why, and what to do.
pub fn rule_page(rule: &LintRule) -> String {
    let mut page = format!("{} ({})\n{}\n", rule.name, rule.severity, rule.summary);
    if let Some((_, why, remedy)) = PAGES.iter().find(|(name, _, _)| *name == rule.name) {
        // Writing to a string cannot fail.
        let _ = write!(page, "\nWhy: {why}\nDo:  {remedy}\n");
    }
    page
}

/// (rule, why it is there, what to do).
#[rustfmt::skip]
const PAGES: &[(&str, &str, &str)] = &[
    ("file-missing", "without pack.toml nobody knows whose words these are and in which languages.", "write pack.toml; `mynaguide new-pack DIR` shows one."),
    ("file-unknown", "a procedure in the wrong folder would be missing without a word.", "move it to procedures, registry, calendar, scenarios or i18n/LANG/procedures, or take it out of the pack."),
    ("file-unreadable", "what is not text cannot be shown, and a link may lead to a file that is nobody's business.", "save the file as UTF-8; replace the link by the file."),
    ("procedure-file", "everybody finds a procedure by its id, also on the disk.", "rename the file. Ids never change: households and other packs remember them."),
    ("toml-syntax", "what cannot be read is not in the pack.", "look at the line above the mark first: an open quote or bracket is often there."),
    ("toml-1.0", "editors and other tools refuse newer syntax, although this program could read it.", "write inline tables on one line and without a last comma; write times with seconds, 08:30:00."),
    ("key-unknown", "a misspelt key would be ignored, and the rule it was meant for would be missing.", "take the suggested key; docs/reference.md lists all."),
    ("key-missing", "without this key the entry means nothing.", "add it; docs/reference.md says what it is."),
    ("type-wrong", "a date in quotes is only a text and cannot be counted from.", "write dates and numbers without quotes, and single words of a list in brackets."),
    ("value-wrong", "the value cannot be meant: it contradicts its key or another value.", "read the message; it names what is possible."),
    ("id-shape", "ids stand in files, on the command line and in saved households; one shape for all saves everybody from guessing.", "write card-lost for things and card_lost for facts, events, conditions, params and dates."),
    ("id-reused", "two things under one name: whoever refers to it gets the wrong one.", "take another id, or use the one that is there. A local pack changes what is there with a patch."),
    ("ref-missing", "a name that leads nowhere would silently drop a document, a term or a rule.", "take the suggested name, or define what is missing."),
    ("markup", "braces that are no markup would be shown to the reader as they are.", "write {term}, {term|words}, {doc:ID}, {place:ID}, {procedure:ID} or {fee:ID}; leave other braces out."),
    ("range-missing", "a slip of the keyboard, 2062 for 2026, would be taken as told, and duties would count as done.", "write `not_after = \"today\"` for what happened, a later day for a plan, and `not_before` for the earliest day there can be."),
    ("range-empty", "every answer would be asked about, so that nobody reads the question any more.", "look at `not_before` and `not_after`, and at what `after` and `before` say about each other."),
    ("fact-unreachable", "a rule that waits for an answer nobody can give stays unknown for ever.", "read a question that has answers; for the day of an event write event:NAME."),
    ("date-cycle", "two dates that wait for each other never come.", "begin one of them from an event, a fact or a fixed day."),
    ("date-ambiguous", "\"14 days\" can mean two different days, and a wrong day harms somebody.", "write how it is counted, with the law or page that says so."),
    ("date-unused", "a date that feeds nothing is a remainder or a mistake.", "use it or take it out."),
    ("condition-unused", "a condition that nothing asks is a remainder or a mistake.", "use it or take it out."),
    ("param-unused", "a param that nothing reads is a remainder or a mistake.", "use it or take it out."),
    ("case-open", "somebody for whom no arm holds would get no day at all.", "let the last arm, and only that one, have no condition; `then = \"none\"` says that there is no such day."),
    ("row-gap", "on a day without a row the value is not known.", "let each row begin the day after the one before it ends; leave `until` out unless it really ends."),
    ("row-order", "with rows that overlap, two values hold on one day.", "write the oldest first, each from its own first day."),
    ("validity-rolled", "a card ends on its day, also when the counter is closed. Only limits for filing roll.", "use the counted date for `closes`; the program works out the last open day before it."),
    ("window-inverted", "a time that closes before it opens is never open.", "look at the two dates; often one is counted from the wrong day."),
    ("remind-after-close", "a reminder after the last day helps nobody.", "write days before the last day, 7 for a week; give the deadline a `closes`."),
    ("scenario-missing", "closed days are where dates go wrong. A worked example of each kind is the proof.", "add a scenario whose last day is a Sunday or holiday, and one whose last day is an open day."),
    ("visit-order", "the plan of trips would send somebody to the wrong counter first, or to none.", "write \"procedure/visit\" of a visit that exists, and never in a circle."),
    ("fee-condition", "somebody would pay more than was said, or bring money for nothing.", "write in `text` when it is due, as in \"if the card has ended\", and name options of registry/fees.toml."),
    ("phrase-condition", "a condition that nobody looks at protects nobody from saying what is not true.", "name the phrase in `say` of a visit, or take `applies` out of registry/phrases.toml."),
    ("item-ambiguous", "steps and documents are ticked by id; one tick would mark both.", "rename the step, for example hand-in-card."),
    ("source-missing", "nobody can check a date without its source.", "cite the law or page in `source`; add it to registry/sources.toml first."),
    ("source-low", "a date that rests on hearsay only looks certain.", "find an official page, or say it in a note with mark = \"not-confirmed\"."),
    ("source-stale", "offices change their pages without notice.", "open the page, compare, and write the new day into `checked`."),
    ("review-single", "the writer does not see the own mistake.", "let somebody else compare with the sources and name both in `by` and `second`; until then the status is reviewed or draft."),
    ("name-missing-language", "at the counter the English name helps nobody, and without kana nobody can say it.", "write { en, ja, kana, romaji }; words of a registry need every language of `languages`."),
    ("phrase-no-kana", "a sentence to say must be readable aloud.", "write it in kana, with spaces between phrases."),
    ("twelve-digits", "a My Number has twelve digits, and no file of this project may hold one.", "take the number out; telephone numbers have separators."),
    ("overlay-form", "a change that does not say what it changes, why and by which source cannot be checked by anybody.", "name the target as kind:id, then set, add or remove; give `source`, and `why` if something is left out."),
    ("overlay-base", "patches were written against other texts; applied to these they may say something wrong.", "compare each patch with the base, then widen `requires`."),
    ("overlay-conflict", "the base may have changed because the law did. An old local pack must not hide that.", "compare with the source; write into `expect` what the base says now, or drop the patch."),
    ("overlay-dead-target", "what the patch changes is gone or renamed, so the patch does nothing.", "take the suggested target or drop the patch."),
    ("overlay-duty", "a duty is set by law for everybody; an office can be kinder at its counter, but not shorten the way there.", "add a note that says what the office does, with its source. Evening and Sunday hours are `extra` of the place."),
    ("overlay-law", "what the law says is not for a local pack to decide.", "cite your own page as a source of its own."),
    ("topic-empty", "an empty heading in the list leads nowhere.", "put a procedure under it or take it out."),
    ("doc-unused", "a document that no visit asks for is a remainder or a forgotten need.", "add it to a visit or a set, or take it out."),
    ("i18n-unknown", "a text without an original is shown nowhere.", "take the suggested key; `mynaguide translate new LANG DIR` lists them all."),
    ("i18n-missing", "the reader gets English in the middle of another language.", "`mynaguide translate status` shows what is missing."),
    ("i18n-outdated", "the English text has changed since; the translation may say something that no longer holds.", "compare, correct, then `mynaguide translate stamp DIR`."),
    ("i18n-extra-date", "a translation may be old, but it may never tell another date or amount than the English text.", "take the number out, or write {fee:ID} and {place:ID}, which come from the registries."),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{RULES, lint_rule};

    #[test]
    fn every_rule_has_a_page_and_every_page_a_rule() {
        for rule in RULES {
            let page = rule_page(rule);
            assert!(
                page.contains("\nWhy: ") && page.contains("\nDo:  "),
                "{} has no page",
                rule.name
            );
        }
        for (name, why, remedy) in PAGES {
            assert!(lint_rule(name).is_some(), "{name} is no rule");
            assert!(why.ends_with('.') && remedy.ends_with('.'), "{name}");
        }
    }
}
