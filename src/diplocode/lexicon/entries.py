"""What a dictionary says, entry by entry, each with the file and line it came from.

These records are what the readers make and the writers take. They mirror the files
(docs/dictionary-format.md) and know nothing of matching: `lexicon.compile` turns them
into tries. Those of which a dictionary has thousands are plain tuples, as `Where` is.
"""

from __future__ import annotations

from typing import NamedTuple

from attrs import frozen

from diplocode.lexicon import inflect
from diplocode.model import Date, Where


def regular_plural(phrase: str) -> str:
    """The plural as PETRARCH's dictionaries count on it: Y -> IES, S -> SES, else S, on the last word.

    >>> regular_plural("EMBASSY"), regular_plural("BOSS"), regular_plural("ENVOY")
    ('EMBASSIES', 'BOSSES', 'ENVOIES')
    """
    if phrase.endswith("Y"):
        return phrase[:-1] + "IES"
    return phrase + ("ES" if phrase.endswith("S") else "S")


class DatedCode(NamedTuple):
    """A code and the days on which it holds, both ends included; None is open. `text`: the brackets'
    content as written.

    >>> DatedCode("RUSGOV", Date(2012, 5, 7), None).holds(Date(2021, 10, 18))
    True
    """

    code: str
    start: Date | None = None
    end: Date | None = None
    where: Where | None = None
    text: str = ""

    def holds(self, day: Date | None) -> bool:
        """Whether the code is in force on `day`; an unknown day counts as any day without a limit."""
        if day is None:
            return self.start is None and self.end is None
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


class ActorEntry(NamedTuple):
    """An actor: the head name, its synonyms (each a phrase and its place), its dated codes in file order.

    Phrases stand as the file writes them, `_` between words and (for a whole word) at the end.
    `trailing` is text after the codes on the name's line that is no comment by the format's rules.
    """

    name: str
    codes: tuple[DatedCode, ...]
    where: Where
    synonyms: tuple[tuple[str, Where], ...] = ()
    trailing: str = ""


class AgentEntry(NamedTuple):
    """An agent phrase and its code ("~GOV" follows the country, "GOV~" goes before); plurals that the file
    gives.

    `regular`: the file gives no braces, so the regular plural counts as well. `expansions`: the
    phrases that a phrase with a marker (CONGRESS!PERSON!) stands for, else empty.
    """

    phrase: str
    code: str
    where: Where
    plurals: tuple[str, ...] = ()
    regular: bool = True
    expansions: tuple[str, ...] = ()

    def phrases(self) -> tuple[str, ...]:
        """Every phrase that the entry stands for, singular and plural.

        >>> AgentEntry("DEPUTY", "~LEG", Where("x", 1)).phrases()
        ('DEPUTY', 'DEPUTIES')
        """
        if self.expansions:
            return self.expansions
        return (self.phrase, *self.plurals, *((inflect.plural(self.phrase),) if self.regular else ()))


@frozen(slots=True)
class Synset:
    """A named set of words and phrases that patterns use as &NAME."""

    name: str
    members: tuple[tuple[str, Where], ...]
    where: Where


class VerbForms(NamedTuple):
    """A verb of a block: its base form ("STIR_UP" written +STIR_UP), irregular forms that the file gives.

    A + stays where the word that inflects is not the first (WIRE_+TAP). `regular`: the file gives no
    braces, so the regular forms count.
    """

    base: str
    where: Where
    forms: tuple[str, ...] = ()
    code: str = ""
    regular: bool = True


class Example(NamedTuple):
    """A sentence that a pattern must code as given, or (`matches` false) must not code.

    Events are (source, target, code); a code of an actor may be the beginning of the one that is coded.
    `comment`: what stands behind the # of its line; "fails: ..." marks a known failure.
    """

    text: str
    events: tuple[tuple[str, str, str], ...]
    where: Where
    matches: bool = True
    comment: str = ""


class Pattern(NamedTuple):
    """A verb pattern: the text before and after the *, its code, and for the passive the code after a colon.

    `text` is the pattern as written, without the leading "- " and the code.
    """

    text: str
    code: str
    where: Where
    passive_code: str = ""
    comment: str = ""
    examples: tuple[Example, ...] = ()
    options: tuple[tuple[str, str], ...] = ()


@frozen(slots=True)
class VerbBlock:
    """A block of verbs that share a default code and patterns.

    `nouns` are the block's nominal forms and `options` its @-directives (docs/dictionary-format.md);
    both are empty in PETRARCH-2's own files.
    """

    name: str
    code: str
    verbs: tuple[VerbForms, ...]
    patterns: tuple[Pattern, ...]
    where: Where
    nouns: tuple[tuple[str, Where], ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    examples: tuple[Example, ...] = ()

    @property
    def weak(self) -> bool:
        """Whether the block counts only between parties that the input marks (`@weak`)."""
        return any(key == "weak" for key, _ in self.options)


@frozen(slots=True)
class Transformation:
    """A PETRARCH-2 transformation: a nested pattern of events and the event it becomes."""

    text: str
    code: str
    where: Where


@frozen(slots=True)
class DiscardEntry:
    """A phrase that drops its sentence, or (with a leading + in the file) its whole story."""

    phrase: str
    story: bool
    where: Where


@frozen(slots=True)
class IssueEntry:
    """A phrase and the issue it counts for; `ignore` phrases (leading ~, for the story ~~) silence the
    issues.
    """

    phrase: str
    code: str
    where: Where
    ignore: bool = False
    category: str = ""
