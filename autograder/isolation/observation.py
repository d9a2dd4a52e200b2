"""What a function did when it was called: a value, an exception, or something that is no number."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, overload

import numpy as np

from autograder.isolation.inside import wire
from autograder.isolation.job import without_addresses

LONG = 64  # bytes: shorter data grow when they are compressed
Kind = Literal["value", "raised", "unusable", "timeout"]


@dataclass(frozen=True, eq=False)
class Observation:
    """One call's outcome, as plain data.

    Parameters
    ----------
    kind : {"value", "raised", "unusable", "timeout"}
    value : ndarray, optional
        The number or numbers, where `kind` is "value".
    text : str
        The exception with its message, what was returned instead of a number, or the seconds after which it was
        stopped; empty where another call of its item was, and this one was not asked.
    is_value_error, is_not_implemented : bool
        Whether what was raised is one.
    changed : int
        Bit i is set when the call changed argument i.
    notes : str
        What was printed or warned of. Never costs a point.
    is_detached : bool
        Of a gradient: whether it is 0 because autograd knows no way from the answer to the argument.
    """

    kind: Kind
    value: np.ndarray | None = None
    text: str = ""
    is_value_error: bool = False
    is_not_implemented: bool = False
    changed: int = 0
    notes: str = ""
    is_detached: bool = False

    @classmethod
    def from_answer(cls, answer: wire.Answer) -> Observation:
        """Read the child's bytes as numbers; nothing of the student's making is evaluated."""
        notes, text = without_addresses(answer.notes), without_addresses(answer.text)
        if answer.kind == wire.VALUE:
            value = np.frombuffer(answer.data, dtype=wire.DTYPES[answer.dtype]).reshape(answer.shape)
            is_detached = bool(answer.flags & wire.IS_DETACHED)
            return cls("value", value, changed=answer.changed, notes=notes, is_detached=is_detached)
        kind: Kind = "unusable" if answer.kind == wire.UNUSABLE else "raised"
        is_value_error = bool(answer.flags & wire.IS_VALUE_ERROR)
        is_not_implemented = bool(answer.flags & wire.IS_NOT_IMPLEMENTED)
        return cls(kind, None, text, is_value_error, is_not_implemented, answer.changed, notes)

    def describe(self) -> str:
        """Say in one line what came."""
        return self.text if self.value is None else show(self.value)


class Observations(Sequence[Observation]):
    """What a function did, call by call.

    The judge compares the whole table at once, in most cases finds it right, and needs no `Observation` then. So each
    is made when it is asked for: making all of them would take longer than the comparison.

    Parameters
    ----------
    table : wire.Table
        The child's answers, their lengths checked.
    """

    def __init__(self, table: wire.Table) -> None:
        self.table = table
        self._read: dict[int, Observation] = {}
        self._starts: list[tuple[int, int]] = []

    def __len__(self) -> int:
        return len(self.table)

    @overload
    def __getitem__(self, index: int) -> Observation: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Observation]: ...
    def __getitem__(self, index: int | slice) -> Observation | Sequence[Observation]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        if not 0 <= index < len(self):
            raise IndexError(index)
        if index not in self._read:
            self._starts = self._starts or self.table.starts()
            self._read[index] = Observation.from_answer(self.table.answer(index, *self._starts[index]))
        return self._read[index]

    def __iter__(self) -> Iterator[Observation]:
        known = self._read
        return (known.get(index) or self[index] for index in range(len(self.table)))

    @property
    def notes(self) -> tuple[str, ...]:
        return tuple(map(without_addresses, self.table.notes)) if any(self.table.notes) else self.table.notes

    @property
    def changed(self) -> tuple[int, ...]:
        return self.table.changed


def show(value: Any) -> str:
    """Write a number, or an array as numpy code that can be pasted; a long array as its beginning and shape."""
    if not isinstance(value, np.ndarray):
        return repr(value)
    if value.ndim == 0 and value.dtype.kind == "f":
        return f"{value.item():.15g}"
    if value.ndim == 0:
        return repr(value.item())
    if value.size > 40:
        first = ", ".join(f"{number:.6g}" for number in value.ravel()[:4].tolist())
        return f"[{first}, ...] of shape {value.shape}"
    return " ".join(
        np.array2string(value, separator=", ", floatmode="maxprec", precision=15, max_line_width=999).split()
    )


def pack_array(array: np.ndarray) -> list[Any]:
    """Encode an array for JSON, exactly: dtype, shape, data (compressed where they are long)."""
    array = array.astype(array.dtype.newbyteorder("<"), copy=False)
    raw, head = array.tobytes(), [array.dtype.str, list(array.shape)]
    if len(raw) <= LONG:
        return [*head, base64.b64encode(raw).decode()]
    return [*head, base64.b64encode(zlib.compress(raw, 9)).decode(), "zlib"]


def unpack_array(packed: list[Any]) -> np.ndarray:
    """Decode what `pack_array` encoded."""
    dtype, shape, data, *compression = packed
    raw = base64.b64decode(data)
    return np.frombuffer(zlib.decompress(raw) if compression else raw, dtype=dtype).reshape(shape)
