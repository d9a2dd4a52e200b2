"""Notice what is saved: the system's events say when to look, and a look twice a second is there where none come."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TypeAlias

from autograder.practice.home import ANSWERS
from autograder.practice.watch.events import Put, Saved

ENDINGS = tuple(ANSWERS)
Stamp: TypeAlias = tuple[int, int, int]

STEP = 5  # milliseconds without a further event, after which what an editor wrote in several steps is taken as one save
LOOK_ANYWAY = 500  # milliseconds: folders of a network, and of a container's host, send no events
LOOK_WITHOUT = 0.05  # seconds between two looks where the system gives no events at all
ABSENT = 0.3  # seconds for which a file may be away, or empty: so editors replace one


def stamps(folders: Collection[Path]) -> dict[Path, Stamp]:
    """Return when each file was written, its size and its number; empty files are as good as absent."""
    found: dict[Path, Stamp] = {}
    for folder in folders:
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.name.endswith(ENDINGS):
                        status = (
                            path := folder / entry.name
                        ).stat()  # of what a link leads to, and on Windows not the folder's own copy
                        if status.st_size:
                            found[path] = (status.st_mtime_ns, status.st_size, status.st_ino)
        except OSError:  # removed while we look
            continue
    return found


class Saves(threading.Thread):
    """Watches the files of exercises, and puts each save into the queue.

    Parameters
    ----------
    folders : collection of Path
    put : callable
    """

    def __init__(self, folders: Collection[Path], put: Put) -> None:
        super().__init__(daemon=True)
        self.folders = folders
        self.put = put
        self.is_over = threading.Event()
        self.seen = stamps(folders)  # now: a save after this moment is noticed
        self.absent: dict[Path, float] = {}  # files, and since when they are away

    def run(self) -> None:
        for named in self.moments():
            if changed := self.look(named):
                self.put(Saved(frozenset(changed)))

    def stop(self) -> None:
        self.is_over.set()

    def moments(self) -> Iterator[set[Path]]:
        """Yield whenever it is time to look, with the files that the system names."""
        try:
            from watchfiles import watch  # the first screen does not wait for it

            for changes in watch(
                *self.folders,
                watch_filter=None,
                step=STEP,
                stop_event=self.is_over,
                rust_timeout=LOOK_ANYWAY,
                yield_on_timeout=True,
                raise_interrupt=False,
                recursive=False,
            ):
                yield {Path(path) for _change, path in changes}
        except (ImportError, OSError, RuntimeError):  # not for this system, or more watches than it allows
            pass
        while not self.is_over.wait(LOOK_WITHOUT):
            yield set()

    def look(self, named: Collection[Path]) -> set[Path]:
        """Return what was written since the last look; a file that is away counts when it stays away.

        A file that the system names counts even if it looks the same: a clock that ticks every few milliseconds gives
        two saves one time.
        """
        now, there = time.monotonic(), stamps(self.folders)
        changed = {path for path, stamp in there.items() if self.seen.get(path) != stamp or path in named}
        away = {path: self.absent.get(path, now) for path in self.seen.keys() - there.keys()}
        self.absent = {path: since for path, since in away.items() if now - since < ABSENT}
        there |= {path: self.seen[path] for path in self.absent}
        changed |= away.keys() - self.absent.keys()
        self.seen = there
        return changed
