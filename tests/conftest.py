"""A skipped test must not look like success: here it is a failure."""

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.skipped and item.path.parent == item.config.rootpath / "tests":
        report.outcome = "failed"
        report.longrepr = f"skipped, and nothing here may be: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def public_key():
    from autograder.key import Key

    return Key.load()
