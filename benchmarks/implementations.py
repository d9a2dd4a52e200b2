"""Read the corpus under ``tests/corpus/``: right and wrong answers as students write them, a function each."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

CORPUS = Path(__file__).parent.parent / "tests" / "corpus"


class Implementation(NamedTuple):
    """One student's answer to one exercise.

    ``hints`` are the misconceptions that rightly explain it, none where no known one does.
    """

    exercise: str
    name: str
    source: bytes
    is_right: bool
    hints: frozenset[str]


def implementations(exercise: str, kind: str = "") -> Iterator[Implementation]:
    """Yield the implementations of an exercise whose names start with `kind` (``right`` or ``wrong``).

    Parameters
    ----------
    exercise : str
        Its id, or its name: of two of one name that of the exercise in NumPy.
    kind : str, optional
    """
    paths = CORPUS.glob(f"{exercise}.py" if "/" in exercise else f"*/{exercise}.py")
    texts = {path: path.read_text(encoding="utf-8") for path in paths}
    (path,) = [one for one in texts if len(texts) == 1 or "\nimport torch\n" not in texts[one]]
    source, function = texts[path], path.stem
    lines, tree = source.splitlines(keepends=True), ast.parse(source)
    imports = {
        "".join(lines[node.lineno - 1 : node.end_lineno]): {alias.asname or alias.name for alias in node.names}
        for node in tree.body
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef) or not re.match(r"(right|wrong)_", node.name):
            continue
        if not node.name.startswith(kind):
            continue
        first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
        text = "".join(lines[first - 1 : node.end_lineno]).replace(f"def {node.name}(", f"def {function}(", 1)
        said = re.search(r"Hint: *(.*)", ast.get_docstring(node) or "")
        hints = frozenset(name.strip() for name in said[1].split("|")) - {"none", ""} if said else frozenset()
        used = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
        own = "".join(line for line, names in imports.items() if names & used)
        yield Implementation(function, node.name, f"{own}\n\n{text}".encode(), node.name[:5] == "right", hints)


def exercises_with_corpus() -> list[str]:
    """List the ids of the exercises that have a corpus."""
    return sorted(path.relative_to(CORPUS).with_suffix("").as_posix() for path in CORPUS.glob("*/[!_]*.py"))
