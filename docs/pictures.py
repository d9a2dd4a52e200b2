"""Draw the pictures of docs/instructor.md: ``python docs/pictures.py`` grades the class of thirty and looks at it.

It needs Chromium, as the tests in a browser do.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "pictures"
# Of each picture: the page, what it begins with, and its height in pixels.
PICTURES = {
    "class": ("index.html", "body", 1600),
    "student": ("student/brown_emily.html", "[id='regression/mean_squared_error']", 760),
}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        grade = [sys.executable, "-m", "autograder", "grade", "examples/class", "-o", folder, "--time-limit", "3"]
        subprocess.run(grade, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name, (page, first, height) in PICTURES.items():
            tab = browser.new_page(viewport={"width": 1200, "height": height})
            tab.goto((Path(folder) / "pages" / page).as_uri())
            tab.locator(first).first.evaluate("element => element.scrollIntoView()")
            tab.wait_for_timeout(500)  # what is far below is drawn when it is needed
            tab.screenshot(path=FOLDER / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
