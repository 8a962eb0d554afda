"""What noun phrases mean: the codes of the actors and agents that they name.

Actors and agents are looked up in the words of the phrase, longest phrase first; agents are added
to every actor (GOV to USA: USAGOV). Where a phrase names no actor of its own, those of its inner
phrases count, then those of its prepositional phrases, then those of its relative clause.

Named rules
    used-preposition   a prepositional phrase that names an actor gives its codes and not its words
    first-antecedent   a pronoun takes the first noun phrase beside or above its clause, actor or not
    letters-of-target  whether a participle clause names an actor is asked of its target letter by letter
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diplocode.coding.petrarch2.spelling import END, Trie
from diplocode.coding.petrarch2.tree import NOUN, PREP, VERB, Crash, Phrase

if TYPE_CHECKING:
    from diplocode.coding.petrarch2.reading import Reading

_NO_CODES = ("", "~", "~~")
Text = tuple[list[Phrase], list[str], bool]


def split_codes(codes: list[str] | str) -> tuple[list[str], list[str]]:
    """Codes as (actors, agents); an agent's starts with ~.

    >>> split_codes(["USA", "~GOV", ""])
    (['USA'], ['~GOV'])
    """
    actors: list[str] = []
    agents: list[str] = []
    for code in codes:
        if code:
            (agents if code[0] == "~" else actors).append(code)
    return actors, agents


def mix(agents: list[str], actors: list[str]) -> list[str]:
    """Every actor with all agents behind it; agents alone form one code that starts with ~.

    >>> mix(["~GOV", "~PPL"], ["USA", "USAGOV"]), mix(["~PPL"], [])
    (['USAGOV', 'USAGOV'], ['~PPL'])
    """
    mixed = actors or ["~"]
    for agent in agents:
        if agent == "~PPL" and len(agents) > 1:
            continue
        role = agent[1:]
        mixed = [code if role in code else code + role for code in mixed]
    return [code for code in mixed if code not in _NO_CODES]


def words_of(reading: Reading, phrase: Phrase) -> list[Phrase]:
    """The words of any phrase that are not used up, as word nodes."""
    if phrase.color:
        return []
    out = [phrase] if phrase.text else []
    for child in phrase.children:
        if child.kind == NOUN:
            out += text_of(reading, child)[0]
        elif child.children:
            out += words_of(reading, child)
        elif child.text and not child.color:
            out.append(child)
    return out


def text_of(reading: Reading, phrase: Phrase) -> Text:
    """What a noun phrase says: its naming words, the codes of its prepositional phrases, whether there is
    any text.

    Determiners, adjectives and nouns name; pronouns, numbers and verbs don't.
    """
    memo = phrase.words
    if memo is not None and memo[0] == reading.stamp:
        said: Text = memo[1]
        return said
    stamp = reading.stamp
    out: list[Phrase] = []
    inner: list[str] = []
    some = False
    for child in phrase.children:
        if child.naming:
            some = True
            if child.text:
                out.append(child)
        elif child.kind == PREP:
            found = prep_codes(reading, child)
            if split_codes(found)[0]:
                inner += found
            else:
                some = True
                out += words_of(reading, child)
        elif child.kind == NOUN:
            below, more, any_text = text_of(reading, child)
            out += below
            inner += more
            some = some or any_text
    phrase.words = (stamp, (out, inner, some))
    return out, inner, some


def prep_codes(reading: Reading, phrase: Phrase) -> list[str]:
    """The codes of the noun phrase in a prepositional phrase; what was read before if that is used up by
    now.
    """
    phrase.first_text()
    if len(phrase.children) > 1 and not phrase.children[1].color:
        inside = phrase.children[1]
        if inside.kind == NOUN:
            phrase.meaning = codes(reading, inside)
        else:
            phrase.meaning = []
        phrase.head = inside.get_head()[0]
    return phrase.meaning or []


def codes(reading: Reading, phrase: Phrase) -> list[str]:
    """The codes of a noun phrase, worked out at the first call."""
    if phrase.state:
        known: list[str] = phrase.meaning
        return known
    words: list[Phrase] = []
    own: list[str] = []
    from_nouns: list[str] = []
    from_preps: list[str] = []
    from_verbs: list[str] = []
    for child in phrase.children:
        if child.kind == NOUN:
            said = text_of(reading, child)
            words += said[0]
            from_nouns += said[1]
        elif child.naming:
            words += words_of(reading, child)
        elif child.kind == PREP:
            found = prep_codes(reading, child)
            if split_codes(found)[0]:
                from_preps += found
            else:
                words += words_of(reading, child)
        elif child.kind == VERB:
            from_verbs += _relative_codes(reading, child)
        elif child.label == "PRP":
            own += _antecedent(reading, phrase, child.text)
    matches = _look_up(reading, words)
    for match in matches:
        own.append(match[2])
    actors, agents = split_codes(own)
    for more in (from_nouns, from_preps, from_verbs):
        inner_actors, inner_agents = split_codes(more)
        actors = actors or inner_actors
        agents = agents or inner_agents
    meaning = mix(agents, actors)
    if phrase.state and phrase.meaning != meaning:
        reading.stamp += 1
    if not meaning and reading.new_actor_length:
        meaning = _new_actor(reading, words)
    phrase.meaning, phrase.state = meaning, 1
    if matches:
        reading.mentions.append((meaning, matches))
    return meaning


def _new_actor(reading: Reading, words: list[Phrase]) -> list[str]:
    """The words of a phrase without any code as a stand-in for one: *JOHN_SMITH*."""
    if not 0 < len(words) <= reading.new_actor_length:
        return []
    name = "*" + "_".join(word.text for word in words) + "*"
    reading.mentions.append(([name], [(words, None, name)]))
    return [name]


def _relative_codes(reading: Reading, verb: Phrase) -> list[Any]:
    """The codes that a verb phrase inside a noun phrase lends it: its event's target, or the source of a
    passive.
    """
    events = reading.verb_events(verb)
    if not events:
        return []
    first = events[0]
    if isinstance(first, str):
        if len(first) < 2:
            raise Crash("an event that is a single letter")
        return [first] if first[1] != "~" else []
    if not isinstance(first.target, str) or not split_codes(first.target)[0]:
        return []
    if first.target == "passive":
        return list(first.source)
    return [first.target]


def _antecedent(reading: Reading, phrase: Phrase, pronoun: str) -> list[str]:
    """The codes that a pronoun stands for: those of the first noun phrase beside a node above its clause."""
    level: Phrase | None = phrase.parent
    reflexive = pronoun.endswith(("SELF", "SELVES"))
    local = True
    if level is None:
        raise Crash("a pronoun outside any phrase")
    while level is not None:
        above = level.parent
        if above is None:
            break
        if reflexive and level.label.startswith("NP"):
            break
        if local and level.label in ("S", "SBAR"):
            local = False
            level = above
            continue
        if not local or reflexive:
            for sibling in above.children:
                if sibling.kind == NOUN:
                    return list(codes(reading, sibling))
        level = above
    return []


def _look_up(reading: Reading, words: list[Phrase]) -> list[tuple[list[Phrase], Any, str]]:
    """The dictionary phrases among the words, left to right, each as (its words, its entry, its code)."""
    tables, day = reading.tables, reading.day
    texts = [word.text for word in words]
    out: list[tuple[list[Phrase], Any, str]] = []
    i, count = 0, len(texts)
    actors, agents, known = tables.actors, tables.agents, reading.known
    while i < count:
        first = texts[i]
        length = 0
        if known and words[i].token in known:
            end, code = known[words[i].token]
            while i + length < count and words[i].token <= words[i + length].token < end:
                length += 1
            out.append((words[i : i + length], None, code))
        elif first in actors:
            for stop, filed in _ends(tables.actor_trie(first) or {}, texts, i):
                found = filed.code_on(day)
                if found is not None:
                    out.append((words[i : i + stop], filed, found))
                    length = stop
                    break
        if not length and first in agents:
            for stop, agent in _ends(tables.agent_trie(first) or {}, texts, i):
                out.append((words[i : i + stop], agent, agent.code))
                length = stop
                break
        i += length or 1
    return out


def _ends(node: Trie, texts: list[str], start: int) -> list[tuple[int, Any]]:
    """The phrases that begin at `start`, longest first; `node` is what the first word leads to."""
    out = [(1, node[END])] if END in node else []
    for i in range(start + 1, len(texts)):
        following = node.get(texts[i])
        if following is None or not isinstance(following, dict):
            break
        node = following
        if END in node:
            out.append((i + 1 - start, node[END]))
    out.reverse()
    return out
