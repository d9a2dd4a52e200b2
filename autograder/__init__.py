"""Losslings: exercises on loss functions, and a judge that names the mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from autograder.notebook import CheckResult

__all__ = ["check"]


def check(function: Callable[..., Any], exercise: str | None = None) -> CheckResult:
    """Check one exercise from a notebook or a REPL; see `autograder.notebook.check`."""
    from autograder.notebook import check

    return check(function, exercise)


def __getattr__(name: str) -> str:
    """Look up ``__version__`` when it is asked for: an import of the package costs nothing."""
    if name == "__version__":
        from importlib.metadata import version

        return version("losslings")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
