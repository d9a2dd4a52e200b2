"""Nobody has seen the inputs of a hidden key: each case is made afresh, and stays as fair and as telling as it was."""

from __future__ import annotations

import json
from dataclasses import replace
from math import inf

import numpy as np
import pytest
from classroom import exercises_that_ship

from autograder.bank.build import build_bank
from autograder.bank.building.afresh import made_afresh, questions_of
from autograder.bank.building.agreement import check_agreement
from autograder.bank.building.calls import key_argument
from autograder.bank.building.cases import Draft, ask, draw, extras_of, observe
from autograder.bank.building.faults import Faults
from autograder.bank.building.hidden import compile_hidden, public_inputs
from autograder.bank.building.misconceptions import is_wrong
from autograder.bank.exercises import HOME, Exercise
from autograder.bank.shared import fresh
from autograder.bank.spec import Case
from autograder.isolation.runner import Runner
from autograder.judging.grade import ExerciseGrade
from autograder.judging.head import digest_of_marks
from autograder.judging.judge import judge
from autograder.judging.key import ExerciseKey, Key, exercise_to_json
from autograder.judging.public_only import PUBLIC_ONLY
from autograder.judging.submission import Submission
from autograder.report.table import remark
from autograder.translation import Text
from tests.banks import SPEC, write_bank
from tests.tables import with_table

EXERCISES = {exercise.id: exercise for exercise in exercises_that_ship() if exercise.load_spec().fresh}
# Six are enough: each key that is drawn is checked the same way before it is written (`compile_hidden`).
SEEDS = [f"a seed of the tests, number {number}".encode() for number in range(6)]
SMALL = 200  # numbers in a case's arguments: 50-digit arithmetic takes its time for more
# The cases that have no other form; each stands in an item with others that have.
ALONE = {
    "information/surprise": ["zero-dimensional-impossible"],
    "information/entropy": ["one-class"],
    "information/cross_entropy": ["one-class"],
    "information/kl_divergence": ["one-class"],
    "information/js_divergence": ["one-class"],
}

# The first thing that comes to mind, without a thought for zeros, overflow, shapes or number types.
NAIVE = {
    "regression/mean_squared_error": "np.mean((a - b) ** 2)",
    "regression/mean_absolute_error": "np.mean(abs(a - b))",
    "regression/huber_loss": "np.mean(np.where(abs(a - b) <= c, (a - b) ** 2 / 2, c * (abs(a - b) - c / 2)))",
    "information/surprise": "-np.log(a + 1e-12)",
    "information/entropy": "-np.sum(a * np.log(a), axis=-1)",
    "information/cross_entropy": "-np.sum(a * np.log(b + 1e-12), axis=-1)",
    "information/kl_divergence": "np.sum(a * np.log((a + 1e-12) / (b + 1e-12)), axis=-1)",
    "information/js_divergence": "np.sum(a * np.log(2 * a / (a + b)) + b * np.log(2 * b / (a + b)), axis=-1) / 2",
    "classification/binary_cross_entropy": "-np.mean(b * np.log(a + 1e-12) + (1 - b) * np.log(1 - a + 1e-12))",
    "classification/softmax": "np.exp(a) / np.exp(a).sum(axis=-1, keepdims=True)",
    "classification/log_softmax": "np.log(np.exp(a) / np.exp(a).sum(axis=-1, keepdims=True))",
    "classification/cross_entropy_with_logits": "-np.mean(np.log(np.exp(a) / np.exp(a).sum(axis=1, keepdims=True))"
    "[range(len(b)), b])",
    "classification/binary_cross_entropy_with_logits": "np.mean(np.log(1 + np.exp(-a)) * b + "
    "np.log(1 + np.exp(a)) * (1 - b))",
}


@pytest.fixture(scope="module")
def public(request) -> Key:
    return Key.load(HOME / "keys/public.jsonl")


def drafts_of(exercise: Exercise, seed: bytes, at_most: float = inf) -> list[Draft]:
    """Return the cases of a hidden key, without a look at what known mistakes make of them."""
    spec = exercise.load_spec()
    known = questions_of(spec)
    return [
        Draft(case, item, is_drawn)
        for item in spec.items
        for is_drawn, cases in (
            (False, [made_afresh(c, spec, seed + item.name.encode(), known) for c in item.cases if size(c) <= at_most]),
            (True, draw(item, exercise.name, seed)),
        )
        for case in cases
    ]


def size(case: Case) -> int:
    return sum(map(np.size, case.args))


def key_of(exercise: Exercise, public: ExerciseKey, seed: bytes) -> ExerciseKey:
    """Make a hidden key whose answers are the reference's."""
    spec, solution = exercise.load_spec(), exercise.load_solution()
    drafts = drafts_of(exercise, seed)
    cases = []
    for draft, old in zip(drafts, public.cases, strict=True):
        args = tuple(map(key_argument, draft.case.args))
        expected = observe(solution, args, spec.library, extras_of(draft.case))
        cases.append(replace(old, args=args, expected=expected))
    return replace(public, cases=tuple(cases), misconceptions=(), public=replace(public, misconceptions=()))


# ---------------------------------------------------------------- fresh and fair, whatever the seed


@pytest.mark.parametrize("name", EXERCISES)
def test_no_input_stands_in_the_public_key_but_the_few_that_have_no_other_form(name, public):
    exercise = EXERCISES[name]
    for seed in SEEDS[:2]:
        hidden = key_of(exercise, public.exercise(name), seed)
        assert public_inputs(hidden, public.exercise(name)) == ALONE.get(name, [])


@pytest.mark.parametrize("name", EXERCISES)
def test_reference_and_50_digits_agree_on_cases_made_afresh(name):
    exercise = EXERCISES[name]
    spec, solution = exercise.load_spec(), exercise.load_solution()
    for seed in SEEDS:
        drafts = drafts_of(exercise, seed, at_most=SMALL)
        faults = Faults(exercise)
        check_agreement([ask(draft, spec, solution) for draft in drafts], spec, solution, faults)
        assert [fault.line(str) for fault in faults.found] == []


def test_what_is_special_about_an_input_is_kept():
    rng = np.random.default_rng(1)
    for _ in range(100):
        new = fresh.moved([0.2, 0.2, 0.9, 1.0, np.nan, np.inf], rng, fixed=(0.0, 1.0))
        assert set(new) == {0.0, 0.2, 0.9, 1.0}
        assert (new[0.0], new[1.0]) == (0.0, 1.0)
        assert 0.0 < new[0.2] != 0.2 < new[0.9] != 0.9
        assert new[0.9] < 1.0
        row = np.array([0.5, 0.0, 0.3, 0.2])
        p, q = fresh.distributions((row, np.array([row, [0, 0, 1, 0]])), rng)
        assert p.tolist() == q[0].tolist() != row.tolist()
        assert (p.sum().round(12), p[1], q[1].tolist()) == (1.0, 0.0, [0, 0, 1, 0])
        size = fresh.pairs((np.array([3.0, 1.25]), np.array([1.0, 1.0]), 2.0), rng)
        assert abs(size[0][0] - size[1][0]) == size[2] != 2.0  # still at the kink
        pred, true = fresh.pairs((np.array([0, 255], "uint8"), np.array([250, 5], "uint8")), rng)
        assert pred.dtype == true.dtype == np.uint8
        assert pred[0] < true[1] < true[0] < pred[1]
        (large,) = fresh.scores((np.array([128, 127], "uint8"),), rng)
        assert large[0] - large[1] == 1  # a mistake that tells them apart as little as before costs as little


# ---------------------------------------------------------------- each mistake is as costly as in the public key


def test_a_mistake_loses_the_items_it_loses_in_the_public_key(public):
    exercise, its_public = EXERCISES["regression/mean_absolute_error"], public.exercise("mean_absolute_error")
    faults = Faults(exercise)
    one, again, other = [compile_hidden(exercise, its_public, seed, faults) for seed in (*SEEDS[:1] * 2, SEEDS[1])]
    assert faults.found == []
    assert digest_of_marks(one) == digest_of_marks(again) != digest_of_marks(other)
    assert lost_items(one) == lost_items(other) == lost_items(its_public)


def lost_items(key: ExerciseKey) -> dict[str, set[str]]:
    """Return by mistake the items that it loses in any of its sizes."""
    lost: dict[str, set[str]] = {}
    for mistake in key.misconceptions:
        wrong = [i for i, got in mistake.outputs.items() if is_wrong(key.cases[i], got)]
        lost.setdefault(mistake.name, set()).update(
            item.name for item in key.items if any(item.first <= i < item.stop for i in wrong)
        )
    return lost


WITH_RULE = SPEC.replace(
    "import array, full\n", "import array, full\nfrom autograder.bank.shared import fresh\n"
).replace("exact=exact,\n", "exact=exact,\n    fresh=fresh.chances,\n")


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("fresh=fresh.chances", "fresh=lambda args, rng: (0.0 * args[0],)", "in a hidden key, "),
        (
            "fresh=fresh.chances",
            "fresh=lambda args, rng: args[5]",
            "cannot be made afresh for a hidden key: IndexError",
        ),
        ("fresh=fresh.chances", "fresh=lambda args, rng: args", "is the same in every key: write fresh="),
        ("5 / 8)", "5 / 8, fresh=5)", "fresh=5: write a function of rng, or a text"),
    ],
)
def test_a_rule_that_keeps_too_little_or_too_much_is_named(before, after, message, tmp_path):
    spec = WITH_RULE.replace(before, after)
    assert spec != WITH_RULE
    faults = build_bank(write_bank(tmp_path, spec=spec), SEEDS[0]).stopping
    assert any(message in fault.line(str) for fault in faults)


WITH_RULE = SPEC.replace(
    "import array, full\n", "import array, full\nfrom autograder.bank.shared import fresh\n"
).replace("exact=exact,\n", "exact=exact,\n    fresh=fresh.chances,\n")


# ---------------------------------------------------------------- whoever has other keys


@pytest.mark.parametrize("name", NAIVE)
def test_a_table_of_other_keys_in_front_of_a_naive_formula_gains_no_item(name, public, runner):
    exercise, its_public = EXERCISES[name], public.exercise(name)
    hidden, *others = [key_of(exercise, its_public, seed) for seed in SEEDS[:3]]
    key = Key(True, {hidden.id: json.dumps(exercise_to_json(hidden))})

    def graded(*known: ExerciseKey) -> ExerciseGrade:
        files = {path: text.encode() for path, text in with_table(exercise.name, NAIVE[name], *known).items()}
        (grade,) = judge(Submission("tests", files), key, runner)
        return grade

    def passed(grade: ExerciseGrade) -> list[str]:
        return [item.item.name for item in grade.items if item.status in ("passed", "blocked")]

    alone, with_public, with_others = graded(), graded(its_public), graded(its_public, *others)
    assert len(passed(alone)) < len(hidden.items)
    assert passed(alone) == passed(with_public) == passed(with_others)
    assert alone.message is None
    failed = [item.item.name for item in alone.items if item.status == "failed"]
    assert with_public.message == Text(PUBLIC_ONLY, {"items": ", ".join(failed)})


def test_the_table_of_a_class_names_who_is_right_on_the_public_inputs_alone():
    message = Text(PUBLIC_ONLY, {"items": "basics, shapes"}).render(str)
    exercises = [
        {"name": "entropy", "status": "failed", "message": message, "reason": None, "doubt": "public_only"},
        {**FINE, "name": "softmax"},
    ]
    assert remark({"remarks": [], "exercises": exercises}, str) == "right on the public inputs alone: entropy"
    assert remark({"remarks": [], "exercises": [FINE]}, str) == ""


FINE = {"name": "surprise", "status": "passed", "message": None, "reason": None, "doubt": None}


@pytest.fixture(scope="module")
def runner():
    with Runner() as runner:
        yield runner
