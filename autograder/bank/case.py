"""One call of the student's function, as a spec writes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

REFERENCE: Any = object()  # "expected" where no closed form exists: the solution is compared with 50 digits alone


class Absolute(NamedTuple):
    """An absolute tolerance, and why the relative one alone would be unfair."""

    size: float
    reason: str


class Sampled(NamedTuple):
    """An answer that is estimated from random draws, and how far off an honest estimate may be.

    Parameters
    ----------
    error : float or callable
        The standard error of an honest estimate; or ``error(exact)`` returns it, of the exact answer.
    times : float
        How many standard errors are allowed. An honest estimate that is about normal is farther off once in 16,000
        times with 4, in 1.7 million with 5, in 500 million with 6.
    """

    error: float | Callable[[Any], float]
    times: float = 5.0


@dataclass(frozen=True)
class Case:
    """One call of the student's function.

    Parameters
    ----------
    id : str
        Kebab-case; says what is special about the input (``q-has-zero``). Students read it.
    args : tuple
        Positional arguments: arrays, and Python numbers where the function takes a number. An array's
        memory layout is part of the case (Fortran order, a strided view, ``read_only``).
    expected : float or array_like, optional
        The closed form, with its origin visible: ``log(2)``, not ``0.6931``. It checks the answer of `Spec.exact`,
        which is the one that judges.
    raises : type, optional
        The exception that is the right answer.
    absolute : Absolute, optional
        Absolute part of the tolerance, where that of the item does not fit, see `Item.digits`.
    torch : str, optional
        How the torch oracle differs here, in words a student reads. Checked: it must really differ, be it within
        `absolute`.
    fresh : callable or str, optional
        Where `Spec.fresh` does not fit: ``fresh(rng)`` returns the arguments in a hidden key; a text says why the case
        has no other form, and is the same in every key.
    needs : tuple of str
        The other items that this case is about too, such as ``zero_probabilities`` for a batch in which one row is
        infinite. Where one of them is lost, the case costs nothing here: one mistake costs one item.
    keywords : mapping of str to object
        What is given by name, such as ``{"reduction": "sum"}``: arrays, numbers, texts or None.
    gradient : int, optional
        In torch: the argument, counted from 0, by which the answer is differentiated. The gradient is compared, the
        elements of the answer weighing 1, 1.5, 2 and so on.
    part : int or str, optional
        Which part of an answer that is a tuple (counted from 0) or a dict (its name) is compared.
    between : callable, optional
        Where any number of a range is right: ``between(*args)`` returns its bounds, the lower one first.
    sampled : Sampled, optional
        Where the answer is an estimate by random draws: `expected` and `Spec.exact` have the exact one, and an answer
        may be as many standard errors off as this allows.
    calls : tuple, optional
        Of a class, what is done with an object of it, in order: ``("step", 1)`` calls a method with the next one of
        `args`, and a text at the end, such as ``"velocity"``, reads an attribute. The constructor gets the first of
        `args`, all that no method gets, and the keywords. The last answer is compared.
    """

    id: str
    args: tuple[Any, ...]
    expected: Any = REFERENCE
    raises: type[Exception] | None = None
    absolute: Absolute | None = None
    torch: str | None = None
    fresh: Callable[[np.random.Generator], tuple[Any, ...]] | str | None = None
    needs: tuple[str, ...] = ()
    keywords: Mapping[str, Any] = field(default_factory=dict)
    gradient: int | None = None
    part: int | str | None = None
    between: Callable[..., tuple[float, float]] | None = None
    sampled: Sampled | None = None
    calls: tuple[tuple[str, int] | str, ...] = ()
