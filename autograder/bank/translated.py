"""A stub whose docstrings, the exercise's statement, are in the reader's language; its code is the same."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator

from autograder.bank.statement import FORMULA, HEADING, SECTIONS, entry_of, nodes_shown, on_one_line
from autograder.report.wrapping import columns, wrap
from autograder.translation import Translate

WIDTH = 88  # columns of a line
INDENT = " " * 4
OPENS = re.compile(r'[rR]?"""')


def translated_stub(source: str, name: str, translate: Translate) -> str:
    """Return a stub in another language; unchanged where the catalogue has nothing of it, or it cannot be rewritten.

    Parameters
    ----------
    source : str
        The stub's text.
    name : str
        The function asked for.
    translate : callable
    """
    tree = ast.parse(source)
    statements = {name: (node, ast.get_docstring(node) or "") for name, node in nodes_shown(tree).items()}
    headline = ast.get_docstring(tree)
    if not headline or name not in statements:
        return source
    title = translate(on_one_line(headline))
    texts = {tree.body[0]: "\n".join(wrap(title, WIDTH - 3, '"""'))[3:]}
    for function, statement in statements.values():
        texts[function.body[0]] = "\n".join(translated_docstring(statement, translate))
    function, statement = statements[name]
    if title == on_one_line(headline) and texts[function.body[0]] == "\n".join(translated_docstring(statement, str)):
        return source
    lines = source.splitlines()
    for node, text in sorted(texts.items(), key=lambda pair: -pair[0].lineno):
        end = node.end_lineno or node.lineno
        if not OPENS.match(lines[node.lineno - 1].strip()):
            return source
        lines[node.lineno - 1 : end] = literal(text, " " * node.col_offset).split("\n")
    rewritten = "\n".join(lines) + "\n"
    return rewritten if same_code(source, rewritten) else source


def literal(text: str, indent: str) -> str:
    """Write a docstring as code."""
    quotes = 'r"""' if "\\" in text else '"""'
    end = f'\n\n{indent}"""' if text.endswith('"') else f'\n{indent}"""' if "\n" in text and indent else '"""'
    lines = [f"{indent}{line}" if line else "" for line in (quotes + text).split("\n")]
    return "\n".join(lines) + end


def same_code(one: str, other: str) -> bool:
    """Tell whether two texts differ in their docstrings alone."""

    def code(source: str) -> str:
        tree = ast.parse(source)
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node) is not None:
                node.body[0] = ast.Pass()
        return ast.dump(tree)

    try:
        return code(one) == code(other)
    except SyntaxError:
        return False


def translated_docstring(docstring: str, translate: Translate) -> Iterator[str]:
    """Yield the lines of a docstring in numpydoc's form; its headings stay, because editors read them."""
    opening, *rest = HEADING.split(inspect.cleandoc(docstring))
    width = WIDTH - len(INDENT)
    blocks = re.split(r"\n\s*\n(?=\S)", opening.strip())
    for number, block in enumerate(blocks):
        if number:
            yield ""
        if block.startswith(FORMULA):
            yield from block.split("\n")
        else:  # the first line stands behind the quotes
            yield from wrap(translate(on_one_line(block)), width if number else width - 4)
    for heading, body in zip(rest[::2], rest[1::2], strict=True):
        yield from ("", heading, "-" * len(heading))
        if heading in SECTIONS:
            for entry in re.split(r"\n(?=\S)", body.strip()):
                yield from translated_entry(entry, heading, translate, width)
        elif heading == "References":
            for line in body.strip().split("\n"):
                yield from wrap(line, width) if columns(line) > width else [line]
        else:  # examples are code
            yield from body.strip().split("\n")


def translated_entry(block: str, heading: str, translate: Translate, width: int) -> Iterator[str]:
    """Yield an entry of a section: a parameter, what is returned, another function."""
    entry = entry_of(block, heading)
    kind, text = translate(entry.kind), translate(entry.text)
    if heading == "See Also":
        yield from wrap(text, width, f"{entry.name} : ", INDENT)
        return
    yield " : ".join(filter(None, (entry.name, kind)))
    if text:
        yield from wrap(text, width, INDENT, INDENT)
