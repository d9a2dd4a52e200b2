"""How cross_entropy in torch is judged: labels and probabilities, weights, ignored labels, smoothing, the gradient."""

import numpy as np
from numpy import array, exp, float32, log, log1p, nan, zeros

from autograder.bank.exact import exp as exact_exp
from autograder.bank.exact import log as exact_log
from autograder.bank.shared import fresh, torch_logits
from autograder.bank.shared import torch_losses as shared
from autograder.bank.shared.torch_logits import log_probabilities
from autograder.bank.spec import EPSILONS, Absolute, Case, Napkin, Spec, Sweep, item, needing, variants


def oracle(input, target, *, weight=None, **options):
    """F.cross_entropy(input, target, …): the same, options and all."""
    import torch

    weight = None if weight is None else torch.as_tensor(weight)
    return torch.nn.functional.cross_entropy(torch.as_tensor(input), torch.as_tensor(target), weight=weight, **options)


def exact(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    samples, classes = input.shape
    weight = np.ones(classes) if weight is None else weight
    shares, is_counted, below = target, np.ones(samples), samples
    if target.ndim == 1:
        is_counted = 1 * (target != ignore_index)
        shares = (target[:, None] == np.arange(classes)) * is_counted[:, None]
        below = (shares * weight).sum()
    mixed = (1 - label_smoothing) * shares + label_smoothing / classes * is_counted[:, None]
    log_p = input - exact_log(exact_exp(input).sum(axis=1))[:, None]
    losses = -(mixed * weight * log_p).sum(axis=1)
    if reduction == "mean":
        return losses.sum() / below if below else nan
    return losses if reduction == "none" else losses.sum()


def afresh(arguments, rng):
    """Move the logits; probabilities still add up to 1, and labels stay."""
    logits, target = arguments
    return *fresh.scores((logits,), rng), *fresh.distributions((target,), rng)


# ---------------------------------------------------------------- mistakes


def finish(log_p, input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0, rest=None):
    """Return the loss of any logarithms; ``rest`` are the shares that smoothing mixes in, if they are other ones."""
    if reduction not in ("mean", "sum", "none"):
        raise ValueError(reduction)
    ones = input.detach() * 0 + 1
    classes = ones[:1].cumsum(1).long() - 1
    weights = ones[0] if weight is None else weight
    is_counted, shares, below = ones[:, :1], target, len(ones)
    if not target.is_floating_point():
        is_counted = (target != ignore_index)[:, None] * ones[:, :1]
        shares = (target[:, None] == classes) * is_counted
        below = (shares * weights).sum()
    rest = is_counted / input.shape[1] if rest is None else rest(shares)
    losses = -(((1 - label_smoothing) * shares + label_smoothing * rest) * weights * log_p).sum(1)
    return losses if reduction == "none" else losses.sum() / (below if reduction == "mean" else 1)


def number_of(target, ignore_index):
    """Count the samples that count."""
    return len(target) if target.is_floating_point() else int((target != ignore_index).sum())


def mean_over_cells(ce, input, target, *, reduction="mean", **options):
    """Mean over all cells of the table, not over the samples

    By which number do you divide the sum of the losses: by the samples, or by all cells of the table?

    Two samples with three classes cost ln 3 each when all logits are equal. Their mean is ln 3, about 1.099; divided by
    6 cells it is 0.366.

    Sum over the classes first (dim=1), so that one loss is left for each sample; then take the mean.

    Lecture: A mean over a one-hot table counts the zeros too: sum over classes, then average over samples.
    Family: reduction
    """
    loss = ce(input, target, reduction=reduction, **options)
    return loss / input.shape[1] if reduction == "mean" else loss


def probability_not_log(ce, input, target, **options):
    """Probability itself, not its logarithm

    Does your loss keep growing when the right class becomes ever less likely?

    The right class has the probability 0.01, then 0.0001: the losses are 4.6 and 9.2. By 1 − p they are 0.99 and
    0.9999, hardly different.

    Take the negative logarithm of the right class's probability as the loss of a sample.

    Lecture: The logarithm makes confident mistakes expensive, and keeps their gradient from vanishing.
    Family: formula
    """
    return finish(log_probabilities(input).exp() - 1, input, target, **options)


def plain_mean_of_weighted(ce, input, target, *, weight=None, ignore_index=-100, reduction="mean", **options):
    """Weighted losses divided by the number of samples

    You multiply the losses by weights: by which number do you divide their sum?

    Two samples cost ln 2 each and weigh 1 and 3: their weighted mean is (1 + 3) ln 2 / 4 = 0.693. Divided by the 2
    samples it is 1.386.

    With labels, divide the sum by the sum of the weights that were used: one for each label that counts.

    Lecture: A weighted mean has the weights above and below the line: equal losses must have that loss as their mean.
    Family: reduction
    """
    options |= {"weight": weight, "ignore_index": ignore_index}
    if reduction != "mean":
        return ce(input, target, reduction=reduction, **options)
    return ce(input, target, reduction="sum", **options) / number_of(target, ignore_index)


def sum_of_all_weights(ce, input, target, *, weight=None, reduction="mean", **options):
    """Divided by the sum of the table of weights

    Which weights do you add up for the denominator: those of all classes, or those of the labels in this batch?

    The classes weigh 1 and 4, and both labels are 0: the denominator is 1 + 1 = 2. The table's sum is 5, whatever the
    labels are.

    Look up the weight of each label first, and add up these.

    Lecture: The denominator of a weighted mean is the weight that was really used, label by label.
    Family: reduction
    """
    if weight is None or reduction != "mean" or target.is_floating_point():
        return ce(input, target, weight=weight, reduction=reduction, **options)
    return ce(input, target, weight=weight, reduction="sum", **options) / weight.sum()


def weight_ignored(ce, input, target, *, weight=None, **options):
    """Class weights not used

    Which line of your function reads `weight`?

    With weights 1 and 4 a sample of class 1 counts four times: losses of 1 for class 0 and 2 for class 1 have the
    weighted mean (1 + 8) / 5 = 1.8, not 1.5.

    Multiply the loss of each sample by the weight of its label, weight[target], and divide by the sum of these.

    Lecture: Class weights say how often a sample of a rare class counts.
    Family: formula
    """
    return ce(input, target, **options)


def weight_on_logits(ce, input, target, *, weight=None, **options):
    """Logits multiplied by the class weights

    Where do your weights stand: before the softmax, or in front of the logarithm?

    Logits 0 and 0 with weights 1 and 4 stay 0 and 0 when they are multiplied, and a sample of class 1 then costs ln 2
    in the sum. It should cost 4 ln 2.

    Leave the logits alone: the weights belong to the losses.

    Lecture: A weight says how much a sample counts, not how likely a class is.
    Family: formula
    """
    return ce(input if weight is None else input * weight, target, **options)


def ignored_in_count(ce, input, target, *, weight=None, ignore_index=-100, reduction="mean", **options):
    """Ignored labels counted below the line

    How many samples are in your denominator when one of three labels is ignored?

    Losses of 1 and 2 and an ignored sample have the mean 3 / 2 = 1.5. Divided by all 3 samples it is 1.

    Count the labels that differ from `ignore_index`, and divide by that number, or by the sum of their weights.

    Lecture: What is ignored stands neither above nor below the line, else padding makes every loss look small.
    Family: reduction
    """
    options |= {"weight": weight, "ignore_index": ignore_index}
    if reduction != "mean" or weight is not None or target.is_floating_point():
        return ce(input, target, reduction=reduction, **options)
    return ce(input, target, reduction="sum", **options) / len(target)


@variants(others=("lost", "refused", "not counted"))
def ignore_index_fixed(ce, input, target, *, ignore_index=-100, others, **options):
    """−100 ignored, whatever ignore_index says

    What does your function do when `ignore_index` is 1?

    With labels 0 and 1 and ignore_index=1, only the first sample counts. Where −100 is written into the code, both do.

    Compare the labels with `ignore_index`, not with −100 or with 0.

    Lecture: −100 is a default and no law: an option that nothing reads does nothing, and does not complain.
    Family: labels
    """
    if others == "refused" and not target.is_floating_point() and ((target < 0) & (target != -100)).any():
        raise RuntimeError("class values must be non-negative")
    if others != "not counted" or options.get("reduction", "mean") != "mean" or target.is_floating_point():
        return ce(input, target, **options)
    below = number_of(target, ignore_index)
    if options.get("weight") is not None:
        below = options["weight"][target[target != ignore_index]].sum()
    return ce(input, target, **{**options, "reduction": "sum"}) / below


@variants(how=("index", "gather", "one-hot"))
def ignore_index_not_read(ce, input, target, *, ignore_index=-100, how, **options):
    """ignore_index not used

    Which line of your function reads `ignore_index`?

    The label −100 is no class: looked up as one it raises an error, and a class that is to be ignored is counted.

    Mark the labels that equal `ignore_index`, look up a harmless class in their place, and leave them out of the sum
    and of the count.

    Lecture: Padding has a label too, and nobody wants to learn it: the loss must be told which one it is.
    Family: labels
    """
    from torch.nn.functional import one_hot

    if not target.is_floating_point():
        looked_up = {"one-hot": one_hot, "gather": lambda _: input.gather(1, target[:, None])}
        looked_up.get(how, lambda _: input[range(len(target)), target])(target)
        target = target.where(target >= 0, target + input.shape[1])
    return ce(input, target, **options)


def ignored_as_class_0(ce, input, target, *, ignore_index=-100, reduction="mean", **options):
    """Ignored labels cost as if they were class 0

    What does your function give with reduction="none" for a sample whose label is ignored?

    For logits 0 and 0 and the label −100 the loss is 0. Looked up as class 0 it is ln 2 = 0.693.

    Where the label is ignored, put a 0 in place of the loss after you have looked it up.

    Lecture: A harmless label in place of −100 lets gather run; what comes out for it still has to be taken away.
    Family: labels
    """
    options |= {"ignore_index": ignore_index}
    if target.is_floating_point() or reduction not in ("mean", "sum", "none"):
        return ce(input, target, reduction=reduction, **options)
    each = {**options, "ignore_index": -1, "reduction": "none"}
    losses = ce(input, target.where(target != ignore_index, 0), **each)
    if reduction != "mean":
        return losses if reduction == "none" else losses.sum()
    weight = options.get("weight")
    weights = (input[0].detach() * 0 + 1 if weight is None else weight)[target.clamp(min=0)]
    return losses.sum() / weights.where(target != ignore_index, 0.0).sum()


def one_based_labels(ce, input, target, **options):
    """Labels read as if counting started at 1

    Which column of the logits belongs to label 0 in your function?

    Labels run from 0 to n_classes − 1. With 3 classes, label 0 is the first column; 0 − 1 is −1, the last one.

    Use the labels as column numbers without subtracting 1.

    Lecture: Python counts from 0, and so do the labels; index −1 fails in silence, because it means the last element.
    Family: labels
    """
    if target.is_floating_point():
        return ce(input, target, **options)
    is_label = (target >= 0) & (target != options.get("ignore_index", -100))
    return ce(input, ((target - 1) % input.shape[1]).where(is_label, target), **options)


@variants(eps=(0.0, *EPSILONS))
def logits_as_probabilities(ce, input, target, *, eps, **options):
    """Logits taken for probabilities

    What do the numbers add up to of which you take the logarithm, and can one of them be negative?

    Logits 0 and 0 mean one half each. As probabilities they would be impossible both, and −ln 0 is infinite.

    Make probabilities of the logits first: exp, divided by the sum of exp in the row; then simplify its logarithm.

    Lecture: A logit may be any number; the softmax makes a probability of it.
    Family: normalising
    """
    return finish((input.clamp(min=eps) if eps else input).log(), input, target, **options)


def no_mean_of_nothing(ce, input, target, **options):
    """Zero, where every label is ignored

    What is the mean of no numbers at all?

    If every label is ignored, the sum is 0 and the number of labels is 0: 0 / 0 is nan. A 0 would say that the model is
    perfect.

    Leave out the clamp, the max with 1 or the small constant under the line, and the `if` that returns 0.

    Lecture: torch answers nan for the mean of nothing: a loss of 0 would hide that the batch was empty.
    Family: missing
    """
    loss = ce(input, target, **options)
    return (loss * 0).nan_to_num() if loss.isnan().all() else loss


def smoothing_ignored(ce, input, target, *, label_smoothing=0.0, **options):
    """Label smoothing not used

    Which line of your function reads `label_smoothing`?

    With ε = 0.1 and two classes the right class has the share 0.95 and the other one 0.05. Logits 0 and 10 with label 1
    cost about 0.5 then, and without smoothing nearly 0.

    Mix the shares before you weigh the logarithms: (1 − ε) times the old ones plus ε / n_classes for each class.

    Lecture: Label smoothing forbids the model to be sure: its floor is the entropy of the smoothed shares, not 0.
    Family: formula
    """
    return ce(input, target, **options)


def smoothing_to_others(ce, input, target, *, label_smoothing=0.0, **options):
    """Smoothing spread over the other classes only

    Among how many classes do you share ε: among all of them, or among those that are wrong?

    With ε = 0.3 and three classes each gets 0.1, the right one too: its share is 0.8, and each other one's 0.1. Spread
    over the two others, the shares are 0.7 and 0.15.

    Add ε / n_classes to every class, the right one among them.

    Lecture: Two papers, two formulas: torch mixes with equal shares for all classes, so the right one gets a part back.
    Family: formula
    """
    options |= {"label_smoothing": label_smoothing}
    return finish(
        log_probabilities(input), input, target, rest=lambda s: (s.sum(1)[:, None] - s) / (s.shape[1] - 1), **options
    )


def smoothing_not_shared(ce, input, target, *, label_smoothing=0.0, **options):
    """Smoothing added without taking it away from the right class

    What do the shares of one sample add up to after your smoothing?

    With ε = 0.2 and two classes the shares are 0.9 and 0.1, together 1. Without the factor 1 − ε they are 1.1 and 0.1.

    Multiply the shares by 1 − ε before you add ε / n_classes to each.

    Lecture: Smoothing moves probability, it makes none: the shares still add up to 1.
    Family: normalising
    """
    smoothed = finish(
        log_probabilities(input), input, target, label_smoothing=label_smoothing, rest=lambda s: s, **options
    )
    return ce(input, target, label_smoothing=label_smoothing, **options) + smoothed - (1 - label_smoothing) * smoothed


@variants(share=(0.0, "each"))
def smoothing_of_other_size(ce, input, target, *, label_smoothing=0.0, share, **options):
    """Smoothed shares that do not add up to 1

    What do the shares of one sample add up to after your smoothing?

    With ε = 0.2 and two classes the shares are 0.9 and 0.1. Without ε / n_classes they are 0.8 and 0; with ε itself for
    each class, 1.0 and 0.2.

    Add ε / n_classes to the share of every class, after the factor 1 − ε.

    Lecture: Smoothing moves probability, it makes none and loses none: the shares still add up to 1.
    Family: normalising
    """
    rest = (lambda s: s * 0) if share == 0.0 else (lambda s: s * 0 + s.sum(1, keepdim=True).ceil())
    return finish(log_probabilities(input), input, target, label_smoothing=label_smoothing, rest=rest, **options)


@variants(weighed=("never", "label"))
def smoothing_weighed_otherwise(ce, input, target, *, label_smoothing=0.0, weight=None, weighed, **options):
    """The part of smoothing without the weights of its classes

    Which weight has the logarithm of a wrong class in your smoothed loss?

    With ε = 0.2, two classes of the weights 1 and 4 and label 0, the second class has the share 0.1 and the weight 4:
    its logarithm counts 0.4 times.

    Mix the shares first, and multiply each class's share by the weight of that class.

    Lecture: torch weighs the mixed shares: smoothing first, weights second.
    Family: formula
    """
    options |= {"weight": weight}
    if weight is None or target.is_floating_point():
        return ce(input, target, label_smoothing=label_smoothing, **options)
    reduction, ignored = options.get("reduction", "mean"), options.get("ignore_index", -100)
    is_counted = target != ignored
    of_label = weight[target.where(is_counted, 0)].where(is_counted, 0.0)
    rest = -log_probabilities(input).mean(1) * (of_label if weighed == "label" else is_counted)
    losses = (1 - label_smoothing) * ce(input, target, **{**options, "reduction": "none"}) + label_smoothing * rest
    return losses if reduction == "none" else losses.sum() / (of_label.sum() if reduction == "mean" else 1)


@variants(lost=("weight", "smoothing", "both"))
def probabilities_without_options(ce, input, target, *, lost, **options):
    """Weights or smoothing forgotten for probability targets

    Which of your lines with `weight` and `label_smoothing` are reached when the target holds floats?

    Logits 0 and 0, target 0.5 and 0.5 and the weights 1 and 3 cost (0.5 + 1.5) ln 2 = 1.386; without the weights it is
    0.693.

    Bring labels and probabilities into one form, a table of shares, and write the rest once.

    Lecture: Two branches of which one knows an option and the other does not: share the code, and none is forgotten.
    Family: formula
    """
    if target.is_floating_point():
        gone = {"weight": ("weight",), "smoothing": ("label_smoothing",), "both": ("weight", "label_smoothing")}[lost]
        options = {name: value for name, value in options.items() if name not in gone}
    return ce(input, target, **options)


def ignored_smoothed(ce, input, target, *, label_smoothing=0.0, **options):
    """Ignored labels smoothed

    What does your function give for a sample whose label is ignored, with label_smoothing=0.1 and reduction="none"?

    Its loss is 0. The part of smoothing, ε / n_classes for each class, is left over: for two logits 0 and ε = 0.1 it is
    0.1 ln 2 = 0.069.

    Set the loss of ignored samples to 0 after the smoothing, not before it.

    Lecture: A mask belongs at the end: what is added after it comes back.
    Family: labels
    """
    return finish(
        log_probabilities(input),
        input,
        target,
        label_smoothing=label_smoothing,
        rest=lambda s: s * 0 + 1 / s.shape[1],
        **options,
    )


def likeliest_label(ce, input, target, **options):
    """Probabilities turned into the likeliest label

    What does your function do with a target of 0.6 and 0.4?

    For logits 0 and ln 3 the logarithms are −1.386 and −0.288, and the target 0.6, 0.4 costs 0.6 · 1.386 + 0.4 · 0.288
    = 0.947. Its argmax alone costs 1.386.

    Use the probabilities as weights of the logarithms: no argmax, and no conversion to integers.

    Lecture: A soft target says how sure the teacher is; argmax throws away what soft targets are made for.
    Family: labels
    """
    is_soft = target.is_floating_point()
    return ce(input, target, **options) if not is_soft else ce(input, target.argmax(1), **options)


def weights_below_probabilities(ce, input, target, *, weight=None, reduction="mean", **options):
    """Sum of weights below the line, for probabilities too

    By which number do you divide when the target is a table of probabilities: by a sum of weights, or by the samples?

    One sample with logits 0 and 0, target 0.5 and 0.5 and weights 1 and 3 costs (0.5 + 1.5) ln 2 = 1.386, and there is
    1 sample. Divided by the weight 2 it would be 0.693.

    Choose the denominator by the kind of target: for probabilities it is len(target).

    Lecture: With probabilities torch divides by N: weights below the line exist for labels alone.
    Family: reduction
    """
    options |= {"weight": weight}
    if weight is None or reduction != "mean" or not target.is_floating_point():
        return ce(input, target, reduction=reduction, **options)
    return ce(input, target, reduction="sum", **options) / (target * weight).sum()


def target_detached(ce, input, target, **options):
    """Target detached

    Which of your tensors are detached, and does the loss change when a probability of the target changes?

    The loss is −Σ t ln p, so its slope by a share t is −ln p: 0.693 where p is one half. Detached, it is 0.

    Remove detach, .data and torch.no_grad from the target: who does not want its gradient does not ask for it.

    Lecture: A teacher's probabilities may be trained too: the caller decides what is detached, not the loss.
    Family: gradient
    """
    return ce(input, target.detach(), **options)


# ---------------------------------------------------------------- cases

X = array([[2.0, 1.0, 0.1], [-0.5, 0.5, 1.5], [0.3, 1.5, -0.2], [1.5, -0.5, 0.4]])
LABELS, OTHERS = array([1, 2, 0, 0]), array([0, 2, 1, 2])
P = array([[0.5, 0.3, 0.2], [0.1, 0.1, 0.8], [0.25, 0.35, 0.4], [0.6, 0.3, 0.1]])
CERTAIN = array([[0.0, 1.0, 0.0], [0.7, 0.0, 0.3], [0.5, 0.5, 0.0], [0.0, 0.0, 1.0]])
WEIGHT, SMALL = array([1.0, 2.5, 7.0]), array([0.5, 0.05, 0.2])
TWO = array([[0.0, log(3)], [log(3), 0.0]])  # probabilities 1/4 and 3/4, then 3/4 and 1/4
PADDED, LAST = array([1, -100, 0, -100]), array([-1, 2, 0, -1])
NOBODY = array([-100, -100, -100, -100])
NEAR_ZERO = Absolute(1e-10, "p − 1 is a difference of nearly equal numbers: its last digits are rounding")


def basics(rng):
    for samples, classes in ((3, 2), (4, 3), (2, 5)):
        labels = np.append(rng.integers(0, classes, samples - 1), 0)
        yield Case(f"drawn-{samples}-samples-of-{classes}-classes", (rng.normal(0.0, 0.7, (samples, classes)), labels))


def by(**options):
    return {"keywords": options}


def cost(*logits, label):
    """Write the definition down for one sample with small logits."""
    return log(exp(logits).sum()) - logits[label]


SPEC = Spec(
    library="torch",
    oracle=oracle,
    exact=exact,
    after="binary_cross_entropy_with_logits",
    fresh=afresh,
    sweep=Sweep(
        "logit of the right class, the other being 0",
        np.linspace(-1000, 1000, 201),
        lambda logit: (array([[logit, 0.0]]), array([0])),
    ),
    misconceptions=(
        torch_logits.no_shift(finish, False, True),
        torch_logits.global_max(finish),
        torch_logits.logits_clamped(finish, 20.0, 30.0, 50.0, 88.0, 100.0, 700.0),
        torch_logits.log_of_softmax(finish),
        torch_logits.eps_in_log(finish, *EPSILONS),
        torch_logits.clamp_without_slope(finish, *EPSILONS),
        torch_logits.normaliser_detached(finish),
        torch_logits.softmax_twice(finish),
        torch_logits.minus_missing(finish),
        torch_logits.softmax_missing(finish),
        torch_logits.first_axis(finish),
        torch_logits.whole_table(finish),
        mean_over_cells,
        probability_not_log,
        plain_mean_of_weighted,
        sum_of_all_weights,
        weight_ignored,
        weight_on_logits,
        ignored_in_count,
        ignore_index_fixed,
        ignore_index_not_read,
        ignored_as_class_0,
        one_based_labels,
        logits_as_probabilities,
        no_mean_of_nothing,
        smoothing_ignored,
        smoothing_to_others,
        smoothing_not_shared,
        smoothing_of_other_size,
        smoothing_weighed_otherwise,
        probabilities_without_options,
        ignored_smoothed,
        likeliest_label,
        weights_below_probabilities,
        target_detached,
        *shared.IN_EVERY_TORCH_LOSS,
        *shared.OF_EVERY_REDUCTION,
        shared.input_overwritten(lambda logits, _: logits.sub_(1), lambda _, target: target.clamp_(min=0)),
    ),
    napkins=(
        Napkin(
            (array([[0.0, 0.0, 0.0, 0.0]]), array([2])),
            "Which probability has class 2?",
            "Softmax gives ¼ to each of four equal logits, so the loss is −ln ¼ = 2 ln 2 ≈ 1.39.",
            given="ln 2 ≈ 0.693",
        ),
        Napkin(
            (array([[0.0, 0.0]]), array([[0.5, 0.5]])),
            "What do both classes cost, and how is each weighed?",
            "Each class costs ln 2, and the shares are ½ and ½: together ln 2 ≈ 0.69.",
            given="ln 2 ≈ 0.693",
        ),
        Napkin(
            (array([[0.0, 0.0], [9.0, 3.0]]), array([1, -100])),
            "Which samples count, and how many are they?",
            "The second label is ignored: the loss is that of the first sample, ln 2 ≈ 0.69, divided by 1.",
            given="ln 2 ≈ 0.693",
        ),
    ),
    notice=(
        "Labels and probabilities become one table of shares, so smoothing, weights and the sum over the classes are "
        "written once. Only the denominator differs: F.cross_entropy divides by the weights of the labels, but by the "
        "number of samples where the target is a table of probabilities. The dtype of the target alone decides which "
        "it is: labels that were made floats by accident are read as probabilities, or refused for their shape."
    ),
    costs_more={
        "rebuilt": "a tensor made of plain numbers has no graph and another dtype: two things are lost at once",
        "number_returned": "a Python float has no graph and no dtype",
        "input_overwritten": shared.REFUSED_IN_PLACE,
    },
    items=(
        item(
            "basics",
            Case("one-sample", (array([[2.0, 1.0, 0.1]]), array([0])), cost(2.0, 1.0, 0.1, label=0)),
            Case("all-equal", (array([[1.5, 1.5, 1.5], [0.5, 0.5, 0.5]]), array([2, 0])), log(3)),
            Case("one-to-three", (TWO, array([0, 0])), log(4) - log(3) / 2),
            Case("four-samples", (X, LABELS)),
            points=2,
            drawn=basics,
        ),
        item(
            "reductions",
            Case("sum", (X, LABELS), **by(reduction="sum")),
            Case("none", (TWO, array([0, 0])), [log(4), log(4 / 3)], **by(reduction="none")),
            *shared.unknown_reductions(X, LABELS),
        ),
        item(
            "weights",
            Case("each-weighs-five", (TWO, array([0, 1])), log(4), **by(weight=array([5.0, 5.0]))),
            Case("labels-of-weight-five", (X, array([2, 2, 2, 2])), **by(weight=array([1.0, 1.0, 5.0]))),
            Case("three-weights", (X, LABELS), **by(weight=WEIGHT)),
            Case("weights-below-one", (X, OTHERS), **by(weight=SMALL)),
            *needing(
                "reductions",
                Case("sum-of-weighted", (X, OTHERS), **by(weight=WEIGHT, reduction="sum")),
                Case("none-of-weighted", (X, LABELS), **by(weight=SMALL, reduction="none")),
            ),
            *needing("gradients", Case("slope-of-weighted", (X, LABELS), gradient=0, **by(weight=WEIGHT))),
            points=1.5,
        ),
        item(
            "ignored",
            Case("two-of-four", (X, PADDED)),
            Case("a-class-is-ignored", (X, LABELS), **by(ignore_index=1)),
            Case("nobody-counts", (X, NOBODY), nan),
            *needing("weights", Case("ignored-and-weighted", (X, PADDED), **by(weight=WEIGHT))),
            *needing(
                "reductions",
                Case("sum-of-two", (X, PADDED), **by(reduction="sum")),
                Case("sum-of-nothing", (X, NOBODY), 0.0, **by(reduction="sum")),
                Case("none-with-ignored", (X, LAST), **by(ignore_index=-1, reduction="none")),
            ),
            *needing(
                "gradients",
                Case("slope-with-ignored", (X, PADDED), gradient=0),
                *needing(
                    "reductions",
                    Case("slope-of-nothing", (X, NOBODY), 0 * X, gradient=0, **by(reduction="sum")),
                ),
            ),
        ),
        item(
            "soft_targets",
            Case("smoothed", (X, LABELS), **by(label_smoothing=0.1)),
            Case("smoothed-much", (TWO, array([0, 1])), log(4) - 0.25 * log(3), **by(label_smoothing=0.5)),
            Case("probabilities", (X, P)),
            Case("probabilities-with-zeros", (X, CERTAIN)),
            Case("probabilities-smoothed", (X, CERTAIN), **by(label_smoothing=0.2)),
            *needing(
                "weights",
                Case("smoothed-and-weighted", (X, LABELS), **by(label_smoothing=0.3, weight=WEIGHT)),
                Case("probabilities-and-weights", (X, P), **by(weight=WEIGHT)),
            ),
            *needing("ignored", Case("smoothed-with-ignored", (X, PADDED), **by(label_smoothing=0.3))),
            *needing("reductions", Case("none-of-probabilities", (X, P), **by(reduction="none"))),
            points=1.5,
        ),
        item(
            "gradients",
            Case("fair", (zeros((1, 2)), array([0])), [[-0.5, 0.5]], gradient=0),
            *shared.gradients("by-input", X, LABELS),
            *needing(
                "soft_targets",
                Case("by-input-of-probabilities", (X, P), gradient=0),
                Case("by-probabilities", (X, P), gradient=1),
                Case("by-input-smoothed", (X, OTHERS), gradient=0, **by(label_smoothing=0.2)),
                *needing("reductions", Case("by-each-probability", (X, P), gradient=1, **by(reduction="none"))),
            ),
            points=1.5,
        ),
        item(
            "stability",
            Case("confident-and-wrong", (array([[0.0, 1000.0]]), array([0])), 1000.0),
            Case("wrong-by-20", (array([[20.0, 0.0]]), array([1])), 20 + log1p(exp(-20))),
            Case("ten-thousand-and-wrong", (array([[1e4, -1e4]]), array([1])), 20_000.0),
            Case("ten-thousand-and-equal", (array([[1e4, 1e4, -1e4]]), array([0])), log(2)),
            Case("rows-far-apart", (array([[1e4, 1e4], [-1e4, -1e4]]), array([0, 1])), log(2)),
            Case("very-negative", (array([[-1e4, -10001.0]]), array([1])), cost(0, -1, label=1)),
            *needing(
                "gradients",
                Case("slope-where-wrong", (array([[0.0, 1000.0]]), array([0])), [[-1.0, 1.0]], gradient=0),
                Case("slope-where-wrong-by-40", (array([[40.0, 0.0]]), array([1])), gradient=0),
                Case("slope-where-equal", (array([[1e4, 1e4]]), array([0])), [[-0.5, 0.5]], gradient=0),
            ),
            *needing(
                "soft_targets",
                Case("probability-of-zero", (array([[1000.0, 0.0]]), array([[1.0, 0.0]])), 0.0, absolute=NEAR_ZERO),
                Case("shared-and-far", (array([[1000.0, 0.0]]), array([[0.75, 0.25]])), 250.0),
            ),
            digits=True,
        ),
        item(
            "dtypes",
            Case("float32-labels", (X.astype(float32), LABELS)),
            Case("float64-labels", (X[1:], OTHERS[1:])),
            *needing(
                "reductions",
                Case("float64-sum", (X, OTHERS), **by(reduction="sum")),
            ),
            *needing("soft_targets", Case("float32-probabilities", (X.astype(float32), P.astype(float32)))),
            *needing(
                "weights", Case("float32-weights", (X.astype(float32), OTHERS), **by(weight=WEIGHT.astype(float32)))
            ),
            points=0.5,
            dtype=True,
            inputs_unchanged=True,
        ),
    ),
)
