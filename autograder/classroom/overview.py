"""A class on the terminal: what needs a person, how the marks lie, the lowest of them, what was misunderstood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from heapq import nsmallest
from statistics import fmean, median
from typing import NamedTuple

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from autograder.classroom.needs import ERRORS, Needs
from autograder.classroom.policy.ledger import Row
from autograder.judging.head import labels
from autograder.report.summary import ExerciseSummary, Summary, id_of
from autograder.report.table import Misconceptions, misconceptions_table, remark
from autograder.report.terminal import MARKS, OTHER_MARK, points
from autograder.translation import N_, Translate

ALL = 30  # rows of a class that is shown whole; of a larger one those to look at: the rest is in grades.csv
BROKEN, LOWEST = 10, 10
BINS, BAR = 10, 40  # of the histogram, and the letters of its longest bar
MARKS_OF_ALL = N_("Marks")
MARKS_OF_SOME = N_("Marks: the {count} of {all} to look at first; all are in grades.csv")
NEEDS = N_("What needs a person first:")
FIGURES = N_("Marks out of {total}: students {count}, mean {mean}, median {median}, full {full}, zero {zero}")
LEGEND = N_("✓ passed   ✗ failed   · not written   ! could not be run")


class Entry(NamedTuple):
    """A submission: its row of the marks, and the summary of its report.

    Parameters
    ----------
    row : Row or None
        None in a course, whose marks are those of the summary.
    report : Summary
    """

    row: Row | None
    report: Summary

    @property
    def mark(self) -> float:
        mark = self.row["mark"] if self.row else None
        return self.report["score"] if mark is None else mark

    @property
    def total(self) -> float:
        return self.row["total"] if self.row else self.report["max_score"]

    @property
    def share(self) -> float:
        return self.mark / (self.total or 1.0)


class Overview:
    """What is shown of a class, collected in one pass: a class need not fit into memory."""

    def __init__(self, entries: Iterable[Entry], absent: Iterable[Row] = (), *, has_roster: bool = False) -> None:
        self.needs, self.mistakes = Needs(), Misconceptions()
        self.marks: list[float] = []
        self.total = 0.0
        self.unreadable = 0
        self.first: list[Entry] = []
        self.broken: list[Entry] = []
        self.lowest = nsmallest(LOWEST, self.collected(entries, has_roster), key=lambda one: one.share)
        for row in absent:
            self.needs.add(row, None, has_roster=has_roster)

    def collected(self, entries: Iterable[Entry], has_roster: bool) -> Iterator[Entry]:
        """Yield those whose code can be run."""
        for entry in entries:
            kinds = self.needs.add(entry.row, entry.report, has_roster=has_roster)
            self.mistakes.add(entry.report)
            self.marks.append(entry.mark)
            self.total = max(self.total, entry.total)
            if len(self.marks) <= ALL:
                self.first.append(entry)
            if not kinds & ERRORS:
                yield entry
            elif len(self.broken) < BROKEN:
                self.broken.append(entry)

    def show(self, translate: Translate, console: Console) -> None:
        """Print all of it."""
        if lines := list(self.needs.lines(translate)):
            console.print(translate(NEEDS), style="bold")
            for line in lines:
                console.print(line, markup=False, highlight=False, soft_wrap=True)
        if self.marks:
            for line in figures(self.marks, self.total, translate):
                console.print(line, markup=False, highlight=False, soft_wrap=True)
        entries, title = self.first, translate(MARKS_OF_ALL)
        if len(self.marks) > ALL:
            entries = [*self.broken, *self.lowest]
            title = translate(MARKS_OF_SOME).format(count=len(entries), all=len(self.marks))
        console.print(marks_table(entries, title, translate))
        console.print(translate(LEGEND), style="bright_black")
        for line in unit_lines(entries):
            console.print(line, style="bright_black", markup=False, highlight=False, soft_wrap=True)
        if mistakes := self.mistakes.most_frequent():
            console.print(misconceptions_table(mistakes, translate))


def figures(marks: Sequence[float], total: float, translate: Translate) -> Iterator[str]:
    """Yield a line of figures, and a histogram."""
    yield translate(FIGURES).format(
        total=points(total),
        count=len(marks),
        mean=points(fmean(marks)),
        median=points(median(marks)),
        full=sum(mark >= total for mark in marks),
        zero=sum(mark == 0 for mark in marks),
    )
    if total <= 0:
        return
    counts = [0] * BINS
    for mark in marks:
        counts[min(BINS - 1, int(BINS * mark / total + 1e-9))] += 1
    width = max(1, max(counts) / BAR)
    for number, count in enumerate(counts):
        low, high = (points(total * edge / BINS) for edge in (number, number + 1))
        bar = "█" * -int(-count // width)
        yield f"  {low:>6} – {high:<6} {bar} {count}" if count else f"  {low:>6} – {high:<6}"  # a dash


# ---------------------------------------------------------------- the table


def marks_table(entries: Sequence[Entry], title: str, translate: Translate) -> Table:
    """Return a row for each submission, with a mark for each exercise below the name of its unit."""
    units = units_of(entries)
    table = Table(title=title, title_justify="left")
    table.add_column(translate("submission"), overflow="fold")
    table.add_column(translate("mark"), justify="right", no_wrap=True)
    for unit in units:
        table.add_column(unit, no_wrap=True)
    table.add_column(translate("remark"))
    for entry in entries:
        mark = f"{points(entry.mark)} / {points(entry.total)}"
        cells = (coloured(one for one in entry.report["exercises"] if one["unit"] == unit) for unit in units)
        table.add_row(escape(entry.report["submission"]), mark, *cells, escape(remark(entry.report, translate)))
    return table


def units_of(entries: Iterable[Entry]) -> list[str]:
    """List the units in which somebody of these wrote something; all if nobody did."""
    every: dict[str, bool] = {}
    for entry in entries:
        for one in entry.report["exercises"]:
            every[one["unit"]] = every.get(one["unit"], False) or one["status"] not in ("missing", "todo")
    return [unit for unit, is_tried in every.items() if is_tried] or list(every)


def coloured(exercises: Iterable[ExerciseSummary]) -> str:
    marks = [MARKS.get(exercise["status"], OTHER_MARK) for exercise in exercises]
    return "".join(f"[{colour}]{symbol}[/]" for symbol, colour in marks)


def unit_lines(entries: Sequence[Entry]) -> Iterator[str]:
    """Yield for each unit in the table the names of its exercises, in the order of their marks."""
    ids = labels(dict.fromkeys(id_of(one) for entry in entries[:1] for one in entry.report["exercises"]))
    for unit in units_of(entries):
        names = [name for one, name in ids.items() if one.partition("/")[0] == unit]
        yield f"{unit}: {', '.join(names)}"
