"""Lays out the workshop's sheets as HTML: the same for the book's pages and for the printed pack.

A sheet's headings start at the third level: a page of the book, or the pack, puts the sheet's title above them. A page
of the book folds each sheet under its title.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from html import escape

import altair as alt

from joint_working import evidence
from joint_working.explorers.for_trainers.night import VOTING
from joint_working.explorers.who_decides.decision_tracer import BASES, BODY_CORPORATE, STEPS, lane, source_name
from joint_working.kit import pictures, theme
from joint_working.kit.contract import Part, body_text
from joint_working.words import amount, fill_slot
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
BLANK, WIDE_BLANK, BOX = (f'<span class="jw-{name}"></span>' for name in ("blank", "blank wide", "box"))
#: Who holds a sheet: players' sheets are in large print.
PLAYER, FACILITATOR = "player", "facilitator"


@dataclass(frozen=True)
class Sheet:
    """One sheet of the pack: who holds it, its HTML, and how many to print.

    `copies` says it in words, `number` is how many twenty people on two boards need for the 90 minutes.
    """

    name: str
    title: str
    holder: str
    copies: str
    number: int
    make: Callable[[], str]

    def text(self) -> str:
        """Return the sheet's words, a line for each block."""
        return body_text(self.make())


@dataclass(frozen=True)
class Shown(Part):
    """Sheets on a page of the book: each folded under its title, or open."""

    sheets: tuple[Sheet, ...]
    folded: bool

    def html(self) -> str:
        """Return the sheets for a page of the book. A link to `#sheet-NAME` opens the sheet that holds it."""
        if not self.folded:
            return "".join(f'<div class="jw-sheet" id="sheet-{s.name}">{s.make()}</div>' for s in self.sheets)
        return "".join(
            f'<details class="jw-sheet"><summary>{_typeset(s.title)}</summary>'
            f'<div id="sheet-{s.name}">{s.make()}</div></details>'
            for s in self.sheets
        )

    def text(self) -> str:
        """Return the sheets' titles and words, a line for each block."""
        return "\n\n".join(f"{s.title}\n{s.text()}" for s in self.sheets)


def _typeset(text: str) -> str:
    """Return a text escaped, with printed apostrophes and rows of underscores as blanks: four a word, more a line."""
    text = escape(text.replace("'", "’"), quote=False).replace("   ", "\u00a0\u00a0 ")
    return re.sub("_{4,}", lambda row: BLANK if len(row[0]) == 4 else WIDE_BLANK, text)


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
    return _table(
        f"{content.AGENDAS[name]}: what happens when",
        ("Minutes", "What", "From the pack"),
        (
            (clock(s.start, s.minutes), _typeset(s.title), _typeset(s.material or "Nothing"))
            for s in content.agenda(name)
        ),
    )


def script(name: str) -> str:
    """Return an agenda as a script: what to do, what to say, what people may answer."""
    made = ""
    for step in content.agenda(name):
        needs = f"<p><b>From the pack:</b> {_typeset(step.material)}.</p>" if step.material else ""
        when = clock(step.start, step.minutes)
        likely = f'<div class="jw-step"><h4>Likely answers, {when}</h4>{_list(step.likely)}</div>'
        made += (
            f'<div class="jw-step"><h3>{when} · {_typeset(step.title)}</h3>{needs}'
            f"<h4>Do</h4>{_list(step.do)}<h4>Say</h4>{_list(f'“{line}”' for line in step.say)}</div>"
            f"{likely if step.likely else ''}"
        )
    return made


def room() -> str:
    """Return what the room needs, and which page of the book does on a screen what a sheet does on paper."""
    tools = []
    for line in content.lines("tools"):
        page, paper = line.more.split("|")
        tools.append((_typeset(line.text), _typeset(page), _typeset(paper)))
    return (
        _list(line.text for line in content.lines("room"))
        + "<p>The book is a folder that works without a network: open START HERE in it, or the book’s site.</p>"
        + _table("On a screen, or on paper", ("What", "Page of the book", "On paper"), tools)
    )


def people() -> str:
    """Return how six to thirty people play: boards, roles to leave out, observers, and the quorum of small boards."""
    made: list[content.Room] = [content.room_for(number) for number in range(6, 31)]
    body = []
    for number in (*range(6, 11), 15, *range(16, 21), 29, 30):
        found = content.room_for(number)
        first = min(r.people for r in made if (r.boards, r.players, r.observers > 0) == (
            found.boards, found.players, found.observers > 0))  # fmt: skip
        out = content.LEFT_OUT[found.players]
        body.append((
            f"{first} to {number}" if first < number else str(number),
            f"{found.boards} of {found.players}",
            ", ".join(map(str, out)) or "none",
            "none" if not found.observers else "the rest" if first < number else str(found.observers),
        ))  # fmt: skip
    return (
        _table("Boards, roles and observers", ("People", "Boards", "Roles left out", "Observers"), body)
        + _list(line.text for line in content.lines("people"))
        + "".join(f"<p><b>Quorum of Board {board.upper()} (half, by law):</b> {quorums(board)}</p>" for board in "ab")
    )


def quorums(board: str) -> str:
    """Return how many members of a board must be there for the quorum, with roles left out as well."""
    told = []
    for left_out, players in enumerate(("nine or ten", "seven or eight", "six")):
        voters, needed = content.votes(board, left_out)
        told.append(f"{needed} of {voters} on a board of {players}")
    return "; ".join(told) + "."


def fast_forward() -> str:
    """Return every card with every option, and with the plan as it stands: years 1, 3 and 5, cash and debt."""
    made = (
        "<p>Find the card that was drawn, and for each board the row of what it carried. Cover the later years and "
        "read them in steps. Sums are £ million over budget, and made up. “Asked” is the cash asked of both partners "
        "together over five years. Under the recovery plan that is nothing, and a later year holds all the debt so "
        "far. Its plans find the share of the debt that they deliver of their savings.</p>"
        + "".join(f"<p>{_typeset(line.text)}</p>" for line in content.lines("card-words"))
        + _rounding()
    )
    still = _still()
    made += _fast_table(f"No card, or {_cards(still)}", "The money is as the papers say.", None)
    for row in content.rows("workshop_shocks"):
        if row not in still:
            does = "; ".join(content.moves(row["key"])) + ". Whatever was voted."
            made += _fast_table(f"Card {row['order']}: {row['title']}", does, row["key"])
    return made


def _still() -> list[dict]:
    """Return the cards that leave the money alone."""
    return [row for row in content.rows("workshop_shocks") if not content.moves(row["key"])]


def _cards(rows: list[dict]) -> str:
    return "card " + " or ".join(f"{row['order']}" for row in rows)


def _found(shock: str | None = None) -> str:
    """Return what the later plans of a recovery plan find of its debt, under a card."""
    share = content.shown("delivery", content.levers_of("recovery", shock))
    return (
        f"Option 4 finds {share} of the debt a year: {content.sum_of('found', 5, 'recovery', shock)} in years "
        "2 to 5, on top of its savings."
    )


def _fast_table(title: str, does: str, shock: str | None) -> str:
    heads = ("Carried", "Year 1", "Year 3", "Year 5", "Asked", "Debt")
    body = []
    for name, key in _choices():
        sums = [("over", 1), ("over", 3), ("over", 5), ("paid", 5), ("debt", 5)]
        body.append((name, *(_amount(what, year, key, shock) for what, year in sums)))
    table = _table(f"Over budget, £ million: {_typeset(title)}", heads, body, numbers=True)
    return f'<div class="jw-step"><h3>{_typeset(title)}</h3><p>{_typeset(does)} {_found(shock)}</p>{table}</div>'


def _choices() -> list[tuple[str, str]]:
    """Return the names and keys of all that a board may live with: the plan as it stands, and each option."""
    options = [(f"{row['order']}. {_typeset(row['title'])}", row["key"]) for row in content.rows("workshop_options")]
    return [("The plan as it stands", content.USUAL), *options]


def _amount(what: str, year: int, key: str, shock: str | None = None) -> str:
    return fill_slot(amount(content.SUMS[what](content.plan_of(key, shock), year - 1)))


def _rounding() -> str:
    return "".join(f"<p>{_typeset(line.text)}</p>" for line in content.lines("rounding"))


#: What the options are compared on: words for the least and the most of it, the sum, and whether less is better.
COMPARED: tuple[tuple[str, str, str, str, int, bool], ...] = (
    ("Saved in year 1", "least saved in year 1", "most saved in year 1", "saved", 1, False),
    ("Over budget in year 1", "least over in year 1", "most over in year 1", "over", 1, True),
    ("Over budget in year 3", "least over in year 3", "most over in year 3", "over", 3, True),
    ("Over budget in year 5", "least over in year 5", "most over in year 5", "over", 5, True),
    ("Asked of the partners over five years", "least asked of the partners", "most asked of the partners", "paid", 5,
     True),
    ("Reserves left after year 5", "least left in reserves", "most left in reserves", "reserves", 5, False),
    ("Debt left after year 5", "least debt left", "most debt left", "debt", 5, True),
)  # fmt: skip


def _ends(what: str, year: int) -> list[tuple[list[str], float]]:
    """Return the keys at the least and at the most of a sum, and that sum, with no card drawn.

    A later year that holds the debt so far is not set against years that stand alone.
    """
    sums = {
        key: content.SUMS[what](content.plan_of(key), year - 1)
        for _, key in _choices()
        if not (what == "over" and year > 1 and content.SUMS["debt"](content.plan_of(key), year - 1))
    }
    ends = (min(sums.values()), max(sums.values()))
    return [([key for key, value in sums.items() if abs(value - end) < 0.05], end) for end in ends]


def stands_out(key: str) -> tuple[list[str], list[str]]:
    """Return what an option alone does best and what it alone does worst, in words, with no card drawn."""
    better, worse = [], []
    for _, least, most, what, year, less in COMPARED:
        for (keys, _), words, good in zip(_ends(what, year), (least, most), (less, not less), strict=True):
            if keys == [key]:
                (better if good else worse).append(words)
    return better, worse


def numbers() -> str:
    """Return what the sums say of all the options at once, early and late, and what they leave out."""
    names = {key: f"option {number}" if number else "the plan" for number, (_, key) in enumerate(_choices())}
    body = []
    for label, _, _, what, year, _ in COMPARED:
        ends = [
            f"{fill_slot(amount(end))}: " + (", ".join(names[key] for key in keys) if len(keys) < 4 else "all others")
            for keys, end in _ends(what, year)
        ]
        body.append((label, *ends))
    made = ""
    for name, key in _choices():
        better, worse = stands_out(key)
        said = [("Ahead of the others:", better), ("Behind them:", worse)]
        told = " ".join(f"{word} {'; '.join(words)}." for word, words in said if words)
        sums = (content.sum_of("over", 1, key), content.sum_of("over", 5, key), content.sum_of("paid", 5, key))
        made += (
            f"<li><b>{name}:</b> {sums[0]} over budget in year 1, {sums[1]} in year 5; {sums[2]} asked of the "
            f"partners. {_found() + ' ' if key == 'recovery' else ''}"
            f"{told or 'On no line above is it alone at the least or at the most.'}</li>"
        )
    lost = "".join(
        f"<li><b>{row['order']}. {_typeset(row['title'])}.</b> {_typeset(row['people'])}</li>"
        for row in content.rows("workshop_options")
    )
    return (
        f"<p>These sums hold with no card, or {_cards(_still())}. After any other, read its table. Read all of "
        "this, or none. No option is best on everything; the sums do not say what matters.</p>"
        + _table(
            "£ million (illustrative). Option 4’s years 3 and 5 hold its debt so far, and are left out",
            ("What", "Least", "Most"),
            body,
        )
        + f"<h3>Each option, early and late</h3><ul>{made}</ul>"
        + f"<h3>What the sums leave out</h3><ul>{lost}</ul>"
    )


def shock_key() -> str:
    """Return, for each shock card, what changes at the table, the pattern it mirrors and its source."""
    made = (
        "<p>The sources name places. Do not read this sheet out before the debrief. What a card does to the money is "
        "in the fast-forward tables, and is made up; the pattern is published.</p>"
    )
    for row in content.rows("workshop_shocks"):
        keys = [row["source"], *evidence.parted(row["also"])]
        named = [f"{evidence.source(key).title} ({evidence.source(key).publisher})" for key in keys]
        cited = "; ".join(f"{name}, {place}" for name, place in zip(named, row["locator"].split("; "), strict=True))
        conduct = f"<p><b>At the table.</b> {_typeset(row['conduct'])}</p>" if row["conduct"] else ""
        made += (
            f'<div class="jw-step"><h3>Card {row["order"]}: {_typeset(row["title"])}</h3>{conduct}'
            f"<p>{_typeset(row['pattern'])}</p><p><small>Source: {_typeset(cited)}. Seen "
            f"{content.in_words(row['seen'])}.</small></p></div>"
        )
    short = "; ".join(f"{line.text}: {line.more}" for line in content.lines("short-names"))
    return made + f"<p><b>Short names.</b> {_typeset(short)}.</p>"


def poll_answers() -> str:
    """Return the poll's answers and reasons."""
    made = ""
    for row in content.rows("workshop_polls"):
        right = row["answers"].split("|")[row["right"] - 1]
        made += f"<li><b>{_typeset(right)}.</b> {_typeset(row['why'])}</li>"
    return f"<ol>{made}</ol>"


def direction_example() -> str:
    """Return a made-up direction that answers all six headings of the form."""
    found = {row["field"]: row["text"] for row in evidence.select("direction_examples", example="complete")}
    rows = ((_typeset(c["label"].capitalize()), _typeset(found[c["field"]])) for c in _checks())
    return "<p>It shows how the form is filled. It belongs to no option.</p>" + _table(
        "A made-up direction that answers all six headings", ("Heading", "What it says"), rows
    )


def record() -> str:
    """Return the facilitator's record: how long each part took, what was decided, and what was learned."""
    body = ((_typeset(step.title), str(step.minutes), BLANK) for step in content.agenda("ninety"))
    asked = "".join(f"<p><b>{_typeset(line.text)}</b> {_typeset(line.more)}</p>" for line in content.lines("record"))
    caption = "Minutes of the 90. For another length, write in its own"
    return _table(caption, ("Part", "Planned", "Taken"), body) + asked


# --- For players -------------------------------------------------------------------------------------------


def poll_card() -> str:
    """Return the poll card: three questions, answered before and after."""
    made = "<p>Mark one answer before, and one after. The card is yours: no name, and nobody collects it.</p>"
    for row in content.rows("workshop_polls"):
        body = ((_typeset(answer), BOX, BOX) for answer in row["answers"].split("|"))
        made += _table(f"{row['order']}. {_typeset(row['question'])}", ("Answer", "Before", "After"), body)
    return made


def ground_rules() -> str:
    """Return the ground rules."""
    return _list((line.text for line in content.lines("ground-rules")), "ol")


def words() -> str:
    """Return what the words of the field mean, as in the book's glossary, and the night's own."""
    found = [*content.lines("words"), *content.lines("own-words")]
    return "".join(
        f"<p><b>{_typeset(line.text[0].upper() + line.text[1:])}.</b> {_typeset(line.more)}</p>" for line in found
    )


def swim_lanes() -> str:
    """Return two decisions step by step, under a joint board, from the Decision Tracer."""
    known = {row["key"]: row for row in evidence.table("decisions")}
    made = ""
    for key in LANES:
        traced = lane(key, BODY_CORPORATE)
        steps = []
        for step in traced.steps:
            cited = ", ".join(dict.fromkeys(source_name(found) for found, _ in step.cited))
            ground = BASES[step.basis][0] + (f": {cited}" if cited else "")
            who = "no text we read says" if step.basis == "not found" else step.who
            words = f"<b>{STEPS[step.step]}</b>: {_typeset(who)} <small>({_typeset(ground)})</small>"
            steps.append(f"<li>{words}</li>")
        questions = ("Who decides?", "Who pays?", "Who could stop it?")
        asked = "".join(f"<p>{question} {WIDE_BLANK}</p>" for question in questions)
        made += (
            f'<div class="jw-lane"><h3>{_typeset(str(known[key]["decision"]))}</h3><p><b>Before you read on, write '
            f"what you expect.</b></p>{asked}<p><b>Now read, and circle everyone who can delay it, stop it or send it "
            f"back.</b> The words in brackets say what a step rests on.</p><ol>{''.join(steps)}</ol></div>"
        )
    return made + "".join(f"<p>{_typeset(line.text)}</p>" for line in content.lines("lane-words"))


def vote_words(group: str, board: str) -> str:
    """Return what a role card says of the vote on a board, "a" or "b". The law of that day decides."""
    votes = content.night().representatives_vote["ab".index(board)]
    if group == "officer" or (group == "representatives" and not votes):
        return "you speak, and have no vote"
    return "you have a vote"


def role_card(row: dict, boards: str) -> str:
    """Return one role card, for one board ("a" or "b") or for both ("ab")."""
    said = " · ".join(f"Board {board.upper()}: {vote_words(row['group'], board)}" for board in boards)
    number = f"{boards.upper()}{row['order']}" if len(boards) == 1 else str(row["order"])
    return (
        f'<article class="jw-role of-{row["group"].replace("_", "-")}"><h3>{number}. {_typeset(row["title"])}</h3>'
        f'<p class="jw-vote"><span class="jw-mark" aria-hidden="true"></span>{said}. You are {GROUPS[row["group"]]}.'
        f"</p><p><b>You want</b></p>{_list(row['wants'].split('|'))}<p><b>You must</b></p>"
        f'{_list(row["must"].split("|"))}<div class="jw-private"><p><b>Only you know</b></p>'
        f"<p>{_typeset(row['knows'])}</p></div></article>"
    )


def role_cards(boards: str = "ab") -> str:
    """Return the ten role cards, for one board or, on a page of the book, for both."""
    cards = "".join(role_card(row, boards) for row in content.rows("workshop_roles"))
    return f'<div class="jw-roles">{cards}</div>'


def gap_chart() -> str:
    """Return the picture of paper 1: what is short in year 1, what closes it, and what is left."""
    year = content.plan_of().years[0]
    short, left = year.cost - year.pot, year.overspend
    bars = (
        ("Short before any saving", 0, short, theme.GAP_TINT),
        ("Savings planned", short - year.recurring - year.one_off, short, theme.RECURRING),
        ("From reserves", left, left + year.drawn, theme.RESERVES),
        ("Over budget", 0, left, theme.GAP),
    )
    rows = [
        {"part": name, "x": start, "x2": end, "text": f"{name}: {fill_slot(amount(end - start))}", "fill": fill}
        for name, start, end, fill in bars
    ]
    message = content.fill(
        "Of {plan short 1} short in year 1, savings meet {plan saved 1} and reserves {plan drawn 1}: {plan over 1} "
        "is left"
    )
    drawings = ""
    for size, width in pictures.WIDTHS.items():
        base = alt.Chart(alt.Data(values=rows)).encode(
            y=alt.Y("part:N", sort=None, axis=None, scale=alt.Scale(paddingInner=0.1))
        )
        x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, short], nice=False))
        chart = alt.layer(
            base.mark_bar(height=24, yOffset=13, stroke=theme.INK, strokeWidth=1).encode(
                x=x, x2="x2:Q", color=alt.Color("fill:N", scale=None)
            ),
            base.mark_text(align="left", baseline="middle", dy=-16, fontSize=19 if size == "wide" else 16).encode(
                x=alt.value(0), text="text:N"
            ),
        ).properties(width=width - 4, height=260, padding=2, autosize=alt.AutoSizeParams(type="none"))
        drawn = pictures.svg(chart.to_dict(), f"paper-1-gap-{size}")
        drawings += f'<div class="jw-{size}">{drawn.replace(">", f"><title>{message}</title>", 1)}</div>'
    return (
        f'<figure class="jw-figure"><figcaption><p class="jw-message">{message}</p><p class="jw-what">The gap of '
        f'year 1, £ million (illustrative).</p></figcaption><div role="img" aria-label="{message}">{drawings}</div>'
        "</figure>"
    )


def paper_1() -> str:
    """Return the finance report: what is missing, what closes it, and five years if nothing else is decided."""
    lived = content.plan_of()
    years = range(1, len(lived.years) + 1)

    def row(label: str, *values: float):
        return (label, *(fill_slot(amount(value)) for value in values))

    table = _table(
        "If nothing else is decided, £ million (illustrative)",
        ("£ million", *(f"Year {year}" for year in years)),
        (
            row("Payments", *(y.pot for y in lived.years)),
            row("Cost of carrying on", *(y.cost for y in lived.years)),
            row("Short before any saving", *(y.cost - y.pot for y in lived.years)),
            row("Savings that last", *(y.recurring for y in lived.years)),
            row("One-off savings", *(y.one_off for y in lived.years)),
            row("Gap before reserves", *(y.overspend + y.drawn for y in lived.years)),
            row("From reserves", *(y.drawn for y in lived.years)),
            row("<b>Over budget</b>", *(y.overspend for y in lived.years)),
        ),
        numbers=True,
    )
    return _headed("paper-1") + gap_chart() + table + _rounding()


#: The rows of paper 2's table: label, sum and year; the first four are one sum, read down.
TOLD = (
    ("Year 1: short", "short", 1),
    ("Year 1: savings", "saved", 1),
    ("Year 1: from reserves", "drawn", 1),
    ("<b>Year 1: over budget</b>", "over", 1),
    ("<b>Year 3: over budget</b>", "over", 3),
    ("<b>Year 5: over budget</b>", "over", 5),
    ("Asked of partners in cash", "paid", 5),
    ("Debt found, years 2 to 5", "found", 5),
    ("Reserves left", "reserves", 5),
    ("Debt left", "debt", 5),
)


def paper_2() -> str:
    """Return the paper for decision: where all options start, and what each does early and late."""
    options = content.rows("workshop_options")
    keys = [content.USUAL, *(row["key"] for row in options)]
    table = _table(
        "What each option does, £ million (illustrative)",
        ("£ million", "Plan", *(f"Option {row['order']}" for row in options)),
        ((label, *(_amount(what, year, key) for key in keys)) for label, what, year in TOLD),
        numbers=True,
    )
    told = "".join(
        f'<div class="jw-step"><h3>Option {row["order"]}: {_typeset(row["title"])}</h3><p>{_typeset(row["plain"])}</p>'
        f"<p><b>For people.</b> {_typeset(row['people'])}</p><p><b>A supporter says:</b> "
        f"{_typeset(row['supporters'])} <b>A critic says:</b> {_typeset(row['critics'])}</p></div>"
        for row in options
    )
    return _headed("paper-2") + table + _rounding() + _headed("paper-2-end") + told


def _headed(name: str) -> str:
    return "".join(f"<p><b>{_typeset(l.more)}.</b> {_typeset(l.text)}</p>" for l in content.lines(name))  # noqa: E741


def _checks() -> list:
    return sorted(evidence.table("direction_checks"), key=lambda row: row["order"])


def direction_form() -> str:
    """Return the direction form: a box for each of six headings, and a tick for the board that reads it."""
    boxes = "".join(
        f'<div class="jw-step"><h3>{row["order"]}. {_typeset(row["label"].capitalize())}</h3>'
        f'<p>{_typeset(row["question"])}</p><p class="jw-tick">Answered {BOX}</p>{_lines(2)}</div>'
        for row in _checks()
    )
    return (
        f"<p>Board {BLANK} directs {WIDE_BLANK}</p><p>You may make up the sums. The other board ticks what is "
        f"answered.</p>{boxes}"
    )


def shock_cards() -> str:
    """Return the twelve shock cards."""
    cards = "".join(
        f'<article class="jw-shock"><h3>{row["order"]}. {_typeset(row["title"])}</h3><p>{_typeset(row["happens"])}</p>'
        f"<p><b>{_typeset(row['question'])}</b></p></article>"
        for row in content.rows("workshop_shocks")
    )
    return f'<div class="jw-roles">{cards}</div>'


def vote_sheet(board: str) -> str:
    """Return the vote sheet of a board, "a" or "b": who votes, quorum, interests, motion, amendment, count, result."""
    groups = VOTING if board == "b" else VOTING[:2]
    steps = [(line.text, _typeset(line.more)) for line in content.lines(f"votes-{board}")]
    steps.append(("Present, with a vote", "&nbsp; ".join(f"{group}: {BLANK}" for group in groups)))
    for line in content.lines("vote-sheet"):
        told = line.more.replace("QUORUM", quorums(board)).split("|")
        steps.append((line.text, "<br>".join(map(_typeset, told))))
    count = _table(
        "Vote on the motion: count of each group",
        ("Group", "For", "Against", "Abstain"),
        ((group, BLANK, BLANK, BLANK) for group in (*groups, "Together")),
    )
    result = " &nbsp; ".join(f"{BOX} {word}" for word in ("carried", "lost", "tied: not decided", "no quorum"))
    listed = "".join(f"<li><b>{_typeset(title)}</b><br>{told}</li>" for title, told in steps)
    said = "".join(f"<p><b>{_typeset(line.text)}</b></p>{_lines(4)}" for line in content.lines("vote-words"))
    return (
        f"<p>Rules {'before' if board == 'a' else 'since'} {content.slot('day change')}. &nbsp;Board: {BLANK}</p>"
        f"<ol>{listed}</ol>{count}<p><b>Result:</b> {result}</p>"
        f"{_list(line.text for line in content.lines('vote-rule'))}{said}"
    )


def round_2() -> str:
    """Return the two half sheets for the half day: the rules that each board works by in round 2."""
    made = ""
    for board, rules in (("a", "b"), ("b", "a")):
        voters, needed = content.votes(rules)
        who = content.lines(f"votes-{rules}")[0]
        made += (
            f'<article class="jw-half"><h3>Board {board.upper()}, round 2</h3><p>Your rules are now those '
            f"{'since' if rules == 'b' else 'before'} {content.slot('day change')}, whatever your card says of the "
            f"vote.</p><p><b>{_typeset(who.text)}.</b> {_typeset(who.more)}</p><p>With all ten cards, {voters} have a "
            f"vote and the quorum is {needed}. Use vote sheet {rules.upper()}.</p></article>"
        )
    return made


def board_map() -> str:
    """Return the map of a board: each member marks one of five boxes in each row, so that the spread is seen."""
    scale = [_typeset(line.text) for line in content.lines("map-scale")]
    body = ((_typeset(line.text), *[""] * len(scale)) for line in content.lines("map"))
    return (
        f"<p>Board: {BLANK}</p><p>One sheet for all. Each member puts one mark in each row, with no name. Then look "
        "where the marks lie together, and where they lie apart. Nobody has to change a mark.</p>"
        + _table("Where we stand", ("What we say of tonight", *scale), body)
    )


def _asked(name: str, room: int) -> str:
    """Return a list of questions, each with room to write."""
    return "".join(
        f'<div class="jw-step"><h3>{number}. {_typeset(line.text)}</h3>'
        f"{f'<p>{_typeset(line.more)}</p>' if line.more else ''}{_lines(room)}</div>"
        for number, line in enumerate(content.lines(name), start=1)
    )


def debrief() -> str:
    """Return the debrief sheet: questions in order, with room to write."""
    return "<p>Questions 1, 2 and 6 in 45 minutes; 1 to 6 in 90; 1 to 8 in half a day.</p>" + _asked("debrief", 3)


def observer() -> str:
    """Return the observer's sheet."""
    first = "<p>You have no card and no vote. Move between the boards, say nothing, and write.</p>"
    return first + _asked("observer", 2)


def own_board() -> str:
    """Return the sheet for one's own board: what one knows, and what one only believes."""
    return "<p>Write K before what you know, and B before what you only believe.</p>" + _asked("own-board", 4)


def meeting_rules() -> str:
    """Return the rules of a joint board's meetings for its members, each with the place where it stands."""
    lines = [content.told(text, keys) for text, keys in content.MEETING]
    words = (
        "Places are those of SSI 2014/285 as amended; Sch. is a paragraph of its Schedule. By our reading standing "
        "orders may add to these, not take them away. On a health board a third is a quorum, and whoever presides has "
        "a casting vote (SSI 2001/302). Not here."
    )
    body = ((_typeset(line.text), _typeset(line.place)) for line in lines)
    return _table(f"The law for every joint board, since {content.slot('day change')}", ("Rule", "Where"), body) + (
        f"<p>{words}</p>"
    )


def standing_orders() -> str:
    """Return what standing orders must hold, may not hold, and alone can tell, with room to write what ours say."""

    def listed(lines: Iterable[tuple[str, str]]) -> str:
        return _list(f"{text} ({content.told(text, (key,)).place})" for text, key in lines)

    body = ((_typeset(question), BLANK) for question, _ in content.LEFT_OPEN)
    return (
        "<p>Every board must make them and may change them (art. 18(1) of SSI 2014/285, as all places here). The ban "
        "on a casting vote is in so many words; that they cannot undo the rest of the Order is our reading.</p>"
        f"<h3>They must hold</h3>{listed(content.MUST_HOLD)}<h3>They may not</h3>{listed(content.MAY_NOT)}"
        + _table("Only they can tell: look it up", ("Question", "Ours say"), body)
    )


def evaluation() -> str:
    """Return the evaluation form, with a strip to tear off and keep."""
    asked = content.lines("evaluation")
    answers = asked[0].more.split(" | ")
    body = ((_typeset(line.text), *[BOX] * len(answers)) for line in asked)
    opened = "".join(f"<h3>{_typeset(line.text)}</h3>{_lines(2)}" for line in content.lines("evaluation-open"))
    return (
        _table("Tick one box in each line", ("What I say now", *answers), body)
        + opened
        + '<div class="jw-strip"><p>Tear off here, and keep.</p><h3>One question for my next meeting</h3>'
        + f"{_lines(2)}</div>"
    )


def handout() -> str:
    """Return where to read on, by the titles of the book's pages."""
    rows = ((_typeset(line.text), _typeset(line.more)) for line in content.lines("handout"))
    return _table("Where to read on in the book", ("About", "Where"), rows) + "<h3>My notes</h3>" + _lines(9)


def accessibility() -> str:
    """Return the accessibility notes."""
    return _list(line.text for line in content.lines("accessibility"))


def licence() -> str:
    """Return the licence page."""
    return _list(line.text for line in content.lines("licence"))


#: Every sheet of the pack, in the order of printing: the facilitator's, for each person, for each board, the cards.
SHEETS = (
    Sheet("room", "The room, and before the day", FACILITATOR, "1", 1, room),
    Sheet("people", "How many people", FACILITATOR, "1", 1, people),
    Sheet("agenda", "The 90 minutes at a glance", FACILITATOR, "1", 1, lambda: agenda_table("ninety")),
    Sheet("script", "Script for 90 minutes", FACILITATOR, "1", 1, lambda: script("ninety")),
    Sheet("fast-forward", "Fast forward, on paper", FACILITATOR, "1", 1, fast_forward),
    Sheet("numbers", "What the numbers say", FACILITATOR, "1", 1, numbers),
    Sheet("poll-answers", "Poll answers and reasons", FACILITATOR, "1", 1, poll_answers),
    Sheet("direction-example", "One direction that answers all six headings", FACILITATOR, "1", 1, direction_example),
    Sheet("shock-key", "Shock cards: at the table, the pattern, the source", FACILITATOR, "1", 1, shock_key),
    Sheet("record", "Record of the night", FACILITATOR, "1", 1, record),
    Sheet("forty-five", "45 minutes: agenda and script", FACILITATOR, "1, for 45 minutes", 0,
          lambda: agenda_table("forty-five") + script("forty-five")),
    Sheet("half-day", "Half a day: agenda and script", FACILITATOR, "1, for half a day", 0,
          lambda: agenda_table("half-day") + script("half-day")),
    Sheet("accessibility", "Accessibility notes", FACILITATOR, "1", 1, accessibility),
    Sheet("licence", "Licence, and what is made up", FACILITATOR, "1", 1, licence),
    Sheet("poll-card", "Poll card", PLAYER, "1 for each person", 20, poll_card),
    Sheet("swim-lanes", "Swim lanes: who decides?", PLAYER, "1 for two people", 10, swim_lanes),
    Sheet("paper-1", "Paper 1: what is missing from the budget", PLAYER, "1 for each person", 20, paper_1),
    Sheet("paper-2", "Paper 2: four options, for decision", PLAYER, "1 for each person", 20, paper_2),
    Sheet("debrief", "Debrief sheet", PLAYER, "1 for each person", 20, debrief),
    Sheet("evaluation", "Evaluation", PLAYER, "1 for each person", 20, evaluation),
    Sheet("handout", "Read on", PLAYER, "1 for each person", 20, handout),
    Sheet("meeting-rules", "Rules of the meeting", PLAYER, "1 for each person", 20, meeting_rules),
    Sheet("standing-orders", "Standing orders: must and may not", PLAYER, "1 for each person", 20,
          standing_orders),
    Sheet("observer", "Observer’s sheet", PLAYER, "1 for each observer", 0, observer),
    Sheet("own-board", "My own board", PLAYER, "1 each, for half a day", 0, own_board),
    Sheet("ground-rules", "Ground rules", PLAYER, "1 for each board", 2, ground_rules),
    Sheet("words", "Words for tonight", PLAYER, "1 for two people", 10, words),
    Sheet("direction-form", "Direction form", PLAYER, "1 for each board", 2, direction_form),
    Sheet("vote-a", "Vote sheet A: before the change", PLAYER, "1; 2 for half a day", 1,
          partial(vote_sheet, "a")),
    Sheet("vote-b", "Vote sheet B: since the change", PLAYER, "1; 2 for half a day", 1, partial(vote_sheet, "b")),
    Sheet("map", "Map of the board", PLAYER, "1 for each board", 2, board_map),
    Sheet("round-2", "Round 2: the rules change places", PLAYER, "1, for half a day", 0, round_2),
    Sheet("role-cards-a", "Role cards, Board A", PLAYER, "1 set", 1, partial(role_cards, "a")),
    Sheet("role-cards-b", "Role cards, Board B", PLAYER, "1 set", 1, partial(role_cards, "b")),
    Sheet("shock-cards", "Shock cards", PLAYER, "1 set", 1, shock_cards),
)  # fmt: skip


def sheet(name: str) -> Sheet:
    """Return one sheet by name. Raises KeyError for a name that is neither in SHEETS nor among the book's own."""
    own = (
        Sheet("role-cards", "Role cards, for both boards", PLAYER, "", 0, role_cards),
        Sheet("contents", "What is in the pack", FACILITATOR, "", 0, contents),
    )
    return {found.name: found for found in (*SHEETS, *own)}[name]


def show(*names: str, folded: bool = True) -> Shown:
    """Return sheets to show on a page of the book: of the pack, or its two own ("role-cards", "contents")."""
    return Shown(tuple(sheet(name) for name in names), folded)


def contents(pages: dict[str, tuple[int, int]] | None = None) -> str:
    """Return the list of sheets and how many to print; with the first and last of their `pages`, the total too."""
    made = " ".join(line.text for line in content.lines("forty-five"))
    if pages:
        number = sum(one.number * (pages[one.name][1] - pages[one.name][0] + 1) for one in SHEETS)
        made = f"For twenty people, two boards and 90 minutes that is {number} pages to print. {made}"
    made = f"<p>{made}</p>"
    heads = ("Sheet", "Print", *(["Pages"] if pages else []))
    for holder, caption in ((FACILITATOR, "For the facilitator only"), (PLAYER, "For players")):
        body = []
        for one in SHEETS:
            if one.holder == holder:
                first, last = (pages or {}).get(one.name, (0, 0))
                where = (f"{first}–{last}" if first < last else str(first),) if pages else ()
                body.append((_typeset(one.title), one.copies, *where))
        made += _table(caption, heads, body)
    return made
