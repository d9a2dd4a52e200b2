"""Grade a class: every submission a job of its own, written down as soon as it is done."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from autograder.grade import grade
from autograder.isolation.job import Answers, Limits
from autograder.isolation.process import Processes
from autograder.judge import judge_to_report
from autograder.key import Key
from autograder.report.data import report
from autograder.submission import Submission, read_group
from autograder.translation import N_, Translate

Report = dict[str, Any]
OUR_FAULT = N_("The grader itself failed on this submission ({error}); nothing was counted, --resume tries again.")


@dataclass(frozen=True)
class Results:
    """The folder a class is graded into.

    ``results.jsonl`` holds a report a line, ``digests.jsonl`` of what each was made: the submission's files, the key,
    the language. A report without its digest is made again.
    """

    folder: Path

    @property
    def reports(self) -> Path:
        return self.folder / "results.jsonl"

    @property
    def digests(self) -> Path:
        return self.folder / "digests.jsonl"

    def start_afresh(self) -> None:
        """Open the folder; what earlier runs left is moved aside, to ``*.old1``, ``*.old2`` and so on."""
        self.folder.mkdir(parents=True, exist_ok=True)
        number = next(i for i in count(1) if not self.reports.with_name(f"{self.reports.name}.old{i}").exists())
        for path in (self.reports, self.digests):
            if path.exists():
                path.replace(path.with_name(f"{path.name}.old{number}"))

    def resume(self) -> dict[str, tuple[Report, Report]]:
        """Open the folder, and return what an earlier run left whole: summary and digest by submission."""
        self.folder.mkdir(parents=True, exist_ok=True)
        made_of = {digest["submission"]: digest for digest in read_lines(self.digests)}
        kept = {
            report["submission"]: (summary(report), made_of[report["submission"]])
            for report in read_lines(self.reports)
            if report["submission"] in made_of
        }
        self.put_in_order(list(kept))
        return kept

    def append(self, report: Report, digest: Report | None) -> None:
        for path, line in ((self.reports, report), (self.digests, digest)):
            if line is not None:
                with path.open("a", encoding="utf-8") as stream:
                    stream.write(json.dumps(line, ensure_ascii=False) + "\n")

    def put_in_order(self, names: Sequence[str]) -> None:
        """Rewrite both files in the order of `names`, others after them, the last line on each.

        A killed run leaves the old file or the new one, never half of it.
        """
        for path in (self.reports, self.digests):
            if not path.exists():
                continue
            places = {line["submission"]: (start, stop) for line, start, stop in read_places(path)}
            draft = path.with_name(path.name + ".new")
            with path.open("rb") as old, draft.open("wb") as new:
                for start, stop in (places[name] for name in dict.fromkeys([*names, *places]) if name in places):
                    old.seek(start)
                    new.write(old.read(stop - start))
            draft.replace(path)


def read_places(path: Path) -> Iterator[tuple[Report, int, int]]:
    """Yield what was written whole, with its place; a line that a killed run left unfinished is not there."""
    start = 0
    with path.open("rb") as stream:
        for line in stream:
            stop = start + len(line)
            try:
                entry = json.loads(line) if line.endswith(b"\n") else None
            except ValueError:
                entry = None
            if isinstance(entry, dict) and "submission" in entry:
                yield entry, start, stop
            start = stop


def read_lines(path: Path) -> Iterator[Report]:
    return (entry for entry, _, _ in read_places(path)) if path.exists() else iter(())


def summary(report: Report) -> Report:
    """Keep of a report what a table of the class shows: memory must not grow with the reports."""
    exercises = [
        {
            **{name: exercise[name] for name in ("name", "status", "score", "message")},
            "items": [
                {"misconception": item["misconception"], "hint": item["hint"]}
                for item in exercise["items"]
                if item["misconception"]
            ],
        }
        for exercise in report["exercises"]
    ]
    return {**{name: report[name] for name in ("submission", "score", "max_score")}, "exercises": exercises}


def grade_class(
    members: Sequence[tuple[str, list[Path]]],
    results: Results,
    key: Key,
    translate: Translate,
    *,
    language: str,
    workers: int,
    limits: Limits,
    resume: bool,
    progress: Callable[[], None] = lambda: None,
) -> list[Report]:
    """Grade every member of a class and write the results.

    Parameters
    ----------
    members : sequence of (str, list of Path)
        Id and files of each submission, see `autograder.submission.find_submissions`.
    results : Results
    key : Key
    translate : callable
    language : str
        Of the reports.
    workers : int
        How many submissions are graded at the same time.
    limits : Limits
    resume : bool
        Keep the reports in `results` whose submission, key and language are still the same.
    progress : callable
        Called once for each submission done.

    Returns
    -------
    list of dict
        A summary of each report, in the order of `members`.
    """
    kept = results.resume() if resume else {}
    if not resume:
        results.start_afresh()
    done: dict[str, Report] = {}
    runners: SimpleQueue[Processes] = SimpleQueue()

    def grade_one(submission: Submission) -> tuple[Report, bool]:
        runner = runners.get()
        try:
            return judge_to_report(submission, key, runner, translate, limits), True
        except Exception as error:  # a bug of ours costs this submission, is said, and is tried again on --resume
            return failed_report(submission, key, runner.tier, translate, error), False
        finally:
            runners.put(runner)

    def to_do() -> Iterator[tuple[Submission, Report]]:
        for name, paths in members:
            submission = read_group(name, paths)
            made_of = {"digest": submission.digest, "key": key.digest, "language": language, "limit": limits.seconds}
            digest = {"submission": name, **made_of}
            if name in kept and kept[name][1] == digest:
                done[name] = kept[name][0]
                progress()
            else:
                yield submission, digest

    with ExitStack() as stack:
        for _ in range(workers):
            runners.put(stack.enter_context(Processes()))
        executor = stack.enter_context(ThreadPoolExecutor(workers))
        stack.callback(executor.shutdown, wait=True, cancel_futures=True)
        waiting: dict[Future[tuple[Report, bool]], Report] = {}
        queue = to_do()
        while True:
            # Only as many are read as are being graded: memory does not grow with the class.
            for submission, digest in islice(queue, workers - len(waiting)):
                waiting[executor.submit(grade_one, submission)] = digest
            if not waiting:
                break
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                (graded, is_whole), digest = future.result(), waiting.pop(future)
                results.append(graded, digest if is_whole else None)
                done[digest["submission"]] = summary(graded)
                progress()
    names = [name for name, _ in members]
    results.put_in_order(names)
    write_grades(results.folder / "grades.csv", [done[name] for name in names])
    return [done[name] for name in names]


def failed_report(submission: Submission, key: Key, tier: str, translate: Translate, error: Exception) -> Report:
    """Report a submission on which the grader itself failed: never any points on doubt."""
    said = translate(OUR_FAULT).format(error=f"{type(error).__name__}: {error}")
    grades = [grade(exercise, Answers("error", detail=said)) for exercise in key]
    return report(submission.id, grades, key=key.digest, hidden=key.hidden, isolation=tier, translate=translate)


def write_grades(path: Path, reports: Iterable[Report]) -> None:
    """Write a row a submission: its id, score, maximal score and the score of each exercise."""
    reports = list(reports)
    names = list(dict.fromkeys(exercise["name"] for report in reports for exercise in report["exercises"]))
    draft = path.with_name(path.name + ".new")
    with draft.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["submission", "score", "max_score", *names])
        for report in reports:
            scores = {exercise["name"]: exercise["score"] for exercise in report["exercises"]}
            row = [no_formula(report["submission"]), report["score"], report["max_score"]]
            writer.writerow([*row, *(scores.get(name, "") for name in names)])
    draft.replace(path)


def no_formula(text: str) -> str:
    """Keep a spreadsheet from running a student's file name."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def default_workers() -> int:
    return os.cpu_count() or 1
