"""How long the code of one submission has computed, and how long it has only waited: what its limits are held against.

Time on the processor counts, not the clock on the wall: an honest answer is never stopped because its neighbours keep
the machine busy. Time in which a process is ready, while another one has the processor, costs it nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, Protocol

from autograder.isolation.job import Limits

GRACE = 1.25  # times its limit that a call may compute: beside busy neighbours the same work takes more of it
UNREAD = 0.02  # share of a call's limit that passes before the child's use is read again
# Seconds of waiting that a second of computing allows. A container may give its processes a part of a processor: the
# rest of the time they wait, through no fault of theirs. More where the system does not count who is merely queued.
WAITING, WAITING_OR_QUEUED = 2.0, 10.0
IDLE_CALLS = 6  # so many calls may use up their idle time; then the submission has
LAST = 20.0  # times the total that may pass on the wall, whatever was counted
LOOK_AGAIN = 0.02  # seconds between two looks whether the run is to stop: a person waits for it


class Usage(NamedTuple):
    """What a process has used, in seconds: of the processor, and of waiting for it; None where no one counts that."""

    computed: float
    queued: float | None


class Metered(Protocol):
    """A child whose use can be read."""

    def usage(self) -> Usage: ...


class Stopped(Exception):
    """Whoever asked for the answers wants them no longer."""


class OutOfTime(Exception):
    """A limit is used up.

    Parameters
    ----------
    seconds : float
        The limit, as it is told.
    is_final : bool
        Whether it is one of the submission's: nothing more is to be asked.
    """

    def __init__(self, seconds: float, is_final: bool) -> None:
        super().__init__(seconds, is_final)
        self.seconds = seconds
        self.is_final = is_final


def queued_seconds(pid: int) -> float | None:
    """Return how long the threads of a process have been ready while others had the processor, where Linux says so."""
    total = 0.0
    try:
        for thread in Path(f"/proc/{pid}/task").iterdir():
            total += int((thread / "schedstat").read_text().split()[1]) / 1e9
    except (OSError, IndexError, ValueError):
        return None
    return total


class Clock:
    """Holds what the children of one submission use, one after the other, against its limits.

    Parameters
    ----------
    limits : Limits
    is_stopped : callable, optional
        See `autograder.isolation.runner.Runner`.

    Attributes
    ----------
    next : float
        On the monotonic clock, when a limit may be used up, or the run is to stop; `check` then says whether it is so.
    """

    def __init__(self, limits: Limits, is_stopped: Callable[[], bool] | None = None) -> None:
        self.limits = limits
        self.is_stopped = is_stopped
        self.last = time.monotonic() + LAST * limits.total_seconds
        self.computed = 0.0  # by children that have ended
        self.idle = 0.0
        self.child: Metered | None = None
        self.is_over = False

    @property
    def is_used_up(self) -> bool:
        """Whether nothing more is to be asked."""
        return self.is_over or self.computed >= self.limits.total_seconds or time.monotonic() >= self.last

    def start(self, child: Metered) -> None:
        """Count what a child uses from now on."""
        self.child = child
        self.began = self.read_at = time.monotonic()
        self.usage = Usage(0.0, 0.0)
        self.begin()

    def begin(self) -> None:
        """Begin a call, or the loading of a file: it has the limit of one call."""
        if self.child is not None and time.monotonic() - self.read_at > UNREAD * self.limits.seconds:
            self.read()
        now = time.monotonic()
        self.base = self.usage.computed + now - self.read_at  # what is not read yet is not held against what begins
        self.idle_base = self.idle_now()
        self.look_in(min(self.limits.seconds, self.limits.idle_seconds))

    def look_in(self, seconds: float) -> None:
        """Set when a limit may be used up; whether the run is to stop is looked at earlier."""
        self.used_up = time.monotonic() + seconds
        self.next = min(self.used_up, time.monotonic() + LOOK_AGAIN) if self.is_stopped else self.used_up

    def read(self) -> None:
        assert self.child is not None
        self.usage = self.child.usage()
        self.read_at = time.monotonic()

    def idle_now(self) -> float:
        """Return how long the running child has neither computed nor been ready to."""
        return max(0.0, self.read_at - self.began - self.usage.computed - (self.usage.queued or 0.0))

    def check(self) -> None:
        """Read the child's use, and set when to look again.

        Raises
        ------
        OutOfTime, Stopped
        """
        if self.is_stopped and self.is_stopped():
            raise Stopped
        if (seconds := self.used_up - time.monotonic()) > 0:
            self.look_in(seconds)
            return
        self.read()
        limits, computed, idle = self.limits, self.usage.computed - self.base, self.idle_now()
        waiting = WAITING_OR_QUEUED if self.usage.queued is None else WAITING
        left = min(
            limits.total_seconds - self.computed - self.usage.computed,
            IDLE_CALLS * limits.idle_seconds + waiting * (self.computed + self.usage.computed) - self.idle - idle,
            self.last - self.read_at,
        )
        left_of_call = GRACE * limits.seconds - computed
        left_idle = limits.idle_seconds + waiting * computed - (idle - self.idle_base)
        if left <= 0:
            self.is_over = True
            raise OutOfTime(limits.total_seconds, is_final=True)
        if min(left_of_call, left_idle) <= 0:
            raise OutOfTime(limits.seconds if left_of_call <= 0 else limits.idle_seconds, is_final=False)
        self.look_in(max(min(left, left_of_call, left_idle), 0.001 * limits.seconds))

    def stop(self) -> None:
        """Add up what the child has used, before it is ended."""
        if self.child is None:
            return
        if time.monotonic() - self.began > UNREAD * self.limits.seconds:
            self.read()
        self.computed += self.usage.computed + time.monotonic() - self.read_at
        self.idle += self.idle_now()
        self.child = None
