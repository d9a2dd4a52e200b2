"""A course graded here, in nbgrader's formgrader: the marks are seen, one is given by hand, the feedback says it."""

from __future__ import annotations

import re

from playwright.sync_api import expect


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
