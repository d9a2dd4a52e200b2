"""Build a bank: compile and check each exercise, judge all of them, and collect the faults."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from autograder.bank.building.cache import Cache, CacheEntry
from autograder.bank.building.cases import PUBLIC_SEED
from autograder.bank.building.compile import CompiledExercise, compile_exercise
from autograder.bank.building.faults import Fault, Faults
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
    """

    key: Key
    pictures: list[Picture]
    faults: list[Fault]
    remarks: list[Fault]
    tier: str

    @property
    def stopping(self) -> list[Fault]:
        return [fault for fault in self.faults if fault.stops_key]


def build_bank(
    bank: Path = HOME, seed: bytes | None = None, names: Collection[str] = (), cache: Cache | None = None
) -> Build:
    """Compile a bank, and check all of it.

    Parameters
    ----------
    bank : Path
        See `autograder.bank.exercises.find_exercises`.
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
    fresh: list[tuple[Exercise, Faults, CompiledExercise]] = []
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
            cache.save(exercise, drawn_from, CacheEntry(lines[exercise.id], picture))
    if not names:
        all_faults += stray_files(bank, survey.exercises)
    return Build(key, pictures, all_faults, list(remarks_on(bank, survey.exercises)), tier)


def build_key(bank: Path = HOME, seed: bytes | None = None, names: Collection[str] = ()) -> tuple[Key, list[str]]:
    """Compile a bank; return its key, and its faults as lines in English. See `build_bank`."""
    built = build_bank(bank, seed, names)
    return built.key, [fault.line(str) for fault in built.faults]
