"""A coder that needs no parser, for tests of what happens around coding; and strategies for records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hypothesis import strategies as st

from diplocode.model import Actor, Coding, Diagnosis, Document, Event, Span, Where

CODES = ("161", "042", "0254", "010", "1313", "190")


class WordCoder:
    """Every full stop ends a sentence; a sentence "RUS 161 NATO" is an event, one with "---" a one-sided one.

    A text with the word BOOM makes it fail, as a fault in a real coder would.
    """

    lexicon_version = "test"
    petrarch_options = None

    def code_documents(self, documents: Iterable[Document]) -> Iterator[Coding]:
        for document in documents:
            if "BOOM" in document.text:
                raise IndexError("list index out of range")
            yield self._code(document)

    def _code(self, document: Document) -> Coding:
        events: list[Event] = []
        diagnoses: list[Diagnosis] = []
        seen: set[tuple[str, ...]] = set()
        start = 0
        for number, sentence in enumerate(document.text.split("."), 1):
            span = Span(start, start + len(sentence))
            start = span.end + 1
            words = sentence.split()
            if len(words) != 3 or not words[1].isdigit():
                if words:
                    diagnoses.append(Diagnosis(document.id, number, "no_verb", "no event in it", span))
                continue
            sides = [None if w == "---" else Actor(w, span, w, (Where("a.txt", 1),)) for w in words[::2]]
            triple = tuple(words)
            events.append(
                Event(
                    sides[0],
                    sides[1],
                    words[1],
                    doc_id=document.id,
                    sentence=number,
                    date=document.date,
                    span=span,
                    text=sentence.strip(),
                    event_id=f"{document.id}/{number}",
                    story_event_id=f"{document.id}/{' '.join(triple)}",
                    first_telling=triple not in seen,
                )
            )
            seen.add(triple)
            diagnoses.append(Diagnosis(document.id, number, "coded", "one event", span))
        return Coding(document, tuple(events), tuple(diagnoses))


ACTOR_CODES = st.sampled_from(["RUSGOV", "FRA", "IGOUNO", "XKX", "PSEREBHAM", "---"])
# Text as news has it and worse: quotes, commas, line breaks, any script. No surrogates: no file has them.
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), max_size=30)
WHERES = st.builds(Where, st.sampled_from(["verbs/a.txt", "my file.txt"]), st.integers(0, 9999))
SPANS = st.tuples(st.integers(0, 10**6), st.integers(0, 100)).map(lambda p: Span(p[0], p[0] + p[1]))
ACTORS = st.builds(
    Actor,
    ACTOR_CODES,
    span=st.none() | SPANS,
    text=WORDS,
    rules=st.lists(WHERES, max_size=3).map(tuple),
)
EVENTS = st.builds(
    Event,
    st.none() | ACTORS,
    st.none() | ACTORS,
    st.sampled_from([*CODES, "163", "2042", "1213"]),
    doc_id=WORDS,
    sentence=st.integers(1, 10_000),
    date=st.none() | st.dates(),
    event_date=st.none() | st.dates(),
    event_date_precision=st.sampled_from(["day", "month", "year"]),
    span=st.none() | SPANS,
    text=WORDS,
    modality=st.sampled_from(["actual", "threatened", "denied"]),
    count=st.none() | st.integers(0, 10**9),
    rule=st.none() | WHERES,
    event_id=st.uuids().map(str),
    story_event_id=st.uuids().map(str),
    first_telling=st.booleans(),
)
