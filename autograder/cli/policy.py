"""What the commands that make marks share: the options that name roster and assignment, and what is said of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.options import PATH, _
from autograder.translation import N_

if TYPE_CHECKING:
    from autograder.classroom.arrivals.arrival import Arrival
    from autograder.classroom.overview import Overview
    from autograder.classroom.policy.policy import Items, Policy
    from autograder.classroom.results import Results

option_assignment = click.option(
    "--assignment",
    type=PATH,
    metavar="FILE",
    help=N_("assignment.toml: weights, due date, adjustments; that of the last time if left out, - for none."),
)
option_roster = click.option(
    "--roster",
    type=PATH,
    metavar="FILE",
    help=N_("Who takes part: CSV of Canvas, Moodle, Gradescope, nbgrader or your own; - for none."),
)
FAIL_ON = ("errors", "missing", "strangers", "person")
option_fail_on = click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    multiple=True,
    help=N_("End with 1 if code cannot be run, students are missing or unknown, or anything needs a person."),
)


def policy_for(results: Results, assignment: Path | None, roster: Path | None, items: Callable[[], Items]) -> Policy:
    """Read roster and assignment: those that are named, else those of the last time.

    Parameters
    ----------
    results : Results
    assignment, roster : Path or None
    items : callable
        Returns what exercises and items there are; called if there is an assignment.

    Raises
    ------
    PolicyGone, WrongAssignment, UnusableRoster, UnreadableTable
    """
    from autograder.classroom.policy.policy import chosen, read_policy

    assignment = chosen(assignment, "assignment", results.mark_sheet, "--assignment")
    roster = chosen(roster, "roster", results.mark_sheet, "--roster")
    return read_policy(assignment, roster, items() if assignment else {})


def print_policy(policy: Policy) -> None:
    """Say which files made the marks."""
    if policy.assignment.path:
        click.echo(_("Assignment: {path}").format(path=policy.assignment.path))
    if policy.roster:
        message = _("Roster: {path} ({kind}; students: {count})")
        values = {"path": policy.roster.path, "kind": policy.roster.kind, "count": len(policy.roster.people)}
        click.echo(message.format(**values))
        for remark in policy.roster.remarks:
            click.echo(remark.render(_))


def unit_or_file(assignment: str | None) -> tuple[str | None, Path | None]:
    """Tell the two meanings of ``--assignment`` apart: of an nbgrader course it is a name, of a class a file."""
    if assignment is None:
        return None, None
    path = Path(assignment)
    return (None, path) if assignment == "-" or path.suffix == ".toml" or path.is_file() else (assignment, None)


def check_students(policy: Policy, arrival: Arrival | None) -> None:
    """Find everybody whom the assignment names, before anything is graded.

    Raises
    ------
    CannotApply
    """
    from autograder.classroom.policy.parties import parties_of

    members = [member.to_dict() for member in arrival.members] if arrival else []
    parties_of(members, policy.roster, policy.assignment)


def is_failure(overviews: Sequence[Overview], fail_on: Sequence[str]) -> bool:
    """Tell whether a command ends with 1: for what it was asked to, or because nothing could be read; then say so."""
    from autograder.classroom.needs import ERRORS, TITLES, Kind

    needs = [overview.needs.counts for overview in overviews]
    for counts, overview in zip(needs, overviews, strict=True):
        if overview.marks and counts["unreadable"] == len(overview.marks):
            click.echo(_("Nothing could be read of any submission; --dry-run shows what is taken for one."), err=True)
            return True
    kinds: dict[str, Iterable[Kind]] = {"errors": ERRORS, "missing": ["missing"], "strangers": ["strangers"]}
    wanted = [kind for word in fail_on for kind in kinds.get(word, TITLES)]
    return any(counts[kind] for counts in needs for kind in wanted)


def refuse_contradictions(has_two_places: object, is_course_as_class: object, is_course_with_policy: object) -> None:
    """Refuse options that contradict each other.

    Raises
    ------
    UsageError
    """
    if has_two_places:
        raise click.UsageError(_("--workers is for this machine; with --dask the cluster has its own"))
    if is_course_as_class:
        raise click.UsageError(_("--layout and --dry-run are for a folder of submissions, not for a course"))
    if is_course_with_policy:
        message = _(
            "--roster and --exercises are for a folder of submissions; a course has its own roster and notebooks"
        )
        raise click.UsageError(message)
