"""Which libraries a function computes with: followed through the names that it uses, nothing is run."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from .definitions import bound_names

TENSORS_HAVE = {"detach", "numpy"}  # attributes that no array has


def libraries_of(name: str, trees: Iterable[ast.Module]) -> set[str]:
    """Return all names that a function uses, and those that these use: of libraries, and the file's own.

    The names by which a file knows a library are followed back to the library: with ``import torch.nn.functional as F``
    a function that calls ``F.relu`` uses ``torch``.
    """
    uses: dict[str, set[str]] = {}
    for node in (node for tree in trees for node in tree.body):
        for bound in {node.name} if isinstance(node, ast.FunctionDef) else bound_names(node):
            uses[bound.partition(".")[0]] = names_used(node)  # the last definition counts
    found, waiting = {name}, [name]
    while waiting:
        new = uses.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found


def names_used(node: ast.stmt) -> set[str]:
    """Return the names that stand in a statement, and the libraries that it imports."""
    names = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name):
            names.add(inner.id)
        elif isinstance(inner, ast.Import):
            names.update(alias.name.partition(".")[0] for alias in inner.names)
        elif isinstance(inner, ast.ImportFrom):
            names.add((inner.module or "").partition(".")[0])
        elif isinstance(inner, ast.Attribute) and inner.attr in TENSORS_HAVE:
            names.add("torch")
    return names
