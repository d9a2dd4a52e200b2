"""Parse a notebook's cell as Jupyter reads it: magics, shell lines and questions become statements that do nothing."""

from __future__ import annotations

import ast
import re
import warnings
from codeop import PyCF_ALLOW_INCOMPLETE_INPUT  # type: ignore[attr-defined]

LETTERS = 1 << 22  # that are parsed in vain: some seconds' worth
OWN = 1 << 14, 1 << 20  # beside which each file has its own share, four times its size: the least and the most
LONG_LINE = 400  # letters: no magic is as long, and a pattern may need the square of it
BODY_IS_RUN = {"capture", "prun", "time"}  # cell magics that run the rest of their cell where all cells run
CELL_MAGIC = re.compile(r"%%(\w*)")
LINE_MAGIC = re.compile(r"\s*(?:[%!?]|[^=(\"'#]+=\s*[%!]|[\w.*%]+\?{1,2}\s*$)")  # %cd, !pip, ?f, x = !ls, x = %who, f?
# Also behind a prompt or a line number that was copied with it.
DEFINED = re.compile(
    r"^[ \t]*(?:>>>[ \t]*|In ?\[\d*\]:[ \t]*|\d+[ \t]*[.:)|]?[ \t]+|[+][ \t]*)?(?:async[ \t]+)?def[ \t]+(\w+)",
    re.MULTILINE,
)


class Search:
    """How long is still searched for what can be parsed: each file has a share of its own, and all have one in common.

    What one file needs in vain is so not missing where the next one is read.

    Attributes
    ----------
    letters, own : int
    given_up : str
        The cell that could not be parsed, its magics left out.
    """

    def __init__(self) -> None:
        self.letters, self.own, self.given_up = LETTERS, OWN[0], ""

    def enter(self, size: int) -> None:
        """Begin with a file of so many bytes."""
        self.own = min(OWN[0] + 4 * size, OWN[1])

    def goes_on(self, text: str) -> bool:
        """Tell whether the search goes on after a text that could not be parsed."""
        if self.own >= len(text):
            self.own -= len(text)
            return True
        self.letters -= len(text)
        return self.letters >= 0


class NotRun(SyntaxError):
    """A cell whose magic does something else with it than run it as Python here."""


def parse_cell(source: str, name: str, search: Search) -> ast.Module:
    """Parse a cell.

    Parameters
    ----------
    source : str
    name : str
        What tracebacks are to call it.
    search : Search

    Raises
    ------
    SyntaxError, ValueError, RecursionError, MemoryError
        Of the first line that is neither Python nor a magic, line numbers as in the cell; and of a cell magic that does
        something else with its cell than run it as Python here.
    """
    search.given_up, known = "", None
    if not source.startswith((" ", "\t", "%", "!", "?")):  # most need no more than this
        try:
            return unfolded(parse(source, name), name)
        except SyntaxError as error:
            known = error
    lines = without_indent(re.split("\r\n|\r|\n", source))
    for number, line in enumerate(lines):
        if magic := CELL_MAGIC.match(line):
            if magic[1] not in BODY_IS_RUN:
                raise NotRun(f"a cell with {magic[0]} is not run", (name, number + 1, 1, line))
            lines[number] = ""
        elif line.strip():
            break
    while True:
        text = "\n".join(lines)
        try:
            if known and text == source:
                raise known
            return unfolded(parse(text, name), name)
        except SyntaxError as error:
            if not drop_magic(lines, (error.lineno or 0) - 1) or not search.goes_on(text):
                search.given_up = text
                raise


def without_indent(lines: list[str]) -> list[str]:
    """Take the first line's indent off all lines: a cell may be indented as a whole."""
    first = next((line for line in lines if line.strip()), "")
    indent = first[: len(first) - len(first.lstrip())]
    return [line.removeprefix(indent) for line in lines] if indent else lines


def drop_magic(lines: list[str], number: int) -> bool:
    """Replace a line that is no Python, with the lines it is continued on, where it is a magic: tell whether it is."""
    if not 0 <= number < len(lines) or len(lines[number]) > LONG_LINE or not LINE_MAGIC.match(lines[number]):
        return False
    line = lines[number]
    lines[number] = line[: len(line) - len(line.lstrip())] + "pass"
    while line.endswith("\\") and number + 1 < len(lines):
        number += 1
        line, lines[number] = lines[number], ""
    return True


def unfolded(tree: ast.Module, name: str) -> ast.Module:
    """Put the code of cells with a magic where nbconvert has written it as a text: get_ipython().run_cell_magic(…)."""
    body: list[ast.stmt] = []
    for statement in tree.body:
        match statement:
            case ast.Expr(
                ast.Call(
                    ast.Attribute(ast.Call(ast.Name("get_ipython")), "run_cell_magic"),
                    [ast.Constant(magic), ast.Constant(), ast.Constant(str(code))],
                )
            ) if magic in BODY_IS_RUN:
                body += ast.increment_lineno(parse(code, name), statement.lineno - 1).body
            case _:
                body.append(statement)
    tree.body = body
    return tree


def parse(text: str, name: str, flags: int = 0) -> ast.Module:
    """Parse a file; what Python warns of meanwhile (a backslash too many in a docstring) is dropped."""
    tree: ast.Module
    if "\\" not in text:
        tree = compile(text, name, "exec", ast.PyCF_ONLY_AST | flags, dont_inherit=True)
        return tree
    with warnings.catch_warnings(action="ignore"):
        tree = compile(text, name, "exec", ast.PyCF_ONLY_AST | flags, dont_inherit=True)
    return tree


def is_unfinished(text: str) -> bool:
    """Tell whether nothing is wrong until a text ends: a bracket or quotation mark is open, or a block is expected."""
    try:
        parse(text, "", PyCF_ALLOW_INCOMPLETE_INPUT)
    except SyntaxError as error:
        return error.msg == "incomplete input" or "triple-quoted" in error.msg  # a magic above it is not told
    except (ValueError, RecursionError, MemoryError):
        pass
    return False
