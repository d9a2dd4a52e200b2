"""The reader of messages: bytes of a stranger, refused before they can hurt."""

from __future__ import annotations

import io
import struct

import numpy as np
import pytest

from autograder.isolation.inside import wire
from autograder.isolation.observation import Observations


def frame(
    kind=wire.VALUE,
    code=11,
    shape=(),
    data=b"",
    *,
    magic=wire.MAGIC,
    text=0,
    notes=0,
    size=None,
    dimensions=None,
    count=1,
    frame_kind=wire.ANSWERED,
    length=None,
):
    """Write a message with one answer, any part of which may lie."""
    size, dimensions = len(data) if size is None else size, len(shape) if dimensions is None else dimensions
    record = wire.RECORD.pack(kind, code, dimensions, 0, 0, text, notes, size)
    payload = wire.COUNT.pack(count) + record + struct.pack(f"<{len(shape)}Q", *shape) + data
    return wire.FRAME.pack(magic, frame_kind, len(payload) if length is None else length) + payload


def read(raw: bytes) -> wire.Frame:
    return wire.read_frame(wire.exactly(io.BytesIO(raw).read))


REFUSED_FRAMES = {
    "bad-magic": frame(magic=b"HTTP", data=bytes(8)),
    "unknown-kind": frame(frame_kind=wire.BROKEN + 1, data=bytes(8)),
    "exabytes": frame(length=2**32 - 1, data=bytes(8)),
    "megabytes-of-text": frame(frame_kind=wire.LOADING, length=1 << 20, data=bytes(1 << 20)),
    "unknown-kind-of-answer": frame(kind=wire.UNUSABLE + 1, data=bytes(8)),
    "unknown-dtype": frame(code=len(wire.DTYPES), data=bytes(8)),
    "too-many-dimensions": frame(shape=(1,) * 9, data=bytes(8)),
    "255-dimensions": frame(dimensions=255),
    "no-answers": frame(count=0),
    "a-billion-answers": frame(count=10**9),
    "two-answers-in-one": frame(count=2, data=bytes(8)),
    "too-much-data": frame(shape=(wire.MAX_DATA // 8 + 1,), data=bytes(wire.MAX_DATA + 8)),
    "a-shape-of-exabytes": frame(shape=(2**57,), size=2**31),
    "too-much-text": frame(kind=wire.RAISED, text=wire.MAX_TEXT + 1, data=bytes(wire.MAX_TEXT + 1), size=0),
    "too-many-notes": frame(kind=wire.RAISED, notes=wire.MAX_TEXT + 1, data=bytes(wire.MAX_TEXT + 1), size=0),
    "less-text-than-it-says": frame(kind=wire.RAISED, text=9),
    "data-without-a-value": frame(kind=wire.RAISED, data=bytes(8)),
    "fewer-bytes-than-the-shape-says": frame(shape=(2,), data=bytes(8)),
    "more-bytes-than-the-shape-says": frame(shape=(2,), data=bytes(24)),
    "a-shape-that-wraps-around": frame(shape=(2**32, 2**32), data=b""),
    "nothing-in-an-impossible-shape": frame(shape=(0, 2**63)),
    "no-data-for-a-scalar": frame(data=b""),
    "something-left-over": frame(data=bytes(8))[:4]
    + struct.pack("<BxxxI", wire.ANSWERED, 29)
    + frame(data=bytes(8))[wire.FRAME.size :]
    + b"!",
}


@pytest.mark.parametrize("raw", REFUSED_FRAMES.values(), ids=REFUSED_FRAMES.keys())
def test_a_message_that_lies_is_refused(raw):
    with pytest.raises(wire.ProtocolError):
        read(raw)


@pytest.mark.parametrize("name", ["exabytes", "megabytes-of-text", "bad-magic", "unknown-kind"])
def test_a_message_too_long_is_refused_before_it_is_read(name):
    stream = io.BytesIO(REFUSED_FRAMES[name])
    with pytest.raises(wire.ProtocolError):
        wire.read_frame(wire.exactly(stream.read))
    assert stream.tell() == wire.FRAME.size


@pytest.mark.parametrize("length", [0, 1, wire.FRAME.size - 1, wire.FRAME.size, wire.FRAME.size + 7])
def test_a_message_cut_short_is_an_end(length):
    with pytest.raises(EOFError):
        read(frame(data=bytes(8))[:length])


ANSWERS = {
    "number": wire.Answer(wire.VALUE, data=struct.pack("<d", 0.5)),
    "array": wire.Answer(wire.VALUE, wire.DTYPES.index("<i4"), (2, 3), 0b101, data=bytes(24)),
    "nothing": wire.Answer(wire.VALUE, wire.DTYPES.index("<f4"), (0, 3)),
    "exception": wire.Answer(wire.RAISED, flags=wire.IS_VALUE_ERROR, text="ValueError: 음수", notes="printed"),
}


def rows(table):
    return [table.answer(i, *start) for i, start in zip(range(len(table)), table.starts(), strict=False)]


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS.keys())
def test_an_answer_is_read_as_it_was_packed(answer):
    assert rows(read(wire.pack_answers([answer])).table) == [answer]


def test_many_answers_keep_their_places():
    answers = [*ANSWERS.values()] * 3
    table = read(wire.pack_answers(answers)).table
    assert rows(table) == answers
    observations = Observations(table)
    assert observations[1].value.shape == (2, 3)
    assert [got.kind for got in observations] == ["value", "value", "value", "raised"] * 3
    assert observations.notes == ("", "", "", "printed") * 3


def test_texts_are_cut_to_their_limit_when_packed():
    long = wire.Answer(wire.RAISED, text="음" * 9999, notes="x" * 9999)
    (answer,) = rows(read(wire.pack_answers([long])).table)
    assert len(answer.text) <= wire.MAX_TEXT
    assert len(answer.notes) == wire.MAX_TEXT
    said = read(wire.pack_frame(wire.REFUSED, "음" * 9999, "x" * 9999))
    assert len(said.text) <= wire.MAX_TEXT
    assert len(said.notes) == wire.MAX_TEXT


def test_what_differs_from_run_to_run_is_left_out():
    answers = [wire.Answer(wire.RAISED, text="TypeError: <function f at 0x7f12ab34cd56>", notes="at 0x7f12ab34cd56")]
    (got,) = Observations(read(wire.pack_answers(answers)).table)
    assert (got.text, got.notes) == ("TypeError: <function f at 0x…>", "at 0x…")


def test_no_message_at_all_breaks_the_reader():
    rng = np.random.default_rng(20240229)
    outcomes = set()
    for _ in range(3000):
        shape = tuple(int(rng.choice([0, 1, 2, 2**31, 2**62, 2**63])) for _ in range(rng.integers(5)))
        raw = bytearray(frame(int(rng.integers(4)), int(rng.integers(12)), shape, bytes(int(rng.integers(20)))))
        for _ in range(rng.integers(3)):
            raw[rng.integers(len(raw))] = rng.integers(256)
        try:
            message = read(bytes(raw))
            outcomes.update(got.kind for got in Observations(message.table)) if message.table else None
            outcomes.add("read")
        except (EOFError, wire.ProtocolError) as refusal:
            outcomes.add(type(refusal).__name__)
    assert outcomes == {"read", "value", "raised", "unusable", "EOFError", "ProtocolError"}
