"""Parties that the input marks: what links them where no clause does by the usual rules."""

from __future__ import annotations

import re

import pytest

from diplocode.coding import Coder
from diplocode.lexicon import Lexicon
from diplocode.model import Document

VERBS = """
&TROOPS
+SOLDIER

--- SAY [010] ---
SAY {SAYS SAID SAYING}
@complement reported

--- FIGHT [190] ---
FIGHT {FIGHTS FOUGHT FIGHTING}
@noun FIGHTING

--- BLOCK [120] ---
BLOCK
- * ROAD [191]

--- VAGUE [042] ---
MOVE
@weak
- &TROOPS * [154]

--- DENY [016] ---
DENY {DENIES DENIED DENYING}
@complement denied
"""


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(Lexicon.from_text(verbs=VERBS))


def code(coder: Coder, marked: str) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Events of a sentence in which {S ...} and {T ...} mark the parties, with the rules of their steps."""
    text, actors, last = "", [], 0
    for found in re.finditer(r"\{([ST]) ([^}]*)\}", marked):
        text += marked[last : found.start()]
        name = "SRC" if found[1] == "S" else "TGT"
        actors.append({"start": len(text), "end": len(text) + len(found[2]), "code": name})
        text += found[2]
        last = found.end()
    events = coder.code(text + marked[last:], actors=actors)
    return [
        (e.source.code, e.code, e.target.code, tuple(s.rule for s in e.steps))
        for e in events
        if e.source and e.target and e.source.code == "SRC"
    ]


def test_an_unlinked_noun_links_the_parties(coder):
    ((source, found, target, steps),) = code(
        coder, "Fighting went on for a week between {S the rebels} and {T the army}."
    )
    assert (source, found, target) == ("SRC", "190", "TGT")
    assert "unlinked" in steps


def test_what_is_said_of_a_hostile_target_is_blame(coder):
    ((_, found, _, steps),) = code(coder, "{S The minister} said {T the militia} blocked a road.")
    assert found == "112"
    assert "speaker" in steps


def test_a_weak_code_is_asked_last(coder):
    ((_, found, _, steps),) = code(coder, "{S The soldiers} moved slowly because {T the valley} was dark.")
    assert found == "154"
    assert "weak code" in steps
    assert [e[1] for e in code(coder, "{S The soldiers} moved and fought {T the militia}.")] == ["190"]


def test_a_weak_code_needs_marked_parties(coder):
    assert coder.code("Norway moved to Chile.") == ()
    assert code(coder, "{S The soldiers} moved.") == []


def test_a_denied_act_links_nobody(coder):
    assert code(coder, "{S The rebels} did not fight {T the militia}.") == []


def test_a_hostile_act_that_may_come_is_a_threat(coder):
    assert [e[1] for e in code(coder, "{S The rebels} said they might fight {T the militia}.")] == ["1384"]


def test_no_discard_leaves_out_marked_parties():
    text = "At the centenary celebrations Norway thanked Chile."
    assert Coder().code_document(Document("1", text)).diagnoses[0].status == "discarded"
    actors = [{"start": 30, "end": 36, "code": "SRC"}, {"start": 45, "end": 50, "code": "TGT"}]
    (event,) = Coder().code(text, actors=actors)
    assert (event.source.code, event.root, event.target.code) == ("SRC", "05", "TGT")


def test_who_marks_one_side_only_asks_what_that_one_does(coder):
    actors = [{"start": 0, "end": 12, "code": "SRC"}]
    (event,) = coder.code("The soldiers fought in the valley.", actors=actors)
    assert (event.source.code, event.code, event.target) == ("SRC", "190", None)
    assert coder.code("Norway fought in the valley.") == ()
    # What others do, with nobody told whom, stays out.
    assert coder.code("The soldiers slept while Norway fought.", actors=actors) == ()
