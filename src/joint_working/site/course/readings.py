"""The sources behind each week's pages, as lists that reference managers read."""

from __future__ import annotations

from collections.abc import Iterable

from sphinx.environment import BuildEnvironment

from joint_working import evidence
from joint_working.evidence import Source
from joint_working.site import roles

from . import xml
from .weeks import Week


def package(weeks: Iterable[Week], env: BuildEnvironment) -> bytes:
    """Return the zip of two lists for each week, RIS and BibTeX."""
    files = {}
    for week in weeks:
        cited = sources_of(week, env)
        files[f"week-{week.number:02}.ris"] = evidence.ris(cited).encode()
        files[f"week-{week.number:02}.bib"] = evidence.bibtex(cited).encode()
    return xml.zipped(files)


def sources_of(week: Week, env: BuildEnvironment) -> list[Source]:
    """Return the sources that the week's pages rest on, once each, in the order of the pages."""
    pages = sorted(page for page in env.found_docs if week.holds(page.removeprefix("book/")))
    found = {source.key: source for page in pages for source in roles.page_sources(env, page)}
    return list(found.values())
