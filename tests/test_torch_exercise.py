"""An exercise in torch: tensors go in and come out, the built-in's library may be used, in both tiers."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest

from autograder.bank import exact
from autograder.bank.build import build_bank
from autograder.bank.building.cases import AskedCase, Draft
from autograder.bank.spec import Case, Item
from autograder.isolation.inside.describing import differentiate
from autograder.isolation.job import Argument, Limits
from autograder.isolation.observation import Observation
from autograder.isolation.runner import Runner
from autograder.judging.judge import judge
from autograder.judging.key import Key, exercise_from_json, exercise_to_json
from autograder.judging.key_case import DamagedKey
from autograder.judging.submission import Submission
from autograder.report.data import exercise_report

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
    "built-in": ("refused", "import torch\ndef l1_loss(x, y): return torch.nn.functional.l1_loss(x, y)\n"),
    "learns": (
        "passed",
        (
            "import torch\ndef l1_loss(x, y):\n    torch.nn.Linear(2, 1)(torch.ones(3, 2)).sum().backward()\n"
            "    return (x - y).abs().mean()\n"
        ),
    ),
    **{
        optimizer: (
            "passed",
            (
                "import torch\ndef l1_loss(x, y):\n    w = torch.ones(1, requires_grad=True)\n"
                f"    optimizer = torch.optim.{optimizer}([w])\n    (w * w).backward()\n    optimizer.step()\n"
                "    return (x - y).abs().mean() * (w < 1).item()\n"
            ),
        )
        for optimizer in ("SGD", "Adam", "RMSprop")
    },
    "differentiates": (
        "passed",
        (
            "import torch\ndef l1_loss(x, y):\n    d = torch.func.grad(lambda w: (w * w).sum())(torch.tensor([0.5]))\n"
            "    return (x - y).abs().mean() * d.double()[0]\n"
        ),
    ),
    "large": (
        "passed",
        "import torch\ntorch.set_num_threads(4)\n(torch.ones(400, 400) @ torch.ones(400, 400)).sum()\n" + RIGHT,
    ),
    "sum": ("failed", "def l1_loss(x, y): return (x - y).abs().sum()\n"),
    "in-place": ("failed", "def l1_loss(x, y): return x.sub_(y).abs().mean()\n"),
    "in-place, hidden": (
        "failed",
        "def l1_loss(x, y):\n    z = x.clone()\n    x.detach = lambda: z\n    return x.data.sub_(y).abs().mean()\n",
    ),
    "an error without words": (
        "failed",
        (
            "import torch\nclass Mute:\n    def __str__(self): raise ValueError\ndef l1_loss(x, y):\n"
            "    try: torch.nn.functional.l1_loss(x, y)\n    except ImportError: pass\n    raise RuntimeError(Mute())\n"
        ),
    ),
    "scipy": ("refused", "import scipy\ndef l1_loss(x, y): return scipy.linalg.norm(x - y, 1)\n"),
    "loop": ("timeout", "def l1_loss(x, y):\n    while True: pass\n"),
    "exit": ("crashed", "import os\ndef l1_loss(x, y): os._exit(1)\n"),
}


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    return key_of_bank(tmp_path_factory.mktemp("bank"), "l1_loss", SOLUTION, SPEC)


def key_of_bank(bank, name, solution, spec):
    """Build a bank of one exercise in torch."""
    for folder, text in (("solutions", solution), ("specs", spec)):
        path = bank / folder / "torch_losses" / f"{name}.py"
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


LIMITS = Limits(20.0, 60.0)


class Answers:
    """Answers to one exercise by their names, and their grades: in strict walls one process for each, a fork.

    In basic walls a process costs three seconds of the processor, so that one is asked for all: each answers an
    exercise of its own, which is the one of the key under another name.
    """

    def __init__(self, key, sources, in_basic, limits=LIMITS):
        self.key, self.sources, self.in_basic, self.limits = key, sources, in_basic, limits
        self.together = {}

    def grade(self, runner, name):
        if runner.tier == "basic":
            self.together = self.together or self.grades_of_one_process(runner)
            return self.together[name]
        (exercise,) = self.key
        files = {f"{exercise.name}.py": self.sources[name].encode()}
        (grade,) = judge(Submission("alice", files), self.key, runner, self.limits)
        return grade

    def grades_of_one_process(self, runner):
        (exercise,) = self.key
        lines, files = {}, {}
        for i, name in enumerate(self.in_basic):
            alias = f"{exercise.name}_{i}"
            lines[f"{exercise.unit}/{alias}"] = self.called(alias, self.key.lines[exercise.id])
            files[f"{alias}.py"] = self.called(alias, self.sources[name]).encode()
        limits = Limits(self.limits.seconds, self.limits.total_seconds * len(files))
        grades = judge(Submission("alice", files), Key(False, lines), runner, limits)
        return dict(zip(self.in_basic, grades, strict=True))

    def called(self, alias, text):
        """Give the exercise another name in a text, and leave torch's own function of that name."""
        (exercise,) = self.key
        return re.sub(rf"(?<![.\w]){exercise.name}\b", alias, text)


@pytest.fixture(scope="module")
def answers(key):
    in_time = [name for name, (status, _) in STATUSES.items() if status != "timeout"]
    return Answers(key, {name: source for name, (_, source) in STATUSES.items()}, in_time)


@pytest.mark.parametrize("name", STATUSES)
def test_an_exercise_in_torch_is_judged_as_any_other(runner, key, answers, name):
    status, source = STATUSES[name]
    if status == "timeout":
        answers = Answers(key, {name: source}, [name], Limits(2.0, 40.0))
    grade = answers.grade(runner, name)
    assert (grade.status, grade.student_text if status not in ("refused",) else "") == (status, "")


def test_the_mistake_is_named_and_the_call_is_written_in_torch(runner, key, answers):
    grade = answers.grade(runner, "sum")
    assert grade.items[0].diagnosis.misconception == "summed"
    assert (
        key.exercise("l1_loss").cases[0].call
        == "l1_loss(tensor([1.0, 2.0], dtype=float64), tensor([1.0, 4.0], dtype=float64))"
    )


def test_numpy_and_torch_exercises_of_one_submission_run_where_each_belongs(runner, key, public_key):
    both = Key(False, {**public_key.part(["information/entropy"]).lines, **key.lines})
    cheat = "import torch\ndef entropy(p): return torch.special.entr(torch.tensor(p)).sum(-1).numpy()\n"
    files = {"entropy.py": cheat.encode(), "l1_loss.py": RIGHT.encode()}
    grades = {grade.exercise.name: grade.status for grade in judge(Submission("alice", files), both, runner)}
    assert grades == {"entropy": "refused", "l1_loss": "passed"}


# ---------------------------------------------------------------- gradients, keywords, dtypes

SCALED = '''"""A loss with options and a gradient."""

import torch


def power_loss(input, target, *, reduction="mean"):
    """Mean square of the differences of two tensors.

    Parameters
    ----------
    input : Tensor of any shape
        Predictions.
    target : Tensor of the same shape
        Targets.
    reduction : {"mean", "none"}
        How the squares are put together.

    Returns
    -------
    Tensor
        One number, or with "none" as many as went in, in the dtype of the input.

    Examples
    --------
    >>> float(power_loss(torch.tensor([1.0, 2.0]), torch.tensor([1.0, 4.0])))
    2.0
    """
    if reduction not in ("mean", "none"):
        raise ValueError(reduction)
    squares = (input - target) ** 2
    return squares.mean() if reduction == "mean" else squares
'''

SCALED_SPEC = '''"""How power_loss is judged."""

from numpy import array, float32, sum

from autograder.bank.spec import Case, Item, Spec


def oracle(input, target, **options):
    """F.mse_loss: the same."""
    import torch

    return torch.nn.functional.mse_loss(torch.as_tensor(input), torch.as_tensor(target), **options)


def exact(input, target, reduction="mean"):
    squares = (input - target) ** 2
    return sum(squares) / squares.size if reduction == "mean" else squares


def halved(power_loss, input, target, *, reduction="mean"):
    """Should the gradient of a square be twice the error, or once?"""
    return power_loss(input, target, reduction=reduction) / 2


def basics(rng):
    yield Case("drawn", (rng.normal(size=4), rng.normal(size=4)))


ONE, TWO = array([1.0, 2.0, 5.0]), array([1.0, 4.0, 4.0])
SPEC = Spec(
    library="torch",
    oracle=oracle,
    exact=exact,
    notice="The square is written once, and the reduction comes last. Autograd follows both without a word from us.",
    misconceptions=(halved,),
    items=(
        Item("basics", (Case("three", (ONE, TWO), 5 / 3),), drawn=basics),
        Item(
            "reductions",
            (
                Case("none", (ONE, TWO), [0, 4, 1], keywords={"reduction": "none"}),
                Case("another", (ONE, TWO), raises=ValueError, keywords={"reduction": "average"}),
            ),
        ),
        Item(
            "gradients",
            (
                Case("by-input", (ONE, TWO), [0, -4 / 3, 2 / 3], gradient=0),
                Case("by-target", (ONE, TWO), gradient=1),
                Case("each-by-input", (ONE, TWO), gradient=0, keywords={"reduction": "none"}),
            ),
        ),
        Item("dtypes", dtype=True, cases=(Case("float32", (array([1.5, 2.0], float32), array([1.0, 4.0], float32))),)),
        Item("purity", (Case("again", (TWO, ONE)),), inputs_unchanged=True),
    ),
)
'''
HEAD = "import torch\ndef fail(word): raise ValueError(word)\ndef power_loss(input, target, *, reduction='mean'):\n    "
END = "\n    return s.mean() if reduction == 'mean' else s if reduction == 'none' else fail(reduction)\n"
LOST = {  # the items that a way of writing it loses, and the beginning of what is said of it
    "right": ([], ""),
    "s = (input - target).square()": ([], ""),
    "s = (input.detach() - target) ** 2": (["gradients"], "autograd finds no way from your answer back to input"),
    "s = torch.tensor(((input - target) ** 2).tolist())": (["gradients"], "autograd finds no way"),
    "return ((input - target) ** 2).mean().item() if reduction == 'mean' else (input - target) ** 2": (
        ["reductions", "gradients", "dtypes"],
        "Return a tensor that torch's operations made",
    ),
    "s = ((input - target) ** 2).double()": (["dtypes"], "The numbers are right, and their dtype is not"),
    "s = (input - target) ** 2 / 2": (["basics", "reductions", "gradients", "dtypes", "purity"], "Should the gradient"),
    "s = (input - target) ** 2\n    if reduction != 'mean': return s.sum()": (["reductions", "gradients"], ""),
    "s = (input - target) ** 2\n    if reduction == 'average': return s": (
        ["reductions"],
        "The docstring does not name this",
    ),
}


@pytest.fixture(scope="module")
def power_key(tmp_path_factory):
    return key_of_bank(tmp_path_factory.mktemp("power"), "power_loss", SCALED, SCALED_SPEC)


@pytest.mark.parametrize("line", LOST)
def test_value_gradient_options_and_dtype_are_judged(line, runner, power_answers):
    grade = power_answers.grade(runner, line)
    lost = [item for item in grade.items if item.status == "failed"]
    names, said = LOST[line]
    assert [item.item.name for item in lost] == names
    hints = [item.diagnosis.hint.render(str) for item in lost if item.diagnosis]
    assert not said or any(hint.startswith(said) for hint in hints), hints


@pytest.mark.parametrize("power", [1, 2, 4])
def test_a_slope_of_nothing_is_exactly_0(power):
    with exact.fifty_digits():
        given = [exact.lift(np.array([0.1, 3.0, 1e8])), exact.lift(np.array([0.1, 3.0, 1e8]))]
        slope = exact.gradient(lambda x, y: abs(x - y) ** power / 3 + x**2 / 2 - x * y, given, {}, 0)
    assert slope.tolist() == [0, 0, 0]


def test_the_call_says_what_is_differentiated_and_what_is_given_by_name(power_key):
    calls = [case.call for case in power_key.exercise("power_loss").cases]
    assert (
        "∂/∂target power_loss(tensor([1.0, 2.0, 5.0], dtype=float64), tensor([1.0, 4.0, 4.0], dtype=float64))" in calls
    )
    assert any(call.endswith(", reduction='none')") for call in calls)


def test_the_key_is_read_as_it_was_written(power_key):
    exercise = power_key.exercise("power_loss")
    again = exercise_from_json(json.loads(json.dumps(exercise_to_json(exercise))))
    kept = [(case.keywords, case.gradient, case.dtype) for case in exercise.cases]
    assert [(case.keywords, case.gradient, case.dtype) for case in again.cases] == kept
    assert {gradient for _, gradient, _ in kept} == {None, 0, 1}


def test_a_case_of_a_newer_version_is_not_read_as_if_it_were_known(power_key):
    packed = exercise_to_json(power_key.exercise("power_loss"))
    packed["cases"][0]["weighted"] = 0.1
    with pytest.raises(DamagedKey, match=r"newer Losslings.*weighted"):
        exercise_from_json(packed)


@pytest.mark.parametrize(("dtype", "is_one"), [("float32", True), ("float64", False)])
def test_a_reference_that_answers_in_float32_may_be_off_by_its_roundings(dtype, is_one):
    args = (Argument(np.ones(1, dtype)),)
    asked = AskedCase(Draft(Case("ones", args), Item("dtypes", ()), False), args, 1e-5, 0.0, *[None] * 4)
    right, near, far = (Observation("value", np.asarray(value)) for value in (1.0, 1 + 3e-7, 1 + 3e-6))
    assert asked.are_one(right, near) is is_one
    assert not asked.are_one(right, far)


# ---------------------------------------------------------------- torch's own losses

DIRECT = "return torch.nn.functional.mse_loss(input, target, reduction=reduction)"
ROUTES = {  # how students, and people who know torch well, get at a loss that is there already
    "F": DIRECT,
    "under another name": "from torch.nn.functional import mse_loss as mine\n    return mine(input, target)",
    "a module": "return torch.nn.MSELoss(reduction=reduction)(input, target)",
    "by getattr": "return getattr(torch.nn.functional, 'mse' + '_loss')(input, target)",
    "computed in Python": "return torch.nn.functional.mse_loss(input, target, weight=torch.ones_like(input))",
    "torch.ops": "return torch.ops.aten.mse_loss(input, target)",
    "an overload": "return torch.ops.aten.mse_loss.default(input, target)",
    "torch._C": "return torch._C._nn.mse_loss(input, target)",
    "the dispatcher": "return torch._C._jit_get_operation('aten::mse_loss')[0](input, target)",
    "vmap": "return torch.vmap(lambda x, y: torch.ops.aten.mse_loss(x, y))(input, target).mean()",
    "vmap of a loss without a kernel": "return torch.vmap(torch.ops.aten.l1_loss)(input, target).mean()",
    "vmap of logits": "return torch.vmap(torch.ops.aten.binary_cross_entropy_with_logits)(input, target).mean()",
    "compiler": "import torch._inductor.utils\n    return torch._inductor.utils",
    "func.grad": "return torch.func.grad(lambda x: torch.ops.aten.mse_loss(x, target))(input)",
    "jvp": "return torch.func.jvp(lambda x: torch.ops.aten.mse_loss(x, target), (input,), (input,))[0]",
    "forward mode": "import torch.autograd.forward_ad as ad\n    with ad.dual_level():\n"
    "        return torch.ops.aten.mse_loss(ad.make_dual(input, input), target)",
    "references": "return torch._refs.nn.functional.mse_loss(input, target)",
    "decompositions": "return torch._decomp.decompositions.mse_loss(input, target, 1)",
    "imported references": "from torch._refs.nn.functional import mse_loss\n    return mse_loss(input, target)",
    "compiled": "return torch.compile(lambda x: ((x - target) ** 2).mean())(input)",
    "scripted": "return torch.jit.script(torch.nn.functional.mse_loss)(input, target)",
    "traced": "return torch.jit.trace(lambda x: (x - target).square().mean(), (input,))(input)",
    "a distribution": "d = torch.distributions.Normal(input, 0.5 ** 0.5)\n    return -d.log_prob(target).mean()",
    "another loss": "return torch.nn.functional.gaussian_nll_loss(input, target, torch.full_like(input, 0.5))",
    "its relative": "return 2 * torch.nn.functional.huber_loss(input, target, delta=1e9)",
    "half of a cross entropy": "return torch.nn.functional.softplus(input).mean()",
    "log_softmax": "return -input.log_softmax(-1).mean()",
    "mkldnn": "return input.float().to_mkldnn().softmax(-1).to_dense().mean()",
    "sparse": "return torch.sparse.log_softmax(input.to_sparse(), -1).to_dense().mean()",
    "attention": "x = input[None, None]\n    return torch.ops.aten.scaled_dot_product_attention(x, x, x).mean()",
    "a gradient alone": "class Mine(torch.autograd.Function):\n        @staticmethod\n        def forward(ctx, x, y):\n"
    "            ctx.save_for_backward(x, y)\n            return ((x - y) ** 2).mean()\n        @staticmethod\n"
    "        def backward(ctx, g):\n            x, y = ctx.saved_tensors\n"
    "            return torch.ops.aten.mse_loss_backward(g, x, y, 1), None\n    return Mine.apply(input, target)",
    "a faster kernel": "z = input[None, :, None, None]\n"
    "    return torch.ops.aten._scaled_dot_product_flash_attention_for_cpu(z, z, z)[1].mean()",
    "nested tensors": "n = torch.nested.as_nested_tensor([input[None]])\n"
    "    return torch.ops.aten._softmax.default(n, -1, False).unbind()[0].mean()",
    "a class by its parent": "kinds = [kind for kind in type.__subclasses__(torch.nn.Module.__base__)]\n"
    "    while (kind := kinds.pop()).__name__ != 'Normal': kinds += type.__subclasses__(kind)\n"
    "    return -kind(input, 0.5 ** 0.5).log_prob(target).mean()",
    "kernels given back": "import weakref\n    for end in list(weakref.finalize._registry): end()\n"
    "    return torch.ops.aten.mse_loss(input, target)",
    "the text once more": "import runpy\n    return runpy.run_path(torch.nn.functional.__file__)['mse_loss']",
    "the module once more": "import importlib, sys\n    torch.nn.functional.mse_loss.__globals__['HIDDEN'].clear()\n"
    "    for name in [name for name in sys.modules if name.startswith('torch.distributions')]: del sys.modules[name]\n"
    "    return importlib.import_module('torch.distributions').Normal(input, 1)",
    "swallowed, then an error": f"try:\n        {DIRECT}\n    except ImportError:\n        return 1 / 0",
    "an own dispatch mode": "from torch.utils._python_dispatch import _disable_current_modes\n"
    f"    with _disable_current_modes():\n        {DIRECT}",
}


SCRIPT = (
    "graph(%a : Tensor, %b : Tensor):\\n  %c : int = prim::Constant[value=1]()\\n"
    "  %d : Tensor = aten::mse_loss(%a, %b, %c)\\n  return (%d)"
)
ROUTES |= {
    "a kernel of another library": "q = torch.quantize_per_tensor(input.float(), 0.1, 0, torch.qint8)\n"
    "    return torch.ops.quantized.softmax(q, -1, 0.1, 0).dequantize().mean()",
    "an interpreter of scripts": f"g = torch._C.parse_ir('{SCRIPT}')\n"
    "    return torch._C._jit_interpret_graph(g, (input, target))",
    "an error without its line": f"try:\n        {DIRECT}\n    except ImportError as e:\n"
    "        e.__traceback__ = None\n        raise",
    "what torch is tested with": "from torch.testing._internal.common_nn import mseloss_reference",
    "what torch is tested with, by its name": "return torch.testing._internal.common_nn",
}
IN_PLACE = {  # of one's own function: no line of a student's calls it
    "imported": "from torch.nn.functional import mse_loss as power_loss",
    "named": "import torch\npower_loss = torch.nn.functional.mse_loss",
    "a part": "import functools, torch\npower_loss = functools.partial(torch.nn.functional.mse_loss)",
    "an object": "import torch\npower_loss = torch.nn.MSELoss()",
}
IN_BASIC = ("F", "torch.ops", "vmap", "decompositions", "a distribution")
WAYS = [("strict", route) for route in ROUTES] + [("basic", route) for route in IN_BASIC]


@pytest.fixture(scope="module")
def power_answers(power_key):
    sources = {line: SCALED if line == "right" else HEAD + line + END for line in LOST}
    sources |= {route: HEAD + line + "\n" for route, line in ROUTES.items()}
    return Answers(power_key, sources, [*LOST, *IN_BASIC])


@pytest.mark.parametrize(("runner", "route"), WAYS, indirect=["runner"])
def test_a_built_in_is_refused_with_the_line(route, runner, power_answers):
    source, grade = HEAD + ROUTES[route], power_answers.grade(runner, route)
    assert grade.status == "refused"
    said = exercise_report(grade, hidden=False, translate=str)["message"]
    assert "Refused: torch." in said
    hidden = [name for name in ("_decomp", "_prims", "_refs") if f"torch.{name} " in said]
    assert all(name in source for name in hidden)  # a route that only happens to come by a hidden module tells nothing
    assert f"({grade.exercise.name}.py, line " in said


@pytest.mark.parametrize("runner", ["strict"], indirect=True)
@pytest.mark.parametrize("way", IN_PLACE)
def test_a_built_in_in_place_of_ones_own_is_refused_with_the_line_that_names_it(way, runner, power_key):
    files = {"power_loss.py": f"# mine\n{IN_PLACE[way]}\n".encode()}
    (grade,) = judge(Submission("alice", files), power_key, runner, Limits(20.0, 60.0))
    assert grade.status == "refused"
    said = exercise_report(grade, hidden=False, translate=str)["message"]
    last = 1 + len(IN_PLACE[way].splitlines())
    assert said.endswith(f"Refused: torch.nn.functional.mse_loss (power_loss.py, line {last})")


SETTINGS = """import torch
torch.set_grad_enabled(False), torch.set_default_dtype(torch.float16), torch.set_default_device("meta")
torch.overrides.BaseTorchFunctionMode().__enter__()
torch.autograd.set_detect_anomaly(True), torch.set_float32_matmul_precision("medium")
"""
SEES = """
assert torch.is_grad_enabled() and torch.get_default_dtype() == torch.float32 and not torch.is_anomaly_enabled()
assert torch.get_float32_matmul_precision() == "highest" and not torch._C._len_torch_function_stack()
"""


@pytest.mark.parametrize("runner", ["strict"], indirect=True)
def test_what_one_file_sets_in_torch_holds_for_that_file_alone(runner, key, power_key):
    both = Key(False, {**key.lines, **power_key.lines})
    seeing = SCALED.replace(
        '    if reduction not in ("mean"', f'    {SEES.strip().replace(chr(10), "; ")}\n    if reduction not in ("mean"'
    )
    files = {"l1_loss.py": (SETTINGS + RIGHT).encode(), "power_loss.py": seeing.encode()}
    grades = {grade.exercise.name: grade.status for grade in judge(Submission("alice", files), both, runner)}
    assert grades == {"l1_loss": "passed", "power_loss": "passed"}


def test_a_view_that_is_larger_than_all_memory_is_no_answer():
    import torch

    x = torch.ones(1, requires_grad=True)
    answer = differentiate((x * 1).expand(10**9), x)
    assert answer.text == "an array of shape (1000000000,): too large"


@pytest.mark.parametrize("runner", ["strict"], indirect=True)
def test_a_built_in_that_is_tried_and_not_used_costs_nothing_and_is_told(runner, power_key):
    source = f"{HEAD}s = (input - target) ** 2\n    try:\n        {DIRECT}\n    except Exception:\n        pass{END}"
    (grade,) = judge(Submission("alice", {"power_loss.py": source.encode()}), power_key, runner, Limits(20.0, 60.0))
    assert grade.status == "passed"
    notes = {note for item in grade.items for note in item.notes}
    assert any("torch.nn.functional.mse_loss (power_loss.py, line 6)" in note for note in notes), notes


@pytest.mark.parametrize("runner", ["strict"], indirect=True)
@pytest.mark.parametrize(
    "line",
    [
        "s = torch.vmap(lambda x, y: (x - y) ** 2)(input, target)",
        "d = input - target\n    s = torch.where(d > 0, d, -d) * torch.relu(d.abs())",
        "s = torch.einsum('i,i->i', input - target, input - target)",
        "s = torch.exp(2 * torch.log((input - target).abs().clamp(min=1e-300))) if False else (input - target).pow(2)",
        "s = torch.stack([torch.dot(d, d) for d in (input - target)[:, None]])",
        # Parts of torch that look for what a stand-in is there for: see `inside.stand_ins`.
        "z = torch.zeros(1, 1)\n    s = torch.vmap(lambda d: torch.addr(z, d, d))((input - target)[:, None])[:, 0, 0]",
        "s = torch.func.grad(lambda d: (d**3).sum() / 3)(input - target)",
        "s = torch.func.jacrev(lambda d: d**3 / 3)(input - target).sum(-1)",
        "s = torch.zeros(torch.broadcast_shapes(input.shape, target.shape)) + (input - target) ** 2",
        "s = torch.func.jvp(lambda d: d**3 / 3, (input - target,), (torch.ones_like(input),))[1]",
        "s = torch.func.jacfwd(lambda d: d**3 / 3)(input - target).sum(-1)",
        "torch.testing.assert_close(input, input)\n    s = (input - target) ** 2",
        "s = (torch.optim.Adam([torch.ones(1, requires_grad=True)]).step() or input - target) ** 2",
        "torch.nn.functional.mish(torch.ones(2, requires_grad=True)).sum().backward(); s = (input - target) ** 2",
        (
            "from torch.utils.checkpoint import checkpoint\n"
            "    s = checkpoint(lambda x, y: (x - y) ** 2, input, target, use_reentrant=False)"
        ),
        "torch.set_default_device('cuda'); s = (input - target) ** 2",
        "torch.linalg.cross(torch.ones(3), torch.ones(3)); torch.sigmoid(input); s = (input - target) ** 2",
    ],
)
def test_what_is_no_loss_is_not_refused(line, runner, power_key):
    (grade,) = judge(
        Submission("alice", {"power_loss.py": (HEAD + line + END).encode()}), power_key, runner, Limits(20.0, 60.0)
    )
    assert grade.status == "passed"


@pytest.mark.parametrize("runner", ["strict"], indirect=True)
@pytest.mark.parametrize("library", ["sympy", "mpmath", "scipy"])
def test_a_library_that_has_the_answers_is_refused_beside_torch_too(library, runner, power_key):
    source = f"{HEAD}import {library}\n    s = (input - target) ** 2{END}"
    (grade,) = judge(Submission("alice", {"power_loss.py": source.encode()}), power_key, runner, Limits(20.0, 60.0))
    assert grade.status == "refused"
    assert f"import {library} (power_loss.py, line " in exercise_report(grade, hidden=False, translate=str)["message"]


def test_who_has_written_nothing_in_torch_waits_for_no_torch(power_key):
    files = {"notes.py": b"# nothing yet\ndef surprise(p):\n    return p\n"}
    with Runner("strict") as runner:
        (grade,) = judge(Submission("alice", files), power_key, runner)
        assert grade.status == "missing"
        assert list(runner.children.servers) == ["numpy"]


# ---------------------------------------------------------------- answers of several parts, and ranges

MIDDLE = '''"""Where the middle is."""

import numpy as np


def middle(y):
    """Return a middle of some numbers, and their mean.

    Parameters
    ----------
    y : ndarray, shape (n,)
        Numbers.

    Returns
    -------
    tuple
        A number with as many below it as above, and the mean.

    Examples
    --------
    >>> middle(np.array([1.0, 2.0, 6.0]))
    (2.0, 3.0)
    """
    return float(np.median(y)), float(np.mean(y))
'''
MIDDLE_SPEC = '''"""How middle is judged."""

from numpy import array, sort

from autograder.bank.spec import Case, Item, Spec, tensors


def oracle(y):
    """torch.quantile: the median, and the mean."""
    (y,) = tensors(y)
    return y.quantile(0.5), y.mean()


def exact(y):
    ranked = sorted(y)
    half = len(y) // 2
    return (ranked[half] + ranked[-half - 1]) / 2, sum(y) / len(y)


def between(y):
    ranked = sort(y)
    return ranked[len(y) // 2 - 1], ranked[len(y) // 2]


def basics(rng):
    yield Case("drawn", (rng.normal(size=5),), part=0)


ODD, EVEN = array([1.0, 2.0, 6.0]), array([1.0, 7.0, 4.0, 2.0])
SPEC = Spec(
    oracle=oracle,
    exact=exact,
    notice="The median looks at the order alone, the mean at every number. An outlier moves the mean alone.",
    items=(
        Item("basics", (Case("odd", (ODD,), 2, part=0), Case("mean", (EVEN,), 3.5, part=1)), drawn=basics),
        Item("ranges", (Case("even", (EVEN,), part=0, between=between),)),
        Item("purity", (Case("again", (array([5.0, 2.0, 6.0]),), part=1),), inputs_unchanged=True),
    ),
)
'''
MIDDLES = {
    "return float(np.median(y)), float(np.mean(y))": [],
    "return np.sort(y)[len(y) // 2], y.mean()": [],
    "return np.sort(y)[(len(y) - 1) // 2], y.mean()": [],
    "return np.sort(y)[len(y) // 2] + (len(y) == 4), y.mean()": ["ranges"],
    "return np.median(y)": ["basics", "ranges", "purity"],
    "return [np.median(y), y.mean()]": ["basics", "ranges", "purity"],
}


@pytest.fixture(scope="module")
def middle_key(tmp_path_factory):
    return key_of_bank(tmp_path_factory.mktemp("middle"), "middle", MIDDLE, MIDDLE_SPEC)


@pytest.mark.parametrize("line", MIDDLES)
def test_parts_and_ranges_are_judged(line, runner, middle_key):
    source = f"import numpy as np\ndef middle(y):\n    {line}\n"
    (grade,) = judge(Submission("alice", {"middle.py": source.encode()}), middle_key, runner)
    assert [item.item.name for item in grade.items if item.status == "failed"] == MIDDLES[line]


def test_a_part_and_a_range_can_be_read_in_the_report(runner, middle_key):
    (even,) = (case for case in middle_key.exercise("middle").cases if case.between)
    assert even.call.endswith("[0]")
    assert even.between == (2, 4)
    source = "import numpy as np\ndef middle(y):\n    return np.median(y) + 2 * (len(y) == 4), y.mean()\n"
    (grade,) = judge(Submission("alice", {"middle.py": source.encode()}), middle_key, runner)
    report = exercise_report(grade, hidden=False, translate=str)
    assert [item["expected"] for item in report["items"] if item["expected"]] == ["any number from 2 to 4"]
