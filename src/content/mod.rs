//! The content: what reads and checks a pack, from [`mynaguide_content`], and the pack that is part of the program.

mod embedded;

pub use embedded::{embedded_files, embedded_pack, embedded_pack_in, with_language};
pub use mynaguide_content::content::*;
