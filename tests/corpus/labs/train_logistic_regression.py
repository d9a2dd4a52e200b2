"""Labelled implementations of train_logistic_regression: right_* keep the contract, wrong_* break it."""

import math

import numpy as np

# ---------------------------------------------------------------- right


def right_functions_within(x, y, steps, learning_rate):
    """Loss and gradient as functions of their own."""

    def loss(w, b):
        z = x @ w + b
        return np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z))))

    def gradient(w, b):
        with np.errstate(over="ignore"):
            p = 1 / (1 + np.exp(-(x @ w + b)))
        return x.T @ (p - y) / len(y), np.mean(p - y)

    x, y = x.astype(float), y.astype(float)
    w, b, losses = np.zeros(x.shape[1]), 0.0, []
    for _ in range(steps):
        losses.append(loss(w, b))
        dw, db = gradient(w, b)
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b, np.array(losses)


def right_column_of_ones(x, y, steps, learning_rate):
    """The bias is the weight of a column of ones."""
    rows = np.column_stack([x, np.ones(len(x))]).astype(float)
    theta, losses = np.zeros(rows.shape[1]), np.zeros(steps)
    for t in range(steps):
        z = rows @ theta
        losses[t] = np.logaddexp(0, np.where(y == 1, -z, z)).mean()
        error = np.exp(-np.logaddexp(0, -z)) - y
        theta -= learning_rate * (rows * error[:, None]).mean(axis=0)
    return theta[:-1], theta[-1], losses


def right_tanh(x, y, steps, learning_rate):
    """The sigmoid is a tanh."""
    w = np.zeros(x.shape[1])
    b = np.float64(0)
    losses = []
    for _ in range(steps):
        z = x @ w + b
        error = (1 + np.tanh(z / 2)) / 2 - y
        losses.append(float(np.mean(np.logaddexp(0, z) - y * z)))
        w = w - learning_rate * np.einsum("i,ij->j", error, x) / len(x)
        b = b - learning_rate * error.sum() / len(x)
    return w, b, np.asarray(losses)


def right_signs(x, y, steps, learning_rate):
    """Labels of -1 and 1, margins."""
    sign = np.where(y == 1, 1.0, -1.0)
    w, b, losses = np.zeros(x.shape[1]), 0.0, []
    for _ in range(steps):
        margin = sign * (x @ w + b)
        losses.append(np.logaddexp(0, -margin).mean())
        pull = -sign * np.exp(-np.logaddexp(0, margin))
        w, b = w - learning_rate * (pull @ x) / len(x), b - learning_rate * pull.mean()
    return w, b, np.array(losses)


def right_class(x, y, steps, learning_rate):
    """A model with methods."""

    class Model:
        def __init__(self, size):
            self.w, self.b = np.zeros(size), 0.0

        def logits(self, x):
            return x.dot(self.w) + self.b

        def loss(self, x, y):
            z = self.logits(x)
            return np.average(np.logaddexp(0.0, z) - z * y)

        def step(self, x, y, rate):
            z = np.clip(self.logits(x), -700, 700)
            error = 1 / (1 + np.exp(-z)) - y
            self.w = self.w - rate * np.mean(x * error[:, np.newaxis], axis=0)
            self.b = self.b - rate * np.mean(error)

    model, losses = Model(x.shape[1]), np.empty(steps)
    x, y = np.array(x, float), np.array(y, float)
    for t in range(steps):
        losses[t] = model.loss(x, y)
        model.step(x, y, learning_rate)
    return model.w, model.b, losses


def right_columns(x, y, steps, learning_rate):
    """A slope for each column, one after the other; the errors are taken once a step."""
    x, y = x.astype(np.float64), y.astype(np.float64)
    n, d = x.shape
    w, b = [0.0] * d, 0.0
    losses = np.zeros(steps)
    for t in range(steps):
        z = sum(w[j] * x[:, j] for j in range(d)) + b
        losses[t] = math.fsum((np.logaddexp(0, z) - y * z).tolist()) / n
        with np.errstate(over="ignore"):
            error = 1 / (1 + np.exp(-z)) - y
        for j in range(d):
            w[j] -= learning_rate * float(error @ x[:, j]) / n
        b -= learning_rate * float(error.mean())
    return np.array(w), b, losses


# ---------------------------------------------------------------- wrong


def wrong_up(x, y, steps, learning_rate):
    """Hint: climbing"""
    w, b, losses = np.zeros(x.shape[1]), 0.0, []
    for _ in range(steps):
        z = x @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w + learning_rate * x.T @ error / len(x), b + learning_rate * error.mean()
    return w, b, np.array(losses)


def wrong_sum(x, y, steps, learning_rate):
    """Hint: summed_slopes"""
    w, b, losses = np.zeros(x.shape[1]), 0.0, []
    for _ in range(steps):
        z = x @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - learning_rate * x.T @ error, b - learning_rate * error.sum()
    return w, b, np.array(losses)


def wrong_no_bias(x, y, steps, learning_rate):
    """Hint: bias_forgotten"""
    w, losses = np.zeros(x.shape[1]), []
    for _ in range(steps):
        z = x @ w
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        w = w - learning_rate * x.T @ (np.exp(-np.logaddexp(0, -z)) - y) / len(x)
    return w, 0.0, np.array(losses)


def wrong_new_weights_for_the_bias(x, y, steps, learning_rate):
    """Hint: one_after_the_other"""
    w, b, losses = np.zeros(x.shape[1]), 0.0, []
    for _ in range(steps):
        z = x @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        w = w - learning_rate * x.T @ (np.exp(-np.logaddexp(0, -z)) - y) / len(x)
        z = x @ w + b
        b = b - learning_rate * np.mean(np.exp(-np.logaddexp(0, -z)) - y)
    return w, b, np.array(losses)


def wrong_after(x, y, steps, learning_rate):
    """Hint: losses_after_the_step"""
    w, b, losses = np.zeros(x.shape[1]), 0.0, []
    for _ in range(steps):
        error = np.exp(-np.logaddexp(0, -(x @ w + b))) - y
        w, b = w - learning_rate * x.T @ error / len(x), b - learning_rate * error.mean()
        z = x @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
    return w, b, np.array(losses)


def wrong_one_step_less(x, y, steps, learning_rate):
    """Hint: steps_miscounted"""
    w, b, losses = np.zeros(x.shape[1]), 0.0, []
    for step in range(steps):
        z = x @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        if step == steps - 1:
            break
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - learning_rate * x.T @ error / len(x), b - learning_rate * error.mean()
    return w, b, np.array(losses)


def wrong_by_probability(x, y, steps, learning_rate):
    """Hint: slope_by_probabilities"""
    w, b, losses = np.zeros(x.shape[1]), 0.0, []
    for _ in range(steps):
        z = x @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        p = np.exp(-np.logaddexp(0, -z))
        error = -y / p + (1 - y) / (1 - p)
        w, b = w - learning_rate * x.T @ error / len(x), b - learning_rate * error.mean()
    return w, b, np.array(losses)


def wrong_squares(x, y, steps, learning_rate):
    """Hint: sigmoid_slope_twice"""
    w, b, losses = np.zeros(x.shape[1]), 0.0, []
    for _ in range(steps):
        z = x @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        p = np.exp(-np.logaddexp(0, -z))
        error = (p - y) * p * (1 - p)
        w, b = w - learning_rate * x.T @ error / len(x), b - learning_rate * error.mean()
    return w, b, np.array(losses)


def wrong_linear(x, y, steps, learning_rate):
    """Hint: sigmoid_forgotten"""
    w, b, losses = np.zeros(x.shape[1]), 0.0, []
    for _ in range(steps):
        z = x @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        w, b = w - learning_rate * x.T @ (z - y) / len(x), b - learning_rate * (z - y).mean()
    return w, b, np.array(losses)


def wrong_stochastic(x, y, steps, learning_rate):
    """Hint: row_by_row"""
    w, b, losses = np.zeros(x.shape[1]), 0.0, []
    for _ in range(steps):
        z = x @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        for i in range(min(len(x), 2000)):
            error = np.exp(-np.logaddexp(0, -(x[i] @ w + b))) - y[i]
            w, b = w - learning_rate * error * x[i], b - learning_rate * error
    return w, b, np.array(losses)


def wrong_standardised(x, y, steps, learning_rate):
    """Hint: standardised_inside"""
    x = (x - x.mean(axis=0)) / x.std(axis=0)
    w, b, losses = np.zeros(x.shape[1]), 0.0, []
    for _ in range(steps):
        z = x @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - learning_rate * x.T @ error / len(x), b - learning_rate * error.mean()
    return w, b, np.array(losses)


def wrong_total_loss(x, y, steps, learning_rate):
    """Hint: losses_summed"""
    w, b, losses = np.zeros(x.shape[1]), 0.0, []
    for _ in range(steps):
        z = x @ w + b
        losses.append(np.sum(np.logaddexp(0, z) - y * z))
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - learning_rate * x.T @ error / len(x), b - learning_rate * error.mean()
    return w, b, np.array(losses)


def wrong_likelihood(x, y, steps, learning_rate):
    """Hint: losses_negative"""
    w, b, losses = np.zeros(x.shape[1]), 0.0, []
    for _ in range(steps):
        z = x @ w + b
        losses.append(np.mean(y * z - np.logaddexp(0, z)))
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - learning_rate * x.T @ error / len(x), b - learning_rate * error.mean()
    return w, b, np.array(losses)


def wrong_last_loss(x, y, steps, learning_rate):
    """Hint: only_the_last_loss"""
    w, b = np.zeros(x.shape[1]), 0.0
    for _ in range(steps):
        z = x @ w + b
        loss = np.mean(np.logaddexp(0, z) - y * z)
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - learning_rate * x.T @ error / len(x), b - learning_rate * error.mean()
    return w, b, loss


def wrong_log_of_probability(x, y, steps, learning_rate):
    """Hint: sigmoid_then_log"""
    w, b, losses = np.zeros(x.shape[1]), 0.0, []
    for _ in range(steps):
        with np.errstate(all="ignore"):
            p = 1 / (1 + np.exp(-(x @ w + b)))
        losses.append(-np.mean(y * np.log(p + 1e-12) + (1 - y) * np.log(1 - p + 1e-12)))
        w, b = w - learning_rate * x.T @ (p - y) / len(x), b - learning_rate * (p - y).mean()
    return w, b, np.array(losses)


def wrong_overflow(x, y, steps, learning_rate):
    """Hint: exponentials_overflow"""
    w, b, losses = np.zeros(x.shape[1]), 0.0, []
    for _ in range(steps):
        z = x @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        error = np.exp(z) / (1 + np.exp(z)) - y
        w, b = w - learning_rate * x.T @ error / len(x), b - learning_rate * error.mean()
    return w, b, np.array(losses)


def wrong_column(x, y, steps, learning_rate):
    """Weights as a column. Hint: none"""
    w, b, losses = np.zeros((x.shape[1], 1)), 0.0, []
    for _ in range(steps):
        z = (x @ w).ravel() + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - learning_rate * (x.T @ error / len(x))[:, None], b - learning_rate * error.mean()
    return w, b, np.array(losses)


def wrong_broadcast(x, y, steps, learning_rate):
    """A table of all pairs. Hint: none"""
    w, b, losses = np.zeros((x.shape[1], 1)), 0.0, []
    for _ in range(steps):
        z = x[:2000] @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y[:2000] * z))
        error = np.exp(-np.logaddexp(0, -z)) - y[:2000]
        w = w - learning_rate * (x[:2000].T @ error).mean(axis=1, keepdims=True) / len(z)
        b = b - learning_rate * error.mean()
    return w.ravel(), b, np.array(losses)


def wrong_overwritten(x, y, steps, learning_rate):
    """Hint: input_overwritten"""
    w, b, losses = np.zeros(x.shape[1]), 0.0, []
    for _ in range(steps):
        z = x @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        error = np.exp(-np.logaddexp(0, -z)) - y
        w, b = w - learning_rate * x.T @ error / len(x), b - learning_rate * error.mean()
    if x.flags.writeable:
        x -= x[0]
    return w, b, np.array(losses)


def wrong_flipped_labels(x, y, steps, learning_rate):
    """Labels the other way round.

    Hint: labels_turned
    """
    x, y = x.astype(float), 1 - y.astype(float)
    n = len(y)
    w, b, losses = np.zeros(x.shape[1]), 0.0, []
    for _ in range(steps):
        z = x @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        e = 0.5 * (1 + np.tanh(z / 2)) - y
        w, b = w - learning_rate * x.T @ e / n, b - learning_rate * e.mean()
    return w, b, np.array(losses)


def wrong_seeded_start(x, y, steps, learning_rate):
    """Small random weights, as for a network.

    Hint: random_start
    """
    w, b = np.random.default_rng(0).normal(0, 0.01, x.shape[1]), 0.0
    losses = []
    for _ in range(steps):
        z = x @ w + b
        losses.append(np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))))
        error = 1 / (1 + np.exp(-z)) - y
        w = w - learning_rate * (x.T @ error) / len(y)
        b = b - learning_rate * error.mean()
    return w, b, np.array(losses)


def right_bias_as_a_column(x, y, steps, learning_rate):
    """A column of ones for the bias."""
    params = np.zeros(x.shape[1] + 1)
    xb = np.hstack([np.ones((len(x), 1)), x])
    history = []
    for _ in range(steps):
        z = xb @ params
        history.append(np.mean(np.logaddexp(0, z) - y * z))
        with np.errstate(over="ignore"):
            p = 1 / (1 + np.exp(-z))
        params -= learning_rate * xb.T @ (p - y) / len(y)
    return params[1:], params[0], np.array(history)
