"""The timer: a page of its own, for a wall, that counts the parts of an agenda. Without a script it is the agendas."""

from __future__ import annotations

from pathlib import Path

import rjsmin

from joint_working.html import Html, el, headings, join, options, row, shape, table, trusted
from joint_working.kit import theme
from joint_working.workshop import content
from joint_working.workshop.sheets import clock

PAGE, SCRIPT = "timer.html", "timer.js"
HERE = Path(__file__).parent
STYLE = HERE / "timer.css"
KEYS = "Space starts and pauses. The arrows go on and back. F fills the screen."


def agendas() -> Html:
    """Return each agenda as a table: its parts, and from which minute to which."""
    drawn = []
    for name, title in content.AGENDAS.items():
        parts = content.agenda(name)
        heads = headings(("Minutes", "Part"), numbers=False)
        lines = [row(clock(p.start, p.minutes), [p.title], numbers=False, data_minutes=p.minutes) for p in parts]
        drawn.append(table(title, heads, lines, id=name, class_="agenda"))
    return join(drawn)


def page(policy: str) -> Html:
    """Return the page. `policy` is what the book's pages allow themselves."""
    colours = {"ink": theme.INK, "quiet": theme.QUIET, "line": theme.LINE, "paper": theme.PAPER, "white": theme.WHITE,
               "gold": theme.GOLD}  # fmt: skip
    choice = el("select", options(content.AGENDAS, next(iter(content.AGENDAS))), data_timer="length",
                aria_label="Agenda", autocomplete="off")  # fmt: skip
    tools = [
        el("button", words, type="button", data_timer=name, class_="main" if name == "go" else None)
        for name, words in (("go", "Start"), ("back", "Back"), ("on", "Next part"), ("again", "Start again"),
                            ("wide", "Full screen"))
    ]  # fmt: skip
    timer = el(
        "section",
        el("p", data_timer="part", class_="part", aria_live="polite"),
        el("p", data_timer="digits", class_="digits", role="timer"),
        el("p", data_timer="note", class_="note"),
        el("p", data_timer="said", class_="note", role="status"),
        el("p", data_timer="next", class_="next"),
        el("div", choice, tools, class_="tools"),
        el("p", KEYS, class_="keys"),
        class_="timer",
        data_timer="timer",
        hidden=True,
    )
    return shape(
        """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>Timer for Board night</title><link rel="icon" href="data:,"><style>:root{{{palette}}}{style}</style></head>
<body><main><h1>Board night</h1>{timer}{agendas}
<p><a href="../book/8-for-trainers/run-a-workshop.html">Run a workshop</a></p></main>
<script src="timer.js"></script></body></html>
""",
        policy=policy,
        palette=trusted("".join(f"--{name}:{value};" for name, value in colours.items())),
        style=trusted(STYLE.read_text(encoding="utf-8")),
        timer=timer,
        agendas=agendas(),
    )


def write(folder: Path, policy: str) -> None:
    """Write the page and its script into a folder that stands beside the site's own files."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PAGE).write_text(page(policy), encoding="utf-8")
    (folder / SCRIPT).write_text(rjsmin.jsmin((HERE / SCRIPT).read_text(encoding="utf-8")), encoding="utf-8")
