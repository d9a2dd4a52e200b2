"""What the machine is and does while something is measured: commands, their time and memory, and who else is busy."""

from __future__ import annotations

import os
import platform
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import psutil


class CommandFailed(Exception):
    """A command that is measured did not do its work; the message says what it said."""


def run(command: Sequence[object], *, cwd: Path, env: Mapping[str, str] | None = None, may_fail: bool = False) -> float:
    """Run a command, and return its seconds.

    Raises
    ------
    CommandFailed
        If it does not exit with 0, unless it may.
    """
    words = [str(word) for word in command]
    start = time.perf_counter()
    done = subprocess.run(words, cwd=cwd, env=env, capture_output=True, text=True, errors="replace", check=False)
    seconds = time.perf_counter() - start
    if done.returncode and not may_fail:
        raise CommandFailed(
            f"{' '.join(words)}: exit status {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-4000:]}"
        )
    return seconds


# ---------------------------------------------------------------- memory


def memory_of(process: psutil.Process) -> int:
    """Return the bytes of one process, of what it shares its share where the system tells; 0 when it has ended."""
    for ask in (process.memory_full_info, process.memory_info):  # the second is allowed of a process that hides
        try:
            asked = ask()
            return int(getattr(asked, "pss", asked.rss))
        except psutil.Error:
            continue
    return 0


class Sampler:
    """Looks at the memory of a process and all below it, again and again, by role.

    Parameters
    ----------
    pid : int
    role_of : callable, optional
        Names the role of a process.
    interval : float
        Seconds between two looks.
    """

    def __init__(
        self, pid: int, role_of: Callable[[psutil.Process], str] = lambda _: "all", interval: float = 0.1
    ) -> None:
        self.root = psutil.Process(pid)
        self.role_of = role_of
        self.interval = interval
        self.seen: list[tuple[float, Counter[str]]] = []
        self.is_over = threading.Event()
        self.thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Sampler:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.is_over.set()
        self.thread.join()

    def _look(self) -> None:
        start = time.monotonic()
        while not self.is_over.wait(self.interval):
            found: Counter[str] = Counter()
            try:
                processes = [self.root, *self.root.children(recursive=True)]
            except psutil.Error:
                return
            for process in processes:
                try:
                    found[self.role_of(process)] += memory_of(process)
                except psutil.Error:
                    continue
            self.seen.append((time.monotonic() - start, found))

    def peak(self, role: str = "") -> float:
        """Return the largest sum ever seen, in MB: of one role, or of all."""
        return max((found[role] if role else found.total() for _, found in self.seen), default=0) / 1e6


def peak_memory(command: Sequence[object], *, cwd: Path, env: Mapping[str, str] | None = None) -> float:
    """Run a command that may fail, and return the peak of its tree of processes in MB."""
    words = [str(word) for word in command]
    with (
        subprocess.Popen(words, cwd=cwd, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process,
        Sampler(process.pid, interval=0.02) as sampler,
    ):
        process.wait()
    return sampler.peak()


# ---------------------------------------------------------------- who else is busy

AT_REST = 3.0  # seconds without work of ours, in which the others' is seen


class Watch:
    """Tells what the machine does beside what is measured; to be made before anything of ours runs."""

    def __init__(self) -> None:
        self.load, self.busy = os.getloadavg(), busy_cores()
        self.start, self.others = time.monotonic(), seconds_of_others()

    def __str__(self) -> str:
        """Say it, when nothing of ours runs any more."""
        seconds, load, busy = time.monotonic() - self.start, os.getloadavg(), busy_cores()
        used = seconds_of_others()
        used.subtract(self.others)
        names = [f"{name} {spent:.0f} s" for name, spent in used.most_common(3) if spent > 0.01 * seconds]
        return (
            f"{platform.system()}, {os.cpu_count()} cores, Python {platform.python_version()}; "
            f"{seconds / 60:.0f} minutes.\n"
            f"Load {load_text(self.load)} before, {load_text(load)} after.\n"
            f"Others kept {self.busy:.2f} cores busy in the {AT_REST:g} s before, {busy:.2f} in those after;\n"
            f"longest at work meanwhile: {', '.join(names) or 'nobody for more than 1 % of the time'}."
        )


def load_text(load: tuple[float, float, float]) -> str:
    return " / ".join(f"{value:.1f}" for value in load)


def busy_cores() -> float:
    """Look, for a while, how many cores work."""
    before = busy_seconds()
    time.sleep(AT_REST)
    return (busy_seconds() - before) / AT_REST


def busy_seconds() -> float:
    """Return the seconds that all cores together have worked."""
    times = psutil.cpu_times()
    return float(times.user + times.nice + times.system + getattr(times, "irq", 0.0) + getattr(times, "softirq", 0.0))


def seconds_of_others() -> Counter[str]:
    """Return the seconds of work of each running process that is not of this benchmark."""
    found: Counter[str] = Counter()
    ours = {process.pid for process in [psutil.Process(), *psutil.Process().children(recursive=True)]}
    for process in psutil.process_iter(["pid", "name", "cpu_times"]):
        if process.info["pid"] not in ours and process.info["cpu_times"]:
            found[f"{process.info['name']} ({process.info['pid']})"] += sum(process.info["cpu_times"][:2])
    return found
