"""The ends of the pipe: terminals without our signs, readers that go, full disks, vanished folders, spreadsheets."""

from __future__ import annotations

import csv
import os
import resource
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from classroom import RIGHT, WRONG, grade, lines_of, write_class, write_key
from shell import ROOT, STOPPED, called

from autograder.classroom.grades import as_text, read_table, write_table
from autograder.classroom.results import Results
from autograder.classroom.writing import NotWritten, append_to
from autograder.report.terminal import points

COMMAND = [sys.executable, "-m", "autograder"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Lay out a class of two, and a file with one right and one wrong answer."""
    folder = write_key(tmp_path_factory.mktemp("ends"))
    write_class(folder, {"alice": RIGHT, "김민수": WRONG})
    (folder / "both.py").write_text(f"{RIGHT}\n\ndef surprise(p):\n    return 0.0\n", encoding="utf-8")
    return folder


def run(folder: Path, *arguments: object, **options: object) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LANGUAGE": "en", **options.pop("environment", {})}
    settings = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "cwd": folder, "timeout": 300, **options}
    return subprocess.run([*COMMAND, *map(str, arguments)], env=environment, check=False, **settings)


GRADE = ("grade", "class", "--key", "key.jsonl", "-o")

# ---------------------------------------------------------------- what a terminal can show

ENCODINGS = {
    "utf-8": ("utf-8", {"PYTHONIOENCODING": "utf-8"}, "✓✗·"),
    "korean-windows": ("cp949", {"PYTHONIOENCODING": "cp949"}, "PF·"),
    "western-windows": ("cp1252", {"PYTHONIOENCODING": "cp1252"}, "PF·"),
    "ascii": ("ascii", {"PYTHONIOENCODING": "ascii"}, "PF-"),
    "c-locale": ("ascii", {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, "PF-"),
}


@pytest.mark.parametrize(("encoding", "environment", "signs"), ENCODINGS.values(), ids=ENCODINGS)
def test_passed_failed_and_not_written_differ_on_every_terminal(folder, encoding, environment, signs):
    done = run(folder, "check", "both.py", "--key", "key.jsonl", environment=environment)
    marks = {
        line.split()[1]: line.split()[0] for line in done.stdout.decode(encoding).splitlines() if " / " in line[3:]
    }
    assert (marks["entropy"], marks["surprise"]) == (signs[0], signs[1])
    table = run(folder, *GRADE, f"results-{encoding}", environment=environment).stdout.decode(encoding)
    assert signs[2] + signs[0] in table
    assert signs[2] + signs[1] in table
    assert f"{signs[0]} passed   {signs[1]} failed   {signs[2]} not written" in table


def test_no_colour_is_no_colour(folder):
    import pty

    for environment, is_plain in (({"NO_COLOR": "1"}, True), ({"NO_COLOR": "", "TERM": "xterm"}, False)):
        ours, theirs = pty.openpty()
        run(folder, "check", "both.py", "--key", "key.jsonl", environment=environment, stdout=theirs)
        os.close(theirs)
        shown = b""
        try:
            while data := os.read(ours, 65536):
                shown += data
        except OSError:  # the end of a terminal
            pass
        os.close(ours)
        assert (b"\x1b[3" not in shown) == is_plain


POINTS = {"7.71": 54 / 7, "7": 7.0, "0": 0.0, "0.5": 0.5, "100": 100.0, "1234567": 1234567.0, "33.33": 100 / 3}


@pytest.mark.parametrize(("text", "number"), POINTS.items(), ids=POINTS)
def test_points_have_two_digits_at_most(text, number):
    assert points(number) == text


# ---------------------------------------------------------------- who reads has gone


def closed(descriptor: int) -> None:
    os.close(descriptor)


def test_a_closed_output_or_a_reader_that_goes_costs_nothing(folder):
    expected = (grade(folder, into="expected") / "results.jsonl").read_bytes()
    assert run(folder, *GRADE, "closed", stdout=None, preexec_fn=partial(closed, 1)).returncode == 0
    reading, writing = os.pipe()
    os.close(reading)
    done = run(folder, *GRADE, "piped", stdout=writing)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")
    for name in ("closed", "piped"):
        assert (folder / name / "results.jsonl").read_bytes() == expected


def test_an_output_without_room_is_said_and_all_is_graded(folder):
    with Path("/dev/full").open("wb") as full:
        done = run(folder, *GRADE, "full", stdout=full)
    assert done.returncode == STOPPED
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("losslings: what is shown here could not be written (No space left on device); the work")
    assert len(lines_of(folder / "full/results.jsonl")) == 2


# ---------------------------------------------------------------- where results go


@pytest.mark.parametrize("room", [500, 5000])
def test_a_full_disk_is_one_line_and_what_is_graded_is_kept(folder, room):
    results = f"room-{room}"
    limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
    done = run(folder, *GRADE, results, preexec_fn=limit)
    assert done.returncode == STOPPED
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith(f"losslings: {results}/")
    assert "cannot be written (File too large); what is graded is kept: make room on the disk" in line
    run(folder, *GRADE, results, "--resume")
    names = sorted(report["submission"] for report in lines_of(folder / results / "results.jsonl"))
    assert names == ["alice", "김민수"]


def test_half_a_line_is_never_left(tmp_path, monkeypatch):
    path = tmp_path / "results.jsonl"
    append_to(path, b"{}\n")
    real = os.ftruncate
    monkeypatch.setattr("autograder.classroom.writing.private", lambda path, mode: Torn(path, mode))
    monkeypatch.setattr(os, "ftruncate", real)
    with pytest.raises(NotWritten, match="No space left on device"):
        append_to(path, b"{1234567890}\n")
    assert path.read_bytes() == b"{}\n"


class Torn:
    """A file on a disk that is full after a few bytes."""

    def __init__(self, path: Path, mode: str) -> None:
        self.file = path.open(mode, buffering=0)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.close()

    def __getattr__(self, name):
        return getattr(self.file, name)

    def write(self, data: bytes) -> int:
        self.file.write(data[:4])
        raise OSError(28, "No space left on device")


def make_file(folder: Path) -> str:
    (folder / "a-file").touch()
    return "a-file"


def below_a_file(folder: Path) -> str:
    (folder / "a-file").touch()
    return "a-file/results"


def in_the_kernel(folder: Path) -> str:
    return "/proc/results"


NOWHERE = {"a-file": make_file, "below-a-file": below_a_file, "where-nobody-writes": in_the_kernel}


@pytest.mark.parametrize("make", NOWHERE.values(), ids=NOWHERE)
def test_a_place_that_holds_no_results_is_one_line(folder, make):
    place = make(folder)
    done = called(*GRADE, place, cwd=folder)
    assert done.returncode == STOPPED
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"losslings: {place.removesuffix('/results') if 'file' in place else place}")
    assert "-o" in line or "name a folder for the results" in line


def test_a_folder_that_may_not_be_written_is_one_line(folder, monkeypatch):
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: real(path, mode) and Path(path).name != "locked")
    done = called(*GRADE, "locked", cwd=folder)
    assert done.returncode == STOPPED
    assert "locked: cannot be written (Permission denied); name another folder with -o" in done.stderr


def test_a_folder_that_vanishes_is_one_line(folder, monkeypatch):
    real = Results.append

    def vanishing(self, *arguments):
        for path in self.folder.iterdir():
            path.unlink()
        self.folder.rmdir()
        real(self, *arguments)

    monkeypatch.setattr(Results, "append", vanishing)
    done = called(*GRADE, "vanishes", cwd=folder)
    assert done.returncode == STOPPED
    assert "vanishes/results.jsonl: cannot be written (No such file or directory); the folder is gone" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_working_folder_that_is_gone_is_one_line(folder, tmp_path):
    (tmp_path / "gone").mkdir()
    script = 'cd "$1"; rmdir "$1"; shift; exec "$@"'
    command = ["sh", "-c", script, "sh", tmp_path / "gone", *COMMAND, "grade", folder / "class", "-o", folder / "x"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LANGUAGE": "en"}
    done = subprocess.run([*map(str, command)], env=environment, capture_output=True, check=False, timeout=300)
    assert done.returncode == STOPPED
    assert done.stderr.decode() == "losslings: the working folder is gone; change to a folder that is there\n"


# ---------------------------------------------------------------- grades.csv

TEXTS = {
    "00123": "'00123",
    "123456789012345678": "'123456789012345678",
    "20231234": "20231234",
    "1e5": "'1e5",
    "3-4": "'3-4",
    "mar3": "'mar3",
    "TRUE": "'TRUE",
    "NA": "'NA",
    "null": "'null",
    "1.10": "'1.10",
    "=cmd|' /C calc'!A0": "'=cmd|' /C calc'!A0",
    "+1": "'+1",
    "-1": "'-1",
    "@sum": "'@sum",
    "＝1": "'＝1",  # noqa: RUF001  # a full-width sign
    "'quoted": "''quoted",
    "김민수": "김민수",
    "O'Brien, Ann": "O'Brien, Ann",
    "alice": "alice",
}


@pytest.mark.parametrize(("name", "cell"), TEXTS.items(), ids=range(len(TEXTS)))
def test_ids_stay_texts_and_are_read_back_as_they_were(tmp_path, name, cell):
    assert as_text(name) == cell
    path = tmp_path / "grades.csv"
    write_table(path, ["submission", "score", "remarks"], [[name, "7.71", f"{name}: not read"]])
    assert path.read_bytes().startswith(b"\xef\xbb\xbfsubmission,")
    assert [*read_table(path)] == [{"submission": name, "score": "7.71", "remarks": f"{name}: not read"}]
    with path.open(encoding="utf-8-sig", newline="") as stream:
        ((first, *_),) = [*csv.reader(stream)][1:]
    assert first == cell


def test_the_gradebook_has_remarks(tmp_path):
    write_class(write_key(tmp_path), {"alice": RIGHT, "bob": RIGHT.replace("def entropy", "def Entropy")})
    (tmp_path / "class/carol.docx").write_bytes(b"PK\3\4word/")
    rows = {row["submission"]: row for row in read_table(grade(tmp_path) / "grades.csv")}
    assert rows["alice"]["remarks"] == ""
    assert "entropy.py, line" in rows["bob"]["remarks"]
    assert "is Entropy meant? The name must be entropy" in rows["bob"]["remarks"]
    assert rows["carol"]["remarks"].startswith("carol.docx: a Word document, which is not read here; hand in")
