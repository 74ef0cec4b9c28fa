//! Dates, conditions, deadlines, sources.

use super::Case;

const GO: &str = "procedures/go.toml";
const RULES: &str = "registry/rules.toml";
const FACTS: &str = "registry/facts.toml";

pub(super) const CASES: &[Case] = &[
    Case {
        rule: "range-missing",
        edits: &[(
            FACTS,
            "after = [\"moved_in\"]\nnot_after = \"today\"\n",
            "after = [\"moved_in\"]\n",
        )],
        found: &["registry/facts.toml:56:2 range-missing"],
    },
    Case {
        rule: "range-empty",
        edits: &[(
            FACTS,
            "after = [\"moved_in\"]\nnot_after = \"today\"",
            "not_after = \"today-1y\"\nnot_before = \"today-6m\"",
        )],
        found: &["registry/facts.toml:61:13 range-empty"],
    },
    Case {
        rule: "range-empty",
        edits: &[(
            FACTS,
            "after = [\"moved_in\"]\nnot_after = \"today\"",
            "not_before = 2027-01-01\nnot_after = 2026-12-31",
        )],
        found: &["registry/facts.toml:62:13 range-empty"],
    },
    Case {
        rule: "range-empty",
        edits: &[(
            FACTS,
            "resets = [\"card_form\"]\nnot_after = \"today\"",
            "resets = [\"card_form\"]\nnot_after = \"today\"\nafter = [\"filed\"]",
        )],
        found: &["registry/facts.toml:62:10 range-empty"],
    },
    Case {
        rule: "value-wrong",
        edits: &[(
            FACTS,
            "after = [\"moved_in\"]\nnot_after = \"today\"",
            "not_before = \"yesterday\"\nnot_after = \"today+1w\"",
        )],
        found: &[
            "registry/facts.toml:61:14 value-wrong",
            "registry/facts.toml:62:13 value-wrong",
        ],
    },
    Case {
        rule: "value-wrong",
        edits: &[
            (
                FACTS,
                "used_for = { en = \"Forms\", ja = \"用紙\" }",
                "used_for = { en = \"Forms\", ja = \"用紙\" }\nnot_after = \"today\"",
            ),
            (FACTS, "after = [\"moved_in\"]", "takes_back = [\"filed\"]"),
        ],
        found: &[
            "registry/facts.toml:47:13 value-wrong",
            "registry/facts.toml:62:15 value-wrong",
        ],
    },
    Case {
        rule: "ref-missing",
        edits: &[(
            FACTS,
            "after = [\"moved_in\"]",
            "takes_back = [\"birth\"]\nheld_by = { event = \"birth\" }",
        )],
        found: &[
            "registry/facts.toml:61:15 ref-missing",
            "registry/facts.toml:62:21 ref-missing",
        ],
    },
    Case {
        rule: "fact-unreachable",
        edits: &[(
            GO,
            "[condition.grown_up]\nfact = \"card_held\"\nis   = true",
            "[condition.grown_up]\nfact = \"city\"\nknown = true",
        )],
        found: &["procedures/go.toml:13:8 fact-unreachable"],
    },
    Case {
        rule: "fact-unreachable",
        edits: &[(GO, "after  = \"event:moved_in\"", "after  = \"fact:moved_in\"")],
        found: &["procedures/go.toml:26:10 fact-unreachable"],
    },
    Case {
        rule: "date-cycle",
        edits: &[
            (RULES, "on   = \"event:moved_in\"", "on   = \"counted\""),
            (RULES, "by   = \"event:moved_in\"", "by   = \"counted\""),
            (RULES, "from   = \"event:moved_in\"", "from   = \"second\""),
            (
                RULES,
                "",
                "[date.second]\nop = \"case\"\ncase = [{ applies = { all = [\"adult\"] }, then = \"event:moved_in\" }, { then = \"none\" }]\nlabel = { en = \"x\", ja = \"x\" }\nsource = [\"act\"]\n",
            ),
        ],
        found: &["registry/rules.toml:5:12 date-cycle"],
    },
    Case {
        rule: "date-cycle",
        edits: &[(GO, "{ then = \"counted\" }]", "{ then = \"end\" }]")],
        found: &["procedures/go.toml:30:7 date-cycle"],
    },
    Case {
        rule: "date-ambiguous",
        edits: &[(RULES, "count  = \"exclude-first\"\n", "")],
        found: &["registry/rules.toml:19:10 date-ambiguous"],
    },
    Case {
        rule: "date-ambiguous",
        edits: &[(RULES, "days   = 14\n", "days   = 14\nmonths = 1\n")],
        found: &["registry/rules.toml:22:10 date-ambiguous"],
    },
    Case {
        rule: "date-ambiguous",
        edits: &[(GO, "feb29  = \"feb-28\"\n", "")],
        found: &["procedures/go.toml:24:10 date-ambiguous"],
    },
    Case {
        rule: "date-ambiguous",
        edits: &[(GO, "move     = \"next\"\ncalendar = \"place\"\n", "")],
        found: &[
            "procedures/go.toml:17:12 date-ambiguous",
            "procedures/go.toml:17:12 date-ambiguous",
        ],
    },
    Case {
        rule: "date-unused",
        edits: &[(GO, "[[who]]", "[date.spare]\nop = \"fixed\"\non = 2026-07-31\n[[who]]")],
        found: &["procedures/go.toml:61:7 date-unused"],
    },
    Case {
        rule: "condition-unused",
        edits: &[(GO, "\"holds_card\", \"grown_up\"", "\"holds_card\"")],
        found: &["procedures/go.toml:12:12 condition-unused"],
    },
    Case {
        rule: "param-unused",
        edits: &[(RULES, "{ param = \"adult_age\" }", "18")],
        found: &["registry/rules.toml:10:8 param-unused"],
    },
    Case {
        rule: "case-open",
        edits: &[(
            GO,
            "{ then = \"counted\" }]",
            "{ applies = { none = [\"adult\"] }, then = \"counted\" }]",
        )],
        found: &["procedures/go.toml:32:69 case-open"],
    },
    Case {
        rule: "case-open",
        edits: &[(
            GO,
            "{ applies = { all = [\"adult\"] }, then = \"tenth_birthday\" }",
            "{ then = \"tenth_birthday\" }",
        )],
        found: &[
            "procedures/go.toml:32:9 case-open",
            "registry/rules.toml:5:12 condition-unused",
            "registry/rules.toml:10:8 param-unused",
        ],
    },
    Case {
        rule: "row-gap",
        edits: &[("registry/fees.toml", "2025-12-31", "2025-12-30")],
        found: &["registry/fees.toml:5:12 row-gap"],
    },
    Case {
        rule: "row-order",
        edits: &[("registry/fees.toml", "2025-12-31", "2026-12-31")],
        found: &["registry/fees.toml:5:12 row-order"],
    },
    Case {
        rule: "row-order",
        edits: &[(RULES, "from = 2022-04-01", "from = 2012-04-01")],
        found: &["registry/rules.toml:15:12 row-order"],
    },
    Case {
        rule: "validity-rolled",
        edits: &[(GO, "{ then = \"counted\" }]", "{ then = \"last_day\" }]")],
        found: &["procedures/go.toml:51:10 validity-rolled"],
    },
    Case {
        rule: "window-inverted",
        edits: &[
            (GO, "opens   = \"event:moved_in\"", "opens   = \"late\""),
            (GO, "closes  = \"last_day\"", "closes  = \"counted\""),
            (GO, "of       = \"counted\"", "of       = \"late\""),
            (GO, "closes = \"end\"", "closes = \"late\""),
            (
                GO,
                "[[who]]",
                "[date.late]\nop = \"offset\"\nfrom = \"counted\"\ndays = 1\ncount = \"exclude-first\"\n[[who]]",
            ),
        ],
        found: &[
            "procedures/go.toml:16:7 date-unused",
            "procedures/go.toml:23:7 date-unused",
            "procedures/go.toml:30:7 date-unused",
            "procedures/go.toml:41:11 window-inverted",
            "registry/rules.toml:5:12 condition-unused",
            "registry/rules.toml:10:8 param-unused",
        ],
    },
    Case {
        rule: "window-inverted",
        edits: &[
            (GO, "opens   = \"event:moved_in\"", "opens   = \"late\""),
            (GO, "closes  = \"last_day\"", "closes  = \"first\""),
            (
                GO,
                "[[who]]",
                "[date.first]\nop = \"earliest\"\nof = [\"last_day\", \"event:moved_in\"]\n[date.late]\nop = \"offset\"\nfrom = \"event:moved_in\"\nmonths = 1\ncount = \"civil\"\nsource = [\"act\"]\n[[who]]",
            ),
        ],
        found: &["procedures/go.toml:41:11 window-inverted"],
    },
    Case {
        rule: "remind-after-close",
        edits: &[(GO, "remind  = [7, 1]", "remind  = [7, -1]")],
        found: &["procedures/go.toml:43:15 remind-after-close"],
    },
    Case {
        rule: "remind-after-close",
        edits: &[(GO, "closes = \"end\"", "remind = [3]")],
        found: &[
            "procedures/go.toml:23:7 date-unused",
            "procedures/go.toml:30:7 date-unused",
            "procedures/go.toml:47:10 source-missing",
            "procedures/go.toml:51:11 remind-after-close",
            "registry/rules.toml:5:12 condition-unused",
            "registry/rules.toml:10:8 param-unused",
        ],
    },
    Case {
        rule: "item-ambiguous",
        edits: &[(GO, "id    = \"file\"", "id    = \"card\"")],
        found: &[
            "i18n/ja/procedures/go.toml:1:12 i18n-missing",
            "i18n/ja/procedures/go.toml:2:12 i18n-outdated",
            "i18n/ja/procedures/go.toml:11:1 i18n-unknown",
            "procedures/go.toml:71:9 item-ambiguous",
        ],
    },
    Case {
        rule: "source-missing",
        edits: &[(
            RULES,
            "label  = { en = \"14 days after the move\", ja = \"引っ越しの14日後\" }\nsource = [\"act\"]",
            "label  = { en = \"14 days after the move\", ja = \"引っ越しの14日後\" }",
        )],
        found: &[
            "procedures/go.toml:16:7 source-missing",
            "registry/rules.toml:18:7 source-missing",
        ],
    },
    Case {
        rule: "source-missing",
        edits: &[(GO, "closes = \"end\"", "closes = \"event:filed\"")],
        found: &[
            "procedures/go.toml:23:7 date-unused",
            "procedures/go.toml:30:7 date-unused",
            "procedures/go.toml:47:10 source-missing",
            "registry/rules.toml:5:12 condition-unused",
            "registry/rules.toml:10:8 param-unused",
        ],
    },
    Case {
        rule: "source-low",
        edits: &[(
            GO,
            "feb29  = \"feb-28\"\nsource = [\"act\"]",
            "feb29  = \"feb-28\"\nsource = [\"rumour\"]",
        )],
        found: &["procedures/go.toml:23:7 source-low"],
    },
    Case {
        rule: "source-stale",
        edits: &[
            (
                "registry/sources.toml",
                "checked    = 2026-11-01\nevery_days = 180\n\n",
                "checked    = 2025-11-01\nevery_days = 180\n\n",
            ),
            (GO, "checked = 2026-11-01", "checked = 2026-01-01"),
        ],
        found: &[
            "procedures/go.toml:10:42 source-stale",
            "registry/sources.toml:8:14 source-stale",
        ],
    },
    Case {
        rule: "review-single",
        edits: &[(
            GO,
            "status = \"draft\", checked",
            "status = \"verified\", by = \"A\", second = \"A\", checked",
        )],
        found: &["procedures/go.toml:10:23 review-single"],
    },
];
