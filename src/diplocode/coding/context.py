"""Who "he", "the ministry", "both sides" and "its" are: the story so far, and the sentence around a phrase.

A `Resolver` reads one sentence's noun phrases through `actors.resolve`, and asks the `Story`
for what the phrase itself does not tell. Rules in order, each named in the event's steps:

    speaker      we, us, our, I: whoever says the quotation
    reflexive    each other: the other parties of the clause
    its owner    its, their, his: the subject of the clause, else of the clauses around
    antecedent   it, they, he, she: subject of the clause around, of the clause before, of the sentence before
    description  the alliance, the country, the two sides: the last actor of that kind in the story
    armed        the group, the militants: the last armed group named
    twins        both Koreas; the North, where the South is named
    completed    "the police": the country of the place, else the only one in the sentence, else that of the
                 other side by what the role is, else the story's
    introduced   a name described before in the story ("Foreign Minister Heiko Maas ... Maas said")
"""

from __future__ import annotations

from attrs import define, evolve, field

from diplocode.cameo import country_of
from diplocode.coding import actors
from diplocode.coding.actors import GROUPS, INTERNATIONAL, Found, Scene, complete
from diplocode.coding.clause import Clause
from diplocode.coding.mentions import Mention
from diplocode.coding.phrases import (
    NOMINAL,
    base_of,
    conjuncts,
    head_of,
    possessor,
    postmodifiers,
    prepositions,
)
from diplocode.model import Node, Step

SPEAKER = frozenset({"we", "us", "our", "i", "me", "my", "ours", "ourselves"})
SELF = frozenset({"itself", "himself", "herself", "themselves", "each"})
ALLIANCES = frozenset(
    """
    alliance bloc organisation organization union body coalition commission league agency council
    court group forum
    """.split()
)
COUNTRIES = frozenset(["country", "nation", "state", "kingdom", "republic", "island", "regime"])
PAIRS = frozenset(
    """
    countries sides nations states parties leaders neighbors neighbours presidents ministers
    governments
    """.split()
)
ARMED = frozenset("group groups militants rebels insurgents movement faction militia fighters".split())
ARMED_KIND = frozenset("militant armed rebel islamist terrorist jihadist insurgent separatist".split())
TWINS = {"koreas": ("PRK", "KOR"), "sudans": ("SDN", "SSD"), "congos": ("COD", "COG")}
OPPOSITE = {("KOR", "north"): "PRK", ("PRK", "south"): "KOR"}
REBELS = frozenset({"REB", "UAF", "CRM", "OPP", "CVL", "SEP", "INS"})
CIVIL = frozenset({"CVL", "HLH", "EDU", "MED", "OPP", "REL", "CRM", "LAB", "AGR", "REB", "UAF"})
BEFORE_PLACE = frozenset({"DT", "JJ", "NN", "VBN", "CD", "NNP"})  # "in the northern city of Karbala"
PLACES = frozenset(
    {"in", "near", "at", "across", "inside", "outside", "within", "throughout", "around", "through"}
)


@define(slots=True, eq=False)
class Story:
    """What the sentences so far have introduced, newest last."""

    actors: list[Found] = field(factory=list)
    subjects: list[list[Found]] = field(factory=list)
    speakers: list[list[Found]] = field(factory=list)
    names: dict[str, Found] = field(factory=dict)

    def last(self, international: bool) -> Found | None:
        for found in reversed(self.actors):
            if (found.code[:3] in INTERNATIONAL) == international and found.code:
                return found
        return None

    def countries(self) -> list[Found]:
        """Distinct states and organisations, newest first."""
        seen: dict[str, Found] = {}
        for found in reversed(self.actors):
            key = found.code if found.code[:3] in INTERNATIONAL else found.code[:3]
            seen.setdefault(key, found)
        return list(seen.values())


class Resolver:
    """The actors of one sentence's phrases. Answers are kept, as phrases are asked for more than once."""

    def __init__(self, scene: Scene, clauses: list[Clause], story: Story) -> None:
        self.scene, self.clauses, self.story = scene, clauses, story
        self.cache: dict[tuple[int, int], list[Found]] = {}
        self.depth = 0
        self.where: dict[str, Mention] | None = None
        self.acts = {c.head.start for c in clauses if c.kind == "noun"}

    def actors(self, phrase: Node, clause: Clause | None = None) -> list[Found]:
        """Who a phrase is, in the light of its clause and story. [] if nobody known."""
        key = (id(phrase), id(clause))
        known = self.cache.get(key)
        if known is not None:
            return known
        if self.depth > 6:
            return []
        self.depth += 1
        parts = actors.members(conjuncts(phrase), self.scene)
        out = actors.listed(phrase, self.scene) or []
        if not out:
            for part in parts:
                out += self.one(part, clause)
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

    def placed(self, phrase: Node, found: list[Found]) -> list[Found]:
        """ "people and companies in Peru and Chile": a phrase behind several roles places them all."""
        if not any(f.partial for f in found):
            return found
        last = conjuncts(phrase)[-1]
        for node in (*phrase.children, *postmodifiers(last)):
            if node.label != "PP" or node.start < last.start:
                continue
            for word, governed, _ in prepositions(node):
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
        found = actors.resolve(part, self.scene)
        owner = possessor(part)
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
        if found and owner is not None and owner.label == "PRP$" and clause is not None:
            sender = self.sender(found[0], owner, clause)
            if sender is not None:
                return [sender]
        if found and found[0].partial and not self.scene.known:
            armed = self.armed(part, word)
            if armed:
                return armed
        if found and (found[0].strength == 3 or self.scene.known):
            return [self.completed(f, clause) for f in found]
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
        acting = {f.country for f in self.subject_of(clause)}
        whose = [f for f in self.pronoun(owner, owner.word.lower(), clause) if not f.partial]
        if whose and whose[0].country == found.country:
            whose = [f for f in self.antecedent(owner, clause) if f.country != found.country]
        if not whose or whose[0].partial or whose[0].country in {found.country, *acting}:
            return None
        role_ = evolve(found, code="GOV", partial=True)
        return complete(role_, whose[0].country, f'by "{owner.word}"', whose[0].rules)

    # ---- pronouns

    def pronoun(self, phrase: Node, word: str, clause: Clause | None) -> list[Found]:
        at = head_of(phrase)
        if word in SPEAKER:
            found, why = self.speaker(clause), "speaker"
        elif phrase.label == "PRP$" or at.label == "PRP$":
            found, why = self.possessive(phrase, clause), "its owner"
        else:
            found, why = self.antecedent(phrase, clause), "antecedent"
            own = self.own_subject(phrase, clause)
            if found and all(f.code in own for f in found) and word not in SELF:
                # "X sanctioned Y, accusing them": whom a verb acts on is not who acts
                found, why = self.other_before(phrase, own), "antecedent"
        return [
            Found(
                f.code,
                at.start,
                at.end,
                f.strength,
                f.partial,
                rules=f.rules,
                steps=(*f.steps, Step(why, f'"{at.word}" is {f.code}')),
            )
            for f in found
        ]

    def other_before(self, phrase: Node, own: set[str]) -> list[Found]:
        """The last one acted on before a pronoun that is none of `own`."""
        before = [c for c in self.clauses if c.head.start < phrase.start]
        for clause in sorted(before, key=lambda c: -c.head.start):
            for node in (*clause.objects, *(p.node for p in clause.preps if not p.reason)):
                if node.end <= phrase.start:
                    found = [
                        f
                        for f in self.actors(node, clause)
                        if not f.partial and f.strength >= 2 and f.code not in own
                    ]
                    if found:
                        return found
        return []

    def speaker(self, clause: Clause | None) -> list[Found]:
        while clause is not None:
            if clause.relation == "that" and clause.parent is not None:
                found = self.subject_of(clause.parent)
                if found:
                    return found
            clause = clause.parent
        return self.story.speakers[-1] if self.story.speakers else []

    def possessive(self, phrase: Node, clause: Clause | None) -> list[Found]:
        if clause is not None and not any(_covers(s, phrase) for s in clause.subject):
            found = [f for f in self.subject_of(clause) if not f.partial]
            if any(not f.completed for f in found):
                return found
            # "a mob burned its consulate": whose it is, the mob does not tell
            return self.antecedent(phrase, clause) or found
        return self.antecedent(phrase, clause)

    def antecedent(self, phrase: Node, clause: Clause | None) -> list[Found]:
        around = clause.embedders() if clause is not None else ()
        for outer in around:
            if not any(_covers(s, phrase) for s in outer.subject):
                found = self.subject_of(outer)
                if found:
                    return found
        before = [
            c for c in self.clauses if c.head.start < phrase.start and c.kind == "verb" and c is not clause
        ]
        for other in reversed(before):
            if other.subject and not any(_covers(s, phrase) for s in other.subject):
                found = self.subject_of(other)
                if found:
                    return found
        earlier = [m for m in self.scene.mentions if m.end <= phrase.start and m.kind == "actor"]
        if earlier and not self.story.subjects:
            return [Found(earlier[0].code, earlier[0].start, earlier[0].end, 3, rules=earlier[0].rules)]
        return self.story.subjects[-1] if self.story.subjects else []

    def subject_of(self, clause: Clause) -> list[Found]:
        phrases = clause.subject or (clause.objects[:1] if clause.passive else [])
        out: list[Found] = []
        for phrase in phrases:
            if phrase.label == "PRP$" or not _is_clause_subject(phrase, clause):
                continue
            out += self.actors(phrase, clause)
        return [f for f in out if f.strength >= 2]

    # ---- descriptions and names

    def members(self, part: Node, word: str, clause: Clause | None) -> list[Found]:
        """Those named of a group that is not: "five countries, including Norway and Chile"."""
        if word not in GROUPS:
            return []
        phrases = [(p.word, p.node) for p in clause.preps] if clause is not None and clause.preps else []
        phrases += [
            (w, n) for node in postmodifiers(part) if node.label == "PP" for w, n, _ in prepositions(node)
        ]
        for before, node in phrases:
            if before not in {"including", "among", "such as", "like"} or node.start < part.start:
                continue
            if head_of(node).label == "PRP":
                node = next((n for n in postmodifiers(node) if n.label == "NP"), node)
            found = [f for f in actors.resolve(node, self.scene) if f.strength == 3 and not f.partial]
            if found:
                return [evolve(f, steps=(*f.steps, Step("member", f"one of the {word}"))) for f in found]
        return []

    def twins(self, part: Node, word: str) -> list[Found]:
        """ "Both Koreas"; "the North" in a sentence or story that names the South as a state."""
        base = base_of(part)
        codes: tuple[str, ...] = TWINS.get(word, ())
        if word in {"north", "south"} and base.end - base.start <= 2 and head_of(part).word[:1].isupper():
            named = [m.code[:3] for m in self.scene.mentions if m.kind == "actor"]
            named += [f.code[:3] for f in reversed(self.story.actors)]
            codes = tuple(OPPOSITE[c, word] for c in named if (c, word) in OPPOSITE)[:1]
        return [
            Found(c, base.start, base.end, 3, steps=(Step("twins", f'"{word}" names {c}'),)) for c in codes
        ]

    def armed(self, part: Node, word: str) -> list[Found]:
        """ "the group", "the militants" after one has been named: the last armed group before."""
        base = base_of(part)
        words = [leaf.word.lower() for leaf in base.leaves()]
        if word not in ARMED or words[0] not in {"the", "this"} or not set(words[1:-1]) <= ARMED_KIND:
            return []
        named = [m for m in self.scene.mentions if m.kind == "actor" and m.end <= base.start]
        for code, rules in reversed(
            [(f.code, f.rules) for f in self.story.actors] + [(m.code, m.rules) for m in named]
        ):
            if "REB" in code[3:] or code.startswith("IMG"):
                step = Step("description", f'"the {word}" is {code}, named before')
                return [Found(code, base.start, base.end, 3, rules=rules, steps=(step,))]
        return []

    def described(self, part: Node, word: str, clause: Clause | None) -> list[Found]:
        base = base_of(part)
        words = [leaf.word.lower() for leaf in base.leaves() if leaf.label != "POS"]
        if not words or words[0] not in {"the", "this", "that", "both", "two", "these", "those"}:
            return []
        start, end = base.start, base.end
        if word in PAIRS and ({"two", "both"} & set(words)):
            pair = self.pair(start)
            return [
                Found(
                    f.code,
                    start,
                    end,
                    3,
                    rules=f.rules,
                    steps=(Step("description", f'"{" ".join(words)}": {f.code}'),),
                )
                for f in pair
            ]
        if len(words) > 3:
            return []
        wanted = True if word in ALLIANCES else False if word in COUNTRIES else None
        if (
            wanted is None
            or len([w for w in words[1:-1] if w not in {"military", "western", "whole", "entire"}]) > 0
        ):
            return []
        own = self.own_subject(part, clause)
        for mention in reversed([m for m in self.scene.mentions if m.end <= base.start]):
            if (
                mention.kind == "actor"
                and (mention.code[:3] in INTERNATIONAL if wanted else country_of(mention.code) is not None)
                and mention.code[:3] not in {code[:3] for code in own}
            ):
                return [
                    Found(
                        mention.code,
                        start,
                        end,
                        3,
                        rules=mention.rules,
                        steps=(Step("description", f'"the {word}" is {mention.text}'),),
                    )
                ]
        before = [f for f in (self.story.subjects[-1] if self.story.subjects else []) if country_of(f.code)]
        found = before[0] if len(before) == 1 and not wanted else self.story.last(wanted)
        if found is None:
            return []
        code = found.code if wanted else found.code[:3]
        return [
            Found(
                code,
                start,
                end,
                3,
                rules=found.rules,
                steps=(Step("description", f'"the {word}" is {code}, named before'),),
            )
        ]

    def pair(self, before: int) -> list[Found]:
        """The last two distinct states or organisations before a place in the sentence, then in the story."""
        seen: dict[str, Found] = {}
        for mention in self.scene.mentions:
            if mention.end <= before and mention.kind in {"actor", "known"}:
                key = (
                    mention.code
                    if mention.code[:3] in INTERNATIONAL or mention.kind == "known"
                    else mention.code[:3]
                )
                seen.setdefault(key, Found(key, mention.start, mention.end, 3, rules=mention.rules))
        out = list(seen.values())[-2:]
        for found in self.story.countries():
            if len(out) >= 2:
                break
            key = found.code if found.code[:3] in INTERNATIONAL else found.code[:3]
            if key not in seen:
                out.append(Found(key, found.start, found.end, 3, rules=found.rules))
                seen[key] = found
        return out if len(out) == 2 else []

    def introduced(self, part: Node, head: Node) -> Found | None:
        if head.label not in {"NNP", "NNPS"}:
            return None
        found = self.story.names.get(head.word.lower())
        if found is None:
            return None
        base = base_of(part)
        return Found(
            found.code,
            base.start,
            base.end,
            3,
            rules=found.rules,
            steps=(*found.steps, Step("introduced", f"{head.word} was introduced as {found.code}")),
        )

    def completed(self, found: Found, clause: Clause | None) -> Found:
        """A role without a country gets one from the place, the sentence or the story."""
        if not found.partial or self.scene.known:
            return found
        if any(found.start <= h < found.end and not self.is_crowd(h) for h in self.acts):
            return found  # "a drone attack in Chile": whose, it does not say
        if clause is not None:
            for prep in clause.preps:
                inside = prep.node.start <= found.start < prep.node.end
                if prep.word == "with" and found.code == "REB" and inside:
                    state = [f for f in self.subject_of(clause) if f.code[3:6] == "GOV" and not f.partial]
                    if len(state) == 1:
                        why = "deal with the government of their state"
                        return complete(found, state[0].code[:3], why, state[0].rules)
            for prep in clause.preps:
                if prep.word in PLACES and head_of(prep.node).start not in self.acts:
                    place = [
                        f
                        for f in actors.resolve(prep.node, self.scene)
                        if not f.partial and len(f.code) == 3 and f.code not in INTERNATIONAL
                    ]
                    if place:
                        name = " ".join(prep.node.words()[:4])
                        return complete(found, place[0].code, f"{prep.word} {name}", place[0].rules)
        states = {
            m.code[:3]: m for m in self.scene.mentions if m.kind == "actor" and country_of(m.code) is not None
        }
        if len(states) == 1:
            code, mention = next(iter(states.items()))
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
                if place and mention.kind == "actor" and len(mention.code) == 3:
                    self.where.setdefault(mention.code, mention)
        return self.where

    def opposed(self, found: Found, clause: Clause | None, states: dict[str, Mention]) -> Found:
        """A role in a clause whose other side has a country.

        Rebels fight the forces of their own state, soldiers those of another, a crowd the envoys of another;
        those whom a state seizes, it seizes at home.
        """
        if clause is None:
            return found
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
        if (role in REBELS and other.code[3:6] in {"MIL", "COP"}) or at_home:
            return complete(found, theirs, "are of the state that they face", other.rules)
        rest = [code for code in states if code != theirs]
        crowd = subject and role in REBELS and other.code[3:6] == "GOV"
        if (role == "MIL" or crowd) and len(rest) == 1:
            return complete(found, rest[0], "are of the other state in the sentence", states[rest[0]].rules)
        return found

    def own_subject(self, phrase: Node, clause: Clause | None) -> set[str]:
        """The codes of those who do what a clause tells, if the phrase is among what it is done to."""
        if clause is None or any(_covers(s, phrase) for s in clause.subject):
            return set()
        return {f.code for f in self.subject_of(clause)}

    # ---- what the sentence adds to the story

    def remember(self) -> None:
        """Hand the sentence's actors, subjects, speakers and described names on to the story."""
        story = self.story
        for mention in self.scene.mentions:
            if mention.kind in {"actor", "known"}:
                story.actors.append(Found(mention.code, mention.start, mention.end, 3, rules=mention.rules))
        roots = [c for c in self.clauses if c.relation in {"root", "that"} and c.kind == "verb"]
        for clause in roots:
            found = [f for f in self.subject_of(clause) if not f.partial]
            if found and clause.relation == "root":
                story.subjects.append(found)
                if any(c.relation == "that" for c in clause.complements):
                    story.speakers.append(found)
                break
        for phrase in _described_names(self.scene):
            found = [f for f in self.one(phrase, None) if f.strength == 3 and not f.partial]
            head = head_of(phrase)
            if found and head.start not in self.scene.at:
                story.names[head.word.lower()] = found[0]


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


def _covers(outer: Node, inner: Node) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _is_clause_subject(phrase: Node, clause: Clause) -> bool:
    return not (phrase.start <= clause.head.start < phrase.end) or clause.kind == "verb"
