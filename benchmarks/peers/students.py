"""The class: modules of right and wrong answers, as students wrote them, drawn from the corpus."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from benchmarks.implementations import Implementation, implementations
from benchmarks.peers.assignment import QUESTIONS

SIZE = 30


class Student(NamedTuple):
    """One submission: a function a question."""

    name: str
    answers: dict[str, Implementation]

    @property
    def module(self) -> bytes:
        return b"\n\n".join(answer.source for answer in self.answers.values())


def draw_class(share_right: float, size: int = SIZE) -> list[Student]:
    """Draw a class: each answer is right with a probability, and one of the well-known mistakes otherwise.

    Left out are wrong answers that no known mistake explains: dice, counters, what takes quadratic time.
    """
    rng = np.random.default_rng(20)
    pools = {question.function: pool(question.function) for question in QUESTIONS}
    return [
        Student(
            f"student-{number:02}",
            {name: draw(rng, right if rng.random() < share_right else wrong) for name, (right, wrong) in pools.items()},
        )
        for number in range(size)
    ]


def draw(rng: np.random.Generator, answers: list[Implementation]) -> Implementation:
    return answers[rng.integers(len(answers))]


def pool(function: str) -> tuple[list[Implementation], list[Implementation]]:
    """List the right answers to a question, and the wrong ones that a known mistake explains."""
    found = list(implementations(function))
    return [one for one in found if one.is_right], [one for one in found if one.hints]
