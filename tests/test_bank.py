"""The guardian of the bank: what holds for every exercise, whoever writes the next one."""

import ast
import contextlib
import doctest
import hashlib
import inspect
from dataclasses import replace

import numpy as np
import pytest
from handmade import MISTAKES, exercise_of, key_of

from autograder.bank.build import build_key
from autograder.bank.catalog import HOME, find_exercises
from autograder.bank.current import differences
from autograder.bank.folder import BankError
from autograder.bank.stubs import stub, write_stubs
from autograder.isolation.job import Argument
from autograder.isolation.observation import Observation, pack_array
from autograder.isolation.runner import Runner
from autograder.judging.grade import ExerciseGrade
from autograder.judging.judge import judge
from autograder.judging.key import ExerciseKey, Key
from autograder.judging.submission import Submission, read_submission

SEEDS = (b"a seed of the tests, number one", b"a seed of the tests, number two")
EXERCISES = {exercise.name: exercise for exercise in find_exercises()}


# ---------------------------------------------------------------- each exercise is built three times, and once only
# By name, not the bank at once: pytest keeps the tests of an exercise together, and with ``-n 2 --dist loadgroup`` so
# do its workers.


@pytest.fixture(scope="session", params=[pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in EXERCISES])
def name(request):
    return request.param


@pytest.fixture(scope="session")
def rebuilt(name):
    return build_key(names=[name])


@pytest.fixture(scope="session")
def hidden(name):
    """One exercise's key and problems, for each seed."""
    return [build_key(seed=seed, names=[name]) for seed in SEEDS]


@pytest.fixture(scope="module")
def runner():
    with Runner() as runner:
        yield runner


def judged(files: dict[str, str], key: Key, runner: Runner) -> list[ExerciseGrade]:
    return judge(Submission("tests", {path: text.encode() for path, text in files.items()}), key, runner)


def earned(grades: list[ExerciseGrade]) -> dict[str, float]:
    """Return the exercises that earned points."""
    return {grade.exercise.name: grade.score for grade in grades if grade.score}


# ---------------------------------------------------------------- the keys


def test_solution_spec_torch_and_fifty_digits_agree(rebuilt):
    assert rebuilt[1] == []


def test_they_agree_on_the_inputs_of_hidden_keys_too(hidden):
    assert [problems for _, problems in hidden] == [[]] * len(SEEDS)


def test_the_committed_key_is_current(name, rebuilt, public_key):
    committed = public_key.part(public_key.ids(name))
    assert differences(committed, rebuilt[0]) == [], "run `losslings key`"


def test_the_committed_key_holds_every_exercise_in_order(public_key):
    assert list(public_key.lines) == list(EXERCISES)
    assert not public_key.hidden


EXERCISE = exercise_of(*MISTAKES)
CASE, MISTAKE = EXERCISE.cases[0], EXERCISE.misconceptions[0]


def with_case(**changes):
    return replace(EXERCISE, cases=(replace(CASE, **changes), *EXERCISE.cases[1:]))


def scaled(observation: Observation, factor: float) -> Observation:
    return replace(observation, value=observation.value * factor)


# what differs: an exercise whose key is not the one of `EXERCISE`
NOT_CURRENT = {
    "an answer": with_case(expected=scaled(CASE.expected, 1 + 1e-9)),
    "a call": with_case(call="halve(array([4.]))"),
    "a tolerance": with_case(relative=1e-5),
    "what torch does": with_case(torch="nan"),
    "points": replace(EXERCISE, items=(replace(EXERCISE.items[0], points=2.0), *EXERCISE.items[1:])),
    "a parameter": replace(EXERCISE, parameters=("y",)),
    "a case fewer": replace(EXERCISE, cases=EXERCISE.cases[:-1]),
    "a hint": replace(EXERCISE, misconceptions=(replace(MISTAKE, hint="?"), *EXERCISE.misconceptions[1:])),
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
    assert differences(key_of(EXERCISE), key_of(other)) == ["halve: not current"]
    assert differences(key_of(other), key_of(EXERCISE)) == ["halve: not current"]


def test_a_key_that_another_machine_has_computed_is_current():
    assert differences(key_of(EXERCISE), key_of(with_case(expected=scaled(CASE.expected, 1 + 1e-15)))) == []


def test_a_key_without_an_exercise_is_not_current():
    another = replace(EXERCISE, name="another")
    assert len(differences(key_of(EXERCISE), key_of(EXERCISE, another))) == 1
    assert len(differences(key_of(another, EXERCISE), key_of(EXERCISE, another))) == 1


def test_a_hidden_key_has_other_inputs_for_the_basics(name, hidden, public_key):
    keys = [public_key.exercise(name), *(key.exercise(name) for key, _ in hidden)]
    basics = [set(questions(exercise, exercise.items[0].first, exercise.items[0].stop)) for exercise in keys]
    assert all(one - other for one in basics for other in basics if one is not other)


def questions(exercise: ExerciseKey, first: int = 0, stop: int | None = None) -> list[str]:
    """Return what tells the cases of an exercise apart."""
    cases = exercise.cases[first:stop]
    return [signature(*[a.array if isinstance(a, Argument) else a for a in case.args]) for case in cases]


def signature(*args):
    """Tell one question from every other: types, shapes and bits of all arguments."""
    arrays = [np.asarray(arg) for arg in args]
    told = b"".join(f"{array.dtype}{array.shape}".encode() + array.tobytes() for array in arrays)
    return hashlib.sha256(told).hexdigest()


def test_an_exercise_has_the_size_of_an_exercise(name, public_key):
    exercise = public_key.exercise(name)
    hints = {mistake.name: mistake.hint for mistake in exercise.misconceptions}
    assert 4 <= len(exercise.items) <= 7
    assert 20 <= len(exercise.cases) <= 60
    assert len(hints) >= 6
    assert all(hints.values())
    assert all(item.points > 0 and item.stop > item.first for item in exercise.items)
    assert any(item.inputs_unchanged for item in exercise.items)


# ---------------------------------------------------------------- who earns what


def test_the_solutions_earn_full_marks(public_key, runner):
    files = {f"{name}.py": exercise.solution.read_text(encoding="utf-8") for name, exercise in EXERCISES.items()}
    grades = judged(files, public_key, runner)
    assert earned(grades) == {grade.exercise.name: grade.exercise.max_score for grade in grades}
    assert {grade.status for grade in grades} == {"passed"}


def test_a_solution_earns_full_marks_with_hidden_keys(name, hidden, runner):
    files = {f"{name}.py": EXERCISES[name].solution.read_text(encoding="utf-8")}
    for key, _ in hidden:
        (grade,) = judged(files, key, runner)
        assert (grade.status, grade.score) == ("passed", grade.exercise.max_score)


def test_every_stub_is_still_to_do(public_key, runner):
    grades = judge(read_submission(HOME / "exercises"), public_key, runner)
    assert {grade.exercise.name: grade.status for grade in grades} == dict.fromkeys(EXERCISES, "todo")


CHEATS = [
    "0",
    "0.0",
    "1.0",
    "-1.0",
    "float('nan')",
    "float('inf')",
    "None",
    "args[0]",
    "args[-1]",
    "np.zeros_like(args[0])",
]


@pytest.mark.parametrize("answer", CHEATS)
def test_who_does_not_look_at_the_question_earns_nothing(answer, public_key, runner):
    files = {f"{name}.py": f"import numpy as np\ndef {name}(*args):\n    return {answer}\n" for name in EXERCISES}
    assert earned(judged(files, public_key, runner)) == {}


TABLE = """
import base64, hashlib, zlib
import numpy as np

ANSWERS = {answers}

{signature}

def {name}(*args):
    answer = ANSWERS[signature(*args)]
    if answer is None:
        raise ValueError
    dtype, shape, data, *compression = answer
    data = base64.b64decode(data)
    return np.frombuffer(zlib.decompress(data) if compression else data, dtype).reshape(shape)
"""


def table_of_answers(exercise: ExerciseKey) -> dict[str, str]:
    """Write the submission of somebody who has read the public key."""
    expected = [pack_array(c.expected.value) if c.expected.kind == "value" else None for c in exercise.cases]
    answers = dict(zip(questions(exercise), expected, strict=True))
    name, source = exercise.name, inspect.getsource(signature)
    return {f"{name}.py": TABLE.format(name=name, answers=answers, signature=source)}


def test_a_table_of_the_public_answers_earns_nothing_from_a_hidden_key(name, hidden, public_key, runner):
    table = table_of_answers(public_key.exercise(name))
    (known,) = judged(table, public_key.part(public_key.ids(name)), runner)
    assert known.status == "passed"
    for key, _ in hidden:
        assert earned(judged(table, key, runner)) == {}


# ---------------------------------------------------------------- the files


def test_the_exercises_are_current():
    assert write_stubs(HOME, check=True) == ([], []), "run `losslings stubs`"


def code_lines(text: str) -> set[str]:
    return {line.strip() for line in text.splitlines() if line.strip()}


def answer_lines(source: str, name: str) -> set[str]:
    """Return the lines of a solution that are neither docstring nor import nor signature."""
    tree, lines = ast.parse(source), source.splitlines()
    for node in ast.walk(tree):
        is_statement = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if is_statement or isinstance(node, ast.Import | ast.ImportFrom):
            lines[node.lineno - 1 : node.end_lineno] = [""] * (node.end_lineno - node.lineno + 1)
        if isinstance(node, ast.FunctionDef) and node.name == name:
            lines[node.lineno - 1 : node.body[0].lineno - 1] = [""] * (node.body[0].lineno - node.lineno)
    return code_lines("\n".join(lines))


def read_pair(name: str) -> tuple[str, str]:
    """Return an exercise's solution and its stub."""
    solution = EXERCISES[name].solution
    stub = HOME / "exercises" / solution.relative_to(HOME / "solutions")
    return solution.read_text(encoding="utf-8"), stub.read_text(encoding="utf-8")


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_stub_leaks_no_line_of_the_answer(exercise):
    solution, stub = read_pair(exercise)
    answer = answer_lines(solution, exercise)
    assert len(answer) >= 2
    assert answer & code_lines(stub) == set()


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_stub_says_what_its_solution_says_and_nothing_else(exercise):
    solution, stub = read_pair(exercise)
    rest = iter(solution.splitlines())
    *said, last = [line for line in stub.splitlines() if line]
    assert last == "    raise NotImplementedError"
    assert all(line in rest for line in said)  # in the solution's order


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


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_examples_in_a_docstring_are_true(exercise):
    function = EXERCISES[exercise].load_solution()
    (example,) = doctest.DocTestFinder(recurse=False).find(function, exercise, globs=dict(function.__globals__))
    said: list[str] = []
    results = doctest.DocTestRunner().run(example, out=said.append)
    assert results.attempted > 0
    assert results.failed == 0, "".join(said)


def test_every_exercise_comes_after_one_of_the_bank_and_one_is_the_first():
    after = {name: exercise.load_spec().after for name, exercise in EXERCISES.items()}
    assert {name for name in after.values() if name not in EXERCISES} == {None}
    assert list(after) == sorted(after, key=list(EXERCISES).index)
    first = next(iter(EXERCISES))
    assert after[first] is None


# what may stand beside the exercises of a unit: folder: names
BESIDE = {
    "solutions": {"lesson.md", "lesson.ko.md"},
    "specs": set(),
    "exercises": {"README.md", "README.ko.md", "{unit}.ipynb", "{unit}.ko.ipynb"},
}


@pytest.mark.parametrize("folder", BESIDE)
def test_no_stray_file(folder):
    root = HOME / folder
    exercises = {f"{exercise.unit}/{name}.py" for name, exercise in EXERCISES.items()}
    units = {exercise.unit for exercise in EXERCISES.values()}
    beside = {f"{unit}/{name.format(unit=unit)}" for unit in units for name in BESIDE[folder]}
    files = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    found = {path for path in files if "__pycache__" not in path and not path.endswith(".svg")}  # those: test_lessons
    assert found - beside - {"pictures.py"} == exercises
