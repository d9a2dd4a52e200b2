"""The pages to play with are what their script makes, small, and given to students with what draws them."""

import hashlib
import re
import shutil
import tomllib
from pathlib import Path

import pytest
from shell import ROOT, called

from autograder.judging.submission import read_submission
from docs.explore import build

# Of Vega 6.2.0, for which the charts are compiled; another version means another line here and in vega-LICENSE.txt.
VEGA = "ea6a5936381d06f912466354e2b6a20eb66c4d41f1ca9dff1e0236dfee6ee392"
WORDS = sorted((ROOT / "docs" / "explore").glob("*.toml"))


def test_the_committed_pages_are_what_the_script_makes():
    stale = [path.name for path, text in build.pages() if path.read_text(encoding="utf-8") != text]
    assert stale == [], "python -m docs.explore.build"


def test_what_draws_the_pages_is_vega_unchanged_and_its_licence_lies_beside_it():
    script, licence = (ROOT / "exercises" / name for name in ("vega.min.js", "vega-LICENSE.txt"))
    assert hashlib.sha256(script.read_bytes()).hexdigest() == VEGA
    text = licence.read_text(encoding="utf-8")
    assert "Vega 6.2.0" in text
    assert "University of Washington Interactive Data Lab" in text
    assert "Mike Bostock" in text


def test_the_pages_and_what_draws_them_stay_small():
    pages = [path.stat().st_size for path in ROOT.glob("exercises/*/explore*.html")]
    assert len(pages) == 2 * len(build.UNITS)
    assert max(pages) < 80_000
    assert (ROOT / "exercises" / "vega.min.js").stat().st_size < 600_000


def test_students_are_given_the_pages_and_what_draws_them(tmp_path):
    assert called("init", cwd=tmp_path).returncode == 0
    folder = next(tmp_path.rglob("vega.min.js")).parent
    assert (folder / "vega-LICENSE.txt").exists()
    for page in (ROOT / "exercises").glob("*/explore*.html"):
        assert (folder / page.parent.name / page.name).read_bytes() == page.read_bytes()


def test_a_course_gives_each_unit_its_pages_and_what_draws_them(tmp_path):
    assert called("course", ".", cwd=tmp_path).returncode == 0
    for unit in build.UNITS:
        folder = tmp_path / "source" / unit
        for page in (folder / "explore.html", folder / "explore.ko.html"):
            links = re.findall(r'(?:href|src)="([^"]+)"', page.read_text(encoding="utf-8"))
            assert {"vega.min.js", "vega-LICENSE.txt", f"{unit}.ipynb"} <= set(links)
            assert [link for link in links if "//" not in link and not (folder / link).exists()] == []


@pytest.mark.parametrize("unit", build.UNITS)
def test_lesson_readme_and_notebook_link_to_the_page(unit):
    for ending in ("", ".ko"):
        page = f"explore{ending}.html"
        lesson = (ROOT / "solutions" / unit / f"lesson{ending}.md").read_text(encoding="utf-8")
        assert f"](../../exercises/{unit}/{page})" in lesson
        for name in (f"README{ending}.md", f"{unit}{ending}.ipynb"):
            assert f"]({page})" in (ROOT / "exercises" / unit / name).read_text(encoding="utf-8")


def test_who_hands_in_the_whole_folder_is_not_told_of_the_pages(tmp_path):
    shutil.copytree(ROOT / "exercises", tmp_path / "kim")
    read = read_submission(tmp_path / "kim")
    assert (read.problems, read.remarks) == ((), ())
    assert not [path for path in read.files if "explore" in path or "vega" in path]


def texts(node: object, path: str = "") -> list[tuple[str, dict[str, str]]]:
    """List the texts of a page that are there in several languages."""
    if isinstance(node, list):
        return [found for index, one in enumerate(node) for found in texts(one, f"{path}[{index}]")]
    if not isinstance(node, dict):
        return []
    if "en" in node and isinstance(node["en"], str):
        return [(path, node)]
    return [found for name, one in node.items() for found in texts(one, f"{path}.{name}")]


@pytest.mark.parametrize("path", WORDS, ids=lambda path: path.stem)
def test_every_text_is_there_in_both_languages_with_the_same_numbers(path: Path):
    page = tomllib.loads(path.read_text(encoding="utf-8"))
    assert page["say"]["en"].keys() == page["say"]["ko"].keys()
    found = texts({name: one for name, one in page.items() if name != "say"})
    assert len(found) >= 15
    for where, text in found:
        assert set(text) == {"en", "ko"}, where
        decimals = [sorted(re.findall(r"\d+\.\d+", text[language])) for language in ("en", "ko")]
        assert decimals[0] == decimals[1], where


@pytest.mark.parametrize("path", WORDS, ids=lambda path: path.stem)
def test_a_page_asks_three_questions_each_before_something_is_moved(path: Path):
    questions = [one for stage in tomllib.loads(path.read_text(encoding="utf-8"))["stage"] for one in stage["question"]]
    assert len(questions) == 3
    for question in questions:
        assert re.search(r"[Bb]efore you", question["ask"]["en"])
        assert "생각해 보세요" in question["ask"]["ko"]
