"""Draw the pictures of the lessons, ``solutions/<unit>/<name>.svg``: a function a picture, in files beside this one.

``python -m solutions.pictures`` draws those that a lesson shows; with ``--check`` it draws none and fails where a
committed one differs. Pictures are labelled with formulas and numbers, so that one serves every language. They have no
ground of their own, and their ink is dark on a light page, light on a dark one. Curves need matplotlib; ideas are
drawn by the package, as cards and pages draw them.
"""

import argparse
import io
import sys
from collections.abc import Callable
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

from autograder.report.svg import FILE_STYLE
from solutions import pictures_distributions as distributions
from solutions import pictures_errors as errors
from solutions import pictures_ideas as ideas
from solutions import pictures_logits as logits
from solutions.pictures_look import INK, STYLE

HERE = Path(__file__).parent

PICTURES: dict[str, tuple[Callable[[], Figure | str], ...]] = {
    "regression": (errors.error_curves, errors.best_constant, ideas.silent_broadcast, ideas.unsigned_wraparound),
    "information": (distributions.surprise_and_entropy, distributions.cross_entropy_split, ideas.kl_terms),
    "classification": (logits.exp_range, logits.sigmoid_then_log, ideas.logits_to_shares),
    "gradients": (errors.cost_over_slope, logits.logit_cost_and_slope),
    "torch_losses": (logits.clamped_slope,),
    "labs": (errors.outlier_pull, distributions.divergence_falls),
}


def drawn() -> dict[Path, bytes]:
    """Return every picture that a lesson shows; the same bytes each time, with one version of matplotlib."""
    files = {}
    with mpl.rc_context({**mpl.rcParamsDefault, **STYLE}):
        for unit, pictures in PICTURES.items():
            lesson = (HERE / unit / "lesson.md").read_text(encoding="utf-8")
            for picture in pictures:
                if f"({picture.__name__}.svg)" in lesson:
                    files[HERE / unit / f"{picture.__name__}.svg"] = as_file(picture())
    return files


def as_file(picture: Figure | str) -> bytes:
    if isinstance(picture, str):
        return picture.encode()
    stream = io.BytesIO()
    picture.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    return in_the_readers_ink(stream.getvalue().decode()).encode()


def in_the_readers_ink(svg: str) -> str:
    """Let black follow the page: what matplotlib writes without a colour is black, too."""
    style = FILE_STYLE.replace("<style>", "<style>svg{fill:currentColor}")
    return svg.replace(INK, "currentColor").replace("</defs>", f"</defs>{style}", 1)


def main() -> None:
    """Draw the pictures, or with ``--check`` name those that differ."""
    parser = argparse.ArgumentParser(prog="python -m solutions.pictures", description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="draw nothing; exit 1 when a picture differs")
    check = parser.parse_args().check
    stale = [path for path, data in drawn().items() if not path.exists() or path.read_bytes() != data]
    if check and stale:
        names = ", ".join(f"{path.parent.name}/{path.name}" for path in stale)
        sys.exit(f"not as drawn now: {names}; run python -m solutions.pictures")
    if not check:
        for path, data in drawn().items():
            path.write_bytes(data)


if __name__ == "__main__":
    main()
