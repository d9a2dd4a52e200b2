"""A skipped test must not look like success: here it is a failure."""

import gc
import shutil

import pytest
from shell import ROOT

import autograder.course  # noqa: F401  # before nbformat, which else compiles grammars of addresses for two seconds

collect_ignore = ["corpus", "data"]  # answers and banks that tests read: nothing there is a test


# The files that take minutes come first: `make test` gives each file to one of two processes, and a long one that comes
# late leaves the other without work. What the bank's tests compile, those after them find in the cache.
LONG = ("attacks", "bank", "growth", "readme", "interrupted", "corpus")


def pytest_collection_modifyitems(items):
    place = {f"test_{name}.py": number for number, name in enumerate(LONG)}
    items.sort(key=lambda item: place.get(item.path.name, len(LONG)))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.skipped and item.path.is_relative_to(item.config.rootpath / "tests"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and nothing here may be: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection(session):
    """Spare Python the search for garbage among what is collected: all of it stays to the end."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.fixture(scope="session")
def public_key():
    from autograder.bank.union import public_key

    return public_key()


@pytest.fixture
def bank(tmp_path):
    """Copy one exercise's two files, without a lesson, into a bank of their own."""
    for part in ("solutions/information", "specs/information"):
        (tmp_path / "bank" / part).mkdir(parents=True)
        shutil.copy(ROOT / part / "surprise.py", tmp_path / "bank" / part)
    (tmp_path / "bank" / "losslings.toml").write_text('name = "small"\n\n[[unit]]\nfolder = "information"\n', "utf-8")
    return tmp_path / "bank"
