"""What phones, the desk and the wall see. Every text that came from a phone or a table is escaped by `html`.

A page is a frame and one part that changes, `<main>`: the script fetches it again when something happened, and
without a script it comes anew by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from joint_working.explorers.judging_it.evaluation_files import TABLES, group_sentence
from joint_working.explorers.judging_it.self_evaluation import map_drawing
from joint_working.explorers.money.motions import options as motions
from joint_working.html import Content, Html, bullets, el, headings, join, options, shape
from joint_working.models.evaluation import Answer, Evaluation, Group, Member

from . import voting
from .asking import LIST, NOTHING, TICK, Ask, catalogue
from .store import AFTER, BEFORE, Now, Store

FRAME = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – Joint Working</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/room/room.css">
{renewed}</head>
<body class="{of}" data-from="{part}"><main aria-live="polite">{inside}</main>
<script src="/room/room.js"></script></body></html>
"""
#: Where no script runs, a page that changes comes anew every few seconds.
RENEWED = shape('<noscript><meta http-equiv="refresh" content="6"></noscript>')
TURNS = {BEFORE: "Before", AFTER: "After"}


def frame(title: str, of: str, part: str, inside: Html) -> Html:
    """Return a page. `part` is the address of what stands in its main part; "" for a page that does not change."""
    return shape(FRAME, title=title, of=of, part=part, inside=inside, renewed=RENEWED if part else "")


def _form(action: str, *inside: Content, **values: object) -> Html:
    return el("form", *inside, method="post", action=action, **values)


def _button(words: str, **values: object) -> Html:
    return el("button", words, type="submit", **values)


# --- Phones ----------------------------------------------------------------------------------------------------


def join_page(code: str, problem: str = "") -> Html:
    """Return the page on which a phone joins."""
    field = el(
        "input", id="code", name="code", value=code, autocomplete="off", autocapitalize="characters",
        required=True,
    )  # fmt: skip
    inside = join(
        [
            el("h1", "Join the room"),
            el("p", problem, role="alert", class_="wrong") if problem else None,
            _form("/join", el("label", "Room code, from the wall", for_="code"), field, _button("Join")),
            el("p", "No name is asked, and none is kept. Your answers stay on the trainer’s laptop."),
            el("p", el("a", "Read the book instead", href="/book/index.html")),
        ]
    )
    return frame("Join the room", "phone", "", inside)


def phone(store: Store, token: str, notice: str = "") -> Html:
    """Return what a phone shows now. `notice` is said first."""
    now = store.now()
    ask = catalogue().get(now.ask)
    said = el("p", notice, role="status", class_="said") if notice else Html()
    if ask is None:
        return said + el("h1", "You are in") + el("p", "Wait for the first question. It comes by itself.")
    if store.answered(now.ask, now.round, token) is not None:
        return said + el("h1", "Thank you") + el("p", "Your answer is in. Look at the wall.")
    if not now.open:
        return said + el("h1", "Closed") + el("p", "No more answers are taken. Look at the wall.")
    fields = [_field(ask, number) for number in range(len(ask.fields))]
    turn = el("input", type="hidden", name="turn", value=now.round)
    key = el("input", type="hidden", name="ask", value=now.ask)
    again = el("p", "Asked again: answer as you see it now.") if now.round == AFTER else Html()
    return said + el("h1", ask.text) + again + _form("/answer", key, turn, *fields, _button("Send"))


def _field(ask: Ask, number: int) -> Html:
    field, name = ask.fields[number], f"f{number}"
    if field.shape == TICK:
        box = el("input", type="checkbox", name=name, value="1")
        return el("label", box, " ", field.label, class_="tick")
    if field.shape == LIST:
        words = [("", "Choose"), *((place, choice) for place, choice in enumerate(field.choices))]
        return el("p", el("label", field.label, for_=name), el("select", options(words), name=name, id=name))
    radios = (
        el("label", el("input", type="radio", name=name, value=place), " ", choice, class_="tick")
        for place, choice in enumerate(field.choices)
    )
    return el("fieldset", el("legend", field.label or "Your answer"), *radios)


# --- The wall --------------------------------------------------------------------------------------------------


def wall(store: Store, address: str, code_drawing: Html) -> Html:
    """Return what the wall shows: how to join, or the question with its counts."""
    now = store.now()
    ask = catalogue().get(now.ask)
    where = el("p", "Join at ", el("b", address), " with the code ", el("b", store.code), class_="where")
    if ask is None:
        said = el("p", _people(store.phones(), "phone has joined", "phones have joined"))
        return el("h1", "Join the room") + el("div", code_drawing, class_="code") + where + said
    answers = store.answers(now.ask, now.round)
    counted = el("p", f"{_people(len(answers), 'answer', 'answers')} of {store.phones()}.", class_="counted")
    shown = counts(store, ask, now) if not now.open else Html()
    told = bullets(ask.told, class_="told") if now.shown and ask.told else Html()
    return el("h1", ask.text) + counted + shown + told + where


def _people(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"


def counts(store: Store, ask: Ask, now: Now) -> Html:
    """Return the counts of what is asked, before and after beside each other where both were asked."""
    turns = [turn for turn in TURNS if store.answers(ask.key, turn)]
    given = {turn: store.answers(ask.key, turn) for turn in turns}
    if not given:
        return el("p", "Nobody has answered.")
    if ask.kind == "vote":
        return _evening(store, given[turns[-1]])
    if ask.kind == "proposals":
        return _map(given[turns[-1]])
    return join(_bars(ask, number, given, now.shown) for number in range(len(ask.fields)))


def _bars(ask: Ask, number: int, given: dict[int, list[tuple[int, ...]]], shown: bool) -> Html:
    """Return the counts of one field as a table with a bar in each cell."""
    field = ask.fields[number]
    people = max(map(len, given.values()))
    places = [1] if field.shape == TICK else range(len(field.choices))
    rows = []
    for place in places:
        right = shown and field.right == place
        cells = []
        for answers in given.values():
            count = sum(answer[number] == place for answer in answers)
            length = el("rect", width=f"{100 * count / people:.1f}%", height="100%")
            bar = el("svg", el("rect", width="100%", height="100%", class_="all"), length, aria_hidden="true")
            cells.append(el("td", el("b", str(count)), " ", bar))
        words = field.label if field.shape == TICK else field.choices[place]
        mark = el("b", " \u2713 right") if right else None
        rows.append(el("tr", el("th", words, mark, scope="row"), cells, class_="right" if right else None))
    head = headings(("", *(TURNS[turn] for turn in given)), numbers=False) if len(given) > 1 else None
    caption = el("caption", field.label) if field.label and field.shape != TICK else None
    return el("table", caption, el("thead", head) if head else None, el("tbody", rows), class_="bars")


def _evening(store: Store, answers: list[tuple[int, ...]]) -> Html:
    """Return how both boards voted. What comes of it is in the sealed results, and on the projector's page."""
    counts = voting.counts_of(answers)
    cells = [
        (name, *(f"{number:g}" for number in (one.votes_for, one.votes_against, one.abstained, one.quorum.needed)))
        for name, one in zip(voting.NAMES, counts, strict=True)
    ]
    heads = headings(("Board", "For", "Against", "Abstained", "Needed for a quorum"), numbers=False)
    rows = (el("tr", el("th", name, scope="row"), (el("td", cell) for cell in numbers)) for name, *numbers in cells)
    lead = bullets(voting.results(answers, store.settings()))
    table = el("table", el("caption", "The votes"), el("thead", heads), el("tbody", rows), class_="years")
    return lead + table


def _map(answers: list[tuple[int, ...]]) -> Html:
    """Return the disagreement map of a group's answers to the proposals, drawn as the book draws it to take away."""
    group = group_of(answers)
    return el("p", group_sentence(group)) + el("div", map_drawing(group), class_="map")


def group_of(answers: Sequence[tuple[int, ...]]) -> Group:
    """Return answers to the proposals as self-evaluations that the book can compare: a role, and no name."""
    roles, steps = tuple(TABLES.roles), tuple(TABLES.scale)
    members = []
    for number, (role, *placed) in enumerate(answers, 1):
        given = {
            proposal: Answer(steps[place])
            for proposal, place in zip(TABLES.proposals, placed, strict=True)
            if place != NOTHING
        }
        members.append(Member(f"phone {number}", Evaluation(f"phone-{number}", roles[role], "", given)))
    return Group(tuple(members), ())


# --- The desk --------------------------------------------------------------------------------------------------


def desk_door(problem: str = "") -> Html:
    """Return the page that asks for the trainer's code."""
    field = el("input", id="desk", name="desk", autocomplete="off", required=True)
    inside = join(
        [
            el("h1", "The trainer’s desk"),
            el("p", problem, role="alert", class_="wrong") if problem else None,
            _form("/desk", el("label", "Desk code, from the laptop", for_="desk"), field, _button("Open")),
        ]
    )
    return frame("The trainer’s desk", "desk", "", inside)


def desk(store: Store, notice: str = "") -> Html:
    """Return the desk: what is asked, its counts, what can be asked next, and how the room ends."""
    now = store.now()
    ask = catalogue().get(now.ask)
    said = el("p", notice, role="status", class_="said") if notice else Html()
    phones = store.phones()
    none = el("details", el("summary", "No phone gets in?"), bullets(NO_PHONE, "ol")) if not phones else Html()
    parts = [
        el("h1", "The trainer’s desk"),
        said,
        el("p", _people(phones, "phone has", "phones have"), " joined. Code ", el("b", store.code), ". ",
           el("a", "Open the wall", href="/wall", target="_blank"), "."),
        none,
        _running(store, ask, now) if ask else Html(),
        _choosing(now),
        el("h2", "End the room"),
        _form("/desk/delete", _button("Delete all answers and close the room", class_="danger")),
        el("p", "What was answered is deleted at once, and in any case after a day."),
    ]  # fmt: skip
    return join(parts)


def _running(store: Store, ask: Ask, now: Now) -> Html:
    answers = _people(len(store.answers(ask.key, now.round)), "answer", "answers")
    state = "takes answers" if now.open else "is closed"
    steps = []
    if now.open:
        steps = [_step("close", "Close and show the counts")]
    else:
        if ask.told and not now.shown:
            steps.append(_step("tell", "Show what is right, and why"))
        if now.round == BEFORE:
            steps.append(_step("again", "Ask the same again, after"))
        steps.append(_step("clear", "Delete these answers, and ask again from the start"))
    about = el("p", f"{TURNS[now.round]}: {answers}. It {state}.")
    card = _motion(store) if ask.kind == "vote" else Html()
    return join([el("h2", "Now: ", ask.title), about, *steps, card, counts(store, ask, now)])


def _step(action: str, words: str) -> Html:
    return _form(f"/desk/{action}", _button(words))


def _motion(store: Store) -> Html:
    """Return the lists by which the trainer says what is moved on each board."""
    settings = store.settings()
    titles = list(enumerate(title for title, _ in motions()))
    lists = [("a_option", "Board A moves", titles), ("b_option", "Board B moves", titles)]
    fields = (
        el("p", el("label", words, for_=name), el("select", options(of, settings.get(name, 0)), name=name, id=name))
        for name, words, of in lists
    )
    return _form("/desk/motion", *fields, _button("Set"))


def _choosing(now: Now) -> Html:
    groups: dict[str, list[tuple[str, str]]] = {}
    for key, ask in catalogue().items():
        groups.setdefault(ask.group, []).append((key, ask.title))
    listed = [el("optgroup", options(asks, now.ask), label=group) for group, asks in groups.items()]
    field = el("p", el("label", "What to ask", for_="ask"), el("select", *listed, name="ask", id="ask"))
    return el("h2", "Ask something") + _form("/desk/ask", field, _button("Ask it now"))


#: What to do when no phone gets in, in the order in which it is worth trying.
NO_PHONE = (
    "Is the phone on the same network as this laptop? Turn its mobile data off, and try again.",
    "On a guest network phones often may not see one another (client isolation). Make a hotspot on the laptop or on "
    "one phone, let all join that, and start the room again.",
    "Does the laptop ask whether to let Python take connections? Say yes, for private networks.",
    "Nothing helps? Use Count hands, and the paper forms of the pack: they always work.",
)


def address_line(address: str, code: str) -> str:
    """Return the address a phone opens from the drawn code: the room's, with the code filled in."""
    return f"{address}/?code={quote(code)}"
