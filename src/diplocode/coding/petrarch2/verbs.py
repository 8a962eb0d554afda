"""What verb phrases mean: events out of the verb's own number, its subject and what stands below it.

    upper (subject) + number (verb, pattern) + lower (object, or the events of inner verb phrases) -> events

Named rules
    first-target       a passive with several targets tells only the first
    shared-subject     the targets that a passive's "against" adds are added to the subject itself, for good
    doubled-clause     an event out of a clause is told once more for each event that it resolves to
    silent-and         a verb phrase with an "and" of its own has no number; only its parts have
    before-only        a verb known only as the second part of a compound breaks the sentence off
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from diplocode.coding.petrarch2 import nouns
from diplocode.coding.petrarch2.codes import NEGATION, combine, number
from diplocode.coding.petrarch2.patterns import match_pattern
from diplocode.coding.petrarch2.spelling import END
from diplocode.coding.petrarch2.tables import VerbEntry
from diplocode.coding.petrarch2.transform import transform
from diplocode.coding.petrarch2.tree import NOUN, PREP, VERB, Crash, Phrase

if TYPE_CHECKING:
    from diplocode.coding.petrarch2.reading import Reading

PASSIVE = "passive"
_HELPING = ("HAVE", "HAD", "HAVING", "HAS")
_SOURCE_PREPOSITIONS = ("BY", "FROM", "IN")
_TARGET_PREPOSITIONS = ("AT", "AGAINST", "INTO", "TOWARDS")
_NOBODY: tuple[Any, ...] = ("", [], [""], ["~"], ["~~"])


class Told(NamedTuple):
    """An event as it is built: source codes or "", a target (code, "passive", "" or another event), its
    number.

    `steps` are the verb phrases behind it, the outermost first.
    """

    source: Any
    target: Any
    number: int
    steps: tuple[Phrase, ...] = ()


def events(reading: Reading, verb: Phrase) -> list[Any]:
    """The events of a verb phrase (`Told`, or a bare code where neither verb nor subject says anything)."""
    if verb.state:
        return verb.meaning or []
    verb.state = 1
    value, passive = _number_of(reading, verb)
    clauses = [child for child in verb.children if child.label in "SBAR"]
    upper: Any = _upper(reading, verb)
    if reading.is_passive(verb) or (passive and not value):
        told = _passive_events(reading, verb, upper, value, passive)
        if told is not None:
            only = [told]
            verb.meaning = only
            return only
    if upper in _NOBODY:
        upper = ""
    lower, negated = _lower(reading, verb)
    if negated:
        value = 0
    found: list[Any] = []
    if lower:
        for event in lower:
            found += _resolve(verb, upper, value, passive, event)
    elif not clauses and (upper or value):
        found.append(Told(upper, "", value, (verb,)))
    inner: list[Any] = []
    for clause in clauses:
        inner += reading.clause_events(clause)
    if inner and not found:
        for event in inner:
            if isinstance(event, Told) and (event.target or event.number):
                found += _doubled(_resolve(verb, upper, value, passive, event))
    out: list[Any] = []
    for event in found:
        out += transform(reading.tables.transformations, event)
    verb.meaning = out
    return out


def _doubled(resolved: list[Any]) -> list[Any]:
    """What a clause's event gives: all of `resolved` for each of them, a list of targets told one by one.

    Doubles are left out at once: they change nothing but the time it takes.
    """
    out: list[Any] = []
    for event in resolved:
        if isinstance(event.target, list):
            told = [event._replace(target=target) for target in event.target]
        else:
            told = resolved
        out += [one for one in told if one not in out]
    return out


def _passive_events(
    reading: Reading, verb: Phrase, upper: list[str], value: int, passive: int
) -> Told | None:
    """The event of a passive verb: done by whom a by-phrase names, to the subject; None if there is
    nothing to tell.
    """
    sources: list[str] = []
    for child in verb.children:
        if child.kind == PREP:
            word = child.first_text()
            if word in _SOURCE_PREPOSITIONS:
                sources += nouns.prep_codes(reading, child)
            elif word in _TARGET_PREPOSITIONS:
                added = nouns.prep_codes(reading, child)
                if added:
                    upper += added
                    reading.stamp += 1
    if not (sources or value):
        return None
    target = upper[0] if upper else PASSIVE
    return Told(sources, target, value if reading.is_passive(verb) else passive, (verb,))


def _resolve(verb: Phrase, upper: Any, value: int, passive: int, event: Any) -> list[Any]:
    """An event, or a code, below a verb taken together with the verb and its subject."""
    if not (upper or value):
        return [event]
    if not isinstance(event, Told):
        found: list[Any] = []
        if passive:
            found = [Told([event], code, passive, (verb,)) for code in upper]
        return [*found, Told(upper, event, value, (verb,))]
    steps = (verb, *event.steps)
    if event.target == PASSIVE:
        combined = combine(value, event.number)
        if upper:
            return [Told(event.source, code, combined, steps) for code in upper]
        return [Told(event.source, PASSIVE, combined, steps)]
    if event.source not in _NOBODY:
        return [Told(upper, event, value, steps)]
    return [Told(upper, event.target, combine(value, event.number), steps)]


def _upper(reading: Reading, verb: Phrase) -> list[str]:
    """The codes of the first noun phrase beside the verb phrase that is more than nobody."""
    if verb.parent is None:
        raise Crash("a verb phrase without a parent")
    for child in verb.parent.children:
        if child.kind == NOUN:
            found = nouns.codes(reading, child)
            if found != ["~"]:
                return found
    return []


def _lower(reading: Reading, verb: Phrase) -> tuple[list[Any], bool]:
    """What stands below the verb: the events of inner verb phrases, else the codes of its objects; and
    whether "not" does.
    """
    inner = [child for child in verb.children if child.kind == VERB and is_valid(reading, child)]
    below = [reading.verb_events(child) for child in inner]
    negated = bool(below) and len(verb.children) > 1 and verb.children[1].text == "NOT"
    found: list[Any] = []
    for told in below:
        if negated:
            told = [e._replace(number=e.number - NEGATION) if isinstance(e, Told) else e for e in told]
        found += told
    if found:
        return found, negated
    from_nouns: list[str] = []
    from_preps: list[str] = []
    for child in verb.children:
        if child.kind == NOUN:
            from_nouns += nouns.codes(reading, child)
        elif child.kind == PREP:
            from_preps += nouns.prep_codes(reading, child)
    actors, agents = nouns.split_codes(from_nouns)
    more_actors, more_agents = nouns.split_codes(from_preps)
    return nouns.mix(agents or more_agents, actors or more_actors), negated


def is_valid(reading: Reading, verb: Phrase) -> bool:
    """Whether a verb phrase is one: a participle with neither "have" nor "be" above it becomes a noun phrase.

    Parsers often take "exiled dissidents" for a verb phrase.
    """
    if not verb.children or verb.children[0].label != "VBN":
        return True
    parent = verb.parent
    if parent is None:
        raise Crash("a verb phrase without a parent")
    if parent.get_head()[0] in _HELPING or parent.first_text() in _HELPING:
        return True
    if sum(child.kind == VERB for child in parent.children) > 1 or reading.is_passive(verb):
        return True
    noun = Phrase("NP", NOUN, parent, verb.token)
    noun.end = verb.end
    noun.children = verb.children
    noun.index = verb.index
    if verb not in parent.children:
        raise Crash("a verb phrase that its parent no longer has")
    parent.children.remove(verb)
    parent.children.insert(verb.index, noun)
    reading.stamp += 1
    return False


def _number_of(reading: Reading, verb: Phrase) -> tuple[int, int]:
    """The active and the passive number of a verb phrase: its verb's, or those of the pattern that
    matches.
    """
    children = verb.children
    if any(child.text == "AND" for child in children):
        return 0, 0
    if not children:
        raise Crash("a verb phrase without children")
    word = "TO" if children[0].label == "TO" else verb.get_head()[0]
    active = passive = 0
    found = _entry(reading, verb, word) if word else None
    if found:
        verb.where = found.where
        verb.verbclass = found.block
        try:
            active, passive = number(found.code)
        except KeyError:
            active = passive = 0
        verb.code = active
    pattern = match_pattern(reading, verb)
    if pattern:
        verb.where = pattern.where
        try:
            active, passive = number(pattern.code)
        except KeyError:
            raise Crash(f"{pattern.where}: {pattern.code} is no CAMEO code") from None
        verb.code = active
    if passive and not active:
        verb.passive = True
        verb.code = passive
    return verb.code, passive


def _entry(reading: Reading, verb: Phrase, word: str) -> VerbEntry | None:
    """The dictionary entry of a verb with the particles that follow it."""
    node = reading.tables.verb_trie(word)
    if node is None:
        return None
    if len(node) > 1 or END not in node:
        for child in verb.children:
            if child.label in ("PRT", "ADVP") and child.first_text() in node:
                node = node[child.first_text()]
        below = node.get(END)
        entry: VerbEntry | None = below.get(END) if below else None
        return entry
    entry = node[END].get(END)
    if entry is None:
        raise Crash(f"{word} is known only as part of a compound")
    return entry
