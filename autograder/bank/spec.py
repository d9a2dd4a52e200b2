"""The nouns an exercise's spec is written in: cases, grouped in items, and the mistakes they catch."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from types import FunctionType
from typing import Any, Literal, NamedTuple

import numpy as np

from autograder.bank.case import REFERENCE, Absolute, Case, Sampled

__all__ = ["EPSILONS", "REFERENCE", "Absolute", "Case", "Item", "Napkin", "Sampled", "Spec", "Sweep"]
__all__ += ["is_misconception", "item", "needing", "read_only", "tensors", "variants"]


@dataclass(frozen=True)
class Item:
    """Cases that are worth points together: all or nothing.

    Parameters
    ----------
    name : str
        Snake_case, such as ``zero_probabilities``. Students read it.
    cases : tuple of Case
        Those of the public key. A hidden key has them made afresh, see `Spec.fresh`.
    points : float
        What the item is worth.
    drawn : callable, optional
        ``drawn(rng)`` yields further cases from a seeded ``numpy.random.Generator``: a hidden key has other ones.
    inputs_unchanged : bool
        The item is lost too when any call of the exercise, of whatever item, changed its arguments.
    digits : bool
        Whether the item is about digits. Its answers must be right to 1e-7 (1e-5 where an input is float32); those of
        other items to 1e-5 and an absolute 1e-6, so that a small constant in a logarithm is charged here alone.
    dtype : bool
        Whether the answers must have the dtype that the solution's have, which is asked in torch.
    """

    name: str
    cases: tuple[Case, ...]
    points: float = 1.0
    drawn: Callable[[np.random.Generator], Iterable[Case]] | None = None
    inputs_unchanged: bool = False
    digits: bool = False
    dtype: bool = False


def item(
    name: str,
    *cases: Case,
    points: float = 1.0,
    drawn: Callable[[np.random.Generator], Iterable[Case]] | None = None,
    inputs_unchanged: bool = False,
    digits: bool = False,
    dtype: bool = False,
) -> Item:
    """Write an `Item` with its cases a line each."""
    return Item(name, cases, points, drawn, inputs_unchanged, digits, dtype)


@dataclass(frozen=True, eq=False)
class Sweep:
    """The input along which a notebook draws a student's function beside the reference.

    Parameters
    ----------
    axis : str
        What is varied, in words. Students read it.
    grid : ndarray
        Its values, in ascending order: a kink, a zero or an end that matters is among them.
    arguments : callable
        ``arguments(value)`` returns the call's positional arguments; a number among them is the same for all values.
    element : int
        Which number is drawn of an answer that has several.
    scale : {"linear", "symlog"}
        Of the axis; "symlog" is linear from -10 to 10 and logarithmic beyond.
    part : int or str, optional
        Which part of an answer that is a tuple (counted from 0) or a dict (its name) is drawn.
    is_series : bool
        Whether one call, with the arguments of the last value, answers for all values, a number each: the losses of a
        training, step by step.
    lines : tuple of str
        Draws a line for each of these texts, which is the last argument of its calls: ``("mse", "mae")``.
    """

    axis: str
    grid: np.ndarray
    arguments: Callable[[float], tuple[Any, ...]]
    element: int = 0
    scale: Literal["linear", "symlog"] = "linear"
    part: int | str | None = None
    is_series: bool = False
    lines: tuple[str, ...] = ()


class Napkin(NamedTuple):
    """A small input whose answer a person works out on paper, before the function is written.

    Parameters
    ----------
    args : tuple
    idea : str
        What to think of. Students read it when their first prediction was wrong: it does not give the answer.
    how : str
        The answer, worked out.
    given : str, optional
        What need not be known by heart, in signs: ``ln 2 ≈ 0.693``.
    part : int or str, optional
        Which part is asked for of an answer that is a tuple (counted from 0) or a dict (its name).
    """

    args: tuple[Any, ...]
    idea: str
    how: str
    given: str = ""
    part: int | str | None = None


@dataclass(frozen=True)
class Spec:
    """How one exercise is judged.

    Parameters
    ----------
    items : tuple of Item
        The first one is the gate: nothing else counts until it passes.
    oracle : callable
        The torch built-in, called with the case's arguments. Its docstring is the call a student would
        write, up to a colon: ``F.huber_loss(delta=delta): same order, mean by default.``
    exact : callable
        The definition in 50-digit arithmetic: receives arrays of ``gmpy2.mpfr``, or of ``mpmath.mpf``, see
        `autograder.bank.exact`. Left out where `gradient_of` says what it is.
    gradient_of : str or callable, optional
        Of an exercise whose answer is a gradient: the loss, by the id of its exercise (``regression/huber_loss``), or
        as a definition in 50 digits. The loss, summed if it is several numbers, is differentiated; where it has a kink
        in ``abs``, the slope is 0.
    gradient_by : int
        The argument, counted from 0, by which the loss is differentiated.
    misconceptions : tuple of callable
        The wrong formulas that the exercise shares with others. Each receives the reference first, then the arguments;
        its name names the mistake and its docstring has the words: a title for teachers, then a hint in three
        paragraphs (a question, the idea with a small number, almost the line), then ``Lecture:`` and ``Family:``. Those
        that the spec's own file defines are recognised by their signature, see `is_misconception`, and are not listed.
    after : str, optional
        The exercise that a student meets just before this one.
    library : {"numpy", "torch"}
        What the function is given arrays as, and answers with; the other one is refused.
    sweep : Sweep, optional
        What a notebook draws; without one it draws nothing.
    fresh : callable, optional
        ``fresh(arguments, rng)`` returns other arguments for a case of a hidden key, with all that is special about
        these; the rules stand in `autograder.bank.shared.fresh`. Left out: written cases are the same in every key.
    costs_more : mapping of str to str
        By name, the mistakes that pass the gate and cost more than one item, each with the reason.
    notice : str
        What to notice in the solution, two or three sentences: why it is written so, and the built-in with its traps.
        Students read it when they have passed.
    napkins : tuple of Napkin
        What `losslings predict` asks; basic cases if left out.
    refuses : tuple of str
        Modules, classes and functions that answers may not use, by their full names: ``("torch.optim",)``. Of a module
        all that it has is refused. The docstring names them too.
    """

    items: tuple[Item, ...]
    oracle: Callable[..., Any]
    exact: Callable[..., Any] | None = None
    misconceptions: tuple[Callable[..., Any], ...] = ()
    after: str | None = None
    library: Literal["numpy", "torch"] = "numpy"
    sweep: Sweep | None = None
    fresh: Callable[[tuple[Any, ...], np.random.Generator], tuple[Any, ...]] | None = None
    costs_more: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""
    napkins: tuple[Napkin, ...] = ()
    gradient_of: str | Callable[..., Any] | None = None
    gradient_by: int = 0
    refuses: tuple[str, ...] = ()


def is_misconception(function: Any, module: str, parameters: Sequence[str]) -> bool:
    """Tell whether a function of a spec's file is a wrong formula: it takes the reference, then exactly the arguments.

    Parameters
    ----------
    function : object
        Whatever the file has under a public name.
    module : str
        The name of the file's module: what it imports is not its own.
    parameters : sequence of str
        Those of the exercise's function. What `variants` fills in may follow.
    """
    if not isinstance(function, FunctionType) or function.__module__ != module:
        return False
    names = list(inspect.signature(function).parameters)
    sizes = getattr(function, "variants", [{}])
    if not parameters and names[:1] != ["reference"]:  # else any function of one argument would be one
        return False
    return names[1 : 1 + len(parameters)] == list(parameters) and set(names[1 + len(parameters) :]) == set(*sizes[:1])


def tensors(*arrays: np.ndarray) -> list[Any]:
    """Make torch tensors of arrays; integers become float64, because torch's losses take floats only."""
    import torch

    copies = [torch.tensor(array) for array in arrays]
    return [tensor if tensor.is_floating_point() else tensor.double() for tensor in copies]


def variants(**values: Iterable[Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Mark a misconception that comes in several sizes: ``@variants(eps=EPSILONS)``.

    It is called once for each combination of the values, given by keyword; all of them share its name and hint.
    """

    def mark(misconception: Callable[..., Any]) -> Callable[..., Any]:
        sizes = [dict(zip(values, size, strict=True)) for size in product(*values.values())]
        misconception.variants = sizes  # type: ignore[attr-defined]  # the mark
        return misconception

    return mark


# The constants people really add to, or clip with, a probability. Two lines are easier to read than a column of 14.
EPSILONS = (1e-16, float(np.finfo(float).eps), 1e-15, 1e-14, 1e-12, 1e-10, 1e-9, 1e-8,
            float(np.finfo(np.float32).eps), 1e-7, 1e-6, 1e-5, 1e-4, 1e-3)  # fmt: skip  # one row


def needing(names: str, *cases: Case) -> list[Case]:
    """Say of cases that they are about other items too, named in one text: ``needing("zeros shapes", Case(…))``."""
    return [replace(case, needs=(*case.needs, *names.split())) for case in cases]


def read_only(array: Any) -> np.ndarray:
    """Copy `array` into one that refuses to be written to."""
    frozen: np.ndarray = np.array(array)
    frozen.flags.writeable = False
    return frozen
