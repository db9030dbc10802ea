"""Numbers of the four nations, each on a card that says whether it may be compared, and the one chart they allow.

The numbers are `data/numbers_uk.csv`, the cards `data/comparability.csv`. A chart of nations is drawn only from
numbers that a card says may share one: `numbers_for_a_chart` refuses any other.
"""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from joint_working import evidence
from joint_working.explorers.elsewhere.elsewhere_tracer import cited_link
from joint_working.explorers.parts import Choice, Filtered, Row
from joint_working.html import Html, bullets, el, shape
from joint_working.kit import theme
from joint_working.kit.pictures import framed

TOGETHER = "may be charted together"
#: The verdicts by the value the page uses: the words of the table, as a reader sees them.
VERDICTS = {
    "chart": (TOGETHER, "May be charted together"),
    "beside": ("read beside, not charted", "Read beside, not charted"),
    "one": ("one nation only", "One nation only"),
    "not": ("not to be compared here", "Not to be compared here"),
}
TOPICS = {"people": "People", "bodies": "Bodies", "money": "Money", "waits": "Waits and delays", "views": "Views"}
NATIONS = ("Scotland", "England", "Wales", "Northern Ireland", "England and Wales", "UK")


def cards() -> tuple[dict, ...]:
    """Return the rows of `data/comparability.csv`, those that may be charted first, then by topic as they stand."""
    order = [words for words, _ in VERDICTS.values()]
    return tuple(sorted(evidence.table("comparability"), key=lambda card: order.index(card["verdict"])))


def card_of(key: str) -> dict:
    """Return the card of a number, by the number's key. Raises KeyError for a number that no card holds."""
    for card in evidence.table("comparability"):
        if key in evidence.parted(card["numbers"]):
            return card
    raise KeyError(key)


def numbers_for_a_chart(keys: Sequence[str]) -> pd.DataFrame:
    """Return numbers of several nations as a frame, if one card says that they may share a chart.

    Columns: key, nation, value, unit, period, in the book's order of nations, never in order of size. Raises
    ValueError, naming the number and its card's verdict, where no card allows it.

    >>> list(numbers_for_a_chart(["wales-population-growth-2024", "scotland-population-growth-2024"])["nation"])
    ['Scotland', 'Wales']
    """
    cards = [card_of(key) for key in keys]
    for key, card in zip(keys, cards, strict=True):
        if card["verdict"] != TOGETHER:
            raise ValueError(f"{key!r} may not be charted: its card “{card['title']}” says {card['verdict']}.")
    if len({card["key"] for card in cards}) > 1:
        raise ValueError(f"numbers of different cards may not share a chart: {', '.join(keys)}")
    rows = [row for row in evidence.table("numbers_uk") if row["key"] in keys]
    frame = pd.DataFrame(rows)[["key", "nation", "value", "unit", "period"]]
    return frame.sort_values("nation", key=lambda names: names.map(NATIONS.index), ignore_index=True)


def growth_chart():
    """Return the one chart of nations that the evidence allows: growth of the population in one year."""
    (card,) = (card for card in evidence.table("comparability") if card["verdict"] == TOGETHER)
    data = numbers_for_a_chart(evidence.parted(card["numbers"]))
    bars = alt.Chart(data).mark_bar(height=26, color=theme.RESERVES)
    x = alt.X("value:Q", title=None, scale=alt.Scale(domainMin=0), axis=alt.Axis(format=".1f", tickCount=4))
    y = alt.Y("nation:N", title=None, sort=list(data["nation"]))
    labels = alt.Chart(data).mark_text(align="left", dx=6, fontWeight="bold", color=theme.INK)
    return framed(
        bars.encode(x=x, y=y) + labels.encode(x="value:Q", y=y, text=alt.Text("value:Q", format=".1f")),
        "The population grew in all four nations",
        "Growth in one year, mid-2023 to mid-2024, per cent. Office for National Statistics, one release",
        height=190,
    )


def uk_numbers() -> Filtered:
    """Return the list of cards: what may be compared, what may not, why, and every number with its source."""
    return Filtered(
        name="uk-numbers",
        title="Which numbers may be compared, and which may not?",
        what="Cards",
        filters=(
            Choice("verdict", "May they be compared?", {key: words for key, (_, words) in VERDICTS.items()}),
            Choice("topic", "About", TOPICS),
        ),
        rows=tuple(map(_row, cards())),
        eyebrow="Comparability cards",
        source="From the book’s tables “What may be compared” and “Numbers of the four nations”. Every number is on "
        "one card.",
        assumes=(
            "May be charted together: one source, one definition, the same time.",
            "Read beside, not charted: each is sound enough alone, and something in date, source or meaning differs.",
        ),
        does_not_show=(
            "A rank. Numbers stand in the book’s order of nations, then in order of time.",
            "That a number is wrong because it may not be compared.",
        ),
    )


def _row(card: dict) -> Row:
    verdict = next(key for key, (words, _) in VERDICTS.items() if words == card["verdict"])
    topic = card["topic"]
    told = shape(" Caution from {}, {}.", cited_link(card["source"]), card["locator"]) if card["source"] else None
    numbers = [row for row in evidence.table("numbers_uk") if row["key"] in evidence.parted(card["numbers"])]
    numbers.sort(key=lambda row: NATIONS.index(row["nation"]))
    return Row(
        card["key"],
        (verdict, topic),
        shape(
            """<p class="jw-claim"><span class="jw-standing" data-verdict="{}" data-cell="Verdict">{}</span> \
<span data-cell="Card">{}</span></p>""",
            verdict,
            VERDICTS[verdict][1],
            card["title"],
        )
        + el("p", el("span", card["why"], data_cell="Why"), told)
        + bullets(map(_number, numbers), class_="jw-numbers", data_cell="Numbers"),
    )


def _number(row: dict) -> Html:
    figure = evidence.figure(row["key"])
    note = f" {row['note']}" if row["note"] else ""
    badge = el("span", figure.badge, class_=f"jw-badge {figure.badge_class}")
    about = el("small", badge, " ", cited_link(row["source"]), f", {row['locator']}.{note}")
    return el("b", row["nation"]) + f" {figure.text}: {row['what']}, {row['period']}. " + about
