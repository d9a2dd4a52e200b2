"""The bank tells mutants of a solution from the solution; ``python -m benchmarks.mutation`` tries them all."""

import pytest
from classroom import exercises_that_ship

from benchmarks.mutation import judge_all, mutants, read_equivalents

CHANGED_ENTROPY = {
    "p >= 0": "answered",  # 0 * ln 0 is nan
    "p != 0": "survived",  # listed as equivalent
    "p & log_p": "raised",  # no bits in a float
}


@pytest.fixture(scope="module")
def every():
    return {exercise.id: list(mutants(exercise)) for exercise in exercises_that_ship()}


@pytest.fixture(scope="module")
def found(every):
    return {exercise: dict(pairs) for exercise, pairs in every.items()}


def test_each_equivalent_is_a_mutant_of_today_and_has_its_reason(found):
    for change, reason in read_equivalents(list(found)).items():
        assert change in found[change.exercise]
        assert reason.strip()


def test_no_mutation_is_in_a_docstring_or_lost_under_the_name_of_another(every, found):
    for exercise in exercises_that_ship():
        docstring = exercise.load_solution().__doc__
        assert len(every[exercise.id]) == len(found[exercise.id]) > 10
        assert all(docstring in source for source in found[exercise.id].values())


def test_mutants_of_entropy_are_told_from_it(found, public_key):
    sources = [
        next(source for change, source in found["information/entropy"].items() if what in change.mutant)
        for what in CHANGED_ENTROPY
    ]
    outcomes = judge_all([("information/entropy", source) for source in sources], public_key)
    assert outcomes == list(CHANGED_ENTROPY.values())
