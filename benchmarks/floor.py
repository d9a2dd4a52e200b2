"""The floor: a bare fork server, what no autograder that gives each submission a process can be faster than.

It makes the calls of an answer key once, in one child a submission, and compares all answers in one step. It has no
walls, no limits, no second asking and no report, and it does not see an argument that was changed.
"""

from __future__ import annotations

import marshal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path

import numpy as np

from autograder.isolation.job import plain
from autograder.judging.key import ExerciseKey
from autograder.judging.key_case import KeyCase
from benchmarks.floor_server import DIMENSIONS, LENGTH, REFUSED

SERVER = Path(__file__).with_name("floor_server.py")
Item = tuple[str, str]  # an exercise and one of its items


class Sheet:
    """All cases of a key's exercises, and a comparison of all answers to them in one step."""

    def __init__(self, exercises: Iterable[ExerciseKey]) -> None:
        self.exercises = list(exercises)
        self.cases = [case for exercise in self.exercises for case in exercise.cases]
        self.items = [(exercise.name, item.name) for exercise in self.exercises for item in exercise.items]

    @cached_property
    def calls(self) -> bytes:
        """What the server is told: functions and arguments, nothing of what is right."""
        return marshal.dumps(
            [(exercise.name, tuple(map(plain, case.args))) for exercise in self.exercises for case in exercise.cases]
        )

    @cached_property
    def item_of(self) -> np.ndarray:
        """The number of each case's item."""
        return np.repeat(np.arange(len(self.items)), [i.stop - i.first for e in self.exercises for i in e.items])

    @cached_property
    def expected(self) -> tuple[np.ndarray, ...]:
        """Shapes, lengths, numbers, and how near is near enough."""
        values = [expected_numbers(case) for case in self.cases]
        bounds = [case.absolute + case.relative * np.abs(value) for case, value in zip(self.cases, values, strict=True)]
        numbers, allowed = np.concatenate(values), np.concatenate(bounds)
        sizes = np.array([value.size for value in values])
        return np.array([expected_shape(case) for case in self.cases]), sizes, numbers, finite(allowed)

    def passed(self, data: bytes) -> frozenset[Item]:
        """Compare what a child wrote with what is right."""
        expected_shapes, expected_sizes, expected, bounds = self.expected
        head = expected_shapes.size * 4
        shapes = np.frombuffer(data[:head], "<i4").reshape(expected_shapes.shape)
        got, right = np.frombuffer(data[head:]), (shapes == expected_shapes).all(axis=1)
        if not right.all():  # compare what has the right shape
            lengths = np.where(np.arange(DIMENSIONS) < shapes[:, :1], shapes[:, 1:], 1)
            got = got[np.repeat(right, np.where(shapes[:, 0] < 0, 0, lengths.prod(axis=1)))]
            chosen = np.repeat(right, expected_sizes)
            expected, bounds = expected[chosen], bounds[chosen]
        with np.errstate(invalid="ignore"):
            near = (np.abs(got - expected) <= bounds) | (got == expected) | (np.isnan(got) & np.isnan(expected))
        case_of = np.repeat(np.arange(len(right)), np.where(right, expected_sizes, 0))
        failed = {*self.item_of[~right].tolist(), *self.item_of[case_of[~near]].tolist()}
        return frozenset(item for number, item in enumerate(self.items) if number not in failed)


def expected_numbers(case: KeyCase) -> np.ndarray:
    value = case.expected.value
    return np.zeros(0) if value is None else value.astype(float).ravel()


def expected_shape(case: KeyCase) -> tuple[int, ...]:
    """Write a shape as the server does: how many dimensions, and then that many lengths."""
    value = case.expected.value
    shape = (REFUSED,) if value is None else (value.ndim, *value.shape)
    return (*shape, *(0,) * (1 + DIMENSIONS - len(shape)))


def finite(bounds: np.ndarray) -> np.ndarray:
    """Let nothing be near to infinity."""
    return np.where(np.isfinite(bounds), bounds, 0.0)


class Server:
    """One server, and the pipe to it."""

    def __init__(self, sheet: Sheet) -> None:
        command = [sys.executable, "-I", str(SERVER)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.sheet = sheet
        self.send(sheet.calls)

    def send(self, data: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(LENGTH.pack(len(data)) + data)
        self.process.stdin.flush()

    def grade(self, module: bytes) -> frozenset[Item]:
        """Grade one module: sent, run, compared, and its process gone."""
        assert self.process.stdout is not None
        self.send(module)
        (length,) = LENGTH.unpack(self.process.stdout.read(LENGTH.size))
        if not length:
            raise ValueError("a module that cannot be run: the floor is for those that can")
        passed = self.sheet.passed(self.process.stdout.read(length))
        self.process.stdout.read(1)
        return passed

    def grade_all(self, modules: Mapping[str, bytes]) -> dict[str, frozenset[Item]]:
        return {name: self.grade(module) for name, module in modules.items()}

    def close(self) -> None:
        self.process.kill()
        self.process.communicate()


class Floor:
    """One server or more, among which modules are dealt out."""

    def __init__(self, exercises: Iterable[ExerciseKey], workers: int = 1) -> None:
        sheet = Sheet(exercises)
        self.servers = [Server(sheet) for _ in range(workers)]

    def grade(self, modules: Mapping[str, bytes]) -> tuple[float, dict[str, frozenset[Item]]]:
        """Grade some modules; return milliseconds for each of them, and the items that each passed."""
        for server in self.servers:
            server.grade(next(iter(modules.values())))  # it has started
        parts = [dict(list(modules.items())[i :: len(self.servers)]) for i in range(len(self.servers))]
        with ThreadPoolExecutor(len(self.servers)) as pool:
            start = time.perf_counter()
            done = list(pool.map(Server.grade_all, self.servers, parts))
            milliseconds = 1000 * (time.perf_counter() - start) / len(modules)
        return milliseconds, {name: passed for part in done for name, passed in part.items()}

    def close(self) -> None:
        for server in self.servers:
            server.close()
