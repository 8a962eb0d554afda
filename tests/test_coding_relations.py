"""The relation model: what it reads, when it has a say, and that it always says so."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplocode.coding import Coder, relations, weighing
from diplocode.coding.candidates import SLOTS, Candidate, Place, candidates, entity, kinds, parties
from diplocode.coding.scene import Found
from diplocode.errors import ConfigError
from diplocode.lexicon import Lexicon
from diplocode.model import Document
from diplocode.tables.schema import tabulate

WORDS = st.lists(st.sampled_from("the army shelled , thanked ’s 1,200 xyzzy over — (".split()), max_size=100)
SPOT = st.builds(Place, st.integers(-1, 120), st.integers(0, 2 * len(SLOTS) - 1))


@settings(max_examples=40, deadline=None)
@given(WORDS, WORDS, WORDS, st.booleans(), SPOT, SPOT)
def test_any_words_are_read_or_refused(before, between, after, reverse, here, there):
    words = [*before, "A", *between, "B", *after]
    a = Found("PER", len(before), len(before) + 1)
    b = Found("CHL", len(before) + len(between) + 1, len(before) + len(between) + 2)
    pair = Candidate(*((b, a) if reverse else (a, b)), (here, there))
    (read,) = relations.bundled().read(words, ["state" if w in "AB" else "" for w in words], [pair])
    if b.end > relations.LONGEST:
        assert read is None
    else:
        assert read is not None
        assert math.isclose(sum(map(math.exp, read.scores.tolist())), 1, rel_tol=1e-4)
        assert set(read.words("190")) <= set(words)
        by_root = read.grouped(lambda code: code[:2])
        assert set(by_root) == {f"{n:02d}" for n in range(1, 21)}


def test_a_pair_is_read_alike_alone_and_among_others():
    words = "Chile condemned Peru and thanked Brazil".split()
    actors = ["state", "", "state", "", "", "state"]
    found = [Found("CHL", 0, 1), Found("PER", 2, 3), Found("BRA", 5, 6)]
    pairs = [Candidate(a, b, (Place(1, 1), Place(1, 2))) for a in found for b in found if a is not b]
    together = relations.bundled().read(words, actors, pairs)
    for pair, read in zip(pairs, together, strict=True):
        (alone,) = relations.bundled().read(words, actors, [pair])
        assert alone is not None
        assert read is not None
        assert np.allclose(alone.scores, read.scores, atol=1e-4)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(1, 120), min_size=1, max_size=40))
def test_what_is_said_of_a_sentence_depends_on_no_other(sizes: list[int]):
    """To the last bit: else a document's confidences would be others in other company."""
    words = "the army shelled Lima , and Chile thanked Peru ".split() * 14
    queries = [
        relations.Query(words[:n], ["state"] * n, [Candidate(a, b, (Place(0, 1), Place(2, 2)))])
        for n in sizes
        for a, b in [(Found("PER", 0, 1), Found("CHL", n - 1, n))]
    ]
    for query, (read,) in zip(queries, relations.bundled().read_all(queries), strict=True):
        (alone,) = relations.bundled().read(query.words, query.kinds, query.candidates)
        assert (read is None) == (alone is None) == (len(query.words) > relations.LONGEST)
        if read is not None and alone is not None:
            assert read.scores.tobytes() == alone.scores.tobytes()
            assert read.words("190") == alone.words("190")


def analysed(text: str, **options: bool):
    coder = Coder(**options)
    document = Document("t", text)
    ((sentences, fault),) = coder.parse([document])
    (analysis, *_) = coder.analyse(document, sentences, fault)[1]
    assert analysis.reader is not None
    return analysis


def test_candidates_are_the_pairs_of_parties_with_their_places():
    reader = analysed("Chile told Peru that Brazilian police had left.").reader
    found = {(c.source.code, c.target.code): c for c in candidates(parties(reader))}
    assert {("CHL", "PER"), ("PER", "CHL"), ("BRACOP", "CHL")} <= set(found)
    told = found["CHL", "PER"].places
    assert [SLOTS[p.slot] for p in told] == ["subject", "object"]
    assert told[0].head == told[1].head == 1
    assert kinds(reader.resolver.scene)[:3] == ["state", "", "state"]


def test_roles_of_one_state_are_paired_and_a_state_with_itself_is_not():
    found = {
        (c.source.code, c.target.code)
        for c in candidates(parties(analysed("Peruvian police beat Peruvian students.").reader))
    }
    assert ("PERCOP", "PEREDU") in found
    assert all(source != target for source, target in found)


def test_a_role_without_a_state_is_paired_as_one_of_the_states_named():
    found = {
        c.source.code
        for c in candidates(
            parties(analysed("Gunmen stormed a hotel near the border of Mali and Niger.").reader)
        )
    }
    assert {entity(code) for code in found} >= {"MLI", "NER"}


def test_every_event_of_raw_text_has_a_confidence_and_its_column():
    events = Coder().code("NATO expelled eight Russian diplomats. Peru thanked Chile.")
    assert len(events) == 2
    assert all(0.5 < e.confidence <= 1 for e in events)
    table = tabulate(events)
    assert table["confidence"].to_list() == pytest.approx([e.confidence for e in events])
    assert all(e.confidence is None for e in Coder(trained=False).code("Peru thanked Chile."))


def test_explain_tells_the_confidence():
    told = Coder().explain("NATO expelled eight Russian diplomats.")
    (event,) = told.to_dict()["sentences"][0]["events"]
    assert f"actual, no date, confidence {event['confidence']:.2f}" in str(told)


def test_an_unlikely_event_is_left_out_and_the_diagnosis_says_why():
    lexicon = Lexicon.from_text(verbs="--- BORDER [195] ---\nBORDER\n", actors="CHILE [CHL]\nPERU [PER]\n")
    text = "Chile borders Peru in the north."
    assert [str(e) for e in Coder(lexicon).code(text)] == ["CHL 195 PER"]
    coding = Coder(lexicon, trained=True).code_document(Document("t", text))
    assert coding.events == ()
    assert coding.diagnoses[0].status == "no_event"
    assert (
        "the patterns say CHL 195 PER, the relation model holds that unlikely" in coding.diagnoses[0].detail
    )


def test_between_parties_for_whom_no_pattern_speaks_it_adds_what_it_is_sure_of():
    lexicon = Lexicon.from_text(verbs="--- SAY [010] ---\nSAY\n", actors="CHILE [CHL]\nPERU [PER]\n")
    text = "Chile expelled two diplomats of Peru."
    assert Coder(lexicon).code(text) == ()
    (event,) = Coder(lexicon, trained=True).code(text)
    assert str(event) == "CHL 161 PER"
    assert str(event.rule) == "trained"
    assert event.steps[0].detail.startswith("161, by ")
    assert "expelled" in event.steps[0].detail


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Norway may expel Chilean diplomats.", ["NOR 1313 CHLGOV"]),
        ("Norway did not expel Chilean diplomats.", []),
    ],
)
def test_what_patterns_hold_for_not_done_it_does_not_tell_as_done(text: str, events: list[str]):
    assert [str(e) for e in Coder().code(text)] == events


class SureOf:
    """A model that holds one code for certain between any two."""

    def __init__(self, code: str):
        self.code = code
        self.facts = {"confidence": {"patterns": {"bias": 3.0}, "trained": {"bias": 3.0}}}

    def read_all(self, queries):
        roots = [0.0 if n == int(self.code[:2]) else -9.0 for n in range(1, 21)]
        verdict = relations.Verdict((self.code, "none"), np.array([0.0, -9.0]), roots, lambda _: ())
        return [[verdict for _ in query.candidates] for query in queries]


@pytest.mark.parametrize(("code", "within"), [("161", set()), ("190", {("PER", "PER")})])
def test_what_takes_two_states_it_does_not_tell_within_one(code: str, within: set):
    analysis = analysed("Peru's police and Peru's rebels watched as Chile paused.", trained=False)
    model = SureOf(code)
    relations.together([weighing.weigh(analysis.reader, analysis.readings, model, 0.25)], model.read_all)
    drafts = [d for reading in analysis.readings for d in reading.drafts]
    pairs = {(entity(d.source.code), entity(d.target.code)) for d in drafts}
    assert pairs == {("PER", "CHL"), ("CHL", "PER")} | within


@pytest.mark.parametrize(("bias", "told"), [(3.0, {"111"}), (0.0, {"111", "190"}), (-3.0, set())])
def test_of_two_acts_between_the_same_two_the_surer_stands(bias: float, told: set):
    """The network's own is surer than 0.5 here; where it holds the pattern's unlikely it adds none."""
    analysis = analysed("Chile condemned Peru.", trained=False)
    model = SureOf("190")
    model.facts = {"confidence": {"patterns": {"bias": bias}, "trained": {"bias": 1.0}}}
    relations.together([weighing.weigh(analysis.reader, analysis.readings, model, 0.25)], model.read_all)
    drafts = [d for reading in analysis.readings for d in reading.drafts if d.source.code == "CHL"]
    assert {d.code for d in drafts} == told


@given(st.lists(st.floats(-30, 0), min_size=6, max_size=6))
def test_a_pair_is_weighed_against_those_it_shares_a_party_with(odds: list[float]):
    found = {"CHL": Found("CHLGOV", 0, 1), "PER": Found("PER", 2, 3), "BRA": Found("BRA", 4, 5)}
    ends = [(a, b) for a in found for b in found if a != b]
    told = [relations.Verdict(("190", "none"), np.zeros(2), [x] * 20, lambda _: ()) for x in odds]
    asked = [weighing.Asked(Candidate(found[a], found[b], (Place(), Place()))) for a, b in ends]
    setting = weighing.Setting.of([], [""] * 6, asked, [*told[:-1], None])  # Brazil to Peru was not read
    by_pair = dict(zip(ends, odds, strict=True))
    rivals = setting.rivals("CHL", "PER", told[0], "19")
    floor = -weighing.STRONG
    assert rivals["other target"] == max(floor, by_pair["CHL", "BRA"])
    assert rivals["back 19"] == max(floor, by_pair["PER", "CHL"])
    assert "other source" not in rivals
    assert abs(rivals["other target rather"]) <= weighing.STRONG
    assert setting.rivals("CHL", "CHL", told[0], "19") == {}


def test_a_scale_gives_probabilities_that_rise_with_the_odds():
    scale = weighing.Scale({"bias": 0.5, "over none": 1.0, "root 19": -0.3})
    found = [scale.of({"bias": 1.0, "over none": odds, "never seen": 1.0}) for odds in (-9.0, 0.0, 5.0)]
    assert 0 < found[0] < found[1] < found[2] < 1
    assert scale.of({"bias": 1.0, "root 19": 1.0}) < found[1]


def test_a_file_that_is_no_model_is_told_by_name(tmp_path: Path):
    np.savez(tmp_path / "other.npz", x=np.zeros(2))
    with pytest.raises(
        ConfigError, match=r"not a relation model.*\n?.*other\.npz|other\.npz.*not a relation"
    ):
        relations.RelationModel(tmp_path / "other.npz")
