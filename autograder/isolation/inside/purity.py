"""Prove of a function, by its syntax alone, that it has no memory: the same input always gives the same answer.

What is proven need not be asked twice. What is allowed is listed in `purity_names`; a function with anything else in it
is not refused, it is just not proven, and asked again as ever. The child makes the proof before a line of the student's
has run there, and calls what is proven before anything that is not: until then its word is still the grader's own.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable

from .files import Files, MissingFunction, function_of, stem_of
from .purity_names import (
    BOUNDS,
    BUILTINS,
    FILLED,
    HARMLESS,
    METHODS,
    OF_NUMBERS,
    OF_TYPES,
    PLAIN,
    REDUCTIONS,
    SCALARS,
    TEXTS,
    WITH_MESSAGES,
    defaults,
    inner_names,
    is_listed,
    is_text,
)

LONGEST = 1 << 15  # letters of a submission: a proof costs some milliseconds at most


class Unproven(Exception):
    """Something that is not on the lists."""


def proven_exercises(files: Files, exercises: Iterable[str]) -> list[str]:
    """Name the exercises whose functions are proven to have no memory, before any file is run."""
    if sum(map(len, files.contents.values())) > LONGEST:
        return []
    proven: dict[str, set[str]] = {}
    return [exercise for exercise in exercises if is_proven(files, exercise, proven)]


def is_proven(files: Files, exercise: str, proven: dict[str, set[str]]) -> bool:
    """Tell whether an exercise's function is proven; `proven` keeps what is known of each file."""
    try:
        path = files.file_of(exercise)
    except MissingFunction:
        return False
    if path not in proven:
        tree = files.trees.get(path)
        proven[path] = proven_functions(tree, stem_of(path)) if isinstance(tree, ast.Module) else set()
    return function_of(exercise) in proven[path]


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
        self.inner = {name for function in self.functions.values() for name in inner_names(function)}
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
                    insist(node.attr in SCALARS | BOUNDS)

    def annotations(self, function: ast.FunctionDef) -> None:
        all_of = function.args
        every = (*all_of.posonlyargs, *all_of.args, *all_of.kwonlyargs, all_of.vararg, all_of.kwarg)
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
                    self.message(node.msg)
            case _:
                for child in ast.iter_child_nodes(node):
                    self.within(child)

    def call(self, node: ast.Call) -> None:
        of = attribute = ""
        is_message = False
        match node.func:
            case ast.Name(name) if name in self.functions:  # elsewhere its text would hold its address
                self.called[self.now].add(name)
            case ast.Name("isinstance") if len(node.args) == 2:
                self.within(node.args[0])
                self.annotation(node.args[1])
                return
            case ast.Name(name):
                is_message = name in WITH_MESSAGES
                self.within(node.func)
            case ast.Attribute(value, attribute):
                of = self.modules.get(value.id, "") if isinstance(value, ast.Name) else ""
                is_message = of == "warnings"
                self.within(node.func)
            case _:
                self.within(node.func)
        keywords = {keyword.arg: keyword.value for keyword in node.keywords}
        insist(None not in keywords)
        if "where" in keywords and attribute not in REDUCTIONS:
            insist("out" in keywords and self.is_filled(keywords["out"]))
        for argument in (*node.args, *keywords.values()):
            if isinstance(argument, ast.Name) and argument.id in self.functions and of in ("functools", "numpy"):
                self.called[self.now].add(argument.id)
            elif is_message:
                self.message(argument)
            elif not (of == "numpy" and attribute == "einsum" and is_text(argument)):
                self.within(argument)

    def message(self, node: ast.expr) -> None:
        """Check a message, which is nothing to compute with: any text, with anything that is proven in it."""
        match node:
            case ast.Constant():
                pass
            case ast.JoinedStr(parts) | ast.Tuple(parts):
                for part in parts:
                    self.message(part)
            case ast.FormattedValue(value, _, None):
                self.within(value)
            case ast.FormattedValue(value, _, ast.expr() as form):
                self.within(value)
                self.message(form)
            case ast.BinOp(left, ast.Mod() | ast.Add(), right):
                self.message(left)
                self.message(right)
            case ast.Call(ast.Attribute(ast.Constant(str()), "format"), arguments, []):
                for argument in arguments:
                    self.within(argument)
            case _:
                self.within(node)

    def is_filled(self, array: ast.expr) -> bool:
        """Tell whether an array has numbers in it from the beginning."""
        match array:
            case ast.Call(ast.Attribute(ast.Name(module), name)):
                return self.modules.get(module) == "numpy" and name in FILLED
        return False
