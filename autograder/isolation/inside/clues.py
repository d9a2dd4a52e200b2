"""Say where a function that is not there may be meant: another name, a method, async, inside another function."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef
SLIPS = 2  # letters that two names of one function may differ in
SHORT = 6  # letters of a name in which two slips make another word


def clue(name: str, trees: Iterable[ast.Module]) -> str:
    """Return a sentence on the function that may be meant by a name; empty where there is none."""
    found: dict[int, str] = {}
    for tree in trees:
        for rank, sentence in clues(name, tree.body, None):
            found.setdefault(rank, sentence)
    return found[min(found)] if found else ""


def clues(name: str, body: Iterable[ast.stmt], outer: ast.stmt | None) -> Iterator[tuple[int, str]]:
    """Yield sentences, each with its rank: the lower, the surer."""
    for node in body:
        if isinstance(node, FUNCTIONS) and node.name == name:
            if isinstance(node, ast.AsyncFunctionDef):
                yield 0, f"Line {node.lineno}: {name} is an async function; write a plain def."
            elif isinstance(outer, ast.ClassDef):
                yield 1, f"Line {node.lineno}: {name} is a method of {outer.name}; write it outside of the class."
            elif isinstance(outer, FUNCTIONS):
                yield 2, f"Line {node.lineno}: {name} is inside of {outer.name}; write it without an indent."
        elif isinstance(node, FUNCTIONS) and outer is None and is_near(node.name, name):
            yield 3, f"Line {node.lineno}: is {node.name} meant? The name must be {name}, letter by letter."
        if isinstance(node, FUNCTIONS | ast.ClassDef):
            yield from clues(name, node.body, node)


def is_near(one: str, other: str) -> bool:
    """Tell whether two names are the same but for case, underscores or a slip."""
    one, other = (text.casefold().replace("_", "") for text in (one, other))
    return one == other or (len(other) >= SHORT and distance(one, other) <= SLIPS)


def distance(one: str, other: str) -> int:
    """Count the letters to change, add or leave out between two names; more than `SLIPS` if their lengths say so."""
    if abs(len(one) - len(other)) > SLIPS:
        return SLIPS + 1
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, there in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (letter != there))
    return row[-1]
