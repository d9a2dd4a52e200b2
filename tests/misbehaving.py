"""Code that misbehaves, and a way to run it beside an honest function that must not suffer."""

from __future__ import annotations

import numpy as np

from autograder.isolation.job import Answers, Argument, Calls, Job, Limits
from autograder.judging.reasons import sentence, split

HALVES = (Argument(np.array([0.5, 0.5])),)
GOOD = b"def good(p):\n    return p.sum()\n"
IMPORTED = "\ndef bad(p):\n    return 1.0\n"  # follows what a file does while it is loaded


def at_import(body: str) -> str:
    """Write a module in which the statement that defines `bad` does `body` first, and fails with it."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    return f"import os, sys, time\ndef first(f):\n{lines}    return f\n@first{IMPORTED}"


SECONDS = 1.0
LIMITS = Limits(
    SECONDS, 120.0, idle_seconds=SECONDS
)  # for what must be stopped; many children may be started meanwhile
AMPLE = Limits(60.0, 600.0)  # for what ends by itself, however busy the machine is


def calls(*names: str) -> tuple[Calls, ...]:
    return tuple(Calls(name, (HALVES,)) for name in names)


def run(runner, files, *names, limits=LIMITS) -> dict[str, Answers]:
    files = {path: text if isinstance(text, bytes) else text.encode() for path, text in files.items()}
    return runner.run(Job(files, calls(*names), limits))


def run_bad(runner, source, **options) -> Answers:
    """Run a function `bad` and after it, from a file of its own, an honest one: that one must not suffer."""
    answers = run(runner, {"bad.py": source, "good.py": GOOD}, "bad", "good", **options)
    assert answers["good"].outcome == "answered"
    assert answers["good"].observations[0].value == 1.0
    return answers["bad"]


def called(body: str, before: str = "") -> str:
    """Write a module whose function `bad` does `body`."""
    return f"import os, sys, time\n{before}\ndef bad(p):\n" + "".join(f"    {line}\n" for line in body.splitlines())


def sentences(text: str, name: str = "bad") -> str:
    """Write what a child said of a function as its reader sees it."""
    parts = (part if isinstance(part, str) else sentence(part, name, "3.11.7") for part in split(text))
    return " ".join(part if isinstance(part, str) else part.render(str) for part in parts if part)
