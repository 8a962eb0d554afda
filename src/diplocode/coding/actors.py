"""Actors out of noun phrases: country and role combined as CAMEO prescribes.

A phrase is read by one ordered list of rules, each a function that returns actors or None:

    known        the input already says who this is
    pronoun      he, it, they, we: left to the story (coding.context)
    counted      "thousands of Chilean workers": who they are
    coordinated  "Serbia and Kosovo": one actor each; "Russian and Chinese officials": one each
    named        the head is in the actor dictionary
    role         an agent ("foreign minister") with the country it belongs to
    apposition   "Smith, the Russian envoy"
    owner        "Turkey's decision": the possessor; weak, good for a target
    modifier     "a U.S. court ruling": a nationality before the head; weak
    phrase       "the economy of Japan": an actor in a phrase after the head; weakest
"""

from __future__ import annotations

from attrs import define, evolve, frozen

from diplocode.coding.mentions import Mention
from diplocode.coding.phrases import (
    CONJUNCTIONS,
    NOMINAL,
    base_of,
    conjuncts,
    head_of,
    possessor,
    postmodifiers,
    preposition,
)
from diplocode.model import Node, Step, Where

ROLE_PREPOSITIONS = (
    "of",
    "for",
    "from",
    "with",
    "in",
    "at",
    "within",
    "inside",
    "near",
    "across",
    "to",
    "on",
)
PHRASE_PREPOSITIONS = tuple(
    """
    of by against from in to with on at toward towards for over between into near inside across
    """.split()
)
INTERNATIONAL = ("IGO", "NGO", "NGM", "IMG", "MNC", "INT")
FORMER = frozenset({"former", "ex", "late", "then", "ousted", "deposed", "onetime", "one-time", "ex-"})
SENT = frozenset({"ambassador", "envoy", "ambassadors", "envoys", "mission", "delegate", "delegates"})
CROWDS = frozenset({"hundreds", "thousands", "millions"})
GROUPS = frozenset("countries nations states members powers allies leaders sides parties".split())
LISTING = frozenset({"from", "of", "in", "for", "with", "between"})
COUNTED = frozenset(
    """
    dozens scores hundreds thousands millions tens crowds crowd group groups handful majority number pair
    couple half third most many some several dozen hundred thousand score members member rest
    """.split()
)
PERSONAL = frozenset({"PRP", "PRP$", "WP", "WDT", "WP$"})


@frozen(slots=True)
class Found:
    """An actor in a noun phrase: its code, the tokens that show it, how surely it is the phrase's own actor.

    `strength`: 3 the phrase is the actor, 2 its possessor, 1 a modifier, 0 somewhere in its phrases.
    `partial`: a role without a country ("the police"), for the story to complete. `whose`: of "their
    citizens", the code of those whose they are: with several, each has its own.
    """

    code: str
    start: int
    end: int
    strength: int = 3
    partial: bool = False
    place: bool = False
    completed: bool = False
    whose: str = ""
    rules: tuple[Where, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def country(self) -> str:
        return self.code[:3]


@define(slots=True, eq=False)
class Scene:
    """The mentions of one sentence by token, and what the story adds (learned names)."""

    mentions: list[Mention]
    at: dict[int, Mention]
    leaves: list[Node]
    known: bool = False
    given: frozenset[str] = frozenset()

    @classmethod
    def of(cls, mentions: list[Mention], leaves: list[Node]) -> Scene:
        at = {i: m for m in mentions for i in range(m.start, m.end)}
        given = frozenset(m.code for m in mentions if m.kind == "known")
        return cls(mentions, at, leaves, bool(given), given)

    def between(self, start: int, end: int) -> list[Mention]:
        return [m for m in self.mentions if m.start >= start and m.end <= end]


def combine(country: str, roles: list[str]) -> str:
    """A country's (or organisation's) code with the roles behind it, each once.

    >>> combine("RUS", ["GOV", "GOV"]), combine("IGOWSTNAT", ["GOV"]), combine("PSEREB", ["REB"])
    ('RUSGOV', 'IGOWSTNAT', 'PSEREB')
    """
    if country[:3] in INTERNATIONAL or (len(country) > 3 and country[3:6] not in {"GOV", ""}):
        return country
    chunks = [country[i : i + 3] for i in range(0, len(country), 3)] if country else []
    for role in roles:
        for i in range(0, len(role), 3):
            chunk = role[i : i + 3]
            if chunk not in chunks:
                chunks.append(chunk)
    return "".join(chunks)


def roles_of(agents: list[Mention]) -> list[str]:
    """The role codes of agents, from the head outwards: the head's own comes first and alone unless it only
    adds rank."""
    codes = [a.code.strip("~ ") for a in agents]
    return codes[-1:] if codes else []


def resolve(phrase: Node, scene: Scene) -> list[Found]:
    """Who a noun phrase is, best reading first decided by the rules above; [] if nobody we know."""
    out: list[Found] = []
    for part in members(conjuncts(phrase), scene):
        for rule in RULES:
            found = rule(part, scene)
            if found is not None:
                out += found
                break
    shared = listed(phrase, scene)
    if shared is not None:
        return shared
    if len(out) > 1:
        best = max(f.strength for f in out)
        if best == 3:
            out = [f for f in out if f.strength == 3]
    return out


def members(parts: list[Node], scene: Scene) -> list[Node]:
    """The coordinated phrases without a first one that only announces the others.

    "three EU countries, Norway, Chile and Peru" are Norway, Chile and Peru.
    """
    if len(parts) < 3 or head_of(parts[0]).word.lower() not in GROUPS:
        return parts
    named = [scene.at.get(head_of(part).start) for part in parts[1:]]
    return parts[1:] if all(m is not None and m.kind == "actor" for m in named) else parts


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


def bare(found: Found) -> bool:
    """Whether it is a state or organisation as such, not one of its roles."""
    return not found.partial and found.strength == 3 and (found.place or found.code[:3] in INTERNATIONAL)


def known(phrase: Node, scene: Scene) -> list[Found] | None:
    """A mention that the input gave and that holds the head, or that covers the phrase."""
    if not scene.known:
        return None
    head = head_of(phrase)
    base = base_of(phrase)
    mention = scene.at.get(head.start)
    several = {
        m.code for m in scene.mentions if m.kind == "known" and m.start < base.end and m.end > base.start
    }
    if len(several) > 1 and any(c.label in CONJUNCTIONS for c in base.children):
        return None
    if mention is not None and mention.kind == "known":
        return [from_mention(mention, "known actor")]
    inside = [m for m in scene.between(base.start, base.end) if m.kind == "known"]
    if len(inside) == 1 and inside[0].end >= head.end - 0 and inside[0].start <= base.start:
        return [from_mention(inside[0], "known actor")]
    return None


def pronoun(phrase: Node, scene: Scene) -> list[Found] | None:
    head = head_of(phrase)
    return [] if head.label in PERSONAL and base_of(phrase).end - base_of(phrase).start <= 2 else None


def counted(phrase: Node, scene: Scene) -> list[Found] | None:
    """Who a number of people are: "thousands of Chilean workers", "two of the soldiers".

    Thousands of nobody in particular are people.
    """
    head = head_of(phrase)
    word = head.word.lower()
    if word not in COUNTED and head.label != "CD":
        return None
    for node in postmodifiers(phrase):
        before, governed = preposition(node) if node.label == "PP" else ("", None)
        if before == "of" and governed is not None and governed.label in NOMINAL:
            return resolve(governed, scene) or None
    if word in CROWDS and head.start not in scene.at:
        step = Step("counted", f'"{word}" are people, country not told')
        return [Found("CVL", head.start, head.end, 3, partial=True, steps=(step,))]
    return None


def last_head(base: Node) -> Node:
    """The head of the last phrase in a flat coordination ("the NNP NNPS and (NP Chile)"), else the head."""
    if any(c.label in CONJUNCTIONS for c in base.children) and base.children[-1].label in NOMINAL:
        return head_of(base.children[-1])
    return head_of(base)


def coordinated(phrase: Node, scene: Scene) -> list[Found] | None:
    """Coordination inside a flat phrase."""
    base = base_of(phrase)
    head = last_head(base)
    leaves = [leaf for leaf in base.leaves() if leaf.start <= head.start]
    if not any(leaf.label == "CC" for leaf in leaves):
        return None
    parts: list[list[Node]] = [[]]
    for child in leaves:
        if child.label in CONJUNCTIONS or child.label == ",":
            parts.append([])
        else:
            parts[-1].append(child)
    parts = [p for p in parts if p]
    if one_person(parts, scene):
        parts = parts[-1:]
    out: list[Found] = []
    shared = [m for m in scene.between(head.start, head.end) if m.kind == "agent"] or (
        [scene.at[head.start]] if head.start in scene.at and scene.at[head.start].kind == "agent" else []
    )
    for part in parts:
        start, end = part[0].start, part[-1].end
        inside = [m for m in scene.mentions if m.start < end and m.end > start]
        actors = [m for m in inside if m.kind in {"actor", "known"}]
        agents = [m for m in inside if m.kind == "agent"]
        if not inside:
            continue
        if actors:
            roles = roles_of(agents or shared)
            last = actors[-1]
            whole = last.end >= end or bool(agents or shared)
            if last.kind == "known":
                out.append(from_mention(last, "known actor"))
            else:
                out.append(
                    Found(
                        combine(last.code, roles),
                        start,
                        end,
                        3 if whole else 1,
                        place=whole and not roles and len(last.code) == 3,
                        rules=(*last.rules, *(r for a in (agents or shared) for r in a.rules)),
                        steps=(Step("coordinated", f"{last.text} is {last.code}"),),
                    ),
                )
        elif agents:
            out.append(role_only(agents, start, end))
    if len(out) > 1 or (out and len(parts) == 1):
        country = next((f.code[:3] for f in out if not f.partial and f.code[:3] not in INTERNATIONAL), "")
        out = [
            f if not f.partial or not country else complete(f, country, "shares the country of its neighbour")
            for f in out
        ]
        return out
    return None


def one_person(parts: list[list[Node]], scene: Scene) -> bool:
    """Whether coordinated roles describe the one person named last: "singer and former minister Jo Doe"."""
    if len(parts) < 2 or parts[-1][-1].label != "NNP":
        return False
    for part in parts:
        role = next((scene.at[leaf.start] for leaf in reversed(part) if leaf.start in scene.at), None)
        if role is None or (part is not parts[-1] and role.kind != "agent") or part[-1].label == "NNS":
            return False
    determined = [part for part in parts[1:] if part[0].label == "DT"]
    return not determined and any(scene.at[x.start].kind == "agent" for x in parts[-1] if x.start in scene.at)


def named(phrase: Node, scene: Scene) -> list[Found] | None:
    """The head of the phrase is in the actor dictionary."""
    head = head_of(phrase)
    mention = scene.at.get(head.start)
    if mention is None or mention.kind not in {"actor", "learned"}:
        return None
    base = base_of(phrase)
    code = mention.code
    rules = mention.rules
    steps = [Step("named", f"{mention.text} is {code}", mention.rules[0] if mention.rules else None)]
    before = [
        m for m in scene.mentions if m.kind == "actor" and base.start <= m.start and m.end <= mention.start
    ]
    if (
        before
        and len(code) > 3
        and len(before[-1].code) == 3
        and before[-1].code != code[:3]
        and before[-1].end == mention.start
    ):
        # "the Norwegian Ministry of Defence", "the Russian Security Council": the body of another state
        # than its name's owner
        state = before[-1]
        code = state.code + ("GOV" if code[:3] in INTERNATIONAL else code[3:])
        rules = (*state.rules, *rules)
        steps.append(Step("body of", f"{state.text}: {code}"))
    title = scene.at.get(mention.start - 1)
    if len(code) == 3 and title is not None and title.kind == "agent" and title.start >= base.start:
        # "Prime Minister Lind", where the dictionary gives Lind a country alone
        code = combine(code, roles_of([title]))
        rules = (*rules, *title.rules)
        steps.append(Step("title", f"{title.text}: {code}"))
    return [Found(code, base.start, base.end, 3, place=len(code) == 3, rules=rules, steps=tuple(steps))]


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
    owners = owners_of(phrase, scene, actors)
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


Owner = tuple[str, tuple[Where, ...], str, str]


def owners_of(phrase: Node, scene: Scene, actors: list[Mention]) -> list[Owner]:
    """Whose agent it is: the nationality or possessor before it, else those in a phrase behind it."""
    if actors:
        mention = actors[-1]
        return [(mention.code, mention.rules, mention.text, "of")]
    best: tuple[int, list[Owner]] | None = None
    theirs = possessor(phrase)
    for node in postmodifiers(phrase):
        if node.label != "PP":
            continue
        word, governed = preposition(node)
        if governed is None or governed.label not in NOMINAL or word not in ROLE_PREPOSITIONS:
            continue
        rank = ROLE_PREPOSITIONS.index(word)
        if word == "to" and head_of(phrase).word.lower() in SENT:
            continue
        if word != "of" and theirs is not None and theirs.label == "PRP$":
            continue  # "its consulate in Lima": of whoever "its" is, not of Lima
        weakest = 0 if word in {"of", "from", "in"} else 2  # "governors of four states of Arcadia"
        inner = [
            f
            for f in resolve(governed, scene)
            if not f.partial
            and f.strength >= weakest
            and (f.strength > 0 or word != "in" or len(f.code) == 3)
            and (word != "on" or f.strength == 2)  # "on Norway's islands", but "envoy on Norway"
        ]
        if inner and (best is None or rank < best[0]):
            whole = word in {"of", "for", "with"}
            text = " ".join(governed.words())
            best = (
                rank,
                [
                    (
                        f.code
                        if whole or f.code[:3] in INTERNATIONAL or f.code in scene.given
                        else f.code[:3],
                        f.rules,
                        text,
                        word,
                    )
                    for f in inner
                ],
            )
    return best[1] if best else []


def role_only(agents: list[Mention], start: int, end: int, roles: list[str] | None = None) -> Found:
    roles = roles if roles is not None else roles_of(agents)
    step = Step(
        "role",
        f"{agents[-1].text} ({'+'.join(roles)}), country not told",
        agents[-1].rules[0] if agents[-1].rules else None,
    )
    return Found("".join(roles), start, end, 3, partial=True, rules=agents[-1].rules, steps=(step,))


def complete(found: Found, country: str, why: str, rules: tuple[Where, ...] = ()) -> Found:
    """A role with the country that the context gives."""
    step = Step("context", f"{found.code or 'actor'} {why} ({country})")
    code = combine(country, [found.code])
    rules = (*found.rules, *rules)
    return Found(
        code, found.start, found.end, found.strength, completed=True, rules=rules, steps=(*found.steps, step)
    )


def apposition(phrase: Node, scene: Scene) -> list[Found] | None:
    """A second noun phrase beside the first that says who the first is."""
    for node in postmodifiers(phrase):
        if node.label in {"NP", "NML"} and node.children[0].label != "CD":
            found = [f for f in resolve(node, scene) if f.strength == 3]
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


def owner(phrase: Node, scene: Scene) -> list[Found] | None:
    """The possessor of a thing: "NATO's actions"."""
    node = possessor(phrase)
    if node is None or node.label == "PRP$":
        return None
    found = list(resolve(node, scene))
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


def modifier(phrase: Node, scene: Scene) -> list[Found] | None:
    """A nationality, organisation or role before a head that is itself no actor."""
    base = base_of(phrase)
    head = head_of(phrase)
    inside = [m for m in scene.between(base.start, head.end) if m.kind in {"actor", "known", "learned"}]
    if not inside:
        return None
    mention = inside[-1]
    step = Step(
        "modifier",
        f"{mention.text} ({mention.code}) before {head.word}",
        mention.rules[0] if mention.rules else None,
    )
    return [Found(mention.code, mention.start, mention.end, 1, rules=mention.rules, steps=(step,))]


def in_phrase(phrase: Node, scene: Scene) -> list[Found] | None:
    """An actor in a phrase after the head, by the order of PHRASE_PREPOSITIONS."""
    best: tuple[int, list[Found]] | None = None
    nodes = list(postmodifiers(phrase))
    nodes += [c for n in nodes if n.label == "VP" for c in n.children]  # "a decision taken in Moscow"
    for node in nodes:
        if node.label == "PP":
            word, governed = preposition(node)
            if governed is None or governed.label not in NOMINAL or word not in PHRASE_PREPOSITIONS:
                continue
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


def from_mention(mention: Mention, rule: str) -> Found:
    step = Step(rule, f"{mention.text} is {mention.code}", mention.rules[0] if mention.rules else None)
    return Found(mention.code, mention.start, mention.end, 3, rules=mention.rules, steps=(step,))


RULES = (known, pronoun, counted, coordinated, named, role, apposition, owner, modifier, in_phrase)
