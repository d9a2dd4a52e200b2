"""Packs beside the bank that ships: found, taken as one with it, and never run."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from pathlib import Path

import pytest
from packs import ORIGINAL, WRONG, answer, install, named, translate_pack, write_pack
from shell import FAILED, PASSED, STOPPED, assert_stops, called, finished, losslings, tree

import autograder
from autograder.bank.folder import BankError
from autograder.bank.packs import find_banks
from autograder.bank.union import public_key
from autograder.judging.key import Key


@pytest.fixture
def pack(tmp_path):
    return write_pack(tmp_path / "pack")


def names(banks):
    return [bank.name for bank in banks]


# ---------------------------------------------------------------- where packs are found


def test_a_pack_is_found_above_the_working_folder(pack):
    assert names(find_banks(pack / "exercises/tutorial")) == ["losslings", "extra"]
    assert names(find_banks(pack.parent)) == ["losslings"]


def test_a_folder_with_the_shipped_banks_name_is_no_second_bank(tmp_path):
    (tmp_path / "losslings.toml").write_text('name = "losslings"\n[[unit]]\nfolder = "regression"\n')
    assert names(find_banks(tmp_path)) == ["losslings"]


def test_where_submissions_lie_nothing_is_looked_for(pack, monkeypatch):
    monkeypatch.chdir(pack)
    assert names(find_banks()) == ["losslings"]


def test_a_named_pack_is_taken_once(pack):
    assert names(find_banks(pack, [pack, pack / "exercises/.."])) == ["losslings", "extra"]


@pytest.mark.parametrize("value", ["extra_pack", "extra_pack.inside"])
def test_an_installed_pack_is_found_and_not_imported(tmp_path, monkeypatch, value):
    root = write_pack(tmp_path.joinpath("site", *value.split(".")))
    install(tmp_path / "site", "extra_pack", value)
    (tmp_path / "site/extra_pack/__init__.py").write_text(f"open({str(root / 'ran')!r}, 'w')\n")
    monkeypatch.syspath_prepend(tmp_path / "site")
    monkeypatch.chdir(tmp_path)
    assert names(find_banks()) == ["losslings", "extra"]
    assert not (root / "ran").exists()


def test_a_package_in_the_working_folder_is_not_installed(tmp_path):
    """``python -m`` puts the working folder first on the import path; submissions may lie there."""
    write_pack(tmp_path / "extra_pack")
    install(tmp_path, "extra_pack", "extra_pack")
    assert " nats " not in losslings(cwd=tmp_path).stdout


def test_an_installed_package_is_not_looked_for_in_the_working_folder(tmp_path, monkeypatch):
    write_pack(tmp_path / "class/extra_pack")
    install(tmp_path / "site", "extra_pack", "extra_pack")
    monkeypatch.chdir(tmp_path / "class")
    monkeypatch.setattr(sys, "path", [str(tmp_path / "class"), *sys.path, str(tmp_path / "site")])
    with pytest.raises(BankError, match=r"extra_pack has no losslings\.toml"):
        find_banks()


# ---------------------------------------------------------------- a student's commands


def test_progress_shows_all_banks_in_order(pack):
    answer(pack)
    lines = called(cwd=pack).stdout.splitlines()
    units = [line for line in lines if re.fullmatch("[A-Z][a-z ]+", line)]
    assert units[:3] == ["Regression losses", "Information theory", "Classification losses"]
    assert units[-1] == "Tutorial"
    assert any(re.match("  ✓ nats ", line) for line in lines)


def test_progress_asks_for_an_exercise_by_what_names_it_alone(tmp_path):
    pack = write_pack(tmp_path / "pack", exercises=("tutorial/entropy",))
    assert "then `losslings check tutorial/entropy`" in called(cwd=pack).stdout


def test_check_and_hint_know_a_packs_exercise(pack):
    answer(pack, source=WRONG)
    done = called("check", "nats", cwd=pack)
    assert done.returncode == FAILED
    assert "nats(" in done.stdout
    assert called("hint", "nats", cwd=pack).stdout.startswith("Hint 2 of")  # the check has shown the first
    answer(pack)
    assert called("check", "tutorial/nats", cwd=pack).returncode == PASSED
    assert called("check", cwd=pack / "exercises/tutorial").returncode == PASSED


def test_a_named_pack_is_practised_from_anywhere(pack, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    done = called("init", "--pack", pack, cwd=home)
    assert re.findall(r"^(\w+): exercises copied to .*: (\d+),", done.stdout, re.MULTILINE)[1] == ("extra", "1")
    answer(home)
    assert called("check", "nats", "--pack", pack, cwd=home).returncode == PASSED
    assert "✓ nats" in called("--pack", pack, cwd=home).stdout
    assert called("check", "nats", cwd=home).returncode == STOPPED


def test_a_pack_before_the_command_is_not_silently_left_out(pack, tmp_path):
    done = called("--pack", pack, "check", "nats", cwd=tmp_path)
    assert done.returncode == STOPPED
    assert "losslings check --pack DIR" in done.stderr


def test_init_in_a_pack_copies_the_others_beside_it(pack):
    before = tree(pack)
    assert called("init", cwd=pack).returncode == PASSED
    after = tree(pack)
    assert {path: after[path] for path in before} == before
    assert f"exercises/{ORIGINAL}.py" in after


def run_pytest(folder, *arguments):
    command = [sys.executable, "-m", "pytest", "--color=no", "-p", "no:hypothesispytest", *arguments]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "LANG"))}
    return finished(command, cwd=folder, env=environment)


def leave_to_pytest(pack):
    """Take away what pytest itself imports from the folder that it runs in."""
    (pack / "conftest.py").unlink()
    (pack / "__init__.py").unlink()


def test_pytest_collects_a_packs_exercises(pack):
    leave_to_pytest(pack)
    answer(pack, source=WRONG)
    done = run_pytest(pack, "-v", "exercises")
    assert "exercises/tutorial/nats.py::basics FAILED" in done.stdout
    assert not (pack / "ran").exists()


def function(source):
    """Define a function where inspect finds its source."""
    namespace = {}
    path = Path.cwd() / "cell.py"
    path.write_text(source, encoding="utf-8")
    exec(compile(source, str(path), "exec"), namespace)
    return next(value for name, value in namespace.items() if callable(value) and not name.startswith("_"))


def test_a_notebook_in_a_packs_folder_checks_and_draws(pack, monkeypatch):
    monkeypatch.chdir(pack)
    checked = autograder.check(function(named("import numpy as np\n\n" + WRONG, "nats")))
    assert checked.report["unit"] == "tutorial"
    assert not checked.passed
    assert "<svg" in checked._repr_mimebundle_()["text/html"]


def test_a_notebook_that_nbgrader_grades_knows_no_pack_of_its_folder(pack, monkeypatch):
    monkeypatch.chdir(pack)
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    monkeypatch.delitem(sys.modules, "IPython", raising=False)
    assert "nats is no exercise" in autograder.check(function(named(WRONG, "nats"))).text


def test_a_packs_hints_speak_its_catalogue(pack):
    (hint,) = {
        item["hint"]
        for item in json.loads(called("check", "--json", wrong(pack), cwd=pack).stdout)["exercises"][0]["items"]
        if item["hint"] and item["name"] == "basics"
    }
    assert hint


def wrong(pack):
    answer(pack, source="import numpy as np\n\ndef surprise(p):\n    return -np.log2(p)\n")
    return "nats"


def test_the_catalogue_of_a_pack_is_read_after_the_engines(pack):
    key = Key.load(pack / "keys/public.jsonl")
    line = key.lines["tutorial/nats"]
    own = "Are these the units that the pack asks for?"
    packed = json.loads(line)
    for ladder in packed["ladders"].values():
        ladder["rungs"] = [own, *ladder["rungs"][1:]]
    Key(hidden=False, lines={"tutorial/nats": json.dumps(packed)}).save(pack / "keys/public.jsonl")
    translate_pack(pack, own, "꾸러미가 묻는 단위인가요?")
    hint = called("hint", wrong(pack), "--lang", "ko", cwd=pack)
    assert "꾸러미가 묻는 단위인가요?" in hint.stdout
    assert "꾸러미가 묻는 단위인가요?" in called("check", "nats", "--lang", "ko", cwd=pack).stdout
    assert own in called("check", "nats", cwd=pack).stdout


# ---------------------------------------------------------------- one name, two exercises


@pytest.fixture
def twins(tmp_path):
    """Set up a pack with an exercise of a name that the shipped bank has too; both are answered, the pack's wrong."""
    pack = write_pack(tmp_path / "pack", exercises=("tutorial/surprise",))
    answer(pack, ORIGINAL)
    answer(pack, "tutorial/surprise", WRONG)
    return pack


def test_a_name_that_two_exercises_have_lists_their_ids(twins):
    for command in ("check", "hint"):
        assert_stops(called(command, "surprise", cwd=twins), "information/surprise, tutorial/surprise")


def test_an_id_names_one_exercise_of_two(twins):
    assert called("check", "information/surprise", cwd=twins).returncode == PASSED
    assert called("check", "tutorial/surprise", cwd=twins).returncode == FAILED
    assert called("hint", "tutorial/surprise", cwd=twins).stdout.startswith("Hint 2 of")


def units_of(done):
    return [exercise["unit"] for exercise in json.loads(done.stdout)["exercises"]]


def test_a_file_is_the_exercise_of_its_folder(twins):
    for unit in ("information", "tutorial"):
        done = called("check", "--json", f"exercises/{unit}/surprise.py", cwd=twins)
        assert units_of(done) == [unit]
        assert units_of(called("check", "--json", f"exercises/{unit}", cwd=twins)) == [unit]
    report = json.loads(called("check", "--json", cwd=twins).stdout)
    statuses = {exercise["unit"]: exercise["status"] for exercise in report["exercises"]}
    assert statuses == {"information": "passed", "tutorial": "failed"}


def test_an_exercise_that_is_not_there_is_not_taken_from_the_other_unit(twins):
    (twins / "exercises/tutorial/surprise.py").unlink()
    assert_stops(called("check", "tutorial/surprise", cwd=twins), "losslings init")


def test_a_file_in_no_units_folder_is_asked_about(twins):
    shutil.copy(twins / f"exercises/{ORIGINAL}.py", twins)
    assert_stops(called("check", "surprise.py", cwd=twins), "information/surprise, tutorial/surprise")


def test_pytest_takes_each_file_for_the_exercise_of_its_folder(twins):
    leave_to_pytest(twins)
    done = run_pytest(twins, "-v", "exercises", "-k", "basics")
    assert "exercises/information/surprise.py::basics PASSED" in done.stdout
    assert "exercises/tutorial/surprise.py::basics FAILED" in done.stdout


def test_a_notebook_says_which_of_two_it_means(twins, monkeypatch):
    monkeypatch.chdir(twins)
    answered = function((twins / f"exercises/{ORIGINAL}.py").read_text(encoding="utf-8"))
    assert "information/surprise, tutorial/surprise" in autograder.check(answered).text
    assert autograder.check(answered, "tutorial/surprise").report["unit"] == "tutorial"
    assert autograder.check(answered, ORIGINAL).passed


# ---------------------------------------------------------------- packs that are none


def without(path):
    return lambda pack: shutil.rmtree(pack / path)


def changed(path, change):
    return lambda pack: (pack / path).write_text(change((pack / path).read_text(encoding="utf-8")), encoding="utf-8")


def hide(pack):
    key = Key.load(pack / "keys/public.jsonl")
    Key(hidden=True, lines=key.lines).save(pack / "keys/public.jsonl")


def take_a_unit(pack):
    public_key().part([ORIGINAL]).save(pack / "keys/public.jsonl")


NO_PACKS = {
    "no-exercises": (without("exercises"), "losslings stubs --bank"),
    "no-keys": (without("keys"), "losslings key --bank"),
    "damaged-key": (changed("keys/public.jsonl", lambda text: text[:-99] + text[-98:]), "damaged"),
    "no-key": (changed("keys/public.jsonl", lambda text: "hello"), "not an answer key"),
    "hidden-key": (hide, "a hidden key"),
    "undeclared-unit": (take_a_unit, "a unit information, which"),
    "no-toml": (changed("losslings.toml", lambda text: "name ="), "not TOML"),
    "no-name": (changed("losslings.toml", lambda text: text.replace("name", "nmae")), "needs a line such as name"),
    "a-unit-of-ours": (
        changed("losslings.toml", lambda text: text.replace("tutorial", "regression")),
        "both have a unit regression",
    ),
    "damaged-catalogue": (
        lambda pack: (
            translate_pack(pack, "x", "y") or (pack / "locale/ko/LC_MESSAGES/extra.mo").write_bytes(b"no catalogue")
        ),
        "extra.mo",
    ),
}


@pytest.mark.parametrize(("change", "message"), NO_PACKS.values(), ids=NO_PACKS.keys())
def test_a_pack_that_is_none_is_one_clear_line_and_nothing_is_written(pack, change, message):
    change(pack)
    before = tree(pack)
    for arguments in ((), ("check", "nats"), ("hint", "nats")):
        language = "ko" if message == "extra.mo" else "en"  # a catalogue is read in its language
        done = called(*arguments, cwd=pack, language=language)
        if not arguments:  # its first line comes before the banks are read
            done.stdout = done.stdout.partition("\n")[2]
        assert_stops(done, message)
    assert tree(pack) == before


@pytest.mark.parametrize("name", ["no-exercises", "no-keys", "no-toml", "no-name", "a-unit-of-ours"])
def test_init_of_a_pack_that_is_none_writes_nothing(pack, tmp_path, name):
    change, message = NO_PACKS[name]
    change(pack)
    assert_stops(called("init", tmp_path / "home", "--pack", pack, cwd=tmp_path), message)
    assert not (tmp_path / "home").exists()


def test_two_packs_of_one_name_are_both_named(pack, tmp_path):
    other = write_pack(tmp_path / "other", exercises=("lab/bits",))
    done = called("check", "--pack", other, cwd=pack)
    assert_stops(done, "are both named extra")
    assert str(pack) in done.stderr
    assert str(other) in done.stderr


def test_a_named_folder_that_is_no_bank_is_one_clear_line(tmp_path):
    assert_stops(called("check", "--pack", "nowhere", cwd=tmp_path), "a bank is a folder with a losslings.toml")


@pytest.mark.parametrize("target", ["exercises", "exercises/tutorial/nats.py"])
def test_pytest_says_once_what_is_wrong_with_a_pack(tmp_path, target):
    pack = write_pack(tmp_path / "pack", exercises=("tutorial/nats", "tutorial/bits"))
    leave_to_pytest(pack)
    shutil.rmtree(pack / "keys")
    done = run_pytest(pack, target)
    assert done.returncode == pytest.ExitCode.INTERRUPTED
    assert done.stdout.count("losslings key --bank") == 1
    assert not re.search(r"Traceback|\.py:\d+|BankError", done.stdout + done.stderr)


def test_another_projects_tests_do_not_stop_for_a_pack(pack):
    leave_to_pytest(pack)
    shutil.rmtree(pack / "keys")
    (pack / "test_it.py").write_text("def test_it(): pass\n")
    assert run_pytest(pack, "test_it.py").returncode == pytest.ExitCode.OK


# ---------------------------------------------------------------- code of a pack


def test_nothing_that_a_student_does_runs_a_packs_code(pack):
    answer(pack)
    for arguments in ((), ("check",), ("check", "nats"), ("hint", "nats"), ("init",), ("doctor",)):
        assert called(*arguments, cwd=pack).returncode in (PASSED, FAILED)
    losslings("check", "nats", cwd=pack)
    assert not (pack / "ran").exists()
    exec((pack / "conftest.py").read_text())
    assert (pack / "ran").exists()
