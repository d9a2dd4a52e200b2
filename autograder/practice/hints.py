"""Which hint comes next: a ladder for what went wrong, a rung each time; the texts that were given are remembered."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from autograder.judging.key import ExerciseKey, Key
from autograder.judging.ladder import FAMILIES
from autograder.practice.store import Store
from autograder.report.data import ExerciseReport, ItemReport
from autograder.translation import Translate

MOST_GENERAL = 2  # questions one after the other, none of which is about what the student wrote, help nobody
RAISED = re.compile(r"\w+: ")  # how a report writes an exception: its class, then its message


def next_hint(name: str, hints: Iterable[str], here: Path) -> tuple[int, str] | None:
    """Return the first hint on an exercise that was not given yet, and its number from 1; remember it.

    Hints are remembered by their texts: where the student's code has changed, and its hints with it, only those that
    are new are given. After the last one comes None.
    """
    store, hints = Store.find(here), list(hints)
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


def unread_hints(store: Store, name: str, hints: Iterable[str]) -> list[str]:
    """List the hints on an exercise that were not given yet."""
    given = hints_given(store, name)
    return [hint for hint in hints if hint not in given]


def hints_given(store: Store, name: str) -> list[str]:
    """List the hints on an exercise that were given, in this order."""
    texts = store.section("hints").get(name)
    return [text for text in texts if isinstance(text, str)] if isinstance(texts, list) else []


def hints_on(exercise: ExerciseReport, key: Key, translate: Translate) -> dict[str, str]:
    """Map the hints on an exercise, in order, to their items: what was found in the answer, else questions on the item.

    While the first item, the basics, fails, there is none on the others: what they lack is not known before. Of what is
    not written there is none at all.
    """
    hints: dict[str, str] = {}
    failed = [item for item in exercise["items"] if item["status"] == "failed"]
    known = key.exercise(f"{exercise['unit']}/{exercise['name']}")
    is_basic = bool(failed) and failed[0] is exercise["items"][0]
    for item in failed[:1] if is_basic else exercise["items"]:
        texts = list(item["rungs"])
        if item in failed and item["misconception"] is None and not is_raised(item):
            texts += map(translate, general_hints(known, item["name"], [one["name"] for one in failed]))
        for text in texts:
            hints.setdefault(text, item["name"])
    return hints


def is_raised(item: ItemReport) -> bool:
    """Tell whether the call ended in an exception that is explained: questions on the answer say nothing then."""
    return bool(item["rungs"]) and RAISED.match(item["got"] or "") is not None


def other_item(hint: str, hints: Mapping[str, str]) -> str:
    """Return the item that a hint is on, if that is another than the first, which a check shows; else nothing."""
    return "" if hints[hint] == next(iter(hints.values())) else hints[hint]


def general_hints(exercise: ExerciseKey, item: str, failed: Collection[str]) -> list[str]:
    """List the first rungs, questions, of the mistakes that lose an item, and nothing that has not failed.

    Those that explain most come first, and no more than `MOST_GENERAL`: they are questions about mistakes that the
    answer was not recognised as. Whether an argument was overwritten is no question: a check sees it and says so.
    """
    lost = [
        (mistake.ladder.hint, {one.name for one in exercise.items if exercise.charged(one, mistake.outputs)})
        for mistake in exercise.misconceptions
        if mistake.ladder.family != FAMILIES["inputs"]
    ]
    fitting = sorted((entry for entry in lost if item in entry[1] <= set(failed)), key=lambda entry: -len(entry[1]))
    return list(dict.fromkeys(hint for hint, _ in fitting))[:MOST_GENERAL]
