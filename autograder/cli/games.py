"""What the games of a student share: lines that are typed."""

from __future__ import annotations

import sys
from contextlib import suppress

import click

from autograder.cli.options import _
from autograder.translation import LosslingsError

# What a player may type instead of an answer, in either language.
HINT, NEXT, QUIT = ("hint", "?", "힌트"), ("next", "다음"), ("quit", "exit", "q", "그만", "끝")


def typed_line(prompt: str) -> str | None:
    """Read a line; None at the end of the input, and on Ctrl-C."""
    with suppress(ImportError):  # not on Windows, which edits lines by itself
        import readline  # noqa: F401  # arrow keys in what is typed
    try:
        line = input(prompt)
    except (EOFError, KeyboardInterrupt):
        click.echo()
        return None
    except UnicodeDecodeError:
        line = "�"
    if not sys.stdin.isatty():  # a transcript shows what was answered
        click.echo(line)
    return line.strip()


def complaint(error: LosslingsError) -> str:
    """Write what is wrong with a line that was typed."""
    return f"{error.text.render(_)}."
