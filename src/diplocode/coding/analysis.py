"""What was found in one sentence, and what is made of it: its events, and a diagnosis that says why.

From "NATO expelled eight Russian diplomats." `reading` makes one draft, of the clause around "expelled";
`events_of` makes it an event with its words, its day, the count 8 and the steps that led to it, and
`diagnosis_of` says "coded" of the sentence, or else which clause came closest and what it lacked.
"""

from __future__ import annotations

from attrs import define

from diplocode.cameo import country_of
from diplocode.coding import mentions, modality
from diplocode.coding.clause import Clause
from diplocode.coding.counts import persons
from diplocode.coding.dates import dating, when
from diplocode.coding.reading import Draft, Reader, Reading
from diplocode.coding.scene import Found
from diplocode.coding.words import Words
from diplocode.model import Actor, Diagnosis, Document, Event, Sentence, Step, Where

ORDER = (
    "unlikely",
    "no_target",
    "no_source",
    "same_actor",
    "modality",
    "statement",
    "accident",
    "no_code",
    "part",
    "embedding",
    "no_verb",
)
ASIDE = frozenset({"adjunct", "adverbial", "reduced", "relative", "beside", "modifier", "apposition"})


@define(slots=True, eq=False)
class Analysis:
    """All that was found in one sentence: for `explain`, and for the events and diagnosis made from it."""

    sentence: Sentence
    mentions: list[mentions.Mention]
    readings: list[Reading]
    events: list[Event]
    diagnosis: Diagnosis
    words: Words | None = None
    reader: Reader | None = None


def aside(clause: Clause) -> bool:
    """Whether an act is told beside the main one: in an adverbial or relative clause, as an occasion."""
    return any(
        c.relation in ASIDE or (c.kind == "noun" and c.relation.startswith("prep:"))
        for c in (clause, *clause.embedders())
    )


def events_of(document: Document, sentence: Sentence, words: Words, readings: list[Reading]) -> list[Event]:
    """The events of a sentence's drafts, each once, those of its main clause first."""
    out: list[Event] = []
    order: list[bool] = []
    seen: set[tuple[str, str, str]] = set()
    drafts = [d for r in readings for d in r.drafts]
    drafts.sort(key=lambda d: d.clause.kind == "noun")
    roots: set[tuple[str, str, str]] = set()
    for draft in drafts:
        source, target = (side.code if side else "" for side in (draft.source, draft.target))
        key = (source, target, draft.code)
        inner = source[:3] == target[:3]  # "clashes between Sunnis and Shia": of one state, two parties
        by_root = (source if inner else source[:3], target if inner else target[:3], draft.code[:2])
        if key in seen or (draft.clause.kind == "noun" and by_root in roots):
            continue
        seen.add(key)
        roots.add(by_root)
        out.append(event_of(document, sentence, words, draft))
        order.append(aside(draft.clause))
    starts = [e.span.start if e.span else 0 for e in out]
    return [out[i] for i in sorted(range(len(out)), key=lambda i: (order[i], starts[i]))]


def event_of(document: Document, sentence: Sentence, words: Words, draft: Draft) -> Event:
    """A draft with its words, its day, how many it concerns, and the steps that led to it."""
    clause = draft.clause
    start, end = clause.node.start, clause.node.end
    if clause.kind == "verb":
        start = clause.head.start
    span = sentence.chars(start, max(end, start + 1))
    tokens = [t.text for t in sentence.tokens]
    day, precision = when([tokens[i] for i in dating(clause.node, clause.head)], document.date)
    if (day, precision) == (document.date, "day") and clause.relation in {"root", "that"}:
        day, precision = when([tokens[i] for i in dating(words.tree, clause.head)], document.date)
    rules, where = decided(draft)
    return Event(
        source=actor_of(document, sentence, draft.source),
        target=actor_of(document, sentence, draft.target),
        code=draft.code,
        doc_id=document.id,
        sentence=sentence.number,
        date=document.date,
        event_date=day,
        event_date_precision=precision,
        span=span,
        text=span.of(document.text),
        modality=modality.told(draft.modality, draft.code),
        count=persons(clause, draft.code, draft.target),
        confidence=draft.confidence,
        rule=where,
        steps=(*rules, *draft.steps),
    )


def decided(draft: Draft) -> tuple[list[Step], Where]:
    """The steps that gave a draft its code, and the place to name: of the pattern, or the rule's name."""
    found = draft.match
    if found is None:
        return [], Where(draft.steps[0].rule)
    head = draft.clause.head.word
    noun = " as a noun" if draft.clause.kind == "noun" else ""
    predicate = Step("predicate", f'"{head}"{noun}', found.predicate.where)
    if found.pattern is not None:
        return [predicate, Step("pattern", found.pattern.pattern.text.strip(), found.where)], found.where
    return [predicate, Step("default code", f"{found.code} of its block", found.where)], found.where


def actor_of(document: Document, sentence: Sentence, found: Found | None) -> Actor | None:
    """An actor as the event gives it, with the words that name it if they are in this sentence."""
    if found is None:
        return None
    size = len(sentence.tokens)
    span = None
    text = ""
    if 0 <= found.start < found.end <= size:
        span = sentence.chars(found.start, found.end)
        text = span.of(document.text)
    return Actor(
        found.code, span, text, tuple(dict.fromkeys(found.rules)), found.steps, country_of(found.code)
    )


def diagnosis_of(
    document: Document,
    sentence: Sentence,
    found: list[mentions.Mention],
    readings: list[Reading],
    events: list[Event],
) -> Diagnosis:
    """What became of a sentence: coded, or what the clause that came closest lacks."""

    def say(status: str, detail: str) -> Diagnosis:
        return Diagnosis(document.id, sentence.number, status, detail, sentence.span)

    if events:
        return say("coded", "; ".join(str(e) for e in events))
    if not any(m.kind in {"actor", "known"} for m in found):
        if not any(m.kind == "agent" for m in found):
            return say("no_actor", "no phrase of it is in the actor dictionaries")
        return say("no_actor", f"only roles without a country: {', '.join(m.text for m in found[:3])}")
    best = sorted(readings, key=lambda r: ORDER.index(r.outcome) if r.outcome in ORDER else len(ORDER))
    if not best:
        return say("no_verb", "no clause found in its parse")
    chosen = best[0]
    status = chosen.outcome if chosen.outcome in {"no_source", "no_target", "no_verb"} else "no_event"
    return say(status, chosen.detail or chosen.outcome)
