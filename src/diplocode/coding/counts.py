"""How many persons an event concerns: "expelled ten of the diplomats", "cut its staff by 755 people".

The number stands before the noun of the object, of the phrase behind an event noun in it ("ordered the
expulsion of three attaches"), or behind "by". Where several are named together, the event's target tells
which of them is meant; diplomats sent home are added up, and one of them alone counts as one.
"""

from __future__ import annotations

from diplocode.coding.clause import Clause
from diplocode.coding.dates import number
from diplocode.coding.phrases import base_of, conjuncts, head_of, postmodifiers, preposition
from diplocode.coding.scene import Found
from diplocode.model import Node

SENT_HOME = "161"
# "550 million dollars", "ten percent of its imports": the figure before them counts nobody.
MEASURES = frozenset("$ us$ % percent dollars euros million billion trillion tonnes tons".split())
SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000}
ONE = frozenset(
    """
    adviser advisor agent ambassador attache attaché charge chargé commissioner consul counsellor counselor
    diplomat emissary employee envoy member nuncio officer official operative representative secretary spy
    """.split()
)
"""Nouns that name one person whom a state sends."""
ACTS = frozenset("accreditation departure eviction expulsion exit ouster recall removal withdrawal".split())
PEOPLE = frozenset("people persons diplomats employees staff staffers officials positions posts".split())


def persons(clause: Clause, code: str, target: Found | None) -> int | None:
    """The number of persons that a clause tells for an event of this code and target, if any."""
    for phrase in clause.objects[:1]:
        told = of_object(phrase, code == SENT_HOME, target)
        if told is not None:
            return told
    for inner in (clause, *clause.complements):
        for prep in inner.preps:
            if prep.word == "by" and (head := head_of(prep.node)).word.lower() in PEOPLE:
                return before(prep.node, head)
    return None


def of_object(phrase: Node, sent_home: bool, target: Found | None) -> int | None:
    """The number of an object: of all that are named in it, or of the part that holds the target."""
    parts = conjuncts(phrase)
    told = [of_part(part, sent_home) for part in parts]
    if sent_home:
        # "Two diplomats and their families": those without a number add none. "An envoy and his staff" are
        # nobody knows how many.
        if len(parts) > 1 and told[0] == 1 and None in told:
            return None
        return sum(n for n in told if n is not None) or None
    if target is not None:
        for part, n in zip(parts, told, strict=True):
            if n is not None and part.start <= target.start < part.end:
                return n
    return told[0]


def of_part(phrase: Node, sent_home: bool) -> int | None:
    """The number of one noun phrase."""
    head = head_of(phrase)
    told = before(phrase, head)
    if told is None and head.word.lower() in ACTS:
        inner = next((node for pp in postmodifiers(phrase) if (node := governed(pp, "of")) is not None), None)
        return of_object(inner, sent_home, None) if inner is not None else None
    if told is None and sent_home and alone(base_of(phrase)):
        return 1
    return told


def governed(phrase: Node, word: str) -> Node | None:
    """What a phrase with this preposition governs."""
    if phrase.label != "PP":
        return None
    found, node = preposition(phrase)
    return node if found == word else None


def before(phrase: Node, head: Node) -> int | None:
    """The number before a noun, or that a phrase is ("ten of them"); no sum, no measure, no year."""
    leaves = list(base_of(phrase).leaves())
    if any(leaf.label == "$" or leaf.word.lower() in MEASURES for leaf in leaves):
        return None
    run: list[str] = []
    for leaf in leaves:
        if leaf.start > head.start:
            break
        word = leaf.word.lower()
        if leaf.label == "CD" or word in SCALES:
            run.append(word)
        elif run and word != "and":
            break
    return cardinal(run)


def cardinal(words: list[str]) -> int | None:
    """A number of several words; None if a word is none, and for what looks like a year.

    >>> cardinal(["two", "hundred"]), cardinal(["two", "dozen"]), cardinal(["755"]), cardinal(["2018"])
    (200, 24, 755, None)
    >>> cardinal(["five", "thousand", "three", "hundred"]), cardinal([])
    (5300, None)
    """
    total = current = 0
    for word in words:
        if word in SCALES:
            current = max(1, current) * SCALES[word]
            if word == "thousand":
                total, current = total + current, 0
        else:
            value = number(word)
            if value is None:
                return None
            current += value
    year = len(words) == 1 and "," not in words[0] and 1900 <= current <= 2100
    return (total + current or None) if not year else None


def alone(base: Node) -> bool:
    """Whether a noun phrase names one person: "a Peruvian diplomat", "attache Ana Ruiz", "its ambassador"."""
    leaves = list(base.leaves())
    if any(leaf.label in {"NNS", "NNPS", "CC"} for leaf in leaves):
        return False
    return any(leaf.label in {"NN", "NNP"} and leaf.word.lower() in ONE for leaf in leaves)
