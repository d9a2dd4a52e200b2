"""One case of an answer key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from autograder.isolation.job import Argument, Extras
from autograder.isolation.observation import Observation
from autograder.judging.encoding import case_fields_from_json
from autograder.translation import N_, LosslingsError

NEWER = N_("{name}: the key was made by a newer Losslings, which knows {fields}; update: pip install -U losslings")


class DamagedKey(LosslingsError):
    """The key cannot be read; the message says why."""


@dataclass(frozen=True)
class KeyCase:
    """One call, its right answer and how close is close enough.

    ``torch`` says how the built-in differs: empty where it agrees, None where it was not asked. ``needs`` names other
    items that the case is about too, see `ExerciseKey.charged`. For ``keywords``, ``gradient``, ``part`` and ``calls``
    see `Extras`; the ``dtype`` is that of the answer, where it is asked for. ``between`` are the bounds of the
    answer, where any number between them is right. ``sampled`` says of an estimate by random draws, how many standard
    errors ``absolute`` is.
    """

    id: str
    args: tuple[Argument | float | str, ...]
    call: str
    expected: Observation
    relative: float
    absolute: float
    torch: str | None
    needs: tuple[str, ...] = ()
    keywords: Mapping[str, Any] = field(default_factory=dict)
    gradient: int | None = None
    part: int | str | None = None
    dtype: str | None = None
    between: tuple[float, float] | None = None
    sampled: float | None = None
    calls: tuple[tuple[str, int | None], ...] = ()

    @property
    def extras(self) -> Extras:
        return Extras(self.keywords, self.gradient, self.part, self.calls)


def case_from_json(packed: dict[str, Any]) -> KeyCase:
    """Decode one case; what this version does not know, and would have to ignore, is a `DamagedKey`."""
    if unknown := packed.keys() - {one.name for one in fields(KeyCase)}:
        raise DamagedKey(NEWER, name=packed["id"], fields=", ".join(sorted(unknown)))
    return KeyCase(**case_fields_from_json(packed))
