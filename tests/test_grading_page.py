"""docs/grading.md says what common ways of writing an exercise earn: its table is what the judge gives."""

from benchmarks.grading import PAGE, page


def test_the_table_is_what_the_judge_gives():
    assert PAGE.read_text(encoding="utf-8") == page(), "run `python -m benchmarks.grading`"
