"""The command line: ``losslings`` and its commands, each behind its door."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import Any

import click

from autograder.cli.language import command_line_names, named_language
from autograder.cli.options import Commands, _, option_lang, option_packs
from autograder.cli.streams import make_ready
from autograder.cli.words import translated_click
from autograder.isolation.import_path import leave_out_working_folder
from autograder.translation import N_

# A door is imported when one of its commands is called: a student's command loads nothing of the others.
DOORS = {
    "student": ("init", "reset", "doctor"),
    "checking": ("check", "hint"),
    "solution": ("solution",),
    "show": ("show",),
    "predicting": ("predict",),
    "breaking": ("break",),
    "again": ("again",),
    "watch": ("watch",),
    "instructor": ("grade", "course", "bundle"),
    "marks": ("report",),
    "diff": ("diff",),
    "export": ("export", "gradescope"),
    "author": ("new", "build", "key", "stubs", "notebooks", "translations"),
}


class Doors(Commands):
    """All commands, found behind their doors."""

    def main(self, args: Sequence[str] | None = None, *others: Any, **options: Any) -> Any:
        """Run the command line; what click itself says is said in the reader's language."""
        arguments = list(sys.argv[1:] if args is None else args)
        with command_line_names(named_language(arguments)), translated_click():
            return super().main(args, *others, **options)

    def list_commands(self, context: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        return [name for names in DOORS.values() for name in names]

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is named; of one that there is not, say which is spelled like it."""
        try:
            return super().resolve_command(context, args)
        except click.UsageError as error:
            names = get_close_matches(args[0], self.list_commands(context))
            if not names:
                raise
            meant = _(" (did you mean {names}?)").format(names=", ".join(names))
            raise click.UsageError(error.message.removesuffix(".") + meant, error.ctx) from error

    def get_command(self, context: click.Context, name: str) -> click.Command | None:  # noqa: ARG002  # click's signature
        for door, names in DOORS.items():
            if name in names:
                attribute = f"{name}_" if iskeyword(name) else name  # break
                found: click.Command = getattr(import_module(f"autograder.cli.{door}"), attribute)
                return found
        return None


@click.group(
    cls=Doors,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=N_("Exercises on loss functions and information theory, checked as you write."),
    epilog=N_("Example: losslings check entropy"),
)
@option_packs
@option_lang
@click.version_option(package_name="losslings")
@click.pass_context
def main(context: click.Context, packs: tuple[Path, ...]) -> None:
    make_ready()
    leave_out_working_folder()
    if context.invoked_subcommand is None:
        from autograder.cli.student import progress

        progress(packs)
    elif packs:
        raise click.UsageError(
            _("--pack goes after the command: losslings {name} --pack DIR").format(name=context.invoked_subcommand)
        )


if __name__ == "__main__":
    main(prog_name="losslings")
