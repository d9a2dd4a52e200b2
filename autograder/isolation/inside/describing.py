"""Describe what a student's function has returned, or the gradient of it, in raw numbers."""

from __future__ import annotations

import struct
import sys
from functools import cache, lru_cache
from math import prod
from typing import Any

import numpy as np

from . import wire
from .guards import watch

NUMBERS = frozenset({bool, int, float, np.ndarray, *np.sctypeDict.values()})


def torch() -> Any:
    return sys.modules["torch"]  # loaded by the server, for exercises that are about it


def differentiate(result: Any, argument: Any) -> wire.Answer:
    """Describe the gradient of an answer by an argument; the elements of the answer weigh 1, 1.5, 2 and so on.

    Equal weights would hide what cancels in a sum. An answer that does not hang on the argument, as far as autograd
    knows, has the gradient 0, and says that it is detached.
    """
    if type(result) is not torch().Tensor:
        return wire.Answer(wire.UNUSABLE, text=text_of_kind(result))
    size = prod(result.shape) * result.dtype.itemsize  # of a view it may be more than all memory
    if result.ndim > wire.MAX_DIMENSIONS or size > wire.MAX_DATA:
        return too_large(result)
    found = None
    if result.requires_grad:
        weights = weights_of(result.shape, result.dtype).clone()  # a backward of the student's own may change them
        engine = torch().autograd.Variable._execution_engine  # as torch.autograd.grad calls it, which may be refused
        with watch:  # a backward of the student's own, and a hook, may not use what the exercise refuses
            (found,) = engine.run_backward((result,), (weights,), False, False, (argument,), True, False)
    if found is None:
        return describe(torch().zeros_like(argument))._replace(flags=wire.IS_DETACHED)
    return describe(found)


def as_array(tensor: Any) -> np.ndarray:
    """Return the numbers of a tensor, whatever it has been given as its own `detach` or `numpy`."""
    detach, numpy = methods()
    array: np.ndarray = numpy(detach(tensor))
    return array


@cache
def methods() -> tuple[Any, Any]:
    base = torch()._C.TensorBase
    return base.detach, base.numpy


@lru_cache(maxsize=64)
def weights_of(shape: tuple[int, ...], dtype: Any) -> Any:
    return 1 + torch().arange(prod(shape), dtype=dtype, device="cpu").reshape(shape) / 2


def is_tensor(kind: type) -> bool:
    """Tell whether a type is torch's own, or that of a module's parameters; no subclass of a student's is."""
    return kind is getattr(torch(), "Tensor", None) or kind is getattr(sys.modules.get("torch.nn"), "Parameter", None)


def text_of_kind(result: Any) -> str:
    return "None" if result is None else f"a {type(result).__name__}"


def describe(result: Any) -> wire.Answer:
    """Turn a returned object into a shape and raw numbers; say what it is where it is no number.

    Types are compared exactly: a subclass of float or ndarray may answer ``==`` as it likes.
    """
    kind = type(result)
    if kind is np.float64 or kind is float:
        return wire.Answer(wire.VALUE, data=pack_float(result))
    # The build loads torch in another thread meanwhile: a module that is half there has no Tensor yet.
    if "torch" in sys.modules and is_tensor(kind):
        result = as_array(result)
        kind = np.ndarray
    if kind not in NUMBERS:
        return wire.Answer(wire.UNUSABLE, text=text_of_kind(result))
    array = np.asarray(result)
    if kind is int and array.dtype.kind == "O":
        return wire.Answer(wire.UNUSABLE, text="an integer beyond 64 bits")
    if array.dtype.kind not in "biuf":
        what = "an array" if kind is np.ndarray else "a number"
        return wire.Answer(wire.UNUSABLE, text=f"{what} of dtype {array.dtype}")
    if array.ndim > wire.MAX_DIMENSIONS or array.nbytes > wire.MAX_DATA:
        return too_large(array)
    wide = array.dtype.kind == "f" and array.dtype.itemsize > 8  # long double: its digits beyond float64 are not asked
    plain = array.astype(np.float64 if wide else array.dtype.newbyteorder("<"), order="C", copy=False)
    return wire.Answer(wire.VALUE, wire.DTYPES.index(plain.dtype.str), plain.shape, data=plain.tobytes())


def too_large(array: Any) -> wire.Answer:
    return wire.Answer(wire.UNUSABLE, text=f"an array of shape {tuple(array.shape)}: too large")


pack_float = struct.Struct("<d").pack
