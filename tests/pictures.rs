//! The pictures in the repository are today's screens. After a change: `cargo run --example pictures`.

mod support;

#[test]
fn the_pictures_are_not_stale() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/screenshots");
    for (name, picture) in support::svg::pictures() {
        let stored = std::fs::read_to_string(folder.join(name)).unwrap_or_default();
        assert!(
            stored == picture,
            "assets/screenshots/{name} is stale: run `cargo run --example pictures`"
        );
    }
}
