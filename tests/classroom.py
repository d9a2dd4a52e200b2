"""A small class, graded: what the tests of `losslings grade` share."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

from click.testing import CliRunner

from autograder.bank.union import public_key
from autograder.cli import main as cli
from autograder.judging.key import Key

RIGHT = (Path(__file__).parent.parent / "solutions/information/entropy.py").read_text(encoding="utf-8")
WRONG = "def entropy(p):\n    return 0.0\n"
FEW = ("surprise", "entropy")


def losslings(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "autograder.cli.main", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=60, check=False)


WATCHED = ("--isolation", "basic")  # behind the kernel's walls nothing is to be seen of what student code does


def grade(folder: Path, *options: str, into: str = "results") -> Path:
    """Grade ``folder/class`` with a key of two exercises: the command, called in this process."""
    with contextlib.chdir(folder), patch.object(cli, "_", str):  # in English, whatever the developer's language
        command = ["grade", "class", "-o", into, "--key", "key.jsonl", "--time-limit", "1", *options]
        done = CliRunner().invoke(cli.main, command, catch_exceptions=False)
    assert (done.exit_code, done.stderr) == (0, "")
    return folder / into


def write_class(folder: Path, students: dict[str, str]) -> Path:
    for name, source in students.items():
        path = folder / "class" / name / "entropy.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
    return folder


def lines_of(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def scores(results: Path) -> dict[str, float]:
    return {report["submission"]: report["score"] for report in lines_of(results / "results.jsonl")}


def write_key(folder: Path, hidden: bool = False) -> Path:
    public = public_key()
    Key(hidden, public.part(one for name in FEW for one in public.ids(name)).lines).save(folder / "key.jsonl")
    return folder


def logged(folder: Path, name: str, source: str = WRONG) -> str:
    """Write down each time the file is loaded, where it is WATCHED."""
    return f"open({str(folder / name)!r}, 'a').write('x')\n{source}"
