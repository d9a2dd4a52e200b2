"""Show one page at a time: on a terminal in place of the one before, elsewhere line after line."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

from rich.console import Console, Group, RenderableType
from rich.segment import Segment

LEFT_FREE = 1  # lines between the body and what stays at the bottom


@dataclass(frozen=True)
class Page:
    """What a person reads, and the lines that stay below it.

    Parameters
    ----------
    bodies : sequence of rich renderables
        The same in one or more forms, the roomiest first: the first that the terminal holds is shown.
    footer : rich renderable
    before : rich renderable, optional
        What comes above the place where the page is opened: one scrolls up to it.
    is_last : bool
        Whether one quits from it, and does not go back.
    """

    bodies: Sequence[RenderableType]
    footer: RenderableType
    before: RenderableType | None = None
    is_last: bool = False


class Screen:
    """A terminal, or what stands in its place.

    Attributes
    ----------
    is_plain : bool
        Whether lines are appended: off a terminal, and where the terminal or its reader wants no colours.
    is_longer : bool
        Whether the last page is longer than the terminal: it can be scrolled.
    """

    def __init__(self, stream: IO[str]) -> None:
        self.console = Console(file=stream, highlight=False, markup=False, emoji=False)
        wants_plain = bool(os.environ.get("NO_COLOR")) or self.console.is_dumb_terminal
        self.is_plain = not self.console.is_terminal or self.console.legacy_windows or wants_plain
        if self.is_plain:
            self.console = Console(file=stream, force_terminal=False, no_color=True, highlight=False, emoji=False)
        self.size = self.console.size
        self.last: object = None
        self.is_longer = False

    def __enter__(self) -> Screen:
        self.take()
        return self

    def __exit__(self, *error: object) -> None:
        self.give_back()

    def take(self) -> None:
        """Begin an empty screen; what was there comes back with `give_back`."""
        self.last = None
        if not self.is_plain:
            self.console.set_alt_screen(True)
            self.console.show_cursor(False)

    def give_back(self) -> None:
        if not self.is_plain:
            self.console.show_cursor(True)
            self.console.set_alt_screen(False)

    def is_resized(self) -> bool:
        """Tell whether the terminal has another size than when the last page was shown; or was suspended."""
        return not self.is_plain and (self.last is None or self.console.size != self.size)

    @property
    def width(self) -> int:
        return self.console.width

    def show(self, page: Page, offset: int = 0) -> int:
        """Show a page, and return its offset: the one asked for, within the page.

        Parameters
        ----------
        page : Page
        offset : int
            By how many lines the page is moved up from where it opens.
        """
        if self.is_plain:
            self.append(page)
            return 0
        self.size = width, height = self.console.size
        footer = self.lines(page.footer)[:height]
        room = max(height - len(footer) - LEFT_FREE, 0)
        before = self.lines(page.before) if page.before else []
        forms = (before + self.lines(body) for body in page.bodies)
        lines: list[list[Segment]] = next((one for one in forms if len(one) <= room), [])
        lines = lines or before + self.lines(page.bodies[-1])
        self.is_longer = len(lines) > room
        first = min(max(offset + len(before), 0), max(len(lines) - room, 0))
        shown = lines[first : first + room]
        empty = [[Segment(" " * width)]]
        shown += empty * (height - len(footer) - len(shown)) + footer
        if shown != self.last:
            self.console.update_screen_lines(shown[:height])
            self.last = shown
        return first - len(before)

    def lines(self, one: RenderableType) -> list[list[Segment]]:
        """Render something to lines as wide as the terminal."""
        return self.console.render_lines(one, self.console.options.update(height=None), pad=True)

    def append(self, page: Page) -> None:
        """Print a page below the one before, unless it is the same."""
        whole = Group(page.before, page.bodies[0]) if page.before else page.bodies[0]
        lines = ["".join(part.text for part in line).rstrip() for line in self.lines(whole)]
        if lines != self.last:
            print("\n".join(lines), end="\n\n", file=self.console.file, flush=True)
            self.last = lines
