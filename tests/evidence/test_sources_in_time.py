"""No source reports what came after it: no row, and no sentence of a chapter, speaks of a year later than its sources.

A year ahead of every source is a plan, a forecast, a sum agreed beforehand, or a law that sets the day. What is none
of these by its row's own words stands in AHEAD, with the words that say that it lay ahead.
"""

import json
import re
from pathlib import Path

import pytest

from joint_working import evidence
from joint_working.explorers.money.who_pays import RULES, _said, local_rules

ROOT = Path(__file__).parents[2]
YEAR = re.compile(r"(?<![\d£.,-])((?:19|20)[0-4]\d)(?!\d)(?! and any later)")
#: Columns that are about the row or its sources, or that only place it, and say nothing the source must carry.
ABOUT = {
    "key",
    "source",
    "also",
    "locator",
    "note",
    "seen",
    "recheck_by",
    "address",
    "as_at",
    "era",
    "system",
    "value",
}
ABOUT |= {"sort_date", "valid_from", "valid_to", "not_before", "instrument", "article", "treatment", "deadline"}
ABOUT |= {"years", "coverage", "period_from", "period_to", "known_from", "known_to"}
#: What a row says of itself when it speaks of what lay ahead.
PLANS = {
    "estimate-at-the-time",
    "forecast",
    "indicative",
    "decision",
    "policy",
    "estimate",
    "budget",
    "plan",
    "target",
}
PLANS |= {"allocation", "offer", "proposed", "planned", "proposal"}
#: Rows about a later year, by table and key (or the words of a row without one): how they say that it lay ahead.
AHEAD = {
    ("caveats", "delays-rate-old-population"): "for want of later estimates",
    ("caveats", "authorities-established-unseen"): "had to be running by",
    ("cases", "highland-scope-agreed"): "to start in",
    ("cases", "clacks-stirling-notice-given"): "would end",
    ("timeline", "clacks-stirling-notice-given"): "gives notice",
    ("timeline", "england-better-care-fund-starts"): "starts",
    ("timeline", "england-merged-icb-areas"): "announced for",
    ("timeline", "england-nhs-england-end-target"): "target",
    ("timeline", "england-commission-terms"): "by 2028",
    ("timeline", "wales-act-2025-powers"): "are to come in",
    ("timeline", "wales-act-2025-profit"): "are to begin",
    ("timeline", "wales-act-2025-plans"): "are to plan",
    ("timeline", "ni-neighbourhood-due"): "was promised",
    ("timeline", "wales-regional-integration-fund-end"): "are to run out",
    ("findings", "england-mergers-2026"): "approved for",
    ("findings", "england-pool-widening"): "we found no change",
    ("findings", "uk-2010"): "before that of 2014",
    ("findings", "wales-network-plan"): "the plan of one network for",
    ("local_rules", "moray-chair-term"): "changes every",
    ("numbers_uk", "england-bcf-minimum-2015-16"): "had to be pooled",
    ("numbers_uk", "england-bcf-pooled-2015-16"): "agreed to pool",
    ("numbers_uk", "england-new-care-models-saving-claimed"): "claimed",
    ("numbers_uk", "wales-transformation-fund-2018"): "fund",
    ("finance_national", "ageing-cost-2031"): "said to need",
    ("finance_national", "nhs-orkney-transitional-2025-29"): "over four years",
    ("finance_national", "nhs-deficit-funding-2026-27"): "to be available",
    ("finance_national", "north-ayrshire-council-gap-with-hscp-2025-28"): "gap of the council over three years",
    ("finance_national", "care-wage-funding-2024-25"): "money for",
    ("finance_national", "free-care-uprating-2024-25"): "money for",
    ("finance_national", "health-portfolio-2024-25"): "money for",
    ("finance_national", "nhs-boards-funding-2024-25"): "allocated",
    ("finance_national", "health-growth-planned-cash"): "planned",
    ("finance_national", "health-growth-planned-real"): "planned",
    ("finance_national", "delayed-discharge-fund-2015-16-to-2017-18"): "fund",
    ("finance_national", "nhs-pay-award-2026-27"): "rise",
    ("finance_national", "council-pay-award-2026-27"): "rise",
}
#: The same in chapters: a part of the sentence.
SENTENCES = (
    "gave notice that the arrangement would end",
    "owe a first report",
    "was announced in March 2025, for March 2027",
    "were approved for",
    "before the Act of 2014",
    "It was due by March 2026",
    "So it is to run out on",
    "councils are to plan",
    "were to be decided in summer",
    "is to report in 2026",
)


def newest(key):
    """Return the newest year a source's date names, or None where it names none; "2022-24" names 2024."""
    told = evidence.source(key).published
    years = [int(year) for year in re.findall(r"(?:19|20)\d{2}", told)]
    years += [2000 + int(year) for year in re.findall(r"\b20\d\d-(\d\d)$", told) if int(year) > 12]
    return max(years, default=None)


def is_law(keys):
    """Return whether one of some sources is law, which sets days ahead of itself."""
    return any(
        evidence.source(key).publisher.startswith("legislation.gov.uk") or key.startswith("law-") for key in keys
    )


def sources_of(row):
    return [key for key in (row["source"], *evidence.parted(row.get("also") or "")) if key]


def rows_about_a_later_year():
    """Yield (table, key, row, year) for each row that speaks of a year after the newest of its sources."""
    for path in sorted((ROOT / "data").glob("*.csv")):
        for row in evidence.table(path.stem):
            if "source" not in row or not sources_of(row):
                continue
            years = [newest(key) for key in sources_of(row)]
            if None in years:
                continue
            said = " ".join(str(cell) for name, cell in row.items() if cell and name not in ABOUT)
            later = [int(year) for year in YEAR.findall(said) if int(year) > max(years)]
            if later:
                yield path.stem, row.get("key") or said, row, max(later)


def test_no_row_speaks_of_a_year_after_all_its_sources():
    known, wrong = set(), []
    for table, key, row, year in rows_about_a_later_year():
        says = " ".join(str(cell) for cell in row.values()).lower()
        if (table, key) in AHEAD:
            known.add((table, key))
            assert AHEAD[table, key] in says, (table, key)
        elif not (is_law(sources_of(row)) or {row.get("kind"), row.get("basis")} & PLANS):
            wrong.append((table, key, year))
    assert wrong == []
    assert known == set(AHEAD), set(AHEAD) - known


@pytest.mark.parametrize("number", range(len(RULES)))
def test_who_pays_names_the_source_that_carries_the_year(number):
    row = local_rules()[number]
    said, _, named = _said(row).rpartition("(")
    years = [int(year) for year in YEAR.findall(named)]
    assert not years or max(map(int, YEAR.findall(said)), default=0) <= max(years), _said(row)
    assert all(evidence.source(key).publisher.partition(" (")[0] in named for key in sources_of(row))


def sentences():
    """Yield (page, sentence, keys) for each sentence of a chapter that sources follow, and no rule of law."""
    pages = {path: path.read_text(encoding="utf-8") for path in (ROOT / "book").rglob("*.md")}
    pages |= {path: path.read_text(encoding="utf-8") for path in (ROOT / "data" / "briefings").glob("*.md")}
    for path in (ROOT / "book").rglob("*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        pages[path] = "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    for path, text in pages.items():
        for part in re.split(r"\n\s*\n", text):
            for found in re.finditer(r"([^.!?]*[.!?]”?)((?:\s*\{(?:source|rule)\}`[^`]+`)+)", part):
                keys = re.findall(r"\{source\}`([^`]+)`", found[2])
                if keys and "{rule}" not in found[2]:
                    yield path.name, re.sub(r"\{\w+\}`[^`]*`", "", found[1]).strip(), keys


def test_no_sentence_of_a_chapter_speaks_of_a_year_after_its_sources():
    tried, wrong = 0, []
    for page, said, keys in sentences():
        years = [newest(key) for key in keys]
        tried += 1
        later = None not in years and any(int(year) > max(years) for year in YEAR.findall(said))
        if later and not is_law(keys) and not any(words in said for words in SENTENCES):
            wrong.append((page, said, keys))
    assert tried > 150 and wrong == []
