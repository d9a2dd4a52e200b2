"""How best_constant is judged: the mean, a median, and the point where Huber's slopes balance."""

import numpy as np
from numpy import array, clip, float32, mean, median, resize, sort, uint8, where

from autograder.bank.shared import fresh
from autograder.bank.shared.mistakes import input_overwritten
from autograder.bank.spec import Case, Napkin, Spec, Sweep, item, needing, read_only, tensors, variants


def oracle(y, loss):
    """y.mean(), y.quantile(0.5), grad(F.huber_loss(c.expand_as(y), y), c) == 0: the three constants."""
    import torch
    from torch.nn import functional as F

    (y,) = tensors(y)
    if loss != "huber":
        return y.mean() if loss == "mse" else y.quantile(0.5)
    low, high = y.min(), y.max()
    for _ in range(60):
        middle = ((low + high) / 2).requires_grad_()
        (slope,) = torch.autograd.grad(F.huber_loss(middle.expand_as(y), y), middle)
        low, high = (middle.detach(), high) if slope < 0 else (low, middle.detach())
    return high


def exact(y, loss):
    ranked = np.sort(y)
    if loss == "mse":
        return sum(ranked) / len(ranked)
    if loss == "mae":
        return (ranked[len(ranked) // 2] + ranked[(len(ranked) - 1) // 2]) / 2
    return sum(flat(y, "huber")) / 2


def slope(y, constant):
    """Return the slope of the Huber loss, summed over the targets."""
    return sum(max(-1, min(1, constant - target)) for target in y)


def flat(y, loss):
    """Return the smallest and the largest of the best constants."""
    ranked = np.sort(y)
    if loss == "mae":
        return ranked[(len(y) - 1) // 2], ranked[len(y) // 2]
    knots = np.sort(np.concatenate([y - 1, y + 1]))  # between two of them the slope is a straight line
    first, last = 0, len(knots) - 1  # the last knot whose slope is below 0, and the first one where it is above
    while last - first > 1:
        half = (first + last) // 2
        first, last = (half, last) if slope(y, knots[half]) < 0 else (first, half)
    low = root(y, knots[first], knots[last])
    first, last = max(first, 0), len(knots) - 1
    while last - first > 1:
        half = (first + last) // 2
        first, last = (first, half) if slope(y, knots[half]) > 0 else (half, last)
    return low, root(y, knots[last], knots[first])


def root(y, here, there):
    """Return where the straight line between two knots is 0: `there`, if the slope is 0 there."""
    one, other = slope(y, here), slope(y, there)
    return there if other == 0 else here - one * (there - here) / (other - one)


def huber_of(y, delta=1.0):
    """Return a constant that minimises the Huber loss."""
    low, high = float(min(y)), float(max(y))
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if clip(middle - y, -delta, delta).sum() < 0 else (low, middle)
    return high


# ---------------------------------------------------------------- mistakes


def mean_for_median(best, y, loss):
    """The mean where the median is due

    Move the largest target far away: should the constant for "mae" follow it?

    For 0, 1, 2, 5 and 27 the distances to 2 add up to 31, those to the mean, 7, add up to 40.

    For "mae", sort the targets and take one that has as many below it as above.

    Lecture: The absolute loss counts heads, the square loss counts distances: so one finds the median, the other the
    mean.
    Family: quantity
    """
    return mean(y) if loss == "mae" else best(y, loss)


def median_for_mean(best, y, loss):
    """The median where the mean is due

    For the targets 0, 1 and 5, which constant makes the sum of the squares smallest?

    The squares of the distances to 1 add up to 17, those of the distances to 2, the mean, to 14.

    For "mse" every target counts with its size: add them up and divide by how many there are.

    Lecture: The slope of a square is twice the error, so at the best constant the errors add up to 0: it is the mean.
    Family: quantity
    """
    return median(y) if loss == "mse" else best(y, loss)


def unsorted_middle(best, y, loss):
    """The middle of targets that are not sorted

    What does your function return for the targets 6, 1 and 2 and "mae"?

    In the middle of the array 6, 1, 2 stands 1; in the middle of 1, 2, 6 stands 2.

    Sort a copy of the targets before you take the middle one.

    Lecture: A median is about the order of the sizes, not about the order in which the numbers came.
    Family: formula
    """
    return y[len(y) // 2] if loss == "mae" else best(y, loss)


def unbounded_slope(best, y, loss):
    """Huber's slope unbounded: the mean

    How hard does an error of 100 pull at your Huber constant: as hard as one of 1, or a hundred times as hard?

    For 0, 0.5, 1 and 100 the mean is 25.4. With pulls of at most 1 the constant is 0.83: there 0, 0.5 and 1 pull down
    by 0.83, 0.33 and −0.17, which is 1, and 100 pulls up by 1.

    Limit each pull to the range from −1 to 1 before you add them up.

    Lecture: The slope of the Huber loss is the error, cut at delta: an outlier pulls, but it cannot shout.
    Family: outliers
    """
    return mean(y) if loss == "huber" else best(y, loss)


def signs_alone(best, y, loss):
    """Huber's slope by the sign alone: the median

    How hard does an error of 0.1 pull at your Huber constant: by 0.1, or by 1?

    For 1, 1.25 and 1.75 the median is 1.25. The Huber constant is the mean, 1.333: all errors are below delta = 1.

    Errors up to delta pull by their size, and only larger ones by 1.

    Lecture: Near the target the Huber loss is a parabola: among near targets its constant is their mean.
    Family: formula
    """
    return median(y) if loss == "huber" else best(y, loss)


def halfway(best, y, loss):
    """Mean and median averaged for the Huber loss

    At your Huber constant, do the pulls of all targets, each limited to 1, add up to 0?

    For 0, 0.5, 1 and 100 halfway between the median 0.75 and the mean 25.4 lies 13.1: there three targets pull down by
    1 each, and only one pulls up by 1.

    Move the constant until the limited pulls add up to 0; no formula of mean and median gives that.

    Lecture: The Huber constant lies between median and mean most of the time, but where is decided by the slopes.
    Family: formula
    """
    return (mean(y) + median(y)) / 2 if loss == "huber" else best(y, loss)


def outliers_left_out(best, y, loss):
    """Far targets left out instead of limited

    Does a target that is far away still pull at your Huber constant, by 1?

    For 0, 0.5, 1 and 100 the mean of the near ones is 0.5. The far one pulls by 1, and moves the constant to 0.83.

    Keep every target, and limit its pull to the range from −1 to 1.

    Lecture: The Huber loss hears an outlier with a bounded voice; leaving it out is another loss, with many valleys.
    Family: outliers
    """
    if loss != "huber":
        return best(y, loss)
    middle = median(y)
    return mean(y[np.abs(y - middle) <= 1]) if np.any(np.abs(y - middle) <= 1) else middle


def one_step_only(best, y, loss):
    """One step towards Huber's constant, then no more

    Put your Huber constant in again as the start: does it stay where it is?

    For 0, 0, 0.5, 3 and 40 the median is 0.5. Its limited pulls have the mean 0.2, and a step leads to 0.7. There the
    pulls still add up to 0.4; at 0.833 they add up to 0.

    Repeat the step until the constant no longer moves.

    Lecture: The limit of a pull depends on the constant: whoever moves the constant has to look at all of them again.
    Family: formula
    """
    if loss != "huber":
        return best(y, loss)
    middle = median(y)
    return middle + mean(clip(y - middle, -1, 1))


@variants(begin=(mean, lambda _: 0.0), rate=(0.01, 0.1), rounds=(100, 1000))
def search_ends_early(best, y, loss, *, begin, rate, rounds):
    """A search for Huber's constant that ends on its way

    At the constant that you return, what do the limited pulls add up to: 0, or is the search still on its way there?

    Of 0, 100 and 1000 the constant is 100. A search from the mean, 367, in 100 steps of 0.1 times the mean pull of 1/3
    comes as far as 363.

    Halve a range: the sign of the pulls says in which half the constant lies. Fifty times do from a million away.

    Lecture: A fixed number of short steps reaches near goals only; a search should end where the slope is 0.
    Family: training
    """
    if loss != "huber" or len(y) > 1000:
        return best(y, loss)
    constant = float(begin(y))
    for _ in range(rounds):
        constant -= rate * np.mean(clip(constant - y, -1, 1))
    return constant


@variants(count=(100, 101, 200, 500, 1000, 1001, 2000, 10_000, 10_001), huber_alone=(True, False))
def grid_too_coarse(best, y, loss, *, count, huber_alone):
    """The best number of a grid, not the best of all

    How far apart are the constants that your function tries, and how exact is the answer asked for?

    A hundred constants between 0 and 1000 are 10 apart, so the best of them may be off by 5; a millionth is allowed.

    Two of the three constants have a formula. For the third, halve a range where the slope changes its sign.

    Lecture: A grid shows a curve; each digit more costs ten times as many points, and halving three or four steps.
    Family: digits
    """
    if len(y) > 1000 or (huber_alone and loss != "huber"):
        return best(y, loss)
    grid = np.linspace(min(y), max(y), count)
    cost = {"mse": np.square, "mae": np.abs}.get(loss, lambda e: where(np.abs(e) <= 1, e**2 / 2, np.abs(e) - 0.5))
    return grid[np.argmin(mean(cost(grid[:, None] - y.astype(float)), axis=1))]


@variants(delta=(0.5, 1.35, 1.345, 2.0, 10.0))
def other_delta(best, y, loss, *, delta):
    """Another delta than 1

    From which error on does a target pull no harder at your Huber constant?

    For 0, 0.5, 1 and 100 the constant is 0.833 with delta = 1, and 1.167 with delta = 2.

    Put 1 where your delta stands.

    Lecture: Delta has the unit of the target: it says which errors count as ordinary, so a loss must name it.
    Family: constants
    """
    return huber_of(y, delta) if loss == "huber" else best(y, loss)


def squares_doubled(best, y, loss):
    """The square not halved below delta: slopes that do not meet

    Does the slope of your loss jump at an error of 1?

    The slope of e²/2 at 1 is 1, that of e² is 2; beyond delta it is 1. With e² a near target pulls twice as hard.

    Halve the square, or let the error itself be its slope.

    Lecture: The half in e²/2 is there so that both pieces of the Huber loss meet with one slope.
    Family: formula
    """
    if loss != "huber":
        return best(y, loss)
    low, high = float(min(y)), float(max(y))
    for _ in range(100):
        middle = (low + high) / 2
        error = middle - y
        pull = np.where(np.abs(error) <= 1, 2 * error, np.sign(error)).sum()
        low, high = (middle, high) if pull < 0 else (low, middle)
    return high


def one_of_the_targets(best, y, loss):
    """The best of the targets, not the best number

    Must the best constant be one of the targets?

    For 0, 1 and 5 and "mse" the best target is 1, with squares that add up to 17; the mean, 2, is none of the targets,
    and its squares add up to 14.

    Do not look among the targets alone: the constant may be any number.

    Lecture: Only the absolute loss always has a best constant among the targets.
    Family: quantity
    """
    if len(y) > 1000:
        return best(y, loss)
    error = y[:, None].astype(float) - y
    size = np.abs(error)
    cost = {"mse": error**2, "mae": size, "huber": np.where(size <= 1, size**2 / 2, size - 0.5)}[word_of(loss)]
    return float(y[cost.sum(axis=1).argmin()])


@variants(at=("the best", "the mean"))
def loss_of_the_best(best, y, loss, *, at):
    """The smallest loss instead of the constant

    Does your function return where the loss is smallest, or how small it is there?

    For 0, 1 and 5 and "mse" the constant is 2, and its loss is 14 / 3 = 4.667.

    Return the constant, and leave its loss aside.

    Lecture: argmin is a place and min a height; a model needs the place.
    Family: quantity
    """
    constant = best(y, loss)
    error = (constant if at == "the best" else mean(y.astype(float))) - y.astype(float)
    size = np.abs(error)
    return mean({"mse": error**2, "mae": size, "huber": np.where(size <= 1, size**2 / 2, size - 0.5)}[loss])


def word_of(loss):
    """Return the word, or raise ValueError: what is none of the three is not asked here."""
    if loss not in ("mse", "mae", "huber"):
        raise ValueError(loss)
    return loss


@variants(instead=("mse", "mae", "huber"))
def any_word_accepted(best, y, loss, *, instead):
    """Another word is taken for a loss

    What does your function return for a loss that it does not know?

    A slip such as "meen" that comes back as a number is found weeks later; a ValueError is found at once.

    After the three words, raise a ValueError.

    Lecture: An else that takes everything hides every slip of a key.
    Family: arguments
    """
    return best(y, loss if loss in ("mse", "mae", "huber") else instead)


def none_for_another_word(best, y, loss):
    """None for another word

    Which line of your function is reached for the word "l2"?

    A function whose last line is not reached returns None, and the caller learns of it much later.

    Raise a ValueError after the last of your three cases.

    Lecture: A function that falls off its end returns None, the quietest of all errors.
    Family: arguments
    """
    return best(y, loss) if loss in ("mse", "mae", "huber") else None


def small_integers_added(best, y, loss):
    """Two middle targets added in a small integer type

    What is 200 + 220 in uint8, which ends at 255?

    The sum wraps around to 164, and half of it, 82, lies far from both.

    Turn the targets into floats first.

    Lecture: NumPy adds in the type that it is given; a mean of two is a sum first.
    Family: integers
    """
    if loss != "mae" or y.dtype.kind == "f":
        return best(y, loss)
    ranked = sort(y)
    with np.errstate(over="ignore"):
        return (ranked[(len(y) - 1) // 2] + ranked[len(y) // 2]) / 2


# ---------------------------------------------------------------- cases


def means(rng):
    for size in (3, 6):
        yield Case(f"drawn-{size}-targets", (rng.normal(1.0, 3.0, size), "mse"))


def medians(rng):
    for size in (4, 6):
        yield Case(f"drawn-{size}-middles", (rng.normal(1.0, 3.0, size), "mae"), between=flat)


def balances(rng):
    for size in (5, 7):
        yield Case(f"drawn-{size}-pulls", (rng.normal(1.0, 2.0, size), "huber"))


def middles(name, *targets):
    return Case(name, (array(targets), "mae"), between=flat)


FIVE = array([5.0, 0.0, 27.0, 1.0, 2.0])
FAR = array([0.5, 100.0, 0.0, 1.0])
SKEWED = array([3.0, 0.0, 40.0, 0.5, 0.0])

SPEC = Spec(
    oracle=oracle,
    exact=exact,
    fresh=fresh.numbers,
    sweep=Sweep(
        "fifth target beside 0, 0.2, 0.6 and 1.8",
        np.linspace(-6, 12, 91).round(1),
        lambda target: (array([0.0, 0.2, 0.6, 1.8, target]),),
        lines=("mse", "mae", "huber"),
    ),
    napkins=(
        Napkin(
            (array([0.0, 1.0, 5.0]), "mse"),
            "At the best constant the errors add up to 0.",
            "(0 + 1 + 5) / 3 = 2.",
        ),
        Napkin(
            (array([0.0, 1.0, 500.0]), "mae"),
            "Each target pulls by 1, however far away it is: where do as many pull up as down?",
            "1: one target pulls down, one pulls up, and 500 counts no more than 5.",
        ),
        Napkin(
            (array([0.0, 1.0, 500.0]), "huber"),
            "The farthest target pulls up by 1, however far away. Where do the other two pull down by 1 together?",
            "1: there 0 pulls down by 1, and 1 does not pull at all.",
        ),
    ),
    misconceptions=(input_overwritten(lambda y, _loss: y.sort(), lambda y, _loss: np.subtract(y, y[0], out=y)),),
    notice=(
        "All three ask one question: where do the slopes add up to 0? That of a square is twice the error, so the "
        "answer is the mean; that of a distance is a sign, so it is a median; Huber's is the error, cut at 1, and no "
        "formula gives its place. Because it never falls as the constant grows, halving a range finds it."
    ),
    items=(
        item(
            "basics",
            Case("three", (array([0.0, 5.0, 1.0]), "mse"), 2.0),
            Case("four", (array([-4.0, 0.5, 2.0, 7.5]), "mse"), 1.5),
            Case("outlier", (FIVE, "mse"), 7.0),
            Case("negative", (array([-3.0, -5.0, -1.0, -2.0]), "mse"), -2.75),
            points=2.5,
            drawn=means,
        ),
        item(
            "median",
            Case("odd", (array([6.0, 1.0, 2.0]), "mae"), 2.0),
            Case("outlier-far", (FIVE, "mae"), 2.0),
            Case("outlier-farther", (array([5.0, 0.0, 27e6, 1.0, 2.0]), "mae"), 2.0),
            Case("repeated", (array([9.0, 1.0, 8.0, 1.0, 1.0]), "mae"), 1.0),
            middles("two", 3.0, 1.0),
            middles("even", 1.0, 7.0, 4.0, 2.0),
            middles("even-with-outlier", -900.0, 7.0, 4.5, 2.0, 3.0, 8.0),
            points=2,
            drawn=medians,
        ),
        item(
            "huber",
            Case("near", (array([1.0, 1.75, 1.25]), "huber"), 4 / 3),
            Case("one-far", (FAR, "huber"), 2.5 / 3),
            Case("one-farther", (array([0.5, 1e6, 0.0, 1.0]), "huber"), 2.5 / 3),
            Case("far-on-both-sides", (array([0.0, -50.0, 80.0, 0.5, -60.0, 1.0]), "huber"), 0.5 / 3),
            Case("skewed", (SKEWED, "huber"), 2.5 / 3),
            Case("all-far-apart", (array([0.0, 100.0, 1000.0]), "huber"), 100.0),
            Case("flat-valley", (array([10.0, 0.0]), "huber"), between=flat),
            Case("flat-between-groups", (array([0.0, 10.5, 0.5, 10.0]), "huber"), between=flat),
            points=3,
            drawn=balances,
        ),
        item(
            "unknown_losses",
            Case("another-loss", (array([1.0, 2.0, 4.0]), "rmse"), raises=ValueError),
            Case("capital-letters", (array([1.0, 3.0, 5.0]), "MSE"), raises=ValueError),
            Case("name-of-the-constant", (array([0.5, 2.0, 3.0]), "median"), raises=ValueError),
            points=1,
        ),
        item(
            "dtypes",
            Case("float32", (array([0.5, 1.25, -2.0], float32), "mse"), -0.25 / 3),
            Case("integers", (array([1, 2, 5, 9]), "mse"), 4.25),
            *needing(
                "median huber",
                Case("uint8-middles", (array([220, 200, 230, 190], uint8), "mae"), between=flat),
                Case("uint8-pulls", (array([3, 250, 4, 5], uint8), "huber"), 4.5),
                Case("integer-pulls", (array([0, 1, 40]), "huber"), 1.0),
            ),
            points=0.5,
        ),
        item(
            "size",
            Case("many-means", (resize(FIVE, 20_000), "mse"), 7.0),
            *needing(
                "median huber",
                Case("many-medians", (resize(FIVE, 20_000), "mae"), 2.0),
                Case("many-pulls", (resize(SKEWED, 20_000), "huber"), 2.5 / 3),
            ),
            points=0.5,
        ),
        item(
            "purity",
            *needing(
                "median",
                Case("read-only", (read_only([3.0, 1.0, 2.5]), "mae"), 2.5),
                Case("writable", (array([3.5, 1.0, 2.0]), "mae"), 2.0),
            ),
            Case("writable-too", (array([2.0, 1.0, 4.5]), "mse"), 2.5),
            points=0.5,
            inputs_unchanged=True,
        ),
    ),
)
