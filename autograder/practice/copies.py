"""Copy the exercises into a student's folder, and nothing over what stands there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from autograder.bank.folder import Bank, handed_out
from autograder.translation import translator


class Copies(NamedTuple):
    """The exercises of one bank in a student's folder: those copied now, and those that were there already."""

    bank: Bank
    copied: list[Path]
    existing: list[Path]


def copy_exercises(folder: Path, banks: Sequence[Bank], language: str = "en") -> list[Copies]:
    """Copy the exercises, and the files beside them, to `folder`; a file that exists there is never overwritten.

    What an exercise asks is written into its file in the reader's language, where its bank speaks it.
    """
    return [copy_bank(folder, bank, language) for bank in banks]


def copy_bank(folder: Path, bank: Bank, language: str) -> Copies:
    copies = Copies(bank, [], [])
    for path in handed_out(bank):
        target = folder / path.relative_to(bank.exercises)
        is_there = target.exists()
        if not is_there:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(handed_text(path, bank, language))
        if path.suffix == ".py":
            (copies.existing if is_there else copies.copied).append(target)
    return copies


def handed_text(path: Path, bank: Bank, language: str) -> bytes:
    """Return what a student gets of one of a bank's files: an exercise with its statement in their language."""
    data = path.read_bytes()
    if path.suffix != ".py" or language == "en":
        return data
    from autograder.bank.translated import translated_stub  # an English reader needs none of it

    return translated_stub(data.decode(), path.stem, translator(language, bank.locale)).encode()
