//! Every rule of the linter by its fixed name, with one sentence for `lint --explain RULE`.

use super::diagnostic::Severity;

/// One rule of the linter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LintRule {
    /// Its fixed name, for example `ref-missing`.
    pub name: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What it asks for, in one sentence.
    pub summary: &'static str,
}

/// The rule of this name.
pub fn lint_rule(name: &str) -> Option<&'static LintRule> {
    RULES.iter().copied().find(|r| r.name == name)
}

macro_rules! rules {
    ($($constant:ident $name:literal $severity:ident $summary:literal;)+) => {
        $(
            #[doc = $summary]
            pub(crate) const $constant: &LintRule =
                &LintRule { name: $name, severity: Severity::$severity, summary: $summary };
        )+

        /// Every rule, in the order of the pipeline: files, TOML, keys, ids, rules, sources, words, translations.
        pub const RULES: &[&LintRule] = &[$($constant),+];
    };
}

rules! {
    FILE_MISSING "file-missing" Error
        "A pack needs a file `pack.toml`.";
    FILE_UNKNOWN "file-unknown" Error
        "A file must stand where the loader reads it; anywhere else its content would be silently missing.";
    FILE_UNREADABLE "file-unreadable" Error
        "A file must be UTF-8 text inside the pack, with at most 2000 entries in one table or list; links that lead out of the \
         folder are not followed.";
    PROCEDURE_FILE "procedure-file" Error
        "The name of a procedure's file, and of its translations, is the procedure's id.";
    TOML_SYNTAX "toml-syntax" Error
        "A file must be well-formed TOML.";
    TOML_1_0 "toml-1.0" Error
        "Only TOML 1.0 is used, because other tools refuse later syntax: inline tables stay on one line.";
    KEY_UNKNOWN "key-unknown" Error
        "A key must be one that the loader knows at this place.";
    KEY_MISSING "key-missing" Error
        "A key that is always needed must be there.";
    TYPE_WRONG "type-wrong" Error
        "A value must have the type of its key; dates and numbers are written without quotes.";
    VALUE_WRONG "value-wrong" Error
        "A value must be one that makes sense for its key.";
    ID_SHAPE "id-shape" Error
        "An id is lower-case words joined by hyphens; facts, events, conditions, params and dates use underscores.";
    ID_REUSED "id-reused" Error
        "An id names one thing only; a procedure may not define again what the shared rules define.";
    REF_MISSING "ref-missing" Error
        "Whatever is named must exist.";
    MARKUP "markup" Error
        "Braces in prose are markup: {term}, {term|words}, {doc:ID}, {place:ID}, {procedure:ID} or {fee:ID}.";
    RANGE_MISSING "range-missing" Warning
        "Each date and each event says which days are plausible; what lies outside is asked about.";
    RANGE_EMPTY "range-empty" Error
        "A plausible range has days: it does not end before it begins, and nothing is earlier than itself.";
    FACT_UNREACHABLE "fact-unreachable" Error
        "A rule may only read a fact that a question can set.";
    DATE_CYCLE "date-cycle" Error
        "A date may not depend on itself, not even through conditions and params.";
    DATE_AMBIGUOUS "date-ambiguous" Error
        "How a date is counted must be written out: count, feb29, rule and move have no default.";
    DATE_UNUSED "date-unused" Warning
        "A named date should feed a deadline or a condition that is used.";
    CONDITION_UNUSED "condition-unused" Warning
        "A named condition should be used.";
    PARAM_UNUSED "param-unused" Warning
        "A named param should be used.";
    CASE_OPEN "case-open" Error
        "The last arm of a case, and only the last, has no condition; else some people get no day.";
    ROW_GAP "row-gap" Error
        "Between the rows of a param or a fee no day may be left out.";
    ROW_ORDER "row-order" Error
        "Rows stand in the order of their days and do not overlap.";
    VALIDITY_ROLLED "validity-rolled" Error
        "The end of a validity never moves over closed days, so its last day may not come from an open-day step.";
    WINDOW_INVERTED "window-inverted" Error
        "A window may not open after it closes.";
    REMIND_AFTER_CLOSE "remind-after-close" Warning
        "A reminder counts days back from a last day; it needs one and may not lie after it.";
    SCENARIO_MISSING "scenario-missing" Error
        "Each deadline with a computed last day needs a scenario with a closed last day and one with an open one.";
    ITEM_AMBIGUOUS "item-ambiguous" Error
        "A step may not have the id of a needed document of the same procedure, because both are ticked by id.";
    VISIT_ORDER "visit-order" Error
        "A visit comes after visits that exist, and not, through others, after itself.";
    FEE_CONDITION "fee-condition" Error
        "A fee of a visit that is not simply due says in words when it is; its options are those of the fee.";
    PHRASE_CONDITION "phrase-condition" Error
        "A phrase with a condition is said at a visit (`say`), because only there the condition counts.";
    SOURCE_MISSING "source-missing" Error
        "A deadline and every computed date that feeds it cite a source, themselves or through what they rest on.";
    SOURCE_LOW "source-low" Error
        "Sources of low confidence alone never feed a computed date or a deadline.";
    SOURCE_STALE "source-stale" Warning
        "A source and a procedure are compared again after `every_days` days.";
    REVIEW_SINGLE "review-single" Error
        "A verified text was read by two different people, named in `by` and `second`.";
    NAME_MISSING_LANGUAGE "name-missing-language" Error
        "A name has all four forms, and words of a registry exist in every language of the pack.";
    PHRASE_NO_KANA "phrase-no-kana" Error
        "A sentence to say can be read aloud: it has kana without kanji.";
    TWELVE_DIGITS "twelve-digits" Error
        "No text holds twelve digits in a row, because that could be somebody's My Number.";
    OVERLAY_FORM "overlay-form" Error
        "A patch of a local pack names what it changes, with `set`, `add` or `remove`, why, and its sources.";
    OVERLAY_BASE "overlay-base" Error
        "A local pack extends the pack it was made for, in a version it was made for.";
    OVERLAY_CONFLICT "overlay-conflict" Warning
        "If the base says something else than a patch expects, the base stays and the patch is not applied.";
    OVERLAY_DEAD_TARGET "overlay-dead-target" Warning
        "What a patch changes should still be there.";
    OVERLAY_DUTY "overlay-duty" Error
        "No local pack may leave out or weaken a legal duty: its kind, its days, its conditions, the closed days it rests on.";
    OVERLAY_LAW "overlay-law" Error
        "No local pack may change a law or leave it out as a source.";
    TOPIC_EMPTY "topic-empty" Warning
        "A topic should have a procedure.";
    DOC_UNUSED "doc-unused" Warning
        "A document of the registry should be asked for, kept or named somewhere.";
    I18N_UNKNOWN "i18n-unknown" Error
        "A translation has only texts that the procedure has.";
    I18N_MISSING "i18n-missing" Warning
        "A translation should have every text that the procedure has.";
    I18N_OUTDATED "i18n-outdated" Warning
        "A translation should be made from the present English text.";
    I18N_EXTRA_DATE "i18n-extra-date" Error
        "A translation may not contain a number that the English text does not contain.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_can_be_looked_up() {
        for rule in RULES {
            assert_eq!(lint_rule(rule.name), Some(*rule));
            assert_eq!(RULES.iter().filter(|r| r.name == rule.name).count(), 1, "{}", rule.name);
            assert!(rule.summary.ends_with('.'), "{}", rule.name);
        }
        assert_eq!(lint_rule("no-such-rule"), None);
    }
}
