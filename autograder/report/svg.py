"""Write pictures as SVG by hand: text, boxes and lines in the reader's ink, so that they suit any ground.

The ink is ``currentColor``: a picture that stands in a page or a notebook has the colour of the text around it. One
that is a file of its own (`Picture.file`) brings an ink for light and one for dark ground.
"""

from __future__ import annotations

import math
from html import escape
from typing import NamedTuple

NOTHING = "\N{EN DASH}"
MINUS = "\N{MINUS SIGN}"  # as long as a plus; a hyphen is shorter
SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
# At least 3 : 1 on white and on #111111 (WCAG, for graphics). Texts are never coloured.
RIGHT, WRONG = "#3a87d0", "#dd6320"
SIZE = 13  # of letters, in pixels
FONT = (
    "-apple-system,'Segoe UI',Roboto,'Helvetica Neue','Noto Sans','Liberation Sans',Arial,"
    "'Apple SD Gothic Neo','Malgun Gothic','Noto Sans KR','Noto Sans CJK KR',NanumGothic,sans-serif"
)
FILE_STYLE = "<style>svg{color:#1d1f21}@media (prefers-color-scheme:dark){svg{color:#e8e6e1}}</style>"
LONGEST = 1e6  # numbers below it are written out
WIDE = 0x1100  # the first letter of those that are as wide as high


class Picture(NamedTuple):
    """A picture: what it is called, what it shows in words, its size in pixels, and its elements."""

    title: str
    description: str
    width: float
    height: float
    body: str

    def inline(self) -> str:
        """Write it for a page."""
        return self.wrapped("", "")

    def file(self) -> str:
        """Write it as a file of its own."""
        return self.wrapped(' xmlns="http://www.w3.org/2000/svg"', FILE_STYLE) + "\n"

    def wrapped(self, namespace: str, style: str) -> str:
        width, height = place(math.ceil(self.width)), place(math.ceil(self.height))
        return (
            f'<svg{namespace} role="img" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
            f' fill="currentColor" font-family="{FONT}" font-size="{SIZE}"'
            ' style="max-width:100%;height:auto;font-variant-numeric:tabular-nums">'
            f"<title>{escaped(self.title)}</title><desc>{escaped(self.description)}</desc>{style}{self.body}</svg>"
        )


def escaped(words: str) -> str:
    """Write words as XML, which has no room for control characters."""
    return escape("".join(letter for letter in words if letter.isprintable()), quote=False)


def place(number: float) -> str:
    """Write a coordinate, to a tenth of a pixel."""
    return f"{number:.1f}".removesuffix(".0").replace("-0", "0" if abs(number) < 0.05 else "-0")


def figure(number: float, digits: int = 4) -> str:
    """Write a number for a reader: few digits, a real minus, powers of ten."""
    if math.isinf(number):
        return "∞" if number > 0 else f"{MINUS}∞"
    text = f"{number:.0f}" if 10**digits <= abs(number) < LONGEST else f"{number:.{digits}g}"
    mantissa, _, exponent = text.partition("e")
    if exponent:
        text = f"{mantissa}·10{str(int(exponent)).translate(SUPERSCRIPT)}"
    return "0" if text == "-0" else text.replace("-", MINUS)


def said(number: float | str | None, digits: int = 4) -> str:
    """Write a number for a reader; a word stays a word, and nothing is a dash."""
    if isinstance(number, str):
        return number.replace("-", MINUS)
    return NOTHING if number is None else figure(number, digits)


def signed(number: float) -> str:
    """Write a number with its sign."""
    return f"+{figure(number)}" if number > 0 else figure(number)


def text(x: float, y: float, words: str, anchor: str = "start", *, is_bold: bool = False, is_soft: bool = False) -> str:
    """Write words; soft ones are second-rank."""
    style = ' font-weight="600"' if is_bold else ""
    style += ' fill-opacity=".75"' if is_soft else ""
    side = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text x="{place(x)}" y="{place(y)}"{side}{style}>{escaped(words)}</text>' if words else ""


def box(x: float, y: float, width: float, height: float, style: str = "") -> str:
    """Write a filled rectangle; a width below zero runs to the left."""
    x, width = min(x, x + width), abs(width)
    return (
        f'<rect x="{place(x)}" y="{place(y)}" width="{place(width)}" height="{place(height)}"{style and f" {style}"}/>'
    )


def cell(x: float, y: float, side: float, words: str, *, is_meant: bool) -> str:
    """Write a number in a square: one that is meant has a rim, so that it is told without colour too."""
    style = (
        f'fill="{RIGHT}" fill-opacity=".22" stroke="{RIGHT}" stroke-width="2"'
        if is_meant
        else f'fill="{WRONG}" fill-opacity=".16"'
    )
    inner = box(x + 1.5, y + 1.5, side - 3, side - 3, style)
    return inner + text(x + side / 2, y + side / 2 + 4.5, words, "middle")


def line(path: str, *, is_faint: bool = False, is_dashed: bool = False) -> str:
    """Write a line in the reader's ink."""
    style = (' stroke-opacity=".35"' if is_faint else "") + (' stroke-dasharray="2 2"' if is_dashed else "")
    return f'<path fill="none" stroke="currentColor"{style} d="{path}"/>'


def breadth(words: str) -> float:
    """Estimate the width of words in pixels, a little too large."""
    return sum(SIZE if ord(letter) >= WIDE and not 0x2000 <= ord(letter) < 0x2E80 else 7.2 for letter in words)


def lines_of(words: str, width: float) -> list[str]:
    """Break words into lines that fit."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and breadth(longer) > width * 1.08:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def paragraph(x: float, y: float, words: str, width: float) -> tuple[str, float]:
    """Write words over several lines; return them and the y below the last."""
    lines = lines_of(words, width) if words else []
    return "".join(text(x, y + 18 * i, one, is_soft=True) for i, one in enumerate(lines)), y + 18 * len(lines)
