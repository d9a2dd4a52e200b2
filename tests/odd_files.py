"""What students hand in that is no plain .py file, and what is to be said of it; kept small, made here."""

from __future__ import annotations

import gzip
import io
import json
import sys
import tarfile
import zipfile

from notebooks import code, notebook

ENTROPY = """import numpy as np


def entropy(p):
    p = np.asarray(p, dtype=float)
    logs = np.log(np.where(p > 0, p, 1.0))
    return 0.0 - (p * logs).sum(axis=-1)
"""
SURPRISE = "import numpy as np\n\n\ndef surprise(p):\n    return -np.log(p)\n"
STUB = 'def entropy(p):\n    """In nats."""\n    raise NotImplementedError\n'
CODE = ENTROPY.encode()


def zipped(files: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def tarred(files: dict[str, bytes], *, packed: bool = True) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz" if packed else "w") as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return stream.getvalue()


def with_password(data: bytes) -> bytes:
    changed = bytearray(data)
    for signature, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        changed[changed.index(signature) + offset] |= 1
    return bytes(changed)


def text_cell(source: str) -> dict:
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def in_language(language: str, source: str) -> bytes:
    return notebook(source, metadata={"kernelspec": {"name": language.lower(), "language": language}})


def nbformat_3(source: str) -> bytes:
    return json.dumps({"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "code", "input": source}]}]}).encode()


NOTEBOOK = notebook(ENTROPY)
FOLDER = dict[str, bytes]

# id: (what is handed in: a name and bytes, or a folder), of which entropy earns all its points; what is said of it
READ: dict[str, tuple[tuple[str, bytes] | FOLDER, str]] = {
    "py-txt": (("hw.py.txt", CODE), "read hw.py.txt as hw.py"),
    "py-txt-txt": (("hw.py.txt.txt", CODE), "read hw.py.txt.txt as hw.py"),
    "ipynb-txt": (("hw.ipynb.txt", NOTEBOOK), "read hw.ipynb.txt as hw.ipynb"),
    "ipynb-json": (("hw.ipynb.json", NOTEBOOK), "read hw.ipynb.json as hw.ipynb"),
    "json": (("hw.json", NOTEBOOK), "read hw.json as hw.ipynb"),
    "txt": (("hw.txt", CODE), "read hw.txt as hw.py"),
    "md": (("hw.md", CODE), "read hw.md as hw.py"),
    "md-with-fences": (("hw.md", f"# Answer\n\n```python\n{ENTROPY}```\nDone.\n".encode()), "read hw.md as hw.py"),
    "no-suffix": (("hw", CODE), "read hw as hw.py"),
    "no-suffix-notebook": (("hw", NOTEBOOK), "read hw as hw.ipynb"),
    "unknown-suffix": (("hw.python", CODE), "read hw.python as hw.py"),
    "pyw": (("hw.pyw", CODE), "read hw.pyw as hw.py"),
    "py3": (("hw.py3", CODE), "read hw.py3 as hw.py"),
    "download": (("hw.py.download", CODE), "read hw.py.download as hw.py"),
    "crdownload": (("hw.py.crdownload", CODE), "read hw.py.crdownload as hw.py"),
    "browser-number-behind": (("hw.py (1)", CODE), "read hw.py (1) as hw.py"),
    "browser-number": (("hw(1).py", CODE), ""),
    "browser-number-txt": (("hw.py(2).txt", CODE), "read hw.py(2).txt as hw.py"),
    "copy": (("hw.py - Copy", CODE), "read hw.py - Copy as hw.py"),
    "backup": (("hw.py.bak", CODE), "read hw.py.bak as hw.py"),
    "capital": (("HW.PY", CODE), ""),
    "capital-notebook": (("HW.IPYNB", NOTEBOOK), ""),
    "html-that-is-python": (("hw.py.html", CODE), "read hw.py.html as hw.py"),
    "py-that-is-a-notebook": (("hw.py", NOTEBOOK), "read hw.py as hw.ipynb"),
    "notebook-that-is-python": (("hw.ipynb", CODE), "read hw.ipynb as hw.py"),
    "py-that-is-a-zip": (("hw.py", zipped({"entropy.py": CODE})), ""),
    "zip": (("hw.zip", zipped({"hw/entropy.py": CODE})), ""),
    "zip-in-zip": (("hw.zip", zipped({"inner.zip": zipped({"entropy.py": CODE})})), ""),
    "zip-in-zip-in-zip": (("hw.zip", zipped({"b.zip": zipped({"c.zip": zipped({"entropy.py": CODE})})})), ""),
    "zip-with-backslashes": (("hw.zip", zipped({"hw\\entropy.py": CODE})), ""),
    "zip-of-a-text": (("hw.zip", zipped({"hw.py.txt": CODE})), "hw.zip/hw.py.txt as hw.py"),
    "tar": (("hw.tar", tarred({"entropy.py": CODE}, packed=False)), ""),
    "tar-gz": (("hw.tar.gz", tarred({"hw/entropy.py": CODE})), ""),
    "tgz": (("hw.tgz", tarred({"entropy.py": CODE})), ""),
    "folder-with-a-zip": ({"hw.zip": zipped({"entropy.py": CODE})}, ""),
    "folder-with-a-text": ({"entropy.txt": CODE}, "read entropy.txt as entropy.py"),
    "text-beside-code": ({"surprise.py": SURPRISE.encode(), "entropy.txt": CODE}, "read entropy.txt as Python"),
    "old-text-beside-code": ({"hw.py": CODE, "a.txt": b"def entropy(p):\n    return 0.0\n"}, "a.txt"),
    "data-beside-code": ({"hw.py": CODE, "data.csv": b"1", "plot.png": b"\x89PNG", "README.md": b"Hello"}, ""),
    "pdf-beside-code": ({"hw.py": CODE, "hw.pdf": b"%PDF-1.4"}, "hw.pdf: a PDF, which is not read here"),
    "zip-with-an-environment": (
        ("hw.zip", zipped({"hw.py": CODE, "env/pyvenv.cfg": b""} | {f"env/lib/m{i}.py": CODE for i in range(4000)})),
        "",
    ),
    "zip-with-git": (("hw.zip", zipped({"hw.py": CODE} | {f".git/objects/{i}": b"x" for i in range(4000)})), ""),
    "conda-in-a-folder": (
        {"hw.py": CODE, "env/conda-meta/history": b"", **{f"env/lib/m{i}.py": CODE for i in range(400)}},
        "",
    ),
    "env-that-is-code": ({"env/entropy.py": CODE}, ""),
    "utf-16-without-mark": (("hw.py", ENTROPY.encode("utf-16-le")), "not saved as UTF-8; read as utf-16-le"),
    "utf-32": (("hw.py", ENTROPY.encode("utf-32")), "not saved as UTF-8; read as utf-32-le"),
    "cp949": (("hw.py", f"# 엔트로피\n{ENTROPY}".encode("cp949")), "read as cp949"),
    "latin-1": (("hw.py", f"# à la française\n{ENTROPY}".encode("latin-1")), "read as cp1252"),
    "utf-16-notebook": (("hw.ipynb", NOTEBOOK.decode().encode("utf-16")), ""),
    "nbformat-3": (("hw.ipynb", nbformat_3(ENTROPY)), ""),
    "brackets-printed": (
        ("hw.ipynb", notebook(code(ENTROPY, outputs=[{"output_type": "stream", "text": "[" * 400_000}]))),
        "",
    ),
    "defined-twice": (("hw.py", f"def entropy(p):\n    return 0.0\n\n\n{ENTROPY}".encode()), "defined more than once"),
    "lambda": (
        ("hw.py", b"import numpy as np\nentropy = lambda p: 0.0 - (p * np.log(np.where(p > 0, p, 1.0))).sum(-1)\n"),
        "",
    ),
}

HAND_IN = "hand in the .py file or the notebook itself"
# id: (what is handed in, what is said of it): nothing is earned, and the way out is named
NAMED: dict[str, tuple[tuple[str, bytes] | FOLDER, str]] = {
    "pdf": (("hw.pdf", b"%PDF-1.7"), f"hw.pdf: a PDF, which is not read here; {HAND_IN}"),
    "docx": (("hw.docx", zipped({"word/document.xml": b"<x/>"})), "hw.docx: a Word document"),
    "doc": (("hw.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "hw.doc: a document of an office program"),
    "odt": (("hw.odt", zipped({"mimetype": b"application/vnd.oasis.opendocument.text"})), "an OpenDocument text"),
    "rtf": (("hw.rtf", b"{\\rtf1 def entropy(p): ...}"), "a document in Rich Text Format"),
    "hwp": (("hw.hwp", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "a Hangul (HWP) document"),
    "slides": (("hw.pptx", zipped({"ppt/presentation.xml": b""})), "slides"),
    "spreadsheet": (("hw.xlsx", zipped({"xl/workbook.xml": b""})), "a spreadsheet"),
    "picture": (("hw.png", b"\x89PNG\r\n"), f"hw.png: a picture, which is not read here; {HAND_IN}"),
    "photo": (("IMG_1.HEIC", b"\0\0\0\x20ftypheic"), "a picture"),
    "html": (("hw.html", b"<html><body>def entropy(p)</body></html>"), "a web page"),
    "notebook-page": (("hw.ipynb.html", b"<!DOCTYPE html>\n<html>"), "hw.ipynb.html: a web page"),
    "github-page": (("hw.py", b"\n\n<!DOCTYPE html>\n<html lang='en'>"), "hw.py: a web page"),
    "shortcut": (
        ("hw.py - Shortcut.lnk", b"L\0\0\0"),
        "a shortcut to a file that is elsewhere, which is not read here; hand in the file itself",
    ),
    "link-to-drive": (("hw.gdoc", b'{"url": "https://docs.google.com"}'), "a shortcut"),
    "url": (("colab.url", b"[InternetShortcut]\nURL=https://colab.research.google.com\n"), "a shortcut"),
    "rar": (("hw.rar", b"Rar!\x1a\x07\x01\0"), "a RAR archive, which is not read here; hand in the files themselves"),
    "rar-called-zip": (("hw.zip", b"Rar!\x1a\x07\x01\0" + bytes(99)), "a RAR archive"),
    "7z": (("hw.7z", b"7z\xbc\xaf\x27\x1c"), "a 7z archive"),
    "tar-xz": (("hw.tar.xz", b"\xfd7zXZ\0"), "an archive that is packed in another way than zip and tar.gz"),
    "egg": (("hw.alz", b"ALZ\1"), "an archive that is packed in another way"),
    "pyc": (("hw.pyc", b"\xa7\r\r\n" + bytes(12)), "compiled code, which is not read here; hand in the .py file"),
    "pyc-called-py": (("hw.py", b"\xa7\r\r\n" + bytes(12) + b"\xe3\0"), "compiled code"),
    "program": (("hw.exe", b"MZ\x90"), "compiled code"),
    "binary-called-py": (("hw.py", bytes(range(256)) * 9), "hw.py: no text, which is not read here; it may be damaged"),
    "git-lfs": (("hw.py", b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n"), "Git LFS"),
    "r": (
        ("hw.R", b"entropy <- function(p) -sum(p * log(p))\n"),
        "code in R, which is not read here; only Python is read",
    ),
    "matlab": (("hw.m", b"function h = entropy(p)\n"), "code in MATLAB"),
    "julia": (("hw.jl", b"entropy(p) = 1\n"), "code in Julia"),
    "java": (("Hw.java", b"class Hw {}\n"), "code in Java"),
    "video": (("hw.mp4", b"\0\0\0\x20ftyp"), "sound or video"),
    "data": (("hw.csv", b"1,2\n"), "data, not code"),
    "prose": (("hw.txt", b"Dear teacher, my answer is attached.\n"), "a text that defines no function"),
    "no-suffix-prose": (("README", b"Hello\n"), "a text that defines no function"),
    "empty-py": (("hw.py", b""), "hw.py: an empty file, which is not read here; save it and hand it in again"),
    "blank-py": (("hw.py", b"\xef\xbb\xbf\n \n"), "hw.py: an empty file"),
    "empty-notebook": (("hw.ipynb", b""), "hw.ipynb: an empty file"),
    "empty-text": (("hw.txt", b""), "hw.txt: an empty file"),
    "empty-zip": (("hw.zip", zipped({})), "hw.zip: an archive with nothing in it"),
    "zip-of-a-pdf": (("hw.zip", zipped({"hw.pdf": b"%PDF"})), "hw.pdf: a PDF"),
    "zip-of-git": (("hw.zip", zipped({".git/config": b"x"})), "hw.zip: an archive with nothing in it"),
    "password": (
        ("hw.zip", with_password(zipped({"entropy.py": CODE}))),
        "locked with a password; hand it in without one",
    ),
    "torn-zip": (("hw.zip", zipped({"entropy.py": CODE})[:-30]), "damaged, or not what its name says"),
    "torn-tar": (("hw.tar.gz", tarred({"entropy.py": CODE * 50})[:60]), "damaged, or not what its name says"),
    "gzip-of-a-file": (("hw.py.gz", gzip.compress(CODE)), "hand"),
    "empty-folder": ({}, "nothing in it; hand in the files"),
    "folder-of-caches": ({"__pycache__/hw.pyc": b"", ".DS_Store": b""}, "nothing in it but what tools have made"),
    "folder-of-a-pdf": ({"hw.pdf": b"%PDF"}, "hw.pdf: a PDF"),
    "folder-of-two": ({"hw.docx": b"PK", "plot.png": b"\x89PNG"}, "hw.docx: a Word document"),
    "huge": (("hw.py", b"#" * ((1 << 20) + 1)), "larger than 1 MiB; hand in a file with the code alone"),
    "stub": (("hw.py", STUB.encode()), "handed in as it was handed out, nothing is written yet"),
    "no-exercise": (("hw.py", b"def f(x):\n    return x\n"), "defines none of the functions that are asked for"),
    "comments-only": (("hw.py", b"# I could not do it.\n"), "defines none of the functions that are asked for"),
    "notebook-without-code": (("hw.ipynb", notebook(text_cell("# Hello"))), "no code cell with anything in it; write"),
    "notebook-of-text": (("hw.ipynb", notebook(text_cell(ENTROPY))), "in text cells there is entropy"),
    "text-cell": (
        ("hw.ipynb", notebook(text_cell(f"```python\n{ENTROPY}```"), "x = 1")),
        "a cell that is not a code cell",
    ),
    "torn-notebook": (("hw.ipynb", NOTEBOOK[:80]), "damaged or saved only in part"),
    "json-no-notebook": (("hw.ipynb", b'{"a": 1}'), "not a notebook as Jupyter saves it; open it in Jupyter"),
    "notebook-in-r": (("hw.ipynb", in_language("R", "f <- function(x) x")), "a notebook in R; only Python is read"),
    "notebook-in-julia": (("hw.ipynb", in_language("julia", "f(x) = x")), "a notebook in julia; only Python is read"),
    "conflict": (
        ("hw.py", f"<<<<<<< HEAD\n{ENTROPY}=======\n{ENTROPY}>>>>>>> other\n".encode()),
        "hw.py, line 1: a merge conflict",
    ),
    "conflict-in-a-notebook": (
        ("hw.ipynb", b"{\n<<<<<<< HEAD\n" + NOTEBOOK + b"\n=======\n" + NOTEBOOK + b"\n>>>>>>> other\n}"),
        "a merge conflict",
    ),
    "python-2": (
        ("hw.py", ENTROPY.replace("    return", "    print p\n    return").encode()),
        "hw.py, line 7: this is Python 2; write it for Python 3",
    ),
    "python-2-except": (
        ("hw.py", b"def entropy(p):\n    try:\n        return 1\n    except ValueError, e:\n        return 0\n"),
        "this is Python 2",
    ),
    "type-parameters": (
        ("hw.py", b"def entropy[T](p: T) -> T:\n    return p\n"),
        "hw.py, line 1: was it written for Python 3.12? The grader runs 3.",
    ),
    "nested-f-string": (
        ("hw.py", b'def entropy(p):\n    d = {"a": 1}\n    print(f"{d["a"]}")\n    return p\n'),
        "hw.py, line 3: was it written for Python 3.12?",
    ),
    "t-string": (("hw.py", b'def entropy(p):\n    x = t"{p}"\n    return x\n'), "was it written for Python 3.14?"),
    "except-without-brackets": (
        (
            "hw.py",
            b"def entropy(p):\n    try:\n        return 1\n    except ValueError, TypeError:\n        return 0\n",
        ),
        "was it written for Python 3.14?",
    ),
    "tabs": (("hw.py", b"def entropy(p):\n        x = 1\n\treturn x\n"), "hw.py, line 3: tabs and spaces are mixed"),
    "indent": (
        ("hw.py", b"def entropy(p):\n    x = 1\n   return x\n"),
        "hw.py, line 3: this line's indent does not fit",
    ),
    "no-indent": (("hw.py", b"def entropy(p):\nreturn 1\n"), "this line's indent does not fit"),
    "nbsp": (
        ("hw.py", "def entropy(p):\n    x =\u00a01\n    return x\n".encode()),
        "line 2: a space that Python does not know",
    ),
    "curly-quotes": (
        ("hw.py", "def entropy(p):\n    x = “a”\n    return x\n".encode()),
        "line 2: the quotation mark “",
    ),
    "full-width": (("hw.py", "def entropy（p）:\n    return 1\n".encode()), "（ is a full-width sign"),
    "full-width-colon": (("hw.py", "def entropy(p)：\n    return 1\n".encode()), "is a full-width sign"),
    "minus-sign": (("hw.py", "def entropy(p):\n    return −1\n".encode()), "− is no sign of Python's"),
    "prompts": (("hw.py", b">>> def entropy(p):\n...     return 1\n"), "the prompt (>>>, ... or In [1]:) was copied"),
    "ipython-prompts": (("hw.py", b"In [1]: def entropy(p):\n   ...:     return 1\n"), "the prompt"),
    "line-numbers": (("hw.py", b"1 def entropy(p):\n2     x = 1\n3     return x\n"), "line numbers were copied"),
    "zero-bytes": (("hw.py", b"def entropy(p):\n    return 1\0\0\n"), "zero bytes are in it"),
    "unfinished": (("hw.py", b"def entropy(p):\n    return (1\n"), "line 2: a bracket or quotation mark is opened"),
    "no-python": (("hw.py", b"def entropy(p)\n    return 1\n"), "line 1: this is no Python; correct the line"),
    "full-width-digit": (("hw.py", "def entropy(p):\n    return １\n".encode()), "１ is a full-width sign"),
    "superscript": (("hw.py", "def entropy(p):\n    return p²\n".encode()), "² is no sign of Python's"),
    "entities": (
        ("hw.py", b"def entropy(p):\n    return p if p &gt; 0 else 0\n"),
        "&gt;, &lt; or &amp; comes from a web page",
    ),
    "cut-off": (("hw.py", b"def entropy(p):\n"), "the file ends here, in the middle of a function"),
    "numbers-with-bars": (
        ("hw.py", b" 1 | def entropy(p):\n 2 |     x = 1\n 3 |     return x\n"),
        "line numbers were copied",
    ),
    "r-called-py": (("hw.py", b"entropy <- function(p) {\n  -sum(p*log(p))\n}\n"), "hw.py, line 1: this is no Python"),
    "python-2-raise": (("hw.py", b'def entropy(p):\n    raise ValueError, "no"\n'), "this is Python 2"),
    "python-2-notebook": (
        ("hw.ipynb", notebook("def entropy(p):\n    print p\n    return 1")),
        "cell 1, line 2: this is Python 2",
    ),
    "newer-helper": (
        ("hw.py", b"type Vector = list[float]\n\n\ndef entropy(p: Vector):\n    return 1\n"),
        "hw.py, line 1: was it written for Python 3.12?",
    ),
    "needs-pandas": (
        ("hw.py", b"import pandas as pd\nT = pd.DataFrame()\n\n\ndef entropy(p, t=T):\n    return 1\n"),
        "hw.py, line 1: pandas is neither handed in nor installed here",
    ),
    "latex": (("hw.tex", b"\\begin{lstlisting}\ndef entropy(p):\n    return 1\n"), "hw.tex: a LaTeX text"),
    "ruby": (("hw.rb", b"def entropy(p)\n  1\nend\n"), "code in another language"),
    "mail": (("mail.eml", b"From: a\n\ndef entropy(p):\n    return 1\n"), "an e-mail"),
    "empty-zip-file": ({"hw.zip": b""}, "hw.zip: an empty file"),
    "spreadsheet-called-notebook": (("hw.ipynb", zipped({"xl/workbook.xml": b"x"})), "hw.ipynb: a spreadsheet"),
    "diff": (("hw.diff", b"--- a/hw.py\n+++ b/hw.py\n@@ -1 +1 @@\n+def entropy(p):\n"), ""),
    "async": (("hw.py", ENTROPY.replace("def", "async def").encode()), "line 4: entropy is an async function"),
    "method": (
        ("hw.py", b"class A:\n    def entropy(self, p):\n        return 1\n"),
        "line 2: entropy is a method of A",
    ),
    "nested": (("hw.py", b"def f():\n    def entropy(p):\n        return 1\n"), "line 2: entropy is inside of f"),
    "main-block": (
        ("hw.py", b'if __name__ == "__main__":\n    def entropy(p):\n        return 1\n'),
        "line 2: entropy is below `if __name__",
    ),
    "capital-name": (
        ("hw.py", b"def Entropy(p):\n    return 1\n"),
        "line 1: is Entropy meant? The name must be entropy",
    ),
    "name-with-number": (("hw.py", b"def entropy_1(p):\n    return 1\n"), "is entropy_1 meant?"),
    "name-with-words": (("hw.py", b"def my_entropy_loss(p):\n    return 1\n"), "is my_entropy_loss meant?"),
    "name-with-a-slip": (("hw.py", b"def entorpy(p):\n    return 1\n"), "is entorpy meant?"),
    "class-for-a-function": (("hw.py", b"class Entropy:\n    pass\n"), "Entropy is a class; a function is asked for"),
    "number-for-a-function": (("hw.py", b"entropy = 3\n"), "it is not a function but int"),
    "module-not-there": (
        ("hw.py", b"from helpers import entropy\n"),
        "helpers is neither handed in nor installed here",
    ),
    "fails-when-run": (("hw.py", b"entropy = 1 / 0\n"), "line 1: this line fails when the file is run; correct it"),
}
# The Python that reads these as they are.
if sys.version_info >= (3, 12):
    del NAMED["type-parameters"], NAMED["nested-f-string"], NAMED["newer-helper"]
if sys.version_info >= (3, 14):
    del NAMED["t-string"], NAMED["except-without-brackets"]
