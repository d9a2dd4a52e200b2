"""Check what students are given: a complete docstring, true examples, and no line of the answer anywhere."""

from __future__ import annotations

import ast
import doctest
import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any

from autograder.bank.building.faults import Faults
from autograder.bank.exercises import Exercise
from autograder.bank.folder import BankError
from autograder.bank.spec import Spec
from autograder.bank.statement import HEADING, nodes_shown
from autograder.bank.stubs import SolutionParts, cut, methods_of
from autograder.judging.key import ExerciseKey
from autograder.translation import N_

TELLING = 12  # letters of code that give the answer away where they stand in a docstring or a hint


# ---------------------------------------------------------------- the docstring


def check_docstring(solution: Callable[..., Any], faults: Faults) -> None:
    """Check that the statement has its sections, and describes every parameter."""
    opening, *rest = HEADING.split(inspect.getdoc(solution) or "")
    sections = dict(zip(rest[::2], rest[1::2], strict=True))
    if not opening.strip():
        faults.add(N_("the docstring says nothing before its first section; say what is asked for"), at=solution)
    for heading in ("Parameters", "Examples") if inspect.isclass(solution) else ("Parameters", "Returns", "Examples"):
        if not sections.get(heading, "").strip():
            faults.add(
                N_("the docstring has no section {heading}; write it in numpydoc's form"), at=solution, heading=heading
            )
    described = set(re.findall(r"^(\w+) : ", sections.get("Parameters", ""), re.MULTILINE))
    if described and (names := set(inspect.signature(solution).parameters) ^ described):
        message = N_("the docstring's Parameters and the function's differ in {names}; describe each as `name : type`")
        faults.add(message, at=solution, names=", ".join(sorted(names)))


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
        names = dict(vars(exercise.solution_module))
        (test,) = doctest.DocTestFinder(recurse=False).find(solution, exercise.name, globs=names)
    except ValueError as error:  # doctest cannot parse the example
        faults.add(N_("the docstring's example cannot be read: {error}"), at=at, error=error)
        return
    examples = Examples()
    examples.run(test, out=lambda _text: None)
    if examples.false:
        example, got = examples.false
        message = N_("the docstring's example is false: it gives {got}, not {want}; mend it")
        at = (exercise.solution, docstring.lineno + example.lineno)
        faults.add(message, at=at, got=got.strip(), want=example.want.strip())
    elif not test.examples and "Examples" in (inspect.getdoc(solution) or ""):
        faults.add(N_("the docstring has no example that runs; write one after >>>"), at=at)


def docstring_of(exercise: Exercise) -> ast.stmt | None:
    """Return the statement of the solution that is the function's docstring."""
    node = nodes_shown(ast.parse(exercise.solution.read_bytes())).get(exercise.name)
    return node.body[0] if node else None


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
    for function in functions_of(ast.parse(source), exercise.name):
        check_signature_shown(exercise, function, faults)
    answer = list(code_of_answer(parts))
    statements = [one.statement for one in (*parts.functions, *parts.methods)]
    shown = squeeze("".join([parts.headline, *statements, parts.statement]))
    for code in answer:
        if squeeze(code) in shown:
            message = N_("the docstring gives the answer away ({code}); say it in words, or as a formula")
            faults.add(message, at=solution, code=code)
    return True


def functions_of(tree: ast.Module, name: str) -> list[ast.FunctionDef]:
    """Return the exercise's function, or the methods of its class."""
    node = next(n for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef) and n.name == name)
    return [node] if isinstance(node, ast.FunctionDef) else methods_of(node)


def check_signature_shown(exercise: Exercise, function: ast.FunctionDef, faults: Faults) -> None:
    """Check that the signature, which students see, computes nothing."""
    for default in [*function.args.defaults, *filter(None, function.args.kw_defaults)]:
        if not is_plain(default):
            message = N_("the default {code} is shown to students; write a plain number, text or None")
            faults.add(message, at=(exercise.solution, default.lineno), code=ast.unparse(default))
    for argument in function.args.args:
        if argument.annotation is not None and any(
            isinstance(n, ast.Call | ast.Lambda) for n in ast.walk(argument.annotation)
        ):
            message = N_("the annotation {code} is shown to students; leave it out")
            faults.add(message, at=(exercise.solution, argument.lineno), code=ast.unparse(argument.annotation))


def check_refusals_told(spec: Spec, solution: Callable[..., Any], faults: Faults) -> None:
    """Check that the docstring says what is to be refused, where a case asks for a refusal."""
    parts = [solution, *(vars(solution).values() if inspect.isclass(solution) else ())]
    told = any("Raises" in HEADING.split(inspect.getdoc(part) or "") for part in parts if callable(part))
    if case := next((case for item in spec.items for case in item.cases if case.raises and not told), None):
        message = N_(
            "the docstring has no section Raises, and this case asks for a ValueError; say there what is refused"
        )
        faults.add(message, part=case.id, stops_key=False)


def check_hints(exercise: Exercise, key: ExerciseKey, faults: Faults) -> None:
    """Check that no rung of a hint is the answer."""
    parts = cut(exercise.solution.read_text(encoding="utf-8"), exercise.name)
    answer = list(code_of_answer(parts))
    for name, ladder in {mistake.name: mistake.ladder for mistake in key.misconceptions}.items():
        shown = plain_code(" ".join(ladder.strings()))
        for code in answer:
            if plain_code(code) in shown:
                message = N_("the hint gives the answer away ({code}); leave the last step to the student")
                faults.add(message, part=name, code=code)


def is_plain(node: ast.expr) -> bool:
    """Tell whether a default is written out, and is nothing that a call could change for the next one."""
    try:
        hash(ast.literal_eval(node))
    except (ValueError, TypeError):
        return False
    return True


def code_of_answer(parts: SolutionParts) -> Iterator[str]:
    """Yield what gives the answer away, of all functions that are to be written; a call of one of them does not."""
    heads = tuple(function.statement.removeprefix("def ").partition("(")[0] + "(" for function in parts.functions)
    bodies = [*(function.answer for function in parts.functions), parts.answer]
    for source in (*(f"if True:\n{body}" for body in bodies), parts.helpers):
        yield from (code for code in telling_code(ast.parse(source)) if not (heads and code.startswith(heads)))


def telling_code(tree: ast.Module) -> Iterator[str]:
    """Yield the expressions that an answer returns or assigns, where they are long enough to give it away."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Return | ast.Assign) and node.value is not None:
            values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
            for value in values:
                code = ast.unparse(value)
                is_formula = any(isinstance(part, ast.BinOp | ast.Call) for part in ast.walk(value))
                if is_formula and len(squeeze(code)) >= TELLING and not code.startswith("np.asarray("):
                    yield code


def plain_code(text: str) -> str:
    """Write code so that the same formula looks the same: without spaces, quotation, print's signs, library's name."""
    typed = squeeze(text).lower().translate({ord("−"): "-", ord("×"): "*", ord("·"): "*"})
    return re.sub(r"\b(np|numpy|torch|math)\.|`", "", typed)


def squeeze(text: str) -> str:
    return "".join(text.split())


def check_imports(exercise: Exercise, faults: Faults) -> None:
    """Check a solution's imports: students see them, and the judge refuses most."""
    for node in ast.parse(exercise.solution.read_bytes()).body:
        if isinstance(node, ast.ImportFrom) and node.module not in ("torch", "torch.nn", "__future__"):
            message = N_("`{code}` tells students which functions the answer uses; write import {module}")
            faults.add(
                message, at=(exercise.solution, node.lineno), code=ast.unparse(node), module=node.module or "numpy"
            )
