"""An explanation as a page for the browser: one file that needs no other and no network."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

from diplocode import cameo
from diplocode.coding.explain import Explanation
from diplocode.model import Sentence
from diplocode.tables.drawing import draw
from diplocode.tables.write import atomic
from diplocode.version import package_version

__all__ = ["page", "write_page"]


def page(explanation: Explanation) -> str:
    """The explanation as a complete HTML document."""
    data = explanation.to_dict()
    title = _cut(data["text"].split("\n")[0], 90)
    dated = f"Reported {data['date']}. " if data["date"] else "No report date. "
    about = f"{dated}Coded by diplocode {package_version()}, engine {data['engine']}."
    blocks = [
        _sentence(sentence, found)
        for sentence, found in zip(explanation.sentences, data["sentences"], strict=True)
    ]
    blocks = blocks or ['<section><p class="silence">There is no sentence in this text.</p></section>']
    style = files("diplocode.tables").joinpath("page.css").read_text(encoding="utf-8")
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{style}</style></head><body>"
        f'<h1>{escape(title)}</h1><p class="about">{escape(about)}</p>{"".join(blocks)}</body></html>\n'
    )


def write_page(explanation: Explanation, path: str | Path) -> None:
    """Write the page to a file, which appears only when it is complete."""
    with atomic(path) as temporary:
        temporary.write_text(page(explanation), encoding="utf-8")


def _sentence(sentence: Sentence, found: Mapping[str, Any]) -> str:
    events = "".join(_event(event) for event in found["events"])
    if not events:
        events = (
            f'<p class="silence">No event: {escape(str(found["status"]))}. {escape(str(found["detail"]))}</p>'
        )
    parts = [
        f'<p class="sentence"><span class="number">{sentence.number}</span>{_marked(sentence, found)}</p>',
        f"<h2>Events</h2>{events}",
    ]
    if found["actors"]:
        rows = ([a["text"], a["code"], a["kind"], _where(a["rules"])] for a in found["actors"])
        parts.append(_table("Actors and roles", ("words", "code", "kind", "entry"), rows))
    if found["clauses"]:
        rows = (_clause(clause) for clause in found["clauses"])
        heads = ("predicate", "subject", "object", "code", "rule", "outcome")
        parts.append(_table("Clauses and rules tried", heads, rows))
    if sentence.tree is not None:
        parts.append(f'<h2>Parse</h2><div class="scroll">{draw(sentence.tree)}</div>')
    return f"<section>{''.join(parts)}</section>"


def _marked(sentence: Sentence, found: Mapping[str, Any]) -> str:
    """The sentence's text with its actors marked and their codes behind them."""
    start, text = sentence.span.start, found["text"]
    out, at = [], 0
    for actor in sorted(found["actors"], key=lambda actor: actor["tokens"]):
        first, last = actor["tokens"]
        if not 0 <= first < last <= len(sentence.tokens):
            continue
        span = sentence.chars(first, last)
        if span.start - start < at:
            continue  # inside a mention that is marked already
        out.append(escape(text[at : span.start - start]))
        words = escape(text[span.start - start : span.end - start])
        out.append(f'<span class="actor">{words}<small>{escape(actor["code"].strip())}</small></span>')
        at = span.end - start
    return "".join(out) + escape(text[at:])


def _event(event: Mapping[str, Any]) -> str:
    sides = {side: escape(event[side] or "---") for side in ("source", "target")}
    when = f", {event['event_date']}" if event["event_date"] else ""
    steps = [
        _step(step, prefix)
        for prefix, key in (("source: ", "source_steps"), ("target: ", "target_steps"), ("", "steps"))
        for step in event[key]
    ]
    sure = "" if event["confidence"] is None else f", confidence {event['confidence']:.2f}"
    return (
        '<div class="event"><div class="triple">'
        f'<span class="source">{sides["source"]}</span> <span class="code">{escape(event["code"])}</span> '
        f'<span class="target">{sides["target"]}</span></div>'
        f'<div><span class="label">{escape(cameo.name(event["code"]) or "")}</span> '
        f'<span class="soft">{escape(event["modality"])}{escape(when)}{sure}</span></div>'
        f'<div class="soft">“{escape(event["text"])}”</div><ol class="steps">{"".join(steps)}</ol></div>'
    )


def _step(step: Mapping[str, Any], prefix: str) -> str:
    where = f' <span class="where">{escape(step["where"])}</span>' if step["where"] else ""
    return f"<li>{escape(prefix + step['rule'])}: {escape(step['detail'])}{where}</li>"


def _clause(clause: Mapping[str, Any]) -> list[str]:
    rule = " ".join(part for part in (clause["pattern"], clause["rule"]) if part)
    outcome = clause["outcome"] + (f": {clause['detail']}" if clause["detail"] else "")
    predicate = clause["predicate"] + (" (noun)" if clause["kind"] == "noun" else "")
    sides = [", ".join(clause[side]) for side in ("subject", "objects")]
    return [predicate, *sides, clause["code"] or "", rule, outcome]


def _where(rules: Iterable[str]) -> str:
    return ", ".join(rules)


def _table(title: str, heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f'<h2>{escape(title)}</h2><div class="scroll">{table}</div>'


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
