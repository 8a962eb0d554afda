"""Who "the alliance", "both sides", "the militants" and "Lunde" are: those named before.

After "Norwegian Foreign Minister Kari Lunde met Chile's president. Lunde praised NATO":

    description  the alliance, the country, the two sides: the last actor of that kind in the story; "the
                 alliance" is NATO, "the two countries" are Norway and Chile
    armed        the group, the militants: the last armed group named
    twins        both Koreas; the North, where the South is named
    other party  "its neighbour": the one other state named
    members      "five countries, including Norway and Chile": those named of the group
    introduced   a name described before in the story: "Lunde" is NORGOV
"""

from __future__ import annotations

from attrs import evolve

from diplocode.cameo import country_of
from diplocode.coding import actors
from diplocode.coding.clause import Clause
from diplocode.coding.coordination import GROUPS
from diplocode.coding.mentions import Mention, armed
from diplocode.coding.phrases import base_of, head_of, possessor, postmodifiers, prepositions
from diplocode.coding.pronouns import Pronouns
from diplocode.coding.scene import INTERNATIONAL, Found
from diplocode.model import Node, Step, Where

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
LISTING = frozenset({"including", "among", "such as", "like"})
PLACED = frozenset({"in", "at", "near", "inside"})
ARMED = frozenset("group groups militants rebels insurgents movement faction militia fighters".split())
ARMED_KIND = frozenset("militant armed rebel islamist terrorist jihadist insurgent separatist".split())
TWINS = {"koreas": ("PRK", "KOR"), "sudans": ("SDN", "SSD"), "congos": ("COD", "COG")}
OPPOSITE = {("KOR", "north"): "PRK", ("PRK", "south"): "KOR"}


class Descriptions(Pronouns):
    """Finds whom one sentence's descriptions and bare names mean."""

    def members(self, part: Node, word: str, clause: Clause | None, regional: bool = False) -> list[Found]:
        """Those named of a group that is not: "five countries, including Norway and Chile"; also of one told
        by its region: "the Andean states of Chile and Peru"."""
        if word not in GROUPS:
            return []
        around = [(p.word, p.node) for p in clause.preps] if clause is not None and clause.preps else []
        behind = [(w, n) for node in postmodifiers(part) if node.label == "PP" for w, n in prepositions(node)]
        phrases = [(w, n) for w, n in (*around, *behind) if w in LISTING]
        phrases += [(w, n) for w, n in behind if w == "of" and regional]
        for _, node in phrases:
            if node.start < part.start:
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
        named_by = (Where("twins"),)
        return [
            Found(c, base.start, base.end, 3, rules=named_by, steps=(Step("twins", f'"{word}" names {c}'),))
            for c in codes
        ]

    def armed(self, part: Node, word: str) -> list[Found]:
        """ "the group", "the militants" after one has been named: the last armed group before."""
        if word not in ARMED:
            return []
        base = base_of(part)
        words = [leaf.word.lower() for leaf in base.leaves()]
        if words[0] not in {"the", "this"} or not set(words[1:-1]) <= ARMED_KIND:
            return []
        named = [m for m in self.scene.mentions if m.kind == "actor" and m.end <= base.start]
        for code, rules in reversed(
            [(f.code, f.rules) for f in self.story.actors] + [(m.code, m.rules) for m in named]
        ):
            if "REB" in code[3:] or code.startswith("IMG"):
                return [as_described(base, code, f'"the {word}" is {code}, named before', rules)]
        return []

    def described(self, part: Node, word: str, clause: Clause | None) -> list[Found]:
        wanted = word in ALLIANCES
        if not wanted and word not in COUNTRIES and word not in PAIRS:
            return []
        base = base_of(part)
        words = [leaf.word.lower() for leaf in base.leaves() if leaf.label != "POS"]
        if not words or words[0] not in {"the", "this", "that", "both", "two", "these", "those"}:
            return []
        if word in PAIRS and ({"two", "both"} & set(words)):
            text = " ".join(words)
            return [as_described(base, f.code, f'"{text}": {f.code}', f.rules) for f in self.pair(base.start)]
        if len(words) > 3 and word not in COUNTRIES:
            return []
        if not wanted and word not in COUNTRIES:
            return []
        plain = set(words[1:-1]) <= {"military", "western", "whole", "entire"}
        if not plain and not self.epithet(base, word):
            return []
        own = self.own_subject(part, clause)
        for mention in reversed([m for m in self.scene.mentions if m.end <= base.start]):
            if (
                mention.kind == "actor"
                and (wanted or not armed(mention.code))
                and (mention.code[:3] in INTERNATIONAL if wanted else country_of(mention.code) is not None)
                and mention.code[:3] not in {code[:3] for code in own}
            ):
                return [as_described(base, mention.code, f'"the {word}" is {mention.text}', mention.rules)]
        last = self.story.subjects[-1].found if self.story.subjects else []
        before = [f for f in last if country_of(f.code)]
        found = before[0] if len(before) == 1 and not wanted else self.story.last(wanted)
        if found is None:
            return []
        code = found.code if wanted else found.code[:3]
        return [as_described(base, code, f'"the {word}" is {code}, named before', found.rules)]

    def epithet(self, base: Node, word: str) -> bool:
        """ "the African nation", "the tiny Gulf state": a country named before, by what it is like."""
        if word not in COUNTRIES or base.end - base.start > 5:
            return False
        inside = list(base.leaves())[1:-1]
        named = any(country_of(m.code) is not None for m in self.scene.between(base.start, base.end))
        return not named and all(leaf.label in {"JJ", "NN", "NNP", "VBN", "HYPH"} for leaf in inside)

    def other_party(self, part: Node, word: str, clause: Clause | None) -> list[Found]:
        """ "its neighbour", "its southern rival": the one other state named before, in the sentence or else
        in the story."""
        owner = possessor(part)
        if word not in actors.RELATIONS or word.endswith("s") or owner is None or owner.label != "PRP$":
            return []
        base = base_of(part)
        own = {f.country for f in self.pronoun(owner, owner.word.lower(), clause)}
        if not own or any(m.kind != "agent" for m in self.scene.between(base.start, base.end)):
            return []
        leaves = self.scene.leaves
        others: dict[str, Mention | Found] = {
            m.code[:3]: m
            for m in self.scene.mentions
            if m.end <= base.start
            and country_of(m.code)
            and m.code[:3] not in own
            and leaves[m.start - 1].word.lower() not in PLACED
        }
        others = others or {
            f.country: f
            for referent in (*self.story.subjects[-1:], *self.story.objects)
            for f in referent.found
            if country_of(f.code) and f.country not in own
        }
        if len(others) != 1:
            return []
        ((code, by),) = others.items()
        step = Step("description", f'"{" ".join(base.words())}" is {code}, the one other state')
        return [Found(code, base.start, base.end, 3, place=True, rules=by.rules, steps=(step,))]

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


def as_described(base: Node, code: str, why: str, rules: tuple[Where, ...]) -> Found:
    """The actor that a description stands for, with the reason."""
    return Found(code, base.start, base.end, 3, rules=rules, steps=(Step("description", why),))
