"""Your own accounts: what is held for each partnership, its place among the 31, and figures of one's own."""

import re
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joint_working import evidence
from joint_working.explorers import five_years
from joint_working.explorers.money import held
from joint_working.explorers.money.account_rules import example, rules
from joint_working.explorers.money.own_accounts import AccountsError, own_accounts
from joint_working.explorers.money.own_start import published, published_start, start
from joint_working.kit.contract import LinkWarning
from joint_working.kit.live import Twin
from joint_working.models.account_words import LONGEST_LINK, WORDS
from joint_working.models.accounts import latest, measured, read, write

HEAD = "year,basis,health_payment,council_payment"


# --- What is held ------------------------------------------------------------------------------------------


def test_every_published_figure_of_a_partnership_is_held_once():
    tables = ("finance_partnerships", "social_work_spending")
    rows = [row for name in tables for row in evidence.table(name) if row["unit"] != "GBP" and row["authority_code"]]
    joint = [row for row in evidence.table("social_work_spending") if row["area"] in held.TOGETHER]
    every = [one for place in evidence.authorities() for one in held.held(place.code)]
    assert len(every) == len(rows) + 2 * len(joint) and len(joint) == 1
    html = own_accounts.html()
    for row in evidence.table("finance_partnerships"):
        assert evidence.source(row["source"]).publisher.replace("&", "&amp;").split("'")[0] in html
    for place in evidence.authorities():
        assert f"All {len(held.held(place.code))} figures for {place.name}" in html


def test_all_31_are_there_with_their_gaps():
    html = own_accounts.html()
    assert html.count("data-answer=") == len(own_accounts.places) == 31
    assert html.count('<svg xmlns="http://www.w3.org/2000/svg"') == 2
    cells = re.findall(r'<td class="n( jw-gap)?">', html.split("data-own-rows")[0])
    assert len(cells) > 31 * len(held.CORE) * len(held.years())
    for place in own_accounts.places:
        said = held.sentence(place)
        assert f"We hold {len(held.held(place.code))} published figures" in said
        if place.name != "Edinburgh":  # the one of which a set-aside was read, in one year
            assert said.endswith("or the set-aside.")
    assert held.years()[-1] == max(row["newest"] for row in held.how_many())  # no column is empty everywhere
    counted = {row["label"]: row["places"] for row in held.how_many()}
    assert counted["Adult social work, gross, council side"] == 31 and counted["Set-aside"] == 1
    assert counted["Health board pays in"] == 8


def test_the_grid_shows_each_year_with_its_basis():
    html = own_accounts.html()
    dundee = html.split('data-answer="S37000007"')[1].split("data-answer")[0]
    assert '<td class="n">206.0 <small>budget</small></td>' in dundee
    assert "more than 17.5 <small>budget</small>" in dundee and "19.7 <small>proposal</small>" in dundee
    assert "64.3%" in dundee and "subject to confirmation" in dundee
    argyll = html.split('data-answer="S37000004"')[1].split("data-answer")[0]
    assert "−2.6 <small>provisional outturn</small>" in argyll and "−2.9 <small>outturn</small>" in argyll


# --- The cross-section -------------------------------------------------------------------------------------


def test_the_cross_section_is_of_sums_divided_once():
    every = {place.name: place for place in held.cross_section()}
    assert len(every) == 31
    two = every["Clackmannanshire and Stirling"]
    codes = evidence.authority("clacks and stirling").council_codes
    spend = [
        row["value"]
        for row in evidence.select(
            "lgbf_adult_social_care_spend", measure=held.MAIN, financial_year=held.YEAR, council_code=codes
        )
    ]
    people = [row["all_ages"] for row in evidence.select("population_estimates", year=held.PEOPLE, council_code=codes)]
    assert len(spend) == len(people) == 2
    assert two.per_resident == pytest.approx(1000 * sum(spend) / sum(people))
    assert two.per_resident != pytest.approx(
        sum(1000 * a / b for a, b in zip(spend, people, strict=True)) / 2, rel=1e-6
    )


@pytest.mark.parametrize("ending", ["per_resident", "per_resident_75_plus"])
def test_the_cross_section_agrees_with_the_table_that_was_worked_out_apart(ending):
    rows = evidence.select("social_work_spending", measure=f"{held.MAIN}_{ending}")
    mine = {place.code: place for place in held.cross_section()}
    assert len(rows) == 31
    for row in rows:
        here = mine[row["authority_code"]]
        assert abs(row["value"] - (here.per_resident if ending == "per_resident" else here.per_resident_75)) < 0.51


def test_its_place_is_how_many_spend_more_and_never_a_rank():
    lowest, highest = held.cross_section()[0], held.cross_section()[-1]
    assert "30 of the other 30 areas spent more and none less" in held.standing(evidence.authority(lowest.code))
    assert "None of the other 30 areas spent more and 30 less" in held.standing(evidence.authority(highest.code))
    said = [held.standing(place) for place in own_accounts.places]
    assert not [text for text in said if re.search(r"\b(rank|best|worst|top|bottom|league)\b", text)]
    doubted = [place.name for place in held.cross_section() if any("same gross" in text for text in place.doubts)]
    assert sorted(doubted) == ["Angus", "West Dunbartonshire"]


# --- The start of the lab ----------------------------------------------------------------------------------


def test_the_lab_starts_where_both_payments_are_published():
    whole = {place.name: published(place.code).year for place in own_accounts.places if published(place.code)
             and not published(place.code).split}  # fmt: skip
    assert whole == {
        "Aberdeen City": "2020/21", "Aberdeenshire": "2019/20", "Dundee City": "2025/26", "Edinburgh": "2023/24",
        "Glasgow City": "2024/25", "Scottish Borders": "2018/19", "West Dunbartonshire": "2019/20",
    }  # fmt: skip
    begun = published_start("S37000007")
    assert five_years.from_link(begun.link) == five_years.at(health_payment=206, council_payment=114.4, savings=5.45)
    assert begun.link.endswith("&place=S37000007")
    assert "Council pays in: £114.4m" in begun.says
    assert "Growth in demand" in begun.stays and "Council pays in" not in begun.stays


def test_a_total_alone_is_split_and_said_to_be_assumed():
    split = [place for place in own_accounts.places if published(place.code) and published(place.code).split]
    assert len(split) == 10
    html = own_accounts.html()
    for place in split:
        levers = five_years.from_link(published_start(place.code).link)
        total = published(place.code).figures["total"].value
        assert levers.health_payment + levers.council_payment == pytest.approx(total, abs=1)
        answer = html.split(f'data-answer="{place.code}"')[1].split("data-answer")[0]
        assert "assumed, not published" in answer and answer.count(". Assumed</li>") == 2


def test_a_lead_agency_starts_nothing():
    assert published("S37000016") is None and "there is none, so nothing starts" in own_accounts.place("Highland")


def test_every_link_into_the_lab_fits_it():
    links = re.findall(r'href="five-years\.html(#[^"]*)"', own_accounts.html())
    assert len(links) == 18  # seven of both payments, ten of a total, and the example
    for link in links:
        five_years.from_link(link.replace("&amp;", "&"))


def test_the_example_is_the_labs_usual_board():
    figures = own_accounts.example
    assert own_accounts.start(figures).levers == {
        lever.name: lever.default for lever in five_years.fields if lever.name in own_accounts.start(figures).levers
    }
    assert own_accounts.start(figures).link == five_years.to_link()
    assert set(own_accounts.start(figures).levers) >= {"savings", "delivery", "recurring", "opening_gap", "reserves"}


def test_what_is_out_of_range_is_moved_to_its_end_and_said():
    figures = read(f"{HEAD},savings_planned,savings_delivered\n2025/26,outturn,15,95,2,4\n", rules())
    begun = own_accounts.start(figures)
    assert begun.link == "" and "Both payments are needed" in own_accounts.as_text(figures)
    assert begun.levers["delivery"] == 150
    assert begun.outside == (
        "Share of the plan delivered: your 200% is outside the range, 0–150%, so it is moved to its end, 150%",
        "Health board pays in: £15.0m is outside the range, £20–1,200m. Is the unit right? "
        "The lab does not start from it",
    )


MONEY = ("savings_planned", "savings_delivered", "savings_one_off", "reserves_used", "overspend", "reserves_general")


@given(st.tuples(*(st.floats(0, 60) for _ in range(4)), st.floats(-60, 60), st.floats(0, 200)))
def test_no_figure_becomes_a_default(sums):
    """A figure that sets a lever sets it to itself, or to the end of the range on its own side."""
    planned, delivered, one_off, used, over, kept = (round(value, 2) for value in sums)
    cells = (planned, delivered, min(one_off, delivered), used, over, kept)
    figures = read(f"{HEAD},{','.join(MONEY)}\n2025/26,outturn,180,95,{','.join(map(str, cells))}\n", rules())
    assert not re.search(r"£0\.0+m|(?<![\d.])0(\.0+)?%", own_accounts.sentence(figures))
    begun, values = own_accounts.start(figures), own_accounts.measures(figures)
    for lever in five_years.fields:
        value = values.get(lever.name)
        if value is not None:
            assert begun.levers[lever.name] == pytest.approx(
                min(max(value, lever.low), lever.high), abs=lever.step / 19
            )
            outside = any(line.startswith(lever.label) for line in begun.outside)
            assert outside == (not lever.low <= value <= lever.high), lever.name
    assert five_years.from_link(begun.link) == five_years.at(**begun.levers)


def test_a_board_that_underspent_starts_from_its_own_gap():
    figures = own_accounts.read(f"{HEAD},{','.join(MONEY)}\n2024/25,outturn,180,95,8,8,0,0,-3,8\n")
    begun = own_accounts.start(figures)
    assert begun.levers["opening_gap"] == pytest.approx(-1.09) and begun.levers["recurring"] == 100
    assert "0.0m once" not in own_accounts.sentence(figures)


def test_two_councils_come_with_the_place():
    begun = start({"health_payment": 130.0, "council_payment": 70.0}, evidence.authority("Clacks and Stirling"))
    assert begun.levers["councils"] == 1 and "&councils=1" in begun.link


# --- Figures of one's own ----------------------------------------------------------------------------------


def test_the_sentence_by_hand():
    assert own_accounts.sentence(own_accounts.example) == (
        "A made-up example, 2025/26, outturn. The pot is £275.0m. The health board pays 65% of it. Savings planned "
        "are 3.0% of the pot. "
        "Of the savings planned, 70% was delivered. Of what was delivered, 50% lasts. One-off savings, "
        "reserves and the overspend met £3.7m once: that gap comes back next year. General reserves end the year at "
        "£8.0m. They are 2.9% of the pot."
    )
    bare = own_accounts.read(f"{HEAD}\n2025/26,budget,,\n")
    assert own_accounts.sentence(bare) == f"Your figures for 2025/26, budget. {WORDS['little']}"


def test_what_is_wrong_is_said_all_at_once_and_no_half_is_loaded():
    figures = own_accounts.read(f"{HEAD}\n2025/26,budget,lots,114\n2024/25,budget,200,110\n")
    assert figures.rows == () and figures.fits
    assert own_accounts.sentence(figures).startswith("One thing to settle before the figures are used: Row 2, Health")
    with pytest.raises(AccountsError, match="Row 2, Health board pays in: “lots” is not a number"):
        own_accounts.frame(figures)
    many = own_accounts.read(HEAD + "".join(f"\n20{n}/{n + 1},hope,x,y" for n in range(13, 23)))
    assert "30 things to settle" in own_accounts.sentence(many) and "And 18 more." in own_accounts.sentence(many)


def test_a_file_on_the_disk_is_the_same_table(tmp_path):
    path = tmp_path / "own.csv"
    path.write_bytes(("\ufeff" + own_accounts.save(own_accounts.example)).encode("utf-8"))
    for source in (path, str(path), path.read_bytes()):
        assert own_accounts.read(source).rows == own_accounts.example.rows
    frame = own_accounts.frame(own_accounts.read(path))
    assert list(frame["health_payment"]) == [175.6, 180.0] and frame["reserves_earmarked"].isna().all()


def test_an_address_carries_figures_there_and_back():
    link = own_accounts.to_link("Fife", own_accounts.example)
    place, figures = own_accounts.from_link("https://example.org/page.html" + link)
    assert place == "S37000032"
    assert own_accounts.to_link(place, figures) == link
    for mine, theirs in zip(figures.rows, own_accounts.example.rows, strict=True):
        assert mine == theirs
    assert own_accounts.from_link("#explorer=own-accounts&v=1")[1] is None
    odd = own_accounts.read(f'{HEAD},source,My & own=column\n2025/26,hope,"1,2",,"50% + a, ""b""",\'=1+1\n')
    assert own_accounts.from_link(own_accounts.to_link(None, odd))[1].cells == odd.cells[:1]
    with pytest.raises(AccountsError, match="too long for an address"):
        rows = [["2024/25", "budget", "1", "1", "x" * LONGEST_LINK]]
        own_accounts.to_link("Fife", own_accounts.read(write([*HEAD.split(","), "mine"], rows)))


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("#explorer=own-accounts&v=2&place=S37000032", "It was made for a newer edition of this explorer."),
        ("#explorer=own-accounts&v=x&place=S37000032", "It was made for a newer edition of this explorer."),
        ("#explorer=own-accounts&v=1&hat=1&place=S37000032", "It names “hat”, which is not here."),
        (
            "#explorer=own-accounts&v=1&place=S12000033",
            "Partnership: it asks for “S12000033”, which is not in the list.",
        ),
        (
            "#explorer=own-accounts&v=1&place=__proto__",
            "Partnership: it asks for “__proto__”, which is not in the list.",
        ),
    ],
)
def test_of_an_address_what_fits_is_kept(address, said):
    with pytest.warns(LinkWarning, match=re.escape(said)):
        place, figures = own_accounts.from_link(address)
    assert place == ("S37000032" if "S37000032" in address else own_accounts.places[0].code) and figures is None


@pytest.mark.parametrize("address", ["#explorer=board-lab&v=1", ""])
def test_an_address_of_something_else_is_refused(address):
    with pytest.raises(ValueError, match="It belongs to another explorer."):
        own_accounts.from_link(address)


def test_the_section_is_finished_without_javascript():
    html = own_accounts.html()
    assert own_accounts.sentence(own_accounts.example) in html
    for row in own_accounts.cells(own_accounts.example):
        assert f'<th scope="row">{row[0]}</th>' in html
    assert "<form" not in html and 'name="own' not in html and "Illustrative" in html
    assert html == own_accounts.html()
    for place in own_accounts.places:
        assert (
            held.sentence(place) in html
            and held.standing(place) in html
            and held.sentence(place) in own_accounts.text()
        )


# --- The live twin -----------------------------------------------------------------------------------------


def test_the_widgets_say_what_the_page_says():
    live = Twin(own_accounts)
    assert own_accounts.sentence(own_accounts.example) in live.body.value
    live.inputs["place"].value = "S37000007"
    assert held.sentence(evidence.authority("Dundee")) in live.sentence.value and "206.0" in live.body.value
    live.inputs["own"].value = f"{HEAD}\n2025/26,budget,<b>206</b>,114\n"
    assert "code for a web page" in live.body.value and "<b>206" not in live.body.value
    assert "The pot is" not in live.body.value
    live.inputs["own"].value = " "
    assert WORDS["empty"] in live.body.value
    data = f"{HEAD}\n2025/26,budget,206,114.4\n".encode("utf-16")
    live.inputs["file"].value = (
        {"name": "a.csv", "type": "", "size": len(data), "content": memoryview(data), "last_modified": datetime.now()},
    )
    assert "The pot is £320.4m." in live.body.value and "<td>£320.4m</td>" in live.body.value
    assert "Council pays in: £114.4m" in live.body.value
    live.inputs["own"].value = f"{HEAD}\n2025/26,budget,100,50\n"
    assert "The pot is £150.0m." in live.body.value


def test_measures_that_set_a_lever_name_one_of_the_labs():
    labs = {lever.name for lever in five_years.fields}
    assert {measure.lever for measure in rules().measures if measure.lever} <= labs
    assert len({measure.lever for measure in rules().measures if measure.lever}) == 9
    heads, rows = example()
    figures = own_accounts.read(write(heads, rows))
    assert own_accounts.measures(figures) == measured(latest(figures.rows, rules()), figures.rows, rules())
