"""Hold what students, and the judge, rely on in any exercise: its size, its docstring, its stub, its gate."""

from __future__ import annotations

import ast
import doctest
import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from autograder.bank.calls import key_argument
from autograder.bank.cases import Draft, question
from autograder.bank.catalog import Exercise
from autograder.bank.faults import Faults
from autograder.bank.folder import BankError, Unit
from autograder.bank.spec import Item
from autograder.bank.statement import HEADING
from autograder.bank.stubs import cut
from autograder.isolation.job import Argument
from autograder.isolation.observation import Observation
from autograder.judging.compare import compare
from autograder.judging.key import ExerciseKey, KeyCase
from autograder.translation import N_

ITEMS, CASES, MISCONCEPTIONS = range(4, 8), range(20, 61), range(6, 1000)  # how many an exercise has
TELLING = 12  # letters of code that give the answer away where they stand in a docstring or a hint


def check_size(key: ExerciseKey, faults: Faults) -> None:
    """Check that the exercise is worth an evening, and can be read in one."""
    hints = {mistake.name for mistake in key.misconceptions}
    for what, count, usual in (
        (N_("{count} items; an exercise has {least} to {most}"), len(key.items), ITEMS),
        (N_("{count} cases; an exercise has {least} to {most}"), len(key.cases), CASES),
        (N_("{count} misconceptions; write {least} at least"), len(hints), MISCONCEPTIONS),
    ):
        if count not in usual:
            faults.add(what, at="SPEC", stops_key=False, count=count, least=usual.start, most=usual.stop - 1)
    if not any(item.inputs_unchanged for item in key.items):
        told = N_("no item has inputs_unchanged=True: nobody notices who overwrites the caller's arrays")
        faults.add(told, at="SPEC", stops_key=False)


# ---------------------------------------------------------------- what earns nothing

CHEATS: dict[str, Callable[[KeyCase], Any]] = {
    "0.0": lambda _case: 0.0,
    "1.0": lambda _case: 1.0,
    "-1.0": lambda _case: -1.0,
    "nan": lambda _case: np.nan,
    "inf": lambda _case: np.inf,
    "the first argument": lambda case: array_of(case.args[0]),
    "the last argument": lambda case: array_of(case.args[-1]),
    "zeros like the first argument": lambda case: np.zeros_like(array_of(case.args[0])),
}


def array_of(argument: Argument | float) -> Any:
    return argument.array if isinstance(argument, Argument) else argument


def check_gate(key: ExerciseKey, faults: Faults) -> None:
    """Check that an answer without a look at the question does not pass the first item, and so earns nothing."""
    gate = key.items[0]
    cases = [case for case in key.cases[gate.first : gate.stop] if case.args]
    for cheat, answer in CHEATS.items():
        observations = [Observation("value", np.asarray(answer(case))) for case in cases]
        if all(
            compare(case.expected, got, case.relative, case.absolute) == "right"
            for case, got in zip(cases, observations, strict=True)
        ):
            told = N_("`return {cheat}` passes the gate; add a case that it gets wrong")
            faults.add(told, part=gate.name, cheat=cheat)


def check_draws(one: Iterable[Draft], again: Iterable[Draft], other: Iterable[Draft], faults: Faults) -> None:
    """Check that one seed always draws the same cases, and another seed other ones.

    A table of the public answers would pass an item whose cases are the same for every seed; a key that is never twice
    the same could not be checked.
    """
    for item in {id(draft.item): draft.item for draft in one if draft.is_drawn}.values():
        first, second, third = (questions(drafts, item) for drafts in (one, again, other))
        if first != second:
            faults.add(N_("one seed draws other cases each time; draw from rng alone"), part=item.name, at=item.drawn)
        elif set(first) & set(third):
            told = N_("a drawn case is the same for every seed; draw its numbers from rng")
            faults.add(told, part=item.name, at=item.drawn)


def questions(drafts: Iterable[Draft], item: Item) -> list[Any]:
    return [question(map(key_argument, d.case.args)) for d in drafts if d.is_drawn and d.item is item]


# ---------------------------------------------------------------- the docstring


def check_docstring(exercise: Exercise, solution: Callable[..., Any], faults: Faults) -> None:
    """Check that the statement has its sections, and says every parameter."""
    opening, *rest = HEADING.split(inspect.getdoc(solution) or "")
    sections = dict(zip(rest[::2], rest[1::2], strict=True))
    at = (exercise.solution, solution.__code__.co_firstlineno)
    if not opening.strip():
        faults.add(N_("the docstring says nothing before its first section; say what is asked for"), at=at)
    for heading in ("Parameters", "Returns", "Examples"):
        if not sections.get(heading, "").strip():
            faults.add(
                N_("the docstring has no section {heading}; write it in numpydoc's form"), at=at, heading=heading
            )
    described = set(re.findall(r"^(\w+) : ", sections.get("Parameters", ""), re.MULTILINE))
    if described and (names := set(inspect.signature(solution).parameters) ^ described):
        told = N_("the docstring's Parameters and the function's differ in {names}; describe each as `name : type`")
        faults.add(told, at=at, names=", ".join(sorted(names)))


class Examples(doctest.DocTestRunner):
    """Runs a docstring's examples, and keeps the first that is false."""

    def __init__(self) -> None:
        super().__init__(verbose=False)
        self.false: tuple[doctest.Example, str] | None = None

    def report_failure(self, _out: Any, _test: Any, example: doctest.Example, got: str) -> None:
        self.false = self.false or (example, got)

    def report_unexpected_exception(self, _out: Any, _test: Any, example: doctest.Example, exc_info: Any) -> None:
        self.false = self.false or (example, f"{exc_info[0].__name__}: {exc_info[1]}")


def check_examples(exercise: Exercise, solution: Callable[..., Any], faults: Faults) -> None:
    """Check that the docstring's examples are true."""
    docstring = docstring_of(exercise)
    if docstring is None:
        return
    at = (exercise.solution, docstring.lineno)
    try:
        (test,) = doctest.DocTestFinder(recurse=False).find(solution, exercise.name, globs=dict(solution.__globals__))
    except ValueError as error:  # it is not written as an example must be
        faults.add(N_("the docstring's example cannot be read: {error}"), at=at, error=error)
        return
    examples = Examples()
    examples.run(test, out=lambda _text: None)
    if examples.false:
        example, got = examples.false
        told = N_("the docstring's example is false: it gives {got}, not {want}; mend it")
        at = (exercise.solution, docstring.lineno + example.lineno)
        faults.add(told, at=at, got=got.strip(), want=example.want.strip())
    elif not test.examples and "Examples" in (inspect.getdoc(solution) or ""):
        faults.add(N_("the docstring has no example that runs; write one after >>>"), at=at)


def docstring_of(exercise: Exercise) -> ast.stmt | None:
    """Return the statement of the solution that is the function's docstring."""
    for node in ast.parse(exercise.solution.read_bytes()).body:
        if isinstance(node, ast.FunctionDef) and node.name == exercise.name and ast.get_docstring(node) is not None:
            return node.body[0]
    return None


# ---------------------------------------------------------------- the stub


def check_stub(exercise: Exercise, solution: Callable[..., Any], faults: Faults) -> bool:
    """Check that what students are given has no line of the answer: in imports, defaults or docstring.

    Returns
    -------
    bool
        Whether a stub can be made at all.
    """
    source = exercise.solution.read_text(encoding="utf-8")
    try:
        parts = cut(source, exercise.name)
    except BankError as error:
        faults.add(error.text.template, at=(exercise.solution, 0), **error.text.values)
        return False
    check_imports(exercise, faults)
    function = next(n for n in ast.parse(source).body if isinstance(n, ast.FunctionDef) and n.name == exercise.name)
    for default in [*function.args.defaults, *filter(None, function.args.kw_defaults)]:
        if not is_plain(default):
            told = N_("the default {code} is shown to students; write a plain number, text or None")
            faults.add(told, at=(exercise.solution, default.lineno), code=ast.unparse(default))
    for argument in function.args.args:
        if argument.annotation is not None and any(
            isinstance(n, ast.Call | ast.Lambda) for n in ast.walk(argument.annotation)
        ):
            told = N_("the annotation {code} is shown to students; leave it out")
            faults.add(told, at=(exercise.solution, argument.lineno), code=ast.unparse(argument.annotation))
    answer = list(telling_code(ast.parse(f"{parts.helpers}\nif True:\n{parts.answer}")))
    shown = squeeze(parts.headline + parts.statement)
    for code in answer:
        if squeeze(code) in shown:
            told = N_("the docstring gives the answer away ({code}); say it in words, or as a formula")
            faults.add(told, at=solution, code=code)
    return True


def check_hints(exercise: Exercise, key: ExerciseKey, faults: Faults) -> None:
    """Check that no hint is the answer."""
    parts = cut(exercise.solution.read_text(encoding="utf-8"), exercise.name)
    answer = list(telling_code(ast.parse(f"{parts.helpers}\nif True:\n{parts.answer}")))
    for name, hint in {mistake.name: mistake.hint for mistake in key.misconceptions}.items():
        for code in answer:
            if squeeze(code) in squeeze(hint):
                faults.add(N_("the hint gives the answer away ({code}); ask a question instead"), part=name, code=code)


def is_plain(node: ast.expr) -> bool:
    try:
        ast.literal_eval(node)
    except (ValueError, TypeError):
        return False
    return True


def telling_code(tree: ast.Module) -> Iterator[str]:
    """Yield the expressions that an answer returns or keeps, where they say enough to give it away."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Return | ast.Assign) and node.value is not None:
            values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
            for value in values:
                code = ast.unparse(value)
                is_formula = any(isinstance(part, ast.BinOp | ast.Call) for part in ast.walk(value))
                if is_formula and len(squeeze(code)) >= TELLING and not code.startswith("np.asarray("):
                    yield code


def squeeze(text: str) -> str:
    return "".join(text.split())


def check_imports(exercise: Exercise, faults: Faults) -> None:
    """Check a solution's imports: students see them, and the judge refuses most."""
    for node in ast.parse(exercise.solution.read_bytes()).body:
        if isinstance(node, ast.ImportFrom) and node.module not in ("torch", "torch.nn", "__future__"):
            told = N_("`{code}` tells students which functions the answer uses; write import {module}")
            faults.add(told, at=(exercise.solution, node.lineno), code=ast.unparse(node), module=node.module or "numpy")


def check_needs(unit: Unit, library: str, faults: Faults) -> None:
    """Check that a unit says which library its exercises need beside numpy."""
    if library != "numpy" and library not in unit.needs:
        told = N_('the unit {unit} must say that it needs {library}: write needs = ["{library}"] in losslings.toml')
        faults.add(told, at="SPEC", stops_key=False, unit=unit.name, library=library)
