"""What goes into an isolated run and what comes out: inputs in, observations out, never an expected value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from autograder.isolation.observation import Observation

# answered: the calls were made; the others end the exercise without points.
Outcome = Literal["answered", "todo", "missing", "error", "timeout", "crashed", "refused"]


@dataclass(frozen=True, eq=False)
class Argument:
    """An array and the memory layout it is passed in: c, fortran, strided or read_only."""

    array: np.ndarray
    layout: str = "c"


@dataclass(frozen=True)
class Calls:
    """The calls of one function, in order."""

    function: str
    arguments: tuple[tuple[Argument | float, ...], ...]


@dataclass(frozen=True)
class Limits:
    """What student code may use: seconds of wall clock for an exercise and for all of them, bytes of memory."""

    seconds: float = 10.0
    total_seconds: float = 60.0
    memory: int = 2 << 30


@dataclass(frozen=True)
class Job:
    """One submission's files by path, and the calls to make."""

    files: Mapping[str, bytes]
    calls: tuple[Calls, ...]
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True)
class Answers:
    """What one function did.

    Parameters
    ----------
    outcome : Outcome
    observations : tuple of Observation
        One for each call, in order, where the outcome is "answered".
    detail : str
        More about the outcome, in the grader's words.
    said : str
        More about it, in the words of the student's process: it may repeat an input.
    """

    outcome: Outcome
    observations: tuple[Observation, ...] = ()
    detail: str = ""
    said: str = ""
