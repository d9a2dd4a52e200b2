"""Classroom 50's ``result.json``, by its schema ``classroom50/result/v1``.

Its scores are whole numbers: a half counts up, but what is not full never becomes full. Whose a result is stands in the
name of the repository, ``<classroom>-<assignment>-<login>``; in a workflow of Classroom 50, its variables say the rest.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from math import ceil, floor
from pathlib import Path
from typing import Any

from autograder.classroom.exports.folders import write_folder
from autograder.classroom.exports.sheet import Exported, MarkSheet
from autograder.classroom.policy.ledger import Row
from autograder.classroom.writing import private, replacing, written
from autograder.judging.head import labels
from autograder.translation import N_, Text

NOT_A_CLONE = N_(
    "their names are not <classroom>-<assignment>-<login>, as Classroom 50 calls a clone: grade the folder of clones,"
    " or set CLASSROOM and ASSIGNMENT"
)
WITHOUT_LINKS = N_('links and tags are known only in a workflow of Classroom 50; they are "unknown" here')
AS_READ = N_(
    "by the repositories' names the classroom is {classroom} and the assignment {assignment}; where a hyphen belongs to"
    " the classroom, set CLASSROOM and ASSIGNMENT, and export again"
)
UNKNOWN = "unknown"


def write(sheet: MarkSheet, path: Path, column: str | None) -> Exported:
    """Write ``<student>/result.json`` below a folder; of a single student, to a path that ends with .json, one file.

    Raises
    ------
    NotWritten
    """
    del column  # the other formats' title
    rows = [row for row in sheet.rows if row["mark"] is not None]
    found = {shown: result for row in rows if (result := result_of(row)) and (shown := row["submission"])}
    lost = tuple(row for row in rows if row["submission"] not in found)
    if path.suffix == ".json" and len(found) == 1:
        with written(path), replacing(path) as draft, private(draft, "w") as stream:
            stream.write(json.dumps(*found.values(), ensure_ascii=False, indent=2) + "\n")
    elif found or path.suffix != ".json":
        texts = ((name, json.dumps(one, ensure_ascii=False, indent=2)) for name, one in found.items())
        write_folder(path, "result.json", texts)
    remarks = [] if "COMMIT_URL" in os.environ else [Text(WITHOUT_LINKS)]
    if not (os.environ.get("CLASSROOM") and os.environ.get("ASSIGNMENT")):
        read = sorted({(one["classroom"], one["assignment"]) for one in found.values()})
        remarks += [Text(AS_READ, {"classroom": room, "assignment": work}) for room, work in read if "-" in work]
    return Exported(path, len(found), lost, Text(NOT_A_CLONE), tuple(remarks))


def result_of(row: Row) -> dict[str, Any] | None:
    """Return a student's result; None where nothing says whose it is."""
    names = identity_of(row, os.environ)
    if names is None or row["mark"] is None:
        return None
    time = datetime.fromisoformat(row["handed_in"]) if row["handed_in"] else datetime.now(UTC)
    instant = (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC)
    commit = os.environ.get("COMMIT_URL", UNKNOWN)
    return {
        "schema": "classroom50/result/v1",
        **names,
        "submission": os.environ.get("SUBMISSION_TAG", f"submit/{instant:%Y-%m-%dT%H-%M-%SZ}-{UNKNOWN}"),
        "commit": commit,
        "release": os.environ.get("RELEASE_URL", UNKNOWN),
        "review": os.environ.get("REVIEW_URL") or commit,
        "datetime": f"{instant:%Y-%m-%dT%H:%M:%SZ}",
        "score": whole(row["mark"], row["total"]),
        "max-score": whole(row["total"], row["total"]),
        "tests": tests_of(row),
    }


def tests_of(row: Row) -> list[dict[str, Any]]:
    names = labels(mark["id"] for mark in row["exercises"])
    return [
        {
            "test-name": names[mark["id"]],
            "passed": mark["status"] == "passed",
            "score": whole(mark["mark"], mark["total"]),
            "max-score": whole(mark["total"], mark["total"]),
        }
        for mark in row["exercises"]
        if not mark["is_dropped"]
    ]


def identity_of(row: Row, environment: Mapping[str, str]) -> dict[str, str] | None:
    """Return classroom, assignment and owner: of the workflow's variables, else of the repository's name."""
    repository = row["lms"].get("repository", "")
    classroom, assignment = environment.get("CLASSROOM"), environment.get("ASSIGNMENT")
    owner = environment.get("OWNER") or (row["submission"] or "" if repository else "")
    if not (classroom and assignment):
        end = f"-{owner}"
        if not owner or not repository.casefold().endswith(end.casefold()) or "-" not in repository[: -len(end)]:
            return None
        classroom, assignment = repository[: -len(end)].split("-", 1)
    owner = owner or environment.get("GITHUB_REPOSITORY", "").rpartition("/")[2] or row["submission"] or UNKNOWN
    owner = owner.removeprefix(f"{classroom}-{assignment}-")  # what one clone alone is called by
    return {"classroom": classroom, "assignment": assignment, "assignment_type": "individual", "owner": owner}


def whole(score: float, total: float) -> int:
    """Round to a whole number of points: 7.5 is 8, 9.5 of 10 is 9, and nothing is above the total."""
    most = ceil(total - 1e-9)
    if score >= total - 1e-9:
        return most
    return max(0, min(floor(score + 0.5), most - 1))
