"""The Korean README: the commands of the English one, which its test runs, and the same sections."""

import re

from shell import ROOT
from test_docs_ko import headings, links, prose
from test_readme import commands, run

ENGLISH, KOREAN = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.ko.md"))
OWN = {"README.md", "README.ko.md"}  # each links to the other one


def in_english(link):
    return link.replace(".ko.md", ".md")


def test_its_commands_are_those_that_are_run():
    assert commands(KOREAN) == commands(ENGLISH)
    assert re.findall(r"^autograder\..*?\)", KOREAN, re.MULTILINE) == re.findall(
        r"^autograder\..*?\)", ENGLISH, re.MULTILINE
    )


def test_it_has_the_sections_tables_and_links_of_the_english_one():
    assert headings(KOREAN) == headings(ENGLISH)
    assert {in_english(link) for link in links(KOREAN) - OWN} == links(ENGLISH) - OWN
    assert KOREAN.count("\n|") == ENGLISH.count("\n|")


def test_it_links_to_the_korean_page_wherever_there_is_one():
    pages = {link for link in links(KOREAN) - OWN if link.endswith(".md") and not link.endswith(".ko.md")}
    assert [page for page in pages if (ROOT / page.replace(".md", ".ko.md")).exists()] == []


def test_each_links_to_the_other_at_its_top():
    assert "README.ko.md" in ENGLISH[:200]
    assert "README.md" in KOREAN[:200]


def test_it_is_written_in_korean():
    paragraphs = [part for part in prose(KOREAN).split("\n\n") if len(part) > 80 and not part.startswith("|")]
    assert [part for part in paragraphs if len(re.findall("[가-힣]", part)) < len(part) / 5] == []


def test_its_example_is_what_the_command_prints_in_korean(tmp_path):
    answer = "import numpy as np\ndef kl_divergence(p, q):\n    return np.sum(p * np.log(p / q), axis=-1)\n"
    (tmp_path / "kl_divergence.py").write_text(answer)
    done = run("PYTHONIOENCODING=utf-8 losslings check kl_divergence --lang ko", tmp_path)
    shown = re.search(r"```console\n\$ losslings check kl_divergence --lang ko\n(.*?)```", KOREAN, re.DOTALL)[1]
    assert shown.rstrip() in done.stdout
