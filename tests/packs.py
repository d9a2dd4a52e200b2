"""A pack of one or more exercises, made of the public key's data: an author's libraries are not needed."""

from __future__ import annotations

import io
import json
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from shell import ROOT

from autograder.bank.folder import SHIPPED
from autograder.bank.union import public_key
from autograder.judging.key import Key, id_of

ORIGINAL = "information/surprise"
STUB = (SHIPPED / f"exercises/{ORIGINAL}.py").read_text(encoding="utf-8")
RIGHT = (ROOT / f"solutions/{ORIGINAL}.py").read_text(encoding="utf-8")
WRONG = "def surprise(p):\n    return 0.0 * p\n"
MARK = "import pathlib\npathlib.Path({marker!r}).touch()\n"


def named(text: str, name: str) -> str:
    return text.replace("surprise", name)


def line_of(unit: str, name: str) -> str:
    """Return the original's line of the key, as that of another exercise."""
    packed = json.loads(public_key().lines[ORIGINAL])
    text = json.dumps({**packed, "unit": unit}).replace("surprise(", f"{name}(")
    return text.replace('"name": "surprise"', f'"name": "{name}"', 1)


def write_pack(root: Path, name: str = "extra", exercises: tuple[str, ...] = ("tutorial/nats",)) -> Path:
    """Write a pack; whatever of it is code leaves a mark where it is run."""
    units = dict.fromkeys(one.partition("/")[0] for one in exercises)
    declared = [f'[[unit]]\nfolder = "{unit}"\ntitle.en = "{unit.title()}"\ntitle.ko = "단원"' for unit in units]
    files = {"losslings.toml": "\n".join([f'name = "{name}"', *declared])}
    lines = [line_of(*one.split("/")) for one in exercises]
    (picture,) = [
        json.loads(text)
        for text in (SHIPPED / "keys/pictures.jsonl").read_text(encoding="utf-8").splitlines()
        if json.loads(text)["exercise"] == ORIGINAL
    ]
    files["keys/pictures.jsonl"] = "".join(json.dumps({**picture, "exercise": one}) + "\n" for one in exercises)
    for one in exercises:
        files[f"exercises/{one}.py"] = named(STUB, one.partition("/")[2])
    marking = MARK.format(marker=str(root / "ran"))
    for path in (*(f"solutions/{one}.py" for one in exercises), *(f"specs/{one}.py" for one in exercises)):
        files[path] = marking + RIGHT
    files |= dict.fromkeys(("__init__.py", "conftest.py", "solutions/conftest.py", "specs/__init__.py"), marking)
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    Key(hidden=False, lines={id_of(line): line for line in lines}).save(root / "keys/public.jsonl")
    return root


def translate_pack(root: Path, message: str, korean: str) -> None:
    catalogue, stream = Catalog(locale="ko"), io.BytesIO()
    catalogue.add(message, korean)
    write_mo(stream, catalogue)
    path = root / "locale/ko/LC_MESSAGES/extra.mo"
    path.parent.mkdir(parents=True)
    path.write_bytes(stream.getvalue())


def answer(root: Path, exercise: str = "tutorial/nats", source: str = RIGHT) -> None:
    path = root / f"exercises/{exercise}.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(named(source, path.stem), encoding="utf-8")


def install(site: Path, package: str, value: str, name: str = "extra") -> None:
    """Declare a package's pack as an installed distribution does."""
    about = site / f"{package}-1.0.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(f"[losslings.packs]\n{name} = {value}\n")
