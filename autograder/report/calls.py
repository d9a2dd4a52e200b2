"""A case's call: code that can be pasted and, behind #, what the code does not say."""

from __future__ import annotations

from autograder.translation import N_, Translate

REMARKS, BETWEEN = "  # ", "; "
READ_ONLY, STRIDED = N_("read-only"), N_("every second number of a longer array")


def translated_call(call: str, translate: Translate) -> str:
    """Write the remarks on a call in the reader's language: of ``p, q: read-only`` what stands behind the colon."""
    code, is_remarked, remarks = call.partition(REMARKS)
    translated = []
    for remark in remarks.split(BETWEEN):
        names, colon, text = remark.partition(": ")
        translated.append(f"{names}{colon}{translate(text)}")
    return f"{code}{is_remarked}{BETWEEN.join(translated)}"
