"""Repairs of clauses: each gets its subject and its verb, and stands where it belongs in the sentence.

    (S (NP Peru) (VP left (PP after (NP it)) (VP fell) , (S (NP he) (VP said))))
    after   ->  (S (NP Peru) (VP left (SBAR after (S (NP it) (VP fell))) , (S (NP he) (VP said))))

Headlines are among them: their infinitive is the verb of its clause.
"""

from __future__ import annotations

from diplocode.coding.phrases import TIME_WORDS
from diplocode.coding.repairs.common import NAMES, Children, finite, is_verb, made
from diplocode.coding.repairs.lists import is_name, name_list
from diplocode.model import Node

WHERE = frozenset({"in", "at", "near", "outside"})


def subjects(label: str, children: Children) -> Children | None:
    """A clause without a verb before a conjunction and a clause with one: its noun phrases are subjects
    too."""
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


def side_by_side(label: str, children: Children) -> Children | None:
    """ "[Peru] , [Cuba] sign", "[Peru] , [Chad and Cuba] left": names before a verb are its subjects.

    Without a conjunction only where the verb is a plural one, as in a headline.
    """
    verb = next((i for i, c in enumerate(children) if c.label == "VP"), 0)
    start = verb
    while start > 0 and (children[start - 1].label == "," or children[start - 1].label == "NP"):
        start -= 1
    if children[start:verb] == [] or children[start].label == ",":
        return None
    run = list(children[start:verb])
    members = [c for c in run if c.label == "NP"]
    if len(members) < 2 or run[-1].label != "NP" or len(run) != 2 * len(members) - 1:
        return None
    if not all(is_name(c) for c in members[:-1]) or not all(names_only(c) for c in members):
        return None
    last = members[-1]
    listed = any(c.label == "CC" for c in last.children)
    if not listed and not (is_name(last) and first_verb(children[verb]).label == "VBP"):
        return None
    if listed:
        flat = [*run[:-1], *last.children]
    else:  # the last comma stands for the conjunction
        flat = [*run[:-2], Node("CC", run[-2].start, run[-2].end, (), run[-2].word), last]
    return [*children[:start], made("NP", name_list("NP", flat) or flat), *children[verb:]]


def names_only(node: Node) -> bool:
    """Whether a phrase is names, none of them a time, and what lists them."""
    leaves = list(node.leaves())
    return all(
        leaf.label in NAMES | {"DT", "CC", ","} and leaf.word.lower() not in TIME_WORDS for leaf in leaves
    )


def first_verb(node: Node) -> Node:
    return first_verb(node.children[0]) if node.children else node


def fronted(label: str, children: Children) -> Children | None:
    """ "[[condemned by Peru] , [Chad] [left]]" as one verb phrase without a verb: it is the clause."""
    parts = [c for c in children if c.children]
    if len(parts) != 1 or parts[0].label != "VP":
        return None
    inner = parts[0].children
    labels = [c.label for c in inner if c.label != "ADVP"]
    if labels[:2] not in (["S", ","], ["VP", ","], ["PP", ","]) or labels[2:] != ["NP", "VP"]:
        return None
    return [c for child in children for c in (inner if child is parts[0] else [child])]


def relative(label: str, children: Children) -> Children | None:
    """ "[whom] [[police] [held]]" as a noun phrase: a clause, its verb a finite one."""
    if len(children) != 2 or children[0].label not in {"WHNP", "WHPP", "WHADVP"}:
        return None
    phrase = children[1]
    if phrase.label != "NP" or [c.label for c in phrase.children] != ["NP", "VP"]:
        return None
    subject, verb = phrase.children
    first = verb.children[0]
    if first.label not in {"VBN", "VBD", "VBZ", "VBP"} or any(
        c.label == "PP" and c.children[0].word.lower() == "by" for c in verb.children
    ):
        return None
    if first.label == "VBN":
        first = Node("VBD", first.start, first.end, (), first.word)
    return [children[0], made("S", [subject, made("VP", [first, *verb.children[1:]])])]


def placed(label: str, children: Children) -> Children | None:
    """ "[a blast in Lima], [Peru] kills six": the name before the verb goes on with the place before it."""
    for i in range(len(children) - 3):
        phrase, comma, name, verb = children[i : i + 4]
        if phrase.label != "NP" or comma.label != "," or name.label != "NP" or verb.label != "VP":
            continue
        last = phrase.children[-1] if phrase.children else phrase
        if last.label != "PP" or len(last.children) != 2 or last.children[0].word.lower() not in WHERE:
            continue
        place = last.children[1]
        named = place.label == "NP" and next(reversed(list(place.leaves()))).label in NAMES
        if named and name.children and all(leaf.label in NAMES for leaf in name.leaves()):
            whole = made("PP", [last.children[0], made("NP", [place, comma, name])])
            return [*children[:i], made("NP", [*phrase.children[:-1], whole]), *children[i + 3 :]]
    return None


def after(label: str, children: Children) -> Children | None:
    """ "fled [after the rebels] [took the city]": the noun phrase is the subject of the verb behind it."""
    if not is_verb(children[0]):
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
    if not children[-1].children or children[-1].label != "SBAR":
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
    at = next((i for i, c in enumerate(children) if c.label == "VP"), -1)
    if at < 1 or not children[at].children:
        return None
    last = children[at].children[-1]
    if last.label != "NP" or len(last.children) < 3 or last.children[-2].label != "CC":
        return None
    tail = last.children[-1]
    if tail.label != "PP" or len(tail.children) < 2 or tail.children[0].label != "PP":
        return None
    clause = tail.children[1]
    if clause.label == "SBAR" and len(clause.children) == 1:
        clause = clause.children[0]
    parts = clause.children if clause.label == "S" else tail.children[1:]
    if not {"NP", "VP"} <= {c.label for c in parts}:
        return None
    rest = list(last.children[:-2])
    kept = rest[0] if len(rest) == 1 else made("NP", rest)
    verb = made("VP", [*children[at].children[:-1], kept])
    start = next((i for i, c in enumerate(children) if c.children), 0)
    first = made("S", [*children[start:at], verb])
    new = made("S", [tail.children[0], *parts])
    return [*children[:start], first, last.children[-2], new, *children[at + 1 :]]


def adverbial(label: str, children: Children) -> Children | None:
    """ "[after [they]] left" in a subordinate clause: the noun phrase is the verb's subject."""
    if len(children) < 2 or children[0].label != "PP" or children[1].label != "VP":
        return None
    phrase = children[0]
    if len(phrase.children) != 2 or not phrase.children[0].is_leaf or phrase.children[1].label != "NP":
        return None
    return [phrase.children[0], made("S", [phrase.children[1], *children[1:]])]


def headline(label: str, children: Children) -> Children | None:
    """ "[Oslo] [to cut ties]": in a headline the infinitive is the verb of its clause."""
    if any(c.label in {"VP", "SBAR"} for c in children):
        return None
    parts = [c for c in children if c.children]
    if len(parts) == 2 and parts[0].label == "NP" and parts[1].label == "S":
        phrase = parts[1].children
        if len(phrase) == 1 and phrase[0].label == "VP" and phrase[0].children[0].label == "TO":
            return [phrase[0] if c is parts[1] else c for c in children]
    return None


def participial(label: str, children: Children) -> Children | None:
    """ "[sanctioned by Peru], Chile left": a participle before the subject is a clause."""
    if [c.label for c in children[:4]] != ["VP", ",", "NP", "VP"]:
        return None
    if next(iter(children[0].leaves())).label not in {"VBN", "VBG"}:
        return None
    return [made("S", [children[0]]), *children[1:]]


def pair(label: str, children: Children) -> Children | None:
    """ "[Chile, [Peru]] sign a deal": before a plural verb two names are two, not one with its country."""
    if len(children) < 2 or children[0].label != "NP" or children[1].label != "VP":
        return None
    parts = children[0].children
    if [c.label for c in parts] != ["NNP", ",", "NP"] or children[1].children[0].label != "VBP":
        return None
    return [made("NP", [parts[0]]), *parts[1:], *children[1:]]


def day(label: str, children: Children) -> Children | None:
    """ "[In [May Chile]] [left]": a time and a name in one phrase; the name is the clause's subject."""
    if len(children) < 2 or children[0].label != "PP":
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
