"""Put memory into pages of 2 MiB, where Linux can: a fork copies the list of pages, and every child gives it back.

A process with torch has 50,000 pages of 4 KiB; forking it and ending the child takes five times as long.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable

from .syscalls import LIBC

SIZE = 2 << 20
MADV_COLLAPSE = 25  # since Linux 6.1; an older one refuses, and nothing is lost but time


def candidates() -> list[int]:
    """Find the addresses where a large page fits into memory that is this process's own."""
    found: list[int] = []
    try:
        with open("/proc/self/maps") as file:
            areas = [line.split() for line in file]
    except OSError:  # no /proc
        return []
    for addresses, rights, _, _, _, *name in areas:
        if rights == "rw-p" and name in ([], ["[heap]"]):
            start, end = (int(address, 16) for address in addresses.split("-"))
            found += range(-(-start // SIZE) * SIZE, end - SIZE + 1, SIZE)
    return found


def collapse(addresses: Iterable[int]) -> None:
    """Make large pages of small ones."""
    for address in addresses:
        LIBC.madvise(ctypes.c_void_p(address), ctypes.c_size_t(SIZE), MADV_COLLAPSE)
