"""The house style for Altair charts: import the colours by name, and charts need no fonts or sizes of their own."""

from pathlib import Path

import altair as alt
import vl_convert

INK, QUIET, EDGE, LINE, PAPER = "#1B2733", "#55606C", "#767C84", "#D8D3C8", "#F7F5F0"
WHITE = "#FFFFFF"
HEALTH, COUNCIL, REPRESENTATIVES = "#174E8C", "#A86400", "#1B9696"
COUNCIL_TEXT, REPRESENTATIVES_TEXT = "#8A5200", "#0E6B6B"
SET_ASIDE = "#CBDAEA"
RECURRING, ONE_OFF, RESERVES, GAP = "#2F9E67", "#D6EEE1", "#5E6976", "#990F3D"
RECURRING_TEXT, GAP_TINT = "#1B6E45", "#F3D9E1"
#: Lines nobody chose, and stretches of an axis without a figure.
OTHERS, SHADE = "#C9CBCF", "#EDE8DC"
#: For drawings of people and things.
SKIN, GOLD, GLASS = "#F2D9C4", "#F0D98A", "#EAF2F8"
SEQUENCE = ["#ECE8F0", "#CDC1D8", "#A892B9", "#765A8C", "#472F5C"]

#: For a wide drawing without a key: the first bar of each kind is called by its name, where there is room.
CALLED = "datum.called && datum.share > 0.24 ? datum.called + ' ' + datum.text : datum.text"

#: One family only, shipped with the book, so that a drawing is the same on every machine.
FONT = "Joint Sans"
STATIC_FONTS = Path(__file__).parents[1] / "site/static/fonts/static"
#: The font of a drawing's words, as a file that can be measured.
REGULAR = STATIC_FONTS / "JointSans-Regular.ttf"
vl_convert.register_font_directory(str(STATIC_FONTS))


@alt.theme.register("joint_working", enable=True)
def joint_working() -> alt.theme.ThemeConfig:
    """Return the chart configuration of the house style."""
    axis = {
        "labelColor": QUIET, "labelFontSize": 13, "titleColor": QUIET, "titleFontSize": 13, "titleFontWeight": 400,
        "domain": False, "ticks": False, "labelPadding": 6, "gridColor": LINE, "gridWidth": 1, "labelFont": FONT,
        "titleFont": FONT,
    }  # fmt: skip
    across = {"grid": False, "domain": True, "domainColor": INK, "domainWidth": 1, "labelAngle": 0, "labelColor": INK}
    up = {
        "titleAngle": 0, "titleAlign": "left", "titleAnchor": "end", "titleBaseline": "bottom", "titleX": 0,
        "titleY": -10, "tickCount": 4,
    }  # fmt: skip
    return {
        "background": "transparent",
        "padding": 4,
        "config": {
            "aria": False,
            "font": FONT,
            "view": {"stroke": None},
            "axis": axis,
            "axisX": across,
            "axisY": up,
            "legend": {"disable": True},
            "text": {"color": INK, "fontSize": 14},
            "line": {"strokeWidth": 2.5, "color": INK},
            "point": {"filled": True, "size": 55},
            "rule": {"color": INK},
            "bar": {"color": INK},
            "range": {
                "category": [HEALTH, COUNCIL, REPRESENTATIVES, RESERVES],
                "ordinal": SEQUENCE,
                "ramp": SEQUENCE,
            },
        },
    }
