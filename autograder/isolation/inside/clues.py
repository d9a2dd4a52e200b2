"""Say where a function that is not there may be meant: another name, a method, async, in what is not run."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from .definitions import is_main_block
from .reasons import Reason

FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef
SLIPS = 2  # letters that two names of one function may differ in
SHORT = 6  # letters of a name in which two slips make another word
# Words that students put before or behind a name.
AROUND = {"my", "compute", "calc", "calculate", "get", "np", "numpy", "loss", "func", "function", "fn", "cost"}
AROUND |= {
    "impl",
    "implementation",
    "solution",
    "sol",
    "answer",
    "ans",
    "final",
    "new",
    "old",
    "test",
    "the",
    "exercise",
}


def clue(name: str, cells: Iterable[tuple[str, ast.Module]]) -> Reason | None:
    """Return what may be meant by a name; None where nothing is like it.

    Parameters
    ----------
    name : str
    cells : iterable of (str, ast.Module)
        Where code stands, and what it says.
    """
    found: dict[int, Reason] = {}
    for place, tree in cells:
        for rank, reason in clues(name, tree.body, None, place):
            found.setdefault(rank, reason)
    return found[min(found)] if found else None


def clues(name: str, body: Iterable[ast.stmt], outer: ast.stmt | None, place: str) -> Iterator[tuple[int, Reason]]:
    """Yield reasons, each with its rank: the lower, the surer."""
    for node in body:
        if isinstance(node, FUNCTIONS) and node.name == name:
            if isinstance(node, ast.AsyncFunctionDef):
                yield 0, Reason("async", place, node.lineno, name)
            elif isinstance(outer, ast.ClassDef):
                yield 1, Reason("method", place, node.lineno, outer.name)
            elif isinstance(outer, FUNCTIONS):
                yield 2, Reason("nested", place, node.lineno, outer.name)
            elif isinstance(outer, ast.If):
                yield 3, Reason("main_block", place, node.lineno, name)
        elif isinstance(node, FUNCTIONS) and outer is None and is_near(node.name, name):
            yield 4, Reason("near_name", place, node.lineno, node.name)
        elif isinstance(node, ast.ClassDef) and outer is None and is_near(node.name, name):
            yield 5, Reason("class", place, node.lineno, node.name)
        elif isinstance(node, ast.Assign) and outer is None:
            for target in node.targets:
                if isinstance(target, ast.Name) and isinstance(node.value, ast.Lambda) and is_near(target.id, name):
                    yield 4, Reason("near_name", place, node.lineno, target.id)
        if isinstance(node, FUNCTIONS | ast.ClassDef) or is_main_block(node):
            yield from clues(name, node.body, node, place)  # type: ignore[attr-defined]  # a main block has one too


def is_near(one: str, other: str) -> bool:
    """Tell whether two names may mean the same: but for case, underscores, words around it, a slip, or shortened."""
    shorter, longer = plain(one), plain(other)
    if shorter == longer or (len(longer) >= SHORT and distance(shorter, longer) <= SLIPS):
        return True
    words, others = words_of(one), words_of(other)
    core = [word for word in words if word not in AROUND and not word.isdigit()]
    other_core = [word for word in others if word not in AROUND and not word.isdigit()]
    if core and core == other_core:
        return True
    if [one.casefold()] == ["".join(word[0] for word in others if word)] and len(others) > 1:  # mse
        return True
    return 1 < len(core) == len(other_core) and all(
        a.startswith(b) or b.startswith(a) for a, b in zip(core, other_core, strict=True)
    )


def plain(name: str) -> str:
    return name.casefold().replace("_", "")


def words_of(name: str) -> list[str]:
    """Split a name into its words, ``crossEntropy2`` as ``cross_entropy_2``."""
    spaced = "".join(
        f"_{letter}" if i and (letter.isupper() or letter.isdigit()) and not name[i - 1].isdigit() else letter
        for i, letter in enumerate(name)
    )
    return [word for word in spaced.casefold().split("_") if word]


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
