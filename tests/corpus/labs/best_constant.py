"""Labelled implementations of best_constant: right_* keep the contract, wrong_* break it."""

import statistics

import numpy as np

# ---------------------------------------------------------------- right


def right_bisection(y, loss):
    """Halve the range in which the slope changes its sign."""
    y = y.astype(float)
    if loss == "mse":
        return y.mean()
    if loss == "mae":
        return np.median(y)
    if loss == "huber":
        a, b = y.min(), y.max()
        while b - a > 1e-12 * max(1, abs(a), abs(b)):
            m = (a + b) / 2
            if np.clip(y - m, -1, 1).sum() > 0:
                a = m
            else:
                b = m
        return (a + b) / 2
    raise ValueError("loss")


def right_fixed_point(y, loss):
    """Step by the mean of the limited pulls until nothing moves."""
    y = np.array(y, dtype=float)
    match loss:
        case "mse":
            return np.sum(y) / y.size
        case "mae":
            return np.sort(y)[y.size // 2]
        case "huber":
            c = np.median(y)
            for _ in range(5000):
                step = np.clip(y - c, -1, 1).mean()
                c += step
                if abs(step) < 1e-13:
                    break
            return c
        case _:
            raise ValueError(loss)


def right_reweighted(y, loss):
    """Weights min(1, 1/abs(error)): iteratively reweighted means."""
    if loss not in ("mse", "mae", "huber"):
        raise ValueError
    y = y * 1.0
    if loss == "mse":
        return float(np.average(y))
    c = float(np.median(y))
    if loss == "mae":
        return c
    for _ in range(3000):
        w = 1 / np.maximum(1, np.abs(y - c))
        new = float((w * y).sum() / w.sum())
        if abs(new - c) < 1e-12:
            break
        c = new
    return c


def right_knots(y, loss):
    """The slope is a straight line between sorted knots: sort them, and interpolate where it crosses 0."""
    y = np.sort(np.asarray(y, float))
    if loss == "mse":
        return np.mean(y)
    if loss == "mae":
        return y[(len(y) - 1) // 2]
    if loss != "huber":
        raise ValueError("unknown loss " + loss)
    low, high = 0, 2 * len(y) - 1
    knots = np.sort(np.concatenate([y - 1, y + 1]))

    def slope(c):
        return np.clip(c - y, -1, 1).sum()

    while high - low > 1:
        m = (low + high) // 2
        if slope(knots[m]) < 0:
            low = m
        else:
            high = m
    a, b = slope(knots[low]), slope(knots[high])
    return knots[high] if b == 0 else knots[low] - a * (knots[high] - knots[low]) / (b - a)


def right_golden_section(y, loss):
    """Search the smallest loss itself; sums of differences keep the digits."""
    if loss == "mse":
        return statistics.fmean(y.tolist())
    if loss == "mae":
        return statistics.median(y.tolist())
    if loss != "huber":
        raise ValueError(f"{loss}?")
    y = y.astype(float)
    a, b = float(y.min()), float(y.max())
    for _ in range(200):
        c, d = a + (b - a) / 3, b - (b - a) / 3
        # the slope in the middle says which third to drop
        if np.clip((c + d) / 2 - y, -1, 1).mean() > 0:
            b = d
        else:
            a = c
    return (a + b) / 2


def right_table_of_functions(y, loss):
    """A dict of functions."""

    def huber(y):
        c = np.median(y)
        for _ in range(200):
            near = np.abs(y - c) <= 1
            if not near.any():
                return bisect(y)
            new = (y[near].sum() + np.sign(y[~near] - c).sum()) / near.sum()
            if new == c:
                return c
            c = new
        return bisect(y)

    def bisect(y):
        a, b = y.min(), y.max()
        for _ in range(90):
            m = (a + b) / 2
            a, b = (m, b) if np.clip(m - y, -1, 1).sum() < 0 else (a, m)
        return b

    known = {"mse": np.mean, "mae": np.median, "huber": huber}
    if loss not in known:
        raise ValueError
    return known[loss](np.asarray(y, dtype=np.float64))


def right_in_zero_dimensions(y, loss):
    """Answer as a 0-d array."""
    y = np.asarray(y, dtype=float)
    if loss == "mse":
        return np.array(y.mean())
    if loss == "mae":
        return np.array(np.quantile(y, 0.5))
    if loss == "huber":
        a, b = y.min(), y.max()
        for _ in range(80):
            m = (a + b) / 2
            below, above = (y < m - 1).sum(), (y > m + 1).sum()
            near = y[np.abs(y - m) <= 1]
            if below - above + (m - near).sum() < 0:
                a = m
            else:
                b = m
        return np.array(b)
    raise ValueError("one of mse, mae, huber")


# ---------------------------------------------------------------- wrong


def wrong_mean_always(y, loss):
    """Hint: mean_for_median | unbounded_slope | any_word_accepted"""
    return np.mean(y)


def wrong_mean_for_mae(y, loss):
    """Hint: mean_for_median"""
    y = y.astype(float)
    if loss in ("mse", "mae"):
        return y.mean()
    if loss == "huber":
        a, b = y.min(), y.max()
        for _ in range(90):
            m = (a + b) / 2
            a, b = (m, b) if np.clip(m - y, -1, 1).sum() < 0 else (a, m)
        return b
    raise ValueError


def wrong_median_for_mse(y, loss):
    """Hint: median_for_mean | signs_alone"""
    if loss not in ("mse", "mae", "huber"):
        raise ValueError
    return np.median(y)


def wrong_middle_unsorted(y, loss):
    """Hint: unsorted_middle"""
    if loss == "mse":
        return np.mean(y)
    if loss == "mae":
        return float(y[len(y) // 2])
    if loss == "huber":
        y = y.astype(float)
        a, b = y.min(), y.max()
        for _ in range(90):
            m = (a + b) / 2
            a, b = (m, b) if np.clip(m - y, -1, 1).sum() < 0 else (a, m)
        return b
    raise ValueError


def wrong_huber_by_gradient_descent_without_limit(y, loss):
    """Hint: unbounded_slope"""
    y = y.astype(float)
    if loss == "mse":
        return y.mean()
    if loss == "mae":
        return np.median(y)
    if loss != "huber":
        raise ValueError
    c = 0.0
    for _ in range(500):
        c -= 0.5 * np.mean(c - y)
    return c


def wrong_huber_by_signs(y, loss):
    """Hint: signs_alone"""
    if loss == "mse":
        return np.mean(y)
    if loss in ("mae", "huber"):
        return np.median(y.astype(float))
    raise ValueError


def wrong_halfway(y, loss):
    """Hint: halfway"""
    if loss == "mse":
        return np.mean(y)
    if loss == "mae":
        return np.median(y.astype(float))
    if loss == "huber":
        return 0.5 * np.mean(y) + 0.5 * np.median(y.astype(float))
    raise ValueError


def wrong_trimmed(y, loss):
    """Hint: outliers_left_out"""
    if loss == "mse":
        return np.mean(y)
    middle = np.median(y.astype(float))
    if loss == "mae":
        return middle
    if loss == "huber":
        near = [one for one in y if abs(one - middle) <= 1]
        return sum(near) / len(near) if near else middle
    raise ValueError


def wrong_one_newton_step(y, loss):
    """Hint: one_step_only"""
    if loss == "mse":
        return np.mean(y)
    middle = np.median(y.astype(float))
    if loss == "mae":
        return middle
    if loss == "huber":
        return middle + np.mean(np.clip(y - middle, -1, 1))
    raise ValueError


def wrong_delta_of_the_books(y, loss):
    """Hint: other_delta"""
    y = y.astype(float)
    if loss == "mse":
        return np.mean(y)
    if loss == "mae":
        return np.median(y)
    if loss != "huber":
        raise ValueError
    a, b = y.min(), y.max()
    for _ in range(90):
        m = (a + b) / 2
        a, b = (m, b) if np.clip(m - y, -1.345, 1.345).sum() < 0 else (a, m)
    return b


def wrong_square_not_halved(y, loss):
    """Hint: squares_doubled"""
    y = y.astype(float)
    if loss == "mse":
        return np.mean(y)
    if loss == "mae":
        return np.median(y)
    if loss != "huber":
        raise ValueError
    a, b = y.min(), y.max()
    for _ in range(90):
        m = (a + b) / 2
        e = m - y
        s = np.where(np.abs(e) <= 1, 2 * e, np.sign(e)).sum()
        a, b = (m, b) if s < 0 else (a, m)
    return b


def wrong_among_the_targets(y, loss):
    """Hint: one_of_the_targets"""
    if loss not in ("mse", "mae", "huber"):
        raise ValueError

    def cost(c):
        e = np.abs(y - float(c))
        if loss == "mse":
            return np.mean(e**2)
        if loss == "mae":
            return np.mean(e)
        return np.mean(np.where(e <= 1, e**2 / 2, e - 0.5))

    return float(min(y[:50], key=cost))


def wrong_the_loss_itself(y, loss):
    """Hint: loss_of_the_best"""
    y = y.astype(float)
    if loss == "mse":
        return np.var(y)
    if loss == "mae":
        return np.mean(np.abs(y - np.median(y)))
    if loss != "huber":
        raise ValueError
    a, b = y.min(), y.max()
    for _ in range(90):
        m = (a + b) / 2
        a, b = (m, b) if np.clip(m - y, -1, 1).sum() < 0 else (a, m)
    e = np.abs(y - b)
    return np.mean(np.where(e <= 1, e**2 / 2, e - 0.5))


def wrong_else_takes_all(y, loss):
    """Hint: any_word_accepted"""
    y = y.astype(float)
    if loss == "mse":
        return np.mean(y)
    if loss == "mae":
        return np.median(y)
    a, b = y.min(), y.max()
    for _ in range(90):
        m = (a + b) / 2
        a, b = (m, b) if np.clip(m - y, -1, 1).sum() < 0 else (a, m)
    return b


def wrong_no_else(y, loss):
    """Hint: none_for_another_word"""
    y = y.astype(float)
    if loss == "mse":
        return np.mean(y)
    if loss == "mae":
        return np.median(y)
    if loss == "huber":
        a, b = y.min(), y.max()
        for _ in range(90):
            m = (a + b) / 2
            a, b = (m, b) if np.clip(m - y, -1, 1).sum() < 0 else (a, m)
        return b


def wrong_key_error(y, loss):
    """A KeyError is no ValueError. Hint: none"""

    def huber(y):
        a, b = y.min(), y.max()
        for _ in range(90):
            m = (a + b) / 2
            a, b = (m, b) if np.clip(m - y, -1, 1).sum() < 0 else (a, m)
        return b

    return {"mse": np.mean, "mae": np.median, "huber": huber}[loss](y.astype(float))


def wrong_integer_middles(y, loss):
    """Hint: small_integers_added"""
    if loss == "mse":
        return np.mean(y)
    if loss == "mae":
        s, n = np.sort(y), len(y)
        return float(s[n // 2]) if n % 2 else float((s[n // 2] + s[n // 2 - 1]) / 2)
    if loss == "huber":
        y = y.astype(float)
        a, b = y.min(), y.max()
        for _ in range(90):
            m = (a + b) / 2
            a, b = (m, b) if np.clip(m - y, -1, 1).sum() < 0 else (a, m)
        return b
    raise ValueError


def wrong_sorted_in_place(y, loss):
    """Hint: input_overwritten"""
    if y.flags.writeable:
        y.sort()
    z = np.sort(y).astype(float)
    if loss == "mse":
        return z.mean()
    if loss == "mae":
        return z[len(z) // 2]
    if loss == "huber":
        a, b = z[0], z[-1]
        for _ in range(90):
            m = (a + b) / 2
            a, b = (m, b) if np.clip(m - z, -1, 1).sum() < 0 else (a, m)
        return b
    raise ValueError


def wrong_few_steps(y, loss):
    """Three steps do not arrive. Hint: none"""
    y = y.astype(float)
    if loss == "mse":
        return np.mean(y)
    if loss == "mae":
        return np.median(y)
    if loss != "huber":
        raise ValueError
    c = 0.0
    for _ in range(3):
        c -= 0.1 * np.clip(c - y, -1, 1).sum()
    return c


def wrong_all_pairs(y, loss):
    """A table of 20,000 x 20,000 differences does not fit into memory. Hint: none"""
    y = y.astype(float)
    if loss == "mse":
        return np.mean(y)
    if loss == "mae":
        return y[np.abs(y[:, None] - y).sum(axis=0).argmin()]
    if loss != "huber":
        raise ValueError
    a, b = y.min(), y.max()
    for _ in range(90):
        m = (a + b) / 2
        a, b = (m, b) if np.clip(m - y, -1, 1).sum() < 0 else (a, m)
    return b


def wrong_losses_at_the_mean(y, loss):
    """Returns what the mean costs.

    Hint: loss_of_the_best
    """
    e = np.mean(y.astype(float)) - y.astype(float)
    if loss == "mse":
        return np.mean(e**2)
    if loss == "mae":
        return np.mean(np.abs(e))
    if loss == "huber":
        return np.mean(np.where(np.abs(e) <= 1, e**2 / 2, np.abs(e) - 1 / 2))
    raise ValueError


def wrong_hundred_short_steps(y, loss):
    """Descent that ends on its way.

    Hint: search_ends_early
    """
    if loss == "mse":
        return np.mean(y)
    elif loss == "mae":
        return np.median(y)
    elif loss == "huber":
        c = np.mean(y)
        for _ in range(100):
            c -= 0.1 * np.mean(np.clip(c - y, -1, 1))
        return c
    raise ValueError(loss)


def wrong_grid_for_all_three(y, loss):
    """The best of 1001 constants.

    Hint: grid_too_coarse
    """
    if loss not in ("mse", "mae", "huber"):
        raise ValueError(loss)

    def cost(c):
        e = c - y
        if loss == "mse":
            return np.mean(e**2)
        if loss == "mae":
            return np.mean(np.abs(e))
        return np.mean(np.where(np.abs(e) <= 1, e**2 / 2, np.abs(e) - 0.5))

    grid = np.linspace(y.min(), y.max(), 1001)
    return grid[np.argmin([cost(c) for c in grid])]


def right_thirds(y, loss):
    """Cut a third of the range off, again and again."""
    y = y.astype(float)

    def cost(c):
        e = c - y
        if loss == "mse":
            return np.mean(e**2)
        if loss == "mae":
            return np.mean(np.abs(e))
        if loss == "huber":
            return np.mean(np.where(np.abs(e) <= 1, e**2 / 2, np.abs(e) - 0.5))
        raise ValueError(loss)

    lo, hi = y.min(), y.max()
    for _ in range(100):
        a, b = lo + (hi - lo) / 3, hi - (hi - lo) / 3
        if cost(a) < cost(b):
            hi = b
        else:
            lo = a
    return (lo + hi) / 2
