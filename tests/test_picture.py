"""The picture: a student's function beside the reference, and what is wrong where."""

import json
import math
import re
import sys
from dataclasses import replace

import numpy as np
import pytest

from autograder.bank.building.current import stale_pictures
from autograder.bank.building.pictures import compile_sweep, save_pictures
from autograder.bank.exercises import find_exercises
from autograder.bank.spec import Sweep
from autograder.bank.union import public_pictures
from autograder.isolation.job import Argument, Job
from autograder.isolation.runner import Runner
from autograder.report import drawing
from autograder.report.picture import PICTURE_LIMITS, Comparison, NoPicture, Picture, load_pictures
from benchmarks.implementations import exercises_with_corpus, implementations
from tests.handmade import ask

GRID = np.linspace(-2, 2, 5)
SQUARE = Picture("by_hand/square", "x", "linear", 0, "numpy", GRID, (Argument(GRID),), GRID**2)


@pytest.fixture(scope="module")
def pictures():
    return public_pictures()


@pytest.fixture(scope="module")
def runner():
    with Runner() as runner:
        yield runner


def seen(function, picture=SQUARE) -> Comparison:
    """Ask a function of ours in this process."""
    return picture.compare(ask(function, picture.calls).observations)


def words(function, picture=SQUARE) -> str:
    return seen(function, picture).words(str).partition(": ")[2]


# ---------------------------------------------------------------- what is wrong where


def raises(x):
    return 1 / int(x) if x < 0 else x**2 if x else math.log(x)


# what is said of a function: the function
FAULTS = {
    "the same everywhere": lambda x: x**2,
    "wrong here (-2 … -1, 1 … 2)": lambda x: 2 * x**2,
    "wrong here (2)": lambda x: x**2 + (x == 2) * 1e-5,
    "nan here (0)": lambda x: np.where(x == 0, np.nan, x**2),
    "nan here (-2 … -1); inf here (0)": lambda x: np.where(x < 0, np.nan, np.where(x == 0, np.inf, x**2)),
    "no number here (-2 … 2)": lambda x: "four",
    "another shape here (-2 … 2)": lambda x: np.array([x**2]),
    "ZeroDivisionError here (0)": lambda x: 1 / int(x) ** 2 * x**4,
    "no number here (0)": lambda x: x**2 if x else False,
}


@pytest.mark.parametrize(("said", "function"), FAULTS.items(), ids=FAULTS)
def test_a_fault_is_named_where_it_is(said, function):
    assert words(function) == said


def test_what_no_eye_can_tell_apart_is_right():
    assert words(lambda x: x**2 * (1 + 1e-7) + 1e-10) == "the same everywhere"


def test_infinity_where_it_is_expected_is_right_and_a_large_number_is_not():
    picture = replace(SQUARE, expected=np.array([1.0, 1.0, np.inf, 1.0, 1.0]))
    assert words(lambda x: np.where(x == 0, np.inf, 1.0), picture) == "the same everywhere"
    assert words(lambda x: np.where(x == 0, 1e300, 1.0), picture) == "wrong here (0)"


def test_all_of_an_answer_counts_though_one_number_is_drawn():
    picture = replace(SQUARE, element=1, expected=np.stack([GRID, GRID**2], axis=1))
    assert words(lambda x: np.array([x, x**2]), picture) == "the same everywhere"
    assert words(lambda x: np.array([x + 1, x**2]), picture) == "wrong here (-2 … 2)"
    assert seen(lambda x: np.array([x, x**2]), picture).curve.tolist() == (GRID**2).tolist()


def test_a_number_among_the_arguments_is_the_same_at_every_point():
    picture = replace(SQUARE, arguments=(Argument(GRID), 2))
    assert words(lambda x, n: x**n, picture) == "the same everywhere"


def test_what_is_said_has_an_end_however_many_ways_a_function_fails():
    def many(x):
        raise type(f"E{x:.0f}" + "r" * 5000, (Exception,), {})

    grid = np.arange(100.0)
    picture = replace(SQUARE, grid=grid, arguments=(Argument(grid),), expected=grid)
    assert len(words(lambda x: x + x % 2, picture)) < 100
    assert len(words(many, picture)) < 400
    assert len(drawing.svg(seen(many, picture), str)) < 100_000


# ---------------------------------------------------------------- what is drawn


def test_a_picture_is_the_same_bytes_each_time_and_leaves_matplotlib_as_it_was():
    import matplotlib as mpl

    first = drawing.svg(seen(lambda x: -(x**2)), str)
    with mpl.rc_context({"font.size": 30, "svg.fonttype": "path"}):
        assert drawing.svg(seen(lambda x: -(x**2)), str) == first
        assert mpl.rcParams["font.size"] == 30
    assert "matplotlib.pyplot" not in sys.modules
    assert b"<dc:date>" not in first


def curves(svg: bytes) -> dict[str, list[tuple[float, float]]]:
    """Return the two curves of a picture by their colours."""
    paths = re.findall(rb'<path d="([^"]*)" clip-path="[^"]*" style="fill: none; stroke: (#\w+)', svg)
    return {
        colour.decode(): [(float(x), float(y)) for x, y in re.findall(r"([\d.]+) ([\d.]+)", path.decode())]
        for path, colour in paths
    }


def test_both_curves_are_seen_where_they_are_the_same():
    svg = drawing.svg(seen(lambda x: x**2), str)
    reference, yours = curves(svg)["#0072b2"], curves(svg)["#d55e00"]
    assert len(yours) == len(GRID)
    assert reference == yours
    assert b"stroke-width: 5" in svg
    assert svg.index(b"stroke: #0072b2") < svg.index(b"stroke: #d55e00")


def test_nan_leaves_a_gap_and_its_stretch_is_shaded_and_labelled():
    svg = drawing.svg(seen(lambda x: np.where(x == 0, np.nan, x**2)), str)
    assert len(curves(svg)["#d55e00"]) == len(GRID) - 1
    assert svg.count(b"fill: url(#") == 1
    assert b">nan here<" in svg
    assert b"fill: url(#" not in drawing.svg(seen(lambda x: x**2), str)


# what is hard to draw: the function
HARD = {
    "nothing but nan": lambda x: np.nan,
    "nothing but infinity": lambda x: np.inf,
    "numbers too large for a picture": lambda x: x * 1e308,
    "numbers at both ends": lambda x: np.where(x > 0, 1.7e308, -1.7e308),
    "exceptions": raises,
    "words": lambda x: "<svg onload=alert(1)>",
}


@pytest.mark.parametrize("function", HARD.values(), ids=HARD)
def test_whatever_comes_is_drawn(function):
    svg = drawing.svg(seen(function), str)
    assert b"your function" in svg
    assert b"alert" not in svg


def test_a_name_that_looks_like_markup_or_a_formula_is_text():
    def hostile(x):
        raise type("<script>$\\frac$ \n&", (Exception,), {})

    svg = drawing.svg(seen(hostile), str)
    assert b"&lt;script&gt;$\\frac$ &amp; here" in svg
    assert b"<script" not in svg


def test_the_words_are_the_readers():
    said = {"{what} here": "여기서 {what}", "reference": "정답", "x": "오차"}
    svg = drawing.svg(seen(lambda x: np.nan), lambda text: said.get(text, text)).decode()
    assert ">여기서 nan<" in svg
    assert ">정답<" in svg
    assert ">오차<" in svg


def test_a_constant_is_drawn_on_any_axis():
    picture = replace(SQUARE, scale="symlog", expected=np.ones(5))
    assert b"reference" in drawing.svg(seen(lambda x: 1.0, picture), str)


# ---------------------------------------------------------------- the bank's pictures


def test_they_are_of_exercises_of_the_key_in_its_order(public_key, pictures):
    """Which exercises have one is what their specs say: `test_bank` holds the committed ones current."""
    assert list(pictures) == [exercise for exercise in public_key.lines if exercise in pictures] != []


@pytest.mark.parametrize("exercise", exercises_with_corpus())
def test_right_answers_have_no_fault_in_their_picture_and_most_wrong_ones_do(exercise, pictures, runner):
    picture, faulty = pictures[exercise], []
    for answer in implementations(exercise):
        job = Job({f"{exercise}.py": answer.source}, (picture.calls,), PICTURE_LIMITS)
        answers = runner.run(job)[exercise]
        is_faulty = answers.outcome != "answered" or any(picture.compare(answers.observations).faults)
        assert not (answer.is_right and is_faulty), answer.name
        if not answer.is_right:
            faulty.append(is_faulty)
    assert sum(faulty) >= 0.3 * len(faulty)  # the others fail on shapes, dtypes or rare inputs


def exercise_named(name):
    (exercise,) = find_exercises(names=[name])
    return exercise


# what an author got wrong: the sweep, and what is said of it
AUTHORS_MISTAKES = {
    "a point without an answer": (Sweep("p", np.array([-1.0, 0.5]), lambda p: (np.array([p]),)), "the reference gave"),
    "a grid that goes back": (Sweep("p", np.array([0.5, 0.25]), lambda p: (np.array([p]),)), "ascending"),
    "a number that is varied": (Sweep("p", np.array([0.25, 0.5]), lambda p: (p,)), "must be an array"),
    "nothing finite": (Sweep("p", np.array([0.0]), lambda p: (np.array([p]),)), "a finite answer"),
    "answers of several shapes": (
        Sweep("p", np.array([0.25, 0.5]), lambda p: (np.full(int(4 * p), p),)),
        "inhomogeneous",
    ),
}


@pytest.mark.parametrize(("sweep", "said"), AUTHORS_MISTAKES.values(), ids=AUTHORS_MISTAKES)
def test_an_authors_mistake_is_named(sweep, said):
    with pytest.raises(ValueError, match=said):
        compile_sweep(exercise_named("surprise"), sweep)


def test_a_saved_picture_is_read_back_as_it_was(tmp_path):
    path = tmp_path / "pictures.jsonl"
    picture = replace(SQUARE, arguments=(Argument(GRID), 2))
    save_pictures([picture], path)
    assert stale_pictures(path, [picture]) == []
    assert load_pictures(path)["by_hand/square"].arguments[1] == 2
    assert json.loads(path.read_text())["exercise"] == "by_hand/square"


# what changed: the picture as it is now
NOT_CURRENT = {
    "the words": replace(SQUARE, axis="y"),
    "the scale": replace(SQUARE, scale="symlog"),
    "the answers": replace(SQUARE, expected=GRID**2 * (1 + 1e-9)),
    "the number of points": replace(SQUARE, grid=GRID[1:], arguments=(Argument(GRID[1:]),), expected=GRID[1:] ** 2),
    "the arguments": replace(SQUARE, arguments=(Argument(GRID), 2)),
    "the exercise": replace(SQUARE, exercise="by_hand/cube"),
}


@pytest.mark.parametrize("now", NOT_CURRENT.values(), ids=NOT_CURRENT)
def test_a_saved_picture_that_differs_is_not_current(now, tmp_path):
    save_pictures([SQUARE], tmp_path / "pictures.jsonl")
    assert "by_hand/square: picture not current" in stale_pictures(tmp_path / "pictures.jsonl", [now])


@pytest.mark.parametrize("text", ["", "{", "[]\n", '{"name": "square"}\n'], ids=["none", "half", "list", "part"])
def test_a_damaged_file_is_named(text, tmp_path):
    path = tmp_path / "pictures.jsonl"
    if text:
        path.write_text(text)
    with pytest.raises(NoPicture, match=r"pictures\.jsonl: damaged"):
        load_pictures(path)
