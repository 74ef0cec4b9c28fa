//! A pack that was loaded from files, as bytes to be kept until the next start.
//!
//! Loading is a function of nothing but the files and the program: it looks at no clock, folder or environment. So what
//! was kept under a hash of both is what loading the same files would give; and that every byte of the files is hashed
//! again at each start, not their times or lengths, means that no edit, copy, clock or file system can pass off one state
//! of them as another. What was kept has a hash over itself at its head: bytes with another one are no pack.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::files::{FolderFiles, Hash, PackFiles, add};
use super::pack::Pack;
use super::stored::{Bytes, Stored, restore, store};

/// What a pack was made from: a hash of the program and of every file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PackKey(Hash);

impl PackKey {
    /// The key of a base, or of the content of the program if there is none, with local packs in this order. `program`
    /// tells one program from another, its content included.
    ///
    /// None if some file could not be read as it stands; such packs are not kept.
    pub fn new(program: &[u8], base: Option<&PackFiles>, overlays: &[PackFiles]) -> Option<Self> {
        Self::of(program, base.map(PackFiles::hash), overlays.iter().map(PackFiles::hash))
    }

    /// The same key, from files as they stand in their folders at this moment. What is loaded is read later: keep it under
    /// the key of what was loaded.
    pub fn of_folders(program: &[u8], base: Option<&FolderFiles>, overlays: &[FolderFiles]) -> Option<Self> {
        Self::of(
            program,
            base.map(FolderFiles::hash),
            overlays.iter().map(FolderFiles::hash),
        )
    }

    fn of(program: &[u8], base: Option<Option<Hash>>, overlays: impl Iterator<Item = Option<Hash>>) -> Option<Self> {
        let mut hash = Sha256::new();
        add(&mut hash, program);
        hash.update([u8::from(base.is_some())]);
        for pack in base.into_iter().chain(overlays) {
            hash.update(pack?);
        }
        Some(Self(hash.finalize().into()))
    }

    /// The key as letters, for the name of a file.
    pub fn name(&self) -> String {
        self.0[..16].iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The bytes of a pack that was loaded without an error.
    ///
    /// # Errors
    /// None in practice: nothing is written but memory.
    pub fn keep(&self, pack: &mut Pack) -> postcard::Result<Vec<u8>> {
        let parts = store(pack)?.map(Bytes);
        let bytes = postcard::to_extend(&Kept { key: self.0, parts }, vec![0; HEAD])?;
        Ok(sealed(bytes))
    }

    /// The pack again, if these are the bytes that [`PackKey::keep`] gave for this key. They stay in memory to the end,
    /// for the pack points into them: this is for the one pack that a process starts with.
    pub fn read(&self, bytes: Vec<u8>) -> Option<Pack> {
        let (head, rest) = bytes.split_at_checked(HEAD)?;
        if *head != *Sha256::digest(rest) || !rest.starts_with(&self.0) {
            return None;
        }
        let (_, rest) = Vec::leak(bytes).split_at(HEAD);
        let Kept { parts, .. } = postcard::from_bytes::<Kept<&'static [u8]>>(rest).ok()?;
        let words = std::str::from_utf8(parts.words).ok()?;
        restore(&parts, words).ok()
    }
}

/// Length of the hash at the head.
const HEAD: usize = size_of::<Hash>();

/// What follows the head.
#[derive(Serialize, Deserialize)]
struct Kept<B> {
    key: Hash,
    parts: Stored<B>,
}

/// Puts the hash of what follows into the head.
fn sealed(mut bytes: Vec<u8>) -> Vec<u8> {
    let hash = Sha256::digest(&bytes[HEAD..]);
    bytes[..HEAD].copy_from_slice(&hash);
    bytes
}
