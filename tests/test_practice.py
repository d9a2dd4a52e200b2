"""A student's folder: where it is, what is remembered of it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from autograder.practice.home import Home, find_home
from autograder.practice.store import RECORD, Store

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
