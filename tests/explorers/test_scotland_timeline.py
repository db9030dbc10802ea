"""The road of Scotland: in order, with every landmark, each with a source, and nothing from the future."""

from datetime import date

from joint_working import evidence
from joint_working.explorers.why_join_up import scotland_timeline as road

TIMELINE = road.scotland_timeline()
EVENTS = {row["key"]: row for row in road.scotland_events()}
LANDMARKS = [
    "scotland-local-health-care-co-operatives",
    "scotland-joint-future",
    "scotland-community-care-and-health-act",
    "scotland-chps-start",
    "scotland-audit-of-chps",
    "scotland-christie-commission",
    "scotland-joint-working-act",
    "scotland-act-began",
    "scotland-ijbs-april-2015",
    "scotland-schemes-due",
    "scotland-ijbs-june-2015",
    "scotland-ijbs-september-2015",
    "scotland-ijbs-october-2015",
    "scotland-six-more-ijbs",
    "scotland-integration-live",
    "scotland-progress-audit-2018",
    "scotland-ministerial-review",
    "scotland-adult-social-care-review",
    "scotland-ncs-part-1-dropped",
    "scotland-care-reform-act",
    "scotland-care-reform-january-2026",
    "scotland-voting-order-in-force",
]


def test_every_landmark_is_there_in_order():
    assert [key for key in EVENTS if key in LANDMARKS] == sorted(LANDMARKS, key=lambda key: EVENTS[key]["sort_date"])
    assert set(LANDMARKS) < set(EVENTS)


def test_the_days_of_the_thirty_boards_are_those_of_the_table_of_authorities():
    """Each day on which boards were set up has an event, and it names every board of that day."""
    established = {}
    for row in evidence.table("authorities"):
        if row["established"]:
            established.setdefault(row["established"], []).append(row["authority"])
    assert sum(map(len, established.values())) == 30
    events = {row["sort_date"]: row["event"] for row in EVENTS.values() if row["type"] == "structure"}
    for day, names in established.items():
        for name in names:
            said = name.removesuffix(" Ayrshire") if name.endswith("Ayrshire") else name
            assert said in events[day], (day, name)


def test_every_national_event_of_scotland_since_1999_is_there():
    national = {
        row["key"]
        for row in evidence.select("timeline", place="Scotland")
        if not row["area"] and date(1999, 1, 1) <= row["sort_date"] <= date(2026, 11, 24)
    }
    assert national == {key for key, row in EVENTS.items() if row["place"] == "Scotland" and not row["area"]}


def test_the_page_shows_all_events_with_a_source_each_and_none_to_come():
    html = TIMELINE.html()
    assert html.count("data-year=") == len(EVENTS) == html.count("<small")
    assert max(row["sort_date"] for row in EVENTS.values()) <= date(2026, 11, 24)
    assert set(road.LOCAL) | set(road.DROPPED) < set(EVENTS)


def test_a_bill_that_was_dropped_is_not_drawn_as_law():
    kinds = {event.text: event.kind for event in TIMELINE.events}
    assert kinds[EVENTS["scotland-ncs-bill-introduced"]["event"]] == "unfinished"
    assert kinds[EVENTS["scotland-care-reform-act"]["event"]] == "law"
