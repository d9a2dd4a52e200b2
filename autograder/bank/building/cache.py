"""Cache compiled exercises: one is compiled again only when something that its key depends on has changed."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import platform
import sys
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, NamedTuple

from autograder.bank.exercises import Exercise
from autograder.bank.folder import read_bank
from autograder.translation import PACKAGE

LIBRARIES = ("mpmath", "numpy", "torch")


class CacheEntry(NamedTuple):
    """One exercise without faults: its line of the key, and its picture as JSON, if it has one."""

    line: str
    picture: dict[str, Any] | None


class Cache:
    """Entries by fingerprint, a file each. What cannot be read is compiled again; what cannot be written is dropped.

    Parameters
    ----------
    folder : Path
        Only its owner can read it: a hidden key's answers are there too.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load(self, exercise: Exercise, seed: bytes) -> CacheEntry | None:
        try:
            digest, text = self.path(exercise, seed).read_text(encoding="utf-8").split("\n", 1)
            if digest != hashlib.sha256(text.encode()).hexdigest():
                return None
            return CacheEntry(*json.loads(text))
        except (OSError, ValueError, TypeError):
            return None

    def save(self, exercise: Exercise, seed: bytes, entry: CacheEntry) -> None:
        text = json.dumps(entry, ensure_ascii=False)
        path = self.path(exercise, seed)
        with contextlib.suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            beside = path.with_name(f"{path.name}.{os.getpid()}")
            with os.fdopen(
                os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
            ) as file:
                file.write(f"{hashlib.sha256(text.encode()).hexdigest()}\n{text}")
            beside.replace(path)

    def path(self, exercise: Exercise, seed: bytes) -> Path:
        return self.folder / fingerprint(exercise, seed)


def fingerprint(exercise: Exercise, seed: bytes) -> str:
    """Return a digest of all that an exercise's key depends on."""
    spec = exercise.spec.read_bytes()
    neighbours = sorted(path.stem.encode() for path in exercise.solution.parent.glob("*.py"))
    losses = sorted(exercise.spec.parents[1].glob("*/*.py"))
    parts = [
        seed,
        exercise.id.encode(),
        exercise.solution.read_bytes(),
        spec,
        repr(read_bank(exercise.root).unit(exercise.unit)).encode(),
        repr(exercise.families).encode(),
        b"\n".join(name for name in neighbours if name in spec),
        *(path.read_bytes() for path in losses if f'gradient_of="{path.parent.name}/{path.stem}"'.encode() in spec),
        engine().encode(),
    ]
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


@lru_cache
def engine() -> str:
    """Return a digest of the code and the libraries that compile and judge."""
    digest = hashlib.sha256(f"{sys.version} {platform.machine()}".encode())
    for library in LIBRARIES:
        digest.update(f"{library} {version(library)}\n".encode())
    with contextlib.suppress(PackageNotFoundError):  # without it all is compiled too, slowly
        digest.update(f"gmpy2 {version('gmpy2')}\n".encode())
    for path in sorted(PACKAGE.rglob("*.py")):
        if not path.is_relative_to(PACKAGE / "shipped"):
            digest.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def cache_folder() -> Path:
    """Return where this user's caches lie."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME")
    return Path(base or Path.home() / ".cache") / "losslings" / "keys"
