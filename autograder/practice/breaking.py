"""`losslings break`: known mistakes as buggy functions, to be exposed by an input on which they are wrong.

The bank that ships has its wrong formulas with it: they are the package's own code, and any input can be tried on them.
Of a pack only the data are read, never the code: there an input is chosen among the cases of the key, which has the
answers of each mistake to them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from autograder.bank.folder import Bank
from autograder.isolation.job import Argument
from autograder.isolation.observation import Observation
from autograder.judging.compare import compare
from autograder.judging.key import ExerciseKey, KeyMisconception
from autograder.judging.key_case import KeyCase
from autograder.practice.typed import written

MOST = 9  # bugs of an exercise: an hour's play
SMALL = 12  # numbers of an array that a person types
DULL = 0.8  # a bug that more than this share of inputs exposes is found by anybody
IDEAL = 0.25  # the share of inputs that should expose a bug
RELATIVE, ABSOLUTE = 1e-5, 1e-6  # as in an item that is not about digits
OPTIONS = 6  # cases to choose among, where no input can be typed

Function = Callable[..., Any]


class Bug(NamedTuple):
    """A known mistake in one of its sizes.

    Parameters
    ----------
    number : int
        Its place among the key's misconceptions.
    mistake : KeyMisconception
    exposing : frozenset of int
        The cases that a person could type and that expose it.
    """

    number: int
    mistake: KeyMisconception
    exposing: frozenset[int]


def differ(expected: Observation, got: Observation) -> bool:
    """Tell whether two answers differ by more than the judge tolerates."""
    return compare(expected, got, RELATIVE, ABSOLUTE) != "right"


def typeable(exercise: ExerciseKey) -> list[int]:
    """List the cases that a person could type: small arrays, of the dtypes and layout of the first case."""

    def dtypes(case: KeyCase) -> list[str]:
        return [argument.array.dtype.str for argument in case.args if isinstance(argument, Argument)]

    def is_typeable(case: KeyCase) -> bool:
        arrays = [argument for argument in case.args if isinstance(argument, Argument)]
        is_small = all(one.array.size <= SMALL and one.layout == "c" for one in arrays)
        return is_small and dtypes(case) == dtypes(exercise.cases[0])

    return [index for index, case in enumerate(exercise.cases) if is_typeable(case)]


def bugs_of(exercise: ExerciseKey) -> list[Bug]:
    """Choose the bugs to play with, from the easiest to the hardest.

    Left out is what no typed number shows (dtypes, sizes, overwritten inputs), what nearly every input shows, and what
    the same inputs show as another one. The rest take turns by the idea behind them, those first that a quarter of the
    inputs exposes.
    """
    cases = typeable(exercise)
    found = [bug for bug in best_sizes(exercise, cases) if len(bug.exposing) <= DULL * len(cases)]
    found.sort(key=partial(far_from_ideal, count=len(cases)))
    by_family: dict[str, list[Bug]] = {}
    shown: set[frozenset[int]] = set()
    for bug in found:
        if bug.exposing not in shown:
            shown.add(bug.exposing)
            by_family.setdefault(bug.mistake.ladder.family, []).append(bug)
    turns = max(map(len, by_family.values()), default=0)
    chosen = [bugs[turn] for turn in range(turns) for bugs in by_family.values() if turn < len(bugs)]
    return sorted(chosen[:MOST], key=lambda bug: (-len(bug.exposing), bug.number))


def best_sizes(exercise: ExerciseKey, cases: Sequence[int]) -> list[Bug]:
    """Return each mistake that a case exposes, in its size that is neither too easy nor too hard to find."""
    sizes: dict[str, list[Bug]] = {}
    for number, mistake in enumerate(exercise.misconceptions):
        wrong = [index for index in cases if index in mistake.outputs]
        exposing = [index for index in wrong if differ(exercise.cases[index].expected, mistake.outputs[index])]
        if exposing and not any(mistake.outputs[index].changed for index in mistake.outputs):
            sizes.setdefault(mistake.name, []).append(Bug(number, mistake, frozenset(exposing)))
    return [min(bugs, key=partial(far_from_ideal, count=len(cases))) for bugs in sizes.values()]


def far_from_ideal(bug: Bug, count: int) -> tuple[float, int]:
    """Sort bugs by how far they are from what makes a good puzzle among so many cases."""
    return abs(len(bug.exposing) - IDEAL * count), bug.number


def typical(exercise: ExerciseKey, bug: Bug) -> int:
    """Return the case that shows a bug most plainly: a short one that is about nothing else."""

    def sort_key(index: int) -> tuple[Any, ...]:
        case = exercise.cases[index]
        return bool(case.needs), case.id.startswith("drawn"), len(case.call), index

    return min(bug.exposing, key=sort_key)


# ---------------------------------------------------------------- any input, for the bank that ships


@dataclass(frozen=True)
class Workbench:
    """The reference and the wrong formulas of an exercise, to be called."""

    reference: Function
    wrong: list[Function]
    library: str

    def try_out(self, bug: Bug, arguments: Sequence[Any]) -> tuple[Observation, Observation]:
        """Return what the buggy function and what the reference answer."""
        from autograder.bank.building.calls import key_argument
        from autograder.bank.building.cases import observe

        args = tuple(map(key_argument, arguments))
        return observe(self.wrong[bug.number], args, self.library), observe(self.reference, args, self.library)


def workbench_of(exercise: ExerciseKey, bank: Bank) -> Workbench | None:
    """Load the formulas of an exercise of the bank that ships; None of any other bank, whose code is not run here.

    None, too, where more than numbers would have to be typed, or a part of the answer is what counts.
    """
    from autograder.bank.building.misconceptions import sizes_of
    from autograder.bank.exercises import shipped_exercise

    loaded = (
        shipped_exercise(exercise.id, bank) if exercise.library == "numpy" and has_numbers_alone(exercise) else None
    )
    if loaded is None:
        return None
    spec, reference = loaded.load_spec(), loaded.load_solution()
    sized = [(one.__name__, partial(one, reference, **size)) for one in spec.misconceptions for size in sizes_of(one)]
    if [name for name, _ in sized] != [mistake.name for mistake in exercise.misconceptions]:
        return None  # an author is changing the spec, and the key is older
    return Workbench(reference, [function for _, function in sized], exercise.library)


def has_numbers_alone(exercise: ExerciseKey) -> bool:
    """Tell whether a call is numbers and arrays, and its whole answer is compared, which is no estimate."""
    return not any(
        case.extras or case.sampled or any(isinstance(one, str) for one in case.args) for case in exercise.cases
    )


# ---------------------------------------------------------------- a choice, where no input can be typed


def options(exercise: ExerciseKey, bug: Bug) -> list[int]:
    """List cases of which one at least exposes a bug, and most do not."""
    cases = sorted(typeable(exercise), key=lambda index: (len(exercise.cases[index].call), index))
    exposing = [index for index in cases if index in bug.exposing][: max(1, OPTIONS // 3)]
    harmless = [index for index in cases if index not in bug.mistake.outputs][: OPTIONS - len(exposing)]
    return sorted(exposing + harmless)


# ---------------------------------------------------------------- how answers are written


def short(answer: Observation) -> str:
    """Write an answer with seven digits: what the judge tells apart differs in the sixth at the latest."""
    return answer.text if answer.value is None else written(answer.value.tolist())
