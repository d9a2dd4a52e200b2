"""Let one submitted file import another, as if they lay in a folder: they are never written to disk."""

from __future__ import annotations

import importlib.abc
import importlib.util
import os
import types
from typing import Any

from .loading import Modules


class Importer(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds and loads what the submission holds; asked last, after the libraries."""

    def __init__(self, modules: Modules) -> None:
        self.modules = modules
        self.files = modules.files

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
        here = os.path.dirname(self.modules.progress.place)
        parts = here.split("/") if here else []
        near = ["".join(f"{part}/" for part in parts[:depth]) for depth in range(len(parts), -1, -1)]
        every = sorted(f"{os.path.dirname(file)}/" for file in self.files.contents if "/" in file)
        return list(dict.fromkeys([*near, *every]))

    def create_module(self, spec: Any) -> None:
        return None

    def exec_module(self, module: types.ModuleType) -> None:
        path = module.__spec__.origin if module.__spec__ else None
        if path:
            module.__dict__.update(self.modules.load(path))
