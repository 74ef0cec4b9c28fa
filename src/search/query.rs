//! Looking typed words up.

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32String};

use super::fold::{plain, sound, words};
use super::index::{Entry, Index, Names, Target, Word, bit, mask};
use crate::text::is_japanese;

/// A query of more words is cut: nobody types them, and each costs time.
const MOST_WORDS: usize = 12;
/// Letters of a word beyond these are not looked at.
const MOST_LETTERS: usize = 40;
/// How well letters in their order must match, of 1, to count: letters strewn over a word are no match.
const LEAST_IN_ORDER: f32 = 0.72;
/// How much less letters fit that stand in order but not side by side.
const STREWN: f32 = 0.7;
/// How many of the best are compared with whole names.
const LOOKED_AT_CLOSELY: usize = 300;

/// Something that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit<T = Target> {
    /// What.
    pub target: T,
    /// The name by which it was found, if it is not its title or its Japanese name.
    pub by: Option<String>,
    /// How well it fits; more is better.
    pub score: f32,
}

/// One typed word in the forms in which it is looked up.
struct Typed {
    forms: Vec<Form>,
    len: usize,
}

struct Form {
    atom: Atom,
    text: String,
    letters: Vec<char>,
    mask: u64,
    /// The score of the word with itself, which is the best there is.
    best: f32,
}

impl<T: Clone> Index<T> {
    /// What fits the typed words, the best first, at most so many.
    ///
    /// The same words always find the same things in the same order.
    pub fn find(&self, typed: &str, most: usize) -> Vec<Hit<T>> {
        let found = self.names.find(typed, most).into_iter();
        let hit = |hit: Hit<usize>| Hit {
            target: self.targets[hit.target].clone(),
            by: hit.by,
            score: hit.score,
        };
        found.map(hit).collect()
    }
}

impl Names {
    /// The places of what fits. Not written out for each type of thing.
    fn find(&self, typed: &str, most: usize) -> Vec<Hit<usize>> {
        let mut matcher = Matcher::new(Config::DEFAULT);
        let query: Vec<Typed> = query(typed, &mut matcher);
        let total: usize = query.iter().map(|t| t.len).sum();
        if total == 0 || most == 0 {
            return Vec::new();
        }
        let mut scores = vec![0.0_f32; self.entries.len()];
        let mut held = vec![0_usize; self.entries.len()];
        let mut best = vec![0.0_f32; self.entries.len()];
        let mut meant: Vec<String> = Vec::new();
        for word in &query {
            best.fill(0.0);
            meant.extend(self.look_up(word, &mut matcher, &mut best));
            for (entry, fits) in best.iter().enumerate().filter(|(_, fits)| **fits > 0.0) {
                scores[entry] += fits * as_f32(word.len) / as_f32(total);
                held[entry] += 1;
            }
        }
        // Everything must fit; only if nothing does, what has the most of it.
        let needed = held.iter().copied().max().unwrap_or(0);
        if needed == 0 || needed * 2 < query.len() {
            return Vec::new();
        }
        let mut found: Vec<usize> = (0..scores.len()).filter(|&e| held[e] == needed).collect();
        best_first(&mut found, &scores);
        found.truncate(LOOKED_AT_CLOSELY.max(most));
        let whole = [plain(typed.trim()), meant.join(" ")].map(|w| (sound(&w), w));
        for &entry in &found {
            scores[entry] += closeness(&self.entries[entry], &whole);
        }
        best_first(&mut found, &scores);
        found.truncate(most);
        found
            .into_iter()
            .map(|e| hit(e, &self.entries[e], &whole, scores[e]))
            .collect()
    }

    /// How well the best word of each entry fits a typed one. Returns the word that fits best, which is the one that
    /// was meant if there is a slip of the finger.
    fn look_up(&self, typed: &Typed, matcher: &mut Matcher, best: &mut [f32]) -> Option<String> {
        let mut meant: Option<(f32, &Word)> = None;
        for word in &self.words {
            let fits = typed
                .forms
                .iter()
                .map(|form| fits(form, word, matcher))
                .fold(0.0, f32::max);
            if fits > 0.0 {
                if meant.is_none_or(|(most, _)| fits > most) {
                    meant = Some((fits, word));
                }
                for (entry, weight) in &word.places {
                    // What is told in passing counts only if it is the very word.
                    if weight.factor() < 0.5 && fits < 0.85 {
                        continue;
                    }
                    let place = &mut best[*entry as usize];
                    *place = place.max(fits * weight.factor());
                }
            }
        }
        meant.map(|(_, word)| word.text.clone())
    }
}

/// Sorts entries by their score.
fn best_first(entries: &mut [usize], scores: &[f32]) {
    entries.sort_unstable_by(|a, b| scores[*b].total_cmp(&scores[*a]).then(a.cmp(b)));
}

/// The typed words, each in its forms.
fn query(typed: &str, matcher: &mut Matcher) -> Vec<Typed> {
    let mut query = Vec::new();
    for word in words(&plain(typed)).into_iter().take(MOST_WORDS) {
        let word: String = word.chars().take(MOST_LETTERS).collect();
        let heard = sound(&word);
        let len = word.chars().count();
        let mut forms = vec![form(&word, matcher)];
        if heard != word && !heard.is_empty() {
            forms.push(form(&heard, matcher));
        }
        query.push(Typed { forms, len });
    }
    query
}

fn form(word: &str, matcher: &mut Matcher) -> Form {
    let atom = Atom::new(word, CaseMatching::Ignore, Normalization::Never, AtomKind::Fuzzy, false);
    let itself = Utf32String::from(word);
    let best = atom.score(itself.slice(..), matcher).map_or(1.0, f32::from);
    Form {
        atom,
        text: word.to_owned(),
        letters: word.chars().collect(),
        mask: mask(word),
        best,
    }
}

/// How well a typed word fits a word of the vocabulary, from 0 (not at all) to 1 (it is the word).
fn fits(typed: &Form, word: &Word, matcher: &mut Matcher) -> f32 {
    let len = typed.letters.len();
    // A letter or two only begin a word; anything else would find everything.
    let short = len <= 2 && !typed.letters.iter().copied().any(is_japanese);
    if short {
        let starts = word.text.starts_with(&typed.text);
        return if starts {
            0.6 + 0.4 * as_f32(len) / as_f32(word.len)
        } else {
            0.0
        };
    }
    slip(typed, word).max(in_order(typed, word, matcher))
}

/// The typed letters in their order: side by side, or with others between them, which fits less.
fn in_order(typed: &Form, word: &Word, matcher: &mut Matcher) -> f32 {
    let len = typed.letters.len();
    if typed.mask & !word.mask != 0 || word.len < len {
        return 0.0;
    }
    let score = typed.atom.score(word.letters.slice(..), matcher).map_or(0.0, f32::from) / typed.best;
    if score < LEAST_IN_ORDER {
        return 0.0;
    }
    let together = if word.text.contains(&typed.text) { 1.0 } else { STREWN };
    score.min(1.0) * together * (0.8 + 0.2 * as_f32(len) / as_f32(word.len))
}

/// A slip of the finger: a letter wrong, missing, too many, or two swapped; in a long word also two of these. A word
/// that is still being typed is compared with the beginning.
fn slip(typed: &Form, word: &Word) -> f32 {
    let len = typed.letters.len();
    let limit = match len {
        0..=3 => return 0.0,
        4..=7 => 1,
        _ => 2,
    };
    if word.len + limit < len || !may_be_slip(typed, word, limit) {
        return 0.0;
    }
    let start: String = word.text.chars().take(len + 1).collect();
    let whole = word.len <= len + limit;
    let mut distance = if whole {
        strsim::osa_distance(&typed.text, &word.text)
    } else {
        limit + 1
    };
    for cut in [len.saturating_sub(1), len, len + 1] {
        // While a word is being typed, its end is not missing but still to come.
        if distance > 1 && cut < word.len && cut >= 4 {
            let start: String = start.chars().take(cut).collect();
            distance = distance.min(strsim::osa_distance(&typed.text, &start).saturating_add(usize::from(cut != len)));
        }
    }
    if distance > limit {
        return 0.0;
    }
    let length = as_f32(len.min(word.len)) / as_f32(len.max(word.len));
    (0.85 - 0.15 * as_f32(distance)) * (0.8 + 0.2 * length)
}

/// A quick look at which letters there are, which passes most words over: each slip brings or takes one letter.
fn may_be_slip(typed: &Form, word: &Word, limit: usize) -> bool {
    let few = |letters: u64| letters.count_ones() as usize <= limit;
    if !few(typed.mask & !word.mask) {
        return false;
    }
    let len = typed.letters.len();
    let begins = |count: usize| word.text.chars().take(count).fold(0, |mask, c| mask | bit(c));
    few(begins(len - 1) & !typed.mask) && few(typed.mask & !begins(len + limit))
}

/// More for a name that holds all that was typed, or meant, as it was typed; most if it is nothing else.
fn closeness(entry: &Entry, whole: &[(String, String); 2]) -> f32 {
    let share = |name: &str, typed: &str| {
        let held = !typed.is_empty() && name.contains(typed);
        if held {
            as_f32(typed.len()) / as_f32(name.len().max(1))
        } else {
            0.0
        }
    };
    let ways = |name: &(String, String)| {
        whole
            .iter()
            .map(|(heard, plainly)| share(&name.0, plainly).max(share(&name.1, heard)))
            .fold(0.0, f32::max)
    };
    let names = entry.keys.iter().map(ways);
    entry.own + 0.5 * names.fold(0.0, f32::max)
}

fn hit(place: usize, entry: &Entry, whole: &[(String, String); 2], score: f32) -> Hit<usize> {
    let holds = |(plainly, heard): &(String, String)| {
        whole
            .iter()
            .any(|(sounds, typed)| !typed.is_empty() && (plainly.contains(typed) || heard.contains(sounds)))
    };
    let name = entry.keys.iter().position(holds).unwrap_or(0);
    // The first four are its name in four forms, of which the title shows enough.
    let by = (name >= 4).then(|| entry.names[name].clone());
    Hit {
        target: place,
        by,
        score,
    }
}

/// Lengths and counts are small.
#[allow(clippy::cast_precision_loss)]
fn as_f32(n: usize) -> f32 {
    n as f32
}
