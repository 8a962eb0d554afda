"""What the engine looks things up in: tries of actors, agents, verbs, patterns, discards and issues.

    Lexicon -compile_tables-> Tables

Built from entries by the rules of `rules`; patterns are spelt out (one path per combination of
synset members) block by block, when a verb of the block is first met.
"""

from __future__ import annotations

import re
from typing import Any

from attrs import frozen

from diplocode.coding.petrarch2 import rules
from diplocode.coding.petrarch2.codes import number
from diplocode.lexicon import Lexicon
from diplocode.lexicon.entries import ActorEntry, Pattern, VerbForms
from diplocode.lexicon.issues import issue_forms
from diplocode.model import Where

END = "#"  # the key under which a trie node keeps what ends there; the signs - , | * ^ are keys of pattern tries
Trie = dict[str, Any]
_SYNSET = re.compile(r"[{}()]")


class VerbEntry:
    """A verb form's entry: its code and the block whose patterns it takes."""

    __slots__ = ("block", "code", "where")

    def __init__(self, code: str, block: str, where: Where) -> None:
        self.code, self.block, self.where = code, block, where


class Filed:
    """What one actor phrase stands for: the dated codes of every entry that has it, in file order."""

    __slots__ = ("codes", "entries")

    def __init__(self) -> None:
        self.codes: tuple[rules.Dated, ...] = ()
        self.entries: tuple[ActorEntry, ...] = ()

    def code_on(self, day: int | None) -> str | None:
        """The first code in force on a day; "" if there are codes but none holds, None if there is none at all."""
        for code, first, end in self.codes:
            if first == -rules.FOREVER and end == rules.FOREVER:
                return code
            if day is not None and first <= day < end and code:
                return code
        return "" if self.codes else None


class Tables:
    """Everything that one lexicon compiles to. Patterns are added to `_patterns` as blocks are met, nothing else changes."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.actors: Trie = {}
        self.agents: Trie = {}
        self.verbs: Trie = {}
        self.transformations: dict[Any, Any] = {}
        self.discards: Trie = {}
        self.issues: Trie = {}
        self._blocks: dict[str, list[Pattern]] = {}
        self._patterns: dict[str, Trie] = {}
        self._synsets: dict[str, list[str]] = {}
        self._file_actors(lexicon)
        self._file_verbs(lexicon)
        for synset in lexicon.synsets:
            self._synsets.setdefault(synset.name, []).extend(rules.synset_terms(synset))
        self._file_transformations(lexicon)
        for discard in lexicon.discards:
            words = discard.phrase.upper().split()
            _path(self.discards, [*words, "+" if discard.story else "$"])
        for issue in lexicon.issues:
            for form in issue_forms(issue.phrase):
                _path(self.issues, form)[END] = issue

    def _file_actors(self, lexicon: Lexicon) -> None:
        for phrases, codes, entry in rules.filed_actors(lexicon.actors):
            for phrase in phrases:
                words = phrase.replace("_", " ").split()
                if words:
                    # `codes-add-up`: an actor met before keeps its codes; the new ones come after them.
                    node = _path(self.actors, words)
                    filed = node.get(END)
                    if filed is None:
                        filed = node[END] = Filed()
                    filed.codes += codes
                    filed.entries += (entry,)
        for text, agent in rules.agent_phrases(lexicon.agents):
            _path(self.agents, text.replace("_", " ").split())[END] = agent

    def _file_verbs(self, lexicon: Lexicon) -> None:
        for block in lexicon.verbs:
            for verb in block.verbs:
                self._file_verb(verb, VerbEntry(verb.code or block.code, block.name, verb.where))
            if block.patterns:
                self._blocks.setdefault(block.name, []).extend(block.patterns)

    def _file_verb(self, verb: VerbForms, entry: VerbEntry) -> None:
        # `first-verb-wins`: where two entries share a form, the one that comes first in the file has it.
        for stem, before, after in rules.verb_words(verb):
            node = _path(self.verbs, [stem, *after, END, *before])
            node.setdefault(END, entry)

    def _file_transformations(self, lexicon: Lexicon) -> None:
        for transformation in lexicon.transformations:
            left, _, right = transformation.text.partition("=")
            words = left.replace("(", "").replace(")", "").split()
            path = self.transformations
            try:
                while len(words) > 1:
                    value = sum(self._verb_number(name) for name in words[-1].split("_"))
                    path = path.setdefault(value, {}).setdefault(words[0], {})
                    words = words[1:-1]
            except KeyError:
                continue  # a verb that no block has; the dictionary linter reports it
            path[words[0]] = (*right.split(), transformation.code, transformation.where)

    def _verb_number(self, name: str) -> int:
        """The number of a transformation's verb; Q stands for any verb (-1)."""
        if name == "Q":
            return -1
        entry: VerbEntry = self.verbs[name][END][END]
        return number(entry.code)[0]

    def patterns(self, block: str) -> Trie | None:
        """The patterns of a block as a trie, None if it has none.

        Keys are words, `-` before a modifier of the same phrase, `,` before the next phrase, `|` before a
        preposition, `*` where the verb stands. Of patterns with the same path the last one stays.
        """
        found = self._patterns.get(block)
        if found is None:
            if block not in self._blocks:
                return None
            found = {}
            for pattern in self._blocks[block]:
                for text in self._spell_out(pattern.text):
                    before, _, after = text.partition("*")
                    node = _file_side(found, before, first=True)
                    if after.strip():
                        node = _file_side(node.setdefault("*", {}), after, first=False)
                    node[END] = (pattern,)
            self._patterns[block] = found
        return found

    def _spell_out(self, text: str, depth: int = 0) -> list[str]:
        """The pattern with every synset replaced by each of its members, one text per combination.

        The first occurrence of the name is replaced, be it the beginning of a longer name. A synset that
        nobody defines stays as a word that never occurs.
        """
        name = next((word for word in text.split() if "&" in word), "")
        name = _SYNSET.sub("", name)
        if name not in self._synsets or depth > 8:
            return [text]
        out = []
        for term in self._synsets[name]:
            out += self._spell_out(text.replace(name, term, 1), depth + 1)
        return out


def _path(trie: Trie, words: list[str]) -> Trie:
    for word in words:
        trie = trie.setdefault(word, {})
    return trie


@frozen(slots=True)
class _Piece:
    """A noun phrase of a pattern: one word, or (`braced`) the last word of braces with the words before it."""

    head: str
    modifiers: tuple[str, ...]
    braced: bool


def _file_side(node: Trie, text: str, first: bool) -> Trie:
    """File one side of a pattern below `node`.

    `chained-prepositions`: before the verb (`first`) only the first preposition is marked with `|`.
    `unjoined-braces`: and a phrase in braces follows its preposition without the `-`.
    """
    phrases, preps = _parts(text.split())
    for i, piece in enumerate(phrases):
        node = _file_piece(node, piece)
        if i < len(phrases) - 1:
            node = node.setdefault(",", {})
    if first and preps:
        node = node.setdefault("|", {})
    for prep, inside in preps:
        if not first:
            node = node.setdefault("|", {})
        node = node.setdefault(prep, {})
        for i, piece in enumerate(inside):
            if not (first and piece.braced):
                node = node.setdefault("-", {})
            node = _file_piece(node, piece)
            if i < len(inside) - 1:
                node = node.setdefault(",", {})
    return node


def _file_piece(node: Trie, piece: _Piece) -> Trie:
    node = node.setdefault(piece.head, {})
    for word in piece.modifiers:
        node = node.setdefault("-", {}).setdefault(word, {})
    return node


def _parts(words: list[str]) -> tuple[list[_Piece], list[tuple[str, list[_Piece]]]]:
    """One side of a pattern as noun phrases and prepositional phrases, each in its order.

    `lone-brace`: a single word in braces keeps its opening brace and so never matches.
    """
    outside: list[str] = []
    starts, ends = [], []
    inside = False
    for i, word in enumerate(words):
        if word.endswith(")"):
            ends.append(i)
            if word.startswith("("):
                starts.append(i)
            inside = False
        elif word.startswith("("):
            starts.append(i)
            inside = True
        elif not inside:
            outside.append(word)
    pieces, opened = _pieces(outside, False)
    preps = []
    for start, end in zip(starts, ends, strict=False):
        head, *rest = [word.replace("(", "").replace(")", "") for word in words[start : end + 1]]
        inner, opened = _pieces(rest, opened)
        preps.append((head, inner))
    return pieces, preps


def _pieces(words: list[str], opened: bool) -> tuple[list[_Piece], bool]:
    out = []
    modifiers: list[str] = []
    for word in words:
        if word.endswith("}"):
            out.append(_Piece(word[:-1], tuple(modifiers), True))
            modifiers, opened = [], False
        elif opened:
            modifiers.append(word)
        elif word.startswith("{"):
            modifiers.append(word[1:])
            opened = True
        else:
            out.append(_Piece(word, (), False))
    return out, opened
