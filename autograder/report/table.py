"""What is said of a submission in one cell, and what a class misunderstood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from rich.markup import escape
from rich.table import Table

from autograder.judging.head import labels
from autograder.report.summary import Summary, id_of
from autograder.translation import N_, Translate

MOST = 10  # misconceptions: the rest is on the pages and in results.jsonl
NOT_TRIED = {"todo", "missing", "error"}
OF_THOSE = N_("{count} of {tried}")
STOPPED = {"error": N_("error"), "timeout": N_("timeout"), "crashed": N_("crashed"), "refused": N_("refused")}
ALONE = N_("right on the public inputs alone: {names}")
MOST_TOLD, MORE = 2, N_("{count} more like this")
OF_ODD_ONES = {
    "twice",
    "two_files",
    "encoding",
    "not_there",
}  # kinds of reasons, where a function is judged all the same


def remark(report: Summary, translate: Translate) -> str:
    """Say how a submission was read, what kept exercises from running, and what is right on public inputs alone."""
    alone = [e["name"] for e in report["exercises"] if e["doubt"] == "public_only"]  # the message names the items too
    parts = [*report["remarks"], *what_stopped(report, translate), *what_is_known(report, translate)]
    parts += [translate(ALONE).format(names=", ".join(alone))] if alone else []
    return "; ".join(" ".join(part.split()).removesuffix(".") for part in parts)


def what_stopped(report: Summary, translate: Translate) -> list[str]:
    """Give a count for each reason, and the first message; nothing where no file could be read."""
    stopped = Counter(exercise["status"] for exercise in report["exercises"] if exercise["status"] in STOPPED)
    if not stopped or (report["remarks"] and stopped["error"] == len(report["exercises"]) and not reasons(report)):
        return []
    messages = [e["message"] for e in report["exercises"] if e["status"] in stopped and e["message"]]
    words = ", ".join(f"{count} {translate(STOPPED[status])}" for status, count in stopped.items())
    return [f"{words}: {messages[0]}" if messages else words]


def reasons(report: Summary) -> list[str]:
    return [exercise["reason"] for exercise in report["exercises"] if exercise["reason"]]


def what_is_known(report: Summary, translate: Translate) -> list[str]:
    """Repeat what is said of functions that are missing, where something like them is there, and of odd ones."""
    told = [e for e in report["exercises"] if e["reason"] and (e["status"] == "missing" or e["reason"] in OF_ODD_ONES)]
    messages = list(dict.fromkeys(exercise["message"] for exercise in told if exercise["message"]))
    more = len(messages) - MOST_TOLD
    return [*messages[:MOST_TOLD], *([translate(MORE).format(count=more)] if more > 0 else [])]


class Mistake(NamedTuple):
    """A known mistake, and how many of those who tried the exercise made it."""

    students: int
    tried: int
    exercise: str
    title: str
    hint: str


class Misconceptions:
    """Counts known mistakes, a submission at a time."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self.tried: Counter[str] = Counter()
        self.texts: dict[tuple[str, str], tuple[str, str]] = {}
        self.ids: dict[str, None] = {}

    def add(self, report: Summary) -> None:
        self.ids.update(dict.fromkeys(map(id_of, report["exercises"])))
        self.tried.update(id_of(one) for one in report["exercises"] if one["status"] not in NOT_TRIED)
        found = {(id_of(one), item["misconception"]): item for one in report["exercises"] for item in one["items"]}
        self.counts.update(found.keys())
        for key, item in found.items():
            title = item.get("title") or item["misconception"].replace("_", " ")  # of an earlier version: none
            self.texts.setdefault(key, (title, item["hint"]))

    def most_frequent(self) -> list[Mistake]:
        """Return the most frequent first."""
        label = labels(self.ids)
        rows = [
            Mistake(count, self.tried[key[0]], label[key[0]], *self.texts[key]) for key, count in self.counts.items()
        ]
        return sorted(rows, key=lambda row: (-row.students, *row[2:]))[:MOST]


def misconceptions_table(mistakes: Sequence[Mistake], translate: Translate) -> Table:
    """Return a table of known mistakes."""
    table = Table(title=translate("Most frequent misconceptions"), title_justify="left")
    table.add_column(translate("students"), justify="right", no_wrap=True)
    for heading in (N_("exercise"), N_("misconception"), N_("hint")):
        table.add_column(translate(heading))
    for one in mistakes:
        count = translate(OF_THOSE).format(count=one.students, tried=one.tried)
        table.add_row(count, one.exercise, escape(one.title), escape(one.hint))
    return table
