"""A new exercise is two new files and no edit: key, exercise and check follow."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.bank.build import build_key
from autograder.bank.catalog import HOME
from autograder.bank.folder import BankError

SOLUTION = '''"""Gini impurity: how often two draws from a distribution differ."""

import numpy as np


def gini_impurity(p):
    """Chance that two independent draws differ.

    Parameters
    ----------
    p : ndarray of shape (n_classes,)
        A distribution.

    Returns
    -------
    float
        From 0 to less than 1.

    Examples
    --------
    >>> float(gini_impurity(np.array([0.5, 0.5])))
    0.5
    """
    p = np.asarray(p, dtype=float)
    return 1 - np.sum(p * p)
'''

SPEC = '''"""How gini_impurity is judged."""

from numpy import array, full

from autograder.bank.spec import Case, Item, Spec, read_only


def oracle(p):
    """1 - p.square().sum(): there is no built-in."""
    import torch

    return 1 - torch.tensor(p).square().sum()


def exact(p):
    return 1 - (p * p).sum()


def purity_instead(gini, p):
    """What should a certain outcome give, 0 or 1?"""
    return 1 - gini(p)


def basics(rng):
    yield Case("drawn", (rng.dirichlet(full(3, 2.0)),))


SPEC = Spec(
    oracle=oracle,
    exact=exact,
    misconceptions=(purity_instead,),
    items=(
        Item("basics", (Case("fair", (array([0.5, 0.5]),), 1 / 2), Case("biased", (array([0.9, 0.1]),))), drawn=basics),
        Item("purity", (Case("read-only", (read_only([0.2, 0.8]),)),), inputs_unchanged=True),
    ),
)
'''

WRONG = "import numpy as np\ndef gini_impurity(p):\n    return np.sum(p ** 2)\n"


def losslings(*arguments, code=0) -> str:
    command = [sys.executable, "-m", "autograder.cli.main", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def contents(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*.py"))}


def write_exercise(bank: Path, spec: str = SPEC) -> None:
    for folder, text in (("solutions", SOLUTION), ("specs", spec)):
        path = bank / folder / "impurity" / "gini_impurity.py"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def bank(tmp_path_factory):
    """A bank of one exercise of ours."""
    bank = tmp_path_factory.mktemp("bank")
    for path in ("solutions/information/surprise.py", "specs/information/surprise.py"):
        (bank / path).parent.mkdir(parents=True)
        shutil.copy(HOME / path, bank / path)
    losslings("stubs", "--bank", bank)
    return bank


@pytest.fixture(scope="module")
def before(bank):
    return contents(bank)


@pytest.fixture(scope="module")
def key(bank, before):
    """Add the exercise, and make everything that follows from it."""
    write_exercise(bank)
    losslings("key", "--bank", bank, "-o", bank / "key.jsonl")
    losslings("stubs", "--bank", bank)
    return bank / "key.jsonl"


def test_adding_it_edits_no_file(bank, before, key):
    after = contents(bank)
    new = {Path(folder, "impurity/gini_impurity.py") for folder in ("solutions", "specs", "exercises")}
    assert after.keys() - before.keys() == new
    assert {path: after[path] for path in before} == before


def report(path: Path, key: Path, code: int):
    (exercise,) = json.loads(losslings("check", path, "--key", key, "--json", code=code))["exercises"]
    return exercise


def test_its_stub_is_to_do(bank, key):
    exercise = report(bank / "exercises/impurity/gini_impurity.py", key, code=1)
    assert (exercise["name"], exercise["unit"], exercise["status"]) == ("gini_impurity", "impurity", "todo")


def test_its_solution_earns_full_marks(bank, key):
    exercise = report(bank / "solutions/impurity/gini_impurity.py", key, code=0)
    assert (exercise["status"], exercise["score"], exercise["max_score"]) == ("passed", 2.0, 2.0)


def test_its_mistake_is_named(bank, key, tmp_path):
    (tmp_path / "gini_impurity.py").write_text(WRONG, encoding="utf-8")
    exercise = report(tmp_path / "gini_impurity.py", key, code=1)
    assert exercise["items"][0]["misconception"] == "purity_instead"
    assert exercise["items"][0]["hint"] == "What should a certain outcome give, 0 or 1?"
    assert exercise["score"] == 0.0


def test_the_exercise_that_was_there_is_still_judged(bank, key):
    assert report(bank / "solutions/information/surprise.py", key, code=0)["status"] == "passed"


def test_all_that_was_generated_is_current(bank, key):
    losslings("key", "--bank", bank, "-o", key, "--check")
    losslings("stubs", "--bank", bank, "--check")


# what an author may get wrong in the two files: (old, new), and what the message says
FAULTS = {
    "a wrong closed form": ("1 / 2), Case", "1 / 3), Case", "fair: expected 0.333333333333333, but"),
    "a mistake that is none": ("return 1 - gini(p)", "return gini(p)", "purity_instead is caught by no case"),
    "a mistake without a hint": ('"""What should a certain outcome give, 0 or 1?"""', "", "purity_instead has no hint"),
    "a difference of torch that is none": (
        '"biased", (array([0.9, 0.1]),)',
        '"biased", (array([0.9, 0.1]),), torch="nan"',
        "biased: torch is declared to differ",
    ),
    "a case twice": ('"biased"', '"fair"', "case fair stands twice"),
    "no drawn cases": (", drawn=basics)", ")", "must be `basics`, with drawn cases"),
}


@pytest.mark.parametrize(("old", "new", "message"), FAULTS.values(), ids=FAULTS)
def test_a_fault_in_the_two_files_is_named(old, new, message, tmp_path):
    assert SPEC.count(old) == 1
    write_exercise(tmp_path, SPEC.replace(old, new))
    _, problems = build_key(tmp_path)
    assert [problem for problem in problems if message in problem], problems
    assert all(problem.startswith("impurity/gini_impurity: ") for problem in problems)


@pytest.mark.parametrize("line", ["import nonsense", "SPEC = undefined", "SPEC = Spec(", "SPEC = Spec()"])
def test_a_file_that_cannot_be_run_is_named(line, tmp_path):
    write_exercise(tmp_path, f"{SPEC}\n{line}\n")
    with pytest.raises(BankError, match=r"specs/impurity/gini_impurity\.py: "):
        build_key(tmp_path)


def test_a_solution_without_a_spec_is_named(tmp_path):
    write_exercise(tmp_path)
    (tmp_path / "specs/impurity/gini_impurity.py").unlink()
    with pytest.raises(BankError, match=r"solutions/impurity/gini_impurity\.py has no counterpart"):
        build_key(tmp_path)
