"""The commissioning cycle: three rounds of analyse, plan, do and review, with ten tokens of effort a round.

Every number is made up. Tokens, needs, conversations and actions are whole counts. Some needs show in the figures;
the others are known only to the people who have them. The plan is set at the end of round 1. The equations follow
the book's page "How the models work"; the law behind the steps is in `data/rules.csv`.
"""

from __future__ import annotations

from dataclasses import dataclass

from joint_working.formula import Number, at_least, at_most, both, choose, same

ROUNDS = 3

#: Tokens of effort in a round.
TOKENS = 10

#: What one token does in a step: needs shown by analysing, needs written into the plan, actions carried out.
HANDLED = 2

#: Tokens that one conversation costs in each round: double once the plan is set, because something is undone first.
PRICES = (1, 2, 2)

#: Written needs that change before each later round. A review token keeps one of them in the plan.
CHANGES = 2

TOWN, GLEN, SHORE = "Town", "Glen", "Shore"

#: The choices of `CycleLevers.where`, in order.
EVERYWHERE, TOWN_ONLY = range(2)


@dataclass(frozen=True)
class Card:
    """A made-up need of some people in one of three made-up localities.

    `opens` is the round in which the need begins. A `hidden` need is in no figure: people have to tell of it.
    """

    locality: str
    opens: int
    hidden: bool
    need: str


def _cards(*rows: tuple[str, int, str, str]) -> tuple[Card, ...]:
    return tuple(Card(place, opens, how == "people", need) for place, opens, how, need in rows)


#: The five packs of need cards, twelve in each. All are made up.
PACKS = (
    _cards(
        (TOWN, 1, "figures", "Falls at home among people over 80"),
        (TOWN, 1, "figures", "Delays in leaving hospital for want of home care"),
        (GLEN, 1, "figures", "Few home-care hours for each older person"),
        (SHORE, 1, "figures", "Repeat admissions of people with lung disease"),
        (TOWN, 1, "people", "Carers who work cannot come to a morning group"),
        (TOWN, 1, "people", "People with learning disabilities are lonely at weekends"),
        (GLEN, 1, "people", "No bus home after the afternoon clinic"),
        (SHORE, 1, "people", "People do without care sooner than ask a neighbour"),
        (TOWN, 2, "figures", "A sheltered block grows older"),
        (GLEN, 2, "people", "The one respite worker retires"),
        (SHORE, 3, "figures", "More people with dementia live alone"),
        (TOWN, 3, "people", "Young carers hide what they do"),
    ),
    _cards(
        (TOWN, 1, "figures", "A long list for day care"),
        (GLEN, 1, "figures", "Late diagnosis of dementia"),
        (TOWN, 1, "people", "Letters cannot be read by many who get them"),
        (TOWN, 1, "people", "Carers stop asking after one refusal"),
        (GLEN, 1, "people", "Visits come too early to be of use"),
        (GLEN, 1, "people", "A couple have been parted to get care"),
        (SHORE, 1, "people", "Nobody knows whom to ring at night"),
        (SHORE, 1, "people", "Farm families never ask for respite"),
        (TOWN, 2, "people", "A drop-in closes and its people vanish from view"),
        (SHORE, 2, "people", "New families have no kin near by"),
        (TOWN, 3, "figures", "More people leave hospital at weekends"),
        (GLEN, 3, "figures", "A practice closes its list"),
    ),
    _cards(
        (TOWN, 1, "figures", "Beds taken by people ready to go home"),
        (TOWN, 1, "figures", "Long waits for equipment"),
        (GLEN, 1, "figures", "Unfilled home-care rounds"),
        (SHORE, 1, "figures", "Ambulance calls after falls"),
        (TOWN, 1, "people", "Carers want a break they can plan"),
        (GLEN, 1, "people", "Snow cuts off visits, and nobody is told"),
        (GLEN, 1, "people", "People move away to get care"),
        (SHORE, 1, "people", "The ferry decides who sees a nurse"),
        (GLEN, 2, "figures", "A care home stops taking new people"),
        (SHORE, 2, "people", "Carers are now over 80 themselves"),
        (SHORE, 3, "people", "Care workers cannot find a house"),
        (GLEN, 3, "people", "The lunch club is the only company left"),
    ),
    _cards(
        (TOWN, 1, "figures", "More people need two carers at a visit"),
        (TOWN, 1, "figures", "Night calls to the warden"),
        (SHORE, 1, "figures", "Long stays after a broken hip"),
        (TOWN, 1, "people", "Bereaved carers are left with no one"),
        (TOWN, 1, "people", "People fear losing the worker they know"),
        (GLEN, 1, "people", "Shame keeps people from the day centre"),
        (TOWN, 2, "figures", "A home-care firm closes: rounds to cover"),
        (GLEN, 2, "figures", "A home-care firm closes: people to reassess"),
        (TOWN, 2, "people", "After the closure: families fill in and fall ill"),
        (SHORE, 2, "people", "After the closure: people cancel and say nothing"),
        (TOWN, 3, "people", "Staff who moved firm lost their people"),
        (GLEN, 3, "people", "Trust is gone, so the new firm is refused"),
    ),
    _cards(
        (TOWN, 1, "figures", "Long waits for a first assessment"),
        (TOWN, 1, "figures", "Delays in leaving hospital"),
        (GLEN, 1, "figures", "Home-care rounds without staff"),
        (GLEN, 1, "figures", "Emergency admissions from one care home"),
        (SHORE, 1, "figures", "Falls among people over 80"),
        (SHORE, 1, "figures", "Missed visits after storms"),
        (TOWN, 1, "people", "Carers do not know what they may ask for"),
        (GLEN, 1, "people", "People want the same worker each week"),
        (TOWN, 2, "figures", "Equipment comes late"),
        (SHORE, 2, "figures", "A practice loses its nurse"),
        (TOWN, 3, "figures", "More people with dementia"),
        (SHORE, 3, "people", "The day centre is too far to walk"),
    ),
)


def cards_open(pack: int, by_round: int, hidden: bool, outside: bool) -> int:
    """Return how many cards of a pack have begun by a round, of one kind and in or outside the town."""
    return sum(
        card.opens <= by_round and card.hidden == hidden and (card.locality != TOWN) == outside for card in PACKS[pack]
    )


@dataclass(frozen=True)
class CycleLevers:
    """What can be moved: tokens or a choice. Usual values: `data/levers.csv`."""

    ask_first: Number
    """Tokens spent on asking people in round 1, before the plan is set."""
    ask_second: Number
    ask_third: Number
    where: Number
    """Where people are asked: EVERYWHERE or TOWN_ONLY."""
    analyse: Number
    """Tokens a round spent on figures."""
    plan: Number
    """Tokens a round spent on writing needs into the plan."""
    review: Number
    """Tokens a round spent on finding what has changed."""
    pack: Number
    """Which of PACKS is drawn, counted from 0."""


@dataclass(frozen=True)
class Round:
    """One round, in needs unless said otherwise. `need` = `met` + `known` + `unseen`; `actions` = `met` + `missed`."""

    ask: Number
    """Tokens spent on asking."""
    extra: Number
    """The part of `ask` paid only because the plan was set already."""
    do: Number
    """Tokens that remain for doing."""
    heard: Number
    """Conversations so far. People who were asked once tell of later needs too."""
    need: Number
    """Needs that have begun, seen or not."""
    seen: Number
    written: Number
    """Seen needs that stand in the plan."""
    actions: Number
    """Two for each token of doing."""
    met: Number
    """Written needs that an action meets."""
    known: Number
    """Seen, and not met."""
    unseen: Number
    missed: Number
    """Actions that meet no need in the plan: they go where the need was guessed to be."""
    everyone: Number
    """Outcome for all people: 1 up, 0 level, -1 down. See `arrow`."""
    unrecorded: Number
    """The same for those whose needs are in no figure."""
    outside: Number
    """The same for the two localities outside the town."""


@dataclass(frozen=True)
class Cycle:
    """Three rounds, and what asking late cost in all."""

    rounds: tuple[Round, ...]
    extra: Number
    """Tokens paid only because people were asked after the plan was set."""
    conversations: Number


def cycle(levers: CycleLevers) -> Cycle:
    """Go round three times. Each round's ten tokens are asking + analyse + plan + review + doing.

    No setting can overspend: the levers take ten tokens at most, and doing takes what remains.
    """
    rounds: list[Round] = []
    heard, written = 0.0, 0.0
    for number, ask in enumerate((levers.ask_first, levers.ask_second, levers.ask_third), start=1):
        price = PRICES[number - 1]
        heard = heard + ask / price
        seen = _seen(levers, number, heard)
        if rounds:
            written = at_least(0, written - at_least(0, CHANGES - levers.review))
        written = at_most(seen.all, written + HANDLED * levers.plan)
        do = TOKENS - ask - levers.analyse - levers.plan - levers.review
        actions = HANDLED * do
        met = at_most(written, actions)
        rounds.append(
            Round(
                ask=ask, extra=ask - ask / price, do=do, heard=heard, need=seen.need, seen=seen.all, written=written,
                actions=actions, met=met, known=seen.all - met, unseen=seen.need - seen.all, missed=actions - met,
                everyone=arrow(met, seen.all, seen.all, seen.need),
                unrecorded=arrow(met, seen.hidden, seen.all, seen.need_hidden),
                outside=arrow(met, seen.outside, seen.all, seen.need_outside),
            )
        )  # fmt: skip
    return Cycle(
        rounds=tuple(rounds),
        extra=rounds[0].extra + rounds[1].extra + rounds[2].extra,
        conversations=rounds[-1].heard,
    )


@dataclass(frozen=True)
class _Seen:
    all: Number
    hidden: Number
    outside: Number
    need: Number
    need_hidden: Number
    need_outside: Number


def _seen(levers: CycleLevers, number: int, heard: Number) -> _Seen:
    """Return what is seen by a round, and what there is to see. Places take turns, so seen needs spread evenly."""

    def count(hidden: bool, outside: bool) -> Number:
        cards: Number = cards_open(len(PACKS) - 1, number, hidden, outside)
        for pack in range(len(PACKS) - 1):
            cards = choose(same(levers.pack, pack), cards_open(pack, number, hidden, outside), cards)
        return cards

    open_town, open_outside = count(False, False), count(False, True)
    hidden_town, hidden_outside = count(True, False), count(True, True)
    figures = at_most(open_town + open_outside, HANDLED * levers.analyse * number)
    in_town = same(levers.where, TOWN_ONLY)
    told = at_most(choose(in_town, hidden_town, hidden_town + hidden_outside), heard)
    told_outside = choose(in_town, 0, told * hidden_outside / (hidden_town + hidden_outside))
    return _Seen(
        all=figures + told,
        hidden=told,
        outside=figures * open_outside / (open_town + open_outside) + told_outside,
        need=open_town + open_outside + hidden_town + hidden_outside,
        need_hidden=hidden_town + hidden_outside,
        need_outside=open_outside + hidden_outside,
    )


def arrow(met: Number, seen_here: Number, seen: Number, need_here: Number) -> Number:
    """Return 1 (up), 0 (level) or -1 (down) for a group of needs.

    Actions go to seen needs alike, so the group has `met * seen_here / seen` of its needs met. Up is two thirds or
    more, down is less than one third. Both marks are made up.
    """
    thirds, whole = 3 * met * seen_here, need_here * at_least(1, seen)
    return choose(thirds >= 2 * whole, 1, choose(both(thirds >= whole, thirds > 0), 0, -1))
