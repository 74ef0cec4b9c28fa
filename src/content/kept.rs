//! A pack that was loaded from files, as bytes to be kept until the next start.
//!
//! Loading is a function of nothing but the files and the program: it looks at no clock, folder or environment. So what
//! was kept under a hash of both is what loading the same files would give; and that every byte of the files is hashed
//! again at each start, not their times or lengths, and before anything is shown, means that no edit, copy, clock or file
//! system can pass off one state of them as another. What was kept has a hash over itself at its head: bytes with another
//! one are no pack.
//!
//! The hash is XXH3 with 128 bits: among as many states of a pack as ever were, two would not meet by chance. It is quick
//! because it does not withstand somebody who makes two files with one hash on purpose. Whoever writes the files of a pack
//! says its dates anyway and needs no such thing; but somebody else's pack, tried once, must not be able to answer for a
//! trusted one. So the hash starts from a seed that is drawn when a pack is first kept and that nobody else knows, and what
//! was kept answers for the folders alone from which it was loaded (see `cli::cache`).

use std::hash::{BuildHasher, RandomState};

use serde::{Deserialize, Serialize};

use super::files::{FolderFiles, Hash, PackFiles, add, hash};
use super::pack::Pack;
use super::stored::{Bytes, Stored, restore, store};

/// What a pack was made from: a hash of the program and of every file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PackKey {
    seed: u64,
    hash: Hash,
}

impl PackKey {
    /// The key of a base, or of the content of the program if there is none, with local packs in this order. `program`
    /// tells one program from another, its content included.
    ///
    /// None if some file could not be read as it stands; such packs are not kept.
    pub fn new(seed: u64, program: &[u8], base: Option<&PackFiles>, overlays: &[PackFiles]) -> Option<Self> {
        let packs = base.into_iter().chain(overlays);
        Self::of(seed, program, base.is_some(), packs.map(|pack| pack.hash(seed)))
    }

    /// The same key, from files as they stand in their folders at this moment. What is loaded is read later: keep it under
    /// the key of what was loaded.
    pub fn of_folders(seed: u64, program: &[u8], base: Option<&FolderFiles>, overlays: &[FolderFiles]) -> Option<Self> {
        let packs = base.into_iter().chain(overlays);
        Self::of(seed, program, base.is_some(), packs.map(|pack| pack.hash(seed)))
    }

    fn of(seed: u64, program: &[u8], has_base: bool, packs: impl Iterator<Item = Option<Hash>>) -> Option<Self> {
        let mut all = Vec::new();
        add(&mut all, program);
        all.push(u8::from(has_base));
        for pack in packs {
            all.extend(pack?.to_le_bytes());
        }
        let hash = hash(seed, &all);
        Some(Self { seed, hash })
    }

    /// A seed that nobody can foresee.
    pub fn new_seed() -> u64 {
        // The standard library has the keys of its tables from the system.
        RandomState::new().hash_one("a seed")
    }

    /// The seed it starts from.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// The key as letters, for the name of a file.
    pub fn name(&self) -> String {
        format!("{:016x}{:032x}", self.seed, self.hash)
    }

    /// The key of such a name.
    pub fn of_name(name: &str) -> Option<Self> {
        let (seed, hash) = name.split_at_checked(16)?;
        let key = Self {
            seed: u64::from_str_radix(seed, 16).ok()?,
            hash: u128::from_str_radix(hash, 16).ok()?,
        };
        (key.name() == name).then_some(key)
    }

    /// The bytes of a pack that was loaded without an error.
    ///
    /// # Errors
    /// None in practice: nothing is written but memory.
    pub fn keep(&self, pack: &mut Pack) -> postcard::Result<Vec<u8>> {
        let parts = store(pack)?.map(Bytes);
        let bytes = postcard::to_extend(
            &Kept {
                key: self.bytes(),
                parts,
            },
            vec![0; HEAD],
        )?;
        Ok(sealed(bytes))
    }

    /// The pack again, if these are the bytes that [`PackKey::keep`] gave for this key. They stay in memory to the end,
    /// for the pack points into them: this is for the one pack that a process starts with.
    pub fn read(&self, bytes: Vec<u8>) -> Option<Pack> {
        let (head, rest) = bytes.split_at_checked(HEAD)?;
        if *head != seal(rest) || !rest.starts_with(&self.bytes()) {
            return None;
        }
        let (_, rest) = Vec::leak(bytes).split_at(HEAD);
        let Kept { parts, .. } = postcard::from_bytes::<Kept<&'static [u8]>>(rest).ok()?;
        let words = std::str::from_utf8(parts.words).ok()?;
        restore(&parts, words).ok()
    }

    fn bytes(&self) -> [u8; 24] {
        let mut bytes = [0; 24];
        let (seed, hash) = bytes.split_at_mut(size_of::<u64>());
        seed.copy_from_slice(&self.seed.to_le_bytes());
        hash.copy_from_slice(&self.hash.to_le_bytes());
        bytes
    }
}

/// Length of the hash at the head.
const HEAD: usize = size_of::<Hash>();

/// What follows the head.
#[derive(Serialize, Deserialize)]
struct Kept<B> {
    key: [u8; 24],
    parts: Stored<B>,
}

/// Puts the hash of what follows into the head.
fn sealed(mut bytes: Vec<u8>) -> Vec<u8> {
    let seal = seal(&bytes[HEAD..]);
    bytes[..HEAD].copy_from_slice(&seal);
    bytes
}

/// Against damage only: nobody but the owner can write there.
fn seal(bytes: &[u8]) -> [u8; HEAD] {
    hash(0, bytes).to_le_bytes()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::super::load_with;
    use super::*;

    const SEED: u64 = 0x0123_4567_89ab_cdef;

    fn source(folder: &str) -> PackFiles {
        PackFiles::from_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap()
    }

    fn loaded(base: &PackFiles, overlays: &[PackFiles]) -> Pack {
        load_with(base, overlays, None).1.pack.unwrap()
    }

    fn key(base: &PackFiles, overlays: &[PackFiles]) -> PackKey {
        PackKey::new(SEED, b"program", Some(base), overlays).unwrap()
    }

    #[test]
    fn what_was_kept_is_what_loading_gives_and_keeping_changes_nothing() {
        let content = source("content/mynumber");
        let local = [source("content/local/yoshikawa")];
        for (base, overlays) in [(source("tests/content/clean"), &[][..]), (content, &local[..])] {
            let fresh = format!("{:#?}", loaded(&base, overlays));
            let mut pack = loaded(&base, overlays);
            let bytes = key(&base, overlays).keep(&mut pack).unwrap();
            assert!(format!("{pack:#?}") == fresh, "the pack is whole after it was kept");
            let kept = key(&base, overlays).read(bytes.clone()).unwrap();
            assert!(format!("{kept:#?}") == fresh);
            // What was kept can be kept again, and is the same.
            let mut kept = key(&base, overlays).read(bytes.clone()).unwrap();
            assert!(key(&base, overlays).keep(&mut kept).unwrap() == bytes);
        }
    }

    #[test]
    fn everything_that_loading_depends_on_makes_another_key() {
        let base = source("tests/content/clean");
        let local = source("content/local/yoshikawa");
        let mut keys = vec![
            key(&base, &[]),
            PackKey::new(SEED, b"another program", Some(&base), &[]).unwrap(),
            PackKey::new(SEED, b"program", None, &[]).unwrap(),
            key(&base, std::slice::from_ref(&local)),
            PackKey::new(SEED, b"program", None, std::slice::from_ref(&local)).unwrap(),
            PackKey::new(SEED, b"program", None, &[base.clone(), local.clone()]).unwrap(),
            key(&local, std::slice::from_ref(&base)),
            PackKey::new(!SEED, b"program", Some(&base), &[]).unwrap(),
        ];
        let edits: [fn(&mut PackFiles); 7] = [
            |pack| pack.name.push('2'),
            |pack| pack.files.push(("z.toml".to_owned(), "".into())),
            |pack| drop(pack.files.pop()),
            |pack| pack.files[0].0.push('2'),
            |pack| pack.files[0].1.to_mut().push('\n'),
            |pack| {
                // Just as long as before.
                let text = pack.files[0].1.to_mut();
                let last = text.pop().unwrap();
                text.push(if last == '\n' { ' ' } else { '\n' });
            },
            |pack| {
                // The end of one file becomes the beginning of the next one.
                let moved = pack.files[0].1.to_mut().pop().unwrap();
                pack.files[1].1.to_mut().insert(0, moved);
            },
        ];
        for edit in edits {
            let mut edited = base.clone();
            edit(&mut edited);
            keys.push(key(&edited, &[]));
            keys.push(key(&base, &[edited]));
        }
        for (n, one) in keys.iter().enumerate() {
            assert_eq!(PackKey::of_name(&one.name()), Some(*one));
            assert!(
                keys[..n].iter().all(|other| other != one && other.name() != one.name()),
                "{n}"
            );
        }
    }

    #[test]
    fn a_folder_has_the_key_of_what_is_read_from_it() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("b.toml"), "b = 1").unwrap();
        fs::create_dir(folder.path().join("a")).unwrap();
        fs::write(folder.path().join("a/c.toml"), "").unwrap();
        let both = || {
            let found = || FolderFiles::find(folder.path()).unwrap();
            let read = found().read().unwrap();
            let overlays = [found().read().unwrap()];
            let in_memory = PackKey::new(SEED, b"p", Some(&read), &overlays);
            (in_memory, PackKey::of_folders(SEED, b"p", Some(&found()), &[found()]))
        };
        let (in_memory, on_disk) = both();
        assert!(in_memory.is_some() && in_memory == on_disk);
        fs::write(folder.path().join("b.toml"), "b = 2").unwrap();
        assert!(both().0 == both().1 && both().1 != on_disk);
        // What cannot be read as it stands has none.
        fs::write(folder.path().join("b.toml"), b"b = \"\xff\"").unwrap();
        assert_eq!(both().0, None);
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("/etc/hostname", folder.path().join("out.toml")).unwrap();
            assert_eq!(both(), (None, None));
        }
    }

    #[test]
    fn damaged_bytes_are_no_pack() {
        let base = source("tests/content/clean");
        let key = key(&base, &[]);
        let bytes = key.keep(&mut loaded(&base, &[])).unwrap();
        assert!(key.read(bytes.clone()).is_some());
        let step = bytes.len() / 300;
        let places = || {
            (0..2 * HEAD + 8)
                .chain((0..bytes.len()).step_by(step))
                .chain([bytes.len() - 1])
        };
        for at in places() {
            assert!(key.read(bytes[..at].to_vec()).is_none(), "cut at {at}");
            for flip in [1, 0x80, 0xff] {
                let mut damaged = bytes.clone();
                damaged[at] ^= flip;
                assert!(key.read(damaged).is_none(), "{flip:x} at {at}");
            }
        }
        let longer = [&bytes[..], &[0]].concat();
        assert!(key.read(longer).is_none() && key.read(vec![0; bytes.len()]).is_none());
        // Whole, but of something else.
        let other = PackKey::new(SEED, b"another program", Some(&base), &[]).unwrap();
        assert!(other.read(bytes.clone()).is_none());
        // With a right hash, but of another form: no panic either.
        for at in places().filter(|at| *at > HEAD) {
            assert!(key.read(sealed(bytes[..at].to_vec())).is_none(), "cut at {at}");
        }
    }
}
