"""One name, two exercises: in NumPy and in torch. Which of them a name, a file and a folder mean."""

from __future__ import annotations

import json

import pytest

from autograder.bank.build import build_bank
from autograder.isolation.job import Calls, Job
from autograder.isolation.runner import Runner
from autograder.judging.judge import judge
from autograder.judging.sources import sources_of
from autograder.judging.submission import Submission, read_submission
from autograder.practice.targets import find_target, single_exercise

SOLUTION = '''"""The mean of some numbers."""

import {library}


def average(x):
    """Return the mean.

    Parameters
    ----------
    x : {kind}, shape (n,)
        Numbers.

    Returns
    -------
    {kind}
        One number.

    Examples
    --------
    >>> float(average({library}.{make}([1.0, 4.0])))
    2.5
    """
    return {library}.mean(x)
'''
SPEC = '''"""How average is judged."""

from numpy import array

from autograder.bank.spec import Case, Item, Spec, tensors


def oracle(x):
    """torch.mean: the same."""
    (x,) = tensors(x)
    return x.mean()


def exact(x):
    return sum(x) / len(x)


def basics(rng):
    yield Case("drawn", (rng.normal(size=4),))


SPEC = Spec(
    library="{library}",
    oracle=oracle,
    exact=exact,
    notice="One function does it. It divides by the number of elements.",
    items=(
        Item("basics", (Case("three", (array([1.0, 2.0, 6.0]),), 3),), drawn=basics),
        Item("purity", (Case("again", (array([3.0, 4.0]),)),), inputs_unchanged=True),
    ),
)
'''
IN_NUMPY = "import numpy as np\ndef average(x):\n    return np.mean(x)\n"
IN_TORCH = "import torch\ndef average(x):\n    return torch.mean(x)\n"
NUMPY, TORCH = "means/average", "torch_means/average"


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    bank = tmp_path_factory.mktemp("twins")
    for unit, library, kind, make in (
        ("means", "numpy", "ndarray", "array"),
        ("torch_means", "torch", "Tensor", "tensor"),
    ):
        for folder, text in (("solutions", SOLUTION), ("specs", SPEC)):
            path = bank / folder / unit / "average.py"
            path.parent.mkdir(parents=True)
            path.write_text(text.replace("{library}", library).replace("{kind}", kind).replace("{make}", make))
    units = '[[unit]]\nfolder = "means"\n\n[[unit]]\nfolder = "torch_means"\nneeds = ["torch"]\n'
    (bank / "losslings.toml").write_text(f'name = "twins"\n\n{units}')
    built = build_bank(bank)
    assert [fault.line(str) for fault in built.faults if fault.stops_key] == []
    return built.key


@pytest.fixture(scope="module")
def runner():
    with Runner() as runner:
        yield runner


def test_the_name_alone_means_the_one_in_numpy(key, tmp_path):
    assert single_exercise("average", key, tmp_path) == NUMPY
    assert single_exercise("average", key, tmp_path / "torch_means") == TORCH
    assert (key.label(NUMPY), key.label(TORCH)) == ("average", TORCH)
    assert single_exercise(TORCH, key, tmp_path) == TORCH


NOT_YET = "import torch\nimport numpy as np\ndef half(x):\n    return np.sum(x.detach().numpy()) / 2\n"


def notebook(*cells):
    """Write a notebook's cells as a submission holds them."""
    outer = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}}
    code = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    return json.dumps({**outer, "cells": [{**code, "source": cell} for cell in cells]})


LAYOUTS = {  # the files of a submission, and what becomes of the two exercises
    "in NumPy": ({"average.py": IN_NUMPY}, "passed", "missing"),
    "in torch": ({"average.py": IN_TORCH}, "missing", "passed"),
    "a notebook in torch": ({"hw.ipynb": notebook("import numpy as np", IN_TORCH)}, "missing", "passed"),
    "a notebook in NumPy": ({"hw.ipynb": notebook("import torch", IN_NUMPY)}, "passed", "missing"),
    "beside others in torch": ({"hw.py": NOT_YET + IN_NUMPY}, "passed", "missing"),
    "by a helper": ({"hw.py": "from torch import mean as m\ndef average(x):\n    return m(x)\n"}, "missing", "passed"),
    "by methods": ({"hw.py": "import torch\ndef average(x):\n    return x.mean()\n"}, "missing", "passed"),
    "torch in the folder of NumPy": ({"means/average.py": IN_TORCH}, "refused", "missing"),
    "in folders": ({"means/average.py": IN_NUMPY, "torch_means/average.py": IN_TORCH}, "passed", "passed"),
    "one at home": ({"average.py": IN_NUMPY, "torch_means/average.py": IN_TORCH}, "passed", "passed"),
    "with the mark of an encoding": ({"average.py": "\ufeff" + IN_TORCH}, "missing", "passed"),
    "two files": ({"average.py": IN_NUMPY, "with_torch.py": IN_TORCH}, "passed", "passed"),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_file_counts_for_the_exercise_of_its_library(layout, key, runner, tmp_path):
    files, *wanted = LAYOUTS[layout]
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    grades = {grade.exercise.id: grade.status for grade in judge(read_submission(tmp_path), key, runner)}
    assert [grades[NUMPY], grades[TORCH]] == wanted


@pytest.mark.parametrize(("text", "wanted"), [(IN_NUMPY, NUMPY), (IN_TORCH, TORCH)])
def test_a_file_that_is_checked_is_that_of_its_library(text, wanted, key, tmp_path):
    (tmp_path / "average.py").write_text(text)
    assert find_target("average.py", key, tmp_path).ids == (wanted,)


def test_a_folder_without_torch_is_not_asked_about_torch(key, tmp_path):
    (tmp_path / "average.py").write_text(IN_NUMPY)
    assert find_target(".", key, tmp_path).ids == (NUMPY,)


@pytest.mark.parametrize(
    "line", ["import torch", "import numpy as np, torch", "from torch import mean", "import torch.nn as nn"]
)
def test_an_import_of_torch_is_seen_however_it_is_written(line, tmp_path, key):
    (tmp_path / "average.py").write_text(f"{line}\ndef average(x):\n    return x.mean()\n")
    assert find_target("average.py", key, tmp_path).ids == (TORCH,)


def test_a_comment_that_names_torch_imports_nothing(key, runner):
    files = {"average.py": f"# torch has this too: import torch\n{IN_NUMPY}".encode()}
    grades = {grade.exercise.id: grade.status for grade in judge(Submission("alice", files), key, runner)}
    assert grades == {NUMPY: "passed", TORCH: "missing"}


def test_the_text_shown_of_an_exercise_is_that_of_its_library(key):
    files = {"average.py": IN_TORCH.encode(), "hw.py": IN_NUMPY.encode()}
    found = sources_of(files, key.lines, key)
    assert {one: source["file"] for one, source in found.items()} == {NUMPY: "hw.py", TORCH: "average.py"}
    assert list(sources_of({"hw.py": IN_NUMPY.encode()}, key.lines, key)) == [NUMPY]


@pytest.mark.parametrize(
    ("path", "data", "is_asked"),
    [
        ("average.py", IN_NUMPY.encode(), False),
        ("average.py", IN_TORCH.encode(), True),
        ("average.py", IN_TORCH.encode("utf-16"), True),
        ("average.py", IN_TORCH.encode("utf-8-sig"), True),
        ("average.py", IN_TORCH.replace("\n", "\r").encode(), True),
        ("torch_means/average.py", IN_NUMPY.encode(), True),  # it stands where an answer in torch belongs
        ("hw.ipynb", notebook("import numpy as np", IN_NUMPY).encode(), False),
        ("hw.ipynb", notebook("import torch", IN_NUMPY).encode(), True),
    ],
)
def test_a_class_in_numpy_starts_no_process_with_torch(path, data, is_asked):
    calls = Calls(TORCH, ((1.0,),), library="torch")
    job = Job({path: data}, (calls,), rivals={TORCH: ["means"], NUMPY: ["torch_means"]}, twins=(TORCH,))
    assert bool(job.worth_making(calls).arguments) == is_asked
