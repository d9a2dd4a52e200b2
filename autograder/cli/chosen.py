"""How `grade` judges, and what: by the course's own settings, but for what the command line says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

import click
from click.core import ParameterSource

from autograder.cli.options import Stop, _, explicit_language

if TYPE_CHECKING:
    from autograder.course.settings import Course
    from autograder.judging.key import Key

OPTIONS = {"key_path": "--key", "packs": "--pack", "isolation": "--isolation", "time_limit": "--time-limit"}


class Choice(NamedTuple):
    """What submissions are judged by; the fields are named like the parameters of the command."""

    key_path: Path | None
    packs: tuple[Path, ...]
    isolation: Literal["strict", "basic"]
    time_limit: float


def choice(options: Choice, course: Course | None) -> Choice:
    """Take from the course what the command line does not say."""
    if course is None:
        return options
    of_course = Choice(course.key, course.packs, course.isolation, course.time_limit)
    named = {name: value for name, value in options._asdict().items() if OPTIONS[name] in options_named()}
    return of_course._replace(**named)


def options_named() -> list[str]:
    """List the options by which the command line says how to judge."""
    context = click.get_current_context()
    named = [
        option for name, option in OPTIONS.items() if context.get_parameter_source(name) is ParameterSource.COMMANDLINE
    ]
    return [*named, *(["--lang"] if explicit_language() else [])]


def chosen_exercises(key: Key, words: Sequence[str]) -> Key:
    """Return the key of the exercises that are named on the command line, or in the assignment; of all if none is.

    Raises
    ------
    UsageError
    """
    from autograder.classroom.policy.assignment_file import ids_named
    from autograder.classroom.policy.assignment_file import words as every_word
    from autograder.classroom.policy.fields import way_out

    chosen: set[str] = set()
    for word in words:
        found = ids_named(word, key.lines)
        if not found:
            message = _("{name} is no exercise or unit here; {way_out}")
            raise click.UsageError(message.format(name=word, way_out=way_out(word, every_word(key.lines)).render(_)))
        chosen.update(found)
    return key.part(chosen) if words else key


def without_torch(key: Key) -> Key:
    """Leave the exercises in torch out where it is not installed, and say so: nobody is to lose points by that."""
    from autograder.isolation.launch import NO_TORCH, is_installed

    left = [one for one in key.lines if not key.is_torch(one)]
    if len(left) == len(key.lines) or is_installed("torch"):
        return key
    if not left:
        raise Stop(_(NO_TORCH))
    message = _("{why}; left out: {names}")
    names = ", ".join(key.label(one) for one in key.lines if key.is_torch(one))
    click.secho(message.format(why=_(NO_TORCH), names=names), fg="yellow", err=True)
    return key.part(left)
