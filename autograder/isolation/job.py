"""What goes into an isolated run and what comes out: inputs in, observations out, never an expected value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from autograder.isolation.inside import wire

if TYPE_CHECKING:  # numpy is loaded while the child starts
    import numpy as np

    from autograder.isolation.observation import Observation

# answered: the calls were made; the others end the exercise without points.
Outcome = Literal["answered", "todo", "missing", "error", "timeout", "crashed", "refused"]


@dataclass(frozen=True, eq=False)
class Argument:
    """An array and the memory layout it is passed in: c, fortran, strided or read_only."""

    array: np.ndarray
    layout: str = "c"


def plain(argument: Argument | float) -> Any:
    """Describe an argument as the child reads it, see `inside.calling.Input`."""
    if not isinstance(argument, Argument):
        return argument.item() if hasattr(argument, "item") else argument  # of numpy's numbers, a number
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
    original : Calls, optional
        The calls that these are in another order: their inputs are packed, and sent, only once.
    """

    exercise: str
    arguments: tuple[tuple[Argument | float, ...], ...]
    order: tuple[int, ...] | None = None
    library: Library = "numpy"
    original: Calls | None = None

    @property
    def count(self) -> int:
        return len(self.arguments if self.order is None else self.order)

    @cached_property
    def inputs(self) -> bytes:
        """The request that gives a child the arguments of all cases."""
        if self.original is not None:
            return self.original.inputs
        cases = [tuple(map(plain, arguments)) for arguments in self.arguments]
        request = {"op": "inputs", "exercise": self.exercise, "library": self.library, "cases": cases}
        return wire.pack_request(request)

    def asked_in(self, order: Sequence[int]) -> Calls:
        """Return the same calls in another order."""
        return replace(self, order=tuple(order), original=self)


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
        By exercise, the other units that have an exercise of its name: files in their folders are no answer to it.
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
    text : str
        More about it, in the words of the student's process: it may repeat an input.
    is_proven : bool
        Whether the function is proven to have no memory (see `purity`): asked again, it would say the same.
    """

    outcome: Outcome
    observations: Sequence[Observation] = ()
    detail: str = ""
    text: str = ""
    is_proven: bool = False
