"""Pages after grading tell what a teacher needs, leak nothing to a student, and are safe whatever stands in them."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from graded import (
    ENTROPY,
    NAMED,
    PICTURES,
    SOURCE,
    broken,
    evidence,
    exercise,
    item,
    report,
    row,
    write_results,
    wrong,
)

from autograder.classroom.pages.alike import similar
from autograder.classroom.pages.behaviours import behaviours_of, group_of
from autograder.classroom.pages.mistakes import mistakes_of
from autograder.classroom.pages.needs import needs_of
from autograder.classroom.pages.numbers import layout
from autograder.classroom.pages.reading import UnusableResults, read_graded
from autograder.classroom.pages.rendering import prose
from autograder.classroom.pages.write import write_compare, write_pages
from autograder.report.svg import said
from autograder.translation import translator

HOSTILE = "</script><img src=x onerror=alert(1)>\u202e'\"&{{7*7}}😀김서연" + "x" * 300
VOID = {"meta", "link", "input", "br", "wbr"}


class Page(HTMLParser):
    """The elements of a page, its links and anchors; complains where an element is not closed."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.open, self.tags, self.attributes = [], set(), set()
        self.links, self.anchors, self.scripts = [], [], 0
        self.feed(path.read_text(encoding="utf-8"))
        assert self.open == [], path

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        found = dict(attrs)
        self.links += [found[name] for name in ("href", "src") if name in found]
        self.anchors += [found["id"]] if "id" in found else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def class_of_four() -> tuple[list[dict], list[dict]]:
    """Return the reports and evidence of a small class: right, named wrong, unnamed wrong, unreadable."""
    zip_broken = "alice.zip: not a zip"
    reports = [
        report("dora", exercise("surprise"), exercise("entropy")),
        report("carol", exercise("surprise"), exercise("entropy", item_basics(), wrong(**NAMED))),
        report("bob", exercise("surprise"), exercise("entropy", item_basics(), wrong("nan"))),
        report("alice", *(broken(name, "error", zip_broken) for name in ("surprise", "entropy"))),
    ]
    return reports, [evidence("carol", [["has-zero", "0.25"]]), evidence("bob", [["has-zero", "nan"]])]


def item_basics() -> dict:
    return exercise("entropy")["items"][0]


def made(folder: Path, translate=str, language: str = "en") -> Path:
    """Write the pages of a folder of results; return the folder."""
    return write_pages(folder, PICTURES, translate, language).parent.parent


def texts(folder: Path) -> dict[str, str]:
    """Return all pages: those of the instructor by their place in ``pages/``, and the feedback."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.html")}
    return {name.removeprefix("pages/"): path.read_text(encoding="utf-8") for name, path in found.items()}


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> Path:
    return made(write_results(tmp_path_factory.mktemp("class"), *class_of_four()))


def test_every_page_is_there_and_nobody_elses_to_read(pages):
    students = ("alice", "bob", "carol", "dora")
    expected = {"index.html", "similar.html", "exercise/entropy.html", "exercise/surprise.html"}
    assert set(texts(pages)) == expected | {
        f"{kind}/{one}.html" for kind in ("student", "feedback") for one in students
    }
    written = [path for kind in ("pages", "feedback") for path in (pages / kind).rglob("*")]
    assert {path.stat().st_mode & 0o077 for path in written} == {0}


def test_every_link_leads_somewhere_and_nothing_is_loaded_from_a_network(pages):
    found = {path: Page(path) for path in pages.rglob("*.html")}
    for path, page in found.items():
        assert len(page.anchors) == len(set(page.anchors)), path
        for link in page.links:
            assert not re.match(r"[a-z]+:|//", link), link
            target, _, anchor = link.partition("#")
            there = (path.parent / unquote(target)).resolve() if target else path
            assert there.is_file(), (path, link)
            assert not anchor or unquote(anchor) in found[there].anchors, (path, link)


def test_pages_say_the_same_when_they_are_written_again(pages):
    before = texts(pages)
    assert texts(made(pages)) == before


def test_what_needs_a_person_comes_first_and_says_what_to_do(pages):
    graded = read_graded(pages, PICTURES, str)
    (need,) = needs_of(graded, str)
    assert (need.kind, need.name, need.stake) == ("Cannot run", "alice", 20.0)
    assert "not a zip" in need.what
    index = texts(pages)["index.html"]
    assert index.index("not a zip") < index.index("Students and exercises")


def test_a_mistake_is_counted_among_those_who_tried_with_its_sentence_for_the_lecture(pages):
    (mistake,) = mistakes_of(read_graded(pages, PICTURES, str))
    assert (mistake.name, mistake.made, mistake.tried) == ("Small constants", 1, 4)
    index = texts(pages)["index.html"]
    for text in ("Small constants", "A constant within the log", "A constant shifts every answer.", "1 of 4"):
        assert text in index


def test_a_students_page_shows_code_curve_call_and_the_lines_to_paste(pages):
    page = texts(pages)["student/carol.html"]
    for text in ("odd helper of mine", "hw.py", "entropy(array([0., 1.]))", 'student  = "carol"', 'role="img"'):
        assert text in page.replace("&#34;", '"'), text


def test_feedback_shows_rungs_code_and_curve_but_nobody_else(pages):
    page = texts(pages)["feedback/carol.html"]
    for text in ("What is the log of 1?", "Leave it.", "odd helper of mine", 'role="img"', "You have"):
        assert text in page
    assert not re.search(r"dora|bob|alice|place \d|mean", page.split("</style>")[1])
    assert "<script" not in page


# ---------------------------------------------------------------- hidden keys


def test_the_idea_behind_a_failing_call_is_drawn_on_the_pages_that_show_the_call(tmp_path):
    asked = {"call": "entropy(array([0. , 0.4, 0.6]))", "expected": "0.673011667009256", "got": "nan"}
    reports = [report("bob", exercise("entropy", item_basics(), {**wrong("nan"), **asked}))]
    pages = texts(made(write_results(tmp_path, reports, [])))
    for name in ("exercise/entropy.html", "student/bob.html", "feedback/bob.html"):
        assert "Where p is 0 the term is 0" in pages[name], name
    hidden = {**wrong("nan"), **dict.fromkeys(asked)}
    pages = texts(made(write_results(tmp_path / "hidden", [report("bob", exercise("entropy", hidden))], [])))
    assert not any("The terms of H(p)" in text for text in pages.values())


def test_with_a_hidden_key_feedback_repeats_no_input_answer_or_expected_value(tmp_path):
    secret = {"call": "entropy(array([0.4242, 0.5758]))", "expected": "0.68167", "case": "secret-case"}
    lost = {**wrong("0.13131"), **secret, "rungs": ["Every answer is 3.1415 times too large."], "hint": "3.1415"}
    said = "raised by the student: 0.2727"
    reports = [report("bob", exercise("surprise", message=said), exercise("entropy", item_basics(), lost))]
    found = evidence("bob", [["secret-case", "0.13131"]])
    run = {"key": {"kind": "hidden", "digest": "ff"}}
    folder = write_results(tmp_path, reports, [found], run)
    for name in ("nothing to be told", "told"):
        if name == "told":
            told = report("bob", exercise("surprise"), exercise("entropy", item_basics(), item("zeros", "failed")))
            (folder / "feedback.jsonl").write_text(json.dumps(told) + "\n", encoding="utf-8")
        written = texts(made(folder))
        for text in ("0.4242", "0.68167", "0.13131", "secret case", "3.1415"):
            assert text in written["student/bob.html"], text
            assert text not in written["feedback/bob.html"], text
        assert "0.2727" not in written["feedback/bob.html"]
    assert "odd helper of mine" in written["feedback/bob.html"]


# ---------------------------------------------------------------- whatever stands in them


def test_no_text_of_a_stranger_becomes_an_element_or_breaks_a_page(tmp_path):
    texts_of_items = dict.fromkeys(("case", "call", "expected", "got", "title", "hint", "family", "lecture"), HOSTILE)
    lost = {**wrong(), **texts_of_items, "misconception": HOSTILE, "rungs": [HOSTILE, HOSTILE]}
    stuck = broken("surprise", "error", HOSTILE)
    names = [HOSTILE, "../../etc", "CON", "김서연", "a" * 300, "김" * 200, " "]
    reports = [report(name, stuck, exercise("entropy", item_basics(), lost), remarks=(HOSTILE,)) for name in names]
    found = [evidence(name, [[HOSTILE, HOSTILE]], source=f"{SOURCE}\n    {HOSTILE}", file=HOSTILE) for name in names]
    rows = [row(name, HOSTILE, adjustments=[HOSTILE], remarks=[HOSTILE], roster=None) for name in names]
    marks = {"title": HOSTILE, "course": HOSTILE, "rows": [*rows, row(None, HOSTILE, "missing")]}
    folder = write_results(tmp_path / "new", reports, found, marks=marks)
    comment = f'[[comment]]\nexercise = "entropy"\ngroup = "{"0" * 8}"\ntext = """{HOSTILE}"""\n'
    (folder / "comments.toml").write_text(comment.replace("\\", "\\\\"), encoding="utf-8")
    written = made(folder)
    write_compare(write_results(tmp_path / "old", reports[:2]), folder, PICTURES, str, "en")
    assert len(texts(written)) == 2 + 2 + 2 * len(names) + 1
    for path in written.rglob("*.html"):
        page = Page(path)
        assert not page.tags & {"img", "iframe", "object", "base", "form"}, path
        assert not {name for name in page.attributes if name.startswith("on")}
        assert path.read_text(encoding="utf-8").count("<script") == ("feedback" not in path.parts)
        assert len(path.name.encode()) < 255
        assert path.resolve().is_relative_to(written)


def test_a_class_of_nobody_and_one_without_evidence_have_pages(tmp_path):
    assert "Nobody handed in anything" in texts(made(write_results(tmp_path / "none", [])))["index.html"]
    alone = texts(made(write_results(tmp_path / "one", [report("a", exercise("entropy", item_basics(), wrong()))])))
    assert "it is not shown here" in alone["student/a.html"]
    with pytest.raises(UnusableResults, match=r"no results\.jsonl in it"):
        made(tmp_path)


# ---------------------------------------------------------------- roster, marks, comments


def test_what_was_doubtful_when_the_files_arrived_stands_on_the_page(tmp_path):
    remarks = ["min.py, min.ipynb: perhaps one student", "<b>&: two numbers"]
    written = made(write_results(tmp_path, *class_of_four(), run={"arrival": {"remarks": remarks}}))
    page = texts(written)["index.html"]
    assert "How the files arrived:" in page
    assert "min.py, min.ipynb: perhaps one student" in page
    assert "&lt;b&gt;&amp;: two numbers" in page
    assert "<b>&" not in page


def test_names_marks_and_who_is_missing_come_from_the_mark_sheet(tmp_path):
    reports, found = class_of_four()
    late = {"minutes": 30, "percent": 10.0, "text": "30 minutes late: -10 %"}
    rows = [row("bob", "Özil, Bob", mark=13.5, late=late), row("dora", "Dora"), row(None, "Zoe", "missing")]
    marks = {"title": "Homework 3", "course": "ML", "rows": rows}
    written = texts(made(write_results(tmp_path, reports, found, marks=marks)))
    assert "Özil, Bob" in written["index.html"]
    assert "Zoe" in written["index.html"]
    assert "4 of 5 students handed in" in written["index.html"]
    for page in ("student/bob.html", "feedback/bob.html"):
        for text in ("13.5", "30 minutes late", "Homework 3"):
            assert text in written[page]


def test_a_comment_reaches_all_who_behave_alike_and_nobody_else(tmp_path):
    reports = [
        report(name, exercise("entropy", item_basics(), wrong(got)))
        for name, got in (("a", "0.25"), ("b", "0.25000000001"), ("c", "0.26"))
    ]
    found = [evidence(one["submission"], [["has-zero", one["exercises"][0]["items"][1]["got"]]]) for one in reports]
    folder = write_results(tmp_path, reports, found)
    first, second = behaviours_of(read_graded(folder, PICTURES, str), ENTROPY)
    assert [[one.id for one in group.students] for group in (first, second)] == [["a", "b"], ["c"]]
    comment = f'[[comment]]\nexercise = "entropy"\ngroup = "{first.group[:8]}"\ntext = "Look at the zero again."\n'
    (folder / "comments.toml").write_text(comment, encoding="utf-8")
    written = texts(made(folder))
    assert [f"feedback/{name}.html" for name in "abc" if "Look at the zero" in written[f"feedback/{name}.html"]] == [
        "feedback/a.html",
        "feedback/b.html",
    ]
    assert f"group    = &#34;{first.group[:8]}" in written["exercise/entropy.html"].replace('"', "&#34;")


@pytest.mark.parametrize("text", ["[[comment]]\nexercise = 1", "comment = 3", "[[comment]", "[[remark]]\nx = 1"])
def test_a_file_of_comments_that_cannot_be_read_is_one_clear_line(tmp_path, text):
    folder = write_results(tmp_path, [report("a", exercise("entropy"))])
    (folder / "comments.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UnusableResults, match=r"comments\.toml: .*write \[\[comment\]\]"):
        made(folder)


def test_a_named_mistake_is_in_no_group_without_a_name(tmp_path):
    folder = write_results(tmp_path, [report("a", exercise("entropy", item_basics(), wrong(**NAMED)))])
    graded = read_graded(folder, PICTURES, str)
    assert group_of(graded.by_id["a"].exercises[ENTROPY]) == ""
    assert behaviours_of(graded, ENTROPY) == []


# ---------------------------------------------------------------- alike, and compared


def test_the_same_files_come_first_and_pairs_share_what_hardly_anybody_has(tmp_path):
    common = "def entropy(p):\n    total = everybody_has_this(p)\n    return total"
    reports = [report(f"s{number}", exercise("entropy")) for number in range(8)]
    found = [evidence(one["submission"], source=common) for one in reports[2:]]
    found += [evidence(name, source=f"{SOURCE}\n    zzz = 0.00012345") for name in ("s0", "s1")]
    folder = write_results(tmp_path, reports, found, digests={"s3": "same", "s4": "same"})
    alike = similar(read_graded(folder, PICTURES, str))
    assert [[one.id for one in group] for group in alike.same] == [["s3", "s4"]]
    (pair,) = alike.pairs
    assert {pair.one.id, pair.other.id} == {"s0", "s1"}
    assert pair.shared[0].text == "odd helper of mine"
    page = texts(made(folder))["similar.html"]
    assert page.index("s3") < page.index("odd helper of mine")
    assert "<mark>" in page


def test_a_comparison_says_whose_mark_moved_and_why(tmp_path):
    reports, found = class_of_four()
    better = [report("bob", exercise("surprise"), exercise("entropy")), *reports[:2], *reports[3:]]
    old = write_results(tmp_path / "old", [*reports, report("gone", exercise("surprise"), exercise("entropy"))], found)
    new = write_results(tmp_path / "new", better, found, {"limits": {"seconds": 10.0}})
    page = write_compare(old, new, PICTURES, str, "en").read_text(encoding="utf-8")
    made(new)
    for text in ("1 of 4 marks differ: 1 rose, 0 fell", "another time limit", "5 → passed", "+5", "gone"):
        assert text in page, text
    files = write_results(tmp_path / "files", better, found, {"limits": {"seconds": 10.0}}, digests={"bob": "other"})
    assert "other files were handed in" in write_compare(old, files, PICTURES, str, "en").read_text(encoding="utf-8")


# ---------------------------------------------------------------- numbers and languages


def test_numbers_and_calls_are_short_and_laid_out():
    assert [said(number) for number in (-1.5, 1e-7, None, "-inf", 0.123456)] == [
        "−1.5",
        "1·10⁻⁷",
        "–",
        "−inf",
        "0.1235",
    ]
    long = "f(array([[0.5, 0.30000000000000004], [0.1, 0.25], [0.75, 0.125]]), array([1. , 2. , 3. , 4. , 5. , 6. ]))"
    assert layout(long).split("\n") == [
        "f(",
        "  array([[0.5, 0.3],",
        "         [0.1, 0.25],",
        "         [0.75, 0.125]]),",
        "  array([1., 2., 3., 4., 5., 6.]))",
    ]
    assert layout("f((1, 2") == "f((1, 2"


LONG_TENSOR = "tensor([[0.125, 0.25, 0.625], [0.5, 0.25, 0.25]], dtype=float64)"


@pytest.mark.parametrize(
    ("before", "behind"), [("∂/∂input ", ""), ("", "[1]"), ("", "['loss']"), ("", "[0]  # x: read-only")]
)
def test_the_call_of_a_gradient_and_of_a_part_is_laid_out_too(before, behind):
    first, second = LONG_TENSOR.split("], [")
    laid_out = f"{before}kl_div(\n  {first}],\n          [{second},\n  2){behind}"
    assert layout(f"{before}kl_div({LONG_TENSOR}, 2){behind}") == laid_out


def test_korean_pages_are_marked_as_korean(tmp_path):
    written = texts(made(write_results(tmp_path, *class_of_four()), translator("ko"), "ko"))
    assert all('<html lang="ko">' in text for text in written.values())


def test_what_stands_between_backticks_is_code_and_nothing_of_a_strangers_is():
    assert prose("Use `np.log` here") == "Use <code>np.log</code> here"
    assert prose("`<b>` & <script>") == "<code>&lt;b&gt;</code> &amp; &lt;script&gt;"
