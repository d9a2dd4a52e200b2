"""What an exercise asks, read from the docstrings of its solution: paragraphs, formulas and sections to translate."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from typing import NamedTuple

from autograder.translation import N_, Translate

# The sections that are translated; references and examples stay in the docstring, where they need no translation.
SECTIONS = {
    "Parameters": N_("Parameters"),
    "Returns": N_("Returns"),
    "Raises": N_("Raises"),
    "See Also": N_("See also"),
}
HEADING = re.compile(r"^(\S.*)\n-{3,}\n", re.MULTILINE)
FORMULA = ".. math::"


class SectionEntry(NamedTuple):
    """One line of a section: `name`, what `kind` of thing it is and its text; a result has no name."""

    name: str
    kind: str
    text: str


class Statement(NamedTuple):
    """What is asked.

    Parameters
    ----------
    headline : str
        The module's docstring.
    paragraphs : tuple of str
        The function's docstring up to its first section, each on one line; displayed formulas between ``$$``.
    sections : dict of str to tuple of SectionEntry
        By heading.
    """

    headline: str
    paragraphs: tuple[str, ...]
    sections: dict[str, tuple[SectionEntry, ...]]

    @property
    def formulas(self) -> list[str]:
        return [paragraph for paragraph in self.paragraphs if is_formula(paragraph)]

    def messages(self) -> Iterator[str]:
        """Yield what is to be translated."""
        yield self.headline
        yield from (paragraph for paragraph in self.paragraphs if not is_formula(paragraph))
        for entries in self.sections.values():
            for entry in entries:
                yield from filter(None, (entry.kind, entry.text))

    def markdown(self, translate: Translate) -> str:
        """Write all of it but the headline in another language."""
        blocks = [paragraph if is_formula(paragraph) else translate(paragraph) for paragraph in self.paragraphs]
        for heading, entries in self.sections.items():
            lines = [f"- {describe_entry(entry, translate)}" for entry in entries]
            blocks += [f"**{translate(SECTIONS[heading])}**", "\n".join(lines)]
        return "\n\n".join(blocks)


def is_formula(paragraph: str) -> bool:
    return paragraph.startswith("$$")


def describe_entry(entry: SectionEntry, translate: Translate) -> str:
    kind = translate(entry.kind)
    subject = f"`{entry.name}` ({kind})" if entry.name and kind else f"`{entry.name}`" if entry.name else kind
    return f"{subject}: {translate(entry.text)}"


def read_statement(source: str, name: str) -> Statement:
    """Read the statement of the exercise `name` from its solution, whose docstrings are in numpydoc's form."""
    tree = ast.parse(source)
    function = nodes_shown(tree)[name]
    opening, *rest = HEADING.split(inspect.cleandoc(ast.get_docstring(function) or ""))
    paragraphs = (paragraph_of(block) for block in re.split(r"\n\s*\n(?=\S)", opening.strip()))
    sections = {
        heading: tuple(entry_of(block, heading) for block in re.split(r"\n(?=\S)", body.strip()))
        for heading, body in zip(rest[::2], rest[1::2], strict=True)
        if heading in SECTIONS
    }
    return Statement(on_one_line(ast.get_docstring(tree) or ""), tuple(paragraphs), sections)


def functions_shown(source: str, name: str) -> list[str]:
    """Name what has a docstring, which students see: the exercise's own comes last, of a class before its methods."""
    names = list(nodes_shown(ast.parse(source)))
    return sorted(names, key=lambda one: one.partition(".")[0] == name)


def nodes_shown(tree: ast.Module) -> dict[str, ast.FunctionDef | ast.ClassDef]:
    """Find by name the functions and classes with a docstring; a method is named as in ``FocalLoss.forward``."""
    nodes = [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    named: dict[str, ast.FunctionDef | ast.ClassDef] = {node.name: node for node in nodes}
    for node in nodes:
        parts = node.body if isinstance(node, ast.ClassDef) else []
        named.update({f"{node.name}.{part.name}": part for part in parts if isinstance(part, ast.FunctionDef)})
    return {name: node for name, node in named.items() if ast.get_docstring(node)}


def paragraph_of(block: str) -> str:
    if not block.startswith(FORMULA):
        return on_one_line(block)
    lines = map(str.strip, block.removeprefix(FORMULA).strip().splitlines())
    return "\n".join(["$$", *lines, "$$"])


def entry_of(block: str, heading: str) -> SectionEntry:
    head, _, text = block.partition("\n")
    name, _, kind = head.partition(" : ")
    match heading:
        case "Returns":
            return SectionEntry("", head, on_one_line(text))
        case "See Also":  # its text begins on the line of the name
            return SectionEntry(name, "", on_one_line(f"{kind} {text}"))
        case _:
            return SectionEntry(name, kind, on_one_line(text))


def on_one_line(text: str) -> str:
    return " ".join(text.split())
