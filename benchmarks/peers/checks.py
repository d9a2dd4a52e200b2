"""The tests of the assignment as text: what an instructor would write for nbgrader, Otter, pytest or Gradescope.

Each holds its inputs and what they must give: computed by torch's own losses, or by a line of numpy. They are written
to be fast and fair: `np.allclose` and the shape, no warning that nbgrader would take for a failure.
"""

from __future__ import annotations

from textwrap import indent

from benchmarks.peers.assignment import ABSOLUTE, QUESTIONS, RELATIVE, Question

VARIANTS = ("torch", "numpy")

HEADER = f"""
import warnings

import numpy as np

warnings.simplefilter("ignore")


def check(function, expected, inputs):
    for arguments in inputs:
        right = np.asarray(expected(*arguments))
        answer = function(*arguments)
        assert np.shape(answer) == right.shape, f"shape {{np.shape(answer)}} for {{arguments}}"
        near = np.allclose(answer, right, rtol={RELATIVE}, atol={ABSOLUTE}, equal_nan=True)
        assert near, f"{{answer}} where {{right}} is right, for {{arguments}}"


def check_refused(function, inputs):
    for arguments in inputs:
        try:
            function(*arguments)
        except ValueError:
            continue
        raise AssertionError(f"no ValueError for {{arguments}}")
""".lstrip()

TORCH_HEADER = """

import torch
import torch.nn.functional as F


def tensor(array):
    return torch.as_tensor(array).double()
"""

EXPECTED = {
    "torch": {
        "mean_squared_error": "return F.mse_loss(tensor(y_pred), tensor(y_true))",
        "mean_absolute_error": "return F.l1_loss(tensor(y_pred), tensor(y_true))",
        "cross_entropy_with_logits": "return F.cross_entropy(tensor(logits), torch.as_tensor(labels).long())",
        "binary_cross_entropy": "return F.binary_cross_entropy(tensor(y_pred), tensor(y_true))",
        "kl_divergence": 'return F.kl_div(tensor(q).log(), tensor(p), reduction="none").sum(-1)',
        "surprise": "return -torch.log(tensor(p))",
        "entropy": "return torch.special.entr(tensor(p)).sum(-1)",
    },
    "numpy": {
        "mean_squared_error": "return np.mean((y_pred.astype(float) - y_true) ** 2)",
        "mean_absolute_error": "return np.mean(np.abs(y_pred.astype(float) - y_true))",
        "cross_entropy_with_logits": """
shifted = logits - logits.max(axis=1, keepdims=True)
return np.mean(np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(len(labels)), labels])""".lstrip(),
        "binary_cross_entropy": """
yes, no = np.log(y_pred).clip(-100), np.log1p(-1.0 * y_pred).clip(-100)
return -np.mean(y_true * yes + (1.0 - y_true) * no)""".lstrip(),
        "kl_divergence": """
p, q = np.broadcast_arrays(p * 1.0, q)
return np.sum(np.where(p > 0, p * (np.log(p) - np.log(q)), 0), axis=-1)""".lstrip(),
        "surprise": "return -np.log(p * 1.0)",
        "entropy": "return -np.sum(np.where(p > 0, p * np.log(p * 1.0), 0), axis=-1)",
    },
}


def header(variant: str) -> str:
    """Write what every test needs."""
    return HEADER + (TORCH_HEADER if variant == "torch" else "")


def body(question: Question, part: str, variant: str, function: str) -> str:
    """Write one test: `function` is what it calls the student's."""
    calls = question.calls(part)
    lines = [f"def expected({question.parameters}):", indent(EXPECTED[variant][question.function], "    "), ""]
    lines += [f"check({function}, expected, [", *(f"    ({text},)," for text, refused in calls if not refused), "])"]
    if question.inputs.refused and part == "hidden":
        lines += [f"check_refused({function}, [", *(f"    ({text},)," for text, refused in calls if refused), "])"]
    return "\n".join(lines) + "\n"


def functions(variant: str, function: str = "{}", parameter: str = "") -> dict[tuple[str, str], str]:
    """Write each test as a function ``test_<question>_<part>``."""
    return {
        (question.function, part): f"def test_{question.function}_{part}({parameter.format(question.function)}):\n"
        + indent(body(question, part, variant, function.format(question.function)), "    ")
        for question in QUESTIONS
        for part in ("visible", "hidden")
    }
