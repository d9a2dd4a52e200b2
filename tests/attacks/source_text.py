"""Files that are more, or less, than the text they seem to be."""

from attacks.honest import ALL, ENTROPY

HOSTILE = "import os\nos._exit(0)\n"
WRONG = {
    "null-bytes": "def entropy(p): return 0.0\n\0",
    "brackets-in-brackets": "def entropy(p): return " + "(" * 5000,
    "a-number-of-a-million-digits": "def entropy(p): return " + "1" * 10**6,
    "a-name-in-cyrillic": "def \u0435ntropy(p): return 0.0\n",
    "an-open-string": "def entropy(p):\n    '''" + "x" * 10**5,
    "bytes-that-are-no-text": bytes(range(128, 256)) + b"\ndef entropy(p): return 0.0\n",
}
RIGHT = {  # and stays so
    "a-byte-order-mark": "\ufeff" + ENTROPY,
    "two-bytes-a-letter": ("\ufeff" + ENTROPY).encode("utf-16-le"),
    "a-cookie-that-lies": "# -*- coding: utf-16 -*-\n" + ENTROPY,
    "a-cookie-that-turns-a-comment-into-code": "# coding: unicode_escape\n# \\u000aimport os; os._exit(0)\n" + ENTROPY,
    "carriage-returns-and-form-feeds": "\f" + ENTROPY.replace("\n", "\r"),
    "letters-from-right-to-left": "# \u202e\u2066 )p(yportne fed\u2069\n" + ENTROPY,
    "a-comment-with-other-line-ends": "# \u2028import os; os._exit(0)\x85os._exit(0)\n" + ENTROPY,
    "a-large-file-beside": {"entropy.py": ENTROPY, "data.py": "f'{x}{x}{x}';" * 80_000},
    "a-broken-file-beside": {"entropy.py": ENTROPY, "broken.py": "def (:\n", "empty.py": "", "null.py": "\0"},
    "a-condition-too-deep-beside": {"entropy.py": ENTROPY, "data.py": f"if {'-' * 600}entropy: surprise = 1"},
    "files-named-like-libraries": {
        "entropy.py": ENTROPY,
        **dict.fromkeys(("numpy.py", "numpy/__init__.py", "json.py", "builtins.py", "sys.py"), HOSTILE),
    },
    "files-named-like-the-grader": {
        "entropy.py": ENTROPY,
        **dict.fromkeys(("wire.py", "child.py", "walls.py", "autograder/__init__.py", "conftest.py"), HOSTILE),
    },
}
ATTACKS = {**WRONG, **RIGHT}
DESERVES = dict.fromkeys(RIGHT, ALL)
ONLY_BEHIND_WALLS = {}
