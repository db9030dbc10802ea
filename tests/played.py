"""Plays Board night by script: random votes, dice, cards, facts and numbers of people, as the variants have them."""

import itertools
from collections import Counter
from dataclasses import dataclass
from math import comb

from joint_working.explorers.for_trainers.night import counted, read_night
from joint_working.models.board_night import COLUMNS, ROUNDS, STANDS, Decision, State, Votes, column, live
from joint_working.workshop import content

#: The variants: their agenda, if they have one, and how many rounds are voted.
VARIANTS = {"alone": (None, 1), "forty-five": ("forty-five", 1), "ninety": ("ninety", 3), "half-day": ("half-day", 3)}


class Bills:
    """The whole bills of a night, each worked out once."""

    def __init__(self, night):
        self.night, self.known = night, {}

    def lived(self, decisions, cards=(0, 0, 0)):
        cards = tuple(card if self.night.cards[card].effects else 0 for card in cards)
        key = (*((d.option, d.column if d.option else 1) for d in decisions), *cards)
        if key not in self.known:
            self.known[key] = live(decisions, cards, self.night)
        return self.known[key]

    def bill(self, decisions, cards=(0, 0, 0)):
        return self.lived(decisions, cards).bill()


def then_the_plan(decisions):
    return (*decisions, *(Decision(STANDS, 1),) * (len(ROUNDS) - len(decisions)))


@dataclass
class Play:
    """One board's night, and what every option would have come to in each round."""

    people: int
    states: list
    votes: list
    bills: list
    """For each round: the whole bill by option, each in its own column, the plan running on."""


def random_votes(rnd, board, size):
    """Return random votes of a board on which `size` members of each partner sit."""
    given = {}
    present = {"council": size, "health": size, "representatives": 3 if board else 0}
    away = 2 * (3 - size)
    for group, members in present.items():
        here = max(0, members - rnd.choice((0, 0, 0, 0, 1)))
        away += members - here
        given[f"{group}_for"] = votes_for = rnd.randint(0, here)
        given[f"{group}_against"] = rnd.randint(0, here - votes_for)
    return Votes(**given, absent=away)


def play(variant, rnd, bills):
    """Play one variant on one board with random everything."""
    night, (_, voted) = bills.night, VARIANTS[variant]
    people = 1 if variant == "alone" else rnd.randint(6, 30)
    players = 10 if variant == "alone" else content.room_for(people).players
    size = 3 - sum(role <= 3 for role in content.LEFT_OUT[players])
    deck = rnd.sample(range(1, len(night.cards)), voted)
    said, decisions = [0] * len(night.options), []
    found = Play(people, [], [], [])
    for number in range(voted):
        for option, facts in enumerate(night.facts):
            said[option] = min(facts, said[option] + sum(rnd.random() < 0.35 for _ in range(facts)))
        state = State(0, 0.0, 0.0, tuple(said), tuple(deck[: number + 1]), rnd.randint(1, 6), tuple(decisions))
        columns = [column(option, state, night) for option in range(len(night.options))]
        cards = (*deck[: number + 1], 0, 0, 0)[:3]
        each = [
            bills.bill(then_the_plan([*decisions, Decision(option, columns[option])]), cards)
            for option in range(len(night.options))
        ]
        board = rnd.randint(0, 1)
        votes = random_votes(rnd, board, size)
        held = counted(board, votes)
        moved = rnd.randrange(1, len(night.options))
        carried = variant == "alone" or held.carried >= 1
        decisions.append(Decision(moved, columns[moved]) if carried else Decision(STANDS, 1))
        lived = bills.lived(then_the_plan(decisions), cards)
        last = ROUNDS[number][-1]
        year = lived.years[last]
        found.states.append(
            State(last + 1, year.reserves, year.owed, tuple(said), tuple(deck[: number + 1]), state.die,
                  tuple(decisions))
        )  # fmt: skip
        found.votes.append(held)
        found.bills.append(each)
    return found


def lowest(plays):
    """Return how often each option had the lowest whole bill, as a share of all rounds played."""
    rounds = [each for one in plays for each in one.bills]
    counts = Counter(min(range(len(each)), key=each.__getitem__) for each in rounds)
    return [counts[option] / len(rounds) for option in range(len(rounds[0]))]


def whole_deck(night):
    """Return how often each option is lowest when it is moved in round 1: every card, die and set of facts."""
    bills = Bills(night)
    each = {
        (option, place, card): bills.bill(then_the_plan([Decision(option, place)]), (card, 0, 0))
        for option in range(len(night.options))
        for place in COLUMNS
        for card in range(1, len(night.cards))
    }
    total = Counter()
    for card, die in itertools.product(range(1, len(night.cards)), COLUMNS):
        for said in itertools.product(*(range(facts + 1) for facts in night.facts)):
            weight = 1
            for facts, told in zip(night.facts, said, strict=True):
                weight *= comb(facts, told)
            state = State(0, 0.0, 0.0, said, (card,), die, ())
            sums = [each[option, column(option, state, night), card] for option in range(len(night.options))]
            total[min(range(len(sums)), key=sums.__getitem__)] += weight
    return [total[option] / total.total() for option in range(len(night.options))]


def changes_of_order(card, night, bills):
    """Return pairs of options whose order a card changes: in what is left to find in round 1, or in the whole bill."""
    pairs = set()
    options = range(len(night.options))
    for die in COLUMNS:
        plain, drawn = (State(0, 0.0, 0.0, (0,) * len(options), cards, die, ()) for cards in ((), (card,)))
        rows = []
        for state, cards in ((plain, (0, 0, 0)), (drawn, (card, 0, 0))):
            lives = [bills.lived(then_the_plan([Decision(o, column(o, state, night))]), cards) for o in options]
            rows.append([[one.years[0].left for one in lives], [one.bill() for one in lives]])
        for before, after in zip(*rows, strict=True):
            for one, other in itertools.combinations(options, 2):
                if (before[one] - before[other]) * (after[one] - after[other]) < 0:
                    pairs.add((one, other))
    return pairs


def report(variant, plays):
    """Return what a run of plays shows, in lines."""
    keys = content.keys("option")
    shares = ", ".join(f"{key} {share:.0%}" for key, share in zip(keys, lowest(plays), strict=True))
    agenda = VARIANTS[variant][0]
    minutes = sum(step.in_role for step in content.agenda(agenda)) if agenda else 0
    first = Counter(min(range(5), key=each.__getitem__) for one in plays for each in one.bills)
    return f"{variant}: {len(plays)} plays, lowest whole bill {shares}; {len(first)} options lowest at least once; " \
           f"{minutes} minutes in role"  # fmt: skip


NIGHT = read_night()
