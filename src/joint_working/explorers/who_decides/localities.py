"""The localities of the 31 partnerships: one place at a time, all in a table, and how many on a map of councils.

The names come from a list of about 2018/19 (`data/authorities.csv`) and may have changed since.
"""

from __future__ import annotations

from joint_working import evidence
from joint_working.evidence import Authority
from joint_working.explorers.parts import Answer, Choice, Column, DataTable, Panel, TileMap
from joint_working.html import NONE, bullets, el

LISTED = "about 2018/19"
SOURCE = (
    f"Locality names as listed in public-health statistics source code, {LISTED}. They may have changed: ask your own "
    "partnership."
)

#: Where one partnership covers two councils: the localities of each. From the case notes and the same list.
SHARED = {
    "Clackmannanshire": ("Clackmannanshire",),
    "Stirling": ("Rural Stirling", "Stirling City with the Eastern Villages Bridge of Allan and Dunblane"),
}

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def in_words(number: int) -> str:
    """Return a count in words up to ten, otherwise in digits."""
    return _WORDS[number] if number < len(_WORDS) else str(number)


def localities_of_councils() -> dict[str, tuple[str, ...]]:
    """Return the localities of each council by its code. Raises ValueError if a shared partnership does not add up."""
    names: dict[str, tuple[str, ...]] = {}
    for place in evidence.authorities():
        if len(place.councils) == 1:
            names[place.council_codes[0]] = place.localities
            continue
        parts = [SHARED.get(council, ()) for council in place.councils]
        if sorted(name for part in parts for name in part) != sorted(place.localities):
            raise ValueError(f"{place.name}: its localities are not those listed for its councils in SHARED.")
        names |= dict(zip(place.council_codes, parts, strict=True))
    return names


def localities(as_at: str = "2026-11-24", place: str | None = None) -> Panel:
    """Return the panel in which a reader picks a partnership and reads its localities, with the law `as_at` a day.

    `place` is the code of the partnership shown first; without one it is the first by name.
    """
    places = sorted(evidence.authorities(), key=lambda place: place.name)
    return Panel(
        name="localities",
        title="What are the localities of one partnership?",
        questions=(Choice("place", "Partnership", {place.code: place.name for place in places}),),
        answers={(place.code,): _answer(place, as_at) for place in places},
        default=(place,) if place else None,
        eyebrow="Localities of the 31 partnerships",
        source=SOURCE,
        assumes=("The list is complete for its date. It was made for statistics, not as a register of localities.",),
        does_not_show=(
            "Where the boundaries run, who meets in each locality, or what the plan says for it.",
            "Changes since the list was made. Your own strategic plan names today’s localities.",
        ),
    )


def _answer(place: Authority, as_at: str) -> Answer:
    number = len(place.localities)
    law = evidence.rule("localities-at-least-two", as_at=as_at)
    note = NONE
    if len(place.councils) > 1:
        parts = [f"{council} has {in_words(len(SHARED[council]))}" for council in place.councils]
        note = el(
            "p",
            f"Two councils share this partnership: {' and '.join(parts)}. The Act counts the areas of councils that "
            "share a scheme as one area (section 68(3)(b)). So one locality in a council is lawful.",
        )
    asked = f"The law asks for two or more, each with arrangements of its own ({law.instrument}, {law.article})."
    return Answer(
        f"{place.name} had {in_words(number)} localities in a list of {LISTED}.",
        bullets(place.localities) + note + el("p", asked),
    )


def localities_table() -> DataTable:
    """Return the 31 partnerships with the number and the names of their localities."""
    places = sorted(evidence.authorities(), key=lambda place: place.name)
    return DataTable(
        name="localities-table",
        caption="Localities of the 31 partnerships",
        unit=f"As listed {LISTED}; they may have changed",
        columns=(
            Column("name", "Partnership"),
            Column("names", "Localities"),
            Column("number", "How many", "count"),
        ),
        rows=tuple(
            {"name": place.name, "number": len(place.localities), "names": "; ".join(place.localities)}
            for place in places
        ),
        source=SOURCE,
    )


def localities_map() -> TileMap:
    """Return the map of the 32 councils with the number of localities in each."""
    numbers = {code: len(names) for code, names in localities_of_councils().items()}
    most = max(numbers.values())
    return TileMap(
        name="localities-map",
        title=f"From one locality to {in_words(most)}: each area drew its own",
        values=numbers,
        unit=f"a count, {LISTED}",
        classes=(1, 2, 3, 5, 7),
        caption="Localities in each council’s area",
        source=SOURCE,
    )
