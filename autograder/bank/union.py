"""The bank that ships and the packs beside it, taken as one: their keys, their pictures, their words."""

from __future__ import annotations

from autograder.bank.folder import shipped
from autograder.judging.key import Key
from autograder.report.picture import Picture, load_pictures


def public_key() -> Key:
    """Read the answer key that students have.

    Raises
    ------
    DamagedKey
    """
    return Key.load(shipped().key)


def public_pictures() -> dict[str, Picture]:
    """Read what is drawn, by exercise.

    Raises
    ------
    NoPicture
    """
    return load_pictures(shipped().pictures)
