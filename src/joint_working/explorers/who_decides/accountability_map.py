"""The Accountability Map: for each role, whom it answers to and who answers to it, by kind of line and by model.

The roles and lines are `data/roles.csv` and `data/accountability.csv`; the boundary through a hospital is
`data/hospital_boundary.csv`. Everything is drawn when the book is built, as SVG made here with the house colours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from joint_working import evidence
from joint_working.explorers.parts import Answer, Choice, Panel
from joint_working.html import Html, bullets, el, headings, join, row, scrolled, shape, table
from joint_working.kit import theme
from joint_working.kit.contract import Part
from joint_working.kit.frame import folded, source_link
from joint_working.kit.pictures import WIDTHS, drawing, pictured
from joint_working.words import capital, listed

BODY_CORPORATE, LEAD_AGENCY = "body corporate", "lead agency"
MODELS = {"board": BODY_CORPORATE, "lead": LEAD_AGENCY}
#: What each kind of line is about, and its dash: kinds are told apart without colour.
KINDS = {
    "strategic": ("plans and change", ""),
    "operational": ("daily running", "10 4"),
    "professional": ("standards of practice", "2 4"),
    "financial": ("money", "12 3 2 3"),
    "scrutiny": ("being looked at from outside", "5 3"),
}
#: The chief officer's hats: the lines of one kind alone.
HATS = {"chief-officer-strategic": "strategic", "chief-officer-operational": "operational"}
STANDING = {"law": "Law", "guidance": "Guidance", "example": "Example or description", "inference": "Our reading"}
PLURAL = ("auditors", "inspectors", "ministers", "clinical leads")
BODIES = ("ijb", "health-board", "council", "partners-jointly", "public", "monitoring-committee", "lead-body")
_COLOURS = {
    "council": theme.COUNCIL,
    "health board": theme.HEALTH,
    "IJB": theme.INK,
    "joint": theme.INK,
    "national": theme.RESERVES,
    "public": theme.REPRESENTATIVES,
}


@dataclass(frozen=True)
class Role:
    """Somebody who answers, or is answered to. `absent` says, by model, why there is none."""

    key: str
    name: str
    short: str
    side: str
    does: str
    absent: dict[str, str]


@dataclass(frozen=True)
class Line:
    """One line: `who` answers to `whom`, under `models`, for something."""

    key: str
    who: Role
    whom: Role
    kind: str
    models: tuple[str, ...]
    what: str
    standing: str
    source: str
    locator: str
    note: str

    @property
    def cited_html(self) -> Html:
        """The source, linked where it has an address, and the place in it."""
        if not self.source:
            return Html.escape(f"{self.locator}.")
        source = evidence.source(self.source)
        words = law_name(source.title) or ", ".join(filter(None, [source.publisher, source.year]))
        return source_link(source, words) + f", {self.locator}."


def law_name(title: str) -> str:
    """Return the short name of an Act or an order by its title in the register; nothing for another source.

    >>> law_name("Public Bodies (Joint Working) (Scotland) Act 2014 (asp 9), as revised to 7 January 2026")
    '2014 Act'
    >>> law_name("Health Boards (Membership and Procedure) (Scotland) Regulations 2001 (SSI 2001/302), as made")
    'SSI 2001/302'
    """
    order = re.search(r"\((SSI \d{4}/\d+)\)", title)
    act = re.match(r"(?:Public Bodies \(Joint Working\) \(Scotland\) Act (2014)|(.+ Act \d{4})) \(asp \d+\)", title)
    if order:
        return order[1]
    return (f"{act[1]} Act" if act[1] else act[2]) if act else ""


def roles() -> dict[str, Role]:
    """Return every role by key, from `data/roles.csv`."""
    return {
        row["key"]: Role(
            row["key"], row["role"], row["short"], row["side"], row["what_they_do"],
            {BODY_CORPORATE: row["absent_body_corporate"], LEAD_AGENCY: row["absent_lead_agency"]},
        )
        for row in evidence.table("roles")
    }  # fmt: skip


def lines() -> tuple[Line, ...]:
    """Return every line of accountability, from `data/accountability.csv`."""
    known = roles()
    return tuple(
        Line(
            row["key"], known[row["from_role"]], known[row["to_role"]], row["kind"],
            tuple(MODELS.values()) if row["model"] == "both" else (row["model"],),
            row["answers_for"], row["standing"], row["source"], row["locator"], row["note"],
        )
        for row in evidence.table("accountability")
    )  # fmt: skip


def lines_of(role: str, model: str, kind: str | None = None) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Return the lines that run from a role under a model, and those that run to it; of one kind, if one is given.

    >>> upward, _ = lines_of("chief-officer", "body corporate", "strategic")
    >>> [line.whom.short for line in upward]
    ['Joint board (IJB)']
    """
    held = [line for line in lines() if model in line.models and kind in (None, line.kind)]
    return tuple(x for x in held if x.who.key == role), tuple(x for x in held if x.whom.key == role)


# --- Words -------------------------------------------------------------------------------------------------


def named(role: Role) -> str:
    """Return a role with its article, for the middle of a sentence."""
    return role.name if role.name in PLURAL else f"the {role.name}"


def _by_whom(lines: Iterable[Line], end: str, one_kind: str | None) -> str:
    """Return the other ends of some lines, each with its kinds unless all are of one: "the council (scrutiny)"."""
    kinds: dict[str, list[str]] = {}
    for line in lines:
        kinds.setdefault(named(getattr(line, end)), []).append(line.kind)
    if one_kind:
        return listed(list(kinds))
    return listed([f"{name} ({', '.join(dict.fromkeys(of))})" for name, of in kinds.items()])


def sentence(role: Role, model: str, kind: str | None = None) -> str:
    """Return whom a role answers to and who answers to it, in words; with a kind, of that kind alone."""
    upward, inward = lines_of(role.key, model, kind)
    name, verb = named(role), "answer" if role.name in PLURAL else "answers"
    start = capital(name)
    if not upward and not inward:
        return f"No {kind} line was found. {role.absent[model]}" if kind else f"No line. {role.absent[model]}"
    if kind:
        start = f"With the {kind} hat on, {name}"
    if upward:
        words = f"{start} {verb} to {_by_whom(upward, 'whom', kind)}."
    else:
        words = f"We read of nobody within integration to whom {name} {verb}."
    if inward:
        words += f" Answering to {'it' if role.key in BODIES else 'them'}: {_by_whom(inward, 'who', kind)}."
    return words


# --- Drawing -----------------------------------------------------------------------------------------------


def _wrap(text: str, width: float, size: float) -> list[str]:
    """Return a text in lines that fit a width in pixels, by the usual width of a letter of the house font."""
    room, lines = int(width / (size * 0.52)), [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > room:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _text(x: float, y: float, words: str, size: float = 14, colour: str = theme.INK, weight: int = 400) -> Html:
    return el("text", words, x=f"{x:g}", y=f"{y:g}", font_size=f"{size:g}", fill=colour, font_weight=weight)


def _dashed(d: str, kind: str, **look: str) -> Html:
    """Return a line drawn with the dash of its kind."""
    return el("path", d=d, **look, stroke=theme.INK, stroke_width=2, stroke_dasharray=KINDS[kind][1] or None)


def _box(x: float, y: float, width: float, height: float, role: Role, size: float, chosen: bool = False) -> Html:
    """Return a box for a role: a bar at its left edge in the colour of its side, and its short name."""
    lines = _wrap(role.short, width - 18, size)
    top = y + height / 2 - (len(lines) - 1) * size * 0.6 + size * 0.36
    edge, line, weight = (theme.INK, 2, 700) if chosen else (theme.EDGE, 1.2, 600)
    place = {"x": f"{x:g}", "y": f"{y:g}"}
    tall = {"height": f"{height:g}"}
    frame = el("rect", **place, width=f"{width:g}", **tall, fill=theme.WHITE, stroke=edge, stroke_width=line)
    bar = el("rect", **place, width=5, **tall, fill=_COLOURS[role.side])
    words = (_text(x + 13, top + n * size * 1.2, part, size, weight=weight) for n, part in enumerate(lines))
    return frame + bar + join(words)


def draw(role: Role, upward: Sequence[Line], inward: Sequence[Line], width: int) -> Html:
    """Return the picture of a role's lines as SVG, `width` pixels wide.

    The role stands at the left. Lines run to boxes at the right: first those it answers to, with the arrow at the
    box; then those who answer to it, with the arrow at the role.
    """
    narrow = width < 500
    size = 13 if narrow else 14
    left, right = (96, 128) if narrow else (150, 178)
    row, gap = (58, 10) if narrow else (46, 10)
    groups = [(title, lines) for title, lines in (("ANSWERS", upward), ("ANSWERED", inward)) if lines]
    titles = {"ANSWERS": "Answers to", "ANSWERED": "Is answered to by"}
    marks, y, places = [], 0.0, []
    for title, lines in groups:
        marks.append(_text(width - right, y + 14, titles[title], 13, theme.QUIET))
        y += 22
        for line in lines:
            places.append((title, line, y + row / 2))
            y += row + gap
        y += 8
    height = max(y - 8 - gap + 2, row + 2)
    tall = 64 if narrow else 52
    # A long list would carry the role off the screen: it stands at the top of its lines, level with the first.
    middle = places[0][2] if places else tall / 2 + 1
    top = max(1.0, middle - tall / 2)
    spine = left + 14
    if places:
        start, end = min(middle, places[0][2]), places[-1][2]
        thin = {"stroke": theme.INK, "stroke_width": 1.5}
        marks.append(el("path", d=f"M{left} {middle:g}H{spine}V{end:g}", fill="none", **thin))
        marks.append(el("path", d=f"M{spine} {start:g}V{end:g}", **thin))
    for title, line, at in places:
        box_x = width - right
        marks.append(_dashed(f"M{spine} {at:g}H{box_x}", line.kind, fill="none"))
        tip = f"M{box_x} {at:g}l-9 -5v10z" if title == "ANSWERS" else f"M{spine + 1} {at:g}l9 -5v10z"
        marks.append(el("path", d=tip, fill=theme.INK))
        marks.append(_text(spine + 12, at - 7, line.kind, 12.5 if narrow else 13.5, weight=600))
        other = line.whom if title == "ANSWERS" else line.who
        marks.append(_box(box_x, at - row / 2, right - 1, row, other, size))
    marks.append(_box(1, top, left - 1, tall, role, size, chosen=True))
    height = max(height, top + tall + 2)
    return drawing(width, height, marks)


@dataclass(frozen=True)
class RoleLines(Part):
    """One answer of the map: the picture of a role's lines for two widths, and the same lines as a table."""

    role: Role
    model: str
    kind: str | None = None

    @cached_property
    def found(self) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        """The lines from the role and the lines to it."""
        return lines_of(self.role.key, self.model, self.kind)

    @property
    def does(self) -> str:
        """What the role does, or why there is none under this model."""
        return self.role.absent[self.model] or self.role.does

    def html(self) -> Html:
        """Return the picture and the table."""
        upward, inward = self.found
        does = el("p", self.does)
        if not upward and not inward:
            return does
        heads = headings(("Who answers to whom", "Kind, and for what", "What it rests on"), numbers=False)
        lines = (
            row(
                f"{line.who.short} to {line.whom.short}",
                (
                    el("strong", line.kind.capitalize()) + f": {line.what}",
                    join((f"{STANDING[line.standing]}: ", line.cited_html, " ", line.note)),
                ),
                numbers=False,
            )
            for line in (*upward, *inward)
        )
        caption = "The same lines as a table"
        label = sentence(self.role, self.model, self.kind)
        drawn = {key: draw(self.role, upward, inward, width) for key, width in WIDTHS.items()}
        words = scrolled(table(caption, heads, lines), caption, role="group")
        return does + el("figure", pictured(label, drawn)) + folded("What each line is for, and rests on", words)

    def text(self) -> str:
        """Return what the role does and each of its lines."""
        upward, inward = self.found
        lines = [
            f"- {line.who.short} to {line.whom.short}, {line.kind}: {line.what} ({STANDING[line.standing]})"
            for line in (*upward, *inward)
        ]
        return "\n".join([self.does, *lines])


def accountability_map() -> Panel:
    """Return the map: choose the role, or one of the chief officer's hats, and the model."""
    known = roles()
    options: dict[str, str] = {}
    for key, role in known.items():
        options[key] = capital(role.name)
        if key == "chief-officer":
            options[key] = "Chief officer: both hats"
            options["chief-officer-strategic"] = "Chief officer: strategic hat"
            options["chief-officer-operational"] = "Chief officer: operational hat"
    answers = {}
    for option in options:
        role, kind = known["chief-officer" if option in HATS else option], HATS.get(option)
        for value, model in MODELS.items():
            answers[option, value] = Answer(sentence(role, model, kind), RoleLines(role, model, kind))
    return Panel(
        "accountability-map",
        "Who answers to whom?",
        questions=[
            Choice("role", "Role, or hat", options),
            Choice("model", "Model", {"board": "Joint board (body corporate)", "lead": "Lead agency"}),
        ],
        answers=answers,
        eyebrow="Accountability Map",
        source="The book’s table “Lines of accountability”. Bar at the left of a box: blue, health board; "
        "ochre, council; ink, joint board; grey, national; teal, the public. The words in the box say it too.",
        assumes=[
            "A line is drawn where a text we read says who answers, or where we infer it and say so.",
            "Two partners that act together have a box of their own: what they may do jointly, neither may do alone.",
            "One council and one health board. The lead agency lines describe Highland, the only one. There each "
            "leads for the other, and in law the two are one authority.",
        ],
        does_not_show=[
            "Your own scheme, which must set out the chief officer’s line to each partner. Read it.",
            "How strong a line is, or whether it works. More lines do not mean worse results.",
            "Bodies with no row: the council’s own finance officer, providers, unions, Parliament, courts.",
        ],
    )


def key_of_lines() -> Html:
    """Return the key of the map as HTML: each kind of line with its dash and what it is about."""
    size = {"width": 44, "height": 12, "aria_hidden": "true", "focusable": "false"}
    lines = (el("svg", _dashed("M0 6H44", kind), **size) + f" {kind}: {about}" for kind, (about, _) in KINDS.items())
    return bullets(lines, class_="jw-key")


# --- The boundary through a hospital -----------------------------------------------------------------------


@dataclass(frozen=True)
class HospitalBoundary(Part):
    """A typical hospital, with the line between what a chief officer oversees and what the NHS board keeps."""

    name: str = "hospital-boundary"

    def _services(self, side: str) -> list[str]:
        return [row["service"] for row in evidence.table("hospital_boundary") if row["side"] == side]

    def html(self) -> Html:
        """Return the picture for two widths, with its message above and its source below."""
        inside, outside = listed(self._services("inside")), listed(self._services("outside"))
        label = f"One building, two managers. Overseen by the chief officer: {inside}. Under the NHS board: {outside}."
        return shape(
            """<figure class="jw-figure"><figcaption><p class="jw-message">One building, two managers</p>\
<p class="jw-what">What a chief officer oversees in a typical Scottish hospital, as described in 2018. Not a rule: \
check your scheme.</p></figcaption>{}\
<p class="jw-source">Source: The King’s Fund, Learning by doing, 2018; in our words.</p></figure>""",
            pictured(label, {key: self._draw(width) for key, width in WIDTHS.items()}),
        )

    def text(self) -> str:
        """Return the two lists."""
        return (
            f"One building, two managers\nOverseen by the chief officer: {listed(self._services('inside'))}.\n"
            f"Under the NHS board: {listed(self._services('outside'))}."
        )

    def _draw(self, width: int) -> Html:
        inside, outside = self._services("inside"), self._services("outside")
        split, size = round(width * 0.44), 14 if width > 500 else 13
        row, top = 34, 46
        height = top + row * len(outside) + 14
        whole = {"height": height - 2, "fill": "none", "stroke": theme.HEALTH, "stroke_width": 1.5}
        marks = [
            el("rect", x=1, y=1, width=split - 1, height=height - 2, fill=theme.SET_ASIDE),
            el("rect", x=1, y=1, width=width - 2, **whole),
            el("path", d=f"M{split} 1V{height - 1}", stroke=theme.INK, stroke_width=3, stroke_dasharray="9 5"),
        ]
        heads = ((12, "Chief officer oversees", inside), (split + 12, "NHS board keeps", outside))
        for x, head, services in heads:
            room = (split if x < split else width - split) - 20
            for n, part in enumerate(_wrap(head, room, size)):
                marks.append(_text(x, 20 + n * 16, part, size, weight=700))
            for n, service in enumerate(services):
                y = top + row * n
                fill, ink = (theme.HEALTH, theme.WHITE) if x < split else (theme.WHITE, theme.INK)
                marks.append(el("rect", x=x, y=y, width=room, height=26, fill=fill, stroke=theme.HEALTH))
                marks.append(_text(x + 8, y + 18, capital(service), size, ink, 600))
        return drawing(width, height, marks)
