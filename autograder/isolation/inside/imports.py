"""Let one submitted file import another, as if they lay in a folder: they are never written to disk."""

from __future__ import annotations

import builtins
import importlib.abc
import importlib.util
import os
import sys
import types
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .files import Files
from .refusals import FORBIDDEN, Forbidden

ALWAYS_THEIRS = {*sys.builtin_module_names, "numpy"}  # no file of a submission is taken for these


class Importing:
    """The ``__import__`` of one submitted file: it finds the files beside it first, and packages as Python does.

    Parameters
    ----------
    path : str
        The file that imports.
    contents : mapping of str to bytes
        The files of the submission.
    run : callable
        Runs a file, unless it has been run, and returns its module.
    packages : dict of str to module
        By folder, those without an ``__init__.py``.
    """

    def __init__(
        self,
        path: str,
        contents: Mapping[str, bytes],
        run: Callable[[str], types.ModuleType],
        packages: dict[str, types.ModuleType],
    ) -> None:
        self.folder = os.path.dirname(path)
        self.contents = contents
        self.run = run
        self.packages = packages

    def __call__(
        self, name: str, above: Any = None, here: Any = None, fromlist: Sequence[str] | None = (), level: int = 0
    ) -> Any:
        folder = self.folder
        head = name.partition(".")[0]
        if level == 0 and (head in ALWAYS_THEIRS or not self.is_there(joined(folder, head))):
            if head in FORBIDDEN:  # loaded or not
                raise Forbidden(f"import {head}")
            return builtins.__import__(name, above, here, fromlist or (), 0)  # a library, else see `Importer`
        for _ in range(level - 1):
            if not folder:
                raise ImportError("attempted relative import beyond top-level package")
            folder = os.path.dirname(folder)
        module = self.package(folder) if level else None
        first = None
        for part in filter(None, name.split(".")):
            folder = joined(folder, part)
            inner = self.load(folder, name)
            if module is not None:
                setattr(module, part, inner)
            module, first = inner, first or inner
        for part in fromlist or ():
            if part != "*" and not hasattr(module, part) and self.is_there(joined(folder, part)):
                setattr(module, part, self.load(joined(folder, part), part))
        return module if fromlist or level else first

    def is_there(self, stem: str) -> bool:
        """Tell whether the submission has a module or package at a path."""
        return f"{stem}.py" in self.contents or any(path.startswith(f"{stem}/") for path in self.contents)

    def load(self, stem: str, name: str) -> types.ModuleType:
        """Load the package or module at a path.

        Raises
        ------
        ModuleNotFoundError
        """
        if f"{stem}/__init__.py" not in self.contents and f"{stem}.py" in self.contents:
            return self.run(f"{stem}.py")
        if not self.is_there(stem):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return self.package(stem)

    def package(self, folder: str) -> types.ModuleType:
        """Load a folder as a package, with or without an ``__init__.py``."""
        path = joined(folder, "__init__.py")
        if path in self.contents:
            return self.run(path)
        return self.packages.setdefault(folder, types.ModuleType(os.path.basename(folder)))


def joined(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


class Importer(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds what lies elsewhere in the submission than beside the file that imports it; asked last, after libraries."""

    def __init__(self, files: Files, load: Callable[[str], dict[str, Any]]) -> None:
        self.files = files
        self.load = load

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        tail, paths = name.replace(".", "/"), self.files.contents
        for folder in self.search_path():
            for file, is_package in ((f"{folder}{tail}.py", False), (f"{folder}{tail}/__init__.py", True)):
                if file in paths:
                    return importlib.util.spec_from_loader(name, self, origin=file, is_package=is_package)
            if any(file.startswith(f"{folder}{tail}/") for file in paths):
                return importlib.util.spec_from_loader(name, self, is_package=True)
        return None

    def search_path(self) -> list[str]:
        """List the folders of the submission, the one of the file being loaded and those above it first."""
        here = os.path.dirname(self.files.progress.place)
        parts = here.split("/") if here else []
        near = ["".join(f"{part}/" for part in parts[:depth]) for depth in range(len(parts), -1, -1)]
        every = sorted(f"{os.path.dirname(file)}/" for file in self.files.contents if "/" in file)
        return list(dict.fromkeys([*near, *every]))

    def create_module(self, spec: Any) -> None:
        return None

    def exec_module(self, module: types.ModuleType) -> None:
        path = module.__spec__.origin if module.__spec__ else None
        if path:
            module.__dict__.update(self.load(path))
