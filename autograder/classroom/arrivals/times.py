"""When something was handed in, as learning platforms write it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from autograder.classroom.arrivals.names import composed

MAX_TEXT = 200  # letters that are looked at
MONTHS = (
    "jan ene gen 1월",
    "feb fév fev févr 2월",
    "mar mär mrt 3월",
    "apr abr avr 4월",
    "may mai mei mag 5월",
    "jun juin giu 6월",
    "jul juil lug 7월",
    "aug ago aoû août 8월",
    "sep set 9월",
    "oct okt ott out 10월",
    "nov 11월",
    "dec dez dic déc des 12월",
)
WORDS = {word: number for number, words in enumerate(MONTHS, 1) for word in words.split()}
ZONES = {"utc": 0, "gmt": 0, "z": 0, "wet": 0, "bst": 1, "west": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3}
ZONES |= {"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7}
ZONES |= {"kst": 9, "jst": 9, "aest": 10, "aedt": 11}

DATE = re.compile(
    r"(?P<year>\d{4})[-./년 ]+(?P<month>\d{1,2})[-./월 ]+(?P<day>\d{1,2})일?"  # 2026-01-05, 2026년 1월 5일
    r"|(?P<word>[^\W\d_]{3,})\.?\s+(?P<day_2>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year_2>\d{4})"  # Jan 5, 2026
    r"|(?P<day_3>\d{1,2})\.?[\s-]+(?:de\s+)?(?P<word_2>[^\W\d_]{3,})\.?,?[\s-]+(?:de\s+)?(?P<year_3>\d{4})"
)
TIME = re.compile(
    r"\s*(?:at|um|à|às|kl\.?|om)?\s*(?P<early>오전|오후)?[\sT,_-]*(?P<hour>\d{1,2})[-:.h시_ ]{0,2}(?P<minute>\d{2})분?"
    r"(?:[-:. ](?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"\s*(?P<late>[ap]\.?\s?m\b\.?)?\s*(?P<zone>[+-]\d{2}:?\d{2}|[A-Za-z]+(?:/[A-Za-z_/]+)?)?",
    re.IGNORECASE,
)


def parse_time(text: str) -> datetime | None:
    """Read a date with its time of day, such as ``Jan 5, 2026 1000 AM`` or ``2026-01-05 10:00:00 UTC``.

    Returns
    -------
    datetime or None
        Without a zone where the text has none; None where the text is no date with a time.
    """
    text = composed(text[:MAX_TEXT])
    date = DATE.search(text)
    time = TIME.match(text, date.end()) if date else None
    if date is None or time is None:
        return None
    word = date["word"] or date["word_2"]
    month = month_of(word) if word else int(date["month"])
    year = date["year"] or date["year_2"] or date["year_3"]
    day = date["day"] or date["day_2"] or date["day_3"]
    try:
        hour = hour_of_day(int(time["hour"]), f"{time['early'] or ''}{time['late'] or ''}".lower())
        moment = datetime(int(year), month, int(day), hour, int(time["minute"]), int(time["second"] or 0))
        moment += timedelta(microseconds=int((time["fraction"] or "0")[:6].ljust(6, "0")))
        return moment.replace(tzinfo=zone_of(time["zone"]))
    except (ValueError, OverflowError):
        return None


def month_of(word: str) -> int:
    """Return a month's number, 0 where the word is none."""
    letters = word.casefold()
    return next((WORDS[letters[:size]] for size in (5, 4, 3) if letters[:size] in WORDS), 0)


def hour_of_day(hour: int, half: str) -> int:
    """Return the hour on a clock of 24 hours: ``12`` AM is midnight."""
    if not half:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return hour % 12 + (12 if half.startswith(("p", "오후")) else 0)


def zone_of(text: str | None) -> timezone | ZoneInfo | None:
    """Return the zone that stands behind a time; None where none is known by this name."""
    if not text:
        return None
    if text[0] in "+-":
        hours, minutes = int(text[1:3]), int(text[-2:])
        return timezone((1 if text[0] == "+" else -1) * timedelta(hours=hours, minutes=minutes))
    if text.casefold() in ZONES:
        return timezone(timedelta(hours=ZONES[text.casefold()]))
    if "/" in text:
        try:
            return ZoneInfo(text)
        except (OSError, ValueError, KeyError):  # no such zone, or no data on zones here
            return None
    return None


def moment(time: datetime | None) -> float:
    """Return a number by which times are put in order; before all of them where there is none."""
    if time is None:
        return float("-inf")
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()
