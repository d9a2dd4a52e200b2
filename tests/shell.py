"""Calling the command line, and any other program, in bounded time: what its tests share."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import psutil
from click.testing import CliRunner

from autograder.cli.main import main

ROOT = Path(__file__).parent.parent
RIGHT = (ROOT / "solutions/information/entropy.py").read_text(encoding="utf-8")
PASSED, FAILED, STOPPED = 0, 1, 2  # exit status
PATIENCE = 600.0  # seconds for a program: less than a test has, so that what it said is seen
GRACE = 10.0  # seconds for what is told to end


def finished(
    command: Sequence[object], *, check: bool = False, patience: float = PATIENCE, **options: Any
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end, and return what it said."""
    settings = {"text": True, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    with started(command, **settings) as process:
        out, err = process.communicate(timeout=patience)
    assert not check or process.returncode == 0, err
    return subprocess.CompletedProcess(command, process.returncode, out, err)


@contextlib.contextmanager
def started(command: Sequence[object], **options: Any) -> Iterator[subprocess.Popen[Any]]:
    """Start a program that is gone afterwards, whether the test passes or fails; `Popen` itself waits for it."""
    process = subprocess.Popen([*map(str, command)], **options)
    try:
        yield process
    finally:
        end(process)
        for stream in filter(None, (process.stdin, process.stdout, process.stderr)):
            stream.close()


def end(process: subprocess.Popen[Any]) -> None:
    """Tell a program to end, and end it if it does not: JupyterLab, told while it serves a page, may wait for ever."""
    if process.poll() is not None:  # then its number may be another's
        return
    family = psutil.Process(process.pid).children(recursive=True)
    process.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(GRACE)
    for member in family:
        with contextlib.suppress(psutil.NoSuchProcess):
            member.kill()
    process.kill()
    process.wait(PATIENCE)


def until(is_so: Callable[[], object], seconds: float = 300.0) -> None:
    """Wait for something that happens soon on an idle machine, and in the end on a busy one."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


def losslings(*arguments: object, cwd: Path, flags: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *flags, "-m", "autograder", *map(str, arguments)]
    environment = {name: value for name, value in os.environ.items() if name not in ("LANG", "LC_ALL", "LANGUAGE")}
    return finished(command, cwd=cwd, env=environment)


def called(
    *arguments: object, cwd: Path, language: str = "en", typed: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Call a command in this process: what is slow to import is imported once."""
    with contextlib.chdir(cwd):
        done = CliRunner().invoke(main, [*map(str, arguments)], env={"LANGUAGE": language}, input=typed)
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
