"""Whose "the police" are: the country of a role that its phrase does not tell.

The rules in order: the place of the clause ("the police arrested two men in Chile"); the only state in the
sentence; where it names none, the one that the story named last; the only state that it places something in;
else the other side by what the role is: rebels fight the forces of their own state, soldiers those of
others.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve

from diplocode.cameo import country_of
from diplocode.coding import actors
from diplocode.coding.clause import Clause, joined
from diplocode.coding.descriptions import Descriptions
from diplocode.coding.grammar import BEARING
from diplocode.coding.memory import Story
from diplocode.coding.mentions import Mention
from diplocode.coding.owners import BESIDE, LINES
from diplocode.coding.phrases import head_of
from diplocode.coding.roots import HARM
from diplocode.coding.scene import ARMED, INTERNATIONAL, Found, Scene, complete
from diplocode.model import Node, Step

REBELS = frozenset({"REB", "UAF", "CRM", "OPP", "CVL", "SEP", "INS"})
CIVIL = frozenset({"CVL", "HLH", "EDU", "MED", "OPP", "REL", "CRM", "LAB", "AGR", "REB", "UAF"})
ELSEWHERE = frozenset("world global international foreign western neighbouring neighboring overseas".split())
# Organisations that are of no state by themselves, and what they are called.
UNBOUND = {"HRI": "NGOHRI", "NGO": "NGO", "ENV": "NGOENV"}
BODIES = frozenset("groups organisations organizations agencies charities bodies watchdogs ngos".split())
# Parts of a state that have codes of their own.
REGIONS = frozenset({"PSEGZA", "PSEWBN", "IRQKUR", "RUSCHE", "RUSDAG", "RUSING"})
BEFORE_PLACE = frozenset({"DT", "JJ", "NN", "VBN", "CD", "NNP"})  # "in the northern city of Karbala"
# What flies comes from elsewhere: "killed by a rocket in Chile" tells nobody's army.
FLYING = frozenset("missile missiles rocket rockets mortar mortars drone drones gunfire".split())
# Roles that "the" takes up again, and the words that do so.
KEPT = frozenset("BUS COP CRM CVL EDU GOV JUD LAB LEG MED MIL OPP PTY REL SPY UAF".split())
ATTACKERS = frozenset(
    """
    attacker attackers assailant assailants perpetrator perpetrators gunman gunmen shooter shooters hijacker
    hijackers bomber bombers assassin assassins
    """.split()
)
DEFINITE = frozenset({"the", "these", "those"})
# Whom "others" beside them are: "killed two soldiers and wounded six others".
HURT_TOGETHER = frozenset({"MIL", "COP", "REB", "UAF", "CRM", "OPP"})
# Who works at a mission: its state's, as far as others deal with them.
STAFF = frozenset({"LAB", "MIL", "GOV"})
AT_MISSION = frozenset({"on", "against", "outside", "at"})
MISSIONS = frozenset("embassy consulate mission embassies consulates missions".split())
PLACES = frozenset(
    {"in", "near", "at", "across", "inside", "outside", "within", "throughout", "around", "through"}
)


def forces(mention: Mention | None) -> bool:
    """Whether a noun that may name an act, as "strikes" does, can be armed people: "the armed forces"."""
    return mention is not None and mention.kind == "agent" and mention.code.strip("~ ")[:3] in ARMED


class Completion(Descriptions):
    """Gives one sentence's roles their countries."""

    def __init__(
        self, scene: Scene, clauses: list[Clause], story: Story, roots: Mapping[int, str] | None = None
    ) -> None:
        super().__init__(scene, clauses, story, roots)
        self.where: dict[str, Mention] | None = None
        acts = {c.head.start for c in clauses if c.kind == "noun"}
        told = acts if roots is None else roots
        self.acts = {at for at in acts if at in told or not forces(scene.at.get(at))}

    def completed(self, found: Found, clause: Clause | None) -> Found:
        """A role without a country gets one from the place, the sentence or the story."""
        if not found.partial or self.scene.known:
            return found
        placed = [leaf.word.lower() for leaf in self.scene.leaves[found.end - 1 : found.end + 1]]
        if found.code in UNBOUND and placed[0] in BODIES and placed[-1] not in {"in", "from", "of"}:
            body = Step("context", f"{found.code} of no state")  # "human rights groups", "aid agencies"
            return evolve(found, code=UNBOUND[found.code], partial=False, steps=(*found.steps, body))
        if any(found.start <= h < found.end and not self.is_crowd(h) for h in self.acts):
            return found  # "a drone attack in Chile": whose, it does not say
        if self.scene.leaves[found.end - 1].word.lower() in FLYING:
            return found
        if any(leaf.word.lower() in ELSEWHERE for leaf in self.scene.leaves[found.start : found.end]):
            return found  # "world leaders", "foreign envoys"
        again = self.attackers(found) or self.kurds(found) or self.told_before(found)
        if again is not None:
            return again
        sent = self.at_mission(found, clause) if clause is not None else None
        if sent is not None:
            return sent
        beside = self.beside(found, clause) if clause is not None else None
        if beside is not None and (beside.code[:3] in {"IGO", "IMG"} or beside.code[3:6] in HURT_TOGETHER):
            return beside
        if self.scene.leaves[found.end - 1].label == "CD" and found.end - found.start == 1:
            return beside or found  # "killing nine": who they are, only those told beside them say
        if clause is not None:
            for prep in clause.preps:
                inside = prep.node.start <= found.start < prep.node.end
                if prep.word == "with" and found.code == "REB" and inside:
                    state = [f for f in self.subject_of(clause) if f.code[3:6] == "GOV" and not f.partial]
                    if len(state) == 1:
                        why = "deal with the government of their state"
                        return complete(found, state[0].code[:3], why, state[0].rules)
            for prep in (p for c in joined(clause, self.clauses) for p in c.preps):
                head = head_of(prep.node)
                here = prep.word in PLACES or (prep.word == "off" and found.code[:3] in {"CRM", "UAF"})
                if prep.word in BESIDE and head.word.lower() in LINES:
                    continue  # "near the border with Niger": on either side of it
                mission = prep.word == "at" and head.word.lower() in MISSIONS
                if here and head.start not in self.acts and head.word.lower() not in BEARING:
                    place = [
                        f
                        for f in actors.resolve(prep.node, self.scene)
                        if not f.partial
                        and (len(f.code) == 3 or (mission and found.code[:3] in STAFF))
                        and f.code[:3] not in INTERNATIONAL
                    ]
                    place = [f for f in place if not self.of_act(f, prep.node)]
                    if place:
                        name = " ".join(prep.node.words()[:4])
                        return complete(found, place[0].country, f"{prep.word} {name}", place[0].rules)
        hit = beside or (self.among_victims(found, clause) if clause is not None else None)
        if hit is not None:
            return hit
        states = {
            m.code[:3]: m for m in self.scene.mentions if m.kind == "actor" and country_of(m.code) is not None
        }
        if len(states) == 1:
            code, mention = next(iter(states.items()))
            foreign = self.abroad(found, clause, code)
            if foreign is not None:
                return foreign
            return complete(found, code, "is of the only state in the sentence", mention.rules)
        if not states:
            last = self.story.last(False)
            if last is not None:
                return complete(found, last.code[:3], "is of the state last named in the story", last.rules)
            return found
        where = self.places()
        if len(where) == 1:
            code, mention = next(iter(where.items()))
            return complete(found, code, f"in {mention.text}", mention.rules)
        return self.opposed(found, clause, states)

    def attackers(self, found: Found) -> Found | None:
        """ "A Dane stabbed two people. The attacker was shot": who did the harm told before."""
        leaves = self.scene.leaves
        word = leaves[found.end - 1].word.lower()
        if word not in ATTACKERS or leaves[found.start].word.lower() not in DEFINITE or not self.story.deeds:
            return None
        deed = self.story.deeds[-1]
        by = [f for f in deed.by if not f.partial and f.code[3:6] in {"", "CVL", "REB", "UAF", "CRM", "EDU"}]
        if deed.root not in HARM or len({f.country for f in by}) != 1:
            return None
        code = by[0].code if by[0].code[:3] in INTERNATIONAL else by[0].country + found.code
        step = Step("context", f"{found.code} who did the harm told before ({by[0].code})")
        return evolve(found, code=code, partial=False, completed=True, steps=(*found.steps, step))

    def kurds(self, found: Found) -> Found | None:
        """ "Turkey bombed Kurdish rebels in Iraq": those whom Turkey fights are its own."""
        words = {leaf.word.lower() for leaf in self.scene.leaves[found.start : found.end]}
        if found.code != "REB" or "kurdish" not in words:
            return None
        named = {m.code[:3]: m for m in self.scene.mentions if m.kind == "actor"}
        turkey = named.get("TUR") if "SYR" not in named else None
        return complete(found, "TUR", "that Turkey fights", turkey.rules) if turkey is not None else None

    def told_before(self, found: Found) -> Found | None:
        """ "the company", "the soldiers": the last with this role that the story told by state or name."""
        role = found.code[:3]
        definite = self.scene.leaves[found.start].word.lower() in DEFINITE
        if role not in KEPT or not (definite or role == "MIL"):
            return None
        here = [f for f in self.scene.roled() if f.end <= found.start]
        told = [f for f in (*self.story.roled, *here) if f.code[3:6] == role]
        if not told or (not definite and len({f.country for f in told}) > 1):
            return None
        return complete(found, told[-1].country, "were told of before", told[-1].rules)

    def of_act(self, found: Found, phrase: Node) -> bool:
        """Whether a nationality is an act's and not a place's: "killed in a series of Chilean raids"."""
        adjective = found.strength < 2 and self.scene.leaves[found.end - 1].label == "JJ"
        return adjective and any(found.end <= act < phrase.end for act in self.acts)

    def abroad(self, found: Found, clause: Clause | None, state: str) -> Found | None:
        """Whom the army of the only state in the sentence harms, if the story was about another before."""
        if clause is None or found.code[:3] not in CIVIL or self.roots.get(clause.head.start) not in HARM:
            return None
        if not any(o.start <= found.start < o.end for o in clause.objects):
            return None
        phrases = [*clause.subject, *(p.node for p in clause.preps if head_of(p.node).start in self.acts)]
        doers = [f for phrase in phrases for f in actors.resolve(phrase, self.scene)]
        if not any(f.code in {state, state + "MIL"} for f in doers):
            return None
        others = [f for f in self.story.actors if country_of(f.code) is not None and f.code[:3] != state]
        if not others:
            return None
        return complete(found, others[-1].code[:3], "harmed by the army of another state", others[-1].rules)

    def beside(self, found: Found, clause: Clause) -> Found | None:
        """ "killed two Danes and wounded three others": of the state or organisation of those beside them."""
        last = self.scene.leaves[found.end - 1]
        if last.word.lower() != "others" and last.label != "CD":
            return None
        if not any(o.start <= found.start < o.end for o in clause.objects):
            return None
        for other in sorted(self.clauses, key=lambda c: -c.head.start):
            if other.kind == "verb" and other.head.start < clause.head.start:
                for phrase in other.objects:
                    for f in self.actors(phrase, other):
                        if f.partial or f.strength < 3:
                            continue
                        if f.code[:3] == "IMG":
                            return evolve(f, start=found.start, end=found.end)
                        if f.code[:3] == "IGO" or country_of(f.code) is not None:
                            home = f.code if f.code[:3] == "IGO" else f.country
                            kin = f.code[3:6] if f.code[3:6] in HURT_TOGETHER else found.code
                            return complete(evolve(found, code=kin), home, "are hurt beside", f.rules)
        return None

    def among_victims(self, found: Found, clause: Clause) -> Found | None:
        """People killed or hurt in a raid on a place are of its state."""
        if not any(o.start <= found.start < o.end for o in clause.objects):
            return None
        around = {p.node.start for c in joined(clause, self.clauses) for p in c.preps}
        for act in self.clauses:
            if act.kind == "noun" and act.node.start in around and clause.passive:
                for prep in act.preps:
                    if prep.word in {"on", "in", "at", "near", "outside", "against"}:
                        place = [f for f in actors.resolve(prep.node, self.scene) if not f.partial]
                        if place and country_of(place[0].code) is not None:
                            why = f'hurt in the "{act.head.word}" {prep.word}'
                            return complete(found, place[0].country, why, place[0].rules)
        return None

    def at_mission(self, found: Found, clause: Clause) -> Found | None:
        """People killed or hurt in an attack on a mission: who suffers it is the state that sent it."""
        if found.code != "CVL" or not clause.passive or self.roots.get(clause.head.start) not in HARM:
            return None
        around = {p.node.start for c in joined(clause, self.clauses) for p in c.preps}
        for act in self.clauses:
            if (
                act.kind != "noun"
                or act.node.start not in around
                or self.roots.get(act.head.start) not in HARM
            ):
                continue
            for prep in act.preps:
                if prep.word in AT_MISSION and head_of(prep.node).word.lower() in MISSIONS:
                    sent = [
                        f for f in actors.resolve(prep.node, self.scene) if not f.partial and f.strength > 1
                    ]
                    if sent:
                        why = f'hurt in the "{act.head.word}" {prep.word} a mission'
                        return complete(evolve(found, code=""), sent[0].country, why, sent[0].rules)
        return None

    def is_crowd(self, at: int) -> bool:
        """Whether a token that may name an act is people here ("a mob")."""
        mention = self.scene.at.get(at)
        return mention is not None and mention.kind == "agent" and mention.code.strip("~")[:3] in REBELS

    def places(self) -> dict[str, Mention]:
        """The states in which the sentence places something ("in the northern town of X"), each with a
        mention."""
        if self.where is None:
            self.where = {}
            for mention in self.scene.mentions:
                at = mention.start - 1
                while at > max(0, mention.start - 5):
                    leaf = self.scene.leaves[at]
                    if leaf.label not in BEFORE_PLACE and leaf.word.lower() != "of":
                        break
                    at -= 1
                place = at >= 0 and self.scene.leaves[at].word.lower() in PLACES
                behind = [leaf.word.lower() for leaf in self.scene.leaves[mention.end : mention.end + 1]]
                if any(word in BEARING for word in behind):
                    continue  # "near the Chilean border" may be on either side
                if place and mention.kind == "actor" and (len(mention.code) == 3 or mention.code in REGIONS):
                    self.where.setdefault(mention.code[:3], mention)
        return self.where

    def bordering(self, mention: Mention) -> bool:
        """Whether a state is only named as a neighbour: "the border with Chile", "the Chilean border"."""
        around = [*self.scene.leaves[max(mention.start - 2, 0) : mention.start]]
        around += self.scene.leaves[mention.end : mention.end + 1]
        return any(leaf.word.lower() in LINES for leaf in around)

    def opposed(self, found: Found, clause: Clause | None, states: dict[str, Mention]) -> Found:
        """A role in a clause whose other side has a country.

        Rebels fight the forces of their own state, soldiers those of another, a crowd the envoys of another;
        those whom a state seizes, it seizes at home.
        """
        if clause is None:
            return found
        states = {code: m for code, m in states.items() if not self.bordering(m)}
        subject = any(s.start <= found.start < s.end for s in clause.subject)
        phrases = [*clause.objects, *(p.node for p in clause.preps)] if subject else clause.subject
        if clause.passive:
            phrases = [p.node for p in clause.preps if p.word == "by"] if subject else clause.subject
        other = next(
            (
                f
                for phrase in phrases
                for f in actors.resolve(phrase, self.scene)
                if not f.partial and f.strength >= 2 and f.code[:3] not in INTERNATIONAL
            ),
            None,
        )
        if other is None:
            return found
        role = found.code[:3]
        theirs = other.code[:3]
        acted_on = not subject and any(o.start <= found.start < o.end for o in clause.objects)
        at_home = acted_on and role in CIVIL and set(states) <= {theirs}  # not "sent doctors to Togo"
        rest = [code for code in states if code != theirs]
        if acted_on and role in CIVIL - REBELS | {"CVL"} and other.code[3:6] == "MIL" and len(rest) == 1:
            return complete(
                found, rest[0], "are of the state that soldiers of another fight", states[rest[0]].rules
            )
        if acted_on and role in REBELS and other.code[3:6] == "MIL":
            doers = [f for s in clause.subject for f in actors.resolve(s, self.scene) if f.code[:3] in states]
            if len({f.country for f in doers}) > 1:  # "Norwegian and Malian troops": at home with the second
                return complete(found, doers[-1].country, "are of the state that they face", doers[-1].rules)
            beside = [c for c in rest if not any(s.start <= states[c].start < s.end for s in clause.subject)]
            if len(beside) == 1:
                why = "harmed by the army of another state"
                return complete(found, beside[0], why, states[beside[0]].rules)
        missions = any(head_of(p).word.lower() in MISSIONS for p in phrases)
        rising = subject and role == "REB" and other.code[3:6] == "GOV" and not missions
        if rising or (role in REBELS and other.code[3:6] in {"MIL", "COP"}) or at_home:
            return complete(found, theirs, "are of the state that they face", other.rules)
        crowd = subject and role in REBELS and other.code[3:6] == "GOV"
        if (role == "MIL" or crowd) and len(rest) == 1:
            return complete(found, rest[0], "are of the other state in the sentence", states[rest[0]].rules)
        return found
