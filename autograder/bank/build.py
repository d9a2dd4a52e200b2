"""Build a bank: compile and check each exercise, judge all of them, and collect the faults."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from autograder.bank.building.asking_torch import load_torch_meanwhile
from autograder.bank.building.cache import Cache, CacheEntry
from autograder.bank.building.cases import PUBLIC_SEED
from autograder.bank.building.compile import CompiledExercise, compile_exercise
from autograder.bank.building.faults import Fault, Faults
from autograder.bank.building.hidden import compile_hidden, public_inputs
from autograder.bank.building.stray import remarks_on, stray_files
from autograder.bank.building.trial import try_out
from autograder.bank.exercises import HOME, Exercise, survey_exercises
from autograder.bank.folder import read_bank
from autograder.isolation.runner import Runner
from autograder.judging.key import Key
from autograder.report.picture import Picture, picture_from_json, picture_to_json


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
    public_inputs : dict of str to list of str
        Of a hidden key: by exercise, the cases whose inputs stand in the public key too.
    """

    key: Key
    pictures: list[Picture]
    faults: list[Fault]
    remarks: list[Fault]
    tier: str
    public_inputs: dict[str, list[str]] = field(default_factory=dict)

    @property
    def stopping(self) -> list[Fault]:
        return [fault for fault in self.faults if fault.stops_key]


class Fresh(NamedTuple):
    """An exercise that was compiled now, not found in the cache."""

    exercise: Exercise
    faults: Faults
    compiled: CompiledExercise


def build_bank(
    bank: Path = HOME, seed: bytes | None = None, names: Collection[str] = (), cache: Cache | None = None
) -> Build:
    """Compile a bank, and check all of it.

    Parameters
    ----------
    bank : Path
        See `autograder.bank.exercises.find_exercises`.
    seed : bytes, optional
        Makes a hidden key out of the public one. Left out: the public key.
    names : collection of str, optional
        Only these exercises, by name or id.
    cache : Cache, optional
        What is found there is neither compiled nor judged again.

    Raises
    ------
    BankError
        If there is no bank, or no exercise of that name.
    """
    survey, units = survey_exercises(bank, names), read_bank(bank)

    def compile_one(exercise: Exercise, faults: Faults) -> CompiledExercise:
        return compile_exercise(exercise, units.unit(exercise.unit), faults)

    public = build_key_of(survey.exercises, PUBLIC_SEED, compile_one, cache)
    public = replace(
        public,
        faults=[Fault(one, error.text) for one, error in survey.broken.items()]
        + public.faults
        + ([] if names else list(stray_files(bank, survey.exercises))),
        remarks=list(remarks_on(bank, survey.exercises)),
    )
    return public if seed is None or public.stopping else build_hidden(public, survey.exercises, seed, cache)


def build_hidden(public: Build, exercises: Iterable[Exercise], seed: bytes, cache: Cache | None) -> Build:
    """Make the hidden key of a seed out of the public one."""

    def compile_one(exercise: Exercise, faults: Faults) -> CompiledExercise:
        return CompiledExercise(compile_hidden(exercise, public.key.exercise(exercise.id), seed, faults))

    hidden = build_key_of(exercises, seed, compile_one, cache)
    return Build(
        Key(True, hidden.key.lines),
        public.pictures,
        public.faults + hidden.faults,
        public.remarks,
        hidden.tier,
        {exercise.id: public_inputs(exercise, public.key.exercise(exercise.id)) for exercise in hidden.key},
    )


def build_key_of(
    exercises: Iterable[Exercise],
    seed: bytes,
    compile_one: Callable[[Exercise, Faults], CompiledExercise],
    cache: Cache | None,
) -> Build:
    """Compile exercises, or find them in the cache, and judge their solutions and stubs."""
    lines: dict[str, str] = {}
    pictures: list[Picture] = []
    fresh: list[Fresh] = []
    with Runner() as runner:  # it starts while the exercises are compiled
        for exercise in exercises:
            if entry := cache.load(exercise, seed) if cache else None:
                lines[exercise.id] = entry.line
                pictures += [picture_from_json(entry.picture)] if entry.picture else []
                continue
            load_torch_meanwhile()
            faults = Faults(exercise)
            compiled = compile_one(exercise, faults)
            fresh.append(Fresh(exercise, faults, compiled))
            if compiled.key:
                lines[exercise.id] = compiled.line
            pictures += [compiled.picture] if compiled.picture else []
        key = Key(False, lines)
        sound = [(e, faults) for e, faults, _ in fresh if not any(fault.stops_key for fault in faults.found)]
        tier = try_out(sound, key.part(e.id for e, _ in sound), runner) if sound else ""
    if fresh:
        load_torch_meanwhile().join()  # an interpreter that ends while torch is being loaded prints an error of its own
    if cache:
        keep_sound(fresh, seed, cache)
    return Build(key, pictures, [fault for one in fresh for fault in one.faults.found], [], tier)


def keep_sound(fresh: Iterable[Fresh], seed: bytes, cache: Cache) -> None:
    """Put into the cache what was compiled without a fault."""
    for exercise, faults, compiled in fresh:
        if not faults.found:
            picture = picture_to_json(compiled.picture) if compiled.picture else None
            cache.save(exercise, seed, CacheEntry(compiled.line, picture))


def build_key(bank: Path = HOME, seed: bytes | None = None, names: Collection[str] = ()) -> tuple[Key, list[str]]:
    """Compile a bank; return its key, and its faults as lines in English. See `build_bank`."""
    built = build_bank(bank, seed, names)
    return built.key, [fault.line(str) for fault in built.faults]
