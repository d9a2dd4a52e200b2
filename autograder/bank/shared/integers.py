"""For losses of errors: what goes wrong when they are computed in the number type that comes in, not in 64-bit floats.

NumPy's integers wrap around: 0 minus 255 is 1 in uint8, and 255 squared is 1 too. A float32 keeps seven digits.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import product
from typing import Any

import numpy as np
from numpy import ndarray

from autograder.bank.shared.mistakes import Mistake
from autograder.bank.shared.pairs import floats
from autograder.bank.spec import variants

UNSIGNED, SIGNED, SHORT = ("uint8", "uint32", "uint64"), ("int8", "int32", "int64"), ("float16", "float32")
INTEGERS = (*UNSIGNED, *SIGNED)
ALL_BUT_UINT8 = ("uint32", "uint64", *SIGNED)


@variants(cut=("floor", "floor of integers", "cast", "put"))
def integer_division(loss: Mistake, y_pred: ndarray, y_true: ndarray, cut: str) -> Any:
    """Mean cut to a whole number

    The average of 1 and 2 is 1.5: which line of your code drops the fraction?

    (1 + 2) / 2 is 1.5, but (1 + 2) // 2 is 1, and 1.5 put into an array of integers becomes 1 as well.

    Look at the last step: divide with `/`, and leave out `int(...)` and every cast to the dtype of the inputs.

    Lecture: The mean of whole numbers is seldom whole, so its dtype is not that of the data.
    Family: integers
    """
    answer = np.float64(loss(y_pred, y_true))
    if cut == "cast":
        return answer.astype(y_pred.dtype)
    if cut == "put":
        place = np.zeros((), dtype=y_pred.dtype)
        place[...] = answer
        return place
    return np.floor(answer) if cut == "floor" or {y_pred.dtype.name, y_true.dtype.name} <= {*INTEGERS} else answer


def integer_buffer(
    costs: Callable[..., Any],
    cuts: tuple[str, ...] = ("truncated", "cast", "put"),
    of_differences: Callable[..., Any] | None = None,
) -> Mistake:
    """Keep what each element costs, ``costs(*arguments)``, in an array of the first argument's type.

    With ``of_differences(sizes, *options)`` it is once more kept in one of the type of the differences, which nobody
    has converted either.
    """

    @variants(cut=(*cuts, "differences") if of_differences else cuts)
    def integer_buffer(loss: Mistake, *arguments: Any, cut: str) -> Any:
        """Losses kept in an array of integers

        What is the dtype of the array in which you store the loss of each element?

        After a = np.zeros_like(np.array([1, 2])) and a[0] = 0.5, the array a still holds 0: integers cut the fraction.

        `np.zeros_like` and `np.empty_like` take over the dtype of their argument: ask for `dtype=float`.

        Lecture: An array that is made like an integer array cuts every fraction that is written into it, silently.
        Family: integers
        """
        if cut == "differences" and of_differences:
            y_pred, y_true, *options = arguments
            sizes = sizes_in_integers(y_pred, y_true, (*INTEGERS, *SHORT), None, "size")
            return np.mean(of_differences(sizes, *options).astype(sizes.dtype))
        losses, dtype = np.ravel(costs(*arguments)), arguments[0].dtype
        if dtype.kind not in "iu":
            return np.mean(losses)
        if cut == "truncated":
            return np.mean(np.trunc(losses))
        buffer = losses.astype(dtype)
        if cut == "put":
            for i, one in enumerate(losses.tolist()):  # one by one, NumPy refuses what is out of range
                buffer[i] = one
        return np.mean(buffer)

    return integer_buffer


def in_types(y_pred: ndarray, y_true: ndarray, names: tuple[str, ...], made: str | None) -> list[ndarray]:
    """Convert both arrays to float64, but those of the named types, which stay as they are, or become `made`."""
    floats(y_pred, y_true)
    return [y.astype((made or y.dtype) if y.dtype.name in names else float) for y in (y_pred, y_true)]


def sizes_in_integers(y_pred: ndarray, y_true: ndarray, names: tuple[str, ...], made: str | None, step: str) -> Any:
    """Return the sizes of the errors, where the named types are kept, or become `made`, instead of float64.

    The step that is done in integers is the "input" alone, the "difference" of both, the "distance" from the smaller
    to the larger one, or the "size" of the difference. What follows on the last two is in integers too.
    """
    if step == "distance":
        one, other = in_types(y_pred, y_true, names, made)
        return np.maximum(one, other) - np.minimum(one, other)
    return np.abs(errors_in_integers(y_pred, y_true, names, made, step))


def errors_in_integers(y_pred: ndarray, y_true: ndarray, names: tuple[str, ...], made: str | None, step: str) -> Any:
    """Return the errors with their signs, as `sizes_in_integers` does their sizes."""
    one, other = in_types(y_pred, y_true, names, made)
    if step == "input":
        return np.subtract(one, other, dtype=float)
    error = np.subtract(one, other)
    return error.astype(float) if step == "difference" else error


def number_types(
    cost: Callable[..., Any], unsigned: tuple[str, ...], signed: tuple[str, ...], also: Any = ()
) -> tuple[Mistake, ...]:
    """Return the mistakes in the arithmetic of number types, for a loss that averages costs.

    Parameters
    ----------
    cost : callable
        ``cost(sizes, *options)`` returns what errors of these sizes cost each.
    unsigned, signed : tuple of str
        What is done in integers, see `sizes_in_integers`; "sum" adds the costs up in integers too.
    also : iterable of (names, made, step)
        What this loss has more of `integer_overflow`.
    """
    return in_number_types(partial(mean_in_integers, cost), unsigned, signed, also)


def in_number_types(
    answer: Callable[..., Any], unsigned: tuple[str, ...], signed: tuple[str, ...], also: Any = ()
) -> tuple[Mistake, ...]:
    """Return the mistakes in the arithmetic of number types, whatever is made of the errors.

    Parameters
    ----------
    answer : callable
        ``answer(arguments, names, made, step)`` returns what comes of the arithmetic that `sizes_in_integers` names.
    unsigned, signed, also
        See `number_types`.
    """
    in_unsigned = product(((*INTEGERS, *SHORT), UNSIGNED, ALL_BUT_UINT8), (None,), unsigned)
    in_signed = product((SIGNED, ("int32", "int64"), ("int64",)), (None,), signed)
    made_signed = product((INTEGERS,), ("int16", "int32", "int64"), ("input", *signed))
    return (
        single_precision(answer),
        short_floats(answer),
        wraparound(answer, list(in_unsigned)),
        overflow(answer, [*in_signed, *made_signed, *also]),
    )


def single_precision(answer: Callable[..., Any]) -> Mistake:
    """Subtract in float32, and perhaps go on in it to the end."""

    @variants(to_the_end=(False, True))
    def float32_rounding(loss: Mistake, y_pred: ndarray, y_true: ndarray, *options: Any, to_the_end: bool) -> Any:
        """Computed in float32

        How many digits does your floating-point type keep? Try 100000001 in it.

        np.float32(100000001) is 100000000: float32 keeps seven digits, float64 sixteen.

        Look for `float32` or `single` in your code: convert both inputs to `float`, which is float64, before you
        subtract.

        Lecture: Two large numbers that are close differ in their last digits only, and float32 has lost those already.
        Family: floats
        """
        step = "size" if to_the_end else "difference"
        return answer((y_pred, y_true, *options), (*INTEGERS, *SHORT, "float64"), "float32", step)

    return float32_rounding


def short_floats(answer: Callable[..., Any]) -> Mistake:
    """Convert integers to floats, and leave the floats as they are."""

    def short_floats_kept(loss: Mistake, *arrays: Any) -> Any:
        """Only integers converted: float16 and float32 overflow

        What is the dtype of the square, or of the difference, of two float16 numbers?

        The largest float16 is 65504: in float16, 300 × 300 is inf, and so is 60000 + 60000.

        Convert every input to `float`, not the integers alone; a float16 times 1.0 is still a float16.

        Lecture: float32 and float16 save memory; sums and squares need the digits and the range of float64.
        Family: floats
        """
        return answer(arrays, SHORT, None, "size")

    return short_floats_kept


def wraparound(answer: Callable[..., Any], steps: list[Any]) -> Mistake:
    """Do one of the steps in unsigned integers."""

    @variants(kept=steps)
    def unsigned_wraparound(loss: Mistake, *arrays: Any, kept: Any) -> Any:
        """Unsigned integers wrap around

        In which type does your function subtract: in that of the arrays? Print np.uint8(3) - np.uint8(5).

        A uint8 holds only 0 to 255, so 3 − 5 wraps around to 256 − 2 = 254, and 20 × 20 to 400 − 256 = 144.

        Convert both arrays to `float` before you subtract: after the subtraction it is too late.

        Lecture: Images are uint8, and NumPy subtracts bytes as bytes: a pixel that is 1 too dark is off by 255.
        Family: integers
        """
        return answer(arrays, *kept)

    return unsigned_wraparound


def overflow(answer: Callable[..., Any], steps: list[Any]) -> Mistake:
    """Do one of the steps in signed integers."""

    @variants(kept=steps)
    def integer_overflow(loss: Mistake, *arrays: Any, kept: Any) -> Any:
        """Integers overflow

        Every integer type has a largest number: which numbers in your computation are larger?

        The largest int8 is 127: in int8, 100 + 100 gives −56, and 20 × 20 gives −112.

        A larger integer type only moves the limit; convert both arrays to `float` before the first subtraction.

        Lecture: NumPy's integers do not grow as Python's do: beyond the largest one they start again at the smallest.
        Family: integers
        """
        return answer(arrays, *kept)

    return integer_overflow


def mean_in_integers(
    cost: Callable[..., Any], arrays: tuple[Any, ...], names: tuple[str, ...], made: str | None, step: str
) -> Any:
    y_pred, y_true, *options = arrays
    costs = cost(sizes_in_integers(y_pred, y_true, names, made, step), *options)
    return np.sum(costs, dtype=costs.dtype) / costs.size if step == "sum" else np.mean(costs)
