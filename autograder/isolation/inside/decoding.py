"""Decode a file of Python or JSON as its author meant it: by its mark, by what it says of itself, else by guess."""

from __future__ import annotations

import codecs
import re

COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")  # PEP 263, in one of the first two lines
MARKS = (  # the longer ones first: a mark of UTF-32 begins as one of UTF-16 does
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 4096  # bytes
GUESSES = ("utf-8", "cp949", "cp1252", "latin-1")  # what Windows editors write: code is ASCII in all of them


def decoded(data: bytes) -> tuple[str, str]:
    """Decode a file; return its text and the encoding.

    Raises
    ------
    ValueError
        If it is no text.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding), encoding
    zeros = zeros_say(data)
    if not zeros and data[:SAMPLE].count(0) > len(data[:SAMPLE]) // 3:
        raise ValueError("no text")
    for encoding in (*zeros, *cookie(data), *GUESSES):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if "\0" in text and encoding != "utf-8":
            break
        return text, encoding
    raise ValueError("no text")


def zeros_say(data: bytes) -> tuple[str, ...]:
    """Recognise UTF-16 without its mark: of ASCII, which code is full of, every other byte is zero."""
    sample = data[:SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) <= len(sample) // 16 or min(even, odd) > max(even, odd) // 8 or len(data) % 2:
        return ()
    return ("utf-16-le",) if odd > even else ("utf-16-be",)


def cookie(data: bytes) -> tuple[str, ...]:
    """Return the encoding that a file of Python names."""
    for line in data[:1000].split(b"\n", 2)[:2]:
        if found := COOKIE.match(line):
            name = found[1].decode()
            try:
                return (name,) if codecs.lookup(name)._is_text_encoding else ()
            except LookupError:
                return ()
    return ()
