//! Translations: merged into the prose, compared with the English text.

use super::super::found::did_you_mean;
use super::super::id::Id;
use super::super::pack::Pack;
use super::super::procedure::{Procedure, Translation};
use super::super::prose::{hash, prose_mut};
use super::super::raw::{RawPack, TranslationFile};
use super::super::rules;
use super::super::text::Text;
use super::known::{Check, Kind};

/// So many missing texts are named in one message.
const NAMED: usize = 4;

impl Check<'_, '_> {
    /// Merges every translation and reports what is missing.
    pub(super) fn translations(&mut self, raw: &RawPack, pack: &mut Pack) {
        for file in &raw.translations {
            self.translation(file, pack);
        }
        let languages: Vec<String> = self.languages.iter().filter(|l| *l != "en").cloned().collect();
        for file in &raw.procedures {
            let id = &file.procedure.id;
            for lang in &languages {
                let there = raw
                    .translations
                    .iter()
                    .any(|t| t.lang == *lang && t.translation.of.value == id.value);
                if !there && !id.value.is_empty() && !self.out.any_broken() {
                    let message = format!("the procedure `{}` is not translated into `{lang}`", id.value);
                    self.out
                        .add(rules::I18N_MISSING, id.at, message)
                        .help(format!("i18n/{lang}/procedures/{}.toml", id.value));
                }
            }
        }
    }

    fn translation(&mut self, file: &TranslationFile, pack: &mut Pack) {
        let raw = &file.translation;
        let known = self.speaks(&file.lang);
        if file.lang == "en" || !known {
            let message = format!("`{}` is not another language of this pack", file.lang);
            self.out
                .add_file(rules::I18N_UNKNOWN, file.file, message)
                .help("languages are listed in pack.toml");
        }
        if raw.of.value != file.stem && !raw.of.value.is_empty() {
            let message = format!(
                "this translates `{}`, but the file is called {}.toml",
                raw.of.value, file.stem
            );
            self.out.add(rules::PROCEDURE_FILE, raw.of.at, message);
        }
        self.named(Kind::Procedure, &raw.of.value, raw.of.at);
        self.two_readings(&raw.status, raw.by.as_deref(), raw.second.as_deref());
        if let Some(procedure) = pack.procedures.get_mut(raw.of.as_str()) {
            let stale = self.merge(file, procedure);
            let translation = Translation {
                status: raw.status.value,
                stale,
            };
            procedure.body.translations.insert(Id::new(&file.lang), translation);
        }
    }

    /// Puts the texts where they belong. Returns whether the English text is newer.
    fn merge(&mut self, file: &TranslationFile, procedure: &mut Procedure) -> bool {
        let raw = &file.translation;
        let id = procedure.id.clone();
        let mut prose = prose_mut(procedure);
        // A translation of the base was made from what the base says, whatever a local pack makes of it.
        let base = self.base.clone().filter(|base| base.owns(file.file));
        let base_says = base.as_ref().and_then(|base| base.procedure(id.as_str()));
        let now = base_says.map_or_else(|| hash(&prose), |(hash, _)| hash.to_owned());
        let ours = |key: &str, text: &Text| {
            base_says.is_none_or(|(_, says)| says.get(key).is_some_and(|said| text.en() == said.as_str()))
        };
        for (key, words) in &raw.texts {
            self.markup(&words.value, words.at);
            if base_says.is_some_and(|(_, says)| says.contains_key(&key.value))
                && !prose
                    .iter()
                    .any(|(known, text)| *known == key.value && ours(known, text))
            {
                continue;
            }
            let Some((_, text)) = prose.iter_mut().find(|(known, _)| *known == key.value) else {
                let help = did_you_mean(&key.value, prose.iter().map(|(known, _)| known.as_str()));
                let message = format!("the procedure has no text `{}`", key.value);
                self.out.add(rules::I18N_UNKNOWN, key.at, message).maybe_help(help);
                continue;
            };
            self.extra_numbers(text.en(), words, &file.lang);
            text.insert(&file.lang, &words.value);
        }
        let missing: Vec<&str> = prose
            .iter()
            .filter(|(key, text)| !text.has(&file.lang) && ours(key, text))
            .map(|(key, _)| key.as_str())
            .collect();
        if !missing.is_empty() && !self.out.is_broken(file.file) {
            let more = if missing.len() > NAMED { ", ..." } else { "" };
            let some = missing[..missing.len().min(NAMED)].join(", ");
            let message = format!("{} of {} texts are missing: {some}{more}", missing.len(), prose.len());
            self.out.add(rules::I18N_MISSING, raw.of.at, message);
        }
        let stale = raw.based.value != now;
        if stale && !raw.based.value.is_empty() {
            let message = "the English text is newer than this translation";
            self.out
                .add(rules::I18N_OUTDATED, raw.based.at, message)
                .help("compare, then `mynaguide translate stamp`");
        }
        stale
    }
}
