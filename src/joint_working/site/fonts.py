"""Cut the fonts to what the book uses: ``python -m joint_working.site.fonts``.

A page gets the features that are on by themselves, and none that a style sheet would have to ask for: proportional
figures and built fractions weigh 3 KB a page.

Vega measures text through vl-convert, which reads static TrueType files only. The site's own Joint Sans is one
variable file, so its three weights are cut out of it, under the same family name and the same licence (OFL.txt).
"""

from __future__ import annotations

from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FONTS = Path(__file__).parent / "static" / "fonts"
STATIC_FONTS = FONTS / "static"
FAMILY = "Joint Sans"
#: Kerning, ligatures, and letters put together or drawn as a language has them.
FEATURES = ["kern", "liga", "ccmp", "locl"]
WEIGHTS = {400: "Regular", 600: "SemiBold", 700: "Bold"}


def cut(weight: int) -> TTFont:
    """Give Joint Sans at ``weight`` (400, 600 or 700) as a static TrueType font."""
    font = TTFont(FONTS / "joint-sans.woff2")
    font.flavor = None
    # The same bytes on every machine and every day: the font keeps the date it was drawn on.
    font.recalcTimestamp = False
    instantiateVariableFont(font, {"wght": weight}, inplace=True)
    style = WEIGHTS[weight]
    plain = style in ("Regular", "Bold")  # names 1 and 2 know only these two weights; 16 and 17 know all
    names = {
        1: FAMILY if plain else f"{FAMILY} {style}", 2: style if plain else "Regular", 3: f"{FAMILY} {style}",
        4: f"{FAMILY} {style}", 6: f"JointSans-{style}", 16: FAMILY, 17: style,
    }  # fmt: skip
    for record in list(font["name"].names):
        if record.nameID in (21, 22, 25):
            font["name"].removeNames(nameID=record.nameID)
    for number, text in names.items():
        font["name"].removeNames(nameID=number)
        font["name"].setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    bold = weight == 700
    font["OS/2"].fsSelection = (font["OS/2"].fsSelection & ~0b1100001) | (0b100000 if bold else 0b1000000 * plain)
    font["head"].macStyle = 1 if bold else 0
    if "STAT" in font:
        del font["STAT"]
    return font


def lighten(path: Path) -> None:
    """Take every letter's other forms out of a font of the site, but those of FEATURES."""
    how = subset.Options(
        flavor="woff2", layout_features=FEATURES, name_IDs=["*"], notdef_outline=True, recalc_timestamp=False
    )
    font = subset.load_font(path, how)
    cutter = subset.Subsetter(how)
    cutter.populate(unicodes=font.getBestCmap())
    cutter.subset(font)
    subset.save_font(font, path, how)


def main() -> None:
    """Write the fonts of the site and the three static files."""
    for path in FONTS.glob("*.woff2"):
        lighten(path)
    STATIC_FONTS.mkdir(exist_ok=True)
    for weight, style in WEIGHTS.items():
        cut(weight).save(STATIC_FONTS / f"JointSans-{style}.ttf")


if __name__ == "__main__":
    main()
