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
from joint_working.explorers.for_trainers.night import SPANS, VOTING, representatives_vote
from joint_working.explorers.money.motions import MIDDLE
from joint_working.explorers.who_decides.decision_tracer import BASES, BODY_CORPORATE, STEPS, lane, source_name
from joint_working.html import NONE, Content, Html, bullets, el, headings, join, scrolled, shape, table, typeset
from joint_working.html import row as table_row
from joint_working.kit import pictures, theme
from joint_working.kit.contract import Part, body_text
from joint_working.models.board_night import COLUMNS, ROUNDS, card_on_paper, on_paper
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
#: Who holds a sheet. All but the facilitator's are in large print.
HOLDERS = FACILITATOR, PERSON, TABLE, CARDS, SEALED, WALL = "facilitator", "person", "table", "cards", "sealed", "wall"
#: Whose eyes a sheet is set for, if they are not the facilitator's.
PLAYER = "player"


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

    @property
    def reader(self) -> str:
        """Whose eyes it is set for: the facilitator's, or a player's, in large print."""
        return FACILITATOR if self.holder == FACILITATOR else PLAYER

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
    """Return how six to thirty people play: boards, roles to leave out, the gallery, small boards’ quorum."""
    rooms: list[content.Room] = [content.room_for(number) for number in range(6, 31)]
    body = []
    for number in (*range(6, 11), 15, *range(16, 21), 29, 30):
        room = content.room_for(number)
        first = min(r.people for r in rooms if (r.boards, r.players, r.gallery > 0) == (
            room.boards, room.players, room.gallery > 0))  # fmt: skip
        out = content.LEFT_OUT[room.players]
        body.append((
            f"{first} to {number}" if first < number else str(number),
            f"{room.boards} of {room.players}",
            ", ".join(map(str, out)) or "none",
            "none" if not room.gallery else "the rest" if first < number else str(room.gallery),
        ))  # fmt: skip
    return join((
        _table("Boards, roles and the public gallery", ("People", "Boards", "Roles left out", "Gallery"), body),
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


def signed(value: float) -> str:
    """Return a sum in £ million with its sign: +1.2 is more to find, −1.2 is less."""
    told = fill_slot(amount(value))
    return f"+{told}" if value > 0 and told != "0.0" else told


def _options() -> list[dict]:
    """Return the rows of the options that can be moved, without the plan as it stands."""
    return list(content.rows("workshop_options")[1:])


def result(taken: int) -> Html:
    """Return the sealed result of a round: what each decision so far brings in its years, option by column."""
    night = content.night()
    tables = []
    for before in range(taken + 1):
        for at, when in _sealed(taken):
            caption = f"Carried in {SPANS[before]}: what it adds in {when}, £ million"
            body = [
                (f"{row['order']}. {row['title']}",
                 *(signed(on_paper(row["order"], place, before, night)[at]) for place in COLUMNS))
                for row in _options()
            ]  # fmt: skip
            tables.append(_table(caption, ("Column", *map(str, COLUMNS)), body, numbers=True))
    first = (
        f"The plan as it stands leaves {content.slot(f'round stands {taken + 1}')} to find in {SPANS[taken]}. Find "
        "the column of what your board carried, in each table. The clerk adds it. Where nothing was carried, add "
        "nothing."
    )
    end = f"In year 6 the plan as it stands leaves {content.slot('round stands 4')} to find." if taken == 2 else None
    return join((
        el("p", first), el("p", end) if end else NONE, result_chart(taken), *tables, card_table(taken),
        lost_table(taken), _lines_of("rounding"),
    ))  # fmt: skip


def _sealed(taken: int) -> list[tuple[int, str]]:
    """Return what the sealed result of a round tells of: places in what `on_paper` gives, and their words."""
    return [(taken, SPANS[taken]), *([(3, "year 6")] if taken == len(ROUNDS) - 1 else [])]


def card_table(taken: int) -> Html:
    """Return what the cards that move money add in a round, by the round in which each was drawn."""
    body = []
    for row in content.rows("workshop_shocks"):
        if content.night().cards[row["order"]].effects:
            for drawn in range(taken + 1):
                sums = card_on_paper(row["order"], drawn, content.night())
                cells = (signed(sums[at]) for at, _ in _sealed(taken))
                body.append((f"Card {row['order']}, drawn in {SPANS[drawn]}", *cells))
    heads = ("Card", *(f"Adds in {when}" for _, when in _sealed(taken)))
    return _table("Cards that move money, whatever was carried, £ million", heads, body, numbers=True)


def lost_table(taken: int) -> Html:
    """Return what people lose in a round under each option, and where the five people and places move."""
    years = len(ROUNDS[taken])
    body = []
    for row in content.rows("workshop_options"):
        steps = (
            row[one["key"]].replace("|", " or ").replace("-", "\u2212") for one in content.rows("workshop_counters")
        )
        body.append((row["title"], fill_slot(amount(row["lost"] * years)), *steps))
    heads = ("Carried", "People lose", *(str(one["order"]) for one in content.rows("workshop_counters")))
    words = (
        "What people lose, £ million, and the steps of the five people and places: the first number in columns 1 to "
        "3, the second in 4 to 6. Above 0 is better for them. All of it is assumed."
    )
    return el("p", words) + _table("People", heads, body, numbers=True)


def result_chart(taken: int) -> Html:
    """Return the picture of a sealed result: for each option a dot for each column; equal sums share one."""
    night = content.night()
    names = [f"{row['order']}. {row['title']}" for row in _options()]
    dots = []
    for name, row in zip(names, _options(), strict=True):
        sums = {place: on_paper(row["order"], place, taken, night)[taken] for place in COLUMNS}
        for printed in dict.fromkeys(map(signed, sums.values())):
            at = [place for place, value in sums.items() if signed(value) == printed]
            label = f"{at[0]}–{at[-1]}" if at[1:] else str(at[0])
            dots.append({"option": name, "x": sums[at[0]], "column": label, "room": 80 if at[1:] else 25})
    message = f"What each option adds in {SPANS[taken]}, by its column: left of the line is less to find"
    far = max(abs(dot["x"]) for dot in dots) * 1.12
    drawings = NONE
    for size, width in pictures.WIDTHS.items():
        letters = 18 if size == "wide" else 15
        base = alt.Chart(alt.Data(values=dots)).encode(y=alt.Y("option:N", sort=names, axis=None))
        axis = alt.Axis(title=None, labelFontSize=letters, tickCount=5)
        x = alt.X("x:Q", axis=axis, scale=alt.Scale(domain=[-far, far]))
        circle = {"filled": True, "color": theme.WHITE, "stroke": theme.INK, "opacity": 1}
        chart = alt.layer(
            alt.Chart(alt.Data(values=[{"x": 0}])).mark_rule(color=theme.INK).encode(x=x),
            alt.Chart(alt.Data(values=[{"option": name} for name in names]))
            .mark_text(align="left", dy=-22, fontSize=letters)
            .encode(x=alt.value(0), y=alt.Y("option:N", sort=names, axis=None), text="option:N"),
            base.transform_calculate(area=f"datum.room * {letters}")
            .mark_point(**circle, yOffset=8)
            .encode(x=x, size=alt.Size("area:Q", scale=None)),
            base.mark_text(fontSize=letters, fontWeight=700, baseline="middle", yOffset=8).encode(
                x=x, text="column:N"
            ),
        ).properties(width=width - 30, height=250, padding={"left": 12, "right": 12, "top": 4, "bottom": 26},
                     autosize=alt.AutoSizeParams(type="none"))  # fmt: skip
        drawings += el("div", pictures.svg(chart.to_dict(), f"result-{taken}-{size}", message), class_=f"jw-{size}")
    return shape(
        """<figure class="jw-figure"><figcaption><p class="jw-message">{message}</p>\
<p class="jw-what">£ million against the plan as it stands (illustrative). A dot holds its column, or its columns.</p>\
</figcaption><div role="img" aria-label="{message}">{drawings}</div></figure>""",
        message=message,
        drawings=drawings,
    )


def clerk() -> Html:
    """Return the clerk's sheet: which column, and the sums of three rounds with room to write."""
    steps = [
        _step(f"Round {number}: {span}", _table(
            f"{capital(span)}, £ million",
            ("What", "Sum"),
            (
                ("Card drawn, and the column of what was carried", BLANK),
                ("The plan as it stands leaves", content.slot(f"round stands {number}")),
                *((f"What was carried in {SPANS[before]} adds", BLANK) for before in range(number)),
                ("Cards that move money add", BLANK),
                (el("b", "Left to find: the sum"), BLANK),
                ("Of this from reserves (as far as the floor allows)", BLANK),
                ("The rest is owed: add what was owed before", BLANK),
                ("What people lose", BLANK),
            ),
        ))
        for number, span in enumerate(SPANS, start=1)
    ]  # fmt: skip
    bill = ("Left to find in three rounds", "What people lose in three rounds", "What year 6 starts with",
            el("b", "Whole bill, whoever pays it"))  # fmt: skip
    told = _step("After round 3", _table("The whole bill, £ million", ("What", "Sum"), ((one, BLANK) for one in bill)))
    ticks = _step("Facts told, by option", _table(
        "Tick each fact that is told aloud",
        ("Option", "Told"),
        ((f"{row['order']}. {row['title']}", join([BOX + " "] * content.night().facts[row["order"]]))
         for row in _options()),
    ))  # fmt: skip
    return join((_list_of("column-rule", "ol"), ticks, *steps, told))


def wall_people() -> Html:
    """Return the tracks of five people and places for the wall: a marker for each board moves on them."""
    places = range(-6, 7)
    heads = ("Who", *(str(place).replace("-", "\u2212") if place else "start" for place in places))
    body = ((one["title"], *[""] * len(places)) for one in content.rows("workshop_counters"))
    known = (
        _lead(f"{one['order']}. {one['title']}.", f"Known: {one['known']} Assumed: {one['assumed']}")
        for one in content.rows("workshop_counters")
    )
    words = "Put one marker for each board on “start”. To the right is better for them. Move by the sealed results."
    return el("p", words) + _table("Five people and places: all made up", heads, body) + bullets(known)


def wall_graph() -> Html:
    """Return the graph for the wall: what is left to find in each round, to be drawn in by hand."""
    heads = ("£ million", *(f"{board}: {span}" for span in SPANS for board in "AB"))
    body = ((f"{top - 10} to {top}", *[""] * 6) for top in range(100, 0, -10))
    words = "After each vote, shade the column up to what the clerk found. Do not draw ahead."
    return el("p", words) + _table("Left to find, round by round", heads, body)


def gallery() -> Html:
    """Return the cards of the public gallery: who speaks, the one line, and what two of them know."""
    titles = {row["key"]: f"option {row['order']}" for row in _options()}
    cards = (
        (
            el("h3", _typeset(row["title"])),
            el("p", "In each round the chair asks you once. You say this, or one line of your own:"),
            el("p", el("b", _typeset(row["line"]))),
            el(
                "p",
                _lead(
                    "If a member asks what you know, say:", row["knows"] + f" It bears on {titles[row['fact_on']]}."
                ),
            )
            if row["knows"]
            else el("p", "Between rounds, change places with a player who wants to."),
        )
        for row in content.rows("workshop_gallery")
    )
    return el("div", (el("article", card, class_="jw-shock") for card in cards), class_="jw-roles")


def fact_key() -> Html:
    """Return who holds which private fact, and on which option it bears."""
    names = {row["key"]: f"{row['order']}. {row['title']}" for row in content.rows("workshop_options")}
    told = [(f"Role {row['order']}", row) for row in content.rows("workshop_roles")]
    told += [(row["title"], row) for row in content.rows("workshop_gallery") if row["knows"]]
    body = ((who, names[row["fact_on"]], row["knows"]) for who, row in told)
    return _lines_of("fact-words") + _table("Twelve facts", ("Who", "Bears on", "The fact"), body)


def numbers() -> Html:
    """Return what the sums say of all the options at once, when the night is over, and what they leave out."""
    body = []
    for measure in content.MEASURES:
        values = [measure.of(order) for order in range(len(content.rows("workshop_options")))]
        body.append((measure.label, *(fill_slot(amount(value)) for value in values)))
    heads = ("Carried in every round", "Plan", *(str(row["order"]) for row in _options()))
    return join((
        _lines_of("numbers-words"),
        _table("Each option, in the middle of its six columns (illustrative)", heads, body, numbers=True),
        el("h3", "What the sums leave out"),
        bullets(_lead(f"{row['order']}. {row['title']}.", row["people"]) for row in content.rows("workshop_options")),
    ))  # fmt: skip


def rehearsal(name: str = "ninety") -> Html:
    """Return a reading with a clock: for each part its minutes, the words to read, and what is left to talk."""
    body = [
        (step.title, clock(step.start, step.minutes), str(words), fill_slot(amount(step.minutes - words / PACE)))
        for step, words in reading(name)
    ]
    heads = ("Part", "Minutes", "Words to read", "Minutes left")
    return _table(f"{content.AGENDAS[name]}, read with a clock", heads, body, numbers=True)


#: Words a minute: aloud by the facilitator, or in silence by everybody.
PACE = 180
#: What is read in silence in the part that first asks for it, by the title that the agenda has.
READ = {"paper 1": "paper-1", "paper 2": "paper-2", "paper 3": "paper-3", "paper 4": "paper-4"}


def reading(name: str) -> list[tuple[content.Part, int]]:
    """Return the parts of an agenda with the words that have to be read in each: aloud, and in silence.

    Aloud are the script's lines and one card; in silence a role card, the longest, and the papers asked for.
    """
    card = max(len(body_text(role_card(row, "a")).split()) for row in content.rows("workshop_roles"))
    shock = max(len(row["happens"].split()) for row in content.rows("workshop_shocks"))
    told = []
    for step in content.agenda(name):
        wanted = step.material.lower().split("; ")
        words = sum(len(line.split()) for line in step.say)
        words += sum(len(sheet(READ[title]).text().split()) for title in wanted if title in READ)
        words += card * ("role cards" in wanted) + 2 * shock * ("shock cards" in wanted)
        told.append((step, words))
    return told


def shock_key() -> Html:
    """Return, for each shock card, what changes at the table, the pattern it mirrors and its source."""
    first = (
        "The sources name places. Do not read this sheet out before the debrief. What a card does is "
        "printed on it, and is made up; the pattern is published."
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
    votes = representatives_vote("ab".index(board))
    if group == "officer" or (group == "representatives" and not votes):
        return "you speak, and have no vote"
    return "you have a vote"


def role_card(row: dict, boards: str) -> Html:
    """Return one role card, for one board ("a" or "b") or for both ("ab")."""
    number = f"{boards.upper()}{row['order']}" if len(boards) == 1 else str(row["order"])
    option = next(one["order"] for one in content.rows("workshop_options") if one["key"] == row["fact_on"])
    lines = [("Red line.", row["red_line"]), ("To trade.", row["trade"]), ("Ally.", f"{row['ally']} is near you.")]
    if row["interest"]:
        lines.append(("Interest.", row["interest"]))
    return shape(
        """<article class="jw-role of-{group}"><h3>{title}</h3>\
<p class="jw-vote"><span class="jw-mark" aria-hidden="true"></span>{vote}. You are {who}.</p>\
<p><b>You want</b></p>{wants}{lines}<p><b>You must</b></p>{must}\
<div class="jw-private"><p><b>Only you know</b></p><p>{knows}</p><p>Told aloud, it moves option {option} one column \
to the right.</p></div></article>""",
        group=row["group"].replace("_", "-"),
        title=_typeset(f"{number}. {row['title']}"),
        vote=" · ".join(f"Board {board.upper()}: {vote_words(row['group'], board)}" for board in boards),
        who=GROUPS[row["group"]],
        wants=_list(row["wants"].split("|")),
        lines=_leads(lines),
        must=_list(row["must"].split("|")),
        knows=_typeset(row["knows"]),
        option=option,
    )


def role_cards(boards: str = "ab") -> Html:
    """Return the ten role cards, for one board or for both."""
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
    """Return the finance report of year 1: what is missing, and what closes it. Later years are not in it."""
    year = content.plan_of().years[0]
    told = (
        ("Payments", year.pot), ("Cost of carrying on", year.cost), ("Short before any saving", year.cost - year.pot),
        ("Savings that last", year.recurring), ("One-off savings", year.one_off),
        (el("b", "Left to find"), year.overspend + year.drawn), ("Of this from reserves", year.drawn),
        ("Of this paid by the partners, and owed", year.overspend),
    )  # fmt: skip
    table = _table(
        "The plan as it stands, year 1, £ million (illustrative)",
        ("£ million", "Year 1"),
        ((label, fill_slot(amount(value))) for label, value in told),
        numbers=True,
    )
    return _headed("paper-1") + gap_chart() + table + _lines_of("rounding")


def paper_2() -> Html:
    """Return the paper for decision in round 1: what each option is, this year, and a range for later years."""
    told = (
        _step(
            f"Option {row['order']}: {row['title']}",
            _paragraphs([row["plain"], _lead("For people.", row["people"])]),
            el("p", _lead("For:", row["supporters"]), " ", _lead("Against:", row["critics"])),
        )
        for row in _options()
    )
    return join((_headed("paper-2"), ranges(0), _headed("paper-2-end"), *told))


def later_paper(taken: int) -> Html:
    """Return the short paper for decision in round 2 or 3."""
    return _lines_of("paper-later") + ranges(taken) + _headed("paper-2-end")


def ranges(taken: int) -> Html:
    """Return what each option would add in a round, in the middle of its columns, and from least to most later."""
    body, night = [], content.night()
    for row in _options():
        sums = [on_paper(row["order"], place, taken, night) for place in COLUMNS]
        after = [sum(each[taken + 1 : 3]) if taken < 2 else each[3] for each in sums]
        later = f"{signed(min(after))} to {signed(max(after))}"
        body.append((f"{row['order']}. {row['title']}", signed(sums[MIDDLE - 1][taken]), later))
    later = ("years 2 to 5", "years 4 and 5", "year 6")[taken]
    return _table(
        f"Against the plan as it stands, £ million (illustrative). Below 0 is less to find in {SPANS[taken]}",
        ("Option", capital(SPANS[taken]), f"{capital(later)}: from, to"),
        body,
        numbers=True,
    )


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
            _paragraphs([row["happens"], card_words(row), el("b", _typeset(row["question"]))]),
        )
        for row in content.rows("workshop_shocks")
    )
    return el("div", (el("article", card, class_="jw-shock") for card in cards), class_="jw-roles")


def card_words(row: dict) -> str:
    """Return what a card does, in words: columns, money, or facts that count as told."""
    orders = {one["key"]: one["order"] for one in content.rows("workshop_options")}
    told = []
    for part in evidence.parted(row["columns"]):
        key, by = part.split("=")
        way = "to the left" if int(by) < 0 else "to the right"
        columns = "one column" if abs(int(by)) == 1 else "two columns"
        told.append(f"Option {orders[key]}: {columns} {way}.")
    if content.night().cards[row["order"]].effects:
        told.append("It moves money too: the sealed results say how much.")
    if row["reveals"]:
        told.append(f"All facts on option {orders[row['reveals']]} count as told.")
    return " ".join((*told, "From now on."))


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
    """Return the two half sheets for the half day: the rules that each board works by in round 3."""
    return join(_half_sheet(board, rules) for board, rules in (("a", "b"), ("b", "a")))


def _half_sheet(board: str, rules: str) -> Html:
    voters, needed = content.votes(rules)
    who, since = content.lines(f"votes-{rules}")[0], "since" if rules == "b" else "before"
    told = (
        f"Your rules are now those {since} {content.slot('day change')}, whatever your card says of the vote.",
        _lead(f"{who.text}.", who.more),
        f"With all ten cards, {voters} have a vote and the quorum is {needed}. Use vote sheet {rules.upper()}.",
    )
    return el("article", el("h3", f"Board {board.upper()}, round 3"), _paragraphs(told), class_="jw-half")


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


#: Every sheet of the pack, in the order of printing: by who holds it.
SHEETS = (
    Sheet("room", "The room, and before the day", FACILITATOR, "1", 1, room),
    Sheet("people", "How many people", FACILITATOR, "1", 1, people),
    Sheet("agenda", "The 90 minutes at a glance", FACILITATOR, "1", 1, lambda: agenda_table("ninety")),
    Sheet("script", "Script for 90 minutes", FACILITATOR, "1", 1, lambda: script("ninety")),
    Sheet("fact-key", "Who knows what", FACILITATOR, "1", 1, fact_key),
    Sheet("shock-key", "Shock cards: at the table, the pattern, the source", FACILITATOR, "1", 1, shock_key),
    Sheet("numbers", "What the numbers say", FACILITATOR, "1, for the end", 1, numbers),
    Sheet("poll-answers", "Poll answers and reasons", FACILITATOR, "1, for the end", 1, poll_answers),
    Sheet("record", "Record of the night", FACILITATOR, "1", 1, record),
    Sheet("forty-five", "45 minutes: agenda and script", FACILITATOR, "1, for 45 minutes", 0,
          lambda: agenda_table("forty-five") + script("forty-five")),
    Sheet("half-day", "Half a day: agenda and script", FACILITATOR, "1, for half a day", 0,
          lambda: agenda_table("half-day") + script("half-day")),
    Sheet("direction-example", "One direction that answers all seven headings", FACILITATOR, "1, for half a day", 0,
          direction_example),
    Sheet("rehearsal", "Read with a clock", FACILITATOR, "1", 1,
          lambda: _lines_of("rehearsal") + rehearsal("ninety") + rehearsal("forty-five") + _list_of("stumbles")),
    Sheet("accessibility", "Accessibility notes", FACILITATOR, "1", 1, partial(_list_of, "accessibility")),
    Sheet("licence", "Licence, and what is made up", FACILITATOR, "1", 1, partial(_list_of, "licence")),
    Sheet("poll-card", "Poll card", PERSON, "1 for each person", 20, poll_card),
    Sheet("paper-1", "Paper 1: what is missing from the budget", PERSON, "1 for each person", 20, paper_1),
    Sheet("paper-2", "Paper 2: four options, for year 1", PERSON, "1 for each person", 20, paper_2),
    Sheet("paper-3", "Paper 3: four options, for years 2 and 3", PERSON, "1 for two people", 10,
          partial(later_paper, 1)),
    Sheet("paper-4", "Paper 4: four options, for years 4 and 5", PERSON, "1 for two people", 10,
          partial(later_paper, 2)),
    Sheet("debrief", "Debrief sheet", PERSON, "1 for each person, for the end", 20, debrief),
    Sheet("evaluation", "Evaluation", PERSON, "1 for each person, for the end", 20, evaluation),
    Sheet("handout", "Read on", PERSON, "1 for each person, for the end", 20, handout),
    Sheet("meeting-rules", "Rules of the meeting", PERSON, "1 for each person, for the end", 20, meeting_rules),
    Sheet("standing-orders", "Standing orders: must and may not", PERSON, "1 for each person, for the end", 20,
          standing_orders),
    Sheet("swim-lanes", "Swim lanes: who decides?", PERSON, "1 for two people, for half a day", 0, swim_lanes),
    Sheet("own-board", "My own board", PERSON, "1 for each person, for half a day", 0, own_board),
    Sheet("ground-rules", "Ground rules", TABLE, "1 for each board", 2, partial(_list_of, "ground-rules", "ol")),
    Sheet("words", "Words for tonight", TABLE, "1 for two people", 10, words),
    Sheet("chair-card", "Chair’s card", TABLE, "1 for each board", 2, partial(_list_of, "chair-card", "ol")),
    Sheet("clerk", "Clerk’s sheet: the column and the sums", TABLE, "1 for each board", 2, clerk),
    Sheet("vote-a", "Vote sheet A: before the change", TABLE, "3; one for each round", 3, partial(vote_sheet, "a")),
    Sheet("vote-b", "Vote sheet B: since the change", TABLE, "3; one for each round", 3, partial(vote_sheet, "b")),
    Sheet("map", "Map of the board", TABLE, "1 for each board", 2, board_map),
    Sheet("direction-form", "Direction form", TABLE, "1 for each board, for half a day", 0, direction_form),
    Sheet("round-2", "Half sheets: the rules change places", TABLE, "1, for half a day", 0, round_2),
    Sheet("role-cards-a", "Role cards, Board A", CARDS, "1 set", 1, partial(role_cards, "a")),
    Sheet("role-cards-b", "Role cards, Board B", CARDS, "1 set", 1, partial(role_cards, "b")),
    Sheet("gallery", "Public gallery: three speakers", CARDS, "1 set", 1, gallery),
    Sheet("shock-cards", "Shock cards", CARDS, "1 set", 1, shock_cards),
    Sheet("result-1", "Sealed result of year 1", SEALED, "1 for each board, sealed", 2, partial(result, 0)),
    Sheet("result-2", "Sealed result of years 2 and 3", SEALED, "1 for each board, sealed", 2, partial(result, 1)),
    Sheet("result-3", "Sealed result of years 4 and 5", SEALED, "1 for each board, sealed", 2, partial(result, 2)),
    Sheet("wall-people", "Wall: five people and places", WALL, "1, as large as you can", 1, wall_people),
    Sheet("wall-graph", "Wall: left to find, round by round", WALL, "1, as large as you can", 1, wall_graph),
)  # fmt: skip


def sheet(name: str) -> Sheet:
    """Return one sheet by name. Raises KeyError for a name that is neither in SHEETS nor among the book's own."""
    own = Sheet("role-cards", "Role cards, for both boards", CARDS, "", 0, role_cards)
    return {each.name: each for each in (*SHEETS, own)}[name]


def show(*names: str, folded: bool = True) -> Shown:
    """Return sheets to show on a page of the book: of the pack, or its own ("role-cards")."""
    return Shown(tuple(sheet(name) for name in names), folded)
