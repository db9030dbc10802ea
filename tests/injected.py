"""Draws the book's parts, sheets and registers from tables whose words all end in a tag, and prints what became of it.

`test_html.py` runs it in a process of its own, because much of the book is drawn once, when a module is imported.
With an argument HTML stops escaping: then the tag must be found in the sheets and the registers.
"""

import importlib
import inspect
import json
import pkgutil
import re
import sys
import typing
from types import MappingProxyType

from joint_working import evidence, explorers
from joint_working.html import Html, el

tables = sys.modules["joint_working.evidence.tables"]

MARK, LEAK, ESCAPED, TWICE = " <q1>&amp", "<q1", "&lt;q1&gt;&amp;amp", "&amp;lt;q1"
#: Columns of text that are read or matched before they are printed, if they ever are; "" stands for every table.
NOT_WORDS = {
    "": {"also"},
    "rechecks": {"tables"},
    "rules": {"value", "legs", "binds", "article", "instrument"},
    "councils": {"council"},
    "authorities": {"localities"},
    "local_rules": {"value"},
    "direction_checks": {
        *("headings", "beside", "pattern", "loose", "second", "maybe"),
        *("ignore", "vague_words", "verbs", "vague_verbs"),
    },
    "evaluation_checks": {"part", "value"},
    "account_fields": {"names", "options", "same_as", "divide", "part_of", "published", "example", "label"},
    "account_faults": {"pattern"},
    "account_measures": {"top", "bottom"},
    "measures": {"pick", "column", "top", "bottom", "top_name", "bottom_name"},
}
#: What the parts are given that need something.
GIVEN = {
    "accountability_map.HospitalBoundary": (),
    "choosing.criterion_table": ("pooled money",),
    "decision_tracer.lane": ("move-money-from-hospital", "body corporate"),
    "elsewhere_tracer.joint_board_lane": ("move-money-from-hospital",),
    "elsewhere_tracer.lane": ("complaint-across-services", "northern-ireland"),
    "uk_matrix.some_cells": ("cells", "Cells", ("joint-board", "wales"), ("pooling", "hospital budget")),
    "uk_texts.what_reviewers_found": ("Wales",),
    "uk_texts.where_texts_disagree": ("UK", "Scotland"),
    "uk_timeline.nation_timeline": ("wales", "Wales"),
}


def words_of(table: dict) -> list[str]:
    """Return the columns of a table that hold words: text that is no key, no link and none of a list."""
    schema = table["schema"]
    keys = [schema.get("primaryKey", []), *(link["fields"] for link in schema.get("foreignKeys", []))]
    matched = {name for part in keys for name in ([part] if isinstance(part, str) else part)}
    matched |= NOT_WORDS[""] | NOT_WORDS.get(table["name"], set())
    texts = [field for field in schema["fields"] if field["type"] == "string" and field["name"] not in matched]
    return [field["name"] for field in texts if not {"enum", "pattern"} & set(field.get("constraints", {}))]


def mark_the_words() -> None:
    """Let the words of every table end in the tag, once they have passed its checks."""
    words = {tables.data_dir() / table["path"]: words_of(table) for table in map(evidence.describe, evidence.tables())}
    read = tables._rows

    def marked(path, *rest):
        for row in read(path, *rest):
            yield MappingProxyType(dict(row) | {name: row[name] + MARK for name in words[path] if row[name]})

    tables._rows = marked


def parts() -> dict[str, object]:
    """Return everything among the explorers that has HTML: values, and what functions make of nothing or of GIVEN."""
    found = {}
    for module in pkgutil.walk_packages(explorers.__path__, "joint_working.explorers."):
        for key, value in vars(importlib.import_module(module.name)).items():
            name = f"{module.name.rpartition('.')[2]}.{key}"
            if name in GIVEN:
                found[name] = value(*GIVEN[name])
            elif inspect.isfunction(value) and value.__module__ == module.name and not key.startswith("_"):
                made = typing.get_type_hints(value).get("return")
                asks = [p for p in inspect.signature(value).parameters.values() if p.default is p.empty]
                if hasattr(made, "html") and not asks:
                    found[name] = value()
            elif hasattr(value, "html") and not inspect.isclass(value) and not inspect.ismodule(value):
                found[name] = value
    return found


def explained() -> dict[str, str]:
    """Return the HTML of every part and explorer, by name."""
    from joint_working.kit import page

    drawn = {name: part.html() for name, part in parts().items()}
    return drawn | {explorer.name: page.section(explorer) for explorer in explorers.every()}


def listed() -> dict[str, str]:
    """Return the HTML of every sheet and register, by name."""
    from joint_working.site import registers
    from joint_working.workshop import sheets

    where = registers.Where(
        str, lambda name: f"{name}.html", lambda kind, key: el("i", key), lambda name: el("i", name)
    )
    return (
        {f"sheet {sheet.name}": sheet.make() for sheet in sheets.SHEETS}
        | {f"table {name}": registers.table_page(name, where) for name in evidence.tables()}
        | {f"list {name}": registers.listing(name, where) for name in registers.LISTS}
    )


def main() -> None:
    """Print as JSON how many were drawn, how often the tag is escaped, and where it is not or is escaped twice."""
    mark_the_words()
    if sys.argv[1:]:
        Html.escape = classmethod(lambda cls, words: cls(words))
    pages = listed() if sys.argv[1:] else listed() | explained()

    def holding(text: str) -> dict[str, str]:
        places = {name: re.search(rf".{{0,60}}{re.escape(text)}", html) for name, html in pages.items()}
        return {name: place[0] for name, place in places.items() if place}

    escaped = sum(html.count(ESCAPED) for html in pages.values())
    print(json.dumps({"drawn": len(pages), "escaped": escaped, "leaks": holding(LEAK), "twice": holding(TWICE)}))


main()
