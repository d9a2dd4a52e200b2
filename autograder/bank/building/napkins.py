"""Compile what is to be predicted before the function is written: small inputs, and the reference's answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograder.bank.building.calls import key_argument
from autograder.bank.building.cases import ABSOLUTE, RELATIVE, ask_exact, observe
from autograder.bank.building.faults import Faults
from autograder.bank.spec import Case, Napkin, Spec
from autograder.isolation.job import Extras
from autograder.isolation.observation import Observation
from autograder.judging.compare import compare
from autograder.judging.napkin import KeyNapkin
from autograder.translation import N_

COUNT = 3  # what is worked out on one napkin
MOST_NUMBERS = 4  # of an answer
Function = Callable[..., Any]


def compile_napkins(spec: Spec, solution: Function) -> tuple[KeyNapkin, ...]:
    """Ask the reference for the answers; faulty napkins are left out."""
    found = []
    for napkin in spec.napkins if are_napkins(spec) else ():
        args = tuple(map(key_argument, napkin.args))
        answer = observe(solution, args, spec.library, Extras(part=napkin.part))
        if answer.value is not None:
            given, idea, how = (" ".join(text.split()) for text in (napkin.given, napkin.idea, napkin.how))
            found.append(KeyNapkin(args, answer, given, idea, how, napkin.part))
    return tuple(found)


def are_napkins(spec: Spec) -> bool:
    """Tell whether a spec's napkins can be asked: each has its arguments and its texts."""
    return isinstance(spec.napkins, tuple | list) and all(
        isinstance(one, Napkin) and isinstance(one.args, tuple) and {type(text) for text in one[1:4]} == {str}
        for one in spec.napkins
    )


def check_napkins(spec: Spec, solution: Function, faults: Faults) -> None:
    """Check that there are three of them or none, that each has its words, and that the answers are right."""
    if not are_napkins(spec):
        message = N_('napkins={found}: write three of Napkin((x,), "what to think of", "the answer, worked out")')
        faults.add(message, at="napkins", found=repr(spec.napkins))
        return
    if spec.napkins and len(spec.napkins) != COUNT:
        faults.add(N_("has {count} napkins; write three, or none"), at="napkins", count=len(spec.napkins))
    for number, napkin in enumerate(spec.napkins, 1):
        args, part = tuple(map(key_argument, napkin.args)), f"napkin {number}"
        answer = observe(solution, args, spec.library, Extras(part=napkin.part))
        digits = ask_exact(spec, args, Case("napkin", napkin.args, part=napkin.part))
        if answer.value is None or answer.value.size > MOST_NUMBERS:
            message = N_("the answer is {answer}; ask for one that fits on a napkin")
            faults.add(message, part=part, at="napkins", answer=answer.describe())
        elif not isinstance(digits, Observation) or compare(digits, answer, RELATIVE, ABSOLUTE) != "right":
            message = N_("the reference gives {answer}, `exact` another answer; mend the one that is wrong")
            faults.add(message, part=part, at="napkins", answer=answer.describe())
        if not napkin.idea.strip() or not napkin.how.strip():
            faults.add(N_("write idea and how: what to think of, and the answer worked out"), part=part, at="napkins")
