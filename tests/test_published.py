"""Of code as people publish it, nearly all gets a hint on the first item that it fails, and none fails unexplained."""

from itertools import islice

from benchmarks.published import PARTS, Hint, judged, published

STEP = 6  # every sixth function; `python -m benchmarks.published` judges all


def test_most_of_what_people_publish_gets_a_hint():
    hints: list[Hint] = [hint for part in ("first", "second") for hint in judged(part, step=STEP)]
    kinds = [hint.kind for hint in hints if hint.kind != "passed"]
    assert len(kinds) > 40
    helped = [kind for kind in kinds if kind in ("name", "exception", "fact")]
    assert len(helped) >= 0.9 * len(kinds)
    assert "none" not in kinds


def test_the_corpus_is_read_whole():
    one = next(islice(published("first"), 1))
    assert one.exercise in one.source
    assert sum(1 for part in PARTS for _ in published(part)) >= 430
