"""What is measured about an unknown mistake: each kind of fact where it is true, and its absence where it is not."""

from dataclasses import replace

import numpy as np
import pytest
from handmade import ask
from numpy import array, inf, nan

from autograder.isolation.job import Argument, Calls
from autograder.isolation.observation import Observation
from autograder.judging.caps import cap, nearly_right
from autograder.judging.compare import sheet
from autograder.judging.conditions import condition
from autograder.judging.evidence import Evidence
from autograder.judging.facts import measure, warned
from autograder.judging.invariants import always_same, invariant
from autograder.judging.key import ExerciseKey, KeyItem
from autograder.judging.key_case import KeyCase
from autograder.judging.parts import part
from autograder.judging.relations import relation

RNG = np.random.default_rng(5)


def exercise_of(reference, cases, parameters):
    """Write a key of one item, with a case for each tuple of arguments."""
    arguments = tuple(tuple(Argument(a) if isinstance(a, np.ndarray) else a for a in args) for args in cases)
    answers = ask(reference, Calls("exercise", arguments)).observations
    key_cases = tuple(
        KeyCase(f"case-{i}", args, "", answer, 1e-7, 1e-12, "")
        for i, (args, answer) in enumerate(zip(arguments, answers, strict=True))
    )
    items = (KeyItem("basics", 1.0, False, 0, len(cases)),)
    return ExerciseKey("exercise", "by_hand", parameters, "", items, key_cases, ())


def evidence_of(function, exercise):
    observations = ask(function, exercise.calls).observations
    verdicts = sheet(exercise).compare(observations)
    return Evidence(exercise, observations, verdicts, [i for i, verdict in enumerate(verdicts) if verdict != "right"])


def said(found):
    return found.hint.render(str) if found else None


# ---------------------------------------------------------------- a loss: pairs of one and of two axes


def loss(y, t):
    return np.mean((1.0 * y - t) ** 2)


SHAPES = [(2,), (3,), (4,), (7,), (2, 3), (4, 2), (3, 5)]
LOSS = exercise_of(loss, [(RNG.normal(size=s), RNG.normal(size=s)) for s in SHAPES], ("y", "t"))

RELATIONS = {
    "has the wrong sign": lambda y, t: -loss(y, t),
    "is half of the right one": lambda y, t: loss(y, t) / 2,
    "is 3 times the right one": lambda y, t: 3 * loss(y, t),
    "is 2.30259 less than the right one, and that is ln 10": lambda y, t: loss(y, t) - np.log(10),
    "is 0.5 more than the right one": lambda y, t: loss(y, t) + 0.5,
    "times the number of elements": lambda y, t: np.sum((y - t) ** 2),
    "times half the number of elements": lambda y, t: np.sum((y - t) ** 2) / 2,
    "divided by the number of elements": lambda y, t: loss(y, t) / y.size,
    "divided by (n - 1) / n": lambda y, t: np.sum((y - t) ** 2) / (y.size - 1),
    "is the square root of the right one": lambda y, t: np.sqrt(loss(y, t)),
    "is the square of the right one": lambda y, t: loss(y, t) ** 2,
    "is exp of minus the right one": lambda y, t: np.exp(-loss(y, t)),
    "is 1 minus the right one": lambda y, t: 1 - loss(y, t),
    "rounded to 3 digits": lambda y, t: np.round(loss(y, t), 3),
    "plus the mean of t": lambda y, t: loss(y, t) + np.mean(t),
    "minus the maximum of y": lambda y, t: loss(y, t) - np.max(y),
}


@pytest.mark.parametrize("phrase", RELATIONS)
def test_what_all_wrong_numbers_have_in_common_is_stated(phrase):
    found = relation(evidence_of(RELATIONS[phrase], LOSS))
    assert said(found).startswith("Every answer ")
    assert phrase in said(found)
    assert found.tells_numbers


def test_of_what_is_right_for_one_axis_only_the_wrong_answers_are_spoken_of():
    found = relation(evidence_of(lambda y, t: np.sum((y - t) ** 2) / len(y), LOSS))
    assert said(found) == "Every wrong answer is the right one times the number of columns."


@pytest.mark.parametrize("function", [lambda y, t: np.mean(np.abs(y - t)), lambda y, t: np.mean(y) + 0.1 * np.mean(t)])
def test_what_they_have_not_in_common_is_not(function):
    assert relation(evidence_of(function, LOSS)) is None


def test_what_rounding_has_left_is_no_factor():
    exercise = exercise_of(loss, [(RNG.normal(size=3), RNG.normal(size=3)) for _ in range(6)], ("y", "t"))
    assert relation(evidence_of(lambda y, t: 1e-16 * loss(y, t), exercise)) is None


def test_numbers_in_other_places_are_recognised():
    exercise = exercise_of(lambda x: x * x, [(RNG.normal(size=size),) for size in (3, 4, 5)], ("x",))
    assert "other places" in said(relation(evidence_of(lambda x: (x * x)[::-1], exercise)))


SHAPE_FACTS = {
    "Its mean is right": lambda y, t: (y - t) ** 2,
    "Its sum is right": lambda y, t: (y - t) ** 2 / y.size,
    "an array that holds one": lambda y, t: np.array([-loss(y, t)]),
    "is a mean or a sum missing": lambda y, t: (y - t) ** 3,
}


@pytest.mark.parametrize("phrase", SHAPE_FACTS)
def test_an_array_for_a_number_is_measured_too(phrase):
    assert phrase in said(measure(evidence_of(SHAPE_FACTS[phrase], LOSS)))


ROWS = exercise_of(lambda x: x.sum(axis=-1), [(RNG.normal(size=s),) for s in [(2, 3), (4, 2), (3, 3)]], ("x",))
ROW_FACTS = {
    "the mean of the right ones": lambda x: x.sum(axis=-1).mean(),
    "the sum of the right ones": lambda x: x.sum(),
    "sums along the last axis are right": lambda x: x,
    "their shape is (2, 1), and it should be (2,)": lambda x: x.sum(axis=-1, keepdims=True),
    "has the shape (3,), and it should be (2,)": lambda x: x.sum(axis=0),
    "you returned a single number": lambda x: x.max(),
}


@pytest.mark.parametrize("phrase", ROW_FACTS)
def test_so_is_another_shape_of_an_array(phrase):
    assert phrase in said(measure(evidence_of(ROW_FACTS[phrase], ROWS)))


def test_one_number_in_brackets_is_not_told_to_become_an_array():
    assert "without the brackets" in said(measure(evidence_of(lambda y, t: [loss(y, t)], LOSS)))


# ---------------------------------------------------------------- parts

SINGLES = [(RNG.normal(size=size), RNG.normal(size=size)) for size in (1, 1, (1, 1), 3, 4, (2, 2))]
PARTS = exercise_of(loss, SINGLES, ("y", "t"))


def test_one_element_that_is_right_points_at_how_several_are_put_together():
    found = part(evidence_of(lambda y, t: np.max((y - t) ** 2), PARTS))
    assert said(found).startswith("Your answers are right for one element")


def test_one_element_that_is_wrong_points_at_what_it_costs():
    found = part(evidence_of(lambda y, t: np.mean(np.abs(y - t) ** 3), PARTS))
    assert said(found).startswith("Your answers are wrong even for one element")


def test_rows_are_parts_too():
    exercise = exercise_of(
        loss, [(RNG.normal(size=s), RNG.normal(size=s)) for s in [(1, 3), (1, 2), (2, 3)]], ("y", "t")
    )
    found = part(evidence_of(lambda y, t: np.mean(np.abs(y - t), axis=-1)[0] ** 3, exercise))
    assert said(found).startswith("Your answers are wrong even for one row")
    found = part(evidence_of(lambda y, t: loss(y[:1], t[:1]), exercise))
    assert said(found).startswith("Your answers are right for one row")


def test_what_is_right_without_an_option_says_nothing_of_the_option():
    rows = [(RNG.normal(size=s), RNG.normal(size=s)) for s in [(1, 3), (1, 2), (2, 3)]]
    exercise = exercise_of(loss, rows, ("y", "t"))
    *others, last = exercise.cases
    exercise = replace(exercise, cases=(*others, replace(last, keywords={"weight": 2.0})))
    assert part(evidence_of(lambda y, t: loss(y[:1], t[:1]), exercise)) is None


# ---------------------------------------------------------------- caps


def surprise(p):
    with np.errstate(divide="ignore"):
        return -np.log(1.0 * p)


PROBABILITIES = [(array([0.0, 1.0]),), (array([0.3, 0.7]),), (array([1e-30, 1.0]),), (array([0.0]),)]
SURPRISE = exercise_of(surprise, PROBABILITIES, ("p",))


@pytest.mark.parametrize("eps", [3e-6, 1e-11, 1e-14, 7e-9, 2.0**-52])
@pytest.mark.parametrize("lift", [np.add, np.maximum])
def test_the_constant_behind_a_largest_answer_is_named(eps, lift):
    found = cap(evidence_of(lambda p: surprise(lift(p, eps)), SURPRISE))
    assert f"-ln({eps:g})" in said(found)
    assert found.tells_numbers


def test_a_largest_answer_that_is_no_logarithm_of_a_constant_is_a_limit():
    assert "Your largest answer is 41.5," in said(cap(evidence_of(lambda p: np.minimum(surprise(p), 41.5), SURPRISE)))


def test_a_smallest_answer_is_a_limit_too():
    exercise = exercise_of(lambda p: -surprise(p), PROBABILITIES, ("p",))
    assert "is ln(1e-13)" in said(cap(evidence_of(lambda p: -surprise(p + 1e-13), exercise)))


def test_what_only_happens_to_be_largest_is_no_limit():
    assert cap(evidence_of(lambda p: surprise(p) / 2, SURPRISE)) is None


def test_an_answer_that_is_nearly_right_is_measured():
    near = evidence_of(lambda y, t: loss(y, t) + 3e-6 * np.cos(y[0]).sum(), LOSS)
    assert "off by at most" in said(nearly_right(near))
    assert nearly_right(evidence_of(lambda y, t: loss(y, t) * 1.1, LOSS)) is None


# ---------------------------------------------------------------- conditions

INPUTS = [
    *[(RNG.uniform(0.1, 0.9, size=size),) for size in (2, 3, 4)],
    *[(RNG.uniform(0.1, 0.9, size=(rows, 3)),) for rows in (2, 4)],
    *[(RNG.uniform(0.1, 0.9, size=(2, rows, 3)),) for rows in (2, 4)],
    *[(np.insert(RNG.uniform(0.1, 0.9, size=3), place, 0.0),) for place in (0, 2)],
    *[(RNG.integers(1, 9, size=4).astype(kind),) for kind in ("u1", "u2", "f4", "f4")],
    *[(RNG.normal(size=3) - array([9.0, 0, 0]),) for _ in range(2)],
    *[(RNG.uniform(800, 900, size=3),) for _ in range(2)],
]
SQUARES = exercise_of(lambda x: np.square(x.astype(float)), INPUTS, ("x",))


def wrong_if(holds, other=7.5):
    return lambda x: np.full(x.shape, other) if holds(x) else np.square(x.astype(float))


CONDITIONS = {
    "x has two axes": lambda x: x.ndim == 2,
    "x has three axes": lambda x: x.ndim == 3,
    "x has more than one axis": lambda x: x.ndim > 1,
    "x holds a 0": lambda x: np.any(x == 0),
    "x holds a negative number": lambda x: np.any(x < 0),
    "x holds a number beyond 700 in size": lambda x: np.any(x > 700),
    "x is an array of unsigned integers": lambda x: x.dtype.kind == "u",
    "x is a float32 array": lambda x: x.dtype == np.float32,
}


@pytest.mark.parametrize("where", CONDITIONS)
def test_the_inputs_on_which_a_function_goes_wrong_are_described(where):
    found = condition(evidence_of(wrong_if(CONDITIONS[where]), SQUARES))
    assert said(found).startswith(f"In this item your answers are wrong only where {where}.")


@pytest.mark.parametrize(
    ("other", "begins"), [(nan, "In this item nan comes only"), (inf, "In this item your answers")]
)
def test_what_came_there_is_said(other, begins):
    assert said(condition(evidence_of(wrong_if(CONDITIONS["x holds a 0"], other), SQUARES))).startswith(begins)


def test_exp_is_spoken_of_where_something_overflows_alone():
    is_large = CONDITIONS["x holds a number beyond 700 in size"]
    assert "exp of 710" in said(condition(evidence_of(wrong_if(is_large, nan), SQUARES)))
    assert "exp of 710" not in said(condition(evidence_of(wrong_if(is_large), SQUARES)))


def double_where_known(x):
    return np.where(np.isnan(x), x, np.nan_to_num(x) + np.sin(np.nan_to_num(x) * 9))


@pytest.mark.parametrize(
    ("got", "phrase"), [(nan, "Your answer is nan"), (inf, "what makes yours infinite"), (5, None)]
)
def test_nan_is_only_spoken_of_where_the_right_answer_has_none(got, phrase):
    exercise = exercise_of(double_where_known, [(array([nan, one]),) for one in (1.0, 2.0, 3.5)], ("x",))
    found = said(measure(evidence_of(lambda x: np.where(np.isnan(x), x, got + 0.1 * x[1] ** 2), exercise)))
    assert (phrase in found) if phrase else (found is None)


def test_an_exception_without_a_sentence_is_placed():
    def function(x):
        if x.ndim == 3:
            raise KeyError(3)
        return np.square(x.astype(float))

    assert "raises only where x has three axes" in said(measure(evidence_of(function, SQUARES)))


def test_one_wrong_case_is_not_explained_by_what_no_other_has():
    assert condition(evidence_of(wrong_if(lambda x: x.shape == (4, 3)), SQUARES)) is None


def test_where_most_is_wrong_no_condition_is_stated():
    assert condition(evidence_of(lambda x: x + 7.5, SQUARES)) is None


LIMITED = exercise_of(
    lambda y, t, limit: np.mean(np.minimum(np.abs(y - t), limit)),
    [(RNG.normal(size=3), RNG.normal(size=3), limit) for limit in (9.0, 9.0, 9.0, 9.0, 0.1, 0.2)],
    ("y", "t", "limit"),
)


def test_a_number_among_the_arguments_is_a_condition():
    found = condition(evidence_of(lambda y, t, limit: np.mean(np.abs(y - t)), LIMITED))
    assert "limit is not 9" in said(found) or "larger than limit" in said(found)


def test_a_condition_that_holds_a_number_of_the_input_is_kept_from_the_readers_of_a_hidden_key():
    found = condition(evidence_of(lambda y, t, limit: np.mean(np.minimum(np.abs(y - t), 9.0)), LIMITED))
    assert found.tells_numbers == ("is not 9" in said(found))
    assert not condition(evidence_of(wrong_if(CONDITIONS["x holds a 0"]), SQUARES)).tells_numbers


# ---------------------------------------------------------------- invariants


def shares(x):
    return np.exp(x) / np.exp(x).sum(axis=-1, keepdims=True)


SHARES = exercise_of(shares, [(RNG.normal(size=size),) for size in (2, 3, 4, 5, 2, 3, 4, 5)], ("x",))


def test_right_answers_that_add_up_to_1_are_told_apart():
    assert "add up to 1 along the last axis; yours" in said(invariant(evidence_of(lambda x: np.exp(x) / 3, SHARES)))


def test_so_are_logarithms_of_them():
    exercise = exercise_of(
        lambda x: np.log(shares(x)), [case[:1] for case in [(c.args[0].array,) for c in SHARES.cases]], ("x",)
    )
    assert "exp of the right answers adds up to 1" in said(invariant(evidence_of(lambda x: x - 1, exercise)))


MANY_PAIRS = [(RNG.normal(size=3), RNG.normal(size=3)) for _ in range(9)]


def test_an_answer_of_the_wrong_sign_is_seen():
    exercise = exercise_of(loss, MANY_PAIRS, ("y", "t"))
    assert "No right answer is negative here" in said(invariant(evidence_of(lambda y, t: np.mean(y - t) - 5, exercise)))
    assert invariant(evidence_of(lambda y, t: 3 + loss(y, t) ** 3, exercise)) is None


def test_equal_arguments_that_are_not_told_apart_are_seen():
    same = [(y, y) for y, _ in MANY_PAIRS[:3]]
    exercise = exercise_of(loss, MANY_PAIRS + same, ("y", "t"))
    found = invariant(evidence_of(lambda y, t: np.mean(y**2) + 1, exercise))
    assert said(found).startswith("Where y and t are equal the right answer is 0; yours is")


def test_one_number_for_all_inputs_is_seen():
    assert "answers 2.5 whatever comes in" in said(always_same(evidence_of(lambda y, t: 2.5, LOSS)))
    assert always_same(evidence_of(lambda y, t: float(y.size), LOSS)) is None


WARNINGS = {
    "the first one, where the trouble began": (
        5.0,
        ["overflow in exp", "divide by zero in log"],
        "warned: overflow in exp.",
    ),
    "of nan the one at which it came": (
        nan,
        ["overflow in exp", "invalid value in multiply"],
        "warned: invalid value in",
    ),
}


@pytest.mark.parametrize(("got", "warnings", "phrase"), WARNINGS.values(), ids=WARNINGS.keys())
def test_of_several_warnings_that_one_is_named_that_explains_the_answer(got, warnings, phrase):
    case = exercise_of(double_where_known, [(array([1.0]),)], ("x",)).cases[0]
    notes = "".join(f"RuntimeWarning: {one}\n" for one in warnings)
    assert phrase in said(warned(case, Observation("value", array([got]), notes=notes)))


def test_one_nan_for_all_is_no_mean_of_the_right_numbers():
    exercise = exercise_of(double_where_known, [(array([nan, one]),) for one in (1.0, 2.0, 3.5)], ("x",))
    assert "mean of the right ones" not in said(measure(evidence_of(lambda x: nan, exercise)))
    exercise = exercise_of(double_where_known, [(array([2.0, one]),) for one in (1.0, 2.0, 3.5)], ("x",))
    assert "mean of the right ones" in said(measure(evidence_of(lambda x: np.mean(double_where_known(x)), exercise)))
