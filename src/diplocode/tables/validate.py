"""A suite of sentences with gold events: which a coder gets right, and what is wrong with the others.

    records (JSON lines, PETRARCH XML with <EventCoding>) -read_suite-> Case -validate-> Outcome

A case passes if every expected event is coded and nothing else but what it marks as optional.
Codes are compared exactly; an event may list further codes that are as right (`also`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from attrs import frozen

from diplocode.errors import InputError
from diplocode.model import Coding, Diagnosis, Document, Event
from diplocode.tables.petrarch import open_binary, read_records, to_document
from diplocode.tables.records import make_document

Triple = tuple[str, str, str]
_BATCH = 64  # cases whose sentences are parsed together


class Codes(Protocol):
    """What codes documents: a `Coder`."""

    def code_documents(self, documents: Iterable[Document], /) -> Iterator[Coding]: ...


@frozen(slots=True)
class Gold:
    """An expected event: source, target and every code that is right (none: any).

    `beginnings`: the actors' codes may go on, PER stands for PERGOV as well.
    """

    source: str
    target: str
    codes: tuple[str, ...]
    beginnings: bool = False

    def matches(self, event: Triple) -> bool:
        if self.codes and event[2] not in self.codes:
            return False
        if self.beginnings:
            return event[0].startswith(self.source) and event[1].startswith(self.target)
        return (self.source, self.target) == event[:2]

    def __str__(self) -> str:
        return f"{self.source} {'/'.join(self.codes)} {self.target}"


@frozen(slots=True)
class Case:
    """A document, the events it must give, those it may give, its category in the suite.

    `forbidden`: events that it must not give; with these, all others are allowed.
    """

    document: Document
    events: tuple[Gold, ...]
    optional: tuple[Gold, ...] = ()
    category: str = ""
    forbidden: tuple[Gold, ...] = ()


@frozen(slots=True)
class Outcome:
    """How a case went: expected events that are missing, coded ones that are too many, the diagnoses."""

    case: Case
    missing: tuple[Gold, ...]
    extra: tuple[Triple, ...]
    diagnoses: tuple[Diagnosis, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether all is as expected."""
        return not self.missing and not self.extra

    def text(self) -> str:
        """The outcome for reading: one line where it passed, the details where not."""
        document = self.case.document
        if self.passed:
            return f"pass  {document.id}"
        out = [f"FAIL  {document.id}  {document.text[:200]}"]
        out += [f"      missing  {gold}" for gold in self.missing]
        out += [f"      extra    {source} {code} {target}" for source, target, code in self.extra]
        if not self.extra:
            out += [f"      {said.status}: {said.detail}" for said in self.diagnoses[:3]]
        return "\n".join(out)


def validate(cases: Iterable[Case | Diagnosis], coder: Codes) -> Iterator[Outcome | Diagnosis]:
    """The outcome of every case, in order; records that could not be read pass through as their Diagnosis."""
    stream = iter(cases)
    while batch := list(islice(stream, _BATCH)):
        codings = coder.code_documents([case.document for case in batch if isinstance(case, Case)])
        for case in batch:
            yield case if isinstance(case, Diagnosis) else compare(case, next(codings))


def compare(case: Case, coding: Coding) -> Outcome:
    """A case and what a coder made of it.

    >>> from diplocode.model import Actor
    >>> case = Case(Document("a", "x"), (Gold("ARC", "BOH", ("161", "166")),))
    >>> coding = Coding(case.document, (Event(Actor("ARC"), Actor("BOH"), "166"),), ())
    >>> compare(case, coding).passed
    True
    """
    coded = list(dict.fromkeys(_triple(event) for event in coding.events))
    missing = []
    for gold in sorted(case.events, key=lambda one: -len(one.source + one.target)):
        found = [event for event in coded if gold.matches(event)]
        if found:
            coded.remove(found[0])
        else:
            missing.append(gold)
    if case.forbidden:
        extra = [event for event in coded if any(gold.matches(event) for gold in case.forbidden)]
    else:
        extra = [event for event in coded if not any(gold.matches(event) for gold in case.optional)]
    return Outcome(case, tuple(missing), tuple(extra), coding.diagnoses)


def _triple(event: Event) -> Triple:
    return (
        event.source.code if event.source else "---",
        event.target.code if event.target else "---",
        event.code,
    )


def read_suite(path: str | Path) -> Iterator[Case | Diagnosis]:
    """The cases of a suite: JSON lines with `events`, or PETRARCH's XML with `<EventCoding>`.

    A record that can't be read gives a Diagnosis with the status "invalid". Raises InputError
    for a file that is neither.
    """
    path = Path(path)
    if not path.is_file():
        raise InputError("no such file", str(path))
    if ".xml" in path.name.lower():
        yield from _xml_cases(path)
    else:
        yield from _json_cases(path)


def _json_cases(path: Path) -> Iterator[Case | Diagnosis]:
    with open_binary(path) as stream:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            name = f"{path.stem}:{number}"
            try:
                record = json.loads(line)
                document = make_document(record, name)
                events = _golds(record.get("events"), "events")
                optional = _golds(record.get("optional", []), "optional")
                yield Case(document, events, optional, str(record.get("category") or ""))
            except ValueError as error:
                yield Diagnosis(name, 0, "invalid", f"{path}:{number}: not valid JSON: {error}")
            except InputError as error:
                yield Diagnosis(name, 0, "invalid", f"{path}:{number}: {error.message}")


def _golds(events: Any, field: str) -> tuple[Gold, ...]:
    if not isinstance(events, list):
        raise InputError(
            f"{field} must be a list of [source, target, code]; a suite needs it in every record"
        )
    out = []
    for event in events:
        if isinstance(event, dict):
            source, target, code = (str(event.get(key) or "---") for key in ("source", "target", "code"))
            out.append(Gold(source, target, (code, *(str(one) for one in event.get("also", ())))))
        elif isinstance(event, list | tuple) and len(event) == 3:
            out.append(Gold(str(event[0]), str(event[1]), (str(event[2]),)))
        else:
            raise InputError(f"{field}: {event!r} is no event; write [source, target, code]")
    return tuple(out)


def _xml_cases(path: Path) -> Iterator[Case | Diagnosis]:
    for record in read_records(path):
        if isinstance(record, Document):
            raise InputError("CoreNLP output has no gold events", str(path))
        name = record.attributes.get("id") or f"{path.stem}:{record.line}"
        codings = record.all("EventCoding")
        if not codings:
            yield Diagnosis(name, 0, "invalid", f"{path}:{record.line}: no <EventCoding>")
            continue
        events = []
        for coding in codings:
            given = coding.attributes
            if given.get("noevents", "").lower() == "true":
                continue
            wanted = [given.get(key, "") for key in ("sourcecode", "targetcode", "eventcode")]
            if not all(wanted):
                message = "an <EventCoding> needs sourcecode, targetcode and eventcode, or noevents"
                yield Diagnosis(name, 0, "invalid", f"{path}:{coding.line}: {message}")
                break
            events.append(Gold(wanted[0], wanted[1], (wanted[2],)))
        else:
            try:
                document = to_document(record)
            except InputError as error:
                yield Diagnosis(name, 0, "invalid", f"{path}:{record.line}: {error.message}")
                continue
            yield Case(document, tuple(events), (), record.attributes.get("category", ""))
