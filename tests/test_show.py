"""``losslings show``: the statement of an exercise on the terminal."""

import re

import pytest
from packs import write_pack
from shell import PASSED, ROOT, assert_stops, called

from autograder.bank.formulas import plain_formula
from autograder.bank.statement import read_statement
from autograder.bank.union import public_key
from autograder.practice.watch.lessons import FORMULA
from autograder.report.wrapping import columns

FORMULAS = {
    r"D(p \| q) = \sum_i p_i \ln \frac{p_i}{q_i}": ["D(p ‖ q) = Σᵢ pᵢ ln (pᵢ / qᵢ)"],
    r"\frac{e^{x_i}}{\sum_j e^{x_j}}": ["exp(xᵢ) / (Σⱼ exp(xⱼ))"],
    r"\frac{1}{n} \sum_{i=1}^{n} (\hat y_i - y_i)^2": ["(1/n) Σᵢ₌₁ⁿ (ŷᵢ − yᵢ)²"],
    r"a = \tfrac12 b, \qquad b = \frac{1}{1 + e^{-z}}": ["a = ½ b", "b = 1 / (1 + exp(−z))"],
    r"f(e) = \begin{cases} 0 & e < 0 \\ e_{i, j} & e \ge 0 \end{cases}": ["f(e) = 0, e < 0", "       e[i, j], e ≥ 0"],
    r"\text{MAE} = \frac{1}{n} \sum_i \lvert e_i \rvert": ["MAE = (1/n) Σᵢ abs(eᵢ)"],
    r"0 \quad (\lvert e \rvert \gt \delta)": ["0   (abs(e) > δ)"],
    r"\theta \leftarrow D(p \Vert q)": ["θ ← D(p ‖ q)"],
    r"\unknown{x}": ["unknown{x}"],
}


@pytest.mark.parametrize(("tex", "lines"), FORMULAS.items())
def test_a_formula_becomes_a_line_that_a_terminal_can_show(tex, lines):
    assert plain_formula(f"$$\n{tex}\n$$") == lines


@pytest.mark.parametrize("path", sorted((ROOT / "exercises").glob("*/*.py")), ids=lambda path: path.stem)
def test_no_tex_is_left_in_a_formula_that_ships(path):
    for formula in read_statement(path.read_text(encoding="utf-8"), path.stem).formulas:
        assert not re.search(r"[\\{}^$]|frac|[\ue000-\ue002⁀]", "".join(plain_formula(formula)))


@pytest.mark.parametrize("path", sorted((ROOT / "solutions").glob("*/lesson*.md")), ids=lambda path: path.parent.name)
def test_no_tex_is_left_in_a_formula_of_a_lesson(path):
    for found in FORMULA.finditer(path.read_text(encoding="utf-8")):
        tex = found[1] or found[2]
        words = re.findall(r"[\\{}]|[A-Za-z]{3,}", " ".join(plain_formula(tex)))
        assert set(words) <= {"abs", "BCE", "exp", "MAE", "max", "MSE", "softmax"}, tex


def test_the_statement_the_items_and_their_points_are_shown_without_colours(tmp_path):
    text = called("show", "kl_divergence", cwd=tmp_path).stdout
    for wanted in (
        "Information theory",
        "def kl_divergence(p, q):",
        "Σᵢ pᵢ ln (pᵢ / qᵢ)",
        "ValueError",
        "losslings init",
    ):
        assert wanted in text
    items = public_key().exercise("kl_divergence").items
    shown = re.findall(r"^  (\w[\w ]*?) +([\d.]+)(?:   .*)?$", text.partition("Points: 10\n")[2], re.MULTILINE)
    assert [float(points) for _, points in shown] == [item.points for item in items]
    assert "\x1b" not in text
    statement = text.partition("losslings init")[0]  # below stand paths, and a path is not broken
    assert max(map(columns, statement.splitlines())) <= 100


def test_it_says_where_the_file_and_the_lesson_are(tmp_path):
    assert called("init", "--lang", "ko", cwd=tmp_path).returncode == PASSED
    text = called("show", "information/entropy", "--lang", "ko", cwd=tmp_path).stdout
    assert "exercises/information/entropy.py" in text
    assert "exercises/information/README.ko.md" in text
    assert "정보 이론" in text
    assert "매개변수" in text


def test_an_exercise_of_a_pack_is_shown_too(tmp_path):
    pack = write_pack(tmp_path / "pack")
    text = called("show", "nats", cwd=pack).stdout
    assert "def nats(p):" in text
    assert not (pack / "ran").exists()


def test_no_exercise_is_one_clear_line(tmp_path):
    assert_stops(called("show", "entorpy", cwd=tmp_path), "no such exercise (did you mean entropy")


def test_from_a_units_folder_the_way_to_another_unit_is_short(tmp_path):
    assert called("init", cwd=tmp_path).returncode == PASSED
    text = called("show", "softmax", cwd=tmp_path / "exercises/information").stdout
    assert "Write it in ../classification/softmax.py, then" in text


def test_without_a_name_it_shows_the_exercise_that_one_is_at(tmp_path):
    assert called("init", cwd=tmp_path).returncode == PASSED
    assert called("show", cwd=tmp_path).stdout.startswith("mean_squared_error")
    called("check", "entropy", cwd=tmp_path)
    assert "no such exercise" in called("show", "nothing", cwd=tmp_path).stderr
