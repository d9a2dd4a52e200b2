"""What the pages show beside a report: functions are found as text, curves are asked for in the child alone."""

from __future__ import annotations

import json

from classroom import RIGHT, WATCHED, WRONG, grade, lines_of, write_class, write_key

from autograder.judging.sources import LONG, sources_of

ENTROPY = "information/entropy"


def text_of(files: dict[str, str], exercise: str = ENTROPY) -> str:
    return sources_of({path: text.encode() for path, text in files.items()}, [exercise])[exercise]["text"]


def test_a_function_is_found_with_its_decorators_and_up_to_its_last_line():
    code = '@cache\n@other\ndef entropy(p):\n    """\nat the margin\n"""\n    return 0\n\n\n# of the next\nx = 1\n'
    found = sources_of({"a.py": f"import numpy\n{code}".encode()}, [ENTROPY])[ENTROPY]
    assert (found["file"], found["line"]) == ("a.py", 2)
    assert found["text"].startswith("@cache\n@other\ndef entropy")
    assert "return 0" in found["text"]
    assert "x = 1" not in found["text"]


def test_the_last_definition_counts_and_a_written_one_comes_before_a_stub():
    twice = "def entropy(p):\n    return 1\ndef entropy(p):\n    return 2\n"
    assert "return 2" in text_of({"a.py": twice})
    stub = "def entropy(p):\n    raise NotImplementedError\n"
    assert "return 2" in text_of({"entropy.py": stub, "other.py": twice})
    assert "return 3" in text_of({"a.py": twice, "z/entropy.py": "def entropy(p):\n    return 3\n"})


def test_a_function_within_a_broken_file_and_in_a_notebook_is_found():
    assert "return (" in text_of({"a.py": "def entropy(p):\n    return (\nx ="})
    notebook = json.dumps(["import numpy", "def entropy(p):\n    return 4"])
    found = sources_of({"a.ipynb": notebook.encode()}, [ENTROPY])[ENTROPY]
    assert (found["file"], found["text"]) == ("a.ipynb, 2", "def entropy(p):\n    return 4")


def test_a_strangers_text_is_safe_to_print_and_bounded():
    hostile = "def entropy(p):\n    return '\u202e\x1b[31m'\n" + "    # long\n" * LONG
    found = text_of({"a.py": hostile})
    assert "\u202e" not in found
    assert "\x1b" not in found
    assert len(found) == LONG + 1
    assert sources_of({"a.py": b"\xff\0\0\0" * 99, "b.ipynb": b"[" * 10**5}, [ENTROPY]) == {}


def test_evidence_holds_all_failing_cases_the_source_and_the_curve_and_is_the_owners(tmp_path):
    folder = write_class(write_key(tmp_path), {"alice": WRONG, "bob": RIGHT})
    results = grade(folder, pages=True)
    alice, bob = lines_of(results / "evidence.jsonl")
    assert alice["files"] == {"entropy.py": len(WRONG)}
    assert alice["sources"][ENTROPY]["text"] == WRONG.strip()
    assert len(alice["failing"][ENTROPY]["basics"]) > 1
    assert all(got == "0" or got == "0.0" for _, got in alice["failing"][ENTROPY]["basics"])
    assert set(alice["curves"][ENTROPY]["numbers"]) == {0.0}
    assert bob["curves"] == bob["failing"] == {}  # a right answer needs no curve of its own
    assert (results / "evidence.jsonl").stat().st_mode & 0o777 == 0o600


def on_the_sweep(act: str) -> str:
    """Write a wrong answer that does something where only the curve asks: no case has a probability of 0.01."""
    return f"def entropy(p):\n    if p.shape == (2,) and p[0] == 0.01:\n        {act}\n    return 0.0\n"


def test_what_takes_too_long_on_the_sweep_has_no_curve_and_keeps_its_marks(tmp_path):
    slow = on_the_sweep("while True: pass")
    results = grade(
        write_class(write_key(tmp_path), {"alice": slow, "bob": "def entropy(p):\n    return nan\n"}), pages=True
    )
    alice, bob = lines_of(results / "evidence.jsonl")
    assert alice["curves"] == {}
    assert set(bob["curves"][ENTROPY]["numbers"]) == {"nan"}
    reports = lines_of(results / "results.jsonl")
    assert [exercise["status"] for exercise in reports[0]["exercises"]] == ["missing", "failed"]


def test_without_pages_no_curve_is_asked_for(tmp_path):
    asked = tmp_path / "asked"
    folder = write_class(write_key(tmp_path), {"alice": on_the_sweep(f"open({str(asked)!r}, 'w')")})
    (evidence,) = lines_of(grade(folder, *WATCHED) / "evidence.jsonl")
    assert (evidence["curves"], asked.exists()) == ({}, False)
    grade(folder, "--isolation", "basic", pages=True)
    assert asked.exists()
