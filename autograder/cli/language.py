"""The language of the command that is running."""

from __future__ import annotations

import click

from autograder.translation import languages, wanted_language


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
    return explicit_language() or wanted_language()
