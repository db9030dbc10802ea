"""One fact has one label: an amount, of one body and from one work, is of one kind and of one period.

The same work may be cited by several keys, each for a passage of its own. So works are told apart by their address
and, where there is none, by their title.
"""

import re
from collections import defaultdict

from joint_working import evidence

#: Amounts that one work gives of one body for two things or two years: (body, amount) and why.
MEANT = {
    (
        "30 IJBs",
        357,
    ): "a news agency dates the gap a year early: both datings are kept, and the note says which to use",
    ("31 integration authorities", 1): "one expected to break even, and another one was given money",
    ("Argyll and Bute Council", 76.253): "one sum, given for three years: set for the first, indicative for two",
    ("Argyll and Bute IJB", 2.9): "an underspend of one year, and an overspend expected for the next",
}


def work(key):
    """Return what tells a work from another: its address without its dress, or else the start of its title."""
    source = evidence.source(key)
    address = re.sub(r"^https?://(www\.)?|/$", "", (source.address or "").lower())
    title = re.sub(r"[^a-z0-9]+", " ", source.title.lower())
    return title[:40] if not address or title.startswith("in sickness and in health") else address


def labelled():
    """Return the labels of each amount: {(body, amount, unit, work): {(kind, period): [key, ...]}}."""
    found = defaultdict(lambda: defaultdict(list))
    for table in evidence.figure_tables():
        for row in evidence.table(table):
            body = row["body"].replace("integration joint boards", "IJBs")
            what = body, row["value"], row["unit"], work(row["source"])
            found[what][row["kind"], row["period"]].append(row["key"])
    return found


def test_one_amount_body_and_work_has_one_kind_and_period():
    double = {what: dict(labels) for what, labels in labelled().items() if len(labels) > 1}
    assert {what: labels for what, labels in double.items() if what[:2] not in MEANT} == {}


def test_every_exception_is_in_use():
    double = {what[:2] for what, labels in labelled().items() if len(labels) > 1}
    assert set(MEANT) <= double


def test_the_sums_that_had_two_labels_have_one():
    for one, other in (
        ("highland-council-payment-2012-13", "highland-council-payment-first-year"),
        ("highland-staff-transferred-to-nhs-2012-13", "highland-staff-to-nhs-estimate"),
        ("highland-staff-transferred-to-council-2012-13", "highland-staff-to-council-estimate"),
        ("ijb-gap-2024-25", "scotland-ijb-gap-2024-25"),
        ("expected-savings-low", "scotland-expected-savings-low"),
        ("expected-savings-high", "scotland-expected-savings-high"),
        ("integration-money-guide", "scotland-partnerships-budget-2019"),
    ):
        first, second = evidence.figure(one), evidence.figure(other)
        for label in ("value", "unit", "period", "body", "kind", "bound"):
            assert getattr(first, label) == getattr(second, label), (one, other, label)
