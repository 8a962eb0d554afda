"""Who in a sentence may act on whom: the pairs of parties that the relation model is asked about.

"Chile said that Peru's police had arrested two Chileans" has the parties CHL (subject of "said"), PERCOP
(subject of "arrested") and CHL again (its object), hence the pairs PERCOP-CHL, CHL-PERCOP and so on: one pair
for each two states or organisations, and one for each two roles within a state. A pair also tells where
either party stands: the head of its clause, and as what ("subject", "object", a preposition).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from attrs import evolve, frozen

from diplocode.cameo import country_of
from diplocode.coding.clause import Clause
from diplocode.coding.scene import INTERNATIONAL, Found, Scene, complete
from diplocode.coding.sides import Sides
from diplocode.model import Node

PREPOSITIONS = (
    "by",
    "of",
    "in",
    "on",
    "to",
    "with",
    "from",
    "against",
    "for",
    "at",
    "between",
    "over",
    "after",
)
SLOTS = ("", "subject", "object", "suffers", "other", *PREPOSITIONS)
"""As what a party stands in its clause: nothing known, subject, object, subject of a passive, in another
phrase, in a phrase with one of `PREPOSITIONS`; those of event nouns are counted on from there."""
TRIED = 3  # mentions of a party that are tried until two don't overlap
ROLES = 4  # roles of one state that are paired with each other
NEAREST = 2  # states that complete a role whose state is not told


@frozen(slots=True)
class Place:
    """Where a party stands: the token that heads its clause (-1 if in none), and its slot in it."""

    head: int = -1
    slot: int = 0


Heard = tuple[int, int, int, int]
Spoken = dict[tuple[int, int, int, int], int]  # roots that patterns tell, by the tokens of either party


@frozen(slots=True)
class Candidate:
    """Two parties, and where they stand: in the same clause, if there is one that has both.

    `heard`: which roots the patterns tell (1 to 20, 0 for none): of the two, of the way back, of the source
    and another target, of another source and the target.
    """

    source: Found
    target: Found
    places: tuple[Place, Place]
    heard: Heard = (0, 0, 0, 0)


def hearing(pair: Candidate, spoken: Spoken) -> Candidate:
    """A pair with what the patterns tell of it, and of those that share a party with it.

    >>> a, b, c = (Found(code, i, i + 1, 1) for i, code in enumerate(["CHL", "PER", "BOL"]))
    >>> hearing(Candidate(a, b, (Place(), Place())), {(0, 1, 2, 3): 19, (1, 2, 0, 1): 11}).heard
    (0, 11, 19, 0)
    """
    a, b = (pair.source.start, pair.source.end), (pair.target.start, pair.target.end)
    return evolve(
        pair,
        heard=(
            spoken.get((*a, *b), 0),
            spoken.get((*b, *a), 0),
            next((root for tokens, root in spoken.items() if tokens[:2] == a and tokens[2:] != b), 0),
            next((root for tokens, root in spoken.items() if tokens[2:] == b and tokens[:2] != a), 0),
        ),
    )


def entity(code: str) -> str:
    """What a party is, its role apart: the country; for others the whole code.

    >>> entity("PERCOP"), entity("IGOUNO")
    ('PER', 'IGOUNO')
    """
    return country_of(code) or code


def slot(name: str, kind: str) -> int:
    """A slot's number in a clause of a kind ("verb", "noun", "adjective")."""
    at = SLOTS.index(name) if name in SLOTS else SLOTS.index("other")
    return at + len(SLOTS) * (kind == "noun")


def arguments(clause: Clause) -> Iterator[tuple[str, Node]]:
    """A clause's phrases, each with the name of its slot."""
    for phrase in clause.subject:
        yield "subject", phrase
    for phrase in clause.objects:
        yield ("suffers" if clause.passive else "object"), phrase
    for prep in clause.preps:
        yield prep.word, prep.node


Mentioned = tuple[str, int, int]  # a party's code and the tokens that name it
Parties = dict[Mentioned, tuple[Found, list[Place]]]


def parties(reader: Sides) -> Parties:
    """The parties of a sentence with all places that each stands in."""
    out: Parties = {}
    scene = reader.resolver.scene

    def add(found: Found, place: Place) -> None:
        if found.code and not found.code.startswith("---"):
            out.setdefault((found.code, found.start, found.end), (found, []))[1].append(place)

    for clause in reader.clauses:
        for name, phrase in arguments(clause):
            for found in reader.resolver.actors(phrase, clause):
                for whole in completed(found, scene):
                    add(whole, Place(clause.head.start, slot(name, clause.kind)))
    for m in scene.mentions:
        if m.kind in {"actor", "learned"}:
            add(Found(m.code, m.start, m.end, 1, rules=m.rules), Place(around(m.start, reader.clauses)))
    return out


def around(token: int, clauses: list[Clause]) -> int:
    """The head of the smallest clause that has a token, -1 if none has."""
    inside = [c for c in clauses if c.node.start <= token < c.node.end]
    return min(inside, key=lambda c: c.node.end - c.node.start).head.start if inside else -1


def completed(found: Found, scene: Scene) -> Iterator[Found]:
    """A party; a role whose state is not told, of each of the states named nearest to it."""
    if not found.partial:
        yield found
        return
    if found.code == "UAF":
        yield evolve(found, partial=False)
    away: dict[str, int] = {}
    rules = {}
    for m in scene.mentions:
        state = country_of(m.code) if m.kind == "actor" else None
        if state is not None:
            far = abs(m.start - found.start)
            if far < away.get(state, far + 1):
                away[state], rules[state] = far, m.rules
    for state in sorted(away, key=away.__getitem__)[:NEAREST]:
        yield evolve(
            complete(found, state, "is of a state named near it", rules[state]), strength=found.strength - 1
        )


def candidates(found: Parties) -> list[Candidate]:
    """The pairs of a sentence's parties, in no order of weight."""
    groups: dict[str, list[Found]] = defaultdict(list)
    for f in sorted((f for f, _ in found.values()), key=lambda f: (-f.strength, f.completed, f.start)):
        groups[entity(f.code)].append(f)
    out = []
    for x, mine in groups.items():
        for y, theirs in groups.items():
            if x != y:
                pair = next(((a, b) for a in mine[:TRIED] for b in theirs[:TRIED] if apart(a, b)), None)
                pairs = [pair] if pair is not None else []
            else:
                codes = list({f.code: f for f in reversed(mine)}.values())[::-1][:ROLES]
                pairs = [(a, b) for a in codes for b in codes if a.code != b.code and apart(a, b)]
            out += [Candidate(a, b, together(spots(a, found), spots(b, found))) for a, b in pairs]
    return out


def apart(a: Found, b: Found) -> bool:
    return a.end <= b.start or b.end <= a.start


def spots(party: Found, found: Parties) -> list[Place]:
    """Where a party stands."""
    return found.get((party.code, party.start, party.end), (party, []))[1]


def together(a: list[Place], b: list[Place]) -> tuple[Place, Place]:
    """A place of either in the same clause if there is one, else the first of each."""
    both = ((x, y) for x in a for y in b if x.head == y.head)
    return next(both, (a[0], b[0]))


def places(a: Found, b: Found, reader: Sides, found: Parties | None = None) -> tuple[Place, Place]:
    """Where two parties stand, wherever they were found."""
    known = found if found is not None else parties(reader)
    mine, theirs = (spots(f, known) or [Place(around(f.start, reader.clauses))] for f in (a, b))
    return together(mine, theirs)


def kinds(scene: Scene) -> list[str]:
    """What each word is as an actor: "state", "IGO", a role ("COP"), "known", or "" for nobody."""
    out = [""] * len(scene.leaves)
    for m in scene.mentions:
        if m.kind == "known":
            name = "known"
        elif m.kind == "agent":
            name = m.code.strip("~ ")[:3]
        elif m.code[:3] in INTERNATIONAL:
            name = m.code[:3]
        else:
            name = m.code[3:6] or "state"
        for i in range(m.start, min(m.end, len(out))):
            out[i] = name
    return out
