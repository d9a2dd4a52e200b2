"""Labelled implementations of binary_cross_entropy_with_logits_gradient: right_* keep, wrong_* break the contract."""

import math

import numpy as np

# ---------------------------------------------------------------- right


def right_plain_sigmoid(logits, targets):
    """1 / (1 + exp(-z)) - t; the overflow warning does no harm."""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    return (1 / (1 + np.exp(-z)) - t) / z.size


def right_two_branches(logits, targets):
    """A sigmoid by the sign of the logit."""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = np.asarray(logits, dtype=np.float64), np.asarray(targets, dtype=np.float64)
    small = np.exp(-np.abs(z))
    p = np.where(z >= 0, 1 / (1 + small), small / (1 + small))
    return (p - t) / np.size(z)


def right_tanh(logits, targets):
    """The sigmoid as a shifted tanh."""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    return (0.5 * (1 + np.tanh(logits.astype(float) / 2)) - targets) / logits.size


def right_loop(logits, targets):
    """A loop with math.exp of what is never positive."""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    slopes = []
    for z, t in zip(logits.ravel().tolist(), targets.ravel().tolist()):
        p = 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))
        slopes.append((p - t) / logits.size)
    return np.array(slopes).reshape(logits.shape)


def right_masks(logits, targets):
    """Boolean masks and an array of the result."""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z = logits.astype(float)
    p = np.zeros(z.shape)
    positive = z > 0
    p[positive] = 1 / (1 + np.exp(-z[positive]))
    p[~positive] = np.exp(z[~positive]) / (1 + np.exp(z[~positive]))
    return (p - targets.astype(float)) / p.size


def right_two_class_softmax(logits, targets):
    """Softmax of the logits (z, 0), less the two targets."""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    two = np.stack([logits.astype(float), np.zeros(logits.shape)], axis=-1)
    weights = np.exp(two - two.max(axis=-1, keepdims=True))
    shares = weights / weights.sum(axis=-1, keepdims=True)
    return (shares[..., 0] - targets.astype(float)) / logits.size


def right_terms_apart(logits, targets):
    """The slopes of both terms of the loss, each from a logaddexp."""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    yes, no = np.exp(-np.logaddexp(0, -z)), np.exp(-np.logaddexp(0, z))
    return ((1 - t) * yes - t * no) / z.size


def right_clipped_far_out(logits, targets):
    """Logits clipped at 500, where the sigmoid is flat in float64."""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z = np.clip(logits.astype(float), -500, 500)
    return (1 / (1 + np.exp(-z)) - targets.astype(float)) * (1 / z.size)


def right_vectorize(logits, targets):
    """np.vectorize of one slope."""

    def slope(z, t):
        z, t = float(z), float(t)
        e = math.exp(-abs(z))
        return (1 if z > 0 else e) / (1 + e) - t

    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    return np.vectorize(slope, otypes=[float])(logits, targets) / logits.size


def right_in_place(logits, targets):
    """In place, on a copy of its own."""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    p = np.array(logits, dtype=float)
    np.negative(p, out=p)
    with np.errstate(over="ignore"):
        np.exp(p, out=p)
    p += 1
    np.reciprocal(p, out=p)
    p -= targets
    p /= p.size
    return p


def right_class(logits, targets):
    """Forward and backward of a small class."""

    class Loss:
        def forward(self, z, t):
            self.z, self.t = z, t
            return np.mean(np.logaddexp(0, z) - z * t)

        def backward(self):
            p = np.exp(self.z - np.logaddexp(0, self.z))
            return (p - self.t) / self.z.size

    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    loss = Loss()
    loss.forward(logits.astype(float), targets.astype(float))
    return loss.backward()


# ---------------------------------------------------------------- wrong


def wrong_sign(logits, targets):
    """Hint: sign_turned"""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    return (targets.astype(float) - 1 / (1 + np.exp(-logits.astype(float)))) / logits.size


def wrong_sum(logits, targets):
    """Hint: gradient_of_the_sum"""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    return 1 / (1 + np.exp(-logits.astype(float))) - targets.astype(float)


def wrong_mean_of_slopes(logits, targets):
    """Hint: one_number_for_all"""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    return np.mean(1 / (1 + np.exp(-logits.astype(float))) - targets.astype(float)) / logits.size


def wrong_mean_of_differences(logits, targets):
    """Hint: one_number_for_all"""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    return np.mean(1 / (1 + np.exp(-logits.astype(float))) - targets.astype(float))


def wrong_loss(logits, targets):
    """Hint: loss_instead"""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    return np.mean(np.maximum(z, 0) - z * t + np.log1p(np.exp(-np.abs(z))))


def wrong_len(logits, targets):
    """Hint: divided_by_one_axis"""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    n = logits.shape[0] if logits.ndim > 1 else logits.size
    return (1 / (1 + np.exp(-logits.astype(float))) - targets.astype(float)) / n


def wrong_no_check(logits, targets):
    """Hint: silent_broadcast"""
    p = 1 / (1 + np.exp(-logits.astype(float)))
    return (p - targets.astype(float)) / (p - targets).size


def wrong_size_check(logits, targets):
    """Hint: silent_broadcast | made_to_fit"""
    if logits.size != targets.size:
        raise ValueError("sizes differ")
    p = 1 / (1 + np.exp(-logits.astype(float)))
    return (p - targets.astype(float).reshape(p.shape)) / p.size


def wrong_brier(logits, targets):
    """Hint: squared_error_gradient"""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    p = 1 / (1 + np.exp(-logits.astype(float)))
    return 2 * (p - targets) * p * (1 - p) / p.size


def wrong_wrt_probability(logits, targets):
    """Hint: by_the_probability"""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    p = 1 / (1 + np.exp(-logits.astype(float)))
    t = targets.astype(float)
    return (-t / p + (1 - t) / (1 - p)) / p.size


def wrong_sigmoid_prime(logits, targets):
    """Hint: sigmoid_slope_alone"""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    p = 1 / (1 + np.exp(-logits.astype(float)))
    return p * (1 - p) / p.size


def wrong_sigmoid_only(logits, targets):
    """Hint: target_forgotten"""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    return 1 / (1 + np.exp(-logits.astype(float))) / logits.size


def wrong_linear(logits, targets):
    """Hint: sigmoid_missing"""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    return (logits.astype(float) - targets.astype(float)) / logits.size


def wrong_perceptron(logits, targets):
    """Hint: decision_taken"""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    return ((logits > 0).astype(float) - targets.astype(float)) / logits.size


def wrong_positive_term(logits, targets):
    """Hint: one_term_alone"""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    p = 1 / (1 + np.exp(-logits.astype(float)))
    return -targets.astype(float) * (1 - p) / p.size


def wrong_absolute(logits, targets):
    """Hint: sign_lost"""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    return np.abs(1 / (1 + np.exp(-logits.astype(float))) - targets.astype(float)) / logits.size


def wrong_weights(logits, targets):
    """Hint: by_the_weight"""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z = logits.astype(float)
    return (1 / (1 + np.exp(-z)) - targets.astype(float)) * z / z.size


def wrong_target_slope(logits, targets):
    """Hint: by_the_target"""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    return -logits.astype(float) / logits.size


def wrong_rounded_targets(logits, targets):
    """Hint: hard_targets"""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    p = 1 / (1 + np.exp(-logits.astype(float)))
    return np.where(targets > 0.5, p - 1, p) / p.size


def wrong_chain(logits, targets):
    """Hint: chain_in_steps"""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    p = 1 / (1 + np.exp(-z))
    by_p = (p - t) / (p * (1 - p))
    by_z = p * (1 - p)
    return by_p * by_z / z.size


def wrong_chain_of_clipped(logits, targets):
    """Hint: clamp_stops_the_slope"""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    p = 1 / (1 + np.exp(-z))
    moves = (p > 1e-7) & (p < 1 - 1e-7)
    return np.where(moves, p - t, 0) / z.size


def wrong_clipped(logits, targets):
    """Hint: clip_probabilities"""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    p = np.clip(1 / (1 + np.exp(-logits.astype(float))), 1e-7, 1 - 1e-7)
    return (p - targets.astype(float)) / p.size


def wrong_exp_over_exp(logits, targets):
    """Hint: exponent_positive"""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    e = np.exp(logits.astype(float))
    return (e / (1 + e) - targets.astype(float)) / logits.size


def wrong_math_exp(logits, targets):
    """Hint: exponent_positive"""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    pairs = zip(logits.ravel().tolist(), targets.ravel().tolist())
    return np.reshape([(1 / (1 + math.exp(-z)) - t) / logits.size for z, t in pairs], logits.shape)


def wrong_numerical(logits, targets):
    """Hint: difference_quotient"""

    def loss(z):
        return np.logaddexp(0, z) - z * targets.astype(float)

    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, h = logits.astype(float), 1e-6
    return (loss(z + h) - loss(z - h)) / (2 * h) / z.size


def wrong_signs(logits, targets):
    """Hint: targets_as_signs"""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    t = targets.astype(float)
    return -t / (1 + np.exp(t * logits.astype(float))) / t.size


def wrong_softmax(logits, targets):
    """Hint: softmax_instead"""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    e = np.exp(logits.astype(float) - logits.max())
    return (e / e.sum() - targets.astype(float)) / e.size


def wrong_unsigned(logits, targets):
    """Hint: unsigned_negation"""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    return (1 / (1 + np.exp(-logits)) - targets.astype(float)) / logits.size


def wrong_empty_like(logits, targets):
    """Hint: slopes_kept_in_integers"""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    slopes = np.empty_like(logits)
    slopes[...] = (1 / (1 + np.exp(-logits.astype(float))) - targets.astype(float)) / logits.size
    return slopes


def wrong_flat(logits, targets):
    """Hint: shape_lost"""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    pairs = zip(logits.ravel().astype(float), targets.ravel().astype(float))
    return np.array([(1 / (1 + np.exp(-z)) - t) / logits.size for z, t in pairs])


def wrong_overwrites(logits, targets):
    """Hint: input_overwritten"""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z = logits if logits.dtype.kind == "f" else logits.astype(float)
    z *= -1
    return (1 / (1 + np.exp(z)) - targets.astype(float)) / z.size


def wrong_doubled(logits, targets):
    """Hint: doubled"""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    return 2 * (1 / (1 + np.exp(-logits.astype(float))) - targets.astype(float)) / logits.size


def wrong_rounded(logits, targets):
    """Hint: rounded_away"""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    return np.round((1 / (1 + np.exp(-logits.astype(float))) - targets.astype(float)) / logits.size, 4)


def wrong_negated(logits, targets):
    """Hint: logits_negated"""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    return (1 / (1 + np.exp(logits.astype(float))) - targets.astype(float)) / logits.size


def wrong_twice_averaged(logits, targets):
    """Hint: divided_twice"""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    n = logits.size
    return (1 / n) * (1 / (1 + np.exp(-logits.astype(float))) - targets.astype(float)) / n


def wrong_odd_factor(logits, targets):
    """Hint: none"""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    return (1 / (1 + np.exp(-logits.astype(float))) - 0.9 * targets.astype(float)) / logits.size


def right_softmax_pair(logits, targets):
    """Softmax of (0, z)."""
    if logits.shape != targets.shape:
        raise ValueError("shapes")
    both = np.stack([np.zeros(logits.shape), logits.astype(float)])
    e = np.exp(both - both.max(axis=0))
    return (e[1] / e.sum(axis=0) - targets) / logits.size


def wrong_unsigned_again(logits, targets):
    """−z of unsigned.

    Hint: unsigned_negation
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes")
    return (1 / (1 + np.exp(-logits)) - targets) / logits.size


def wrong_parentheses_missing(logits, targets):
    """Only the target is divided.

    Hint: target_alone_divided
    """
    if logits.shape != targets.shape:
        raise ValueError
    sigma = 0.5 * (1 + np.tanh(logits.astype(float) / 2))
    return sigma - targets.astype(float) / logits.size


def wrong_chain_with_grouped_factors(logits, targets):
    """Both factors computed, then multiplied.

    Hint: chain_in_steps
    """
    if logits.shape != targets.shape:
        raise ValueError
    logits, targets = logits.astype(float), targets.astype(float)
    with np.errstate(all="ignore"):
        p = 1 / (1 + np.exp(-logits))
        by_p = -targets / p + (1 - targets) / (1 - p)
        by_z = p * (1 - p)
        return by_p * by_z / logits.size


def wrong_two_branches_in_uint8(logits, targets):
    """The sigmoid in two branches, of integers as they come.

    Hint: unsigned_negation
    """
    if logits.shape != targets.shape:
        raise ValueError
    p = np.where(logits >= 0, 1 / (1 + np.exp(-logits)), np.exp(logits) / (1 + np.exp(logits)))
    return (p - targets) / logits.size


def wrong_size_negated_in_uint8(logits, targets):
    """exp of minus the size, of integers as they come.

    Hint: unsigned_negation
    """
    if logits.shape != targets.shape:
        raise ValueError
    faded = np.exp(-np.abs(logits))
    p = np.where(logits >= 0, 1 / (1 + faded), faded / (1 + faded))
    return (p - targets) / logits.size
