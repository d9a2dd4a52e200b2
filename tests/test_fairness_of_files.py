"""A right implementation earns full marks, however its file was saved and whatever stands around it."""

from __future__ import annotations

import json
import re

import pytest
from misbehaving import sentences
from notebooks import sources

from autograder.isolation.inside.files import is_copy
from autograder.isolation.job import limits_of
from autograder.isolation.runner import Runner
from autograder.judging.judge import judge
from autograder.judging.sources import sources_of
from autograder.judging.submission import Submission

RIGHT = '''import numpy as np


def entropy(p):
    """Expected surprise, in nats."""
    p = np.asarray(p, dtype=float)
    logs = np.log(np.where(p > 0, p, 1.0))
    return 0.0 - (p * logs).sum(axis=-1)
'''
STUB = 'import numpy as np\n\n\ndef entropy(p):\n    """Expected surprise."""\n    raise NotImplementedError\n'
HELPER = RIGHT.replace("def entropy(", "def average_surprise(")
USES = "{} import average_surprise\n\n\ndef entropy(p):\n    return average_surprise(p)\n"
WRONG = "def entropy(p):\n    return 0.0\n"


@pytest.fixture(scope="module")
def runner():
    with Runner() as runner:
        yield runner


def graded(runner, key, files: dict[str, bytes | str]):
    files = {path: text if isinstance(text, bytes) else text.encode() for path, text in files.items()}
    (given,) = judge(Submission("alice", files), key, runner, limits_of(1.0), ids=["information/entropy"])
    return given


def assert_full_marks(given) -> None:
    message = f"{given.message and given.message.render(str)} {given.student_text}"
    failed = [(item.item.name, item.got and item.got.describe()) for item in given.items if item.status != "passed"]
    assert (given.status, failed) == ("passed", []), message
    assert given.score == given.exercise.max_score


# ---------------------------------------------------------------- how the file was saved

KOREAN, FRENCH = f"# 엔트로피: 평균 놀라움\n{RIGHT}", f"# l'entropie d'une distribution, à la française\n{RIGHT}"
SAVED = {
    "utf-8": KOREAN.encode(),
    "byte-order-mark": KOREAN.encode("utf-8-sig"),
    "byte-order-mark-and-cookie": f"# -*- coding: utf-8 -*-\n{KOREAN}".encode("utf-8-sig"),
    "windows-line-ends": KOREAN.replace("\n", "\r\n").encode(),
    "old-mac-line-ends": RIGHT.replace("\n", "\r").encode(),
    "mixed-line-ends": RIGHT.replace("\n", "\r\n", 3).encode(),
    "tabs": RIGHT.replace("    ", "\t").encode(),
    "form-feed": RIGHT.replace("\n\n\ndef", "\n\n\f\ndef").encode(),
    "no-final-line-end": RIGHT.rstrip().encode(),
    "cp949": KOREAN.encode("cp949"),
    "cp949-with-cookie": f"# -*- coding: cp949 -*-\n{KOREAN}".encode("cp949"),
    "euc-kr-windows-line-ends": KOREAN.replace("\n", "\r\n").encode("euc-kr"),
    "cp1252": FRENCH.encode("cp1252"),
    "latin-1-with-cookie": f"# coding: latin-1\n{FRENCH}".encode("latin-1"),
    "cp1252-quotes": f"# “smart” quotes \u2013 and a dash\n{RIGHT}".encode("cp1252"),
    "utf-16": KOREAN.encode("utf-16"),
    "utf-16-big-endian": b"\xfe\xff" + KOREAN.encode("utf-16-be"),
    "wrong-cookie": f"# -*- coding: ascii -*-\n{KOREAN}".encode(),
    "korean-names": RIGHT.replace("logs", "로그").encode(),
    "executable": f"#!/usr/bin/env python3\n{RIGHT}".encode(),
}


@pytest.mark.parametrize("data", SAVED.values(), ids=SAVED.keys())
def test_the_encoding_costs_nothing(runner, public_key, data):
    assert_full_marks(graded(runner, public_key, {"entropy.py": data}))


def test_another_encoding_than_utf8_is_told_and_not_punished(runner, public_key):
    given = graded(runner, public_key, {"entropy.py": KOREAN.encode("cp949")})
    assert "entropy.py: not saved as UTF-8; read as cp949." in sentences(given.student_text)


# ---------------------------------------------------------------- what stands around the function

AFTER = {
    "main-block": 'if __name__ == "__main__":\n    name = input()\n    open("no such file")\n    raise SystemExit\n',
    "main-block-that-shadows": 'if __name__ == "__main__":\n    entropy = entropy([0.5, 0.5])\n',
    "doctest-block": 'if __name__ == "__main__":\n    import doctest\n\n    doctest.testmod()\n',
    "tried-out": "print(entropy([0.5, 0.5]), entropy([[1.0, 0.0]]))\n",
    "asserted": "assert abs(entropy([0.5, 0.5]) - np.log(2)) < 1e-12\n",
    "checked": "import autograder\n\nautograder.check(entropy)\n",
    "checked-by-name": "from autograder import check\n\ncheck(entropy)\n",
    "unrelated-code": "def softmax(x):\n    return x\n\n\nclass Model:\n    def entropy(self):\n        return 0.0\n",
    "never-called": "def ask():\n    return float(input())\n\n\ndef leave():\n    raise SystemExit\n",
    "same-name-inside": "def other():\n    def entropy(p):\n        raise NotImplementedError\n\n    return entropy\n",
    "decorated-afterwards": "import functools\n\nentropy = functools.wraps(entropy)(lambda p, f=entropy: f(p))\n",
    "warned": 'import warnings\n\nwarnings.warn("careful")\n',
    "logged": "import logging\n\nlogging.basicConfig(level=logging.DEBUG)\nlogging.info(entropy([0.5, 0.5]))\n",
    "printing-options": "np.set_printoptions(precision=3)\nnp.random.seed(0)\nnp.seterr(all='ignore')\n",
    "working-directory": "import os\n\nos.chdir(os.path.dirname(os.path.abspath(__file__)))\n",
    "search-path": "import sys\n\nsys.path.insert(0, '..')\nsys.path.append('.')\n",
    "output-in-utf-8": "import sys\n\nsys.stdout.reconfigure(encoding='utf-8')\n",
    "input": "name = input('Your name? ')\n",
    "exit": "exit()\n",
    "sys-exit": "import sys\n\nsys.exit(0)\n",
    "quit": "quit()\n",
    "division-by-zero": "ratio = 1 / 0\n",
    "data-file": "with open('data.csv') as file:\n    rows = file.readlines()\n",
    "failing-assert": "assert entropy([0.5, 0.5]) == 1.0, 'not in bits'\n",
    "unittest-main": "import unittest\n\nunittest.main()\n",
    "arguments": "import argparse\n\narguments = argparse.ArgumentParser().parse_args()\n",
    "plot": "import matplotlib.pyplot as plt\n\nplt.plot([0, 1])\nplt.show()\n",
    "progress-bar": "from tqdm.auto import tqdm\n\nfor i in tqdm(range(3)):\n    pass\n",
    "torch": "import torch\n\nprint(torch.special.entr(torch.ones(2)))\n",
    "unfinished": "answer = (1,\n",
    "typo": "print entropy([0.5, 0.5])\n",
    "newer-syntax": "type Vector = list[float]\n",
    "pip": "!pip install tqdm\n",
    "magics": "%matplotlib inline\n%timeit entropy([0.5, 0.5])\n",
    "get-ipython": "get_ipython().run_line_magic('matplotlib', 'inline')\nget_ipython().system('pip install tqdm')\n",
    "display": "display(entropy([0.5, 0.5]))\n",
    "help": "entropy?\nnp.log??\n",
    "awaits": "import asyncio\n\nawait asyncio.sleep(1)\n",
    "infinite-loop": "while True:\n    pass\n",
    "ends-the-process": "import os\n\nos._exit(0)\n",
    "raises": "raise RuntimeError('the end')\n",
    "output-wrapped": "import io, sys\n\nsys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding='utf-8')\n",
}


def forms(text: str) -> list[dict[str, bytes | str]]:
    """Hand in the same text as a file, as a notebook of one cell, and as one of a cell for each paragraph."""
    return [
        {"entropy.py": text},
        {"hw.ipynb": sources(text)},
        {"hw.ipynb": sources(*filter(None, re.split("\n{3,}", text)))},
    ]


@pytest.mark.parametrize("text", AFTER.values(), ids=AFTER.keys())
def test_what_follows_the_function_costs_nothing(runner, public_key, text):
    for files in forms(f"{RIGHT}\n\n{text}"):
        assert_full_marks(graded(runner, public_key, files))


@pytest.mark.parametrize("text", AFTER.values(), ids=AFTER.keys())
def test_nor_does_it_where_it_stands_before(runner, public_key, text):
    if "entropy" not in text:
        for files in forms(f"import numpy as np\n{text}\n\n{RIGHT}"):
            assert_full_marks(graded(runner, public_key, files))


BEFORE = {
    "future-annotations": "from __future__ import annotations\n",
    "guarded-matplotlib": "try:\n    import matplotlib.pyplot as plt\nexcept ImportError:\n    plt = None\n",
    "guarded-torch": "try:\n    import torch\nexcept ImportError:\n    torch = None\n",
    "type-checking": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import torch\n",
    "warnings-off": "import warnings\nwarnings.filterwarnings('ignore')\n",
    "dataclass": "from dataclasses import dataclass\n@dataclass\nclass Options:\n    base: float = 2.0\n",
    "dataclass-with-future-annotations": "from __future__ import annotations\nfrom dataclasses import dataclass\n"
    "@dataclass\nclass Options:\n    base: float = 2.0\n",
    "enumeration": "from enum import Enum\nclass Base(Enum):\n    TWO = 2\n",
    "named-tuple": "from typing import NamedTuple\nclass Pair(NamedTuple):\n    p: float\n",
    "stub-first": STUB,
    "wrong-first": WRONG,
}


@pytest.mark.parametrize("text", BEFORE.values(), ids=BEFORE.keys())
def test_what_precedes_the_function_costs_nothing(runner, public_key, text):
    for files in forms(text + RIGHT):
        assert_full_marks(graded(runner, public_key, files))


PACKAGES = {
    "relative": {"pkg/__init__.py": "", "pkg/helpers.py": HELPER, "pkg/losses.py": USES.format("from .helpers")},
    "relative-module": {
        "pkg/__init__.py": "",
        "pkg/helpers.py": HELPER,
        "pkg/losses.py": "from . import helpers\n\n\ndef entropy(p):\n    return helpers.average_surprise(p)\n",
    },
    "from-above": {"a/b/losses.py": USES.format("from ..helpers"), "a/helpers.py": HELPER},
    "package": {
        "pkg/__init__.py": "",
        "pkg/helpers.py": HELPER,
        "main.py": "from pkg import helpers\n\n\ndef entropy(p):\n    return helpers.average_surprise(p)\n",
    },
    "dotted": {
        "pkg/sub/helpers.py": HELPER,
        "main.py": "import pkg.sub.helpers\n\n\ndef entropy(p):\n    return pkg.sub.helpers.average_surprise(p)\n",
    },
    "package-that-gathers": {
        "pkg/__init__.py": "from .helpers import average_surprise",
        "pkg/helpers.py": HELPER,
        "main.py": USES.format("from pkg"),
    },
    "one-name-in-two-folders": {
        "a/other.py": "from helpers import average_surprise\n",
        "a/helpers.py": "def average_surprise(p):\n    return 0.0\n",
        "b/entropy.py": "import sys\nimport helpers\n" + USES.format("from helpers"),
        "b/helpers.py": HELPER,
    },
    "imported-in-the-function": {
        "helpers.py": HELPER,
        "entropy.py": "def entropy(p):\n    from helpers import average_surprise\n    return average_surprise(p)\n",
    },
    "in-a-circle": {"entropy.py": f"import helpers\n{RIGHT}", "helpers.py": "import entropy\n"},
    "named-like-a-library": {"statistics.py": HELPER, "entropy.py": USES.format("from statistics")},
}


@pytest.mark.parametrize("files", PACKAGES.values(), ids=PACKAGES.keys())
def test_files_import_each_other_as_python_does(runner, public_key, files):
    assert_full_marks(graded(runner, public_key, files))


# ---------------------------------------------------------------- how the function was written

BODY = "    logs = np.log(np.where(p > 0, p, 1.0))\n    return 0.0 - (p * logs).sum(axis=-1)\n"
WRITTEN = {
    "type-hints": "from numpy.typing import NDArray\nimport numpy as np\n\n"
    "def entropy(p: NDArray[np.float64]) -> float | NDArray[np.float64]:\n" + BODY,
    "quoted-hints": 'import numpy as np\n\ndef entropy(p: "torch.Tensor") -> "Entropy":\n' + BODY,
    "other-parameter": "import numpy as np\n\ndef entropy(probabilities, *, base=None, verbose=False):\n"
    "    p = probabilities\n" + BODY,
    "any-parameters": "import numpy as np\n\ndef entropy(*args):\n    (p,) = args\n" + BODY,
    "helper-function": RIGHT.replace("np.log(np.where(p > 0, p, 1.0))", "safe_log(p)")
    + "\n\ndef safe_log(p):\n    return np.log(np.where(p > 0, p, ONE))\n\n\nONE = 1.0\n",
    "math-log": "from math import log\nimport numpy as np\n\ndef entropy(p):\n    p = np.asarray(p, dtype=float)\n"
    "    terms = [-x * log(x) if x > 0 else 0.0 for x in p.ravel().tolist()]\n"
    "    return np.reshape(terms, p.shape).sum(axis=-1)\n",
    "from-numpy-star": RIGHT.replace("import numpy as np", "from numpy import *").replace("np.", ""),
    "printing": RIGHT.replace("    p =", "    print('p is', p)\n    p ="),
    "warning": "import numpy as np\n\ndef entropy(p):\n    with_nan = p * np.log(p)\n"
    "    return 0.0 - np.where(p > 0, with_nan, 0.0).sum(axis=-1)\n",
    "decorated": "import functools\n\ndef loud(function):\n    @functools.wraps(function)\n    def wrapper(*args):\n"
    "        print('called')\n        return function(*args)\n    return wrapper\n\n"
    + RIGHT.replace("def entropy", "@loud\ndef entropy"),
    "in-an-if": "import sys\nimport numpy as np\n\nif sys.version_info >= (3,):\n"
    + "\n".join(f"    {line}" for line in RIGHT.splitlines()[3:]),
    "in-an-else": "import numpy as np\n\nif False:\n    pass\nelse:\n"
    + "\n".join(f"    {line}" for line in RIGHT.splitlines()[3:]),
    "in-a-try": "import numpy as np\n\ntry:\n    from scipy.stats import entropy\nexcept ImportError:\n"
    + "\n".join(f"    {line}" for line in RIGHT.splitlines()[3:]),
    "lambda": "import numpy as np\n\nentropy = lambda p: 0.0 - (p * np.log(np.where(p > 0, p, 1.0))).sum(axis=-1)\n",
    "partial": HELPER.replace("surprise(p)", "surprise(p, axis)").replace("axis=-1", "axis=axis")
    + "\nfrom functools import partial\n\nentropy = partial(average_surprise, axis=-1)\n",
    "alias": HELPER + "\nentropy = H = average_surprise\n",
    "method": "import numpy as np\n\n\nclass Losses:\n    @staticmethod\n"
    + "\n".join(f"    {line}" for line in HELPER.splitlines()[3:])
    + "\n\nentropy = Losses.average_surprise\n",
    "callable-object": HELPER + "\nclass Entropy:\n    def __call__(self, p):\n        return average_surprise(p)\n\n"
    "entropy = Entropy()\n",
    "unpacked": HELPER + "\n(entropy, other) = (average_surprise, None)\n",
    "numpy-scalar": RIGHT.replace("return 0.0 -", "return np.float64(0.0) -"),
    "long-double": RIGHT.replace("dtype=float", "dtype=np.longdouble"),
    "python-floats": RIGHT.replace("    return", "    if p.ndim == 1: return float(-sum(p * logs))\n    return"),
    "modern-syntax": RIGHT.replace("    p =", "    match p:\n        case _ if (q := p) is not p: p = q\n    p ="),
}


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN.keys())
def test_the_way_it_is_written_costs_nothing(runner, public_key, text):
    assert_full_marks(graded(runner, public_key, {"entropy.py": text}))


def test_what_was_printed_is_a_note(runner, public_key):
    given = graded(runner, public_key, {"entropy.py": WRITTEN["printing"]})
    assert given.items[0].notes[0].startswith("p is [")


# ---------------------------------------------------------------- which files lie beside it

USES = "from {} import average_surprise\n\n\ndef entropy(p):\n    return average_surprise(p)\n"
FOLDERS = {
    "helper-beside": {"entropy.py": USES.format("helper"), "helper.py": HELPER},
    "helper-beside-in-a-folder": {"week1/entropy.py": USES.format("helper"), "week1/helper.py": HELPER},
    "helper-of-a-helper": {"entropy.py": USES.format("a"), "a.py": "from b import *\n", "b.py": HELPER},
    "helpers-in-a-circle": {"entropy.py": USES.format("a"), "a.py": f"import b\n{HELPER}", "b.py": "import a\n"},
    "helper-as-module": {
        "entropy.py": "import helper as h\n\n\ndef entropy(p): return h.average_surprise(p)\n",
        "helper.py": HELPER,
    },
    "helper-imported-late": {
        "entropy.py": "def entropy(p):\n    import h\n    return h.average_surprise(p)\n",
        "h.py": HELPER,
    },
    "package": {"entropy.py": USES.format("tools.maths"), "tools/__init__.py": "", "tools/maths.py": HELPER},
    "package-without-init": {"entropy.py": USES.format("tools.maths"), "tools/maths.py": HELPER},
    "package-as-module": {
        "entropy.py": "import tools.maths\ndef entropy(p): return tools.maths.average_surprise(p)\n",
        "tools/__init__.py": "",
        "tools/maths.py": HELPER,
    },
    "relative-import": {"mine/entropy.py": USES.format(".helper"), "mine/__init__.py": "", "mine/helper.py": HELPER},
    "package-with-names-of-its-own": {"entropy.py": USES.format("tools"), "tools/__init__.py": HELPER},
    "package-that-imports-its-parts": {
        "entropy.py": USES.format("tools"),
        "tools/maths.py": HELPER,
        "tools/__init__.py": "from tools.maths import average_surprise\n",
    },
    "package-below-a-folder": {
        "hw/entropy.py": USES.format("tools.maths"),
        "hw/tools/__init__.py": "",
        "hw/tools/maths.py": HELPER,
    },
    "two-helpers-of-one-name": {
        "a/helper.py": "average_surprise = None\n",
        "b/helper.py": HELPER,
        "b/entropy.py": USES.format("helper"),
    },
    "one-file-for-all": {"homework.py": f"{RIGHT}\n\ndef surprise(p):\n    return -np.log(p)\n"},
    "another-file-name": {"Entropy (1).py": RIGHT},
    "stub-elsewhere": {"a/entropy.py": STUB, "b/entropy.py": RIGHT},
    "stub-of-the-right-name": {"entropy.py": STUB, "solution.py": RIGHT},
    "written-file-first": {"a/entropy.py": RIGHT, "b/entropy.py": STUB},
    "broken-file-elsewhere": {"entropy.py": RIGHT, "draft.py": "def entropy(p):\n    return (\n"},
    "hanging-file-elsewhere": {"entropy.py": RIGHT, "a.py": "while True: pass\n"},
    "unrelated-text": {"entropy.py": RIGHT, "notes.py": "Dear teacher,\n"},
    "used-by-another-exercise": {"cross_entropy.py": "from entropy import entropy\n", "entropy.py": RIGHT},
    "reexported": {"answers.py": "from impl import entropy\n", "impl.py": RIGHT},
    "demo-beside": {"demo.py": "import matplotlib.pyplot as plt\nfrom homework import entropy\n", "homework.py": RIGHT},
    "tried-out-beside": {"a.py": 'if __name__ == "__main__":\n    entropy = 3\n', "homework.py": RIGHT},
}


@pytest.mark.parametrize("files", FOLDERS.values(), ids=FOLDERS.keys())
def test_the_files_around_it_cost_nothing(runner, public_key, files):
    assert_full_marks(graded(runner, public_key, files))


COPIES = ["losses - Copy.py", "losses copy 2.py", "Copy of losses.py", "losses-DESKTOP-8Q2K.py", "losses - 복사본.py"]
COPIES += ["losses (Anna's conflicted copy 2026-01-05).py", "losses의 사본.py", "losses-checkpoint.py"]


@pytest.mark.parametrize("copy", COPIES)
def test_a_copy_that_a_system_left_beside_the_file_is_not_the_answer(copy, runner, public_key):
    given = graded(runner, public_key, {copy: WRONG, "losses.py": RIGHT})
    assert given.status == "passed"
    alone = graded(runner, public_key, {copy: RIGHT, "losses.py": STUB})
    assert alone.status == "passed"


NO_COPIES = {  # what has no original beside it is what the student worked on
    "colab": ["Copy of hw1.ipynb", "scratch.ipynb", "hw.py", "old/hw1.ipynb", "hw1.py"],
    "name-of-its-own": ["loss_copy_on_write.py", "loss.py", "hw.py"],
    "onedrive": ["mse-PC-1.py", "hw.py", "old/mse.py"],
    "folder": ["hw - old/copy.py", "hw.py"],
    "surname": ["hw - Kopietz.py", "hw.py"],
    "copy-alone": ["hw - Copy.py", "losses.py"],
}


@pytest.mark.parametrize("paths", NO_COPIES.values(), ids=NO_COPIES)
def test_without_its_original_beside_it_a_file_is_no_copy(paths):
    assert not is_copy(paths[0], paths)


def test_a_copy_of_a_copy_is_one_of_the_original_too():
    assert is_copy("a/Copy of Copy of hw.py", ["a/hw.py", "a/Copy of Copy of hw.py"])
    assert is_copy("mse-PC-1.py", ["mse.py", "mse-PC-1.py"])


@pytest.mark.parametrize("copy", COPIES)
def test_the_code_that_is_shown_is_the_code_that_is_judged(copy):
    files = {copy: WRONG.encode(), "losses.py": RIGHT.encode()}
    assert sources_of(files, ["information/entropy"])["information/entropy"]["file"] == "losses.py"


def test_of_a_notebook_the_last_definition_is_shown_for_it_is_judged():
    files = {"hw.ipynb": json.dumps([WRONG, "x = 1", RIGHT]).encode()}
    assert sources_of(files, ["information/entropy"])["information/entropy"]["file"] == "hw.ipynb, 3"


def test_these_marks_are_not_given_away(runner, public_key):
    """The same door, with an answer that is not right: none of the tests above would notice a judge that sleeps."""
    assert graded(runner, public_key, {"entropy.py": WRONG}).score == 0
