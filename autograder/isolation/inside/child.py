"""The process in which a student's code runs: it is given inputs and hands back numbers.

Forked from `server` or started as a script in a fresh interpreter (``python -I -S``); the grader's own process never
imports it with a student's code. It knows no expected value, no test and no score. What it says is not believed
either: the grader reads it as numbers within bounds (see `wire`), so a child that lies can only lie about its own
answers.
"""

from __future__ import annotations

import io
import os
import sys
import types
import warnings
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

if __name__ == "__main__":  # python -I -S: neither this folder nor site-packages is on the path
    sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)), sys.argv[1]]

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

if __package__:
    from autograder.isolation.inside import calling, loading, wire
else:
    import calling  # type: ignore[import-not-found, no-redef]
    import loading  # type: ignore[import-not-found, no-redef]
    import wire  # type: ignore[import-not-found, no-redef]

# a submission may have files of these names
OURS = ("calling", "child", "confinement", "loading", "magics", "purity", "walls", "wire")
SMALL_ANSWER = 1 << 10
PRINTED = 300  # characters of printed text kept for each call
SMALL = {"RLIMIT_FSIZE": 1 << 20, "RLIMIT_NOFILE": 64, "RLIMIT_CORE": 0, "RLIMIT_MEMLOCK": 0}


def limit_resources(limits: dict[str, int]) -> None:
    """Lower what the system lets this process use, where it has such limits."""
    for name, value in limits.items():
        try:
            which = getattr(resource, name)
            hard = resource.getrlimit(which)[1]
            value = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(which, (value, value))
        except (AttributeError, ValueError, OSError):  # Windows has none, macOS refuses RLIMIT_AS
            continue


class Notes(io.BufferedIOBase):
    """What standard output and error of the student's code go to: the first characters are kept, and no more."""

    def __init__(self) -> None:
        self.kept = b""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        if len(self.kept) < PRINTED:
            self.kept += bytes(data[: PRINTED - len(self.kept)])
        return len(data)

    def stream(self) -> io.TextIOWrapper:
        return io.TextIOWrapper(self, "utf-8", "backslashreplace", write_through=True)  # type: ignore[arg-type]  # no name

    def take(self) -> str:
        kept, self.kept = self.kept.decode("utf-8", "ignore"), b""
        return kept


READY = wire.pack_frame(wire.READY)


class Session:
    """One submission in this process. Made before the process is forked: a child finds everything set up.

    Parameters
    ----------
    read, write : callable
        The connection to the grader.
    """

    def __init__(self, read: Callable[[int], bytes], write: Callable[[bytes], object]) -> None:
        self.read = wire.exactly(read)
        self.write = write
        self.learned: dict[str, calling.Learned] = {}
        self.notes = Notes()
        self.submission = loading.Submission(self.announce)
        sys.meta_path = [loading.NoAnswers(), *sys.meta_path, self.submission]
        sys.modules["autograder"] = types.ModuleType("autograder")
        sys.modules["autograder"].check = lambda *_, **__: None  # type: ignore[attr-defined]  # a stand-in
        loading.DEFAULT_SETTINGS.restore(loading.Settings.now())
        sys.stdin, sys.stdout, sys.stderr = io.StringIO(), self.notes.stream(), self.notes.stream()
        warnings.showwarning = self.show_warning

    def show_warning(self, message: Warning | str, category: type[Warning], *_: Any, **__: Any) -> None:
        said = f"{category.__name__}: {message}\n"  # no line of ours in it
        self.notes.write(said.encode("utf-8", "backslashreplace"))

    def announce(self, kind: int, text: str = "", notes: str = "") -> None:
        self.write(wire.pack_frame(kind, text, notes))

    def serve(self) -> None:
        """Answer one request after the other: the inputs where they are not learned yet, then the questions."""
        self.write(READY)
        while True:
            try:
                request = wire.read_request(self.read)
            except EOFError:
                return
            match request["op"]:
                case "learn":
                    self.learned[request["exercise"]] = calling.learn(request)
                case "ask":
                    self.submission.files, self.submission.broken = request["files"], request["broken"]
                    self.submission.rivals = request["rivals"]
                    limit_resources(request["limits"])
                    self.answer_all(request["questions"])

    def answer_all(self, questions: dict[str, Sequence[int] | None]) -> None:
        """Say what is proven, and answer: first of that, while no other code of the student's has run."""
        proven = self.submission.proven(questions)
        self.announce(wire.PROVEN, " ".join(proven))
        for name in (*proven, *(name for name in questions if name not in proven)):
            self.write(self.answer(name, questions[name]))

    def answer(self, name: str, order: Sequence[int] | None) -> bytes:
        """Have one exercise's function called with each of its cases, and encode what it did."""
        try:
            function = loading.load_function(self.submission, name)
            if function is None:
                return wire.pack_frame(wire.TODO)
        except loading.MissingFunction:
            return wire.pack_frame(wire.MISSING, notes=self.notes.take())
        except loading.BrokenFile as error:
            return wire.pack_frame(wire.BROKEN, str(error))
        except BaseException as error:  # SystemExit too: a file that exits has not loaded
            if library := loading.forbidden_import(error):
                return refused(error, library)
            return wire.pack_frame(wire.FAILED_TO_LOAD, calling.error_text(error), self.notes.take())
        cases = self.learned[name].cases
        answers: list[wire.Answer] = []
        left = wire.MAX_FRAME // 2
        for i in range(len(cases)) if order is None else order:
            try:
                done = calling.observe(function, cases[i])
            except loading.Forbidden as error:
                return refused(error, str(error))
            left -= len(done.data)
            if left < 0 and len(done.data) > SMALL_ANSWER:  # all of them are to fit into one message
                done = wire.Answer(
                    wire.UNUSABLE, text=f"an array of shape {done.shape}: too large with the ones before"
                )
            if not answers and done.flags & wire.IS_NOT_IMPLEMENTED:
                return wire.pack_frame(wire.TODO)
            answers.append(done._replace(notes=self.notes.take()) if self.notes.kept else done)
        return wire.pack_answers(answers)


def refused(error: BaseException, library: str) -> bytes:
    """Say which import was refused, and on which line of the student's."""
    return wire.pack_frame(
        wire.REFUSED, calling.error_text(loading.Forbidden(library).with_traceback(error.__traceback__))
    )


def end_with_the_grader() -> None:
    """Have the system kill this process when the one that started it is gone, where it can."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(1, 9)  # PR_SET_PDEATHSIG, SIGKILL


def use_torch() -> None:
    """Load torch, and take one step of training: the first optimizer loads a second's worth of modules."""
    import torch

    torch.set_num_threads(1)  # a fork after work in several threads never returns
    x = torch.ones(2, 2, requires_grad=True)
    optimizer = torch.optim.Adam([x])
    torch.nn.functional.cross_entropy(x, torch.tensor([0, 1])).backward()  # type: ignore[no-untyped-call]
    optimizer.step()


def main() -> None:
    """Keep the two pipes to ourselves, so that a student's ``print`` and ``input`` reach neither."""
    requests, replies, nothing = os.dup(0), os.dup(1), os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    end_with_the_grader()
    for name in OURS:
        sys.modules.pop(name, None)
    if sys.argv[2] == "torch":
        use_torch()
    else:
        del sys.path[:2]
    limit_resources(SMALL)
    Session(partial(os.read, requests), partial(write_all, replies)).serve()
    os._exit(0)  # no atexit, no threads joined, no __del__


def write_all(descriptor: int, data: bytes) -> None:
    written = os.write(descriptor, data)
    while written < len(data):
        written += os.write(descriptor, memoryview(data)[written:])


if __name__ == "__main__":
    main()
