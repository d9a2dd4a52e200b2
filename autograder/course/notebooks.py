"""Write the notebooks, READMEs and pictures of ``exercises/``, and never over somebody's work."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from autograder.bank.stubs import bring_up_to_date
from autograder.course.unit import find_units, languages_of, named, released, text_of
from autograder.isolation.inside.definitions import definitions
from autograder.judging.cells import UnreadableNotebook, code_cells


def write_notebooks(bank: Path, *, check: bool = False, force: bool = False) -> tuple[list[Path], list[Path]]:
    """Bring the notebooks, READMEs and pictures of ``exercises/`` up to date: see `bank.stubs.write_stubs`."""
    texts: dict[Path, str] = {}
    for unit in find_units(bank):
        folder, languages = bank / "exercises" / unit.name, languages_of(unit)
        for picture in sorted(unit.home.glob("*.svg")):
            texts[folder / picture.name] = picture.read_text(encoding="utf-8")
        for language in languages:
            here = replace(unit, language=language)
            others = [other for other in languages if other != language]
            texts[folder / named(unit.name, language, "ipynb")] = text_of(released(here.source()))
            texts[folder / named("README", language, "md")] = here.readme(others)
    return bring_up_to_date(texts, lambda path: is_begun(path, texts[path]), check=check, force=force)


def is_begun(path: Path, made: str) -> bool:
    """Tell whether a file is a notebook in which more is written than in the one that is made; on doubt it is."""
    if path.suffix != ".ipynb" or not path.exists():
        return False
    try:
        return not written_names(path.read_bytes(), path.name) <= written_names(made.encode(), path.name)
    except (UnreadableNotebook, SyntaxError, ValueError, RecursionError):
        return True


def written_names(data: bytes, name: str) -> set[str]:
    """Name what a notebook defines.

    Raises
    ------
    UnreadableNotebook, SyntaxError, ValueError
    """
    kinds = [definitions(ast.parse(source)) for source in written_cells(data, name)]
    return {one for found in kinds for one, kind in found.items() if kind == "written"}


def written_cells(data: bytes, name: str) -> Iterator[str]:
    """Yield a notebook's code, without the cells of the lesson that define no function: those are there to try out.

    Raises
    ------
    UnreadableNotebook, ValueError
    """
    there = code_cells(data, name).sources
    ours = {"".join(c["source"]) for c in json.loads(data)["cells"] if c.get("id", "").startswith("lesson-")}
    yield from (source for source in there if source not in ours or "def " in source)
