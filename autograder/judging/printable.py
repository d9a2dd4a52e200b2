"""Make a stranger's names and texts safe to print."""

from __future__ import annotations

import unicodedata


def clean(text: str, kept: str = "\n\t") -> str:
    """Make a stranger's text safe to print: no control characters, escapes, direction marks or lone surrogates."""
    if text.isprintable():
        return text
    return "".join(letter if letter in kept or not is_control(letter) else f"\\x{ord(letter):02x}" for letter in text)


def clean_name(name: str) -> str:
    """Make a stranger's file name safe to print, on one line; a letter and its marks are one letter (NFC)."""
    return unicodedata.normalize("NFC", clean(name, kept=""))


def is_control(letter: str) -> bool:
    """Tell whether a letter controls a terminal, or ends a line where none should end."""
    category = unicodedata.category(letter)
    return category.startswith("C") or category in ("Zl", "Zp")
