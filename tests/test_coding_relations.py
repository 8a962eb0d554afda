"""The relation model: what it reads, when it has a say, and that it always says so."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplocode.coding import Coder, relations
from diplocode.errors import ConfigError
from diplocode.lexicon import Lexicon
from diplocode.model import KnownActor

WORDS = st.lists(st.sampled_from("the army shelled , thanked ’s 1,200 xyzzy over — (".split()), max_size=100)


@settings(max_examples=40, deadline=None)
@given(WORDS, WORDS, WORDS, st.booleans())
def test_any_words_are_read_or_refused(before, between, after, reverse):
    words = [*before, "A", *between, "B", *after]
    ends = [(len(before), len(before) + 1), (len(before) + len(between) + 1, len(before) + len(between) + 2)]
    read = relations.bundled().read(words, *(ends[::-1] if reverse else ends))
    if ends[1][0] >= relations.LONGEST:
        assert read is None
    else:
        assert read is not None
        assert set(read.scores) == set(relations.CODES)
        assert math.isclose(sum(map(math.exp, read.scores.values())), 1, rel_tol=1e-4)
        assert set(read.words) <= set(words)


def test_parties_that_overlap_are_not_read():
    assert relations.bundled().read(["Peru"], (0, 1), (0, 1)) is None


def marked(text: str, source: str, target: str) -> list[KnownActor]:
    return [
        KnownActor(text.index(name), text.index(name) + len(name), code)
        for name, code in ((source, "SRC"), (target, "TGT"))
    ]


SILENT = "The union lobbed shells at the ministry through the night, killing nine."


def test_it_fills_in_what_no_pattern_says_and_is_named_as_the_rule():
    lexicon = Lexicon.from_text(verbs="--- SAY [010] ---\nSAY\n")
    actors = marked(SILENT, "The union", "the ministry")
    assert Coder(lexicon).code(SILENT, actors=actors) == ()
    (event,) = Coder(lexicon, trained=True).code(SILENT, actors=actors)
    assert (event.source.code, event.code, event.target.code) == ("SRC", "180", "TGT")
    assert str(event.rule) == "trained"
    assert event.steps[0].detail.startswith("ASSAULT, by ")


def test_it_corrects_a_pattern_that_is_far_off_and_says_so():
    lexicon = Lexicon.from_text(verbs="--- LOB [071] ---\nLOB {LOBBED}\n")
    actors = marked(SILENT, "The union", "the ministry")
    (event,) = Coder(lexicon, trained=True).code(SILENT, actors=actors)
    assert event.code == "180"
    assert event.steps[1].detail == "AID (071), which the patterns say, is far less likely"


def test_a_pattern_that_agrees_keeps_its_own_code():
    lexicon = Lexicon.from_text(verbs="--- LOB [1833] ---\nLOB {LOBBED}\n")
    (event,) = Coder(lexicon, trained=True).code(SILENT, actors=marked(SILENT, "The union", "the ministry"))
    assert event.code == "1833"
    assert "trained" not in {step.rule for step in event.steps}


def test_what_is_denied_stays_silent():
    text = "The rebels did not attack the militia."
    assert Coder().code(text, actors=marked(text, "The rebels", "the militia")) == ()


def test_it_has_no_say_between_actors_that_are_not_marked():
    assert all(
        str(e.rule) != "trained" for e in Coder().code("Chile lobbed shells at Peru through the night.")
    )


def test_a_file_that_is_no_model_is_told_by_name(tmp_path: Path):
    np.savez(tmp_path / "other.npz", x=np.zeros(2))
    with pytest.raises(
        ConfigError, match=r"not a relation model.*\n?.*other\.npz|other\.npz.*not a relation"
    ):
        relations.RelationModel(tmp_path / "other.npz")
