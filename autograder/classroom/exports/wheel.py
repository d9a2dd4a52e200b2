"""Pack this losslings as a wheel for grading, without network or build tool: of a checkout, or as it is installed."""

from __future__ import annotations

import base64
import hashlib
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import requires
from io import BytesIO
from pathlib import Path

from autograder.classroom.versions import VERSION
from autograder.translation import PACKAGE, SHIPPED

NAME = f"losslings-{VERSION}-py3-none-any.whl"
INFO = f"losslings-{VERSION}.dist-info"
LEFT_OUT = {".po", ".pyc"}
# A key is all that grading needs: where students' code runs, no answer lies about.
OF_THE_BANK = ("losslings.toml", "locale")
WHEEL = "Wheel-Version: 1.0\nGenerator: losslings\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
SCRIPTS = "[console_scripts]\nlosslings = autograder.cli.main:main\n"


def wheel() -> bytes:
    """Return the wheel.

    Raises
    ------
    OSError
    """
    files = {name: path.read_bytes() for name, path in contents()}
    files[f"{INFO}/METADATA"] = metadata().encode()
    files[f"{INFO}/WHEEL"] = WHEEL.encode()
    files[f"{INFO}/entry_points.txt"] = SCRIPTS.encode()
    record = [f"{name},sha256={digest(data)},{len(data)}" for name, data in files.items()]
    files[f"{INFO}/RECORD"] = "\n".join([*record, f"{INFO}/RECORD,,", ""]).encode()
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(entry(name), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def entry(name: str, mode: int = 0o644) -> zipfile.ZipInfo:
    """Return what a zip says of a file: not when it was packed, so that the same files give the same zip."""
    info = zipfile.ZipInfo(name)
    info.external_attr = (0o100000 | mode) << 16
    return info


def contents() -> Iterator[tuple[str, Path]]:
    """Yield the files of the package by their names in the wheel, and of the bank what the language needs."""
    ours = [path for path in PACKAGE.rglob("*") if not path.is_relative_to(PACKAGE / "shipped")]
    banks = [path for name in OF_THE_BANK for path in (SHIPPED / name, *(SHIPPED / name).rglob("*"))]
    for start, root, paths in (("autograder", PACKAGE, ours), ("autograder/shipped", SHIPPED, banks)):
        for path in sorted(paths):
            if path.is_file() and path.suffix not in LEFT_OUT:
                yield f"{start}/{path.relative_to(root).as_posix()}", path


def metadata() -> str:
    """Return what pip needs to know: the version, and the libraries that grading takes."""
    if SHIPPED == PACKAGE / "shipped":
        needed = [one for one in requires("losslings") or () if "extra ==" not in one]
        python = ">=3.11"
    else:  # what is installed of a checkout may be older than its files
        project = project_file()["project"]
        needed, python = project["dependencies"], project["requires-python"]
    lines = ["Metadata-Version: 2.1", "Name: losslings", f"Version: {VERSION}", f"Requires-Python: {python}"]
    return "\n".join([*lines, *(f"Requires-Dist: {one}" for one in needed), ""])


def project_file() -> dict[str, dict]:  # type: ignore[type-arg]  # TOML
    return tomllib.loads((SHIPPED / "pyproject.toml").read_text(encoding="utf-8"))


def digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
