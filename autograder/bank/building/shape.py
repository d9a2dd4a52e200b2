"""Check that a spec is well formed before any of it is used: its functions, items and points."""

from __future__ import annotations

import ast
import inspect
import math
import re
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograder.bank.building.case_shape import COMMA, check_case, kind
from autograder.bank.building.faults import Faults
from autograder.bank.building.misconceptions import sizes_of
from autograder.bank.building.refused_names import check_refuses
from autograder.bank.exercises import Exercise
from autograder.bank.meant import did_you_mean
from autograder.bank.spec import Item, Spec, Sweep
from autograder.translation import N_

SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
Function = Callable[..., Any]


def check_spec(exercise: Exercise, spec: Spec, solution: Function, faults: Faults) -> bool:
    """Check all of a spec but its drawn cases; tell whether it can be compiled."""
    before = len(faults.found)
    check_solution(solution, faults)
    check_definition(exercise, spec, faults)
    if len(faults.found) == before:
        check_functions(spec, solution, faults)
    if spec.library not in ("numpy", "torch"):
        faults.add(N_('library is {found}; write "numpy" or "torch"'), at="library", found=repr(spec.library))
    check_refuses(spec, solution, faults)
    check_after(exercise, spec, faults)
    check_sweep(spec.sweep, faults)
    check_costs_more(spec.costs_more, faults)
    check_rule(spec.fresh, faults)
    if not isinstance(spec.items, tuple | list):
        faults.add(COMMA, at="SPEC", what="items", found=kind(spec.items))
    elif not spec.items:
        faults.add(N_("items is empty; the first item is `basics`"), at="SPEC")
    else:
        others = [(number, one) for number, one in enumerate(spec.items, 1) if not isinstance(one, Item)]
        for number, one in others[:1]:
            message = N_("item {number} is {found}; write item(…)")
            faults.add(message, at="SPEC", number=number, found=kind(one))
        for one in spec.items if not others else ():
            check_item(one, solution, faults)
        check_items(spec, faults)
    if len(faults.found) == before:
        check_notice(spec.notice, faults)
        check_needs_of_cases(spec, faults)
        check_unused(exercise, spec, faults)
    return len(faults.found) == before


def check_costs_more(costs_more: Any, faults: Faults) -> None:
    if not isinstance(costs_more, Mapping) or not all(
        isinstance(part, str) for pair in costs_more.items() for part in pair
    ):
        message = N_('costs_more={found}: write {{"name_of_the_mistake": "why it loses several items"}}')
        faults.add(message, at="costs_more", found=repr(costs_more))


def check_rule(fresh: Any, faults: Faults) -> None:
    if fresh is not None and not callable(fresh):
        message = N_("fresh is {found}; write a function of arguments and rng, such as fresh.numbers")
        faults.add(message, at="fresh", found=kind(fresh))


def check_solution(solution: Function, faults: Faults) -> None:
    for name, parameter in inspect.signature(solution).parameters.items():
        is_option = (
            parameter.kind is inspect.Parameter.KEYWORD_ONLY and parameter.default is not inspect.Parameter.empty
        )
        if parameter.kind is not inspect.Parameter.POSITIONAL_OR_KEYWORD and not is_option:
            message = N_("parameter {name}: write plain parameters, and after a * options that have a default")
            faults.add(message, at=solution, name=name)


def check_definition(exercise: Exercise, spec: Spec, faults: Faults) -> None:
    """Check that there is one definition: written, or the gradient of a loss that there is."""
    loss, by = spec.gradient_of, spec.gradient_by
    if loss is None:
        if spec.exact is None:
            message = N_("exact is missing; write the definition once more, or, for a gradient, gradient_of=")
            faults.add(message, at="SPEC")
        return
    definition = exercise.definition_of(loss)
    if exercise.spec_module.SPEC.exact is not None:
        faults.add(N_("exact and gradient_of are two definitions; leave one of them out"), at="exact")
    elif spec.library == "torch":
        message = N_("gradient_of is for NumPy; in torch a case asks for the gradient: Case(…, gradient=0)")
        faults.add(message, at="SPEC")
    elif definition is None:
        message = N_('gradient_of={found}: write the id of an exercise with `exact`, "unit/name", or a function')
        faults.add(message, at=loss if isinstance(loss, str) else "SPEC", found=repr(loss))
    elif not isinstance(by, int) or not 0 <= by < len(inspect.signature(definition).parameters):
        message = N_("gradient_by={found} must be the number of an argument of the loss, counted from 0")
        faults.add(message, at="SPEC", found=repr(by))


def check_functions(spec: Spec, solution: Function, faults: Faults) -> None:
    """Check the oracle, the definition and the misconceptions: that they are functions of the right arguments."""
    parameters = inspect.signature(solution).parameters
    options = {name: one.default for name, one in parameters.items() if one.kind is one.KEYWORD_ONLY}
    count = len(parameters) - len(options)
    if all(callable(f) and not takes(f, count, options) for f in (spec.oracle, spec.exact)):
        message = N_(
            "oracle and exact take other arguments than the solution, {names}; mend it, or the spec's functions"
        )
        faults.add(message, at=solution, names=", ".join(parameters))
        return
    for name, function in (("oracle", spec.oracle), ("exact", spec.exact)):
        check_signature(name, function, count, options, faults)
    if callable(spec.oracle) and not (inspect.getdoc(spec.oracle) or "").strip():
        message = N_("the oracle needs a docstring: the call of the built-in that students would write, up to a colon")
        faults.add(message, at=spec.oracle)
    if not isinstance(spec.misconceptions, tuple | list):
        faults.add(COMMA, at="misconceptions", what="misconceptions", found=kind(spec.misconceptions))
        return
    names: dict[str, Any] = {}
    for wrong in spec.misconceptions:
        name = getattr(wrong, "__name__", kind(wrong))
        if check_signature(name, wrong, count + 1, {**options, **next(iter(sizes_of(wrong)), {})}, faults):
            if not sizes_of(wrong):
                faults.add(N_("@variants has no sizes; give it one at least"), part=name, at=wrong)
            if not (inspect.getdoc(wrong) or "").strip():
                faults.add(N_("the misconception has no hint; write it as its docstring"), part=name, at=wrong)
            if names.setdefault(name, wrong) is not wrong:
                faults.add(N_("two misconceptions have this name; rename one"), part=name, at=wrong)


def takes(function: Function, count: int, sizes: dict[str, Any]) -> bool:
    try:
        inspect.signature(function).bind(*range(count), **sizes)
    except ValueError:  # a built-in function without a signature
        return True
    except TypeError:
        return False
    return True


def check_signature(name: str, function: Any, count: int, sizes: dict[str, Any], faults: Faults) -> bool:
    """Tell whether a function takes that many arguments, and the sizes by keyword."""
    if not callable(function):
        faults.add(N_("{name}: write a function, not {found}"), at=name, name=name, found=kind(function))
        return False
    try:
        inspect.signature(function).bind(*range(count), **sizes)
    except ValueError:  # a built-in function without a signature
        return True
    except TypeError as error:
        message = N_("{name} cannot be called as the reference is (arguments: {count}): {error}")
        faults.add(message, part=name, at=function, name=name, count=count, error=error)
        return False
    return True


def check_unused(exercise: Exercise, spec: Spec, faults: Faults) -> None:
    """Find functions that nothing uses: a misconception with misspelt parameters is not recognised as one."""
    tree = exercise.spec_tree
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    misconceptions = spec.misconceptions if isinstance(spec.misconceptions, tuple | list) else ()
    known = {getattr(wrong, "__name__", "") for wrong in misconceptions}
    solution = inspect.signature(exercise.load_solution()).parameters
    defined: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            if node.name in defined:
                message = N_("{name} is defined twice, and Python forgets the first one; rename one")
                faults.add(message, at=(exercise.spec, node.lineno), name=node.name)
            defined.add(node.name)
        if isinstance(node, ast.FunctionDef) and node.name not in used | known and not node.name.startswith("_"):
            message = N_(
                "nobody uses {name}; if it is a misconception, its parameters must be the reference, then {names}"
            )
            faults.add(message, at=(exercise.spec, node.lineno), name=node.name, names=", ".join(solution))


def check_notice(notice: str, faults: Faults) -> None:
    """Check that students are told what to notice when they have passed."""
    if not isinstance(notice, str):
        faults.add(N_("notice={found}: write a text"), at="notice", found=kind(notice))
    elif not notice.strip():
        message = N_(
            'notice is missing; write notice="…" with two or three sentences: why the solution is written as it is, and'
            " what differs in torch"
        )
        faults.add(message, at="SPEC")


def check_after(exercise: Exercise, spec: Spec, faults: Faults) -> None:
    """Check that the exercise before this one is there, and that no circle of them closes."""
    if spec.after is None:
        return
    others = {path.stem for path in (exercise.root / "solutions").glob("*/*.py")} - {exercise.name}
    if not isinstance(spec.after, str) or spec.after not in others:
        message = N_("after={found}: the bank has no other exercise of that name{meant}")
        meant = did_you_mean(str(spec.after), others)
        faults.add(message, at=str(spec.after), found=repr(spec.after), meant=meant)


def check_sweep(sweep: Any, faults: Faults) -> None:
    if sweep is None:
        return
    message, at = N_("sweep: {what}"), "SPEC"
    if not isinstance(sweep, Sweep):
        faults.add(message, at=at, what=f"write Sweep(axis, grid, arguments), not {kind(sweep)}")
    elif not isinstance(sweep.axis, str) or not sweep.axis:
        faults.add(message, at=at, what="axis says in words what is varied")
    elif not isinstance(sweep.grid, np.ndarray) or sweep.grid.dtype.kind not in "iuf" or sweep.grid.size < 2:
        faults.add(message, at=at, what="grid is an array of two numbers or more")
    elif not callable(sweep.arguments):
        faults.add(message, at=at, what="arguments is a function of one value that returns the call's arguments")
    elif sweep.scale not in ("linear", "symlog"):
        faults.add(message, at=at, what='scale is "linear" or "symlog"')
    elif not isinstance(sweep.lines, tuple) or not all(isinstance(line, str) for line in sweep.lines):
        faults.add(message, at=at, what="lines are texts in a tuple")
    elif sweep.lines and sweep.is_series:
        faults.add(message, at=at, what="a series is one line; leave out lines, or is_series")


def check_items(spec: Spec, faults: Faults) -> None:
    """Check the gate, and that no item stands twice."""
    names = [item.name for item in spec.items if isinstance(item, Item)]
    for name in sorted({name for name in names if names.count(name) > 1}, key=str):
        faults.add(N_("the item stands twice; rename one, or join them"), part=str(name))
    first = spec.items[0]
    if isinstance(first, Item) and (first.name != "basics" or first.drawn is None):
        message = N_("the first item must be `basics`, with drawn cases: a table of public answers must not pass it")
        faults.add(message, part=str(first.name))


def check_needs_of_cases(spec: Spec, faults: Faults) -> None:
    """Check that what a case needs is another item, one that can be lost without it."""
    for one in spec.items:
        others = {other.name for other in spec.items[1:] if other is not one}
        for case in one.cases:
            if not set(case.needs) <= (others if one is not spec.items[0] else set()):
                message = N_("needs={found}: name other items{meant}; the first item neither needs one nor is needed")
                meant = next(filter(None, (did_you_mean(str(name), others) for name in case.needs)), "")
                faults.add(message, part=f"{one.name}/{case.id}", at=case.id, found=repr(case.needs), meant=meant)


def check_item(item: Item, solution: Function, faults: Faults) -> None:
    name = str(item.name)
    if not isinstance(item.name, str) or not SNAKE.fullmatch(item.name):
        faults.add(N_("name an item in snake_case, such as zero_probabilities"), part=name)
    points = item.points
    if isinstance(points, bool) or not isinstance(points, int | float) or not 0 < points < math.inf:
        faults.add(N_("points={found}: an item is worth more than 0 points"), part=name, found=repr(points))
    if not isinstance(item.inputs_unchanged, bool):
        faults.add(N_("inputs_unchanged={found}: write True or False"), part=name, found=repr(item.inputs_unchanged))
    if not isinstance(item.digits, bool):
        faults.add(N_("digits={found}: write True or False"), part=name, found=repr(item.digits))
    if item.drawn is not None:
        check_signature("drawn", item.drawn, 1, {}, faults)
    if not isinstance(item.cases, tuple | list):
        faults.add(COMMA, part=name, what="cases", found=kind(item.cases))
        return
    if not item.cases and item.drawn is None:
        faults.add(N_("the item has no case; write one at least"), part=name)
    for case in item.cases:
        check_case(case, name, name, solution, faults)
