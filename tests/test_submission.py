"""Reading what was handed in: every form it comes in, and nothing that anybody's file name or archive can do."""

from __future__ import annotations

import io
import os
import re
import stat
import subprocess
import zipfile
from pathlib import Path

import numpy as np
import pytest
from classroom import find_submissions

from autograder.classroom.members import read_group
from autograder.judging import submission
from autograder.judging.opening import MAX_ENTRIES
from autograder.judging.submission import (
    MAX_ALL,
    MAX_FILE,
    MAX_FILES,
    MAX_PROBLEM,
    Submission,
    UnreadableSubmission,
    read_submission,
)
from autograder.translation import Text

CODE = b"def entropy(p):\n    return 0.0\n"


def write(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def zipped(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def read(path: Path) -> dict[str, bytes]:
    return dict(read_submission(path).files)


# ---------------------------------------------------------------- what is read, as a folder and as a zip

# id: (what was handed in, the paths that are read)
HANDED_IN = {
    "flat": ({"entropy.py": CODE, "softmax.py": b""}, ["entropy.py", "softmax.py"]),
    "nested": ({"a/b/c/entropy.py": CODE}, ["a/b/c/entropy.py"]),
    "other-files": ({"entropy.py": CODE, "data.csv": b"1", "README": b"", "x.pyc": b"", "x.jpg": b""}, ["entropy.py"]),
    "macos": ({"entropy.py": CODE, "__MACOSX/._entropy.py": b"\0\x05", "._softmax.py": b"\0"}, ["entropy.py"]),
    "caches": ({"entropy.py": CODE, "__pycache__/entropy.py": b"", "node_modules/a/b.py": b""}, ["entropy.py"]),
    "virtual-environment": ({"entropy.py": CODE, "venv/lib/python3/site-packages/x.py": b""}, ["entropy.py"]),
    "spaces-and-korean": ({"과제 1/entropy (1).py": CODE}, ["과제 1/entropy (1).py"]),
    "nothing": ({"notes.txt": b"sorry"}, []),
    "hidden-folders": ({"entropy.py": CODE, ".git/hooks/x.py": b"", ".venv/y.py": b""}, ["entropy.py"]),
    "checkpoints": ({"entropy.py": CODE, ".ipynb_checkpoints/entropy-checkpoint.py": b"old"}, ["entropy.py"]),
}


@pytest.mark.parametrize(("files", "expected"), HANDED_IN.values(), ids=HANDED_IN.keys())
def test_a_folder_gives_its_python_files(tmp_path, files, expected):
    folder = write(tmp_path / "alice", files)
    assert read(folder) == {path: files[path] for path in expected}


@pytest.mark.parametrize(("files", "expected"), HANDED_IN.values(), ids=HANDED_IN.keys())
def test_a_zip_gives_the_same_files_as_the_folder(tmp_path, files, expected):
    write(tmp_path, {"alice.zip": zipped(files)})
    assert read(tmp_path / "alice.zip") == {path: files[path] for path in expected}


FORMS = {
    "folder": ("alice", {"alice/entropy.py": CODE}),
    "file": ("alice.py", {"alice.py": CODE}),
    "zip": ("alice.zip", {"alice.zip": zipped({"entropy.py": CODE})}),
}


@pytest.mark.parametrize(("name", "files"), FORMS.values(), ids=FORMS.keys())
def test_the_id_is_the_name_without_suffix(tmp_path, name, files):
    submission = read_submission(write(tmp_path, files) / name)
    assert (submission.id, list(submission.files.values())) == ("alice", [CODE])


def test_the_digest_is_of_names_and_contents_and_of_nothing_else(tmp_path):
    write(tmp_path, {"a/entropy.py": CODE, "b/entropy.py": CODE, "c/Entropy.py": CODE, "d/entropy.py": CODE + b"\n"})
    os.utime(tmp_path / "b/entropy.py", (0, 0))
    a, b, c, d = (read_submission(tmp_path / name).digest for name in "abcd")
    assert a == b
    assert len({a, c, d}) == 3


# ---------------------------------------------------------------- what is no regular file


def test_links_are_not_followed(tmp_path):
    write(tmp_path, {"secret/key.py": b"secret", "alice/entropy.py": CODE})
    (tmp_path / "alice/key.py").symlink_to(tmp_path / "secret/key.py")
    (tmp_path / "alice/folder").symlink_to(tmp_path / "secret")
    (tmp_path / "alice/circle").symlink_to(tmp_path / "alice")
    assert read(tmp_path / "alice") == {"entropy.py": CODE}


RACED = {"submission": "alice", "folder-in-it": "alice/part", "file": "alice/part/entropy.py"}


@pytest.mark.parametrize("place", RACED.values(), ids=RACED)
def test_what_becomes_a_link_after_it_was_listed_is_not_followed(tmp_path, monkeypatch, place):
    write(tmp_path, {"class/alice/part/entropy.py": CODE, "class/bob/part/entropy.py": b"secret"})
    listed = submission.folder_items

    def raced(*arguments):
        found = list(listed(*arguments))
        path = tmp_path / "class" / place
        path.rename(tmp_path / "moved")
        path.symlink_to(tmp_path / "class" / place.replace("alice", "bob"))
        return found

    monkeypatch.setattr(submission, "folder_items", raced)
    given = read_group("alice", [tmp_path / "class/alice"])
    assert given.files == {}
    assert "entropy.py: " in given.problem


@pytest.mark.parametrize("name", ["alice", "alice.py", "alice.zip"])
def test_a_submission_that_becomes_a_link_after_the_class_was_listed_is_not_followed(tmp_path, name):
    content = {"alice": CODE, "alice.py": CODE, "alice.zip": zipped({"entropy.py": CODE})}[name]
    write(tmp_path, {f"elsewhere/{name}/entropy.py" if name == "alice" else f"elsewhere/{name}": content})
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / name).symlink_to(tmp_path / "elsewhere" / name)
    given = read_group("alice", [tmp_path / "class" / name])
    assert given.files == {}
    assert given.problem


def test_a_folder_that_may_not_be_looked_into_is_said(tmp_path, monkeypatch):
    write(tmp_path, {"alice/entropy.py": CODE, "alice/locked/kl.py": CODE})
    opened = os.open

    def locked(path, *arguments, **options):  # whoever runs the tests may perhaps open everything
        if path == "locked":
            raise PermissionError(13, "Permission denied", path)
        return opened(path, *arguments, **options)

    monkeypatch.setattr(os, "open", locked)
    given = read_group("alice", [tmp_path / "alice"])
    assert list(given.files) == ["entropy.py"]
    assert given.problem == "alice/locked: Permission denied"


def test_links_are_named_as_not_read(tmp_path):
    write(tmp_path, {"class/alice/entropy.py": CODE, "secret/kl.py": b"secret", "secret/x.txt": b""})
    for name, target in (
        ("kl.py", "secret/kl.py"),
        ("unit", "secret"),
        ("gone.py", "nowhere"),
        ("x.txt", "secret/x.txt"),
    ):
        (tmp_path / "class/alice" / name).symlink_to(tmp_path / target)
    given = read_group("alice", [tmp_path / "class/alice"])
    assert dict(given.files) == {"entropy.py": CODE}
    named = [f"alice/{name}: a link, which is not followed" for name in ("gone.py", "kl.py", "unit")]
    assert given.problem == "; ".join(named)


def test_a_link_in_a_zip_is_named_as_not_read(tmp_path):
    link = zipfile.ZipInfo("hw/kl.py")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "alice.zip", "w") as archive:
        archive.writestr("hw/entropy.py", CODE)
        archive.writestr(link, "/etc/passwd")
    given = read_group("alice", [tmp_path / "alice.zip"])
    assert dict(given.files) == {"hw/entropy.py": CODE}
    assert given.problem == "alice.zip/hw/kl.py: a link, which is not followed"


# ---------------------------------------------------------------- what reading may cost


def make_flat(folder: Path) -> None:
    for number in range(MAX_ENTRIES + 1):
        (folder / f"{number}.txt").touch()


def make_nested(folder: Path) -> None:
    here = os.open(folder, os.O_RDONLY)
    for _ in range(300):  # pytest itself removes no more
        os.mkdir("d", dir_fd=here)
        here, before = os.open("d", os.O_RDONLY, dir_fd=here), here
        os.close(before)
    os.close(here)


COSTLY = {"flat": (make_flat, "alice: more than 10000 files and folders"), "nested": (make_nested, "nested too deep")}


@pytest.mark.parametrize(("make", "message"), COSTLY.values(), ids=COSTLY)
def test_a_folder_without_end_is_not_looked_through(tmp_path, make, message):
    (tmp_path / "alice").mkdir()
    make(tmp_path / "alice")
    given = read_group("alice", [tmp_path / "alice"])
    assert given.files == {}
    assert message in given.problem


def zip_that_repeats_an_entry(count: int) -> bytes:
    """Make a zip whose directory names one file so many times, and says that it holds one."""
    whole = zipped({"a": b""})
    start = whole.index(b"PK\x01\x02")
    entry, end = whole[start : whole.index(b"PK\x05\x06")], bytearray(whole[whole.index(b"PK\x05\x06") :])
    end[12:16] = (count * len(entry)).to_bytes(4, "little")
    return whole[:start] + entry * count + bytes(end)


def test_the_directory_of_a_zip_is_not_read_whatever_its_size(tmp_path, monkeypatch):
    (tmp_path / "alice.zip").write_bytes(zip_that_repeats_an_entry(500_000))
    made = []
    monkeypatch.setattr(zipfile.ZipInfo, "__init__", lambda *_: made.append(1))
    given = read_group("alice", [tmp_path / "alice.zip"])
    assert (given.files, made) == ({}, [])
    assert given.problem.startswith("alice.zip: more than 50000 entries; hand in")


def test_names_stay_on_one_line(tmp_path):
    write(tmp_path, {"class/al\nice\t/a\nb.py": CODE})
    ((name, paths),) = find_submissions(tmp_path / "class")
    assert name == "al\\x0aice\\x09"
    assert list(read_group(name, paths).files) == ["a\\x0ab.py"]


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


def make_huge(path: Path) -> None:
    path.write_bytes(b"#" * (MAX_FILE + 1))


def make_sparse(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(1 << 40)


def make_socket(path: Path) -> None:
    os.mknod(path, stat.S_IFSOCK)


IRREGULAR = {
    "pipe": (make_pipe, "not a regular file"),
    "huge": (make_huge, "larger than 1 MiB"),
    "sparse": (make_sparse, "larger than 1 MiB"),
    "socket": (make_socket, "No such device or address"),
}


@pytest.mark.parametrize(("make", "message"), IRREGULAR.values(), ids=IRREGULAR.keys())
def test_what_is_no_reasonable_file_is_refused_and_not_waited_for(tmp_path, make, message):
    write(tmp_path, {"alice/entropy.py": CODE})
    make(tmp_path / "alice/other.py")
    given = read_group("alice", [tmp_path / "alice"])
    assert given.files == {"entropy.py": CODE}
    assert given.problem.startswith("other.py: ")
    assert message in given.problem
    assert str(tmp_path) not in given.problem


TOO_MUCH = {
    "files": {f"file{number:03}.py": b"" for number in range(MAX_FILES + 1)} | {"file299.py": b"x = 1"},
    "bytes": {f"file{number}.py": b"#" * MAX_FILE for number in range(MAX_ALL // MAX_FILE + 1)},
}


@pytest.mark.parametrize("files", TOO_MUCH.values(), ids=TOO_MUCH.keys())
@pytest.mark.parametrize("form", ["folder", "zip"])
def test_of_too_much_what_defines_an_exercise_is_read_first_and_the_rest_is_said(tmp_path, form, files):
    files = {**files, "z/z/z/last.py": CODE}
    path = tmp_path / "alice.zip"
    path.write_bytes(zipped(files)) if form == "zip" else write(tmp_path / "alice.zip", files)
    given = read_submission(path, wanted=["entropy"])
    assert given.files["z/z/z/last.py"] == CODE
    assert len(given.files) <= MAX_FILES
    assert sum(map(len, given.files.values())) <= MAX_ALL
    assert "more than 300 Python files and notebooks or 2 MiB" in given.problem
    assert f"{len(files) - len(given.files)} of them are not read" in given.problem


def test_a_folder_nested_a_thousand_times_is_survived(tmp_path):
    home, path = Path.cwd(), write(tmp_path / "alice", {"entropy.py": CODE})
    os.chdir(path)
    try:
        for _ in range(1200):
            Path("a").mkdir()
            os.chdir("a")
        os.chdir(home)
        assert read_group("alice", [path]).files or read_group("alice", [path]).problem
    finally:
        os.chdir(home)
        subprocess.run(["rm", "-rf", str(path)], check=True)  # pytest cannot


def test_nothing_there_is_said(tmp_path):
    with pytest.raises(UnreadableSubmission, match="no such file or folder"):
        read(tmp_path / "nobody.py")


def test_a_name_that_is_not_utf8_is_read(tmp_path):
    write(tmp_path, {os.fsdecode(b"alice/entr\xf3pia.py"): CODE})
    submission = read_submission(tmp_path / "alice")
    assert list(submission.files) == [r"entr\xdcf3pia.py"]
    assert len(submission.digest) == 32


# ---------------------------------------------------------------- hostile and damaged zips

ESCAPES = [
    "../../evil.py",
    "/etc/evil.py",
    "a/../../evil.py",
    "..\\..\\evil.py",
    "C:\\evil.py",
    "./evil.py",
    "//evil.py",
]


@pytest.mark.parametrize("name", ESCAPES)
def test_a_name_in_a_zip_is_a_label_and_writes_nothing(tmp_path, name):
    write(tmp_path, {"class/alice.zip": zipped({name: CODE})})
    for path in read(tmp_path / "class/alice.zip"):
        assert not path.startswith("/")
        assert ".." not in path.split("/")
    assert [child.name for child in tmp_path.iterdir()] == ["class"]


def test_a_link_in_a_zip_is_skipped(tmp_path):
    link = zipfile.ZipInfo("link.py")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "alice.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("entropy.py", CODE)
    assert read(tmp_path / "alice.zip") == {"entropy.py": CODE}


def encrypted() -> bytes:
    data = bytearray(zipped({"entropy.py": CODE}))
    for signature, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(signature) + offset] |= 1
    return bytes(data)


def lying_about_sizes() -> bytes:
    return zipped({"entropy.py": CODE}, zipfile.ZIP_STORED).replace(
        len(CODE).to_bytes(4, "little"), (4).to_bytes(4, "little")
    )


def broken_stream(compression: int) -> bytes:
    data = bytearray(zipped({"entropy.py": CODE * 50}, compression))
    for place in range(48, 60):
        data[place] ^= 0xFF
    return bytes(data)


BAD_ZIPS = {
    "empty-file": b"",
    "not-a-zip": b"Rar!\x1a\x07\x01\x00" + bytes(99),
    "cut-short": zipped({"entropy.py": CODE})[:-30],
    "bomb": zipped({"entropy.py": bytes(64 << 20)}),
    "many-entries": zipped({f"{number}.txt": b"" for number in range(10 * MAX_FILES + 1)}),
    "encrypted": encrypted(),
    "lying-about-sizes": lying_about_sizes(),
    "broken-deflate": broken_stream(zipfile.ZIP_DEFLATED),
    "broken-lzma": broken_stream(zipfile.ZIP_LZMA),
    "broken-bzip2": broken_stream(zipfile.ZIP_BZIP2),
}


@pytest.mark.parametrize("data", BAD_ZIPS.values(), ids=BAD_ZIPS.keys())
def test_a_bad_zip_costs_only_its_owner_and_is_explained(tmp_path, data):
    (tmp_path / "alice.zip").write_bytes(data)
    given = read_group("alice", [tmp_path / "alice.zip"])
    assert given.files == {}
    assert re.match("alice.zip: |alice.zip/entropy.py: |entropy.py: |0.txt: ", given.problem)
    assert re.search("hand (it )?in", given.problem)


def test_an_empty_zip_is_said(tmp_path):
    (tmp_path / "alice.zip").write_bytes(zipped({}))
    assert read_submission(tmp_path / "alice.zip") == Submission(
        "alice",
        problem="alice.zip: nothing in it; hand in the files",
        problems=(Text("{path}: nothing in it; hand in the files", {"path": "alice.zip"}),),
    )


def test_no_damage_to_a_zip_gets_past_the_reader(tmp_path):
    whole, rng, path = (
        zipped({"entropy.py": CODE * 50, "b/c.py": CODE}),
        np.random.default_rng(1997),
        tmp_path / "a.zip",
    )
    read_at_all = 0
    for _ in range(1500):
        data = bytearray(whole)
        for _ in range(rng.integers(1, 4)):
            data[rng.integers(len(data))] = rng.integers(256)
        path.write_bytes(data)
        read_at_all += bool(read_group("a", [path]).files)
    assert 0 < read_at_all < 1500


# ---------------------------------------------------------------- a class

CLASSES = {
    "forms": (["alice/e.py", "bob.py", "carol.zip"], {"alice": 1, "bob": 1, "carol": 1}),
    "same-name-twice": (["alice/e.py", "alice.py", "alice.zip"], {"alice": 1, "alice.py": 1, "alice.zip": 1}),
    "not-submissions": (["alice.py", ".hidden/e.py", ".x.py", "__MACOSX/e.py", "grades.csv"], {"alice": 1}),
    "canvas": (
        ["kimminsu_12345_67890_entropy.py", "kimminsu_12345_67891_softmax.py", "leejia_LATE_12346_67892_entropy.py"],
        {"kimminsu": 2, "leejia": 1},
    ),
    "canvas-zip": (["kimminsu_12345_67890_hw 1-2.zip"], {"kimminsu": 1}),
    "korean": (["김민수/e.py", "이지아.py"], {"김민수": 1, "이지아": 1}),
    "two-students-with-numbers": (["lab_1_2_ann.py", "lab_1_2_bob.py"], {"lab_1_2_ann": 1, "lab_1_2_bob": 1}),
    "one-in-anothers-name": (["alice/e.py", "alice_1_2_entropy.py"], {"alice": 1, "alice_1_2_entropy": 1}),
    "capital-suffix": (["alice.ZIP", "bob.PY"], {"alice": 1, "bob": 1}),
    "notebook": (["alice.py", "bob.ipynb"], {"alice": 1, "bob": 1}),
}


@pytest.mark.parametrize(("names", "expected"), CLASSES.values(), ids=CLASSES.keys())
def test_each_child_of_a_class_is_a_submission(tmp_path, names, expected):
    data = zipped({"e.py": CODE})
    write(tmp_path, {name: data if name.lower().endswith("zip") else CODE for name in names})
    assert {name: len(paths) for name, paths in find_submissions(tmp_path)} == expected


def test_canvas_files_of_one_student_are_one_submission_under_their_own_names(tmp_path):
    write(tmp_path, {"kim_1001_2002_entropy.py": CODE, "kim_LATE_1001_2003_softmax.py": b"late"})
    ((name, paths),) = find_submissions(tmp_path)
    assert dict(read_group(name, paths).files) == {"entropy.py": CODE, "softmax.py": b"late"}


def test_one_bad_file_of_two_is_told_and_the_other_one_read(tmp_path):
    write(tmp_path, {"kim_1001_2002_entropy.py": CODE, "kim_1001_2003_rest.zip": b"PK"})
    ((name, paths),) = find_submissions(tmp_path)
    given = read_group(name, paths)
    assert given.files == {"entropy.py": CODE}
    assert given.problem.startswith("kim_1001_2003_rest.zip: ")


def test_a_linked_submission_is_named_and_not_read(tmp_path):
    write(tmp_path, {"class/alice.py": CODE, "elsewhere/e.py": CODE})
    (tmp_path / "class/bob").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "class/carol.py").symlink_to(tmp_path / "elsewhere/e.py")
    (tmp_path / "class/dan").symlink_to(tmp_path / "nowhere")
    given = [read_group(name, paths) for name, paths in find_submissions(tmp_path / "class")]
    assert [one.id for one in given if one.files] == ["alice"]
    problems = [one.problem for one in given if not one.files]
    assert problems == [f"{name}: a link, which is not followed" for name in ("bob", "carol.py", "dan")]


NO_CLASS = {
    "missing": ("nowhere", "no such folder"),
    "file": ("file.py", "not a folder; .*`losslings check`"),
    "empty": ("empty", "no submissions here"),
}


@pytest.mark.parametrize(("name", "message"), NO_CLASS.values(), ids=NO_CLASS.keys())
def test_what_is_no_class_is_said(tmp_path, name, message):
    write(tmp_path, {"file.py": CODE, "empty/grades.csv": b""})
    with pytest.raises(UnreadableSubmission, match=message):
        find_submissions(tmp_path / name)


def test_of_what_would_take_minutes_only_the_beginning_is_read(tmp_path):
    (tmp_path / "alice").mkdir()
    for number in range(200):
        with (tmp_path / f"alice/{number:03}.ipynb").open("wb") as stream:
            stream.truncate(1 << 30)  # of nothing
    (tmp_path / "alice/entropy.py").write_bytes(CODE)
    given = read_submission(tmp_path / "alice")
    assert "more than" in given.problem
    assert len(given.problem) <= MAX_PROBLEM
