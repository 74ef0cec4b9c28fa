//! One spelling for each word, however it was typed: with or without macrons, by either school of romaji, in kana.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use wana_kana::ConvertJapanese;

use crate::text::{is_kana, is_kanji, is_katakana, nfkc};

/// Lower case, without the marks on Latin letters: `Zairyū` is `zairyu`. Kana keep theirs, which are part of them.
pub fn plain(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let lower = nfkc(text).to_lowercase();
    lower
        .nfd()
        .filter(|c| !(is_combining_mark(*c) && is_latin_mark(*c)))
        .nfc()
        .collect()
}

/// How it sounds: `ざいりゅう`, `zairyū`, `zairyuu` and `zairyu` are all `zairyu`; `si`, `tya`, `shimbun` are spelt
/// the Hepburn way. Kanji stay, as nobody can hear them.
pub fn sound(text: &str) -> String {
    let text = nfkc(text);
    let romaji = if text.contains(is_kana) {
        text.to_romaji()
    } else {
        text.into_owned()
    };
    let letters: Vec<char> = plain(&romaji).chars().filter(|c| *c != '\'' && *c != 'ー').collect();
    let mut heard = String::with_capacity(letters.len());
    let mut rest = &letters[..];
    while let Some(&first) = rest.first() {
        let (taken, spelt) = syllable(rest, heard.chars().next_back());
        let taken = taken.max(1);
        match spelt {
            Some(spelt) => spelt.chars().for_each(|c| push(&mut heard, c)),
            None => push(&mut heard, first),
        }
        rest = &rest[taken..];
    }
    heard
}

/// The Hepburn spelling of the letters at the start, if another school spells them otherwise.
fn syllable(letters: &[char], before: Option<char>) -> (usize, Option<&'static str>) {
    const SPELLINGS: &[(&str, &str)] = &[
        ("sya", "sha"),
        ("syu", "shu"),
        ("syo", "sho"),
        ("tya", "cha"),
        ("tyu", "chu"),
        ("tyo", "cho"),
        ("zya", "ja"),
        ("zyu", "ju"),
        ("zyo", "jo"),
        ("jya", "ja"),
        ("jyu", "ju"),
        ("jyo", "jo"),
        ("tch", "cch"),
        ("si", "shi"),
        ("ti", "chi"),
        ("tu", "tsu"),
        ("zi", "ji"),
        ("di", "ji"),
        ("du", "zu"),
        ("wo", "o"),
    ];
    // The spellings are of ASCII: as many letters as bytes.
    let starts = |word: &str| word.len() <= letters.len() && word.chars().zip(letters).all(|(a, b)| a == *b);
    if let Some((from, to)) = SPELLINGS.iter().find(|(from, _)| starts(from)) {
        return (from.len(), Some(to));
    }
    if starts("hu") && !matches!(before, Some('s' | 'c')) {
        return (2, Some("fu"));
    }
    match letters {
        ['m', 'b' | 'm' | 'p', ..] => (1, Some("n")),
        _ => (1, None),
    }
}

/// Adds a letter, but a long vowel only once.
fn push(heard: &mut String, c: char) {
    let long = match heard.chars().next_back() {
        Some(last) => (last == c && "aiueo".contains(c)) || (last == 'o' && c == 'u'),
        None => false,
    };
    if !long {
        heard.push(c);
    }
}

/// The words of a text: runs of letters and digits. Kanji and katakana that meet are taken apart, and `の` between two
/// words joins them no more: `在留カードの更新` is 在留, カード, 更新.
pub fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for run in text.split(|c: char| !(c.is_alphanumeric() || c == 'ー' || c == '\'')) {
        let mut word = String::new();
        let mut last = ' ';
        for c in run.chars().filter(|c| *c != '\'') {
            let meets = is_kanji(last) && is_katakana(c) || is_katakana(last) && is_kanji(c);
            let joint = c == 'の' && (is_kanji(last) || is_katakana(last));
            if (meets || joint) && !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            if !joint {
                word.push(c);
            }
            last = c;
        }
        if !word.is_empty() {
            words.push(word);
        }
    }
    words
}

/// Combining marks that Latin letters take; the two of kana are not among them.
fn is_latin_mark(c: char) -> bool {
    ('\u{300}'..='\u{36F}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_typing_sounds_alike() {
        for (ways, heard) in [
            (
                &[
                    "zairyu",
                    "zairyuu",
                    "zairyū",
                    "ZAIRYÛ",
                    "ざいりゅう",
                    "ザイリュウ",
                    "ｻﾞｲﾘｭｳ",
                ][..],
                "zairyu",
            ),
            (&["koushin", "kōshin", "koshin", "kousin", "こうしん"], "koshin"),
            (&["shomeisho", "syoumeisyo", "しょうめいしょ", "shōmeisho"], "shomeisho"),
            (&["kado", "kādo", "kaado", "カード"], "kado"),
            (&["tennyu todoke", "tennyū todoke"], "tenyu todoke"),
            (&["てんにゅうとどけ", "tennyuutodoke"], "tenyutodoke"),
            (&["shinbun", "shimbun", "sinbun", "しんぶん"], "shinbun"),
            (&["tsuchi", "tuti", "つうち", "tsūchi"], "tsuchi"),
            (&["fukushi", "hukusi", "ふくし"], "fukushi"),
            (&["matchi", "macchi", "マッチ"], "macchi"),
            (&["shin'yo", "しんよう"], "shinyo"),
        ] {
            for way in ways {
                // A double n may be one or two; both sides are folded the same way.
                let found = sound(way).replace("nn", "n");
                assert_eq!(found, heard, "{way}");
            }
        }
        assert_eq!(sound("在留"), "在留");
    }

    #[test]
    fn marks_go_and_kana_stay() {
        for (text, expected) in [
            ("Café ŌSAKA", "cafe osaka"),
            ("がぎぱ", "がぎぱ"),
            ("ＡＢＣ", "abc"),
            ("", ""),
        ] {
            assert_eq!(plain(text), expected);
        }
    }

    #[test]
    fn words_are_taken_apart_where_scripts_meet() {
        for (text, expected) in [
            ("Residence card (renewal)", &["Residence", "card", "renewal"][..]),
            ("在留カードの更新", &["在留", "カード", "更新"]),
            ("引っ越し", &["引っ越し"]),
            ("マイナンバーカード", &["マイナンバーカード"]),
            ("　、。", &[]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }
}
