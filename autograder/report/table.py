"""A class at a glance: the table of marks and the most frequent misconceptions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from autograder.judging.key import labels
from autograder.judging.public_only import PUBLIC_ONLY
from autograder.report.data import Summary, id_of
from autograder.report.terminal import MARKS, OTHER_MARK, out_of
from autograder.translation import N_, Translate

ROWS, MOST = 100, 10  # of the two tables: the rest is in grades.csv and results.jsonl
STOPPED = {"error": N_("error"), "timeout": N_("timeout"), "crashed": N_("crashed"), "refused": N_("refused")}
ALONE = N_("right on the public inputs alone: {names}")
MOST_TOLD, MORE = 2, N_("{count} more like this")
OF_ODD_ONES = {
    "twice",
    "two_files",
    "encoding",
    "not_there",
}  # kinds of reasons, where a function is judged all the same
LEGEND = N_("✓ passed   ✗ failed   · not written   ! could not be run")


def print_class(reports: Callable[[], Iterable[Summary]], translate: Translate, console: Console) -> None:
    """Print a row for each submission with a mark for each exercise, then what the class misunderstood.

    Parameters
    ----------
    reports : callable
        Returns the summaries of the reports, afresh each time: a class need not fit into memory.
    translate : callable
    console : Console
    """
    console.print(marks_table(reports(), translate))
    console.print(translate(LEGEND), style="bright_black")
    mistakes = frequent_misconceptions(reports())
    if mistakes:
        console.print(misconceptions_table(mistakes, translate))


def marks_table(reports: Iterable[Summary], translate: Translate) -> Table:
    table = Table(title=translate("Marks"), title_justify="left")
    table.add_column(translate("submission"))
    table.add_column(translate("score"), justify="right")
    table.add_column(translate("exercises"), no_wrap=True)
    table.add_column(translate("remark"))
    more = 0
    for number, report in enumerate(reports):
        if number >= ROWS:
            more += 1
            continue
        marks = [MARKS.get(exercise["status"], OTHER_MARK) for exercise in report["exercises"]]
        coloured = "".join(f"[{colour}]{symbol}[/]" for symbol, colour in marks)
        table.add_row(escape(report["submission"]), out_of(report), coloured, escape(remark(report, translate)))
    if more:
        table.add_row("…", "", "", translate("{count} more in grades.csv").format(count=more))
    return table


def remark(report: Summary, translate: Translate) -> str:
    """Say how a submission was read, what kept exercises from running, and what is right on public inputs alone."""
    beginning = translate(PUBLIC_ONLY).partition("{")[0]  # the message itself also names the items
    alone = [e["name"] for e in report["exercises"] if (e["message"] or "").startswith(beginning)]
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


def frequent_misconceptions(reports: Iterable[Summary]) -> list[tuple[int, str, str, str]]:
    """Count the submissions with each misconception.

    Returns
    -------
    list of (int, str, str, str)
        Count, exercise, misconception and hint, the most frequent first.
    """
    counts: Counter[tuple[str, str, str]] = Counter()
    ids: dict[str, None] = {}
    for report in reports:
        ids.update(dict.fromkeys(map(id_of, report["exercises"])))
        counts.update(
            {
                (id_of(exercise), item["misconception"], item["hint"])
                for exercise in report["exercises"]
                for item in exercise["items"]
            }
        )
    label = labels(ids)
    rows = [(count, label[exercise], mistake, hint) for (exercise, mistake, hint), count in counts.items()]
    return sorted(rows, key=lambda row: (-row[0], row[1:]))[:MOST]


def misconceptions_table(mistakes: Sequence[tuple[int, str, str, str]], translate: Translate) -> Table:
    table = Table(title=translate("Most frequent misconceptions"), title_justify="left")
    table.add_column(translate("students"), justify="right")
    for heading in (N_("exercise"), N_("misconception"), N_("hint")):
        table.add_column(translate(heading))
    for count, exercise, misconception, hint in mistakes:
        table.add_row(str(count), exercise, misconception.replace("_", " "), escape(hint))
    return table
