"""Text that a student typed into a page of the learning platform: the code in it, if there is any."""

from __future__ import annotations

import re
from html.parser import HTMLParser

CODE = re.compile(r"^\s*(?:async\s+)?(?:def|class)\s+\w+|^\s*(?:import|from)\s+\w+", re.MULTILINE)
LINES = {"p", "div", "br", "li", "tr", "pre", "h1", "h2", "h3", "h4", "blockquote"}
SILENT = {"script", "style", "title", "head"}
# Of Blackboard's note on an attempt, what the student typed.
TYPED = re.compile(r"Submission Field:\s*\n(?P<text>.*?)(?=\n\s*Comments:|\n\s*Files:|\Z)", re.DOTALL)
TAG = re.compile(r"</?(?:p|br|div|pre|html|head|body|span|code|script|style|table|li|h\d)\b", re.IGNORECASE)
MAX_PAGE = 1 << 18
VOID = {"br", "hr", "img", "meta", "link", "input"}


class PageText(HTMLParser):
    """Collects the text of a page, line by line; within ``pre`` every space counts."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.silent = self.verbatim = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self.silent += tag in SILENT
        self.verbatim += tag == "pre"
        if tag in LINES:
            self.new_line(always=tag == "br")

    def handle_endtag(self, tag: str) -> None:
        self.silent = max(0, self.silent - (tag in SILENT))
        self.verbatim = max(0, self.verbatim - (tag == "pre"))
        if tag in LINES and tag not in VOID:
            self.new_line()

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        if not self.verbatim:
            data = re.sub(r"[ \t\r\n]+", " ", data)  # as a browser shows it; what indents is written as &nbsp;
            data = data.lstrip(" ") if self.is_at_line_start else data
        self.pieces.append(data)

    @property
    def is_at_line_start(self) -> bool:
        return not self.pieces or self.pieces[-1].endswith("\n")

    def new_line(self, *, always: bool = False) -> None:
        if always or not self.is_at_line_start:
            self.pieces.append("\n")


def code_of_page(data: bytes) -> str:
    """Return the code of a page, or of a plain text; an empty text where there is none.

    The text is not parsed, let alone run: what is no Python in it costs what needs it, as in every file.
    """
    text = decoded(data[:MAX_PAGE])
    if typed := TYPED.search(text):
        text = typed["text"]
    if TAG.search(text):
        page = PageText()
        page.feed(text)
        page.close()
        text = "".join(page.pieces)
    text = text.replace("\u00a0", " ").replace("\r\n", "\n")
    return text if has_code(text) else ""


def has_code(text: str) -> bool:
    """Tell whether a text looks like Python: a line of it defines or imports something."""
    return bool(CODE.search(re.sub(r"<[^<>\n]*>", "\n", text)))


def decoded(data: bytes) -> str:
    """Decode a text of a learning platform, or of a student's browser."""
    for encoding in ("utf-8-sig", "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp949", "latin-1"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")
