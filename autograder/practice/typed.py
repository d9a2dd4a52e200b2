"""Read the numbers and arrays that a person types: by their syntax tree, from a short list of names, never by eval."""

from __future__ import annotations

import ast
import math
import operator
import re
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import numpy as np

from autograder.translation import N_, LosslingsError

LONGEST = 2000  # letters
MOST = 1000  # numbers in one array
NUMBER = r"(?:\d+\.?\d*|\.\d+)"
LARGEST = 2**64  # what no integer of numpy can hold
ARITHMETIC: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: lambda base, power: float(base) ** float(power),
}
CONSTANTS = {"inf": math.inf, "infinity": math.inf, "nan": math.nan, "pi": math.pi, "e": math.e}
FUNCTIONS = {"ln": math.log, "log": math.log, "exp": math.exp, "sqrt": math.sqrt}
INTEGERS = ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")
DTYPES = ("float", "float16", "float32", "float64", "int", *INTEGERS)
# What people write for what Python writes otherwise.
LOOKALIKES = {"−": "-", "–": "-", "·": "*", "×": "*", "÷": "/", "^": "**", "∞": "inf", "½": "(1/2)", "¼": "(1/4)"}
ONE_NUMBER = N_("One number is asked for")
ARRAYS_ONLY = N_("Cannot read {part}: write numbers, lists of numbers, np.array, np.zeros, np.ones or np.full")


class Unreadable(LosslingsError):
    """What was typed is no number and no array; the message says which part of it."""

    def __init__(self, template: str, part: str = "", **values: Any) -> None:
        super().__init__(template, part=f"{part[:60]}…" if len(part) > 60 else part.strip(), **values)


def read_answer(text: str, shape: tuple[int, ...]) -> np.ndarray:
    """Read an answer as ``0.69``, ``ln 2``, ``2/3``, ``1,5``, ``inf``, ``[.5, .5]`` or ``0.5 0.5``.

    Parameters
    ----------
    text : str
    shape : tuple of int
        That of the right answer: where it is one number, ``1,5`` is one and a half.

    Raises
    ------
    Unreadable
    """
    text = re.sub(r"^\s*[≈~=]+|\s*nats?\s*$", "", text).strip()
    if shape == () and re.fullmatch(r"[-+−]?\d*,\d+", text):
        text = text.replace(",", ".")
    apart = re.sub(r"(?<=[\w.)\]])\s+(?=[\w.(\[]|-[\w.(])", ", ", plain(text))  # 0.5 0.5
    found: list[np.ndarray] = []
    for reading in (text, apart):
        with suppress(Unreadable):
            arguments, _ = read_arguments(reading)
            found.append(as_array(arguments[0] if len(arguments) == 1 else arguments, reading).astype(float))
    if not found:
        raise Unreadable(N_("Cannot read {part}: write a number such as 0.69, 2/3, ln 2 or inf"), part=text)
    for answer in found:
        if answer.shape == shape:
            return answer
    raise Unreadable(ONE_NUMBER if shape == () else N_("{count} numbers are asked for"), count=math.prod(shape))


def read_arguments(text: str, name: str = "") -> tuple[list[Any], dict[str, Any]]:
    """Read the arguments of a call, as ``[1, 0], [0.5, 0.5]`` or ``p=[1, 0]`` or the whole call of a function.

    Returns
    -------
    list
        Numbers, arrays and lists.
    dict
        What was given by name.

    Raises
    ------
    Unreadable
    """
    if len(text) > LONGEST:
        raise Unreadable(N_("That is too long: at most {count} letters"), count=LONGEST)
    try:
        with warnings.catch_warnings(action="ignore"):
            call = ast.parse(f"_({tidy(text)}\n)", mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise Unreadable(ARRAYS_ONLY, part=text) from error
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or call.func.id != "_":
        raise Unreadable(ARRAYS_ONLY, part=text)
    inner = call.args[0] if len(call.args) == 1 and not call.keywords else None
    if isinstance(inner, ast.Call) and name_of(inner.func) == name:
        call = inner
    try:
        return [value_of(node) for node in call.args], {word.arg or "": value_of(word.value) for word in call.keywords}
    except (ArithmeticError, ValueError, TypeError, RecursionError) as error:
        raise Unreadable(ARRAYS_ONLY, part=text) from error


def plain(text: str) -> str:
    """Write as Python does what a person writes as ``ln 2`` or ``−½``."""
    for sign, python in LOOKALIKES.items():
        text = text.replace(sign, python)
    return re.sub(rf"\b(ln|log)\s*({NUMBER})", r"\1(\2)", text)


def tidy(text: str) -> str:
    """Write as Python does what a person writes as ``2 ln 2`` too."""
    return re.sub(rf"({NUMBER}|\))\s*(ln|log|sqrt|exp)\s*\(", r"\1*\2(", plain(text))


def value_of(node: ast.expr) -> Any:
    """Return what an expression stands for: a number, an array, or a list of these.

    Raises
    ------
    Unreadable
    """
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return bounded(number)
        case ast.Name() | ast.Attribute() if (name := name_of(node).lower()) in CONSTANTS:
            return CONSTANTS[name]
        case ast.List() | ast.Tuple():
            return [value_of(element) for element in node.elts]
        case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=operand):
            number = one_number(operand)
            return -number if isinstance(node.op, ast.USub) else number
        case ast.BinOp() if type(node.op) in ARITHMETIC:
            return bounded(ARITHMETIC[type(node.op)](one_number(node.left), one_number(node.right)))
        case ast.Call(args=[argument], keywords=[]) if name_of(node.func) in FUNCTIONS:
            return FUNCTIONS[name_of(node.func)](one_number(argument))
        case ast.Call() if name_of(node.func) in MAKERS:
            return make_array(node)
    raise Unreadable(ARRAYS_ONLY, part=ast.unparse(node))


def one_number(node: ast.expr) -> int | float:
    """Return the number that an expression stands for.

    Raises
    ------
    Unreadable
        If it is none, or an array.
    """
    number = value_of(node)
    if isinstance(number, int | float):
        return number
    raise Unreadable(ARRAYS_ONLY, part=ast.unparse(node))


def bounded(number: Any) -> int | float:
    """Return a number that an array can hold.

    Raises
    ------
    Unreadable
    """
    if isinstance(number, float) or (isinstance(number, int) and abs(number) < LARGEST):
        return number
    raise Unreadable(N_("{part}: no real number, or too large for an integer; write it as a float"), part=str(number))


def written(values: Any, digits: int = 7) -> str:
    """Write numbers, and lists of them, as a person types them: ``[1, 0.5]``."""
    if isinstance(values, str):
        return repr(values)
    if isinstance(values, list):
        return f"[{', '.join(written(value, digits) for value in values)}]"
    return f"{values:.{digits}g}" if isinstance(values, float) else str(values)


def name_of(node: ast.expr) -> str:
    """Return a name, without ``np.`` before it; empty where it is none."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in ("np", "numpy"):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


# ---------------------------------------------------------------- arrays


def make_array(call: ast.Call) -> np.ndarray:
    """Make the array of a call such as ``np.array([1, 2], dtype=np.uint8)``.

    Raises
    ------
    Unreadable
    """
    maker, words = MAKERS[name_of(call.func)], {word.arg: word.value for word in call.keywords}
    dtype = dtype_of(words.pop("dtype")) if "dtype" in words else None
    if words:
        raise Unreadable(ARRAYS_ONLY, part=ast.unparse(call))
    return maker([value_of(argument) for argument in call.args], dtype, ast.unparse(call))


def dtype_of(node: ast.expr) -> str:
    name = node.value if isinstance(node, ast.Constant) else name_of(node)
    if isinstance(name, str) and name in DTYPES:
        return name
    raise Unreadable(N_("{part}: no dtype that is read here; write one such as np.uint8"), part=ast.unparse(node))


def filled(number: Any, shape: Any, dtype: str | None, part: str) -> np.ndarray:
    lengths = as_array(shape, part)
    if lengths.ndim > 1 or lengths.dtype.kind != "i" or not isinstance(number, int | float):
        raise Unreadable(ARRAYS_ONLY, part=part)
    sizes = lengths.ravel().tolist()
    if math.prod(sizes) > MOST or len(sizes) > 8 or min(sizes, default=0) < 0:
        raise Unreadable(N_("{part}: at most {count} numbers in an array"), part=part, count=MOST)
    return np.full(sizes, number, dtype)


MAKERS: dict[str, Callable[[list[Any], str | None, str], np.ndarray]] = {
    "array": lambda args, dtype, part: as_array(only(args, part), part, dtype),
    "asarray": lambda args, dtype, part: as_array(only(args, part), part, dtype),
    "zeros": lambda args, dtype, part: filled(0, only(args, part), dtype or "float64", part),
    "ones": lambda args, dtype, part: filled(1, only(args, part), dtype or "float64", part),
    "full": lambda args, dtype, part: filled(only(args[1:], part), args[0], dtype, part),
}


def only(args: Sequence[Any], part: str) -> Any:
    if len(args) != 1:
        raise Unreadable(ARRAYS_ONLY, part=part)
    return args[0]


def as_array(values: Any, part: str, dtype: str | None = None) -> np.ndarray:
    """Return numbers and nested lists as an array.

    Raises
    ------
    Unreadable
        If the lists are of different lengths, or a number does not fit the dtype.
    """
    try:
        array = np.array(values, dtype)
    except (ValueError, OverflowError, TypeError) as error:
        message = N_("{part}: the rows differ in length, or a number does not fit the dtype")
        raise Unreadable(message, part=part) from error
    if array.dtype.kind not in "iuf":
        raise Unreadable(ARRAYS_ONLY, part=part)
    return array
