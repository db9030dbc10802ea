"""What the labs on one pot, who decides, the promise and the counterfactual say, and when it is true. See `said`.

In the first four every clause has its condition, written from the words alone: on the answer, on the levers or on the
printed table. Board Lab's sentence is held clause by clause in `test_board_lab.py`; here are its titles and its table.
"""

import re
from collections import Counter

from said import COUNT, MONEY, judged, level, number, printed

from joint_working import evidence
from joint_working.explorers.who_decides.choosing import CRITERIA, OPTIONS
from joint_working.words import fill, listed

SIGNED = r"(\u2212?[\d,.]+)%"


def usual(s):
    """Return the printed table of an explorer at its usual setting, by row."""
    return type(s)(s.explorer, s.explorer.at()).rows


def the_pot(s):
    """Yield what Budget Lab, part 1, claims at a setting, and whether it is true."""
    levers, answer = s.levers, s.answer
    health, council, pot, labelled, to_health, to_council, aside, plan = (cells[0] for cells in s.rows.values())
    crossed = round(to_council - council, 6)
    yield "the pot is the two payments", level(pot, health + council)
    yield "with the set-aside it is the plan", level(plan, pot + aside)
    yield "all of the pot is directed", level(pot, to_health + to_council)
    yield "what keeps its label stays in health services", to_health >= labelled - 1e-6
    for sum_shown, exact in ((to_council, answer.to_council), (to_health, answer.to_health), (pot, answer.pot)):
        yield "a printed sum is near the model’s", abs(sum_shown - exact) < 0.15 and (exact > 0 or sum_shown == 0)
    out, back, even = crossed > 0, crossed < 0, crossed == 0

    def less_than(exact, shown):
        return 0 < exact < 0.051 and shown == 0

    yield from judged(s, {
        # The headline and the title.
        MONEY: lambda sum_: level(sum_, abs(crossed)) and sum_ > 0,
        "Nothing": even,
        "crosses to council-run services": out,
        "crosses to health board services": back,
        "crosses between the partners": even,
        rf"{MONEY} that came in as health money goes out to council-run services": lambda sum_: level(sum_, crossed),
        rf"{MONEY} that came in as council money goes out to health services": lambda sum_: level(sum_, -crossed),
        "Each partner’s services get back what that partner paid in": even,
        # The sentence.
        rf"The health board pays {MONEY}": lambda sum_: level(sum_, levers.health_payment),
        rf"and the council {MONEY}\.": lambda sum_: level(sum_, levers.council_payment),
        rf"Together that is one pot of {MONEY},": lambda sum_: sum_ == pot,
        rf"and {MONEY} of it has lost its label\.": lambda sum_: level(pot, labelled + sum_) and labelled > 0,
        r"and almost all of it has lost its label\.": less_than(answer.labelled, labelled),
        r"and all of it has lost its label\.": answer.labelled == 0 == labelled,
        rf"The board directs {MONEY} to services the council runs,": lambda sum_: sum_ == to_council > 0,
        r"The board directs less than £0\.1m to services the council runs,": less_than(answer.to_council, to_council),
        "The board directs nothing to services the council runs,": answer.to_council == 0 == to_council,
        rf"{MONEY} more than the council paid in\.": lambda sum_: level(sum_, crossed) and out,
        rf"{MONEY} less than the council paid in\.": lambda sum_: level(sum_, -crossed) and back,
        r"as much as the council paid in\.": even and abs(answer.crossed) < 0.051,
        rf"It wanted to direct {MONEY} more, but that money came with a label it must keep\.": lambda sum_: (
            sum_ == printed(answer.refused) > 0 and level(to_health, labelled)
        ),
        rf"The set-aside of {MONEY} stands beside the pot, not in it\.": lambda sum_: (
            level(sum_, levers.set_aside) and sum_ > 0
        ),
        r"The set-aside of less than £0\.1m stands beside the pot, not in it\.": less_than(levers.set_aside, aside),
        r"No money is set aside\.": levers.set_aside == 0,
        # What is read out of the picture.
        "Where one year’s money comes from and where the board directs it, £ million": True,
        rf"Two payments, {MONEY}": lambda sum_: sum_ == health,
        rf"from the health board and {MONEY} from the council,": lambda sum_: sum_ == council,
        rf"join in one pot of {MONEY}\.": lambda sum_: sum_ == pot,
        rf"It leaves as {MONEY} for services the health board runs": lambda sum_: sum_ == to_health > 0,
        "It leaves as nothing for services the health board runs": answer.to_health == 0 == to_health,
        rf"and {MONEY} for services the council runs\.": lambda sum_: sum_ == to_council > 0,
        r"and nothing for services the council runs\.": to_council == 0,
        rf"Set-aside of {MONEY} is drawn apart\.": lambda sum_: sum_ == aside > 0,
    })  # fmt: skip


def commissioning_cycle(s):
    """Yield what the Commissioning Cycle claims at a setting, and whether it is true."""
    levers = s.levers
    rows = {label: [int(cell) for cell in cells] for label, cells in s.rows.items()}
    asked, undone, steps, doing, spent, _, met, known, unseen, needs, _, hits, misses, actions = rows.values()
    for at in range(3):
        yield "ten tokens a round", asked[at] + steps[at] + doing[at] == spent[at] == 10
        yield "needs are met, known or unseen", met[at] + known[at] + unseen[at] == needs[at]
        yield "actions meet a need or none", hits[at] + misses[at] == actions[at] == 2 * doing[at]
    yield "a late conversation costs one more", undone == [0, levers.ask_second / 2, levers.ask_third / 2]
    late, nobody = sum(undone), not sum(asked)
    yield "asking late is told", (late > 0) == ("asking after the plan was set" in s.sentence)
    early = asked[0] > 0 == asked[1] + asked[2]
    groups = ("everyone", "unrecorded", "outside")
    ways = [[getattr(now, group) for now in s.answer.rounds] for group in groups]
    ups = sum(way[2] > 0 for way in ways)

    def one_of(number_of):
        return lambda *found: any(tuple(found) == tuple(row[at] for row in number_of) for at in range(3))

    says = {
        rf"{COUNT} of {COUNT}": lambda seen, of_all: (seen, of_all) == (met[2] + known[2], needs[2]),
        "needs seen by round 3": True,
        # The sentence.
        rf"In round 3 the plan meets {COUNT} of the {COUNT} needs so far\.": lambda some, of_all: (
            some == met[2] > 0 and of_all == needs[2]
        ),
        rf"In round 3 the plan meets none of the {COUNT} needs so far\.": lambda of_all: (
            met[2] == 0 < of_all == needs[2]
        ),
        r"One is known and not met\.": known[2] == 1,
        rf"{COUNT} are known and not met\.": lambda some: some == known[2] > 1,
        r"One nobody has seen: for those people nothing changes\.": unseen[2] == 1,
        rf"{COUNT} nobody has seen: for those people nothing changes\.": lambda some: some == unseen[2] > 1,
        r"No need is unseen\.": unseen[2] == 0,
        r"Every action of round 3 meets a need in the plan\.": misses[2] == 0 < actions[2],
        r"No action of round 3 meets a need in the plan\.": hits[2] == 0 < actions[2],
        rf"Of the {COUNT} actions of round 3, {COUNT} meet no need in the plan\.": lambda of_all, some: (
            of_all == actions[2] and some == misses[2] > 1
        ),
        rf"Of the {COUNT} actions of round 3, one meets no need in the plan\.": lambda of_all: (
            of_all == actions[2] and misses[2] == 1
        ),
        r"No token of round 3 is left for doing\.": doing[2] == 0,
        r"In three rounds, asking after the plan was set cost one token more than asking before it: 2 actions not "
        r"carried out\.": late == 1,
        rf"In three rounds, asking after the plan was set cost {COUNT} tokens more than asking before it: {COUNT} "
        r"actions not carried out\.": lambda tokens, less: tokens == late > 1 and less == 2 * late,
        r"All the asking came before the plan was set\.": early,
        r"Nobody is asked\.": nobody,
        # The cards.
        rf"{COUNT} of {COUNT} needs still lie face down in round 3": lambda some, of_all: (
            some == unseen[2] > 1 and of_all == needs[2]
        ),
        rf"One need of {COUNT} still lies face down in round 3": lambda of_all: unseen[2] == 1 and of_all == needs[2],
        "No need lies face down in round 3": unseen[2] == 0,
        rf"Round {COUNT}: {COUNT} met, {COUNT} known and not met,": one_of(((1, 2, 3), met, known)),
        rf"{COUNT} face down; actions missed: {COUNT}\.": one_of((unseen, misses)),
        # The tokens.
        rf"{COUNT} of 30 tokens went on undoing what was set": lambda some: some == late > 1,
        "One token of 30 went on undoing what was set": late == 1,
        "Every conversation came at the early price": early,
        rf"Nothing is spent on asking: doing gets {COUNT} of 30 tokens": lambda some: nobody and some == sum(doing),
        rf"Round {COUNT}: asking {COUNT}, undoing {COUNT},": one_of(
            ((1, 2, 3), [a - b for a, b in zip(asked, undone, strict=True)], undone)
        ),
        rf"doing {COUNT}\.": one_of((doing,)),
        rf"In each round: analyse {COUNT}, plan {COUNT}, review {COUNT}\.": lambda *three: (
            three == (levers.analyse, levers.plan, levers.review) and sum(three) == steps[0]
        ),
        # The arrows.
        "In round 3 the arrow points up for all three groups": ups == 3,
        "In round 3 the arrow points up for two of three groups": ups == 2,
        "In round 3 the arrow points up for one of three groups": ups == 1,
        "In round 3 the arrow points up for none of the three groups": ups == 0,
        # What a picture shows, whatever the setting.
        rf"Round {COUNT}\.": True,
        r"(?:Three sets of cards|Bars for each step in three rounds|Arrows for three groups in three rounds)\.": True,
        r"Each card is a made-up need\. Missed: actions that meet no need in the plan\.": True,
        r"Where the ten tokens of each round went\. Undo: the second token of a late conversation\.": True,
        r"Up: two thirds of the group’s needs are met\. Down: under a third\. The marks are made up\.": True,
    }
    for name, way in zip(("Everyone", "People whose needs are in no figure", "People in Glen and Shore"), ways,
                         strict=True):  # fmt: skip
        says |= {rf"{name}: {word}\.": sign in way for word, sign in (("up", 1), ("level", 0), ("down", -1))}
    everyone = [3 * a >= 2 * b for a, b in zip(met, needs, strict=True)]
    yield "up is two thirds of all needs met", everyone == [way > 0 for way in ways[0]]
    yield from judged(s, says)


def savings(s):
    """Yield what Savings in proportion claims at a setting, and whether it is true."""
    levers, answer = s.levers, s.answer
    year, grown = printed(answer.in_year, 0), printed(answer.grown, 0)
    *sums, (money, share, in_year, so_far, days) = s.rows.values()
    names = [label.removesuffix(" (more than)") for label in s.rows]
    name = names[int(levers.compare)]
    weeks, smaller = printed(days / 7, 0), levers.savings < year
    yield "the last row is one of the sums", [money, share, in_year, so_far, days] in sums
    yield "a share of the sum", share == printed(100 * levers.savings / money)
    yield "the growth of that year", in_year == year and so_far == grown >= year
    yield "the days fit the growth", abs(days - 365 * levers.savings / answer.in_year) <= 0.5
    if levers.arrives == 1:
        yield "growth to the first year is that year’s", so_far == in_year
    billions, dated, guide = r"£([\d.]+)bn", r"\d{4}/\d\d", levers.compare == 0

    def the_sum(value):
        return level(1000 * value, money)

    yield from judged(s, {
        r"([\d.]+)%": lambda value: value == share,
        "of a sum, year not stated": guide,
        rf"of the money of ({dated})": name in s.label and not guide,
        # The sentence.
        rf"A saving of £{COUNT}m is ([\d.]+)% of": lambda sum_, value: (sum_, value) == (levers.savings, share),
        rf"{billions}, a guide sum whose year its source does not give\.": lambda value: the_sum(value) and guide,
        rf"{billions}, the sum of {dated}(?:; the source says more than that, so the share is a little less)?\.":
            lambda value: the_sum(value) and f"the sum of {name}" in s.sentence and not guide,
        rf"If costs grow by ([\d.]+)% a year, they rise by £{COUNT}m in year {COUNT}\.": lambda rate, sum_, at: (
            level(rate, levers.growth) and (sum_, at) == (year, levers.arrives)
        ),
        rf"That one year’s growth uses the saving up in about {COUNT} days, or {COUNT} weeks\.": lambda some, sevens: (
            smaller and some == days <= 365 and sevens == weeks
        ),
        r"The saving is as large as that one year’s growth\.": levers.savings == year,
        rf"The saving is larger than that one year’s growth: it would last about {COUNT} days, or {COUNT} weeks\.":
            lambda some, of_seven: levers.savings > year and some == days >= 365 and of_seven == weeks,
        rf"By then costs have grown by £{COUNT}m in all, and the saving meets {COUNT}% of that\.": lambda sum_, part: (
            sum_ == grown > levers.savings and levers.arrives > 1 and abs(part - 100 * levers.savings / grown) <= 1 > 0
            and 0 < part < 100
        ),
        rf"By then costs have grown by £{COUNT}m in all, and the saving meets almost all of that\.": lambda sum_: (
            sum_ == grown and levers.arrives > 1 and 0.99 * grown < levers.savings < grown
        ),
        rf"By then costs have grown by £{COUNT}m in all, as much as the saving\.": lambda sum_: (
            sum_ == grown == levers.savings and levers.arrives > 1
        ),
        r"All growth to then is smaller than the saving\.": grown < levers.savings and levers.arrives > 1,
        # The pictures.
        r"To scale, the saving is ([\d.]+)% of the money": lambda value: value == share,
        rf"Growth uses the saving up in {COUNT} weeks": lambda some: smaller and some == weeks > 0,
        "The saving is as large as one year’s growth": levers.savings == year,
        "The saving is larger than one year’s growth": levers.savings > year,
        rf"(?:The sum:|Costs start at) (?:more than )?{billions}, (?:{dated}|year not stated)\.": the_sum,
        rf"Three bars to one scale: all the money, £{COUNT}m;": lambda sum_: sum_ == money,
        rf"one year’s growth of costs, £{COUNT}m; the saving, £{COUNT}m\.": lambda sum_, own: (
            (sum_, own) == (year, levers.savings)
        ),
        r"Growth of costs at ([\d.]+)% a year, £ million\. Green: what the saving meets\.": lambda rate: (
            level(rate, levers.growth)
        ),
        rf"Two bars\. Growth in year {COUNT}, £{COUNT}m;": lambda at, sum_: (at, sum_) == (levers.arrives, year),
        rf"growth in all years to then, £{COUNT}m\.": lambda sum_: sum_ == grown,
        rf"The saving of £{COUNT}m is marked in each\.": lambda sum_: sum_ == levers.savings,
        r"Ink tick: one year’s growth before you moved a lever\.": list(usual(s).values())[-1][2] != year,
        r"Scotland, £ million, all bars to one scale\.|Green: the saving\.": True,
    })  # fmt: skip


def what_would_have_happened(s):
    """Yield what is claimed of two readers and the truth at a setting, and whether it is true."""
    levers, rows = s.levers, s.rows
    naive, beside = printed(s.answer.before_and_after, 0), printed(s.answer.beside_others, 0)
    effect, nearest = levers.effect, printed(levers.effect, 0)
    right = (naive == nearest, beside == nearest)
    quiet = levers.growth == levers.other == levers.shock == levers.bad_year == 0
    last = s.answer.years[-1]
    assert list(rows)[2] == "The truth, set by you"
    for says, apart in rows.values():
        yield "a miss is what is said less the truth", level(apart, abs(says - rows["The truth, set by you"][0]))
    yield "what right means is on the page", ("nearest per cent" in s.sentence) == any(right)

    def days(found, who):
        return {
            rf"{who} days rose by {COUNT}%\.": lambda size: size == found > 0,
            rf"{who} days fell by {COUNT}%\.": lambda size: size == -found > 0,
            rf"{who} days hardly changed\.": found == 0,
        }

    yield from judged(s, {
        SIGNED: lambda value: value == naive != 0,
        "No change": naive == 0,
        rf"by before and after; truth {SIGNED}": lambda value: level(value, effect) and effect != 0,
        "by before and after; truth none": effect == 0,
        # The sentence.
        **days(naive, "Before and after:"),
        **days(beside, "Beside places that did not join up:"),
        rf"The truth, which you set: joining up alone raised days by {SIGNED}\.": lambda size: (
            level(size, effect) and effect > 0
        ),
        rf"The truth, which you set: joining up alone lowered days by {SIGNED}\.": lambda size: (
            level(size, -effect) and effect < 0
        ),
        r"The truth, which you set: joining up alone changed nothing\.": effect == 0,
        r"Before and after even points the wrong way\.": naive * effect < 0,
        r"Both readers are right, to the nearest per cent\.": all(right),
        r"Only the comparison is right, to the nearest per cent\.": right == (False, True),
        r"Only before and after is right, to the nearest per cent: in this place nothing else changed\.":
            right == (True, False) and quiet,
        r"Only before and after is right, to the nearest per cent, and by luck: other changes cancel out\.":
            right == (True, False) and not quiet and cancel_out(levers),
        r"Both readers are wrong\.": not any(right),
        # The picture.
        "Before and after finds the truth: in this place nothing else changed": right[0] and quiet,
        "Before and after happens to find the truth": right[0] and not quiet,
        "Before and after misses the truth; the comparison finds it": right == (False, True),
        "Neither reader finds the truth": not any(right),
        r"Three lines over eight years\. By year 4 the place that joined up is at ([\d.]+);":
            lambda value: value == printed(last.seen),
        r"without joining up it would be at ([\d.]+);": lambda value: value == printed(last.anyway),
        r"places that did not join up are at ([\d.]+)\.": lambda value: value == printed(last.elsewhere),
        r"Days in hospital, 100 in the first year\. The place joins up after year 0\. Made up\.": True,
    })  # fmt: skip


def cancel_out(levers):
    """Return whether at least two things besides joining up changed, and come to about nothing together by year 4."""
    changes = [(1 + levers.growth / 100) ** 4, 1 + levers.other / 100, 1 + levers.shock / 100]
    changes.append(1 / (1 + levers.bad_year / 100))
    together = changes[0] * changes[1] * changes[2] * changes[3]
    return sum(abs(change - 1) > 1e-9 for change in changes) >= 2 and abs(together - 1) < 0.01


def model_chooser(shown):
    levers, said, titles = shown.levers, shown.sentence, shown.titles
    weights = {name: getattr(levers, name) for name in CRITERIA}
    table = {(row["criterion"], row["option"]): row for row in evidence.table("model_criteria")}
    heaviest = [name for name, weight in weights.items() if weight == max(weights.values()) > 0]
    many, gone = len(heaviest), list(weights.values()).count(0)
    kinds = [
        [(bool(row["gain"]), bool(row["give_up"]), row["evidence"])
         for row in (table[CRITERIA[name], OPTIONS[int(at)].option] for at in (levers.option_a, levers.option_b))]
        for name, weight in weights.items() if weight > 0
    ]  # fmt: skip
    apart = sum(one != other for one, other in kinds)
    yield "the headline", shown.figure == (f"{apart} of {8 - gone}" if many else "None of 8")
    for words, true in (
        ("criteria tell the two apart", many > 0),
        ("criteria you weigh tell the two options apart", apart > 1),
        ("criteria you weigh tells the two options apart", apart == 1),
        ("Nothing you weigh tells the two options apart", gone < 8 and apart == 0),
        ("criteria has a weight", many == 0),
        ("No criterion has a weight", many == 0),
        ("All eight criteria matter to you alike", many == 8),
        ("matters most", many == 1),
        ("matter most", 1 < many < 8),
        ("You have set one option beside itself", levers.option_a == levers.option_b),
        ("One criterion has left the picture", gone == 1),
        ("With no weight", gone == 8),
        ("and its price, in words", gone < 8 and all(row["gain"] and row["give_up"] for row in table.values())),
    ):
        if words in shown.all:
            yield words, true
    if found := re.search(r"(\d+) criteria have left the picture", said):
        yield "so many have left", int(found[1]) == gone < 8
    if found := re.search(r"You said that (.*?) matters? most", said):
        yield "what matters most", found[1] == listed([CRITERIA[name] for name in heaviest])
    for column, chosen in enumerate((levers.option_a, levers.option_b)):
        cells = [table[CRITERIA[name], OPTIONS[int(chosen)].option] for name in heaviest]
        counts = [int(numbers[column]) for numbers in shown.rows.values()]
        yield "what is found adds up to what matters most", sum(counts[:4]) == many
        yield (
            "gains and costs, counted",
            counts[:4]
            == [
                sum((bool(cell["gain"]), bool(cell["give_up"])) == kind for cell in cells)
                for kind in ((True, True), (True, False), (False, True), (False, False))
            ],
        )
        on = {"law": "law", "an audit": "audit", "a case": "case", "an opinion": "opinion", "our reading": "inference"}
        told = re.search(rf"(?<!\w){re.escape(OPTIONS[int(chosen)].name)}: (.*?)\.(?: |$)", said)
        if many:
            for words, number_of in re.findall(
                r"(law|an audit|a case|an opinion|our reading)(?: for (\d+))?", told[1]
            ):
                grades = sum(cell["evidence"] == on[words] for cell in cells)
                yield f"resting on {words}", grades == (int(number_of) if number_of else 1) > 0
    told = [fill([clause]) for clause in shown.view.pictures[0].description if clause.when]
    parts = [re.search(r"weight (\d+) of (\d+) in all", text) for text in told if "weight" in text]
    yield "the weights add up", sum(int(part[1]) for part in parts) == sum(weights.values())
    yield "to all of them", all(int(part[2]) == sum(weights.values()) for part in parts)
    yield "one title for each picture", len(titles) == 2


def board_lab(shown):
    levers, answer, said, (seats, power, quorum) = shown.levers, shown.answer, shown.sentence, shown.titles
    two, voting = levers.councils == 1, levers.date >= 24320  # September 2026
    rows = {label: [None if cell == "–" else number(cell) for cell in cells]
            for label, *cells in shown.explorer.cells(levers)}  # fmt: skip
    filled = [max(0, levers.council_a - levers.council_a_vacant),
              two * max(0, levers.council_b - levers.council_b_vacant),
              max(0, levers.health_board - levers.health_board_vacant),
              voting * max(0, levers.service_user + levers.unpaid_carer + levers.third_sector
                           - levers.representatives_vacant)]  # fmt: skip
    everyone, half = sum(filled), max(1, -(-int(sum(filled)) // 2))
    for label, cells in rows.items():
        yield "no council B where there is one council", (cells[1] is None) == (not two)
        if not label.startswith(("Seats", "Members in post", "Short", "The same", "Share", "Power")):
            yield "the groups add up to the board", sum(cell or 0 for cell in cells[:4]) == cells[4]
    yield "members with a vote", [cell or 0 for cell in rows["Members with a vote"]] == [*filled, everyone]
    here = rows["Present with a vote"][4]
    yield "present and absent are all", here + rows["Absent"][4] == everyone
    of_all = "one member" if everyone == 1 else f"{everyone:.0f} members"
    voters = "one voter is" if everyone == 1 else f"{everyone:.0f} voters are"
    yield "so many are there", shown.label == f"{here:.0f} of {voters} there"
    yield (
        "half must be there",
        f"Present: {here:.0f} of {of_all} with a vote; at least one half, {half}," in said,
    )
    votes_for, against = rows["Votes for"][4], rows["Votes against, or for the amendment"][4]
    enough = here >= half
    for words, true in (
        ("No quorum", not enough),
        ("No business", not enough),
        ("Carried ", enough and votes_for > against and levers.question == 0),
        ("Motion carried", enough and votes_for > against and levers.question == 1),
        ("Lost ", enough and votes_for < against and levers.question == 0),
        ("Amendment carried", enough and votes_for < against and levers.question == 1),
        ("Tied ", enough and votes_for == against > 0),
        ("Nobody votes", enough and votes_for == against == 0),
    ):
        if words in shown.figure:
            yield words, true
    now = seats.replace("\u00a0", " ").split("; from then ")[voting].removeprefix("Before September 2026 ")
    for words, true in (
        ("no quorum", not enough),
        ("carried ", enough and votes_for > against),
        ("lost ", enough and votes_for < against and levers.question == 0),
        ("amendment carried ", enough and votes_for < against and levers.question == 1),
        ("tied ", enough and votes_for == against > 0),
        ("nobody votes", enough and votes_for == against == 0),
    ):
        if now.startswith(words):
            yield "the half of the picture that holds now", true
    yield "enough or too few", quorum.startswith("Enough" if enough else "Too few")
    yield "the numbers of the title", [int(text) for text in re.findall(r"\d+", quorum)] == [here, everyone, half]
    partner = max(filled[:3]) >= half
    yield "one partner alone", ("One partner’s members alone could" in shown.whats[2]) == partner

    # Power, counted over every way in which blocs can vote.
    as_one, alone = (percents(blocs) for blocs in (filled, [*filled[:3], *[1] * int(filled[3])]))
    alone = alone and [*alone[:3], sum(alone[3:])]
    share = 100 * filled[3] / everyone if everyone else 0
    if "No representative has a vote" in power:
        yield "no representative has a vote", not filled[3]
    elif found := shown.sums(r"hold (\d+)% of the votes and, as one, none of the power", power):
        yield "votes, and no power", found[0] == printed(share, 0) > 0 == as_one[3]
    elif found := shown.sums(r"hold (\d+)% of the votes and, as one, (\d+)% of the power", power):
        yield (
            "votes and power differ",
            found == [printed(share, 0), printed(as_one[3], 0)] and abs(share - as_one[3]) > 0.49,
        )
    elif found := shown.sums(r"as much power as votes: (\d+)%", power):
        yield "votes and power are alike", found[0] == printed(share, 0) and abs(share - as_one[3]) < 0.51
    if found := shown.sums(
        r"Each alone, representatives have (\d+)%, (?:more|less) than (\d+)% as one", shown.whats[1]
    ):
        yield "each alone, and as one", found == [printed(alone[3], 0), printed(as_one[3], 0)]
        yield "more or less", (found[0] > found[1]) == ("more than" in shown.whats[1]) and found[0] != found[1]
        yield "with everyone alone", f"With everyone alone it is {printed(share, 0):.0f}%." in shown.whats[1]
    elif filled[3]:
        yield "each alone is as one", printed(alone[3], 0) == printed(as_one[3], 0)

    told = fill(shown.view.pictures[1].description)
    yield "no share of nothing is read out", not re.search(r"(?<![\d.])0%", told)
    for who, bloc in (("Representatives", filled[3]), ("Health board", filled[2])):
        yield "no vote and no power", (f"{who}: no vote and no power." in told) == (bloc == 0)

    # The verdict: seats and posts, counted.
    kinds = (levers.service_user, levers.unpaid_carer, levers.third_sector, levers.staff_side)
    council = levers.council_a + two * levers.council_b
    least = levers.council_a >= 2 <= levers.council_b if two else min(levers.council_a, levers.health_board) >= 3
    lawful = council == levers.health_board and least and min(kinds) >= 1
    yield "lawful or not", ("is made up lawfully" in said) == lawful != ("is not made up lawfully" in said)
    yield "what is not checked stands beside it", "whether each person may hold theirs is not checked" in said
    yield "who votes in that month", ("third sector have a vote" in said) == voting
    assert len(answer.groups) == 4


def percents(blocs):
    """Return each bloc's share of the turns, in per cent, over every way of voting; all 0 where nobody decides."""
    blocs = [int(bloc) for bloc in blocs]
    turns = []
    for at, own in enumerate(blocs):
        ways = Counter({0: 1})
        for bloc in blocs[:at] + blocs[at + 1 :]:
            ways.update({held + bloc: number_of for held, number_of in list(ways.items())})
        turns.append(sum(n for held, n in ways.items() if 2 * held <= sum(blocs) < 2 * (held + own)))
    return [100 * turn / max(1, sum(turns)) for turn in turns]
