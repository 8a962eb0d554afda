"""Who says afterwards that he did it: a claim of responsibility in a later sentence of the story.

"A bomb killed nine people in Lima. The Shining Path claimed responsibility." The first sentence knows only
armed people of the place (UAF), or nobody where no place is told; the claim puts a name in their stead.
"""

from __future__ import annotations

from itertools import pairwise

from attrs import evolve

from diplocode.coding.analysis import Analysis, actor_of, event_of
from diplocode.coding.clause import Clause
from diplocode.coding.deeds import CLAIMED, KINDS, owns_up, pointed
from diplocode.coding.phrases import head_of
from diplocode.coding.reading import Draft, Reading
from diplocode.coding.roots import HARM
from diplocode.coding.scene import Found
from diplocode.model import Document, Event, Step


def own(document: Document, analyses: list[Analysis]) -> None:
    """Put who claims a deed in the place of the unknown attackers of the sentence before.

    Not where the claim tells its deed itself ("claimed responsibility for a raid that killed three"), but
    where it points back ("for the raid") the deed is the one before.
    """
    for before, after in pairwise(analyses):
        claims = [r for r in after.readings if is_claim(r)]
        if len(claims) != 1:
            continue
        if any(e.root in HARM for e in after.events):
            if not points_back(claims[0].clause, after) or not any(unknown(e) for e in before.events):
                continue
            after.events = [e for e in after.events if e.root not in HARM]
        by = [f for f in claims[0].sources if not f.partial]
        if len(by) != 1:
            continue
        step = Step(
            "claimant", f'"{claims[0].clause.head.word}" in sentence {after.sentence.number}: {by[0].code}'
        )
        actor = actor_of(document, after.sentence, evolve(by[0], steps=(*by[0].steps, step)))
        before.events = [evolve(e, source=actor) if unknown(e) else e for e in before.events]
        if not any(e.root in HARM for e in before.events):
            told = [evolve(e, source=actor) for e in doerless(document, before, by[0])]
            if told:
                before.events += told
                before.diagnosis = evolve(before.diagnosis, status="coded", detail="")


def is_claim(reading: Reading) -> bool:
    """Whether a clause says that somebody did it: "claims responsibility", not "nobody has claimed it"."""
    clause, match = reading.clause, reading.match
    if not owns_up(clause, match) or clause.kind != "verb" or clause.negated:
        return False
    words = {head_of(phrase).word.lower() for phrase in clause.objects}
    return any(word in CLAIMED or KINDS.get(word.removesuffix("s")) == HARM for word in words)


def doerless(document: Document, analysis: Analysis, by: Found) -> list[Event]:
    """The deed of a sentence that tells whom it harmed but neither who did it nor where, as of who claims
    it."""
    for reading in analysis.readings:
        clause, match = reading.clause, reading.match
        if reading.outcome != "no_source" or match is None or match.code[:2] not in HARM:
            continue
        if clause.relation == "root" and analysis.words is not None:
            harmed = [f for f in reading.targets if not f.partial]
            drafts = [Draft(by, f, match.code, "actual", clause, match, [*reading.steps]) for f in harmed]
            return [event_of(document, analysis.sentence, analysis.words, draft) for draft in drafts]
    return []


def points_back(clause: Clause, analysis: Analysis) -> bool:
    """Whether a claim is of "the attack" and says no more of it."""
    reader = analysis.reader
    return reader is not None and any(p.word == "for" and pointed(reader, p.node) for p in clause.preps)


def unknown(event: Event) -> bool:
    """Whether an attack is put down to unknown attackers."""
    return event.root in HARM and event.source is not None and event.source.code[3:] == "UAF"
