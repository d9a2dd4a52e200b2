"""Write numbers and calls as a reader meets them: few digits, a real minus, a table of numbers a row a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autograder.report.svg import MINUS

LONG_NUMBER = re.compile(r"-?\d+\.\d{7,}(?:e[-+]\d+)?")
# A gradient's call has a sign before it, a part of an answer its place behind it, and a remark may follow.
CALL = re.compile(r"((?:∂/∂\w+ )?\w+)\((.*)\)((?:\[[^\[\]()]*\])?(?:\s+#[^()]*)?)", re.DOTALL)
WIDE = 56  # letters of a call that fit on a line
TOO_LONG = 4000  # letters that are laid out at all


def points(number: float) -> str:
    """Write points: two digits behind the point at most."""
    return f"{number:.2f}".rstrip("0").rstrip(".").replace("-", MINUS)


def change(number: float) -> str:
    """Write a difference of points with its sign."""
    return f"+{points(number)}" if number > 0 else points(number)


def moment(time: str) -> str:
    """Write when something was, of ISO 8601, to the minute."""
    return time[:16].replace("T", " ") + (" UTC" if time.endswith("+00:00") else "")


def short(text: str, digits: int = 7) -> str:
    """Shorten the numbers of a text: what differs differs before that, or a hint says where."""
    return LONG_NUMBER.sub(lambda found: f"{float(found[0]):.{digits}g}", text)


def layout(text: str) -> str:
    """Lay out a call or an answer: short numbers, an argument a line, a table a row a line."""
    if len(text) > TOO_LONG:
        return f"{text[:TOO_LONG]}…"
    text = re.sub(r"\s+([,\]])", r"\1", re.sub(r"\[\s+", "[", short(text)))
    call = CALL.fullmatch(text)
    if not call or len(text) <= WIDE:
        return rows(text, 1)
    return (
        f"{call[1]}("
        + ",".join(f"\n  {rows(part, part.find('[[') + 3)}" for part in arguments(call[2]))
        + f"){call[3]}"
    )


def arguments(text: str) -> Iterator[str]:
    """Split the arguments of a call at the commas that stand in no bracket."""
    depth, start = 0, 0
    for place, letter in enumerate(text):
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and depth == 0:
            yield text[start:place].strip()
            start = place + 1
    yield text[start:].strip()


def rows(text: str, indent: int) -> str:
    """Write a table of numbers a row a line; a column of single numbers stays on one."""
    has_rows = len(text) > 40 and re.search(r"\[\[[^\]]*,", text)
    return text.replace("], [", "],\n" + " " * indent + "[") if has_rows else text
