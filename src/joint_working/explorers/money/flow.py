"""Flow Lab: what too few care packages do to hospital beds, week by week, as a reader meets it."""

from __future__ import annotations

from dataclasses import replace

import altair as alt

from joint_working.formula import Number, at_least, at_most, both, choose, either, opposite, whole
from joint_working.in_print import differ, some, steps
from joint_working.kit import theme
from joint_working.kit.explorer import Explorer
from joint_working.kit.view import Picture, Row, Table, View
from joint_working.models.flow import WEEKS, Flow, FlowLevers, Week, flow
from joint_working.rounding import shared_steps
from joint_working.words import Clause, Slot, count, say

SOURCE = "Illustrative figures. Model: Joint Working, Flow Lab, version 1. Not the figures of any real hospital."

#: The weeks the table shows.
QUARTERS = (13, 26, 39, 52)


def as_printed(levers: FlowLevers, week: Week) -> Week:
    """Return a week in whole people, so that the treated, the delayed and the empty beds add up to the beds."""
    delayed = steps(week.delayed, 0)
    empty = at_least(0, levers.beds - week.treated - week.delayed)
    treated, _ = shared_steps(levers.beds - delayed, (week.treated, empty), 0)
    return replace(week, treated=treated, delayed=delayed)


def flow_view(levers: FlowLevers, answer: Flow, before: Flow) -> View:
    """Say and show how many people wait in the beds and in front of them."""
    last = answer.weeks[-1]
    shown = {week: as_printed(levers, answer.weeks[week - 1]) for week in QUARTERS}
    crowded = answer.busy > levers.beds
    through, lacking = packages_needed(levers, answer)
    short, enough = some(lacking, 0), opposite(some(lacking, 0))
    someone, one = some(last.delayed, 0), both(some(last.delayed, 0), last.delayed < 1.5)
    none = last.delayed < 1e-6
    shut_out, one_outside = some(last.queue, 0), both(some(last.queue, 0), last.queue < 1.5)
    in_sight, never = answer.full_in < 10 * WEEKS, answer.full_in >= 10 * WEEKS
    calm = both(both(short, opposite(shut_out)), opposite(crowded))
    packages = (
        say("For nobody to wait, {} care packages must be in use at one time, and there are {}: {} too few.",
            count(through), count(levers.packages), count(lacking), when=both(short, opposite(crowded))),
        say("For nobody to wait, {} care packages must be in use at one time, and there are {}.",
            count(through), count(levers.packages), when=both(enough, opposite(crowded))),
        say("For those whom the beds let in, {} care packages must be in use at one time, and there are {}: "
            "{} too few.", count(through), count(levers.packages), count(lacking), when=both(short, crowded)),
        say("For those whom the beds let in, {} care packages must be in use at one time, and there are {}: "
            "nobody in a bed waits for one.", count(through), count(levers.packages), when=both(enough, crowded)),
    )  # fmt: skip

    def at(weeks: int) -> Week:
        return answer.weeks[weeks - 1]

    def row(label: str, start: Number, name: str, total: bool = False) -> Row:
        return Row(label, (count(start), *(count(getattr(shown[week], name)) for week in QUARTERS)), total)

    def cost_so_far(each) -> tuple[Slot, ...]:
        return (Slot("amount2", 0.0), *(Slot("amount2", each(week) / 1e6) for week in QUARTERS))

    return View(
        figure=(
            say("{}", count(last.delayed), when=someone),
            say("Nobody", when=none),
            say("Less than one", when=opposite(either(someone, none))),
        ),
        figure_label=(
            say("ready to leave after 52 weeks", when=opposite(none)),
            say("waits to leave after 52 weeks", when=none),
        ),
        brief=packages,
        sentence=(
            say("{} people a day need a bed for {} days, which takes {} of {} beds.", count(levers.referrals),
                count(levers.stay), count(answer.busy), count(levers.beds), when=opposite(crowded)),
            say("{} people a day need a bed for {} days. That takes {} beds and there are {}, so a queue grows from "
                "the first week.", count(levers.referrals), count(levers.stay), count(answer.busy),
                count(levers.beds), when=crowded),
            *packages,
            say("After a year {} of the beds hold people who are ready to leave, and it does not level off.",
                count(last.delayed), when=both(calm, both(someone, opposite(one)))),
            say("After a year {} of the beds holds a person who is ready to leave, and it does not level off.",
                count(last.delayed), when=both(calm, one)),
            say("The beds run out in week {}.", count(whole(answer.full_in) + 1),
                when=both(both(short, shut_out), opposite(crowded))),
            say("The beds have not run out yet. At this pace they do in week {}.", count(whole(answer.full_in) + 1),
                when=both(calm, in_sight)),
            say("The beds have not run out yet. At this pace they last more than ten years.", when=both(calm, never)),
            say("After a year {} people wait to get in.", count(last.queue),
                when=both(shut_out, opposite(one_outside))),
            say("After a year {} person waits to get in.", count(last.queue), when=one_outside),
            say("Then {} of the beds hold people who are ready to leave.", count(last.delayed),
                when=both(shut_out, both(someone, opposite(one)))),
            say("Then {} of the beds holds a person who is ready to leave.", count(last.delayed),
                when=both(shut_out, one)),
            *priced(
                levers.bed_day_price,
                levers.bed_day_price * last.delayed_days / 1e6,
                "At your price the year’s delayed days cost £{}m, on paper.",
                "At your price the year’s delayed days cost less than £0.01m, on paper.",
                "No bed day is delayed, so there is none to put your price on.",
            ),
            *priced(
                levers.package_price,
                levers.package_price * lacking * WEEKS / 1e6,
                "At your price the missing packages would cost £{}m a year.",
                "At your price the missing packages would cost less than £0.01m a year.",
                "No package is missing, so there is none to put your price on.",
            ),
        ),
        pictures=(beds_picture(levers, answer, before, crowded, short),),
        table=Table(
            caption="A year at these settings",
            unit="At the end of the week; days and money since the start",
            columns=("What", "Start", *(f"Week {week}" for week in QUARTERS)),
            rows=(
                row("In a bed, being treated", at_most(levers.beds, answer.busy), "treated"),
                row("In a bed, ready to leave", 0.0, "delayed", total=True),
                Row("Empty beds", (
                    count(at_least(0, levers.beds - answer.busy)),
                    *(count(levers.beds - week.treated - week.delayed) for week in shown.values()),
                )),
                row("Waiting to get in", 0.0, "queue"),
                row("Packages in use", at_most(levers.packages, answer.needed), "in_use"),
                row("Delayed bed days so far", 0.0, "delayed_days"),
                Row("Delayed days at your price, if you gave one, £ million",
                    cost_so_far(lambda week: levers.bed_day_price * at(week).delayed_days)),
                Row("Missing packages at your price, if you gave one, £ million",
                    cost_so_far(lambda week: levers.package_price * lacking * week)),
            ),
        ),
    )  # fmt: skip


def packages_needed(levers: FlowLevers, answer: Flow) -> tuple[Number, Number]:
    """Return how many packages must be in use for those whom the beds let in, and how many of them are not there.

    Too few beds let fewer people in than come, and fewer packages are enough for those.
    """
    through = answer.needed * at_most(1, levers.beds / answer.busy)
    return through, at_least(0, through - levers.packages)


def priced(price: Number, cost: Number, costs: str, little: str, nothing: str) -> tuple[Clause, ...]:
    """Return the clauses that put a reader's price on something: one is said if there is a price."""
    given, large, small = price > 0, some(cost, 2), cost > 0
    return (
        say(costs, Slot("amount2", cost), when=both(given, large)),
        say(little, when=both(given, both(small, opposite(large)))),
        say(nothing, when=both(given, opposite(small))),
    )


def beds_picture(levers: FlowLevers, answer: Flow, before: Flow, crowded, short) -> Picture:
    """Draw the bathtub: people ready to leave at the bottom, then those being treated, and the queue over the edge."""
    start = Week(treated=at_most(levers.beds, answer.busy), delayed=0.0, in_use=0.0, queue=0.0, delayed_days=0.0)
    weeks = (start, *answer.weeks)
    fill, tops, ticks = [], [], []
    for number, week in enumerate(weeks):
        occupied, brim = week.delayed + week.treated, levers.beds + week.queue
        for part, y, y2 in (
            ("delayed", 0.0, week.delayed),
            ("treated", week.delayed, occupied),
            ("queue", levers.beds, brim),
        ):
            fill.append({"week": float(number), "part": part, "y": y, "y2": y2})
        tops.append({"week": float(number), "y": week.delayed, "queue": brim})
    last, was = weeks[-1], before.weeks[-1]
    moved = differ(last.delayed, was.delayed, 0)
    for number, week in enumerate((None, *before.weeks)):
        ticks.append({"week": float(number), "y": week.delayed if week else 0.0, "seen": choose(moved, 1.0, 0.0)})
    tallest = levers.beds + last.queue
    apart = tallest * 0.075
    delayed_at = at_least(apart / 2, last.delayed / 2)
    treated_at = at_least(delayed_at + apart, last.delayed + last.treated / 2)
    beds_at = at_least(treated_at + apart, levers.beds)
    shut_out, someone = some(last.queue, 0), some(last.delayed, 0)
    hidden = both(short, opposite(either(shut_out, crowded)))
    slow = both(short, both(shut_out, opposite(crowded)))
    return Picture(
        name="beds",
        message=(
            say("Nothing shows outside until the beds are full in week {}; then the queue grows every week",
                count(whole(answer.full_in) + 1), when=slow),
            say("Every week more beds hold people who are ready to leave, and nobody outside can see it",
                when=both(hidden, someone)),
            say("So few packages are missing that after a year hardly anybody waits for one",
                when=both(hidden, opposite(someone))),
            say("With too few beds for the people who come, the queue grows from the first week", when=crowded),
            say("With enough care packages, nobody who is ready to leave has to wait",
                when=opposite(either(short, crowded))),
        ),
        what=(
            say("People in {} beds, and waiting to get in, week by week for a year.", count(levers.beds)),
            say("Dashed: people ready to leave, before you moved a lever.", when=moved),
        ),
        description=(
            say("Areas over 52 weeks. At the end {} people are ready to leave", count(last.delayed)),
            say("and {} are being treated in {} beds;", count(as_printed(levers, last).treated), count(levers.beds)),
            say("{} wait to get in.", count(last.queue)),
        ),
        rows={
            "fill": fill,
            "tops": tops,
            "edge": [{"week": 0.0, "week2": float(WEEKS), "y": levers.beds}],
            "was": ticks,
            "labels": [
                {"y": delayed_at, "part": "delayed", "text": "Ready to leave", "seen": choose(short, 1.0, 0.0)},
                {"y": treated_at, "part": "treated", "text": "Being treated", "seen": 1.0},
                {"y": beds_at, "part": "beds", "text": "All the beds", "seen": 1.0},
                {"y": at_least(beds_at + apart, levers.beds + last.queue / 2), "part": "queue",
                 "text": "Waiting to get in", "seen": choose(shut_out, 1.0, 0.0)},
            ],
        },
        draw=draw_beds,
        source=SOURCE,
        key=(("Waiting to get in", "jw-step-1"), ("Being treated", "jw-step-2"), ("Ready to leave", "jw-step-5")),
    )  # fmt: skip


def draw_beds(width: int) -> alt.LayerChart:
    """Return the bathtub for a width in pixels."""
    narrow = width < 500
    inner = width - (58 if narrow else 182)
    x = alt.X("week:Q", title="Week", scale=alt.Scale(domain=[0, WEEKS], nice=False),
              axis=alt.Axis(values=[0, *QUARTERS], titleAnchor="end"))  # fmt: skip
    y = alt.Y("y:Q", title=None, axis=alt.Axis(tickCount=4), scale=alt.Scale(zero=True))
    parts = ["queue", "treated", "delayed"]
    fills = alt.Color("part:N", scale=alt.Scale(
        domain=parts, range=[theme.SEQUENCE[0], theme.SEQUENCE[1], theme.SEQUENCE[4]]))  # fmt: skip
    tops = alt.Chart(alt.NamedData("tops"))
    layers = [
        alt.Chart(alt.NamedData("fill")).mark_area(opacity=1).encode(x=x, y=y, y2="y2:Q", color=fills),
        tops.mark_line(color=theme.SEQUENCE[3], strokeWidth=1.5, strokeDash=[4, 3]).encode(
            x=x, y=alt.Y("queue:Q", title=None)),
        alt.Chart(alt.NamedData("edge")).mark_rule(color=theme.INK, strokeWidth=2.5).encode(x=x, x2="week2:Q", y=y),
        alt.Chart(alt.NamedData("was")).mark_line(color=theme.INK, strokeDash=[6, 4], strokeWidth=2).encode(
            x=x, y=y, opacity=alt.Opacity("max(seen):Q", scale=None)),
    ]  # fmt: skip
    if not narrow:
        words = alt.Color(
            "part:N",
            scale=alt.Scale(
                domain=[*parts, "beds"], range=[theme.QUIET, theme.SEQUENCE[3], theme.SEQUENCE[4], theme.INK]
            ),
        )
        layers.append(
            alt.Chart(alt.NamedData("labels"))
            .mark_text(align="left", fontWeight=600)
            .encode(x=alt.value(inner + 8), y=y, text="text:N", color=words,
                    opacity=alt.Opacity("seen:Q", scale=None))
        )  # fmt: skip
    return alt.layer(*layers).resolve_scale(color="independent").properties(
        width=inner, height=160 if narrow else 240,
        padding={"left": 46, "right": 12 if narrow else 136, "top": 12, "bottom": 48},
        autosize=alt.AutoSizeParams(type="none"),
    )  # fmt: skip


flow_lab = Explorer(
    name="flow-lab",
    version=1,
    variable="flow_lab",
    part="Flow Lab",
    title="Too little care, and what the wards see",
    levers=FlowLevers,
    model=flow,
    view=flow_view,
    assumes=(
        "The same number of people come every day, are treated for the same time, and need care as often.",
        "The year starts on a day when nobody who is ready to leave has to wait.",
        "A person who is ready to leave stays in the bed until a care package is free.",
        "Packages are all alike. Each is used for the same time and then goes to the next person.",
        "The lab steps by the week. It begins with no cost: prices are yours to put in.",
    ),
    omits=(
        "Any real hospital or partnership. All its numbers are made up, and it is no forecast.",
        "Every other cause of delay: law on capacity, choice of home, assessment, equipment, families.",
        "Winter, weekends, infections and holidays.",
        "What waiting does to people: strength, confidence, infection.",
        "What managers would do: open beds, move people, turn others away.",
    ),
    start="Start from",
)
