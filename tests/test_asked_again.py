"""Some calls are made once more, of files that have been run afresh, and everything where an answer then differs."""

import numpy as np
import pytest
from handmade import RIGHT, exercise_of, key_of

from autograder.isolation.job import Answers, Argument, Calls, Job, Limits
from autograder.isolation.runner import Runner
from autograder.judging.again import is_steady, with_sample
from autograder.judging.judge import judge
from autograder.judging.submission import Submission

LIMITS = Limits(1.0, 30.0, idle_seconds=1.0)
EXERCISE = exercise_of()
THREE = Calls("step", tuple((Argument(np.array([float(i)])),) for i in range(3))).and_again((1,), (2, 0))


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


def numbers(answers):
    return [float(got.value.sum()) for got in answers.observations]


def step(runner, **files):
    sources = {f"{name}.py": source.encode() for name, source in files.items()}
    return runner.run(Job(sources, (THREE,), LIMITS))["step"]


COUNTING = "count = [0]\n\ndef step(x):\n    count[0] += 1\n    return x + 10.0 * count[0]\n"


def test_a_sample_is_asked_in_its_order_of_files_that_are_run_afresh(runner):
    answers = step(runner, step=COUNTING)
    assert numbers(answers) == [10.0, 21.0, 32.0]
    assert numbers(answers.again) == [41.0, 12.0, 20.0]


@pytest.mark.parametrize("how", ["import state\n", "from state import count\n", "import pack.state as state\n"])
def test_what_the_files_import_of_each_other_is_run_afresh_too(runner, how):
    counter = "count" if how.startswith("from") else "state.count"
    user = f"{how}\ndef step(x):\n    {counter}[0] += 1\n    return x + 10.0 * {counter}[0]\n"
    files = {"step.py": user, "state.py": "count = [0]\n", "pack/state.py": "count = [0]\n"}
    files = {path: source.encode() for path, source in files.items()}
    answers = runner.run(Job(files, (THREE,), LIMITS))["step"]
    assert (numbers(answers), numbers(answers.again)) == ([10.0, 21.0, 32.0], [41.0, 12.0, 20.0])


def test_libraries_are_not_loaded_twice(runner):
    source = "import numpy as np, fractions\n\nnp.seen = getattr(np, 'seen', 0) + 1\nfractions.seen = np.seen\n\n"
    answers = step(runner, step=source + "def step(x):\n    return x * 0 + np.seen + fractions.seen\n")
    assert (numbers(answers), numbers(answers.again)) == ([2.0, 2.0, 2.0], [2.0, 4.0, 4.0])


SECOND = "import numpy as np\nnp.loads = getattr(np, 'loads', 0) + 1\n\n"
TROUBLE = {
    "hangs-when-loaded-afresh": "while np.loads > 1: pass\n\n",
    "ends-when-loaded-afresh": "import os\nif np.loads > 1: os._exit(0)\n\n",
    "raises-when-loaded-afresh": "1 / (2 - np.loads)\n\n",
}


@pytest.mark.parametrize("trouble", TROUBLE.values(), ids=TROUBLE.keys())
def test_trouble_when_loaded_afresh_costs_nothing_of_the_first_answers(runner, trouble):
    answers = step(runner, step=SECOND + trouble + "def step(x):\n    return x\n")
    assert (answers.outcome, numbers(answers)) == ("answered", [0.0, 1.0, 2.0])


def test_each_item_is_sampled():
    calls = with_sample(EXERCISE)
    assert set(calls.once_more) <= set(EXERCISE.items[0].cases)
    assert calls.once_more
    assert all(len(set(calls.afresh) & set(item.cases)) == 1 for item in EXERCISE.items)
    assert list(calls.afresh) != sorted(calls.afresh)


def test_a_steady_function_is_asked_by_one_child_alone(runner):
    recorded = Recorded(runner)
    (given,) = judge(Submission("s", {"halve.py": RIGHT.encode()}), key_of(EXERCISE), recorded, LIMITS)
    assert (given.status, len(recorded.jobs)) == ("passed", 1)


# Each is right when all is asked for the first time, and wrong afterwards.
UNSTEADY = {
    "counts-in-numpy": "np.calls = 0 if not hasattr(np, 'calls') else np.calls\n\ndef luck():\n    np.calls += 1\n"
    "    return np.calls > {count}\n",
    "knows-which-load": "np.loads = getattr(np, 'loads', 0) + 1\n\ndef luck():\n    return np.loads > 1\n",
    "knows-what-came-first": "came = []\n\ndef luck():\n    return came[0] != (2,)\n",
}


@pytest.mark.parametrize("source", UNSTEADY.values(), ids=UNSTEADY.keys())
def test_where_an_answer_differs_everything_is_asked_in_a_fresh_child(source, runner):
    recorded = Recorded(runner)
    wrong_later = RIGHT.replace(
        "return x / 2", "'came' in globals() and came.append(x.shape)\n    return x / 2 + luck()"
    )
    files = {"halve.py": (wrong_later + source.format(count=len(EXERCISE.cases))).encode()}
    (given,) = judge(Submission("s", files), key_of(EXERCISE), recorded, LIMITS)
    assert len(recorded.jobs) == 2
    (everything,) = recorded.jobs[1].calls
    assert set(everything.order) == set(range(len(EXERCISE.cases)))
    assert (given.status == "passed") == ("loads" in source)  # a fresh process is asked: there it is right again


def test_where_no_second_answer_came_nothing_is_known():
    assert not is_steady(EXERCISE, Answers("answered"))
    assert not is_steady(EXERCISE, Answers("answered", again=Answers("timeout")))
