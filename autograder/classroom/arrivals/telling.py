"""Say on the terminal how a class arrived: a line or two, or a table of all its members."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.markup import escape
from rich.table import Table

from autograder.classroom.arrivals.arrival import MIXED, Arrival, LeftOut, Member
from autograder.classroom.arrivals.layouts import layouts
from autograder.judging.printable import clean_name
from autograder.translation import N_, Translate

MOST = 8  # remarks that are printed, and files that are named in a cell
CLASS = N_("Class: {layout}; students: {count}")
NAMED = {MIXED: N_("names of several kinds"), "plain": N_("each child a student")}
LEFT_OUT = N_("left out: {count} ({reasons})")
MORE = N_("… {count} more; --dry-run and run.json have all")


def told(arrival: Arrival, translate: Translate) -> Iterator[str]:
    """Yield what an instructor should read before the marks."""
    line = translate(CLASS).format(layout=title_of(arrival.layout, translate), count=len(arrival.members))
    left_out = everything_left_out(arrival)
    if left_out:
        values = {"count": len(left_out), "reasons": counted(left_out, translate)}
        line += "; " + translate(LEFT_OUT).format(**values)
    yield line
    remarks = [clean_name(remark.render(translate)) for remark in arrival.remarks]
    yield from remarks[:MOST]
    if len(remarks) > MOST:
        yield translate(MORE).format(count=len(remarks) - MOST)


def title_of(layout: str, translate: Translate) -> str:
    titles = {one.name: one.title for one in layouts()}
    return translate(NAMED[layout]) if layout in NAMED else titles[layout]


def everything_left_out(arrival: Arrival) -> list[LeftOut]:
    return [*arrival.left_out, *(one for member in arrival.members for one in member.left_out)]


def counted(left_out: Sequence[LeftOut], translate: Translate) -> str:
    """Give each reason with a count, and the names where they are few."""
    by_reason: dict[str, list[str]] = {}
    for one in left_out:
        by_reason.setdefault(one.reason, []).append(clean_name(one.path.name))
    counts = Counter({reason: len(names) for reason, names in by_reason.items()})
    return "; ".join(f"{translate(reason)}: {shortened(by_reason[reason])}" for reason, _ in counts.most_common())


def shortened(names: Sequence[str]) -> str:
    few = 3
    return ", ".join(names[:few]) + (f" … ({len(names)})" if len(names) > few else "")


def class_table(arrival: Arrival, translate: Translate) -> Table:
    """Return a table of all members, and of what is nobody's."""
    table = Table(title=title_of(arrival.layout, translate), title_justify="left")
    for heading in (N_("student"), N_("name"), N_("attempt"), N_("handed in"), N_("files"), N_("left out")):
        table.add_column(translate(heading), overflow="fold")
    for member in arrival.members:
        table.add_row(*map(escape, row(member, translate)))
    for one in arrival.left_out:
        table.add_row("", "", "", "", "", escape(f"{clean_name(one.path.name)}: {translate(one.reason)}"))
    return table


def row(member: Member, translate: Translate) -> list[str]:
    name = clean_name(member.name) if member.name != member.id else ""
    numbers = " ".join(clean_name(value) for value in (*member.lms.values(), member.email) if value)
    files = [clean_name(part.name) for part in member.parts] or [translate(N_("none"))]
    left_out = [f"{clean_name(one.path.name)}: {translate(one.reason)}" for one in member.left_out]
    time = member.time.isoformat(" ", "minutes") if member.time else ""
    attempt = str(member.attempt or "")
    return [member.id, f"{name} {numbers}".strip(), attempt, time, shortened(files), "; ".join(left_out[:MOST])]
