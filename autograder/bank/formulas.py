"""Write a formula of TeX as a line that a terminal can show: what solutions use of it, and the rest as it stands."""

from __future__ import annotations

import re
import unicodedata

from autograder.report.wrapping import columns

LETTERS = "αβγδεζηθικλμνξοπρστυφχψω"
NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu"
    " nu xi omicron pi rho sigma tau upsilon phi chi psi omega"
)
SIGNS = {
    **dict(zip(NAMES.split(), LETTERS, strict=True)),
    "sum": "Σ",
    "prod": "Π",
    "le": "≤",
    "ge": "≥",
    "ne": "≠",
    "infty": "∞",
    "cdot": "·",
    "times": "×",
    "to": "→",
    "in": "∈",
    "ldots": "…",
    "approx": "≈",
    "mid": "|",
    "Vert": "‖",
    "lt": "<",
    "gt": ">",
    "leftarrow": "←",
    "partial": "∂",
    "quad": " ",
}
LEFT_OUT = re.compile(r"\\(?:(?:bigl|bigr|Bigl|Bigr|left|right|displaystyle)(?![A-Za-z])|[,;:!])\s?")
ABSOLUTE = re.compile(r"\\lvert\s*(.+?)\s*\\rvert")  # as abs(…): a bar would end a cell of a table
LOWERED = dict(zip("0123456789+-=ijnkmaehloprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌ᵢⱼₙₖₘₐₑₕₗₒₚᵣₛₜᵤᵥₓ", strict=True))
RAISED = dict(zip("0123456789+-=ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼ⁿⁱ", strict=True))
GROUP = r"\{((?:[^{}])*)\}"  # the innermost one
CASES = re.compile(r"\\begin\{cases\}(.*?)\\end\{cases\}", re.DOTALL)
BRANCH = "\ue002"  # begins one line of a definition by cases
OPEN, CLOSE = "\ue000", "\ue001"  # brackets of a fraction, until it is known whether it stands alone


def plain_formula(tex: str) -> list[str]:
    """Return a formula's lines."""
    lines: list[str] = []
    for part in re.split(r"\\qquad|\\\\(?![^&]*\\end)", CASES.sub(set_aside, tex.strip().strip("$"))):
        before, *branches = [plain_part(" ".join(piece.split())) for piece in part.split(BRANCH)]
        starts = [before, *[" " * columns(before)] * len(branches)]
        lines += [f"{start} {branch}" for start, branch in zip(starts, branches, strict=False)] or [before]
    return [line.rstrip(" ,") for line in lines if line.strip()]


def set_aside(found: re.Match[str]) -> str:
    """Mark the branches of a definition by cases."""
    branches = [re.sub(r"\s*&\s*", ",  ", branch) for branch in found[1].split("\\\\") if branch.strip()]
    return "".join(BRANCH + branch for branch in branches)


def plain_part(tex: str) -> str:
    text = LEFT_OUT.sub("", tex)
    text = ABSOLUTE.sub(r"abs(\1)", text.replace(r"\|", "‖").replace(r"\tfrac12", "½"))
    text = re.sub(rf"\\text\s*{GROUP}", r"\1", text)
    text = re.sub(r"\\hat(?:\{(\w)\}|\s*(\w))", lambda m: hat(m[1] or m[2]), text)
    text = re.sub(r"\\([A-Za-z]+)", lambda m: SIGNS.get(m[1], m[0] if m[1].endswith("frac") else m[1]), text)
    before = ""
    while before != text:  # from the innermost group outwards
        before = text
        text = re.sub(rf"\be\^{GROUP}", r"exp(\1)", text)
        text = re.sub(rf"([_^]){GROUP}", lambda m: script(m[1], m[2]), text)
        text = re.sub(r"([_^])(\w)", lambda m: script(m[1], m[2]), text)
        text = re.sub(rf"\\[td]?frac\s*{GROUP}\s*{GROUP}", lambda m: fraction(m[1], m[2]), text)
    return brackets(text.replace(" ]", "]").replace(" - ", " − ").replace("-", "−")).strip()


def hat(letter: str) -> str:
    return unicodedata.normalize("NFC", f"{letter}\u0302")


def script(kind: str, text: str) -> str:
    """Write an index or exponent: small letters, where there are such; an index with a comma in brackets."""
    small = LOWERED if kind == "_" else RAISED
    if all(letter in small for letter in text):
        return "".join(small[letter] for letter in text)
    if kind == "_" and "," in text:
        return f"[{text}]"
    return f"{'⁀' if kind == '_' else '^'}{text if len(text) == 1 else f'({text})'}"


def fraction(above: str, below: str) -> str:
    """Write a fraction on one line."""
    parts = [f"({part})" if re.search(r" [-+] |[ΣΠ]", part) else part for part in (above.strip(), below.strip())]
    bar = " / " if len(above) + len(below) > 2 else "/"
    return f"{OPEN}{bar.join(parts)}{CLOSE}"


def brackets(text: str) -> str:
    """Put a fraction into brackets unless it stands alone, or behind an equals sign."""
    alone = re.compile(rf"(^|= ){OPEN}([^{OPEN}{CLOSE}]*){CLOSE}$")
    return alone.sub(r"\1\2", text).replace(OPEN, "(").replace(CLOSE, ")").replace("⁀", "_")
