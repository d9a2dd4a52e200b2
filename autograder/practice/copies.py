"""Copy the exercises into a student's folder, and nothing over what stands there."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from autograder.bank.folder import Bank, handed_out


class Copies(NamedTuple):
    """The exercises of one bank in a student's folder: those copied now, and those that were there already."""

    bank: Bank
    copied: list[Path]
    existing: list[Path]


def copy_exercises(folder: Path, banks: Sequence[Bank]) -> list[Copies]:
    """Copy the exercises, and the files beside them, to `folder`; a file that exists there is never overwritten."""
    return [copy_bank(folder, bank) for bank in banks]


def copy_bank(folder: Path, bank: Bank) -> Copies:
    copies = Copies(bank, [], [])
    for path in handed_out(bank):
        target = folder / path.relative_to(bank.exercises)
        is_there = target.exists()
        if not is_there:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        if path.suffix == ".py":
            (copies.existing if is_there else copies.copied).append(target)
    return copies
