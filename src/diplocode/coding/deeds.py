"""What "the move" is in "Chile condemned the move": a deed told before, and who did it.

A sentence leaves its deeds behind in the story's memory: of "Norway bans trawlers from Chile" the verb, the
root 16, NOR and CHL. "Chile condemned the ban" in the next one, or behind a comma in the same, answers it.
Which deed a noun points back to, its kind says: a raid was an attack, a claim was said, a move may be
anything.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from diplocode.coding.clause import Clause
from diplocode.coding.grammar import OVER
from diplocode.coding.matching import Match
from diplocode.coding.memory import Deed
from diplocode.coding.phrases import base_of, head_of, located
from diplocode.coding.roots import ASKED, HARM
from diplocode.coding.scene import Found
from diplocode.coding.sides import Sides, said
from diplocode.coding.target_places import BORDERS
from diplocode.model import Node

SPEECH = frozenset({"01", "02", "03", "10", "11", "12", "13"})
# The nouns that point back, and the roots of what they may be; "" stands for a verb that has no code.
KINDS: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        """
        attack raid strike bombing killing shooting assault execution murder massacre airstrike shelling
        bombardment offensive invasion incursion abduction kidnapping assassination ambush operation
        """.split(),
        HARM,
    ),
    **dict.fromkeys("protest demonstration march rally riot unrest".split(), frozenset({"14"})),
    "strike": HARM | {"14"},
    **dict.fromkeys("visit trip meeting".split(), frozenset({"04"})),
    **dict.fromkeys("arrest detention crackdown expulsion deportation".split(), frozenset({"16", "17"})),
    **dict.fromkeys("claim accusation charge allegation".split(), SPEECH | {"16", "17"}),
    **dict.fromkeys(
        """
        proposal offer demand statement remark comment call request warning
        threat idea suggestion declaration announcement appeal initiative invitation bid report criticism
        """.split(),
        SPEECH,
    ),
    **dict.fromkeys(
        """
        move decision act action step measure plan law ban bill policy deal resolution verdict ruling vote
        launch launching test referendum sanction tariff annexation trial incident restriction
        designation seizure closure withdrawal sentence conviction appointment recognition exercise sale
        suspension extension construction testing expansion agreement accord pact pause recommendation
        occurrence development speech removal behaviour behavior conduct
        halt freeze merger annulment deployment purchase election
        """.split(),
        frozenset({"", *(f"{n:02}" for n in range(1, 21) if n != 11)}),
    ),
}
# What a clause sums up that the next word on it is about, and what that word may be.
REMARKED = frozenset("move step decision act action measure gesture statement".split())
REMARKS = frozenset({"110", "111", "113", "051"})
# Who fights, and may be asked to stop.
WARRING = frozenset({"", "GOV", "MIL", "REB", "SEP", "OPP", "PTY"})
# What one claims who says that one did it.
CLAIMED = frozenset({"responsibility", "credit"})
ANSWERS = ("response", "retaliation", "reaction", "reply", "answer", "respond", "retaliat", "react", "repl")
STRIKING_BACK = ("respon", "retaliat", "reprisal", "revenge", "counter")
# What one answers with a protest or a threat; with a refusal, what was asked (`ASKED`).
PROVOKING = HARM | {"11", "12", "13", "14", "16", "17"}
# What disapproval is about.
ABOUT = frozenset({"over", "at", "about", "to", "of"})
BACKWARD = frozenset({"the", "this", "that", "these", "those", "both", "all"})
# Where something else happens than what was told.
APART = frozenset({"another", "separate", "separately", "elsewhere", "meanwhile"})
TOO = frozenset({"also", "likewise", "too", "similarly"})


def deed(reader: Sides, clause: Clause, match: Match, sources: list[Found], code: str) -> list[Found] | None:
    """ "Norway bans trawlers from Chile, which condemned the move": who is behind it.

    It is whoever acts in a clause around or before, else in the sentences before; of "Peru also condemned
    the move", whoever was condemned before.
    """
    if code not in {"051", "110", "111", "113"} and code[:2] != "12":
        return None
    if clause.kind != "verb" or clause.relation == "relative" or not sources or reader.resolver.scene.known:
        return None
    if code == "051" and clause.infinitive:
        return None  # "cited a law to back the measure": its own
    phrases = disapproved(reader, clause, match, code)
    named = [(n, word) for n in phrases if (word := pointed(reader, n))]
    if not named:
        return None
    at, noun = head_of(named[0][0]), named[0][1]
    leaves = reader.resolver.scene.leaves
    beside = (leaves[0], *leaves[max(0, clause.head.start - 3) : clause.head.start])
    too = any(leaf.word.lower() in TOO for leaf in beside)
    for one in (*here(reader, clause), *reversed(reader.resolver.story.deeds)):
        if too and one.root != code[:2]:
            continue
        if not too and one.root not in KINDS[noun] and not one.word.startswith(noun[:5]):
            continue
        found = [f for f in reader.others(list(one.to if too else one.by), sources) if not f.partial]
        if found:
            found = [evolve(f, start=at.start, end=at.start + 1) for f in found]
            return said(found, "deed", f'"{noun}" of "{one.word}":')
    return None


def remarked(
    reader: Sides, clause: Clause, match: Match, sources: list[Found], code: str
) -> list[Found] | None:
    """ "Norway banned trawlers, a move condemned by Chile", "in what Chile called a provocation": who acts in
    the clause that the remark is about."""
    if code not in REMARKS or clause.kind != "verb" or not sources or reader.resolver.scene.known:
        return None
    if clause.relation in {"reduced", "relative"}:
        if not any(head_of(n).word.lower() in REMARKED for n in clause.objects):
            return None
    elif clause.relation != "ing" or clause.marker != "in":
        return None
    outer = next((c for c in clause.embedders() if c.kind == "verb"), None)
    if outer is None or outer.head.start > clause.head.start:
        return None
    found = reader.others(reader.sources(outer, reader.matches.get(outer)), sources)
    found = [f for f in found if not f.partial and not (f.completed and f.code[3:6] == "UAF")]
    return said(found, "deed", f'"{outer.head.word}" of') or None


def disapproved(reader: Sides, clause: Clause, match: Match, code: str) -> list[Node]:
    """What somebody disapproves of: "condemned [it]", "voiced anger over [it]", "said that [it] is a crime",
    "[it] drew criticism from Chile"."""
    phrases = [*clause.objects]
    if code in {"110", "111"}:
        phrases += [p.node for p in clause.preps if p.word in ABOUT]
        phrases += [
            p.node for n in clause.nouns if n.relation == "object" for p in n.preps if p.word in ABOUT
        ]
        phrases += [n for c in clause.complements if c.relation == "that" for n in c.subject]
        if match.source.startswith("phrase:"):
            phrases += clause.subject
    return phrases


def answer(
    reader: Sides, clause: Clause, match: Match, sources: list[Found], code: str
) -> list[Found] | None:
    """ "Norway jailed two Chileans. Chile recalled its envoy in protest", "Chile threatens to retaliate": who
    did a deed before to those who now answer."""
    back = code[:2] == "13" and any(word.lower().startswith(STRIKING_BACK) for word in clause.node.words())
    refuses = code[:2] == "12" and not clause.infinitive
    if not (back or refuses or code in {"160", "161", "163", "110", "111"}) or not sources:
        return None
    if clause.kind != "verb" or not reader.resolver.story.deeds or reader.resolver.scene.known:
        return None
    if clause.relation != "root" and not (back and clause.relation in {"that", "to"}):
        return None
    own = {f.country for f in sources}
    last = reader.resolver.story.deeds[-1]
    for one in reversed(reader.resolver.story.deeds):
        if one.root not in (ASKED if refuses else PROVOKING):
            continue
        if one is not last and code != "161":
            return None
        by, to = {f.country for f in one.by}, {f.country for f in one.to}
        side = one.by if to & own else one.to if by & own and not refuses else ()
        found = [f for f in reader.others(list(side), sources) if not f.partial and f.country not in own]
        if found:
            at = clause.head
            found = [evolve(f, start=at.start, end=at.start + 1) for f in found]
            return said(found, "answer", f'to "{one.word}":')
        return None
    return None


def struck_back(
    reader: Sides, clause: Clause, match: Match, sources: list[Found], code: str
) -> list[Found] | None:
    """ "Rebels shelled a town in Chile. Chile responded with air strikes": who has attacked before."""
    if code[:2] != "19" or not sources or match.reciprocal or reader.resolver.scene.known:
        return None
    if clause.relation in {"prep:for", "prep:to"}:
        return None  # "in response to Chile's raid"
    verbs = [c for c in (clause, *clause.embedders()) if c.kind == "verb"][:1]
    preps = [p for c in (clause, *verbs) for p in c.preps]
    words = [*(c.head.word.lower() for c in verbs), *(head_of(p.node).word.lower() for p in preps)]
    if not any(word.startswith(STRIKING_BACK) for word in words):
        return None
    inner = [c for c in reader.clauses if c.parent in verbs and c.relation == "adverbial"]
    inner = [c for c in inner if c.marker in OVER and reader.root(c) in HARM]
    before = [*filter(None, (told(reader, c) for c in inner)), *here(reader, clause)]
    own = {f.country for f in sources}
    for one in (*before, *reversed(reader.resolver.story.deeds)):
        if one.root not in HARM:
            continue
        found = [f for f in reader.others(list(one.by), sources) if not f.partial and f.country not in own]
        if found and (not one.to or own & {f.country for f in one.to}):
            found = [evolve(f, start=clause.head.start, end=clause.head.start + 1) for f in found]
            return said(found, "struck back", f'after "{one.word}" of')
    return None


def calmed(
    reader: Sides, clause: Clause, match: Match, sources: list[Found], code: str
) -> list[Found] | None:
    """ "Norway urged calm after Chile shelled Peru", "as rebels and the army fought, Norway called for a
    truce": those who fight each other in the clause around or beside, else in the sentence before."""
    if code not in {"0256", "025"} or not sources or reader.resolver.scene.known:
        return None
    for prep in clause.preps:
        if head_of(prep.node).word.lower() in BORDERS:  # "a truce on the border between Chile and Peru"
            ends = [f for f in reader.states().values() if prep.node.start <= f.start < prep.node.end]
            if ends:
                return said(reader.others(ends, sources), "calmed", "those on either side:") or None
    acts = [c for c in reader.clauses if c is not clause and reader.root(c) in {"15", "18", "19"}]
    acts = [c for c in acts if c.parent is not clause or c.relation != "object"]
    for act in acts:
        told = reader.matches.get(act)
        if told is None:
            continue
        by = reader.pair(act) or reader.sources(act, told)
        sides = [*by, *reader.targets(act, told, by, told.code)]
        found = [f for f in reader.others(sides, sources) if not f.partial and f.code[3:6] in WARRING]
        if found:
            return said(found[:2], "calmed", f'those of "{act.head.word}":')
    for deed in reversed(reader.resolver.story.deeds):
        if deed.root in {"18", "19"}:
            sides = [f for f in reader.others([*deed.by, *deed.to], sources) if not f.partial]
            found = [
                evolve(f, start=clause.head.start, end=clause.head.end)
                for f in sides
                if f.code[3:6] in WARRING
            ]
            return said(found[:2], "calmed", f'those of "{deed.word}":') or None
    return None


def answered(reader: Sides, clause: Clause) -> bool:
    """Whether an event noun is what its sentence reacts to: "responded to the raid", "in response to it"."""
    if reader.root(clause) not in {"16", "17", "18", "19"}:
        return False
    theirs = [p for p in clause.preps if p.word == "of" and any(n.label == "PRP$" for n in p.node.leaves())]
    if theirs and len(clause.preps) == 1 and clause.relation.removeprefix("prep:") in {*OVER, "to", "by"}:
        return True  # "after Chile's expulsion of one of its envoys"
    if any(p.word in {"of", "on", "against", "in"} for p in clause.preps):
        return False
    leaves = reader.resolver.scene.leaves
    at = clause.node.start
    link = leaves[at - 1].word.lower() if at > 1 else ""
    before = leaves[at - 2].word.lower() if at > 1 else ""
    if link == "to" and before.startswith(ANSWERS):
        return True
    scene = reader.resolver.scene  # not "in retaliation for the Palmyra raid", which names a place
    adjective = any(n.label == "JJ" and n.start in scene.at for n in base_of(clause.node).leaves())
    return link == "for" and before in {"retaliation", "revenge"} and adjective


def answering(phrase: Node) -> bool:
    """Whether a phrase says what something answers: "in [response to the raid]"."""
    return head_of(phrase).word.lower().startswith(ANSWERS)


def owns_up(clause: Clause, match: Match | None) -> bool:
    """Whether a clause says that its subject did it: "admitted the raid", "claimed responsibility"."""
    if match is None or match.code == "015":
        return match is not None
    return match.code[:2] in HARM and any(head_of(n).word.lower() in CLAIMED for n in clause.objects)


def pointed(reader: Sides, phrase: Node) -> str:
    """The noun that points back to a deed, if the phrase does not say itself whose it is: "this act"."""
    word = head_of(phrase).word.lower()
    if word == "this" and phrase.end - phrase.start == 1:
        return "move"
    if word in {"kind", "type", "sort"}:  # "this kind of behaviour"
        word = next((head_of(n).word.lower() for n in located([phrase], "of")), word)
    noun = word if word in KINDS else word.removesuffix("s")
    if noun not in KINDS or next(iter(base_of(phrase).leaves())).word.lower() not in BACKWARD:
        return ""
    named = any(phrase.start <= m.start < phrase.end for m in reader.resolver.scene.mentions)
    return "" if named else noun


def here(reader: Sides, clause: Clause) -> Iterator[Deed]:
    """What the clauses around and before a clause tell, nearest first."""
    around = [c for c in clause.embedders() if c.kind == "verb"]
    before = [c for c in reversed(reader.clauses) if c.head.start < clause.head.start and c.kind == "verb"]
    for outer in (*around, *(c for c in before if c.relation == "root" and c not in around)):
        if outer.subject != clause.subject or outer.passive:
            made = told(reader, outer)
            if made is not None:
                yield made


def told(reader: Sides, clause: Clause) -> Deed | None:
    """A clause as a deed: who does it, as far as it says so."""
    match = reader.matches.get(clause)
    if match is not None and match.code:
        by = reader.sources(clause, match, told=True)
    else:
        by = [] if clause.passive else reader.of(clause.subject, clause, 2)
    return Deed(clause.head.word.lower(), reader.root(clause), tuple(by)) if by else None


def before(reader: Sides, clause: Clause) -> Deed | None:
    """The attack after which a clause tells who fell: "Rebels raided the town. Nine soldiers were killed."

    Not where it happens in another one: "in an ambush", "elsewhere".
    """
    if clause.kind != "verb" or not clause.passive or clause.subject:
        return None
    if clause.relation not in {"root", "that"}:
        return None
    if any(leaf.word.lower() in APART for leaf in clause.node.leaves()):
        return None
    if any(next(act.node.leaves()).word.lower() not in BACKWARD for act in reader.occasions(clause)):
        return None
    verbs = [c for c in reader.clauses if c.kind == "verb" and c.head.start < clause.head.start]
    verbs = [c for c in verbs if c.relation == "root" and reader.root(c) in HARM]
    made = told(reader, verbs[-1]) if verbs else next(reversed(reader.resolver.story.deeds), None)
    return made if made is not None and made.root in HARM else None
