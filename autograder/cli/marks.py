"""The door to marks: ``report``, which applies roster and assignment again to what is judged already."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from autograder.cli.options import Stop, _, command, explicit_language, language, option_lang
from autograder.cli.policy import is_failure, option_assignment, option_fail_on, option_roster, policy_for, print_policy
from autograder.translation import N_, translator

NO_RESULTS = N_("{path}: no results here; `losslings grade SUBMISSIONS -o {path}` makes them")
OF_A_COURSE = N_(
    "{path}: of an nbgrader course, whose marks are in its gradebook; change them in formgrader, then call"
    " `losslings grade COURSE --assignment NAME --resume`"
)


@command(
    help=N_("Make the marks again: apply roster and assignment to what is judged already."),
    epilog=N_("Example: losslings report results --assignment assignment.toml --roster roster.csv"),
)
@click.argument("results", type=click.Path(path_type=Path))
@option_assignment
@option_roster
@option_fail_on
@click.option("--no-pages", is_flag=True, help=N_("Leave the pages as they are."))
@option_lang
def report(
    results: Path, assignment: Path | None, roster: Path | None, fail_on: tuple[str, ...], no_pages: bool
) -> None:
    from autograder.classroom.lines import places, read_object
    from autograder.classroom.policy.policy import items_of_reports
    from autograder.classroom.results import Results
    from autograder.cli.grading import overview_of, print_overview, write_class_pages

    folder = Results(results)
    run = read_object(folder.run)
    if not folder.reports.is_file():
        raise Stop(_(NO_RESULTS).format(path=results))
    if run and not run.get("arrival"):
        raise Stop(_(OF_A_COURSE).format(path=results))
    speaks = explicit_language() or run.get("language") or language()
    translate = translator(speaks)
    names = {name for name, _start, _stop in places(folder.reports)}
    with folder.lock():
        items = items_of_reports(folder.reports_of(names))
        policy = policy_for(folder, assignment, roster, lambda: items)
        folder.write_grades(names, policy, translate)
    overview = overview_of(folder, names, policy)
    print_overview(overview)
    print_policy(policy)
    if not no_pages:
        write_class_pages(results, [Path(pack) for pack in run.get("packs", ())], speaks)
    click.echo(_("{folder}: grades.csv, marks.json, feedback/").format(folder=results))
    sys.exit(1 if is_failure([overview], fail_on) else 0)
