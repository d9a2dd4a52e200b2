"""How train_logistic_regression is judged: weights, bias and the losses on the way."""

import numpy as np
from numpy import array, float32, log, logaddexp, resize, uint8, zeros

from autograder.bank.exact import exp
from autograder.bank.exact import log as exact_log
from autograder.bank.shared.mistakes import RANDOM, input_overwritten
from autograder.bank.spec import Case, Napkin, Spec, Sweep, item, needing, read_only, tensors, variants


def oracle(x, y, steps, learning_rate):
    """F.binary_cross_entropy_with_logits(z, y).backward(), torch.optim.SGD([w, b], learning_rate).step(): the same."""
    import torch
    from torch.nn import functional as F

    x, y = (tensor.double() for tensor in tensors(x, y))
    weights, bias = torch.zeros(x.shape[1], dtype=torch.float64), torch.zeros((), dtype=torch.float64)
    descent, losses = torch.optim.SGD([weights.requires_grad_(), bias.requires_grad_()], lr=learning_rate), []
    for _ in range(steps):
        loss = F.binary_cross_entropy_with_logits(x @ weights + bias, y)
        descent.zero_grad()
        loss.backward()
        descent.step()
        losses.append(loss.detach())
    return weights.detach(), bias.detach(), torch.stack(losses)


def exact(x, y, steps, learning_rate):
    weights, bias, losses = x[0] * 0, 0, []
    for _ in range(steps):
        logits = x @ weights + bias
        losses.append((exact_log(1 + exp(logits)) - y * logits).sum() / len(y))
        error = 1 / (1 + exp(-logits)) - y
        weights, bias = weights - learning_rate * (x.T @ error) / len(y), bias - learning_rate * error.sum() / len(y)
    return weights, bias, losses


def scaled(arguments, rng):
    """Stretch each column: what is 0 stays 0, and rows that mirror each other still do."""
    x, *others = arguments
    if x.dtype.kind != "f":
        return (x * rng.integers(2, 6, size=x.shape[1]).astype(x.dtype), *others)
    return ((x * (rng.integers(24, 41, size=x.shape[1]) / 32)).astype(x.dtype), *others)


# ---------------------------------------------------------------- mistakes


def sigmoid(logits):
    return np.exp(-logaddexp(0, -logits))


def costs(logits, y):
    return logaddexp(0, logits) - y * logits


def mean_cost(logits, y):
    return costs(logits, y).mean()


def descent(x, y, steps, learning_rate, slope=lambda z, y: sigmoid(z) - y, loss=mean_cost, factors=(1, 1), start=0.0):
    """Take the steps with another slope of each logit, `factors` of both, another loss, or another start."""
    x, y = x.astype(float), y.astype(float)
    weights, bias, losses = zeros(x.shape[1]) + start, 0.0, np.empty(steps)
    with np.errstate(all="ignore"):
        for step in range(steps):
            logits = x @ weights + bias
            losses[step] = loss(logits, y)
            error = slope(logits, y)
            rate, rate_of_bias = (learning_rate * factor for factor in factors)
            weights, bias = weights - rate * (x.T @ error) / len(y), bias - rate_of_bias * error.mean()
    return weights, bias, losses


def climbing(train, x, y, steps, learning_rate):
    """The step goes up the slope, not down

    Does your loss fall from step to step?

    For the rows [1] and [−1] with labels 1 and 0, a step of length 1 makes the weight 0.5, and the loss falls from
    0.693 to 0.474. The other way round the weight is −0.5, and the loss 0.974.

    Subtract the slope, or turn label and probability in it around: once, not twice.

    Lecture: Descent means minus: a loss that grows smoothly is the signature of a turned sign.
    Family: sign
    """
    return descent(x, y, steps, learning_rate, lambda z, y: y - sigmoid(z))


@variants(of=("both", "weights", "bias"))
def summed_slopes(train, x, y, steps, learning_rate, *, of):
    """Slopes summed over the rows, not averaged

    Write every row twice: should a step become twice as long?

    For the rows [1] and [−1] with labels 1 and 0 the slopes are −0.5 and −0.5: their mean is −0.5, their sum −1.

    Divide both slopes by the number of rows.

    Lecture: With a sum, the learning rate that works depends on how many rows there are; with a mean it does not.
    Family: reduction
    """
    in_weights, in_bias = (len(y) if of in ("both", one) else 1 for one in ("weights", "bias"))
    return descent(x, y, steps, learning_rate, factors=(in_weights, in_bias))


def labels_turned(train, x, y, steps, learning_rate):
    """The labels the other way round

    For which of the two labels should a logit above 0 stand?

    For the rows [1] and [−1] with labels 1 and 0, a step of length 1 makes the weight 0.5. With the labels turned it is
    −0.5, although the loss falls just as well.

    Look for 1 − y, or for y and 1 − y in each other's places.

    Lecture: A model of the wrong labels trains without a complaint; only the accuracy tells.
    Family: labels
    """
    return train(x, 1 - y.astype(float), steps, learning_rate)


def bias_forgotten(train, x, y, steps, learning_rate):
    """The bias stays 0

    What does your model say of a row of zeros, after training?

    With three labels of 1 and one of 0, the first step of length 1 makes the bias 0.25, whatever stands in the rows.

    The bias has a slope too, the mean of the errors: move it in every step.

    Lecture: Without a bias the border between the classes must pass through the origin.
    Family: training
    """
    x, y = x.astype(float), y.astype(float)
    weights, losses = zeros(x.shape[1]), np.empty(steps)
    for step in range(steps):
        losses[step] = costs(x @ weights, y).mean()
        weights = weights - learning_rate * (x.T @ (sigmoid(x @ weights) - y)) / len(y)
    return weights, 0.0, losses


@variants(first=("weights", "bias"))
def one_after_the_other(train, x, y, steps, learning_rate, *, first):
    """The second of weights and bias moved by slopes at a new place

    Do both slopes of a step belong to the same weights and the same bias?

    For the rows [1] and [3] with labels 1 and 0 a step of length 1 makes the weight −0.5. The slope of the bias is 0 at
    the start; at the new weight it is −0.220.

    Compute both slopes first, and then move both.

    Lecture: A gradient is taken at one point; moving one number at a time is another method, coordinate descent.
    Family: training
    """
    x, y = x.astype(float), y.astype(float)
    weights, bias, losses = zeros(x.shape[1]), 0.0, np.empty(steps)
    for step in range(steps):
        losses[step] = costs(x @ weights + bias, y).mean()
        for part in (first, "bias" if first == "weights" else "weights"):
            error = sigmoid(x @ weights + bias) - y
            if part == "weights":
                weights = weights - learning_rate * (x.T @ error) / len(y)
            else:
                bias = bias - learning_rate * error.mean()
    return weights, bias, losses


def losses_after_the_step(train, x, y, steps, learning_rate):
    """Each loss taken after its step

    Is your first loss ln 2, whatever the data?

    At zeros every probability is 1/2, and every row costs ln 2 = 0.693. After one step it is less.

    In the loop, write the loss down before you move weights and bias.

    Lecture: A training curve begins at the loss of the untrained model: only then can one see what training gained.
    Family: training
    """
    weights, bias, _ = train(x, y, steps, learning_rate)
    return weights, bias, train(x, y, steps + 1, learning_rate)[2][1:]


@variants(make=RANDOM, scale=(0.01, 0.1, 1.0))
def random_start(train, x, y, steps, learning_rate, *, make, scale):
    """Weights that begin at random

    Which weights does your function begin with, and which does the docstring name?

    With weights of 0 every probability is 1/2 at first, and the first loss is 0.693 exactly, whatever the data and the
    seed.

    Begin with `np.zeros`: no random numbers.

    Lecture: Random starts are for networks with hidden layers, where equal weights would stay equal; logistic
    regression has none, and every start leads to the same valley.
    Family: training
    """
    return descent(x, y, steps, learning_rate, start=scale * make(x.shape[1]))


@variants(more=(-1, 1))
def steps_miscounted(train, x, y, steps, learning_rate, *, more):
    """One step too many, or too few

    After a single step, steps = 1, are your weights still 0, or moved twice?

    For the rows [1] and [−1] with labels 1 and 0, one step of length 1 makes the weight 0.5; two make it 0.878.

    Let the loop run exactly `steps` times, and return what it leaves.

    Lecture: Losses and steps alternate: so many losses, so many steps, and one model at the end.
    Family: training
    """
    losses = train(x, y, steps, learning_rate)[2]
    if steps + more == 0:
        return zeros(x.shape[1]), 0.0, losses
    return (*train(x, y, steps + more, learning_rate)[:2], losses)


def slope_by_probabilities(train, x, y, steps, learning_rate):
    """The slope by the probability, not by the logit

    By what do you differentiate the loss of a row: by its probability, or by its logit?

    For p = 0.5 and label 1 the slope by the probability is −1/p = −2; by the logit it is p − 1 = −0.5.

    Multiply by the slope of the sigmoid, p(1 − p): what is left is short.

    Lecture: Cross entropy and sigmoid are made for each other: the slope by the logit is p − y and nothing else.
    Family: training
    """

    def slope(logits, y):
        p = sigmoid(logits)
        return (p - y) / np.maximum(p * (1 - p), 1e-300)

    return descent(x, y, steps, learning_rate, slope)


def sigmoid_slope_twice(train, x, y, steps, learning_rate):
    """The slope of the squared error behind a sigmoid

    Is there a factor p(1 − p) in your slope by the logit?

    For p = 0.5 and label 1 the slope of the cross entropy is −0.5; with the factor, as for squares, it is −0.125.

    Leave the factor out: the logarithm's slope has cancelled it already.

    Lecture: With squares behind a sigmoid a row that is surely wrong has no slope: cross entropy keeps it loud.
    Family: formula
    """
    return descent(x, y, steps, learning_rate, lambda z, y: (sigmoid(z) - y) * sigmoid(z) * (1 - sigmoid(z)))


def sigmoid_forgotten(train, x, y, steps, learning_rate):
    """Logits compared with labels: linear regression

    What do you subtract the label from: the logit, or its sigmoid?

    At a logit of 0 and label 1 the slope is 0.5 − 1 = −0.5; without the sigmoid it is −1.

    Turn logits into probabilities before you subtract the labels.

    Lecture: Logistic regression is linear in the logits only; its errors are errors of probabilities.
    Family: formula
    """
    return descent(x, y, steps, learning_rate, lambda z, y: z - y)


def row_by_row(train, x, y, steps, learning_rate):
    """A step for each row, not for all of them

    How often do your weights move in one step: once, or once a row?

    For the rows [1] and [−1] with labels 1 and 0, one step of all rows makes the weight 0.5. Two steps, a row each,
    make it 1.

    Average the slopes of all rows, and then move once.

    Lecture: Stochastic gradient descent moves after each row: faster, noisier, and another path.
    Family: batch
    """
    x, y = x.astype(float), y.astype(float)
    if len(x) > 1000:
        return train(x, y, steps, learning_rate)
    weights, bias, losses = zeros(x.shape[1]), 0.0, np.empty(steps)
    for step in range(steps):
        losses[step] = costs(x @ weights + bias, y).mean()
        for row, label in zip(x, y, strict=True):
            error = sigmoid(row @ weights + bias) - label
            weights, bias = weights - learning_rate * error * row, bias - learning_rate * error
    return weights, bias, losses


def standardised_inside(train, x, y, steps, learning_rate):
    """The data standardised within the function

    Do you subtract the mean of a column, or divide by its spread, before you train?

    Rows [2] and [−2] become [1] and [−1] when they are standardised, and the first step half as long.

    Use x as it is: the caller standardises it, once, and the held-out rows in the same way.

    Lecture: What is learnt from the training data, mean and spread too, must be kept for the data that come later.
    Family: normalising
    """
    x = x.astype(float)
    spread = x.std(axis=0)
    return train((x - x.mean(axis=0)) / np.where(spread > 0, spread, 1), y, steps, learning_rate)


def losses_summed(train, x, y, steps, learning_rate):
    """Losses summed over the rows, not averaged

    Is your first loss ln 2 for any number of rows?

    At zeros each of four rows costs ln 2 = 0.693: their mean is 0.693, their sum 2.773.

    Take the mean over the rows.

    Lecture: Only means can be compared between training data and held-out data.
    Family: reduction
    """
    return descent(x, y, steps, learning_rate, loss=lambda z, y: costs(z, y).sum())


def losses_negative(train, x, y, steps, learning_rate):
    """Losses below 0: the minus is missing

    Is your first loss 0.693, or −0.693?

    ln 0.5 is −0.693; a row whose label has the probability 0.5 costs +0.693.

    Turn the sign of the logarithms, once.

    Lecture: The logarithm of a probability is never positive; the minus makes a cost of it.
    Family: sign
    """
    weights, bias, losses = train(x, y, steps, learning_rate)
    return weights, bias, -losses


def only_the_last_loss(train, x, y, steps, learning_rate):
    """One loss returned in place of all

    How many losses do you return after three steps?

    After three steps there are three losses, one before each: an array of shape (3,).

    Make an array of so many losses before the loop, and fill in one in each round.

    Lecture: A single loss says where one is, a curve whether one is getting anywhere.
    Family: quantity
    """
    weights, bias, losses = train(x, y, steps, learning_rate)
    return weights, bias, losses[-1]


@variants(eps=(0.0, 1e-15, 1e-12, 1e-10, 1e-8))
def sigmoid_then_log(train, x, y, steps, learning_rate, *, eps):
    """The logarithm of a probability that has become 0

    What does a row with label 1 cost in your loss when its logit is −2000?

    It costs 2000. The sigmoid of −2000 is 0 in floating point: its logarithm is −∞, or −27.6 with 1e-12 added.

    Write the cost with the logit itself: ln(1 + eᶻ) − yz, where ln(1 + eᶻ) is `np.logaddexp` of 0 and z.

    Lecture: A probability that underflows has lost its logarithm; the logit still has it.
    Family: overflow
    """

    def loss(logits, y):
        p = 1 / (1 + np.exp(-logits))
        return -np.mean(np.where(y == 1, log(p + eps), log(1 - p + eps)))

    return descent(x, y, steps, learning_rate, loss=loss)


def exponentials_overflow(train, x, y, steps, learning_rate):
    """exp of a large logit

    What is np.exp(2000), and what is inf / inf?

    With eᶻ / (1 + eᶻ) a logit of 2000 becomes inf / inf, which is nan; 1 / (1 + e⁻ᶻ) is 1 there.

    Divide 1 by 1 plus the exponential of −z: an overflow then means a probability of 0.

    Lecture: Two formulas that are equal on paper can differ in a computer: choose the one that fails softly.
    Family: overflow
    """

    def slope(logits, y):
        return np.exp(logits) / (1 + np.exp(logits)) - y

    return descent(x, y, steps, learning_rate, slope)


def integer_weights(train, x, y, steps, learning_rate):
    """Weights in the dtype of x

    Of which dtype is your array of weights, and what fits into an array of integers?

    `np.zeros_like` of a row of integers is one of integers: a weight of 0.5 becomes 0 in it, and nothing moves.

    Make the weights as an array of floats, whatever x is.

    Lecture: zeros_like copies the dtype too: what is trained should be a float, whatever the data are.
    Family: integers
    """
    if x.dtype.kind == "f":
        return train(x, y, steps, learning_rate)
    weights, bias, losses = zeros(x.shape[1], dtype=x.dtype), 0.0, np.empty(steps)
    for step in range(steps):
        losses[step] = costs(x @ weights + bias, y.astype(float)).mean()
        error = sigmoid(x @ weights + bias) - y
        weights = (weights - learning_rate * (x.T @ error) / len(y)).astype(x.dtype)
        bias = bias - learning_rate * error.mean()
    return weights.astype(float), bias, losses


# ---------------------------------------------------------------- cases


def mirrored(rng, count, part, name):
    """Draw rows that mirror each other: the slope of the bias is 0 all along."""
    half = rng.normal(0.0, 1.5, (count, 2))
    labels = rng.integers(2, size=count)
    labels[0] = 1
    x, y = np.concatenate([half, -half]), np.concatenate([labels, 1 - labels])
    return Case(f"drawn-{count}-{name}", (x, y, 3, float(rng.uniform(0.5, 1.5))), part=part)


def drawn_weights(rng):
    yield mirrored(rng, 2, 0, "pairs")
    yield mirrored(rng, 3, 0, "pairs")


def drawn_losses(rng):
    yield mirrored(rng, 2, 2, "pairs-losses")
    yield mirrored(rng, 3, 2, "pairs-losses")


def drawn_biases(rng):
    x, y = rng.normal(1.0, 1.5, (5, 2)), array([1, 0, 1, 1, 1])
    for part, name in enumerate(("weights", "bias")):
        yield Case(f"drawn-rows-{name}", (x, y, 4, float(rng.uniform(0.5, 1.5))), part=part)


def patients(rng):
    """Draw a hundred patients of the data that scikit-learn ships, with four standardised columns."""
    from sklearn.datasets import load_breast_cancer

    data = load_breast_cancer()
    rows = rng.permutation(len(data.data))[:100]
    x = data.data[rows][:, [0, 1, 4, 6]]  # mean radius, texture, smoothness and concavity
    x = np.round((x - x.mean(axis=0)) / x.std(axis=0), 3)
    yield from needing("bias", Case("drawn-patients", (x, data.target[rows], 30, 0.5), part=0))


X, Y = array([[1.0, 0.5], [-1.0, -0.5], [2.0, -1.0], [-2.0, 1.0]]), array([1, 0, 1, 0])
SPREAD, LABELS = array([[0.5, 2.0], [1.5, -1.0], [3.0, 0.5], [-0.5, 1.0], [2.0, 2.5]]), array([1, 0, 1, 1, 1])
ALONE = array([[1.0], [-1.0]])
TURNED, TURNED_LABELS = array([[1.0], [-1.0], [3.0], [-3.0]]), array([1, 0, 0, 1])  # two rows cost 2000 after a step
STEP = 4000.0
OVERLAPPING = np.concatenate([SPREAD, [[-1.0, -1.0], [1.0, 1.0], [-0.5, 0.5]]])
OVERLAPPING_LABELS = array([1, 0, 1, 1, 1, 0, 0, 0])

SPEC = Spec(
    oracle=oracle,
    exact=exact,
    fresh=scaled,
    after="fit_distribution",
    sweep=Sweep(
        "step, for eight rows and a learning rate of 2",  # with a sum in place of a mean the steps are too long
        np.arange(40),
        lambda step: (OVERLAPPING, OVERLAPPING_LABELS, int(step) + 1, 2.0),
        part=2,
        is_series=True,
    ),
    napkins=(
        Napkin(
            (array([[4.0], [-2.0]]), array([1, 0]), 1, 1.0),
            "Weights and bias begin as 0: which probability has each row then?",
            "Each logit is 0 and each probability ½, so each row costs −ln ½ = ln 2 ≈ 0.693, whatever the data are.",
            given="ln 2 ≈ 0.693",
            part=2,
        ),
        Napkin(
            (array([[4.0], [-2.0]]), array([1, 0]), 1, 1.0),
            "The slope by the weight is the mean of (probability − label) · x.",
            "The errors are ½ − 1 = −½ and ½ − 0 = ½. The slope is (−½ · 4 + ½ · (−2)) / 2 = −1.5, and the step leads "
            "from 0 to 1.5.",
            part=0,
        ),
        Napkin(
            (array([[4.0], [-2.0], [1.0], [3.0]]), array([1, 1, 1, 0]), 1, 1.0),
            "The slope by the bias is the mean of the errors; x has no part in it.",
            "The errors are −½, −½, −½ and ½. Their mean is −0.25, and the step leads from 0 to 0.25.",
            part=1,
        ),
    ),
    misconceptions=(
        input_overwritten(
            lambda x, _y, _steps, _rate: np.subtract(x, x[0], out=x),
            lambda _x, y, _steps, _rate: np.subtract(1, y, out=y),
        ),
    ),
    notice=(
        "Both slopes are means: of the errors, probability minus label, and for the weights of the errors times x. "
        "Sigmoid and logarithm cancel. Both are taken before anything moves. The loss is written with the logit, so it "
        "is finite where a probability is 0. torch.optim.SGD does the same with the slopes of autograd."
    ),
    items=(
        item(
            "basics",
            Case("two-rows", (ALONE, array([1, 0]), 1, 1.0), [0.5], part=0),
            Case("two-rows-longer", (ALONE, array([1, 0]), 3, 1.0), part=0),
            Case("one-step", (X, Y, 1, 2.0), part=0),
            Case("four-rows", (X, Y, 4, 0.5), part=0),
            points=3,
            drawn=drawn_weights,
        ),
        item(
            "bias",
            Case("bias-after-one-step", (SPREAD, LABELS, 1, 1.0), 0.3, part=1),
            Case("bias-after-three-steps", (SPREAD, LABELS, 3, 0.5), part=1),
            Case("weights-after-three-steps", (SPREAD, LABELS, 3, 0.5), part=0),
            points=1.5,
            drawn=drawn_biases,
        ),
        item(
            "losses",
            Case("first-loss", (X, Y, 1, 1.0), [log(2)], part=2),
            Case("falling", (X, Y, 5, 0.5), part=2),
            Case("two-rows-falling", (ALONE, array([1, 0]), 4, 1.0), part=2),
            *needing("bias", Case("falling-with-bias", (SPREAD, LABELS, 4, 0.5), part=2)),
            points=2,
            drawn=drawn_losses,
        ),
        item(
            "stability",
            Case("long-step-weights", (TURNED, TURNED_LABELS, 2, STEP), part=0),
            *needing("losses", Case("long-step-losses", (TURNED, TURNED_LABELS, 2, STEP), [log(2), 1000.0], part=2)),
            *needing("losses", Case("longer-steps", (TURNED, TURNED_LABELS, 3, 5000.0), part=2)),
            points=1.5,
        ),
        item("real_data", Case("one-column", (X[:, :1].copy(), Y, 30, 0.5), part=0), points=0.5, drawn=patients),
        item(
            "dtypes",
            Case("float32", (X.astype(float32), Y.astype(float32), 3, 1.0), part=0),
            Case("float-labels", (X, Y.astype(float), 2, 1.0), part=0),
            Case("integers", (array([[1, 0], [-1, 0], [2, -1], [-2, 1]]), Y, 3, 0.25), part=0),
            Case("uint8-labels", (X, Y.astype(uint8), 3, 0.75), part=0),
            points=0.5,
        ),
        item(
            "size",
            Case("many-rows", (resize(X, (20_000, 2)), resize(Y, 20_000), 3, 1.0), part=0),
            Case("many-steps", (X, Y, 200, 1.0), part=0),
            points=0.5,
        ),
        item(
            "purity",
            Case("read-only", (read_only(X), read_only(Y), 2, 1.0), part=0),
            Case("writable", (X + 0.0, Y + 0, 2, 0.75), part=0),
            points=0.5,
            inputs_unchanged=True,
        ),
    ),
)
