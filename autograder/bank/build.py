"""Compile solutions and specs into an answer key, and guard the bank: whatever is wrong with it is one line each."""

from __future__ import annotations

import inspect
import json
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.bank.agreement import check_agreement
from autograder.bank.cache import Cache, Entry
from autograder.bank.calls import key_argument
from autograder.bank.cases import PUBLIC_SEED, Asked, Draft, ask, draw, observe, torch_call
from autograder.bank.catalog import HOME, BrokenFile, Exercise, survey_exercises
from autograder.bank.faults import Fault, Faults
from autograder.bank.folder import Unit, read_bank
from autograder.bank.misconceptions import check_misconceptions, compile_misconception
from autograder.bank.pictures import compile_sweep
from autograder.bank.rules import (
    check_docstring,
    check_draws,
    check_examples,
    check_gate,
    check_hints,
    check_needs,
    check_size,
    check_stub,
)
from autograder.bank.shape import check_drafts, check_spec
from autograder.bank.skeleton import still_to_write
from autograder.bank.spec import Spec
from autograder.bank.stray import remarks_on, stray_files
from autograder.bank.trial import try_out
from autograder.isolation.runner import Runner
from autograder.judging.key import ExerciseKey, Key, KeyItem, exercise_to_json
from autograder.report.picture import Picture, picture_from_json, picture_to_json
from autograder.translation import N_

Function = Callable[..., Any]
SLOW = 0.8  # seconds for one case; a student's function has ten for all of them


@dataclass(frozen=True)
class Build:
    """A bank, compiled and checked.

    Parameters
    ----------
    key : Key
        Of the exercises that can be compiled; not to be used while a fault stops it.
    pictures : list of Picture
    faults : list of Fault
        What must be mended.
    remarks : list of Fault
        What could be added.
    tier : str
        The isolation in which solutions and stubs were judged, "strict" or "basic"; empty where none was.
    """

    key: Key
    pictures: list[Picture]
    faults: list[Fault]
    remarks: list[Fault]
    tier: str

    @property
    def stopping(self) -> list[Fault]:
        return [fault for fault in self.faults if fault.stops_key]


@dataclass(frozen=True)
class Compiled:
    """One exercise's key and picture, as far as they can be made."""

    key: ExerciseKey | None = None
    picture: Picture | None = None

    @property
    def line(self) -> str:
        return json.dumps(exercise_to_json(self.key), ensure_ascii=False) if self.key else ""


def build_bank(
    bank: Path = HOME, seed: bytes | None = None, names: Collection[str] = (), cache: Cache | None = None
) -> Build:
    """Compile a bank, and check all of it.

    Parameters
    ----------
    bank : Path
        See `autograder.bank.catalog.find_exercises`.
    seed : bytes, optional
        Draws the inputs of a hidden key. Left out: the public key.
    names : collection of str, optional
        Only these exercises, by name or id.
    cache : Cache, optional
        What is found there is neither compiled nor judged again.

    Raises
    ------
    BankError
        If there is no bank, or no exercise of that name.
    """
    drawn_from = seed or PUBLIC_SEED
    survey = survey_exercises(bank, names)
    units = read_bank(bank)
    all_faults = [Fault(one, error.text) for one, error in survey.broken.items()]
    lines: dict[str, str] = {}
    pictures: list[Picture] = []
    fresh: list[tuple[Exercise, Faults, Compiled]] = []
    with Runner() as runner:  # it starts while the exercises are compiled
        for exercise in survey.exercises:
            if entry := cache.load(exercise, drawn_from) if cache else None:
                lines[exercise.id] = entry.line
                pictures += [picture_from_json(entry.picture)] if entry.picture else []
                continue
            faults = Faults(exercise)
            compiled = compile_exercise(exercise, units.unit(exercise.unit), drawn_from, faults)
            fresh.append((exercise, faults, compiled))
            if compiled.key:
                lines[exercise.id] = compiled.line
            pictures += [compiled.picture] if compiled.picture else []
        key = Key(seed is not None, lines)
        sound = [(e, faults) for e, faults, _ in fresh if not any(fault.stops_key for fault in faults.found)]
        tier = try_out(sound, key.part(e.id for e, _ in sound), runner) if sound else ""
    for exercise, faults, compiled in fresh:
        all_faults += faults.found
        if cache and not faults.found:
            picture = picture_to_json(compiled.picture) if compiled.picture else None
            cache.save(exercise, drawn_from, Entry(lines[exercise.id], picture))
    if not names:
        all_faults += stray_files(bank, survey.exercises)
    return Build(key, pictures, all_faults, list(remarks_on(bank, survey.exercises)), tier)


def build_key(bank: Path = HOME, seed: bytes | None = None, names: Collection[str] = ()) -> tuple[Key, list[str]]:
    """Compile a bank; return its key, and in English what is wrong with it. See `build_bank`."""
    built = build_bank(bank, seed, names)
    return built.key, [fault.line(str) for fault in built.faults]


def compile_exercise(exercise: Exercise, unit: Unit, seed: bytes, faults: Faults) -> Compiled:
    """Compile one exercise, and check all that can be checked without a child; nothing that it does escapes."""
    try:
        loaded = load(exercise, faults)
        if loaded is None:
            return Compiled()
        solution, spec = loaded
        is_begun = check_begun(exercise, faults)
        is_cut = check_stub(exercise, solution, faults)
        if is_cut:
            check_docstring(exercise, solution, faults)
        if not check_spec(exercise, spec, solution, faults):
            return Compiled()
        check_needs(unit, spec.library, faults)
        compiled = compile_key(exercise, spec, solution, seed, faults)
        if compiled.key and not is_begun:  # it says itself what is missing
            check_size(compiled.key, faults)
        if compiled.key and is_cut:
            check_hints(exercise, compiled.key, faults)
        return compiled
    except Exception as error:  # the author's two files can do anything
        told = N_("cannot be compiled: {error}")
        faults.add(told, at=error, error=f"{type(error).__name__}: {error}")
        return Compiled()


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
        except BrokenFile as error:
            faults.add_broken(error)
    if faults.found:
        return None
    try:
        return exercise.load_solution(), exercise.load_spec()
    except BrokenFile as error:
        faults.add_broken(error)
        return None


def compile_key(exercise: Exercise, spec: Spec, solution: Function, seed: bytes, faults: Faults) -> Compiled:
    """Compile cases and misconceptions, and check them; what depends on a faulty part is left out."""
    before = len(faults.found)
    drafts, again, others = [list(drafts_of(exercise, spec, one, faults)) for one in (seed, seed, seed + b" another")]
    if len(faults.found) > before or not check_drafts(drafts, solution, faults):
        return Compiled()
    check_draws(drafts, again, others, faults)
    answers = ask_all(drafts, spec, solution, faults)
    elsewhere = [ask(draft, spec, solution) for draft in others if draft.is_drawn and answers]  # as in a hidden key
    if not answers or not check_agreement([*answers, *elsewhere], spec, solution, faults):
        return Compiled()
    cases = tuple(asked.compiled(spec, exercise.name) for asked in answers)
    mistakes = [
        mistake
        for wrong in spec.misconceptions
        for mistake in compile_misconception(wrong, solution, cases, spec.library)
    ]
    key = ExerciseKey(
        exercise.name,
        exercise.unit,
        tuple(inspect.signature(solution).parameters),
        torch_call(spec),
        tuple(items_of(drafts)),
        cases,
        tuple(mistakes),
        spec.library,
    )
    check_examples(exercise, solution, faults)
    check_gate(key, faults)
    check_misconceptions(key, spec, solution, faults)
    return Compiled(key, compile_picture(exercise, spec, faults))


def ask_all(drafts: list[Draft], spec: Spec, solution: Function, faults: Faults) -> list[Asked]:
    """Put each case to all who know the answer; nothing comes back where the reference is too slow for a class."""
    answers = []
    for draft in drafts:
        start = time.monotonic()
        observe(solution, tuple(map(key_argument, draft.case.args)), spec.library)
        seconds = time.monotonic() - start
        if seconds > SLOW:
            told = N_("the reference takes {seconds:.1f} seconds for this case; make it faster, or the case smaller")
            faults.add(told, part=draft.case.id, at=solution, seconds=seconds)
            return []
        answers.append(ask(draft, spec, solution))
    return answers


def drafts_of(exercise: Exercise, spec: Spec, seed: bytes, faults: Faults) -> Iterator[Draft]:
    """Yield the cases in the key's order: item by item, the written ones and then the drawn ones."""
    for number, item in enumerate(spec.items):
        yield from (Draft(case, item, is_drawn=False, is_gate=number == 0) for case in item.cases)
        try:
            cases = draw(item, exercise.name, seed)
        except Exception as error:  # the author's, whatever it is
            told = N_("its drawn cases cannot be drawn: {error}; write `yield Case(…)` in a function of rng")
            at = error if faults.raised_in(error.__traceback__)[1] else item.drawn
            faults.add(told, part=item.name, at=at, error=f"{type(error).__name__}: {error}")
            cases = []
        yield from (Draft(case, item, is_drawn=True, is_gate=number == 0) for case in cases)


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
    except Exception as error:  # the author's, whatever it is
        told, function = N_("the sweep cannot be drawn: {error}; mend it"), spec.sweep.arguments
        faults.add(told, part="sweep", at=function, error=f"{type(error).__name__}: {error}")
        return None
