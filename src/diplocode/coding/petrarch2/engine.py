"""The petrarch2 engine: documents in, events and a diagnosis per sentence out, coded as PETRARCH-2 codes.

    document -discards, issues-> sentences -read_phrases-> Reading -> Event

Trees in brackets are read as the original reads them, and words are looked up in the text only
where there is an event to show.
"""

from __future__ import annotations

from typing import Any

from attrs import evolve, fields

from diplocode import syntax
from diplocode.coding.petrarch2.reading import Reading
from diplocode.coding.petrarch2.sentence import Coded, code_phrases, discarded, issues
from diplocode.coding.petrarch2.tables import Filed, Tables
from diplocode.coding.petrarch2.tree import Crash, Phrase, from_node, read_phrases
from diplocode.coding.petrarch2.verbs import Told
from diplocode.coding.story import link
from diplocode.errors import ConfigError, DiplocodeError, TreeError
from diplocode.lexicon import Lexicon
from diplocode.lexicon.config import Options
from diplocode.model import Actor, Coding, Date, Diagnosis, Document, Event, Node, Sentence, Span, Step, Where


class Engine:
    """PETRARCH-2's algorithm over a lexicon.

    `options`: those of a PETR_config.ini; by default those that came with the lexicon. Single ones
    can be given by name: `Engine(lexicon, new_actor_length=4)`.

    >>> lexicon = Lexicon.from_text(
    ...     actors="ARCADIA_ [ARC]\\nBOHEMIA_ [BOH]\\nLAST_ [XXX]", verbs="--- EXPEL [166] ---\\nEXPEL"
    ... )
    >>> tree = "(ROOT (S (NP (NNP Arcadia)) (VP (VBZ expels) (NP (NNP Bohemia)))))"
    >>> [str(event) for event in Engine(lexicon).code(tree)]
    ['ARC 166 BOH']
    """

    def __init__(self, lexicon: Lexicon, options: Options | None = None, **named: Any) -> None:
        self.lexicon = lexicon
        known = [field.name for field in fields(Options)]
        for name in named:
            if name not in known:
                raise ConfigError(f"no option named {name!r}; there are: {', '.join(known)}")
        self.options = evolve(options or lexicon.options or Options(), **named)
        self.tables = Tables.of(lexicon)

    def code(self, tree: Node | str, date: Date | None = None, text: str = "") -> tuple[Event, ...]:
        """The events of one tree, in brackets or as a Node; offsets count in `text`, by default the tree's
        words.
        """
        brackets = tree if isinstance(tree, str) else tree.bracketed()
        if not text:
            text = " ".join((syntax.read_tree(tree) if isinstance(tree, str) else tree).words())
        return self.code_document(Document("tree", text, date, parse=brackets)).events

    def code_document(self, document: Document, sentences: tuple[Sentence, ...] | None = None) -> Coding:
        """Events and diagnoses of a document.

        `sentences`: split and parsed ones; without them the document's own parse is read, and
        nothing is coded where it has none. A sentence-wide discard drops its sentence, a story-wide
        one the whole document.
        """
        if sentences is None:
            if not document.parse:
                detail = "the record brings no parse; give it one, or code it with a parser"
                return Coding(document, (), (Diagnosis(document.id, 0, "unparsed", detail),))
            direct = self._direct(document)
            if direct is not None:
                return direct
            try:
                sentences = _given(document)
            except TreeError as error:
                return Coding(document, (), (Diagnosis(document.id, 0, "invalid", str(error)),))
        events: list[Event] = []
        diagnoses: list[Diagnosis] = []
        found: dict[int, tuple[tuple[str, int], ...]] = {}
        for sentence in sentences:
            text = sentence.span.of(document.text)
            dropped = discarded(self.tables, text)
            if dropped and dropped[0]:
                return self._drop_story(document, sentences, dropped[1])
            if dropped:
                diagnoses.append(_say(document, sentence, "discarded", f'left out for "{dropped[1]}"'))
            elif sentence.tree is None:
                diagnoses.append(_say(document, sentence, "unparsed", "there is no tree for it"))
            else:
                coded, diagnosis = self._sentence(document, sentence, from_node(sentence.tree))
                diagnoses.append(diagnosis)
                events += coded
                if coded:
                    found[sentence.number] = issues(self.tables, text)
        return self._finish(document, events, diagnoses, found)

    def _direct(self, document: Document) -> Coding | None:
        """A document of one sentence with its tree, coded without reading words and offsets unless there
        is an event.
        """
        brackets = document.parse or ""
        if brackets.count("(") != brackets.count(")"):
            return None
        try:
            root = read_phrases(brackets)
        except Crash:
            return None  # several trees, or none that can be read
        sentence = Sentence(1, Span(0, len(document.text)), ())
        dropped = discarded(self.tables, document.text)
        if dropped:
            if dropped[0]:
                return self._drop_story(document, (sentence,), dropped[1])
            detail = _say(document, sentence, "discarded", f'left out for "{dropped[1]}"')
            return Coding(document, (), (detail,))
        coded, diagnosis = self._sentence(document, sentence, root)
        found = {1: issues(self.tables, document.text)} if coded else {}
        return self._finish(document, coded, [diagnosis], found)

    def _finish(
        self,
        document: Document,
        events: list[Event],
        diagnoses: list[Diagnosis],
        found: dict[int, tuple[tuple[str, int], ...]],
    ) -> Coding:
        counts: dict[str, int] = {}
        for sentence in found.values():
            for code, number in sentence:
                counts[code] = counts.get(code, 0) + number
        linked = link(events, self.lexicon.version) if events else ()
        return Coding(document, linked, tuple(diagnoses), tuple(counts.items()), {"issues": found})

    def _drop_story(self, document: Document, sentences: tuple[Sentence, ...], phrase: str) -> Coding:
        detail = f'the whole story is left out for "{phrase}"'
        return Coding(document, (), tuple(_say(document, one, "discarded", detail) for one in sentences))

    def _sentence(
        self, document: Document, sentence: Sentence, root: Phrase
    ) -> tuple[list[Event], Diagnosis]:
        known = None
        if document.actors:
            sentence = _aligned(document, sentence)
            known = _known(document, sentence)
        day = document.date.toordinal() if document.date else None
        reading = Reading(self.tables, day, self.options.new_actor_length, known)
        try:
            coded, told = code_phrases(reading, root, self.options.require_dyad)
        except (Crash, RecursionError) as error:
            if self.options.stop_on_error:
                raise DiplocodeError(f"{document.id}, sentence {sentence.number}: {error}") from error
            detail = f"PETRARCH-2 breaks off at this tree: {error}"
            return [], _say(document, sentence, "invalid", detail)
        if not coded:
            return [], _say(document, sentence, *_reason(reading, root, told))
        sentence = _aligned(document, sentence)
        events = [_event(document, sentence, reading, triple, event) for triple, event in coded.items()]
        return events, _say(document, sentence, "coded", "; ".join(map(str, events)))


def _given(document: Document) -> tuple[Sentence, ...]:
    """The sentences of a document that brings its trees, one after the other in its text."""
    out: list[Sentence] = []
    start = 0
    for tree in syntax.read_trees(document.parse or "", document.id):
        tokens = syntax.align(tree, document.text, Span(start, len(document.text)))
        span = Span(tokens[0].start, tokens[-1].end) if tokens else Span(start, start)
        start = span.end
        out.append(Sentence(len(out) + 1, span, tokens, tree))
    return tuple(out)


def _aligned(document: Document, sentence: Sentence) -> Sentence:
    """The sentence with its tokens, found in the text now if not before."""
    if sentence.tokens:
        return sentence
    try:
        tree = syntax.read_tree(document.parse or "", document.id)
    except TreeError:
        return sentence  # what only the original can read has no offsets
    return evolve(sentence, tokens=syntax.align(tree, document.text, sentence.span), tree=tree)


def _known(document: Document, sentence: Sentence) -> dict[int, tuple[int, str]]:
    """The mentions that the input knows, as first token -> (end token, code)."""
    out = {}
    for actor in document.actors:
        inside = [i for i, t in enumerate(sentence.tokens) if t.start < actor.end and actor.start < t.end]
        if inside:
            out[inside[0]] = (inside[-1] + 1, actor.code)
    return out


def _say(document: Document, sentence: Sentence, status: str, detail: str) -> Diagnosis:
    return Diagnosis(document.id, sentence.number, status, detail, sentence.span)


def _event(
    document: Document, sentence: Sentence, reading: Reading, triple: tuple[str, str, str], told: Told
) -> Event:
    """A finished event with its words, places and the rules behind it; the innermost verb with a code is
    its rule.
    """
    source, target, code = triple
    verb = next(
        (one for one in reversed(told.steps) if one.where and one.code), told.steps[0] if told.steps else None
    )
    span = _span(sentence, verb.token, verb.end) if verb is not None else None
    steps = tuple(
        Step(
            "verb phrase",
            f"{one.get_head()[0] or one.first_text()} ({one.verbclass or 'no block'})",
            one.where,
        )
        for one in told.steps
    )
    return Event(
        _actor(document, sentence, reading, source),
        _actor(document, sentence, reading, target),
        code,
        document.id,
        sentence.number,
        document.date,
        document.date,
        "day",
        span,
        span.of(document.text) if span else "",
        rule=verb.where if verb is not None else None,
        steps=steps,
        engine="petrarch2",
    )


def _span(sentence: Sentence, start: int, end: int) -> Span | None:
    if not 0 <= start < end <= len(sentence.tokens):
        return None
    return sentence.chars(start, end)


def _actor(document: Document, sentence: Sentence, reading: Reading, code: str) -> Actor | None:
    """The actor of a code: the first mention that gave it, and the entries behind that."""
    if code == "---":
        return None
    inner = "~" + code[3:] if code.startswith("---") else code
    mention = next((one for one in reading.mentions if inner in one[0]), None)
    if mention is None:
        # Codes of inner and outer phrases were mixed: the mention that gave most of the code stands for it.
        parts = [
            (len(part), -i) for i, one in enumerate(reading.mentions) for part in one[0] if part in inner
        ]
        if not parts:
            return Actor(code)
        mention = reading.mentions[-max(parts)[1]]
    matches = [match for match in mention[1] if match[2] and match[2].strip("~") in inner] or mention[1]
    words = [word for match in matches for word in match[0]]
    if not words:
        return Actor(code)
    span = _span(sentence, min(word.token for word in words), max(word.token for word in words) + 1)
    rules = tuple(dict.fromkeys(where for match in matches for where in _places(match[1], match[2])))
    return Actor(code, span, span.of(document.text) if span else "", rules)


def _places(entry: Any, code: str) -> tuple[Where, ...]:
    """Where the dictionary entry behind a match stands; of several under one phrase the one that has the
    code.
    """
    if entry is None:
        return ()
    if isinstance(entry, Filed):
        return (entry.place_of(code),)
    place: Where = entry.where
    return (place,)


def _reason(reading: Reading, root: Phrase, told: list[Any]) -> tuple[str, str]:
    """Why a tree gave no event: a status and what to do about it."""
    codes = [code for mention in reading.mentions for code in mention[0]]
    if not codes:
        return "no_actor", "no phrase that was read is in the actor or agent dictionaries"
    half = [event for event in told if isinstance(event, Told) and event.number]
    for event in half:
        if event.source and not event.target:
            return (
                "no_target",
                f"{', '.join(event.source)} does something that names no target in the dictionaries",
            )
        if not event.source and isinstance(event.target, str):
            return "no_source", f"nobody in the dictionaries does it to {event.target}"
    if not half:
        return "no_verb", f"no verb with a code relates {', '.join(dict.fromkeys(codes))}"
    return "no_event", "what the verbs combine to is no event of the codebook"


__all__ = ["Coded", "Engine"]
