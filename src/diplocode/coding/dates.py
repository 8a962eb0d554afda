"""When it happened: "on Monday", "earlier this month", "in 2014" against the report's date.

The words are tried against one ordered list of rules; each looks at one place and gives a date with its
precision (day, month or year), or None. A date that only bounds or orders something else dates nothing:
"since 2011", "until Monday", "after the 5 March attack", "by 2030".

>>> when("NATO suspended cooperation with Russia in 2014".split(), Date(2021, 10, 18))
(datetime.date(2014, 1, 1), 'year')
>>> when("Russia on Monday suspended its mission".split(), Date(2021, 10, 20))
(datetime.date(2021, 10, 18), 'day')
>>> when("Russia has occupied the region since 2014".split(), Date(2021, 10, 20))
(datetime.date(2021, 10, 20), 'day')
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date as Date
from datetime import timedelta

from diplocode.coding.phrases import is_time
from diplocode.model import Node

Found = tuple[Date, str]

WEEKDAYS = {
    w: i for i, w in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
}
MONTHS = {
    m: i + 1
    for i, names in enumerate(
        """
        january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|
        october oct|november nov|december dec
        """.split("|")
    )
    for m in names.split()
}
# What stands before a date that dates nothing: it bounds or orders something else.
BOUNDS = frozenset("since until till before after following by ahead prior".split())
YEAR_WORDS = frozenset("in during early late mid around circa year".split())
PARTS = frozenset("end start beginning spring summer autumn fall winter half middle early late month".split())
BEFORE_MONTH = frozenset("in last next early late mid this".split())
BACK = frozenset("ago earlier before prior previously".split())
ENDS = frozenset(", . ; : and but after in over because when".split())
AHEAD = 62  # days that a date without a year may lie in the future ("on 5 April", said in March)
_YEAR = re.compile(r"(?:mid-|early-|late-)?((?:19|20)\d\d)(?:[-\u2013](?:\d\d|\d{4}))?$")
_DECADE = re.compile(r"((?:19|20)\d0)s$")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?:[-\u2013]\d{1,2})?$")
_ISO = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)$")


def when(words: Sequence[str], day: Date | None) -> tuple[Date | None, str]:
    """The date that a run of words tells, and its precision (day, month or year); else the report's own.

    `words`: the tokens of a clause or sentence; `day`: the date of the report, None if not known.
    """
    low = [w.lower().rstrip(".") for w in words]
    for rule in RULES:
        for i in range(len(low)):
            found = rule(words, low, i, day)
            if found is not None and not bounded(low, i):
                return found
    return day, "day"


def bounded(low: Sequence[str], i: int) -> bool:
    """Whether a word shortly before place i makes the date a bound: "since", "after Monday 's attack"."""
    for j in range(i - 1, max(-1, i - 5), -1):
        if low[j] in BOUNDS:
            return True
        if low[j] in {",", ";", "on", "in", "during"} and low[j - 1 : j] != ["since"]:
            return False
    return False


def iso(words: Sequence[str], low: Sequence[str], i: int, day: Date | None) -> Found | None:
    """2021-10-18."""
    match = _ISO.match(low[i])
    try:
        return (Date(*map(int, match.groups())), "day") if match else None
    except ValueError:
        return None


def calendar(words: Sequence[str], low: Sequence[str], i: int, day: Date | None) -> Found | None:
    """A month with the day and the year around it: 4 October 2007, Oct. 4, 5 to 8 March, March 2014."""
    if low[i] not in MONTHS or not words[i][:1].isupper():
        return None
    month = MONTHS[low[i]]
    back = i - 2 if low[i - 1 : i] == ["of"] else i - 1
    number_after = _DAY.match(low[i + 1]) if i + 1 < len(low) else None
    number_before = _DAY.match(low[back]) if back >= 0 else None
    if number_before and back > 1 and low[back - 1] in {"to", "and", "or", "through"}:
        number_before = _DAY.match(low[back - 2]) or number_before  # "5 to 8 March": it began on the 5th
    close = [w for w in low[i + 1 : i + 4] if w != ","][: 2 if number_after else 1]
    year = next((int(m.group(1)) for w in close if (m := _YEAR.match(w))), None)
    before = low[i - 1] if i else ""
    bare = not (number_after or number_before or year)
    if low[i] in {"may", "march"} and bare and before not in BEFORE_MONTH:
        return None
    chosen = number_before or number_after
    if year is None:
        if day is None:
            return None
        year = nearest(month, int(chosen.group(1)) if chosen else 1, day)
        if before == "last" and (year, month) >= (day.year, day.month):
            year -= 1
        if before == "next" and (year, month) <= (day.year, day.month):
            year += 1
    try:
        return (Date(year, month, int(chosen.group(1))), "day") if chosen else (Date(year, month, 1), "month")
    except ValueError:
        return None


def nearest(month: int, number: int, day: Date) -> int:
    """The year of a date without one: the last such date, or the next where it is close.

    >>> nearest(11, 5, Date(2021, 2, 1)), nearest(4, 5, Date(2021, 3, 20)), nearest(12, 28, Date(2021, 1, 2))
    (2020, 2021, 2020)
    """
    for year in (day.year + 1, day.year):
        try:
            if Date(year, month, number) <= day + timedelta(days=AHEAD):
                return year
        except ValueError:
            continue
    return day.year - 1


def year(words: Sequence[str], low: Sequence[str], i: int, day: Date | None) -> Found | None:
    """A past year: in 2014, in late 2014, at the end of 2014, mid-2014, from 2003 to 2006, in the 1990s."""
    before = low[i - 1] if i else ""
    decade = _DECADE.match(low[i])
    if decade and before in {"the", "late", "early"}:
        return Date(int(decade.group(1)), 1, 1), "year"
    match = _YEAR.match(low[i])
    if match is None:
        return None
    told = before in YEAR_WORDS or low[i].startswith(("mid-", "early-", "late-"))
    told = told or (before == "of" and i > 1 and low[i - 2] in PARTS)
    told = told or (before in {"from", "between"} and low[i + 1 : i + 2] in (["to"], ["and"], ["until"]))
    number = int(match.group(1))
    return (Date(number, 1, 1), "year") if told and (day is None or number < day.year) else None


def weekday(words: Sequence[str], low: Sequence[str], i: int, day: Date | None) -> Found | None:
    """On Monday, last Friday, next Friday: the last one before the report, or the day of the report."""
    if day is None or low[i] not in WEEKDAYS:
        return None
    back = (day.weekday() - WEEKDAYS[low[i]]) % 7
    before = low[i - 1] if i else ""
    if before in {"next", "coming", "this"} and low[i - 2 : i - 1] != ["earlier"] and before != "this":
        return day + timedelta(days=(7 - back) % 7 or 7), "day"
    return day - timedelta(days=back if before != "last" or back else 7), "day"


def near(words: Sequence[str], low: Sequence[str], i: int, day: Date | None) -> Found | None:
    """Yesterday, tomorrow, last night, the previous day, the day before."""
    if day is None:
        return None
    if low[i] == "yesterday" or low[i - 1 : i + 1] in (["last", "night"], ["previous", "day"]):
        return day - timedelta(days=1), "day"
    if low[i - 1 : i + 2] == ["the", "day", "before"] and ends(low, i + 2):
        return day - timedelta(days=1), "day"
    if low[i] == "tomorrow":
        return day + timedelta(days=1), "day"
    return None


def period(words: Sequence[str], low: Sequence[str], i: int, day: Date | None) -> Found | None:
    """Last week, next month, earlier this year: the first day of the month or year, a week to the day."""
    if day is None or not i or low[i] not in {"week", "month", "year", "decade"}:
        return None
    before, first = low[i - 1], low[i - 2] if i > 1 else ""
    step = {"last": -1, "previous": -1, "next": 1, "coming": 1}.get(before)
    if step is None:
        step = 0 if before == "this" and first in {"earlier", "later"} else None
    if step is None:
        return None
    if low[i] == "week":
        return day + timedelta(days=7 * step), "month" if step else "day"
    if low[i] == "month":
        return months(day, step), "month"
    return Date(day.year + step * (10 if low[i] == "decade" else 1), 1, 1), "year"


def ago(words: Sequence[str], low: Sequence[str], i: int, day: Date | None) -> Found | None:
    """Two days ago, a month earlier, ten years before; not "years ago", which tells no number.

    "Two days before the vote" counts from something else.
    """
    if day is None or low[i] not in BACK or i < 2:
        return None
    if low[i] != "ago" and not ends(low, i + 1):
        return None
    count, unit = number(low[i - 2]), low[i - 1].rstrip("s")
    if count is None or unit not in {"day", "week", "month", "year", "decade"}:
        return None
    if unit == "month":
        return months(day, -count), "month"
    if unit in {"year", "decade"}:
        return Date(max(1, day.year - count * (10 if unit == "decade" else 1)), 1, 1), "year"
    return day - timedelta(days=count * (7 if unit == "week" else 1)), "day"


def ends(low: Sequence[str], i: int) -> bool:
    """Whether nothing goes on at place i that a time before it could count from.

    >>> words = "shut its embassy a week before , and closed it a day before the vote".split()
    >>> ends(words, 6), ends(words, 13)
    (True, False)
    """
    return i >= len(low) or low[i] in ENDS


def months(day: Date, step: int) -> Date:
    """The first day of the month so many months from a day's.

    >>> months(Date(2021, 1, 31), -1), months(Date(2021, 12, 5), 1)
    (datetime.date(2020, 12, 1), datetime.date(2022, 1, 1))
    """
    index = max(12, day.year * 12 + day.month - 1 + step)
    return Date(index // 12, index % 12 + 1, 1)


# "after a court ruled two weeks ago", "since January": a time of something else.
OTHER_TIMES = frozenset({"after", "before", "since", "until", "following"})
# "Over remarks made on Sunday", "in answer to the expulsion on Monday": the time of what it is done for.
REASONS = frozenset("over amid because despite".split())
ANSWERS = frozenset("retaliation response reaction reply protest answer return revenge".split())


OCCASIONS = frozenset("at in during on".split())


def apart(child: Node, node: Node) -> bool:
    """Whether a part of `node` tells of another act than its head, and of that one's time."""
    if child.is_leaf:
        return False
    if child.label == "SBAR" or (child.label == "VP" and node.label == "NP"):
        return True
    if child.label not in {"PP", "S"}:
        return False
    words = [word.lower() for word in child.words(2)]
    if child.label == "PP":
        answering = words[0] == "in" and words[1:2] != [] and words[1] in ANSWERS
        reason = words[0] in REASONS and not is_time(child)  # "over a decade ago" is a time
        return answering or reason or words[0] in OTHER_TIMES
    if child.label == "S" and node.label == "VP":
        # "Expels an envoy to answer the expulsion on Monday": what an act with an object is done for.
        behind_object = any(c.label == "NP" and c.end <= child.start for c in node.children)
        return behind_object and words[0] == "to"
    return False


def owned(child: Node, node: Node, head: Node, preposition: str) -> bool:
    """Whether a possessive dates what stands behind it and not the act: "condemned yesterday's attack".

    "Yesterday's expulsion" is dated by its possessive, "met at last week's summit" by that of the occasion.
    """
    if preposition in OCCASIONS or child.is_leaf or (child.label, node.label) != ("NP", "NP"):
        return False
    of_head = any(c.is_leaf and c.start == head.start for c in node.children)
    return not of_head and list(child.leaves())[-1].word in {"'s", "\u2019s"}


def dating(node: Node, head: Node, preposition: str = "") -> Iterator[int]:
    """The words of a phrase that may tell when the act of its head was: none of other acts' clauses.

    `preposition`: that of the phrase around it.

    >>> from diplocode.syntax import read_tree
    >>> tree = read_tree("(S (NP Oslo) (VP (VBD acted) (SBAR (IN after) (S (NP it) (VP lost)))))")
    >>> list(dating(tree, next(leaf for leaf in tree.leaves() if leaf.word == "acted")))
    [0, 1]
    """
    if node.is_leaf:
        yield node.start
        return
    if node.label == "PP":
        preposition = next(iter(node.leaves())).word.lower()
    for child in node.children:
        inside = child.start <= head.start < child.end
        if inside or not (apart(child, node) or owned(child, node, head, preposition)):
            yield from dating(child, head, preposition)


RULES = (iso, calendar, year, weekday, near, period, ago)


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
