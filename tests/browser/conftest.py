"""A graded course, a Jupyter server, a headless Chromium and axe-core: what the browser tests share."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import nbformat
import pytest
from classroom import FROZEN_BANK, FROZEN_KEY
from playwright.sync_api import Browser, Page, expect, sync_playwright
from shell import finished, started, until

SECONDS = 120  # for anything that is waited for, on a busy machine too

AXE = "axe-core@4.14.1"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What axe finds nothing wrong with it need not describe: by the thousand marks of a chart, that takes it half its time.
OPTIONS = {"preload": False, "resultTypes": ["violations"]}
COLOURS = ["color-contrast", "link-in-text-block"]  # the rules of axe that read a colour
SCHEMES = ["light", "dark"]
WIDTHS = {"wide": 1280, "phone": 390}

# Whether all is as it was when last asked, but for colours: what the rules that read none look at.
LOOKS_THE_SAME = """() => {
  const looks = [...document.querySelectorAll("*")].map((one) => {
    const style = getComputedStyle(one), box = one.getBoundingClientRect();
    const {display, visibility, opacity, position, zIndex, overflow, clip, clipPath, fontSize, fontWeight} = style;
    return [box.x, box.y, box.width, box.height, display, visibility, opacity, position, zIndex, overflow, clip,
      clipPath, fontSize, fontWeight];
  });
  const before = window.looks;
  window.looks = JSON.stringify([document.documentElement.outerHTML, looks]);
  return window.looks === before;
}"""

ALICE = {
    "mean_squared_error": "def mean_squared_error(y_pred, y_true):\n    return np.mean(y_pred - y_true) ** 2\n",
    "mean_absolute_error": (
        "def mean_absolute_error(y_pred, y_true):\n    y_pred, y_true = 1.0 * y_pred, 1.0 * y_true\n"
        "    if y_pred.shape != y_true.shape:\n        raise ValueError\n    return np.mean(np.abs(y_pred - y_true))\n"
    ),
}


class Server(NamedTuple):
    """A Jupyter server: the folder it serves, and how to address it."""

    folder: Path
    url: str
    token: str

    def address(self, path: str) -> str:
        return f"{self.url}/{path}?token={self.token}"


def environment(home: Path) -> dict[str, str]:
    """Return that of a fresh user, with this interpreter's programs on the path: nbgrader calls alembic."""
    places = {"HOME": "", "JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "data"}
    places |= {"JUPYTER_RUNTIME_DIR": "run", "IPYTHONDIR": "ipython"}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "LANGUAGE": "en", **{name: str(home / place) for name, place in places.items()}}


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Write a course of a frozen bank, hand in for Alice, grade, and serve the course's folder."""
    course, home = tmp_path_factory.mktemp("course"), tmp_path_factory.mktemp("home")

    def call(*command: object) -> None:
        done = finished([sys.executable, "-m", *command], cwd=course, env=environment(home))
        assert done.returncode == 0, done.stderr[-2000:]

    shutil.copy(FROZEN_KEY, course / "key.jsonl")
    call("autograder.cli.main", "course", ".", "--bank", FROZEN_BANK, "--key", "key.jsonl")
    call("nbgrader", "generate_assignment", "regression")
    notebook = nbformat.read(course / "release" / "regression" / "regression.ipynb", as_version=4)
    for cell in notebook.cells:
        cell.source = ALICE.get(cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source)
    submitted = course / "submitted" / "alice" / "regression"
    submitted.mkdir(parents=True)
    nbformat.write(notebook, submitted / "regression.ipynb")
    call("autograder.cli.main", "grade", ".", "--assignment", "regression")
    with jupyter(course, home) as server:
        yield server


@contextmanager
def jupyter(folder: Path, home: Path) -> Iterator[Server]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token, log = secrets.token_hex(8), home / "server.log"
    options = ["--no-browser", "--allow-root", f"--port={port}", f"--IdentityProvider.token={token}"]
    options += ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    command = [sys.executable, "-m", "jupyterlab", *options]
    with (
        log.open("wb") as stream,
        started(command, cwd=folder, env=environment(home), stdout=stream, stderr=stream) as process,
    ):
        until(lambda: process.poll() is not None or answers(port), SECONDS)
        assert process.poll() is None, log.read_text(errors="replace")[-2000:]
        yield Server(folder, f"http://127.0.0.1:{port}", token)


def answers(port: int) -> bool:
    with socket.socket() as door:
        return door.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium:
        pytest.fail("these tests need Chromium: apt-get install chromium, or name its program in CHROMIUM")
    expect.set_options(timeout=1000 * SECONDS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a tab that reaches this machine only."""
    context = browser.new_context(viewport={"width": 1200, "height": 1000})
    context.set_default_timeout(1000 * SECONDS)
    context.route(lambda url: not url.startswith("http://127.0.0.1:"), lambda route: route.abort())
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def axe(tmp_path_factory) -> str:
    folder = tmp_path_factory.mktemp("axe")
    npm = shutil.which("npm")
    assert npm, "this test needs npm, which brings axe-core"
    done = finished([npm, "pack", AXE, "--silent"], cwd=folder)
    assert done.returncode == 0, done.stderr
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        member = archive.extractfile("package/axe.min.js")
        assert member
        return member.read().decode()


def violations(tab: Page, axe: str, rules: list[str] = RULES) -> list[tuple[str, str]]:
    """Ask axe about the page in a tab; return each rule that is broken, and the first element that breaks it."""
    if not tab.evaluate("Boolean(window.axe)"):
        tab.evaluate(axe)
    options = {**OPTIONS, "runOnly": rules}
    found = tab.evaluate("(options) => axe.run(document, options).then((all) => all.violations)", options)
    return [(one["id"], one["nodes"][0]["html"]) for one in found]


def violations_by_scheme(tab: Page, axe: str) -> dict[str, list[tuple[str, str]]]:
    """Ask axe about the page in a tab, light and dark.

    The page is loaded once. Where dark changes nothing but colours, as it should, only the rules about colours are
    asked again: the others look at what they have seen.
    """
    found = {}
    for scheme in SCHEMES:
        tab.emulate_media(color_scheme=scheme)
        found[scheme] = violations(tab, axe, COLOURS if tab.evaluate(LOOKS_THE_SAME) else RULES)
    return found


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """Open a tab that reaches files alone; note what else is asked for, and what the console says."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text))
    yield page
    context.close()
    assert [url for url in asked if not url.startswith("file:")] == []
    assert said == []
