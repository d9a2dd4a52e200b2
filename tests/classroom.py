"""A small class, graded: what the tests of `losslings grade` share.

All of it is judged by a frozen key, a copy of the public one as it once was: a new exercise changes nothing here.
"""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path

from shell import called, losslings

from autograder.bank.exercises import Exercise, find_exercises
from autograder.bank.union import public_key
from autograder.classroom.arrivals.arrival import Part
from autograder.classroom.arrivals.arriving import open_class
from autograder.judging.key import Key

__all__ = ["losslings"]

DATA = Path(__file__).parent / "data"
FROZEN_KEY, FROZEN_BANK = DATA / "frozen_key.jsonl", DATA / "frozen_bank"
RIGHT = (FROZEN_BANK / "solutions/information/entropy.py").read_text(encoding="utf-8")
WRONG = "def entropy(p):\n    return 0.0\n"
FEW = ("surprise", "entropy")
WRITTEN = (
    "results.jsonl",
    "digests.jsonl",
    "evidence.jsonl",
    "grades.csv",
    "marks.json",
)  # the same bytes in every run; run.json has a date beside
SECONDS = 3  # for one exercise: the honest ones here need a hundredth of it, and a loop makes a test wait for all of it

LIBRARIES = {"autograder", "click", "numpy", "psutil", "rich", "sitecustomize", "usercustomize"}
NAMES = sorted(sys.stdlib_module_names | LIBRARIES)  # that a student's file may have
FORMS = {"flat": "{}.py", "folder": "{}/__init__.py"}

# Behind the kernel's walls nothing is to be seen of what student code does; for pages a file is loaded once more.
WATCHED = ("--isolation", "basic", "--no-pages")


def frozen_key() -> Key:
    return Key.load(FROZEN_KEY)


@cache
def exercises_that_ship() -> list[Exercise]:
    """List today's exercises, found once in a process: to put them in order, every spec is loaded."""
    return find_exercises()


def key_that_ships() -> Key:
    """Return today's key of the exercises that the frozen one has too: what an author adds need not be so rich."""
    return public_key().part(frozen_key().lines)


def grade(folder: Path, *options: object, into: str = "results", pages: bool = False) -> Path:
    """Grade ``folder/class`` with a key of two exercises: the command, called in this process.

    By one worker, unless more are asked for: each takes longer to start than a few submissions take.
    """
    command = ["grade", "class", "-o", into, "--key", "key.jsonl", "--time-limit", SECONDS, *options]
    command += [] if pages else ["--no-pages"]
    command += [] if {"--workers", "--dask"} & set(options) else ["--workers", 1]
    done = called(*command, cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    return folder / into


def write_class(folder: Path, students: dict[str, str]) -> Path:
    for name, source in students.items():
        path = folder / "class" / name / "entropy.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
    return folder


def find_submissions(folder: Path) -> list[tuple[str, list[Part]]]:
    """List the members of a class in a folder, each with what was handed in."""
    with open_class(folder) as arrival:
        return [(member.id, list(member.parts)) for member in arrival.members]


def lines_of(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def scores(results: Path) -> dict[str, float]:
    return {report["submission"]: report["score"] for report in lines_of(results / "results.jsonl")}


def write_key(folder: Path, hidden: bool = False) -> Path:
    Key(hidden, frozen_key().part(f"information/{name}" for name in FEW).lines).save(folder / "key.jsonl")
    return folder


def write_modules(folder: Path, form: str, mark: Path) -> None:
    """Write a file named like each module: imported outside the cage, it leaves a mark."""
    for name in NAMES:
        path = folder / FORMS[form].format(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"open({str(mark)!r}, 'a').write({name + chr(10)!r})\n", encoding="utf-8")


def run_of(results: Path) -> dict:
    """Read what ``run.json`` says, but for what differs between two runs of one class."""
    run = json.loads((results / "run.json").read_text(encoding="utf-8"))
    return {name: value for name, value in run.items() if name not in ("started", "resumed", "command")}


def assert_same_results(one: Path, other: Path) -> None:
    for name in WRITTEN:
        assert (one / name).read_bytes() == (other / name).read_bytes(), name
    assert run_of(one) == run_of(other)


def logged(folder: Path, name: str, source: str = WRONG) -> str:
    """Write down each time the file is loaded, where it is WATCHED."""
    return f"open({str(folder / name)!r}, 'a').write('x')\n{source}"
