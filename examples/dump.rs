#![allow(missing_docs)]
#[path = "../tests/support/mod.rs"]
mod support;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let (lang, w, h, keys) = (&a[1], a[2].parse().unwrap(), a[3].parse().unwrap(), a.get(4).cloned().unwrap_or_default());
    let pack = support::pack();
    let household = if a.get(5).is_some() { mynaguide::household::Household::new("home") } else { support::example() };
    let mut m = support::model(&pack, household, lang, support::on(2026, 12, 1));
    support::resize(&mut m, w, h);
    support::press(&mut m, &keys);
    println!("{}", support::text(&support::frame(&m).0).join("\n"));
}
