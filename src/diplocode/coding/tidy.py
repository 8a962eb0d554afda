"""Trees made even: what parsers leave flat, or hang in the wrong place, is put where the coder looks for it.

A tree is rebuilt from below. Each node's children go through one ordered list of repairs, each a short
function that returns the new children or None where it has nothing to do:

    bare_nouns      (S (NNP Chile) (VP ...))            ->  (S (NP (NNP Chile)) (VP ...))
    bare_verb       (S (NP Two men) (VBP die))          ->  (S (NP Two men) (VP (VBP die)))
    headline_verb   (S (NP U.S.) (VP (NNS strikes) ..)) ->  (S (NP U.S.) (VP (VBZ strikes) ..))
    nominal         (VP announces (VP (NNS plans) ...)) ->  (VP announces (NP (NNS plans) ...))
    preposition     (VP killed (IN in) (NP Lima))       ->  (VP killed (PP (IN in) (NP Lima)))
    auxiliary       (VP (MD will) (VB cut) (NP ties))   ->  (VP (MD will) (VP (VB cut) (NP ties)))
    chain           (VP (VBZ risks) (VBG losing) ..)    ->  (VP (VBZ risks) (VP (VBG losing) ..))
    trailing        (VP cut (NP ties , (S citing ..)))  ->  (VP cut (NP ties) , (S citing ..))
    raised          (VP cut (NP ties and (VP left)))    ->  (VP (VP cut (NP ties)) and (VP left))
    verbs           (VP closed (NP it) and (VP left))   ->  (VP (VP closed (NP it)) and (VP left))
    willing         (VP is (NP (RB about) (S to go)))   ->  (VP is (ADJP (RB about) (S to go)))
    hollow          (VP sought (S (VP (NP aid) (PP ..))))  ->  (VP sought (NP aid) (PP ..))
    stacked         (VP sent (PP (PP of ..) (PP to ..)))  ->  (VP sent (PP of ..) (PP to ..))
    of_phrase       (VP withdrew (NP envoys) (PP of ..))->  (VP withdrew (NP (NP envoys) (PP of ..)))
    name_list       (NP (NNP Chile) , (NNP Peru) and (NNP Cuba))  ->  one noun phrase each
    names           (NP (NNP Chile) and (NP Peru))      ->  (NP (NP (NNP Chile)) and (NP Peru))
    listed          (NP (NP Chile , (NP Peru)) and ..)  ->  (NP (NP Chile) , (NP Peru) and ..)
    alike           (NP (NP envoys (PP of Chile)) and (NP Peru)) -> (NP envoys (PP of (NP Chile and Peru)))
    subjects        (S (S (NP Chile)) and (S (NP Peru) (VP ...)))  ->  (S (NP Chile and Peru) (VP ...))
    speech          (VP left , (S (NP he) (VP said)))   ->  (VP left) (PRN , (S (NP he) (VP said)))
    headline        (S (NP Oslo) (S (VP to cut ties)))  ->  (S (NP Oslo) (VP to cut ties))
    day             (S (PP in (NP May Chile)) (VP left))  ->  (S (PP in (NP May)) (NP Chile) (VP left))
    gerund          (PP to (VBG holding) (NP talks))    ->  (PP to (S (VP (VBG holding) (NP talks))))
    partners        (PP (PP by (NP Chile)) and (NP Peru)) -> (PP by (NP (NP Chile) and (NP Peru)))
    particle        (VP called (PP (PRT in) (PP by ..)))  ->  (VP called (PRT in) (PP by ..))
    after           (VP fled (PP after (NP it)) (VP fell)) -> (VP fled (SBAR after (S (NP it) (VP fell))))
    lifted          (VP fled (SBAR after (S (S it fell) but (VP won))))  ->  (VP (VP fled ..) but (VP won))
    second          (VP had (NP work and (PP (PP in reply) (SBAR (S he left)))))  ->  two clauses
    adverbial       (SBAR (PP after (NP they)) (VP left)) -> (SBAR after (S (NP they) (VP left)))
"""

from __future__ import annotations

from collections.abc import Callable

from diplocode.coding.grammar import AUXILIARY
from diplocode.coding.phrases import TIME_WORDS, head_of
from diplocode.model import Node

NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
NAMES = frozenset({"NNP", "NNPS"})
RUN = NOUNS | {"DT", "JJ", "JJR", "JJS", "CD", "PRP$", "POS", "QP", "ADJP", "NML", "NX"}
PARENTS = frozenset({"S", "SINV", "SQ", "VP", "PP", "SBAR", "FRAG", "ROOT"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
AS_VERB = {"NNS": "VBZ", "NN": "VBP", "NNP": "VBP", "NNPS": "VBZ"}

Children = list[Node]
Repair = Callable[[str, Children], "Children | None"]


def tidy(tree: Node) -> Node:
    """The tree with all repairs made; the tree itself where nothing is to be done.

    >>> from diplocode.syntax import read_tree
    >>> tidy(read_tree("(S (NNP Chile) (VP (MD will) (VB cut) (NP (NNS ties))))")).bracketed()
    '(ROOT (S (NP (NNP Chile)) (VP (MD will) (VP (VB cut) (NP (NNS ties))))))'
    """
    if tree.is_leaf:
        return tree
    children = [tidy(child) for child in tree.children]
    changed = any(new is not old for new, old in zip(children, tree.children, strict=True))
    for repair in REPAIRS:
        repaired = repair(tree.label, children)
        if repaired is not None:
            children, changed = repaired, True
    if not changed:
        return tree
    if len(children) == 1 and children[0].label == tree.label and children[0].children:
        return children[0]
    return Node(tree.label, tree.start, tree.end, children)


def made(label: str, children: Children) -> Node:
    return Node(label, children[0].start, children[-1].end, children)


def is_verb(node: Node) -> bool:
    return node.is_leaf and node.label[:2] == "VB"


def bare_nouns(label: str, children: Children) -> Children | None:
    """Bare nouns and pronouns under clauses, verb and prepositional phrases become noun phrases."""
    if label not in PARENTS or not any(
        c.is_leaf and (c.label in NOUNS or c.label == "PRP") for c in children
    ):
        return None
    if predicative(label, children) or (label == "S" and len(children) == 1):
        return None
    out: Children = []
    run: Children = []
    for child in [*children, None]:
        if child is not None and child.label in RUN:
            run.append(child)
            continue
        if any(c.label in NOUNS for c in run):
            out.append(made("NP", run))
        else:
            out.extend(run)
        run = []
        if child is not None:
            out.append(made("NP", [child]) if child.label == "PRP" else child)
    return out


def predicative(label: str, children: Children) -> bool:
    """Whether a verb phrase has a noun where its verb should stand."""
    first = children[0]
    return (
        label == "VP"
        and first.is_leaf
        and first.label in AS_VERB
        and not any(is_verb(c) or c.label in {"VP", "TO", "MD"} for c in children)
    )


def bare_verb(label: str, children: Children) -> Children | None:
    """A finite verb that stands in a clause beside its subject, or inside it, gets its phrase."""
    if label not in {"S", "SINV"} or any(c.label in {"VP", "S", "SBAR"} for c in children[:3]):
        return None
    for i, child in enumerate(children):
        if child.label == "NP":
            inner = next((k for k, c in enumerate(child.children) if k and c.label in FINITE), 0)
            if inner and all(c.label in {"NP", *RUN} for c in child.children[:inner]):
                before = list(child.children[:inner])
                subject = before[0] if len(before) == 1 and before[0].children else made("NP", before)
                phrase = [*child.children[inner:], *children[i + 1 :]]
                return [*children[:i], subject, *phrased(phrase)]
        elif child.is_leaf and child.label in FINITE and i and children[i - 1].label == "NP":
            return [*children[:i], *phrased(children[i:])]
    return None


def phrased(children: Children) -> Children:
    """A verb and what follows as one verb phrase, final punctuation left outside."""
    end = len(children)
    while end > 1 and children[end - 1].is_leaf and children[end - 1].label in {".", "''", ":"}:
        end -= 1
    return [made("VP", through("VP", children[:end])), *children[end:]]


def through(label: str, children: Children) -> Children:
    for repair in REPAIRS:
        children = repair(label, children) or children
    return children


def headline_verb(label: str, children: Children) -> Children | None:
    """ "Norway [strikes a deal]": what follows a clause's subject is its verb, whatever its tag."""
    if label not in {"S", "SINV"}:
        return None
    for i, child in enumerate(children):
        if child.label == "VP" and predicative("VP", list(child.children)):
            if not any(c.label == "NP" for c in children[:i]):
                return None
            first, *rest = child.children
            verb = Node(AS_VERB[first.label], first.start, first.end, (), first.word)
            phrase = made("VP", through("VP", [verb, *rest]))
            return [*children[:i], phrase, *children[i + 1 :]]
    return None


def nominal(label: str, children: Children) -> Children | None:
    """ "announced [VP plans to leave]": a verb phrase without a verb behind a verb is its object."""
    if label != "VP" or not any(is_verb(c) for c in children):
        return None
    out, changed = [], False
    for child in children:
        if child.label == "VP" and predicative("VP", list(child.children)):
            out.append(made("NP", [made("NP", [child.children[0]]), *child.children[1:]]))
            changed = True
        elif (
            child.label == "VP"
            and child.children[0].label == "NP"
            and not any(is_verb(c) or c.label in {"VP", "TO", "MD"} for c in child.children)
        ):
            out += child.children
            changed = True
        else:
            out.append(child)
    return out if changed else None


def preposition(label: str, children: Children) -> Children | None:
    """A bare preposition and the phrase behind it become a prepositional phrase."""
    if label not in {"VP", "S", "NP"}:
        return None
    out: Children = []
    for child in children:
        if child.label in {"NP", "S"} and len(out) > 1 and out[-1].is_leaf and out[-1].label == "IN":
            if child.label == "S" and not starts_ing(child):
                out.append(child)
                continue
            word = out.pop()
            out.append(Node("PP", word.start, child.end, [word, child]))
        else:
            out.append(child)
    return out if len(out) < len(children) else None


def starts_ing(node: Node) -> bool:
    return next(iter(node.leaves())).label == "VBG"


def auxiliary(label: str, children: Children) -> Children | None:
    """Auxiliary and verb side by side: the verb gets its own phrase."""
    if label != "VP":
        return None
    for i, child in enumerate(children[:-1]):
        if not child.is_leaf:
            if child.label not in {"ADVP", "RB"}:
                return None
            continue
        word = child.word.lower()
        helps = child.label in {"MD", "TO"} or (is_verb(child) and word in AUXILIARY)
        if not helps:
            if child.label == "RB":
                continue
            return None
        k = i + 1
        while k < len(children) and children[k].label in {"RB", "ADVP"}:
            k += 1
        if k == len(children) or not is_verb(children[k]):
            continue
        verb = children[k]
        fits = verb.label in ({"VB", "VBP"} if child.label in {"MD", "TO"} else {"VBN", "VBG", "VBD"})
        if fits:
            return [*children[:k], made("VP", through("VP", children[k:]))]
    return None


def chain(label: str, children: Children) -> Children | None:
    """Two verbs side by side, the second a participle: it heads a phrase of its own."""
    if label != "VP" or not is_verb(children[0]) or len(children) < 2:
        return None
    second = children[1]
    if is_verb(second) and second.label in {"VBG", "VBN"}:
        return [children[0], made("VP", through("VP", children[1:]))]
    return None


def trailing(label: str, children: Children) -> Children | None:
    """ "imposed [sanctions on [[two banks], [citing fraud]]]": a participle behind a comma at the end of an
    object goes with the verb."""
    if label != "VP" or not any(
        (is_verb(c) and c.label not in {"VBG", "VBN"}) or c.label == "MD" for c in children
    ):
        return None
    last = children[-1]
    if last.is_leaf or last.label not in {"NP", "PP", "VP"}:
        return None
    found = participle_at_end(last)
    if found is None:
        return None
    kept, tail = found
    return [*children[:-1], kept, *tail]


def participle_at_end(node: Node) -> tuple[Node, Children] | None:
    """A phrase without the comma and participle that end it, and those two; None where it has none."""
    if node.is_leaf or node.label not in {"NP", "PP", "VP"} or starts_ing(node):
        return None  # "acting rashly, [arming rebels]": one participle after another
    last = node.children[-1]
    if len(node.children) > 2 and node.children[-2].label == ",":
        phrase = last if last.label in {"S", "VP"} else None
        if phrase is not None and starts_ing(phrase) and only_verbal(phrase):
            rest = list(node.children[:-2])
            kept = rest[0] if len(rest) == 1 and rest[0].children else made(node.label, rest)
            return kept, list(node.children[-2:])
    found = participle_at_end(last)
    if found is None:
        return None
    kept, tail = found
    return made(node.label, [*node.children[:-1], kept]), tail


def only_verbal(node: Node) -> bool:
    """Whether a clause has no subject of its own."""
    return node.label == "VP" or all(c.label in {"VP", "ADVP", ","} for c in node.children)


def verbs(label: str, children: Children) -> Children | None:
    """ "closed it and [VP left]": the first of two coordinated verbs gets its own phrase."""
    if label != "VP" or not is_verb(children[0]):
        return None
    for i, child in enumerate(children):
        if child.label == "CC" and i > 0:
            after = [c for c in children[i + 1 :] if c.label not in {"ADVP", "RB", "PP"}]
            if after and after[0].label == "VP":
                end = i - 1 if children[i - 1].label == "," else i
                if any(is_verb(c) and c.word.lower() not in AUXILIARY for c in children[:end]):
                    return [made("VP", children[:end]), *children[end:]]
            return None
    return None


def raised(label: str, children: Children) -> Children | None:
    """ "recalled [its envoy and [VP closed its embassy]]": the second verb goes with the first."""
    if label != "VP" or not is_verb(children[0]):
        return None
    verb, last = children[0], children[-1]
    if last.label != "NP" or len(last.children) < 3 or last.children[-1].label != "VP":
        return None
    second = last.children[-1]
    head = second.children[0]
    if last.children[-2].label != "CC" or head.label != verb.label:
        return None
    rest = list(last.children[:-2])
    if rest[-1].label == ",":
        rest.pop()
    kept = rest[0] if len(rest) == 1 else made("NP", rest)
    return [made("VP", [*children[:-1], kept]), *last.children[len(rest) :]]


def hollow(label: str, children: Children) -> Children | None:
    """A clause that is nominal and prepositional phrases without a verb is none: they belong to the verb."""
    if label != "VP":
        return None
    out: Children = []
    found = False
    for child in children:
        phrase = child.children[0] if child.label == "S" and len(child.children) == 1 else None
        parts = phrase.children if phrase is not None and phrase.label == "VP" else ()
        if parts and parts[0].label == "NP" and all(c.label in {"NP", "PP", "ADVP"} for c in parts):
            out.extend(parts)
            found = True
        else:
            out.append(child)
    return out if found else None


def stacked(label: str, children: Children) -> Children | None:
    """Prepositional phrases that a parser stacks in one stand side by side."""
    if label not in {"VP", "NP", "S"}:
        return None
    out: Children = []
    for child in children:
        parts = child.children if child.label == "PP" else ()
        out.extend(parts if len(parts) > 1 and all(c.label == "PP" for c in parts) else (child,))
    return out if len(out) > len(children) else None


def of_phrase(label: str, children: Children) -> Children | None:
    """An of-phrase belongs to the noun before it."""
    if label != "VP":
        return None
    out: Children = []
    for child in children:
        if child.label == "PP" and child.children[0].word.lower() == "of" and out and out[-1].label == "NP":
            out[-1] = Node("NP", out[-1].start, child.end, [out[-1], child])
        else:
            out.append(child)
    return out if len(out) < len(children) else None


def pieces(children: Children) -> list[Children]:
    """What stands between the commas and conjunctions of a list."""
    out: list[Children] = [[]]
    for child in children:
        if child.label in {"CC", ","}:
            out.append([])
        else:
            out[-1].append(child)
    return [p for p in out if p]


def names(label: str, children: Children) -> Children | None:
    """In a list of noun phrases each bare run of nouns is one of its members."""
    if label != "NP" or not any(c.label == "CC" for c in children):
        return None
    parts = pieces(children)
    whole = [p for p in parts if len(p) == 1 and p[0].label == "NP"]
    bare = [p for p in parts if all(c.label in RUN for c in p) and any(c.label in NOUNS for c in p)]
    if not whole or not bare or len(whole) + len(bare) != len(parts):
        return None
    return separated(children)


def proper(part: Children) -> bool:
    """Whether a member of a list is a proper name, with or without its article."""
    leaves = [leaf for node in part for leaf in node.leaves()]
    return leaves[-1].label in NAMES and all(leaf.label in NAMES | {"DT", "JJ", "CC", ","} for leaf in leaves)


def joined(node: Node) -> bool:
    """Whether a phrase holds several names itself."""
    return node.label == "NP" and any(c.label in {"CC", ","} for c in node.children)


def name_list(label: str, children: Children) -> Children | None:
    """A list of proper names, flat or without its conjunction at the top: one noun phrase each.

    Two names side by side ("Foreign Minister Lavrov, Moscow") are no list: a conjunction must be in it.
    """
    if label != "NP" or not any(leaf.label == "," for child in children for leaf in child.leaves()):
        return None
    parts = pieces(children)
    if len(parts) < 2 or not all(proper(part) for part in parts):
        return None
    if any(c.label == "CC" for c in children):
        if not any((c.is_leaf and c.label in NAMES) or joined(c) for c in children):
            return None
    elif len(parts[-1]) > 1 or not joined(parts[-1][0]):
        return None
    flat: Children = []
    for child in children:
        flat += child.children if joined(child) else [child]
    return separated(flat)


def separated(children: Children) -> Children:
    """A list's children, what stands between two separators as one noun phrase."""
    out: Children = []
    run: Children = []
    for child in [*children, None]:
        if child is not None and child.label not in {"CC", "CONJP", ","}:
            run.append(child)
            continue
        if run:
            out.append(run[0] if run[0].label == "NP" and len(run) == 1 else made("NP", run))
            run = []
        if child is not None:
            out.append(child)
    return out


def willing(label: str, children: Children) -> Children | None:
    """ "is [NP about [S to leave]]": an adjective's infinitive."""
    if label != "VP":
        return None
    out = [
        made("ADJP", list(c.children))
        if c.label == "NP"
        and len(c.children) == 2
        and c.children[0].label in {"JJ", "RB", "IN"}
        and c.children[1].label in {"S", "VP"}
        else c
        for c in children
    ]
    return out if any(a is not b for a, b in zip(out, children, strict=True)) else None


def is_name(node: Node) -> bool:
    """Whether a noun phrase is a proper name (or a nationality) and nothing besides."""
    return node.label == "NP" and all(
        c.label in NAMES or c.label in {"DT", "POS"} or (c.label == "NP" and is_name(c))
        for c in node.children
    )


def listed(label: str, children: Children) -> Children | None:
    """ "[Chile, [Peru]], and [Bolivia]": names beside names are members of one list."""
    if label != "NP" or not any(c.label == "CC" for c in children):
        return None
    out, changed = [], False
    for child in children:
        inner = [c for c in child.children if c.label != ","]
        if (
            child.label == "NP"
            and len(inner) > 1
            and any(c.label == "," for c in child.children)
            and all(is_name(c) or c.label in NAMES for c in inner)
        ):
            out += [c if c.children or c.label == "," else made("NP", [c]) for c in child.children]
            changed = True
        else:
            out.append(child)
    return out if changed else None


def alike(label: str, children: Children) -> Children | None:
    """ "[envoys [of Chile]], [Peru] and [Bolivia]": names go with the name before them, not with its head."""
    if label != "NP" or len(children) < 3:
        return None
    parts = [c for c in children if c.children]
    if len(parts) < 2 or parts[0] is not children[0] or parts[0].label != "NP":
        return None
    if not any(c.label == "CC" for c in children):
        inner = parts[1].children
        if len(parts) != 2 or children[1].label != "," or not any(c.label == "CC" for c in inner):
            return None
        if not all(
            c.label in {"CC", ","} or c.label in NAMES or c.label == "DT" or is_name(c) for c in inner
        ):
            return None
    elif not all(is_name(c) for c in parts[1:]):
        return None
    first = parts[0]
    if head_of(first).label not in {"NN", "NNS"}:
        return None
    phrase = last_name(first)
    if phrase is None:
        return None
    rest = [*children[children.index(first) + 1 :]]
    if len(rest) == 2:  # "Chile, [Peru and Cuba]"
        rest = [rest[0], *rest[1].children]
    joined = Node("NP", phrase.start, children[-1].end, [phrase, *separated(rest)])
    return [*children[: children.index(first)], replaced(first, phrase, joined)]


def last_name(node: Node) -> Node | None:
    """The name that the last prepositional phrase of a noun phrase governs, where nothing follows it."""
    last = node.children[-1] if node.children else node
    if last.label == "NP" and not is_name(last):
        return last_name(last)
    if last.label != "PP" or not last.children:
        return None
    governed = last.children[-1]
    if governed.label == "NP":
        return governed if is_name(governed) else last_name(governed)
    return None


def replaced(node: Node, old: Node, new: Node) -> Node:
    """The tree with its last descendant `old` replaced."""
    if node is old:
        return new
    return Node(node.label, node.start, new.end, [*node.children[:-1], replaced(node.children[-1], old, new)])


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


def adverbial(label: str, children: Children) -> Children | None:
    """ "[after [they]] left" in a subordinate clause: the noun phrase is the verb's subject."""
    if label != "SBAR" or len(children) < 2 or children[0].label != "PP" or children[1].label != "VP":
        return None
    phrase = children[0]
    if len(phrase.children) != 2 or not phrase.children[0].is_leaf or phrase.children[1].label != "NP":
        return None
    return [phrase.children[0], made("S", [phrase.children[1], *children[1:]])]


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


def partners(label: str, children: Children) -> Children | None:
    """ "[by Chile], [Peru] and [Cuba]": noun phrases coordinated with a prepositional one are its objects."""
    if label != "PP" or children[0].label != "PP" or not any(c.label == "CC" for c in children):
        return None
    rest = [c for c in children[1:] if c.label not in {",", "CC"}]
    first = children[0]
    if not rest or any(c.label != "NP" for c in rest) or first.children[-1].label != "NP":
        return None
    members = [first.children[-1], *children[1:]]
    return [*first.children[:-1], made("NP", members)]


def gerund(label: str, children: Children) -> Children | None:
    """ "open to [holding] [talks]": a bare gerund behind a preposition heads a clause."""
    if label != "PP" or len(children) < 2 or not children[0].is_leaf or children[0].label not in {"IN", "TO"}:
        return None
    if not (children[1].is_leaf and children[1].label == "VBG" and len(children) > 2):
        return None
    return [children[0], made("S", [made("VP", children[1:])])]


def particle(label: str, children: Children) -> Children | None:
    """ "called [in [by the ministry]]": the particle is the verb's, the phrase stands by itself."""
    if label != "VP":
        return None
    for i, child in enumerate(children):
        if child.label == "PP" and len(child.children) == 2 and child.children[0].label == "PRT":
            if next(child.children[1].leaves()).word.lower() == "of":
                continue  # "pulled [out of Syria]": one preposition
            return [*children[:i], *child.children, *children[i + 1 :]]
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


def finite(phrase: Node) -> bool:
    """Whether a verb phrase, or the first of those coordinated in it, has a finite verb."""
    first = phrase.children[0]
    return first.label in FINITE or (first.label == "VP" and finite(first))


REPAIRS: tuple[Repair, ...] = (
    bare_verb,
    headline_verb,
    nominal,
    bare_nouns,
    preposition,
    auxiliary,
    chain,
    trailing,
    raised,
    verbs,
    willing,
    hollow,
    stacked,
    of_phrase,
    name_list,
    names,
    listed,
    alike,
    subjects,
    partners,
    gerund,
    particle,
    after,
    lifted,
    second,
    adverbial,
    headline,
    day,
    speech,
)
