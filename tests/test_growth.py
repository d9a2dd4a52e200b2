"""The bank grows as CONTRIBUTING says: two files an exercise, a declaration a unit, and no other file is edited."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from shell import FAILED, PASSED, ROOT, called, finished

from tests import asked_before

GROWTH = ROOT / "tests/data/growth"
ADDED = ("information/perplexity", "regression/quantile_loss", "dispersion/gini_impurity", "tensors/l1_loss")
TWIN, ELDER = "dispersion/entropy", "information/entropy"
UNITS = """
[[unit]]
folder = "dispersion"
title.en = "Dispersion"

[[unit]]
folder = "tensors"
title.en = "Tensors"
needs = ["torch"]
"""
# Left out in the grown copy: they take long for kernels, servers, walls and time limits, or for processes that they
# start, and ask a frozen bank, one of their own, or the exercises that ship by name.
TAKE_LONG = ("attacks", "class*", "cluster", "interrupted", "isolation*", "nbgrader_*", "sample_class", "walls")
TAKE_LONG += ("build", "cells", "course*", "growth", "notebook", "pytest_plugin", "readme", "start", "torch_exercise")
TAKE_LONG += ("arrivals", "asked_again", "ends", "fairness_of_files", "judge", "ladders", "odd_files")
TAKE_LONG += ("submission", "swapped", "assignment", "cli_words", "compare", "diff", "exceptions", "exports*", "facts")
TAKE_LONG += ("history", "instructor_page", "overview", "pages*", "published", "roster", "typed", "wire")
TAKE_LONG += ("docs_ko", "gradescope_zip", "grading_page", "labs", "new_exercise", "twins", "week")
TAKE_LONG += ("diagnose", "refused_names", "report", "sampled", "schemas", "show")
# It holds the catalogue that ships complete; an author may add the Korean later, `losslings translations` says what.
NEEDS_TRANSLATORS = "tests/test_translation.py::test_every_string_is_translated_and_keeps_its_values"


def python(*words: str, cwd: Path, **options: float) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "LANG", "LC_"))}
    environment["PYTHONPATH"] = str(cwd)
    command = [sys.executable, "-m", *words]
    return finished(command, cwd=cwd, env=environment, **options)


def author(*words: str, cwd: Path) -> str:
    """Run an author's command that must succeed."""
    done = python("autograder", *words, cwd=cwd)
    assert done.returncode == PASSED, done.stdout + done.stderr
    return done.stdout


def add(repository: Path, *exercises: str) -> None:
    for path in (f"{folder}/{one}.py" for folder in ("solutions", "specs", "tests/corpus") for one in exercises):
        if (GROWTH / "bank" / path).exists():
            (repository / path).parent.mkdir(exist_ok=True)
            shutil.copy(GROWTH / "bank" / path, repository / path)


@pytest.fixture(scope="module")
def grown(tmp_path_factory):
    """Copy the repository, add exercises, and make all that is made of them."""
    repository = tmp_path_factory.mktemp("grown") / "repository"
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = finished(command, cwd=ROOT, check=True).stdout.split("\0")
    for name in filter(None, listed):
        if (ROOT / name).is_file():
            (repository / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, repository / name)
    with (repository / "losslings.toml").open("a", encoding="utf-8") as manifest:
        manifest.write(UNITS)
    add(repository, *ADDED)
    shutil.copy(GROWTH / "bank/solutions/dispersion/lesson.md", repository / "solutions/dispersion")
    assert author("build", *ADDED, cwd=repository).endswith("\nfaults: 0\n")
    for command in ("stubs", "key", "notebooks"):
        author(command, cwd=repository)
    return repository


def test_the_tests_that_know_the_bank_know_a_larger_one(grown, monkeypatch, public_key):
    monkeypatch.setenv(asked_before.BEFORE, " ".join(public_key.lines))
    done = python("autograder", "translations", cwd=grown)
    assert done.returncode == FAILED
    assert "Traceback" not in done.stderr
    left_out = ["--ignore=tests/browser", f"--deselect={NEEDS_TRANSLATORS}[bank]"]
    left_out += [f"--ignore={path}" for name in TAKE_LONG for path in grown.glob(f"tests/test_{name}.py")]
    words = ("-q", "-p", "no:cacheprovider", "-p", asked_before.__name__, *left_out)
    done = python("pytest", *words, cwd=grown, patience=1800.0)
    assert done.returncode == pytest.ExitCode.OK, done.stdout[-8000:] + done.stderr


def test_an_exercise_may_have_the_name_of_one_in_another_unit(grown, tmp_path):
    shutil.copytree(grown, tmp_path / "repository")
    repository = tmp_path / "repository"
    add(repository, TWIN)
    assert author("build", TWIN, cwd=repository).endswith("\nfaults: 0\n")
    for command in ("stubs", "key", "notebooks"):
        author(command, cwd=repository)
    for one in (TWIN, ELDER):
        shutil.copy(repository / f"solutions/{one}.py", repository / f"exercises/{one}.py")
        done = python("autograder", "check", one, "--json", cwd=repository)
        (exercise,) = json.loads(done.stdout)["exercises"]
        assert (f"{exercise['unit']}/{exercise['name']}", exercise["status"]) == (one, "passed")


def test_a_pack_that_an_author_writes_is_built_handed_out_and_graded(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    pack, students = shutil.copytree(GROWTH / "pack", tmp_path / "pack"), tmp_path / "class"
    assert called("build", "--bank", pack, cwd=tmp_path).stdout.endswith("\nfaults: 0\n")
    for command in ("stubs", "key", "notebooks"):
        assert called(command, "--bank", pack, cwd=tmp_path).returncode == PASSED
    assert called("bundle", "-o", tmp_path / "bundle", "--pack", pack, cwd=tmp_path).returncode == PASSED
    for student, answer in {"alice": pack / "solutions", "bob": tmp_path / "bundle/exercises"}.items():
        shutil.copytree(answer, students / student)
    done = called("grade", students, "-o", "results", "--pack", tmp_path / "bundle", cwd=tmp_path)
    assert done.returncode == PASSED, done.stdout + done.stderr
    reports = [json.loads(line) for line in (tmp_path / "results/results.jsonl").read_text("utf-8").splitlines()]
    found = {
        report["submission"]: (one["status"], one["score"], one["max_score"])
        for report in reports
        for one in report["exercises"]
        if one["name"] == "brier_score"
    }
    assert found == {"alice": ("passed", 10.0, 10.0), "bob": ("todo", 0.0, 10.0)}
