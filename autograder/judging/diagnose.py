"""Name the mistake: the known one that gives the same wrong answers, else a measured fact, else nothing."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.isolation.job import size
from autograder.isolation.observation import Observation
from autograder.judging.compare import Verdict
from autograder.judging.diagnosis import Diagnosis, known, number_fact
from autograder.judging.evidence import Evidence
from autograder.judging.facts import measure
from autograder.judging.key import ExerciseKey, KeyMisconception
from autograder.judging.suspects import Suspects
from autograder.translation import N_

SMALLEST = N_("This is the smallest input that goes wrong: compute its answer by hand, and print each step of yours.")


def diagnose(
    exercise: ExerciseKey,
    observations: Sequence[Observation],
    verdicts: Sequence[Verdict],
    suspects: Suspects,
    failing: Sequence[int],
) -> tuple[int, Diagnosis | None]:
    """Choose which failing case of an item the report shows, and explain it.

    A known mistake explains it, or one of two made together, or else a measured fact. There is no diagnosis where
    nothing explains the case, or where two mistakes explain it equally well.

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
        The first failing case that the mistake explains, else the first failing one. Another mistake may explain it as
        well: what a hint asks about mostly shows in the first case of its kind.
    diagnosis : Diagnosis or None
    """
    explained: dict[int, dict[str, KeyMisconception]] = {}
    for case in failing:
        explained[case] = best_explanations(suspects, case, failing)
        if len(explained[case]) == 1:
            (mistake,) = explained[case].values()
            shown = next(one for one, names in explained.items() if mistake.name in names)
            return shown, known(mistake.name, mistake.ladder)
        # No mistake says why autograd finds no way back here: one that cuts off another argument says less than that.
        if observations[case].is_detached and not explained[case]:
            break
    for case in first_of_each_verdict(failing, verdicts):
        rest = [other for other in failing if other != case]
        if found := measure(Evidence(exercise, observations, verdicts, [case, *rest])):
            return case, found
    # The smallest input can at least be computed by hand.
    return min(failing, key=lambda case: size(exercise.cases[case].args)), number_fact(SMALLEST)


def first_of_each_verdict(failing: Sequence[int], verdicts: Sequence[Verdict]) -> list[int]:
    """Return a case of each way to fail, in the order of the cases: what is not seen on one may show on another."""
    return list({verdicts[case]: case for case in reversed(failing)}.values())[::-1]


def best_explanations(suspects: Suspects, case: int, failing: Sequence[int]) -> dict[str, KeyMisconception]:
    """Return by name the mistakes that explain a case best.

    Mistakes made alone come before two made together; among them, those come first that explain most cases.
    """
    able = [suspect for suspect in suspects.alone if suspect.explains(case, failing)]
    if able:
        most = max((len(suspect.agreed), suspect.is_whole) for suspect in able)
        return {s.mistake.name: s.mistake for s in able if (len(s.agreed), s.is_whole) == most}
    together = suspects.together.get(case)
    return {together.name: together} if together else {}
