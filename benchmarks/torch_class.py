"""What exercises in torch cost: a class of a hundred, one check, one save in watch; and nbgrader beside it.

``python -m benchmarks.torch_class`` writes ``torch_class.md``. Both grade the same functions of the same students on
the same calls; nbgrader's tests ask torch's own losses, as instructors write them. All in turn, again and again.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import numpy as np

from autograder.bank.union import public_key
from autograder.isolation.inside.wire import REQUEST
from autograder.isolation.job import LARGE, Argument
from autograder.isolation.runner import Runner
from autograder.judging.judge import judge
from autograder.judging.key import ExerciseKey
from autograder.judging.submission import Submission
from benchmarks.implementations import Implementation, implementations
from benchmarks.machine import Watch, peak_memory, run
from benchmarks.peers.nbgrader import CONFIG, nbgrader_cell
from benchmarks.peers.notebooks import environment, write_notebook
from benchmarks.torch_floor import Floor

HERE = Path(__file__).parent
UNIT = "torch_losses"
STUDENTS, RIGHT = 100, 0.7  # of them right, as in benchmarks/peers
FEW = 3  # submissions that nbgrader is given at a time
REPETITIONS = 3
NBGRADER = [sys.executable, "-m", "nbgrader"]
HEADER = """
import torch
import torch.nn.functional as F

def check(function, right, calls):
    for arguments, options, number in calls:
        answers = []
        for one in (function, right):
            given = [a.clone() if isinstance(a, torch.Tensor) else a for a in arguments]
            if number is not None:
                given[number].requires_grad_()
            answer = one(*given, **options)
            if number is not None:
                weights = 1 + torch.arange(answer.numel(), dtype=answer.dtype).reshape(answer.shape) / 2
                (answer,) = torch.autograd.grad(answer, given[number], weights)
            answers.append(answer.detach())
        assert answers[0].shape == answers[1].shape
        assert torch.allclose(*answers, rtol=1e-5, atol=1e-6, equal_nan=True)
"""
ENTROPY = """
def entropy(logits):
    p = logits.softmax(-1)
    return -torch.where(p > 0, p * logits.log_softmax(-1), torch.zeros_like(p)).sum(-1)
"""


def exercises() -> list[ExerciseKey]:
    return [one for one in public_key() if one.unit == UNIT]


def draw_class() -> list[dict[str, Implementation]]:
    """Draw answers to all exercises for each student: right ones, or a well-known mistake."""
    rng = np.random.default_rng(14)
    pools = {one.name: list(implementations(one.id)) for one in exercises()}
    students = []
    for _ in range(STUDENTS):
        answers = {}
        for name, pool in pools.items():
            is_right = rng.random() < RIGHT
            some = [one for one in pool if one.is_right == is_right and (is_right or one.hints)]
            answers[name] = some[rng.integers(len(some))]
        students.append(answers)
    return students


def write_class(folder: Path, students: list[dict[str, Implementation]]) -> Path:
    """Hand in a file for each function."""
    for number, answers in enumerate(students):
        for name, answer in answers.items():
            path = folder / f"student-{number:03}" / UNIT / f"{name}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(answer.source)
    return folder


def grade(folder: Path, into: Path, workers: int) -> list[object]:
    options = ["--exercises", UNIT, "--workers", workers, "--isolation", "strict", "--no-pages", "--lang", "en"]
    return [sys.executable, "-m", "autograder", "grade", folder, "-o", into, *options]


# ---------------------------------------------------------------- nbgrader


def literal(argument: object) -> str:
    """Write an argument for a test of nbgrader's."""
    if not isinstance(argument, Argument):
        return repr(argument)
    array = argument.array
    if array.size > LARGE:  # nobody writes these out: numbers between 0 and 1, or labels, are made
        made = "zeros" if array.dtype.kind in "iu" else "rand"
        return f"torch.{made}({array.shape}, dtype=torch.{array.dtype})"
    numbers = np.array2string(array, separator=",", threshold=10**6, floatmode="unique")
    numbers = numbers.replace("nan", "float('nan')").replace("inf", "float('inf')")
    return f"torch.tensor({numbers}, dtype=torch.{array.dtype})"


def test_of(exercise: ExerciseKey) -> str:
    """Write one test of all calls that a built-in answers as the key does."""
    right = "entropy" if exercise.name == "entropy" else f"F.{exercise.name}"
    lines = [ENTROPY.replace("def entropy", "def right")] if exercise.name == "entropy" else [f"right = {right}"]
    calls = [case for case in exercise.cases if case.torch == "" and case.expected.kind == "value"]
    for case in calls:
        options = ", ".join(f"{name!r}: {literal(value)}" for name, value in case.keywords.items())
        given = ", ".join(map(literal, case.args))
        lines.append(f"check({exercise.name}, right, [(({given},), {{{options}}}, {case.gradient!r})])")
    return "\n".join(lines)


def make_course(folder: Path) -> Path:
    """Make nbgrader's assignment."""
    cells = [nbgrader_cell("checks", HEADER)]
    for exercise in exercises():
        solution = (
            f"import torch\ndef {exercise.name}(*a, **k):\n    ### BEGIN SOLUTION\n    pass\n    ### END SOLUTION"
        )
        cells.append(nbgrader_cell(exercise.name, solution, solution=True))
        cells.append(nbgrader_cell(f"{exercise.name}_test", test_of(exercise), 10))
    write_notebook(folder / "source/ps1/torch_losses.ipynb", cells)
    (folder / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
    run([*NBGRADER, "generate_assignment", "ps1", "--create"], cwd=folder, env=environment(sys.executable, folder))
    return folder


def hand_in(course: Path, students: list[dict[str, Implementation]]) -> None:
    release = json.loads((course / "release/ps1/torch_losses.ipynb").read_text(encoding="utf-8"))["cells"]
    for number, answers in enumerate(students):
        cells = [
            {**one, "source": answers[name].source.decode()}
            if (name := one["metadata"]["nbgrader"]["grade_id"]) in answers
            else one
            for one in release
        ]
        write_notebook(course / f"submitted/student-{number:03}/ps1/torch_losses.ipynb", cells)


def nbgrader_seconds(folder: Path, students: list[dict[str, Implementation]]) -> float:
    """Grade one submission, then some more: what the others add is their cost, in seconds each."""
    seconds = []
    for some in (students[:1], students):
        course = Path(tempfile.mkdtemp(dir=folder))
        make_course(course)
        hand_in(course, some)
        command = [*NBGRADER, "autograde", "ps1"]
        seconds.append(run(command, cwd=course, env=environment(sys.executable, course), may_fail=True))
    return (seconds[1] - seconds[0]) / (len(students) - 1)


# ---------------------------------------------------------------- the floor


def floor_seconds(students: list[dict[str, Implementation]], workers: int) -> float:
    """Run a class as barely as can be; return the seconds of one submission."""
    bare = [{name: answer.source for name, answer in answers.items()} for answers in students]
    with closing(Floor([one.calls.inputs[REQUEST.size :] for one in exercises()], workers)) as floor:
        floor.seconds(bare[:10])
        return floor.seconds(bare)


# ---------------------------------------------------------------- one student


def cold_checks(folder: Path) -> list[float]:
    """Time ``losslings check`` of one file, from the command to the prompt; a folder that was there is remembered."""
    times = []
    for number in range(5):
        path = folder / str(number) / UNIT / "mse_loss.py"
        path.parent.mkdir(parents=True)
        path.write_bytes(next(implementations(f"{UNIT}/mse_loss", "right")).source)
        times.append(run([sys.executable, "-m", "autograder", "check", path], cwd=folder / str(number)))
    return times


def warm_verdicts() -> dict[str, float]:
    """Time a verdict where the server stands, as in watch: by exercise, in milliseconds."""
    found = {}
    with Runner("strict") as runner:
        for exercise in exercises():
            key = public_key().part([exercise.id])
            source = next(implementations(exercise.id, "right")).source
            submission = Submission("me", {f"{exercise.id}.py": source})
            judge(submission, key, runner)
            times = []
            for _ in range(10):
                start = time.perf_counter()
                judge(submission, key, runner)
                times.append(1000 * (time.perf_counter() - start))
            found[exercise.name] = statistics.median(times)
    return found


def main() -> None:
    """Measure, and write the table."""
    watch, students = Watch(), draw_class()
    calls = sum(len(one.cases) for one in exercises())
    ours: dict[int, list[float]] = {1: [], 2: []}
    floors: dict[int, list[float]] = {1: [], 2: []}
    theirs: list[float] = []
    with tempfile.TemporaryDirectory(prefix="torch-class-") as name:
        folder = Path(name)
        few = write_class(folder / "few", students[:10])
        every = write_class(folder / "class", students)
        for repetition in range(REPETITIONS):
            for workers, found in ours.items():
                seconds = [
                    run(grade(one, folder / f"results-{repetition}-{workers}-{one.name}", workers), cwd=folder)
                    for one in (few, every)
                ]
                found.append((seconds[1] - seconds[0]) / (STUDENTS - 10))
                floors[workers].append(floor_seconds(students, workers))
                print(f"{workers} workers: {seconds[1]:.1f} s for {STUDENTS}", flush=True)
            first = 1 + repetition * FEW
            theirs.append(nbgrader_seconds(folder, students[first : first + FEW]))
            print(f"nbgrader: {theirs[-1]:.2f} s each", flush=True)
        memory = {
            workers: peak_memory(grade(few, folder / f"memory-{workers}", workers), cwd=folder) for workers in ours
        }
        cold, warm = cold_checks(folder / "student"), warm_verdicts()
    write(watch, calls, ours, floors, theirs, memory, cold, warm)


def write(
    watch: Watch,
    calls: int,
    ours: dict[int, list[float]],
    floors: dict[int, list[float]],
    theirs: list[float],
    memory: dict[int, float],
    cold: list[float],
    warm: dict[str, float],
) -> None:
    """Write ``torch_class.md``, and print it."""
    one, two, peer = (statistics.median(times) for times in (ours[1], ours[2], theirs))
    floor, floor_two = (statistics.median(times) for times in floors.values())
    rows = [
        "# Exercises in torch",
        "",
        f"Made by `python -m benchmarks.torch_class`. {len(exercises())} functions, {calls} calls with values and",
        f"gradients; a class of {STUDENTS}, drawn from `tests/corpus`. Medians of {REPETITIONS} runs, all in turn. A",
        "submission's cost is the difference of two class sizes; loading torch, once a worker, is not in it.",
        "",
        "| | ms a submission | submissions / s | peak memory, MB |",
        "|---|--:|--:|--:|",
        f"| `losslings grade`, strict, 1 worker | {1000 * one:.1f} | {1 / one:.1f} | {memory[1]:.0f} |",
        f"| `losslings grade`, strict, 2 workers | {1000 * two:.1f} | {1 / two:.1f} | {memory[2]:.0f} |",
        f"| bare fork floor, 1 worker | {1000 * floor:.1f} | {1 / floor:.1f} | |",
        f"| bare fork floor, 2 workers | {1000 * floor_two:.1f} | {1 / floor_two:.1f} | |",
        f"| `nbgrader autograde`, tests that ask torch | {1000 * peer:.0f} | {1 / peer:.2f} | |",
        "",
        f"Losslings is {peer / one:.0f} times as fast as nbgrader with one worker, {peer / two:.0f} times with two.",
        f"It takes {one / floor:.1f} times the floor with one worker, {two / floor_two:.1f} times with two. The floor",
        "(`torch_floor.py`) makes each call once, without walls, and looks at no answer.",
        "",
        f"`losslings check` of one file, cold, torch loaded for it: {statistics.median(cold):.2f} s",
        f"({min(cold):.2f} to {max(cold):.2f}). A verdict where the server stands, as in `losslings watch`:",
        "",
        "| exercise | ms |",
        "|---|--:|",
        *(f"| {name} | {milliseconds:.0f} |" for name, milliseconds in warm.items()),
        "",
        str(watch),
    ]
    text = "\n".join(rows) + "\n"
    (HERE / "torch_class.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
