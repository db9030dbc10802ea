"""What is written out of a recorded model for the page: one function, and one loop for many scenarios."""

import re

from joint_working import explorers, formula
from joint_working.formula import Step, choose, each, lever, percentile, share_where, write
from joint_working.site import model_scripts, scripts_for


def lines(text):
    return [line.strip() for line in text.splitlines()]


def test_a_model_is_a_function_of_its_levers_that_gives_every_number_shown():
    a, b = lever("a"), lever("b")
    twice = a * 2
    steps = write({"say_1": choose(twice > b, twice, 0), "left": twice - b})
    text = model_scripts.script("small", ["a", "b"], steps)
    assert lines(text)[3:-1] == [
        'rules.models["small"] = function () {',
        '"use strict";',
        "const { floor, max, min } = Math;",
        "return function ({ a, b }) {",
        "const _1 = (a * 2);",
        "const say_1 = ((_1 > b) ? _1 : 0);",
        "const left = (_1 - b);",
        "return { a, b, say_1, left };",
        "};",
    ]


def test_a_scenario_is_worked_out_from_what_was_worked_out_before_it():
    """What rests on no lever once and for all, what rests on no scenario once a setting, the rest for each."""
    a = lever("a")
    place, twice = each(5, beside=a) * 0.5, a * 2
    column = place + twice
    columns = formula.columns([percentile(column, 30), share_where(column > 1)])
    ready, summed = model_scripts.many(columns)
    assert lines("\n".join(ready)) == [
        "const c1s = new Float64Array(5);",
        "const c3s = new Float64Array(5);",
        "const c4s = new Float64Array(5);",
        "const share_where = (column) => 100 * column.reduce((sum, holds) => sum + holds, 0) / column.length;",
        "for (let each = 1; each <= 5; each += 1) {",
        "const c1 = (each * 0.5);",
        "c1s[each - 1] = c1;",
        "}",
        "function scenarios(c2) {",
        "for (let each = 1; each <= 5; each += 1) {",
        "const c1 = c1s[each - 1];",
        "const c3 = (c1 + c2);",
        "const c4 = (c3 > 1);",
        "c3s[each - 1] = c3;",
        "c4s[each - 1] = c4;",
        "}",
        "}",
    ]
    assert summed == [
        "const c2 = (a * 2);",
        "scenarios(c2);",
        "c3s.sort();",
        "const summary_1 = c3s[1] + 0.19999999999999996 * (c3s[2] - c3s[1]);",
        "const summary_2 = share_where(c4s);",
    ]


def test_an_exponent_and_a_word_of_the_language_are_no_numbers_of_the_model():
    assert model_scripts._words(Step("c1", "(true ? (a - 1e-09) : max(c2, false))")) == {"a", "c2"}


def test_every_explorer_has_a_script_with_a_name_for_all_it_shows():
    scripts = model_scripts.scripts()
    assert set(scripts) == {explorer.name for explorer in explorers.every()} | {"indicator-reader"}
    for explorer in explorers.every():
        given = set(re.search(r"return \{ (.*) \};", scripts[explorer.name])[1].split(", "))
        shown = re.findall(r'"(say_\d+)"', str(explorer.recording.page).replace("'", '"'))
        assert given.issuperset(shown) and given.issuperset(explorer.recording.results)


def test_a_page_loads_the_models_of_its_explorers():
    present = frozenset({"model-one.js", "model-two.js", "model-three.js", "explorer.js"})
    body = '<section data-explorer="one"><b data-explorer-levers></b></section><section data-explorer="two"></section>'
    assert scripts_for(body, present) == ["model-one.js", "model-two.js", "explorer.js"]
    assert scripts_for('<section data-explorer="one"></section>', present) == []
