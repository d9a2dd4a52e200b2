"""Recognise in which form code was handed in: by its name, and by what stands in it where the two disagree."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from autograder.isolation.inside.decoding import decoded
from autograder.translation import N_


class Form(NamedTuple):
    """A form that is not read.

    Parameters
    ----------
    what : str
        What it is.
    way_out : str
        What to hand in instead.
    is_answer : bool
        Whether an answer may be in it: only then it is named beside files that are read.
    """

    what: str
    way_out: str = N_("hand in the .py file or the notebook itself")
    is_answer: bool = True


PICTURE = Form(N_("a picture"), is_answer=False)
HTML = Form(N_("a web page"), N_("hand in the .py or .ipynb file itself, not the page that shows it"))
PACKED = N_("hand in the files themselves, or a .zip")
SHORTCUT = Form(N_("a shortcut to a file that is elsewhere"), N_("hand in the file itself"))
DATA = Form(N_("data, not code"), is_answer=False)
SHEET = Form(N_("a spreadsheet"), is_answer=False)
SLIDES = Form(N_("slides"))
WORD = Form(N_("a Word document"))
OPEN_DOCUMENT = Form(N_("an OpenDocument text"))
OLD_OFFICE = Form(N_("a document of an office program"))
RTF = Form(N_("a document in Rich Text Format"))
PDF = Form(N_("a PDF"))
HANGUL = Form(N_("a Hangul (HWP) document"))
COMPILED = Form(N_("compiled code"), N_("hand in the .py file that it was made from"))
RAR, SEVEN_ZIP = Form(N_("a RAR archive"), PACKED), Form(N_("a 7z archive"), PACKED)
OTHER_ARCHIVE = Form(N_("an archive that is packed in another way than zip and tar.gz"), PACKED)
PLAYED_WITH = Form(N_("a page to play with"), is_answer=False)
MEDIA = Form(N_("sound or video"), is_answer=False)
UNFINISHED = Form(N_("a download that was not finished"), N_("hand in the file again"))
EMPTY = Form(N_("an empty file"), N_("save it and hand it in again"))
BINARY = Form(N_("no text"), N_("it may be damaged: hand in the .py file or the notebook again"))
PROSE = Form(N_("a text that defines no function"), is_answer=False)
UNKNOWN = Form(N_("a file of an unknown kind"), is_answer=False)
POINTER = Form(N_("only Git's pointer to a large file (Git LFS)"), N_("hand in the file itself"))
MAC = Form(N_("what macOS notes beside a file, not the file"), N_("hand in the file itself"), is_answer=False)


def in_language(name: str) -> Form:
    """Describe code in another language; its name is a proper one."""
    return Form(name, N_("only Python is read: hand in your answers in Python"))


BY_SUFFIX: Mapping[str, Form] = {
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".heic", ".svg"), PICTURE),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".mhtml", ".mht", ".webarchive"), HTML),
    **dict.fromkeys((".lnk", ".url", ".webloc", ".desktop", ".gdoc", ".gsheet", ".gslides", ".gcolab"), SHORTCUT),
    **dict.fromkeys((".csv", ".tsv", ".npy", ".npz", ".pkl", ".pickle", ".parquet", ".h5", ".hdf5", ".pt"), DATA),
    **dict.fromkeys((".xml", ".yml", ".yaml", ".toml", ".ini", ".cfg", ".log", ".css", ".lock", ".db"), DATA),
    **dict.fromkeys((".xlsx", ".xls", ".ods", ".numbers"), SHEET),
    **dict.fromkeys((".pptx", ".ppt", ".odp", ".key"), SLIDES),
    **dict.fromkeys((".docx", ".docm", ".dotx"), WORD),
    **dict.fromkeys((".doc", ".pages", ".wps"), OLD_OFFICE),
    **dict.fromkeys((".hwp", ".hwpx"), HANGUL),
    **dict.fromkeys((".pyc", ".pyo", ".pyd", ".so", ".dll", ".exe", ".whl"), COMPILED),
    **dict.fromkeys(
        (".gz", ".bz2", ".tbz", ".tbz2", ".xz", ".txz", ".zst", ".alz", ".egg", ".cab", ".dmg", ".lzma", ".z"),
        OTHER_ARCHIVE,
    ),
    **dict.fromkeys((".mp4", ".mov", ".avi", ".mkv", ".mp3", ".m4a", ".wav", ".webm"), MEDIA),
    **dict.fromkeys((".crdownload", ".part", ".partial"), UNFINISHED),
    ".odt": OPEN_DOCUMENT,
    ".rtf": RTF,
    ".pdf": PDF,
    ".rar": RAR,
    ".7z": SEVEN_ZIP,
    **dict.fromkeys((".r", ".rmd", ".qmd"), in_language(N_("code in R"))),
    **dict.fromkeys((".jl",), in_language(N_("code in Julia"))),
    **dict.fromkeys((".m", ".mlx"), in_language(N_("code in MATLAB"))),
    **dict.fromkeys((".java",), in_language(N_("code in Java"))),
    **dict.fromkeys((".c", ".cpp", ".cc", ".h", ".hpp"), in_language(N_("code in C or C++"))),
    **dict.fromkeys((".js", ".ts"), in_language(N_("code in JavaScript"))),
    **dict.fromkeys(
        (".rb", ".go", ".rs", ".cs", ".php", ".swift", ".kt", ".scala", ".sql", ".sh", ".pl", ".lua", ".f90", ".hs"),
        in_language(N_("code in another language")),
    ),
    **dict.fromkeys((".tex", ".ltx"), Form(N_("a LaTeX text"))),
    **dict.fromkeys((".eml", ".msg", ".mbox"), Form(N_("an e-mail"))),
}

BY_MAGIC = (
    (b"%PDF", PDF),
    (b"{\\rtf", RTF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLD_OFFICE),
    (b"Rar!\x1a\x07", RAR),
    (b"7z\xbc\xaf\x27\x1c", SEVEN_ZIP),
    (b"BZh", OTHER_ARCHIVE),
    (b"\xfd7zXZ\0", OTHER_ARCHIVE),
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
    (b"\x7fELF", COMPILED),
    (b"MZ", COMPILED),
    (b"\0\x05\x16\x07", MAC),
    (b"version https://git-lfs", POINTER),
    (b"[InternetShortcut]", SHORTCUT),
    (b"bplist00", SHORTCUT),
)
# What students are given and may hand in with all else: pages, and what draws them.
GIVEN = re.compile(r"explore(?:\.[a-z]{2})?(?: ?\(\d+\))?\.html|vega\.min\.js", re.IGNORECASE)
# What browsers, mail programs and editors add behind a name, once or several times.
COPY = re.compile(
    r"(?:[ _]?\(\d+\)|[ _-]+(?:copy|복사본)(?:[ _]?\d+)?|~|\.(?:txt|text|md|json|html?|download|crdownload|part|tmp"
    r"|bak|orig|old|save|py_|\d)|[ ._]+)$",
    re.IGNORECASE,
)
SOURCE = re.compile(r"\.(?:py[w3]?|ipynb)$", re.IGNORECASE)
ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz")
DEFINES = re.compile(r"^(?:>>> ?)?(?:async[ \t]+)?def[ \t]+\w+[ \t]*\(|^\w+[ \t]*=[ \t]*lambda\b", re.MULTILINE)
HTML_BEGINS = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body)\b", re.I | re.S)
NOTEBOOK_HAS = re.compile(r'"(?:cells|worksheets)"\s*:')


def source_name(name: str) -> str:
    """Return the name under which a file is read as Python or as a notebook; empty where its name is of neither.

    ``hw.py.txt`` and ``hw.py (1)`` are ``hw.py``; ``hw.pyw`` is too.
    """
    shorter = name
    while True:
        if SOURCE.search(shorter):
            stem, suffix = shorter.rsplit(".", 1)
            return f"{stem}.{'ipynb' if suffix.lower() == 'ipynb' else 'py'}" if stem else ""
        cut = COPY.sub("", shorter)
        if cut == shorter or not cut:
            return ""
        shorter = cut


def is_archive(name: str) -> bool:
    return name.lower().endswith(ARCHIVES)


def form_by_suffix(name: str) -> Form | None:
    """Return the form that is not read and has such names; None where the content has to tell."""
    if GIVEN.fullmatch(name):
        return PLAYED_WITH
    stem, dot, suffix = name.rpartition(".")
    return BY_SUFFIX.get(dot + suffix.lower()) if stem else None


Content = Literal["python", "notebook", "archive"] | Form


def content_of(name: str, data: bytes) -> Content:
    """Tell from its content what a file is to be read as, or in which form it is that is not read.

    Parameters
    ----------
    name : str
        What its name says decides where the content does not.
    data : bytes
    """
    named = source_name(name)
    is_python = named.endswith(".py")
    if not data.strip():
        return "python" if is_python else EMPTY
    if data.startswith((b"PK\3\4", b"PK\5\6", b"\x1f\x8b")) or data[257:262] == b"ustar":
        return packed_form(data) or "archive"
    for magic, form in BY_MAGIC:
        if data.startswith(magic):
            return form
    if data[2:4] == b"\r\n" and b"\0" in data[4:16]:  # how compiled Python begins
        return COMPILED
    try:
        text = decoded(data)[0].removeprefix("\ufeff")
    except ValueError:
        return BINARY
    return content_of_text(text, named)


def content_of_text(text: str, named: str) -> Content:
    if HTML_BEGINS.match(text):
        return HTML
    if text.lstrip()[:1] == "{" and NOTEBOOK_HAS.search(text):
        return "notebook"
    if named.endswith(".py"):
        return "python"
    if DEFINES.search(text):
        return "python"
    return "notebook" if named else PROSE  # the notebook's reader says what is wrong with it


def packed_form(data: bytes) -> Form | None:
    """Recognise documents that are zips."""
    head = data[:4000]
    if b"word/" in head or b"word/document.xml" in data:
        return WORD
    if b"xl/" in head or b"ppt/" in head:
        return SHEET if b"xl/" in head else SLIDES
    if b"mimetypeapplication/vnd.oasis" in head:
        return OPEN_DOCUMENT
    return HANGUL if b"mimetypeapplication/hwp" in head else None
