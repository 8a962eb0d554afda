"""Scoring coded events against gold ones, and the gold standard that the project ships."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplocode import resources
from diplocode.cameo import country_of, is_code, root
from diplocode.model import Diagnosis, Document
from diplocode.tables.scoring import KINDS, Score, compare_events, same_party, score
from diplocode.tables.validate import Case, Gold, read_suite

GOLD = resources.datasets() / "gold" / "gold.jsonl"


def case(*events: Gold, optional: tuple[Gold, ...] = ()) -> Case:
    return Case(Document("a", "x"), events, optional)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("RUSGOV", "RUSMIL", True),
        ("RUSGOV", "BLRGOV", False),
        ("IGOWSTNAT", "IGOUNO", False),
        ("IGOUNO", "IGOUNOREFHCR", True),
        ("NGOHLHIRC", "HLH", False),
        ("IMGMUSISI", "IMGMUSALQ", True),  # both share a part; only the codes' own distinctions can do better
        ("IGO", "NGO", False),
        ("---", "---", True),
        ("---", "FRA", False),
    ],
)
def test_parties_are_states_or_named_organisations(one, other, same):
    assert same_party(one, other) is same
    assert same_party(other, one) is same


def test_a_further_code_that_is_as_right_counts():
    one = case(Gold("NOR", "CHL", ("112", "111")))
    assert score(one, [("NOR", "CHL", "111")], exact=True).hits == 1
    assert score(one, [("NOR", "CHL", "110")], exact=True).hits == 0
    assert score(one, [("NOR", "CHL", "110")]).hits == 1


def test_the_same_act_told_twice_counts_once():
    told = [("NOR", "CHL", "161"), ("NORGOV", "CHLGOV", "160")]
    assert score(case(Gold("NOR", "CHL", ("161",))), told) == Score(1, 1, 1)
    assert score(case(Gold("NOR", "CHL", ("161",)), Gold("NOR", "CHL", ("160",))), told) == Score(1, 1, 1)
    assert score(case(Gold("NOR", "CHL", ("161",))), told, exact=True) == Score(1, 2, 1)


def test_an_optional_event_neither_counts_nor_harms():
    one = case(Gold("NOR", "CHL", ("161",)), optional=(Gold("NOR", "CHL", ("112",)),))
    assert score(one, [("NOR", "CHL", "112")]) == Score(0, 0, 1)
    assert score(one, [("NOR", "CHL", "112"), ("NOR", "CHL", "161")]) == Score(1, 1, 1)
    assert compare_events(one, [("CHL", "NOR", "112")]).false == (("CHL", "NOR", "112"),)


def test_the_direction_counts():
    done = compare_events(case(Gold("NOR", "CHL", ("161",))), [("CHL", "NOR", "161")])
    assert [str(event) for event in done.missed] == ["NOR 161 CHL"]
    assert done.false == (("CHL", "NOR", "161"),)


def test_figures_of_nothing_are_zero():
    assert (Score().precision, Score().recall, Score().f1) == (0.0, 0.0, 0.0)


actors = st.sampled_from(["RUS", "RUSGOV", "NOR", "IGOUNO", "IGOWSTNAT", "PSEREBHMS"])
triples = st.tuples(actors, actors, st.sampled_from(["161", "160", "112", "111", "0254", "025"]))


@given(st.lists(triples, max_size=6), st.lists(triples, max_size=6), st.booleans())
def test_counts_stay_within_what_there_is(gold, coded, exact):
    done = compare_events(case(*(Gold(s, t, (c,)) for s, t, c in gold)), coded, exact=exact)
    assert done.score.hits <= min(done.score.coded, done.score.gold)
    assert done.score.coded <= len(coded)
    assert done.score.gold <= len(gold)


@given(st.lists(triples, max_size=6), st.booleans())
def test_gold_against_itself_is_perfect(gold, exact):
    total = score(case(*(Gold(s, t, (c,)) for s, t, c in gold)), gold, exact=exact)
    assert total.hits == total.coded == total.gold


# ---- the gold standard


def records() -> list[dict]:
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


def test_the_gold_standard_has_400_sentences_in_four_categories():
    assert Counter(r["category"] for r in records()) == {
        "core": 150,
        "politics": 100,
        "none": 50,
        "hard": 100,
    }
    assert [r["id"] for r in records()] == [f"G{i:03}" for i in range(400)]
    assert len({r["text"] for r in records()}) == 400
    assert not [case for case in read_suite(GOLD) if isinstance(case, Diagnosis)]


def test_every_gold_event_is_well_formed():
    modality = {"02": "requested", "03": "intended", "10": "demanded", "12": "refused"}
    for record in records():
        day = date.fromisoformat(record["date"])
        assert date(2002, 1, 1) <= day <= date(2026, 12, 31)
        for event in record["events"]:
            codes = [event["code"], *event.get("also", [])]
            assert all(is_code(code) for code in codes), record["id"]
            assert len(set(codes)) == len(codes), record["id"]
            wanted = modality.get(root(event["code"]))
            told = event["modality"]
            assert told == wanted or (wanted is None and told in {"actual", "threatened", "intended"})
            if "event_date" in event:
                assert event["event_date"] < record["date"], record["id"]
        sides = [event[side] for event in record["events"] for side in ("source", "target")]
        sides += [side for source, target, code in record["optional"] for side in (source, target)]
        assert all(len(side) % 3 == 0 for side in sides), record["id"]


def test_sentences_without_an_event_have_none():
    assert not any(r["events"] for r in records() if r["category"] == "none")
    assert all(r["events"] for r in records() if r["category"] == "core")


def test_gold_parties_are_states_regions_or_kinds():
    regions = {"EUR", "WST", "PGS", "ARB"}
    for record in records():
        for event in record["events"]:
            for side in (event["source"], event["target"]):
                known = country_of(side) or side[:3] in KINDS or side[:3] in regions
                assert known, (record["id"], side)
