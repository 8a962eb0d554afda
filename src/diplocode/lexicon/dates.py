"""Dates as actor dictionaries write them: YYMMDD or YYYYMMDD, before, since, between.

The reading is PETRARCH-2's: two-digit years to 30 are 20YY, others 19YY; up to seven digits
count as YYMMDD, from eight on the first eight count; `<D` ends before D, `>D` starts on D,
`D1-D2` starts on D1 and ends before D2, a bare D starts on D.
"""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cache

from diplocode.model import Date

_RESTRICTION = re.compile(r"(?:([<>])\s*(\d+)|(\d+)\s*-\s*(\d+)|(\d+))$")
_DAY = timedelta(days=1)


@cache
def _day_before(digits: str) -> Date:
    """The last day of what ends before the date that `digits` name."""
    return dictionary_date(digits) - _DAY


@cache
def dictionary_date(digits: str) -> Date:
    """The date that `digits` name; ValueError with the reason if there is none.

    >>> dictionary_date("920131"), dictionary_date("20050120")
    (datetime.date(1992, 1, 31), datetime.date(2005, 1, 20))
    >>> dictionary_date("20210231")
    Traceback (most recent call last):
    ValueError: no such date: 20210231
    """
    try:
        if len(digits) > 7:
            return Date.fromisoformat(digits[:8])
        year = int(digits[:2])
        return Date(year + (2000 if year <= 30 else 1900), int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        raise ValueError(f"no such date: {digits}") from None


def restriction(text: str) -> tuple[Date | None, Date | None, str]:
    """First and last day of a restriction, both included, and what is odd about it ("" if nothing).

    >>> restriction(">20050120"), restriction("920101 - 921231")
    ((datetime.date(2005, 1, 20), None, ''), (datetime.date(1992, 1, 1), datetime.date(1992, 12, 30), ''))
    """
    # The usual forms, without blanks: dictionaries have ten thousand of them.
    first, dash, last = text.partition("-")
    if dash:
        if len(first) == len(last) and len(first) in (6, 8) and first.isdigit() and last.isdigit():
            start, end = dictionary_date(first), _day_before(last)
            return start, end, f"the range {text} is empty" if end < start else ""
    elif len(text) in (7, 9) and text[0] in "<>" and text[1:].isdigit():
        if text[0] == "<":
            return None, _day_before(text[1:]), ""
        return dictionary_date(text[1:]), None, ""
    match = _RESTRICTION.match(text)
    if not match:
        raise ValueError(f"not a date restriction: {text}; write <YYYYMMDD, >YYYYMMDD or YYYYMMDD-YYYYMMDD")
    sign, single, first, last, bare = match.groups()
    odd = [d for d in (single, first, last, bare) if d and len(d) not in (6, 8)]
    note = f"{odd[0]} has {len(odd[0])} digits, not 6 or 8" if odd else ""
    if first:
        start, end = dictionary_date(first), _day_before(last)
        if end < start and not note:
            note = f"the range {first}-{last} is empty"
        return start, end, note
    if sign == "<":
        return None, _day_before(single), note
    return dictionary_date(single or bare), None, note
