"""Translate texts into the reader's language: by the engine's catalogue, then by the banks'; else in English."""

from __future__ import annotations

import gettext
import os
import struct
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

PACKAGE = Path(__file__).parent
LOCALE = PACKAGE / "locale"
MANIFEST = "losslings.toml"
# The bank that ships: within an installed package, or the checkout that the package lies in.
SHIPPED = next((root for root in (PACKAGE / "shipped", PACKAGE.parent) if (root / MANIFEST).is_file()), PACKAGE.parent)
Translate = Callable[[str], str]


def N_(text: str) -> str:
    """Mark a string for the catalogue where it is written; it is translated where it is shown."""
    return text


class Text(NamedTuple):
    """A sentence of the catalogue and the values to put into it."""

    template: str
    values: Mapping[str, Any] = {}

    def render(self, translate: Translate) -> str:
        values = {
            name: value.render(translate) if isinstance(value, Text) else value for name, value in self.values.items()
        }
        return translate(self.template).format(**values) if values else translate(self.template)


class LosslingsError(Exception):
    """An error that a reader meets: one clear line (what, where, the way out), in their language."""

    def __init__(self, template: str, **values: Any) -> None:
        self.text = Text(template, values)
        super().__init__(self.text.render(str))


def languages() -> list[str]:
    """List the languages that have a catalogue, and English."""
    return ["en", *sorted(path.parent.parent.name for path in LOCALE.glob("*/LC_MESSAGES/losslings.mo"))]


def wanted_language() -> str:
    """Read the reader's language from the environment, as gettext does."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            code = value.split(":")[0].split(".")[0].split("_")[0]
            return code if code in languages() else "en"
    return "en"


def translator(language: str, *locales: Path) -> Translate:
    """Return the function that translates a string into `language`.

    Parameters
    ----------
    language : str
    *locales : Path
        The ``locale/`` folders of banks, see `autograder.bank.folder.Bank.locale`; The first catalogue that has
        the string counts. Left out: the catalogue of the bank that ships.

    Raises
    ------
    LosslingsError
        If a bank's catalogue is damaged.
    """
    catalogue = gettext.translation("losslings", LOCALE, [language], fallback=True)
    for folder in locales or [SHIPPED / "locale"]:
        for path in sorted((folder / language / "LC_MESSAGES").glob("*.mo")):
            catalogue.add_fallback(read_catalogue(path))
    return lambda text: catalogue.gettext(text) if text else ""


def read_catalogue(path: Path) -> gettext.GNUTranslations:
    """Read a compiled catalogue.

    Raises
    ------
    LosslingsError
        If it is damaged.
    """
    try:
        with path.open("rb") as stream:
            return gettext.GNUTranslations(stream)
    except (OSError, ValueError, struct.error) as error:
        raise LosslingsError(
            N_("{path}: not a catalogue; make it again with `losslings translations`"), path=path
        ) from error
