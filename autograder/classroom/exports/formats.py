"""The formats that marks can be exported in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from autograder.classroom.exports import (
    canvas,
    classroom50,
    gradescope,
    junit,
    moodle,
    moodle_feedback,
    nbgrader,
    plain,
)
from autograder.classroom.exports.sheet import Exported, MarkSheet
from autograder.translation import Translate

Write = Callable[[MarkSheet, Path, str | None], Exported]


class Format(NamedTuple):
    """A format: what its file is called where nobody says it, and what writes it."""

    file: str
    write: Write


def formats(translate: Translate = str) -> Mapping[str, Format]:
    """Return the formats by name; what students read is in the language of `translate`."""
    return {
        "canvas": Format("canvas.csv", canvas.write),
        "moodle": Format("moodle.csv", moodle.write),
        "moodle-feedback": Format("moodle-feedback.zip", moodle_feedback.write),
        "gradescope": Format("gradescope", partial(gradescope.write, translate=translate)),
        "classroom50": Format("classroom50", classroom50.write),
        "junit": Format("junit.xml", partial(junit.write, translate=translate)),
        "nbgrader": Format("gradebook.db", nbgrader.write),
        "csv": Format("marks.csv", plain.write),
    }
