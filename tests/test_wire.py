"""The reader of replies: bytes of a stranger, refused before they can hurt."""

from __future__ import annotations

import io
import struct

import numpy as np
import pytest

from autograder.isolation import wire
from autograder.isolation.observation import Observation


def frame(
    kind=wire.VALUE, code=11, shape=(), data=b"", *, magic=wire.MAGIC, text=0, notes=0, size=None, dimensions=None
):
    size, dimensions = len(data) if size is None else size, len(shape) if dimensions is None else dimensions
    head = wire.REPLY.pack(magic, kind, code, dimensions, 0, 0, text, notes, size)
    return head + struct.pack(f"<{len(shape)}Q", *shape) + data


REFUSED_FRAMES = {
    "bad-magic": frame(magic=b"HTTP", data=bytes(8)),
    "unknown-kind": frame(kind=wire.DONE + 1),
    "unknown-dtype": frame(code=len(wire.DTYPES), data=bytes(8)),
    "too-many-dimensions": frame(shape=(1,) * 9, data=bytes(8)),
    "255-dimensions": frame(dimensions=255),
    "too-much-data": frame(shape=(wire.MAX_DATA // 8 + 1,), size=wire.MAX_DATA + 8),
    "exabytes": frame(shape=(2**57,), size=2**60),
    "too-much-text": frame(kind=wire.RAISED, text=wire.MAX_TEXT + 1),
    "too-many-notes": frame(kind=wire.RAISED, notes=wire.MAX_TEXT + 1),
    "fewer-bytes-than-the-shape-says": frame(shape=(2,), data=bytes(8)),
    "more-bytes-than-the-shape-says": frame(shape=(2,), data=bytes(24)),
    "a-shape-that-wraps-around": frame(shape=(2**32, 2**32), data=b""),
    "no-data-for-a-scalar": frame(data=b""),
}


@pytest.mark.parametrize("raw", REFUSED_FRAMES.values(), ids=REFUSED_FRAMES.keys())
def test_a_frame_that_lies_is_refused_before_its_data_is_read(raw):
    stream = io.BytesIO(raw + bytes(wire.MAX_DATA))
    with pytest.raises(wire.ProtocolError):
        wire.read_reply(stream)
    assert stream.tell() <= wire.REPLY.size + 8 * wire.MAX_DIMENSIONS


@pytest.mark.parametrize("length", [0, 1, wire.REPLY.size - 1, wire.REPLY.size, wire.REPLY.size + 7])
def test_a_frame_cut_short_is_an_end(length):
    with pytest.raises(EOFError):
        wire.read_reply(io.BytesIO(frame(data=bytes(8))[:length]))


REPLIES = {
    "number": wire.Reply(wire.VALUE, "<f8", (), data=struct.pack("<d", 0.5)),
    "array": wire.Reply(wire.VALUE, "<i4", (2, 3), 0b101, data=bytes(24)),
    "nothing": wire.Reply(wire.VALUE, "<f4", (0, 3)),
    "exception": wire.Reply(wire.RAISED, flags=wire.IS_VALUE_ERROR, text="ValueError: 음수", notes="printed"),
}


@pytest.mark.parametrize("reply", REPLIES.values(), ids=REPLIES.keys())
def test_a_reply_is_read_as_it_was_packed(reply):
    assert wire.read_reply(io.BytesIO(wire.pack_reply(reply))) == reply


def test_texts_are_cut_to_their_limit_when_packed():
    reply = wire.read_reply(io.BytesIO(wire.pack_reply(wire.Reply(wire.RAISED, text="음" * 9999, notes="x" * 9999))))
    assert len(reply.text) <= wire.MAX_TEXT
    assert len(reply.notes) == wire.MAX_TEXT


def test_no_frame_at_all_breaks_the_reader():
    rng = np.random.default_rng(20240229)
    outcomes = set()
    for _ in range(3000):
        shape = tuple(int(rng.choice([0, 1, 2, 2**31, 2**62, 2**63])) for _ in range(rng.integers(5)))
        raw = bytearray(frame(int(rng.integers(10)), int(rng.integers(12)), shape, bytes(int(rng.integers(20)))))
        for _ in range(rng.integers(3)):
            raw[rng.integers(len(raw))] = rng.integers(256)
        try:
            Observation.from_reply(wire.read_reply(io.BytesIO(raw)))
            outcomes.add("read")
        except (EOFError, wire.ProtocolError) as refusal:
            outcomes.add(type(refusal).__name__)
    assert outcomes == {"read", "EOFError", "ProtocolError"}
