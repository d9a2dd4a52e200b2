"""Notebooks: what is read of them, how their cells are run, and what one bad cell costs."""

from __future__ import annotations

import ast
import json
import random
import time
import tracemalloc

import pytest
from attacks.archives import zip_of
from attacks.honest import ENTROPY, SURPRISE
from classroom import find_submissions, grade, lines_of, scores, write_key
from misbehaving import GOOD, SECONDS, run, sentences
from notebooks import code, notebook, sources
from shell import FAILED, PASSED, RIGHT, assert_stops, called, write_student

from autograder.classroom.members import read_group
from autograder.isolation.inside.cells import beginnings, read_cells, unfinished_until
from autograder.isolation.inside.files import Files
from autograder.isolation.inside.magics import Search, is_unfinished, parse_cell
from autograder.isolation.inside.progress import Progress
from autograder.isolation.runner import Runner
from autograder.judging.cells import MAX_CELLS, MAX_NOTEBOOK, UnreadableNotebook, code_cells
from autograder.judging.submission import (
    MAX_ALL,
    MAX_FILE,
    Submission,
    read_submission,
)

# ---------------------------------------------------------------- what is read of a notebook


def text(source: str, kind: str = "markdown") -> dict:
    return {"cell_type": kind, "metadata": {}, "source": source}


PLOT = {"output_type": "display_data", "data": {"image/png": "A" * 5_000_000}, "metadata": {}}
OLD = {"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "code", "input": ["x = 1\n", "y = 2"]}]}]}
READ = {
    "text": (notebook("x = 1", "y = 2"), ["x = 1", "y = 2"]),
    "lines": (notebook(code(["x = 1\n", "y = 2"])), ["x = 1\ny = 2"]),
    "other-cells": (notebook(text("# Entropy"), "x = 1", text("y", "raw"), text("z", "no such type")), ["x = 1"]),
    "blank-cells": (notebook("", " \n", "x = 1"), ["x = 1"]),
    "plots": (notebook(code("plot()", outputs=[PLOT, PLOT])), ["plot()"]),
    "byte-order-mark": (b"\xef\xbb\xbf" + notebook("x = 1"), ["x = 1"]),
    "korean": (notebook("# 엔트로피"), ["# 엔트로피"]),
    "nbformat-3": (json.dumps(OLD).encode(), ["x = 1\ny = 2"]),
    "lone-surrogates": (notebook("x = '\ud800'"), ["x = '\ud800'"]),
    "null-characters": (notebook("x = 1\0"), ["x = 1\0"]),
    "one-cell-twice": (notebook("x = 1", "x = 1"), ["x = 1", "x = 1"]),
    "no-metadata": (b'{"cells": [{"cell_type": "code", "source": "x"}]}', ["x"]),
}


@pytest.mark.parametrize(("data", "expected"), READ.values(), ids=READ)
def test_the_code_cells_are_read_in_order(data, expected):
    cells = code_cells(data, "hw.ipynb")
    assert cells.sources == expected
    assert json.loads(cells.to_file().decode("utf-8", "surrogatepass")) == expected


WHOLE = notebook("x = 1")
DAMAGED, NOT_ONE, TOO_LARGE = "damaged or saved only in part", "not a notebook as Jupyter saves it", "more than 16 MiB"
NOT_READ = {
    "no-bytes": (b"", "an empty file"),
    "blank": (b" \n\n", "an empty file"),
    "saved-half-way": (WHOLE[: len(WHOLE) // 2], DAMAGED),
    "not-json": (b"import numpy as np\n", DAMAGED),
    "null-bytes": (bytes(1000), DAMAGED),
    "null-bytes-inside": (WHOLE.replace(b"x = 1", b"x\0= 1"), DAMAGED),
    "a-merge-conflict": (
        b"{\n<<<<<<< HEAD\n" + WHOLE + b"\n=======\n" + WHOLE + b"\n>>>>>>> other\n}",
        "merge conflict",
    ),
    "deep": (b"[" * 100_000 + b"]" * 100_000, DAMAGED),
    "deep-in-a-cell": (
        notebook(code("x", metadata=None)).replace(b"null", b'{"a":' * 9999 + b"1" + b"}" * 9999),
        DAMAGED,
    ),
    "endless-number": (b'{"cells": ' + b"1" * 10_000 + b"}", DAMAGED),
    "a-list": (b"[]", NOT_ONE),
    "a-number": (b"3", NOT_ONE),
    "a-text": (b'"cells"', NOT_ONE),
    "nothing": (b"null", NOT_ONE),
    "no-cells": (b"{}", NOT_ONE),
    "cells-are-a-text": (b'{"cells": "x = 1"}', NOT_ONE),
    "cells-are-an-object": (b'{"cells": {"cell_type": "code", "source": ""}}', NOT_ONE),
    "a-cell-is-a-text": (b'{"cells": ["x = 1"]}', NOT_ONE),
    "a-cell-is-nothing": (b'{"cells": [null]}', NOT_ONE),
    "a-cell-without-type": (b'{"cells": [{"source": "x"}]}', NOT_ONE),
    "a-source-is-an-object": (b'{"cells": [{"cell_type": "code", "source": {"x = 1": 2}}]}', NOT_ONE),
    "a-source-is-a-number": (b'{"cells": [{"cell_type": "code", "source": 3}]}', NOT_ONE),
    "a-source-is-nothing": (b'{"cells": [{"cell_type": "code", "source": null}]}', NOT_ONE),
    "a-line-is-a-list": (b'{"cells": [{"cell_type": "code", "source": [["x"]]}]}', NOT_ONE),
    "worksheets-are-a-text": (b'{"worksheets": "code"}', NOT_ONE),
    "nothing-in-it": (notebook(), "no code cell"),
    "only-text": (notebook(text("# Entropy")), "no code cell"),
    "huge-outputs": (notebook(code("x", outputs=[PLOT] * 10)), TOO_LARGE),
    "a-million-parts": (b"[" + b"[],[[]]," * 200_000 + b"0]", TOO_LARGE),
    "100000-cells": (notebook(*["x = 1"] * 100_000), TOO_LARGE),
    "too-many-cells": (notebook(*["x = 1"] * (MAX_CELLS + 1)), f"more than {MAX_CELLS} code cells"),
}


@pytest.mark.parametrize(("data", "message"), NOT_READ.values(), ids=NOT_READ)
def test_what_is_no_reasonable_notebook_is_refused_and_explained(data, message):
    with pytest.raises(UnreadableNotebook, match=message) as raised:
        code_cells(data, "hw.ipynb")
    assert str(raised.value).startswith("hw.ipynb: ")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp949"])
def test_a_notebook_is_decoded_as_a_file_is(encoding):
    word = "가나다" if encoding == "cp949" else "Größe"
    data = WHOLE.decode().replace("x = 1", f"x = 1  # {word}").encode(encoding)
    assert code_cells(data, "hw.ipynb").sources == [f"x = 1  # {word}"]


def test_a_notebook_of_brackets_is_not_unpacked():
    data = (b"[" + b"[[[[[[]]]]]]," * (MAX_NOTEBOOK // 13))[: MAX_NOTEBOOK - 2] + b"0]"
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableNotebook, match=TOO_LARGE):
            code_cells(data, "hw.ipynb")
        assert tracemalloc.get_traced_memory()[1] < 1 << 20
    finally:
        tracemalloc.stop()


def test_outputs_and_metadata_make_no_difference_to_the_digest(tmp_path):
    plain, run_twice = notebook("x = 1"), notebook(code("x = 1", outputs=[PLOT], execution_count=7), metadata={"a": 1})
    other = notebook("x = 2")
    digests = []
    for name, data in {"plain": plain, "run": run_twice, "other": other}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "hw.ipynb").write_bytes(data)
        digests.append(read_submission(tmp_path / name).digest)
    assert digests[0] == digests[1] != digests[2]


MISPLACED = {
    "markdown": (text("def entropy(p):\n    return 0"), ["entropy"]),
    "raw": (text("def entropy(p):\n    return 0", "raw"), ["entropy"]),
    "a-lesson": (text("# Entropy\n\n```python\ndef entropy(p):\n    ...\n```"), []),
    "its-own-code": (code("def entropy(p):\n    return 0"), []),
}


@pytest.mark.parametrize(("cell", "names"), MISPLACED.values(), ids=MISPLACED)
def test_code_in_a_cell_of_another_type_is_told(cell, names):
    problems = [problem.render(str) for problem in code_cells(notebook("x = 1", cell), "hw.ipynb").problems("hw.ipynb")]
    assert [problem.split()[1] for problem in problems] == names


# ---------------------------------------------------------------- a cell, as Jupyter reads it

# id: (cell, the Python that is left of it)
CELLS = {
    "python": ("x = 10 % 3\ny = [x\n% b]", "x = 10 % 3\ny = [x % b]"),
    "line-magic": ("%matplotlib inline\nx = 1", "pass\nx = 1"),
    "shell-line": ("!pip install 'numpy\nx = 1", "pass\nx = 1"),
    "continued": ("!pip install \\\n  numpy \\\n  scipy\nx = 1", "pass\nx = 1"),
    "question": ("np.log?\nx = 1\n?np.exp\nnp.sin??", "pass\nx = 1\npass\npass"),
    "assigned": ("files = !ls *.py\na, b = %who\nx = 1", "pass\npass\nx = 1"),
    "in-a-loop": (
        "for i in a:\n    !echo {i}\n    %timeit f(i)\n    f(i)",
        "for i in a:\n    pass\n    pass\n    f(i)",
    ),
    "in-a-text": ("s = '''\n%matplotlib\n!ls\nwhat?\n'''", r"s = '\n%matplotlib\n!ls\nwhat?\n'"),
    "unclosed-in-a-shell-line": ('!echo (\n!echo """\n!echo it\'s\nx = 1', "pass\npass\npass\nx = 1"),
    "timed": ("%%time\nx = 1", "x = 1"),
    "timed-and-captured": ("\n%%capture out\n%%time\nx = 1", "x = 1"),
    "windows-line-ends": ("%cd ..\r\nx = 1\r\n", "pass\nx = 1"),
    "indented": ("  x = 1\n  y = 2", "x = 1\ny = 2"),
}


@pytest.mark.parametrize(("source", "left"), CELLS.values(), ids=CELLS)
def test_magics_do_nothing_and_the_rest_stays(source, left):
    assert ast.unparse(parse_cell(source, "cell", Search())) == left


def test_magics_leave_the_line_numbers_as_they_are():
    tree = parse_cell("%%time\n!pip install \\\n  numpy\n\nx = 1", "cell", Search())
    assert [statement.lineno for statement in tree.body] == [2, 5]


NO_CELLS = {
    "half": ("x = (1,\n", "never closed", 1),
    "error-with-a-question": ("x = 1\ny = = 2  # why?\n", "invalid syntax", 2),
    "after-a-magic": ("%matplotlib inline\n!ls\nx = = 1", "invalid syntax", 3),
    "bash": ("%%bash\necho it's", "a cell with %%bash is not run", 1),
    "timeit": ("%%timeit\ndef f():\n    pass", "a cell with %%timeit is not run", 1),  # nor does Jupyter keep its names
    "file": ("\n%%writefile a.py\ndef f():\n    pass", "a cell with %%writefile is not run", 2),
}


@pytest.mark.parametrize(("source", "message", "line"), NO_CELLS.values(), ids=NO_CELLS)
def test_what_is_no_python_is_told_with_its_line(source, message, line):
    with pytest.raises(SyntaxError, match=message) as raised:
        parse_cell(source, "cell", Search())
    assert raised.value.lineno == line


# ---------------------------------------------------------------- cells are run one by one


@pytest.fixture(scope="module", params=["basic", "strict"])
def runner(request):
    with Runner(request.param) as runner:
        assert runner.tier == request.param
        yield runner


ONE = "def bad(p):\n    return 1.0\n"
TWO = "def bad(p):\n    return 2.0\n"
STUB = 'def bad(p):\n    """Statement."""\n    # YOUR CODE HERE\n    raise NotImplementedError()\n'


def run_cells(runner, *cells, **files):
    """Run a function `bad` and beside it, from a cell of its own at the end, an honest one."""
    answers = run(runner, {"hw.ipynb": sources(*cells, GOOD.decode()), **files}, "bad", "good")
    assert answers["good"].outcome == "answered", answers["good"]
    assert answers["good"].observations[0].value == 1.0
    return answers["bad"]


COSTS_NOTHING = {
    "raises": ("x = 1 / 0",),
    "reads-input": ("name = input()",),
    "exits": ("raise SystemExit",),
    "exits-as-in-jupyter": ("exit()",),
    "plots": ("import matplotlib.pyplot as plt\nplt.plot([1])\nplt.show()",),
    "asks-for-ipython": ("get_ipython().run_line_magic('matplotlib', 'inline')",),
    "imports-the-answers": ("import torch",),
    "is-no-python": ("Dear teacher,",),
    "is-half": ("x = (1,",),
    "returns": ("return 3",),
    "awaits": ("await something",),
    "is-a-shell-script": ("%%bash\nrm -rf ~",),
    "is-full-of-magics": ("%load_ext autoreload\n!pip install x\nhelp?\n",),
    "is-too-deep": ("x = " + "(" * 5000,),
    "has-null-characters": ("x = 1\0",),
    "has-lone-surrogates": ("x = '\ud800'",),
    "recurses": ("def f():\n    f()\nf()",),
    "displays": ("display([1, 2], clear=True)",),
    "checks": ("import autograder\nautograder.check(bad)",),
    "stops-at-a-main-block": ("if __name__ == '__main__':\n    bad = None",),
    "ends-the-process": ("import os\nos._exit(0)",),
    "crashes": ("import ctypes\nctypes.string_at(0)",),
    "never-ends": ("while True:\n    pass",),
    "two-that-end-the-process": ("import os\nos._exit(0)", "import os\nos._exit(1)"),
    "imports-a-file-that-never-ends": ("import endless",),
    "imports-a-file-that-fails": ("from failing import f",),
}
BESIDE = {"endless.py": "while True: pass", "failing.py": "1 / 0"}


@pytest.mark.parametrize("cells", COSTS_NOTHING.values(), ids=COSTS_NOTHING)
@pytest.mark.parametrize("where", ["before", "after"])
def test_a_bad_cell_costs_nothing_that_it_does_not_define(runner, cells, where):
    answer = run_cells(runner, *([*cells, ONE] if where == "before" else [ONE, *cells]), **BESIDE)
    assert answer.outcome == "answered", answer
    assert answer.observations[0].value == 1.0


COUNTS = {
    "the-last-one-run": ((ONE, TWO), 2.0),
    "not-one-that-cannot-be-parsed": ((ONE, "def bad(p):\n    return (\n"), 1.0),
    "one-after-an-error": ((ONE, f"1 / 0\n{TWO}"), 2.0),
    "one-after-an-exit": ((f"raise SystemExit\n{ONE}",), 1.0),
    "one-after-a-return": ((f"return 3\n{ONE}",), 1.0),
    "one-after-a-half": ((f"x = (1,\n\n{ONE}",), 1.0),
    "one-after-what-never-ends": ((f"while True:\n    pass\n{ONE}",), 1.0),
    "one-after-what-ends-the-process": ((f"import os\nos._exit(3)\n{ONE}",), 1.0),
    "one-of-a-written-file": ((f"%%writefile beside.py\n{ONE}", "from beside import bad"), 1.0),
    "one-before-an-error": ((f"{ONE}\n1 / 0",), 1.0),
    "one-before-an-exit": ((f"{ONE}\nraise SystemExit",), 1.0),
    "one-after-jupyters-exit": ((f"exit()\n{ONE}",), 1.0),
    "one-before-a-return": ((f"{ONE}\nreturn 3",), 1.0),
    "one-after-an-import-that-fails": ((f"import matplotlib.pyplot as plt\nimport torch\n{ONE}",), 1.0),
    "one-after-a-magic": ((f"%%time\n%matplotlib inline\n{ONE}",), 1.0),
    "a-stub-written-further-down": ((STUB, ONE), 1.0),
    "one-that-uses-an-earlier-cell": (("two = 2.0", "def bad(p):\n    return two"), 2.0),
    "one-that-uses-a-later-cell": (("def bad(p):\n    return two", "two = 2.0"), 2.0),
    "one-with-annotations-of-the-future": (("from __future__ import annotations", ONE.replace("p", "p: Nothing")), 1.0),
    "one-with-a-dataclass": (
        (
            "from dataclasses import dataclass\n@dataclass\nclass A:\n    x: float = 1.0",
            "def bad(p):\n    return A().x",
        ),
        1.0,
    ),
    "one-that-displays": (("def bad(p):\n    display(p)\n    return 1.0",), 1.0),
    "one-of-a-file": (("from helper import helped as bad",), 3.0),
    "one-of-a-file-of-the-notebooks-name": (("from hw import helped as bad",), 3.0),
}
HELPERS = {"helper.py": "def helped(p):\n    return 3.0\n", "hw.py": "def helped(p):\n    return 3.0\n"}


@pytest.mark.parametrize(("cells", "value"), COUNTS.values(), ids=COUNTS)
def test_of_several_definitions_the_one_counts_that_counts_in_jupyter(runner, cells, value):
    answer = run_cells(runner, *cells, **HELPERS)
    assert answer.outcome == "answered", answer
    assert answer.observations[0].value == value


LOST = {
    "cannot-be-parsed": (
        ("x = 1", "def bad(p):\n    y = 1\n    return = 2"),
        "error",
        "hw.ipynb, cell 2, line 3: this is no Python; correct the line, run the whole file once, and",
    ),
    "stub-before-what-cannot-be-parsed": (
        (STUB, "def bad(p):\n    return (\n"),
        "error",
        "hw.ipynb, cell 2, line 2: a bracket",
    ),
    "raises": (
        ("x = 1", "\nbad = 1 / 0"),
        "error",
        "hw.ipynb, cell 2, line 2: this line fails when the file is run; correct it",
    ),
    "exits": (("@exit(1 / 0)\ndef bad(p):\n    return 1.0",), "error", "hw.ipynb, cell 1, line 1: this line fails"),
    "compiles-not": (("def bad(p):\n    nonlocal p",), "error", "SyntaxError: name 'p' is parameter"),
    "in-a-bash-cell": ((f"%%bash\n{ONE}",), "error", "hw.ipynb, cell 1, line 1: this cell is not run here"),
    "imported-from-the-answers": (
        ("from scipy.stats import entropy as bad",),
        "refused",
        "import scipy (hw.ipynb, cell 1, line 1)",
    ),
    "raises-when-called": (("def bad(p):\n    return 1 / 0",), "answered", "(hw.ipynb, cell 1, line 2)"),
    "not-there": (("x = 1",), "missing", ""),
    "only-named": (("bad(3)",), "missing", ""),
    "deleted-again": ((f"{ONE}\ndel bad",), "missing", ""),
    "not-written": (("x = 1", STUB), "todo", ""),
    "a-stub-last": ((ONE, STUB), "todo", ""),
}


@pytest.mark.parametrize(("cells", "outcome", "said"), LOST.values(), ids=LOST)
def test_what_a_bad_cell_defines_is_lost_and_the_cell_named(runner, cells, outcome, said):
    answer = run_cells(runner, *cells)
    assert answer.outcome == outcome, answer
    assert said in (answer.observations[0].text if outcome == "answered" else sentences(answer.text))


ENDS = {
    "never-ends": (f"def end(f):\n    while True: pass\n@end\n{ONE}", "timeout", f"{SECONDS:g}"),
    "ends-the-process": (f"import os\n@os._exit(3)\n{ONE}", "crashed", "exit status 3"),
}


@pytest.mark.parametrize(("cell", "outcome", "detail"), ENDS.values(), ids=ENDS)
def test_what_a_cell_defines_that_never_ends_is_lost_with_it(runner, cell, outcome, detail):
    answer = run_cells(runner, cell)
    assert (answer.outcome, answer.detail) == (outcome, detail)


def test_a_notebook_that_ends_every_child_is_given_up(runner):
    exits = [f"import os\nos._exit({i})" for i in range(100)]
    answers = run(runner, {"hw.ipynb": sources(*exits, ONE), "good.py": GOOD}, "bad", "good")
    assert answers["bad"].outcome == "crashed"
    assert answers["good"].outcome == "answered"


def test_what_is_missing_because_a_cell_failed_is_told(runner):
    answer = run_cells(runner, "import no_such_module as plt", "def bad(p):\n    plt.plot(p)\n    return 1.0")
    assert answer.observations[0].text.startswith("NameError: name 'plt' is not defined")
    assert sentences(answer.text).startswith(
        "hw.ipynb: plt is not there when bad needs it. (ModuleNotFoundError: No module named 'no_such_module'"
    )


def test_a_notebook_is_not_imported(runner):
    answers = run(runner, {"hw.ipynb": sources(ONE), "use.py": "from hw import bad as good"}, "bad", "good")
    assert (answers["bad"].outcome, answers["good"].outcome) == ("answered", "error")
    assert "No module named 'hw'" in answers["good"].text


def test_a_file_that_only_looks_like_a_notebook_costs_only_itself(runner):
    answers = run(runner, {"hw.ipynb": b"def bad(p): [", "good.py": GOOD}, "bad", "good")
    assert (answers["bad"].outcome, answers["good"].outcome) == ("error", "answered")


def test_of_a_file_and_a_notebook_the_written_one_is_judged_and_of_two_the_first_with_a_note(runner):
    files = {"bad.py": STUB, "hw.ipynb": sources(ONE)}
    assert run(runner, files, "bad")["bad"].observations[0].value == 1.0
    answer = run(runner, {**files, "bad.py": TWO}, "bad")["bad"]
    assert answer.observations[0].value == 2.0
    assert "bad.py: bad is written here and in hw.ipynb; the one here is judged." in sentences(answer.text)


# ---------------------------------------------------------------- the commands


def test_check_takes_a_notebook_and_a_folder_with_one(tmp_path):
    folder = write_student(tmp_path)
    (folder / "hw.ipynb").write_bytes(notebook("%matplotlib inline", RIGHT, "def surprise(p):\n    return 0.0"))
    done = called("check", "hw.ipynb", cwd=folder)
    assert (done.returncode, "✓ entropy" in done.stdout, "✗ surprise" in done.stdout) == (FAILED, True, True)
    unit = folder / "exercises/information"
    (unit / "surprise.py").unlink()
    (unit / "kl_divergence.py").unlink()
    (unit / "information.ipynb").write_bytes(notebook(SURPRISE))
    done = called("check", "exercises", cwd=folder)
    assert (done.returncode, "✓ entropy" in done.stdout, "✓ surprise" in done.stdout) == (PASSED, True, True)


def test_check_says_what_is_wrong_with_a_notebook(tmp_path):
    folder = write_student(tmp_path)
    (folder / "half").mkdir()
    for path in (folder / "hw.ipynb", folder / "half/hw.ipynb", folder / "exercises/hw.ipynb"):
        path.write_bytes(WHOLE[:50])
    assert_stops(called("check", "hw.ipynb", cwd=folder), "hw.ipynb: damaged or saved only in part")
    assert_stops(called("check", "half", cwd=folder), "hw.ipynb: damaged or saved only in part")
    done = called("check", "exercises", cwd=folder)
    assert "✓ entropy" in done.stdout
    assert "hw.ipynb: damaged or saved only in part" in done.stdout.splitlines()[-1]


def test_a_class_as_nbgrader_collects_it_is_graded(tmp_path):
    students = {
        "alice": notebook("import numpy as np", ENTROPY, "autograder.check(entropy)"),
        "bob": notebook(
            "import numpy as np", "def entropy(p):\n    return 0.0", text("def surprise(p):\n    return 1")
        ),
        "carol": notebook(ENTROPY, SURPRISE)[:-90],
        "dan": notebook(code("x = 1", outputs=[PLOT] * 10)),
    }
    for name, data in students.items():
        folder = tmp_path / "class" / name / "information"
        (folder / ".ipynb_checkpoints").mkdir(parents=True)
        (folder / ".ipynb_checkpoints/information-checkpoint.ipynb").write_bytes(notebook(ENTROPY, SURPRISE))
        (folder / "information.ipynb").write_bytes(data)
        (folder / "timestamp.txt").write_text("2026-03-02 10:00:00 UTC")
    (tmp_path / "class/dan/more").mkdir()
    (tmp_path / "class/dan/more/more.ipynb").write_bytes(notebook(ENTROPY))
    results = grade(write_key(tmp_path))
    marks = scores(results)
    assert marks["alice"] == marks["dan"] > 0
    assert marks["bob"] == marks["carol"] == 0
    messages = {
        report["submission"]: {exercise["name"]: exercise["message"] for exercise in report["exercises"]}
        for report in lines_of(results / "results.jsonl")
    }
    assert "surprise stands in a cell that is not a code cell" in messages["bob"]["surprise"]
    assert messages["carol"]["entropy"].startswith("Cannot be loaded. information/information.ipynb: damaged")
    assert "information/information.ipynb: more than 16 MiB" in messages["dan"]["surprise"]
    assert str(tmp_path) not in json.dumps(messages)


HW = notebook("x = 1")
FORMS = {
    "loose": ({"alice.ipynb": HW}, {"alice.ipynb"}),
    "capital-suffix": ({"alice.IPYNB": HW}, {"alice.ipynb"}),
    "folder": ({"alice/week 1/hw.ipynb": HW, "alice/.ipynb_checkpoints/hw-checkpoint.ipynb": HW}, {"week 1/hw.ipynb"}),
    "zip": ({"alice.zip": zip_of({"week 1/hw.ipynb": HW, ".ipynb_checkpoints/hw.ipynb": HW})}, {"week 1/hw.ipynb"}),
    "canvas": ({"alice_1001_2002_hw.ipynb": HW, "alice_LATE_1001_2003_more.ipynb": HW}, {"hw.ipynb", "more.ipynb"}),
}


@pytest.mark.parametrize(("files", "paths"), FORMS.values(), ids=FORMS)
def test_a_notebook_is_accepted_wherever_a_file_is(tmp_path, files, paths):
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    ((name, found),) = find_submissions(tmp_path)
    assert read_group(name, found) == Submission("alice", dict.fromkeys(paths, b'["x = 1"]'))


def test_a_bad_notebook_in_a_zip_costs_only_itself(tmp_path):
    plots = notebook(code("x = 1", outputs=[PLOT] * 10))
    (tmp_path / "alice.zip").write_bytes(zip_of({"a.ipynb": HW, "b.ipynb": HW[:50], "c.ipynb": plots}))
    given = read_submission(tmp_path / "alice.zip")
    assert given.files == {"a.ipynb": b'["x = 1"]'}
    assert [part.split(":")[0] for part in given.problem.split("; ") if ".ipynb" in part] == ["b.ipynb", "c.ipynb"]


def test_more_notebooks_than_anybody_hands_in_are_not_all_unpacked(tmp_path):
    large = notebook(code("x = 1", outputs=[PLOT] * 3))
    (tmp_path / "alice.zip").write_bytes(zip_of({f"{i}.ipynb": large for i in range(5)}))
    given = read_submission(tmp_path / "alice.zip")
    assert len(given.files) == 4
    assert "more than 64 MiB of notebooks; clear their outputs" in given.problem


def test_a_notebooks_code_is_bounded_as_a_files_is(tmp_path):
    for i in range(MAX_ALL // MAX_FILE + 1):
        (tmp_path / f"{i}.ipynb").write_bytes(notebook("#" * MAX_FILE))
    given = read_submission(tmp_path)
    assert sum(map(len, given.files.values())) <= MAX_ALL
    assert "more than 300 Python files and notebooks or 2 MiB of code" in given.problem


def test_a_submission_is_no_place_for_anything_but_code(tmp_path):
    (tmp_path / "hw.ipynb").write_bytes(notebook(text("secret text"), code("x = 1", metadata={"secret": "data"})))
    assert read_submission(tmp_path) == Submission(tmp_path.name, {"hw.ipynb": b'["x = 1"]'})


NEVER_ENDS = {  # texts of which some part could be looked at again and again
    "brackets that stay open": ("x = (" + "1," * 250 + "\n") * 1000,
    "brackets in brackets": ("f(" + "1," * 250 + "\n") * 1000,
    "halves of conflicts": "<<<<<<< \n=======\n" * 30_000,
    "magics": "%x\n" * 100_000,
    "tabs": "\t" * 500_000 + "x",
    "names": "def f(:\na" + " " * 500_000 + "x",
    "indices": "def f(:\n" + " a [b\n" * 100_000,
}


@pytest.mark.parametrize("text", NEVER_ENDS.values(), ids=NEVER_ENDS)
def test_a_text_that_is_no_python_is_given_up_in_seconds(text):
    """The grader parses it too, to show it, and nobody ends that."""
    start = time.process_time()
    read_cells(f"def entropy(p):\n    return 0\n{text}", "entropy.py", Search())
    assert time.process_time() - start < 30


PROSE = "".join(f"Dear teacher, in line {number} we don't see (yet) why this is so:\n" for number in range(120))
OPEN = ("f(" + "1," * 250 + "\n") * 100
MARGIN = "\n".join(f"H{number} is what we expect" for number in range(35))
HONEST = f'def entropy(p):\n    """Expected surprise.\n\n{MARGIN}\n"""\n    return 0\n'
FRAMED = f'def entropy(p):\n    !ls\n    text = f"""\n{MARGIN}\n{{p}}\n"""\n    return text\n'


@pytest.mark.parametrize(
    "files",
    {
        "prose before it": {"hw.py": PROSE + HONEST},
        "prose around it": {"hw.py": PROSE + HONEST + PROSE},
        "pages of prose": {"hw.py": PROSE * 10 + HONEST},
        "a magic in it": {"hw.py": PROSE + FRAMED},
        "in a notebook": {"hw.ipynb": json.dumps([PROSE * 3, PROSE + HONEST])},
        "notes that are read first": {"a.py": f"{OPEN}# entropy", "hw.py": "Dear teacher,\n" + HONEST},
    }.values(),
)
def test_what_is_no_python_costs_no_code_that_stands_around_it(files):
    read = Files(Progress(lambda _: None))
    read.contents = {path: text.encode() for path, text in files.items()}
    kinds = [read.definitions(path) for path in read.contents]
    assert (read._search.letters < 0) == ("a.py" in files)
    assert kinds[-1]["entropy"] == "written"


def test_many_files_that_are_no_python_are_given_up_in_seconds():
    """What each file may need for itself is little where there are many."""
    start = time.process_time()
    read = Files(Progress(lambda _: None))
    read.contents = {f"{number}.py": OPEN[: (2 << 20) // 300].encode() for number in range(60)}
    for path in read.contents:
        read.cells(path)
    assert read._search.letters < 0
    assert time.process_time() - start < 30


def test_a_few_parses_tell_of_open_brackets_what_a_parse_of_each_piece_tells():
    rng, told = random.Random(1), {"unfinished": 0, "not": 0}
    for _ in range(400):
        lines = ["f(1,\n", *rng.choices(["f(1,\n", "2,\n", "a,\n", "g[0\n", ")\n", "],\n", "x y\n", "'(',\n"], k=9)]
        starts = [*beginnings(lines), len(lines)]
        is_so = [is_unfinished("".join(lines[:end])) for end in starts[1:]]
        if is_so[0]:
            last, first_not = unfinished_until(lines, starts, 2)
            assert all(is_so[:last])
            assert not first_not or (first_not == last + 1 and not is_so[last])
            told["unfinished"] += last > 1
            told["not"] += first_not > 0
    assert min(told.values()) > 20
