"""Checks of actors: names that two entries claim, terms that meet.

Days are compared as the coder reads them: a code with a term holds in its days, one without on all others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import combinations, pairwise

from diplocode.lexicon.check.book import Book, Use
from diplocode.lexicon.check.rules import Finding
from diplocode.lexicon.compile import codes_on
from diplocode.lexicon.entries import ActorEntry, DatedCode
from diplocode.lexicon.inflect import plural
from diplocode.model import Date

Term = tuple[ActorEntry, DatedCode]
_DAY = timedelta(days=1)
_EARLY = Date(1900, 1, 1)
# A comment behind a head name may say whose office it is: "# NOR premier".
_OFFICE = re.compile(r"([A-Z]{3,9}) ([a-z]+)$")
_SINGLE = frozenset({"president", "premier", "chancellor", "monarch", "vicepresident", "foreign", "defence"})


def two_codes(book: Book) -> Iterator[Finding]:
    """A101: one name, two entries, two codes in force on one day (surnames and nationalities apart)."""
    for first, later, day in _clashes(book):
        if not _is_surname(later, first) and not _are_countries(first, later):
            yield _clash("A101", book, first, later, day)


def surname(book: Book) -> Iterator[Finding]:
    """A107: one word that stands for two people, or for a person and something else, on one day."""
    for first, later, day in _clashes(book):
        if _is_surname(later, first):
            yield _clash("A107", book, first, later, day)


def nationality(book: Book) -> Iterator[Finding]:
    """A106: a name of two countries."""
    for first, later, day in _clashes(book):
        if _are_countries(first, later):
            yield _clash("A106", book, first, later, day)


def twice(book: Book) -> Iterator[Finding]:
    """A102: a name that stands twice in one entry, or in two with the same code."""
    for uses in book.names.values():
        for first, later in combinations(uses, 2):
            if first[2] is later[2] or _agree(first[2], later[2]):
                yield book.finding("A102", later[1], later[0], phrase=later[0], where=first[1])
                break


def own_terms(book: Book) -> Iterator[Finding]:
    """A103: two codes of one actor in force on one day."""
    for entry in book.lexicon.actors:
        dated = [code for code in entry.codes if code.start or code.end]
        for first, later in combinations(dated, 2):
            day = _shared(first, later)
            if day is not None and first.code != later.code:
                where = later.where or entry.where
                yield book.finding(
                    "A103",
                    where,
                    later.code,
                    phrase=entry.name,
                    code=first.code,
                    other=later.code,
                    day=_on(day),
                )
                break


def two_holders(book: Book) -> Iterator[Finding]:
    """A104: two people in one office on one day, where head comments name the office."""
    for office, (first, one), (later, two) in _successions(book):
        if one.end is not None and two.start is not None and one.end >= two.start:
            fields = {"office": office, "day": _on(two.start), "where": later.where, "holder": later.name}
            yield book.finding("A104", one.where or first.where, one.code, phrase=first.name, **fields)


def no_end(book: Book) -> Iterator[Finding]:
    """A105: a term without an end, though the next in the office has begun."""
    for office, (first, one), (later, two) in _successions(book):
        if one.end is None and two.start is not None:
            fields = {"office": office, "day": two.start, "where": later.where, "holder": later.name}
            yield book.finding("A105", one.where or first.where, one.code, phrase=first.name, **fields)


def numbers(book: Book) -> Iterator[Finding]:
    """A108: a name and its plural with different codes of one country (people's names have no plural)."""
    for words, uses in book.names.items():
        phrase, where, entry = uses[-1]
        more = book.names.get((*words[:-1], plural(words[-1])))
        if not more or _is_person(entry) or any(_is_person(use[2]) for use in more):
            continue
        other = more[-1]
        if other[2] is entry:
            continue
        mine, its = codes_on(entry, None), codes_on(other[2], None)
        # Tartu and Tartus, ISI and ISIS: only a number of the same word has the same country.
        if mine and its and mine[0] != its[0] and mine[0][:3] == its[0][:3]:
            fields = {"code": mine[0], "other": its[0], "plural": other[0], "where": other[1]}
            yield book.finding("A108", where, phrase, phrase=phrase, **fields)


def article(book: Book) -> Iterator[Finding]:
    """A109: THE_X is one actor and X, without dates, another: "the X government" finds the wrong one."""
    for words, uses in book.names.items():
        for _, where, entry in book.names.get(words[1:], ()) if words[0] == "the" else ():
            undated = [code.code for code in entry.codes if not code.start and not code.end]
            phrase, at, own = uses[-1]
            mine = codes_on(own, None)[:1]
            if own is not entry and undated and mine and undated[0] != mine[0]:
                fields = {"code": mine[0], "other": undated[0], "where": where, "bare": phrase[4:]}
                yield book.finding("A109", at, phrase, phrase=phrase, **fields)
                break


def _clashes(book: Book) -> Iterator[tuple[Use, Use, Date | None]]:
    """Pairs of entries that give a name different codes on one day; None: on any day."""
    for uses in book.names.values():
        for later_at in range(1, len(uses)):
            for first in uses[:later_at]:
                later = uses[later_at]
                if first[2] is not later[2]:
                    found, day = _differ(first[2], later[2])
                    if found:
                        yield first, later, day
                        break


def _clash(code: str, book: Book, first: Use, later: Use, day: Date | None) -> Finding:
    mine, its = in_force(later[2], day or _EARLY), in_force(first[2], day or _EARLY)
    fields = {"code": mine, "other": its, "where": first[1], "day": _on(day)}
    return book.finding(code, later[1], later[0], phrase=later[0], **fields)


def in_force(entry: ActorEntry, day: Date) -> str:
    """The code that the coder takes on a day, "" if none holds."""
    return next(iter(codes_on(entry, day)), "")


def _days(entries: Iterable[ActorEntry]) -> list[Date]:
    """Days on one of which any two different states of the entries meet: each change, and long before."""
    days = {_EARLY}
    for entry in entries:
        for code in entry.codes:
            days |= {day for day in (code.start, code.end and code.end + _DAY) if day}
    return sorted(days)


def _differ(first: ActorEntry, later: ActorEntry) -> tuple[bool, Date | None]:
    """Whether two entries have different codes in force on some day, and the first such day (None: any)."""
    days = _days((first, later))
    for day in days:
        one, two = in_force(first, day), in_force(later, day)
        if one and two and one != two:
            return True, None if len(days) == 1 else day
    return False, None


def _agree(first: ActorEntry, later: ActorEntry) -> bool:
    """Whether two entries are in force on some day, and never with different codes."""
    pairs = [(in_force(first, day), in_force(later, day)) for day in _days((first, later))]
    both = [pair for pair in pairs if all(pair)]
    return bool(both) and all(one == two for one, two in both)


def _shared(first: DatedCode, later: DatedCode) -> Date | None:
    """The first day on which both hold."""
    start = max(first.start or _EARLY, later.start or _EARLY)
    ends = [code.end for code in (first, later) if code.end]
    return start if all(start <= end for end in ends) else None


def _on(day: Date | None) -> str:
    return "on any day" if day is None or day == _EARLY else f"on {day}"


def _is_person(entry: ActorEntry) -> bool:
    """Whether an entry is somebody's: full name, and terms or the code of an elite."""
    several = "_" in entry.name.strip("_ ")
    return several and any(code.code.endswith("ELI") for code in entry.codes)


def _is_surname(*uses: Use) -> bool:
    single = len(uses[0][0].strip("_ ").split("_")) == 1
    return single and any(_is_person(use[2]) for use in uses)


def _are_countries(first: Use, later: Use) -> bool:
    return all(len(code.code) == 3 for use in (first, later) for code in use[2].codes)


def _successions(book: Book) -> Iterator[tuple[str, Term, Term]]:
    """Terms that follow each other in an office that one person holds."""
    terms: dict[str, list[Term]] = {}
    for entry in book.lexicon.actors:
        match = _OFFICE.match(book.comment(entry.where)) if any(c.start for c in entry.codes) else None
        if match and match.group(2) in _SINGLE:
            office = [(entry, code) for code in entry.codes if code.start and not code.code.endswith("ELI")]
            terms.setdefault(match.group(), []).extend(office)
    for office_name, held in terms.items():
        held.sort(key=lambda term: term[1].start or _EARLY)
        for one, two in pairwise(held):
            if one[0] is not two[0]:
                yield office_name, one, two


CHECKS = {
    "A101": two_codes,
    "A102": twice,
    "A103": own_terms,
    "A104": two_holders,
    "A105": no_end,
    "A106": nationality,
    "A107": surname,
    "A108": numbers,
    "A109": article,
}
