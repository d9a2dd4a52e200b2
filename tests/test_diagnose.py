"""The hint names the mistake that was made, or measures something true, or stays away."""

from dataclasses import replace

import numpy as np
import pytest
from handmade import (
    CASES,
    MISTAKES,
    ask,
    doubled,
    exercise_of,
    halve,
    infinity_avoided,
    input_overwritten,
    rounded_down,
    zero_avoided,
)
from numpy import array, inf, nan

from autograder.bank.building.ladders import ladder_of
from autograder.judging.diagnose import SMALLEST
from autograder.judging.diagnosis import Diagnosis
from autograder.judging.grade import grade

EXERCISE = exercise_of(*MISTAKES)
NONE_KNOWN = exercise_of(cases={name: case for name, case in CASES.items() if name != "zero-among"})


def diagnoses(function, exercise=EXERCISE) -> dict[str, Diagnosis | None]:
    """Return the diagnosis of each failed item."""
    items = grade(exercise, ask(function, exercise.calls)).items
    return {item.item.name: item.diagnosis for item in items if item.status == "failed"}


def named(function, exercise=EXERCISE) -> dict[str, str | None]:
    found = diagnoses(function, exercise)
    return {item: diagnosis.misconception if diagnosis else None for item, diagnosis in found.items()}


def measured(function, exercise=NONE_KNOWN) -> dict[str, str | None]:
    """Return what was measured on each failed item, as a student reads it; nothing where the hint is the input."""
    found = diagnoses(function, exercise)
    assert not any(diagnosis.misconception for diagnosis in found.values() if diagnosis)
    hints = {item: diagnosis.hint if diagnosis else None for item, diagnosis in found.items()}
    return {item: hint.render(str) if hint and hint.template != SMALLEST else None for item, hint in hints.items()}


# ---------------------------------------------------------------- one mistake

FAILED_BY = {
    doubled: ["basics", "zeros", "shapes", "purity"],
    rounded_down: ["basics", "zeros", "shapes", "purity"],
    infinity_avoided: ["infinities"],
    zero_avoided: ["zeros"],
    input_overwritten: ["purity"],
}


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.__name__)
def test_a_known_mistake_is_named_with_its_hint(mistake):
    assert named(mistake) == dict.fromkeys(FAILED_BY[mistake], mistake.__name__)
    assert {d.hint.render(str) for d in diagnoses(mistake).values()} == {ladder_of(mistake).hint}


def test_a_mistake_is_recognised_although_its_last_digits_differ():
    assert set(named(lambda x: doubled(x) * (1 + 5e-8)).values()) == {"doubled"}


def test_a_hint_that_tells_nothing_of_the_expected_values_may_be_shown_with_a_hidden_key():
    assert not any(d.tells_numbers for mistake in MISTAKES for d in diagnoses(mistake).values())


def test_the_same_wrong_number_for_another_reason_is_not_named():
    """Twice the right answer on one case only: the mistake `doubled` would show on the others."""
    two = array([3.0, 5.0])
    assert named(lambda x: doubled(x) if np.array_equal(x, two) else halve(x)) == {"basics": None}


def test_a_mistake_is_not_named_where_it_gives_another_answer():
    assert named(lambda x: 2 * doubled(x))["basics"] is None


def test_a_right_answer_where_the_mistake_gives_a_wrong_one_speaks_against_it():
    assert set(named(lambda x: doubled(x) if x.ndim else halve(x)).values()) == {None}


def test_who_refuses_what_is_to_be_refused_can_make_a_mistake_that_does_not():
    """The known mistake answers negative numbers too; this function refuses them, and is wrong on all others."""
    careless = renamed(lambda x: 2 * x, "careless")
    cases = CASES | {"two-negative": ("refusals", array([-3.0, -1.0]))}
    exercise = exercise_of(careless, cases=cases)
    assert named(doubled, exercise)["basics"] == "careless"


def test_a_mistake_that_changes_its_argument_is_not_made_by_who_leaves_it_alone():
    def doubled_in_place(x):
        """Work on a copy."""
        x[...] = doubled(x)
        return x

    exercise = exercise_of(doubled_in_place)
    assert set(named(doubled_in_place, exercise).values()) == {"doubled_in_place"}
    assert set(named(doubled, exercise).values()) == {None}


def test_a_mistake_is_named_where_it_is_the_reason_and_not_where_another_is():
    """Doubled, but for the number without axes, with which something else is wrong."""
    found = named(lambda x: doubled(x) if x.ndim else halve(x) + 1)
    assert found == {"basics": "doubled", "zeros": "doubled", "shapes": None, "purity": "doubled"}


def test_a_mistake_of_several_sizes_is_named_once():
    sizes = [lambda x, size=size: halve(x) + size for size in (1e-4, 1e-3, 1e-2)]
    for size in sizes:
        size.__name__, size.__doc__ = "something_added", "What do you add?"
    exercise = exercise_of(*sizes)
    assert set(named(sizes[1], exercise).values()) == {"something_added"}


def raises_instead(x):
    """Nothing is forbidden here."""
    raise TypeError(x)


def lists_instead(x):
    """Lists are no arrays."""
    return halve(x).tolist()


@pytest.mark.parametrize("mistake", [raises_instead, lists_instead], ids=lambda mistake: mistake.__name__)
def test_a_mistake_may_be_an_exception_or_no_number(mistake):
    assert set(named(mistake, exercise_of(*MISTAKES, mistake)).values()) == {mistake.__name__}


def test_another_exception_is_another_mistake():
    def other(x):
        raise KeyError(x)

    assert set(named(other, exercise_of(raises_instead)).values()) == {None}


def refuses_numpy(x):
    """torch gives all its exceptions one name."""
    raise RuntimeError(f"Can't call numpy() on {x}")


def test_what_torch_raises_is_told_apart_by_its_first_words():
    def in_place(x):
        raise RuntimeError(f"a leaf Variable that requires grad: {x}")

    assert set(named(refuses_numpy, exercise_of(refuses_numpy)).values()) == {"refuses_numpy"}
    assert set(named(in_place, exercise_of(refuses_numpy)).values()) == {None}


def test_a_mistake_that_gives_some_of_the_answers_is_not_named_where_it_gives_others_on_more():
    """Both take the largest number where it comes last; elsewhere this function takes another one than the mistake."""

    def largest(x):
        """Is it only the largest that counts?"""
        return np.max(x)

    cases = {f"up-{n}": ("basics", array([0.3, 0.7 + n])) for n in range(3)}
    cases |= {f"down-{n}": ("basics", array([2.9 + n, 1.3])) for n in range(4)}
    exercise = exercise_of(largest, reference=np.mean, cases=cases)
    assert named(lambda x: x[-1], exercise) == {"basics": None}
    assert named(np.max, exercise) == {"basics": "largest"}


# ---------------------------------------------------------------- two mistakes


def doubled_without_zero(x):
    """Two mistakes, and on one case of the item `zeros` they interfere."""
    return np.maximum(doubled(x), 1e-12)


def test_two_mistakes_together_are_each_named_where_they_show():
    found = named(doubled_without_zero)
    assert found == {"basics": "doubled", "zeros": "zero_avoided", "shapes": "doubled", "purity": "doubled"}


def test_of_two_mistakes_in_two_items_each_item_names_its_own():
    assert named(lambda x: np.clip(halve(x), 1e-12, 1e300)) == {
        "zeros": "zero_avoided",
        "infinities": "infinity_avoided",
    }


def test_two_sizes_of_one_mistake_are_not_made_together():
    exercise = exercise_of(renamed(doubled, "the_same"), renamed(zero_avoided, "the_same"))
    assert named(doubled_without_zero, exercise)["zeros"] is None


def test_one_case_is_not_enough_to_see_a_second_mistake():
    cases = {name: case for name, case in CASES.items() if name != "two-zeros"}
    assert named(doubled_without_zero, exercise_of(*MISTAKES, cases=cases))["zeros"] is None


def test_an_item_that_two_mistakes_do_not_explain_names_neither():
    """Zero avoided, and the numbers beside it wrong in a way that nobody knows."""
    assert named(lambda x: zero_avoided(x) + (x == 4.2)) == {"zeros": None}


def test_a_mistake_and_a_changed_argument_are_two_mistakes():
    def function(x):
        answer = infinity_avoided(x)
        x[...] = answer
        return answer

    assert named(function) == {"infinities": "infinity_avoided", "purity": "input_overwritten"}


# ---------------------------------------------------------------- doubt


def renamed(mistake, name):
    def same(x):
        return mistake(x)

    same.__name__, same.__doc__ = name, f"{name}?"
    return same


def test_two_mistakes_that_explain_equally_well_are_both_kept_back():
    exercise = exercise_of(doubled, renamed(doubled, "quadrupled"))
    assert set(named(doubled, exercise).values()) == {None}


def test_of_two_mistakes_the_one_that_explains_more_is_named():
    """Both give the observed answers on most cases; only one of them does without axes too."""
    half_explained = renamed(lambda x: doubled(x) if x.ndim else rounded_down(x), "half_explained")
    assert named(doubled, exercise_of(doubled, half_explained))["basics"] == "doubled"


def test_two_pairs_of_mistakes_that_explain_equally_well_are_kept_back():
    exercise = exercise_of(zero_avoided, doubled, renamed(zero_avoided, "zero_forgotten"))
    assert named(doubled_without_zero, exercise)["zeros"] is None


def test_a_right_function_is_told_nothing():
    assert diagnoses(halve) == {}


# ---------------------------------------------------------------- what can be measured

MEASURED = {
    "a factor": (lambda x: 3 * halve(x), "basics", "Every answer is 3 times the right one."),
    "a small factor": (lambda x: 0.001 * halve(x), "basics", "Every answer is 0.001 times the right one."),
    "a negative factor": (lambda x: -2.5 * halve(x), "basics", "Every answer is -2.5 times the right one."),
    "a number added": (lambda x: halve(x) + 1, "basics", "Every answer is 1 more than the right one."),
    "a number taken away": (lambda x: halve(x) - 0.25, "basics", "Every answer is 0.25 less than the right one."),
    "half": (lambda x: halve(x) / 2, "basics", "Every answer is half of the right one."),
    "base 2": (lambda x: halve(x) / np.log(2), "basics", "base 2"),
    "base 10": (lambda x: halve(x) / np.log(10), "basics", "base 10"),
    "always one number": (lambda x: 0 * halve(np.minimum(x, 9)) + 7, "basics", "answers 7 whatever comes in"),
    "nan": (lambda x: halve(x) * nan, "basics", "Your answer is nan"),
    "the sign": (lambda x: -halve(x), "basics", "Every answer has the wrong sign."),
    "digits lost": (lambda x: halve(x).astype(np.float16), "basics", "float16"),
    "an axis too many": (lambda x: halve(x)[None], "basics", "shape"),
    "an axis too few": (lambda x: halve(x).sum(), "basics", "the sum of the right ones"),
    "a truth value": (lambda x: halve(x) > 1, "basics", "truth value"),
    "a list": (lambda x: halve(x).tolist(), "basics", "returned a list"),
    "a tuple": (lambda x: (halve(x),), "basics", "returned a tuple"),
    "nothing": (lambda x: None, "basics", "is `return` missing?"),
    "a function": (lambda x: halve(x).sum, "basics", "parentheses"),
    "something else": (lambda x: {}, "basics", "Return a number"),
    "not refused": (lambda x: x / 2, "refusals", "what is to be raised"),
    "finite": (lambda x: np.minimum(halve(x), 99), "infinities", "infinite"),
}


@pytest.mark.parametrize(("function", "item", "said"), MEASURED.values(), ids=MEASURED)
def test_a_fact_about_an_unknown_mistake_is_stated(function, item, said):
    assert said in measured(function)[item]


def test_a_changed_argument_is_named_by_its_parameter():
    exercise = replace(NONE_KNOWN, parameters=("numbers",))
    assert named(input_overwritten, exercise) == {"purity": "input_overwritten"}
    assert "argument numbers;" in diagnoses(input_overwritten, exercise)["purity"].hint.render(str)


def test_a_factor_is_kept_from_the_readers_of_a_hidden_key():
    assert diagnoses(lambda x: 3 * halve(x), NONE_KNOWN)["basics"].tells_numbers


# what is wrong: a function about which nothing is to be said on the basics
UNEXPLAINED = {
    "a factor for some only": lambda x: np.where(x > 4, 3, 2) * halve(x),
    "a factor nearly": lambda x: halve(x) * (3 + 1e-5 * x),
    "one right number": lambda x: np.where(x == 3, 1.5, 7.0),
}


@pytest.mark.parametrize("function", UNEXPLAINED.values(), ids=UNEXPLAINED)
def test_where_nothing_is_sure_nothing_is_said(function):
    assert measured(function)["basics"] is None


def test_a_factor_needs_more_than_two_numbers_to_be_believed():
    cases = {"two": ("basics", array([3.0, 5.0]))}
    assert measured(lambda x: 3 * halve(x), exercise_of(cases=cases)) == {"basics": None}


def test_zeros_among_the_right_answers_do_not_hide_a_factor():
    assert "3 times" in (measured(lambda x: 3 * halve(x), exercise_of())["basics"] or "")


def test_a_factor_is_not_claimed_for_an_answer_that_it_does_not_give():
    """Three times the right answers, and 7 for zero."""
    assert measured(lambda x: np.where(x == 0, 7.0, 3 * halve(x))[()])["zeros"] is None


def test_digits_are_not_blamed_for_what_is_wrong_in_the_first_one():
    assert "float32" not in (measured(lambda x: (halve(x) + 1).astype(np.float32))["basics"] or "")


def test_a_factor_too_large_for_a_number_is_no_factor():
    """Answers of 1e308 where 1e-3 is right."""
    cases = {"tiny": ("basics", array([1e-3, 2e-3, 3e-3]))}
    assert measured(lambda x: np.full(x.shape, 1e308), exercise_of(cases=cases)) == {"basics": None}


def test_an_infinity_of_the_wrong_sign_was_not_kept_finite():
    found = measured(lambda x: np.where(np.isinf(x), -inf, halve(x))[()])["infinities"]
    assert found == "In this item your answers are wrong only where x holds an infinity."
