"""One sentence being coded: what its phrases mean, found top down and remembered.

    noun phrase -> actor codes      verb phrase -> events (source, target, number)      clause -> events

An event's source is a list of codes or "", its target a code, "passive" (still to be filled from
above), "" or another event. `Reading` holds what the phrases share; nouns, verbs and patterns are
read by the modules of these names. The order in which phrases are asked matters: patterns color
words, and what has been read stays as it was.
"""

from __future__ import annotations

from typing import Any

from diplocode.coding.petrarch2 import verbs
from diplocode.coding.petrarch2.tables import Tables
from diplocode.coding.petrarch2.tree import VERB, Crash, Phrase

BE = frozenset(("AM", "IS", "ARE", "WAS", "WERE", "BE", "BEEN", "BEING"))


class Reading:
    """The state of one sentence. `stamp` counts the changes that make a text read before go stale.

    `known` are mentions whose code the input gives: first token -> (end token, code).
    """

    __slots__ = ("day", "known", "mentions", "new_actor_length", "stamp", "tables")

    def __init__(
        self,
        tables: Tables,
        day: int | None,
        new_actor_length: int = 0,
        known: dict[int, tuple[int, str]] | None = None,
    ) -> None:
        self.tables = tables
        self.day = day
        self.new_actor_length = new_actor_length
        self.known = known
        self.stamp = 0
        self.mentions: list[tuple[list[str], list[tuple[list[Phrase], Any, str]]]] = []

    def paint(self, phrase: Phrase) -> None:
        """Take a phrase out of what is read from now on."""
        if not phrase.color:
            phrase.color = True
            self.stamp += 1

    def verb_events(self, phrase: Phrase) -> list[Any]:
        """The events of a verb phrase (`verbs.events`), for callers that verbs itself needs."""
        return verbs.events(self, phrase)

    def clause_events(self, phrase: Phrase) -> list[Any]:
        """The events of the verb phrases and clauses directly below an S or SBAR."""
        if phrase.kind == VERB:
            return verbs.events(self, phrase)
        if phrase.label in "SBAR":
            found: list[Any] = []
            for child in phrase.children:
                if child.label in "SBARVP":
                    found += self.clause_events(child)
            if found:
                phrase.meaning = found
                return found
        return phrase.meaning or []

    def is_passive(self, verb: Phrase) -> bool:
        """Whether a participle or past form stands below a form of "be", or in a noun phrase."""
        if verb.passive is None:
            verb.passive = self._is_passive(verb)
        return verb.passive

    def _is_passive(self, verb: Phrase) -> bool:
        if not verb.children:
            raise Crash("a verb phrase without children")
        if verb.children[0].label not in ("VBD", "VBN"):
            return False
        level = verb.parent
        if level is None:
            raise Crash("a verb phrase without a parent")
        if level.label == "NP":
            return True
        for _ in range(2):
            if level.kind == VERB and level.first_text() in BE:
                return True
            level = level.parent
            if level is None:
                break
        return False

    def clause_of(self, verb: Phrase) -> Phrase | None:
        """The clause of a verb phrase; over an infinitive "to" without a subject of its own the search
        goes on up.

        Named rule `clause-once`: where no clause is found, the first to ask gets the top of the verb
        phrases, later ones get nothing.
        """
        if verb.upper_s is not None and not isinstance(verb.upper_s, Phrase):
            verb.upper_s = None
            level = verb
            while level.parent is not None:
                above = level.parent
                if above.kind == VERB:
                    level = above
                elif above.label == "S":
                    if not level.children:
                        raise Crash("a verb phrase without children")
                    if level.children[0].label == "TO" and level.index == 0:
                        level = above
                        continue
                    verb.upper_s = above
                    return above
                else:
                    return level
            return None
        clause: Phrase | None = verb.upper_s
        return clause
