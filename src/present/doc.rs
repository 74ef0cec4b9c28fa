//! A document as blocks of styled words, and its plain-text form.

use crate::content::Id;
use crate::guide::{DeadlineKey, Status};
use crate::household::{PersonId, TickKey};
use crate::text::wrap;

/// What a run of words is, for whoever draws it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// Ordinary words.
    Plain,
    /// Emphasis.
    Strong,
    /// The Japanese beside the English.
    Japanese,
    /// A term that can be opened.
    Term(Id),
    /// Another procedure.
    Procedure(Id),
    /// A status word.
    Status(Status),
    /// "Not confirmed", "varies", "disputed".
    Caution,
    /// A telephone number or an address.
    Contact,
    /// Sources, review state: there, but in the background.
    Aside,
}

/// A run of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The words.
    pub text: String,
    /// What they are.
    pub role: Role,
}

impl Span {
    /// Words with a role.
    pub fn new(text: impl Into<String>, role: Role) -> Self {
        Self {
            text: text.into(),
            role,
        }
    }

    /// Ordinary words.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::new(text, Role::Plain)
    }
}

/// The words of spans without their roles.
pub(super) fn text_of(spans: &[Span]) -> String {
    spans.iter().map(|s| s.text.as_str()).collect()
}

/// Ordinary words as one span.
pub fn plain(text: impl Into<String>) -> Vec<Span> {
    vec![Span::plain(text)]
}

/// The form of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The title of the whole.
    Title,
    /// The title of a part.
    Heading,
    /// A paragraph.
    Text,
    /// An entry of a list.
    Bullet,
    /// Something to tick.
    Check(bool),
    /// A label and its value.
    Row(String),
    /// A node of a tree, at a depth.
    Tree(u16),
    /// Empty space.
    Gap,
}

/// What a block stands for, if it can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A step or document that can be ticked.
    Tick(TickKey),
    /// A deadline.
    Deadline(PersonId, DeadlineKey),
    /// A procedure.
    Procedure(Id),
    /// A term.
    Term(Id),
    /// A question about a fact: whose, and which.
    Question(Option<PersonId>, Id),
    /// One thing that is ticked in several checklists at once.
    Ticks(Vec<TickKey>),
    /// A document that a person may own.
    Owns(PersonId, Id),
    /// A trip of the plan, by its place in it.
    Trip(usize),
    /// A phrase of a trip, by its place among them.
    Phrase(usize),
    /// An entry of the journal, by its number.
    Entry(u64),
}

/// A block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its form.
    pub kind: Kind,
    /// Its words.
    pub spans: Vec<Span>,
    /// What it stands for; few stand for anything, and documents are kept for a while.
    pub item: Option<Box<Item>>,
}

/// A document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Doc {
    /// Its blocks.
    pub blocks: Vec<Block>,
}

impl Doc {
    /// Adds a block.
    pub fn push(&mut self, kind: Kind, spans: Vec<Span>) -> &mut Block {
        self.blocks.push(Block {
            kind,
            spans,
            item: None,
        });
        let last = self.blocks.len() - 1;
        &mut self.blocks[last]
    }

    /// Adds a block that can be chosen.
    pub fn push_item(&mut self, kind: Kind, spans: Vec<Span>, item: Item) {
        self.push(kind, spans).item = Some(Box::new(item));
    }

    /// Adds a block of words that are all the same.
    pub fn line(&mut self, kind: Kind, role: Role, words: impl Into<String>) {
        self.push(kind, vec![Span::new(words, role)]);
    }

    /// Adds a label with its value.
    pub fn row(&mut self, label: String, spans: Vec<Span>) {
        self.push(Kind::Row(label), spans);
    }

    /// Adds the title of a part, with space above it.
    pub fn heading(&mut self, words: impl Into<String>) {
        self.gap();
        self.line(Kind::Heading, Role::Strong, words);
    }

    /// Adds space, but never twice and never first.
    pub fn gap(&mut self) {
        if self.blocks.last().is_some_and(|b| b.kind != Kind::Gap) {
            self.push(Kind::Gap, Vec::new());
        }
    }

    /// The document as lines of plain text, wrapped to a width in cells. Reads well aloud: no box drawing, every
    /// state a word or a bracket.
    pub fn to_text(&self, width: usize) -> String {
        let mut text = String::new();
        for block in &self.blocks {
            if block.kind == Kind::Gap {
                text.push('\n');
                continue;
            }
            let mut words = text_of(&block.spans);
            if let Kind::Row(label) = &block.kind {
                words = format!("{label}: {words}");
            }
            let (first, rest) = block.prefixes();
            let room = width.saturating_sub(crate::text::width(&rest)).max(20);
            for (n, line) in wrap(&words, room).iter().enumerate() {
                text.push_str(if n == 0 { &first } else { &rest });
                text.push_str(line);
                text.push('\n');
            }
        }
        text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n") + "\n"
    }
}

impl Block {
    /// What it stands for, if it can be chosen.
    pub fn item(&self) -> Option<&Item> {
        self.item.as_deref()
    }

    /// A paragraph that is seen before the rest.
    pub fn caution(words: impl Into<String>) -> Self {
        Self {
            kind: Kind::Text,
            spans: vec![Span::new(words, Role::Caution)],
            item: None,
        }
    }

    /// What stands before the first line and before the others, in plain text.
    pub fn prefixes(&self) -> (String, String) {
        match &self.kind {
            Kind::Title | Kind::Heading | Kind::Gap => (String::new(), String::new()),
            Kind::Text => ("  ".to_owned(), "  ".to_owned()),
            Kind::Bullet => ("  - ".to_owned(), "    ".to_owned()),
            Kind::Check(ticked) => (format!("  [{}] ", if *ticked { 'x' } else { ' ' }), "      ".to_owned()),
            Kind::Row(_) => ("  ".to_owned(), "    ".to_owned()),
            Kind::Tree(depth) => {
                let indent = "  ".repeat(usize::from(*depth) + 1);
                (format!("{indent}- "), format!("{indent}  "))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_linear_and_wrapped() {
        let mut doc = Doc::default();
        doc.push(Kind::Title, plain("Move in"));
        doc.heading("Bring");
        doc.push(Kind::Check(true), plain("Residence card 在留カード"));
        doc.push(Kind::Text, plain("one two three four five six seven"));
        assert_eq!(
            doc.to_text(24),
            "Move in\n\nBring\n  [x] Residence card 在留\n      カード\n  one two three four\n  five six seven\n"
        );
    }
}
