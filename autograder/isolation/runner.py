"""Make a job's calls in isolated children: a death costs the exercise in which it happened, a slow call its group."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Literal, Protocol

from autograder.isolation.asking import Asking, not_installed
from autograder.isolation.basic import Interpreters
from autograder.isolation.clock import GRACE, Clock, OutOfTime, Usage
from autograder.isolation.inside import wire
from autograder.isolation.inside.files import imports_torch
from autograder.isolation.job import Answers, Calls, Job, Library, Outcome, without_addresses
from autograder.isolation.launch import Gone, IsolationFailed, is_installed
from autograder.isolation.strict import NotStrict, ServerLost, Servers
from autograder.translation import N_

OUTCOMES: dict[int, Outcome] = {
    wire.MISSING: "missing",
    wire.FAILED_TO_LOAD: "error",
    wire.REFUSED: "refused",
    wire.TODO: "todo",
}
PAUSES = (0.0, 0.5, 2.0)  # seconds before each try of a job whose server was lost: the trouble is ours
SEND_SECONDS = 60.0  # for the child to read what it is asked
MESSAGES = 10_000  # on what is loaded: one for each file and cell
LEFT_OUT = 20  # files and cells of one submission that are left out because they end or hang what loads them


class Child(Protocol):
    """A process that has the inputs and waits for files."""

    def send(self, requests: bytes, deadline: float) -> None: ...
    def receive(self, deadline: float) -> wire.Frame: ...
    def usage(self) -> Usage: ...
    def end(self, is_ending: bool = False) -> str: ...


class Runner:
    """Runs jobs.

    Parameters
    ----------
    isolation : {"strict", "basic", "best"}
        The tier; with "best" the strict one where the machine has it.
    is_stopped : callable, optional
        Asked while a job runs: once it says True, `run` raises `Stopped`.
    """

    def __init__(
        self, isolation: Literal["strict", "basic", "best"] = "best", is_stopped: Callable[[], bool] | None = None
    ) -> None:
        self.isolation, self.is_stopped, self.is_settled = isolation, is_stopped, False
        self.children: Servers | Interpreters
        if isolation == "basic" or (isolation == "best" and sys.platform != "linux"):
            self.children = Interpreters()
        elif sys.platform != "linux":
            raise NotStrict(N_("no strict isolation on this machine ({reason})"), reason=sys.platform)
        else:
            self.children = Servers()  # it starts while the caller loads numpy and reads the key

    def __enter__(self) -> Runner:
        return self

    def __exit__(self, *error: object) -> None:
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

    def expect(self, sources: Sequence[bytes]) -> None:
        """Start the process with torch, which takes a second, if all files that are to be judged import it."""
        if sources and all(map(imports_torch, sources)) and is_installed("torch"):
            self.children.expect("torch")

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
        IsolationFailed, Stopped
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
        clock = Clock(job.limits, self.is_stopped)
        answers: dict[str, Answers] = {}
        asked = list(map(job.worth_making, job.calls))
        for library in dict.fromkeys(calls.library for calls in asked):
            todo = [calls for calls in asked if calls.library == library]
            is_there = library == "numpy" or is_installed(library)
            answers.update(Run(self.children, job, library, clock).answers(todo) if is_there else not_installed(todo))
        return {calls.exercise: answers[calls.exercise] for calls in job.calls}


class Run:
    """The run of one submission in children of one library."""

    def __init__(self, children: Servers | Interpreters, job: Job, library: Library, clock: Clock) -> None:
        self.children = children
        self.job = job
        self.library = library
        self.clock = clock
        self.child: Child | None = None
        self.broken: dict[str, Answers] = {}  # files and cells that ended or hung a child while loading
        self.messages = 0  # of files and cells that are loaded
        self.loading = ""  # the file or cell that the child has begun to load, for the function that is asked for

    def answers(self, todo: Sequence[Calls]) -> dict[str, Answers]:
        """Ask for all exercises; when a child is lost, a fresh one goes on with the next.

        An exercise that has lost a child comes last: the others need not wait for it, nor go short of time.
        """
        waiting = list(map(Asking, todo))
        answers: dict[str, Answers] = {}
        while waiting and not self.clock.is_used_up:
            self.child = self.children.start(self.library, [asking.calls for asking in waiting])
            self.clock.start(self.child)
            try:
                self.request(waiting)
                for asking in list(waiting):
                    waiting.remove(asking)
                    if (answer := self.receive(asking)) is not None:
                        answers[asking.calls.exercise] = self.with_once_more(asking, answer)
                    else:
                        waiting.append(asking)
                    if self.child is None:
                        break
            finally:
                self.end()
        for asking in waiting:
            answers[asking.calls.exercise] = self.cut_off(asking)
        return answers

    def with_once_more(self, asking: Asking, answer: Answers) -> Answers:
        """Add what a function answers once more; nothing where its child was lost: it would be lost again."""
        if asking.once_more is None or self.child is None:
            return answer
        return replace(answer, once_more=self.receive(asking.once_more))

    def cut_off(self, asking: Asking) -> Answers:
        """Answer for an exercise when the submission is out of time: what has come counts."""
        total = self.job.limits.total_seconds
        if not asking.was_begun:
            return Answers("timeout", detail=f"{total:g}")
        asking.give_up(asking.left, total)
        return asking.answers()

    def end(self, is_ending: bool = False) -> str:
        child, self.child = self.child, None
        if child is None:
            return ""
        self.clock.stop()
        return child.end(is_ending)

    def request(self, todo: Sequence[Asking]) -> None:
        """Hand over the files and all questions at once: the child need not wait for us between two of them."""
        assert self.child is not None
        limits = self.job.limits
        seconds_in_all = int(limits.total_seconds + GRACE * limits.seconds) + 1
        request = {
            "op": "ask",
            "files": dict(self.job.files),
            "broken": list(self.broken),
            "rivals": {name: list(units) for name, units in self.job.rivals.items()},
            "twins": list(self.job.twins),
            "limits": {"RLIMIT_AS": limits.memory, "RLIMIT_CPU": seconds_in_all},
            "questions": [one.question() for asking in todo for one in (asking, asking.once_more) if one],
        }
        with suppress(TimeoutError, Gone):  # shows when we wait for the answer
            self.child.send(wire.pack_request(request), time.monotonic() + SEND_SECONDS)

    def receive(self, asking: Asking) -> Answers | None:
        """Wait for what one function did; a child that dies, lies or takes too long is ended.

        Returns
        -------
        Answers or None
            None where a fresh child is to be asked: for the calls after one that ran out of time, or because this one
            ended while it was loading a file or cell, which is perhaps not the function's own and is left out then.
        """
        self.loading = ""
        try:
            while True:
                answers = self.take_frame(asking)
                if answers is not None:
                    return answers
        except OutOfTime as error:
            self.end()
            answer = Answers("timeout", detail=f"{error.seconds:g}")
            if not self.loading and not error.is_final:
                asking.run_out(error.seconds)
                return None if asking.left else asking.answers()
            if error.is_final and asking.was_begun:
                asking.give_up(asking.left, error.seconds)
                return asking.answers()
        except Gone:
            answer = Answers("crashed", detail=self.end(is_ending=True))
        if not self.loading or self.loading in self.broken or len(self.broken) >= LEFT_OUT:
            return answer
        self.broken[self.loading] = answer
        return None

    def take_frame(self, asking: Asking) -> Answers | None:
        """Wait for a message, and take what is in it; return what the function did if that is now known.

        Raises
        ------
        OutOfTime, Gone
        """
        self.clock.begin()
        frame = self.next_frame()
        if frame.kind == wire.LOADING:
            self.loading = frame.text
            asking.note(without_addresses(frame.notes))
            self.messages += 1
            if self.messages > MESSAGES:  # each gives the child time
                raise Gone
        elif frame.table is None:
            return self.end_of(frame, asking)
        else:
            asking.take(frame.table)
            if not asking.left:
                return asking.answers()
        return None

    def next_frame(self) -> wire.Frame:
        """Wait for a message; a child that has not had its time on the processor is waited for longer.

        Raises
        ------
        OutOfTime, Gone
        """
        assert self.child is not None
        while True:
            if time.monotonic() < self.clock.next:  # else it may be out of time, even if it floods us with messages
                with suppress(TimeoutError):
                    return self.child.receive(self.clock.next)
            self.clock.check()

    def end_of(self, frame: wire.Frame, asking: Asking) -> Answers:
        """Take the message with which a function's calls end before they were all made.

        Raises
        ------
        Gone
            If it is none, or comes after an answer.
        """
        if frame.kind == wire.BROKEN and frame.text in self.broken:
            return self.broken[frame.text]
        if frame.kind not in OUTCOMES or (frame.kind == wire.TODO and asking.was_begun):
            raise Gone
        return Answers(OUTCOMES[frame.kind], text=without_addresses(frame.text) or asking.notes)
