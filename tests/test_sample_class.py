"""The sample class gets the marks that it deserves; each was verified by reading the submission, see `UNDESERVED`.

It is judged by a frozen key, a copy of the public one as it once was: a new exercise changes nothing here. After a
change of the judge, or of that key, ``python tests/test_sample_class.py`` writes what the grader says now into
``sample_class.json`` and ``examples/README.md``: read the diff.
"""

import csv
import json
import os
import re
import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from classroom import FROZEN_KEY, frozen_key
from shell import finished

ROOT = Path(__file__).parent.parent
CLASS, README, TABLE = ROOT / "examples/class", ROOT / "examples/README.md", ROOT / "tests/sample_class.json"
EXPECTED = json.loads(TABLE.read_text(encoding="utf-8"))
ROW = re.compile(r"^(\| `([^`]+)` \| .+ \|) ?(.*) \|$", re.MULTILINE)

# All that could not be run: nobody's mistake costs anybody else, nor the writer's other files.
STOPPED = {
    ("chen_wei", "refused"): 1,
    ("kowalski_piotr", "error"): len(frozen_key().lines),
    ("reyes_camila", "error"): len(frozen_key().lines),
    ("rossi_giulia", "error"): 1,
}

# Mistakes named that were not made, each a bug of the diagnosis: a line goes when its bug does.
UNDESERVED: dict[tuple[str, str, str], str] = {}


def grade(folder):
    words = ["-m", "autograder", "grade", "examples/class", "-o", folder, "--key", FROZEN_KEY, "--time-limit", "3"]
    return finished([sys.executable, *words], cwd=ROOT, env={**os.environ, "PYTHONUTF8": "1"}, encoding="utf-8")


def read_reports(folder):
    return [json.loads(line) for line in (folder / "results.jsonl").read_text(encoding="utf-8").splitlines()]


def marks(report):
    return {"score": report["score"], **{exercise["name"]: outcome(exercise) for exercise in report["exercises"]}}


def outcome(exercise):
    """Return the status; of a failed exercise the lost items, each with its named mistake where it has one."""
    if exercise["status"] != "failed":
        return exercise["status"]
    lost = [item for item in exercise["items"] if item["status"] != "passed"]
    return {item["name"]: item["misconception"] or item["status"] for item in lost}


def points(report):
    return f"{report['score']:g} / {report['max_score']:g}"


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample_class")
    return grade(folder), folder


@pytest.fixture(scope="module")
def reports(graded):
    return {report["submission"]: report for report in read_reports(graded[1])}


def test_grading_thirty_messy_submissions_ends_well_and_prints_no_traceback(graded):
    done, _ = graded
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_thirty_submissions_give_thirty_reports_and_thirty_rows(graded, reports):
    with (graded[1] / "grades.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert list(reports) == list(EXPECTED)
    assert len(reports) == len(rows) == 30
    assert {row["submission"]: float(row["score"]) for row in rows} == {n: r["score"] for n, r in reports.items()}


@pytest.mark.parametrize("name", EXPECTED)
def test_submission_gets_the_marks_and_the_named_mistakes_it_deserves(name, reports):
    assert marks(reports[name]) == EXPECTED[name]


def test_mistakes_named_in_error_are_as_few_as_is_known():
    assert {place: EXPECTED[place[0]][place[1]].get(place[2]) for place in UNDESERVED} == UNDESERVED


def test_what_cannot_be_run_costs_only_itself(reports):
    kinds = {"error", "timeout", "crashed", "refused"}
    found = Counter((name, exercise["status"]) for name, r in reports.items() for exercise in r["exercises"])
    assert {stopped: count for stopped, count in found.items() if stopped[1] in kinds} == STOPPED


def test_readme_lists_every_submission_with_its_marks(reports):
    rows = [(name, said) for _, name, said in ROW.findall(README.read_text(encoding="utf-8"))]
    assert [name for name, _ in rows] == sorted(child.name for child in CLASS.iterdir() if child.name[0] not in "._")
    assert [said for _, said in rows] == [points(report) for report in reports.values()]


def test_no_editor_has_repaired_the_awkward_files():
    windows, korean = (CLASS / "dubois_chloe.py").read_bytes(), (CLASS / "kim_minjun/information.py").read_bytes()
    assert windows.count(b"\r\n") == windows.count(b"\n") > 0
    assert "Chloé" in windows.decode("cp1252")
    assert "김민준" in korean.decode("cp949")
    assert all(path.read_bytes().startswith(b"\xef\xbb\xbf") for path in (CLASS / "svensson_erik").glob("*.py"))
    assert not zipfile.is_zipfile(CLASS / "kowalski_piotr.zip")
    with zipfile.ZipFile(CLASS / "nguyen_linh.zip") as archive:
        assert any(name.startswith("__MACOSX/") for name in archive.namelist())
        assert len({entry.date_time for entry in archive.infolist()}) == 1


def rewrite():
    with tempfile.TemporaryDirectory() as folder:
        done = grade(folder)
        assert done.returncode == 0, done.stderr
        reports = read_reports(Path(folder))
    students = []
    for report in reports:
        lines = [f"    {json.dumps(key)}: {json.dumps(value)}" for key, value in marks(report).items()]
        students.append(f"  {json.dumps(report['submission'], ensure_ascii=False)}: {{\n" + ",\n".join(lines) + "\n  }")
    TABLE.write_text("{\n" + ",\n".join(students) + "\n}\n", encoding="utf-8")
    said = iter(reports)
    table = ROW.sub(lambda row: f"{row[1]} {points(next(said))} |", README.read_text(encoding="utf-8"))
    README.write_text(table, encoding="utf-8")


if __name__ == "__main__":
    rewrite()
