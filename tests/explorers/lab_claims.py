"""What the labs on beds, flow and prevention say, clause by clause, and when it is true. See `said`.

`s.answer` is the model's answer, `s.rows` the printed table by row. Nothing here is taken from an explorer's own
conditions.
"""

from said import COUNT, MONEY, SHARE, judged, level, printed

TINY = 1e-9


def the_hospital(s):
    """Yield what Budget Lab, part 2, claims at a setting, and whether it is true."""
    levers, answer, last = s.levers, s.answer, s.answer.years[-1]
    year5 = {label: cells[-1] for label, cells in s.rows.items()}
    freed, taken = year5["Bed days freed"], year5["Of these, taken by growth, days"]
    filled, empty = year5["Of these, filled by other patients, days"], year5["Of these, empty, days"]
    paper, cash = year5["On paper: freed days at full cost"], year5["In cash, in all"]
    in_wards, fixed = year5["Still spent: in wards that stay open"], year5["Still spent: costs that never go"]
    kept, gets, care = year5["Stays with the hospital"], year5["Reaches the board"], year5["Community care"]
    left, net = year5["Left for the board"], s.rows["Left for the board"]
    total = sum(net)
    ward = levers.ward_beds * 365 * levers.occupancy / 100
    grown = levers.bed_days * ((1 + levers.growth / 100) ** 5 - 1)
    gone = levers.bed_days * levers.reduction / 100
    stays = max(0, gone - grown) * (100 - levers.refill) / 100
    wards = int(stays / ward + TINY)
    rest = max(0, levers.bed_days * 0.4 - grown) * (100 - levers.refill) / 100
    climbs = int(rest / ward + TINY)
    step = levers.bed_day_cost * levers.stepped / 100 * ward / 1e6
    slope = levers.bed_day_cost * levers.variable / 100 * rest / 1e6
    early = sum(s.rows["of which before beds are empty"])
    shares = levers.mode == 0 and levers.reinvested > 0
    moved = cash != 0.84
    nothing = freed > 0 and last.released < TINY

    def of(on_paper, in_cash, closed):
        return on_paper == paper > 0 and in_cash == cash > 0 and wards == closed

    says = {
        # The headline.
        MONEY: lambda sum_: sum_ == cash > 0,
        "Nothing": last.released < TINY and cash == 0,
        "Less than £0.01m": TINY <= last.released < 0.005 and cash == 0,
        "in cash in year 5": True,
        # The sentence.
        rf"By year 5 the plan frees {COUNT} of {COUNT} bed days\.": lambda some, of_all: (
            some == freed == printed(gone, 0) and of_all == printed(levers.bed_days, 0)
        ),
        r"No bed day is freed, so no money moves and no care is paid for\.": freed == 0 and not any(
            value for name, row in s.rows.items() if "freed" not in name for value in row
        ),
        rf"That is {MONEY} on paper, at £([\d,.]+) a day\.": lambda sum_, day: (
            sum_ == paper > 0 and level(day, levers.bed_day_cost)
        ),
        r"That is less than £0\.01m on paper, at £([\d,.]+) a day\.": lambda day: 0 < last.paper < 0.005,
        rf"Growth takes {COUNT} of them\.": lambda some: some == taken and 0 < grown < gone,
        r"Growth takes all of them\.": grown >= gone - TINY and printed(grown - gone, 0) == 0 < taken == freed,
        rf"Growth takes all of them, and {COUNT} bed days more than today are used\.": lambda more: (
            grown > gone and more == printed(grown - gone, 0) > 0 and taken == freed
        ),
        rf"Other patients fill {SHARE} of the (freed days|rest) again\.": lambda share, of_what: (
            levers.refill > 0 < filled
            and level(share, levers.refill)
            and (of_what == "rest") == (taken > 0)
            and (of_what != "rest" or grown < gone)
        ),
        rf"That leaves {COUNT} empty\.": lambda some: some == empty == freed - taken - filled and empty < freed,
        r"That leaves none empty, so no ward can close\.": empty == 0 < freed == taken + filled and wards == 0,
        rf"A ward is {COUNT} bed days a year, so no ward can close\.": lambda days: (
            days == printed(ward, 0) and 0 < stays < ward and wards == 0
        ),
        rf"A ward is {COUNT} bed days a year, so one ward can close\.": lambda days: (
            days == printed(ward, 0) and ward - 0.01 <= stays < 2 * ward
        ),
        rf"A ward is {COUNT} bed days a year, so {COUNT} wards can close\.": lambda days, many: (
            days == printed(ward, 0) and many == wards > 1 and many * ward - 0.01 <= stays < (many + 1) * ward
        ),
        rf"The hospital spends {MONEY} less in cash\.": lambda sum_: sum_ == cash > 0,
        r"The hospital spends less than £0\.01m less in cash\.": 0 < last.released < 0.005,
        r"The hospital spends no less\.": nothing,
        rf"(The rest|All of it) is still spent: {MONEY} in wards that stay open and {MONEY} on costs that stay "
        r"whatever closes\.": lambda how, wards_, stay: (
            wards_ == in_wards > 0 and stay == fixed > 0 and level(wards_ + stay, paper - cash)
            and (how == "All of it") == nothing
        ),
        r"(The rest|All of it) is still spent, in wards that stay open\.": lambda how: (
            in_wards > 0 == fixed and level(in_wards, paper - cash) and (how == "All of it") == nothing
        ),
        r"(The rest|All of it) is still spent, on costs that stay whatever closes\.": lambda how: (
            fixed > 0 == in_wards and level(fixed, paper - cash) and (how == "All of it") == nothing
        ),
        rf"The board gets {MONEY}\.": lambda sum_: sum_ == gets > 0 and levers.mode == 0,
        r"The board gets less than £0\.01m of it\.": 0 < last.to_board < 0.01 and gets == 0,
        r"The sum is only reported, so the board gets nothing\.": (
            levers.mode == 1 and last.released > 0 and levers.reinvested > 0 and last.to_board == 0 == gets
        ),
        r"So there is nothing for the board\.": nothing and gets == 0,
        r"None of it goes to the board\.": last.released > 0 == last.to_board and levers.reinvested == 0,
        rf"Community care for the same people costs {MONEY}, so the board is {MONEY} short that year\.":
            lambda cost, short: cost == care > 0 and level(-short, left) and short > 0 and level(gets - cost, -short),
        rf"Community care for the same people costs {MONEY}, so {MONEY} is left for more care that year\.":
            lambda cost, spare: cost == care > 0 and level(spare, left) and spare > 0 and level(gets - cost, spare),
        rf"Community care for the same people costs {MONEY}, as much as the board gets\.":
            lambda cost: cost == care == gets > 0,
        r"Community care for the same people costs less than £0\.01m\.": care == 0 and last.need < 0.005,
        rf"Counting from the first care paid for, the plan has cost the board {MONEY} more than it brought\.":
            lambda sum_: level(-sum_, total) and sum_ > 0,
        rf"Counting from the first care paid for, the plan has brought the board {MONEY} more than it cost\.":
            lambda sum_: level(sum_, total) and sum_ > 0,
        r"Closing a ward is a decision: ask who will travel further\.": wards >= 1,
        # What becomes of the sum on paper.
        rf"Of {MONEY} on paper, {MONEY} is cash: no ward can close": lambda one, other: of(one, other, 0),
        rf"Of {MONEY} on paper, {MONEY} is cash: one ward can close": lambda one, other: of(one, other, 1),
        rf"Of {MONEY} on paper, {MONEY} is cash: {COUNT} wards can close": lambda one, other, many: (
            many > 1 and of(one, other, many)
        ),
        rf"Of (?:{MONEY}|less than £0\.01m) on paper, less than £0\.01m is cash": lambda sum_=0: (
            sum_ == paper and 0 < last.released < 0.005 and cash == 0
        ),
        rf"Of (?:{MONEY}|less than £0\.01m) on paper nothing is cash: no bed day stays empty": lambda sum_=0: (
            sum_ == paper and nothing and stays < TINY
        ),
        rf"Of (?:{MONEY}|less than £0\.01m) on paper nothing is cash: no ward can close, and nothing goes with each "
        "patient": lambda sum_=0: (
            sum_ == paper and nothing and 0 < stays < ward and levers.variable == 0 < levers.stepped
        ),
        rf"Of (?:{MONEY}|less than £0\.01m) on paper nothing is cash: no cost goes with a patient or a ward":
            lambda sum_=0: sum_ == paper and nothing and levers.variable == 0 == levers.stepped,
        "No bed day is freed, so there is nothing on paper and nothing in cash": freed == 0 == paper == cash,
        r"Year 5, £ million, all bars to one scale\.": True,
        r"Ink tick: cash before you moved a lever\.": moved,
        r"In million pounds\. On paper ([\d.,]+)\. Still spent: costs that never go ([\d.,]+),":
            lambda one, other: (one, other) == (paper, fixed),
        r"in wards that stay open ([\d.,]+)\.": lambda sum_: sum_ == in_wards,
        r"In cash ([\d.,]+): stays with the hospital ([\d.,]+),": lambda one, other: (one, other) == (cash, kept),
        r"reaches the board ([\d.,]+)\.": lambda sum_: sum_ == gets,
        r"Community care ([\d.,]+)\.": lambda sum_: sum_ == care,
        # The staircase.
        "Cash jumps when a whole ward can close, and creeps in between": (
            wards >= 1 and step >= 0.005 and slope >= 0.005
        ),
        "Cash jumps when a whole ward can close, and stands still in between": (
            wards >= 1 and step >= 0.005 > slope
        ),
        "At your cut no ward can close: the first step in cash lies further on": (
            wards == 0 < climbs and step >= 0.005
        ),
        "No cut in this picture empties a whole ward: only what goes with each patient becomes cash": (
            climbs == 0 and slope >= 0.005 and level(answer.top, slope)
        ),
        "No cut in this picture empties a whole ward, and nothing goes with each patient: there is no cash": (
            climbs == 0 and answer.top < 0.005
        ),
        "No cost goes with a ward here: only what goes with each patient becomes cash": (
            step < 0.005 and climbs >= 1 and abs(answer.top - slope) < 0.005 * climbs + TINY and slope >= 0.005
        ),
        "No cost goes with a ward here, and none with each patient: there is no cash": (
            step < 0.005 and slope < 0.005 and answer.top < 0.005 * (1 + climbs)
        ),
        "Other patients fill every freed bed day, so there is no cash": levers.refill == 100 and answer.top == 0,
        rf"£ million a year, for cuts in bed days from 0% to 40%\. The upright line is your cut, {SHARE}\.":
            lambda share: level(share, levers.reduction),
        r"The sum on paper rises in a straight line to ([\d.,]+) million pounds at 40%\.": lambda sum_: (
            sum_ == printed(levers.bed_days * 0.4 * levers.bed_day_cost / 1e6, 2)
        ),
        r"Cash rises to ([\d.,]+), and what reaches the board to ([\d.,]+)\.": lambda one, other: (
            one == printed(slope + step * climbs, 2)
            and other == printed(answer.top * (levers.reinvested / 100 if levers.mode == 0 else 0), 2)
        ),
        rf"At your cut of {SHARE} they are ([\d.,]+), ([\d.,]+) and ([\d.,]+)\.": lambda share, *sums: (
            sums == (paper, cash, gets)
        ),
        # The years.
        rf"Care is paid for first, so by the end of year 5 the board is {MONEY} behind": lambda sum_: (
            level(-sum_, total) and sum_ > 0 and early > 0 and total + early > -1e-6
        ),
        rf"The care costs more than the board gets: it is {MONEY} behind by the end of year 5": lambda sum_: (
            level(-sum_, total) and sum_ > 0
            and sum(s.rows["Community care"]) - early > sum(s.rows["Reaches the board"]) - 1e-6
        ),
        rf"By the end of year 5 the board is {MONEY} ahead": lambda sum_: level(sum_, total) and sum_ > 0,
        "By the end of year 5 nothing has been gained or lost": level(total, 0),
        r"What reaches the board and what community care costs, £ million\. Numbers: what is left\.": True,
        r"Bars for the time before the plan and its five years\. Care costs ([\d.,]+) before,": lambda sum_: (
            sum_ == s.rows["Community care"][0]
        ),
        r"then ([\d.,]+) a year at the end;": lambda sum_: sum_ == care,
        r"the board gets ([\d.,]+) at the end\. All values are in the table\.": lambda sum_: sum_ == gets,
    }  # fmt: skip
    bars = s.view.pictures[0].rows["names"]
    yield "the bars are the table’s figures", [round(bar["sum"].value, 6) for bar in bars] == [
        paper, fixed, in_wards, cash, kept, gets, care
    ]  # fmt: skip
    notes = s.view.pictures[2].rows["notes"]
    yield "the years are the table’s figures", [printed(note["text"].value, 2) for note in notes] == net
    yield "a share of what is released goes to the board", (gets > 0) <= (shares and last.released > 0)
    yield from judged(s, says)


def the_flow(s):
    """Yield what Flow Lab claims at a setting, and whether it is true."""
    levers, weeks = s.levers, s.answer.weeks
    end = {label: cells[-1] for label, cells in s.rows.items()}
    ready, waiting = end["In a bed, ready to leave"], end["Waiting to get in"]
    delayed, queue = [week.delayed for week in weeks], [week.queue for week in weeks]
    busy, rooms = levers.referrals * levers.stay, levers.beds
    needed = levers.referrals * levers.needing / 100 * levers.package_days
    let_in = needed * min(1, rooms / busy)
    unused = levers.packages - weeks[-1].in_use > 0.5
    missing = max(0, let_in - levers.packages)
    grows = all(b > a + TINY for a, b in zip(delayed[-9:], delayed[-8:], strict=False))
    shut_out = [at for at, people in enumerate(queue, start=1) if people > 1e-6]
    after = queue[shut_out[0] - 1 :] if shut_out else []
    growing = all(b > a for a, b in zip(after, after[1:], strict=False))
    each_week = 7 * max(0, needed - levers.packages) / levers.package_days
    runs_out = (rooms - busy) / each_week if each_week else 1e9
    days_cost = levers.bed_day_price * weeks[-1].delayed_days / 1e6
    package_cost = levers.package_price * missing * 52 / 1e6
    moved = printed(delayed[-1], 0) != 25

    says = {
        # The headline.
        COUNT: lambda people: people == ready == printed(delayed[-1], 0) > 0,
        "Nobody": delayed[-1] < 1e-6 and ready == 0,
        "Less than one": 1e-6 <= delayed[-1] < 0.5 and ready == 0,
        "ready to leave after 52 weeks": delayed[-1] >= 1e-6,
        "waits to leave after 52 weeks": delayed[-1] < 1e-6,
        # The sentence.
        rf"{COUNT} people a day need a bed for {COUNT} days, which takes {COUNT} of {COUNT} beds\.":
            lambda people, days, takes, beds: people * days == takes <= beds == rooms,
        rf"{COUNT} people a day need a bed for {COUNT} days\. That takes {COUNT} beds and there are {COUNT}, so a "
        r"queue grows from the first week\.": lambda people, days, takes, beds: (
            people * days == takes > beds == rooms and queue[0] > 0 and growing
        ),
        rf"For nobody to wait, {COUNT} care packages must be in use at one time, and there are {COUNT}: {COUNT} too "
        r"few\.": lambda need, there, few: (
            need == printed(needed, 0) and there == levers.packages and few == need - there > 0 and busy <= rooms
            and not unused
        ),
        rf"For nobody to wait, {COUNT} care packages must be in use at one time, and there are {COUNT}\.":
            lambda need, there: need == printed(needed, 0) <= there == levers.packages and busy <= rooms,
        rf"For those whom the beds let in, {COUNT} care packages must be in use at one time, and there are {COUNT}: "
        rf"{COUNT} too few\.": lambda need, there, few: (
            need == printed(let_in, 0) and there == levers.packages and few == need - there > 0 and busy > rooms
            and not unused
        ),
        rf"For those whom the beds let in, {COUNT} care packages must be in use at one time, and there are {COUNT}: "
        r"nobody in a bed waits for one\.": lambda need, there: (
            need == printed(let_in, 0) <= there and busy > rooms and printed(max(delayed), 0) == 0
        ),
        rf"After a year {COUNT} of the beds hold people who are ready to leave, and it does not level off\.":
            lambda people: people == ready > 1 and grows,
        r"After a year 1 of the beds holds a person who is ready to leave, and it does not level off\.":
            ready == 1 and grows,
        rf"The beds run out in week {COUNT}\.": lambda week: (
            busy <= rooms and needed > levers.packages and waiting > 0 and week == shut_out[0]
        ),
        rf"The beds have not run out yet\. At this pace they do in week {COUNT}\.": lambda week: (
            waiting == 0 and 52 <= week <= 520 and week == int(runs_out) + 1
        ),
        r"The beds have not run out yet\. At this pace they last more than ten years\.": (
            waiting == 0 and runs_out >= 520
        ),
        rf"After a year {COUNT} people wait to get in\.": lambda people: people == waiting > 1,
        r"After a year 1 person waits to get in\.": waiting == 1,
        rf"Then {COUNT} of the beds hold people who are ready to leave\.": lambda people: people == ready > 1,
        r"Then 1 of the beds holds a person who is ready to leave\.": ready == 1,
        rf"At your price the year’s delayed days cost {MONEY}, on paper\.": lambda sum_: (
            sum_ == printed(days_cost, 2) > 0
        ),
        r"At your price the year’s delayed days cost less than £0\.01m, on paper\.": 0 < days_cost < 0.005,
        r"No bed day is delayed, so there is none to put your price on\.": (
            levers.bed_day_price > 0 == weeks[-1].delayed_days
        ),
        rf"At your price the missing packages would cost {MONEY} a year\.": lambda sum_: (
            sum_ == printed(package_cost, 2) > 0 and not unused
        ),
        r"At your price the missing packages would cost less than £0\.01m a year\.": 0 < package_cost < 0.005,
        r"No package is missing, so there is none to put your price on\.": levers.package_price > 0 == missing,
        # The bath.
        rf"Nothing shows outside until the beds are full in week {COUNT}; then the queue grows every week":
            lambda week: week == shut_out[0] and growing and busy <= rooms,
        "Every week more beds hold people who are ready to leave, and nobody outside can see it": (
            ready > 0 == waiting and all(b > a for a, b in zip(delayed, delayed[1:], strict=False))
        ),
        "So few packages are missing that after a year hardly anybody waits for one": missing > 0 == ready,
        "With too few beds for the people who come, the queue grows from the first week": (
            busy > rooms and queue[0] > 0 and growing
        ),
        "With enough care packages, nobody who is ready to leave has to wait": (
            needed <= levers.packages + 0.5 and printed(max(delayed), 0) == 0
        ),
        rf"People in {COUNT} beds, and waiting to get in, week by week for a year\.": lambda beds: beds == rooms,
        r"Dashed: people ready to leave, before you moved a lever\.": moved,
        rf"Areas over 52 weeks\. At the end {COUNT} people are ready to leave": lambda people: people == ready,
        rf"and {COUNT} are being treated in {COUNT} beds;": lambda people, beds: (
            people == end["In a bed, being treated"] and beds == rooms
        ),
        rf"{COUNT} wait to get in\.": lambda people: people == waiting,
    }  # fmt: skip
    yield "no queue that is told is hidden", (waiting > 1) <= ("wait to get in" in s.sentence)
    yield from judged(s, says)


def the_prevention(s):
    """Yield what Budget Lab, part 4, claims at a setting, and whether it is true."""
    levers, answer = s.levers, s.answer
    ahead = (15, 10, 5)[int(levers.horizon)]
    cases = {
        name: [year.cases[place] for year in answer.years[:ahead]]
        for place, name in enumerate(("Low", "Middle", "High"))
    }
    table = {name: cells for name, cells in s.rows.items()}
    spends = levers.invested > 0
    first = {name: next((n for n, one in enumerate(case, 1) if one.net >= 0), 0) for name, case in cases.items()}
    back = {name: next((n for n, one in enumerate(case, 1) if one.so_far >= 0), 0) for name, case in cases.items()}
    down, down_printed = -answer.years[4].cases[1].so_far, -table["5"][5]
    spent_1, year_1 = answer.years[0].spent, table["1"][0]

    def always(name):
        return all(one.net >= 0 for one in cases[name][first[name] - 1 :])

    says = {
        # The headline.
        r"Year (\d+)": lambda year: spends and year == first["Middle"] > 0,
        r"Not in (\d+) years": lambda years: spends and years == ahead and not first["Middle"],
        "Nothing": not spends,
        "middle case first pays its way": spends and first["Middle"] > 0,
        "in the middle case": spends and not first["Middle"],
        "is spent on prevention": not spends,
        # The short sentence.
        r"In the middle case it pays its way from year (\d+)\.": lambda year: (
            year == first["Middle"] > 0 and always("Middle")
        ),
        r"In the middle case it first pays its way in year (\d+), and not in every year after\.": lambda year: (
            year == first["Middle"] > 0 and not always("Middle")
        ),
        r"In the middle case it does not pay its way within (\d+) years\.": lambda years: (
            spends and years == ahead and not first["Middle"]
        ),
        # The sentence.
        r"The board spends ([\d.]+|less than 0\.01)% of its pot on prevention every year, "
        rf"{MONEY} in year 1\.": lambda share, sum_: (
            level(share, levers.invested) and levers.invested > 0
            and sum_ == (year_1 if year_1 > 0 else printed(spent_1, 2)) > 0
        ),
        r"The board spends less than £0\.01m on prevention every year\.": 0 < spent_1 < 0.005,
        r"The board spends nothing on prevention, so nothing changes\.": not spends and not any(
            value for row in table.values() for value in row
        ),
        r"(Low|Middle|High) case:": lambda name: spends,
        r"pays its way from year (\d+);": lambda year: spends,
        r"first pays its way in year (\d+), and not in every year after;": lambda year: spends,
        r"has paid back all it cost by year (\d+)\.": lambda year: spends,
        r"had paid back all it cost by year (\d+), and is down again by year (\d+)\.": lambda year, end: end == ahead,
        r"has not paid back within (\d+) years\.": lambda years: years == ahead,
        r"does not pay its way within (\d+) years\.": lambda years: years == ahead,
        rf"The effect halves every {COUNT} years; what it has taken off costs so far stays\.":
            lambda years: years == levers.half_life > 1,
        r"The effect halves every year; what it has taken off costs so far stays\.": levers.half_life == 1,
        r"Later pounds count for less, by ([\d.]+)% a year\.": lambda share: (
            level(share, levers.discount) and share > 0
        ),
        rf"Of what costs fall by, {SHARE} comes back to the board; the rest stays where they fell\.": lambda share: (
            0 < levers.returned < 100 and level(share, levers.returned)
        ),
        r"What costs fall by stays where they fell: none of it comes back to the board\.": levers.returned == 0,
        r"A council’s term ends with year (\d+)\.": lambda year: year == 5,
        r"The effects are made up: this shows when it would pay, not that it does\.": True,
        # What is spent and comes back each year.
        r"In the middle case it first pays its way in year (\d+), (within|after) the council’s term":
            lambda year, when: year == first["Middle"] > 0 and (year <= 5) == (when == "within"),
        r"In the middle case it does not pay its way in (\d+) years": lambda years: (
            spends and years == ahead and not first["Middle"]
        ),
        "Nothing is spent, and nothing comes back": not spends,
        r"Spent each year \(ink\), and what comes back in three cases, £ million\.": True,
        r"A dot marks the first year it pays its way\.": True,
        r"Lines over (\d+) years\. Spent: ([\d.,]+) million pounds in year 1\.": lambda years, sum_: (
            years == ahead and sum_ == year_1
        ),
        r"(Low|Middle|High) case: first pays its way in year (\d+)\.": lambda name, year: year == first[name] > 0,
        r"(Low|Middle|High) case: never, in this time\.": lambda name: not spends or not first[name],
        r"All values are in the table\.": True,
        # So far.
        rf"When the council’s term ends, the board is {MONEY} down in the middle case": lambda sum_: (
            spends and down > 0 and sum_ > 0
            and (level(sum_, down_printed) if down_printed > 0 else sum_ == printed(down, 2))
        ),
        "When the council’s term ends, the middle case has paid back almost all it cost": 0 < down < 0.005,
        "When the council’s term ends, the middle case has paid back all it cost": spends and down <= 0,
        "Nothing is spent, and nothing is lost": not spends,
        r"What has come back less what has been spent so far, £ million\.": True,
        r"The middle case is back to nothing by year (\d+)\.": lambda year: spends and year == back["Middle"] > 0,
        r"The middle case is not back to nothing in (\d+) years\.": lambda years: (
            spends and years == ahead and not back["Middle"]
        ),
        r"Lines over (\d+) years, from nothing\. At the end:": lambda years: years == ahead,
        r"(low|middle|high) case (−?[\d.,]+),": lambda name, sum_: (
            sum_ == table["As far ahead as you look"][4 + ("low", "middle", "high").index(name)]
        ),
        r"in million pounds\. All values are in the table\.": True,
    }  # fmt: skip
    yield from judged(s, says)

    # The sentence names the case once, and what follows is of that case.
    for name in cases if spends else ():
        kept = cases[name][-1].so_far >= 0
        year, told = first[name], s.sentence.split(f"{name} case: ")[1].split(" case:")[0]
        words = (
            (f"pays its way from year {year};", year > 0 and always(name)),
            (f"first pays its way in year {year}, and not in every year after;", year > 0 and not always(name)),
            (f"has paid back all it cost by year {back[name]}.", year > 0 and back[name] > 0 and kept),
            (f"had paid back all it cost by year {back[name]}, and is down", year > 0 and back[name] > 0 and not kept),
            (f"has not paid back within {ahead} years.", year > 0 and not back[name]),
            (f"does not pay its way within {ahead} years.", not year),
        )
        for text, true in words:
            yield f"of the {name} case: {text[:20]}", (text in told) == true
        if year:
            spent, *comes_back = table[str(year)][:4]
            yield "by the table too", comes_back[("Low", "Middle", "High").index(name)] >= spent
