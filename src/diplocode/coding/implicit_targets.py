"""Who is acted on where the clause itself does not say: the target from a clause around or beside it.

"Norway recalled its envoy after Chile seized two trawlers." The recall names no target; the deed that it
answers has a doer, Chile (`trigger`). Such a target is an implicit argument: whom the clause around is
about, who is answered, or who is left over. The order of the rules, among those of `targets`, decides.
"""

from __future__ import annotations

from diplocode.cameo import country_of
from diplocode.coding.clause import Clause
from diplocode.coding.custody import CHARGING
from diplocode.coding.deeds import answered
from diplocode.coding.grammar import OVER
from diplocode.coding.matching import Match
from diplocode.coding.mentions import armed
from diplocode.coding.phrases import base_of, conjuncts, head_of
from diplocode.coding.roots import HARM, PUNISHING
from diplocode.coding.scene import INTERNATIONAL, Found
from diplocode.coding.sides import AGAINST, GROUNDS, Sides, said
from diplocode.model import Node

# What a state does to another even if it is not said to whom.
BETWEEN_STATES = frozenset({"161", "1313", "110", "050", "054", "055", "032"})
# What is said to somebody.
SPOKEN = frozenset({"02", "03", "10", "11", "12", "13"})
# What the second of two coordinated verbs may do to the target of the first.
SHARED = frozenset({"03", "05", "06", "07", "10", "11", "12", "13", "16"})
# Whom a government faces where it ceases fire, and where it rules by decree.
REBELS = frozenset({"REB", "SEP"})
AT_HOME = {"0871": "REB", "1724": "CVL", "129": "LEG"}
# What is done to whoever holds a place.
STRIKES = frozenset({"190", "192", "193", "194", "195"})
BOMBING = frozenset({"193", "194", "195"})
# What says that somebody is of a group.
BELONGING = frozenset(
    """
    link links linked tie ties member members membership supporter supporters supporting sympathiser
    sympathisers sympathizer sympathizers affiliated belonging connected connections
    allegiance working cell
    """.split()
)
# Who does so is given it.
GETTING = ("receiv", "get", "got", "obtain", "accept")
SEIZING = frozenset({"COP", "JUD", "SPY"})
# "Chile is under sanctions", "faces sanctions": they are on the subject.
UNDER_THEM = {
    "prep:under": frozenset("is are was were be been remain remains remained come comes came".split()),
    "object": frozenset("face faces faced facing defy defies defied defying".split()),
}


def receiver(
    reader: Sides, clause: Clause, match: Match, sources: list[Found], code: str
) -> list[Found] | None:
    """ "won recognition from Chile": with such verbs the subject is who the noun is about; "got vaccines
    donated by Chile": who gets what is given."""
    outer = clause.parent
    if clause.passive and clause.relation == "reduced" and code[:2] == "07":
        outer = next((c for c in clause.embedders() if c.kind == "verb"), None)
        if outer is None or outer.passive or not outer.head.word.lower().startswith(GETTING):
            return None
        return reader.others(reader.of(outer.subject, outer, 2), sources) or None
    if clause.kind != "noun" or outer is None:
        return None
    under = code == "163" and outer.head.word.lower() in UNDER_THEM.get(clause.relation, ())
    under = under and not any(p.word in {"on", "against"} for p in clause.preps)
    if not under and not reader.reversed(clause):
        return None
    return reader.others(reader.of(outer.subject, outer, 2), sources) or None


def addressed(
    reader: Sides, clause: Clause, match: Match, sources: list[Found], code: str
) -> list[Found] | None:
    """ "opened it despite Chile's objections", "left at the request of Chile": whom such words are put to.

    It is whoever acts in the clause that they stand in.
    """
    if clause.kind != "noun" or not sources or clause.relation in {"subject", "modifier"}:
        return None
    if code[:2] not in SPOKEN and not answered(reader, clause):
        return None
    outer = next((c for c in clause.embedders() if c.kind == "verb"), None)
    if outer is None:
        return None
    found = reader.of(outer.objects[:1] if outer.passive else outer.subject, outer, 2)
    found = [f for f in reader.others(found, sources) if not f.partial]
    return said(found, "addressed", f'"{clause.head.word}" put to who "{outer.head.word}",') or None


def host(reader: Sides, clause: Clause, match: Match, sources: list[Found], code: str) -> list[Found] | None:
    """What is said in a relative clause goes to the other side of the clause around.

    "received the king of Chile, who promised aid"; "made an offer that Chile rejected".
    """
    if clause.passive:
        return proposer(reader, clause, sources, code)
    if clause.relation != "relative" or code[:2] not in SPOKEN or not sources:
        return None
    if code[:2] not in {"11", "12"} and not any(p.start <= clause.head.start < p.end for p in clause.subject):
        return None  # "a judge whom Chile wants to put on trial"
    outer = next((c for c in clause.embedders() if c.kind == "verb"), None)
    around = reader.matches.get(outer) if outer is not None else None
    if outer is None or around is None or not clause.subject or around.code[:2] in {"", "01"}:
        return None
    found = reader.sources(outer, around)
    antecedent = any(p.start <= clause.head.start < p.end for p in clause.subject)
    if antecedent and any(f.code == s.code for f in found for s in sources):
        found = reader.targets(outer, around, found, around.code)
    found = [f for f in reader.others(found, sources) if not f.partial]
    return said(found, "host", f'of "{outer.head.word}":') or None


def proposer(reader: Sides, clause: Clause, sources: list[Found], code: str) -> list[Found] | None:
    """ "made an offer [that was rejected by Chile]", "drew up a plan [condemned by Chile]": who made it."""
    if clause.relation not in {"relative", "reduced"} or not (code in {"110", "111"} or code[:2] == "12"):
        return None
    outer = next((c for c in clause.embedders() if c.kind == "verb"), None)
    if outer is None or outer.passive:
        return None
    made = any(p.start <= clause.head.start < p.end for p in outer.objects)
    found = [f for f in reader.others(reader.of(outer.subject, outer, 2), sources) if not f.partial]
    return said(found, "host", f'of what "{outer.head.word}" tells:') or None if made else None


def trigger(
    reader: Sides, clause: Clause, match: Match, sources: list[Found], code: str
) -> list[Found] | None:
    """Whose deed a hostile act answers: "recalled its envoy after Chile's remarks"."""
    if code[:2] not in PUNISHING or not sources or clause.kind != "verb" or reader.resolver.scene.known:
        return None
    for inner in reader.clauses:
        near = inner.parent is clause or (code[:2] == "13" and inner.parent in clause.complements)
        why = OVER if code[:2] != "13" else OVER | {"if", "unless"}  # "would respond if Chile attacked"
        if near and inner.relation == "adverbial" and inner.marker in why:
            found = [f for f in reader.others(reader.of(inner.subject, inner, 1), sources) if not f.partial]
            if found:
                return said(found, "trigger", f'{inner.marker} "{inner.head.word}", done by')
    for inner in reader.clauses:
        if inner.parent is clause and inner.relation == "adjunct" and reader.root(inner) == "01":
            for said_ in inner.complements:  # "condemned the raid, saying that Chile had ..."
                found = reader.others(reader.of(said_.subject, said_, 1), sources)
                if any(not f.partial for f in found):
                    return said(
                        [f for f in found if not f.partial], "trigger", f'"{inner.head.word}" that it is'
                    )
    for prep in clause.preps:
        if prep.word in OVER and not prep.inside:
            found = [f for f in reader.others(reader.of([prep.node], clause, 1), sources) if not f.partial]
            if found:
                return said(found, "trigger", f"{prep.word} what is of")
    return None


def matrix(
    reader: Sides, clause: Clause, match: Match, sources: list[Found], code: str
) -> list[Found] | None:
    """ "condemned Chile, cutting all ties": a participle, or the second of two verbs, shares the target."""
    if not sources or clause.kind != "verb" or reader.resolver.scene.known:
        return None
    before = sibling(reader, clause) if code[:2] in SHARED else None
    if before is not None:
        around = reader.matches[before]
        assert around is not None
        found = reader.targets(before, around, reader.sources(before, around), around.code)
        found = [f for f in reader.others(found, sources) if not f.partial]
        return said(found, "matrix", f'shared with "{before.head.word}":') or None
    outer = clause.parent
    if outer is not None and clause.relation == "adverbial" and match.code[:2] == "16":
        around = reader.matches.get(outer)  # "recalled its envoy to Chile after Peru recalled its own"
        if around is None or around.code != match.code:
            return None
        found = reader.others(
            reader.targets(outer, around, reader.sources(outer, around), around.code), sources
        )
        return said([f for f in found if not f.partial], "matrix", f'as "{outer.head.word}":') or None
    if outer is None or clause.head.label != "VBG" or code[:2] in {"02", "08", "19"}:
        return None
    if clause.relation != "adjunct" and clause.marker not in {"after", "since", "before", "while", "by"}:
        return None
    around = reader.matches.get(outer)
    while (around is None or not around.code) and outer.relation == "adjunct" and outer.parent is not None:
        outer = outer.parent
        around = reader.matches.get(outer)
    if around is None or around.code[:2] in {"", "01"} or clause.subject != outer.subject:
        return None
    found = reader.targets(outer, around, reader.sources(outer, around), around.code)
    found = [f for f in reader.others(found, sources) if not f.partial]
    return said(found, "matrix", f'shared with "{outer.head.word}":') or None


def sibling(reader: Sides, clause: Clause) -> Clause | None:
    """The verb coordinated before a clause, with the same subject, if it has a code."""
    found = [
        c
        for c in reader.clauses
        if c.kind == "verb"
        and c.parent is clause.parent
        and c.relation == clause.relation
        and c.head.start < clause.head.start
        and c.subject
        and c.subject == clause.subject
        and c.relation != "reduced"
        and reader.root(c) not in {"", "01"}
    ]
    return found[-1] if found else None


def at_home(
    reader: Sides, clause: Clause, match: Match, sources: list[Found], code: str
) -> list[Found] | None:
    """ "The Chilean government declared a ceasefire": towards its rebels, and they towards their state; an
    emergency amid riots is for its people."""
    if code not in AT_HOME or match.code != code or len(sources) != 1:
        return None
    source = sources[0]
    if code == "0871" and source.code[3:6] in REBELS and not clause.infinitive and not source.partial:
        if any(code_ != source.country for code_ in near(reader, clause)):
            return None
        own = Found(source.country, source.start, source.end, 1, completed=True, rules=source.rules)
        return said([own], "at home", f'"{clause.head.word}" by rebels, for')
    if clause.infinitive or clause.passive:
        return None  # "a truce brokered by Chile"
    if source.partial or source.country in INTERNATIONAL or not reader.official(source):
        return None
    if any(code_ != source.country for code_ in near(reader, clause)):
        return None
    if code == "129" and not any(
        head_of(n).word.lower().startswith(("bill", "law", "legisl")) for n in clause.objects
    ):
        return None
    if code == "1724" and not any(unrest(reader, c) for c in reader.clauses):
        return None  # for a flood or a plague
    if code == "0871":
        named = [m for m in reader.resolver.scene.mentions if m.kind == "actor" and armed(m.code)]
        rebels = [Found(m.code, m.start, m.end, 1, rules=m.rules) for m in named]
        rebels = rebels or [f for f in reader.resolver.story.actors if armed(f.code)][-1:]
        if rebels:
            return said(rebels[:1], "at home", "the rebels named:")
    code = source.country + AT_HOME[code]
    people = Found(code, source.start, source.end, 1, completed=True, rules=source.rules)
    return said([people], "at home", f'"{clause.head.word}" at home, for')


def unrest(reader: Sides, clause: Clause) -> bool:
    """Whether a clause tells of a riot or of harm that somebody does, not a flood: an attack has a doer,
    named or not, a killing only if somebody is told to kill."""
    root = reader.root(clause)
    if root not in HARM or clause.kind == "noun":
        return root == "14" or root in HARM
    return bool(reader.sources(clause, reader.matches.get(clause), told=True))


def struck(
    reader: Sides, clause: Clause, match: Match, sources: list[Found], code: str
) -> list[Found] | None:
    """ "Norwegian jets bombed a bridge in Chile": what is hit and not known is of the state that it lies in.

    Of a town that no entry knows, rebels take it from their own state.
    """
    if code[:3] not in STRIKES or not sources or reader.resolver.scene.known:
        return None
    if match.reciprocal:
        return None  # "fought in Chile": not against it
    if clause.kind != "verb" and (code[:3] not in BOMBING or reader.carries(clause)):
        return None
    home = {f.country for f in sources}
    around = {c: f for c, f in sites(reader, clause).items() if c not in home}
    if len(around) == 1:
        return said(list(around.values()), "struck", "what lies in")
    source = sources[0]
    if around or len(home) > 1 or source.partial or not clause.objects or set(reader.states()) - home:
        return None
    ground = head_of(clause.objects[0]).word.lower().rstrip("s") in GROUNDS
    if not ground or source.country in INTERNATIONAL or source.code[3:6] not in AGAINST:
        return None
    state = Found(source.country, source.start, source.end, 1, completed=True, rules=source.rules)
    return said([state], "struck", f'"{clause.head.word}" a place of')


def sites(reader: Sides, clause: Clause) -> dict[str, Found]:
    """The states in which a clause, or the one around an event noun, places something: "in the town of
    Arica", not "in Chilean raids"."""
    around = clause if clause.kind == "verb" or clause.parent is None else clause.parent
    leaves = reader.resolver.scene.leaves
    inner = [n for n in around.node.nodes() if n.label in {"S", "SBAR"}]
    inner = [n for n in inner if not n.start <= around.head.start < n.end]
    out: dict[str, Found] = {}
    for state, m in reader.resolver.places().items():
        name = (
            leaves[m.end - 1].label in {"NNP", "NNPS"} or leaves[min(m.end, len(leaves) - 1)].word in GROUNDS
        )
        here = around.node.start <= m.start < around.node.end
        if (
            name
            and here
            and country_of(state) is not None
            and not any(n.start <= m.start < n.end for n in inner)
        ):
            out[state] = Found(state, m.start, m.end, 1, rules=m.rules)
    return out


def citizen(
    reader: Sides, clause: Clause, match: Match, sources: list[Found], code: str
) -> list[Found] | None:
    """ "Chilean police arrested Ana Rojas": somebody of whom nothing is known, of the state that acts."""
    if code[:3] not in {"112", "115", "116", "173"} or len(sources) != 1 or reader.resolver.scene.known:
        return None
    source = sources[0]
    if source.partial or source.country in INTERNATIONAL or source.code[3:6] not in SEIZING:
        return None
    if code[:3] in {"112", "115"} and not clause.head.word.lower().startswith(CHARGING):
        return None
    named = clause.objects if clause.kind == "verb" else [clause.node]
    if any(next(iter(o.leaves())).label in {"DT", "PRP", "PRP$"} for o in named):
        return None  # "its leader", "the envoy": somebody told of before
    if code[:3] != "173" and not any(is_person(reader, o) for o in clause.objects):
        return None
    person = Found(source.country + "CVL", source.start, source.end, 1, completed=True, rules=source.rules)
    return said([person], "citizen", f'"{clause.head.word}" one of')


def member(
    reader: Sides, clause: Clause, match: Match, sources: list[Found], code: str
) -> list[Found] | None:
    """ "arrested five people accused of links to the Houthis", "two men with ties to them": of which armed
    group they are said to be."""
    if code[:3] not in {"173", "115", "190", "193"} or clause.kind != "verb" or reader.resolver.scene.known:
        return None
    heads = heads_of(clause.objects)
    if not heads or any(f.code[3:6] not in {"", "CVL", "CRM"} for f in reader.of(clause.objects, clause, 2)):
        return None
    told = [*clause.objects, *(p.node for p in clause.preps if p.word == "with")]
    told += [
        p.node for p in clause.preps if p.word in {"on", "over", "for"}
    ]  # "on suspicion of being a member"
    told += [c.node for c in reader.clauses if c.relation == "reduced" and heads & heads_of(c.objects)]
    groups: dict[str, Found] = {}
    for phrase in told:
        if not any(leaf.word.lower() in BELONGING for leaf in phrase.leaves()):
            continue
        for m in reader.resolver.scene.between(phrase.start, phrase.end):
            if m.kind == "actor" and armed(m.code):
                groups.setdefault(m.code, Found(m.code, m.start, m.end, 2, rules=m.rules))
    found = reader.others(list(groups.values()), sources)
    return said(found, "member", "who are said to be of") if len(found) == 1 else None


def heads_of(phrases: list[Node]) -> set[int]:
    """Where the heads of some phrases stand."""
    return {head_of(part).start for phrase in phrases for part in conjuncts(phrase)}


def is_person(reader: Sides, phrase: Node) -> bool:
    """Whether a phrase is the first and last name of somebody that no entry knows."""
    for part in conjuncts(phrase):
        head, leaves = head_of(part), list(base_of(part).leaves())
        names = [leaf for leaf in leaves if leaf.label == "NNP"]
        if len(names) > 1 and head is names[-1] and head.start not in reader.resolver.scene.at:
            return True
    return False


def near(reader: Sides, clause: Clause) -> set[str]:
    """The states named in a clause itself, not in the clauses inside it."""
    inner = [n for n in clause.node.nodes() if n.label in {"S", "SBAR"} and n is not clause.node]
    return {
        m.code[:3]
        for m in reader.resolver.scene.mentions
        if m.kind == "actor"
        and clause.node.start <= m.start < clause.node.end
        and not any(n.start <= m.start < n.end for n in inner)
    }


def only_other(
    reader: Sides, clause: Clause, match: Match, sources: list[Found], code: str
) -> list[Found] | None:
    """The one other state or organisation of the sentence, for what a state does to another."""
    threat = code[:2] == "13" and clause.head.word.lower().startswith(("vow", "threat", "warn"))
    shut = code == "191" and clause.kind == "noun"  # "the Chilean blockade"
    if not (code in BETWEEN_STATES or threat or shut) or not sources or (clause.kind != "verb" and not shut):
        return None
    if len(sources) > 1 and (match.reciprocal or code != "161"):
        return None  # "Norway and Chile exchanged envoys, a Peruvian said": with each other
    out: dict[str, Found] = {}
    for m in reader.resolver.scene.mentions:
        key = m.code if m.code[:3] in INTERNATIONAL else m.code[:3]
        if m.kind == "actor" and all(key != s.code and key != s.code[:3] for s in sources):
            out.setdefault(key, Found(key, m.start, m.end, 1, rules=m.rules))
    return said(list(out.values()), "only other", "the one other of the sentence:") if len(out) == 1 else None
