"""How long ``losslings watch`` takes from a save to the verdict on the screen, and where the time goes.

``python -m benchmarks.watch`` runs it in a pseudo-terminal, saves as editors do (another file takes the name), and
writes ``watch.md``. Linux and macOS.
"""

from __future__ import annotations

import fcntl
import io
import os
import pty
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path
from queue import SimpleQueue

from rich.text import Text

from autograder.bank.union import public_key
from autograder.isolation.runner import Runner
from autograder.practice.home import Home
from autograder.practice.judging import Desk
from autograder.practice.store import Store
from autograder.practice.watch.checks import Checks
from autograder.practice.watch.events import Checked, Event, Saved
from autograder.practice.watch.files import Files
from autograder.practice.watch.memory import Memory
from autograder.practice.watch.saves import Saves
from autograder.practice.watch.screen import Screen
from autograder.practice.watch.words import Words

SAVES = 50
PAUSE = 0.3  # seconds between two saves: a person reads, and what was begun meanwhile is done
HERE = Path(__file__).parent
SOLUTIONS = HERE.parent / "solutions"
SMALL = "information/entropy"


class Pane:
    """A terminal with ``losslings watch`` in it."""

    def __init__(self, folder: Path, name: str) -> None:
        self.parent, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", "LANGUAGE": "en"}
        environment.pop("NO_COLOR", None)
        command = [sys.executable, "-m", "autograder", "watch", name]
        streams = {"stdin": theirs, "stdout": theirs, "stderr": theirs}
        self.process = subprocess.Popen(command, cwd=folder, env=environment, start_new_session=True, **streams)  # type: ignore[call-overload]  # three streams
        os.close(theirs)

    def wait(self, text: str) -> None:
        """Read until a text is written."""
        written, deadline = b"", time.monotonic() + 120
        while text.encode() not in written:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{text!r} did not come: {written[-2000:]!r}")
            if select.select([self.parent], [], [], 0.5)[0]:
                written += os.read(self.parent, 1 << 16)

    def empty(self) -> None:
        """Throw away what has been written so far."""
        while select.select([self.parent], [], [], 0)[0]:
            os.read(self.parent, 1 << 16)

    def close(self) -> None:
        os.write(self.parent, b"q")
        self.process.wait(30)
        os.close(self.parent)


def save(path: Path, text: str) -> float:
    """Save as an editor does; return when."""
    other = path.with_name(f".{path.name}.tmp")
    other.write_text(text, encoding="utf-8")
    start = time.perf_counter()
    other.replace(path)
    return start


def wrong(name: str, number: int) -> str:
    """Write an answer that is wrong in another way each time: its number comes back on the screen."""
    return f"def {name}(*arguments):\n    return {number + 100}.25\n"


def folder_of(exercise: str, folder: Path) -> Path:
    """Set up a student's folder; return the file of the exercise."""
    subprocess.run([sys.executable, "-m", "autograder", "init"], cwd=folder, check=True, capture_output=True)
    return folder / "exercises" / f"{exercise}.py"


def on_the_screen(exercise: str) -> dict[str, list[float]]:
    """Return the seconds from saves to verdicts on the screen, of right and of wrong answers."""
    name = exercise.partition("/")[2]
    right = (SOLUTIONS / f"{exercise}.py").read_text(encoding="utf-8")
    seconds: dict[str, list[float]] = {"right": [], "wrong": []}
    with tempfile.TemporaryDirectory() as folder:
        path = folder_of(exercise, Path(folder))
        pane = Pane(Path(folder), name)
        pane.wait("Nothing is written here yet")
        time.sleep(3)  # until the other exercises are looked at
        for number in range(SAVES):
            for kind, text, awaited in (
                ("wrong", wrong(name, number), f"{number + 100}.25"),
                ("right", f"{right}\n# {number}\n", "Passed"),
            ):
                time.sleep(PAUSE)
                pane.empty()
                start = save(path, text)
                pane.wait(awaited)
                seconds[kind].append(time.perf_counter() - start)
        pane.close()
    return seconds


def parts(exercise: str) -> dict[str, list[float]]:
    """Return the seconds of each part, of right answers, measured in one process."""
    key = public_key()
    right = (SOLUTIONS / f"{exercise}.py").read_text(encoding="utf-8")
    seconds: dict[str, list[float]] = {"noticed": [], "judged": [], "drawn": []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder_of(exercise, folder)
        files, desk = Files(key, Home(folder, folder / "exercises")), Desk(key, str, Store(folder / ".losslings.json"))
        events: SimpleQueue[Event] = SimpleQueue()
        saves, checks = Saves(files.folders, events.put), Checks(desk, events.put)
        words = Words(key, (), "en", str, folder, folder / ".losslings.json", lambda *_: Text())
        memory = Memory(files, str, {})
        os.environ |= {"COLUMNS": "100", "LINES": "40"}
        screen = Screen(Terminal())
        screen.take()
        saves.start()
        checks.start()
        time.sleep(1)
        for number in range(SAVES + 1):
            time.sleep(PAUSE)
            start = save(path, f"{right}\n# {number}\n")
            saved = take(events, Saved)
            noticed = time.perf_counter()
            checks.note(saved.paths)
            checks.ask(exercise)
            verdict = take(events, Checked)
            judged = time.perf_counter()
            memory.keep(verdict)
            screen.show(words.exercise_page(memory, exercise, str(number), 0.0))
            drawn = time.perf_counter()
            if number:  # the first one warms up
                for part, value in zip(seconds, (noticed - start, judged - noticed, drawn - judged), strict=True):
                    seconds[part].append(value)
        saves.stop()
        checks.stop()
    return seconds


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


def take(events: SimpleQueue[Event], kind: type) -> Event:
    """Wait for an event of one kind."""
    while not isinstance(event := events.get(timeout=60), kind):
        pass
    return event


def costliest() -> str:
    """Return the exercise whose right answer takes longest to judge."""
    with tempfile.TemporaryDirectory() as name, Runner() as runner:
        folder = Path(name)
        for path in SOLUTIONS.glob("*/*.py"):
            target = folder / "exercises" / path.relative_to(SOLUTIONS)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
        key, seconds = public_key(), {}
        for _ in range(5):
            desk = Desk(key, str, Store(folder / "none"))
            for exercise in key.lines:
                start = time.perf_counter()
                desk.judge(exercise, runner)
                seconds.setdefault(exercise, []).append(time.perf_counter() - start)
    return max(seconds, key=lambda one: min(seconds[one]))


def row(name: str, values: list[float]) -> str:
    """Write one row of a table: median, 95th percentile and fastest, in milliseconds."""
    ranked = sorted(values)
    p95 = ranked[int(0.95 * len(ranked))]
    return f"| {name} | {1000 * statistics.median(values):.0f} | {1000 * p95:.0f} | {1000 * ranked[0]:.0f} |"


def main() -> None:
    """Measure, print and write the table."""
    lines = ["| save → verdict on the screen | p50 ms | p95 ms | fastest ms |", "|---|---|---|---|"]
    costly = costliest()
    for exercise in (SMALL, costly):
        name = exercise.partition("/")[2]
        lines += [row(f"`{name}`, {kind}", values) for kind, values in on_the_screen(exercise).items()]
    lines += [
        "",
        f"| of which, `{SMALL.partition('/')[2]}`, right | p50 ms | p95 ms | fastest ms |",
        "|---|---|---|---|",
    ]
    lines += [row(part, values) for part, values in parts(SMALL).items()]
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    about = f"Made by `python -m benchmarks.watch`: {SAVES} saves each, {os.cpu_count()} cores, load {load}."
    text = "\n".join([about, "", *lines, ""])
    print(text)
    (HERE / "watch.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
