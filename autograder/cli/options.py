"""What the three doors share: the reader's language, options, and how a command ends on an error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from copy import copy
from functools import partial
from pathlib import Path
from typing import Any

import click

from autograder.cli.language import explicit_language, language, named_language
from autograder.cli.streams import complain_of_lost_output
from autograder.cli.words import SHOW_HELP
from autograder.translation import N_, LosslingsError, languages, translator

__all__ = ["explicit_language", "language"]  # the doors take them from here too

ARGUMENTS = "autograder.arguments"  # under which the context keeps the command line

# ---------------------------------------------------------------- language


def _(text: str) -> str:
    """Translate a text for the reader of the command that is running."""
    return translator(language())(text)


def translated(text: str | None) -> str | None:
    return _(text) if text else text


class Command(click.Command):
    """A command whose help is translated when it is shown."""

    def format_help(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        super(Command, self.translated()).format_help(context, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        return super(Command, self.translated()).get_short_help_str(limit)

    def get_help_option(self, context: click.Context) -> click.Option | None:
        """Return ``--help``; click keeps the first one, in the language of that time."""
        option = copy(super().get_help_option(context))
        if option:
            option.help = _(SHOW_HELP)
        return option

    def translated(self) -> Command:
        """Return a copy of the command in the reader's language."""
        command = copy(self)
        command.help, command.epilog = translated(self.help), translated(self.epilog)
        command.params = [copy(parameter) for parameter in self.params]
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                parameter.help = translated(parameter.help)
        return command


command = partial(click.command, cls=Command)


# ---------------------------------------------------------------- how a command ends


class Stop(click.ClickException):
    """A clear line and exit code 2: what, where, the way out."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(f"losslings: {self.format_message()}", file=file, err=True)


def command_line() -> list[str]:
    """Return the command that is running, word by word."""
    return ["losslings", *click.get_current_context().meta[ARGUMENTS]]


class Interrupted(Stop):
    """Ctrl-C; what was done is kept."""

    exit_code = 130


class Commands(Command, click.Group):
    """A group of commands; an error that a command can explain ends it in one clear line."""

    def parse_args(self, context: click.Context, arguments: list[str]) -> list[str]:
        context.obj = named_language(arguments)
        context.meta[ARGUMENTS] = list(arguments)
        return super().parse_args(context, arguments)

    def invoke(self, context: click.Context) -> Any:
        try:
            try:
                return super().invoke(context)
            finally:
                complain_of_lost_output()
        except LosslingsError as error:
            raise Stop(error.text.render(_)) from error
        except BrokenPipeError:  # the reader has seen enough; click ends without a word
            raise
        except OSError as error:
            raise Stop(f"{error.filename}: {error.strerror}" if error.filename else str(error)) from error


def warn_of_readers(paths: Iterable[Path]) -> None:
    """Say which secrets others on this machine can read."""
    from autograder.judging.opening import others_can_read

    for path in paths:
        if others_can_read(path):
            click.echo(_("{path}: others on this machine can read it; chmod 600 {path}").format(path=path), err=True)


@contextmanager
def nbgrader_needed() -> Iterator[None]:
    """End with the way out where nbgrader is not installed.

    Raises
    ------
    Stop
    """
    try:
        yield
    except ImportError as error:
        message = _("{name} is needed for notebooks and courses: pip install 'losslings[nbgrader]'")
        raise Stop(message.format(name=error.name)) from error


# ---------------------------------------------------------------- options

PATH = click.Path(path_type=Path)


def option_lang(command: Any) -> Any:
    choice = click.Choice(languages())
    return click.option("--lang", type=choice, expose_value=False, help=N_("Language of hints and messages."))(command)


option_exercises = click.option(
    "--exercises",
    "words",
    multiple=True,
    metavar="NAME|UNIT",
    help=N_("Grade these exercises or units only; may be repeated."),
)
option_time_limit = click.option(
    "--time-limit",
    type=click.FloatRange(0.1, 3600),
    default=10.0,
    show_default=True,
    help=N_("Seconds of processor time for one call; for all of them 20 times as long."),
)
option_key = click.option(
    "--key", "key_path", type=PATH, help=N_("Answer key to judge by; the public one if left out.")
)
option_packs = click.option(
    "--pack",
    "packs",
    type=PATH,
    multiple=True,
    metavar="DIR",
    help=N_("Folder of a pack; may be repeated."),
)
option_bank = click.option("--bank", type=PATH, help=N_("Folder with solutions/ and specs/."))
