"""The second reading: what it reads, that it is asked only where it may matter, and that it always says so."""

from __future__ import annotations

import math
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplocode import resources
from diplocode.coding import Coder, relations, rereading, weighing
from diplocode.coding.candidates import Candidate, Place
from diplocode.coding.relations import Query
from diplocode.coding.scene import Found
from diplocode.errors import ConfigError
from diplocode.model import Document, Event

WORDS = st.lists(
    st.sampled_from("the army shelled , thanked ’s 1,200 xyzzyxyzzy over — (".split()), max_size=100
)
WHERE = (Place(), Place())


@settings(max_examples=25, deadline=None)
@given(WORDS, WORDS, WORDS, st.booleans())
def test_any_words_are_read_or_refused(before, between, after, reverse):
    words = [*before, "A", *between, "B", *after]
    a = Found("PER", len(before), len(before) + 1)
    b = Found("CHL", len(before) + len(between) + 1, len(before) + len(between) + 2)
    pair = Candidate(*((b, a) if reverse else (a, b)), WHERE)
    (read,) = rereading.bundled().read(Query(words, [], [pair], again=True))
    if b.end > relations.LONGEST:
        assert read is None
    elif b.end < 20:  # behind 200 word pieces it is refused
        assert read is not None
    if read is not None:
        assert math.isclose(sum(map(math.exp, read.scores.tolist())), 1, rel_tol=1e-4)
        assert set(read.words("190")) <= set(words)


def test_a_pair_is_read_alike_alone_and_among_others():
    words = "Chile condemned Peru and thanked Brazil".split()
    found = [Found("CHL", 0, 1), Found("PER", 2, 3), Found("BRA", 5, 6)]
    pairs = [Candidate(a, b, WHERE) for a in found for b in found if a is not b]
    together = rereading.bundled().read(Query(words, [], pairs, again=True))
    for pair, read in zip(pairs, together, strict=True):
        (alone,) = rereading.bundled().read(Query(words, [], [pair], again=True))
        assert alone is not None
        assert read is not None
        assert np.allclose(alone.scores, read.scores, atol=1e-3)


TEXTS = [
    "Norway condemned Chile after its navy seized two trawlers near Peru.",
    "Talks between Chile and Peru over the border ended without a deal, and Lima recalled its envoy.",
    "Rebels shelled a town in Chad as the army sent more troops, the government said.",
    "Police in Lima detained nine people at a march against the president.",
]


@pytest.fixture(scope="module")
def both() -> list[tuple[dict[str, Event], dict[str, Event]]]:
    """The events of each text by what they say, read once and read again."""
    quick, careful = Coder(confidence=0.0), Coder(confidence=0.0, careful=True)
    return [({str(e): e for e in quick.code(t)}, {str(e): e for e in careful.code(t)}) for t in TEXTS]


def steps_of(event: Event) -> list[str]:
    return [step.detail for step in event.steps if step.rule == "read again"]


def test_only_what_is_in_doubt_gets_another_confidence(both):
    for first, again in both:
        for told, event in first.items():
            low, high = weighing.DOUBTED[str(event.rule) != "trained"]
            if event.confidence is not None and not low - 0.001 <= event.confidence <= high + 0.001:
                assert again[told].confidence == event.confidence
                assert steps_of(again[told]) == []


def test_an_event_that_was_read_again_says_so(both):
    changed = 0
    for first, again in both:
        for told, event in again.items():
            before = first.get(told)
            if before is None or before.confidence != event.confidence:
                (step,) = steps_of(event)
                changed += 1
                if before is not None:
                    assert float(step.split()[1]) == pytest.approx(before.confidence, abs=0.006)
    assert changed > 2


def test_many_parties_are_read_in_time_and_memory():
    """Of each event the words are sought among its own pair's rows, not among those of all."""
    states = "Chile Peru Norway Chad Kenya Brazil Fiji Malta Ghana Oman Qatar Spain".split()
    text = f"Ministers from {', '.join(states)} and Italy met in Oslo to discuss sanctions against Togo."
    tracemalloc.start()
    events = Coder(careful=True).code(text)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(events) > 100
    assert peak < 400e6


def test_a_document_is_coded_alike_alone_and_in_company():
    coder = Coder(careful=True)
    together = coder.code_documents(Document(str(n), text) for n, text in enumerate(TEXTS))
    for text, coding in zip(TEXTS, together, strict=True):
        alone = [(str(e), e.confidence) for e in coder.code(text)]
        assert [(str(e), e.confidence) for e in coding.events] == alone


def test_nobody_is_read_again_without_the_models():
    with pytest.raises(ConfigError, match="bundled dictionaries"):
        Coder(trained=False, careful=True)
    with pytest.raises(ConfigError, match="the engine diplocode only"):
        Coder(engine="petrarch2", careful=True)
    with pytest.raises(ConfigError, match="no option named 'carefull'"):
        Coder(carefull=True)


def test_what_no_second_model_is(tmp_path: Path):
    (tmp_path / "other.npz").write_text("no model")
    with pytest.raises(ConfigError, match="not a model that reads again"):
        rereading.Rereader(tmp_path / "other.npz", resources.model("given.npz", "coding"))
