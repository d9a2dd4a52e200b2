"""Write an array as a person would: short numbers, ``tile`` and ``full`` where it is long."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

MANY = 24  # numbers: a longer array is written by its pattern
FEW = 3  # numbers that may break a pattern
SHOWN = 4  # of a long array without one
EXPONENT = re.compile(r"e([+-])0*(\d+)$")


def write_number(number: Any) -> str:
    """Write a number of an array with the digits that name it, an exponent without zeros."""
    return EXPONENT.sub(lambda found: f"e{found[1].strip('+')}{found[2]}", str(number))


def write_list(array: np.ndarray) -> str:
    """Write the numbers of an array in nested brackets."""
    if array.ndim == 0:
        return write_number(array[()])
    return f"[{', '.join(map(write_list, array))}]"


def write_array(array: np.ndarray, function: str = "array", default: type = np.float64) -> tuple[str, str]:
    """Write an array as code that can be pasted after ``from numpy import *``, or ``from torch import *``.

    Parameters
    ----------
    array : ndarray
    function : {"array", "tensor", "asfortranarray"}
        The function that makes an array of a list.
    default : type
        The dtype of floats where none is written.

    Returns
    -------
    code, remark : str
        The remark says what the code leaves out: ``[7] = 1e6`` or ``.shape = (200,)``; empty where it says all.
    """
    is_usual = array.size and array.dtype in (default, np.int64, np.bool_)
    dtype = "" if is_usual else f", dtype={array.dtype}"
    if array.size <= MANY or function == "tensor":
        whole, remark = (array, "") if array.size <= MANY else (array.ravel()[:SHOWN], f".shape = {array.shape}")
        numbers = write_list(whole)
        return f"{function}({numbers[:-1] + ', ...]' if remark else numbers}{dtype})", remark
    code, breaks = write_pattern(array, dtype)
    if len(breaks) > FEW:
        first = ", ".join(map(write_number, array.ravel()[:SHOWN]))
        return f"array([{first}, ...]{dtype})", f".shape = {array.shape}"
    at = [f"[{', '.join(map(str, index))}] = {write_number(array[tuple(index)])}" for index in breaks.tolist()]
    return code, ", ".join(at)


def write_pattern(array: np.ndarray, dtype: str) -> tuple[str, np.ndarray]:
    """Write the shortest pattern that an array repeats; else its commonest number, and where it has another one."""
    flat = array.ravel()
    shape = str(array.size) if array.ndim == 1 else str(array.shape)
    for period in range(2, MANY + 1):
        first = flat[:period]
        if same(flat, np.resize(first, flat.shape)) and not same(first, np.resize(first[:1], first.shape)):
            numbers = f"array({write_list(first)}{dtype})" if dtype else write_list(first)
            if array.ndim == 1 and not array.size % period:
                return f"tile({numbers}, {array.size // period})", np.empty((0, 1), int)
            if array.ndim == 2 and array.shape[1] == period:
                return f"tile({numbers}, ({array.shape[0]}, 1))", np.empty((0, 2), int)
            return f"resize({numbers}, {shape})", np.empty((0, array.ndim), int)
    values, counts = np.unique(flat, return_counts=True)
    common = values[np.argmax(counts)]
    name = {0: "zeros", 1: "ones"}.get(common.item()) if array.dtype.kind == "f" else None
    code = f"{name}({shape}{dtype})" if name else f"full({shape}, {write_number(common)}{dtype})"
    return code, np.argwhere(array != common)


def same(one: np.ndarray, other: np.ndarray) -> bool:
    return np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
