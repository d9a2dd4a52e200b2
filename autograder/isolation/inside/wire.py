"""What grader and child say to each other: length-prefixed numbers and bounded strings, nothing that must be trusted.

To the child go requests, back come frames. A frame that answers an exercise is read in two steps: `Table` is checked as
a whole, and an `Answer` is one row of it, which the grader looks at only where the answer is not plainly right.
"""

from __future__ import annotations

import marshal
import struct
from collections.abc import Callable, Sequence
from itertools import accumulate, chain, pairwise
from typing import Any, NamedTuple

REQUEST = struct.Struct("<4sQ")  # magic, length of what follows
FRAME = struct.Struct("<4sBxxxI")  # magic, kind, length of what follows
TEXTS = struct.Struct("<HH")  # lengths of text and notes
COUNT = struct.Struct("<I")  # how many records
# One for each call: kind, dtype, dimensions, changed-arguments mask, flags, lengths of text, notes and data.
RECORD = struct.Struct("<BBBBBxHHxxI")
MAGIC = b"LSL2"
MAX_DATA = 4 << 20  # of one answer: none is larger than its inputs, tens of thousands of numbers
MAX_FRAME = 16 << 20
MAX_ANSWERS = 10_000  # to one exercise
MAX_TEXT = 4000
MAX_DIMENSIONS = 8
DTYPES = ("|b1", "|i1", "|u1", "<i2", "<u2", "<i4", "<u4", "<i8", "<u8", "<f2", "<f4", "<f8")
FLOAT64 = DTYPES.index("<f8")

# Frames. READY comes before a line of the student's has run, LOADING on the way; ANSWERED has a record for each of the
# next calls, and the last of an exercise's ends it, as the others do.
READY, LOADING, ANSWERED, MISSING, FAILED_TO_LOAD, REFUSED, TODO, BROKEN = range(8)
VALUE, RAISED, UNUSABLE = range(3)  # what a call did
IS_VALUE_ERROR, IS_NOT_IMPLEMENTED = 1, 2  # flags of what was RAISED
IS_DETACHED = 4  # flag of a gradient: autograd knows no way from the answer to the argument


class Answer(NamedTuple):
    """What one call did."""

    kind: int
    dtype: int = FLOAT64
    shape: tuple[int, ...] = ()
    changed: int = 0
    flags: int = 0
    text: str = ""
    notes: str = ""
    data: bytes = b""


class Frame(NamedTuple):
    """One message of the child, its lengths checked and nothing else."""

    kind: int
    text: str = ""
    notes: str = ""
    table: Table | None = None


class Table(NamedTuple):
    """The answers to a sequence of calls, column by column.

    ``shapes`` holds all shapes one after the other as 64-bit numbers, ``data`` all values.
    """

    kinds: tuple[int, ...]
    dtypes: tuple[int, ...]
    dimensions: tuple[int, ...]
    changed: tuple[int, ...]
    flags: tuple[int, ...]
    shapes: bytes
    texts: tuple[str, ...]
    notes: tuple[str, ...]
    sizes: tuple[int, ...]
    data: memoryview

    def __len__(self) -> int:
        return len(self.kinds)

    def starts(self) -> list[tuple[int, int]]:
        """Return for each row where its shape begins, and where its data."""
        return list(zip(accumulate(self.dimensions, initial=0), accumulate(self.sizes, initial=0), strict=True))

    def answer(self, index: int, first: int, start: int) -> Answer:
        """Return one row, see `starts`."""
        shape = struct.unpack_from(f"<{self.dimensions[index]}Q", self.shapes, 8 * first)
        return Answer(
            self.kinds[index],
            self.dtypes[index],
            shape,
            self.changed[index],
            self.flags[index],
            self.texts[index],
            self.notes[index],
            bytes(self.data[start : start + self.sizes[index]]),
        )


def joined(tables: Sequence[Table]) -> Table:
    """Return the rows of several tables as one."""
    if len(tables) == 1:
        return tables[0]

    def rows(column: str) -> tuple[Any, ...]:
        return tuple(chain.from_iterable(getattr(table, column) for table in tables))

    return Table(
        kinds=rows("kinds"),
        dtypes=rows("dtypes"),
        dimensions=rows("dimensions"),
        changed=rows("changed"),
        flags=rows("flags"),
        shapes=b"".join(table.shapes for table in tables),
        texts=rows("texts"),
        notes=rows("notes"),
        sizes=rows("sizes"),
        data=memoryview(b"".join(table.data for table in tables)),
    )


class ProtocolError(Exception):
    """The child said something that is no message."""


# ---------------------------------------------------------------- to the child


def pack_request(request: dict[str, Any]) -> bytes:
    """Encode what the grader asks for: plain data of its own making. This way round the other end may trust it."""
    data = marshal.dumps(request)
    return REQUEST.pack(MAGIC, len(data)) + data


def read_request(read: Callable[[int], bytes]) -> dict[str, Any]:
    """Read what `pack_request` made.

    Parameters
    ----------
    read : callable
        Returns exactly as many bytes as asked for, or raises.
    """
    _, length = REQUEST.unpack(read(REQUEST.size))
    request: dict[str, Any] = marshal.loads(read(length))
    return request


def exactly(read: Callable[[int], bytes]) -> Callable[[int], bytes]:
    """Return what reads all of the bytes asked for, from what may return fewer; it raises EOFError where they end."""

    def read_all(size: int) -> bytes:
        data = read(size)
        if len(data) < size:
            parts = bytearray(data)
            while len(parts) < size:
                more = read(min(size - len(parts), 1 << 20)) if data else b""
                if not more:
                    raise EOFError
                parts += more
            return bytes(parts)
        return data

    return read_all


# ---------------------------------------------------------------- from the child


def cut(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")[:MAX_TEXT]


def pack_frame(kind: int, text: str = "", notes: str = "") -> bytes:
    """Encode a message; texts are cut to their limit."""
    text_data, notes_data = cut(text), cut(notes)
    payload = TEXTS.pack(len(text_data), len(notes_data)) + text_data + notes_data
    return FRAME.pack(MAGIC, kind, len(payload)) + payload


def pack_answers(answers: Sequence[Answer]) -> bytes:
    """Encode the answers to some calls, a column of records first; texts are cut to their limit."""
    records: list[bytes] = []
    shapes: list[bytes] = []
    texts: list[bytes] = []
    for kind, dtype, shape, changed, flags, text, notes, data in answers:
        text_data, notes_data = cut(text) if text else b"", cut(notes) if notes else b""
        lengths = len(text_data), len(notes_data), len(data)
        records.append(RECORD.pack(kind, dtype, len(shape), changed, flags, *lengths))
        if shape:
            shapes.append(struct.pack(f"<{len(shape)}Q", *shape))
        texts += (text_data, notes_data)
    payload = b"".join([COUNT.pack(len(answers)), *records, *shapes, *texts, *(answer.data for answer in answers)])
    return FRAME.pack(MAGIC, ANSWERED, len(payload)) + payload


def read_frame(read: Callable[[int], bytes]) -> Frame:
    """Read one message, refusing every length that could hurt before anything is allocated.

    Parameters
    ----------
    read : callable
        Returns exactly as many bytes as asked for, or raises.

    Raises
    ------
    ProtocolError
        If the bytes are no message.
    """
    magic, kind, length = FRAME.unpack(read(FRAME.size))
    if magic != MAGIC or kind > BROKEN or length > (MAX_FRAME if kind == ANSWERED else TEXTS.size + 2 * MAX_TEXT):
        raise ProtocolError
    payload = read(length)
    try:
        return Frame(kind, table=unpack_answers(payload)) if kind == ANSWERED else Frame(kind, *unpack_texts(payload))
    except (struct.error, IndexError) as error:
        raise ProtocolError from error


def unpack_texts(payload: bytes) -> tuple[str, str]:
    n_text, n_notes = TEXTS.unpack_from(payload)
    if len(payload) != TEXTS.size + n_text + n_notes or max(n_text, n_notes) > MAX_TEXT:
        raise ProtocolError
    text = payload[TEXTS.size : TEXTS.size + n_text]
    return text.decode("utf-8", "replace"), payload[TEXTS.size + n_text :].decode("utf-8", "replace")


def unpack_answers(payload: bytes) -> Table:
    """Check that each record's shape and lengths fit together, and that nothing is left over."""
    (count,) = COUNT.unpack_from(payload)
    stop = COUNT.size + count * RECORD.size
    if not 0 < count <= MAX_ANSWERS or stop > len(payload):
        raise ProtocolError
    columns = tuple(zip(*RECORD.iter_unpack(payload[COUNT.size : stop]), strict=True))
    kinds, dtypes, dimensions, changed, flags, n_texts, n_notes, sizes = columns
    if max(kinds) > UNUSABLE or max(dtypes) >= len(DTYPES) or max(dimensions) > MAX_DIMENSIONS:
        raise ProtocolError
    if max(n_texts) > MAX_TEXT or max(n_notes) > MAX_TEXT or max(sizes) > MAX_DATA:
        raise ProtocolError
    start, stop = stop, stop + 8 * sum(dimensions)
    shapes = payload[start:stop]
    lengths = [length for pair in zip(n_texts, n_notes, strict=True) for length in pair]
    texts_stop = stop + sum(lengths)
    if texts_stop + sum(sizes) != len(payload):
        raise ProtocolError
    check_sizes(kinds, dtypes, struct.unpack(f"<{len(shapes) // 8}Q", shapes), dimensions, sizes)
    ends = list(accumulate(lengths, initial=stop))
    texts = [payload[start:stop].decode("utf-8", "replace") for start, stop in pairwise(ends)]
    data = memoryview(payload)[texts_stop:]
    return Table(kinds, dtypes, dimensions, changed, flags, shapes, tuple(texts[::2]), tuple(texts[1::2]), sizes, data)


def check_sizes(
    kinds: Sequence[int], dtypes: Sequence[int], lengths: Sequence[int], dimensions: Sequence[int], sizes: Sequence[int]
) -> None:
    """Refuse a value whose data are not what its dtype and shape need, and data of what is no value."""
    first = 0
    for kind, dtype, count, size in zip(kinds, dtypes, dimensions, sizes, strict=True):
        needed = nominal = int(DTYPES[dtype][2:])
        for length in lengths[first : first + count]:
            needed, nominal = needed * length, nominal * max(length, 1)
        first += count
        if nominal > MAX_DATA or size != (needed if kind == VALUE else 0):  # an empty array has a shape too
            raise ProtocolError
