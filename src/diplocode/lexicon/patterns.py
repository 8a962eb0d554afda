"""Verb patterns compiled for matching on clauses.

A pattern's text is read once into needs ("an object with the head &DIPLOMAT", "a with-phrase,
where the target stands"); blocks are indexed by lemma and their patterns by a word they cannot
do without, so that the cost of a match does not grow with the number of patterns.

    - * {SIZE OF MISSION} (IN +) [161]
    needs  object: size ... of ... mission;  phrase with "in", which holds the target
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from attrs import field, frozen

from diplocode.lexicon.entries import Pattern, Synset, VerbBlock
from diplocode.lexicon.inflect import singular, verb_forms
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


def _place(compiled: Compiled) -> tuple[int, str]:
    return compiled.pattern.where.line, compiled.pattern.text


class Group:
    """A block as the matcher sees it: default code, options, patterns by key word ("" for those without
    words).

    Patterns are compiled when the block is first asked for them: a text uses few of the blocks.
    """

    __slots__ = ("_by_word", "_compiler", "block", "code", "options")

    def __init__(self, block: VerbBlock, compiler: Compiler) -> None:
        self.block = block
        self.code = clean_code(block.code)
        self.options = {k.lower(): v for k, v in block.options}
        self._compiler = compiler
        self._by_word: dict[str, tuple[Compiled, ...]] | None = None

    @property
    def by_word(self) -> dict[str, tuple[Compiled, ...]]:
        if self._by_word is None:
            self._by_word = self._compiler.by_word(self.block)
        return self._by_word

    def candidates(self, words: Iterable[str]) -> Iterable[Compiled]:
        """The patterns that may match a sentence with these words, in the order of their file.

        The words come as a set, whose order is another in every process: it must not decide.
        """
        by_word = self.by_word
        found = list(by_word.get("", ()))
        if len(by_word) > 1 or not found:
            for word in words:
                found += by_word.get(word, ())
        if len(found) > 1:
            found.sort(key=_place)
        return found


@frozen(slots=True)
class Predicate:
    """How a lemma may be a predicate: its block, the further words it needs (break OFF), its entry's
    place."""

    group: Group
    extra: tuple[str, ...]
    where: Where
    code: str
    noun: bool = False


@frozen(slots=True)
class VerbIndex:
    """All predicates by lemma, and the map from word forms to lemmas.

    `weak` holds the predicates of `@weak` blocks, which count between marked parties only.
    """

    verbs: dict[str, tuple[Predicate, ...]]
    nouns: dict[str, tuple[Predicate, ...]]
    forms: dict[str, frozenset[str]]
    weak: VerbIndex | None = None

    def lemmas(self, word: str) -> frozenset[str]:
        """The base forms a lower-case word may be a form of."""
        return self.forms.get(word) or frozenset((word,))


def clean_code(code: str) -> str:
    """A code as events carry it: no null codes, nothing after a colon."""
    code = code.strip().split(":")[0].strip()
    return "" if code in {"", "---", "--"} else code


def phrase_words(text: str) -> Words:
    """A dictionary phrase as lower-case words, the trailing underscore (exact match) dropped."""
    return tuple(w.lower() for w in re.split(r"[_\s]+", text) if w and w != "+")


class Compiler:
    """Blocks and synsets in, a VerbIndex out."""

    def __init__(self, synsets: Iterable[Synset]) -> None:
        self.synsets: dict[str, frozenset[Words]] = {}
        for synset in synsets:
            members: set[Words] = set()
            for phrase, _ in synset.members:
                words = phrase_words(phrase.lstrip("+"))
                if words:
                    members.add((*words[:-1], singular(words[-1]) if not phrase.endswith("_") else words[-1]))
                    members.add(words)
            self.synsets[synset.name.lstrip("&").rstrip("_").upper()] = frozenset(members)

    def compile(self, blocks: Iterable[VerbBlock]) -> VerbIndex:
        """Index all blocks by the lemmas of their verbs and nouns, `@weak` ones apart."""
        strong: list[VerbBlock] = []
        weak: list[VerbBlock] = []
        for block in blocks:
            (weak if block.weak else strong).append(block)
        forms: dict[str, set[str]] = {}
        vague = self.predicates(weak, forms)
        firm = self.predicates(strong, forms)
        lemmas = {k: frozenset(v) for k, v in forms.items()}
        return VerbIndex(*firm, lemmas, VerbIndex(*vague, lemmas))

    def predicates(
        self, blocks: Iterable[VerbBlock], forms: dict[str, set[str]]
    ) -> tuple[dict[str, tuple[Predicate, ...]], dict[str, tuple[Predicate, ...]]]:
        """The verbs and nouns of some blocks by lemma; adds their inflected forms to `forms`."""
        verbs: dict[str, list[Predicate]] = {}
        nouns: dict[str, list[Predicate]] = {}
        gerunds: dict[str, list[Predicate]] = {}
        for block in blocks:
            group = Group(block, self)
            for verb in block.verbs:
                words = [w for w in re.split(r"[_\s]+", verb.base.lower()) if w]
                marked = [i for i, w in enumerate(words) if w.startswith("+")]
                main = marked[0] if marked else 0
                words = [w.lstrip("+") for w in words]
                if not words:
                    continue
                lemma, extra = words[main], tuple(w for i, w in enumerate(words) if i != main)
                given = {f.lower() for f in verb.forms}
                for form in (lemma, *verb_forms(lemma), *_single(given, main)):
                    forms.setdefault(form, set()).add(lemma)
                code = clean_code(verb.code) or group.code
                verbs.setdefault(lemma, []).append(Predicate(group, extra, verb.where, code))
                if not extra:  # "the killing of", "the shelling of": every verb names its act
                    gerunds.setdefault(verb_forms(lemma)[3], []).append(
                        Predicate(group, (), verb.where, code, True)
                    )
            for noun, where in block.nouns:
                words = [w for w in re.split(r"[_\s]+", noun.lower()) if w]
                if words:
                    head = singular(words[-1])
                    nouns.setdefault(head, []).append(
                        Predicate(group, tuple(words[:-1]), where, group.code, True)
                    )
        for gerund, predicates in gerunds.items():
            nouns.setdefault(gerund, []).extend(predicates)
        return {k: tuple(v) for k, v in verbs.items()}, {k: tuple(v) for k, v in nouns.items()}

    def by_word(self, block: VerbBlock) -> dict[str, tuple[Compiled, ...]]:
        """A block's patterns by the words that they cannot do without."""
        out: dict[str, list[Compiled]] = {}
        for pattern in block.patterns:
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
                out |= self.synsets.get(part[1:].rstrip("_").upper(), frozenset())
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


def _single(given: Iterable[str], main: int) -> Iterable[str]:
    """The inflected main word of each form that the file gives (+STIRS_UP -> stirs)."""
    for form in given:
        words = form.split("_")
        marked = [w for w in words if w.startswith("+")]
        word = marked[0] if marked else words[main] if main < len(words) else words[0]
        word = word.lstrip("+")
        if word:
            yield word
