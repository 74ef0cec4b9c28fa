//! `--watch`: reads the content again when its files change.

use std::path::PathBuf;

use super::setup::{Setup, read_packs};
use crate::content::{Pack, Severity, Watch};

/// Follows the folders of the content and its local packs.
pub struct Follower {
    content: Option<PathBuf>,
    packs: Vec<PathBuf>,
    watch: Watch,
}

impl Follower {
    /// Follows what `--content` and `--pack` named, if `--watch` asks for it.
    pub fn new(setup: &Setup) -> Option<Self> {
        if !setup.watch {
            return None;
        }
        let (content, packs) = setup.named();
        let watch = Watch::new(content.iter().chain(&packs).cloned().collect());
        Some(Self { content, packs, watch })
    }

    /// The content, if its files changed since this was asked last; or what is wrong with it, a line each.
    pub fn news(&mut self) -> Option<Result<Pack, Vec<String>>> {
        self.watch.changed().then(|| self.read())
    }

    fn read(&self) -> Result<Pack, Vec<String>> {
        let (files, loaded) =
            read_packs(self.content.as_deref(), &self.packs, None).map_err(|trouble| vec![trouble.to_string()])?;
        let errors = loaded.diagnostics.iter().filter(|d| d.severity == Severity::Error);
        let shown: Vec<String> = errors
            .flat_map(|d| {
                let place = d.short().replacen(&d.file, &files.shown_path(&d.file), 1);
                [Some(place), d.help.as_ref().map(|help| format!("  {help}"))]
            })
            .flatten()
            .collect();
        loaded.pack.ok_or(shown)
    }
}
