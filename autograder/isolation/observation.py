"""What a function did when it was called once: a value, an exception, or something that is no number."""

from __future__ import annotations

import base64
import zlib
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from autograder.isolation import wire

LONG = 64  # bytes: shorter ones grow when they are compressed
Kind = Literal["value", "raised", "unusable"]


@dataclass(frozen=True, eq=False)
class Observation:
    """One call's outcome, as plain data.

    Parameters
    ----------
    kind : {"value", "raised", "unusable"}
    value : ndarray, optional
        The number or numbers, where `kind` is "value".
    text : str
        The exception with its message, or what was returned instead of a number.
    is_value_error, is_not_implemented : bool
        Whether what was raised is one.
    changed : int
        Bit i is set when the call changed argument i.
    notes : str
        What was printed or warned of. Never costs a point.
    """

    kind: Kind
    value: np.ndarray | None = None
    text: str = ""
    is_value_error: bool = False
    is_not_implemented: bool = False
    changed: int = 0
    notes: str = ""

    @classmethod
    def from_reply(cls, reply: wire.Reply) -> Observation:
        """Read the child's bytes as numbers; nothing of the student's making is evaluated."""
        if reply.kind == wire.VALUE:
            value = np.frombuffer(reply.data, dtype=reply.dtype).reshape(reply.shape)
            return cls("value", value, changed=reply.changed, notes=reply.notes)
        kind: Kind = "unusable" if reply.kind == wire.UNUSABLE else "raised"
        is_value_error, is_not_implemented = (
            bool(reply.flags & flag) for flag in (wire.IS_VALUE_ERROR, wire.IS_NOT_IMPLEMENTED)
        )
        return cls(kind, None, reply.text, is_value_error, is_not_implemented, reply.changed, reply.notes)

    def describe(self) -> str:
        """Say in one line what came."""
        return self.text if self.value is None else show(self.value)


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
    """Encode an array for JSON, exactly: dtype, shape, data, a long one compressed."""
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
