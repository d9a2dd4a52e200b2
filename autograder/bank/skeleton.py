"""Begin a new exercise: its two files, which run as they are, with a line TODO wherever the author must write."""

from __future__ import annotations

import keyword
import re
from pathlib import Path
from textwrap import fill

from autograder.bank import skeleton_class, skeleton_function, skeleton_module, skeleton_torch
from autograder.bank.folder import NAME, BankError, read_bank
from autograder.judging.ladder import FAMILIES
from autograder.translation import MANIFEST, N_

CLASS = re.compile(r"[A-Z][A-Za-z0-9]*")
TODO = re.compile(r"\bTODO\b:?\s*(.*)")

UNIT = """
[[unit]]
folder = "{unit}"
title.en = "{title}"
# title.ko = "…"
"""
NEEDS_TORCH = 'needs = ["torch"]\n'

BANK = """# This folder is a bank of exercises: its name, and its units in the order in which students meet them.
name = "{name}"
"""


# By whether it is in torch, and whether it is a class.
SKELETONS = {
    (False, False): skeleton_function,
    (False, True): skeleton_class,
    (True, False): skeleton_torch,
    (True, True): skeleton_module,
}


def begin_exercise(bank: Path, text: str, *, in_torch: bool = False) -> list[Path]:
    """Write the two files of a new exercise, and declare its unit where it is new; nothing is overwritten.

    Parameters
    ----------
    bank : Path
        A folder without a manifest becomes a bank.
    text : str
        ``unit/name``, or ``unit/Name`` for an exercise that asks for a class.
    in_torch : bool
        Whether it is written in torch; what stands in a unit that needs torch is so anyway.

    Returns
    -------
    list of Path
        What was written.

    Raises
    ------
    BankError
        If the name cannot be one, a file is there already, or the unit does not need torch; nothing is written then.
    """
    unit, _, name = text.partition("/")
    is_class = bool(CLASS.fullmatch(name))
    if any(not NAME.fullmatch(part) or keyword.iskeyword(part) for part in (unit, "a" if is_class else name)):
        message = N_(
            "{text}: write unit/name, both in lower-case letters, digits and _, such as my_unit/my_loss; for a class"
            " my_unit/MyClass"
        )
        raise BankError(message, text=repr(text))
    paths = [bank / folder / unit / f"{name}.py" for folder in ("solutions", "specs")]
    for path in paths:
        if path.exists():
            raise BankError(N_("{path}: is there already; nothing was written"), path=path)
    written = declare_unit(bank, unit, in_torch=in_torch)
    declared = read_bank(bank)
    families = fill(", ".join({**FAMILIES, **declared.families}), 116, subsequent_indent="# ")
    skeleton = SKELETONS["torch" in declared.unit(unit).needs, is_class]
    for path, content in zip(paths, (skeleton.SOLUTION, skeleton.SPEC), strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        filled = content.replace("{name}", name).replace("{families}", families)
        path.write_text(filled, encoding="utf-8", newline="\n")
        written.append(path)
    return written


def declare_unit(bank: Path, unit: str, *, in_torch: bool) -> list[Path]:
    """Add a unit to the manifest, at the end, unless it is there; return the manifest if it was written.

    Raises
    ------
    BankError
    """
    path = bank / MANIFEST
    if path.exists():
        known = next((one for one in read_bank(bank).units if one.name == unit), None)
        if known and in_torch and "torch" not in known.needs:
            message = N_(
                '{path}: the unit {unit} does not need torch; write needs = ["torch"] below it, or name another'
            )
            raise BankError(message, path=path, unit=unit)
        if known:
            return []
        text = path.read_text(encoding="utf-8").rstrip("\n") + "\n"
    else:
        name = re.sub(r"\W+", "_", bank.resolve().name.lower(), flags=re.ASCII).strip("_")
        text = BANK.format(name=name if NAME.fullmatch(name) else "my_pack")
    bank.mkdir(parents=True, exist_ok=True)
    title = unit.replace("_", " ").capitalize()
    text += UNIT.format(unit=unit, title=title) + (NEEDS_TORCH if in_torch else "")
    path.write_text(text, encoding="utf-8", newline="\n")
    return [path]


def still_to_write(path: Path) -> list[tuple[int, str]]:
    """Return the lines that are still marked TODO: the number, and what is to be written there."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [(number, found[1].rstrip('"')) for number, line in enumerate(lines, 1) if (found := TODO.search(line))]
