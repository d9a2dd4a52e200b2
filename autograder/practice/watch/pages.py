"""What the screen says: an exercise and how far it is, all of them, a lesson, the keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.columns import Columns
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from autograder.practice.watch.screen import Page
from autograder.report.data import ExerciseReport, ItemReport
from autograder.report.terminal import (
    FAILING_TOO,
    LABELS,
    MARKS,
    OTHER_MARK,
    blocked_line,
    items_explained,
    one_line,
    out_of,
    printed_line,
    title,
)
from autograder.translation import N_, Translate

RIGHT_ALREADY = ("✓", "yellow")  # and waiting for the basics
KEYS = {
    "n": N_("next"),
    "h": N_("hint"),
    "l": N_("lesson"),
    "s": N_("solution"),
    "a": N_("all exercises"),
    "q": N_("quit"),
    "?": N_("help"),
}
EXPLAINED = {
    "n": N_("Go on to the next exercise that is not passed; save another exercise's file, and it is shown by itself."),
    "h": N_("One more hint on this exercise: a question, then the idea with a number, then almost the line."),
    "l": N_("The unit's lesson, opened where it speaks of this exercise."),
    "s": N_("Once the exercise is passed: a reference solution, to compare with yours."),
    "a": N_("All exercises, and how far each is."),
    "q": N_("Leave a lesson, a solution or this help; on an exercise: end."),
    "?": N_("This help."),
}
SCROLL = N_("Arrows, space and b scroll; any other key goes back.")
WRITE = N_("Nothing is written here yet. Open {path}, write the function in place of the last line, and save.")
MISSING = N_("{name} is not defined in {path}: define a function of this name, and save.")
WAITING = N_("Waiting for you to save {path}")
CHECKING = N_("Checking …")
STILL = N_("Still checking after {seconds} s: perhaps a loop does not end. Mend it and save: that stops it.")
GO_ON = N_("Any key goes on to {name} ({why}).")
ALSO = N_("Failing too ({count}): {items}")
HINT = N_("hint")
ALL_DONE = N_("That was the last one: any key shows what you have done.")


@dataclass(frozen=True)
class Shown:
    """What there is to say of an exercise.

    Parameters
    ----------
    label : str
        Its name, as a person writes it.
    path : str
        The file that is waited for.
    passed, count : int
        How many exercises are passed, and how many there are.
    report : ExerciseReport or None
        None until it has been judged.
    problem : str
        Why it could not be.
    remark : str
        A sentence above everything.
    hint : (str, str) or None
        The one hint, after its heading.
    praise : tuple of str
        What is said once it is passed.
    tier : str
        What there is to say of the walls around the code that ran.
    """

    label: str
    path: str
    passed: int
    count: int
    report: ExerciseReport | None = None
    problem: str = ""
    remark: str = ""
    hint: tuple[str, str] | None = None
    praise: tuple[str, ...] = ()
    tier: str = ""


def exercise_page(shown: Shown, status: str, translate: Translate) -> Page:
    """Write the page of an exercise: its checklist, the first item that fails in full, one hint."""
    report, keys = shown.report, "nlaq?"
    if report:
        keys = "nlsaq?" if report["status"] == "passed" else "nhlaq?"
    above, (one_below_the_other, side_by_side) = list(heading(shown, translate)), checklists(report, translate)
    whole, short = (list(explanation(shown, translate, is_short)) for is_short in (False, True))
    forms = [(one_below_the_other, whole), (side_by_side, whole), (side_by_side, short)]
    bodies = [Group(*above, *checklist, *below) for checklist, below in forms]
    return Page(bodies, footer(status, keys, translate))


def heading(shown: Shown, translate: Translate) -> Iterator[RenderableType]:
    """Say which exercise it is, what it earns, and how many are passed."""
    line = Table.grid(expand=True)
    line.add_column()
    line.add_column(justify="right")
    name = Text(shown.label, style="bold")
    if report := shown.report:
        name.append(f"   {out_of(report)}", style=colour(report["status"]))
    passed = translate(N_("{passed} of {count} passed")).format(passed=shown.passed, count=shown.count)
    line.add_row(name, Text(passed, style="dim"))
    yield line
    yield Text()
    if shown.remark:
        yield Text(shown.remark, style="cyan")
        yield Text()


def colour(status: str) -> str:
    return MARKS.get(status, OTHER_MARK)[1]


def checklists(
    report: ExerciseReport | None, translate: Translate
) -> tuple[list[RenderableType], list[RenderableType]]:
    """Write the items with their marks: below one another, and side by side where there is less room."""
    if not report or not report["items"]:
        return [], []
    entries = [entry(item, translate) for item in report["items"]]
    rows = Columns(entries, padding=(0, 3), column_first=False)
    return [*(Padding(one, (0, 0, 0, 2)) for one in entries), Text()], [Padding(rows, (0, 0, 0, 2)), Text()]


def entry(item: ItemReport, translate: Translate) -> Text:
    """Write an item of the checklist."""
    symbol, style = RIGHT_ALREADY if item["status"] == "blocked" else MARKS.get(item["status"], OTHER_MARK)
    return Text.assemble((symbol, style), " ", (title(item["name"], translate), style))


def explanation(shown: Shown, translate: Translate, is_short: bool) -> Iterator[RenderableType]:
    """Say what there is to do; in short, without what a person can do without."""
    report = shown.report
    if shown.problem:
        yield Text(shown.problem, style="yellow")
    if not report:
        return
    if text := message(shown, report, translate):
        yield Text(text)
        yield Text()
    explained = items_explained(report)
    if explained:
        yield from details(explained[0], translate)
    if not is_short:
        lines = (
            others_line(report, explained, translate),
            blocked_line(report, translate),
            printed_line(report, translate),
        )
        yield from (Text(line, style="dim") for line in lines if line)
    if shown.hint:
        heading, text = shown.hint
        if not is_short:
            yield Text()
        yield labelled([(heading, Text(text, style="bold"))])
    for number, sentence in enumerate(shown.praise):
        yield Text(sentence, style="" if number else "bold green")
        yield Text()
    if shown.tier:
        yield Text(shown.tier, style="dim")


def message(shown: Shown, report: ExerciseReport, translate: Translate) -> str:
    """Say what concerns an exercise as a whole; empty where nothing does."""
    if report["status"] == "todo":
        return translate(WRITE).format(path=shown.path)
    if report["status"] == "missing":
        return translate(MISSING).format(name=report["name"], path=shown.path)
    return one_line(report["message"] or "")


def details(item: ItemReport, translate: Translate) -> Iterator[RenderableType]:
    """Write an item that fails in full."""
    heading = title(item["name"], translate) + (f": {title(item['case'], translate)}" if item["case"] else "")
    yield Text(heading, style="red")
    call, expected, got, _hint = (translate(label) for label in LABELS)
    rows = []
    for label, value in ((call, item["call"]), (expected, item["expected"]), (got, item["got"])):
        if value is not None:
            remark = f"   ({item['torch']})" if label == expected and item["torch"] else ""
            rows.append((label, Text.assemble(one_line(value), (remark, "dim"))))
    if rows:
        yield Padding(labelled(rows), (0, 0, 0, 2))


def others_line(report: ExerciseReport, explained: Sequence[ItemReport], translate: Translate) -> str:
    """Name the items that fail beside the first; empty where none does."""
    names = [title(item["name"], translate) for item in explained[1:]]
    if not names:
        return ""
    is_gate = explained[0]["name"] == report["items"][0]["name"]
    return translate(FAILING_TOO if is_gate else ALSO).format(count=len(names), items=", ".join(names))


def labelled(rows: Iterable[tuple[str, Text]]) -> Table:
    """Set texts beside their labels: a long one is wrapped below itself."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, style="cyan")
    table.add_column(overflow="fold")
    for label, text in rows:
        table.add_row(Text(label), text)
    return table


def footer(status: str, keys: str, translate: Translate) -> RenderableType:
    """Say what happens now, and which keys do what."""
    line = Text()
    for key in keys:
        line.append(f" {key} ", style="reverse").append(f" {translate(KEYS[key])}  ")
    return Group(Text(status, style="dim"), line)


def lines_page(lines: Sequence[str], keys: str, translate: Translate) -> Page:
    """Show lines that were written for a terminal, colours and all."""
    status = translate(SCROLL) if keys == "q" else ""
    return Page([Group(*map(Text.from_ansi, lines))], footer(status, keys, translate))


def help_page(translate: Translate) -> Page:
    """Explain each key."""
    rows = [(f" {key}", Text(translate(text))) for key, text in EXPLAINED.items()]
    return Page([labelled(rows)], footer(translate(SCROLL), "q", translate))
