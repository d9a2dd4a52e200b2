"""What a function that is proven to have no memory may be made of: the lists of `purity`, and how to look them up."""

from __future__ import annotations

import ast
from collections.abc import Iterator

BUILTINS = set(
    """
    abs all any bool complex divmod enumerate filter float int isinstance iter len list map max min next pow print
    range reversed round slice sorted sum tuple zip ArithmeticError AssertionError Exception FloatingPointError
    IndexError NotImplementedError OverflowError RuntimeError RuntimeWarning TypeError UserWarning ValueError
    ZeroDivisionError
""".split()
)
# Functions without memory. Not numpy.empty, ndarray and their like, which show what happened to lie there before.
NUMPY = set(
    """
    abs absolute add all allclose amax amin any append apply_along_axis arange arccosh arcsinh arctan arctanh argmax
    argmin argsort array array_equal array_split asarray ascontiguousarray atleast_1d atleast_2d average bincount
    bool_ broadcast_arrays broadcast_shapes broadcast_to ceil clip column_stack compress concatenate copy copysign
    cosh count_nonzero cumprod cumsum diag diff divide dot dtype e einsum equal errstate exp exp2 expand_dims expm1
    extract eye fabs finfo flatnonzero flip float16 float32 float64 floating floor fmax fmin frompyfunc full
    full_like generic greater greater_equal heaviside hstack iinfo inf inner int16 int32 int64 int8 integer intp
    isclose isfinite isin isinf isnan isneginf isposinf isscalar issubdtype less less_equal linalg linspace log
    log10 log1p log2 logaddexp logaddexp2 logical_and logical_not logical_or longdouble matmul max maximum mean
    median min minimum mod moveaxis multiply nan nan_to_num nanmax nanmean nanmin nansum ndim ndindex negative
    newaxis nonzero not_equal number ones ones_like outer pi piecewise power prod promote_types put_along_axis ravel
    real reciprocal remainder repeat reshape result_type round searchsorted select shape sign signbit sinh size sort
    split sqrt square squeeze stack std subtract sum swapaxes take take_along_axis tanh tensordot tile transpose
    tril triu true_divide trunc uint16 uint32 uint64 uint8 unsignedinteger unique var vectorize vstack where zeros
    zeros_like
""".split()
)
LISTED = {
    "numpy": NUMPY,
    "functools": {"partial", "reduce"},
    "itertools": set("accumulate chain islice product repeat starmap zip_longest".split()),
    "operator": set("add mul neg pow sub truediv".split()),
    "statistics": {"fmean", "mean"},
    "warnings": {"warn"},
}
WITH_MESSAGES = {name for name in BUILTINS if name.endswith(("Error", "Exception"))} | {"print"}  # with any text
HELPERS = {"__future__", "typing", "collections.abc", "numpy.typing"}  # their names may stand in annotations
HARMLESS = {*LISTED, *HELPERS, "autograder", "math"} | set(
    "cmath collections contextlib copy dataclasses decimal fractions numbers random string sys time".split()
)  # to import: nothing of them may be used but what is listed
# Methods and attributes of numbers, arrays, lists and dicts.
METHODS = set(
    """
    T accumulate all any append argmax argmin argsort astype at clip copy cumprod cumsum diagonal dot dtype eps
    extend fill flat flatten item itemsize kind max mean min ndim nonzero norm outer pop prod ravel
    real reduce reduceat repeat reshape reverse round shape size smallest_normal smallest_subnormal sort squeeze std
    sum swapaxes take tiny tolist trace transpose type var
""".split()
)
SCALARS = set("exp finfo float32 float64 log log10 log2 sqrt".split())  # of one number they make one number
BOUNDS = set("e eps inf max min nan pi tiny".split())
REDUCTIONS = set("all any max mean min prod std sum var".split())  # their `where` leaves nothing undefined
FILLED = set("full full_like ones ones_like zeros zeros_like".split())
# A text can hold an address, which is another one each time: these cannot, nor make one of a function.
TEXTS = set(
    """
    batchmean bool d f float float32 float64 f4 f8 i int int32 int64 ignore mean none raise same_kind sum unsafe
    warn
""".split()
)
KINDS = (ast.operator, ast.unaryop, ast.cmpop, ast.boolop, ast.expr_context)
PLAIN = {
    ast.FunctionDef, ast.Lambda, ast.Return, ast.Assign, ast.AnnAssign, ast.AugAssign, ast.For, ast.While, ast.If,
    ast.IfExp, ast.Pass, ast.Break, ast.Continue, ast.Expr, ast.With, ast.withitem, ast.Raise, ast.Assert, ast.Try,
    ast.ExceptHandler, ast.BoolOp, ast.BinOp, ast.UnaryOp, ast.Compare, ast.Call, ast.keyword, ast.Constant,
    ast.Subscript, ast.Slice, ast.List, ast.Tuple, ast.Dict, ast.Starred, ast.Name, ast.Attribute, ast.ListComp,
    ast.DictComp, ast.GeneratorExp, ast.comprehension, ast.NamedExpr,
    *(one for kind in KINDS for one in kind.__subclasses__()),
}  # fmt: skip
OF_TYPES = {ast.Name, ast.Attribute, ast.Subscript, ast.Tuple, ast.List, ast.Constant, ast.BinOp, ast.BitOr, ast.Load}
OF_NUMBERS = {ast.Constant, ast.UnaryOp, ast.USub, ast.BinOp, ast.Attribute, ast.Call, ast.Name, ast.Load}
OF_NUMBERS |= set(ast.operator.__subclasses__())


def defaults(arguments: ast.arguments) -> Iterator[ast.expr]:
    yield from arguments.defaults
    yield from filter(None, arguments.kw_defaults)


def is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def is_listed(module: str, name: str) -> bool:
    return not name.startswith("_") if module == "math" else name in LISTED.get(module, ())


def inner_names(function: ast.FunctionDef) -> Iterator[str]:
    """Name all that is bound within a function, however deep."""
    for node in ast.walk(function):
        match node:
            case ast.Name(name, ast.Store()) | ast.arg(name):
                yield name
            case ast.ExceptHandler(name=str(name)):
                yield name
            case ast.FunctionDef(name) if node is not function:
                yield name
