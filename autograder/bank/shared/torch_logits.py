"""For exercises in torch on logits: what students get wrong on the way from a logit to the logarithm of a probability.

A mistake is made for a spec by ``finish(log_p, *arguments, **options)``, which returns the exercise's answer when these
are the logarithms. The classes lie along the last axis.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograder.bank.shared.logarithms import log_of_softmax as numpy_log_of_softmax
from autograder.bank.shared.logarithms import softmax_twice as numpy_softmax_twice
from autograder.bank.shared.mistakes import Mistake
from autograder.bank.shared.mistakes import minus_missing as numpy_minus_missing
from autograder.bank.shared.shifts import global_max as numpy_global_max
from autograder.bank.spec import variants

Finish = Callable[..., Any]


def log_probabilities(logits: Any) -> Any:
    """Return the right logarithms; the maximum may be detached, because it cancels."""
    shifted = logits - logits.detach().amax(-1, keepdim=True)
    return shifted - shifted.exp().sum(-1, keepdim=True).log()


def no_shift(finish: Finish, *is_quotient: bool) -> Mistake:
    """Return what comes of exponents as they are: in a difference, or in the logarithm of a quotient."""

    @variants(is_quotient=is_quotient)
    def no_shift(answer: Mistake, logits: Any, *rest: Any, is_quotient: bool, **options: Any) -> Any:
        """Logits given to exp as they are, nothing subtracted first

        What does torch.exp give for the largest logit of this input, and what for the smallest?

        In float64, exp(1000) is inf and exp(−1000) is 0; in float32, exp(100) is inf already. Logits 1000 and 1001 have
        the same probabilities as 0 and 1: about 0.269 and 0.731.

        Before torch.exp sees them, subtract from the logits of each row the largest one of that row: amax with
        keepdim=True finds it. It cancels, so whether it is detached makes no difference.

        Lecture: Softmax depends on differences of logits only, so we may choose where zero lies: at the largest one,
        exp cannot overflow, and its gradient is no inf / inf either.
        Family: overflow
        """
        weights = logits.exp()
        total = weights.sum(-1, keepdim=True)
        return finish((weights / total).log() if is_quotient else logits - total.log(), logits, *rest, **options)

    return no_shift


def global_max(finish: Finish) -> Mistake:
    """Return what comes of one maximum for all rows."""

    def global_max(answer: Mistake, logits: Any, *rest: Any, **options: Any) -> Any:
        shifted = logits - logits.detach().amax()
        return finish(shifted - shifted.exp().sum(-1, keepdim=True).log(), logits, *rest, **options)

    global_max.__doc__ = numpy_global_max().__doc__
    return global_max


def logits_clamped(finish: Finish, *limits: float) -> Mistake:
    """Return what comes of logits that are clamped against overflow."""

    @variants(limit=limits)
    def logits_clamped(answer: Mistake, logits: Any, *rest: Any, limit: float, **options: Any) -> Any:
        """Logits clamped before exp

        What does your function do with the logits 1000 and 1001?

        Clamped at 50, the logits 1000 and 1001 are both 50: the two classes count as equal, and the slope there is 0.

        Remove clamp: against overflow, subtract the largest logit of each row.

        Lecture: A clamp prevents the overflow and throws away what the logits said; a shift keeps all of it.
        Family: overflow
        """
        return finish(log_probabilities(logits.clamp(-limit, limit)), logits, *rest, **options)

    return logits_clamped


def log_of_softmax(finish: Finish) -> Mistake:
    """Return what comes of a probability first, which is rounded to 0."""

    def log_of_softmax(answer: Mistake, logits: Any, *rest: Any, **options: Any) -> Any:
        return finish(log_probabilities(logits).exp().log(), logits, *rest, **options)

    log_of_softmax.__doc__ = numpy_log_of_softmax().__doc__
    return log_of_softmax


def eps_in_log(finish: Finish, *eps: float) -> Mistake:
    """Return what comes of a small constant that is added to the probability."""

    @variants(eps=eps)
    def eps_in_log(answer: Mistake, logits: Any, *rest: Any, eps: float, **options: Any) -> Any:
        """Small constant added inside the logarithm

        Is there a largest loss that your function can give, and which constant sets it?

        With 1e-7 in the logarithm nothing gets below ln(1e-7), about −16.1. For logits 0 and −30 the second logarithm
        is −30, and its slope is 1; yours is about 0.000001.

        Remove the constant, and compute the logarithm from the logits: that of a quotient is a difference, and no
        probability is needed.

        Lecture: An epsilon in the logarithm puts a ceiling on the loss, and takes the gradient from the samples that
        need it most.
        Family: constants
        """
        return finish((log_probabilities(logits).exp() + eps).log(), logits, *rest, **options)

    return eps_in_log


def clamp_without_slope(finish: Finish, *eps: float) -> Mistake:
    """Return what comes of a probability that is clamped."""

    @variants(eps=eps)
    def clamp_without_slope(answer: Mistake, logits: Any, *rest: Any, eps: float, **options: Any) -> Any:
        """Probabilities clamped, so that the slope is 0 there

        What is the gradient of torch.clamp where it cuts, and which samples of yours are cut?

        clamp(1e-20, min=1e-7) is 1e-7 however the logit moves: its slope is 0. The sample that is most wrong costs
        16.1, and does not learn.

        Remove the clamp, and compute the logarithm of the probability from the logits as a difference: it never meets a
        zero.

        Lecture: A clamp gives a number where the formula gives none, but no direction: what is cut has the gradient 0.
        Family: constants
        """
        return finish(log_probabilities(logits).exp().clamp(min=eps).log(), logits, *rest, **options)

    return clamp_without_slope


def normaliser_detached(finish: Finish) -> Mistake:
    """Return the right numbers with the gradient of the logit alone, or of its distance to the maximum."""

    @variants(with_maximum=(True, False))
    def normaliser_detached(answer: Mistake, logits: Any, *rest: Any, with_maximum: bool, **options: Any) -> Any:
        """Logarithm of the sum detached

        Does the sum of the exponentials change when one logit changes, and does your gradient know it?

        For logits 0 and 0 the logarithm of the first probability has the slope 1 − 0.5 = 0.5 by the first logit.
        Without the sum's part it is 1.

        Look for detach, torch.no_grad or .data around the sum. The maximum may be detached, because it cancels; the sum
        may not.

        Lecture: softmax minus target is made of two parts: the target comes from the picked logit, the softmax from the
        logarithm of the sum.
        Family: gradient
        """
        shifted = logits - (logits.detach() if with_maximum else logits).amax(-1, keepdim=True)
        return finish(shifted - shifted.exp().sum(-1, keepdim=True).log().detach(), logits, *rest, **options)

    return normaliser_detached


def softmax_twice(finish: Finish) -> Mistake:
    def softmax_twice(answer: Mistake, logits: Any, *rest: Any, **options: Any) -> Any:
        return finish(log_probabilities(log_probabilities(logits).exp()), logits, *rest, **options)

    softmax_twice.__doc__ = numpy_softmax_twice.__doc__
    return softmax_twice


def minus_missing(finish: Finish) -> Mistake:
    def minus_missing(answer: Mistake, logits: Any, *rest: Any, **options: Any) -> Any:
        return finish(-log_probabilities(logits), logits, *rest, **options)

    minus_missing.__doc__ = numpy_minus_missing.__doc__
    return minus_missing


def softmax_missing(finish: Finish) -> Mistake:
    """Return what comes of logits that are taken for the logarithms."""

    def softmax_missing(answer: Mistake, logits: Any, *rest: Any, **options: Any) -> Any:
        """Logits taken for the logarithms of probabilities

        What do the exp of your logarithms add up to in each row, and what should they?

        Logits 0 and 0 mean one half each, and the logarithm of one half is −0.693. Taken for logarithms, 0 and 0 are
        two probabilities of 1.

        From each logit, subtract the logarithm of the sum of the exp of its row.

        Lecture: A logit says nothing by itself: it counts only against the other logits of its sample.
        Family: formula
        """
        return finish(logits, logits, *rest, **options)

    return softmax_missing


def first_axis(finish: Finish) -> Mistake:
    """Return what comes of a sum over the samples."""

    def first_axis(answer: Mistake, logits: Any, *rest: Any, **options: Any) -> Any:
        """Softmax over dim 0, across the samples

        In your function, which probabilities add up to 1: those of a row or those of a column?

        For the rows 0, 0 and 5, 5 each sample has the probabilities 0.5, 0.5. Over dim 0 the first row would get about
        0.007, 0.007.

        Look at every amax and sum in your function: the classes lie along dim=-1, and keepdim=True keeps their place.

        Lecture: The classes of one sample compete with each other; two samples never do.
        Family: axis
        """
        return finish(log_probabilities(logits.movedim(0, -1)).movedim(-1, 0), logits, *rest, **options)

    return first_axis


def whole_table(finish: Finish) -> Mistake:
    """Return what comes of one sum of exponentials for all rows."""

    def whole_table(answer: Mistake, logits: Any, *rest: Any, **options: Any) -> Any:
        """Softmax over the whole table, not over each row

        In your function, what do the probabilities of a single row add up to?

        Two rows of the logits 0, 0 have the probability ½ for each class. Divided by the sum over both rows each one is
        ¼, and a row adds up to ½ only.

        Give the sum of the exponentials dim=-1 and keepdim=True, so that each row is divided by its own sum.

        Lecture: Each row is a distribution of its own: a sample's loss must not depend on the others in its batch.
        Family: axis
        """
        shifted = logits - logits.detach().amax()
        return finish(shifted - shifted.exp().sum().log(), logits, *rest, **options)

    return whole_table
