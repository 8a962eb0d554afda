"""Actors out of noun phrases: who "the Russian envoy" or "NATO's actions" are, without the story.

A phrase is read by one ordered list of rules, each a function that returns actors or None:

    known        the input already says who this is
    pronoun      he, it, they, we: left to the story (coding.pronouns)
    counted      "thousands of Chilean workers": who they are
    coordinated  "Serbia and Kosovo": one actor each; "Russian and Chinese officials": one each
    named        the head is in the actor dictionary
    role         an agent ("foreign minister") with the country it belongs to
    apposition   "Smith, the Russian envoy"
    owner        "Turkey's decision": the possessor; weak, good for a target
    modifier     "a U.S. court ruling": a nationality before the head; weak
    phrase       "the economy of Japan": an actor in a phrase after the head; weakest

Those that look at nothing but the words of the phrase stand in `names` and `coordination`;
whose an agent is, `owners` tells.
"""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import evolve

from diplocode.coding.coordination import coordinated, members
from diplocode.coding.mentions import BROKERED
from diplocode.coding.names import known, modifier, named
from diplocode.coding.nationals import nationals
from diplocode.coding.owners import BESIDE, CROSSED, LINES, owners_of
from diplocode.coding.phrases import (
    NOMINAL,
    base_of,
    conjuncts,
    head_of,
    name_of,
    possessor,
    postmodifiers,
    preposition,
)
from diplocode.coding.scene import (
    Found,
    Scene,
    bare,
    combine,
    role_only,
    roles_of,
)
from diplocode.model import Node, Step

PHRASE_PREPOSITIONS = tuple(
    """
    of by against from in to with on at toward towards for over between into near inside across
    """.split()
)
FORMER = frozenset({"former", "ex", "late", "then", "ousted", "deposed", "onetime", "one-time", "ex-"})
# Who is held by somebody else, and is told of behind a comma.
SEIZED = frozenset({"hostage", "captive", "prisoner", "detainee", "people", "men", "women", "national"})
# What a state is to another.
RELATIONS = frozenset(
    """
    neighbour neighbor rival ally foe enemy adversary opponent neighbours neighbors arch-rival arch-enemy
    archrival creditor patron allies rivals partner ruler ex-ruler coloniser colonizer host sponsor
    """.split()
)
CROWDS = frozenset({"hundreds", "thousands", "millions", "dozens", "scores"})
LISTING = frozenset({"from", "of", "in", "for", "with", "between"})
YEAR = re.compile(r"(19|20)\d\d")
COUNTED = frozenset(
    """
    dozens scores hundreds thousands millions tens crowds crowd group groups handful majority number pair
    couple half third most many some several dozen hundred thousand score members member rest
    """.split()
)
# Who acts for whoever is named behind: "the office of the Norwegian king".
BODIES = frozenset({"team", "teams", "office", "offices", "panel", "contingent", "convoy"})
PERSONAL = frozenset({"PRP", "PRP$", "WP", "WDT", "WP$"})


@lru_cache(maxsize=1024)  # the rules ask again and again, and neither trees nor scenes change
def resolve(phrase: Node, scene: Scene) -> tuple[Found, ...]:
    """Who a noun phrase is, best reading first decided by the rules above; () if nobody we know."""
    together = hung_below(phrase, scene)
    if together is not None:
        return together
    out: list[Found] = []
    for part in members(conjuncts(phrase), scene):
        for rule in RULES:
            found = rule(part, scene)
            if found is not None:
                out += found
                break
    shared = listed(phrase, scene)
    if shared is not None:
        return tuple(shared)
    if len(out) > 1:
        best = max(f.strength for f in out)
        if best == 3:
            out = [f for f in out if f.strength == 3]
    return tuple(out)


def hung_below(phrase: Node, scene: Scene) -> tuple[Found, ...] | None:
    """ "[a Norwegian envoy and a Chilean minister] in Lima": each is told in full, whatever follows them."""
    first = phrase.children[0] if phrase.children else phrase
    if len(conjuncts(phrase)) > 1 or first.label not in NOMINAL or len(conjuncts(first)) < 2:
        return None
    found = resolve(first, scene)
    several = len({f.country for f in found}) > 1  # not two offices of one person
    return found if several and all(f.strength == 3 and not f.partial for f in found) else None


def listed(phrase: Node, scene: Scene) -> list[Found] | None:
    """Roles of several owners: "envoys from Norway, Chile and Peru", however the parser hangs the list.

    Where a role with an owner behind it is coordinated with bare states, they own the role too.
    """
    parts = conjuncts(phrase)
    while len(parts) < 2 and phrase.children and phrase.children[0].label in NOMINAL:
        phrase = phrase.children[0]  # what follows the list hangs above it
        parts = conjuncts(phrase)
    if len(parts) < 2:
        return None
    first = parts[0]
    rest = [f for part in parts[1:] for f in resolve(part, scene)]
    if not rest or not all(bare(f) for f in rest) or scene.known:
        return None
    pps = [node for node in postmodifiers(first) if node.label == "PP"]
    word, governed = preposition(pps[-1]) if pps else ("", None)
    if governed is None or word not in LISTING or pps[-1].end < first.end:
        return None
    owners = [f for f in resolve(governed, scene) if bare(f)]
    found = [f for f in resolve(first, scene) if f.partial or f.strength == 0 or not bare(f)]
    if len(owners) != 1 or not found:
        return None
    return [
        evolve(
            f,
            code=combine(o.code, [f.code.removeprefix(owners[0].code)]),
            partial=False,
            rules=tuple(dict.fromkeys((*f.rules, *o.rules))),
            steps=(*f.steps, Step("list", f"{word} {o.code}")),
        )
        for o in (*owners, *rest)
        for f in found
    ]


def pronoun(phrase: Node, scene: Scene) -> list[Found] | None:
    head = head_of(phrase)
    return [] if head.label in PERSONAL and base_of(phrase).end - base_of(phrase).start <= 2 else None


def counted(phrase: Node, scene: Scene) -> list[Found] | None:
    """Who a number of people are: "thousands of Chilean workers", "two of the soldiers".

    Thousands of nobody in particular are people.
    """
    head = head_of(phrase)
    word = head.word.lower()
    if word == "others" and any(
        leaf.label == "CD" or leaf.word.lower() in CROWDS for leaf in phrase.leaves()
    ):
        step = Step("counted", '"others" are people, country not told')
        return [Found("CVL", head.start, head.end, 3, partial=True, steps=(step,))]
    if head.label == "CD" and phrase.end - phrase.start == 1 and not YEAR.fullmatch(head.word):
        step = Step("counted", f'"{word}" are people, country not told')
        return [Found("CVL", head.start, head.end, 3, partial=True, steps=(step,))]
    if word in BODIES and head.start not in scene.at:
        return body(phrase, scene)
    if word not in COUNTED and head.label != "CD":
        return None
    for node in postmodifiers(phrase):
        before, governed = preposition(node) if node.label == "PP" else ("", None)
        if before == "of" and governed is not None and governed.label in NOMINAL:
            return list(resolve(governed, scene)) or None
    if word in CROWDS and head.start not in scene.at:
        step = Step("counted", f'"{word}" are people, country not told')
        return [Found("CVL", head.start, head.end, 3, partial=True, steps=(step,))]
    return None


def body(phrase: Node, scene: Scene) -> list[Found] | None:
    """Whose a team or an office is, which acts for them: "a team from the United Nations"."""
    for node in postmodifiers(phrase):
        word, governed = preposition(node) if node.label == "PP" else ("", None)
        if word in {"of", "from"} and governed is not None and governed.label in NOMINAL:
            return [f for f in resolve(governed, scene) if f.strength == 3 and not f.partial] or None
    return None


def role(phrase: Node, scene: Scene) -> list[Found] | None:
    """An agent with the country or organisation it belongs to."""
    base = base_of(phrase)
    head = head_of(phrase)
    # "Ministry of Foreign Affairs" reaches beyond the base phrase: where it begins counts
    inside = [
        m
        for m in scene.mentions
        if base.start <= m.start < head.end and (m.end <= head.end or m.start <= head.start)
    ]
    agents = [m for m in inside if m.kind == "agent"]
    if not agents:
        return None
    agent = agents[-1]
    headed = agent.start <= head.start < agent.end
    if not headed and head.label not in {"NNP", "NNPS", "CD"}:
        return None  # "police station", "army base": not the police
    roles = roles_of(agents)
    words = [leaf.word.lower() for leaf in base.leaves()]
    if roles and any(w in FORMER or w.startswith("ex-") for w in words[: agent.start - base.start]):
        roles = ["ELI" if r == "GOV" else r for r in roles]
    actors = [m for m in inside if m.kind in {"actor", "known", "learned"}]
    sent = [m for m in actors if m.end <= agent.start]
    if sent and any(words[m.start - base.start - 1] == "to" for m in actors if m.start > agent.start):
        actors = sent  # "the Norwegian envoy to Chile Kari Lunde"
    if headed and not actors and possessor(phrase) is None:
        each = nationals(head.start, "".join(roles), scene)
        if each:
            return each
    owners = owners_of(phrase, scene, actors, resolve)
    if not owners and (head.word.lower() in RELATIONS or head.word.lower().rstrip("s") in SEIZED):
        named_beside = [f for f in apposition(phrase, scene) or [] if not f.partial]
        if named_beside:
            return named_beside  # "its old ruler, Spain"; "two hostages, a Chilean and a Dane"
    if not owners:
        return [role_only(agents, base.start, base.end, roles)]
    out = []
    for code, rules, text, how in owners:
        if code in scene.given:
            out.append(Found(code, base.start, base.end, 3, rules=rules, steps=(Step("known actor", text),)))
            continue
        step = Step("role", f"{agent.text} ({'+'.join(roles)}) {how} {text} ({code})", agent.rules[0])
        out.append(
            Found(combine(code, roles), base.start, base.end, 3, rules=(*rules, *agent.rules), steps=(step,))
        )
    return out


def apposition(phrase: Node, scene: Scene) -> list[Found] | None:
    """A second noun phrase beside the first that says who the first is."""
    for node in (*postmodifiers(phrase), *name_of(phrase)):
        if node.label in {"NP", "NML"} and node.children[0].label != "CD":
            found = [f for f in resolve(node, scene) if f.strength == 3 or is_called(phrase, node)]
            if found:
                base = base_of(phrase)
                return [
                    Found(
                        f.code,
                        base.start,
                        base.end,
                        3,
                        f.partial,
                        rules=f.rules,
                        steps=(*f.steps, Step("apposition", " ".join(node.words()))),
                    )
                    for f in found
                ]
    return None


def is_called(phrase: Node, name: Node) -> bool:
    """Whether a name is not beside its phrase but in its participle: a nationality in it is enough."""
    return any(name is node for node in name_of(phrase))


def owner(phrase: Node, scene: Scene) -> list[Found] | None:
    """The possessor of a thing: "NATO's actions"."""
    node = possessor(phrase)
    if node is None or node.label == "PRP$":
        return None
    found = resolve(node, scene)
    if not found:
        return None
    return [
        Found(
            f.code,
            f.start,
            f.end,
            min(2, f.strength),
            f.partial,
            rules=f.rules,
            steps=(*f.steps, Step("owner", f"of {head_of(phrase).word}")),
        )
        for f in found
    ]


def in_phrase(phrase: Node, scene: Scene) -> list[Found] | None:
    """An actor in a phrase after the head, by the order of PHRASE_PREPOSITIONS."""
    best: tuple[int, list[Found]] | None = None
    nodes = list(postmodifiers(phrase))
    # "a decision taken in Moscow", but not "a truce brokered by Peru": that is between others
    told = [n for n in nodes if n.label == "VP" and n.children[0].word.lower() not in BROKERED]
    nodes += [c for n in told for c in n.children]
    for node in nodes:
        if node.label == "PP":
            word, governed = preposition(node)
            if governed is None or governed.label not in NOMINAL or word not in PHRASE_PREPOSITIONS:
                continue
            if word in BESIDE and head_of(governed).word.lower() in LINES:
                continue  # "a town on the border with Norway" is not Norway's
            if head_of(phrase).word.lower() in CROSSED and word in {"with", "into", "to"}:
                continue  # nor is "a border crossing with Norway"
            found = resolve(governed, scene)
            rank = PHRASE_PREPOSITIONS.index(word)
            if found and (best is None or rank < best[0]):
                best = (
                    rank,
                    [
                        evolve(
                            f,
                            strength=0,
                            steps=(*f.steps, Step("phrase", f"{head_of(phrase).word} {word} ...")),
                        )
                        for f in found
                    ],
                )
    return best[1] if best else None


RULES = (known, pronoun, counted, coordinated, named, role, apposition, owner, modifier, in_phrase)
