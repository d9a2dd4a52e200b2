"""`losslings break`: find an input that exposes a known mistake."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from autograder.cli.desk import Practice, practice
from autograder.cli.games import HINT, NEXT, QUIT, complaint, typed_line
from autograder.cli.options import Stop, _, command, option_lang, option_packs
from autograder.translation import N_

if TYPE_CHECKING:
    from autograder.isolation.observation import Observation
    from autograder.judging.key import ExerciseKey
    from autograder.practice.breaking import Bug, Workbench
    from autograder.practice.referee import Referee

SAME = N_("The same: this input does not show the bug.")
SECTION = "bugs"  # of the record: by exercise, the names of the mistakes that were exposed


@command(
    name="break",
    help=N_(
        "Find an input on which a buggy function answers wrongly. The bugs are what people get wrong most often; NUMBER"
        " is one of them, the next one if left out."
    ),
    epilog=N_("Example: losslings break entropy"),
)
@click.argument("name")
@click.argument("number", type=click.IntRange(min=1), required=False)
@option_packs
@option_lang
def break_(name: str, number: int | None, packs: tuple[Path, ...]) -> None:
    from autograder.practice.breaking import bugs_of

    here = practice(packs)
    exercise = here.exercise(name)
    bugs = bugs_of(exercise)
    if not bugs:
        raise Stop(_("{name}: no bugs to play with").format(name=name))
    if number and number > len(bugs):
        raise Stop(_("{name} has {count} bugs").format(name=name, count=len(bugs)))
    game = Game(here, exercise, bugs)
    game.play(range(number - 1, len(bugs)) if number else game.open_bugs())


class Game:
    """One exercise's bugs, and how many of them are exposed."""

    def __init__(self, here: Practice, exercise: ExerciseKey, bugs: list[Bug]) -> None:
        from autograder.practice.breaking import workbench_of
        from autograder.practice.referee import Referee

        self.here, self.exercise, self.bugs = here, exercise, bugs
        self.referee: Referee = Referee(exercise)
        self.workbench: Workbench | None = workbench_of(exercise, here.bank_of(exercise.id))
        names = here.store.section(SECTION).get(exercise.id)
        self.exposed = [bug.mistake.name for bug in bugs if isinstance(names, list) and bug.mistake.name in names]

    def open_bugs(self) -> list[int]:
        """List the bugs that are not exposed yet; all of them, to play once more, where none is left."""
        left = [place for place, bug in enumerate(self.bugs) if bug.mistake.name not in self.exposed]
        return left or list(range(len(self.bugs)))

    def play(self, places: range | list[int]) -> None:
        """Play bug after bug, until the player stops."""
        click.echo(
            _("{name} has {count} known bugs, and each function below has one of them. Find an input that shows it.")
            .format(name=self.here.key.label(self.exercise.id), count=len(self.bugs))
        )  # fmt: skip  # the sentence in one line
        if self.workbench:
            names = ", ".join(self.exercise.parameters[: self.referee.required])
            text = _("Type {names} as in {example}; or: hint, next, quit.")
            click.echo(text.format(names=names, example=self.example()))
        for place in places:
            click.echo()
            click.secho(_("Bug {number} of {count}").format(number=place + 1, count=len(self.bugs)), bold=True)
            is_going_on = self.typed(self.bugs[place]) if self.workbench else self.chosen(self.bugs[place])
            if not is_going_on:
                break
        click.echo(_("{exposed} of {count} bugs exposed.").format(exposed=len(self.exposed), count=len(self.bugs)))
        if len(self.exposed) == len(self.bugs):
            click.echo(_("You know where this function breaks. Does your own stand all of these inputs?"))
        else:
            click.echo(_("`losslings break {name}` goes on.").format(name=self.here.key.label(self.exercise.id)))

    def typed(self, bug: Bug) -> bool:
        """Play one bug with any inputs; tell whether the player goes on."""
        from autograder.practice.typed import Unreadable, read_arguments

        required = self.exercise.parameters[: self.referee.required]
        hints = self.hints(bug)
        while (line := typed_line(f"{', '.join(required)} > ")) is not None and line not in QUIT:
            if line in NEXT:
                return True
            if line in HINT:
                click.echo(hints.pop(0) if hints else _("That was all. `next` leaves this bug for later."))
            elif line:
                try:
                    arguments = self.referee.arguments(*read_arguments(line, self.exercise.name))
                except Unreadable as error:
                    click.echo(complaint(error))
                    continue
                if self.is_exposed_by(bug, arguments):
                    self.win(bug)
                    return True
        return False

    def is_exposed_by(self, bug: Bug, arguments: Any) -> bool:
        """Try an input out, and show what comes of it."""
        from autograder.practice.breaking import differ, short
        from autograder.translation import Text

        if isinstance(arguments, Text):
            click.echo(
                _("This input does not count, the exercise never asks it: {why}.").format(why=arguments.render(_))
            )
            return False
        assert self.workbench is not None
        buggy, reference = self.workbench.try_out(bug, arguments)
        if foul := self.referee.foul_answer(arguments, reference):
            click.echo(_("This input does not count, the exercise never asks it: {why}.").format(why=foul.render(_)))
            return False
        self.show(buggy, reference)
        if differ(reference, buggy):
            return True
        if reference.value is None:
            click.echo(_("Both refuse it: this input does not show the bug."))
        else:
            click.echo(_(SAME) if short(buggy) == short(reference) else _("So close that the judge lets it pass."))
        return False

    def show(self, buggy: Observation, reference: Observation) -> None:
        """Print both answers, one below the other."""
        from autograder.practice.breaking import short
        from autograder.report.wrapping import columns

        labels = _("buggy"), _("reference")
        width = max(map(columns, labels)) + 2
        for label, answer in zip(labels, (buggy, reference), strict=True):
            click.echo(f"  {label}{' ' * (width - columns(label))}{short(answer)}")

    def win(self, bug: Bug) -> None:
        """Say which mistake it was, and remember that it is exposed."""
        ladder = bug.mistake.ladder
        click.secho(_("Exposed: {title}").format(title=self.here.desk.translate(ladder.title)), fg="green", bold=True)
        click.echo(self.here.desk.translate(ladder.lecture))
        if bug.mistake.name not in self.exposed:
            self.exposed.append(bug.mistake.name)
        self.here.store.section(SECTION)[self.exercise.id] = self.exposed
        self.here.store.save()

    def hints(self, bug: Bug) -> list[str]:
        """List the hints on a bug: the kind of input, one such input's name, then what its author would be asked."""
        from autograder.practice.breaking import typical
        from autograder.report.terminal import title

        place = typical(self.exercise, bug)
        item = next(item for item in self.exercise.items if place in item.cases)
        translate = self.here.desk.translate
        return [
            _("The kind of input: {item}.").format(item=title(item.name, translate)),
            _("An input that shows it is called: {case}.").format(case=title(self.exercise.cases[place].id, translate)),
            _("Whoever wrote it would be asked: {hint}").format(hint=translate(bug.mistake.ladder.hint)),
        ]

    def example(self) -> str:
        """Write an input of the basics as one would type it."""
        from autograder.isolation.job import Argument
        from autograder.practice.typed import written

        case = min(self.exercise.cases[: self.exercise.items[0].stop], key=lambda case: len(case.call))
        return ", ".join(written(one.array.tolist() if isinstance(one, Argument) else one) for one in case.args)

    # ---------------------------------------------------------------- where no input can be typed

    def chosen(self, bug: Bug) -> bool:
        """Play one bug with the inputs of the key; tell whether the player goes on."""
        from autograder.practice.breaking import options

        places = options(self.exercise, bug)
        click.echo(_("Which of these inputs shows it? Type its number; or: hint, next, quit."))
        for number, place in enumerate(places, 1):
            click.echo(f"  {number}  {self.exercise.cases[place].call}")
        hints = self.hints(bug)
        while (line := typed_line("> ")) is not None and line not in QUIT:
            if line in NEXT:
                return True
            if line in HINT:
                click.echo(hints.pop(0) if hints else _("That was all. `next` leaves this bug for later."))
            elif line.isdecimal() and 1 <= int(line) <= len(places):
                place = places[int(line) - 1]
                expected = self.exercise.cases[place].expected
                self.show(bug.mistake.outputs.get(place, expected), expected)
                if place in bug.exposing:
                    self.win(bug)
                    return True
                click.echo(_(SAME))
            elif line:
                click.echo(_("Type a number from 1 to {count}.").format(count=len(places)))
        return False
