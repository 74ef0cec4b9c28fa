//! A disk in memory that keeps only what was brought to it: when the power goes, writes that were not synced are lost,
//! cut short or full of zeros, and names that were not synced are there or not, in any combination.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use crate::store::files::{Files, Lock, Sink, Stat};

/// The disk; clones share it.
#[derive(Clone, Debug, Default)]
pub(super) struct Volatile(Arc<Mutex<State>>);

#[derive(Clone, Debug, Default)]
struct State {
    contents: Vec<Content>,
    /// Which content a name has, as programs see it.
    names: BTreeMap<PathBuf, usize>,
    /// The same on the disk.
    safe: BTreeMap<PathBuf, usize>,
    /// What was done to names and is not on the disk, in order.
    pending: Vec<Step>,
    /// Operations until the power goes.
    power: Option<usize>,
    /// Syncs until one fails.
    bad_sync: Option<usize>,
    done: usize,
}

#[derive(Clone, Debug, Default)]
struct Content {
    now: Vec<u8>,
    safe: Vec<u8>,
    /// A part that the disk refused once: it is forgotten to be written, and later syncs pass over it.
    refused: Option<(usize, usize)>,
}

#[derive(Clone, Debug)]
enum Step {
    Put(PathBuf, usize),
    Move(PathBuf, PathBuf, usize),
    Remove(PathBuf, usize),
}

impl Step {
    fn folder(&self) -> Option<&Path> {
        match self {
            Self::Put(path, _) | Self::Move(_, path, _) | Self::Remove(path, _) => path.parent(),
        }
    }

    fn make(&self, names: &mut BTreeMap<PathBuf, usize>) {
        match self {
            Self::Put(path, content) => drop(names.insert(path.clone(), *content)),
            Self::Move(from, to, content) => {
                if names.get(from) == Some(content) {
                    names.remove(from);
                }
                names.insert(to.clone(), *content);
            }
            Self::Remove(path, content) => {
                if names.get(path) == Some(content) {
                    names.remove(path);
                }
            }
        }
    }
}

/// Random enough, and the same on every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides.max(1)
    }
}

impl Content {
    /// What the disk would hold if everything not refused arrived.
    fn arrived(&self) -> Vec<u8> {
        let mut bytes = self.now.clone();
        if let Some((from, to)) = self.refused {
            let to = to.min(bytes.len());
            bytes[from.min(to)..to].fill(0);
        }
        bytes
    }

    fn after_power_loss(&self, dice: &mut Dice) -> Vec<u8> {
        let arrived = self.arrived();
        if arrived == self.safe {
            return arrived;
        }
        let grown = self.safe.len().min(arrived.len());
        let cut = grown + dice.roll(arrived.len() - grown + 1);
        match dice.roll(4) {
            0 => self.safe.clone(),
            1 => arrived,
            2 => arrived[..cut].to_vec(),
            _ => {
                let mut bytes = arrived;
                bytes[cut..].fill(0);
                bytes
            }
        }
    }
}

impl Volatile {
    /// The same disk in its present state, for itself.
    pub(super) fn copy(&self) -> Self {
        Self(Arc::new(Mutex::new(self.state().clone())))
    }

    /// The power goes after so many operations; counts anew.
    pub(super) fn power_for(&self, operations: usize) {
        let mut state = self.state();
        state.power = Some(operations);
        state.done = 0;
    }

    /// The sync with this number, from 0, fails.
    pub(super) fn bad_sync(&self, number: usize) {
        self.state().bad_sync = Some(number);
    }

    /// Whether the bad sync was met; from here on no sync fails.
    pub(super) fn met_bad_sync(&self) -> bool {
        self.state().bad_sync.take().is_none()
    }

    /// Operations since the power was set.
    pub(super) fn done(&self) -> usize {
        self.state().done
    }

    /// A disk on which the power went now and came back. The seed decides what had arrived.
    pub(super) fn after_power_loss(&self, seed: u64) -> Self {
        let state = self.state();
        let mut dice = Dice(seed);
        dice.roll(2);
        let mut names = state.safe.clone();
        for step in &state.pending {
            if dice.roll(2) == 0 {
                step.make(&mut names);
            }
        }
        let contents = state.contents.iter().map(|c| {
            let now = c.after_power_loss(&mut dice);
            Content {
                safe: now.clone(),
                now,
                refused: None,
            }
        });
        let contents = contents.collect();
        let state = State {
            contents,
            safe: names.clone(),
            names,
            ..State::default()
        };
        Self(Arc::new(Mutex::new(state)))
    }

    /// The bytes of every file.
    pub(super) fn all(&self) -> Vec<Vec<u8>> {
        let state = self.state();
        state.names.values().map(|c| state.contents[*c].now.clone()).collect()
    }

    /// Puts a file on the disk, safe at once.
    pub(super) fn put(&self, path: &Path, bytes: &[u8]) {
        let mut state = self.state();
        let content = Content {
            now: bytes.to_vec(),
            safe: bytes.to_vec(),
            refused: None,
        };
        state.contents.push(content);
        let number = state.contents.len() - 1;
        state.names.insert(path.to_owned(), number);
        state.safe.insert(path.to_owned(), number);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    /// The state, if there is still power for an operation.
    fn step(&self) -> io::Result<MutexGuard<'_, State>> {
        let mut state = self.state();
        if state.power.is_some_and(|power| state.done >= power) {
            return Err(io::Error::other("no power"));
        }
        state.done += 1;
        Ok(state)
    }
}

impl State {
    /// Whether this sync fails.
    fn refuses(&mut self) -> bool {
        match self.bad_sync {
            Some(0) => {
                self.bad_sync = None;
                true
            }
            Some(n) => {
                self.bad_sync = Some(n - 1);
                false
            }
            None => false,
        }
    }

    fn content(&self, path: &Path) -> io::Result<usize> {
        self.names
            .get(path)
            .copied()
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn add(&mut self, path: &Path) -> usize {
        self.contents.push(Content::default());
        let number = self.contents.len() - 1;
        self.change(Step::Put(path.to_owned(), number));
        number
    }

    fn change(&mut self, step: Step) {
        step.make(&mut self.names);
        self.pending.push(step);
    }
}

struct Handle(Volatile, usize);

impl Sink for Handle {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self.0.step() {
            Ok(mut state) => state.contents[self.1].now.extend_from_slice(bytes),
            Err(e) => {
                let half = &bytes[..bytes.len() / 2];
                self.0.state().contents[self.1].now.extend_from_slice(half);
                return Err(e);
            }
        }
        Ok(())
    }

    fn sync(&mut self) -> io::Result<()> {
        let mut state = self.0.step()?;
        let refuses = state.refuses();
        let content = &mut state.contents[self.1];
        if refuses {
            content.refused = Some((content.safe.len().min(content.now.len()), content.now.len()));
            return Err(io::Error::from_raw_os_error(5)); // EIO
        }
        content.safe = content.arrived();
        Ok(())
    }
}

impl Files for Volatile {
    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        let state = self.step()?;
        Ok(state.content(path).ok().map(|c| state.contents[c].now.clone()))
    }

    fn stat(&self, path: &Path) -> io::Result<Option<Stat>> {
        let state = self.step()?;
        let content = state.content(path).ok();
        Ok(content.map(|c| Stat {
            len: state.contents[c].now.len() as u64,
            modified: None,
        }))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<String>> {
        let state = self.step()?;
        let within = state.names.keys().filter(|p| p.parent() == Some(folder));
        Ok(within
            .filter_map(|p| Some(p.file_name()?.to_string_lossy().into_owned()))
            .collect())
    }

    // What the real one promises: it syncs what it makes.
    fn make_folder(&self, _path: &Path) -> io::Result<()> {
        self.step().map(drop)
    }

    fn try_lock(&self, _path: &Path) -> io::Result<Option<Lock>> {
        self.step().map(|_| Some(Lock(None)))
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn Sink>> {
        let mut state = self.step()?;
        if state.names.contains_key(path) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let content = state.add(path);
        Ok(Box::new(Handle(self.clone(), content)))
    }

    fn append(&self, path: &Path) -> io::Result<Box<dyn Sink>> {
        let mut state = self.step()?;
        let content = state.content(path).unwrap_or_else(|_| state.add(path));
        Ok(Box::new(Handle(self.clone(), content)))
    }

    fn truncate(&self, path: &Path, len: u64) -> io::Result<()> {
        let mut state = self.step()?;
        let refuses = state.refuses();
        let content = state.content(path)?;
        let content = &mut state.contents[content];
        content.now.truncate(usize::try_from(len).unwrap());
        if refuses {
            return Err(io::Error::from_raw_os_error(5));
        }
        content.safe = content.arrived();
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut state = self.step()?;
        let content = state.content(from)?;
        state.change(Step::Move(from.to_owned(), to.to_owned(), content));
        Ok(())
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        let mut state = self.step()?;
        if state.refuses() {
            return Err(io::Error::from_raw_os_error(5));
        }
        let State { pending, safe, .. } = &mut *state;
        pending.retain(|step| {
            let here = step.folder() == Some(path);
            if here {
                step.make(safe);
            }
            !here
        });
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut state = self.step()?;
        let content = state.content(path)?;
        state.change(Step::Remove(path.to_owned(), content));
        Ok(())
    }
}
