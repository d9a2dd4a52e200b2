"""What a run was: ``run.json`` beside the results says what the marks depend on, so that they can be defended later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypedDict

from autograder.classroom.arrivals.arrival import Arrival
from autograder.classroom.lines import read_object
from autograder.classroom.versions import Versions
from autograder.classroom.worker import GradingSettings

RUN_SCHEMA = "losslings/run/v2"


class Run(TypedDict):
    """The content of ``run.json``."""

    schema: str
    started: str
    resumed: list[str]
    command: list[str]
    versions: Versions
    key: dict[str, str]
    isolation: str
    walls: list[str]
    limits: dict[str, Any]
    language: str
    packs: list[str]
    arrival: dict[str, Any] | None


def run_of(
    settings: GradingSettings,
    walls: Sequence[str],
    command: Sequence[str],
    packs: Sequence[Path],
    arrival: Arrival | None = None,
) -> Run:
    """Describe a run that begins now.

    Parameters
    ----------
    settings : GradingSettings
        With the whole key, of which each notebook of a course takes a part.
    walls : sequence of str
    command : sequence of str
        The command line.
    packs : sequence of Path
        The folders of the packs, those that were named and those that are installed.
    arrival : Arrival, optional
        Whose row is whose: names, ids, attempts; None for a course, whose gradebook knows.
    """
    key = settings.key
    needs_torch = any(map(key.is_torch, key.lines))
    return {
        "schema": RUN_SCHEMA,
        "started": datetime.now(UTC).isoformat(timespec="seconds"),
        "resumed": [],
        "command": list(command),
        "versions": {**settings.versions, "torch": settings.versions["torch"] if needs_torch else None},
        "key": {"kind": "hidden" if settings.is_hidden else "public", "digest": key.digest},
        "isolation": settings.isolation,
        "walls": list(walls),
        "limits": asdict(settings.limits),
        "language": settings.language,
        "packs": [str(pack.resolve()) for pack in packs],
        "arrival": arrival.to_dict() if arrival else None,
    }


def members_in(path: Path) -> list[dict[str, Any]]:
    """Return the members of the class that a run found; nobody for a course."""
    arrival = read_object(path).get("arrival") or {}
    return [member for member in arrival.get("members", ()) if isinstance(member, dict) and "id" in member]


def earlier_runs(path: Path) -> list[str]:
    """Return when the runs began whose reports a run goes on with; nothing where the file is not a run's."""
    run = read_object(path)
    try:
        return [*run.get("resumed", ()), *([run["started"]] if "started" in run else ())]
    except TypeError:
        return []
