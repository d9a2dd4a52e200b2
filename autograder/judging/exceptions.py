"""What an exception means for a function of arrays, by a phrase of its message: the same for all exercises."""

from __future__ import annotations

import re

from autograder.translation import N_, Text

ALLOWED = N_("This input is allowed: your function must return an answer for it, not raise an exception.")
RAISED = N_("Your function raises on an input that is allowed: read the type and the line of the exception above.")
ONE_NUMBER = N_(
    "This function takes one number, and it got an array: use the NumPy function, which takes each element."
)
NO_AXIS = N_("A 0-d array or tensor is a single number: it has no length and cannot be looped over.")
FEWER_AXES = N_("This array has fewer axes than your code asks for: which of your lines needs a second axis?")
INTEGERS = N_("An index, axis or length must be an integer: what is the type of the number here?")
NO_POWER = N_("In Python ^ compares bits; a power is written **.")
A_LIST = N_("A list is not an array: convert it with np.array before you compute with it.")
NOTHING = N_("Something here is None: does a function of yours end without `return`?")
FIXED_AXES = N_("Your code works for one number of axes only, and this input has more or fewer.")
NO_PARENTHESES = N_("Your code computes with a function, not with its result: are the parentheses () missing?")
TRUTHS = N_("NumPy cannot subtract or negate True and False: convert them to numbers first (astype(float)).")
NOT_WRITTEN = N_("This part of your function is not written yet: it raises NotImplementedError.")
IN_PLACE = N_(
    "The tensor belongs to the caller and learns: torch lets nobody write into it. x = x - 1 makes a new one, and "
    "x -= 1 does not."
)
LONG_INDEX = N_(
    "An index must be an int64 tensor: is the target here a table of probabilities, or are its labels floats?"
)
NO_CLASS = N_(
    "A label here stands for no class, perhaps because it is to be ignored: put a harmless class in its place first."
)
LAST_AXES = N_(
    "NumPy lines shapes up at their last axes, and these do not fit. A sum or maximum of each row keeps its place with "
    "keepdims=True; labels say where something stands, and are no numbers to compute with."
)
LAST_AXES_IN_TORCH = N_(
    "Two tensors have {one} and {other} elements along one axis. A sum or maximum of each row keeps its place with "
    "keepdim=True; labels say where something stands, and are no numbers to compute with."
)
OTHER_COLUMNS = N_(
    "The rows of one table have {one} numbers and those of the other {other}: which table has another number of "
    "columns than the input? Labels do not tell how many classes there are."
)
GROWN_IN_PLACE = N_(
    "x += y writes into x and cannot make it larger, and the result here is larger than x: print both shapes. Did a "
    "column of shape (n, 1) meet an array of shape (n,)?"
)
OTHER_LENGTHS = N_(
    "Two arrays have different lengths here: which of them has another length than the input it is made of?"
)
A_NUMBER = N_("Here your code has a single number where it expects an array; np.asarray turns both into an array.")
TRUTH_OF_TENSOR = N_(
    "An `if`, `and` or max() needs one truth value, and a tensor has one for each element: torch.where and "
    "torch.maximum decide for each. Whether an argument is given, `is not None` tells."
)
WANTS_TENSOR = N_(
    "This function of torch takes tensors only, no number: torch.zeros_like(x) or torch.full_like(x, number) makes one."
)
VALUES_AND_INDICES = N_(
    "In torch x.max(dim) gives two things, the values and their places: take its .values, or x.amax(dim)."
)
SMALL_INTEGERS = N_(
    "An array of {dtype} cannot hold this number: write into an array of floats (dtype=float), and compute with floats."
)
ONE_NUMBER_OF_A_TENSOR = N_(
    "torch.tensor takes one number for each place in its list, as float, item and math do, and here came a tensor of "
    "several. torch.stack puts tensors together, and torch's own functions take each element."
)
NO_ELEMENTS = N_(
    "Two 0-d arrays subtracted are one number, and nothing can be written into a number: np.where and np.clip take "
    "both."
)
# By a pattern that the exception's type and message match; the first that does counts. Phrases are those of Python 3.11
# to 3.14 and NumPy 1.26 to 2.5; what a pattern names is put into the sentence.
SENTENCES = {
    r"leaf Variable that requires grad .*in-place|view of a leaf .*in-place": IN_PLACE,
    r"index tensor of type LongTensor|tensors used as indices must be long|Expected dtype int64 for index": LONG_INDEX,
    r"read-only": N_("The input array belongs to the caller and is read-only: which line of yours writes into it?"),
    r"truth value of an array": N_(
        "An `if` needs one truth value, and an array has one for each element: np.where decides for each."
    ),
    r"Boolean value of Tensor with more than one value": TRUTH_OF_TENSOR,
    r"must be Tensor, not (?:int|float)\b": WANTS_TENSOR,
    r"only one element tensors can be converted|a Tensor with \d+ elements cannot be converted": ONE_NUMBER_OF_A_TENSOR,
    r"torch\.return_types\.(?:max|min)\b": VALUES_AND_INDICES,
    r"out of bounds for (?P<dtype>u?int\d+)": SMALL_INTEGERS,
    r"'numpy\.(?:float|u?int)\d+' object does not support item assignment": NO_ELEMENTS,
    r"len\(\) of unsized object|len\(\) of a 0-d tensor|iteration over a 0-d (?:array|tensor)": NO_AXIS,
    r"tuple index out of range|too many indices for array": FEWER_AXES,
    r"out of bounds for array of dimension 0": N_("A 0-d array is a single number: it has no axis to sum over."),
    r"axis (?P<axis>-?\d+) is out of bounds for array of dimension (?P<count>\d+)": N_(
        "There is no axis {axis} in an array of dimension {count}; the last axis is -1, however many there are."
    ),
    r"Class values must be (?:non-negative|smaller)": NO_CLASS,
    r"size of tensor a \((?P<one>\d+)\) must match the size of tensor b \((?P<other>\d+)\)": LAST_AXES_IN_TORCH,
    r"index (?P<index>-?\d+) is out of bounds for (?:axis|dimension) -?\d+ with size (?P<size>\d+)": N_(
        "There is no index {index} in an axis of length {size}: the first index is 0. Is it the axis that you mean? "
        "The first index of a table chooses a row, the second one a column."
    ),
    r"arrays used as indices must be|only integers, slices|indices must be integers|"
    r"'(?:numpy\.)?float\d*' object cannot be interpreted as an integer": INTEGERS,
    r"list index out of range": N_("The list has no such index: the first is 0, the last is len - 1."),
    r"only integer scalar arrays can be converted": N_(
        "An array stands where one integer is expected: an axis, a length, or a position in a list."
    ),
    r"'tuple' object cannot be interpreted as an integer": N_(
        "A shape is a tuple of lengths: x.shape[0] is the first of them, and x.size counts all elements."
    ),
    r"boolean index did not match": N_("A mask needs the shape of the array that it selects from: print both shapes."),
    r"boolean (?:subtract|negative)": TRUTHS,
    r"Integers to negative integer powers": N_(
        "NumPy has no negative powers of integers: convert them to float first."
    ),
    r"'(?:builtin_function_or_method|method|function)'": NO_PARENTHESES,
    r"No module named '(?P<name>\w{1,50})": N_(
        "There is no module {name} here: numpy and the standard library are enough for this exercise."
    ),
    r"module 'math' has no attribute '(?P<name>\w{1,50})'": N_("The math module has no {name}: look it up."),
    r"NotImplementedError(?!: .*not implemented for)": NOT_WRITTEN,
    r"only (?:0-dimensional|length-1|size-1) arrays can be converted|must be real number, not ndarray": ONE_NUMBER,
    r"math domain error|expected a (?:positive|nonnegative) input|expected a number in range": N_(
        "The math module has no logarithm of 0, but np.log(0) is -inf: what should your code do with it?"
    ),
    r"cannot convert float (?:infinity|NaN) to integer": N_(
        "An array of integers cannot hold inf or nan: make it an array of floats (dtype=float)."
    ),
    r"more dimensions than subscripts|subscripts string contains too many|Improper number of dimensions|"
    r"axes don't match array|Input must be 1- or 2-d": FIXED_AXES,
    r"OverflowError": N_(
        "The number has become too large for a float: what can be subtracted before you exponentiate?"
    ),
    r"ZeroDivisionError": N_("Python refuses to divide by zero; is zero possible here, and what is the answer then?"),
    r"bitwise_xor|unsupported operand type\(s\) for \^": NO_POWER,
    r"cannot reshape array": N_(
        "These numbers do not fit into that shape: print the shape of the array before you reshape it."
    ),
    r"values to unpack|cannot unpack": N_(
        "Your code unpacks a fixed number of values, and here there are more or fewer: print the shape of the input."
    ),
    r"Cannot cast ufunc": N_("An integer array stays one when you write into it (+=, out=): make a float copy first."),
    r"not supported for the input types|did not contain a loop|loop of ufunc does not support": N_(
        "NumPy cannot compute with objects of this type."
    ),
    r"broadcast together with shapes \((?P<rows>\d+),(?P<one>\d+)\) \((?P=rows),(?P<other>\d+)\)": OTHER_COLUMNS,
    r"broadcast together with shapes (?:\(\d+,\) \(\d+,\)|\(\d+,\d+\) \(\d+,\d+\))": OTHER_LENGTHS,
    r"non-broadcastable output": GROWN_IN_PLACE,
    r"could not be broadcast|could not broadcast|shape mismatch|same number of dimensions": LAST_AXES,
    r"matmul: .*mismatch|not aligned": N_(
        "A matrix product needs matching inner axes: did you mean *, which multiplies element by element?"
    ),
    r"(?P<function>\w{1,50})\(\) missing \d+ required positional arguments?: '(?P<name>\w{1,50})'": N_(
        "{function} is called without {name}; the exercise's function keeps the parameters of its docstring."
    ),
    r"(?P<function>\w{1,50})\(\) takes (?:from \d+ to )?\d+ positional arguments? but (?P<count>\d+) (?:was|were)": N_(
        "{function} is called with {count} arguments; the exercise's function keeps the parameters of its docstring."
    ),
    r"unexpected keyword argument 'dim'": N_("The argument is called axis in NumPy, not dim."),
    r"unexpected keyword argument 'keepdim'": N_("The argument is called keepdims in NumPy, not keepdim."),
    r"unexpected keyword argument '(?P<name>\w{1,50})'": N_("The function that you call has no argument {name}."),
    r"NameError: name '(?:np|numpy)' is not defined": N_("`import numpy as np` is missing above."),
    r"name '(?P<name>\w{1,50})' is not defined": N_(
        "The name {name} is not defined here: is it misspelled, or is the line that defines it missing?"
    ),
    r"cannot access local variable '(?P<name>\w{1,50})'": N_(
        "{name} has no value yet: the `if` or loop that sets it was not entered."
    ),
    r"module 'numpy(?:\.\w{1,50})*' has no attribute '(?P<name>\w{1,50})'": N_(
        "NumPy has no function {name}: look it up."
    ),
    r"NoneType": NOTHING,
    r"'(?:numpy\.)?(?:float|int)\d*' object (?:is not subscriptable|is not iterable|has no attribute)|"
    r"object of type '(?:numpy\.)?(?:float|int)\d*' has no len|invalid index to scalar variable": A_NUMBER,
    r"'numpy\.ndarray' object has no attribute '(?P<name>\w{1,50})'": N_(
        "An array has no method {name}: is it a function of NumPy's (np.{name}), or of another library?"
    ),
    r"object is not callable": N_("A value is called like a function: is * missing before a parenthesis?"),
    r"'list'|can't multiply sequence|can only concatenate list": A_LIST,
    r"setting an array element with a sequence|inhomogeneous shape": N_(
        "The parts that you put together have different lengths: all rows of an array have the same length."
    ),
    r"RecursionError": N_("Your function calls itself without end."),
    r"MemoryError|Unable to allocate": N_(
        "Your code makes something far larger than its input: did (n,) and (n, 1) become a table (n, n)?"
    ),
    r"zero-size array to reduction": N_(
        "A maximum or minimum of an empty array: which line of yours left no element in it?"
    ),
    r"AssertionError": ALLOWED,
}


def what_it_means(text: str) -> Text | None:
    """Say what an exception means, where its message tells it.

    Parameters
    ----------
    text : str
        Type and message, as ``ValueError: math domain error (entropy.py, line 3)``.
    """
    for pattern, sentence in SENTENCES.items():
        if match := re.search(pattern, text):
            return Text(sentence, match.groupdict())
    return Text(ALLOWED) if text.startswith("ValueError") else None
