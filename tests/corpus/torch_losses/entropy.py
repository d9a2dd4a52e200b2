"""Right and wrong implementations of entropy(logits) in torch, written independently of the solutions."""

import math

import numpy as np
import torch

# ---------------------------------------------------------------------------------------------------------
# Right
# ---------------------------------------------------------------------------------------------------------


def right_clamped_logits(logits):
    """−inf becomes a very low, finite logit; no gradient comes back through the clamp."""
    z = logits - logits.max(dim=-1, keepdim=True).values
    z = torch.clamp(z, min=-1e6)
    logp = z - torch.log(torch.exp(z).sum(dim=-1, keepdim=True))
    return -(torch.exp(logp) * logp).sum(dim=-1)


def right_masked_fill(logits):
    """The logarithms of impossible classes are masked before the product."""
    m = logits.detach().amax(-1, keepdim=True)
    e = (logits - m).exp()
    logp = logits - m - e.sum(-1, keepdim=True).log()
    return -(logp.exp() * logp.masked_fill(logits == -math.inf, 0)).sum(-1)


def right_one_inside_the_log(logits):
    """log is given a 1 where the class is impossible: p ln p with a mask on both sides."""
    e = torch.exp(logits - logits.amax(-1, keepdim=True))
    p = e / e.sum(-1, keepdim=True)
    possible = p > 0
    return -torch.where(possible, p * torch.where(possible, p, 1.0).log(), 0.0).sum(-1)


def right_xlogy(logits):
    """xlogy knows 0 ln 0, in the gradient by p's logarithm too, where p is kept above 0."""
    z = logits - logits.amax(-1, keepdim=True)
    p = z.exp() / z.exp().sum(-1, keepdim=True)
    return -torch.xlogy(p, p.clamp(min=torch.finfo(p.dtype).tiny)).sum(-1)


def right_einsum(logits):
    """The mean logit by einsum."""
    possible = torch.isfinite(logits)
    z = torch.where(possible, logits - logits.detach().amax(-1, keepdim=True), torch.zeros_like(logits))
    e = torch.where(possible, z.exp(), torch.zeros_like(z))
    total = e.sum(-1)
    return total.log() - torch.einsum("...c,...c->...", e, z) / total


def right_logarithm_detached(logits):
    """The slope through ln p is 0 in sum: it may be detached."""
    z = logits - logits.detach().max(-1, keepdim=True)[0]
    e = z.exp()
    p = e / e.sum(-1, keepdim=True)
    logp = (z - e.sum(-1, keepdim=True).log()).detach()
    return -(p * torch.nan_to_num(logp, neginf=0.0)).sum(-1)


def right_logaddexp(logits):
    """The normaliser by logaddexp, class after class; impossible classes are very low, and finite."""
    low = logits.detach().amax(-1, keepdim=True) - 1e5
    z = torch.where(logits > low, logits, low)
    total = z[..., 0]
    for c in range(1, z.shape[-1]):
        total = torch.logaddexp(total, z[..., c])
    logp = z - total[..., None]
    return (logp.exp() * logp).sum(-1).neg()


def right_row_loop(logits):
    """A loop over the rows, over the classes that are possible."""
    rows = []
    for row in logits.reshape(-1, logits.shape[-1]):
        z = row[row > -math.inf]
        z = z - z.max()
        logp = z - z.exp().sum().log()
        rows.append(-(logp.exp() * logp).sum())
    return torch.stack(rows).reshape(logits.shape[:-1])


# ---------------------------------------------------------------------------------------------------------
# Wrong
# ---------------------------------------------------------------------------------------------------------


def wrong_where(logits):
    """where after the logarithm. Hint: where_after_log"""
    e = torch.exp(logits - logits.amax(-1, keepdim=True))
    p = e / e.sum(-1, keepdim=True)
    return -torch.where(p > 0, p * torch.log(p), torch.zeros_like(p)).sum(-1)


def wrong_nan_to_num(logits):
    """nan is replaced after it has come. Hint: where_after_log"""
    e = torch.exp(logits - logits.amax(-1, keepdim=True))
    p = e / e.sum(-1, keepdim=True)
    return -torch.nan_to_num(p * torch.log(p)).sum(-1)


def wrong_nothing_for_zero(logits):
    """A right log-softmax, and 0 · −inf. Hint: zero_times_infinity"""
    z = logits - logits.amax(-1, keepdim=True)
    logp = z - z.exp().sum(-1, keepdim=True).log()
    return -(logp.exp() * logp).sum(-1)


def wrong_no_shift(logits):
    """exp of the logits as they are. Hint: no_shift"""
    logp = logits - logits.exp().sum(-1, keepdim=True).log()
    return -(logp.exp() * logp.masked_fill(logits == -math.inf, 0)).sum(-1)


def wrong_eps(logits):
    """1e-8 in the logarithm. Hint: eps_in_log"""
    e = torch.exp(logits - logits.amax(-1, keepdim=True))
    p = e / e.sum(-1, keepdim=True)
    return -(p * torch.log(p + 1e-8)).sum(-1)


def wrong_clamp(logits):
    """A floor of 1e-6 under the probability in the logarithm. Hint: clamp_without_slope"""
    e = torch.exp(logits - logits.amax(-1, keepdim=True))
    p = e / e.sum(-1, keepdim=True)
    return -(p * p.clamp(min=1e-6).log()).sum(-1)


def wrong_mean(logits):
    """The mean over the rows. Hint: rows_joined"""
    z = torch.clamp(logits - logits.amax(-1, keepdim=True), min=-1e6)
    logp = z - z.exp().sum(-1, keepdim=True).log()
    return -(logp.exp() * logp).sum(-1).mean()


def wrong_bits(logits):
    """log2. Hint: other_base"""
    z = torch.clamp(logits - logits.amax(-1, keepdim=True), min=-1e6)
    logp = z - z.exp().sum(-1, keepdim=True).log()
    return -(logp.exp() * logp).sum(-1) / math.log(2)


def wrong_axis(logits):
    """dim 0. Hint: first_axis"""
    z = logits - logits.amax(0, keepdim=True)
    logp = z - z.exp().sum(0, keepdim=True).log()
    return -(logp.exp() * logp).sum(-1)


def wrong_no_grad(logits):
    """Under no_grad. Hint: detached"""
    with torch.no_grad():
        z = torch.clamp(logits - logits.amax(-1, keepdim=True), min=-1e6)
        logp = z - z.exp().sum(-1, keepdim=True).log()
        return -(logp.exp() * logp).sum(-1)


def wrong_sum_detached(logits):
    """The normaliser is data. Hint: normaliser_detached"""
    z = torch.clamp(logits - logits.amax(-1, keepdim=True), min=-1e6)
    logp = z - z.exp().sum(-1, keepdim=True).log().data
    return -(logp.exp() * logp).sum(-1)


def wrong_numpy(logits):
    """NumPy inside. Hint: numpy_inside"""
    x = logits.numpy()
    z = np.maximum(x - x.max(-1, keepdims=True), -1e6)
    logp = z - np.log(np.exp(z).sum(-1, keepdims=True))
    return torch.from_numpy(np.asarray(-(np.exp(logp) * logp).sum(-1)))


def wrong_double(logits):
    """float64 inside and out. Hint: another_dtype"""
    z = logits.double()
    z = torch.clamp(z - z.amax(-1, keepdim=True), min=-1e6)
    logp = z - z.exp().sum(-1, keepdim=True).log()
    return -(logp.exp() * logp).sum(-1)


def wrong_rebuilt(logits):
    """A tensor of plain numbers. Hint: rebuilt"""
    z = torch.clamp(logits - logits.amax(-1, keepdim=True), min=-1e6)
    logp = z - z.exp().sum(-1, keepdim=True).log()
    return torch.tensor((-(logp.exp() * logp).sum(-1)).tolist())


def wrong_in_place(logits):
    """−inf is replaced in the caller's tensor. Hint: input_overwritten"""
    z = logits
    z -= z.amax(-1, keepdim=True)
    logp = z.clamp(min=-1e6)
    logp = logp - logp.exp().sum(-1, keepdim=True).log()
    return -(logp.exp() * logp).sum(-1)


def wrong_built_in(logits):
    """torch's own entropy, which is refused. Hint: none"""
    return torch.distributions.Categorical(logits=logits).entropy()


def wrong_entr(logits):
    """torch's own −p ln p, which is refused. Hint: none"""
    z = torch.clamp(logits - logits.amax(-1, keepdim=True), min=-1e6)
    logp = z - z.exp().sum(-1, keepdim=True).log()
    return torch.special.entr(logp.exp()).sum(-1)


def wrong_log_softmax(logits):
    """torch's own log_softmax, which is refused. Hint: none"""
    logp = torch.log_softmax(logits.clamp(min=-1e6), -1)
    return -(logp.exp() * logp).sum(-1)


def wrong_softmax(logits):
    """torch's own softmax, which is refused. Hint: none"""
    p = logits.softmax(-1)
    return -(p * p.clamp(min=1e-30).log()).sum(-1)


def wrong_sign(logits):
    """The minus is missing. Hint: minus_missing"""
    z = torch.clamp(logits - logits.amax(-1, keepdim=True), min=-1e6)
    logp = z - z.exp().sum(-1, keepdim=True).log()
    return (logp.exp() * logp).sum(-1)


def wrong_softmax_twice(logits):
    """Probabilities are taken for logits. Hint: softmax_twice"""
    z = torch.clamp(logits - logits.amax(-1, keepdim=True), min=-1e6)
    logp = z - z.exp().sum(-1, keepdim=True).log()
    z = logp.exp()
    logp = z - z.exp().sum(-1, keepdim=True).log()
    return -(logp.exp() * logp).sum(-1)


def wrong_minus_infinity_is_zero(logits):
    """−inf becomes 0. Hint: minus_infinity_as_zero"""
    logits = torch.where(torch.isinf(logits), 0.0, logits)
    z = logits - logits.amax(-1, keepdim=True)
    logp = z - z.exp().sum(-1, keepdim=True).log()
    return -(logp.exp() * logp).sum(-1)


def wrong_keepdim(logits):
    """keepdim in the last sum. Hint: axis_kept"""
    z = torch.clamp(logits - logits.amax(-1, keepdim=True), min=-1e6)
    logp = z - z.exp().sum(-1, keepdim=True).log()
    return -(logp.exp() * logp).sum(-1, keepdim=True)


def wrong_perplexity(logits):
    """The exp of the entropy. Hint: perplexity"""
    z = torch.clamp(logits - logits.amax(-1, keepdim=True), min=-1e6)
    logp = z - z.exp().sum(-1, keepdim=True).log()
    return torch.exp(-(logp.exp() * logp).sum(-1))


def wrong_sum_of_rows(logits):
    """Everything is summed. Hint: rows_joined"""
    z = torch.clamp(logits - logits.amax(-1, keepdim=True), min=-1e6)
    logp = z - z.exp().sum(-1, keepdim=True).log()
    return -(logp.exp() * logp).sum()


def wrong_detached_logits(logits):
    """The logits are detached. Hint: detached"""
    logits = logits.detach()
    z = torch.clamp(logits - logits.amax(-1, keepdim=True), min=-1e6)
    logp = z - z.exp().sum(-1, keepdim=True).log()
    return -(logp.exp() * logp).sum(-1)


def right_rows(logits):
    """Loop over rows, finite logits only."""

    def one(row):
        row = row[row > -torch.inf]
        z = row - row.max().detach()
        log_p = z - z.exp().sum().log()
        return -(log_p.exp() * log_p).sum()

    rows = [one(r) for r in logits.reshape(-1, logits.shape[-1])]
    losses = torch.stack(rows).reshape(logits.shape[:-1])
    return losses


def wrong_where_trap(logits):
    """Where around the product: nan gradient.

    Hint: where_after_log
    """
    x = logits - logits.detach().amax(-1, keepdim=True)
    log_p = x - x.exp().sum(-1, keepdim=True).log()
    p = log_p.exp()
    losses = -torch.where(p > 0, p * log_p, 0.0).sum(-1)
    return losses


def wrong_p_detached(logits):
    """P detached.

    Hint: weights_detached
    """
    x = logits - logits.detach().amax(dim=-1, keepdim=True)
    log_p = x - x.exp().sum(dim=-1, keepdim=True).log()
    p = log_p.exp().detach()
    losses = -(p * torch.where(torch.isinf(log_p), 0.0, log_p)).sum(dim=-1)
    return losses


def wrong_normalised(logits):
    """Divided by ln n.

    Hint: share_of_the_largest
    """
    x = logits - logits.detach().amax(dim=-1, keepdim=True)
    log_p = x - x.exp().sum(dim=-1, keepdim=True).log()
    p = log_p.exp()
    losses = -(p * torch.where(torch.isinf(log_p), 0.0, log_p)).sum(dim=-1)
    return losses / torch.log(torch.tensor(float(logits.shape[-1]), dtype=logits.dtype))


def wrong_clamped_logits(logits):
    """Logits clamped to ±50.

    Hint: logits_clamped
    """
    x = logits.clamp(-50, 50)
    log_p = x - x.exp().sum(-1, keepdim=True).log()
    losses = -(log_p.exp() * log_p).sum(-1)
    return losses


def wrong_low_fill(logits):
    """−inf replaced by −1e9 relative: fine; by −20: wrong.

    Hint: low_logit_for_none
    """
    z = logits.masked_fill(torch.isneginf(logits), -20.0)
    z = z - z.detach().amax(-1, keepdim=True)
    log_p = z - z.exp().sum(-1, keepdim=True).log()
    losses = -(log_p.exp() * log_p).sum(-1)
    return losses


def wrong_masked_logits(logits):
    """What is impossible is masked before exp, and not before the logarithm. Hint: zero_times_infinity | where_after_log"""
    mask = torch.isfinite(logits)
    z = torch.where(mask, logits - logits.amax(-1, keepdim=True), 0)
    e = torch.exp(z) * mask
    p = e / e.sum(-1, keepdim=True)
    return -(p * torch.log(p)).sum(-1)


def wrong_one_sum_for_all_rows(logits):
    """The exponentials of all rows added up. Hint: whole_table"""
    z = logits - logits.max()
    logp = z - torch.log(torch.exp(z).sum())
    p = torch.exp(logp)
    return -(p * torch.where(p > 0, logp, 0)).sum(-1)


def wrong_loop_over_the_first_axis(logits):
    """A loop over rows, with 1e-12 in the logarithm. Hint: eps_in_log"""
    p = torch.zeros_like(logits)
    for i in range(len(logits)):
        e = torch.exp(logits[i] - torch.max(logits[i]))
        p[i] = e / e.sum()
    return -torch.sum(p * torch.log(p + 1e-12), axis=-1)
