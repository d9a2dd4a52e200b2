"""Grade a class on an existing dask.distributed cluster: the same jobs as on one machine, and the same reports."""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Generator, Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import uuid4

from distributed import Client, Future, WorkerPlugin, as_completed, get_worker

from autograder.classroom.versions import VERSION, Versions, versions_here
from autograder.classroom.worker import GradedSubmission, GradingSettings, Worker, report_failure
from autograder.isolation.import_path import leave_out_working_folder
from autograder.isolation.launch import IsolationFailed
from autograder.isolation.runner import Runner
from autograder.judging.submission import Submission
from autograder.translation import N_, LosslingsError

PLUGIN = "losslings"
RETRIES = 2  # of a submission whose worker was lost
AHEAD = 2  # submissions for each thread of the cluster: one that it grades, and the next one


class NoCluster(LosslingsError):
    """The cluster cannot be used; the message says why and what to do."""


class GraderPlugin(WorkerPlugin):
    """What a worker of the cluster keeps: the settings, and a grader with its own fork server for each thread."""

    name = PLUGIN

    def __init__(self, settings: GradingSettings) -> None:
        self.settings = settings

    def setup(self, worker: Any) -> None:
        del worker
        self.of_thread = threading.local()
        self.open: list[Worker] = []

    def teardown(self, worker: Any) -> None:
        del worker
        for grader in self.open:
            grader.__exit__(None, None, None)

    def grade(self, submission: Submission) -> GradedSubmission:
        if not hasattr(self.of_thread, "grader"):
            self.of_thread.grader = Worker(self.settings)
            self.open.append(self.of_thread.grader)
        result: GradedSubmission = self.of_thread.grader.grade(submission)
        return result


def grade_there(submission: Submission) -> GradedSubmission:
    """Grade a submission on the worker that runs this."""
    graded: GradedSubmission = get_worker().plugins[PLUGIN].grade(submission)  # type: ignore[attr-defined]  # a GraderPlugin
    return graded


def examine(isolation: str) -> dict[str, Any]:
    """Return what runs on a worker and its walls, or why it has none; runs on the worker."""
    answer: dict[str, Any] = {"versions": versions_here()}
    if (name := named_like_a_module(Path.cwd())) is not None:
        return {**answer, "failed": f"{Path.cwd() / name}: named like a module of Python"}
    leave_out_working_folder()
    try:
        with Runner(isolation) as runner:  # type: ignore[arg-type]  # one of the two
            return {**answer, "walls": runner.walls}
    except IsolationFailed as error:
        return {**answer, "failed": str(error)}


def named_like_a_module(folder: Path) -> str | None:
    """Return the name of a file that Python may have loaded in place of its own: dask starts processes in `folder`."""
    for path in sorted(folder.iterdir()):
        is_module = path.suffix in (".py", ".pyc", ".so") or (path / "__init__.py").exists()
        if is_module and path.name.partition(".")[0] in sys.stdlib_module_names:
            return path.name
    return None


def refuse_others(worker: str, versions: Mapping[str, str | None], wanted: Mapping[str, str | None]) -> None:
    """Make sure that a worker has the versions of all: marks may depend on them.

    Raises
    ------
    NoCluster
    """
    for name, ours in wanted.items():
        if versions[name] != ours:
            message = N_("{worker}: has {name} {theirs}, the others {ours}; install the same on all")
            raise NoCluster(message, worker=worker, name=name, theirs=versions[name], ours=ours)


class Cluster:
    """An existing cluster.

    Parameters
    ----------
    address : str
        Of its scheduler, such as ``tcp://10.0.0.1:8786``.

    Raises
    ------
    NoCluster
        If there is none, or it has no workers.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        if not re.fullmatch(r"\w+://.+:\d+", address):
            raise NoCluster(
                N_("{address}: not the address of a scheduler, such as tcp://10.0.0.1:8786"), address=address
            )
        try:
            self.client = Client(address, timeout=10, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            message = N_("{address}: no scheduler answers here ({error}); start one with `dask scheduler`")
            raise NoCluster(message, address=address, error=str(error) or type(error).__name__) from error
        if not self.client.nthreads():
            self.client.close()
            message = N_("{address}: the cluster has no workers; start some with `dask worker {address}`")
            raise NoCluster(message, address=address)

    def close(self) -> None:
        self.client.close()

    def examine(self, isolation: str) -> tuple[tuple[str, ...], Versions]:
        """Try the tier on every worker; return the walls that all of them have, and the versions, which are one.

        Raises
        ------
        NoCluster
            If a worker does not have the tier, another version of losslings, or another Python or numpy than the rest.
        """
        try:
            answers: dict[str, dict[str, Any]] = self.client.run(examine, isolation)
        except Exception as error:
            message = N_("{address}: the workers cannot run losslings ({error}); install it on each of them")
            raise NoCluster(message, address=self.address, error=error) from error
        first = next(iter(answers.values()))
        wanted: dict[str, str | None] = {**first["versions"], "losslings": VERSION}
        for worker, answer in answers.items():
            refuse_others(worker, answer["versions"], wanted)
            if "failed" in answer:
                raise NoCluster(N_("{worker}: {error}"), worker=worker, error=answer["failed"])
        everywhere = set(first["walls"]).intersection(*(answer["walls"] for answer in answers.values()))
        return tuple(wall for wall in first["walls"] if wall in everywhere), first["versions"]

    def grade(
        self, submissions: Iterable[Submission], settings: GradingSettings
    ) -> Generator[tuple[Submission, GradedSubmission], None, None]:
        """Grade submissions on the cluster; a job whose worker is lost is done by another one.

        Yields
        ------
        Submission, GradedSubmission
            In the order in which they are done.
        """
        self.client.register_plugin(GraderPlugin(settings))
        source, run = iter(submissions), uuid4().hex
        under_way: dict[str, Submission] = {}

        def start(count: int) -> list[Future[GradedSubmission]]:
            futures = []
            for submission in islice(source, count):
                # The name holds the run: Dask must not take the result of an earlier run for this one's.
                name = f"losslings-{run}-{submission.digest}-{uuid4().hex}"
                under_way[name] = submission
                futures.append(self.client.submit(grade_there, submission, key=name, pure=False, retries=RETRIES))
            return futures

        ahead = AHEAD * sum(self.client.nthreads().values())
        done = as_completed(start(ahead), loop=self.client.loop, raise_errors=False)
        try:
            for future in done:
                submission = under_way.pop(future.key)
                done.update(start(ahead - len(under_way)))
                if future.status == "finished":
                    yield submission, future.result()
                else:  # its worker died again and again
                    yield submission, report_failure(submission, settings, str(future.exception()))
        finally:
            self.client.cancel(list(done.futures)) if done.futures else None
            self.client.unregister_worker_plugin(PLUGIN)
