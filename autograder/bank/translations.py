"""Collect the strings that a student reads, bring the catalogues up to date and compile them.

``make translations`` runs this; a translator edits ``locale/<language>/LC_MESSAGES/losslings.po`` and runs it again.
"""

from __future__ import annotations

import datetime
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from autograder.bank.catalog import find_exercises
from autograder.bank.statement import read_statement
from autograder.bank.union import public_key, public_pictures
from autograder.report.terminal import words
from autograder.translation import LOCALE

PACKAGE = Path(__file__).parent.parent
KEYWORDS = {"_": None, "N_": None, "translate": None}
NO_DATE = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)  # a catalogue changes when a string does


def strings() -> Iterator[tuple[str, str]]:
    """Yield each string and where it comes from: the code's own, then the public key's, then the solutions'."""
    for path, _, message, _, _ in extract_from_dir(PACKAGE, [("**.py", "python")], keywords=KEYWORDS):
        if isinstance(message, str):
            yield message, path
    for picture in public_pictures().values():
        yield picture.axis, picture.exercise
    for exercise in public_key():
        for item in exercise.items:
            yield words(item.name), exercise.name
        for case in exercise.cases:
            yield words(case.id), exercise.name
            if case.torch:
                yield case.torch, exercise.name
        for mistake in exercise.misconceptions:
            yield mistake.hint, exercise.name
    for solved in find_exercises():
        for message in read_statement(solved.solution.read_text(encoding="utf-8"), solved.name).messages():
            yield message, solved.name


def template() -> Catalog:
    """Return all strings, untranslated."""
    catalog = Catalog(project="losslings", charset="utf-8", creation_date=NO_DATE, revision_date=NO_DATE)
    for message, source in sorted(set(strings()), key=lambda pair: (pair[1], pair[0])):
        catalog.add(message, locations=[(source, None)])  # type: ignore[list-item]  # no line numbers: they change
    return catalog


def load(path: Path) -> Catalog:
    with path.open("rb") as stream:
        catalog = read_po(stream, locale=path.parent.parent.name)
    catalog.creation_date = catalog.revision_date = NO_DATE
    return catalog


def updated(path: Path) -> Catalog:
    """Return a language's catalogue with today's strings: new ones untranslated, gone ones left out."""
    catalog = load(path)
    catalog.update(template(), no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    return catalog


def problems(catalog: Catalog) -> list[str]:
    """Name what a translator must still do: strings without a translation, translations that lost a {value}."""
    missing = [f"no translation: {message.id}" for message in catalog if message.id and not message.string]
    return missing + [
        f"other {{values}} than the original: {message.string}"
        for message in catalog
        if message.string and placeholders(str(message.id)) != placeholders(str(message.string))
    ]


def placeholders(text: str) -> set[str]:
    return {part.partition("}")[0].partition(":")[0] for part in text.split("{")[1:]}


def compiled(catalog: Catalog) -> bytes:
    stream = io.BytesIO()
    write_mo(stream, catalog)
    return stream.getvalue()


def main() -> None:
    """Update and compile every catalogue; exit 1 while a string has no translation."""
    unfinished = []
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/losslings.po")):
        catalog = updated(path)
        with path.open("wb") as stream:
            write_po(stream, catalog, width=120, sort_output=False)
        path.with_suffix(".mo").write_bytes(compiled(catalog))
        unfinished += [f"{path.parent.parent.name}: {problem}" for problem in problems(catalog)]
    sys.stdout.write("".join(f"{line}\n" for line in unfinished))
    sys.exit(bool(unfinished))


if __name__ == "__main__":
    main()
