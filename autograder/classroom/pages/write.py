"""Write the pages of a folder of results, and the page that compares two."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from autograder.classroom.lines import places
from autograder.classroom.pages.model import Graded
from autograder.classroom.pages.reading import read_graded
from autograder.classroom.pages.rendering import asset
from autograder.classroom.pages.site import Download, Site
from autograder.classroom.results import Results
from autograder.classroom.runs import kept_runs
from autograder.classroom.writing import private, written
from autograder.report.picture import Picture
from autograder.translation import N_, Translate

FOLDER, FEEDBACK = "pages", "feedback"
DRAFT = ".pages-"
DOWNLOADS = {
    "grades.csv": N_("marks and remarks, opens right in Excel"),
    "results.jsonl": N_("every item of every student, for your own analysis"),
    "evidence.jsonl": N_("functions, failing cases and curves, as these pages show them"),
    "marks.json": N_("marks after late policy and adjustments, for programs"),
    "run.json": N_("versions, key, limits, command: what a mark rests on"),
}


def write_pages(folder: Path, pictures: Mapping[str, Picture], translate: Translate, language: str) -> Path:
    """Write the pages of a folder of results into its folders ``pages`` and ``feedback``.

    They take the place of those that were there, and of the texts of feedback.

    Parameters
    ----------
    folder : Path
        Where ``losslings grade`` wrote its results.
    pictures : mapping of str to Picture
        By exercise, of the banks that the class was judged by.
    translate : callable
    language : str
        The code of the pages' language.

    Returns
    -------
    Path
        The class page.

    Raises
    ------
    UnusableResults, NotWritten
    """
    graded = read_graded(folder, pictures, translate)
    site = Site(graded, translate, language, run_before(folder, translate))
    with written(folder / FOLDER):
        for left in folder.glob(f"{DRAFT}*"):  # of a run that was killed
            shutil.rmtree(left)
        draft = Path(tempfile.mkdtemp(prefix=DRAFT, dir=folder))
        write_all(draft, site.every_page(downloads(folder, translate)))
        write_all(draft, assets())
        shutil.rmtree(folder / FOLDER, ignore_errors=True)
        draft.replace(folder / FOLDER)
    feedback = folder / FEEDBACK
    with written(feedback):
        for old in feedback.rglob("*.html"):
            old.unlink()
        write_all(feedback, site.every_feedback())
        for text in feedback.rglob("*.txt"):  # a platform takes one file a student back: the page says it all
            text.unlink()
    return folder / FOLDER / "index.html"


def run_before(folder: Path, translate: Translate) -> Graded | None:
    """Read the last run that is kept; None where there is none, or an earlier version wrote it with other fields."""
    kept = next(kept_runs(folder), None)
    if kept is None or not any(places(Results(kept).reports)):
        return None
    try:
        return read_graded(kept, {}, translate)
    except (LookupError, TypeError, ValueError):
        return None


def write_compare(old: Path, new: Path, pictures: Mapping[str, Picture], translate: Translate, language: str) -> Path:
    """Write the page that compares two folders of results, beside the pages of the new one.

    Raises
    ------
    UnusableResults, NotWritten
    """
    before, now = (read_graded(folder, pictures, translate) for folder in (old, new))
    path = new / FOLDER / "compare.html"
    with written(path):
        write_all(path.parent, iter([("compare.html", Site(now, translate, language, before).compared(before))]))
        write_all(path.parent, assets())
    return path


def write_all(folder: Path, pages: Iterator[tuple[str, str]]) -> None:
    """Write files that nobody else can read."""
    for name, text in pages:
        path = folder / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with private(path, "w") as stream:
            stream.write(text.encode(errors="replace").decode())


def assets() -> Iterator[tuple[str, str]]:
    for name in ("style.css", "page.js"):
        yield f"assets/{name}", asset(name)


def downloads(folder: Path, translate: Translate) -> list[Download]:
    """List the files beside the pages."""
    there = [(name, what) for name, what in DOWNLOADS.items() if (folder / name).is_file()]
    return [Download(name, kilobytes((folder / name).stat().st_size), translate(what)) for name, what in there]


def kilobytes(size: int) -> str:
    return f"{max(size / 1000, 0.1):.3g} kB" if size < 1e6 else f"{size / 1e6:.3g} MB"
