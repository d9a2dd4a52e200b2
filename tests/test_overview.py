"""The terminal after grading: what needs a person, how marks lie, the lowest of a large class; what ends with 1."""

from __future__ import annotations

import pytest
from classroom import RIGHT, WRONG, grade, write_class, write_key
from rich.console import Console
from shell import called

from autograder.classroom.overview import Entry, Overview, figures
from autograder.judging.grade import UNSTEADY
from autograder.judging.public_only import PUBLIC_ONLY
from autograder.translation import Text, translator


def exercise(status="passed", message=None, reason=None, items=(), doubt=None):
    return {
        "name": "halve", "unit": "by_hand", "status": status, "score": 0.0, "message": message, "reason": reason,
        "doubt": doubt, "items": list(items),
    }  # fmt: skip  # one of many


def report(name, score=10.0, *exercises):
    made = list(exercises or [exercise()])
    return {"submission": name, "score": score, "max_score": 10.0, "remarks": [], "exercises": made}


def shown(*reports):
    console = Console(width=140, record=True, file=open("/dev/null", "w"))  # noqa: SIM115, PTH123  # closed with the test
    Overview(Entry(None, one) for one in reports).show(str, console)
    console.file.close()
    return console.export_text()


KOREAN = translator("ko")
NEEDS = {
    "nothing could be read": exercise("error"),
    "code that cannot be loaded": exercise("error", "Cannot be loaded.", "quotes"),
    "ran out of time": exercise("timeout"),
    "ended its process": exercise("crashed"),
    "used a library that does the exercise": exercise("refused"),
    "answered otherwise when asked again": exercise("failed", UNSTEADY, doubt="unsteady"),
    "right on the public inputs alone": exercise(
        "failed", Text(PUBLIC_ONLY, {"items": "zeros"}).render(KOREAN), doubt="public_only"
    ),
}


@pytest.mark.parametrize(("title", "one"), NEEDS.items(), ids=NEEDS)
def test_what_needs_a_person_comes_first(title, one):
    text = shown(report("alice"), report("bob", 0.0, one))
    assert text.startswith("What needs a person first:\n")
    assert f"  {title} (1): bob\n" in text


def test_nothing_is_said_where_nobody_is_needed():
    assert "What needs a person" not in shown(report("alice"), report("bob", 0.0, exercise("failed")))


def test_few_names_of_many_are_told():
    text = shown(*(report(f"student{number}", 0.0, exercise("timeout")) for number in range(40)))
    assert "ran out of time (40): student0; student1; " in text
    assert "student7; …" in text


def test_figures_and_histogram():
    first, *bins = figures([0, 0, 1, 5, 10, 12], 10, str)
    assert first == "Marks out of 10: students 6, mean 4.67, median 3, full 2, zero 2"
    assert [line.split("█")[-1].split()[-1] if "█" in line else "" for line in bins] == [
        "2", "1", "", "", "", "1", "", "", "", "2",
    ]  # fmt: skip  # ten bins
    assert bins[0] == "       0 – 1      ██ 2"  # a dash


def test_the_longest_bar_fits():
    _, first, *_rest = figures([0.0] * 1000, 10, str)
    assert first.count("█") == 40


def test_a_large_class_shows_the_broken_and_the_lowest():
    reports = [report(f"student{number:03}", number / 10) for number in range(100)]
    reports[77] = report("student077", 9.9, exercise("crashed"))
    text = shown(*reports)
    assert "Marks: the 11 of 100 to look at first" in text
    table = [line.split()[1] for line in text.splitlines() if line.startswith("│ student0")]
    assert table == ["student077", *(f"student{number:03}" for number in range(10))]


def test_units_head_the_columns_and_their_exercises_are_named():
    text = shown(report("alice"), report("bob", 0.0, exercise("failed"), {**exercise("missing"), "unit": "other"}))
    assert "by_hand: " in text
    header = next(line for line in text.splitlines() if "submission" in line)
    assert header.split("┃")[1:-1] != []
    assert "by_hand" in header
    assert "other" not in header  # nobody wrote anything of it


MISTAKE = {"misconception": "doubled", "title": "doubled for halved", "hint": "Half is less."}


def test_misconceptions_have_titles_and_count_those_who_tried():
    wrong, missing = exercise("failed", items=[MISTAKE]), exercise("missing")
    text = shown(report("a", 0.0, wrong), report("b", 0.0, wrong), report("c"), report("d", 0.0, missing))
    row = next(line for line in text.splitlines() if "doubled for halved" in line)
    assert "2 of 3" in row


# ---------------------------------------------------------------- exit codes


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = write_class(write_key(tmp_path_factory.mktemp("codes")), {"alice": RIGHT, "bob": "def entropy(p:\n"})
    (folder / "roster.csv").write_text("id\nalice\nbob\ncarol\n")
    (folder / "strangers.csv").write_text("id\nalice\n")
    grade(folder)
    return folder


CODES = {
    "nothing asked": ((), 0),
    "errors": (("--fail-on", "errors"), 1),
    "nobody is missing": (("--fail-on", "missing"), 0),
    "missing": (("--fail-on", "missing", "--roster", "roster.csv"), 1),
    "no strangers": (("--fail-on", "strangers", "--roster", "roster.csv"), 0),
    "strangers": (("--fail-on", "strangers", "--roster", "strangers.csv"), 1),
    "a person": (("--fail-on", "person", "--roster", "-"), 1),
}


@pytest.mark.parametrize(("options", "code"), CODES.values(), ids=CODES)
def test_a_command_fails_on_what_it_is_asked_to(folder, options, code):
    assert called("report", "results", *options, cwd=folder).returncode == code


def test_a_class_of_which_nothing_can_be_read_is_a_failure(tmp_path):
    write_class(write_key(tmp_path), {})
    for name in ("alice", "bob"):
        (tmp_path / "class" / name).mkdir(parents=True)
        (tmp_path / "class" / name / "hw.docx").write_bytes(b"PK\3\4word/")
    done = called("grade", "class", "-o", "results", "--key", "key.jsonl", cwd=tmp_path)
    assert done.returncode == 1
    assert "Nothing could be read of any submission" in done.stderr


def test_fail_on_holds_for_grade_too(tmp_path):
    write_class(write_key(tmp_path), {"alice": WRONG})
    command = ("grade", "class", "-o", "results", "--key", "key.jsonl", "--fail-on", "errors")
    assert called(*command, cwd=tmp_path).returncode == 0
    write_class(tmp_path, {"bob": "def entropy(p:\n"})
    assert called(*command, cwd=tmp_path).returncode == 1
