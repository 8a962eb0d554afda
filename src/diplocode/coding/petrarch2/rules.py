"""How PETRARCH-2's engine reads dictionary entries, where that differs from what they mean.

Each function is one rule, named after what happens; results depend on all of them. They work
on entries, so that the readers stay free of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from diplocode.lexicon.dates import dictionary_date
from diplocode.lexicon.entries import ActorEntry, AgentEntry, Synset, VerbForms, regular_plural

Dated = tuple[str, int, int]
FOREVER = 10**9
# A code whose date can't be read: the actor is recognised, and carries no code.
UNREADABLE: Dated = ("", -FOREVER, FOREVER)


def filed_actors(entries: tuple[ActorEntry, ...]) -> Iterator[tuple[ActorEntry, tuple[str, ...]]]:
    """The actors that get filed, with the phrases under which they can be found.

    `last-actor-lost`: an actor is filed when the next one begins, so the last of each file never is.
    `inline-code`: on the name's own line only a lone code without a date is taken off the name;
    else the brackets count as words of it, and only the synonyms can be found.
    """
    for entry, following in zip(entries, (*entries[1:], None), strict=True):
        if following is None or following.where.path != entry.where.path:
            continue
        names = [phrase for phrase, _ in entry.synonyms]
        if entry.trailing or any(" " in code.text or "\t" in code.text for code in _inline(entry)):
            yield entry, tuple(names)
        elif len(_inline(entry)) > 1:
            yield entry, tuple(names)
        else:
            yield entry, (entry.name, *names)


def _inline(entry: ActorEntry) -> list[str]:
    return [code for code in entry.codes if code.where and code.where.line == entry.where.line]  # type: ignore[misc]


def dated_codes(entry: ActorEntry) -> tuple[Dated, ...]:
    """An actor's codes with the days on which each holds: first day included, last day excluded, as ordinals.

    `inline-code`: of several codes on the name's line, or one with a date, only the last word counts,
    and counts as a code.
    """
    out: list[Dated] = []
    inline = _inline(entry)
    if inline and not entry.trailing:
        out.append((inline[-1].text.split()[-1] if " " not in inline[-1].text else _tail(inline[-1].text), -FOREVER, FOREVER))
    for code in entry.codes:
        if code in inline:
            continue
        words = code.text.split()
        if len(words) < 2:
            out.append((words[0], -FOREVER, FOREVER))
        else:
            out.append(_restricted(words[0], words[1]))
    return tuple(out)


def _tail(text: str) -> str:
    """What is left of "CODE 920101-921231" once its last word is taken for "[CODE]": the first character is cut."""
    return text.split()[-1][1:]


def _restricted(code: str, dates: str) -> Dated:
    """`spaced-date`: of a restriction written with spaces only the first word is read ("> 080109", "950601 - 990815")."""
    try:
        if "-" in dates:
            first, last = dates.split("-")[:2]
            return code, day_number(first), day_number(last)
        if dates[0] == "<":
            return code, -FOREVER, day_number(dates[1:])
        return code, day_number(dates.lstrip(">")), FOREVER
    except (ValueError, IndexError):
        return UNREADABLE


def day_number(digits: str) -> int:
    """The ordinal of a dictionary's date.

    `month-13`: the original checks days but not months; what lies beyond December runs into the next year.
    """
    try:
        return dictionary_date(digits).toordinal()
    except ValueError:
        if not re.match(r"\d{6}", digits):
            raise
    cut = 4 if len(digits) > 7 else 2
    year, month, day = int(digits[:cut]), int(digits[cut : cut + 2]), int(digits[cut + 2 : cut + 4])
    if cut == 2:
        year += 2000 if year <= 30 else 1900
    if month == 2 or month in (4, 6, 9, 11) or not 0 < day <= 31:
        raise ValueError(digits)
    return year * 365 + year // 4 - year // 100 + year // 400 - 366 + month * 30 + day


def agent_phrases(entries: tuple[AgentEntry, ...]) -> Iterator[tuple[str, AgentEntry]]:
    """The agents' phrases in the order in which they are filed; a later one replaces an earlier one.

    `plural-again`: after an entry with a marker, the plural of the entry before it is filed once more,
    now with the code of the entry with the marker.
    """
    plural = ""
    for entry in entries:
        if "!" in entry.phrase:
            for phrase in entry.expansions:
                yield phrase, entry
            yield entry.phrase, entry
        else:
            plural = regular_plural(entry.phrase) if entry.regular else " ".join(entry.plurals)
            yield entry.phrase, entry
        if plural:
            yield plural, entry


def synset_terms(synset: Synset) -> list[str]:
    """The members of a synset as they are put into patterns, each followed by its plural if it gets one.

    Several words become one noun phrase in braces and get no plural.
    `cut-plural`: a member marked as having no plural (final _) gets one as a second word ("AID S").
    """
    out = []
    for member, _ in synset.members:
        term = member
        if "_" in member:
            spaced = member.replace("_", " ")
            term = "{" + spaced + "}" if len(spaced.split()) > 1 else spaced
        out.append(term)
        if term[0] != "{":
            out.append(regular_plural(term))
    return out


def regular_forms(stem: str) -> list[str]:
    """The forms of a verb without braces, as PETRARCH-2 spells them (BANED, PLANING and DENYED are such)."""
    third = stem + "ES" if stem[-1] in "SXZ" else stem[:-1] + "IES" if stem[-1] == "Y" else stem + "S"
    past = stem + ("D" if stem[-1] == "E" else "ED")
    silent = stem[-1] == "E" and stem[-2:-1] not in tuple("AEIOU")
    return [third, past, (stem[:-1] if silent else stem) + "ING"]


def verb_words(verb: VerbForms) -> list[tuple[str, list[str], list[str]]]:
    """Every form of a verb as (the word that inflects, the words before it, the words after it)."""
    before, stem, after = _split(verb.base)
    out = [(stem, before, after)]
    if verb.regular:
        out += [(form, before, after) for form in regular_forms(stem)]
    for form in verb.forms:
        # A form of one word belongs to the same compound as the form before it.
        if "_" in form:
            before, form, after = _split(form)
        out.append((form, before, after))
    return out


def _split(word: str) -> tuple[list[str], str, list[str]]:
    if "_" not in word:
        return [], word, []
    front, _, back = word.rpartition("+")
    stem, *after = back.split("_")
    return [part for part in front.split("_") if part], stem, [part for part in after if part]
