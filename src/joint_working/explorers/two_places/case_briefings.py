"""Two places on paper: for each a briefing of two A4 sides, and a plan for a discussion of fifty minutes.

The texts are ours. A key in braces is a figure, printed with its standing; a key in square brackets is a source,
printed as a number of the list at the end. An unknown key is refused, so no figure is without a source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape as esc

from joint_working import evidence
from joint_working.explorers.parts import Briefing
from joint_working.words import printed

MINUTES = 50


def highland_briefing() -> Briefing:
    """Return the briefing on Highland."""
    return Briefing(
        name="highland-briefing",
        title="Highland: one place chose differently",
        body=_written(
            "<p>As at 30 November 2026. Scotland joins up health and social care in 31 partnerships. In 30 an "
            "integration joint board (IJB) plans and directs. In Highland each partner leads for the other: NHS "
            "Highland for adults, the Highland Council for children [governance-seed-lgiu]. The council has voted to "
            "change.</p>",
            "<h4>How it began</h4><p>Both bodies agreed in principle in December 2010 [governance-h-life]. A joint "
            "meeting accepted the lead agency model in May 2011 and saw no obstacle in law, money or staffing "
            "[governance-h-strath-2011]. In March 2012 the agreement was sealed [governance-h-2012-03]. The reason "
            "that the health board’s chair gave: under the earlier partnership either side could block change, and "
            "separate budgets and two lines of managers were the barrier [governance-h-2012-herald]. This was two "
            "years before the Act.</p>",
            "<h4>What changed hands on 1 April 2012</h4>",
            _table(
                ("", "To NHS Highland", "To the council"),
                ("Work", "All adult health and care", "Health and care of children and young people"),
                (
                    "Staff, estimate of 2011",
                    "{highland-staff-transferred-to-nhs-2012-13}",
                    "{highland-staff-transferred-to-council-2012-13}",
                ),
                (
                    "Staff, as reported in 2012",
                    "{highland-staff-moved-to-nhs-2012}",
                    "{highland-staff-moved-to-council-2012}",
                ),
                (
                    "Money, first year",
                    "{highland-council-payment-2012-13}, from the council",
                    "{highland-health-payment-2012-13}, from the NHS",
                ),
            ),
            "<h4>Who ran it, and who watched</h4><p>There is no IJB. Services run through committees of the health "
            "board and of the council, and a joint monitoring committee watches [governance-seed-lgiu]. All its "
            "members vote, by our reading: nominees of both bodies, officers, clinicians, and members for staff, the "
            "third sector, users and carers. Whoever presides has a casting vote; on a joint board nobody has "
            "[law-ssi-2014-281]. In 2020 both bodies felt that too little watch was kept on services and spending. "
            "They set up a project board, which reports to both and to that committee [governance-h-board-2020].</p>",
            "<h4>The price, as it was reported</h4>",
            _table(
                ("The council’s payment", "2012/13", "2013/14", "2016/17", "2019/20", "2020/21"),
                (
                    "Adult care",
                    "{highland-council-payment-2012-13}",
                    "{highland-council-payment-2013-14}",
                    "{highland-council-payment-2016-17}",
                    "{highland-council-payment-2019-20}",
                    "{highland-council-payment-2020-21}",
                ),
            ),
            "<p>These are five reports, not a series. Some years had extras on top, such as "
            "{highland-council-extra-2017-18} proposed for 2017/18. No payment after 2020/21 was read.</p>",
            "<h4>Who would carry ten million that the price leaves? (made up)</h4>",
            _who_carries(),
            "<p>A lead agency’s difference falls first on the body that does the work. A joint board’s is an "
            "overspend. Either way the scheme must say how it is managed. The structure changes "
            "who carries it; it does not make it smaller.</p><h4>Two sides, in their own terms</h4><p><strong>NHS "
            "Highland</strong> said in 2019/20 that what it lost on adult care was the main part of its own deficit. "
            "It named a gap of {highland-funding-gap-2019-20}, and asked how the council meant to close it: by "
            "delegating less, by paying more, or both [governance-h-11m].</p><p><strong>The council</strong> spoke "
            "in 2017 of hard times for all public bodies. Its offer would raise money for adult care by a larger "
            "share than its own budget rose [governance-h-2017]. It disputed the gap of 2019/20 [finance-p78]. In "
            "2022 it said that talks rested on the agreement and took place every week [governance-h-2022-pj].</p>",
            "<h4>Why it wants to change</h4><p>In late 2024 or early 2025 the council chose to leave the model for a "
            "joint board. It was said that the law was moving, that an odd one out is told its model is the trouble, "
            "and that the area could not stay where it was. NHS Highland said that a model of its own makes reform "
            "more complicated [governance-h-rsj].</p>",
            "<h4>What is not known</h4><p>The road in law is a review, which either body may require, a new scheme, "
            "Ministers’ approval and an order [law-asp-2014-9]. None of these was found, nor a vote by NHS "
            "Highland’s board, a starting day, or what becomes of the monitoring committee and of the staff who "
            "moved. Of the years between: what adult care really cost, whether people were better served, and who "
            "carried the difference.</p>",
            "<h4>Three questions for the room</h4><ol><li>In 2012 the complaint was that either side could block. "
            "What could either side block in 2020?</li><li>If the council pays and NHS Highland decides, who should "
            "explain a cut in home care to the public?</li><li>What would a joint board settle here, and what "
            "would it not?"
            "</li></ol>",
        ),
        ask="What would you need to read before you voted for a change?",
    )


def highland_discussion() -> Briefing:
    """Return the plan for fifty minutes on Highland."""
    return _plan(
        "highland-discussion",
        "Highland: a discussion in 50 minutes",
        (
            "Groups of four. Each needs the briefing, and one screen or the printed pictures. No knowledge of "
            "Scotland is needed. Nobody has to defend a real body: each side is given in its own terms."
        ),
        (
            (5, "Vote by hand: did Highland’s bodies quarrel over structure or over money? Write the count down.", ""),
            (8, "Read the briefing alone. Mark one fact that surprises and one that is missing.", "Briefing"),
            (10, "The timeline, as it looked at the end of 2012, 2019 and now. At each stop: would you have changed "
                 "the model?", "Case timeline"),
            (12, "Two speak for NHS Highland, two for the council. Agree a rule for next year’s payment. Then set it, "
                 "and raise the growth in need.", "The price between two bodies"),
            (10, "Together: which rule was easy to agree, and who carried the rest? What would a joint board have "
                 "changed?", "Who would carry it"),
            (5, "Repeat the vote. Each writes one thing that must be known before a change.", "Briefing, last lines"),
        ),
        (
            "Listen for “the partnership decided”: ask which body’s minutes show it. Keep apart what was reported, "
            "what is our inference, and what no text says. There is no right rule."
        ),
    )  # fmt: skip


def clackmannanshire_and_stirling_briefing() -> Briefing:
    """Return the briefing on Clackmannanshire and Stirling."""
    return Briefing(
        name="clackmannanshire-and-stirling-briefing",
        title="Clackmannanshire and Stirling: two councils, one board",
        body=_written(
            "<p>As at 30 November 2026. Clackmannanshire Council, Stirling Council and NHS Forth Valley share one "
            "integration joint board (IJB). It is the only one of Scotland’s 30 IJBs with two councils "
            "[governance-seed-lgiu]. In 2025 the three could not agree who should meet an overspend. This briefing "
            "sets out how such a board votes, why cash and share differ, and whether a council can walk out.</p>",
            "<h4>The board</h4><p>Each council has three councillors [governance-seed-lgiu]. The health board must "
            "have as many members as both together, so six: that is our arithmetic from the rule "
            "[law-ssi-2014-285]. So the councils have a quarter of these votes each, and the health board "
            "half. The health board has every second turn in the chair, and the councils share the others. Since "
            "September 2026 representatives of service users, unpaid carers and the third sector vote too "
            "[law-ssi-2025-405]. Half of those who vote must be there. If votes are equal nobody has a casting vote: "
            "standing orders must hold another way out. An empty seat’s vote is as the three agree "
            "[law-ssi-2014-285].</p>",
            "<p>Clackmannanshire is one locality, Stirling is two [governance-phs-loc]. That is lawful: the two areas "
            "count as one [law-asp-2014-9]. Children’s social care stays with the councils "
            "[governance-seed-lgiu].</p>",
            "<h4>Before the quarrel</h4><p>The councils ran education and social services together from about 2010 "
            "[governance-cs-shared-start]. In 2015 Stirling’s administration advised leaving, and named a subsidy of "
            "{clackmannanshire-and-stirling-shared-services-subsidy-2015-16} a year [governance-cs-shared-row]. "
            "Clackmannanshire gave notice that it would end in March 2017 [governance-cs-shared-end]. NHS Forth "
            "Valley was under an Assurance Board from November 2022 to October 2024 [governance-fv-stage3].</p>",
            "<h4>The money, as it was reported</h4>",
            _table(
                ("Year", "What", "Sum"),
                ("2023/24", "Shortfall forecast, the whole partnership",
                 "{clackmannanshire-and-stirling-overspend-forecast-2023-24}"),
                ("2024/25", "Shortfall forecast, the whole partnership",
                 "{clackmannanshire-and-stirling-overspend-forecast-2024-25}"),
                ("2024/25", "of which in Clackmannanshire",
                 "{clackmannanshire-and-stirling-overspend-forecast-clackmannanshire-2024-25}"),
                ("2024/25", "Paid by Clackmannanshire towards it, in effect as a loan",
                 "{clackmannanshire-and-stirling-clackmannanshire-council-extra-2024-25}"),
                ("2025/26", "Overspend forecast", "{clackmannanshire-and-stirling-overspend-forecast-2025-26}"),
                ("2025/26", "Asked of Stirling",
                 "{clackmannanshire-and-stirling-stirling-council-extra-requested-2025-26}"),
                ("2025/26", "Extra already promised by Stirling",
                 "{clackmannanshire-and-stirling-stirling-council-extra-agreed-2025-26}"),
            ),
            "<p>What Stirling was asked for is {clackmannanshire-and-stirling-stirling-request-share-2025-26} of the "
            "forecast. If the other council was asked for the same, and the health board for the rest, the call "
            "followed the seats: a half, a quarter, a quarter. That is our inference. Stirling has nearly twice "
            "Clackmannanshire’s residents. Of the three yearly payments only Clackmannanshire’s was read: "
            "{clackmannanshire-and-stirling-clackmannanshire-council-payment-2024-25} in 2024/25.</p>",
            "<h4>One forecast, five rules (in part made up)</h4>",
            _five_rules(),
            "<p>In millions, if the health board meets a half. Stirling’s payment and the need are made up.</p>"
            "<h4>Two sides, in their own terms</h4>"
            "<p><strong>Clackmannanshire Council</strong> said that it stays committed to the partnership. It weighed "
            "the sum against its reserves and could not afford it; it did not refuse. A call in cash, and not in "
            "proportion to budget, falls harder on it [governance-cs-courier2025].</p>"
            "<p><strong>Stirling Council</strong> said that a recovery plan for what is left may fall on both areas. "
            "People in Stirling could lose services although their council paid more, and its money might pay for "
            "people outside its area [finance-p29].</p>"
            "<p>What <strong>NHS Forth Valley</strong> said of the call was in no text we read.</p>",
            "<h4>Can a council walk out?</h4><p>Not by itself, by our reading. Either council, or the health board, "
            "may have the scheme reviewed. A new scheme takes both councils, the health board and Ministers’ "
            "approval. Ministers may then wind up the board by order [law-asp-2014-9]. Stirling was reported to be "
            "thinking of it in May 2025 [governance-cs-courier2025].</p>",
            "<h4>What is not known</h4><p>How the dispute ended. The scheme’s rule for sharing an overspend. What "
            "Stirling and the health board pay in. This board’s way out of a tie. Anything after May 2025.</p>",
            "<h4>Three questions for the room</h4><ol><li>Is the same cash from each council equal? Is the same share?"
            "</li><li>If one partner pays nothing, should the cuts fall where that partner’s residents live?</li><li>"
            "Highland has no board and quarrels over a price. This area has a board and quarrels over shares. What "
            "would settle either?</li></ol>",
        ),
        ask="What should the scheme say, in one sentence, about the next overspend?",
    )  # fmt: skip


def clackmannanshire_and_stirling_discussion() -> Briefing:
    """Return the plan for fifty minutes on Clackmannanshire and Stirling."""
    return _plan(
        "clackmannanshire-and-stirling-discussion",
        "Clackmannanshire and Stirling: a discussion in 50 minutes",
        (
            "Groups of three: one speaks for each council, one for the health board. Each needs the briefing, and one "
            "screen or the printed pictures."
        ),
        (
            (5, "Alone: three friends, one bill, two of them earn less. Write down a fair rule. Share a few.", ""),
            (8, "Read the briefing. Each marks the sentence that their partner would put first.", "Briefing"),
            (12, "Agree how to share the published overspend. Try all five rules. Write down who asked for which.",
                 "Cash or share"),
            (10, "One partner pays nothing, drawn by lot. The other two decide: cut, carry on, or pay. Who is told "
                 "first?", "Cash or share"),
            (10, "Together: which rules were called fair, and by whom? Which fact would have settled it? Compare "
                 "Highland.", "The two places side by side"),
            (5, "Each writes the scheme’s rule in one sentence. Read three aloud.", "Briefing, last lines"),
        ),
        (
            "Listen for “they refused”: the council said that it could not afford the sum. Keep apart what was "
            "reported, what the lab makes up, and what no text says. There is no fair rule to be found, only reasons."
        ),
    )  # fmt: skip


def _who_carries() -> str:
    """Return the table of who would carry ten million under each arrangement, at the lab's usual levers."""
    from joint_working.explorers.two_places.price import ARRANGEMENTS, price_between_two_bodies

    answer = price_between_two_bodies.model(price_between_two_bodies.at())
    scale = 10 / answer.unpaid
    parts = ((scale * carrier.health, scale * carrier.council, scale * carrier.later) for carrier in answer.carriers)
    return _sums(("Million", "Health board", "Council", "Carried on"), ARRANGEMENTS, parts)


def _five_rules() -> str:
    """Return the table of what each partner is asked for under the five rules, at the lab's usual levers."""
    from joint_working.explorers.two_places.sharing import PARTNERS, RULES, cash_or_share

    rules = cash_or_share.model(cash_or_share.at()).rules
    return _sums(("Rule", *PARTNERS), RULES, ((parts.health, parts.first, parts.second) for parts in rules))


def _sums(head: tuple[str, ...], names: Iterable[str], parts: Iterable[Iterable[float]]) -> str:
    """Return a table of sums in £ million, a row for each name."""
    rows = ((name, *(printed(part, 1) for part in row)) for name, row in zip(names, parts, strict=True))
    return _table(head, *rows)


# --- Writing -----------------------------------------------------------------------------------------------


def _plan(name: str, title: str, before: str, steps: Sequence[tuple[int, str, str]], facilitator: str) -> Briefing:
    """Return a plan as a briefing. Raises ValueError unless its minutes add up to fifty."""
    together = sum(minutes for minutes, _, _ in steps)
    if together != MINUTES:
        raise ValueError(f"{title}: the steps take {together} minutes, and {MINUTES} were expected.")
    start, rows = 0, []
    for minutes, what, material in steps:
        rows.append((f"{start}–{start + minutes}", what, material or "none"))
        start += minutes
    return Briefing(
        name=name,
        title=title,
        body=(
            f"<p>{esc(before)}</p>",
            _table(("Minutes", "What", "Material"), *rows),
            f"<p><strong>For whoever leads:</strong> {esc(facilitator)}</p>",
        ),
        ask="What we agreed, and what we did not",
    )


def _table(head: tuple[str, ...], *rows: tuple[str, ...]) -> str:
    """Return a table; the first cell of each row heads it. A head without words is a cell of its own."""
    heads = "".join(f'<th scope="col">{esc(words)}</th>' if words else "<td></td>" for words in head)
    lines = "".join(
        f'<tr><th scope="row">{esc(first)}</th>{"".join(f"<td>{esc(cell)}</td>" for cell in rest)}</tr>'
        for first, *rest in rows
    )
    return (
        f'<div class="jw-scroll" tabindex="0" role="group" aria-label="{esc(rows[0][0])} and the rows that follow">'
        f'<table class="jw-table"><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table></div>'
    )


def _written(*texts: str) -> tuple[str, ...]:
    """Return the texts with figures and sources filled in, and the list of sources after them."""
    numbers: dict[str, int] = {}  # by address: the register may hold one text under two keys
    keys: dict[int, str] = {}

    def cited(key: str) -> str:
        found = evidence.source(key)
        number = numbers.setdefault(found.address or found.key, len(numbers) + 1)
        keys.setdefault(number, key)
        return str(number)

    def figure(found: re.Match) -> str:
        told = evidence.figure(found[1])
        return (
            f'<span class="jw-num">{esc(told.text)}</span> '
            f'<span class="jw-badge {told.badge_class}"><span>{told.badge}</span></span>'
            f"&nbsp;({cited(told.source.key)})"
        )

    made = []
    for text in texts:
        text = re.sub(r"\{([a-z0-9-]+)\}", figure, text)
        made.append(re.sub(r"\[([a-z0-9-]+)\]", lambda found: f"({cited(found[1])})", text))
    return (*made, _sources(list(keys.values())))


def _sources(keys: list[str]) -> str:
    lines = []
    for key in keys:
        found = evidence.source(key)
        title = f"{esc(found.publisher)}, {esc(found.title)}, {esc(found.published)}"
        lines.append(f"<li>{title}</li>")
    return f'<h4>Sources</h4><ol class="jw-cited">{"".join(lines)}</ol>'
