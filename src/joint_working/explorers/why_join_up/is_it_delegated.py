"""Is it delegated? For each function: must or may it be delegated, by whom, how far, and how sure we are.

The rows are `data/delegated_functions.csv`; what is known of single areas is in `data/authorities.csv`. Everything is
drawn when the book is built. What was not read is said with the words "not verified".
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from joint_working import evidence
from joint_working.explorers import theme
from joint_working.explorers.parts import Answer, Choice, Column, DataTable, Panel
from joint_working.explorers.parts._html import Part, esc, source_link
from joint_working.explorers.words import capital

#: How a row stands, in the words of the finder.
STANDING = {
    "must": "Must be delegated",
    "may": "May be delegated",
    "usually kept": "Usually kept, not delegated",
    "rule": "A rule about delegation",
    "seen in practice": "Seen in practice, not a rule",
}
#: The groups of the list: the words before each function, and whose it is.
GROUPS = {"council": "Council", "health board": "Health board", "about": "About delegation"}
NOT_VERIFIED = "not verified"
#: What each degree of confidence stands for.
CONFIDENCE = {
    "high": "High: a text that we read says so plainly",
    "medium": "Medium: one account says so, and a part of it is in doubt",
    "low": "Low: nothing that we read says so plainly",
}
#: Functions for which the table of authorities has a column.
BY_AREA = {"childrens-social-work": "children_services", "criminal-justice-social-work": "justice_social_work"}
#: What was not read, where a row differs from its group.
OPEN = {
    "adult-community-health": "Health visiting: not verified. The statutory list of services was not read.",
    "aids-and-adaptations": "How far each of the two goes: not verified. Only the definitions were read.",
    "homelessness": "Which areas delegate it: not verified. We hold no list of areas.",
    "childrens-health-services": "Which areas delegate it: not verified. In Highland the council leads for children.",
    "health-functions-schedule-1": "The wording as made: not verified. It was read in the draft.",
    "health-functions-schedule-2": "The wording as made: not verified. It was read in the draft, without Schedule 3.",
    "surgery-and-diagnostics": "Whether it is so in your area: not verified.",
    "ijbs-with-childrens-services": "The names of the nine: not verified. The count is of 2018, and may have changed.",
    "optional-functions-withdrawn": "Whether other areas have done the same: not verified.",
    "west-lothian-scheme": "Whether the scheme has been revised since: not verified.",
}
CHECKS = {
    ("must", "council"): "Find the list of council functions. It should cover this. Ask what has been added to the "
    "list, and whether any of it is for people under 18.",
    ("must", "health board"): "Find the list of health functions. See which services and which hospital wards it "
    "names, and whether it states an age.",
    ("may", "council"): "Look for it by name in the list of council functions. If it is not there, the council still "
    "decides it. Ask when the scheme was last reviewed.",
    ("may", "health board"): "Look for it by name in the list of health functions. If it is not there, the health "
    "board still decides it.",
    ("usually kept", "health board"): "See where your scheme draws the line through each hospital. The line is often "
    "by specialty.",
}
CHECK_ROWS = {
    "who-carries-out-the-function": "See which model your scheme names: that tells you which body carries functions "
    "out.",
    "delegating-body-may-still-act": "Ask your clerk whether your council or health board still acts on a delegated "
    "function, and why.",
    "functions-carried-out-together": "Only under a lead agency: look for the list of functions that go together.",
    "large-hospital-test": "Find the list of large hospitals in your scheme, and the method for the sum set aside.",
    "ijbs-with-childrens-services": "Look for children’s services by name in your scheme, and its date.",
    "optional-functions-withdrawn": "See whether your scheme has been revised, and what moved in or out.",
    "west-lothian-scheme": "Read your own scheme beside this one. Do not copy it across.",
}


@dataclass(frozen=True)
class Function:
    """A function, or something said of delegation. `bodies` is "council", "health board" or both."""

    key: str
    name: str
    bodies: str
    standing: str
    scope: str
    source: str
    also: tuple[str, ...]
    locator: str
    confidence: str
    note: str

    @property
    def group(self) -> str:
        """The group of the list it stands in: a body's own functions, or what is said about delegation."""
        return self.bodies if self.standing in ("must", "may", "usually kept") else "about"

    @property
    def sentence(self) -> str:
        """The answer in one sentence."""
        first = capital(self.scope)
        return {
            "must": f"{self.name}: yes. A {self.bodies} must delegate this.",
            "may": f"{self.name}: only if your scheme says so. A {self.bodies} may delegate this, and need not.",
            "usually kept": f"{self.name}: usually not. A {self.bodies} usually keeps this.",
        }.get(self.standing, f"{self.name}: {STANDING[self.standing].lower()}. {first}.")

    @property
    def not_verified(self) -> str:
        """What was not read about it, with the words "not verified"; "" where nothing is left open."""
        if self.key in BY_AREA:
            return areas(self.key)
        if self.key in OPEN:
            return OPEN[self.key]
        if self.standing == "must":
            return (
                "The wording of the statutory list: not verified. It goes by enactment, and was not copied out."
                if self.bodies == "council"
                else "The statutory list of services: not verified. It was not read."
            )
        return ""

    @property
    def check(self) -> str:
        """What to check in one's own scheme."""
        return CHECK_ROWS.get(self.key) or CHECKS[self.standing, self.bodies]

    @property
    def sources(self) -> tuple[evidence.Source, ...]:
        """The sources, the main one first and those of single areas last."""
        return tuple(
            evidence.source(key) for key in dict.fromkeys((self.source, *self.also, *_area_sources(self.key)))
        )


def functions() -> dict[str, Function]:
    """Return every row by key: council functions, health board functions, then what is said about delegation."""
    found = [
        Function(
            row["key"],
            row["function"],
            row["delegating_body"],
            row["standing"],
            row["scope"],
            row["source"],
            tuple(evidence.parted(row["also"] or "")),
            row["locator"],
            row["confidence"],
            row["note"] or "",
        )
        for row in evidence.table("delegated_functions")
    ]
    order = {group: n for n, group in enumerate(GROUPS)}
    return {function.key: function for function in sorted(found, key=lambda function: order[function.group])}


def areas(key: str) -> str:
    """Return what is known of single areas about one function: who has it, and in how many it was not verified.

    Raises KeyError for a function that the table of authorities has no column for.
    """
    column = BY_AREA[key]
    rows = evidence.table("authorities")
    counted = Counter(row[column] for row in rows)
    known = [
        f"{row['authority']}, {row[column]}{', where the council leads for children' if _leads(row, column) else ''}"
        for row in rows
        if row[column] != NOT_VERIFIED
    ]
    rest = f"In the other {counted[NOT_VERIFIED]} of {len(rows)} areas: {NOT_VERIFIED}."
    return f"Known from texts, by area: {'; '.join(known)}. {rest}"


def _area_sources(key: str) -> list[str]:
    """Return the sources of what is known of single areas; none for a function without a column."""
    column = BY_AREA.get(key)
    rows = evidence.table("authorities") if column else ()
    return [row["children_services_source"] for row in rows if row[column] != NOT_VERIFIED]


def _leads(row: dict, column: str) -> bool:
    return column == "children_services" and row["model"] == "lead agency"


# --- Drawing -----------------------------------------------------------------------------------------------


def draw(function: Function) -> str:
    """Return the picture of a function as SVG: from its body to the joint board, or not. "" for what is no function.

    A whole line is must, a dashed one may; where a body usually keeps it the line stops short.
    """
    if function.group == "about":
        return ""
    colour = theme.COUNCIL if function.bodies == "council" else theme.HEALTH
    dash = ' stroke-dasharray="6 5"' if function.standing == "may" else ""
    kept = function.standing == "usually kept"
    end = 152 if kept else 205
    tip = f'<path d="M{end} 21v20" stroke="{theme.INK}" stroke-width="3"/>' if kept else ""
    tip = tip or f'<path d="M214 31l-10 -6v12z" fill="{theme.INK}"/>'
    word = {"must": "must", "may": "may", "usually kept": "keeps"}[function.standing]
    return (
        '<svg aria-hidden="true" focusable="false" width="328" height="62" viewBox="0 0 328 62"'
        f' font-family="{theme.FONT}" font-size="14">'
        + _box(1, colour, GROUPS[function.bodies])
        + f'<path d="M114 31H{end}" stroke="{theme.INK}" stroke-width="2"{dash}/>{tip}'
        f'<text x="{133 if kept else 160}" y="18" text-anchor="middle" font-weight="600" fill="{theme.INK}">'
        f"{word}</text>" + _box(215, theme.INK, "Joint board", "or lead body") + "</svg>"
    )


def _box(x: int, colour: str, *lines: str) -> str:
    top = 36 - 9 * (len(lines) - 1)
    words = "".join(
        f'<text x="{x + 13}" y="{top + 18 * n}" font-weight="600" fill="{theme.INK}">{line}</text>'
        for n, line in enumerate(lines)
    )
    return (
        f'<rect x="{x}" y="4" width="112" height="54" fill="{theme.WHITE}" stroke="{theme.EDGE}"/>'
        f'<rect x="{x}" y="4" width="5" height="54" fill="{colour}"/>{words}'
    )


@dataclass(frozen=True)
class FunctionAnswer(Part):
    """One answer of the finder: the picture, and what is known in a list of terms."""

    function: Function

    @property
    def name(self) -> str:
        """The name of the part."""
        return f"delegated-{self.function.key}"

    @property
    def said(self) -> tuple[tuple[str, str], ...]:
        """The terms and their words, those with none left out. The source is not among them."""
        function = self.function
        pairs = (
            ("Must or may", STANDING[function.standing]),
            ("By whom", capital(function.bodies)),
            ("Scope and limits", capital(function.scope) + "."),
            ("Beware", function.note),
            ("How sure", CONFIDENCE[function.confidence] + "."),
            ("Open", function.not_verified),
            ("Check in your scheme", function.check),
        )
        return tuple((term, words) for term, words in pairs if words)

    def html(self) -> str:
        """Return the picture, the list of terms, and the sources with the place in them."""
        function = self.function
        drawn = draw(function)
        picture = f'<figure aria-hidden="true">{drawn}</figure>' if drawn else ""
        rows = "".join(f"<div><dt>{term}</dt><dd>{esc(words)}</dd></div>" for term, words in self.said)
        sources = "; ".join(map(_cited, function.sources))
        place = esc(capital(function.locator))
        return f'{picture}<dl class="jw-facts">{rows}<div><dt>Source</dt><dd>{sources}. {place}.</dd></div></dl>'

    def text(self) -> str:
        """Return the list of terms and the sources."""
        sources = "; ".join(map(_named, self.function.sources))
        lines = [f"- {term}: {words}" for term, words in self.said]
        return "\n".join([*lines, f"- Source: {sources}. {self.function.locator}"])


def _named(source: evidence.Source) -> str:
    """Return the publisher and the year, or in words what is known of the date."""
    dated = source.published[:4].isdigit()
    return f"{source.publisher}, {source.year if dated else source.published.replace('n.d.', 'no date')}"


def _cited(source: evidence.Source) -> str:
    return source_link(source, f"{source.title}: {_named(source)}")


def is_it_delegated() -> Panel:
    """Return the finder: choose a function and read whether it must or may be delegated."""
    found = functions()
    return Panel(
        "is-it-delegated",
        "Is it delegated?",
        questions=[
            Choice("function", "Function", {key: f"{GROUPS[f.group]}: {_small(f.name)}" for key, f in found.items()})
        ],
        answers={(key,): Answer(f.sentence, FunctionAnswer(f)) for key, f in found.items()},
        eyebrow="Finder",
        source="The book’s table “What is delegated”. Bar at the left of a box: ochre, council; blue, health board; "
        "ink, joint board or lead body. A whole line is must, a dashed line may. The words say it too.",
        assumes=[
            "The law as at November 2026. The statutory lists go by enactment; a row is a plain name for a group.",
            "In Highland, the only lead agency in use, read “lead body” for “joint board”.",
        ],
        does_not_show=[
            "Your own scheme, which decides what is delegated in your area. Check your scheme and standing orders.",
            "Who runs the service, or how well. And it is not legal advice.",
        ],
    )


def _small(name: str) -> str:
    """Return a name with a small first letter, unless it starts with an acronym."""
    return name if name[1:2].isupper() else name[0].lower() + name[1:]


def table_of_functions() -> DataTable:
    """Return all rows as a table that can be sorted: the finder in another form."""
    return DataTable(
        "delegated-functions",
        "Every function in the finder",
        f"{len(functions())} rows; sort by any heading",
        columns=[
            Column("name", "Function"),
            Column("bodies", "Delegated by"),
            Column("standing", "Must or may"),
            Column("scope", "Scope and limits"),
            Column("confidence", "How sure"),
            Column("open", "Open"),
            Column("source", "Source"),
        ],
        rows=[
            {
                "name": f.name,
                "bodies": f.bodies,
                "standing": STANDING[f.standing],
                "scope": f.scope,
                "confidence": f.confidence,
                "open": f.not_verified or "nothing",
                "source": _named(f.sources[0]),
            }
            for f in functions().values()
        ],
        source="The book’s table “What is delegated”, with what is known by area from its table of authorities.",
    )
