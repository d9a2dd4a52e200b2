"""An exercise in torch: tensors go in and come out, the built-in's library may be used, in both tiers."""

from __future__ import annotations

import pytest

from autograder.bank.build import build_bank
from autograder.isolation.job import Limits
from autograder.isolation.runner import Runner
from autograder.judging.judge import judge
from autograder.judging.submission import Submission

SOLUTION = '''"""L1 loss in torch."""

import torch


def l1_loss(input, target):
    """Mean absolute error of two tensors.

    Parameters
    ----------
    input : Tensor of any shape
        Predictions.
    target : Tensor of the same shape
        Targets.

    Returns
    -------
    Tensor
        One number.

    Examples
    --------
    >>> float(l1_loss(torch.tensor([1.0, 2.0]), torch.tensor([1.0, 4.0])))
    1.0
    """
    return torch.abs(input - target).mean()
'''

SPEC = '''"""How l1_loss is judged."""

from numpy import array, float32, mean

from autograder.bank.spec import Case, Item, Spec


def oracle(input, target):
    """F.l1_loss: the same."""
    import torch

    return torch.nn.functional.l1_loss(torch.tensor(input), torch.tensor(target))


def exact(input, target):
    return mean(abs(input - target))


def summed(l1_loss, input, target):
    """Should the loss grow with the number of elements?"""
    return l1_loss(input, target) * input.numel()


def basics(rng):
    yield Case("drawn", (rng.normal(size=4), rng.normal(size=4)))


SPEC = Spec(
    notice="Compare it with the reference, line by line.",
    library="torch",
    oracle=oracle,
    exact=exact,
    misconceptions=(summed,),
    items=(
        Item("basics", (Case("two", (array([1.0, 2.0]), array([1.0, 4.0])), 1.0),), drawn=basics),
        Item("dtypes", (Case("float32", (array([1.5, 2.0], float32), array([1.0, 4.0], float32)), 1.25),)),
        Item("purity", (Case("again", (array([1.0, 2.5]), array([1.0, 4.0]))),), inputs_unchanged=True),
    ),
)
'''

RIGHT = SOLUTION
STATUSES = {
    "right": ("passed", RIGHT),
    "built-in": ("passed", "import torch\ndef l1_loss(x, y): return torch.nn.functional.l1_loss(x, y)\n"),
    "learns": ("passed", "import torch\ntorch.nn.Linear(2, 1)(torch.ones(3, 2)).sum().backward()\n" + RIGHT),
    "optimises": (
        "passed",
        "import torch\nw = torch.ones(1, requires_grad=True)\nadam = torch.optim.Adam([w])\n(w * w).backward()\n"
        "adam.step()\n" + RIGHT,
    ),
    "large": ("passed", "import torch\n(torch.ones(400, 400) @ torch.ones(400, 400)).sum()\n" + RIGHT),
    "sum": ("failed", "def l1_loss(x, y): return (x - y).abs().sum()\n"),
    "in-place": ("failed", "def l1_loss(x, y): return x.sub_(y).abs().mean()\n"),
    "scipy": ("refused", "import scipy\ndef l1_loss(x, y): return scipy.linalg.norm(x - y, 1)\n"),
    "loop": ("timeout", "def l1_loss(x, y):\n    while True: pass\n"),
    "exit": ("crashed", "import os\ndef l1_loss(x, y): os._exit(1)\n"),
}


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    bank = tmp_path_factory.mktemp("bank")
    for folder, text in (("solutions", SOLUTION), ("specs", SPEC)):
        path = bank / folder / "torch_losses" / "l1_loss.py"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    (bank / "losslings.toml").write_text('name = "torches"\n\n[[unit]]\nfolder = "torch_losses"\nneeds = ["torch"]\n')
    built = build_bank(bank)
    assert [fault.line(str) for fault in built.faults if fault.stops_key] == []
    return built.key


@pytest.fixture(scope="module", params=["basic", "strict"])
def runner(request):
    with Runner(request.param) as runner:
        yield runner


@pytest.mark.parametrize(("status", "source"), STATUSES.values(), ids=STATUSES.keys())
def test_an_exercise_in_torch_is_judged_as_any_other(runner, key, status, source):
    limits = Limits(2.0 if status == "timeout" else 20.0, 40.0)
    (grade,) = judge(Submission("alice", {"l1_loss.py": source.encode()}), key, runner, limits)
    assert (grade.status, grade.student_text if status not in ("refused",) else "") == (status, "")


def test_the_mistake_is_named_and_the_call_is_written_in_torch(runner, key):
    source = STATUSES["sum"][1].encode()
    (grade,) = judge(Submission("alice", {"l1_loss.py": source}), key, runner)
    assert grade.items[0].diagnosis.misconception == "summed"
    assert (
        key.exercise("l1_loss").cases[0].call
        == "l1_loss(tensor([1.0, 2.0], dtype=float64), tensor([1.0, 4.0], dtype=float64))"
    )


def test_numpy_and_torch_exercises_of_one_submission_run_where_each_belongs(runner, key, public_key):
    from autograder.judging.key import Key

    both = Key(False, {**public_key.part(["information/entropy"]).lines, **key.lines})
    cheat = "import torch\ndef entropy(p): return torch.special.entr(torch.tensor(p)).sum(-1).numpy()\n"
    files = {"entropy.py": cheat.encode(), "l1_loss.py": RIGHT.encode()}
    grades = {grade.exercise.name: grade.status for grade in judge(Submission("alice", files), both, runner)}
    assert grades == {"entropy": "refused", "l1_loss": "passed"}
