"""Labelled implementations of kl_divergence_gradient: right_* keep, wrong_* break the contract."""

import numpy as np

# ---------------------------------------------------------------- right


def right_where(p, q):
    """np.where around a division whose warnings do no harm."""
    if p.shape != q.shape:
        raise ValueError("shapes differ")
    p, q = p.astype(float), q.astype(float)
    return np.where(p > 0, -p / np.where(p > 0, q, 1), 0.0)


def right_divide_where(p, q):
    """np.divide with where= and out=."""
    if p.shape != q.shape:
        raise ValueError("shapes differ")
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    return -np.divide(p, q, out=np.zeros(p.shape), where=p > 0)


def right_nan_replaced(p, q):
    """0 / 0 made 0 afterwards."""
    if p.shape != q.shape:
        raise ValueError("shapes differ")
    with np.errstate(all="ignore"):
        slopes = -p.astype(float) / q.astype(float)
    slopes[np.isnan(slopes)] = 0
    return slopes


def right_loop(p, q):
    """A loop over pairs."""
    if p.shape != q.shape:
        raise ValueError("shapes differ")
    pairs = zip(p.ravel().tolist(), q.ravel().tolist())
    return np.array([-a / b if a > 0 else 0.0 for a, b in pairs]).reshape(p.shape)


def right_mask(p, q):
    """A mask and an array of zeros."""
    if p.shape != q.shape:
        raise ValueError("shapes differ")
    slopes, happens = np.zeros(p.shape), p != 0
    slopes[happens] = p[happens] / q[happens].astype(float)
    return -slopes


def right_by_logarithms(p, q):
    """A difference of logarithms, exp at the end."""
    if p.shape != q.shape:
        raise ValueError("shapes differ")
    with np.errstate(divide="ignore", invalid="ignore"):
        log_ratio = np.log(p.astype(float)) - np.log(q.astype(float))
    return -np.exp(np.where(p > 0, log_ratio, -np.inf))


def right_vectorize(p, q):
    """np.vectorize over one pair."""

    def slope(a, b):
        return 0.0 if a == 0 else -float(a) / float(b)

    if p.shape != q.shape:
        raise ValueError("shapes differ")
    return np.vectorize(slope, otypes=[float])(p, q)


def right_chain(p, q):
    """The chain rule in two steps: by ln q, then by q."""
    if p.shape != q.shape:
        raise ValueError("shapes differ")
    by_log_q = -p.astype(float)
    log_q_by_q = 1 / np.where(q > 0, q.astype(float), 1)
    return by_log_q * log_q_by_q


def right_rows(p, q):
    """Row by row, with a helper."""

    def of_row(a, b):
        slopes = np.zeros(len(a))
        for i in np.flatnonzero(a):
            slopes[i] = -a[i] / b[i]
        return slopes

    if p.shape != q.shape:
        raise ValueError("shapes differ")
    n = p.shape[-1]
    rows = zip(p.astype(float).reshape(-1, n), q.astype(float).reshape(-1, n))
    return np.array([of_row(a, b) for a, b in rows]).reshape(p.shape)


# ---------------------------------------------------------------- wrong


def wrong_careless(p, q):
    """Hint: zero_over_zero"""
    if p.shape != q.shape:
        raise ValueError("shapes differ")
    return -p.astype(float) / q.astype(float)


def wrong_python_division(p, q):
    """Hint: zero_over_zero"""
    if p.shape != q.shape:
        raise ValueError("shapes differ")
    return np.reshape([-a / b for a, b in zip(p.ravel().tolist(), q.ravel().tolist())], p.shape)


def wrong_sign(p, q):
    """Hint: minus_missing"""
    if p.shape != q.shape:
        raise ValueError("shapes differ")
    return np.where(p > 0, p / np.where(p > 0, q, 1.0), 0.0)


def wrong_log_ratio(p, q):
    """Hint: by_p"""
    if p.shape != q.shape:
        raise ValueError("shapes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return np.where(p > 0, np.log(p / q), 0)


def wrong_log_ratio_plus_one(p, q):
    """Hint: by_p"""
    if p.shape != q.shape:
        raise ValueError("shapes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return np.where(p > 0, np.log(p) - np.log(q) + 1, 0)


def wrong_direction(p, q):
    """Hint: other_direction"""
    if p.shape != q.shape:
        raise ValueError("shapes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return np.where(p > 0, np.log(q / p) + 1, 0)


def wrong_upside_down(p, q):
    """Hint: arguments_swapped"""
    if p.shape != q.shape:
        raise ValueError("shapes differ")
    with np.errstate(all="ignore"):
        return np.where(p > 0, -q.astype(float) / p.astype(float), 0)


def wrong_one_added(p, q):
    """Hint: one_added"""
    if p.shape != q.shape:
        raise ValueError("shapes differ")
    return 1 - np.where(p > 0, p / np.where(p > 0, q, 1.0), 0.0)


def wrong_softmax_slope(p, q):
    """Hint: by_the_logits"""
    if p.shape != q.shape:
        raise ValueError("shapes differ")
    return q.astype(float) - p.astype(float)


def wrong_minus_p(p, q):
    """Hint: by_the_logarithm"""
    if p.shape != q.shape:
        raise ValueError("shapes differ")
    return -p.astype(float)


def wrong_no_weight(p, q):
    """Hint: p_forgotten"""
    if p.shape != q.shape:
        raise ValueError("shapes differ")
    return np.where(p > 0, -1 / np.where(p > 0, q, 1.0), 0.0)


def wrong_square(p, q):
    """Hint: power_of_q"""
    if p.shape != q.shape:
        raise ValueError("shapes differ")
    return np.where(p > 0, -p.astype(float) / np.where(p > 0, q, 1.0) ** 2, 0.0)


def wrong_divergence(p, q):
    """Hint: loss_instead"""
    if p.shape != q.shape:
        raise ValueError("shapes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return np.where(p > 0, p * np.log(p / q), 0).sum(axis=-1)


def wrong_mean_over_elements(p, q):
    """Hint: averaged"""
    if p.shape != q.shape:
        raise ValueError("shapes differ")
    return np.where(p > 0, -p.astype(float) / np.where(p > 0, q, 1.0), 0.0) / p.size


def wrong_batch_mean(p, q):
    """Hint: averaged"""
    if p.shape != q.shape:
        raise ValueError("shapes differ")
    slopes = np.where(p > 0, -p.astype(float) / np.where(p > 0, q, 1.0), 0.0)
    return slopes / (p.size / p.shape[-1])


def wrong_sum(p, q):
    """Hint: sum_returned"""
    if p.shape != q.shape:
        raise ValueError("shapes differ")
    return np.where(p > 0, -p.astype(float) / np.where(p > 0, q, 1.0), 0.0).sum()


def wrong_dropped(p, q):
    """Hint: zeros_dropped"""
    if p.shape != q.shape:
        raise ValueError("shapes differ")
    happens = p > 0
    return -p[happens] / q[happens].astype(float) if not happens.all() else -p / q.astype(float)


def wrong_eps(p, q):
    """Hint: eps_in_quotient"""
    if p.shape != q.shape:
        raise ValueError("shapes differ")
    return -p.astype(float) / (q.astype(float) + 1e-12)


def wrong_clip(p, q):
    """Hint: eps_in_quotient"""
    if p.shape != q.shape:
        raise ValueError("shapes differ")
    return -p.astype(float) / np.clip(q.astype(float), 1e-7, 1 - 1e-7)


def wrong_limited(p, q):
    """Hint: slopes_limited"""
    if p.shape != q.shape:
        raise ValueError("shapes differ")
    return np.clip(np.where(p > 0, -p.astype(float) / np.where(p > 0, q, 1.0), 0.0), -100, 100)


def wrong_normalised(p, q):
    """Hint: normalised_inputs"""
    if p.shape != q.shape:
        raise ValueError("shapes differ")
    p, q = p / p.sum(axis=-1, keepdims=True), q / q.sum(axis=-1, keepdims=True)
    return np.where(p > 0, -p / np.where(p > 0, q, 1.0), 0.0)


def wrong_no_check(p, q):
    """Hint: silent_broadcast"""
    return np.where(p > 0, -p.astype(float) / np.where(p > 0, q, 1.0), 0.0)


def wrong_classes_checked(p, q):
    """Hint: silent_broadcast"""
    if p.shape[-1] != q.shape[-1]:
        raise ValueError("classes differ")
    return np.where(p > 0, -p.astype(float) / np.where(p > 0, q, 1.0), 0.0)


def wrong_unsigned(p, q):
    """Hint: unsigned_negation"""
    if p.shape != q.shape:
        raise ValueError("shapes differ")
    return np.where(p > 0, -p / np.where(p > 0, q, 1.0).astype(float), 0.0)


def wrong_zeros_like(p, q):
    """Hint: written_into_integers"""
    if p.shape != q.shape:
        raise ValueError("shapes differ")
    slopes = np.zeros_like(p)
    slopes[p > 0] = -p[p > 0].astype(float) / q[p > 0]
    return slopes


def wrong_writes(p, q):
    """Hint: input_overwritten"""
    if p.shape != q.shape:
        raise ValueError("shapes differ")
    q[p == 0] = 1
    return -p.astype(float) / q


def wrong_projected(p, q):
    """Hint: projected"""
    if p.shape != q.shape:
        raise ValueError("shapes differ")
    slopes = np.where(p > 0, -p.astype(float) / np.where(p > 0, q, 1.0), 0.0)
    return slopes - slopes.mean(axis=-1, keepdims=True)


def wrong_numerical(p, q):
    """Hint: difference_quotient"""
    if p.shape != q.shape:
        raise ValueError("shapes differ")
    p, q, h = p.astype(float), q.astype(float), 1e-6
    return np.where(p > 0, p * (np.log(q) - np.log(q + h)) / h, 0)


def wrong_minus_one(p, q):
    """Hint: zero_has_a_slope"""
    if p.shape != q.shape:
        raise ValueError("shapes differ")
    p, q = p.astype(float), q.astype(float)
    with np.errstate(all="ignore"):
        return np.where(p == q, -1.0, -p / q)


def wrong_half(p, q):
    """Hint: none"""
    if p.shape != q.shape:
        raise ValueError("shapes differ")
    return np.where(p > 0, -0.5 * p / np.where(p > 0, q, 1.0), 0.0)


def wrong_flat(p, q):
    """Hint: flattened"""
    if p.shape != q.shape:
        raise ValueError("shapes differ")
    pairs = zip(p.ravel().tolist(), q.ravel().tolist())
    return np.array([-a / b if a > 0 else 0.0 for a, b in pairs])


def right_masked(p, q):
    """Masked arrays."""
    if p.shape != q.shape:
        raise ValueError("shapes")
    a = np.ma.masked_equal(p.astype(float), 0)
    b = np.ma.array(q.astype(float), mask=np.ma.getmaskarray(a))
    out = np.zeros(p.shape)
    keep = ~np.ma.getmaskarray(a)
    out[keep] = -(a.data[keep] / b.data[keep])
    return out


def wrong_mask_on_q(p, q):
    """Zero where q is zero only, -p/q elsewhere (same where p=0, q=0) but q tiny dropped.

    Hint: eps_in_quotient
    """
    if p.shape != q.shape:
        raise ValueError("shapes")
    return np.where(q > 1e-12, -p.astype(float) / np.where(q > 1e-12, q, 1), 0.0)


def wrong_float32(p, q):
    """Float32.

    Hint: float32_limits
    """
    if p.shape != q.shape:
        raise ValueError("shapes")
    p, q = p.astype(np.float32), q.astype(np.float32)
    return -np.divide(p, q, out=np.zeros(p.shape, np.float32), where=p > 0)


def wrong_minus_log(p, q):
    """Derivative of ln mistaken: −p ln q.

    Hint: logarithm_left_in
    """
    if p.shape != q.shape:
        raise ValueError("shapes")
    with np.errstate(all="ignore"):
        return np.where(p > 0, -p * np.log(q.astype(float)), 0)


def wrong_p_cancelled(p, q):
    """A derivative in which p cancels, but for a rounding.

    Hint: none
    """
    if p.shape != q.shape:
        raise ValueError
    return -p * q / p


def wrong_q_raised_a_little(p, q):
    """A tiny constant below the line, to save the quotient.

    Hint: unsigned_negation
    """
    if p.shape != q.shape:
        raise ValueError
    return -p * (1 / (q + 1e-300))
