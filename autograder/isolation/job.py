"""What goes into an isolated run and what comes out: inputs in, observations out, never an expected value."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from autograder.isolation.inside import wire
from autograder.isolation.inside.files import imports_torch, mentions, places_of
from autograder.translation import Text

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


ADDRESS = re.compile("0x[0-9a-f]{6,16}")


def without_addresses(text: str) -> str:
    """Leave out what differs from run to run, as the address in ``<function f at 0x7f…>``."""
    return ADDRESS.sub("0x…", text) if "0x" in text else text


LARGE = 1000  # numbers in the arguments of one call


def size(arguments: Sequence[Argument | float | str]) -> int:
    """Count the numbers in the arrays of a call."""
    return sum(argument.array.size for argument in arguments if isinstance(argument, Argument))


def plain(argument: Any) -> Any:
    """Describe an argument as the child reads it, see `inside.calling.Input`."""
    if not isinstance(argument, Argument):
        return argument.item() if hasattr(argument, "item") else argument  # of numpy's numbers, a number
    array = argument.array
    return array.tobytes(), array.dtype.str, array.shape, argument.layout


Library = Literal["numpy", "torch"]


@dataclass(frozen=True)
class Extras:
    """What few calls have beside their positional arguments.

    Parameters
    ----------
    keywords : mapping of str to object
        What is given by name: arrays, numbers, texts or None.
    gradient : int, optional
        The argument by which the answer is differentiated; the gradient is then what is answered.
    part : int or str, optional
        Which part of an answer that is a tuple or a dict is looked at.
    calls : tuple of (str, int or None)
        Of a class: the methods to call, each with how many arguments it gets; None: an attribute is read.
    """

    keywords: Mapping[str, Any] = field(default_factory=dict)
    gradient: int | None = None
    part: int | str | None = None
    calls: tuple[tuple[str, int | None], ...] = ()

    def __bool__(self) -> bool:
        return any((self.keywords, self.gradient is not None, self.part is not None, self.calls))

    def plain(self) -> tuple[Any, ...]:
        keywords = {name: plain(value) for name, value in self.keywords.items()}
        return keywords, self.gradient, self.part, self.calls


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
    groups : tuple of int, optional
        By case, the group it belongs to: with a call that runs out of time its group ends, and with group 0 all of
        them. Left out: all are in group 0.
    original : Calls, optional
        The calls that these are in another order: their inputs are packed, and sent, only once.
    once_more : tuple of int, optional
        Which cases to ask once more, in this order, when all have been asked.
    is_swapped : bool
        Whether the first two arguments are given the other way round.
    extras : tuple of Extras, optional
        One for each case. Left out: none has any.
    refuses : tuple of str
        Modules, classes and functions that the function may not use, see `inside.guards`.
    """

    exercise: str
    arguments: tuple[tuple[Argument | float | str, ...], ...]
    order: tuple[int, ...] | None = None
    library: Library = "numpy"
    groups: tuple[int, ...] = ()
    original: Calls | None = None
    once_more: tuple[int, ...] = ()
    is_swapped: bool = False
    extras: tuple[Extras, ...] = ()
    refuses: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        return len(self.arguments if self.order is None else self.order)

    @property
    def indices(self) -> Sequence[int]:
        """The cases to ask, in order."""
        return range(len(self.arguments)) if self.order is None else self.order

    @cached_property
    def alone(self) -> tuple[bool, ...]:
        """By case, whether its answer is sent by itself: of a large input, so that one sees which call is slow."""
        return tuple(size(arguments) > LARGE for arguments in self.arguments)

    @cached_property
    def inputs(self) -> bytes:
        """The request that gives a child the arguments of all cases."""
        if self.original is not None:
            return self.original.inputs
        cases = [tuple(map(plain, arguments)) for arguments in self.arguments]
        request = {"op": "inputs", "exercise": self.exercise, "library": self.library, "cases": cases}
        extras = [one.plain() for one in self.extras]
        return wire.pack_request({**request, "alone": self.alone, "extras": extras, "refuses": self.refuses})

    def asked_in(self, order: Sequence[int]) -> Calls:
        """Return the same calls in another order."""
        return replace(self, order=tuple(order), original=self, once_more=())

    def and_once_more(self, order: Sequence[int]) -> Calls:
        """Return the same calls, of which some are made once more."""
        return replace(self, original=self, once_more=tuple(order))

    def swapped(self) -> Calls:
        """Return the same calls, each with its first two arguments the other way round."""
        return replace(self, original=self, once_more=(), is_swapped=True)


TOTAL = 20  # calls that may use up their time: some in each exercise


@dataclass(frozen=True)
class Limits:
    """What the code of one submission may use.

    Parameters
    ----------
    seconds : float
        Of processor time, for one call, and for loading one file.
    total_seconds : float
        Of processor time, for everything.
    idle_seconds : float
        For waiting without computing, in one call; in all a few times as long, see `autograder.isolation.clock`.
    memory : int
        Bytes of address space.
    """

    seconds: float = 10.0
    total_seconds: float = 200.0
    idle_seconds: float = 5.0
    memory: int = 2 << 30


def limits_of(seconds: float) -> Limits:
    """Return the limits of a submission whose calls may take so many seconds each."""
    return Limits(seconds, TOTAL * seconds, max(2.0, seconds / 2))


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
    twins : sequence of str, optional
        The exercises in torch that have the name of one in NumPy: a file that does not import torch answers none.
    """

    files: Mapping[str, bytes]
    calls: tuple[Calls, ...]
    limits: Limits = field(default_factory=Limits)
    rivals: Mapping[str, Sequence[str]] = field(default_factory=dict)
    twins: Sequence[str] = ()

    def worth_making(self, calls: Calls) -> Calls:
        """Leave the calls of a function out that is in torch and stands in no file.

        A process without torch can say as well that it is missing: a class that has no torch yet waits for none.
        """
        if calls.library == "numpy" or any(self.may_answer(path, calls.exercise) for path in self.files):
            return calls
        return Calls(calls.exercise, ())

    def may_answer(self, path: str, exercise: str) -> bool:
        """Tell whether a file may hold the function of an exercise in torch: by what `Files.may_hold` asks unparsed.

        A child parses a hostile file within its limits; this process does not parse it at all.
        """
        unit, _, name = exercise.rpartition("/")
        is_told_by_import = exercise in self.twins and unit not in places_of(path)
        return mentions(self.files[path], name) and (not is_told_by_import or imports_torch(self.files[path]))


@dataclass(frozen=True)
class Answers:
    """What one function did.

    Parameters
    ----------
    outcome : Outcome
    observations : sequence of Observation
        One for each call, in order, where the outcome is "answered"; "timeout" where a call ran out of time, or was
        not made because one of its group did.
    detail : Text or str
        More about the outcome, in the grader's words.
    text : str
        More about it, in the words of the student's process: it may repeat an input.
    stopped_at : int, optional
        Which call ran out of time, where that ended the exercise.
    once_more : Answers, optional
        To the calls that were made once more.
    """

    outcome: Outcome
    observations: Sequence[Observation] = ()
    detail: Text | str = ""
    text: str = ""
    stopped_at: int | None = None
    once_more: Answers | None = None
