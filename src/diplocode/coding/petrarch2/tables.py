"""What the engine looks things up in, compiled from a lexicon and kept as plain data.

    Lexicon -compile_lexicon-> compiled (JSON: phrases by first word) -Tables-> tries, built word by word
    when met

What is not met in a text is never built, so a large dictionary costs little more than a small one.
The rules by which entries are read are those of `rules`, those of patterns stand in `spelling`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from diplocode.coding.petrarch2 import rules
from diplocode.coding.petrarch2.codes import number
from diplocode.coding.petrarch2.spelling import END, Trie, file_pattern
from diplocode.lexicon import Lexicon
from diplocode.lexicon.cache import cached_tables
from diplocode.lexicon.issues import issue_forms
from diplocode.lexicon.memory import building
from diplocode.lexicon.rows import ROW, SEP, Places
from diplocode.model import Where


class VerbEntry(NamedTuple):
    """A verb form's entry: its code and the block whose patterns it takes."""

    code: str
    block: str
    where: Where


class Rule(NamedTuple):
    """A pattern's code ("active:passive") and where it stands."""

    text: str
    code: str
    where: Where


class AgentCode(NamedTuple):
    """An agent's code and where it stands."""

    code: str
    where: Where


class Filed:
    """What one actor phrase stands for: the dated codes of every entry that has it, in file order."""

    __slots__ = ("codes", "places")

    def __init__(self) -> None:
        self.codes: list[rules.Dated] = []
        self.places: list[Where] = []

    def code_on(self, day: int | None) -> str | None:
        """The first code in force on a day; "" if there are codes but none holds, None if there is none at
        all.
        """
        for code, first, end in self.codes:
            if first == -rules.FOREVER and end == rules.FOREVER:
                return code
            if day is not None and first <= day < end and code:
                return code
        return "" if self.codes else None

    def place_of(self, code: str) -> Where:
        """The entry that has the code, else the first one."""
        for dated, place in zip(self.codes, self.places, strict=True):
            if dated[0] == code:
                return place
        return self.places[0]


def compile_lexicon(lexicon: Lexicon) -> dict[str, Any]:
    """A lexicon as plain data (strings, lists and maps of them): what `Tables` works on and the cache
    keeps.
    """
    places = Places()
    at = places.at

    actors: dict[str, list[str]] = {}
    rows: list[str] = []
    for phrases, codes, entry in rules.filed_actors(lexicon.actors):
        rows.append(SEP.join((at(entry.where), *codes)))
        for phrase in phrases:
            first, _, rest = phrase.replace("_", " ").strip().partition(" ")
            if first:
                actors.setdefault(first, []).append(f"{rest}{SEP}{len(rows) - 1}")
    agents: dict[str, list[str]] = {}
    for phrase, agent in rules.agent_phrases(lexicon.agents):
        first, _, rest = phrase.replace("_", " ").strip().partition(" ")
        if first:
            agents.setdefault(first, []).append(SEP.join((rest, agent.code, at(agent.where))))
    verbs: dict[str, list[str]] = {}
    blocks: dict[str, list[list[str]]] = {}
    for block in lexicon.verbs:
        for verb in block.verbs:
            place, code = at(verb.where), verb.code or block.code
            for stem, before, after in rules.verb_words(verb):
                row = SEP.join((" ".join(after), " ".join(before), code, block.name, place))
                verbs.setdefault(stem, []).append(row)
        for pattern in block.patterns:
            code = pattern.code + (f":{pattern.passive_code}" if pattern.passive_code else "")
            blocks.setdefault(block.name, []).append([pattern.text, code, at(pattern.where)])
    synsets: dict[str, list[str]] = {}
    for synset in lexicon.synsets:
        synsets.setdefault(synset.name, []).extend(rules.synset_terms(synset))
    return {
        "actors": {first: ROW.join(found) for first, found in actors.items()},
        "codes": ROW.join(rows),
        "agents": {first: ROW.join(found) for first, found in agents.items()},
        "verbs": {stem: ROW.join(found) for stem, found in verbs.items()},
        "blocks": blocks,
        "synsets": synsets,
        "transformations": [[one.text, one.code] for one in lexicon.transformations],
        "discards": [[one.phrase, one.story] for one in lexicon.discards],
        "issues": [[one.phrase, one.code, one.ignore] for one in lexicon.issues],
        "files": places.files,
    }


class Tables:
    """Look-up of everything in one lexicon. Tries are filled in as words are met; what they say never
    changes.
    """

    @classmethod
    def of(cls, lexicon: Lexicon) -> Tables:
        """The tables of a lexicon; those of a large one from the cache where it has them."""
        with building():
            return cls(cached_tables("petrarch2", lexicon, compile_lexicon))

    def __init__(self, compiled: dict[str, Any]) -> None:
        self._where = Places(compiled["files"]).where
        self._codes: list[str] = compiled["codes"].split(ROW)
        # Each first word leads to rows of text until it is met, to a trie of the rest afterwards.
        self.actors: dict[str, Any] = compiled["actors"]
        self.agents: dict[str, Any] = compiled["agents"]
        self.verbs: dict[str, Any] = compiled["verbs"]
        self._blocks: dict[str, list[list[str]]] = compiled["blocks"]
        self._synsets: dict[str, list[str]] = compiled["synsets"]
        self._patterns: dict[str, Trie] = {}
        self._issue_rows: list[list[Any]] = compiled["issues"]
        self._issues: Trie | None = None
        self.discards: Trie = {}
        for phrase, story in compiled["discards"]:
            _path(self.discards, [*phrase.upper().split(), "+" if story else "$"])
        self.transformations: dict[Any, Any] = {}
        for text, code in compiled["transformations"]:
            self._file_transformation(text, code)

    def actor_trie(self, first: str) -> Trie | None:
        """The actors whose first word is `first`, by their further words."""
        found = self.actors.get(first)
        if isinstance(found, str):
            trie: Trie = {}
            for row in found.split(ROW):
                rest, _, index = row.rpartition(SEP)
                place, *codes = self._codes[int(index)].split(SEP)
                # `codes-add-up`: an actor met before keeps its codes; the new ones come after them.
                node = _path(trie, rest.split())
                filed = node.get(END)
                if filed is None:
                    filed = node[END] = Filed()
                where = self._where(place)
                filed.codes += [rules.dated(code) for code in codes]
                filed.places += [where] * len(codes)
            found = self.actors[first] = trie
        trie_or_none: Trie | None = found
        return trie_or_none

    def agent_trie(self, first: str) -> Trie | None:
        """The agents whose first word is `first`, by their further words."""
        found = self.agents.get(first)
        if isinstance(found, str):
            trie: Trie = {}
            for row in found.split(ROW):
                rest, code, place = row.split(SEP)
                _path(trie, rest.split())[END] = AgentCode(code, self._where(place))
            found = self.agents[first] = trie
        trie_or_none: Trie | None = found
        return trie_or_none

    def verb_trie(self, stem: str) -> Trie | None:
        """The entries of a verb form by the words after it, then (below #) by those before it.

        `first-verb-wins`: where two entries share a form, the one that comes first in the file has it.
        """
        found = self.verbs.get(stem)
        if isinstance(found, str):
            trie: Trie = {}
            for row in found.split(ROW):
                after, before, code, block, place = row.split(SEP)
                node = _path(trie, [*after.split(), END, *before.split()])
                node.setdefault(END, VerbEntry(code, block, self._where(place)))
            found = self.verbs[stem] = trie
        trie_or_none: Trie | None = found
        return trie_or_none

    def patterns(self, block: str) -> Trie | None:
        """The patterns of a block as a trie (`spelling`), None if it has none."""
        found = self._patterns.get(block)
        if found is None:
            if block not in self._blocks:
                return None
            found = {}
            with building():
                for text, code, place in self._blocks[block]:
                    file_pattern(found, text, self._synsets, Rule(text, code, self._where(place)))
            self._patterns[block] = found
        return found

    @property
    def issues(self) -> Trie:
        """The issue phrases by their words; what ends is (code, ignored)."""
        if self._issues is None:
            self._issues = {}
            for phrase, code, ignore in self._issue_rows:
                for form in issue_forms(phrase):
                    _path(self._issues, form)[END] = (code, ignore)
        return self._issues

    def _file_transformation(self, text: str, code: str) -> None:
        left, _, right = text.partition("=")
        words = left.replace("(", "").replace(")", "").split()
        path = self.transformations
        try:
            while len(words) > 1:
                value = sum(self._verb_number(name) for name in words[-1].split("_"))
                path = path.setdefault(value, {}).setdefault(words[0], {})
                words = words[1:-1]
        except (KeyError, TypeError):
            return  # a verb that no block has; the dictionary linter reports it
        path[words[0]] = (*right.split(), code)

    def _verb_number(self, name: str) -> int:
        """The number of a transformation's verb; Q stands for any verb (-1)."""
        if name == "Q":
            return -1
        trie = self.verb_trie(name)
        if trie is None:
            raise KeyError(name)
        entry: VerbEntry = trie[END][END]
        return number(entry.code)[0]


def _path(trie: Trie, words: list[str]) -> Trie:
    for word in words:
        trie = trie.setdefault(word, {})
    return trie
