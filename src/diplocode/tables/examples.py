"""The examples of verb dictionaries, walked: each sentence through raw text, parser and coder.

    = sentence => SOURCE CODE TARGET   -case-> all these events and no others
    ! sentence                         -case-> none with the code of the pattern (or block) above
    ! sentence => SOURCE CODE TARGET   -case-> none of these

An example tests a pattern, so the codes of actors may be beginnings: PER stands for PERGOV as well. One
that fails for no fault of the dictionaries is marked with a comment, "# fails: why".
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from diplocode.lexicon import Lexicon
from diplocode.lexicon.check import Finding
from diplocode.lexicon.check.book import Book
from diplocode.lexicon.check.rules import FAILING, PASSING
from diplocode.lexicon.entries import Example
from diplocode.lexicon.patterns import clean_code
from diplocode.model import Diagnosis, Document
from diplocode.tables.validate import Case, Codes, Gold, Outcome, validate

KNOWN = "fails:"  # begins the comment of an example that is known to fail


@frozen(slots=True)
class Walked:
    """An example and how it went."""

    example: Example
    outcome: Outcome

    @property
    def known(self) -> bool:
        """Whether the example is marked as one that fails."""
        return self.example.comment.startswith(KNOWN)


def walk(lexicon: Lexicon, coder: Codes) -> Iterator[Walked]:
    """Every example of the dictionaries, in file order, with its outcome."""
    told = list(_examples(lexicon))
    cases = [case(example, code) for example, code in told]
    for (example, _), outcome in zip(told, validate(cases, coder), strict=True):
        if isinstance(outcome, Diagnosis):
            raise TypeError(f"{outcome} is no outcome of an example")
        yield Walked(example, outcome)


def findings(lexicon: Lexicon, coder: Codes) -> Iterator[Finding]:
    """What is wrong with the examples, as the linter says it: those that fail and are not marked, and marks
    without use.
    """
    book = Book(lexicon, ())
    for walked in walk(lexicon, coder):
        outcome, where = walked.outcome, walked.example.where
        if outcome.passed and walked.known:
            yield book.finding(PASSING, where, KNOWN)
        elif not outcome.passed and not walked.known:
            faults = [f"missing {gold}" for gold in outcome.missing]
            faults += [f"too much {' '.join((event[0], event[2], event[1]))}" for event in outcome.extra]
            faults += [f"{said.status}: {said.detail}" for said in outcome.diagnoses[:1] if not outcome.extra]
            yield book.finding(FAILING, where, walked.example.text, how="; ".join(faults))


def case(example: Example, code: str) -> Case:
    """What an example asks for; `code`: that of the pattern or block which it stands under, "" for none.

    >>> from diplocode.model import Where
    >>> case(Example("Arcadia left.", (), Where("x", 3), matches=False), "161").forbidden[0].codes
    ('161',)
    """
    golds = tuple(Gold(source, target, (told,), True) for source, target, told in example.events)
    document = Document(str(example.where), example.text)
    if example.matches:
        return Case(document, golds)
    return Case(document, (), forbidden=golds or (Gold("", "", (code,) if code else (), True),))


def _examples(lexicon: Lexicon) -> Iterator[tuple[Example, str]]:
    """Every example with the code of what it stands under."""
    for block in lexicon.verbs:
        yield from ((example, clean_code(block.code)) for example in block.examples)
        for pattern in block.patterns:
            yield from ((example, clean_code(pattern.code)) for example in pattern.examples)
