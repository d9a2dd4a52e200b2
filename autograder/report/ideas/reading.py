"""Read the numbers of a report's texts: a call as the key writes it, an answer as an observation describes it."""

from __future__ import annotations

import ast
import re
from typing import NamedTuple, TypeAlias

import numpy as np

from autograder.report.calls import REMARKS

LONG, LARGE = 4000, 100_000  # letters that are read, numbers that an array may have
DIFFERENCE = re.compile(r"   \(.*\)$")  # what a report says of two numbers that are nearly equal
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
        if written and "] = " in written.partition(REMARKS)[2]:  # a number that the code leaves out
            raise Unreadable
        node = expression(written)
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.keywords:
            return None
        return Call(node.func.id, tuple(map(value_of, node.args)))
    except (ValueError, TypeError, KeyError, OverflowError, SyntaxError, RecursionError, MemoryError):
        return None


def read_answer(written: str | None) -> np.ndarray | None:
    """Read a number or an array of numbers; None where the text is another one, as the name of an exception."""
    try:
        node = expression(DIFFERENCE.sub("", written or ""))
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
    if name in ("zeros", "ones", "full"):
        filled = {"zeros": 0.0, "ones": 1.0}.get(name)
        return np.full(shape_of(node.args[0]), number(node.args[1]) if filled is None else filled)
    first = node.args[0]
    inner = np.asarray(listed(first) if isinstance(first, ast.List) else value_of(first))
    if name == "asfortranarray":
        return inner
    if name == "repeat":
        return np.repeat(inner, 2, axis=-1)
    if name in ("resize", "broadcast_to"):
        shape = shape_of(node.args[1])
        return np.resize(inner, shape) if name == "resize" else np.broadcast_to(inner, shape)
    if name == "tile":
        times = shape_of(node.args[1])
        if inner.size * int(np.prod(times)) > LARGE:
            raise Unreadable
        return np.tile(inner, times)
    raise Unreadable


def shape_of(node: ast.expr) -> tuple[int, ...]:
    """Evaluate a shape, of an array that is not too large."""
    shape: tuple[int, ...] = ast.literal_eval(node)
    if int(np.prod(shape)) > LARGE:
        raise Unreadable
    return shape


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
