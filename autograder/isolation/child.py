"""The process in which a student's code runs: it is given inputs and hands back numbers.

Forked from `server` or started as a script in a fresh interpreter (``python -I -S``); the grader's own process never
imports it with a student's code. It knows no expected value, no test and no score. What it says is not believed
either: the grader reads it as numbers within bounds (see `wire`), so a child that lies can only lie about its own
answers.
"""

from __future__ import annotations

import ast
import importlib.abc
import importlib.util
import io
import os
import struct
import sys
import types
import warnings
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

if __name__ == "__main__":  # python -I -S: neither this folder nor site-packages is on the path
    sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)), sys.argv[1]]

import numpy as np

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

if __package__:
    from autograder.isolation import wire
else:
    import wire  # type: ignore[import-not-found, no-redef]

    del sys.modules["wire"]  # a submission may have a file of that name

FORBIDDEN = {"autograd", "cupy", "jax", "keras", "mpmath", "numba", "scipy", "sklearn", "solutions", "statsmodels"}
FORBIDDEN |= {"sympy", "tensorflow", "torch"}
NEEDED = {"numpy": (), "torch": ("torch", "sympy", "mpmath")}  # by an exercise's library, of the forbidden ones
NUMBERS = frozenset({bool, int, float, np.ndarray, *np.sctypeDict.values()})
LONG_FILE = 1 << 15
SMALL_ANSWER = 1 << 10
PRINTED = 300  # characters of printed text kept for each call


# ---------------------------------------------------------------- what is asked


class Given:
    """One argument of a case: made afresh for every call, and recognised after it.

    Parameters
    ----------
    description : tuple or number
        Of an array its bytes, dtype, shape and layout.
    library : {"numpy", "torch"}
        What an array is given as.
    """

    def __init__(self, description: Any, library: str = "numpy") -> None:
        self.original: Any = None
        if not isinstance(description, tuple):
            self.make: Callable[[], Any] = lambda: description
            return
        data, dtype, shape, layout = description
        self.original = (data, shape, np.dtype(dtype))
        self.make = maker(np.frombuffer(data, dtype).reshape(shape), layout)
        if library == "torch":
            array, self.make = self.make, lambda: torch().tensor(array())

    def is_changed(self, argument: Any) -> bool:
        """Tell whether anything of an argument is not as it was given: numbers, shape or dtype."""
        if self.original is None:
            return False
        array = argument if isinstance(argument, np.ndarray) else argument.detach().numpy()
        data, shape, dtype = self.original
        return bool(array.shape != shape or array.dtype != dtype or array.tobytes() != data)


def maker(array: np.ndarray, layout: str) -> Callable[[], np.ndarray]:
    """Return what makes fresh copies of an array over immutable bytes, in a memory layout."""
    match layout:
        case "read_only":  # cannot be made writable again
            return array.view
        case "fortran":
            return lambda: array.copy(order="F")
        case "strided":
            return lambda: np.repeat(array, 2, axis=-1)[..., ::2]
        case _:
            return array.copy


class Learned(NamedTuple):
    """The cases of one exercise, and what their arrays are given as."""

    cases: list[list[Given]]
    library: str


def learn(lesson: dict[str, Any]) -> Learned:
    """Read the inputs of one exercise: once for all submissions that are asked about it."""
    library = lesson["library"]
    FORBIDDEN.difference_update(NEEDED[library])
    return Learned([[Given(part, library) for part in case] for case in lesson["cases"]], library)


def torch() -> Any:
    return sys.modules["torch"]  # loaded by the server, for exercises that are about it


# ---------------------------------------------------------------- one call


def observe(function: Callable[..., Any], case: Sequence[Given]) -> wire.Answer:
    """Call `function` once and describe what it did: a value, an exception, something that is no number.

    Raises
    ------
    Forbidden
        If it imports what would replace the exercise.
    """
    arguments = [given.make() for given in case]
    try:
        answer = describe(function(*arguments))
    except Forbidden:
        raise
    except BaseException as error:  # SystemExit too: it ends this call, not the others
        if library := forbidden_import(error):
            raise Forbidden(library) from error
        flags = wire.IS_VALUE_ERROR * isinstance(error, ValueError)
        flags |= wire.IS_NOT_IMPLEMENTED * isinstance(error, NotImplementedError)
        answer = wire.Answer(wire.RAISED, flags=flags, text=error_text(error))
    changed = 0
    for i, (given, argument) in enumerate(zip(case, arguments, strict=True)):
        changed |= given.is_changed(argument) << i
    return answer._replace(changed=changed) if changed else answer


def describe(result: Any) -> wire.Answer:
    """Turn a returned object into a shape and raw numbers; say what it is where it is no number.

    Types are compared exactly: a subclass of float or ndarray may answer ``==`` as it likes.
    """
    kind = type(result)
    if kind is np.float64 or kind is float:
        return wire.Answer(wire.VALUE, data=pack_float(result))
    if "torch" in sys.modules and kind is torch().Tensor:
        result = result.detach().numpy()
        kind = np.ndarray
    if kind not in NUMBERS:
        return wire.Answer(wire.UNUSABLE, text="None" if result is None else f"a {kind.__name__}")
    array = np.asarray(result)
    if kind is int and array.dtype.kind == "O":
        return wire.Answer(wire.UNUSABLE, text="an integer beyond 64 bits")
    if array.dtype.kind not in "biuf":
        what = "an array" if kind is np.ndarray else "a number"
        return wire.Answer(wire.UNUSABLE, text=f"{what} of dtype {array.dtype}")
    if array.ndim > wire.MAX_DIMENSIONS or array.nbytes > wire.MAX_DATA:
        return wire.Answer(wire.UNUSABLE, text=f"an array of shape {array.shape}: too large")
    wide = array.dtype.kind == "f" and array.dtype.itemsize > 8  # long double: its digits beyond float64 are not asked
    plain = array.astype(np.float64 if wide else array.dtype.newbyteorder("<"), order="C", copy=False)
    return wire.Answer(wire.VALUE, wire.DTYPES.index(plain.dtype.str), plain.shape, data=plain.tobytes())


pack_float = struct.Struct("<d").pack


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


# ---------------------------------------------------------------- the submission

SUBMITTED = "submitted:"  # prefix of code file names: tells a student's frames from ours


class Forbidden(ImportError):
    """An import that would replace the exercise."""


def forbidden_import(error: BaseException) -> str:
    """Name the import that failed because a library has the answers: refused by us, not found, or not readable."""
    if isinstance(error, Forbidden):
        return str(error)
    if isinstance(error, ImportError) and str(error.name or "").partition(".")[0] in FORBIDDEN:
        return f"import {error.name}"
    if isinstance(error, PermissionError):
        return next((f"import {part}" for part in str(error.filename).split("/") if part in FORBIDDEN), "")
    return ""


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

    def restore(self, now: Settings) -> None:
        """Set what is not so now."""
        if self.floating_point != now.floating_point:
            np.seterr(**self.floating_point)
        if self.warnings != now.warnings:
            warnings.filters[:] = self.warnings  # type: ignore[index]  # a list, whatever its stub says


DEFAULT_SETTINGS = Settings(np.geterr(), [("always", None, Warning, None, 0)])


class NoAnswers(importlib.abc.MetaPathFinder):
    """Refuses the libraries that have the answers, where no wall does."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> None:
        if name.partition(".")[0] in FORBIDDEN:
            raise Forbidden(f"import {name}")


class Submission(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """The submitted files, held in memory: found by function name, imported by each other, never written to disk."""

    def __init__(self, announce: Callable[..., None]) -> None:
        self.files: dict[str, bytes] = {}
        self.broken: Sequence[str] = ()
        self.announce = announce
        self.loading: list[str] = []
        self.notes: dict[str, str] = {}
        self.trees: dict[str, ast.Module | BaseException] = {}
        self.modules: dict[str, dict[str, Any] | BaseException] = {}
        self.settings: dict[str, Settings] = {}
        self.defined: dict[str, dict[str, str]] = {}

    def tree(self, path: str) -> ast.Module | BaseException:
        if path not in self.trees:
            is_long = len(self.files[path]) > LONG_FILE
            if is_long:  # if this takes too long, it is this file's doing
                self.announce(wire.LOADING, path)
            try:
                self.trees[path] = parse(self.decoded(path), SUBMITTED + path)
            except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
                self.trees[path] = error
            if is_long:
                self.announce(wire.LOADING, self.loading[-1] if self.loading else "")
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
        is_utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
        for encoding in ("utf-16",) if is_utf16 else ("utf-8", "cp949", "cp1252", "latin-1"):
            try:
                text = data.removeprefix(b"\xef\xbb\xbf").decode(encoding)
            except UnicodeDecodeError:
                continue
            if encoding != "utf-8":
                self.notes[path] = f"{path} is not saved as UTF-8; read as {encoding}"
            return text
        raise SyntaxError(f"{path} is not text")

    def file_of(self, name: str) -> str:
        """Find the file that defines function `name`: a written one before a stub, the file of that name first."""
        found = []
        for path in sorted(path for path in self.files if self.mentions(path, name)):
            if path in self.broken:
                found.append((4, False, path))
                continue
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

    def mentions(self, path: str, name: str) -> bool:
        """Tell whether a file may define a name: only then is it worth parsing."""
        return any(name.encode(encoding) in self.files[path] for encoding in ("utf-8", "utf-16-le", "utf-16-be"))

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
            self.announce(wire.LOADING, path, self.notes.get(path, ""))
            folder, name = os.path.split(path)
            module = types.ModuleType(os.path.splitext(name)[0])
            module.__file__, module.__package__ = SUBMITTED + path, folder.replace("/", ".") or None
            sys.modules.setdefault(module.__name__, module)  # dataclasses look themselves up there
            before = Settings.now()
            after = DEFAULT_SETTINGS
            try:
                tree = self.tree(path)
                if isinstance(tree, BaseException):
                    raise tree
                code = compile(tree, SUBMITTED + path, "exec", dont_inherit=True)
                self.modules[path] = module.__dict__
                DEFAULT_SETTINGS.restore(before)
                exec(code, module.__dict__)
                self.settings[path] = after = Settings.now()
            except BaseException as error:
                self.modules[path] = error
            before.restore(after)  # of the file that imports this one
            self.loading.pop()
            self.announce(wire.LOADING, self.loading[-1] if self.loading else "")
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


def parse(text: str, name: str) -> ast.Module:
    """Parse a file; what Python warns of it, a backslash too many in a docstring, is not our affair."""
    if "\\" not in text:
        tree: ast.Module = compile(text, name, "exec", ast.PyCF_ONLY_AST, dont_inherit=True)  # type: ignore[assignment]
        return tree
    with warnings.catch_warnings(action="ignore"):
        return ast.parse(text, name)


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
    if isinstance(node, ast.If) and any(
        isinstance(part, ast.Name) and part.id == "__name__" for part in ast.walk(node.test)
    ):  # not run when graded
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
        self.learned: dict[str, Learned] = {}
        self.notes = Notes()
        self.submission = Submission(self.announce)
        sys.meta_path = [NoAnswers(), *sys.meta_path, self.submission]
        sys.modules["autograder"] = types.ModuleType("autograder")
        sys.modules["autograder"].check = lambda *_, **__: None  # type: ignore[attr-defined]  # a stand-in
        DEFAULT_SETTINGS.restore(Settings.now())
        sys.stdin, sys.stdout, sys.stderr = io.StringIO(), self.notes.stream(), self.notes.stream()
        warnings.showwarning = self.show_warning

    def show_warning(self, message: Warning | str, category: type[Warning], *_: Any, **__: Any) -> None:
        said = f"{category.__name__}: {message}\n"  # no line of ours in it
        self.notes.write(said.encode("utf-8", "backslashreplace"))

    def announce(self, kind: int, text: str = "", notes: str = "") -> None:
        self.write(wire.pack_frame(kind, text, notes))

    def serve(self) -> None:
        """Answer one request after the other: the inputs where they are not learned yet, the files, the exercises."""
        self.write(READY)
        while True:
            try:
                request = wire.read_request(self.read)
            except EOFError:
                return
            match request["op"]:
                case "learn":
                    self.learned[request["function"]] = learn(request)
                case "files":
                    self.submission.files, self.submission.broken = request["files"], request["broken"]
                    limit_resources(request["limits"])
                case "ask":
                    self.write(self.answer(request["function"], request["order"]))

    def answer(self, name: str, order: Sequence[int] | None) -> bytes:
        """Have one exercise's function called with each of its cases, and encode what it did."""
        try:
            function = load_function(self.submission, name)
            if function is None:
                return wire.pack_frame(wire.TODO)
        except MissingFunction:
            return wire.pack_frame(wire.MISSING, notes=self.notes.take())
        except BrokenFile as error:
            return wire.pack_frame(wire.BROKEN, str(error))
        except BaseException as error:  # SystemExit too: a file that exits has not loaded
            if library := forbidden_import(error):
                return refused(error, library)
            return wire.pack_frame(wire.FAILED_TO_LOAD, error_text(error), self.notes.take())
        cases = self.learned[name].cases
        answers: list[wire.Answer] = []
        left = wire.MAX_FRAME // 2
        for i in range(len(cases)) if order is None else order:
            try:
                done = observe(function, cases[i])
            except Forbidden as error:
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
    return wire.pack_frame(wire.REFUSED, error_text(Forbidden(library).with_traceback(error.__traceback__)))


def load_function(submission: Submission, name: str) -> Callable[..., Any] | None:
    """Load the file that defines a function and return it; None where it is not yet written.

    Raises
    ------
    BaseException
        What loading the file raised; MissingFunction where no file has the function.
    """
    path = submission.file_of(name)
    if submission.definitions(path).get(name) == "stub":
        return None
    namespace = submission.load(path)
    if name not in namespace:
        raise MissingFunction
    function = namespace[name]
    if not callable(function):
        raise TypeError(f"{name} is a {type(function).__name__}, not a function")
    submission.settings[path].restore(Settings.now())
    return function  # type: ignore[no-any-return]  # a student's


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
