"""Write a case's call as code that a student can paste, and its arguments as the child is given them."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.isolation.job import Argument, Library
from autograder.isolation.observation import show


def key_argument(argument: np.ndarray | float) -> Argument | float:
    """Return an argument as the key holds it: an array with its memory layout, a number as it is."""
    if not isinstance(argument, np.ndarray):
        return argument
    flags = argument.flags
    if not flags.writeable:
        layout = "read_only"
    elif flags.c_contiguous:
        layout = "c"
    else:
        layout = "fortran" if flags.f_contiguous else "strided"
    return Argument(np.ascontiguousarray(argument).reshape(argument.shape), layout)


def laid_out_like(model: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    """Return an array of these numbers, in the memory layout that `key_argument` finds in the model."""
    argument = key_argument(model)
    layout = argument.layout if isinstance(argument, Argument) else "c"
    if layout == "strided":
        return np.repeat(numbers, 2, axis=-1)[..., ::2]
    if layout == "fortran":
        return np.asfortranarray(numbers)
    numbers.flags.writeable = layout != "read_only"
    return numbers


def plain_array(argument: Any) -> Any:
    """Give torch a contiguous, writable copy: layouts are our cases' subject, not the oracle's."""
    return np.array(argument, order="C") if isinstance(argument, np.ndarray) else argument


def write_call(name: str, args: tuple[Argument | float, ...], library: Library) -> str:
    """Write a call, as in ``entropy(array([0.5, 0.5]))``."""
    return f"{name}({', '.join(write_argument(argument, library) for argument in args)})"


def write_argument(argument: Argument | float, library: Library = "numpy") -> str:
    """Write an argument as code that can be pasted after ``from numpy import *``, or ``from torch import *``."""
    if not isinstance(argument, Argument):
        return repr(argument)
    array, layout = argument.array, argument.layout
    if library == "torch":
        return write_array(array, "tensor", np.float32)
    text = write_array(array)
    if layout == "fortran":
        return f"asfortranarray({text})"
    if layout == "strided":
        return f"repeat({text}, 2, axis=-1)[..., ::2]"
    return f"broadcast_to({text}, {array.shape})" if layout == "read_only" else text


def write_array(array: np.ndarray, function: str = "array", default: type = np.float64) -> str:
    """Write an array as code; a long one as the pattern that it repeats, where it does.

    Parameters
    ----------
    array : ndarray
    function : {"array", "tensor"}
        The function that makes an array of a list.
    default : type
        The dtype of floats where none is written.
    """
    flat = array.ravel()
    if array.size > 40:
        for period in range(1, 41):
            if function == "array" and np.array_equal(
                flat, np.resize(flat[:period], flat.shape), equal_nan=flat.dtype.kind == "f"
            ):
                return f"resize({write_array(flat[:period])}, {array.shape})"
        return f"{function}({show(array)})"
    dtype = "" if array.dtype in (default, np.int64) else f", dtype={array.dtype}"
    numbers = show(array) if array.ndim else repr(array.item())
    return f"{function}({numbers}{dtype})"
