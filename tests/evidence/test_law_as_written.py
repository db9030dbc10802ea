"""The law as it is written: every rule of law was read in its text, and says which provision it rests on."""

import csv
import re
from datetime import date
from pathlib import Path

from joint_working import evidence
from joint_working.evidence import parted

# An Act, an Order or regulations: what Parliament or Ministers made, with its number.
PRIMARY = re.compile(r"\((?:asp|c\.) \d+\)|\(SSI \d{4}/\d+\)")
UNREAD = re.compile(r"not read|(?:was|were|been) (?:cut off|missing)|not seen in the text", re.IGNORECASE)
THE_ACT = "Public Bodies (Joint Working) (Scotland) Act 2014 (asp 9)"
THE_ORDER = "(SSI 2014/285)"

# Section 72(1) of the Act: these began on 2 April 2014; the rest of Part 1 on 22 September 2014, by SSI 2014/231.
EARLY = re.compile(r"section 1\((?:[3-9]|1[0-6])\)|section (?:5|49|53|72)(?:\(|,|$)")
LATER = {"ethical-commissioning-guidance": date(2026, 1, 7)}

#: Kinds of a rule that names a provision: the law itself, our reading of it, what it leaves open, the official notes.
KINDS = {"law", "reading", "open", "official-document"}


def primary():
    return [found for found in evidence.rules() if PRIMARY.search(found.instrument)]


def excused():
    with open(Path(__file__).parent / "unread_law.csv", encoding="utf-8", newline="") as file:
        return {row["key"]: row for row in csv.DictReader(file)}


def test_no_rule_that_names_an_act_or_an_order_was_left_unread():
    columns = [field["name"] for field in evidence.describe("rules")["schema"]["fields"]]
    unread = {
        row["key"]: name
        for row in evidence.table("rules")
        if PRIMARY.search(row["instrument"])
        for name in columns
        if UNREAD.search(str(row[name]))
    }
    assert {key: name for key, name in unread.items() if key not in excused()} == {}
    assert set(excused()) <= set(unread), "an exception that is no longer one"
    for key, row in excused().items():
        assert row["why"] and date.fromisoformat(row["try_again"]) > date(2026, 11, 30), key


def test_no_other_table_says_that_an_act_or_an_order_was_not_read():
    """Cells that name a Scottish text and say that it was not read; what remains unknown is no such text."""
    named = re.compile(r"(?:SSI 20\d\d/\d+|\bAct\b|the Order|article \d|section \d|[Ss]chedule)")
    faults = []
    for name in evidence.tables():
        if name in ("rules", "sources", "comparison", "decisions_elsewhere", "findings", "numbers_uk"):
            continue
        for row in evidence.table(name):
            for column, value in row.items():
                for sentence in re.split(r"(?<=[.;])\s", value) if isinstance(value, str) else ():
                    if re.search(r"\bnot read\b", sentence) and named.search(sentence):
                        faults.append((name, evidence.row_name(name, row), column, sentence))
    assert faults == []


def test_a_rule_of_law_cites_a_provision_and_its_day():
    provision = re.compile(r"\b(?:sections?|articles?|regulations?|[Ss]chedule|paragraphs?) ?\d*")
    for found in primary():
        assert found.kind in KINDS, found.key
        assert provision.search(found.article), found.key
        assert found.source.key.startswith(("law-", "equality-")), found.key
        assert found.start_read or found.note, found.key


def test_the_act_began_on_two_days():
    days = {}
    for found in evidence.rules():
        if found.instrument == THE_ACT and found.kind != "official-document":
            days.setdefault(found.valid_from, []).append(found)
    assert set(days) == {date(2014, 4, 2), date(2014, 9, 22), *LATER.values()}
    for found in days[date(2014, 4, 2)]:
        assert EARLY.match(found.article), found.key
    for found in days[date(2014, 9, 22)]:
        alone = re.fullmatch(r"section \d+[A-Z]?(?:\(\w+\))*", found.article)
        assert not (alone and EARLY.match(found.article)), found.key


def test_orders_begin_on_their_day():
    began = {
        "SSI 2014/285": "2014-11-28", "SSI 2014/281": "2014-11-28", "SSI 2014/283": "2014-11-28",
        "SSI 2014/284": "2014-11-28", "SSI 2014/341": "2014-11-28", "SSI 2014/343": "2014-11-28",
        "SSI 2014/344": "2014-11-28", "SSI 2014/326": "2014-12-20", "SSI 2015/432": "2016-02-01",
        "SSI 2025/405": "2026-09-01", "SSI 2001/302": "2001-09-28",
    }  # fmt: skip
    seen = set()
    for found in primary():
        number = re.search(r"SSI \d{4}/\d+", found.instrument)
        if number and number[0] in began and "as amended" not in found.instrument:
            assert str(found.valid_from) == began[number[0]], found.key
            seen.add(number[0])
    assert seen == set(began)


def test_an_article_for_several_councils_is_not_cited_for_every_board():
    """SSI 2014/285, article 2: articles 3, 4 and 13 are for one council, articles 5, 6 and 14 for two or more."""
    rules = [rule for rule in primary() if THE_ORDER in rule.instrument and not rule.article.startswith("Schedule")]
    assert rules
    for rule in rules:
        is_cited_for_its_boards(rule)


def is_cited_for_its_boards(found):
    one = re.search(r"(?<![\d(])(?:3|4|13)\(", found.article)
    several = re.search(r"(?<![\d(])(?:5|6)\(|\b14\b", found.article)
    if found.applies_to == "every IJB":
        assert bool(one) == bool(several), f"{found.key}: both articles, or neither"
        if one:
            for which in (False, True):
                article = found.article_for(several=which)
                assert article != found.article, "expected 'articles A and B', the one for one council first"
                assert article.startswith(("article 5", "article 6") if which else ("article 3", "article 4"))
    elif found.applies_to == "IJB of one council":
        assert not several, found.key
    elif found.applies_to.startswith("IJB of"):
        assert not one, found.key


def test_the_chief_officers_first_seat_was_repealed():
    before, after = (evidence.rule("member chief officer", as_at=day) for day in ("2015-03-19", "2015-03-20"))
    assert before.article == "articles 3(1)(d) and 5(2)(d)" and before.valid_to == date(2015, 3, 19)
    assert after.article == "articles 3(7B) and 5(7B)" and "SSI 2015/66" in after.instrument


def test_a_reading_says_that_it_is_ours():
    readings = [found for found in evidence.rules() if found.kind == "reading"]
    assert len(readings) > 15
    for found in readings:
        assert re.search(r"\b[Oo]ur (?:reading|arithmetic)\b|In short", found.note), found.key
    for found in evidence.rules():
        if found.kind == "open":
            assert found.value == "not stated" and "not s" in found.rule, found.key
        if found.value == "not stated":
            assert found.kind == "open", found.key


def test_what_binds_a_lever_names_a_lever_and_says_what_is_not_lawful():
    """A rule of law is no lever: another option than the law's is labelled, as not lawful or as an example."""
    levers = {f"{row['explorer']}:{row['lever']}": row for row in evidence.table("levers")}
    bound = {name: found for found in evidence.rules() for name in parted(found.binds)}
    assert {"quorum", "casting-vote", "tied-vote"} <= {found.key for found in bound.values()}
    for name, found in bound.items():
        assert name in levers, (found.key, name)
        row = levers[name]
        words = f"{row['label']} {row['note']}".casefold()
        if found.value == "own mechanism":
            assert "example" in words, name
        else:
            assert row["label"].startswith("Not lawful for a joint board: what if"), name
            assert row["default"] == 0, name


FORBIDDEN = re.compile(r"casting vote|one third of the voting|\bthird of the (?:voting )?members|proxy presides", re.I)


def test_no_lever_or_preset_offers_what_the_law_forbids():
    offered = {
        (row["explorer"], row["lever"], words)
        for row in evidence.table("levers")
        for words in (row["label"], *parted(row["options"]))
        if FORBIDDEN.search(words) and not row["label"].startswith("Not lawful for a joint board: what if")
    }
    assert offered == set()
    assert [row["label"] for row in evidence.table("presets") if FORBIDDEN.search(row["label"])] == []


def test_thirty_boards_were_set_up_on_five_days():
    days = [str(row["established"]) for row in evidence.table("authorities") if row["established"]]
    counted = {day: days.count(day) for day in sorted(set(days))}
    assert counted == {"2015-04-01": 3, "2015-06-27": 11, "2015-09-21": 3, "2015-10-03": 7, "2016-02-06": 6}
    (without,) = [row for row in evidence.table("authorities") if not row["established"]]
    assert without["model"] == "lead agency"
