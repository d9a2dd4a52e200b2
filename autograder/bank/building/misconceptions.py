"""Compile the misconceptions: the answers of each known mistake where they are wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import combinations
from typing import Any, NamedTuple

from autograder.bank.building.asking_torch import SLIPS
from autograder.bank.building.cases import answer_to, exception_of, read, unwarned
from autograder.bank.building.faults import Faults
from autograder.bank.building.ladders import ladder_of
from autograder.bank.spec import Spec
from autograder.isolation.inside.calling import Case as Call
from autograder.isolation.job import Library
from autograder.isolation.observation import Observation
from autograder.judging.compare import compare
from autograder.judging.key import ExerciseKey, KeyMisconception
from autograder.judging.key_case import KeyCase
from autograder.judging.ladder import FAMILIES
from autograder.judging.suspects import agree
from autograder.translation import N_

CAUGHT_BY = 5.0  # times the tolerance: somewhere a wrong answer must be off by as much
CAUGHT_BY_SAMPLED = 2.0  # of an estimate: with other draws it comes nearer, but hardly by the whole tolerance
Function = Callable[..., Any]


def sizes_of(wrong: Function) -> list[dict[str, Any]]:
    """List what `spec.variants` fills in, size by size."""
    sizes: list[dict[str, Any]] = getattr(wrong, "variants", [{}])
    return sizes


def compile_misconception(
    wrong: Function,
    solution: Function,
    cases: Iterable[ReadCase],
    families: Mapping[str, str] = FAMILIES,
) -> Iterator[KeyMisconception]:
    """Record where each size of a mistake gives another answer than the right one, or changes its arguments."""
    ladder = ladder_of(wrong, families)
    for size in sizes_of(wrong):
        yield KeyMisconception(wrong.__name__, ladder, outputs_of(partial(wrong, solution, **size), cases))


class ReadCase(NamedTuple):
    """A case, and its call as the child reads it: hundreds of wrong formulas are asked the same one."""

    case: KeyCase
    call: Call


def read_all(cases: Iterable[KeyCase], library: Library) -> list[ReadCase]:
    return [ReadCase(case, read(case.args, library, case.extras)) for case in cases]


def outputs_of(wrong: Function, cases: Iterable[ReadCase]) -> dict[int, Observation]:
    """Ask a wrong formula; return by case index what differs from the right answer, or changed its arguments."""
    outputs = {}
    with unwarned():
        for index, (case, call) in enumerate(cases):
            output = answer_to(wrong, call)
            if output.changed or is_wrong(case, output):
                outputs[index] = output
    return outputs


def is_wrong(case: KeyCase, output: Observation) -> bool:
    return compare(case.expected, output, case.relative, case.absolute, case.dtype) != "right"


def check_misconceptions(key: ExerciseKey, spec: Spec, solution: Function, faults: Faults) -> None:
    """Check that each mistake answers, is caught by a wide margin, and differs from every other one."""
    functions = {wrong.__name__: wrong for wrong in spec.misconceptions}
    sound = []
    for mistake in key.misconceptions:
        wrong = functions[mistake.name]
        if slip := slip_of(mistake):
            index, text = slip
            error = first_error(wrong, solution, key.cases[index], spec.library)
            message = N_("the misconception itself fails ({error}); mend it, or students read this for their mistake")
            faults.add(message, part=mistake.name, at=error or wrong, error=text)
        elif len(mistake.outputs) == len(key.cases) and all(o.value is None for o in mistake.outputs.values()):
            index, output = next(iter(mistake.outputs.items()))
            error = first_error(wrong, solution, key.cases[index], spec.library)
            message = N_("the misconception gives no number on any case ({error}); return what the mistake would give")
            faults.add(message, part=mistake.name, at=error or wrong, error=output.describe())
        elif not any(is_caught(key.cases[index], output) for index, output in mistake.outputs.items()):
            message = N_(
                "is caught by no case; add a case that it gets wrong by more than {times:g} times the tolerance"
            )
            faults.add(message, part=mistake.name, at=wrong, times=CAUGHT_BY)
        else:
            sound.append(mistake)
    for one, other in combinations(sound, 2):
        if one.name != other.name and same_answers(key, one, other):
            message = N_("gives the same answers as {other} on every case; add a case that tells them apart")
            faults.add(message, part=one.name, at=functions[one.name], other=other.name)


def slip_of(mistake: KeyMisconception) -> tuple[int, str] | None:
    """Return the first answer that only a typo gives, and the case's index."""
    names = {"UnboundLocalError", "ModuleNotFoundError", *(error.__name__ for error in SLIPS)}
    for index, output in mistake.outputs.items():
        if output.kind == "raised" and output.text.partition(":")[0] in names:
            return index, output.text
    return None


def first_error(wrong: Function, solution: Function, case: KeyCase, library: Library) -> BaseException | None:
    sized = (partial(wrong, solution, **size) for size in sizes_of(wrong))
    errors = (exception_of(one, case.args, library, case.extras) for one in sized)
    return next(filter(None, errors), None)


def is_caught(case: KeyCase, output: Observation) -> bool:
    times = CAUGHT_BY if case.sampled is None else CAUGHT_BY_SAMPLED
    relative, absolute = case.relative * times, case.absolute * times
    margin = compare(case.expected, output, relative, absolute, case.dtype) != "right"
    return margin or bool(output.changed)


def same_answers(key: ExerciseKey, one: KeyMisconception, other: KeyMisconception) -> bool:
    return one.outputs.keys() == other.outputs.keys() and all(
        agree(key.cases[index], output, other.outputs[index]) for index, output in one.outputs.items()
    )
