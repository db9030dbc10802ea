"""People through hospital beds: what too few care packages do to wards, week by week.

A bathtub. People come in to a bed, are treated, and leave. Some can leave only when a package of care is free; until
then they wait in their bed. When the beds are full, the next people wait to get in. Numbers of people are averages
and need not be whole. Times are in days, shares in per cent, money in £ million.

The equations are on the book's page "How the models work". Every number is made up.
"""

from __future__ import annotations

from dataclasses import dataclass

from joint_working.formula import Number, at_least, at_most

WEEKS = 52

#: Beds that last longer than this, in weeks, are not counted further.
LONGEST = 1000


@dataclass(frozen=True)
class FlowLevers:
    """What can be moved. Usual values: `data/levers.csv`."""

    packages: Number
    """Care packages that can be in use at one time."""
    beds: Number
    referrals: Number
    """People who come to need a bed, a day."""
    stay: Number
    """Days a person is treated in the bed, on average."""
    needing: Number
    """Share of people who need a package to leave."""
    package_days: Number
    """Days a package is used by one person, on average."""
    bed_day_price: Number
    """The reader's own cost of a bed day, in £; 0 leaves it out."""
    package_price: Number
    """The reader's own cost of a package for a week, in £; 0 leaves it out."""


@dataclass(frozen=True)
class Week:
    """How things stand at the end of a week, in people, unless said otherwise."""

    treated: Number
    """In a bed, being treated."""
    delayed: Number
    """In a bed, ready to leave, and waiting for a package."""
    in_use: Number
    """Packages in use."""
    queue: Number
    """Waiting to get in."""
    delayed_days: Number
    """Bed days used by people ready to leave, since the start."""


@dataclass(frozen=True)
class Flow:
    """A year, week by week, with what it rests on."""

    needed: Number
    """Packages that must be in use at one time for nobody to wait: the balance point."""
    missing: Number
    """Packages needed and not there."""
    busy: Number
    """Beds in use when nobody is delayed."""
    weeks: tuple[Week, ...]
    full_in: Number
    """Weeks until the beds run out, at most LONGEST, if care stays as short as it is. It counts only where packages
    are missing."""


def flow(levers: FlowLevers) -> Flow:
    """Follow beds and care packages for a year from a day on which nobody is delayed.

    The number of packages in use settles at arrivals x share needing one x days each is used. With fewer than that,
    the same number of people more is left over every week: it does not level off.
    """
    needed = levers.referrals * levers.needing / 100 * levers.package_days
    missing = at_least(0, needed - levers.packages)
    busy = levers.referrals * levers.stay
    last = Week(
        treated=at_most(levers.beds, busy),
        delayed=0.0,
        in_use=at_most(levers.packages, needed),
        queue=0.0,
        delayed_days=0.0,
    )
    weeks = []
    for _ in range(WEEKS):
        last = next_week(last, levers)
        weeks.append(last)
    more_each_week = 7 * missing / levers.package_days
    spare = at_least(0, levers.beds - busy)
    return Flow(
        needed=needed,
        missing=missing,
        busy=busy,
        weeks=tuple(weeks),
        full_in=at_most(LONGEST, spare / at_least(1e-6, more_each_week)),
    )


def next_week(last: Week, levers: FlowLevers) -> Week:
    """Work out a week from the week before.

    Treatment takes longer than a week for some and a day for others, so the week's discharges are worked out from
    the people being treated at its end, which is steady for any length of stay. Then, in turn:
    packages free in the week are those not in use and those that end; people are admitted while there is a bed, those
    who waited first; and whoever is ready to leave takes a free package, or stays. In every week people are conserved:
    those who came = those who left + the changes in treated, delayed and queue.
    """
    leave_rate = 7 / levers.stay
    needing = levers.needing / 100
    ended = 7 * last.in_use / levers.package_days
    free = levers.packages - last.in_use + ended

    everyone = (last.treated + last.queue + 7 * levers.referrals) / (1 + leave_rate)
    nobody = last.treated / (1 + leave_rate)
    room = at_most(levers.beds, (levers.beds - last.delayed + free) / (1 + needing * leave_rate))
    treated = at_least(nobody, at_most(everyone, room))

    admitted = treated * (1 + leave_rate) - last.treated
    ready = last.delayed + needing * leave_rate * treated
    placed = at_most(ready, free)
    delayed = ready - placed
    return Week(
        treated=treated,
        delayed=delayed,
        in_use=last.in_use + placed - ended,
        queue=last.queue + 7 * levers.referrals - admitted,
        delayed_days=last.delayed_days + 7 * (last.delayed + delayed) / 2,
    )
