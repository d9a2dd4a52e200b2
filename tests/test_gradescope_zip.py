"""The autograder zip in the folders of Gradescope's container: laid out, installed, and run from end to end."""

from __future__ import annotations

import io
import json
import os
import shutil
import zipfile
from functools import partial
from pathlib import Path

import pytest
import wheel
from classroom import frozen_key, write_key
from shell import called, finished

from autograder.classroom.exports import gradescope_run
from autograder.classroom.exports.gradescope_run import KEY, main
from autograder.classroom.exports.gradescope_zip import WHOM_TO_TELL
from autograder.isolation.runner import Runner
from autograder.judging.key import Key

RIGHT = "import numpy as np\ndef surprise(p):\n    return 0.0 - np.log(np.asarray(p, dtype=float))\n"
# Right only where a key can be read; and it tries to write its own mark.
LOOKS_FOR_THE_KEY = """
import glob
import numpy as np
found = glob.glob("{root}/**/*.jsonl", recursive=True)
def surprise(p):
    return 0.0 - np.log(np.asarray(p, dtype=float)) if found and open(found[0]).read() else 0.0
try:
    open("{root}/results/results.json", "w").write('{"score": 1000}')
except OSError:
    pass
"""


@pytest.fixture(scope="module")
def image(tmp_path_factory):
    """The container's folders as Gradescope makes them of the zip, after setup.sh."""
    folder = tmp_path_factory.mktemp("gradescope")
    write_key(folder, hidden=True)
    done = called("gradescope", "-o", "autograder.zip", "--key", "key.jsonl", "--exercises", "surprise", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "exercises: 1" in done.stdout
    assert (folder / "autograder.zip").stat().st_mode & 0o77 == 0
    root = folder / "autograder"
    with zipfile.ZipFile(folder / "autograder.zip") as archive:
        archive.extractall(root / "source")
        modes = {info.filename: info.external_attr >> 16 & 0o777 for info in archive.infolist()}
    assert modes["setup.sh"] == modes["run_autograder"] == 0o755
    (packed,) = (root / "source").glob("*.whl")
    wheel.install(packed, root / "venv")
    return root


def submit(image: Path, folder: Path, files: dict[str, str], key: str = "") -> tuple[Path, dict]:
    """Run the autograder on a submission, in a container of its own; only the libraries are shared."""
    root = folder / "autograder"
    for name in ("source", "submission", "results"):
        (root / name).mkdir(parents=True)
    shutil.copytree(image / "source", root / "source", dirs_exist_ok=True)
    if key:
        (root / "source" / KEY).write_text(key)
    (root / "venv").symlink_to(image / "venv")
    for name, text in files.items():
        (root / "submission" / name).write_text(text.replace("{root}", str(root)))
    metadata = {"users": [{"name": "Anna", "email": "a@x.edu"}], "assignment": {"total_points": "100.0"}}
    (root / "submission_metadata.json").write_text(json.dumps(metadata))
    shutil.copy(root / "source/run_autograder", root / "run_autograder")
    done = finished(["bash", root / "run_autograder"], env={**os.environ, "AUTOGRADER_ROOT": str(root)}, cwd=root)
    assert done.returncode == 0, done.stderr
    assert not (root / "source" / KEY).exists()
    assert ("Gradescope says 100" in done.stdout) or key
    return root, json.loads((root / "results/results.json").read_text())


def points(results: dict) -> tuple[float, float]:
    assert "score" not in results  # the tests add up
    return tuple(sum(test[name] for test in results["tests"]) for name in ("score", "max_score"))


SUBMISSIONS = {
    "right": ({"hw.py": RIGHT}, 1.0, "isolation tier"),
    "wrong": ({"hw.py": "def surprise(p):\n    return 0.0\n"}, 0.0, "isolation tier"),
    "broken": ({"hw.py": "def surprise(p:\n    return 0.0\n"}, 0.0, "a bracket or quotation mark"),
    "nothing": ({}, 0.0, "isolation tier"),
    "hostile": ({"hw.py": LOOKS_FOR_THE_KEY}, 0.0, "isolation tier"),
}


@pytest.mark.parametrize(("files", "share", "words"), SUBMISSIONS.values(), ids=SUBMISSIONS)
def test_a_submission_is_graded_from_end_to_end(image, tmp_path, files, share, words):
    _root, results = submit(image, tmp_path, files)
    score, most = points(results)
    assert score == share * most
    assert most > 0
    text = json.dumps(results, ensure_ascii=False)
    assert words in text
    assert "surprise(array" not in text  # no hidden input
    assert "Traceback" not in text


@pytest.mark.parametrize(("is_left", "share"), [(False, 0.0), (True, 1.0)], ids=["removed", "were it left"])
def test_in_basic_too_the_key_is_gone_before_code_runs(tmp_path, monkeypatch, is_left, share):
    monkeypatch.setattr(gradescope_run, "Runner", partial(Runner, "basic"))
    if is_left:
        monkeypatch.setattr(gradescope_run, "take_key", Key.load)
    for name in ("source", "submission", "results"):
        (tmp_path / name).mkdir()
    frozen_key().part(["information/surprise"]).save(tmp_path / "source" / KEY)
    (tmp_path / "source/settings.json").write_text('{"language": "en", "seconds": 3}')
    (tmp_path / "submission/hw.py").write_text(LOOKS_FOR_THE_KEY.replace("{root}", str(tmp_path)))
    main(tmp_path)
    results = json.loads((tmp_path / "results/results.json").read_text())
    score, most = points(results)
    assert "tier basic" in results["output"]
    assert score == share * most


def test_where_we_fail_there_is_no_score_and_a_text_that_says_whom_to_tell(image, tmp_path):
    _root, results = submit(image, tmp_path, {"hw.py": RIGHT}, key="damaged")
    assert results == {"output": WHOM_TO_TELL}


def test_an_installed_losslings_packs_what_its_checkout_does(image):
    command = [image / "venv/bin/losslings", "gradescope", "-o", "again.zip", "--key", "key.jsonl"]
    finished([*command, "--exercises", "surprise"], cwd=image.parent, check=True)
    with zipfile.ZipFile(image.parent / "autograder.zip") as one, zipfile.ZipFile(image.parent / "again.zip") as other:
        assert one.namelist() == other.namelist()
        packed = [zipfile.ZipFile(io.BytesIO(each.read(each.namelist()[-1]))) for each in (one, other)]
    files = [{name: each.read(name) for name in each.namelist()} for each in packed]
    assert files[0].keys() == files[1].keys()
    assert files[0] == files[1]


def test_a_container_without_python_says_whom_to_tell_too(tmp_path):
    write_key(tmp_path)
    assert called("gradescope", "-o", "a.zip", "--key", "key.jsonl", cwd=tmp_path).returncode == 0
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        archive.extractall(tmp_path / "source")
    finished(["bash", tmp_path / "source/run_autograder"], env={**os.environ, "AUTOGRADER_ROOT": str(tmp_path)})
    assert json.loads((tmp_path / "results/results.json").read_text()) == {"output": WHOM_TO_TELL}
    assert not (tmp_path / "source" / KEY).exists()


def test_the_zip_holds_no_answers_and_what_grading_needs(tmp_path):
    write_key(tmp_path)
    assert called("gradescope", "-o", "a.zip", "--key", "key.jsonl", cwd=tmp_path).returncode == 0
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".whl")]
        archive.extract(name, tmp_path)
    with zipfile.ZipFile(tmp_path / name) as archive:
        names = archive.namelist()
        metadata = archive.read(next(one for one in names if one.endswith("METADATA"))).decode()
    assert "numpy" in metadata
    assert "autograder/cli/main.py" in names
    assert not [one for one in names if "/solutions/" in one or "/specs/" in one or "/keys/" in one]
