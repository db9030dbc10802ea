"""Reading a published file: both layouts, totals that are not added twice, and all that is wrong in one text."""

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from joint_working.explorers.judging_it.published_counts import names, published_counts
from joint_working.kit.live import Twin
from joint_working.models import published
from joint_working.models.published import beds, cells, length_of, month_of, number_of, read, shown, year_of

NOW = datetime(2026, 11, 30, tzinfo=UTC)
DATA = Path(__file__).parents[2] / "data"
PHS = "MonthOfDelay,CA,CAQF,AgeGroup,AgeGroupQF,ReasonForDelay,ReasonForDelayQF,NumberOfDelayedBedDays,AverageDaily"
PHS += "NumberOfDelayedBeds"
SGS = "FeatureCode,DateCode,Measurement,Units,Value,Age,Reason For Delay"
AGES = {"bed_days_18_plus": ("18plus", "18 years and over"), "bed_days_18_74": ("18-74", "18-74 years"),
        "bed_days_75_plus": ("75plus", "75 years and over")}  # fmt: skip


def months():
    with (DATA / "delayed_discharge_monthly.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def phs(rows, mark=","):
    """The months of the book in the layout of Public Health Scotland."""
    lines = [PHS]
    for row in rows:
        for column, (age, _) in AGES.items():
            days, month = int(row[column]), row["month"]
            average = int(days / length_of(month) + 0.5)
            code = month.replace("-", "")
            lines.append(f"{code},{row['council_code']},,{age},,All Delay Reasons,,{days},{average}")
    return "\n".join(lines).replace(",", mark)


def sgs(rows):
    """The same in the layout of statistics.gov.scot."""
    lines = [
        f"{row['council_code']},{row['month']},Count,Bed days,{row[column]},{age},All"
        for row in rows
        for column, (_, age) in AGES.items()
    ]
    return "\n".join([SGS, *lines])


MONTHS = months()
SHORT = [row for row in MONTHS if row["month"] in ("2024-08", "2024-09") and row["council_code"][:3] != "OTH"][:66]


def table_of(text, **asked):
    answer = shown(read(text), names(), asked)
    assert not answer.refused, answer.sentence
    return {row[0]: row[1:] for row in answer.table}


@pytest.mark.parametrize("layout", [phs, sgs])
def test_the_published_years_and_months_come_out_exactly(layout):
    rows = table_of(layout(MONTHS))
    assert rows["2019/20"] == ["542,204", "1,481"]
    assert rows["2021/22"] == ["540,302", "1,480"]
    assert rows["2022/23"] == ["661,705", "1,813"]
    assert rows["September 2024"] == ["59,033", "1,968"]
    assert "2016/17" not in rows and "2025/26" not in rows, "a part of a year is no year"


def test_both_layouts_say_the_same_of_every_area_and_age():
    one, other = read(phs(MONTHS)), read(sgs(MONTHS))
    for area in one.areas:
        for age in ("18+", "18-74", "75+"):
            asked = {"area": area, "age": age}
            assert shown(one, names(), asked).table == shown(other, names(), asked).table


@pytest.mark.parametrize("mark", [";", "\t"])
def test_other_marks_and_line_ends(mark):
    assert table_of(phs(SHORT, mark).replace("\n", "\r\n")) == table_of(phs(SHORT))


def test_what_was_understood_is_said():
    answer = shown(read(phs(SHORT)), names(), {})
    assert answer.sentence.startswith("Read as the open data of Public Health Scotland: ")
    assert "MonthOfDelay is the month" in answer.notes[0] and "CAQF" in answer.notes[1]
    assert list(answer.options["age"].values()) == ["18 and over", "18 to 74", "75 and over"]
    assert "statistics.gov.scot" in shown(read(sgs(SHORT)), names(), {}).sentence


def test_a_missing_total_is_added_up_from_all_its_parts_and_from_no_fewer():
    parts = "\n".join(line for line in phs(MONTHS[:24]).split("\n") if "18plus" not in line)
    answer = shown(read(parts), names(), {"age": "18+"})
    assert answer.setting["age"] == "18+" and any("added up from its parts" in note for note in answer.notes)
    whole = table_of(phs(MONTHS[:24]), age="18+")
    assert {row[0]: row[1:] for row in answer.table} == whole
    fewer = "\n".join(line for line in parts.split("\n") if "75plus" not in line)
    assert "18+" not in shown(read(fewer), names(), {}).options["age"]


def test_totals_and_parts_of_reasons_are_never_added_together():
    reasons = {"All": 100, "Health and Social Care Reasons": 60, "Patient Carer Family Related Reasons": 10,
               "Code 9 Reasons (complex)": 30, "Code 9 Reasons (Adults with Incapacity Act)": 20,
               "Code 9 Reasons (Other)": 10,
               "Health and Social Care and Patient Carer Family Related Reasons": 70}  # fmt: skip
    lines = [f"S12000047,2024-09,Count,Days,{days},18 years and over,{reason}" for reason, days in reasons.items()]
    assert table_of("\n".join([SGS, *lines]))["September 2024"][0] == "100"
    without = [line for line in lines if not line.endswith(",All")]
    assert table_of("\n".join([SGS, *without]), reason="all")["September 2024"][0] == "100"
    newer = ["Health and Social Care Reasons,,60,2", "Patient and Family Related Reasons,,10,0", "Code 9 AWI,,20,1",
             "Code 9 Non-AWI,,10,0"]  # fmt: skip
    text = "\n".join([PHS, *(f"202409,S12000047,,18plus,,{line}" for line in newer)])
    assert table_of(text)["September 2024"][0] == "100"


def test_councils_without_scotland_are_added_up_and_not_called_scotland():
    text = "\n".join(line for line in phs(MONTHS).split("\n") if "S92000003" not in line)
    answer = shown(read(text), names(), {})
    assert answer.setting["area"] == "every" and any("need not be all of Scotland" in note for note in answer.notes)
    assert {row[0]: row[1] for row in answer.table}["September 2024"] == "59,033", "the councils, and the rest"


def test_a_file_of_the_census_counts_people_and_divides_nothing():
    text = (
        "MonthOfDelay,HBT,AgeGroup,ReasonForDelay,NumberOfCensusDelays\n202409,S08000029,18plus,All Delay Reasons,91"
    )
    answer = shown(read(text), names(), {})
    assert answer.table == [["Month", "People at the census"], ["September 2024", "91"]]
    assert "NHS Fife" in answer.sentence and "delayed at the census" in answer.sentence
    text = f"{SGS},Delay\nS12000047,2024-09,Count,People,40,18 years and over,All,All Delays"
    assert shown(read(text), names(), {}).table[1] == ["September 2024", "40"]


GOOD = "202409,S12000047,,18plus,,All Delay Reasons,,300,10"


@pytest.mark.parametrize(("lines", "said"), [
    (["202413" + GOOD[6:]], "1 row without a month that we can read (row 2: “202413”)"),
    (["2O2409" + GOOD[6:]], "1 row without a month"),
    ([GOOD.replace("S12000047", "")], "1 row without an area (row 2: “empty”)"),
    ([GOOD.replace("300", "-300")], "1 row whose figure is no whole number from 0 on (row 2: “-300”)"),
    ([GOOD.replace("300", "30O")], "1 row whose figure is no whole number"),
    ([GOOD.replace("300", "300.5")], "1 row whose figure is no whole number"),
    ([GOOD + ",7"], "1 row of another length than row 1 (row 2)"),
    ([GOOD[:-3]], "1 row of another length than row 1 (row 2)"),
    ([GOOD, GOOD.replace("300", "310")], "1 row that give one month, area, age and reason twice (row 3: “as row 2”)"),
    ([], "there is no row below the headings"),
])  # fmt: skip
def test_a_spoiled_row_is_named_and_nothing_is_shown(lines, said):
    answer = shown(read("\n".join([PHS, *lines])), names(), {})
    assert answer.refused and answer.table == [] and said in answer.sentence, answer.sentence


def test_everything_wrong_is_said_in_one_text():
    lines = [GOOD.replace("202409", "soon"), GOOD.replace("300", "many"), GOOD.replace("S12000047", ""), GOOD + ",,"]
    said = shown(read("\n".join([PHS, *lines])), names(), {}).sentence
    for part in ("“soon”", "“many”", "without an area", "of another length", "Nothing of it is shown."):
        assert part in said
    many = "\n".join([PHS, *[GOOD.replace("300", f"x{n}") for n in range(50)]])
    assert "50 rows" in read(many).refused and "and 47 more" in read(many).refused and len(read(many).refused) < 300


@pytest.mark.parametrize("gone", ["MonthOfDelay", "CA", "ReasonForDelay", "NumberOfDelayedBedDays"])
def test_a_missing_heading_is_named(gone):
    said = read(phs(SHORT).replace(f"{gone},", f"Extra{gone[:1]},", 1)).refused
    assert "could not be found among the headings of row 1" in said and "Extra" in said


def test_a_ratio_is_not_taken_for_a_count():
    said = read(sgs(SHORT).replace(",Count,", ",Ratio,")).refused
    assert "that measure something else than a count" in said and "“Ratio”" in said


def test_what_does_not_hold_together_is_said_and_the_file_is_shown():
    text = "\n".join([PHS, GOOD.replace(",10", ",11")])
    answer = shown(read(text), names(), {})
    assert answer.table[1] == ["September 2024", "300", "10"]
    assert any("row 2: 11 for 10" in note for note in answer.notes)
    text = "\n".join([PHS, GOOD, GOOD.replace("18plus", "18-74").replace("300,10", "100,3"),
                      GOOD.replace("18plus", "75plus").replace("300,10", "150,5")])  # fmt: skip
    answer = shown(read(text), names(), {})
    assert any("row 2: 250 for 300" in note for note in answer.notes)
    assert answer.table[1][1] == "300", "the total of the file stands"


def test_a_missing_figure_is_no_nought_and_no_year_is_made_of_eleven_months():
    rows = [f"{2023 + (m > 9)}{(m + 2) % 12 + 1:02d}" for m in range(1, 13)]
    lines = [GOOD.replace("202409", month).replace("300,10", "*,") for month in rows[:1]]
    lines += [GOOD.replace("202409", month).replace(",10", "") + "," for month in rows[1:]]
    answer = shown(read("\n".join([PHS, *lines])), names(), {})
    assert answer.table[-1] == ["April 2023", "no figure", "no figure"]
    assert not any(row[0] == "2023/24" for row in answer.table)
    assert any("What is missing is not taken for 0." in note for note in answer.notes)


def test_words_that_we_do_not_know_stand_alone():
    text = "\n".join([PHS, GOOD, GOOD.replace("All Delay Reasons", "Weather")])
    answer = shown(read(text), names(), {})
    assert answer.options["reason"] == {"all": "all reasons", "Weather": "Weather"}
    assert any("added to nothing: Weather" in note for note in answer.notes) and answer.table[1][1] == "300"


def test_skipped_months_are_named():
    text = "\n".join([PHS, GOOD, GOOD.replace("202409", "202412")])
    assert any("October 2024, November 2024" in note for note in read(text).notes)


@pytest.mark.parametrize(("text", "month"), [
    ("202409", "2024-09"), ("2024-09", "2024-09"), ("Sep-24", "2024-09"), ("September 2024", "2024-09"),
    ("2024/09", "2024-09"), ("Sept 2024", "2024-09"), ("", ""), ("2024", ""), ("209913", ""), ("Sepp-24", ""),
    ("12-24", ""), ("202400", ""),
])  # fmt: skip
def test_months_as_files_and_spreadsheets_write_them(text, month):
    assert month_of(text) == month


def test_numbers_cells_and_days():
    assert [number_of(text) for text in ("59,033", "59033.0", "0", "59,03", "-1", "1e3", "")] == [
        59033, 59033, 0, None, None, None, None,
    ]  # fmt: skip
    assert cells('a,"b, c",d', ",") == ["a", "b, c", "d"]
    assert [length_of(month) for month in ("2024-02", "2023-02", "1900-02", "2000-02", "2024-09")] == [
        29,
        28,
        28,
        29,
        30,
    ]
    assert (beds(59_033, 30), beds(299, 30), beds(72, 30)) == ("1,968", "10.0", "2.4")
    assert (year_of("2024-03"), year_of("2024-04")) == ("2023/24", "2024/25")


def test_nothing_given_is_no_fault():
    answer = published_counts.show("")
    assert answer.sentence == published.SAID["empty"] and not answer.refused


def test_the_live_twin_opens_a_file_and_says_the_same():
    twin = Twin(published_counts)
    content = phs(SHORT).encode()
    twin.inputs["file"].value = ({"name": "a.csv", "content": content, "type": "", "size": 1, "last_modified": NOW},)
    assert published_counts.show(content.decode()).sentence in twin.sentence.value
    twin.inputs["age"].value = "75+"
    assert published_counts.show(content.decode(), age="75+").sentence in twin.sentence.value
