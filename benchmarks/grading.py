"""Judge the commonest ways in which people write the exercises, and write docs/grading.md's table of marks.

``python -m benchmarks.grading`` needs a few seconds; a test holds the table against it. The implementations are written
for this table, in the manner of lecture notes, textbooks, libraries and forums; they are no measure of anything unseen.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path

from autograder.bank.union import public_key
from autograder.isolation.job import limits_of
from autograder.isolation.runner import Runner
from autograder.judging.submission import Submission
from autograder.report.data import ExerciseReport, judge_to_report
from autograder.report.terminal import out_of, points, words
from benchmarks import habits

PAGE = Path(__file__).parent.parent / "docs" / "grading.md"
BEGIN, END = "<!-- the table below is written by python -m benchmarks.grading -->", "<!-- end of the table -->"


def judge_all() -> Iterator[tuple[str, str, ExerciseReport]]:
    """Yield each implementation's exercise, what it is in words, and its report."""
    key = public_key()
    with Runner() as runner:
        for name, function in vars(habits).items():
            if not inspect.isfunction(function):
                continue
            exercise, _, _ = name.partition("__")
            source = inspect.getsource(function).replace(name, exercise, 1)
            submission = Submission(name, {f"{exercise}.py": f"import numpy as np\n\n\n{source}".encode()})
            report = judge_to_report(submission, key, runner, str, limits_of(5.0), key.meant(exercise))
            yield exercise, function.__doc__ or "", report["exercises"][0]


def table() -> str:
    """Write the table."""
    lines = ["| exercise | written as | mark | lost | why |", "|---|---|---|---|---|"]
    for exercise, in_words, report in judge_all():
        lost = [item for item in report["items"] if item["status"] == "failed"]
        names = ", ".join(f"{words(item['name'])} ({points(item['max_score'])})" for item in lost)
        if lost and lost[0]["name"] == "basics":
            names = "basics, and so all"
            lost = lost[:1]
        why = "; ".join(dict.fromkeys(filter(None, (item["title"] or item["hint"] for item in lost))))
        cells = (exercise, in_words, out_of(report), names or "nothing", why)
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines)


def page() -> str:
    """Return docs/grading.md with today's table."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{table()}\n\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
