"""Matching a verb's patterns on the tree around it, as PETRARCH-2 walks both at once.

The pattern trie says what may come next: `-` a modifier, `,` another phrase, `|` a preposition,
`*` the other side of the verb, a word. Words that a match used are colored: nothing reads them
again, so that the object of "launched attacks on" doesn't count as an actor.

Named rules
    sign-as-word      a comma, dash or asterisk of the text equals the trie's sign of that name
    colored-caret     a `^` colors the phrase it stands for, whether or not the pattern matches in the end
    adverb-preps      an ADVP can match a word only if the pattern goes on with a preposition inside it
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from diplocode.coding.petrarch2.spelling import END, Trie
from diplocode.coding.petrarch2.tables import Rule
from diplocode.coding.petrarch2.tree import NOUN, PREP, Phrase

if TYPE_CHECKING:
    from diplocode.coding.petrarch2.reading import Reading

_AGENT_PREPOSITIONS = ("BY", "FROM")
Found = tuple[Rule] | None


class Matcher:
    """The patterns of one verb phrase's block against the tree: `around` is the clause that holds the
    other side.
    """

    __slots__ = ("around", "reading", "verb")

    def __init__(self, reading: Reading, verb: Phrase, around: Phrase | None) -> None:
        self.reading, self.verb, self.around = reading, verb, around

    def noun(self, path: Trie, phrase: Phrase | None, agents: bool = False) -> Found:
        """Match a noun phrase below `phrase`; with `agents`, one that a by- or from-phrase names."""
        if phrase is None:
            return None
        if agents:
            items = [
                child.children[1]
                for child in phrase.children
                if child.kind == PREP
                and len(child.children) > 1
                and child.first_text() in _AGENT_PREPOSITIONS
            ]
        else:
            items = [child for child in phrase.children if child.label in ("NP", "ADVP")]
            if phrase.kind == NOUN:
                items.append(phrase)
        for item in items:
            head, holder = item.get_head()
            if not head or head not in path:
                continue
            below = path[head]
            found = self.prep(below["|"], item) if "|" in below else None
            if not found and item.kind == NOUN:
                found = self.follow(below, item.head_phrase)
            if found:
                if holder is not None and holder.children:
                    self.reading.paint(holder.children[-1])
                return found
        if "^" in path:
            self.reading.paint(phrase)
            return self.follow(path["^"], phrase.head_phrase)
        return self.follow(path, phrase.head_phrase)

    def modifier(self, path: Trie, phrase: Phrase | None) -> Found:
        """Match the words of a phrase whose head has matched, then what follows."""
        if phrase is None:
            return None
        for item in [child for child in phrase.children if child.text in path]:
            found = self.follow(path[item.text], item.head_phrase)
            if found:
                self.reading.paint(item)
                return found
        return self.follow(path, phrase.head_phrase)

    def prep(self, path: Trie, phrase: Phrase) -> Found:
        """Match a prepositional phrase among the children of `phrase`."""
        for item in [child for child in phrase.children if child.kind == PREP]:
            word = item.first_text()
            if word in path:
                below = path[word]
                found: Found = None
                if "-" in below and len(item.children) > 1:
                    found = self.noun(below["-"], item.children[1])
                if not found and "," in below:
                    found = self.prep(below[","], self.verb)
                found = found or self._rest(below)
                if found:
                    return found
        found = self.default(path["-"]) if "-" in path else None
        if not found and "," in path:
            found = self.prep(path[","], self.verb)
        return found or self._rest(path)

    def default(self, path: Trie) -> Found:
        """Match a noun phrase where the other side of the verb is looked for."""
        return self.noun(path, self.around)

    def follow(self, path: Trie, holder: Phrase | None) -> Found:
        """What may come after a word: more of its phrase (`holder`), another phrase, and so on."""
        if "-" in path:
            found = self.modifier(path["-"], holder)
            if found:
                return found
        if "," in path:
            found = self.default(path[","])
            if found:
                return found
        return self._rest(path)

    def _rest(self, path: Trie) -> Found:
        if "|" in path:
            found = self.prep(path["|"], self.verb)
            if found:
                return found
        if "*" in path:
            found = self.default(path["*"])
            if found:
                return found
        end: Found = path.get(END)
        return end


def match_pattern(reading: Reading, verb: Phrase) -> Rule | None:
    """The pattern of the verb's block that the tree around it matches, None if none does."""
    trie = reading.tables.patterns(verb.verbclass)
    if trie is None:
        return None
    if reading.is_passive(verb):
        found = Matcher(reading, verb, reading.clause_of(verb)).noun(trie, verb, agents=True)
    else:
        found = Matcher(reading, verb, verb).noun(trie, reading.clause_of(verb))
    return found[0] if found else None
