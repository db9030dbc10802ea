"""The Indicator Reader: every figure against the tables, read here anew; every sentence, link, class and weight."""

import csv
import gzip
import json
import math
import random
import re
import statistics
from collections import defaultdict
from pathlib import Path

import pytest
import vl_convert

from joint_working import evidence
from joint_working.explorers.judging_it import indicator_reader as module
from joint_working.explorers.judging_it.indicator_reader import (
    Setting,
    at,
    indicator_reader,
    look,
    recording,
    said,
)
from joint_working.explorers.judging_it.indicator_series import edges, frame, named, runs, series
from joint_working.formula import named as as_table
from joint_working.kit.contract import LinkWarning
from joint_working.kit.live import Twin
from joint_working.models.indicators import read
from joint_working.models.lookup import LABELS, quarters_of, unpacked
from joint_working.models.lookup_rows import shades, step_of

DATA = Path(__file__).parents[2] / "data"
CLACKS, STIRLING, JOINT = "S12000005", "S12000030", "S37000005"
MEASURES = {measure["key"]: measure for measure in series()["measures"]}
AREAS = [area["code"] for area in series()["areas"]]
DELAYS = [key for key, measure in MEASURES.items() if measure["days"]]
GROUPS = {"G1", "G2", "G3", "G4"}


def rows(name):
    """Read a table without the package: plain text, as a spreadsheet would have it."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def parts(code):
    """The councils of an area, or Scotland itself."""
    if code == JOINT:
        return [CLACKS, STIRLING]
    if code in GROUPS:
        return [row["council_code"] for row in rows("councils") if row["family_group_people"] == code[1]]
    return [code]


def value(key, code, year):
    measure = MEASURES[key]
    return measure["values"][AREAS.index(code)][measure["years"].index(year)]


def close(shown, wanted, least=0.01):
    return shown is not None and math.isclose(shown, wanted, abs_tol=least / 2 + 1e-9)


def at_random(number, seed):
    draw = random.Random(seed)
    found = []
    for _ in range(number):
        setting = at(measure=draw.choice(list(MEASURES)), place=draw.choice(series()["places"])["code"])
        for name in ("comparator", "year", "tiles"):
            setting = at(setting, **{name: draw.choice(list(module.options(setting)[name]))})
        found.append(setting)
    return found


# --- Figures against the tables ----------------------------------------------------------------------------


@pytest.mark.parametrize("age", ["18", "75"])
def test_days_of_every_area_and_year_are_the_sum_of_their_months(age):
    """From the monthly table, which the yearly figures do not come from."""
    sums = defaultdict(int)
    for row in rows("delayed_discharge_monthly"):
        sums[row["council_code"], row["financial_year"]] += int(row[f"bed_days_{age}_plus"])
    measure = MEASURES[f"bed-days-{age}"]
    for code in AREAS:
        for year in measure["years"]:
            assert value(measure["key"], code, year) == sum(sums[part, year] for part in parts(code)), (code, year)
    assert measure["years"][0] == "2017/18", "2016/17 holds nine months only"


@pytest.mark.parametrize("age", ["18", "75"])
def test_beds_a_day_are_the_days_of_the_year_over_its_days(age):
    lengths = {"2019/20": 366, "2021/22": 365, "2023/24": 366}
    for code in AREAS:
        for year, days in lengths.items():
            assert close(value(f"beds-{age}", code, year), value(f"bed-days-{age}", code, year) / days), (code, year)


@pytest.mark.parametrize(("year", "days", "beds"), [
    ("2019/20", 542_204, "1,481.4"), ("2021/22", 540_302, "1,480.3"), ("2022/23", 661_705, "1,812.9"),
])  # fmt: skip
def test_beds_a_day_of_scotland_are_the_published_days_divided(year, days, beds):
    assert value("bed-days-18", "S92000003", year) == days
    assert said(look(at(measure="beds-18", comparator="scotland", year=year)))["sentence"]
    rows_shown = {row[0]: row for row in module.year_table(look(at(measure="beds-18")))}
    assert beds in rows_shown[year]


def test_the_months_of_the_chosen_year_are_listed_for_a_count_and_not_for_a_rate():
    months = module.month_table(look(at(measure="bed-days-18", year="2024/25")))
    assert months[0] == ["Month", "Fife", "Scotland"] and len(months) == 13
    assert months[1][0] == "April 2024" and months[12][0] == "March 2025"
    assert dict((row[0], row[2]) for row in months[1:])["September 2024"] == "1,968"
    assert module.month_table(look(at(measure="beds-18", year="2024/25"))) == months
    assert module.month_table(look(at(measure="rate-75"))) == []
    orkney = module.month_table(look(at(measure="beds-75", place="S37000022", year="2020/21")))
    assert any("." in row[1] for row in orkney[1:]), "below ten a bed is told to the tenth"


@pytest.mark.parametrize("age", ["18", "75"])
@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("care", "health_and_social_care"),
        ("family", "patient_and_family"),
        ("incapacity", "code9_adults_with_incapacity"),
        ("complex", "code9_other"),
    ],
)
def test_a_share_by_reason_is_summed_days_over_summed_days(name, column, age):
    found = {(r["council_code"], r["financial_year"]): r for r in rows("delayed_discharge_by_reason")
             if r["age_group"] == f"{age}+"}  # fmt: skip
    measure = MEASURES[f"reason-{name}-{age}"]
    for code in AREAS:
        for n, year in enumerate(measure["years"]):
            top = sum(int(found[part, year][column]) for part in parts(code))
            bottom = sum(int(found[part, year]["all_reasons"]) for part in parts(code))
            assert close(value(measure["key"], code, year), 100 * top / bottom, 0.001), (code, year)
            where = AREAS.index(code)
            assert (measure["tops"][where][n], measure["bottoms"][where][n]) == (top, bottom)


def test_the_rate_of_every_area_and_year_is_days_over_people():
    found = {(r["council_code"], r["financial_year"]): r for r in rows("delayed_discharge_rate")}
    for code in AREAS:
        for year in MEASURES["rate-75"]["years"]:
            mine = [found[part, year] for part in parts(code)]
            people = sum(float(row["population_75_plus"]) for row in mine)
            days = sum(float(r["rate_per_1000"]) * float(r["population_75_plus"]) / 1000 for r in mine)
            shown = value("rate-75", code, year)
            assert close(shown, 1000 * days / people, 0.11), (code, year)
            if len(mine) == 1:
                assert close(shown, float(mine[0]["rate_per_1000"])), (code, year)


def test_from_2021_22_the_rate_is_worked_out_from_months_and_people():
    """A second way to the same rates: days by month and estimates of people, which the rate is not read from."""
    days, people = defaultdict(int), {}
    for row in rows("delayed_discharge_monthly"):
        days[row["council_code"], row["financial_year"]] += int(row["bed_days_75_plus"])
    for row in rows("population_estimates"):
        people[row["council_code"], row["year"]] = int(row["aged_75_plus"])
    councils = [row["council_code"] for row in rows("councils")]
    for year, mid in (("2021/22", "2021"), ("2022/23", "2022"), ("2023/24", "2022"), ("2024/25", "2022")):
        for key, used in (("rate-75", mid), ("rate-75-2021", "2021")):
            for code in AREAS:
                mine = councils if code == "S92000003" else parts(code)
                wanted = 1000 * sum(days[p, year] for p in mine) / sum(people[p, used] for p in mine)
                assert close(value(key, code, year), wanted, 0.11), (key, code, year)


def test_2022_23_with_either_denominator():
    assert round(value("rate-75", "S92000003", "2022/23")) == 883
    assert round(value("rate-75-2021", "S92000003", "2022/23")) == 919
    caution = indicator_reader.cautions(at(year="2022/23", place="S37000030"))[0]
    assert caution.startswith("The denominator matters: over the population of mid-2021 it would be ")


@pytest.mark.parametrize("key", [k for k, m in MEASURES.items() if m["group"].startswith("Benchmarking")])
def test_benchmarks_are_the_published_ones_and_joined_only_by_their_parts(key):
    measure = next(row for row in rows("measures") if row["key"] == key)
    indicator = measure["pick"].split("=")[1]
    found = {(r["council_code"], r["financial_year"]): float(r["value"]) for r in rows("lgbf_adult_social_care")
             if r["indicator"] == indicator and r["value"]}  # fmt: skip
    money = {(r["measure"], r["council_code"], r["financial_year"]): float(r["value"])
             for r in rows("lgbf_adult_social_care_spend") if r["value"]}  # fmt: skip
    least = 10 ** -(module.READER_FORMATS[measure["format"]][0] + 2)
    for year in MEASURES[key]["years"]:
        for code in AREAS[:32] + ["S92000003"]:
            assert close(value(key, code, year), found[code, year], least), (code, year)
        if measure["top"]:
            top, bottom = (
                sum(money[measure[name], part, year] for part in (CLACKS, STIRLING)) for name in ("top", "bottom")
            )
            assert close(value(key, JOINT, year), float(measure["per"]) * top / bottom, least)
            between = sorted(value(key, part, year) for part in (CLACKS, STIRLING))
            assert between[0] - 0.01 <= value(key, JOINT, year) <= between[1] + 0.01
        else:
            assert value(key, JOINT, year) is None, "a rate without its parts is not averaged"


@pytest.mark.parametrize(
    ("key", "age"), [("home-care", "all ages"), ("home-care-85", "85+"), ("home-care-hours", "all ages")]
)
def test_care_at_home_is_the_published_one_and_hours_over_people(key, age):
    found = {(r["council_code"], r["financial_year"]): r for r in rows("care_at_home")
             if r["period_type"] == "census week" and r["age_group"] == age}  # fmt: skip
    for year in MEASURES[key]["years"]:
        for code in AREAS[:32] + [JOINT, "S92000003"]:
            mine = [found[part, year] for part in parts(code)]
            if not all(row["people"] and float(row["hours"] or 0) for row in mine) and key == "home-care-hours":
                continue
            if any(not row["people"] for row in mine):
                assert value(key, code, year) is None
                continue
            people = sum(float(row["people"]) for row in mine)
            if key == "home-care-hours":
                wanted = sum(float(row["hours"]) for row in mine) / people
            else:
                wanted = 1000 * people / sum(1000 * float(r["people"]) / float(r["people_per_1000"]) for r in mine)
            assert close(value(key, code, year), wanted, 0.01), (code, year)


def test_months_are_beds_filled_on_an_average_day():
    days = {(r["council_code"], r["month"]): int(r["bed_days_18_plus"]) for r in rows("delayed_discharge_monthly")}
    months = series()["months"]
    assert months["first"] == "2016-07" and months["count"] == 110
    pair = days[CLACKS, "2016-07"] + days[STIRLING, "2016-07"]
    assert months["bed-days-18"][AREAS.index(JOINT)][0] == round(pair / 31)
    assert months["bed-days-18"][AREAS.index("S12000027")][0] == round(days["S12000027", "2016-07"] / 31, 1)
    assert months["bed-days-18"][AREAS.index("S92000003")][-1] == round(
        days["S92000003", max(m for _, m in days)] / 31
    )


def test_every_authority_has_one_area_and_one_family_group_unless_it_is_two_councils():
    places = series()["places"]
    assert len(places) == 31 and sorted(c for p in places for c in p["councils"]) == list(range(32))
    assert [p["code"] for p in places if p["group"] < 0] == [JOINT]
    assert {len(parts(code)) for code in GROUPS} == {8}
    for n, place in enumerate(places):
        assert n not in place["beside"] and all(n in places[other]["beside"] for other in place["beside"])
    alone = {place["name"] for place in places if not place["beside"]}
    assert alone == {"Orkney Islands", "Shetland Islands", "Western Isles"}


# --- Words -------------------------------------------------------------------------------------------------


def test_the_usual_sentence():
    assert indicator_reader.sentence() == (
        "In 2024/25 Fife had 720 delayed days for every 1,000 people aged 75 and over. In Scotland it was 952, so it "
        "was lower in Fife by 232. It does not mean that people fare better: a stay cut short, or a wait that nobody "
        "records, is not in it."
    )


def test_two_councils_are_not_averaged():
    sentence = indicator_reader.sentence(at(measure="readmissions", place=JOINT))
    assert sentence.startswith("In 2022/23 it was 145 in Clackmannanshire and 126 in Stirling: readmissions")
    assert "rates cannot be averaged" in sentence and "In Scotland it was 102." in sentence


def test_a_count_is_compared_by_its_change():
    sentence = indicator_reader.sentence(at(measure="bed-days-18", place="S37000022"))
    assert "spent 3,442 days in hospital" in sentence
    assert "That is 144% more than in 2017/18; in Scotland the days rose by 46%." in sentence


@pytest.mark.parametrize("key", MEASURES)
def test_every_sentence_is_whole_and_says_one_thing_it_does_not_mean(key):
    for place in series()["places"]:
        setting = at(measure=key, place=place["code"])
        for comparator in list(module.options(setting)["comparator"])[:3]:
            found = look(at(setting, comparator=comparator))
            spoken = said(found)
            sentence = spoken["sentence"]
            assert sentence.endswith(".") and sentence.count("not mean") == 1, sentence
            texts = [text for part in spoken.values() for text in ([part] if isinstance(part, str) else part)]
            for text in texts:
                assert text and not re.search(r"[\[\]{}]|\bnan\b|\bNone\b|  | \.|−0\b", text), text
            for name in ("map_message", "trend_message", "spread_message"):
                assert not spoken[name].endswith("."), "a title has no full stop"


def test_small_numbers_are_told():
    cautions = indicator_reader.cautions(at(measure="bed-days-75", place="S37000022"))
    assert any(
        re.match(r"Small numbers: one person who waited all year would be \d+% of these days\.", c) for c in cautions
    )
    cautions = indicator_reader.cautions(at(measure="home-care-85", place="S37000022"))
    assert any(c.startswith("Small numbers: rounding to the nearest five people") for c in cautions)
    cautions = indicator_reader.cautions(at(measure="readmissions", place="S37000026"))
    assert any(c.startswith("Few people live here") for c in cautions)
    assert not any("mall numbers" in c or "Few people" in c for c in indicator_reader.cautions())


def test_cautions_of_the_tables_come_with_the_rows():
    fife = evidence.select("delayed_discharge_rate", council_code="S12000047")
    wanted = {caveat.text for caveat in evidence.caveats(fife)}
    assert wanted <= set(indicator_reader.cautions())
    assert any("Angus and West Dunbartonshire" in c for c in
               indicator_reader.cautions(at(measure="self-directed-support", place="S37000003")))  # fmt: skip
    assert not any("Angus" in c for c in indicator_reader.cautions(at(measure="self-directed-support")))


def test_names_take_their_article():
    assert named("Western Isles") == "the Western Isles" and named("Fife") == "Fife"


# --- Classes, breaks and axes ------------------------------------------------------------------------------


def test_classes_are_round_and_the_same_in_every_year():
    assert edges([208, 245, 654, 720, 952, 1117, 1380, 1691]) == [400, 800, 1200, 1600]
    for measure in MEASURES.values():
        shown = measure["shown"] or measure["values"]
        used = {
            step_of(row[year], measure["edges"])
            for row in shown[:32]
            for year in range(measure["counted"], len(measure["years"]))
        } - {0}
        assert len(used) >= 4, measure["key"]
    assert MEASURES["rate-75"]["cut"] == ["400", "800", "1,200", "1,600"]


def test_a_line_stops_at_a_gap_and_at_a_break():
    assert runs(["2018/19", "2019/20", "2021/22"], [1, 2, 3], []) == [0, 0, 1]
    assert runs(["2018/19", "2019/20", "2020/21"], [1, 2, 3], [(2018, 2019)]) == [0, 1, 1]
    assert runs(["2018/19", "2019/20", "2020/21"], [1, None, 3], []) == [0, 0, 1]
    rate = MEASURES["rate-75"]
    assert rate["runs"] == [0] * 7 + [1] * 4, "published to 2019/20, worked out from 2021/22"
    fife = str(AREAS.index("S12000047"))
    assert MEASURES["home-care-hours"]["own_runs"][fife][-4:] == [1] * 4
    assert len(set(MEASURES["had-a-say"]["runs"])) == 5, "a survey every second year is points"


def test_an_axis_starts_at_nought_unless_values_are_far_above_it():
    assert frame([168, 2209]) == [0, 2209] and frame([-73, 305]) == [-73, 305]
    assert frame([63, 98])[0] == 60


def test_the_pandemic_and_missing_years_are_marked():
    assert [shade["words"] for shade in shades(MEASURES["rate-75"]["years"])] == ["2020/21"]
    assert [shade["words"] for shade in shades(MEASURES["readmissions"]["years"])] == ["pandemic"]


# --- Links -------------------------------------------------------------------------------------------------


def test_a_link_carries_a_setting_there_and_back():
    for setting in at_random(60, seed=3):
        assert Setting(**indicator_reader.from_link(module.to_link(setting))) == setting
    assert indicator_reader.from_link("#explorer=indicator-reader&v=1&place=S37000005")["place"] == JOINT


def test_copied_python_makes_the_same_setting():
    setting = at(measure="home-care", place="S37000022", year="2015/16", tiles="31")
    imports, made = module.as_python(setting).split("\n\n")
    scope = {}
    exec(imports, scope)
    assert eval(made, scope) == setting


LINKS = [
    ("measure=length-of-stay", "Measure: it asks for “length-of-stay”, which is not in the list."),
    ("place=S12000047", "Partnership: it asks for “S12000047”, which is not in the list."),
    ("place=S37000032&comparator=S37000016", "Compare with: it asks for “S37000016”, which is not in the list."),
    ("place=S37000005&comparator=family", "Compare with: it asks for “family”, which is not in the list."),
    ("measure=rate-75&year=2020-21", "Year: it asks for “2020-21”, which is not in the list."),
    ("measure=bed-days-18&year=2017-18", "Year: it asks for “2017-18”, which is not in the list."),
    ("tiles=30", "Tiles of the map: it asks for “30”, which is not in the list."),
    ("colour=red", "It names “colour”, which is not here."),
]


@pytest.mark.parametrize(("asked", "notice"), LINKS, ids=[asked for asked, _ in LINKS])
def test_a_link_that_does_not_fit_says_why(asked, notice):
    with pytest.warns(LinkWarning, match=re.escape(notice)):
        indicator_reader.from_link(f"#explorer=indicator-reader&v=1&{asked}")


def test_what_fits_of_a_link_is_kept():
    with pytest.warns(LinkWarning, match="Year: it asks for “2020-21”"):
        opened = indicator_reader.opened("#explorer=indicator-reader&v=1&place=S37000005&year=2020-21")
    assert opened.text() == indicator_reader.text(at(place=JOINT))


def test_links_of_other_explorers_and_editions():
    with pytest.raises(ValueError, match="belongs to another explorer"):
        indicator_reader.from_link("#explorer=board-lab&v=1")
    with pytest.warns(LinkWarning, match="newer edition"):
        values = indicator_reader.from_link("#explorer=indicator-reader&v=2&place=S37000005")
    assert values["place"] == JOINT


def test_a_choice_that_no_longer_fits_gives_way():
    setting = at(at(place="S37000032", comparator="S37000033", year="2013/14"), place="S37000022")
    assert (setting.comparator, setting.year) == ("scotland", "2013/14")
    assert at(setting, measure="readmissions", place="S37000001").year == "2013/14"
    assert at(setting, measure="rate-75-2021").year == "2024/25"
    with pytest.raises(ValueError, match="no choice 'council'"):
        at(council="Fife")


# --- Parity, weight and the page ---------------------------------------------------------------------------


@pytest.mark.slow
def test_python_and_page_read_alike():
    """The recorded reading, worked out by Vega for two hundred settings at once, against Python."""
    record, worst, extra = recording(), 0.0, []
    settings = at_random(200, seed=11)
    for setting in settings:
        seen = look(setting).seen
        signals = [{"name": name, "value": getattr(seen, name)} for name in record.seen]
        signals += [{"name": step.name, "update": step.text} for step in record.steps]
        text = {"signal": f"'[' + join([{','.join(f'+{name}' for name in record.results)}], ',') + ']'"}
        svg = vl_convert.vega_to_svg(
            {"signals": signals, "marks": [{"type": "text", "encode": {"update": {"text": text}}}]}
        )
        page = json.loads(svg[svg.index(">[") + 1 : svg.index("]<") + 1])
        python = [float(value) for value in as_table(read(seen)).values()]
        assert all(map(math.isfinite, page)) and len(page) == len(python)
        worst = max(worst, *(abs(a - b) for a, b in zip(page, python, strict=True)))
        extra.append(python)
    assert worst <= 1e-9
    assert len({tuple(row) for row in extra}) > 100


def test_the_whole_series_of_delays_costs_at_most_120_kb_on_the_page():
    delays = {"measures": [MEASURES[key] for key in DELAYS], "months": series()["months"], "areas": AREAS}
    text = json.dumps(delays, ensure_ascii=False, separators=(",", ":"))
    assert len(DELAYS) == 14
    assert len(gzip.compress(text.encode(), 6)) <= 65_000
    assert len(gzip.compress(indicator_reader.html().encode(), 6)) <= 120_000, "and so does the whole reader"


def test_the_page_puts_back_what_it_is_not_sent():
    sent = json.loads(json.dumps(module.packed(series())))
    assert len(json.dumps(sent)) < 0.8 * len(json.dumps(series()))
    there, here = unpacked(sent), json.loads(json.dumps(series()))
    assert there["measures"] == here["measures"] and there["months"] == here["months"]


def test_the_middle_half_is_between_the_quartiles():
    for measure in MEASURES.values():
        for year in range(len(measure["years"])):
            shown = [row[year] for row in (measure["shown"] or measure["values"])[:32] if row[year] is not None]
            lower, _, upper = statistics.quantiles(shown, n=4, method="inclusive")
            assert quarters_of(measure, year) == [round(lower, measure["kept"]), round(upper, measure["kept"])]


def test_the_section_is_complete_before_any_script_runs():
    html = indicator_reader.html()
    for hook in (
        "data-explorer-levers",
        "data-explorer-sentence",
        "data-explorer-table",
        "<noscript>",
        'aria-live="polite"',
    ):
        assert hook in html
    assert html.count("<svg ") == 5 and html.count("<tr") == 1 + 11 + 1 + 34 + 1
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert re.sub(r"\s+", " ", indicator_reader.sentence()) in html
    assert json.loads(re.search(r"data-reader-spec>(.*?)</script>", html, re.S)[1])["title"] == indicator_reader.title
    assert indicator_reader.text().splitlines()[1].startswith("720 delayed days per 1,000")


@pytest.mark.slow
def test_the_live_twin_answers_alike():
    panel = Twin(indicator_reader)
    assert panel.inputs["measure"].label == "Delayed days per 1,000 people aged 75 and over"
    for setting in at_random(4, seed=5):
        for name in LABELS:
            panel.inputs[name].value = getattr(setting, name)
        assert Setting(**panel.values) == setting
        plain = re.sub("<[^>]+>", "", panel.sentence.value)
        assert plain == indicator_reader.sentence(setting).replace("&", "&amp;")
        for cell in indicator_reader.cells(setting)[-1]:
            assert f">{cell}<" in panel.body.value


def test_a_choice_that_is_no_longer_allowed_gives_way_in_a_notebook():
    panel = Twin(indicator_reader)
    panel.inputs["comparator"].value = "family"
    panel.inputs["place"].value = JOINT
    assert panel.inputs["comparator"].value == "scotland"
    assert "Its family group" not in dict(panel.inputs["comparator"].options)
