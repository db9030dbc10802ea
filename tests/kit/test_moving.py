"""What a page cannot move is refused when the book is built, by the picture's name and what is wrong with it."""

import json

import altair as alt
import pytest

from joint_working.explorers import every
from joint_working.kit import moving, pictures


def chart(mark="rect", scale=None, **more):
    x = alt.X("x:Q", scale=scale or alt.Scale(domain=[0, 1]))
    return getattr(alt.Chart(alt.NamedData("rows")), f"mark_{mark}")(**more).encode(x=x)


ROUND = chart("bar", cornerRadius=2)
COLOUR = alt.Color("x:N", scale=alt.Scale(domain=["a"], range=["#111111"]))


def refused(drawing, fixed=True):
    if fixed:
        drawing = drawing.properties(width=100, height=50, autosize=alt.AutoSizeParams(type="none"))
    with pytest.raises(moving.CannotMove) as problem:
        moving.moving(drawing.to_dict(), "lab/picture/wide")
    said = str(problem.value)
    assert said.startswith("lab/picture/wide: the page cannot move ") and said.endswith(".") and "\n" not in said
    return said


@pytest.mark.parametrize(
    ("drawing", "what"),
    [
        (alt.Chart(alt.NamedData("rows")).mark_arc().encode(theta=alt.value(1)), "the mark “arc”"),
        (chart("trail"), "the mark “trail”"),
        (chart(scale=alt.Scale(type="log", domain=[1, 9])), "the scale “log”"),
        (chart(scale=alt.Scale(type="sqrt", domain=[1, 9])), "the scale “sqrt”"),
        (chart().transform_window(rank="rank()"), "the transform “window”"),
        (chart().transform_joinaggregate(many="count()"), "the transform “joinaggregate”"),
        (chart().transform_aggregate(x="mean(x)"), "an aggregate by “['mean']”"),
        (chart().transform_calculate(x="random()"), "“random”"),
        (chart().transform_calculate(x="level + 1"), "“level”"),
        (chart().transform_calculate(x="{a: 1}"), "the expression {a: 1}"),
        (chart("line", interpolate="basis"), "interpolate “basis”"),
        (chart("point", shape="wedge"), "the shape “wedge”"),
        (chart("point", shape="M-1,0H1Z"), "the shape “M-1,0H1Z”"),
        (chart("text", angle=45), "a text with “angle”"),
        (chart("text", limit=45), "a text with “limit”"),
        (ROUND.encode(x="x:N", y="y:Q", color=COLOUR), "a group that is no part of a table"),
        (ROUND.encode(x="x:N", y="y:Q", color="x:N"), "a scale with the range category"),
        (chart("rect", blend="multiply"), "a rect with “blend”"),
        (chart(scale=alt.Scale(nice=5)), "a scale with nice “5”"),
        (chart().encode(x=alt.X("x:Q", axis=alt.Axis(labelAngle=45))), "an axis with labelAngle “45”"),
        (chart().encode(x=alt.X("x:Q", axis=alt.Axis(ticks=True))), "an axis with ticks “True”"),
        (chart().encode(x=alt.X("x:Q", axis=alt.Axis(format=".1f"))), "an axis with format “.1f”"),
        (chart().encode(x=alt.X("a b:Q")), "the field a b"),
        (chart().encode(row="y:N"), "a picture"),
        (alt.layer(chart(), chart("geoshape").project("mercator")), "a picture with “projections”"),
        (chart(clip=True), "a mark with “clip”"),
    ],
)
def test_what_a_page_cannot_move_is_refused_by_name(drawing, what):
    assert what in refused(drawing)


def test_a_picture_has_a_fixed_size():
    assert "autosize “" in refused(chart().properties(width=100, height=50, autosize="fit"), fixed=False)
    none = {"height": 50, "autosize": alt.AutoSizeParams(type="none")}
    steps = chart().encode(x="x:O").properties(width=alt.Step(20), **none)
    assert "without a fixed width" in refused(steps, fixed=False)


def test_what_is_moved_is_small_and_complete():
    """No expression is left in it, each number of a function is one of the list, and equal functions are one."""
    picture = every()[0].show().pictures[0]
    specs = {name: pictures.specification(picture, width, data=False) for name, width in pictures.WIDTHS.items()}
    first = moving.moving(specs["wide"], "wide")
    both = moving.moving(specs["narrow"], "narrow", first.functions)
    assert both.functions[: len(first.functions)] == first.functions
    assert len(set(both.functions)) == len(both.functions) < 2 * len(first.functions)
    assert not {"signal", "expr", "value", "$schema", "config"} & set(json.dumps(both.spec).replace('"', " ").split())
    used = [number for mark in both.spec["marks"] for number in (*mark["place"].values(), *mark["paint"].values())]
    assert max(used) < len(both.functions)


def test_expressions_are_written_as_javascript_of_a_row_the_scales_and_the_signals():
    drawing = chart().transform_calculate(y="max(datum.x, 1) + bandwidth('x') * width / 2 == 3 ? 'max(1)' : PI")
    drawing = drawing.properties(width=100, height=50, autosize=alt.AutoSizeParams(type="none"))
    moved = moving.moving(drawing.to_dict(), "a picture")
    text = "max(datum.x, 1) + scales.x.bandwidth * signals.width / 2 == 3 ? 'max(1)' : PI"
    assert text in moved.functions
    script = moving.script([text])
    assert "const max=Math.max;" in script and "const PI=Math.PI;" in script and "Math.min" not in script
