"""Finding a row in a reader's own words: names, slips, what is told apart, and what is not here."""

import pytest

from joint_working import evidence
from joint_working.explorers.who_decides import decision_tracer as tracer
from joint_working.explorers.why_join_up import is_it_delegated as finder
from joint_working.models.finding import MOST_NEAR, Name, Row, find, prepare, slips, stems

FUNCTIONS, DECISIONS = finder.is_it_delegated(), tracer.decision_tracer()
KINDS = {key: function.kind for key, function in finder.functions().items()}
#: What members ask about, as in minutes and cuts lists, and the row that comes first.
ASKED = {
    "minor injuries unit": "minor-injuries-unit",
    "community hospital": "community-hospital",
    "GP out of hours": "gp-out-of-hours",
    "learning disability day centre": "learning-disability-council",
    "alcohol and drug service": "drug-and-alcohol-support",
    "assisted transport": "assisted-transport",
    "community meals": "community-meals",
    "sexual health": "sexual-health",
    "prison health care": "prison-health-care",
    "district nursing": "district-nursing",
    "telecare": "telecare",
    # Brothers of them.
    "minor injury clinics": "minor-injuries-unit",
    "cottage hospital": "community-hospital",
    "out-of-hours": "gp-out-of-hours",
    "night doctors": "gp-out-of-hours",
    "day centres for older people": "day-care",
    "daycare": "day-care",
    "drug & alcohol team": "drug-and-alcohol-support",
    "methadone clinic": "addiction-services",
    "bus to the day centre": "assisted-transport",
    "Meals on Wheels": "community-meals",
    "family planning": "sexual-health",
    "prison healthcare": "prison-health-care",
    "district nurses": "district-nursing",
    "community alarms": "telecare",
    "alarm pendant": "telecare",
    "homecare": "community-and-home-care",
    "home carers": "community-and-home-care",
    "care at home": "community-and-home-care",
    "care homes for older people": "care-homes",
    "nursing home": "care-homes",
    "respite beds": "respite-and-carer-support",
    "short breaks": "respite-and-carer-support",
    "unpaid carers": "respite-and-carer-support",
    "stair lift": "aids-and-adaptations",
    "aids & adaptations": "aids-and-adaptations",
    "grab rails": "aids-and-adaptations",
    "physio": "allied-health",
    "podiatrists": "allied-health",
    "speech and language therapy": "allied-health",
    "OT": "occupational-therapy-and-reablement",
    "reablement": "occupational-therapy-and-reablement",
    "SDS": "self-directed-support",
    "direct payments": "self-directed-support",
    "guardianship": "adults-with-incapacity",
    "safeguarding": "adult-protection",
    "social worker for older people": "adult-social-work",
    "GP practice": "adult-primary-care",
    "dentists": "adult-primary-care",
    "A&E": "accident-and-emergency",
    "casualty": "accident-and-emergency",
    "hospice": "palliative-care",
    "dialysis": "kidney-dialysis",
    "incontinence pads": "continence",
    "grants to charities": "grants-to-voluntary-bodies",
    "set-aside": "large-hospital-test",
    # What may be delegated, and what may not.
    "CAMHS": "childrens-health-services",
    "child protection": "childrens-social-work",
    "health visitors": "health-visiting",
    "community payback": "criminal-justice-social-work",
    "homeless hostel": "homelessness",
    "outbreaks": "public-health-protection",
    "hip replacements": "surgery-and-diagnostics",
    "care home fees": "charging-for-care",
    "charging policy": "charging-for-care",
    # With a slip.
    "telcare": "telecare",
    "podaitry": "allied-health",
    "reablment": "occupational-therapy-and-reablement",
    "mental helth": "mental-health-services",
    "incontinance": "continence",
}
#: Names for which no row is meant: other work of a council, other bodies, and words that are no service.
UNKNOWN = (
    ("schools", "school meals", "libraries", "libary", "pot holes", "potholes", "bin collection", "council housing")
    + ("swimming pools", "planning permission", "blue badges", "cemeteries", "hospital parking", "youth work")
    + ("ambulance", "patient transport", "NHS 24", "fire service", "carer’s allowance", "children’s hearings")
    + ("unicorn", "broadband", "zoo", "tribunals", "qwerty")
)  # fmt: skip
#: Decisions that boards took, and the row that comes first.
TAKEN = {
    "use all reserves": "use-all-reserves",
    "change eligibility": "change-eligibility",
    "raise provider rates": "raise-provider-rates",
    "outsource a service": "outsource-a-service",
    "stop transport": "stop-transport",
    "close a respite place": "close-a-respite-place",
    "a hosted service": "change-a-hosted-service",
    "ask partners for one-off money": "ask-partners-for-one-off-money",
    "charging for home care": "change-home-care-charging",
    "cut grants": "cut-third-sector-grants",
    "minor injuries units": "redesign-minor-injuries",
    "close a care home": "close-a-care-home",
    "set the budget": "set-the-budget",
    "close a ward": "close-a-ward",
    # Brothers of them.
    "draw on reserves": "use-all-reserves",
    "eligibility criteria": "change-eligibility",
    "critical needs only": "change-eligibility",
    "fee uplift": "raise-provider-rates",
    "privatisation": "outsource-a-service",
    "tendering": "outsource-a-service",
    "day centre bus": "stop-transport",
    "close the respite flat": "close-a-respite-place",
    "hosted dental programme": "change-a-hosted-service",
    "bail out": "ask-partners-for-one-off-money",
    "recovery plan": "recover-an-overspend",
    "outsorce a service": "outsource-a-service",
}


@pytest.mark.parametrize("asked", ASKED)
def test_a_name_leads_to_its_row_first(asked):
    found = FUNCTIONS.find(asked)
    assert found.rows[:1] == [ASKED[asked]], found
    assert found.sentence.startswith(f"{len(found.rows)} of {len(KINDS)} row")


@pytest.mark.parametrize("asked", UNKNOWN)
def test_what_is_not_here_says_whom_to_ask(asked):
    found = FUNCTIONS.find(asked)
    assert not found.rows and len(found.near) <= MOST_NEAR
    assert found.sentence.startswith("Not here: no row fits") and "integration scheme" in found.sentence


@pytest.mark.parametrize("asked", TAKEN)
def test_a_decision_that_boards_took_leads_to_its_row_first(asked):
    assert DECISIONS.find(asked).rows[:1] == [TAKEN[asked]]


def test_a_decision_that_is_not_traced_says_whom_to_ask():
    for asked in ("close a library", "council tax", "name the cat"):
        found = DECISIONS.find(asked)
        assert not found.rows and "chief officer" in found.sentence and "standards officer" in found.sentence


def test_a_hosted_service_is_told_apart():
    asked = "child dental programme run by one board for several (hosted)"
    assert FUNCTIONS.find(asked).rows == ["childrens-health-services", "public-dental-service", "hosted-service"]
    assert FUNCTIONS.find("hosted podiatry").rows == ["allied-health", "hosted-service"]
    assert FUNCTIONS.find("hosted dental programme").rows[0] == "hosted-service"
    assert FUNCTIONS.find("podiatry").rows == ["allied-health"]


def test_what_may_not_or_need_not_be_delegated_is_not_led_to_a_must():
    assert KINDS["charging-for-care"] == "never"
    for asked in ("CAMHS", "child protection", "health visitors", "community payback", "homeless hostel", "outbreaks"):
        assert all(KINDS[key] == "may" for key in FUNCTIONS.find(asked).rows), asked
    for asked in ("telecare", "minor injuries unit", "community meals", "assisted transport", "sexual health"):
        assert KINDS[FUNCTIONS.find(asked).rows[0]] == "unnamed", asked


def test_what_no_text_settles_is_said_in_the_first_person():
    for asked in ("autism", "vaccination", "intermediate care", "custody nurse"):
        assert "We did not read a list that names it." in " ".join(FUNCTIONS.find(asked).notes), asked
    assert "We think" in FUNCTIONS.find("ambulance").notes[0]
    assert "chief social work officer" in FUNCTIONS.find("mental health officer").notes[0]


def test_every_name_of_the_table_leads_where_the_table_says():
    known = {"functions": FUNCTIONS, "decisions": DECISIONS}
    count = 0
    for row in evidence.table("readers_names"):
        rows = evidence.parted(row["rows"])
        assert set(rows) <= set(known[row["list"]].questions[0].options), row["names"]
        for name in evidence.parted(row["names"]):
            found = known[row["list"]].find(name)
            assert found.rows[: len(rows)] == rows if rows else not found.rows, (name, found)
            count += 1
    assert count >= 300


def test_every_row_is_found_by_its_own_words():
    for panel in (FUNCTIONS, DECISIONS):
        for key, words in panel.questions[0].options.items():
            assert key in panel.find(words.split(": ")[-1]).rows, words


def test_nothing_typed_finds_nothing_and_a_few_letters_find_beginnings():
    for asked in ("", "   ", "the", "?!"):
        found = FUNCTIONS.find(asked)
        assert (found.rows, found.near, found.sentence, found.notes) == ([], [], "", [])
    assert "telecare" in FUNCTIONS.find("tele").rows
    assert "podiatr" in FUNCTIONS.find("podiatr").sentence


def test_what_was_asked_is_said_again_as_it_stands_and_never_long():
    assert "“{n} {ask}”" in FUNCTIONS.find("{n} {ask}").sentence
    assert len(FUNCTIONS.find("zzz " * 400).sentence) < 400


def test_order_tells_a_care_home_from_home_care():
    finder_of_two = prepare(
        [Row("home", "Help"), Row("house", "House")],
        [Name(["home care"], ["home"]), Name(["care home"], ["house"])],
        "Ask.",
    )
    assert find(finder_of_two, "care home").rows == ["house"] and find(finder_of_two, "home care").rows == ["home"]


def test_stems_and_slips():
    assert stems("The nurses’ nursing of a pharmacy’s pharmacies") == ["nurs", "pharmacy"]
    assert slips("abcd", "abdc") == 1 and slips("abc", "abc") == 0 and slips("", "abc") == 3
