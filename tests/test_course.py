"""An nbgrader course as `losslings course` writes it, in the hands of nbgrader's own commands."""

import os
import re
import shutil
import sqlite3
import sys
from pathlib import Path

import pytest
from courses import nbgrader as in_this_process
from shell import PASSED, ROOT, assert_stops, called, finished, tree
from traitlets.config.loader import PyFileConfigLoader

from autograder.bank.folder import shipped
from autograder.course.preprocessor import Judge
from autograder.course.write import write_course as write_course_of
from autograder.judging.key import Key

UNITS = [unit.name for unit in shipped().units]


def write_course(folder: Path, language: str = "en") -> None:
    write_course_of(folder, banks=[shipped()], language=language)


def nbgrader(*arguments: str, cwd: Path) -> str:
    """Run one of nbgrader's commands as in an activated environment: it looks for its own tools on the path."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    command = [sys.executable, "-m", "nbgrader", *arguments]
    done = finished(command, cwd=cwd, env={**os.environ, "PATH": path})
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    return said


def configuration(course: Path):
    return PyFileConfigLoader("nbgrader_config.py", path=str(course)).load_config()


@pytest.fixture(scope="module", params=["en", "ko"])
def generated(request, tmp_path_factory):
    """A course whose assignments nbgrader has generated, all in one command."""
    course = tmp_path_factory.mktemp("courses") / f"losses-{request.param}"
    write_course(course, language=request.param)
    assert in_this_process("generate_assignment", "*", cwd=course) == 0
    return course, request.param


# ---------------------------------------------------------------- nbgrader takes it


def test_what_nbgrader_makes_of_the_source_is_what_is_committed(generated):
    course, language = generated
    suffix = "" if language == "en" else f".{language}"
    for unit in UNITS:
        committed = ROOT / "exercises" / unit
        made = {path.name: path.read_text(encoding="utf-8") for path in (course / "release" / unit).iterdir()}
        assert made.pop(f"{unit}.ipynb") == (committed / f"{unit}{suffix}.ipynb").read_text(encoding="utf-8")
        to_play_with = {name: made.pop(name) for name in list(made) if not name.endswith(".svg")}  # see test_explore.py
        pages = {path.name for path in committed.glob("explore*.html")}
        assert to_play_with.keys() == (pages | {"vega.min.js", "vega-LICENSE.txt"} if pages else set())
        assert made == {path.name: path.read_text(encoding="utf-8") for path in committed.glob("*.svg")}


def test_the_gradebook_knows_every_exercise_and_its_points(generated, public_key):
    course, _ = generated
    database = sqlite3.connect(course / "gradebook.db")
    try:
        rows = database.execute("select name, max_score from grade_cells join base_cell using (id)").fetchall()
    finally:
        database.close()
    assert sorted(rows) == sorted((f"check_{exercise.name}", exercise.max_score) for exercise in public_key)


def test_the_roster_is_imported_as_the_readme_says(tmp_path):
    course = tmp_path / "course"
    write_course(course)
    with (course / "students.csv").open("a", encoding="utf-8") as roster:
        roster.write("ada,Lovelace,Ada,ada@example.org,\n")
    (command,) = re.findall(
        r"^nbgrader (db student import .*)$", (course / "README.md").read_text("utf-8"), re.MULTILINE
    )
    assert "Creating/updating Student with id 'ada'" in nbgrader(*command.split(), cwd=course)


def test_every_command_of_the_readme_is_one_of_nbgraders(tmp_path):
    write_course(tmp_path / "course")
    readme = (tmp_path / "course" / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^nbgrader (\w+)", readme, re.MULTILINE)
    assert len(commands) >= 6
    said = nbgrader("--help", cwd=tmp_path)
    assert [command for command in commands if not re.search(rf"^{command}\b", said, re.MULTILINE)] == []


# ---------------------------------------------------------------- what it is told


def test_the_configuration_puts_the_judge_in_the_place_of_execute(tmp_path):
    write_course(tmp_path / "course", language="ko")
    config = configuration(tmp_path / "course")
    steps = [step.__name__ for step in config.Autograde.autograde_preprocessors]
    assert steps[:2] == ["Judge", "IgnorePattern"]
    assert "Execute" not in steps
    assert "SaveAutoGrades" in steps
    judge = Judge(config=config)
    assert (judge.key, judge.isolation, judge.language) == ("", "strict", "ko")
    assert config.CourseDirectory.root == str((tmp_path / "course").resolve())
    assert config.CourseDirectory.course_id == "course"


def test_a_key_gives_the_points_and_is_found_from_the_course(tmp_path, public_key):
    Key(True, dict(public_key.lines)).save(tmp_path / "hidden.jsonl")
    done = called("course", "courses/mine", "--key", "hidden.jsonl", cwd=tmp_path)
    assert done.returncode == PASSED
    shutil.move(tmp_path / "courses", tmp_path / "moved")  # with what it needs, at the same distance
    assert Key.load(Path(configuration(tmp_path / "moved" / "mine").Judge.key)).hidden
    texts = [data for path, data in tree(tmp_path / "moved").items() if data is not None]
    assert [text for text in texts if str(tmp_path).encode() in text] == []


def test_a_key_without_an_exercise_is_one_clear_line(tmp_path, public_key):
    lines = {name: line for name, line in public_key.lines.items() if name != "information/entropy"}
    Key(True, lines).save(tmp_path / "old.jsonl")
    assert_stops(
        called("course", "new", "--key", "old.jsonl", cwd=tmp_path), "old.jsonl: lacks entropy; build it again"
    )
    assert not (tmp_path / "new").exists()


def test_without_solutions_a_course_stops_with_the_way_out(tmp_path):
    (tmp_path / "losslings.toml").write_text('name = "empty"\n\n[[unit]]\nfolder = "mine"\n', encoding="utf-8")
    assert_stops(called("course", "new", "--bank", tmp_path, cwd=tmp_path), "no solutions here")
    assert not (tmp_path / "new").exists()


def test_what_students_are_not_to_see_is_in_the_source_only(generated):
    course, _ = generated
    assert "BEGIN SOLUTION" in (course / "source" / UNITS[0] / f"{UNITS[0]}.ipynb").read_text(encoding="utf-8")
    for path in (course / "release").rglob("*.ipynb"):
        assert "SOLUTION" not in path.read_text(encoding="utf-8")


# ---------------------------------------------------------------- nothing is overwritten


def test_nothing_that_is_there_is_overwritten_and_the_next_command_is_said(tmp_path):
    first = called("course", "mine", cwd=tmp_path)
    assert first.returncode == PASSED
    assert first.stdout.splitlines()[-1] == f"Next: cd mine, then nbgrader generate_assignment {UNITS[0]}"
    (tmp_path / "mine/nbgrader_config.py").write_text("c = get_config()\n", encoding="utf-8")
    (tmp_path / "mine/students.csv").unlink()
    before = tree(tmp_path / "mine")
    second = called("course", "mine", cwd=tmp_path)
    assert second.returncode == PASSED
    after = tree(tmp_path / "mine")
    assert after.keys() - before.keys() == {"students.csv"}
    assert {path: after[path] for path in before} == before
    assert "nbgrader_config.py: was there already, left alone" in second.stderr
    assert second.stdout.startswith("files written to mine: 1;")


def test_a_course_in_the_place_of_a_file_is_refused(tmp_path):
    (tmp_path / "mine").write_text("not a folder", encoding="utf-8")
    done = called("course", "mine", cwd=tmp_path)
    assert done.returncode == 2
    assert "is a file" in done.stderr
    assert (tmp_path / "mine").read_text(encoding="utf-8") == "not a folder"


def test_a_course_does_not_wait_for_grammars_of_addresses_and_has_them_when_asked(tmp_path):
    code = """if True:
    import sys
    import autograder.course.unit
    from jsonschema import FormatChecker
    assert "rfc3987_syntax.syntax_helpers" not in sys.modules
    checked = [FormatChecker().conforms(text, "iri") for text in ("http://a.b/ü", "http://a b")]
    print(checked, "rfc3987_syntax.syntax_helpers" in sys.modules)
    """
    done = finished([sys.executable, "-c", code], cwd=tmp_path)
    assert (done.stdout, done.stderr) == ("[True, False] True\n", "")


def test_who_wants_the_grammars_of_addresses_for_something_else_gets_them(tmp_path):
    code = """if True:
    import autograder.course
    from importlib.util import find_spec
    assert find_spec("rfc3987_syntax").origin
    from rfc3987_syntax import is_valid_syntax_iri
    import rfc3987_syntax.syntax_helpers
    print(is_valid_syntax_iri("http://a.b/ü"), rfc3987_syntax.syntax_helpers.is_valid_syntax_iri("http://a b"))
    """
    done = finished([sys.executable, "-c", code], cwd=tmp_path)
    assert (done.stdout, done.stderr) == ("True False\n", "")
