"""Compile one exercise into its key, and check it on the way; what depends on a faulty part is left out."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from autograder.bank.building.afresh import check_fresh
from autograder.bank.building.agreement import check_agreement
from autograder.bank.building.asking_torch import torch_call
from autograder.bank.building.calls import key_argument
from autograder.bank.building.case_shape import check_drafts
from autograder.bank.building.cases import (
    PUBLIC_SEED,
    AskedCase,
    Draft,
    ask,
    draw,
    extras_of,
    observe,
)
from autograder.bank.building.classes import check_constructors, longest_names
from autograder.bank.building.faults import Faults
from autograder.bank.building.handout import (
    check_docstring,
    check_examples,
    check_hints,
    check_refusals_told,
    check_stub,
)
from autograder.bank.building.ladders import check_ladders
from autograder.bank.building.matrix import check_costs
from autograder.bank.building.misconceptions import check_misconceptions, compile_misconception, read_all
from autograder.bank.building.napkins import check_napkins, compile_napkins
from autograder.bank.building.pictures import compile_sweep
from autograder.bank.building.rules import check_draws, check_gate, check_needs, check_points, check_size
from autograder.bank.building.shape import check_spec
from autograder.bank.building.widths import check_widths
from autograder.bank.exercises import Exercise, UnusableFile
from autograder.bank.folder import Unit
from autograder.bank.skeleton import still_to_write
from autograder.bank.spec import Case, Spec
from autograder.judging.key import ExerciseKey, KeyItem, exercise_to_json
from autograder.report.picture import Picture
from autograder.translation import N_

Function = Callable[..., Any]
SLOW = 0.8  # seconds for one case; a student's function has ten for all of them


@dataclass(frozen=True)
class CompiledExercise:
    """One exercise's key and picture, as far as they can be made."""

    key: ExerciseKey | None = None
    picture: Picture | None = None

    @property
    def line(self) -> str:
        return json.dumps(exercise_to_json(self.key), ensure_ascii=False) if self.key else ""


def compile_exercise(exercise: Exercise, unit: Unit, faults: Faults) -> CompiledExercise:
    """Compile one exercise for the public key, and check all that can be checked without a child.

    What an author's files raise becomes a fault.
    """
    try:
        loaded = load(exercise, faults)
        if loaded is None:
            return CompiledExercise()
        solution, spec = loaded
        is_begun = check_begun(exercise, faults)
        is_cut = check_stub(exercise, solution, faults)
        if is_cut:
            check_docstring(solution, faults)
        if not check_spec(exercise, spec, solution, faults):
            return CompiledExercise()
        check_needs(unit, spec.library, faults)
        compiled = compile_key(exercise, spec, solution, faults)
        if compiled.key and not is_begun:  # its TODO lines are faults already
            check_size(compiled.key, faults)
            check_points(compiled.key, faults)
            check_ladders(spec.misconceptions, exercise.families, faults)
            check_costs(compiled.key, spec, faults)
            check_refusals_told(spec, solution, faults)
        if compiled.key and is_cut:
            check_hints(exercise, compiled.key, faults)
        return compiled
    except Exception as error:  # the author's two files can do anything
        message = N_("cannot be compiled: {error}")
        faults.add(message, at=error, error=f"{type(error).__name__}: {error}")
        return CompiledExercise()


def check_begun(exercise: Exercise, faults: Faults) -> bool:
    """Say which lines of the two files are still to be written; tell whether there are any."""
    lines = [(path, *line) for path in (exercise.solution, exercise.spec) for line in still_to_write(path)]
    for path, number, text in lines:
        faults.add(N_("to do: {text}"), at=(path, number), text=text)
    return bool(lines)


def load(exercise: Exercise, faults: Faults) -> tuple[Function, Spec] | None:
    """Run both files, and say which cannot be run."""
    for part in (exercise.load_solution, lambda: exercise.spec_module):
        try:
            part()
        except UnusableFile as error:
            faults.add_broken(error)
    if faults.found:
        return None
    try:
        return exercise.load_solution(), exercise.load_spec()
    except UnusableFile as error:
        faults.add_broken(error)
        return None


def compile_key(exercise: Exercise, spec: Spec, solution: Function, faults: Faults) -> CompiledExercise:
    """Compile cases and misconceptions, and check them; what depends on a faulty part is left out."""
    before = len(faults.found)
    seeds = (PUBLIC_SEED, PUBLIC_SEED, PUBLIC_SEED + b" another")
    drafts, again, others = [list(drafts_of(exercise, spec, seed, faults)) for seed in seeds]
    if len(faults.found) > before or not check_drafts(drafts, solution, spec.library, faults):
        return CompiledExercise()
    check_constructors((draft.case for draft in drafts), faults)
    check_draws(drafts, again, others, faults)
    answers = ask_all(drafts, spec, solution, faults)
    check_fresh(spec, solution, faults)
    elsewhere = [ask(draft, spec, solution) for draft in others if draft.is_drawn and answers]  # as in a hidden key
    if not answers or not check_agreement([*answers, *elsewhere], spec, solution, faults):
        return CompiledExercise()
    key = key_of(exercise, spec, solution, drafts, answers)
    check_examples(exercise, solution, faults)
    check_napkins(spec, solution, faults)
    check_gate(key, faults)
    check_misconceptions(key, spec, solution, faults)
    check_widths(key, spec, solution, faults)
    return CompiledExercise(key, compile_picture(exercise, spec, faults))


def key_of(
    exercise: Exercise, spec: Spec, solution: Function, drafts: list[Draft], answers: list[AskedCase]
) -> ExerciseKey:
    """Put together what an exercise is judged by."""
    cases = tuple(asked.compiled(spec, exercise.name, solution) for asked in answers)
    calls, families = read_all(cases, spec.library), exercise.families
    mistakes = (compile_misconception(wrong, solution, calls, families) for wrong in spec.misconceptions)
    return ExerciseKey(
        exercise.name,
        exercise.unit,
        longest_names(solution, (draft.case for draft in drafts)),
        torch_call(spec),
        tuple(items_of(drafts)),
        cases,
        tuple(chain.from_iterable(mistakes)),
        spec.library,
        after=spec.after or "",
        notice=" ".join(spec.notice.split()),
        napkins=compile_napkins(spec, solution),
        refuses=tuple(spec.refuses),
    )


def ask_all(drafts: list[Draft], spec: Spec, solution: Function, faults: Faults) -> list[AskedCase]:
    """Ask for the answers to each case; return none where the reference is too slow for a class."""
    answers = []
    for draft in drafts:
        if (seconds := min(seconds_of(draft.case, spec, solution))) > SLOW:
            message = N_("the reference takes {seconds:.1f} seconds for this case; make it faster, or the case smaller")
            faults.add(message, part=draft.case.id, at=solution, seconds=seconds)
            return []
        answers.append(ask(draft, spec, solution))
    return answers


def seconds_of(case: Case, spec: Spec, solution: Function) -> Iterator[float]:
    """Time a call; where it took long once more: the first call of its kind may have loaded a part of a library."""
    args = tuple(map(key_argument, case.args))
    for _ in range(2):
        start = time.thread_time()
        observe(solution, args, spec.library, extras_of(case))
        yield (seconds := time.thread_time() - start)
        if seconds <= SLOW:
            return


def drafts_of(exercise: Exercise, spec: Spec, seed: bytes, faults: Faults) -> Iterator[Draft]:
    """Yield the cases in the key's order: item by item, the written ones and then the drawn ones."""
    for item in spec.items:
        yield from (Draft(case, item, is_drawn=False) for case in item.cases)
        try:
            cases = draw(item, exercise.name, seed)
        except Exception as error:  # the author's function can raise anything
            message = N_("its drawn cases cannot be drawn: {error}; write `yield Case(…)` in a function of rng")
            at = error if faults.raised_in(error.__traceback__)[1] else item.drawn
            faults.add(message, part=item.name, at=at, error=f"{type(error).__name__}: {error}")
            cases = []
        yield from (Draft(case, item, is_drawn=True) for case in cases)


def items_of(drafts: list[Draft]) -> Iterator[KeyItem]:
    """Yield the items with the cases that belong to each."""
    first = 0
    for item in {id(draft.item): draft.item for draft in drafts}.values():
        count = sum(draft.item is item for draft in drafts)
        yield KeyItem(item.name, item.points, item.inputs_unchanged, first, first + count)
        first += count


def compile_picture(exercise: Exercise, spec: Spec, faults: Faults) -> Picture | None:
    if spec.sweep is None:
        return None
    try:
        return compile_sweep(exercise, spec.sweep)
    except Exception as error:  # the author's function can raise anything
        message, function = N_("the sweep cannot be drawn: {error}; mend it"), spec.sweep.arguments
        faults.add(message, part="sweep", at=function, error=f"{type(error).__name__}: {error}")
        return None
