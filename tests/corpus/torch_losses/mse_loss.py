"""Right and wrong implementations of mse_loss in torch, written independently of the solutions."""

import numpy as np
import torch

# ---------------------------------------------------------------- right


def right_plain(input, target, *, reduction="mean"):
    """Difference, cost, reduction."""
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


def right_dict(input, target, *, reduction="mean"):
    """The three reductions in a dict of functions."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = (input - target) ** 2
    ways = {"mean": torch.mean, "sum": torch.sum, "none": lambda x: x}
    if reduction not in ways:
        raise ValueError(reduction)
    return ways[reduction](cost)


def right_divided_by_numel(input, target, *, reduction="mean"):
    """The mean as a sum over the number of elements."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = (torch.sub(input, target)) ** 2
    if reduction == "none":
        return cost
    if reduction not in ("mean", "sum"):
        raise ValueError(reduction)
    return cost.sum() / (cost.numel() if reduction == "mean" else 1)


def right_match(input, target, *, reduction="mean"):
    """A match statement."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = (target - input) ** 2
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
    cost = (input - target) ** 2
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
    cost = (input - target) ** 2
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
    cost = (error) ** 2
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
    cost = (input - target) ** 2
    if reduction == "none":
        return cost
    if reduction not in ("sum", "mean"):
        raise ValueError(reduction)
    return getattr(cost, reduction)()


def right_multiplied(input, target, *, reduction="mean"):
    """The error times itself."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    error = input - target
    cost = error * error
    if reduction == "mean":
        return cost.mean()
    if reduction == "sum":
        return cost.sum()
    if reduction == "none":
        return cost
    raise ValueError(reduction)


def right_tangent(input, target, *, reduction="mean"):
    """The square by its tangent: detached where that is right."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    error = input - target
    fixed = error.detach()
    cost = 2 * fixed * error - fixed * fixed
    if reduction == "mean":
        return cost.mean()
    if reduction == "sum":
        return cost.sum()
    if reduction == "none":
        return cost
    raise ValueError(reduction)


def right_of_the_distance(input, target, *, reduction="mean"):
    """The square of the absolute value."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = (input - target).abs().pow(2)
    if reduction == "mean":
        return cost.mean()
    if reduction == "sum":
        return cost.sum()
    if reduction == "none":
        return cost
    raise ValueError(reduction)


def right_own_backward(input, target, *, reduction="mean"):
    """An autograd function with its own backward."""
    if input.shape != target.shape:
        raise ValueError("shapes differ")

    class Square(torch.autograd.Function):
        @staticmethod
        def forward(ctx, error):
            ctx.save_for_backward(error)
            return error**2

        @staticmethod
        def backward(ctx, upstream):
            (error,) = ctx.saved_tensors
            return 2 * error * upstream

    cost = Square.apply(input - target)
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
    cost = (input - target).pow(2).detach()
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
    cost = (input.data - target) ** 2
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
        cost = (input - target) ** 2
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
    cost = (input - target).pow(2).detach().requires_grad_()
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
    cost = (input - target) ** 2
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
    cost = (input - target) ** 2
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
    cost = (error) ** 2
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
    cost = (input.double() - target.double()) ** 2
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
    cost = (input.float() - target.float()) ** 2
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
    cost = (input - target.detach()) ** 2
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
    cost = (input - target) ** 2
    if reduction not in ("mean", "sum", "none"):
        raise ValueError(reduction)
    return cost.mean()


def wrong_none_forgotten(input, target, *, reduction="mean"):
    """Knows mean and sum; none is a mean.

    Hint: reduction_ignored
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = (input - target) ** 2
    if reduction not in ("mean", "sum", "none"):
        raise ValueError(reduction)
    return cost.sum() if reduction == "sum" else cost.mean()


def wrong_unknown_is_none(input, target, *, reduction="mean"):
    """Whatever is neither mean nor sum is none.

    Hint: unknown_reduction_accepted
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = (input - target) ** 2
    if reduction == "mean":
        return cost.mean()
    return cost.sum() if reduction == "sum" else cost


def wrong_unknown_is_mean(input, target, *, reduction="mean"):
    """Whatever is neither none nor sum is a mean.

    Hint: unknown_reduction_accepted
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = (input - target) ** 2
    if reduction == "none":
        return cost
    return cost.sum() if reduction == "sum" else cost.mean()


def wrong_unknown_is_a_key_error(input, target, *, reduction="mean"):
    """A dict without the unknown word: KeyError.

    Hint: none
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = (input - target) ** 2
    return {"mean": cost.mean(), "sum": cost.sum(), "none": cost}[reduction]


def wrong_sum(input, target, *, reduction="mean"):
    """The mean is a sum.

    Hint: sum_for_mean
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = (input - target) ** 2
    if reduction not in ("mean", "sum", "none"):
        raise ValueError(reduction)
    return cost if reduction == "none" else cost.sum()


def wrong_len(input, target, *, reduction="mean"):
    """Divides by the length of the first axis.

    Hint: mean_over_rows
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = (input - target) ** 2
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
    cost = (input - target) ** 2
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
    cost = (input - target) ** 2
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
    cost = (input - target.reshape(input.shape)) ** 2
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
    cost = (input.sub_(target)) ** 2
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
    cost = (target.sub_(input)) ** 2
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
    return torch.nn.functional.mse_loss(input, target, reduction=reduction)


def wrong_number_zero(input, target, *, reduction="mean"):
    """Nothing is computed.

    Hint: none
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    return torch.zeros(())


def wrong_root(input, target, *, reduction="mean"):
    """RMSE.

    Hint: root_taken
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = (input - target) ** 2
    if reduction == "mean":
        return cost.mean().sqrt()
    if reduction == "sum":
        return cost.sum().sqrt()
    if reduction == "none":
        return cost.sqrt()
    raise ValueError(reduction)


def wrong_half(input, target, *, reduction="mean"):
    """Half of the square.

    Hint: extra_half
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = 0.5 * (input - target) ** 2
    if reduction == "mean":
        return cost.mean()
    if reduction == "sum":
        return cost.sum()
    if reduction == "none":
        return cost
    raise ValueError(reduction)


def wrong_absolute(input, target, *, reduction="mean"):
    """The distance, not its square.

    Hint: absolute_error
    """
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


def wrong_squares_subtracted(input, target, *, reduction="mean"):
    """Squares first, then the difference.

    Hint: difference_of_squares
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = input**2 - target**2
    if reduction == "mean":
        return cost.mean()
    if reduction == "sum":
        return cost.sum()
    if reduction == "none":
        return cost
    raise ValueError(reduction)


def wrong_expanded(input, target, *, reduction="mean"):
    """Multiplied out.

    Hint: expanded_square
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = input**2 - 2 * input * target + target**2
    if reduction == "mean":
        return cost.mean()
    if reduction == "sum":
        return cost.sum()
    if reduction == "none":
        return cost
    raise ValueError(reduction)


def wrong_factor_detached(input, target, *, reduction="mean"):
    """One factor is a constant.

    Hint: one_factor_detached
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    error = input - target
    cost = error * error.detach()
    if reduction == "mean":
        return cost.mean()
    if reduction == "sum":
        return cost.sum()
    if reduction == "none":
        return cost
    raise ValueError(reduction)


def wrong_root_squared(input, target, *, reduction="mean"):
    """A root and a square.

    Hint: step_of_infinite_slope
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = (input - target) ** 2
    if reduction == "mean":
        return cost.mean().sqrt() ** 2
    if reduction == "sum":
        return cost.sum().sqrt() ** 2
    if reduction == "none":
        return cost.sqrt() ** 2
    raise ValueError(reduction)


def wrong_log_of_square(input, target, *, reduction="mean"):
    """exp(2 ln |e|): nan in the gradient where the error is 0.

    Hint: step_of_infinite_slope
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    cost = (2 * (input - target).abs().log()).exp()
    if reduction == "mean":
        return cost.mean()
    if reduction == "sum":
        return cost.sum()
    if reduction == "none":
        return cost
    raise ValueError(reduction)


def wrong_root_again(input, target, *, reduction="mean"):
    """Root of the mean.

    Hint: root_taken
    """
    if input.shape != target.shape:
        raise ValueError("shapes differ")
    losses = (input - target) ** 2
    if reduction == "mean":
        return losses.mean().sqrt()
    if reduction == "sum":
        return losses.sum()
    if reduction == "none":
        return losses
    raise ValueError(f"unknown reduction {reduction!r}")


def wrong_branches_of_sum_and_mean_swapped(input, target, *, reduction="mean"):
    """The two branches stand the wrong way round.

    Hint: sum_and_mean_swapped
    """
    if input.shape != target.shape:
        raise ValueError
    loss = (input - target) ** 2
    if reduction == "sum":
        return loss.mean()
    if reduction == "mean":
        return loss.sum()
    if reduction == "none":
        return loss
    raise ValueError


def wrong_branches_of_sum_and_mean_swapped_and_no_check(input, target, *, reduction="mean"):
    """The two branches stand the wrong way round, and nothing is checked.

    Hint: sum_and_mean_swapped
    """
    loss = (input - target) ** 2
    if reduction == "sum":
        return loss.mean()
    if reduction == "mean":
        return loss.sum()
    return loss


def wrong_mean_over_the_last_axis(input, target, *, reduction="mean"):
    """Keras' loss, one number a row, reduced afterwards. Hint: reduction_ignored | broadcast_silently"""
    squared = torch.mean(torch.square(input - target), dim=-1)
    if reduction == "none":
        return squared
    if reduction == "sum":
        return squared.sum()
    return squared.mean()


def wrong_loop_that_builds_a_tensor(input, target, *, reduction="mean"):
    """A loop over rows, whose tensors torch.tensor cannot join."""
    total, losses = 0, []
    for one, other in zip(input, target):
        losses.append((one - other) ** 2)
        total += (one - other) ** 2
    if reduction == "mean":
        return total / len(losses)
    if reduction == "sum":
        return total
    return torch.tensor(losses)


def wrong_norm_over_the_rows(input, target, *, reduction="mean"):
    """The squared norm, divided by the first axis. Hint: mean_over_rows"""
    loss = torch.norm(input - target) ** 2
    return loss / input.shape[0] if reduction == "mean" else loss
