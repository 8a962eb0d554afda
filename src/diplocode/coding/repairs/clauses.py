"""Repairs of clauses: each gets its subject and its verb, and stands where it belongs in the sentence.

    (S (NP Peru) (VP left (PP after (NP it)) (VP fell) , (S (NP he) (VP said))))
    after   ->  (S (NP Peru) (VP left (SBAR after (S (NP it) (VP fell))) , (S (NP he) (VP said))))
    speech  ->  (S (NP Peru) (VP left (SBAR after (S (NP it) (VP fell)))) (PRN , (S (NP he) (VP said))))

Headlines are among them: their infinitive is the verb of its clause.
"""

from __future__ import annotations

from diplocode.coding.phrases import TIME_WORDS
from diplocode.coding.repairs.common import FINITE, NAMES, Children, is_verb, made
from diplocode.model import Node


def subjects(label: str, children: Children) -> Children | None:
    """A clause without a verb before a conjunction and a clause with one: its noun phrases are subjects
    too."""
    if label != "S":
        return None
    for i, child in enumerate(children):
        if child.label == "CC" and 0 < i < len(children) - 1:
            before = [c for c in children[:i] if c.label != ","]
            after = children[i + 1]
            if (
                len(before) == 1
                and before[0].label == "S"
                and not any(c.label in {"VP", "S", "SBAR"} for c in before[0].children)
                and before[0].children[0].label == "NP"
                and after.label == "S"
                and len(after.children) > 1
                and after.children[0].label == "NP"
                and after.children[1].label == "VP"
            ):
                commas = [c for c in children[:i] if c.label == ","]
                members = [*before[0].children, *commas, child, after.children[0]]
                subject = Node("NP", before[0].start, after.children[0].end, members)
                return [subject, *after.children[1:], *children[i + 2 :]]
            return None
    return None


def after(label: str, children: Children) -> Children | None:
    """ "fled [after the rebels] [took the city]": the noun phrase is the subject of the verb behind it."""
    if label != "VP" or not is_verb(children[0]):
        return None
    for i, child in enumerate(children[:-1]):
        phrase = children[i + 1]
        if i == 0 or phrase.label != "VP" or not finite(phrase):
            continue
        base = child if child.label == "PP" else child.children[-1] if child.label == "NP" else None
        if base is None or base.label != "PP" or len(base.children) != 2:
            continue
        word, governed = base.children
        if word.word.lower() in {"after", "before", "as", "since", "while"} and governed.label == "NP":
            clause = made("SBAR", [word, made("S", [governed, phrase])])
            before = list(child.children[:-1]) if child.label == "NP" else []
            return [*children[:i], *before, clause, *children[i + 2 :]]
    return None


def lifted(label: str, children: Children) -> Children | None:
    """ "fled [after [it fell] but [VP returned]]": the second verb is coordinated with the first, not with
    that of the subordinate clause."""
    if label != "VP" or not children[-1].children or children[-1].label != "SBAR":
        return None
    inner = children[-1].children[-1]
    parts = inner.children
    if inner.label != "S" or len(parts) < 3 or parts[0].label != "S" or parts[-2].label != "CC":
        return None
    if parts[-1].label != "VP" or not finite(parts[-1]):
        return None
    at = len(parts) - (3 if parts[-3].label == "," else 2)
    if at != 1:
        return None
    kept = made("SBAR", [*children[-1].children[:-1], parts[0]])
    return [made("VP", [*children[:-1], kept]), *parts[1:]]


def second(label: str, children: Children) -> Children | None:
    """ "had [no work] and [[in reply] [he left]]": a clause hung into an object after a conjunction stands
    beside the first one."""
    if label != "S":
        return None
    at = next((i for i, c in enumerate(children) if c.label == "VP"), -1)
    if at < 1 or not children[at].children:
        return None
    last = children[at].children[-1]
    if last.label != "NP" or len(last.children) < 3 or last.children[-2].label != "CC":
        return None
    tail = last.children[-1]
    if tail.label != "PP" or len(tail.children) != 2 or tail.children[0].label != "PP":
        return None
    clause = tail.children[1]
    if clause.label == "SBAR" and len(clause.children) == 1:
        clause = clause.children[0]
    if clause.label != "S" or not {"NP", "VP"} <= {c.label for c in clause.children}:
        return None
    rest = list(last.children[:-2])
    kept = rest[0] if len(rest) == 1 else made("NP", rest)
    verb = made("VP", [*children[at].children[:-1], kept])
    start = next((i for i, c in enumerate(children) if c.children), 0)
    first = made("S", [*children[start:at], verb])
    new = made("S", [tail.children[0], *clause.children])
    return [*children[:start], first, last.children[-2], new, *children[at + 1 :]]


def adverbial(label: str, children: Children) -> Children | None:
    """ "[after [they]] left" in a subordinate clause: the noun phrase is the verb's subject."""
    if label != "SBAR" or len(children) < 2 or children[0].label != "PP" or children[1].label != "VP":
        return None
    phrase = children[0]
    if len(phrase.children) != 2 or not phrase.children[0].is_leaf or phrase.children[1].label != "NP":
        return None
    return [phrase.children[0], made("S", [phrase.children[1], *children[1:]])]


def headline(label: str, children: Children) -> Children | None:
    """ "[Oslo] [to cut ties]": in a headline the infinitive is the verb of its clause."""
    if label != "S" or any(c.label in {"VP", "SBAR"} for c in children):
        return None
    parts = [c for c in children if c.children]
    if len(parts) == 2 and parts[0].label == "NP" and parts[1].label == "S":
        phrase = parts[1].children
        if len(phrase) == 1 and phrase[0].label == "VP" and phrase[0].children[0].label == "TO":
            return [phrase[0] if c is parts[1] else c for c in children]
    return None


def day(label: str, children: Children) -> Children | None:
    """ "[In [May Chile]] [left]": a time and a name in one phrase; the name is the clause's subject."""
    if label != "S" or len(children) < 2 or children[0].label != "PP":
        return None
    verb = next((i for i, c in enumerate(children) if c.label == "VP"), 0)
    if not verb or any(c.label == "NP" for c in children[1:verb]):
        return None
    phrase = children[0]
    inner = phrase.children[-1]
    names_ = inner.children
    if len(phrase.children) != 2 or inner.label != "NP" or len(names_) < 2:
        return None
    if any(c.label not in NAMES for c in names_) or names_[0].word.lower() not in TIME_WORDS:
        return None
    time = made("PP", [phrase.children[0], made("NP", [names_[0]])])
    return [time, made("NP", list(names_[1:])), *children[1:]]


def speech(label: str, children: Children) -> Children | None:
    """ "left the city, [he said]": who is quoted at the end of a sentence stands beside its verb phrase."""
    if label not in {"S", "ROOT"}:
        return None
    for i in range(len(children) - 1, -1, -1):
        if children[i].label == "VP":
            found = speech_at_end(children[i])
            if found is not None:
                kept, tail = found
                return [*children[:i], kept, made("PRN", tail), *children[i + 1 :]]
            return None
    return None


def speech_at_end(node: Node) -> tuple[Node, Children] | None:
    """A verb phrase without ", who says" at its end, and that; None where it has none."""
    children = node.children
    if node.label != "VP" or len(children) < 2:
        return None
    for size in (2, 3):
        tail = children[-size:]
        if len(children) > size and tail[0].label == ",":
            inner = list(tail[1].children) if size == 2 and tail[1].label in {"S", "NP"} else list(tail[1:])
            if len(inner) == 2 and inner[0].label == "NP" and says(inner[1]):
                rest = list(children[:-size])
                if size == 2 and tail[1].label == "NP" and not any(c.children for c in rest):
                    return None
                kept = rest[0] if len(rest) == 1 and rest[0].label == "VP" else made("VP", rest)
                return kept, [tail[0], made("S", inner)]
    found = speech_at_end(children[-1])
    if found is None:
        return None
    return made("VP", [*children[:-1], found[0]]), found[1]


def says(node: Node) -> bool:
    """Whether a verb phrase is one finite verb and nothing else."""
    return node.label == "VP" and len(node.children) == 1 and node.children[0].label in {"VBD", "VBZ", "VBP"}


def finite(phrase: Node) -> bool:
    """Whether a verb phrase, or the first of those coordinated in it, has a finite verb."""
    first = phrase.children[0]
    return first.label in FINITE or (first.label == "VP" and finite(first))
