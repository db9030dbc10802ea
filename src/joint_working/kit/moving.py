"""What a page needs to move a picture that was drawn when the book was built.

Authors draw with Altair. Here the Vega-Lite specification is compiled to Vega, checked against what
`site/static/pictures.js` can move, and cut down to that. Every expression, encoding, domain and range becomes a
JavaScript function of a row, the scales and the signals, and stands in the specification as a number in one list.
What is outside the subset is refused, so that an author is told and not a reader.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import vl_convert

from joint_working.kit import theme

#: The functions an expression may call, as JavaScript.
CALLS = {
    **{name: f"Math.{name}" for name in ("PI", "abs", "ceil", "cos", "floor", "max", "min", "round", "sin", "sqrt")},
    "indexof": "(list,value)=>list.indexOf(value)",
    "isFinite": "window.isFinite",
    "isValid": "(value)=>value!=null&&value===value",
    "length": "(list)=>list.length",
    "replace": "(text,part,by)=>String(text).replace(part,by)",
    "sequence": "(count)=>Array.from({length:count},(_,at)=>at)",
    "slice": "(text,...ends)=>String(text).slice(...ends)",
    "substring": "(text,...ends)=>String(text).substring(...ends)",
    "toNumber": "(value)=>value==null||value===''?null:+value",
}
TOKEN = re.compile(
    r"""\s+|bandwidth\('(?P<band>\w+)'\)|(?P<name>\.?[A-Za-z_]\w*)|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\d+\.?\d*(?:e-?\d+)?"""
    r"""|[!=]==?|[<>]=?|&&|\|\||[-+*/%!?:()\[\],]"""
)
#: Where an item of a mark stands, by the kind of the mark.
PLACED = {
    "rect": ("x", "x2", "xc", "width", "y", "y2", "yc", "height", "cornerRadius"),
    "rule": ("x", "x2", "y", "y2"),
    "symbol": ("x", "y", "size", "shape"),
    "text": ("x", "y", "dx", "dy", "align", "baseline", "text", "fontSize", "lineBreak", "lineHeight"),
    "line": ("x", "y", "defined", "interpolate"),
    "area": ("x", "y", "y2", "defined", "interpolate"),
}
#: How an item is painted, as attributes of SVG; the last four are for words.
PAINTED = {
    "fill": "fill", "fillOpacity": "fill-opacity", "stroke": "stroke", "strokeOpacity": "stroke-opacity",
    "strokeWidth": "stroke-width", "strokeCap": "stroke-linecap", "strokeJoin": "stroke-linejoin",
    "strokeDash": "stroke-dasharray", "opacity": "opacity",
    "font": "font-family", "fontSize": "font-size", "fontStyle": "font-style", "fontWeight": "font-weight",
}  # fmt: skip
#: Constants that a page can draw, where it cannot draw every one.
ONLY = {
    "interpolate": ("linear", "monotone"),
    "orient": ("vertical",),
    "align": ("left", "center", "right"),
    "baseline": ("alphabetic", "top", "middle", "bottom"),
}
#: What Vega gives a mark of a style that says nothing of it.
STYLES = {style: {"size": 30, "strokeWidth": 2} for style in ("point", "circle", "square")}
SHAPES = ("circle", "square", "diamond", "triangle-up", "triangle-down")
OWN_SHAPE = re.compile(r"M[-\d.,]+(L[-\d.,]+)+Z")
#: The sides of an axis: how its labels are set, across or along, and which way is out.
SIDES = {"left": ("x", -1, "right", "middle"), "right": ("x", 1, "left", "middle"),
         "top": ("y", -1, "center", "bottom"), "bottom": ("y", 1, "center", "top")}  # fmt: skip
#: Characters that the labels of an axis are written with, whose widths decide whether two of them touch.
LETTERS = " ',-./0123456789%−–£ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz’"


class CannotMove(ValueError):
    """A picture holds something that its page cannot move."""


@dataclass(frozen=True)
class Moving:
    """A picture as its page moves it: `spec` can be written as JSON, and names `functions` by their place."""

    spec: dict[str, Any]
    functions: tuple[str, ...]


def moving(spec: Mapping[str, Any], name: str, known: Collection[str] = ()) -> Moving:
    """Return what a page needs to move a picture.

    Parameters: its Vega-Lite specification, without data, of a fixed width and height in pixels; the name it is
    refused under; and functions there are already, which come first, so that the pictures of one page share them.
    Raises CannotMove, in one sentence, for anything that `site/static/pictures.js` cannot move.
    """
    writer = _Writer(name, dict.fromkeys(known))
    return Moving(writer.picture(vega(json.dumps(spec))), tuple(writer.functions))


def together(specs: Mapping[str, Mapping[str, Any]]) -> tuple[dict[str, dict[str, Any]], str]:
    """Return pictures by name as a page moves them, and the one list of functions they share, as JavaScript."""
    moved, functions = {}, ()
    for name, spec in specs.items():
        one = moving(spec, name, functions)
        moved[name], functions = one.spec, one.functions
    return moved, script(functions)


def script(functions: Collection[str]) -> str:
    """Return functions as one JavaScript expression: a list, with what they call around it."""
    called = {word for text in functions for word in re.findall(r"[A-Za-z_]\w*", text)}
    calls = "".join(f"const {name}={text};" for name, text in CALLS.items() if name in called)
    listed = ",\n".join(f"(datum,scales,signals)=>{text}" for text in functions)
    return f"(()=>{{{calls}return[{listed}];}})()"


@lru_cache(maxsize=128)
def vega(spec: str) -> dict[str, Any]:
    """Return a Vega-Lite specification, as JSON, compiled to Vega. What it returns is shared: do not change it."""
    return vl_convert.vegalite_to_vega(spec, vl_version="6.4")


@lru_cache(maxsize=1)
def letters() -> str:
    """Return the widths of `LETTERS` in the house's font, in thousandths of its size, as JavaScript."""
    from fontTools.ttLib import TTFont

    with TTFont(theme.REGULAR) as font:
        names, widths, unit = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
        table = {letter: round(1000 * widths[names[ord(letter)]][0] / unit) for letter in LETTERS}
    return f"({json.dumps(table, ensure_ascii=False)})"


class _Writer:
    """Writes one picture down, and its functions into a list."""

    def __init__(self, name: str, functions: dict[str, None]):
        self.name = name
        self.functions = functions
        self.signals = {"width", "height"}
        self.scales: dict[str, dict[str, Any]] = {}

    # --- Refusals and functions

    def refuse(self, what: str, known: Collection[str] = ()) -> CannotMove:
        can = f"; it can move {', '.join(known)}" if known else ""
        return CannotMove(f"{self.name}: the page cannot move {what}{can}.")

    def only(self, what: str, given: Mapping[str, Any], known: Collection[str]) -> None:
        for key in given:
            if key not in known:
                raise self.refuse(f"{what} with “{key}”", known)

    def one_of(self, what: str, value: Any, known: Collection[Any]) -> Any:
        if value not in known:
            raise self.refuse(f"{what} “{value}”", [str(one) for one in known])
        return value

    def number(self, text: str) -> int:
        """Return the place of a function in the list, and put it there if it is new."""
        self.functions.setdefault(text)
        return list(self.functions).index(text)

    def expression(self, text: str) -> str:
        """Return an expression of Vega as JavaScript of `datum`, `scales` and `signals`."""
        written, at = "", 0
        while at < len(text):
            token = TOKEN.match(text, at)
            if token is None:
                raise self.refuse(f"the expression {text}")
            at, name = token.end(), token["name"]
            if token["band"]:
                written += f"scales.{token['band']}.bandwidth"
            elif name is None or name[0] == "." or name in ("datum", "true", "false", "null") or name in CALLS:
                written += token[0]
            elif name in self.signals and text[at : at + 1] != "(":
                written += f"signals.{name}"
            else:
                raise self.refuse(f"“{name}” in the expression {text}", [*CALLS, *sorted(self.signals)])
        return written

    def value(self, given: Any) -> str:
        """Return a constant, or the name of a signal or an expression, as JavaScript."""
        if isinstance(given, dict):
            self.only("a value", given, ("signal",))
            return self.expression(given["signal"])
        return json.dumps(given, ensure_ascii=False)

    def field(self, name: Any) -> str:
        if isinstance(name, dict) and name.get("group") in ("width", "height"):
            return f"signals.{name['group']}"
        if not isinstance(name, str) or not name.isidentifier():
            raise self.refuse(f"the field {name}")
        return f"datum.{name}"

    def encoding(self, rule: Any) -> str:
        """Return how an attribute of a mark is found, as JavaScript."""
        if isinstance(rule, list):
            first, *rest = rule
            if "test" not in first:
                return self.encoding(first)
            test, told = first["test"], {key: part for key, part in first.items() if key != "test"}
            return f"({self.expression(test)})?{self.encoding(told)}:{self.encoding(rest) if rest else 'undefined'}"
        self.only("an encoding", rule, ("value", "signal", "field", "scale", "band", "offset", "mult"))
        if "value" in rule:
            text = self.value(rule["value"])
        elif "signal" in rule:
            text = self.expression(rule["signal"])
        elif "field" in rule:
            text = self.field(rule["field"])
        else:
            text = ""
        scale = rule.get("scale")
        if scale is not None:
            parts = [f"scales.{scale}({text})"] if text else []
            if rule.get("band"):
                parts.append(f"scales.{scale}.bandwidth*{rule['band']}")
            text = "+".join(parts)
        if "mult" in rule:
            text = f"({text})*{self.value(rule['mult'])}"
        if "offset" in rule:
            offset = rule["offset"]
            text = f"({text})+({self.encoding(offset) if isinstance(offset, dict) else self.value(offset)})"
        return text

    # --- The picture

    def picture(self, vega: dict[str, Any]) -> dict[str, Any]:
        """Return the picture as the page moves it."""
        parts = ("$schema", "autosize", "background", "padding", "width", "height", "style", "data", "marks", "scales")
        self.only("a picture", vega, (*parts, "axes", "signals", "config"))
        self.one_of("a picture with autosize", vega.get("autosize"), ("none", {"type": "none"}))
        self.one_of("a picture with background", vega.get("background"), ("transparent",))
        for side in ("width", "height"):
            if not isinstance(vega.get(side), (int, float)):
                raise self.refuse(f"a picture without a fixed {side}")
        for signal in vega.get("signals", ()):
            self.only("a signal", signal, ("name", "value"))
            self.signals.add(signal["name"])
        self.config = vega.get("config", {})
        self.only("a picture with config", self.config, ("aria", "range", "axis", "axisX", "axisY", "legend", "style"))
        self.scales = {scale["name"]: scale for scale in vega.get("scales", ())}
        axes = enumerate(vega.get("axes", ()))
        return {
            "width": vega["width"],
            "height": vega["height"],
            "data": [self.data(entry) for entry in vega["data"] if "source" in entry or self.fed(entry)],
            "scales": [self.scale(scale) for scale in self.scales.values()],
            "axes": [self.axis(axis, at) for at, axis in axes if self.moves(self.scales[axis["scale"]]["domain"])],
            "marks": [self.mark(mark) for mark in vega["marks"]],
        }

    def fed(self, entry: dict[str, Any]) -> bool:
        """Check a table that the page gives rows to; there is nothing to write down of it."""
        self.only("a table", entry, ("name", "format"))
        if entry.get("format"):
            raise self.refuse("a table with a format")
        return False

    def data(self, entry: dict[str, Any]) -> dict[str, Any]:
        self.only("a table", entry, ("name", "source", "transform"))
        steps = [self.transform(step) for step in entry.get("transform", ())]
        return {"name": entry["name"], "source": entry["source"], "steps": steps}

    def transform(self, step: dict[str, Any]) -> list[Any]:
        """Return a transform as its kind and what it takes."""
        kind = step["type"]
        if kind == "filter":
            self.only("a filter", step, ("type", "expr"))
            return [kind, self.number(self.expression(step["expr"]))]
        if kind == "formula":
            self.only("a formula", step, ("type", "expr", "as"))
            return [kind, step["as"], self.number(self.expression(step["expr"]))]
        if kind == "flatten":
            self.only("a flatten", step, ("type", "fields", "as"))
            self.one_of("a flatten whose number of fields is", len(step["fields"]), (1,))
            return [kind, step["fields"][0], step["as"][0]]
        if kind == "aggregate":
            self.only("an aggregate", step, ("type", "groupby", "ops", "fields", "as"))
            self.one_of("an aggregate by", step["ops"], (["max"],))
            return [kind, step["groupby"], step["fields"][0], step["as"][0]]
        if kind == "stack":
            self.only("a stack", step, ("type", "groupby", "field", "sort", "as", "offset"))
            self.one_of("a stack with offset", step["offset"], ("zero",))
            sort, order = step["sort"]["field"], step["sort"]["order"]
            self.one_of("a stack whose number of orders is", len(sort), (0, 1))
            first = sort[0] if sort else None
            return [kind, step["groupby"], step["field"], first, order[:1] == ["descending"], step["as"]]
        raise self.refuse(f"the transform “{kind}”", ("filter", "formula", "flatten", "aggregate", "stack"))

    # --- Scales and axes

    def moves(self, domain: Any) -> bool:
        """Whether a domain rests on rows or signals."""
        return not isinstance(domain, list) or any(isinstance(end, dict) for end in domain)

    def scale(self, scale: dict[str, Any]) -> dict[str, Any]:
        kind = self.one_of("the scale", scale["type"], ("linear", "band", "point", "ordinal"))
        shared, found = ("name", "type", "domain", "range", "reverse"), {"name": scale["name"], "type": kind}
        ends = scale["range"][::-1] if scale.get("reverse") else scale["range"]
        if not isinstance(ends, list):
            raise self.refuse(f"a scale with the range {ends}")
        found["range"] = self.number(f"[{','.join(self.value(end) for end in ends)}]")
        if isinstance(scale["domain"], list):
            found["domain"] = self.number(f"[{','.join(self.value(end) for end in scale['domain'])}]")
        else:
            found["from"] = self.domain(scale["domain"])
        if kind == "linear":
            more = ("zero", "nice", "padding", "domainMin", "clamp")
            self.one_of("a scale with nice", scale.get("nice", False), (True, False))
            found |= {key: scale[key] for key in more if scale.get(key)} | (
                {"domainMin": 0} if scale.get("domainMin") == 0 else {}
            )
        elif kind == "ordinal":
            more = ("interpolate",)
        else:
            more = ("padding", "paddingInner", "paddingOuter")
            padding = scale.get("padding", 0)
            inner = 1 if kind == "point" else scale.get("paddingInner", padding)
            found |= {"type": "band", "inner": inner, "outer": scale.get("paddingOuter", padding)}
        self.only(f"a {kind} scale", scale, (*shared, *more))
        return found

    def domain(self, domain: dict[str, Any]) -> dict[str, Any]:
        """Return where a domain is found: pairs of table and field, numbers it always holds, and how it is sorted."""
        self.only("a domain", domain, ("data", "field", "fields", "sort"))
        fields = domain.get("fields") or [domain["field"]]
        fields = [{"data": domain.get("data"), "field": one} if isinstance(one, str) else one for one in fields]
        pairs = [[one["data"], one["field"]] for one in fields if isinstance(one, dict)]
        always = [value for one in fields if isinstance(one, list) for value in one]
        sort = domain.get("sort", False)
        if isinstance(sort, dict):
            self.only("a sorted domain", sort, ("op", "field"))
            self.one_of("a domain sorted by", sort["op"], ("min",))
            sort = sort["field"]
        return {"fields": pairs, "always": always, "sort": sort}

    def axis(self, axis: dict[str, Any], at: int) -> dict[str, Any]:
        """Return an axis whose scale moves: how its ticks are found, and its lines and labels as marks of them."""
        side, out, align, baseline = SIDES[axis["orient"]]
        config = self.config.get("axis", {}) | self.config.get("axisY" if side == "x" else "axisX", {})
        told = config | axis
        known = (
            "aria", "domain", "domainColor", "domainWidth", "encode", "format", "grid", "gridColor", "gridScale",
            "gridWidth", "labelAngle", "labelBaseline", "labelColor", "labelFlush", "labelFont", "labelFontSize",
            "labelLimit", "labelOverlap", "labelPadding", "labels", "maxExtent", "minExtent", "orient", "scale",
            "tickCount", "tickMinStep", "ticks", "title", "values", "zindex",
        )  # fmt: skip
        for key, usual in (("ticks", False), ("zindex", 0), ("labelAngle", 0)):
            self.one_of(f"an axis with {key}", told.get(key, usual), (usual,))
        self.only("an axis", {key: told[key] for key in told if not key.startswith("title")}, known)
        scale, continuous = f"scales.{axis['scale']}", self.scales[axis["scale"]]["type"] == "linear"
        # Vega sets the ticks of bands half a pixel back.
        half = self.scales[axis["scale"]]["type"] == "band"
        place = f"{scale}(datum.value)" + (f"+{scale}.bandwidth*0.5-0.5" if half else "")
        along = "y" if side == "x" else "x"
        found: dict[str, Any] = {"at": at, "scale": axis["scale"], "marks": []}
        if continuous:
            self.one_of("an axis with format", axis.get("format", "d"), ("d",))
            values = axis.get("values")
            found["count"] = self.number(self.value(told.get("tickCount", len(values) if values else 10)))
            found |= {"values": values} if values else {}
            found |= {"step": axis["tickMinStep"]} if "tickMinStep" in axis else {}
            found |= {"whole": True} if "format" in axis else {}
        if told.get("grid"):
            end = "signals.width" if along == "y" else "-signals.height"
            where = {along: f"Math.round({place})", f"{along}2": f"Math.round({place})", side: "0", f"{side}2": end}
            paint = {"stroke": told["gridColor"], "strokeWidth": told["gridWidth"], "opacity": 1}
            found["marks"].append(self.drawn("rule", where, paint) | {"name": "role-axis-grid"})
        if told.get("labels", True):
            self.one_of("an axis with encode", list(axis.get("encode", {"labels": 0})), (["labels"],))
            words = axis.get("encode", {}).get("labels", {}).get("update", {}).get("text", {"signal": "datum.label"})
            flush = f"scales.{axis['scale']}.flush(datum.value)" if told.get("labelFlush") else json.dumps(align)
            where = {
                along: place, side: self.value(out * told["labelPadding"]), "align": flush,
                "baseline": self.value(told.get("labelBaseline", baseline)), "text": self.encoding(words),
                "fontSize": self.value(told["labelFontSize"]),
            }  # fmt: skip
            paint = {"font": told["labelFont"], "fontSize": told["labelFontSize"], "fill": told["labelColor"]}
            mark = self.drawn("text", where, paint) | {"name": "role-axis-label"}
            mark["paint"]["opacity"] = self.number("datum.hidden?0:1")
            found["marks"].append(mark)
            if told.get("labelOverlap"):
                self.one_of("an axis with labelOverlap", told["labelOverlap"], (True,))
                found["overlap"] = {"letters": self.number(letters()), "along": along}
        return found

    # --- Marks

    def drawn(self, kind: str, where: Mapping[str, str], paint: Mapping[str, Any]) -> dict[str, Any]:
        """Return a mark from where its items stand, as JavaScript, and how they are painted, as constants."""
        painted = {
            PAINTED[key]: self.number(json.dumps(f"{value}px" if key == "fontSize" else value))
            for key, value in paint.items()
        }
        return {"type": kind, "place": {key: self.number(text) for key, text in where.items()}, "paint": painted}

    def mark(self, mark: dict[str, Any]) -> dict[str, Any]:
        """Return a mark, or what is inside a group of marks, one for each part of the rows."""
        if mark["type"] == "group":
            self.only("a group", mark, ("name", "type", "from", "encode", "marks"))
            facet = mark.get("from", {}).get("facet")
            if facet is None:
                raise self.refuse("a group that is no part of a table")
            self.one_of("a group whose number of marks is", len(mark["marks"]), (1,))
            inner = self.mark(mark["marks"][0])
            return inner | {"data": facet["data"], "parts": facet["groupby"], "group": mark["name"]}
        self.only("a mark", mark, ("name", "type", "style", "from", "sort", "encode"))
        kind = self.one_of("the mark", mark["type"], tuple(PLACED))
        self.only("an encode", mark["encode"], ("update",))
        styles = mark.get("style", [])
        encode: dict[str, Any] = {}
        for style in [styles] if isinstance(styles, str) else styles:
            usual = STYLES.get(style, {}) | (self.config.get("style", {}).get(style) or {})
            encode |= {key: {"value": value} for key, value in usual.items()}
        encode |= mark["encode"]["update"]
        place: dict[str, int] = {}
        paint: dict[str, int] = {}
        for key, rule in encode.items():
            self.constants(key, rule)
            text = self.encoding(rule)
            if key in PLACED[kind]:
                place[key] = self.number(text)
            if key in PAINTED and (kind == "text" or not PAINTED[key].startswith("font")):
                paint[PAINTED[key]] = self.number(f'({text})+"px"' if key == "fontSize" else text)
            elif key not in PLACED[kind] and key != "orient":
                raise self.refuse(f"a {kind} with “{key}”", (*PLACED[kind], *PAINTED))
        found = {"name": mark["name"], "type": kind, "data": mark["from"]["data"], "place": place, "paint": paint}
        if "sort" in mark:
            found["sort"] = self.sort(mark["sort"], encode)
        return found

    def constants(self, key: str, rule: Any) -> None:
        """Check a constant where the page can draw only some."""
        for one in rule if isinstance(rule, list) else [rule]:
            if key in ONLY and "value" in one:
                self.one_of(key, one["value"], ONLY[key])
            shapes = [one["value"]] if "value" in one else self.scales.get(one.get("scale"), {}).get("range", ())
            for shape in shapes if key == "shape" else ():
                if not OWN_SHAPE.fullmatch(str(shape)):
                    self.one_of("the shape", shape, (*SHAPES, "one of M, L and Z alone"))

    def sort(self, sort: dict[str, Any], encode: dict[str, Any]) -> int:
        """Return what the items of a line are sorted by, upward."""
        field, order = sort["field"], sort.get("order", "ascending")
        field, order = (part[0] if isinstance(part, list) and len(part) == 1 else part for part in (field, order))
        self.one_of("a mark sorted", order, ("ascending",))
        if field in ("x", "y"):
            return self.number(self.encoding(encode[field]))
        return self.number(self.expression(field))
