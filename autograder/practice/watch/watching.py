"""Watch a folder from the first page to the last: start the threads, own the terminal, give it back."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from queue import SimpleQueue
from types import FrameType

from autograder.practice.attempts import current_exercise
from autograder.practice.judging import Desk
from autograder.practice.watch.checks import Checks
from autograder.practice.watch.events import Event
from autograder.practice.watch.files import Files
from autograder.practice.watch.keys import Keyboard
from autograder.practice.watch.saves import Saves
from autograder.practice.watch.screen import Screen
from autograder.practice.watch.session import Session
from autograder.practice.watch.words import Words


def watch_folder(words: Words, desk: Desk, exercise: str) -> None:
    """Show an exercise and its verdicts until a person quits.

    Parameters
    ----------
    words : Words
    desk : Desk
        The student's exercises.
    exercise : str
        Id of the one to begin with; empty for the one that the student is at.

    Raises
    ------
    KeyboardInterrupt
        When a person ends it by Ctrl-C.
    """
    events: SimpleQueue[Event] = SimpleQueue()
    files = Files(desk.key, desk.home)
    known = {one: standing for one in desk.key.lines if (standing := desk.stored(one))}
    exercise = exercise or current_exercise(desk)
    screen, keyboard = Screen(sys.stdout), Keyboard(events.put)
    saves, checks = Saves(files.folders, events.put), Checks(desk, events.put)
    with ExitStack() as stack:  # what is entered last is left first: the terminal before the threads
        stack.callback(checks.stop)
        stack.callback(saves.stop)
        stack.enter_context(signals_taken(screen, keyboard))
        stack.enter_context(screen)
        stack.enter_context(keyboard)
        saves.start()
        checks.start()
        Session(words, files, checks, screen, events, known, exercise).run()


@contextmanager
def signals_taken(screen: Screen, keyboard: Keyboard) -> Iterator[None]:
    """Give the terminal back when we are told to end, and while we are suspended."""

    def end(number: int, _frame: FrameType | None) -> None:
        sys.exit(128 + number)

    def suspend(number: int, _frame: FrameType | None) -> None:
        keyboard.give_back()
        screen.give_back()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)  # here we stop, and go on when a shell says fg
        signal.signal(number, suspend)
        screen.take()
        keyboard.take()

    wanted = {"SIGTERM": end, "SIGHUP": end, "SIGTSTP": suspend}
    numbers = {getattr(signal, name): handler for name, handler in wanted.items() if hasattr(signal, name)}
    before = {number: signal.signal(number, handler) for number, handler in numbers.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
