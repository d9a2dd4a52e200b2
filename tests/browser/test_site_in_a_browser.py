"""The site: the repository's pages and lessons, opened from disk in both languages, without a network."""

import re
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from shell import finished

ROOT = Path(__file__).parent.parent.parent


class Resources(HTMLParser):
    """Collects what a page loads, and where it links."""

    def __init__(self):
        super().__init__()
        self.loaded, self.links = [], []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if values.get("src"):
            self.loaded.append(values["src"])
        if tag == "link" and values.get("rel") == "stylesheet":
            self.loaded.append(values["href"])
        if tag == "a" and values.get("href"):
            self.links.append(values["href"])


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    done = finished([sys.executable, "docs/site/build.py", str(folder)], cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr  # a warning is an error: a dead link, an unlisted page
    return folder


def pages(site):
    return sorted(site.rglob("*.html"))


def resources(page):
    found = Resources()
    found.feed(page.read_text(encoding="utf-8"))
    return found


def test_both_languages_have_every_page_and_the_korean_lessons_are_korean(site):
    english, korean = ({page.relative_to(site / one) for page in pages(site / one)} for one in ("en", "ko"))
    assert english == korean
    lessons = [page for page in english if page.name == "lesson.html"]
    assert len(lessons) >= 3
    for lesson in lessons:
        assert re.search("[가-힣]{2}", (site / "ko" / lesson).read_text(encoding="utf-8"))


def test_no_page_loads_anything_from_elsewhere_and_no_link_is_dead(site):
    for page in pages(site):
        found = resources(page)
        assert not [one for one in found.loaded if re.match(r"(https?:)?//", one)], page
        for link in found.loaded + found.links:
            path = link.partition("#")[0].partition("?")[0]
            if path and not re.match(r"[a-z]+:", path):
                assert (page.parent / path).exists(), (page, link)


def test_formulas_are_drawn_and_the_other_language_is_one_step_away(site, browser):
    tab, failed = browser.new_page(), []
    tab.on("requestfailed", lambda request: failed.append(request.url))
    tab.goto((site / "en" / "solutions" / "regression" / "lesson.html").as_uri())
    tab.wait_for_selector("mjx-container svg")
    tab.get_by_role("link", name="한국어").click()
    assert tab.url.endswith("/ko/solutions/regression/lesson.html")
    assert tab.locator("html").get_attribute("lang") == "ko"
    assert failed == []
    tab.close()


def test_a_lesson_leads_to_its_page_to_play_with_and_back(site, browser):
    tab, failed = browser.new_page(), []
    tab.on("requestfailed", lambda request: failed.append(request.url))
    for language, link in {"en": "a page to play with", "ko": "직접 움직여 보는 페이지"}.items():
        tab.goto((site / language / "solutions" / "regression" / "lesson.html").as_uri())
        tab.get_by_role("link", name=link).click()
        tab.wait_for_selector("#chart-line_of_targets svg")
        tab.locator("footer a").first.click()
        tab.wait_for_url(f"**/{language}/solutions/regression/lesson.html")  # loaded: what is left early would fail
    assert failed == []
    tab.close()
