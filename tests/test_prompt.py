"""Python's own prompt: what was typed is found in its history or the way out is said; a file is checked by its name."""

from __future__ import annotations

import ast
import contextlib
import sys
import types

import pytest

import autograder
from autograder.bank.union import public_key
from autograder.isolation.inside.syntax import reason_of
from autograder.practice.source import SourceNotFound, source_of
from autograder.practice.targets import did_you_mean
from autograder.report.ideas.reading import read_answer, read_call

HELPER = "def log(x):\n    return np.log(x)"
OLD = "def entropy(p):\n    return 5"
ENTROPY = "def entropy(p):\n    # mine\n    return -np.sum(p * log(p), axis=-1)"


def typed(*statements):
    """Run statements as the prompt does, and return the names that they bind."""
    names = {"__name__": "__main__"}
    for statement in statements:
        exec(compile(f"{statement}\n", "<stdin>", "single", dont_inherit=True), names)
    return names


def remember(monkeypatch, *statements):
    """Put statements into the prompt's history, line by line."""
    lines = "\n".join(statements).splitlines()
    history = types.SimpleNamespace(
        get_current_history_length=lambda: len(lines), get_history_item=lambda number: lines[number - 1]
    )
    monkeypatch.setitem(sys.modules, "readline", history)


def test_what_was_typed_is_found_in_the_history_with_what_it_uses(monkeypatch):
    statements = ("import numpy as np", HELPER, OLD, ENTROPY, "import autograder")
    remember(monkeypatch, *statements)
    source = source_of(typed(*statements)["entropy"])
    assert ENTROPY in source
    assert HELPER in source
    assert OLD not in source


@pytest.mark.parametrize("history", [(OLD,), ("def entropy(",), ()], ids=["another-version", "torn", "empty"])
def test_what_is_not_in_the_history_is_not_guessed_and_the_way_out_is_said(monkeypatch, history):
    remember(monkeypatch, *history)
    with pytest.raises(SourceNotFound, match=r'save it in entropy\.py and call autograder\.check\("entropy"\)'):
        source_of(typed("import numpy as np", HELPER, ENTROPY)["entropy"])


def test_a_prompt_without_history_is_no_problem(monkeypatch):
    monkeypatch.delitem(sys.modules, "readline", raising=False)
    with pytest.raises(SourceNotFound, match="does not keep what is typed"):
        source_of(typed(OLD)["entropy"])


def test_an_exercise_is_checked_by_its_name_in_the_folder(tmp_path):
    (tmp_path / "entropy.py").write_text("import numpy as np\ndef entropy(p):\n    return 0.0\n")
    with contextlib.chdir(tmp_path):
        checked = autograder.check("entropy")
        assert checked.report["name"] == "entropy"
        assert checked.report["items"][0]["status"] == "failed"
        assert "is not in" in autograder.check("surprise").text
        assert "is no exercise (did you mean" in (text := autograder.check("entorpy").text)
        assert "entropy" in text


NEAR = {
    "Surprise": "surprise",
    "kl-divergence": "kl_divergence",
    "KLDivergence": "kl_divergence",
    "mse": "mean_squared_error",
    "hubber": "huber_loss",
    "mean squared error": "mean_squared_error",
}


@pytest.mark.parametrize(("text", "name"), NEAR.items())
def test_a_name_that_is_nearly_right_is_suggested(text, name):
    assert name in str(did_you_mean(text, public_key()).values["names"])


def test_a_unit_is_suggested_only_where_one_may_be_named():
    assert did_you_mean("regresion/", public_key(), units=True).values == {"names": "regression"}
    assert "regression" not in did_you_mean("regresion", public_key()).values["names"].split(", ")
    assert did_you_mean("nothing at all like it", public_key(), units=True) == ""


LINES = {
    "return 1 + * 2": "SyntaxError: invalid syntax, in: return 1 + >>>*<<< 2",
    "return (1": "'(' was never closed, in: return >>>(<<<1",
    "if x = 1:\n        pass": ", in: if >>>x = 1<<<:",
}


@pytest.mark.parametrize(("line", "detail"), LINES.items(), ids=["sign", "bracket", "equals"])
def test_a_line_that_is_no_python_is_quoted_with_marks(line, detail):
    source = f"def entropy(p):\n    {line}\n"
    with pytest.raises(SyntaxError) as caught:
        ast.parse(source)
    reason = reason_of(caught.value, source.splitlines(), "entropy.py")
    assert reason.detail.endswith(detail)
    assert reason.line == 2


CALLS = {
    "f(asfortranarray([[1.0, 2.0]]))  # p: read-only": [[1.0, 2.0]],
    "f(tile([0.5, 0.25], 2))": [0.5, 0.25, 0.5, 0.25],
    "f(tile([0.5, 0.25], (2, 1)))": [[0.5, 0.25], [0.5, 0.25]],
    "f(full(3, 0.1))": [0.1, 0.1, 0.1],
    "f(zeros((1, 2)))": [[0.0, 0.0]],
    "f(resize([1.0, 2.0], 3))": [1.0, 2.0, 1.0],
}


@pytest.mark.parametrize(("call", "numbers"), CALLS.items())
def test_pictures_read_calls_as_they_are_written_today(call, numbers):
    assert read_call(call).arguments[0].tolist() == numbers


def test_pictures_read_no_call_that_leaves_a_number_out_and_every_answer():
    assert read_call("f(ones(200))  # p[7] = 1000000.0") is None
    assert read_call("f(ones(200000))") is None
    assert read_answer("0.69315000   (differs by 3e-6)") == 0.69315
