"""The assignment that every tool grades: seven functions, 29 inputs each, an easy part that is shown and a hard one.

An input is a text of numpy code, written once: the peers' tests contain it, Losslings' key and the floor evaluate it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

RELATIVE, ABSOLUTE = 1e-6, 1e-9  # as near as this is right, for every tool
POINTS = {"visible": 1, "hidden": 2}
VISIBLE, HIDDEN = 9, 20


class Inputs(NamedTuple):
    """The arguments of one function's calls.

    Parameters
    ----------
    visible, hidden : list of str
    refused : list of str
        Hidden ones too: the function is to raise ValueError.
    """

    visible: list[str]
    hidden: list[str]
    refused: list[str]


class Question(NamedTuple):
    """One function to write."""

    function: str
    parameters: str
    inputs: Inputs

    def calls(self, part: str) -> list[tuple[str, bool]]:
        """List the arguments of one part's calls, and whether they are to be refused."""
        if part == "visible":
            return [(text, False) for text in self.inputs.visible]
        return [(text, False) for text in self.inputs.hidden] + [(text, True) for text in self.inputs.refused]


def evaluate(text: str) -> tuple[Any, ...]:
    """Make the arguments that a text stands for."""
    arguments: tuple[Any, ...] = eval(f"({text},)", {"np": np})
    return arguments


def write(numbers: np.ndarray) -> str:
    """Write drawn numbers as an instructor would: three decimals."""
    return f"np.array({np.round(numbers, 3).tolist()})"


def drawn(draw: Callable[..., np.ndarray], *shapes: tuple[int, ...]) -> list[str]:
    """Draw a pair of arrays of each shape."""
    return [f"{write(draw(shape))}, {write(draw(shape))}" for shape in shapes]


def regression(rng: np.random.Generator) -> Inputs:
    """Pairs of numbers: outliers, every integer type that wraps around, nan, shapes that do not match."""

    def draw(shape: tuple[int, ...]) -> np.ndarray:
        return rng.normal(2.0, 3.0, shape)

    visible = ["np.array([2.5, 0.0, 2.1]), np.array([3.0, -0.5, 2.0])", "np.array([1.0, 5.0]), np.array([3.0, 4.0])"]
    visible += drawn(draw, (1,), (2,), (3,), (4,), (6,), (8,), (20,))
    hidden = [
        "np.array(2.0), np.array(-1.5)",
        "np.array([1.5, 2.5]), np.array([1.5, 2.5])",
        "np.array([0, 255, 3], dtype=np.uint8), np.array([255, 0, 3], dtype=np.uint8)",
        "np.array([100, -100], dtype=np.int8), np.array([-100, 100], dtype=np.int8)",
        "np.array([1, 2, 4]), np.array([1.5, 2.5, 3.0])",
        "np.array([1.0, np.nan, 2.0]), np.array([1.0, 2.0, 3.0])",
        "np.array([1.0, 2.0, 3.0]), np.array([np.nan, 2.0, 3.0])",
        "np.array([1e6, 2.0, 3.0]), np.array([1.0, 2.5, 3.5])",
        "np.array([100000001.0, 100000003.0]), np.array([1e8, 1e8])",
    ]
    hidden += drawn(draw, (1, 5), (5, 1), (2, 3), (4, 3), (2, 3, 4), (10, 10), (50,), (100,))
    refused = [
        "np.array([1.0, 2.0, 3.0]), np.array([[1.0], [2.0], [3.0]])",
        "np.array([1.0, 2.0, 3.0, 4.0]), np.array([[1.0, 2.0], [3.0, 4.0]])",
        "np.array([1.0]), np.array([1.0, 2.0, 3.0])",
    ]
    return Inputs(visible, hidden, refused)


def forecasts(rng: np.random.Generator) -> Inputs:
    """Probabilities of yes with their labels: certain and wrong, soft labels, shapes that do not match."""

    def pairs(*shapes: tuple[int, ...]) -> list[str]:
        made = [(rng.uniform(0.02, 0.98, shape), rng.integers(0, 2, shape) * 1.0) for shape in shapes]
        return [f"{write(predictions)}, {write(labels)}" for predictions, labels in made]

    visible = ["np.array([0.9, 0.2, 0.6]), np.array([1.0, 0.0, 1.0])", "np.array([0.5, 0.25]), np.array([0.3, 0.8])"]
    visible += pairs((1,), (2,), (3,), (4,), (6,), (8,), (20,))
    hidden = [
        "np.array([0.0, 0.5]), np.array([1.0, 1.0])",
        "np.array([1.0, 0.5]), np.array([0.0, 0.0])",
        "np.array([0.0, 1.0]), np.array([0.0, 1.0])",
        "np.array([0.0, 1.0, 0.5]), np.array([0.3, 0.3, 0.3])",
        "np.array([1e-20, 1e-30]), np.array([1.0, 0.5])",
        "np.array([1e-50, 0.5]), np.array([1.0, 0.0])",
        "np.array([0.25, 0.75]), np.array([0, 1], dtype=np.uint8)",
        "np.array([0, 1, 1]), np.array([0, 1, 0])",
        "np.array(0.25), np.array(1.0)",
    ]
    hidden += pairs((1, 5), (5, 1), (2, 3), (4, 3), (2, 3, 4), (10, 10), (50,), (100,))
    refused = [
        "np.array([0.5, 0.5, 0.5]), np.array([[1.0], [0.0], [1.0]])",
        "np.array([0.5, 0.5, 0.5, 0.5]), np.array([[1.0, 0.0], [0.0, 1.0]])",
        "np.array([0.5]), np.array([1.0, 0.0, 1.0])",
    ]
    return Inputs(visible, hidden, refused)


def classifications(rng: np.random.Generator) -> Inputs:
    """Logits with their labels: small ones, and ones that overflow exp."""

    def pairs(*shapes: tuple[int, int]) -> list[str]:
        made = [(rng.normal(0.0, 2.0, shape), rng.integers(0, shape[1], shape[0])) for shape in shapes]
        return [f"{write(logits)}, np.array({labels.tolist()})" for logits, labels in made]

    visible = ["np.array([[2.0, 1.0, 0.1]]), np.array([0])", "np.array([[1.0, 2.0], [3.0, 1.0]]), np.array([0, 1])"]
    visible += pairs((1, 2), (2, 2), (2, 3), (3, 3), (4, 3), (5, 4), (6, 2))
    hidden = [
        "np.zeros((2, 4)), np.array([0, 3])",
        "np.array([[0.0, 1000.0]]), np.array([0])",
        "np.array([[1e4, -1e4]]), np.array([1])",
        "np.array([[1000.0, 1001.0, 1002.0]]), np.array([2])",
        "np.array([[-1000.0, -1001.0, -1002.0], [5.0, 0.0, 0.0]]), np.array([0, 0])",
        "np.array([[3.0], [-2.0]]), np.array([0, 0])",
        "np.array([[1, 2, 3], [3, 2, 1]]), np.array([2, 2])",
        "np.array([[0.5, 1.5], [2.5, 0.5]]), np.array([1, 0], dtype=np.uint8)",
        "np.array([[800.0, 0.0], [0.0, 0.0]]), np.array([0, 1])",
    ]
    hidden += pairs((1, 10), (10, 2), (5, 5), (20, 5), (10, 10), (3, 8), (8, 3), (2, 20), (20, 2), (7, 7), (4, 6))
    return Inputs(visible, hidden, [])


def distributions(rng: np.random.Generator) -> Callable[[tuple[int, ...]], np.ndarray]:
    """Return what draws distributions along the last axis."""
    return lambda shape: rng.dirichlet(np.full(shape[-1], 2.0), shape[:-1]).clip(0.001)


def two_distributions(rng: np.random.Generator) -> Inputs:
    """Pairs of distributions, the true and the believed: zeros in either, batches, axes that broadcast."""
    draw = distributions(rng)
    visible = ["np.array([0.5, 0.5]), np.array([0.9, 0.1])", "np.array([0.2, 0.8]), np.array([0.2, 0.8])"]
    visible += drawn(draw, (2,), (2,), (3,), (3,), (4,), (5,), (6,))
    hidden = [
        "np.array([1.0, 0.0]), np.array([0.5, 0.5])",
        "np.array([0.0, 0.4, 0.6]), np.array([0.25, 0.25, 0.5])",
        "np.array([0.5, 0.5]), np.array([1.0, 0.0])",
        "np.array([0.5, 0.5]), np.array([1.0, 1e-300])",
        "np.array([0, 1, 0], dtype=np.uint8), np.array([0.2, 0.5, 0.3])",
        "np.array([[0.5, 0.5, 0.0], [0.2, 0.3, 0.5]]), np.array([0.25, 0.25, 0.5])",
        "np.array([0.5, 0.3, 0.2]), np.array([[0.25, 0.25, 0.5], [0.6, 0.2, 0.2]])",
        "np.array([0.9, 0.8]), np.array([0.5, 0.4])",
        "np.array([[0.5, 0.5], [0.5, 0.5]]), np.array([[0.5, 0.5], [0.0, 1.0]])",
        "np.array([1.0]), np.array([1.0])",
    ]
    hidden += drawn(draw, (2, 3), (4, 3), (3, 4), (2, 3, 4), (10,), (20,), (50,), (100,), (10, 10), (1, 5))
    return Inputs(visible, hidden, [])


def one_distribution(rng: np.random.Generator) -> Inputs:
    """Distributions: certain ones, zeros, batches."""
    draw = distributions(rng)
    visible = ["np.array([0.5, 0.5])", "np.array([0.5, 0.25, 0.125, 0.125])"]
    visible += [write(draw((size,))) for size in (2, 3, 3, 4, 5, 6, 8)]
    hidden = [
        "np.array([1.0, 0.0])",
        "np.array([0.0, 0.0, 1.0])",
        "np.array([1.0])",
        "np.array([0.5, 0.0, 0.5])",
        "np.array([[0.5, 0.5, 0.0], [0.0, 0.9, 0.1]])",
        "np.array([0.5, 0.5, 1e-300])",
        "np.array([0.9999, 0.0001])",
        "np.array([0, 1, 0], dtype=np.uint8)",
        "np.eye(3)",
        "np.array([0.9, 0.8, 0.3])",
    ]
    shapes = (2, 3), (4, 3), (3, 4), (2, 3, 4), (10,), (20,), (50,), (100,), (10, 10), (1, 5)
    hidden += [write(draw(shape)) for shape in shapes]
    return Inputs(visible, hidden, [])


def probabilities(rng: np.random.Generator) -> Inputs:
    """Probabilities of separate events: certain and impossible ones, single numbers, tables."""

    def draw(shape: tuple[int, ...]) -> str:
        return write(rng.uniform(0.02, 0.98, shape))

    visible = ["np.array([1.0, 0.5, 0.25])", "np.array([0.1, 0.9])"]
    visible += [draw((size,)) for size in (1, 2, 3, 4, 6, 8, 20)]
    hidden = [
        "np.array([1.0, 1.0])",
        "np.array([0.0, 0.0])",
        "np.array([0.5, 0.0, 0.25])",
        "np.array(0.25)",
        "np.array(0.0)",
        "np.array([1e-100, 1e-300])",
        "np.array([0, 1, 0], dtype=np.uint8)",
        "np.array([[0.0, 0.5], [0.2, 0.0]])",
        "np.array([0.9999, 0.0001])",
        "np.array([[0, 1], [1, 0]])",
    ]
    shapes = (1, 5), (5, 1), (2, 3), (4, 3), (2, 3, 4), (10, 10), (10,), (20,), (50,), (100,)
    hidden += [draw(shape) for shape in shapes]
    return Inputs(visible, hidden, [])


ASKED: dict[str, tuple[str, Callable[[np.random.Generator], Inputs]]] = {
    "mean_squared_error": ("y_pred, y_true", regression),
    "mean_absolute_error": ("y_pred, y_true", regression),
    "cross_entropy_with_logits": ("logits, labels", classifications),
    "binary_cross_entropy": ("y_pred, y_true", forecasts),
    "kl_divergence": ("p, q", two_distributions),
    "surprise": ("p", probabilities),
    "entropy": ("p", one_distribution),
}


def questions() -> list[Question]:
    """Write the assignment: the same one every time."""
    made = [
        Question(name, parameters, inputs(np.random.default_rng(number)))
        for number, (name, (parameters, inputs)) in enumerate(ASKED.items())
    ]
    assert all([len(one.calls("visible")), len(one.calls("hidden"))] == [VISIBLE, HIDDEN] for one in made)
    return made


QUESTIONS = questions()
