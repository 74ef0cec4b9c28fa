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

#[test]
fn the_gallery_shows_every_picture_and_no_other() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("docs/gallery.md")).unwrap();
    let mut known: Vec<&str> = support::svg::pictures().into_iter().map(|(name, _)| name).collect();
    let mut shown: Vec<&str> = page
        .split("assets/screenshots/")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .collect();
    known.sort_unstable();
    shown.sort_unstable();
    assert_eq!(shown, known);
    let mut there: Vec<String> = std::fs::read_dir(root.join("assets/screenshots"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    there.sort_unstable();
    assert_eq!(there, known);
}
