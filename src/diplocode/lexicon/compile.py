"""Entries into what engines match with: a trie over normalised words, and indexes of actors and agents.

    tokens -normalise-> words -match-> entries

News writes a name in many ways; they are folded on both sides (dictionary and text), so that one
entry finds them all: case, diacritics (Erdogan, Erdoğan), possessives (Moscow's), hyphens, underscores,
periods of abbreviations (U.S., U.N.). How the text wrote it stays known: `Match.case`.

    >>> trie = PhraseTrie()
    >>> trie.add("UNITED_STATES_", 1)
    >>> trie.add("UNITED_STATES_TREASURY", 2)
    >>> words = Words(["the", "United", "States", "Treasury", "'s", "list"])
    >>> trie.longest(words.norm, 1), trie.matches(words.norm, 1)
    ((4, [2]), [(3, [1]), (4, [2])])
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, Generic, TypeVar

from attrs import frozen

from diplocode.lexicon.entries import ActorEntry, AgentEntry
from diplocode.model import Date, Where

T = TypeVar("T")
_JOINTS = re.compile(r"[\s_/\-\u2010-\u2015]+")
_POSSESSIVE = re.compile(r"(?:['\u2019]s|['\u2019])$", re.IGNORECASE)
_FOLDED = str.maketrans(
    {
        "ı": "i",
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "\u2019": "'",
        "\u2018": "'",
        "\u02bb": "'",
        "\u02bc": "'",
    }
)
_VALUES = ""  # the key of a node's values; no normalised word is empty


@lru_cache(maxsize=65536)
def normalise(text: str) -> tuple[str, ...]:
    """The words of a token or phrase as they are compared: folded, without what news writes one way or the
    other.

    >>> normalise("U.S.-led"), normalise("Erdoğan's"), normalise("AL-QAEDA_"), normalise("'s")
    (('us', 'led'), ('erdogan',), ('al', 'qaeda'), ())
    """
    if text.isascii() and text.isalnum():
        return (text.lower(),)  # nothing to fold: most words
    out = []
    for word in _JOINTS.split(text):
        word = _POSSESSIVE.sub("", word).casefold()
        if not word.isascii():
            word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
            word = word.translate(_FOLDED)
        word = word.replace(".", "").strip("\"'`,;:!?()[]\u2018\u2019\u201c\u201d")
        if word:
            out.append(word)
    return tuple(out)


def first_word(phrase: str) -> str:
    """The first word of a phrase as it is compared, "" if it has none.

    >>> first_word("UNITED_STATES_"), first_word("AL-QAEDA_"), first_word("_")
    ('united', 'al', '')
    """
    head = phrase.partition("_")[0]
    if head.isascii() and head.isalnum():
        return head.lower()
    words = normalise(phrase)
    return words[0] if words else ""


class Words:
    """A token sequence, normalised: `norm` are the words, `token` tells the token that each came from.

    A token may give several words (Al-Qaeda) or none ('s, a comma). `first` maps a token to its first word.
    """

    __slots__ = ("first", "norm", "token", "tokens")

    def __init__(self, tokens: Sequence[str]) -> None:
        self.tokens = tokens
        self.norm: list[str] = []
        self.token: list[int] = []
        self.first: list[int] = []
        for i, text in enumerate(tokens):
            self.first.append(len(self.norm))
            for word in normalise(text):
                self.norm.append(word)
                self.token.append(i)
        self.first.append(len(self.norm))

    def case(self, start: int, end: int) -> str:
        """How the tokens start:end are written: "upper", "title" (every first letter of a long word) or
        "lower".

        >>> Words(["United", "States", "of", "America"]).case(0, 4), Words(["us"]).case(0, 1)
        ('title', 'lower')
        """
        words = [
            text
            for text in self.tokens[start:end]
            if any(c.isalpha() for c in text) and text not in ("'s", "’s")
        ]
        if words and all(text.isupper() for text in words):
            return "upper"
        long = [text for text in words if len(text) > 3] or words
        return (
            "title"
            if long and all(text[:1].isupper() or not text[:1].isalpha() for text in long)
            else "lower"
        )


class PhraseTrie(Generic[T]):
    """Phrases and their values; finding one costs as many look-ups as it has words, however many phrases
    there are.

    `rows`: phrases to begin with, by first word, as text that `decode` reads (`lexicon.rows`). Those
    of one first word are filed when it is first looked up.
    """

    __slots__ = ("_decode", "root")

    def __init__(
        self,
        rows: dict[str, Any] | None = None,
        decode: Callable[[str], Iterable[tuple[str, T]]] = lambda rows: (),
    ) -> None:
        self.root: dict[str, Any] = {} if rows is None else rows
        self._decode = decode

    def add(self, phrase: str, value: T) -> None:
        """File `value` under a phrase; several values may share one, in the order in which they came."""
        words = normalise(phrase)
        if not words:
            return
        if isinstance(self.root.get(words[0]), str):
            self._open(words[0])
        node = self.root
        for word in words:
            node = node.setdefault(word, {})
        node.setdefault(_VALUES, []).append(value)

    def _open(self, first: str) -> dict[str, Any]:
        """The node of a first word whose phrases are still text."""
        rows = self.root[first]
        self.root[first] = {}
        for phrase, value in self._decode(rows):
            self.add(phrase, value)
        node: dict[str, Any] = self.root[first]
        return node

    def matches(self, words: Sequence[str], start: int = 0) -> list[tuple[int, list[T]]]:
        """Every phrase that begins at `words[start]`: where it ends (half open) and its values, shortest
        first.
        """
        node, out = self.root, []
        for i in range(start, len(words)):
            found = node.get(words[i])
            if found is None:
                break
            if isinstance(found, str):
                found = self._open(words[i])
            node = found
            if _VALUES in node:
                out.append((i + 1, node[_VALUES]))
        return out

    def longest(self, words: Sequence[str], start: int = 0) -> tuple[int, list[T]] | None:
        """The longest phrase that begins at `words[start]`: where it ends and its values; None if there is
        none.
        """
        found = self.matches(words, start)
        return found[-1] if found else None


@frozen(slots=True)
class Match(Generic[T]):
    """A dictionary phrase found in a text: its tokens (half open), its entry and place, how the text wrote
    it.
    """

    start: int
    end: int
    phrase: str
    where: Where
    entry: T
    case: str

    @property
    def rules(self) -> tuple[Where, ...]:
        """Where the phrase and, for a synonym, its entry stand."""
        own: Where = self.entry.where  # type: ignore[attr-defined]
        return (self.where,) if self.where == own else (self.where, own)


class _Index(Generic[T]):
    """A trie of entries with look-up by token position."""

    def __init__(self) -> None:
        self.trie: PhraseTrie[tuple[str, Where, T]] = PhraseTrie()

    def all_at(self, words: Words, start: int) -> list[Match[T]]:
        """Every match that begins with token `start` and ends at the end of a token; longest first, later
        entries first.
        """
        out = []
        begin = words.first[start]
        if begin == len(words.norm) or words.token[begin] != start:
            return []
        for stop, values in self.trie.matches(words.norm, begin):
            if stop < len(words.norm) and words.token[stop] == words.token[stop - 1]:
                continue  # ends inside a token: "US" in "US-led"
            end = words.token[stop - 1] + 1
            case = words.case(start, end)
            out += [Match(start, end, phrase, where, entry, case) for phrase, where, entry in values]
        out.reverse()
        return out

    def find(self, words: Words, start: int) -> Match[T] | None:
        """The longest match at token `start`, of equal ones the entry that came last; None if there is
        none.
        """
        found = self.all_at(words, start)
        return found[0] if found else None


class ActorIndex(_Index[ActorEntry]):
    """Actors by every name they have.

    >>> from diplocode.lexicon import Lexicon
    >>> index = ActorIndex(Lexicon.from_text(actors="ARCADIA_ [ARC]\\n+ARCADIAN").actors)
    >>> match = index.find(Words("The Arcadian 's envoy".split()), 1)
    >>> match.phrase, str(match.where), codes_on(match.entry, None)
    ('ARCADIAN', '<actors>:2', ('ARC',))
    """

    def __init__(self, entries: Sequence[ActorEntry]) -> None:
        super().__init__()
        for entry in entries:
            self.trie.add(entry.name, (entry.name, entry.where, entry))
            for phrase, where in entry.synonyms:
                self.trie.add(phrase, (phrase, where, entry))


class AgentIndex(_Index[AgentEntry]):
    """Agents by their phrases, singular and plural."""

    def __init__(self, entries: Sequence[AgentEntry]) -> None:
        super().__init__()
        for entry in entries:
            for phrase in entry.phrases():
                self.trie.add(phrase, (phrase, entry.where, entry))


def codes_on(entry: ActorEntry, day: Date | None) -> tuple[str, ...]:
    """The actor's codes in force on `day`: those restricted to some days first, then those without dates.

    A code without dates is what the actor has when no other holds, wherever in the entry it stands.
    On an unknown day the codes without dates count, else the last one.

    >>> from diplocode.lexicon import Lexicon
    >>> text = "JO_DOE [ARC]\\n[ARCGOV 20100101-20200101]\\n[ARCMIL <20050101]"
    >>> (entry,) = Lexicon.from_text(actors=text).actors
    >>> codes_on(entry, Date(2015, 5, 1)), codes_on(entry, Date(2021, 1, 1)), codes_on(entry, None)
    (('ARCGOV', 'ARC'), ('ARC',), ('ARC',))
    """
    found = [code for code in entry.codes if code.holds(day)]
    if not found and day is None and entry.codes:
        return (entry.codes[-1].code,)
    found.sort(key=lambda code: code.start is None and code.end is None)
    return tuple(code.code for code in found)
