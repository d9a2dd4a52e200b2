"""Check a function from a notebook or a REPL: its source is judged, in a process of its own, not the live object."""

from __future__ import annotations

import ast
import functools
import inspect
import os
import symtable
import sys
import textwrap
import types
from collections.abc import Callable
from typing import Any

import click
import numpy as np

from autograder.bank.union import public_key, public_pictures
from autograder.isolation.job import Job
from autograder.isolation.runner import Runner
from autograder.judging.submission import Submission
from autograder.report.card import card
from autograder.report.data import ExerciseReport, judge_to_report, unjudged
from autograder.report.picture import PICTURE_LIMITS, NoPicture, Seen
from autograder.report.terminal import exercise_lines
from autograder.translation import N_, Told, Translate, translator, wanted_language
from autograder.workspace import did_you_mean

EXECUTION = "NBGRADER_EXECUTION"  # "autograde" or "validate", where nbgrader executes the notebook
PLAIN = (bool, int, float, complex, str, bytes, type(None))


class Checked:
    """An exercise's report: shown as a card or as text, kept as data in ``report``.

    Parameters
    ----------
    report : ExerciseReport
    translate : callable
        Of the language it is shown in.
    seen : Seen, optional
        What there is to draw.
    remark : str
        Why there is nothing to draw, where there should be.
    """

    def __init__(
        self, report: ExerciseReport, translate: Translate, seen: Seen | None = None, remark: str = ""
    ) -> None:
        self.report = report
        self.translate = translate
        self.seen = seen
        self.remark = remark

    @property
    def passed(self) -> bool:
        return bool(self.report["status"] == "passed")

    @property
    def text(self) -> str:
        if not self.report["items"]:
            return str(self.report["message"])
        return click.unstyle("\n".join(exercise_lines(self.report, self.translate)))

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, **_wanted: Any) -> dict[str, str]:
        """Give a notebook what it displays; while nbgrader executes it, the marks that nbgrader reads and no more."""
        if EXECUTION in os.environ:
            return {"text/plain": repr(float(self.report["score"]))}
        return self.explanation()

    def explanation(self) -> dict[str, str]:
        return {"text/plain": self.text, "text/html": card(self.report, self.translate, self.seen, self.remark)}


class NotPassed(Exception):
    """Raised in a notebook that is being validated: whoever validates reads the report where a traceback would be."""

    def _render_traceback_(self) -> list[str]:
        return str(self).splitlines()


class SourceNotFound(Told):
    """Something the function needs cannot be taken along; the message names it."""


class NotAnExercise(Told):
    """No exercise has the function's name."""


def check(function: Callable[..., Any]) -> Checked:
    """Check one exercise.

    Parameters
    ----------
    function : callable
        Named as the exercise. Its source is what is judged, with the helpers, constants and imports it uses.

    Returns
    -------
    Checked
        Displays itself as the last line of a cell. What cannot be found, or is no exercise, is named there too: a
        student reads a sentence, not a traceback of ours. While nbgrader grades the notebook, it displays as the marks,
        and the card stands before them.

    Raises
    ------
    NotPassed
        While nbgrader validates the notebook, which takes whatever raises nothing for right.
    """
    translate = translator(wanted_language())
    try:
        checked = check_source(function, translate)
    except Told as error:
        checked = Checked(unjudged(name_of(function), error.text.said(translate)), translate)
    match os.environ.get(EXECUTION):
        case "validate" if not checked.passed:
            raise NotPassed(checked.text)
        case "autograde" if "IPython" in sys.modules:
            sys.modules["IPython"].display.display(checked.explanation(), raw=True)
    return checked


def name_of(function: Any) -> str:
    return str(getattr(function, "__name__", repr(function)))


def check_source(function: Callable[..., Any], translate: Translate) -> Checked:
    """Judge a function, and ask for what there is to draw of it.

    Raises
    ------
    SourceNotFound, NotAnExercise, IsolationFailed
    """
    key, name = public_key(), name_of(function)
    ids = key.ids(name)
    if not ids:
        raise NotAnExercise(N_("{name} is no exercise{meant}"), name=name, meant=did_you_mean(name, key))
    submission = Submission(name, {f"{name}.py": source_of(function).encode()})
    with Runner() as runner:
        report = judge_to_report(submission, key, runner, translate, ids=ids)["exercises"][0]
        is_drawn = report["status"] in ("passed", "failed") and EXECUTION not in os.environ  # a picture earns nothing
        if not is_drawn:
            return Checked(report, translate)
        try:
            return Checked(report, translate, look(ids[0], submission, runner))
        except Told as error:
            return Checked(report, translate, remark=error.text.said(translate))


def look(exercise: str, submission: Submission, runner: Runner) -> Seen | None:
    """Ask the function for what is drawn of it, if anything is.

    Raises
    ------
    NoPicture, IsolationFailed
    """
    picture = public_pictures().get(exercise)
    if picture is None:
        return None
    answers = runner.run(Job(submission.files, (picture.calls,), PICTURE_LIMITS))[exercise]
    if answers.outcome != "answered":
        raise NoPicture(N_("No picture: your function did not answer at all points."))
    return picture.seen(answers.observations)


def source_of(function: Callable[..., Any]) -> str:
    """Write a module with the function and all it uses.

    Raises
    ------
    SourceNotFound
    """
    if not isinstance(function, types.FunctionType):
        raise SourceNotFound(N_("{name} is not a function written in Python"), name=repr(function))
    parts: dict[str, str] = {}
    collect(function.__name__, function, function.__globals__, parts)
    return "import functools\nimport numpy\n" + "\n".join(parts.values())


def collect(name: str, value: Any, namespace: dict[str, Any], parts: dict[str, str]) -> None:
    """Add what defines `name` to `parts`, after everything that the definition itself needs.

    Raises
    ------
    SourceNotFound
    """
    if name in parts:
        return
    if isinstance(value, types.ModuleType):
        parts[name] = f"import {value.__name__} as {name}"
    elif is_defined_here(value, namespace):
        parts[name] = ""  # recursion ends here; the place in the order is taken by what comes before
        source = definition(name, value)
        for used in names_used(source):
            if used in namespace:
                collect(used, namespace[used], namespace, parts)
        del parts[name]
        is_alias = value.__name__ not in (name, "<lambda>")
        parts[name] = f"{source}\n{name} = {value.__name__}" if is_alias else source
    elif isinstance(value, PLAIN) or type(value) in (np.ndarray, dict, list, tuple, set, frozenset):
        parts[name] = f"{name} = {literal(name, value)}"
    elif isinstance(value, functools.partial):
        collect(f"_{name}", value.func, namespace, parts)
        bound = f"*{literal(name, value.args)}, **{literal(name, value.keywords)}"
        parts[name] = f"{name} = functools.partial(_{name}, {bound})"
    elif home := home_of(name, value):
        parts[name] = f"from {home[0]} import {home[1]} as {name}"
    else:
        parts[name] = f"{name} = {literal(name, value)}"


def is_defined_here(value: Any, namespace: dict[str, Any]) -> bool:
    is_code = isinstance(value, types.FunctionType | type)
    return is_code and getattr(value, "__module__", None) == namespace.get("__name__")


def definition(name: str, value: Any) -> str:
    try:
        source = textwrap.dedent(inspect.getsource(value))
        if value.__name__ == "<lambda>" and not source.startswith(f"{name} ="):
            raise OSError("a lambda inside another statement")
        ast.parse(source)
    except (OSError, TypeError, SyntaxError) as error:
        told = N_("the source of {name} is not to be had; define it in a notebook cell or a file")
        raise SourceNotFound(told, name=name) from error
    return source


def home_of(name: str, value: Any) -> tuple[str, str] | None:
    """Find a loaded module that has `value`, under this name or its own: its own module first, then the shortest."""
    own = getattr(value, "__module__", None)
    modules = sorted(sys.modules.keys() - {"__main__"}, key=lambda module: (module != own, len(module), module))
    for module in modules:
        names = getattr(sys.modules[module], "__dict__", {})
        for wanted in (name, getattr(value, "__name__", name)):
            if names.get(wanted) is value and not module.startswith("autograder"):
                return module, wanted
    return None


def names_used(source: str) -> set[str]:
    """Return the global names that a definition uses: in its body, nested functions, defaults, hints, decorators."""
    used: set[str] = set()
    tables = [symtable.symtable(source, "<definition>", "exec")]
    while tables:
        table = tables.pop()
        is_top = table.get_type() == "module"
        used.update(s.get_name() for s in table.get_symbols() if s.is_global() or (is_top and s.is_referenced()))
        tables.extend(table.get_children())
    return used


def literal(name: str, value: Any) -> str:
    """Write a constant as code.

    Raises
    ------
    SourceNotFound
        If it is no number, text, array, or collection of them.
    """
    if isinstance(value, np.ndarray) and value.dtype.kind in "biuf":
        return f"numpy.array({literal(name, value.tolist())}, dtype={value.dtype.name!r}).reshape({value.shape})"
    if isinstance(value, np.generic):
        return f"numpy.{type(value).__name__}({literal(name, value.item())})"
    if isinstance(value, float):
        return f"float({str(value)!r})"
    if isinstance(value, PLAIN):
        return repr(value)
    if type(value) is dict:
        return "{" + ", ".join(f"{literal(name, k)}: {literal(name, v)}" for k, v in value.items()) + "}"
    if type(value) in (list, tuple, set, frozenset):
        return f"{type(value).__name__}([{', '.join(literal(name, part) for part in value)}])"
    told = N_("{name} is a {kind} and cannot be taken along; make it a number, an array or a function")
    raise SourceNotFound(told, name=name, kind=type(value).__name__)
