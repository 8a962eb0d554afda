"""A sentence's tree to its events, and to what the original does before it looks at the tree: discards,
issues.

    brackets or Node -> Phrase -> Reading -> Told -> (source, target, code)

Named rules
    discard-next       a discard phrase is noticed at the word after it, so not at the end of a sentence
    discard-restart    a word that breaks off a discard phrase doesn't start another one
    shortest-issue     of issue phrases that begin at a word, the shortest counts
"""

from __future__ import annotations

from typing import Any

from diplocode.coding.petrarch2.codes import code_of
from diplocode.coding.petrarch2.reading import Reading
from diplocode.coding.petrarch2.spelling import END
from diplocode.coding.petrarch2.tables import Tables
from diplocode.coding.petrarch2.tree import Crash, Phrase
from diplocode.coding.petrarch2.verbs import PASSIVE, Told

_COOPERATION = ("03", "04", "05", "06")
Triple = tuple[str, str, str]
Coded = dict[Triple, Told]


def discarded(tables: Tables, text: str) -> tuple[bool, str] | None:
    """The discard phrase in a sentence: whether it drops the whole story, and the phrase; None if there is
    none.
    """
    level = tables.discards
    found: list[str] = []
    for word in text.upper().split():
        if "+" in level:
            return True, " ".join(found)
        if "$" in level:
            return False, " ".join(found)
        if word in level:
            found.append(word)
            level = level[word]
        elif level is not tables.discards:
            found = []
            level = tables.discards
    return None


def issues(tables: Tables, text: str) -> tuple[tuple[str, int], ...]:
    """The issues that a sentence mentions, with the number of mentions; none if it holds an ignored
    phrase.
    """
    words = text.upper().split()
    counts: dict[str, int] = {}
    i = 0
    while i < len(words):
        node, j = tables.issues, i
        while END not in node and j < len(words) and isinstance(node.get(words[j]), dict):
            node, j = node[words[j]], j + 1
        entry: tuple[str, bool] | None = node.get(END)
        if entry is None:
            i += 1
            continue
        code, ignored = entry
        if ignored:
            return ()
        counts[code] = counts.get(code, 0) + 1
        i = j
    return tuple(counts.items())


def code_phrases(reading: Reading, root: Phrase, require_dyad: bool = True) -> tuple[Coded, list[Any]]:
    """The events of a tree, each with how it was built, and all that its clauses told, finished or not.

    Raises Crash where the original would end with an exception.
    """
    told: list[Any] = []
    for child in list(root.children):
        if child.label in "SVP":
            told += reading.clause_events(child)
    out: Coded = {}
    for event in told:
        if not isinstance(event, Told):
            if len(event) < 2:
                raise Crash("an event that is a single letter")
        elif event.target != PASSIVE and isinstance(event.target, str):
            _tell(out, event, require_dyad)
    return out, told


def _tell(out: Coded, event: Told, require_dyad: bool) -> None:
    """File a finished event; several sources that do something cooperative to nobody do it to each other."""
    code = code_of(event.number)
    if not code:
        return
    sources = [source.replace("~", "---") for source in event.source]
    target = event.target.replace("~", "---")
    if sources and target:
        for source in sources:
            out.setdefault((source, target, code), event)
    elif sources and not require_dyad:
        for source in sources:
            out.setdefault((source, "---", code), event)
    elif target and not require_dyad:
        out.setdefault(("---", target, code), event)
    if len(sources) > 1 and not target and code[:2] in _COOPERATION:
        for source in event.source:
            for other in event.source:
                if source != other:
                    out.setdefault((source.replace("~", "---"), other.replace("~", "---"), code), event)
