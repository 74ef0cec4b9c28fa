"""Writes the household that every measurement uses: four people, 24 answers, 8 events, 200 ticks.

    python3 household.py FOLDER [TICKS]

The journal has an entry for each change, as if it had been made over five years.
"""

import json
import pathlib
import sys

PEOPLE = ["a", "b", "c", "d"]
PROCEDURES = ["move-in", "card-renewal", "card-lost", "stay-renewal", "arrive"]
FACTS = [
    ("status_group", '"mid-long"', {"choice": "mid-long"}),
    ("card_held", "true", {"yes-no": True}),
    ("card_form", '"separate"', {"choice": "separate"}),
    ("stay_until", "2027-08-01", {"date": "2027-08-01"}),
    ("birth", "1990-03-{n:02}", {"date": "1990-03-{n:02}"}),
    ("card_printed_until", "2027-08-01", {"date": "2027-08-01"}),
]
EVENTS = [("moved_in", "2026-11-2{n}"), ("residence_card_renewed", "2026-10-1{n}")]


def filled(value, n):
    if isinstance(value, str):
        return value.format(n=n)
    return {key: filled(v, n) for key, v in value.items()} if isinstance(value, dict) else value


def write(folder, ticks=200):
    households = pathlib.Path(folder) / "households"
    households.mkdir(parents=True, exist_ok=True, mode=0o700)
    changes, lines = [], []
    for n, person in enumerate(PEOPLE, 1):
        lines += ["[[person]]", f'id = "{person}"', f'label = "{person.upper()}"', "", "[person.facts]"]
        for fact, value, answer in FACTS:
            lines.append(f"{fact} = {value.format(n=n)}")
            changes.append({"change": "fact", "person": person, "fact": fact, "before": None, "after": filled(answer, n)})
        lines.append("")
    for n, person in enumerate(PEOPLE, 1):
        for kind, (event, on) in enumerate(EVENTS):
            key = f"e{2 * n + kind - 1}"
            lines += ["[[event]]", f'id = "{key}"', f'event = "{event}"', f"on = {on.format(n=n)}",
                      f'people = ["{person}"]', ""]
    ticked = {}
    for n in range(ticks):
        procedure, person = PROCEDURES[n % 5], PEOPLE[n // 5 % 4]
        item = f"item-{n // 20}"
        ticked[procedure, item, person] = f"2026-{n % 11 + 1:02}-{n % 28 + 1:02}"
        key = {"procedure": procedure, "item": item, "person": person}
        after = {"on": f"2026-{n % 11 + 1:02}-{n % 28 + 1:02}"}
        changes.append({"change": "tick", "key": key, "before": None, "after": after})
    # In the order in which the program writes them.
    for (procedure, item, person), on in sorted(ticked.items()):
        lines += ["[[tick]]", f'procedure = "{procedure}"', f'item = "{item}"', f'person = "{person}"', f"on = {on}", ""]
    head = ["format = 1", f"revision = {len(changes)}", ""]
    (households / "home.toml").write_text("\n".join(head + lines))
    with open(households / "home.journal.jsonl", "w") as journal:
        for revision, change in enumerate(changes, 1):
            at = f"{2021 + revision * 5 // (len(changes) + 1)}-05-{revision % 28 + 1:02}T10:00:00+09:00"
            journal.write(json.dumps({"revision": revision, "at": at, "changes": [change]}, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 200)
