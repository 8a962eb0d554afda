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
def dictionary_date(digits: str) -> Date:
    """The date that `digits` name; ValueError with the reason if there is none.

    >>> dictionary_date("920131"), dictionary_date("20050120")
    (datetime.date(1992, 1, 31), datetime.date(2005, 1, 20))
    >>> dictionary_date("20210231")
    Traceback (most recent call last):
    ValueError: no such date: 20210231
    """
    if len(digits) > 7:
        parts = digits[:4], digits[4:6], digits[6:8]
    else:
        parts = digits[:2], digits[2:4], digits[4:6]
    try:
        year, month, day = (int(part) for part in parts)
        if len(digits) <= 7:
            year += 2000 if year <= 30 else 1900
        return Date(year, month, day)
    except ValueError:
        raise ValueError(f"no such date: {digits}") from None


@cache
def restriction(text: str) -> tuple[Date | None, Date | None, str]:
    """First and last day of a restriction, both included, and what is odd about it ("" if nothing).

    >>> restriction(">20050120"), restriction("920101 - 921231")
    ((datetime.date(2005, 1, 20), None, ''), (datetime.date(1992, 1, 1), datetime.date(1992, 12, 30), ''))
    """
    first, dash, last = text.partition("-")
    if dash and len(first) == len(last) == 6 and text.replace("-", "", 1).isdigit():
        start, end = dictionary_date(first), dictionary_date(last) - _DAY
        return start, end, f"the range {text} is empty" if end < start else ""
    match = _RESTRICTION.match(text)
    if not match:
        raise ValueError(f"not a date restriction: {text}; write <YYYYMMDD, >YYYYMMDD or YYYYMMDD-YYYYMMDD")
    sign, single, first, last, bare = match.groups()
    odd = [d for d in (single, first, last, bare) if d and len(d) not in (6, 8)]
    note = f"{odd[0]} has {len(odd[0])} digits, not 6 or 8" if odd else ""
    if first:
        start, end = dictionary_date(first), dictionary_date(last) - _DAY
        if end < start and not note:
            note = f"the range {first}-{last} is empty"
        return start, end, note
    if sign == "<":
        return None, dictionary_date(single) - _DAY, note
    return dictionary_date(single or bare), None, note
