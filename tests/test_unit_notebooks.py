"""The generated notebooks and READMEs: current, valid, without answers, in both languages."""

import re
import sys
from contextlib import suppress
from dataclasses import replace

import nbformat
import pytest
from classroom import exercises_that_ship
from nbgrader.nbgraderformat import MetadataValidator
from shell import FAILED, PASSED, ROOT, assert_stops, called

from autograder.bank.exercises import HOME
from autograder.bank.folder import BankError
from autograder.bank.statement import read_statement
from autograder.bank.stubs import cut
from autograder.course.lesson import parts_of
from autograder.course.notebooks import write_notebooks
from autograder.course.unit import find_units, languages_of, released, statement_of, text_of
from autograder.isolation.runner import Runner
from autograder.judging.submission import read_submission
from autograder.report.data import judge_to_report
from autograder.translation import translator

UNITS = {
    f"{unit.name}-{language}": replace(unit, language=language)
    for unit in find_units(HOME)
    for language in languages_of(unit)
}
IN_BOTH = [unit.name for unit in UNITS.values() if unit.language == "ko"]
EXERCISES = {exercise.id: exercise for exercise in exercises_that_ship()}
FORMS = {"source": lambda unit: unit.source(), "release": lambda unit: released(unit.source())}
HANGUL = re.compile("[가-힣]")


@pytest.fixture(params=UNITS)
def unit(request):
    return UNITS[request.param]


def cells(notebook, kind):
    return {cell.id: cell.source for cell in notebook.cells if cell.cell_type == kind}


def answer_of(exercise):
    source = exercise.solution.read_text(encoding="utf-8")
    return {line.strip() for line in cut(source, exercise.name).answer.splitlines()} - {""}


# ---------------------------------------------------------------- the notebooks


def test_the_notebooks_readmes_and_pictures_are_current():
    assert write_notebooks(HOME, check=True) == ([], []), "run `losslings notebooks`"


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_both_forms_are_valid_for_jupyter_and_nbgrader(unit, form):
    notebook = nbformat.reads(text_of(form(unit)), as_version=4)
    nbformat.validate(notebook)
    MetadataValidator().validate_nb(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)


def test_each_exercise_has_a_cell_to_write_in_and_a_locked_check_worth_its_points(unit, public_key):
    by_id = {c.metadata.nbgrader.grade_id: c for c in released(unit.source()).cells if "nbgrader" in c.metadata}
    names = [exercise.name for exercise in unit.exercises]
    first, *cells = by_id
    assert first == "setup"
    assert cells[1::2] == [f"check_{name}" for name in cells[::2]]
    assert sorted(cells[::2]) == sorted(names)  # in the order of the lesson; those that it does not place come last
    for name in names:
        assert by_id[name].metadata.nbgrader.solution
        assert by_id[name].source.endswith("    # YOUR CODE HERE\n    raise NotImplementedError()")
        check = by_id[f"check_{name}"]
        assert check.source == f"autograder.check({name})"
        assert (check.metadata.nbgrader.grade, check.metadata.editable) == (True, False)
        assert check.metadata.nbgrader.points == public_key.exercise(f"{unit.name}/{name}").max_score


def test_a_source_earns_full_marks_and_what_is_made_of_it_is_all_to_do(unit, public_key, tmp_path):
    found = {}
    with Runner() as runner:
        for form, make in FORMS.items():
            (tmp_path / form).mkdir()
            (tmp_path / form / "unit.ipynb").write_text(text_of(make(unit)), encoding="utf-8")
            submission = read_submission(tmp_path / form)
            ids = [exercise.id for exercise in unit.exercises]
            report = judge_to_report(submission, public_key, runner, str, ids=ids)
            found[form] = {exercise["status"] for exercise in report["exercises"]}
    assert found == {"source": {"passed"}, "release": {"todo"}}


def test_a_release_holds_no_line_of_an_answer(unit):
    text = text_of(released(unit.source()))
    source = text_of(unit.source())
    for exercise in unit.exercises:
        answer = {line.replace("\\", "\\\\").replace('"', '\\"') for line in answer_of(exercise)}
        assert len(answer) >= 2
        assert [line for line in answer if line not in source] == []
        assert [line for line in answer if line in text] == []


def test_an_id_says_what_a_cell_is_and_is_the_same_in_both_languages():
    assert IN_BOTH
    for name in IN_BOTH:
        english, korean = ([cell.id for cell in UNITS[f"{name}-{lang}"].source().cells] for lang in ("en", "ko"))
        assert english == korean
        assert len(set(english)) == len(english)
        assert {"how", "setup"} < set(english)
        assert any(one.startswith("lesson-") for one in english)


def test_the_lesson_stands_in_the_notebook_word_for_word_and_each_exercise_at_its_place(unit):
    """But for what keeps a formula apart from the letter that follows it, and for what the first cell imports."""
    lesson = list(parts_of(unit.lesson(unit.language)))
    placed = {f"about_{part.text}" for part in lesson if part.kind == "exercise"}
    shown = [cell for cell in unit.source().cells if cell.id.startswith("lesson-") or cell.id in placed]
    texts = [cell.id.removeprefix("about_") if cell.id.startswith("about_") else cell.source for cell in shown]
    assert [text.replace("\N{WORD JOINER}", "") for text in texts] == [
        re.sub(r"^import (numpy as np|torch)\n\n", "", part.text) for part in lesson
    ]


def test_the_first_cells_say_how_and_import_what_the_lesson_runs(unit):
    cells = unit.source().cells[bool(unit.lesson("en")) :]  # the lesson's first one
    assert [cell.id for cell in cells[:2]] == ["how", "setup"]
    assert "`losslings watch`" in cells[0].source


def test_every_cell_of_a_notebook_runs_but_for_the_answers_that_are_not_there(unit, monkeypatch):
    monkeypatch.setenv("LANGUAGE", "")  # which a notebook sets: it is put back at the end
    names: dict[str, object] = {}
    for cell in released(unit.source()).cells:
        if cell.cell_type == "code" and not cell.id.startswith("check_"):
            with suppress(NotImplementedError):  # of a lesson's cell that calls what is still to be written
                exec(compile(cell.source, cell.id, "exec"), names)  # the bank's own notebook


def test_every_picture_of_a_notebook_lies_beside_it(unit):
    shown = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", "\n".join(cells(unit.source(), "markdown").values()))
    assert {path.name for path in unit.home.glob("*.svg")} == set(shown)
    assert [name for name in shown if not (HOME / "exercises" / unit.name / name).exists()] == []


def test_helpers_and_imports_of_a_solution_find_their_place(bank):
    path = bank / "solutions/information/surprise.py"
    text = path.read_text(encoding="utf-8").replace("import numpy as np\n", "import math\n\nimport numpy as np\n")
    path.write_text(text.replace("\n\ndef surprise", "BASE = math.e\n\n\ndef surprise"), encoding="utf-8")
    (unit,) = find_units(bank)
    assert cells(unit.source(), "code")["setup"] == "import math\nimport numpy as np\n\nimport autograder"
    solution = cells(unit.source(), "code")["surprise"]
    assert "    ### BEGIN SOLUTION\n    BASE = math.e\n" in solution
    assert "BASE" not in text_of(released(unit.source()))
    assert "BASE" not in cut(path.read_text(encoding="utf-8"), "surprise").statement


def test_a_lesson_with_other_sections_in_another_language_is_the_authors_mistake(bank):
    (bank / "solutions/information/lesson.md").write_text("# One\n\n## Two\n", encoding="utf-8")
    (bank / "solutions/information/lesson.ko.md").write_text("# 하나\n", encoding="utf-8")
    with pytest.raises(BankError, match=r"the lesson in 'ko' has other parts than lesson\.md"):
        write_notebooks(bank)


# ---------------------------------------------------------------- Korean


@pytest.mark.parametrize("name", EXERCISES)
def test_what_is_translated_of_a_statement_is_korean(name):
    """Whether all is translated, the catalogue's own test tells."""
    translate = translator("ko")
    messages = [text for text in statement_of(EXERCISES[name]).messages() if text != "float"]
    assert len(messages) >= 8
    assert [text for text in messages if not HANGUL.search(translate(text).replace(text, "") or "한")] == []


def test_a_korean_notebook_says_all_that_the_docstring_says_and_checks_in_korean():
    translate = translator("ko")
    for unit in (unit for unit in UNITS.values() if unit.language == "ko"):
        notebook = unit.source()
        assert 'os.environ["LANGUAGE"] = "ko"' in cells(notebook, "code")["setup"]
        for exercise in unit.exercises:
            about = cells(notebook, "markdown")[f"about_{exercise.name}"]
            statement = statement_of(exercise)
            assert [text for text in statement.messages() if translate(text) not in about] == []
            assert [formula for formula in statement.formulas if formula not in about] == []


def test_a_statement_is_read_in_paragraphs_formulas_and_sections():
    source = '''"""Half: not all."""


def half(x):
    r"""Halve
    a number.

    .. math::

        \\frac{x}{2}

    Half of 0 is 0.

    Parameters
    ----------
    x : float
        What is
        halved.

    Returns
    -------
    float
        One half.

    See Also
    --------
    math.ldexp : Halves
        too.

    Examples
    --------
    >>> half(1)
    0.5
    """
    return x / 2
'''
    statement = read_statement(source, "half")
    assert statement.paragraphs == ("Halve a number.", "$$\n\\frac{x}{2}\n$$", "Half of 0 is 0.")
    assert statement.markdown(str.upper).split("\n\n")[3:] == [
        "**PARAMETERS**",
        "- `x` (FLOAT): WHAT IS HALVED.",
        "**RETURNS**",
        "- FLOAT: ONE HALF.",
        "**SEE ALSO**",
        "- `math.ldexp`: HALVES TOO.",
    ]


# ---------------------------------------------------------------- READMEs


def test_a_readme_links_to_what_is_there_and_names_every_exercise(unit):
    folder = HOME / "exercises" / unit.name
    text = (folder / ("README.md" if unit.language == "en" else "README.ko.md")).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert [link for link in links if not (folder / link).exists()] == []
    rows = re.findall(r"^\| \[`(\w+)`\]\(\w+\.py\) \| (\d+) \|", text, re.MULTILINE)
    assert rows == [(exercise.name, f"{unit.points[exercise.name]:g}") for exercise in unit.exercises]
    for command in re.findall(r"^losslings check (\S+)$", text, re.MULTILINE):
        assert f"{unit.name}/{command}" in EXERCISES or (folder / command).exists()


def test_readmes_lead_from_one_language_to_the_other():
    for unit in IN_BOTH:
        texts = [(HOME / "exercises" / unit / name).read_text("utf-8") for name in ("README.md", "README.ko.md")]
        assert texts[0].endswith("\n[한국어로 보기](README.ko.md)\n")
        assert texts[1].endswith("\n[In English](README.md)\n")


# ---------------------------------------------------------------- the command


def test_notebooks_are_written_checked_and_never_over_somebodys_work(tmp_path, bank):
    folder = bank / "exercises/information"
    assert called("notebooks", "--check", "--bank", bank, cwd=tmp_path).returncode == FAILED
    assert not folder.exists()
    assert called("notebooks", "--bank", bank, cwd=tmp_path).returncode == PASSED
    assert sorted(path.name for path in folder.iterdir()) == ["README.md", "information.ipynb"]
    assert called("notebooks", "--check", "--bank", bank, cwd=tmp_path).returncode == PASSED
    notebook = folder / "information.ipynb"
    begun = notebook.read_text(encoding="utf-8").replace("raise NotImplementedError()", "return 0.0")
    notebook.write_text(begun, encoding="utf-8")
    done = called("notebooks", "--bank", bank, cwd=tmp_path)
    assert (done.returncode, notebook.read_text(encoding="utf-8")) == (FAILED, begun)
    assert "somebody's work" in done.stderr
    assert called("notebooks", "--force", "--bank", bank, cwd=tmp_path).returncode == PASSED
    assert "NotImplementedError" in notebook.read_text(encoding="utf-8")


def test_a_cell_of_the_lesson_that_is_tried_out_is_nobodys_work_until_it_holds_a_function(bank):
    lesson = "# One\n\n```pycon run\n>>> number = 1\n>>> number\n1\n```\n\n<!-- exercise: surprise -->\n"
    (bank / "solutions/information/lesson.md").write_text(lesson, encoding="utf-8")
    write_notebooks(bank)
    notebook = bank / "exercises/information/information.ipynb"
    current = notebook.read_text(encoding="utf-8")
    assert '"number = 1\\n"' in current
    for code, is_work in (('"number = 2\\n"', False), ('"def half(x):\\n", "    return x / 2\\n"', True)):
        notebook.write_text(current.replace('"number = 1\\n"', code).replace("One", "Older"), encoding="utf-8")
        assert write_notebooks(bank, check=True) == (([], [notebook]) if is_work else ([notebook], []))


@pytest.mark.parametrize("name", ["surprise", "no_such_thing"])
def test_a_lesson_names_each_exercise_once_and_no_other(bank, name):
    mark = f"<!-- exercise: {name} -->\n"
    (bank / "solutions/information/lesson.md").write_text(f"# One\n\n{mark}\nTwo.\n\n{mark}", encoding="utf-8")
    with pytest.raises(BankError, match=f"the lesson names {name}, an exercise that is there twice or not at all"):
        write_notebooks(bank)


# what stands in the notebook that is to be replaced: whether it is somebody's work
BEGUN = {
    "of an older lesson": (lambda text: text.replace("Information", "Older"), False),
    "a helper": (lambda text: text.replace('"autograder.check(', '"def half(x):\\n", "    return x / 2"'), True),
    "half a function": (lambda text: text.replace("raise NotImplementedError()", "return ("), True),
    "half a file": (lambda text: text[: len(text) // 2], True),
}


@pytest.mark.parametrize(("change", "is_work"), BEGUN.values(), ids=BEGUN)
def test_what_is_more_than_stubs_or_cannot_be_read_is_somebodys_work(tmp_path, bank, change, is_work):
    write_notebooks(bank)
    notebook = bank / "exercises/information/information.ipynb"
    current = notebook.read_text(encoding="utf-8")
    notebook.write_text(change(current), encoding="utf-8")
    assert notebook.read_text(encoding="utf-8") != current
    stale, kept = write_notebooks(bank)
    assert (stale, kept) == (([], [notebook]) if is_work else ([notebook], []))


@pytest.mark.parametrize("arguments", [["notebooks"], ["course", "new"]], ids=["notebooks", "course"])
def test_without_nbgrader_the_way_to_get_it_is_said(tmp_path, monkeypatch, arguments):
    for module in ("autograder.course.unit", "autograder.course.notebooks", "autograder.course.write"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    monkeypatch.setitem(sys.modules, "nbgrader.preprocessors", None)
    done = called(*arguments, cwd=tmp_path)
    assert_stops(done, "nbgrader.preprocessors is needed for notebooks and courses: pip install 'losslings[nbgrader]'")
    assert list(tmp_path.iterdir()) == []


def test_who_starts_gets_notebook_readme_and_pictures_too(tmp_path):
    assert called("init", "here", cwd=tmp_path).returncode == PASSED
    copied, committed = (
        {path.relative_to(root).as_posix(): path.read_bytes() for path in root.glob("*/*.*")}
        for root in (tmp_path / "here", ROOT / "exercises")
    )
    assert copied == committed
