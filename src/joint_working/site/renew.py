"""Sphinx extension: while an author writes, reads what changed and writes every page that shows it.

A page shows little of other pages: their titles in the list of contents, the headings and words it links to, and, on
a few pages, lists of what the book asks or uses. That is a page's `Face`. A page that was read again, and whose face
is as before, is the only one to be written; where the face changed, so are the pages that show what changed. So the
site is the same, byte for byte, as one that is built afresh. Only chapters are renewed: whatever else changed, the
book is built anew (see `serve.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import CONFIG_OK, BuildEnvironment

from . import exercises, forms, questions, roles, routes, terms

#: Lists of other pages: what routes and outcomes tell of pages, their headings and exercises; every question; and
#: the exercises that trainers' forms hold.
LISTS = {"list of steps": routes.Drawn, "list of questions": questions.Listed, "list of exercises": forms.Drawn}


@dataclass(frozen=True)
class Seen:
    """What a page takes from others, by name: pages, words and labels it links to, and lists; and its own head."""

    names: frozenset[str]
    head: tuple[str, ...]


@dataclass(frozen=True)
class Face:
    """What other pages show of a page.

    `everywhere` stands on every page or decides where links lead; `named` is shown where its name is linked to, or
    the list of that name stands; `uses` in the registers.
    """

    everywhere: tuple
    named: frozenset[tuple[str, object]]
    uses: frozenset[tuple[str, str]]


@dataclass
class Kept:
    """What is remembered between builds: what each page takes and shows, which pages to read again, and the outcome.

    `read` and `written` are the pages of the last build.
    """

    seen: dict[str, Seen] = field(default_factory=dict)
    faces: dict[str, Face] = field(default_factory=dict)
    again: frozenset[str] = frozenset()
    read: frozenset[str] = frozenset()
    written: frozenset[str] = frozenset()


def kept(app: Sphinx) -> Kept:
    """Return what is remembered of the builds of a Sphinx."""
    if not hasattr(app, "joint_working_kept"):
        app.joint_working_kept = Kept()
    return app.joint_working_kept


def renew(app: Sphinx, pages: Iterable[str]) -> bool:
    """Build again after a change of some pages; return whether that gave no warning.

    Pages written by a renewal with a warning are read again at the next, so that no warning is lost.
    """
    memory, warned = kept(app), app._warncount
    memory.again |= frozenset(pages)
    app.env.config_status = CONFIG_OK
    app.build()
    well = app._warncount == warned
    memory.again = frozenset() if well else memory.written
    return well


# -- Sphinx's events, in their order ----------------------------------------------------------------------------


def _asked_for(app: Sphinx, env: BuildEnvironment, *_: object) -> frozenset[str]:
    """Say which pages to read, whatever their files' times (``env-get-outdated``)."""
    return kept(app).again


def _before_reading(app: Sphinx, env: BuildEnvironment, pages: list[str]) -> None:
    kept(app).read = frozenset(pages)


def _look(app: Sphinx, doctree: nodes.document) -> None:
    """Note what a page takes from others, and its head (``doctree-read``)."""
    links = (link["reftarget"].casefold() for link in doctree.findall(addnodes.pending_xref))
    lists = (name for name, node in LISTS.items() if any(doctree.findall(node)))
    heads = (node.astext() for node in doctree.findall(nodes.bullet_list) if "jw-asat" in node["classes"])
    kept(app).seen[app.env.docname] = Seen(frozenset([*links, *lists]), tuple(heads))


def face(app: Sphinx, page: str) -> Face:
    """Return the face of a page that was read."""
    env, std = app.env, app.env.get_domain("std")
    title = env.titles[page].astext()
    headings = tuple(sorted((name, *rest) for name, (_, *rest) in env.metadata[page].get("myst_slugs", {}).items()))
    words = ((word.casefold(), (at, meaning)) for at, (word, meaning) in terms.meanings(env).get(page, {}).items())
    labels = ((name, place) for name, place in std.labels.items() if place[0] == page)
    steps = [heading for *_, heading in headings], kept(app).seen[page].head, exercises.asked(env).get(page)
    lists = (
        ("list of steps", repr(steps)),
        ("list of questions", repr(questions.known(env).get(page))),
        ("list of exercises", repr(exercises.asked(env).get(page))),
    )
    return Face(
        everywhere=(title, [name for name, home in sorted(roles.registers_of(env).items()) if home == page]),
        named=frozenset([(page.casefold(), headings), *words, *labels, *lists]),
        uses=frozenset(roles.used_on(env, page)),
    )


def _showing(app: Sphinx, before: Face | None, after: Face) -> set[str]:
    """Return the pages that show what of a face is not as it was."""
    memory = kept(app)
    if before is None or before.everywhere != after.everywhere:
        return set(app.env.found_docs)
    names = {name for name, _ in before.named ^ after.named}
    shown = {page for page, seen in memory.seen.items() if seen.names & names}
    return shown | roles.listing(app.env, before.uses ^ after.uses)


def _to_write(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Say which pages to write beside those that were read (``env-updated``)."""
    memory, pages = kept(app), set()
    for page in memory.read:
        after = face(app, page)
        pages |= _showing(app, memory.faces.get(page), after)
        memory.faces[page] = after
    env.jw_whole = pages >= env.found_docs  # then pages that are no documents are written too
    memory.written = memory.read | frozenset(pages)
    return sorted(pages)


def setup(app: Sphinx) -> dict[str, object]:
    """Register with Sphinx."""
    app.connect("env-get-outdated", _asked_for)
    app.connect("env-before-read-docs", _before_reading)
    app.connect("doctree-read", _look, priority=900)
    app.connect("env-updated", _to_write)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
