"""The referee of `losslings break`: which inputs an exercise asks about, read off the cases of its key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from autograder.isolation.job import Argument
from autograder.isolation.observation import Observation
from autograder.judging.key import ExerciseKey
from autograder.practice.typed import as_array
from autograder.translation import N_, Text

TINIEST = 1e-300  # smaller numbers lose digits in every formula

Values = tuple[Any, ...]


class Parameter(NamedTuple):
    """What the cases of an exercise give for one parameter.

    Parameters
    ----------
    name : str
    is_number : bool
        A Python number and no array, such as ``delta``.
    axes : frozenset of int
        How many axes its arrays have.
    low, high : float
        0 and 1 of probabilities; 0 and infinity where no case has a negative number.
    is_whole : bool
        Integers only, such as labels.
    has_nan, has_inf : bool
    """

    name: str
    is_number: bool
    axes: frozenset[int]
    low: float
    high: float
    is_whole: bool
    has_nan: bool
    has_inf: bool


def parameter_of(name: str, given: Sequence[Argument | float | str]) -> Parameter:
    """Describe what is given for a parameter."""
    arrays = [argument.array for argument in given if isinstance(argument, Argument)]
    numbers = np.concatenate([array.ravel().astype(float) for array in arrays] or [np.array(given, dtype=float)])
    finite = numbers[np.isfinite(numbers)]
    low, high = (finite.min(), finite.max()) if finite.size else (-np.inf, np.inf)
    return Parameter(
        name,
        is_number=not arrays,
        axes=frozenset(array.ndim for array in arrays),
        low=0.0 if low >= 0 else -np.inf,
        high=1.0 if low >= 0 and high <= 1 else np.inf,
        is_whole=bool(arrays) and all(array.dtype.kind in "iu" for array in arrays),
        has_nan=bool(np.isnan(numbers).any()),
        has_inf=bool(np.isinf(numbers).any()),
    )


@dataclass(frozen=True)
class Referee:
    """Says of an input whether the exercise asks about it."""

    exercise: ExerciseKey

    @cached_property
    def parameters(self) -> list[Parameter]:
        return [
            parameter_of(name, [case.args[place] for case in self.exercise.cases if place < len(case.args)])
            for place, name in enumerate(self.exercise.parameters)
        ]

    @property
    def required(self) -> int:
        return min(len(case.args) for case in self.exercise.cases)

    @cached_property
    def refuses_shapes(self) -> bool:
        """Whether ValueError is the right answer to some case: to arrays whose shapes do not go together."""
        return any(case.expected.kind == "raised" for case in self.exercise.cases)

    def arguments(self, values: Sequence[Any], named: dict[str, Any]) -> Values | Text:
        """Return what was typed as the arguments of a call, or say what is wrong with it."""
        names = list(self.exercise.parameters)
        are_bare = all(isinstance(value, int | float) for value in values)
        if len(names) == 1 and len(values) > 1 and are_bare and not named:  # 0.5, 0.5 for [0.5, 0.5]
            values = [list(values)]
        by_name = dict(zip(names, values, strict=False)) | named
        is_complete = list(by_name) == names[: len(by_name)] and len(by_name) >= self.required
        if len(values) > len(names) or not is_complete or set(named) & set(names[: len(values)]):
            return Text(N_("its arguments are {names}"), {"names": ", ".join(names)})
        try:
            found = [self.argument(one, by_name[one.name]) for one in self.parameters[: len(by_name)]]
        except FoulInput as foul:
            return foul.text
        return tuple(found)

    def argument(self, parameter: Parameter, value: Any) -> Any:
        """Return one argument.

        Raises
        ------
        FoulInput
        """
        array = as_array(value, str(value))
        for template in fouls(parameter, array):
            axes = " / ".join(map(str, sorted(parameter.axes)))
            raise FoulInput(Text(template, {"name": parameter.name, "axes": axes}))
        return array.item() if parameter.is_number else array

    def foul_answer(self, arguments: Values, reference: Observation) -> Text | None:
        """Say why an input does not count, by what the reference does with it."""
        if reference.value is None:
            shapes = {one.shape for one in arguments if isinstance(one, np.ndarray)}
            if reference.is_value_error and self.refuses_shapes and len(shapes) > 1:
                return None
            return Text(N_("the reference itself cannot use it ({error})"), {"error": reference.text})
        expected = [case.expected.value for case in self.exercise.cases if case.expected.value is not None]
        for odd in (np.isnan, np.isinf):
            if odd(reference.value).any() and not any(odd(value).any() for value in expected):
                return Text(N_("the reference itself gives {answer}"), {"answer": reference.describe()})
        return None


class FoulInput(Exception):
    """An argument that the exercise does not ask about."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.template)
        self.text = text


def fouls(parameter: Parameter, array: np.ndarray) -> Iterator[str]:
    """Yield what is wrong with an argument, in sentences to be filled in."""
    numbers = array.astype(float)
    sizes = np.abs(numbers[np.isfinite(numbers)])
    if parameter.is_number and array.ndim:
        yield N_("{name} is a number, not an array")
    if not parameter.is_number and array.ndim not in parameter.axes:
        yield N_("{name} has {axes} axes")
    if array.size == 0:
        yield N_("{name} is never empty")
    if np.isnan(numbers).any() and not parameter.has_nan:
        yield N_("{name} never has nan")
    if np.isinf(numbers).any() and not parameter.has_inf:
        yield N_("{name} never has inf")
    if parameter.is_whole and array.dtype.kind == "f":
        yield N_("{name} has integers only")
    if (numbers < parameter.low).any() or (numbers > parameter.high).any():
        yield N_("{name} goes from 0 to 1") if parameter.high == 1 else N_("{name} is never negative")
    if parameter.is_number and (numbers <= 0).any() and parameter.low == 0:
        yield N_("{name} is always positive")
    if ((sizes > 0) & (sizes < TINIEST)).any():
        yield N_("{name} has a number closer to 0 than 1e-300")
