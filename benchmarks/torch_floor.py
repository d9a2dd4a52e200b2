"""The floor of exercises in torch: a bare process with torch that forks a child for each submission.

The child runs the files, makes the calls of the key once, with their gradients, and hands back raw numbers, which
nobody looks at. There are no walls, no limits and no second asking; torch's own losses are there. No autograder that
gives each submission a process of its own can be faster.

Run as a script it is the server: it reads from standard input the inputs of all calls, then one submission after
the other.
"""

from __future__ import annotations

import gc
import marshal
import os
import struct
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, BinaryIO

LENGTH = struct.Struct("<Q")
Call = tuple[str, list[Any], dict[str, Any], int | None]  # function, arguments, keywords, gradient by


def send(pipe: BinaryIO, data: bytes) -> None:
    pipe.write(LENGTH.pack(len(data)) + data)
    pipe.flush()


def receive(pipe: BinaryIO) -> bytes:
    head = pipe.read(LENGTH.size)
    return pipe.read(LENGTH.unpack(head)[0]) if head else b""


class Floor:
    """One server or more, among which submissions are dealt out.

    Parameters
    ----------
    inputs : sequence of bytes
        Of each exercise, as a child of Losslings is given them.
    workers : int
    """

    def __init__(self, inputs: Sequence[bytes], workers: int) -> None:
        command = [sys.executable, "-I", __file__]
        self.servers = [
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(workers)
        ]
        for server in self.servers:
            ask(server, list(inputs))

    def seconds(self, submissions: Sequence[dict[str, bytes]]) -> float:
        """Run some submissions, by function the file; return the seconds of one."""
        parts = [submissions[i :: len(self.servers)] for i in range(len(self.servers))]
        start = time.perf_counter()
        with ThreadPoolExecutor(len(self.servers)) as pool:
            list(pool.map(lambda server, part: [ask(server, one) for one in part], self.servers, parts))
        return (time.perf_counter() - start) / len(submissions)

    def close(self) -> None:
        for server in self.servers:
            server.kill()
            server.communicate()


def ask(server: subprocess.Popen[bytes], what: Any) -> bytes:
    assert server.stdin is not None
    assert server.stdout is not None
    send(server.stdin, marshal.dumps(what))
    return receive(server.stdout)


# ---------------------------------------------------------------- the server


def read_calls(inputs: Sequence[bytes]) -> list[Call]:
    """Make the arguments of all calls, once."""
    import numpy as np
    import torch

    def argument(told: Any) -> Any:
        if not isinstance(told, tuple):
            return told
        data, dtype, shape, _ = told
        return torch.tensor(np.frombuffer(data, dtype).reshape(shape))

    calls: list[Call] = []
    for request in map(marshal.loads, inputs):
        name = request["exercise"].rpartition("/")[2]
        for arguments, (keywords, gradient, *_) in zip(request["cases"], request["extras"], strict=True):
            by_name = {key: argument(value) for key, value in keywords.items()}
            calls.append((name, list(map(argument, arguments)), by_name, gradient))
    return calls


def answer(function: Any, call: Call) -> bytes:
    """Call a student's function once: the numbers that came."""
    import torch

    _, arguments, keywords, gradient = call
    given = [one.clone() if isinstance(one, torch.Tensor) else one for one in arguments]
    try:
        if gradient is not None:
            given[gradient].requires_grad_()
        result = function(*given, **keywords)
        if gradient is not None:
            (result,) = torch.autograd.grad(result, given[gradient], torch.ones_like(result))
        return bytes(result.detach().numpy().tobytes())
    except Exception:
        return b""


def serve_one(files: dict[str, bytes], calls: Sequence[Call]) -> bytes:
    functions = {}
    for name, source in files.items():
        namespace: dict[str, Any] = {"__name__": name}
        exec(compile(source, f"{name}.py", "exec"), namespace)
        functions[name] = namespace[name]
    return b"".join(answer(functions[call[0]], call) for call in calls)


def answers(files: dict[str, bytes], calls: Sequence[Call]) -> bytes:
    """Serve a submission; nothing is sent of one that cannot be loaded, and what asked is not left waiting."""
    try:
        return serve_one(files, calls)
    except BaseException:  # SystemExit too
        return b""


def main() -> None:
    """Fork a child for each submission, and say when it is gone."""
    import torch

    torch.set_num_threads(1)
    x = torch.ones(2, 2, requires_grad=True)
    torch.autograd.grad(x.square(), x, torch.ones_like(x))  # what it loads is loaded before the fork
    replies, nothing = os.fdopen(os.dup(1), "wb"), os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    calls = read_calls(marshal.loads(receive(sys.stdin.buffer)))
    send(replies, b"ready")
    gc.collect()
    gc.freeze()
    while message := receive(sys.stdin.buffer):
        child = os.fork()
        if child == 0:
            try:
                send(replies, answers(marshal.loads(message), calls))
            finally:
                os._exit(0)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
