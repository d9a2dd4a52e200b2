"""What click itself says is said in the reader's language: that of ``--lang``, else that of the environment."""

from __future__ import annotations

import click.exceptions
import pytest
from shell import called

from autograder.cli import words

KOREAN = {
    "Usage:": "사용법:",
    "Missing argument": "인수가 빠졌습니다:",
    "Show this message and exit.": "도움말을 보여 줍니다.",
    "No such command {name!r}.": "{name!r}라는 명령은 없습니다.",
    "Error: {message}": "오류: {message}",
    "{value!r} is not one of {choices}.": "{value!r} 대신 {choices} 가운데 하나를 쓰세요.",
}
CALLS = {
    "missing": (["solution"], "오류: 인수가 빠졌습니다: 'NAME'."),
    "no-command": (["zzz"], "오류: 'zzz'라는 명령은 없습니다."),
    "choice": (["--lang", "fr"], "'fr' 대신 'en', 'ko' 가운데 하나를 쓰세요."),
}


@pytest.fixture(autouse=True)
def korean(monkeypatch):
    monkeypatch.setattr(
        words, "translator", lambda language: lambda text: KOREAN.get(text, text) if language == "ko" else text
    )


def said(*arguments, cwd, language="en"):
    done = called(*arguments, cwd=cwd, language=language)
    return done.stdout + done.stderr


@pytest.mark.parametrize(("arguments", "line"), CALLS.values(), ids=CALLS.keys())
def test_an_error_of_clicks_is_translated(tmp_path, arguments, line):
    assert line in said(*arguments, cwd=tmp_path, language="ko")
    assert "사용법:" in said(*arguments, cwd=tmp_path, language="ko")
    assert "Error: " in said(*arguments, cwd=tmp_path)


def test_the_option_names_the_language_before_the_environment_does(tmp_path):
    assert "Error: Missing argument 'NAME'." in said("solution", "--lang", "en", cwd=tmp_path, language="ko")
    assert "오류: 인수가 빠졌습니다: 'NAME'." in said("solution", "--lang=ko", cwd=tmp_path)


def test_help_changes_its_language_with_the_reader(tmp_path):
    assert "사용법:" in said("show", "--help", "--lang", "ko", cwd=tmp_path)
    assert "Usage:" in said("show", "--help", cwd=tmp_path)


def test_click_is_left_as_it_was(tmp_path):
    before = click.exceptions._
    said("show", "--lang", "ko", cwd=tmp_path)
    assert click.exceptions._ is before
