"""The words of click's own that a reader meets, in their language: what click asks gettext for, we are asked for."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from autograder.cli.language import language
from autograder.translation import N_, translator

MODULES = tuple(f"click.{name}" for name in ("core", "decorators", "exceptions", "formatting", "parser", "types"))
SHOW_HELP = N_("Show this message and exit.")
WORDS = (
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Positional arguments"),
    SHOW_HELP,
    N_("Show the version and exit."),
    N_("Try '{command} {option}' for help."),
    N_("Error: {message}"),
    N_("Aborted!"),
    N_("Missing argument"),
    N_("Missing option"),
    N_("Missing command."),
    N_("No such command {name!r}."),
    N_("No such option {name!r}."),
    N_("Option {name!r} requires an argument."),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("{value!r} is not a valid {number_type}."),
    N_("{value} is not in the range {range}."),
    N_("default: {default}"),
    N_("required"),
    N_("{name} {filename!r} does not exist."),
    N_("file"),
    N_("directory"),
    N_("path"),
    N_("{value!r} is not {choice}."),
    N_("{value!r} is not one of {choices}."),
    N_("Got unexpected extra argument ({args})"),
    N_("Got unexpected extra arguments ({args})"),
    N_("Did you mean {possibility}?"),
    N_("(Did you mean one of: {possibilities}?)"),
)


def word(text: str) -> str:
    """Translate one of click's texts."""
    return translator(language())(text)


def word_for(one: str, many: str, count: int) -> str:
    """Translate the text for one thing, or for many."""
    return word(one if count == 1 else many)


@contextmanager
def translated_click() -> Iterator[None]:
    """Have click's words translated by our catalogue: gettext itself would go by the environment alone."""
    hooks = {"_": word, "ngettext": word_for}
    spaces = [vars(sys.modules[name]) for name in MODULES if name in sys.modules]
    before = [(space, name, space[name]) for space in spaces for name in hooks if name in space]
    for space, name, _function in before:
        space[name] = hooks[name]
    try:
        yield
    finally:
        for space, name, function in before:
            space[name] = function
