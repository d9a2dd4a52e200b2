"""A student's page and feedback show how their mark moved over the runs that are kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from classroom import RIGHT, WRONG, grade, write_class, write_key
from graded import ENTROPY, PICTURES, SURPRISE, exercise, report, row, write_results

from autograder.classroom.pages.history import histories
from autograder.classroom.pages.write import write_pages

DATES = ("2026-01-05T10:00:00+00:00", "2026-01-06T10:00:00+00:00", "2026-01-07T10:00:00+00:00")


def marks(mark: float, *passed: str) -> dict:
    """Return ``marks.json`` of one student and somebody who is missing."""
    states = [{"id": one, "status": "passed" if one in passed else "failed"} for one in (SURPRISE, ENTROPY)]
    return {"rows": [row("ann", "Ann", mark=mark, exercises=states), row(None, "Zoe", "missing", exercises=[])]}


def kept(folder: Path, *runs: dict) -> Path:
    """Write results of which all runs but the last are kept."""
    places = [*(folder / "runs" / date[:10] for date in DATES[: len(runs) - 1]), folder]
    for place, started, content in zip(places, DATES, runs, strict=False):
        write_results(place, [report("ann", exercise("surprise"), exercise("entropy"))], [], {"started": started})
        (place / "marks.json").write_text(json.dumps(content), encoding="utf-8")
    return folder


def test_a_step_says_what_came_and_what_went_and_a_run_that_moved_nothing_is_no_step(tmp_path):
    folder = kept(tmp_path, marks(5.0, ENTROPY), marks(5.0, ENTROPY), marks(7.5, SURPRISE))
    first, last = histories(folder)["ann"]
    assert (first.started, first.mark, first.total, first.passed) == (DATES[0], 5.0, 20.0, 1)
    assert (last.started, last.mark, last.came, last.went) == (DATES[2], 7.5, (SURPRISE,), (ENTROPY,))


def test_both_pages_show_it_where_it_moved(tmp_path):
    moved, still = (marks(5.0), marks(17.5, ENTROPY)), (marks(5.0), marks(5.0))
    for runs, shown in ((moved, True), (still, False)):
        folder = kept(tmp_path / str(shown), *runs)
        write_pages(folder, PICTURES, str, "en")
        student, feedback = (
            (folder / place).read_text("utf-8") for place in ("pages/student/ann.html", "feedback/ann.html")
        )
        assert ("How your mark moved" in feedback) == shown
        for page in (student, feedback):
            assert ("17.5 of 20" in page) == ('id="history"' in page) == shown
            assert not shown or page.index("2026-01-05 10:00 UTC") < page.rindex("5 of 20")


@pytest.mark.parametrize("text", ["{", "[]", '{"rows": [{"submission": "ann"}]}'])
def test_a_run_without_marks_is_no_part_of_the_history(tmp_path, text):
    folder = kept(tmp_path, marks(5.0), marks(7.5))
    next(folder.glob("runs/*/marks.json")).write_text(text, encoding="utf-8")
    assert [one.mark for one in histories(folder)["ann"]] == [7.5]


def test_without_earlier_runs_there_is_no_history(tmp_path):
    assert histories(kept(tmp_path, marks(5.0))) == {}


def test_grading_again_makes_the_history_and_feedback_is_one_file(tmp_path):
    write_class(write_key(tmp_path), {"alice": WRONG})
    grade(tmp_path, pages=True)
    write_class(tmp_path, {"alice": RIGHT})
    results = grade(tmp_path, "--resume", pages=True)
    assert [path.name for path in (results / "feedback").iterdir()] == ["alice.html"]
    for page, link in (("index", "compare.html"), ("student/alice", "../compare.html")):
        assert f'href="{link}"' in (results / f"pages/{page}.html").read_text(encoding="utf-8")
    assert "1 of 1 marks differ" in (results / "pages/compare.html").read_text(encoding="utf-8")
    page = (results / "feedback/alice.html").read_text(encoding="utf-8")
    assert "How your mark moved" in page
    assert "entropy" in page[page.index("new:") :]


def test_a_run_of_an_earlier_version_costs_the_comparison_alone(tmp_path):
    folder = kept(tmp_path, marks(5.0), marks(7.5))
    reports = next(folder.glob("runs/*/results.jsonl"))
    for text in (reports.read_text("utf-8").replace('"items"', '"parts"'), '{"submission": "ann"}\n', ""):
        reports.write_text(text, encoding="utf-8")
        write_pages(folder, PICTURES, str, "en")
        assert not (folder / "pages/compare.html").exists()
        assert "compare.html" not in (folder / "pages/index.html").read_text(encoding="utf-8")


def test_where_very_many_marks_moved_the_page_stays_small(tmp_path):
    names = [f"student-{number}" for number in range(420)]
    runs = [[report(name, exercise("entropy", status=status)) for name in names] for status in ("passed", "failed")]
    write_results(tmp_path / "runs/2026-01-05", runs[0])
    write_pages(write_results(tmp_path, runs[1]), {}, str, "en")
    page = (tmp_path / "pages/compare.html").read_text(encoding="utf-8")
    assert page.count('class="who-l"') == 400
    assert "… 20 more are in the table that is written" in page
    assert len(page.encode()) < 300_000
