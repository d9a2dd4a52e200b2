"""Labelled implementations of fit_distribution: right_* keep the contract, wrong_* break it."""

import math

import numpy as np

# ---------------------------------------------------------------- right


def right_log_softmax(p, steps, learning_rate):
    """ln q by the shifted logits."""
    p = p.astype(float)
    z = np.zeros(p.size)
    losses = []
    for _ in range(steps):
        z = z - z.max()
        log_q = z - np.log(np.exp(z).sum())
        terms = np.where(p > 0, p * (np.log(np.where(p > 0, p, 1)) - log_q), 0)
        losses.append(terms.sum())
        z = z - learning_rate * (np.exp(log_q) - p)
    z = z - z.max()
    return np.exp(z) / np.exp(z).sum(), np.array(losses)


def right_logaddexp(p, steps, learning_rate):
    """np.logaddexp.reduce is a logsumexp."""
    p = np.array(p, dtype=np.float64)
    z = np.zeros_like(p)
    losses = np.zeros(steps)
    entropy = -sum(x * math.log(x) for x in p.tolist() if x > 0)
    for t in range(steps):
        log_q = z - np.logaddexp.reduce(z)
        losses[t] = -(p * log_q).sum() - entropy
        z -= learning_rate * (np.exp(log_q) - p)
    return np.exp(z - np.logaddexp.reduce(z)), losses


def right_jacobian(p, steps, learning_rate):
    """The chain rule with softmax's whole Jacobian, for few classes; q - p for many."""
    p = np.asarray(p, float)

    def softmax(z):
        e = np.exp(z - np.max(z))
        return e / np.sum(e)

    z, losses = np.zeros(len(p)), np.zeros(steps)
    for t in range(steps):
        log_q = (z - z.max()) - np.log(np.sum(np.exp(z - z.max())))
        losses[t] = np.sum(p[p > 0] * (np.log(p[p > 0]) - log_q[p > 0]))
        q = softmax(z)
        if len(p) < 50 and (q > 1e-200).all():
            jacobian = np.diag(q) - np.outer(q, q)
            slope = jacobian @ (-p / q)
        else:
            slope = q - p
        z = z - learning_rate * slope
    return softmax(z), losses


def right_lists(p, steps, learning_rate):
    """Lists and loops."""
    p = [float(x) for x in p]
    z = [0.0] * len(p)

    def log_shares(z):
        top = max(z)
        total = math.log(math.fsum(math.exp(x - top) for x in z))
        return [x - top - total for x in z]

    losses = []
    for _ in range(steps):
        log_q = log_shares(z)
        losses.append(math.fsum(a * (math.log(a) - b) for a, b in zip(p, log_q) if a > 0))
        z = [x - learning_rate * (math.exp(b) - a) for x, a, b in zip(z, p, log_q)]
    return np.array([math.exp(b) for b in log_shares(z)]), np.array(losses)


def right_class(p, steps, learning_rate):
    """A small model with its own methods."""

    class Model:
        def __init__(self, size):
            self.logits = np.zeros(size)

        @property
        def log_q(self):
            shifted = self.logits - self.logits.max()
            return shifted - np.log(np.exp(shifted).sum())

        def loss(self, p):
            there = p != 0
            return p[there] @ (np.log(p[there]) - self.log_q[there])

        def step(self, p, rate):
            self.logits = self.logits + rate * (p - np.exp(self.log_q))

    p = np.asarray(p, dtype=float)
    model, losses = Model(p.shape[0]), []
    for _ in range(steps):
        losses.append(model.loss(p))
        model.step(p, learning_rate)
    return np.exp(model.log_q), np.asarray(losses)


def right_history(p, steps, learning_rate):
    """All logits are kept in a table, and the losses taken from it at the end."""
    p = np.asarray(p, dtype=float)
    z = np.zeros((steps + 1, p.size))

    def log_softmax(z):
        z = z - z.max(axis=-1, keepdims=True)
        return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))

    for t in range(steps):
        z[t + 1] = z[t] - learning_rate * (np.exp(log_softmax(z[t])) - p)
    log_q = log_softmax(z)
    with np.errstate(divide="ignore", invalid="ignore"):
        losses = np.nansum(p * (np.log(p) - log_q[:-1]), axis=1)
    return np.exp(log_q[-1]), losses


# ---------------------------------------------------------------- wrong


def wrong_climbs(p, steps, learning_rate):
    """Hint: climbing"""
    p = np.asarray(p, float)
    z, losses = np.zeros(len(p)), []
    for _ in range(steps):
        log_q = z - z.max() - np.log(np.exp(z - z.max()).sum())
        losses.append(np.sum(p[p > 0] * (np.log(p[p > 0]) - log_q[p > 0])))
        z = z + learning_rate * (np.exp(log_q) - p)
    e = np.exp(z - z.max())
    return e / e.sum(), np.array(losses)


def wrong_slope_of_q(p, steps, learning_rate):
    """Hint: slope_by_probabilities"""
    p = np.asarray(p, float)
    z, losses = np.zeros(len(p)), []
    for _ in range(steps):
        e = np.exp(z - z.max())
        q = e / e.sum()
        losses.append(np.sum(p[p > 0] * np.log(p[p > 0] / q[p > 0])))
        z = z - learning_rate * (-p / q)
    e = np.exp(z - z.max())
    return e / e.sum(), np.array(losses)


def wrong_diagonal(p, steps, learning_rate):
    """Hint: chain_without_the_others"""
    p = np.asarray(p, float)
    z, losses = np.zeros(len(p)), []
    for _ in range(steps):
        log_q = z - z.max() - np.log(np.exp(z - z.max()).sum())
        q = np.exp(log_q)
        losses.append(np.sum(p[p > 0] * (np.log(p[p > 0]) - log_q[p > 0])))
        z = z + learning_rate * p * (1 - q)
    e = np.exp(z - z.max())
    return e / e.sum(), np.array(losses)


def wrong_mean(p, steps, learning_rate):
    """Hint: mean_of_slopes"""
    p = np.asarray(p, float)
    z, losses = np.zeros(len(p)), []
    for _ in range(steps):
        log_q = z - z.max() - np.log(np.exp(z - z.max()).sum())
        losses.append(np.sum(p[p > 0] * (np.log(p[p > 0]) - log_q[p > 0])))
        z = z - learning_rate * (np.exp(log_q) - p) / len(p)
    e = np.exp(z - z.max())
    return e / e.sum(), np.array(losses)


def wrong_after(p, steps, learning_rate):
    """Hint: losses_after_the_step"""
    p = np.asarray(p, float)
    z, losses = np.zeros(len(p)), []
    for _ in range(steps):
        e = np.exp(z - z.max())
        z = z - learning_rate * (e / e.sum() - p)
        log_q = z - z.max() - np.log(np.exp(z - z.max()).sum())
        losses.append(np.sum(p[p > 0] * (np.log(p[p > 0]) - log_q[p > 0])))
    return np.exp(log_q), np.array(losses)


def wrong_q_before_the_last_step(p, steps, learning_rate):
    """Hint: steps_miscounted"""
    p = np.asarray(p, float)
    z, losses = np.zeros(len(p)), []
    for _ in range(steps):
        log_q = z - z.max() - np.log(np.exp(z - z.max()).sum())
        q = np.exp(log_q)
        losses.append(np.sum(p[p > 0] * (np.log(p[p > 0]) - log_q[p > 0])))
        z = z - learning_rate * (q - p)
    return q, np.array(losses)


def wrong_logits(p, steps, learning_rate):
    """Hint: logits_returned"""
    p = np.asarray(p, float)
    z, losses = np.zeros(len(p)), []
    for _ in range(steps):
        log_q = z - z.max() - np.log(np.exp(z - z.max()).sum())
        losses.append(np.sum(p[p > 0] * (np.log(p[p > 0]) - log_q[p > 0])))
        z = z - learning_rate * (np.exp(log_q) - p)
    return z, np.array(losses)


def wrong_cross_entropy(p, steps, learning_rate):
    """Hint: cross_entropy_recorded"""
    p = np.asarray(p, float)
    z, losses = np.zeros(len(p)), []
    for _ in range(steps):
        log_q = z - z.max() - np.log(np.exp(z - z.max()).sum())
        losses.append(-np.sum(p * log_q))
        z = z - learning_rate * (np.exp(log_q) - p)
    e = np.exp(z - z.max())
    return e / e.sum(), np.array(losses)


def wrong_direction(p, steps, learning_rate):
    """Hint: divergence_turned"""
    p = np.asarray(p, float)
    z, losses = np.zeros(len(p)), []
    for _ in range(steps):
        q = np.exp(z - z.max()) / np.exp(z - z.max()).sum()
        losses.append(sum(b * np.log(b / a) for a, b in zip(p, q) if b > 0))
        z = z - learning_rate * (q - p)
    e = np.exp(z - z.max())
    return e / e.sum(), np.array(losses)


def wrong_one_loss(p, steps, learning_rate):
    """Hint: only_the_last_loss"""
    p = np.asarray(p, float)
    z = np.zeros(len(p))
    for _ in range(steps):
        log_q = z - z.max() - np.log(np.exp(z - z.max()).sum())
        loss = np.sum(p[p > 0] * (np.log(p[p > 0]) - log_q[p > 0]))
        z = z - learning_rate * (np.exp(log_q) - p)
    e = np.exp(z - z.max())
    return e / e.sum(), loss


def wrong_zero_is_nan(p, steps, learning_rate):
    """Hint: zero_times_log"""
    p = np.asarray(p, float)
    z, losses = np.zeros(len(p)), []
    for _ in range(steps):
        log_q = z - z.max() - np.log(np.exp(z - z.max()).sum())
        losses.append(np.sum(p * (np.log(p) - log_q)))
        z = z - learning_rate * (np.exp(log_q) - p)
    e = np.exp(z - z.max())
    return e / e.sum(), np.array(losses)


def wrong_log_of_q(p, steps, learning_rate):
    """Hint: log_of_q_unguarded"""
    p = np.asarray(p, float)
    z, losses = np.zeros(len(p)), []
    for _ in range(steps):
        e = np.exp(z - z.max())
        q = e / e.sum()
        losses.append(np.sum(p[p > 0] * (np.log(p[p > 0]) - np.log(q[p > 0]))))
        z = z - learning_rate * (q - p)
    e = np.exp(z - z.max())
    return e / e.sum(), np.array(losses)


def wrong_epsilon(p, steps, learning_rate):
    """Hint: log_of_q"""
    p = np.asarray(p, float)
    z, losses = np.zeros(len(p)), []
    for _ in range(steps):
        e = np.exp(z - z.max())
        q = e / e.sum()
        losses.append(np.sum(p[p > 0] * (np.log(p[p > 0]) - np.log(q[p > 0] + 1e-12))))
        z = z - learning_rate * (q - p)
    e = np.exp(z - z.max())
    return e / e.sum(), np.array(losses)


def wrong_overflow(p, steps, learning_rate):
    """Hint: exponentials_overflow"""
    p = np.asarray(p, float)
    z, losses = np.zeros(len(p)), []
    for _ in range(steps):
        q = np.exp(z) / np.exp(z).sum()
        losses.append(np.sum(p[p > 0] * (np.log(p[p > 0]) - np.log(q[p > 0]))))
        z = z - learning_rate * (q - p)
    return np.exp(z) / np.exp(z).sum(), np.array(losses)


def wrong_zeros_like(p, steps, learning_rate):
    """An array of integers cannot take a float step in place. Hint: none"""
    z, losses = np.zeros_like(p), []
    for _ in range(steps):
        log_q = z - z.max() - np.log(np.exp(z * 1.0 - z.max()).sum())
        losses.append(np.sum(p[p > 0] * (np.log(p[p > 0]) - log_q[p > 0])))
        z -= learning_rate * (np.exp(log_q) - p)
    e = np.exp(z - z.max() * 1.0)
    return e / e.sum(), np.array(losses)


def wrong_list(p, steps, learning_rate):
    """A list of two is no tuple. Hint: none"""
    p = np.asarray(p, float)
    z, losses = np.zeros(len(p)), []
    for _ in range(steps):
        log_q = z - z.max() - np.log(np.exp(z - z.max()).sum())
        losses.append(np.sum(p[p > 0] * (np.log(p[p > 0]) - log_q[p > 0])))
        z = z - learning_rate * (np.exp(log_q) - p)
    e = np.exp(z - z.max())
    return [e / e.sum(), np.array(losses)]


def wrong_overwritten(p, steps, learning_rate):
    """Hint: input_overwritten"""
    if p.dtype == float and p.flags.writeable:
        p += 1e-9
        p /= p.sum()
    p = np.asarray(p, float)
    z, losses = np.zeros(len(p)), []
    for _ in range(steps):
        log_q = z - z.max() - np.log(np.exp(z - z.max()).sum())
        losses.append(np.sum(p[p > 0] * (np.log(p[p > 0]) - log_q[p > 0])))
        z = z - learning_rate * (np.exp(log_q) - p)
    e = np.exp(z - z.max())
    return e / e.sum(), np.array(losses)


def wrong_p_itself(p, steps, learning_rate):
    """What training would reach in the end. Hint: q_moved_itself"""
    p = np.asarray(p, float)
    losses = np.zeros(steps)
    losses[0] = np.sum(p[p > 0] * np.log(p[p > 0] * len(p)))
    return p, losses


def wrong_reverse_kl(p, steps, learning_rate):
    """Gradient and loss of D(q||p).

    Hint: reverse_divergence
    """
    p = p.astype(float)
    z, losses = np.zeros(p.shape), []
    for _ in range(steps):
        lq = z - z.max() - np.log(np.exp(z - z.max()).sum())
        q = np.exp(lq)
        with np.errstate(all="ignore"):
            r = lq - np.log(p)
        d = np.sum(q * r)
        losses.append(d)
        z = z - learning_rate * q * (r - d)
    e = np.exp(z - z.max())
    return e / e.sum(), np.array(losses)


def wrong_extra_q(p, steps, learning_rate):
    """Times q(1−q): chain rule of the square.

    Hint: squared_error_gradient
    """
    p = p.astype(float)
    z, losses, mask = np.zeros(p.shape), [], p > 0
    for _ in range(steps):
        lq = z - z.max() - np.log(np.exp(z - z.max()).sum())
        q = np.exp(lq)
        losses.append(np.sum(p[mask] * (np.log(p[mask]) - lq[mask])))
        z = z - learning_rate * (q - p) * q * (1 - q)
    e = np.exp(z - z.max())
    return e / e.sum(), np.array(losses)


def wrong_fixed_rate(p, steps, learning_rate):
    """Learning rate ignored.

    Hint: rate_of_its_own
    """
    p = p.astype(float)
    z, losses, mask = np.zeros(p.shape), [], p > 0
    for _ in range(steps):
        lq = z - z.max() - np.log(np.exp(z - z.max()).sum())
        losses.append(np.sum(p[mask] * (np.log(p[mask]) - lq[mask])))
        z = z - 0.1 * (np.exp(lq) - p)
    e = np.exp(z - z.max())
    return e / e.sum(), np.array(losses)


def wrong_seeded_start(p, steps, learning_rate):
    """Small random logits, the same ones each time.

    Hint: random_start
    """
    z = np.random.default_rng(0).standard_normal(len(p)) * 0.01
    losses = []
    for _ in range(steps):
        log_q = z - z.max() - np.log(np.exp(z - z.max()).sum())
        losses.append(np.sum(p[p > 0] * (np.log(p[p > 0]) - log_q[p > 0])))
        z -= learning_rate * (np.exp(log_q) - p)
    q = np.exp(z - z.max())
    return q / q.sum(), np.array(losses)


def wrong_losses_in_a_list(p, steps, learning_rate):
    """The second part is no array.

    Hint: none
    """
    z = np.zeros(len(p))
    losses = []
    for _ in range(steps):
        log_q = z - z.max() - np.log(np.exp(z - z.max()).sum())
        losses.append(np.sum(p[p > 0] * (np.log(p[p > 0]) - log_q[p > 0])))
        z = z - learning_rate * (np.exp(log_q) - p)
    q = np.exp(z - z.max())
    return q / q.sum(), losses
