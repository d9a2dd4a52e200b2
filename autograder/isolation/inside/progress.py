"""Tell the grader which file or cell is being read or run: if the child ends or hangs, that one is to blame."""

from __future__ import annotations

from collections.abc import Callable

from . import wire


class Progress:
    """Where the child is in the submitted files; told to the grader whenever it changes.

    Parameters
    ----------
    write : callable
        The connection to the grader.
    """

    def __init__(self, write: Callable[[bytes], object]) -> None:
        self.write = write
        self.places: list[str] = []  # a file that imports another stands before it

    @property
    def place(self) -> str:
        """The file or cell that is being read or run; nothing between two of them."""
        return self.places[-1] if self.places else ""

    def enter(self, place: str, note: str = "") -> None:
        self.places.append(place)
        self.tell(place, note)

    def go_on(self, place: str) -> None:
        """Go on with the next cell or statement; told only where it changes what would be to blame."""
        if place != self.place:
            self.places[-1] = place
            self.tell(place)

    def leave(self) -> None:
        self.places.pop()
        self.tell(self.place)

    def tell(self, place: str, note: str = "") -> None:
        self.write(wire.pack_frame(wire.LOADING, place, note))
