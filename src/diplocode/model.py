"""The records that travel between the stages: frozen, typed, and always knowing where they came from.

    Document -split, tokenize, parse-> Sentence (tokens, tree) -find-> Clause -resolve, match, compose-> Event

All character offsets are half open and count from the start of the document's text, so that
`document.text[span.start:span.end]` is what the span names. Token offsets count from the
start of the sentence. Dates are `datetime.date`, written as ISO 8601.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as Date
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from attrs import field, frozen

from diplocode.errors import InputError

__all__ = [
    "CONFIDENCE",
    "Actor",
    "Coding",
    "Date",
    "Diagnosis",
    "Document",
    "Event",
    "KnownActor",
    "Node",
    "Sentence",
    "Span",
    "Step",
    "Token",
    "Where",
    "parse_date",
]

CONFIDENCE = 0.35
"""How sure the events must be, unless a user says otherwise, that the relation model weighs: from 0 to 1."""

# A time after the day (2021-10-18T09:30:00Z) is allowed and dropped: events have days.
_DATE = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ].*)?")


def parse_date(value: str | Date | None) -> Date | None:
    """A day from ISO 8601 or YYYYMMDD; None and the empty string are None.

    Raises InputError where the value is no such date.

    >>> parse_date("2021-10-18") == parse_date("20211018") == Date(2021, 10, 18)
    True
    """
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, Date):
        return value
    text = value.strip()
    if not text:
        return None
    if found := _DATE.fullmatch(text):
        try:
            return Date(*(int(part) for part in found.groups()))
        except ValueError:
            pass
    raise InputError(f"date {value!r} is neither ISO 8601 (2021-10-18) nor YYYYMMDD (20211018)")


class Where(NamedTuple):
    """A place in a dictionary (or the name of a rule, with line 0).

    A plain tuple: dictionaries have a hundred thousand of them, and a tuple is made in a third of the time.

    >>> print(Where("verbs/core.verbs.txt", 12))
    verbs/core.verbs.txt:12
    """

    path: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


@frozen(slots=True)
class Span:
    """Character offsets into a document's text, half open.

    >>> Span(0, 4).of("NATO expelled them")
    'NATO'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@frozen(slots=True)
class Token:
    """One token as it stands in the text, with its character offsets in the document."""

    text: str
    start: int
    end: int


class Node:
    """A constituent: its label, its tokens `start:end` in the sentence, its children.

    A preterminal is a node without children: its label is the part-of-speech tag and
    `word` is the token in Treebank form ("-LRB-" for "("). Trees are built once and
    not changed afterwards; `adopt` sets `parent` while they are built.
    """

    __slots__ = ("children", "end", "label", "parent", "start", "word")

    def __init__(
        self, label: str, start: int, end: int, children: tuple[Node, ...] | list[Node] = (), word: str = ""
    ) -> None:
        self.label, self.start, self.end, self.word = label, start, end, word
        self.children = children
        self.parent: Node | None = None
        for child in children:
            child.parent = self

    @property
    def is_leaf(self) -> bool:
        """True for a preterminal; false for the tree of no tokens."""
        return not self.children and self.end > self.start

    def leaves(self) -> Iterator[Node]:
        """The preterminals below (or this one), left to right."""
        stack = [self]
        while stack:
            node = stack.pop()
            if node.children:
                stack.extend(reversed(node.children))
            elif node.end > node.start:
                yield node

    def nodes(self) -> Iterator[Node]:
        """This node and all below it, top down, left to right."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))

    def words(self, most: int | None = None) -> list[str]:
        """Its words, only the first `most` of them if that is given."""
        return [leaf.word for leaf in islice(self.leaves(), most)]

    def bracketed(self) -> str:
        """The tree on one line in Penn Treebank brackets."""
        if self.is_leaf:
            return f"({self.label} {self.word})"
        return f"({self.label} {' '.join(child.bracketed() for child in self.children)})"

    def __repr__(self) -> str:
        return f"<{self.label} {self.start}:{self.end} {' '.join(self.words())}>"


@frozen(slots=True)
class KnownActor:
    """An actor mention that the input already knows: offsets into the document's text, and its code."""

    start: int
    end: int
    code: str


@frozen(slots=True)
class Document:
    """One record of the input: a sentence or a whole story. `parse`: bracketed trees, one per sentence."""

    id: str
    text: str
    date: Date | None = None
    parse: str | None = None
    source: str | None = None
    url: str | None = None
    actors: tuple[KnownActor, ...] = ()


@frozen(slots=True, eq=False)
class Sentence:
    """A sentence of a document: its number from 1, its offsets, its tokens, its tree (None if unparsed)."""

    number: int
    span: Span
    tokens: tuple[Token, ...]
    tree: Node | None = None

    def chars(self, start: int, end: int) -> Span:
        """The characters that the tokens start:end cover."""
        return Span(self.tokens[start].start, self.tokens[end - 1].end)


@frozen(slots=True)
class Step:
    """One decision in the chain that led to an event, or to none: the rule, its decision, its place."""

    rule: str
    detail: str
    where: Where | None = None

    def __str__(self) -> str:
        return f"{self.rule}: {self.detail}" + (f"  [{self.where}]" if self.where else "")


@frozen(slots=True)
class Actor:
    """Who: the full code (RUSGOV), the words that carry it, the dictionary entries that decided.

    `span` is where the mention stands in the document; for a pronoun that is the pronoun,
    and the steps say whom it was resolved to.
    """

    code: str
    span: Span | None = None
    text: str = ""
    rules: tuple[Where, ...] = ()
    steps: tuple[Step, ...] = ()
    country: str | None = None


@frozen(slots=True)
class Event:
    """Who did what to whom, when: one telling of one event, and how it was decided."""

    source: Actor | None
    target: Actor | None
    code: str
    doc_id: str = ""
    sentence: int = 1
    date: Date | None = None
    event_date: Date | None = None
    event_date_precision: str = "day"
    span: Span | None = None
    text: str = ""
    modality: str = "actual"
    count: int | None = None
    confidence: float | None = None
    rule: Where | None = None
    steps: tuple[Step, ...] = field(default=(), repr=False)
    engine: str = "diplocode"
    event_id: str = ""
    story_event_id: str = ""
    first_telling: bool = True

    @property
    def root(self) -> str:
        """The two-digit root code."""
        return self.code[:2]

    def __str__(self) -> str:
        who = self.source.code if self.source else "---"
        whom = self.target.code if self.target else "---"
        return f"{who} {self.code} {whom}"


@frozen(slots=True)
class Diagnosis:
    """What became of a sentence: a status and a detail that a person can act on.

    Statuses: coded, discarded, no_actor, no_verb, no_source, no_target, no_event, unparsed, invalid.
    """

    doc_id: str
    sentence: int
    status: str
    detail: str
    span: Span | None = None


@frozen(slots=True)
class Coding:
    """All that a document gave: its events, and one diagnosis per sentence (issues: name -> mentions)."""

    document: Document
    events: tuple[Event, ...]
    diagnoses: tuple[Diagnosis, ...]
    issues: tuple[tuple[str, int], ...] = ()
    extra: dict[str, Any] = field(factory=dict, eq=False, repr=False)
