"""The drawings of the Easy Read pages: our own, each made of a few shapes, so that a page needs no picture file.

A drawing is 120 wide and 100 high. `PICTURES` names each with what it shows in words and its shapes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from joint_working.html import Content, Html, el, join
from joint_working.kit import theme
from joint_working.kit.theme import COUNCIL, EDGE, GAP, HEALTH, INK, LINE, PAPER, REPRESENTATIVES, SET_ASIDE, WHITE

WIDTH, HEIGHT = 120, 100
STAFF, GREEN, SKIN, GOLD = theme.SEQUENCE[3], theme.RECURRING, theme.SKIN, theme.GOLD


@dataclass(frozen=True)
class Picture:
    """A drawing: what it shows, for those who do not see it, and its shapes."""

    shows: str
    drawn: Html


def picture(name: str) -> Html:
    """Return a drawing by its name, as an image with its words. Raises KeyError where there is none."""
    drawing = PICTURES[name]
    return el(
        "svg", drawing.drawn, viewBox=f"0 0 {WIDTH} {HEIGHT}", width=WIDTH, height=HEIGHT, role="img",
        aria_label=drawing.shows,
    )  # fmt: skip


# -- Shapes ---------------------------------------------------------------------------------------------------


def _box(x: float, y: float, width: float, height: float, fill: str = WHITE, line: str = INK, round_: int = 0) -> Html:
    return el(
        "rect", x=x, y=y, width=width, height=height, fill=fill, stroke=line, stroke_width=2.5, rx=round_ or None
    )


def _disc(x: float, y: float, radius: float, fill: str = WHITE, line: str = INK) -> Html:
    return el("circle", cx=x, cy=y, r=radius, fill=fill, stroke=line, stroke_width=2.5)


def _line(path: str, line: str = INK, width: float = 3, fill: str = "none") -> Html:
    return el(
        "path", d=path, fill=fill, stroke=line, stroke_width=width, stroke_linecap="round", stroke_linejoin="round"
    )


def _says(x: float, y: float, words: str, size: int = 20, fill: str = INK) -> Html:
    return el(
        "text", words, x=x, y=y, font_size=size, font_weight=700, text_anchor="middle", fill=fill,
        font_family="var(--jw-sans)",
    )  # fmt: skip


def _person(x: float, y: float, coat: str = EDGE, size: float = 1) -> Html:
    """A person from the shoulders up: `x` is the middle, `y` the foot of the coat."""
    head, half, top = 9 * size, 15 * size, 22 * size
    coat_path = f"M{x - half} {y}C{x - half} {y - top * 1.1} {x + half} {y - top * 1.1} {x + half} {y}Z"
    return join((_line(coat_path, width=2.5, fill=coat), _disc(x, y - top - head * 0.75, head, SKIN)))


def _yes(x: float, y: float, size: float = 1) -> Html:
    tick = f"M{x - 7 * size} {y}L{x - 1 * size} {y + 7 * size}L{x + 9 * size} {y - 8 * size}"
    return join((_disc(x, y, 15 * size, WHITE, GREEN), _line(tick, GREEN, 4)))


def _no(x: float, y: float, size: float = 1) -> Html:
    arm = 7 * size
    cross = f"M{x - arm} {y - arm}L{x + arm} {y + arm}M{x + arm} {y - arm}L{x - arm} {y + arm}"
    return join((_disc(x, y, 15 * size, WHITE, GAP), _line(cross, GAP, 4)))


def _paper(x: float, y: float, width: float = 44, height: float = 58, lines: int = 4) -> Html:
    rows = (f"M{x + 8} {y + 14 + 11 * row}H{x + width - 8}" for row in range(lines))
    return join((_box(x, y, width, height), _line("".join(rows), EDGE, 3)))


def _coin(x: float, y: float, radius: float = 11) -> Html:
    return join((_disc(x, y, radius, GOLD), _says(x, y + radius * 0.5, "£", round(radius * 1.4))))


def _hall(x: float, y: float, fill: str, width: float = 54) -> Html:
    """A public building with a gable and doors; `x` is its left, `y` its foot."""
    gable = f"M{x - 4} {y - 34}L{x + width / 2} {y - 56}L{x + width + 4} {y - 34}Z"
    pillars = "".join(f"M{x + width * part} {y - 30}V{y - 3}" for part in (0.2, 0.4, 0.6, 0.8))
    return join((_box(x, y - 34, width, 34, fill), _line(gable, width=2.5, fill=fill), _line(pillars, WHITE, 4)))


def _hospital(x: float, y: float, width: float = 54) -> Html:
    cross = f"M{x + width / 2} {y - 48}v20m-10 -10h20"
    windows = (_box(x + width * part, y - 18, 9, 9) for part in (0.1, 0.73))
    door = _box(x + width / 2 - 6, y - 16, 12, 16)
    return join((_box(x, y - 56, width, 56, SET_ASIDE), _line(cross, HEALTH, 6), *windows, door))


def _house(x: float, y: float, size: float = 1) -> Html:
    roof = f"M{x - 6} {y - 28 * size}L{x + 25 * size} {y - 56 * size}L{x + 50 * size + 6} {y - 28 * size}Z"
    walls = _box(x, y - 28 * size, 50 * size, 28 * size, PAPER)
    door = _box(x + 19 * size, y - 20 * size, 12 * size, 20 * size, COUNCIL)
    return join((walls, door, _line(roof, width=2.5, fill=COUNCIL)))


def _table(seats: Iterable[str]) -> Html:
    """A table with a person behind each seat, and an empty chair for ""."""
    drawn: list[Content] = []
    for number, coat in enumerate(seats):
        x = 16 + 22 * number
        drawn.append(_person(x, 64, coat, 0.68) if coat else _box(x - 7, 42, 14, 22, PAPER, LINE, 3))
    return join((*drawn, _box(4, 64, 112, 12, LINE), _line("M14 76V96M106 76V96", INK, 3)))


def _calendar(day: str, month: str) -> Html:
    rings = _line("M46 14v14M74 14v14", INK, 4)
    return join(
        (_box(26, 20, 68, 70), _box(26, 20, 68, 18, GAP), rings, _says(60, 72, day, 30), _says(60, 86, month, 11))
    )


def _hand(x: float, y: float, coat: str) -> Html:
    """A person with a hand up."""
    return join(
        (
            _line(f"M{x + 13} {y - 8}L{x + 20} {y - 52}", coat, 8),
            _disc(x + 20, y - 56, 5, SKIN),
            _person(x, y, coat),
        )
    )


def _beside(left: Html, right: Html) -> Html:
    return join((left, right))


_QUESTION = _says(98, 44, "?", 40, HEALTH)
_HEART = "M{0} {1}c-14 -12 -18 -22 -9 -27c5 -2 8 2 9 6c1 -4 4 -8 9 -6c9 5 5 15 -9 27Z"


def _heart(x: float, y: float, fill: str = GAP) -> Html:
    return _line(_HEART.format(x, y), width=2, fill=fill)


_ALL = (HEALTH, COUNCIL, REPRESENTATIVES, COUNCIL, HEALTH)

#: Every drawing by its name.
PICTURES: dict[str, Picture] = {
    "easy-read": Picture(
        "An open book with a picture on the left and words on the right.",
        join(
            (
                _line(
                    "M60 30C46 20 26 20 12 26V82C26 76 46 76 60 86C74 76 94 76 108 82V26C94 20 74 20 60 30Z",
                    fill=WHITE,
                ),
                _line("M60 30V86"),
                _disc(36, 48, 12, REPRESENTATIVES),
                _line("M70 44h28M70 54h28M70 64h20", EDGE),
            )
        ),
    ),
    "not-tried": Picture(
        "A page with a question mark: nobody has tried it yet.", join((_paper(24, 20, 54, 66, 5), _QUESTION))
    ),
    "together": Picture(
        "Two people look at one page together.",
        join((_person(30, 92, REPRESENTATIVES), _person(90, 92, EDGE), _paper(42, 34, 36, 44, 3))),
    ),
    "bold": Picture(
        "One thick word among thin lines.",
        join((_box(14, 16, 92, 70), _line("M26 34h68M26 70h68", EDGE), _line("M26 52h40", INK, 9))),
    ),
    "law": Picture(
        "A thick book with the word law on it.",
        join((_box(26, 14, 68, 76, HEALTH), _line("M36 14V90", WHITE, 3), _says(66, 58, "LAW", 20, WHITE))),
    ),
    "council": Picture("A council building.", join((_hall(33, 90, COUNCIL), _line("M8 90H112")))),
    "social-care": Picture(
        "A helper beside a person in a chair.",
        join((_person(40, 74, EDGE), _line("M20 60V92M20 78H58V92M20 60", INK, 4), _person(86, 92, COUNCIL))),
    ),
    "health-board": Picture("A hospital with a cross.", join((_hospital(33, 90), _line("M8 90H112")))),
    "both": Picture(
        "A council building and a hospital, still standing side by side.",
        join((_hall(8, 90, COUNCIL, 44), _hospital(68, 90, 44), _line("M2 90H118"))),
    ),
    "plan": Picture(
        "Two people from two bodies with one plan between them.",
        join((_person(20, 92, COUNCIL), _person(100, 92, HEALTH), _paper(38, 26), _says(60, 18, "PLAN", 13))),
    ),
    "pot": Picture(
        "Coins from two sides fall into one pot.",
        join(
            (
                _coin(28, 22),
                _coin(92, 22),
                _line("M38 32L48 44M82 32L72 44", INK, 3),
                _line("M28 52H92L84 92H36Z", width=3, fill=SET_ASIDE),
            )
        ),
    ),
    "ward": Picture(
        "A person in a hospital bed.",
        join(
            (
                _disc(30, 50, 9, SKIN),
                _box(18, 60, 90, 14, SET_ASIDE),
                _line("M14 40V92M108 60V92", INK, 4),
                _line("M92 20v20m-10 -10h20", HEALTH, 6),
            )
        ),
    ),
    "older": Picture(
        "An older person with a stick.",
        join((_person(52, 88, REPRESENTATIVES, 1.3), _line("M86 90V54c0 -10 -12 -10 -12 0", INK, 4))),
    ),
    "illness": Picture(
        "A bottle of medicine and a calendar.",
        join(
            (
                _box(14, 40, 36, 50, SET_ASIDE),
                _box(20, 28, 24, 12, EDGE),
                _line("M32 54v20m-10 -10h20", HEALTH, 5),
                _box(64, 34, 46, 54),
                _box(64, 34, 46, 12, GAP),
                _line("M72 58h30M72 68h30M72 78h30", EDGE, 4),
            )
        ),
    ),
    "late": Picture(
        "A clock that shows that it is late.",
        join(
            (
                _disc(60, 52, 36, WHITE),
                _line("M60 52V28M60 52L78 62", INK, 4),
                _line("M60 20v4M92 52h-4M60 84v-4M28 52h4"),
            )
        ),
    ),
    "apart": Picture(
        "Two people with two plans and a gap between them.",
        join(
            (
                _paper(10, 10, 30, 38, 2),
                _paper(80, 10, 30, 38, 2),
                _person(25, 92, COUNCIL, 0.95),
                _person(95, 92, HEALTH, 0.95),
                _line("M60 8V94", GAP, 3),
            )
        ),
    ),
    "parliament": Picture(
        "People in a half circle of seats: a parliament.",
        join(
            (
                _line("M12 88A48 48 0 0 1 108 88M30 88A30 30 0 0 1 90 88", EDGE, 10),
                *(_disc(x, y, 5, HEALTH) for x, y in ((16, 70), (36, 46), (60, 40), (84, 46), (104, 70), (60, 58))),
                _box(50, 74, 20, 16, LINE),
            )
        ),
    ),
    "board": Picture("Five people at a table.", _table(_ALL)),
    "home": Picture("A house with a heart.", join((_house(34, 90, 1.05), _heart(100, 46)))),
    "joined": Picture(
        "Two hands' worth of jigsaw: two pieces fit together.",
        join(
            (
                _line("M12 34H56V50a8 8 0 1 1 0 16V86H12Z", width=2.5, fill=COUNCIL),
                _line("M56 34H108V86H56V66a8 8 0 1 0 0 -16Z", width=2.5, fill=HEALTH),
            )
        ),
    ),
    "save": Picture(
        "Coins going into a savings jar.",
        join(
            (
                _line("M34 40H86V92H34Z", width=3, fill=PAPER),
                _box(30, 32, 60, 8, EDGE),
                _coin(48, 78),
                _coin(70, 78),
                _coin(60, 58),
                _coin(60, 16),
            )
        ),
    ),
    "not-known": Picture(
        "A jar of coins with a question mark.",
        join(
            (
                _line("M18 44H66V92H18Z", width=3, fill=PAPER),
                _box(14, 36, 56, 8, EDGE),
                _coin(32, 78),
                _coin(52, 78),
                _QUESTION,
            )
        ),
    ),
    "looked": Picture(
        "A page under a magnifying glass.",
        join((_paper(22, 14, 52, 70, 5), _disc(80, 56, 20, theme.GLASS), _line("M94 70L112 90", INK, 7))),
    ),
    "september": Picture("A calendar that shows the first of September.", _calendar("1", "SEPT 2026")),
    "today": Picture("A calendar that shows the thirtieth of November.", _calendar("30", "NOV 2026")),
    "vote": Picture("A person puts a hand up to vote.", join((_hand(46, 92, REPRESENTATIVES), _yes(96, 40)))),
    "votes-council": Picture("A councillor, who can vote.", join((_hand(40, 92, COUNCIL), _yes(98, 40)))),
    "votes-health": Picture(
        "A member from the health board, who can vote.", join((_hand(40, 92, HEALTH), _yes(98, 40)))
    ),
    "votes-user": Picture(
        "A person who uses services and can vote.",
        join((_hand(38, 76, REPRESENTATIVES), _disc(36, 80, 15), _disc(36, 80, 3, INK), _yes(98, 36))),
    ),
    "carer": Picture(
        "A carer beside the person cared for, with a heart.",
        join((_person(34, 92, REPRESENTATIVES), _person(84, 92, EDGE, 0.85), _heart(59, 46))),
    ),
    "votes-carer": Picture(
        "A carer, who can vote.", join((_hand(36, 92, REPRESENTATIVES), _heart(84, 92), _yes(98, 36)))
    ),
    "votes-third": Picture(
        "A person from a charity, who can vote.",
        join(
            (
                _hand(36, 92, REPRESENTATIVES),
                _box(74, 66, 30, 26, PAPER),
                _line("M82 66v-6h14v6"),
                _heart(89, 90, GAP),
                _yes(98, 34),
            )
        ),
    ),
    "not-staff": Picture(
        "A member of staff with a badge, who cannot vote.",
        join(
            (_person(46, 92, STAFF, 1.3), _line("M40 70L46 80L52 70", WHITE, 2.5), _box(40, 80, 12, 10), _no(96, 40))
        ),
    ),
    "not-doctor": Picture(
        "A doctor and a nurse, who cannot vote.",
        join(
            (
                _person(28, 92, WHITE),
                _line("M28 76v10m-5 -5h10", HEALTH, 4),
                _person(64, 92, SET_ASIDE),
                _line("M64 76v10m-5 -5h10", HEALTH, 4),
                _no(100, 40),
            )
        ),
    ),
    "not-officer": Picture(
        "A manager with a case, who cannot vote.",
        join((_person(40, 92, INK, 1.2), _box(68, 72, 30, 20, COUNCIL), _line("M76 72v-6h14v6"), _no(98, 36))),
    ),
    "not-extra": Picture(
        "One more person at the table, who cannot vote.", join((_table((EDGE, EDGE, "", "", "")), _no(94, 36)))
    ),
    "still-there": Picture(
        "A person at the table who speaks.",
        join(
            (
                _person(34, 92, STAFF, 1.1),
                _line("M62 20H112V52H82L68 64V52H62Z", width=2.5, fill=WHITE),
                _line("M72 32h30M72 42h20", EDGE),
            )
        ),
    ),
    "half": Picture("A table with three of five seats taken.", _table((HEALTH, COUNCIL, REPRESENTATIVES, "", ""))),
    "too-few": Picture(
        "A table with one of five seats taken, and a cross.", join((_table((HEALTH, "", "", "", "")), _no(94, 24)))
    ),
    "one-each": Picture(
        "Three people with one voting paper each.",
        join(
            join((_person(x, 92, coat, 0.95), _box(x - 10, 18, 20, 24), _line(f"M{x - 5} 30l4 5l7 -9", GREEN, 3)))
            for x, coat in ((22, COUNCIL), (60, REPRESENTATIVES), (98, HEALTH))
        ),
    ),
    "more": Picture(
        "Three voting papers say yes and one says no: yes wins.",
        join(
            (
                *(_box(12 + 20 * n, 44, 16, 22) for n in range(3)),
                *(_line(f"M{16 + 20 * n} 55l3 4l6 -8", GREEN, 3) for n in range(3)),
                _box(92, 44, 16, 22),
                _line("M96 50l8 9M104 50l-8 9", GAP, 3),
                _yes(40, 22),
                _line("M6 76H114"),
            )
        ),
    ),
    "tie": Picture(
        "Scales in balance, with the same number of votes on each side.",
        join(
            (
                _line("M60 16V88M36 90H84M18 34H102", INK, 4),
                _line("M18 34L6 60H30ZM102 34L90 60H114Z", width=2.5, fill=LINE),
                _says(18, 84, "3"),
                _says(102, 84, "3"),
            )
        ),
    ),
    "not-yet": Picture(
        "A plan with a question mark: nothing is decided yet.", join((_paper(22, 22, 50, 64, 5), _QUESTION))
    ),
    "rules": Picture(
        "A book of rules.",
        join((_box(26, 14, 68, 76, GREEN), _line("M36 14V90", WHITE, 3), _says(66, 58, "RULES", 15, WHITE))),
    ),
    "chair": Picture(
        "The person who runs the meeting, at the head of the table.",
        join(
            (
                _person(60, 62, COUNCIL, 1.15),
                _box(14, 62, 92, 12, LINE),
                _line("M24 74V96M96 74V96"),
                _box(76, 52, 22, 10, PAPER),
            )
        ),
    ),
    "no-second": Picture(
        "Two voting papers for one person, crossed out.",
        join((_person(30, 92, COUNCIL), _box(54, 48, 22, 28), _box(64, 40, 22, 28), _no(98, 34))),
    ),
    "proxy": Picture(
        "One person goes in place of another.",
        join((_person(24, 92, EDGE), _person(96, 92, REPRESENTATIVES), _line("M44 60H76M66 50L76 60L66 70", INK, 4))),
    ),
    "knows": Picture(
        "A person with a book of papers: somebody who knows the work.",
        join((_person(36, 92, REPRESENTATIVES, 1.1), _paper(68, 30, 40, 52, 3))),
    ),
    "proxy-votes": Picture(
        "The person in place of another puts a hand up.",
        join(
            (
                _person(22, 92, EDGE, 0.85),
                _line("M40 70H52M46 64L52 70L46 76"),
                _hand(74, 92, REPRESENTATIVES),
                _yes(104, 22, 0.9),
            )
        ),
    ),
    "proxy-not": Picture(
        "The person in place of another cannot vote.",
        join(
            (_person(22, 92, EDGE, 0.85), _line("M40 70H52M46 64L52 70L46 76"), _person(76, 92, STAFF), _no(102, 30))
        ),
    ),
    "not-chair": Picture(
        "A person at the head of the table, with a cross.",
        join((_person(50, 62, EDGE, 1.1), _box(8, 62, 88, 12, LINE), _line("M18 74V96M86 74V96"), _no(102, 30))),
    ),
    "travel": Picture(
        "A bus and a coin.",
        join(
            (
                _box(10, 36, 74, 40, REPRESENTATIVES, INK, 6),
                *(_box(x, 44, 15, 14) for x in (16, 38, 60)),
                _disc(28, 78, 8, EDGE),
                _disc(66, 78, 8, EDGE),
                _coin(102, 44, 13),
            )
        ),
    ),
    "letter": Picture(
        "A letter, and five days on a calendar.",
        join(
            (
                _box(8, 46, 50, 34),
                _line("M8 46L33 66L58 46", INK, 3),
                _box(68, 30, 44, 54),
                _box(68, 30, 44, 12, GAP),
                _says(90, 70, "5", 26),
            )
        ),
    ),
    "ask": Picture(
        "A person asks for papers.",
        join(
            (
                _person(30, 92, REPRESENTATIVES, 1.1),
                _line("M52 12H86V40H66L56 50V40H52Z", width=2.5, fill=WHITE),
                _says(70, 33, "?", 20),
                _paper(76, 48, 34, 44, 3),
            )
        ),
    ),
    "gain": Picture(
        "A person with a coin and a plan: a plan that could bring money.",
        join((_person(36, 92, REPRESENTATIVES, 1.1), _paper(68, 36, 40, 52, 3), _coin(64, 30, 14))),
    ),
    "leave": Picture(
        "A person goes out by a door.",
        join(
            (
                _box(66, 12, 40, 78, PAPER),
                _disc(74, 54, 3, INK),
                _person(34, 92, REPRESENTATIVES),
                _line("M46 44H62M56 38L62 44L56 50"),
            )
        ),
    ),
    "clerk": Picture(
        "A person at a desk with papers.",
        join(
            (
                _person(44, 64, STAFF),
                _box(8, 64, 104, 12, LINE),
                _line("M18 76V96M102 76V96"),
                _paper(72, 34, 28, 30, 2),
            )
        ),
    ),
    "two-ways": Picture(
        "A road that goes another way.",
        join((_line("M60 94V56L24 14M60 56L96 14", EDGE, 14), _line("M82 18L96 14L98 28", INK, 4))),
    ),
}
