"""Right and wrong implementations of l1_loss in torch, written independently of the solutions."""

import numpy as np
import torch

# ---------------------------------------------------------------- right


def right_plain(input, target, *, reduction="mean"):
    """Difference, cost, reduction."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = (input - target).abs()
    if reduction == "mean":
        return cost.mean()
    if reduction == "sum":
        return cost.sum()
    if reduction == "none":
        return cost
    raise ValueError(reduction)


def right_dict(input, target, *, reduction="mean"):
    """The three reductions in a dict of functions."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = (input - target).abs()
    ways = {"mean": torch.mean, "sum": torch.sum, "none": lambda x: x}
    if reduction not in ways:
        raise ValueError(reduction)
    return ways[reduction](cost)


def right_divided_by_numel(input, target, *, reduction="mean"):
    """The mean as a sum over the number of elements."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = (torch.sub(input, target)).abs()
    if reduction == "none":
        return cost
    if reduction not in ("mean", "sum"):
        raise ValueError(reduction)
    return cost.sum() / (cost.numel() if reduction == "mean" else 1)


def right_match(input, target, *, reduction="mean"):
    """A match statement."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = (target - input).abs()
    match reduction:
        case "none":
            return cost
        case "sum":
            return cost.sum()
        case "mean":
            return cost.mean()
        case _:
            raise ValueError(f"unknown reduction {reduction}")


def right_stacked_elements(input, target, *, reduction="mean"):
    """The sum as a product with ones."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = (input - target).abs()
    total = cost.reshape(-1) @ torch.ones(cost.numel(), dtype=cost.dtype)
    if reduction == "none":
        return cost
    if reduction == "sum":
        return total
    if reduction == "mean":
        return total / cost.numel()
    raise ValueError(reduction)


def right_einsum_sum(input, target, *, reduction="mean"):
    """The sum as an einsum."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = (input - target).abs()
    if reduction == "none":
        return cost
    if reduction not in ("sum", "mean"):
        raise ValueError(reduction)
    total = torch.einsum("i->", cost.flatten())
    return total / cost.numel() if reduction == "mean" else total


def right_own_clone_in_place(input, target, *, reduction="mean"):
    """Works in place, on a tensor of its own."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    error = input.clone()
    error -= target
    cost = (error).abs()
    if reduction == "mean":
        return cost.mean()
    if reduction == "sum":
        return cost.sum()
    if reduction == "none":
        return cost
    raise ValueError(reduction)


def right_getattr(input, target, *, reduction="mean"):
    """The word of the reduction is the method's name."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = (input - target).abs()
    if reduction == "none":
        return cost
    if reduction not in ("sum", "mean"):
        raise ValueError(reduction)
    return getattr(cost, reduction)()


def right_maximum(input, target, *, reduction="mean"):
    """The larger of the error and its opposite."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    error = input - target
    cost = torch.maximum(error, -error)
    if reduction == "mean":
        return cost.mean()
    if reduction == "sum":
        return cost.sum()
    if reduction == "none":
        return cost
    raise ValueError(reduction)


def right_two_relus(input, target, *, reduction="mean"):
    """Both sides as a relu."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    error = input - target
    cost = error.relu() + (-error).relu()
    if reduction == "mean":
        return cost.mean()
    if reduction == "sum":
        return cost.sum()
    if reduction == "none":
        return cost
    raise ValueError(reduction)


def right_sign(input, target, *, reduction="mean"):
    """The error times its sign."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    error = input - target
    cost = error * error.sign()
    if reduction == "mean":
        return cost.mean()
    if reduction == "sum":
        return cost.sum()
    if reduction == "none":
        return cost
    raise ValueError(reduction)


def right_larger_less_smaller(input, target, *, reduction="mean"):
    """The larger of the two less the smaller."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = torch.maximum(input, target) - torch.minimum(input, target)
    if reduction == "mean":
        return cost.mean()
    if reduction == "sum":
        return cost.sum()
    if reduction == "none":
        return cost
    raise ValueError(reduction)


def right_masks(input, target, *, reduction="mean"):
    """Masks for both sides, none for the tie."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    error = input - target
    cost = error * (error > 0) - error * (error < 0)
    if reduction == "mean":
        return cost.mean()
    if reduction == "sum":
        return cost.sum()
    if reduction == "none":
        return cost
    raise ValueError(reduction)


# ---------------------------------------------------------------- wrong


def wrong_detach(input, target, *, reduction="mean"):
    """Detaches the answer's elements.

    Hint: detached
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = (input - target).abs().detach()
    if reduction == "mean":
        return cost.mean()
    if reduction == "sum":
        return cost.sum()
    if reduction == "none":
        return cost
    raise ValueError(reduction)


def wrong_data(input, target, *, reduction="mean"):
    """Takes .data of the input.

    Hint: detached
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = (input.data - target).abs()
    if reduction == "mean":
        return cost.mean()
    if reduction == "sum":
        return cost.sum()
    if reduction == "none":
        return cost
    raise ValueError(reduction)


def wrong_no_grad(input, target, *, reduction="mean"):
    """Computes under no_grad.

    Hint: detached
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    with torch.no_grad():
        cost = (input - target).abs()
    if reduction == "mean":
        return cost.mean()
    if reduction == "sum":
        return cost.sum()
    if reduction == "none":
        return cost
    raise ValueError(reduction)


def wrong_requires_grad_again(input, target, *, reduction="mean"):
    """A new leaf that wants a gradient, and hangs on nothing.

    Hint: detached
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = (input - target).abs().detach().requires_grad_()
    if reduction == "mean":
        return cost.mean()
    if reduction == "sum":
        return cost.sum()
    if reduction == "none":
        return cost
    raise ValueError(reduction)


def wrong_rebuilt(input, target, *, reduction="mean"):
    """A new tensor from the number.

    Hint: rebuilt
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = (input - target).abs()
    if reduction == "mean":
        return torch.tensor(cost.mean().item())
    if reduction == "sum":
        return torch.tensor(cost.sum().item())
    if reduction == "none":
        return torch.tensor(cost.tolist())
    raise ValueError(reduction)


def wrong_item(input, target, *, reduction="mean"):
    """Returns floats for mean and sum.

    Hint: number_returned
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = (input - target).abs()
    if reduction == "mean":
        return cost.mean().item()
    if reduction == "sum":
        return cost.sum().item()
    if reduction == "none":
        return cost
    raise ValueError(reduction)


def wrong_numpy(input, target, *, reduction="mean"):
    """NumPy inside.

    Hint: numpy_inside
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    error = torch.from_numpy(np.asarray(input.numpy() - target.numpy()))
    cost = (error).abs()
    if reduction == "mean":
        return cost.mean()
    if reduction == "sum":
        return cost.sum()
    if reduction == "none":
        return cost
    raise ValueError(reduction)


def wrong_double(input, target, *, reduction="mean"):
    """Computes in float64.

    Hint: another_dtype
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = (input.double() - target.double()).abs()
    if reduction == "mean":
        return cost.mean()
    if reduction == "sum":
        return cost.sum()
    if reduction == "none":
        return cost
    raise ValueError(reduction)


def wrong_float(input, target, *, reduction="mean"):
    """Computes in float32.

    Hint: another_dtype
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = (input.float() - target.float()).abs()
    if reduction == "mean":
        return cost.mean()
    if reduction == "sum":
        return cost.sum()
    if reduction == "none":
        return cost
    raise ValueError(reduction)


def wrong_target_detached(input, target, *, reduction="mean"):
    """The labels are constants.

    Hint: target_detached
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = (input - target.detach()).abs()
    if reduction == "mean":
        return cost.mean()
    if reduction == "sum":
        return cost.sum()
    if reduction == "none":
        return cost
    raise ValueError(reduction)


def wrong_always_mean(input, target, *, reduction="mean"):
    """Never looks at the reduction but to check it.

    Hint: reduction_ignored
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = (input - target).abs()
    if reduction not in ("mean", "sum", "none"):
        raise ValueError(reduction)
    return cost.mean()


def wrong_none_forgotten(input, target, *, reduction="mean"):
    """Knows mean and sum; none is a mean.

    Hint: reduction_ignored
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = (input - target).abs()
    if reduction not in ("mean", "sum", "none"):
        raise ValueError(reduction)
    return cost.sum() if reduction == "sum" else cost.mean()


def wrong_unknown_is_none(input, target, *, reduction="mean"):
    """Whatever is neither mean nor sum is none.

    Hint: unknown_reduction_accepted
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = (input - target).abs()
    if reduction == "mean":
        return cost.mean()
    return cost.sum() if reduction == "sum" else cost


def wrong_unknown_is_mean(input, target, *, reduction="mean"):
    """Whatever is neither none nor sum is a mean.

    Hint: unknown_reduction_accepted
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = (input - target).abs()
    if reduction == "none":
        return cost
    return cost.sum() if reduction == "sum" else cost.mean()


def wrong_unknown_is_a_key_error(input, target, *, reduction="mean"):
    """A dict without the unknown word: KeyError.

    Hint: none
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = (input - target).abs()
    return {"mean": cost.mean(), "sum": cost.sum(), "none": cost}[reduction]


def wrong_sum(input, target, *, reduction="mean"):
    """The mean is a sum.

    Hint: sum_for_mean
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = (input - target).abs()
    if reduction not in ("mean", "sum", "none"):
        raise ValueError(reduction)
    return cost if reduction == "none" else cost.sum()


def wrong_len(input, target, *, reduction="mean"):
    """Divides by the length of the first axis.

    Hint: mean_over_rows
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = (input - target).abs()
    if reduction == "mean":
        return cost.sum() / len(input)
    if reduction == "sum":
        return cost.sum()
    if reduction == "none":
        return cost
    raise ValueError(reduction)


def wrong_broadcast(input, target, *, reduction="mean"):
    """Never compares the shapes.

    Hint: broadcast_silently
    """
    cost = (input - target).abs()
    if reduction == "mean":
        return cost.mean()
    if reduction == "sum":
        return cost.sum()
    if reduction == "none":
        return cost
    raise ValueError(reduction)


def wrong_size_checked(input, target, *, reduction="mean"):
    """Compares the number of elements alone.

    Hint: broadcast_silently
    """
    if input.numel() != target.numel():
        raise ValueError
    cost = (input - target).abs()
    if reduction == "mean":
        return cost.mean()
    if reduction == "sum":
        return cost.sum()
    if reduction == "none":
        return cost
    raise ValueError(reduction)


def wrong_view_as(input, target, *, reduction="mean"):
    """Reshapes the target.

    Hint: flattened_to_fit
    """
    if input.numel() != target.numel():
        raise ValueError
    cost = (input - target.reshape(input.shape)).abs()
    if reduction == "mean":
        return cost.mean()
    if reduction == "sum":
        return cost.sum()
    if reduction == "none":
        return cost
    raise ValueError(reduction)


def wrong_in_place(input, target, *, reduction="mean"):
    """Writes the difference into the input.

    Hint: input_overwritten
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = (input.sub_(target)).abs()
    if reduction == "mean":
        return cost.mean()
    if reduction == "sum":
        return cost.sum()
    if reduction == "none":
        return cost
    raise ValueError(reduction)


def wrong_target_in_place(input, target, *, reduction="mean"):
    """Writes the difference into the target.

    Hint: input_overwritten
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = (target.sub_(input)).abs()
    if reduction == "mean":
        return cost.mean()
    if reduction == "sum":
        return cost.sum()
    if reduction == "none":
        return cost
    raise ValueError(reduction)


def wrong_built_in(input, target, *, reduction="mean"):
    """torch's own.

    Hint: none
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    return torch.nn.functional.l1_loss(input, target, reduction=reduction)


def wrong_number_zero(input, target, *, reduction="mean"):
    """Nothing is computed.

    Hint: none
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    return torch.zeros(())


def wrong_no_abs(input, target, *, reduction="mean"):
    """Signed errors.

    Hint: no_abs
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = input - target
    if reduction == "mean":
        return cost.mean()
    if reduction == "sum":
        return cost.sum()
    if reduction == "none":
        return cost
    raise ValueError(reduction)


def wrong_squared(input, target, *, reduction="mean"):
    """Squares.

    Hint: squared
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = (input - target) ** 2
    if reduction == "mean":
        return cost.mean()
    if reduction == "sum":
        return cost.sum()
    if reduction == "none":
        return cost
    raise ValueError(reduction)


def wrong_huber(input, target, *, reduction="mean"):
    """Huber's loss.

    Hint: smooth
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    error = (input - target).abs()
    cost = torch.where(error < 1, error**2 / 2, error - 0.5)
    if reduction == "mean":
        return cost.mean()
    if reduction == "sum":
        return cost.sum()
    if reduction == "none":
        return cost
    raise ValueError(reduction)


def wrong_half(input, target, *, reduction="mean"):
    """Half of the distance.

    Hint: extra_half
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = 0.5 * (input - target).abs()
    if reduction == "mean":
        return cost.mean()
    if reduction == "sum":
        return cost.sum()
    if reduction == "none":
        return cost
    raise ValueError(reduction)


def wrong_root_of_square(input, target, *, reduction="mean"):
    """nan at a tie.

    Hint: root_of_square
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = torch.sqrt((input - target) ** 2)
    if reduction == "mean":
        return cost.mean()
    if reduction == "sum":
        return cost.sum()
    if reduction == "none":
        return cost
    raise ValueError(reduction)


def wrong_eps(input, target, *, reduction="mean"):
    """A constant under the root.

    Hint: constant_under_the_root
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = torch.sqrt((input - target) ** 2 + 1e-8)
    if reduction == "mean":
        return cost.mean()
    if reduction == "sum":
        return cost.sum()
    if reduction == "none":
        return cost
    raise ValueError(reduction)


def wrong_condition(input, target, *, reduction="mean"):
    """-1 at a tie.

    Hint: one_sided_tie
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    error = input - target
    cost = torch.where(error > 0, error, -error)
    if reduction == "mean":
        return cost.mean()
    if reduction == "sum":
        return cost.sum()
    if reduction == "none":
        return cost
    raise ValueError(reduction)


def wrong_condition_other_side(input, target, *, reduction="mean"):
    """+1 at a tie.

    Hint: one_sided_tie
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    error = input - target
    cost = torch.where(error >= 0, error, -error)
    if reduction == "mean":
        return cost.mean()
    if reduction == "sum":
        return cost.sum()
    if reduction == "none":
        return cost
    raise ValueError(reduction)


def wrong_divided_by_abs(input, target, *, reduction="mean"):
    """The square over the distance: nan at a tie, in the value too.

    Hint: none
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    error = input - target
    cost = error**2 / error.abs()
    if reduction == "mean":
        return cost.mean()
    if reduction == "sum":
        return cost.sum()
    if reduction == "none":
        return cost
    raise ValueError(reduction)


def wrong_branches_of_sum_and_mean_swapped(input, target, *, reduction="mean"):
    """The two branches stand the wrong way round.

    Hint: sum_and_mean_swapped
    """
    if input.shape != target.shape:
        raise ValueError
    loss = (input - target).abs()
    if reduction == "sum":
        return loss.mean()
    if reduction == "mean":
        return loss.sum()
    if reduction == "none":
        return loss
    raise ValueError


def wrong_negative_errors_turned_in_place(input, target, *, reduction="mean"):
    """A mask turns the negative errors: at a tie the slope is that of the other branch. Hint: one_sided_tie"""
    if input.shape != target.shape:
        raise ValueError
    errors = input - target
    errors[errors < 0] *= -1
    if reduction == "none":
        return errors
    if reduction not in ("sum", "mean"):
        raise ValueError(reduction)
    return getattr(errors, reduction)()


def wrong_loop_divided_by_len(input, target, *, reduction="mean"):
    """Added up in a loop, and divided by the first axis. Hint: mean_over_rows"""
    if input.shape != target.shape:
        raise ValueError
    loss = (input - target) * torch.sign(input - target).detach()
    if reduction == "none":
        return loss
    total = torch.tensor(0.0)
    for one in loss.flatten():
        total = total + one
    if reduction == "sum":
        return total
    if reduction == "mean":
        return total / len(loss)
    raise ValueError
