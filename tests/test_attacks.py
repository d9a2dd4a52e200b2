"""A class of attackers: none gets more than it deserves, hurts a neighbour, or leaves anything behind."""

from __future__ import annotations

import csv
import ctypes
import fcntl
import importlib
import io
import json
import os
import re
import resource
import socket
import subprocess
import sys
import threading
import time
import unicodedata
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import psutil
import pytest
from attacks import archives, report_injection, source_text
from attacks.honest import ALL, ENTROPY, SURPRISE
from classroom import write_key
from places import PLACES

from autograder.judging.submission import clean_name

KINDS = {
    kind: importlib.import_module(f"attacks.{kind}")
    for kind in (
        "process",
        "resources",
        "spoofed_results",
        "poisoned_libraries",
        "peeking",
        "forgery",
        "cheating",
        "source_text",
        "report_injection",
        "archives",
    )
}
ZIPS = {f"archives-{name}" for name in archives.ZIPS}
HONEST = {"entropy.py": ENTROPY, "surprise.py": SURPRISE}
BASIC = "basic"
AS_NOTEBOOKS = "as-notebooks"  # here, what is handed in being a cell
TIERS = ("here", AS_NOTEBOOKS, "a-user", "root-in-a-container", BASIC)
# Where the pages are drawn too, for which each file is loaded once more, by the same runner: as a file and as a cell.
WITH_PAGES = TIERS[:2]
# What is text in a file or in a report is the same text in every tier: asked as a file and as a cell.
TEXTS = (source_text, report_injection)
NEAR_THE_CHILD = "files-named-like"  # but these lie beside a child that each tier starts in its own way
SECONDS = 2.0
MINUTE = 60.0
PATIENCE = 15 * MINUTE  # for a class, which takes half a minute alone, and ten beside six busy processes
MEMORY = 300 << 20  # bytes: what the grader itself, or one of its workers, may take


class Attack(NamedTuple):
    """One submission: what is handed in, the points that each function deserves, and its name if that is not its id."""

    id: str
    content: Any
    entropy: float = ALL
    surprise: float = ALL
    name: str = ""

    @property
    def submission(self) -> str:
        return self.name or self.id


def attacks_in(tier: str) -> list[Attack]:
    """List what is handed in: what tiers may differ in, an honest neighbour before each kind of it and after it all."""
    found = [Attack(f"{kind}-", HONEST) for kind in (*KINDS, "zz")]
    for kind, module in KINDS.items():
        if module is archives and tier != TIERS[0]:  # read before any of it runs, the same in every tier
            continue
        for name, content in {**module.ATTACKS, **(module.ONLY_BEHIND_WALLS if tier != BASIC else {})}.items():
            if module in TEXTS and tier not in WITH_PAGES and not name.startswith(NEAR_THE_CHILD):
                continue
            is_lost = module is archives and name in archives.LOST_AS_A_WHOLE
            deserved = module.DESERVES.get(name, 0.0)
            found.append(Attack(f"{kind}-{name}", content, deserved, 0.0 if is_lost else ALL))
    names = report_injection.NAMES if tier == TIERS[0] else {}
    return found + [Attack(f"report_injection-{key}", HONEST, name=name) for key, name in names.items()]


# ---------------------------------------------------------------- what is planted


class Planted(NamedTuple):
    """What attacks aim at."""

    secret: Path
    open_secret: Path
    victim: subprocess.Popen[bytes]
    heard: list[str]
    names: dict[str, object]


@contextmanager
def planted(folder: Path) -> Iterator[Planted]:
    """Put out secrets, listen for calls, start somebody else's process."""
    secret, open_secret, heard = folder / "secret", folder / "open-secret", []
    for path, mode in ((secret, 0o600), (open_secret, 0o644)):
        path.write_text("HUSH", encoding="utf-8")
        path.chmod(mode)
    with ExitStack() as stack:
        victim = subprocess.Popen(["sleep", "600"], env={**os.environ, "SECRET": "HUSH"})
        stack.callback(victim.wait)
        stack.callback(victim.kill)
        port, by_file, by_name = 0, str(folder / "socket"), f"\0losslings-{os.getpid()}-{folder.name}"
        for family, kind, address in (
            (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
            (socket.AF_INET, socket.SOCK_DGRAM, None),
            (socket.AF_UNIX, socket.SOCK_STREAM, by_file),
            (socket.AF_UNIX, socket.SOCK_STREAM, by_name),
        ):
            listener = stack.enter_context(socket.socket(family, kind))
            listener.bind(address or ("127.0.0.1", port))
            port = port or listener.getsockname()[1]
            listener.settimeout(0.1)
            thread = threading.Thread(target=listen, args=(listener, kind, heard))
            thread.start()
            stack.callback(thread.join)
        stack.callback(heard.append, "")  # ends them
        yield Planted(
            secret,
            open_secret,
            victim,
            heard,
            {
                "SECRET": str(secret),
                "OPEN_SECRET": str(open_secret),
                "KEY": str(folder / "key.jsonl"),
                "CLASSMATE": str(folder / "class/forgery-/entropy.py"),
                "RESULTS": str(folder / "results"),
                "ELSEWHERE": [str(folder), str(folder / "class"), "/dev/shm", "/var/tmp"],
                "PORT": port,
                "SOCKET": by_file,
                "ABSTRACT": by_name,
                "VICTIM": victim.pid,
            },
        )


def listen(listener: socket.socket, kind: int, heard: list[str]) -> None:
    """Write down who calls, until there is an empty entry."""
    if kind == socket.SOCK_STREAM:
        listener.listen()
    while "" not in heard:
        with suppress(TimeoutError):
            _, caller = listener.accept() if kind == socket.SOCK_STREAM else listener.recvfrom(99)
            heard.append(f"{caller}")


def hand_in(folder: Path, attack: Attack, there: Planted, tier: str) -> None:
    """Write a submission, with what it aims at in place of its name."""
    content = attack.content
    if attack.id in ZIPS:
        folder.with_name(f"{folder.name}.zip").write_bytes(content())
        return
    folder.mkdir()
    if callable(content):
        content(folder, there.secret)
        content = HONEST
    files = content if isinstance(content, dict) else {"entropy.py": content}
    for path, source in {"surprise.py": SURPRISE, **files}.items():
        (folder / path).parent.mkdir(exist_ok=True)
        aimed = source if isinstance(source, bytes) else aim(source, there).encode("utf-8", "surrogatepass")
        if tier == AS_NOTEBOOKS and path == "entropy.py" and b"\0" not in aimed:  # Jupyter writes UTF-8
            (folder / "entropy.ipynb").write_text(notebook_of(aimed), encoding="utf-8")
        else:
            (folder / path).write_bytes(aimed)


def notebook_of(source: bytes) -> str:
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "source": source.decode("utf-8", "surrogateescape")}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def aim(source: str, there: Planted) -> str:
    return re.sub(rf"\b({'|'.join(there.names)})\b", lambda found: repr(there.names[found[0]]), source)


# ---------------------------------------------------------------- the class is graded


class Graded(NamedTuple):
    """All there is to see after a class was graded: plain data, for the processes that share it."""

    folder: str
    exit_status: int
    seconds: float
    processor_seconds: float
    memory: int
    survivors: list[str]
    victim: str
    heard: list[str]
    written: list[str]
    secrets: list[str]
    left: list[str]

    @property
    def told(self) -> dict[str, str]:
        """All that was written or printed, but for the pages, which have tests of their own."""
        results = Path(self.folder, "results")
        files = [path for path in results.rglob("*") if path.is_file() and results / "pages" not in path.parents]
        written = [path for path in files if path.suffix != ".html"]
        paths = [*written, *(Path(self.folder, name) for name in ("stdout", "stderr"))]
        return {path.name: path.read_bytes().decode("utf-8") for path in paths}

    @property
    def reports(self) -> dict[str, Any]:
        return reports_in(Path(self.folder, "results/results.jsonl"))


@cache
def reports_in(path: Path) -> dict[str, Any]:
    lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    return {report["submission"]: report for report in map(json.loads, lines)}


@pytest.fixture(scope="module")
def graded(request, tmp_path_factory):
    """Grade the class of a tier, once for all processes that run tests."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    folder = shared / f"attacks-{request.param}"
    with (shared / f"attacks-{request.param}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "graded").exists():
            folder.mkdir()
            seen = run_class(write_key(folder), request.param)
            (folder / "graded").write_text(json.dumps(seen), encoding="utf-8")
    return Graded(*json.loads((folder / "graded").read_text(encoding="utf-8")))


def run_class(folder: Path, tier: str) -> Graded:
    for name in ("class", "tmp"):
        (folder / name).mkdir()
    with planted(folder) as there:
        for attack in attacks_in(tier):
            hand_in(folder / "class" / attack.submission, attack, there, tier)
        before, start, computed = everything_in(there), time.monotonic(), processor_seconds()
        exit_status, memory, survivors = watched(folder, tier)
        secrets = (there.secret, there.open_secret)
        seen = Graded(
            str(folder),
            exit_status,
            time.monotonic() - start,
            processor_seconds() - computed,
            memory,
            survivors,
            psutil.Process(there.victim.pid).status(),
            list(there.heard),
            sorted(everything_in(there) - before),
            [f"{path.read_text(encoding='utf-8')} {path.stat().st_mode & 0o777:o}" for path in secrets],
            [path.name for path in (folder / "tmp").iterdir()],
        )
    subprocess.run(["rm", "-rf", str(folder / "class"), str(folder / "tmp")], check=True)  # too deep for pytest
    return seen


def processor_seconds() -> float:
    """Return how long all processes have computed that were started here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def everything_in(there: Planted) -> set[str]:
    """List the folders that nobody may write to, but the grader into its results."""
    ours, *public = map(Path, there.names["ELSEWHERE"])
    found = [*ours.iterdir(), *(path for place in public for path in place.iterdir() if "losslings" in path.name)]
    return {str(path) for path in found} - {str(ours / name) for name in ("results", "stdout", "stderr")}


def watched(folder: Path, tier: str) -> tuple[int, int, list[str]]:
    """Grade the class; tell how it ended, the memory that it took, and the processes that outlived it."""
    command = [sys.executable, "-m", "autograder.cli.main", "grade", "class", "-o", "results", "--key", "key.jsonl"]
    command += ["--time-limit", f"{SECONDS}", "--isolation", BASIC if tier == BASIC else "strict", "--workers", "2"]
    command += [] if tier in WITH_PAGES else ["--no-pages"]
    place = PLACES[tier][0] if tier in PLACES else []
    environment = {**os.environ, "TMPDIR": str(folder / "tmp"), "LANG": "C.UTF-8", "SECRET": "HUSH"}
    before = psutil.Process().children()
    adopt_orphans(True)
    try:
        with (folder / "stdout").open("wb") as stdout, (folder / "stderr").open("wb") as stderr:
            grader = subprocess.Popen([*place, *command], cwd=folder, stdout=stdout, stderr=stderr, env=environment)
            memory = highest_memory(grader)
        new = [child for child in psutil.Process().children() if child not in before]  # a test's browser is not ours
        left = [*new, *(below for child in new for below in family(child))]
        _, survivors = psutil.wait_procs(left, timeout=30.0)  # what was killed may need a moment to go
        named = [str(survivor.cmdline()) for survivor in survivors]
        for survivor in survivors:
            survivor.kill()
        psutil.wait_procs(survivors, timeout=30.0)
    finally:
        adopt_orphans(False)
    return grader.returncode, memory, named


def family(process: psutil.Process) -> list[psutil.Process]:
    with suppress(psutil.NoSuchProcess):
        return process.children(recursive=True)
    return []


def adopt_orphans(adopts: bool) -> None:
    """Become the parent of every process below that loses its own, or no longer."""
    assert ctypes.CDLL(None).prctl(36, int(adopts), 0, 0, 0) == 0  # PR_SET_CHILD_SUBREAPER


def highest_memory(grader: subprocess.Popen[bytes]) -> int:
    """Wait for the grader; return the most that it or one of its workers had in memory."""
    most, deadline = 0, time.monotonic() + PATIENCE
    while grader.poll() is None:
        if time.monotonic() > deadline:
            grader.kill()
        with suppress(psutil.Error, OSError):
            for process in (psutil.Process(grader.pid), *psutil.Process(grader.pid).children()):
                status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
                most = max([most, *(int(number) << 10 for number in re.findall(r"VmHWM:\s+(\d+)", status))])
        time.sleep(0.5)  # a look at all processes costs something, and the kernel keeps the highest for the next one
    return most


# ---------------------------------------------------------------- what holds

EVERY = [(tier, attack) for tier in TIERS for attack in attacks_in(tier)]
IDS = [f"{tier}-{attack.id}" for tier, attack in EVERY]
in_every_tier = pytest.mark.parametrize("graded", TIERS, indirect=True, scope="module")
behind_walls = pytest.mark.parametrize("graded", [t for t in TIERS if t != BASIC], indirect=True, scope="module")


@pytest.mark.parametrize(("graded", "attack"), EVERY, ids=IDS, indirect=["graded"], scope="module")
def test_each_function_gets_the_points_that_it_deserves(graded, attack):
    report = graded.reports[clean_name(attack.submission)]
    points = {exercise["name"]: exercise["score"] for exercise in report["exercises"]}
    assert points == {"surprise": attack.surprise, "entropy": attack.entropy}, report["exercises"]


@in_every_tier
def test_the_grader_ends_as_ever(graded):
    assert (graded.exit_status, graded.told["stderr"]) == (0, "")


@in_every_tier
def test_the_class_is_done_in_time(graded):
    """Nobody holds it up: by the clock with room for a busy machine, in what it computes as closely as it is known."""
    assert graded.seconds < PATIENCE
    assert graded.processor_seconds < 3 * MINUTE


@in_every_tier
def test_the_grader_itself_takes_no_more_memory_than_it_needs(graded):
    assert graded.memory < MEMORY


@in_every_tier
def test_what_is_told_is_plain_text(graded):
    for name, text in graded.told.items():
        text = text.removeprefix("\ufeff")  # the mark that grades.csv begins with
        unprintable = {letter for letter in text if unicodedata.category(letter)[0] == "C"} - {"\n", "\t"}
        assert not unprintable | ({"\u2028", "\u2029"} & set(text)), name


@in_every_tier
def test_every_line_is_a_report(graded):
    for name in ("results.jsonl", "digests.jsonl"):
        reports = [json.loads(line) for line in graded.told[name].splitlines()]
        assert sorted(report["submission"] for report in reports) == sorted(graded.reports)


@in_every_tier
def test_the_gradebook_holds_no_formula(graded):
    rows = list(csv.reader(io.StringIO(graded.told["grades.csv"].removeprefix("\ufeff"))))
    assert len(rows) == len(graded.reports) + 1
    assert not [cell for row in rows for cell in row if cell[:1] and cell[0] in "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"]


@behind_walls
def test_no_secret_is_told_and_no_wall_was_passed(graded):
    told = {**graded.told, "evidence.jsonl": without_sources(graded.told["evidence.jsonl"])}
    assert not re.findall("HUSH|ESCAPED.{,200}", "".join(told.values()))


def without_sources(evidence: str) -> str:
    """Leave out what the students themselves wrote, which says what it would print."""
    return "\n".join(json.dumps({**json.loads(line), "sources": {}}) for line in evidence.splitlines())


@behind_walls
def test_no_process_survives_and_none_is_hurt(graded):
    assert graded.survivors == []
    assert graded.victim == psutil.STATUS_SLEEPING


@behind_walls
def test_nobody_is_called(graded):
    assert graded.heard == []


@behind_walls
def test_nothing_is_left_and_nothing_changed(graded):
    assert (graded.left, graded.written, graded.secrets) == ([], [], ["HUSH 600", "HUSH 644"])
