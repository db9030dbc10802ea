"""The ten weeks as a course takes them: what is read, what is done in the hour, and the sources of the reading.

The plan is the route `ten-weeks` of `data/routes.csv`; the parts of the hour are rows of `data/course_hours.csv`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from joint_working import evidence
from joint_working.site import routes

ROUTE = "ten-weeks"


@dataclass(frozen=True)
class Reading:
    """One page to read, in so many minutes, what to look for, and its place in the site."""

    page: str
    title: str
    minutes: int
    does: str

    @property
    def address(self) -> str:
        """Return the page's file in the site."""
        return f"book/{self.page}.html"


@dataclass(frozen=True)
class Week:
    """One week: its readings, and the parts of its hour as minutes and what is done."""

    number: int
    title: str
    readings: tuple[Reading, ...]
    hour: tuple[tuple[int, str], ...]

    def holds(self, page: str) -> bool:
        """Return whether a page is read this week, or stands under one that is."""
        return any(page == reading.page or page.startswith(f"{reading.page}/") for reading in self.readings)


def plan() -> tuple[Week, ...]:
    """Return the ten weeks, in order."""
    hours = {
        week: tuple((row["minutes"], row["does"]) for row in rows)
        for week, rows in groupby(evidence.table("course_hours"), key=lambda row: row["week"])
    }
    found = []
    for number, (title, group) in enumerate(groupby(routes.route(ROUTE), key=lambda stop: stop.sitting), 1):
        readings = tuple(Reading(stop.page, stop.title, stop.minutes, stop.does) for stop in group)
        found.append(Week(number, title, readings, hours[number]))
    return tuple(found)
