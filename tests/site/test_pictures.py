"""A picture that is moved on the page is the one that Vega draws: attribute for attribute, wide and narrow."""

import random

import altair as alt
import mirror
import pytest
from test_indicator_reader import at_random

from joint_working.bench import parity
from joint_working.explorers import every

pytestmark = pytest.mark.browser

SETTINGS = 20


@pytest.fixture(scope="module")
def page(chrome):
    context = chrome.new_context()
    yield mirror.opened(context.new_page())
    context.close()


@pytest.mark.parametrize("explorer", every(), ids=lambda explorer: explorer.name)
def test_pictures_move_as_vega_draws_them(page, explorer):
    assert mirror.of_explorer(page, explorer, mirror.ends(explorer) + parity.at_random(explorer, SETTINGS)) == []


def test_drawings_of_the_indicator_reader_move_as_vega_draws_them(page):
    assert mirror.of_reader(page, at_random(SETTINGS, seed=7)) == []


# --- What settings may never reach ---------------------------------------------------------------------------

X, Y = alt.X("x:Q", title=None), alt.Y("y:Q", title=None)
ROWS = alt.Chart(alt.NamedData("rows"))
ORDINAL = alt.Scale(domain=["a", "b", "c"], range=["#111111", "#222222", "transparent"])
CHARTS = {
    "points": ROWS.mark_point().encode(x=X, y=Y),
    "points whose axes start anywhere": ROWS.mark_point(shape="diamond").encode(
        x=alt.X("x:Q", title=None, scale=alt.Scale(zero=False, nice=False)),
        y=alt.Y("y:Q", title=None, scale=alt.Scale(zero=False, padding=8)),
    ),
    "many ticks that touch": ROWS.mark_point(shape="triangle-up").encode(
        x=alt.X("x:Q", title=None, axis=alt.Axis(tickCount=18)),
        y=alt.Y("y:Q", title=None, axis=alt.Axis(tickCount=30)),
    ),
    "values that touch": ROWS.mark_square().encode(
        x=alt.X("x:Q", title=None, axis=alt.Axis(values=[-9000, -100, -1, 0, 0.5, 1, 2, 3, 100, 9000])), y=Y
    ),
    "bars": ROWS.mark_bar().encode(x=alt.X("name:N", title=None), y=Y, color=alt.Color("name:N", scale=ORDINAL)),
    "rounded boxes": ROWS.mark_rect(cornerRadius=3).encode(x=X, x2=alt.value(90), y=Y, y2="y2:Q"),
    "bars along": ROWS.mark_bar().encode(x=X, y=alt.Y("name:N", title=None, sort=["c", "a"])),
    "lines": ROWS.mark_line(strokeDash=[4, 2]).encode(x=X, y=Y, detail="name:N"),
    "a smooth area": ROWS.mark_area(interpolate="monotone").encode(x=X, y=Y, y2="y2:Q"),
    "rules and words": alt.layer(
        ROWS.mark_rule().encode(x=X, y=Y, y2="y2:Q"),
        ROWS.mark_text(lineBreak="|", lineHeight=12, baseline="top", dx=3).encode(x=X, y=Y, text="words:N"),
    ),
}


def tables():
    """Rows at sizes from a millionth to a million, negative, level, empty and with holes."""
    draw = random.Random(3)
    yield []
    yield [{"x": 0, "y": 0, "y2": 0, "name": "a", "words": ""}]
    yield [{"x": -3, "y": -3, "y2": -3, "name": "d", "words": "one|two"}]
    for power in (-6, -2, -1, 0, 1, 2, 3, 4, 6):
        for sign in (-1, 1):
            xs = sorted(draw.uniform(-0.3, 1) for _ in range(7))
            yield [
                {
                    "x": sign * x * 10**power, "y": None if at == 4 else draw.uniform(-0.4, 1) * 10**power,
                    "y2": draw.uniform(-0.4, 1) * 10**power, "name": "abcd"[at % 4], "words": " w | x| y"[: at + 2],
                }
                for at, x in enumerate(xs)
            ]  # fmt: skip


@pytest.mark.parametrize("name", CHARTS)
def test_odd_numbers_are_drawn_as_vega_draws_them(page, name):
    room = {"width": 260, "height": 120, "autosize": alt.AutoSizeParams(type="none"), "padding": 30}
    spec, found = CHARTS[name].properties(**room).to_dict(), []
    several = list(tables())
    mirror.begin(page, {name: spec}, {name: {"rows": several[-1]}})
    for rows in [*several, *several[::-1]]:
        found += mirror.differences(page, name, spec, {"rows": rows})
    assert found == []


def test_a_difference_would_be_seen(page):
    spec = CHARTS["points"].properties(width=260, height=120, autosize=alt.AutoSizeParams(type="none")).to_dict()
    mirror.begin(page, {"one": spec}, {"one": {"rows": [{"x": 1, "y": 1}]}})
    page.evaluate(
        "() => { const feed = window.feeds.one; window.feeds.one = ({rows}) => feed({rows: rows.slice(1)}); }"
    )
    assert mirror.differences(page, "one", spec, {"rows": [{"x": 1, "y": 1}, {"x": 2, "y": 3}]})
