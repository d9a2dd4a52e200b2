"""The built wheel in an environment of its own: what an installed losslings finds, and no checkout."""

from __future__ import annotations

import os
import sys
import sysconfig
import venv
from pathlib import Path

from shell import finished

ROOT = Path(__file__).parent.parent
# Programs that start in the environment of the wheel, which sees this one's libraries.
PROGRAMS = ("nbgrader", "pytest")


def build(folder: Path) -> Path:
    """Build the wheel with the tools that are installed here."""
    words = ["pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--disable-pip-version-check"]
    finished([sys.executable, "-m", *words, ROOT, "-w", folder], check=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


def install(wheel: Path, folder: Path) -> Path:
    """Install the wheel into a fresh environment that sees this one's libraries; return the folder of its programs."""
    venv.create(folder, symlinks=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    words = ["pip", "--python", programs / "python", "install", "--quiet", "--no-deps", "--disable-pip-version-check"]
    finished([sys.executable, "-m", *words, wheel], check=True)
    site = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    for name in PROGRAMS:
        (programs / name).write_text(f'#!/bin/sh\nexec "{programs / "python"}" -m {name} "$@"\n', encoding="utf-8")
        (programs / name).chmod(0o755)
    return programs
