"""How cross_entropy_with_logits_gradient is judged: a slope for each logit, and 1 less for the right class alone."""

from functools import wraps

import numpy as np
from numpy import append, arange, array, asfortranarray, exp, log, resize, unique, where

from autograder.bank.shared import axes, classes, exponents, fresh, gradients, logit_slopes, naive, shifts
from autograder.bank.shared.classes import pick
from autograder.bank.shared.gradients import by_autograd
from autograder.bank.shared.mistakes import rounded_away
from autograder.bank.shared.naive import log_probabilities
from autograder.bank.shared.samples import ROWS_FAR_APART
from autograder.bank.spec import EPSILONS, Absolute, Case, Napkin, Spec, Sweep, item, read_only, tensors, variants


def oracle(logits, labels):
    """F.cross_entropy(logits, labels).backward(): logits.grad then has it; the mean by default, int64 labels."""
    from torch.nn import functional as F

    target = tensors(labels)[0].long()
    return by_autograd(lambda scores: F.cross_entropy(scores, target), logits)


def one_hot(logits, labels):
    """Return a row of zeros with a single 1 for each sample; refuse a column of labels, as the exercise asks."""
    pick(logits, labels)
    return (labels[:, None] == arange(logits.shape[1])).astype(float)


def softmax(x):
    return exp(log_probabilities(x))


def after_softmax(mistake):
    """Make a mistake of softmax, then subtract the right classes."""

    @wraps(mistake)
    def in_a_gradient(_, logits, labels, **size):
        rights = one_hot(logits, labels)
        return (mistake(softmax, logits, **size) - rights) / len(labels)

    del in_a_gradient.__wrapped__  # its arguments are not softmax's
    return in_a_gradient


def of_logits(mistake):
    """Make a mistake with the answer, or with the logits, whatever the labels are."""

    @wraps(mistake)
    def with_labels(gradient, logits, labels, **size):
        return mistake(lambda scores: gradient(scores, labels), logits, **size)

    del with_labels.__wrapped__  # it is given labels too
    return with_labels


# ---------------------------------------------------------------- the number of samples


def gradient_of_the_sum(gradient, logits, labels):
    """Gradient of the sum over samples, not of their mean

    Give your function the same samples twice: are the slopes the same as before, or half as large?

    With two samples each has the weight 1/2 in the mean: two equal logits have the slopes −0.25 and 0.25, not −0.5 and
    0.5.

    Divide the whole table by the number of samples.

    Lecture: A constant factor stays in the derivative: the 1/n of the mean is part of its gradient.
    Family: reduction
    """
    return gradient(logits, labels) * len(labels)


@variants(cells=(True, False))
def divided_by_classes(gradient, logits, labels, cells):
    """Divided by all cells of the table, or by the classes

    By which number does your function divide for two samples of three classes: by 2, 3 or 6?

    One sample of two equal logits has the slopes −0.5 and 0.5. Divided by its two cells they are −0.25 and 0.25.

    The mean is over samples: divide by len(labels), and not by .size, .shape[1] or with np.mean.

    Lecture: The loss averages one cost for each sample; how many classes there are does not enter.
    Family: reduction
    """
    n_samples, n_classes = logits.shape
    return gradient(logits, labels) / n_classes * (1 if cells else n_samples)


def divided_twice(gradient, logits, labels):
    """Divided by the number of samples twice

    How often does your function divide by the number of samples: once or twice?

    With two samples each has the weight 1/2: two equal logits have the slopes −0.25 and 0.25. Divided twice they are
    −0.125 and 0.125.

    Look for two divisions, or a division of something that a mean has made smaller already; one of them must go.

    Lecture: The loss has one factor 1/n, so its gradient has one, too.
    Family: reduction
    """
    return gradient(logits, labels) / len(labels)


# ---------------------------------------------------------------- the right class


def one_hot_missing(gradient, logits, labels):
    """The probabilities alone, without the right class

    What do the slopes of one sample add up to in your function?

    Two equal logits have the slopes −0.5 and 0.5, whose sum is 0. The probabilities 0.5 and 0.5 add up to 1.

    Subtract 1 from the probability of the right class, in each row.

    Lecture: Raising all logits alike changes nothing, so the slopes of a sample must cancel.
    Family: labels
    """
    one_hot(logits, labels)
    return softmax(logits) / len(labels)


@variants(shape=("table", "each sample"))
def right_class_alone(gradient, logits, labels, shape):
    """A slope for the right class alone

    Does the loss of a sample change when the logit of a wrong class grows?

    For two equal logits and label 0 the slopes are −0.5 and 0.5: a larger wrong logit takes probability from the right
    one.

    Keep the probabilities of the wrong classes in the table: only for the right one is 1 subtracted.

    Lecture: Every logit is in the denominator of softmax, so every logit has a slope.
    Family: formula
    """
    slopes = one_hot(logits, labels) * (softmax(logits) - 1) / len(labels)
    return slopes if shape == "table" else slopes.sum(axis=1)


def by_the_probability(gradient, logits, labels):
    """Derivative by the probability, not by the logit

    By which quantity did you differentiate: by the probability, or by the logit?

    For two equal logits the slope by the right probability is −1/0.5 = −2. By its logit it is −0.5.

    Go one step further with the chain rule, through softmax, and simplify: the division cancels.

    Lecture: The chain rule has a factor for each step: from loss to probability, then from probability to logits.
    Family: formula
    """
    return -one_hot(logits, labels) / softmax(logits) / len(labels)


@variants(form=("jacobian", "own", "own, halved"))
def squared_error_gradient(gradient, logits, labels, form):
    """Gradient of the squared error of the probabilities

    Which slopes does your function give where the model is sure and wrong: are they near 0?

    Logits 0 and 10 with label 0 have the slopes −0.99995 and 0.99995. Those of the squared error are −0.00018 and
    0.00018, more than 5000 times smaller.

    Start from the logarithm of the right probability, not from a square.

    Lecture: A squared error keeps softmax's flat ends in its gradient; the logarithm cancels them.
    Family: quantity
    """
    p = softmax(logits)
    error = 2 * (p - one_hot(logits, labels))
    if form != "jacobian":
        return error * p * (1 - p) / len(labels) / (2 if form == "own, halved" else 1)
    return p * (error - (error * p).sum(axis=1, keepdims=True)) / len(labels)


@variants(softmax_of=("each row", "the table"), which=("rows for columns", "all pairs", "rows", "everywhere"))
def wrong_cells(gradient, logits, labels, softmax_of, which):
    """1 subtracted in other cells than those of the right classes

    From how many cells of the table does your function subtract 1, for three samples?

    Three samples have three right cells. table[:, labels] -= 1 meets up to nine, and table[labels] -= 1 whole rows.

    Give the table two indices: the row numbers, which np.arange makes, and the labels beside them.

    Lecture: A slice beside a list picks a whole table; two lists of equal length pick pairs.
    Family: labels
    """
    one_hot(logits, labels)
    slopes, rows = softmax(logits), arange(len(labels))
    if softmax_of == "the table":  # whoever thinks in columns has often one sum for all rows too
        slopes = softmax(logits.reshape(1, -1)).reshape(logits.shape)
    columns = slice(None), unique(labels)  # each of them once: a thousand labels would make a thousand
    places = {"rows for columns": (labels, rows), "all pairs": columns, "rows": labels, "everywhere": ...}
    slopes[places[which]] -= 1
    return slopes / len(labels)


@variants(form=("column", "row"))
def label_as_number(gradient, logits, labels, form):
    """The label's number subtracted

    What does your function subtract for label 2: a 2, or a 1 in column 2?

    Three equal logits with label 2 have the slopes 1/3, 1/3 and −2/3. With 2 taken from each they are all −5/3.

    Make a row of zeros with a single 1 at the label first, or subtract 1 in that column.

    Lecture: A label is a name that happens to be written as a number: one can look it up, not calculate with it.
    Family: labels
    """
    one_hot(logits, labels)
    return (softmax(logits) - (labels[:, None] if form == "column" else labels)) / len(labels)


def one_based_labels(gradient, logits, labels):
    """Labels read as if counting started at 1

    Which column of the logits belongs to label 0 in your function?

    Labels run from 0 to n_classes − 1. With 3 classes, label 0 is the first column; 0 − 1 is −1, which NumPy reads as
    the last one.

    Use the labels as column numbers without subtracting 1, and do not treat 0 as missing.

    Lecture: Python counts from 0, and so do the labels; index −1 fails in silence, because it means the last element.
    Family: labels
    """
    one_hot(logits, labels)
    return gradient(logits, (labels.astype(int) - 1) % logits.shape[1])


@variants(how=("pairs", "tables", "tables by samples", "flattened"))
def labels_not_checked(gradient, logits, labels, how):
    """A column of labels accepted

    What does your function do with labels of shape (3, 1) instead of (3,)?

    The row numbers 0, 1, 2 and a column of three labels combine to 3 times 3 cells: 1 is subtracted in wrong ones, too.

    Look at labels.ndim first, and raise a ValueError if it is not 1.

    Lecture: A column meets a row and NumPy makes a table of them: check shapes before arithmetic, because no error will
    tell.
    Family: broadcasting
    """
    if labels.ndim == 1 or how == "flattened":
        return gradient(logits, labels.ravel())
    slopes = softmax(logits)
    if how != "pairs":
        return (slopes - np.eye(logits.shape[1])[labels]) / len(labels if how == "tables" else logits)
    slopes[arange(len(logits)), labels] -= 1
    return slopes / len(logits)


# ---------------------------------------------------------------- the probabilities


@variants(logarithm=(True, False))
def softmax_missing(gradient, logits, labels, logarithm):
    """Logits, or logarithms, in place of the probabilities

    Are the numbers from which you subtract 1 between 0 and 1?

    Two equal logits of 0 have the slopes −0.5 and 0.5. Without softmax they are −1 and 0, and with logarithms of
    probabilities −1.693 and −0.693.

    Turn the logits into probabilities first, with softmax and without a logarithm.

    Lecture: The loss needs logarithms of probabilities, its gradient the probabilities themselves.
    Family: normalising
    """
    scores = log_probabilities(logits) if logarithm else logits.astype(float)
    return (scores - one_hot(logits, labels)) / len(labels)


def softmax_twice(gradient, logits, labels):
    """Softmax applied twice

    How many times does your code apply a softmax: is what goes into it a logit or a probability already?

    Logits 0 and 1000 with label 1 have the slopes 0 and 0. Of the probabilities 0 and 1 a second softmax makes 0.269
    and 0.731, and the slopes 0.269 and −0.269.

    Apply softmax once, to the logits themselves.

    Lecture: After a second softmax no class can be sure: the slopes never fade, and training does not come to rest.
    Family: normalising
    """
    return gradient(softmax(logits), labels)


@variants(eps=[eps for eps in EPSILONS if eps > 5e-11], how=("clipped", "added"))
def clip_probabilities(gradient, logits, labels, eps, how):
    """Probabilities clipped, or shifted by a small constant

    Which slope does your function give to a class that is as good as impossible, 1000 below the best?

    The slope there is 0, whatever the label. With a floor of 1e-7 under the probability it is 1e-7.

    Leave out the constant: no logarithm is left in the gradient that it could protect.

    Lecture: Softmax minus one-hot has nothing that could divide by zero: an epsilon only makes it wrong.
    Family: constants
    """
    p = softmax(logits)
    return ((np.clip(p, eps, 1 - eps) if how == "clipped" else p + eps) - one_hot(logits, labels)) / len(labels)


@variants(floor=(0.0, 1e-300, 1e-12, 1e-8))
def chain_in_steps(gradient, logits, labels, floor):
    """Chain rule computed factor by factor

    By which probability does your function divide, and how small can that be?

    For logits 0 and 1000 with label 0 the right probability is 0 in floating point, and −1/0 times 0 is nan. The slopes
    are −1 and 1.

    Multiply the factors on paper: the division by the probability cancels, and no quotient is left.

    Lecture: Two factors of which one is infinite and the other 0 have a finite product on paper only: simplify before
    you compute.
    Family: overflow
    """
    p = softmax(logits)
    by_p = -one_hot(logits, labels) / (p + floor)
    return p * (by_p - (by_p * p).sum(axis=1, keepdims=True)) / len(labels)


def costs(logits, labels):
    return -pick(log_probabilities(logits), labels)


def quotients(logits, labels, before, after):
    one_hot(logits, labels)
    x, slopes = logits.astype(float), np.empty(logits.shape)
    for column in range(logits.shape[1]):
        step = arange(logits.shape[1]) == column
        slopes[:, column] = costs(x + after * step, labels) - costs(x + before * step, labels)
    return slopes / (after - before) / len(labels)


X = array([[2.0, 1.0, 0.1], [-0.5, 0.5, 1.5], [0.3, 1.5, -0.2], [1.5, -0.5, 0.4], [0.6, -0.3, 0.9]])
LABELS = array([1, 2, 0, 0, 2])
PAIR = array([[0.0, log(3)], [log(3), 0.0]])  # probabilities 1/4 and 3/4, then 3/4 and 1/4
WIDE = where(arange(300) == [[255], [128]], 6.0, 0.0)
ROUNDED = Absolute(1e-12, "a probability near 1 less the 1 of the right class keeps what rounding has left")
FLOORED = Absolute(1e-2, "how small a probability may become is asked under stability, not here")
BOUNDED = Absolute(0.3, "which large logits are told apart is asked under stability, not here")


def basics(rng):
    for samples, n_classes in ((4, 2), (5, 3), (2, 5)):
        labels = append(rng.integers(0, n_classes, samples - 1), 0)
        yield Case(
            f"drawn-{samples}-samples-of-{n_classes}-classes", (rng.normal(0.0, 0.5, (samples, n_classes)), labels)
        )


def labels(rng):
    yield Case("drawn-labels", (rng.normal(0.0, 0.5, (4, 5)), rng.permutation(5)[:4]))


def stability(rng):
    for name, height in (("above", 1e4), ("below", -1e4)):
        logits = rng.normal(height, 1.0, (2, 4))
        yield Case(f"drawn-far-{name}-zero", (logits, rng.integers(0, 4, 2)), absolute=ROUNDED)


SOFTMAX_MISTAKES = (
    shifts.no_shift(*naive.SOFTMAX, *naive.MENDED_SOFTMAX),
    shifts.global_max(*naive.SOFTMAX, *naive.MENDED_SOFTMAX),
    shifts.max_over_samples(naive.softmax),
    *shifts.other_shifts(*naive.SOFTMAX, shifts=("min", "mean", "first", "last")),
    axes.wrong_axis("0"),
    axes.whole_array(lambda x: exp(x - x.max()) / exp(x - x.max()).sum()),
    axes.keepdims_missing(naive.divided, "sum", "max", "both"),
    exponents.sigmoid_instead(naive.sigmoid),
    exponents.unsigned_shift(lambda shifted, _: naive.softmax(shifted)),
    exponents.half_precision(naive.softmax),
)

SPEC = Spec(
    oracle=oracle,
    gradient_of="classification/cross_entropy_with_logits",
    fresh=fresh.scores,
    after="binary_cross_entropy_with_logits_gradient",
    sweep=Sweep(
        "logit of the right class, the other being 0",
        np.linspace(-10, 10, 161),
        lambda logit: (array([[logit, 0.0]]), array([0])),
    ),
    napkins=(
        Napkin(
            (array([[0.0, 0.0]]), array([1])),
            "Which probabilities do two equal logits have, and which of the classes is the right one?",
            "½ − 0 = 0.5 for class 0 and ½ − 1 = −0.5 for class 1.",
        ),
        Napkin(
            (array([[0.0, 1000.0]]), array([0])),
            "The model is sure of class 1, and wrong.",
            "0 − 1 = −1 and 1 − 0 = 1: no slope is ever larger.",
        ),
        Napkin(
            (array([[0.0, 0.0], [1000.0, 0.0]]), array([0, 0])),
            "The second sample is sure and right: which slopes has it? The loss is the mean of two.",
            "−0.25 and 0.25, then 0 and 0: half of −0.5 and 0.5, because the mean is over two samples.",
        ),
    ),
    misconceptions=(
        gradients.sign_turned,
        gradients.sign_lost,
        gradients.one_number_for_all,
        gradients.step_taken,
        gradients.loss_instead(costs),
        gradients.slopes_kept_in_integers,
        logit_slopes.doubled,
        logit_slopes.target_alone_divided(lambda logits, labels: (softmax(logits), one_hot(logits, labels))),
        logit_slopes.difference_quotient(quotients),
        classes.prediction_used_as_label,
        classes.first_label_for_all,
        classes.labels_sorted,
        of_logits(axes.squeezed),
        *map(after_softmax, SOFTMAX_MISTAKES),
        exponents.logits_negated,
        exponents.logits_clipped(20, 50, 100, 500, 700, 1e3),
        exponents.logits_overwritten,
        rounded_away(2, 3, 4, 5, 6),
    ),
    notice=(
        "The softmax is in an array of the function's own, so the 1 of the right class can be subtracted in place: two "
        "index arrays pick one cell a row, and no one-hot table is made. torch's autograd gives the same for "
        "F.cross_entropy; it never divides by a probability, because it differentiates log_softmax, not the logarithm "
        "of a softmax."
    ),
    items=(
        item(
            "basics",
            Case("equal-logits", (array([[1.5, 1.5], [0.5, 0.5]]), array([0, 1])), [[-0.25, 0.25], [0.25, -0.25]]),
            Case("two-samples", (array([[2.0, 1.0, 0.1], [0.2, -0.4, 1.1]]), array([0, 1]))),
            Case("one-to-three", (PAIR, array([0, 0])), [[-3 / 8, 3 / 8], [-1 / 8, 1 / 8]]),
            Case("five-samples", (X, LABELS)),
            points=3.5,
            drawn=basics,
        ),
        item(
            "labels",
            Case("always-the-first", (X, array([0, 0, 0, 0, 0]))),
            Case("always-the-last", (X, array([2, 2, 2, 2, 2]))),
            Case("never-the-largest", (X, array([2, 0, 2, 1, 1]))),
            Case("always-the-largest", (X, array([0, 2, 1, 0, 2]))),
            Case("same-sample-each-label", (resize(X[0], (3, 3)), array([0, 1, 2]))),
            Case("int32-labels", (X, LABELS.astype("int32"))),
            Case("uint64-labels", (X, LABELS.astype("uint64"))),
            Case("uint8-labels", (X, LABELS.astype("uint8"))),
            Case("uint8-labels-up-to-255", (WIDE, array([255, 128], "uint8"))),
            points=1.5,
            drawn=labels,
        ),
        item(
            "stability",
            # Three samples of two classes, or two of three: a square table has a mistake of its own, among the shapes.
            Case(
                "confident-and-wrong",
                (array([[0.0, 1000.0], [0.0, 2000.0], [900.0, 0.0]]), array([0, 0, 1])),
                array([[-1, 1], [-1, 1], [1, -1]]) / 3,
            ),
            Case("unlikely-and-right", (array([[0.0, -1000.0, -1001.0], [0.0, 1000.0, 999.0]]), array([1, 0]))),
            Case("wrong-by-20", (array([[20.0, 0.0, -1.0], [0.0, 20.0, 19.0]]), array([1, 0])), absolute=ROUNDED),
            Case(
                "ten-thousand-and-equal",
                (array([[1e4, 1e4, -1e4], [0.0, 0.0, 1.0]]), array([0, 2])),
                absolute=ROUNDED,
            ),
            Case(
                "ten-million-and-wrong", (array([[-1e7, 1e7, 1e7], [0.0, 1.0, 2.0]]), array([0, 2])), absolute=ROUNDED
            ),
            Case("shifted-by-ten-million", (array([[1e7, 1e7 + 1, 1e7], [0.0, 2.0, 1.0]]), array([0, 1]))),
            Case("very-negative", (array([[-1e4, -10001.0, -9999.0], [-1e4, -10002.0, -10001.0]]), array([1, 0]))),
            Case(
                "confident-and-right",
                (array([[1000.0, 0.0], [0.0, 900.0], [800.0, 1.0]]), array([0, 1, 0])),
                [[0, 0]] * 3,
                absolute=ROUNDED,
            ),
            Case("nearly-certain", (array([[0.0, 12.0], [9.0, 0.0], [0.0, 8.0]]), array([1, 0, 1])), absolute=ROUNDED),
            Case("rows-far-apart", (ROWS_FAR_APART, array([0, 0, 0]))),
            points=2.5,
            drawn=stability,
            digits=True,
        ),
        item(
            "shapes",
            Case("batch-of-one", (X[:1], LABELS[:1])),
            Case("square-batch", (X[:3], array([2, 0, 0]))),
            Case("more-classes-than-samples", (X.T.copy(), array([3, 0, 1]))),
            Case("one-class", (array([[3.0], [-1.0]]), array([0, 0])), [[0.0], [0.0]], absolute=FLOORED),
            Case("fortran-order", (asfortranarray(X), LABELS)),
            Case("strided", (resize(X, (5, 6))[:, ::2], resize(LABELS, 10)[::2])),
            Case("long-batch", (resize(PAIR[0], (30_011, 2)), (arange(30_011) < 27_000).astype(int))),
            Case("thirty-classes", (resize([0.0, 1.0, 2.0], (2, 30)), array([29, 15]))),
            points=1,
        ),
        item(
            "dtypes",
            Case("float32", (X.astype("float32"), LABELS)),
            Case("int64", (array([[3, 1, 2], [1, 3, 2]], "int64"), array([2, 0]))),
            Case("uint64-wraps", (array([[2, 3, 1], [4, 5, 5]], "uint64"), array([0, 0]))),
            Case("uint8-wraps", (array([[1, 3, 2], [7, 5, 5]], "uint8"), array([0, 0]))),
            Case("uint8-large", (array([[128, 127], [127, 128]], "uint8"), array([1, 1])), absolute=BOUNDED),
            Case(
                "int8-wraps", (array([[-128, 127], [127, -128]], "int8"), array([1, 0])), [[0, 0]] * 2, absolute=FLOORED
            ),
            Case("int8", (array([[-1, 0, 2], [1, 0, 1]], "int8"), array([0, 1]))),
            points=0.5,
        ),
        item(
            "wrong_shapes",
            *classes.WRONG_LABELS,
            Case("label-without-axis", (X[:1], array(1)), raises=ValueError),
            points=0.5,
        ),
        item(
            "purity",
            Case("read-only", (read_only(X), read_only(LABELS))),
            Case("read-only-logits", (read_only(X), LABELS)),
            points=0.5,
            inputs_unchanged=True,
        ),
    ),
)
