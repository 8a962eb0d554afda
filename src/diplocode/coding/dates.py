"""When it happened: "on Monday", "earlier this month", "in 2014" against the report's date.

>>> when("NATO suspended cooperation with Russia in 2014".split(), Date(2021, 10, 18))
(datetime.date(2014, 1, 1), 'year')
>>> when("Russia on Monday suspended its mission".split(), Date(2021, 10, 20))
(datetime.date(2021, 10, 18), 'day')
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date as Date
from datetime import timedelta

WEEKDAYS = {
    w: i for i, w in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
}
MONTHS = {
    m: i + 1
    for i, names in enumerate(
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ]
    )
    for m in names.split()
}
_YEAR = re.compile(r"(19|20)\d\d$")
_DAY = re.compile(r"(\d{1,2})(st|nd|rd|th)?(?:[-–]\d{1,2})?$")  # of a range the first day


def when(words: Sequence[str], day: Date | None) -> tuple[Date | None, str]:
    """The date that a run of words tells, and its precision (day, month or year); else the report's own."""
    low = [w.lower().rstrip(".") for w in words]
    for i, word in enumerate(low):
        if word in MONTHS and (words[i][:1].isupper()):
            found = _calendar(low, i, day)
            if found is not None:
                return found
    for i, word in enumerate(low):
        before = low[i - 1] if i else ""
        if _YEAR.match(word) and before in {
            "in",
            "since",
            "during",
            "of",
            "early",
            "late",
            "mid",
            "until",
            "by",
        }:
            year = int(word)
            if day is None or year < day.year:
                return Date(year, 1, 1), "year"
    if day is None:
        return None, "day"
    for i, word in enumerate(low):
        before = low[i - 1] if i else ""
        if word in WEEKDAYS:
            back = (day.weekday() - WEEKDAYS[word]) % 7
            if before == "next":
                return day + timedelta(days=(7 - back) % 7 or 7), "day"
            return day - timedelta(days=back if before != "last" or back else 7), "day"
        if word == "yesterday":
            return day - timedelta(days=1), "day"
        if word == "tomorrow":
            return day + timedelta(days=1), "day"
        if word == "week" and before == "last":
            return day - timedelta(days=7), "month"
        if word == "month" and before == "last":
            first = day.replace(day=1) - timedelta(days=1)
            return first.replace(day=1), "month"
        if word == "month" and before == "this" and i > 1 and low[i - 2] == "earlier":
            return day.replace(day=1), "month"
        if word == "year" and before == "last":
            return Date(day.year - 1, 1, 1), "year"
        if word == "year" and before == "this" and i > 1 and low[i - 2] == "earlier":
            return Date(day.year, 1, 1), "year"
        if word == "ago" and i > 1 and low[i - 1].startswith(("year", "month", "week", "day")):
            return _ago(low[i - 2], low[i - 1], day)
    return day, "day"


NUMBERS = {
    w: i
    for i, w in enumerate(
        """
    zero one two three four five six seven eight nine ten eleven twelve
    """.split()
    )
} | {"a": 1, "an": 1}


def number(word: str) -> int | None:
    """A number as a word or in digits ("eight", "1,200"); None if it is none.

    >>> number("eight"), number("1,200"), number("several")
    (8, 1200, None)
    """
    word = word.lower().replace(",", "")
    if word.isdigit():
        return int(word)
    tens = {
        "thirteen": 13,
        "fourteen": 14,
        "fifteen": 15,
        "sixteen": 16,
        "seventeen": 17,
        "eighteen": 18,
        "nineteen": 19,
        "twenty": 20,
        "thirty": 30,
        "forty": 40,
        "fifty": 50,
        "sixty": 60,
        "seventy": 70,
        "eighty": 80,
        "ninety": 90,
    }
    if word in NUMBERS:
        return NUMBERS[word]
    if word in tens:
        return tens[word]
    if "-" in word:
        first, _, second = word.partition("-")
        if first in tens and second in NUMBERS:
            return tens[first] + NUMBERS[second]
    return None


def _ago(amount: str, unit: str, day: Date) -> tuple[Date, str]:
    n = number(amount) or 1
    if unit.startswith("year"):
        return Date(max(1, day.year - n), 1, 1), "year"
    if unit.startswith("month"):
        months = day.year * 12 + day.month - 1 - n
        return Date(months // 12, months % 12 + 1, 1), "month"
    return day - timedelta(days=n * (7 if unit.startswith("week") else 1)), "day"


def _calendar(low: list[str], i: int, day: Date | None) -> tuple[Date, str] | None:
    """A month with the day and the year around it: 4 October 2007, Oct. 4, March 2014."""
    month = MONTHS[low[i]]
    number_after = _DAY.match(low[i + 1]) if i + 1 < len(low) else None
    number_before = _DAY.match(low[i - 1]) if i else None
    year = next((int(w) for w in low[i + 1 : i + 4] if _YEAR.match(w)), None)
    if low[i] == "may" and not (number_after or number_before or year):
        return None
    if year is None:
        if day is None:
            return None
        year = day.year if month <= day.month else day.year - 1
    chosen = number_after or number_before
    if chosen:
        try:
            return Date(year, month, int(chosen.group(1))), "day"
        except ValueError:
            return None
    return Date(year, month, 1), "month"
