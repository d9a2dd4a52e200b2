"""Write a case's call as code that a student can paste, and its arguments as the child is given them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.bank.building.literals import write_array, write_number
from autograder.isolation.job import Argument, Extras, Library
from autograder.report.calls import BETWEEN, READ_ONLY, REMARKS, STRIDED

LAYOUTS = {"read_only": READ_ONLY, "strided": STRIDED}


def key_argument(argument: Any) -> Any:
    """Return an argument as the key holds it: an array with its memory layout, a number as it is."""
    if not isinstance(argument, np.ndarray):
        return argument
    flags = argument.flags
    if not flags.writeable:
        layout = "read_only"
    elif flags.c_contiguous:
        layout = "c"
    else:
        layout = "fortran" if flags.f_contiguous else "strided"
    return Argument(np.ascontiguousarray(argument).reshape(argument.shape), layout)


def laid_out_like(model: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    """Return an array of these numbers, in the memory layout that `key_argument` finds in the model."""
    argument = key_argument(model)
    layout = argument.layout if isinstance(argument, Argument) else "c"
    if layout == "strided":
        return np.repeat(numbers, 2, axis=-1)[..., ::2]
    if layout == "fortran":
        return np.asfortranarray(numbers)
    numbers.flags.writeable = layout != "read_only"
    return numbers


def plain_array(argument: Any) -> Any:
    """Give torch a contiguous, writable copy: layouts are our cases' subject, not the oracle's."""
    return np.array(argument, order="C") if isinstance(argument, np.ndarray) else argument


def write_call(
    name: str,
    parameters: Sequence[str],
    args: tuple[Any, ...],
    library: Library = "numpy",
    extras: Extras = Extras(),  # noqa: B008  # frozen
) -> str:
    """Write a call, as in ``entropy(array([0.5, 0.5]))  # p: read-only``.

    Behind # stands what the code leaves out: `autograder.report.calls` translates it.
    """
    names = [*parameters[: len(args)], *extras.keywords]
    written = [write_argument(argument, library) for argument in (*args, *extras.keywords.values())]
    by_name = [""] * len(args) + [f"{keyword}=" for keyword in extras.keywords]
    given = [before + text for before, (text, _) in zip(by_name, written, strict=True)]
    code = write_steps(name, given, len(args), extras) if extras.calls else f"{name}({', '.join(given)})"
    code += f"[{extras.part!r}]" if extras.part is not None else ""
    if extras.gradient is not None:
        code = f"∂/∂{parameters[extras.gradient]} {code}"
    remarks: dict[str, list[str]] = {}  # parameters by what is said of them
    for parameter, (_, about) in zip(names, written, strict=True):
        for remark in about:
            is_code = remark.startswith(("[", "."))
            remarks.setdefault(parameter + remark if is_code else remark, []).append("" if is_code else parameter)
    notes = [f"{', '.join(of)}: {remark}" if any(of) else remark for remark, of in remarks.items()]
    return f"{code}{REMARKS}{BETWEEN.join(notes)}" if notes else code


def write_steps(name: str, given: Sequence[str], count: int, extras: Extras) -> str:
    """Write what is done with an object: ``SGD(0.1).step(w)``, or ``it = SGD(0.1); it.step(w); it.step(v)``."""
    used = count - sum(of_method or 0 for _, of_method in extras.calls)
    steps = [f"{name}({', '.join([*given[:used], *given[count:]])})"]
    for method, of_method in extras.calls:
        arguments = f"({', '.join(given[used : used + (of_method or 0)])})" if of_method is not None else ""
        steps.append(f".{method}{arguments}")
        used += of_method or 0
    return "".join(steps) if len(extras.calls) == 1 else f"it = {'; it'.join(steps)}"


def write_argument(argument: Any, library: Library = "numpy") -> tuple[str, list[str]]:
    """Write an argument as code, and what the code leaves out."""
    if not isinstance(argument, Argument):
        return repr(argument) if isinstance(argument, str | None) else write_number(argument), []
    array, layout = argument.array, argument.layout
    if library == "torch":
        code, remark = write_array(array, "tensor", np.float32)
    else:
        code, remark = write_array(array, "asfortranarray" if layout == "fortran" else "array")
    return code, [about for about in (remark, LAYOUTS.get(layout, "")) if about]
