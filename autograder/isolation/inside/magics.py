"""Parse a notebook's cell as Jupyter reads it: magics, shell lines and questions become statements that do nothing."""

from __future__ import annotations

import ast
import re
import warnings

LETTERS = 1 << 22  # that are parsed in vain: some seconds' worth
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
    """How long is still searched for what can be parsed, in all files of a submission together.

    Attributes
    ----------
    letters : int
    """

    def __init__(self) -> None:
        self.letters = LETTERS

    def goes_on(self, text: str) -> bool:
        """Tell whether the search goes on after a text that could not be parsed."""
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
    if not source.startswith((" ", "\t", "%", "!", "?")):  # most need no more than this
        try:
            return unfolded(parse(source, name), name)
        except SyntaxError:
            pass
    lines = without_indent(re.split("\r\n|\r|\n", source))
    for number, line in enumerate(lines):
        if magic := CELL_MAGIC.match(line):
            if magic[1] not in BODY_IS_RUN:
                raise NotRun(f"a cell with {magic[0]} is not run", (name, number + 1, 1, line))
            lines[number] = ""
        elif line.strip():
            break
    while True:
        try:
            return unfolded(parse(text := "\n".join(lines), name), name)
        except SyntaxError as error:
            if not drop_magic(lines, (error.lineno or 0) - 1) or not search.goes_on(text):
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


def parse(text: str, name: str) -> ast.Module:
    """Parse a file; what Python warns of meanwhile (a backslash too many in a docstring) is dropped."""
    if "\\" not in text:
        tree: ast.Module = compile(text, name, "exec", ast.PyCF_ONLY_AST, dont_inherit=True)  # type: ignore[assignment]
        return tree
    with warnings.catch_warnings(action="ignore"):
        return ast.parse(text, name)
