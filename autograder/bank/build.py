"""Compile solutions and specs into an answer key, checking each against the other, torch and 50-digit arithmetic."""

from __future__ import annotations

import hashlib
import inspect
import json
import sys
import warnings
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Any

import mpmath
import numpy as np
import torch

from autograder.bank import exact
from autograder.bank.catalog import HOME, Exercise, find_exercises
from autograder.bank.folder import BankError
from autograder.bank.spec import REFERENCE, Case, Item, Spec, Sweep
from autograder.isolation.inside import calling
from autograder.isolation.job import Argument, Library, plain
from autograder.isolation.observation import Observation, show
from autograder.judging.compare import compare
from autograder.judging.key import ExerciseKey, Key, KeyCase, KeyItem, KeyMisconception, exercise_to_json
from autograder.judging.suspects import agree
from autograder.report.picture import Picture, load_pictures, picture_to_json

RELATIVE = 1e-7  # right float64 implementations agree to 1e-9, wrong ones differ by more than 1e-6 somewhere
RELATIVE_AT_THE_GATE = 1e-6  # basics ask for the idea: an epsilon or a float32 costs the items that ask for digits
RELATIVE_FLOAT32 = 1e-5  # a handful of float32 roundings of 6e-8 each
REFERENCE_ERROR = 1e-2  # of the tolerance: what the reference itself may be off by, against 50 digits
CAUGHT_BY = 5.0  # times the tolerance, at least, is what a wrong answer must be off by somewhere
PUBLIC_SEED = b"losslings public key"


@dataclass
class Compiled:
    """One exercise's key, and everything about its two files that must be mended first."""

    key: ExerciseKey
    problems: list[str] = field(default_factory=list)


def build_key(bank: Path = HOME, seed: bytes | None = None, names: Collection[str] = ()) -> tuple[Key, list[str]]:
    """Compile a bank.

    Parameters
    ----------
    bank : Path
        See `autograder.bank.catalog.find_exercises`.
    seed : bytes, optional
        Draws the inputs of a hidden key. Left out: the public key.
    names : collection of str, optional
        Only these exercises.

    Returns
    -------
    key : Key
    problems : list of str
        What in the bank is wrong; a key is only to be used when this is empty.
    """
    compiled = [compile_exercise(exercise, seed or PUBLIC_SEED) for exercise in find_exercises(bank, names)]
    lines = {part.key.id: json.dumps(exercise_to_json(part.key), ensure_ascii=False) for part in compiled}
    return Key(seed is not None, lines), [problem for part in compiled for problem in part.problems]


def compile_exercise(exercise: Exercise, seed: bytes) -> Compiled:
    """Compile one solution and its spec, and check them against each other."""
    spec, solution = exercise.load_spec(), exercise.load_solution()
    items: list[KeyItem] = []
    drafts: list[Case] = []
    for item in spec.items:
        cases = all_cases(item, exercise.name, seed)
        items.append(KeyItem(item.name, item.points, item.inputs_unchanged, len(drafts), len(drafts) + len(cases)))
        drafts.extend(cases)
    problems: list[str] = []
    tolerances = [RELATIVE_AT_THE_GATE if i < items[0].stop else RELATIVE for i in range(len(drafts))]
    compiled = [
        compile_case(case, spec, solution, tolerance, problems.append)
        for case, tolerance in zip(drafts, tolerances, strict=True)
    ]
    mistakes = [
        mistake
        for wrong in spec.misconceptions
        for mistake in compile_misconception(wrong, solution, compiled, spec.library)
    ]
    parameters = tuple(inspect.signature(solution).parameters)
    key = ExerciseKey(
        exercise.name,
        exercise.unit,
        parameters,
        torch_call(spec),
        tuple(items),
        tuple(compiled),
        tuple(mistakes),
        spec.library,
    )
    problems += check_shape_of_spec(spec, drafts) + check_misconceptions(key)
    return Compiled(key, [f"{exercise.spec.parent.name}/{exercise.name}: {problem}" for problem in problems])


def all_cases(item: Item, exercise: str, seed: bytes) -> list[Case]:
    """List an item's cases, the drawn ones from a generator of the item's own: no order matters."""
    if item.drawn is None:
        return list(item.cases)
    entropy = hashlib.sha256(b"\0".join((seed, exercise.encode(), item.name.encode()))).digest()
    return [*item.cases, *item.drawn(np.random.default_rng(int.from_bytes(entropy)))]


# ---------------------------------------------------------------- cases


def compile_case(
    case: Case, spec: Spec, solution: Callable[..., Any], tolerance: float, problem: Callable[[str], None]
) -> KeyCase:
    """Settle what one case expects, and check that every source of it agrees."""
    args = tuple(key_argument(argument) for argument in case.args)
    is_float32 = any(isinstance(argument, Argument) and argument.array.dtype == np.float32 for argument in args)
    relative, absolute = RELATIVE_FLOAT32 if is_float32 else tolerance, case.absolute.size if case.absolute else 0.0
    reference = observe(solution, args, spec.library)
    expected = reference
    if case.raises is not None:
        if not reference.is_value_error or case.raises is not ValueError:
            problem(f"{case.id}: the reference should raise ValueError, it gave {reference.describe()}")
    elif reference.value is None:
        problem(f"{case.id}: the reference gave {reference.describe()}")
    else:
        if case.expected is not REFERENCE:
            expected = Observation("value", np.asarray(case.expected, dtype=float))
        for source, value in sources(spec, args):
            if compare(expected, value, relative * REFERENCE_ERROR, absolute * REFERENCE_ERROR) != "right":
                problem(f"{case.id}: expected {expected.describe()}, but {source} gives {value.describe()}")
        if compare(expected, reference, relative * REFERENCE_ERROR, absolute * REFERENCE_ERROR) != "right":
            problem(f"{case.id}: the closed form is {expected.describe()}, the reference {reference.describe()}")
    if reference.changed:
        problem(f"{case.id}: the reference changes its arguments")
    torch = None if case.raises else torch_difference(case, spec, expected, relative, absolute, problem)
    name = solution.__name__
    call = f"{name}({', '.join(write_argument(argument, spec.library) for argument in args)})"
    return KeyCase(case.id, args, call, expected, relative, absolute, torch)


def sources(spec: Spec, args: tuple[Argument | float, ...]) -> Iterable[tuple[str, Observation]]:
    """Yield the independent answers that need no allowance."""
    with mpmath.workdps(exact.DIGITS):
        answer = spec.exact(*[exact.lift(arg.array if isinstance(arg, Argument) else arg) for arg in args])
        yield "50-digit arithmetic", Observation("value", np.asarray(answer, dtype=object).astype(float))


def torch_call(spec: Spec) -> str:
    """Return the built-in's call as the oracle's docstring writes it: up to the first colon and space."""
    return (inspect.getdoc(spec.oracle) or "").split(": ")[0]


def torch_difference(
    case: Case, spec: Spec, expected: Observation, relative: float, absolute: float, problem: Callable[[str], None]
) -> str:
    """Ask the oracle, and check what the case declares of it; return how it differs, if it does."""
    torch.set_num_threads(1)
    try:
        answer = np.asarray(torch.as_tensor(spec.oracle(*[plain_array(argument) for argument in case.args])).numpy())
        got = Observation("value", answer)
    except Exception as error:
        got = Observation("raised", text=f"{type(error).__name__}: {error}")
    agrees = compare(expected, got, relative, absolute) == "right"
    if agrees and case.torch:
        problem(f"{case.id}: torch is declared to differ ({case.torch}), but it agrees")
    if not agrees and not case.torch:
        problem(f"{case.id}: expected {expected.describe()}, torch gives {got.describe()}; mend it or declare torch=")
    return case.torch or ""


def plain_array(argument: Any) -> Any:
    """Give torch a contiguous, writable copy: layouts are our cases' subject, not the oracle's."""
    return np.array(argument, order="C") if isinstance(argument, np.ndarray) else argument


def key_argument(argument: np.ndarray | float) -> Argument | float:
    """Read off an argument's memory layout."""
    if not isinstance(argument, np.ndarray):
        return argument
    flags = argument.flags
    if not flags.writeable:
        layout = "read_only"
    elif flags.c_contiguous:
        layout = "c"
    else:
        layout = "fortran" if flags.f_contiguous else "strided"
    return Argument(np.ascontiguousarray(argument).reshape(argument.shape), layout)


def write_argument(argument: Argument | float, library: Library = "numpy") -> str:
    """Write an argument as code that can be pasted after ``from numpy import *``, or ``from torch import *``."""
    if not isinstance(argument, Argument):
        return repr(argument)
    array, layout = argument.array, argument.layout
    if library == "torch":
        return write_array(array, "tensor", np.float32)
    text = write_array(array)
    if layout == "fortran":
        return f"asfortranarray({text})"
    if layout == "strided":
        return f"repeat({text}, 2, axis=-1)[..., ::2]"
    return f"broadcast_to({text}, {array.shape})" if layout == "read_only" else text


def write_array(array: np.ndarray, function: str = "array", default: type = np.float64) -> str:
    """Write an array as code; a long one as the pattern that it repeats, where it does.

    Parameters
    ----------
    array : ndarray
    function : {"array", "tensor"}
        What makes one of a list.
    default : type
        What floats become without a word.
    """
    flat = array.ravel()
    if array.size > 40:
        for period in range(1, 41):
            if function == "array" and np.array_equal(
                flat, np.resize(flat[:period], flat.shape), equal_nan=flat.dtype.kind == "f"
            ):
                return f"resize({write_array(flat[:period])}, {array.shape})"
        return f"{function}({show(array)})"
    dtype = "" if array.dtype in (default, np.int64) else f", dtype={array.dtype}"
    numbers = show(array) if array.ndim else repr(array.item())
    return f"{function}({numbers}{dtype})"


def observe(function: Callable[..., Any], args: tuple[Argument | float, ...], library: str) -> Observation:
    """Call our own code as the child calls a student's."""
    case = [calling.Input(plain(argument), library) for argument in args]
    with warnings.catch_warnings(action="ignore", category=RuntimeWarning):  # what a mistake warns of is its own affair
        return Observation.from_answer(calling.observe(function, case))


# ---------------------------------------------------------------- pictures


def build_pictures(bank: Path = HOME, names: Collection[str] = ()) -> tuple[list[Picture], list[str]]:
    """Compile what notebooks draw; see `build_key`."""
    pictures: list[Picture] = []
    problems: list[str] = []
    for exercise in find_exercises(bank, names):
        if sweep := exercise.load_spec().sweep:
            try:
                pictures.append(compile_sweep(exercise, sweep))
            except Exception as error:  # the author's mistake, whatever it is
                problems.append(f"{exercise.unit}/{exercise.name}: sweep: {type(error).__name__}: {error}")
    return pictures, problems


def compile_sweep(exercise: Exercise, sweep: Sweep) -> Picture:
    """Ask the reference at every point.

    Raises
    ------
    ValueError
        If it has no answer somewhere, or what stays the same does not.
    """
    solution, library = exercise.load_solution(), exercise.load_spec().library
    points = [tuple(map(key_argument, sweep.arguments(value))) for value in sweep.grid.tolist()]
    answers = [observe(solution, args, library) for args in points]
    for value, answer in zip(sweep.grid, answers, strict=True):
        if answer.value is None or np.isnan(answer.value).any():
            raise ValueError(f"at {value:g} the reference gave {answer.describe()}")
    expected = np.array([answer.value for answer in answers], dtype=float)
    arguments = tuple(map(stack, zip(*points, strict=True)))
    grid = sweep.grid.astype(float)
    picture = Picture(
        f"{exercise.unit}/{exercise.name}", sweep.axis, sweep.scale, sweep.element, library, grid, arguments, expected
    )
    if not (np.diff(grid) > 0).all() or not np.isfinite(picture.curve).any():
        raise ValueError("the grid must ascend, and the reference have a finite answer somewhere")
    return picture


def stack(values: tuple[Argument | float, ...]) -> Argument | float:
    """Join one argument's values at all points; a number must be the same at each."""
    if isinstance(values[0], Argument):
        return Argument(np.array([value.array for value in values if isinstance(value, Argument)]))
    if set(values) != {values[0]}:
        raise ValueError("a number that is varied must be an array")
    return values[0]


def save_pictures(pictures: Iterable[Picture], path: Path) -> None:
    lines = [json.dumps(picture_to_json(picture), ensure_ascii=False) + "\n" for picture in pictures]
    path.write_text("".join(lines), encoding="utf-8", newline="\n")


def stale_pictures(path: Path, pictures: Iterable[Picture]) -> list[str]:
    """Name the exercises whose saved picture differs by more than the last digits another machine computes.

    Raises
    ------
    NoPicture
        If the file is missing or damaged.
    """
    old, new = load_pictures(path), {picture.exercise: picture for picture in pictures}
    stale = [name for name in old | new if not (name in old and name in new and same_picture(old[name], new[name]))]
    return [f"{name}: picture not current" for name in stale]


def same_picture(old: Picture, new: Picture) -> bool:
    def words(picture: Picture) -> tuple[Any, ...]:
        return picture.axis, picture.scale, picture.element, picture.library, len(picture.arguments)

    def numbers(picture: Picture) -> list[np.ndarray]:
        given = [one.array if isinstance(one, Argument) else np.array(one) for one in picture.arguments]
        return [picture.grid, picture.expected, *given]

    return words(old) == words(new) and all(
        one.shape == other.shape and one.dtype == other.dtype and np.allclose(one, other, rtol=1e-12, atol=1e-15)
        for one, other in zip(numbers(old), numbers(new), strict=True)
    )


# ---------------------------------------------------------------- misconceptions


def compile_misconception(
    wrong: Callable[..., Any], solution: Callable[..., Any], cases: list[KeyCase], library: Library
) -> Iterable[KeyMisconception]:
    """Record where each size of a mistake gives another answer than the right one, or changes its arguments."""
    hint = " ".join((inspect.getdoc(wrong) or "").split())
    for size in getattr(wrong, "variants", [{}]):
        outputs = {}
        for index, case in enumerate(cases):
            output = observe(partial(wrong, solution, **size), case.args, library)
            if output.changed or compare(case.expected, output, case.relative, case.absolute) != "right":
                outputs[index] = output
        yield KeyMisconception(wrong.__name__, hint, outputs)


def check_misconceptions(key: ExerciseKey) -> list[str]:
    """Every mistake must be caught by a wide margin, and told apart from every other."""
    problems = []
    for mistake in key.misconceptions:
        if not mistake.hint:
            problems.append(f"misconception {mistake.name} has no hint (its docstring)")
        if not any(is_caught(key.cases[index], output) for index, output in mistake.outputs.items()):
            problems.append(f"misconception {mistake.name} is caught by no case; add one that it gets wrong")
    for one, other in combinations(key.misconceptions, 2):
        if one.name != other.name and same_answers(key, one, other):
            problems.append(f"misconceptions {one.name} and {other.name} give the same answers on every case")
    return sorted(set(problems))


def is_caught(case: KeyCase, output: Observation) -> bool:
    margin = compare(case.expected, output, case.relative * CAUGHT_BY, case.absolute * CAUGHT_BY) != "right"
    return margin or bool(output.changed)


def same_answers(key: ExerciseKey, one: KeyMisconception, other: KeyMisconception) -> bool:
    return one.outputs.keys() == other.outputs.keys() and all(
        agree(key.cases[index], output, other.outputs[index]) for index, output in one.outputs.items()
    )


def differences(old: Key, new: Key) -> list[str]:
    """Name the exercises in which two keys differ by more than the last digits another machine computes."""
    if list(old.lines) != list(new.lines):
        return [f"exercises: {', '.join(old.lines)} where {', '.join(new.lines)} is expected"]
    return [f"{name}: not current" for name in new.lines if not same_exercise(old.exercise(name), new.exercise(name))]


def same_exercise(old: ExerciseKey, new: ExerciseKey) -> bool:
    def text(key: ExerciseKey) -> str:
        cases = [(c.id, c.call, c.relative, c.absolute, c.torch, c.expected.kind) for c in key.cases]
        mistakes = [(m.name, m.hint) for m in key.misconceptions]  # their outputs may be rounding noise
        return repr((key.name, key.unit, key.library, key.parameters, key.torch_call, key.items, cases, mistakes))

    pairs = [(one.expected, other.expected) for one, other in zip(old.cases, new.cases, strict=False)]
    return (
        text(old) == text(new)
        and all(one.kind == "raised" or compare(one, other, 1e-12, 1e-15) == "right" for one, other in pairs)
        and all(map(same_mistake, old.misconceptions, new.misconceptions))
    )


def same_mistake(old: KeyMisconception, new: KeyMisconception) -> bool:
    """Tell whether nine tenths of a mistake's answers are the same: the others may be rounding noise."""
    same = [
        one.kind == other.kind and (one.kind != "value" or compare(one, other, 1e-6, 1e-12) == "right")
        for index, one in old.outputs.items()
        if (other := new.outputs.get(index)) is not None
    ]
    return sum(same) >= 0.9 * max(len(old.outputs), len(new.outputs))


def check_shape_of_spec(spec: Spec, cases: list[Case]) -> list[str]:
    """Hold what a reader of any spec relies on."""
    ids = [case.id for case in cases]
    problems = [f"case {name} stands twice" for name in sorted({name for name in ids if ids.count(name) > 1})]
    if spec.items[0].name != "basics" or spec.items[0].drawn is None:
        problems.append("the first item must be `basics`, with drawn cases: a table of public answers must not pass it")
    problems += [
        f"{case.id}: absolute= without a reason" for case in cases if case.absolute and not case.absolute.reason
    ]
    return problems


def main() -> None:
    """Check the named exercises (or all) and print what must be mended: ``python -m autograder.bank.build softmax``."""
    try:
        key, problems = build_key(names=sys.argv[1:])
        problems += build_pictures(names=sys.argv[1:])[1]
    except BankError as error:
        sys.exit(str(error))
    sizes = [
        f"{exercise.name}: {len(exercise.items)} items, {len(exercise.cases)} cases, "
        f"{len({mistake.name for mistake in exercise.misconceptions})} misconceptions"
        for exercise in key
    ]
    sys.stdout.write("\n".join([*problems, *sizes, f"{len(problems)} problems\n"]))
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
