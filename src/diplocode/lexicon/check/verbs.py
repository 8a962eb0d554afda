"""Checks of verbs: their codes, synonym sets, nouns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from diplocode.lexicon.check.book import Book
from diplocode.lexicon.check.rules import Finding
from diplocode.lexicon.entries import VerbBlock
from diplocode.lexicon.inflect import singular, verb_forms
from diplocode.lexicon.patterns import clean_code
from diplocode.lexicon.read_verbs import check_synsets
from diplocode.model import Where

_NAME = re.compile(r"&[^\s(){}|]+")
_CORE = ("04", "05", "13", "16")  # roots of the diplomatic core


def two_codes(book: Book) -> Iterator[Finding]:
    """V301: a verb that two blocks give different codes of their own."""
    seen: dict[tuple[bool, tuple[str, ...]], tuple[str, Where]] = {}
    for block in book.lexicon.verbs:
        for verb in block.verbs:
            code = clean_code(verb.code) or clean_code(block.code)
            if not code:
                continue
            other, where = seen.setdefault((block.weak, _words(verb.base)), (code, verb.where))
            if other != code:
                phrase = verb.base
                yield book.finding(
                    "V301", verb.where, verb.base, phrase=phrase, code=code, other=other, where=where
                )


def twice(book: Book) -> Iterator[Finding]:
    """V302: a verb or noun that stands twice in a block, a member that stands twice in a synset."""
    for block in book.lexicon.verbs:
        yield from _repeated(book, ((verb.base, verb.where) for verb in block.verbs))
        yield from _repeated(book, block.nouns)
    for synset in book.lexicon.synsets:
        yield from _repeated(book, synset.members)


def undefined_synset(book: Book) -> Iterator[Finding]:
    """V303: a synset that is used and not defined, or contains itself."""
    for fault in check_synsets(book.lexicon.verbs, book.lexicon.synsets):
        yield book.finding("V303", fault.where, fault.name, fault=fault.message)


def unused_synset(book: Book) -> Iterator[Finding]:
    """V304: a synset that no pattern, synset or transformation names."""
    lexicon = book.lexicon
    texts = [pattern.text for block in lexicon.verbs for pattern in block.patterns]
    texts += [member for synset in lexicon.synsets for member, _ in synset.members]
    texts += [transformation.text for transformation in lexicon.transformations]
    used = {name.rstrip("_").upper() for text in texts for name in _NAME.findall(text)}
    for synset in lexicon.synsets:
        if synset.name.rstrip("_").upper() not in used:
            yield book.finding("V304", synset.where, synset.name, phrase=synset.name)


def unknown_code(book: Book) -> Iterator[Finding]:
    """V306: a code that CAMEO has not; roots of two digits are no codes of events."""
    for block in book.lexicon.verbs:
        told = [(block.code, block.where)]
        told += [(verb.code, verb.where) for verb in block.verbs]
        for pattern in block.patterns:
            told += [(pattern.code, pattern.where), (pattern.passive_code, pattern.where)]
        for text, where in told:
            code = clean_code(text)
            if code and (code not in book.codes or len(code) < 3):
                yield book.finding("V306", where, code, code=code)


def contradiction(book: Book) -> Iterator[Finding]:
    """V307: a pattern of conflict in a block of cooperation or the other way, with no comment behind it."""
    for block in book.lexicon.verbs:
        own = clean_code(block.code)
        for pattern in block.patterns if own else ():
            code = clean_code(pattern.code)
            if _side(own) * _side(code) < 0 and not pattern.comment:
                yield book.finding("V307", pattern.where, f"[{code}", code=code, other=own)


def common_noun(book: Book) -> Iterator[Finding]:
    """V309: a verb with a code of its own and a form that news uses as a noun of another meaning."""
    nouns = {singular(noun.lower().split("_")[-1]) for block in book.lexicon.verbs for noun, _ in block.nouns}
    for block in book.lexicon.verbs:
        for verb in block.verbs:
            code = clean_code(verb.code) or clean_code(block.code)
            words = _words(verb.base)
            if not code or len(words) != 1 or block.weak:
                continue
            given = {form.lower().lstrip("+") for form in verb.forms}
            forms = {words[0], *given, *(verb_forms(words[0]) if verb.regular else ())}
            for form in sorted(forms & _table("noun").keys()):
                if singular(form) not in nouns:
                    fields = {"phrase": verb.base, "code": code, "form": form.upper()}
                    yield book.finding("V309", verb.where, verb.base, **fields)
                    break


def no_noun(book: Book) -> Iterator[Finding]:
    """V310: a verb of the diplomatic core whose noun ("expulsion") no block names."""
    nouns = {singular(noun.lower().split("_")[-1]) for block in book.lexicon.verbs for noun, _ in block.nouns}
    seen = set()
    for block in book.lexicon.verbs:
        core = _core_code(block)
        for verb in block.verbs if core else ():
            words = _words(verb.base)
            known = _table("act").get(words[0]) if len(words) == 1 else None
            if known and words[0] not in seen and not nouns.intersection(map(singular, known)):
                seen.add(words[0])
                fields = {"phrase": verb.base, "code": core, "noun": " or ".join(known)}
                yield book.finding("V310", verb.where, verb.base, **fields)


def _side(code: str) -> int:
    """1 for the roots of cooperation (02 to 08), -1 for those of conflict (09 on), 0 for statements (01)."""
    root = code[:2]
    return 0 if root in ("", "01") else 1 if root < "09" else -1


def _core_code(block: VerbBlock) -> str:
    """A code of the diplomatic core that the block's verbs or patterns carry."""
    codes = [block.code, *(verb.code for verb in block.verbs), *(pattern.code for pattern in block.patterns)]
    return next((code for code in map(clean_code, codes) if code.startswith(_CORE)), "")


def _words(base: str) -> tuple[str, ...]:
    """A verb as its words in lower case."""
    return tuple(word.lstrip("+") for word in base.lower().split("_") if word.strip("+"))


def _repeated(book: Book, phrases: Iterable[tuple[str, Where]]) -> Iterator[Finding]:
    seen: dict[str, Where] = {}
    for phrase, where in phrases:
        key = phrase.replace("+", "").lower()
        if key in seen:
            yield book.finding("V302", where, phrase, phrase=phrase, where=seen[key])
        seen.setdefault(key, where)


@cache
def _table(kind: str) -> dict[str, tuple[str, ...]]:
    """The rows of one kind in nouns.tsv: a word, and what goes with it."""
    rows = (Path(__file__).parent / "nouns.tsv").read_text("utf-8").splitlines()
    fields = [row.split("\t") for row in rows if row.startswith(kind + "\t")]
    return {row[1]: tuple(row[2:]) for row in fields}


CHECKS = {
    "V301": two_codes,
    "V302": twice,
    "V303": undefined_synset,
    "V304": unused_synset,
    "V306": unknown_code,
    "V307": contradiction,
    "V309": common_noun,
    "V310": no_noun,
}
