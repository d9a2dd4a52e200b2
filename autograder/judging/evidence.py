"""What came from one exercise, laid out for those who measure it: each answer beside the right one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from autograder.isolation.job import Argument
from autograder.isolation.observation import Observation
from autograder.judging.compare import Verdict, as_float64
from autograder.judging.key import ExerciseKey
from autograder.judging.key_case import KeyCase


class Pair(NamedTuple):
    """An answer and the right one, both of float64 and of one shape."""

    case: KeyCase
    got: np.ndarray
    right: np.ndarray


@dataclass(frozen=True)
class Evidence:
    """The answers to all cases of an exercise, and the item that is to be explained.

    Parameters
    ----------
    exercise : ExerciseKey
    observations, verdicts : sequence
        Of all cases of the exercise.
    failing : sequence of int
        Indices of the item's failing cases, not empty.
    """

    exercise: ExerciseKey
    observations: Sequence[Observation]
    verdicts: Sequence[Verdict]
    failing: Sequence[int]

    def pairs(self, indices: Iterable[int]) -> list[Pair]:
        """Return the answers, beside the right ones, that have the right shape."""
        found = []
        for i in indices:
            case, got = self.exercise.cases[i], self.observations[i].value
            right = case.expected.value
            if got is not None and right is not None and got.shape == right.shape:
                found.append(Pair(case, as_float64(got), as_float64(right)))
        return found

    @cached_property
    def here(self) -> list[Pair]:
        """The wrong numbers of the item: finite where the right ones are."""
        return self.pairs(i for i in self.failing if self.verdicts[i] == "value")

    @cached_property
    def wrong(self) -> list[Pair]:
        """The wrong numbers of the exercise, but for those of inputs that are not float64: types are another matter."""
        found = self.pairs(i for i, verdict in enumerate(self.verdicts) if verdict == "value")
        return [pair for pair in found if all(array.dtype == np.float64 for array in arrays_of(pair.case))]

    @cached_property
    def right(self) -> list[Pair]:
        """The right numbers of the exercise."""
        return self.pairs(i for i, verdict in enumerate(self.verdicts) if verdict == "right")


def arrays_of(case: KeyCase) -> list[np.ndarray]:
    """Return the arrays among a case's arguments."""
    return [argument.array for argument in case.args if isinstance(argument, Argument)]
