"""The command line: help, wrong uses, one clear line where it cannot go on."""

from __future__ import annotations

import os
import re
import sys
from importlib import metadata

import pytest
from shell import PASSED, STOPPED, assert_stops, called, finished, losslings, tree, write_student

import autograder
from autograder.bank.union import public_key

COMMANDS = [
    *("init", "check", "hint", "doctor", "show", "watch", "solution", "reset", "predict", "break", "again"),
    *("grade", "course", "bundle", "report", "diff", "export", "gradescope"),
    *("new", "build", "key", "stubs", "notebooks", "translations"),
]


@pytest.fixture
def folder(tmp_path):
    return write_student(tmp_path)


# ---------------------------------------------------------------- help


def test_a_command_that_is_nearly_right_is_suggested(tmp_path):
    done = called("chekc", cwd=tmp_path)
    assert done.returncode == STOPPED
    assert "No such command 'chekc' (did you mean check?)" in done.stderr
    assert "did you mean" not in called("zzz", cwd=tmp_path).stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(tmp_path, command):
    done = called(command, "--help", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (PASSED, "")
    assert re.search(rf"Example: losslings {command}\b", done.stdout)


def test_the_help_lists_every_command(tmp_path):
    done = called("--help", cwd=tmp_path)
    listed = re.findall(r"^  (\w+)  ", done.stdout.partition("Commands:")[2], re.MULTILINE)
    assert sorted(listed) == sorted(COMMANDS)


KOREAN = {
    "of-the-group": ("--lang", "ko", "check", "--help"),
    "of-the-command": ("check", "--lang=ko", "--help"),
    "after-the-help": ("check", "--help", "--lang", "ko"),
    "in-the-list": ("--help", "--lang", "ko"),
}


@pytest.mark.parametrize("arguments", KOREAN.values(), ids=KOREAN.keys())
def test_help_speaks_the_language_asked_for(tmp_path, arguments):
    korean, english = re.compile("[가-힣]"), [word for word in arguments if not re.search("lang|ko", word)]
    assert korean.search(called(*arguments, cwd=tmp_path).stdout)
    assert not korean.search(called(*english, cwd=tmp_path).stdout)


def test_the_language_of_the_environment_is_spoken(tmp_path):
    assert re.search("[가-힣]", called("check", "entorpy", cwd=tmp_path, language="ko_KR.UTF-8").stderr)


def test_the_version_is_one_whoever_asks(tmp_path):
    version = called("--version", cwd=tmp_path).stdout.split()[-1]
    assert version == autograder.__version__ == metadata.version("losslings")


# ---------------------------------------------------------------- keys that are none

KEYS = {
    "missing": (None, "No such file or directory"),
    "empty": (lambda key: "", "not an answer key"),
    "not-json": (lambda key: "hello\n", "not an answer key"),
    "a-list": (lambda key: "[]\n", "not an answer key"),
    "damaged": (lambda key: key[:-99] + key[-98:], "damaged"),
    "cut-short": (lambda key: key[: len(key) // 2].rpartition("\n")[0], "damaged"),
    "newer": (lambda key: re.sub(r"key/v\d", "key/v9", key, count=1), "made for losslings/key/v9"),
}


@pytest.mark.parametrize(("change", "message"), KEYS.values(), ids=KEYS.keys())
@pytest.mark.parametrize("command", ["check", "grade"])
def test_a_key_that_is_none_is_one_clear_line(folder, command, change, message):
    if change is not None:
        public = public_key()
        public.part(["information/entropy"]).save(folder / "key.jsonl")
        text = (folder / "key.jsonl").read_text(encoding="utf-8")
        (folder / "key.jsonl").write_text(change(text), encoding="utf-8")
    before = tree(folder)
    arguments = {"check": ("entropy",), "grade": (".", "-o", "results")}[command]
    assert_stops(called(command, *arguments, "--key", "key.jsonl", cwd=folder), message)
    assert tree(folder) == before


# ---------------------------------------------------------------- grade

NO_CLASSES = {
    "missing": (("nowhere", "-o", "results"), "nowhere: no such folder"),
    "file": (("exercises/information/entropy.py", "-o", "results"), "losslings check"),
    "empty": (("empty", "-o", "results"), "empty: no submissions here"),
    "results-in-a-file": (("exercises", "-o", "alice.zip"), "alice.zip: is a file"),
    "results-below-a-file": (("exercises", "-o", "alice.zip/results"), "alice.zip"),
}


@pytest.mark.parametrize(("arguments", "message"), NO_CLASSES.values(), ids=NO_CLASSES.keys())
def test_what_cannot_be_graded_is_one_clear_line_and_writes_nothing(folder, arguments, message):
    (folder / "empty").mkdir()
    before = tree(folder)
    assert_stops(losslings("grade", *arguments, cwd=folder), message)
    assert tree(folder) == before


USAGE = {
    "no-folder": ("grade",),
    "no-output": ("grade", "exercises"),
    "no-workers": ("grade", "exercises", "-o", "results", "--workers", "0"),
    "unknown-command": ("garde",),
    "unknown-option": ("check", "--jason"),
    "unknown-language": ("check", "--lang", "tlh"),
}


@pytest.mark.parametrize("arguments", USAGE.values(), ids=USAGE.keys())
def test_a_wrong_use_is_exit_status_2_without_a_traceback(folder, arguments):
    done = losslings(*arguments, cwd=folder)
    assert done.returncode == STOPPED
    assert "Traceback" not in done.stderr
    assert "Error: " in done.stderr


# ---------------------------------------------------------------- doctor, and what a check costs


def test_doctor_names_the_tier_and_what_is_missing(tmp_path):
    done = losslings("doctor", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (PASSED, "")
    lines = dict(line[2:].split(": ", 1) for line in done.stdout.splitlines() if line[:1] in "✓·✗")
    assert {"Python", "numpy", "torch", "answer key", "isolation", "time limit"} <= set(lines)
    assert re.fullmatch(r"strict \(.*landlock, seccomp.*\)", lines["isolation"])
    assert lines["reading files"] == lines["the network"] == lines["starting programs"] == "refused by the kernel"
    assert lines["time limit"] == "works"


def test_a_check_imports_neither_torch_nor_the_bank(folder):
    done = losslings("check", "exercises", cwd=folder, flags=("-X", "importtime"))
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "autograder.judging.judge" in imported
    assert "numpy" in imported
    authors = {"torch", "mpmath", *(f"autograder.{stage}" for stage in ("build", "exercises", "exact", "spec"))}
    assert not imported & authors
    assert not [name for name in imported if name.startswith(("solutions", "bank_", "autograder.specs", "torch."))]


def test_a_reader_who_has_seen_enough_is_no_error(tmp_path):
    command = [sys.executable, "-m", "autograder", "grade", "--help"]
    read, write = os.pipe()
    os.close(read)
    done = finished(command, cwd=tmp_path, stdout=write)
    os.close(write)
    assert done.stderr == ""
