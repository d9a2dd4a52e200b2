"""`losslings predict`: three small answers on paper, before the function is written."""

from __future__ import annotations

import contextlib
import json
import re
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from banks import SPEC
from classroom import exercises_that_ship, key_that_ships
from click.testing import CliRunner
from packs import write_pack

from autograder.bank.building.faults import Faults
from autograder.bank.building.napkins import check_napkins, compile_napkins
from autograder.bank.spec import Napkin
from autograder.bank.union import public_key
from autograder.cli.main import main
from autograder.judging.key import Key, exercise_from_json, exercise_to_json
from autograder.practice.predict import ABSOLUTE, call_of, in_short, is_right, napkins_of, predicted, score_of, shape_of
from autograder.practice.store import RECORD, Store
from autograder.practice.typed import read_answer

EXERCISES = [pytest.param(one, id=one.id) for one in exercises_that_ship() if b"napkins=" in one.spec.read_bytes()]
SURPRISE = next(exercise for exercise in exercises_that_ship() if exercise.name == "surprise")


def predict(folder, *arguments, lines=(), language="en"):
    with contextlib.chdir(folder):
        typed = "".join(f"{line}\n" for line in lines)
        done = CliRunner().invoke(main, ["predict", *arguments], input=typed, env={"LANGUAGE": language})
    assert done.exception is None or isinstance(done.exception, SystemExit), repr(done.exception)
    return done


@pytest.fixture
def folder(tmp_path):
    """Return a pack with one exercise, surprise under another name, and its three napkins."""
    root = write_pack(tmp_path)
    exercise = Key.load(root / "keys/public.jsonl").exercise("tutorial/nats")
    napkins = compile_napkins(SURPRISE.load_spec(), SURPRISE.load_solution())
    line = json.dumps(exercise_to_json(replace(exercise, napkins=napkins)))
    Key(hidden=False, lines={exercise.id: line}).save(root / "keys/public.jsonl")
    return root


# ---------------------------------------------------------------- what is asked


@pytest.mark.parametrize("exercise", EXERCISES)
def test_each_exercise_asks_three_things_whose_answers_agree(exercise):
    faults = Faults(exercise)
    check_napkins(exercise.load_spec(), exercise.load_solution(), faults)
    assert faults.found == []
    napkins = compile_napkins(exercise.load_spec(), exercise.load_solution())
    assert len({in_short(napkin) for napkin in napkins}) >= 2
    assert len({napkin.idea for napkin in napkins}) == len({napkin.how for napkin in napkins}) == 3


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_answer_stands_where_it_is_worked_out_and_not_in_the_idea(exercise):
    for napkin in compile_napkins(exercise.load_spec(), exercise.load_solution()):
        numbers = set(np.asarray(napkin.expected.value, dtype=float).ravel().tolist())
        written = [float(text.replace("−", "-")) for text in re.findall(r"−?\d+\.?\d*", napkin.how)]
        written += [float(Fraction(text.replace("−", "-"))) for text in re.findall(r"−?\d+/[1-9]\d*", napkin.how)]
        written += [np.inf] if "inf" in napkin.how else []
        for number in numbers:
            near = 0.01 * abs(number) + ABSOLUTE / 100  # what is given may be rounded
            assert any(number == one or abs(number - one) <= near for one in written), napkin.how
        is_short = len(in_short(napkin)) <= len("0.5")  # such a number stands in many a sentence
        assert is_short or f" {in_short(napkin)}" not in napkin.idea


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_statement_does_not_give_the_answer_away(exercise):
    example = exercise.load_solution().__doc__.partition("Examples")[2]
    for napkin in compile_napkins(exercise.load_spec(), exercise.load_solution()):
        asked = re.sub(r"\.0\b|\s|np\.array|[()]", "", example)
        assert re.sub(r"\s|[()]", "", call_of(public_key().exercise(exercise.id), napkin)) not in asked


def test_napkins_come_through_the_key():
    (napkin, *_) = napkins = compile_napkins(SURPRISE.load_spec(), SURPRISE.load_solution())
    exercise = replace(public_key().exercise("surprise"), napkins=napkins)
    again = exercise_from_json(json.loads(json.dumps(exercise_to_json(exercise)))).napkins[0]
    assert (again.given, again.idea, again.how) == (napkin.given, napkin.idea, napkin.how)
    assert again.expected.value.tolist() == napkin.expected.value.tolist()


@pytest.mark.parametrize("exercise", [pytest.param(one, id=one.name) for one in key_that_ships()])
def test_without_napkins_basic_cases_are_asked(exercise):
    napkins = napkins_of(replace(exercise, napkins=()))
    assert 2 <= len(napkins) <= 3
    assert len({in_short(napkin) for napkin in napkins}) == len(napkins)


def shares_and_total(x):
    return x / x.sum(), x.sum()


def named_parts(x):
    return {"shares": x / x.sum(), "total": x.sum()}


@pytest.mark.parametrize(
    ("function", "parts"), [(shares_and_total, (0, 1)), (named_parts, ("shares", "total"))], ids=["a tuple", "a dict"]
)
def test_a_part_of_an_answer_is_predicted(function, parts):
    asked = tuple(Napkin((np.array([1.0, 3.0]),), "i", "h", part=part) for part in (*parts, parts[0]))
    spec = replace(SURPRISE.load_spec(), napkins=asked, exact=function)
    faults = Faults(SURPRISE)
    check_napkins(spec, function, faults)
    assert faults.found == []
    napkins = compile_napkins(spec, function)
    exercise = replace(public_key().exercise("surprise"), napkins=napkins)
    again = exercise_from_json(json.loads(json.dumps(exercise_to_json(exercise))))
    assert [in_short(napkin) for napkin in again.napkins[:2]] == ["[0.25, 0.75]", "4"]
    assert [shape_of(napkin) for napkin in again.napkins[:2]] == [(2,), ()]
    assert [call_of(again, napkin) for napkin in again.napkins[:2]] == [f"surprise([1, 3])[{part!r}]" for part in parts]


def test_without_a_part_an_answer_with_parts_fits_on_no_napkin():
    faults = Faults(SURPRISE)
    spec = replace(SURPRISE.load_spec(), napkins=(Napkin((np.array([1.0, 3.0]),), "i", "h"),) * 3)
    check_napkins(spec, shares_and_total, faults)
    assert "fits on a napkin" in faults.found[0].line(str)


FAULTY = {
    "two": ((Napkin((np.array([1.0]),), "i", "h"),) * 2, "has 2 napkins"),
    "no words": ((Napkin((np.array([1.0]),), "i", "h"),) * 2 + (Napkin((np.array([1.0]),), "", "h"),), "write idea"),
    "long": ((Napkin((np.array([1.0]),), "i", "h"),) * 2 + (Napkin((np.full(5, 0.5),), "i", "h"),), "fits on a napkin"),
    "raises": ((Napkin((np.array([1.0]),), "i", "h"),) * 2 + (Napkin(("x",), "i", "h"),), "fits on a napkin"),
}


@pytest.mark.parametrize(("napkins", "message"), FAULTY.values(), ids=FAULTY.keys())
def test_the_build_names_what_is_wrong_with_a_napkin(napkins, message):
    faults = Faults(SURPRISE)
    check_napkins(replace(SURPRISE.load_spec(), napkins=napkins), SURPRISE.load_solution(), faults)
    assert message in faults.found[0].line(str)
    assert "napkins" not in SPEC  # a pack need not have any


# ---------------------------------------------------------------- two digits are enough

# the answer: what is right, what is not
DIGITS = {
    0.6931: (["0.69", "0.7", "ln 2", "log(2)"], ["0.65", "1", "0.75"]),
    2.3026: (["2.3"], ["2.4", "-2.3"]),
    0.0: (["0", "0.001", "-0"], ["0.1", "0.02"]),
    np.inf: (["inf", "∞"], ["1e9", "-inf", "nan"]),
    1000.0: (["1000", "1e3"], ["900"]),
}


@pytest.mark.parametrize("expected", DIGITS)
def test_two_digits_are_enough(expected):
    from autograder.isolation.observation import Observation
    from autograder.judging.napkin import KeyNapkin

    right, wrong = DIGITS[expected]
    napkin = KeyNapkin((), Observation("value", np.array([expected])))
    assert [is_right(napkin, read_answer(text, shape_of(napkin))) for text in right] == [True] * len(right)
    assert [is_right(napkin, read_answer(text, shape_of(napkin))) for text in wrong] == [False] * len(wrong)


# ---------------------------------------------------------------- the game


def test_a_right_number_is_praised_and_worked_out(folder):
    said = predict(folder, "nats", lines=["ln 2, 2.08", "0 inf", "4.6"]).stdout
    assert said.count("Right. ") == 3
    assert "Right. −ln ½ = ln 2 ≈ 0.69, and −ln ⅛ = 3 ln 2 ≈ 2.08: one number for each outcome." in said
    assert "nats: 3 of 3 predicted, 3 at the first try." in said
    assert "Now let your code do it: `losslings check nats`." in said


def test_the_answer_is_shown_after_the_second_miss_and_never_before(folder):
    once = predict(folder, "nats", lines=["1 2"]).stdout
    assert "Not yet. 1/8 is a half of a half of a half" in once
    assert "2.08" not in once
    twice = predict(folder, "nats", lines=["1 2", "1 2"]).stdout
    assert "It is [0.6931, 2.079]. −ln ½ = ln 2" in twice
    assert "4.6" not in twice


def test_nothing_is_shown_of_what_was_not_tried(folder):
    said = predict(folder, "nats", lines=["next", "hint", "next", "next"]).stdout
    assert not re.search(r"Right|It is|2\.08|4\.6\d|0 and inf", said)
    assert "0 of 3 predicted" in said
    assert not (folder / RECORD).exists()


def test_the_next_time_asks_what_is_not_right_yet(folder):
    predict(folder, "nats", lines=["0.69 2.08", "1 1", "1 1", "quit"])
    said = predict(folder, "nats", lines=["0 inf", "1", "4.6"]).stdout
    assert "nats([0.5, 0.125])" not in said
    assert "nats: 3 of 3 predicted, 1 at the first try." in said
    exercise = Key.load(folder / "keys/public.jsonl").exercise("tutorial/nats")
    assert score_of(Store(folder / RECORD), exercise) == (3, 1, 3)
    assert predicted(Store(folder / RECORD), exercise).render(str) == "Predicted: 3 of 3, 1 at the first try."
    assert predicted(Store(folder / "none"), exercise) is None
    assert "predicted all of nats already" in predict(folder, "nats").stdout


def test_show_says_how_it_is_predicted_and_what_was(folder):
    with contextlib.chdir(folder):
        assert "Before you write it, `losslings predict nats`" in CliRunner().invoke(main, ["show", "nats"]).stdout
    predict(folder, "nats", lines=["0.69 2.08"])
    with contextlib.chdir(folder):
        assert "Predicted: 1 of 3, 1 at the first try." in CliRunner().invoke(main, ["show", "nats"]).stdout


def test_what_cannot_be_read_is_no_try(folder):
    said = predict(folder, "nats", lines=["import os", "0.5", "1 2 3", "ln 2 ln 8"]).stdout
    assert "Cannot read import os" in said
    assert said.count("2 numbers are asked for.") == 2
    assert "1 of 3 predicted, 1 at the first try" in said


def test_a_torn_record_counts_for_nothing(folder):
    for torn in ({"tutorial/nats": 3}, {"tutorial/nats": {"nats([1, 0])": {"tries": 3}}}, {"tutorial/nats": []}):
        (folder / RECORD).write_text(json.dumps({"predictions": torn}))
        assert "1 of 3 predicted, 1 at the first try" in predict(folder, "nats", lines=["0.69 2.08"]).stdout


def test_it_speaks_korean_and_stops_at_a_wrong_name(folder):
    assert predict(folder, "nats", lines=["힌트", "그만"], language="ko").exit_code == 0
    done = predict(folder, "nast")
    assert done.exit_code == 2
    assert "did you mean nats" in done.stderr
