"""Where a sentence names actors and agents: the longest dictionary phrases over its tokens.

    "The Russian foreign minister"   Russian -> actor RUS;  foreign minister -> agent ~GOV
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from attrs import define, frozen

from diplocode.lexicon import Lexicon
from diplocode.lexicon.entries import DatedCode
from diplocode.lexicon.inflect import plural
from diplocode.model import Date, KnownActor, Token, Where

_SPLIT = re.compile(r"[-_\s–—/]+")


@frozen(slots=True)
class Named:
    """What a phrase stands for: an actor's dated codes, or an agent's role code."""

    kind: str
    codes: tuple[DatedCode, ...]
    where: Where
    phrase: str


@define(slots=True, eq=False)
class Mention:
    """A phrase of the sentence (tokens start:end) and what the dictionaries say of it, on the report's date."""

    start: int
    end: int
    kind: str
    code: str
    text: str
    rules: tuple[Where, ...] = ()


@lru_cache(maxsize=100_000)
def normalise(word: str) -> tuple[str, ...]:
    """A token as dictionary words: lower case, no diacritics, no periods, parted at hyphens.

    >>> normalise("U.S."), normalise("Al-Shabaab"), normalise("São")
    (('us',), ('al', 'shabaab'), ('sao',))
    """
    if word.isascii():
        plain = word
    else:
        plain = "".join(c for c in unicodedata.normalize("NFKD", word.replace("ı", "i").replace("ł", "l").replace("ø", "o")) if not unicodedata.combining(c))
        plain = plain.replace("’", "'").replace("‘", "'")
    plain = plain.lower().replace(".", "").replace("'", "").replace("`", "")
    return tuple(p for p in _SPLIT.split(plain) if p)


def phrase_key(phrase: str) -> tuple[str, ...]:
    """A dictionary phrase in the same form as `normalise` gives for tokens."""
    return tuple(w for part in phrase.replace("_", " ").split() for w in normalise(part))


class Gazetteer:
    """All actor and agent phrases, as a tree of words: looking up costs no more in a larger dictionary."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.root: dict[str, object] = {}
        for agent in lexicon.agents:
            named = Named("agent", (DatedCode(agent.code),), agent.where, agent.phrase)
            for phrase in {agent.phrase, *agent.plurals}:
                self.add(phrase, named)
            if not agent.plurals and not agent.phrase.endswith("_"):
                self.add(plural_phrase(agent.phrase), named)
        for actor in lexicon.actors:
            for phrase, where in ((actor.name, actor.where), *actor.synonyms):
                self.add(phrase, Named("actor", actor.codes, where, phrase))

    def add(self, phrase: str, named: Named) -> None:
        words = phrase_key(phrase)
        if not words:
            return
        node = self.root
        for word in words:
            node = node.setdefault(word, {})  # type: ignore[assignment]
        node.setdefault("", []).append(named)  # type: ignore[union-attr, attr-defined]

    def longest(self, words: Sequence[str], start: int) -> tuple[int, list[Named]] | None:
        """The longest phrase at `start`: where it ends, and all entries for it."""
        node = self.root
        best: tuple[int, list[Named]] | None = None
        i = start
        while i < len(words):
            found = node.get(words[i])
            if found is None:
                break
            node = found  # type: ignore[assignment]
            i += 1
            if "" in node:
                best = (i, node[""])  # type: ignore[assignment]
        return best


def plural_phrase(phrase: str) -> str:
    """An agent's phrase in the plural: its last word, or the word before "of", inflected."""
    words = phrase.split("_")
    at = words.index("OF") - 1 if "OF" in words and words.index("OF") > 0 else len(words) - 1
    words[at] = plural(words[at].lower()).upper()
    return "_".join(words)


def find(
    tokens: Sequence[Token], words: Sequence[str], gazetteer: Gazetteer, day: Date | None, known: Iterable[KnownActor] = ()
) -> list[Mention]:
    """All mentions in a sentence, left to right, not overlapping. Known actors come first and shut out others.

    `words` are the tree's leaves, which may write a token otherwise ("-LRB-").
    """
    out: list[Mention] = []
    taken = [False] * len(tokens)
    for actor in known:
        covered = [i for i, t in enumerate(tokens) if t.start < actor.end and t.end > actor.start]
        if covered:
            start, end = covered[0], covered[-1] + 1
            taken[start:end] = [True] * (end - start)
            text = " ".join(t.text for t in tokens[start:end])
            out.append(Mention(start, end, "known", actor.code, text, (Where("input actors"),)))
    flat: list[str] = []
    owner: list[int] = []
    for i, word in enumerate(words):
        for part in normalise(word) or ("",):
            flat.append(part)
            owner.append(i)
    position = 0
    while position < len(flat):
        found = gazetteer.longest(flat, position) if flat[position] else None
        if found is None:
            position += 1
            continue
        end, names = found
        first, last = owner[position], owner[end - 1]
        whole = (position == 0 or owner[position - 1] != first) and (end == len(flat) or owner[end] != last)
        mention = choose(names, first, last + 1, words, day) if not any(taken[first : last + 1]) else None
        if mention is not None and (whole or compound(flat, owner, gazetteer, first)):
            out.append(mention)
        elif mention is None and not whole:
            position += 1
            continue
        position = end if mention is not None else position + 1
    out.sort(key=lambda m: (m.start, m.end))
    return out


def compound(flat: list[str], owner: list[int], gazetteer: Gazetteer, token: int) -> bool:
    """Whether every part of a hyphenated token names something ("NATO-Russia", not "Iran-backed")."""
    parts = [i for i, o in enumerate(owner) if o == token]
    i = parts[0]
    while i <= parts[-1]:
        found = gazetteer.longest(flat[: parts[-1] + 1], i)
        if found is None or all(n.kind != "actor" for n in found[1]):
            return False
        i = found[0]
    return True


def choose(names: list[Named], start: int, end: int, words: Sequence[str], day: Date | None) -> Mention | None:
    """The entry that holds on this day; actors need a capital letter, agents don't."""
    text = " ".join(words[start:end])
    capital = any(c.isupper() for c in text)
    for named in names:
        if named.kind == "actor" and not capital:
            continue
        code = dated(named.codes, day)
        if code is None:
            continue
        rules = (named.where,) if code.where is None else (named.where, code.where)
        return Mention(start, end, named.kind, code.code, text, rules[:1])
    return None


def dated(codes: Sequence[DatedCode], day: Date | None) -> DatedCode | None:
    """The code in force on a day: a dated one that holds, else one without limits.

    Without a day the code without limits counts, or else the last one.
    """
    fallback = None
    for code in codes:
        if code.start is None and code.end is None:
            fallback = fallback or code
        elif day is not None and code.holds(day):
            return code
    if day is None and fallback is None and codes:
        return codes[-1]
    return fallback
