"""One class of eight students, laid out as each learning platform does: what the tests of arrivals share."""

from __future__ import annotations

import os
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

RIGHT = "import numpy as np\ndef surprise(p):\n    return 0.0 - np.log(np.asarray(p, dtype=float))\n"
WRONG = "def surprise(p):\n    return 0.0\n"


class Student(NamedTuple):
    name: str
    user: str
    number: int
    is_right: bool

    @property
    def source(self) -> str:
        return RIGHT if self.is_right else WRONG


CLASS = [
    Student("김민수", "mskim", 2234561, True),
    Student(unicodedata.normalize("NFD", "박지훈"), "jhpark", 2234562, False),
    Student("Kim, Anna", "akim", 2234563, True),
    Student("Séan O'Connor", "soconnor", 2234564, False),
    Student("Ann-Marie Smith", "ann_smith", 2234565, True),
    Student("Bert Smith", "bsmith", 2234566, False),
    Student("Carl van den Berg", "cberg", 2234567, True),
    Student("Émilie Du Châtelet", "echatelet", 2234568, True),
]
AGAIN = CLASS[0]  # hands in twice: first what is wrong


def put(path: Path, text: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def canvas(folder: Path) -> None:
    for student in CLASS:
        who = "".join(letter for letter in student.name.casefold() if letter.isalnum())
        late = "_LATE" if student.number % 3 == 0 else ""
        if student is AGAIN:
            put(folder / f"{who}_{student.number}_777_hw.py", WRONG)
            put(folder / f"{who}_{student.number}_780_hw-2.py", WRONG)
            put(folder / f"{who}_{student.number}_779_hw-10.py", student.source)
        else:
            put(folder / f"{who}{late}_{student.number}_{student.number + 5_000_000}_hw.py", student.source)


def canvas_anonymous(folder: Path) -> None:
    for student in CLASS:
        late = "LATE_" if student.number % 3 == 0 else ""
        put(folder / f"{late}anon_{student.number:x}_{student.number + 5_000_000}_hw.py", student.source)


def moodle_files(folder: Path) -> None:
    for student in CLASS:
        put(folder / f"{student.name}_{student.number}_assignsubmission_file_hw.py", student.source)
        put(folder / f"{student.name}_{student.number}_assignsubmission_onlinetext_onlinetext.html", "<p>Hello</p>")


def moodle_folders(folder: Path) -> None:
    for student in CLASS:
        put(folder / f"{student.name}_{student.number}_assignsubmission_file_" / "hw.py", student.source)


def moodle_hidden(folder: Path) -> None:
    for student in CLASS:
        put(folder / f"Participant_{student.number}_assignsubmission_file_" / "hw.py", student.source)


def moodle_text(folder: Path) -> None:
    for student in CLASS:
        lines = student.source.replace("    ", "&nbsp; &nbsp;&nbsp;").splitlines()
        page = "".join(f"<p>{line}</p>" for line in lines)
        put(folder / f"{student.name}_{student.number}_assignsubmission_onlinetext_" / "onlinetext.html", page)


def blackboard(folder: Path) -> None:
    times = {AGAIN: [("2026-01-09-23-00-00", WRONG), ("2026-01-10-01-00-00", AGAIN.source)]}
    for student in CLASS:
        for time, source in times.get(student, [("2026-01-08-10-00-00", student.source)]):
            start = f"Home_work 1_{student.user}_attempt_{time}"
            put(folder / f"{start}_hw.py", source)
            note = (
                f"Name: {student.name} ({student.user})\nAssignment: Home_work 1\n"
                "Date Submitted: Friday, January 9, 2026 10:00:00 AM EST\nCurrent Grade: Needs Grading\n\n"
                "Submission Field:\nThere is no student submission text data for this assignment.\n\n"
                "Comments:\nThere are no student comments for this assignment.\n\n"
                f"Files:\n\tOriginal filename: hw.py\n\tFilename: {start}_hw.py\n"
            )
            put(folder / f"{start}.txt", note)


def brightspace(folder: Path, end: str = " - hw.py") -> None:
    times = {
        AGAIN: [("Jan 9, 2026 1159 AM", WRONG), ("Jan 10, 2026 100 PM", AGAIN.source), ("Jan 9, 2026 1159 PM", WRONG)]
    }
    for student in CLASS:
        for time, source in times.get(student, [("Jan 5, 2026 1000 AM", student.source)]):
            put(folder / f"{student.number}-67890 - {student.name} - {time}{end}", source)
    put(folder / "index.html", "<html>")


def brightspace_folders(folder: Path) -> None:
    brightspace(folder, end="/hw.py")


def gradescope(folder: Path) -> None:
    lines = []
    for student in CLASS:
        put(folder / f"submission_{student.number}" / "hw.py", student.source)
        lines += [f"submission_{student.number}:", "  :submitters:", f'  - :name: "{student.name}"']
        lines += [f"    :sid: '00{student.number}'", f"    :email: {student.user}@school.edu"]
        lines += ["  :created_at: 2026-01-05 10:00:00.123456000 -08:00", "  :score: 0.0", "  :results: {}"]
    put(folder / "submission_metadata.yml", "---\n" + "\n".join(lines) + "\n")


def classroom(folder: Path) -> None:
    for student in CLASS:
        put(folder / f"{student.name} - hw.py", WRONG if student is AGAIN else student.source)
    put(folder / f"{AGAIN.name} - hw (2).py", WRONG)
    put(folder / f"{AGAIN.name} - hw (10).py", AGAIN.source)


def classroom_file_first(folder: Path) -> None:
    for student in CLASS:
        put(folder / f"hw.py - {student.name}", student.source)


def git_clones(folder: Path) -> None:
    for student in CLASS:
        put(folder / f"hw-1-{student.user}" / "hw.py", student.source)
        put(folder / f"hw-1-{student.user}" / ".git/hooks/hw.py", "raise SystemExit\n")


def nbgrader(folder: Path) -> None:
    for student in CLASS:
        put(folder / student.user / "hw1/hw.py", student.source)
        put(folder / student.user / "hw1/timestamp.txt", "2026-01-05 10:00:00.000000 Asia/Seoul")


def plain(folder: Path) -> None:
    for student in CLASS:
        put(folder / student.name / "hw.py", student.source)
        put(folder / student.name / "data.csv", "1,2\n")


# ---------------------------------------------------------------- how it is handed to the instructor


def as_folder(lay_out: Callable[[Path], None], place: Path) -> Path:
    lay_out(place / "class")
    put(place / "class/.DS_Store", b"\0")
    put(place / "class/grades.csv", "id,grade\n")
    return place / "class"


def one_level_too_high(lay_out: Callable[[Path], None], place: Path) -> Path:
    lay_out(place / "download/hw1")
    put(place / "download/__MACOSX/x.py", "")
    return place / "download"


def as_zip(lay_out: Callable[[Path], None], place: Path) -> Path:
    lay_out(place / "class")
    zipped(place / "class", place / "all.zip")
    return place / "all.zip"


def zip_in_folder(lay_out: Callable[[Path], None], place: Path) -> Path:
    lay_out(place / "class")
    (place / "download").mkdir()
    zipped(place, place / "download/all.zip")
    return place / "download"


def in_parts(lay_out: Callable[[Path], None], place: Path) -> Path:
    """Lay the class out as Drive does: a zip each for some of the files, a folder in each."""
    lay_out(place / "hw1")
    files = sorted(path for path in (place / "hw1").rglob("*") if path.is_file())
    (place / "download").mkdir()
    for number in (1, 2):
        name = place / f"download/hw1-20260105T100000Z-{number:03}.zip"
        with zipfile.ZipFile(name, "w") as archive:
            for path in files[number - 1 :: 2]:
                archive.write(path, path.relative_to(place))
    return place / "download"


def zipped(folder: Path, path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file() and file != path:
                archive.write(file, os.fspath(file.relative_to(folder)))


LAYOUTS = {
    "canvas": canvas,
    "canvas-anonymous": canvas_anonymous,
    "moodle-files": moodle_files,
    "moodle-folders": moodle_folders,
    "moodle-hidden": moodle_hidden,
    "moodle-text": moodle_text,
    "blackboard": blackboard,
    "brightspace": brightspace,
    "brightspace-folders": brightspace_folders,
    "gradescope": gradescope,
    "drive": classroom,
    "drive-file-first": classroom_file_first,
    "git": git_clones,
    "nbgrader": nbgrader,
    "plain": plain,
}
WAYS = {way.__name__: way for way in (as_folder, one_level_too_high, as_zip, zip_in_folder, in_parts)}
