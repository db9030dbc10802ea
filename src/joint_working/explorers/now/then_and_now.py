"""Then and now: every claim of the five documents, with its time, its standing and its sources.

The claims are `data/claims.csv`. A rule of law named there is read as at the day given.
"""

from __future__ import annotations

from collections import Counter

from joint_working import evidence
from joint_working.explorers.parts import Choice, Filtered, Row
from joint_working.html import NONE, Content, Html, el, join
from joint_working.kit.frame import folded, source_link

AS_AT = "2026-11-30"

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
        "A second text bears it out for its time; or it was a proposal or a promise, reported as it was. "
        "Today was not tested.",
    ),
    "changed": ("Changed", "It was said of its present, and a body, a rule or a sum that it names has since changed."),
    "contested": ("Contested", "Texts disagree, or it is a view on which people may differ."),
    "not-checked": ("Not checked", "No second text was found on 30 November 2026. That does not make it wrong."),
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
    counts = Counter((row["seed"], _key(row["standing"])) for row in evidence.table("claims"))
    return {seed: {standing: counts[seed, standing] for standing in STANDINGS} for seed in DOCUMENTS}


def _key(words: str) -> str:
    return words.lower().replace(" ", "-")


def _row(claim: dict, as_at: str) -> Row:
    standing = _key(claim["standing"])
    figure = f" ({claim['figure']})" if claim["figure"] else ""
    keys = [key for key in (claim["checked_against"], *evidence.parted(claim["also"] or "")) if key]
    checked = join((" Checked against: ", _cell("Checked against", _links(keys)), ".")) if keys else None
    place = _cell("Place in it", claim["locator"])
    about = (_cell("Document", DOCUMENTS[claim["seed"]]), ", ", place, " · ", _cell("Nation", claim["nation"]))
    badge = el("span", STANDINGS[standing][0], class_="jw-standing", data_standing=standing, data_cell="Standing")
    return Row(
        claim["key"],
        (claim["seed"], _key(claim["nation"]), standing),
        folded(
            badge + " " + _cell("Claim", claim["claim"] + figure),
            el("p", about, " · true of ", _cell("True of", claim["period_true"]), class_="jw-about"),
            el("p", "Our check: ", _cell("Our check", claim["result_text"]), ".", checked),
            _today(claim, as_at),
            css="jw-row",
        ),
    )


def _cell(heading: str, words: Content) -> Html:
    """Return words of a row as a cell of its CSV."""
    return el("span", words, data_cell=heading)


def _today(claim: dict, as_at: str) -> Html:
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
        return NONE
    return el("p", el("strong", "Today:"), " ", _cell("Today", words), " ", _cell("Source for today", source), ".")


def _links(keys: list[str], words: str = "") -> Html:
    """Return the sources as links, by publisher and year; without a link where the copy read had no address."""
    links = []
    for key in keys:
        source = evidence.source(key)
        name = words or ", ".join(filter(None, (source.publisher, source.title, source.year)))
        links.append(source_link(source, name))
    return join(links, "; ")
