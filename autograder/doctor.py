"""What this machine can do, what is missing and how to get it."""

from __future__ import annotations

import importlib.metadata
import platform
import sys
import time
from collections.abc import Iterator
from typing import Literal, NamedTuple

from autograder.isolation.job import Argument, Calls, Job, Limits
from autograder.translation import N_, languages


class Finding(NamedTuple):
    """One line of the examination."""

    mark: Literal["✓", "·", "✗"]
    what: str
    found: str
    way_out: str = ""

    @property
    def is_serious(self) -> bool:
        return self.mark == "✗"


def examine() -> Iterator[Finding]:
    """Look at the interpreter, the libraries, the answer key and the isolation, one finding each."""
    yield Finding("✓", "Python", f"{platform.python_version()} ({sys.executable})")
    for name in ("numpy", "pytest"):
        yield library(name, needed=True)
    for name in ("torch", "mpmath", "babel"):
        yield library(name, needed=False)
    yield answer_key()
    yield from isolation()
    yield Finding("✓", N_("languages"), ", ".join(languages()))


def library(name: str, needed: bool) -> Finding:
    try:
        return Finding("✓", name, importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        if needed:
            return Finding("✗", name, N_("not installed"), f"pip install {name}")
        return Finding(
            "·", name, N_("not installed; only authors of exercises need it"), "pip install 'losslings[author]'"
        )


def answer_key() -> Finding:
    from autograder.key import DamagedKey, Key

    try:
        key = Key.load()
    except DamagedKey as error:
        return Finding("✗", N_("answer key"), str(error), N_("install losslings again, or run `losslings key`"))
    return Finding("✓", N_("answer key"), f"{len(key.lines)}, {key.digest}")


def isolation() -> Iterator[Finding]:
    """Run code that misbehaves, and see what it takes to stop it."""
    import numpy as np

    from autograder.isolation.process import Processes

    loop = b"def loop(x):\n    while True: pass\n"
    hoard = b"import numpy as np\ndef hoard(x):\n    return float(np.ones(1 << 30)[0])\n"
    one = (Argument(np.zeros(1)),)
    with Processes() as runner:
        start = time.perf_counter()
        job = Job({"a.py": hoard}, (Calls("hoard", (one,)),), Limits(5.0, 10.0))
        answer = runner.run(job)["hoard"]
        seconds = time.perf_counter() - start
        stopped = runner.run(Job({"a.py": loop}, (Calls("loop", (one,)),), Limits(0.5, 1.0)))["loop"]
    yield Finding("✓", N_("isolation"), N_("basic: a process of its own; stops accidents, not attacks"))
    has_limit = answer.outcome == "answered" and answer.observations[0].kind == "raised"
    no_limit = N_("this system does not limit it; a greedy submission can slow the machine down")
    yield Finding("✓" if has_limit else "·", N_("memory limit"), "2 GiB" if has_limit else no_limit)
    is_stopped = stopped.outcome == "timeout"
    yield Finding("✓" if is_stopped else "✗", N_("time limit"), N_("works") if is_stopped else N_("does not work"))
    yield Finding("✓", N_("one submission"), f"{1000 * seconds:.0f} ms")
