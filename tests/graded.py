"""Results made by hand: a folder as `losslings grade` leaves it, of which pages are made."""

from __future__ import annotations

import json
from pathlib import Path

from autograder.bank.union import public_pictures
from autograder.report.data import SCHEMA

PICTURES = public_pictures()
ENTROPY, SURPRISE = "information/entropy", "information/surprise"
SOURCE = "def entropy(p):\n    # odd helper of mine\n    return -np.sum(p * np.log(p + 1e-9))"
RUN = {
    "started": "2026-11-29T01:34:00+00:00",
    "versions": {"losslings": "0.1.0", "python": "3.11.7", "numpy": "2.3.5", "torch": None},
    "key": {"kind": "public", "digest": "032c9eda00000000"},
    "isolation": "strict",
    "limits": {"seconds": 3.0},
    "language": "en",
    "arrival": None,
}
NAMED = {
    "misconception": "eps_in_log", "title": "A constant within the log", "family": "Small constants",
    "hint": "What is the log of 1?", "rungs": ["What is the log of 1?", "It is 0.", "Leave it."],
    "lecture": "A constant shifts every answer.",
}  # fmt: skip  # a table of pairs


def item(name: str, status: str = "passed", **fields) -> dict:
    texts = dict.fromkeys(("case", "call", "expected", "got", "torch", "misconception", "title", "family", "hint"))
    score = 5.0 if status == "passed" else 0.0
    rest = {"rungs": [], "lecture": None, "notes": []}
    return {"name": name, "status": status, "score": score, "max_score": 5.0, **texts, **rest, **fields}


def exercise(name: str, *items: dict, status: str = "", **fields) -> dict:
    parts = items or (item("basics"), item("zero_probabilities"))
    passed = "passed" if all(one["status"] == "passed" for one in parts) else "failed"
    return {
        "name": name, "unit": "information", "status": status or passed, "score": sum(one["score"] for one in parts),
        "max_score": 10.0, "message": None, "reason": None, "doubt": None, "items": list(parts), **fields,
    }  # fmt: skip  # a table of pairs


def wrong(got: str = "0.25", **fields) -> dict:
    """Return an item that failed: without a name, if none is given."""
    shown = {"case": "has-zero", "call": "entropy(array([0. , 1.]))", "expected": "0.6931471805599453", "got": got}
    return item("zero_probabilities", "failed", **shown, **fields)


def broken(name: str, status: str, message: str, **fields) -> dict:
    return exercise(
        name, item("basics", status), item("zero_probabilities", status), status=status, message=message, **fields
    )


def report(name: str, *exercises: dict, remarks: tuple[str, ...] = ()) -> dict:
    return {
        "schema": SCHEMA, "submission": name, "score": sum(one["score"] for one in exercises),
        "max_score": 10.0 * len(exercises), "key": "032c9eda00000000", "isolation": "strict", "python": "3.11.7",
        "numpy": "2.3.5", "remarks": list(remarks), "exercises": list(exercises),
    }  # fmt: skip  # a table of pairs


def evidence(name: str, failing=(), source: str = SOURCE, file: str = "hw.py", numbers=None) -> dict:
    curve = [float(number) for number in PICTURES[ENTROPY].curve]
    shown = [round(number + 0.1, 4) for number in curve] if numbers is None else numbers
    return {
        "submission": name,
        "files": {file: len(source)},
        "failing": {ENTROPY: {"zero_probabilities": list(failing)}},
        "sources": {ENTROPY: {"file": file, "line": 4, "text": source}} if source else {},
        "curves": {ENTROPY: {"numbers": shown, "differences": [0.1] * len(curve), "wrong": [["wrong here", 0, 9]]}},
    }


def write_results(folder: Path, reports: list[dict], evidences=(), run=None, marks=None, digests=None) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    made_of = digests or {}
    entries = [
        {"submission": one["submission"], "made_of": {"files": made_of.get(one["submission"], one["submission"])}}
        for one in reports
    ]
    for name, lines in (("results", reports), ("evidence", evidences), ("digests", entries)):
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
    (folder / "run.json").write_text(json.dumps({**RUN, **(run or {})}), encoding="utf-8")
    if marks:
        (folder / "marks.json").write_text(json.dumps(marks, ensure_ascii=False), encoding="utf-8")
    return folder


def row(submission: str | None, name: str, status: str = "graded", **fields) -> dict:
    """Return a row of ``marks.json``."""
    texts = dict.fromkeys(("id", "login", "email", "section"), "")
    late = {"minutes": None, "percent": 0.0, "text": ""}
    rest = {"roster": {"name": name}, "status": status, "mark": None, "total": 20.0, "late": late}
    return {"submission": submission, "name": name, **texts, **rest, "adjustments": [], "remarks": [], **fields}
