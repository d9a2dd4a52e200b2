"""The folder a class is graded into: a line for each report as it is done; a killed run loses none of them."""

from __future__ import annotations

import errno
import json
import os
import signal
import sys
import threading
from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from autograder.classroom.lines import name_in, places
from autograder.classroom.policy.feedback import FeedbackWriter, feedback_paths
from autograder.classroom.policy.gradesheet import write_ledger
from autograder.classroom.policy.ledger import Ledger, ledger_of
from autograder.classroom.policy.policy import Policy
from autograder.classroom.run import Run, earlier_runs, members_in
from autograder.classroom.runs import keep_run
from autograder.classroom.versions import VERSION, Versions
from autograder.classroom.worker import GradedSubmission
from autograder.classroom.writing import append_to, private, replacing, written
from autograder.report.data import Report
from autograder.report.summary import Summary
from autograder.translation import N_, LosslingsError, Translate


class Origin(TypedDict, total=False):
    """All that a report depends on, as `autograder.classroom.batch.origin_of` returns it."""

    files: str
    problem: str
    key: str
    language: str
    seconds: float
    isolation: str
    versions: Versions


class ResultEntry(TypedDict):
    """A line of ``digests.jsonl``: what a submission's report was made of (None: not whole), and its summary."""

    submission: str
    made_of: Origin | None
    summary: Summary


class FolderInUse(LosslingsError):
    """Another run writes to the folder."""


@dataclass(frozen=True)
class Results:
    """The folder a class is graded into.

    ``results.jsonl`` holds a report a line, for the instructor; with a hidden key ``feedback.jsonl`` holds what
    students may see of it. ``digests.jsonl`` holds for each what it was made of (the submission's files, the key, the
    language, limits, tier) and its summary; a report without that line is made again. ``evidence.jsonl`` holds for
    each what the pages show beside it. ``run.json`` describes the last run, ``runs/`` keeps those before it. All files
    are the owner's alone, whatever folder they lie in.
    """

    folder: Path

    @property
    def reports(self) -> Path:
        return self.folder / "results.jsonl"

    @property
    def digests(self) -> Path:
        return self.folder / "digests.jsonl"

    @property
    def evidence(self) -> Path:
        return self.folder / "evidence.jsonl"

    @property
    def feedback_reports(self) -> Path:
        return self.folder / "feedback.jsonl"

    @property
    def student_reports(self) -> Path:
        """The reports as students may see them: with a hidden key, a file of their own."""
        return self.feedback_reports if self.feedback_reports.exists() else self.reports

    @property
    def feedback(self) -> Path:
        return self.folder / "feedback"

    @property
    def run(self) -> Path:
        return self.folder / "run.json"

    @property
    def grades(self) -> Path:
        return self.folder / "grades.csv"

    @property
    def mark_sheet(self) -> Path:
        return self.folder / "marks.json"

    @property
    def files(self) -> tuple[Path, ...]:
        reports = self.reports, self.feedback_reports, self.digests, self.evidence
        return *reports, self.grades, self.mark_sheet, self.run

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Keep other runs out of the folder.

        Raises
        ------
        FolderInUse
        """
        with written(self.folder):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # marks are nobody else's to read
            if not os.access(self.folder, os.W_OK | os.X_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        if sys.platform == "win32":
            yield
            return
        import fcntl

        descriptor = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)  # the system releases it however the process ends
            for draft in self.folder.glob("*.new"):  # of a run that was killed
                draft.unlink()
            yield
        except BlockingIOError as error:
            message = N_("{path}: another run is writing its results here; wait for it, or name another folder with -o")
            raise FolderInUse(message, path=self.folder) from error
        finally:
            os.close(descriptor)

    def describe_run(self, run: Run) -> None:
        """Write ``run.json``: also what the reports leave out to be the same on every day and machine."""
        resumed = earlier_runs(self.run)  # moved aside by a run that starts afresh
        with written(self.run), private(self.run, "w") as stream:
            stream.write(json.dumps({**run, "resumed": resumed}, indent=2) + "\n")

    def start_afresh(self) -> None:
        """Move what the last run left to a folder of its own in ``runs/``."""
        keep_run(self.folder, self.run)

    def keep_copy(self) -> Path | None:
        """Copy what the last run left to a folder of its own in ``runs/``; return where, None if it left nothing."""
        return keep_run(self.folder, self.run, is_moved=False)

    def resume(self, *, is_hidden: bool) -> dict[str, Origin | None]:
        """Return what each report that an earlier run left whole was made of, by submission.

        Reports of another version of losslings may hold other fields: they are moved aside, see `start_afresh`.
        """
        origins = [entry["made_of"] for entry in self.entries() if entry["made_of"]]
        if any("versions" not in origin or origin["versions"]["losslings"] != VERSION for origin in origins):
            self.start_afresh()
        if not is_hidden:  # what a student may see is then the report itself
            self.feedback_reports.unlink(missing_ok=True)
        whole = {name for name, _, _ in places(self.reports)}
        if is_hidden:
            whole &= {name for name, _, _ in places(self.feedback_reports)}
        usable = {entry["submission"]: entry["made_of"] for entry in self.entries() if entry["submission"] in whole}
        self.put_in_order(list(usable))
        return usable

    def append(self, graded: GradedSubmission, made_of: Origin | None) -> None:
        """Write a report and what goes with it, and last the line that marks it as whole.

        Raises
        ------
        NotWritten
            What was written before is left as it was.
        """
        summary = graded.summary
        entry = {"submission": summary["submission"], "made_of": made_of, "summary": summary}
        entry_line = json.dumps(entry, ensure_ascii=False).encode(errors="backslashreplace") + b"\n"
        lines = graded.student_line, graded.line, graded.evidence, entry_line
        files = self.feedback_reports, self.reports, self.evidence, self.digests
        with without_interruption():  # all lines, or none
            for path, data in zip(files, lines, strict=True):
                if data:
                    append_to(path, data)

    def entries(self) -> Iterator[ResultEntry]:
        """Yield the lines of ``digests.jsonl`` that are whole."""
        if self.digests.exists():
            with self.digests.open("rb") as stream:
                for line in stream:
                    if name_in(line) is not None:
                        yield json.loads(line)

    def summaries(self, names: Container[str]) -> Iterator[Summary]:
        """Yield what a table of the class shows of each named submission: other ones are of an earlier run."""
        return (entry["summary"] for entry in self.entries() if entry["submission"] in names)

    def put_in_order(self, names: Sequence[str]) -> None:
        """Rewrite the files: `names` in their order, and nobody else; of each submission the last whole line.

        A killed run leaves the old file or the new one, never half of it.
        """
        for path in (self.feedback_reports, self.reports, self.evidence, self.digests):
            found = {name: (start, stop) for name, start, stop in places(path)}
            order = [name for name in names if name in found]
            size = path.stat().st_size if path.exists() else 0
            if order == list(found) and sum(stop - start for start, stop in found.values()) == size:
                continue
            with written(path), replacing(path) as draft, path.open("rb") as old, private(draft, "wb") as new:
                for start, stop in (found[name] for name in order):
                    old.seek(start)
                    new.write(old.read(stop - start))

    def reports_of(self, names: Container[str], *, for_students: bool = False) -> Iterator[Report]:
        """Yield the reports of the named submissions: all that is known, or what students may see."""
        path = self.student_reports if for_students else self.reports
        if path.exists():
            with path.open("rb") as stream:
                for line in stream:
                    if (name := name_in(line)) is not None and name in names:
                        yield json.loads(line)

    def graded(self, names: Container[str]) -> list[str]:
        """List those of the named submissions that have a whole report, in its order."""
        whole = {entry["submission"] for entry in self.entries()}
        return [name for name, _, _ in places(self.reports) if name in whole and name in names]

    def ledger(self, names: Container[str], policy: Policy, translate: Translate = str) -> Ledger:
        """Apply a policy to the reports of the named submissions.

        Raises
        ------
        CannotApply
        """
        graded = self.graded(names)
        wanted = set(graded)
        members = [member for member in members_in(self.run) if member["id"] in names]
        return ledger_of(lambda: self.reports_of(wanted), graded, members, policy, translate)

    def write_grades(self, names: Container[str], policy: Policy, translate: Translate = str) -> None:
        """Write ``grades.csv``, ``marks.json`` and ``feedback/``, see `autograder.classroom.policy`.

        Raises
        ------
        CannotApply, NotWritten
        """
        ledger = self.ledger(names, policy, translate)
        graded = self.graded(names)
        wanted = set(graded)
        with written(self.feedback):
            paths = feedback_paths(self.feedback, graded, members_in(self.run))
            writer = FeedbackWriter(self.reports_of(wanted, for_students=True), paths, translate)
        with written(self.grades):
            rows = map(writer.write, ledger.rows())
            write_ledger(self.grades, self.mark_sheet, ledger, rows, self.summaries(wanted), translate)


@contextmanager
def without_interruption() -> Iterator[None]:
    """Delay Ctrl-C until the block is done.

    Raises
    ------
    KeyboardInterrupt
        At the end, if Ctrl-C came meanwhile.
    """
    if threading.current_thread() is not threading.main_thread():  # only the main thread meets Ctrl-C
        yield
        return
    interruptions: list[int] = []
    handler = signal.signal(signal.SIGINT, lambda number, _frame: interruptions.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
    if interruptions:
        raise KeyboardInterrupt
