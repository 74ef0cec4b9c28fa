//! The JSON Schemas of what the commands print and read, for `schema`.

/// Each page by name, and its schema.
const PAGES: [(&str, &str); 9] = [
    ("ask", include_str!("../../assets/schema/ask.json")),
    ("bag", include_str!("../../assets/schema/bag.json")),
    ("due", include_str!("../../assets/schema/due.json")),
    ("find", include_str!("../../assets/schema/find.json")),
    ("history", include_str!("../../assets/schema/history.json")),
    ("household", include_str!("../../assets/schema/household.json")),
    ("say", include_str!("../../assets/schema/say.json")),
    ("show", include_str!("../../assets/schema/show.json")),
    ("visits", include_str!("../../assets/schema/visits.json")),
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
