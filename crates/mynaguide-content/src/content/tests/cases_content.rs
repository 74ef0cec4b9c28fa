//! References, words, coverage, translations.

use super::Case;

const GO: &str = "procedures/go.toml";
const JA: &str = "i18n/ja/procedures/go.toml";

pub(super) const CASES: &[Case] = &[
    Case {
        rule: "ref-missing",
        edits: &[(GO, "terms    = [\"notice\"]", "terms    = [\"notices\"]")],
        found: &["procedures/go.toml:7:13 ref-missing"],
    },
    Case {
        rule: "ref-missing",
        edits: &[(GO, "of       = \"counted\"", "of       = \"conted\"")],
        found: &[
            "procedures/go.toml:16:7 source-missing",
            "procedures/go.toml:18:12 ref-missing",
        ],
    },
    Case {
        rule: "ref-missing",
        edits: &[(GO, "after  = \"event:moved_in\"", "after  = \"moved_in\"")],
        found: &["procedures/go.toml:26:10 ref-missing"],
    },
    Case {
        rule: "ref-missing",
        edits: &[(GO, "since  = \"event:filed\"", "since  = \"event:birth\"")],
        found: &["procedures/go.toml:50:10 ref-missing"],
    },
    Case {
        rule: "ref-missing",
        edits: &[(GO, "\"go/notify\"", "\"go/notfy\"")],
        found: &["procedures/go.toml:53:16 ref-missing"],
    },
    Case {
        rule: "ref-missing",
        edits: &[(GO, "settles = [\"notify\"]", "settles = [\"notice\"]")],
        found: &["procedures/go.toml:79:12 ref-missing"],
    },
    Case {
        rule: "ref-missing",
        edits: &[
            ("scenarios/go.toml", "\"copy\"   = 350", "\"copi\"   = 350"),
            ("scenarios/go.toml", "\"A:copy\"", "\"A:copy/old\""),
            ("scenarios/go.toml", "\"event:moved_in\" }", "\"event:moved_on\" }"),
        ],
        found: &[
            "scenarios/go.toml:34:1 ref-missing",
            "scenarios/go.toml:35:1 ref-missing",
            "scenarios/go.toml:35:34 ref-missing",
        ],
    },
    Case {
        rule: "value-wrong",
        edits: &[("scenarios/go.toml", "\"copy\"   = 350", "\"copy\"   = \"cheap\"")],
        found: &["scenarios/go.toml:34:12 value-wrong"],
    },
    Case {
        rule: "ref-missing",
        edits: &[
            ("scenarios/go.toml", "card_held = true", "card_hold = true"),
            ("scenarios/go.toml", "\"B:go/notify\"", "\"C:go/notify\""),
            ("scenarios/go.toml", "\"go/last_day\"", "\"go/lastday\""),
        ],
        found: &[
            "scenarios/go.toml:6:1 ref-missing",
            "scenarios/go.toml:18:1 ref-missing",
            "scenarios/go.toml:32:17 ref-missing",
        ],
    },
    Case {
        rule: "ref-missing",
        edits: &[(
            "registry/rules.toml",
            "[condition.adult]",
            "[condition.form]\nfact = \"card_form\"\nis = \"seperate\"\n[condition.adult]",
        )],
        found: &[
            "registry/rules.toml:5:12 condition-unused",
            "registry/rules.toml:7:6 ref-missing",
        ],
    },
    Case {
        rule: "ref-missing",
        edits: &[(GO, "Bring the {doc:pin}.", "Bring the {doc:pins}.")],
        found: &[
            "i18n/ja/procedures/go.toml:2:12 i18n-outdated",
            "procedures/go.toml:73:16 ref-missing",
        ],
    },
    Case {
        rule: "markup",
        edits: &[(GO, "You have no card.", "You have {no} {Card}.")],
        found: &[
            "i18n/ja/procedures/go.toml:2:12 i18n-outdated",
            "procedures/go.toml:59:19 ref-missing",
            "procedures/go.toml:59:19 markup",
        ],
    },
    Case {
        rule: "name-missing-language",
        edits: &[("registry/topics.toml", ", ja = \"引っ越し\"", "")],
        found: &["registry/topics.toml:2:9 name-missing-language"],
    },
    Case {
        rule: "name-missing-language",
        edits: &[(GO, ", romaji = \"tennyū todoke\"", "")],
        found: &["procedures/go.toml:3:12 name-missing-language"],
    },
    Case {
        rule: "phrase-no-kana",
        edits: &[("registry/phrases.toml", "kana   = \"とどけを だしたいです。\"\n", "")],
        found: &["registry/phrases.toml:1:1 phrase-no-kana"],
    },
    Case {
        rule: "phrase-no-kana",
        edits: &[("registry/phrases.toml", "kana   = \"とどけを", "kana   = \"届を")],
        found: &["registry/phrases.toml:3:10 phrase-no-kana"],
    },
    Case {
        rule: "twelve-digits",
        edits: &[(
            "registry/documents.toml",
            "sets  = [\"id-a\"]",
            "sets  = [\"id-a\"]\nalias = [\"１２３４-5678-9012\"]",
        )],
        found: &["registry/documents.toml:5:10 twelve-digits"],
    },
    Case {
        rule: "topic-empty",
        edits: &[(
            "registry/topics.toml",
            "",
            "[stay]\ntitle = { en = \"Stay\", ja = \"在留\" }\n",
        )],
        found: &["registry/topics.toml:3:2 topic-empty"],
    },
    Case {
        rule: "doc-unused",
        edits: &[(
            "registry/documents.toml",
            "",
            "[hat]\nkind = \"paper\"\nname = { en = \"Hat\", ja = \"ぼうし\", kana = \"ぼうし\", romaji = \"bōshi\" }\n",
        )],
        found: &["registry/documents.toml:9:2 doc-unused"],
    },
    Case {
        rule: "i18n-unknown",
        edits: &[(JA, "[step.file]", "[step.fil]")],
        found: &[
            "i18n/ja/procedures/go.toml:1:12 i18n-missing",
            "i18n/ja/procedures/go.toml:11:1 i18n-unknown",
        ],
    },
    Case {
        rule: "i18n-unknown",
        edits: &[(
            "i18n/fr/procedures/go.toml",
            "",
            "of = \"go\"\nbased = \"sha256:pending\"\nstatus = \"draft\"\n",
        )],
        found: &[
            "i18n/fr/procedures/go.toml:0:0 i18n-unknown",
            "i18n/fr/procedures/go.toml:1:6 i18n-missing",
            "i18n/fr/procedures/go.toml:2:9 i18n-outdated",
        ],
    },
    Case {
        rule: "visit-order",
        edits: &[(
            GO,
            "settles = [\"notify\"]",
            "settles = [\"notify\"]\nafter   = [\"go/conter\"]",
        )],
        found: &["procedures/go.toml:80:12 visit-order"],
    },
    Case {
        rule: "visit-order",
        edits: &[(
            GO,
            "settles = [\"notify\"]",
            "settles = [\"notify\"]\nafter   = [\"go/counter\"]",
        )],
        found: &["procedures/go.toml:80:12 visit-order"],
    },
    Case {
        rule: "fee-condition",
        edits: &[(
            GO,
            "settles = [\"notify\"]",
            "settles = [\"notify\"]\nfee     = [{ fee = \"copy\", when = \"later\" }]",
        )],
        found: &["procedures/go.toml:80:12 fee-condition"],
    },
    Case {
        rule: "fee-condition",
        edits: &[(
            GO,
            "settles = [\"notify\"]",
            "settles = [\"notify\"]\nfee     = [{ fee = \"copy\", option = [\"colour\"] }]",
        )],
        found: &["procedures/go.toml:80:38 fee-condition"],
    },
    Case {
        rule: "phrase-condition",
        edits: &[
            (
                "registry/phrases.toml",
                "say_at = [\"counter\"]",
                "say_at = [\"counter\"]\napplies = { all = [\"holds_card\"] }",
            ),
            (GO, "say     = [\"want-file\"]\n", ""),
        ],
        found: &["registry/phrases.toml:1:2 phrase-condition"],
    },
    Case {
        rule: "value-wrong",
        edits: &[
            (
                GO,
                "settles = [\"notify\"]",
                "settles = [\"notify\"]\nafter   = [\"counter\"]",
            ),
            (
                "registry/documents.toml",
                "[card]\n",
                "[card]\ncovers = [{ doc = \"card\" }]\n",
            ),
        ],
        found: &[
            "procedures/go.toml:80:12 value-wrong",
            "registry/documents.toml:2:19 value-wrong",
        ],
    },
    Case {
        rule: "i18n-missing",
        edits: &[(JA, "for_whom = \"全員です。\"\n", "")],
        found: &["i18n/ja/procedures/go.toml:1:12 i18n-missing"],
    },
    Case {
        rule: "i18n-outdated",
        edits: &[(GO, "You have no card.", "You hold no card.")],
        found: &["i18n/ja/procedures/go.toml:2:12 i18n-outdated"],
    },
    Case {
        rule: "i18n-extra-date",
        edits: &[(JA, "14日以内", "15日以内")],
        found: &["i18n/ja/procedures/go.toml:4:12 i18n-extra-date"],
    },
    Case {
        rule: "i18n-extra-date",
        edits: &[("registry/rules.toml", "引っ越しの14日後", "引っ越しの１５日後")],
        found: &["registry/rules.toml:23:48 i18n-extra-date"],
    },
];
