"""Write what was expected and what came with as many digits as the eye needs to see where they part."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from autograder.isolation.observation import Observation
from autograder.translation import N_, Translate

FEWEST, MOST = 6, 17  # significant digits
BEYOND = 2  # digits behind the first that differs
NEAR = 1e-3  # of two numbers that differ by less, the difference is said
MANY, SHOWN = 24, 4  # a longer array is shown in part
FIXED = (1e-4, 1e15)  # numbers between them are written without an exponent
DIFFERS, DIFFERS_AT_MOST = N_("{got}   (differs by {difference})"), N_("{got}   (differs by {difference} at most)")
IN_PART = N_("{numbers} of shape {shape}")


def compared(expected: Observation, got: Observation, tolerance: float, translate: Translate) -> tuple[str, str]:
    """Write an expected value and the one that came, digit below digit.

    Parameters
    ----------
    expected, got : Observation
    tolerance : float
        Relative; elements that differ by less are right, and do not ask for digits.
    translate : callable
    """
    if expected.value is None or got.value is None:
        return tuple(alone(one, translate) for one in (expected, got))  # type: ignore[return-value]  # two of them
    right, ours = expected.value, got.value
    if right.shape != ours.shape:
        return alone(expected, translate), alone(got, translate)
    apart = distance(right, ours)
    wrong = apart > tolerance
    widest = float(apart[wrong].max()) if wrong.any() else float(apart.max(initial=0))
    digits = needed(widest)
    first = int(np.argmax(wrong.ravel())) if wrong.any() else 0

    aligned = (apart < NEAR) & (widest < NEAR) & ~(is_whole(right) & is_whole(ours))

    def written(value: np.ndarray) -> str:
        pairs = zip(value.ravel(), aligned.ravel(), strict=True)
        texts = [write(number.item(), digits, keeps_zeros=bool(zeros)) for number, zeros in pairs]
        return laid_out(texts, value.shape, first, translate)

    texts = written(right), written(ours)
    if 0 < widest < NEAR:
        sentence = DIFFERS if right.ndim == 0 else DIFFERS_AT_MOST
        with np.errstate(all="ignore"):
            difference = np.abs(ours.astype(float) - right.astype(float))[wrong if wrong.any() else ...].max()
        return texts[0], translate(sentence).format(got=texts[1], difference=short_exponent(f"{difference:.1g}"))
    return texts


def alone(observation: Observation, translate: Translate) -> str:
    """Write what came where there is nothing to compare it with."""
    if observation.value is None:
        return observation.text
    texts = [write(number.item(), FEWEST) for number in observation.value.ravel()]
    return laid_out(texts, observation.value.shape, 0, translate)


def distance(right: np.ndarray, ours: np.ndarray) -> np.ndarray:
    """Return how far numbers are apart, relative to the larger one; 2 where one of them is nan or infinite alone."""
    with np.errstate(all="ignore"):
        a, b = right.astype(float), ours.astype(float)
        scale = np.maximum(np.abs(a), np.abs(b))
        apart = np.abs(a / scale - b / scale)  # of 1e308 and -1e308 the difference itself is infinite
    same = (a == b) | (np.isnan(a) & np.isnan(b))
    return np.where(same, 0.0, np.where(np.isfinite(apart), apart, 2.0))


def is_whole(numbers: np.ndarray) -> np.ndarray:
    with np.errstate(all="ignore"):
        return np.asarray(np.mod(numbers.astype(float), 1) == 0)


def needed(apart: float) -> int:
    """Return how many significant digits show that two numbers differ."""
    if apart <= 0:
        return FEWEST
    return min(MOST, max(FEWEST, math.ceil(-math.log10(apart)) + BEYOND))


def write(number: Any, digits: int, *, keeps_zeros: bool = False) -> str:
    """Write a number with so many significant digits; a whole number with all it has."""
    if not isinstance(number, float) or not math.isfinite(number) or number == 0:
        return str(number) if isinstance(number, bool | int) or number else "0"
    size = abs(number)
    if number.is_integer() and size < FIXED[1] and not keeps_zeros:
        return str(int(number))
    if not FIXED[0] <= size < FIXED[1]:
        return short_exponent(f"{number:.{digits - 1}e}", keeps_zeros=keeps_zeros)
    text = f"{number:.{max(0, digits - 1 - math.floor(math.log10(size)))}f}"
    return text if keeps_zeros or "." not in text else text.rstrip("0").rstrip(".")


def short_exponent(text: str, *, keeps_zeros: bool = False) -> str:
    """Write 1.50000e-06 as 1.5e-6."""
    number, is_small, exponent = text.partition("e")
    if "." in number and not keeps_zeros:
        number = number.rstrip("0").rstrip(".")
    return f"{number}e{int(exponent)}" if is_small else number


def laid_out(texts: list[str], shape: tuple[int, ...], first: int, translate: Translate) -> str:
    """Write numbers in brackets; many of them from the first that is wrong on."""
    if not shape:
        return texts[0]
    if len(texts) > MANY:
        start = first if first >= SHOWN else 0
        parts = [*(["..."] if start else []), *texts[start : start + SHOWN]]
        parts += ["..."] if start + SHOWN < len(texts) else []
        return translate(IN_PART).format(numbers=f"[{', '.join(parts)}]", shape=shape)
    return nested(texts, shape)


def nested(texts: list[str], shape: tuple[int, ...]) -> str:
    if not shape:
        return texts[0]
    step = math.prod(shape[1:])
    return f"[{', '.join(nested(texts[i * step : (i + 1) * step], shape[1:]) for i in range(shape[0]))}]"
