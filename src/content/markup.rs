//! The markup of prose: `{term}`, `{term|words}`, `{doc:ID}`, `{place:ID}`, `{procedure:ID}`, `{fee:ID}`.

use super::id::Id;

/// A piece of prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Plain words.
    Text(String),
    /// A term of the registry, shown by its name or by these words.
    Term {
        /// The term.
        id: Id,
        /// Words shown instead of its name.
        words: Option<String>,
    },
    /// The name of a document.
    Document(Id),
    /// The name of a place, with its number if it is a telephone line.
    Place(Id),
    /// The title of a procedure.
    Procedure(Id),
    /// The amount of a fee that is in force.
    Fee(Id),
}

/// Takes prose apart. Braces that are no markup stay plain text, so that nothing is ever lost.
pub fn parse_markup(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        plain.push_str(&rest[..open]);
        rest = &rest[open..];
        let Some((piece, length)) = brace(rest) else {
            plain.push('{');
            rest = &rest[1..];
            continue;
        };
        if !plain.is_empty() {
            pieces.push(Piece::Text(std::mem::take(&mut plain)));
        }
        pieces.push(piece);
        rest = &rest[length..];
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        pieces.push(Piece::Text(plain));
    }
    pieces
}

/// The markup at the beginning of `text`, which starts with a brace, and its length in bytes.
fn brace(text: &str) -> Option<(Piece, usize)> {
    let close = text.find('}')?;
    let inside = &text[1..close];
    let (name, words) = inside
        .split_once('|')
        .map_or((inside, None), |(name, words)| (name, Some(words)));
    if words.is_some_and(|w| w.trim().is_empty() || w.contains('{')) {
        return None;
    }
    let (kind, id) = name.split_once(':').unwrap_or(("", name));
    if !is_word(id) {
        return None;
    }
    let id = Id::new(id);
    let piece = match (kind, words) {
        ("", _) => Piece::Term {
            id,
            words: words.map(str::to_owned),
        },
        ("doc", None) => Piece::Document(id),
        ("place", None) => Piece::Place(id),
        ("procedure", None) => Piece::Procedure(id),
        ("fee", None) => Piece::Fee(id),
        _ => return None,
    };
    Some((piece, close + 1))
}

fn is_word(id: &str) -> bool {
    !id.is_empty()
        && id
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Piece {
        Piece::Text(words.to_owned())
    }

    fn term(id: &str, words: Option<&str>) -> Piece {
        Piece::Term {
            id: Id::new(id),
            words: words.map(str::to_owned),
        }
    }

    #[test]
    fn every_kind_of_piece() {
        let cases = [
            ("", vec![]),
            ("plain", vec![text("plain")]),
            (
                "Ask for {continued-use}.",
                vec![text("Ask for "), term("continued-use", None), text(".")],
            ),
            (
                "{continued-use|carry the card on}",
                vec![term("continued-use", Some("carry the card on"))],
            ),
            (
                "{doc:pin-4}{place:home}",
                vec![Piece::Document(Id::new("pin-4")), Piece::Place(Id::new("home"))],
            ),
            (
                "{procedure:move-in}に",
                vec![Piece::Procedure(Id::new("move-in")), text("に")],
            ),
            ("{fee:card-reissue}", vec![Piece::Fee(Id::new("card-reissue"))]),
        ];
        for (prose, pieces) in cases {
            assert_eq!(parse_markup(prose), pieces, "{prose}");
        }
    }

    #[test]
    fn what_is_no_markup_stays_as_it_is() {
        for prose in [
            "{",
            "}",
            "{}",
            "a { b",
            "{Term}",
            "{doc:pin-4|x}",
            "{thing:x}",
            "{a|}",
            "{a|{b}",
            "{two words}",
        ] {
            let plain: String = parse_markup(prose)
                .iter()
                .map(|piece| match piece {
                    Piece::Text(words) => words.clone(),
                    Piece::Term { id, .. } => format!("{{{id}}}"),
                    other => panic!("{other:?} in {prose}"),
                })
                .collect();
            assert_eq!(plain, prose);
        }
    }
}
