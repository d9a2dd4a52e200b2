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
    """Labels and the mean alone. Hint: reduction_ignored | weight_ignored | smoothing_ignored"""
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
