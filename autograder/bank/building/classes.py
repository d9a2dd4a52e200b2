"""Exercises that ask for a class: what a case does with an object, and what its arguments are called."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from typing import Any

from autograder.bank.building.faults import Faults
from autograder.bank.meant import did_you_mean
from autograder.bank.spec import Case
from autograder.translation import N_

MOST_ARGUMENTS = 8  # of one case: the child says in as many bits which of them it has changed
Steps = tuple[tuple[str, int | None], ...]


def steps_of(case: Case) -> Steps:
    """Return what a case does with an object, as the key holds it: an attribute has no count of arguments."""
    return tuple((step, None) if isinstance(step, str) else step for step in case.calls)


def constructor_count(case: Case) -> int:
    """Return how many of a case's arguments the constructor gets."""
    return len(case.args) - sum(count or 0 for _, count in steps_of(case))


def parameter_names(solution: Callable[..., Any], case: Case) -> tuple[str, ...]:
    """Name the parameters that a case's arguments belong to: the constructor's, then those of each method."""
    names = tuple(inspect.signature(solution).parameters)
    if not case.calls:
        return names
    names = names[: constructor_count(case)]
    for method, count in steps_of(case):
        names += tuple(inspect.signature(getattr(solution, method)).parameters)[1 : 1 + count] if count else ()
    return names


def longest_names(solution: Callable[..., Any], cases: Iterable[Case]) -> tuple[str, ...]:
    """Name the parameters of an exercise: of a class those of the case that has most arguments."""
    return max((parameter_names(solution, case) for case in cases), key=len)


def check_calls(case: Case, solution: Callable[..., Any], add: Callable[..., None]) -> bool:
    """Check that a case's calls fit what the solution is; tell whether its arguments are those of a function."""
    if not inspect.isclass(solution):
        if case.calls:
            add(N_("calls= is for a class, and the solution is a function; leave it out"))
        return not case.calls
    if not isinstance(case.calls, tuple) or not case.calls or not all(map(is_step, case.calls)):
        message = N_('calls={found}: say what is done with an object, as in calls=(("step", 1), "velocity")')
        add(message, found=repr(case.calls))
    elif any(isinstance(step, str) for step in case.calls[:-1]):
        add(N_("calls={found}: an attribute is read at the end"), found=repr(case.calls))
    elif constructor_count(case) < 0:
        add(N_("calls={found}: its methods get more arguments than there are"), found=repr(case.calls))
    elif len(case.args) + len(case.keywords) > MOST_ARGUMENTS:
        add(N_("a case has {most} arguments at most"), most=MOST_ARGUMENTS)
    else:
        check_fit(case, solution, add)
    return False


def is_step(step: Any) -> bool:
    if isinstance(step, tuple) and len(step) == 2:
        return isinstance(step[0], str) and isinstance(step[1], int) and step[1] >= 0
    return isinstance(step, str)


def check_fit(case: Case, solution: Callable[..., Any], add: Callable[..., None]) -> None:
    """Check that the class has the methods, and that each takes what it is given."""
    rest = list(case.args)
    calls: list[tuple[str, Any, int]] = [(solution.__name__, solution, constructor_count(case))]
    for name, count in steps_of(case):
        method = getattr(solution, name, None)
        if count is not None and not inspect.isfunction(method):
            methods = [one for one in vars(solution) if one.isidentifier() and not one.startswith("_")]
            message = N_("calls= names {name}, and the class has no such method{meant}")
            add(message, name=name, meant=did_you_mean(name, methods))
            return
        calls += [] if count is None else [(name, method, count)]
    for number, (name, function, count) in enumerate(calls):
        given, rest = rest[:count], rest[count:]
        own = () if number == 0 else (None,)  # self
        try:
            inspect.signature(function).bind(*own, *given, **({} if number else case.keywords))
        except TypeError as error:
            add(N_("the call of {name} does not fit: {error}"), name=name, error=error)


def check_constructors(cases: Iterable[Case], faults: Faults) -> None:
    """Check that the constructor gets as many arguments in every case: messages name them by their place."""
    counts = {case.id: constructor_count(case) for case in cases if case.calls}
    usual = max(counts.values(), default=0)
    for name in [name for name, count in counts.items() if count != usual]:
        message = N_(
            "the constructor gets {found} arguments here, and {usual} in other cases; give options by keywords="
        )
        faults.add(message, part=name, found=counts[name], usual=usual)
