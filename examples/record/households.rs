//! The households whose days are recorded, in a short form, and their files.
//!
//! Answers and events are written `name=value`; a value that is not yes, no, a day or a number is a choice.

/// A household and the days on which it is looked at.
pub struct Home {
    pub name: &'static str,
    pub days: [&'static str; 3],
    /// Answers about the household.
    pub facts: &'static str,
    /// Id, label and answers; a label with `!` in front is archived.
    pub people: &'static [(&'static str, &'static str, &'static str)],
    /// Event, day, people (ids with commas) and answers.
    pub events: &'static [(&'static str, &'static str, &'static str, &'static str)],
    /// Procedure/item, person.
    pub ticks: &'static [(&'static str, &'static str)],
    /// Procedure/item, person, text.
    pub notes: &'static [(&'static str, &'static str, &'static str)],
}

const EMPTY: Home = Home {
    name: "",
    days: ["2026-12-01", "2027-01-14", "2027-06-30"],
    facts: "",
    people: &[("a", "A", "")],
    events: &[],
    ticks: &[],
    notes: &[],
};

/// A period of stay and two cards; the printed days differ.
const PERIOD: &str = "status_group=mid-long card_held=yes card_form=separate birth=1990-03-10 \
     stay_until=2027-08-01 stay_six_months_or_more=yes card_printed_until=2027-08-01 cert_printed_until=2027-08-01";
/// Card and stay end on one day, a Sunday.
const SAME_END: &str = "status_group=mid-long card_held=yes card_form=separate birth=1988-05-05 \
     stay_until=2027-01-31 stay_six_months_or_more=yes card_printed_until=2027-01-31 cert_printed_until=2027-01-31 \
     insurance=nhi insurance_registered=yes signature_cert=valid";
const SAME_END_DAYS: [&str; 3] = ["2026-12-01", "2027-01-14", "2027-02-10"];
/// The same after the special extension: another day is written on the card.
const EXTENDED: &str = "status_group=mid-long card_held=yes card_form=separate birth=1988-05-05 \
     stay_until=2027-01-31 stay_six_months_or_more=yes card_printed_until=2027-03-31 cert_printed_until=2027-03-31";
/// The same with a new period of stay.
const DECIDED: &str = "status_group=mid-long card_held=yes card_form=separate birth=1988-05-05 \
     stay_until=2030-03-01 card_printed_until=2027-03-31 cert_printed_until=2027-03-31";
const PERMANENT: &str = "status_group=permanent card_held=yes card_form=separate birth=1975-02-28 \
     card_printed_until=2031-02-28 cert_printed_until=2027-02-28 residence_card_until=2027-03-31 pin_knowledge=locked";

pub const HOMES: &[Home] = &[
    Home {
        name: "nobody-told",
        ..EMPTY
    },
    Home {
        name: "unknowns",
        people: &[("a", "A", "status_group=mid-long card_held=yes")],
        events: &[("moved_in", "2026-11-29", "a", "")],
        ..EMPTY
    },
    Home {
        name: "period",
        people: &[("a", "A", PERIOD)],
        ..EMPTY
    },
    Home {
        name: "same-end",
        days: SAME_END_DAYS,
        people: &[("a", "A", SAME_END)],
        ..EMPTY
    },
    Home {
        name: "pending",
        days: SAME_END_DAYS,
        people: &[("a", "A", SAME_END)],
        events: &[(
            "stay_application",
            "2026-11-30",
            "a",
            "stay_application_kind=extension stay_application_how=online",
        )],
        ..EMPTY
    },
    Home {
        name: "special-extension",
        days: ["2027-01-20", "2027-03-20", "2027-04-02"],
        people: &[("a", "A", EXTENDED)],
        events: &[
            ("stay_application", "2027-01-12", "a", "stay_application_kind=extension"),
            ("special_extension_done", "2027-01-18", "a", ""),
        ],
        ..EMPTY
    },
    Home {
        name: "decided",
        days: ["2027-03-03", "2027-03-20", "2027-05-01"],
        people: &[("a", "A", DECIDED)],
        events: &[
            ("stay_application", "2027-01-12", "a", "stay_application_kind=change"),
            ("special_extension_done", "2027-01-18", "a", ""),
            ("stay_decided", "2027-03-01", "a", ""),
        ],
        ..EMPTY
    },
    Home {
        name: "permanent",
        days: ["2026-12-01", "2027-02-01", "2027-04-01"],
        people: &[("a", "A", PERMANENT)],
        ..EMPTY
    },
    Home {
        name: "special-permanent",
        people: &[(
            "a",
            "A",
            "status_group=special-permanent card_held=yes card_form=separate birth=2001-07-20 \
             card_printed_until=2027-07-20 residence_card_until=2027-07-20 signature_cert=lapsed",
        )],
        ..EMPTY
    },
    Home {
        name: "combined",
        days: ["2026-12-01", "2027-06-01", "2027-08-02"],
        people: &[(
            "a",
            "A",
            "status_group=mid-long card_held=yes card_form=combined birth=1995-12-31 stay_until=2027-08-01 \
             stay_six_months_or_more=no card_printed_until=2027-08-01 licence_on_card=yes phone_certificates=yes",
        )],
        events: &[("name_changed", "2026-11-25", "a", "")],
        ..EMPTY
    },
    Home {
        name: "newborn",
        days: ["2026-12-01", "2026-12-20", "2027-02-01"],
        facts: "household_head_foreign=yes",
        people: &[
            ("a", "Mother", PERIOD),
            ("b", "Baby", "birth=2026-11-20 card_held=no status_group=mid-long"),
        ],
        events: &[("applied_card", "2026-11-28", "b", "")],
        ..EMPTY
    },
    Home {
        name: "family",
        facts: "household_head_foreign=yes",
        people: &[
            ("a", "A", PERIOD),
            ("b", "B", SAME_END),
            (
                "c",
                "花子",
                "birth=2012-04-01 status_group=mid-long card_held=yes card_form=separate stay_until=2027-01-31",
            ),
            ("d", "D", PERMANENT),
        ],
        events: &[
            ("moved_in", "2026-11-10", "a,b,c,d", ""),
            ("stay_application", "2026-11-20", "b", "stay_application_kind=extension"),
            ("pickup_notice", "2026-11-25", "c", "pickup_by=2027-01-29"),
        ],
        ..EMPTY
    },
    Home {
        name: "move-planned",
        days: ["2026-12-01", "2026-12-24", "2027-02-01"],
        people: &[("a", "A", PERIOD)],
        events: &[("planned_move_out", "2026-12-20", "a", "")],
        ..EMPTY
    },
    Home {
        name: "move-filed",
        days: ["2026-12-22", "2027-01-04", "2027-02-01"],
        people: &[("a", "A", PERIOD)],
        events: &[
            ("planned_move_out", "2026-12-20", "a", ""),
            ("move_out_filed", "2026-12-10", "a", ""),
            ("moved_in", "2026-12-19", "a", ""),
        ],
        ..EMPTY
    },
    Home {
        name: "late",
        days: ["2026-12-20", "2027-02-10", "2027-03-10"],
        people: &[("a", "A", PERIOD)],
        events: &[("moved_in", "2026-11-10", "a", "")],
        ..EMPTY
    },
    Home {
        name: "within",
        people: &[("a", "A", PERIOD)],
        events: &[("moved_within", "2026-11-24", "a", "")],
        ..EMPTY
    },
    Home {
        name: "lost",
        days: ["2026-12-01", "2026-12-10", "2027-02-01"],
        people: &[("a", "A", PERIOD)],
        events: &[
            ("card_lost", "2026-11-28", "a", "lost_at_home=no"),
            ("card_suspended", "2026-11-28", "a", ""),
            ("residence_card_lost", "2026-11-28", "a", ""),
        ],
        ..EMPTY
    },
    Home {
        name: "found",
        days: ["2026-12-05", "2026-12-20", "2027-02-01"],
        people: &[("a", "A", PERIOD)],
        events: &[
            ("card_lost", "2026-11-28", "a", "lost_at_home=yes"),
            ("card_suspended", "2026-11-29", "a", ""),
            ("card_found", "2026-12-03", "a", ""),
        ],
        ..EMPTY
    },
    Home {
        name: "certificates",
        days: ["2026-12-01", "2027-01-04", "2027-03-01"],
        people: &[(
            "a",
            "A",
            "status_group=permanent card_held=yes card_form=separate birth=1980-02-29 card_printed_until=2032-02-29 \
             cert_printed_until=2027-02-28 pin_knowledge=forgot-signature",
        )],
        ..EMPTY
    },
    Home {
        name: "notes",
        people: &[("a", "A", PERIOD), ("b", "B", PERMANENT)],
        events: &[("moved_in", "2026-11-29", "a,b", "")],
        ticks: &[
            ("move-in/residence-card", "a"),
            ("move-in/card", "b"),
            ("card-rewrite/card", "a"),
            ("gone-procedure/gone-item", "a"),
        ],
        notes: &[
            ("move-in/residence-card", "a", "in the drawer \\\"left\\\""),
            ("move-in/whole-procedure", "b", "二人で行く\\n朝いちばん"),
        ],
        ..EMPTY
    },
    Home {
        name: "archived",
        people: &[("a", "A", PERIOD), ("b", "!B", PERMANENT)],
        events: &[("moved_in", "2026-11-29", "a,b", "")],
        ..EMPTY
    },
    Home {
        name: "arrived",
        people: &[(
            "a",
            "A",
            "status_group=mid-long card_held=no stay_until=2027-11-15 insurance=none",
        )],
        events: &[
            ("arrived", "2026-11-18", "a", ""),
            ("arrival_filed", "2026-11-27", "a", ""),
            ("insurance_lost", "2026-11-20", "a", ""),
        ],
        ..EMPTY
    },
    Home {
        name: "leaving",
        days: ["2026-12-01", "2026-12-24", "2027-01-10"],
        people: &[("a", "A", PERIOD)],
        events: &[
            ("leaving_japan", "2026-12-24", "a", ""),
            ("pension_letter", "2026-11-25", "a", ""),
            ("card_damaged", "2026-11-26", "a", ""),
        ],
        ..EMPTY
    },
];

/// The file of a household in the first format.
pub fn text(name: &str) -> String {
    HOMES
        .iter()
        .find(|home| home.name == name)
        .map_or_else(String::new, file)
}

fn file(home: &Home) -> String {
    let mut text = "format = 1\n".to_owned();
    text += &table("facts", home.facts);
    for (id, label, facts) in home.people {
        let shown = label.trim_start_matches('!');
        text += &format!("\n[[person]]\nid = \"{id}\"\nlabel = \"{shown}\"\n");
        if label.starts_with('!') {
            text += "archived = true\n";
        }
        text += &table("person.facts", facts);
    }
    for (number, (event, day, people, facts)) in home.events.iter().enumerate() {
        let people = people.replace(',', "\", \"");
        let id = number + 1;
        text += &format!("\n[[event]]\nid = \"e{id}\"\nevent = \"{event}\"\non = {day}\npeople = [\"{people}\"]\n");
        text += &table("event.facts", facts);
    }
    for (item, person) in home.ticks {
        text += &format!("\n[[tick]]\n{}person = \"{person}\"\non = 2026-11-25\n", key(item));
    }
    for (item, person, note) in home.notes {
        text += &format!("\n[[note]]\n{}person = \"{person}\"\ntext = \"{note}\"\n", key(item));
    }
    text
}

fn key(item: &str) -> String {
    let (procedure, item) = item.split_once('/').unwrap_or((item, ""));
    format!("procedure = \"{procedure}\"\nitem = \"{item}\"\n")
}

fn table(name: &str, facts: &str) -> String {
    if facts.is_empty() {
        return String::new();
    }
    let lines = facts.split_whitespace().filter_map(|fact| {
        let (name, value) = fact.split_once('=')?;
        let value = match value {
            "yes" => "true".to_owned(),
            "no" => "false".to_owned(),
            day if day.starts_with(|c: char| c.is_ascii_digit()) => day.to_owned(),
            choice => format!("\"{choice}\""),
        };
        Some(format!("{name} = {value}\n"))
    });
    format!("\n[{name}]\n{}", lines.collect::<String>())
}
