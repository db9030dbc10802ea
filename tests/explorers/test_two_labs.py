"""The labs of the two places: what they print of real places comes from the tables, and says what is made up."""

import re

import pytest

from joint_working import evidence
from joint_working.explorers import cash_or_share, price_between_two_bodies
from joint_working.explorers.two_places.price import FIXED, PUBLISHED, YEAR_NAMES
from joint_working.explorers.two_places.sharing import COUNCILS, OVERSPENDS, YEAR, residents
from joint_working.kit import page
from joint_working.words import fill, fill_slot

PRICE = {lever.name: lever for lever in price_between_two_bodies.fields}
SHARING = {lever.name: lever for lever in cash_or_share.fields}


def test_every_reported_payment_stands_in_the_year_it_was_reported_for():
    rows = price_between_two_bodies.show().table.rows
    for name, row in zip(YEAR_NAMES, rows, strict=False):
        assert row.label.startswith(name)
        assert ("reported" in row.label) == (name in PUBLISHED)
        if name in PUBLISHED:
            found = evidence.figure(PUBLISHED[name])
            assert found.period == name and found.text in row.label and found.partnership == "Highland"
    points = price_between_two_bodies.show().pictures[0].rows["points"]
    assert [point["y"] for point in points] == [evidence.figure(key).value for key in PUBLISHED.values()]


def test_the_first_payment_and_fifes_shares_come_from_the_tables():
    first = price_between_two_bodies.model(price_between_two_bodies.at()).years[0]
    assert first.payment == evidence.figure("highland-council-payment-2012-13").value
    assert [evidence.figure(key).value for key in FIXED] == [60, 40]


def test_levers_that_name_a_published_figure_start_from_it():
    for lever in (*PRICE.values(), *SHARING.values()):
        if lever.kind != "illustrative" and not lever.options:
            assert lever.default == pytest.approx(evidence.figure(lever.anchor).value, abs=0.5 * lever.step), (
                lever.name
            )
    assert f"{PRICE['uplift'].default:g}%" in PRICE["uplift"].note


def test_the_overspends_to_choose_are_the_reported_ones():
    options = SHARING["overspend"].options
    for option, key in zip(options, OVERSPENDS, strict=False):
        found = evidence.figure(key)
        assert option == f"{found.period}, forecast: {found.text}"
        assert found.kind == "press-report"
    assert len(options) == len(OVERSPENDS) + 1


def test_the_notes_on_need_and_stirlings_payment_are_true():
    rows = {row["council_code"]: row for row in evidence.select("population_estimates", year=YEAR)}
    older = [rows[code]["aged_75_plus"] for code in COUNCILS.values()]
    share = 100 * older[0] / sum(older)
    assert f"{share:.0f}%" in SHARING["first_need"].note and SHARING["first_need"].default == round(share)
    spent = {
        row["council_code"]: row["value"]
        for row in evidence.select(
            "lgbf_adult_social_care_spend", measure="adult_social_work_gross_spend", financial_year="2022/23"
        )
    }
    first, second = (spent[code] for code in COUNCILS.values())
    assert SHARING["second_pays"].default == pytest.approx(SHARING["first_pays"].default * second / first, abs=0.25)
    pays = [SHARING[name].default for name in ("health_pays", "first_pays", "second_pays")]
    assert f"{100 * pays[0] / sum(pays):.0f}%" in SHARING["health_pays"].note
    assert residents() == tuple(rows[code]["all_ages"] for code in COUNCILS.values())


def test_cash_and_share_are_told_apart():
    cash, share = (cash_or_share.show(cash_or_share.at(rule=rule)) for rule in (0, 1))
    assert fill(cash.figure) == "£38" and fill(share.figure) == "£27"
    heads = [[fill_slot(cell) for cell in row.cells] for row in share.table.rows if "resident" in row.label]
    assert any("£27" in cell or "27" in cell for row in heads for cell in row[1:3])
    assert cash_or_share.changed(cash_or_share.at(rule=1)).startswith("£38 → £27. The two councils divide their part")


@pytest.mark.parametrize(
    "then,words", [(0, "services are cut"), (1, "plan starts £1.97m short"), (2, "other two pay it")]
)
def test_what_follows_is_said_when_one_pays_nothing(then, words):
    said = cash_or_share.sentence(cash_or_share.at(refuses=2, then=then))
    assert "Clackmannanshire pays nothing, so £1.97m is missing." in said and words in said
    assert "refus" not in said


def test_what_is_made_up_and_what_was_not_read_is_said():
    for explorer in (price_between_two_bodies, cash_or_share):
        html = page.section(explorer)
        assert "made up" in html and re.search(r"no text we read|was not read", html)
        assert "Illustrative" in html
