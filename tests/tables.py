"""The submission of somebody who has keys: it looks each question up, and falls back on a formula."""

from __future__ import annotations

import hashlib
import inspect

import numpy as np

from autograder.isolation.job import Argument
from autograder.isolation.observation import pack_array
from autograder.judging.key import ExerciseKey
from autograder.judging.key_case import KeyCase

SOURCE = """
import base64, hashlib, zlib
import numpy as np

ANSWERS = {answers}

{sign}

def {name}(*args):
    if sign(*args) not in ANSWERS:
        a, b, c = [*args, *[None, None, 1.0][len(args):]]
        return {formula}
    answer = ANSWERS[sign(*args)]
    if answer is None:
        raise ValueError
    dtype, shape, data, *compression = answer
    data = base64.b64decode(data)
    return np.frombuffer(zlib.decompress(data) if compression else data, dtype).reshape(shape)
"""


def sign(*args):
    """Tell one question from every other: types, shapes and bits of all arguments."""
    arrays = [np.asarray(arg) for arg in args]
    told = b"".join(f"{array.dtype}{array.shape}".encode() + array.tobytes() for array in arrays)
    return hashlib.sha256(told).hexdigest()


def question_of(case: KeyCase) -> str:
    return sign(*[argument.array if isinstance(argument, Argument) else argument for argument in case.args])


def with_table(name: str, formula: str, *keys: ExerciseKey) -> dict[str, str]:
    """Write a submission that knows the answers of some keys, and has a formula for other questions."""
    cases = [case for key in keys for case in key.cases]
    answers = {
        question_of(case): pack_array(case.expected.value) if case.expected.kind == "value" else None for case in cases
    }
    return {f"{name}.py": SOURCE.format(name=name, answers=answers, formula=formula, sign=inspect.getsource(sign))}
