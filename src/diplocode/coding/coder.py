"""The coder: documents in, events and a diagnosis per sentence out.

    coder = Coder()
    for event in coder.code("NATO expelled eight Russian diplomats.", date="2021-10-06"):
        print(event)                                     # IGOWSTNAT 161 RUSGOV

Stages, each a module: syntax.split, tokenize, parse -> clauses.find -> mentions.find, actors,
context -> matching.match -> reading (parties, modality) -> analysis -> story.link.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date as Date
from itertools import islice
from typing import Any, Protocol

from attrs import evolve

from diplocode import syntax
from diplocode.coding import claims, given, mentions, peoples, relations, rereading, weighing
from diplocode.coding.analysis import Analysis, diagnosis_of, events_of
from diplocode.coding.clause import Clause
from diplocode.coding.clauses import find
from diplocode.coding.context import Resolver
from diplocode.coding.explain import Explanation
from diplocode.coding.matching import Match, match
from diplocode.coding.memory import Story
from diplocode.coding.reading import Reader
from diplocode.coding.relations import Asking, Query, Told
from diplocode.coding.scene import Scene
from diplocode.coding.story import discard, link
from diplocode.coding.tables import Tables
from diplocode.coding.words import Words
from diplocode.errors import ConfigError, InputError, TreeError
from diplocode.lexicon import Lexicon
from diplocode.lexicon.memory import building
from diplocode.model import (
    CONFIDENCE,
    Coding,
    Diagnosis,
    Document,
    Event,
    KnownActor,
    Node,
    Sentence,
    Span,
    Token,
    parse_date,
)

BATCH = 64
Analysed = tuple[Coding, list[Analysis]]


class Parser(Protocol):
    """What the coder needs of a parser; see `diplocode.syntax.backends`."""

    def parse_tokens(self, sentences: Iterable[Sequence[str]], /) -> list[Node]: ...


# Words that treebanks lack and parsers take for verbs, and what the parser is given in their place.
PARSED_AS = {"d'affaires": "affairs", "d’affaires": "affairs"}


def spoken(word: str) -> str:
    """A token as the parser gets it."""
    return PARSED_AS.get(word, word)


def restored(tree: Node, sentence: Sentence) -> Node:
    """The parser's tree with the sentence's own words where it was given others."""
    if any(t.text in PARSED_AS for t in sentence.tokens):
        for leaf, token in zip(tree.leaves(), sentence.tokens, strict=True):
            if token.text in PARSED_AS:
                leaf.word = token.text
    return tree


def dateline(tokens: Sequence[Token]) -> int:
    """How many tokens of a story's beginning are its dateline: "JERUSALEM (AP) --", "ALGIERS, Algeria -".

    >>> from diplocode.syntax import tokenize
    >>> dateline(tokenize("OSLO, Norway — Police arrested two men.")), dateline(tokenize("NATO left."))
    (4, 0)
    """
    if not tokens or not tokens[0].text.isupper() or len(tokens[0].text) < 3:
        return 0
    for i, token in enumerate(tokens[:12]):
        if token.text in {"-", "--", "—", "–", "---"}:
            return i + 1 if i + 1 < len(tokens) else 0
        if token.text[0].isalpha() and not token.text[0].isupper():
            return 0
    return 0


def as_actors(actors: Iterable[KnownActor | Mapping[str, Any]] | None) -> tuple[KnownActor, ...]:
    """Known actors as records or as mappings with start, end and code."""
    out = []
    for actor in actors or ():
        if isinstance(actor, KnownActor):
            out.append(actor)
        else:
            try:
                out.append(KnownActor(int(actor["start"]), int(actor["end"]), str(actor["code"])))
            except (KeyError, TypeError, ValueError):
                raise InputError(f"{actor!r} is not a known actor; give start, end and code") from None
    return tuple(out)


def known_in(document: Document, sentence: Sentence) -> list[KnownActor]:
    """The known actors of a document that stand in a sentence."""
    return [a for a in document.actors if a.start < sentence.span.end and a.end > sentence.span.start]


def answers(queries: Sequence[Query]) -> list[Told]:
    """What the relation model says to some queries, and its second reader to those that are asked again."""
    told = iter(relations.bundled().read_all([q for q in queries if not q.again]))
    return [rereading.bundled().read(q) if q.again else next(told) for q in queries]


class Coder:
    """Codes texts with a lexicon and a parser.

    `lexicon`: the bundled one by default; `parser`: a parser, the name of one ("diplocode",
    "corenlp", "spacy", "benepar"), or None for the bundled; `engine`: "diplocode", or
    "petrarch2" for PETRARCH-2's algorithm; `monadic`: also events of which one side is not
    told (the petrarch2 engine has `require_dyad` in its options for that); `trained`: whether the
    bundled models have a say, by default with the bundled lexicon only; `confidence`: how sure,
    from 0 to 1, the events must be that the relation model weighs; `careful`: what is in doubt is read
    again by a larger model, at less than half the speed. Safe to use again and again: no
    state is kept between documents.
    """

    def __init__(
        self,
        lexicon: Lexicon | None = None,
        parser: Parser | str | None = None,
        engine: str = "diplocode",
        *,
        monadic: bool = False,
        trained: bool | None = None,
        confidence: float = CONFIDENCE,
        careful: bool = False,
        **options: Any,
    ) -> None:
        if engine not in {"diplocode", "petrarch2"}:
            raise ConfigError(f"no engine named {engine!r}; there are: diplocode, petrarch2")
        self.lexicon = lexicon if lexicon is not None else Lexicon.bundled()
        self.engine = engine
        self.monadic = monadic
        self.trained = self.lexicon.own if trained is None else trained
        if not 0 <= confidence <= 1:
            raise ConfigError(f"confidence is a number from 0 to 1, not {confidence}")
        self.confidence = confidence
        self.careful = careful
        if careful and (engine == "petrarch2" or not self.trained):
            raise ConfigError(
                "--careful reads again with a trained model, which has a say with the bundled dictionaries"
                " and the engine diplocode only (in Python with others too: trained=True)"
            )
        if options and engine == "diplocode":
            raise ConfigError(
                f"no option named {next(iter(options))!r}; options are for the engine petrarch2"
            )
        self._parser = parser
        self._faithful: Any = None
        if engine == "petrarch2":
            from diplocode.coding.petrarch2 import Engine

            self._faithful = Engine(self.lexicon, **options)
            return
        tables = Tables.of(self.lexicon)
        self.foreign = tables.foreign
        self.index = tables.index
        self.gazetteer = tables.gazetteer
        self.phrases = tables.phrases

    @property
    def parser(self) -> Parser:
        """The parser, loaded when first needed."""
        if self._parser is None or isinstance(self._parser, str):
            self._parser = syntax.load_parser(self._parser or "diplocode")
        return self._parser

    # ---- what users call

    def code(
        self,
        text: str,
        date: str | Date | None = None,
        actors: Iterable[KnownActor | Mapping[str, Any]] | None = None,
    ) -> tuple[Event, ...]:
        """The events of a text, a sentence or a whole story.

        `date`: when it was reported; `actors`: known mentions, as character offsets into `text`.
        Raises InputError for a malformed date or actor.
        """
        return self.code_document(Document("text", text, parse_date(date), actors=as_actors(actors))).events

    def code_tree(self, tree: Any, date: str | Date | None = None) -> tuple[Event, ...]:
        """The events of a parse of your own: a `nltk.Tree`, a bracketed string or a `Node`. Offsets are
        into its words joined by blanks."""
        if not isinstance(tree, Node):
            tree = syntax.read_tree(tree) if isinstance(tree, str) else syntax.from_nltk(tree)
        text = " ".join(tree.words())
        return self.code_document(Document("tree", text, parse_date(date), parse=tree.bracketed())).events

    def code_document(self, document: Document) -> Coding:
        """Events and diagnoses of one document."""
        return next(iter(self.code_documents([document])))

    def code_documents(self, documents: Iterable[Document]) -> Iterator[Coding]:
        """Codings in the documents' order; sentences of several documents are parsed together."""
        stream = iter(documents)
        while batch := list(islice(stream, BATCH)):
            with building():
                codings = self.code_batch(batch)
            yield from codings

    def code_batch(self, batch: Sequence[Document]) -> list[Coding]:
        """Codings of some documents, all of whose sentences are parsed together."""
        if self._faithful is not None and all(d.parse for d in batch):
            return [self._faithful.code_document(document) for document in batch]
        parsed = zip(batch, self.parse(batch), strict=True)
        if self._faithful is not None:
            return [self._faithful.code_document(document, sentences) for document, (sentences, _) in parsed]
        runs = [self.analysing(document, sentences, fault) for document, (sentences, fault) in parsed]
        return [coding for coding, _ in self.finished(runs)]

    def explain(
        self,
        text: str,
        date: str | Date | None = None,
        actors: Iterable[KnownActor | Mapping[str, Any]] | None = None,
    ) -> Explanation:
        """What was tried on a text and what decided: `str()` for reading, `.to_dict()` as data."""
        document = Document("text", text, parse_date(date), actors=as_actors(actors))
        ((sentences, fault),) = self.parse([document])
        if self._faithful is not None:
            coding = self._faithful.code_document(document, sentences)
            return Explanation(document, sentences, (), coding, self.engine)
        coding, analyses = self.analyse(document, sentences, fault)
        return Explanation(document, sentences, tuple(analyses), coding, self.engine, self.index)

    # ---- stages

    def parse(self, documents: Sequence[Document]) -> list[tuple[tuple[Sentence, ...], str]]:
        """The sentences of some documents with their trees, all parsed together; and what is wrong with each.

        Trees that a document brings are taken; the fault is "" but where they cannot be read.
        """
        prepared = [self.prepare(d) for d in documents]
        waiting = [
            [spoken(t.text) for t in sentence.tokens]
            for sentences, _ in prepared
            for sentence in sentences
            if sentence.tree is None and sentence.tokens
        ]
        trees = iter(self.parser.parse_tokens(waiting)) if waiting else iter(())
        return [
            (
                tuple(
                    evolve(s, tree=restored(next(trees), s)) if s.tree is None and s.tokens else s
                    for s in sentences
                ),
                fault,
            )
            for sentences, fault in prepared
        ]

    def prepare(self, document: Document) -> tuple[list[Sentence], str]:
        """Split and tokenise a document, or take the trees it brings, and say what is wrong with those.

        A sentence without tokens is not parsed: it stands for a text whose parse cannot be read.
        """
        text = document.text
        if document.parse:
            try:
                return self.given_trees(document), ""
            except TreeError as error:
                return [
                    Sentence(1, Span(0, len(text)), (), None)
                ], f"its parse cannot be read: {error.message}"
        sentences: list[Sentence] = []
        for span in syntax.split(text):
            tokens = syntax.tokenize(text, span)
            if not sentences:
                tokens = tokens[dateline(tokens) :]
            sentences.append(Sentence(len(sentences) + 1, span, tokens))
        return sentences, ""

    def given_trees(self, document: Document) -> list[Sentence]:
        assert document.parse is not None
        sentences: list[Sentence] = []
        start = 0
        for tree in syntax.read_trees(document.parse, document.id):
            tokens = syntax.align(tree, document.text, Span(start, len(document.text)))
            span = Span(tokens[0].start, tokens[-1].end) if tokens else Span(start, start)
            start = span.end
            sentences.append(Sentence(len(sentences) + 1, span, tokens, tree))
        return sentences

    def analyse(self, document: Document, sentences: tuple[Sentence, ...], fault: str = "") -> Analysed:
        """All sentences of a document, each in the light of those before it."""
        return self.finished([self.analysing(document, sentences, fault)])[0]

    @staticmethod
    def finished(runs: Sequence[Asking[Analysed]]) -> list[Analysed]:
        """The results of some analyses, with what the models say to them."""
        return relations.together(runs, answers)

    def analysing(
        self, document: Document, sentences: tuple[Sentence, ...], fault: str = ""
    ) -> Asking[Analysed]:
        """`analyse`, which asks the relation model on its way: many documents' queries go together."""
        story = Story()
        analyses: list[Analysis] = []
        counts: dict[str, int] = {}
        if not sentences:
            empty = Diagnosis(document.id, 0, "invalid", "the text is empty: nothing to code")
            return Coding(document, (), (empty,)), []
        for sentence in sentences:
            hits = self.phrases.find([t.text for t in sentence.tokens])
            for hit in hits:
                if hit.code:
                    counts[hit.code] = counts.get(hit.code, 0) + 1
            known = known_in(document, sentence)
            drop = None if given.marked(known) else discard(hits)
            if drop is not None:
                what = "story" if drop.story else "sentence"
                detail = f'the {what} is left out for "{drop.phrase}" ({drop.where})'
                diagnosis = Diagnosis(document.id, sentence.number, "discarded", detail, sentence.span)
                if drop.story:
                    analyses = [
                        Analysis(s, [], [], [], Diagnosis(document.id, s.number, "discarded", detail, s.span))
                        for s in sentences
                    ]
                    break
                analyses.append(Analysis(sentence, [], [], [], diagnosis))
            elif sentence.tree is None:
                why = fault or "it has no word to parse"
                analyses.append(
                    Analysis(
                        sentence,
                        [],
                        [],
                        [],
                        Diagnosis(document.id, sentence.number, "unparsed", why, sentence.span),
                    )
                )
            else:
                analyses.append((yield from self.sentence(document, sentence, story)))
        claims.own(document, analyses)
        events = link((e for a in analyses for e in a.events), self.lexicon.version)
        return Coding(
            document, events, tuple(a.diagnosis for a in analyses), tuple(sorted(counts.items()))
        ), analyses

    def sentence(self, document: Document, sentence: Sentence, story: Story) -> Asking[Analysis]:
        """Clauses, actors, patterns, parties: one sentence."""
        words = Words.of(sentence, self.index, derived=not self.foreign)
        known = known_in(document, sentence)
        found = mentions.find(sentence.tokens, words.leaves, self.gazetteer, document.date, known)
        found = peoples.housed(found, story.actors)
        scene = Scene.of(found, words.leaves)
        words.actors = frozenset(scene.at)
        words.liken({m.end - 1: m.like for m in found if m.like})
        clauses = find(words.tree, lambda leaf: self.is_event_noun(leaf, words))
        matches: dict[Clause, Match | None] = {c: match(c, words, self.index) for c in clauses}
        roots = {c.head.start: m.code[:2] for c, m in matches.items() if m is not None and m.code}
        resolver = Resolver(scene, clauses, story, roots)
        one_sided = given.one_sided(known)
        reader = Reader(clauses, matches, resolver, self.monadic or one_sided, foreign=self.foreign)
        readings = reader.readings()
        if one_sided and not self.monadic:
            given.alone(readings, scene)
        marked = given.link(reader, readings, words, self.index.weak, self.trained)
        if self.trained and not marked and not known:
            yield from weighing.weigh(reader, readings, relations.bundled(), self.confidence, self.careful)
        events = events_of(document, sentence, words, readings)
        diagnosis = diagnosis_of(document, sentence, found, readings, events)
        resolver.remember()
        story.deeds = [*story.deeds[-6:], *reader.deeds(readings)]
        return Analysis(sentence, found, readings, events, diagnosis, words, reader)

    def is_event_noun(self, leaf: Node, words: Words) -> bool:
        if leaf.label not in {"NN", "NNS", "NNP", "NNPS", "VBG"}:
            return False
        if leaf.label in {"NNP", "NNPS"} and leaf.start and words.leaves[leaf.start - 1].label == leaf.label:
            return False
        return any(form in self.index.nouns for form in words.forms[leaf.start])
