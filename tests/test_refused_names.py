"""What a spec refuses by name: its own exercise is refused with the line, and any other may use the same."""

import json

import pytest
from banks import MANIFEST, SOLUTION, SPEC

from autograder.bank.build import build_bank
from autograder.isolation.job import Argument
from autograder.isolation.observation import Observation
from autograder.isolation.runner import Runner
from autograder.judging.judge import judge
from autograder.judging.key import ExerciseKey, Key, KeyItem, exercise_from_json, exercise_to_json
from autograder.judging.key_case import KeyCase
from autograder.judging.submission import Submission
from autograder.report.data import exercise_report


def exercise(np, name, library, refuses, calls=()):
    """An exercise that asks for the number that it is given."""
    args = (Argument(np.array([1.5])),)
    case = KeyCase("one", args, f"{name}(x)", Observation("value", np.array([1.5])), 1e-7, 0.0, None, calls=calls)
    return ExerciseKey(name, "unit", ("x",), "x", (KeyItem("basics", 10.0, False, 0, 1),), (case,), (), library,
                       refuses=refuses)  # fmt: skip  # a line


@pytest.fixture(scope="module")
def key():
    import numpy as np

    exercises = [
        exercise(np, "descend", "torch", ("torch.optim", "torch.nn.Linear", "torch.Tensor.addcmul_"), (("step", 0),)),
        exercise(np, "allowed", "torch", ()),
        exercise(np, "norm", "numpy", ("numpy.linalg", "numpy.add", "statistics")),
        exercise(np, "free", "numpy", ()),
    ]
    lines = {one.id: json.dumps(exercise_to_json(one)) for one in exercises}
    assert [exercise_from_json(json.loads(line)).refuses for line in lines.values()] == [e.refuses for e in exercises]
    return Key(False, lines)


@pytest.fixture(scope="module")
def runner():
    with Runner("strict") as runner:
        yield runner


CLASS = """import torch, torch.optim as optim
from torch.optim import *
from torch.optim.sgd import sgd
from torch.nn import Linear as Dense
A = torch.nn.Parameter(torch.ones(1))
opt = optim.SGD([A], lr=0.1)
class descend:
    def __init__(self, x):
        self.x = x
    def step(self):
        return self.x
class Child(SGD):
    def __init__(self, x): self.param_groups = []
class Layer(Dense): pass
def allowed(x):
    torch.optim.Adam([A]).step(); opt.step(); torch.nn.Linear(1, 1)(x.float())
    return x
"""
ROUTES = {
    "SGD([A], lr=0.1)": "torch.optim.SGD",
    "torch.optim.Adam([A])": "torch.optim.Adam",
    "opt.step()": "torch.optim",
    "optim.lr_scheduler.StepLR(opt, 3)": "torch.optim",
    "sgd([A], [A], [None], weight_decay=0, momentum=0, lr=1, dampening=0, nesterov=False, maximize=False)": "torch.o",
    "Child(1).step()": "torch.optim",
    "Layer(1, 1)": "torch.nn.Linear",
    "torch.nn.modules.linear.Linear(1, 1)": "torch.nn.Linear",
    "getattr(torch.nn, 'Lin' + 'ear')(1, 1)": "torch.nn.Linear",
    "A.detach().addcmul_(A, A)": "torch.Tensor.addcmul_",
}


def message(source, name, key, runner):
    grades = {one.exercise.name: one for one in judge(Submission("a", {"a.py": source.encode()}), key, runner)}
    return grades[name].status, exercise_report(grades[name], False, str)["message"] or "", grades


@pytest.mark.parametrize("route", ROUTES)
def test_an_optimiser_is_refused_however_it_is_called_and_the_line_is_named(route, key, runner):
    source = CLASS.replace("return self.x", f"{route}; return self.x")
    status, text, grades = message(source, "descend", key, runner)
    assert status == "refused"
    assert text.startswith("Write it yourself: this exercise is solved without torch.optim, torch.nn.Linear, torch.T")
    assert f"Refused: {ROUTES[route]}" in text
    assert text.endswith("(a.py, line 11)") or route.startswith(("opt.", "Child"))
    assert grades["allowed"].status == "passed"


@pytest.mark.parametrize("tier", ["strict", "basic"])
def test_an_import_alone_costs_nothing_and_another_exercise_may_use_the_same(tier, key):
    with Runner(tier) as runner:
        status, _, grades = message(CLASS, "descend", key, runner)
        assert (status, grades["allowed"].status) == ("passed", "passed")
        assert message(CLASS.replace("return self.x", "SGD([A])"), "descend", key, runner)[0] == "refused"


def test_what_is_caught_and_not_used_counts_and_is_said(key, runner):
    source = CLASS.replace("return self.x", "\n        try: SGD([A])\n        except ImportError: return self.x")
    status, _, grades = message(source, "descend", key, runner)
    assert status == "passed"
    assert "Refused, and not used: torch.optim.SGD" in str(grades["descend"].items[0].notes)


NUMPY = {
    "return x": ("passed", ""),
    "np.linalg.norm(x); return x": ("refused", "numpy.linalg.norm (a.py, line 5)"),
    "length(x); return x": ("refused", "numpy.linalg.norm (a.py, line 5)"),
    "import statistics; statistics.fmean(x); return x": ("refused", "statistics.fmean (a.py, line 5)"),
    "np.add.reduce(x); return x": ("refused", "numpy.add.reduce (a.py, line 5)"),
    "return x + 0": ("passed", ""),
}


@pytest.mark.parametrize("code", NUMPY)
def test_functions_of_numpy_and_of_the_standard_library_are_refused_alike(code, key, runner):
    source = f"import numpy as np\nfrom numpy.linalg import norm as length\n\ndef norm(x):\n    {code}\n"
    source += "def free(x):\n    return x * np.linalg.norm(np.add(0, 1)) * np.add.reduce([1])\n"
    status, text, grades = message(source, "norm", key, runner)
    assert (status, grades["free"].status) == (NUMPY[code][0], "passed")
    assert text.endswith(NUMPY[code][1])


# ---------------------------------------------------------------- what the build says

MISTAKES = {
    '("numpy.fft",)': "",
    '("numpy.fft", "numpy.convolve", "numpy.cross")': "",
    '"numpy.fft"': "refuses is a str, not a tuple; is a comma missing",
    '("numpy.ftf",)': "refuses names numpy.ftf, and there is no such thing",
    '("nmpy",)': "refuses names nmpy, and there is no such thing",
    '("torch.optim",)': "refuses names torch.optim, which is refused anyway",
    '("numpy.ndarray.sum",)': "refuses names numpy.ndarray.sum, which cannot be refused",
    '("numpy.random.Generator",)': "which cannot be refused",
    '("numpy.pi",)': "which cannot be refused",
    "(3,)": "refuses=3: write full names in a tuple",
    '("numpy.polyfit",)': "numpy.polyfit is refused, and the docstring does not say so; name it there",
    '("numpy.sum",)': "the judge does not pass the solution: refused. Write it yourself",
}


@pytest.mark.parametrize("refuses", MISTAKES)
def test_the_build_says_what_cannot_be_refused_or_is_not_said(refuses, tmp_path):
    told = "differ; written without numpy.fft, numpy.convolve, numpy.cross, numpy.sum."
    texts = {"solutions": SOLUTION.replace("differ.\n\n    Par", f"{told}\n\n    Par")}
    texts["specs"] = SPEC.replace("    oracle=oracle,", f"    refuses={refuses},\n    oracle=oracle,")
    (tmp_path / "losslings.toml").write_text(MANIFEST, encoding="utf-8")
    for folder, text in texts.items():
        path = tmp_path / folder / "impurity" / "gini_impurity.py"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    lines = [fault.line(str) for fault in build_bank(tmp_path).stopping]
    assert len(lines) == bool(MISTAKES[refuses]), lines
    assert MISTAKES[refuses] in "".join(lines)
