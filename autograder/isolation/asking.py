"""The calls of one exercise while they are made: what has come, what ran out of time, what is still to be asked."""

from __future__ import annotations

from collections.abc import Iterable

from autograder.isolation.inside import wire
from autograder.isolation.job import Answers, Calls
from autograder.isolation.launch import NO_TORCH, Gone
from autograder.translation import Text

MAX_NOTES = 2000  # letters


def not_installed(todo: Iterable[Calls]) -> dict[str, Answers]:
    """Answer for exercises in torch where it is not installed."""
    return {calls.exercise: Answers("error", detail=Text(NO_TORCH)) for calls in todo}


class Asking:
    """One exercise's calls; each has a position in the order in which they are asked.

    Parameters
    ----------
    calls : Calls

    Attributes
    ----------
    once_more : Asking or None
        What the same child is asked next, when the function has answered everything.
    left : list of int
        The positions still to be asked.
    notes : str
        What the student should know about how the file was read.
    """

    def __init__(self, calls: Calls) -> None:
        self.calls = calls
        self.once_more = Asking(calls.asked_in(calls.once_more)) if calls.once_more else None
        self.left = list(range(calls.count))
        self.notes = ""
        self._answered: list[int] = []
        self._tables: list[wire.Table] = []
        self._late: dict[int, float] = {}  # with the seconds of the limit
        self._unasked: set[int] = set()  # those of them that were given up for another's sake
        self._is_one_by_one = False  # since it is not known which call was slow
        self._is_first = True  # no answer has come from the child that is asked

    def question(self) -> tuple[str, bool, list[int] | None, bool]:
        """Return what the child is asked, see `Session.answer_all`."""
        self._is_first = True
        is_all = self.calls.order is None and len(self.left) == self.calls.count
        order = None if is_all else [self.calls.indices[i] for i in self.left]
        return self.calls.exercise, self.calls.is_swapped, order, self._is_one_by_one

    def note(self, notes: str) -> None:
        """Keep a note, unless there are enough."""
        if notes and notes not in self.notes and len(self.notes) < MAX_NOTES:
            self.notes += notes

    def take(self, table: wire.Table) -> None:
        """Take the answers to the next calls.

        Raises
        ------
        Gone
            If there are more of them than calls.
        """
        count = len(table)
        if count > len(self.left):
            raise Gone
        self._tables.append(table)
        self._answered += self.left[:count]
        del self.left[:count]
        self._is_first = False

    def run_out(self, seconds: float) -> None:
        """Give up the call that ran out of time, with its group; where it is not known, ask again one by one.

        A child sends some answers by themselves, see `Calls.alone`: only then is the next call the one it was at.
        """
        position = self.left[0]
        if not (self._is_first or self._is_one_by_one or self.calls.alone[self.calls.indices[position]]):
            self._is_one_by_one = True
            return
        group = self.group(position)
        self._late[position] = seconds
        beside = [i for i in self.left if i != position and group in (0, self.group(i))]
        self._unasked |= set(beside)
        self.give_up(beside, seconds)
        self.left.remove(position)

    def give_up(self, positions: list[int], seconds: float) -> None:
        """Leave calls unasked."""
        self._late |= dict.fromkeys(positions, seconds)
        self.left = [i for i in self.left if i not in positions]

    def group(self, position: int) -> int:
        return self.calls.groups[self.calls.indices[position]] if self.calls.groups else 0

    @property
    def was_begun(self) -> bool:
        return bool(self._answered or self._late)

    def answers(self) -> Answers:
        """Return what the function did, when nothing is left to be asked."""
        # It needs numpy, which this process loads while the child starts.
        from autograder.isolation.observation import Observation, Observations

        at_the_gate = [i for i in self._late if self.group(i) == 0]
        if at_the_gate:
            stopped_at = self.calls.indices[at_the_gate[0]]
            return Answers("timeout", detail=f"{self._late[at_the_gate[0]]:g}", text=self.notes, stopped_at=stopped_at)
        came = Observations(wire.joined(self._tables))
        if not self._late:
            return Answers("answered", came, text=self.notes)
        texts = {i: "" if i in self._unasked else f"{seconds:g}" for i, seconds in self._late.items()}
        by_position = {i: Observation("timeout", text=text) for i, text in texts.items()}
        by_position |= dict(zip(self._answered, came, strict=True))
        return Answers("answered", [by_position[i] for i in range(self.calls.count)], text=self.notes)
