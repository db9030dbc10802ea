"""A figure that marks a reader wrong has two sources, or the question leaves it open.

Every exercise that is marked and holds a number is in one of four lists. In GIVEN the question states the figures and
the right answer holds whatever they are: it is about reading or arithmetic. TURNS names the figures that the right
answer rests on, each with two sources. MODELS has the numbers of a lab, and MADE_UP those of a made-up case.
"""

import re

import pytest

from joint_working import evidence
from joint_working.explorers import slots
from joint_working.site import exercises, markdown, routes

#: What is asked of the figures that the question states.
GIVEN = {
    "repair-the-comparison": "which years and words a comparison needs",
    "fact-forecast-hope": "what kind of statement it is",
    "cost-of-delays": "what a cost may be called, and that a bound stays",
    "five-questions": "which question a paper answers; published shares stand in the feedback alone",
    "lasting-share": "a share of a share",
    "read-a-forecast": "what a forecast says, and what comes back",
    "wrong-inferences": "what follows from two sentences of the Indicator Reader",
    "read-a-release": "why one count has two rates",
    "which-heading": "where the review itself puts a proposal",
    "footprints": "that a number and a name are of two maps",
}

#: The figures that an answer rests on: the table and the key of each.
TURNS = {
    "gap-and-its-year": (("finance_national", "ijb-gap-2024-25"),),
    "update-money": (("finance_national", "ijb-funding-2024-25"),),
    "all-of-it-in-care": (("local_rules", "fife-overspend"),),
}

#: The number of partnerships stands in a text and in the list of all of them.
COUNTED = {"update-models", "trace-care-home"}

MODELS = {
    "balance-year-one", "defend-the-setting", "hospital-questions", "limited-asking", "read-this-report",
    "reading-the-fan", "same-sum-three-horizons", "same-year-one", "smallest-cut",
}  # fmt: skip
MADE_UP = {"rewrite-direction", "saved-on-paper", "sort-statements", "what-comes-back", "which-basis"}

TYPED = re.compile(r"£\d|\d ?%|per cent|\d (?:clusters|footprints|partnerships|joint boards|areas|places|councils)\b")


def marked():
    """Return what is written of every exercise that tells right from wrong, by name."""
    pages = [*routes.every_page(), "reference/parts-for-authors"]
    found = (markdown.directive(token) for page in pages for token in routes.read_page(page).tokens)
    return {
        block.argument: "\n".join([block.body, *block.options.values()])
        for block in found
        if block and block.name in exercises.KINDS and block.name != "predict"
    }


MARKED = marked()


def test_every_marked_exercise_with_a_number_is_known():
    found = set()
    for name, text in MARKED.items():
        asked = []
        rest = slots.fill(text, lambda slot, asked=asked: asked.append(slot) or "")
        if asked or TYPED.search(rest):
            found.add(name)
    lists = [set(GIVEN), set(TURNS), COUNTED, MODELS, MADE_UP]
    assert found == set().union(*lists) and len(found) == sum(map(len, lists))


@pytest.mark.parametrize("name", TURNS)
def test_a_figure_that_marks_has_two_sources(name):
    for table, key in TURNS[name]:
        (row,) = evidence.select(table, key=key)
        sources = {row["source"], *evidence.parted(row["also"])}
        assert len({evidence.source(source).publisher for source in sources}) >= 2, (name, key)


def test_the_partnerships_can_be_counted():
    assert len(evidence.authorities()) == evidence.figure("partnership-count").value == 31
    assert all("31" in MARKED[name] for name in COUNTED)


def test_a_sum_whose_year_is_in_dispute_marks_nobody():
    """Almost £450m: two reports put it beside 2024/25, a third reads as 2025/26, and the audit was not read."""
    later, dated = (evidence.figure(key) for key in ("ijb-gap-2024-25-later", "ijb-gap-2025-26-as-dated-by-press"))
    assert later.period == "not stated" and "in dispute" in later.note and dated.period == "2025/26"
    wrong = re.findall(r"(?m)^- \[ \] (.*)$", MARKED["gap-and-its-year"])
    right = re.findall(r"(?m)^- \[x\] (.*)$", MARKED["gap-and-its-year"])
    assert not any("later" in option for option in (*wrong, *right)) and len(wrong) == 3
    for name, text in MARKED.items():
        assert "ijb-gap-2024-25-later" not in text or name == "gap-and-its-year"


@pytest.mark.parametrize(
    ("name", "gone", "now"),
    [
        ("from-accounts-to-levers", "A plan is not yet an account", "**Savings planned.**"),
        ("update-money", "A guide of about 2019", "A guide that states no year"),
        ("cost-of-delays", "what was spent on them", "at an average cost a day"),
        ("check-bed-days", "Nothing, until the ward changes", "A little at once"),
        ("law-evidence-or-value", "Decisions are better when", "fewer decisions are taken back"),
        ("same-year-one", "in better shape", "Whose budget looks better at the end of this year?"),
        ("icb-is-an-ijb", "holds health money only", "mostly health money"),
        ("gap-and-its-year", "two reports on one year", "that is open"),
    ],
)
def test_what_was_doubtful_is_mended(name, gone, now):
    assert gone not in MARKED[name] and now in MARKED[name]


def test_a_savings_plan_sets_the_lever_that_the_exercise_names():
    """The page of own accounts and the live notebook set it from what was planned."""
    from joint_working.explorers.money.own_accounts import own_accounts

    begins = own_accounts.start(own_accounts.example)
    assert {"health_payment", "council_payment", "reserves", "savings"} <= set(begins.levers)
