"""Where torch is not installed: its exercises are listed with the way to get it, and nothing else suffers."""

from __future__ import annotations

import json
from importlib.machinery import PathFinder

import pytest
from shell import PASSED, STOPPED, called

from autograder.bank.union import public_key
from autograder.isolation import launch
from autograder.isolation.runner import Runner
from autograder.judging.judge import judge
from autograder.judging.submission import Submission

RIGHT = "def mse_loss(input, target, *, reduction='mean'):\n    return ((input - target) ** 2).mean()\n"
SURPRISE = "import numpy as np\ndef surprise(p):\n    return -np.log(p)\n"
WAY_OUT = "pip install 'losslings[torch]'"


@pytest.fixture(autouse=True)
def no_torch(monkeypatch):
    class WithoutTorch:
        @staticmethod
        def find_spec(name, path):
            return None if name == "torch" else PathFinder.find_spec(name, path)

    monkeypatch.setattr(launch, "PathFinder", WithoutTorch)


def write(folder, files):
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)


def test_an_answer_in_torch_waits_and_the_others_are_judged():
    files = {"mse_loss.py": RIGHT.encode(), "surprise.py": SURPRISE.encode()}
    with Runner() as runner:
        ids = ("torch_losses/mse_loss", "information/surprise")
        grades = {one.exercise.name: one for one in judge(Submission("alice", files), public_key(), runner, ids=ids)}
    assert grades["surprise"].score > 0
    assert grades["mse_loss"].status == "error"
    assert WAY_OUT in grades["mse_loss"].message.render(str)


def test_the_progress_names_the_way_and_remembers_no_verdict(tmp_path):
    assert called("init", cwd=tmp_path).returncode == PASSED
    write(tmp_path / "exercises", {"torch_losses/mse_loss.py": RIGHT, "information/surprise.py": SURPRISE})
    said = called(cwd=tmp_path)
    assert said.returncode == PASSED
    assert WAY_OUT in said.stdout
    assert "entropy" in said.stdout
    assert "torch_losses/mse_loss" not in json.loads((tmp_path / ".losslings.json").read_text())["results"]


def test_a_class_is_graded_without_the_exercises_in_torch(tmp_path):
    write(tmp_path / "class/amina", {"surprise.py": SURPRISE, "mse_loss.py": RIGHT})
    said = called("grade", "class", "-o", "results", "--no-pages", "--workers", 1, cwd=tmp_path)
    assert said.returncode == PASSED, said.stderr
    assert f"{WAY_OUT}; left out: mse_loss" in said.stderr
    (report,) = map(json.loads, (tmp_path / "results/results.jsonl").read_text().splitlines())
    assert {one["unit"] for one in report["exercises"]} == {
        one.partition("/")[0] for one in public_key().lines if not public_key().is_torch(one)
    }


def test_a_class_of_torch_alone_is_not_graded(tmp_path):
    write(tmp_path / "class/amina", {"mse_loss.py": RIGHT})
    said = called("grade", "class", "-o", "results", "--exercises", "torch_losses", cwd=tmp_path)
    assert said.returncode == STOPPED
    assert WAY_OUT in said.stderr
    assert not (tmp_path / "results").exists()
