"""Compile the cases: what each call must give, agreed on by closed form, reference, 50-digit arithmetic and torch."""

from __future__ import annotations

import hashlib
import math
import warnings
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import Any, NamedTuple

import numpy as np

from autograder.bank import exact
from autograder.bank.building.asking_torch import ask_torch
from autograder.bank.building.calls import key_argument, laid_out_like, write_call
from autograder.bank.building.classes import Steps, parameter_names, steps_of
from autograder.bank.spec import REFERENCE, Case, Item, Sampled, Spec
from autograder.isolation.inside import calling
from autograder.isolation.job import Argument, Extras, plain
from autograder.isolation.observation import Observation
from autograder.judging.compare import compare
from autograder.judging.key_case import KeyCase

# Of an item about digits: right float64 implementations agree to 1e-9, wrong ones differ by more than 1e-6 somewhere.
RELATIVE_DIGITS = 1e-7
# Of any other item: it asks for an idea, and an epsilon of 1e-7 in a logarithm is charged among the digits.
RELATIVE, ABSOLUTE = 1e-5, 1e-6
RELATIVE_FLOAT32 = 1e-5  # a handful of float32 roundings of 6e-8 each
REFERENCE_ERROR = 1e-2  # share of the tolerance by which the reference itself may differ from 50 digits
REFERENCE_ERROR_FLOAT32 = 0.1  # in torch the reference answers in float32: it is off by a few roundings itself
PUBLIC_SEED = b"losslings public key"
DRAWN_DIGITS = 9  # of a drawn number: fewer than any two machines differ in
MOST_DRAWN = 100  # a generator that never ends is cut off, and the exercise found too large

Args = tuple[Argument | float | str, ...]
NO_EXTRAS = Extras()
Function = Callable[..., Any]


class Draft(NamedTuple):
    """A case of an item, before it is compiled."""

    case: Case
    item: Item
    is_drawn: bool


def draw(item: Item, exercise: str, seed: bytes) -> list[Case]:
    """Draw an item's cases, from a generator of the item's own: no order matters.

    Raises
    ------
    Exception
        Whatever the spec's function raises.
    """
    if item.drawn is None:
        return []
    entropy = hashlib.sha256(b"\0".join((seed, exercise.encode(), item.name.encode()))).digest()
    drawn = islice(item.drawn(np.random.default_rng(int.from_bytes(entropy))), MOST_DRAWN)
    return [rounded(case) for case in drawn]


def rounded(case: Case) -> Case:
    """Round a drawn case's floats to `DRAWN_DIGITS`: the last bits of what a generator draws depend on the machine."""
    if not isinstance(case, Case) or not isinstance(case.args, tuple):
        return case  # an author's slip, which `check_case` names
    return replace(case, args=tuple(round_argument(argument) for argument in case.args))


def round_argument(argument: Any) -> Any:
    """Round a float, or an array of floats, to `DRAWN_DIGITS`."""
    if isinstance(argument, float):
        return float(f"{argument:.{DRAWN_DIGITS}g}")
    if not isinstance(argument, np.ndarray) or argument.dtype.kind != "f":
        return argument
    numbers = [float(f"{number:.{DRAWN_DIGITS}g}") for number in argument.ravel().tolist()]
    return laid_out_like(argument, np.array(numbers, argument.dtype).reshape(argument.shape))


@dataclass(frozen=True, eq=False)
class AskedCase:
    """One case, with the answers of reference, closed form, 50-digit arithmetic and torch.

    Parameters
    ----------
    draft : Draft
    args : tuple
        As the key holds them.
    relative, absolute : float
        The tolerance.
    reference : Observation
        What the solution did.
    closed : Observation, optional
        The closed form, where the case has one.
    digits, torch : Observation or exception, optional
        The answers of `exact` and of the oracle; None where an exception is the right answer.
    """

    draft: Draft
    args: Args
    relative: float
    absolute: float
    reference: Observation
    closed: Observation | None
    digits: Observation | Exception | None
    torch: Observation | Exception | None

    @property
    def expected(self) -> Observation:
        """The right answer: rounded once, from 50 digits, so that it is the same whatever numpy has built the key."""
        return self.digits if isinstance(self.digits, Observation) else self.closed or self.reference

    def are_one(self, one: Observation, other: Observation, share: float = REFERENCE_ERROR) -> bool:
        """Tell whether two answers agree within a share of the tolerance, or are both in the range of right ones."""
        share = 1.0 if self.draft.case.between or self.draft.case.sampled else share
        share = max(share, REFERENCE_ERROR_FLOAT32) if is_short(self.args) else share
        return compare(one, other, self.relative * share, self.absolute * share) == "right"

    def compiled(self, spec: Spec, name: str, solution: Function) -> KeyCase:
        case = self.draft.case
        torch = None if case.raises else case.torch or ""
        extras, value = extras_of(case), self.reference.value
        call = write_call(name, parameter_names(solution, case), self.args, spec.library, extras)
        dtype = value.dtype.str if self.draft.item.dtype and value is not None else None
        return KeyCase(
            case.id,
            self.args,
            call,
            self.expected,
            self.relative,
            self.absolute,
            torch,
            tuple(case.needs),
            **vars(extras),
            dtype=dtype,
            between=bounds_of(case),
            sampled=float(case.sampled.times) if case.sampled else None,
        )


def ask(draft: Draft, spec: Spec, solution: Function) -> AskedCase:
    """Ask the reference, the closed form, 50-digit arithmetic and torch for one case's answer."""
    case = draft.case
    args = tuple(key_argument(argument) for argument in case.args)
    relative, absolute = tolerance(draft, args)
    reference = observe(solution, args, spec.library, extras_of(case))
    closed = None if case.expected is REFERENCE else Observation("value", np.asarray(case.expected, dtype=float))
    if (bounds := bounds_of(case)) is not None:
        closed = Observation("value", np.asarray(sum(bounds) / 2))
    if case.raises is not None:
        return AskedCase(draft, args, relative, absolute, reference, None, None, None)
    digits, torch = ask_exact(spec, args, case), ask_torch(spec, case)
    if case.sampled is not None and isinstance(digits, Observation):
        relative, absolute = 0.0, off_by(case.sampled, digits.value)
    if bounds is not None and closed is not None and isinstance(digits, Observation):
        is_within = compare(closed, digits, 0.0, absolute) == "right"
        digits = closed if is_within else digits  # the key has the middle of the range
    return AskedCase(draft, args, relative, absolute, reference, closed, digits, torch)


def is_short(args: Args) -> bool:
    """Tell whether an argument is in float32: then the tolerance is wider, and in torch the answer is float32 too."""
    return any(isinstance(one, Argument) and one.array.dtype == np.float32 for one in args)


def tolerance(draft: Draft, args: Args) -> tuple[float, float]:
    """Return the relative and the absolute part of what an answer may be off by."""
    case = draft.case
    relative, absolute = (RELATIVE_DIGITS, 0.0) if draft.item.digits else (RELATIVE, ABSOLUTE)
    if (bounds := bounds_of(case)) is not None:
        return 0.0, ABSOLUTE + (bounds[1] - bounds[0]) / 2
    return RELATIVE_FLOAT32 if is_short(args) else relative, case.absolute.size if case.absolute else absolute


def off_by(sampled: Sampled, answer: Any) -> float:
    """Return how far an honest estimate may be off.

    Raises
    ------
    ValueError
        If its standard error is no positive number.
    """
    error = float(sampled.error(answer) if callable(sampled.error) else sampled.error)
    if not 0 < error < math.inf:
        raise ValueError(f"sampled: a standard error of {error:g}; return a number above 0")
    return sampled.times * error


def bounds_of(case: Case) -> tuple[float, float] | None:
    """Return the bounds of an answer, where any number between them is right."""
    if case.between is None:
        return None
    low, high = map(float, case.between(*case.args))
    return low, high


def extras_of(case: Case) -> Extras:
    """Return what a case has beside its positional arguments, as the key holds it."""
    keywords = {name: key_argument(value) for name, value in case.keywords.items()}
    return Extras(keywords, case.gradient, case.part, steps_of(case))


def ask_exact(spec: Spec, args: Args, case: Case) -> Observation | Exception:
    """Evaluate the definition, or its gradient, in 50-digit arithmetic."""
    with suppress(Exception):  # beyond the range of the fast numbers; what is the author's own error comes again
        return exact_answer(spec, args, case, fast=True)
    try:
        return exact_answer(spec, args, case, fast=False)
    except Exception as error:  # the author's function can raise anything
        return error


def exact_answer(spec: Spec, args: Args, case: Case, fast: bool) -> Observation:
    assert spec.exact is not None  # `check_definition` has seen to it
    with exact.fifty_digits(fast), np.errstate(invalid="ignore"):  # a nan becomes a nan
        given = [exact.lift(arg.array if isinstance(arg, Argument) else arg) for arg in args]
        keywords = {name: exact.lift(value) for name, value in case.keywords.items()}
        if case.gradient is None:
            answer = calling.call(spec.exact, given, keywords, steps_of(case))
            answer = answer if case.part is None else answer[case.part]
        else:
            definition = partial(answer_of, spec.exact, steps_of(case))
            answer = exact.gradient(definition, given, keywords, case.gradient)
        value = np.asarray(answer, dtype=object).astype(float)
        value[value == 0] = 0.0  # mpmath has no -0.0, gmpy2 has
        return Observation("value", value)


def answer_of(definition: Function, steps: Steps, *args: Any, **keywords: Any) -> Any:
    return calling.call(definition, args, keywords, steps)


def read(args: Args, library: str, extras: Extras = NO_EXTRAS) -> calling.Case:
    """Read one call as the child reads it: once for all functions that are called with it."""
    return calling.read_case(map(plain, args), False, *extras.plain(), library=library)


def observe(function: Function, args: Args, library: str, extras: Extras = NO_EXTRAS) -> Observation:
    """Call our own code as the child calls a student's."""
    with unwarned():
        return answer_to(function, read(args, library, extras))


def unwarned() -> AbstractContextManager[Any]:
    """Ignore warnings: a wrong formula may well warn, and so may torch."""
    return warnings.catch_warnings(action="ignore")


def answer_to(function: Function, case: calling.Case) -> Observation:
    try:
        return Observation.from_answer(calling.observe(function, case))
    except ImportError as error:  # of a library that the child refuses
        return Observation("raised", text=f"{type(error).__name__}: {error}")


def exception_of(function: Function, args: Args, library: str, extras: Extras = NO_EXTRAS) -> BaseException | None:
    """Call our own code once more, for the exception itself: its traceback has the line."""
    case = read(args, library, extras)
    given = {name: part.fresh() for name, part in case.keywords.items()}
    try:
        with unwarned():
            calling.call(function, [part.fresh() for part in case.inputs], given, case.calls)
    except BaseException as error:
        return error
    return None


def question(case: Case | KeyCase) -> tuple[Any, ...]:
    """Return everything in which two calls can differ: types, shapes, layouts and bits, names, and the gradient."""
    given = [*case.args, *case.keywords.values()]
    parts = (part if isinstance(part, Argument) else key_argument(part) for part in given)
    described = (
        (a.array.tobytes(), a.array.dtype.str, a.array.shape, a.layout) if isinstance(a, Argument) else repr(a)
        for a in parts
    )
    return (*described, *case.keywords, case.gradient, case.part, *case.calls)
