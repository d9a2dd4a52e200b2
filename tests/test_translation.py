"""Whatever a student can meet is said in Korean too: by the engine's catalogue, and by the one of each bank."""

import os
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import write_po
from shell import finished

from autograder.bank import translations as catalogues
from autograder.bank.folder import shipped
from autograder.translation import LOCALE, LosslingsError, translator

BANK = shipped()
SOURCES = {
    "engine": (LOCALE / "ko/LC_MESSAGES/losslings.po", catalogues.strings_of_the_engine),
    "bank": (BANK.locale / "ko/LC_MESSAGES/losslings.po", lambda: catalogues.strings_of_the_bank(BANK)),
}


@pytest.fixture(scope="module", params=SOURCES)
def korean(request):
    """A catalogue as it is, and as it should be."""
    path, strings = SOURCES[request.param]
    return catalogues.load(path), catalogues.update(path, strings())


def test_every_string_is_translated_and_keeps_its_values(korean):
    assert catalogues.problems(korean[1]) == []


def test_a_catalogue_holds_no_string_that_is_gone(korean):
    assert {message.id for message in korean[0]} == {message.id for message in korean[1]}


def test_a_compiled_catalogue_is_current(korean):
    translate = translator("ko")
    stale = [m.id for m in korean[0] if m.id and m.string and translate(m.id) != m.string]
    assert stale == [], "run `make translations`"


def catalogue_of(folder: Path, name: str, **strings: str) -> Path:
    """Write a bank's catalogue; return its ``locale/``."""
    path = folder / name / "locale/ko/LC_MESSAGES" / f"{name}.po"
    path.parent.mkdir(parents=True)
    catalog = catalogues.update(path, [(text, "here") for text in strings])
    for text, string in strings.items():
        catalog[text].string = string
    with path.open("wb") as stream:
        write_po(stream, catalog)
    path.with_suffix(".mo").write_bytes(catalogues.to_mo(catalog))
    return folder / name / "locale"


def test_a_string_is_looked_for_in_the_engines_catalogue_then_in_each_banks(tmp_path):
    one, other = catalogue_of(tmp_path, "one", apple="사과"), catalogue_of(tmp_path, "other", apple="능금", pear="배")
    translate = translator("ko", one, other)
    assert [translate(text) for text in ("apple", "pear", "plum", "")] == ["사과", "배", "plum", ""]
    assert translator("en", one)("apple") == "apple"


def test_a_damaged_catalogue_is_one_clear_line(tmp_path):
    folder = catalogue_of(tmp_path, "pack", apple="사과")
    (folder / "ko/LC_MESSAGES/pack.mo").write_bytes(b"\xde\x12\x04\x95\0\0")
    with pytest.raises(LosslingsError, match=r"pack\.mo: not a catalogue; make it again"):
        translator("ko", folder)


@pytest.mark.parametrize(
    ("arguments", "language"),
    {"option": (["--lang", "ko"], ""), "environment": ([], "ko_KR.UTF-8")}.values(),
    ids=["option", "environment"],
)
def test_a_korean_student_reads_korean(tmp_path, arguments, language):
    (tmp_path / "entropy.py").write_text("import numpy as np\ndef entropy(p):\n    return np.sum(p * np.log(p))\n")
    command = [sys.executable, "-m", "autograder.cli.main", "check", "entropy.py", *arguments]
    environment = {**os.environ, "LANGUAGE": language, "PYTHONIOENCODING": "utf-8"}
    done = finished(command, cwd=tmp_path, env=environment, encoding="utf-8")
    assert "힌트" in done.stdout
    assert "hint" not in done.stdout
