"""From observations to points: the gate, all or nothing, one word for each outcome, and the second asking."""

import random
from dataclasses import replace

import numpy as np
import pytest
from handmade import CASES, ITEMS, MISTAKES, ask, exercise_of, halve, input_overwritten
from numpy import inf

from autograder.isolation.job import Answers
from autograder.isolation.observation import Observation
from autograder.judging.again import SecondAsking, asked_again, order_again
from autograder.judging.grade import ExerciseGrade, grade

EXERCISE = exercise_of(*MISTAKES)


def graded(function) -> ExerciseGrade:
    return grade(EXERCISE, ask(function, EXERCISE.calls))


def statuses(given: ExerciseGrade) -> dict[str, str]:
    return {item.item.name: item.status for item in given.items}


def wrong_on(*names):
    """Halve, but for the cases of these names."""
    spoiled = [CASES[name][1].tobytes() for name in names]
    return lambda x: halve(x) + 1 if x.tobytes() in spoiled else halve(x)


def test_a_right_function_earns_every_point():
    given = graded(halve)
    assert (given.status, given.score, set(statuses(given).values())) == ("passed", 6.0, {"passed"})
    assert given.message is None


def test_an_item_is_all_or_nothing():
    given = graded(wrong_on("zero"))
    assert statuses(given) == {**dict.fromkeys(ITEMS, "passed"), "zeros": "failed"}
    assert (given.status, given.score) == ("failed", 5.0)


@pytest.mark.parametrize(
    ("wrong", "lost"),
    [
        (["zero", "no-axis"], {"zeros"}),  # the case without an axis is about zeros too, and these are lost already
        (["no-axis"], {"shapes"}),
        (["zero-among"], {"zeros"}),  # needs purity, which is not lost
        (["zero-among", "plain"], {"purity"}),
        (["zero-among", "no-axis"], {"zeros", "shapes"}),  # what needs an item itself does not lose it for another case
    ],
)
def test_a_case_that_needs_an_item_costs_nothing_where_that_item_is_lost(wrong, lost):
    needs = {"no-axis": ("zeros",), "zero-among": ("purity",)}
    cases = tuple(replace(case, needs=needs.get(case.id, ())) for case in EXERCISE.cases)
    exercise = replace(EXERCISE, cases=cases)
    given = grade(exercise, ask(wrong_on(*wrong), exercise.calls))
    assert {name for name, status in statuses(given).items() if status != "passed"} == lost
    assert given.status == "failed"


def test_points_are_the_items_own():
    points = {"basics": 1.0, "zeros": 2.5, "infinities": 2.0, "shapes": 0.5, "refusals": 1.0, "purity": 4.0}
    exercise = replace(EXERCISE, items=tuple(replace(item, points=points[item.name]) for item in EXERCISE.items))
    assert exercise.max_score == 11.0
    assert grade(exercise, ask(wrong_on("zero"), exercise.calls)).score == 8.5


@pytest.mark.parametrize("name", ["two", "three"])
def test_nothing_counts_until_the_basics_pass(name):
    given = graded(wrong_on(name))
    assert statuses(given) == {**dict.fromkeys(ITEMS, "blocked"), "basics": "failed"}
    assert (given.status, given.score) == ("failed", 0.0)


def test_what_is_wrong_behind_the_gate_is_said_to_be_wrong():
    given = graded(wrong_on("two", "zero"))
    assert statuses(given) == {**dict.fromkeys(ITEMS, "blocked"), "basics": "failed", "zeros": "failed"}
    assert given.score == 0.0


def test_only_the_first_item_is_a_gate():
    given = graded(wrong_on("zero", "no-axis"))
    assert [item.score for item in given.items] == [1.0, 0.0, 1.0, 0.0, 1.0, 1.0]


@pytest.mark.parametrize("value", [0.0, 1.0, np.nan, inf, None])
def test_a_constant_earns_nothing(value):
    assert graded(lambda x: value).score == 0.0


def test_a_constant_array_of_the_right_shape_earns_nothing():
    assert graded(np.zeros_like).score == graded(np.ones_like).score == graded(lambda x: x).score == 0.0


# ---------------------------------------------------------------- what a failed item says


def test_a_failed_item_points_at_its_first_failing_case():
    zeros = graded(wrong_on("zero-among", "two-zeros", "infinite")).items[1]
    assert EXERCISE.cases[zeros.case].id == "two-zeros"
    assert zeros.got.value.tolist() == [1.0, 1.0]
    assert not zeros.is_changed


def test_a_passed_item_points_at_nothing():
    assert all((item.case, item.got, item.diagnosis) == (None, None, None) for item in graded(halve).items)


def test_what_is_printed_is_noted_and_costs_nothing():
    answers = ask(halve, EXERCISE.calls)
    chatty = tuple(replace(got, notes=f" {i % 2}\n") for i, got in enumerate(answers.observations))
    given = grade(EXERCISE, replace(answers, observations=chatty))
    assert given.score == 6.0
    assert [item.notes for item in given.items] == [("0", "1"), ("0", "1"), ("1", "0"), ("1",), ("0",), ("1",)]


def test_no_more_than_three_notes_of_an_item_are_kept():
    cases = {f"case-{i}": ("basics", x) for i, (_, x) in enumerate(CASES.values())}
    exercise = exercise_of(cases=cases)
    answers = ask(halve, exercise.calls)
    chatty = tuple(replace(got, notes=str(i)) for i, got in enumerate(answers.observations))
    assert grade(exercise, Answers("answered", chatty)).items[0].notes == ("0", "1", "2")


def test_what_the_process_had_to_say_is_kept_apart_from_our_own_words():
    """A hidden key's report leaves it out: it may repeat an input."""
    for answers in (ask(halve, EXERCISE.calls), Answers("error")):
        given = grade(EXERCISE, replace(answers, text="not saved as UTF-8"))
        assert given.student_text == "not saved as UTF-8"
        assert given.message is None or "UTF-8" not in given.message.render(str)


# ---------------------------------------------------------------- inputs left alone


def test_a_changed_input_costs_only_the_item_that_asks_for_it():
    given = graded(input_overwritten)
    assert statuses(given) == {**dict.fromkeys(ITEMS, "passed"), "purity": "failed"}
    assert given.score == 5.0


def changes_in(name):
    """Halve, writing into the argument of one case only."""

    def function(x):
        half = halve(x)
        if x.tobytes() == CASES[name][1].tobytes():
            x[...] = 9.0
        return half

    return function


@pytest.mark.parametrize("name", ["two", "zero", "no-axis", "plain"])
def test_an_input_changed_in_any_case_costs_that_item(name):
    purity = graded(changes_in(name)).items[-1]
    assert (purity.status, purity.is_changed) == ("failed", True)
    assert EXERCISE.cases[purity.case].id == name


def test_an_input_changed_before_an_exception_was_changed():
    def function(x):
        negative = np.any(x < 0)
        if negative:
            x[...] = 0.0
            raise ValueError
        return halve(x)

    assert statuses(graded(function)) == {**dict.fromkeys(ITEMS, "passed"), "purity": "failed"}


def test_an_argument_resized_in_place_was_changed():
    def function(x):
        half = halve(x)
        x.resize((1, *x.shape), refcheck=False)
        return half

    assert statuses(graded(function))["purity"] == "failed"


def test_a_wrong_answer_and_a_changed_input_are_one_failure_not_two():
    def function(x):
        x[...] = 0.0
        return wrong_on("plain")(CASES["plain"][1])

    purity = graded(function).items[-1]
    assert (purity.status, purity.is_changed) == ("failed", False)
    assert EXERCISE.cases[purity.case].id == "plain"


# ---------------------------------------------------------------- outcomes

# outcome: (detail, what the message says)
OUTCOMES = {
    "todo": ("", "Not written yet."),
    "missing": ("", "no function named halve."),
    "error": ("SyntaxError: '{' (line 3)", "SyntaxError: '{' (line 3)"),
    "timeout": ("10", "Stopped after 10 seconds"),
    "crashed": ("SIGSEGV", "SIGSEGV"),
    "refused": ("import torch: write it yourself", "import torch: write it yourself"),
}


@pytest.mark.parametrize(("outcome", "detail", "said"), [(o, *said) for o, said in OUTCOMES.items()], ids=OUTCOMES)
def test_each_outcome_is_its_own_word_and_earns_nothing(outcome, detail, said):
    given = grade(EXERCISE, Answers(outcome, detail=detail))
    assert (given.status, given.score) == (outcome, 0.0)
    assert statuses(given) == dict.fromkeys(ITEMS, outcome)
    assert said in given.message.render(str)


def test_an_answer_that_came_before_the_process_ended_earns_nothing():
    observations = ask(halve, EXERCISE.calls).observations
    assert grade(EXERCISE, Answers("crashed", observations)).score == 0.0


def test_a_function_that_raises_is_wrong_not_unwritten():
    def function(x):
        raise NotImplementedError

    given = graded(function)
    assert statuses(given) == dict.fromkeys(ITEMS, "failed")
    assert given.status == "failed"


def test_an_answer_too_few_is_no_grade():
    answers = ask(halve, EXERCISE.calls)
    with pytest.raises(ValueError, match="shorter"):
        grade(EXERCISE, replace(answers, observations=answers.observations[:-1]))


# ---------------------------------------------------------------- the second asking


def everything(exercise=EXERCISE):
    return tuple(range(len(exercise.items)))


def second(function, exercise=EXERCISE) -> SecondAsking:
    """Ask a function for the second time."""
    asked = asked_again(exercise, everything(exercise))
    return SecondAsking(tuple(asked.indices), ask(function, asked))


def test_the_second_asking_is_in_another_order_and_repeats_the_basics():
    order, count = list(order_again(EXERCISE, everything())), len(CASES)
    assert sorted(order[:count]) == list(range(count)) != order[:count]
    assert set(order[count:]) >= {0, 1}
    assert asked_again(EXERCISE, everything()).order == tuple(order)
    assert asked_again(EXERCISE, everything()).inputs is EXERCISE.calls.inputs  # the inputs are sent once


def test_what_earned_nothing_is_not_asked_again():
    last = EXERCISE.items[-1]
    order = order_again(EXERCISE, everything()[:-1])
    assert set(order) == set(range(len(CASES))) - set(range(last.first, last.stop))


def test_large_inputs_are_asked_about_once():
    cases = CASES | {"large": ("basics", np.ones(10_001))}
    cases = dict(sorted(cases.items(), key=lambda case: ITEMS.index(case[1][0])))
    exercise = exercise_of(cases=cases)
    large = list(cases).index("large")
    assert order_again(exercise, everything(exercise)).count(large) == 1  # with the basics, and not among all
    given = grade(exercise, ask(halve, exercise.calls), second(halve, exercise))
    assert given.status == "passed"


def counter():
    """Right for as many calls as there are cases, then never again."""
    calls = []

    def function(x):
        calls.append(x)
        return halve(x) + (len(calls) > len(CASES))

    return function


def position():
    """Knows the answers by heart, in the order of the cases."""
    answers = [(lambda x=x: halve(x)) for _, x in CASES.values()] * 2
    return lambda x: answers.pop(0)()


def grudge():
    """Once it has refused, it is no longer what it was."""
    refused = []

    def function(x):
        if np.any(x < 0):
            refused.append(x)
        return halve(x) + (len(refused) > 0 and x.size != 2)

    return function


def cache():
    """Remembers what it was asked, and takes the input itself for the remembered answer."""
    known = {}

    def function(x):
        if x.tobytes() in known:
            return known[x.tobytes()]
        known[x.tobytes()] = x
        return halve(x)

    return function


def clock():
    """Right for a while."""
    ticks = iter(range(99))

    def function(x):
        late = next(ticks) > 10
        return halve(x) + late

    return function


UNSTEADY = [counter, position, grudge, cache, clock]


@pytest.mark.parametrize("make", UNSTEADY, ids=lambda make: make.__name__)
def test_what_is_right_by_luck_is_found_out_when_asked_again(make):
    answers = ask(make(), EXERCISE.calls)
    assert grade(EXERCISE, answers).status == "passed"
    given = grade(EXERCISE, answers, second(make()))
    assert given.status == "failed"
    assert given.score < EXERCISE.max_score
    assert "another answer to the same input" in given.message.render(str)


def test_a_coin_is_found_out_when_asked_again():
    coin = random.Random(11)

    def function(x):
        return halve(x) + (coin.random() < 0.15)

    answers = ask(function, EXERCISE.calls)
    assert grade(EXERCISE, answers).status == "passed"
    assert grade(EXERCISE, answers, second(function)).status == "failed"


def test_an_unsteady_function_is_given_no_hint():
    """Its wrong answers look like a known mistake's, but come from elsewhere."""
    doubled_later = second(lambda x: 4 * halve(x))
    given = grade(EXERCISE, ask(halve, EXERCISE.calls), doubled_later)
    assert given.items[0].status == "failed"
    assert not any(item.diagnosis for item in given.items)


def test_one_wrong_answer_in_the_second_asking_is_enough():
    order, again = second(halve)
    for number in range(len(again.observations)):
        spoiled = list(again.observations)
        spoiled[number] = Observation("value", np.array(123.0))
        given = grade(EXERCISE, ask(halve, EXERCISE.calls), SecondAsking(order, Answers("answered", tuple(spoiled))))
        wrong = EXERCISE.cases[order[number]].id
        assert statuses(given)[CASES[wrong][0]] == "failed", wrong


@pytest.mark.parametrize("outcome", ["timeout", "crashed", "error", "missing", "refused", "todo"])
def test_a_function_that_fails_to_answer_again_has_not_passed(outcome):
    given = grade(EXERCISE, ask(halve, EXERCISE.calls), SecondAsking((), Answers(outcome)))
    assert (given.status, given.score) == (outcome, 0.0)


def test_a_steady_function_keeps_its_points():
    given = grade(EXERCISE, ask(halve, EXERCISE.calls), second(halve))
    assert (given.status, given.score, given.message) == ("passed", 6.0, None)
