"""Find the members of a class in a folder of submissions, and read the submission of each."""

from __future__ import annotations

import os
import re
from itertools import chain, count
from pathlib import Path

from autograder.judging.submission import (
    NOT_SUBMITTED,
    UNREADABLE,
    Submission,
    UnreadableSubmission,
    clean,
    clean_name,
    read_submission,
)
from autograder.translation import N_

# Canvas flattens a class into one folder: smithanna_LATE_12345_67890_entropy.py (student's number, upload's number)
CANVAS = re.compile(r"(?P<who>[^_]+)(_LATE)?_(?P<student>\d{3,})_(?P<upload>\d{3,})_(?P<file>.+)")
READABLE = {".py", ".ipynb", ".zip"}


def find_submissions(folder: Path, results: Path | None = None) -> list[tuple[str, list[Path]]]:
    """List a class: an id and its files, folder or zip, for each child of `folder` that can be a submission.

    Parameters
    ----------
    folder : Path
    results : Path, optional
        The folder of results, which is no submission even if it is among them.

    Raises
    ------
    UnreadableSubmission
        If the folder is missing or holds no submission.
    """
    if not folder.exists():
        raise UnreadableSubmission(N_("{path}: no such folder"), path=folder)
    if not folder.is_dir():
        raise UnreadableSubmission(N_("{path}: not a folder; `losslings check` checks a single file"), path=folder)
    ours = results.resolve() if results else None
    children = [child for child in sorted(folder.iterdir()) if is_submission(child) and child.resolve() != ours]
    if not children:
        message = N_("{path}: no submissions here (each is a folder, a .py file, a notebook or a .zip)")
        raise UnreadableSubmission(message, path=folder)
    groups = canvas_uploads(children)
    taken = {path for paths in groups.values() for path in paths}
    for child in children:
        if child not in taken:
            names = chain(
                [child.name if child.is_dir() else child.stem, child.name], map(f"{child.name}~{{}}".format, count(2))
            )
            groups[next(name for name in map(clean_name, names) if name not in groups)] = [
                child
            ]  # alice/ and alice.py are two
    return sorted(groups.items())


def canvas_uploads(children: list[Path]) -> dict[str, list[Path]]:
    """Join the files that belong to one student by Canvas's names; each upload has a number of its own."""
    matches = [(match, child) for child in children if child.is_file() and (match := CANVAS.fullmatch(child.name))]
    uploads = [match["upload"] for match, _ in matches]
    groups: dict[str, list[Path]] = {}
    for match, child in matches:
        if uploads.count(match["upload"]) == 1:
            same_name = {other["student"] for other, _ in matches if other["who"] == match["who"]}
            who = match["who"] if len(same_name) == 1 else f"{match['who']}_{match['student']}"
            groups.setdefault(clean_name(who), []).append(child)
    return groups


def is_submission(path: Path) -> bool:
    if path.name.startswith(".") or path.name in NOT_SUBMITTED:
        return False
    if path.is_symlink() and not path.is_file():  # to a folder, or to nothing: its report says that no link is followed
        return True
    return path.is_dir() or (path.is_file() and path.suffix.lower() in READABLE | UNREADABLE)


def read_group(name: str, paths: list[Path]) -> Submission:
    """Read a class member's submission; a file that cannot be read becomes a problem of this submission alone."""
    files: dict[str, bytes] = {}
    problems = []
    for path in paths:
        try:
            part = read_submission(path, path.parent)
        except (UnreadableSubmission, OSError) as error:
            problems.append(str(error).removeprefix(f"{path.parent}{os.sep}"))
            continue
        match = CANVAS.fullmatch(path.name) if path.is_file() else None
        is_one = match and len(part.files) == 1
        files.update(dict.fromkeys([match["file"]], *part.files.values()) if match and is_one else part.files)
        problems += [part.problem] if part.problem else []
    return Submission(name, files, clean("; ".join(problems)))
