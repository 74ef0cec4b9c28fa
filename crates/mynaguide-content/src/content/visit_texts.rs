//! Every [`Text`] of a pack, in one fixed order: what a block of translations is written from and read into.

use std::sync::Arc;

use super::overlay::{Overlay, Touch};
use super::pack::{Fact, FactKind, Pack, PackInfo, Table};
use super::procedure::{
    AfterPlan, Body, Caution, DeadlineRule, Need, Procedure, Remark, Settled, Step, Visit, VisitFee, Way, WhoMayCome,
};
use super::registry::{
    Absent, Choice, ClosedRule, Document, DocumentSet, ExtraOpening, Fee, FeeOption, Helper, Phrase, Place, Source,
    Term, Topic, Validity,
};
use super::rule::{DateRule, Rules};
use super::text::Text;

/// Something that holds texts.
pub(super) trait VisitTexts {
    /// Calls `visit` with each of its texts, in an order that depends on nothing but the content.
    fn visit_texts(&mut self, visit: &mut dyn FnMut(&mut Text));
}

impl VisitTexts for Text {
    fn visit_texts(&mut self, visit: &mut dyn FnMut(&mut Text)) {
        visit(self);
    }
}

impl<T: VisitTexts> VisitTexts for Option<T> {
    fn visit_texts(&mut self, visit: &mut dyn FnMut(&mut Text)) {
        if let Some(value) = self {
            value.visit_texts(visit);
        }
    }
}

impl<T: VisitTexts> VisitTexts for Vec<T> {
    fn visit_texts(&mut self, visit: &mut dyn FnMut(&mut Text)) {
        for value in self {
            value.visit_texts(visit);
        }
    }
}

impl<T: VisitTexts> VisitTexts for Table<T> {
    fn visit_texts(&mut self, visit: &mut dyn FnMut(&mut Text)) {
        for value in self.values_mut() {
            value.visit_texts(visit);
        }
    }
}

impl<T: VisitTexts> VisitTexts for Box<T> {
    fn visit_texts(&mut self, visit: &mut dyn FnMut(&mut Text)) {
        (**self).visit_texts(visit);
    }
}

impl<T: VisitTexts + Clone> VisitTexts for Arc<T> {
    fn visit_texts(&mut self, visit: &mut dyn FnMut(&mut Text)) {
        Self::make_mut(self).visit_texts(visit);
    }
}

/// An id and a text.
impl<I, T: VisitTexts> VisitTexts for (I, T) {
    fn visit_texts(&mut self, visit: &mut dyn FnMut(&mut Text)) {
        self.1.visit_texts(visit);
    }
}

/// A sentence to say has its languages in fields of its own.
impl VisitTexts for Phrase {
    fn visit_texts(&mut self, _visit: &mut dyn FnMut(&mut Text)) {}
}

impl VisitTexts for FactKind {
    fn visit_texts(&mut self, visit: &mut dyn FnMut(&mut Text)) {
        match self {
            Self::Choice(choices) => choices.visit_texts(visit),
            Self::Date | Self::YesNo | Self::Count | Self::Event => {}
        }
    }
}

impl VisitTexts for ClosedRule {
    fn visit_texts(&mut self, visit: &mut dyn FnMut(&mut Text)) {
        match self {
            Self::Yearly { name, .. } => name.visit_texts(visit),
            Self::Weekly(_) | Self::Calendar(_) => {}
        }
    }
}

/// The fields of a struct that hold texts. A test counts the texts of a pack, should one be forgotten here.
macro_rules! visit_texts {
    ($($name:ident { $($field:ident),* })*) => {$(
        impl VisitTexts for $name {
            fn visit_texts(&mut self, visit: &mut dyn FnMut(&mut Text)) {
                $(self.$field.visit_texts(visit);)*
            }
        }
    )*};
}

visit_texts! {
    Pack { info, topics, facts, documents, sets, helpers, places, terms, fees, sources, validities, shared, procedures, overlays, touched }
    PackInfo { title }
    Topic { title }
    Fact { kind, name, ask, place, used_for }
    Choice { name }
    Document { note, absent }
    Absent { why }
    Helper { needs, no_proof }
    DocumentSet { name }
    Place { closed, extra, note }
    ExtraOpening { why }
    Term { means }
    Fee { name, by, options, note }
    FeeOption { name }
    Source { title }
    Validity { title, short, not_kept }
    Rules { dates }
    DateRule { label }
    Procedure { rules, deadlines, settled, body }
    Body { summary, for_whom, time, missed, who, ways, steps, visits, mistakes, notes }
    WhoMayCome { text }
    Way { text }
    Step { text }
    Remark { text }
    Visit { title, fee, needs }
    VisitFee { text }
    Need { note }
    DeadlineRule { title, if_missed, late, varies, disputed, after_plan }
    AfterPlan { text }
    Caution { text }
    Settled { reason }
    Overlay { title, skip }
    Touch { why }
}

#[cfg(test)]
mod tests {
    use super::super::{PackFiles, load_with};
    use super::*;

    #[test]
    fn no_text_is_forgotten() {
        let read = |folder: &str| {
            let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
            PackFiles::from_folder(&root.join(folder)).unwrap()
        };
        let local = [read("content/local/yoshikawa")];
        for (base, overlays) in [("tests/content/clean", &[][..]), ("content/mynumber", &local[..])] {
            let mut pack = load_with(&read(base), overlays, None).1.pack.unwrap();
            // A derived `Debug` names the type of each value.
            let texts = format!("{pack:?}").matches("Text { en: ").count();
            let mut visited = 0;
            pack.visit_texts(&mut |_| visited += 1);
            assert_eq!(visited, texts, "{base}");
        }
    }
}
