"""Hospital money as it is printed: sums in hundredths of £1 million, whole bed days, and every sum right to the digit.

The words, the pictures, the table and the CSV of Budget Lab, part 2, take their numbers from here.
"""

from __future__ import annotations

from dataclasses import replace

from joint_working.in_print import steps
from joint_working.models.hospital import HospitalMoney, HospitalYear
from joint_working.rounding import added, shared_steps

HUNDREDTHS = 100


def as_printed(answer: HospitalMoney) -> HospitalMoney:
    """Return the plan with its years, `before` and `total` rounded so that, to the digit printed,

    - freed days are those that growth takes, those that other patients fill and those that stay empty;
    - paper is cash, what is still spent in wards that stay open, and what never goes;
    - cash is what goes with patients and with wards, and also what the board gets and the hospital keeps;
    - what is left for the board is what it gets less the care;
    - the total is what all years leave, less what was spent before them.

    Paper, cash and care are rounded first, each by itself; the rest is fitted to that. `in_wards` holds all that is
    still spent in wards that stay open, on whomever, so `grown` and `refilled` are 0 here. The rest is as it was.
    """
    years = tuple(_year(year) for year in answer.years)
    before = steps(answer.before, 2) / HUNDREDTHS
    left = added(tuple(steps(year.net, 2) for year in years))
    return replace(answer, years=years, before=before, total=(left - steps(before, 2)) / HUNDREDTHS)


def _year(year: HospitalYear) -> HospitalYear:
    """Return one year, rounded."""
    freed = steps(year.freed, 0)
    taken, filled, empty = shared_steps(freed, (year.taken, year.filled, year.empty), 0)
    paper, cash, need = (steps(value, 2) for value in (year.paper, year.released, year.need))
    open_wards = year.in_wards + year.refilled + year.grown
    in_wards, fixed = shared_steps(paper - cash, (open_wards, year.fixed), 2)
    with_patients, with_wards = shared_steps(cash, (year.with_patients, year.with_wards), 2)
    to_board, kept = shared_steps(cash, (year.to_board, year.kept), 2)
    return replace(
        year,
        freed=freed, taken=taken, filled=filled, empty=empty, above=steps(year.above, 0),
        paper=paper / HUNDREDTHS, with_patients=with_patients / HUNDREDTHS, with_wards=with_wards / HUNDREDTHS,
        grown=0.0, refilled=0.0, in_wards=in_wards / HUNDREDTHS, fixed=fixed / HUNDREDTHS,
        released=cash / HUNDREDTHS, to_board=to_board / HUNDREDTHS, kept=kept / HUNDREDTHS,
        need=need / HUNDREDTHS, ahead=steps(year.ahead, 2) / HUNDREDTHS, net=(to_board - need) / HUNDREDTHS,
    )  # fmt: skip
