"""The card: a report as HTML that any notebook shows, whatever the student's code says."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import numpy as np
import pytest

from autograder.bank.union import public_pictures
from autograder.report.card import card
from autograder.report.ideas.choosing import draw_idea
from tests.handmade import ask

ITEM = {
    "status": "passed",
    "score": 1.0,
    "max_score": 1.0,
    "case": None,
    "call": None,
    "expected": None,
    "got": None,
    "torch": None,
    "misconception": None,
    "hint": None,
    "notes": [],
}
FAILED = {
    **ITEM,
    "name": "zero_probabilities",
    "status": "failed",
    "score": 0.0,
    "case": "p-has-zero",
    "call": "entropy(array([0., 1.]))",
    "expected": "0",
    "got": "nan",
    "torch": "torch.special.entr agrees",
    "hint": "What is 0 * log(0)?",
}
BASICS = {**ITEM, "name": "basics"}
PASSED = {"name": "entropy", "status": "passed", "score": 2.0, "max_score": 2.0, "message": None, "items": [BASICS]}
WRONG = {**PASSED, "status": "failed", "score": 1.0, "items": [BASICS, FAILED]}
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\" ' {{ 7 * 7 }} </details></div>"


class Elements(HTMLParser):
    """What an HTML text holds: elements with attributes, what is open at the end, and the text.

    What is drawn is apart: the elements of pictures and their words.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict]] = []
        self.drawn: list[tuple[str, dict]] = []
        self.open: list[str] = []
        self.text = self.words = ""
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        is_drawn = tag == "svg" or "svg" in self.open
        (self.drawn if is_drawn else self.elements).append((tag, dict(attributes)))
        if tag != "img":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag != "img":
            self.open.pop()

    def handle_data(self, text):
        if "svg" in self.open:
            self.words += text
        else:
            self.text += text

    def named(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


def read(*arguments, **named) -> Elements:
    return Elements(card(*arguments, **named))


def said(html: Elements) -> str:
    return " ".join(html.text.split())


@pytest.fixture(scope="module")
def seen():
    picture = public_pictures()["information/entropy"]
    with np.errstate(all="ignore"):
        return picture.compare(ask(lambda p: -np.sum(p * np.log(p)), picture.calls).observations)


def test_a_failed_item_is_explained():
    html = read(WRONG, str)
    assert said(html) == (
        "✗ entropy 1 / 2 ✓ basics 1 / 1 ✗ zero probabilities 0 / 1 zero probabilities: p has zero "
        "call entropy(array([0., 1.])) expected 0 (torch.special.entr agrees) got nan hint What is 0 * log(0)?"
    )
    assert html.open == []


def test_the_first_failed_item_is_open_and_the_others_are_a_click_away():
    html = read({**WRONG, "items": [FAILED, BASICS, FAILED, FAILED]}, str)
    assert ["open" in attributes for attributes in html.named("details")] == [True, False, False]


def test_a_hint_that_two_items_have_is_given_once():
    other = {**FAILED, "name": "shapes", "hint": "What is a row?"}
    html = read({**WRONG, "items": [BASICS, FAILED, other, {**FAILED, "name": "stability"}, BASICS]}, str)
    assert said(html).count("hint") == 2
    assert said(html).count("What is 0 * log(0)?") == 1
    assert len(html.named("details")) == 3


def test_what_is_not_known_has_no_row():
    html = read({**WRONG, "items": [{**FAILED, "call": None, "expected": None, "got": None, "hint": None}]}, str)
    assert html.named("tr") == []


def test_a_passed_card_is_one_line():
    assert said(read(PASSED, str)) == "✓ entropy 2 / 2"


def test_a_message_and_what_was_printed_are_said():
    notes = {**ITEM, "notes": ["one\ntwo", "two", "three", "four"]}
    html = read(
        {**WRONG, "message": "Not steady.", "items": [{**FAILED, **notes}, {**BASICS, "status": "blocked"}]}, str
    )
    assert "Not steady." in html.text
    assert "Printed (costs nothing): one | two | three" in html.text
    assert "four" not in html.text
    assert "Right already, and counted as soon as the basics pass: basics" in html.text


def test_a_report_without_marks_is_its_message():
    error = {"name": "f", "status": "error", "message": "f is no exercise", "score": 0.0, "max_score": 0.0, "items": []}
    assert said(read(error, str)) == "! f f is no exercise"


# ---------------------------------------------------------------- any notebook, any reader


TAGS = {"div", "span", "strong", "details", "summary", "table", "tr", "td", "code"}


def test_what_a_student_wrote_stays_text():
    texts = dict.fromkeys(("name", "case", "call", "expected", "got", "torch", "hint"), HOSTILE)
    item = {**FAILED, **texts, "notes": [HOSTILE]}
    html = read({**WRONG, "name": HOSTILE, "message": HOSTILE, "items": [item]}, str, remark=HOSTILE)
    assert {tag for tag, _ in html.elements} == TAGS
    assert html.text.count("<script>alert(1)</script>") == 12  # an item's name stands twice
    assert "{{ 7 * 7 }}" in html.text
    assert html.open == []


def test_long_texts_are_cut():
    html = card({**WRONG, "message": "m" * 10_000, "items": [{**FAILED, "got": "g" * 10_000}]}, str)
    assert len(html) < 6000


def test_no_script_no_class_no_address_but_inline_style(seen):
    html = read(WRONG, str, seen)
    attributes = {name for _, attributes in html.elements for name in attributes}
    assert attributes == {"style", "open"}
    drawn = {name for _, attributes in html.drawn for name in attributes}
    assert not drawn & {"class", "id", "href", "onload", "onclick"}
    assert not {tag for tag, _ in html.drawn} & {"style", "script", "a", "image", "use", "foreignobject"}
    assert "http" not in card(WRONG, str)


def test_colours_are_read_on_light_and_on_dark_ground():
    def luminance(colour):
        channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return np.dot(linear, [0.2126, 0.7152, 0.0722])

    def contrast(one, other):
        high, low = sorted((luminance(one), luminance(other)), reverse=True)
        return (high + 0.05) / (low + 0.05)

    statuses = ("passed", "failed", "blocked", "todo")
    hidden = {**FAILED, "call": None}  # without a picture: `test_ideas` is about its colours
    reports = [{**WRONG, "status": status, "items": [BASICS, hidden]} for status in statuses]
    colours = {c for report in reports for c in re.findall(r"#\w{6}", card(report, str))}
    assert len(colours) == 4
    for colour in colours:
        assert min(contrast(colour, "#ffffff"), contrast(colour, "#111111")) >= 3  # WCAG, for symbols and large text


def test_the_words_are_the_readers():
    korean = {"hint": "힌트", "basics": "기본", "p has zero": "p에 0이 있음"}
    html = read(WRONG, lambda text: korean.get(text, text))
    assert [word for word in korean.values() if word not in html.text] == []


# ---------------------------------------------------------------- the picture in it


def test_the_idea_behind_a_failed_item_stands_below_it():
    html = card(WRONG, str)
    assert html.index("What is 0 * log(0)?") < html.index("<svg") < html.index("</details>")
    assert "Where p is 0 the term is 0" in read(WRONG, str).words


def test_an_idea_that_a_notebook_does_not_trust_leaves_no_words():
    """JupyterLab leaves out the svg of such a notebook, but not the words in it."""
    (wrapper,) = re.findall(r'<div style="([^"]*)"><svg', card(WRONG, str).replace("\n", ""))
    assert "font-size: 0" in wrapper


def test_an_exercise_without_inputs_to_show_has_no_idea():
    assert "<svg" not in card(
        {**WRONG, "items": [BASICS, {**FAILED, "call": None, "expected": None, "got": None}]}, str
    )


def test_the_idea_of_an_exercise_is_the_reward_for_passing_it():
    reward = draw_idea("entropy(array([0.5, 0.5]))", "0.693147180559945", None, str)
    assert "H(p)" in read(PASSED, str, reward=reward).words
    assert read(WRONG, str, reward=reward).words == read(WRONG, str).words


def test_code_in_a_hint_is_code_and_stays_text():
    html = card({**WRONG, "items": [{**FAILED, "hint": "Is `p < 1` <b>true</b>?"}]}, str)
    assert re.search(r"<strong>Is <code style=[^>]*>p &lt; 1</code> &lt;b&gt;true&lt;/b&gt;\?</strong>", html)


def test_a_picture_says_the_same_in_words(seen):
    html = read({**WRONG, "items": [BASICS]}, str, seen)
    assert html.drawn[0][1]["role"] == "img"
    assert "p of the first outcome of two, from 0 to 1: nan here (0, 1)" in html.words


def test_beside_a_passed_exercise_the_picture_is_a_click_away(seen):
    html = read(PASSED, str, seen)
    assert [tag for tag, _ in html.elements if tag == "details"] == ["details"]
    assert "open" not in html.named("details")[0]


def test_no_perfect_curve_stands_below_a_red_mark():
    picture = public_pictures()["information/entropy"]
    reference = dict(zip(picture.grid.tolist(), picture.expected.tolist(), strict=True))
    same = picture.compare(ask(lambda p: reference[p[0]], picture.calls).observations)
    html = read({**WRONG, "items": [BASICS]}, str, same)
    assert "open" not in html.named("details")[0]
    assert said(html).endswith("The curve: no difference from the reference")


def test_why_there_is_no_picture_is_said():
    assert "No picture: why" in read(WRONG, str, remark="No picture: why").text
