"""Why a text was coded as it was: the parse, the actors, the rules tried, the one that decided, in words
and as data."""

from __future__ import annotations

import textwrap
from typing import Any

from attrs import frozen

from diplocode.coding.analysis import Analysis
from diplocode.coding.matching import Tried, tried
from diplocode.coding.reading import Reading
from diplocode.lexicon.predicates import VerbIndex
from diplocode.model import Coding, Document, Event, Node, Sentence, Step

WIDTH = 80
SHOWN = 4  # rules shown per clause beside the one that decided
OUTCOMES = {
    "coded": "event",
    "no_verb": "no entry",
    "no_code": "no code",
    "no_source": "no source",
    "no_target": "no target",
    "same_actor": "one actor only",
    "modality": "not done",
    "statement": "statement",
    "embedding": "embeds an event",
    "part": "no event of its own",
    "unlikely": "unlikely",
}


@frozen
class Explanation:
    """What was found in each sentence of a text. `str()` is for an 80-column terminal, `to_dict()` for
    programs."""

    document: Document
    sentences: tuple[Sentence, ...]
    analyses: tuple[Analysis, ...]
    coding: Coding
    engine: str = "diplocode"
    index: VerbIndex | None = None

    def __str__(self) -> str:
        blocks = []
        for i, sentence in enumerate(self.sentences):
            blocks.append(self._sentence(i, sentence))
        if not self.sentences:
            blocks.append("  ".join(d.detail for d in self.coding.diagnoses))
        return "\n\n".join(blocks)

    def _sentence(self, i: int, sentence: Sentence) -> str:
        lines = [
            _rule(f"sentence {sentence.number}"),
            *textwrap.wrap(sentence.span.of(self.document.text), WIDTH),
        ]
        if sentence.tree is not None:
            lines += ["", "PARSE", *("  " + line for line in draw(sentence.tree))]
        if i < len(self.analyses):
            lines += self._analysis(self.analyses[i])
        events = [e for e in self.coding.events if e.sentence == sentence.number]
        lines += ["", "EVENTS"]
        for event in events:
            lines += self._event(event)
        if not events:
            detail = next((d for d in self.coding.diagnoses if d.sentence == sentence.number), None)
            if detail is not None:
                lines += _wrap(f"none: {detail.status}. {detail.detail}", "  ")
        return "\n".join(lines)

    def _analysis(self, analysis: Analysis) -> list[str]:
        lines = ["", "ACTORS"]
        for m in analysis.mentions:
            code = m.code.strip() if m.kind != "agent" else "role " + m.code.strip("~ ")
            lines += _columns(m.text, code, ", ".join(str(r) for r in m.rules))
        if not analysis.mentions:
            lines.append("  none")
        lines += ["", "CLAUSES"]
        for reading in analysis.readings:
            lines += self._reading(reading, self.tried(analysis, reading))
        if not analysis.readings:
            lines.append("  none")
        return lines

    def tried(self, analysis: Analysis, reading: Reading) -> list[Tried]:
        """The rules tried on a clause, best first; [] where no dictionary knows its predicate."""
        if self.index is None or analysis.words is None:
            return []
        return tried(reading.clause, analysis.words, self.index)

    def _reading(self, reading: Reading, rules: list[Tried]) -> list[str]:
        clause = reading.clause
        name = clause.head.word + (
            " (noun)" if clause.kind == "noun" else " (passive)" if clause.passive else ""
        )
        parts = []
        if clause.subject:
            parts.append("by " + _text(clause.subject))
        if clause.objects:
            parts.append("object " + _text(clause.objects))
        parts += [f"{p.word} {_short(p.node)}" for p in clause.preps if not p.inside][:3]
        lines = _wrap(f"{name}: " + "; ".join(parts) if parts else name, "  ")
        if reading.match is not None:
            found = reading.match
            what = (
                f'pattern "{found.pattern.pattern.text.strip()}"'
                if found.pattern is not None
                else "block's own code"
            )
            lines += _wrap(f"{found.code or 'no code'} by {what}  [{found.where}]", "    ")
        others = [t for t in rules if reading.match is None or t.where != reading.match.where]
        for rule in others[:SHOWN]:
            verdict = "fits less closely" if rule.fits else rule.missing
            lines += _wrap(f'not {rule.code} by "{rule.text}": {verdict}  [{rule.where}]', "    ")
        if len(others) > SHOWN:
            lines.append(f"    and {len(others) - SHOWN} more rules tried")
        for step in reading.steps:
            lines += _wrap(str(step), "    ")
        outcome = OUTCOMES.get(reading.outcome, reading.outcome)
        lines += _wrap(
            f"-> {outcome}"
            + (f": {reading.detail}" if reading.detail and not reading.detail.isdigit() else ""),
            "    ",
        )
        return lines

    def _event(self, event: Event) -> list[str]:
        when = (
            f"{event.event_date or 'no date'} ({event.event_date_precision})"
            if event.event_date
            else "no date"
        )
        sure = "" if event.confidence is None else f", confidence {event.confidence:.2f}"
        lines = [f"  {event}    {event.modality}, {when}{sure}"]
        for name, actor in (("source", event.source), ("target", event.target)):
            if actor is not None:
                lines += _wrap(f'{name} {actor.code} "{actor.text}"', "    ")
                lines += [line for step in actor.steps for line in _wrap(_step(step), "      ")]
        for step in event.steps:
            lines += _wrap(_step(step), "    ")
        return lines

    def to_dict(self) -> dict[str, Any]:
        """The same as plain data: sentences with tree, mentions, clauses, events and diagnosis."""
        out = []
        for i, sentence in enumerate(self.sentences):
            analysis = self.analyses[i] if i < len(self.analyses) else None
            diagnosis = next((d for d in self.coding.diagnoses if d.sentence == sentence.number), None)
            out.append(
                {
                    "sentence": sentence.number,
                    "start": sentence.span.start,
                    "end": sentence.span.end,
                    "text": sentence.span.of(self.document.text),
                    "parse": sentence.tree.bracketed() if sentence.tree is not None else None,
                    "status": diagnosis.status if diagnosis else None,
                    "detail": diagnosis.detail if diagnosis else None,
                    "actors": [
                        {
                            "text": m.text,
                            "kind": m.kind,
                            "code": m.code,
                            "tokens": [m.start, m.end],
                            "rules": [str(r) for r in m.rules],
                        }
                        for m in (analysis.mentions if analysis else ())
                    ],
                    "clauses": [
                        {**_reading_dict(r), "tried": [_tried_dict(t) for t in self.tried(analysis, r)]}
                        for r in (analysis.readings if analysis else ())
                        if analysis
                    ],
                    "events": [_event_dict(e) for e in self.coding.events if e.sentence == sentence.number],
                }
            )
        return {
            "text": self.document.text,
            "date": self.document.date.isoformat() if self.document.date else None,
            "engine": self.engine,
            "sentences": out,
        }


def _reading_dict(reading: Reading) -> dict[str, Any]:
    clause, found = reading.clause, reading.match
    return {
        "predicate": clause.head.word,
        "kind": clause.kind,
        "passive": clause.passive,
        "relation": clause.relation,
        "subject": [_short(n) for n in clause.subject],
        "objects": [_short(n) for n in clause.objects],
        "phrases": [[p.word, _short(p.node)] for p in clause.preps],
        "code": found.code if found else None,
        "rule": str(found.where) if found else None,
        "pattern": found.pattern.pattern.text.strip() if found and found.pattern else None,
        "outcome": reading.outcome,
        "detail": reading.detail,
        "steps": [_step_dict(s) for s in reading.steps],
    }


def _tried_dict(rule: Tried) -> dict[str, Any]:
    return {
        "pattern": rule.text,
        "code": rule.code,
        "rule": str(rule.where),
        "fits": rule.fits,
        "missing": rule.missing,
    }


def _event_dict(event: Event) -> dict[str, Any]:
    return {
        "source": event.source.code if event.source else None,
        "target": event.target.code if event.target else None,
        "code": event.code,
        "modality": event.modality,
        "confidence": event.confidence,
        "event_date": event.event_date.isoformat() if event.event_date else None,
        "text": event.text,
        "rule": str(event.rule) if event.rule else None,
        "steps": [_step_dict(s) for s in event.steps],
        "source_steps": [_step_dict(s) for s in (event.source.steps if event.source else ())],
        "target_steps": [_step_dict(s) for s in (event.target.steps if event.target else ())],
    }


def _step_dict(step: Step) -> dict[str, Any]:
    return {"rule": step.rule, "detail": step.detail, "where": str(step.where) if step.where else None}


def _step(step: Step) -> str:
    return str(step)


def _short(node: Node, limit: int = 48) -> str:
    text = " ".join(node.words())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _text(nodes: list[Node]) -> str:
    return " + ".join(_short(n) for n in nodes)


def _rule(title: str) -> str:
    return f"── {title} " + "─" * (WIDTH - len(title) - 4)


def _wrap(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent + "  ", break_on_hyphens=False
    )


def _columns(first: str, second: str, third: str) -> list[str]:
    line = f"  {first[:30]:<30}  {second:<12}  {third}"
    return [line] if len(line) <= WIDTH else [f"  {first[:60]:<30}  {second:<12}", *_wrap(third, "      ")]


def draw(tree: Node) -> list[str]:
    """A tree as indented brackets, phrases that fit on a line kept whole."""
    lines: list[str] = []

    def walk(node: Node, depth: int) -> None:
        text = node.bracketed()
        room = WIDTH - 2 - 2 * depth
        if len(text) <= room or node.is_leaf:
            lines.append("  " * depth + text)
            return
        lines.append("  " * depth + f"({node.label}")
        for child in node.children:
            walk(child, depth + 1)
        lines[-1] += ")"

    walk(tree, 0)
    return lines
