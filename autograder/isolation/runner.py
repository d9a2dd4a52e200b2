"""Make a job's calls in isolated children: a death or a time-out costs the exercise in which it happened, no other."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from types import TracebackType
from typing import Literal, Protocol

from autograder.isolation.basic import Interpreters
from autograder.isolation.inside import wire
from autograder.isolation.job import Answers, Calls, Job, Library, Outcome
from autograder.isolation.launch import Gone, IsolationFailed
from autograder.isolation.strict import NotStrict, ServerLost, Servers
from autograder.translation import N_

OUTCOMES: dict[int, Outcome] = {
    wire.MISSING: "missing",
    wire.FAILED_TO_LOAD: "error",
    wire.REFUSED: "refused",
    wire.TODO: "todo",
}
PAUSES = (0.0, 0.5, 2.0)  # seconds before each try of a job whose server was lost: the trouble is ours
PATIENCE = 3.0  # times its limit that an exercise may take by the clock on the wall
LEFT_OUT = 20  # files and cells of one submission that are left out because they end or hang what loads them


class Child(Protocol):
    """A process that has the inputs and waits for files."""

    def send(self, requests: bytes, deadline: float) -> None: ...
    def receive(self, deadline: float) -> wire.Frame: ...
    def cpu_seconds(self) -> float: ...
    def end(self, is_ending: bool = False) -> str: ...


class Runner:
    """Runs jobs.

    Parameters
    ----------
    isolation : {"strict", "basic", "best"}
        The tier; with "best" the strict one where the machine has it.
    """

    def __init__(self, isolation: Literal["strict", "basic", "best"] = "best") -> None:
        self.isolation = isolation
        self.children: Servers | Interpreters
        if isolation == "basic" or (isolation == "best" and sys.platform != "linux"):
            self.children = Interpreters()
        elif sys.platform != "linux":
            raise NotStrict(N_("no strict isolation on this machine ({reason})"), reason=sys.platform)
        else:
            self.children = Servers()  # it starts while the caller loads numpy and reads the key
        self.is_settled = False

    def __enter__(self) -> Runner:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.children.close()

    @property
    def tier(self) -> str:
        self.settle()
        return self.children.tier

    @property
    def walls(self) -> tuple[str, ...]:
        """The walls in force."""
        self.settle()
        return self.children.walls

    def settle(self) -> None:
        """Wait until the first process is ready; where it cannot be strict and need not be, go on in basic.

        Raises
        ------
        NotStrict
        """
        if self.is_settled:
            return
        try:
            self.children.wait_until_ready()
        except NotStrict:
            if self.isolation == "strict":
                raise
            self.children.close()
            self.children = Interpreters()
        self.is_settled = True

    def run(self, job: Job) -> dict[str, Answers]:
        """Make the calls of a job.

        Parameters
        ----------
        job : Job

        Returns
        -------
        dict of str to Answers
            By exercise, one for each of the job's calls.

        Raises
        ------
        IsolationFailed
        """
        self.settle()
        for pause in PAUSES:
            time.sleep(pause)
            try:
                return self.answers(job)
            except ServerLost:
                self.children.replace()
        raise IsolationFailed(N_("the isolated process was lost {count} times"), count=len(PAUSES))

    def answers(self, job: Job) -> dict[str, Answers]:
        """Make the calls of a job, library by library."""
        end_of_all = time.monotonic() + job.limits.total_seconds
        libraries = dict.fromkeys(calls.library for calls in job.calls)
        answers: dict[str, Answers] = {}
        for library in libraries:
            todo = [calls for calls in job.calls if calls.library == library]
            answers.update(Run(self.children, job, library, end_of_all).answers(todo))
        return {calls.exercise: answers[calls.exercise] for calls in job.calls}


class Deadline:
    """When an exercise is out of time: its own time on the processor counts, so that a busy machine costs nothing.

    Parameters
    ----------
    seconds : float
        What it may compute.
    end_of_all : float
        When its submission is out of time.
    """

    def __init__(self, seconds: float, end_of_all: float) -> None:
        now = time.monotonic()
        self.seconds = seconds
        self.last = min(now + PATIENCE * seconds, end_of_all)
        self.next = min(now + seconds, self.last)

    def extend(self, computed: float) -> None:
        """Wait for what is left of its time, given the seconds that its process has computed.

        Raises
        ------
        TimeoutError
            If nothing is left.
        """
        now = time.monotonic()
        left = min(self.seconds - computed, self.last - now)
        if left <= 0.001 * self.seconds:
            raise TimeoutError
        self.next = now + left


class Run:
    """The run of one submission in children of one library."""

    def __init__(self, children: Servers | Interpreters, job: Job, library: Library, end_of_all: float) -> None:
        self.children = children
        self.job = job
        self.library = library
        self.end_of_all = end_of_all
        self.child: Child | None = None
        self.broken: dict[str, Answers] = {}  # files and cells that ended or hung a child while loading

    def answers(self, todo: Sequence[Calls]) -> dict[str, Answers]:
        """Ask for all exercises; when a child is lost, a fresh one goes on with the next."""
        answers: dict[str, Answers] = {}
        while len(answers) < len(todo) and self.deadline() > time.monotonic():
            rest = [calls for calls in todo if calls.exercise not in answers]
            self.child = self.children.start(self.library, rest)
            try:
                self.request(rest)
                proven = self.proven(rest)
                for calls in (*proven, *(calls for calls in rest if calls not in proven)):
                    if (answer := self.receive(calls)) is not None:
                        answers[calls.exercise] = replace(answer, is_proven=calls in proven)
                    if self.child is None:
                        break
            finally:
                self.end()
        out_of_time = Answers("timeout", detail=f"{self.job.limits.total_seconds:g}")
        return {calls.exercise: answers.get(calls.exercise, out_of_time) for calls in todo}

    def deadline(self) -> float:
        return min(time.monotonic() + self.job.limits.seconds, self.end_of_all)

    def end(self, is_ending: bool = False) -> str:
        child, self.child = self.child, None
        return child.end(is_ending) if child else ""

    def request(self, todo: Sequence[Calls]) -> None:
        """Hand over the files and all questions at once: the child need not wait for us between two of them."""
        assert self.child is not None
        limits = self.job.limits
        request = {
            "op": "ask",
            "files": dict(self.job.files),
            "broken": list(self.broken),
            "rivals": {name: list(units) for name, units in self.job.rivals.items()},
            "limits": {"RLIMIT_AS": limits.memory, "RLIMIT_CPU": int(limits.total_seconds + limits.seconds) + 1},
            "questions": {calls.exercise: calls.order for calls in todo},
        }
        with suppress(TimeoutError, Gone):  # shows when we wait for the answer
            self.child.send(wire.pack_request(request), self.deadline())

    def proven(self, todo: Sequence[Calls]) -> list[Calls]:
        """Let the child say which functions have no memory: it asks these first, before any code that could lie."""
        assert self.child is not None
        names: list[str] = []
        with suppress(TimeoutError, Gone):  # shows when we wait for an answer
            frame = self.next_frame(Deadline(self.job.limits.seconds, self.end_of_all))
            names = frame.text.split() if frame.kind == wire.PROVEN else []
        by_name = {calls.exercise: calls for calls in todo}
        return [by_name[name] for name in names if name in by_name]

    def receive(self, calls: Calls) -> Answers | None:
        """Wait for what one function did; a child that dies, lies or takes too long is ended.

        Returns
        -------
        Answers or None
            None where it was loading a file or cell, which is perhaps not the function's own: a fresh child is asked
            again and leaves that out.
        """
        assert self.child is not None
        end = Deadline(self.job.limits.seconds, self.end_of_all)
        loading = notes = ""
        try:
            while (frame := self.next_frame(end)).kind in (wire.PROVEN, wire.LOADING):
                if frame.kind == wire.LOADING:  # PROVEN too late says nothing any more
                    loading, notes = frame.text, notes or frame.notes  # no text: loaded
            return self.read(frame, calls, notes)
        except TimeoutError:
            self.end()
            answer = Answers("timeout", detail=f"{self.job.limits.seconds:g}")
        except Gone:
            answer = Answers("crashed", detail=self.end(is_ending=True))
        if not loading or loading in self.broken or len(self.broken) >= LEFT_OUT:
            return answer
        self.broken[loading] = answer
        return None

    def next_frame(self, end: Deadline) -> wire.Frame:
        """Wait for a message; a child that has not had its time on the processor is waited for longer.

        Raises
        ------
        TimeoutError, Gone
        """
        assert self.child is not None
        while True:
            if time.monotonic() < end.next:  # else it is out of time, even if it floods us with messages
                with suppress(TimeoutError):
                    return self.child.receive(end.next)
            end.extend(self.child.cpu_seconds())

    def read(self, frame: wire.Frame, calls: Calls, notes: str) -> Answers:
        """Take a child's message for an answer.

        Raises
        ------
        Gone
            If it is none.
        """
        # It needs numpy, which this process loads while the child starts.
        from autograder.isolation.observation import Observations, without_addresses

        if frame.kind in OUTCOMES:
            return Answers(OUTCOMES[frame.kind], text=without_addresses(frame.text or notes))
        if frame.kind == wire.BROKEN and frame.text in self.broken:
            return self.broken[frame.text]
        if frame.table is None or len(frame.table) != calls.count:
            raise Gone
        return Answers("answered", Observations(frame.table), text=without_addresses(notes))
