"""Labelled implementations of binary_cross_entropy_with_logits in torch: right_* keep, wrong_* break the contract."""

import math

import numpy as np
import torch

# ---------------------------------------------------------------- right


def right_logaddexp(input, target, *, reduction="mean", pos_weight=None):
    """Two log-sigmoids by logaddexp."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    yes, no = torch.logaddexp(0 * input, -input), torch.logaddexp(0 * input, input)
    w = 1 if pos_weight is None else pos_weight
    costs = w * target * yes + (1 - target) * no
    if reduction == "none":
        return costs
    if reduction == "mean":
        return costs.mean()
    if reduction == "sum":
        return costs.sum()
    raise ValueError(reduction)


def right_target_weighs_once(input, target, *, reduction="mean", pos_weight=None):
    """Softplus of -z once, with the weight in front, as torch's source has it."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    factor = 1 if pos_weight is None else 1 + (pos_weight - 1) * target
    costs = (1 - target) * input + factor * torch.logaddexp(torch.zeros_like(input), -input)
    if reduction == "none":
        return costs
    if reduction == "mean":
        return costs.mean()
    if reduction == "sum":
        return costs.sum()
    raise ValueError(reduction)


def right_two_class_log_softmax(input, target, *, reduction="mean", pos_weight=None):
    """logsumexp by hand over the logits 0 and z."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    both = torch.stack([torch.zeros_like(input), input], dim=-1)
    top = both.amax(dim=-1, keepdim=True).detach()
    log_p = both - top - (both - top).exp().sum(dim=-1, keepdim=True).log()
    yes, no = -log_p[..., 1], -log_p[..., 0]
    w = 1 if pos_weight is None else pos_weight
    costs = w * target * yes + (1 - target) * no
    if reduction == "none":
        return costs
    if reduction == "mean":
        return costs.mean()
    if reduction == "sum":
        return costs.sum()
    raise ValueError(reduction)


def right_gather(input, target, *, reduction="mean", pos_weight=None):
    """One cost for each class, gathered and weighed."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    both = torch.stack([input, -input], dim=-1)
    costs_of = torch.logaddexp(torch.zeros_like(both), both)
    index = torch.ones_like(input, dtype=torch.int64).unsqueeze(-1)
    yes, no = costs_of.gather(-1, index).squeeze(-1), costs_of.gather(-1, 1 - index).squeeze(-1)
    w = 1 if pos_weight is None else pos_weight
    costs = w * target * yes + (1 - target) * no
    if reduction == "none":
        return costs
    if reduction == "mean":
        return costs.mean()
    if reduction == "sum":
        return costs.sum()
    raise ValueError(reduction)


def right_einsum(input, target, *, reduction="mean", pos_weight=None):
    """einsum over a stack of both answers."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    of_yes = target if pos_weight is None else target * pos_weight
    weights = torch.stack([of_yes, 1 - target])
    both = torch.stack([-input, input])
    costs = torch.einsum("k...,k...->...", weights, torch.logaddexp(both, torch.zeros_like(both)))
    if reduction == "none":
        return costs
    if reduction == "mean":
        return costs.mean()
    if reduction == "sum":
        return costs.sum()
    raise ValueError(reduction)


def right_maximum_shares_the_tie(input, target, *, reduction="mean", pos_weight=None):
    """torch.maximum gives half of the slope to each side of a tie, so nothing is left over."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    tail = torch.log1p(torch.exp(-torch.abs(input)))
    no = torch.maximum(input, torch.zeros_like(input)) + tail
    yes = no - input
    w = 1 if pos_weight is None else pos_weight
    costs = w * target * yes + (1 - target) * no
    if reduction == "none":
        return costs
    if reduction == "mean":
        return costs.mean()
    if reduction == "sum":
        return costs.sum()
    raise ValueError(reduction)


def right_half_logits(input, target, *, reduction="mean", pos_weight=None):
    """ln(2 cosh(z / 2)), less half of the logit, or more."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    middle = torch.logaddexp(input / 2, -input / 2)
    costs = (1 - target) * (middle + input / 2)
    positive = target * (middle - input / 2)
    costs = costs + (positive if pos_weight is None else pos_weight * positive)
    if reduction == "none":
        return costs
    if reduction == "mean":
        return costs.mean()
    if reduction == "sum":
        return costs.sum()
    raise ValueError(reduction)


def right_safe_where(input, target, *, reduction="mean", pos_weight=None):
    """torch.where with arguments that are harmless in both branches."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    is_large = input > 30
    rest = torch.where(is_large, torch.zeros_like(input), input)
    no = torch.where(is_large, input, torch.log1p(torch.exp(rest)))
    is_small = input < -30
    rest = torch.where(is_small, torch.zeros_like(input), input)
    yes = torch.where(is_small, -input, torch.log1p(torch.exp(-rest)))
    w = 1 if pos_weight is None else pos_weight
    costs = w * target * yes + (1 - target) * no
    if reduction == "none":
        return costs
    if reduction == "mean":
        return costs.mean()
    if reduction == "sum":
        return costs.sum()
    raise ValueError(reduction)


def right_masks(input, target, *, reduction="mean", pos_weight=None):
    """Fills a tensor by masks: each sign of the logit with its own formula."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    no = torch.empty_like(input)
    up = input > 0
    no[up] = input[up] + torch.log1p(torch.exp(-input[up]))
    no[~up] = torch.log1p(torch.exp(input[~up]))
    yes = no - input
    w = 1 if pos_weight is None else pos_weight
    costs = w * target * yes + (1 - target) * no
    if reduction == "none":
        return costs
    if reduction == "mean":
        return costs.mean()
    if reduction == "sum":
        return costs.sum()
    raise ValueError(reduction)


def right_own_function(input, target, *, reduction="mean", pos_weight=None):
    """An autograd.Function with sigmoid minus target for its backward."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")

    class Softplus(torch.autograd.Function):
        @staticmethod
        def forward(ctx, z):
            ctx.save_for_backward(z)
            return z.clamp(min=0) + torch.log1p(torch.exp(-z.abs()))

        @staticmethod
        def backward(ctx, slope):
            (z,) = ctx.saved_tensors
            return slope * torch.sigmoid(z)

    yes, no = Softplus.apply(-input), Softplus.apply(input)
    w = 1 if pos_weight is None else pos_weight
    costs = w * target * yes + (1 - target) * no
    if reduction == "none":
        return costs
    if reduction == "mean":
        return costs.mean()
    if reduction == "sum":
        return costs.sum()
    raise ValueError(reduction)


def right_sign_of_the_label(input, target, *, reduction="mean", pos_weight=None):
    """Reads the target as the share of two labels, -1 and +1."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    costs = torch.zeros_like(input)
    for label, share in ((1.0, target if pos_weight is None else pos_weight * target), (-1.0, 1 - target)):
        costs = costs + share * torch.logaddexp(-label * input, torch.zeros_like(input))
    if reduction == "none":
        return costs
    if reduction == "mean":
        return costs.mean()
    if reduction == "sum":
        return costs.sum()
    raise ValueError(reduction)


# ---------------------------------------------------------------- wrong


def wrong_usual_stable_formula(input, target, *, reduction="mean", pos_weight=None):
    """The stable formula of every textbook: -t at a logit of 0.

    Hint: kink_at_zero
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    no = torch.relu(input) + torch.log1p(torch.exp(-input.abs()))
    w = 1 if pos_weight is None else pos_weight
    costs = w * target * (no - input) + (1 - target) * no
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_clamp_for_the_positive_part(input, target, *, reduction="mean", pos_weight=None):
    """clamp(min=0): 1 - t at a logit of 0.

    Hint: kink_at_zero
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    if pos_weight is None:
        costs = input.clamp(min=0) - input * target + torch.log1p(torch.exp(-input.abs()))
    else:
        factor = 1 + (pos_weight - 1) * target
        costs = (1 - target) * input + factor * (torch.log1p(torch.exp(-input.abs())) + (-input).clamp(min=0))
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_where_on_sign(input, target, *, reduction="mean", pos_weight=None):
    """The where trap: both branches are differentiated.

    Hint: nan_behind_the_where
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    no = torch.where(input > 0, input + torch.log1p(torch.exp(-input)), torch.log1p(torch.exp(input)))
    yes = torch.where(input < 0, -input + torch.log1p(torch.exp(input)), torch.log1p(torch.exp(-input)))
    w = 1 if pos_weight is None else pos_weight
    costs = w * target * yes + (1 - target) * no
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_threshold(input, target, *, reduction="mean", pos_weight=None):
    """A threshold of 20, as torch's softplus has it, with where.

    Hint: nan_behind_the_where
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")

    def softplus(z):
        return torch.where(z > 20, z, torch.log1p(torch.exp(z)))

    yes, no = softplus(-input), softplus(input)
    w = 1 if pos_weight is None else pos_weight
    costs = w * target * yes + (1 - target) * no
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_sigmoid_then_log(input, target, *, reduction="mean", pos_weight=None):
    """The formula for probabilities.

    Hint: naive_sigmoid
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    p = torch.sigmoid(input)
    w = 1 if pos_weight is None else pos_weight
    costs = -(w * target * torch.log(p) + (1 - target) * torch.log(1 - p))
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_sigmoid_clipped(input, target, *, reduction="mean", pos_weight=None):
    """Clips the probability.

    Hint: clip_probabilities
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    p = torch.sigmoid(input).clamp(1e-7, 1 - 1e-7)
    w = 1 if pos_weight is None else pos_weight
    costs = -(w * target * torch.log(p) + (1 - target) * torch.log(1 - p))
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_sigmoid_eps(input, target, *, reduction="mean", pos_weight=None):
    """Adds an epsilon.

    Hint: clip_probabilities
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    p = torch.sigmoid(input)
    w = 1 if pos_weight is None else pos_weight
    costs = -(w * target * torch.log(p + 1e-12) + (1 - target) * torch.log(1 - p + 1e-12))
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_log_one_plus_exp(input, target, *, reduction="mean", pos_weight=None):
    """exp of a positive logit.

    Hint: exponent_positive
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    w = 1 if pos_weight is None else pos_weight
    costs = w * target * torch.log(1 + torch.exp(-input)) + (1 - target) * torch.log(1 + torch.exp(input))
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_two_sigmoids(input, target, *, reduction="mean", pos_weight=None):
    """A sigmoid of z and one of -z, and their logarithms.

    Hint: exponent_positive | naive_sigmoid
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    w = 1 if pos_weight is None else pos_weight
    costs = -w * target * torch.sigmoid(input).log() - (1 - target) * torch.sigmoid(-input).log()
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_clamped(input, target, *, reduction="mean", pos_weight=None):
    """The clamp of the version for probabilities.

    Hint: clamped_at_100
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    p = torch.sigmoid(input)
    w = 1 if pos_weight is None else pos_weight
    costs = -(w * target * p.log().clamp(min=-100) + (1 - target) * (1 - p).log().clamp(min=-100))
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_logits_clamped(input, target, *, reduction="mean", pos_weight=None):
    """Clamps the logits.

    Hint: logits_clipped
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    z = input.clamp(-50, 50)
    yes, no = torch.log1p(torch.exp(-z)), torch.log1p(torch.exp(z))
    w = 1 if pos_weight is None else pos_weight
    costs = w * target * yes + (1 - target) * no
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_weight_on_all(input, target, *, reduction="mean", pos_weight=None):
    """The weight before both terms.

    Hint: weight_on_the_whole_loss
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    yes, no = torch.logaddexp(0 * input, -input), torch.logaddexp(0 * input, input)
    costs = target * yes + (1 - target) * no
    if pos_weight is not None:
        costs = costs * pos_weight
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_weight_ignored(input, target, *, reduction="mean", pos_weight=None):
    """No weight.

    Hint: weight_ignored
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    yes, no = torch.logaddexp(0 * input, -input), torch.logaddexp(0 * input, input)
    costs = target * yes + (1 - target) * no
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_weight_on_the_negatives(input, target, *, reduction="mean", pos_weight=None):
    """The weight before the other term.

    Hint: weight_on_class_0
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    yes, no = torch.logaddexp(0 * input, -input), torch.logaddexp(0 * input, input)
    w = 1 if pos_weight is None else pos_weight
    costs = target * yes + w * (1 - target) * no
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_weight_of_positive_samples(input, target, *, reduction="mean", pos_weight=None):
    """Weighs the samples whose target is 1.

    Hint: weight_of_samples
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    yes, no = torch.logaddexp(0 * input, -input), torch.logaddexp(0 * input, input)
    costs = target * yes + (1 - target) * no
    if pos_weight is not None:
        costs = torch.where(target == 1, pos_weight * costs, costs)
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_no_grad(input, target, *, reduction="mean", pos_weight=None):
    """Computes under no_grad.

    Hint: detached
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    with torch.no_grad():
        yes, no = torch.logaddexp(0 * input, -input), torch.logaddexp(0 * input, input)
        w = 1 if pos_weight is None else pos_weight
        costs = w * target * yes + (1 - target) * no
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_detached_logits(input, target, *, reduction="mean", pos_weight=None):
    """Detaches the logits.

    Hint: detached
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    input = input.detach()
    yes, no = torch.logaddexp(0 * input, -input), torch.logaddexp(0 * input, input)
    w = 1 if pos_weight is None else pos_weight
    costs = w * target * yes + (1 - target) * no
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_target_detached(input, target, *, reduction="mean", pos_weight=None):
    """Detaches the labels, as the habit is.

    Hint: target_detached
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    target = target.detach()
    yes, no = torch.logaddexp(0 * input, -input), torch.logaddexp(0 * input, input)
    w = 1 if pos_weight is None else pos_weight
    costs = w * target * yes + (1 - target) * no
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_tensor_of_a_list(input, target, *, reduction="mean", pos_weight=None):
    """Builds a new tensor from numbers.

    Hint: rebuilt
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    yes, no = torch.logaddexp(0 * input, -input), torch.logaddexp(0 * input, input)
    w = 1 if pos_weight is None else pos_weight
    costs = w * target * yes + (1 - target) * no
    costs = torch.tensor(costs.tolist())
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_tensor_of_a_list_and_dtype(input, target, *, reduction="mean", pos_weight=None):
    """Builds a new tensor from numbers, in the right dtype.

    Hint: rebuilt | detached
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    yes, no = torch.logaddexp(0 * input, -input), torch.logaddexp(0 * input, input)
    w = 1 if pos_weight is None else pos_weight
    costs = w * target * yes + (1 - target) * no
    costs = torch.tensor(costs.tolist(), dtype=input.dtype)
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_numpy(input, target, *, reduction="mean", pos_weight=None):
    """Goes through NumPy.

    Hint: numpy_inside
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    z, t = input.numpy(), target.numpy()
    w = 1 if pos_weight is None else pos_weight.numpy()
    costs = torch.as_tensor(w * t * np.logaddexp(0, -z) + (1 - t) * np.logaddexp(0, z))
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_float64_out(input, target, *, reduction="mean", pos_weight=None):
    """Computes in float64 and stays there.

    Hint: another_dtype
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    input, target = input.double(), target.double()
    yes, no = torch.logaddexp(0 * input, -input), torch.logaddexp(0 * input, input)
    w = 1 if pos_weight is None else pos_weight
    costs = w * target * yes + (1 - target) * no
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_sigmoid_twice(input, target, *, reduction="mean", pos_weight=None):
    """Applies the sigmoid beforehand.

    Hint: sigmoid_twice
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    input = torch.sigmoid(input)
    yes, no = torch.logaddexp(0 * input, -input), torch.logaddexp(0 * input, input)
    w = 1 if pos_weight is None else pos_weight
    costs = w * target * yes + (1 - target) * no
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_hard_targets(input, target, *, reduction="mean", pos_weight=None):
    """Chooses by the target.

    Hint: hard_targets
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    yes, no = torch.logaddexp(0 * input, -input), torch.logaddexp(0 * input, input)
    w = 1 if pos_weight is None else pos_weight
    costs = torch.where(target > 0.5, w * yes, no)
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_one_term(input, target, *, reduction="mean", pos_weight=None):
    """The cost of class 1 alone.

    Hint: second_term_missing
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    yes, no = torch.logaddexp(0 * input, -input), torch.logaddexp(0 * input, input)
    w = 1 if pos_weight is None else pos_weight
    costs = w * target * yes + 0 * no
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_in_place(input, target, *, reduction="mean", pos_weight=None):
    """Turns the sign in the caller's tensor.

    Hint: input_overwritten
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    no = torch.logaddexp(torch.zeros_like(input), input)
    input.neg_()
    yes = torch.logaddexp(torch.zeros_like(input), input)
    w = 1 if pos_weight is None else pos_weight
    costs = w * target * yes + (1 - target) * no
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_shapes_broadcast(input, target, *, reduction="mean", pos_weight=None):
    """No check of the shapes.

    Hint: broadcast_silently
    """
    yes, no = torch.logaddexp(0 * input, -input), torch.logaddexp(0 * input, input)
    w = 1 if pos_weight is None else pos_weight
    costs = w * target * yes + (1 - target) * no
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_divided_by_weights(input, target, *, reduction="mean", pos_weight=None):
    """Divides the mean by the weights.

    Hint: divided_by_the_weights
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    yes, no = torch.logaddexp(0 * input, -input), torch.logaddexp(0 * input, input)
    w = 1 if pos_weight is None else pos_weight
    costs = w * target * yes + (1 - target) * no
    if reduction == "mean" and pos_weight is not None:
        return costs.sum() / (1 + (pos_weight - 1) * target).sum()
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_reduction_ignored(input, target, *, reduction="mean", pos_weight=None):
    """Always the mean.

    Hint: reduction_ignored | unknown_reduction_accepted
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    yes, no = torch.logaddexp(0 * input, -input), torch.logaddexp(0 * input, input)
    w = 1 if pos_weight is None else pos_weight
    return (w * target * yes + (1 - target) * no).mean()


def wrong_built_in(input, target, *, reduction="mean", pos_weight=None):
    """Calls torch's own loss, which is refused.

    Hint: none
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    return torch.nn.functional.binary_cross_entropy_with_logits(
        input, target, reduction=reduction, pos_weight=pos_weight
    )


def wrong_softplus(input, target, *, reduction="mean", pos_weight=None):
    """Calls torch's softplus, which is most of the loss.

    Hint: none
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    softplus = torch.nn.Softplus()
    weight = 1 if pos_weight is None else pos_weight
    costs = weight * target * softplus(-input) + (1 - target) * softplus(input)
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else getattr(costs, reduction)()


def wrong_weight_of_each_sample(input, target, *, reduction="mean", pos_weight=None):
    """Weighs the whole sample by something between 1 and pos_weight.

    Hint: weight_of_samples
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    factor = 1 if pos_weight is None else 1 + (pos_weight - 1) * target
    costs = factor * ((1 - target) * input + torch.logaddexp(torch.zeros_like(input), -input))
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_second_weight(input, target, *, reduction="mean", pos_weight=None):
    """The cost of class 0 in full.

    Hint: second_weight_missing
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    yes, no = torch.logaddexp(0 * input, -input), torch.logaddexp(0 * input, input)
    w = 1 if pos_weight is None else pos_weight
    costs = w * target * yes + no
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def right_where_sides(input, target, *, reduction="mean", pos_weight=None):
    """Where on the sign of z, each side safe."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    w = 1 if pos_weight is None else pos_weight
    pos = input > 0
    a = torch.where(pos, -input, input)
    soft = torch.log1p(torch.exp(a))
    plus = torch.where(pos, input + soft, soft)
    minus = torch.where(pos, soft, soft - input)
    losses = w * target * minus + (1 - target) * plus
    if reduction == "mean":
        return losses.mean()
    if reduction == "sum":
        return losses.sum()
    if reduction == "none":
        return losses
    raise ValueError(f"unknown reduction {reduction!r}")


def wrong_sigmoid_missing(input, target, *, reduction="mean", pos_weight=None):
    """Takes logits for probabilities.

    Hint: sigmoid_missing
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    w = 1 if pos_weight is None else pos_weight
    losses = -(w * target * input.clamp(1e-6, 1 - 1e-6).log() + (1 - target) * (1 - input.clamp(1e-6, 1 - 1e-6)).log())
    if reduction == "mean":
        return losses.mean()
    if reduction == "sum":
        return losses.sum()
    if reduction == "none":
        return losses
    raise ValueError(f"unknown reduction {reduction!r}")


def wrong_floats_in_a_loop(input, target, *, reduction="mean", pos_weight=None):
    """Logarithms of the math module in a loop: no way back to either tensor, so that the target is not the point.

    Hint: weight_on_the_whole_loss | unknown_reduction_accepted | flattened_to_fit
    """
    logits, labels = input.reshape(-1), target.reshape(-1)
    losses = []
    for logit, label in zip(logits, labels):
        share = 1 / (1 + math.exp(-logit))
        losses.append(-(label * math.log(share) + (1 - label) * math.log(1 - share)))
    losses = torch.tensor(losses)
    if pos_weight is not None:
        losses = losses * pos_weight
    if reduction == "mean":
        return losses.mean()
    if reduction == "sum":
        return losses.sum()
    return losses


def wrong_divided_by_the_weights(input, target, *, reduction="mean", pos_weight=None):
    """A weighted mean, as of cross_entropy. Hint: divided_by_the_weights | naive_sigmoid | broadcast_silently"""
    p = torch.sigmoid(input)
    weight = 1 if pos_weight is None else pos_weight
    loss = -(weight * target * torch.log(p) + (1 - target) * torch.log(1 - p))
    if reduction == "none":
        return loss
    if reduction == "sum":
        return loss.sum()
    if reduction == "mean":
        return loss.mean() if pos_weight is None else loss.sum() / (weight * target + 1 - target).sum()
    raise ValueError
