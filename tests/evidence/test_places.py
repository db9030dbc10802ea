"""Partnerships by any name, counts added up from councils, rates refused, and the caveats of what is returned."""

import doctest
import importlib
import re

import pytest

from joint_working import evidence
from joint_working.evidence import EvidenceError

CLACKS_STIRLING = "S37000005"


@pytest.mark.parametrize(
    "name,code",
    [
        ("S37000005", CLACKS_STIRLING),
        ("Clacks and Stirling", CLACKS_STIRLING),
        ("clackmannanshire & stirling", CLACKS_STIRLING),
        ("Stirling", CLACKS_STIRLING),
        ("Western Isles", "S37000031"),
        ("Comhairle nan Eilean Siar", "S37000031"),
        ("na h-eileanan siar", "S37000031"),
        ("Argyll & Bute", "S37000004"),
        ("Edinburgh", "S37000012"),
        ("  GLASGOW  ", "S37000034"),
        ("Dumfries & Galloway", "S37000006"),
        ("Borders", "S37000025"),
    ],
)
def test_a_partnership_answers_to_the_names_people_use(name, code):
    found = evidence.authority(name)
    assert found.code == code and found.name


def test_an_unknown_partnership_is_met_with_near_ones():
    with pytest.raises(EvidenceError, match="no partnership called 'edinborough' in data/; did you mean 'edinburgh'"):
        evidence.authority("Edinborough")


def test_there_are_31_and_highland_is_the_lead_agency():
    all_of_them = evidence.authorities()
    assert len(all_of_them) == 31
    assert [a.name for a in all_of_them if a.model == "lead agency"] == ["Highland"]
    assert sum(len(a.councils) for a in all_of_them) == 32
    assert evidence.authority("clacks").councils == ("Clackmannanshire", "Stirling")


def test_a_name_two_partnerships_claim_is_refused(copy, refusal):
    rows = copy.rows("authorities")
    copy.put("authorities", 3, "other_names", rows[1][rows[0].index("authority")])
    assert "data/authorities.csv, row 3, column other_names: expected names no other partnership has" in refusal()


def test_counts_add_up():
    whole = evidence.add_up("delayed_discharge_monthly", "bed_days_18_plus", month="2024-03")
    parts = evidence.select("delayed_discharge_monthly", month="2024-03", council_code=["S12000005", "S12000030"])
    mine = next(row for row in whole if row["authority_code"] == CLACKS_STIRLING)
    assert len(whole) == 31 and len(parts) == 2
    assert mine["bed_days_18_plus"] == sum(row["bed_days_18_plus"] for row in parts)
    boards = evidence.add_up("delayed_discharge_monthly", "bed_days_18_plus", to="health board", month="2024-03")
    country = evidence.add_up("delayed_discharge_monthly", "bed_days_18_plus", to="Scotland", month="2024-03")
    assert len(boards) == 14 and len(country) == 1
    assert sum(row["bed_days_18_plus"] for row in boards) == country[0]["bed_days_18_plus"]


def test_a_sum_with_a_missing_part_is_missing():
    rows = evidence.add_up("care_at_home", "people", financial_year="2017/18", to="Scotland")
    assert any(row["people"] is None for row in rows), "North Ayrshire's year by age is blank"


def test_a_rate_is_made_of_counts():
    rows = evidence.rate("population_estimates", "aged_75_plus", "all_ages", per=100, year=2022)
    mine = next(row for row in rows if row["authority_code"] == CLACKS_STIRLING)
    parts = evidence.select("population_estimates", year=2022, council_code=["S12000005", "S12000030"])
    old, everyone = (sum(row[column] for row in parts) for column in ("aged_75_plus", "all_ages"))
    assert len(rows) == 31 and mine["rate"] == pytest.approx(100 * old / everyone, abs=1e-12)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: evidence.add_up("delayed_discharge_rate", "rate_per_1000"),
        lambda: evidence.add_up("care_at_home", "people_per_1000"),
        lambda: evidence.add_up("councils", "ur_pct_rural"),
        lambda: evidence.add_up("lgbf_adult_social_care", "value", indicator="SW1"),
        lambda: evidence.rate("delayed_discharge_rate", "rate_per_1000", "population_75_plus"),
    ],
)
def test_rates_are_not_added_or_averaged(ask):
    with pytest.raises(EvidenceError, match="is not a count, so it cannot be added up or averaged over areas"):
        ask()


@pytest.mark.parametrize(
    "ask,words",
    [
        (lambda: evidence.add_up("claims", "figure"), "data/claims.csv has no column council_code"),
        (lambda: evidence.add_up("population_estimates", "aged_75"), "did you mean 'aged_75_plus'"),
        (lambda: evidence.add_up("population_estimates", "all_ages", to="region"), "no kind of area called 'region'"),
        (lambda: evidence.select("population_estimates", years=2020), "did you mean 'year'"),
    ],
)
def test_what_does_not_fit_is_refused(ask, words):
    with pytest.raises(EvidenceError, match=re.escape(words)):
        ask()


# Caveats


def test_a_break_is_told_only_to_those_who_cross_it():
    crossing = evidence.select("population_estimates", year=[2020, 2021, 2022])
    before = evidence.select("population_estimates", year=[2019, 2020, 2021])
    assert [c.period_from for c in evidence.caveats(crossing) if c.is_break] == ["2021"]
    assert not [c for c in evidence.caveats(before) if c.is_break]


def test_a_part_year_is_told_to_those_who_hold_it():
    part = evidence.select("delayed_discharge_monthly", financial_year="2016/17")
    whole = evidence.select("delayed_discharge_monthly", financial_year="2018/19")
    assert "part period" in {c.kind for c in evidence.caveats(part)}
    assert "part period" not in {c.kind for c in evidence.caveats(whole)}


def test_a_caveat_of_one_council_is_told_of_that_council():
    fife = evidence.select("care_at_home", council_code="S12000047")
    moray = evidence.select("care_at_home", council_code="S12000020")
    assert [c for c in evidence.caveats(fife) if "S12000047" in c.only]
    assert not [c for c in evidence.caveats(moray) if "S12000047" in c.only]


def test_a_frame_carries_its_caveats():
    frame = evidence.frame("population_estimates", year=[2021, 2022])
    assert set(frame["year"]) == {2021, 2022}
    assert any("2011" in text and "2022" in text for text in frame.attrs["caveats"])


def test_the_doctests():
    for name in ("areas", "caveats", "tables"):
        module = importlib.import_module(f"joint_working.evidence.{name}")
        found = doctest.testmod(module)
        assert found.attempted and not found.failed, name


# Nobody's name


FORENAMES = """
Aileen Alan Alasdair Alastair Alex Alison Allan Amanda Andrea Andrew Angela Angus Ann Anne Anthony Barbara
Brian Callum Carol Caroline Catherine Charles Christine Christopher Claire Colin Craig Daniel David Dawn
Deborah Derek Donald Donna Douglas Duncan Eilidh Elaine Elizabeth Emma Euan Fergus Fiona Frances Fraser Gail
Gareth Gary Gavin George Gillian Gordon Graeme Graham Hamish Heather Helen Hugh Iain Ian Isobel Jackie
Jacqueline James Jane Janet Janice Jason Jean Jeane Jennifer Jenny Jeremy Jim Joan Joanna Joanne John Jonathan
Joseph Judith Julie June Karen Kate Katherine Kathleen Keith Kenneth Kevin Kirsty Laura Lesley Linda Lisa
Lorna Louise Lynn Malcolm Margaret Maria Marie Mark Martin Mary Maureen Michael Michelle Moira Morag Murdo
Nancy Neil Nicola Norman Pamela Patricia Patrick Paul Pauline Peter Philip Rachel Rebecca Richard Robert
Roderick Roger Ronald Rory Rosemary Ross Ruth Sally Sandra Sarah Sharon Sheena Sheila Shona Simon Stephen
Steven Stewart Stuart Susan Thomas Tracey Vicky Vincent Wendy William
"""
NAME = re.compile(rf"\b(?:{'|'.join(FORENAMES.split())})\s+(?:[A-Z]\.\s*)?(?:Mac|Mc)?[A-Z][a-z]+\b")
TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof(?:essor)?|Cllr|Councillor|Sir|Dame|Lord|Lady|Baroness)\.?\s+[A-Z][a-z]+")
PARTY = re.compile(
    r"\b(?:SNP|Labour|Conservatives?|Tory|Tories|Lib(?:eral)? Dems?|Liberal Democrats?|Greens|Reform UK)\b"
)
#: Places and things that only look like a person or a party.
NOT_A_PERSON = ("Angus Council", "Angus IJB")


@pytest.mark.parametrize("name", evidence.tables())
def test_no_office_holder_or_party_is_named(name):
    skip = {
        "sources": {"title", "publisher"},  # authors of cited works keep their names
        "loaded_words": {"word"},  # the words to avoid
    }.get(name, set())
    for number, row in enumerate(evidence.table(name), start=2):
        for column, value in row.items():
            if isinstance(value, str) and column not in skip:
                for pattern in (NAME, TITLE, PARTY):
                    found = pattern.search(value)
                    assert not found or found[0] in NOT_A_PERSON, (
                        f"data/{name}.csv, row {number}, {column}: {found[0]}"
                    )


def test_a_name_would_be_found():
    for text in ("said Fiona McExample", "Cllr Brown moved", "Dr Who", "a Labour group"):
        assert any(pattern.search(text) for pattern in (NAME, TITLE, PARTY)), text
