"""Lays out the workshop's sheets as HTML: the same for the book's pages and for the printed pack.

A sheet's headings start at the third level: a page of the book, or the pack, puts the sheet's title above them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape

from joint_working import evidence
from joint_working.explorers.for_trainers.night import VOTING
from joint_working.explorers.parts._html import Part, body_text
from joint_working.explorers.who_decides.decision_tracer import BASES, BODY_CORPORATE, STEPS, lane, source_name
from joint_working.explorers.words import amount, fill_slot
from joint_working.workshop import content

#: Groups of the role cards: their words, and what they say of the vote on each board.
GROUPS = {
    "council": "nominated by the council",
    "health_board": "nominated by the health board",
    "representatives": "a representative",
    "officer": "an officer",
}
#: The two decisions of the swim lanes.
LANES = ("set-the-budget", "close-a-ward")
#: Who holds a sheet: players' sheets are in large print.
PLAYER, FACILITATOR = "player", "facilitator"


@dataclass(frozen=True)
class Sheet(Part):
    """One sheet of the pack: who holds it, how many to print for two boards of ten, and its HTML."""

    name: str
    title: str
    holder: str
    copies: str
    make: Callable[[], str]

    def html(self) -> str:
        """Return the sheet for a page of the book."""
        return f'<div class="jw-sheet" id="sheet-{self.name}">{self.make()}</div>'

    def text(self) -> str:
        """Return the sheet's words, a line for each block."""
        return body_text(self.make())


def _typeset(text: str) -> str:
    """Return a text escaped, with printed apostrophes and each row of underscores as a blank to write on."""
    blank = '<span class="jw-blank"></span>'
    return re.sub("_{4,}", blank, escape(text.replace("'", "’"), quote=False)).replace("   ", "\u00a0\u00a0 ")


def _list(texts: Iterable[str], tag: str = "ul") -> str:
    return f"<{tag}>" + "".join(f"<li>{_typeset(text)}</li>" for text in texts) + f"</{tag}>"


def _table(caption: str, head: Iterable[str], body: Iterable[Iterable[str]], numbers: bool = False) -> str:
    """Return a table. The first cell of a row is its heading; cells are HTML."""
    n = ' class="n"' if numbers else ""
    first, *others = head
    heads = f'<th scope="col">{first}</th>' + "".join(f'<th scope="col"{n}>{cell}</th>' for cell in others)
    lines = ""
    for name, *cells in body:
        lines += f'<tr><th scope="row">{name}</th>{"".join(f"<td{n}>{cell}</td>" for cell in cells)}</tr>'
    return (
        f'<div class="jw-scroll" tabindex="0" role="group" aria-label="{escape(caption)}"><table class="jw-table">'
        f"<caption>{caption}</caption><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def _lines(number: int) -> str:
    return '<div class="jw-lines" aria-hidden="true">' + "<p>\u00a0</p>" * number + "</div>"


# --- For the facilitator -----------------------------------------------------------------------------------


def clock(start: int, length: int) -> str:
    """Return the minutes of a part: 25–42."""
    return f"{start}–{start + length}"


def agenda_table(name: str) -> str:
    """Return an agenda as a table: minutes, what, material."""
    steps = content.agenda(name)
    return _table(
        f"{content.AGENDAS[name]}: what happens when",
        ("Minutes", "What", "Minutes long", "From the pack"),
        (
            (clock(s.start, s.minutes), _typeset(s.title), str(s.minutes), _typeset(s.material or "Nothing"))
            for s in steps
        ),
    )


def script(name: str) -> str:
    """Return an agenda as a script: what to do, what to say, what people may answer."""
    made = ""
    for step in content.agenda(name):
        made += f"<h3>{clock(step.start, step.minutes)} · {_typeset(step.title)}</h3>"
        made += f"<p><b>Do</b></p>{_list(step.do)}<p><b>Say</b></p>{_list(f'“{line}”' for line in step.say)}"
        made += f"<p><b>Likely answers</b></p>{_list(step.likely)}" if step.likely else ""
    return made


def room() -> str:
    """Return what the room needs, and what the facilitator should know of the made-up board."""
    return _list(line.text for line in content.lines("room"))


def shock_key() -> str:
    """Return, for each shock card, what it does to the money if nothing is voted, and the pattern it mirrors."""
    usual = [content.sum_of("option", "usual", "over", year) for year in (1, 3)]
    made = (
        f"<p>Without a card, and with no option carried, the board is {usual[0]} over budget in year 1 and {usual[1]} "
        "in year 3. What a card does to the money is made up; the pattern is published.</p>"
    )
    for row in content.rows("workshop_shocks"):
        sums = [content.sum_of("shock", row["key"], "over", year) for year in (1, 3)]
        money = f"{sums[0]} over in year 1, {sums[1]} in year 3." if sums != usual else "No change to the money."
        keys = [row["source"], *evidence.parted(row["also"])]
        named = [f"{evidence.source(key).title} ({evidence.source(key).publisher})" for key in keys]
        cited = "; ".join(f"{name}, {place}" for name, place in zip(named, row["locator"].split("; "), strict=True))
        conduct = f" {row['conduct']}" if row["conduct"] else ""
        made += (
            f"<h3>Card {row['order']}: {_typeset(row['title'])}</h3><p>{money}{_typeset(conduct)}</p>"
            f"<p>{_typeset(row['pattern'])}</p><p><small>Source: {_typeset(cited)}. Seen "
            f"{content.in_words(row['seen'])}.</small></p>"
        )
    return made


def poll_answers() -> str:
    """Return the poll's answers and reasons."""
    made = ""
    for row in content.rows("workshop_polls"):
        right = row["answers"].split("|")[row["right"] - 1]
        made += f"<li><b>{_typeset(right)}.</b> {_typeset(row['why'])}</li>"
    return f"<ol>{made}</ol>"


def direction_example() -> str:
    """Return a made-up direction that answers all six checks."""
    found = {row["field"]: row["text"] for row in evidence.select("direction_examples", example="complete")}
    rows = ((_typeset(c["label"].capitalize()), _typeset(found[c["field"]])) for c in _checks())
    return _table("A made-up direction that answers all six checks", ("Part", "What it says"), rows)


# --- For players -------------------------------------------------------------------------------------------


def poll_card() -> str:
    """Return the poll card: three questions, answered before and after."""
    made = "<p>Mark one answer before, and one after. Nobody collects your name.</p>"
    for row in content.rows("workshop_polls"):
        body = ((_typeset(answer), "", "") for answer in row["answers"].split("|"))
        made += f"<h3>{row['order']}. {_typeset(row['question'])}</h3>"
        made += _table(f"Question {row['order']}", ("Answer", "Before", "After"), body).replace(
            "<td></td>", '<td><span class="jw-box"></span></td>'
        )
    return made + "<h3>One question for my next meeting</h3>" + _lines(2)


def ground_rules() -> str:
    """Return the ground rules."""
    return _list((line.text for line in content.lines("ground-rules")), "ol")


def swim_lanes() -> str:
    """Return two decisions step by step, under a joint board, from the Decision Tracer."""
    known = {row["key"]: row for row in evidence.table("decisions")}
    made = "<p>Mark who decides, who pays, and who could stop it. The words in brackets say what a step rests on.</p>"
    for key in LANES:
        traced = lane(key, BODY_CORPORATE)
        steps = []
        for step in traced.steps:
            cited = ", ".join(dict.fromkeys(source_name(found) for found, _ in step.cited))
            ground = BASES[step.basis][0] + (f": {cited}" if cited else "")
            who = "no text we read says" if step.basis == "not found" else step.who
            words = f"<b>{STEPS[step.step]}</b>: {_typeset(who)} <small>({_typeset(ground)})</small>"
            steps.append(f"<li>{words}</li>")
        made += f"<h3>{_typeset(str(known[key]['decision']))}</h3><ol>{''.join(steps)}</ol>"
    return made


def vote_words(group: str, board: str) -> str:
    """Return what a role card says of the vote on a board, "a" or "b". The law of that day decides."""
    votes = content.night().representatives_vote["ab".index(board)]
    if group == "officer" or (group == "representatives" and not votes):
        return "you speak, and have no vote"
    return "you have a vote"


def role_card(row: dict, boards: str) -> str:
    """Return one role card, for one board ("a" or "b") or for both ("ab")."""
    said = " · ".join(f"Board {board.upper()}: {vote_words(row['group'], board)}" for board in boards)
    return (
        f'<article class="jw-role of-{row["group"].replace("_", "-")}"><h3>{_typeset(row["title"])}</h3>'
        f'<p class="jw-vote"><span class="jw-mark" aria-hidden="true"></span>{said}. You are {GROUPS[row["group"]]}.'
        f"</p><p><b>You want</b></p>{_list(row['wants'].split('|'))}<p><b>You must</b></p>"
        f'{_list(row["must"].split("|"))}<div class="jw-private"><p><b>Only you know</b></p>'
        f"<p>{_typeset(row['knows'])}</p></div></article>"
    )


def role_cards(boards: str = "ab", together: bool = True) -> str:
    """Return the ten role cards; with `together` False, ten for each board in turn."""
    kinds = [boards] if together else list(boards)
    cards = "".join(role_card(row, kind) for kind in kinds for row in content.rows("workshop_roles"))
    return f'<div class="jw-roles">{cards}</div>'


def paper_1() -> str:
    """Return the finance report: what is missing, what closes it, and five years if nothing else is decided."""
    lived = content.plan_of("option", "usual")
    years = range(1, len(lived.years) + 1)

    def row(label: str, *values: float):
        return (label, *(fill_slot(amount(value)) for value in values))

    table = _table(
        "If nothing else is decided, £ million (illustrative)",
        ("£ million", *(f"Year {year}" for year in years)),
        (
            row("Payments", *(y.pot for y in lived.years)),
            row("Cost of carrying on", *(y.cost for y in lived.years)),
            row("Savings that last", *(y.recurring for y in lived.years)),
            row("One-off savings", *(y.one_off for y in lived.years)),
            row("Gap before reserves", *(y.overspend + y.drawn for y in lived.years)),
            row("From reserves", *(y.drawn for y in lived.years)),
            row("<b>Over budget</b>", *(y.overspend for y in lived.years)),
        ),
        numbers=True,
    )
    return _headed("paper-1") + table


def paper_2() -> str:
    """Return the paper for decision: four options, what each costs in year 1 and what comes back by year 3."""
    options = content.rows("workshop_options")
    body = [("The plan as it stands", *_told("usual"))]
    body += [(_typeset(row["title"]), *_told(row["key"])) for row in options]
    table = _table(
        "What each option does, £ million (illustrative)",
        ("Option", "Year 1: saved", "Year 1: reserves used", "Year 1: over", "Year 3: over", "Year 5: over",
         "Reserves left", "Debt left"),
        body,
        numbers=True,
    )  # fmt: skip
    told = ""
    for row in options:
        told += (
            f"<h3>Option {row['order']}: {_typeset(row['title'])}</h3><p>{_typeset(row['plain'])}</p>"
            f"<p><b>For people.</b> {_typeset(row['people'])}</p><p><b>A supporter says:</b> "
            f"{_typeset(row['supporters'])}</p><p><b>A critic says:</b> {_typeset(row['critics'])}</p>"
        )
    return _headed("paper-2") + table + told


def _told(key: str) -> tuple[str, ...]:
    lived = content.plan_of("option", key)
    first, third, last = (lived.years[year] for year in (0, 2, 4))
    sums = (first.recurring + first.one_off, first.drawn, first.overspend, third.overspend, last.overspend,
            last.reserves, lived.shares[-1].carried)  # fmt: skip
    return tuple(fill_slot(amount(value)) for value in sums)


def _headed(name: str) -> str:
    return "".join(f"<p><b>{_typeset(l.more)}.</b> {_typeset(l.text)}</p>" for l in content.lines(name))  # noqa: E741


def _checks() -> list:
    return sorted(evidence.table("direction_checks"), key=lambda row: row["order"])


def direction_form() -> str:
    """Return the direction form: one box for each of the six checks."""
    boxes = "".join(
        f"<h3>{row['order']}. {_typeset(row['label'].capitalize())}</h3><p>{_typeset(row['question'])}</p>{_lines(2)}"
        for row in _checks()
    )
    return f'<p>Board: <span class="jw-blank"></span> directs: <span class="jw-blank"></span></p>{boxes}'


def shock_cards() -> str:
    """Return the twelve shock cards."""
    cards = "".join(
        f'<article class="jw-shock"><h3>{row["order"]}. {_typeset(row["title"])}</h3><p>{_typeset(row["happens"])}</p>'
        f"<p><b>{_typeset(row['question'])}</b></p></article>"
        for row in content.rows("workshop_shocks")
    )
    return f'<div class="jw-roles">{cards}</div>'


def vote_sheet() -> str:
    """Return the vote sheet: who is there, interests, motion, amendment, vote, and the count of each group."""
    steps = "".join(
        f"<li><b>{_typeset(line.text)}</b><br>{_typeset(line.more)}</li>" for line in content.lines("vote-sheet")
    )
    blank = '<span class="jw-blank"></span>'
    body = ((group, blank, blank, blank) for group in VOTING)
    return (
        f'<p>Board: <span class="jw-blank"></span></p><ol>{steps}</ol>'
        + _table("Vote on the motion: count of each group", ("Group", "For", "Against", "Abstain"), body)
        + "<p>Representatives vote on Board B only. On Board A, write what they said.</p>"
        "<p><b>Result:</b> carried / lost / tied / no quorum</p>"
    )


def debrief() -> str:
    """Return the debrief sheet: questions in order, with room to write."""
    return "".join(
        f"<h3>{number}. {_typeset(line.text)}</h3><p>{_typeset(line.more)}</p>{_lines(2)}"
        for number, line in enumerate(content.lines("debrief"), start=1)
    )


def evaluation() -> str:
    """Return the evaluation form."""
    asked = content.lines("evaluation")
    answers = asked[0].more.split(" | ")
    box = '<span class="jw-box"></span>'
    body = ((_typeset(line.text), *[box] * len(answers)) for line in asked)
    opened = "".join(f"<h3>{_typeset(line.text)}</h3>{_lines(2)}" for line in content.lines("evaluation-open"))
    return _table("Tick one box in each line", ("What I say now", *answers), body) + opened


def handout() -> str:
    """Return where to read on, by the titles of the book's pages."""
    rows = ((_typeset(line.text), _typeset(line.more)) for line in content.lines("handout"))
    return _table("Where to read on in the book", ("About", "Where"), rows) + "<h3>My notes</h3>" + _lines(5)


def accessibility() -> str:
    """Return the accessibility notes."""
    return _list(line.text for line in content.lines("accessibility"))


def licence() -> str:
    """Return the licence page."""
    return _list(line.text for line in content.lines("licence"))


#: Every sheet of the pack, in the order of printing.
SHEETS = (
    Sheet("room", "The room, and before the day", FACILITATOR, "1", room),
    Sheet("agenda", "The 90 minutes at a glance", FACILITATOR, "1", lambda: agenda_table("ninety")),
    Sheet("script", "Script for 90 minutes", FACILITATOR, "1", lambda: script("ninety")),
    Sheet("poll-answers", "Poll: answers and reasons", FACILITATOR, "1", poll_answers),
    Sheet("direction-example", "One direction that answers all six checks", FACILITATOR, "1", direction_example),
    Sheet("shock-key", "Shock cards: the money, the pattern, the source", FACILITATOR, "1", shock_key),
    Sheet("forty-five", "45 minutes: agenda and script", FACILITATOR, "1",
          lambda: agenda_table("forty-five") + script("forty-five")),
    Sheet("half-day", "Half a day: agenda and script", FACILITATOR, "1",
          lambda: agenda_table("half-day") + script("half-day")),
    Sheet("ground-rules", "Ground rules", PLAYER, "1 for each table", ground_rules),
    Sheet("poll-card", "Poll card", PLAYER, "1 for each person", poll_card),
    Sheet("swim-lanes", "Who decides? Two decisions", PLAYER, "1 for two people", swim_lanes),
    Sheet("role-cards", "Role cards", PLAYER, "1 set: ten for each board", lambda: role_cards("ab", together=False)),
    Sheet("paper-1", "Paper 1: what is missing from the budget", PLAYER, "1 for each person", paper_1),
    Sheet("paper-2", "Paper 2: four options, for decision", PLAYER, "1 for each person", paper_2),
    Sheet("direction-form", "Direction form", PLAYER, "1 for each board", direction_form),
    Sheet("shock-cards", "Shock cards", PLAYER, "1 set", shock_cards),
    Sheet("vote-sheet", "Vote sheet", PLAYER, "1 for each board", vote_sheet),
    Sheet("debrief", "Debrief sheet", PLAYER, "1 for each person", debrief),
    Sheet("evaluation", "Evaluation", PLAYER, "1 for each person", evaluation),
    Sheet("handout", "Read on", PLAYER, "1 for each person", handout),
    Sheet("accessibility", "Accessibility notes", FACILITATOR, "1", accessibility),
    Sheet("licence", "Licence, and what is made up", FACILITATOR, "1", licence),
)  # fmt: skip


def sheet(name: str) -> Sheet:
    """Return one sheet by name. Raises KeyError for a name that is not in SHEETS."""
    return {found.name: found for found in SHEETS}[name]


def contents() -> str:
    """Return the list of sheets: who holds each, and how many to print for two boards of ten."""
    return _table(
        "What is in the pack, and how many to print for two boards of ten",
        ("Sheet", "For", "Print"),
        ((_typeset(one.title), one.holder, one.copies) for one in SHEETS),
    )
