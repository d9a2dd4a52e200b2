"""Compare the answers of closed form, reference, 50 digits and torch: the author must mend the one that differs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from autograder.bank.building.cases import AskedCase, Function, exception_of, extras_of
from autograder.bank.building.faults import Faults, Where
from autograder.bank.spec import Spec
from autograder.isolation.observation import Observation
from autograder.judging.compare import compare
from autograder.translation import N_


class Causes:
    """Faults that may show in many cases, by their cause: each is one line, with its first case."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        self.found: dict[str, tuple[list[str], str, Where, dict[str, Any]]] = {}

    def add(self, cause: str, asked: AskedCase, template: str, at: Where, **values: Any) -> None:
        """Record a case that shows a cause; the first such case gives the message."""
        self.found.setdefault(cause, ([], template, at, values))[0].append(asked.draft.case.id)

    def join(self, doubtful: str, known: str) -> None:
        """Where a case shows only that one of two causes is there, blame the one that other cases have shown."""
        if doubtful in self.found and known in self.found:
            self.found[known][0].extend(self.found.pop(doubtful)[0])

    def report(self) -> None:
        for cases, template, at, values in self.found.values():
            part = cases[0] if len(cases) == 1 else f"{cases[0]} (+{len(cases) - 1})"
            self.faults.add(template, part=part, at=at, **values)


def check_agreement(answers: Iterable[AskedCase], spec: Spec, solution: Function, faults: Faults) -> bool:
    """Find out who is wrong where the answers to a case differ.

    Returns
    -------
    bool
        Whether the reference is never wrong; if it is, nothing that is computed with it can be trusted.
    """
    causes = Causes(faults)
    usable = [asked for asked in answers if is_reference_usable(asked, spec, solution, causes)]
    undisputed = [asked for asked in usable if agrees_with_digits(asked, spec, solution, causes)]
    check_torch(undisputed, spec, causes)
    causes.join("reference or exact", "exact")
    causes.join("reference or exact", "reference")
    causes.report()
    return not any(cause.startswith("reference") for cause in causes.found)


def is_reference_usable(asked: AskedCase, spec: Spec, solution: Function, causes: Causes) -> bool:
    """Check that the reference answers at all, raises where it must, and leaves its arguments alone."""
    got = asked.reference
    if got.changed:
        message = N_("the reference changes its arguments; let it write into a copy")
        causes.add("reference changes", asked, message, solution)
    if asked.draft.case.raises is not None:
        if not got.is_value_error:
            message = N_("the reference should raise ValueError, it gave {got}; mend the solution or the case")
            causes.add(f"reference raises {got.text}", asked, message, where(asked), got=got.describe())
        return False
    if got.value is None:
        message = N_("the reference gave {got} where a number is asked for; mend the solution or the case")
        if spec.library == "torch":
            message = N_("the reference gave {got} where a tensor is asked for; mend the solution or the case")
        error = exception_of(solution, asked.args, spec.library, extras_of(asked.draft.case))
        causes.add(f"reference gave {got.text}", asked, message, error or solution, got=got.describe())
    return got.value is not None


def agrees_with_digits(asked: AskedCase, spec: Spec, solution: Function, causes: Causes) -> bool:
    """Compare the closed form, the reference and 50-digit arithmetic."""
    reference, closed, digits = asked.reference, asked.closed, asked.digits
    if not isinstance(digits, Observation):
        message, error = N_("`exact` fails: {error}; mend it"), f"{type(digits).__name__}: {digits}"
        causes.add(f"exact {error}", asked, message, digits, error=error)
        return False
    answers = ("reference", reference), ("digits", digits), ("closed", closed or reference)
    values = {name: answer.describe() for name, answer in answers}
    is_exact = asked.are_one(closed or reference, digits)
    is_reference = closed is None or asked.are_one(closed, reference)
    if is_exact and is_reference:
        return True
    if spec.gradient_of is not None and is_reference:
        return add_gradient(asked, spec.gradient_of, values, causes)
    if closed is None:
        message = N_("the reference gives {reference}, `exact` gives {digits}; mend the solution or `exact`")
        causes.add("reference or exact", asked, message, solution, **values)
    elif is_reference:
        message = N_("`exact` gives {digits}, closed form and reference give {closed}; mend `exact`")
        causes.add("exact", asked, message, spec.exact, **values)
    elif is_exact:
        message = N_("the reference gives {reference}, closed form and `exact` give {closed}; mend the solution")
        causes.add("reference", asked, message, solution, **values)
    elif asked.are_one(reference, digits):
        message = N_("the closed form is {closed}, reference and `exact` give {reference}; mend the case")
        causes.add(f"closed {causes.faults.place(where(asked))}", asked, message, where(asked), **values)
    else:
        message = N_("closed form {closed}, reference {reference}, `exact` {digits}: no two agree; mend what is wrong")
        causes.add("all", asked, message, where(asked), **values)
    return False


def add_gradient(asked: AskedCase, loss: str | Function, values: dict[str, Any], causes: Causes) -> bool:
    """Say that the reference is not the gradient of the loss that the spec names."""
    message = N_(
        "the reference gives {reference}, the gradient of {loss} is {digits}; mend the solution, or gradient_of"
    )
    name = loss if isinstance(loss, str) else loss.__name__
    causes.add("gradient", asked, message, loss, loss=name, **values)
    return False


def check_torch(answers: list[AskedCase], spec: Spec, causes: Causes) -> None:
    """Compare with the oracle, and with what the case declares; an oracle that is mostly wrong is one fault."""
    differ = [a for a in answers if isinstance(a.torch, Observation) and not a.are_one(a.expected, a.torch, 1.0)]
    undeclared = [asked for asked in differ if not asked.draft.case.torch]
    is_oracle = len(undeclared) > 3 and len(undeclared) > len(answers) / 2
    for asked in answers:
        case = asked.draft.case
        if not isinstance(asked.torch, Observation):
            message, error = N_("the oracle fails: {error}; mend it"), f"{type(asked.torch).__name__}: {asked.torch}"
            causes.add(f"oracle {error}", asked, message, asked.torch, error=error)
        elif case.torch and asked not in differ and not is_within_wide(asked):
            message = N_("torch is declared to differ ({torch}), but it agrees; leave out torch=")
            causes.add(f"torch {case.id}", asked, message, where(asked), torch=case.torch)
        elif asked in undeclared:
            message = N_('torch gives {torch}, not {expected}; mend the case, or declare the difference with torch="…"')
            cause, at = ("torch", spec.oracle) if is_oracle else (f"torch {case.id}", where(asked))
            causes.add(cause, asked, message, at, torch=asked.torch.describe(), expected=asked.expected.describe())


def is_within_wide(asked: AskedCase) -> bool:
    """Tell whether torch differs, and a tolerance of the case's own lets it: students are told that it does."""
    assert isinstance(asked.torch, Observation)
    return asked.draft.case.absolute is not None and compare(asked.expected, asked.torch, asked.relative) != "right"


def where(asked: AskedCase) -> Where:
    """Return where a case is written: its line, or the function that draws it."""
    draft = asked.draft
    return draft.item.drawn if draft.is_drawn else draft.case.id
