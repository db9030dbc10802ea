"""How the Indicator Reader draws: the tile map, the trend and the spread of the councils, with no data of their own.

Rows come from `indicator_reader.py`, or from the page, under the names used here. The ends of the axes are parameters,
so that a drawing without a line is still a drawing.
"""

from __future__ import annotations

import altair as alt

from joint_working.kit import theme

#: The colour of the place a reader has chosen.
MINE = theme.SEQUENCE[3]
#: Words under the axis of the trend: financial years, or the Aprils between months.
YEARS = "monthly ? 'Apr ' + datum.value : datum.value + '/' + substring('' + (datum.value + 1), 2)"


def _named(name: str) -> alt.Chart:
    return alt.Chart(alt.NamedData(name))


def _between(low: str, high: str, **more) -> alt.Scale:
    """Return a scale that runs between two parameters."""
    return alt.Scale(domain=[alt.ExprRef(low), alt.ExprRef(high)], zero=False, **more)


def _sized(chart: alt.LayerChart, width: int, height: int, **room: int) -> alt.LayerChart:
    """Return a chart whose drawing is `width` by `height` pixels, with fixed room around it for words of axes."""
    inner = {"width": width - room["left"] - room["right"], "height": height - room["top"] - room["bottom"]}
    return chart.properties(**inner, padding=room, autosize=alt.AutoSizeParams(type="none"))


def draw_map(width: int) -> alt.LayerChart:
    """Draw the tile map and its key, `width` pixels wide."""

    def x(field: str) -> alt.X:
        return alt.X(f"{field}:Q", axis=None, scale=alt.Scale(domain=[0, 8], nice=False))

    def y(field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", axis=None, scale=alt.Scale(domain=[0, 13], reverse=True, nice=False))

    shades = [theme.PAPER, *theme.SEQUENCE]
    fill = alt.Color("step:O", scale=alt.Scale(domain=[0, 1, 2, 3, 4, 5], range=shades))
    ink = alt.condition("datum.step > 3", alt.value(theme.WHITE), alt.value(theme.INK))
    edge = alt.condition("datum.step < 2", alt.value(theme.EDGE), alt.value(theme.PAPER))
    ends = {"x2": "x2:Q", "y2": "y2:Q"}
    tiles = _named("tiles").transform_calculate(
        x="datum.col - 0.98", x2="datum.col - 0.02", y="datum.row + 0.02", y2="datum.row + 0.98",
        middle="datum.col - 0.5",
        upper="datum.row + 0.34", lower="datum.row + 0.7",
    )  # fmt: skip
    chosen = tiles.transform_filter("datum.chosen == 1").mark_rect(fillOpacity=0, strokeWidth=3)
    held, missing = (tiles.transform_filter(f"datum.step {sign} 0") for sign in (">", "=="))
    key = _named("key").transform_calculate(
        x="0.2 + datum.at * 1.52", x2="1.72 + datum.at * 1.52", y="0.05", y2="0.4", under="0.66"
    )
    return alt.layer(
        tiles.mark_rect(strokeWidth=1).encode(x=x("x"), y=y("y"), color=fill, stroke=edge, **ends),
        chosen.encode(x=x("x"), y=y("y"), stroke=alt.value(theme.PAPER), strokeWidth=alt.value(7), **ends),
        chosen.encode(x=x("x"), y=y("y"), stroke=alt.value(theme.INK), **ends),
        tiles.mark_text(fontSize=13, fontWeight=700).encode(x=x("middle"), y=y("upper"), text="label:N", color=ink),
        held.mark_text(fontSize=12.5).encode(x=x("middle"), y=y("lower"), text="words:N", color=ink),
        missing.mark_text(fontSize=12, lineBreak=" ", dy=-4, lineHeight=11).encode(
            x=x("middle"), y=y("lower"), text="words:N"
        ),
        key.mark_rect(strokeWidth=1).encode(x=x("x"), y=y("y"), color=fill, stroke=edge, **ends),
        key.mark_text(fontSize=13).encode(x=x("x"), y=y("under"), text="words:N"),
    ).properties(width=width - 4, height=(width - 4) / 8 * 13, padding=2, autosize=alt.AutoSizeParams(type="none"))


def draw_trend(width: int) -> alt.LayerChart:
    """Draw the trend, `width` pixels wide."""
    ticks = alt.Axis(labelExpr=YEARS, title=None, tickCount=4 if width < 400 else 6, tickMinStep=1, format="d")

    def x(field: str = "x") -> alt.X:
        return alt.X(f"{field}:Q", axis=ticks, scale=_between("left", "right", nice=False, padding=14))

    def y(field: str = "y") -> alt.Y:
        return alt.Y(f"{field}:Q", title=None, scale=_between("bottom", "top", nice=True))

    colour = alt.Color("who:N", scale=alt.Scale(domain=["place", "other"], range=[MINE, theme.INK]))
    shade, lines = _named("shades"), _named("lines")
    # A year that no line reaches, as in a survey every second year, is a point.
    lonely = _named("others").transform_filter("datum.alone == 1")
    words = {"align": "right", "baseline": "bottom", "dy": -6, "dx": 4, "fontSize": 14, "fontWeight": 600}
    halo = {"stroke": theme.PAPER, "strokeWidth": 5, "strokeJoin": "round"}
    layers = alt.layer(
        shade.mark_rect(color=theme.SHADE).encode(x=x(), x2="x2:Q"),
        *(
            shade.transform_calculate(mid="(datum.x + datum.x2) / 2")
            .mark_text(baseline="top", fontSize=12, color=theme.QUIET, dy=line * 14 + 2)
            .encode(x=x("mid"), y=alt.value(0), text=f"{field}:N")
            for line, field in enumerate(("words", "more"))
        ),
        _named("others").mark_line(color=theme.OTHERS, strokeWidth=1).encode(x=x(), y=y(), detail="run:N"),
        lonely.mark_point(color=theme.OTHERS, size=12, filled=True, opacity=1).encode(x=x(), y=y()),
        _named("dashed")
        .mark_line(color=MINE, strokeWidth=1.8, strokeDash=[5, 4])
        .encode(x=x(), y=y(), detail="run:N"),
        lines.mark_line(strokeWidth=2.5).encode(x=x(), y=y(), detail="run:N", color=colour),
        lines.transform_filter("!monthly")
        .mark_point(size=36, filled=True, opacity=1)
        .encode(x=x(), y=y(), color=colour),
        _named("here").mark_point(size=130, filled=False, strokeWidth=2.5, color=theme.INK).encode(x=x(), y=y()),
        _named("ends").mark_text(**words, **halo).encode(x=x(), y=y("at"), text="words:N"),
        _named("ends").mark_text(**words).encode(x=x(), y=y("at"), text="words:N", color=colour),
    ).add_params(
        alt.param("monthly", value=False), alt.param("left", value=0), alt.param("right", value=1),
        alt.param("bottom", value=0), alt.param("top", value=1),
    )  # fmt: skip
    return _sized(layers, width, 290, left=40, right=12, top=10, bottom=26)


def draw_spread(width: int) -> alt.LayerChart:
    """Draw the spread of the councils, `width` pixels wide."""

    def x(field: str = "x") -> alt.X:
        axis = alt.Axis(tickCount=4 if width < 400 else 6)
        return alt.X(f"{field}:Q", title=None, axis=axis, scale=_between("left", "right", nice=True, padding=10))

    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0.3, 13], clamp=True))
    dots, middle = _named("dots"), _named("middle")
    words = {"baseline": "top", "align": "left", "dx": 5, "fontSize": 13, "fontWeight": 600}
    marks = []
    for name, colour, down in (("scotland", theme.INK, 18), ("you", MINE, 36)):
        dash = [2, 3] if name == "scotland" else [1, 0]
        marks += [
            _named(name)
            .mark_rule(strokeWidth=2, strokeDash=dash, color=colour)
            .encode(x=x(), y=alt.value(down), y2=alt.value("height")),
            _named(name).mark_text(**words, color=colour).encode(x=x(), y=alt.value(down - 1), text="words:N"),
        ]
    layers = alt.layer(
        middle.mark_rect(color=theme.SHADE).encode(x=x(), x2="x2:Q"),
        middle.transform_calculate(mid="(datum.x + datum.x2) / 2")
        .mark_text(baseline="top", fontSize=12.5, color=theme.QUIET, text="middle half", dy=2)
        .encode(x=x("mid"), y=alt.value(0)),
        *marks,
        dots.mark_point(filled=True, size=64, opacity=1, color=theme.OTHERS, stroke=theme.EDGE, strokeWidth=1).encode(
            x=x(), y=y
        ),
        dots.transform_filter("datum.chosen == 1")
        .mark_point(filled=True, size=130, opacity=1, color=MINE, stroke=theme.INK, strokeWidth=2)
        .encode(x=x(), y=y),
    ).add_params(alt.param("left", value=0), alt.param("right", value=1))
    return _sized(layers, width, 190, left=4, right=4, top=10, bottom=26)


#: The drawings by name, and the widths in pixels each is drawn for.
DRAWINGS = {
    "map": (draw_map, {"narrow": 328}),
    "trend": (draw_trend, {"wide": 540, "narrow": 328}),
    "spread": (draw_spread, {"wide": 540, "narrow": 328}),
}
