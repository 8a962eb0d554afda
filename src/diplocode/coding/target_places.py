"""Where in a clause its target may stand, best place first: what the rule `places` of `targets` goes through.

First where the pattern says, then the object, then phrases in a fixed order of their prepositions
(`TARGET_ORDER`), then what the clause embeds. Left out are phrases that suffer nothing: why something is done
and who tells of it, troops that are only sent (`sent`), what is only talked about (`topical`).
"""

from __future__ import annotations

from diplocode.coding.clause import Clause, Prep
from diplocode.coding.matching import Match, particle_objects
from diplocode.coding.owners import CROSSED
from diplocode.coding.phrases import head_of
from diplocode.coding.roots import HARM
from diplocode.coding.sides import Sides
from diplocode.model import Node

TARGET_ORDER = tuple(
    """
    with against to toward towards on upon over at for from into of between in across inside by
    """.split()
)
# What is done to a place is done to its state.
PLACE_ROOTS = frozenset({"07", "08", "13", "14", "15", "17", "18", "19", "20"})
# One meets with somebody, in or near a place.
PARTNER = frozenset({"with", "to", "between", "against", "of", "by"})
NOUN_TARGETS = frozenset({"with", "against", "to", "toward", "towards", "on", "upon", "between", "in", "for"})
# What one asks of those who fight somewhere: "appealed for calm in Chile".
CALLS_FOR_PEACE = frozenset({"025", "026", "027"})
BORDERS = frozenset({"border", "borders", "frontier"})
CROSSINGS = BORDERS | CROSSED
OUTSIDE = frozenset({"outside", "near", "at", "inside", "by", "in front of", "front of"})
MISSIONS = ("embass", "consulate")


def target_places(reader: Sides, clause: Clause, match: Match, code: str) -> list[list[Node]]:
    """Where a target may stand, best place first."""
    places: list[list[Node]] = []
    preps: dict[str, list[Prep]] = {}
    # "declared a state of emergency over the war in Chile"
    why = [p.node for p in clause.preps if p.word == "over"] if code == "1724" else []
    tellers = [p.node for p in clause.preps if p.word == "according to"]
    leaves = reader.resolver.scene.leaves
    for prep in (*clause.preps, *of_things(reader, clause)):
        if any(n.start <= prep.node.start < n.end for n in tellers):
            continue  # who tells of it
        act = reader.nouns.get(head_of(prep.node).start)
        if act is not None and code[:2] in HARM and act.parent is clause and reader.root(act) in HARM:
            continue  # "killed in air strikes": the strikes suffer nothing
        border = prep.word != "with" and head_of(prep.node).word.lower() in BORDERS
        if any(w.start <= prep.node.start < w.end for w in why):
            continue
        away = match.code == "174" and prep.word == "to" and clause.head.word.lower().startswith("deport")
        if away and not any(named(n) for n in clause.objects):
            continue  # where migrants are deported to; but somebody by name, home
        behind = leaves[max(0, prep.node.start - 2)].word.lower()
        if behind in CROSSINGS and prep.word in {"with", "from"} and code[:2] in HARM:
            continue  # "took a town on the border with Chile"
        if prep.reason or (border and match.code[:2] != "15"):  # but "massed troops along its border"
            continue
        preps.setdefault(prep.word, []).append(prep)
        if " " in prep.word:  # "out of" is a kind of from, "up to" of to
            last = prep.word.split()[-1]
            preps.setdefault("from" if prep.word == "out of" else last, []).append(prep)
    if match.target.startswith("phrase:"):
        marked = [p.node for word in match.target[7:].split("|") for p in preps.get(word, ())]
        places.extend([node] for node in sorted(marked, key=lambda n: n.start))  # as they are told
    elif match.target == "subject":
        return [clause.subject]
    elif match.source.startswith("phrase:"):  # "received help from": the one who received it
        places.append(clause.subject)
    if match.option("topic") is None:  # what is discussed is no party to the discussion
        places.append([n for n in clause.objects if not sent(reader, n, match)])
    places.append(particle_objects(match.predicate, clause))
    given = (match.option("target") or "").lower().split()
    if code[:2] in HARM:  # "a bomb went off outside the Chilean embassy in Lima"
        places.extend([p.node] for p in clause.preps if p.word in OUTSIDE and mission(p.node))
    meeting = not reader.foreign and (match.code[:2] == "04" or match.reciprocal)
    others = (w for w in TARGET_ORDER if w not in given and (not meeting or w in PARTNER))
    order = [*given, *(w for w in others if clause.kind == "verb" or w in NOUN_TARGETS)]
    for word in order:
        for prep in preps.get(word, ()):
            if prep.word == "by" and clause.passive:
                continue
            if (
                word == "in"
                and code[:2] not in PLACE_ROOTS
                and code != "042"
                and code[:3] not in CALLS_FOR_PEACE
                and word not in given
                and not reader.resolver.scene.known
            ):
                continue
            places.append([prep.node])
    for inner in below(clause):
        told = topical(reader, inner) or (inner.parent is not None and topical(reader, inner.parent))
        if told or (meeting and match.reciprocal):
            places.extend([p.node] for p in inner.preps if p.word == "with")
            continue  # "a meeting to discuss Chile's raids": what is discussed is no party
        places.append(inner.subject)
        places.append(inner.objects)
        places.extend([p.node] for p in inner.preps if p.word in TARGET_ORDER)
    for noun in clause.nouns:  # "its sanctions against [Chile] came into force"
        if noun.relation == "subject" and noun.head.start in match.tokens:
            places.extend([p.node] for p in noun.preps if p.word in NOUN_TARGETS)
    for act in [clause] if clause.kind == "noun" else reader.acts(clause.objects):
        for inner in reader.clauses:  # "sanctions targeting Chile", "attacks aimed at Chile"
            if inner.relation == "reduced" and inner.parent is act:
                places.append([] if inner.passive else inner.objects)
                places.extend([p.node] for p in inner.preps if p.word in {"at", "against", "on"})
    if reader.foreign:
        places.extend([p.node] for p in preps.get("in", ()))
    return places


def named(phrase: Node) -> bool:
    """Whether a phrase is somebody's name."""
    return head_of(phrase).label == "NNP"


def mission(phrase: Node) -> bool:
    """Whether a phrase is a mission, whose state is struck where something happens outside it."""
    return head_of(phrase).word.lower().startswith(MISSIONS)


def topical(reader: Sides, clause: Clause) -> bool:
    """Whether a clause's object is only talked about."""
    match = reader.matches.get(clause)
    return match is not None and match.option("topic") is not None


def sent(reader: Sides, phrase: Node, match: Match) -> bool:
    """Whether a phrase is the troops that somebody deploys, who suffer nothing: "sent two battalions"."""
    if reader.foreign or (match.code[:2] != "15" and match.code != "074"):
        return False
    mention = reader.resolver.scene.at.get(head_of(phrase).start)
    return mention is not None and mention.kind == "agent" and mention.code.strip("~ ")[:3] in {"MIL", "COP"}


def of_things(reader: Sides, clause: Clause) -> list[Prep]:
    """The phrases of nouns in a clause's phrases that turn out to name no act: "the work of its mission
    [to Chile]"."""
    return [
        prep
        for noun in reader.nouns.values()
        if noun is not clause
        and reader.matches.get(noun) is None
        and any(p.node.start <= noun.head.start < p.node.end for p in clause.preps if not p.reason)
        for prep in noun.preps
    ]


def below(clause: Clause, depth: int = 2) -> list[Clause]:
    """The clauses that a clause embeds, also through its object nouns ("expressed readiness to negotiate
    with")."""
    out = list(clause.complements)
    if depth:
        for noun in clause.nouns:
            if noun.relation == "object":
                out += below(noun, depth - 1)
        for inner in clause.complements:
            out += [noun for noun in inner.nouns if noun.relation == "object"]
    return out
