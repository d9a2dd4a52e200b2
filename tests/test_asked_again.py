"""Some calls are made once more, in the same child and in a fresh one, and everything where an answer then differs."""

from dataclasses import replace

import numpy as np
import pytest
from handmade import RIGHT, doubled, exercise_of, key_of

from autograder.isolation.inside import wire
from autograder.isolation.job import Argument, Calls, Job, Limits
from autograder.isolation.runner import Runner
from autograder.judging.again import SAMPLE, order_again, with_some_once_more
from autograder.judging.judge import judge
from autograder.judging.submission import Submission

LIMITS = Limits(1.0, 30.0, idle_seconds=1.0)
EXERCISE = exercise_of()
THREE = Calls("step", tuple((Argument(np.array([float(i)])),) for i in range(3))).and_once_more((2, 0))


@pytest.fixture(scope="module", params=["basic", "strict"])
def runner(request):
    with Runner(request.param) as runner:
        yield runner


class Recorded:
    """A runner that keeps the jobs it has run."""

    def __init__(self, runner):
        self.runner = runner
        self.jobs = []

    def run(self, job):
        self.jobs.append(job)
        return self.runner.run(job)


def judged(runner, source):
    recorded = Recorded(runner)
    (given,) = judge(Submission("s", {"halve.py": source.encode()}), key_of(EXERCISE), recorded, LIMITS)
    return given, [set(job.calls[0].indices) for job in recorded.jobs]


def numbers(answers):
    return [float(got.value.sum()) for got in answers.observations]


def step(runner, source):
    return runner.run(Job({"step.py": source.encode()}, (THREE,), LIMITS))["step"]


def test_some_calls_are_made_once_more_in_their_order_when_all_are_made(runner):
    answers = step(runner, "count = [0]\n\ndef step(x):\n    count[0] += 1\n    return x + 10.0 * count[0]\n")
    assert numbers(answers) == [10.0, 21.0, 32.0]
    assert numbers(answers.once_more) == [42.0, 50.0]


COUNTED = "calls = []\n\ndef step(x):\n    calls.append(x)\n"
TROUBLE = {"hangs": "while True: pass", "ends": "import os; os._exit(0)", "raises": "raise KeyError"}


@pytest.mark.parametrize("trouble", TROUBLE.values(), ids=TROUBLE.keys())
def test_trouble_when_asked_once_more_costs_nothing_of_the_first_answers(runner, trouble):
    answers = step(runner, f"{COUNTED}    if len(calls) > 3:\n        {trouble}\n    return x\n")
    assert (answers.outcome, numbers(answers)) == ("answered", [0.0, 1.0, 2.0])


def test_each_item_is_sampled_and_the_basics_twice():
    order, basics = order_again(EXERCISE, tuple(range(len(EXERCISE.items))), SAMPLE), EXERCISE.items[0].cases
    assert all(len(set(order) & set(item.cases)) == min(SAMPLE, len(item.cases)) for item in EXERCISE.items)
    assert sorted(case for case in order if case in basics) == sorted(2 * order[-SAMPLE:])
    assert set(with_some_once_more(EXERCISE).once_more) <= set(basics)


def test_a_steady_function_is_asked_a_sample_in_a_fresh_child(runner):
    given, asked = judged(runner, RIGHT)
    assert given.status == "passed"
    assert [len(cases) == len(EXERCISE.cases) for cases in asked] == [True, False]


# Each is right when everything is asked for the first time, and wrong afterwards.
UNSTEADY = {
    "counts": "calls = []\n\ndef luck(x):\n    calls.append(x)\n    return len(calls) > {count}\n",
    "counts-in-numpy": "np.calls = 0\n\ndef luck(x):\n    np.calls += 1\n    return np.calls > {count}\n",
    "knows-what-came-first": "came = []\n\ndef luck(x):\n    came.append(x.shape)\n    return came[0] != (2,)\n",
}


@pytest.mark.parametrize("luck", UNSTEADY.values(), ids=UNSTEADY.keys())
def test_where_an_answer_differs_everything_is_asked_in_a_fresh_child(luck, runner):
    luck = luck.format(count=len(EXERCISE.cases))
    given, asked = judged(runner, RIGHT.replace("return x / 2", "return x / 2 + luck(x)") + luck)
    assert given.status == "failed"
    assert "another answer to the same input" in given.message.render(str)
    assert [len(cases) == len(EXERCISE.cases) for cases in (asked[0], asked[-1])] == [True, True]


def test_no_mistake_is_named_where_the_answers_change(runner):
    """A function that draws random numbers now and then answers like a known mistake on all it is asked at first."""
    exercise = exercise_of(doubled)
    steady = "def halve(x):\n    return 2 * x\n"
    lucky = "came = []\n\ndef halve(x):\n    came.append(x)\n    return x * (2 if len(came) <= {count} else 3)\n"

    def names(source):
        (given,) = judge(Submission("s", {"halve.py": source.encode()}), key_of(exercise), runner, LIMITS)
        return given.message, {item.diagnosis.misconception for item in given.items if item.diagnosis is not None}

    message, named = names(steady)
    assert message is None
    assert "doubled" in named
    message, named = names(lucky.format(count=len(exercise.cases)))
    assert "another answer to the same input" in message.render(str)
    assert not named


def test_a_function_that_answers_too_much_costs_no_other_function_its_points(runner):
    """Its answers come where those of the next function are waited for."""
    exercises = [exercise_of(), replace(exercise_of(), name="double")]
    flood = "import os\n\ndef double(x):\n    for channel in range(3, 64):\n        try: os.write(channel, FRAME)\n"
    flood += "        except OSError: pass\n    return x / 2\n"
    frame = wire.pack_answers([wire.Answer(wire.VALUE, data=bytes(8))])
    files = {"halve.py": RIGHT.encode(), "double.py": f"FRAME = {frame!r}\n{flood}".encode()}
    graded = judge(Submission("s", files), key_of(*exercises), runner, LIMITS)
    assert {one.exercise.name: one.status for one in graded}["halve"] == "passed"
    assert {one.exercise.name: one.score for one in graded}["double"] == 0


def test_a_function_that_hangs_is_waited_for_once(runner, monkeypatch):
    """Asked once more it would hang again, and take the time of the others."""
    started, start = [], runner.children.start
    monkeypatch.setattr(runner.children, "start", lambda *asked: started.append(asked) or start(*asked))
    calls = [Calls(name, THREE.arguments).and_once_more((2, 0)) for name in ("hang", "end", "step")]
    hang, end = "def hang(x):\n    while True: pass\n", "def end(x):\n    os._exit(1)\n"
    source = f"import os\n\n{hang}\n{end}\ndef step(x):\n    return x\n".encode()
    answers = runner.run(Job({"all.py": source}, tuple(calls), LIMITS))
    assert [answers[one.exercise].outcome for one in calls] == ["timeout", "crashed", "answered"]
    assert len(started) == 3
