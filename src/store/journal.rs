//! The journal: one line of JSON for each entry, only ever written at the end. It gives history, undo and redo, and
//! with a backup it gives back a household whose file was lost.

use std::path::{Path, PathBuf};

use super::files::Files;
use super::save::{FileError, Operation, failed, replace};
use crate::household::Entry;

/// How many entries are kept for good.
const KEPT: usize = 2_000;
/// How many more may gather before the oldest are dropped, so that this is not done for every entry.
const SLACK: usize = 500;

/// The journal of a household, as it was when it was last read or written.
#[derive(Clone, Debug)]
pub(super) struct Journal {
    path: PathBuf,
    /// Length in bytes, `None` if it is not known and the file must be read again.
    len: Option<u64>,
    /// Up to here it is whole; what follows is half a line.
    good: u64,
    /// Number of lines that are whole.
    lines: usize,
    /// Whether the last whole line has no line break yet.
    open_line: bool,
    /// Whether the disk once failed to take what is in the file. What such a disk shows afterwards may be only in
    /// memory, and asking again would not bring it to the disk: the file is then written anew.
    suspect: bool,
}

/// A journal that was read.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) journal: Journal,
    /// The entries, in the order in which they were written.
    pub(super) entries: Vec<Entry>,
    /// Lines that are whole but not understood, for example of a newer version. They are kept.
    pub(super) unknown: usize,
    /// Whether the end is damaged. It is cut off when the next entry is written.
    pub(super) damaged: bool,
}

impl Journal {
    /// Reads the journal at a path; an absent one is empty.
    pub(super) fn read(files: &dyn Files, path: &Path) -> Result<Read, FileError> {
        let bytes = files
            .read(path)
            .map_err(failed(Operation::Read, path))?
            .unwrap_or_default();
        let mut journal = Self {
            path: path.to_owned(),
            len: Some(size(&bytes)),
            good: 0,
            lines: 0,
            open_line: false,
            suspect: false,
        };
        let mut entries = Vec::new();
        let (mut end, mut doubtful, mut unknown) = (0, 0, 0);
        for line in bytes.split_inclusive(|b| *b == b'\n') {
            end += size(line);
            let entry = serde_json::from_slice::<Entry>(line);
            if entry.is_err() && !is_json_object(line) {
                doubtful += 1;
                continue;
            }
            // A broken line with whole ones after it is not a damaged end; it is kept as it is.
            unknown += doubtful + usize::from(entry.is_err());
            journal.lines += doubtful + 1;
            doubtful = 0;
            journal.good = end;
            journal.open_line = !line.ends_with(b"\n");
            entries.extend(entry);
        }
        Ok(Read {
            journal,
            entries,
            unknown,
            damaged: doubtful > 0,
        })
    }

    /// Reads the journal again if the file is not as this program left it.
    pub(super) fn refresh(&self, files: &dyn Files) -> Result<Option<Read>, FileError> {
        let stat = files.stat(&self.path).map_err(failed(Operation::Read, &self.path))?;
        if self.len == Some(stat.map_or(0, |s| s.len)) {
            return Ok(None);
        }
        let mut read = Self::read(files, &self.path)?;
        read.journal.suspect = self.suspect;
        Ok(Some(read))
    }

    /// Writes entries at the end and returns once they are on the disk. First cuts off a damaged end, and drops the
    /// oldest entries if there are too many.
    ///
    /// # Errors
    /// The step that failed. Afterwards the file must be read again, which [`Journal::refresh`] does.
    pub(super) fn append(&mut self, files: &dyn Files, entries: &[Entry]) -> Result<(), FileError> {
        let known = self.len.take();
        if known != Some(self.good) {
            files
                .truncate(&self.path, self.good)
                .map_err(failed(Operation::Cut, &self.path))?;
        }
        if self.lines >= KEPT + SLACK || self.suspect {
            self.rewrite(files)?;
        }
        let mut bytes = Vec::new();
        if self.open_line {
            bytes.push(b'\n');
        }
        for entry in entries {
            let line = serde_json::to_vec(entry).map_err(|e| failed(Operation::Write, &self.path)(e.into()))?;
            bytes.extend(line);
            bytes.push(b'\n');
        }
        let mut sink = files
            .append(&self.path)
            .map_err(failed(Operation::Create, &self.path))?;
        sink.write(&bytes).map_err(failed(Operation::Write, &self.path))?;
        if let Err(e) = sink.sync() {
            self.suspect = true;
            return Err(failed(Operation::Sync, &self.path)(e));
        }
        if known == Some(0) {
            let folder = self.path.parent().unwrap_or(Path::new("."));
            files.sync_folder(folder).map_err(failed(Operation::Sync, folder))?;
        }
        self.good += size(&bytes);
        self.lines += entries.len();
        self.open_line = false;
        self.len = Some(self.good);
        Ok(())
    }

    /// Writes the newest lines anew, as they are written.
    fn rewrite(&mut self, files: &dyn Files) -> Result<(), FileError> {
        let bytes = files
            .read(&self.path)
            .map_err(failed(Operation::Read, &self.path))?
            .unwrap_or_default();
        let starts = bytes
            .iter()
            .enumerate()
            .filter(|(_, b)| **b == b'\n')
            .map(|(i, _)| i + 1);
        let kept = if self.lines >= KEPT + SLACK { KEPT } else { self.lines };
        let start = starts.take(self.lines - kept).last().unwrap_or(0);
        // What follows is only as safe as this file is.
        if let Some(problem) = replace(files, &self.path, &bytes[start..])?.problem() {
            return Err(problem);
        }
        self.good = size(&bytes[start..]);
        self.lines = kept;
        self.suspect = false;
        Ok(())
    }
}

fn size(bytes: &[u8]) -> u64 {
    bytes.len() as u64
}

fn is_json_object(line: &[u8]) -> bool {
    serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(line).is_ok()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::ErrorKind;

    use chrono::{DateTime, FixedOffset, NaiveDate};

    use super::*;
    use crate::content::Answer;
    use crate::household::{Household, edit};
    use crate::store::files::Disk;
    use crate::store::testing::{Fault, Faulty};

    fn at() -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339("2026-11-22T10:00:00+09:00").unwrap()
    }

    fn entry(revision: u64) -> Entry {
        let day = NaiveDate::from_ymd_opt(2026, 11, 29).unwrap();
        let changes = edit::set_fact(&Household::new("home"), Some("a"), "birth", Some(Answer::Date(day)));
        Entry {
            revision,
            at: at(),
            changes,
            undoes: None,
        }
    }

    fn revisions(read: &Read) -> Vec<u64> {
        read.entries.iter().map(|e| e.revision).collect()
    }

    struct Folder {
        path: PathBuf,
        _folder: tempfile::TempDir,
    }

    fn folder() -> Folder {
        let folder = tempfile::tempdir().unwrap();
        Folder {
            path: folder.path().join("home.journal.jsonl"),
            _folder: folder,
        }
    }

    #[test]
    fn entries_come_back_as_they_were() {
        let f = folder();
        let mut h = Household::new("home");
        let mut journal = Journal::read(&Disk, &f.path).unwrap().journal;
        let mut written = Vec::new();
        for (i, seed) in (0_u8..90).enumerate() {
            let changes = crate::household::testing::change(&h, [seed, seed / 9, seed % 5, seed.wrapping_mul(37)]);
            if h.apply_all(&changes).is_ok() {
                let undoes = (i % 7 == 0).then_some(3);
                written.push(Entry {
                    revision: i as u64,
                    at: at(),
                    changes,
                    undoes,
                });
                journal.append(&Disk, &written[written.len() - 1..]).unwrap();
            }
        }
        let read = Journal::read(&Disk, &f.path).unwrap();
        assert!(written.len() > 40);
        assert_eq!((&read.entries, read.unknown, read.damaged), (&written, 0, false));
        assert!(
            journal.refresh(&Disk).unwrap().is_none(),
            "what this program wrote it knows"
        );
    }

    #[test]
    fn a_damaged_end_is_left_out_and_cut_off_by_the_next_entry() {
        let half = serde_json::to_string(&entry(3)).unwrap();
        let future = r#"{"revision":3,"at":"2026-11-22T10:00:00+09:00","changes":[{"change":"pet"}]}"#;
        let cases = [
            ("half a line", half[..40].to_owned(), true, 0, vec![1, 2, 4]),
            ("a line of nothing", "\0\0\0\0\n".to_owned(), true, 0, vec![1, 2, 4]),
            ("nothing but a bracket", "{\n{\n{".to_owned(), true, 0, vec![1, 2, 4]),
            (
                "a whole line without its break",
                half.clone(),
                false,
                0,
                vec![1, 2, 3, 4],
            ),
            ("an empty line", "\n".to_owned(), true, 0, vec![1, 2, 4]),
            (
                "a kind of change not known",
                format!("{future}\n"),
                false,
                1,
                vec![1, 2, 4],
            ),
            (
                "damage with a whole line after it",
                format!("{{\n{half}\n"),
                false,
                1,
                vec![1, 2, 3, 4],
            ),
        ];
        for (name, tail, damaged, unknown, after) in cases {
            let f = folder();
            let mut journal = Journal::read(&Disk, &f.path).unwrap().journal;
            journal.append(&Disk, &[entry(1), entry(2)]).unwrap();
            let mut bytes = fs::read(&f.path).unwrap();
            bytes.extend(tail.as_bytes());
            fs::write(&f.path, &bytes).unwrap();
            let read = journal.refresh(&Disk).unwrap().expect(name);
            assert_eq!((read.damaged, read.unknown), (damaged, unknown), "{name}");
            let mut journal = read.journal;
            assert_eq!(fs::read(&f.path).unwrap(), bytes, "{name}: reading writes nothing");
            journal.append(&Disk, &[entry(4)]).unwrap();
            let read = Journal::read(&Disk, &f.path).unwrap();
            assert_eq!(
                (revisions(&read), read.damaged, read.unknown),
                (after, false, unknown),
                "{name}"
            );
        }
    }

    #[test]
    fn the_oldest_entries_are_dropped_in_one_step() {
        let f = folder();
        let mut journal = Journal::read(&Disk, &f.path).unwrap().journal;
        let many: Vec<Entry> = (1..=(KEPT + SLACK) as u64).map(entry).collect();
        journal.append(&Disk, &many).unwrap();
        let before = fs::read(&f.path).unwrap();
        // Whatever fails while they are dropped, all are still there.
        for step in 0..5 {
            let mut journal = journal.clone();
            let files = Faulty::failing(step, Fault::Dead, ErrorKind::StorageFull);
            assert!(journal.append(&files, &[entry(9_999)]).is_err());
            assert_eq!(fs::read(&f.path).unwrap(), before, "step {step}");
            super::super::save::sweep(&Disk, &f.path);
        }
        journal.append(&Disk, &[entry(9_999)]).unwrap();
        let read = Journal::read(&Disk, &f.path).unwrap();
        assert_eq!(read.entries.len(), KEPT + 1);
        assert_eq!((revisions(&read)[0], revisions(&read)[KEPT]), (SLACK as u64 + 1, 9_999));
        assert!(journal.refresh(&Disk).unwrap().is_none());
    }

    #[test]
    fn an_append_that_fails_can_be_made_again() {
        for step in 0.. {
            let f = folder();
            let mut journal = Journal::read(&Disk, &f.path).unwrap().journal;
            journal.append(&Disk, &[entry(1)]).unwrap();
            let files = Faulty::failing(step, Fault::Once, ErrorKind::StorageFull);
            let failed = journal.append(&files, &[entry(2)]).is_err();
            let read = journal.refresh(&Disk).unwrap();
            assert_eq!(read.is_some(), failed, "after a failure the file is read again");
            let entries = read.as_ref().map_or(vec![1, 2], revisions);
            assert!(entries == [1] || entries == [1, 2], "step {step}");
            if let Some(mut read) = read {
                read.journal.append(&Disk, &[entry(3)]).unwrap();
                assert!(!Journal::read(&Disk, &f.path).unwrap().damaged);
            }
            if !files.met() {
                assert!(step >= 3, "open, write and sync were each made to fail");
                break;
            }
        }
    }
}
