"""Notebooks as students hand them in."""

from __future__ import annotations

import json
from typing import Any


def code(source: str | list[str], **more: Any) -> dict[str, Any]:
    return {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": source, **more}


def notebook(*cells: str | dict[str, Any], **more: Any) -> bytes:
    """Write a notebook; a text is the source of a code cell."""
    made = [code(cell) if isinstance(cell, str) else cell for cell in cells]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **more}).encode()


def sources(*cells: str) -> bytes:
    """Write a notebook as a submission holds it."""
    return json.dumps(cells, ensure_ascii=False).encode("utf-8", "surrogatepass")
