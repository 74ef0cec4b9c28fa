//! The markup of prose: `{term}`, `{term|words}`, `{doc:ID}`, `{place:ID}`, `{procedure:ID}`, `{fee:ID}`.

/// A piece of prose. Words and ids are those of the prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Plain words.
    Text(&'t str),
    /// A term of the registry, shown by its name or by these words.
    Term {
        /// The term.
        id: &'t str,
        /// Words shown instead of its name.
        words: Option<&'t str>,
    },
    /// The name of a document.
    Document(&'t str),
    /// The name of a place, with its number if it is a telephone line.
    Place(&'t str),
    /// The title of a procedure.
    Procedure(&'t str),
    /// The amount of a fee that is in force.
    Fee(&'t str),
}

/// Takes prose apart. Braces that are no markup stay plain text, so that nothing is ever lost.
pub fn parse_markup(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    // Where the plain words begin, and from where on nothing was looked at.
    let (mut plain, mut at) = (0, 0);
    while let Some(open) = text[at..].find('{').map(|found| at + found) {
        let Some((piece, length)) = brace(&text[open..]) else {
            at = open + 1;
            continue;
        };
        if plain < open {
            pieces.push(Piece::Text(&text[plain..open]));
        }
        pieces.push(piece);
        (plain, at) = (open + length, open + length);
    }
    if plain < text.len() {
        pieces.push(Piece::Text(&text[plain..]));
    }
    pieces
}

/// The markup at the beginning of `text`, which starts with a brace, and its length in bytes.
fn brace(text: &str) -> Option<(Piece<'_>, usize)> {
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
    let piece = match (kind, words) {
        ("", _) => Piece::Term { id, words },
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

    fn term<'t>(id: &'t str, words: Option<&'t str>) -> Piece<'t> {
        Piece::Term { id, words }
    }

    #[test]
    fn every_kind_of_piece() {
        let cases = [
            ("", vec![]),
            ("plain", vec![Piece::Text("plain")]),
            (
                "Ask for {continued-use}.",
                vec![Piece::Text("Ask for "), term("continued-use", None), Piece::Text(".")],
            ),
            (
                "{continued-use|carry the card on}",
                vec![term("continued-use", Some("carry the card on"))],
            ),
            (
                "{doc:pin-4}{place:home}",
                vec![Piece::Document("pin-4"), Piece::Place("home")],
            ),
            (
                "{procedure:move-in}に",
                vec![Piece::Procedure("move-in"), Piece::Text("に")],
            ),
            ("{fee:card-reissue}", vec![Piece::Fee("card-reissue")]),
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
                    Piece::Text(words) => (*words).to_owned(),
                    Piece::Term { id, .. } => format!("{{{id}}}"),
                    other => panic!("{other:?} in {prose}"),
                })
                .collect();
            assert_eq!(plain, prose);
        }
    }
}
