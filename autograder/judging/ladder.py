"""What is said about a known mistake: to the student a rung at a time, to the teacher a title and a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.translation import N_

RUNGS = 3  # a question, the idea with a small number, almost the line

# The ideas behind mistakes: mistakes of one family, in whatever exercise, are one thing to teach.
FAMILIES = {
    "arguments": N_("Arguments mixed up"),
    "axis": N_("The wrong axis"),
    "batch": N_("Several samples treated as one"),
    "broadcasting": N_("Arrays of different shapes combined"),
    "constants": N_("A small constant, a clip or a limit"),
    "digits": N_("Digits lost by rounding or subtracting"),
    "floats": N_("Digits lost in float16 or float32"),
    "formula": N_("Part of the formula missing, doubled or changed"),
    "gradient": N_("The gradient lost or changed"),
    "inputs": N_("The caller's arrays overwritten"),
    "integers": N_("Integers that wrap around or cut off"),
    "labels": N_("Labels misread"),
    "missing": N_("Missing values hidden"),
    "normalising": N_("Inputs changed before they are used"),
    "outliers": N_("Large errors cut, thresholds misplaced"),
    "overflow": N_("exp of large numbers"),
    "quantity": N_("A different quantity computed"),
    "reduction": N_("Mean, sum, or neither"),
    "sign": N_("A sign lost or turned"),
    "training": N_("Steps of gradient descent"),
    "unit": N_("The base of the logarithm"),
    "zeros": N_("The logarithm of zero"),
}


@dataclass(frozen=True)
class Ladder:
    """The words for one mistake, in English; a reader's language comes when they are rendered.

    Parameters
    ----------
    title : str
        A line for the teacher, such as ``Probabilities clipped``.
    family : str
        The idea behind it, one of `FAMILIES`: what the mistake has in common with those of other exercises.
    rungs : tuple of str
        The hints, from a question to almost the line of code. A mistake has `RUNGS`.
    lecture : str
        A sentence to say in the lecture.
    """

    title: str
    family: str
    rungs: tuple[str, ...]
    lecture: str

    @property
    def hint(self) -> str:
        """The first rung; the title of a mistake for which an author has written none."""
        return self.rungs[0] if self.rungs else self.title

    def strings(self) -> tuple[str, ...]:
        """Return all that a translator translates; families are the engine's words, or their bank's manifest's."""
        return (self.title, *self.rungs, self.lecture)
