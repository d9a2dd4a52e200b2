"""Check a function from a notebook or a REPL: its source is judged in a process of its own, not the live object."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from autograder.bank.folder import Bank
from autograder.bank.packs import find_banks
from autograder.bank.union import union_key, union_pictures, union_translator
from autograder.isolation.job import Job
from autograder.isolation.runner import Runner
from autograder.judging.key import ExerciseKey, Key, name_of
from autograder.judging.submission import Submission, read_submission
from autograder.practice.home import find_home
from autograder.practice.source import source_of
from autograder.practice.targets import did_you_mean, find_exercise, imports_torch, single_exercise
from autograder.report.card import card
from autograder.report.data import ExerciseReport, judge_to_report, unjudged
from autograder.report.ideas.choosing import draw_example
from autograder.report.picture import PICTURE_LIMITS, Comparison, NoPicture
from autograder.report.svg import Picture
from autograder.report.terminal import IN_BASIC, exercise_lines
from autograder.report.wrapping import terminal_width
from autograder.translation import N_, LosslingsError, Translate, translator, wanted_language

EXECUTION = "NBGRADER_EXECUTION"  # "autograde" or "validate", where nbgrader executes the notebook


class CheckResult:
    """An exercise's report: shown as a card or as text, kept as data in ``report``.

    Parameters
    ----------
    report : ExerciseReport
    translate : callable
        Of the language it is shown in.
    comparison : Comparison, optional
        What the picture shows; without it there is no picture.
    remark : str
        Why there is no picture, where there should be one.
    notice : str
        The last line: that it was judged without the strict walls, where it was.
    reward : Picture, optional
        The idea of an exercise that is passed.
    """

    def __init__(
        self,
        report: ExerciseReport,
        translate: Translate,
        comparison: Comparison | None = None,
        remark: str = "",
        notice: str = "",
        reward: Picture | None = None,
    ) -> None:
        self.report = report
        self.translate = translate
        self.comparison = comparison
        self.remark = remark
        self.notice = notice
        self.reward = reward

    @property
    def passed(self) -> bool:
        return bool(self.report["status"] == "passed")

    @property
    def text(self) -> str:
        return self.wrapped(None)

    def wrapped(self, width: int | None) -> str:
        """Write the report as text, wrapped into so many columns if a terminal shows it."""
        if not self.report["items"]:
            return str(self.report["message"])
        lines = [*exercise_lines(self.report, self.translate, width), *filter(None, [self.notice])]
        return click.unstyle("\n".join(lines))

    def __repr__(self) -> str:
        return self.wrapped(terminal_width())

    def _repr_mimebundle_(self, **_wanted: Any) -> dict[str, str]:
        """Give a notebook what it displays; while nbgrader executes it, the marks that nbgrader reads and no more."""
        if EXECUTION in os.environ:
            return {"text/plain": repr(float(self.report["score"]))}
        return self.explanation()

    def explanation(self) -> dict[str, str]:
        remark = " ".join(filter(None, [self.remark, self.notice]))
        html = card(self.report, self.translate, self.comparison, remark, self.reward)
        return {"text/plain": self.text, "text/html": html}


class NotPassed(Exception):
    """Raised while nbgrader validates a notebook: the report takes the place of a traceback."""

    def _render_traceback_(self) -> list[str]:
        return str(self).splitlines()


class NotAnExercise(LosslingsError):
    """No exercise has the function's name."""


def check(function: Callable[..., Any] | str, exercise: str | None = None) -> CheckResult:
    """Check one exercise.

    Parameters
    ----------
    function : callable or str
        Named as the exercise. Its source is what is judged, with the helpers, constants and imports it uses. Of a
        name, the exercise's file in the working folder is judged, as `losslings check` does.
    exercise : str, optional
        The exercise's unit and name, such as ``"information/entropy"``, where two exercises have the function's name.

    Returns
    -------
    CheckResult
        Displays itself as the last line of a cell. If the function or the exercise cannot be found, the result says
        so in a sentence, without a traceback. While nbgrader grades the notebook, the result displays as the marks, and
        the card stands before them.

    Raises
    ------
    NotPassed
        If nbgrader validates the notebook and the exercise is not passed: nbgrader takes a cell that raises nothing for
        right.
    """
    translate = translator(wanted_language())
    try:
        checked = check_source(function, exercise or function_name(function))
    except LosslingsError as error:
        checked = CheckResult(unjudged(function_name(function), error.text.render(translate)), translate)
    match os.environ.get(EXECUTION):
        case "validate" if not checked.passed:
            raise NotPassed(checked.text)
        case "autograde" if "IPython" in sys.modules:
            sys.modules["IPython"].display.display(checked.explanation(), raw=True)
    return checked


def function_name(function: Any) -> str:
    return function if isinstance(function, str) else str(getattr(function, "__name__", repr(function)))


def banks_here() -> tuple[Bank, ...]:
    """Find the banks to check by; while nbgrader grades, none above the notebook: a student could have handed it in."""
    return find_banks(None if os.environ.get(EXECUTION) == "autograde" else Path.cwd())


def check_source(function: Callable[..., Any] | str, exercise: str) -> CheckResult:
    """Judge a function, and compare it with the reference for a picture.

    Raises
    ------
    BankError, DamagedKey, SourceNotFound, NotAnExercise, NotFound, IsolationFailed
    """
    banks = banks_here()
    key, translate = union_key(banks), union_translator(wanted_language(), banks)
    if not key.ids(exercise):
        raise NotAnExercise(N_("{name} is no exercise{meant}"), name=exercise, meant=did_you_mean(exercise, key))
    source = b"" if is_file(function) else source_of(function).encode()
    chosen = single_exercise(exercise, key, Path.cwd(), imports_torch(source))
    submission = submission_of(source, chosen, key)
    with Runner() as runner:
        report = judge_to_report(submission, key, runner, translate, ids=[chosen])["exercises"][0]
        notice = translate(IN_BASIC) if runner.tier == "basic" else ""
        is_drawn = report["status"] in ("passed", "failed") and EXECUTION not in os.environ  # a picture earns nothing
        if not is_drawn:
            return CheckResult(report, translate, notice=notice)
        reward = idea_of(key.exercise(chosen), translate) if report["status"] == "passed" else None
        try:
            picture = ask_for_picture(chosen, submission, runner, banks)
            return CheckResult(report, translate, picture, notice=notice, reward=reward)
        except LosslingsError as error:
            return CheckResult(report, translate, remark=error.text.render(translate), notice=notice, reward=reward)


def is_file(function: Callable[..., Any] | str) -> bool:
    """Tell whether what is checked is a file: not while nbgrader grades, a student could have handed it in."""
    return isinstance(function, str) and EXECUTION not in os.environ


def submission_of(source: bytes, exercise: str, key: Key) -> Submission:
    """Take what is to be judged: a function's source or, without one, the exercise's file in the folder.

    Raises
    ------
    NotFound
    """
    name = name_of(exercise)
    if not source:
        return Submission(name, read_submission(find_exercise(exercise, key, find_home(Path.cwd()).root)).files)
    return Submission(name, {f"{exercise if exercise in key.rivals else name}.py": source})


def idea_of(exercise: ExerciseKey, translate: Translate) -> Picture | None:
    """Draw the idea of an exercise on a case of its first item."""
    cases = [exercise.cases[i] for i in exercise.items[0].cases]
    return draw_example([(case.call, case.expected.describe()) for case in cases], translate)


def ask_for_picture(
    exercise: str, submission: Submission, runner: Runner, banks: tuple[Bank, ...]
) -> Comparison | None:
    """Call the function at the points of its picture, if the exercise has one.

    Raises
    ------
    NoPicture, IsolationFailed
    """
    picture = union_pictures(banks).get(exercise)
    if picture is None:
        return None
    answers = runner.run(Job(submission.files, (picture.calls,), PICTURE_LIMITS))[exercise]
    if answers.outcome != "answered":
        raise NoPicture(N_("No picture: your function did not answer at all points."))
    return picture.compare(answers.observations)
