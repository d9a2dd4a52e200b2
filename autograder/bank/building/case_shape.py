"""Check that a case is well formed: its name, its arguments, its answer."""

from __future__ import annotations

import inspect
import math
import re
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograder.bank.building.cases import Draft
from autograder.bank.building.classes import check_calls
from autograder.bank.building.faults import Faults, Where
from autograder.bank.spec import REFERENCE, Absolute, Case, Sampled
from autograder.isolation.inside import wire
from autograder.translation import N_

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
COMMA = N_("{what} is {found}, not a tuple; is a comma missing, as in (one,)?")
Function = Callable[..., Any]
MOST_NUMBERS = 200_000  # in the arguments of one case; 50-digit arithmetic takes some ten seconds for so many


def kind(value: Any) -> str:
    """Name a value's type, as in ``a list``."""
    name = "array" if type(value) is np.ndarray else type(value).__name__
    return "None" if value is None else f"a{'n' if name[0].lower() in 'aeiou' else ''} {name}"


def check_case(case: Any, item: str, at: Where, solution: Function, faults: Faults) -> None:
    """Check one case, written or drawn."""
    if not isinstance(case, Case):
        message = N_("a case is {found}; write Case(…), and a comma after it")
        if isinstance(case, list | tuple) and case and isinstance(case[0], Case):
            message = N_("a case is {found} of cases; write a * before it, as in *needing(…)")
        faults.add(message, part=item, at=at, found=kind(case))
        return
    name = str(case.id)
    at = at if callable(at) else name

    def add(template: str, **values: Any) -> None:
        faults.add(template, part=name, at=at, **values)

    if not isinstance(case.id, str) or not KEBAB.fullmatch(case.id):
        add(N_("name a case in kebab-case, such as q-has-zero"))
    check_expected(case, add)
    check_options(case, add)
    check_sampled(case, add)
    check_arguments(case, solution, add)


def check_sampled(case: Case, add: Callable[..., None]) -> None:
    """Check what a case says of an answer that is estimated from random draws."""
    if case.sampled is None:
        return
    if not isinstance(case.sampled, Sampled) or not is_positive(case.sampled.times):
        add(N_("sampled={found}: write Sampled(the standard error, how many are allowed)"), found=repr(case.sampled))
    elif not callable(case.sampled.error) and not is_positive(case.sampled.error):
        add(N_("sampled={found}: the standard error is a number above 0"), found=repr(case.sampled))
    if case.between is not None or case.raises or case.absolute:
        add(N_("a case with sampled= has its tolerance; leave out between=, raises= and absolute="))


def is_positive(number: Any) -> bool:
    return isinstance(number, int | float) and not isinstance(number, bool) and 0 < number < math.inf


def check_options(case: Case, add: Callable[..., None]) -> None:
    """Check what a case may leave out: its absolute tolerance, how torch differs, how it is made afresh."""
    if case.absolute is not None and not is_absolute(case.absolute):
        add(
            N_('absolute={found}: write Absolute(1e-12, "why the relative tolerance is unfair")'),
            found=repr(case.absolute),
        )
    if case.torch is not None and (not isinstance(case.torch, str) or not case.torch.strip()):
        add(N_("torch={found}: say in words how torch differs, or leave it out"), found=repr(case.torch))
    if case.fresh is not None and not isinstance(case.fresh, str) and not callable(case.fresh):
        add(
            N_("fresh={found}: write a function of rng, or a text that says why there is no other form"),
            found=case.fresh,
        )


def check_arguments(case: Case, solution: Function, add: Callable[..., None]) -> None:
    """Check that the call fits the function, and that each argument is one that students may be given."""
    if not isinstance(case.args, tuple):
        add(COMMA, what="args", found=kind(case.args))
        return
    if not isinstance(case.keywords, Mapping):
        add(N_('keywords={found}: write a dict, as in {{"reduction": "sum"}}'), found=repr(case.keywords))
        return
    if check_calls(case, solution, add):
        try:
            inspect.signature(solution).bind(*case.args, **case.keywords)
        except TypeError as error:
            add(N_("the call does not fit the function: {error}"), error=error)
    given = (*case.args, *case.keywords.values())
    numbers = sum(argument.size for argument in given if isinstance(argument, np.ndarray))
    if numbers > MOST_NUMBERS:
        message = N_(
            "its arguments have {numbers} numbers; a case has {most} at most: each student's process gets them"
        )
        add(message, numbers=numbers, most=MOST_NUMBERS)
    named = [(name, value) for name, value in case.keywords.items() if value is not None]
    for number, argument in (*enumerate(case.args, 1), *named):
        if problem := problem_of(argument):
            add(problem, number=number, found=kind(argument))
    if case.gradient is not None and not is_differentiable(case):
        add(N_("gradient={found} must be the number of an argument of floats, counted from 0"), found=case.gradient)


def is_differentiable(case: Case) -> bool:
    """Tell whether the gradient that a case asks for is one by an array of floats."""
    number = case.gradient
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number < len(case.args):
        return False
    argument = case.args[number]
    return isinstance(argument, np.ndarray) and argument.dtype.kind == "f"


def bounds_fault(case: Case) -> str:
    """Say what is wrong with the bounds that a case gives, if anything is."""
    assert case.between is not None
    try:
        low, high = map(float, case.between(*case.args))
    except Exception as error:  # the author's function can raise anything
        return f"{type(error).__name__}: {error}"
    return "" if -math.inf < low < high < math.inf else f"({low:g}, {high:g})"


def check_expected(case: Case, add: Callable[..., None]) -> None:
    """Check what a case expects: a number or numbers, bounds, or ValueError, and no two of them."""
    if case.between is not None:
        if found := bounds_fault(case):
            add(N_("between gave {found}; return two numbers, the lower one first"), found=found)
        if case.expected is not REFERENCE or case.raises or case.absolute:
            add(N_("a case with between= expects nothing else; leave out the answer, raises= and absolute="))
    if case.raises is not None:
        if case.raises is not ValueError:
            add(
                N_("raises={found}: write ValueError, the only exception that a case can ask for"),
                found=repr(case.raises),
            )
        if case.expected is not REFERENCE or case.torch or case.absolute:
            add(N_("a case that raises expects nothing else; leave out the answer, absolute= and torch="))
    elif case.expected is not REFERENCE:
        try:
            is_number = np.asarray(case.expected).dtype.kind in "biuf"
        except Exception:  # the author's value can raise anything
            is_number = False
        if not is_number:
            add(N_("the expected answer is {found}; write a number or an array"), found=kind(case.expected))


def is_absolute(absolute: Any) -> bool:
    return (
        isinstance(absolute, Absolute)
        and is_positive(absolute.size)
        and isinstance(absolute.reason, str)
        and bool(absolute.reason.strip())
    )


def problem_of(argument: Any) -> str:
    """Say why a value cannot be an argument; empty where it can."""
    if type(argument) in (int, float, bool, str):
        return ""
    if isinstance(argument, np.generic):
        return N_("argument {number} is {found}; write a Python number")
    if type(argument) is not np.ndarray:
        return N_("argument {number} is {found}; write array(…), or a number")
    if argument.dtype.newbyteorder("<").str not in wire.DTYPES:
        return N_("argument {number} is an array of a dtype that students are not given; write array(…, dtype=float)")
    return ""


def check_library(drafts: list[Draft], library: str, faults: Faults) -> None:
    """Check what one of the libraries has not: a gradient by autograd, or digits enough for the usual tolerance."""
    asking = [draft.case for draft in drafts if draft.case.gradient is not None]
    if asking and library != "torch":
        message = N_('gradient= is for torch; write library="torch" in Spec, or let the function return the gradient')
        faults.add(message, part=asking[0].id)
    short = [draft.case for draft in drafts if library == "torch" and any(map(is_short, draft.case.args))]
    if short:
        message = N_("torch rounds in float16 to three digits, and right answers differ; ask for float32 or float64")
        faults.add(message, part=short[0].id)


def is_short(argument: Any) -> bool:
    return isinstance(argument, np.ndarray) and argument.dtype == np.float16


def check_drafts(drafts: list[Draft], solution: Function, library: str, faults: Faults) -> bool:
    """Check the drawn cases, that the library can answer, and that no case stands twice, by name or by question."""
    before = len(faults.found)
    for draft in drafts:
        if draft.is_drawn:
            check_case(draft.case, draft.item.name, draft.item.drawn, solution, faults)
    if len(faults.found) == before:
        check_library(drafts, library, faults)
        ids = [draft.case.id for draft in drafts]
        for name in sorted({name for name in ids if ids.count(name) > 1}):
            faults.add(N_("the case stands twice; rename one, or leave it out"), part=name)
    return len(faults.found) == before
