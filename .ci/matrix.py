"""Install the built wheel under the oldest and the newest supported Python and numpy that are here, and use it there.

``python .ci/matrix.py``: for each, a student's commands in an empty folder, and the class of thirty, whose total
marks must be those of `tests/sample_class.json`.
"""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST_NUMPY, NEWEST_NUMPY = "numpy==1.26.*", "numpy"
FROZEN_KEY = ROOT / "tests/data/frozen_key.jsonl"  # whose marks these are
EXPECTED = json.loads((ROOT / "tests/sample_class.json").read_text("utf-8"))
MINUTES = 10  # for a command that takes half of one
# Marks that depend on the major version of numpy, each with the reason: the student's code does something else there.
OTHER_MARKS = {"1": {"yilmaz_deniz": 21.0}}  # `from numpy import *` brings numpy's own max and min from 2.0 on


def pythons() -> list[Path]:
    """List the interpreters from 3.11 on that are here, the oldest first, one of each version."""
    places = [*map(Path, os.environ["PATH"].split(os.pathsep)), *Path.home().glob(".pyenv/versions/*/bin")]
    found: dict[int, Path] = {}
    for place in places:
        for path in place.glob("python3.*"):
            match = re.fullmatch(r"python3\.(\d+)", path.name)
            if match and int(match[1]) >= 11 and int(match[1]) not in found and starts(path):
                found[int(match[1])] = path
    return [found[minor] for minor in sorted(found)]


def starts(python: Path) -> bool:
    """Tell whether this is an interpreter, not a shim that stands for one that is not chosen."""
    return subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode == 0


def run(*words: object, cwd: Path, status: int = 0) -> str:
    """Run a command that must end with `status`; return what it printed."""
    command = [*map(str, words)]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=MINUTES * 60)
    if done.returncode != status:
        sys.exit(f"{' '.join(command)}: exit {done.returncode}\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    return done.stdout


def try_wheel(python: Path, numpy: str, wheel: Path, folder: Path) -> str:
    """Use the wheel in a fresh environment; return one line on it."""
    run(python, "-m", "venv", folder / "env", cwd=folder)
    programs = folder / "env" / "bin"
    run(programs / "pip", "install", "--quiet", "--disable-pip-version-check", wheel, numpy, cwd=folder)
    losslings = programs / "losslings"
    run(losslings, "init", cwd=folder)
    unit = sorted((folder / "exercises").glob("*/"))[0]
    exercise = sorted(unit.glob("*.py"))[0]
    solution = ROOT / "solutions" / unit.name / exercise.name
    run(losslings, "check", exercise.stem, cwd=folder, status=1)
    shutil.copy(solution, exercise)
    run(losslings, "check", exercise.stem, cwd=folder)
    run(programs / "pytest", "-q", exercise, cwd=folder)
    run(losslings, "grade", ROOT / "examples" / "class", "-o", "results", "--key", FROZEN_KEY, cwd=folder)
    with (folder / "results" / "grades.csv").open(encoding="utf-8-sig", newline="") as stream:
        marks = {row["submission"]: float(row["score"]) for row in csv.DictReader(stream)}
    version = run(programs / "python", "-c", "import numpy; print(numpy.__version__)", cwd=folder).strip()
    wanted = {name: marks["score"] for name, marks in EXPECTED.items()} | OTHER_MARKS.get(version[0], {})
    if marks != wanted:
        sys.exit(f"{python.name}, numpy {version}: other marks: {sorted(marks.items() ^ wanted.items())}")
    return f"{python.name}, numpy {version}: {len(marks)} submissions, the marks that they deserve"


def main() -> None:
    found = pythons()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", ROOT, "-w", folder, cwd=folder)
        (wheel,) = folder.glob("*.whl")
        for name, python, numpy in (("oldest", found[0], OLDEST_NUMPY), ("newest", found[-1], NEWEST_NUMPY)):
            (folder / name).mkdir()
            print(name, try_wheel(python, numpy, wheel, folder / name), sep=": ")  # noqa: T201  # a script's result


if __name__ == "__main__":
    main()
