"""``pytest exercises``: a student's own pytest run, in a process of its own."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from shell import finished

from autograder.bank.union import public_key

ROOT = Path(__file__).parent.parent
WRONG = "def entropy(p):\n    return 0.0\n"
UNIT = "exercises/information"
NOT_OURS = ("-p", "no:hypothesispytest", "-p", "no:anyio", "-p", "no:platformdirs")  # a second each time
ITEMS = [item.name for item in public_key().exercise("entropy").items]


def run_pytest(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "--color=no", *NOT_OURS, *arguments]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "LANG", "LC_"))}
    return finished(command, cwd=folder, env=environment)


def write_unit(folder: Path) -> Path:
    """Copy a unit of exercises, with entropy answered right and surprise answered wrong."""
    unit = folder / UNIT
    shutil.copytree(ROOT / UNIT, unit, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "solutions/information/entropy.py", unit)
    (unit / "surprise.py").write_text("def surprise(p):\n    return 0.0\n", encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n")
    return folder


@pytest.fixture
def folder(tmp_path):
    return write_unit(tmp_path)


@pytest.fixture(scope="module")
def unit(tmp_path_factory):
    """Run the whole unit once."""
    folder = write_unit(tmp_path_factory.mktemp("unit"))
    return folder, run_pytest(folder, "-v", "-rs", "--junitxml=out.xml", UNIT)


def write_entropy(folder: Path, source: str) -> None:
    (folder / UNIT / "entropy.py").write_text(source, encoding="utf-8")


def names(done: subprocess.CompletedProcess[str], word: str) -> list[str]:
    return re.findall(rf"^(\S+) {word}", done.stdout, re.MULTILINE)


def test_the_items_of_an_exercise_are_its_tests(unit):
    _, done = unit
    assert names(done, "PASSED") == [f"{UNIT}/entropy.py::{item}" for item in ITEMS]
    assert f"{UNIT}/surprise.py::basics" in names(done, "FAILED")
    assert done.returncode == pytest.ExitCode.TESTS_FAILED
    assert done.stderr == ""


def test_an_unwritten_exercise_is_one_skipped_line(unit):
    folder, done = unit
    unwritten = len(list((folder / UNIT).glob("*.py"))) - 2
    assert len(names(done, "SKIPPED")) == unwritten
    assert "Not written yet." in done.stdout


def test_a_run_with_nothing_but_unwritten_exercises_does_not_look_like_success(folder):
    done = run_pytest(folder, f"{UNIT}/kl_divergence.py")
    assert "1 skipped" in done.stdout
    assert done.returncode == pytest.ExitCode.TESTS_FAILED


def test_nor_does_it_on_two_workers(folder):
    done = run_pytest(folder, "-n", "2", f"{UNIT}/kl_divergence.py")
    assert "1 skipped" in done.stdout
    assert done.returncode == pytest.ExitCode.TESTS_FAILED


def test_a_run_in_which_all_is_passed_succeeds(folder):
    done = run_pytest(folder, f"{UNIT}/entropy.py")
    assert (done.returncode, done.stderr) == (pytest.ExitCode.OK, "")
    assert f"{len(ITEMS)} passed" in done.stdout


SELECTIONS = {
    "by-keyword": (["-v", "-k", "surprise and basics"], ["surprise.py::basics"]),
    "first-failure-only": (["-v", "-x", "-k", "surprise"], ["surprise.py::basics"]),
    "by-node": (["-v", f"{UNIT}/surprise.py::basics"], ["surprise.py::basics"]),
}


@pytest.mark.parametrize(("arguments", "failed"), SELECTIONS.values(), ids=SELECTIONS.keys())
def test_the_usual_options_select_items(folder, arguments, failed):
    done = run_pytest(folder, *arguments)
    assert [name.removeprefix(f"{UNIT}/") for name in names(done, "FAILED")] == failed


def test_last_failed_runs_only_what_failed(folder):
    first = run_pytest(folder, "-v", UNIT)
    second = run_pytest(folder, "-v", "--lf", UNIT)
    assert names(second, "FAILED") == names(first, "FAILED") != []
    assert names(second, "PASSED") == []
    write_entropy(folder, WRONG)
    (folder / UNIT / "surprise.py").write_text((ROOT / "solutions/information/surprise.py").read_text())
    assert names(run_pytest(folder, "-v", "--lf", UNIT), "PASSED") == names(first, "FAILED")


def test_junit_xml_holds_every_item_and_what_the_student_reads(unit):
    folder, _ = unit
    cases = list(ET.parse(folder / "out.xml").getroot().iter("testcase"))
    entropy = [case.get("name") for case in cases if case.get("classname") == "exercises.information.entropy"]
    assert entropy == ITEMS
    (failure,) = [
        case.find("failure")
        for case in cases
        if (case.get("classname"), case.get("name")) == ("exercises.information.surprise", "basics")
    ]
    assert "expected" in failure.text
    assert any(case.find("skipped") is not None for case in cases)


# ---------------------------------------------------------------- what runs where

MARKING = "import os, sys\nprint('ran in', os.getpid(), 'pytest' in sys.modules)\n"
OUTSIDE = "import os, sys\nos.write(2, b'ran outside')\nsys.__stderr__ and print('ran', file=sys.__stderr__)\n"


def test_collecting_runs_no_code_of_the_student(folder):
    write_entropy(folder, OUTSIDE + WRONG)
    for arguments in ((UNIT,), (f"{UNIT}/entropy.py",)):
        done = run_pytest(folder, "-s", "--collect-only", "-q", *arguments)
        assert f"{UNIT}/entropy.py::basics" in done.stdout
        assert "ran" not in done.stderr


def test_collecting_what_is_unwritten_is_no_failure(folder):
    assert run_pytest(folder, "--collect-only", f"{UNIT}/kl_divergence.py").returncode == pytest.ExitCode.OK


@pytest.mark.parametrize("argument", [UNIT, f"{UNIT}/entropy.py", f"{UNIT}/entropy.py::basics", "."])
def test_an_exercise_is_never_imported_into_the_process_of_pytest(folder, argument):
    write_entropy(folder, MARKING + WRONG)
    done = run_pytest(folder, argument)
    runs = set(re.findall(r"ran in (\d+) (True|False)", done.stdout))
    assert len(runs) == 1
    assert {imported for _, imported in runs} == {"False"}


ENDINGS = {
    "wrong": "def entropy(p):\n    return 0.0\n",
    "raises": "def entropy(p):\n    return 1 / 0\n",
    "syntax": "def entropy(p):\n    return (\n",
    "null-byte": "def entropy(p): return 0.0\n\0",
    "exits": "raise SystemExit(3)\ndef entropy(p): return 0.0\n",
    "crashes": "import os\ndef entropy(p): os._exit(1)\n",
    "forbidden": "import torch\ndef entropy(p): return 0.0\n",
    "wild-number": "def entropy(p):\n    return 1.7e308\n",
    "too-large": "#" * (1 << 20) + "\ndef entropy(p):\n    return 0.0\n",
}


@pytest.mark.parametrize("source", ENDINGS.values(), ids=ENDINGS.keys())
def test_no_traceback_of_ours_is_shown(folder, source):
    write_entropy(folder, source)
    done = run_pytest(folder, "-W", "error", UNIT, "-k", "entropy and not cross")
    assert done.returncode == pytest.ExitCode.TESTS_FAILED
    assert not re.search(r"Traceback|autograder|INTERNALERROR|\bself\b", done.stdout + done.stderr)
    assert "FAILED exercises/information/entropy.py::basics" in done.stdout


def test_a_broken_exercise_costs_no_other_one(folder):
    write_entropy(folder, ENDINGS["syntax"])
    shutil.copy(ROOT / "solutions/information/surprise.py", folder / UNIT)
    done = run_pytest(folder, "-v", UNIT)
    assert f"{UNIT}/surprise.py::basics" in names(done, "PASSED")
    assert f"{UNIT}/entropy.py::basics" in names(done, "FAILED")


def test_a_failure_says_what_the_command_says(folder):
    done = run_pytest(folder, UNIT, "-k", "surprise and basics")
    command = [sys.executable, "-m", "autograder", "check", "--json", "surprise"]
    text = finished(command, cwd=folder).stdout
    basics = json.loads(text)["exercises"][0]["items"][0]
    for said in (basics["call"], basics["expected"], basics["got"]):
        assert said in done.stdout


# ---------------------------------------------------------------- somebody else's project

MODULE = "log = []\n\ndef entropy(p):\n    '''\n    >>> 1 + 1\n    2\n    '''\n    return p\n"
STRANGERS = {
    "beside-a-test": (["-v"], ["test_it.py::test_it PASSED"]),
    "with-doctests": (
        ["-v", "--doctest-modules"],
        ["entropy.py::entropy.entropy PASSED", "test_it.py::test_it PASSED"],
    ),
    "named-with-doctests": (["-v", "--doctest-modules", "entropy.py"], ["entropy.py::entropy.entropy PASSED"]),
}


@pytest.mark.parametrize(("arguments", "lines"), STRANGERS.values(), ids=STRANGERS.keys())
def test_a_file_of_that_name_in_another_project_is_left_alone(tmp_path, arguments, lines):
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    (tmp_path / "entropy.py").write_text(MODULE)
    (tmp_path / "test_it.py").write_text("import entropy\n\ndef test_it():\n    assert entropy.entropy(3) == 3\n")
    done = run_pytest(tmp_path, *arguments)
    assert done.returncode == pytest.ExitCode.OK, done.stdout
    assert re.findall(r"^\S+ PASSED", done.stdout, re.MULTILINE) == lines


def test_another_project_does_not_pay_for_our_imports(tmp_path):
    (tmp_path / "test_it.py").write_text(
        "import sys\n\ndef test_it():\n    ours = {n for n in sys.modules if n.startswith('autograder')}\n"
        "    cheap = {'bank', 'bank.folder', 'bank.packs', 'pytest_plugin', 'translation'}\n"
        "    cheap |= {'isolation', 'isolation.import_path'}\n"
        "    assert ours <= {'autograder', *(f'autograder.{name}' for name in cheap)}\n"
        "    assert 'numpy' not in sys.modules\n"
    )
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    done = run_pytest(tmp_path)
    assert done.returncode == pytest.ExitCode.OK, done.stdout


# ---------------------------------------------------------------- one mistake, many items

BITS = "import numpy as np\n\n\ndef entropy(p):\n    return -np.sum(p * np.log2(p), axis=-1)\n"


def told(done: subprocess.CompletedProcess[str]) -> dict[str, list[str]]:
    """Return what was said of each item that failed, by its name."""
    body = done.stdout.partition("= FAILURES =")[2].partition("short test summary")[0]
    parts = re.split(r"^_+ entropy: (\w+) _+$", body, flags=re.MULTILINE)
    texts = [[line for line in text.splitlines() if line.strip(" =") and line[:1] != "["] for text in parts[2::2]]
    return dict(zip(parts[1::2], texts, strict=True))


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["alone", "two-workers"])
def test_the_first_failing_item_is_explained_and_the_others_are_a_line_each(folder, workers):
    write_entropy(folder, BITS)
    said = told(run_pytest(folder, *workers, f"{UNIT}/entropy.py"))
    assert sorted(said) == sorted(ITEMS)
    first = said.pop("basics")
    assert first[0].startswith("basics: ")
    assert any("hint" in line for line in first)
    assert all(len(lines) == 1 and lines[0].endswith(": basics") for lines in said.values())


def test_of_the_items_that_are_chosen_the_first_is_explained(folder):
    write_entropy(folder, BITS)
    said = told(run_pytest(folder, UNIT, "-k", "entropy and (shapes or dtypes) and not cross"))
    assert list(said) == ["shapes", "dtypes"]
    assert len(said["shapes"]) > 3
    assert said["dtypes"][0].endswith(": shapes")
