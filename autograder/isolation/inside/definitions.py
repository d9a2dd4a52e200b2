"""Which names a file binds, and whether a function or class is still a stub: read from the syntax, nothing is run."""

from __future__ import annotations

import ast


def definitions(tree: ast.Module) -> dict[str, str]:
    """List the names that a module binds, each "written" there, "imported" from elsewhere or still a "stub"."""
    kinds: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            kinds[node.name] = "stub" if is_stub(node) else "written"
        elif isinstance(node, ast.ImportFrom | ast.Import):
            kinds.update(dict.fromkeys(bound_names(node), "imported"))
        else:
            kinds.update(dict.fromkeys(bound_names(node), "written"))
    return kinds


def is_stub(node: ast.FunctionDef | ast.ClassDef) -> bool:
    """Tell whether a function, or every method of a class, is still to be written."""
    if isinstance(node, ast.FunctionDef):
        return all(map(is_placeholder, node.body))
    methods = [part for part in node.body if isinstance(part, ast.FunctionDef)]
    others = [part for part in node.body if part not in methods]
    return bool(methods) and all(map(is_stub, methods)) and all(map(is_placeholder, others))


def is_placeholder(statement: ast.stmt) -> bool:
    """Recognise a docstring, ``...``, ``pass`` and ``raise NotImplementedError``."""
    if isinstance(statement, ast.Raise):
        raised = statement.exc.func if isinstance(statement.exc, ast.Call) else statement.exc
        return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"
    if isinstance(statement, ast.Expr):
        return isinstance(statement.value, ast.Constant)
    return isinstance(statement, ast.Pass)


def bound_names(node: ast.stmt) -> set[str]:
    """Return the names that a statement other than a plain ``def`` binds, at any depth of if, try and with."""
    if isinstance(node, ast.ClassDef):
        return {node.name}
    if is_main_block(node):
        return set()
    names = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.FunctionDef | ast.ClassDef):
            names.add(inner.name)
        elif isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
            names.add(inner.id)
        elif isinstance(inner, ast.ImportFrom | ast.Import):
            names.update(alias.asname or alias.name for alias in inner.names)
    return names


def is_main_block(node: ast.stmt) -> bool:
    """Recognise ``if __name__ == "__main__":``, which is not run when a file is graded."""
    return isinstance(node, ast.If) and any(
        isinstance(part, ast.Name) and part.id == "__name__" for part in ast.walk(node.test)
    )
