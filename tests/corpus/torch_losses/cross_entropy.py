"""Right and wrong implementations of cross_entropy in torch, written independently of the solutions."""

import numpy as np
import torch

# ---------------------------------------------------------------------------------------------------------
# Right
# ---------------------------------------------------------------------------------------------------------


def right_one_hot(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """Labels become one-hot rows, then both kinds of target are one."""
    n, c = input.shape
    w = torch.ones(c, dtype=input.dtype) if weight is None else weight
    soft = target.dtype.is_floating_point
    if soft:
        q, mask = target, torch.ones(n, dtype=input.dtype)
    else:
        mask = (target != ignore_index).to(input.dtype)
        safe = torch.where(target != ignore_index, target, torch.zeros_like(target))
        q = torch.nn.functional.one_hot(safe, c).to(input.dtype) * mask.unsqueeze(1)
    z = input - input.max(dim=1, keepdim=True).values
    logp = z - torch.log(torch.exp(z).sum(dim=1, keepdim=True))
    q_smooth = q * (1 - label_smoothing) + label_smoothing / c * mask.unsqueeze(1)
    losses = -(q_smooth * logp * w).sum(dim=1)
    if reduction == "none":
        return losses
    if reduction == "sum":
        return losses.sum()
    if reduction == "mean":
        return losses.sum() / (n if soft else (q @ w).sum())
    raise ValueError(reduction)


def right_gather(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """Two branches: gather for labels, a product for probabilities."""
    if reduction not in {"none", "sum", "mean"}:
        raise ValueError("reduction")
    c = input.size(1)
    if weight is None:
        weight = input.new_ones(c)
    top = input.amax(1, keepdim=True)
    logp = input - top - (input - top).exp().sum(1, keepdim=True).log()
    if target.is_floating_point():
        target = target * (1 - label_smoothing) + label_smoothing / c
        losses = -(target * weight * logp).sum(1)
        denominator = input.size(0)
    else:
        keep = target != ignore_index
        index = target.masked_fill(~keep, 0)
        w = weight.gather(0, index) * keep
        nll = -logp.gather(1, index[:, None]).squeeze(1) * w
        smooth = -(logp * weight).sum(1) * keep
        losses = (1 - label_smoothing) * nll + label_smoothing / c * smooth
        denominator = w.sum()
    if reduction == "none":
        return losses
    total = losses.sum()
    return total if reduction == "sum" else total / denominator


def right_masked(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """Works on the rows that count alone, and puts them back for none."""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError("unknown reduction")
    n, c = input.shape
    w = torch.ones_like(input[0]) if weight is None else weight
    eps = label_smoothing

    def log_softmax(x):
        x = x - x.max(1, keepdim=True)[0]
        return x - x.exp().sum(1, keepdim=True).log()

    if target.ndim == 2:
        losses = -((target * (1 - eps) + eps / c) * w * log_softmax(input)).sum(-1)
        return {"none": losses, "sum": losses.sum(), "mean": losses.mean()}[reduction]
    keep = target != ignore_index
    rows, labels = input[keep], target[keep]
    logp = log_softmax(rows)
    picked = logp[torch.arange(len(labels)), labels]
    losses = -(1 - eps) * w[labels] * picked - eps / c * (logp @ w)
    if reduction == "none":
        out = torch.zeros(n, dtype=input.dtype)
        out[keep] = losses
        return out
    return losses.sum() if reduction == "sum" else losses.sum() / w[labels].sum()


def right_einsum(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """The weighted sum over the classes by einsum."""
    classes = input.shape[1]
    w = input.new_ones(classes) if weight is None else weight
    if target.is_floating_point():
        p, rows, below = target, input.new_ones(len(input)), torch.tensor(len(input))
    else:
        rows = (target != ignore_index).to(input.dtype)
        p = (target.unsqueeze(1) == torch.arange(classes)).to(input.dtype) * rows.unsqueeze(1)
        below = torch.einsum("nc,c->", p, w)
    p = (1 - label_smoothing) * p + (label_smoothing / classes) * rows.unsqueeze(1)
    m = input.detach().max(dim=1).values
    lse = m + (input - m.unsqueeze(1)).exp().sum(1).log()
    losses = torch.einsum("nc,c,nc->n", p, w, lse.unsqueeze(1) - input)
    match reduction:
        case "none":
            return losses
        case "sum":
            return losses.sum()
        case "mean":
            return losses.sum() / below
    raise ValueError(f"bad reduction: {reduction}")


def right_logaddexp(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """The normaliser by logaddexp, class after class."""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(reduction)
    n, c = input.shape
    lse = input[:, 0]
    for k in range(1, c):
        lse = torch.logaddexp(lse, input[:, k])
    costs = lse[:, None] - input
    if weight is not None:
        costs = costs * weight
    if target.is_floating_point():
        losses = (costs * ((1 - label_smoothing) * target + label_smoothing / c)).sum(1)
        below = n
    else:
        keep = target != ignore_index
        labels = torch.where(keep, target, 0)
        losses = (1 - label_smoothing) * costs.gather(1, labels[:, None])[:, 0] + label_smoothing * costs.mean(1)
        losses = torch.where(keep, losses, torch.zeros_like(losses))
        below = keep.sum() if weight is None else weight[labels][keep].sum()
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / below


def right_row_loop(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """A Python loop over the samples, stacked at the end."""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(reduction)
    n, c = input.shape
    w = torch.ones(c, dtype=input.dtype) if weight is None else weight
    losses, below = [], 0
    for i in range(n):
        x = input[i] - input[i].max()
        logp = x - x.exp().sum().log()
        if target.is_floating_point():
            p = target[i]
            below = below + 1
        elif target[i] == ignore_index:
            losses.append(0 * logp.sum())
            continue
        else:
            p = torch.zeros(c, dtype=input.dtype)
            p[target[i]] = 1
            below = below + w[target[i]]
        losses.append(-(w * logp * (p * (1 - label_smoothing) + label_smoothing / c)).sum())
    losses = torch.stack(losses)
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / torch.as_tensor(below, dtype=input.dtype)


def right_own_copy_in_place(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """A clone, changed in place: the caller's tensor is another one."""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(reduction)
    z = input.clone()
    z -= input.detach().max(1, keepdim=True).values
    total = torch.exp(z).sum(1, keepdim=True)
    logp = z - torch.log(total)
    c = input.shape[1]
    w = logp.new_ones(c) if weight is None else weight
    if target.dtype == torch.int64:
        keep = target.ne(ignore_index)
        p = torch.zeros_like(logp).scatter(1, target.clamp(min=0)[:, None], 1.0) * keep[:, None]
        below = (p * w).sum()
        p = p.mul(1 - label_smoothing).add(label_smoothing / c).mul(keep[:, None])
    else:
        p, below = target.mul(1 - label_smoothing).add(label_smoothing / c), len(input)
    losses = torch.mul(p, logp).mul(w).sum(1).neg()
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / below


# ---------------------------------------------------------------------------------------------------------
# Wrong
# ---------------------------------------------------------------------------------------------------------


def wrong_no_options(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """Labels, mean alone. Hint: reduction_ignored | weight_ignored | smoothing_ignored | ignore_index_not_read"""
    z = input - input.max(1, keepdim=True).values
    logp = z - z.exp().sum(1, keepdim=True).log()
    return -logp[torch.arange(len(target)), target].mean()


def wrong_detached_answer(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """Under no_grad. Hint: detached"""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(reduction)
    with torch.no_grad():
        n, c = input.shape
        w = torch.ones(c, dtype=input.dtype) if weight is None else weight
        z = input - input.amax(1, keepdim=True)
        logp = z - z.exp().sum(1, keepdim=True).log()
        if target.is_floating_point():
            p, keep, below = target, input.new_ones(n, 1), n
        else:
            keep = (target != ignore_index)[:, None].to(input.dtype)
            p = (target[:, None] == torch.arange(c)) * keep
            below = (p * w).sum()
        p = (1 - label_smoothing) * p + label_smoothing / c * keep
        losses = -(p * w * logp).sum(1)
        if reduction == "none":
            return losses
        return losses.sum() if reduction == "sum" else losses.sum() / below


def wrong_target_data(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """The target's .data. Hint: target_detached"""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(reduction)
    target = target.data
    n, c = input.shape
    w = torch.ones(c, dtype=input.dtype) if weight is None else weight
    z = input - input.amax(1, keepdim=True)
    logp = z - z.exp().sum(1, keepdim=True).log()
    if target.is_floating_point():
        p, keep, below = target, input.new_ones(n, 1), n
    else:
        keep = (target != ignore_index)[:, None].to(input.dtype)
        p = (target[:, None] == torch.arange(c)) * keep
        below = (p * w).sum()
    p = (1 - label_smoothing) * p + label_smoothing / c * keep
    losses = -(p * w * logp).sum(1)
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / below


def wrong_weighted_mean(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """The mean of the weighted losses of the samples that count. Hint: plain_mean_of_weighted"""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(reduction)
    n, c = input.shape
    w = torch.ones(c, dtype=input.dtype) if weight is None else weight
    z = input - input.amax(1, keepdim=True)
    logp = z - z.exp().sum(1, keepdim=True).log()
    if target.is_floating_point():
        p, keep = target, torch.ones(n, dtype=torch.bool)
    else:
        keep = target != ignore_index
        p = (target[:, None] == torch.arange(c)) * keep[:, None]
    p = (1 - label_smoothing) * p + label_smoothing / c * keep[:, None]
    losses = -(p * w * logp).sum(1)
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses[keep].mean()


def wrong_mean_of_all(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """Ignored labels are zeros in the mean. Hint: ignored_in_count | plain_mean_of_weighted"""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(reduction)
    n, c = input.shape
    w = torch.ones(c, dtype=input.dtype) if weight is None else weight
    z = input - input.amax(1, keepdim=True)
    logp = z - z.exp().sum(1, keepdim=True).log()
    keep = torch.ones(n) if target.is_floating_point() else target != ignore_index
    keep = keep[:, None].to(input.dtype)
    p = target if target.is_floating_point() else (target[:, None] == torch.arange(c)) * keep
    q = (1 - label_smoothing) * p + label_smoothing / c * keep
    losses = -(q * w * logp).sum(1)
    if reduction == "none":
        return losses
    if reduction == "sum":
        return losses.sum()
    below = n if weight is None or target.is_floating_point() else (p * w).sum()
    return losses.sum() / below


def wrong_clamped_probability(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """A softmax with a floor of 1e-12. Hint: clamp_without_slope"""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(reduction)
    n, c = input.shape
    w = torch.ones(c, dtype=input.dtype) if weight is None else weight
    e = torch.exp(input - input.amax(1, keepdim=True))
    logp = torch.log(torch.clamp(e / e.sum(1, keepdim=True), min=1e-12))
    if target.is_floating_point():
        p, keep, below = target, input.new_ones(n, 1), n
    else:
        keep = (target != ignore_index)[:, None].to(input.dtype)
        p = (target[:, None] == torch.arange(c)) * keep
        below = (p * w).sum()
    p = (1 - label_smoothing) * p + label_smoothing / c * keep
    losses = -(p * w * logp).sum(1)
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / below


def wrong_no_shift(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """exp of the logits as they are. Hint: no_shift"""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(reduction)
    n, c = input.shape
    w = torch.ones(c, dtype=input.dtype) if weight is None else weight
    logp = input - input.exp().sum(1, keepdim=True).log()
    if target.is_floating_point():
        p, keep, below = target, input.new_ones(n, 1), n
    else:
        keep = (target != ignore_index)[:, None].to(input.dtype)
        p = (target[:, None] == torch.arange(c)) * keep
        below = (p * w).sum()
    p = (1 - label_smoothing) * p + label_smoothing / c * keep
    losses = -(p * w * logp).sum(1)
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / below


def wrong_float64_inside(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """Everything in float64, and left there. Hint: another_dtype"""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(reduction)
    input = input.double()
    n, c = input.shape
    w = torch.ones(c, dtype=torch.float64) if weight is None else weight.double()
    z = input - input.amax(1, keepdim=True)
    logp = z - z.exp().sum(1, keepdim=True).log()
    if target.is_floating_point():
        p, keep, below = target.double(), input.new_ones(n, 1), n
    else:
        keep = (target != ignore_index)[:, None].double()
        p = (target[:, None] == torch.arange(c)) * keep
        below = (p * w).sum()
    p = (1 - label_smoothing) * p + label_smoothing / c * keep
    losses = -(p * w * logp).sum(1)
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / below


def wrong_smoothing_over_the_rest(
    input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0
):
    """Smoothing over the n − 1 other classes. Hint: smoothing_to_others"""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(reduction)
    n, c = input.shape
    w = torch.ones(c, dtype=input.dtype) if weight is None else weight
    z = input - input.amax(1, keepdim=True)
    logp = z - z.exp().sum(1, keepdim=True).log()
    if target.is_floating_point():
        p, keep, below = target, input.new_ones(n, 1), n
    else:
        keep = (target != ignore_index)[:, None].to(input.dtype)
        p = (target[:, None] == torch.arange(c)) * keep
        below = (p * w).sum()
    p = (1 - label_smoothing) * p + label_smoothing / (c - 1) * (1 - p) * keep
    losses = -(p * w * logp).sum(1)
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / below


def wrong_item(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """.item() at the end of the sum and the mean. Hint: number_returned"""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(reduction)
    n, c = input.shape
    w = torch.ones(c, dtype=input.dtype) if weight is None else weight
    z = input - input.amax(1, keepdim=True)
    logp = z - z.exp().sum(1, keepdim=True).log()
    if target.is_floating_point():
        p, keep, below = target, input.new_ones(n, 1), n
    else:
        keep = (target != ignore_index)[:, None].to(input.dtype)
        p = (target[:, None] == torch.arange(c)) * keep
        below = (p * w).sum()
    p = (1 - label_smoothing) * p + label_smoothing / c * keep
    losses = -(p * w * logp).sum(1)
    if reduction == "none":
        return losses
    return losses.sum().item() if reduction == "sum" else (losses.sum() / below).item()


def wrong_numpy(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """NumPy inside, a tensor at the end. Hint: numpy_inside"""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(reduction)
    x, t = input.numpy(), target.numpy()
    n, c = x.shape
    w = np.ones(c, x.dtype) if weight is None else weight.numpy()
    z = x - x.max(1, keepdims=True)
    logp = z - np.log(np.exp(z).sum(1, keepdims=True))
    if t.ndim == 2:
        p, keep, below = t, np.ones((n, 1), x.dtype), n
    else:
        keep = (t != ignore_index)[:, None].astype(x.dtype)
        p = (t[:, None] == np.arange(c)) * keep
        below = (p * w).sum()
    p = (1 - label_smoothing) * p + label_smoothing / c * keep
    losses = -(p * w * logp).sum(1).astype(x.dtype)
    if reduction == "none":
        return torch.tensor(losses)
    with np.errstate(invalid="ignore"):
        return torch.tensor(losses.sum() if reduction == "sum" else (losses.sum() / below).astype(x.dtype))


def wrong_input_changed(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """Ignored labels are set to 0 in the caller's tensor. Hint: input_overwritten"""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(reduction)
    n, c = input.shape
    w = torch.ones(c, dtype=input.dtype) if weight is None else weight
    z = input - input.amax(1, keepdim=True)
    logp = z - z.exp().sum(1, keepdim=True).log()
    if target.is_floating_point():
        p, keep, below = target, input.new_ones(n, 1), n
    else:
        keep = (target != ignore_index)[:, None].to(input.dtype)
        target[target == ignore_index] = 0
        p = (target[:, None] == torch.arange(c)) * keep
        below = (p * w).sum()
    p = (1 - label_smoothing) * p + label_smoothing / c * keep
    losses = -(p * w * logp).sum(1)
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / below


def wrong_softmax_twice(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """Probabilities are taken for logits. Hint: softmax_twice"""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(reduction)
    n, c = input.shape
    w = torch.ones(c, dtype=input.dtype) if weight is None else weight
    z = input - input.amax(1, keepdim=True)
    logp = z - z.exp().sum(1, keepdim=True).log()
    logp = logp.exp() - logp.exp().exp().sum(1, keepdim=True).log()
    if target.is_floating_point():
        p, keep, below = target, input.new_ones(n, 1), n
    else:
        keep = (target != ignore_index)[:, None].to(input.dtype)
        p = (target[:, None] == torch.arange(c)) * keep
        below = (p * w).sum()
    p = (1 - label_smoothing) * p + label_smoothing / c * keep
    losses = -(p * w * logp).sum(1)
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / below


def wrong_no_softmax(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """The logits are taken for logarithms. Hint: softmax_missing"""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(reduction)
    n, c = input.shape
    w = torch.ones(c, dtype=input.dtype) if weight is None else weight
    logp = input
    if target.is_floating_point():
        p, keep, below = target, input.new_ones(n, 1), n
    else:
        keep = (target != ignore_index)[:, None].to(input.dtype)
        p = (target[:, None] == torch.arange(c)) * keep
        below = (p * w).sum()
    p = (1 - label_smoothing) * p + label_smoothing / c * keep
    losses = -(p * w * logp).sum(1)
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / below


def wrong_first_axis(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """A softmax over the batch. Hint: first_axis"""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(reduction)
    n, c = input.shape
    w = torch.ones(c, dtype=input.dtype) if weight is None else weight
    z = input - input.amax(0, keepdim=True)
    logp = z - z.exp().sum(0, keepdim=True).log()
    if target.is_floating_point():
        p, keep, below = target, input.new_ones(n, 1), n
    else:
        keep = (target != ignore_index)[:, None].to(input.dtype)
        p = (target[:, None] == torch.arange(c)) * keep
        below = (p * w).sum()
    p = (1 - label_smoothing) * p + label_smoothing / c * keep
    losses = -(p * w * logp).sum(1)
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / below


def wrong_mean_over_cells(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """The mean of the whole table. Hint: mean_over_cells"""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(reduction)
    n, c = input.shape
    w = torch.ones(c, dtype=input.dtype) if weight is None else weight
    z = input - input.amax(1, keepdim=True)
    logp = z - z.exp().sum(1, keepdim=True).log()
    if target.is_floating_point():
        p, keep, below = target, input.new_ones(n, 1), n
    else:
        keep = (target != ignore_index)[:, None].to(input.dtype)
        p = (target[:, None] == torch.arange(c)) * keep
        below = (p * w).sum()
    p = (1 - label_smoothing) * p + label_smoothing / c * keep
    losses = -(p * w * logp).sum(1)
    if reduction == "mean":
        losses = losses / c
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / below


def wrong_sign(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """The minus is missing. Hint: minus_missing"""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(reduction)
    n, c = input.shape
    w = torch.ones(c, dtype=input.dtype) if weight is None else weight
    z = input - input.amax(1, keepdim=True)
    logp = z - z.exp().sum(1, keepdim=True).log()
    if target.is_floating_point():
        p, keep, below = target, input.new_ones(n, 1), n
    else:
        keep = (target != ignore_index)[:, None].to(input.dtype)
        p = (target[:, None] == torch.arange(c)) * keep
        below = (p * w).sum()
    p = (1 - label_smoothing) * p + label_smoothing / c * keep
    losses = (p * w * logp).sum(1)
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / below


def wrong_probability(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """1 − p for the loss. Hint: probability_not_log"""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(reduction)
    n, c = input.shape
    w = torch.ones(c, dtype=input.dtype) if weight is None else weight
    z = input - input.amax(1, keepdim=True)
    logp = z.exp() / z.exp().sum(1, keepdim=True) - 1
    if target.is_floating_point():
        p, keep, below = target, input.new_ones(n, 1), n
    else:
        keep = (target != ignore_index)[:, None].to(input.dtype)
        p = (target[:, None] == torch.arange(c)) * keep
        below = (p * w).sum()
    p = (1 - label_smoothing) * p + label_smoothing / c * keep
    losses = -(p * w * logp).sum(1)
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / below


def wrong_log_of_softmax(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """The logarithm of a probability. Hint: log_of_softmax"""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(reduction)
    n, c = input.shape
    w = torch.ones(c, dtype=input.dtype) if weight is None else weight
    z = input - input.amax(1, keepdim=True)
    logp = (z.exp() / z.exp().sum(1, keepdim=True)).log()
    if target.is_floating_point():
        p, keep, below = target, input.new_ones(n, 1), n
    else:
        keep = (target != ignore_index)[:, None].to(input.dtype)
        p = (target[:, None] == torch.arange(c)) * keep
        below = (p * w).sum()
    p = (1 - label_smoothing) * p + label_smoothing / c * keep
    losses = -(p * w * logp).sum(1)
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / below


def wrong_eps(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """1e-7 in the logarithm. Hint: eps_in_log"""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(reduction)
    n, c = input.shape
    w = torch.ones(c, dtype=input.dtype) if weight is None else weight
    z = input - input.amax(1, keepdim=True)
    logp = (z.exp() / z.exp().sum(1, keepdim=True) + 1e-7).log()
    if target.is_floating_point():
        p, keep, below = target, input.new_ones(n, 1), n
    else:
        keep = (target != ignore_index)[:, None].to(input.dtype)
        p = (target[:, None] == torch.arange(c)) * keep
        below = (p * w).sum()
    p = (1 - label_smoothing) * p + label_smoothing / c * keep
    losses = -(p * w * logp).sum(1)
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / below


def wrong_quotient_without_shift(
    input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0
):
    """The quotient as in the book, nothing shifted. Hint: no_shift"""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(reduction)
    n, c = input.shape
    w = torch.ones(c, dtype=input.dtype) if weight is None else weight
    e = torch.exp(input)
    logp = torch.log(e / e.sum(1, keepdim=True))
    if target.is_floating_point():
        p, keep, below = target, input.new_ones(n, 1), n
    else:
        keep = (target != ignore_index)[:, None].to(input.dtype)
        p = (target[:, None] == torch.arange(c)) * keep
        below = (p * w).sum()
    p = (1 - label_smoothing) * p + label_smoothing / c * keep
    losses = -(p * w * logp).sum(1)
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / below


def wrong_sum_is_data(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """The normaliser under no_grad. Hint: normaliser_detached"""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(reduction)
    n, c = input.shape
    w = torch.ones(c, dtype=input.dtype) if weight is None else weight
    z = input - input.amax(1, keepdim=True)
    with torch.no_grad():
        total = z.exp().sum(1, keepdim=True).log()
    logp = z - total
    if target.is_floating_point():
        p, keep, below = target, input.new_ones(n, 1), n
    else:
        keep = (target != ignore_index)[:, None].to(input.dtype)
        p = (target[:, None] == torch.arange(c)) * keep
        below = (p * w).sum()
    p = (1 - label_smoothing) * p + label_smoothing / c * keep
    losses = -(p * w * logp).sum(1)
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / below


def wrong_table_of_weights(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """Divides by the sum of all weights. Hint: sum_of_all_weights"""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(reduction)
    n, c = input.shape
    w = torch.ones(c, dtype=input.dtype) if weight is None else weight
    z = input - input.amax(1, keepdim=True)
    logp = z - z.exp().sum(1, keepdim=True).log()
    if target.is_floating_point():
        p, keep, below = target, input.new_ones(n, 1), n
    else:
        keep = (target != ignore_index)[:, None].to(input.dtype)
        p = (target[:, None] == torch.arange(c)) * keep
        below = keep.sum() if weight is None else w.sum()
    p = (1 - label_smoothing) * p + label_smoothing / c * keep
    losses = -(p * w * logp).sum(1)
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / below


def wrong_no_weights(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """Never looks at the weights. Hint: weight_ignored"""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(reduction)
    n, c = input.shape
    w = torch.ones(c, dtype=input.dtype)
    z = input - input.amax(1, keepdim=True)
    logp = z - z.exp().sum(1, keepdim=True).log()
    if target.is_floating_point():
        p, keep, below = target, input.new_ones(n, 1), n
    else:
        keep = (target != ignore_index)[:, None].to(input.dtype)
        p = (target[:, None] == torch.arange(c)) * keep
        below = (p * w).sum()
    p = (1 - label_smoothing) * p + label_smoothing / c * keep
    losses = -(p * w * logp).sum(1)
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / below


def wrong_weights_on_logits(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """The weights go into the softmax. Hint: weight_on_logits"""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(reduction)
    n, c = input.shape
    if weight is not None:
        input = input * weight
    w = torch.ones(c, dtype=input.dtype)
    z = input - input.amax(1, keepdim=True)
    logp = z - z.exp().sum(1, keepdim=True).log()
    if target.is_floating_point():
        p, keep, below = target, input.new_ones(n, 1), n
    else:
        keep = (target != ignore_index)[:, None].to(input.dtype)
        p = (target[:, None] == torch.arange(c)) * keep
        below = (p * w).sum()
    p = (1 - label_smoothing) * p + label_smoothing / c * keep
    losses = -(p * w * logp).sum(1)
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / below


def wrong_minus_100(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """−100 stands in the code. Hint: ignore_index_fixed"""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(reduction)
    n, c = input.shape
    w = torch.ones(c, dtype=input.dtype) if weight is None else weight
    z = input - input.amax(1, keepdim=True)
    logp = z - z.exp().sum(1, keepdim=True).log()
    if target.is_floating_point():
        p, keep, below = target, input.new_ones(n, 1), n
    else:
        keep = (target != -100)[:, None].to(input.dtype)
        p = (target[:, None] == torch.arange(c)) * keep
        below = (p * w).sum()
    p = (1 - label_smoothing) * p + label_smoothing / c * keep
    losses = -(p * w * logp).sum(1)
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / below


def wrong_at_least_one(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """The count is at least 1. Hint: no_mean_of_nothing"""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(reduction)
    n, c = input.shape
    w = torch.ones(c, dtype=input.dtype) if weight is None else weight
    z = input - input.amax(1, keepdim=True)
    logp = z - z.exp().sum(1, keepdim=True).log()
    if target.is_floating_point():
        p, keep, below = target, input.new_ones(n, 1), n
    else:
        keep = (target != ignore_index)[:, None].to(input.dtype)
        p = (target[:, None] == torch.arange(c)) * keep
        below = (p * w).sum()
        below = torch.where(below == 0, torch.ones_like(below), below)
    p = (1 - label_smoothing) * p + label_smoothing / c * keep
    losses = -(p * w * logp).sum(1)
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / below


def wrong_no_smoothing(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """Never looks at the smoothing. Hint: smoothing_ignored"""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(reduction)
    n, c = input.shape
    w = torch.ones(c, dtype=input.dtype) if weight is None else weight
    z = input - input.amax(1, keepdim=True)
    logp = z - z.exp().sum(1, keepdim=True).log()
    if target.is_floating_point():
        p, keep, below = target, input.new_ones(n, 1), n
    else:
        keep = (target != ignore_index)[:, None].to(input.dtype)
        p = (target[:, None] == torch.arange(c)) * keep
        below = (p * w).sum()
    losses = -(p * w * logp).sum(1)
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / below


def wrong_smoothing_added(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """ε / n on top of the one-hot rows. Hint: smoothing_not_shared"""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(reduction)
    n, c = input.shape
    w = torch.ones(c, dtype=input.dtype) if weight is None else weight
    z = input - input.amax(1, keepdim=True)
    logp = z - z.exp().sum(1, keepdim=True).log()
    if target.is_floating_point():
        p, keep, below = target, input.new_ones(n, 1), n
    else:
        keep = (target != ignore_index)[:, None].to(input.dtype)
        p = (target[:, None] == torch.arange(c)) * keep
        below = (p * w).sum()
    p = p + label_smoothing / c * keep
    losses = -(p * w * logp).sum(1)
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / below


def wrong_smoothing_everywhere(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """Ignored rows are smoothed too. Hint: ignored_smoothed"""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(reduction)
    n, c = input.shape
    w = torch.ones(c, dtype=input.dtype) if weight is None else weight
    z = input - input.amax(1, keepdim=True)
    logp = z - z.exp().sum(1, keepdim=True).log()
    if target.is_floating_point():
        p, keep, below = target, input.new_ones(n, 1), n
    else:
        keep = (target != ignore_index)[:, None].to(input.dtype)
        p = (target[:, None] == torch.arange(c)) * keep
        below = (p * w).sum()
    p = (1 - label_smoothing) * p + label_smoothing / c
    losses = -(p * w * logp).sum(1)
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / below


def wrong_argmax_of_probabilities(
    input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0
):
    """Probabilities become labels. Hint: likeliest_label"""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(reduction)
    n, c = input.shape
    w = torch.ones(c, dtype=input.dtype) if weight is None else weight
    z = input - input.amax(1, keepdim=True)
    logp = z - z.exp().sum(1, keepdim=True).log()
    if target.is_floating_point():
        target = target.argmax(1)
        keep = input.new_ones(n, 1)
        p = (target[:, None] == torch.arange(c)) * keep
        below = (p * w).sum()
    else:
        keep = (target != ignore_index)[:, None].to(input.dtype)
        p = (target[:, None] == torch.arange(c)) * keep
        below = (p * w).sum()
    p = (1 - label_smoothing) * p + label_smoothing / c * keep
    losses = -(p * w * logp).sum(1)
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / below


def wrong_weights_below(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """One denominator for both kinds of target. Hint: weights_below_probabilities"""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(reduction)
    n, c = input.shape
    w = torch.ones(c, dtype=input.dtype) if weight is None else weight
    z = input - input.amax(1, keepdim=True)
    logp = z - z.exp().sum(1, keepdim=True).log()
    if target.is_floating_point():
        p, keep = target, input.new_ones(n, 1)
    else:
        keep = (target != ignore_index)[:, None].to(input.dtype)
        p = (target[:, None] == torch.arange(c)) * keep
    below = (p * w).sum()
    p = (1 - label_smoothing) * p + label_smoothing / c * keep
    losses = -(p * w * logp).sum(1)
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / below


def wrong_reduction_unread(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """Always the mean. Hint: reduction_ignored"""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(reduction)
    n, c = input.shape
    w = torch.ones(c, dtype=input.dtype) if weight is None else weight
    z = input - input.amax(1, keepdim=True)
    logp = z - z.exp().sum(1, keepdim=True).log()
    if target.is_floating_point():
        p, keep, below = target, input.new_ones(n, 1), n
    else:
        keep = (target != ignore_index)[:, None].to(input.dtype)
        p = (target[:, None] == torch.arange(c)) * keep
        below = (p * w).sum()
    p = (1 - label_smoothing) * p + label_smoothing / c * keep
    losses = -(p * w * logp).sum(1)
    return losses.sum() / below


def wrong_any_word_is_mean(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """Another word means the mean. Hint: unknown_reduction_accepted"""
    n, c = input.shape
    w = torch.ones(c, dtype=input.dtype) if weight is None else weight
    z = input - input.amax(1, keepdim=True)
    logp = z - z.exp().sum(1, keepdim=True).log()
    if target.is_floating_point():
        p, keep, below = target, input.new_ones(n, 1), n
    else:
        keep = (target != ignore_index)[:, None].to(input.dtype)
        p = (target[:, None] == torch.arange(c)) * keep
        below = (p * w).sum()
    p = (1 - label_smoothing) * p + label_smoothing / c * keep
    losses = -(p * w * logp).sum(1)
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / below


def wrong_tensor_of_numbers(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """A new tensor of the old numbers. Hint: rebuilt"""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(reduction)
    n, c = input.shape
    w = torch.ones(c, dtype=input.dtype) if weight is None else weight
    z = input - input.amax(1, keepdim=True)
    logp = z - z.exp().sum(1, keepdim=True).log()
    if target.is_floating_point():
        p, keep, below = target, input.new_ones(n, 1), n
    else:
        keep = (target != ignore_index)[:, None].to(input.dtype)
        p = (target[:, None] == torch.arange(c)) * keep
        below = (p * w).sum()
    p = (1 - label_smoothing) * p + label_smoothing / c * keep
    losses = -(p * w * logp).sum(1)
    if reduction == "none":
        return torch.tensor(losses.tolist())
    total = losses.sum() if reduction == "sum" else losses.sum() / below
    return torch.tensor(total.tolist())


def wrong_detached_input(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """The input is detached. Hint: detached"""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(reduction)
    input = input.detach()
    n, c = input.shape
    w = torch.ones(c, dtype=input.dtype) if weight is None else weight
    z = input - input.amax(1, keepdim=True)
    logp = z - z.exp().sum(1, keepdim=True).log()
    if target.is_floating_point():
        p, keep, below = target, input.new_ones(n, 1), n
    else:
        keep = (target != ignore_index)[:, None].to(input.dtype)
        p = (target[:, None] == torch.arange(c)) * keep
        below = (p * w).sum()
    p = (1 - label_smoothing) * p + label_smoothing / c * keep
    losses = -(p * w * logp).sum(1)
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / below


def wrong_built_in(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """torch's own loss, which is refused. Hint: none"""
    return torch.nn.functional.cross_entropy(
        input, target, weight, ignore_index=ignore_index, reduction=reduction, label_smoothing=label_smoothing
    )


def wrong_module(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """torch's own loss, as a module. Hint: none"""
    loss = torch.nn.CrossEntropyLoss(
        weight, ignore_index=ignore_index, reduction=reduction, label_smoothing=label_smoothing
    )
    return loss(input, target)


def wrong_log_softmax(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """torch's own log_softmax, which is refused. Hint: none"""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(reduction)
    n, c = input.shape
    w = torch.ones(c, dtype=input.dtype) if weight is None else weight
    logp = input.log_softmax(1)
    if target.is_floating_point():
        p, keep, below = target, input.new_ones(n, 1), n
    else:
        keep = (target != ignore_index)[:, None].to(input.dtype)
        p = (target[:, None] == torch.arange(c)) * keep
        below = (p * w).sum()
    p = (1 - label_smoothing) * p + label_smoothing / c * keep
    losses = -(p * w * logp).sum(1)
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / below


def wrong_logsumexp(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """torch's own logsumexp, which is refused. Hint: none"""
    if reduction not in ("none", "sum", "mean"):
        raise ValueError(reduction)
    n, c = input.shape
    w = torch.ones(c, dtype=input.dtype) if weight is None else weight
    logp = input - torch.logsumexp(input, 1, keepdim=True)
    if target.is_floating_point():
        p, keep, below = target, input.new_ones(n, 1), n
    else:
        keep = (target != ignore_index)[:, None].to(input.dtype)
        p = (target[:, None] == torch.arange(c)) * keep
        below = (p * w).sum()
    p = (1 - label_smoothing) * p + label_smoothing / c * keep
    losses = -(p * w * logp).sum(1)
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / below


def wrong_global_max(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """One maximum of all.

    Hint: global_max
    """
    n, c = input.shape
    shifted = input - input.detach().max()
    log_p = shifted - shifted.exp().sum(dim=1, keepdim=True).log()
    w = torch.ones(c, dtype=input.dtype) if weight is None else weight
    if target.is_floating_point():
        shares, below = target, n
    else:
        counts = target != ignore_index
        labels = torch.where(counts, target, 0)
        shares = torch.nn.functional.one_hot(labels, c).to(input.dtype)
        below = (w[labels] * counts).sum()
    shares = (1 - label_smoothing) * shares + label_smoothing / c
    losses = -(shares * w * log_p).sum(dim=1)
    if not target.is_floating_point():
        losses = torch.where(counts, losses, 0)
    if reduction == "mean":
        return losses.sum() / below
    if reduction == "sum":
        return losses.sum()
    if reduction == "none":
        return losses
    raise ValueError(f"unknown reduction {reduction!r}")


def wrong_ignored_not_zero(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """Ignored rows cost as class 0 (in the sum).

    Hint: ignored_as_class_0
    """
    n, c = input.shape
    shifted = input - input.detach().amax(dim=1, keepdim=True)
    log_p = shifted - shifted.exp().sum(dim=1, keepdim=True).log()
    w = torch.ones(c, dtype=input.dtype) if weight is None else weight
    if target.is_floating_point():
        shares, below = target, n
    else:
        counts = target != ignore_index
        labels = torch.where(counts, target, 0)
        shares = torch.nn.functional.one_hot(labels, c).to(input.dtype)
        below = (w[labels] * counts).sum()
    shares = (1 - label_smoothing) * shares + label_smoothing / c
    losses = -(shares * w * log_p).sum(dim=1)
    if not target.is_floating_point():
        losses = losses
    if reduction == "mean":
        return losses.sum() / below
    if reduction == "sum":
        return losses.sum()
    if reduction == "none":
        return losses
    raise ValueError(f"unknown reduction {reduction!r}")


def wrong_smooth_no_div(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """Smoothing without / c.

    Hint: smoothing_of_other_size
    """
    n, c = input.shape
    shifted = input - input.detach().amax(dim=1, keepdim=True)
    log_p = shifted - shifted.exp().sum(dim=1, keepdim=True).log()
    w = torch.ones(c, dtype=input.dtype) if weight is None else weight
    if target.is_floating_point():
        shares, below = target, n
    else:
        counts = target != ignore_index
        labels = torch.where(counts, target, 0)
        shares = torch.nn.functional.one_hot(labels, c).to(input.dtype)
        below = (w[labels] * counts).sum()
    shares = (1 - label_smoothing) * shares + label_smoothing
    losses = -(shares * w * log_p).sum(dim=1)
    if not target.is_floating_point():
        losses = torch.where(counts, losses, 0)
    if reduction == "mean":
        return losses.sum() / below
    if reduction == "sum":
        return losses.sum()
    if reduction == "none":
        return losses
    raise ValueError(f"unknown reduction {reduction!r}")


def wrong_soft_unweighted(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """Probabilities: not weighted.

    Hint: probabilities_without_options
    """
    n, c = input.shape
    shifted = input - input.detach().amax(dim=1, keepdim=True)
    log_p = shifted - shifted.exp().sum(dim=1, keepdim=True).log()
    w = torch.ones(c, dtype=input.dtype) if weight is None else weight
    if target.is_floating_point():
        shares, below = target, n
    else:
        counts = target != ignore_index
        labels = torch.where(counts, target, 0)
        shares = torch.nn.functional.one_hot(labels, c).to(input.dtype)
        below = (w[labels] * counts).sum()
    shares = (1 - label_smoothing) * shares + label_smoothing / c
    losses = -(shares * (1 if target.is_floating_point() else w) * log_p).sum(dim=1)
    if not target.is_floating_point():
        losses = torch.where(counts, losses, 0)
    if reduction == "mean":
        return losses.sum() / below
    if reduction == "sum":
        return losses.sum()
    if reduction == "none":
        return losses
    raise ValueError(f"unknown reduction {reduction!r}")


def wrong_ignore_index_never_read(
    input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0
):
    """The labels go into one_hot as they come.

    Hint: ignore_index_not_read
    """
    z = input - input.detach().amax(dim=1, keepdim=True)
    log_p = z - torch.log(torch.exp(z).sum(dim=1, keepdim=True))
    w = torch.ones(input.shape[1], dtype=input.dtype) if weight is None else weight
    if target.is_floating_point():
        shares, below = target, len(target)
    else:
        shares = torch.nn.functional.one_hot(target, input.shape[1]).to(input.dtype)
        below = w[target].sum()
    shares = (1 - label_smoothing) * shares + label_smoothing / input.shape[1]
    loss = -(shares * w * log_p).sum(dim=1)
    if reduction == "mean":
        return loss.sum() / below
    if reduction == "sum":
        return loss.sum()
    if reduction == "none":
        return loss
    raise ValueError


def wrong_ignore_index_never_read_by_index(
    input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0
):
    """The labels are used as indices as they come.

    Hint: ignore_index_not_read
    """
    z = input - input.detach().amax(dim=1, keepdim=True)
    log_p = z - torch.log(torch.exp(z).sum(dim=1, keepdim=True))
    w = torch.ones(input.shape[1], dtype=input.dtype) if weight is None else weight
    if target.is_floating_point():
        shares, below = target, len(target)
    else:
        shares = torch.zeros_like(input)
        shares[torch.arange(len(target)), target] = 1.0
        below = w[target].sum()
    shares = (1 - label_smoothing) * shares + label_smoothing / input.shape[1]
    loss = -(shares * w * log_p).sum(dim=1)
    if reduction == "mean":
        return loss.sum() / below
    if reduction == "sum":
        return loss.sum()
    if reduction == "none":
        return loss
    raise ValueError


def wrong_one_sum_for_all_rows(input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0):
    """The exponentials of the whole table added up, and a loop over labels. Hint: whole_table"""
    p = torch.exp(input) / torch.exp(input).sum()
    losses = torch.zeros(len(input))
    for i in range(len(input)):
        if target[i] == ignore_index:
            continue
        losses[i] = -torch.log(p[i, target[i]])
        if weight is not None:
            losses[i] *= weight[target[i]]
    if reduction == "none":
        return losses
    if reduction == "sum":
        return losses.sum()
    return losses.mean()


def wrong_ignored_class_above_the_line(
    input, target, *, weight=None, ignore_index=-100, reduction="mean", label_smoothing=0.0
):
    """A one-hot row of −100 is empty by luck; a class that is ignored leaves the count alone. Hint: ignore_index_fixed"""
    is_label, labels = target.ndim == 1, target
    if is_label:
        target = (target[:, None] == torch.arange(input.shape[1])).to(input.dtype)
        below = (target * (1 if weight is None else weight))[labels != ignore_index].sum()
        target = target * (1 - label_smoothing) + label_smoothing / input.shape[1] * (labels != -100)[:, None]
    else:
        below = len(input)
        target = target * (1 - label_smoothing) + label_smoothing / input.shape[1]
    x = input - input.amax(dim=-1, keepdim=True)
    logp = x - torch.log(torch.sum(torch.exp(x), dim=-1, keepdim=True))
    loss = -(target * logp * (1 if weight is None else weight)).sum(dim=-1)
    if reduction == "none":
        return loss
    if reduction == "sum":
        return loss.sum()
    if reduction == "mean":
        return loss.sum() / below
    raise ValueError(reduction)
