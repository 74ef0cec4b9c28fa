//! "Did you mean": the known word that a mistyped one is nearest to.

/// Longer words are no misspelling of anything, and comparing them would take its time.
const LONGEST: usize = 96;

/// From so many letters on, one word that begins with the other is close, as `stay` is to `stay_until`.
const SHORTEST_START: usize = 4;

/// The known word that is probably meant; none if nothing is close.
pub fn closest<'w>(word: &str, known: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    if word.len() > LONGEST {
        return None;
    }
    let length = word.chars().count();
    // Of a word of one letter every letter would have to change.
    let limit = (length / 3).max(1).min(length.saturating_sub(1));
    let begins = |long: &str, short: &str| short.len() >= SHORTEST_START && long.starts_with(short);
    known
        .into_iter()
        .filter(|k| k.len() <= LONGEST)
        .map(|k| (strsim::damerau_levenshtein(word, k), k))
        .filter(|(distance, k)| *distance <= limit || begins(k, word) || begins(word, k))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, k)| k)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closest_word_is_suggested_only_if_it_is_close() {
        let known = [
            "notify_counted",
            "notify_last_day",
            "stay_until",
            "stay_application_kind",
            "n",
        ];
        for (word, expected) in [
            ("notify_counte", Some("notify_counted")),
            ("notify_cuonted", Some("notify_counted")),
            ("stay_untl", Some("stay_until")),
            ("stya_until", Some("stay_until")),
            ("stay_appl", Some("stay_application_kind")),
            ("stay_until_when", Some("stay_until")),
            ("something_else", None),
            ("no", Some("n")),
            ("m", None),
            ("", None),
        ] {
            assert_eq!(closest(word, known), expected, "{word}");
        }
        assert_eq!(closest(&"x".repeat(1_000), ["x"]), None);
    }
}
