"""What this machine can do, what is missing and how to get it."""

from __future__ import annotations

import importlib.metadata
import platform
import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from autograder.isolation.job import Argument, Calls, Job, Limits
from autograder.translation import N_, LosslingsError, languages

if TYPE_CHECKING:
    from autograder.isolation.runner import Runner

ONE = (Argument(np.zeros(1)),)


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
    from autograder.bank.union import public_key

    try:
        key = public_key()
    except LosslingsError as error:
        return Finding("✗", N_("answer key"), str(error), N_("install losslings again, or run `losslings key`"))
    return Finding("✓", N_("answer key"), f"{len(key.lines)}, {key.digest}")


WAY_TO_STRICT = N_(
    "strict needs Linux 5.13 or newer with Landlock and seccomp (`cat /sys/kernel/security/lsm` lists landlock), which "
    "current Docker and Podman allow; or accept less with --isolation basic"
)
ATTEMPTS = {
    N_("reading files"): "open('/etc/passwd').read()",
    N_("writing files"): "open('/var/tmp/losslings', 'w')",
    N_("the network"): "__import__('socket').create_connection(('127.0.0.1', 9), 0.1)",
    N_("starting programs"): "__import__('os').posix_spawn('/bin/true', ['true'], {})",
    N_("signals to others"): "__import__('os').kill(__import__('os').getppid(), 0)",
}


def isolation() -> Iterator[Finding]:
    """Run code that misbehaves in the best tier that this machine has, and report what is stopped."""
    from autograder.isolation.runner import Runner
    from autograder.isolation.strict import NotStrict

    reason = ""
    if sys.platform == "linux":
        try:
            with Runner("strict") as runner:
                runner.settle()
        except NotStrict as error:
            reason = str(error)
    with Runner() as runner:
        if runner.tier == "strict":
            yield Finding("✓", N_("isolation"), f"strict ({', '.join(runner.walls)})")
        else:
            message = N_("basic: a process of its own; stops accidents, not attacks")
            yield Finding("·", N_("isolation"), message, f"{reason}; {WAY_TO_STRICT}" if reason else WAY_TO_STRICT)
        yield from attempts(runner)
        yield from limits(runner)


def attempts(runner: Runner) -> Iterator[Finding]:
    """Let student code try what it must not do."""
    sources = {f"try_{number}": code for number, code in enumerate(ATTEMPTS.values())}
    source = "".join(f"def {name}(x):\n    {code}\n    return 1.0\n" for name, code in sources.items())
    answers = runner.run(Job({"a.py": source.encode()}, tuple(Calls(name, (ONE,)) for name in sources)))
    for what, name in zip(ATTEMPTS, sources, strict=True):
        answer = answers[name]
        is_stopped = answer.outcome == "answered" and answer.observations[0].kind == "raised"
        found = N_("refused by the kernel") if is_stopped else N_("not refused in this tier")
        yield Finding("✓" if is_stopped else "·" if runner.tier == "basic" else "✗", what, found)


def limits(runner: Runner) -> Iterator[Finding]:
    """Let student code take too much memory, and too much time."""
    loop = b"def loop(x):\n    while True: pass\n"
    hoard = b"import numpy as np\ndef hoard(x):\n    return float(np.ones(1 << 30)[0])\n"
    start = time.perf_counter()
    answer = runner.run(Job({"a.py": hoard}, (Calls("hoard", (ONE,)),), Limits(5.0, 10.0)))["hoard"]
    seconds = time.perf_counter() - start
    stopped = runner.run(Job({"a.py": loop}, (Calls("loop", (ONE,)),), Limits(0.5, 1.0)))["loop"]
    has_limit = answer.outcome == "answered" and answer.observations[0].kind == "raised"
    no_limit = N_("this system does not limit it; a greedy submission can slow the machine down")
    yield Finding("✓" if has_limit else "·", N_("memory limit"), "2 GiB" if has_limit else no_limit)
    is_stopped = stopped.outcome == "timeout"
    yield Finding("✓" if is_stopped else "✗", N_("time limit"), N_("works") if is_stopped else N_("does not work"))
    yield Finding("✓", N_("one submission"), f"{1000 * seconds:.0f} ms")
