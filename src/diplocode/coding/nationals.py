"""Of which states people are whom their phrase only counts, where words further on tell it.

"Two tourists, a Dane and a Norwegian, were kidnapped in Peru": a Danish and a Norwegian tourist, and nobody
of Peru's. So too "two tourists (one Danish, one Norwegian)", "nine people, including two Danes".
"""

from __future__ import annotations

from diplocode.cameo import country_of
from diplocode.coding.mentions import Mention
from diplocode.coding.scene import Found, Scene, combine
from diplocode.model import Step

PEOPLE = frozenset("CVL HLH EDU MED REL LAB MIL CRM NGO REF HRI BUS AGR".split())
# Before those who are told one by one, and between them.
OPENING = frozenset({",", "(", "-lrb-", "--", "-", "–", "—", ":", ";", "..."})
BETWEEN = frozenset({",", ";", "and"})
SOME = frozenset(
    {"including", "among", "them", "of", "which", "whom", "were", "are", "comprising", "both", "all"}
)
COUNTS = frozenset({"a", "an", "one", "both", "all"})
# After a nationality that stands alone, and what may follow it.
CLOSING = frozenset(
    {",", ";", ".", ")", "-rrb-", "and", "–", "—", "--", "-", "in", "by", "near", "from", "on", "were", "are"}
)
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
PERSONS = frozenset(
    "national nationals citizen citizens man men woman women subject subjects passport holder".split()
)
REACH = 24  # tokens behind the people within which it is told


def nationals(head: int, role: str, scene: Scene) -> list[Found]:
    """The people at token `head`, of whom only the role is told, one for each nationality told of them."""
    if role[:3] not in PEOPLE or scene.known:
        return []
    leaves = scene.leaves
    i, crossed = head + 1, False
    while i < min(len(leaves), head + REACH):
        leaf = leaves[i]
        word = leaf.word.lower()
        mention = scene.at.get(i)
        others = mention is not None and mention.kind == "agent" and mention.start == i
        if others and all(n.word.lower() != "by" for n in leaves[max(0, i - 3) : i]):
            return []  # what follows is told of them
        crossed = crossed or leaf.label in FINITE
        if word in OPENING or word == "including":
            found = told_at(i + (word in OPENING), role, scene, crossed)
            if found:
                return found
        i += 1
    return []


def told_at(at: int, role: str, scene: Scene, crossed: bool) -> list[Found]:
    """Those told one by one from a token on: "[a Dane and two Norwegians]"."""
    leaves = scene.leaves
    words = [leaf.word.lower() for leaf in leaves[at : at + 5]]
    if crossed and words[:1] != ["including"] and words[:2] != ["among", "them"]:
        return []
    i = at
    out: list[Found] = []
    while i < len(leaves) and (
        leaves[i].word.lower() in SOME or (leaves[i + 1 : i + 2] and leaves[i + 1].word.lower() == "of")
    ):
        i += 1
    while i < len(leaves):
        counted = leaves[i].label == "CD" or leaves[i].word.lower() in COUNTS
        several = i > at and leaves[i - 1].word.lower() in SOME  # "all of them Danes"
        if counted:
            i += 1
        mention = scene.at.get(i)
        if mention is None or not (counted or several) or not nationality(mention, scene):
            if counted and out and mention is not None and mention.kind == "agent":
                return []  # "five Danes and three people from Peru": told otherwise
            break
        own, i = person(mention.end, role, scene)
        if not own:
            break
        step = Step("national", f"{mention.text}, told behind them")
        code = combine(mention.code, [own])
        out.append(Found(code, mention.start, mention.end, rules=mention.rules, steps=(step,)))
        while i < len(leaves) and leaves[i].word.lower() in BETWEEN:
            i += 1
    return out


def nationality(mention: Mention, scene: Scene) -> bool:
    """Whether a mention is a state's people: "Dane", "Danish", not "Denmark"."""
    return mention.kind == "actor" and len(mention.code) == 3 and country_of(mention.code) is not None


def person(at: int, role: str, scene: Scene) -> tuple[str, int]:
    """The role of somebody whose nationality ends before a token, and where what tells it ends; "" where the
    nationality is something else's, as in "a Danish ship"."""
    leaves = scene.leaves
    i, own = at, role
    while (
        i < len(leaves) and leaves[i].label in {"JJ", "NN", "NNS"} and leaves[i].word.lower() not in CLOSING
    ):
        mention = scene.at.get(i)
        if mention is not None and mention.kind == "agent":
            own = mention.code.strip("~ ")
        elif leaves[i].word.lower() in PERSONS:
            own = role
        elif i + 1 == len(leaves) or leaves[i + 1].label not in {"NN", "NNS"}:
            own = ""
        i += 1
    ends = i >= len(leaves) or leaves[i].word.lower() in CLOSING
    return (own if ends and own[:3] in PEOPLE else "", i)
