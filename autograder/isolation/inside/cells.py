"""Parse a file or a notebook's cell; where it cannot be parsed as a whole, piece by piece."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from opcode import opmap
from typing import NamedTuple

from .definitions import definitions
from .magics import DEFINED, LONG_LINE, NotRun, Search, is_unfinished, parse_cell
from .reasons import Reason
from .syntax import reason_of

SUBMITTED = "submitted:"  # prefix of code file names: tells a student's frames from ours
UNPARSABLE = (SyntaxError, ValueError, RecursionError, MemoryError)  # what parsing raises
RAISE = opmap["RAISE_VARARGS"]  # what a statement raise is compiled to
BEGINS = re.compile(r"[^\s#)\]}\"']")  # the first letter of a line that may begin a statement
GOES_ON = re.compile(r"(?:else|elif|except|finally)\b")
LONGEST = 40  # pieces that one statement may have been cut into: a string may hold lines that look like a beginning
MOST = 2000  # pieces of one file
OTHER_THAN_BRACKETS = re.compile(r"[\"'#\\]")  # in whose scope a bracket may be none
# What a statement binds that cannot be parsed, beside functions: what needs it fails for the same reason.
BOUND = re.compile(
    r"^(?:class[ \t]+|type[ \t]+)?(\w+)(?=[ \t]*(?:\[[^\]\n]*\])?[ \t]*(?::[^=\n]*)?=(?!=)|[ \t]*[\[(:])", re.M
)
CONFLICT = [re.compile(line, re.MULTILINE) for line in (r"^<{7} ", r"^={7}$", r"^>{7} ")]  # one after the other


class Cell(NamedTuple):
    """Code that is run together: a file, a notebook's cell, or the part of one that can be parsed.

    Parameters
    ----------
    place : str
        Where it is, as ``hw.py`` or ``hw.ipynb, cell 3``.
    tree : ast.Module or BaseException
        What it says, or why it cannot be parsed.
    names : dict of str to str
        What it binds, see `definitions`; functions whose code cannot be parsed are "broken".
    """

    place: str
    tree: ast.Module | BaseException
    names: dict[str, str]


def read_cells(source: str, place: str, search: Search) -> list[Cell]:
    """Parse a source text."""
    if (start := start_of_conflict(source)) is not None:
        line = 1 + source[:start].count("\n")
        return [broken(SyntaxError("a merge conflict"), source, place, Reason("conflict", place, line))]
    try:
        return [cell_of(parse_cell(source, SUBMITTED + place, search), place)]
    except NotRun as error:
        return [broken(error, source, place, Reason("not_run", place, error.lineno or 0, detail=error.msg))]
    except UNPARSABLE as error:
        cells = list(read_pieces(source.splitlines(keepends=True), place, search))
        is_any_sound = any(isinstance(cell.tree, ast.Module) and cell.tree.body for cell in cells)
        return cells if is_any_sound else [broken(error, source, place)]


def start_of_conflict(source: str) -> int | None:
    """Find where two versions of a file stand one after the other, as git leaves them."""
    first, end = None, 0
    for line in CONFLICT:
        found = line.search(source, end)
        if found is None:
            return None
        first, end = found.start() if first is None else first, found.end()
    return first


def cell_of(tree: ast.Module, place: str) -> Cell:
    return Cell(place, tree, definitions(tree))


def broken(error: BaseException, source: str, place: str, reason: Reason | None = None) -> Cell:
    """Keep why a text cannot be parsed."""
    error.reason = reason or reason_of(error, source.splitlines(), place)  # type: ignore[attr-defined]  # read by `reason_in`
    short = "\n".join(line[:LONG_LINE] for line in source.split("\n"))
    return Cell(place, error, dict.fromkeys([*DEFINED.findall(short), *map("".join, BOUND.findall(short))], "broken"))


def reason_in(error: BaseException) -> Reason | None:
    """Return the reason that an error was kept with."""
    reason = vars(error).get("reason")
    return reason if type(reason) is Reason else None


def is_unwritten(error: BaseException) -> bool:
    """Tell whether a statement of the student's raises NotImplementedError: no library, in Python or C, has done it."""
    trace = error.__traceback__ if isinstance(error, NotImplementedError) else None
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None or not trace.tb_frame.f_code.co_filename.startswith(SUBMITTED):
        return False
    return trace.tb_frame.f_code.co_code[trace.tb_lasti] == RAISE


def unwritten(error: BaseException) -> str:
    """Name the function of the student's that is not written yet, where another one calls it; else nothing."""
    callers, trace = [], error.__traceback__ if is_unwritten(error) else None
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename.startswith(SUBMITTED):
            callers.append((code.co_filename.removeprefix(SUBMITTED), trace.tb_lineno, code.co_name))
        trace = trace.tb_next
    if len({name for *_, name in callers}) < 2:
        return ""
    (place, line, _), (_, _, name) = callers[-2:]
    return Reason("helper", place, line, name).pack()


def read_pieces(lines: list[str], place: str, search: Search) -> Iterator[Cell]:
    """Parse a text statement by statement: one that cannot be parsed costs what it defines."""
    starts = [*beginnings(lines), len(lines)]
    first = 0
    while first < min(len(starts) - 1, MOST):
        first, cell = next_piece(lines, starts, first, place, search)
        yield cell


def next_piece(lines: list[str], starts: list[int], first: int, place: str, search: Search) -> tuple[int, Cell]:
    """Parse the statement that begins with a piece; return the number of the piece after it, and the statement."""
    failed: Cell | None = None
    unfinished, broken_at = first, 0
    stop = min(first + LONGEST, len(starts))
    for last in range(first + 1, stop):
        piece = "".join(lines[starts[first] : starts[last]])
        if failed and unfinished == first:
            unfinished, broken_at = (first + end for end in unfinished_until(lines, starts[first:stop], last - first))
        if failed and (last <= unfinished or (last != broken_at and is_unfinished(piece))):
            if search.goes_on(piece):
                continue
            break
        try:
            tree = parse_cell(piece, SUBMITTED + place, search)
        except UNPARSABLE as error:
            failed = failed or broken(error, piece, place, reason_of(error, lines, place, starts[first]))
            is_known = last > first + 1 and search.given_up == piece
            if is_known or not is_unfinished(search.given_up) or not search.goes_on(piece):
                break  # no line below can mend it
            continue
        ast.increment_lineno(tree, starts[first])
        return last, cell_of(tree, place)
    assert failed is not None
    return first + 1, failed


def unfinished_until(lines: list[str], starts: list[int], known: int) -> tuple[int, int]:
    """Return the last piece up to which a text is unfinished, and the first where it is not, where few parses tell.

    Before the piece `known` it is unfinished. While a bracket is open, a longer text says the same and goes on: where
    that is unfinished, a shorter one is too. The second number is 0 where it is not known.
    """
    depth, last = 0, known - 1
    for number in range(1, len(starts)):
        text = "".join(lines[starts[number - 1] : starts[number]])
        depth += sum(map(text.count, "([{")) - sum(map(text.count, ")]}"))
        if depth <= 0 or OTHER_THAN_BRACKETS.search(text):
            break
        last = max(number, last)
    low, high, step = known - 1, last + 1, 1
    while low + 1 < high:  # first in steps that grow: what is broken soon is not read to its end
        middle = min(low + step, (low + high) // 2 if high <= last else last)
        if is_unfinished("".join(lines[starts[0] : starts[middle]])):
            low, step = middle, 2 * step
        else:
            high = middle
    return low, high if high <= last else 0


def beginnings(lines: list[str]) -> Iterator[int]:
    """Find the lines at which a statement may begin: not indented, and not what goes on with the one above."""
    yield 0
    is_decorated = False
    for number, line in enumerate(lines):
        if number and BEGINS.match(line) and not GOES_ON.match(line) and not is_decorated:
            yield number
        if line[:1].strip():
            is_decorated = line.startswith("@")
