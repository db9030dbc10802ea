"""Lays out the workshop's sheets as HTML: the same for the book's pages and for the printed pack.

A sheet's headings start at the third level: a page of the book, or the pack, puts the sheet's title above them. A page
of the book folds each sheet under its title.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

import altair as alt

from joint_working import evidence
from joint_working.explorers.for_trainers.night import VOTING
from joint_working.explorers.who_decides.decision_tracer import BASES, BODY_CORPORATE, STEPS, lane, source_name
from joint_working.html import NONE, Content, Html, bullets, el, headings, join, scrolled, shape, table, typeset
from joint_working.html import row as table_row
from joint_working.kit import pictures, theme
from joint_working.kit.contract import Part, body_text
from joint_working.words import amount, capital, fill_slot
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
BLANK, WIDE_BLANK, BOX = (el("span", class_=f"jw-{name}") for name in ("blank", "blank wide", "box"))
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
    make: Callable[[], Html]

    def text(self) -> str:
        """Return the sheet's words, a line for each block."""
        return body_text(self.make())


@dataclass(frozen=True)
class Shown(Part):
    """Sheets on a page of the book: each folded under its title, or open."""

    sheets: tuple[Sheet, ...]
    folded: bool

    def html(self) -> Html:
        """Return the sheets for a page of the book. A link to `#sheet-NAME` opens the sheet that holds it."""
        if not self.folded:
            return join(el("div", s.make(), class_="jw-sheet", id=f"sheet-{s.name}") for s in self.sheets)
        bodies = ((el("summary", _typeset(s.title)), el("div", s.make(), id=f"sheet-{s.name}")) for s in self.sheets)
        return join(el("details", body, class_="jw-sheet") for body in bodies)

    def text(self) -> str:
        """Return the sheets' titles and words, a line for each block."""
        return "\n\n".join(f"{s.title}\n{s.text()}" for s in self.sheets)


def _typeset(text: str) -> Html:
    """Return words as a sheet prints them, or HTML as it stands.

    Apostrophes are printed ones, a gap of three spaces stays one, and a row of underscores is a blank to write in:
    four for a word, more for a line.
    """
    if isinstance(text, Html):
        return text
    parts = re.split("(_{4,})", text.replace("   ", "\u00a0\u00a0 "))
    return join(
        typeset(part) if not part.startswith("____") else BLANK if len(part) == 4 else WIDE_BLANK for part in parts
    )


def _paragraphs(texts: Iterable[str]) -> Html:
    return join(el("p", _typeset(text)) for text in texts)


def _lines_of(name: str) -> Html:
    return _paragraphs(line.text for line in content.lines(name))


def _lead(bold: str, text: str) -> Html:
    """Return words after a few in bold, which say what they are about."""
    return el("b", _typeset(bold)) + " " + _typeset(text)


def _leads(pairs: Iterable[tuple[str, str]]) -> Html:
    return _paragraphs(_lead(bold, text) for bold, text in pairs)


def _list(texts: Iterable[str], tag: str = "ul") -> Html:
    return bullets(map(_typeset, texts), tag)


def _list_of(name: str, tag: str = "ul") -> Html:
    return _list((line.text for line in content.lines(name)), tag)


def _step(title: str, *content: Content) -> Html:
    """Return a part of a sheet that a page does not break: its heading, and what stands under it."""
    return el("div", el("h3", _typeset(title)), content, class_="jw-step")


def _table(caption: str, head: Iterable[str], body: Iterable[Iterable[str]], numbers: bool = False) -> Html:
    """Return a table. The first cell of a row is its heading; a cell holds words or HTML."""
    caption = caption.replace("'", "’")
    rows = (table_row(_typeset(name), map(_typeset, cells), numbers) for name, *cells in body)
    return scrolled(table(caption, headings(map(_typeset, head), numbers), rows), caption, role="group")


def _lines(number: int) -> Html:
    return el("div", [el("p", "\u00a0")] * number, class_="jw-lines", aria_hidden="true")


# --- For the facilitator -----------------------------------------------------------------------------------


def clock(start: int, length: int) -> str:
    """Return the minutes of a part: 25–42."""
    return f"{start}–{start + length}"


def agenda_table(name: str) -> Html:
    """Return an agenda as a table: minutes, what, material."""
    return _table(
        f"{content.AGENDAS[name]}: what happens when",
        ("Minutes", "What", "From the pack"),
        ((clock(s.start, s.minutes), s.title, s.material or "Nothing") for s in content.agenda(name)),
    )


def script(name: str) -> Html:
    """Return an agenda as a script: what to do, what to say, what people may answer."""
    return join(map(_scripted, content.agenda(name)))


def _scripted(step: content.Part) -> Html:
    when = clock(step.start, step.minutes)
    needs = el("p", _lead("From the pack:", f"{step.material}.")) if step.material else None
    do, say = _list(step.do), _list(f"“{line}”" for line in step.say)
    likely = el("div", el("h4", f"Likely answers, {when}"), _list(step.likely), class_="jw-step")
    scripted = _step(f"{when} · {step.title}", needs, el("h4", "Do"), do, el("h4", "Say"), say)
    return scripted + (likely if step.likely else NONE)


def room() -> Html:
    """Return what the room needs, and which page of the book does on a screen what a sheet does on paper."""
    tools = [(line.text, *line.more.split("|")) for line in content.lines("tools")]
    return join((
        _list_of("room"),
        el("p", "The book is a folder that works without a network: open START HERE in it, or the book’s site."),
        _table("On a screen, or on paper", ("What", "Page of the book", "On paper"), tools),
    ))  # fmt: skip


def people() -> Html:
    """Return how six to thirty people play: boards, roles to leave out, observers, and the quorum of small boards."""
    rooms: list[content.Room] = [content.room_for(number) for number in range(6, 31)]
    body = []
    for number in (*range(6, 11), 15, *range(16, 21), 29, 30):
        room = content.room_for(number)
        first = min(r.people for r in rooms if (r.boards, r.players, r.observers > 0) == (
            room.boards, room.players, room.observers > 0))  # fmt: skip
        out = content.LEFT_OUT[room.players]
        body.append((
            f"{first} to {number}" if first < number else str(number),
            f"{room.boards} of {room.players}",
            ", ".join(map(str, out)) or "none",
            "none" if not room.observers else "the rest" if first < number else str(room.observers),
        ))  # fmt: skip
    return join((
        _table("Boards, roles and observers", ("People", "Boards", "Roles left out", "Observers"), body),
        _list_of("people"),
        *(el("p", _lead(f"Quorum of Board {board.upper()} (half, by law):", quorums(board))) for board in "ab"),
    ))  # fmt: skip


def quorums(board: str) -> str:
    """Return how many members of a board must be there for the quorum, with roles left out as well."""
    told = []
    for left_out, players in enumerate(("nine or ten", "seven or eight", "six")):
        voters, needed = content.votes(board, left_out)
        told.append(f"{needed} of {voters} on a board of {players}")
    return "; ".join(told) + "."


def fast_forward() -> Html:
    """Return every card with every option, and with the plan as it stands: years 1, 3 and 5, cash and what is owed."""
    first = (
        "Find the card that was drawn, and for each board the row of what it carried. Cover the later years and read "
        "them in steps. Sums are £ million over budget, and made up. “Asked” is the cash asked of both partners "
        "together over five years. Under the recovery plan they lend it: “Owed” is what they are owed after year 5."
    )
    still = _still()
    tables = [_fast_table(f"No card, or {_cards(still)}", "The money is as the papers say.", None)]
    for row in content.rows("workshop_shocks"):
        if row not in still:
            does = "; ".join(content.moves(row["key"])) + ". Whatever was voted."
            tables.append(_fast_table(f"Card {row['order']}: {row['title']}", does, row["key"]))
    return join((el("p", first), _lines_of("card-words"), _lines_of("rounding"), *tables))


def _still() -> list[dict]:
    """Return the cards that leave the money alone."""
    return [row for row in content.rows("workshop_shocks") if not content.moves(row["key"])]


def _cards(rows: list[dict]) -> str:
    return "card " + " or ".join(f"{row['order']}" for row in rows)


def _fast_table(title: str, does: str, shock: str | None) -> Html:
    heads = ("Carried", "Year 1", "Year 3", "Year 5", "Asked", "Owed")
    sums = [("over", 1), ("over", 3), ("over", 5), ("paid", 5), ("debt", 5)]
    body = [(name, *(_amount(what, year, key, shock) for what, year in sums)) for name, key in _choices()]
    table = _table(f"Over budget, £ million: {title}", heads, body, numbers=True)
    return _step(title, _paragraphs([does]), table)


def _choices() -> list[tuple[str, str]]:
    """Return the names and keys of all that a board may live with: the plan as it stands, and each option."""
    options = [(f"{row['order']}. {row['title']}", row["key"]) for row in content.rows("workshop_options")]
    return [("The plan as it stands", content.USUAL), *options]


def _amount(what: str, year: int, key: str, shock: str | None = None) -> str:
    return fill_slot(amount(content.SUMS[what](content.plan_of(key, shock), year - 1)))


#: What the options are compared on: words for the least and the most of it, the sum, and whether less is better.
COMPARED: tuple[tuple[str, str, str, str, int, bool], ...] = (
    ("Saved in year 1", "least saved in year 1", "most saved in year 1", "saved", 1, False),
    ("Over budget in year 1", "least over in year 1", "most over in year 1", "over", 1, True),
    ("Over budget in year 3", "least over in year 3", "most over in year 3", "over", 3, True),
    ("Over budget in year 5", "least over in year 5", "most over in year 5", "over", 5, True),
    ("Asked of the partners over five years", "least asked of the partners", "most asked of the partners", "paid", 5,
     True),
    ("Asked of them, and not owed back", "least asked for good", "most asked for good", "given", 5, True),
    ("Reserves left after year 5", "least left in reserves", "most left in reserves", "reserves", 5, False),
    ("Owed to the partners after year 5", "least owed", "most owed", "debt", 5, True),
)  # fmt: skip


def _ends(what: str, year: int) -> list[tuple[list[str], float]]:
    """Return the keys at the least and at the most of a sum, and that sum, with no card drawn."""
    sums = {key: content.SUMS[what](content.plan_of(key), year - 1) for _, key in _choices()}
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


def numbers() -> Html:
    """Return what the sums say of all the options at once, early and late, and what they leave out."""
    names = {key: f"option {number}" if number else "the plan" for number, (_, key) in enumerate(_choices())}
    body = []
    for label, _, _, what, year, _ in COMPARED:
        ends = [
            f"{fill_slot(amount(end))}: " + (", ".join(names[key] for key in keys) if len(keys) < 4 else "all others")
            for keys, end in _ends(what, year)
        ]
        body.append((label, *ends))
    each = []
    for name, key in _choices():
        better, worse = stands_out(key)
        parts = [("Ahead of the others:", better), ("Behind them:", worse)]
        told = " ".join(f"{word} {'; '.join(words)}." for word, words in parts if words)
        sums = (content.sum_of("over", 1, key), content.sum_of("over", 5, key), content.sum_of("paid", 5, key))
        money = f"{sums[0]} over budget in year 1, {sums[1]} in year 5; {sums[2]} asked of the partners."
        told = told or "On no line above is it alone at the least or at the most."
        each.append(_lead(f"{name}:", f"{money} {told}"))
    return join((
        el("p", f"These sums hold with no card, or {_cards(_still())}. After any other, read its table. Read all of "
                "this, or none. No option is best on everything; the sums do not say what matters."),
        _table(
            "£ million (illustrative)",
            ("What", "Least", "Most"),
            body,
        ),
        el("h3", "Each option, early and late"), bullets(each), el("h3", "What the sums leave out"),
        bullets(_lead(f"{row['order']}. {row['title']}.", row["people"]) for row in content.rows("workshop_options")),
    ))  # fmt: skip


def shock_key() -> Html:
    """Return, for each shock card, what changes at the table, the pattern it mirrors and its source."""
    first = (
        "The sources name places. Do not read this sheet out before the debrief. What a card does to the money is "
        "in the fast-forward tables, and is made up; the pattern is published."
    )
    steps = []
    for row in content.rows("workshop_shocks"):
        keys = [row["source"], *evidence.parted(row["also"])]
        named = [f"{evidence.source(key).title} ({evidence.source(key).publisher})" for key in keys]
        cited = "; ".join(f"{name}, {place}" for name, place in zip(named, row["locator"].split("; "), strict=True))
        conduct = el("p", _lead("At the table.", row["conduct"])) if row["conduct"] else None
        source = el("small", _typeset(f"Source: {cited}. Seen {content.in_words(row['seen'])}."))
        title = f"Card {row['order']}: {row['title']}"
        steps.append(_step(title, conduct, _paragraphs([row["pattern"], source])))
    short = "; ".join(f"{line.text}: {line.more}" for line in content.lines("short-names"))
    return join((el("p", first), *steps, el("p", _lead("Short names.", f"{short}."))))


def poll_answers() -> Html:
    """Return the poll's answers and reasons."""
    polls = content.rows("workshop_polls")
    return bullets((_lead(row["answers"].split("|")[row["right"] - 1] + ".", row["why"]) for row in polls), "ol")


def direction_example() -> Html:
    """Return a made-up direction that answers all seven headings of the form."""
    texts = {row["field"]: row["text"] for row in evidence.select("direction_examples", example="complete")}
    rows = ((check["label"].capitalize(), texts[check["field"]]) for check in _checks())
    return el("p", "It shows how the form is filled. It belongs to no option.") + _table(
        "A made-up direction that answers all seven headings", ("Heading", "What it says"), rows
    )


def record() -> Html:
    """Return the facilitator's record: how long each part took, what was decided, and what was learned."""
    body = ((step.title, str(step.minutes), BLANK) for step in content.agenda("ninety"))
    caption = "Minutes of the 90. For another length, write in its own"
    asked = _leads((line.text, line.more) for line in content.lines("record"))
    return _table(caption, ("Part", "Planned", "Taken"), body) + asked


# --- For players -------------------------------------------------------------------------------------------


def poll_card() -> Html:
    """Return the poll card: three questions, answered before and after."""
    card = el("p", "Mark one answer before, and one after. The card is yours: no name, and nobody collects it.")
    for row in content.rows("workshop_polls"):
        body = ((answer, BOX, BOX) for answer in row["answers"].split("|"))
        card += _table(f"{row['order']}. {row['question']}", ("Answer", "Before", "After"), body)
    return card


def words() -> Html:
    """Return what the words of the field mean, as in the book's glossary, and the night's own."""
    lines = [*content.lines("words"), *content.lines("own-words")]
    return _leads((f"{capital(line.text)}.", line.more) for line in lines)


def swim_lanes() -> Html:
    """Return two decisions step by step, under a joint board, from the Decision Tracer."""
    return join(map(_swim_lane, LANES)) + _lines_of("lane-words")


def _swim_lane(key: str) -> Html:
    known = {row["key"]: row for row in evidence.table("decisions")}
    steps = []
    for step in lane(key, BODY_CORPORATE).steps:
        cited = ", ".join(dict.fromkeys(source_name(source) for source, _ in step.cited))
        ground = BASES[step.basis][0] + (f": {cited}" if cited else "")
        who = "no text we read says" if step.basis == "not found" else step.who
        steps.append(shape("<b>{}</b>: {} <small>({})</small>", STEPS[step.step], _typeset(who), _typeset(ground)))
    questions = ("Who decides?", "Who pays?", "Who could stop it?")
    return shape(
        """<div class="jw-lane"><h3>{title}</h3><p><b>Before you read on, write what you expect.</b></p>{asked}\
<p><b>Now read, and circle everyone who can delay it, stop it or send it back.</b> The words in brackets say what a \
step rests on.</p>{steps}</div>""",
        title=_typeset(known[key]["decision"]),
        asked=join(el("p", f"{question} ", WIDE_BLANK) for question in questions),
        steps=bullets(steps, "ol"),
    )


def vote_words(group: str, board: str) -> str:
    """Return what a role card says of the vote on a board, "a" or "b". The law of that day decides."""
    votes = content.night().representatives_vote["ab".index(board)]
    if group == "officer" or (group == "representatives" and not votes):
        return "you speak, and have no vote"
    return "you have a vote"


def role_card(row: dict, boards: str) -> Html:
    """Return one role card, for one board ("a" or "b") or for both ("ab")."""
    number = f"{boards.upper()}{row['order']}" if len(boards) == 1 else str(row["order"])
    return shape(
        """<article class="jw-role of-{group}"><h3>{title}</h3>\
<p class="jw-vote"><span class="jw-mark" aria-hidden="true"></span>{vote}. You are {who}.</p>\
<p><b>You want</b></p>{wants}<p><b>You must</b></p>{must}\
<div class="jw-private"><p><b>Only you know</b></p><p>{knows}</p></div></article>""",
        group=row["group"].replace("_", "-"),
        title=_typeset(f"{number}. {row['title']}"),
        vote=" · ".join(f"Board {board.upper()}: {vote_words(row['group'], board)}" for board in boards),
        who=GROUPS[row["group"]],
        wants=_list(row["wants"].split("|")),
        must=_list(row["must"].split("|")),
        knows=_typeset(row["knows"]),
    )


def role_cards(boards: str = "ab") -> Html:
    """Return the ten role cards, for one board or, on a page of the book, for both."""
    return el("div", (role_card(row, boards) for row in content.rows("workshop_roles")), class_="jw-roles")


def gap_chart() -> Html:
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
    drawings = NONE
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
        drawings += el("div", pictures.svg(chart.to_dict(), f"paper-1-gap-{size}", message), class_=f"jw-{size}")
    return shape(
        """<figure class="jw-figure"><figcaption><p class="jw-message">{message}</p>\
<p class="jw-what">The gap of year 1, £ million (illustrative).</p></figcaption>\
<div role="img" aria-label="{message}">{drawings}</div></figure>""",
        message=message,
        drawings=drawings,
    )


def paper_1() -> Html:
    """Return the finance report: what is missing, what closes it, and five years if nothing else is decided."""
    lived = content.plan_of()
    years = range(1, len(lived.years) + 1)

    def row(label: Content, *values: float):
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
            row(el("b", "Over budget"), *(y.overspend for y in lived.years)),
        ),
        numbers=True,
    )
    return _headed("paper-1") + gap_chart() + table + _lines_of("rounding")


#: The rows of paper 2's table: label, sum and year; the first four are one sum, read down.
TOLD = (
    ("Year 1: short", "short", 1),
    ("Year 1: savings", "saved", 1),
    ("Year 1: from reserves", "drawn", 1),
    (el("b", "Year 1: over budget"), "over", 1),
    (el("b", "Year 3: over budget"), "over", 3),
    (el("b", "Year 5: over budget"), "over", 5),
    ("Asked of partners in cash", "paid", 5),
    ("Reserves left", "reserves", 5),
    ("Owed to them after year 5", "debt", 5),
)


def paper_2() -> Html:
    """Return the paper for decision: where all options start, and what each does early and late."""
    options = content.rows("workshop_options")
    keys = [content.USUAL, *(row["key"] for row in options)]
    table = _table(
        "What each option does, £ million (illustrative)",
        ("£ million", "Plan", *(f"Option {row['order']}" for row in options)),
        ((label, *(_amount(what, year, key) for key in keys)) for label, what, year in TOLD),
        numbers=True,
    )
    told = (
        _step(
            f"Option {row['order']}: {row['title']}",
            _paragraphs([row["plain"], _lead("For people.", row["people"])]),
            el("p", _lead("A supporter says:", row["supporters"]), " ", _lead("A critic says:", row["critics"])),
        )
        for row in options
    )
    return join((_headed("paper-2"), table, _lines_of("rounding"), _headed("paper-2-end"), *told))


def _headed(name: str) -> Html:
    return _leads((f"{line.more}.", line.text) for line in content.lines(name))


def _checks() -> list:
    return sorted(evidence.table("direction_checks"), key=lambda row: row["order"])


def direction_form() -> Html:
    """Return the direction form: a box for each of seven headings, and a tick for the board that reads it."""
    boxes = (
        _step(
            f"{row['order']}. {row['label'].capitalize()}",
            _paragraphs([row["question"]]),
            el("p", "Answered ", BOX, class_="jw-tick"),
            _lines(2),
        )
        for row in _checks()
    )
    first = shape("<p>Direction of Board {}</p>", BLANK)
    return join((first, el("p", "You may make up the sums. The other board ticks what is answered."), *boxes))


def shock_cards() -> Html:
    """Return the twelve shock cards."""
    cards = (
        (
            el("h3", _typeset(f"{row['order']}. {row['title']}")),
            _paragraphs([row["happens"], el("b", _typeset(row["question"]))]),
        )
        for row in content.rows("workshop_shocks")
    )
    return el("div", (el("article", card, class_="jw-shock") for card in cards), class_="jw-roles")


def vote_sheet(board: str) -> Html:
    """Return the vote sheet of a board, "a" or "b": who votes, quorum, interests, motion, amendment, count, result."""
    groups = VOTING if board == "b" else VOTING[:2]
    steps = [(line.text, _typeset(line.more)) for line in content.lines(f"votes-{board}")]
    each = (join((f"{group}: ", BLANK)) for group in groups)
    steps.append(("Present, with a vote", join(each, shape("&nbsp; "))))
    for line in content.lines("vote-sheet"):
        told = line.more.replace("QUORUM", quorums(board)).split("|")
        steps.append((line.text, join(map(_typeset, told), el("br"))))
    results = ("carried", "lost", "tied: not decided", "no quorum")
    return join((
        shape("<p>Rules {} {}. &nbsp;Board: {}</p>", "before" if board == "a" else "since",
              content.slot("day change"), BLANK),
        bullets(((el("b", _typeset(title)), el("br"), told) for title, told in steps), "ol"),
        _table(
            "Vote on the motion: count of each group",
            ("Group", "For", "Against", "Abstain"),
            ((group, BLANK, BLANK, BLANK) for group in (*groups, "Together")),
        ),
        el("p", _lead("Result:", join((BOX + f" {word}" for word in results), shape(" &nbsp; ")))),
        _list_of("vote-rule"),
        *(el("p", el("b", _typeset(line.text))) + _lines(4) for line in content.lines("vote-words")),
    ))  # fmt: skip


def round_2() -> Html:
    """Return the two half sheets for the half day: the rules that each board works by in round 2."""
    return join(_half_sheet(board, rules) for board, rules in (("a", "b"), ("b", "a")))


def _half_sheet(board: str, rules: str) -> Html:
    voters, needed = content.votes(rules)
    who, since = content.lines(f"votes-{rules}")[0], "since" if rules == "b" else "before"
    told = (
        f"Your rules are now those {since} {content.slot('day change')}, whatever your card says of the vote.",
        _lead(f"{who.text}.", who.more),
        f"With all ten cards, {voters} have a vote and the quorum is {needed}. Use vote sheet {rules.upper()}.",
    )
    return el("article", el("h3", f"Board {board.upper()}, round 2"), _paragraphs(told), class_="jw-half")


def board_map() -> Html:
    """Return the map of a board: each member marks one of five boxes in each row, so that the spread is seen."""
    scale = [line.text for line in content.lines("map-scale")]
    body = ((line.text, *[""] * len(scale)) for line in content.lines("map"))
    first = shape(
        "<p>Board: {}</p><p>One sheet for all. Each member puts one mark in each row, with no name. Then look where "
        "the marks lie together, and where they lie apart. Nobody has to change a mark.</p>",
        BLANK,
    )
    return first + _table("Where we stand", ("What we say of tonight", *scale), body)


def _asked(name: str, room: int) -> Html:
    """Return a list of questions, each with room to write."""
    return join(
        _step(f"{number}. {line.text}", _paragraphs([line.more] if line.more else []), _lines(room))
        for number, line in enumerate(content.lines(name), start=1)
    )


def debrief() -> Html:
    """Return the debrief sheet: questions in order, with room to write."""
    first = "Questions 1, 2 and 6 in 45 minutes; 1 to 6 in 90; 1 to 8 in half a day."
    return el("p", first) + _asked("debrief", 3)


def observer() -> Html:
    """Return the observer's sheet."""
    first = "You have no card and no vote. Move between the boards, say nothing, and write."
    return el("p", first) + _asked("observer", 2)


def own_board() -> Html:
    """Return the sheet for one's own board: what one knows, and what one only believes."""
    return el("p", "Write K before what you know, and B before what you only believe.") + _asked("own-board", 4)


def meeting_rules() -> Html:
    """Return the rules of a joint board's meetings for its members, each with the place where it stands."""
    lines = [content.told(text, keys) for text, keys in content.MEETING]
    words = (
        "Places are those of SSI 2014/285 as amended; Sch. is a paragraph of its Schedule. By our reading standing "
        "orders may add to these, not take them away. On a health board a third is a quorum, and whoever presides has "
        "a casting vote (SSI 2001/302). Not here."
    )
    caption = f"The law for every joint board, since {content.slot('day change')}"
    return _table(caption, ("Rule", "Where"), ((line.text, line.place) for line in lines)) + el("p", words)


def standing_orders() -> Html:
    """Return what standing orders must hold, may not hold, and alone can tell, with room to write what ours say."""

    def listed(lines: Iterable[tuple[str, str]]) -> Html:
        return _list(f"{text} ({content.told(text, (key,)).place})" for text, key in lines)

    words = (
        "Every board must make them and may change them (art. 18(1) of SSI 2014/285, as all places here). The ban "
        "on a casting vote is in so many words; that they cannot undo the rest of the Order is our reading."
    )
    asked = ((question, BLANK) for question, _ in content.LEFT_OPEN)
    return join((
        el("p", words),
        el("h3", "They must hold"), listed(content.MUST_HOLD), el("h3", "They may not"), listed(content.MAY_NOT),
        _table("Only they can tell: look it up", ("Question", "Ours say"), asked),
    ))  # fmt: skip


def evaluation() -> Html:
    """Return the evaluation form, with a strip to tear off and keep."""
    asked = content.lines("evaluation")
    answers = asked[0].more.split(" | ")
    body = ((line.text, *[BOX] * len(answers)) for line in asked)
    strip = (el("p", "Tear off here, and keep."), el("h3", "One question for my next meeting"), _lines(2))
    return join((
        _table("Tick one box in each line", ("What I say now", *answers), body),
        *(el("h3", _typeset(line.text)) + _lines(2) for line in content.lines("evaluation-open")),
        el("div", strip, class_="jw-strip"),
    ))  # fmt: skip


def handout() -> Html:
    """Return where to read on, by the titles of the book's pages."""
    rows = ((line.text, line.more) for line in content.lines("handout"))
    return _table("Where to read on in the book", ("About", "Where"), rows) + el("h3", "My notes") + _lines(9)


#: Every sheet of the pack, in the order of printing: the facilitator's, for each person, for each board, the cards.
SHEETS = (
    Sheet("room", "The room, and before the day", FACILITATOR, "1", 1, room),
    Sheet("people", "How many people", FACILITATOR, "1", 1, people),
    Sheet("agenda", "The 90 minutes at a glance", FACILITATOR, "1", 1, lambda: agenda_table("ninety")),
    Sheet("script", "Script for 90 minutes", FACILITATOR, "1", 1, lambda: script("ninety")),
    Sheet("fast-forward", "Fast forward, on paper", FACILITATOR, "1", 1, fast_forward),
    Sheet("numbers", "What the numbers say", FACILITATOR, "1", 1, numbers),
    Sheet("poll-answers", "Poll answers and reasons", FACILITATOR, "1", 1, poll_answers),
    Sheet("direction-example", "One direction that answers all seven headings", FACILITATOR, "1", 1,
          direction_example),
    Sheet("shock-key", "Shock cards: at the table, the pattern, the source", FACILITATOR, "1", 1, shock_key),
    Sheet("record", "Record of the night", FACILITATOR, "1", 1, record),
    Sheet("forty-five", "45 minutes: agenda and script", FACILITATOR, "1, for 45 minutes", 0,
          lambda: agenda_table("forty-five") + script("forty-five")),
    Sheet("half-day", "Half a day: agenda and script", FACILITATOR, "1, for half a day", 0,
          lambda: agenda_table("half-day") + script("half-day")),
    Sheet("accessibility", "Accessibility notes", FACILITATOR, "1", 1, partial(_list_of, "accessibility")),
    Sheet("licence", "Licence, and what is made up", FACILITATOR, "1", 1, partial(_list_of, "licence")),
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
    Sheet("ground-rules", "Ground rules", PLAYER, "1 for each board", 2, partial(_list_of, "ground-rules", "ol")),
    Sheet("words", "Words for tonight", PLAYER, "1 for two people", 10, words),
    Sheet("chair-card", "Chair’s card", PLAYER, "1 for each board", 2, partial(_list_of, "chair-card", "ol")),
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
    own = Sheet("role-cards", "Role cards, for both boards", PLAYER, "", 0, role_cards)
    return {each.name: each for each in (*SHEETS, own)}[name]


def show(*names: str, folded: bool = True) -> Shown:
    """Return sheets to show on a page of the book: of the pack, or its own ("role-cards")."""
    return Shown(tuple(sheet(name) for name in names), folded)
