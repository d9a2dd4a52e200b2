"""A student's folder: where it is, what is remembered of it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from shell import RIGHT, ROOT

from autograder.cli.desk import expect
from autograder.isolation import basic, fork_server
from autograder.isolation.runner import Runner
from autograder.judging.judge import judge
from autograder.judging.key import Key
from autograder.judging.submission import Submission
from autograder.practice.attempts import next_exercise
from autograder.practice.home import Home, find_home
from autograder.practice.judging import Desk
from autograder.practice.passing import days_passed, days_since
from autograder.practice.progress import why_next
from autograder.practice.store import RECORD, Store
from autograder.translation import translator

UNITS = ("information", "regression")


def fill(root: Path, *files: str) -> None:
    for name in files:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x = 1\n", encoding="utf-8")


# ---------------------------------------------------------------- the folder

# id: (files, working folder, root, folder of the exercises)
INIT = ("exercises/information/entropy.py", "exercises/regression/huber_loss.py")
NAMED = ("mine/information/entropy.py", "mine/regression/huber_loss.py")
HOMES = {
    "beside-the-exercises": (INIT, ".", ".", "exercises"),
    "in-the-exercises": (INIT, "exercises", ".", "exercises"),
    "in-a-unit": (INIT, "exercises/information", ".", "exercises"),
    "deeper": ((*INIT, "exercises/information/drafts/old.py"), "exercises/information/drafts", ".", "exercises"),
    "init-with-a-name": (NAMED, "mine/regression", "mine", "mine"),
    "one-unit-alone": (
        ("Downloads/information/information.ipynb",),
        "Downloads/information",
        *2 * ["Downloads/information"],
    ),
    "exercises-of-one-unit": (INIT[:1], "exercises/information", ".", "exercises"),
    "loose-files": (("stuff/entropy.py",), "stuff", "stuff", "stuff"),
    "nothing": (("other/notes.txt",), "other", "other", "other"),
}


@pytest.mark.parametrize(("files", "here", "root", "exercises"), HOMES.values(), ids=HOMES.keys())
def test_the_exercises_are_found_from_every_folder_among_them(tmp_path, files, here, root, exercises):
    fill(tmp_path, *files)
    assert find_home(tmp_path / here, UNITS) == Home(tmp_path / root, tmp_path / exercises)


def test_a_unit_is_known_by_the_banks_own_names(tmp_path):
    fill(tmp_path, "exercises/classification/softmax.py")
    assert find_home(tmp_path / "exercises/classification").root == tmp_path


# ---------------------------------------------------------------- the record


def test_what_is_saved_is_found_from_any_folder_below(tmp_path):
    fill(tmp_path, *INIT)
    store = Store.find(tmp_path)
    store.section("hints")["entropy"] = ["엔트로피?"]
    store.save()
    again = Store.find(tmp_path / "exercises/information")
    assert again.section("hints") == {"entropy": ["엔트로피?"]}
    assert not list(tmp_path.glob(f"{RECORD}-*"))


def test_reading_alone_writes_nothing(tmp_path):
    store = Store.find(tmp_path)
    assert store.section("hints") == {}
    store.save()
    assert not list(tmp_path.iterdir())


def test_two_who_write_different_sections_lose_nothing(tmp_path):
    one, other = Store.find(tmp_path), Store.find(tmp_path)
    one.section("hints")["a"] = 1
    one.save()
    other.section("notes")["b"] = 2
    other.save()
    assert json.loads((tmp_path / RECORD).read_text(encoding="utf-8")) == {"hints": {"a": 1}, "notes": {"b": 2}}


RECORDS = {
    "torn": '{"hints": {"kl_div',
    "list": "[1]",
    "sections-that-are-none": '{"hints": 3, "passed": ["x"], "notes": null}',
    "deep": "[" * 100_000,
    "deep-inside": '{"hints": ' + "[" * 900 + "]" * 900 + "}",
    "no-text": "\xff",
    "lone-surrogate": '{"hints": {"\\ud800": ["\\ud800"]}}',
    "empty": "",
}


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS.keys())
def test_a_torn_or_foreign_record_is_read_as_far_as_it_goes_and_written_anew(tmp_path, record):
    (tmp_path / RECORD).write_text(record, encoding="latin-1")
    store = Store.find(tmp_path)
    store.section("hints")["entropy"] = ["a"]
    store.save()
    assert Store.find(tmp_path).section("hints")["entropy"] == ["a"]


def test_a_record_that_is_no_file_is_left_alone(tmp_path):
    os.mkfifo(tmp_path / RECORD)
    assert Store.find(tmp_path).section("hints") == {}


def test_a_folder_that_is_gone_is_no_problem(tmp_path):
    store = Store(tmp_path / "gone" / RECORD)
    store.section("hints")["a"] = 1
    store.save()
    assert not (tmp_path / "gone").exists()


# ---------------------------------------------------------------- judged, or remembered

STUB = "def entropy(p):\n    raise NotImplementedError\n"
WRONG = "def entropy(p):\n    return 0.0\n"
HELPED = "from helpers import entropy_of\n\ndef entropy(p):\n    return entropy_of(p)\n"


class CountingRunner:
    """Counts the exercises that are run."""

    def __init__(self, runner):
        self.runner = runner
        self.ran = []

    def __getattr__(self, name):
        return getattr(self.runner, name)

    def run(self, job):
        self.ran += [calls.exercise for calls in job.calls]
        return self.runner.run(job)


@pytest.fixture(scope="module")
def warm_runner():
    with Runner() as runner:
        yield runner


@pytest.fixture
def look(tmp_path, public_key, warm_runner):
    """Return a function that says how far entropy is in the folder, and whether that had to be run."""

    def look(translate=str):
        store = Store.find(tmp_path)
        runner = CountingRunner(warm_runner)
        standing = Desk(public_key, translate, store).judge("information/entropy", runner)
        store.save()
        return standing, bool(runner.ran)

    return look


def write(path: Path, text: str, age: float = 0) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    os.utime(path, (1_700_000_000 - age, 1_700_000_000 - age))


def notebook(*sources: str) -> str:
    cells = [{"cell_type": "code", "source": one, "metadata": {}, "outputs": []} for one in sources]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})


def test_what_has_not_changed_is_not_judged_again(tmp_path, look):
    write(tmp_path / "exercises/information/entropy.py", WRONG)
    first, was_run = look()
    assert was_run
    again, was_run = look()
    assert not was_run
    assert again == first
    assert again.report == first.report


def test_what_has_changed_is_judged_again(tmp_path, look):
    path = tmp_path / "exercises/information/entropy.py"
    write(path, WRONG)
    look()
    write(path, RIGHT)  # with the same time of change
    standing, was_run = look()
    assert was_run
    assert standing.is_passed
    assert look()[0].is_passed


def test_a_helper_that_has_changed_changes_what_imports_it_and_other_files_do_not(tmp_path, look):
    write(tmp_path / "exercises/information/entropy.py", HELPED)
    write(tmp_path / "exercises/information/helpers.py", RIGHT.replace("entropy", "entropy_of"))
    assert look()[0].is_passed
    write(tmp_path / "exercises/information/surprise.py", "def surprise(p):\n    return p\n")
    assert look()[1] is False
    write(tmp_path / "exercises/information/helpers.py", WRONG.replace("entropy", "entropy_of"))
    standing, was_run = look()
    assert was_run
    assert not standing.is_passed


def test_another_language_is_judged_anew(tmp_path, look):
    write(tmp_path / "exercises/information/entropy.py", WRONG)
    look()
    standing, was_run = look(translator("ko"))
    assert was_run
    assert standing.report["status"] == "failed"


def test_a_stub_runs_nothing(tmp_path, look):
    write(tmp_path / "exercises/information/entropy.py", STUB)
    standing, was_run = look()
    assert (standing.report["status"], was_run) == ("todo", False)
    assert standing.report["max_score"] > 0


BROKEN, IMPORTED = "def entropy(p) return 1\n", "from entropy import entropy"

# id: (the file and its age, the notebook and its age, what counts, is it passed)
TWO_PLACES = {
    "file-untouched": ((STUB, 0), (RIGHT, 9), "information.ipynb", True),
    "notebook-untouched": ((RIGHT, 9), (STUB, 0), "entropy.py", True),
    "the-newer": ((WRONG, 9), (WRONG, 0), "information.ipynb", False),
    "the-newer-file": ((WRONG, 0), (WRONG, 9), "entropy.py", False),
    "the-one-that-passes": ((RIGHT, 9), (WRONG, 0), "entropy.py", True),
    "broken-file-and-stub": ((BROKEN, 9), (STUB, 0), "entropy.py", False),
    "imports-the-file": ((WRONG, 9), (IMPORTED, 0), "entropy.py", False),
}


@pytest.mark.parametrize(("in_file", "in_notebook", "place", "is_passed"), TWO_PLACES.values(), ids=TWO_PLACES.keys())
def test_of_two_answers_the_one_that_passes_counts_else_the_one_changed_last(
    tmp_path, look, in_file, in_notebook, place, is_passed
):
    (text, age), (source, notebooks_age) = in_file, in_notebook
    write(tmp_path / "exercises/information/entropy.py", text, age)
    write(tmp_path / "exercises/information/information.ipynb", notebook(source), notebooks_age)
    standing, _ = look()
    assert (standing.place, standing.is_passed) == (f"information/{place}", is_passed)
    assert look() == (standing, False)


def spoil(record, how):
    for result in record["results"]["information/entropy"].values():
        how(result["report"])


SPOILT = {
    "no-report": lambda record: record["results"].update({"information/entropy": 3}),
    "list": lambda record: record["results"].update({"information/entropy": {"information/entropy.py": [1]}}),
    "field-missing": lambda record: spoil(record, lambda report: report.pop("score")),
    "field-too-many": lambda record: spoil(record, lambda report: report.update(more=1)),
    "score-text": lambda record: spoil(record, lambda report: report.update(score="7")),
    "score-nan": lambda record: spoil(record, lambda report: report.update(score=float("nan"))),
    "status-unknown": lambda record: spoil(record, lambda report: report.update(status="great")),
    "status-list": lambda record: spoil(record, lambda report: report.update(status=[])),
    "item-null": lambda record: spoil(record, lambda report: report["items"].append(None)),
    "another": lambda record: spoil(record, lambda report: report.update(name="surprise")),
}


@pytest.mark.parametrize("how", SPOILT.values(), ids=SPOILT.keys())
def test_a_report_that_is_none_any_more_is_judged_again(tmp_path, look, how):
    write(tmp_path / "exercises/information/entropy.py", WRONG)
    first, _ = look()
    record = json.loads((tmp_path / RECORD).read_text(encoding="utf-8"))
    how(record)
    (tmp_path / RECORD).write_text(json.dumps(record), encoding="utf-8")
    assert look() == (first, True)


def test_a_remembered_text_brings_no_escapes_to_the_terminal(tmp_path, look):
    write(tmp_path / "exercises/information/entropy.py", WRONG)
    look()
    record = json.loads((tmp_path / RECORD).read_text(encoding="utf-8"))
    spoil(record, lambda report: report["items"][0].update(hint="\x1b]0;title\x07 look"))
    (tmp_path / RECORD).write_text(json.dumps(record), encoding="utf-8")
    standing, was_run = look()
    assert not was_run
    assert standing.report["items"][0]["hint"] == "\\x1b]0;title\\x07 look"


def test_the_day_of_passing_is_remembered_once(tmp_path, look):
    path = tmp_path / "exercises/information/entropy.py"
    write(path, RIGHT)
    look()
    store = Store.find(tmp_path)
    assert days_since(store, "information/entropy") == 0
    store.section("passed")["information/entropy"] = ["2026-01-02", "not a day", 3, None, "9999-12-31"]
    store.save()
    write(path, RIGHT + "\n# a word\n")
    look()
    assert [day.isoformat() for day in days_passed(Store.find(tmp_path), "information/entropy")][:1] == ["2026-01-02"]
    assert len(days_passed(Store.find(tmp_path), "information/entropy")) == 2


def test_exercises_are_judged_one_by_one(tmp_path, public_key, warm_runner):
    write(tmp_path / "exercises/information/entropy.py", RIGHT)
    write(tmp_path / "exercises/information/surprise.py", "def surprise(p):\n    return 0.0\n")
    ids = ["information/surprise", "information/entropy", "information/kl_divergence"]
    desk = Desk(public_key, str, Store.find(tmp_path))
    reports = (desk.judge(one, warm_runner).report for one in ids)
    assert next(reports)["status"] == "failed"
    assert [report["status"] for report in reports] == ["passed", "missing"]


def test_what_is_next_is_not_called_started_where_nothing_is_known_of_it(public_key):
    why = why_next("regression/mean_absolute_error", None, public_key, "Regression losses")
    assert why.render(str) == "builds on mean_squared_error"


# ---------------------------------------------------------------- what need not be waited for


def test_to_say_what_is_next_no_exercise_that_nobody_has_begun_is_decoded(tmp_path, public_key, monkeypatch):
    desk = Desk(public_key, str, Store(tmp_path / RECORD))
    monkeypatch.setattr(Key, "exercise", lambda *_: pytest.fail("decoded"))
    assert next_exercise(desk) == next(iter(public_key.lines))


@pytest.mark.parametrize(
    ("texts", "libraries"),
    [
        (["losses/mine.py"], ["numpy", "torch"]),
        (["mine"], ["numpy", "torch"]),
        (["mine", "losses/mine.py"], ["numpy", "torch"]),
        (["both"], ["numpy"]),  # of that name there is one in NumPy too
        (["mine", "plain"], ["numpy"]),
        (["mine", "absent"], ["numpy"]),
        (["mine", "late.py"], ["numpy"]),
        (["mine", 300 * "a" + "/a"], ["numpy"]),
        (["../losses", "*", ""], ["numpy"]),
        ([], ["numpy"]),
    ],
)
@pytest.mark.parametrize("tier", ["strict", "basic"])
def test_torch_starts_early_where_every_file_that_is_named_imports_it(tmp_path, monkeypatch, tier, texts, libraries):
    for path, source in {
        "losses/mine.py": "import torch\n",
        "losses/both.py": "import torch\n",
        "numbers/both.py": "import numpy\n",
        "plain.py": "x = 'torch'\n",
        "late.py": "#" * (1 << 20) + "\nimport torch\n",  # of a file that is too large the rest is not read
    }.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(source, "utf-8")
    monkeypatch.chdir(tmp_path)
    started = []
    monkeypatch.setattr(fork_server.Server, "__init__", lambda self, library: started.append(library))
    monkeypatch.setattr(fork_server.Server, "close", lambda self: None)
    monkeypatch.setattr(basic.Interpreter, "__init__", lambda self, library: started.append(library))
    expect(texts, Runner(tier))
    assert started == libraries


@pytest.mark.parametrize("tier", ["strict", "basic"])
def test_who_expected_torch_alone_is_given_the_rest_too(tier, public_key):
    with Runner(tier) as runner:
        runner.expect([b"import torch"])
        source = (ROOT / "solutions/information/surprise.py").read_bytes()
        (one,) = judge(Submission("alice", {"surprise.py": source}), public_key, runner, ids=["information/surprise"])
        assert (one.status, runner.tier) == ("passed", tier)
        assert "limits" in runner.walls
