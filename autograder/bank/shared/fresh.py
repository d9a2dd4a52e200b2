"""How a written case is made afresh for a hidden key: other numbers, and everything kept that is special about it.

A rule receives a case's arguments, as plain arrays and numbers, and a seeded generator; it returns other arguments of
the same types, shapes and order of sizes. The numbers move on a line, each by at most a quarter of the way to its next
neighbour: what was equal, smaller, zero, beyond a kink or near another number still is. An example, with the fixed
points 0 and 1: of 0.2, 0.2 and 0.9 come 0.225, 0.225 and 0.8875.

Only whole numbers are drawn, and combined by additions and multiplications: the same on every machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from math import fsum, isfinite
from typing import Any

import numpy as np
from numpy import ndarray

Arguments = tuple[Any, ...]
Rule = Callable[[Arguments, np.random.Generator], Arguments]

SMALL, NEAR = 0.02, 0.06  # a probability that keeps its magnitude; two distributions that stay as close as they are
LONG = 40  # numbers in a row: in a longer one, equal numbers stay equal


# ---------------------------------------------------------------- numbers on a line


def moved(
    numbers: Iterable[float], rng: np.random.Generator, fixed: Iterable[float] = (), least: float = 0.0
) -> dict[float, float]:
    """Move each number by at most a quarter of the distance to its next one, and by a sixteenth of its own size.

    Parameters
    ----------
    numbers : iterable of float
        Infinite ones, and nan, stay where they are.
    fixed : iterable of float
        Numbers that stay where they are, and on whose side the others stay.
    least : float
        How far a small number may move, where no other one is near.
    """
    points = sorted({*filter(isfinite, numbers), *fixed})
    places = dict.fromkeys(fixed)
    new = {}
    for before, point, after in zip([None, *points[:-1]], points, [*points[1:], None], strict=True):
        gaps = [abs(point - other) for other in (before, after) if other is not None]
        reach = min([gap / 4 for gap in gaps] + [max(abs(point) / 16, least)])
        steps = int(rng.integers(4, 17)) * (1 if rng.integers(2) else -1)
        new[point] = point if point in places else point + reach * steps / 16
    return new


def replaced(values: ndarray, new: Mapping[float, float]) -> ndarray:
    """Put the new number for each old one; those without one stay."""
    numbers = values.ravel().tolist()
    return np.array([new.get(number, number) for number in numbers], dtype=values.dtype).reshape(values.shape)


def moved_integers(arrays: list[ndarray], rng: np.random.Generator) -> list[ndarray]:
    """Move integers: small ones by one or two, large ones by a sixteenth. Their order and their types stay.

    Large ones no further apart than a sixteenth move together, the distance by a quarter: neighbours stay neighbours.
    """
    kinds = [np.iinfo(array.dtype) for array in arrays]
    low, high = max(int(kind.min) for kind in kinds), min(int(kind.max) for kind in kinds)
    old = sorted({number for array in arrays for number in array.ravel().tolist()})
    for _ in range(100):
        shift, new = int(rng.integers(-1, 3)), dict[float, int]()
        for before, number in pairwise([0, *old]):
            gap = number - before
            if abs(number) < 16:
                shift += int(rng.integers(-1, 2))
                new[number] = number + shift
            elif abs(before) >= 16 and gap <= abs(number) // 16:
                new[number] = new[before] + gap + int(rng.integers(-(gap // 4), gap // 4 + 1))
            else:
                new[number] = number + part(number, rng)
        places = list(new.values())
        if all(one < other for one, other in pairwise([low - 1, *places, high + 1])):
            return [replaced(array, new) for array in arrays]
    return arrays


def part(size: int, rng: np.random.Generator) -> int:
    """Draw a sixteenth of an integer at most, of either sign."""
    return abs(size) * int(rng.integers(-16, 17)) // 256


def is_of(kind: str, argument: Any) -> bool:
    return isinstance(argument, ndarray) and argument.dtype.kind in kind


def numbers_of(arguments: Arguments) -> list[float]:
    return [number for a in arguments if is_of("f", a) for number in a.ravel().tolist()]


# ---------------------------------------------------------------- rules


def numbers(arguments: Arguments, rng: np.random.Generator) -> Arguments:
    """Move any real numbers; zero stays."""
    integers = [argument for argument in arguments if is_of("iu", argument)]
    new_integers = iter(moved_integers(integers, rng) if integers else [])
    new = moved(numbers_of(arguments), rng, fixed=(0.0,))
    return tuple(
        next(new_integers) if is_of("iu", one) else replaced(one, new) if is_of("f", one) else one for one in arguments
    )


def repeated(arguments: Arguments, rng: np.random.Generator) -> Arguments:
    """Repeat the places of arrays that have no other numbers, in another order: each at least once."""
    shapes = {np.shape(argument) for argument in arguments}
    if len(shapes) > 1 or () in shapes:
        return arguments
    length = next(iter(shapes))[-1]
    more = rng.integers(length, size=int(rng.integers(5, 30)))
    places = rng.permutation(np.concatenate([np.arange(length), more]))
    return tuple(argument[..., places] for argument in arguments)


def changed(old: Arguments, new: Arguments) -> bool:
    return any(np.asarray(one).tobytes() != np.asarray(other).tobytes() for one, other in zip(old, new, strict=True))


def elementwise(rule: Rule) -> Rule:
    """Follow a rule; where it finds no other numbers, repeat those there are."""

    def elementwise(arguments: Arguments, rng: np.random.Generator) -> Arguments:
        new = rule(arguments, rng)
        return new if changed(arguments, new) else repeated(arguments, rng)

    return elementwise


def scores(arguments: Arguments, rng: np.random.Generator) -> Arguments:
    """Move the logits, which come first. Labels, which may follow, stay; those between 0 and 1 stay between."""
    logits, *labels = arguments
    if is_of("iu", logits):
        (fresh,) = moved_integers([logits], rng)
    else:
        fresh = replaced(logits, moved(numbers_of((logits,)), rng, least=0.25))
    soft = moved(numbers_of(tuple(labels)), rng, fixed=(0.0, 1.0))
    return fresh, *[replaced(one, soft) if is_of("f", one) else one for one in labels]


@elementwise
def probabilities(arguments: Arguments, rng: np.random.Generator) -> Arguments:
    """Move numbers between 0 and 1, which stay where they are."""
    new = moved(numbers_of(arguments), rng, fixed=(0.0, 1.0))
    return tuple(replaced(argument, new) if is_of("f", argument) else argument for argument in arguments)


@elementwise
def pairs(arguments: Arguments, rng: np.random.Generator) -> Arguments:
    """Move targets, and the errors of predictions; a float option is a size of errors, and moves with them."""
    predictions, targets, *options = arguments
    if is_of("iu", predictions) and is_of("iu", targets):
        return (*moved_integers([predictions, targets], rng), *options)
    if np.shape(predictions) != np.shape(targets):
        new = moved(numbers_of(arguments), rng, fixed=(0.0,))
        return (*[replaced(one, new) if is_of("f", one) else one for one in (predictions, targets)], *options)
    fixed = [float(one) for one in options if not isinstance(one, float)] if options else [1.0]
    moving = [one for one in options if isinstance(one, float)]
    errors = np.subtract(predictions, targets, dtype=float)  # float16 overflows
    sizes = moved([*np.abs(errors).ravel().tolist(), *moving], rng, fixed=(0.0, *fixed))
    new_errors = np.sign(errors) * replaced(np.abs(errors), sizes)
    if is_of("f", targets):
        near = moved(numbers_of((targets,)), rng, fixed=(0.0,))
        new_targets = replaced(targets, near) if is_of("f", predictions) else predictions - new_errors
    else:
        new_targets = targets
    new_predictions = predictions
    if is_of("f", predictions):
        alone = replaced(predictions, moved(numbers_of((predictions,)), rng, fixed=(0.0,)))
        new_predictions = np.where(np.isfinite(errors), new_targets + new_errors, alone).astype(predictions.dtype)
    new_targets = np.asarray(new_targets).astype(targets.dtype)
    return new_predictions, new_targets, *[sizes.get(o, o) if isinstance(o, float) else o for o in options]


def distributions(arguments: Arguments, rng: np.random.Generator) -> Arguments:
    """Shift probability between the outcomes of each row; zeros, tiny numbers' magnitudes and sums are kept.

    The same row becomes the same, and a row that was near another one stays as near.
    """
    new: dict[bytes, tuple[ndarray, ndarray]] = {}
    fresh = []
    for argument in arguments:
        if not is_of("f", argument):
            fresh.append(argument)
            continue
        rows = argument.reshape(-1, argument.shape[-1])
        kinds, places = np.unique(rows, axis=0, return_inverse=True)
        made = [new_row(row.astype(float), new, rng) for row in kinds]
        fresh.append(np.array(made)[places.ravel()].astype(argument.dtype).reshape(argument.shape))
    return tuple(fresh)


def new_row(row: ndarray, new: dict[bytes, tuple[ndarray, ndarray]], rng: np.random.Generator) -> ndarray:
    if row.tobytes() not in new:
        near = [(old, made) for old, made in new.values() if is_near(old, row)]
        if near:
            old, made = near[0]
            fresh = made + (row - old) * (int(rng.integers(24, 41)) / 32)
        else:
            fresh = shifted(row, rng)
        new[row.tobytes()] = row, fresh
    return new[row.tobytes()][1]


def is_near(row: ndarray, other: ndarray) -> bool:
    return len(row) == len(other) and np.min([row, other]) >= SMALL and np.max(abs(row - other)) < NEAR


def shifted(row: ndarray, rng: np.random.Generator) -> ndarray:
    """Return a row of the same sum, zeros and magnitudes."""
    small = row < SMALL if len(row) <= LONG else np.zeros(len(row), dtype=bool)
    if len(row) == 1 and row[0] != 1:
        return row * (int(rng.integers(24, 41)) / 32)
    if np.count_nonzero(~small) == 0:
        return row
    numbers = row.tolist() if len(row) <= LONG else sorted(set(row.tolist()))
    factors = [int(rng.integers(24, 41)) / 32 for _ in numbers]
    if len(row) > LONG:
        weights = replaced(row, {n: n * f for n, f in zip(numbers, factors, strict=True)})
    else:
        weights = row * np.array(factors)
    left = fsum(row) - fsum(weights[small])
    weights[~small] = left if np.count_nonzero(~small) == 1 else weights[~small] * (left / fsum(weights[~small]))
    return weights


def chances(arguments: Arguments, rng: np.random.Generator) -> Arguments:
    """Treat rows that add up to 1 as distributions, and other numbers as chances of separate events."""
    (values,) = arguments
    is_distribution = is_of("f", values) and values.ndim and np.allclose(values.sum(axis=-1), 1) and np.any(values < 1)
    new = distributions(arguments, rng) if is_distribution else arguments
    return new if changed(arguments, new) else probabilities(arguments, rng)


# ---------------------------------------------------------------- cases of their own


def certain(count: int, dtype: Any = float) -> Callable[[np.random.Generator], Arguments]:
    """Draw an outcome that is certain among several, and give it `count` times."""

    def certain(rng: np.random.Generator) -> Arguments:
        classes = int(rng.integers(5, 60))
        return (np.eye(classes, dtype=dtype)[rng.integers(classes)],) * count

    return certain


def disjoint(dtype: Any = float) -> Callable[[np.random.Generator], Arguments]:
    """Draw two distributions that have no outcome in common."""

    def disjoint(rng: np.random.Generator) -> Arguments:
        p, q = (int(rng.integers(8, 57)) / 64 for _ in "pq")
        return np.array([p, 0, 1 - p, 0], dtype), np.array([0, q, 0, 1 - q], dtype)

    return disjoint


def typed(*rows: tuple[str, list[int]]) -> Callable[[np.random.Generator], Arguments]:
    """Draw the integer types of arrays that have no other numbers: each "u" (unsigned), "i" (signed) or "ui" (any)."""

    def typed(rng: np.random.Generator) -> Arguments:
        kinds = [kind[int(rng.integers(len(kind)))] + "1248"[int(rng.integers(4))] for kind, _ in rows]
        return tuple(np.array(row, kind) for (_, row), kind in zip(rows, kinds, strict=True))

    return typed
