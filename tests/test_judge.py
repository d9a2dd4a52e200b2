"""All stages together, with a child process: what a student's code can do to its own grade, and to nothing else."""

import json
import re
from dataclasses import replace

import click
import pytest
from handmade import MISTAKES, RIGHT, STATUSES, doubled, exercise_of, halve, key_of

from autograder.isolation.job import Limits
from autograder.isolation.runner import Runner
from autograder.judging.judge import judge
from autograder.judging.submission import Submission
from autograder.report.data import judge_to_report
from autograder.report.summary import summary
from autograder.report.table import Misconceptions
from autograder.report.terminal import report_lines

EXERCISE = exercise_of(*MISTAKES)
LIMITS = Limits(10.0, 20.0)


@pytest.fixture(scope="module")
def runner():
    with Runner() as runner:
        yield runner


def judged(source: str, runner: Runner, limits: Limits = LIMITS):
    (given,) = judge(Submission("alice", {"halve.py": source.encode()}), key_of(EXERCISE), runner, limits)
    return given


def test_a_right_function_earns_every_point(runner):
    given = judged(RIGHT, runner)
    assert (given.status, given.score, given.message) == ("passed", 6.0, None)


@pytest.mark.parametrize(("status", "source"), STATUSES.items(), ids=STATUSES)
def test_each_way_to_fail_has_its_own_word(status, source, runner):
    assert judged(source, runner, Limits(1.0, 2.0)).status == status


UNSTEADY = """
calls = 0

def right_so_far(function):
    def counted(x):
        global calls
        calls += 1
        return function(x) + (calls > 10)
    return counted

halve = right_so_far(halve)
"""


def test_who_passes_is_asked_again(runner):
    given = judged(RIGHT + UNSTEADY, runner)
    assert given.status == "failed"
    assert "another answer to the same input" in given.message.render(str)


BURN = """
import time

def compute(seconds):
    stop = time.process_time() + seconds
    while time.process_time() < stop:
        pass

"""


def test_a_slow_function_is_given_the_time_of_a_limit_for_each_call(runner):
    slow = BURN + RIGHT.replace("    if np", "    compute(0.3 * (x.flat[0] in (3.0, 0.7)))\n    if np")
    assert judged(slow, runner, Limits(0.4, 60.0)).status == "passed"


def test_what_is_not_implemented_after_a_slow_call_costs_its_own_item(runner):
    zero = "    if x.shape == (1,) and x[0] == 0:\n        while True: pass\n"
    slow = RIGHT.replace("    if np", zero + "    if np.isinf(x).any():\n        raise NotImplementedError\n    if np")
    statuses = {item.item.name: item.status for item in judged(slow, runner, Limits(0.4, 60.0)).items}
    assert (statuses["zeros"], statuses["infinities"], statuses["shapes"]) == ("timeout", "failed", "passed")


@pytest.mark.parametrize("body", ["while True: pass", "import time; time.sleep(60)", "compute(5.0)"])
def test_a_call_that_runs_out_of_time_costs_its_item_and_is_named(body, runner):
    slow = BURN + RIGHT.replace("    if np", f"    if np.any(x < 0):\n        {body}\n    if np")
    given = judged(slow, runner, Limits(0.4, 60.0, idle_seconds=1.0))
    assert {item.item.name: item.status for item in given.items} == {
        item.name: "timeout" if item.name == "refusals" else "passed" for item in EXERCISE.items
    }


TOLD = r"3(\.0?)?, 5\b"  # the first argument, as Python or numpy writes it
# how a function may try to tell what it was given
WAYS_TO_TELL = {
    "printed": "print(said)",
    "warned of": "import warnings; warnings.warn(said)",
    "raised": "raise TypeError(said)",
    "returned": "return x",
    "a type's name": "return type(said, (), {})()",
    "refused": "try:\n        import torch\n    except ImportError as error:\n        raise type(error)(said)",
}


@pytest.mark.parametrize("code", WAYS_TO_TELL.values(), ids=WAYS_TO_TELL)
def test_the_report_of_a_hidden_key_repeats_no_input(code, runner):
    source = f"def halve(x):\n    said = repr(x.tolist())\n    {code}\n    return x * 9"
    alice = Submission("alice", {"halve.py": source.encode()})
    public, hidden = (
        json.dumps(judge_to_report(alice, key_of(EXERCISE, hidden=is_hidden), runner, str))
        for is_hidden in (False, True)
    )
    assert re.search(TOLD, public)
    assert not re.search(TOLD, hidden)


def test_what_could_not_be_read_is_an_error_of_every_exercise(runner):
    (given,) = judge(Submission("alice", {}, "alice.zip: not a zip"), key_of(EXERCISE), runner)
    assert (given.status, given.score) == ("error", 0.0)
    assert "alice.zip: not a zip" in given.message.render(str)


def test_an_empty_submission_has_every_exercise_missing(runner):
    (given,) = judge(Submission("alice", {}), key_of(EXERCISE), runner)
    assert given.status == "missing"


# ---------------------------------------------------------------- two exercises of one name

BY_HAND, OTHER = EXERCISE, replace(exercise_of(doubled, reference=lambda x: 2 * halve(x)), unit="other")
TWO = key_of(BY_HAND, OTHER)
TWICE = RIGHT.replace("x / 2", "x / 1")
HINTED = RIGHT.replace("x / 2", "x * 2")

# what lies where: the status of by_hand/halve and of other/halve
FILES = {
    "each in its unit's folder": ({"by_hand/halve.py": RIGHT, "other/halve.py": TWICE}, ("passed", "passed")),
    "each in the other's folder": ({"by_hand/halve.py": TWICE, "other/halve.py": RIGHT}, ("failed", "failed")),
    "one in its folder": ({"other/halve.py": TWICE}, ("missing", "passed")),
    "the other in its folder": ({"by_hand/halve.py": RIGHT}, ("passed", "missing")),
    "one flat, for both": ({"halve.py": RIGHT}, ("passed", "failed")),
    "one flat, one in its folder": ({"halve.py": RIGHT, "other/halve.py": TWICE}, ("passed", "passed")),
    "within a student's own folder": ({"hw/by_hand/halve.py": RIGHT, "hw/other/halve.py": TWICE}, ("passed", "passed")),
    "one broken": ({"by_hand/halve.py": "def halve(x) x", "other/halve.py": TWICE}, ("error", "passed")),
}


@pytest.mark.parametrize(("files", "statuses"), FILES.values(), ids=FILES)
def test_of_two_exercises_of_one_name_each_is_judged_by_its_own_answers(files, statuses, runner):
    submission = Submission("alice", {path: source.encode() for path, source in files.items()})
    by_hand, other = judge(submission, TWO, runner, LIMITS)
    assert (by_hand.exercise.id, other.exercise.id) == ("by_hand/halve", "other/halve")
    assert (by_hand.status, other.status) == statuses
    (alone,) = judge(submission, TWO, runner, LIMITS, ids=["other/halve"])
    assert (alone.exercise.id, alone.status) == ("other/halve", statuses[1])


def test_a_report_a_terminal_and_a_class_tell_two_exercises_of_one_name_apart(runner):
    files = {"by_hand/halve.py": HINTED.encode(), "other/halve.py": HINTED.encode()}
    made = judge_to_report(Submission("alice", files), TWO, runner, str)
    assert [(exercise["unit"], exercise["name"]) for exercise in made["exercises"]] == [
        ("by_hand", "halve"),
        ("other", "halve"),
    ]
    lines = [click.unstyle(line) for line in report_lines(made, str)]
    assert [line for line in lines if line in ("by_hand", "other")] == ["by_hand", "other"]
    assert [(one.students, one.tried, one.exercise, one.title) for one in misconceptions(made)] == [
        (1, 1, "by_hand/halve", "Half is less, not more."),
        (1, 1, "other/halve", "Half is less, not more."),
    ]


def misconceptions(made):
    found = Misconceptions()
    found.add(summary(made))
    return found.most_frequent()


def test_where_a_name_is_the_only_one_it_is_enough(runner):
    made = judge_to_report(Submission("alice", {"halve.py": HINTED.encode()}), key_of(BY_HAND), runner, str)
    assert [one.exercise for one in misconceptions(made)] == ["halve"]


@pytest.mark.parametrize("before", [[], ["x = 1"]])
def test_a_file_that_a_notebook_writes_is_an_answer(before, runner):
    """The first function that is asked for is in it, and nothing has read the notebook before."""
    cells = [*before, f"%%writefile losses.py\n{RIGHT}", "import losses"]
    (given,) = judge(Submission("alice", {"hw.ipynb": json.dumps(cells).encode()}), key_of(EXERCISE), runner, LIMITS)
    assert given.status == "passed"
