"""Find the known mistakes that give the same wrong answers as a submission."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import isfinite, prod
from typing import NamedTuple

import numpy as np

from autograder.isolation.observation import Observation
from autograder.judging.compare import Verdict, as_float64, compare
from autograder.judging.key import ExerciseKey, KeyMisconception
from autograder.judging.key_case import KeyCase

# How sure is sure enough. The numbers were varied on the 1,528 wrong answers of the corpus that answer all calls, asked
# once: with those below, 973 of them get the right name and 9 a wrong one.
GLANCE = 64  # numbers compared at first: on a quarter of those answers 4.9 s; 1 number takes 7.1 s, all 16.3
TELLING = 3  # telling answers that make sure: with 2 there are 6 wrong names more, with 4 there are 4 right ones fewer
TELLING_DESPITE_ONE = 12  # where one right answer speaks against it: with 6 there are 3 wrong names more, none is won
TELLING_SHARE = 3  # and 1 in so many of its cases: with 2 there is 1 right name fewer, with 1 (all cases) 29
WHOLE = 2  # cases that a mistake must explain, if it changes as many: one answer can be a coincidence
ALONE = 2  # cases on which each of two mistakes made together must be seen without the other, for the same reason


class Suspect(NamedTuple):
    """A mistake that some wrong answers point to.

    Parameters
    ----------
    mistake : KeyMisconception
    agreed : frozenset of int
        The cases on which it gives the observed answer.
    obscured : frozenset of int
        The cases on which the observed shape is wrong but this mistake's is right, or that ran out of time. Some other
        mistake did that, so these cases say nothing about this one.
    telling : int
        How many of the answers agreed on are numbers that two different mistakes would hardly share.
    is_telling : bool
        Whether these are enough.
    is_whole : bool
        Whether it explains every case that it changes.
    """

    mistake: KeyMisconception
    agreed: frozenset[int]
    obscured: frozenset[int]
    telling: int
    is_telling: bool
    is_whole: bool

    def explains(self, case: int, failing: Sequence[int]) -> bool:
        """Tell whether it explains a case, and, where its agreement is not telling, all that fails beside it."""
        return case in self.agreed and (self.is_telling or (self.agreed | self.obscured).issuperset(failing))


@dataclass(frozen=True)
class Suspects:
    """What the wrong answers of an exercise point to: mistakes made alone, and by case one of two made together."""

    alone: Sequence[Suspect]
    together: Mapping[int, KeyMisconception]


def find_suspects(exercise: ExerciseKey, observations: Sequence[Observation], verdicts: Sequence[Verdict]) -> Suspects:
    """Compare the wrong answers of an exercise with those of the known mistakes.

    Parameters
    ----------
    exercise : ExerciseKey
    observations, verdicts : sequence
        Of all cases of the exercise.
    """
    wrong = {i for i, verdict in enumerate(verdicts) if verdict != "right" or observations[i].changed}
    agreed: dict[int, set[int]] = {}
    telling: Counter[int] = Counter()
    for i in sorted(wrong):
        for known in known_answers(exercise, i).giving(observations[i]):
            for number in known.mistakes:
                agreed.setdefault(number, set()).add(i)
                telling[number] += known.is_telling
    suspects = [
        weigh(exercise.misconceptions[number], frozenset(agreed[number]), telling[number], exercise, verdicts, wrong)
        for number in sorted(agreed)
    ]
    # Where the basics fail for another reason, that reason shows everywhere: that nan or an exception came, too, is no
    # sign of a second mistake.
    others = wrong.intersection(exercise.items[0].cases)
    sure = [one for one in suspects if one.is_telling or (one.is_whole and others <= one.agreed | one.obscured)]
    return Suspects(sure, by_two(suspects))


# ---------------------------------------------------------------- which mistakes give an answer


class KnownAnswer(NamedTuple):
    """An answer to one case that known mistakes give.

    Parameters
    ----------
    answer : Observation
    mistakes : list of int
        The numbers of those that give it.
    is_telling : bool
    """

    answer: Observation
    mistakes: list[int]
    is_telling: bool


class KnownAnswers:
    """What the known mistakes answer to one case: each different answer once, those of one shape together.

    Parameters
    ----------
    case : KeyCase
    answers : sequence of KnownAnswer
    """

    def __init__(self, case: KeyCase, answers: Sequence[KnownAnswer]) -> None:
        self.case = case
        self.by_shape: dict[tuple[int, ...] | None, list[KnownAnswer]] = {}
        for known in answers:
            self.by_shape.setdefault(shape_of(known.answer), []).append(known)
        self.beginnings = {
            shape: np.array([beginning(known.answer) for known in same])
            for shape, same in self.by_shape.items()
            if shape is not None
        }
        with np.errstate(over="ignore", invalid="ignore"):  # what is not finite has no bound
            self.bounds = {
                shape: np.where(np.isfinite(known), case.absolute + case.relative * np.abs(known), np.nan)
                for shape, known in self.beginnings.items()
            }
        self.is_seen_at_a_glance = {
            shape: prod(shape) <= GLANCE and bool(np.isfinite(known).all()) for shape, known in self.beginnings.items()
        }

    def giving(self, got: Observation) -> list[KnownAnswer]:
        """Return the known answers that are the observed one."""
        shape = shape_of(got)
        same = self.by_shape.get(shape, [])
        if shape is not None and got.value is not None and same:
            known = self.beginnings[shape]
            with np.errstate(over="ignore", invalid="ignore"):
                distance = np.abs(known - beginning(got))
                if self.is_seen_at_a_glance[shape] and not got.changed and got.value.dtype.kind != "b":
                    is_near = (distance <= self.bounds[shape]).all(axis=1)
                    return [same[i] for i in np.flatnonzero(is_near).tolist() if not same[i].answer.changed]
                is_beyond = distance > self.bounds[shape]
            same = [same[i] for i in np.flatnonzero(~is_beyond.any(axis=1)).tolist()]
        return [known for known in same if agree(self.case, known.answer, got)]


def shape_of(answer: Observation) -> tuple[int, ...] | None:
    return None if answer.value is None else answer.value.shape


def beginning(answer: Observation) -> np.ndarray:
    """Return the first numbers of an answer: a glance at them rules out most mistakes."""
    assert answer.value is not None
    return as_float64(answer.value.ravel()[:GLANCE])


def agree(case: KeyCase, mistaken: Observation, got: Observation) -> bool:
    """Tell whether the observed answer is the one that a mistake gives."""
    if mistaken.changed and not got.changed:
        return False
    if mistaken.kind != "value" or got.kind != "value":
        return mistaken.kind == got.kind and first_words(mistaken) == first_words(got)
    return compare(mistaken, got, case.relative, case.absolute) == "right"


def first_words(answer: Observation) -> str:
    """Return an exception's name: its message may hold the input. What torch raises has one name, and says more."""
    name = answer.text.partition(":")[0]
    return " ".join(answer.text.split()[:4]) if name == "RuntimeError" else name


@lru_cache(maxsize=10_000)
def known_answers(exercise: ExerciseKey, case: int) -> KnownAnswers:
    """Collect the answers of an exercise's known mistakes to one of its cases."""
    groups: dict[tuple[object, ...], tuple[Observation, list[int]]] = {}
    for number, mistake in enumerate(exercise.misconceptions):
        if case in mistake.outputs:
            answer = mistake.outputs[case]
            groups.setdefault(content(answer), (answer, []))[1].append(number)
    known = [KnownAnswer(answer, numbers, is_telling(answer)) for answer, numbers in groups.values()]
    return KnownAnswers(exercise.cases[case], known)


def content(answer: Observation) -> tuple[object, ...]:
    """Return everything in which two answers can differ."""
    value = answer.value
    numbers = None if value is None else (value.dtype.str, value.shape, value.tobytes())
    return answer.kind, answer.text, answer.changed, numbers


# ---------------------------------------------------------------- how much the agreement says


def weigh(
    mistake: KeyMisconception,
    agreed: frozenset[int],
    telling: int,
    exercise: ExerciseKey,
    verdicts: Sequence[Verdict],
    wrong: set[int],
) -> Suspect:
    """Weigh a mistake that gives some of the observed answers.

    Parameters
    ----------
    mistake : KeyMisconception
    agreed : frozenset of int
        The cases on which it gives the observed answer.
    telling : int
        How many of these answers are telling.
    exercise : ExerciseKey
    verdicts : sequence of Verdict
        Of all cases of the exercise.
    wrong : set of int
        The cases with a wrong answer or a changed argument.
    """
    outputs, cases = mistake.outputs, mistake.outputs.keys()
    obscured = frozenset(
        i
        for i in cases - agreed
        if verdicts[i] == "timeout" or (verdicts[i] == "shape" and has_right_shape(exercise, i, outputs[i]))
    )
    is_whole = agreed | obscured == cases and len(agreed) >= max(min(WHOLE, len(cases)), len(obscured))
    # A right answer where the mistake gives a wrong one speaks against it; one may be a coincidence.
    # That a wrong shape is refused does not: who checks shapes can still have the formula wrong.
    answered = {i for i in cases if exercise.cases[i].expected.kind == "value"} or cases
    enough = {0: TELLING, 1: TELLING_DESPITE_ONE}.get(len(answered - wrong), len(cases) + 1)
    # So does another number where it is wrong: a second mistake can be the reason, but not more often than the first.
    other = sum(verdicts[i] == "value" for i in cases - agreed)
    is_sure = telling >= max(enough, other) and TELLING_SHARE * len(agreed) >= len(cases)
    return Suspect(mistake, agreed, obscured, telling, is_sure, is_whole)


def has_right_shape(exercise: ExerciseKey, case: int, output: Observation) -> bool:
    expected = exercise.cases[case].expected
    return expected.value is not None and shape_of(output) == shape_of(expected)


def is_telling(output: Observation) -> bool:
    """Tell whether an answer is a number that two different mistakes would hardly share: finite, and not whole."""
    value = output.value
    if value is None:
        return False
    if value.ndim == 0:
        return isfinite(value) and value != round(value.item())
    return bool(np.all(np.isfinite(value)) and np.any(value != np.round(value)))


def by_two(suspects: Sequence[Suspect]) -> dict[int, KeyMisconception]:
    """Find pairs of mistakes made together.

    Of a pair, each mistake must change at least `ALONE` cases that the other leaves right, and must give the observed
    answer on all of those; one of the two must be seen by a telling number. Such a pair explains a case on which one of
    the two gives the observed answer. Where pairs name different mistakes, the case stays unexplained.
    """
    names: dict[int, dict[str, KeyMisconception]] = {}
    for one, other in combinations(filter(may_be_one_of_two, suspects), 2):
        if one.mistake.name == other.mistake.name or not (one.telling or other.telling):
            continue
        cases, other_cases = one.mistake.outputs.keys(), other.mistake.outputs.keys()
        alone, other_alone = cases - other_cases, other_cases - cases
        if min(len(alone), len(other_alone)) >= ALONE and alone <= one.agreed and other_alone <= other.agreed:
            for suspect in (one, other):
                for i in suspect.agreed:
                    names.setdefault(i, {})[suspect.mistake.name] = suspect.mistake
    return {i: next(iter(named.values())) for i, named in names.items() if len(named) == 1}


def may_be_one_of_two(suspect: Suspect) -> bool:
    """Tell whether a mistake can be seen beside another: by a telling number, if it gives any in most cases."""
    outputs = suspect.mistake.outputs
    return bool(suspect.telling) or 2 * sum(map(is_telling, outputs.values())) <= len(outputs)
