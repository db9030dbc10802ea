"""The map of a group as rows and as a drawing: every answer has its mark, and what people wrote stays text."""

from joint_working.explorers.judging_it.evaluation_files import TABLES, evaluations
from joint_working.explorers.judging_it.self_evaluation import LOOK, disagreement_map
from joint_working.models.disagreement_map import LEFT, WIDE, drawing, table_rows
from joint_working.models.evaluation import Answer, Evaluation, lay_out

RULES, EXAMPLE = TABLES.rules, evaluations(disagreement_map.example)


def flat(node):
    """Return a node and all that stands in it, texts left out, as (tag, attributes, its own text)."""
    tag, values, inside = node
    words = "".join(part for part in inside if isinstance(part, str))
    return [(tag, values, words), *(one for part in inside if not isinstance(part, str) for one in flat(part))]


def drawn(tag, some, heading="", made_up=False):
    """Return the attributes and words of the shapes of one kind in a drawing."""
    return [
        (values, words) for kind, values, words in flat(drawing(some, heading, made_up, RULES, LOOK)) if kind == tag
    ]


def six(steps):
    """Return evaluations of officers who answered one proposal each with a step."""
    return [
        Evaluation(f"{at:016}", "officers", "2026-11-24", {"2-iii": Answer(step)}, ()) for at, step in enumerate(steps)
    ]


def test_every_answer_is_drawn_once_and_every_role_stands_in_the_key():
    assert len(drawn("path", EXAMPLE)) == 6 + 150
    names = [words for values, words in drawn("text", EXAMPLE) if values["x"] == 10]
    first = lay_out(EXAMPLE, RULES)[0].proposal
    assert f"{RULES.called[first]} {RULES.titles[first]}" in names
    assert sum(f"{RULES.called[key]} {title}" in names for key, title in RULES.titles.items()) == 25


def test_one_heading_draws_its_rows_alone_and_is_less_high():
    everything, governance = ([values for values, _ in drawn("svg", EXAMPLE, some)][0] for some in ("", "Governance"))
    assert everything["height"] - governance["height"] == 20 * 30 and everything["width"] == governance["width"]


def test_a_line_runs_from_the_lowest_answer_to_the_highest_and_is_thick_over_one_step():
    for steps, width in ((("not-yet", "leading"), 3), (("not-yet", "partly"), 1.2)):
        low, high = (LEFT + WIDE * (RULES.steps[step] + 0.5) for step in steps)
        [line] = [values for values, _ in drawn("line", six(steps)) if "stroke-width" in values]
        assert (line["x1"], line["x2"], line["stroke-width"]) == (low, high, width) and line["y1"] == line["y2"]
    assert not [values for values, _ in drawn("line", six(["partly", "partly"])) if "stroke-width" in values]


def test_up_to_three_of_a_role_are_marks_and_more_are_one_mark_and_a_number():
    for many, marks, numbers in ((3, 3, []), (4, 1, ["4"])):
        some = six(["partly"] * many)
        assert len(drawn("path", some)) == 6 + marks
        assert [words for _, words in drawn("text", some) if words.isdigit()] == numbers
        shapes = [one for row in table_rows(some, RULES, LOOK) for one in flat(row)]
        assert sum(tag == "path" for tag, *_ in shapes) == marks
        assert [words for tag, _, words in shapes if tag == "span" and words.isdigit()] == numbers


def test_a_drawing_says_that_its_evaluations_are_made_up_and_breaks_its_sentence():
    assert [words for _, words in drawn("text", EXAMPLE, made_up=True)][-1].startswith("Illustrative")
    assert not [words for _, words in drawn("text", EXAMPLE)][-1].startswith("Illustrative")
    assert max(len(words) for _, words in drawn("text", EXAMPLE)) <= 135


def test_what_people_wrote_stands_under_its_row_as_text():
    one = Evaluation("a" * 16, "officers", "2026-11-24", {"2-iii": Answer("partly", "<b>Seen</b>", "All")}, ())
    rows = table_rows([one], RULES, LOOK)
    [at] = [at for at, (_, values, _) in enumerate(rows) if "data-wrote" in values]
    assert rows[at - 1][1]["data-row"] == rows[at][1]["data-wrote"] == "2-iii" and len(rows) == 26
    assert [words for tag, _, words in flat(rows[at]) if tag == "span"] == ["<b>Seen</b>", "Who would disagree: All"]
