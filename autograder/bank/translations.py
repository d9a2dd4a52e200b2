"""Collect what students read, bring the catalogues up to date and compile them: the engine's, or one bank's.

``losslings translations`` runs this. A translator edits the ``.po`` files and runs it again. The engine's own strings
stand in ``autograder/locale/<language>/LC_MESSAGES/losslings.po``, those of a bank in its own folder, in
``locale/<language>/LC_MESSAGES/<name of the bank>.po``.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from autograder.bank.exercises import find_exercises
from autograder.bank.folder import Bank
from autograder.bank.statement import functions_shown, read_statement
from autograder.judging.key import Key
from autograder.report.picture import load_pictures
from autograder.report.terminal import words
from autograder.translation import LOCALE, MANIFEST, PACKAGE, languages, translator

ENGINE = "losslings"
KEYWORDS = {"_": None, "N_": None, "translate": None}
NO_DATE = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)  # a catalogue changes when a string does
Source = tuple[str, str]  # a string, and where it comes from


def strings_of_the_engine() -> Iterator[Source]:
    """Yield what the package's own code and templates say."""
    methods = [("**.py", "python"), ("**/templates/*.html", "jinja2")]
    options = {"**/templates/*.html": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}}
    for path, _, message, _, _ in extract_from_dir(PACKAGE, methods, options, keywords=KEYWORDS):
        if isinstance(message, str):
            yield message, path


def strings_of_the_bank(bank: Bank) -> Iterator[Source]:
    """Yield what a bank says: families, and the words of its key, pictures and solutions, but no titles of units.

    Raises
    ------
    DamagedKey, NoPicture, BankError
        If these are not there, or damaged.
    """
    for family in bank.families.values():
        yield family, MANIFEST
    for picture in load_pictures(bank.pictures).values():
        yield picture.axis, picture.exercise
    for exercise in Key.load(bank.key):
        for item in exercise.items:
            yield words(item.name), exercise.name
        for case in exercise.cases:
            yield words(case.id), exercise.name
            if case.torch:
                yield case.torch, exercise.name
        if exercise.notice:
            yield exercise.notice, exercise.name
        for mistake in exercise.misconceptions:
            for text in filter(None, mistake.ladder.strings()):
                yield text, exercise.name
        for napkin in exercise.napkins:
            yield napkin.idea, exercise.name
            yield napkin.how, exercise.name
    for solved in find_exercises(bank.root):
        source = solved.solution.read_text(encoding="utf-8")
        for name in functions_shown(source, solved.name):
            for message in read_statement(source, name).messages():
                yield message, solved.name


def template(strings: Iterable[Source], project: str) -> Catalog:
    """Return the strings, untranslated."""
    catalogue = Catalog(project=project, charset="utf-8", creation_date=NO_DATE, revision_date=NO_DATE)
    for message, source in sorted(set(strings), key=lambda pair: (pair[1], pair[0])):
        catalogue.add(message, locations=[(source, None)])  # type: ignore[list-item]  # no line numbers: they change
    return catalogue


def load(path: Path) -> Catalog:
    """Read a catalogue; one that is not there yet is empty."""
    locale = path.parent.parent.name
    if not path.exists():
        return Catalog(locale=locale, creation_date=NO_DATE, revision_date=NO_DATE)
    with path.open("rb") as stream:
        catalogue = read_po(stream, locale=locale)
    catalogue.creation_date = catalogue.revision_date = NO_DATE
    return catalogue


def update(path: Path, strings: Iterable[Source]) -> Catalog:
    """Return a catalogue with today's strings: new ones untranslated, gone ones left out."""
    catalogue = load(path)
    catalogue.update(template(strings, path.stem), no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    return catalogue


def problems(catalogue: Catalog) -> list[str]:
    """Name what a translator must still do: strings without a translation, translations that lost a {value}."""
    missing = [f"no translation: {message.id}" for message in catalogue if message.id and not message.string]
    return missing + [
        f"other {{values}} than the original: {message.string}"
        for message in catalogue
        if message.string and placeholders(str(message.id)) != placeholders(str(message.string))
    ]


def placeholders(text: str) -> set[str]:
    return {part.partition("}")[0].partition(":")[0] for part in text.split("{")[1:]}


def to_mo(catalogue: Catalog) -> bytes:
    stream = io.BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def catalogue_paths(locale: Path, name: str) -> list[Path]:
    """List where the catalogues of a ``locale/`` folder lie: one a language that the engine speaks, but English."""
    there = {path.parent.parent.name for path in locale.glob(f"*/LC_MESSAGES/{name}.po")}
    return [locale / one / "LC_MESSAGES" / f"{name}.po" for one in sorted(there | set(languages()) - {"en"})]


def update_catalogues(bank: Bank) -> list[str]:
    """Update and compile a bank's catalogues, and the engine's with those of the bank that ships.

    Returns
    -------
    list of str
        What a translator must still do, a line each.
    """
    parts = [(bank.locale, bank.name, set(strings_of_the_bank(bank)))]
    if bank.is_shipped:
        parts.insert(0, (LOCALE, ENGINE, set(strings_of_the_engine())))
    unfinished: list[str] = []
    for locale, name, strings in parts:
        for path in catalogue_paths(locale, name):
            there = translator(path.parent.parent.name)
            # A pack need not repeat what stands in the catalogues that ship.
            wanted = strings if bank.is_shipped else {one for one in strings if there(one[0]) == one[0]}
            catalogue = update(path, wanted)
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as stream:
                write_po(stream, catalogue, width=120, sort_output=False)
            path.with_suffix(".mo").write_bytes(to_mo(catalogue))
            unfinished += [f"{path}: {problem}" for problem in problems(catalogue)]
    return unfinished
