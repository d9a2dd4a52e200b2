"""What runs in Gradescope's container: ``python -m autograder.classroom.exports.gradescope_run /autograder``.

The key is read, and its file removed, before any code of the student's runs. If we fail, no score is written.
"""

from __future__ import annotations

import json
import sys
import traceback
from pathlib import Path
from typing import Any

from autograder.classroom.exports.gradescope import gradescope_results
from autograder.classroom.worker import hide_memory
from autograder.classroom.writing import replacing
from autograder.isolation.job import limits_of
from autograder.isolation.runner import Runner
from autograder.judging.key import Key
from autograder.judging.submission import Submission, UnreadableSubmission, read_submission
from autograder.report.data import judge_to_report
from autograder.translation import N_, SHIPPED, Text, translator

KEY, SETTINGS = "key.jsonl", "settings.json"
WHOM_TO_TELL = "The autograder itself failed; nothing was counted. Please tell your instructor."
TIER = N_("Judged in the isolation tier {tier}.")


def main(root: Path) -> None:
    """Grade the submission and write ``results/results.json``."""
    path = root / "results" / "results.json"
    try:
        key = take_key(root / "source" / KEY)
        settings = json.loads((root / "source" / SETTINGS).read_text(encoding="utf-8"))
        content = graded(root, key, settings)
    except Exception:  # whatever it is, it is not the student's
        traceback.print_exc()  # which Gradescope shows to the instructor alone
        content = {"output": WHOM_TO_TELL}
    path.parent.mkdir(parents=True, exist_ok=True)
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
    say_points(root, key)
    names = [exercise.name for exercise in key]
    submission = submission_in(root / "submission", names)
    with Runner() as runner:
        report = judge_to_report(submission, key, runner, translate, limits_of(settings["seconds"]))
        tier = runner.tier
    results = gradescope_results(report, translate)
    said = Text(TIER, {"tier": tier}).render(translate)
    return {**results, "output": "\n".join(filter(None, (results["output"], said)))}


def submission_in(folder: Path, names: list[str]) -> Submission:
    try:
        return read_submission(folder, wanted=names)
    except UnreadableSubmission as error:
        return Submission("submission", problem=error.text.render(str), problems=(error.text,))


def say_points(root: Path, key: Key) -> None:
    """Tell the instructor, on standard output, where Gradescope's points are others than the key's."""
    try:
        about = json.loads((root / "submission_metadata.json").read_text(encoding="utf-8"))
        theirs = float(about["assignment"]["total_points"])
    except (OSError, ValueError, KeyError, TypeError):  # only a courtesy
        return
    ours = sum(exercise.max_score for exercise in key)
    if abs(theirs - ours) > 1e-9:
        print(f"Set the assignment's points to {ours:g}: Gradescope says {theirs:g}.")  # noqa: T201  # see above


if __name__ == "__main__":
    main(Path(sys.argv[1]))
