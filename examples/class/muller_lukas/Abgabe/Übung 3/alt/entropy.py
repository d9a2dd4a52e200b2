"""Entropy: the surprise to expect, on average, from a distribution."""


def entropy(p):
    """Average information content of a distribution's outcomes, in nats."""
    raise NotImplementedError
