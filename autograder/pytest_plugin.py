"""``pytest exercises``: an exercise is a file, its items are tests, and an unwritten one is a single skipped line.

Loaded in every pytest run of the environment, so it imports nothing of ours until it meets an exercise.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from autograder.bank.folder import Bank
    from autograder.isolation.runner import Runner
    from autograder.judging.key import Key
    from autograder.report.data import ExerciseReport, ItemReport
    from autograder.translation import Translate

TODO, BASIC = "todo", "losslings-basic"  # what an item says of itself to the plugin, in another process too
UNREADABLE = pytest.StashKey[bool]()


@cache
def banks() -> tuple[Bank, ...]:
    from autograder.bank.packs import find_banks

    return find_banks(Path.cwd())


@cache
def exercise_names() -> frozenset[str]:
    """Read the names from the keys' first lines, which is quick: most files that pytest collects are no exercises."""
    try:
        headers = [json.loads(first_line(bank.key)) for bank in banks()]
        return frozenset(name for header in headers for name in header["exercises"])
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
    ):  # a damaged key: reading all of it raises the reason
        return frozenset(exercise.name for exercise in key_of_all())


def first_line(path: Path) -> str:
    with path.open(encoding="utf-8") as lines:
        return lines.readline()


@cache
def key_of_all() -> Key:
    from autograder.bank.union import union_key

    return union_key(banks())


@cache
def translate() -> Translate:
    from autograder.bank.union import union_translator
    from autograder.translation import wanted_language

    return union_translator(wanted_language(), banks())


@cache
def runner() -> Runner:
    from autograder.isolation.runner import Runner

    return Runner()


def pytest_unconfigure() -> None:
    """End the spare child, if one was started."""
    if runner.cache_info().currsize:
        runner().__exit__(None, None, None)
        runner.cache_clear()


def is_exercise(path: Path, is_named: bool) -> bool:
    """Tell whether a file is an exercise: it has the name of one, and is in the unit's folder or was named itself.

    Raises
    ------
    LosslingsError
        If the exercises cannot be read.
    """
    if path.suffix != ".py" or path.stem not in exercise_names():
        return False
    return is_named or f"{path.parent.name}/{path.stem}" in key_of_all().lines


def collector(path: Path, parent: pytest.Collector, is_named: bool) -> pytest.Collector | None:
    """Return the collector of an exercise's file; None for any other file.

    If the exercises cannot be read, the file that was named reports it, or the first one in a folder of exercises.
    Files of other projects are left alone.
    """
    from autograder.translation import LosslingsError, translator, wanted_language

    found: pytest.Collector | None = None
    try:
        if is_exercise(path, is_named) and (not is_named or is_written_for_us(path)):
            found = ExerciseFile.from_parent(parent, path=path)
    except LosslingsError as error:
        if path.parent.parent.name == "exercises" and (is_named or UNREADABLE not in parent.config.stash):
            parent.config.stash[UNREADABLE] = True
            found = Unreadable.from_parent(parent, path=path)
            found.reason = error.text.render(translator(wanted_language()))
    return found


def is_written_for_us(path: Path) -> bool:
    """Tell whether a named file defines the function of its name: a stranger's module may be called softmax.py."""
    try:
        return f"def {path.stem}".encode() in path.read_bytes()
    except OSError:
        return False


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect an exercise found in a folder; one that was named comes through `pytest_pycollect_makemodule`."""
    return None if parent.session.isinitpath(file_path) else collector(file_path, parent, is_named=False)


@pytest.hookimpl(tryfirst=True)
def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Keep pytest from importing an exercise into its own process."""
    if parent.config.getoption("doctestmodules", False):  # the user wants a module's examples: it is imported
        return None
    return collector(module_path, parent, is_named=True) if parent.session.isinitpath(module_path) else None


class Unreadable(pytest.File):
    """Reports that the exercises cannot be read, because a pack is damaged or two have one name."""

    reason = ""

    def collect(self) -> Iterator[pytest.Item]:
        raise self.CollectError(f"losslings: {self.reason}")


class ExerciseFile(pytest.File):
    """One exercise; run once, in isolation, when the first of its items is."""

    report: ExerciseReport | None = None

    def collect(self) -> Iterator[pytest.Item]:
        if self.is_unwritten():
            yield ExerciseItem.from_parent(self, name=TODO)
            return
        for item in key_of_all().exercise(self.exercise()).items:
            yield ExerciseItem.from_parent(self, name=item.name)

    def exercise(self) -> str:
        """Return the exercise's id: that of the file's folder, else the one of the file's name.

        Raises
        ------
        CollectError
            If several have the name.
        """
        from autograder.practice.targets import exercise_of_file
        from autograder.translation import LosslingsError

        try:
            return exercise_of_file(self.path, key_of_all())
        except LosslingsError as error:
            raise self.CollectError(error.text.render(translate())) from error

    def is_unwritten(self) -> bool:
        from autograder.judging.places import is_unwritten

        return is_unwritten(self.path.read_bytes(), self.path.stem)

    def grade(self) -> ExerciseReport:
        """Return the exercise's report."""
        if self.report is None:
            from autograder.judging.submission import read_submission
            from autograder.report.data import judge_to_report

            (self.report,) = judge_to_report(
                read_submission(self.path), key_of_all(), runner(), translate(), ids=(self.exercise(),)
            )["exercises"]
        return self.report


def explanation(exercise: ExerciseReport, item: ItemReport) -> str:
    """Write all that is to be said of one failed item."""
    from click import unstyle

    from autograder.report.terminal import INDENT, exercise_lines

    alone = exercise.copy()
    alone["items"] = [item]
    _, *lines = exercise_lines(alone, translate())
    return "\n".join(unstyle(line).removeprefix(INDENT) for line in lines)


class ItemFailed(Exception):
    """An item failed; its text is what the student reads."""


class ExerciseItem(pytest.Item):
    """One item of an exercise."""

    parent: ExerciseFile

    def runtest(self) -> None:
        from autograder.translation import LosslingsError

        if self.name == TODO:
            self.user_properties.append((TODO, self.parent.path.stem))
            pytest.skip(translate()("Not written yet."))
        try:
            exercise = self.parent.grade()
        except LosslingsError as error:
            raise ItemFailed(error.text.render(translate())) from error
        if runner().tier == "basic":
            self.user_properties.append((BASIC, self.name))
        (item,) = [item for item in exercise["items"] if item["name"] == self.name]
        if item["status"] == "passed":
            return
        from autograder.report.terminal import waiting_line

        first = next(one for one in exercise["items"] if one["status"] != "passed" and one["name"] in self.chosen())
        is_first = item is first
        raise ItemFailed(explanation(exercise, item) if is_first else waiting_line(item, first, exercise, translate()))

    def chosen(self) -> set[str]:
        """Return the items of this exercise that are run: ``-k``, ``--lf`` and a test's own name leave others out."""
        return {one.name for one in self.session.items if one.path == self.path}

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, ItemFailed):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        return self.path, 0, f"{self.path.stem}: {self.name}"


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(UnwrittenExercises(), "losslings-unwritten")


class UnwrittenExercises:
    """Fails a run in which an exercise is still unwritten: a skip must not look like success. Says the tier, too."""

    was_met = was_basic = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        said = [name for name, _ in report.user_properties]
        self.was_met, self.was_basic = self.was_met or TODO in said, self.was_basic or BASIC in said

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.was_basic:
            from autograder.report.terminal import IN_BASIC

            terminalreporter.write_line(translate()(IN_BASIC), light=True)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        if self.was_met and exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
