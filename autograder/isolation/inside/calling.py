"""Call a student's function once, with fresh arguments, and describe what it did."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from . import refusals, wire
from .cells import SUBMITTED, is_unwritten, reason_in, unwritten
from .describing import as_array, describe, text_of_kind, torch
from .describing import differentiate as differentiate
from .guards import watch
from .reasons import Reason
from .refusals import Forbidden, allow, forbidden_import


class Input:
    """One argument of a case: made afresh for every call, and compared with what it was after it.

    Parameters
    ----------
    description : tuple or number
        Of an array its bytes, dtype, shape and layout.
    library : {"numpy", "torch"}
        What an array is given as.
    """

    def __init__(self, description: Any, library: str = "numpy") -> None:
        self.original: Any = None
        if not isinstance(description, tuple):
            self.fresh: Callable[[], Any] = lambda: description
            return
        data, dtype, shape, layout = description
        self.original = (data, shape, np.dtype(dtype))
        self.fresh = maker(np.frombuffer(data, dtype).reshape(shape), layout)
        if library == "torch":
            self.fresh = torch().tensor(self.fresh()).clone
            as_array(self.fresh())  # by torch's own methods, found before a line of the student's has run

    def is_changed(self, argument: Any) -> bool:
        """Tell whether a call changed anything of its argument: numbers, shape or dtype."""
        if self.original is None:
            return False
        array = argument if isinstance(argument, np.ndarray) else as_array(argument)
        data, shape, dtype = self.original
        return bool(array.shape != shape or array.dtype != dtype or array.tobytes() != data)


def maker(array: np.ndarray, layout: str) -> Callable[[], np.ndarray]:
    """Return what makes fresh copies of an array over immutable bytes, in a memory layout."""
    match layout:
        case "read_only":  # cannot be made writable again
            return array.view
        case "fortran":
            return lambda: array.copy(order="F")
        case "strided":
            return lambda: np.repeat(array, 2, axis=-1)[..., ::2]
        case _:
            return array.copy


class Case(NamedTuple):
    """One call to make.

    Parameters
    ----------
    inputs : list of Input
    is_alone : bool
        Whether its answer is sent by itself, see `autograder.isolation.job.Calls`.
    keywords : mapping of str to Input
        What is given by name.
    gradient : int, optional
        The argument by which the answer is differentiated.
    part : int or str, optional
        Which part of a tuple or a dict is the answer.
    calls : sequence of (str, int or None)
        Of a class: what is done with an object of it, see `call`.
    """

    inputs: list[Input]
    is_alone: bool = False
    keywords: Mapping[str, Input] = MappingProxyType({})
    gradient: int | None = None
    part: int | str | None = None
    calls: Sequence[tuple[str, int | None]] = ()

    def swapped(self) -> Case:
        """Return the call with its first two arguments the other way round."""
        first, second, *rest = self.inputs
        return self._replace(inputs=[second, first, *rest])


def read_cases(request: dict[str, Any]) -> list[Case]:
    """Read the cases of one exercise: once for all submissions that are asked about it."""
    library = request["library"]
    allow(library)
    extras = request["extras"] or [({}, None, None, ())] * len(request["cases"])
    cases = zip(request["cases"], request["alone"], extras, strict=True)
    return [read_case(case, is_alone, *beside, library=library) for case, is_alone, beside in cases]


def read_case(
    args: Iterable[Any],
    is_alone: bool = False,
    keywords: Mapping[str, Any] = MappingProxyType({}),
    gradient: int | None = None,
    part: int | str | None = None,
    calls: Sequence[tuple[str, int | None]] = (),
    *,
    library: str = "numpy",
) -> Case:
    """Read one call, its arguments described as `Input` takes them."""
    by_name = {name: Input(value, library) for name, value in keywords.items()}
    return Case([Input(argument, library) for argument in args], is_alone, by_name, gradient, part, calls)


def observe(function: Callable[..., Any], case: Case) -> wire.Answer:
    """Call `function` once and describe what it did: a value, an exception, something that is no number.

    Where the case asks for a gradient, the value is that of the answer by one of its arguments.

    Raises
    ------
    Forbidden
        If it imports what would replace the exercise.
    """
    inputs = [*case.inputs, *case.keywords.values()]
    arguments = [part.fresh() for part in inputs]
    keywords = dict(zip(case.keywords, arguments[len(case.inputs) :], strict=True))
    refusals.tried.clear()
    try:
        if case.gradient is not None:
            arguments[case.gradient].requires_grad_()
        result = call(function, arguments[: len(case.inputs)], keywords, case.calls)
        if case.part is not None and not has_part(result, case.part):
            answer = wire.Answer(wire.UNUSABLE, text=text_of_kind(result))
        else:
            result = result if case.part is None else result[case.part]
            answer = describe(result) if case.gradient is None else differentiate(result, arguments[case.gradient])
    except Forbidden:
        raise
    except BaseException as error:  # SystemExit too: it ends this call, not the others
        if refused := refusals.behind(error):
            raise refused from error
        if library := forbidden_import(error):
            raise Forbidden(library).with_traceback(error.__traceback__) from error
        flags = wire.IS_VALUE_ERROR * isinstance(error, ValueError)
        flags |= wire.IS_NOT_IMPLEMENTED * is_unwritten(error)
        answer = wire.Answer(wire.RAISED, flags=flags, text=error_text(error), notes=unwritten(error))
    for one in refusals.tried[:1]:  # the student's code caught it, and did without: the answer counts
        sys.stderr.write(f"Refused, and not used: {error_text(one)}\n")
    changed = 0
    for i, argument in enumerate(arguments):
        changed |= inputs[i].is_changed(argument) << i
    return answer._replace(changed=changed) if changed else answer


def call(
    function: Callable[..., Any],
    arguments: Sequence[Any],
    keywords: Mapping[str, Any],
    calls: Sequence[tuple[str, int | None]],
) -> Any:
    """Call a function; of a class make an object, call its methods in order, and return what the last one answers.

    Parameters
    ----------
    function : callable
    arguments : sequence
        The constructor's, then those of each method.
    keywords : mapping of str to object
        The constructor's.
    calls : sequence of (str, int or None)
        Methods, each with the number of its arguments; None: an attribute is read.
    """
    used = len(arguments) - sum(count or 0 for _, count in calls)
    with watch:
        made = result = function(*arguments[:used], **keywords)
        for name, count in calls:
            found = getattr(made, name)
            result = found if count is None else found(*arguments[used : used + count])
            used += count or 0
    return result


def is_about_a_class(cases: Sequence[Case]) -> bool:
    """Tell whether the cases of an exercise make objects."""
    return any(case.calls for case in cases)


def has_part(result: Any, part: int | str) -> bool:
    """Tell whether an answer is a tuple, or a dict, that has a part."""
    if isinstance(part, int):
        return type(result) is tuple and part < len(result)
    return type(result) is dict and part in [name for name in result if type(name) is str]


def error_text(error: BaseException) -> str:
    """Describe an exception: type, message and the student's line, of a notebook with the cell; no frame of ours."""
    try:
        text = str(error) if isinstance(error, Forbidden) else f"{type(error).__name__}: {error}"
    except Exception:
        text = type(error).__name__
    line = line_of(error)
    return text[:1000] + (f" ({line[0]}, line {line[1]})" if line else "")


def reason_text(error: BaseException) -> str:
    """Describe why the statement that defines a function fails, as a reason, where it is known."""
    if reason := reason_in(error):
        return reason.pack()
    text = error_text(error)
    if isinstance(error, SyntaxError):  # of what can be parsed and not be compiled
        place = str(error.filename or "").removeprefix(SUBMITTED)
        return Reason("syntax", place, error.lineno or 0, detail=f"{type(error).__name__}: {error.msg}").pack()
    place, number = line_of(error) or ("", 0)
    if isinstance(error, ModuleNotFoundError) and error.name:
        return Reason("library", place, number, error.name, f"{type(error).__name__}: {error.msg}").pack()
    return Reason("raised", place, number, detail=text.removesuffix(f" ({place}, line {number})")).pack()


def line_of(error: BaseException) -> tuple[str, int] | None:
    """Return the student's file, or cell, and line that an error comes from."""
    line = None
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.startswith(SUBMITTED):
            line = trace.tb_frame.f_code.co_filename.removeprefix(SUBMITTED), trace.tb_lineno
        trace = trace.tb_next
    return line
