"""Which hint comes next: a ladder for what went wrong, a rung each time; the texts that were given are remembered."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from autograder.judging.key import ExerciseKey, Key
from autograder.practice.store import Store
from autograder.report.data import ExerciseReport
from autograder.translation import Translate

MOST_GENERAL = 4  # questions one after the other, none of which is about what the student wrote, help nobody


def next_hint(name: str, hints: Sequence[str], here: Path) -> tuple[int, str] | None:
    """Return the first hint on an exercise that was not given yet, and its number from 1; remember it.

    Hints are remembered by their texts: where the student's code has changed, and its hints with it, only those that
    are new are given. After the last one comes None.
    """
    store = Store.find(here)
    unread = unread_hints(store, name, hints)
    if not unread:
        return None
    store.section("hints")[name] = [*hints_given(store, name), unread[0]]
    store.save()
    return len(hints) - len(unread) + 1, unread[0]


def remember_hint(store: Store, name: str, exercise: ExerciseReport) -> None:
    """Remember the hint that a check shows: that of the first failing item. The next one is to say more."""
    shown = next((item["hint"] for item in exercise["items"] if item["status"] == "failed" or item["hint"]), None)
    given = hints_given(store, name)
    if shown and shown not in given:
        store.section("hints")[name] = [*given, shown]


def unread_hints(store: Store, name: str, hints: Sequence[str]) -> list[str]:
    """List the hints on an exercise that were not given yet."""
    given = hints_given(store, name)
    return [hint for hint in hints if hint not in given]


def hints_given(store: Store, name: str) -> list[str]:
    """List the hints on an exercise that were given, in this order."""
    texts = store.section("hints").get(name)
    return [text for text in texts if isinstance(text, str)] if isinstance(texts, list) else []


def hints_on(exercise: ExerciseReport, key: Key, translate: Translate) -> list[str]:
    """List the hints on an exercise: the ladders of what was found in the answer, then questions on items that fail."""
    own = [rung for item in exercise["items"] for rung in item["rungs"]]
    if exercise["status"] not in ("failed", "todo", "missing"):  # it must run before a question makes sense
        return list(dict.fromkeys(own))
    failed = [item["name"] for item in exercise["items"] if item["status"] == "failed"]
    general = general_hints(key.exercise(f"{exercise['unit']}/{exercise['name']}"), failed)
    return list(dict.fromkeys([*own, *map(translate, general)]))


def general_hints(exercise: ExerciseKey, failed: Collection[str]) -> list[str]:
    """List the first rungs, questions, of the mistakes that lose failed items and nothing else.

    Those that explain most come first, and no more than `MOST_GENERAL`: they are questions about mistakes that the
    answer was not recognised as. Where nothing has failed because nothing is written, every item is still to be won.
    """
    wanted = set(failed) or {item.name for item in exercise.items}
    lost = [
        (mistake.ladder.hint, {item.name for item in exercise.items if exercise.charged(item, mistake.outputs)})
        for mistake in exercise.misconceptions
    ]
    fitting = sorted((entry for entry in lost if entry[1] and entry[1] <= wanted), key=lambda entry: -len(entry[1]))
    return list(dict.fromkeys(hint for hint, _ in fitting))[:MOST_GENERAL]
