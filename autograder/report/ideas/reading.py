"""Read the numbers of a report's texts: a call as the key writes it, an answer as an observation describes it."""

from __future__ import annotations

import ast
from typing import NamedTuple, TypeAlias

import numpy as np

LONG, LARGE = 4000, 100_000  # letters that are read, numbers that an array may have
NUMBERS = {"nan": np.nan, "inf": np.inf}
Value: TypeAlias = "np.ndarray | float"


class Unreadable(ValueError):
    """A text is not one of those that we write."""


class Call(NamedTuple):
    """A function's name and its arguments."""

    name: str
    arguments: tuple[Value, ...]


def read_call(written: str | None) -> Call | None:
    """Read a call; None where it cannot be read, as where an array is written shortened."""
    try:
        node = expression(written)
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.keywords:
            return None
        return Call(node.func.id, tuple(map(value_of, node.args)))
    except (ValueError, TypeError, KeyError, OverflowError, SyntaxError, RecursionError, MemoryError):
        return None


def read_answer(written: str | None) -> np.ndarray | None:
    """Read a number or an array of numbers; None where the text is another one, as the name of an exception."""
    try:
        node = expression(written)
        answer = np.asarray(listed(node) if isinstance(node, ast.List) else number(node))
    except (ValueError, TypeError, KeyError, OverflowError, SyntaxError, RecursionError, MemoryError):
        return None
    return answer.astype(np.float64) if answer.dtype.kind in "iuf" else None


def expression(written: str | None) -> ast.expr:
    if not written or len(written) > LONG:
        raise Unreadable
    return ast.parse(written.strip(), mode="eval").body


def value_of(node: ast.expr) -> Value:
    """Evaluate what a key writes for an argument: a number, an array, and how it lies in memory."""
    if isinstance(node, ast.Subscript):  # [..., ::2], of an array of which every number was written twice
        return np.asarray(value_of(node.value))[..., ::2]
    if not isinstance(node, ast.Call):
        return number(node)
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name in ("array", "tensor"):
        return array(node)
    inner = np.asarray(value_of(node.args[0]))
    if name == "asfortranarray":
        return inner
    if name == "repeat":
        return np.repeat(inner, 2, axis=-1)
    if name in ("resize", "broadcast_to"):
        shape = ast.literal_eval(node.args[1])
        if int(np.prod(shape)) > LARGE:
            raise Unreadable
        return np.resize(inner, shape) if name == "resize" else np.broadcast_to(inner, shape)
    raise Unreadable


def array(node: ast.Call) -> np.ndarray:
    """Evaluate ``array([1, 2], dtype=uint8)``."""
    numbers = listed(node.args[0]) if isinstance(node.args[0], ast.List) else number(node.args[0])
    dtype = next((word.value for word in node.keywords if word.arg == "dtype"), None)
    if dtype is None:
        return np.asarray(numbers)
    kind = np.dtype(dtype.id if isinstance(dtype, ast.Name) else dtype.attr if isinstance(dtype, ast.Attribute) else "")
    if kind.kind not in "iuf":
        raise Unreadable
    return np.asarray(numbers).astype(kind) if kind.kind == "f" else np.array(numbers, dtype=kind)


def listed(node: ast.List) -> list[object]:
    return [listed(one) if isinstance(one, ast.List) else number(one) for one in node.elts]


def number(node: ast.expr) -> float:
    """Evaluate a number: digits, a sign, ``nan`` and ``inf``."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -number(node.operand)
    if isinstance(node, ast.Name):
        return NUMBERS[node.id]
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        return node.value
    raise Unreadable
