"""Files for the cases of evaluation_cases.yaml: what a case describes, as names and bytes."""

import json
from pathlib import Path

import yaml

from joint_working.explorers.judging_it.evaluation_files import TABLES

CASES = yaml.safe_load((Path(__file__).parent / "evaluation_cases.yaml").read_text(encoding="utf-8"))

#: The 25 proposals, by how many each of the six headings has.
PROPOSALS = [f"{h}-{n}" for h, m in enumerate((3, 6, 5, 5, 3, 3), 1) for n in ("i", "ii", "iii", "iv", "v", "vi")[:m]]


def good(number: int = 1, role: str = "council", **answers: str) -> dict:
    """Return a document that passes every check. Answers are given as {"2-iii": "partly"} or {"all": "partly"}."""
    given = answers or {"2-iii": "partly"}
    if "all" in given:
        given = dict.fromkeys(PROPOSALS, given["all"])
    return {
        "kind": "joint-working self-evaluation",
        "version": 1,
        "id": f"{number:016x}",
        "role": role,
        "made": "2026-11-24",
        "answers": {key: {"step": step, "evidence": "", "disagree": ""} for key, step in given.items()},
        "actions": [],
    }


def made(file: dict, number: int) -> list[tuple[str, bytes]]:
    """Return the files one entry of a case describes.

    An entry has a `name` and one of: `text`, as it stands; `bytes`, in hexadecimal; or the changes to a good document:
    `role`, `answers`, `set` (a path of names with dots between them, to a value) and `drop`. `copies` repeats it with
    an id of its own each, `id` gives one, `pad` adds spaces, `as` says in which encoding.
    """
    if "text" in file:
        return [(file["name"], file["text"].encode())]
    if "bytes" in file:
        return [(file["name"], bytes.fromhex(file["bytes"]))]
    found = []
    for copy in range(file.get("copies", 1)):
        document = good(file.get("id", number * 100 + copy), file.get("role", "council"), **file.get("answers", {}))
        for path, value in file.get("set", {}).items():
            *way, last = path.split(".")
            place = document
            for name in way:
                place = place.setdefault(name, {})
            place[last] = value
        for name in file.get("drop", []):
            del document[name]
        text = json.dumps(document, ensure_ascii=False) + " " * file.get("pad", 0)
        name = file["name"].replace("#", str(copy + 1))
        found.append((name, text.encode(file.get("as", "utf-8"), "surrogatepass")))
    return found


def files_of(case: dict) -> list[tuple[str, bytes]]:
    """Return all the files of a case, in order."""
    return [pair for number, file in enumerate(case["files"], start=1) for pair in made(file, number)]


RETURNS = yaml.safe_load((Path(__file__).parent / "return_cases.yaml").read_text(encoding="utf-8"))
#: More than a cell of a spreadsheet shows, and its end matters.
LONG = "The finance group meets each month and both directors attend. " * 150 + "END: one action is open."
FOUR = ("Not yet established", "Partly established", "Established", "Exemplary")


def content_of(case: dict) -> bytes:
    """Return the table of a case as bytes: {25} is a row for each proposal, and {long} a long text."""
    rows = [
        f"{TABLES.rules.called[key]}\t{TABLES.proposals[key]['words']}\t{FOUR[at % 4]}\t"
        f"Minute {at + 1}\tAction {at + 1}\tMarch 2020\tOfficers"
        for at, key in enumerate(PROPOSALS)
    ]
    return case["text"].replace("{25}", "\n".join(rows)).replace("{long}", LONG).encode()
