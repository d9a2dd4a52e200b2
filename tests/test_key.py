"""The answer key as a file: read back exactly, or refused in one line."""

import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from handmade import MISTAKES, exercise_of, key_of
from numpy import array, inf, nan
from shell import finished

from autograder.bank.union import public_key
from autograder.isolation.job import Argument
from autograder.isolation.observation import Observation
from autograder.judging.key import ExerciseKey, Key, exercise_to_json
from autograder.judging.key_case import DamagedKey

EXERCISE = exercise_of(*MISTAKES)
CASE = EXERCISE.cases[0]


def with_case(**changes) -> ExerciseKey:
    return replace(EXERCISE, cases=(replace(CASE, **changes), *EXERCISE.cases[1:]))


def read_back(exercise: ExerciseKey, path: Path) -> ExerciseKey:
    key_of(exercise).save(path)
    return Key.load(path).exercise(exercise.name)


def plain(part):
    """Everything there is in a key, as something that ``==`` compares: arrays by type, shape and bits."""
    if isinstance(part, np.ndarray):
        little = part.astype(part.dtype.newbyteorder("<"))
        return part.dtype.newbyteorder("<").str, part.shape, little.tobytes()
    if isinstance(part, Mapping):
        return {name: plain(value) for name, value in part.items()}
    if isinstance(part, tuple):
        return [plain(value) for value in part]
    return plain(vars(part)) if hasattr(part, "__dict__") else part


# ---------------------------------------------------------------- round trip


def test_an_exercise_comes_back_from_its_file_as_it_was(tmp_path):
    assert plain(read_back(EXERCISE, tmp_path / "key.jsonl")) == plain(EXERCISE)


ARGUMENTS = {
    "a float": 0.1,
    "infinity": inf,
    "an integer": 3,
    "an array": Argument(array([0.1, nan, -inf, -0.0])),
    "an array without axes": Argument(array(0.1)),
    "an empty array": Argument(np.zeros((0, 3))),
    "a long array": Argument(np.arange(3000.0).reshape(30, 100)),
    "float32": Argument(array([0.1], dtype=np.float32)),
    "bytes": Argument(array([[0, 255]], dtype=np.uint8)),
    "truth values": Argument(array([True, False])),
    "Fortran order": Argument(array([[1.0, 2.0], [3.0, 4.0]]), "fortran"),
    "a strided view": Argument(array([1.0, 2.0]), "strided"),
    "read only": Argument(array([1.0, 2.0]), "read_only"),
    "big-endian numbers": Argument(array([1.0, 2.0], dtype=">f8")),
}


@pytest.mark.parametrize("argument", ARGUMENTS.values(), ids=ARGUMENTS)
def test_an_argument_comes_back_from_a_file_as_it_was(argument, tmp_path):
    exercise = with_case(args=(argument,))
    assert plain(read_back(exercise, tmp_path / "key.jsonl").cases[0].args) == plain((argument,))


EXPECTED = {
    "a number": Observation("value", array(0.1)),
    "a number that came with a changed argument": Observation("value", array(0.1), changed=1),
    "an exception": Observation("raised", text="ValueError: shapes", is_value_error=True),
    "something unfinished": Observation("raised", text="NotImplementedError: ", is_not_implemented=True),
    "no number": Observation("unusable", text="a list"),
}


@pytest.mark.parametrize("observation", EXPECTED.values(), ids=EXPECTED)
def test_an_observation_comes_back_from_a_file_as_it_was(observation, tmp_path):
    came = read_back(with_case(expected=observation), tmp_path / "key.jsonl").cases[0].expected
    assert plain(came) == plain(observation)


TEXTS = {
    "Korean": "0 로그 0은 0",
    "quotes and backslashes": '"\\"',
    "a line end": "one\ntwo",
    "a line separator": "one\u2028two",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_comes_back_from_a_file_as_it_was(text, tmp_path):
    lines = {EXERCISE.name: json.dumps(exercise_to_json(with_case(torch=text)), ensure_ascii=False)}
    Key(False, lines).save(tmp_path / "key.jsonl")
    assert Key.load(tmp_path / "key.jsonl").exercise(EXERCISE.name).cases[0].torch == text


@pytest.mark.parametrize("hidden", [False, True])
def test_a_key_comes_back_with_its_digest_its_order_and_its_secrecy(hidden, tmp_path):
    key = key_of(EXERCISE, replace(EXERCISE, name="another"), hidden=hidden)
    key.save(tmp_path / "key.jsonl")
    loaded = Key.load(tmp_path / "key.jsonl")
    assert (loaded.digest, list(loaded.lines), loaded.hidden) == (
        key.digest,
        ["by_hand/halve", "by_hand/another"],
        hidden,
    )


# ---------------------------------------------------------------- digest

MISTAKE = EXERCISE.misconceptions[0]

# what is different: the exercise
DIFFERENT = {
    "the name": replace(EXERCISE, name="another"),
    "the unit": replace(EXERCISE, unit="another"),
    "points": replace(EXERCISE, items=(replace(EXERCISE.items[0], points=2.0), *EXERCISE.items[1:])),
    "an item's end": replace(EXERCISE, items=(replace(EXERCISE.items[0], stop=1), *EXERCISE.items[1:])),
    "an item fewer": replace(EXERCISE, items=EXERCISE.items[:-1]),
    "the order of items": replace(EXERCISE, items=EXERCISE.items[::-1]),
    "a case's id": with_case(id="another"),
    "the last bit of an argument": with_case(args=(Argument(np.nextafter(CASE.args[0].array, 9)),)),
    "an argument's layout": with_case(args=(Argument(CASE.args[0].array, "read_only"),)),
    "the last bit of an answer": with_case(expected=Observation("value", np.nextafter(CASE.expected.value, 9))),
    "the relative tolerance": with_case(relative=1e-6),
    "the absolute tolerance": with_case(absolute=1e-9),
}


# what is different, though any submission gets the same marks
SAME_MARKS = {
    "a parameter's name": replace(EXERCISE, parameters=("y",)),
    "torch's call": replace(EXERCISE, torch_call="another"),
    "how torch differs": with_case(torch="nan"),
    "torch not asked": with_case(torch=None),
    "a misconception fewer": replace(EXERCISE, misconceptions=EXERCISE.misconceptions[1:]),
    "a hint": replace(
        EXERCISE,
        misconceptions=(replace(MISTAKE, ladder=replace(MISTAKE.ladder, rungs=("?",))), *EXERCISE.misconceptions[1:]),
    ),
    "a wrong answer": replace(EXERCISE, misconceptions=(replace(MISTAKE, outputs={}), *EXERCISE.misconceptions[1:])),
}


@pytest.mark.parametrize("exercise", DIFFERENT.values(), ids=DIFFERENT)
def test_the_digest_tells_keys_apart(exercise):
    assert key_of(exercise).digest != key_of(EXERCISE).digest


@pytest.mark.parametrize("exercise", SAME_MARKS.values(), ids=SAME_MARKS)
def test_keys_that_give_the_same_marks_have_one_digest(exercise):
    assert key_of(exercise).digest == key_of(EXERCISE).digest
    assert key_of(exercise).checksum != key_of(EXERCISE).checksum


def test_the_digest_tells_a_hidden_key_from_a_public_one():
    assert key_of(EXERCISE, hidden=True).digest != key_of(EXERCISE).digest


def test_the_digest_tells_the_order_of_exercises():
    another = replace(EXERCISE, name="another")
    assert key_of(EXERCISE, another).digest != key_of(another, EXERCISE).digest


# ---------------------------------------------------------------- damage


def changed_header(**changes):
    """Return what makes another file of a key's: its first line with other values."""

    def damage(data: bytes) -> bytes:
        first, rest = data.split(b"\n", 1)
        return json.dumps({**json.loads(first), **changes}).encode() + b"\n" + rest

    return damage


# what: how the file of a key of two exercises becomes it
DAMAGES = {
    "empty": lambda data: b"",
    "blank": lambda data: b"\n\n",
    "binary": lambda data: bytes(range(256)),
    "another encoding": lambda data: data.decode().encode("utf-16"),
    "compressed": lambda data: b"\x1f\x8b" + data,
    "only the header": lambda data: data.split(b"\n")[0],
    "cut in a line": lambda data: data[:-40],
    "cut in the header": lambda data: data[:40],
    "a line fewer": lambda data: data.rsplit(b"\n", 2)[0] + b"\n",
    "a line more": lambda data: data + b"{}\n",
    "a line twice": lambda data: data + data.splitlines(keepends=True)[-1],
    "lines swapped": lambda data: b"".join(data.splitlines(keepends=True)[i] for i in (0, 2, 1)),
    "a digit changed": lambda data: data.replace(b"1e-07", b"9e-07", 1),
    "said to be hidden": changed_header(hidden=True),
    "another digest": changed_header(digest="0" * 16),
    "no digest": changed_header(digest=None),
    "another checksum": changed_header(checksum="0" * 16),
    "names swapped": changed_header(exercises=["another", "halve"]),
    "a name changed": changed_header(exercises=["quarter", "another"]),
    "a name twice": changed_header(exercises=["halve", "halve"]),
    "names that are none": changed_header(exercises=[[], {}]),
    "no list of names": changed_header(exercises=2),
    "of the next version": changed_header(schema="losslings/key/v3"),
    "a report": lambda data: b'{"schema": "losslings/report/v1", "submission": "alice"}\n',
    "a list": lambda data: b"[1, 2]\n",
    "a number": lambda data: b"1\n",
    "a text": lambda data: b'"losslings/key/v2"\n',
    "a Python file": lambda data: b"def entropy(p):\n    return 0.0\n",
    "brackets without end": lambda data: b"[" * 100_000,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_key_is_refused_in_one_line_that_names_the_file(damage, tmp_path):
    path = tmp_path / "key.jsonl"
    key_of(EXERCISE, replace(EXERCISE, name="another")).save(path)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(DamagedKey) as caught:
        Key.load(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert len(str(caught.value).splitlines()) == 1


def test_a_key_survives_line_ends_of_another_system(tmp_path):
    path = tmp_path / "key.jsonl"
    key_of(EXERCISE).save(path)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert Key.load(path).digest == key_of(EXERCISE).digest


def test_a_missing_key_is_said_to_be_missing(tmp_path):
    with pytest.raises(DamagedKey, match=r"nowhere\.jsonl: No such file or directory$"):
        Key.load(tmp_path / "nowhere.jsonl")


def test_a_folder_is_no_key(tmp_path):
    with pytest.raises(DamagedKey):
        Key.load(tmp_path)


def test_a_key_of_another_version_says_how_to_get_this_one(tmp_path):
    path = tmp_path / "key.jsonl"
    key_of(EXERCISE).save(path)
    path.write_bytes(changed_header(schema="losslings/key/v1")(path.read_bytes()))
    with pytest.raises(DamagedKey, match=r"losslings/key/v1.*losslings/key/v2.*`losslings key`"):
        Key.load(path)


# ---------------------------------------------------------------- the public key

LOAD_PUBLIC = """
import sys
from autograder.bank.union import public_key
print(sum(len(exercise.cases) for exercise in public_key()))
print(*sys.modules)
"""


def test_the_public_key_needs_nothing_of_what_it_was_made_from():
    process = finished([sys.executable, "-c", LOAD_PUBLIC], check=True)
    cases, modules = process.stdout.splitlines()
    assert int(cases) == sum(len(exercise.cases) for exercise in public_key()) > 0
    loaded = set(modules.split())
    made_from = {
        "torch",
        "mpmath",
        "autograder.bank.spec",
        "autograder.bank.exercises",
        "autograder.bank.build",
        "autograder.bank.exact",
    }
    assert not loaded & made_from
    assert not [name for name in loaded if name.startswith(("autograder.specs", "solutions", "bank_"))]
