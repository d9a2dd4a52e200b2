"""Read the code cells of a student's notebook. It is a stranger's JSON: only texts are taken from it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from autograder.isolation.inside.decoding import decoded
from autograder.translation import N_, LosslingsError, Text

MAX_NOTEBOOK = 16 << 20  # plots make notebooks large
MAX_PARTS = 300_000  # lists and objects: parsed, 16 MiB of brackets would take a gigabyte of memory
MAX_CELLS = 1000
# In a text: a function that is written, not one that a lesson shows as still to be written.
FUNCTION = re.compile(
    r"^[ \t>]*(?:async[ \t]+)?def[ \t]+(\w+)[ \t]*\([^\n]*\n(?!\s*(?:\.\.\.|pass\b|raise NotImplementedError))", re.M
)
DEFINED = re.compile(r"^[ \t]*(?:async[ \t]+)?def[ \t]+(\w+)", re.M)
STRING_OR_PART = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[\[{]', re.S)

DAMAGED = N_(
    "{path}: damaged or saved only in part ({error}); open it in Jupyter, save it and hand in the file that opens again"
)
CONFLICT = N_("{path}: a merge conflict (<<<<<<<, =======, >>>>>>>); keep one side, save it and hand it in again")
NO_NOTEBOOK = N_("{path}: not a notebook as Jupyter saves it; open it in Jupyter, save it and hand it in again")
NO_CODE = N_("{path}: no code cell with anything in it; write your answers in code cells, save it and hand it in again")
ONLY_TEXT = N_("{path}: in text cells there is {names}, and there is no code cell; change the cells' type to Code")
OTHER_LANGUAGE = N_("{path}: a notebook in {language}; only Python is read, write the answers in Python")
TOO_MANY_CELLS = N_("{path}: more than {limit} code cells; hand in a notebook with your answers alone")
MOST_NAMES = 5  # of functions, in one sentence
PYTHON = {"python", "python3", "python2", "ipython", "xpython", "sage", "micropython", "cython", "pyodide"}
KERNELS = {"ir": "R", "matlab": "MATLAB", "octave": "Octave", "bash": "bash", "sagemath": "sage"}
TOO_LARGE = N_(
    "{path}: more than {limit} MiB, or outputs of too many parts; clear the outputs, save it and hand it in again"
)


class UnreadableNotebook(LosslingsError):
    """A file cannot be read as a notebook; the message says what, where and the way out."""


class Cells(NamedTuple):
    """The code of a notebook.

    Parameters
    ----------
    sources : list of str
        The text of each code cell that is not blank, in order: after Restart and Run All, the first is ``[1]``.
    misplaced : tuple of str
        Functions that stand in a cell of another type, where they are not run.
    """

    sources: list[str]
    misplaced: tuple[str, ...] = ()

    def to_file(self) -> bytes:
        """Write the sources as a submission holds them: outputs and metadata make no difference."""
        return json.dumps(self.sources, ensure_ascii=False).encode("utf-8", "surrogatepass")

    def problems(self, path: str) -> list[Text]:
        """Return a sentence for each function that is there but not run."""
        text = N_("{path}: {name} stands in a cell that is not a code cell; change its type to Code")
        return [Text(text, {"path": path, "name": name}) for name in self.misplaced]


def code_cells(data: bytes, path: str) -> Cells:
    """Read the code cells of a notebook.

    Parameters
    ----------
    data : bytes
        The file, of nbformat 3 or 4.
    path : str
        What messages call the file.

    Raises
    ------
    UnreadableNotebook
        If it is not as Jupyter saves notebooks, or too large.
    """
    if len(data) > MAX_NOTEBOOK or has_too_many_parts(data):
        raise UnreadableNotebook(TOO_LARGE, path=path, limit=MAX_NOTEBOOK >> 20)
    if not data.strip():
        raise UnreadableNotebook(N_("{path}: an empty file; save the notebook and hand it in again"), path=path)
    if all(mark in data for mark in (b"\n<<<<<<< ", b"\n=======", b"\n>>>>>>> ")):
        raise UnreadableNotebook(CONFLICT, path=path)
    try:
        notebook = json.loads(decoded(data)[0])
    except (ValueError, RecursionError) as error:
        raise UnreadableNotebook(DAMAGED, path=path, error=error) from error
    try:
        cells = list(all_cells(notebook))
    except (AttributeError, KeyError, TypeError) as error:
        raise UnreadableNotebook(NO_NOTEBOOK, path=path) from error
    sources = [source for kind, source in cells if kind == "code" and source.strip()]
    defined = {name for source in sources for name in DEFINED.findall(source)}
    others = [name for kind, source in cells if kind != "code" for name in FUNCTION.findall(source)]
    misplaced = tuple(name for name in dict.fromkeys(others) if name not in defined)
    if not sources:
        if misplaced:
            raise UnreadableNotebook(ONLY_TEXT, path=path, names=", ".join(misplaced[:MOST_NAMES]))
        raise UnreadableNotebook(NO_CODE, path=path)
    language = language_of(notebook)
    if language.lower() not in PYTHON:
        raise UnreadableNotebook(OTHER_LANGUAGE, path=path, language=language)
    if len(sources) > MAX_CELLS:
        raise UnreadableNotebook(TOO_MANY_CELLS, path=path, limit=MAX_CELLS)
    return Cells(sources, misplaced)


def has_too_many_parts(data: bytes) -> bool:
    """Count lists and objects, not the brackets within texts, such as what was printed."""
    if data.count(b"[") + data.count(b"{") <= MAX_PARTS:
        return False
    parts = (1 for found in STRING_OR_PART.finditer(data) if not found[0].startswith(b'"'))
    return sum(islice(parts, MAX_PARTS + 1)) > MAX_PARTS


def language_of(notebook: dict[str, Any]) -> str:
    """Return the language that a notebook says it is written in; "python" where it says nothing."""
    metadata = notebook.get("metadata")
    if not isinstance(metadata, dict):
        return "python"
    for part, field in (("kernelspec", "language"), ("language_info", "name"), ("kernelspec", "name")):
        about = metadata.get(part)
        if isinstance(about, dict) and isinstance(about.get(field), str) and about[field]:
            language: str = about[field]
            is_kernel = (part, field) == ("kernelspec", "name")
            return KERNELS.get(language.lower(), "python") if is_kernel else language
    return "python"


def all_cells(notebook: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield type and source of each cell.

    Raises
    ------
    AttributeError, KeyError, TypeError
        If something is not of its type.
    """
    sheets = [notebook] if "cells" in notebook else notebook["worksheets"]  # nbformat 3
    for sheet in sheets:
        for cell in sheet["cells"]:
            kind = cell["cell_type"]
            source = cell["source"] if "source" in cell else cell.get("input", "")
            # list.copy raises TypeError unless it is a list; "".join would take a dict's keys for the source
            yield kind, source if isinstance(source, str) else "".join(list.copy(source))
