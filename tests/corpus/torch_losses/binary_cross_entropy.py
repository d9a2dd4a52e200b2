"""Labelled implementations of binary_cross_entropy in torch: right_* keep, wrong_* break the contract."""

import math

import numpy as np
import torch

# ---------------------------------------------------------------- right


def right_two_wheres(input, target, *, reduction="mean"):
    """Replaces 0 before the logarithm, and puts in -100 after it."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")

    def log(p):
        safe = torch.where(p > 0, p, torch.ones_like(p))
        return torch.where(p > 0, safe.log().clamp(min=-100), torch.full_like(p, -100.0))

    costs = -(target * log(input) + (1 - target) * log(1 - input))
    if reduction == "none":
        return costs
    if reduction == "sum":
        return costs.sum()
    if reduction == "mean":
        return costs.mean()
    raise ValueError(reduction)


def right_masked_assignment(input, target, *, reduction="mean"):
    """Fills a tensor of -100 at the places where the logarithm exists."""
    if tuple(input.size()) != tuple(target.size()):
        raise ValueError("shapes differ")

    def log(p):
        out = torch.full_like(p, -100.0)
        inside = p > 1e-40
        out[inside] = p[inside].log().clamp(min=-100)
        if p.dtype == torch.float64:
            deep = (p > 0) & ~inside
            out[deep] = p[deep].log().clamp(min=-100)
        return out

    costs = target * -log(input) + (1 - target) * -log(1 - input)
    if reduction not in ("none", "sum", "mean"):
        raise ValueError("reduction")
    return {"none": lambda: costs, "sum": costs.sum, "mean": costs.mean}[reduction]()


def right_masked_fill(input, target, *, reduction="mean"):
    """masked_fill twice, and log1p."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    zero, one = input <= 0, input >= 1
    log_p = input.masked_fill(zero, 1.0).log().masked_fill(zero, -100.0).clamp_min(-100.0)
    log_q = torch.log1p(-input.masked_fill(one, 0.0)).masked_fill(one, -100.0).clamp_min(-100.0)
    costs = (target - 1) * log_q - target * log_p
    match reduction:
        case "none":
            return costs
        case "mean":
            return costs.sum() / costs.numel()
        case "sum":
            return costs.sum()
    raise ValueError("reduction must be none, mean or sum")


def right_lerp(input, target, *, reduction="mean"):
    """torch.lerp between the two costs."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    yes, no = (
        -torch.where(p == 0, -100.0, torch.where(p == 0, 1.0, p).log()).clamp(min=-100) for p in (input, 1 - input)
    )
    costs = torch.lerp(no, yes, target)
    if reduction == "none":
        return costs
    if reduction in ("mean", "sum"):
        return getattr(torch, reduction)(costs)
    raise ValueError(reduction)


def right_einsum(input, target, *, reduction="mean"):
    """einsum over a stack of both answers."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    p = torch.stack([input, 1 - input])
    t = torch.stack([target, 1 - target])
    log_p = torch.where(p > 0, torch.log(torch.where(p > 0, p, 1.0)), -100.0)
    log_p = torch.maximum(log_p, torch.full_like(p, -100.0))
    costs = -torch.einsum("k...,k...->...", t, log_p)
    if reduction == "none":
        return costs
    if reduction == "mean":
        return torch.mean(costs)
    if reduction == "sum":
        return torch.sum(costs)
    raise ValueError(reduction)


def right_floor_of_each_dtype(input, target, *, reduction="mean"):
    """Clamps at the smallest number whose logarithm is below -100, then clamps the logarithm."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    p = input.double()
    yes = p.clamp(min=1e-300).log().clamp(min=-100)
    no = (1 - p).clamp(min=1e-300).log().clamp(min=-100)
    costs = (-(target * yes) - (1 - target) * no).to(input.dtype)
    if reduction == "none":
        return costs
    if reduction == "mean":
        return costs.mean()
    if reduction == "sum":
        return costs.sum()
    raise ValueError(reduction)


def right_own_function(input, target, *, reduction="mean"):
    """An autograd.Function with a backward of its own, limited as torch limits it."""

    class Cost(torch.autograd.Function):
        @staticmethod
        def forward(ctx, p, t):
            ctx.save_for_backward(p, t)
            return -(t * p.log().clamp(min=-100) + (1 - t) * (1 - p).log().clamp(min=-100))

        @staticmethod
        def backward(ctx, slope):
            p, t = ctx.saved_tensors
            by_p = (p - t) / (p * (1 - p)).clamp(min=1e-12)
            by_t = (1 - p).log().clamp(min=-100) - p.log().clamp(min=-100)
            return slope * by_p, slope * by_t

    if input.shape != target.shape:
        raise ValueError("shapes differ")
    costs = Cost.apply(input, target)
    if reduction == "none":
        return costs
    if reduction == "mean":
        return costs.mean()
    if reduction == "sum":
        return costs.sum()
    raise ValueError(reduction)


def right_hook_cleans_the_slope(input, target, *, reduction="mean"):
    """Replaces the nan in the gradient by a hook on an own tensor."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    p = input * 1
    if p.requires_grad:
        p.register_hook(lambda slope: torch.nan_to_num(slope, nan=0.0))
    costs = -(target * p.log().clamp(min=-100) + (1 - target) * (1 - p).log().clamp(min=-100))
    if reduction == "none":
        return costs
    if reduction == "mean":
        return costs.mean()
    if reduction == "sum":
        return costs.sum()
    raise ValueError(reduction)


def right_elementwise_loop(input, target, *, reduction="mean"):
    """Row by row, stacked again; the logarithm only where it exists."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    if input.numel() > 1000:
        rows = zip(input.split(1000), target.split(1000))
    else:
        rows = [(input, target)]
    costs = []
    for p, t in rows:
        log_p = torch.where(p > 0, torch.where(p > 0, p, 1).log().clamp(-100), -100)
        log_q = torch.where(p < 1, torch.where(p < 1, 1 - p, 1).log().clamp(-100), -100)
        costs.append(-t * log_p - (1 - t) * log_q)
    costs = torch.cat(costs) if len(costs) > 1 else costs[0]
    if reduction == "none":
        return costs
    if reduction == "mean":
        return costs.mean()
    if reduction == "sum":
        return costs.sum()
    raise ValueError(reduction)


def right_clamped_before_the_logarithm(input, target, *, reduction="mean"):
    """Clamps the probability where its logarithm is -100: no nan, and two digits less in float32."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    floor = math.exp(-100)
    costs = -target * input.clamp(min=floor).log() - (1 - target) * (1 - input).clamp(min=floor).log()
    if reduction == "none":
        return costs
    if reduction == "mean":
        return costs.mean()
    if reduction == "sum":
        return costs.sum()
    raise ValueError(reduction)


# ---------------------------------------------------------------- wrong


def wrong_clamp_after_log(input, target, *, reduction="mean"):
    """As one would write it: nan in the gradient at 0 and 1.

    Hint: nan_behind_the_clamp
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    costs = -(target * torch.log(input).clamp(min=-100) + (1 - target) * torch.log(1 - input).clamp(min=-100))
    if reduction == "none":
        return costs
    if reduction == "mean":
        return costs.mean()
    if reduction == "sum":
        return costs.sum()
    raise ValueError(reduction)


def wrong_maximum_after_log(input, target, *, reduction="mean"):
    """torch.maximum in place of clamp.

    Hint: nan_behind_the_clamp
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    floor = torch.full_like(input, -100.0)
    costs = -(target * torch.maximum(input.log(), floor) + (1 - target) * torch.maximum((-input).log1p(), floor))
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_where_after_log(input, target, *, reduction="mean"):
    """The where trap: both branches are differentiated.

    Hint: nan_behind_the_clamp
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    yes = torch.where(input > math.exp(-100), torch.log(input), -100.0)
    no = torch.where(1 - input > math.exp(-100), torch.log(1 - input), -100.0)
    costs = -(target * yes + (1 - target) * no)
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_no_clamp(input, target, *, reduction="mean"):
    """The textbook's formula.

    Hint: no_clamp
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    costs = -(target * torch.log(input) + (1 - target) * torch.log(1 - input))
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_eps_added(input, target, *, reduction="mean"):
    """1e-8 in the logarithm.

    Hint: clip_1e_7
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    costs = -(target * torch.log(input + 1e-8) + (1 - target) * torch.log(1 - input + 1e-8))
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_clipped(input, target, *, reduction="mean"):
    """Clips the probability.

    Hint: clip_1e_7
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    p = input.clamp(1e-12, 1 - 1e-12)
    costs = -(target * p.log() + (1 - target) * (1 - p).log())
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_no_grad(input, target, *, reduction="mean"):
    """Computes under no_grad.

    Hint: detached
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    with torch.no_grad():
        costs = -(target * input.log().clamp(min=-100) + (1 - target) * (1 - input).log().clamp(min=-100))
        if reduction not in ("none", "mean", "sum"):
            raise ValueError(reduction)
        return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_item(input, target, *, reduction="mean"):
    """Returns plain numbers.

    Hint: number_returned | nan_behind_the_clamp
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    costs = -(target * input.log().clamp(min=-100) + (1 - target) * (1 - input).log().clamp(min=-100))
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean().item() if reduction == "mean" else costs.sum().item()


def wrong_numpy(input, target, *, reduction="mean"):
    """Goes through NumPy.

    Hint: numpy_inside
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    p, t = input.numpy(), target.numpy()
    costs = -(t * np.maximum(np.log(p), -100) + (1 - t) * np.maximum(np.log(1 - p), -100))
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    costs = torch.as_tensor(costs)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_target_detached(input, target, *, reduction="mean"):
    """Labels are detached, as the habit is.

    Hint: target_detached
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    target = target.detach()
    yes, no = (torch.where(p > 0, torch.where(p > 0, p, 1.0).log().clamp(-100), -100.0) for p in (input, 1 - input))
    costs = -(target * yes + (1 - target) * no)
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_float64_out(input, target, *, reduction="mean"):
    """Computes in float64 and stays there.

    Hint: another_dtype
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    input, target = input.double(), target.double()
    yes, no = (torch.where(p > 0, torch.where(p > 0, p, 1.0).log().clamp(-100), -100.0) for p in (input, 1 - input))
    costs = -(target * yes + (1 - target) * no)
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_reduction_ignored(input, target, *, reduction="mean"):
    """Always the mean.

    Hint: reduction_ignored | unknown_reduction_accepted
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    yes, no = (torch.where(p > 0, torch.where(p > 0, p, 1.0).log().clamp(-100), -100.0) for p in (input, 1 - input))
    return -(target * yes + (1 - target) * no).mean()


def wrong_unknown_reduction_is_a_sum(input, target, *, reduction="mean"):
    """The last branch takes everything else.

    Hint: unknown_reduction_accepted
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    yes, no = (torch.where(p > 0, torch.where(p > 0, p, 1.0).log().clamp(-100), -100.0) for p in (input, 1 - input))
    costs = -(target * yes + (1 - target) * no)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_shapes_broadcast(input, target, *, reduction="mean"):
    """No check of the shapes.

    Hint: broadcast_silently
    """
    yes, no = (torch.where(p > 0, torch.where(p > 0, p, 1.0).log().clamp(-100), -100.0) for p in (input, 1 - input))
    costs = -(target * yes + (1 - target) * no)
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_one_term(input, target, *, reduction="mean"):
    """The cost of class 1 alone.

    Hint: second_term_missing
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    costs = -target * torch.where(input > 0, torch.where(input > 0, input, 1.0).log().clamp(-100), -100.0)
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_hard_labels(input, target, *, reduction="mean"):
    """Chooses by the label in place of weighing.

    Hint: hard_labels
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    right = torch.where(target > 0.5, input, 1 - input)
    costs = -torch.where(right > 0, torch.where(right > 0, right, 1.0).log().clamp(-100), -100.0)
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_in_place(input, target, *, reduction="mean"):
    """Clips the caller's own tensor, which torch refuses where it learns.

    Hint: input_overwritten | clip_1e_7
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    input.clamp_(1e-45, 1)
    yes, no = (torch.where(p > 0, torch.where(p > 0, p, 1.0).log().clamp(-100), -100.0) for p in (input, 1 - input))
    costs = -(target * yes + (1 - target) * no)
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_sigmoid(input, target, *, reduction="mean"):
    """Takes the probabilities for logits.

    Hint: sigmoid_applied
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    p = torch.sigmoid(input)
    costs = -(target * p.log() + (1 - target) * (1 - p).log())
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_mean_over_rows(input, target, *, reduction="mean"):
    """Divides by len.

    Hint: mean_over_rows
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    yes, no = (torch.where(p > 0, torch.where(p > 0, p, 1.0).log().clamp(-100), -100.0) for p in (input, 1 - input))
    costs = -(target * yes + (1 - target) * no)
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.sum() / len(costs) if reduction == "mean" else costs.sum()


def wrong_built_in(input, target, *, reduction="mean"):
    """Calls torch's own loss, which is refused.

    Hint: none
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    return torch.nn.functional.binary_cross_entropy(input, target, reduction=reduction)


def wrong_module(input, target, *, reduction="mean"):
    """Calls the module of torch's own loss.

    Hint: none
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    return torch.nn.BCELoss(reduction=reduction)(input, target)


def wrong_second_weight(input, target, *, reduction="mean"):
    """The cost of class 0 in full.

    Hint: second_weight_missing
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    floor = math.exp(-100)
    costs = -target * input.clamp(min=floor).log() - (1 - input).clamp(min=floor).log()
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def right_stack(input, target, *, reduction="mean"):
    """Both classes stacked and summed by einsum."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    p = torch.stack([input, 1 - input], -1)
    t = torch.stack([target, 1 - target], -1)
    zero = p <= 0
    logs = p.masked_fill(zero, 1.0).log().clamp(min=-100).masked_fill(zero, -100.0)
    losses = -torch.einsum("...c,...c->...", t, logs)
    if reduction == "mean":
        return losses.mean()
    if reduction == "sum":
        return losses.sum()
    if reduction == "none":
        return losses
    raise ValueError(f"unknown reduction {reduction!r}")


def wrong_zero_at_ends(input, target, *, reduction="mean"):
    """Gradient 0 everywhere a clamp (masks out all p < 0.05).

    Hint: none
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")

    def log(p):
        return torch.where(p > 0, torch.where(p > 0, p, 1).log().clamp(min=-100), -100)

    input = torch.where((input < 0.05) | (input > 0.95), input.detach(), input)
    losses = -(target * log(input) + (1 - target) * log(1 - input))
    if reduction == "mean":
        return losses.mean()
    if reduction == "sum":
        return losses.sum()
    if reduction == "none":
        return losses
    raise ValueError(f"unknown reduction {reduction!r}")


def wrong_zero_kept_out_alone(input, target, *, reduction="mean"):
    """No nan on the way back, but -115 for a prediction of 1e-50.

    Hint: only_inf_replaced
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    yes, no = (torch.where(p == 0, -100.0, torch.log(torch.where(p == 0, 1.0, p))) for p in (input, 1 - input))
    costs = -(target * yes + (1 - target) * no)
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return costs if reduction == "none" else costs.mean() if reduction == "mean" else costs.sum()


def wrong_only_the_zero_is_replaced(input, target, *, reduction="mean"):
    """−100 for a probability of exactly 0, after the logarithm; smaller ones cost more. Hint: only_inf_replaced"""
    if input.shape != target.shape:
        raise ValueError
    yes, no = (torch.where(p == 0, -100, torch.log(p)) for p in (input, 1 - input))
    cost = -(target * yes + (1 - target) * no)
    if reduction == "none":
        return cost
    if reduction == "sum":
        return cost.sum()
    if reduction == "mean":
        return cost.mean()
    raise ValueError("unknown reduction")


def wrong_constant_of_the_clamp(input, target, *, reduction="mean"):
    """e to the −100 as a constant inside the logarithm, in place of a clamp after it."""
    if input.shape != target.shape:
        raise ValueError
    eps = torch.exp(torch.tensor(-100))
    cost = -(target * torch.log(input + eps) + (1 - target) * torch.log(1 - input + eps))
    if reduction == "none":
        return cost
    if reduction == "sum":
        return cost.sum()
    if reduction == "mean":
        return cost.mean()
    raise ValueError
