"""The process in which a student's code runs: it is given inputs and hands back numbers.

It is forked from `server`, or runs in a clean interpreter of its own (``python -I -S``); the grader's process never
imports a student's code. The child knows no expected value, no test and no score. The grader does not believe what it
says either: it reads the answers as numbers within bounds (see `wire`), so a child that lies can only lie about its own
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
from time import monotonic
from typing import Any

from . import calling, guards, stand_ins, wire
from .built_ins import refuse_built_ins
from .files import Files, MissingFunction
from .imports import Importer
from .loading import DEFAULT_SETTINGS, BrokenFile, Modules, Settings
from .progress import Progress
from .reasons import Reason
from .refusals import Forbidden, RefusingFinder, forbidden_import

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

SMALL_ANSWER = 1 << 10
LONG_SILENCE = 0.1  # seconds: longer, and the answers that are there are sent
PRINTED = 300  # characters of printed text kept for each call
SMALL = {"RLIMIT_FSIZE": 1 << 20, "RLIMIT_NOFILE": 64, "RLIMIT_CORE": 0, "RLIMIT_MEMLOCK": 0}


def hide_ourselves() -> None:
    """Take this package out of the import system: a submission may have files of its names, and imports none of it.

    Everything of ours is imported by now; what is needed later is held by who needs it.
    """
    package = __name__.rpartition(".")[0]
    for name in [name for name in sys.modules if name == package or name.startswith(f"{package}.")]:
        del sys.modules[name]
    sys.modules["__main__"] = types.ModuleType("__main__")  # the start command's own, which names us
    sys.path.remove(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    del sys.argv[1:]


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
        self.data = b""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        if len(self.data) < PRINTED:
            self.data += bytes(data[: PRINTED - len(self.data)])
        return len(data)

    def stream(self) -> io.TextIOWrapper:
        return io.TextIOWrapper(self, "utf-8", "backslashreplace", write_through=True)  # type: ignore[arg-type]  # no name

    def take(self) -> str:
        """Return what was kept. A line that was cut off is left out: half a warning reads like something printed."""
        data, self.data = self.data, b""
        whole = data[: data.rfind(b"\n") + 1] if len(data) >= PRINTED else b""
        return (whole or data).decode("utf-8", "ignore")

    def show_warning(self, message: Warning | str, category: type[Warning], *_: Any, **__: Any) -> None:
        """Note a warning as `warnings.showwarning` would, without the line of ours that called the student's code."""
        text = str(message).partition(" (Triggered internally at ")[0]  # in which line of torch's own
        self.write(f"{category.__name__}: {text}\n".encode("utf-8", "backslashreplace"))


def ballast() -> object:
    """Return objects of the usual kinds and sizes: while they are kept, the next ones have other addresses."""
    return (lambda: None), object(), [None], {None: None}, {None}, bytearray(64), bytearray(256)


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
        self.cases: dict[str, list[calling.Case]] = {}  # by exercise
        self.refuses: dict[str, Sequence[str]] = {}  # by exercise
        self.ballast: list[object] = []
        self.notes = Notes()
        progress = Progress(write)
        self.files = Files(progress)
        self.modules = Modules(self.files, progress)
        sys.meta_path = [RefusingFinder(), *sys.meta_path, Importer(self.files, self.modules.load)]
        sys.modules["autograder"] = types.ModuleType("autograder")
        sys.modules["autograder"].check = lambda *_, **__: None  # type: ignore[attr-defined]  # a stand-in
        DEFAULT_SETTINGS.replace(Settings.current())
        sys.stdin, sys.stdout, sys.stderr = io.StringIO(), self.notes.stream(), self.notes.stream()
        warnings.showwarning = self.notes.show_warning

    def serve(self) -> None:
        """Answer one request after the other: the inputs, where this process does not have them yet, then the files."""
        self.write(READY)
        while True:
            try:
                request = wire.read_request(self.read)
            except EOFError:
                return
            match request["op"]:
                case "inputs":
                    self.read_inputs(request)
                case "ask":
                    self.files.contents, self.files.broken = request["files"], request["broken"]
                    self.files.rivals, self.files.twins = request["rivals"], request["twins"]
                    limit_resources(request["limits"])
                    self.answer_all(request["questions"])

    def read_inputs(self, request: dict[str, Any]) -> None:
        self.cases[request["exercise"]] = calling.read_cases(request)
        self.refuses[request["exercise"]] = request["refuses"]
        guards.guard(request["refuses"])

    def answer_all(self, questions: Sequence[tuple[str, bool, Sequence[int] | None, bool]]) -> None:
        """Have the functions called.

        Parameters
        ----------
        questions : sequence of tuple
            The exercise; whether the first two arguments are given the other way round; which cases to ask, None for
            all in their own order; and whether every answer is sent by itself.
        """
        for exercise, is_swapped, order, is_one_by_one in questions:
            cases = [case.swapped() for case in self.cases[exercise]] if is_swapped else self.cases[exercise]
            if (end := self.answer(exercise, cases, order, is_one_by_one)) is not None:
                self.write(end)

    def answer(
        self, exercise: str, cases: Sequence[calling.Case], order: Sequence[int] | None, is_one_by_one: bool
    ) -> bytes | None:
        """Have one exercise's function called with each of its cases; return why not, where it cannot be."""
        try:
            function = self.modules.function(exercise, calling.is_about_a_class(cases))
        except MissingFunction as error:
            return wire.pack_frame(wire.MISSING, str(error), self.notes.take())
        except BrokenFile as error:
            return wire.pack_frame(wire.BROKEN, str(error))
        except BaseException as error:  # SystemExit too: a file that exits has not loaded
            if library := forbidden_import(error):
                return refusal(error, library)
            return wire.pack_frame(wire.FAILED_TO_LOAD, calling.reason_text(error), self.notes.take())
        if function is None:
            return wire.pack_frame(wire.TODO)
        for name in self.refuses[exercise]:
            if name in guards.unguarded:  # by this version of the library, for everybody
                reason = Reason("unguarded", name=name, detail=guards.unguarded[name])
                return wire.pack_frame(wire.FAILED_TO_LOAD, reason.pack(), self.notes.take())
        guards.watch.in_force = set(self.refuses[exercise])
        try:
            if order is None:
                return self.call_with(function, cases, is_one_by_one, may_be_a_stub=True)
            return self.call_with(function, [cases[i] for i in order], is_one_by_one)
        except Forbidden as error:
            return refusal(error, str(error), self.files.line_of(exercise))
        finally:
            guards.watch.in_force = set()

    def call_with(
        self,
        function: Callable[..., Any],
        cases: Sequence[calling.Case],
        is_one_by_one: bool,
        may_be_a_stub: bool = False,
    ) -> bytes | None:
        """Call a function with each case, and send the answers: now and then, so that the grader sees what is slow.

        Raises
        ------
        Forbidden
        """
        answers: list[wire.Answer] = []
        left = wire.MAX_FRAME // 2
        sent_at = monotonic()
        for i, case in enumerate(cases):
            is_alone = i == 0 or case.is_alone or is_one_by_one
            if is_alone and answers:
                self.write(wire.pack_answers(answers))
                answers = []
            self.ballast.append(ballast())  # an answer that depends on an address is not the same twice
            answer = calling.observe(function, case)
            left -= len(answer.data)
            if left < 0 and len(answer.data) > SMALL_ANSWER:  # all of them are to fit into one message
                text = f"an array of shape {answer.shape}: too large with the ones before"
                answer = wire.Answer(wire.UNUSABLE, text=text)
            if may_be_a_stub and i == 0 and answer.flags & wire.IS_NOT_IMPLEMENTED:
                return wire.pack_frame(wire.TODO, answer.notes)
            answers.append(answer._replace(notes=self.notes.take()) if self.notes.data or answer.notes else answer)
            if is_alone or monotonic() - sent_at > LONG_SILENCE:
                self.write(wire.pack_answers(answers))
                answers, sent_at = [], monotonic()
        if answers:
            self.write(wire.pack_answers(answers))
        return None


def refusal(error: BaseException, library: str, line: str = "") -> bytes:
    """Say what was refused, and on which line of the student's; where none called it, on the one that is given."""
    forbidden = Forbidden(library).with_traceback(error.__traceback__)
    text = calling.error_text(forbidden)
    return wire.pack_frame(wire.REFUSED, text if calling.line_of(error) else f"{text}{line}")


def end_with_the_grader() -> None:
    """Have the system kill this process when the one that started it is gone, where it can."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(1, 9)  # PR_SET_PDEATHSIG, SIGKILL


def use_torch() -> None:
    """Load torch, refuse its losses from then on, and take one step of training, which loads more."""
    stand_ins.put_in_place()
    import torch

    torch.set_num_threads(1)  # a fork after work in several threads never returns
    # A student's file may ask for more; where none can be made, a larger product would end the process.
    for name in ("set_num_threads", "set_num_interop_threads"):
        setattr(torch, name, lambda _: None)
    torch.vmap(torch.exp)(torch.ones(2))  # loads what is hidden from then on
    refuse_built_ins()
    x = torch.ones(2, 2, requires_grad=True)
    optimizer = torch.optim.Adam([x])
    x.square().backward(x.detach())  # type: ignore[no-untyped-call]
    optimizer.step()


def main() -> None:
    """Serve one submission over the two pipes that this process was started with."""
    _, _, site_packages, library = sys.argv
    hide_ourselves()
    requests, replies, nothing = os.dup(0), os.dup(1), os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):  # a student's print and input reach neither pipe
        os.dup2(nothing, descriptor)
    end_with_the_grader()
    if library == "torch":
        use_torch()  # it loads parts of itself later, and from the same place
    else:
        sys.path.remove(site_packages)
    limit_resources(SMALL)
    if hasattr(os, "register_at_fork"):  # what a student's code forks would answer too
        os.register_at_fork(after_in_child=partial(os.close, replies))
    Session(partial(os.read, requests), partial(write_all, replies)).serve()
    os._exit(0)  # no atexit, no threads joined, no __del__


def write_all(descriptor: int, data: bytes) -> None:
    written = os.write(descriptor, data)
    while written < len(data):
        written += os.write(descriptor, memoryview(data)[written:])
