"""An author's commands: key and stubs."""

from __future__ import annotations

import json

import pytest
from shell import FAILED, PASSED, ROOT, assert_stops, called, losslings, tree

from autograder.bank.union import public_key
from autograder.judging.key import Key


def test_a_hidden_key_has_other_inputs_and_judges_like_the_public_one(tmp_path, bank):
    (tmp_path / "seed.txt").write_text("not to be guessed")
    done = called("key", "--seed-file", "seed.txt", "--bank", bank, "-o", "hidden.jsonl", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (PASSED, "")
    hidden, public = Key.load(tmp_path / "hidden.jsonl"), public_key()
    assert hidden.hidden
    assert not public.hidden
    calls = [{case.call: case.id for case in key.exercise("surprise").cases} for key in (hidden, public)]
    assert [calls[0][call] for call in calls[0] if call in calls[1]] == ["zero-dimensional-impossible"]
    assert "Inputs that stand in the public key too: " in done.stdout
    assert "  information/surprise: zero-dimensional-impossible\n" in done.stdout
    solution = bank / "solutions/information/surprise.py"
    report = json.loads(losslings("check", "--json", solution, "--key", "hidden.jsonl", cwd=tmp_path).stdout)
    assert report["score"] == report["max_score"] > 0
    assert report["key"] == hidden.digest


NO_SEEDS = {
    "missing": (None, ("-o", "k.jsonl"), "No such file or directory; make one with"),
    "short": (b"secret", ("-o", "k.jsonl"), "a seed of 6 bytes can be guessed; use 16 or more"),
    "no-output": (b"x" * 32, (), "a hidden key needs -o"),
}


@pytest.mark.parametrize(("seed", "options", "message"), NO_SEEDS.values(), ids=NO_SEEDS.keys())
def test_a_hidden_key_without_a_good_seed_is_refused(tmp_path, seed, options, message):
    if seed is not None:
        (tmp_path / "seed.txt").write_bytes(seed)
    before = tree(tmp_path)
    assert_stops(called("key", "--seed-file", "seed.txt", *options, cwd=tmp_path), message)
    assert tree(tmp_path) == before


def test_a_missing_key_is_not_current_and_no_traceback(tmp_path, bank):
    done = called("key", "--check", "--bank", bank, "-o", "nowhere.jsonl", cwd=tmp_path)
    assert done.returncode != PASSED
    assert "nowhere.jsonl" in done.stderr


def test_a_key_into_a_folder_is_one_clear_line(tmp_path, bank):
    assert_stops(called("key", "--bank", bank, "-o", ".", cwd=tmp_path), ".")


@pytest.mark.parametrize("command", ["key", "stubs"])
def test_a_bank_that_is_none_is_one_clear_line(tmp_path, command):
    assert_stops(called(command, "--bank", tmp_path, cwd=tmp_path), "a bank is a folder with a losslings.toml")


def test_stubs_are_written_checked_and_never_over_somebodys_work(tmp_path, bank):
    assert called("stubs", "--check", "--bank", bank, cwd=tmp_path).returncode == FAILED
    assert not (bank / "exercises").exists()
    assert called("stubs", "--bank", bank, cwd=tmp_path).returncode == PASSED
    assert called("stubs", "--check", "--bank", bank, cwd=tmp_path).returncode == PASSED
    stub = bank / "exercises/information/surprise.py"
    stub.write_text("def surprise(p):\n    return 1\n")
    done = called("stubs", "--bank", bank, cwd=tmp_path)
    assert (done.returncode, stub.read_text()) == (FAILED, "def surprise(p):\n    return 1\n")
    assert "somebody's work" in done.stderr
    assert called("stubs", "--force", "--bank", bank, cwd=tmp_path).returncode == PASSED
    assert "NotImplementedError" in stub.read_text()


def test_the_exercises_of_this_bank_are_current():
    done = called("stubs", "--check", cwd=ROOT)
    assert (done.returncode, done.stdout) == (PASSED, "")


def test_a_seed_that_others_can_read_is_named(bank, tmp_path):
    (tmp_path / "seed.txt").write_text("not to be guessed")
    (tmp_path / "seed.txt").chmod(0o644)
    tmp_path.chmod(0o755)
    done = called("key", "--seed-file", "seed.txt", "--bank", bank, "-o", "hidden.jsonl", cwd=tmp_path)
    assert "seed.txt: others on this machine can read it; chmod 600 seed.txt" in done.stderr
    assert (tmp_path / "hidden.jsonl").stat().st_mode & 0o777 == 0o600
    (tmp_path / "seed.txt").chmod(0o600)
    assert called("key", "--seed-file", "seed.txt", "--bank", bank, "-o", "hidden.jsonl", cwd=tmp_path).stderr == ""
