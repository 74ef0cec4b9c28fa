//! File systems for tests: one on which the n-th operation fails, and one that loses its power.

use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use super::files::{Disk, Files, Lock, Sink, Stat};
use super::{Opened, Paths, Store};

/// How it fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// One operation fails, the next ones work.
    Once,
    /// From then on nothing works: the program has died, as far as the disk can tell.
    Dead,
}

/// Counts operations and lets some fail.
#[derive(Clone, Debug)]
pub(super) struct Faulty {
    at: Arc<AtomicUsize>,
    done: Arc<Mutex<Vec<&'static str>>>,
    fault: Fault,
    kind: io::ErrorKind,
    /// How much of what is written arrives before a write fails, in percent.
    arrives: usize,
}

impl Faulty {
    /// The operation with this number (from 0) fails.
    pub(super) fn failing(at: usize, fault: Fault, kind: io::ErrorKind) -> Self {
        let at = Arc::new(AtomicUsize::new(at));
        Self {
            at,
            done: Arc::default(),
            fault,
            kind,
            arrives: 50,
        }
    }

    /// So much, in percent, arrives before a write fails.
    pub(super) fn arriving(self, arrives: usize) -> Self {
        Self { arrives, ..self }
    }

    /// Counts anew, and the operation with this number fails.
    pub(super) fn set(&self, at: usize) {
        self.done.lock().unwrap().clear();
        self.at.store(at, Ordering::Relaxed);
    }

    /// Nothing fails any more.
    pub(super) fn heal(&self) {
        self.set(usize::MAX);
    }

    /// Whether the fault was met.
    pub(super) fn met(&self) -> bool {
        self.done().len() > self.at.load(Ordering::Relaxed)
    }

    /// The names of the operations.
    pub(super) fn done(&self) -> Vec<&'static str> {
        self.done.lock().unwrap().clone()
    }

    fn step(&self, name: &'static str) -> io::Result<()> {
        let mut done = self.done.lock().unwrap();
        let (number, at) = (done.len(), self.at.load(Ordering::Relaxed));
        done.push(name);
        let fails = if self.fault == Fault::Dead {
            number >= at
        } else {
            number == at
        };
        if fails { Err(self.kind.into()) } else { Ok(()) }
    }
}

/// A disk that can be filled and have room again, for those outside the store.
pub(crate) struct FullDisk(Faulty);

impl FullDisk {
    /// Opens the household `home` on it; there is room.
    pub(crate) fn open(folder: &Path) -> (Self, Opened) {
        let files = Faulty::failing(usize::MAX, Fault::Dead, io::ErrorKind::StorageFull);
        let opened = Store::open_with(&Paths::new(folder, None), "home", Box::new(files.clone())).unwrap();
        (Self(files), opened)
    }

    /// Nothing can be written from the `n`-th operation on.
    pub(crate) fn fill(&self, n: usize) {
        self.0.set(n);
    }

    /// There is room again.
    pub(crate) fn empty(&self) {
        self.0.heal();
    }
}

struct FaultySink(Faulty, Box<dyn Sink>);

impl Sink for FaultySink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        if let Err(e) = self.0.step("write") {
            self.1.write(&bytes[..bytes.len() * self.0.arrives / 100])?;
            return Err(e);
        }
        self.1.write(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.0.step("sync")?;
        self.1.sync()
    }
}

impl Files for Faulty {
    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        self.step("read")?;
        Disk.read(path)
    }

    fn stat(&self, path: &Path) -> io::Result<Option<Stat>> {
        self.step("stat")?;
        Disk.stat(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<String>> {
        self.step("list")?;
        Disk.list(folder)
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.step("make_folder")?;
        Disk.make_folder(path)
    }

    fn try_lock(&self, path: &Path) -> io::Result<Option<Lock>> {
        self.step("try_lock")?;
        Disk.try_lock(path)
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn Sink>> {
        self.step("create")?;
        Ok(Box::new(FaultySink(self.clone(), Disk.create(path)?)))
    }

    fn append(&self, path: &Path) -> io::Result<Box<dyn Sink>> {
        self.step("append")?;
        Ok(Box::new(FaultySink(self.clone(), Disk.append(path)?)))
    }

    fn truncate(&self, path: &Path, len: u64) -> io::Result<()> {
        self.step("truncate")?;
        Disk.truncate(path, len)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step("rename")?;
        Disk.rename(from, to)
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.step("sync_folder")?;
        Disk.sync_folder(path)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.step("remove")?;
        Disk.remove(path)
    }
}
