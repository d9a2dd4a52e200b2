"""A new exercise is two new files and no edit: key, exercise and check follow."""

import json
from pathlib import Path

import pytest
from shell import FAILED, PASSED, STOPPED, assert_stops, called

from autograder.bank import build as building
from autograder.bank.build import build_bank
from autograder.bank.building.cache import Cache
from tests.banks import MANIFEST, SOLUTION, SPEC, WRONG, write_bank

PUBLIC = "keys/public.jsonl"


def contents(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "losslings" / "keys"


@pytest.fixture
def here(tmp_path):
    (tmp_path / "here").mkdir()
    return tmp_path / "here"


# ---------------------------------------------------------------- two files, and what follows


@pytest.fixture
def bank(bank, here):
    """A bank of one exercise of ours, with all that is made of it."""
    for command in ("key", "stubs"):
        assert called(command, "--bank", bank, cwd=here).returncode == PASSED
    return bank


def test_a_new_exercise_is_two_files_and_changes_no_other(bank, here):
    before = contents(bank / "solutions") | contents(bank / "specs") | contents(bank / "exercises")
    for folder, text in (("solutions", SOLUTION), ("specs", SPEC)):
        (bank / folder / "information" / "gini_impurity.py").write_text(text, encoding="utf-8")
    assert called("build", "gini_impurity", "--bank", bank, cwd=here).returncode == PASSED
    for command in ("key", "stubs"):
        assert called(command, "--bank", bank, cwd=here).returncode == PASSED
        assert called(command, "--bank", bank, "--check", cwd=here).returncode == PASSED
    after = contents(bank / "solutions") | contents(bank / "specs") | contents(bank / "exercises")
    assert {path: after[path] for path in before} == before
    assert {path.stem for path in after.keys() - before.keys()} <= {"gini_impurity"}

    def report(path: Path, code: int):
        done = called("check", path, "--key", bank / PUBLIC, "--json", cwd=here)
        assert done.returncode == code, done.stdout + done.stderr
        (exercise,) = json.loads(done.stdout)["exercises"]
        return exercise

    stub = report(bank / "exercises/information/gini_impurity.py", FAILED)
    assert (stub["name"], stub["unit"], stub["status"]) == ("gini_impurity", "information", "todo")
    solution = report(bank / "solutions/information/gini_impurity.py", PASSED)
    assert (solution["status"], solution["score"]) == ("passed", solution["max_score"])
    (here / "gini_impurity.py").write_text(WRONG, encoding="utf-8")
    wrong = report(here / "gini_impurity.py", FAILED)
    assert wrong["items"][0]["misconception"] == "purity_instead"
    assert report(bank / "solutions/information/surprise.py", PASSED)["status"] == "passed"


# ---------------------------------------------------------------- losslings new


def test_a_begun_exercise_says_what_is_still_to_be_written_and_nothing_else(here):
    done = called("new", "my_unit/my_loss", "--bank", "pack", cwd=here)
    assert (done.returncode, done.stderr) == (PASSED, "")
    assert {path.as_posix() for path in contents(here / "pack")} == {
        "losslings.toml", "solutions/my_unit/my_loss.py", "specs/my_unit/my_loss.py"
    }  # fmt: skip  # three names
    done = called("build", "--bank", "pack", cwd=here)
    lines = [line for line in done.stdout.splitlines() if line.startswith("my_unit/my_loss · ")]
    todo = sum(path.read_text().count("TODO") for path in (here / "pack").rglob("my_loss.py"))
    assert done.returncode == FAILED
    assert len(lines) == todo > 8
    assert all(": to do: " in line for line in lines)
    before = contents(here)
    assert called("key", "--bank", "pack", cwd=here).returncode == FAILED
    assert contents(here) == before


def test_an_exercise_that_is_written_out_is_built_judged_and_handed_out_without_a_lesson(here):
    called("new", "my_unit/my_loss", "--bank", "pack", cwd=here)
    for path in (here / "pack").rglob("my_loss.py"):
        path.write_text(path.read_text().replace("TODO: ", ""), encoding="utf-8")
    done = called("build", "my_loss", "--bank", "pack", cwd=here)
    assert "cases: 10; an exercise has 20 to 60" in done.stdout  # it is small, and a key can be made of it all the same
    assert "misconceptions: 2; write 6 at least\n" in done.stdout
    assert done.stdout.endswith("\nfaults: 2\n")
    for command in ("key", "stubs", "notebooks", "translations"):
        done = called(command, "--bank", "pack", cwd=here)
        assert done.returncode == PASSED, done.stderr
    assert "warning: " in done.stderr  # no translation yet
    names = {path.as_posix() for path in contents(here / "pack")}
    assert {"exercises/my_unit/my_unit.ipynb", "locale/ko/LC_MESSAGES/pack.mo", PUBLIC} <= names


def test_a_class_is_begun_with_a_name_of_its_own_kind(here):
    assert called("new", "my_unit/MyClass", "--bank", "pack", cwd=here).returncode == PASSED
    lines = called("build", "--bank", "pack", cwd=here).stdout.splitlines()
    begun = [line for line in lines if line.startswith("my_unit/MyClass · ")]
    assert len(begun) > 8
    assert all(": to do: " in line for line in begun)
    for path in (here / "pack").rglob("MyClass.py"):
        path.write_text(path.read_text().replace("TODO: ", ""), encoding="utf-8")
    done = called("build", "--bank", "pack", cwd=here)
    assert "cases: 7; an exercise has 20 to 60" in done.stdout
    assert done.stdout.endswith("\nfaults: 2\n")


def test_in_torch_a_loss_and_a_module_are_begun_that_are_judged_by_their_gradients(here):
    assert called("new", "my_unit/my_loss", "--bank", "pack", "--torch", cwd=here).returncode == PASSED
    assert called("new", "my_unit/MyLoss", "--bank", "pack", cwd=here).returncode == PASSED  # the unit needs torch
    lines = [line for line in called("build", "--bank", "pack", cwd=here).stdout.splitlines() if "remark: " not in line]
    begun = [line for line in lines if " · " in line]
    assert all(": to do: " in line for line in begun)
    assert {line.partition(" ")[0] for line in begun} == {"my_unit/my_loss", "my_unit/MyLoss"}
    for path in (here / "pack").rglob("*.py"):
        path.write_text(path.read_text().replace("TODO: ", ""), encoding="utf-8")
    done = called("build", "--bank", "pack", cwd=here)
    assert "my_unit/my_loss: 7 items, 33 cases, 15 misconceptions" in done.stdout
    assert done.stdout.endswith("\nfaults: 2\n")  # the module has few cases and few misconceptions


def test_torch_is_asked_for_where_the_unit_says_so(here):
    write_bank(here / "pack")
    before = contents(here)
    stopped = called("new", "impurity/other", "--bank", "pack", "--torch", cwd=here)
    assert_stops(stopped, 'write needs = ["torch"] below it')
    assert contents(here) == before


def test_a_new_unit_comes_last_and_a_known_one_is_not_declared_again(here):
    write_bank(here / "pack")
    for name in ("impurity/other", "margins/hinge"):
        assert called("new", name, "--bank", "pack", cwd=here).returncode == PASSED
    manifest = (here / "pack/losslings.toml").read_text()
    assert manifest.count("[[unit]]") == 2
    assert manifest.index('"impurity"') < manifest.index('"margins"')


@pytest.mark.parametrize("name", ["loss", "unit/My-Loss", "unit/class", "a/b/c", "../x/y", ""])
def test_a_name_that_cannot_be_one_is_refused(name, here):
    assert_stops(called("new", name, "--bank", "pack", cwd=here), "write unit/name")
    assert contents(here) == {}


def test_nothing_is_overwritten(here):
    write_bank(here / "pack")
    before = contents(here)
    assert_stops(called("new", "impurity/gini_impurity", "--bank", "pack", cwd=here), "is there already")
    assert contents(here) == before


# ---------------------------------------------------------------- losslings build


def test_build_says_faults_sizes_and_what_could_be_added(here):
    write_bank(here / "sound")
    done = called("build", "--bank", "sound", cwd=here)
    assert (done.returncode, done.stderr) == (PASSED, "")
    remark, corpus, rule, size, count = done.stdout.splitlines()
    assert remark.startswith("remark: impurity: no lesson yet; write solutions/impurity/lesson.md")
    assert corpus.endswith("into tests/corpus/impurity/gini_impurity.py")
    assert "no rule makes its cases afresh" in rule
    assert size == "impurity/gini_impurity: 4 items, 20 cases, 6 misconceptions"
    assert count == "faults: 0"
    named = called("build", "gini_impurity", "--bank", "sound", cwd=here).stdout.splitlines()
    heading = named.index("impurity/gini_impurity: what each known mistake loses (x), and how many of its sizes do")
    assert named[heading + 1].split() == ["basics", "many_classes", "certain_outcomes", "purity"]
    assert named[-2].split() == ["input_overwritten", "x", ".", ".", ".", "1"]
    write_bank(here / "broken", spec=SPEC.replace("np.sqrt(gini(p))", "np.sqrt(gimi(p))"))
    done = called("build", "impurity/gini_impurity", "--bank", "broken", cwd=here)
    assert done.returncode == FAILED
    assert "impurity/gini_impurity · root_taken · specs/impurity/gini_impurity.py:61: " in done.stdout


@pytest.mark.parametrize("command", ["build", "key", "stubs", "notebooks", "translations"])
def test_a_folder_that_is_no_bank_is_one_clear_line(command, here):
    assert_stops(called(command, "--bank", here, cwd=here), "a bank is a folder with a losslings.toml")
    assert contents(here) == {}


def test_a_name_that_is_not_there_is_one_clear_line(here):
    write_bank(here / "bank")
    assert called("build", "gini", "--bank", "bank", cwd=here).returncode == STOPPED


def test_a_bank_with_a_fault_gets_no_key(here):
    write_bank(here / "bank", spec=SPEC.replace("1 / 2),", "1 / 3),", 1))
    before = contents(here)
    done = called("key", "--bank", "bank", cwd=here)
    assert done.returncode == FAILED
    assert "the closed form is 0.333333333333333" in done.stderr
    assert contents(here) == before


# ---------------------------------------------------------------- what was compiled is kept


def test_a_key_is_the_same_to_the_byte_with_and_without_what_was_kept(tmp_path, monkeypatch):
    bank, cache = write_bank(tmp_path / "bank"), Cache(tmp_path / "kept")
    plain, first = build_bank(bank), build_bank(bank, cache=cache)
    with monkeypatch.context() as patch:
        patch.setattr(building, "compile_exercise", None)  # nothing is compiled
        second = build_bank(bank, cache=cache)
    assert plain.key.lines == first.key.lines == second.key.lines
    assert [one.exercise for one in second.pictures] == [one.exercise for one in plain.pictures]
    assert [path.stat().st_mode & 0o777 for path in cache.folder.iterdir()] == [0o600]


@pytest.mark.parametrize("part", ["solutions", "specs", "seed"])
def test_what_has_changed_is_compiled_again(part, tmp_path):
    bank, cache = write_bank(tmp_path / "bank"), Cache(tmp_path / "kept")
    build_bank(bank, cache=cache)
    if part != "seed":
        path = bank / part / "impurity" / "gini_impurity.py"
        path.write_text(path.read_text() + "# changed\n")
    assert build_bank(bank, b"a secret of 16 bytes" if part == "seed" else None, cache=cache).tier  # it was judged


def test_an_exercise_that_is_added_leaves_what_is_kept_of_the_others(tmp_path, monkeypatch):
    bank, cache = write_bank(tmp_path / "bank"), Cache(tmp_path / "kept")
    first = build_bank(bank, cache=cache)
    (bank / "solutions/impurity/margins.py").write_text("")
    (bank / "losslings.toml").write_text(f'{MANIFEST}\n[[unit]]\nfolder = "another_unit"\n')
    with monkeypatch.context() as patch:
        patch.setattr(building, "compile_exercise", None)  # nothing is compiled
        assert build_bank(bank, names=["gini_impurity"], cache=cache).key.lines == first.key.lines


def test_what_its_unit_needs_belongs_to_an_exercise(tmp_path):
    bank, cache = write_bank(tmp_path / "bank"), Cache(tmp_path / "kept")
    build_bank(bank, cache=cache)
    (bank / "losslings.toml").write_text(f'{MANIFEST}needs = ["torch"]\n')
    assert build_bank(bank, cache=cache).tier  # it was judged


def test_a_damaged_entry_is_compiled_again(tmp_path):
    bank, cache = write_bank(tmp_path / "bank"), Cache(tmp_path / "kept")
    first = build_bank(bank, cache=cache)
    (entry,) = cache.folder.iterdir()
    entry.write_bytes(entry.read_bytes().replace(b"fair", b"fare"))
    assert build_bank(bank, cache=cache).key.lines == first.key.lines
    entry.write_bytes(b"\xff")
    assert build_bank(bank, cache=cache).key.lines == first.key.lines


def test_a_bank_with_faults_is_never_kept(tmp_path):
    bank, cache = write_bank(tmp_path / "bank", spec=SPEC.replace("1 / 2),", "1 / 3),", 1)), Cache(tmp_path / "kept")
    assert build_bank(bank, cache=cache).faults == build_bank(bank, cache=cache).faults != []
