"""Stubs in Korean: the statement is translated, the code is the same, and lines fit on a screen."""

import ast

import pytest
from packs import write_pack
from shell import PASSED, ROOT, called, tree

from autograder.bank.exercises import find_exercises
from autograder.bank.folder import read_bank
from autograder.bank.statement import read_statement
from autograder.bank.translated import WIDTH, translated_stub
from autograder.isolation.inside.definitions import definitions
from autograder.practice.copies import handed_text
from autograder.report.wrapping import columns, wrap
from autograder.translation import translator

KOREAN = translator("ko")
STUBS = sorted((ROOT / "exercises").glob("*/*.py"))


def without_docstrings(source):
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.FunctionDef) and ast.get_docstring(node) is not None:
            node.body = node.body[1:]
    return ast.dump(tree)


@pytest.fixture(scope="module", params=STUBS, ids=[path.stem for path in STUBS])
def stub(request):
    """A stub in English and in Korean, and its name."""
    source = request.param.read_text(encoding="utf-8")
    return source, translated_stub(source, request.param.stem, KOREAN), request.param.stem


def test_only_the_docstrings_differ(stub):
    english, korean, name = stub
    assert without_docstrings(korean) == without_docstrings(english)
    assert definitions(ast.parse(korean))[name] == "stub"
    assert korean.endswith("    raise NotImplementedError\n")


def test_every_text_is_the_translated_one(stub):
    english, korean, name = stub
    wanted, found = read_statement(english, name), read_statement(korean, name)
    assert [KOREAN(text) for text in wanted.messages()] == list(found.messages())
    assert found.formulas == wanted.formulas
    assert list(found.sections) == list(wanted.sections)


def test_prose_fits_into_the_columns_of_a_screen(stub):
    english, korean, _ = stub
    code = english.splitlines()  # signatures, formulas and examples stay as they are
    assert [line for line in korean.splitlines() if columns(line) > WIDTH and line not in code] == []


def test_examples_and_references_stay(stub):
    english, korean, _ = stub
    for line in [line for line in english.splitlines() if line.strip().startswith((">>>", "doi:"))]:
        assert line in korean


def test_a_bank_without_korean_is_copied_as_it_is(tmp_path):
    bank = read_bank(write_pack(tmp_path / "pack"))
    (path,) = bank.exercises.glob("*/nats.py")
    assert handed_text(path, bank, "ko") == path.read_bytes()


ODD = {
    "no-function": '"""Kullback-Leibler divergence: the price of believing q when p is true."""\nx = 1\n',
    "no-docstring": '"""Kullback-Leibler divergence."""\ndef f(p):\n    pass\n',
    "other-quotes": "'A'\ndef f(p):\n    'Parameters'\n    raise NotImplementedError\n",
    "quotes-in-the-translation": '"""A."""\n\n\ndef f(p):\n    """Break."""\n    raise NotImplementedError\n',
}


@pytest.mark.parametrize("source", ODD.values(), ids=ODD.keys())
def test_what_cannot_be_rewritten_stays_as_it_is(source):
    said = {"Break.": '"""', "A": "가", "Parameters": "나"}
    assert translated_stub(source, "f", lambda text: said.get(text, text)) == source


def test_init_writes_korean_stubs_over_nothing_and_check_takes_them_as_unwritten(tmp_path):
    begun = tmp_path / "exercises" / "information" / "entropy.py"
    begun.parent.mkdir(parents=True)
    begun.write_text("# mine\n", encoding="utf-8")
    assert called("init", "--lang", "ko", cwd=tmp_path).returncode == PASSED
    assert begun.read_text(encoding="utf-8") == "# mine\n"
    text = (tmp_path / "exercises/information/kl_divergence.py").read_text(encoding="utf-8")
    assert "상대 엔트로피" in text
    assert "true distribution" not in text.lower()
    before = tree(tmp_path)
    assert called("init", cwd=tmp_path).returncode == PASSED
    assert tree(tmp_path) == before
    names = {exercise.name for exercise in find_exercises(ROOT)} - {"entropy"}
    copied = {path.stem: path.read_text(encoding="utf-8") for path in tmp_path.glob("exercises/*/*.py")}
    assert all(definitions(ast.parse(copied[name]))[name] == "stub" for name in names)


def test_lines_break_at_columns_not_at_letters():
    assert columns("가나 ab") == 7
    assert list(wrap("가나 다라 마바", 9, "", "  ")) == ["가나 다라", "  마바"]
    assert list(wrap("abcdefghij kl", 5)) == ["abcdefghij", "kl"]
