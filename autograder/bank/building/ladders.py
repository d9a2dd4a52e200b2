"""Read a misconception's docstring: a title, three rungs of a hint, a sentence for the lecture, a family."""

from __future__ import annotations

import difflib
import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from autograder.bank.building.faults import Faults
from autograder.judging.ladder import FAMILIES, RUNGS, Ladder
from autograder.translation import N_, Text

FIELD = re.compile(r"^(Lecture|Family):[ \t]*", re.MULTILINE)
LONGEST_TITLE = 72  # letters: a line of a table


def ladder_of(wrong: Callable[..., Any], families: Mapping[str, str] = FAMILIES) -> Ladder:
    """Read the words for a mistake; what the docstring does not say is empty.

    Parameters
    ----------
    wrong : callable
    families : mapping of str to str
        The titles by the word that stands after ``Family:``; a word that is none of them stays as it is.

    Examples
    --------
    >>> def summed(reference, x):
    ...     '''Sum instead of mean
    ...
    ...     Does the result grow with the number of elements?
    ...
    ...     The mean of 1, 1, 1 is 1; your function gives 3.
    ...
    ...     Divide by the number of elements, x.size.
    ...
    ...     Lecture: A loss that is a sum depends on the size of the batch.
    ...     Family: reduction
    ...     '''
    >>> ladder_of(summed).rungs[1]
    'The mean of 1, 1, 1 is 1; your function gives 3.'
    """
    body, *rest = FIELD.split(inspect.getdoc(wrong) or "")
    fields = {name: one_line(value) for name, value in zip(rest[::2], rest[1::2], strict=True)}
    title, *rungs = [one_line(paragraph) for paragraph in re.split(r"\n\s*\n", body.strip())]
    family = fields.get("Family", "")
    return Ladder(title, families.get(family, family), tuple(rungs), fields.get("Lecture", ""))


def one_line(text: str) -> str:
    return " ".join(text.split())


def check_ladders(misconceptions: Iterable[Callable[..., Any]], families: Mapping[str, str], faults: Faults) -> None:
    """Check that each mistake has all the words that students and teachers read."""
    for wrong in misconceptions:
        for message, values in missing_words(ladder_of(wrong, families), families):
            faults.add(message, part=wrong.__name__, at=wrong, stops_key=False, **values)


def missing_words(ladder: Ladder, families: Mapping[str, str]) -> Iterable[tuple[str, dict[str, Any]]]:
    """Yield what an author must still write, or write otherwise."""
    if not (ladder.rungs or ladder.lecture or ladder.family):
        message = N_(
            "the docstring needs a title, a hint in {rungs} paragraphs, `Lecture: …` and `Family: …`; "
            "CONTRIBUTING.md shows one"
        )
        yield message, {"rungs": RUNGS}
        return
    if not ladder.title or len(ladder.title) > LONGEST_TITLE or ladder.title[-1] in ".?!":
        message = N_(
            "the docstring's first line is the mistake's title for teachers: {most} letters at most, no full stop"
        )
        yield message, {"most": LONGEST_TITLE}
    if len(ladder.rungs) != RUNGS:
        message = N_(
            "rungs of the hint: {count}; write {wanted} paragraphs after the title: a question, the idea with a small "
            "number, almost the line"
        )
        yield message, {"count": len(ladder.rungs), "wanted": RUNGS}
    elif "?" not in ladder.rungs[0]:
        yield N_("the first rung of the hint asks nothing; write a plain question"), {}
    if not ladder.lecture:
        yield N_("the docstring has no line `Lecture: …`; write the sentence that a teacher would say"), {}
    if ladder.family not in families.values():
        near = difflib.get_close_matches(ladder.family, families, n=1)
        meant = Text(N_(" (did you mean {name}?)"), {"name": near[0]}) if near else ""
        message = N_("`Family: {found}` is none{meant}; the families are {names}")
        yield message, {"found": ladder.family, "meant": meant, "names": ", ".join(families)}
