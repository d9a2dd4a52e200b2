"""The labs: texts as arguments, curves step by step, files of several functions."""

from __future__ import annotations

import ast
import json
import sys
import types
from functools import cache

import numpy as np
import pytest

from autograder.bank.build import build_bank
from autograder.bank.building.anew import compile_anew
from autograder.bank.exercises import find_exercises
from autograder.bank.statement import functions_shown
from autograder.bank.stubs import holds_work, stub
from autograder.bank.translated import translated_stub
from autograder.course.notebooks import is_begun
from autograder.course.unit import UnitNotebook, released, text_of
from autograder.isolation.inside.definitions import definitions
from autograder.isolation.job import Job
from autograder.isolation.runner import Runner
from autograder.judging.judge import judge
from autograder.judging.key import exercise_from_json, exercise_to_json
from autograder.judging.submission import Submission, read_submission
from autograder.practice.breaking import has_numbers_alone
from autograder.practice.predict import call_of, napkins_of
from autograder.report.curves.drawing import draw_comparison
from autograder.report.picture import PICTURE_LIMITS, picture_from_json, picture_to_json
from autograder.report.svg import WRONG


@cache
def built(name):
    build = build_bank(names=[f"labs/{name}"])
    assert [fault.line(str) for fault in build.faults] == []
    return build


def exercise(name):
    return built(name).key.exercise(f"labs/{name}")


@pytest.fixture(scope="module")
def runner():
    with Runner() as runner:
        yield runner


# ---------------------------------------------------------------- texts as arguments


def test_a_text_is_an_argument_in_key_call_and_child(runner):
    key = exercise("best_constant")
    again = exercise_from_json(json.loads(json.dumps(exercise_to_json(key))))
    words = [case.args[1] for case in again.cases]
    assert words == [case.args[1] for case in key.cases]
    assert {"mse", "mae", "huber", "rmse"} <= set(words)
    assert key.cases[0].call == "best_constant(array([0.0, 5.0, 1.0]), 'mse')"
    source = b"def best_constant(y, loss):\n    raise RuntimeError(type(loss).__name__ + loss)\n"
    (grade,) = judge(Submission("alice", {"best_constant.py": source}), built("best_constant").key, runner)
    assert grade.items[0].got.text.startswith("RuntimeError: strmse")


def test_games_write_a_text_in_quotes_and_ask_nobody_to_type_one():
    key = exercise("best_constant")
    assert call_of(key, napkins_of(key)[0]) == "best_constant([0, 1, 5], 'mse')"
    assert not has_numbers_alone(key)


# ---------------------------------------------------------------- several functions in one file, and given code

LAB = '''"""Two halves."""

import numpy as np

SECRET = 2


# Given: what half is.
def halved(x):
    return x / SECRET_OF_ALL


# Given.
SECRET_OF_ALL = 2


def quarter(x):
    """Return a quarter."""
    return halved(x) / SECRET


def eighth(x):
    """Return an eighth."""
    return quarter(halved(x))
'''
HANDED_OUT = '''"""Two halves."""

import numpy as np


# Given: what half is.
def halved(x):
    return x / SECRET_OF_ALL


# Given.
SECRET_OF_ALL = 2


def quarter(x):
    """Return a quarter."""
    raise NotImplementedError


def eighth(x):
    """Return an eighth."""
    raise NotImplementedError
'''


def test_a_stub_has_what_is_given_and_the_head_of_each_function_to_write():
    assert stub(LAB, "eighth") == HANDED_OUT


@pytest.mark.parametrize("name", ["quarter", "eighth"])
def test_whoever_has_written_one_of_several_functions_keeps_it(tmp_path, name):
    path = tmp_path / "eighth.py"
    path.write_text(HANDED_OUT)
    assert not holds_work(path, HANDED_OUT)
    head, _, tail = HANDED_OUT.partition(f"def {name}")
    path.write_text(f"{head}def {name}{tail.replace('raise NotImplementedError', 'return x / 8', 1)}")
    assert holds_work(path, HANDED_OUT)


def test_a_notebook_with_given_code_is_not_begun_until_a_function_is_written(tmp_path):
    def notebook(code):
        return json.dumps({"cells": [{"cell_type": "code", "source": code, "metadata": {}}], "metadata": {}})

    path = tmp_path / "labs.ipynb"
    path.write_text(notebook(HANDED_OUT))
    assert not is_begun(path, notebook(HANDED_OUT))
    path.write_text(notebook(HANDED_OUT.replace("raise NotImplementedError", "return x / 4", 1)))
    assert is_begun(path, notebook(HANDED_OUT))


# ---------------------------------------------------------------- the curve of a training

WRONG_SLOPE = """import numpy as np
def fit_distribution(p, steps, learning_rate):
    z, losses = np.zeros(len(p)), []
    for _ in range(steps):
        q = np.exp(z) / np.exp(z).sum()
        losses.append(np.sum(p * np.log(p / q)))
        z = z - learning_rate * SLOPE
    return np.exp(z) / np.exp(z).sum(), np.array(LOSSES)
"""
CURVES = {  # slope, losses, how much of the picture's height lies between the curves, faults
    "right": ("(q - p)", "losses", 0.0, set()),
    "climbs": ("(p - q)", "losses", 0.4, {"wrong here"}),
    "of q": ("(-p / q)", "losses", 0.3, {"wrong here"}),
    "halved": ("(q - p) / 3", "losses", 0.2, {"wrong here"}),
    "too few": ("(q - p)", "losses[:30]", 0.0, {"no number here"}),
    "no row": ("(q - p)", "losses[-1]", 0.9, {"wrong here"}),
}


@pytest.mark.parametrize("name", CURVES)
def test_a_wrong_slope_is_seen_in_the_picture_of_the_training(name, runner):
    slope, losses, least, faults = CURVES[name]
    (picture,) = built("fit_distribution").pictures
    source = WRONG_SLOPE.replace("SLOPE", slope).replace("LOSSES", losses).encode()
    job = Job({"fit_distribution.py": source}, (picture.calls,), PICTURE_LIMITS)
    comparison = picture.compare(runner.run(job)[picture.exercise].observations)
    apart = np.nanmax(np.abs(comparison.curve - picture.curve)) / np.ptp(picture.curve)
    assert apart >= least
    assert {fault.render(str) for fault in comparison.faults if fault} == faults
    drawn, is_same = draw_comparison(comparison, str)
    assert is_same == (not faults)
    assert (f'fill="{WRONG}" fill-opacity=".16"' in drawn.body) == bool(faults)


SLOPES = {
    "right": ("/ len(x)", 0.0),
    "summed": ("", 2.0),
    "climbs": ("/ -len(x)", 10.0),
    "halved": ("/ 2 / len(x)", 0.1),
}


@pytest.mark.parametrize("name", SLOPES)
def test_the_curve_is_that_of_the_students_own_loss_and_gradient(name, runner):
    how, least = SLOPES[name]
    (found,) = find_exercises(names=["train_logistic_regression"])
    source = found.solution.read_text(encoding="utf-8")
    for slope in ("x.T @ error / len(x)", "error.mean()"):
        assert slope in source
    source = source.replace("x.T @ error / len(x)", f"x.T @ error {how}").replace("error.mean()", f"error.sum() {how}")
    (picture,) = built(found.name).pictures
    job = Job({f"{found.name}.py": source.encode()}, (picture.calls,), PICTURE_LIMITS)
    comparison = picture.compare(runner.run(job)[picture.exercise].observations)
    apart = np.abs(comparison.curve - picture.curve).max() / np.ptp(picture.curve)
    assert (np.diff(picture.curve) < 0).all()
    assert apart >= least
    assert any(comparison.faults) == (name != "right")


def test_a_picture_of_steps_asks_once_and_is_read_as_it_was_written():
    (picture,) = built("fit_distribution").pictures
    assert picture.calls.count == 1
    packed = json.loads(json.dumps(picture_to_json(picture)))
    again = picture_from_json(packed)
    assert (again.part, again.is_series, again.curve.tolist()) == (1, True, picture.curve.tolist())
    (other,) = built("best_constant").pictures
    assert {"part", "is_series"}.isdisjoint(picture_to_json(other))


# ---------------------------------------------------------------- data that a package ships


def test_the_key_has_a_hundred_patients_and_stays_small():
    key = exercise("train_logistic_regression")
    (patients,) = (case for case in key.cases if case.id == "drawn-patients")
    assert patients.args[0].array.shape == (100, 4)
    (line,) = built("train_logistic_regression").key.lines.values()
    assert len(json.dumps(json.loads(line)["cases"])) < 25_000


def test_whoever_has_no_scikit_learn_practises_without_the_patients(monkeypatch):
    key = exercise("train_logistic_regression")
    (found,) = find_exercises(names=[key.id])
    with_them = compile_anew(found, key, b"a seed of sixteen")
    monkeypatch.setitem(sys.modules, "sklearn.datasets", None)
    without = compile_anew(found, key, b"a seed of sixteen")
    names = [{case.id for case in one.cases} for one in (with_them, without)]
    assert names[0] - names[1] == {"drawn-patients"}
    assert all(item.stop > item.first for item in without.items)


def test_a_lab_hands_out_what_is_given_and_three_functions_to_write(runner):
    (found,) = find_exercises(names=["train_logistic_regression"])
    source = found.solution.read_text(encoding="utf-8")
    handed_out = stub(source, found.name)
    kinds = definitions(ast.parse(handed_out))
    assert {name for name, kind in kinds.items() if kind == "stub"} == {"loss", "gradient", found.name}
    assert kinds["accuracy"] == "written"
    assert "logaddexp" not in handed_out
    key = built(found.name).key
    only_one = handed_out.replace("raise NotImplementedError", "return 0.0", 1)
    files = [{f"{found.name}.py": text.encode()} for text in (source, handed_out, only_one)]
    statuses = [judge(Submission("alice", one), key, runner)[0].status for one in files]
    assert statuses == ["passed", "todo", "todo"]


# ---------------------------------------------------------------- the notebook


@pytest.fixture(scope="module")
def unit():
    names = ("best_constant", "fit_distribution", "train_logistic_regression")
    return UnitNotebook("labs", find_exercises(names=[f"labs/{name}" for name in names]), dict.fromkeys(names, 10.0))


def test_the_notebook_runs_from_top_to_bottom_and_trains_with_the_students_functions(unit):
    cells = [cell for cell in unit.source().cells if cell.cell_type == "code"]
    space = {"np": np, "autograder": types.SimpleNamespace(check=lambda function: None)}
    for cell in cells:
        if cell.id != "setup":
            exec(cell.source, space)
    shown = eval(cells[-1].source.splitlines()[-1], space)
    assert (shown[0], shown[1].tolist()) == (pytest.approx(0.9645, abs=5e-5), [0.693, 0.121, 0.08, 0.063])
    for language in ("md", "ko.md"):
        said = (unit.home / f"lesson.{language}").read_text(encoding="utf-8")
        assert all(number in said for number in ("96", "77", "0.693", "0.121", "0.080", "0.063"))


def test_a_notebook_handed_in_with_the_cell_on_patients_is_judged_as_any_other(unit, runner, tmp_path):
    path = tmp_path / "labs.ipynb"
    path.write_text(text_of(unit.source()), encoding="utf-8")
    for name in unit.points:
        (grade,) = judge(Submission("alice", read_submission(path).files), built(name).key, runner)
        assert (name, grade.status) == (name, "passed")


def test_the_notebook_to_hand_out_has_three_functions_to_write_and_the_given_one(unit):
    (cell,) = (one for one in released(unit.source()).cells if one.id == "train_logistic_regression")
    kinds = definitions(ast.parse(cell.source))
    assert [name for name, kind in kinds.items() if kind == "stub"] == ["loss", "gradient", "train_logistic_regression"]
    assert kinds["accuracy"] == "written"
    assert cell.source.count("YOUR CODE HERE") == 3
    assert "logaddexp" not in cell.source


def test_a_readme_shows_the_cell_as_python(unit):
    assert "```python\ntry:" in unit.readme([])


def test_each_docstring_of_a_stub_is_translated():
    def translate(text):
        return {"Return a quarter.": "4분의 1.", "Return an eighth.": "8분의 1."}.get(text, text)

    translated = translated_stub(HANDED_OUT, "eighth", translate)
    assert ["4분의 1." in translated, "8분의 1." in translated, "Return" in translated] == [True, True, False]
    assert functions_shown(HANDED_OUT, "eighth") == ["quarter", "eighth"]


def test_the_best_constants_of_the_three_losses_are_drawn_beside_each_other(runner):
    (picture,) = built("best_constant").pictures
    mean, median, between = picture.curve.reshape(3, -1)[:, -1]
    assert picture.lines == ("mse", "mae", "huber")
    assert median < between < mean / 2
    source = find_exercises(names=["labs/best_constant"])[0].solution.read_bytes()
    came = runner.run(Job({"labs/best_constant.py": source}, (picture.calls,), PICTURE_LIMITS))[picture.exercise]
    assert not any(picture.compare(came.observations).faults)
