"""Which entries of the dictionaries a phrase finds: what a person asks who keeps them.

    phrase -look_up-> Finding, ...

Every entry counts that stands for the phrase or for words inside it, of whatever kind:
actors, agents, verbs in any form, nominal forms, synonym sets, discards, issues; and of a verb's
patterns those whose words all stand in the phrase.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from diplocode.lexicon.compile import PhraseTrie, Words, codes_on
from diplocode.lexicon.entries import ActorEntry, VerbForms
from diplocode.lexicon.inflect import plural, singular, verb_forms
from diplocode.lexicon.lexicon import Lexicon
from diplocode.lexicon.patterns import Compiler
from diplocode.model import Date, Where

__all__ = ["Finding", "look_up"]


@frozen(slots=True)
class Finding:
    """An entry that was found: its kind, the words that found it, the entry's phrase, its code, its place."""

    kind: str
    words: str
    phrase: str
    code: str
    where: Where
    detail: str = ""
    tokens: int = 1


def look_up(lexicon: Lexicon, phrase: str, day: Date | None = None) -> tuple[Finding, ...]:
    """All entries for the phrase and for the words in it, those for the longest runs of words first.

    `day` decides which of an actor's dated codes holds; without one, the undated or last.

    >>> lexicon = Lexicon.from_text(actors="ARCADIA_ [ARC]\\n+ARCADIAN", verbs="--- EXPEL [166] ---\\nEXPEL")
    >>> for found in look_up(lexicon, "Arcadian envoys expelled"):
    ...     print(found.kind, found.phrase, found.code, found.where)
    actor ARCADIAN ARC <actors>:2
    verb EXPEL 166 <verbs>:2
    """
    trie: PhraseTrie[Finding] = PhraseTrie()
    for surface, finding in _entries(lexicon, day):
        trie.add(surface, finding)
    words = Words(phrase.split())
    found = []
    for start in range(len(words.norm)):
        for end, findings in trie.matches(words.norm, start):
            text = " ".join(words.norm[start:end])
            for f in dict.fromkeys(findings):
                found.append(Finding(f.kind, text, f.phrase, f.code, f.where, f.detail, end - start))
    predicates = {f.where: f for f in found if f.kind in ("verb", "noun")}
    found += _patterns(lexicon, words.norm, predicates)
    found.sort(key=lambda f: -f.tokens)
    return tuple(found)


def _patterns(lexicon: Lexicon, words: Sequence[str], predicates: dict[Where, Finding]) -> Iterator[Finding]:
    """The patterns with words, all of them in the phrase, of the blocks whose verbs or nouns were found.

    >>> verbs = "--- EXPEL [166] ---\\nEXPEL\\n- * ENVOY [161]\\n- * TROOP [0874]"
    >>> found = look_up(Lexicon.from_text(verbs=verbs), "expelled envoys")
    >>> [(one.kind, one.phrase, one.code, one.detail) for one in found if one.kind == "pattern"]
    [('pattern', '* ENVOY', '161', 'with EXPEL')]
    """
    compiler = Compiler.of(lexicon.synsets)
    told = {*words, *map(singular, words)}
    for block in lexicon.verbs:
        places = [verb.where for verb in block.verbs] + [where for _, where in block.nouns]
        finding = next((predicates[where] for where in places if where in predicates), None)
        for pattern in block.patterns if finding else ():
            groups = [group for need in compiler.pattern(pattern).needs for group in need.words]
            if groups and all(any(told.issuperset(phrase) for phrase in group) for group in groups):
                assert finding is not None
                tokens = finding.tokens + len(groups)
                detail = f"with {finding.phrase}"
                yield Finding(
                    "pattern", " ".join(words), pattern.text, pattern.code, pattern.where, detail, tokens
                )


def _entries(lexicon: Lexicon, day: Date | None) -> Iterator[tuple[str, Finding]]:
    """Every form of every entry that a text may have, with what it finds."""
    for actor in lexicon.actors:
        code = ", ".join(codes_on(actor, day)) or "---"
        detail = _dated(actor)
        for phrase, where in ((actor.name, actor.where), *actor.synonyms):
            of = "" if phrase == actor.name else f"synonym of {actor.name}"
            yield phrase, Finding("actor", "", phrase, code, where, "; ".join(filter(None, (of, detail))))
    for agent in lexicon.agents:
        for phrase in agent.phrases():
            yield phrase, Finding("agent", "", agent.phrase, agent.code, agent.where)
    for block in lexicon.verbs:
        for verb in block.verbs:
            finding = Finding(
                "verb", "", verb.base, verb.code or block.code, verb.where, f"block {block.name}"
            )
            for form in _forms(verb):
                yield form, finding
        for noun, where in block.nouns:
            finding = Finding("noun", "", noun, block.code, where, f"block {block.name}")
            yield from ((form, finding) for form in _numbers(noun))
    for synset in lexicon.synsets:
        for member, where in synset.members:
            finding = Finding("synonym set", "", member, synset.name, where)
            yield from ((form, finding) for form in _numbers(member))
    for discard in lexicon.discards:
        what = "drops the story" if discard.story else "drops the sentence"
        yield discard.phrase, Finding("discard", "", discard.phrase, "", discard.where, what)
    for issue in lexicon.issues:
        what = "shields its words" if issue.ignore else ""
        yield issue.phrase, Finding("issue", "", issue.phrase, issue.code, issue.where, what)


def _dated(actor: ActorEntry) -> str:
    """An actor's codes with their terms, where it has more than one or any with a date."""
    if len(actor.codes) < 2 and not any(code.start or code.end for code in actor.codes):
        return ""
    return ", ".join(f"{c.code} {c.start or ''}..{c.end or ''}" for c in actor.codes)


def _forms(verb: VerbForms) -> Iterator[str]:
    """The verb's base, the forms that the file gives and, where it gives none, the regular ones."""
    words = verb.base.lower().split("_")
    at = next((i for i, word in enumerate(words) if word.startswith("+")), 0)
    words = [word.lstrip("+") for word in words]
    yield "_".join(words)
    yield from (form.replace("+", "") for form in verb.forms)
    if verb.regular:
        for form in verb_forms(words[at]):
            yield "_".join([*words[:at], form, *words[at + 1 :]])


def _numbers(noun: str) -> Iterator[str]:
    """A noun phrase in the singular and, unless a final underscore forbids it, the plural."""
    yield noun
    if not noun.endswith("_"):
        *head, last = noun.lower().split("_")
        yield "_".join([*head, plural(last)])
