"""Where an act takes place: the state that a phrase of place lies in.

"In the Peruvian city of Ica" is in Peru, and so is "in the Comas district of Lima"; "near the border of
Chile" may be on either side of it. Rules of `unnamed` and `custody` look there for who acts where nobody is
said to.
"""

from __future__ import annotations

from attrs import evolve

from diplocode.coding.clause import Clause
from diplocode.coding.grammar import BEARING
from diplocode.coding.phrases import head_of, located
from diplocode.coding.scene import INTERNATIONAL, Found
from diplocode.coding.sides import GROUNDS, Sides
from diplocode.model import Node

LOCATIVE = ("in", "at", "near", "outside", "inside", "across")  # the surest first
# What lies in a place that its of-phrase names.
PARTS = GROUNDS | frozenset(
    """
    districts provinces suburbs towns villages outskirts centre center heart downtown neighbourhoods quarter
    section slum slums streets market area areas northeast northwest southeast southwest
    """.split()
)
DIRECTIONS = frozenset("north south east west northeast northwest southeast southwest outside".split())


def grounds(reader: Sides, clause: Clause, node: Node) -> list[Found]:
    """The state that a phrase lies in: "the Peruvian city of Ica", "the Comas district of Lima"."""
    word = head_of(node).word.lower()
    if word in BEARING:
        return []  # "near the border of Chile" may be on either side
    venue = head_of(node).label in {"NN", "NNS"} and head_of(node).start not in reader.nouns
    least = 1 if word in GROUNDS or venue else 2  # "in a Lima market", not "Peru Town"
    places = [f for f in reader.of([node], clause, least) if len(f.code) == 3 or f.strength == 1]
    places = [evolve(f, code=f.country) for f in places if f.country not in INTERNATIONAL]
    if not places:
        leaves = reader.resolver.scene.leaves
        for inner in located([node], "of"):
            if word in PARTS or leaves[inner.start - 2].word.lower() in DIRECTIONS:
                return grounds(reader, clause, inner)
    return places
