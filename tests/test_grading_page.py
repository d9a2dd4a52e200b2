"""docs/grading.md says what common ways of writing an exercise earn: its table is what the judge gives."""

import inspect

from autograder.bank.exercises import find_exercises
from benchmarks import habits
from benchmarks.grading import PAGE, page


def test_the_table_is_what_the_judge_gives():
    assert PAGE.read_text(encoding="utf-8") == page(), "run `python -m benchmarks.grading`"


def test_each_exercise_that_ships_is_in_the_table():
    written = {name.partition("__")[0] for name, _ in inspect.getmembers(habits, inspect.isfunction)}
    assert written >= {exercise.name for exercise in find_exercises()}
