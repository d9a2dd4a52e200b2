"""Nothing that the grader starts imports a student's file, whatever its name and wherever the grader is called."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import chdir
from pathlib import Path

import pytest
from classroom import FORMS, NAMES, RIGHT, WRONG, frozen_key, scores, write_class, write_key, write_modules
from courses import UNIT, answers, marks, new_course
from places import WITHOUT_LANDLOCK
from shell import called, finished

from autograder.classroom import crew
from autograder.classroom.worker import GradingSettings
from autograder.isolation.import_path import OURS, import_path
from autograder.isolation.job import Limits
from autograder.judging.submission import Submission

SCRIPTS = Path(sys.executable).parent


def run(script: str, *arguments: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    everything = {**os.environ, "LANG": "C.UTF-8", "PATH": f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}", **environment}
    return finished([SCRIPTS / script, *arguments], cwd=cwd, env=everything)


@pytest.fixture(scope="module", params=FORMS)
def folder(request, tmp_path_factory):
    """Write a class in which files are named like every module, and one student is honest; and a class of that one."""
    folder = write_key(tmp_path_factory.mktemp(request.param))
    write_modules(write_class(folder, {"alice": RIGHT}) / "class", request.param, folder / "imported")
    write_class(folder / "few", {"alice": RIGHT, "bob": WRONG})
    return folder


FEW = ("../few/class", "--key", "../key.jsonl")
# The working folder is the class's: what is called there.
DOORS = {
    "grade-with-two-workers": ("losslings", "grade", ".", "-o", "../all", "--key", "../key.jsonl", "--workers", "2"),
    "grade-with-one-worker": ("losslings", "grade", *FEW, "-o", "../one", "--workers", "1"),
    "grade-in-basic": ("losslings", "grade", *FEW, "-o", "../basic", "--isolation", "basic"),
    "check": ("losslings", "check", "alice/entropy.py"),
    "doctor": ("losslings", "doctor"),
    "pytest": ("pytest", "-q", "-p", "no:cacheprovider", "alice/entropy.py"),
}
GRADED = {"../all": {"alice", *NAMES}, "../one": {"alice", "bob"}, "../basic": {"alice", "bob"}}


@pytest.mark.parametrize("command", DOORS.values(), ids=DOORS)
def test_no_door_imports_a_file_of_the_working_folder(folder, command):
    (folder / "imported").unlink(missing_ok=True)
    done = run(*command, cwd=folder / "class")
    assert not (folder / "imported").exists(), (folder / "imported").read_text()
    assert done.returncode == 0, done.stdout + done.stderr
    for results in set(command) & set(GRADED):
        assert set(scores(folder / "class" / results)) == GRADED[results]
        assert scores(folder / "class" / results)["alice"] > 0


def test_such_files_are_imported_by_a_process_that_is_started_otherwise(folder):
    """What the test above looks for is there to be seen."""
    subprocess.run([sys.executable, "-c", "import statistics, sched"], cwd=folder / "class", check=False)
    assert (folder / "imported").exists()


def test_no_door_of_a_course_imports_a_file_that_was_handed_in(tmp_path):
    """nbgrader puts the working folder first, and the grader may be called in a student's."""
    mark, course = tmp_path / "imported", new_course(tmp_path / "course", {"alice": answers(), "bob": answers()})
    within = {form: course / "submitted" / who / UNIT for who, form in zip(("alice", "bob"), FORMS, strict=True)}
    for form, folder in within.items():
        write_modules(folder, form, mark)
    commands = {
        "nbgrader": (course, "nbgrader", "autograde", UNIT, "--student", "alice"),
        "grade": (within["folder"], "losslings", "grade", "../../..", "--assignment", UNIT, "--workers", 2),
        "course": (within["flat"], "losslings", "course", tmp_path / "new"),
    }
    for name, (cwd, *command) in commands.items():
        done = run(*command, cwd=cwd)
        assert not mark.exists(), (name, mark.read_text())
        assert done.returncode == 0, (name, done.stderr)
        assert sum(marks(course)["alice"]) > 0
    assert sum(marks(course)["bob"]) > 0


# ---------------------------------------------------------------- where modules are looked for


def test_the_working_folder_and_relative_folders_are_left_out_and_nothing_else(tmp_path, monkeypatch):
    (tmp_path / "lib").mkdir()
    absolute = str(tmp_path / "elsewhere")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(["", "lib", absolute]))
    monkeypatch.setattr(sys, "path", ["", str(tmp_path), str(tmp_path / "lib"), absolute, str(OURS), *sys.path[-1:]])
    with chdir(tmp_path):
        assert import_path() == [absolute, str(OURS), *sys.path[-1:]]
    with chdir(OURS):
        assert str(OURS) in import_path()


# ---------------------------------------------------------------- which tier one's own code has

NOT_OURS = ("-p", "no:hypothesispytest", "-p", "no:anyio", "-p", "no:platformdirs")  # a second each time
ASKED = "import autograder\ndef entropy(p):\n    return 0.0\nprint(autograder.check(entropy))\n"
OWN = {
    "check": [SCRIPTS / "losslings", "check", "entropy.py"],
    "hint": [SCRIPTS / "losslings", "hint", "entropy"],
    "pytest": [SCRIPTS / "pytest", "-q", *NOT_OURS, "-p", "no:cacheprovider", "entropy.py"],
    "notebook": [sys.executable, "ask.py"],
}


@pytest.mark.parametrize("command", OWN.values(), ids=OWN)
def test_what_is_judged_without_strict_walls_says_so_in_one_line(tmp_path, command):
    (tmp_path / "entropy.py").write_text(WRONG, encoding="utf-8")
    (tmp_path / "ask.py").write_text(ASKED, encoding="utf-8")
    said = {}
    for place, before in {"here": [], "without": WITHOUT_LANDLOCK}.items():
        (tmp_path / ".losslings.json").unlink(missing_ok=True)  # what is remembered is not judged
        done = subprocess.run([*before, *command], cwd=tmp_path, env={**os.environ, "LANG": "C.UTF-8"},
                              capture_output=True, text=True, timeout=300, check=False)  # fmt: skip
        said[place] = (done.stdout + done.stderr).count("in basic isolation")
    assert said == {"here": 0, "without": 1}


# ---------------------------------------------------------------- a worker that cannot start


@pytest.mark.parametrize("start", ["raise SystemExit('no such module')", "import os; os._exit(3)"])
def test_a_worker_that_cannot_start_ends_the_run_with_a_line(monkeypatch, start):
    monkeypatch.setattr(crew, "COMMAND", [sys.executable, "-I", "-c", start])
    settings = GradingSettings(False, frozen_key().lines, "en", Limits(), "strict")
    with pytest.raises(crew.NoWorker, match=r"could not be started .(no such module|exit status 3)"):
        list(crew.grade_here([Submission("alice")], settings, 2))


def test_a_worker_that_never_says_a_word_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(crew, "COMMAND", [sys.executable, "-I", "-c", "import time; time.sleep(1000)"])
    monkeypatch.setattr(crew, "START_SECONDS", 0.2)
    monkeypatch.setattr(crew, "PATIENCE", 0.2)
    settings = GradingSettings(False, frozen_key().lines, "en", Limits(), "strict")
    with pytest.raises(crew.NoWorker, match=r"could not be started \(0.2 s\)"):
        list(crew.grade_here([Submission("alice")], settings, 1))


def test_what_cannot_start_is_said_on_the_command_line(tmp_path, monkeypatch):
    write_class(write_key(tmp_path), {"alice": WRONG})
    monkeypatch.setattr(crew, "COMMAND", [sys.executable, "-I", "-c", "raise SystemExit('no such module')"])
    done = called("grade", "class", "-o", "results", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("losslings: a worker process could not be started (no such module)")
    assert len(done.stderr.splitlines()) == 1
