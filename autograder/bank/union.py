"""Join the bank that ships and the packs beside it: their keys, their pictures, their translations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from autograder.bank.folder import Bank, BankError, shipped
from autograder.judging.key import Key
from autograder.translation import N_, Translate, translator

if TYPE_CHECKING:
    from autograder.report.picture import Picture


def union_key(banks: Sequence[Bank]) -> Key:
    """Read the answer keys that students have, as one: bank after bank.

    Raises
    ------
    DamagedKey
        If one cannot be read.
    BankError
        If one is not of its bank.
    """
    keys = [key_of(bank) for bank in banks]
    if len(keys) == 1:  # its digest is known
        return keys[0]
    return Key(hidden=False, lines={one: line for key in keys for one, line in key.lines.items()})


def key_of(bank: Bank) -> Key:
    """Read a bank's public key.

    Raises
    ------
    DamagedKey
    BankError
        If it is a hidden key, or has exercises of a unit that the bank does not declare.
    """
    key = Key.load(bank.key)
    if key.hidden:
        raise BankError(N_("{path}: a hidden key; students are judged by a public one"), path=bank.key)
    units = {unit.name for unit in bank.units}
    for unit in dict.fromkeys(one.partition("/")[0] for one in key.lines):
        if unit not in units:
            message = N_("{path}: has exercises of a unit {unit}, which {root}/losslings.toml does not declare")
            raise BankError(message, path=bank.key, unit=unit, root=bank.root)
    return key


def union_pictures(banks: Sequence[Bank]) -> dict[str, Picture]:
    """Read what is drawn, by exercise; a pack need not draw.

    Raises
    ------
    NoPicture
    """
    from autograder.report.picture import load_pictures  # a check in a terminal draws nothing

    drawing = [bank for bank in banks if bank.pictures.exists()]
    return {name: picture for bank in drawing for name, picture in load_pictures(bank.pictures).items()}


def union_translator(language: str, banks: Sequence[Bank]) -> Translate:
    """Return what translates the engine's words and the banks'; where two say the same, the first counts.

    Raises
    ------
    LosslingsError
        If a bank's catalogue is damaged.
    """
    return translator(language, *(bank.locale for bank in banks))


def public_key() -> Key:
    """Read the answer key of the bank that ships.

    Raises
    ------
    DamagedKey
    """
    return union_key([shipped()])


def public_pictures() -> dict[str, Picture]:
    """Read what is drawn of the bank that ships, by exercise.

    Raises
    ------
    NoPicture
    """
    return union_pictures([shipped()])
