"""Whatever a student can meet is said in Korean too."""

import os
import subprocess
import sys

import pytest

from autograder.bank import translations as catalogues
from autograder.translation import LOCALE, translator

KOREAN = LOCALE / "ko" / "LC_MESSAGES" / "losslings.po"


def test_every_string_is_translated_and_keeps_its_values():
    assert catalogues.problems(catalogues.updated(KOREAN)) == []


def test_catalogue_holds_no_string_that_is_gone():
    assert {message.id for message in catalogues.load(KOREAN)} == {m.id for m in catalogues.updated(KOREAN)}


def test_compiled_catalogue_is_current():
    translate = translator("ko")
    stale = [m.id for m in catalogues.load(KOREAN) if m.id and translate(m.id) != m.string]
    assert stale == [], "run `make translations`"


def test_every_hint_item_and_case_of_the_bank_is_in_the_catalogue(public_key):
    strings = {text for text, _ in catalogues.strings()}
    for exercise in public_key:
        assert {mistake.hint for mistake in exercise.misconceptions} <= strings
        assert {case.id.replace("-", " ") for case in exercise.cases} <= strings


@pytest.mark.parametrize(
    ("arguments", "language"),
    {"option": (["--lang", "ko"], ""), "environment": ([], "ko_KR.UTF-8")}.values(),
    ids=["option", "environment"],
)
def test_a_korean_student_reads_korean(tmp_path, arguments, language):
    (tmp_path / "entropy.py").write_text("import numpy as np\ndef entropy(p):\n    return np.sum(p * np.log(p))\n")
    done = subprocess.run(
        [sys.executable, "-m", "autograder.cli.main", "check", "entropy.py", *arguments],
        cwd=tmp_path, capture_output=True, text=True, check=False,
        env={**os.environ, "LANGUAGE": language, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert "힌트" in done.stdout
    assert "hint" not in done.stdout
