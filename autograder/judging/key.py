"""The answer key: plain data that says what each call must give, and what each known mistake gives instead."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from autograder.isolation.job import Calls, Library
from autograder.isolation.observation import Observation
from autograder.judging.encoding import (
    Outputs,
    case_to_json,
    observation_to_json,
)
from autograder.judging.head import digest_of_marks, head_of, id_of
from autograder.judging.key_case import DamagedKey, KeyCase, case_from_json
from autograder.judging.ladder import Ladder
from autograder.judging.napkin import KeyNapkin, napkin_from_json, napkin_to_json
from autograder.translation import N_

SCHEMA = "losslings/key/v2"
OTHER_VERSION = N_("{path}: made for {theirs}, this is {ours}; build it again with `losslings key`")
DAMAGED = N_("{path}: damaged (its checksum does not match); build it again with `losslings key`")


@dataclass(frozen=True)
class KeyItem:
    """Consecutive cases of the exercise (`first` <= index < `stop`) that are worth points together."""

    name: str
    points: float
    inputs_unchanged: bool
    first: int
    stop: int

    @property
    def cases(self) -> range:
        return range(self.first, self.stop)


@dataclass(frozen=True)
class KeyMisconception:
    """A known mistake in one of its sizes: its answers where they differ from the right ones, by case index."""

    name: str
    ladder: Ladder
    outputs: Mapping[int, Observation]


@dataclass(frozen=True, eq=False)
class ExerciseKey:
    """All that is needed to judge one exercise; in a hidden key, `public` has the public cases, without mistakes.

    `after` names the exercise of the unit that this one builds on; `notice` is what to notice in the solution;
    `refuses` names what its answers may not use.
    """

    name: str
    unit: str
    parameters: tuple[str, ...]
    torch_call: str
    items: tuple[KeyItem, ...]
    cases: tuple[KeyCase, ...]
    misconceptions: tuple[KeyMisconception, ...]
    library: Library = "numpy"
    public: ExerciseKey | None = None
    after: str = ""
    notice: str = ""
    napkins: tuple[KeyNapkin, ...] = ()
    refuses: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The unit and the name, as ``information/entropy``: two units may have exercises of one name."""
        return f"{self.unit}/{self.name}"

    @property
    def max_score(self) -> float:
        return sum(item.points for item in self.items)

    def charged(self, item: KeyItem, wrong: Collection[int]) -> list[int]:
        """Return the wrong cases that cost an item: all but those that need an item that is lost by other cases."""
        alone = [i for i in wrong if not self.cases[i].needs]
        lost = {item.name for item in self.items if any(i in item.cases for i in alone)}
        return [i for i in item.cases if i in wrong and lost.isdisjoint(self.cases[i].needs)]

    @cached_property
    def calls(self) -> Calls:
        """All that a child is given of the exercise: inputs, never answers."""
        groups = tuple(i for i, item in enumerate(self.items) for _ in range(item.first, item.stop))
        args, extras = tuple(case.args for case in self.cases), tuple(case.extras for case in self.cases)
        extras = extras if any(extras) else ()
        return Calls(self.id, args, library=self.library, groups=groups, extras=extras, refuses=self.refuses)


@dataclass(frozen=True)
class Key:
    """The answer keys of a bank, in the order in which the exercises are met.

    Parameters
    ----------
    hidden : bool
        Whether inputs and expected values stay out of every report.
    lines : dict of str to str
        The JSON text of each exercise by id (``information/entropy``); `exercise` decodes it when it is needed.
    """

    hidden: bool
    lines: dict[str, str]

    @cached_property
    def digest(self) -> str:
        """Names the key in every report: keys that give the same marks have the same digest, see `digest_of_marks`."""
        digests = [head_of(line)["digest"] for line in self.lines.values()]
        return hashlib.sha256(json.dumps([self.hidden, *digests]).encode()).hexdigest()[:16]

    @property
    def checksum(self) -> str:
        """Shows damage: it changes with any letter of the file."""
        text = "\n".join([json.dumps([self.hidden, *map(name_of, self.lines)]), *self.lines.values()])
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    @cached_property
    def _exercises(self) -> dict[str, ExerciseKey]:
        return {}

    def exercise(self, text: str) -> ExerciseKey:
        """Return the exercise that an id or a name means, see `meant`.

        Raises
        ------
        ValueError
            If there is none, or there are several.
        """
        (exercise_id,) = self.meant(text)
        if exercise_id not in self._exercises:
            self._exercises[exercise_id] = exercise_from_json(json.loads(self.lines[exercise_id]))
        return self._exercises[exercise_id]

    def __iter__(self) -> Iterator[ExerciseKey]:
        return map(self.exercise, self.lines)

    def ids(self, text: str) -> list[str]:
        """List the exercises that a text names: the one of that id, or those of that name."""
        return [text] if text in self.lines else [one for one in self.lines if name_of(one) == text]

    def label(self, exercise_id: str) -> str:
        """Return the shortest text that names an exercise: its name, or its id where that means another one too."""
        return name_of(exercise_id) if self.meant(name_of(exercise_id)) == [exercise_id] else exercise_id

    def meant(self, text: str, uses_torch: bool = False) -> list[str]:
        """List the exercises that a text means: where one of that name is in NumPy and another in torch, the one."""
        ids = self.ids(text)
        return [one for one in ids if self.is_torch(one) == uses_torch] or ids

    def is_torch(self, exercise_id: str) -> bool:
        """Tell whether an exercise is in torch, without decoding it."""
        return head_of(self.lines[exercise_id])["library"] == "torch"

    @cached_property
    def twins(self) -> tuple[str, ...]:
        """The exercises in torch that have the name of one in NumPy."""
        return tuple(one for one in self.rivals if self.is_torch(one) and self.meant(name_of(one)) != [one])

    @cached_property
    def rivals(self) -> dict[str, list[str]]:
        """By exercise, the other units that have an exercise of its name; only where there is one."""
        units = {
            one: [other.partition("/")[0] for other in self.ids(name_of(one)) if other != one] for one in self.lines
        }
        return {one: others for one, others in units.items() if others}

    def part(self, ids: Iterable[str]) -> Key:
        """Return the key of these exercises alone, in the order of this one."""
        wanted = set(ids)
        return Key(self.hidden, {one: line for one, line in self.lines.items() if one in wanted})

    def save(self, path: Path) -> None:
        names = list(map(name_of, self.lines))
        if self.hidden:
            path.touch()
            path.chmod(0o600)  # before a secret stands in it
        sums = {"digest": self.digest, "checksum": self.checksum}
        header = {"schema": SCHEMA, "hidden": self.hidden, **sums, "exercises": names}
        path.write_text("\n".join([json.dumps(header), *self.lines.values()]) + "\n", encoding="utf-8", newline="\n")

    @classmethod
    def load(cls, path: Path) -> Key:
        """Read a key.

        Raises
        ------
        DamagedKey
            If the file is missing, is no key, or is damaged.
        """
        try:
            first, *lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
            header = json.loads(first)
            if header["schema"] != SCHEMA:
                raise DamagedKey(OTHER_VERSION, path=path, theirs=header["schema"], ours=SCHEMA)
            key = cls(bool(header["hidden"]), {id_of(line): line for line in lines})
            is_named = header["exercises"] == list(map(name_of, key.lines))
            sums = header["digest"], header["checksum"]
            is_whole = is_named and len(key.lines) == len(lines) and (key.digest, key.checksum) == sums
        except OSError as error:
            raise DamagedKey(N_("{path}: {error}"), path=path, error=error.strerror or error) from error
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise DamagedKey(N_("{path}: not an answer key; make one with `losslings key`"), path=path) from error
        if not is_whole:
            raise DamagedKey(DAMAGED, path=path)
        return key


def name_of(exercise_id: str) -> str:
    """Return the name of an exercise, which is the name of its function."""
    return exercise_id.rpartition("/")[2]


# ---------------------------------------------------------------- JSON


def exercise_to_json(exercise: ExerciseKey) -> dict[str, Any]:
    """Encode one exercise; `exercise_from_json` reads it back."""
    return {
        "name": exercise.name,
        "unit": exercise.unit,
        "digest": digest_of_marks(exercise),
        **({"library": exercise.library} if exercise.library != "numpy" else {}),
        "parameters": list(exercise.parameters),
        "torch_call": exercise.torch_call,
        **{name: text for name in ("after", "notice", "refuses") if (text := getattr(exercise, name))},
        "items": [vars(item) for item in exercise.items],
        "cases": [case_to_json(vars(case)) for case in exercise.cases],
        "ladders": {mistake.name: vars(mistake.ladder) for mistake in exercise.misconceptions},
        "misconceptions": [
            {
                "name": mistake.name,
                "outputs": {str(index): observation_to_json(output) for index, output in mistake.outputs.items()},
            }
            for mistake in exercise.misconceptions
        ],
        **({"napkins": list(map(napkin_to_json, exercise.napkins))} if exercise.napkins else {}),
        **({"public": exercise_to_json(exercise.public)} if exercise.public else {}),
    }


def exercise_from_json(packed: dict[str, Any]) -> ExerciseKey:
    ladders = {name: Ladder(**{**one, "rungs": tuple(one["rungs"])}) for name, one in packed["ladders"].items()}
    return ExerciseKey(
        packed["name"],
        packed["unit"],
        tuple(packed["parameters"]),
        packed["torch_call"],
        tuple(KeyItem(**item) for item in packed["items"]),
        tuple(map(case_from_json, packed["cases"])),
        tuple(
            KeyMisconception(
                mistake["name"],
                ladders[mistake["name"]],
                Outputs({int(index): output for index, output in mistake["outputs"].items()}),
            )
            for mistake in packed["misconceptions"]
        ),
        packed.get("library", "numpy"),
        exercise_from_json(packed["public"]) if "public" in packed else None,
        napkins=tuple(map(napkin_from_json, packed.get("napkins", ()))),
        **{name: packed[name] for name in ("after", "notice") if name in packed},
        refuses=tuple(packed.get("refuses", ())),
    )
