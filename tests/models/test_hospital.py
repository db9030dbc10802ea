"""Hospital money and flow: reference values, worked cases, and what must hold whatever the levers say."""

import math
from dataclasses import fields, replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from settings import settings_of

from joint_working.bench.parity import at_random
from joint_working.explorers import flow_lab, hospital_money
from joint_working.formula import named
from joint_working.models import hospital as model
from joint_working.models.flow import LONGEST, WEEKS, FlowLevers, flow
from joint_working.models.hospital import LARGEST_CUT, MOST_WARDS, HospitalLevers, hospital

CASES = yaml.safe_load((Path(__file__).parent / "hospital_cases.yaml").read_text(encoding="utf-8"))
BOTH = pytest.mark.parametrize("explorer", [hospital_money, flow_lab], ids=lambda explorer: explorer.name)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_worked_case(case):
    explorer = hospital_money if case["model"] == "hospital" else flow_lab
    answer = named(explorer.model(explorer.at(**case["levers"])))
    for name, expected in case["expect"].items():
        assert answer[name] == pytest.approx(expected, abs=5e-4), name


# --- Hospital money ----------------------------------------------------------------------------------------


#: Reference values of year 5 in £ million, with no lead time: paper, released, to board, need, net.
REFERENCE = [
    # Beds 88% full, bed days that do not grow.
    ({"reduction": 10}, (4.20, 0.84, 0.42, 1.08, -0.66)),
    ({"reduction": 11}, (4.62, 3.17, 1.59, 1.19, 0.40)),
    ({"reduction": 15}, (6.30, 3.51, 1.75, 1.62, 0.13)),
    ({"reduction": 22}, (9.24, 6.34, 3.17, 2.38, 0.80)),
    # Bed days grow by 2% a year: at 10% growth has taken all that is freed.
    ({"reduction": 10, "growth": 2}, (4.20, 0, 0, 1.08, -1.08)),
    ({"reduction": 15, "growth": 2}, (6.30, 0.39, 0.19, 1.62, -1.43)),
    ({"reduction": 22, "growth": 2}, (9.24, 3.22, 1.61, 2.38, -0.76)),
    # Every bed always full: the values of the first edition.
    ({"reduction": 10, "occupancy": 100}, (4.20, 0.84, 0.42, 1.08, -0.66)),
    ({"reduction": 15, "occupancy": 100}, (6.30, 3.81, 1.91, 1.62, 0.29)),
]


@pytest.mark.parametrize(("levers", "expected"), REFERENCE)
def test_reference_values(levers, expected):
    last = hospital(hospital_money.at(lead_time=0, **levers)).years[-1]
    found = (last.paper, last.released, last.to_board, last.need, last.net)
    assert found == pytest.approx(expected, abs=0.0055)


def test_the_page_says_why_paper_is_not_cash():
    at_rest = hospital_money.text()
    assert "£0.84m in cash in year 5" in at_rest and "That is £4.20m on paper, at £700 a day." in at_rest
    assert "A ward is 6,424 bed days a year, so no ward can close." in at_rest


@pytest.mark.parametrize(("occupancy", "share", "cut"), [(88, 10.7, 11), (100, 12.2, 13), (85, 10.3, 11)])
def test_the_smallest_cut_that_closes_a_ward(occupancy, share, cut):
    def wards(reduction):
        return hospital(hospital_money.at(reduction=reduction, occupancy=occupancy)).years[-1].wards

    assert min(x for x in range(LARGEST_CUT + 1) if wards(x)) == cut
    first = hospital(hospital_money.at(occupancy=occupancy)).stairs[0]
    assert first.reduction == pytest.approx(20 * 365 * occupancy / 60000) == pytest.approx(share, abs=0.05)


def test_usual_occupancy_is_the_one_the_chapter_cites():
    from joint_working import evidence

    lever = next(lever for lever in hospital_money.fields if lever.name == "occupancy")
    assert lever.anchor == "acute-bed-occupancy-2024-09"
    assert lever.default == round(evidence.figure(lever.anchor).value)


def test_a_whole_ward_is_a_ward_whatever_the_rounding():
    """Each of these leaves exactly one ward, or two, empty in year 5."""
    for bed_days, reduction, refill, wards in ((73000, 10, 0, 1), (73000, 20, 50, 1), (146000, 40, 75, 2)):
        levers = hospital_money.at(bed_days=bed_days, reduction=reduction, refill=refill, occupancy=100)
        assert hospital(levers).years[-1].wards == wards


def test_the_smallest_wards_of_the_largest_hospital_fit_the_staircase():
    levers = {lever.name: lever for lever in hospital_money.fields}
    smallest = levers["ward_beds"].low * model.DAYS * levers["occupancy"].low / 100
    most = levers["bed_days"].high * LARGEST_CUT / 100 / smallest
    assert math.floor(most) == MOST_WARDS
    assert levers["reduction"].high == LARGEST_CUT
    assert levers["variable"].high + levers["stepped"].high <= 100, "some cost must be left that never goes"


@given(settings_of(hospital_money))
@settings(max_examples=100)
def test_money_is_conserved_on_the_way_from_paper_to_the_board(levers):
    answer = hospital(levers)
    for year in answer.years:
        still_spent = year.grown + year.refilled + year.in_wards + year.fixed
        assert year.paper == pytest.approx(year.with_patients + year.with_wards + still_spent, abs=1e-9)
        assert year.released == pytest.approx(year.to_board + year.kept, abs=1e-9)
        assert year.net == pytest.approx(year.to_board - year.need, abs=1e-9)
        spent = (year.grown, year.refilled, year.in_wards, year.fixed)
        assert min(*spent, year.released, year.to_board, year.kept, year.need, year.ahead) >= -1e-9
        assert year.taken + year.filled + year.empty == pytest.approx(year.freed, abs=1e-6)
        assert min(year.taken, year.filled, year.empty) >= -1e-9 and year.wards <= year.wards_empty + 1e-6
    assert answer.total == pytest.approx(sum(year.net for year in answer.years) - answer.before, abs=1e-9)


@given(settings_of(hospital_money))
@settings(max_examples=100)
def test_the_staircase_passes_through_the_answer(levers):
    answer = hospital(levers)
    corners = [(0.0, 0.0), (answer.starts, 0.0)]
    for stair in answer.stairs:
        corners += [(stair.reduction, stair.below), (stair.reduction, stair.above)]
    corners.append((LARGEST_CUT, answer.top))
    assert all(a[0] <= b[0] and a[1] <= b[1] + 1e-9 for a, b in zip(corners, corners[1:], strict=False))
    reached = [corner for corner in corners if corner[0] <= levers.reduction + 1e-9]
    (x, y), last = reached[-1], answer.years[-1]
    slope = levers.bed_day_cost * levers.variable / 100 * levers.bed_days * (1 - levers.refill / 100) / 1e8
    along = slope * (levers.reduction - x) if levers.reduction > answer.starts else 0
    assert y + along == pytest.approx(last.released, abs=1e-6)


def test_growth_in_bed_days_is_counted_from_today():
    """2% a year makes 60,000 bed days 66,245: more than a 10% cut frees."""
    grown = 60000 * (1.02**5 - 1)
    assert grown == pytest.approx(6245, abs=0.5)
    for cut, taken in ((10, 6000), (15, grown)):
        last = hospital(hospital_money.at(reduction=cut, growth=2)).years[-1]
        assert last.taken == pytest.approx(taken) and last.empty == pytest.approx(600 * cut - taken)
    assert hospital(hospital_money.at(growth=2)).starts == pytest.approx(100 * grown / 60000)


@given(settings_of(hospital_money))
def test_half_of_little_is_little(levers):
    """The board never gets more than its share of the cash, nor the cash more than is on paper."""
    for year in hospital(levers).years:
        assert year.to_board <= year.released * levers.reinvested / 100 + 1e-9
        assert year.released <= year.paper + 1e-9


@given(settings_of(hospital_money))
def test_only_the_start_depends_on_the_lead_time(levers):
    """Double running costs the board before the beds are empty; what the hospital releases does not change."""
    now, early = hospital(replace(levers, lead_time=0)), hospital(replace(levers, lead_time=3))
    assert [year.released for year in now.years] == [year.released for year in early.years]
    assert now.before == 0 and now.years[-1].need == early.years[-1].need
    assert early.total <= now.total + 1e-9
    assert all(year.ahead == pytest.approx(0, abs=1e-12) for year in now.years)


# --- Flow --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("packages", "delayed"), [(730, 0), (700, 15), (680, 25)])
def test_reference_values_of_people_delayed_after_a_year(packages, delayed):
    last = flow(flow_lab.at(packages=packages)).weeks[-1]
    assert last.delayed == pytest.approx(delayed, abs=0.1)
    assert last.queue == 0


def test_reference_value_of_the_queue_with_fewer_beds():
    last = flow(flow_lab.at("fewer-beds")).weeks[-1]
    assert last.queue == pytest.approx(184, abs=0.5)


def by_the_day(levers):
    """Return people treated, delayed and waiting to get in after a year of days: the plainest form of the bathtub."""
    needing = levers.needing / 100
    treated, delayed, queue = min(levers.beds, levers.referrals * levers.stay), 0.0, 0.0
    in_use = min(levers.packages, levers.referrals * needing * levers.package_days)
    for _ in range(7 * WEEKS):
        ready = delayed + needing * treated / levers.stay
        placed = min(ready, levers.packages - in_use + in_use / levers.package_days)
        room = levers.beds - (treated - treated / levers.stay) - (ready - placed)
        admitted = min(levers.referrals + queue, max(0, room))
        treated, delayed = treated + admitted - treated / levers.stay, ready - placed
        in_use, queue = in_use + placed - in_use / levers.package_days, queue + levers.referrals - admitted
    return treated, delayed, queue


def test_weeks_agree_with_a_model_that_steps_by_the_day():
    """As far apart as the page "How the models work" says, and no further: the last two were the furthest found."""
    furthest = (
        {"packages": 470, "beds": 385, "referrals": 49, "stay": 10, "needing": 6, "package_days": 1420},
        {"packages": 320, "beds": 300, "referrals": 37, "stay": 8, "needing": 3, "package_days": 960},
    )
    for levers in (*at_random(flow_lab, 300), *(flow_lab.at(**changes) for changes in furthest)):
        last = flow(levers).weeks[-1]
        treated, delayed, queue = by_the_day(levers)
        assert abs(last.treated - treated) < 2 and abs(last.delayed - delayed) < 2, levers
        assert abs(last.queue - queue) < 7 * WEEKS * levers.referrals / 300, levers


@given(settings_of(flow_lab))
@settings(max_examples=100)
def test_people_are_conserved_and_fit_their_beds(levers):
    answer = flow(levers)
    before = (min(levers.beds, answer.busy), 0.0, min(levers.packages, answer.needed), 0.0)
    for week in answer.weeks:
        treated, delayed, in_use, queue = before
        discharged = 7 / levers.stay * week.treated
        placed = week.in_use - in_use + 7 * in_use / levers.package_days
        left = discharged * (1 - levers.needing / 100) + placed
        changes = week.treated - treated + week.delayed - delayed + week.queue - queue
        assert 7 * levers.referrals == pytest.approx(left + changes, abs=1e-6)
        assert week.treated + week.delayed <= levers.beds + 1e-6
        assert week.in_use <= levers.packages + 1e-6
        assert min(week.treated, week.delayed, week.in_use, week.queue, placed) >= -1e-9
        before = (week.treated, week.delayed, week.in_use, week.queue)


@given(settings_of(flow_lab))
@settings(max_examples=100)
def test_enough_care_and_enough_beds_keep_everyone_moving(levers):
    answer = flow(levers)
    last = answer.weeks[-1]
    if answer.missing == 0 and answer.busy <= levers.beds:
        assert last.delayed == pytest.approx(0, abs=1e-6) and last.queue == pytest.approx(0, abs=1e-6)
    if answer.missing > 1 and answer.busy < levers.beds and answer.full_in > WEEKS:
        steady = 7 * answer.missing / levers.package_days
        assert last.delayed == pytest.approx(steady * WEEKS, abs=1e-6) and last.queue == pytest.approx(0, abs=1e-6)
    assert answer.full_in <= LONGEST


def test_extra_beds_only_delay_the_jam():
    jams = [flow(flow_lab.at(packages=680, beds=beds)).full_in for beds in (110, 130, 160)]
    assert jams == sorted(jams) and jams[-1] < LONGEST
    assert flow(flow_lab.at(beds=160)).weeks[-1].delayed == flow(flow_lab.at(beds=130)).weeks[-1].delayed


# --- Both --------------------------------------------------------------------------------------------------


@BOTH
def test_no_answer_is_infinite_or_not_a_number_at_any_extreme(explorer):
    """Every lever at both ends, and every pair of levers at all four corners."""
    ends = [(lever.name, value) for lever in explorer.fields for value in (lever.low, lever.high)]
    for one, other in ((a, b) for a in ends for b in ends if a[0] <= b[0]):
        for name, value in named(explorer.model(explorer.at(**dict((one, other))))).items():
            assert math.isfinite(value), (one, other, name)


@BOTH
def test_no_lever_leaves_what_is_shown_unchanged(explorer):
    usual = explorer.sentence(), explorer.cells()
    for lever in explorer.fields:
        other = lever.high if lever.default != lever.high else lever.low
        moved = explorer.at(**{lever.name: other})
        assert explorer.sentence(moved) != usual[0] and explorer.cells(moved) != usual[1], lever.name


def test_the_table_of_levers_and_the_models_name_the_same_levers():
    for explorer, kind in ((hospital_money, HospitalLevers), (flow_lab, FlowLevers)):
        assert [lever.name for lever in explorer.fields] == [field.name for field in fields(kind)]


def test_half_is_what_the_framework_assumed():
    from joint_working import evidence

    assert hospital_money.at().reinvested == float(evidence.rule("reinvest-half", as_at="2026-11-24").value)
