"""What is handed in before any of it runs: zips that are not what they say, folders with more than files.

A zip is given as what makes its bytes, once a class is handed in; a folder as what fills it: a function of it and of
a secret file outside.
"""

import gzip
import io
import os
import stat
import struct
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from attacks.honest import ALL, ENTROPY, SURPRISE

HONEST = {"entropy.py": ENTROPY, "surprise.py": SURPRISE}
LARGE = 1 << 27  # bytes: seen in the memory of what unpacks them


def zip_of(files: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def link(name: str, target: str) -> bytes:
    """Make a zip of one symbolic link beside honest files."""
    stream = io.BytesIO(zip_of(HONEST))
    with zipfile.ZipFile(stream, "a") as archive:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, target)
    return stream.getvalue()


def lying() -> bytes:
    """Make a zip whose entries say that they hold one byte."""
    data = bytearray(zip_of({"entropy.py": "#" * 1000 + ENTROPY}, zipfile.ZIP_STORED))
    for magic, place in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        struct.pack_into("<I", data, data.index(magic) + place, 1)
    return bytes(data)


def overlapping() -> bytes:
    """Make a zip that lists each of its entries a hundred times."""
    data = zip_of(HONEST)
    start, stop = data.index(b"PK\1\2"), data.index(b"PK\5\6")
    end = bytearray(data[stop:])
    struct.pack_into("<HHI", end, 8, 200, 200, 100 * (stop - start))
    return data[:start] + data[start:stop] * 100 + bytes(end)


def beside_honest_files(more: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> partial[bytes]:
    return partial(zip_of, {**HONEST, **more}, compression)


def torn() -> bytes:
    return zip_of(HONEST)[:-30]


def a_bomb_within() -> bytes:
    return zip_of({**HONEST, "more.zip": zip_of({"a.zip": zip_of({"bomb.py": bytes(LARGE)})})})


def a_bomb_of_a_tar() -> bytes:
    return zip_of({**HONEST, "more.tgz": gzip.compress(bytes(4 * LARGE))})


def zips_without_end() -> bytes:
    return zip_of({**HONEST, "a.zip": matryoshka(30)})


def a_zip_in_a_zip() -> bytes:
    return zip_of({**HONEST, "more.zip": zip_of({"entropy.py": "raise SystemExit"})})


def matryoshka(depth: int) -> bytes:
    """Make a zip in a zip in a zip, and so on."""
    data = b""
    for _ in range(depth):
        data = zip_of({"a.zip": data})
    return data


READABLE = {
    "names-that-climb": partial(zip_of, {"../../../entropy.py": ENTROPY, "/../surprise.py": SURPRISE}),
    "names-for-windows": beside_honest_files({"..\\..\\entropy.py": "raise SystemExit", "C:\\surprise.py": ""}),
    "a-link-out": partial(link, "more.py", "../../secret"),
    "a-zip-in-a-zip": a_zip_in_a_zip,
    "many-that-are-no-python": beside_honest_files({f"{number}.txt": "" for number in range(2000)}),
    "entries-that-share-their-bytes": overlapping,
    "bomb-by-deflate": beside_honest_files({"bomb.py": bytes(LARGE)}),
    "many-entries": beside_honest_files({f"{number}.txt": "" for number in range(20_000)}),
    "many-python-files": beside_honest_files({f"{number}.py": "" for number in range(400)}),
    "bomb-within": a_bomb_within,
    "bomb-of-a-tar": a_bomb_of_a_tar,
    "zips-without-end": zips_without_end,
}
UNREADABLE = {  # as a whole
    "bombs-by-other-methods": partial(zip_of, {"bomb.py": bytes(LARGE)}, zipfile.ZIP_LZMA),
    "lying-sizes": lying,
    "torn": torn,
    "no-zip": lambda: b"PK\3\4" + bytes(99),
    "names-with-words-in-them": partial(zip_of, {"\x1b[31m\u202e\u2028\n=1+1.py": "#" * (1 << 21)}),
}


def a_link_to_a_secret(folder: Path, secret: Path) -> None:
    (folder / "more.py").symlink_to(secret)
    (folder / "deeper").symlink_to(secret.parent)


def a_pipe(folder: Path, secret: Path) -> None:
    os.mkfifo(folder / "more.py")


def a_terabyte_of_nothing(folder: Path, secret: Path) -> None:
    with (folder / "more.py").open("wb") as file:
        file.truncate(1 << 40)


def a_large_file_with_a_name_that_is_no_utf_8(folder: Path, secret: Path) -> None:
    (folder / "m\udcfcll.py").write_text("#" * (1 << 21), encoding="utf-8")


def a_large_file_with_a_name_that_speaks(folder: Path, secret: Path) -> None:
    (folder / "\x1b[2J\x9b31m\u202e\u2028\n=1+1.py").write_text("#" * (1 << 21), encoding="utf-8")


def a_folder_named_like_a_file(folder: Path, secret: Path) -> None:
    (folder / "more.py").mkdir()


def folders_in_folders(folder: Path, secret: Path) -> None:
    for _ in range(1000):
        folder /= "a"
        folder.mkdir()
    (folder / "more.py").write_text("raise SystemExit", encoding="utf-8")


def by_name(*functions: Callable[[Path, Path], None]) -> dict[str, Callable[[Path, Path], None]]:
    return {function.__name__.replace("_", "-"): function for function in functions}


READABLE_FOLDERS = by_name(
    a_link_to_a_secret,
    a_folder_named_like_a_file,
    folders_in_folders,
    a_pipe,
    a_terabyte_of_nothing,
    a_large_file_with_a_name_that_is_no_utf_8,
    a_large_file_with_a_name_that_speaks,
)

ZIPS = {**READABLE, **UNREADABLE}
ATTACKS = {**ZIPS, **READABLE_FOLDERS}
LOST_AS_A_WHOLE = {*UNREADABLE}
DESERVES = {**dict.fromkeys(READABLE, ALL), **dict.fromkeys(READABLE_FOLDERS, ALL)}
ONLY_BEHIND_WALLS = {}
