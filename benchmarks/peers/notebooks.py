"""Notebooks as nbgrader and Otter take them, written as plain JSON."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from benchmarks.peers.students import Student

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


def cell(name: str, source: str, **metadata: Any) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "id": name.replace("_", "-")[:64],
        "metadata": metadata,
        "execution_count": None,
        "outputs": [],
        "source": source,
    }


def write_notebook(path: Path, cells: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": KERNEL, "cells": cells}
    path.write_text(json.dumps(notebook, indent=1), encoding="utf-8")


def cells_of(student: Student) -> list[dict[str, Any]]:
    """Write a submission as cells, a function each."""
    return [cell(name, answer.source.decode()) for name, answer in student.answers.items()]


def environment(python: str, folder: Path) -> dict[str, str]:
    """Let commands find those of their own environment, and no settings of whoever runs this."""
    path = os.pathsep.join([str(Path(python).parent), os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path, **{name: str(folder / name) for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR")}}
