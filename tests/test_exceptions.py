"""What an exception means: real ones, as Python and numpy of this environment word them, get a sentence each."""

import math

import numpy as np
import pytest

from autograder.isolation.inside.calling import error_text
from autograder.judging.exceptions import ALLOWED, what_it_means

ROW, TABLE = np.array([1.0, 2.0, 3.0]), np.ones((2, 3))


def take(x, y):
    return x


def nothing():
    pass


def no_way_out():
    return no_way_out()


def not_always():
    if len(ROW) > 5:
        found = 1
    return found


def checked():
    assert ROW.sum() == 1, "p must sum to 1"


def stub():
    raise NotImplementedError


def unpacked():
    n, c = 3
    return n + c


def written_into_a_number():
    error = np.array(3.0) - np.array(1.0)
    error[error > 1] = 1


def refused():
    raise ValueError("probabilities only")


MEANINGS = {
    "fewer axes": [lambda: ROW.shape[1], lambda: ROW[:, 0]],
    "no axis 1": [lambda: ROW.sum(axis=1), lambda: np.max(ROW, axis=1, keepdims=True)],
    "no index 3 in an axis of length 3": [lambda: ROW[3]],
    "must be an integer": [lambda: TABLE[[0, 1], np.array([0.0, 1.0])], lambda: ROW[1.0], lambda: range(2.0)],
    "takes one number": [lambda: math.log(ROW), lambda: float(ROW), lambda: int(ROW)],
    "no logarithm of 0": [lambda: math.log(0.0)],
    "too large for a float": [lambda: math.exp(1000), lambda: 10.0**400],
    "divide by zero": [lambda: 1 / 0],
    "keepdims": [
        lambda: TABLE - TABLE.sum(axis=1),
        lambda: np.zeros(2).__setitem__(slice(None), ROW),
        lambda: TABLE + np.ones(2),
    ],
    "different lengths": [lambda: np.add(ROW, np.ones(2)), lambda: TABLE + np.ones((4, 3))],
    "have 3 numbers and those of the other 2": [lambda: TABLE - np.eye(2)[[0, 1]]],
    "cannot make it larger": [lambda: np.ones((1, 1)).__iadd__(np.ones((1, 2)))],
    "do not fit into": [lambda: ROW.reshape(2, 2)],
    "unpacks a fixed number": [lambda: [n + c for n, c in [ROW.shape]], lambda: [x for x, y in [ROW]], unpacked],
    "inner axes": [lambda: TABLE @ TABLE, lambda: TABLE.dot(TABLE)],
    "**": [lambda: ROW ^ 2, lambda: 2.0 ^ 2],
    "without y": [lambda: take(1)],
    "with 3 arguments": [lambda: take(1, 2, 3)],
    "called axis": [lambda: np.sum(ROW, dim=0)],
    "called keepdims": [lambda: ROW.max(axis=0, keepdim=True)],
    "no argument z": [lambda: take(1, y=2, z=3)],
    "name total is not defined": [lambda: total],  # noqa: F821
    "found has no value yet": [not_always],
    "no function logg": [lambda: np.logg(ROW)],
    "is None": [lambda: nothing() + 1, lambda: nothing().sum(), lambda: nothing()[0], lambda: len(nothing())],
    "a single number where": [lambda: len(1.0), lambda: np.float64(1)[0], lambda: (1.5).sum(), lambda: list(2.0)],
    "no method log": [lambda: ROW.log()],
    "called like a function": [lambda: ROW.sum()(2)],
    "A list is not an array": [lambda: [1.0] - np.float64, lambda: [1.0, 2.0].mean(), lambda: [1.0] * 2.0],
    "different length": [lambda: np.array([[1, 2], [3]])],
    "an empty array": [lambda: np.max(ROW[ROW > 5])],
    "decides for each": [lambda: bool(ROW > 0), lambda: max(ROW, 0)],
    "read-only": [lambda: np.frombuffer(bytes(8)).__setitem__(0, 1.0)],
    "cannot hold this number": [lambda: np.zeros(2, "int8").__setitem__(0, -255)],
    "nothing can be written": [written_into_a_number],
    "no length": [lambda: len(np.array(1.0)), lambda: list(np.array(1.0))],
    "float copy": [lambda: np.add(np.ones(2, int), 0.5, out=np.ones(2, int))],
    "of this type": [lambda: np.log("a"), lambda: np.log(np.array([1, None]))],
    "without end": [no_way_out],
    "far larger": [lambda: np.ones((1 << 40, 1 << 10))],
    "no such index": [lambda: [1, 2][2]],
    "where one integer": [lambda: np.sum(TABLE, ROW.astype(int)), lambda: [1, 2][ROW.astype(int)]],
    "tuple of lengths": [lambda: range(ROW.shape)],
    "the shape of the array that it selects from": [lambda: ROW[np.array([True, False])]],
    "True and False": [lambda: (ROW > 1) - (ROW > 2), lambda: -(ROW > 1)],
    "negative powers": [lambda: np.array([1, 2]) ** -1],
    "parentheses": [lambda: ROW.sum / 2, lambda: ROW.max[0]],
    "no module scypi": [lambda: __import__("scypi")],
    "math module has no square": [lambda: math.square(2)],
    "not written yet": [stub],
    "number of axes only": [
        lambda: np.einsum("i->", TABLE),
        lambda: np.einsum("ij->", ROW),
        lambda: np.linalg.norm(np.array(1.0), 1),
        lambda: np.transpose(ROW, (1, 0)),
    ],
    "an array of floats": [lambda: np.zeros(2, int).__setitem__(0, math.inf)],
    "no axis to sum over": [lambda: np.mean(np.array(1.0), axis=-1)],
    "is allowed": [checked, refused],
}


CASES = {f"{phrase}-{number}": (phrase, act) for phrase, acts in MEANINGS.items() for number, act in enumerate(acts)}


@pytest.mark.parametrize(("phrase", "act"), CASES.values(), ids=CASES.keys())
def test_an_exception_is_told_in_words(phrase, act):
    with pytest.raises(Exception) as caught:  # noqa: PT011  # of any type
        act()
    meaning = what_it_means(error_text(caught.value))
    assert meaning is not None, caught.value
    assert phrase in meaning.render(str)


def test_what_torch_has_not_implemented_is_no_part_of_the_students_function():
    assert what_it_means("NotImplementedError: \"exp_cpu\" not implemented for 'Long'") is None


@pytest.mark.parametrize(
    ("phrase", "text"),
    {
        "lets nobody write": "RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.",
        "one truth value, and a tensor": "RuntimeError: Boolean value of Tensor with more than one value is ambiguous",
        "tensors only": "TypeError: logaddexp(): argument 'input' (position 1) must be Tensor, not int",
        "amax(dim)": "TypeError: unsupported operand type(s) for -: 'Tensor' and 'torch.return_types.max'",
        "has no length": "TypeError: len() of a 0-d tensor",
        "torch.stack": "ValueError: only one element tensors can be converted to Python scalars",
        "stands for no class": "RuntimeError: Class values must be non-negative.",
        "no index -100 in an axis of length 3": "IndexError: index -100 is out of bounds for dimension 1 with size 3",
        "3 and 2 elements along one axis": "RuntimeError: The size of tensor a (3) must match the size of tensor b (2) "
        "at non-singleton dimension 1",
        "an int64 tensor": "RuntimeError: one_hot is only applicable to index tensor of type LongTensor.",
    }.items(),
)
def test_so_is_one_of_torch(phrase, text):
    assert phrase in what_it_means(text).render(str)


def test_what_a_student_made_up_is_not_repeated():
    """A message of a student's own may hold an input: only names and numbers are taken out of it, and no sentence."""
    assert what_it_means("ValueError: [0.1, 0.9]").template == ALLOWED
    assert what_it_means("KeyError: 'a'") is None
