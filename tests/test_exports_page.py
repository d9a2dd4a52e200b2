"""Every command of docs/exports.md is run, in the folder that its section describes."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import arrivals
import pytest
from arrivals import CLASS
from classroom import write_key
from shell import finished
from test_exports import canvas_roster, gradescope_roster, moodle_roster

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/exports.md").read_text(encoding="utf-8")
SECTIONS = {text.partition("\n")[0]: text for text in PAGE.split("\n## ")[1:]}


def clones(folder: Path) -> None:
    for student in CLASS:
        arrivals.put(folder / f"cs-hw3-{student.user}" / "hw.py", student.source)
        arrivals.put(folder / f"cs-hw3-{student.user}" / ".git/HEAD", "ref: refs/heads/main\n")


def lay_out(folder: Path, layout, roster: str, name: str) -> None:
    layout(folder / "class")
    arrivals.zipped(folder / "class", folder / "submissions.zip")
    (folder / name).write_text(roster, encoding="utf-8")


# Of a section: what lies in the folder before its first command, and what lies there in the end.
FOLDERS = {
    "Canvas": (
        lambda folder: lay_out(folder, arrivals.canvas, canvas_roster(), "gradebook.csv"),
        ["canvas.csv", "feedback.zip"],
    ),
    "Moodle": (
        lambda folder: lay_out(folder, arrivals.moodle_folders, moodle_roster(), "worksheet.csv"),
        ["moodle.csv", "feedback.zip"],
    ),
    "Gradescope": (
        lambda folder: lay_out(folder, arrivals.gradescope, gradescope_roster(), "roster.csv"),
        ["autograder.zip", "gradescope"],
    ),
    "Classroom 50 and GitHub Classroom": (lambda folder: clones(folder / "clones"), ["classroom50"]),
}
AFTER = {"JUnit, for CI": "junit.xml", "nbgrader": "grades.csv", "CSV": "marks.csv"}  # go on with what Canvas's left


def commands(section: str) -> list[str]:
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```", SECTIONS[section], re.DOTALL | re.MULTILINE)
    return [line.strip() for line in "".join(blocks).splitlines() if line.strip()]


def run(folder: Path, section: str) -> None:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    assert commands(section)
    for command in commands(section):
        done = finished(["sh", "-c", command], cwd=folder, env={**os.environ, "PATH": path})
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        assert "Traceback" not in done.stderr


def test_every_section_with_commands_is_run():
    assert {section for section in SECTIONS if commands(section)} == FOLDERS.keys() | AFTER.keys()


@pytest.mark.parametrize("section", FOLDERS)
def test_the_commands_of_a_platform_make_what_it_reads(tmp_path, section):
    make, left = FOLDERS[section]
    make(tmp_path)
    write_key(tmp_path, hidden=True)
    (tmp_path / "key.jsonl").rename(tmp_path / "hidden.jsonl")
    (toml,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "hw3.toml").write_text(toml, encoding="utf-8")
    run(tmp_path, section)
    assert [name for name in left if not (tmp_path / name).exists()] == []
    if section == "Canvas":
        for after, name in AFTER.items():
            run(tmp_path, after)
            assert (tmp_path / name).is_file()
