"""Say things in the reader's language: gettext catalogues under ``locale/``, English where there is none."""

from __future__ import annotations

import gettext
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

LOCALE = Path(__file__).parent / "locale"
Translate = Callable[[str], str]


def N_(text: str) -> str:
    """Mark a string for the catalogue where it is written; it is translated where it is shown."""
    return text


class Text(NamedTuple):
    """A sentence of the catalogue and the values to put into it."""

    template: str
    values: Mapping[str, Any] = {}

    def said(self, translate: Translate) -> str:
        values = {
            name: value.said(translate) if isinstance(value, Text) else value for name, value in self.values.items()
        }
        return translate(self.template).format(**values) if values else translate(self.template)


class Told(Exception):
    """An error that a reader meets: one clear line (what, where, the way out), in their language."""

    def __init__(self, template: str, **values: Any) -> None:
        self.text = Text(template, values)
        super().__init__(self.text.said(str))


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


def translator(language: str) -> Translate:
    """Return the function that translates a string of the catalogue into `language`."""
    catalogue = gettext.translation("losslings", LOCALE, [language], fallback=True)
    return lambda text: catalogue.gettext(text) if text else ""
