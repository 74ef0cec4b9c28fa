//! A day that is not plausible, as a question.

use super::{Scene, fact_name};
use crate::household::{Odd, OddWhy};

/// The whole question: what was told, and why it is odd.
pub fn odd_words(scene: Scene<'_>, odd: &Odd) -> String {
    let args = [
        ("x", fact_name(scene, &odd.fact).into()),
        ("day", odd.on.to_string().into()),
        ("why", why(scene, &odd.why).into()),
    ];
    format!("{}{}", who(scene, odd), scene.strings.say_with("odd-told", &args))
}

/// One line for where the fact and the day stand already: why the first of them is odd, and how it is recorded.
pub fn odd_line(scene: Scene<'_>, odd: &[Odd]) -> Option<String> {
    let odd = odd.first()?;
    let words = scene.strings.say_x("odd-again", &why(scene, &odd.why));
    Some(format!("{}{words}", who(scene, odd)))
}

fn who(scene: Scene<'_>, odd: &Odd) -> String {
    let label = odd.person.as_ref().and_then(|person| scene.label_among(person));
    label.map_or_else(String::new, |label| format!("{label}: "))
}

fn why(scene: Scene<'_>, why: &OddWhy) -> String {
    let strings = scene.strings;
    let (id, other, day) = match why {
        OddWhy::NotYet => return strings.say("odd-not-yet"),
        OddWhy::TooEarly(day) => ("odd-too-early", None, Some(day)),
        OddWhy::TooLate(day) => ("odd-too-late", None, Some(day)),
        OddWhy::Before(other, day) => ("odd-before", Some(other), Some(day)),
        OddWhy::After(other, day) => ("odd-after", Some(other), Some(day)),
        OddWhy::SameDay(other) => ("odd-same-day", Some(other), None),
    };
    let name = other.map(|other| fact_name(scene, other)).unwrap_or_default();
    let day = day.map(ToString::to_string).unwrap_or_default();
    strings.say_with(id, &[("x", name.into()), ("day", day.into())])
}
