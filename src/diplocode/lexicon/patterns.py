"""Verb patterns compiled for matching on clauses.

A pattern's text is read once into needs ("an object with the head &DIPLOMAT", "a with-phrase,
where the target stands"). Patterns are indexed by a word they cannot do without, so that the cost of a match
does not grow with their number; `predicates` has the blocks that they belong to.

    - * {SIZE OF MISSION} (IN +) [161]
    needs  object: size ... of ... mission;  phrase with "in", which holds the target
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from attrs import field, frozen

from diplocode.lexicon.entries import Pattern, Synset
from diplocode.lexicon.inflect import singular
from diplocode.lexicon.rows import ROW, Decoded
from diplocode.model import Where

PREPOSITIONS = frozenset(
    """
    about above across after against along alongside amid among around as at before behind below
    beneath beside between beyond by concerning despite down during for from in inside into near of
    off on onto opposite out outside over past regarding since through throughout to toward towards under
    until up upon versus via with within without that out_of because_of due_to ahead_of pending
    following including like unlike per if whether over_to
    """.split()
)
_TOKEN = re.compile(r"[(){}]|[^\s(){}]+")

Words = tuple[str, ...]


@frozen(slots=True)
class Need:
    """One thing a pattern asks for: a zone of the clause and, in order, the words that must stand there.

    Zones: "subject", "object", "phrase" (a prepositional phrase with one of `preps`).
    Each element of `words` is a set of alternatives, each a tuple of words.
    """

    zone: str
    words: tuple[frozenset[Words], ...]
    preps: frozenset[str] = frozenset()
    weight: int = 0


@frozen(slots=True)
class Compiled:
    """A pattern ready to match: its needs, where it says target and source stand, its code and options.

    `compound`: it wants a subject of several ("% *").
    """

    pattern: Pattern
    needs: tuple[Need, ...]
    target: str
    source: str
    weight: int
    options: dict[str, str] = field(factory=dict)
    compound: bool = False

    @property
    def where(self) -> Where:
        return self.pattern.where


def clean_code(code: str) -> str:
    """A code as events carry it: no null codes, nothing after a colon."""
    code = code.strip().split(":")[0].strip()
    return "" if code in {"", "---", "--"} else code


def phrase_words(text: str) -> Words:
    """A dictionary phrase as lower-case words, the trailing underscore (exact match) dropped."""
    return tuple(w.lower() for w in re.split(r"[_\s]+", text) if w and w != "+")


def synset_members(synsets: Iterable[Synset]) -> dict[str, str]:
    """The members of synonym sets by name; those of a set that is defined twice are put together."""
    out: dict[str, list[str]] = {}
    for synset in synsets:
        out.setdefault(_set_name(synset.name), []).extend(phrase for phrase, _ in synset.members)
    return {name: ROW.join(members) for name, members in out.items()}


def _set_name(name: str) -> str:
    return name.lstrip("&").rstrip("_").upper()


def _members(text: str) -> frozenset[Words]:
    """A set's members as words, as written and with the last word in the singular."""
    members: set[Words] = set()
    for phrase in text.split(ROW):
        words = phrase_words(phrase.lstrip("+"))
        if words:
            members.add((*words[:-1], singular(words[-1]) if not phrase.endswith("_") else words[-1]))
            members.add(words)
    return frozenset(members)


class Compiler:
    """Reads patterns; `synsets` are the members of the synonym sets that they name, joined by line ends, by
    name (`synset_members`).
    """

    def __init__(self, synsets: Mapping[str, str]) -> None:
        self.synsets = Decoded(synsets, _members)

    @classmethod
    def of(cls, synsets: Iterable[Synset]) -> Compiler:
        """A compiler with these synonym sets."""
        return cls(synset_members(synsets))

    def by_word(self, patterns: Iterable[Pattern]) -> dict[str, tuple[Compiled, ...]]:
        """Patterns by the words that they cannot do without."""
        out: dict[str, list[Compiled]] = {}
        for pattern in patterns:
            compiled = self.pattern(pattern)
            for key in self.keys(compiled):
                out.setdefault(key, []).append(compiled)
        return {k: tuple(v) for k, v in out.items()}

    def keys(self, compiled: Compiled) -> set[str]:
        """The words one of which must be in the sentence: those of the need with the fewest alternatives."""
        best: frozenset[Words] | None = None
        for need in compiled.needs:
            for words in need.words:
                if best is None or len(words) < len(best):
                    best = words
        return {alternative[-1] for alternative in best} if best is not None else {""}

    def alternatives(self, token: str) -> frozenset[Words]:
        out: set[Words] = set()
        for part in token.split("|"):
            if part.startswith("&"):
                out |= self.synsets.get(_set_name(part)) or frozenset()
            else:
                words = phrase_words(part)
                if words:
                    out.add(words)
                    out.add((*words[:-1], singular(words[-1])))
        return frozenset(out)

    def pattern(self, pattern: Pattern) -> Compiled:
        """Read a pattern's text into needs and roles."""
        needs: list[Need] = []
        target = source = ""
        compound = False
        zone = "subject" if "*" in pattern.text else "object"
        group: list[str] | None = None
        bracket = ""
        for token in _TOKEN.findall(pattern.text):
            if bracket == "(" and group is not None and token in "{}":
                continue  # (ON {SANCTION LIST}): the words of a phrase are in order anyway
            if token in "({":
                group, bracket = [], token
            elif token in ")}":
                if group:
                    need, role = self.bracketed(group, bracket, zone)
                    if need is not None:
                        needs.append(need)
                    for mark in role:
                        name = (
                            "phrase:" + "|".join(sorted(need.preps))
                            if need is not None and need.preps
                            else zone
                        )
                        target, source = (name, source) if mark == "+" else (target, name)
                group = None
            elif group is not None:
                group.append(token)
            elif token == "*":
                zone = "object"
            elif token == "+":
                target = zone
            elif token == "$":
                source = zone
            elif token == "%" and zone == "subject":
                compound = True
            elif token not in {"%", "^"}:
                words = self.alternatives(token)
                if words:
                    needs.append(Need(zone, (words,), weight=2 if token.startswith("&") else 3))
        options = {k.lower(): v for k, v in pattern.options}
        if compound:  # "% *": those who act together do it to each other
            options.setdefault("reciprocal", "")
        weight = sum(n.weight for n in needs) + (1 if target or source else 0)
        return Compiled(pattern, tuple(needs), target, source, weight, options, compound)

    def bracketed(self, tokens: list[str], bracket: str, zone: str) -> tuple[Need | None, list[str]]:
        """What stands in (...) or {...}: a phrase with its preposition, or words of one noun phrase."""
        roles = [t for t in tokens if t in {"+", "$"}]
        words = [t for t in tokens if t not in {"+", "$", "%", "^"}]
        first, rest = leading(words)
        if bracket == "(" and first and all(p in PREPOSITIONS for p in first):
            inner = tuple(a for a in (self.alternatives(t) for t in rest) if a)
            weight = sum(2 if t.startswith("&") else 3 for t in rest) + 1
            return Need("phrase", inner, frozenset(p.replace("_", " ") for p in first), weight), roles
        inner = tuple(a for a in (self.alternatives(t) for t in words) if a)
        if not inner:
            return None, roles
        return Need(zone, inner, weight=sum(2 if t.startswith("&") else 3 for t in words)), roles


def leading(words: list[str]) -> tuple[list[str], list[str]]:
    """The alternatives that the words in a ( ) begin with, and the words behind them; for a phrase they are
    prepositions.

    >>> leading(["IN|AT", "TALKS"]), leading(["OUT", "OF", "TALKS"])
    ((['in', 'at'], ['TALKS']), (['out_of'], ['TALKS']))
    """
    first = words[0].lower().strip("_") if words else ""
    if len(words) > 1 and f"{first}_{words[1].lower()}" in PREPOSITIONS:
        return [f"{first}_{words[1].lower()}"], words[2:]
    return first.split("|") if first else [], words[1:]
