"""A course in nbgrader's formgrader; a student's notebook in JupyterLab and in Notebook 7: what people see is there."""

from __future__ import annotations

import inspect
import re
import shutil

import nbformat
import numpy as np
import pytest
from nbformat import v4
from playwright.sync_api import Locator, Page, expect

import autograder
from autograder.bank.exercises import HOME
from autograder.bank.union import public_key
from tests.browser.conftest import SECONDS, Server

# ---------------------------------------------------------------- the instructor: formgrader


def test_marks_are_seen_changed_by_hand_and_told_to_the_student(page, server):
    page.goto(server.address("lab"))
    page.get_by_role("menuitem", name="Nbgrader").click()
    page.get_by_role("menuitem", name="Formgrader").click()
    expect(page.frame_locator("iframe").get_by_role("row").filter(has_text="regression")).to_be_visible()

    page.goto(server.address("formgrader/manage_submissions/regression"))
    row = page.get_by_role("row").filter(has_text="alice")
    expect(row).to_contain_text("graded")
    expect(row).to_contain_text("7 / 21")

    page.goto(server.address("formgrader/gradebook/regression/regression"))
    page.get_by_role("link", name=re.compile("Submission #1")).click()
    score = page.locator("input#check_mean_squared_error")
    comment = page.locator("textarea#mean_squared_error-comment")
    expect(score).to_have_attribute("placeholder", "0")
    expect(page.locator("input#check_mean_absolute_error")).to_have_attribute("placeholder", "7")
    expect(page.get_by_role("main")).to_contain_text("mean_squared_error 0 / 7")

    for field, api, text in ((score, "grade", "3"), (comment, "comment", "Square, then average.")):
        with page.expect_response(re.compile(f"/api/{api}/")) as saved:
            field.fill(text)
            field.press("Tab")
        assert saved.value.ok

    page.goto(server.address("formgrader/manage_submissions/regression"))
    expect(row).to_contain_text("10 / 21")
    page.goto(server.address("formgrader/manage_assignments"))
    page.get_by_role("row").filter(has_text="regression").locator(".generate-feedback a").click()
    expect(page.locator(".modal-dialog")).to_contain_text("Successfully generated feedback")

    page.goto(server.address("files/feedback/alice/regression/regression.html"))
    expect(page.locator("body")).to_contain_text("10.0 / 21.0")
    expect(page.locator("body")).to_contain_text("Square, then average.")


# ---------------------------------------------------------------- the student: a notebook, its card and its picture

ANSWER, CHECK = "def mean_absolute_error", "autograder.check(mean_absolute_error)"


def mean_absolute_error(y_pred, y_true):
    return np.mean(y_pred - y_true)


WRONG = inspect.getsource(mean_absolute_error)
RIGHT = """def mean_absolute_error(y_pred, y_true):
    if y_pred.shape != y_true.shape:
        raise ValueError("shapes differ")
    return np.mean(np.abs(y_pred.astype(float) - y_true.astype(float)))"""


def opened(page: Page, server: Server, path: str) -> None:
    """Open a notebook, and wait for its kernel: a cell that is run before asks for one."""
    page.goto(server.address(path))
    expect(page.locator("[data-status=idle]").first).to_be_visible()
    for _ in range(10 * SECONDS):
        sessions = page.request.get(server.address("api/sessions")).json()
        kernels = [session["kernel"] for session in sessions if session["path"] == path.rpartition("/")[2]]
        if any(kernel["connections"] and kernel["execution_state"] == "idle" for kernel in kernels):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"no kernel: {sessions}")


def cell(page: Page, text: str) -> Locator:
    return page.locator(".jp-CodeCell").filter(has=page.locator(".cm-content", has_text=text))


def run(page: Page, text: str, source: str | None = None) -> None:
    """Run the cell with a text, written anew where a source is given, and wait until it is done."""
    cell(page, text).locator(".cm-content").click()
    if source is not None:
        page.keyboard.press("Control+A")
        page.keyboard.insert_text(source)
    page.keyboard.press("Control+Enter")
    expect(cell(page, text).locator(".jp-InputPrompt").first).to_have_text(re.compile(r"\d"))


def card(page: Page) -> Locator:
    return cell(page, CHECK).locator(".jp-RenderedHTML > div")


def is_drawn(image: Locator) -> bool:
    return bool(image.evaluate("image => image.getBoundingClientRect().width > 300"))


@pytest.mark.parametrize("view", ["doc/tree", "notebooks"], ids=["JupyterLab", "Notebook 7"])
def test_a_wrong_answer_gets_a_card_with_a_picture_and_a_right_one_a_line(view, page, server):
    name = f"{view[:3]}.ipynb"
    shutil.copyfile(HOME / "exercises" / "regression" / "regression.ipynb", server.folder / name)
    opened(page, server, f"{view}/{name}")
    run(page, "import autograder")
    run(page, ANSWER, WRONG)
    run(page, CHECK)
    image = card(page).get_by_role("img", name="the function on the reference")
    mistakes = {one.name: one for one in public_key().exercise("mean_absolute_error").misconceptions}
    expect(card(page)).to_contain_text(mistakes["no_abs"].ladder.hint)
    expect(image).to_be_visible()
    expect(image.locator("desc")).to_have_text(re.compile(r"from -5 to 5: wrong here \(-5 … -0.0625\)"))
    assert is_drawn(image)

    run(page, ANSWER, RIGHT)
    run(page, CHECK)
    expect(card(page)).to_contain_text(re.compile(r"✓ mean_absolute_error (\d+) / \1"))
    expect(image).to_be_hidden()
    card(page).get_by_text("picture").click()
    expect(image.locator("desc")).to_have_text(re.compile("the same everywhere"))
    assert is_drawn(image)


def test_a_card_of_a_notebook_that_is_not_trusted_has_its_text_and_no_scattered_words_of_pictures(page, server):
    """What JupyterLab shows of somebody else's notebook has been through its sanitizer, which takes the svg away."""
    output = v4.new_output("execute_result", autograder.check(mean_absolute_error)._repr_mimebundle_())
    cell = v4.new_code_cell(CHECK, outputs=[output], execution_count=1)
    nbformat.write(v4.new_notebook(cells=[cell]), server.folder / "foreign.ipynb")
    page.goto(server.address("doc/tree/foreign.ipynb"))
    expect(card(page)).to_have_css("border-left-width", "4px")
    sizes = "all => all.filter(one => getComputedStyle(one).fontSize === '0px').map(one => one.offsetHeight)"
    heights = card(page).locator("div").evaluate_all(sizes)
    assert heights
    assert max(heights) < 2
