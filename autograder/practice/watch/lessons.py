"""What is read beside an exercise: the unit's lesson, and once it is passed the reference."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.markdown import Markdown
from rich.text import Text

from autograder.bank.folder import Bank
from autograder.bank.formulas import plain_formula
from autograder.practice.watch.pages import SCROLL, footer
from autograder.practice.watch.screen import Page
from autograder.translation import N_, Translate

FORMULA = re.compile(r"\$\$(.+?)\$\$|\$([^$\n]+(?:\n[^$\n]+)?)\$", re.DOTALL)
PICTURE = re.compile(r"!\[(.*?)\]\((.*?)\)", re.DOTALL)
SECTION = re.compile(r"^(?=## )", re.MULTILINE)
NO_LESSON = N_("The unit {unit} has no lesson.")


def lesson_page(exercise: str, banks: Sequence[Bank], language: str, translate: Translate) -> Page:
    """Write a unit's lesson as a page that opens at the section on an exercise; the bank's copy, not the student's."""
    unit, name = exercise.split("/")
    names = (f"README.{language}.md", "README.md")
    paths = [bank.exercises / unit / one for bank in banks for one in names]
    below = footer(translate(SCROLL), "q", translate)
    path = next((one for one in paths if one.is_file()), None)
    if path is None:
        return Page([Text(translate(NO_LESSON).format(unit=unit))], below)
    text = PICTURE.sub(r"*\2: \1*", plain_formulas(path.read_text(encoding="utf-8")))
    sections = SECTION.split(text)
    first = section_on(name, sections)
    before, rest = (Markdown("".join(part), hyperlinks=False) for part in (sections[:first], sections[first:]))
    return Page([rest], below, before if first else None)


def plain_formulas(text: str) -> str:
    """Write the formulas of a lesson in signs that a terminal has; what is displayed, on lines of its own."""

    def write(found: re.Match[str]) -> str:
        displayed, inline = found.groups()
        if displayed:
            return "\n".join(f"    {line}" for line in plain_formula(displayed))
        return f"`{' '.join(plain_formula(inline))}`"

    return FORMULA.sub(write, text)


def section_on(name: str, sections: Sequence[str]) -> int:
    """Return the number of the section on an exercise: the one headed like it, else the first that names it."""
    words = name.replace("_", " ")
    heads = [section.partition("\n")[0].lower() for section in sections]
    headed = [number for number, head in enumerate(heads) if words in head or name in head]
    named = [number for number, section in enumerate(sections) if f"`{name}`" in section]
    return next(iter([*headed, *named]), 0)


def solution_page(code: RenderableType, notice: str, translate: Translate) -> Page:
    """Write the reference beside the student's own answer as a page, and what to notice."""
    return Page([Group(code, Text(), Text(notice, style="green"))], footer(translate(SCROLL), "q", translate))
