//! Files, TOML, keys, types, ids.

use super::Case;

const GO: &str = "procedures/go.toml";
const FACTS: &str = "registry/facts.toml";

pub(super) const CASES: &[Case] = &[
    Case {
        rule: "file-missing",
        edits: &[("pack.toml", "*", "")],
        found: &["pack.toml:0:0 file-missing"],
    },
    Case {
        rule: "file-unknown",
        edits: &[("extra/x.toml", "", "a = 1")],
        found: &["extra/x.toml:0:0 file-unknown"],
    },
    Case {
        rule: "file-unknown",
        edits: &[("registry/term.toml", "", "")],
        found: &["registry/term.toml:0:0 file-unknown"],
    },
    Case {
        rule: "procedure-file",
        edits: &[(GO, "id       = \"go\"", "id       = \"gone\"")],
        found: &[
            "i18n/ja/procedures/go.toml:1:12 ref-missing",
            "procedures/go.toml:1:12 procedure-file",
            "procedures/go.toml:1:12 i18n-missing",
            "procedures/go.toml:53:16 ref-missing",
            "scenarios/go.toml:12:27 ref-missing",
            "scenarios/go.toml:18:1 ref-missing",
            "scenarios/go.toml:20:12 ref-missing",
            "scenarios/go.toml:22:1 ref-missing",
            "scenarios/go.toml:32:17 ref-missing",
        ],
    },
    Case {
        rule: "toml-syntax",
        edits: &[(GO, "topic    = \"move\"", "topic    = move")],
        found: &["procedures/go.toml:2:12 toml-syntax"],
    },
    Case {
        rule: "toml-syntax",
        edits: &[(
            "registry/terms.toml",
            "romaji = \"todokede\" }",
            "romaji = \"todokede\" ",
        )],
        found: &[
            "registry/terms.toml:3:1 toml-syntax",
            "registry/terms.toml:3:60 toml-syntax",
        ],
    },
    Case {
        rule: "toml-1.0",
        edits: &[(
            "registry/sets.toml",
            "{ en = \"photo ID\", ja",
            "{ en = \"photo ID\",\n  ja",
        )],
        found: &["registry/sets.toml:2:8 toml-1.0"],
    },
    Case {
        rule: "toml-1.0",
        edits: &[("registry/sets.toml", "類\" }", "類\", }")],
        found: &["registry/sets.toml:2:8 toml-1.0"],
    },
    Case {
        rule: "toml-1.0",
        edits: &[("registry/places.toml", "close = 17:00:00", "close = 17:00")],
        found: &["registry/places.toml:5:54 toml-1.0"],
    },
    Case {
        rule: "toml-1.0",
        edits: &[("registry/sets.toml", "photo ID", "photo \\x49D")],
        found: &["registry/sets.toml:2:15 toml-1.0"],
    },
    Case {
        rule: "key-unknown",
        edits: &[(GO, "for_whom =", "for_who  =")],
        found: &[
            "i18n/ja/procedures/go.toml:2:12 i18n-outdated",
            "procedures/go.toml:1:1 key-missing",
            "procedures/go.toml:5:1 key-unknown",
        ],
    },
    Case {
        rule: "key-unknown",
        edits: &[(GO, "summary  = { en = ", "summary  = { ja = \"届\", en = ")],
        found: &["procedures/go.toml:4:14 key-unknown"],
    },
    Case {
        rule: "key-unknown",
        edits: &[(
            "registry/sets.toml",
            "{ en = \"photo ID\",",
            "{ en = \"photo ID\", fr = \"photo\",",
        )],
        found: &["registry/sets.toml:2:27 key-unknown"],
    },
    Case {
        rule: "key-unknown",
        edits: &[(GO, "of       = \"counted\"\n", "of       = \"counted\"\nn        = 3\n")],
        found: &["procedures/go.toml:19:12 key-unknown"],
    },
    Case {
        rule: "key-unknown",
        edits: &[(
            GO,
            "[condition.grown_up]\nfact = \"card_held\"\nis   = true",
            "[condition.grown_up]\nfact = \"card_held\"\nis   = true\nrecorded = true",
        )],
        found: &["procedures/go.toml:15:12 key-unknown"],
    },
    Case {
        rule: "key-missing",
        edits: &[(GO, "kind    = \"legal-duty\"\n", "")],
        found: &["procedures/go.toml:34:1 key-missing"],
    },
    Case {
        rule: "key-missing",
        edits: &[(GO, "n      = 10\n", "")],
        found: &["procedures/go.toml:24:10 key-missing"],
    },
    Case {
        rule: "key-missing",
        edits: &[(
            FACTS,
            "where    = { en = \"On the card.\", ja = \"カードの表です。\" }\n",
            "",
        )],
        found: &["registry/facts.toml:1:1 key-missing"],
    },
    Case {
        rule: "type-wrong",
        edits: &[(
            "registry/sources.toml",
            "checked    = 2026-11-01\nevery_days = 180\n\n",
            "checked    = \"2026-11-01\"\nevery_days = 180\n\n",
        )],
        found: &["registry/sources.toml:8:14 type-wrong"],
    },
    Case {
        rule: "type-wrong",
        edits: &[("registry/rules.toml", "is   = true", "is   = \"yes\"")],
        found: &["registry/rules.toml:3:8 type-wrong"],
    },
    Case {
        rule: "type-wrong",
        edits: &[(GO, "since  = \"event:filed\"", "since  = \"fact:card_held\"")],
        found: &["procedures/go.toml:50:10 type-wrong"],
    },
    Case {
        rule: "type-wrong",
        edits: &[(
            "scenarios/go.toml",
            "moved_in  = [2026-11-29, 2026-01-05]",
            "moved_in  = [\"2026-11-29\", 2026-01-05]",
        )],
        found: &["scenarios/go.toml:10:14 type-wrong"],
    },
    Case {
        rule: "value-wrong",
        edits: &[(GO, "kind    = \"legal-duty\"", "kind    = \"duty\"")],
        found: &["procedures/go.toml:37:11 value-wrong"],
    },
    Case {
        rule: "value-wrong",
        edits: &[("pack.toml", "schema    = 1", "schema    = 2")],
        found: &["pack.toml:3:13 value-wrong"],
    },
    Case {
        rule: "value-wrong",
        edits: &[("pack.toml", "program   = \"0.1\"", "program   = \"99.0\"")],
        found: &["pack.toml:4:13 value-wrong"],
    },
    Case {
        rule: "value-wrong",
        edits: &[("registry/places.toml", "12-29..01-03", "12-29..01-33")],
        found: &["registry/places.toml:4:78 value-wrong"],
    },
    Case {
        rule: "value-wrong",
        edits: &[("scenarios/go.toml", "status  = \"done\"", "status  = \"finished\"")],
        found: &["scenarios/go.toml:15:11 value-wrong"],
    },
    Case {
        rule: "value-wrong",
        edits: &[("registry/terms.toml", "kana = \"とどけで\"", "kana = \"届け出\"")],
        found: &["registry/terms.toml:2:44 value-wrong"],
    },
    Case {
        rule: "value-wrong",
        edits: &[(GO, "fact = \"card_held\"", "fact = \"card_held\"\ndate = \"last_day\"")],
        found: &["procedures/go.toml:12:1 value-wrong"],
    },
    Case {
        rule: "id-shape",
        edits: &[
            ("registry/topics.toml", "[move]", "[Move_it]"),
            (GO, "\"move\"", "\"Move_it\""),
        ],
        found: &["registry/topics.toml:1:2 id-shape"],
    },
    Case {
        rule: "id-shape",
        edits: &[
            (GO, "[date.end]", "[date.the-end]"),
            (GO, "closes = \"end\"", "closes = \"the-end\""),
        ],
        found: &["procedures/go.toml:30:7 id-shape"],
    },
    Case {
        rule: "id-reused",
        edits: &[
            (GO, "[condition.grown_up]", "[condition.holds_card]"),
            (GO, "\"holds_card\", \"grown_up\"", "\"holds_card\""),
        ],
        found: &["procedures/go.toml:12:12 id-reused"],
    },
    Case {
        rule: "id-reused",
        edits: &[(GO, "", "[[mistake]]\nid = \"late\"\ntext = { en = \"Going late.\" }\n")],
        found: &[
            "i18n/ja/procedures/go.toml:1:12 i18n-missing",
            "i18n/ja/procedures/go.toml:2:12 i18n-outdated",
            "procedures/go.toml:94:6 id-reused",
        ],
    },
    Case {
        rule: "id-reused",
        edits: &[("scenarios/go.toml", "\"go-two\"", "\"go-sunday\"")],
        found: &["scenarios/go.toml:25:9 id-reused"],
    },
];
