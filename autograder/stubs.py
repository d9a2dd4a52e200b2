"""Cut exercises out of solutions: the same signature and docstring, and none of the answer."""

from __future__ import annotations

import ast
from pathlib import Path

from autograder.catalog import BankError, Exercise, find_exercises
from autograder.isolation.loading import definitions

BODY = "    raise NotImplementedError\n"


def stub(source: str, name: str) -> str:
    """Return the exercise of a solution: line slices of it, nothing rewritten.

    Parameters
    ----------
    source : str
        The solution's text.
    name : str
        The function asked for.

    Raises
    ------
    BankError
        If the module or the function has no docstring: the first line of the answer would stand in its place.
    """
    tree, lines = ast.parse(source), source.splitlines(keepends=True)
    function = next((n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == name), None)
    if function is None:
        raise BankError(f"{name}: its solution defines no function of that name")
    for node, what in ((tree, "the module"), (function, "the function")):
        if ast.get_docstring(node) is None:
            raise BankError(f"{name}: {what} needs a docstring, the exercise's statement")

    def text(first: ast.stmt, last: ast.stmt) -> str:
        return "".join(lines[first.lineno - 1 : last.end_lineno])

    kept = [
        tree.body[0],
        *(node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)),
        function.body[0],
    ]
    if any(shares_a_line(node, tree) for node in kept):
        raise BankError(f"{name}: a docstring or an import shares its line with code, which students would see")
    if function.decorator_list:
        raise BankError(f"{name}: a decorator would be shown to students")
    imports = "".join(text(node, node) for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom))
    statement = text(function, function.body[0])
    return f"{text(tree.body[0], tree.body[0])}\n{imports}\n\n{statement}{BODY}"


def shares_a_line(kept: ast.stmt, tree: ast.Module) -> bool:
    """Tell whether another statement stands on the lines of `kept`, or its function begins there."""
    lines = range(kept.lineno, (kept.end_lineno or kept.lineno) + 1)
    others = (node for node in ast.walk(tree) if isinstance(node, ast.stmt) and node is not kept)
    return any(node.lineno in lines or (node.end_lineno in lines and node.lineno > kept.lineno) for node in others)


def write_stubs(bank: Path, *, check: bool = False, force: bool = False) -> tuple[list[Path], list[Path]]:
    """Bring ``exercises/`` up to date with ``solutions/``.

    Parameters
    ----------
    bank : Path
        Holds both folders.
    check : bool
        Write nothing.
    force : bool
        Overwrite exercises that somebody has begun to write.

    Returns
    -------
    stale : list of Path
        Written, or with `check` to be written.
    kept : list of Path
        Differ, but hold somebody's work.
    """
    stale, kept = [], []
    for exercise in find_exercises(bank):
        target, text = target_of(bank, exercise), stub(exercise.solution.read_text(encoding="utf-8"), exercise.name)
        if target.exists() and target.read_text(encoding="utf-8") == text:
            continue
        if holds_work(target, exercise.name) and not force:
            kept.append(target)
            continue
        stale.append(target)
        if not check:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
    return stale, kept


def target_of(bank: Path, exercise: Exercise) -> Path:
    return bank / "exercises" / exercise.unit / f"{exercise.name}.py"


def holds_work(path: Path, name: str) -> bool:
    """Tell whether a file holds more than a stub; on doubt it does."""
    if not path.exists():
        return False
    try:
        return definitions(ast.parse(path.read_bytes())).get(name) != "stub"
    except (SyntaxError, ValueError, RecursionError):
        return True
