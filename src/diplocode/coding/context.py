"""Who a phrase is in the light of its sentence and of the story so far.

A `Resolver` reads one sentence's noun phrases through `actors.resolve`, and asks the rest for what the phrase
itself does not tell; each answer is named in the event's steps:

    pronouns      "it", "its ambassador": Chile
    descriptions  "the alliance": NATO, named before; "Lunde": whoever was introduced by that name
    completion    "the police": of the only state in the sentence, as it may be
    memory        what the sentence leaves behind for those after it
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve

from diplocode.cameo import country_of
from diplocode.coding import actors, coordination
from diplocode.coding.clause import Clause
from diplocode.coding.completion import CIVIL, Completion
from diplocode.coding.memory import Referent, Story
from diplocode.coding.phrases import NOMINAL, conjuncts, head_of, possessor, postmodifiers, prepositions
from diplocode.coding.pronouns import kind
from diplocode.coding.scene import INTERNATIONAL, RULING, Found, Scene, complete
from diplocode.model import Node, Step

# Where the family name stands first: "Kim" is Kim Jong Un.
FAMILY_FIRST = frozenset({"CHN", "HKG", "KOR", "PRK", "TWN", "VNM"})


class Resolver(Completion):
    """The actors of one sentence's phrases. Answers are kept, as phrases are asked for more than once."""

    def __init__(
        self, scene: Scene, clauses: list[Clause], story: Story, roots: Mapping[int, str] | None = None
    ) -> None:
        super().__init__(scene, clauses, story, roots)
        self.cache: dict[tuple[int, int], list[Found]] = {}
        self.depth = 0

    def actors(self, phrase: Node, clause: Clause | None = None) -> list[Found]:
        """Who a phrase is, in the light of its clause and story. [] if nobody known."""
        key = (id(phrase), id(clause))
        known = self.cache.get(key)
        if known is not None:
            return known
        if self.depth > 6:
            return []
        self.depth += 1
        parts = coordination.members(conjuncts(unplaced(phrase)), self.scene)
        out = actors.listed(phrase, self.scene) or []
        if not out:
            for part in parts:
                out += self.organ(part, out) or self.one(part, clause)
        self.depth -= 1
        if len(out) > 1:
            best = max(f.strength for f in out)
            out = [f for f in out if f.strength == best] if best == 3 else out
            if len(parts) > 1:
                country = next(
                    (f.code[:3] for f in out if not f.partial and f.code[:3] not in INTERNATIONAL), ""
                )
                out = self.placed(phrase, out)
                if country:
                    out = [
                        complete(f, country, "shares its neighbour's country") if f.partial else f
                        for f in out
                    ]
        self.cache[key] = out
        return out

    def organ(self, part: Node, before: list[Found]) -> list[Found]:
        """ "the Chilean navy and [air force]": an organ of state named beside another's is of the same
        state; so are rebels beside a government."""
        beside = before[-1] if before else None
        if beside is None or beside.partial or beside.code[3:6] not in RULING or possessor(part) is not None:
            return []
        found = actors.resolve(part, self.scene)[:1]
        beside_it = RULING | {"REB"} if beside.code[3:6] == "GOV" else RULING
        if not found or not found[0].partial or found[0].code[:3] not in beside_it or self.scene.known:
            return []
        return [complete(found[0], beside.country, "shares its neighbour's country", beside.rules)]

    def placed(self, phrase: Node, found: list[Found]) -> list[Found]:
        """ "people and companies in Peru and Chile": a phrase behind several roles places them all."""
        if not any(f.partial for f in found):
            return found
        last = conjuncts(phrase)[-1]
        for node in (*phrase.children, *postmodifiers(last)):
            if node.label != "PP" or node.start < last.start:
                continue
            for word, governed in prepositions(node):
                if word in {"in", "of", "from"} and governed.label in NOMINAL:
                    owners = [f for f in actors.resolve(governed, self.scene) if not f.partial]
                    if owners:
                        return [
                            complete(f, o.code[:3], f"{word} {o.code[:3]}", o.rules) if f.partial else f
                            for f in found
                            for o in (owners if f.partial else owners[:1])
                        ]
        return found

    def one(self, part: Node, clause: Clause | None) -> list[Found]:
        head = head_of(part)
        word = head.word.lower()
        if head.label in {"PRP", "PRP$"}:
            return self.pronoun(part, word, clause)
        owner = possessor(part)
        other = self.other_party(part, word, clause)
        if other:
            return other
        found = actors.resolve(part, self.scene)
        if found and found[0].partial and owner is not None and owner.label == "PRP$":
            whose = [f for f in self.pronoun(owner, owner.word.lower(), clause) if not f.partial]
            if whose:  # "its ambassador": a role of whoever "its" is, hence strength 2: their own thing
                return [
                    evolve(
                        complete(
                            found[0],
                            f.code[:3] if f.code[:3] not in INTERNATIONAL else f.code,
                            f'by "{owner.word}"',
                            f.rules,
                        ),
                        strength=3 if found[0].code[:3] in CIVIL else 2,
                        whose=f.code if found[0].code[:3] in CIVIL else "",
                    )
                    for f in whose
                ]
        if found and found[0].partial and owner is not None and owner.label != "PRP$":
            whose = [f for f in self.actors(owner, clause) if not f.partial and f.strength == 3]
            if whose:  # "the country's army"
                home = whose[0].code if whose[0].code[:3] in INTERNATIONAL else whose[0].country
                return [complete(found[0], home, f'by "{" ".join(owner.words())}"', whose[0].rules)]
        if found and owner is not None and owner.label == "PRP$" and clause is not None:
            sender = self.sender(found[0], owner, clause)
            if sender is not None:
                return [sender]
        if found and found[0].partial and not self.scene.known:
            armed = self.armed(part, word)
            if armed:
                return armed
        if found and (found[0].strength == 3 or self.scene.known):
            regional = word in coordination.GROUPS and country_of(found[0].code) is None
            named = self.members(part, word, clause, regional=True) if regional else []
            return named or [self.completed(f, clause) for f in found]
        described = self.described(part, word, clause) or self.armed(part, word)
        if described:
            return described
        twins = self.twins(part, word) or self.members(part, word, clause)
        if twins:
            return twins
        introduced = self.introduced(part, head)
        if introduced is not None:
            return [introduced]
        if owner is not None and not found:
            pronoun = owner.label == "PRP$"
            owners = (
                self.pronoun(owner, owner.word.lower(), clause) if pronoun else self.actors(owner, clause)
            )
            name = " ".join(owner.words())
            return [
                Found(
                    f.code,
                    head.start,
                    head.end,
                    min(2, f.strength),
                    f.partial,
                    rules=f.rules,
                    steps=(*f.steps, Step("owner", f"{name} {word}")),
                )
                for f in owners
            ]
        return [self.completed(f, clause) for f in found]

    def sender(self, found: Found, owner: Node, clause: Clause) -> Found | None:
        """Whose mission "its embassy in Lima" is, where somebody else acts on it: not Peru's, as no state has
        one at home."""
        if found.partial or found.code[3:] != "GOV" or self.scene.known:
            return None
        if self.scene.leaves[found.end - 1].word.lower().startswith("counterpart"):
            return None  # "his Peruvian counterpart"
        acting = {f.country for f in self.subject_of(clause)}
        whose = [f for f in self.pronoun(owner, owner.word.lower(), clause) if not f.partial]
        if whose and whose[0].country == found.country:
            whose = [f for f in self.antecedent(owner, clause) if f.country != found.country]
        if not whose or whose[0].partial or whose[0].country in {found.country, *acting}:
            return None
        role_ = evolve(found, code="GOV", partial=True)
        return complete(role_, whose[0].country, f'by "{owner.word}"', whose[0].rules)

    def remember(self) -> None:
        """Hand the sentence's actors, subjects, speakers and described names on to the story."""
        story = self.story
        story.roled = [*story.roled[-8:], *self.scene.roled()]
        for mention in self.scene.mentions:
            if mention.kind in {"actor", "known"}:
                story.actors.append(Found(mention.code, mention.start, mention.end, 3, rules=mention.rules))
        roots = [c for c in self.clauses if c.relation in {"root", "that"} and c.kind == "verb"]
        for clause in roots:
            found = [f for f in self.subject_of(clause) if not f.partial]
            if found and clause.relation == "root":
                phrases = clause.subject or clause.objects
                story.subjects.append(Referent(found, kind(phrases[0], self.scene)))
                acted_on = [] if clause.passive else clause.objects
                story.objects = [
                    Referent(whom, kind(node, self.scene))
                    for node in (*acted_on, *(p.node for p in clause.preps if not p.reason and not p.inside))
                    if (whom := [f for f in self.certain(node, clause) if not f.partial])
                ]
                if any(c.relation == "that" for c in clause.complements):
                    story.speakers.append(found)
                break
        for mention in self.scene.mentions:
            if mention.person and mention.end - mention.start > 1 and mention.code[:3] in FAMILY_FIRST:
                word = self.scene.leaves[mention.start].word.lower()
                story.names[word] = Found(mention.code, mention.start, mention.end, 3, rules=mention.rules)
        for phrase in _described_names(self.scene):
            found = [f for f in self.one(phrase, None) if f.strength == 3 and not f.partial]
            head = head_of(phrase)
            if found and head.start not in self.scene.at:
                story.names[head.word.lower()] = found[0]
                if found[0].country in FAMILY_FIRST:
                    story.names[first_name(head, self.scene).word.lower()] = found[0]


def first_name(last: Node, scene: Scene) -> Node:
    """The first of the unknown names that end in one: "Park" of "Park Hae-jin"."""
    at = last.start
    while at and scene.leaves[at - 1].label == "NNP" and at - 1 not in scene.at:
        at -= 1
    return scene.leaves[at]


def _described_names(scene: Scene) -> list[Node]:
    """Noun phrases that end in a name the dictionaries lack and hold a role ("German Foreign Minister Heiko
    Maas")."""
    out = []
    for mention in scene.mentions:
        if mention.kind != "agent" or mention.end >= len(scene.leaves):
            continue
        following = scene.leaves[mention.end]
        if (
            following.label in {"NNP", "NNPS"}
            and mention.end not in scene.at
            and following.parent is not None
        ):
            out.append(following.parent)
    return out


def unplaced(phrase: Node) -> Node:
    """Of "[the army and rebels] in Chile" the pair without the phrase behind it, else the phrase."""
    inner = phrase.children[0] if phrase.children else phrase
    behind = {child.label for child in phrase.children[1:]}
    return inner if inner.label == "NP" and behind == {"PP"} and len(conjuncts(inner)) > 1 else phrase
