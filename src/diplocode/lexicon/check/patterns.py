"""Checks of verb patterns against each other: which can never decide.

A pattern is compiled to needs (`lexicon.patterns`). Where every need of one is met whenever those of
another are, and it weighs as much and comes earlier, or weighs more, the other never decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from diplocode.lexicon.check.book import Book
from diplocode.lexicon.check.rules import Finding
from diplocode.lexicon.entries import VerbBlock
from diplocode.lexicon.patterns import PREPOSITIONS, Compiled, Need, clean_code, leading

_PHRASE = re.compile(r"\(([^()]*)\)")
Alternatives = frozenset[tuple[str, ...]]


def never_decides(book: Book) -> Iterator[Finding]:
    """V305: a pattern that another with a different code always goes before."""
    for dead, other in _shadowed(book):
        if not _same(dead, other):
            fields = {"pattern": other.pattern.text, "other": other.pattern.code, "where": other.where}
            yield book.finding("V305", dead.where, dead.pattern.text, **fields)


def twice(book: Book) -> Iterator[Finding]:
    """V308: a pattern that another with the same code always goes before."""
    for dead, other in _shadowed(book):
        if _same(dead, other):
            fields = {"pattern": other.pattern.text, "where": other.where}
            yield book.finding("V308", dead.where, dead.pattern.text, **fields)


def two_codes(book: Book) -> Iterator[Finding]:
    """V312: one verb and one pattern in two blocks, with two codes (in one block it is V305)."""
    seen: dict[tuple[object, ...], Compiled] = {}
    for block in book.lexicon.verbs:
        verbs = [verb.base.replace("+", "") for verb in block.verbs]
        predicates = dict.fromkeys([*verbs, *(f"{noun} (noun)" for noun, _ in block.nouns)])
        told: dict[tuple[object, ...], Compiled] = {}
        for pattern in block.patterns if predicates else ():
            code = clean_code(pattern.code)
            if not code:
                continue  # the block says nothing here, others may
            one = book.compiler.pattern(pattern)
            key = (frozenset((n.zone, n.words, n.preps) for n in one.needs), one.target, one.source)
            for verb in predicates:
                told.setdefault((verb, key), one)
                first = seen.get((verb, key))
                if first is not None and clean_code(first.pattern.code) != code:
                    fields = {"verb": verb, "code": code, "other": first.pattern.code, "where": first.where}
                    yield book.finding("V312", pattern.where, pattern.text, **fields)
                    break
        for known, one in told.items():
            seen.setdefault(known, one)


def no_preposition(book: Book) -> Iterator[Finding]:
    """V311: a ( ) that begins with no preposition, so that its words are looked for in the object."""
    for block in book.lexicon.verbs:
        for pattern in block.patterns:
            for phrase in _PHRASE.findall(pattern.text):
                words = [word for word in re.findall(r"[^\s{}]+", phrase) if word not in "+$%^"]
                first, rest = leading(words)
                mixed = [word.lower().split("|") for word in rest if "|" in word]
                wrong = [word for word in first if word not in PREPOSITIONS]
                # (TO DEMAND|FOR REFORM): an infinitive and a preposition are two patterns.
                wrong += [
                    words[0] for words in mixed if 0 < len(PREPOSITIONS.intersection(words)) < len(words)
                ]
                if wrong:
                    yield book.finding("V311", pattern.where, f"({phrase}", word=wrong[0].upper())
                    break


def _shadowed(book: Book) -> Iterator[tuple[Compiled, Compiled]]:
    """Patterns that never decide, each with the one that goes before it."""
    for block in book.lexicon.verbs:
        yield from _in_block(block, book)


def _in_block(block: VerbBlock, book: Book) -> Iterator[tuple[Compiled, Compiled]]:
    compiled = [book.compiler.pattern(pattern) for pattern in block.patterns]
    by_word: dict[str, list[int]] = {}
    for number, one in enumerate(compiled):
        for key in book.compiler.keys(one):
            by_word.setdefault(key, []).append(number)
    for number, one in enumerate(compiled):
        # What fits wherever this one fits has its key word among this one's words, or has no words at all.
        words = {word for need in one.needs for group in need.words for phrase in group for word in phrase}
        near = {other for word in (*words, "") for other in by_word.get(word, ())}
        for at in sorted(near - {number}):
            other = compiled[at]
            first = other.weight > one.weight or (other.weight == one.weight and at < number)
            if first and covers(other, one):
                yield one, other
                break


def covers(wide: Compiled, narrow: Compiled) -> bool:
    """Whether one pattern fits every clause that another fits.

    >>> from diplocode.lexicon import Lexicon
    >>> from diplocode.lexicon.patterns import Compiler
    >>> text = "--- A [010] ---\\nMEET\\n- * ENVOY|MINISTER [040]\\n- * MINISTER (IN CAPITAL) [043]"
    >>> one, two = map(Compiler.of(()).pattern, Lexicon.from_text(verbs=text).verbs[0].patterns)
    >>> covers(one, two), covers(two, one)
    (True, False)
    """
    return all(any(_meets(have, need) for have in narrow.needs) for need in wide.needs) and all(
        _stands(mark, narrow) for mark in ((wide.target, "target"), (wide.source, "source"))
    )


def _meets(have: Need, need: Need) -> bool:
    """Whether a clause with `have` always has `need`: the same zone, and its words in order."""
    if have.zone != need.zone or not have.preps <= need.preps:
        return False
    at = 0
    for group in need.words:
        while at < len(have.words) and not _narrower(have.words[at], group):
            at += 1
        if at == len(have.words):
            return False
        at += 1
    return True


def _narrower(have: Alternatives, need: Alternatives) -> bool:
    """Whether each alternative of `have` is one of `need`, or holds one."""
    return have <= need or all(
        any(phrase[i : i + len(inner)] == inner for inner in need for i in range(len(phrase)))
        for phrase in have
    )


def _stands(mark: tuple[str, str], narrow: Compiled) -> bool:
    """Whether the place that a pattern marks with + or $ is there wherever `narrow` fits."""
    place, role = mark
    if not place.startswith("phrase:"):
        return not place or place == (narrow.target if role == "target" else narrow.source)
    preps = set(place[7:].split("|"))
    return any(need.zone == "phrase" and need.preps <= preps for need in narrow.needs)


def _same(one: Compiled, other: Compiled) -> bool:
    return (
        clean_code(one.pattern.code) == clean_code(other.pattern.code)
        and one.pattern.passive_code == other.pattern.passive_code
        and one.options == other.options
        and (one.target, one.source) == (other.target, other.source)
    )


CHECKS = {"V305": never_decides, "V308": twice, "V311": no_preposition, "V312": two_codes}
