"""What students are given of a pack: a folder without solutions and specs, practised with the same commands."""

from __future__ import annotations

import json
import sys
import tomllib

import pytest
from packs import RIGHT, answer, named, translate_pack, write_pack
from shell import PASSED, ROOT, assert_stops, called, finished, tree

from autograder.bank.union import public_key
from autograder.judging.key import Key


@pytest.fixture
def pack(tmp_path):
    return write_pack(tmp_path / "pack")


@pytest.fixture
def bundle(pack, tmp_path):
    done = called("bundle", "-o", tmp_path / "bundle", cwd=pack)
    assert (done.returncode, done.stderr) == (PASSED, "")
    return tmp_path / "bundle"


def test_a_bundle_holds_what_students_need_and_no_code_of_the_author(bundle):
    files = sorted(path for path, data in tree(bundle).items() if data is not None)
    assert files == [
        "README.ko.md",
        "README.md",
        "exercises/tutorial/nats.py",
        "keys/pictures.jsonl",
        "keys/public.jsonl",
        "losslings.toml",
    ]


def test_the_readme_has_the_commands(bundle):
    english = (bundle / "README.md").read_text(encoding="utf-8")
    for command in ("losslings check nats", "losslings hint nats", "pytest exercises", "pip install losslings"):
        assert f"\n{command}" in english
    assert "단원" in (bundle / "README.ko.md").read_text(encoding="utf-8")


# Run in a Python that cannot import what only authors install.
BLOCKED = """
import sys
class Block:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("torch", "mpmath", "babel", "nbformat", "matplotlib"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Block())
"""
LOSSLINGS = "from autograder.cli.main import main\nmain(sys.argv[1:])\n"
PYTEST = "import pytest\nsys.exit(pytest.main(['-p', 'no:hypothesispytest', *sys.argv[1:]]))\n"
IMPORTED = "sys.path.insert(0, 'exercises/tutorial')\nimport autograder, nats\nprint(autograder.check(nats.nats))\n"


def python(program, *arguments, cwd):
    command = [sys.executable, "-c", BLOCKED + program, *arguments]
    return finished(command, cwd=cwd)


def test_a_bundle_is_practised_without_what_authors_install(bundle):
    assert python("import torch", cwd=bundle).returncode != PASSED
    assert "· nats" in python(LOSSLINGS, cwd=bundle).stdout
    assert "Not written yet" in python(PYTEST, "-rs", "exercises", cwd=bundle).stdout
    assert "losslings show nats" in python(LOSSLINGS, "hint", "nats", cwd=bundle).stdout
    answer(bundle)
    assert python(LOSSLINGS, "check", "nats", cwd=bundle).returncode == PASSED
    assert python(LOSSLINGS, "check", cwd=bundle / "exercises").returncode == PASSED
    assert python(PYTEST, "exercises", cwd=bundle).returncode == pytest.ExitCode.OK
    assert "✓ nats" in python(IMPORTED, cwd=bundle).stdout


def test_packs_are_bundled_as_one(pack, tmp_path):
    other = write_pack(tmp_path / "other", "lab_pack", ("lab/bits", "lab/nats"))
    translate_pack(pack, "x", "y")
    done = called("bundle", "-o", "both", "--pack", pack, "--pack", other, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (PASSED, "")
    declared = tomllib.loads((tmp_path / "both/losslings.toml").read_text(encoding="utf-8"))
    assert declared["name"] == "extra_lab_pack"
    assert [unit["folder"] for unit in declared["unit"]] == ["tutorial", "lab"]
    assert [unit["title"]["ko"] for unit in declared["unit"]] == ["단원", "단원"]
    assert list(Key.load(tmp_path / "both/keys/public.jsonl").lines) == ["tutorial/nats", "lab/bits", "lab/nats"]
    for exercise in ("tutorial/nats", "lab/bits", "lab/nats"):
        answer(tmp_path / "both", exercise)
        assert called("check", exercise, cwd=tmp_path / "both").returncode == PASSED


def test_the_bank_that_ships_can_be_bundled(tmp_path):
    assert called("bundle", "-o", tmp_path / "ours", cwd=ROOT).returncode == PASSED
    assert not {"solutions", "specs", "autograder"} & {path.name for path in (tmp_path / "ours").iterdir()}
    assert Key.load(tmp_path / "ours/keys/public.jsonl").digest == public_key().digest
    assert json.loads(called("check", "--json", cwd=tmp_path / "ours").stdout)["key"] == public_key().digest


def notebook(pack, source):
    cells = [{"cell_type": "code", "source": source, "metadata": {}, "outputs": []}]
    path = pack / "exercises/tutorial/tutorial.ipynb"
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))


NOT_TO_BE_HANDED_OUT = {
    "an-answer": (answer, "nats.py: holds an answer; `losslings stubs --bank"),
    "no-python": (lambda pack: answer(pack, source=RIGHT + "\n("), "nats.py: holds an answer"),
    "in-a-notebook": (lambda pack: notebook(pack, named(RIGHT, "nats")), "`losslings notebooks --bank"),
    "a-stray-file": (lambda pack: answer(pack, "tutorial/draft"), "draft.py: is no exercise of the key"),
    "a-missing-stub": (lambda pack: (pack / "exercises/tutorial/nats.py").unlink(), "losslings stubs --bank"),
    "something-there": (lambda pack: answer(pack.parent / "bundle"), "is there already"),
}


@pytest.mark.parametrize(("change", "message"), NOT_TO_BE_HANDED_OUT.values(), ids=NOT_TO_BE_HANDED_OUT.keys())
def test_what_is_not_to_be_handed_out_is_one_clear_line_and_nothing_is_written(pack, tmp_path, change, message):
    change(pack)
    before = tree(tmp_path)
    assert_stops(called("bundle", "-o", tmp_path / "bundle", cwd=pack), message)
    assert tree(tmp_path) == before


def test_where_there_is_no_pack_one_is_asked_for(tmp_path):
    assert_stops(called("bundle", "-o", "bundle", cwd=tmp_path), "name one with --pack DIR")
