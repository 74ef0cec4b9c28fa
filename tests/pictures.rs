//! The gallery has the pictures that `cargo run --example pictures` draws. `.ci/run` compares the pictures themselves.

mod support;

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
