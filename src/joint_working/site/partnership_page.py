"""One partnership on one side of paper: what is held of it, by the rules and words that the rest of the book uses.

Everything comes from `data/`: law from the dated rules, a place's own rules from `local_rules.csv`, money with its
basis, indicators as the Indicator Reader says them. What is not held stands at the end, in the first person, with whom
to ask. Knows neither Sphinx nor Jupyter; addresses are written as seen from the folder `book/your-partnership`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import count

from joint_working import evidence, explorers
from joint_working.evidence import Authority
from joint_working.explorers import places
from joint_working.explorers.judging_it.indicator_reader import at, indicator_reader, look
from joint_working.explorers.judging_it.indicator_words import said
from joint_working.explorers.money import held
from joint_working.explorers.money.held import Held
from joint_working.explorers.money.own_accounts import own_accounts
from joint_working.explorers.who_decides.accountability_map import accountability_map
from joint_working.explorers.who_decides.decision_tracer import decision_tracer
from joint_working.explorers.who_decides.localities import LISTED, in_words, localities
from joint_working.html import NONE, Content, Html, bullets, el, headings, join, link, row, scrolled, table, trusted
from joint_working.kit.contract import Interactive
from joint_working.kit.frame import source_link
from joint_working.words import capital, listed

from . import citing, registers

BOARD = "body corporate"
#: The four figures every page shows, by their key in `data/measures.csv`.
MEASURES = ("bed-days-18", "readmissions", "intensive-needs-at-home", "carers-supported")
#: Rows of money on a page, the newest first; the others are one link away.
MOST = 9
#: What a page shows of the money: the parts of `held.CORE`, what stands for them, and who met an overspend.
SHOWN = re.compile(
    r"(health|council)_(additional_)?contribution(_\w+)?|total_(budget|funding|expenditure)|funding_gap"
    r"|savings_(planned|identified|required|achieved|not_delivered)|(over|under)spend_outturn(_after_reserves)?"
    r"|deficit_income_over_expenditure|overspend_forecast(_after_reserves)?|reserves_(general|total|used)|set_aside\w*"
)
#: Events that a page keeps however many newer ones there are.
KEPT = ("highland-lead-agency-starts", "highland-council-vote", "clacks-stirling-scheme-review")
#: The order of a year's rows: what was planned, what was expected while it ran, what happened.
BASES = ("plan", "proposal", "offer", "request", "indicative", "budget", "decision", "monitoring", "estimate",
         "forecast", "provisional outturn", "outturn")  # fmt: skip
NOT_STATED = ("", "not stated")
#: One side holds it with narrower margins than the book's.
_PRINTED = el("style", "@page{size:A4;margin:12mm 13mm}")
#: Who is asked for what the council and the health board each pay in, and so on.
ANNUAL_ACCOUNTS, STATEMENT, SCHEME, CLERK = (
    "the annual accounts, or the section 95 officer",
    "the yearly financial statement (section 39)",
    "the integration scheme",
    "the clerk to the board",
)


@dataclass(frozen=True)
class Lab:
    """A lab as a page names it: its name and version in a link, its page in the book, what it is called."""

    name: str
    version: int
    page: str
    title: str


@cache
def parts() -> tuple[Interactive, ...]:
    """Return what a partnership starts besides the explorers."""
    return own_accounts, indicator_reader, accountability_map(), decision_tracer(), localities()


@cache
def labs() -> tuple[Lab, ...]:
    """Return the labs a partnership can start, in the order of the book."""
    versions = {thing.name: thing.version for thing in (*explorers.every(), *parts())}
    pages = (
        ("savings-in-proportion", "1-why-join-up/the-promise", "Savings in proportion"),
        ("board-lab", "2-who-decides/body-corporate", "Board Lab"),
        ("decision-tracer", "2-who-decides/lead-agency", "Decision Tracer"),
        ("accountability-map", "2-who-decides/who-answers-to-whom", "Accountability Map"),
        ("localities", "2-who-decides/planning-together/localities", "Localities"),
        ("commissioning-cycle", "2-who-decides/planning-together", "Commissioning Cycle"),
        ("model-chooser", "2-who-decides/choosing-a-model", "Model Chooser"),
        ("price-between-two-bodies", "3-two-places/highland", "The price between two bodies"),
        ("cash-or-share", "3-two-places/clackmannanshire-and-stirling", "Cash or share"),
        ("budget-lab-pot", "4-money/one-pot", "One pot"),
        ("budget-lab-hospital", "4-money/hospital-money", "Hospital money"),
        ("flow-lab", "4-money/hospital-money/delays", "Flow Lab: delays"),
        ("budget-lab-five-years", "4-money/five-years", "Five years"),
        ("who-pays", "4-money/five-years/in-depth", "Who pays"),
        ("budget-lab-fan", "4-money/five-years/how-sure", "The fan"),
        ("budget-lab-prevention", "4-money/prevention", "Prevention"),
        ("own-accounts", "4-money/your-own-accounts", "Your own accounts"),
        ("indicator-reader", "5-judging-it/has-it-worked", "Indicator Reader"),
        ("what-would-have-happened", "5-judging-it/has-it-worked/in-depth", "What would have happened"),
        ("board-night", "8-for-trainers/board-night", "Board night"),
    )
    return tuple(Lab(name, versions[name], page, title) for name, page, title in pages)


def start(lab: Lab, place: Authority) -> str:
    """Return the address that opens a lab with a partnership chosen."""
    return f"../{lab.page}.html#explorer={lab.name}&v={lab.version}&place={place.code}"


def slug(place: Authority) -> str:
    """Return the name of a partnership's page: "perth-and-kinross"."""
    return re.sub(r"[^a-z]+", "-", place.name.lower()).strip("-")


def in_order() -> list[Authority]:
    """Return the 31 partnerships by name."""
    return sorted(evidence.authorities(), key=lambda place: place.name)


# --- Names, badges and sources -----------------------------------------------------------------------------


def councils(place: Authority) -> list[str]:
    """Return the councils of a partnership by name."""
    return [f"the council of {name}" if name.startswith("Na h") else f"{name} Council" for name in place.councils]


def partners(place: Authority) -> str:
    """Return the councils and the health board of a partnership by name."""
    return listed([*councils(place), health_board(place)])


def health_board(place: Authority) -> str:
    """Return the health board of a partnership by name."""
    return f"NHS {place.health_board}"


#: Stands for the number of a mark until the page is whole.
_NUMBER = "{number}"


def law(key: str, day: date, *more: str) -> Html:
    """Return the mark of rules of one standing, as they stood on a day, without its number; its card leads to them."""
    badges = [citing.rule_badge(evidence.rule(name, as_at=day)) for name in (key, *more)]
    cites = [(badge.cites[0], f"../reference/tables/rules.html#{badge.anchor}") for badge in badges]
    return "\u202f" + citing.mark(_NUMBER, badges[0].standing, badges[0].css, cites)


def numbered(page: Html) -> Html:
    """Return a page whose marks are numbered from 1: each names its number four times."""
    named = count()
    return trusted(re.sub(re.escape(_NUMBER), lambda _: str(next(named) // 4 + 1), page))


def document(rule: evidence.Table | dict) -> Html:
    """Return the standing of a place's own rule in one word and its source, with links to row and source."""
    words, _ = evidence.BADGES[rule["kind"]]
    address = f"../reference/tables/local-rules.html#{registers.anchor('local_rules', rule['key'])}"
    css = citing.css(rule["kind"])
    badge = link(address, citing.WORD.get(words, words), class_=f"jw-badge {css}".strip())
    return join((" ", badge, " ", el("small", source(rule["source"]))))


@cache
def source(key: str) -> Html:
    """Return a source as publisher and year, linked where it has an address."""
    row = evidence.source(key)
    return source_link(row, citing.source_words(row))


def curly(text: str) -> str:
    """Return words of a table with printed apostrophes, and the acronym of a joint board spelled out."""
    return re.sub(r"\bIJB\b", "joint board", text.replace("'", "’"))


def read_on() -> date:
    """Return the day on which a rule was last read: law is told as it stood then."""
    return max(rule.seen for rule in evidence.rules())


def own_rules(place: Authority, *topics: str) -> list[dict]:
    """Return the rows of a place's own rules on some topics, in the order of the table."""
    rows = evidence.select("local_rules", authority_code=place.code)
    return [row for row in rows if row["topic"] in topics]


# --- The page ----------------------------------------------------------------------------------------------


def page(place: Authority) -> Html:
    """Return the whole page of a partnership."""
    day = read_on()
    parts = (
        ("who-sits-and-who-votes", "Who sits, and who votes", _who(place, day)),
        ("whose-turn-in-the-chair", "Whose turn in the chair", _chair(place, day)),
        ("the-money-by-year", "The money, by year", _money(place)),
        ("who-pays-an-overspend", "Who pays an overspend", _overspend(place, day)),
        ("localities", "Localities", _localities(place, day)),
        ("four-figures", "Four figures, and what they do not mean", _figures(place)),
        ("dates", "Dates", _dates(place, day)),
        ("start-a-lab", f"Start a lab from {place.name}", _labs(place)),
        ("what-we-could-not-read", "What we could not read, and whom to ask", _unread(place)),
    )
    head = (
        el("p", "Your partnership", class_="jw-eyebrow"),
        el("h1", place.name),
        el("ul", el("li", f"As at {citing.say_date(day)}"), class_="jw-asat"),
        el("p", lead(place), class_="jw-lead"),
    )
    drawn = (el("section", el("h2", title), inside, id=name) for name, title, inside in parts if inside)
    body = el("div", drawn, class_="jw-place-parts")
    return numbered(el("div", _PRINTED, head, body, class_="jw-place", data_jw_place=place.code))


def lead(place: Authority) -> str:
    """Return the one sentence for a councillor: what this partnership is, of whom, and since when."""
    if place.model != BOARD:
        begun = _row("timeline", "highland-lead-agency-starts")["sort_date"]
        return (
            f"{place.name} has no joint board: under the lead agency model {health_board(place)} leads care for "
            f"adults and {listed(councils(place))} services for children, since {citing.say_date(begun)}."
        )
    return (
        f"{place.name} has an integration joint board, a legal body of its own (body corporate) whose partners are "
        f"{partners(place)}, established on {citing.say_date(place.established)}."
    )


def _row(name: str, key: str) -> dict:
    return next(row for row in evidence.table(name) if row["key"] == key)


def _who(place: Authority, day: date) -> Html:
    return bullets(_committee(place, day) if place.model != BOARD else _members(place, day))


def _members(place: Authority, day: date) -> list[Content]:
    """Return who sits on a joint board: the law by the number of councils, then what is held of this board."""
    votes = evidence.rule("voting-members", as_at=day)
    since = f"since {citing.say_date(votes.valid_from)}"
    nominated = f"Members whom {partners(place)} nominate vote"
    lines: list[Content] = [
        (f"{nominated}; {since} so do members for service users, unpaid carers and the third sector.",
         law("voting-members", day)),
    ]  # fmt: skip
    if len(place.councils) > 1:
        each = int(evidence.rule("nominees-minimum-two-councils", as_at=day).value)
        lines.append((
            f"By law each council nominates at least {in_words(each)} councillors, and the health board as many "
            "members as the councils together.", law("nominees-two-councils-parity", day),
        ))  # fmt: skip
    else:
        each = int(evidence.rule("nominees-minimum-one-council", as_at=day).value)
        lines.append((
            f"By law at least {in_words(each)} from each side, as many from one as from the other: so at least "
            f"{in_words(int(evidence.rule('votes-at-the-least', as_at=day).value))} votes in all.",
            law("votes-at-the-least", day),
        ))  # fmt: skip
    lines += [(curly(rule["what"]), document(rule)) for rule in own_rules(place, "seats", "members")]
    seats = places.seats(place)
    if seats and len(place.councils) == 1:
        least = 2 * seats[0] + 3
        lines.append(f"With one member for each of the three groups that is {least} votes at the least: our sum.")
    lines.append((
        "The chief officer, the finance officer, the chief social work officer, a GP, a nurse, a hospital doctor and "
        "a member for staff sit without a vote.",
        law("required-professional-members", day, "member-staff-side"),
    ))  # fmt: skip
    lines.append(("Half of the voting members make a quorum.", law("quorum", day)))
    lines += [(curly(rule["what"]), document(rule)) for rule in own_rules(place, "decisions", "meetings")]
    return lines


def _committee(place: Authority, day: date) -> list[Content]:
    """Return who sits where each body leads for the other: the two bodies decide, and a committee watches."""
    return [
        (f"{partners(place)}, acting jointly, are the integration authority: each "
         "decides and votes by its own rules.", law("integration-authority-each-leads", day)),
        ("A joint monitoring committee watches and recommends. It cannot direct, set budgets or approve the plan.",
         law("monitoring-committee-limits", day)),
        ("On it sit at least three councillors and three people from the health board, finance officers of both, the "
         "chief social work officer, a GP, a nurse, a hospital doctor, and members for staff, the third sector, "
         "service users and unpaid carers.", law("monitoring-committee-groups", day)),
        ("By our reading everyone on it votes; half of the nominated members make a quorum.",
         law("monitoring-committee-everyone-votes", day)),
    ]  # fmt: skip


def _chair(place: Authority, day: date) -> Html:
    if place.model != BOARD:
        words = "There is no board to chair. The council and the health board together appoint the committee’s chair."
        return el("p", words, law("monitoring-committee-chair", day))
    lines: list[Content] = [(curly(rule["what"]), document(rule)) for rule in own_rules(place, "chair")]
    term = int(evidence.rule("chair-term", as_at=day).value)
    if len(place.councils) > 1:
        lines.append((
            "By law the health board has every second turn, and the two councils share the others.",
            law("chair-turns-two-councils", day),
        ))  # fmt: skip
    else:
        lines.append((
            "By law council and health board take turns to appoint the chair; the other side appoints the vice-chair.",
            law("chair-alternates", day),
        ))  # fmt: skip
    lines.append((f"A turn lasts {in_words(term)} years at most. Nobody has a casting vote.", law("chair-term", day)))
    return bullets(lines)


# --- Money -------------------------------------------------------------------------------------------------


def money(place: Authority) -> list[Held]:
    """Return the rows of money a page shows: the newest, and the last year of what every partnership has.

    Within a year they stand as it went: planned, expected, happened. Nothing is added up or averaged.
    """
    figures = [
        figure for figure in held.held(place.code) if figure.unit == "GBP m" and SHOWN.fullmatch(figure.measure)
    ]
    figures = [figure for figure in figures if re.fullmatch(r"20\d\d/\d\d", figure.year)]
    main = held.of(place.code, (held.MAIN,))[0]
    last = [figure for figure in figures if figure == alike(place, figure)[-1]]
    newest = sorted(last, key=lambda figure: (figure.year, _when(figure.basis)), reverse=True)[: MOST - 1]
    return sorted([*newest, main], key=lambda figure: (-int(figure.year[:4]), _when(figure.basis), figure.what))


def alike(place: Authority, figure: Held) -> list[Held]:
    """Return the figures of one measure, year and basis, in the order in which they were published."""
    told = (figure.measure, figure.year, figure.basis)
    published = [other for other in held.held(place.code) if (other.measure, other.year, other.basis) == told]
    return sorted(published, key=lambda other: evidence.source(other.source).published)


def _when(basis: str) -> int:
    return BASES.index(basis) if basis in BASES else 0


def _money(place: Authority) -> Html:
    every = held.held(place.code)
    body = join(_sum(place, figure) for figure in money(place))
    heads = headings(("Year", "Basis", "What, and who says so", "Sum"), numbers=False)
    drawn = table(None, heads, body, class_="jw-table")
    lab = next(lab for lab in labs() if lab.name == own_accounts.name)
    all_of_them = link(start(lab, place), f"all {len(every)} published figures we hold")
    note = el(
        "p",
        "A budget is what was planned, a forecast what was expected while the year ran, an outturn what happened: "
        "never set one beside another. Sums are in cash and may differ in scope. See ",
        all_of_them, ".", class_="jw-note",
    )  # fmt: skip
    if place.model != BOARD:
        each = "Each body pays the other: the council for adults’ care, the health board for children’s."
        return el("p", each) + scrolled(drawn, "Money by year") + note
    return scrolled(drawn, "Money by year") + note


def _sum(place: Authority, figure: Held) -> Html:
    several = len(alike(place, figure))
    what = curly(capital(figure.what)) + _scope(place, figure) + (f" (the last of {several})" if several > 1 else "")
    cells = (figure.basis, (what, ". ", el("small", source(figure.source))), el("span", figure.text, class_="jw-num"))
    return row(figure.year, cells, numbers=False)


def _scope(place: Authority, figure: Held) -> str:
    """Return whether a sum is gross or net and what it counts, where the table says so."""
    rows = evidence.select(
        "finance_partnerships", authority_code=place.code, measure=figure.measure, period=figure.year
    )
    scope = next((row for row in rows if row["source"] == figure.source and row["value"] == figure.value), {})
    told = [scope.get(name) or "" for name in ("gross_or_net", "scope")]
    told = [curly(words) for words in told if words not in NOT_STATED]
    return f" ({'; '.join(told)})" if told else ""


def _overspend(place: Authority, day: date) -> Html:
    if place.model != BOARD:
        words = (
            "There is no joint board to overspend. Each body pays the other by the method in the scheme. Check your "
            "scheme for who meets a difference."
        )
        return el("p", words, law("payments-to-lead-bodies", day))
    lines: list[Content] = [(curly(rule["what"]), document(rule)) for rule in own_rules(place, "overspend")]
    check = "Check your scheme: by law it says how an overspend is met, and the partners must act by it."
    return bullets([*lines, (check, law("overspend-by-scheme", day))])


# --- The rest ----------------------------------------------------------------------------------------------


def _localities(place: Authority, day: date) -> Html:
    number = capital(in_words(len(place.localities)))
    names = "; ".join(curly(name) for name in place.localities)
    told = f"{number}, as listed {LISTED}: {names}. They may have changed; your plan names today’s."
    if len(place.councils) > 1:
        told += " The two councils’ areas count as one, so one locality in one of them is lawful."
    return el("p", told, law("localities-at-least-two", day))


def _figures(place: Authority) -> Html:
    """Return four indicators in the words of the Indicator Reader, then every caution once."""
    lines, cautions = [], []
    lab = next(lab for lab in labs() if lab.name == indicator_reader.name)
    for measure in MEASURES:
        setting = at(measure=measure, place=place.code)
        spoken = said(look(setting))
        address = f"../{lab.page}.html{indicator_reader.to_link(vars(setting))}"
        cautions += spoken["cautions"]
        lines.append((el("b", link(address, spoken["figure"])), " ", spoken["sentence"]))
    before = el("p", el("b", "Before you quote them. "), " ".join(dict.fromkeys(cautions)), class_="jw-note")
    return bullets(lines) + before


def events(place: Authority) -> list[dict]:
    """Return the newest events held of a partnership alone, the oldest of them first."""
    rows = sorted(
        (event for event in evidence.table("timeline") if event["area"] == place.name),
        key=lambda event: event["sort_date"],
    )
    return [event for event in rows if event["key"] in KEPT or event in rows[-2:]]


def _dates(place: Authority, day: date) -> Html:
    lines: list[Content] = []
    if place.established:
        by = next(row for row in evidence.table("authorities") if row["authority_code"] == place.code)
        lines.append((f"{citing.say_date(place.established)}: the board was established. ",
                      el("small", source(by["established_source"]))))  # fmt: skip
    for event in events(place):
        when = citing.say_date(event["date"])
        lines.append((f"{when}: {_small(curly(event['event']))}. ", el("small", source(event["source"]))))
    votes = evidence.rule("voting-members", as_at=day)
    if place.model == BOARD:
        lines.append((f"{citing.say_date(votes.valid_from)}: more members vote.", law("voting-members", day)))
        lines.append(("31 March: the financial year ends.", law("financial-year-end", day)))
    lines.append(("By the end of July: the yearly performance report.", law("performance-report", day)))
    who = f"{listed(councils(place))} and {health_board(place)}" if len(place.councils) == 1 else "the partners"
    lines.append((f"Every five years at most: {who} review the scheme.", law("scheme-review", day)))
    return bullets(lines)


def _small(text: str) -> str:
    """Return an event as it stands after a colon: an article or a pronoun at its start begins small."""
    return re.sub(r"^(The|A|An)\b", lambda match: match[0].lower(), text)


def _labs(place: Authority) -> Html:
    """Return a link into every lab: those that start from something held of the place, then those that do not."""
    own = {"own-accounts", "indicator-reader", "localities"}
    moved = {lab.name for lab in labs() if places.starts(lab.name).get(place.code, ({}, ""))[0]} - own
    about = (
        ("On its own figures", [lab for lab in labs() if lab.name in own]),
        ("From what we hold of it", [lab for lab in labs() if lab.name in moved]),
        ("As usual, since nothing we hold of it starts them", [lab for lab in labs() if lab.name not in own | moved]),
    )
    lines = [
        (f"{words}: ", join((link(start(lab, place), lab.title) for lab in group), ", "), ".")
        for words, group in about
        if group
    ]
    return bullets(lines)


def unread(place: Authority) -> list[tuple[str, str]]:
    """Return what could not be read of a partnership, and whom or where to ask."""
    board = place.model == BOARD
    asked = []
    gaps = [words for words in held.gaps(place.code) if words != "the set-aside"]
    if gaps:
        asked.append((f"a whole sum for {listed(gaps, 'or')}", ANNUAL_ACCOUNTS if board else "the accounts of both"))
    if not any(figure.measure.startswith("set_aside") for figure in held.held(place.code)):
        asked.append(("the amount for large hospitals (the set-aside)", STATEMENT))
    if board and not own_rules(place, "seats"):
        asked.append(("how many each side nominates", SCHEME))
    if board:
        asked.append(("whose turn it is in the chair now", CLERK))
    if not own_rules(place, "overspend"):
        asked.append(("who pays an overspend" if board else "who meets a difference in cost", SCHEME))
    if board:
        asked.append(("its standing orders, and so what follows a tie", CLERK))
    else:
        asked.append(("who sits on its monitoring committee, and who chairs it", "the clerks to the two bodies"))
    if not own_rules(place, "directions"):
        asked.append(("the directions in force", CLERK if board else "the clerks to the two bodies"))
    return asked


def _unread(place: Authority) -> Html:
    rows = join(row(capital(what), [capital(whom)], numbers=False) for what, whom in unread(place))
    heads = headings(("We could not read", "Ask for, or ask"), numbers=False)
    return scrolled(table(None, heads, rows), "What we could not read") + _looked(place)


def _log() -> Iterable[Mapping]:
    return evidence.table("money_log") if "money_log" in evidence.tables() else ()


def _looked(place: Authority) -> Html:
    """Return how far we looked for the money, from the log of the search, where there is one."""
    rows = [search for search in _log() if search["partnership"] == place.name]
    missed = [search for search in rows if (search["found"] or "nothing") == "nothing"]
    if not missed:
        return NONE
    years = listed(sorted({str(search["year"]) for search in missed}))
    days = sorted(str(search["looked_on"]) for search in missed)
    sentence = f"We looked again for budgets, outturns and reserves of {years} and found nothing more, last on "
    return el("p", f"{sentence}{citing.say_date(days[-1])}.", class_="jw-note")


# --- The list of all ---------------------------------------------------------------------------------------


def chooser(folder: str) -> Html:
    """Return the choice of a partnership: a select, and without JavaScript a list. `folder` leads to the pages."""
    addresses = [(f"{folder}{slug(place)}.html", place.name) for place in in_order()]
    pick = el(
        "select",
        (el("option", name, value=address) for address, name in addresses),
        id="jw-place-choice",
        autocomplete="off",
    )
    form = el(
        "form", el("label", "Where do you serve?", for_="jw-place-choice"), pick,
        el("button", "Open its page", type="submit", class_="jw-button"), class_="jw-choice", data_jw_js=True,
        hidden=True,
    )  # fmt: skip
    links = bullets((link(address, name) for address, name in addresses), class_="jw-place-list")
    plain = el("details", el("summary", "Where do you serve? All 31 partnerships"), links, data_jw_nojs=True)
    return el("div", form, plain, class_="jw-places", data_jw_part="places")


def listing(folder: str = "") -> Html:
    """Return all partnerships: the tile map of the 32 councils, each tile a link, and the list by name."""
    by_council = {code: place for place in evidence.authorities() for code in place.council_codes}
    tiles = []
    for council in sorted(evidence.table("tile_grid"), key=lambda council: council["council_name"]):
        place = by_council[council["council_code"]]
        words = (el("b", council["label"], aria_hidden="true"), el("span", council["council_name"], class_="jw-vh"))
        tiles.append(
            el("li", link(f"{folder}{slug(place)}.html", words, title=place.name), class_="jw-step-1",
               style=f"grid-area:{council['row']}/{council['col']}")
        )  # fmt: skip
    map_ = scrolled(el("ul", tiles, class_="jw-tiles jw-tile-links"), "Tile map of the 32 councils")
    rows = join(row(_named(place, folder), (_kind(place), place.health_board), numbers=False) for place in in_order())
    heads = headings(("Partnership", "Model", "Health board"), numbers=False)
    note = el("p", "One tile a council, placed roughly. Two of them lead to one page.", class_="jw-source")
    return map_ + note + scrolled(table("The 31 partnerships", heads, rows), "The 31 partnerships")


def _named(place: Authority, folder: str) -> Html:
    return link(f"{folder}{slug(place)}.html", place.name)


def _kind(place: Authority) -> str:
    return "joint board" if place.model == BOARD else "lead agency"
