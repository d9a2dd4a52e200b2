"""What grader and child say to each other: length-prefixed numbers and bounded strings, nothing that must be trusted.

The child runs this file too, from its own folder, so it imports nothing of the package.
"""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO, NamedTuple

# A reply: magic, kind, dtype, dimensions, changed-arguments mask, flags, lengths of text, notes, data.
REPLY = struct.Struct("<4sBBBBBHHQ")
REQUEST = struct.Struct("<4sIQ")  # magic, length of the JSON header, length of the raw buffers
MAGIC = b"LSL1"
MAX_DATA = 4 << 20  # no answer is larger than its inputs: tens of thousands of numbers
MAX_TEXT = 4000
MAX_DIMENSIONS = 8
DTYPES = ("|b1", "|i1", "|u1", "<i2", "<u2", "<i4", "<u4", "<i8", "<u8", "<f2", "<f4", "<f8")

READY, LOADING, VALUE, RAISED, UNUSABLE, MISSING, FAILED_TO_LOAD, REFUSED, TODO, DONE = range(10)
IS_VALUE_ERROR, IS_NOT_IMPLEMENTED = 1, 2  # flags of a RAISED reply


class Reply(NamedTuple):
    """One reply of the child, its lengths checked and nothing else."""

    kind: int
    dtype: str = "|b1"
    shape: tuple[int, ...] = ()
    changed: int = 0
    flags: int = 0
    text: str = ""
    notes: str = ""
    data: bytes = b""


class ProtocolError(Exception):
    """The child said something that is no reply."""


def read_exactly(stream: BinaryIO, size: int) -> bytes:
    """Read `size` bytes, or raise EOFError."""
    data = bytearray()
    while len(data) < size:
        chunk = stream.read(min(size - len(data), 1 << 20))
        if not chunk:
            raise EOFError
        data += chunk
    return bytes(data)


def write_request(stream: BinaryIO, header: dict[str, Any], buffers: bytes = b"") -> None:
    """Send one request: a header of the grader's own making, and the raw arguments or files it describes."""
    text = json.dumps(header).encode()
    stream.write(REQUEST.pack(MAGIC, len(text), len(buffers)) + text + buffers)
    stream.flush()


def read_request(stream: BinaryIO) -> tuple[dict[str, Any], bytes]:
    """Read what `write_request` wrote."""
    _, header, buffers = REQUEST.unpack(read_exactly(stream, REQUEST.size))
    return json.loads(read_exactly(stream, header)), read_exactly(stream, buffers)


def pack_reply(reply: Reply) -> bytes:
    """Encode a reply; texts are cut to their limit."""
    text, notes = (part.encode("utf-8", "backslashreplace")[:MAX_TEXT] for part in (reply.text, reply.notes))
    head = REPLY.pack(MAGIC, reply.kind, DTYPES.index(reply.dtype), len(reply.shape), reply.changed, reply.flags,
                      len(text), len(notes), len(reply.data))  # fmt: skip
    return b"".join((head, struct.pack(f"<{len(reply.shape)}Q", *reply.shape), text, notes, reply.data))


def read_reply(stream: BinaryIO) -> Reply:
    """Read one reply, refusing every length that could hurt before anything is allocated.

    Raises
    ------
    ProtocolError
        If the bytes are no reply; EOFError where they end.
    """
    magic, kind, code, dimensions, changed, flags, n_text, n_notes, n_data = REPLY.unpack(
        read_exactly(stream, REPLY.size)
    )
    if magic != MAGIC or kind > DONE or code >= len(DTYPES) or dimensions > MAX_DIMENSIONS:
        raise ProtocolError
    if n_text > MAX_TEXT or n_notes > MAX_TEXT or n_data > MAX_DATA:
        raise ProtocolError
    shape = struct.unpack(f"<{dimensions}Q", read_exactly(stream, 8 * dimensions))
    size = nominal = int(DTYPES[code][2:])
    for length in shape:
        size, nominal = size * length, nominal * max(length, 1)
    if kind == VALUE and (size != n_data or nominal > MAX_DATA):  # an empty array has a shape too
        raise ProtocolError
    text, notes = (read_exactly(stream, n).decode("utf-8", "replace") for n in (n_text, n_notes))
    return Reply(kind, DTYPES[code], shape, changed, flags, text, notes, read_exactly(stream, n_data))
