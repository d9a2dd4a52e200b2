"""The pages in Chromium: axe-core finds nothing, they sort and filter by keyboard, and load no network."""

from __future__ import annotations

from pathlib import Path

import pytest
from graded import NAMED, PICTURES, broken, evidence, exercise, item, report, row, write_results, wrong
from playwright.sync_api import Page

from autograder.classroom.pages.write import write_pages
from tests.browser.conftest import SCHEMES, WIDTHS, violations, violations_by_scheme

LONG = "</script><img src=x>" + "x" * 300


@pytest.fixture(scope="module")
def results(tmp_path_factory) -> Path:
    """Write the pages of a class in which everything happens, and compare it with an earlier run."""
    folder, basics = tmp_path_factory.mktemp("pages"), item("basics")
    near = broken("entropy", "missing", "is Entropy meant?", reason="near_name")
    lost = exercise("entropy", basics, wrong(**NAMED), wrong("nan"), item("held", "blocked"))
    reports = [
        report("ann", exercise("surprise"), exercise("entropy")),
        report("bob", broken("surprise", "timeout", "Stopped."), lost, remarks=("read hw.txt as Python",)),
        report("cy", broken("surprise", "refused", "Refused: import scipy."), lost),
        report("김서연", broken("surprise", "error", LONG), near),
        report(LONG, broken("surprise", "todo", "Not written yet."), lost),
    ]  # fmt: skip  # a student a line
    found = [evidence(one["submission"], [["has-zero", "nan"]], file=LONG) for one in reports[1:]]
    rows = [row("bob", LONG, mark=3.5, exercises=[]), row(None, "Zoe", "missing")]
    marks = {"title": "Homework 3", "course": "Machine learning", "rows": rows}
    new = write_results(folder / "new", reports, found, marks=marks)
    better = [report("bob", exercise("surprise"), lost), *reports[:1]]
    passed = [{"id": "information/surprise", "status": "passed"}]
    earlier = {"rows": [row("bob", LONG, mark=13.5, exercises=passed)]}
    write_results(new / "runs/2026-01-01-100000", better, marks=earlier)
    write_pages(new, PICTURES, str, "en")
    return new


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_axe_finds_nothing_and_no_page_scrolls_sideways(tab, axe, results, width):
    tab.set_viewport_size({"width": width, "height": 900})
    pages = sorted(results.rglob("*.html"))
    assert len(pages) == 15
    for path in pages:
        tab.goto(path.as_uri())
        tab.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        assert violations_by_scheme(tab, axe) == {scheme: [] for scheme in SCHEMES}, path.name
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, path.name


def test_axe_finds_a_picture_without_words(tab, axe):
    tab.set_content("<!doctype html><html lang=en><title>t</title><main><h1>h</h1><img src=data:,></main></html>")
    assert violations(tab, axe) == [("image-alt", '<img src="data:,">')]


def names(tab: Page) -> list[str]:
    return [text[:3] for text in tab.locator("table.matrix tbody tr:visible th").all_inner_texts()]


def test_the_matrix_sorts_and_filters_without_a_mouse(tab, results):
    tab.set_viewport_size({"width": 1280, "height": 900})
    tab.goto((results / "pages/index.html").as_uri())
    assert names(tab)[0] == "ann"
    tab.get_by_role("button", name="Sort by points").focus()
    tab.keyboard.press("Enter")
    assert tab.locator("#said").inner_text() == "Sorted by points, lowest first"
    assert names(tab)[-1] == "ann"
    tab.get_by_label("Find").focus()
    tab.keyboard.type("ANN")
    assert names(tab) == ["ann"]
    assert tab.locator("#said").inner_text() == "1 of 5 students"
    tab.get_by_label("Find").fill("")
    tab.get_by_role("checkbox", name="needs you").focus()
    tab.keyboard.press("Space")
    assert "ann" not in names(tab)


def test_the_pages_read_without_scripts(browser, results):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((results / "pages/index.html").as_uri())
    assert page.locator("table.matrix tbody tr:visible").count() == 5
    assert page.locator("button:visible, .tools:visible").count() == 0
    context.close()


NEXT = """() => {
  const one = document.activeElement;
  if (one === document.body || one.dataset.met) return null;
  one.dataset.met = "yes";
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  const isSeen = box.width > 0 && box.height > 0 && style.outlineStyle !== "none";
  return {tag: one.tagName, href: one.href || "", isOpen: one.parentElement.open === true, isSeen};
}"""
LINKS = "() => [...document.links].filter((one) => one.checkVisibility()).map((one) => one.href)"


def links_met(tab: Page) -> list[str]:
    """Go through a page by Tab alone, opening each fold by Enter; return the links that had the focus, in order."""
    found = []
    while True:
        tab.keyboard.press("Tab")
        met = tab.evaluate(NEXT)
        if met is None:
            return found
        assert met["isSeen"], met
        if met["tag"] == "SUMMARY" and not met["isOpen"]:
            tab.keyboard.press("Enter")
        if met["href"]:
            found.append(met["href"])


def test_every_page_is_reached_from_the_class_by_keyboard_alone_and_every_link_has_the_focus(tab, results):
    tab.set_viewport_size({"width": 1280, "height": 900})
    start = (results / "pages/index.html").as_uri()
    waiting, seen = [start], {start}
    while waiting:
        address = waiting.pop()
        tab.goto(address)
        met = links_met(tab)
        assert set(met) == set(tab.evaluate(LINKS)), address
        for href in dict.fromkeys(link.partition("#")[0] for link in met):
            if href not in seen and href.endswith(".html"):  # the other files are downloads
                seen.add(href)
                waiting.append(href)
    assert seen == {path.as_uri() for path in results.rglob("*.html")}


def test_class_exercise_student_similar_compare_and_back_without_a_mouse(tab, results):
    tab.goto((results / "pages/index.html").as_uri())
    way = [
        "exercise/entropy.html",
        "student/bob.html",
        "similar.html",
        "compare.html",
        "student/bob.html",
        "index.html",
    ]
    for page in way:
        target = (results / "pages" / page).as_uri()
        tab.evaluate("document.activeElement.blur()")
        while tab.evaluate("document.activeElement.href || ''").partition("#")[0] != target:
            tab.keyboard.press("Tab")
        tab.keyboard.press("Enter")
        tab.wait_for_url(lambda url, target=target: url.partition("#")[0] == target)
