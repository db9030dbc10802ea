"""Then and now: every claim of the five documents, with its time, its standing and its sources.

The claims are `data/claims.csv`. A rule of law named there is read as at the day given.
"""

from __future__ import annotations

from collections import Counter
from html import escape as esc

from joint_working import evidence
from joint_working.explorers.parts import Choice, Filtered, Row
from joint_working.kit.frame import source_link

AS_AT = "2026-11-24"

#: The five documents by key: a short name and how many claims were taken from each.
DOCUMENTS = {
    "in-sickness-and-in-health": "In sickness and in health, about 2019",
    "ministerial-review-2019": "Review of progress, February 2019",
    "integrated-care-2012": "Integrated care north and south, 2012",
    "learning-by-doing": "Learning by doing, about 2018",
    "lessons-scotland-wales": "Lessons from Scotland and Wales, about 2019",
}
NATIONS = {
    "scotland": "Scotland",
    "england": "England",
    "wales": "Wales",
    "northern-ireland": "Northern Ireland",
    "uk": "UK",
}
#: Claims on Scotland that set it beside England: they belong with the comparisons.
COMPARING = ("integrated-care-02", "lessons-05")
#: The title of the list where it shows one nation.
TITLES = {
    "england": "What did the five documents say of England, and does it hold?",
    "wales": "What did the five documents say of Wales, and does it hold?",
    "northern-ireland": "What did the five documents say of Northern Ireland, and does it hold?",
    "uk": "What did the five documents say when they compared nations, and does it hold?",
}
#: The five standings, in the words readers see, and what each means.
STANDINGS = {
    "still-true": ("Still true", "The law in force, or a text of 2023 or later, says the same, at least in part."),
    "true-then": (
        "True then",
        "A second text bears it out for its time, or it was asked for then. Today was not tested.",
    ),
    "changed": ("Changed", "Later events overtook it."),
    "contested": ("Contested", "Texts disagree, or it is a view on which people may differ."),
    "not-checked": ("Not checked", "No second text was read. That does not make it wrong."),
}


def claims_about(nation: str) -> tuple[dict, ...]:
    """Return the claims about one of NATIONS; "uk" also has the claims on Scotland that set it beside another."""
    return tuple(
        claim
        for claim in evidence.table("claims")
        if (_key(claim["nation"]) == nation and claim["key"] not in COMPARING)
        or (nation == "uk" and claim["key"] in COMPARING)
    )


def then_and_now(as_at: str = AS_AT, nation: str = "") -> Filtered:
    """Return the list of all claims, or of those about one of NATIONS, with the law `as_at` a day (YYYY-MM-DD)."""
    claims = claims_about(nation) if nation else evidence.table("claims")
    documents = {key: words for key, words in DOCUMENTS.items() if any(claim["seed"] == key for claim in claims)}
    return Filtered(
        name="then-and-now",
        title=TITLES.get(nation, "Which claims of the five documents still hold?"),
        what="Claims",
        filters=(
            Choice("document", "Document", documents),
            Choice(
                "nation", "Nation", {key: "More than one nation" if key == "uk" else v for key, v in NATIONS.items()}
            ),
            Choice("status", "Standing today", {key: words for key, (words, _) in STANDINGS.items()}),
        ),
        rows=tuple(_row(claim, as_at) for claim in claims),
        eyebrow="Then and now",
        source="Claims and results are in our words. A row names the text it was checked against, if any.",
        assumes=tuple(f"{words}: {meaning}" for words, meaning in STANDINGS.values()),
        does_not_show=(
            "How important a claim is, or how good a document is. The counts are of claims we picked out.",
            "That a claim not checked is wrong. Nor that a claim still true is true everywhere: schemes differ.",
        ),
    )


def counted() -> dict[str, dict[str, int]]:
    """Return how many claims of each document (by key) have each standing (by key), in order."""
    found = Counter((row["seed"], _key(row["standing"])) for row in evidence.table("claims"))
    return {seed: {standing: found[seed, standing] for standing in STANDINGS} for seed in DOCUMENTS}


def _key(words: str) -> str:
    return words.lower().replace(" ", "-")


def _row(claim: dict, as_at: str) -> Row:
    standing = _key(claim["standing"])
    words = STANDINGS[standing][0]
    figure = f" ({esc(claim['figure'])})" if claim["figure"] else ""
    about = (
        f'<span data-cell="Document">{esc(DOCUMENTS[claim["seed"]])}</span>, '
        f'<span data-cell="Place in it">{esc(claim["locator"])}</span> · '
        f'<span data-cell="Nation">{esc(claim["nation"])}</span> · true of '
        f'<span data-cell="True of">{esc(claim["period_true"])}</span>'
    )
    keys = [key for key in (claim["checked_against"], *evidence.parted(claim["also"] or "")) if key]
    checked = f' Checked against: <span data-cell="Checked against">{_links(keys)}</span>.' if keys else ""
    return Row(
        claim["key"],
        (claim["seed"], _key(claim["nation"]), standing),
        f'<p class="jw-claim"><span class="jw-standing" data-standing="{standing}" data-cell="Standing">{words}</span>'
        f' <span data-cell="Claim">{esc(claim["claim"])}{figure}</span></p>'
        f'<p class="jw-about">{about}</p>'
        f'<p>Our check: <span data-cell="Our check">{esc(claim["result_text"])}</span>.{checked}</p>'
        f"{_today(claim, as_at)}",
    )


def _today(claim: dict, as_at: str) -> str:
    """Return how the matter stands today with its source, or nothing where we hold nothing."""
    if claim["today_rule"]:
        rule = evidence.rule(claim["today_rule"], as_at=as_at)
        place = (
            f"{rule.badge}: {rule.instrument}, {rule.article}" if rule.article else f"{rule.badge}: {rule.instrument}"
        )
        words, source = rule.rule, _links([rule.source.key], place)
    elif claim["today"]:
        words, source = claim["today"], _links([claim["today_source"]])
    else:
        return ""
    said = f'<span data-cell="Today">{esc(words)}</span> <span data-cell="Source for today">{source}</span>'
    return f"<p><strong>Today:</strong> {said}.</p>"


def _links(keys: list[str], words: str = "") -> str:
    """Return the sources as links, by publisher and year; without a link where the copy read had no address."""
    said = []
    for key in keys:
        found = evidence.source(key)
        name = words or ", ".join(filter(None, (found.publisher, found.title, found.year)))
        said.append(source_link(found, name))
    return "; ".join(said)
