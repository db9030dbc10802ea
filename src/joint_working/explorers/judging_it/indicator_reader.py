"""The Indicator Reader: one figure of one place, what stands beside it, and one thing it does not mean.

The figures are read from the tables in `indicator_series.py`. What a choice points at, and what of it is said and
listed, is `models/lookup.py`; what is drawn is `models/lookup_rows.py`; what may be said of a figure is
`models/indicators.py`, recorded like every model.
Words are in `indicator_words.py`, drawings in `indicator_drawings.py`. Here are the object and its page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

from joint_working.explorers.judging_it.indicator_drawings import DRAWINGS
from joint_working.explorers.judging_it.indicator_series import READER_FORMATS, series
from joint_working.explorers.judging_it.indicator_words import printed, recording, said
from joint_working.explorers.parts.tile_map import AREA
from joint_working.html import (
    Content,
    Html,
    bullets,
    button,
    el,
    headings,
    inert,
    join,
    row,
    scrolled,
    shape,
    table,
    trusted,
)
from joint_working.html import options as option_list
from joint_working.kit import address, pictures
from joint_working.kit.contract import Answer, Choice, Part
from joint_working.kit.frame import folded, small_print, switch
from joint_working.kit.page import STUCK
from joint_working.models import lookup, lookup_rows
from joint_working.models.lookup import COUNCILS, LABELS, NAME, SCOTLAND, USUAL, VERSION, Entry

TITLE = "What does the figure say, and what not?"
ASSUMES = (
    "A number is small when one person who waits all year would be a twentieth of it, or when rounding to the nearest "
    "five may move it by a hundredth. Both limits are ours.",
    "A family group is eight councils with like levels of deprivation. Rates of a group are joined by their counts; "
    "where those are not held, the middle council stands for the group.",
    "A count is compared by its change since 2017/18, the first whole year held. What it does not mean is said of its "
    "own rise or fall. The dashed line is the place’s own average of that year, moved as the comparator moved.",
    "Beds a day are the days of a year or a month divided by its days in the calendar, as Public Health Scotland "
    "works out its daily average.",
    "What a higher or a lower figure does not mean is our reading.",
)
OMITS = (
    "Whether integration caused a change. Every place was integrated at about the same time.",
    "Which partnership is better run. Nothing here is ranked.",
    "People delayed at the census, one day a month. The book does not hold that count. Public Health Scotland "
    "publishes it each month; a file of it can be opened below.",
    "England, Wales or Northern Ireland, where things are counted in other ways.",
    "People who were never asked, counted or recorded. What they would say may differ most.",
)
COPIED = {"link": "Link copied", "python": "Copied"}
#: The lists of a measure that hold a row for each area.
ROWS = ("values", "tops", "bottoms")
ACTIONS = (
    ("reset", "Reset"),
    ("link", "Copy link"),
    ("python", "Copy as Python"),
    ("csv", "Tables (CSV)"),
    ("svg", "Pictures (SVG)"),
    ("png", "Pictures (PNG)"),
)


# --- Settings ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Setting:
    """What a reader has chosen: keys of a measure and a partnership (S37…), a comparator, a year and the tiles.

    The comparator is "scotland", "family" or the code of a partnership with a common border.
    """

    measure: str = USUAL["measure"]
    place: str = USUAL["place"]
    comparator: str = USUAL["comparator"]
    year: str = USUAL["year"]
    tiles: str = USUAL["tiles"]


def options(setting: Setting) -> dict[str, dict[str, str]]:
    """Return the options of every select at a setting: value in the address to words."""
    return lookup.options(series(), vars(setting))


def at(setting: Setting = Setting(), **changes: str) -> Setting:
    """Return a setting with some choices made by name.

    A year or a comparator that the other choices do not allow, and that was not asked for, gives way: to the latest
    year, and to Scotland. Raises ValueError, in one sentence, for a choice that is not in its list.
    """
    for name in changes:
        if name not in LABELS:
            raise ValueError(f"{NAME} has no choice {name!r}: choose one of {', '.join(LABELS)}.")
    chosen = lookup.choose(series(), vars(setting), changes)
    if chosen.wrong:
        wrong = address.Field(chosen.wrong, LABELS[chosen.wrong], address.OPTION, "")
        raise ValueError(address.misfit(wrong, changes[chosen.wrong]))
    return Setting(**chosen.setting)


def to_link(setting: Setting) -> str:
    """Return the part of an address after `#` that carries a setting."""
    return lookup.link_of(vars(setting))


def as_python(setting: Setting) -> str:
    """Return the lines of Python that show the same setting in a notebook."""
    return lookup.python_of(vars(setting))


# --- Answers -----------------------------------------------------------------------------------------------


def look(setting: Setting) -> Entry:
    """Return what a setting points at."""
    return lookup.look(series(), vars(setting))


def year_table(entry: Entry) -> list[list[str]]:
    """Return the table of years as printed: a row of headings, then a row for each year."""
    return printed(lookup.year_table(entry))


def month_table(entry: Entry) -> list[list[str]]:
    """Return the months of the chosen year as printed, in beds a day, the headings first; none for a rate."""
    return printed(lookup.month_table(series(), entry))


def council_table(entry: Entry) -> list[list[str]]:
    """Return the table of the councils in the chosen year as printed, then the joint partnership and Scotland."""
    return printed(lookup.council_table(series(), entry))


def drawing_rows(entry: Entry) -> dict[str, dict]:
    """Return the rows of the three drawings by name; `params` holds the ends of the axes and how they are labelled."""
    return printed(lookup_rows.drawing_rows(series(), entry))


@cache
def specification(name: str, size: str) -> dict:
    """Return the Vega-Lite specification of a drawing, without its data."""
    draw, widths = DRAWINGS[name]
    return draw(widths[size]).to_dict()


def drawn(entry: Entry, name: str, size: str) -> Html:
    """Return a drawing of an entry as SVG."""
    rows = drawing_rows(entry)[name]
    values = rows.pop("params", {})
    spec = specification(name, size) | {"datasets": rows}
    spec |= {"params": [param | {"value": values[param["name"]]} for param in spec.get("params", [])]}
    return pictures.svg(spec, f"{NAME}-{name}-{size}")


# --- The page ----------------------------------------------------------------------------------------------


#: The pictures in the order in which a phone offers them, one at a time.
TURNS = (("trend", "Over the years"), ("map", "Map"), ("spread", "Spread"))
SECTION = """<section class="explorer jw-reader" data-explorer="{name}" data-jw-indicators \
aria-labelledby="{name}-title">
<header><p class="jw-eyebrow">Indicator Reader</p><h3 id="{name}-title">{title}</h3>\
<span class="jw-badge" data-reader="standing">{standing}</span></header>
<noscript><p class="jw-notice">The choices need JavaScript, which is off. What follows is one measure and one \
partnership, with all 32 councils in the last table. The other measures are in the book’s tables.</p></noscript>
{stuck}
<p class="jw-notice wrong" data-explorer-notice role="status" hidden></p>
<fieldset class="jw-choices" data-explorer-levers><legend>What you can choose</legend>{selects}</fieldset>
<p class="jw-headline"><span data-reader="figure">{figure}</span>
<small data-reader="figure_label">{figure_label}</small></p>
<p class="jw-sentence" aria-live="polite" data-explorer-sentence>{sentence}</p>
<div class="jw-reader-pictures">{turns}
{figures}
<div class="jw-cautions"><h4>Before you quote it</h4><p data-reader="caution">{caution}</p>
{cautions}</div></div>
<div class="jw-actions">{buttons}</div>
{years}
{months}
<details><summary>All 32 councils in the chosen year</summary>
{councils}
</details>
{small_print}
{data}
</section>"""
FIGURE = """<figure data-picture="{name}"><figcaption>
<p class="jw-message" data-explorer-message>{message}</p>
<p class="jw-what" data-explorer-what>{what}</p></figcaption>
<div role="img" aria-label="{message}. {what}" data-explorer-description>{drawings}</div>{note}</figure>
"""


def _select(name: str, setting: Setting) -> Html:
    """Return one labelled select; the measures stand under their groups."""
    allowed, chosen = options(setting)[name], getattr(setting, name)
    lines = option_list(allowed, chosen)
    if name == "measure":
        groups: dict[str, dict[str, str]] = {}
        for measure in series()["measures"]:
            groups.setdefault(measure["group"], {})[measure["key"]] = measure["title"]
        lines = join(el("optgroup", option_list(inside, chosen), label=group) for group, inside in groups.items())
    box = f"{NAME}-{name}"
    select = el("select", lines, id=box, name=name, autocomplete="off", disabled=True)
    return el("div", el("label", LABELS[name], for_=box), select, class_="jw-choice")


def _figure(entry: Entry, spoken: dict, name: str) -> Html:
    """Return one picture under its message, drawn for every width."""
    _, widths = DRAWINGS[name]
    several = len(widths) > 1
    drawings = join(
        el("div", _short(drawn(entry, name, size)), class_=f"jw-{size}" if several else None, data_drawing=size)
        for size in widths
    )
    note = el("p", AREA, class_="jw-source") if name == "map" else ""
    message, what = spoken[f"{name}_message"], spoken[f"{name}_what"]
    return shape(FIGURE, name=name, message=message, what=what, drawings=drawings, note=note)


def _short(drawing: Html) -> Html:
    """Return a drawing with short numbers, and lines by whole pixels."""
    short = re.sub(r"(\d+\.\d)\d+", r"\1", drawing)
    return trusted(re.sub(r'd="([^"A]{30,})"', lambda path: re.sub(r"\d+\.\d", _whole, path[0]), short))


def _whole(number: re.Match) -> str:
    return str(round(float(number[0])))


def _table(caption: Content, rows: list[list[str]], totals: int = 0, **values: object) -> Html:
    """Return a table of printed rows, the headings first; the last `totals` rows are totals."""
    last = len(rows) - totals
    body = join(
        row(label, cells, class_="total" if number >= last else None)
        for number, (label, *cells) in enumerate(rows[1:], start=1)
    )
    return table(caption, headings(rows[0]), body, **values)


def _year_table(entry: Entry) -> Html:
    caption = lookup.captions(entry)
    head = el("span", caption["years_caption"], class_="jw-what-head", data_reader="years_caption")
    source = el("span", caption["source"], data_reader="source")
    years = _table(el("caption", head, source), year_table(entry), data_explorer_table=True)
    return folded("The figures by year, in a table", scrolled(years, "The figures by year"))


def _month_table(entry: Entry) -> Html:
    """Return the months of the chosen year under a line to open, which is there for counts alone."""
    rows = month_table(entry) or [["Month"]]
    head = el("caption", lookup.captions(entry)["months_caption"], data_reader="months_caption")
    months = scrolled(_table(head, rows, data_reader_months=True), "Beds a day by month")
    summary = el("summary", "Month by month, in the chosen year: beds a day")
    return el("details", summary, months, data_reader_monthly=True, hidden=len(rows) == 1)


def _council_table(entry: Entry) -> Html:
    words = lookup.captions(entry)["councils_caption"]
    head = el("span", words, class_="jw-what-head", data_reader="councils_caption")
    councils = _table(el("caption", head), council_table(entry), 1, data_reader_councils=True)
    return scrolled(councils, "All councils in the chosen year")


def packed(data: dict) -> dict:
    """Return data for the page without what it can put back: see `lookup.unpacked`, which gives the same again."""
    areas = [
        {"name": area["name"]} | ({"parts": area["parts"]} if at >= COUNCILS else {})
        for at, area in enumerate(data["areas"])
    ]
    measures: list[dict] = []
    for measure in data["measures"]:
        slim = measure | {"shown": None} | {part: _slim(measure[part], data["areas"]) for part in ROWS}
        for part, earlier, name in product(("tops", "bottoms"), data["measures"][: len(measures)], ("values", "tops")):
            if measure[part] and earlier[name] == measure[part]:
                slim[part] = {"same": [earlier["key"], name]}
        measures.append(slim | ({"values": None} if measure["per"] or measure["lengths"] else {}))
    return data | {"areas": areas, "measures": measures}


def _slim(rows: list[list] | None, areas: list[dict]) -> list[list] | None:
    """Return the rows of the councils and Scotland alone where the others are their sums; else all."""
    few = rows and [*rows[:COUNCILS], rows[SCOTLAND]]
    return few if rows and lookup.with_sums(few, areas) == rows else rows


def specifications() -> dict[str, dict[str, dict]]:
    """Return the Vega-Lite specifications of the reader's drawings, without data, by name and size."""
    return {name: {size: specification(name, size) for size in widths} for name, (_, widths) in DRAWINGS.items()}


def page_data() -> dict:
    """Return what the page has of the reader: the figures and the words of the recorded reading.

    The reading itself and the drawings are in a script of their own: see `site/model_scripts.py`.
    """
    record = recording()
    return {
        "data": packed(series()), "title": TITLE, "address": "Address", "copied": COPIED, "formats": READER_FORMATS,
        "words": record.words,
    }  # fmt: skip


# --- The part ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class IndicatorReader(Part):
    """The reader of one indicator: `at` makes a setting; `found`, `sentence`, `cells` and `cautions` answer for it."""

    name: str = NAME
    title: str = TITLE
    version: int = VERSION

    def at(self, setting: Setting = Setting(), **changes: str) -> Setting:
        """Return a setting with some choices made by name; see `at` of this module for what gives way."""
        return at(setting, **changes)

    def found(self, setting: Setting = Setting()) -> Entry:
        """Return what a setting points at."""
        return look(setting)

    def sentence(self, setting: Setting = Setting()) -> str:
        """Return the sentence: what the figure is, what stands beside it, and one thing it does not mean."""
        return said(look(setting))["sentence"]

    def cells(self, setting: Setting = Setting()) -> list[list[str]]:
        """Return the table of years as printed, the headings first."""
        return year_table(look(setting))

    def councils(self, setting: Setting = Setting()) -> list[list[str]]:
        """Return the table of councils in the chosen year as printed, the headings first."""
        return council_table(look(setting))

    def cautions(self, setting: Setting = Setting()) -> list[str]:
        """Return what to beware of: what the numbers themselves show, then what the tables say of these rows."""
        return said(look(setting))["cautions"]

    def text(self, setting: Setting = Setting()) -> str:
        """Return headline, sentence, cautions and the table of years as plain text."""
        entry = look(setting)
        spoken = said(entry)
        rows = [" | ".join(cells) for cells in year_table(entry)]
        cautions = [f"- {caution}" for caution in spoken["cautions"]]
        head = f"{spoken['figure']} {spoken['figure_label']}"
        return "\n".join([TITLE, head, spoken["sentence"], *cautions, entry.measure["title"], *rows])

    def html(self) -> Html:
        """Return the section, finished for the usual setting: sentence, pictures, cautions and tables."""
        entry = look(at())
        spoken = said(entry)
        buttons = [button(words, data_action=action, disabled=True) for action, words in ACTIONS]
        return shape(
            SECTION,
            name=NAME,
            title=TITLE,
            standing=entry.measure["standing"],
            stuck=STUCK,
            selects=join(_select(name, at()) for name in LABELS),
            figure=spoken["figure"],
            figure_label=spoken["figure_label"],
            sentence=spoken["sentence"],
            figures=join(_figure(entry, spoken, name) for name in DRAWINGS),
            turns=switch(NAME, "turn", "Picture", TURNS),
            caution=spoken["cautions"][0],
            cautions=folded("What else to beware of", bullets(spoken["cautions"][1:], data_reader="cautions")),
            buttons=join([*buttons, button("Handout (A4)", data_jw_print=True, disabled=True)]),
            years=_year_table(entry),
            months=_month_table(entry),
            councils=_council_table(entry),
            small_print=small_print(ASSUMES, OMITS),
            data=inert(page_data(), data_reader_spec=True),
        )

    def controls(self, values: Mapping[str, str] | None = None) -> tuple[Choice, ...]:
        """Return the five lists, once they are set to `values`."""
        setting = USUAL | dict(values or {})
        groups = {measure["key"]: measure["group"] for measure in series()["measures"]}
        return tuple(
            Choice(name, LABELS[name], words, setting[name], groups if name == "measure" else {})
            for name, words in lookup.options(series(), setting).items()
        )

    def moved(self, values: Mapping[str, str], key: str) -> dict[str, str]:
        """Return what is chosen after one choice was made: what it no longer allows gives way."""
        return lookup.choose(series(), dict(values), {}).setting

    def answer(self, values: Mapping[str, str]) -> Answer:
        """Return figure and sentence at values of the five lists, and pictures, cautions and table below them."""
        entry = lookup.look(series(), dict(values))
        spoken = said(entry)
        drawings = [self._drawn(entry, spoken, name) for name in DRAWINGS]
        years = _table(entry.measure["title"], year_table(entry))
        below = join([*drawings, bullets(spoken["cautions"]), years])
        return Answer(spoken["sentence"], below, spoken["figure"], spoken["figure_label"])

    def to_link(self, values: Mapping[str, str]) -> str:
        """Return the part of an address after `#` that carries the five choices."""
        return lookup.link_of(dict(values))

    def read_link(self, link: str) -> address.Reading:
        """Return the choices an address carries, and what is said of those that do not fit, or "".

        Raises ValueError when the address is for something else.
        """
        pairs = address.parted(link)
        lists = tuple(address.Field(**vars(each)) for each in lookup.lists_of(series(), pairs))
        reading = address.read(pairs, address.Linked(lookup.NAME, lookup.VERSION, 0, lists, {}, {}))
        if reading is None:
            raise ValueError("It belongs to another explorer.")
        return address.Reading(lookup.setting_of(reading.values), reading.notice)

    def text_of(self, values: Mapping[str, str]) -> str:
        """Return headline, sentence, cautions and the table of years for values of the five lists."""
        return self.text(Setting(**values))

    def _drawn(self, entry: Entry, spoken: dict, name: str) -> Html:
        """Return a picture for a notebook: message, what it shows, and the first of its drawings."""
        words = el("p", el("b", spoken[f"{name}_message"]), el("br"), spoken[f"{name}_what"])
        return join([words, drawn(entry, name, next(iter(DRAWINGS[name][1])))])


indicator_reader = IndicatorReader()
