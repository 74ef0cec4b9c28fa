//! The Japanese scripts.

/// Whether a character is kana, kanji or their punctuation: what a keyboard sends only through a Japanese input method.
pub fn is_japanese(c: char) -> bool {
    is_kana(c) || is_kanji(c) || matches!(c, '\u{3001}'..='\u{303F}' | '・' | '\u{FF61}'..='\u{FF65}')
}

/// Hiragana or katakana.
pub fn is_kana(c: char) -> bool {
    is_hiragana(c) || is_katakana(c)
}

/// Hiragana with its own marks of voicing and iteration.
pub fn is_hiragana(c: char) -> bool {
    ('ぁ'..='ゟ').contains(&c)
}

/// Katakana, full-width or half-width, with the mark of long vowels.
pub fn is_katakana(c: char) -> bool {
    matches!(c, 'ァ'..='ヺ' | 'ー'..='ヿ' | 'ㇰ'..='ㇿ' | 'ｦ'..='ﾟ')
}

/// Kanji of every block, with `々`, `〆` and `〇`.
pub fn is_kanji(c: char) -> bool {
    matches!(c, '々'..='〇' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_character_has_its_script() {
        for (characters, hiragana, katakana, kanji, japanese) in [
            ("あっゖゝ", true, false, false, true),
            ("アヶーヽㇰｱﾞ", false, true, false, true),
            ("漢々〇㐀𠮷", false, false, true, true),
            ("、。「」〜・｡", false, false, false, true),
            ("aō1 가é—\u{3000}①", false, false, false, false),
        ] {
            for c in characters.chars() {
                let found = (is_hiragana(c), is_katakana(c), is_kanji(c), is_japanese(c));
                assert_eq!(found, (hiragana, katakana, kanji, japanese), "{c}");
                assert_eq!(is_kana(c), hiragana || katakana, "{c}");
            }
        }
    }
}
