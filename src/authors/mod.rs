//! What the writers of content start from: new packs, prepared translations, schemas for editors, and the reference of
//! every key. All of it is made from the definitions that read the files, so it cannot say something else than they do.

mod explain;
mod packs;
mod reference;
mod schema;
mod translation;

pub use explain::rule_page;
pub use packs::{new_local_pack, new_pack};
pub use reference::reference_page;
pub use schema::{schema_of, schemas};
pub use translation::translation_file;

#[cfg(test)]
mod tests;
