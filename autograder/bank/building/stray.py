"""Look at what lies beside the exercises: files that belong to none, lessons and corpora that are not there yet."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from autograder.bank.building.faults import Fault
from autograder.bank.exercises import Exercise
from autograder.translation import MANIFEST, N_, Text, languages

FIELDS, UNIT_FIELDS = ("name", "unit", "families"), ("folder", "title", "needs")  # of a manifest
NOT_LOOKED_AT = {"__pycache__", ".ipynb_checkpoints"}


def stray_files(bank: Path, exercises: list[Exercise]) -> Iterator[Fault]:
    """Find files that belong to no exercise: students would be given them, or a misspelt one would not be found."""
    names = {f"{exercise.id}.py" for exercise in exercises}
    for folder in ("solutions", "specs", "exercises"):
        for path in sorted((bank / folder).glob("*/*")):
            relative = path.relative_to(bank / folder)
            if NOT_LOOKED_AT & set(relative.parts) or relative.as_posix() in names or path.suffix == ".svg":
                continue
            if folder != "exercises" and path.suffix == ".py":
                continue  # a file without its counterpart is reported elsewhere
            if relative.name not in beside(folder, relative.parent.name):
                message = N_("belongs to no exercise; remove it")
                yield Fault(path.relative_to(bank).as_posix(), Text(message), stops_key=False)


def beside(folder: str, unit: str) -> set[str]:
    """Return the names of what may stand beside the exercises of a unit."""
    endings = ["", *(f".{language}" for language in languages() if language != "en")]
    if folder == "solutions":
        return {f"lesson{ending}.md" for ending in endings}
    if folder == "exercises":
        files = (("README", ".md"), (unit, ".ipynb"), ("explore", ".html"))
        return {f"{name}{ending}{suffix}" for name, suffix in files for ending in endings}
    return set()


def remarks_on(bank: Path, exercises: list[Exercise]) -> Iterator[Fault]:
    """Remark on what is missing but not required: a unit's lesson, an exercise's corpus or rule for hidden keys."""
    for text in unknown_fields(bank):
        yield Fault(MANIFEST, text)
    for unit in dict.fromkeys(exercise.unit for exercise in exercises):
        lesson = Path("solutions", unit, "lesson.md")
        if not (bank / lesson).is_file():
            message = N_("no lesson yet; write {path} when there is one to read before the exercises")
            yield Fault(unit, Text(message, {"path": lesson.as_posix()}))
    for exercise in exercises:
        places = [Path("tests", "corpus", exercise.unit), Path("tests", "corpus")]
        if not any((bank / place / f"{exercise.name}.py").is_file() for place in places):
            message = N_("no corpus yet; write right and wrong answers as students write them into {path}")
            path = (places[0] / f"{exercise.name}.py").as_posix()
            yield Fault(exercise.id, Text(message, {"path": path}))
        if has_no_rule(exercise):
            message = N_("no rule makes its cases afresh, so a hidden key repeats public inputs; write Spec(fresh=...)")
            yield Fault(exercise.id, Text(message))


def unknown_fields(bank: Path) -> Iterator[Text]:
    """Say which fields of a manifest no version up to this one knows: they may be misspelt."""
    declared = tomllib.loads((bank / MANIFEST).read_text(encoding="utf-8"))
    for fields, known in [(declared, FIELDS), *((unit, UNIT_FIELDS) for unit in declared["unit"])]:
        for name in sorted(fields.keys() - set(known)):
            yield Text(N_("{name} is no field of it; there are {known}"), {"name": name, "known": ", ".join(known)})


def has_no_rule(exercise: Exercise) -> bool:
    """Tell whether a spec that can be loaded says nothing of how its cases are made afresh."""
    try:
        return exercise.load_spec().fresh is None
    except Exception:  # the author's file can raise anything; that is a fault, and named as one
        return False
