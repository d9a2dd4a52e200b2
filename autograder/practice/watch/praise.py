"""What is said of a passed exercise: one sentence, and a true one."""

from __future__ import annotations

from collections.abc import Collection

from autograder.judging.key import ExerciseKey
from autograder.report.terminal import title
from autograder.translation import N_, Translate

MASTERED = N_("Passed. First wrong and now right: {items}. All {count} calls are answered as they should be.")
AT_ONCE = N_("Passed: all {count} calls are answered right, {items} among them.")


def praise(exercise: ExerciseKey, mistakes: Collection[str], translate: Translate) -> str:
    """Name what was mastered: the items that failed before, else those that are worth most after the basics.

    Parameters
    ----------
    exercise : ExerciseKey
    mistakes : collection of str
        Items that have failed before.
    translate : callable
    """
    gate, *others = exercise.items
    won = [item.name for item in others if item.name in mistakes]
    hardest = sorted(others, key=lambda item: -item.points)[:2]
    named = won[:2] or [item.name for item in hardest] or [gate.name]
    items = ", ".join(title(name, translate) for name in named)
    template = MASTERED if won else AT_ONCE
    return translate(template).format(items=items, count=len(exercise.cases))
