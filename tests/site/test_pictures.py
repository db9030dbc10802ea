"""A picture that is moved on the page is the one that Vega draws: attribute for attribute, wide and narrow."""

import random

import altair as alt
import mirror
import pytest
from test_indicator_reader import at_random

from joint_working.bench import parity
from joint_working.explorers import every

pytestmark = pytest.mark.browser

#: Random settings of each explorer, beside its ends and starting points; `make soak` draws a hundred.
SETTINGS = 10


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


# --- Saved pictures ------------------------------------------------------------------------------------------

#: Saves the one picture as a PNG and gives its size, and the colour at points of the drawing, of twice its size.
SAVED = """async ([points]) => {
  const figure = document.createElement("figure"), files = [], asked = URL.createObjectURL;
  figure.innerHTML = "<p data-explorer-message>A message</p><p data-explorer-what>What</p>";
  URL.createObjectURL = file => { files.push(file); return "#"; };
  HTMLAnchorElement.prototype.click = () => {};
  document.body.append(figure);
  await window.jointWorking.savePicture("one", "png", window.drawings.one, figure, "A source", "#link");
  await window.jointWorking.savePicture("one", "svg", window.drawings.one, figure, "A source", "#link");
  URL.createObjectURL = asked;
  const image = await createImageBitmap(files[0]), canvas = document.createElement("canvas");
  Object.assign(canvas, { width: image.width, height: image.height });
  const pen = canvas.getContext("2d"), svg = await files[1].text();
  pen.drawImage(image, 0, 0);
  const top = Number(svg.match(/<g transform="translate\\(20,([0-9.]+)/)[1]);
  const at = ([x, y]) => Array.from(pen.getImageData(2 * (x + 20), 2 * (y + top), 1, 1).data.slice(0, 3));
  return [image.width, points.map(at), svg];
}"""


def test_a_saved_png_holds_what_stands_on_the_page(page):
    """A bar as it was moved, the gap beside it, and the words round it in the SVG."""
    spec = (
        ROWS.mark_bar(color="#174E8C")
        .encode(x=alt.X("name:N", axis=None, scale=alt.Scale(padding=0)), y=alt.Y("y:Q", axis=None))
        .properties(width=200, height=100, padding=0, autosize=alt.AutoSizeParams(type="none"))
        .to_dict()
    )
    rows = [{"name": "a", "y": 10}, {"name": "b", "y": 10}]
    mirror.begin(page, {"one": spec}, {"one": {"rows": rows}})
    assert mirror.differences(page, "one", spec, {"rows": [{"name": "a", "y": 10}, {"name": "b", "y": 5}]}) == []
    width, (left, below, above), svg = page.evaluate(SAVED, [[[50, 10], [150, 90], [150, 10]]])
    assert width == 1200 and left == below == [0x17, 0x4E, 0x8C] and above == [255, 255, 255]
    assert all(words in svg for words in ("A message", "What", "A source", "joint-working #link"))
