"""A small exercise written by hand, and functions asked in this process: the judging stages without bank or child."""

import json
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy import array, inf

from autograder.bank.building.ladders import ladder_of
from autograder.isolation.inside import calling
from autograder.isolation.job import Answers, Argument, Calls, plain
from autograder.isolation.observation import Observation
from autograder.judging.compare import compare
from autograder.judging.key import ExerciseKey, Key, KeyItem, KeyMisconception, exercise_to_json
from autograder.judging.key_case import KeyCase

Function = Callable[..., Any]


def halve(x):
    """Right: half of each number; negative ones are refused."""
    if np.any(x < 0):
        raise ValueError("negative")
    return x / 2


def doubled(x):
    """Half is less, not more."""
    return 4 * halve(x)


def rounded_down(x):
    """What is half of 3?"""
    return np.floor(halve(x))


def infinity_avoided(x):
    """Half of infinity is infinity."""
    return np.minimum(halve(x), 1e300)


def zero_avoided(x):
    """Zero replaced by a small number

    What is half of nothing?

    Half of 0 is 0; yours is 1e-12.

    Leave the maximum out.

    Lecture: A lower limit answers a question that nobody asked.
    Family: constants
    """
    return np.maximum(halve(x), 1e-12)


def input_overwritten(x):
    """Your caller may want to use x again."""
    half = halve(x)
    x[...] = half
    return half


# id: (item, argument); the items are in this order, an item's cases together
CASES = {
    "two": ("basics", array([3.0, 5.0])),
    "three": ("basics", array([0.7, 1.1, 9.3])),
    "zero": ("zeros", array([0.0])),
    "two-zeros": ("zeros", array([0.0, 0.0])),
    "zero-among": ("zeros", array([0.0, 4.2])),
    "infinite": ("infinities", array([inf])),
    "two-infinities": ("infinities", array([inf, inf])),
    "no-axis": ("shapes", array(7.3)),
    "negative": ("refusals", array([-1.0, 1.0])),
    "plain": ("purity", array([2.6, 1.2])),
}
ITEMS = list(dict.fromkeys(item for item, _ in CASES.values()))
# The same as a student hands it in, and a submission for each way that an exercise can end.
RIGHT = """
import numpy as np

def halve(x):
    if np.any(x < 0):
        raise ValueError("negative")
    return x / 2
"""
STATUSES = {
    "passed": RIGHT,
    "failed": "def halve(x): return x",
    "todo": "def halve(x): raise NotImplementedError",
    "missing": "def half(x): return x / 2",
    "error": "def halve(x) return x / 2",
    "timeout": "def halve(x):\n    while True: pass",
    "crashed": "import os\ndef halve(x): os._exit(1)",
    "refused": "import torch\ndef halve(x): return torch.ones(1)",
}

MISTAKES = (doubled, rounded_down, infinity_avoided, zero_avoided, input_overwritten)


def exercise_of(*mistakes: Function, reference: Function = halve, cases: dict[str, Any] = CASES) -> ExerciseKey:
    """Write a key: each item is worth a point, `purity` is lost when arguments change."""
    items = [item for item, _ in cases.values()]
    arguments = [(Argument(x),) for _, x in cases.values()]
    answers = ask(reference, Calls("halve", tuple(arguments))).observations
    key_cases = tuple(
        KeyCase(name, args, f"halve({args[0].array})", expected, 1e-7, 0.0, "")
        for name, args, expected in zip(cases, arguments, answers, strict=True)
    )
    key_items = tuple(
        KeyItem(item, 1.0, item == "purity", items.index(item), items.index(item) + items.count(item))
        for item in dict.fromkeys(items)
    )
    known = tuple(misconception_of(mistake, key_cases) for mistake in mistakes)
    return ExerciseKey("halve", "by_hand", ("x",), "torch.halve(x)", key_items, key_cases, known)


def key_of(*exercises: ExerciseKey, hidden: bool = False) -> Key:
    return Key(hidden, {exercise.id: json.dumps(exercise_to_json(exercise)) for exercise in exercises})


def misconception_of(mistake: Function, cases: tuple[KeyCase, ...]) -> KeyMisconception:
    answers = ask(mistake, Calls("halve", tuple(case.args for case in cases))).observations
    outputs = {
        index: got
        for index, (case, got) in enumerate(zip(cases, answers, strict=True))
        if got.changed or compare(case.expected, got, case.relative) != "right"
    }
    return KeyMisconception(mistake.__name__, ladder_of(mistake), outputs)


def ask(function: Function, calls: Calls) -> Answers:
    """Make the calls in this process, as the child makes them."""
    order = range(len(calls.arguments)) if calls.order is None else calls.order
    return Answers("answered", tuple(observe(function, *calls.arguments[i]) for i in order))


def observe(function: Function, *args: Any) -> Observation:
    return Observation.from_answer(
        calling.observe(function, calling.Case([calling.Input(plain(argument)) for argument in args]))
    )
