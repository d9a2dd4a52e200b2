"""Judge in the background: what is saved last comes first, and stops what was begun before it."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Collection, Iterable
from pathlib import Path

from autograder.isolation.clock import Stopped
from autograder.isolation.runner import Runner
from autograder.judging.printable import clean
from autograder.judging.submission import Submission, read_submission
from autograder.practice.judging import Desk
from autograder.practice.watch.events import Checked, Failed, Put
from autograder.translation import LosslingsError, Text


class Checks(threading.Thread):
    """Judges exercises one after the other, in one warm runner; each verdict goes into the queue.

    Parameters
    ----------
    desk : Desk
        The student's exercises; from now on this thread's alone.
    put : callable
    """

    def __init__(self, desk: Desk, put: Put) -> None:
        super().__init__(daemon=True)
        self.desk = desk
        self.put = put
        self.runner = Runner(is_stopped=self.is_stopped)  # its first process starts now
        self.something_to_do = threading.Condition()
        self.urgent: str | None = None
        self.later: deque[str] = deque()
        self.saved: set[Path] = set()
        self.is_over = False
        self.asked = self.begun = 0  # checks that were asked for, and how many when the one that runs began
        self.digests: dict[str, list[str]] = {}  # by exercise, of all that the last verdict depends on

    def ask(self, exercise: str) -> int:
        """Have an exercise judged now; what is being judged is stopped, for its text is an old one or can wait.

        Returns
        -------
        int
            How many checks have been asked for: a verdict with a smaller number is on an older text.
        """
        with self.something_to_do:
            self.urgent = exercise
            self.asked += 1
            self.something_to_do.notify()
            return self.asked

    def ask_later(self, exercises: Iterable[str]) -> None:
        """Have exercises judged when there is nothing else to do."""
        with self.something_to_do:
            self.later.extend(one for one in exercises if one not in self.later)
            self.something_to_do.notify()

    def note(self, saved: Collection[Path]) -> None:
        """Have files read again before anything else is judged."""
        with self.something_to_do:
            self.saved.update(saved)

    def stop(self) -> None:
        """End the thread, and what it has started."""
        with self.something_to_do:
            self.is_over = True
            self.something_to_do.notify()
        if self.is_alive():
            self.join(5.0)  # not for ever: a person waits for the prompt

    def is_stopped(self) -> bool:
        return self.is_over or self.urgent is not None

    def run(self) -> None:
        try:
            with self.runner:
                while exercise := self.next():
                    try:
                        self.check(exercise)
                    except Stopped:
                        if exercise != self.urgent:
                            self.ask_later([exercise])
        except Exception as error:  # else the screen would wait for ever
            self.put(Failed(error))

    def next(self) -> str | None:
        """Wait for an exercise to judge; None when all is over."""
        with self.something_to_do:
            self.something_to_do.wait_for(lambda: self.is_over or self.urgent or self.later)
            if self.is_over:
                return None
            exercise, self.urgent = self.urgent or self.later.popleft(), None
            self.begun = self.asked
            saved, self.saved = self.saved, set()
        if saved:
            self.read(saved)
        return exercise

    def read(self, saved: Collection[Path]) -> None:
        """Read what was saved: those files alone, where nothing else can have changed with them."""
        before, folder = self.desk.submission, self.desk.home.exercises
        fresh = Desk(self.desk.key, self.desk.translate, self.desk.store)
        fresh.home, self.desk = self.desk.home, fresh
        files = dict(before.files)
        try:
            for path in saved:
                place = path.relative_to(folder).as_posix()
                files[place] = read_submission(path).files[path.name]
        except (LosslingsError, OSError, ValueError, KeyError):  # gone, or of another kind: then all is read
            return
        fresh.submission = Submission(before.id, files, before.problem, before.problems, before.remarks)

    def check(self, exercise: str) -> None:
        """Judge an exercise.

        Raises
        ------
        Stopped
        """
        try:
            digests = [self.desk.digest(exercise, place.path) for place in self.desk.places(exercise)]
            standing = self.desk.judge(exercise, self.runner)
            is_new = self.digests.get(exercise) != digests
            self.digests[exercise] = digests
            self.put(Checked(exercise, standing, is_new=is_new, asked=self.begun))
            self.desk.store.save()
        except (LosslingsError, OSError) as error:
            self.digests.pop(exercise, None)
            text = error.text if isinstance(error, LosslingsError) else Text("{error}", {"error": clean(str(error))})
            self.put(Checked(exercise, None, text, asked=self.begun))
