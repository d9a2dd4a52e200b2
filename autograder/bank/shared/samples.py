"""For exercises on logits: the samples that are asked about, with their classes along the last axis."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy import array, asfortranarray, log, resize

from autograder.bank.spec import Case

X, PAIR = array([2.0, 1.0, 0.1]), array([0.0, log(3)])  # the probabilities of the pair are 1/4 and 3/4
# No class of these is so unlikely that an epsilon of 1e-6 beside its probability is seen.
ROWS, SQUARE = array([[2.0, 1.0, 0.1], [-0.5, 0.5, 1.5]]), array([[2.0, 1.0, 0.1], [-0.5, 0.5, 1.5], [0.4, 0.3, -0.3]])
CUBE = array([[[0.5, -1.0, 1.0], [1.5, 0.5, -0.5]], [[2.0, 1.5, -0.5], [-1.0, 0.2, 0.7]]])
# Far enough apart to tell one maximum for all, not too far for exp without a shift, and equal where a clip would show.
ROWS_FAR_APART = array([[400.0, 400], [0, 1], [-350, -350]])

BATCHES = (
    Case("batch", (ROWS,)),
    Case("square-batch", (SQUARE,)),
    Case("more-samples-than-classes", (ROWS.T.copy(),)),
    Case("batch-of-one", (X[None],)),
)
LAYOUTS = (
    Case("three-axes", (CUBE,)),
    Case("fortran-order", (asfortranarray(ROWS),)),
    Case("strided", (resize(X, 6)[::2],)),
)


def drawn_classes(scale: float) -> Callable[[np.random.Generator], Iterator[Case]]:
    """Draw one sample of normal logits for each of three numbers of classes."""

    def drawn(rng: np.random.Generator) -> Iterator[Case]:
        for n_classes in (2, 3, 5):
            yield Case(f"drawn-{n_classes}-classes", (rng.normal(0.0, scale, n_classes),))

    return drawn


def drawn_batches(scale: float) -> Callable[[np.random.Generator], Iterator[Case]]:
    def drawn(rng: np.random.Generator) -> Iterator[Case]:
        yield Case("drawn-batch", (rng.normal(0.0, scale, (3, 4)),))
        yield Case("drawn-square-batch", (rng.normal(0.0, scale, (3, 3)),))

    return drawn


def drawn_far_from_zero(scale: float, below: float) -> Callable[[np.random.Generator], Iterator[Case]]:
    def drawn(rng: np.random.Generator) -> Iterator[Case]:
        yield Case("drawn-far-above-zero", (np.append(rng.normal(1e4, scale, 3), 1e4 - below),))
        yield Case("drawn-far-below-zero", (np.append(rng.normal(-1e4, scale, 3), -1e4 - below),))

    return drawn
