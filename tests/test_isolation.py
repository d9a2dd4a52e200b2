"""The isolated run: every way in which a student's code ends, and what it costs the rest."""

from __future__ import annotations

import time

import numpy as np
import pytest
from misbehaving import AMPLE, GOOD, HALVES, IMPORTED, SECONDS, at_import, called, calls, run, run_bad, sentences

from autograder.isolation.job import Argument, Calls, Job, Limits
from autograder.isolation.runner import Runner
from autograder.judging.reasons import Reason, sentence, split


@pytest.fixture(scope="module", params=["basic", "strict"])
def runner(request):
    with Runner(request.param) as runner:
        assert runner.tier == request.param
        yield runner


@pytest.fixture(scope="module")
def basic():
    """For tests that watch, through a file, what student code does: behind walls nothing is to be seen."""
    with Runner("basic") as runner:
        yield runner


# ---------------------------------------------------------------- outcomes

TIMEOUTS = {
    "loop-at-import": at_import("while True: pass"),
    "sleep-at-import": at_import("time.sleep(99)"),
    "loop-at-call": called("while True: pass"),
    "loop-in-del": called("return Clingy()", "class Clingy:\n    def __del__(self):\n        while True: pass"),
    "loop-in-the-message": called(
        "raise Chatty", "class Chatty(Exception):\n    def __str__(self):\n        while 1: 1"
    ),
    "stopped": called("import signal\nos.kill(os.getpid(), signal.SIGSTOP)"),
    "deaf": called("import signal\nfor n in (2, 14, 15): signal.signal(n, signal.SIG_IGN)\nwhile True: pass"),
    "loop-in-c": called("return sum(iter(int, 1))"),
}


@pytest.mark.parametrize("source", TIMEOUTS.values(), ids=TIMEOUTS.keys())
def test_code_that_never_answers_is_stopped(runner, source):
    answer = run_bad(runner, source)
    assert (answer.outcome, answer.detail) == ("timeout", "1")


CRASHES = {
    "exits-at-import": (at_import("os._exit(0)"), "exit status 0"),
    "exits-at-call": (called("os._exit(3)"), "exit status 3"),
    "segfault": (called("import ctypes\nctypes.string_at(0)"), "SIGSEGV"),
    "kills-itself": (called("import signal\nos.kill(os.getpid(), signal.SIGKILL)"), "SIGKILL"),
    "aborts": (called("os.abort()"), "SIGABRT"),
    "closes-all-descriptors": (called("os.closerange(0, 64)"), "exit status 1"),
    "breaks-the-builtins": (at_import("import builtins\nbuiltins.type = builtins.len = None"), "exit status 1"),
    "message-that-exits": (called("raise Rude", "class Rude(Exception):\n    def __str__(self): sys.exit()"), ""),
}


@pytest.mark.parametrize(("source", "detail"), CRASHES.values(), ids=CRASHES.keys())
def test_a_death_is_named_and_costs_only_its_function(runner, source, detail):
    answer = run_bad(runner, source)
    assert answer.outcome == "crashed"
    assert detail in answer.detail


ALLOWED_IN_BASIC = {
    "kills-its-group": (called("import signal\nos.killpg(0, signal.SIGKILL)"), "SIGKILL"),
    "execs-another-program": (called("os.execv('/bin/true', ['true'])"), "exit status 0"),
}


@pytest.mark.parametrize(("source", "detail"), ALLOWED_IN_BASIC.values(), ids=ALLOWED_IN_BASIC.keys())
def test_what_the_kernel_refuses_ends_one_call_and_where_nothing_refuses_it_the_process(runner, source, detail):
    answer = run_bad(runner, source)
    if runner.tier == "basic":
        assert (answer.outcome, answer.detail) == ("crashed", detail)
    else:
        assert answer.observations[0].text.startswith("PermissionError")


ERRORS = {
    "syntax": (
        "def bad(p):\n    return (\n",
        "bad.py, line 2: a bracket or quotation mark is opened and not closed; close it. (SyntaxError",
    ),
    "indentation": ("def bad(p):\nreturn 1\n", "IndentationError: expected an indented block"),
    "null-bytes": ("def bad(p): return 1\0", "zero bytes are in it"),
    "deep-nesting": ("def bad(p): return " + "(" * 5000, "too many nested parentheses"),
    "endless-minus": ("def bad(p): return " + "-" * 200_000 + "1", "MemoryError"),
    "endless-attributes": ("def bad(p): return p" + ".a" * 200_000, "RecursionError"),
    "huge-literal": ("def bad(p): return " + "1" * 5000, "SyntaxError: Exceeds the limit"),
    "exception-at-import": (
        at_import("1 / 0"),
        "bad.py, line 3: this line fails when the file is run; correct it, and run the whole file once.",
    ),
    "key-error-at-import": (at_import("os.environ['NO_SUCH']"), "KeyError: 'NO_SUCH'"),
    "exit-at-import": (at_import("sys.exit(3)"), "(SystemExit: 3)"),
    "reads-input": (at_import("input()"), "EOFError"),
    "unknown-module": (
        "from no_such_module import bad",
        "bad.py, line 1: no_such_module is neither handed in nor installed here",
    ),
    "no-function": ("bad = 3\n", "bad.py: it is not a function but int; write def bad(…)."),
}


@pytest.mark.parametrize(("source", "text"), ERRORS.values(), ids=ERRORS.keys())
def test_a_file_that_cannot_be_loaded_says_why(runner, source, text):
    answer = run_bad(runner, source)
    assert answer.outcome == "error"
    assert text in sentences(answer.text)
    assert "child.py" not in answer.text


MISSING = {
    "empty-file": "",
    "another-name": "def bda(p):\n    return 1.0\n",
    "only-inside-a-function": "def outer():\n    def bad(p):\n        return 1.0\n",
    "only-a-method": "class Losses:\n    def bad(self, p):\n        return 1.0\n",
    "only-in-a-comment": "# def bad(p): return 1.0\n",
    "deleted-again": IMPORTED + "del bad\n",
}


@pytest.mark.parametrize("source", MISSING.values(), ids=MISSING.keys())
def test_a_function_that_is_not_there_is_missing(runner, source):
    assert run_bad(runner, source).outcome == "missing"


def test_a_submission_without_files_misses_everything(runner):
    assert {answer.outcome for answer in run(runner, {}, "one", "two").values()} == {"missing"}


TODO = {
    "the-stub": 'def bad(p):\n    """Statement."""\n    raise NotImplementedError\n',
    "with-a-message": "def bad(p):\n    raise NotImplementedError('later')\n",
    "pass": "def bad(p):\n    pass\n",
    "ellipsis": "def bad(p):\n    ...\n",
    "docstring-only": 'def bad(p):\n    """Statement."""\n',
    "raised-at-the-first-call": "def bad(p):\n    p = p + 1\n    raise NotImplementedError\n",
    "stub-in-a-file-that-exits": "import os\nos._exit(1)\ndef bad(p):\n    pass\n",
}


@pytest.mark.parametrize("source", TODO.values(), ids=TODO.keys())
def test_a_function_not_yet_written_is_todo(runner, source):
    assert run_bad(runner, source).outcome == "todo"


def test_a_helper_not_yet_written_is_named(runner):
    source = "def help(p):\n    raise NotImplementedError\n\n\ndef bad(p):\n    return help(p) + 1\n"
    answers = run_bad(runner, source)
    (reason,) = split(answers.text)
    assert answers.outcome == "todo"
    assert reason == Reason("helper", "bad.py", 6, "help")
    assert sentence(reason, "bad", "3.13").render(str) == (
        "bad.py, line 6: help is not written yet, and bad needs it: write it first."
    )
    assert "help" not in sentence(reason, "bad", "3.13", hidden=True).render(str)


NOT_IMPLEMENTED_ELSEWHERE = {
    "in-python": ("import codecs", "codecs.IncrementalEncoder().encode('a')"),
    "in-c": ("import datetime", "datetime.tzinfo().utcoffset(None)"),
}


@pytest.mark.parametrize(("line", "what"), NOT_IMPLEMENTED_ELSEWHERE.values(), ids=NOT_IMPLEMENTED_ELSEWHERE)
def test_what_a_library_has_not_implemented_is_no_function_of_the_students_to_be_written(runner, line, what):
    answer = run_bad(runner, f"{line}\n\n\ndef help(p):\n    return {what}\n\n\ndef bad(p):\n    return help(p)\n")
    (observed,) = answer.observations
    assert answer.outcome == "answered"
    assert not observed.is_not_implemented
    assert observed.text.startswith("NotImplementedError")
    assert not observed.notes


REFUSED = {
    "torch": (called("return torch.ones(1)", "import torch"), "import torch (bad.py, line 4)"),
    "in-a-helper-of-its-own": (
        called("return help(p)", "import torch\ndef help(p): return torch.ones(1)"),
        "import torch",
    ),
    "part-of-scipy": (called("return entr(p).sum()", "from scipy.special import entr"), "import scipy"),
    "the-answers": (called("return entropy(p)", "from solutions.information import entropy"), "import solutions"),
    "itself": ("from scipy.special import entr as bad", "import scipy"),
    "by-name": (at_import("import importlib\nimportlib.import_module('torch.nn.functional')"), "import torch"),
    "when-called": (called("import sklearn.metrics\nreturn 1.0"), "import sklearn"),
    "when-called-by-name": (called("return __import__('scipy.stats').stats.entropy(p)"), "import scipy"),
    "for-another-exception": (
        called("return torch.ones(1)", "try:\n    import torch\nexcept ValueError:\n    pass"),
        "import torch",
    ),
}


@pytest.mark.parametrize(("source", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_a_library_with_the_answers_is_refused_by_name(runner, source, said):
    answer = run_bad(runner, source)
    assert answer.outcome == "refused"
    assert said in answer.text


def test_a_library_with_the_answers_is_refused_in_a_helper_too(runner):
    files = {"bad.py": "from helper import bad\n", "helper.py": called("return torch.ones(1)", "import torch")}
    assert run(runner, files, "bad")["bad"].outcome == "refused"


RAISED = {
    "exits": (called("sys.exit(3)"), "SystemExit: 3 (bad.py, line 4)"),
    "interrupts": (called("raise KeyboardInterrupt"), "KeyboardInterrupt"),
    "recursion": (called("return bad(p)"), "RecursionError"),
    "reads-input": (called("return float(input())"), "EOFError"),
    "hoards-arrays": (called("import numpy\nkept = [numpy.zeros(1 << 27) for _ in range(99)]"), "MemoryError"),
    "hoards-descriptors": (called("kept = []\nwhile True: kept.append(os.dup(0))"), "OSError: [Errno 24]"),
    "fills-the-disk": (called("open('big', 'wb').write(bytes(17 << 20))"), "OSError: [Errno 27]"),
    "lone-surrogates": (called("raise ValueError('\\ud800')"), "ValueError: \\ud800"),
}


@pytest.mark.parametrize(("source", "text"), RAISED.values(), ids=RAISED.keys())
def test_an_exception_ends_one_call_with_the_students_line(runner, source, text):
    (observation,) = run_bad(runner, source).observations
    assert observation.kind == "raised"
    assert text in observation.text
    assert "child.py" not in observation.text


UNUSABLE = {
    "none": ("return None", "None"),
    "text": ("return '1.0'", "a str"),
    "list": ("return [1.0]", "a list"),
    "generator": ("return (x for x in p)", "a generator"),
    "float-subclass": ("class Sly(float):\n    __eq__ = lambda *_: True\nreturn Sly()", "a Sly"),
    "array-subclass": ("import numpy\nreturn numpy.matrix(p)", "a matrix"),
    "masked": ("import numpy\nreturn numpy.ma.array(p, mask=True)", "a MaskedArray"),
    "says-it-is-a-number": ("class Sly:\n    __float__ = __array__ = lambda *_: 1.0\nreturn Sly()", "a Sly"),
    "objects": ("import numpy\nreturn numpy.array([1.0, None])", "an array of dtype object"),
    "complex": ("return 1j", "a complex"),
    "endless-integer": ("return 10**99", "an integer beyond 64 bits"),
    "terabytes": ("import numpy\nreturn numpy.broadcast_to(0.0, (10**6, 10**6))", "too large"),
    "megabytes": ("import numpy\nreturn numpy.broadcast_to(0.0, (4000, 4000))", "of shape (4000, 4000): too large"),
}


@pytest.mark.parametrize(("body", "text"), UNUSABLE.values(), ids=UNUSABLE.keys())
def test_what_is_no_number_is_said_and_not_believed(runner, body, text):
    (observation,) = run_bad(runner, called(body)).observations
    assert observation.kind == "unusable"
    assert text in observation.text


THREAD = "from threading import Thread"
WITHOUT_HARM = {
    "gigabyte-printed": called("for _ in range(1000): print('x' * 10**6)\nreturn 1.0"),
    "gigabyte-to-the-descriptors": called("for n in [1, 2] * 500: os.write(n, bytes(10**6))\nreturn 1.0"),
    "no-sys-exit": called("return 1.0", "sys.exit = os._exit = os.abort = None"),
    "no-streams": called("return 1.0", "sys.stdout = sys.stderr = sys.stdin = None"),
    "a-busy-thread": called("Thread(target=spin).start()\nreturn 1.0", f"{THREAD}\ndef spin():\n    while True: pass"),
    "a-waiting-thread": called("Thread(target=time.sleep, args=[99]).start()\nreturn 1.0", THREAD),
    "a-loop-at-exit": called("import atexit\natexit.register(time.sleep, 99)\nreturn 1.0"),
    "traced": called("sys.settrace(lambda *_: None)\nreturn 1.0"),
    "no-garbage-collector": called("import gc\ngc.disable()\nreturn 1.0"),
}


@pytest.mark.parametrize("source", WITHOUT_HARM.values(), ids=WITHOUT_HARM.keys())
def test_bad_manners_do_not_spoil_a_right_answer(runner, source):
    (observation,) = run_bad(runner, source, limits=AMPLE).observations
    assert observation.value == 1.0


def test_a_recursion_without_limit_ends_only_itself(runner):
    """It runs out of memory, of C stack or of time; which one is the interpreter's affair."""
    source = called("return bad(p)", "sys.setrecursionlimit(10**9)")
    answer = run_bad(runner, source, limits=Limits(SECONDS, 120.0, memory=400 << 20))
    assert answer.outcome in ("crashed", "timeout") or answer.observations[0].kind == "raised"


def test_memory_has_a_limit_in_pure_python_too(runner):
    source = called("kept = []\nwhile True: kept.append(bytearray(1 << 24))")
    (observation,) = run_bad(runner, source, limits=Limits(60.0, 600.0, memory=400 << 20)).observations
    assert observation.text.startswith("MemoryError")


# ---------------------------------------------------------------- what a death costs

COSTS_NOTHING = {  # what a file does beside its functions, and how often it is begun
    "hangs": ("import time\ntime.sleep(99)\n", 2),
    "dies": ("import os\nos._exit(7)\n", 2),
    "raises": ("x = 1 / 0\n", 1),
    "asks": ("name = input()\n", 1),
    "leaves": ("import sys\nsys.exit()\n", 1),
    "asserts": ("assert 1 == 2\n", 1),
    "lacks-a-library": ("import no_such_module\n", 1),
    "imports-the-answers": ("import torch\nfrom scipy.special import entr\n", 1),
    "is-no-python": ("x = = 1\n", 1),
    "is-from-a-notebook": ("!pip install numpy\n%matplotlib inline\nget_ipython().system('ls')\n", 1),
    "breaks-the-builtins": ("import builtins\nbuiltins.type = builtins.len = None\n", 2),
}


@pytest.mark.parametrize(("ending", "count"), COSTS_NOTHING.values(), ids=COSTS_NOTHING.keys())
@pytest.mark.parametrize("where", ["before", "after"])
def test_what_a_file_does_beside_its_functions_costs_none_of_them(basic, tmp_path, where, ending, count):
    log = f"with open({str(tmp_path / 'log')!r}, 'a') as log: log.write('x')\n"
    functions = "".join(f"def {name}(p): return 1.0\n" for name in "abc")
    text = functions + ending if where == "after" else ending + functions
    answers = run(basic, {"all.py": log + text, "good.py": GOOD}, "a", "b", "c", "good")
    assert {answer.outcome for answer in answers.values()} == {"answered"}
    assert (tmp_path / "log").read_text() == "x" * count


def test_a_helper_that_hangs_is_loaded_once_more_and_costs_what_needs_it(basic, tmp_path):
    log = f"with open({str(tmp_path / 'log')!r}, 'a') as log: log.write('x')\nimport time\ntime.sleep(99)\n"
    files = {f"{name}.py": f"import helper\ndef {name}(p): return 1.0\n" for name in "abc"}
    answers = run(basic, {**files, "helper.py": log}, "a", "b", "c")
    assert {answer.outcome for answer in answers.values()} == {"answered"}
    assert (tmp_path / "log").read_text() == "xx"


def test_the_time_for_a_submission_is_bounded(runner):
    names = [f"loop{number}" for number in range(2000)]
    source = "".join(f"def {name}(p):\n    while True: pass\n" for name in names)
    start = time.monotonic()
    answers = run(runner, {"all.py": source}, *names, limits=Limits(0.5, 1.0))
    assert 1.0 < time.monotonic() - start < 500.0  # without a bound it would be more than 2000 * 0.5
    assert {answer.outcome for answer in answers.values()} == {"timeout"}


SPLIT = """
import os, struct, time
def bad(p):
    payload = struct.pack("<I", 1) + struct.pack("<BBBBBxHHxxI", 0, 11, 0, 0, 0, 0, 0, 8) + struct.pack("<d", 1.0)
    head = struct.pack("<4sBxxxI", b"LSL2", 2, len(payload))
    for part in (head, payload):
        for descriptor in range(3, 64):
            try: os.write(descriptor, part)
            except OSError: continue
        time.sleep(3.0)
    time.sleep(60)
"""


def test_an_answer_on_its_way_when_the_limit_comes_is_waited_for(runner):
    (observation,) = run(runner, {"bad.py": SPLIT}, "bad", limits=Limits(2.0, 120.0))["bad"].observations
    assert observation.value == 1.0


# ---------------------------------------------------------------- what a server remembers


def test_the_same_function_can_be_asked_about_other_inputs_and_then_the_first_ones_again(runner):
    files = {"good.py": GOOD}
    other = Calls("good", ((Argument(np.array([2.0, 3.0])),),))
    first = calls("good")
    for asked, expected in [(first, 1.0), ((other,), 5.0), (first, 1.0), ((other,), 5.0)]:
        (observation,) = runner.run(Job(files, asked))["good"].observations
        assert observation.value == expected


# ---------------------------------------------------------------- notes

NOTES = {
    "printed": ("print('p is', 1)\nreturn 1.0", "p is 1\n"),
    "on-standard-error": ("print('oops', file=sys.stderr)\nreturn 1.0", "oops\n"),
    "warned": ("import warnings\nwarnings.warn('careful')\nreturn 1.0", "UserWarning: careful\n"),
    "numpy-warned": ("import numpy\nnumpy.log(numpy.zeros(1))\nreturn 1.0", "RuntimeWarning: divide by zero"),
    "cut": ("print('x' * 5000)\nreturn 1.0", "x" * 300),
    "logged": ("import logging\nlogging.warning('careful')\nreturn 1.0", "WARNING:root:careful\n"),
    "lone-surrogate-warned": ("import warnings\nwarnings.warn('\\ud800')\nreturn 1.0", "UserWarning: \\ud800\n"),
    "lone-surrogate": ("print('\\ud800')\nreturn 1.0", "\\ud800"),
}


@pytest.mark.parametrize(("body", "notes"), NOTES.values(), ids=NOTES.keys())
def test_what_is_printed_comes_as_a_note_beside_the_value(runner, body, notes):
    (observation,) = run_bad(runner, called(body)).observations
    assert observation.value == 1.0
    assert observation.notes.startswith(notes)
    assert len(observation.notes) <= 300 * len("\\ud800")


def test_notes_belong_to_the_call_that_made_them(runner):
    source = b"print('loaded')\ndef bad(p):\n    print(p.sum())\n    return 1.0\n"
    two = Calls("bad", (HALVES, (Argument(np.array([2.0])),)))
    first, second = runner.run(Job({"bad.py": source}, (two,)))["bad"].observations
    assert (first.notes, second.notes) == ("loaded\n1.0\n", "2.0\n")


# ---------------------------------------------------------------- what may be meant

CLUES = {
    "another-case": (
        "def Bad(p):\n    return 1.0\n",
        "bad.py, line 1: is Bad meant? The name must be bad, letter by letter.",
    ),
    "a-method": (
        "class Losses:\n    def bad(self, p):\n        return 1.0\n",
        "bad.py, line 2: bad is a method of Losses",
    ),
    "async": ("async def bad(p):\n    return 1.0\n", "bad.py, line 1: bad is an async function"),
    "inside": ("def outer():\n    def bad(p):\n        return 1.0\n", "bad.py, line 2: bad is inside of outer"),
    "nothing-near": ("def good_enough(p):\n    return 1.0\n", ""),
}


@pytest.mark.parametrize(("source", "said"), CLUES.values(), ids=CLUES.keys())
def test_what_may_be_meant_by_a_missing_function_is_told(basic, source, said):
    answer = run_bad(basic, source)
    assert answer.outcome == "missing"
    assert sentences(answer.text).startswith(said) if said else answer.text == ""


def test_a_slip_in_a_long_name_is_told(basic):
    files = {"all.py": "def mean_square_error(p):\n    return 1.0\n"}
    (answer,) = run(basic, files, "mean_squared_error").values()
    said = "all.py, line 1: is mean_square_error meant? The name must be mean_squared_error, letter by letter."
    assert sentences(answer.text, "mean_squared_error") == said
