"""Cut exercises out of solutions: the same signature and docstring, and none of the answer."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from autograder.bank.exercises import Exercise, find_exercises
from autograder.bank.folder import BankError
from autograder.isolation.inside.definitions import definitions

BODY = "    raise NotImplementedError\n"
GIVEN = "# Given"


class FunctionParts(NamedTuple):
    """A function's signature and docstring, and the rest of it; of a class, the line that opens it, and its methods."""

    statement: str
    answer: str
    methods: tuple[FunctionParts, ...] = ()

    def written(self, write: Callable[[str, str], str]) -> str:
        """Write a function, or a class method by method, by what is made of a statement and an answer."""
        if not self.methods:
            return write(self.statement, self.answer)
        return "\n".join([self.statement, *(write(*one[:2]) for one in self.methods)])


class SolutionParts(NamedTuple):
    """A solution in parts: line slices of it, nothing rewritten.

    Parameters
    ----------
    headline : str
        The module's docstring.
    imports : tuple of str
    given : str
        What stands below a comment that begins with ``# Given``: students keep it as it is.
    functions : tuple of FunctionParts
        The other functions with a docstring: students write them too, and only their own code calls them.
    helpers : str
        All else that stands outside the function.
    statement : str
        The function's signature and docstring.
    answer : str
        The rest of the function.
    methods : tuple of FunctionParts
        Of a class, its methods.
    """

    headline: str
    imports: tuple[str, ...]
    given: str
    functions: tuple[FunctionParts, ...]
    helpers: str
    statement: str
    answer: str
    methods: tuple[FunctionParts, ...] = ()

    @property
    def asked(self) -> FunctionParts:
        return FunctionParts(self.statement, self.answer, self.methods)


def stub(source: str, name: str) -> str:
    """Return the exercise of a solution: what is given, and the head of each function that is to be written.

    Parameters
    ----------
    source : str
        The solution's text.
    name : str
        The function asked for.

    Raises
    ------
    BankError
    """
    parts = cut(source, name)
    heads = (one.written(with_empty_body) for one in (*parts.functions, parts.asked))
    blocks = [f"{parts.headline}\n{''.join(parts.imports)}", *filter(None, [parts.given]), *heads]
    return "\n\n".join(blocks)


def with_empty_body(statement: str, _: str) -> str:
    return statement + textwrap.indent(BODY, indent_of(statement))


def indent_of(statement: str) -> str:
    """Return the spaces that a function's first line begins with: a method has some."""
    return statement[: len(statement) - len(statement.lstrip(" "))]


def cut(source: str, name: str) -> SolutionParts:
    """Cut a solution into what a student sees and what is asked for.

    Raises
    ------
    BankError
        If the module or the function has no docstring: the first line of the answer would stand in its place.
    """
    tree, lines = ast.parse(source), [f"{line}\n" for line in source.splitlines()]
    function = function_to_write(tree, name)
    headline = tree.body[0]
    imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]

    def text(first: int, last: int | None) -> str:
        return "".join(lines[first - 1 : last])

    def parts_of(node: ast.FunctionDef | ast.ClassDef) -> FunctionParts:
        first, last = node.body[0].end_lineno or 0, node.end_lineno
        methods = tuple(map(parts_of, methods_of(node)))
        answer = text(first + 1, last) if not methods else "".join(textwrap.dedent(one.answer) for one in methods)
        return FunctionParts(text(node.lineno, first), textwrap.indent(answer, "    ") if methods else answer, methods)

    others = [node for node in tree.body if node not in (headline, *imports, function)]
    given = [node for node in others if lines[first_line(node) - 2].startswith(GIVEN)]
    functions = [node for node in others if node not in given and is_asked_for(node)]
    if isinstance(function, ast.ClassDef) and len(given) + len(functions) < len(others):
        raise BankError(f"{name}: what stands beside a class has a docstring, and students write it, or is given")
    return SolutionParts(
        text(headline.lineno, headline.end_lineno),
        tuple(text(node.lineno, node.end_lineno) for node in imports),
        "\n\n".join(text(first_line(node) - 1, node.end_lineno) for node in given),
        tuple(parts_of(node) for node in functions if isinstance(node, ast.FunctionDef)),
        "".join(
            text(first_line(node), node.end_lineno) for node in others if node not in given and node not in functions
        ),
        *parts_of(function),
    )


def methods_of(node: ast.stmt) -> list[ast.FunctionDef]:
    """Return the methods of a class."""
    return [part for part in node.body if isinstance(part, ast.FunctionDef)] if isinstance(node, ast.ClassDef) else []


def function_to_write(tree: ast.Module, name: str) -> ast.FunctionDef | ast.ClassDef:
    """Return the exercise's function, or class, if it and its module can be cut.

    Raises
    ------
    BankError
    """
    function = next((n for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef) and n.name == name), None)
    if function is None:
        raise BankError(f"{name}: its solution defines no function of that name")
    methods = methods_of(function)
    if isinstance(function, ast.ClassDef) and (not methods or len(methods) != len(function.body) - 1):
        raise BankError(f"{name}: in the class stand methods alone, below its docstring; all else stands outside")
    wholes: list[tuple[Any, str]] = [(tree, "the module"), (function, "the function")]
    for node, what in (*wholes, *((method, f"the method {method.name}") for method in methods)):
        if ast.get_docstring(node) is None:
            raise BankError(f"{name}: {what} needs a docstring, the exercise's statement")
    imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    docstrings = [one.body[0] for one in (tree, function, *methods)]
    if any(shares_a_line(node, tree) for node in (*docstrings, *imports)):
        raise BankError(f"{name}: a docstring or an import shares its line with code, which students would see")
    if any(one.decorator_list for one in (function, *methods)):
        raise BankError(f"{name}: a decorator would be shown to students")
    return function


def is_asked_for(node: ast.stmt) -> bool:
    """Tell whether a statement is a function that students write too: one with a docstring of its own."""
    return isinstance(node, ast.FunctionDef) and not node.decorator_list and ast.get_docstring(node) is not None


def first_line(node: ast.stmt) -> int:
    """Return where a statement begins, its decorators included."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def shares_a_line(statement: ast.stmt, tree: ast.Module) -> bool:
    """Tell whether another statement stands on the lines of `statement`, or its function begins there."""
    lines = range(statement.lineno, (statement.end_lineno or statement.lineno) + 1)
    others = (node for node in ast.walk(tree) if isinstance(node, ast.stmt) and node is not statement)
    return any(node.lineno in lines or (node.end_lineno in lines and node.lineno > statement.lineno) for node in others)


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
    with_work : list of Path
        Differ, but hold somebody's work.
    """
    exercises = {target_of(bank, exercise): exercise for exercise in find_exercises(bank)}
    texts = {path: stub(e.solution.read_text(encoding="utf-8"), e.name) for path, e in exercises.items()}
    return bring_up_to_date(texts, lambda path: holds_work(path, texts[path]), check=check, force=force)


def bring_up_to_date(
    texts: Mapping[Path, str], is_work: Callable[[Path], bool], *, check: bool, force: bool
) -> tuple[list[Path], list[Path]]:
    """Write the files that are not as they should be, but for those that hold somebody's work; see `write_stubs`."""
    stale, with_work = [], []
    for target, text in texts.items():
        if target.exists() and target.read_text(encoding="utf-8") == text:
            continue
        if is_work(target) and not force:
            with_work.append(target)
            continue
        stale.append(target)
        if not check:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
    return stale, with_work


def target_of(bank: Path, exercise: Exercise) -> Path:
    return bank / "exercises" / exercise.unit / f"{exercise.name}.py"


def holds_work(path: Path, stub: str) -> bool:
    """Tell whether a file holds more than its stub, of which this is the text; on doubt it does."""
    if not path.exists():
        return False
    try:
        here = definitions(ast.parse(path.read_bytes()))
        return any(here.get(name) != "stub" for name, kind in definitions(ast.parse(stub)).items() if kind == "stub")
    except (SyntaxError, ValueError, RecursionError):
        return True
