"""Build the site: ``python docs/site/build.py [FOLDER]`` writes FOLDER/en and FOLDER/ko, which open from disk.

The pages are those of the repository, in its own folders, so that a link means the same on the site and in the
repository. A page ``x.ko.md`` beside ``x.md`` stands in its place on the Korean site.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

from sphinx.cmd.build import build_main

ROOT = Path(__file__).parent.parent.parent
SITE = ROOT / "docs" / "site"
SHOWN = {".md", ".svg", ".png"}
FOLDERS = ("docs", "benchmarks", "solutions")
LANGUAGES = {"en": "English", "ko": "한국어"}
# The order in which a reader meets the pages; those that stand nowhere here come last, by name.
CHAPTERS = {
    "en": {
        "Teach": (
            "docs/instructor",
            "docs/arrivals",
            "docs/grading",
            "docs/marks",
            "docs/pages",
            "docs/exports",
            "docs/courses",
        ),
        "Trust": ("docs/security", "docs/report", "docs/scale", "SECURITY"),
        "Extend": ("CONTRIBUTING", "docs/packs", "docs/architecture", "docs/releasing", "CHANGELOG"),
    },
}
CHAPTERS["ko"] = dict(zip(("가르치기", "믿고 쓰기", "넓히기"), CHAPTERS["en"].values(), strict=True))
EXERCISE = re.compile(r"<!-- exercise: (\w+) -->")  # where a lesson has one; `autograder.course.lesson` reads it
HERE = {"en": "Exercise", "ko": "연습 문제"}
LESSONS, FIGURES = {"en": "Learn", "ko": "배우기"}, {"en": "Measured", "ko": "측정한 값"}


def pages() -> Iterator[Path]:
    """Yield what the site is made of, relative to the repository."""
    for path in (*ROOT.glob("*.md"), *(found for folder in FOLDERS for found in (ROOT / folder).rglob("*"))):
        if path.suffix in SHOWN and SITE not in path.parents:
            yield path.relative_to(ROOT)


def stage(source: Path, language: str) -> None:
    """Copy the pages in a language, and write the first one: the README and the table of contents."""
    found = list(pages())
    translated = {path for path in found if path.name.endswith(f".{language}.md")}
    for path in found:
        if path.suffix == ".md" and path.stem.partition(".")[2]:  # a translation
            continue
        (source / path).parent.mkdir(parents=True, exist_ok=True)
        here = path.with_suffix(f".{language}.md")
        shutil.copy(ROOT / (here if here in translated else path), source / path)
        if path.suffix == ".md":
            add_title(source / path)
            name_exercises(source / path, HERE[language])
            link_pages_to_play_with(source / path)
            link_translations(source / path, language)
    copy_pages_to_play_with(source / "_extra" / "exercises")
    static = source / "_static"
    static.mkdir()
    shutil.copy(next((SITE / "vendor").glob("mathjax-*.js")), static / "mathjax.js")
    shutil.copy(SITE / "site.css", static)
    shutil.copy(SITE / "conf.py", source)
    shutil.copytree(SITE / "templates", source / "_templates")
    readme, other = source / "README.md", next(one for one in LANGUAGES if one != language)
    first = re.sub(
        r"\[([^\]]+)\]\(README[.a-z]*\)", rf'<a href="../{other}/index.html">\1</a>', readme.read_text(encoding="utf-8")
    )
    (source / "index.md").write_text(first, encoding="utf-8")
    readme.unlink()
    with (source / "index.md").open("a", encoding="utf-8") as index:
        index.writelines(contents(source, language))


def add_title(page: Path) -> None:
    """Give a page that has no title, such as a table, its file's name as one."""
    text = page.read_text(encoding="utf-8")
    if not text.startswith("# "):
        page.write_text(f"# {page.stem.replace('_', ' ').capitalize()}\n\n{text}", encoding="utf-8")


def name_exercises(page: Path, here: str) -> None:
    """Say in a lesson which exercise to write next; the README of a unit links it."""
    text = page.read_text(encoding="utf-8")
    page.write_text(EXERCISE.sub(rf"**{here}: `\1`**", text), encoding="utf-8")


def link_pages_to_play_with(page: Path) -> None:
    """Write the links to them as HTML: Sphinx would take them for downloads, away from what draws them."""
    linked = re.sub(
        r"\[([^\]]+)\]\(([./]+exercises/\S+\.html)\)", r'<a href="\2">\1</a>', page.read_text(encoding="utf-8")
    )
    page.write_text(linked, encoding="utf-8")


def link_translations(page: Path, language: str) -> None:
    """Link to where a translation stands here: in the place of its page."""
    page.write_text(page.read_text(encoding="utf-8").replace(f".{language}.md)", ".md)"), encoding="utf-8")


def copy_pages_to_play_with(folder: Path) -> None:
    for path in [*(ROOT / "exercises").glob("vega*"), *(ROOT / "exercises").glob("*/explore*.html")]:
        target = folder / path.relative_to(ROOT / "exercises")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
        if path.suffix == ".html":  # the site has the lesson, the folder of exercises its README
            lesson = f'href="../../solutions/{path.parent.name}/lesson.html"'
            text = path.read_text(encoding="utf-8")
            target.write_text(re.sub(r'href="README[.a-z]*"', lesson, text), encoding="utf-8")


def contents(source: Path, language: str) -> Iterator[str]:
    """Yield the table of contents."""
    units = [unit["folder"] for unit in tomllib.loads((ROOT / "losslings.toml").read_text(encoding="utf-8"))["unit"]]
    there = {str(path.relative_to(source).with_suffix("")) for path in source.rglob("*.md")} - {"index"}
    chapters = {LESSONS[language]: [f"solutions/{unit}/lesson" for unit in units], **CHAPTERS[language]}
    placed = {page for listed in chapters.values() for page in listed}
    figures = sorted(page for page in there - placed if page.startswith("benchmarks/"))
    others = sorted(there - placed - set(figures))
    last = list(chapters)[-1]
    chapters = {**chapters, last: [*chapters[last], *others], FIGURES[language]: figures}
    for title, listed in chapters.items():
        lines = "\n".join(page for page in listed if page in there)
        yield f"\n```{{toctree}}\n:hidden:\n:caption: {title}\n\n{lines}\n```\n"


def build(folder: Path, language: str) -> int:
    """Build the site in one language; return Sphinx' exit status: a warning is an error."""
    other = next(one for one in LANGUAGES if one != language)
    os.environ["SITE_OTHER_LANGUAGE"] = f"{other} {LANGUAGES[other]}"
    with tempfile.TemporaryDirectory() as source:
        stage(Path(source), language)
        options = ["-q", "-W", "--keep-going", "-D", f"language={language}", "-b", "html"]
        status = build_main([*options, source, str(folder / language)])
        shutil.rmtree(folder / language / ".doctrees", ignore_errors=True)
        return status


if __name__ == "__main__":
    target = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build" / "site")
    sys.exit(max(build(target, language) for language in LANGUAGES))
