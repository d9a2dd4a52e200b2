"""The bank that ships is sound and current; what its build guards is tested on broken banks in `test_build`."""

import contextlib
from dataclasses import replace

import pytest
from handmade import MISTAKES, exercise_of, key_of

from autograder.bank.build import build_bank
from autograder.bank.building.cache import Cache, cache_folder
from autograder.bank.building.current import differences, stale_pictures
from autograder.bank.folder import BankError, shipped
from autograder.bank.stubs import stub, write_stubs
from autograder.isolation.observation import Observation
from autograder.isolation.runner import Runner
from autograder.judging.judge import judge
from autograder.judging.key import ExerciseKey, Key
from autograder.judging.submission import Submission
from tests.banks import write_bank
from tests.tables import question_of, with_table

SEED = b"a seed of the tests, number one"


# ---------------------------------------------------------------- the bank that ships


@pytest.fixture(scope="module")
def built():
    return build_bank(cache=Cache(cache_folder()))


def test_the_bank_that_ships_has_no_fault(built):
    assert [fault.line(str) for fault in built.faults] == []


def test_the_committed_key_and_pictures_are_current(built, public_key):
    assert differences(public_key, built.key) == [], "run `losslings key`"
    assert public_key.digest == built.key.digest, "one seed, one digest, with every numpy"
    assert stale_pictures(shipped().pictures, built.pictures) == [], "run `losslings key`"
    assert not public_key.hidden


def test_the_exercises_are_current():
    assert write_stubs(shipped().root, check=True) == ([], []), "run `losslings stubs`"


# ---------------------------------------------------------------- whether a key is current


EXERCISE = exercise_of(*MISTAKES)
CASE, MISTAKE = EXERCISE.cases[0], EXERCISE.misconceptions[0]


def with_case(**changes):
    return replace(EXERCISE, cases=(replace(CASE, **changes), *EXERCISE.cases[1:]))


def scaled(observation: Observation, factor: float) -> Observation:
    return replace(observation, value=observation.value * factor)


# what differs: an exercise whose key is not the one of `EXERCISE`
NOT_CURRENT = {
    "the last bit of an answer": with_case(expected=scaled(CASE.expected, 1 + 3e-16)),
    "a call": with_case(call="halve(array([4.]))"),
    "a tolerance": with_case(relative=1e-5),
    "what torch does": with_case(torch="nan"),
    "points": replace(EXERCISE, items=(replace(EXERCISE.items[0], points=2.0), *EXERCISE.items[1:])),
    "a parameter": replace(EXERCISE, parameters=("y",)),
    "a case fewer": replace(EXERCISE, cases=EXERCISE.cases[:-1]),
    "a hint": replace(
        EXERCISE,
        misconceptions=(replace(MISTAKE, ladder=replace(MISTAKE.ladder, rungs=("?",))), *EXERCISE.misconceptions[1:]),
    ),
    "a mistake fewer": replace(EXERCISE, misconceptions=EXERCISE.misconceptions[:-1]),
    "a wrong answer": replace(
        EXERCISE,
        misconceptions=(
            replace(MISTAKE, outputs={i: scaled(output, 2) for i, output in MISTAKE.outputs.items()}),
            *EXERCISE.misconceptions[1:],
        ),
    ),
}


@pytest.mark.parametrize("other", NOT_CURRENT.values(), ids=NOT_CURRENT)
def test_a_key_that_differs_in_what_counts_is_not_current(other):
    assert differences(key_of(EXERCISE), key_of(other)) == ["by_hand/halve: not current"]
    assert differences(key_of(other), key_of(EXERCISE)) == ["by_hand/halve: not current"]


def test_a_key_that_another_machine_has_computed_is_current():
    noisy = {index: scaled(output, 1 + 1e-15) for index, output in MISTAKE.outputs.items()}
    elsewhere = replace(EXERCISE, misconceptions=(replace(MISTAKE, outputs=noisy), *EXERCISE.misconceptions[1:]))
    assert differences(key_of(EXERCISE), key_of(elsewhere)) == []


def test_a_key_without_an_exercise_is_not_current():
    another = replace(EXERCISE, name="another")
    assert len(differences(key_of(EXERCISE), key_of(EXERCISE, another))) == 1
    assert len(differences(key_of(another, EXERCISE), key_of(EXERCISE, another))) == 1


# ---------------------------------------------------------------- a hidden key


def questions(exercise: ExerciseKey, first: int = 0, stop: int | None = None) -> list[str]:
    """Return what tells the cases of an exercise apart."""
    return [question_of(case) for case in exercise.cases[first:stop]]


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    """The public key of a small bank, and a hidden one."""
    bank = write_bank(tmp_path_factory.mktemp("bank"))
    return build_bank(bank).key, build_bank(bank, SEED).key


def score(files: dict[str, str], key: Key) -> float:
    with Runner() as runner:
        texts = {path: text.encode() for path, text in files.items()}
        return sum(grade.score for grade in judge(Submission("tests", texts), key, runner))


def test_a_hidden_key_asks_other_questions_in_the_gate(keys):
    public, hidden = (key.exercise("gini_impurity") for key in keys)
    assert set(questions(hidden, 0, hidden.items[0].stop)) - set(questions(public))


def test_a_table_of_the_public_answers_earns_nothing_from_a_hidden_key(keys):
    public, hidden = keys
    table = with_table("gini_impurity", "None", public.exercise("gini_impurity"))
    assert score(table, public) == public.exercise("gini_impurity").max_score
    assert score(table, hidden) == 0


@pytest.mark.parametrize("answer", ["0.0", "float('nan')", "None", "args[0]", "np.zeros_like(args[0])"])
def test_who_does_not_look_at_the_question_earns_nothing(answer, keys):
    assert (
        score({"gini_impurity.py": f"import numpy as np\ndef gini_impurity(*args):\n    return {answer}\n"}, keys[0])
        == 0
    )


# ---------------------------------------------------------------- what a stub shows


# where the answer stands: a solution.
LEAKS = {
    "on the docstring's line": 'def f(x):\n    """Doc."""; return x / 2\n',
    "on the signature's line": 'def f(x): """Doc."""; return x / 2\n',
    "in place of the docstring": "def f(x):\n    return x / 2\n",
    "beside an import": 'import numpy; half = lambda x: x / 2\n\n\ndef f(x):\n    """Doc."""\n    return half(x)\n',
    "in a function of its own": 'def half(x):\n    return x / 2\n\n\ndef f(x):\n    """Doc."""\n    return half(x)\n',
    "in a constant": 'HALF = "x / 2"\n\n\ndef f(x):\n    """Doc."""\n    return eval(HALF)\n',
    "in the way it is decorated": '@lambda f: lambda x: x / 2\ndef f(x):\n    """Doc."""\n',
}


@pytest.mark.parametrize("source", LEAKS.values(), ids=LEAKS)
def test_an_answer_is_cut_or_refused_wherever_it_stands(source):
    with contextlib.suppress(BankError):
        assert "x / 2" not in stub(f'"""Module."""\n\n{source}', "f")
