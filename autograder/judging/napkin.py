"""A small input whose answer a person works out on paper, before the function is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from autograder.isolation.job import Argument
from autograder.isolation.observation import Observation
from autograder.judging.encoding import (
    argument_from_json,
    argument_to_json,
    observation_from_json,
    observation_to_json,
)


@dataclass(frozen=True)
class KeyNapkin:
    """One call to predict.

    Parameters
    ----------
    args : tuple
    expected : Observation
    given : str
        What need not be known by heart, such as ``ln 2 ≈ 0.693``.
    idea : str
        What to think of, after a miss.
    how : str
        How the answer comes about.
    part : int or str, optional
        Which part is asked for of an answer that is a tuple or a dict.
    """

    args: tuple[Argument | float | str, ...]
    expected: Observation
    given: str = ""
    idea: str = ""
    how: str = ""
    part: int | str | None = None


def napkin_to_json(napkin: KeyNapkin) -> dict[str, Any]:
    """Encode; `napkin_from_json` reads it back."""
    args = [argument_to_json(argument) for argument in napkin.args]
    packed = {**vars(napkin), "args": args, "expected": observation_to_json(napkin.expected)}
    return {name: value for name, value in packed.items() if name != "part" or value is not None}


def napkin_from_json(packed: dict[str, Any]) -> KeyNapkin:
    args = tuple(map(argument_from_json, packed["args"]))
    return KeyNapkin(**{**packed, "args": args, "expected": observation_from_json(packed["expected"])})
