"""Make the pages to play with, ``exercises/<unit>/explore.html`` and ``explore.ko.html``: one a unit and language.

``python -m docs.explore.build`` writes them; with ``--check`` it writes none and fails where a committed one differs.
It needs Altair and vl-convert, which compiles its charts; what draws them is Vega, ``exercises/vega.min.js``.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from autograder.bank.folder import read_bank
from docs.explore import classification, gradients, information, labs, regression, torch_losses
from docs.explore.drawing import FONT, Stage, compiled

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
UNITS: Mapping[str, ModuleType] = {
    "regression": regression,
    "information": information,
    "classification": classification,
    "gradients": gradients,
    "torch_losses": torch_losses,
    "labs": labs,
}
LANGUAGES = {"en": "English", "ko": "한국어"}
UI = {
    "en": {
        "question": "Question",
        "notice": "What to notice",
        "write": "Now write it yourself: back to the exercises",
        "drawn": "Drawn by",
        "licence": "licence",
        "noscript": "The charts need scripts. Open this page in a browser; in JupyterLab press “Trust HTML”.",
    },
    "ko": {
        "question": "질문",
        "notice": "눈여겨볼 점",
        "write": "이제 직접 작성해 보세요: 연습 문제로 돌아가기",
        "drawn": "그림을 그린 프로그램:",
        "licence": "라이선스",
        "noscript": "그림에는 스크립트가 필요합니다. 브라우저에서 여세요. JupyterLab에서는 “Trust HTML”을 누르세요.",
    },
}


def named(stem: str, language: str, suffix: str) -> str:
    return f"{stem}{'' if language == 'en' else f'.{language}'}{suffix}"


def pages() -> Iterator[tuple[Path, str]]:
    """Yield each page: where it belongs, and its text."""
    bank = read_bank(ROOT)
    for unit, module in UNITS.items():
        page = tomllib.loads((HERE / f"{unit}.toml").read_text(encoding="utf-8"))
        for language in LANGUAGES:
            path = bank.exercises / unit / named("explore", language, ".html")
            yield path, rendered(page, module, language, bank.unit(unit).title(language))


def rendered(page: Mapping[str, Any], module: ModuleType, language: str, title: str) -> str:
    other = next(one for one in LANGUAGES if one != language)
    number = 0
    for stage in page["stage"]:
        for question in stage["question"]:
            number += 1
            question["number"] = number
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    return environment.get_template("page.html").render(
        page=page,
        language=language,
        other=other,
        other_name=LANGUAGES[other],
        other_page=named("explore", other, ".html"),
        readme=named("README", language, ".md"),
        unit_title=title,
        ui=UI[language],
        font=Markup(FONT),
        style=Markup((HERE / "page.css").read_text(encoding="utf-8")),
        script="../vega.min.js",
        licence="../vega-LICENSE.txt",
        text=lambda words: words if isinstance(words, str) else words[language],
        charts=charts(page, module, page["say"][language]),
    )


def charts(page: Mapping[str, Any], module: ModuleType, say: Mapping[str, str]) -> Markup:
    """Compile a page's charts to a JSON object, as it may stand in a script.

    The first chart of a stage shows the stage's numbers.
    """
    specs = {}
    for stage in page["stage"]:
        drawn: Stage = module.STAGES[stage["name"]]
        sliders = {one["name"]: str(one["value"]) for one in stage["slider"]}
        places = {f"{name}-at": f"replace({name}_, '-', '−')" for name in sliders}
        choices = {one["name"]: next(iter(one["options"])) for one in stage.get("choice", ())}
        for chart in drawn.charts:
            shown = {} if specs.keys() & stage["charts"].keys() else {**drawn.shown, **places}
            spec = compiled(chart(say), {**sliders, **choices}, drawn.known, shown)
            specs[chart.__name__] = spec
            for signal in spec["signals"]:
                signal |= drawn.moved.get(chart.__name__, {}).get(signal["name"], {})
    text = json.dumps(specs, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("</", "<\\/"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a page differs")
    check = parser.parse_args().check
    stale = [(path, text) for path, text in pages() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path, text in stale:
        sys.stdout.write(f"{path.relative_to(ROOT)}: {'is stale' if check else 'written'}\n")
        if not check:
            path.write_text(text, encoding="utf-8", newline="\n")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
