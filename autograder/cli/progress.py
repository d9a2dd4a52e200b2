"""A bar on the terminal: how far a class is, how fast it goes and how long it will take."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from autograder.cli.options import _


@contextmanager
def progress_bar(doing: str, total: int) -> Iterator[Callable[[], None]]:
    """Give a function to call after each submission; off a terminal nothing is shown."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text as RichText

    class Rate(ProgressColumn):
        def render(self, task: Task) -> RichText:
            return RichText(_("{rate:.1f} a second").format(rate=task.speed or 0.0))

    shown = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    with Progress(*columns, console=shown, disable=not shown.is_terminal) as bar:
        task = bar.add_task(doing, total=total)
        yield lambda: bar.advance(task)
