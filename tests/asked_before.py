"""A plugin for the suite in a grown copy of this repository: it leaves out what the suite asks of the same files here.

Of each exercise and each unit is asked there what was added, and the units that have grown; of the engine, whether it
names an exercise; of the commands of a student, an author and a pack, what depends on how many exercises there are.
"""

from __future__ import annotations

import os

import pytest

from autograder.bank.exercises import find_exercises

BEFORE = "LOSSLINGS_TESTS_ASKED_BEFORE"  # the variable that lists the ids of the exercises that ship
KNOWS_THE_BANK = {  # of these files what is asked there: all else has nothing to do with the bank
    "test_architecture.py": ("test_no_engine_file_names_an_exercise",),
    "test_cli_student.py": (
        *("test_the_bare_command", "test_the_arrow_stands", "test_init_", "test_the_exit_status", "test_check_takes"),
        *("test_who_", "test_hint_without_a_name", "test_general_hints", "test_while_the_basics_fail"),
    ),
    "test_again.py": ("test_other_numbers_are_asked", "test_a_line_says", "test_progress_says"),
    "test_breaking.py": ("test_every_exercise", "test_each_bug", "test_what_no_typed", "test_a_choice_has"),
    "test_bundle.py": ("test_the_bank_that_ships", "test_packs_are_bundled", "test_a_bundle_is_practised"),
    "test_cli.py": ("test_a_check_imports", "test_doctor_"),
    "test_explore.py": ("test_students_are_given", "test_a_course_gives", "test_who_hands_in_the_whole_folder"),
    "test_ideas.py": ("test_a_formula_is_drawn_only", "test_every_exercise", "test_what_a_report_writes"),
    "test_mutation.py": ("test_mutants_of_",),
    "test_packs.py": (
        *("test_progress_", "test_init_in", "test_a_name_that_two", "test_an_id_names", "test_pytest_collects"),
    ),
    "test_practice.py": ("test_exercises_are_judged",),
    "test_without_torch.py": ("test_the_progress_names",),
    "test_watch.py": ("test_when_all_is_passed", "test_without_a_name_it_begins", "test_from_a_mistake_to_the_next"),
}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    before = os.environ[BEFORE].split()
    added = [exercise.id for exercise in find_exercises() if exercise.id not in before]
    assert added, "the copy has not grown"
    # A test is called after an exercise's id, its name (with a digit where two have it), or its unit.
    known = {*before, *map(name_of, before), *map(unit_of, before)} - {*map(name_of, added), *map(unit_of, added)}
    left_out = [item for item in items if was_asked(item, known)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


def name_of(exercise: str) -> str:
    return exercise.partition("/")[2]


def unit_of(exercise: str) -> str:
    return exercise.partition("/")[0]


def was_asked(item: pytest.Item, known: set[str]) -> bool:
    starts = KNOWS_THE_BANK.get(item.path.name, ("",))
    if not item.name.startswith(starts):
        return True
    ids = item.callspec.id.split("-") if isinstance(item, pytest.Function) and hasattr(item, "callspec") else []
    return any(one in known or one.rstrip("0123456789") in known for one in ids)
