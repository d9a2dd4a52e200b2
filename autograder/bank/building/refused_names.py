"""Check what a spec refuses by name: that it is there, can be refused, and that students are told."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from autograder.bank.building.case_shape import COMMA, kind
from autograder.bank.building.faults import Faults
from autograder.bank.spec import Spec
from autograder.isolation.inside.guards import can_be_guarded, find
from autograder.isolation.inside.refusals import FORBIDDEN, NEEDED
from autograder.translation import N_


def check_refuses(spec: Spec, solution: Callable[..., Any], faults: Faults) -> None:
    """Check `Spec.refuses`."""
    if not isinstance(spec.refuses, tuple | list):
        faults.add(COMMA, at="refuses", what="refuses", found=kind(spec.refuses))
        return
    for name in spec.refuses:
        check_name(name, spec.library, solution, faults)


def check_name(name: Any, library: str, solution: Callable[..., Any], faults: Faults) -> None:
    """Check one name that a spec refuses."""
    if not isinstance(name, str) or not all(part.isidentifier() for part in name.split(".")):
        message = N_('refuses={found}: write full names in a tuple, as in ("torch.optim",)')
        faults.add(message, at="SPEC", found=repr(name))
        return
    if name.partition(".")[0] in FORBIDDEN.difference(NEEDED.get(library, ())):
        faults.add(N_("refuses names {name}, which is refused anyway; leave it out"), at=name, name=name)
        return
    try:
        home, thing = find(name)
    except (AttributeError, ImportError) as error:
        message = N_("refuses names {name}, and there is no such thing ({error}); write its full name")
        faults.add(message, at=name, name=name, error=error)
        return
    if not can_be_guarded(home, thing):
        message = N_("refuses names {name}, which cannot be refused: it is written in C; name functions, or a module")
        faults.add(message, at=name, name=name)
    elif name not in (inspect.getdoc(solution) or ""):
        message = N_("{name} is refused, and the docstring does not say so; name it there")
        faults.add(message, at=solution, name=name)
