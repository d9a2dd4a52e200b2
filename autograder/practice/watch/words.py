"""Write the pages of a session from what is known: in the student's language, with paths as they see them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import RenderableType

from autograder.bank.folder import Bank
from autograder.judging.key import Key
from autograder.judging.printable import clean, clean_name
from autograder.practice.attempts import is_stuck, remember_check, same_outcomes
from autograder.practice.hints import hints_given, hints_on, next_hint, other_item, remember_hint
from autograder.practice.judging import Standing
from autograder.practice.passing import days_since
from autograder.practice.progress import bar, last_screen, row, why_next
from autograder.practice.store import Store
from autograder.practice.watch import lessons, pages
from autograder.practice.watch.events import Checked
from autograder.practice.watch.memory import Memory
from autograder.practice.watch.praise import praise
from autograder.practice.watch.screen import Page
from autograder.report.data import ExerciseReport
from autograder.report.terminal import IN_BASIC, title
from autograder.translation import N_, Translate

LONG = 2.0  # seconds of a check after which it is said that a loop may not end
SAME_AGAIN = N_("{count} checks, the same outcome: the key h has the next step.")
NUMBERED, NUMBERED_ON = N_("hint {number} of {count}"), N_("hint {number} of {count}, on {item}")
# After a hint that has led to a pass.
LAST_HINT, WHY = N_("The last hint was: {hint}"), N_("In your own words: why did your change fix it?")
NOTICE = N_("To notice: {notice}")


@dataclass(frozen=True)
class Words:
    """What the pages are written from.

    Parameters
    ----------
    key : Key
    banks : sequence of Bank
    language : str
    translate : callable
    here : Path
        The student's working folder.
    record : Path
        The file of what is remembered, see `Store`.
    solution : callable
        Writes the reference beside the student's own answer, for so many columns.
    commands : collection of str
        Those that there are.
    """

    key: Key
    banks: Sequence[Bank]
    language: str
    translate: Translate
    here: Path
    record: Path
    solution: Callable[[Standing, int], RenderableType]
    commands: Sequence[str] = ()

    @property
    def titles(self) -> Mapping[str, str]:
        """The titles of the units, by name."""
        return {unit.name: unit.title(self.language) for bank in self.banks for unit in bank.units}

    # ---------------------------------------------------------------- an exercise

    def exercise_page(self, memory: Memory, exercise: str, remark: str, waited: float) -> Page:
        """Write the page of an exercise.

        Parameters
        ----------
        memory : Memory
        exercise : str
            Its id.
        remark : str
            A sentence above everything.
        waited : float
            Seconds that a check has been running; 0 where none is.
        """
        standing, path = memory.standings.get(exercise), self.path(memory, exercise)
        report = standing.report if standing else None
        shown = pages.Shown(
            label=self.key.label(exercise),
            path=path,
            passed=memory.passed(),
            count=len(memory.exercises),
            report=report,
            problem=memory.problems.get(exercise, ""),
            remark=remark,
            tier=self.translate(IN_BASIC) if standing and standing.tier == "basic" else "",
            hint=self.hint_shown(memory.hints.get(exercise), report)
            if report and not memory.is_passed(exercise)
            else None,
            praise=self.praise(memory, exercise) if memory.is_passed(exercise) else (),
        )
        return pages.exercise_page(shown, self.status(memory, exercise, path, waited), self.translate)

    def hint_shown(self, asked: tuple[str, str] | None, report: ExerciseReport) -> tuple[str, str] | None:
        """Return the hint that was asked for last, while it is about something that fails; else the first one."""
        if asked and asked[1] in hints_on(report, self.key, self.translate):
            return asked
        return self.first_hint(report)

    def first_hint(self, report: ExerciseReport) -> tuple[str, str] | None:
        """Return the hint on the first item that has one."""
        text = next((item["hint"] for item in report["items"] if item["hint"]), None)
        return (self.translate(pages.HINT), text) if text else None

    def praise(self, memory: Memory, exercise: str) -> tuple[str, ...]:
        """Say what was mastered, ask why the last hint has helped, and say what to notice."""
        key, translate, mistakes = self.key.exercise(exercise), self.translate, memory.mistakes.get(exercise, ())
        sentences = [praise(key, mistakes, translate)]
        given = hints_given(Store(self.record), self.key.label(exercise)) if mistakes else []
        if given:
            sentences += [f"{translate(LAST_HINT).format(hint=clean(given[-1]))}\n{translate(WHY)}"]
        if key.notice:
            sentences += [translate(NOTICE).format(notice=translate(key.notice))]
        return tuple(sentences)

    def status(self, memory: Memory, exercise: str, path: str, waited: float) -> str:
        """Say what happens now."""
        translate = self.translate
        if waited:
            return translate(pages.STILL if waited > LONG else pages.CHECKING).format(seconds=int(waited))
        if not memory.is_passed(exercise):
            return translate(pages.WAITING).format(path=path)
        following = memory.next_after(exercise)
        if memory.all_passed() or not following:
            return translate(pages.ALL_DONE)
        of_unit = self.titles.get(following.partition("/")[0], "")
        why = why_next(following, memory.standings.get(following), self.key, of_unit)
        return translate(pages.GO_ON).format(name=self.key.label(following), why=why.render(translate))

    def path(self, memory: Memory, exercise: str) -> str:
        """Write where an exercise's answer is, as seen from the working folder."""
        standing, files = memory.standings.get(exercise), memory.files
        place = files.home.exercises / standing.place if standing and standing.place else files.places[exercise]
        near = place.relative_to(self.here) if place.is_relative_to(self.here) else place
        return clean_name(near.as_posix())

    # ---------------------------------------------------------------- what is remembered

    def remark_on(self, verdict: Checked) -> str:
        """Remember a check and the hint that it shows; say so where the last ones have found the same."""
        standing, label = verdict.standing, self.key.label(verdict.exercise)
        if standing is None:
            return ""
        store = Store(self.record)
        if verdict.is_new:
            remember_check(store, standing, is_alone=True)
        if not standing.is_passed:
            remember_hint(store, label, standing.report)
        store.save()
        if not standing.is_begun or not is_stuck(store, verdict.exercise):
            return ""
        return self.translate(SAME_AGAIN).format(count=same_outcomes(store, verdict.exercise))

    def next_hint(self, report: ExerciseReport) -> tuple[str, str] | None:
        """Give one more hint: its heading and text; None when all were given."""
        hints = hints_on(report, self.key, self.translate)
        one = next_hint(self.key.label(f"{report['unit']}/{report['name']}"), hints, self.record.parent)
        if one is None:
            return None
        item = title(other_item(one[1], hints), self.translate)
        heading = self.translate(NUMBERED_ON if item else NUMBERED)
        return heading.format(number=one[0], count=len(hints), item=item), one[1]

    # ---------------------------------------------------------------- other pages

    def list_page(self, memory: Memory, current: str) -> Page:
        """List all exercises, and which is on the screen."""
        return pages.lines_page(self.rows(memory, current), "q", self.translate)

    def rows(self, memory: Memory, current: str) -> list[str]:
        store, lines = Store(self.record), []
        for unit, heading in self.titles.items():
            ids = [one for one in memory.exercises if one.partition("/")[0] == unit]
            lines.append(f"\x1b[1m{heading}\x1b[0m")
            for one in ids:
                if standing := memory.standings.get(one):
                    lines.append(row(standing, self.translate, days_since(store, one), is_next=one == current))
                else:
                    lines.append(f"  … {self.key.label(one)}")
            lines.append(bar(sum(map(memory.is_passed, ids)), len(ids), self.translate))
        return lines

    def last_page(self, memory: Memory) -> Page:
        """Say what was done when all exercises are passed."""
        standings = list(memory.standings.values())
        words = last_screen(standings, self.key, self.titles, self.commands, self.translate)
        return replace(pages.lines_page([*words, "", *self.rows(memory, "")], "q?", self.translate), is_last=True)

    def lesson_page(self, exercise: str) -> Page:
        return lessons.lesson_page(exercise, self.banks, self.language, self.translate)

    def solution_page(self, standing: Standing, columns: int) -> Page:
        notice = self.key.exercise(standing.exercise).notice
        sentence = self.translate(NOTICE).format(notice=self.translate(notice)) if notice else ""
        return lessons.solution_page(self.solution(standing, columns), sentence, self.translate)
