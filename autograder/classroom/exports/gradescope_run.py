"""What runs in Gradescope's container: ``python -m autograder.classroom.exports.gradescope_run /autograder``.

The key is read, and its file removed, before any code of the student's runs. If we fail, no score is written.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from autograder.classroom.exports.gradescope import gradescope_results
from autograder.classroom.worker import hide_memory
from autograder.classroom.writing import replacing
from autograder.isolation.job import limits_of
from autograder.isolation.runner import Runner
from autograder.judging.key import Key
from autograder.judging.submission import Submission, UnreadableSubmission, read_submission
from autograder.report.data import judge_to_report
from autograder.report.terminal import points
from autograder.translation import N_, SHIPPED, Text, Translate, translator

KEY, SETTINGS = "key.jsonl", "settings.json"
OTHER_POINTS = N_("Set the assignment's points to {ours}: Gradescope says {theirs}.")
TIER = N_("Judged in the isolation tier {tier}.")


def main(root: Path) -> None:
    """Grade the submission and write ``results/results.json``.

    Raises
    ------
    Exception
        Whatever it is, it is not the student's: ``run_autograder`` then says whom to tell, and only the instructor
        sees the traceback.
    """
    key = take_key(root / "source" / KEY)
    settings = json.loads((root / "source" / SETTINGS).read_text(encoding="utf-8"))
    content = graded(root, key, settings)
    path = root / "results" / "results.json"
    with replacing(path) as draft, draft.open("w", encoding="utf-8") as stream:
        stream.write(json.dumps(content))


def take_key(path: Path) -> Key:
    """Read the key and remove its file.

    Raises
    ------
    DamagedKey, OSError
    """
    key = Key.load(path)
    path.unlink()
    return key


def graded(root: Path, key: Key, settings: dict[str, Any]) -> dict[str, Any]:
    """Judge the submission; return what Gradescope shows of it."""
    hide_memory()
    translate = translator(settings["language"], SHIPPED / "locale")
    say_points(root, key, translate)
    names = [exercise.name for exercise in key]
    submission = submission_in(root / "submission", names)
    with Runner() as runner:
        report = judge_to_report(submission, key, runner, translate, limits_of(settings["seconds"]))
        tier = runner.tier
    results = gradescope_results(report, translate)
    lines = results["output"], Text(TIER, {"tier": tier}).render(translate)
    return {**results, "output": "\n".join(filter(None, lines))}


def submission_in(folder: Path, names: list[str]) -> Submission:
    try:
        return read_submission(folder, wanted=names)
    except UnreadableSubmission as error:
        return Submission("submission", problem=error.text.render(str), problems=(error.text,))


def say_points(root: Path, key: Key, translate: Translate) -> None:
    """Tell the instructor, on standard output, where Gradescope's points are others than the key's."""
    try:
        about = json.loads((root / "submission_metadata.json").read_text(encoding="utf-8"))
        theirs = float(about["assignment"]["total_points"])
    except (OSError, ValueError, KeyError, TypeError):  # only a courtesy
        return
    ours = sum(exercise.max_score for exercise in key)
    if abs(theirs - ours) > 1e-9:
        click.echo(translate(OTHER_POINTS).format(ours=points(ours), theirs=points(theirs)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
