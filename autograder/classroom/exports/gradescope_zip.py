"""An autograder for Gradescope: the zip that is uploaded as it is, with this losslings and a key inside.

Gradescope unpacks it into ``/autograder/source``, runs ``setup.sh`` once, and ``run_autograder`` for each submission.
"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from autograder.classroom.exports.gradescope_run import KEY, SETTINGS
from autograder.classroom.exports.wheel import NAME, entry, wheel
from autograder.classroom.writing import private, replacing, written
from autograder.judging.key import Key
from autograder.translation import N_, translator

WHOM_TO_TELL = N_("The autograder itself failed; nothing was counted. Please tell your instructor.")

# Ubuntu 22.04, of which Gradescope's images are made, has Python 3.10 as python3, and 3.11 as a package.
SETUP = """#!/usr/bin/env bash
set -e
root="${AUTOGRADER_ROOT:-/autograder}"
fits() { "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2> /dev/null; }
for python in python3 python3.13 python3.12 python3.11; do fits "$python" && break; python=; done
if [ -z "$python" ]; then
    apt-get update
    apt-get install -y python3.11 python3.11-venv || apt-get install -y python3 python3-venv
    python=python3.11; fits "$python" || python=python3
fi
"$python" -m venv "$root/venv"
"$root/venv/bin/python" -m pip install --no-cache-dir WANTED
"""
# What goes wrong here is ours: no score is written, so that Gradescope gives no points and tells the instructor.
RUN = """#!/usr/bin/env bash
root="${AUTOGRADER_ROOT:-/autograder}"
mkdir -p "$root/results"
rm -f "$root/results/results.json"
cd "$root/results" || exit 1
"$root/venv/bin/python" -I -m autograder.classroom.exports.gradescope_run "$root" && exit 0
rm -f "$root/source/KEY"
printf '%s' 'FAILED' > "$root/results/results.json"
"""


def write_autograder(path: Path, key: Key, language: str, seconds: float) -> None:
    """Write the zip, which holds the key: it is the owner's alone.

    Parameters
    ----------
    path : Path
    key : Key
        Of the exercises that are graded.
    language : str
        Of what students read.
    seconds : float
        The limit of a call.

    Raises
    ------
    NotWritten
    """
    wanted = [f'"$root/source/{NAME}"']
    if any(exercise.library == "torch" for exercise in key):
        wanted.append("'torch>=2.4,<2.14'")
    failed = json.dumps({"output": translator(language)(WHOM_TO_TELL)})
    texts = {"setup.sh": SETUP.replace("WANTED", " ".join(wanted))}
    texts["run_autograder"] = RUN.replace("KEY", KEY).replace("FAILED", failed.replace("'", "'\\''"))
    settings = {"language": language, "seconds": seconds}
    with written(path), replacing(path) as draft, private(draft, "wb") as stream, zipfile.ZipFile(stream, "w") as file:
        for name, text in texts.items():
            file.writestr(entry(name, 0o755), text)
        file.writestr(entry(SETTINGS), json.dumps(settings))
        file.writestr(entry(KEY, 0o600), key_bytes(key, path))
        file.writestr(entry(NAME), wheel())


def key_bytes(key: Key, path: Path) -> bytes:
    """Return the key's file."""
    draft = path.with_name(f"{path.name}.key.new")
    try:
        key.save(draft)
        return draft.read_bytes()
    finally:
        draft.unlink(missing_ok=True)
