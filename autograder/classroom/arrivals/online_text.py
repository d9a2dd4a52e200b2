"""Text that a student typed into a page of the learning platform: the code in it, if there is any."""

from __future__ import annotations

import re
from html import unescape

MAX_PAGE = 1 << 18
# The patterns read a stranger's text: none of them may look at a part of it again and again.
CODE = re.compile(r"^[ \t]*(?:async[ \t]+)?(?:def|class)[ \t]+\w+|^[ \t]*(?:import|from)[ \t]+\w+", re.MULTILINE)
TAG = re.compile(r"(<[/!?A-Za-z][^<>]*>)")
TAG_NAME = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z]\w*)")
PAGE = re.compile(r"</?(?:p|br|div|pre|html|head|body|span|code|script|style|table|li|h\d)\b", re.IGNORECASE)
LINES = {"p", "div", "br", "li", "tr", "pre", "h1", "h2", "h3", "h4", "blockquote"}
SILENT = {"script", "style", "title", "head"}
# Blackboard's note on an attempt: what the student typed stands between two headings.
FIELD, NEXT = (
    re.compile(r"^Submission Field:[ \t]*\r?\n", re.MULTILINE),
    re.compile(r"^(?:Comments|Files):", re.MULTILINE),
)


def code_of_page(data: bytes) -> str:
    """Return the code of a page, or of a plain text; an empty text where there is none.

    The text is not parsed, let alone run: what is no Python in it costs what needs it, as in every file.
    """
    text = decoded(data[:MAX_PAGE])
    if field := FIELD.search(text):
        end = NEXT.search(text, field.end())
        text = text[field.end() : end.start() if end else len(text)]
    if PAGE.search(text):
        text = text_of_page(text)
    text = text.replace("\u00a0", " ").replace("\r\n", "\n")
    return text if CODE.search(text) else ""


def text_of_page(page: str) -> str:
    """Return the text of a page, line by line, as a browser shows it; within ``pre`` every space counts."""
    pieces: list[str] = []
    silent = verbatim = 0
    for piece in TAG.split(page):
        if not (tag := TAG_NAME.match(piece)):
            if piece and not silent and not piece.startswith(("<!", "<?")):
                pieces.append(shown(unescape(piece), pieces, is_verbatim=bool(verbatim)))
            continue
        name, step = tag["name"].lower(), -1 if tag["end"] else 1
        silent = max(0, silent + step * (name in SILENT))
        verbatim = max(0, verbatim + step * (name == "pre"))
        if name == "br" or (name in LINES and not is_at_line_start(pieces)):
            pieces.append("\n")
    return "".join(pieces)


def shown(text: str, before: list[str], *, is_verbatim: bool) -> str:
    if is_verbatim:
        return text
    text = re.sub(r"[ \t\r\n]+", " ", text)  # what is to indent is written as a space that does not break
    return text.lstrip(" ") if is_at_line_start(before) else text


def is_at_line_start(pieces: list[str]) -> bool:
    return not pieces or pieces[-1].endswith("\n")


def decoded(data: bytes) -> str:
    """Decode a text of a learning platform, or of a student's browser."""
    for encoding in ("utf-8-sig", "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp949"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")
