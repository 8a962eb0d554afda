"""What the dictionaries lack: names where an actor was needed, verbs between two known actors.

    documents -trees-> clauses -nulls-> Null(phrase, count, entry, examples), the most frequent first

A clause counts if it would have told an event but for the phrase: a verb that the dictionaries
know with an actor on one side only, or two actors around a verb that they don't know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from attrs import define, field, frozen

from diplocode.coding.coder import Coder
from diplocode.lexicon import Lexicon
from diplocode.lexicon.compile import ActorIndex, AgentIndex, Words
from diplocode.lexicon.inflect import lemma, verb_forms
from diplocode.model import Document, Node

_NAMES = ("NNP", "NNPS")
_HELPERS = frozenset(
    [
        "be",
        "am",
        "is",
        "are",
        "was",
        "were",
        "been",
        "being",
        "have",
        "has",
        "had",
        "having",
        "do",
        "does",
        "did",
        "'s",
        "'ve",
        "'re",
        "'d",
        "'ll",
    ]
)
# Common nouns that can act: people by their suffix, and bodies.
_PEOPLE = re.compile(
    r"(?:er|or|ist|man|woman|ian|ant|ee|people|group|party|ministry|agency|union|court|army|force|council|committee|"
    r"police|troop|militia|government|parliament|senate|cabinet|company|firm|bank)(?:s|en)?$"
)
KINDS = ("actors", "verbs")


@frozen(slots=True)
class Null:
    """A phrase that the dictionaries lack: how often it cost an event, an entry to fill in, where it
    stood.
    """

    phrase: str
    count: int
    entry: str
    examples: tuple[tuple[str, str], ...]


@define
class _Found:
    count: int = 0
    examples: list[tuple[str, str]] = field(factory=list)


class Vocabulary:
    """What a lexicon knows, for asking about single words and phrases."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.actors = ActorIndex(lexicon.actors)
        self.agents = AgentIndex(lexicon.agents)
        self.verbs: set[str] = set()
        for block in lexicon.verbs:
            for verb in block.verbs:
                for word in (verb.base, *verb.forms):
                    stem = word.rpartition("+")[2].partition("_")[0].lower()
                    if stem:
                        self.verbs.update((stem, *verb_forms(stem)))

    def has_actor(self, words: list[str]) -> bool:
        """Whether an actor is named among the words."""
        known = Words(words)
        return any(self.actors.find(known, i) for i in range(len(words)))

    def has_any(self, words: list[str]) -> bool:
        """Whether an actor or an agent is named among the words."""
        known = Words(words)
        return any(self.actors.find(known, i) or self.agents.find(known, i) for i in range(len(words)))


def nulls(kind: str, documents: Iterable[Document], coder: Coder, examples: int = 3) -> list[Null]:
    """The phrases that the coder's dictionaries lack, by how often they stood where an event was lost.

    `kind`: "actors" or "verbs"; `examples`: how many sentences to keep for each, as (document id,
    sentence). Documents without a parse are parsed with the coder's parser.
    """
    if kind not in KINDS:
        raise ValueError(f"no such kind: {kind}; one of {', '.join(KINDS)}")
    vocabulary = Vocabulary(coder.lexicon)
    found: dict[str, _Found] = {}
    for document in documents:
        for tree, text in _trees(coder, document):
            for phrase in dict.fromkeys(_lost(kind, tree, vocabulary)):
                one = found.setdefault(phrase, _Found())
                one.count += 1
                if len(one.examples) < examples:
                    one.examples.append((document.id, text))
    ranked = sorted(found.items(), key=lambda item: (-item[1].count, item[0]))
    return [Null(phrase, one.count, _entry(kind, phrase), tuple(one.examples)) for phrase, one in ranked]


def _entry(kind: str, phrase: str) -> str:
    """The line to add to a dictionary once the code is known."""
    return phrase.upper().replace(" ", "_") + ("_ [ ]" if kind == "actors" else "")


def _trees(coder: Coder, document: Document) -> Iterator[tuple[Node, str]]:
    """The trees of a document with their sentences."""
    ((sentences, _),) = coder.parse([document])
    for sentence in sentences:
        if sentence.tree is not None:
            yield sentence.tree, sentence.span.of(document.text)


def _lost(kind: str, tree: Node, vocabulary: Vocabulary) -> Iterator[str]:
    """The phrases that cost an event in one sentence."""
    for phrase in tree.nodes():
        if phrase.label != "VP" or any(child.label == "VP" for child in phrase.children):
            continue
        head = next(
            (child for child in phrase.children if child.is_leaf and child.label.startswith("VB")), None
        )
        if head is None or head.word.lower() in _HELPERS:
            continue
        subject, objects = _subject(phrase), _objects(phrase)
        if subject is None or not objects:
            continue
        known = head.word.lower() in vocabulary.verbs
        subject_words = subject.words()
        if kind == "verbs":
            acts = vocabulary.has_actor(subject_words)
            if not known and acts and any(vocabulary.has_actor(one.words()) for one in objects):
                yield lemma(head.word.lower())
        elif known:
            acts = vocabulary.has_any(subject_words)
            acted_on = [one for one in objects if vocabulary.has_any(one.words())]
            if acts and not acted_on:
                yield from _names(objects[0])
            elif acted_on and not acts:
                yield from _names(subject)


def _subject(phrase: Node) -> Node | None:
    """The noun phrase before a verb phrase in its clause."""
    node = phrase
    while node.parent is not None and node.parent.label == "VP":
        node = node.parent
    if node.parent is None or node.parent.label not in ("S", "SINV", "SQ"):
        return None
    before = [child for child in node.parent.children if child.label == "NP" and child.start < node.start]
    return before[-1] if before else None


def _objects(phrase: Node) -> list[Node]:
    """The noun phrases after a verb, those in its prepositional phrases last."""
    direct = [child for child in phrase.children if child.label == "NP"]
    preps = [child for child in phrase.children if child.label == "PP"]
    return direct + [child for prep in preps for child in prep.children if child.label == "NP"]


def _names(phrase: Node) -> Iterator[str]:
    """The first name in a noun phrase, or its head noun with one modifier where that sounds like people or
    a body.
    """
    run: list[str] = []
    for leaf in phrase.leaves():
        if leaf.label in _NAMES:
            run.append(leaf.word)
        elif run:
            break
    if run:
        if any(char.isalpha() for char in run[0]):
            yield " ".join(run)
        return
    node = phrase
    while node.children and node.children[0].label == "NP":
        node = node.children[0]
    words = [leaf.word for leaf in node.leaves() if leaf.label in ("NN", "NNS", "JJ")]
    if words and _PEOPLE.search(words[-1]):
        yield " ".join(words[-2:]).lower()
