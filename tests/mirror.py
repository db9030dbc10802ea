"""Whether a picture that is moved on a page is the one that Vega draws of the same rows: attribute for attribute."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import vl_convert
from playwright.sync_api import Page

from joint_working.explorers.judging_it import indicator_reader as reader
from joint_working.kit import moving, pictures
from joint_working.kit.explorer import Explorer

STATIC = Path(pictures.__file__).parents[1] / "site/static"
#: Numbers in an attribute may differ by this many pixels.
NEAR = 0.03
COMPARE = """([key, rows, signals, drawn, near]) => {
  const number = /-?\\d+\\.?\\d*(?:e-?\\d+)?/g;
  function same(a, b) {
    if (a === b) return true;
    const [x, y] = [a, b].map(text => text.match(number) || []);
    return a.replace(number, "#") === b.replace(number, "#") && x.length === y.length &&
      x.every((one, at) => Math.abs(one - y[at]) <= near);
  }
  const said = node => Array.from(node.attributes, ({name, value}) => [name, value])
    .filter(([name]) => !["id", "class"].includes(name)).sort();
  const found = [];
  function compare(ours, theirs, where) {
    if (found.length > 3) return;
    const [a, b] = [ours, theirs].map(said), tell = node => node.outerHTML.slice(0, 300);
    const alike = ours.tagName === theirs.tagName && a.length === b.length &&
      ours.children.length === theirs.children.length &&
      a.every(([name, value], at) => name === b[at][0] && same(value, b[at][1])) &&
      (ours.children.length || ours.textContent === theirs.textContent);
    if (!alike) return found.push(where + ": " + tell(ours) + " / " + tell(theirs));
    Array.from(ours.children).forEach((child, at) => {
      compare(child, theirs.children[at], where + " " + (child.getAttribute("class") || at));
    });
  }
  window.feeds[key](rows, signals);
  const theirs = new DOMParser().parseFromString(drawn, "image/svg+xml").documentElement;
  compare(window.drawings[key].querySelector("g"), theirs.querySelector("g"), key);
  return found;
}"""
BEGIN = """(drawings) => {
  window.feeds = {}; window.drawings = {};
  document.body.replaceChildren();
  Object.entries(drawings).forEach(([key, {spec, drawn}]) => {
    const place = document.createElement("div");
    place.innerHTML = drawn;
    document.body.append(place);
    window.drawings[key] = place.firstChild;
    window.feeds[key] = window.jointWorking.picture(spec, window.functions, place.firstChild);
  });
}"""


def opened(page: Page) -> Page:
    """Return an empty page that can move pictures."""
    page.goto("about:blank")
    for name in ("shared.js", "pictures.js", "saving.js"):
        page.add_script_tag(path=STATIC / name)
    return page


def drawn(spec: Mapping[str, Any], rows: Mapping[str, list], signals: Mapping[str, Any] = {}) -> str:
    """Return what Vega draws of a Vega-Lite specification without data, of rows and of signals."""
    vega = json.loads(json.dumps(moving.vega(json.dumps(spec))))
    for table in vega["data"]:
        if "source" not in table:
            table["values"] = rows[table["name"]]
    for signal in vega.get("signals", ()):
        signal["value"] = signals[signal["name"]]
    return pictures.UNSEEN.sub("", vl_convert.vega_to_svg(vega))


def rows_of(picture) -> dict[str, list[dict]]:
    """Return the rows of a picture as its page fills them in."""
    return pictures.specification(picture, pictures.WIDTHS["wide"])["datasets"]


def begin(page: Page, specs: Mapping[str, Mapping], rows: Mapping[str, Mapping], signals: Mapping = {}) -> None:
    """Put pictures on a page by name, drawn as they are at the start, ready to move."""
    moved, functions = moving.together(specs)
    page.add_script_tag(content=f"window.functions = {functions};")
    started = {key: drawn(spec, rows[key], signals.get(key, {})) for key, spec in specs.items()}
    page.evaluate(BEGIN, {key: {"spec": moved[key], "drawn": started[key]} for key in specs})


def differences(page: Page, key: str, spec: Mapping, rows: Mapping, signals: Mapping = {}) -> list[str]:
    """Return where a picture on the page, once moved, differs from what Vega draws; a few places are enough."""
    return page.evaluate(COMPARE, [key, rows, signals, drawn(spec, rows, signals), NEAR])


def ends(explorer: Explorer) -> list[Any]:
    """Return an explorer's levers all at their lowest, all at their highest, and as each of its presets sets them."""
    limits = [{lever.name: getattr(lever, end) for lever in explorer.fields} for end in ("low", "high")]
    return [explorer.at(**limit) for limit in limits] + [explorer.at(preset.name) for preset in explorer.presets]


def of_explorer(page: Page, explorer: Explorer, settings: Iterable[Any], both: bool = False) -> list[str]:
    """Return where pictures of an explorer, moved from its usual setting through others, differ from Vega's.

    Each setting is drawn for one width, wide and narrow in turn, or for `both`.
    """
    widths = tuple(pictures.WIDTHS)
    view = explorer.show()
    specs = {
        f"{picture.name} {width}": pictures.specification(picture, pictures.WIDTHS[width], data=False)
        for picture in view.pictures
        for width in widths
    }
    begin(page, specs, {f"{picture.name} {width}": rows_of(picture) for picture in view.pictures for width in widths})
    found = []
    for at, levers in enumerate(settings):
        for picture in explorer.show(levers).pictures:
            rows = rows_of(picture)
            for width in widths if both else widths[at % 2 :: 2]:
                key = f"{picture.name} {width}"
                found += [f"{explorer.name}: {one}" for one in differences(page, key, specs[key], rows)]
    return found


def of_reader(page: Page, settings: Iterable[Any]) -> list[str]:
    """Return where drawings of the Indicator Reader, moved through settings, differ from Vega's."""
    specs = {f"{name} {size}": spec for name, sizes in reader.specifications().items() for size, spec in sizes.items()}

    def told(setting: reader.Setting) -> dict[str, tuple[dict, dict]]:
        rows = reader.drawing_rows(reader.look(setting))
        ends = {name: shown.pop("params", {}) for name, shown in rows.items()}
        return {key: (rows[name], ends[name]) for key in specs for name in [key.split()[0]]}

    start = told(reader.at())
    begin(
        page, specs, {key: rows for key, (rows, _) in start.items()}, {key: ends for key, (_, ends) in start.items()}
    )
    return [
        f"{setting}: {one}"
        for setting in settings
        for key, (rows, ends) in told(setting).items()
        for one in differences(page, key, specs[key], rows, ends)
    ]
