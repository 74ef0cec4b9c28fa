//! The JSON Schemas of what the commands print and read, for `schema`.

/// Each page by name, and its schema.
const PAGES: [(&str, &str); 6] = [
    ("ask", include_str!("../../assets/schema/ask.json")),
    ("due", include_str!("../../assets/schema/due.json")),
    ("find", include_str!("../../assets/schema/find.json")),
    ("history", include_str!("../../assets/schema/history.json")),
    ("household", include_str!("../../assets/schema/household.json")),
    ("show", include_str!("../../assets/schema/show.json")),
];

/// The names.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    PAGES.iter().map(|(name, _)| *name)
}

/// The schema of a page.
pub(super) fn schema(name: &str) -> Option<&'static str> {
    PAGES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, schema)| *schema)
}
