//! Prepared translations: every text of a procedure to be filled in, with the English beside it.

use std::fmt::Write as _;

use crate::content::{Procedure, prose_hash, prose_texts};

/// The file of a translation that has not been begun. Each key is a comment until its text is there, so that the
/// reader sees English, marked as English, and never an empty line.
pub fn translation_file(procedure: &Procedure) -> String {
    let mut page = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(
        page,
        "of     = \"{}\"\nbased  = \"{}\"\nstatus = \"draft\"",
        procedure.id,
        prose_hash(procedure)
    );
    let mut table = String::new();
    for (key, text) in prose_texts(procedure) {
        let (head, name) = key.rsplit_once('.').unwrap_or(("", &key));
        if head != table {
            head.clone_into(&mut table);
            let _ = writeln!(page, "\n[{head}]");
        }
        let _ = writeln!(page, "# English: {}\n# {name} = \"\"", text.en());
    }
    page
}
