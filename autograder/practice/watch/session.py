"""One watched folder: what a save, a verdict or a key changes, and the page that follows from it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from queue import Empty, SimpleQueue

from autograder.practice.judging import Standing
from autograder.practice.watch import pages
from autograder.practice.watch.checks import Checks
from autograder.practice.watch.events import Checked, Ended, Event, Failed, Key, Saved
from autograder.practice.watch.files import Files
from autograder.practice.watch.keys import INTERRUPT
from autograder.practice.watch.memory import Memory
from autograder.practice.watch.screen import Page, Screen
from autograder.practice.watch.words import Words
from autograder.translation import N_

TICK = 0.25  # seconds after which the screen is looked at again, whatever happens: its size, a check that takes long
HALF_WRITTEN = 0.15  # seconds that a text that cannot be read is given to become one that can
SHOWN = 1.0  # seconds that praise stays, whatever an editor saves
MOVES = {"up": -1, "down": 1, "page up": -10, "page down": 10}  # lines

NOTHING_TO_HINT = N_("There is nothing to hint at.")
NO_MORE_HINTS = N_("These were all the hints.")


class Session:
    """What is on the screen, and why.

    Parameters
    ----------
    words : Words
    files : Files
    checks : Checks
    screen : Screen
    events : SimpleQueue of Event
    known : mapping of str to Standing
        By exercise, what the record says.
    exercise : str
        Id of the exercise to begin with.
    """

    def __init__(
        self,
        words: Words,
        files: Files,
        checks: Checks,
        screen: Screen,
        events: SimpleQueue[Event],
        known: Mapping[str, Standing],
        exercise: str,
    ) -> None:
        self.words, self.files, self.checks, self.screen, self.events = words, files, checks, screen, events
        self.memory = Memory(files, words.translate, known)
        self.current = exercise
        self.reading: Page | None = None
        self.offset = 0  # of the page, in lines
        self.remark = ""
        self.asked_at: float | None = None  # when the check that runs was asked for
        self.asked = 0  # its number
        self.shown_at: float | None = None  # when the last verdict was shown
        self.late: tuple[float, Checked] | None = None  # a verdict that waits for the rest of its file, and until when
        self.is_over = self.is_ending = False

    # ---------------------------------------------------------------- the loop

    def run(self) -> None:
        """Take what happens until a person quits."""
        if self.memory.all_passed():
            self.go_on()
        else:
            self.check(self.current)
        self.checks.ask_later(one for one in self.files.places if not self.memory.is_known(one))
        self.draw()
        while not self.is_over:
            try:
                self.take(self.events.get(timeout=HALF_WRITTEN if self.late else TICK))
            except Empty:
                if self.late and time.monotonic() >= self.late[0]:
                    self.show_verdict(self.late[1])
                elif self.asked_at is None and not self.screen.is_resized():
                    continue  # nothing is new: an open window costs no battery
            self.draw()
            if self.is_ending and self.nothing_follows():
                return

    def take(self, event: Event) -> None:
        """Take one thing that has happened."""
        if isinstance(event, Key):
            self.press(event.name)
        elif isinstance(event, Saved):
            self.save(event)
        elif isinstance(event, Checked):
            self.judge(event)
        elif isinstance(event, Failed):
            raise event.error
        elif isinstance(event, Ended):
            self.is_ending = True

    def nothing_follows(self) -> bool:
        """Tell whether the verdict is there: without keys, nobody could end us after that."""
        return self.asked_at is None and self.late is None

    # ---------------------------------------------------------------- saves and verdicts

    def check(self, exercise: str) -> None:
        """Have the exercise on the screen judged."""
        self.asked_at, self.late = time.monotonic(), None
        self.asked = self.checks.ask(exercise)

    def save(self, saved: Saved) -> None:
        """Judge what was saved: the exercise on the screen, or the one that the student went on to."""
        about = self.files.about(saved.paths)
        self.checks.note(saved.paths)
        if self.current in about:
            self.check(self.current)
        elif about:
            self.turn_to(next((one for one in about if not self.memory.is_passed(one)), about[0]))
        self.checks.ask_later(one for one in about if one != self.current)

    def judge(self, verdict: Checked) -> None:
        """Take a verdict; on a half-written text it waits for the rest, on an older text it is not shown."""
        if verdict.exercise != self.current or verdict.asked < self.asked:
            self.memory.keep(verdict)
        elif self.shown_at and self.asked_at and is_broken(verdict):
            self.late, self.asked_at = (self.asked_at + HALF_WRITTEN, verdict), None
        else:
            self.show_verdict(verdict)

    def show_verdict(self, verdict: Checked) -> None:
        """Show a verdict on the exercise that is on the screen; after praise, another save goes on to the next."""
        has_been_praised = self.memory.is_passed(self.current) and time.monotonic() - (self.shown_at or 1e99) > SHOWN
        self.asked_at = self.late = None
        self.memory.keep(verdict)
        if has_been_praised and self.memory.is_passed(self.current):
            self.go_on()
        elif verdict.is_new or self.shown_at is None:
            self.reading, self.offset, self.shown_at = None, 0, time.monotonic()
            self.remark = self.words.remark_on(verdict)

    # ---------------------------------------------------------------- keys

    def press(self, key: str) -> None:
        """Do what a key stands for."""
        page = self.openers().get(key)
        if key == INTERRUPT:
            raise KeyboardInterrupt
        if key in MOVES and self.screen.is_longer:
            self.offset += MOVES[key]
        elif self.reading and page is None and not (key == "q" and self.reading.is_last):
            self.reading, self.offset = None, 0
        elif key == "q":
            self.is_over = True
        elif page:
            self.reading, self.offset = page(), 0
        elif key == "h":
            self.give_hint()
        elif key == "n" or self.memory.is_passed(self.current):
            self.go_on()

    def openers(self) -> dict[str, Callable[[], Page]]:
        """Return what opens a page, by key."""
        current, translate = self.current, self.words.translate
        found = {"a": lambda: self.words.list_page(self.memory, current), "?": lambda: pages.help_page(translate)}
        found["l"] = lambda: self.words.lesson_page(current)
        if self.memory.is_passed(current):
            found["s"] = lambda: self.words.solution_page(self.memory.standings[current], self.screen.width)
        return found

    def give_hint(self) -> None:
        """Show one more hint."""
        report, translate = self.memory.report(self.current), self.words.translate
        if not report or report["status"] == "passed":
            self.remark = translate(NOTHING_TO_HINT)
        elif hint := self.words.next_hint(report):
            self.memory.hints[self.current], self.remark = hint, ""
        else:
            self.remark = translate(NO_MORE_HINTS)

    def go_on(self) -> None:
        """Go on to the next exercise; to the last page where all are passed."""
        if self.memory.all_passed():
            self.reading, self.offset = self.words.last_page(self.memory), 0
        elif following := self.memory.next_after(self.current):
            self.turn_to(following)

    def turn_to(self, exercise: str) -> None:
        """Put another exercise on the screen."""
        self.current, self.reading, self.offset, self.remark, self.shown_at = exercise, None, 0, "", None
        self.check(exercise)

    # ---------------------------------------------------------------- the screen

    def draw(self) -> None:
        """Show the page that follows from all this; of lines, which cannot be taken back, verdicts alone."""
        if not self.screen.is_plain or self.asked_at is None:
            self.offset = self.screen.show(self.reading or self.page(), self.offset)

    def page(self) -> Page:
        waited = time.monotonic() - self.asked_at if self.asked_at is not None else 0.0
        return self.words.exercise_page(self.memory, self.current, self.remark, waited if waited > TICK else 0.0)


def is_broken(verdict: Checked) -> bool:
    """Tell whether a verdict says that the file could not be read at all, as of one that is half written."""
    return verdict.standing is None or verdict.standing.report["status"] == "error"
