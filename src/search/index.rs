//! The index: every name of every thing, as words of a vocabulary.

use std::collections::HashMap;

use nucleo_matcher::Utf32String;

use super::fold::{plain, sound, words};
use crate::content::{Id, Name, Pack, Text};

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A procedure.
    Procedure(Id),
    /// A word of the field.
    Term(Id),
    /// A thing to bring.
    Document(Id),
    /// A sentence to say.
    Phrase(Id),
}

/// How much a word says about a thing, in hundredths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// It stands in what is told about the thing.
    Told = 45,
    /// It is part of another name.
    Alias = 94,
    /// It is part of the name.
    Name = 100,
}

impl Weight {
    /// As a factor.
    pub(super) fn factor(self) -> f32 {
        f32::from(self as u8) / 100.0
    }
}

/// The names of one thing that can be found.
#[derive(Debug)]
pub(super) struct Entry {
    /// What its sort is worth where two fit alike.
    pub(super) own: f32,
    /// Its names as written; the first is its title.
    pub(super) names: Vec<String>,
    /// The same as they are compared: plainly and by sound.
    pub(super) keys: Vec<(String, String)>,
}

/// A word of the vocabulary and where it stands.
#[derive(Debug)]
pub(super) struct Word {
    pub(super) text: String,
    /// The same for the matcher.
    pub(super) letters: Utf32String,
    /// How many letters.
    pub(super) len: usize,
    /// Which letters it has, to pass over most words quickly.
    pub(super) mask: u64,
    /// In which entries it stands, and as what.
    pub(super) places: Vec<(u32, Weight)>,
}

/// Everything that can be found. Built once; a search changes nothing.
#[derive(Debug)]
pub struct Index<T = Target> {
    pub(super) targets: Vec<T>,
    pub(super) names: Names,
}

/// The names of all things, in their order.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) entries: Vec<Entry>,
    pub(super) words: Vec<Word>,
}

impl<T> Default for Index<T> {
    fn default() -> Self {
        Self {
            targets: Vec::new(),
            names: Names::default(),
        }
    }
}

impl Index {
    /// The index of a pack.
    pub fn new(pack: &Pack) -> Self {
        let mut builder = Builder::default();
        let mut targets = Vec::new();
        let mut add = |target: Target, names: &[&str], aliases: &[String], told: &[&str]| {
            builder.add(&target, names, aliases, told);
            targets.push(target);
        };
        for (id, p) in &pack.procedures {
            let told = [&p.body.summary, &p.body.for_whom].map(Text::en);
            add(Target::Procedure(id.clone()), &name(&p.title), &p.body.alias, &told);
        }
        for (id, term) in pack.terms.iter() {
            add(
                Target::Term(id.clone()),
                &name(&term.name),
                &term.alias,
                &[term.means.en()],
            );
        }
        for (id, document) in pack.documents.iter() {
            let note: Vec<&str> = document.note.iter().map(Text::en).collect();
            add(
                Target::Document(id.clone()),
                &name(&document.name),
                &document.alias,
                &note,
            );
        }
        for (id, phrase) in pack.phrases.iter() {
            let say = &phrase.say;
            let forms: [&str; 4] = [&say.ja, &say.en, &say.kana, &say.romaji].map(AsRef::as_ref);
            add(Target::Phrase(id.clone()), &forms, &[], &[]);
        }
        let names = builder.finish();
        Self { targets, names }
    }
}

impl<T> Index<T> {
    /// The index of other things, each with its names; the first name is its title.
    pub fn of_names<'n>(things: impl IntoIterator<Item = (T, Vec<&'n str>)>) -> Self {
        let mut builder = Builder::default();
        let mut targets = Vec::new();
        for (thing, names) in things {
            builder.entry(0.0, &names, &[], &[]);
            targets.push(thing);
        }
        let names = builder.finish();
        Self { targets, names }
    }

    /// How many things can be found.
    pub fn len(&self) -> usize {
        self.targets.len()
    }

    /// Whether there is nothing to find.
    pub fn is_empty(&self) -> bool {
        self.targets.is_empty()
    }
}

fn name(name: &Name) -> [&str; 4] {
    [&name.en, &name.ja, &name.kana, &name.romaji]
}

/// Which letters a word has: one bit for each of a few classes.
pub(super) fn mask(word: &str) -> u64 {
    word.chars().fold(0, |mask, c| mask | bit(c))
}

/// The bit of a letter.
pub(super) fn bit(c: char) -> u64 {
    1 << (u32::from(c) % 61)
}

#[derive(Default)]
struct Builder {
    entries: Vec<Entry>,
    words: HashMap<String, Vec<(u32, Weight)>>,
}

impl Builder {
    fn add(&mut self, target: &Target, names: &[&str], aliases: &[String], told: &[&str]) {
        let (id, own) = match target {
            Target::Procedure(id) => (id, 0.03),
            Target::Term(id) => (id, 0.02),
            Target::Document(id) => (id, 0.01),
            Target::Phrase(id) => (id, 0.0),
        };
        let entry = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        self.take(entry, id.as_str(), Weight::Alias);
        self.entry(own, names, aliases, told);
    }

    fn entry(&mut self, own: f32, names: &[&str], aliases: &[String], told: &[&str]) {
        let entry = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        for name in names {
            self.take(entry, name, Weight::Name);
        }
        for alias in aliases {
            self.take(entry, alias, Weight::Alias);
        }
        for text in told {
            words(&plain(text))
                .into_iter()
                .filter(|w| w.len() > 2)
                .for_each(|w| self.word(entry, w, Weight::Told));
        }
        let names = names.iter().copied().chain(aliases.iter().map(String::as_str));
        let names: Vec<String> = names.filter(|n| !n.is_empty()).map(str::to_owned).collect();
        let keys = names.iter().map(|n| (plain(n), sound(n))).collect();
        self.entries.push(Entry { own, names, keys });
    }

    /// Takes the words of a name up, plainly and by sound, and what has no spaces also as a whole.
    fn take(&mut self, entry: u32, name: &str, weight: Weight) {
        let plainly = plain(name);
        let taken = words(&plainly);
        if taken.len() > 1 && !plainly.is_ascii() && !plainly.contains(' ') {
            self.word(entry, plainly.clone(), weight);
        }
        for word in taken {
            let heard = sound(&word);
            if heard != word {
                self.word(entry, heard, weight);
            }
            self.word(entry, word, weight);
        }
    }

    fn word(&mut self, entry: u32, word: String, weight: Weight) {
        let places = self.words.entry(word).or_default();
        match places.last_mut() {
            Some((last, known)) if *last == entry => *known = (*known).max(weight),
            _ => places.push((entry, weight)),
        }
    }

    fn finish(self) -> Names {
        let mut words: Vec<(String, Vec<(u32, Weight)>)> = self.words.into_iter().collect();
        // The order of a hash map differs from run to run; what is found must not.
        words.sort_by(|a, b| a.0.cmp(&b.0));
        let words = words.into_iter().map(|(word, places)| Word {
            len: word.chars().count(),
            mask: mask(&word),
            letters: Utf32String::from(word.as_str()),
            text: word,
            places,
        });
        Names {
            words: words.collect(),
            entries: self.entries,
        }
    }
}
