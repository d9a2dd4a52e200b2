"""The language of the command that is running."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import click

from autograder.translation import languages, wanted_language

NAMED: ContextVar[str | None] = ContextVar("language that the command line names", default=None)


@contextmanager
def command_line_names(named: str | None) -> Iterator[None]:
    """Remember the language of a command line, for what is said before and after its command too."""
    token = NAMED.set(named)
    try:
        yield
    finally:
        NAMED.reset(token)


def named_language(arguments: list[str]) -> str | None:
    """Return the language that ``--lang`` asks for, wherever it stands: a ``--help`` before it is translated too."""
    for option, value in zip(arguments, [*arguments[1:], ""], strict=False):
        name, _equals, same_word = option.partition("=")
        wanted = same_word or value
        if name == "--lang" and wanted in languages():
            return wanted
    return None


def explicit_language() -> str | None:
    """Return the language that the command line names."""
    context = click.get_current_context(silent=True)
    return context.find_root().obj if context else None


def language() -> str:
    """Return the language of the command that is running."""
    return explicit_language() or NAMED.get() or wanted_language()
