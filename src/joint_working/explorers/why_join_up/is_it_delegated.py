"""Is it delegated? For each function: must or may it be delegated, by whom, how far, and how sure we are.

The rows are `data/delegated_functions.csv`; what is known of single areas is in `data/authorities.csv`. Everything is
drawn when the book is built. What was not read is said with the words "not verified". A word that people use and the
lists of the law do not is a row too: it says what stands near it, and sends the reader to the scheme.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from joint_working import evidence
from joint_working.explorers.parts import Answer, Choice, Column, DataTable, Names, Panel, readers_names
from joint_working.html import NONE, Html, el, join
from joint_working.kit import theme
from joint_working.kit.contract import Part
from joint_working.kit.frame import source_link
from joint_working.kit.pictures import drawing
from joint_working.words import capital

#: How a row stands, in the words of the finder. Those that the table has no word for are named below it.
STANDING = {
    "must": "Must be delegated",
    "part": "Must be delegated, in part",
    "may": "May be delegated",
    "usually kept": "Usually kept, not delegated",
    "never": "Cannot be delegated",
    "unnamed": "Not named in the lists",
    "rule": "A rule about delegation",
    "seen in practice": "Seen in practice, not a rule",
}
#: Functions of which only parts are on the must list, and what no scheme can delegate.
IN_PART, NEVER = ("housing-support",), ("charging-for-care",)
#: Words that people use and the lists do not.
UNNAMED = (
    "minor-injuries-unit",
    "community-hospital",
    "sexual-health",
    "prison-health-care",
    "telecare",
    "community-meals",
    "assisted-transport",
    "hosted-service",
)
#: The groups of the list: the words before each function, and whose it is.
GROUPS = {
    "council": "Council",
    "health board": "Health board",
    "unnamed": "Not named in the lists",
    "about": "About delegation",
}
NOT_VERIFIED = "not verified"
#: What each degree of confidence stands for.
CONFIDENCE = {
    "high": "High: a text that we read says so plainly",
    "medium": "Medium: a part of it is one account, or our reading of the text",
    "low": "Low: nothing that we read says so plainly",
}
#: Functions for which the table of authorities has a column.
BY_AREA = {"childrens-social-work": "children_services", "criminal-justice-social-work": "justice_social_work"}
#: What was not read, where a row differs from its group.
OPEN = {
    "occupational-therapy-and-reablement": "Which entry of the lists it rests on: not verified. A briefing names it.",
    "homelessness": "Which areas delegate it: not verified. We hold no list of areas.",
    "childrens-health-services": "Which areas delegate it: not verified. In Highland the council leads for children.",
    "health-visiting": "Which areas delegate it: not verified.",
    "public-health-protection": "Which areas delegate it: not verified.",
    "health-functions-schedule-1": "Which areas delegate more than they must: not verified.",
    "surgery-and-diagnostics": "Whether it is so in your area: not verified.",
    "ijbs-with-childrens-services": "The names of the nine: not verified. The count is of 2018, and may have changed.",
    "optional-functions-withdrawn": "Whether other areas have done the same: not verified.",
    "west-lothian-scheme": "Whether the scheme has been revised since: not verified.",
    "hosted-service": "Which services are hosted, and by whom: not verified.",
}
CHECKS = {
    ("part", "council"): "Find the list of council functions. See which parts of this it names, and who pays for the "
    "rest.",
    ("never", "council"): "No scheme can hold it. Ask your council which committee sets charges, and when.",
    ("unnamed", "council"): "The law’s list does not use this word: ask for the list in your scheme. Look under what "
    "the service does, and not under its name.",
    ("unnamed", "health board"): "The law’s list does not use this word: ask for the list in your scheme. It may name "
    "the place or the ward.",
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
    "hosted-service": "Look for the words “hosted” or “lead partnership” in your scheme. Ask whose plan it is in, and "
    "who votes on it.",
    "ijbs-with-childrens-services": "Look for children’s services by name in your scheme, and its date.",
    "optional-functions-withdrawn": "See whether your scheme has been revised, and what moved in or out.",
    "west-lothian-scheme": "Read your own scheme beside this one. Do not copy it across.",
}

FIND = "Find it in your own words"
ASK = (
    "That does not mean that it is not delegated. Ask for the list of functions in your integration scheme: the clerk "
    "or the chief officer of the board has it."
)


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
    def kind(self) -> str:
        """How it stands, a key of STANDING: the table's word, or a finer one."""
        finer = {"part": IN_PART, "never": NEVER, "unnamed": UNNAMED}
        return next((kind for kind, keys in finer.items() if self.key in keys), self.standing)

    @property
    def group(self) -> str:
        """The group of the list it stands in: a body's own functions, a word the lists do not use, or the rest."""
        if self.kind == "unnamed":
            return "unnamed"
        return self.bodies if self.kind in ("must", "part", "may", "usually kept", "never") else "about"

    @property
    def sentence(self) -> str:
        """The answer in one sentence, or two."""
        first = capital(self.scope)
        return {
            "must": f"{self.name}: yes. A {self.bodies} must delegate this.",
            "part": f"{self.name}: in part. A {self.bodies} must delegate some of it.",
            "never": f"{self.name}: no. This cannot be delegated, and the {self.bodies} keeps it.",
            "unnamed": f"{self.name}: the law’s lists do not name it. Ask for the list in your scheme.",
            "may": f"{self.name}: only if your scheme says so. A {self.bodies} may delegate this, and need not.",
            "usually kept": f"{self.name}: usually not. A {self.bodies} usually keeps this.",
        }.get(self.kind, f"{self.name}: {STANDING[self.kind].lower()}. {first}.")

    @property
    def not_verified(self) -> str:
        """What was not read about it, with the words "not verified"; "" where nothing is left open."""
        if self.key in BY_AREA:
            return areas(self.key)
        return OPEN.get(self.key, "")

    @property
    def check(self) -> str:
        """What to check in one's own scheme."""
        return CHECK_ROWS.get(self.key) or CHECKS[self.kind, self.bodies]

    @property
    def sources(self) -> tuple[evidence.Source, ...]:
        """The sources, the main one first and those of single areas last."""
        return tuple(
            evidence.source(key) for key in dict.fromkeys((self.source, *self.also, *_area_sources(self.key)))
        )


def functions() -> dict[str, Function]:
    """Return every row by key: the council's functions, the health board's, words not named, then the rest.

    The first three groups go by the alphabet, so that a reader can look a name up; the last keeps the table's order.
    """
    rows = [
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
    named = {f.key: f.name.lower() if f.group != "about" else "" for f in rows}
    return {f.key: f for f in sorted(rows, key=lambda f: (order[f.group], named[f.key]))}


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


def draw(function: Function) -> Html:
    """Return the picture of a function as SVG: from its body to the joint board, or not. Nothing for no function.

    A whole line is must, a dashed one may; where a body keeps it the line stops short.
    """
    if function.group in ("about", "unnamed"):
        return NONE
    colour = theme.COUNCIL if function.bodies == "council" else theme.HEALTH
    kept = function.kind in ("usually kept", "never")
    end, middle = (152, 133) if kept else (205, 160)
    stop = el("path", d=f"M{end} 21v20", stroke=theme.INK, stroke_width=3)
    arrow = el("path", d="M214 31l-10 -6v12z", fill=theme.INK)
    dash = "6 5" if function.kind == "may" else None
    word = {"must": "must", "part": "in part", "may": "may", "usually kept": "keeps", "never": "keeps"}[function.kind]
    return drawing(
        328,
        62,
        _box(1, colour, GROUPS[function.bodies]),
        el("path", d=f"M114 31H{end}", stroke=theme.INK, stroke_width=2, stroke_dasharray=dash),
        stop if kept else arrow,
        el("text", word, x=middle, y=18, text_anchor="middle", font_weight=600, fill=theme.INK),
        _box(215, theme.INK, "Joint board", "or lead body"),
        font_size=14,
    )


def _box(x: int, colour: str, *lines: str) -> Html:
    top = 36 - 9 * (len(lines) - 1)
    words = (
        el("text", line, x=x + 13, y=top + 18 * n, font_weight=600, fill=theme.INK) for n, line in enumerate(lines)
    )
    frame = el("rect", x=x, y=4, width=112, height=54, fill=theme.WHITE, stroke=theme.EDGE)
    return join((frame, el("rect", x=x, y=4, width=5, height=54, fill=colour), *words))


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
            ("Must or may", STANDING[function.kind]),
            ("By whom", capital(function.bodies)),
            ("Scope and limits", capital(function.scope) + "."),
            ("Beware", function.note),
            ("How sure", CONFIDENCE[function.confidence] + "."),
            ("Open", function.not_verified),
            ("Check in your scheme", function.check),
        )
        return tuple((term, words) for term, words in pairs if words)

    def html(self) -> Html:
        """Return the picture, the list of terms, and the sources with the place in them."""
        drawn = draw(self.function)
        picture = el("figure", drawn, aria_hidden="true") if drawn else NONE
        source = join(map(_cited, self.function.sources), "; ") + f". {capital(self.function.locator)}."
        facts = (el("div", el("dt", term), el("dd", words)) for term, words in (*self.said, ("Source", source)))
        return picture + el("dl", facts, class_="jw-facts")

    def text(self) -> str:
        """Return the list of terms and the sources."""
        sources = "; ".join(map(_named, self.function.sources))
        lines = [f"- {term}: {words}" for term, words in self.said]
        return "\n".join([*lines, f"- Source: {sources}. {self.function.locator}"])


def _named(source: evidence.Source) -> str:
    """Return the publisher and the year, or in words what is known of the date."""
    dated = source.published[:4].isdigit()
    return f"{source.publisher}, {source.year if dated else source.published.replace('n.d.', 'no date')}"


def _cited(source: evidence.Source) -> Html:
    return source_link(source, f"{source.title}: {_named(source)}")


def is_it_delegated() -> Panel:
    """Return the finder: choose a function and read whether it must or may be delegated."""
    answers = functions()
    return Panel(
        "is-it-delegated",
        "Is it delegated?",
        questions=[
            Choice("function", "Function", {key: f"{GROUPS[f.group]}: {_small(f.name)}" for key, f in answers.items()})
        ],
        answers={(key,): Answer(f.sentence, FunctionAnswer(f)) for key, f in answers.items()},
        names=Names(FIND, readers_names("functions", answers), ASK),
        eyebrow="Finder",
        source="The book’s table “What is delegated”. Bar at the left of a box: ochre, council; blue, health board; "
        "ink, joint board or lead body. A whole line is must, a dashed line may. The words say it too.",
        assumes=[
            "The law as at November 2026: the council’s list as amended to 1 April 2018, the health board’s as made. "
            "Amendments of 2026 could not be listed.",
            "A row is a plain name for what the lists name by enactment or by service. Your scheme may use others.",
            "In Highland, the only lead agency in use, read “lead body” for “joint board”. There the law asks one of "
            "the two, at least, for its must list.",
        ],
        does_not_show=[
            "Your own scheme. It says what is delegated in your area beyond the must lists.",
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
                "standing": STANDING[f.kind],
                "scope": f.scope,
                "confidence": f.confidence,
                "open": f.not_verified or "nothing",
                "source": _named(f.sources[0]),
            }
            for f in functions().values()
        ],
        source="The book’s table “What is delegated”, with what is known by area from its table of authorities.",
    )
