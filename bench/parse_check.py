"""What can be wrong with a parse by itself, without a treebank, counted on real news.

    python bench/parse_check.py news.jsonl [--count 2000] [--parser spacy] [--show CHECK] [--trees 100]

Every n-th record is split, tokenised and parsed. Each check looks for a structure that newspaper English
(nearly) never has: many hits are a weakness of the parser, none does not say that the parse is right.
A sentence is sound where it has a finite verb in a clause, a subject before it, and no check finds anything.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import takewhile
from pathlib import Path

from diplocode.model import Node
from diplocode.syntax import load_parser, split, tokenize

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
VERBS = FINITE | {"VB", "VBN", "VBG"}
CLAUSES = frozenset({"S", "SINV", "SQ"})
# Before another PP: "according to", "up from", "from under", "because of".
BEFORE_PP = frozenset(
    "according up down out from because instead next due prior as off such back away except".split()
)
ARTICLES = frozenset({"the", "a", "an", "its", "their", "his", "her"})
SUBJECTS = frozenset({"NP", "SBAR", "S", "QP"})
BESIDE = frozenset({",", ":", "``", "''", ".", "-LRB-", "-RRB-", "HYPH"})


def labels(node: Node) -> list[str]:
    return [child.label for child in node.children]


def above(node: Node) -> Iterator[str]:
    while node.parent is not None:
        node = node.parent
        yield node.label


def verbless_predicate(node: Node) -> bool:
    return node.label == "VP" and not set(labels(node)) & (VERBS | {"VP", "TO", "POS"})


def verbless_clause(node: Node) -> bool:
    """Verbless clauses are two phrases, `with (S (NP hands) (ADJP full))`, or a predicate of an object."""
    if node.label not in CLAUSES or any(leaf.label in VERBS | {"TO"} for leaf in node.leaves()):
        return False
    phrases = [child for child in node.children if not child.is_leaf]
    return len(phrases) < 2 and not (next(above(node), "") == "VP" and labels(node) in (["NP"], ["ADJP"]))


def clause_without_predicate(node: Node) -> bool:
    """A clause with a subject and verbs, but none of them in a VP of its own."""
    if node.label != "S" or not any(leaf.label in FINITE for leaf in node.leaves()):
        return False
    return not set(labels(node)) & {"VP", "S", "SINV", "SBAR", "SQ", "SBARQ"}


def finite_verb_in_a_noun_phrase(node: Node) -> bool:
    return node.label in ("NP", "NX", "ADJP", "PP", "QP") and bool(set(labels(node)) & FINITE)


def bare_noun_in_a_predicate(node: Node) -> bool:
    """An object without a phrase of its own: `(VP sign (NN pact))`."""
    return node.label == "VP" and bool(set(labels(node)) & {"NN", "NNS", "NNP", "NNPS", "CD", "PRP"})


def preposition_without_object(node: Node) -> bool:
    """Right in relative clauses and questions, `a man to talk (PP to)`."""
    lone = node.label == "PP" and not any(not child.is_leaf for child in node.children)
    return (
        lone and not {"SBAR", "SBARQ", "SQ"} & set(above(node)) and not {"NN", "JJ", "CD"} & set(labels(node))
    )


def prepositional_phrases_stacked(node: Node) -> bool:
    """PPs in a row are sisters under what they describe; only coordinated ones are under a PP."""
    kinds = labels(node)
    if node.label != "PP" or "PP" not in kinds or {"CC", "CONJP", ",", ":"} & set(kinds):
        return False
    first = node.children[0]
    return not (first.is_leaf and first.word.lower() in BEFORE_PP) and kinds[0] in ("PP", "IN", "TO")


def prepositional_phrases_in_a_list(node: Node) -> bool:
    """PPs with only a comma between them under one more PP."""
    kinds = labels(node)
    return node.label == "PP" and kinds.count("PP") > 1 and not {"CC", "CONJP"} & set(kinds)


def prepositional_phrase_under_an_adverb(node: Node) -> bool:
    """`far (PP from it)`, `earlier (PP in May)` are right: a word that can take it is there."""
    words = {child.label for child in node.children if not child.is_leaf}
    return (
        node.label == "ADVP"
        and "PP" in words
        and not set(labels(node)) & {"RB", "RBR", "RBS", "JJ", "IN", "RP", "ADVP"}
    )


def complementiser_without_clause(node: Node) -> bool:
    return node.label == "SBAR" and not set(labels(node)) & {"S", "SBAR", "SINV", "SQ", "FRAG", "VP"}


def infinitive_without_verb(node: Node) -> bool:
    kinds = labels(node)
    return node.label == "VP" and "TO" in kinds[:-1] and not set(kinds) & {"VP", "VB"}


def subject_without_noun_phrase(node: Node) -> bool:
    """A noun that stands bare beside the VP of its clause."""
    kinds = labels(node)
    return node.label == "S" and "VP" in kinds and bool(set(kinds) & {"NN", "NNS", "NNP", "NNPS", "PRP"})


def unheard_of_label(node: Node) -> bool:
    """NX, X and others that newspapers' treebanks use for what nothing else fits."""
    return node.label in ("NX", "NML", "X", "RRC", "NAC", "LST")


def phrase_over_itself(node: Node) -> bool:
    return labels(node) == [node.label]


def half_a_bracket(node: Node) -> bool:
    """A phrase with one of a pair of brackets while the other, in the sentence too, is outside."""
    tags = labels(node)
    outer = node.label == "ROOT" or node.parent is None or node.parent.label == "ROOT"
    return not outer and tags.count("-LRB-") != tags.count("-RRB-")


def article_without_noun(node: Node) -> bool:
    last = node.children[-1] if node.children else None
    return node.label == "NP" and last is not None and last.is_leaf and last.word.lower() in ARTICLES


def noun_phrase_split_from_its_article(node: Node) -> bool:
    """`the` as a child of a VP, PP or S."""
    stray = (child for child in node.children if child.is_leaf and child.word.lower() in ARTICLES - {"her"})
    return node.label in ("VP", "PP", "S") and any(child.label in ("DT", "PRP$") for child in stray)


def empty_phrase(node: Node) -> bool:
    """A phrase of nothing but punctuation."""
    return not node.is_leaf and set(labels(node)) <= BESIDE


CHECKS: tuple[Callable[[Node], bool], ...] = (
    verbless_predicate,
    verbless_clause,
    clause_without_predicate,
    finite_verb_in_a_noun_phrase,
    bare_noun_in_a_predicate,
    preposition_without_object,
    prepositional_phrases_stacked,
    prepositional_phrases_in_a_list,
    prepositional_phrase_under_an_adverb,
    complementiser_without_clause,
    infinitive_without_verb,
    subject_without_noun_phrase,
    unheard_of_label,
    phrase_over_itself,
    half_a_bracket,
    article_without_noun,
    noun_phrase_split_from_its_article,
    empty_phrase,
)


def finite_clause(node: Node) -> bool:
    """A clause with a finite verb at the head of its VP."""
    return node.label in CLAUSES and any(_finite(child) for child in node.children)


def _finite(node: Node) -> bool:
    if node.is_leaf:
        return node.label in FINITE and node.parent is not None and node.parent.label != "S"
    return node.label == "VP" and any(_finite(child) for child in node.children)


def finite_clause_with_subject(node: Node) -> bool:
    """A subject is an NP, or a clause, beside the VP: before it, or anywhere in an inversion."""
    if not finite_clause(node):
        return False
    before = list(takewhile(lambda label: label != "VP", labels(node)))
    return bool(SUBJECTS & set(before if node.label == "S" else labels(node)))


def found(tree: Node) -> set[str]:
    """The names of the checks that find something in the tree."""
    nodes = [node for node in tree.nodes() if not node.is_leaf]
    return {check.__name__ for check in CHECKS if any(map(check, nodes))}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("text", help="JSON lines with a `text`")
    ap.add_argument("--count", type=int, default=2000, help="records to parse, taken evenly")
    ap.add_argument("--parser", default="diplocode", help="any that load_parser knows")
    ap.add_argument("--model", help="its model: a path, a name or an address")
    ap.add_argument("--show", metavar="CHECK", help="print the trees in which this check finds something")
    ap.add_argument("--trees", type=int, default=0, help="print so many trees, to read")
    args = ap.parse_args()
    lines = Path(args.text).read_text(encoding="utf8").splitlines()
    texts = [json.loads(line)["text"] for line in lines[:: max(1, len(lines) // args.count)][: args.count]]
    sentences = [[t.text for t in tokenize(text, span)] for text in texts for span in split(text)]
    trees = load_parser(args.parser, args.model).parse_tokens(sentences)
    counts: Counter[str] = Counter()
    finite = subject = clean = sound = 0
    step = max(1, len(trees) // args.trees) if args.trees else 0
    for k, tree in enumerate(trees):
        names = found(tree)
        counts.update(names)
        nodes = list(tree.nodes())
        has_finite, has_subject = any(map(finite_clause, nodes)), any(map(finite_clause_with_subject, nodes))
        finite += has_finite
        subject += has_subject
        clean += not names
        sound += has_subject and not names
        if args.show in names or (step and k % step == 0):
            print(tree.bracketed())
    total = len(trees)
    for name, number in counts.most_common():
        print(f"{name:40} {number:5} {number / total:6.1%}")
    print(
        f"{len(texts)} records, {total} sentences: finite verb in a clause {finite / total:.1%}, "
        f"with a subject {subject / total:.1%}, nothing found by any check {clean / total:.1%}, "
        f"sound {sound / total:.1%}"
    )


if __name__ == "__main__":
    main()
