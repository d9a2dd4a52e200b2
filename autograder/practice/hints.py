"""Which hint comes next: those that were given are remembered in the folder."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Collection, Sequence
from pathlib import Path

from autograder.judging.key import ExerciseKey

HINTS_GIVEN = ".losslings.json"


def next_hint(name: str, hints: Sequence[str], here: Path) -> tuple[int, str] | None:
    """Return the first hint on an exercise that was not given here yet, and its number from 1; remember it.

    After the last one comes None, once, and then the first one again. Hints are remembered by their texts: where the
    student's code has changed, and its hints with it, only those that are new are given.
    """
    given = hints_given(here)
    read = given.get(name, [])
    unread = [hint for hint in hints if hint not in read]
    given[name] = [*read, unread[0]] if unread else []
    with contextlib.suppress(OSError):  # a folder that cannot be written to: the same hint comes again
        (here / HINTS_GIVEN).write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")
    return (len(hints) - len(unread) + 1, unread[0]) if unread else None


def hints_given(here: Path) -> dict[str, list[str]]:
    """Read which hints were given here, by exercise; of a record that is torn, or not ours, what can be used."""
    try:
        record = json.loads((here / HINTS_GIVEN).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    entries = record.items() if isinstance(record, dict) else ()
    return {name: texts for name, texts in entries if isinstance(texts, list)}


def general_hints(exercise: ExerciseKey, failed: Collection[str]) -> list[str]:
    """List the first rungs, questions, of the mistakes that lose failed items alone; of all, where none has failed."""
    lost = [
        (mistake.ladder.hint, {item.name for item in exercise.items if exercise.charged(item, mistake.outputs)})
        for mistake in exercise.misconceptions
    ]
    fitting = [hint for hint, items in lost if failed and items <= set(failed)]
    return list(dict.fromkeys(fitting or [hint for hint, _ in lost]))
