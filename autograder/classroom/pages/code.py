"""A student's code as lines of HTML, numbered as in the file, comments quiet: read as text, never parsed or run."""

from __future__ import annotations

import re
from collections.abc import Collection

from markupsafe import Markup, escape

from autograder.classroom.pages.model import Source

# A text is skipped, so that a # in it is no comment; a text over several lines is a docstring or looks like one.
TOKEN = re.compile(r"'''|\"\"\"|'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\"|#[^\n]*")
SPACES = re.compile(r"\s+")


def bare(line: str) -> str:
    """Return a line without its spaces: how it is indented makes no difference."""
    return SPACES.sub("", line)


def quiet_spans(text: str) -> list[tuple[int, int]]:
    """Find comments and texts over several lines."""
    spans, place = [], 0
    while found := TOKEN.search(text, place):
        start, place = found.span()
        if found[0] in ("'''", '"""'):
            end = text.find(found[0], place)
            place = len(text) if end < 0 else end + 3
            spans.append((start, place))
        elif found[0].startswith("#"):
            spans.append((start, place))
    return spans


def code(source: Source, marked: Collection[str] = ()) -> Markup:
    """Write a function.

    Parameters
    ----------
    source : Source
    marked : collection of str
        Lines to mark, as `bare` writes them.
    """
    spans = quiet_spans(source.text)
    parts, start = [], 0
    for line in source.text.split("\n"):
        end = start + len(line)
        inner = line_of(source.text, start, end, [span for span in spans if span[0] < end and span[1] > start])
        if bare(line) in marked:
            inner = Markup("<mark>{}</mark>").format(inner)
        parts.append(Markup('<span class="l">{}</span>').format(inner))
        start = end + 1
    style = f"counter-reset:l {source.line - 1}"
    return Markup('<div class="code" style="{}">{}</div>').format(style, Markup("").join(parts))


def line_of(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> Markup:
    parts, place = [], start
    for first, last in spans:
        first, last = max(first, start), min(last, end)
        parts += [escape(text[place:first]), Markup('<span class="c">{}</span>').format(text[first:last])]
        place = last
    return Markup("").join([*parts, escape(text[place:end])])


def without_comments(source: Source) -> Source:
    """Leave out comments, docstring and empty lines, which can name their author."""
    text = source.text
    for start, end in reversed(quiet_spans(text)):
        text = text[:start] + text[end:]
    lines = [line.rstrip() for line in text.split("\n") if line.strip()]
    return Source("", 1, "\n".join(lines))
