"""What marks are made of: 10 points, most of them for ideas; one mistake costs one item; digits in items about them."""

import pytest
from classroom import exercises_that_ship
from handmade import MISTAKES, exercise_of

from autograder.bank.build import build_bank
from autograder.bank.building.matrix import costs, matrix_lines
from autograder.bank.building.rules import HYGIENE, HYGIENE_POINTS, POINTS
from autograder.judging.ladder import FAMILIES, RUNGS
from tests.banks import SPEC, write_bank

# It passes the gate, and loses two items: those with a zero, and those with many classes.
DEAR = '''
def many_or_none(gini, p):
    """Something added for zeros and for many classes

    What does your function add to the sum?

    For 1 and 0 the impurity is 0, and your answer is 0.1.

    Add nothing.

    Lecture: A special case that the definition does not have is a mistake.
    Family: formula
    """
    return gini(p) + 0.1 * (0 in p or len(p) > 5)


def basics'''
DEAR_SPEC = SPEC.replace("\ndef basics", DEAR)
TWO_ITEMS = (
    "loses many_classes, certain_outcomes: one mistake costs one item; move the cases, widen a tolerance, or say why"
)
NO_MISTAKE = "costs_more names it, and there is no misconception of that name (did you mean scaled?); mend it"
ONE_ITEM = "costs_more names it, but it loses one item at most; leave it out"


def costing_more(text: str, spec: str = SPEC) -> str:
    return spec.replace("    exact=exact,\n", f"    exact=exact,\n    costs_more={text},\n")


def points(gate: float, hygiene: float) -> str:
    return SPEC.replace("points=4", f"points={gate}").replace(
        "inputs_unchanged=True,", f"inputs_unchanged=True, points={hygiene},"
    )


# what slipped: (the spec, how each line begins)
SLIPS = {
    "a dear mistake": (DEAR_SPEC, [f"many_or_none · specs:111: {TWO_ITEMS}"]),
    "a dear mistake without a reason": (
        costing_more('{"many_or_none": " "}', DEAR_SPEC),
        [f"many_or_none · specs:111: {TWO_ITEMS}"],
    ),
    "a dear mistake with its reason": (costing_more('{"many_or_none": "it is two mistakes"}', DEAR_SPEC), []),
    "a cheap mistake that costs more": (costing_more('{"scaled": "why not"}'), [f"scaled · specs:119: {ONE_ITEM}"]),
    "no mistake that costs more": (costing_more('{"scald": "why not"}'), [f"scald · specs:119: {NO_MISTAKE}"]),
    "a text": (costing_more('"scaled"'), ['specs:116: costs_more=\'scaled\': write {"name_of_the_mistake": "why']),
    "no reason": (costing_more('{"scaled": 1}'), ["specs:116: costs_more={'scaled': 1}: write {\"name_of_the_mi"]),
    "nine points": (points(3, 1), ["specs:116: its items are worth 9 points; an exercise is worth 10"]),
    "half a point more": (points(4.5, 1), ["specs:116: its items are worth 10.5 points; an exercise is worth 10"]),
    "much for what all have": (
        points(1, 4),
        ["specs:116: shapes, dtypes, wrong_shapes, size, purity are worth 4 points; what every exercise has is wort"],
    ),
    "digits in words": (
        SPEC.replace("digits=True", 'digits="all"'),
        ["many_classes · specs:130: digits='all': write True or False"],
    ),
}


@pytest.mark.parametrize(("spec", "expected"), SLIPS.values(), ids=SLIPS)
def test_marks_that_are_not_fair_are_named(spec, expected, tmp_path):
    faults = [
        fault.line(str).removeprefix("impurity/gini_impurity · ")
        for fault in build_bank(write_bank(tmp_path, spec=spec)).faults
    ]
    lines = [line.replace("specs/impurity/gini_impurity.py", "specs") for line in faults]
    assert len(lines) == len(expected), lines
    assert all(line.startswith(beginning) for line, beginning in zip(lines, expected, strict=True)), lines


def test_an_item_about_digits_asks_for_seven_and_others_for_five(tmp_path):
    (exercise,) = build_bank(write_bank(tmp_path)).key
    tolerances = {case.id: (case.relative, case.absolute) for case in exercise.cases}
    assert tolerances["4-classes"] == (1e-7, 0.0)
    assert tolerances["fair"] == tolerances["certain"] == tolerances["drawn-3-classes"] == (1e-5, 1e-6)
    assert tolerances["float32"] == (1e-5, 1e-6)
    spec = SPEC.replace("points=2,", "points=2,\n            digits=True,")
    (exercise,) = build_bank(write_bank(tmp_path / "digits", spec=spec)).key
    tolerances = {case.id: (case.relative, case.absolute) for case in exercise.cases}
    assert tolerances["certain"] == (1e-7, 0.0)
    assert tolerances["float32"] == (1e-5, 0.0)


def test_the_matrix_has_a_row_for_what_a_mistake_costs_and_a_column_an_item():
    exercise = exercise_of(*MISTAKES)
    found = {row.mistake: (row.items, row.sizes) for row in costs(exercise)}
    assert found["zero_avoided"] == (("zeros",), 1)
    assert found["doubled"] == (("basics",), 1)  # nothing else counts then
    assert found["input_overwritten"] == (("purity",), 1)
    heading, *rows = matrix_lines(exercise)
    assert heading.split() == [item.name for item in exercise.items]
    assert rows[-1].split() == ["input_overwritten", ".", ".", ".", ".", ".", "x", "1"]
    assert len(rows) == len(MISTAKES)
    assert rows[0].index("x") in range(heading.index("basics"), heading.index("zeros"))


# ---------------------------------------------------------------- the bank that ships


@pytest.mark.parametrize("solved", exercises_that_ship(), ids=lambda one: one.id)
def test_an_exercise_that_ships_is_worth_ten_points_and_charges_a_mistake_once(solved, public_key):
    exercise, spec = public_key.exercise(solved.id), solved.load_spec()
    hygiene = sum(item.points for item in exercise.items if item.name in HYGIENE)
    assert exercise.max_score == POINTS
    assert hygiene <= HYGIENE_POINTS
    assert {row.mistake for row in costs(exercise) if len(row.items) > 1} == set(spec.costs_more)
    assert all(len(why.split()) > 3 for why in spec.costs_more.values())


@pytest.mark.parametrize("solved", exercises_that_ship(), ids=lambda one: one.id)
def test_a_mistake_of_the_bank_that_ships_has_all_its_words(solved, public_key):
    for mistake in public_key.exercise(solved.id).misconceptions:
        ladder = mistake.ladder
        assert len(ladder.rungs) == len(set(ladder.rungs)) == RUNGS, mistake.name
        assert ladder.family in FAMILIES.values(), mistake.name
        assert all(ladder.strings()), mistake.name
