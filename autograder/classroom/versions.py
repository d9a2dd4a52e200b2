"""Versions of what a mark depends on, where submissions are judged."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TypedDict

from autograder.report.data import NUMPY, PYTHON

VERSION = version("losslings")


class Versions(TypedDict):
    """Of what runs where submissions are judged; None for torch where it is not installed."""

    losslings: str
    python: str
    numpy: str
    torch: str | None


def versions_here() -> Versions:
    return {"losslings": VERSION, "python": PYTHON, "numpy": NUMPY, "torch": version_of("torch")}


def version_of(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
