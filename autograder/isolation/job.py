"""What goes into an isolated run and what comes out: inputs in, observations out, never an expected value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal

import numpy as np

from autograder.isolation.inside import wire
from autograder.isolation.observation import Observation

# answered: the calls were made; the others end the exercise without points.
Outcome = Literal["answered", "todo", "missing", "error", "timeout", "crashed", "refused"]


@dataclass(frozen=True, eq=False)
class Argument:
    """An array and the memory layout it is passed in: c, fortran, strided or read_only."""

    array: np.ndarray
    layout: str = "c"


def plain(argument: Argument | float) -> Any:
    """Describe an argument as the child reads it, see `child.Given`."""
    if not isinstance(argument, Argument):
        return argument.item() if isinstance(argument, np.generic) else argument
    array = argument.array
    return array.tobytes(), array.dtype.str, array.shape, argument.layout


Library = Literal["numpy", "torch"]


@dataclass(frozen=True, eq=False)
class Calls:
    """The calls of one function.

    Parameters
    ----------
    exercise : str
        The exercise's id, as ``information/entropy``: the function is looked for in the unit's folder first.
    arguments : tuple of tuple
        One for each case.
    order : tuple of int, optional
        Which cases to ask, in this order; each once, in their own, if left out.
    library : {"numpy", "torch"}
        What an array is given as.
    """

    exercise: str
    arguments: tuple[tuple[Argument | float, ...], ...]
    order: tuple[int, ...] | None = None
    library: Library = "numpy"

    @property
    def count(self) -> int:
        return len(self.arguments if self.order is None else self.order)

    @cached_property
    def lesson(self) -> bytes:
        """The request that tells a child the cases."""
        cases = [tuple(map(plain, arguments)) for arguments in self.arguments]
        lesson = {"op": "learn", "exercise": self.exercise, "library": self.library, "cases": cases}
        return wire.pack_request(lesson)

    def asked_in(self, order: Sequence[int]) -> Calls:
        """Return the same calls in another order."""
        other = replace(self, order=tuple(order))
        vars(other)["lesson"] = self.lesson
        return other


@dataclass(frozen=True)
class Limits:
    """What student code may use: seconds of wall clock for an exercise and for all of them, bytes of memory."""

    seconds: float = 10.0
    total_seconds: float = 60.0
    memory: int = 2 << 30


@dataclass(frozen=True)
class Job:
    """One submission's files, and the calls to make.

    Parameters
    ----------
    files : mapping of str to bytes
        By path.
    calls : tuple of Calls
    limits : Limits, optional
    rivals : mapping of str to sequence of str, optional
        By exercise, the other units that have an exercise of its name: what lies in their folders is theirs.
    """

    files: Mapping[str, bytes]
    calls: tuple[Calls, ...]
    limits: Limits = field(default_factory=Limits)
    rivals: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Answers:
    """What one function did.

    Parameters
    ----------
    outcome : Outcome
    observations : sequence of Observation
        One for each call, in order, where the outcome is "answered".
    detail : str
        More about the outcome, in the grader's words.
    said : str
        More about it, in the words of the student's process: it may repeat an input.
    is_proven : bool
        Whether the function is proven to have no memory (see `purity`): asked again, it would say the same.
    """

    outcome: Outcome
    observations: Sequence[Observation] = ()
    detail: str = ""
    said: str = ""
    is_proven: bool = False
