"""Encode a key's arguments, observations and mistakes' answers as JSON without loss, and decode them."""

from __future__ import annotations

from collections.abc import Iterator, KeysView, Mapping
from typing import Any

from autograder.isolation.job import Argument
from autograder.isolation.observation import Observation, pack_array, unpack_array


def argument_to_json(argument: Any) -> Any:
    """Encode an array as a list, beginning with its memory layout; a number as it is."""
    return [argument.layout, *pack_array(argument.array)] if isinstance(argument, Argument) else argument


def argument_from_json(packed: Any) -> Any:
    return Argument(unpack_array(packed[1:]), packed[0]) if isinstance(packed, list) else packed


def observation_to_json(observation: Observation) -> Any:
    """Encode a plain value as its array alone, any other observation as an object of what is not empty."""
    if observation.value is not None and not observation.changed:
        return pack_array(observation.value)
    packed = {name: value for name, value in vars(observation).items() if name != "value" and value}
    if observation.value is not None:
        packed["value"] = pack_array(observation.value)
    return packed


def observation_from_json(packed: Any) -> Observation:
    if isinstance(packed, list):
        return Observation("value", unpack_array(packed))
    return Observation(**{**packed, "value": unpack_array(packed["value"]) if "value" in packed else None})


RARE = ("keywords", "gradient", "part", "dtype", "between", "sampled", "calls")  # of a case: left out where it is empty


def case_to_json(case: Mapping[str, Any]) -> dict[str, Any]:
    """Encode the fields of one case; what few cases have is left out of all others."""
    packed = {
        **case,
        "args": [argument_to_json(argument) for argument in case["args"]],
        "expected": observation_to_json(case["expected"]),
        "keywords": {name: argument_to_json(value) for name, value in case["keywords"].items()},
    }
    return {name: value for name, value in packed.items() if name not in RARE or value not in (None, {}, ())}


def case_fields_from_json(packed: Mapping[str, Any]) -> dict[str, Any]:
    """Decode the fields of one case."""
    return {
        **packed,
        "args": tuple(map(argument_from_json, packed["args"])),
        "expected": observation_from_json(packed["expected"]),
        "needs": tuple(packed.get("needs", ())),
        "keywords": {name: argument_from_json(value) for name, value in packed.get("keywords", {}).items()},
        "calls": tuple((name, count) for name, count in packed.get("calls", ())),
        "between": tuple(packed["between"]) if "between" in packed else None,
    }


class Outputs(Mapping[int, Observation]):
    """A mistake's answers by case index, each decoded when it is asked for.

    A key holds thousands of them, and a right submission asks for none.
    """

    def __init__(self, packed: dict[int, Any]) -> None:
        self._packed = packed
        self._decoded: dict[int, Observation] = {}

    def __getitem__(self, index: int) -> Observation:
        if index not in self._decoded:
            self._decoded[index] = observation_from_json(self._packed[index])
        return self._decoded[index]

    def __contains__(self, index: object) -> bool:
        return index in self._packed

    def keys(self) -> KeysView[int]:
        return self._packed.keys()

    def __iter__(self) -> Iterator[int]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)
