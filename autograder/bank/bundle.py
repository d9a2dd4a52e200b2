"""Write the folder that students are given of a bank: exercises, keys and translations, no solutions, no specs."""

from __future__ import annotations

import ast
import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.bank.folder import Bank, BankError, Unit, handed_out, shipped
from autograder.bank.packs import bank_above, read_pack, refuse_twins
from autograder.bank.union import public_key, union_key
from autograder.isolation.inside.definitions import definitions
from autograder.judging.cells import code_cells
from autograder.judging.key import Key, name_of
from autograder.translation import MANIFEST, N_, Translate, translator

KOREAN = "ko"


def banks_to_bundle(folders: Sequence[Path], here: Path) -> list[Bank]:
    """Read the banks of these folders; of the nearest one above `here` if none is named.

    Raises
    ------
    BankError
        If there is none, or one cannot be practised beside the bank that ships.
    """
    above = bank_above(here) if not folders else None
    if not folders and above is None:
        raise BankError(N_("{folder}: no pack here or above; name one with --pack DIR"), folder=here)
    banks = [read_pack(root) for root in ([above.root] if above else folders)]
    ours = shipped()
    refuse_twins(banks if [bank.name for bank in banks] == [ours.name] else [ours, *banks])
    return banks


def write_bundle(folder: Path, banks: Sequence[Bank]) -> list[str]:
    """Write banks as one folder that students can practise in.

    Parameters
    ----------
    folder : Path
        Must not be there yet, or be empty.
    banks : sequence of Bank

    Returns
    -------
    list of str
        The ids of its exercises.

    Raises
    ------
    BankError, DamagedKey
        If a bank is not as it should be handed out; then nothing is written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BankError(N_("{path}: is there already; name a new folder"), path=folder)
    key = union_key(banks)
    for bank in banks:
        refuse_answers(bank, key)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        bundle = Path(scratch, "bundle")  # renamed when it is complete: nobody meets half a bundle
        write_files(bundle, banks, key)
        bundle.replace(folder)
    return list(key.lines)


def write_files(folder: Path, banks: Sequence[Bank], key: Key) -> None:
    for bank in banks:
        catalogues = bank.locale.glob("*/LC_MESSAGES/*.mo")
        for path in [*handed_out(bank), *catalogues]:
            target = folder / path.relative_to(bank.root)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    bundle = Bank(folder, "_".join(bank.name for bank in banks), tuple(unit for bank in banks for unit in bank.units))
    bundle.key.parent.mkdir()
    key.save(bundle.key)
    drawings = [bank.pictures.read_text(encoding="utf-8") for bank in banks if bank.pictures.exists()]
    bundle.pictures.write_text("".join(drawings), encoding="utf-8", newline="\n")
    declared = (banks[0].root / MANIFEST).read_text(encoding="utf-8") if len(banks) == 1 else manifest(bundle)
    (folder / MANIFEST).write_text(declared, encoding="utf-8", newline="\n")
    (folder / "README.md").write_text(readme(bundle, key, "en"), encoding="utf-8", newline="\n")
    if speaks_korean(bundle):
        (folder / "README.ko.md").write_text(readme(bundle, key, KOREAN), encoding="utf-8", newline="\n")


# ---------------------------------------------------------------- nothing of an answer


def refuse_answers(bank: Bank, key: Key) -> None:
    """Make sure that each exercise of a bank is handed out, and none with an answer in it.

    Raises
    ------
    BankError
        If one is missing, or somebody has begun to write it.
    """
    units = {unit.name for unit in bank.units}
    names = {f"{one}.py" for one in key.lines if one.partition("/")[0] in units}
    files = {path.relative_to(bank.exercises).as_posix(): path for path in handed_out(bank)}
    for name in sorted(names - files.keys()):
        message = N_("{path}: missing from the pack; its author makes it with `losslings {command} --bank {root}`")
        raise BankError(message, path=bank.exercises / name, command="stubs", root=bank.root)
    for name, path in files.items():
        if path.suffix == ".py" and name not in names:
            raise BankError(N_("{path}: is no exercise of the key; move it away, or build the key again"), path=path)
        command = {".py": "stubs", ".ipynb": "notebooks"}.get(path.suffix)
        if command and any(holds_answer(source, names) for source in sources(path)):
            message = N_("{path}: holds an answer; `losslings {command} --bank {root} --force` empties it")
            raise BankError(message, path=path, command=command, root=bank.root)


def sources(path: Path) -> list[str]:
    data = path.read_bytes()
    return code_cells(data, str(path)).sources if path.suffix == ".ipynb" else [data.decode("utf-8", "replace")]


def holds_answer(source: str, names: set[str]) -> bool:
    """Tell whether a text defines an exercise other than as a stub; one that cannot be parsed may."""
    functions = {Path(name).stem for name in names}
    try:
        found = definitions(ast.parse(source))
    except (SyntaxError, ValueError, RecursionError):
        return any(f"def {name}" in source for name in functions)
    return any(found.get(name, "stub") != "stub" for name in functions)


# ---------------------------------------------------------------- what students read first


def manifest(bank: Bank) -> str:
    """Write a bank's manifest; a JSON text is a TOML text too."""
    lines = [f"name = {json.dumps(bank.name)}"]
    for unit in bank.units:
        lines += ["", "[[unit]]", f"folder = {json.dumps(unit.name)}"]
        lines += [f"title.{one} = {json.dumps(text, ensure_ascii=False)}" for one, text in unit.titles.items()]
        lines += [f"needs = {json.dumps(unit.needs)}"] if unit.needs else []
    return "\n".join([*lines, ""])


def speaks_korean(bank: Bank) -> bool:
    return (bank.locale / KOREAN).is_dir() or any(KOREAN in unit.titles for unit in bank.units)


def readme(bank: Bank, key: Key, language: str) -> str:
    return "\n".join(readme_lines(bank, key, language, translator(language, bank.locale)))


def readme_lines(bank: Bank, key: Key, language: str, translate: Translate) -> Iterator[str]:
    """Yield the lines that tell a student what to do in the folder."""
    needs = dict.fromkeys(["losslings", *(library for unit in bank.units for library in unit.needs)])
    beside = Key(hidden=False, lines={**public_key().lines, **key.lines})  # students have the shipped bank too
    name = beside.label(next(iter(key.lines)))
    steps = {
        f"pip install {' '.join(needs)}": N_("once"),
        "losslings": N_("how far you are, and the next exercise"),
        f"losslings check {name}": N_("what was asked, expected and given"),
        f"losslings hint {name}": N_("one more hint each time"),
        "pytest exercises": N_("the same as tests"),
    }
    width = max(map(len, steps)) + 2
    yield from (
        f"# {bank.name}",
        "",
        translate(N_("Write your answers into the files of exercises/, and check them in this folder:")),
        "",
        "```sh",
    )
    yield from (f"{step:<{width}}# {translate(what)}" for step, what in steps.items())
    yield from ("```", "")
    for unit in bank.units:
        yield f"- {unit.title(language)}: {exercises_of(unit, key)}"
    yield ""


def exercises_of(unit: Unit, key: Key) -> str:
    ids = [one for one in key.lines if one.partition("/")[0] == unit.name]
    return ", ".join(f"[{name_of(one)}](exercises/{one}.py)" for one in ids)
