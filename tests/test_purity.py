"""What is proven to have no memory has none: what might have some is not proven, and what people write mostly is."""

import ast

import pytest

from autograder.bank.exercises import find_exercises
from autograder.bank.union import public_key
from autograder.isolation.inside.purity import proven_functions
from autograder.isolation.job import Job
from autograder.isolation.runner import Runner
from autograder.judging.judge import judge
from autograder.judging.submission import Submission
from benchmarks.implementations import exercises_with_corpus, implementations


def proven(source, stem="answers"):
    return proven_functions(ast.parse(source), stem)


# A function f that could answer the same input in two ways, or whose file could have somebody else's do so.
DOUBTFUL = {
    "a list of the module": "seen = []\ndef f(x):\n    seen.append(x)\n    return len(seen)",
    "an array of the module": "import numpy as np\nseen = np.zeros(1)\ndef f(x):\n    seen[0] += 1\n    return seen[0]",
    "an array from a scalar function": "import numpy as np\nseen = np.exp([0.0])\ndef f(x):\n    return seen",
    "global": "count = 0\ndef f(x):\n    global count\n    count += 1\n    return count",
    "a default that is kept": "def f(x, seen=[]):\n    seen.append(x)\n    return len(seen)",
    "an attribute of the function": "def f(x):\n    f.count += 1\n    return f.count",
    "an attribute read": "def f(x):\n    return f.count",
    "a closure": "def made():\n    seen = []\n    return lambda x: seen.append(x) or len(seen)\nf = made()",
    "nonlocal": "def f(x):\n    n = 0\n    def g():\n        nonlocal n\n        n += 1\n    g()\n    return n",
    "a cache": "import functools\n@functools.cache\ndef f(x):\n    return x",
    "a class": "class Seen:\n    count = 0\ndef f(x):\n    return Seen.count",
    "a coin": "import random\ndef f(x):\n    return random.random()",
    "a coin by name": "from random import random\ndef f(x):\n    return random()",
    "numpy's coin": "import numpy as np\ndef f(x):\n    return np.random.random()",
    "a clock": "import time\ndef f(x):\n    return time.time()",
    "what lay there": "import numpy as np\ndef f(x):\n    return np.empty(3)",
    "what lay there, by its type": "import numpy as np\ndef f(x):\n    return np.ndarray((3,))",
    "what lay there, where not computed": "import numpy as np\ndef f(x):\n    return np.log(x, where=x > 0)",
    "computed into nothing": "import numpy as np\ndef f(x):\n    return np.log(x, out=None, where=x > 0)",
    "computed into a name": "import numpy as np\ndef f(x, o=None):\n    return np.log(x, out=o, where=x > 0)",
    "where by another name": "import numpy as np\ndef f(x):\n    mean = np.log\n    return mean(x, where=x > 0)",
    "where by keywords": "import numpy as np\ndef f(x):\n    return np.log(x, **{})",
    "where in a partial": "import functools, numpy as np\ndef f(x):\n    return functools.partial(np.log, where=x)(x)",
    "settings": "import numpy as np\ndef f(x):\n    np.seterr(all='raise')\n    return np.log(x)",
    "filters": "import warnings\ndef f(x):\n    warnings.simplefilter('error')\n    return x",
    "an address as a number": "def f(x):\n    return float(f'{f}'[-4:-1])",
    "an address by percent": "def f(x):\n    return float(('%s' % f)[-4:-1])",
    "an address by a default": "def f(x, t='%s'):\n    return float((t % f)[-4:-1])",
    "an address in an assertion": "def f(x):\n    assert int(('%s' % f)[-4:-1], 16) > 9, 'no'\n    return x",
    "an address in an array": "import numpy as np\ndef f(x):\n    return np.array([f]).astype('U60').item()[-4:-1]",
    "an address by name": "def f(x):\n    return id(x)",
    "a hash": "def f(x):\n    return hash(f)",
    "a set": "def f(x):\n    return list({1.0, 2.0, abs})[0]",
    "an unseen file": "from helpers import f",
    "an unseen helper": "import helpers\ndef f(x):\n    return helpers.f(x)",
    "everything of a module": "from math import *\ndef f(x):\n    return log(x)",
    "a patched library": "import numpy as np\nnp.log = abs\ndef f(x):\n    return np.log(x)",
    "a patched library, inside": "import numpy as np\ndef f(x):\n    np.log = abs\n    return np.log(x)",
    "a builtin of its own": "def f(x):\n    return sum(x)\ndef sum(x):\n    return 0",
    "a builtin as a variable elsewhere": "def g(id):\n    return id\ndef f(x):\n    return id(x)",
    "numpy bound again": "import numpy as np\nimport random as np\ndef f(x):\n    return np.log(x)",
    "numpy as a loop variable": "import numpy as np\ndef g(x):\n    for np in x: pass\ndef f(x):\n    return np.log(x)",
    "defined twice": "def f(x):\n    return x\ndef f(x):\n    return -x",
    "a call while loading": "def g():\n    pass\ng()\ndef f(x):\n    return x",
    "a loop while loading": "for i in range(3):\n    pass\ndef f(x):\n    return x",
    "not the main block": "if __name__ != '__main__':\n    count = []\ndef f(x):\n    return x",
    "the main block with an else": "if __name__ == '__main__':\n    pass\nelse:\n    g = []\ndef f(x):\n    return x",
    "eval": "def f(x):\n    return eval('x')",
    "an import inside": "def f(x):\n    import time\n    return time.time()",
    "dunder": "def f(x):\n    return x.__class__",
    "a generator that is left": "import numpy as np\ndef g():\n    with np.errstate(all='raise'):\n        yield 1\n"
    "def f(x):\n    return next(g())",
    "a deletion": "import numpy as np\ndef f(x):\n    del np\n    return x",
    "what it calls": "seen = 0\ndef g(x):\n    return id(x)\ndef f(x):\n    return g(x)",
    "what it hands on": "import numpy as np\ndef g(x):\n    return id(x)\ndef f(x):\n    return np.vectorize(g)(x)",
    "a function in a list": "def g(x):\n    return id(x)\ndef f(x):\n    return [g][0](x)",
    "too deep": f"def f(x):\n    return {'-' * 990}x",
}  # fmt: skip


@pytest.mark.parametrize("source", DOUBTFUL.values(), ids=DOUBTFUL)
def test_what_may_have_a_memory_is_not_proven(source):
    assert "f" not in proven(source)


def test_a_file_that_may_be_run_as_main_is_not_proven():
    source = "if __name__ == '__main__':\n    print(1)\ndef f(x):\n    return x"
    assert proven(source) == {"f"}
    assert proven(source, "__main__") == set()


def test_one_function_in_doubt_leaves_the_others_proven():
    source = "import numpy as np\nimport time\ndef f(x):\n    return g(x)\ndef g(x):\n    return np.log(x)\n"
    assert proven(source + "def h(x):\n    return time.time()") == {"f", "g"}


def test_functions_that_call_each_other_are_proven():
    assert proven("def f(x):\n    return g(x)\ndef g(x):\n    return f(x)") == {"f", "g"}


PLAIN = {
    "constants": "import math\nimport numpy as np\nEPS = 1e-12\nLOG2 = math.log(2)\nTINY = np.finfo(float).tiny\n"
    "def f(x):\n    return np.log(x + EPS) / LOG2",
    "annotations": "from __future__ import annotations\nimport numpy as np\nimport numpy.typing as npt\n"
    "def f(x: npt.NDArray[np.float64], d: float = 1.0) -> np.ndarray | float:\n    y: np.ndarray = x\n    return y * d",
    "messages": "def f(x, y):\n    if x.shape != y.shape:\n        raise ValueError(f'{x} {y!r:>9}')\n"
    "    assert x.ndim, 'no ' + 'scalars'\n    print('%s' % x)\n    return x - y",
    "where into zeros": "import numpy as np\ndef f(x):\n    return np.log(x, out=np.zeros_like(x), where=x > 0)",
    "settings for a while": "import numpy as np\ndef f(x):\n    with np.errstate(all='warn'):\n        return x",
    "exceptions": "import math\ndef f(x):\n    try:\n        return math.log(x)\n    except ValueError:\n        x",
    "checked in a notebook": "import autograder\ndef f(x):\n    return x\nautograder.check(f)",
    "einsum": "import numpy as np\ndef f(x, y):\n    return np.einsum('...i,...i->...', x, y)",
}  # fmt: skip


@pytest.mark.parametrize("source", PLAIN.values(), ids=PLAIN)
def test_what_students_write_is_proven(source):
    assert proven(source) == {"f"}


def test_every_solution_is_proven():
    for exercise in find_exercises():
        assert proven(exercise.solution.read_text(encoding="utf-8"), exercise.name) == {exercise.name}


def test_four_of_five_right_answers_are_proven():
    right = [answer for name in exercises_with_corpus() for answer in implementations(name, "right")]
    assert sum(answer.exercise in proven(answer.source.decode()) for answer in right) > 0.8 * len(right)


# ---------------------------------------------------------------- asked once, or again


class Counting:
    """A runner that notes what it was asked."""

    def __init__(self, runner):
        self.runner, self.tier = runner, runner.tier
        self.asked = []

    def run(self, job: Job):
        self.asked.append([calls.exercise for calls in job.calls])
        return self.runner.run(job)


ENTROPY = """
import numpy as np
def entropy(p):
    return 0.0 - np.sum(p * np.log(np.where(p > 0, p, 1.0)), axis=-1, dtype=float)
"""
SURPRISE = """
import numpy as np
seen = []
def surprise(p):
    seen.append(1)
    with np.errstate(divide="ignore"):
        return 0.0 - np.log(p * 1.0)
"""


@pytest.mark.parametrize("tier", ["strict", "basic"])
def test_only_what_is_not_proven_is_asked_again(tier):
    files = {"a.py": SURPRISE.encode(), "z.py": ENTROPY.encode()}
    with Runner(tier) as runner:
        counting = Counting(runner)
        grades = judge(
            Submission("s", files), public_key(), counting, ids=("information/surprise", "information/entropy")
        )
    assert all(grade.score == grade.exercise.max_score for grade in grades)
    assert counting.asked == [["information/surprise", "information/entropy"], ["information/surprise"]]
