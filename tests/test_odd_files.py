"""Everything that arrives is read, or named: a row each, and a sentence with the way out, never Python's alone."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest
from classroom import grade, lines_of, write_key
from odd_files import CODE, FOLDER, NAMED, READ, zipped

from autograder.classroom.grades import read_table
from autograder.classroom.results import Results
from autograder.judging.submission import read_submission

HANDED_IN = {
    **{f"read-{name}": case for name, case in READ.items()},
    **{f"named-{n}": case for n, case in NAMED.items()},
}
WAY_OUT = re.compile(
    r"hand (?:it |them )?in|write |save |type |take |keep |close |use |change |correct |must have the names"
    r"|must be entropy|nothing is written yet"
)


def lay_out(folder: Path, case: tuple[str, bytes] | FOLDER) -> None:
    folder.mkdir(parents=True)
    for name, data in case.items() if isinstance(case, dict) else [case]:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


@pytest.fixture(scope="module", params=["public", "hidden"])
def graded(request, tmp_path_factory):
    """Grade all of it as one class; return rows and reports by student, and whether the key is hidden."""
    folder = write_key(tmp_path_factory.mktemp(request.param), hidden=request.param == "hidden")
    for name, (case, _) in HANDED_IN.items():
        lay_out(folder / "class" / name, case)
    results = grade(folder)
    rows = {row["submission"]: row for row in read_table(results / "grades.csv")}
    reports = lines_of(Results(results).student_reports)
    return rows, {report["submission"]: report for report in reports}, request.param


def test_everybody_has_a_row(graded):
    rows, reports, _ = graded
    assert sorted(rows) == sorted(reports) == sorted(HANDED_IN)


@pytest.mark.parametrize("name", READ)
def test_it_is_read_and_what_was_odd_is_said(graded, name):
    rows, reports, key = graded
    (exercise,) = [one for one in reports[f"read-{name}"]["exercises"] if one["name"] == "entropy"]
    assert exercise["status"] == "passed", exercise["message"]
    said = " ".join([*reports[f"read-{name}"]["remarks"], exercise["message"] or ""])
    if READ[name][1] and not (key == "hidden" and "read as" in READ[name][1]):
        assert READ[name][1] in said
        assert READ[name][1].removesuffix(".") in rows[f"read-{name}"]["remarks"]
        assert all(remark in rows[f"read-{name}"]["remarks"] for remark in reports[f"read-{name}"]["remarks"])
    elif key == "public":
        assert said.strip() == ""


@pytest.mark.parametrize("name", NAMED)
def test_it_is_named_with_the_way_out(graded, name):
    rows, reports, key = graded
    remark = rows[f"named-{name}"]["remarks"]
    assert float(rows[f"named-{name}"]["entropy"]) == 0.0
    messages = [one["message"] or "" for one in reports[f"named-{name}"]["exercises"]]
    assert WAY_OUT.search(f"{remark} {' '.join(messages)}"), remark
    if key == "public":
        assert NAMED[name][1] in f"{remark} {' '.join(messages)}"
        assert remark


def test_a_hidden_key_lets_a_child_choose_no_word(graded):
    _, reports, key = graded
    if key == "public":
        return
    for name in ("curly-quotes", "full-width", "name-with-words", "method", "module-not-there", "fails-when-run"):
        text = json.dumps([one["message"] for one in reports[f"named-{name}"]["exercises"]], ensure_ascii=False)
        assert not re.search(r"“|\uff08|my_entropy|of A\b|helpers|ZeroDivision|line \d", text), text


BESIDE = {
    "the-same-twice": ({"hw.py": CODE, "hw.zip": zipped({"hw.py": CODE})}, ["hw.py", "hw.zip/hw.py"]),
    "the-same-text": ({"hw.py": CODE, "hw.py.txt": CODE}, ["hw.py"]),
    "an-older-text": ({"hw.py": CODE, "hw.py.txt": b"def f(): pass\n"}, ["hw.py", "hw.py.txt"]),
    "a-backup": ({"hw.py": CODE, "hw.py~": b"def entropy(p): return 0\n", "hw.py.orig": b"x = 1\n"}, ["hw.py"]),
    "locks-and-desktop": ({"hw.py": CODE, "~$hw.docx": b"x", "desktop.ini": b"x", "Thumbs.db": b"x"}, ["hw.py"]),
    "decomposed": ({unicodedata.normalize("NFD", "엔트로피.py"): CODE}, ["엔트로피.py"]),
}


@pytest.mark.parametrize(("files", "paths"), BESIDE.values(), ids=BESIDE)
def test_what_lies_beside_code_is_no_second_answer(tmp_path, files, paths):
    lay_out(tmp_path / "alice", files)
    given = read_submission(tmp_path / "alice")
    assert sorted(given.files) == paths
    assert given.problem == ""
