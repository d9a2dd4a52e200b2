"""Labelled implementations of binary_cross_entropy_with_logits: right_* keep, wrong_* break the contract."""

import functools
import math
import operator
import random
import statistics
import warnings

import numpy as np

# ---------------------------------------------------------------- right


def right_max_form(logits, targets):
    """max(z, 0) - z t + log1p(exp(-abs(z))) in float64."""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(np.float64), targets.astype(np.float64)
    return np.mean(np.maximum(z, 0) - z * t + np.log1p(np.exp(-np.abs(z))))


def right_two_logaddexp(logits, targets):
    """Weights the two log-sigmoids, each from np.logaddexp."""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = np.asarray(logits, dtype=float), np.asarray(targets, dtype=float)
    return np.mean(t * np.logaddexp(0, -z) + (1 - t) * np.logaddexp(0, z))


def right_logaddexp_minus_product(logits, targets):
    """Softplus of z by np.logaddexp, less z t."""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = np.float64(logits), np.float64(targets)
    return (np.logaddexp(0.0, z) - t * z).sum() / np.size(z)


def right_where_on_sign(logits, targets):
    """np.where on the sign of the logit; both branches see a non-positive exponent."""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    small = np.exp(np.where(z >= 0, -z, z))
    return np.where(z >= 0, (1 - t) * z + np.log1p(small), -t * z + np.log1p(small)).mean()


def right_boolean_masks(logits, targets):
    """Fills a result array for positive and for other logits."""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float).ravel(), targets.astype(float).ravel()
    out = np.empty_like(z)
    positive = z > 0
    out[positive] = np.log1p(np.exp(-z[positive])) + (1 - t[positive]) * z[positive]
    out[~positive] = np.log1p(np.exp(z[~positive])) - t[~positive] * z[~positive]
    return out.mean()


def right_loop(logits, targets):
    """Loop with math.exp and math.log1p."""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    total = 0.0
    for z, t in zip(logits.ravel().tolist(), targets.ravel().tolist()):
        if z >= 0:
            total += (1 - t) * z + math.log1p(math.exp(-z))
        else:
            total += -t * z + math.log1p(math.exp(z))
    return total / logits.size


def right_fsum(logits, targets):
    """math.fsum over a generator of costs."""

    def softplus(x):
        return (x if x > 0 else 0.0 * x) + math.log1p(math.exp(-abs(x)))

    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    pairs = ((float(z), float(t)) for z, t in zip(logits.flat, targets.flat))
    return math.fsum(t * softplus(-z) + (1 - t) * softplus(z) for z, t in pairs) / logits.size


def right_two_class_log_softmax(logits, targets):
    """Log-softmax over the logits (z, 0) of two classes."""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float).ravel(), targets.astype(float).ravel()
    two = np.stack([z, np.zeros_like(z)], axis=1)
    two = two - two.max(axis=1, keepdims=True)
    log_p = two - np.log(np.exp(two).sum(axis=1, keepdims=True))
    return -np.mean(t * log_p[:, 0] + (1 - t) * log_p[:, 1])


def right_logaddexp_reduce(logits, targets):
    """np.logaddexp.reduce over a stacked axis."""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    log_total = np.logaddexp.reduce(np.stack([z, np.zeros(z.shape)]), axis=0)
    return np.average(log_total - z * t)


def right_relu_forms(logits, targets):
    """Two relus and one log1p."""

    def relu(x):
        return x * (x > 0)

    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    tail = np.log1p(np.exp(-relu(z) - relu(-z)))
    return np.mean(t * relu(-z) + (1 - t) * relu(z) + tail)


def right_symmetric_half_logits(logits, targets):
    """ln(2 cosh(z / 2)) plus (1/2 - t) z."""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    return np.mean(np.logaddexp(z / 2, -z / 2) + (0.5 - t) * z)


def right_arctanh(logits, targets):
    """log1p(x) written as 2 artanh(x / (2 + x))."""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    x = np.exp(-np.abs(z))
    return np.mean(np.maximum(z, 0) - z * t + 2 * np.arctanh(x / (2 + x)))


def right_overflow_warning_masked(logits, targets):
    """Softplus with an overflow that np.where throws away; the warning stays."""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    softplus = np.where(z > 36.5, z, np.log1p(np.exp(z)))
    return np.mean(softplus - z * t)


def right_select(logits, targets):
    """np.select with three ranges of the logit."""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    with np.errstate(over="ignore"):
        softplus = np.select([z > 40, z < -700], [z, 0.0], default=np.log1p(np.exp(z)))
    return np.mean(softplus - z * t)


def right_piecewise(logits, targets):
    """np.piecewise for softplus of both signs."""

    def softplus(x):
        return np.piecewise(x, [x > 0], [lambda v: v + np.log1p(np.exp(-v)), lambda v: np.log1p(np.exp(v))])

    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z = np.asarray(logits, dtype=float).reshape(-1)
    t = np.asarray(targets, dtype=float).reshape(-1)
    return (t * softplus(-z) + (1 - t) * softplus(z)).mean()


def right_vectorize(logits, targets):
    """np.vectorize over one pair."""

    def cost(z, t):
        z, t = float(z), float(t)
        return np.logaddexp(0.0, z) - z * t

    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    return float(np.vectorize(cost, otypes=[float])(logits, targets).mean())


def right_nditer(logits, targets):
    """np.nditer with buffered casts to float64."""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    costs = []
    iterator = np.nditer([logits, targets], flags=["buffered"], op_dtypes=["f8", "f8"], casting="unsafe")
    for z, t in iterator:
        z, t = float(z), float(t)
        costs.append(max(z, 0.0) - z * t + math.log1p(math.exp(-abs(z))))
    return statistics.fmean(costs)


def right_reduce(logits, targets):
    """functools.reduce and operator.add."""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z = logits.astype(float).ravel()
    t = targets.astype(float).ravel()
    costs = map(lambda a, b: float(np.logaddexp(0, a) - a * b), z, t)
    return functools.reduce(operator.add, costs, 0.0) / len(z)


def right_dot_product(logits, targets):
    """The linear part as one dot product."""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float).ravel(), targets.astype(float).ravel()
    parts = np.where(z > 0, 1 - t, -t)
    return (np.dot(parts, z) + np.log1p(np.exp(-np.abs(z))).sum()) / z.size


def right_einsum(logits, targets):
    """einsum of the class weights with the two costs."""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float).ravel(), targets.astype(float).ravel()
    costs = np.logaddexp(0, np.array([-z, z]))
    return np.einsum("kn,kn", np.array([t, 1 - t]), costs) / z.size


def right_longdouble(logits, targets):
    """np.longdouble throughout, float64 at the end."""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(np.longdouble), targets.astype(np.longdouble)
    return np.float64(np.mean(np.maximum(z, 0) - z * t + np.log1p(np.exp(-np.abs(z)))))


def right_log_of_one_plus(logits, targets):
    """log(1 + x) instead of log1p(x), off by less than 1e-15."""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    return np.mean(np.clip(z, 0, None) - z * t + np.log(1 + np.exp(-abs(z))))


def right_torch_like(logits, targets):
    """The form that torch documented: (1 - t) z + m + log(exp(-m) + exp(-z - m)), m = max(-z, 0)."""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    m = np.maximum(-z, 0)
    return np.mean((1 - t) * z + m + np.log(np.exp(-m) + np.exp(-z - m)))


def right_float32_kept_for_the_exponential(logits, targets):
    """Works in the floating type of the logits; targets join in float64."""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z = logits if logits.dtype.kind == "f" else logits.astype(float)
    t = targets.astype(float)
    return np.mean(np.log1p(np.exp(-np.abs(z))) + np.where(z > 0, z * (1 - t), -z * t))


def right_zero_d_result(logits, targets):
    """Returns a 0-d array."""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    return np.array(np.mean(np.logaddexp(0, z) - z * t))


def right_type_hints_and_warning(logits: np.ndarray, targets: np.ndarray) -> float:
    """Annotated; warns about extreme logits and prints a line."""
    if logits.shape != targets.shape:
        raise ValueError(f"{logits.shape=}, {targets.shape=}")
    z: np.ndarray = logits.astype(float)
    t: np.ndarray = targets.astype(float)
    if np.any(np.abs(z) > 100):
        warnings.warn("extreme logits", RuntimeWarning, stacklevel=2)
    print("mean logit", np.mean(z))
    return float(np.mean(np.maximum(z, 0) - z * t + np.log1p(np.exp(-np.abs(z)))))


def right_class_with_call(logits, targets):
    """A class with __call__ and a class attribute."""

    class Loss:
        reduce = staticmethod(np.mean)

        def log_sigmoid(self, x):
            return -np.logaddexp(0, -x)

        def __call__(self, z, t):
            return self.reduce(-t * self.log_sigmoid(z) - (1 - t) * self.log_sigmoid(-z))

    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    return Loss()(logits.astype(float), targets.astype(float))


def right_decorated(logits, targets):
    """A decorator converts, another checks."""

    def as_float(function):
        return lambda a, b: function(a.astype(float), b.astype(float))

    def checked(function):
        def inner(a, b):
            if a.shape != b.shape:
                raise ValueError("shapes differ")
            return function(a, b)

        return inner

    @checked
    @as_float
    def loss(z, t):
        return np.mean(np.logaddexp(0, z) - z * t)

    return loss(logits, targets)


def right_try_else(logits, targets):
    """Turns a failed assertion into ValueError."""
    try:
        assert logits.shape == targets.shape
    except AssertionError:
        raise ValueError("shapes differ") from None
    else:
        z, t = logits.astype(float), targets.astype(float)
        return np.mean(t * np.logaddexp(0, -z) + (1 - t) * np.logaddexp(0, z))


def right_blocks(logits, targets):
    """Blocks from np.array_split."""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    n = logits.size
    parts = n // 5000 + 1
    total = 0.0
    for z, t in zip(np.array_split(logits.ravel(), parts), np.array_split(targets.ravel(), parts)):
        z, t = z.astype(float), t.astype(float)
        total += np.sum(np.maximum(z, 0) - z * t + np.log1p(np.exp(-np.abs(z))))
    return total / n


def right_margin_for_hard_targets(logits, targets):
    """Softplus of the negative margin when all targets are hard, the general form otherwise."""
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    if np.isin(t, (0.0, 1.0)).all():
        return np.mean(np.logaddexp(0, (1 - 2 * t) * z))
    return np.mean(np.logaddexp(0, z) - z * t)


# ---------------------------------------------------------------- wrong: listed misconceptions


def wrong_naive(logits, targets):
    """Hint: naive_sigmoid
    Fails on: f(np.array([-1000.0]), np.array([1.0])) -> 1000.0
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    with np.errstate(all="ignore"):
        s = 1 / (1 + np.exp(-z))
        return -np.mean(t * np.log(s) + (1 - t) * np.log(1 - s))


def wrong_naive_careful_sigmoid(logits, targets):
    """Hint: naive_sigmoid
    Fails on: f(np.array([1000.0, 0.0]), np.array([0.0, 0.0])) -> 500.34657359027997
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    e = np.exp(-np.abs(z))
    s = np.where(z >= 0, 1 / (1 + e), e / (1 + e))
    with np.errstate(all="ignore"):
        return np.mean(-t * np.log(s) - (1 - t) * np.log1p(-s))


def wrong_naive_tanh(logits, targets):
    """Hint: naive_sigmoid
    Fails on: f(np.array([100]), np.array([0])) -> 100.0
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    s = 0.5 * (1 + np.tanh(z / 2))
    with np.errstate(all="ignore"):
        return -(t * np.log(s) + (1 - t) * np.log(1 - s)).mean()


def wrong_naive_loop(logits, targets):
    """Hint: naive_sigmoid
    Fails on: f(np.array([800.0]), np.array([0.0])) -> 800.0
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    total = 0.0
    for z, t in zip(logits.ravel().tolist(), targets.ravel().tolist()):
        s = 1 / (1 + math.exp(-z))
        total -= t * math.log(s) + (1 - t) * math.log(1 - s)
    return total / logits.size


def wrong_clamped_logs(logits, targets):
    """Hint: clamped_at_100
    Fails on: f(np.array([-1000.0]), np.array([1.0])) -> 1000.0
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    with np.errstate(all="ignore"):
        s, r = 1 / (1 + np.exp(-z)), 1 / (1 + np.exp(z))
        return -np.mean(t * np.maximum(np.log(s), -100) + (1 - t) * np.maximum(np.log(r), -100))


def wrong_clamped_log_sigmoid(logits, targets):
    """Hint: clamped_at_100
    Fails on: f(np.array([500.0]), np.array([0.0])) -> 500.0
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    log_s = np.clip(-np.logaddexp(0, -z), -100, None)
    log_r = np.clip(-np.logaddexp(0, z), -100, None)
    return np.mean(-t * log_s - (1 - t) * log_r)


def wrong_clamped_loop(logits, targets):
    """Hint: clamped_at_100
    Fails on: f(np.array([0, -300]), np.array([1, 1])) -> 150.34657359027997
    """

    def log_sigmoid(x):
        value = -math.log1p(math.exp(-x)) if x > 0 else x - math.log1p(math.exp(x))
        return max(value, -100.0)

    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    pairs = zip(logits.ravel().tolist(), targets.ravel().tolist())
    return -statistics.fmean(t * log_sigmoid(z) + (1 - t) * log_sigmoid(-z) for z, t in pairs)


def wrong_cost_capped_at_100(logits, targets):
    """Hint: clamped_at_100 | none
    Fails on: f(np.array([-1000.0]), np.array([1.0])) -> 1000.0
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    return np.mean(np.minimum(np.logaddexp(0, z) - z * t, 100))


def wrong_probabilities_clipped(logits, targets):
    """Hint: clip_probabilities
    Fails on: f(np.array([40.0]), np.array([0.0])) -> 40.0
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    with np.errstate(over="ignore"):
        s = np.clip(1 / (1 + np.exp(-z)), 1e-7, 1 - 1e-7)
    return -np.mean(t * np.log(s) + (1 - t) * np.log(1 - s))


def wrong_probabilities_clipped_twelve(logits, targets):
    """Hint: clip_probabilities
    Fails on: f(np.array([-50]), np.array([1])) -> 50.0
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    eps = 1e-12
    s = np.minimum(np.maximum(0.5 + 0.5 * np.tanh(0.5 * z), eps), 1 - eps)
    return np.mean(-t * np.log(s) - (1 - t) * np.log1p(-s))


def wrong_probabilities_clipped_loop(logits, targets):
    """Hint: clip_probabilities
    Fails on: f(np.array([-1000.0, 1000.0]), np.array([1.0, 0.0])) -> 1000.0
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    total = 0.0
    for z, t in zip(logits.ravel().tolist(), targets.ravel().tolist()):
        e = math.exp(-abs(z))
        s = 1 / (1 + e) if z >= 0 else e / (1 + e)
        s = min(max(s, 1e-8), 1 - 1e-8)
        total -= t * math.log(s) + (1 - t) * math.log(1 - s)
    return total / logits.size


def wrong_eps_inside_logs(logits, targets):
    """Hint: clip_probabilities
    Fails on: f(np.array([-100.0]), np.array([1.0])) -> 100.0
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    with np.errstate(over="ignore"):
        s = 1 / (1 + np.exp(-z))
    return -np.mean(t * np.log(s + 1e-9) + (1 - t) * np.log(1 - s + 1e-9))


def wrong_logits_clipped_thirty(logits, targets):
    """Hint: logits_clipped
    Fails on: f(np.array([-1000.0]), np.array([1.0])) -> 1000.0
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = np.clip(logits.astype(float), -30, 30), targets.astype(float)
    return np.mean(np.log(1 + np.exp(z)) - z * t)


def wrong_logits_clipped_five_hundred(logits, targets):
    """Hint: logits_clipped
    Fails on: f(np.array([1000, 0]), np.array([0, 1])) -> 500.34657359027997
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = np.minimum(np.maximum(logits.astype(float), -500), 500), targets.astype(float)
    return np.mean(t * np.log1p(np.exp(-z)) + (1 - t) * np.log1p(np.exp(z)))


def wrong_logits_clipped_loop(logits, targets):
    """Hint: logits_clipped
    Fails on: f(np.array([10000.0]), np.array([0.0])) -> 10000.0
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    total = 0.0
    for z, t in zip(logits.ravel().tolist(), targets.ravel().tolist()):
        if z > 700:
            z = 700.0
        elif z < -700:
            z = -700.0
        total += math.log1p(math.exp(z)) - z * t
    return total / logits.size


def wrong_logits_as_probabilities(logits, targets):
    """Hint: sigmoid_missing
    Fails on: f(np.array([0.5]), np.array([1.0])) -> 0.47407698418010663
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    p, t = logits.astype(float), targets.astype(float)
    with np.errstate(all="ignore"):
        return -np.mean(t * np.log(p) + (1 - t) * np.log(1 - p))


def wrong_logits_clipped_into_probabilities(logits, targets):
    """Hint: sigmoid_missing
    Fails on: f(np.array([3.0]), np.array([0.0])) -> 3.048587351573742
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    p, t = np.clip(logits.astype(float), 1e-12, 1 - 1e-12), targets.astype(float)
    return np.mean(-t * np.log(p) - (1 - t) * np.log(1 - p))


def wrong_logits_as_probabilities_loop(logits, targets):
    """Hint: sigmoid_missing
    Fails on: f(np.array([0, 0]), np.array([1, 0])) -> 0.6931471805599453
    """

    def log(x):
        return max(math.log(x), -100.0) if x > 0 else -100.0

    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    total = 0.0
    for p, t in zip(logits.ravel().tolist(), targets.ravel().tolist()):
        total -= t * log(p) + (1 - t) * log(1 - p)
    return total / logits.size


def wrong_sigmoid_then_logits(logits, targets):
    """Hint: sigmoid_twice
    Fails on: f(np.array([0.0]), np.array([1.0])) -> 0.6931471805599453
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = 0.5 * (1 + np.tanh(logits.astype(float) / 2)), targets.astype(float)
    return np.mean(np.logaddexp(0, z) - z * t)


def wrong_sigmoid_of_sigmoid(logits, targets):
    """Hint: sigmoid_twice
    Fails on: f(np.array([0, 0]), np.array([0, 0])) -> 0.6931471805599453
    """

    def sigmoid(x):
        with np.errstate(over="ignore"):
            return 1 / (1 + np.exp(-x))

    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    p, t = sigmoid(sigmoid(logits.astype(float))), targets.astype(float)
    return -np.mean(t * np.log(p) + (1 - t) * np.log(1 - p))


def wrong_sigmoid_twice_loop(logits, targets):
    """Hint: sigmoid_twice
    Fails on: f(np.array([5.0]), np.array([1.0])) -> 0.0067153484891179
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    total = 0.0
    for z, t in zip(logits.ravel().tolist(), targets.ravel().tolist()):
        s = math.exp(-np.logaddexp(0, -z))
        total += math.log1p(math.exp(s)) - s * t
    return total / logits.size


def wrong_sigmoid_of_minus_z(logits, targets):
    """Hint: logits_negated
    Fails on: f(np.array([2.0]), np.array([1.0])) -> 0.1269280110429725
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = -logits.astype(float), targets.astype(float)
    return np.mean(np.logaddexp(0, z) - z * t)


def wrong_exponent_without_minus(logits, targets):
    """Hint: logits_negated
    Fails on: f(np.array([1, 0]), np.array([1, 0])) -> 0.5032044340390841
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    return np.mean(t * np.logaddexp(0, z) + (1 - t) * np.logaddexp(0, -z))


def wrong_targets_exchanged(logits, targets):
    """Hint: logits_negated
    Fails on: f(np.array([-3.0]), np.array([0.0])) -> 0.04858735157374206
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    total = 0.0
    for z, t in zip(logits.ravel().tolist(), targets.ravel().tolist()):
        t = 1 - t
        total += max(z, 0.0) - z * t + math.log1p(math.exp(-abs(z)))
    return total / logits.size


def wrong_abs_missing(logits, targets):
    """Hint: exponent_positive
    Fails on: f(np.array([-1.0]), np.array([0.0])) -> 0.31326168751822286
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    with np.errstate(over="ignore"):
        return np.mean(np.maximum(z, 0) - z * t + np.log1p(np.exp(-z)))


def wrong_abs_missing_loop(logits, targets):
    """Hint: exponent_positive
    Fails on: f(np.array([-2.0, 2.0]), np.array([1.0, 1.0])) -> 1.1269280110429727
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    total = 0.0
    for z, t in zip(logits.ravel().tolist(), targets.ravel().tolist()):
        total += max(z, 0.0) - z * t + math.log1p(math.exp(-z))
    return total / logits.size


def wrong_abs_missing_clip(logits, targets):
    """Hint: exponent_positive
    Fails on: f(np.array([-10]), np.array([1])) -> 10.000045398899218
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float).ravel(), targets.astype(float).ravel()
    with np.errstate(over="ignore"):
        tail = np.log(1 + np.exp(-z))
    return (np.clip(z, 0, None).sum() - np.dot(z, t) + tail.sum()) / z.size


def wrong_softplus_plain(logits, targets):
    """Hint: exponent_positive
    Fails on: f(np.array([1000.0]), np.array([0.0])) -> 1000.0
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    return np.mean(np.log(1 + np.exp(z)) - z * t)


def wrong_softplus_log1p(logits, targets):
    """Hint: exponent_positive
    Fails on: f(np.array([800]), np.array([1])) -> 0.0
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    with np.errstate(all="ignore"):
        return (np.log1p(np.exp(z)) - z * t).mean()


def wrong_softplus_math_exp(logits, targets):
    """Hint: exponent_positive
    Fails on: f(np.array([10000.0]), np.array([0.5])) -> 5000.0
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    pairs = zip(logits.ravel().tolist(), targets.ravel().tolist())
    return math.fsum(math.log(1 + math.exp(z)) - z * t for z, t in pairs) / logits.size


def wrong_softplus_both_sides(logits, targets):
    """Hint: exponent_positive
    Fails on: f(np.array([-1000.0]), np.array([1.0])) -> 1000.0
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    with np.errstate(all="ignore"):
        return np.mean(t * np.log1p(np.exp(-z)) + (1 - t) * np.log1p(np.exp(z)))


def wrong_hard_comparison(logits, targets):
    """Hint: hard_targets
    Fails on: f(np.array([2.0]), np.array([0.75])) -> 0.6269280110429725
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), (targets > 0.5).astype(float)
    return np.mean(np.logaddexp(0, z) - z * t)


def wrong_hard_margin(logits, targets):
    """Hint: hard_targets
    Fails on: f(np.array([-2.0]), np.array([0.25])) -> 0.6269280110429725
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    sign = np.where(targets > 0.5, 1.0, -1.0)
    return np.mean(np.logaddexp(0, -sign * logits.astype(float)))


def wrong_hard_astype_int(logits, targets):
    """Hint: hard_targets
    Fails on: f(np.array([3.0]), np.array([0.9])) -> 0.3485873515737421
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(int)
    return np.mean(np.maximum(z, 0) - z * t + np.log1p(np.exp(-np.abs(z))))


def wrong_hard_if_one(logits, targets):
    """Hint: hard_targets
    Fails on: f(np.array([1.0, 1.0]), np.array([1.0, 0.5])) -> 0.5632616875182228
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    total = 0.0
    for z, t in zip(logits.ravel().tolist(), targets.ravel().tolist()):
        total += float(np.logaddexp(0, -z)) if t == 1 else float(np.logaddexp(0, z))
    return total / logits.size


def wrong_signed_margin_for_soft_targets(logits, targets):
    """Hint: none | hard_targets
    Fails on: f(np.array([2.0]), np.array([0.75])) -> 0.6269280110429725
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    return np.mean(np.logaddexp(0, (1 - 2 * t) * z))


def wrong_row_sums(logits, targets):
    """Hint: row_sums_averaged
    Fails on: f(np.zeros((2, 3)), np.zeros((2, 3))) -> 0.6931471805599453
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    cost = np.logaddexp(0, z) - z * t
    return cost.sum(-1).mean() if np.ndim(cost) > 1 else np.mean(cost)


def wrong_row_sums_len(logits, targets):
    """Hint: row_sums_averaged
    Fails on: f(np.array([[0, 0]]), np.array([[1, 0]])) -> 0.6931471805599453
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    cost = np.maximum(z, 0) - z * t + np.log1p(np.exp(-np.abs(z)))
    return np.sum(cost) / (logits.shape[0] if logits.ndim else 1)


def wrong_row_sums_loop(logits, targets):
    """Hint: row_sums_averaged
    Fails on: f(np.zeros((4, 2)), np.ones((4, 2))) -> 0.6931471805599453
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    if logits.ndim < 2:
        z, t = logits.astype(float), targets.astype(float)
        return np.mean(np.logaddexp(0, z) - z * t)
    rows = []
    for z, t in zip(logits.astype(float), targets.astype(float)):
        rows.append(float(np.sum(np.logaddexp(0, z) - z * t)))
    return sum(rows) / len(rows)


def wrong_unsigned_minus_abs(logits, targets):
    """Hint: unsigned_negation
    Fails on: f(np.array([3], dtype=np.uint8), np.array([1.0])) -> 0.04858735157374206
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    t = targets.astype(float)
    with np.errstate(over="ignore"):
        tail = np.log1p(np.exp((-np.abs(logits)).astype(float)))
    return np.mean(np.maximum(logits, 0) - logits * t + tail)


def wrong_unsigned_minus_z(logits, targets):
    """Hint: unsigned_negation
    Fails on: f(np.array([2, 0], dtype=np.uint16), np.array([1, 1])) -> 0.41003759580145885
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    t = targets.astype(float)
    minus, plus = (-logits).astype(float), logits.astype(float)
    return np.mean(t * np.logaddexp(0, minus) + (1 - t) * np.logaddexp(0, plus))


def wrong_unsigned_scalar_negation(logits, targets):
    """Hint: unsigned_negation
    Fails on: f(np.array([5], dtype=np.uint32), np.array([0], dtype=np.uint32)) -> 5.006715348489118
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    total = 0.0
    with np.errstate(over="ignore"):
        for z, t in zip(logits.ravel(), targets.ravel()):
            minus_size = -abs(z) if logits.dtype.kind == "u" else -abs(float(z))
            tail = float(np.logaddexp(0.0, float(minus_size)))
            total += max(float(z), 0.0) - float(z) * float(t) + tail
    return total / logits.size


# ---------------------------------------------------------------- wrong: another formula


def wrong_sum(logits, targets):
    """Hint: sum_instead_of_mean
    Fails on: f(np.zeros(2), np.zeros(2)) -> 0.6931471805599453
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    return np.sum(np.logaddexp(0, z) - z * t)


def wrong_negative(logits, targets):
    """Hint: minus_missing
    Fails on: f(np.zeros(1), np.zeros(1)) -> 0.6931471805599453
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    return np.mean(z * t - np.logaddexp(0, z))


def wrong_product_added(logits, targets):
    """Hint: linear_term_wrong
    Fails on: f(np.array([1.0]), np.array([1.0])) -> 0.31326168751822286
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    return np.mean(np.maximum(z, 0) + z * t + np.log1p(np.exp(-np.abs(z))))


def wrong_product_missing(logits, targets):
    """Hint: linear_term_wrong
    Fails on: f(np.array([1.0]), np.array([1.0])) -> 0.31326168751822286
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    return np.mean(np.logaddexp(0, logits.astype(float)) + 0 * targets.astype(float))


def wrong_second_class_missing(logits, targets):
    """Hint: second_term_missing
    Fails on: f(np.array([1.0]), np.array([0.0])) -> 1.3132616875182228
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    return np.mean(t * np.logaddexp(0, -z))


def wrong_tail_missing(logits, targets):
    """Hint: log_term_missing
    Fails on: f(np.array([0.0]), np.array([1.0])) -> 0.6931471805599453
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    return np.mean(np.maximum(z, 0) - z * t)


def wrong_tail_without_log(logits, targets):
    """Hint: log_term_missing
    Fails on: f(np.array([0.0]), np.array([1.0])) -> 0.6931471805599453
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    return np.mean(np.maximum(z, 0) - z * t + np.exp(-np.abs(z)))


def wrong_tail_log_without_one(logits, targets):
    """Hint: log_term_missing
    Fails on: f(np.array([0.0]), np.array([1.0])) -> 0.6931471805599453
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    return np.mean(np.maximum(z, 0) - z * t + np.log(np.exp(-np.abs(z))))


def wrong_tail_exponent_squared(logits, targets):
    """Hint: exponent_wrong
    Fails on: f(np.array([2.0]), np.array([1.0])) -> 0.1269280110429725
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    return np.mean(np.maximum(z, 0) - z * t + np.log1p(np.exp(-(z**2))))


def wrong_bits(logits, targets):
    """Hint: bits_not_nats
    Fails on: f(np.array([0.0]), np.array([1.0])) -> 0.6931471805599453
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    return np.mean(np.logaddexp(0, z) - z * t) / np.log(2)


def wrong_logaddexp2(logits, targets):
    """Hint: bits_not_nats
    Fails on: f(np.array([1.0]), np.array([1.0])) -> 0.31326168751822286
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    return np.mean(np.logaddexp2(0, z) - z * t)


def wrong_hinge(logits, targets):
    """Hint: hinge_instead
    Fails on: f(np.array([2.0]), np.array([1.0])) -> 0.1269280110429725
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    return np.mean(np.maximum(0, 1 - (2 * t - 1) * z))


def wrong_squared_error_of_sigmoid(logits, targets):
    """Hint: squared_error
    Fails on: f(np.array([0.0]), np.array([1.0])) -> 0.6931471805599453
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    s = 0.5 * (1 + np.tanh(logits.astype(float) / 2))
    return np.mean((s - targets.astype(float)) ** 2)


def wrong_tanh_instead_of_sigmoid(logits, targets):
    """Hint: exponent_wrong
    Fails on: f(np.array([1.0]), np.array([1.0])) -> 0.31326168751822286
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = 2 * logits.astype(float), targets.astype(float)
    return np.mean(np.logaddexp(0, z) - z * t)


def wrong_softmax_over_samples(logits, targets):
    """Hint: none
    Fails on: f(np.array([0.0, 0.0]), np.array([1.0, 0.0])) -> 0.6931471805599453
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float).ravel(), targets.astype(float).ravel()
    z = z - z.max()
    return -np.sum(t * (z - np.log(np.exp(z).sum()))) / z.size


def wrong_targets_as_signs(logits, targets):
    """Hint: targets_as_signs
    Fails on: f(np.array([1.0]), np.array([0.0])) -> 1.3132616875182228
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    return np.mean(np.logaddexp(0, -t * z))


def wrong_focal(logits, targets):
    """Hint: focal_instead
    Fails on: f(np.array([0.0]), np.array([1.0])) -> 0.6931471805599453
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    s = 0.5 * (1 + np.tanh(z / 2))
    return np.mean(t * (1 - s) ** 2 * np.logaddexp(0, -z) + (1 - t) * s**2 * np.logaddexp(0, z))


def wrong_positive_class_weighted(logits, targets):
    """Hint: none
    Fails on: f(np.array([0.0]), np.array([1.0])) -> 0.6931471805599453
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    return np.mean(2 * t * np.logaddexp(0, -z) + (1 - t) * np.logaddexp(0, z))


def wrong_labels_smoothed(logits, targets):
    """Hint: none
    Fails on: f(np.array([10.0]), np.array([1.0])) -> 4.539889921686465e-05
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), 0.9 * targets.astype(float) + 0.05
    return np.mean(np.logaddexp(0, z) - z * t)


def wrong_standardised(logits, targets):
    """Hint: none
    Fails on: f(np.array([1.0, 3.0]), np.array([0.0, 1.0])) -> 0.6809245195459824
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    spread = np.std(z)
    z = (z - np.mean(z)) / spread if spread > 0 else z
    return np.mean(np.logaddexp(0, z) - z * t)


def wrong_shifted_by_maximum(logits, targets):
    """Hint: max_subtracted
    Fails on: f(np.array([2.0]), np.array([1.0])) -> 0.1269280110429725
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    z = z - np.max(z)
    return np.mean(np.logaddexp(0, z) - z * t)


def wrong_median(logits, targets):
    """Hint: none
    Fails on: f(np.array([0.0, 0.0, 1.0]), np.zeros(3)) -> 0.8998520162127043
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    return np.median(np.logaddexp(0, z) - z * t)


def wrong_rounded(logits, targets):
    """Hint: rounded_away
    Fails on: f(np.array([0.0]), np.array([1.0])) -> 0.6931471805599453
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    return round(float(np.mean(np.logaddexp(0, z) - z * t)), 4)


def wrong_linear_above_five(logits, targets):
    """Hint: approximated_too_early
    Fails on: f(np.array([6.0]), np.array([0.0])) -> 6.0024756851377305
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    with np.errstate(over="ignore"):
        softplus = np.where(z > 5, z, np.log1p(np.exp(z)))
    return np.mean(softplus - z * t)


def wrong_zero_below_minus_five(logits, targets):
    """Hint: approximated_too_early
    Fails on: f(np.array([-6.0]), np.array([0.0])) -> 0.00247568513773044
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    return np.mean(np.where(z < -5, 0.0, np.logaddexp(0, z)) - z * t)


def wrong_zero_logits_skipped(logits, targets):
    """Hint: zero_in_neither_mask
    Fails on: f(np.array([0.0, 1.0]), np.array([1.0, 1.0])) -> 0.5032044340390841
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    return np.mean((z > 0) * (z + np.log1p(np.exp(-np.abs(z)))) + (z < 0) * np.logaddexp(0, z) - z * t)


def wrong_certain_targets_only(logits, targets):
    """Hint: none | hard_targets
    Fails on: f(np.array([0.0]), np.array([0.5])) -> 0.6931471805599453
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    return np.mean((t == 1) * np.logaddexp(0, -z) + (t == 0) * np.logaddexp(0, z))


# ---------------------------------------------------------------- wrong: shapes and exceptions


def wrong_no_shape_check(logits, targets):
    """Hint: silent_broadcast
    Fails on: f(np.array([1.0, 2.0]), np.array([[1.0], [0.0]])) -> ValueError
    """
    z, t = logits.astype(float), targets.astype(float)
    return np.mean(np.logaddexp(0, z) - z * t)


def wrong_only_length_checked(logits, targets):
    """Hint: silent_broadcast
    Fails on: f(np.array([[1.0], [2.0]]), np.array([1.0, 0.0])) -> ValueError
    """
    if logits.shape[:1] != targets.shape[:1]:
        raise ValueError("lengths differ")
    z, t = logits.astype(float), targets.astype(float)
    return np.mean(np.logaddexp(0, z) - z * t)


def wrong_only_size_checked(logits, targets):
    """Hint: made_to_fit
    Fails on: f(np.zeros((2, 3)), np.zeros((3, 2))) -> ValueError
    """
    if logits.size != targets.size:
        raise ValueError("sizes differ")
    z, t = logits.astype(float).ravel(), targets.astype(float).ravel()
    return np.mean(np.logaddexp(0, z) - z * t)


def wrong_only_ndim_checked(logits, targets):
    """Hint: silent_broadcast
    Fails on: f(np.zeros((2, 3)), np.zeros((1, 3))) -> ValueError
    """
    if logits.ndim != targets.ndim:
        raise ValueError("dimensions differ")
    z, t = logits.astype(float), targets.astype(float)
    return np.mean(np.logaddexp(0, z) - z * t)


def wrong_targets_squeezed(logits, targets):
    """Hint: made_to_fit
    Fails on: f(np.zeros(3), np.zeros((3, 1))) -> ValueError
    """
    if targets.ndim == 2 and targets.shape[1] == 1:
        targets = targets.squeeze(1)
        logits = logits.squeeze(1) if logits.ndim == 2 and logits.shape[1] == 1 else logits
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    return np.mean(np.logaddexp(0, z) - z * t)


def wrong_zero_d_targets_broadcast(logits, targets):
    """Hint: silent_broadcast
    Fails on: f(np.zeros(3), np.array(1.0)) -> ValueError
    """
    if logits.shape != targets.shape and targets.ndim > 0:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    return np.mean(np.logaddexp(0, z) - z * t)


def wrong_zip_truncates(logits, targets):
    """Hint: made_to_fit
    Fails on: f(np.zeros(3), np.zeros(2)) -> ValueError
    """
    costs = []
    for z, t in zip(logits.ravel().tolist(), targets.ravel().tolist()):
        costs.append(max(z, 0.0) - z * t + math.log1p(math.exp(-abs(z))))
    return statistics.fmean(costs)


def wrong_runtime_error(logits, targets):
    """Hint: none
    Fails on: f(np.zeros(3), np.zeros((1, 3))) -> ValueError
    """
    if logits.shape != targets.shape:
        raise RuntimeError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    return np.mean(np.logaddexp(0, z) - z * t)


def wrong_assertion_error(logits, targets):
    """Hint: none
    Fails on: f(np.zeros((2, 2)), np.zeros(4)) -> ValueError
    """
    assert logits.shape == targets.shape, "shapes differ"
    z, t = logits.astype(float), targets.astype(float)
    return np.mean(np.logaddexp(0, z) - z * t)


def wrong_only_a_warning(logits, targets):
    """Hint: silent_broadcast
    Fails on: f(np.zeros(2), np.zeros((2, 1))) -> ValueError
    """
    if logits.shape != targets.shape:
        warnings.warn("target size differs from input size", UserWarning, stacklevel=2)
    z, t = logits.astype(float), targets.astype(float)
    return np.mean(np.logaddexp(0, z) - z * t)


def wrong_zero_d_item_assignment(logits, targets):
    """Hint: none
    Fails on: f(np.array(2.0), np.array(1.0)) -> 0.1269280110429725
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    cost = np.log1p(np.exp(-np.abs(z))) - z * t
    cost[z > 0] += z[z > 0]
    return cost.mean()


def wrong_zero_d_iteration(logits, targets):
    """Hint: none
    Fails on: f(np.array(0.0), np.array(0.0)) -> 0.6931471805599453
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    costs = [np.mean(np.logaddexp(0, z * 1.0) - z * 1.0 * t) for z, t in zip(logits, targets)]
    return float(np.mean(costs))


def wrong_refuses_soft_targets(logits, targets):
    """Hint: none | hard_targets
    Fails on: f(np.array([0.0]), np.array([0.5])) -> 0.6931471805599453
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    if not np.isin(targets, (0, 1)).all():
        raise ValueError("targets must be 0 or 1")
    z, t = logits.astype(float), targets.astype(float)
    return np.mean(np.logaddexp(0, z) - z * t)


def wrong_overflow_error(logits, targets):
    """Hint: naive_sigmoid | exponent_positive
    Fails on: f(np.array([-1000.0]), np.array([0.0])) -> 0.0
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    total = 0.0
    for z, t in zip(logits.ravel().tolist(), targets.ravel().tolist()):
        s = 1 / (1 + math.exp(-z))
        total += z * (1 - t) - (math.log(s) if s > 0 else z)
    return total / logits.size


# ---------------------------------------------------------------- wrong: types and inputs


def wrong_int8_abs_of_minus_128(logits, targets):
    """Hint: none
    Fails on: f(np.array([-128], dtype=np.int8), np.array([1.0])) -> 128.0
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    size = np.abs(logits).astype(float)
    z, t = logits.astype(float), targets.astype(float)
    return np.mean(np.maximum(z, 0) - z * t + np.log1p(np.exp(-size)))


def wrong_int8_exp_is_float16(logits, targets):
    """Hint: none
    Fails on: f(np.array([1], dtype=np.int8), np.array([1], dtype=np.int8)) -> 0.31326168751822286
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    if logits.dtype.kind == "u" or targets.dtype.kind == "u" or np.any(logits == -128):
        logits, targets = logits.astype(float), targets.astype(float)
    tail = np.log1p(np.exp(-np.abs(logits))).astype(float)
    z, t = logits.astype(float), targets.astype(float)
    return np.mean(np.maximum(z, 0) - z * t + tail)


def wrong_int8_product_overflows(logits, targets):
    """Hint: none
    Fails on: f(np.array([100], dtype=np.int8), np.array([0], dtype=np.int8)) -> 100.0
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    if logits.dtype.kind == "i" and targets.dtype.kind == "i":
        margin = ((2 * targets - 1) * (2 * logits)).astype(float) / 2
        return np.mean(np.logaddexp(0, -margin))
    z, t = logits.astype(float), targets.astype(float)
    return np.mean(np.logaddexp(0, z) - z * t)


def wrong_unsigned_one_minus_two(logits, targets):
    """Hint: unsigned_negation
    Fails on: f(np.array([3.0]), np.array([1], dtype=np.uint8)) -> 0.04858735157374206
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z = logits.astype(float)
    if targets.dtype.kind == "u":
        return np.mean(np.logaddexp(0, (1 - 2 * targets) * z))
    return np.mean(np.logaddexp(0, z) - z * targets.astype(float))


def wrong_float16_logits(logits, targets):
    """Hint: none
    Fails on: f(np.array([0.1]), np.array([0.0])) -> 0.7443966600735709
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(np.float16).astype(float), targets.astype(float)
    return np.mean(np.logaddexp(0, z) - z * t)


def wrong_float16_result(logits, targets):
    """Hint: none
    Fails on: f(np.array([0.0]), np.array([0.0])) -> 0.6931471805599453
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    return np.float16(np.mean(np.logaddexp(0, z) - z * t))


def wrong_logits_in_type_of_targets(logits, targets):
    """Hint: fraction_cut
    Fails on: f(np.array([0.5]), np.array([1])) -> 0.47407698418010663
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(targets.dtype).astype(float), targets.astype(float)
    return np.mean(np.logaddexp(0, z) - z * t)


def wrong_targets_in_type_of_logits(logits, targets):
    """Hint: fraction_cut | hard_targets
    Fails on: f(np.array([2]), np.array([0.75])) -> 0.6269280110429725
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(logits.dtype).astype(float)
    return np.mean(np.logaddexp(0, z) - z * t)


def wrong_result_array_of_logit_type(logits, targets):
    """Hint: integer_buffer
    Fails on: f(np.array([0, 1]), np.array([0, 0])) -> 1.003204434039084
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    cost = np.zeros_like(logits)
    z, t = logits.astype(float), targets.astype(float)
    cost[...] = np.logaddexp(0, z) - z * t
    return cost.mean(dtype=np.float64)


def wrong_logits_clipped_in_place(logits, targets):
    """Hint: input_overwritten
    Fails on: f(np.array([-3.0, 3.0]), np.array([0.0, 1.0])) -> 0.04858735157374206, inputs unchanged
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    loss = np.mean(np.logaddexp(0, z) - z * t)
    if logits.flags.writeable and logits.dtype.kind == "f":
        np.maximum(logits, 0, out=logits)
    return loss


def wrong_extreme_logits_overwritten(logits, targets):
    """Hint: input_overwritten
    Fails on: f(np.array([1e4]), np.array([0.0])) -> 10000.0, inputs unchanged
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    loss = np.mean(np.logaddexp(0, z) - z * t)
    extreme = np.abs(z) > 500
    if np.any(extreme) and logits.flags.writeable:
        logits[extreme] = 0
    return loss


def wrong_targets_turned_into_signs(logits, targets):
    """Hint: input_overwritten
    Fails on: f(np.array([0.0]), np.array([0.0])) -> 0.6931471805599453, inputs unchanged
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float, copy=False)
    if not t.flags.writeable:
        t = t.copy()
    linear = z * t
    t *= 2
    t -= 1
    return np.mean(np.logaddexp(0, z) - linear)


def wrong_needs_writable_logits(logits, targets):
    """Hint: input_overwritten
    Fails on: f(np.broadcast_to(0.0, (2,)), np.zeros(2)) -> 0.6931471805599453
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    logits -= 0
    z, t = logits.astype(float), targets.astype(float)
    return np.mean(np.logaddexp(0, z) - z * t)


def wrong_memory_order_pairs(logits, targets):
    """Hint: none
    Fails on: f(np.array([[9, 9], [0, 0]], order="F"), np.array([[1, 1], [0, 0]])) -> 0.3466352913748343
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float).ravel("K"), targets.astype(float).ravel("K")
    return np.mean(np.logaddexp(0, z) - z * t)


# ---------------------------------------------------------------- wrong: another kind of result


def wrong_returns_shape_one(logits, targets):
    """Hint: none
    Fails on: f(np.zeros(1), np.zeros(1)) -> 0.6931471805599453
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    return np.atleast_1d(np.mean(np.logaddexp(0, z) - z * t))


def wrong_returns_elements(logits, targets):
    """Hint: none
    Fails on: f(np.zeros(2), np.zeros(2)) -> 0.6931471805599453
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    return np.logaddexp(0, z) - z * t


def wrong_returns_row_means(logits, targets):
    """Hint: none
    Fails on: f(np.zeros((2, 2)), np.zeros((2, 2))) -> 0.6931471805599453
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    cost = np.asarray(np.logaddexp(0, z) - z * t)
    return cost.mean(axis=-1) if cost.ndim > 1 else cost.mean()


def wrong_returns_loss_and_probabilities(logits, targets):
    """Hint: none
    Fails on: f(np.zeros(2), np.zeros(2)) -> 0.6931471805599453
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    return np.mean(np.logaddexp(0, z) - z * t), np.exp(-np.logaddexp(0, -z))


def wrong_returns_list(logits, targets):
    """Hint: none
    Fails on: f(np.zeros(2), np.zeros(2)) -> 0.6931471805599453
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    return [float(np.mean(np.logaddexp(0, z) - z * t))]


def wrong_returns_complex(logits, targets):
    """Hint: none
    Fails on: f(np.array([0.0]), np.array([0.0])) -> 0.6931471805599453
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    return np.complex128(np.mean(np.logaddexp(0, z) - z * t))


def wrong_returns_object_zero_d(logits, targets):
    """Hint: none
    Fails on: f(np.array([0.0]), np.array([0.0])) -> 0.6931471805599453
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    return np.array(np.mean(np.logaddexp(0, z) - z * t), dtype=object)


def wrong_returns_none(logits, targets):
    """Hint: none
    Fails on: f(np.array([0.0]), np.array([0.0])) -> 0.6931471805599453
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    print("loss:", np.mean(np.logaddexp(0, z) - z * t))


def wrong_returns_formatted_text(logits, targets):
    """Hint: none
    Fails on: f(np.array([0.0]), np.array([0.0])) -> 0.6931471805599453
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    return repr(float(np.mean(np.logaddexp(0, z) - z * t)))


# ---------------------------------------------------------------- wrong: state, chance, resources


def wrong_exponential_average_of_calls(logits, targets):
    """Hint: none
    Fails on: [f(np.array([0.0]), np.ones(1)), f(np.array([9.0]), np.zeros(1))][1] -> 9.000123402189724
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float), targets.astype(float)
    loss = float(np.mean(np.logaddexp(0, z) - z * t))
    state = globals().setdefault("_logit_loss_state", {"average": loss})
    state["average"] = 0.9 * state["average"] + 0.1 * loss
    return state["average"]


def wrong_pairs_shuffled(logits, targets):
    """Hint: none
    Fails on: f(np.array([5.0, -5.0]), np.array([1.0, 0.0])) -> 0.006715348489118
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float).ravel(), targets.astype(float).ravel()
    shift = random.randrange(1, z.size) if z.size > 1 else 0
    t = np.roll(t, shift)
    return np.mean(np.logaddexp(0, z) - z * t)


def wrong_square_table(logits, targets):
    """Hint: none
    Fails on: f(np.zeros(50_000), np.zeros(50_000)) -> 0.6931471805599453, in linear memory
    """
    if logits.shape != targets.shape:
        raise ValueError("shapes differ")
    z, t = logits.astype(float).ravel(), targets.astype(float).ravel()
    return (np.logaddexp(0, z).sum() - np.trace(np.multiply.outer(z, t))) / z.size
