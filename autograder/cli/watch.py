"""A student's door to ``watch``: an exercise is checked each time it is saved."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.options import Stop, _, command, language, option_lang, option_packs
from autograder.translation import N_

if TYPE_CHECKING:
    from rich.console import RenderableType

    from autograder.practice.judging import Standing


@command(
    help=N_("Check an exercise each time you save it: one failure, one hint at a time; the next exercise follows."),
    epilog=N_("Example: losslings watch entropy"),
)
@click.argument("name", required=False, metavar="[NAME]")
@option_packs
@option_lang
def watch(name: str | None, packs: tuple[Path, ...]) -> None:
    from autograder.cli.desk import exercise_named, practice
    from autograder.cli.solution import beside, both_sources
    from autograder.cli.student import commands
    from autograder.practice.watch.watching import watch_folder
    from autograder.practice.watch.words import Words

    def solution(standing: Standing, columns: int) -> RenderableType:
        return beside(both_sources(standing, practice(packs)), columns)  # read again: it was saved since

    here = practice(packs)
    desk = here.desk
    exercise = exercise_named(name, desk) if name else ""
    if not any(map(desk.places, desk.key.lines)):
        raise Stop(_("No exercises here yet: `losslings init` copies them into this folder."))
    words = Words(
        desk.key, here.banks, language(), desk.translate, Path.cwd(), desk.store.path, solution, sorted(commands())
    )
    try:
        watch_folder(words, desk, exercise)
    except KeyboardInterrupt:
        sys.exit(130)
