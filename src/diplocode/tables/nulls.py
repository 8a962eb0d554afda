"""What the dictionaries lack: names where an actor was needed, verbs between two known actors.

    documents -trees-> clauses -nulls-> Null(phrase, count, entry, examples), the most frequent first

A clause counts if it would have told an event but for the phrase: a verb that the dictionaries
know with an actor on one side only, or two actors around a verb that they don't know. Names are
what "actors" lists, common nouns that sound like people or bodies what "agents" lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from attrs import define, field, frozen

from diplocode.coding.coder import BATCH, Coder
from diplocode.lexicon import Lexicon
from diplocode.lexicon.compile import ActorIndex, AgentIndex, Words
from diplocode.lexicon.inflect import lemma, singular, verb_forms
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
# Nouns that end like people and are none, and days and months, which are written like names.
_THINGS = frozenset(
    """
    others other several number order border murder power letter matter paper water danger center centre
    tower river summer winter disaster computer container shelter offer merger transfer tractor favor
    favour error anger barrier master remainder tremor manslaughter latter successor winner player
    warrant list elephant plant grant variant restaurant degree decree member group arrest first-degree
    headquarters newspaper laser door floor minor terror horror mirror elevator meter kilometer liter
    cancer career character chapter filter fiber folder hammer helicopter laptop layer leather monster
    printer quarter register server silver soccer sticker supper temper theater thunder timber trailer
    transformer trigger weather wonder
    """.split()
)
_CALENDAR = frozenset(
    """
    january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday
    """.split()
)
KINDS = ("actors", "agents", "verbs")


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

    `kind`: "actors", "agents" or "verbs"; `examples`: how many sentences to keep for each, as (document id,
    sentence). Documents without a parse are parsed with the coder's parser.
    """
    if kind not in KINDS:
        raise ValueError(f"no such kind: {kind}; one of {', '.join(KINDS)}")
    vocabulary = Vocabulary(coder.lexicon)
    found: dict[str, _Found] = {}
    for document, tree, text in _trees(coder, documents):
        for phrase in dict.fromkeys(_lost(kind, tree, vocabulary)):
            one = found.setdefault(phrase, _Found())
            one.count += 1
            if len(one.examples) < examples:
                one.examples.append((document.id, text))
    ranked = sorted(found.items(), key=lambda item: (-item[1].count, item[0]))
    return [Null(phrase, one.count, _entry(kind, phrase), tuple(one.examples)) for phrase, one in ranked]


def _entry(kind: str, phrase: str) -> str:
    """The line to add to a dictionary once the code is known."""
    ends = {"actors": "_ [ ]", "agents": " [~ ]"}
    return phrase.upper().replace(" ", "_") + ends.get(kind, "")


def _trees(coder: Coder, documents: Iterable[Document]) -> Iterator[tuple[Document, Node, str]]:
    """The trees of documents with their sentences; those of several documents are parsed together."""
    stream = iter(documents)
    while batch := list(islice(stream, BATCH)):
        for document, (sentences, _) in zip(batch, coder.parse(batch), strict=True):
            for sentence in sentences:
                if sentence.tree is not None:
                    yield document, sentence.tree, sentence.span.of(document.text)


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
                yield from _missing(kind, objects[0])
            elif acted_on and not acts:
                yield from _missing(kind, subject)


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


def _missing(kind: str, phrase: Node) -> Iterator[str]:
    """The first name in a noun phrase ("actors"), or where it has none its head noun with one modifier
    if that sounds like people or a body ("agents").
    """
    run: list[str] = []
    for leaf in phrase.leaves():
        if leaf.label in _NAMES and leaf.word.lower() not in _CALENDAR:
            run.append(leaf.word)
        elif run:
            break
    if run:
        if kind == "actors" and any(char.isalpha() for char in run[0]):
            yield " ".join(run)
        return
    node = phrase
    while node.children and node.children[0].label == "NP":
        node = node.children[0]
    words = [leaf.word.lower() for leaf in node.leaves() if leaf.label in ("NN", "NNS", "JJ")]
    if kind == "agents" and words and _PEOPLE.search(words[-1]) and singular(words[-1]) not in _THINGS:
        yield " ".join(words[-2:])
