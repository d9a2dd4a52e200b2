"""The submissions of a class that no worker has yet."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import islice

from autograder.judging.submission import Submission

TRIES = 2  # of a submission whose worker died


class Queue:
    """The submissions that no worker has yet: a few are read ahead, so that no worker waits for the disk."""

    def __init__(self, source: Iterator[Submission], ahead: int) -> None:
        self.source = source
        self.ahead = ahead
        self.read: deque[Submission] = deque()
        self.tries: dict[str, int] = {}

    def read_ahead(self) -> None:
        self.read.extend(islice(self.source, max(0, self.ahead - len(self.read))))

    def next(self) -> Submission | None:
        return self.read.popleft() if self.read else next(self.source, None)

    def may_try_again(self, submission: Submission) -> bool:
        """Count a death of its worker; put the submission first again, unless it has had its tries."""
        self.tries[submission.id] = self.tries.get(submission.id, 0) + 1
        if self.tries[submission.id] >= TRIES:
            return False
        self.read.appendleft(submission)
        return True
