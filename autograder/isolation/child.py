"""The process in which a student's code runs: it is given inputs and hands back numbers.

Started as a script in a fresh interpreter (``python -I -S``), never imported by the grader's own process with a
student's code. It knows no expected value, no test and no score. What it says is not believed either: the grader
reads it as numbers within bounds (see `wire`), so a child that lies can only lie about its own answers.
"""

from __future__ import annotations

import ast
import importlib.abc
import importlib.util
import io
import os
import sys
import types
import warnings
from collections.abc import Callable
from typing import Any, BinaryIO, NamedTuple

if __name__ == "__main__":  # python -I -S: neither this folder nor site-packages is on the path
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    import wire  # type: ignore[import-not-found]  # as a script

    del sys.path[0]
    sys.path.append(sys.argv[1])
else:
    from autograder.isolation import wire

import numpy as np

FORBIDDEN = {"autograd", "cupy", "jax", "keras", "mpmath", "numba", "scipy", "sklearn", "solutions", "statsmodels"}
FORBIDDEN |= {"sympy", "tensorflow", "torch"}
NUMBERS = frozenset({bool, int, float, np.ndarray, *np.sctypeDict.values()})
PRINTED = 300  # characters of printed text kept for each call


# ---------------------------------------------------------------- one call


def observe(function: Callable[..., Any], arguments: list[Any]) -> wire.Reply:
    """Call `function` once and describe what it did: a value, an exception, something that is no number.

    Parameters
    ----------
    function : callable
    arguments : list
        Arrays, changed or not by the call: a changed one is reported in the reply's mask; and numbers.
    """
    before = [fingerprint(argument) for argument in arguments]
    try:
        reply = describe(function(*arguments))
    except BaseException as error:  # SystemExit too: it ends this call, not the others
        flags = wire.IS_VALUE_ERROR * isinstance(error, ValueError)
        flags |= wire.IS_NOT_IMPLEMENTED * isinstance(error, NotImplementedError)
        kind = wire.REFUSED if isinstance(error, Forbidden) else wire.RAISED
        reply = wire.Reply(kind, flags=flags, text=error_text(error))
    changed = [fingerprint(argument) != then for argument, then in zip(arguments, before, strict=True)]
    return reply._replace(changed=sum(1 << i for i, is_changed in enumerate(changed) if is_changed))


def fingerprint(argument: Any) -> Any:
    """Return all of an argument that its owner would miss: numbers, shape and dtype."""
    return (argument.tobytes(), argument.shape, argument.dtype) if isinstance(argument, np.ndarray) else argument


def describe(result: Any) -> wire.Reply:
    """Turn a returned object into a shape and raw numbers; say what it is where it is no number.

    Types are compared exactly: a subclass of float or ndarray may answer ``==`` as it likes.
    """
    kind = type(result)
    if kind not in NUMBERS:
        return wire.Reply(wire.UNUSABLE, text="None" if result is None else f"a {kind.__name__}")
    array = np.array(result)
    if kind is int and array.dtype.kind == "O":
        return wire.Reply(wire.UNUSABLE, text="an integer beyond 64 bits")
    if array.dtype.kind not in "biuf":
        what = "an array" if kind is np.ndarray else "a number"
        return wire.Reply(wire.UNUSABLE, text=f"{what} of dtype {array.dtype}")
    if array.ndim > wire.MAX_DIMENSIONS or array.nbytes > wire.MAX_DATA:
        return wire.Reply(wire.UNUSABLE, text=f"an array of shape {array.shape}: too large")
    wide = array.dtype.kind == "f" and array.dtype.itemsize > 8  # long double: its digits beyond float64 are not asked
    plain = array.astype(np.float64 if wide else array.dtype.newbyteorder("<"), order="C", copy=False)
    return wire.Reply(wire.VALUE, plain.dtype.str, plain.shape, data=plain.tobytes())


def error_text(error: BaseException) -> str:
    """Type, message and the student's line: never a frame of ours."""
    try:
        text = str(error) if isinstance(error, Forbidden) else f"{type(error).__name__}: {error}"
    except Exception:
        text = type(error).__name__
    if isinstance(error, SyntaxError):
        return f"{type(error).__name__}: {error.msg}" + (f" (line {error.lineno})" if error.lineno else "")
    line = None
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.startswith(SUBMITTED):
            line = f"{trace.tb_frame.f_code.co_filename.removeprefix(SUBMITTED)}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return text[:1000] + (f" ({line})" if line else "")


def argument(description: Any, buffers: memoryview) -> Any:
    """Build a fresh argument from its description, in the memory layout the case asks for."""
    if not isinstance(description, dict):
        return description
    start, stop = description["at"]
    return arrange(buffers[start:stop], description["dtype"], description["shape"], description["layout"])


def arrange(data: bytes | memoryview, dtype: str, shape: tuple[int, ...], layout: str) -> np.ndarray:
    """Build a fresh array in a given memory layout."""
    array = np.frombuffer(data, dtype=dtype).reshape(shape)
    match layout:
        case "read_only":  # over immutable bytes: cannot be made writable again
            return array
        case "fortran":
            return np.asfortranarray(array.copy())
        case "strided":
            return np.repeat(array, 2, axis=-1)[..., ::2]
        case _:
            return array.copy()


# ---------------------------------------------------------------- the submission

SUBMITTED = "submitted:"  # prefix of code file names: tells a student's frames from ours


class Forbidden(ImportError):
    """An import that would replace the exercise."""


class MissingFunction(Exception):
    """No file defines the function."""


class BrokenFile(BaseException):
    """A file whose loading has ended or hung a child before: it is not loaded again."""


class Settings(NamedTuple):
    """What a file may set for the whole process (``np.seterr``, warning filters): kept with the file that set it."""

    floating_point: Any
    warnings: list[Any]

    @classmethod
    def now(cls) -> Settings:
        return cls(np.geterr(), list(warnings.filters))

    def restore(self) -> None:
        np.seterr(**self.floating_point)
        warnings.filters[:] = self.warnings  # type: ignore[index]  # a list, whatever its stub says


DEFAULT_SETTINGS = Settings(np.geterr(), [("always", None, Warning, None, 0)])


class NumpyOnly(importlib.abc.MetaPathFinder):
    """Refuses the libraries that have the answers; a forgotten ``autograder.check(...)`` does nothing."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> None:
        if name.partition(".")[0] in FORBIDDEN:
            raise Forbidden(f"import {name}")


class Submission(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """The submitted files, held in memory: found by function name, imported by each other, never written to disk."""

    def __init__(self, files: dict[str, bytes], announce: Callable[[wire.Reply], None]) -> None:
        self.files = files
        self.announce = announce
        self.loading: list[str] = []
        self.broken: list[str] = []
        self.notes: dict[str, str] = {}
        self.trees: dict[str, ast.Module | BaseException] = {}
        self.modules: dict[str, dict[str, Any] | BaseException] = {}
        self.settings: dict[str, Settings] = {}
        self.defined: dict[str, dict[str, str]] = {}

    def tree(self, path: str) -> ast.Module | BaseException:
        if path not in self.trees:
            try:
                text = self.decoded(path)
                with warnings.catch_warnings(action="ignore"):
                    self.trees[path] = ast.parse(text, SUBMITTED + path)
            except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
                self.trees[path] = error
        return self.trees[path]

    def definitions(self, path: str) -> dict[str, str]:
        """List the names that a file binds, see `definitions`."""
        if path not in self.defined:
            tree = self.tree(path)
            self.defined[path] = definitions(tree) if isinstance(tree, ast.Module) else {}
        return self.defined[path]

    def decoded(self, path: str) -> str:
        """Decode a file as UTF-8, else as what Windows editors write: code is ASCII either way."""
        data = self.files[path]
        encodings = (
            ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp949", "cp1252", "latin-1")
        )
        for encoding in encodings:
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if encoding != "utf-8-sig":
                self.notes[path] = f"{path} is not saved as UTF-8; read as {encoding}"
            return text
        raise SyntaxError(f"{path} is not text")

    def file_of(self, name: str) -> str:
        """Find the file that defines function `name`: a written one before a stub, the file of that name first."""
        found = []
        for path in sorted(self.files):
            tree = self.tree(path)
            if isinstance(tree, BaseException):
                stem = os.path.splitext(os.path.basename(path))[0]
                if stem == name or f"def {name}".encode() in self.files[path]:
                    found.append((3, stem != name, path))
            elif name in self.definitions(path):
                rank = ("written", "imported", "stub").index(self.definitions(path)[name])
                found.append((rank, os.path.basename(path) != f"{name}.py", path))
        if not found:
            raise MissingFunction
        (doubt, _, chosen), *others = sorted(found)
        if others and others[0][0] == doubt == 0:
            self.notes.setdefault(
                chosen, f"{name} is written in {chosen} and in {others[0][2]}; the first one is judged"
            )
        return chosen

    def load(self, path: str) -> dict[str, Any]:
        """Run a file once as a module of its own, and return its globals.

        Raises
        ------
        BaseException
            What the file raised, the same one for every function that is asked of it.
        """
        if path in self.broken:
            raise BrokenFile(path)
        if path not in self.modules:
            self.loading.append(path)
            self.announce(wire.Reply(wire.LOADING, text=path, notes=self.notes.get(path, "")))
            folder, name = os.path.split(path)
            module = types.ModuleType(os.path.splitext(name)[0])
            module.__file__, module.__package__ = SUBMITTED + path, folder.replace("/", ".") or None
            sys.modules.setdefault(module.__name__, module)  # dataclasses look themselves up there
            before = Settings.now()
            try:
                tree = self.tree(path)
                if isinstance(tree, BaseException):
                    raise tree
                code = compile(tree, SUBMITTED + path, "exec", dont_inherit=True)
                self.modules[path] = module.__dict__
                DEFAULT_SETTINGS.restore()
                exec(code, module.__dict__)
                self.settings[path] = Settings.now()
            except BaseException as error:
                self.modules[path] = error
            before.restore()  # of the file that imports this one
            self.loading.pop()
            if self.loading:
                self.announce(wire.Reply(wire.LOADING, text=self.loading[-1]))
        loaded = self.modules[path]
        if isinstance(loaded, BaseException):
            raise loaded
        return loaded

    # Imports of one submitted file by another.

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        tail = name.replace(".", "/")
        for folder in self.search_path():
            for source, is_package in ((f"{folder}{tail}.py", False), (f"{folder}{tail}/__init__.py", True)):
                if source in self.files:
                    return importlib.util.spec_from_loader(name, self, origin=source, is_package=is_package)
            if any(file.startswith(f"{folder}{tail}/") for file in self.files):
                return importlib.util.spec_from_loader(name, self, is_package=True)
        return None

    def search_path(self) -> list[str]:
        """List the folders of the submission, the one of the file being loaded and those above it first."""
        here = os.path.dirname(self.loading[-1]) if self.loading else ""
        parts = here.split("/") if here else []
        near = ["".join(f"{part}/" for part in parts[:depth]) for depth in range(len(parts), -1, -1)]
        every = sorted(f"{os.path.dirname(file)}/" for file in self.files if "/" in file)
        return list(dict.fromkeys([*near, *every]))

    def create_module(self, spec: Any) -> None:
        return None

    def exec_module(self, module: types.ModuleType) -> None:
        path = module.__spec__.origin if module.__spec__ else None
        if path:
            module.__dict__.update(self.load(path))


def definitions(tree: ast.Module) -> dict[str, str]:
    """List the names that a module binds, each "written" there, "imported" from elsewhere or still a "stub"."""
    found: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            is_stub = all(is_placeholder(statement) for statement in node.body)
            found[node.name] = "stub" if is_stub else "written"
        elif isinstance(node, ast.ImportFrom | ast.Import):
            found.update(dict.fromkeys(bound_names(node), "imported"))
        else:
            found.update(dict.fromkeys(bound_names(node), "written"))
    return found


def is_placeholder(statement: ast.stmt) -> bool:
    """Docstring, ``...``, ``pass`` or ``raise NotImplementedError``."""
    if isinstance(statement, ast.Raise):
        raised = statement.exc.func if isinstance(statement.exc, ast.Call) else statement.exc
        return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"
    return isinstance(statement, ast.Pass) or (
        isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    )


def bound_names(node: ast.stmt) -> set[str]:
    """Return the names that a statement other than a plain ``def`` binds, at any depth of if, try and with."""
    if isinstance(node, ast.ClassDef):
        return {node.name}
    if isinstance(node, ast.If) and "__name__" in ast.unparse(node.test):  # not run when graded
        return set()
    names = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.FunctionDef | ast.ClassDef):
            names.add(inner.name)
        elif isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
            names.add(inner.id)
        elif isinstance(inner, ast.ImportFrom | ast.Import):
            names.update(alias.asname or alias.name for alias in inner.names)
    return names


# ---------------------------------------------------------------- the process


def end_with_the_grader() -> None:
    """Have the system kill this process when the grader is gone, where it can."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(1, 9)  # PR_SET_PDEATHSIG, SIGKILL


def limit_resources(memory: int, seconds: int) -> None:
    """Lower what the system lets this process use, where it has such limits."""
    try:
        import resource
    except ImportError:  # Windows
        return
    wanted = {
        "RLIMIT_AS": memory,
        "RLIMIT_CPU": seconds,
        "RLIMIT_FSIZE": 16 << 20,
        "RLIMIT_NOFILE": 64,
        "RLIMIT_CORE": 0,
    }
    for name, value in wanted.items():
        try:
            hard = resource.getrlimit(getattr(resource, name))[1]
            value = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(getattr(resource, name), (value, value))
        except (ValueError, OSError):  # macOS refuses RLIMIT_AS
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


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Answer one request after the other: the files once, then an exercise each."""

    def send(reply: wire.Reply) -> None:
        replies.write(wire.pack_reply(reply))
        replies.flush()

    notes = Notes()
    end_with_the_grader()
    send(wire.Reply(wire.READY))
    header, buffers = wire.read_request(requests)
    limit_resources(header["memory"], header["cpu_seconds"])
    files, start = {}, 0
    for path, size in header["files"]:
        files[path] = buffers[start : start + size]
        start += size
    submission = Submission(files, send)
    sys.meta_path = [NumpyOnly(), *sys.meta_path, submission]
    sys.modules["autograder"] = types.ModuleType("autograder")
    sys.modules["autograder"].check = lambda *_, **__: None  # type: ignore[attr-defined]  # a stand-in
    sys.stdin, sys.stdout, sys.stderr = io.StringIO(), notes.stream(), notes.stream()
    warnings.showwarning = lambda message, category, *_, **__: (  # type: ignore[assignment]  # no line of ours in it
        notes.write(f"{category.__name__}: {message}\n".encode()) and None
    )
    while True:
        try:
            header, buffers = wire.read_request(requests)
        except EOFError:
            return
        for reply in answers(submission, header, memoryview(buffers)):
            send(reply._replace(notes=notes.take()))
        send(wire.Reply(wire.DONE))


def answers(submission: Submission, header: dict[str, Any], buffers: memoryview) -> Any:
    """Yield what the calls of one exercise did, up to the point where no further call can matter."""
    name, submission.broken = header["function"], header["broken"]
    try:
        path = submission.file_of(name)
        if submission.definitions(path).get(name) == "stub":
            yield wire.Reply(wire.TODO)
            return
        namespace = submission.load(path)
        if name not in namespace:
            raise MissingFunction
        function = namespace[name]
        if not callable(function):
            raise TypeError(f"{name} is a {type(function).__name__}, not a function")
        submission.settings[path].restore()
    except MissingFunction:
        yield wire.Reply(wire.MISSING)
        return
    except BrokenFile as error:
        yield wire.Reply(wire.LOADING, text=str(error))
        return
    except Forbidden as error:
        yield wire.Reply(wire.REFUSED, text=error_text(error))
        return
    except BaseException as error:  # SystemExit too: a file that exits has not loaded
        yield wire.Reply(wire.FAILED_TO_LOAD, text=error_text(error))
        return
    for number, description in enumerate(header["cases"]):
        reply = observe(function, [argument(part, buffers) for part in description])
        yield reply
        if reply.kind == wire.REFUSED or (number == 0 and reply.flags & wire.IS_NOT_IMPLEMENTED):
            return


def main() -> None:
    """Keep the two pipes to ourselves, so that a student's ``print`` and ``input`` reach neither."""
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    serve(requests, replies)
    os._exit(0)  # no atexit, no threads joined, no __del__


if __name__ == "__main__":
    main()
