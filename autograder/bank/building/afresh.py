"""Make the cases of a hidden key: the written ones afresh, and the drawn ones from another seed."""

from __future__ import annotations

import hashlib
from collections.abc import Container
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.bank.building.calls import laid_out_like, plain_array
from autograder.bank.building.case_shape import check_case
from autograder.bank.building.cases import Function, question
from autograder.bank.building.faults import Faults
from autograder.bank.spec import REFERENCE, Case, Spec
from autograder.translation import N_

TRIAL_SEED = b"losslings trial of the rules"
TRIES = 20  # of a rule, to find arguments that are not the public ones


def generator(*parts: bytes) -> np.random.Generator:
    """Return a generator that depends on all the parts, and on nothing else."""
    return np.random.default_rng(int.from_bytes(hashlib.sha256(b"\0".join(parts)).digest()))


def questions_of(spec: Spec) -> set[Any]:
    """Return what the written cases ask."""
    return {question(case) for item in spec.items for case in item.cases}


def made_afresh(case: Case, spec: Spec, seed: bytes, known: Container[Any]) -> Case:
    """Return the case with arguments that are not known; the case itself where it has no other form.

    Raises
    ------
    Exception
        Whatever the spec's rule raises.
    """
    for attempt in range(TRIES):
        rng = generator(seed, case.id.encode(), bytes([attempt]))
        args = fresh_arguments(case, spec, rng)
        if args is None:
            break
        made = replace(case, args=args, expected=REFERENCE)
        if question(made) not in known:
            return made
    return case


def fresh_arguments(case: Case, spec: Spec, rng: np.random.Generator) -> tuple[Any, ...] | None:
    if callable(case.fresh):
        return case.fresh(rng)
    if isinstance(case.fresh, str) or spec.fresh is None:
        return None
    new = spec.fresh(tuple(plain_array(argument) for argument in case.args), rng)
    return tuple(
        laid_out_like(old, np.array(one)) if isinstance(old, np.ndarray) else one
        for old, one in zip(case.args, new, strict=True)
    )


def check_fresh(spec: Spec, solution: Function, faults: Faults) -> None:
    """Check that each written case can be made afresh, or says why not, and that no item is without fresh cases."""
    known = questions_of(spec)
    for item in spec.items:
        kept = []
        for case in item.cases:
            try:
                new = made_afresh(case, spec, TRIAL_SEED, known)
            except Exception as error:  # the author's rule can raise anything
                message = N_(
                    "cannot be made afresh for a hidden key: {error}; mend the rule, or give the case `fresh=`"
                )
                at = error if faults.raised_in(error.__traceback__)[1] else case.id
                faults.add(message, part=case.id, at=at, error=f"{type(error).__name__}: {error}")
                continue
            check_case(new, item.name, case.id, solution, faults)
            kept += [case] if new is case else []
        if spec.fresh is None:
            continue
        for case in kept:
            if not (isinstance(case.fresh, str) and case.fresh.strip()):
                message = N_("is the same in every key: write fresh=, a function of rng or a text that says why")
                faults.add(message, part=case.id)
        if len(kept) == len(item.cases) and item.drawn is None:
            message = N_("each of its cases is the same in every key; add one that can be made afresh")
            faults.add(message, part=item.name)
