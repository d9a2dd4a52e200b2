"""What a spec refuses by name: its own exercise is refused with the line, and any other may use the same."""

import copy
import json
import pickle
import sys
import types

import pytest
from banks import MANIFEST, SOLUTION, SPEC

from autograder.bank.build import build_bank
from autograder.isolation.inside import guards
from autograder.isolation.job import Argument
from autograder.isolation.observation import Observation
from autograder.isolation.runner import Runner
from autograder.judging.judge import judge
from autograder.judging.key import ExerciseKey, Key, KeyItem, exercise_from_json, exercise_to_json
from autograder.judging.key_case import KeyCase
from autograder.judging.submission import Submission
from autograder.report.data import exercise_report


def exercise(np, name, library, refuses, calls=(), **more):
    """An exercise that asks for the number that it is given, or for its gradient."""
    args = (Argument(np.array([1.5])),)
    expected = Observation("value", np.array([1.0 if more else 1.5]))
    case = KeyCase("one", args, f"{name}(x)", expected, 1e-7, 0.0, None, calls=calls, **more)
    return ExerciseKey(name, "unit", ("x",), "x", (KeyItem("basics", 10.0, False, 0, 1),), (case,), (), library,
                       refuses=refuses)  # fmt: skip  # a line


@pytest.fixture(scope="module")
def key():
    import numpy as np

    exercises = [
        exercise(np, "descend", "torch", ("torch.optim", "torch.nn.Linear", "torch.Tensor.addcmul_"), (("step", 0),)),
        exercise(np, "allowed", "torch", ()),
        exercise(np, "slope", "torch", ("torch.autograd", "torch.zeros_like", "torch.Tensor.clone"), gradient=0),
        exercise(np, "back", "torch", ("torch.sign", "torch.zeros_like"), gradient=0),
        exercise(np, "norm", "numpy", ("numpy.linalg", "numpy.add", "statistics", "fractions", "xml")),
        exercise(np, "free", "numpy", ()),
        exercise(np, "walled", "numpy", ("numpy.ndarray.sum",)),
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
    "import fractions; fractions.Fraction(3, 2); return x": ("refused", "fractions.Fraction (a.py, line 5)"),
    "import fractions; fractions.Fraction.from_float(1.5); return x": ("refused", "fractions.Fraction (a.py, line 5)"),
    "parse(None); return x": ("refused", "xml.parse (a.py, line 5)"),
    "import xml.dom.minidom; return x": ("passed", ""),
    "import xml.dom.minidom; xml.dom.minidom.Document(); return x": ("refused", "xml.Document (a.py, line 5)"),
}
FREE = """
from fractions import Fraction
import statistics
from xml.etree.ElementTree import parse
def free(x):
    for function in (np.linalg.eig, np.linalg.svd, np.linalg.qr, np.linalg.slogdet):
        function(np.eye(2))
    assert statistics.linear_regression([1, 2], [2, 4]).slope == 2
    assert statistics.mean([Fraction(1, 3)]) == 1 / Fraction(3)
    return x * np.linalg.norm(np.add(0, 1)) * np.add.reduce([1])
"""


@pytest.mark.parametrize("code", NUMPY)
def test_functions_of_numpy_and_of_the_standard_library_are_refused_alike(code, key, runner):
    source = f"import numpy as np\nfrom numpy.linalg import norm as length\n\ndef norm(x):\n    {code}\n"
    source += FREE
    status, text, grades = message(source, "norm", key, runner)
    assert (status, grades["free"].status) == (NUMPY[code][0], "passed")
    assert text.endswith(NUMPY[code][1])


@pytest.mark.parametrize("name", ["np.linalg.norm", "length"])
def test_a_refused_function_in_place_of_ones_own_is_refused(name, key, runner):
    source = f"import numpy as np\nfrom numpy.linalg import norm as length\nnorm = {name}\n"
    assert message(source, "norm", key, runner)[0] == "refused"


def test_who_meets_a_library_in_which_a_name_cannot_be_refused_has_a_line_and_the_others_go_on(key, runner):
    status, text, grades = message("def walled(x): return x\ndef free(x): return x\n", "walled", key, runner)
    assert (status, grades["free"].status) == ("error", "passed")
    assert "this exercise is solved without numpy.ndarray.sum, and this grader cannot refuse it" in str(text)


# ---------------------------------------------------------------- what is ours, and what runs in a student's backward

BACK = """import torch
class Twice(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x): return x.clone()
    @staticmethod
    def backward(ctx, g): {in_backward}
def allowed(x): return Twice.apply(x)
def back(x): return Twice.apply(x)
def slope(x): {in_slope}
"""
GRADIENTS = {
    ("return g", "return x * 1"): ("passed", "passed"),
    ("return torch.sign(g)", "return Twice.apply(x)"): ("refused", "refused"),
    ("return g", "return x.detach()"): ("passed", "failed"),
    ("return g", "return torch.autograd.grad(x.sum(), x)[0]"): ("passed", "refused"),
    ("return g", "y = x * 1; y.register_hook(torch.zeros_like); return y"): ("passed", "refused"),
}


@pytest.mark.parametrize("code", GRADIENTS)
def test_a_gradient_is_asked_for_whatever_is_refused_and_a_backward_is_the_students(code, key, runner):
    source = BACK.format(in_backward=code[0], in_slope=code[1])
    status, _, grades = message(source, "back", key, runner)
    assert (status, grades["slope"].status, grades["allowed"].status) == (*GRADIENTS[code], "passed")


def test_a_function_of_autograd_is_the_same_object_when_torch_knows_it_already(key):
    with Runner("basic") as runner:  # "allowed" is called before the names of "slope" are wrapped
        source = BACK.format(in_backward="return g", in_slope="return x * 1")
        _, _, grades = message(source, "back", key, runner)
    assert {grades[name].status for name in ("allowed", "back", "slope")} == {"passed"}


# ---------------------------------------------------------------- a class is what it was

KINDS = """
import abc, dataclasses, enum, typing
class Plain: pass
class Slots:
    __slots__ = ("x",)
class New:
    def __new__(cls, x): self = super().__new__(cls); self.x = x; return self
class Child(New): pass
class Failure(Exception): pass
class Pair(typing.NamedTuple):
    x: int
    y: int = 2
class Base(abc.ABC):
    @abc.abstractmethod
    def f(self): "f"
    @classmethod
    def made(cls): return cls()
    @staticmethod
    def static(x, y=1): return x + y
class Done(Base):
    def f(self): return super().made
class Colour(enum.Enum):
    RED = 1
class Empty(enum.Enum):
    def f(self): return self.value
@dataclasses.dataclass(order=True, frozen=True)
class Data:
    x: int = 1
class Left: pass
class Right:
    def __init__(self, x): self.x = x
class Protocol(typing.Protocol):
    x: int
class Has(Protocol): pass
class Dict(dict): pass
Alias, Items, Maybe = typing.Optional[int], list[int], typing.Optional
"""


def behaviour(kinds):
    """What the classes do: repr of what each line answers, or of the error."""
    lines = """Plain().__class__ is Plain; Plain(1); Slots().x; New(1).x; New(); Child(2).x; Failure(1, 2).args; Pair(1)
        Pair._make([1, 3]); Base(); Done.made().f()() is not None; Base.static(1); Colour(1); Colour(2)
        Data(3) < Data(4); Data(1, 2); dataclasses.replace(Data(), x=5)
        type("Own", (Empty,), enum.EnumMeta.__prepare__("Own", (Empty,)))
        type("Both", (Left, Right), {})(7).x; type("N", (Pair,), {})(1, 2); len([Has()]); Dict(a=1); Dict([(1, 2)])
        pickle.loads(pickle.dumps([Pair(1), Colour.RED, Data(8), Failure(3), Dict(a=2), Done(), Child])).__len__()
        copy.deepcopy(New(4)).x; copy.copy(Data(6)); enum.Enum("E", "A B", type=Empty).A.f()
        hash(Data(1)) == hash((1,)); isinstance(Done(), Base); Alias | Items; Maybe[str]; Plain(x=1)"""
    found = {}
    for line in lines.replace("\n", ";").split(";"):
        try:
            found[line.strip()] = repr(eval(line.strip(), {**vars(kinds), "pickle": pickle, "copy": copy}))
        except Exception as error:
            found[line.strip()] = f"{type(error).__name__}: {error}"
    return found


def test_a_guarded_class_is_what_it_was_while_nothing_is_in_force(monkeypatch):
    kinds = types.ModuleType("kinds")
    monkeypatch.setitem(sys.modules, "kinds", kinds)
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    exec(KINDS, vars(kinds))
    before, static = behaviour(kinds), kinds.Base.static
    guards.guard(["kinds", "kinds.New"])
    assert behaviour(kinds) == before
    assert guards.unguarded == {}
    assert kinds.Base.static is static
    monkeypatch.setattr(guards.watch, "in_force", {"kinds"})
    with guards.watch:
        refused = behaviour(kinds)
    allowed = {line for line, text in refused.items() if not text.startswith("Forbidden: kinds.")}
    inert = {"Colour", "len", "Base", "enum.Enum", "type", "isinstance", "Alias | Items", "Maybe[str]"}
    assert {line.partition("(")[0] for line in allowed} <= inert


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
