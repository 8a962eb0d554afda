"""What a story's sentences have told so far, for those that follow.

"Norwegian Foreign Minister Kari Lunde visited Chile" leaves behind: the actors NOR and CHL, the subject
NORGOV for a "she" to come, and the name "Lunde". `context` fills it at the end of each sentence.
"""

from __future__ import annotations

from attrs import define, field, frozen

from diplocode.coding.scene import INTERNATIONAL, Found


@frozen(slots=True)
class Deed:
    """What a clause told: its verb, the root of its code ("" if it has none), who did it to whom."""

    word: str
    root: str
    by: tuple[Found, ...]
    to: tuple[Found, ...] = ()


@define(slots=True, eq=False)
class Referent:
    """Who a phrase was, and what kind of pronoun can mean it: see `pronouns.kind`."""

    found: list[Found]
    kind: str


@define(slots=True, eq=False)
class Story:
    """What the sentences so far have introduced, newest last.

    `objects`: whom the last sentence's main clause acted on. `roled`: actors with a role, as "Chilean
    soldiers" or a firm, for "the soldiers" and "the company" to come.
    """

    actors: list[Found] = field(factory=list)
    subjects: list[Referent] = field(factory=list)
    objects: list[Referent] = field(factory=list)
    speakers: list[list[Found]] = field(factory=list)
    names: dict[str, Found] = field(factory=dict)
    deeds: list[Deed] = field(factory=list)
    roled: list[Found] = field(factory=list)

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
