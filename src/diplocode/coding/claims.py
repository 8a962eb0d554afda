"""Who says afterwards that he did it: a claim of responsibility in a later sentence of the story.

"A bomb killed nine people in Lima. The Shining Path claimed responsibility." The first sentence knows only
armed people of the place (UAF); the claim puts a name in their stead.
"""

from __future__ import annotations

from itertools import pairwise

from attrs import evolve

from diplocode.coding.analysis import Analysis, actor_of
from diplocode.coding.deeds import KINDS
from diplocode.coding.phrases import head_of
from diplocode.coding.reading import Reading
from diplocode.coding.roots import HARM
from diplocode.model import Document, Event, Step

CLAIMED = frozenset({"responsibility", "credit"})


def own(document: Document, analyses: list[Analysis]) -> None:
    """Put who claims a deed in the place of the unknown attackers of the sentence before.

    Not where the claim tells its deed itself ("claimed responsibility for a raid that killed three").
    """
    for before, after in pairwise(analyses):
        claims = [r for r in after.readings if is_claim(r)]
        if len(claims) != 1 or any(e.root in HARM for e in after.events):
            continue
        by = [f for f in claims[0].sources if not f.partial]
        if len(by) != 1:
            continue
        step = Step(
            "claimant", f'"{claims[0].clause.head.word}" in sentence {after.sentence.number}: {by[0].code}'
        )
        actor = actor_of(document, after.sentence, evolve(by[0], steps=(*by[0].steps, step)))
        before.events = [evolve(e, source=actor) if unknown(e) else e for e in before.events]


def is_claim(reading: Reading) -> bool:
    """Whether a clause says that somebody did it: "claims responsibility", not "nobody has claimed it"."""
    clause, match = reading.clause, reading.match
    if match is None or match.code != "015" or clause.kind != "verb" or clause.negated:
        return False
    words = {head_of(phrase).word.lower() for phrase in clause.objects}
    return any(word in CLAIMED or KINDS.get(word.removesuffix("s")) == HARM for word in words)


def unknown(event: Event) -> bool:
    """Whether an attack is put down to unknown attackers."""
    return event.root in HARM and event.source is not None and event.source.code[3:] == "UAF"
