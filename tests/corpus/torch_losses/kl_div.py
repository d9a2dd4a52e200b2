"""Right and wrong implementations of kl_div in torch, written independently of the solutions."""

import torch

# ---------------------------------------------------------------- right


def right_xlogy(input, target, *, reduction="mean", log_target=False):
    """xlogy takes care of the zeros."""
    if log_target:
        terms = target.exp() * (target - input)
    else:
        terms = torch.xlogy(target, target) - target * input
    if reduction == "mean":
        return terms.mean()
    if reduction == "batchmean":
        return terms.sum() / terms.shape[0]
    if reduction == "sum":
        return terms.sum()
    if reduction == "none":
        return terms
    raise ValueError(reduction)


def right_safe_logarithm(input, target, *, reduction="mean", log_target=False):
    """A harmless 1 in place of the zeros."""
    if log_target:
        terms = target.exp() * (target - input)
    else:
        safe = torch.where(target > 0, target, 1.0)
        terms = target * (safe.log() - input)
    if reduction == "mean":
        return terms.mean()
    if reduction == "batchmean":
        return terms.sum() / terms.shape[0]
    if reduction == "sum":
        return terms.sum()
    if reduction == "none":
        return terms
    raise ValueError(reduction)


def right_mask_assigned(input, target, *, reduction="mean", log_target=False):
    """Only the terms with a weight are computed."""
    if log_target:
        terms = target.exp() * (target - input)
    else:
        terms = 0 * input
        some = target > 0
        terms = terms.masked_scatter(some, target[some] * (target[some].log() - input[some]))
    if reduction == "mean":
        return terms.mean()
    if reduction == "batchmean":
        return terms.sum() / terms.shape[0]
    if reduction == "sum":
        return terms.sum()
    if reduction == "none":
        return terms
    raise ValueError(reduction)


def right_indexed(input, target, *, reduction="mean", log_target=False):
    """Writes the terms into a tensor of its own."""
    if log_target:
        terms = target.exp() * (target - input)
    else:
        terms = torch.zeros_like(input)
        some = target > 0
        terms[some] = target[some] * (target[some].log() - input[some])
    if reduction == "mean":
        return terms.mean()
    if reduction == "batchmean":
        return terms.sum() / terms.shape[0]
    if reduction == "sum":
        return terms.sum()
    if reduction == "none":
        return terms
    raise ValueError(reduction)


def right_tiny_clamp(input, target, *, reduction="mean", log_target=False):
    """Clamped at the smallest normal float: 0 times a finite logarithm is 0."""
    if log_target:
        terms = target.exp() * (target - input)
    else:
        least = torch.finfo(target.dtype).tiny
        terms = target * (target.clamp(min=least).log() - input)
    if reduction == "mean":
        return terms.mean()
    if reduction == "batchmean":
        return terms.sum() / terms.shape[0]
    if reduction == "sum":
        return terms.sum()
    if reduction == "none":
        return terms
    raise ValueError(reduction)


def right_entropy_apart(input, target, *, reduction="mean", log_target=False):
    """Cross entropy less entropy."""
    weight = target.exp() if log_target else target
    logs = target if log_target else torch.where(target > 0, target, torch.ones_like(target)).log()
    terms = -(weight * input) - -(weight * logs)
    if reduction == "mean":
        return terms.mean()
    if reduction == "batchmean":
        return terms.sum() / terms.shape[0]
    if reduction == "sum":
        return terms.sum()
    if reduction == "none":
        return terms
    raise ValueError(reduction)


def right_einsum(input, target, *, reduction="mean", log_target=False):
    """The sum as an einsum of weights and differences."""
    weight = target.exp() if log_target else target
    logs = target if log_target else target.clamp(min=1e-38).log()
    difference = logs - input
    if reduction == "none":
        return weight * difference
    if reduction not in ("mean", "batchmean", "sum"):
        raise ValueError(reduction)
    total = torch.einsum("i,i->", weight.flatten(), difference.flatten())
    return total / {"sum": 1, "mean": input.numel(), "batchmean": len(input)}[reduction]


def right_loop_over_samples(input, target, *, reduction="mean", log_target=False):
    """Sample by sample, stacked again."""
    rows = []
    for x, t in zip(input[:, None], target[:, None]):
        rows.append(t.exp() * (t - x) if log_target else torch.xlogy(t, t) - t * x)
        if len(rows) == 50:
            rows = [torch.cat(rows)]
    terms = torch.cat(rows).reshape(input.shape)
    if reduction == "mean":
        return terms.mean()
    if reduction == "batchmean":
        return terms.sum() / terms.shape[0]
    if reduction == "sum":
        return terms.sum()
    if reduction == "none":
        return terms
    raise ValueError(reduction)


def right_nan_replaced(input, target, *, reduction="mean", log_target=False):
    """nan, which only 0 times the logarithm of 0 makes, is replaced."""
    if log_target:
        terms = target.exp() * (target - input)
    else:
        terms = (target * (target.log() - input)).nan_to_num(nan=0.0)
    if reduction == "mean":
        return terms.mean()
    if reduction == "batchmean":
        return terms.sum() / terms.shape[0]
    if reduction == "sum":
        return terms.sum()
    if reduction == "none":
        return terms
    raise ValueError(reduction)


def right_own_backward(input, target, *, reduction="mean", log_target=False):
    """An autograd function with its own backward."""

    class Terms(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x, t):
            ctx.save_for_backward(x, t)
            return t.exp() * (t - x) if log_target else torch.xlogy(t, t) - t * x

        @staticmethod
        def backward(ctx, upstream):
            x, t = ctx.saved_tensors
            if log_target:
                return -t.exp() * upstream, t.exp() * (t - x + 1) * upstream
            return -t * upstream, (t.log() - x + 1) * upstream

    terms = Terms.apply(input, target)
    if reduction == "mean":
        return terms.mean()
    if reduction == "batchmean":
        return terms.sum() / terms.shape[0]
    if reduction == "sum":
        return terms.sum()
    if reduction == "none":
        return terms
    raise ValueError(reduction)


# ---------------------------------------------------------------- wrong


def wrong_detach(input, target, *, reduction="mean", log_target=False):
    """Detaches the terms.

    Hint: detached
    """
    if log_target:
        terms = target.exp() * (target - input)
    else:
        terms = torch.xlogy(target, target) - target * input
    terms = terms.detach()
    if reduction == "mean":
        return terms.mean()
    if reduction == "batchmean":
        return terms.sum() / terms.shape[0]
    if reduction == "sum":
        return terms.sum()
    if reduction == "none":
        return terms
    raise ValueError(reduction)


def wrong_no_grad(input, target, *, reduction="mean", log_target=False):
    """Under no_grad.

    Hint: detached
    """
    with torch.no_grad():
        if log_target:
            terms = target.exp() * (target - input)
        else:
            terms = torch.xlogy(target, target) - target * input
    if reduction == "mean":
        return terms.mean()
    if reduction == "batchmean":
        return terms.sum() / terms.shape[0]
    if reduction == "sum":
        return terms.sum()
    if reduction == "none":
        return terms
    raise ValueError(reduction)


def wrong_input_detached(input, target, *, reduction="mean", log_target=False):
    """The input is a constant.

    Hint: detached
    """
    input = input.detach()
    if log_target:
        terms = target.exp() * (target - input)
    else:
        terms = torch.xlogy(target, target) - target * input
    if reduction == "mean":
        return terms.mean()
    if reduction == "batchmean":
        return terms.sum() / terms.shape[0]
    if reduction == "sum":
        return terms.sum()
    if reduction == "none":
        return terms
    raise ValueError(reduction)


def wrong_rebuilt(input, target, *, reduction="mean", log_target=False):
    """A new tensor of the terms' numbers.

    Hint: rebuilt
    """
    if log_target:
        terms = target.exp() * (target - input)
    else:
        terms = torch.xlogy(target, target) - target * input
    terms = torch.tensor(terms.tolist())
    if reduction == "mean":
        return terms.mean()
    if reduction == "batchmean":
        return terms.sum() / terms.shape[0]
    if reduction == "sum":
        return terms.sum()
    if reduction == "none":
        return terms
    raise ValueError(reduction)


def wrong_item(input, target, *, reduction="mean", log_target=False):
    """Floats but for none.

    Hint: number_returned
    """
    if log_target:
        terms = target.exp() * (target - input)
    else:
        terms = torch.xlogy(target, target) - target * input
    if reduction == "mean":
        return terms.mean().item()
    if reduction == "batchmean":
        return (terms.sum() / len(terms)).item()
    if reduction == "sum":
        return terms.sum().item()
    if reduction == "none":
        return terms
    raise ValueError(reduction)


def wrong_numpy(input, target, *, reduction="mean", log_target=False):
    """NumPy inside.

    Hint: numpy_inside
    """
    input, target = torch.from_numpy(input.numpy().copy()), torch.from_numpy(target.numpy().copy())
    if log_target:
        terms = target.exp() * (target - input)
    else:
        terms = torch.xlogy(target, target) - target * input
    if reduction == "mean":
        return terms.mean()
    if reduction == "batchmean":
        return terms.sum() / terms.shape[0]
    if reduction == "sum":
        return terms.sum()
    if reduction == "none":
        return terms
    raise ValueError(reduction)


def wrong_double(input, target, *, reduction="mean", log_target=False):
    """In float64.

    Hint: another_dtype
    """
    input, target = input.double(), target.double()
    if log_target:
        terms = target.exp() * (target - input)
    else:
        terms = torch.xlogy(target, target) - target * input
    if reduction == "mean":
        return terms.mean()
    if reduction == "batchmean":
        return terms.sum() / terms.shape[0]
    if reduction == "sum":
        return terms.sum()
    if reduction == "none":
        return terms
    raise ValueError(reduction)


def wrong_float(input, target, *, reduction="mean", log_target=False):
    """In float32.

    Hint: another_dtype
    """
    input, target = input.float(), target.float()
    if log_target:
        terms = target.exp() * (target - input)
    else:
        terms = torch.xlogy(target, target) - target * input
    if reduction == "mean":
        return terms.mean()
    if reduction == "batchmean":
        return terms.sum() / terms.shape[0]
    if reduction == "sum":
        return terms.sum()
    if reduction == "none":
        return terms
    raise ValueError(reduction)


def wrong_target_detached(input, target, *, reduction="mean", log_target=False):
    """The target is a constant.

    Hint: target_detached
    """
    target = target.detach()
    if log_target:
        terms = target.exp() * (target - input)
    else:
        terms = torch.xlogy(target, target) - target * input
    if reduction == "mean":
        return terms.mean()
    if reduction == "batchmean":
        return terms.sum() / terms.shape[0]
    if reduction == "sum":
        return terms.sum()
    if reduction == "none":
        return terms
    raise ValueError(reduction)


def wrong_in_place(input, target, *, reduction="mean", log_target=False):
    """Writes into the target.

    Hint: input_overwritten
    """
    weight = target.exp() if log_target else target.clone()
    logs = target if log_target else torch.where(weight > 0, weight, 1.0).log()
    terms = weight * target.copy_(logs).sub_(input)
    if reduction == "mean":
        return terms.mean()
    if reduction == "batchmean":
        return terms.sum() / terms.shape[0]
    if reduction == "sum":
        return terms.sum()
    if reduction == "none":
        return terms
    raise ValueError(reduction)


def wrong_mean_is_batchmean(input, target, *, reduction="mean", log_target=False):
    """The default divides by the first axis.

    Hint: batchmean_for_mean
    """
    if log_target:
        terms = target.exp() * (target - input)
    else:
        terms = torch.xlogy(target, target) - target * input
    if reduction in ("mean", "batchmean"):
        return terms.sum() / len(terms)
    if reduction == "sum":
        return terms.sum()
    if reduction == "none":
        return terms
    raise ValueError(reduction)


def wrong_batchmean_is_mean(input, target, *, reduction="mean", log_target=False):
    """batchmean divides by all elements.

    Hint: batchmean_divided_otherwise
    """
    if log_target:
        terms = target.exp() * (target - input)
    else:
        terms = torch.xlogy(target, target) - target * input
    if reduction in ("mean", "batchmean"):
        return terms.mean()
    if reduction == "sum":
        return terms.sum()
    if reduction == "none":
        return terms
    raise ValueError(reduction)


def wrong_batchmean_of_rows(input, target, *, reduction="mean", log_target=False):
    """batchmean is a mean of the last axis' sums.

    Hint: batchmean_divided_otherwise
    """
    if log_target:
        terms = target.exp() * (target - input)
    else:
        terms = torch.xlogy(target, target) - target * input
    if reduction == "batchmean":
        return terms.sum(-1).mean()
    if reduction == "mean":
        return terms.mean()
    if reduction == "sum":
        return terms.sum()
    if reduction == "none":
        return terms
    raise ValueError(reduction)


def wrong_sum_by_default(input, target, *, reduction="mean", log_target=False):
    """The mean is a sum.

    Hint: sum_for_mean
    """
    if log_target:
        terms = target.exp() * (target - input)
    else:
        terms = torch.xlogy(target, target) - target * input
    if reduction in ("mean", "sum"):
        return terms.sum()
    if reduction == "batchmean":
        return terms.sum() / len(terms)
    if reduction == "none":
        return terms
    raise ValueError(reduction)


def wrong_unknown_is_none(input, target, *, reduction="mean", log_target=False):
    """Whatever is no other word is none.

    Hint: unknown_reduction_accepted
    """
    if log_target:
        terms = target.exp() * (target - input)
    else:
        terms = torch.xlogy(target, target) - target * input
    if reduction == "mean":
        return terms.mean()
    if reduction == "batchmean":
        return terms.sum() / len(terms)
    return terms.sum() if reduction == "sum" else terms


def wrong_log_target_ignored(input, target, *, reduction="mean", log_target=False):
    """Takes the target for probabilities.

    Hint: log_target_ignored
    """
    terms = torch.xlogy(target, target) - target * input
    if reduction == "mean":
        return terms.mean()
    if reduction == "batchmean":
        return terms.sum() / terms.shape[0]
    if reduction == "sum":
        return terms.sum()
    if reduction == "none":
        return terms
    raise ValueError(reduction)


def wrong_weighed_by_logarithm(input, target, *, reduction="mean", log_target=False):
    """No exp of the weight.

    Hint: weighed_by_the_logarithm
    """
    if log_target:
        terms = target * (target - input)
    else:
        terms = torch.xlogy(target, target) - target * input
    if reduction == "mean":
        return terms.mean()
    if reduction == "batchmean":
        return terms.sum() / terms.shape[0]
    if reduction == "sum":
        return terms.sum()
    if reduction == "none":
        return terms
    raise ValueError(reduction)


def wrong_zero_times_log(input, target, *, reduction="mean", log_target=False):
    """0 times the logarithm of 0.

    Hint: zero_times_log_of_zero
    """
    if log_target:
        terms = target.exp() * (target - input)
    else:
        terms = target * (target.log() - input)
    if reduction == "mean":
        return terms.mean()
    if reduction == "batchmean":
        return terms.sum() / terms.shape[0]
    if reduction == "sum":
        return terms.sum()
    if reduction == "none":
        return terms
    raise ValueError(reduction)


def wrong_masked_after(input, target, *, reduction="mean", log_target=False):
    """The mask comes after the nan.

    Hint: zero_times_log_of_zero
    """
    if log_target:
        terms = target.exp() * (target - input)
    else:
        terms = (target > 0) * target * (target.log() - input)
    if reduction == "mean":
        return terms.mean()
    if reduction == "batchmean":
        return terms.sum() / terms.shape[0]
    if reduction == "sum":
        return terms.sum()
    if reduction == "none":
        return terms
    raise ValueError(reduction)


def wrong_eps(input, target, *, reduction="mean", log_target=False):
    """A constant in the logarithm.

    Hint: constant_in_the_logarithm
    """
    if log_target:
        terms = target.exp() * (target - input)
    else:
        terms = target * ((target + 1e-8).log() - input)
    if reduction == "mean":
        return terms.mean()
    if reduction == "batchmean":
        return terms.sum() / terms.shape[0]
    if reduction == "sum":
        return terms.sum()
    if reduction == "none":
        return terms
    raise ValueError(reduction)


def wrong_ratio(input, target, *, reduction="mean", log_target=False):
    """Divides probabilities.

    Hint: probabilities_divided
    """
    weight = target.exp() if log_target else target
    ratio = torch.where(weight > 0, weight, 1.0) / input.exp()
    terms = weight * ratio.log()
    if reduction == "mean":
        return terms.mean()
    if reduction == "batchmean":
        return terms.sum() / terms.shape[0]
    if reduction == "sum":
        return terms.sum()
    if reduction == "none":
        return terms
    raise ValueError(reduction)


def wrong_exp_and_log_of_input(input, target, *, reduction="mean", log_target=False):
    """exp of the input, and its logarithm.

    Hint: probabilities_divided
    """
    if log_target:
        terms = target.exp() * (target - input)
    else:
        terms = torch.xlogy(target, target) - target * input.exp().log()
    if reduction == "mean":
        return terms.mean()
    if reduction == "batchmean":
        return terms.sum() / terms.shape[0]
    if reduction == "sum":
        return terms.sum()
    if reduction == "none":
        return terms
    raise ValueError(reduction)


def wrong_log_target_exponentiated(input, target, *, reduction="mean", log_target=False):
    """One formula for both kinds of target.

    Hint: log_target_exponentiated_first
    """
    target = target.exp() if log_target else target
    terms = torch.xlogy(target, target) - target * input
    if reduction == "mean":
        return terms.mean()
    if reduction == "batchmean":
        return terms.sum() / terms.shape[0]
    if reduction == "sum":
        return terms.sum()
    if reduction == "none":
        return terms
    raise ValueError(reduction)


def wrong_log_detached(input, target, *, reduction="mean", log_target=False):
    """The logarithm of the target is a constant.

    Hint: logarithm_of_the_target_detached
    """
    weight = target.exp() if log_target else target
    logs = (target if log_target else target.clamp(min=1e-38).log()).detach()
    terms = weight * (logs - input)
    if reduction == "mean":
        return terms.mean()
    if reduction == "batchmean":
        return terms.sum() / terms.shape[0]
    if reduction == "sum":
        return terms.sum()
    if reduction == "none":
        return terms
    raise ValueError(reduction)


def wrong_cross_entropy(input, target, *, reduction="mean", log_target=False):
    """The cross entropy.

    Hint: cross_entropy_instead
    """
    weight = target.exp() if log_target else target
    terms = -weight * input
    if reduction == "mean":
        return terms.mean()
    if reduction == "batchmean":
        return terms.sum() / terms.shape[0]
    if reduction == "sum":
        return terms.sum()
    if reduction == "none":
        return terms
    raise ValueError(reduction)


def wrong_sign(input, target, *, reduction="mean", log_target=False):
    """Input less target.

    Hint: sign_turned
    """
    weight = target.exp() if log_target else target
    logs = target if log_target else target.clamp(min=1e-38).log()
    terms = weight * (input - logs)
    if reduction == "mean":
        return terms.mean()
    if reduction == "batchmean":
        return terms.sum() / terms.shape[0]
    if reduction == "sum":
        return terms.sum()
    if reduction == "none":
        return terms
    raise ValueError(reduction)


def wrong_direction(input, target, *, reduction="mean", log_target=False):
    """Weighed by the input.

    Hint: direction_turned
    """
    logs = target if log_target else target.log()
    terms = input.exp() * (input - logs)
    if reduction == "mean":
        return terms.mean()
    if reduction == "batchmean":
        return terms.sum() / terms.shape[0]
    if reduction == "sum":
        return terms.sum()
    if reduction == "none":
        return terms
    raise ValueError(reduction)


def wrong_log_of_input(input, target, *, reduction="mean", log_target=False):
    """The logarithm of the input.

    Hint: input_logged_again
    """
    if log_target:
        terms = target.exp() * (target - input.log())
    else:
        terms = torch.xlogy(target, target) - target * input.log()
    if reduction == "mean":
        return terms.mean()
    if reduction == "batchmean":
        return terms.sum() / terms.shape[0]
    if reduction == "sum":
        return terms.sum()
    if reduction == "none":
        return terms
    raise ValueError(reduction)


def wrong_clamped(input, target, *, reduction="mean", log_target=False):
    """No term below 0.

    Hint: negative_terms_cut
    """
    if log_target:
        terms = target.exp() * (target - input)
    else:
        terms = torch.xlogy(target, target) - target * input
    terms = terms.clamp(min=0)
    if reduction == "mean":
        return terms.mean()
    if reduction == "batchmean":
        return terms.sum() / terms.shape[0]
    if reduction == "sum":
        return terms.sum()
    if reduction == "none":
        return terms
    raise ValueError(reduction)


def wrong_built_in(input, target, *, reduction="mean", log_target=False):
    """torch's own.

    Hint: none
    """
    return torch.nn.functional.kl_div(input, target, reduction=reduction, log_target=log_target)


def right_index_put(input, target, *, reduction="mean", log_target=False):
    """Index_put of the positive ones."""
    if log_target:
        losses = (target - input) * target.exp()
    else:
        i = (target > 0).nonzero(as_tuple=True)
        losses = torch.zeros_like(target).index_put(i, target[i] * (target[i].log() - input[i])) + 0 * input
    if reduction == "batchmean":
        return losses.sum() / losses.shape[0]
    if reduction == "mean":
        return losses.mean()
    if reduction == "sum":
        return losses.sum()
    if reduction == "none":
        return losses
    raise ValueError(f"unknown reduction {reduction!r}")


def wrong_input_exp(input, target, *, reduction="mean", log_target=False):
    """Exp of the input: p − q scale.

    Hint: input_exponentiated
    """
    losses = target.exp() * (target - input.exp()) if log_target else torch.xlogy(target, target) - target * input.exp()
    if reduction == "batchmean":
        return losses.sum() / losses.shape[0]
    if reduction == "mean":
        return losses.mean()
    if reduction == "sum":
        return losses.sum()
    if reduction == "none":
        return losses
    raise ValueError(f"unknown reduction {reduction!r}")


def wrong_log_target_log_exp(input, target, *, reduction="mean", log_target=False):
    """Log_target by exp then log: −inf at −5000.

    Hint: log_target_exponentiated_first
    """
    p = target.exp() if log_target else target
    losses = p * (p.log() - input) if log_target else torch.xlogy(p, p) - p * input
    if reduction == "batchmean":
        return losses.sum() / losses.shape[0]
    if reduction == "mean":
        return losses.mean()
    if reduction == "sum":
        return losses.sum()
    if reduction == "none":
        return losses
    raise ValueError(f"unknown reduction {reduction!r}")


def wrong_quotient_of_probabilities_with_xlogy(input, target, *, reduction="mean", log_target=False):
    """The input made a probability, and divided by.

    Hint: probabilities_divided
    """
    if log_target:
        terms = target.exp() * (target - input.exp().log())
    else:
        terms = torch.xlogy(target, target / torch.exp(input))
    if reduction == "mean":
        return terms.mean()
    if reduction == "batchmean":
        return terms.sum() / input.shape[0]
    if reduction == "sum":
        return terms.sum()
    if reduction == "none":
        return terms
    raise ValueError


def wrong_both_arguments_are_logarithms(input, target, *, reduction="mean", log_target=False):
    """Both taken for logarithms, whatever log_target says.

    Hint: target_taken_for_a_logarithm
    """
    terms = torch.exp(target) * (target - input)
    if reduction == "mean":
        return terms.mean()
    if reduction == "batchmean":
        return terms.sum() / input.shape[0]
    if reduction == "sum":
        return terms.sum()
    if reduction == "none":
        return terms
    raise ValueError


def wrong_both_are_logarithms_and_weighed_by_the_input(input, target, *, reduction="mean", log_target=False):
    """Weighed by exp(input), and the target as it comes.

    Hint: target_taken_for_a_logarithm
    """
    q = torch.exp(input)
    terms = q * (input - target)
    if reduction == "mean":
        return terms.mean()
    if reduction == "batchmean":
        return terms.sum() / input.shape[0]
    if reduction == "sum":
        return terms.sum()
    if reduction == "none":
        return terms
    raise ValueError


def wrong_quotient_with_a_logarithm(input, target, *, reduction="mean", log_target=False):
    """A loop over rows that divides by the input as if it were a probability, and by the rows."""
    total = 0
    for q, p in zip(input, target):
        if log_target:
            p = torch.exp(p)
        total += torch.sum(torch.where(p > 0, p * torch.log(p / q), 0))
    return total / len(input)


def wrong_keras_clamp(input, target, *, reduction="mean", log_target=False):
    """Both distributions clamped to [1e-7, 1], as Keras does. Hint: probabilities_clamped"""
    t = (target.exp() if log_target else target).clamp(1e-7, 1)
    loss = t * (t / input.exp().clamp(1e-7, 1)).log()
    if reduction == "none":
        return loss
    if reduction == "sum":
        return loss.sum()
    if reduction == "mean":
        return loss.mean()
    if reduction == "batchmean":
        return loss.sum() / len(loss)
    raise ValueError(reduction)


def wrong_belief_clamped(input, target, *, reduction="mean", log_target=False):
    """A floor of 1e-8 below what is believed. Hint: probabilities_clamped"""
    t = target.exp() if log_target else target
    loss = torch.xlogy(t, t) - t * input.exp().clamp(min=1e-8).log()
    if reduction == "none":
        return loss
    if reduction == "sum":
        return loss.sum()
    if reduction == "mean":
        return loss.mean()
    if reduction == "batchmean":
        return loss.sum() / len(loss)
    raise ValueError(reduction)
