"""Calling the command line: what its tests share."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path

from click.testing import CliRunner

from autograder.cli.main import main

ROOT = Path(__file__).parent.parent
RIGHT = (ROOT / "solutions/information/entropy.py").read_text(encoding="utf-8")
PASSED, FAILED, STOPPED = 0, 1, 2  # exit status


def losslings(*arguments: object, cwd: Path, flags: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *flags, "-m", "autograder", *map(str, arguments)]
    environment = {name: value for name, value in os.environ.items() if name not in ("LANG", "LC_ALL", "LANGUAGE")}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=300, check=False)


def called(*arguments: object, cwd: Path, language: str = "en") -> subprocess.CompletedProcess[str]:
    """Call a command in this process: what is slow to import is imported once."""
    with contextlib.chdir(cwd):
        done = CliRunner().invoke(main, [*map(str, arguments)], env={"LANGUAGE": language})
    assert done.exception is None or isinstance(done.exception, SystemExit), repr(done.exception)
    return subprocess.CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)


def tree(folder: Path) -> dict[str, bytes | None]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")
    }


def assert_stops(done: subprocess.CompletedProcess[str], message: str) -> None:
    assert done.returncode == STOPPED
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("losslings: ")
    assert message in done.stderr


def zip_of(path: Path, files: dict[str, str]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)


def write_student(tmp_path: Path) -> Path:
    """Set up a student's folder: one right answer, one wrong, one stub, and a zip of the right one."""
    unit = tmp_path / "exercises" / "information"
    unit.mkdir(parents=True)
    (unit / "entropy.py").write_text(RIGHT, encoding="utf-8")
    (unit / "surprise.py").write_text("def surprise(p):\n    return 0.0\n", encoding="utf-8")
    (unit / "kl_divergence.py").write_text("def kl_divergence(p, q):\n    ...\n", encoding="utf-8")
    zip_of(tmp_path / "alice.zip", {"hw/entropy.py": RIGHT})
    return tmp_path
