//! Draws the pictures of the README from the real screens: `cargo run --example pictures`.
#![allow(missing_docs)]

#[path = "../tests/support/mod.rs"]
mod support;

use std::fs;
use std::path::Path;

fn main() -> std::io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/screenshots");
    fs::create_dir_all(&folder)?;
    for (name, picture) in support::svg::pictures() {
        fs::write(folder.join(name), picture)?;
        println!("assets/screenshots/{name}");
    }
    Ok(())
}
