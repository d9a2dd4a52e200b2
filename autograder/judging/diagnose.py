"""Name the mistake: the misconception that gives the same wrong answers, else what can be measured, else nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import isfinite
from typing import NamedTuple

import numpy as np

from autograder.isolation.observation import Observation
from autograder.judging.compare import Verdict, as_float64, compare
from autograder.judging.key import ExerciseKey, KeyCase, KeyMisconception
from autograder.translation import N_, Text


class Diagnosis(NamedTuple):
    """Why an answer is wrong: the misconception's name where it is a known one, and the hint."""

    misconception: str | None
    hint: Text
    tells_numbers: bool = False  # the hint holds something computed from expected values


def agree(case: KeyCase, mistaken: Observation, got: Observation) -> bool:
    """Tell whether what came is the answer that a mistake gives."""
    if mistaken.changed and not got.changed:
        return False
    if mistaken.kind != "value" or got.kind != "value":
        return mistaken.kind == got.kind and mistaken.text.partition(":")[0] == got.text.partition(":")[0]
    return compare(mistaken, got, case.relative, case.absolute) == "right"


class Suspect(NamedTuple):
    """A mistake that some wrong answers point to.

    Parameters
    ----------
    mistake : KeyMisconception
    agreed : frozenset of int
        The cases on which it gives the observed answer.
    obscured : frozenset of int
        Those on which the observed shape is wrong and this mistake's is not: another mistake's doing, which says
        nothing of this one.
    is_telling : bool
        Three of the answers agreed on are numbers that two different mistakes would hardly share.
    is_whole : bool
        It accounts for all that it changes.
    """

    mistake: KeyMisconception
    agreed: frozenset[int]
    obscured: frozenset[int]
    is_telling: bool
    is_whole: bool

    def explains(self, case: int, failing: Sequence[int]) -> bool:
        return case in self.agreed and (self.is_telling or (self.agreed | self.obscured).issuperset(failing))


@dataclass(frozen=True)
class Suspects:
    """What the wrong answers of an exercise point to: mistakes alone, and by case those made together."""

    alone: Sequence[Suspect]
    together: Mapping[int, KeyMisconception]


def find_suspects(exercise: ExerciseKey, observations: Sequence[Observation], verdicts: Sequence[Verdict]) -> Suspects:
    """Hold the wrong answers of an exercise against the known mistakes.

    Parameters
    ----------
    exercise : ExerciseKey
    observations, verdicts : sequence
        Of all cases of the exercise.
    """
    wrong = {i for i, verdict in enumerate(verdicts) if verdict != "right" or observations[i].changed}
    agreed: dict[int, set[int]] = {}
    for i in sorted(wrong):
        for number in known_answers(exercise, i).given_by(observations[i]):
            agreed.setdefault(number, set()).add(i)
    suspects = [
        suspicion(exercise.misconceptions[number], frozenset(agreed[number]), exercise, verdicts, wrong)
        for number in sorted(agreed)
    ]
    return Suspects([suspect for suspect in suspects if suspect.is_whole or suspect.is_telling], by_two(suspects))


class KnownAnswers:
    """What the known mistakes answer to one case where they are wrong, each answer once, those of one shape together.

    Parameters
    ----------
    case : KeyCase
    answers : sequence of (Observation, list of int)
        Each with the numbers of the mistakes that give it.
    """

    def __init__(self, case: KeyCase, answers: Sequence[tuple[Observation, list[int]]]) -> None:
        self.case = case
        self.by_shape: dict[tuple[int, ...] | None, list[tuple[Observation, list[int]]]] = {}
        for answer, numbers in answers:
            shape = None if answer.value is None else answer.value.shape
            self.by_shape.setdefault(shape, []).append((answer, numbers))
        self.heads = {
            shape: np.array([head(answer) for answer, _ in same])
            for shape, same in self.by_shape.items()
            if shape is not None
        }

    def given_by(self, got: Observation) -> list[int]:
        """Return the numbers of the mistakes that give the observed answer."""
        shape = None if got.value is None else got.value.shape
        same = self.by_shape.get(shape, [])
        if shape is not None and same:  # a glance at the first numbers rules most of them out
            heads = self.heads[shape]
            with np.errstate(over="ignore", invalid="ignore"):
                near = np.abs(heads - head(got)) <= self.case.absolute + self.case.relative * np.abs(heads)
            is_possible = (near | ~np.isfinite(heads)).all(axis=1)
            same = [answer for answer, is_worth_a_look in zip(same, is_possible, strict=True) if is_worth_a_look]
        return [number for answer, numbers in same if agree(self.case, answer, got) for number in numbers]


def head(answer: Observation) -> np.ndarray:
    """Return the first numbers of an answer."""
    assert answer.value is not None
    return as_float64(answer.value.ravel()[:64])


def content(answer: Observation) -> tuple[object, ...]:
    """Return all that one answer can differ from another in."""
    value = answer.value
    numbers = None if value is None else (value.dtype.str, value.shape, value.tobytes())
    return answer.kind, answer.text, answer.changed, numbers


@lru_cache(maxsize=10_000)
def known_answers(exercise: ExerciseKey, case: int) -> KnownAnswers:
    """Collect the answers of an exercise's known mistakes to one of its cases."""
    groups: dict[tuple[object, ...], tuple[Observation, list[int]]] = {}
    for number, mistake in enumerate(exercise.misconceptions):
        if case in mistake.outputs:
            answer = mistake.outputs[case]
            groups.setdefault(content(answer), (answer, []))[1].append(number)
    return KnownAnswers(exercise.cases[case], list(groups.values()))


def suspicion(
    mistake: KeyMisconception,
    agreed: frozenset[int],
    exercise: ExerciseKey,
    verdicts: Sequence[Verdict],
    wrong: set[int],
) -> Suspect:
    """Weigh a mistake that gives some of the observed answers."""
    outputs, cases = mistake.outputs, mistake.outputs.keys()
    obscured = frozenset(
        i for i in cases - agreed if verdicts[i] == "shape" and not has_wrong_shape(exercise, i, outputs[i])
    )
    telling = [i for i in agreed if is_telling(outputs[i])]
    is_whole = agreed | obscured == cases and len(agreed) >= max(min(2, len(cases)), len(obscured))
    # A right answer where the mistake gives a wrong one speaks against it.
    is_telling_enough = len(telling) >= 3 and 3 * len(agreed) >= len(cases) and cases <= wrong
    return Suspect(mistake, agreed, obscured, is_telling_enough, is_whole)


def has_wrong_shape(exercise: ExerciseKey, case: int, output: Observation) -> bool:
    expected = exercise.cases[case].expected.value
    return expected is None or output.value is None or output.value.shape != expected.shape


def is_telling(output: Observation) -> bool:
    """Tell whether an answer is a number that two different mistakes would hardly share."""
    value = output.value
    if value is None:
        return False
    if value.ndim == 0:
        return isfinite(value) and value != round(value.item())
    return bool(np.all(np.isfinite(value)) and np.any(value != np.round(value)))


def by_two(suspects: Sequence[Suspect]) -> dict[int, KeyMisconception]:
    """Find pairs of mistakes made together.

    Each must give the observed answer wherever the other one would not interfere, on two cases at least. A case is
    explained where all such pairs name the same mistake.
    """
    found: dict[int, dict[str, KeyMisconception]] = {}
    for one, other in combinations(suspects, 2):
        if one.mistake.name == other.mistake.name:
            continue
        changes, other_changes = one.mistake.outputs.keys(), other.mistake.outputs.keys()
        alone, other_alone = changes - other_changes, other_changes - changes
        if min(len(alone), len(other_alone)) >= 2 and alone <= one.agreed and other_alone <= other.agreed:
            for suspect in (one, other):
                for i in suspect.agreed:
                    found.setdefault(i, {})[suspect.mistake.name] = suspect.mistake
    return {i: next(iter(names.values())) for i, names in found.items() if len(names) == 1}


def diagnose(
    exercise: ExerciseKey,
    observations: Sequence[Observation],
    verdicts: Sequence[Verdict],
    suspects: Suspects,
    failing: Sequence[int],
) -> tuple[int, Diagnosis | None]:
    """Choose the failing case of an item that says most, and explain it.

    By one mistake, by one of two made together, by what can be measured; not at all on doubt, where nothing explains
    it or two things do equally well.

    Parameters
    ----------
    exercise : ExerciseKey
    observations, verdicts : sequence
        Of all cases of the exercise.
    suspects : Suspects
        See `find_suspects`.
    failing : sequence of int
        Indices of the item's failing cases, not empty.

    Returns
    -------
    case : int
    diagnosis : Diagnosis or None
    """
    for case in failing:
        able = [suspect for suspect in suspects.alone if suspect.explains(case, failing)]
        most = max(((len(suspect.agreed), suspect.is_whole) for suspect in able), default=None)
        best = {s.mistake.name: s.mistake for s in able if (len(s.agreed), s.is_whole) == most}
        if not best and case in suspects.together:
            best = {suspects.together[case].name: suspects.together[case]}
        if len(best) == 1:
            (mistake,) = best.values()
            return case, Diagnosis(mistake.name, Text(mistake.hint))
    return failing[0], measure(exercise, observations, verdicts, failing[0])


def measure(
    exercise: ExerciseKey, observations: Sequence[Observation], verdicts: Sequence[Verdict], index: int
) -> Diagnosis | None:
    """State a fact about a wrong answer that no misconception explains."""
    case, got, verdict = exercise.cases[index], observations[index], verdicts[index]
    if verdict == "right" and got.changed:
        names = ", ".join(name for i, name in enumerate(exercise.parameters) if got.changed >> i & 1)
        return Diagnosis(
            "input_overwritten",
            Text(N_("Your function changed its argument {names}; work on a copy."), {"names": names}),
        )
    if verdict == "inf" and is_kept_finite(case, got):
        return Diagnosis(None, Text(N_("The answer is infinite here; what keeps yours finite?")))
    if verdict in ("nan", "inf") and (warning := first_warning(got)):
        values = {"warning": warning}
        return Diagnosis(None, Text(N_("On the way to this, NumPy warned: {warning}."), values), tells_numbers=True)
    if verdict in ("shape", "no_number", "kind", "no_exception"):
        return FACTS[verdict]
    if verdict == "exception":
        return next((Diagnosis(None, Text(hint)) for said, hint in RAISED.items() if said in got.text), None)
    if verdict != "value" or got.value is None:
        return None
    if got.value.dtype in (np.float16, np.float32) and not any_float32(case) and is_close(case, got):
        dtype = {"dtype": str(got.value.dtype)}
        return Diagnosis(None, Text(N_("Your answer is a {dtype}: it has lost digits that the input had."), dtype))
    return constant_factor(exercise, observations, verdicts)


def is_kept_finite(case: KeyCase, got: Observation) -> bool:
    expected = case.expected.value
    if expected is None or got.value is None or not np.any(np.isinf(expected)):
        return False
    return bool(np.all(np.isfinite(got.value[np.isinf(expected)])))


FACTS = {
    "shape": Diagnosis(None, Text(N_("The shape is part of the answer; nothing is broadcast or squeezed to fit."))),
    "no_number": Diagnosis(None, Text(N_("Return a number or an ndarray of numbers."))),
    "kind": Diagnosis(None, Text(N_("A truth value is no number."))),
    "no_exception": Diagnosis(None, Text(N_("These shapes do not match; the docstring says what is to be raised."))),
}


def first_warning(got: Observation) -> str:
    """Return the first of NumPy's warnings in what the call printed: where the trouble began."""
    lines = (
        line.removeprefix("RuntimeWarning: ") for line in got.notes.splitlines() if line[:16] == "RuntimeWarning: "
    )
    return next(lines, "")


def is_close(case: KeyCase, got: Observation) -> bool:
    """Tell whether an answer is right but for digits that a short float does not have."""
    return compare(case.expected, got, 1e-2) == "right"


# What Python and NumPy say of two misunderstandings that every exercise meets.
RAISED = {
    "read-only": N_("The input array belongs to the caller, who made it read-only: what do you write into it?"),
    "truth value of an array": N_("An `if` decides once; here each element needs a decision of its own."),
    "len() of unsized object": N_("A 0-d array is a single number: it has no length and cannot be looped over."),
    "iteration over a 0-d array": N_("A 0-d array is a single number: it has no length and cannot be looped over."),
}


def any_float32(case: KeyCase) -> bool:
    return case.relative > 1e-6  # the key grants it where an input is float32


def constant_factor(
    exercise: ExerciseKey, observations: Sequence[Observation], verdicts: Sequence[Verdict]
) -> Diagnosis | None:
    """Find the one factor by which all wrong numbers are off, if there is one."""
    factors = []
    for case, got, verdict in zip(exercise.cases, observations, verdicts, strict=True):
        expected = case.expected.value
        if verdict != "value" or expected is None or got.value is None:
            continue
        if np.any(got.value[expected == 0]):
            return None
        with np.errstate(all="ignore"):  # 0 / 0 and inf / inf: no factor
            factors.append((got.value / expected).ravel())
    all_factors = np.concatenate(factors) if factors else np.zeros(0)
    all_factors = all_factors[~np.isnan(all_factors)]
    if all_factors.size < 3 or not np.all(np.isfinite(all_factors)):
        return None
    with np.errstate(over="ignore"):
        factor = float(np.median(all_factors))
    if factor == 0 or not isfinite(factor) or np.any(np.abs(all_factors - factor) > 1e-6 * abs(factor)):
        return None
    if abs(factor + 1) < 1e-6:
        return Diagnosis(None, Text(N_("Every answer has the wrong sign.")))
    text = Text(N_("Every answer is {factor:.6g} times the right one."), {"factor": factor})
    return Diagnosis(None, text, tells_numbers=True)
