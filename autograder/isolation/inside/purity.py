"""Prove of a function, by its syntax alone, that it has no memory: the same input always gives the same answer.

What is proven need not be asked twice. What is allowed is listed; a function with anything else in it is not refused,
it is just not proven, and asked again as ever. The child makes the proof before a line of the student's has run there,
and calls what is proven before anything that is not: until then its word is still the grader's own.

It runs in the child, so this file imports nothing of the package.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator

LONGEST = 1 << 15  # letters of a submission: a proof costs some milliseconds at most
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
SAYING = {name for name in BUILTINS if name.endswith(("Error", "Exception"))} | {"print"}  # with any text
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
LIMITS = set("e eps inf max min nan pi tiny".split())
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


class Unproven(Exception):
    """Something that is not on the lists."""


def proven_functions(tree: ast.Module, stem: str) -> set[str]:
    """Name a file's functions that have no memory, if loading the file runs no code but its own plain statements.

    Parameters
    ----------
    tree : ast.Module
    stem : str
        The file's name without ``.py``, which its ``__name__`` will be.
    """
    file = File(stem)
    try:
        file.take_all(tree)
    except (Unproven, RecursionError):
        return set()
    return {name for name in file.functions if file.has_no_memory(name)}


def insist(is_so: bool) -> None:
    if not is_so:
        raise Unproven


class File:
    """What the names of one file stand for, and what of it is proven."""

    def __init__(self, stem: str) -> None:
        self.stem = stem
        self.functions: dict[str, ast.FunctionDef] = {}
        self.modules: dict[str, str] = {}  # by their names here
        self.values: set[str] = set()  # numbers, and listed functions imported by name
        self.bound: dict[str, object] = {}  # every name of the file, and what it is bound to
        self.inner: set[str] = set()  # names bound within functions
        self.called: dict[str, set[str]] = {}  # functions of the file, by the one that calls them
        self.now = ""

    # ---------------------------------------------------------------- the file's own statements

    def take_all(self, tree: ast.Module) -> None:
        """Go over what is run when the file is loaded.

        Raises
        ------
        Unproven
        """
        for statement in tree.body:
            self.take(statement)
        self.inner = {name for function in self.functions.values() for name in names_bound(function)}
        insist(not (self.inner | set(self.bound)) & set(dir(builtins)) and not self.inner & set(self.bound))
        insist(not any(name.startswith("__") for name in self.inner | set(self.bound)))

    def take(self, statement: ast.stmt) -> None:
        match statement:
            case ast.FunctionDef(name):
                insist(not statement.decorator_list)
                for default in defaults(statement.args):
                    self.insist_number(default)
                self.annotations(statement)
                self.functions[name] = statement
                self.bind(name, statement)
            case ast.Expr(ast.Constant()) | ast.Pass():
                pass
            case ast.Expr(ast.Call(ast.Attribute(ast.Name(name), "check"), [ast.Name()], [])):
                insist(self.modules.get(name) == "autograder")  # the child's stand-in for it does nothing
            case ast.If(ast.Compare(ast.Name("__name__"), [ast.Eq()], [ast.Constant("__main__")]), orelse=[]):
                insist(self.stem != "__main__")  # not run when graded
            case ast.Import():
                for alias in statement.names:
                    insist(alias.name in HARMLESS and ("." not in alias.name or bool(alias.asname)))
                    self.modules[alias.asname or alias.name] = alias.name
                    self.bind(alias.asname or alias.name, alias.name)
            case ast.ImportFrom(str(module), level=0):
                insist(module in HARMLESS)
                for alias in statement.names:
                    insist(alias.name != "*")
                    if is_listed(module, alias.name):
                        self.values.add(alias.asname or alias.name)
                    self.bind(alias.asname or alias.name, (module, alias.name))
            case ast.Assign([ast.Name(name)], value) | ast.AnnAssign(ast.Name(name), value=ast.expr() as value):
                self.insist_number(value)
                if isinstance(statement, ast.AnnAssign):
                    self.annotation(statement.annotation)
                self.values.add(name)
                self.bind(name, statement)
            case _:
                raise Unproven

    def bind(self, name: str, value: object) -> None:
        insist(self.bound.setdefault(name, value) == value)  # the same import may stand there twice

    def insist_number(self, value: ast.expr) -> None:
        """Let a constant be a number, None or a short text: nothing that could be changed."""
        for node in ast.walk(value):
            insist(type(node) in OF_NUMBERS)
            match node:
                case ast.Constant(str() | bytes() as text):
                    insist(text in TEXTS)
                case ast.Call():
                    insist(isinstance(node.func, ast.Attribute) and not node.keywords)
                case ast.Name(name):
                    insist(name in self.modules or name in self.values or name in ("float", "int"))
                case ast.Attribute(ast.Name(name), attribute) if self.modules.get(name) == "math":
                    insist(is_listed("math", attribute))
                case ast.Attribute():
                    insist(node.attr in SCALARS | LIMITS)

    def annotations(self, function: ast.FunctionDef) -> None:
        given = function.args
        every = (*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg)
        for annotation in (function.returns, *(argument.annotation for argument in every if argument)):
            if annotation:
                self.annotation(annotation)

    def annotation(self, annotation: ast.expr) -> None:
        insist(all(type(node) in OF_TYPES for node in ast.walk(annotation)))

    # ---------------------------------------------------------------- within functions

    def has_no_memory(self, name: str) -> bool:
        """Prove a function of the file, and those that it calls."""
        todo, seen = {name}, set()
        while todo:
            self.now = todo.pop()
            seen.add(self.now)
            if self.now not in self.called:
                self.called[self.now] = set()
                try:
                    self.body(self.functions[self.now])
                except (Unproven, RecursionError):
                    self.called[self.now] = {""}
            if "" in self.called[self.now]:
                return False
            todo |= self.called[self.now] - seen
        return True

    def body(self, function: ast.FunctionDef) -> None:
        for statement in function.body:
            if not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)):
                self.within(statement)

    def within(self, node: ast.AST) -> None:
        """Check one node and all below it."""
        insist(type(node) in PLAIN)
        match node:
            case ast.Constant(str() | bytes() as text):
                insist(text in TEXTS)
            case ast.Name(name, ast.Load()):
                insist(name in self.inner or name in self.values or name in BUILTINS)
            case ast.Attribute(ast.Name(name), attribute, ast.Load()) if name in self.modules:
                insist(is_listed(self.modules[name], attribute))
            case ast.Attribute(value, attribute, context):
                insist(isinstance(context, ast.Load) and attribute in METHODS)
                self.within(value)
            case ast.Compare():
                for part in (node.left, *node.comparators):
                    if not is_text(part):
                        self.within(part)
            case ast.Call():
                self.call(node)
            case ast.FunctionDef():
                insist(not node.decorator_list)
                self.annotations(node)
                for default in defaults(node.args):
                    self.within(default)
                self.body(node)
            case ast.Lambda():
                for part in (*defaults(node.args), node.body):
                    self.within(part)
            case ast.AnnAssign():
                self.annotation(node.annotation)
                for part in filter(None, (node.target, node.value)):
                    self.within(part)
            case ast.Assert():
                self.within(node.test)
                if node.msg:
                    self.said(node.msg)
            case _:
                for child in ast.iter_child_nodes(node):
                    self.within(child)

    def call(self, node: ast.Call) -> None:
        of = attribute = ""
        is_saying = False
        match node.func:
            case ast.Name(name) if name in self.functions:  # elsewhere its text would hold its address
                self.called[self.now].add(name)
            case ast.Name("isinstance") if len(node.args) == 2:
                self.within(node.args[0])
                self.annotation(node.args[1])
                return
            case ast.Name(name):
                is_saying = name in SAYING
                self.within(node.func)
            case ast.Attribute(value, attribute):
                of = self.modules.get(value.id, "") if isinstance(value, ast.Name) else ""
                is_saying = of == "warnings"
                self.within(node.func)
            case _:
                self.within(node.func)
        given = {keyword.arg: keyword.value for keyword in node.keywords}
        insist(None not in given)
        if "where" in given and attribute not in REDUCTIONS:
            insist("out" in given and self.is_filled(given["out"]))
        for argument in (*node.args, *given.values()):
            if isinstance(argument, ast.Name) and argument.id in self.functions and of in ("functools", "numpy"):
                self.called[self.now].add(argument.id)
            elif is_saying:
                self.said(argument)
            elif not (of == "numpy" and attribute == "einsum" and is_text(argument)):
                self.within(argument)

    def said(self, node: ast.expr) -> None:
        """Check a message, which is nothing to compute with: any text, with anything that is proven in it."""
        match node:
            case ast.Constant():
                pass
            case ast.JoinedStr(parts) | ast.Tuple(parts):
                for part in parts:
                    self.said(part)
            case ast.FormattedValue(value, _, None):
                self.within(value)
            case ast.FormattedValue(value, _, ast.expr() as form):
                self.within(value)
                self.said(form)
            case ast.BinOp(left, ast.Mod() | ast.Add(), right):
                self.said(left)
                self.said(right)
            case ast.Call(ast.Attribute(ast.Constant(str()), "format"), arguments, []):
                for argument in arguments:
                    self.within(argument)
            case _:
                self.within(node)

    def is_filled(self, made: ast.expr) -> bool:
        """Tell whether an array has numbers in it from the beginning."""
        match made:
            case ast.Call(ast.Attribute(ast.Name(module), name)):
                return self.modules.get(module) == "numpy" and name in FILLED
        return False


def defaults(given: ast.arguments) -> Iterator[ast.expr]:
    yield from given.defaults
    yield from filter(None, given.kw_defaults)


def is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def is_listed(module: str, name: str) -> bool:
    return not name.startswith("_") if module == "math" else name in LISTED.get(module, ())


def names_bound(function: ast.FunctionDef) -> Iterator[str]:
    """Name all that is bound within a function, however deep."""
    for node in ast.walk(function):
        match node:
            case ast.Name(name, ast.Store()) | ast.arg(name):
                yield name
            case ast.ExceptHandler(name=str(name)):
                yield name
            case ast.FunctionDef(name) if node is not function:
                yield name
