//! Finding things of a small pack by every kind of word.

use super::*;
use crate::content::{embedded_files, load};

fn index() -> Index {
    Index::new(&load(&embedded_files(), None).pack.expect("the embedded content loads"))
}

fn first(index: &Index, typed: &str) -> Option<String> {
    index.find(typed, 5).first().map(|h| word(&h.target))
}

fn word(target: &Target) -> String {
    match target {
        Target::Procedure(id) => format!("procedure {id}"),
        Target::Term(id) => format!("term {id}"),
        Target::Document(id) => format!("document {id}"),
        Target::Phrase(id) => format!("phrase {id}"),
    }
}

#[test]
fn however_it_is_typed_the_residence_card_is_found() {
    let index = index();
    let ways = [
        "zairyu",
        "zairyuu",
        "zairyū",
        "Zairyû",
        "ざいりゅう",
        "ザイリュウ",
        "在留",
        "在留カード",
        "gaijin card",
        "residense card",
        "residence card",
        "zairyu kado",
        "zairyuu kaado",
        "resident card",
        "zairyu car",
        "ざいりゅうカード",
        "ｻﾞｲﾘｭｳ",
    ];
    for typed in ways {
        let hits = index.find(typed, 5);
        let found: Vec<String> = hits.iter().map(|h| word(&h.target)).collect();
        let about = |w: &String| w.contains("residence-card");
        assert!(found.iter().any(about), "{typed}: {found:?}");
    }
    for typed in [
        "residence card",
        "residense card",
        "gaijin card",
        "在留カード",
        "zairyuu kaado",
    ] {
        let found = first(&index, typed).unwrap();
        assert!(found.ends_with(" residence-card"), "{typed}: {found}");
    }
}

#[test]
fn procedures_terms_documents_and_phrases_are_found_by_their_names() {
    let index = index();
    for (typed, expected) in [
        ("move in", "procedure move-in"),
        ("転入届", "move-in"),
        ("tennyu", "move-in"),
        ("new ward", "procedure move-in"),
        ("card-lost", "procedure card-lost"),
        ("juminhyo", "resident-record"),
        ("住民票", "resident-record"),
        ("passport", "document passport"),
    ] {
        let found: Vec<String> = index.find(typed, 3).iter().map(|h| word(&h.target)).collect();
        let fits = found
            .iter()
            .any(|w| w == expected || w.ends_with(&format!(" {expected}")) || w.contains(expected));
        assert!(fits, "{typed}: {found:?}");
    }
}

#[test]
fn everything_is_found_first_or_nearly_by_its_own_name() {
    let pack = load(&embedded_files(), None).pack.expect("the embedded content loads");
    let index = Index::new(&pack);
    let mut missed = Vec::new();
    let mut check = |typed: &str, wanted: &Target| {
        let hits = index.find(typed, 8);
        if !hits.iter().any(|h| h.target == *wanted) {
            missed.push(format!("{typed} -> {}", word(wanted)));
        }
    };
    for (id, p) in &pack.procedures {
        for name in [&p.title.en, &p.title.ja, &p.title.kana, &p.title.romaji] {
            check(name, &Target::Procedure(id.clone()));
        }
    }
    for (id, t) in pack.terms.iter() {
        for name in [&t.name.en, &t.name.ja, &t.name.kana, &t.name.romaji] {
            check(name, &Target::Term(id.clone()));
        }
    }
    for (id, p) in pack.phrases.iter() {
        for name in [&p.say.en, &p.say.ja, &p.say.romaji] {
            check(name, &Target::Phrase(id.clone()));
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn nonsense_finds_nothing_and_nothing_finds_nothing() {
    let index = index();
    for typed in ["", "   ", "、。", "qqqqzzzz", "xkcdvw"] {
        assert_eq!(index.find(typed, 5), [], "{typed}");
    }
    assert_eq!(index.find("card", 0), []);
    assert_eq!(Index::<Target>::default().find("card", 5), []);
}

#[test]
fn other_names_are_told_and_the_order_is_always_the_same() {
    let index = index();
    let hits = index.find("gaijin card", 3);
    assert_eq!(hits[0].by.as_deref(), Some("gaijin card"));
    assert_eq!(index.find("residence card", 1)[0].by, None);
    let again = self::index();
    for typed in ["c", "card", "ca", "更新", "moving"] {
        assert_eq!(index.find(typed, 50), again.find(typed, 50), "{typed}");
        let scores: Vec<f32> = index.find(typed, 50).iter().map(|h| h.score).collect();
        assert!(!scores.is_empty() && scores.windows(2).all(|w| w[0] >= w[1]), "{typed}");
    }
}

#[test]
fn while_a_word_is_being_typed_it_is_already_found() {
    let index = index();
    for end in 3..="residence card".len() {
        let typed = &"residence card"[..end];
        let found: Vec<String> = index.find(typed, 12).iter().map(|h| word(&h.target)).collect();
        assert!(found.iter().any(|w| w.contains("residence-card")), "{typed}: {found:?}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_can_be_searched_for(typed in proptest::prelude::any::<String>()) {
        static INDEX: std::sync::OnceLock<Index> = std::sync::OnceLock::new();
        let hits = INDEX.get_or_init(index).find(&typed, 4);
        proptest::prop_assert!(hits.len() <= 4);
    }
}
