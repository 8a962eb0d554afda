"""How PETRARCH-2's engine reads dictionary entries, where that differs from what they mean.

Each function is one rule, named after what happens; results depend on all of them. They work
on entries, so that the readers stay free of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from diplocode.lexicon.dates import dictionary_date
from diplocode.lexicon.entries import ActorEntry, AgentEntry, Synset, VerbForms, regular_plural

# A code, its first day and the day after its last, as ordinals.
Dated = tuple[str, int, int]
FOREVER = 10**9
# A code whose date can't be read: the actor is recognised, and carries no code.
UNREADABLE: Dated = ("", -FOREVER, FOREVER)


def filed_actors(
    entries: tuple[ActorEntry, ...],
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], ActorEntry]]:
    """The actors that get filed: the phrases under which they can be found, their codes as written, the
    entry.

    `last-actor-lost`: an actor is filed when the next one begins, so the last of each file never is.
    `last-word-code`: what follows the last space of a name is taken for its code, with brackets or
    without (QUEEN MARGRETHE_ files QUEEN with the code MARGRETHE_).
    """
    for entry, following in zip(entries, (*entries[1:], None), strict=True):
        if following is None or following.where.path != entry.where.path:
            continue
        name = entry.name
        codes = tuple(code.text for code in entry.codes)
        if " " in name or "\t" in name:
            pieces = name.split()
            if not any(code.where.line == entry.where.line for code in entry.codes if code.where):
                name = " ".join(pieces[:-1])
                codes = (pieces[-1], *codes)
        yield (name, *(phrase for phrase, _ in entry.synonyms)), codes, entry


def dated(text: str) -> Dated:
    """A code and the days on which it holds, from what stands in its brackets."""
    code, *dates = text.split()
    restriction = "".join(dates)
    if not restriction:
        return code, -FOREVER, FOREVER
    try:
        if "-" in restriction:
            first, last = restriction.split("-")[:2]
            return code, _day(first), _day(last)
        if restriction[0] == "<":
            return code, -FOREVER, _day(restriction[1:])
        return code, _day(restriction.lstrip(">")), FOREVER
    except (ValueError, IndexError):
        return UNREADABLE


def _day(digits: str) -> int:
    return dictionary_date(digits).toordinal()


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
