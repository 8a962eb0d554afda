"""Who acts: the source of a clause, by one ordered list of rules.

Each rule is a short function that gives the actors, or None where it has nothing to say; the first that
answers decides. What a rule found other than in the plain subject it notes as a step of the actor.

    broker       "a Norwegian-brokered truce"
    marked       where the entry says: ($ ...), an object that acts, a subject that suffers
    blamed       "sanctioned Chile after it seized ...": who is punished did what he is punished for
    repaid       "bombed Chile after rockets hit its towns": who is struck back has struck first
    launched     "rockets fired from Chile hit a town": from where what flies comes
    subject      the subject, or the doer of the act that is the subject ("Chile's air strikes killed ...")
    nationality  "a Chilean air strike"
    named_phrase what the entry names (@source), by and from
    genitive     "at the request of Chile": who asks, demands, threatens, visits
    claimant     "claimed responsibility for the bombing": who claims it
    occasion     "killed in an attack by Chile": the doer of the act that the passive happened in
    coordinated  "arrested by Chile and handed over": who does the first of two passives
    left_place   "ordered to leave Chile": where a passive names nobody, the state that one must leave
    enacted      "parliament passed a law that bans ...": who has made the document
    post         "Chile's envoy to Norway was summoned": where a passive names nobody, who receives him
    author       "a report by Norway criticises": whose writing says so
    captor       "held in Lima, he was released": who has held him lets him go, and the other way
    holding      "freed two Chileans after a year in detention": who lets them go has held them
    conducted    "the army conducted a sweep that killed nine": who conducts it
    announced    "Chile says that five rebels were killed": who fights them, and tells of it
    aftermath    "Rebels raided the town. Nine were killed": who did the harm told before
    authority    "arrested in Lima": if nobody is named, the state of the place; "ambushed in Lima", "a bomb
                 killed two in Lima": armed people there
    assassin     "after the assassination of an opposition leader in Lima": armed people of the place
    assailant    "after an attack on the Chilean embassy in Lima": armed people of the place
    entered      "arrested after crossing into Chile": by whose border it is
    own_court    "the mayor of Lima was sentenced": where a passive names nobody, the convict's own state
    own_police   "clashed with police in Lima. Nine were arrested": those of the story's state
    fighter      "killed during clashes with rebels": who falls there has fought
    visitor      "on a visit to Chile Peru's minister said ...": who acts in the clause around
    teller       "Chile said that talks with Peru had failed": who tells of talks
    negotiator   "Chile cut off gas to Peru after talks": one side of the clause around
    crowd        "protests broke out in Chile": its people
    owner        "Chilean aid to Peru was cut": where a passive names nobody, whose thing it was
    speaker      "the embassy will be closed, Chile said": who announces an act of his own
    known        a known actor of the input marked as source

The rules from `occasion` to `speaker`, for clauses that don't say who acts, stand in `implicit_sources`;
`launched`, `claimant` and those about unknown attackers and arrests in `unnamed`.
"""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve

from diplocode.coding.clause import Clause
from diplocode.coding.custody import entered, holding, own_court, own_police
from diplocode.coding.grammar import HURT, OVER
from diplocode.coding.implicit_sources import (
    aftermath,
    author,
    captor,
    coordinated,
    crowd,
    enacted,
    fighter,
    left_place,
    occasion,
    owner,
    post,
    speaker,
)
from diplocode.coding.locations import LOCATIVE
from diplocode.coding.matching import Match
from diplocode.coding.mediation import broker
from diplocode.coding.phrases import NOMINAL, base_of, conjuncts, head_of, preposition
from diplocode.coding.roots import ASKED, HARM, PUNISHING, VIOLENT
from diplocode.coding.scene import INTERNATIONAL, Found, role_only
from diplocode.coding.sides import Sides, said, unique
from diplocode.coding.talks import negotiator, teller, visitor
from diplocode.coding.unnamed import (
    announced,
    assailant,
    assassin,
    authority,
    claimant,
    conducted,
    launched,
    repaid,
)
from diplocode.model import Node, Step

SUBJECTIVE = frozenset({"02", "03", "10", "13"})
HANGING = frozenset({"reduced", "relative"})
HURTING = (*HURT, "destroy", "damag", "claim", "leav", "left")

RAISING = ("rais", "spark", "fuel", "stok")
TOGETHER = frozenset({"together", "along", "jointly"})
BESIDE = frozenset({"together with", "along with", "jointly with", "alongside"})
SITTINGS = frozenset({"summit", "summits", "conference", "session", "forum", "meeting", "meetings"})
# Whose attack it is by the word before it: "a rebel attack".
AT_ARMS = frozenset({"MIL", "COP", "REB", "SEP", "UAF", "CRM", "OPP", "INS"})
MOUNTED = ("carried", "conduct", "mount", "launch", "perpetrat", "stage", "commit", "executed", "waged")
TROOPS = ("army", "nav", "troop", "soldier", "commando", "marine")
SHOTS = frozenset({"gunfire", "gunshot", "gunshots", "bullet", "bullets", "shots"})

Rule = Callable[[Sides, Clause, "Match | None"], "list[Found] | None"]


def marked(reader: Sides, clause: Clause, match: Match | None) -> list[Found] | None:
    """Where the entry says that the source stands."""
    if match is None:
        return None
    if match.source.startswith("phrase:"):
        words = match.source[7:].split("|")
        found = reader.of([p.node for p in clause.preps if p.word in words], clause, 0)
        if found:
            return found
    if match.source == "object":
        return reader.of(clause.objects, clause, 0)
    if match.target == "subject":
        rest = [p.node for p in clause.preps if p.word in {"by", "from", "against"}]
        return reader.of([*clause.objects, *rest], clause, 1) or None
    return None


def blamed(reader: Sides, clause: Clause, match: Match | None) -> list[Found] | None:
    """Who did what an act answers: "Norway sanctioned Chile after it seized ...", "over the seizure".

    The one punished, not the one who punishes, is the "it" of the reason (implicit causality).
    """
    outer = next((c for c in clause.embedders() if c.kind == "verb"), None)
    punished = reader.matches.get(outer) if outer is not None else None
    if outer is None or punished is None or punished.code[:2] not in PUNISHING:
        return None
    if punished.code[:3] == "112" and clause.relation in {"prep:after", "prep:following"}:
        return None  # "accused Chile of arming rebels after the murder of ...": of what is told
    if clause.head.start < outer.head.start:
        return None  # "Days after it seized a ship, Norway sanctioned Chile": Norway has seized it
    if clause.kind == "noun":
        own = any(head_of(phrase).label != "PRP$" for phrase in clause.subject)
        told = own or clause.relation.removeprefix("prep:") not in OVER
        if told or reader.root(clause) in {"", "01", "04", "11"} or nationality(reader, clause, match):
            return None
    elif clause.marker not in OVER or not clause.subject or head_of(clause.subject[0]).label != "PRP":
        return None
    return reader.targets(outer, punished, reader.sources(outer, punished), punished.code) or None


def subject(reader: Sides, clause: Clause, match: Match | None) -> list[Found] | None:
    """The subject, if it does not suffer; where that is an act, who does it.

    A place does nothing: in "attacked a bus in Lima, killing two" and "a raid on a bank in Lima, which left
    two dead" the doer is who attacks, or whose raid it is.
    """
    if match is not None and match.target == "subject":
        return None
    if match is not None and match.code in {"110", "111"} and raised(clause):
        return []
    if set_aside(clause):
        return beside_place(reader, clause)
    doing = strayed(reader, clause)
    if doing is not None:
        return reader.sources(doing, reader.matches.get(doing)) or None
    if clause.kind == "verb" and match is not None and match.code[:2] in VIOLENT:
        for act in reader.acts(clause.subject):
            found = reader.doers(act)
            named = reader.of(clause.subject, clause, 1)
            if found and not any(n.country == f.country for n in named for f in found):
                return said(found, "doer", f'of "{act.head.word}"')
    found = reader.of(clause.subject, clause, 1)
    if found:
        found = unique([*found, *reader.of(companions(clause), clause, 3)])
    if reader.root(clause) in HARM:  # gunfire is soldiers' only if it is somebody's: "Chilean gunfire"
        words = reader.resolver.scene.leaves
        found = [
            f
            for f in found
            if not (f.partial or f.completed)
            or not (words[f.end - 1].word.lower() in SHOTS or reader.harms(f.end - 1))
        ]
    return found or None


def raised(clause: Clause) -> bool:
    """Whether concerns are others': "shelled a town, [raising concerns]"."""
    return clause.relation == "adjunct" and clause.head.word.lower().startswith(RAISING)


def companions(clause: Clause) -> list[Node]:
    """Who acts too: "Norway, together with [Chile], imposed sanctions"."""
    if clause.kind != "verb":
        return []
    out = [p.node for p in clause.preps if p.word in BESIDE and p.node.start < clause.head.start]
    for phrase in clause.subject:
        leaves = list(phrase.leaves())
        for node in phrase.nodes():
            if node.label != "PP" or node.start == phrase.start:
                continue
            word, governed = preposition(node)
            before = leaves[node.start - phrase.start - 1].word.lower()
            if governed is not None and (word == "alongside" or (word == "with" and before in TOGETHER)):
                out.append(governed)
    return out


def set_aside(clause: Clause) -> bool:
    """Whether what a participle or relative clause hangs on only tells where: "in [Lima], killing two"."""
    if clause.kind != "verb" or clause.passive or len(clause.subject) != 1 or clause.relation not in HANGING:
        return False
    if clause.relation == "relative" and not clause.head.word.lower().startswith(HURTING):
        return False  # "in Chile, which has invaded Peru"
    node = clause.subject[0].parent
    while node is not None and node.label in NOMINAL:
        node = node.parent
    return node is not None and node.label == "PP" and preposition(node)[0] in LOCATIVE


def strayed(reader: Sides, clause: Clause) -> Clause | None:
    """What harms behind a clause that harms nobody: "[fired] at a camp where recruits stood, killing two"."""
    around = clause.parent
    if clause.relation != "adjunct" or around is None or around.relation != "relative":
        return None
    if not clause.head.word.lower().startswith(HURT) or reader.root(around) in HARM:
        return None
    return next((c for c in around.embedders() if c.kind == "verb" and reader.root(c) in HARM), None)


def beside_place(reader: Sides, clause: Clause) -> list[Found] | None:
    """Who acts where a participle or relative clause hangs on a place: the doer of the act around."""
    acts = [c for c in reader.nouns.values() if c.node.start <= clause.head.start < c.node.end]
    acts = [c for c in acts if reader.root(c) in HARM]
    if acts:
        return reader.doers(max(acts, key=lambda c: c.node.start)) or None
    verbs = [c for c in clause.embedders() if c.kind == "verb"]
    outer = next((c for c in verbs if reader.root(c) in HARM), verbs[0] if verbs else None)
    if outer is None or (clause.relation == "relative" and reader.root(outer) not in HARM):
        return None
    return reader.sources(outer, reader.matches.get(outer)) or None


def nationality(reader: Sides, clause: Clause, match: Match | None) -> list[Found] | None:
    """The nationality before an event noun: "U.S. sanctions", "an Israeli air strike"."""
    if clause.kind != "noun":
        return None
    part = conjuncts(clause.node)[0]
    base, head = base_of(part), head_of(part)
    scene = reader.resolver.scene
    mentions = scene.between(base.start, head.start)
    if head.start in scene.at and base.start <= scene.at[head.start].start < head.start:
        mentions = [*mentions, scene.at[head.start]]  # an entry of its own: "NATO air strike"
    found = [
        Found(
            m.code,
            m.start,
            m.end,
            2,
            rules=m.rules,
            steps=(Step("modifier", f"{m.text} before {head.word}"),),
        )
        for m in mentions
        if m.kind in {"actor", "known", "learned"}
    ]
    if not found and match is not None and match.code[:2] in HARM:
        return armed_by(reader, clause, base, head) or None
    bodies = [f for f in found if f.code[:3] in INTERNATIONAL]
    starts = [f.start for f in found]
    joined = len(set(starts)) < len(starts) or any(n.word == "–" for n in base.leaves())
    if bodies and head.word.lower() in SITTINGS and not joined:
        found = bodies  # "the ASEAN Manila summit": where, not with whom
    return unique(found) or None


def armed_by(reader: Sides, clause: Clause, base: Node, head: Node) -> list[Found]:
    """The armed people in the words right before an attack: "a rebel attack", "police raids"."""
    leaves = reader.resolver.scene.leaves
    for m in reversed(reader.resolver.scene.mentions):
        role = m.code.strip("~ ")[:3]
        if m.kind != "agent" or not base.start <= m.start < m.end <= head.start or role not in AT_ARMS:
            continue
        word = leaves[m.end - 1].word.lower()
        if role == "MIL" and not word.startswith(TROOPS):
            continue  # "a military operation", "a drone strike": anybody's
        if word.startswith("terror") or any(n.label in {",", "CC"} for n in leaves[m.end : head.start]):
            continue
        step = Step("modifier", f"{m.text} before {head.word}")
        found = evolve(role_only([m], m.start, m.end), strength=2)
        found = reader.resolver.completed(found, clause)
        return [evolve(found, steps=(*found.steps, step))]
    return []


def named_phrase(reader: Sides, clause: Clause, match: Match | None) -> list[Found] | None:
    """The phrase that the entry names with @source; by and from for event nouns."""
    if match is None:
        return None
    outer = clause.parent
    if outer is not None and reader.reversed(clause):  # "won recognition as a state from Chile"
        phrases = [p.node for p in (*clause.preps, *outer.preps) if p.word in {"from", "by"}]
        return reader.of(phrases, clause, 1) or None
    if clause.kind == "noun" and match.code[:2] in HARM:
        for c in reader.clauses:  # "an air strike [mounted by Chile]"
            mounted = c.passive and c.relation == "reduced" and c.head.word.lower().startswith(MOUNTED)
            if mounted and clause.head.start in {head_of(q).start for n in c.objects for q in conjuncts(n)}:
                found = reader.of(c.subject, c, 1)
                if found:
                    return found
    given_ = (match.option("source") or "").lower().split()
    aimed = (match.option("target") or "").lower().split()
    if match.code[:2] in ASKED:
        aimed.clear()  # "a request from Chile", but "requested help from Chile"
    usual = [w for w in ("by", "from") if w not in aimed] if clause.kind == "noun" else []
    for word in (*given_, *usual):
        phrases = [p.node for p in clause.preps if p.word == word and (word == "by" or not p.inside)]
        found = reader.of(phrases, clause, 1)
        if found:
            return found
    return None


def genitive(reader: Sides, clause: Clause, match: Match | None) -> list[Found] | None:
    """ "the request of Chile", "the visit of the Chilean envoy", "the withdrawal of its troops": who asks,
    visits or leaves, not whom."""
    if clause.kind != "noun" or match is None:
        return None
    decides = any(c.relation == "to" for c in clause.complements)  # "the refusal of Chile to meet"
    if match.code[:2] not in SUBJECTIVE and match.code not in {"042", "0874"} and not decides:
        return None
    return reader.of([p.node for p in clause.preps if p.word == "of" and not p.inside], clause, 2) or None


def known(reader: Sides, clause: Clause, match: Match | None) -> list[Found] | None:
    """A known actor of the input marked as the source, for a verb without a subject."""
    if match is None or not reader.resolver.scene.known or clause.kind != "verb" or clause.subject:
        return None
    suffering = {f.code for f in reader.of(clause.objects, clause, 0)}
    if clause.relation in {"reduced", "relative"} and not suffering & reader.resolver.scene.given:
        return None  # "people accused of fraud": nobody of theirs is said to be the one who suffers it
    return reader.given("SRC")


SOURCE_RULES: tuple[Rule, ...] = (
    broker,
    marked,
    blamed,
    repaid,
    launched,
    subject,
    nationality,
    named_phrase,
    genitive,
    claimant,
    occasion,
    coordinated,
    left_place,
    post,
    author,
    enacted,
    captor,
    holding,
    conducted,
    announced,
    aftermath,
    authority,
    assassin,
    assailant,
    entered,
    own_police,
    own_court,
    fighter,
    visitor,
    teller,
    negotiator,
    crowd,
    owner,
    speaker,
    known,
)

# What other projects' dictionaries don't count on.
OURS = frozenset(SOURCE_RULES) - {marked, blamed, subject, nationality, named_phrase, known}


class Sources(Sides):
    """Finds who acts in one sentence's clauses."""

    def sources(self, clause: Clause, match: Match | None, told: bool = False) -> list[Found]:
        """Who acts, by the first of `SOURCE_RULES` that answers; `told` leaves out who is only blamed."""
        for rule in SOURCE_RULES:
            if (told and rule in {blamed, repaid, assassin, assailant}) or (self.foreign and rule in OURS):
                continue
            found = rule(self, clause, match)
            if found is not None:
                return found
        return []
