"""The model that reads a marked source and target: what it reads, when it has a say, that it says so."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplocode.coding import Coder, given_model, transformer
from diplocode.coding.candidates import Candidate, Place
from diplocode.coding.scene import Found
from diplocode.errors import ConfigError
from diplocode.lexicon import Lexicon
from diplocode.model import Document, KnownActor

WORDS = st.lists(
    st.sampled_from("the army shelled , thanked Côte-d'Or 1,200 xyzzy ☃ over — (".split()), max_size=90
)


@settings(max_examples=25, deadline=None)
@given(WORDS, WORDS, WORDS, st.booleans())
def test_any_words_are_read_or_refused(before, between, after, reverse):
    words = [*before, "Peru", *between, "Chile", *after]
    a = Found("PER", len(before), len(before) + 1)
    b = Found("CHL", len(before) + len(between) + 1, len(before) + len(between) + 2)
    pair = Candidate(*((b, a) if reverse else (a, b)), (Place(-1, 0), Place(-1, 0)))
    read = given_model.bundled().read(words, pair)
    if read is None:
        assert len(before) + len(between) > 60
    else:
        assert math.isclose(sum(map(math.exp, read.scores.tolist())), 1, rel_tol=1e-4)
        assert set(read.words("190")) <= set(words)


def test_the_parties_and_their_order_decide():
    words = "Chile condemned Peru and thanked Brazil".split()
    found = {"CHL": Found("CHL", 0, 1), "PER": Found("PER", 2, 3), "BRA": Found("BRA", 5, 6)}

    def root(source: str, target: str) -> str:
        read = given_model.bundled().read(words, Candidate(found[source], found[target], (Place(1, 1),) * 2))
        assert read is not None
        scores = read.grouped(lambda code: code[:2])
        return max(scores, key=scores.__getitem__) if read.none < math.log(0.5) else ""

    assert root("CHL", "PER") == "11"
    assert root("CHL", "BRA") == "05"
    assert root("PER", "CHL") == ""


def test_words_that_begin_alike_are_told_apart_by_all_their_pieces():
    index = given_model.bundled()._index
    assert transformer.cut("unfathomableness", index) != transformer.cut("unfathomable", index)
    assert transformer.cut("☃☃", index) == [index["[UNK]"]] * 2


def marked(text: str, source: str, target: str) -> list[KnownActor]:
    return [
        KnownActor(text.index(name), text.index(name) + len(name), code)
        for name, code in ((source, "SRC"), (target, "TGT"))
    ]


SILENT = "The union shelled the ministry through the night, killing nine."
LOBBED = "The union lobbed shells at the ministry through the night, killing nine."


def test_it_fills_in_what_no_pattern_says_and_is_named_as_the_rule():
    lexicon = Lexicon.from_text(verbs="--- SAY [010] ---\nSAY\n")
    actors = marked(SILENT, "The union", "the ministry")
    assert Coder(lexicon).code(SILENT, actors=actors) == ()
    (event,) = Coder(lexicon, trained=True).code(SILENT, actors=actors)
    assert (event.source.code, event.root, event.target.code) == ("SRC", "19", "TGT")
    assert str(event.rule) == "trained"
    assert event.steps[0].detail.startswith("ASSAULT, by ")


def test_it_knows_an_assault_by_a_rare_verb():
    lexicon = Lexicon.from_text(verbs="--- SAY [010] ---\nSAY\n")
    (event,) = Coder(lexicon, trained=True).code(LOBBED, actors=marked(LOBBED, "The union", "the ministry"))
    assert event.root == "19"


def test_it_corrects_a_pattern_that_is_far_off_and_says_so():
    text = "The union bombed the ministry through the night, killing nine."
    lexicon = Lexicon.from_text(verbs="--- BOMB [071] ---\nBOMB\n")
    actors = marked(text, "The union", "the ministry")
    (event,) = Coder(lexicon, trained=True).code(text, actors=actors)
    assert event.root == "19"
    assert event.steps[1].detail == "AID (071), which the patterns say, is less likely"


def test_a_pattern_that_agrees_keeps_its_own_code():
    lexicon = Lexicon.from_text(verbs="--- LOB [1833] ---\nLOB {LOBBED}\n")
    (event,) = Coder(lexicon, trained=True).code(LOBBED, actors=marked(LOBBED, "The union", "the ministry"))
    assert event.code == "1833"
    assert "trained" not in {step.rule for step in event.steps}


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("Chile borders Peru in the north.", "Chile", "Peru"),
        ("Kenya lies east of Uganda.", "Kenya", "Uganda"),
        ("The minister lives next door to the bishop.", "The minister", "the bishop"),
    ],
)
def test_where_nothing_passes_between_the_two_it_says_so(text: str, source: str, target: str):
    document = Document("x", text, actors=tuple(marked(text, source, target)))
    (coding,) = Coder().code_documents([document])
    assert coding.events == ()
    assert "the trained model holds that nothing passes between the two" in coding.diagnoses[0].detail


def test_of_parties_that_overlap_only_rules_tell():
    text = "Chad footed Peru's bill."
    assert Coder().code(text, actors=marked(text, "Chad footed Peru", "Peru")) == ()


def test_what_is_denied_stays_silent():
    text = "The rebels did not attack the militia."
    assert Coder().code(text, actors=marked(text, "The rebels", "the militia")) == ()


def test_a_file_that_is_no_model_is_told_by_name(tmp_path: Path):
    np.savez(tmp_path / "other.npz", x=np.zeros(2))
    with pytest.raises(
        ConfigError, match=r"not a model of given parties.*\n?.*other\.npz|other\.npz.*not a model"
    ):
        given_model.GivenModel(tmp_path / "other.npz")
