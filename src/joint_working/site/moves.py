"""Old addresses lead on: `data/moves.csv` says where a page, a section or an explorer of an older edition stands now.

A page that is gone leaves a page that leads to the new one. A section or an explorer that left a page that is still
there is a row of that page's list, which `static/page.js` reads when the address names nothing on the page.
"""

from __future__ import annotations

import json
from pathlib import Path
from posixpath import relpath

from sphinx.application import Sphinx

from joint_working import evidence
from joint_working.html import Html, shape

GONE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta http-equiv="refresh" content="0; url={target}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>This page has moved</title>
<link rel="icon" href="data:,">
</head>
<body><main><h1>This page has moved</h1><p><a href="{target}">Go to where it stands now</a></p></main></body>
</html>
"""


def address(target: str, page: str) -> str:
    """Return the address of a target (a page's place in the folder book, with a section) as seen from a page."""
    to, _, section = target.partition("#")
    here = "" if to == page else relpath(f"{to}.html", str(Path(page).parent))
    return here + (f"#{section}" if section else "")


def of_page(page: str) -> str:
    """Return as JSON what moved from a page: a section's id, or explorer=NAME, to its address; "" for nothing."""
    rows = [(*row["old"].partition("#"), row["new"]) for row in evidence.table("moves")]
    moved = {section: address(new, page) for old, _, section, new in rows if old == page and section}
    return json.dumps(moved, sort_keys=True, separators=(",", ":")) if moved else ""


def gone(policy: str) -> dict[str, Html]:
    """Return the pages to leave where a page is gone: by its place in the folder book, the HTML that leads on."""
    rows = [row for row in evidence.table("moves") if "#" not in row["old"]]
    return {row["old"]: shape(GONE, policy=policy, target=address(row["new"], row["old"])) for row in rows}


def write(app: Sphinx, policy: str) -> None:
    """Write the pages that lead on into the site. A page that is still there is never written over."""
    for page, html in gone(policy).items():
        path = Path(app.outdir) / "book" / f"{page}.html"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(html, encoding="utf-8")
