"""`losslings break`: known mistakes as puzzles, the exercise's own cases as the referee."""

from __future__ import annotations

import contextlib
import json
import re
import sys

import numpy as np
import pytest
from classroom import key_that_ships
from click.testing import CliRunner
from packs import write_pack
from shell import finished, losslings

from autograder.bank.folder import shipped
from autograder.bank.union import public_key
from autograder.cli.main import main
from autograder.isolation.job import Argument
from autograder.isolation.observation import Observation
from autograder.practice.breaking import MOST, bugs_of, differ, options, short, typeable, workbench_of
from autograder.practice.referee import Referee, parameter_of
from autograder.practice.typed import read_arguments
from autograder.translation import Text

EXERCISES = [pytest.param(exercise, id=exercise.name) for exercise in key_that_ships()]
COUNT = len(bugs_of(public_key().exercise("entropy")))


def play(folder, *arguments, lines=(), language="en"):
    with contextlib.chdir(folder):
        typed = "".join(f"{line}\n" for line in lines)
        done = CliRunner().invoke(main, ["break", *arguments], input=typed, env={"LANGUAGE": language})
    assert done.exception is None or isinstance(done.exception, SystemExit), repr(done.exception)
    return done


def plain(case):
    return [one.array if isinstance(one, Argument) else one for one in case.args]


# ---------------------------------------------------------------- the choice of the bugs


@pytest.mark.parametrize("exercise", EXERCISES)
def test_every_exercise_has_a_handful_of_bugs_that_differ(exercise):
    bugs = bugs_of(exercise)
    assert 5 <= len(bugs) <= MOST
    assert len({bug.exposing for bug in bugs}) == len({bug.mistake.name for bug in bugs}) == len(bugs)
    assert [len(bug.exposing) for bug in bugs] == sorted((len(bug.exposing) for bug in bugs), reverse=True)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_each_bug_is_exposed_by_its_cases_when_they_are_typed_and_not_by_all(exercise):
    workbench, referee = workbench_of(exercise, shipped()), Referee(exercise)
    for bug in bugs_of(exercise):
        exposing = set()
        for place in typeable(exercise):
            arguments = referee.arguments(plain(exercise.cases[place]), {})
            assert isinstance(arguments, tuple), arguments
            buggy, reference = workbench.try_out(bug, arguments)
            assert not referee.foul_answer(arguments, reference)
            exposing |= {place} if differ(reference, buggy) else set()
        assert bug.exposing <= exposing < set(typeable(exercise)), bug.mistake.name


def test_what_no_typed_number_shows_is_no_puzzle():
    names = {bug.mistake.name for param in EXERCISES for bug in bugs_of(param.values[0])}
    assert names.isdisjoint({"input_overwritten", "integer_overflow", "unsigned_wraparound", "half_precision"})
    assert {"zero_times_inf", "no_shift", "silent_broadcast", "wrong_axis", "nan_ignored"} <= names


# ---------------------------------------------------------------- the referee

# what is typed: what is wrong with it
FOULS = {
    ("entropy", "[-1, 2]"): "p goes from 0 to 1",
    ("entropy", "[nan, 1]"): "p never has nan",
    ("entropy", "[]"): "p is never empty",
    ("entropy", "0.5"): "p has 1 / 2 / 3 axes",
    ("entropy", "[1], [0]"): "its arguments are p",
    ("kl_divergence", "[0.5, 0.5]"): "its arguments are p, q",
    ("kl_divergence", "[1], p=[1]"): "its arguments are p, q",
    ("kl_divergence", "[1, 0], [1, 1e-310]"): "closer to 0",
    ("huber_loss", "[1], [2], 0"): "delta is always positive",
    ("huber_loss", "[1], [2], [1]"): "delta is a number",
    ("cross_entropy_with_logits", "[[1, 2]], [0.5]"): "labels has integers only",
    ("cross_entropy_with_logits", "[[1, 2]], [-1]"): "labels is never negative",
    ("log_softmax", "[0, inf]"): "logits never has inf",
}


@pytest.mark.parametrize(("name", "text"), FOULS, ids=lambda text: text)
def test_what_the_exercise_never_asks_does_not_count(name, text):
    said = Referee(public_key().exercise(name)).arguments(*read_arguments(text, name))
    assert isinstance(said, Text)
    assert FOULS[name, text] in said.render(str)


def test_what_no_case_gives_may_be_anything():
    parameter = parameter_of("delta", [])
    assert (parameter.low, parameter.high) == (-np.inf, np.inf)
    assert (parameter_of("p", [Argument(np.array([np.nan]))]).low) == -np.inf


# what is typed: whether it counts, by what the reference does with it
ANSWERS = {
    ("kl_divergence", "[0.5, 0.5], [1]"): True,  # the docstring says ValueError
    ("mean_squared_error", "[1, 2], [[1], [2]]"): True,
    ("mean_squared_error", "[nan], [1]"): True,
    ("mean_squared_error", "[1e200], [0]"): False,  # overflows, which no case asks about
    ("cross_entropy_with_logits", "[[1, 2]], [2]"): False,  # no such class
    ("cross_entropy_with_logits", "[[1, 2]], [[1]]"): True,
    ("softmax", "[-inf, -inf]"): False,  # nan
    ("softmax", "[-inf, 0]"): True,
}


@pytest.mark.parametrize(("name", "text"), ANSWERS, ids=lambda text: text)
def test_the_reference_decides_what_the_numbers_leave_open(name, text):
    exercise = public_key().exercise(name)
    referee = Referee(exercise)
    arguments = referee.arguments(*read_arguments(text, name))
    assert isinstance(arguments, tuple), arguments
    _, reference = workbench_of(exercise, shipped()).try_out(bugs_of(exercise)[0], arguments)
    assert (referee.foul_answer(arguments, reference) is None) == ANSWERS[name, text]


# ---------------------------------------------------------------- the game


def number_of(exercise_name, mistake):
    bugs = bugs_of(public_key().exercise(exercise_name))
    return str([bug.mistake.name for bug in bugs].index(mistake) + 1)


def test_an_input_that_shows_the_bug_wins_and_says_which_mistake_it_was(tmp_path):
    done = play(tmp_path, "entropy", number_of("entropy", "zero_times_inf"), lines=["[0.5, 0.5]", "[1, 0]"])
    assert done.exit_code == 0
    assert "The same: this input does not show the bug." in done.stdout
    assert "buggy      nan\n  reference  0\nExposed: 0 · ln 0 comes out as nan" in done.stdout
    assert f"1 of {COUNT} bugs exposed" in done.stdout
    assert json.loads((tmp_path / ".losslings.json").read_text())["bugs"] == {"information/entropy": ["zero_times_inf"]}


def test_nothing_gives_the_bug_away_before_it_is_exposed(tmp_path):
    exercise = public_key().exercise("softmax")
    done = play(tmp_path, "softmax", lines=["next"] * MOST)
    ladders = [bug.mistake.ladder for bug in bugs_of(exercise)]
    assert not [ladder for ladder in ladders if ladder.title in done.stdout or ladder.lecture in done.stdout]


def test_the_game_goes_on_with_what_is_not_exposed_yet(tmp_path):
    number = number_of("entropy", "zero_times_inf")
    play(tmp_path, "entropy", number, lines=["[1, 0]"])
    shown = re.findall(r"Bug (\d) of", play(tmp_path, "entropy", lines=["next"] * MOST).stdout)
    assert shown == [str(one) for one in range(1, COUNT + 1) if str(one) != number]


def test_hints_lead_from_the_kind_of_input_to_a_question(tmp_path):
    number = number_of("entropy", "zero_times_inf")
    said = play(tmp_path, "entropy", number, lines=["hint", "hint", "hint", "hint"]).stdout
    assert said.index("kind of input: zero probabilities") < said.index("is called: certain") < said.index("be asked:")
    assert "That was all." in said


def test_what_cannot_be_read_or_does_not_count_costs_nothing(tmp_path):
    said = play(tmp_path, "entropy", lines=["import os", "[-1, 2]", "", "[[1], [2, 3]]"]).stdout
    assert "Cannot read import os" in said
    assert "This input does not count, the exercise never asks it: p goes from 0 to 1." in said
    assert "rows differ in length" in said
    assert f"0 of {COUNT} bugs exposed" in said


def test_a_refusal_that_the_statement_promises_is_an_answer(tmp_path):
    number = number_of("mean_squared_error", "silent_broadcast")
    said = play(tmp_path, "mean_squared_error", number, lines=["[1, 2], [[1], [2]]"]).stdout
    assert "reference  ValueError" in said
    assert "Exposed: Different shapes combined silently" in said


def test_two_refusals_show_nothing(tmp_path):
    said = play(tmp_path, "mean_squared_error", lines=["[1, 2], [[1], [2]]"]).stdout
    assert "Both refuse it: this input does not show the bug." in said


def test_it_is_played_in_korean(tmp_path):
    done = play(tmp_path, "entropy", lines=["힌트", "그만"], language="ko")
    assert done.exit_code == 0
    assert "기초" in done.stdout or "기본" in done.stdout


STOPS = {("entorpy",): "did you mean entropy", ("entropy", "99"): f"entropy has {COUNT} bugs"}


@pytest.mark.parametrize("arguments", STOPS, ids=" ".join)
def test_a_wrong_name_or_number_ends_in_one_line(tmp_path, arguments):
    done = play(tmp_path, *arguments)
    assert done.exit_code == 2
    assert STOPS[arguments] in done.stderr


def test_it_ends_with_the_input_and_leaves_the_folder_as_it_was(tmp_path):
    done = losslings("break", "entropy", cwd=tmp_path, flags=("-W", "error"))
    assert (done.returncode, done.stderr) == (0, "")
    assert list(tmp_path.iterdir()) == []


# ---------------------------------------------------------------- where no code is run


def test_of_a_pack_the_inputs_are_chosen_and_no_code_is_run(tmp_path):
    root = write_pack(tmp_path)
    exercise = public_key().exercise("surprise")
    number = number_of("surprise", "eps_in_log")
    said = play(root, "nats", number, lines=["7", "x", *map(str, range(1, 7))]).stdout
    assert "Which of these inputs shows it?" in said
    assert said.count("Type a number from 1 to 6.") == 2
    assert "Exposed: A small constant keeps the logarithm finite" in said
    assert not (root / "ran").exists()
    assert f"of {len(bugs_of(exercise))} bugs exposed" in said


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_choice_has_an_input_that_shows_the_bug_and_one_that_does_not(exercise):
    for bug in bugs_of(exercise):
        places = options(exercise, bug)
        assert bug.exposing.intersection(places)
        assert not bug.exposing.issuperset(places), bug.mistake.name


def test_a_student_needs_neither_torch_nor_mpmath(tmp_path):
    code = (
        "import sys\nsys.modules.update(dict.fromkeys(('torch', 'mpmath', 'babel')))\n"
        "sys.argv = ['losslings', 'break', 'log_softmax', '1']\nfrom autograder.cli.main import main\nmain()\n"
    )
    done = finished([sys.executable, "-c", code], cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Bug 1 of" in done.stdout


def test_answers_are_written_with_the_digits_that_tell_them_apart():
    half, near = (Observation("value", np.array([number, np.inf])) for number in (0.5, 0.50001))
    assert differ(half, near)
    assert (short(half), short(near)) == ("[0.5, inf]", "[0.50001, inf]")
