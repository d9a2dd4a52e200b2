"""For losses written in torch: reductions, and what students do to the graph, to dtypes and to the caller's tensors.

This file is long because each mistake brings a dozen lines of words, and every loss in torch has all of them.

Every mistake receives the reference ``loss``, the exercise's tensors, and by name its options, ``reduction`` among
them. No function here imports torch: each uses the methods of the tensors it is given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from numpy import ndarray

from autograder.bank.shared.mistakes import Mistake
from autograder.bank.spec import Case, needing, variants

# ---------------------------------------------------------------- cases

Options = Mapping[str, Any]
REDUCTIONS = ("mean", "sum", "none", "batchmean")  # the last one is kl_div's
MEAN, SUM, EACH = {"reduction": "mean"}, {"reduction": "sum"}, {"reduction": "none"}


def unknown_reductions(*arguments: ndarray) -> list[Case]:
    """Ask for reductions that do not exist."""
    return [
        Case("unknown-reduction", arguments, raises=ValueError, keywords={"reduction": "total"}),
        Case("reduction-is-empty", arguments, raises=ValueError, keywords={"reduction": ""}),
    ]


def gradients(name: str, *arguments: ndarray, by: int = 0, **options: Any) -> list[Case]:
    """Ask for the gradient of the mean, of the sum and of each element; a wrong sum is charged where it is asked."""
    return [
        Case(f"{name}-of-mean", arguments, gradient=by, keywords=options),
        *needing(
            "reductions",
            Case(f"{name}-of-sum", arguments, gradient=by, keywords={**options, **SUM}),
            Case(f"{name}-of-each", arguments, gradient=by, keywords={**options, **EACH}),
        ),
    ]


def reduced(losses: Any, reduction: str) -> Any:
    """Put the elements of a wrong formula together rightly."""
    return losses if reduction == "none" else getattr(losses, reduction)()


# ---------------------------------------------------------------- mistakes: the graph


@variants(how=("answer", "input"))
def detached(loss: Mistake, *tensors: Any, how: str, **options: Any) -> Any:
    """Cut off from autograd: detach, .data or no_grad

    Print requires_grad of your answer when the input has it: what does it say?

    For x = 3 with requires_grad, the gradient of x * x is 6. Of x.detach() * x.detach() the value is 9 as well, but
    there is no gradient: training would stand still.

    Leave out detach(), .data, torch.no_grad() and torch.tensor(…) on the way from the input to the answer.

    Lecture: A loss is there to be differentiated: a right number without a graph trains nothing.
    Family: gradient
    """
    if how == "answer":
        return loss(*tensors, **options).detach()
    return loss(tensors[0].detach(), *tensors[1:], **options)


def target_detached(loss: Mistake, input: Any, target: Any, **options: Any) -> Any:  # noqa: A002  # torch's name
    """The target detached

    By which of its two tensors can your loss be differentiated?

    For input 1 and target 3 the gradient of (input − target)² by the input is −4, and by the target it is +4. With a
    detached target the second one is lost.

    Use the target as it came; whoever calls the function decides what is learned.

    Lecture: Labels seldom learn, but a target can be another network's answer: the loss must not decide that.
    Family: gradient
    """
    return loss(input, target.detach(), **options)


def rebuilt(loss: Mistake, *tensors: Any, **options: Any) -> Any:
    """Answer rebuilt as a new tensor from plain numbers

    Does your function make a new tensor from numbers, with torch.tensor(…) or .tolist()?

    torch.tensor(9.0) holds the number 9 and no memory of x * x; it is float32, even where x was float64.

    Return the tensor that your last operation made, without .item(), .tolist() or torch.tensor around it.

    Lecture: A tensor remembers how it was computed; the number in it does not.
    Family: gradient
    """
    answer = loss(*tensors, **options)
    return answer.new_tensor(answer.tolist(), dtype=answer.float().dtype)


def number_returned(loss: Mistake, *tensors: Any, **options: Any) -> Any:
    """A plain number returned in place of a tensor

    What is type(answer): a tensor, or a float?

    The answer 2.5 can be a float, on which backward() does not exist, or tensor(2.5), which knows how it was computed.

    Leave out .item() or float(): the mean of a tensor is a tensor already, with no axes.

    Lecture: .item() is for printing; what is trained with must stay a tensor.
    Family: gradient
    """
    answer = loss(*tensors, **options)
    return answer if answer.ndim else answer.item()


def numpy_inside(loss: Mistake, *tensors: Any, **options: Any) -> Any:
    """NumPy inside: .numpy(), or a function of NumPy on a tensor

    Give your function a tensor with requires_grad=True: what does it say?

    torch refuses numpy() on a tensor that learns: autograd cannot follow what NumPy computes.

    Each function of NumPy has its twin in torch: np.abs is torch.abs, np.mean is torch.mean.

    Lecture: autograd follows torch's operations alone; one step outside, and the gradient is gone.
    Family: gradient
    """
    for tensor in tensors:
        tensor.numpy()
    return loss(*tensors, **options)


# ---------------------------------------------------------------- mistakes: the dtype, the caller's tensors


REFUSED_IN_PLACE = "torch refuses to write into a tensor that learns, so that the gradient by it is lost too"


@variants(way=("double", "float"))
def another_dtype(loss: Mistake, *tensors: Any, way: str, **options: Any) -> Any:
    """Answer in another dtype than the input

    Which dtype goes into your function, and which one comes out?

    float32 in, float32 out, and float64 in, float64 out: .double() or .float() on the way changes one of them.

    Leave out .double(), .float() and dtype=; a tensor that you make yourself takes the dtype of the input.

    Lecture: A loss in float64 makes a float32 network slow, and one in float32 loses half the digits of a float64 one.
    Family: floats
    """
    return loss(*[getattr(one, way)() if one.is_floating_point() else one for one in tensors], **options)


def input_overwritten(*ways: Callable[..., Any]) -> Mistake:
    """Return the right answer, and the caller's tensors changed; each way receives the tensors and writes into them."""

    @variants(way=ways)
    def input_overwritten(loss: Mistake, *tensors: Any, way: Callable[..., Any], **options: Any) -> Any:
        """The caller's tensor overwritten

        Which line of your function writes into a tensor that the caller passed in?

        After x = torch.tensor([1.0, 0.0]), x.sub_(1) changes x itself to [0, −1]; x - 1 leaves it alone. On a tensor
        that learns, torch raises an error.

        Take the operation without the underscore: sub for sub_, clamp for clamp_; and x = x - 1 for x -= 1.

        Lecture: A name that ends in an underscore writes into its tensor, and that tensor may be the caller's.
        Family: inputs
        """
        right = loss(*tensors, **options)
        way(*tensors)
        return right

    return input_overwritten


# ---------------------------------------------------------------- mistakes: the reduction


@variants(missed=("sum", "none", "both"))
def reduction_ignored(loss: Mistake, *tensors: Any, missed: str, **options: Any) -> Any:
    """A reduction ignored

    Call your function with reduction="sum" and with reduction="none": are the answers different, and from the mean?

    Losses of 2 and 4: "none" is [2, 4], "sum" is 6, "mean" is 3.

    Compare reduction with each of its words, and return something else for each.

    Lecture: An argument that does nothing is worse than none: the caller believes that it was heard.
    Family: reduction
    """
    if options.get("reduction") in (("sum", "none") if missed == "both" else (missed,)):
        options["reduction"] = "mean"
    return loss(*tensors, **options)


@variants(taken_for=("mean", "sum", "none"))
def unknown_reduction_accepted(loss: Mistake, *tensors: Any, taken_for: str, **options: Any) -> Any:
    """An unknown reduction accepted

    What does your function do with reduction="average"?

    "average" is none of its words. Whoever writes it expects something, and would get another thing without notice.

    After the words that exist are handled, raise a ValueError that names the one that came.

    Lecture: A misspelt word should stop a program at once, not change a result.
    Family: reduction
    """
    if options.get("reduction", "mean") not in REDUCTIONS:
        options["reduction"] = taken_for
    return loss(*tensors, **options)


def sum_for_mean(loss: Mistake, *tensors: Any, **options: Any) -> Any:
    """Sum in place of the mean

    Repeat the same data twice: does your answer grow, and should a mean grow?

    Losses of 2 and 4 have the mean 3 and the sum 6.

    Without a word about the reduction the mean is asked for: take mean() there, not sum().

    Lecture: A sum grows with the batch, and its gradient too: the step then depends on the size of the batch.
    Family: reduction
    """
    if options.get("reduction", "mean") == "mean":
        options["reduction"] = "sum"
    return loss(*tensors, **options)


def sum_and_mean_swapped(loss: Mistake, *tensors: Any, **options: Any) -> Any:
    """Sum and mean swapped

    What does your function return for reduction="sum", and what for reduction="mean"?

    Losses of 2 and 4 have the sum 6 and the mean 3. With the two branches swapped, the word "sum" gives 3.

    Look at both branches: each returns what the other one should.

    Lecture: A branch that is never called by its own word is never tested: ask for each word once.
    Family: reduction
    """
    word = options.get("reduction", "mean")
    return loss(*tensors, **{**options, "reduction": {"mean": "sum", "sum": "mean"}.get(word, word)})


def mean_over_rows(loss: Mistake, *tensors: Any, **options: Any) -> Any:
    """Sum divided by the number of rows

    By which number does your function divide for a table of 2 rows and 3 columns?

    Six elements that cost 1 each have the mean 1; their sum divided by the 2 rows is 3.

    mean() without an axis divides by all elements; len(x) and x.shape[0] count the rows alone.

    Lecture: For a table len counts rows, and numel elements: both give a loss, and one of them is the mean.
    Family: reduction
    """
    if options.get("reduction", "mean") != "mean":
        return loss(*tensors, **options)
    return loss(*tensors, **{**options, "reduction": "sum"}) / len(tensors[0])


# ---------------------------------------------------------------- mistakes: shapes that do not match


@variants(weak=("none", "size", "axes"))
def broadcast_silently(loss: Mistake, input: Any, target: Any, *, weak: str, **options: Any) -> Any:  # noqa: A002
    """Different shapes combined silently

    Subtract one tensor from the other and print the shape: does each of them have this shape?

    Shapes (4, 1) and (4,) hold four numbers each, but torch combines them into a table of 4 × 4 = 16 pairs.

    Before anything else, compare the two complete shapes, and raise a ValueError where they differ.

    Lecture: A column against a flat tensor is the most expensive silent bug in this field; torch's own losses only
    warn.
    Family: broadcasting
    """
    if (weak == "size" and input.numel() != target.numel()) or (weak == "axes" and input.ndim != target.ndim):
        return loss(input, target, **options)
    shape = (input.detach() + target.detach()).shape
    return loss(input.expand(shape), target.expand(shape), **options)


def flattened_to_fit(loss: Mistake, input: Any, target: Any, **options: Any) -> Any:  # noqa: A002
    """Different shapes flattened or reshaped until they fit

    When the two shapes differ, does your function raise an error, or does it change a tensor until it fits?

    [[1, 2, 3], [4, 5, 6]] and [[1, 2], [3, 4], [5, 6]] become equal when they are flattened, although their rows are
    different.

    Compare the shapes before view, reshape, squeeze or flatten make them equal; where they differ, raise a ValueError.

    Lecture: A function that repairs its inputs hides the caller's mistake; a clear error shows it at once.
    Family: broadcasting
    """
    if input.numel() == target.numel() and input.shape != target.shape:
        target = target.reshape(input.shape)
    return loss(input, target, **options)


IN_EVERY_TORCH_LOSS: tuple[Mistake, ...] = (detached, rebuilt, number_returned, numpy_inside, another_dtype)
OF_EVERY_REDUCTION: tuple[Mistake, ...] = (
    reduction_ignored,
    unknown_reduction_accepted,
    sum_for_mean,
    sum_and_mean_swapped,
)
OF_EQUAL_SHAPES: tuple[Mistake, ...] = (mean_over_rows, broadcast_silently, flattened_to_fit)
