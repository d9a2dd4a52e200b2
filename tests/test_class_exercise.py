"""An exercise that asks for a class: made by its constructor, its methods called in order, the last answer judged."""

import ast
import json

import pytest
from banks import MANIFEST
from click import unstyle

from autograder.bank.build import build_bank
from autograder.bank.folder import read_bank
from autograder.bank.stubs import cut, stub
from autograder.bank.translated import translated_stub
from autograder.cli.show import lines_of
from autograder.course.unit import find_units, released
from autograder.isolation.inside.definitions import definitions
from autograder.isolation.runner import Runner
from autograder.judging.judge import judge
from autograder.judging.key import exercise_from_json, exercise_to_json
from autograder.judging.submission import Submission
from autograder.report.data import exercise_report

MODULE = '''"""A focal loss as a module."""

import torch


class FocalLoss(torch.nn.Module):
    """Focal loss of logits, with a slope of its own.

    Parameters
    ----------
    gamma : float
        How much easy samples are weighed down.

    Examples
    --------
    >>> round(float(FocalLoss(0.0).forward(torch.tensor([0.0]), torch.tensor([1.0]))), 6)
    0.693147
    """

    def __init__(self, gamma=2.0):
        """Remember the exponent, and begin with a scale of 1."""
        super().__init__()
        self.gamma = gamma
        self.scale = torch.nn.Parameter(torch.tensor(1.0 + gamma))

    def forward(self, logits, targets):
        """Return the mean loss.

        Parameters
        ----------
        logits, targets : Tensor
            Of one shape.

        Returns
        -------
        Tensor
            One number.
        """
        right = torch.sigmoid(torch.where(targets > 0, logits, -logits))
        return ((1 - right) ** self.gamma * -torch.log(right)).mean()
'''

MODULE_SPEC = '''"""How FocalLoss is judged."""

from numpy import array, float32, log, mean, where

from autograder.bank.exact import exp, log as exact_log
from autograder.bank.spec import Case, Spec, item


class oracle:
    """sigmoid_focal_loss(logits, targets, gamma=gamma): of torchvision."""

    def __init__(self, gamma=2.0):
        self.gamma, self.scale = gamma, 1 + gamma

    def forward(self, logits, targets):
        import torch

        p = torch.sigmoid(torch.as_tensor(logits) * (2 * torch.as_tensor(targets) - 1))
        return ((1 - p) ** self.gamma * -p.log()).mean()


class exact:
    def __init__(self, gamma=2.0):
        self.gamma, self.scale = gamma, 1 + gamma

    def forward(self, logits, targets):
        p = 1 / (1 + exp(-logits * (2 * targets - 1)))
        return ((1 - p) ** self.gamma * -exact_log(p)).sum() / p.size


def gamma_forgotten(FocalLoss, gamma=2.0):
    """Gamma left out"""
    return FocalLoss(0.0)


def targets_swapped(FocalLoss, gamma=2.0):
    """Targets swapped"""

    class Swapped(FocalLoss):
        def forward(self, logits, targets):
            return super().forward(logits, 1 - targets)

    return Swapped(gamma)


FORWARD = (("forward", 2),)
Z, T = array([0.5, -1.0, 2.0]), array([1.0, 0.0, 0.0])


def basics(rng):
    yield Case("drawn", (2.0, rng.normal(size=4), array([1.0, 0.0, 0.0, 1.0])), calls=FORWARD)


SPEC = Spec(
    notice="n",
    library="torch",
    oracle=oracle,
    exact=exact,
    items=(
        item("basics", Case("gamma-0", (0.0, array([0.0]), array([1.0])), log(2), calls=FORWARD), drawn=basics),
        item("slopes", Case("by-the-logits", (2.0, Z, T), gradient=1, calls=FORWARD)),
        item("twice", Case("called-twice", (2.0, Z, T, T, T), calls=(("forward", 2), ("forward", 2)))),
        item("parameters", Case("scale", (2.0,), 3.0, calls=("scale",))),
        item("dtypes", Case("float32", (1.0, Z.astype(float32), T.astype(float32)), calls=FORWARD), dtype=True),
    ),
)
'''

OPTIMISER = '''"""Gradient descent with momentum."""


class Momentum:
    """Gradient descent that remembers its last steps.

    Parameters
    ----------
    weights : ndarray
        Where it begins; it is left unchanged.
    rate : float
        The size of a step.
    momentum : float
        How much of the last step stays.

    Examples
    --------
    >>> import numpy as np
    >>> float(Momentum(np.array([1.0]), 0.5).step(np.array([2.0]))[0])
    0.0
    """

    def __init__(self, weights, rate, momentum=0.9):
        """Begin without a velocity."""
        self.weights, self.rate, self.momentum = weights, rate, momentum
        self.velocity = 0 * weights

    def step(self, gradient):
        """Move the weights once.

        Parameters
        ----------
        gradient : ndarray
            The slopes of the loss.

        Returns
        -------
        ndarray
            The new weights.
        """
        self.velocity = self.momentum * self.velocity + gradient
        self.weights = self.weights - self.rate * self.velocity
        return self.weights
'''

OPTIMISER_SPEC = '''"""How Momentum is judged."""

from numpy import array

from autograder.bank.spec import Case, Spec, item, read_only


class oracle:
    """torch.optim.SGD(parameters, rate, momentum): of parameters with gradients."""

    def __init__(self, weights, rate, momentum=0.9):
        import torch

        self.w = torch.tensor(weights, requires_grad=True)
        self.sgd = torch.optim.SGD([self.w], lr=rate, momentum=momentum)

    def step(self, gradient):
        import torch

        self.w.grad = torch.tensor(gradient)
        self.sgd.step()
        return self.w

    @property
    def velocity(self):
        return self.sgd.state[self.w]["momentum_buffer"]


class exact:
    def __init__(self, weights, rate, momentum=0.9):
        self.w, self.rate, self.momentum, self.velocity = weights, rate, momentum, 0 * weights

    def step(self, gradient):
        self.velocity = self.momentum * self.velocity + gradient
        self.w = self.w - self.rate * self.velocity
        return self.w


def forgetful(Momentum, weights, rate, momentum=0.9):
    """No momentum"""
    return Momentum(weights, rate, 0.0)


W, G, H = array([1.0, -2.0]), array([0.5, 1.0]), array([-1.0, 0.25])


def basics(rng):
    yield Case("drawn", (rng.normal(size=3), 0.1, rng.normal(size=3)), calls=(("step", 1),))


SPEC = Spec(
    notice="n",
    oracle=oracle,
    exact=exact,
    items=(
        item("basics", Case("one-step", (W, 0.5, G), [0.75, -2.5], calls=(("step", 1),)), drawn=basics),
        item("steps", Case("three-steps", (W, 0.1, G, H, G), calls=(("step", 1),) * 3), digits=True),
        item(
            "state",
            Case("velocity", (W, 0.1, G, H), [-0.55, 1.15], calls=(("step", 1), ("step", 1), "velocity")),
            Case("no-momentum", (W, 0.1, G, H), calls=(("step", 1), ("step", 1)), keywords={"momentum": 0.0}),
        ),
        item(
            "purity", Case("read-only", (read_only(W), 0.2, read_only(G)), calls=(("step", 1),)), inputs_unchanged=True
        ),
    ),
)
'''
EXERCISES = {"FocalLoss": (MODULE, MODULE_SPEC), "Momentum": (OPTIMISER, OPTIMISER_SPEC)}
ANSWERS = {
    "FocalLoss": {
        "right": ("passed", MODULE),
        "another way": (
            "passed",
            MODULE.replace("logits, targets):", "z, t):").replace("(targets > 0, logits, -logits)", "(t > 0, z, -z)"),
        ),
        "gamma ignored": ("failed", MODULE.replace("** self.gamma", "** 0")),
        "detached": ("failed", MODULE.replace(".mean()", ".mean().detach()")),
        "built-in": (
            "refused",
            MODULE.replace("return (", "return torch.nn.functional.cross_entropy(logits, targets) + ("),
        ),
        "a built-in's child": (
            "refused",
            "import torch\nclass FocalLoss(torch.nn.BCELoss):\n    def __init__(self, gamma=2.0): super().__init__()\n",
        ),
        "a function": ("error", "import torch\ndef FocalLoss(gamma=2.0): return torch.nn.Identity()\n"),
    },
    "Momentum": {
        "right": ("passed", OPTIMISER),
        "forgets": ("failed", OPTIMISER.replace("self.momentum * self.velocity + gradient", "gradient")),
        "in place": ("failed", OPTIMISER.replace("self.weights = self.weights -", "self.weights -=")),
        "state in the class": (
            "failed",
            OPTIMISER.replace("        self.velocity = 0 * weights\n", "")
            .replace("    def step(self", "    velocity = 0\n\n    def step(self")
            .replace("self.velocity = self.m", "Momentum.velocity = self.m"),
        ),
        "no method": ("failed", OPTIMISER.replace("def step", "def update")),
        "signature": ("failed", OPTIMISER.replace("def step(self, gradient):", "def step(self, gradient, rate):")),
        "nothing returned": ("failed", OPTIMISER.replace("        return self.weights\n", "")),
        "equals everything": (
            "failed",
            "import numpy as np\nclass Any(np.ndarray):\n    def __eq__(self, other): return True\n"
            + OPTIMISER.replace("return self.weights", "return self.weights.view(Any)"),
        ),
        "no constructor": ("failed", "class Momentum:\n    def step(self, gradient): return gradient\n"),
        "half a stub": (
            "todo",
            OPTIMISER[: OPTIMISER.index("        self.velocity = self.m")] + "        raise NotImplementedError\n",
        ),
        "an object": ("error", OPTIMISER + "\nMomentum = Momentum(0, 1)\n"),
        "another name": ("missing", OPTIMISER.replace("class Momentum", "class momentum_")),
    },
}
CASES = [(name, answer) for name, answers in ANSWERS.items() for answer in answers]


def built(bank, name, solution=None, spec=None):
    right = EXERCISES[name]
    needs = 'needs = ["torch"]\n' if name == "FocalLoss" else ""
    (bank / "losslings.toml").write_text(MANIFEST.replace("impurity", "classes") + needs, encoding="utf-8")
    for folder, text in (("solutions", solution or right[0]), ("specs", spec or right[1])):
        path = bank / folder / "classes" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return build_bank(bank)


@pytest.fixture(scope="module")
def banks(tmp_path_factory):
    return {name: tmp_path_factory.mktemp(name) for name in EXERCISES}


@pytest.fixture(scope="module")
def keys(banks):
    builds = {name: built(bank, name) for name, bank in banks.items()}
    assert {name: [fault.line(str) for fault in build.stopping] for name, build in builds.items()} == {
        name: [] for name in EXERCISES
    }
    return {name: build.key for name, build in builds.items()}


@pytest.fixture(scope="module", params=["strict", "basic"])
def runner(request):
    with Runner(request.param) as runner:
        yield runner


@pytest.mark.parametrize(("name", "answer"), CASES)
def test_an_answer_is_judged_by_what_its_objects_do(name, answer, runner, keys):
    status, source = ANSWERS[name][answer]
    (grade,) = judge(Submission("a", {"a.py": source.encode()}), keys[name], runner)
    assert grade.status == status, grade


def failed_items(name, answer, runner, keys):
    (grade,) = judge(Submission("a", {"a.py": ANSWERS[name][answer][1].encode()}), keys[name], runner)
    return grade, {item.item.name: item for item in grade.items if item.status == "failed"}


def test_each_mistake_loses_what_is_about_it(runner, keys):
    lost = {
        (name, answer): set(failed_items(name, answer, runner, keys)[1])
        for name, answer in (("Momentum", "forgets"), ("Momentum", "in place"), ("FocalLoss", "detached"))
    }
    assert lost == {
        ("Momentum", "forgets"): {"steps", "state"},
        ("Momentum", "in place"): {"purity"},
        ("FocalLoss", "detached"): {"slopes"},
    }


def test_a_known_mistake_is_a_function_that_makes_an_object(runner, keys):
    _, lost = failed_items("Momentum", "forgets", runner, keys)
    assert lost["steps"].diagnosis.misconception == "forgetful"


def test_the_report_says_what_was_asked_and_what_is_missing(runner, keys):
    grade, _ = failed_items("Momentum", "no method", runner, keys)
    item = exercise_report(grade, False, str)["items"][0]
    assert item["call"] == "Momentum(array([1.0, -2.0]), 0.5).step(array([0.5, 1.0]))"
    assert "object has no attribute 'step'" in item["got"]
    assert item["hint"] == "Your class has no step: the docstring names what it must have, letter by letter."


def test_a_changed_argument_is_named_as_in_its_method(runner, keys):
    source = OPTIMISER.replace("self.velocity + gradient", "self.velocity + gradient; gradient *= 2")
    (grade,) = judge(Submission("a", {"a.py": source.encode()}), keys["Momentum"], runner)
    found = [exercise_report(grade, False, str)["items"][-1][part] for part in ("call", "got")]
    assert "gradient" in found[1] or "read-only" in found[1]


CLASS_FOR_FUNCTION = "class entropy:\n    def __init__(self, p): self.p = p\n"


def test_a_class_is_no_function_and_the_reverse_and_both_are_said(runner, keys, public_key):
    (grade,) = judge(Submission("a", {"a.py": b"Momentum = 3\n"}), keys["Momentum"], runner)
    assert "it is not a class but int; write class Momentum" in exercise_report(grade, False, str)["message"]
    grade, _ = failed_items("FocalLoss", "a function", runner, keys)
    assert "it is not a class but function; write class FocalLoss" in exercise_report(grade, False, str)["message"]
    key = public_key.part(["information/entropy"])
    (grade,) = judge(Submission("a", {"entropy.py": CLASS_FOR_FUNCTION.encode()}), key, runner)
    assert grade.status == "error"
    assert "it is not a function but class; write def entropy" in exercise_report(grade, False, str)["message"]


# ---------------------------------------------------------------- what students are given


def test_a_stub_has_the_class_its_methods_and_their_docstrings_and_nothing_else():
    text = stub(OPTIMISER, "Momentum")
    assert definitions(ast.parse(text)) == {"Momentum": "stub"}
    assert text.count("raise NotImplementedError") == 2
    assert "The new weights." in text
    assert "self.velocity" not in text
    assert "class FocalLoss(torch.nn.Module):" in stub(MODULE, "FocalLoss")


def test_a_stub_in_another_language_has_its_methods_in_it():
    words = {"Move the weights once.": "가중치를 한 번 옮깁니다.", "Gradient descent with momentum.": "모멘텀"}
    text = translated_stub(stub(OPTIMISER, "Momentum"), "Momentum", lambda one: words.get(one, one))
    assert '"""가중치를 한 번 옮깁니다.' in text


def test_a_notebook_marks_the_answer_of_each_method(banks, keys):
    (unit,) = find_units(banks["Momentum"])
    (cell,) = [cell.source for cell in unit.source().cells if cell.get("id") == "Momentum"]
    assert cell.count("        ### BEGIN SOLUTION\n") == 2
    compile(cell, "cell", "exec")
    (cell,) = [cell.source for cell in released(unit.source()).cells if cell.get("id") == "Momentum"]
    assert definitions(ast.parse(cell)) == {"Momentum": "stub"}


def test_show_says_what_each_method_does(banks, keys):
    target = banks["Momentum"] / "exercises" / "classes" / "Momentum.py"
    target.parent.mkdir(parents=True)
    target.write_text(stub(OPTIMISER, "Momentum"), encoding="utf-8")
    shown = list(lines_of(keys["Momentum"].exercise("classes/Momentum"), read_bank(banks["Momentum"]), str, 88))
    text = "\n".join(map(unstyle, shown))
    for line in ("class Momentum:", "def step(self, gradient):", "The new weights.", "Begin without a velocity."):
        assert line in text


def test_the_key_is_read_as_it_was_written(keys):
    for name, key in keys.items():
        exercise = key.exercise(f"classes/{name}")
        packed = json.loads(json.dumps(exercise_to_json(exercise)))
        assert exercise_to_json(exercise_from_json(packed)) == exercise_to_json(exercise)
        assert [case.calls for case in exercise_from_json(packed).cases] == [case.calls for case in exercise.cases]
    calls = [case.call for case in keys["Momentum"].exercise("classes/Momentum").cases]
    assert calls[3].startswith("it = Momentum(array([1.0, -2.0]), 0.1); it.step(array([0.5, 1.0])); it.step(")
    assert calls[3].endswith("; it.velocity")
    assert "momentum=0.0)" in calls[4]


def test_calls_can_be_pasted(keys):
    import numpy as np

    namespace = {"array": np.array}
    exec(OPTIMISER, namespace)
    for case in keys["Momentum"].exercise("classes/Momentum").cases:
        exec(case.call, namespace)


# ---------------------------------------------------------------- what an author gets wrong

STEP = 'calls=(("step", 1),)), drawn=basics'
MISUSES = {
    "no calls": (f", {STEP}", "), drawn=basics", "calls=(): say what is done with an object"),
    "a text": (STEP, 'calls="step"), drawn=basics', "calls='step': say what is done with an object"),
    "no method": (STEP, 'calls=(("update", 1),)), drawn=basics', "calls= names update, and the class has no"),
    "too many": (STEP, 'calls=(("step", 4),)), drawn=basics', "its methods get more arguments than there are"),
    "attribute first": (STEP, 'calls=("velocity", ("step", 1))), drawn=basics', "an attribute is read at the end"),
    "does not fit": ("(W, 0.5, G)", "(W, G)", "the call of Momentum does not fit: missing a required argument: 'rate'"),
    "constructors": ("(W, 0.5, G)", "(W, 0.5, 0.9, G)", "the constructor gets 2 arguments here, and 3 in other cases"),
}
SOLUTIONS = {
    "no docstring": ('        """Begin without a velocity."""\n', "", "the method __init__ needs a docstring"),
    "a field": ("    def __init__", "    rate = 1\n\n    def __init__", "in the class stand methods alone"),
    "a helper": ("class Momentum", "def helper():\n    return 1\n\n\nclass Momentum", "what stands beside a class"),
    "given away": ("The new weights.", "self.weights - self.rate * self.velocity", "gives the answer away"),
}


@pytest.mark.parametrize("misuse", MISUSES)
def test_calls_that_do_not_fit_are_a_fault_of_one_line(misuse, tmp_path):
    before, after, message = MISUSES[misuse]
    assert before in OPTIMISER_SPEC
    found = built(tmp_path, "Momentum", spec=OPTIMISER_SPEC.replace(before, after, 1)).stopping
    assert message in found[0].line(str)


@pytest.mark.parametrize("misuse", SOLUTIONS)
def test_a_class_that_cannot_be_cut_is_a_fault_of_one_line(misuse, tmp_path):
    before, after, message = SOLUTIONS[misuse]
    assert before in OPTIMISER
    found = built(tmp_path, "Momentum", solution=OPTIMISER.replace(before, after, 1)).stopping
    assert message in found[0].line(str)


def test_a_function_has_no_calls(tmp_path):
    from banks import SPEC, write_bank

    spec = SPEC.replace('Case("biased", (array([0.9, 0.1]),))', 'Case("biased", (array([0.9, 0.1]),), calls=("x",))')
    (fault, *_) = build_bank(write_bank(tmp_path, spec=spec)).stopping
    assert "calls= is for a class, and the solution is a function" in fault.line(str)


def test_cut_gives_each_method_its_answer():
    parts = cut(OPTIMISER, "Momentum")
    assert [part.statement.split("(")[0].strip() for part in parts.methods] == ["def __init__", "def step"]
    assert "return self.weights" in parts.answer
