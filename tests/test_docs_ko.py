"""The Korean pages for instructors: the same commands, settings, sections and links as the English ones."""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / "docs"
KOREAN = sorted(DOCS.glob("*.ko.md"))


def fences(text, languages="sh|toml"):
    return re.findall(rf"^ *```(?:{languages})\n.*?^ *```$", text, re.MULTILINE | re.DOTALL)


def prose(text):
    return re.sub(r"^ *```.*?^ *```$", "", text, flags=re.MULTILINE | re.DOTALL)


def headings(text):
    return [len(marks) for marks in re.findall(r"^(#+) ", prose(text), re.MULTILINE)]


def links(text):
    return set(re.findall(r"\]\(([^)\s]+)\)", prose(text)))


def test_the_pages_for_instructors_are_there_in_korean():
    assert {path.name for path in KOREAN} >= {
        f"{name}.ko.md" for name in ("instructor", "marks", "pages", "exports", "arrivals")
    }


@pytest.mark.parametrize("page", KOREAN, ids=lambda page: page.name)
def test_a_korean_page_says_what_the_english_one_says(page):
    korean, english = (path.read_text(encoding="utf-8") for path in (page, DOCS / page.name.replace(".ko.md", ".md")))
    assert fences(korean) == fences(english)
    assert headings(korean) == headings(english)
    assert links(korean) == links(english)
    assert len(re.findall("[가-힣]", prose(korean))) > 200
