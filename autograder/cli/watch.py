"""A student's door to ``watch``: an exercise is checked each time it is saved."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.options import Stop, _, command, language, option_lang, option_packs
from autograder.translation import N_, Text, Translate

if TYPE_CHECKING:
    from autograder.judging.key import Key
    from autograder.report.data import ExerciseReport


@command(
    help=N_("Check an exercise each time you save it: one failure, one hint at a time; the next exercise follows."),
    epilog=N_("Example: losslings watch entropy"),
)
@click.argument("name", required=False, metavar="[NAME]")
@option_packs
@option_lang
def watch(name: str | None, packs: tuple[Path, ...]) -> None:
    from autograder.bank.packs import find_banks
    from autograder.bank.union import union_key, union_translator
    from autograder.practice.home import find_home
    from autograder.practice.judging import Desk
    from autograder.practice.store import RECORD, Store
    from autograder.practice.targets import did_you_mean, single_exercise
    from autograder.practice.watch.files import Files
    from autograder.practice.watch.watching import watch_folder
    from autograder.practice.watch.words import Words

    here = Path.cwd()
    banks = find_banks(here, packs)
    key, translate = union_key(banks), union_translator(language(), banks)
    exercise = single_exercise(key.ids(name), name, here) if name else ""
    if name and not exercise:
        values = {"text": name, "meant": did_you_mean(name, key)}
        raise Stop(Text(N_("{text}: no such exercise{meant}"), values).render(_))
    home = find_home(here)
    files, desk = Files(key, home), Desk(key, translate, Store(home.root / RECORD))
    if files.is_empty():
        raise Stop(_("No exercises here yet: `losslings init` copies them into this folder."))
    hint = partial(next_hint_on, key=key, translate=translate, root=home.root)
    try:
        watch_folder(Words(key, banks, language(), translate, here, hint), files, desk, exercise)
    except KeyboardInterrupt:
        sys.exit(130)


def next_hint_on(report: ExerciseReport, *, key: Key, translate: Translate, root: Path) -> tuple[str, str] | None:
    """Give one more hint on an exercise: its heading and text."""
    from autograder.practice.hints import hints_on, next_hint

    hints = hints_on(report, key, translate)
    one = next_hint(key.label(f"{report['unit']}/{report['name']}"), hints, root)
    return (_("hint {number} of {count}").format(number=one[0], count=len(hints)), one[1]) if one else None
